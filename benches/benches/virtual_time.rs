//! The speed of virtual time: busy threads on 1, 4 and 64 cores, and a hundred thousand that sleep.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gilscope_benches::{compile, run_silently};
use gilscope_runtime::driver::{Clock, Config, Gil};
use gilscope_runtime::heap::Counting;

const BUSY: &str = "
import threading
def work():
    i = 0
    while i < TURNS:
        i += 1
threads = [threading.Thread(target=work) for _ in range(THREADS)]
for t in threads: t.start()
for t in threads: t.join()
";

const SLEEPERS: &str = "
import threading, time
threads = [threading.Thread(target=time.sleep, args=(8,)) for _ in range(100_000)]
for t in threads: t.start()
for t in threads: t.join()
";

fn busy(criterion: &mut Criterion) {
    for cores in [1, 4, 64] {
        for gil in [Gil::On, Gil::Off] {
            let text = BUSY.replace("THREADS", &cores.to_string());
            let script = compile(&text.replace("TURNS", &(1_000_000 / cores).to_string()));
            let mut config = Config::new(Clock::Virtual);
            config.hardware.cores = cores;
            config.gil = gil;
            let counting = match gil {
                Gil::On => Counting::Plain,
                Gil::Off => Counting::Atomic,
            };
            let instructions = run_silently(&script, &config, counting)
                .report
                .instructions();
            let mut group = criterion.benchmark_group("virtual-time");
            group.throughput(Throughput::Elements(instructions));
            group.bench_function(format!("{cores} busy, GIL {gil:?}"), |bencher| {
                bencher.iter(|| run_silently(&script, &config, counting));
            });
        }
    }
}

fn sleepers(criterion: &mut Criterion) {
    let script = compile(SLEEPERS);
    let config = Config::new(Clock::Virtual);
    let mut group = criterion.benchmark_group("virtual-time");
    group.sample_size(10);
    group.bench_function("100000 sleepers", |bencher| {
        bencher.iter(|| run_silently(&script, &config, Counting::Plain));
    });
}

criterion_group!(benches, busy, sleepers);
criterion_main!(benches);
