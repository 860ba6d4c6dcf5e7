//! The GIL: two CPU-bound threads on OS threads beside one thread that does the work of both, and
//! what a switch costs when it comes often.

use criterion::{Criterion, criterion_group, criterion_main};
use gilscope_benches::{compile, run_silently};
use gilscope_runtime::driver::{Clock, Config};
use gilscope_runtime::gil::{Handoff, Switch};
use gilscope_runtime::heap::Counting;

const WORK: &str = "import threading\ndef work(n):\n i = 0\n while i < n:\n  i += 1\n";
const ONE: &str = "work(2000000)\n";
const TWO: &str = "ts = [threading.Thread(target=work, args=(1000000,)) for _ in range(2)]\n\
                   for t in ts:\n t.start()\nfor t in ts:\n t.join()\n";

fn two_threads(criterion: &mut Criterion) {
    let (one, two) = (
        compile(&format!("{WORK}{ONE}")),
        compile(&format!("{WORK}{TWO}")),
    );
    let mut group = criterion.benchmark_group("gil");
    group.sample_size(20);
    let config = Config::new(Clock::Real);
    group.bench_function("one thread", |bencher| {
        bencher.iter(|| run_silently(&one, &config, Counting::Plain));
    });
    for handoff in Handoff::ALL {
        for every in [1_000_000, 10_000] {
            let mut config = Config::new(Clock::Real);
            config.handoff = handoff;
            config.switch = Switch::EveryN(every);
            let name = format!("two threads/{}/{every}", handoff.name());
            group.bench_function(&name, |bencher| {
                bencher.iter(|| run_silently(&two, &config, Counting::Plain));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, two_threads);
criterion_main!(benches);
