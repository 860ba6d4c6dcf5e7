//! Measures what a switch of the GIL costs on this computer, and a few figures beside it.
//!
//! `cargo run --release -p gilscope-runtime --example measure`. Each figure is a median of runs;
//! CPU time is what counts on a busy computer.

use gilscope_runtime::driver::{Clock, Config, Gil, Interrupter, Report, run};
use gilscope_runtime::gil::{Handoff, Switch};
use gilscope_runtime::task::*;
use gilscope_runtime::time::Nanos;

/// Burns `left` instructions of a few nanoseconds each; the main thread starts others first.
struct Burner {
    left: u64,
    start: Vec<Spawn>,
    state: u64,
}

impl Task for Burner {
    fn step(&mut self, cx: &mut Context<'_>) -> Exit {
        if let Some(spawn) = self.start.pop() {
            return Exit::Spawn(spawn);
        }
        let burn = cx.budget.min(self.left);
        for _ in 0..burn {
            self.state = std::hint::black_box(self.state.wrapping_mul(0x9e37_79b9) ^ 7);
        }
        self.left -= burn;
        cx.spent = burn;
        match self.left {
            0 => Exit::Done,
            _ => Exit::BudgetSpent,
        }
    }

    fn stack(&self) -> Vec<Site> {
        vec![]
    }
}

/// Sleeps once.
struct Sleeper(Option<Nanos>);

impl Task for Sleeper {
    fn step(&mut self, cx: &mut Context<'_>) -> Exit {
        cx.spent = 1;
        match self.0.take() {
            Some(span) => Exit::Wait(Wait::Io(span)),
            None => Exit::Done,
        }
    }

    fn stack(&self) -> Vec<Site> {
        vec![]
    }
}

/// Sleeps a microsecond, many times.
struct Napper(u64);

impl Task for Napper {
    fn step(&mut self, cx: &mut Context<'_>) -> Exit {
        cx.spent = 10;
        if self.0 == 0 {
            return Exit::Done;
        }
        self.0 -= 1;
        Exit::Wait(Wait::Io(Nanos::ZERO))
    }

    fn stack(&self) -> Vec<Site> {
        vec![]
    }
}

fn spawn(task: impl Task + 'static) -> Spawn {
    Spawn {
        task: Box::new(task),
        name: String::new(),
        daemon: false,
        process: None,
    }
}

fn burner(left: u64, start: Vec<Spawn>) -> Spawn {
    let state = left;
    spawn(Burner { left, start, state })
}

fn burn(config: &Config, threads: u64, total: u64) -> Report {
    let others = (1..threads).map(|_| burner(total / threads, vec![]));
    let main = burner(total / threads, others.collect());
    run(config, main, &Interrupter::new())
}

fn median(mut runs: impl FnMut() -> f64) -> f64 {
    let mut figures: Vec<f64> = (0..5).map(|_| runs()).collect();
    figures.sort_by(f64::total_cmp);
    figures[2]
}

fn main() {
    let total = 600_000_000;
    if std::env::args().any(|argument| argument == "threads") {
        return many_threads();
    }
    if std::env::args().any(|argument| argument == "virtual") {
        return virtual_time(total);
    }
    let real = Config::new(Clock::Real);
    let off = Config {
        gil: Gil::Off,
        ..real.clone()
    };
    let alone = median(|| burn(&real, 1, total).cpu.as_secs_f64());
    let free = median(|| burn(&off, 1, total).cpu.as_secs_f64());
    println!("one thread, GIL on {alone:.3} s CPU, off {free:.3} s ({total} instructions)");
    for handoff in Handoff::ALL {
        for switch in [
            Switch::EveryN(10_000),
            Switch::EveryN(100_000),
            Switch::EveryN(1_000_000),
            Switch::EveryN(3_000_000),
            Switch::Interval(Nanos::from_millis(5)),
        ] {
            let config = Config {
                handoff,
                switch,
                ..real.clone()
            };
            let mut switches = 0;
            let cpu = median(|| {
                let report = burn(&config, 2, total);
                switches = report.gil.map_or(0, |gil| gil.handovers);
                report.cpu.as_secs_f64()
            });
            let each = (cpu - alone) * 1e6 / switches.max(1) as f64;
            println!(
                "two threads, {:8} {switch:?}: {cpu:.3} s CPU, {:+.1} %, {switches} hand-overs, {each:.1} us each",
                handoff.name(),
                (cpu / alone - 1.0) * 100.0,
            );
        }
    }
    many_threads();
    let naps = 1_000_000;
    let report = run(&real, spawn(Napper(naps)), &Interrupter::new());
    println!(
        "{:.0} ns for an I/O wait of zero, alone",
        report.cpu.0 as f64 / naps as f64
    );
    virtual_time(total);
}

/// The speed of virtual time: instructions a second, and many sleepers.
fn virtual_time(total: u64) {
    for (threads, cores, gil) in [
        (1, 1, Gil::On),
        (4, 4, Gil::On),
        (4, 4, Gil::Off),
        (64, 1, Gil::On),
        (64, 64, Gil::On),
        (64, 64, Gil::Off),
        (64, 4, Gil::Off),
    ] {
        let mut config = Config::new(Clock::Virtual);
        config.hardware.cores = cores;
        config.gil = gil;
        let began = std::time::Instant::now();
        let report = burn(&config, threads, total);
        let seconds = began.elapsed().as_secs_f64();
        println!(
            "virtual, {threads} threads on {cores} cores, GIL {gil:?}: {:.0} M instructions/s, elapsed {}",
            report.instructions() as f64 / seconds / 1e6,
            report.elapsed
        );
    }
    let start = (0..100_000).map(|_| spawn(Sleeper(Some(Nanos::from_millis(8000)))));
    let main = burner(1, start.collect());
    let began = std::time::Instant::now();
    let report = run(&Config::new(Clock::Virtual), main, &Interrupter::new());
    println!(
        "virtual, 100000 threads sleep 8 s: {} elapsed, took {:.2} s; peak {}",
        report.elapsed,
        began.elapsed().as_secs_f64(),
        peak()
    );
}

/// Starts and ends many threads that sleep.
fn many_threads() {
    let real = Config::new(Clock::Real);
    let off = Config {
        gil: Gil::Off,
        ..real.clone()
    };
    for (count, config) in [(1_000, &real), (10_000, &real), (10_000, &off)] {
        let start = (0..count).map(|_| spawn(Sleeper(Some(Nanos::from_millis(500)))));
        let main = burner(1, start.collect());
        let report = run(config, main, &Interrupter::new());
        println!(
            "{count} threads sleep 0.5 s, GIL {:?}: {} elapsed, {} CPU; peak {}",
            config.gil,
            report.elapsed,
            report.cpu,
            peak()
        );
    }
}

/// Peak resident memory, as Linux tells it.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.unwrap_or("unknown").to_string()
}
