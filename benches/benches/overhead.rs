//! What ledgers and traces cost on the real clock.
//!
//! Each script runs without a ledger, with one, and with a trace beside it, in turns, many times over; what
//! is told is the median of the ratios of neighbours, of CPU time and of elapsed time, and the middle
//! half of them. What else the machine does meets all three alike, but where threads wake each other it
//! disturbs more than ledgers cost; so the last column computes the same: what a change of state costs in
//! virtual time, on one OS thread (the least of many runs with and without), and a look at the clock, times
//! the changes that there were. Ledgers may cost 1 %, traces 5 % of CPU time.
//!
//!     cargo bench -p gilscope-benches --bench overhead [-- ROUNDS]

use gilscope::machine::Script;
use gilscope_benches::{compile, run_silently};
use gilscope_runtime::driver::{Clock, Config, Gil};
use gilscope_runtime::gil::Switch;
use gilscope_runtime::heap::Counting;
use gilscope_runtime::time::Nanos;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

/// Scripts, from one that never changes its state to ones that do little else.
const SCRIPTS: &[(&str, Gil, &str)] = &[
    (
        "one thread computes",
        Gil::On,
        "
def work():
    t = 0
    for i in range(4000000):
        t += i
work()
",
    ),
    (
        "two threads compute",
        Gil::On,
        "
import threading
def work():
    t = 0
    for i in range(2000000):
        t += i
ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts: t.start()
for t in ts: t.join()
",
    ),
    (
        "two threads, no GIL",
        Gil::Off,
        "
import threading
def work():
    t = 0
    for i in range(2000000):
        t += i
ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts: t.start()
for t in ts: t.join()
",
    ),
    (
        "100 threads sleep",
        Gil::On,
        "
import threading, time
def work():
    for _ in range(20):
        time.sleep(0.001)
        t = 0
        for i in range(500):
            t += i
ts = [threading.Thread(target=work) for _ in range(100)]
for t in ts: t.start()
for t in ts: t.join()
",
    ),
    (
        "a queue of work",
        Gil::On,
        "
import threading, queue
q = queue.Queue(10)
def work():
    while (n := q.get()) is not None:
        t = 0
        for i in range(n):
            t += i
ts = [threading.Thread(target=work) for _ in range(4)]
for t in ts: t.start()
for n in range(1000): q.put(1000)
for t in ts: q.put(None)
for t in ts: t.join()
",
    ),
    (
        "ping-pong on two locks",
        Gil::On,
        "
import threading
a = threading.Lock(); b = threading.Lock(); b.acquire()
def play(mine, other):
    for _ in range(3000):
        mine.acquire()
        other.release()
t = threading.Thread(target=play, args=(a, b))
t.start()
play(b, a)
t.join()
",
    ),
];

/// Events that a trace holds, as `gilscope run --trace` has it.
const TRACE: usize = 1_000_000;
/// What ledgers and traces may cost.
const BOUNDS: [f64; 2] = [0.01, 0.05];

fn main() -> ExitCode {
    let rounds = std::env::args().skip(1).find_map(|word| word.parse().ok());
    let rounds: usize = rounds.unwrap_or(41);
    println!(
        "{:24} {:>9} {:>8} {:>20} {:>10} {:>20} {:>10} {:>10} {:>10}",
        "",
        "CPU time",
        "switches",
        "ledger: CPU",
        "elapsed",
        "trace: CPU",
        "elapsed",
        "ledger",
        "trace"
    );
    let costs = cost_of_a_switch(rounds);
    let mut is_over = false;
    for (name, gil, text) in SCRIPTS {
        is_over |= measure(name, *gil, &compile(text), rounds, costs);
    }
    println!(
        "a switch and the return from it: {:.0} ns in the ledger, {:.0} ns more in a trace, a look at the clock among them",
        costs[0], costs[1]
    );
    println!("ledger: with one / without; trace: with one / with a ledger only; [middle half]");
    match is_over {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    }
}

/// One line; whether something is surely dearer than it may be.
fn measure(name: &str, gil: Gil, script: &Script, rounds: usize, costs: [f64; 2]) -> bool {
    let mut runs: [Vec<[f64; 2]>; 3] = Default::default();
    let mut switches = 0;
    for round in 0..rounds {
        for turn in 0..3 {
            let way = (round + turn) % 3;
            let (times, count) = run(script, gil, way);
            runs[way].push(times);
            switches = switches.max(count);
        }
    }
    let cpu = middle(runs[1].iter().map(|times| times[0]).collect())[1];
    print!("{name:24} {:>6.1} ms {switches:>8}", cpu / 1e6);
    let mut is_over = false;
    for (pair, bound) in [(0, 1), (1, 2)].into_iter().zip(BOUNDS) {
        let ratios = |which: usize| {
            let pairs = runs[pair.1].iter().zip(&runs[pair.0]);
            middle(
                pairs
                    .map(|(more, less)| more[which] / less[which] - 1.0)
                    .collect(),
            )
        };
        let (cpu, elapsed) = (ratios(0), ratios(1));
        // The quarter of the rounds that shows least is beyond the bound, too.
        let over = cpu[0] > bound;
        let text = format!(
            "{:+.1} % [{:+.1}, {:+.1}]{}",
            cpu[1] * 100.0,
            cpu[0] * 100.0,
            cpu[2] * 100.0,
            if over { " OVER" } else { "" }
        );
        print!(" {text:>20} {:>+8.1} %", elapsed[1] * 100.0);
    }
    for (cost, bound) in costs.into_iter().zip(BOUNDS) {
        let share = cost * switches as f64 / cpu;
        is_over |= share > bound;
        print!(" {:>8.3} %", share * 100.0);
    }
    println!();
    is_over
}

/// CPU and elapsed time of a run, in nanoseconds, and its switches: 0 without a ledger, 1 with one, 2
/// with a trace as well.
fn run(script: &Script, gil: Gil, way: usize) -> ([f64; 2], u64) {
    let mut config = Config::new(Clock::Real);
    config.gil = gil;
    config.switch = Switch::Interval(Nanos::from_millis(5));
    config.ledger = way > 0;
    config.trace = (way == 2).then_some(TRACE);
    let counting = match gil {
        Gil::On => Counting::Plain,
        Gil::Off => Counting::Escape,
    };
    let report = run_silently(script, &config, counting).report;
    let threads = report.threads.iter();
    let switches = threads.map(|thread| thread.ledger.all_switches()).sum();
    ([report.cpu.0 as f64, report.elapsed.0 as f64], switches)
}

/// The lower quartile, the median and the upper quartile.
fn middle(mut values: Vec<f64>) -> [f64; 3] {
    values.sort_by(f64::total_cmp);
    [1, 2, 3].map(|quarter| values[values.len() * quarter / 4])
}

/// What it costs, in nanoseconds, to book that a thread stops and that it goes on: in a ledger with a look
/// at the clock, and in a trace on top.
fn cost_of_a_switch(rounds: usize) -> [f64; 2] {
    let script = compile(&SCRIPTS[SCRIPTS.len() - 1].2.replace("3000", "20000"));
    let mut least = [f64::MAX; 3];
    let mut switches = 0;
    for _ in 0..rounds {
        for (way, least) in least.iter_mut().enumerate() {
            let mut config = Config::new(Clock::Virtual);
            config.ledger = way > 0;
            config.trace = (way == 2).then_some(TRACE);
            let start = Instant::now();
            let report = run_silently(&script, &config, Counting::Plain).report;
            *least = least.min(start.elapsed().as_nanos() as f64);
            let threads = report.threads.iter();
            switches = switches.max(threads.map(|thread| thread.ledger.all_switches()).sum());
        }
    }
    let looks = 1_000_000;
    let start = Instant::now();
    for _ in 0..looks {
        black_box(Instant::now());
    }
    let look = start.elapsed().as_nanos() as f64 / f64::from(looks);
    let each = |more: f64, less: f64| ((more - less) / switches as f64).max(0.0);
    [each(least[1], least[0]) + look, each(least[2], least[1])]
}
