//! A sweep of 1,000 configurations of `programs/aggregator.py` on the virtual clock, on two OS threads.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gilscope::lab::captured::{FindModule, Job};
use gilscope::lab::files::MemoryFiles;
use gilscope::lab::sweep::Cell;
use gilscope::machine::Setup;
use gilscope::vm::Options;
use gilscope_benches::compile;
use gilscope_runtime::driver::{Clock, Config, Gil};
use gilscope_runtime::gil::Switch;
use gilscope_runtime::heap::Counting;
use gilscope_runtime::time::Nanos;
use std::hint::black_box;
use std::sync::Arc;

const SCRIPT: &str = include_str!("../../programs/aggregator.py");
const CONFIGURATIONS: usize = 1000;
const OS_THREADS: usize = 2;

/// Ten switch intervals, ten numbers of cores, with and without the GIL, five seeds.
fn job(cell: usize) -> Job {
    let mut config = Config::new(Clock::Virtual);
    let gil = cell.is_multiple_of(2);
    config.gil = if gil { Gil::On } else { Gil::Off };
    config.switch = Switch::Interval(Nanos::from_micros(100 << (cell / 2 % 10)));
    config.hardware.cores = 1 + cell / 20 % 10;
    config.seed = (cell / 200) as u64;
    let counting = if gil {
        Counting::Plain
    } else {
        Counting::Atomic
    };
    let options = Options {
        gil,
        argv: vec!["bench.py".into()],
        cores: config.hardware.cores,
        ..Options::default()
    };
    let setup = Setup {
        config,
        counting,
        options,
    };
    let script = compile(SCRIPT);
    Job { script, setup }
}

fn aggregator(criterion: &mut Criterion) {
    let find: FindModule = Arc::new(|_, _| None);
    let jobs: Vec<Job> = (0..CONFIGURATIONS).map(job).collect();
    let mut group = criterion.benchmark_group("sweep");
    group.sample_size(10);
    group.throughput(Throughput::Elements(CONFIGURATIONS as u64));
    group.bench_function("aggregator.py, 1000 configurations", |bencher| {
        bencher.iter(|| {
            std::thread::scope(|scope| {
                for part in 0..OS_THREADS {
                    let (jobs, find) = (&jobs, &find);
                    scope.spawn(move || {
                        for index in (part..CONFIGURATIONS).step_by(OS_THREADS) {
                            let files = || Box::new(MemoryFiles::empty()) as Box<_>;
                            let cell = Cell::run(index, &jobs[index], find, 1, files);
                            assert_eq!(cell.trouble, None);
                            black_box(cell);
                        }
                    });
                }
            });
        });
    });
    group.finish();
}

criterion_group!(benches, aggregator);
criterion_main!(benches);
