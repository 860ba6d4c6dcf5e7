//! What each figure of the simulated machine does, alone.

mod fake;

use fake::play;
use gilscope_runtime::driver::{Clock, Config, Gil, Hardware, Report};
use gilscope_runtime::gil::Switch;
use gilscope_runtime::ledger::State;
use gilscope_runtime::time::Nanos;

/// A machine where an instruction takes 10 ns and nothing else takes any time.
fn bare(cores: usize) -> Config {
    let mut config = Config::new(Clock::Virtual);
    config.hardware = Hardware {
        cores,
        picos_per_instruction: 10_000,
        wake_up: Nanos::ZERO,
        ..Hardware::default()
    };
    config
}

fn run(config: &Config, script: &str) -> Report {
    play(config, script).report
}

const US: Nanos = Nanos::from_micros(1);

#[test]
fn a_core_that_changes_threads_pays_for_it() {
    let mut config = bare(1);
    config.gil = Gil::Off;
    config.hardware.quantum = Nanos::from_micros(100);
    let script = "main: spawn:a run:100000\n a: run:100000";
    let free = run(&config, script);
    config.hardware.context_switch = US;
    let paid = run(&config, script);
    // A quantum is 100 µs and a change 1 µs: 2 ms of computing are about 20 changes.
    let extra = paid.elapsed.since(free.elapsed);
    assert!((18 * US.0..=22 * US.0).contains(&extra.0), "{extra}");
    assert_eq!(paid.cpu.since(free.cpu), extra);
    config.hardware.cores = 2;
    let spread = run(&config, script);
    config.hardware.context_switch = Nanos::ZERO;
    assert_eq!(
        spread.elapsed,
        run(&config, script).elapsed,
        "each has a core of its own"
    );
}

#[test]
fn changes_longer_than_quantum_and_interval_do_not_stop_anybody() {
    for gil in [Gil::On, Gil::Off] {
        let mut config = bare(1);
        config.gil = gil;
        config.switch = Switch::Interval(US);
        config.hardware.quantum = US;
        config.hardware.context_switch = Nanos::from_micros(7);
        let report = run(&config, "main: spawn:a run:2000\n a: run:2000");
        assert!(
            report.elapsed > Nanos::from_micros(80),
            "{}",
            report.elapsed
        );
        assert!(report.elapsed < Nanos::from_millis(5), "{}", report.elapsed);
    }
}

#[test]
fn each_call_that_waits_takes_its_time_without_the_gil() {
    let mut config = bare(4);
    let script = "main: spawn:a sleep:0 sleep:5\n a: run:3000";
    let free = run(&config, script);
    config.hardware.syscall = Nanos::from_micros(2);
    let paid = run(&config, script);
    let io = |report: &Report| report.threads[0].ledger[State::Io];
    assert_eq!(io(&paid).since(io(&free)), Nanos::from_micros(4));
    assert_eq!(paid.cpu, free.cpu);
}

#[test]
fn each_call_that_waits_takes_cpu_time_when_it_is_over() {
    let mut config = bare(4);
    let script = "main: sleep:5 sleep:5 run:100";
    let free = run(&config, script);
    config.hardware.syscall_cpu = Nanos::from_micros(3);
    let paid = run(&config, script);
    assert_eq!(paid.cpu.since(free.cpu), Nanos::from_micros(6));
    assert_eq!(paid.elapsed.since(free.elapsed), Nanos::from_micros(6));
    let io = |report: &Report| report.threads[0].ledger[State::Io];
    assert_eq!(io(&paid), io(&free), "with the GIL, after the wait");
}

#[test]
fn a_thread_takes_cpu_time_to_start() {
    let mut config = bare(4);
    config.hardware.thread_start_cpu = Nanos::from_micros(9);
    for gil in [Gil::On, Gil::Off] {
        config.gil = gil;
        let report = run(&config, "main: spawn:a spawn:b\n a: run:100\n b: run:100");
        for thread in &report.threads[1..] {
            assert_eq!(thread.ledger.cpu, Nanos::from_micros(10));
        }
        assert!(report.threads[0].ledger.cpu < US, "who starts pays nothing");
    }
}

#[test]
fn a_thread_takes_its_time_to_start() {
    let mut config = bare(4);
    config.hardware.thread_start = Nanos::from_micros(50);
    for gil in [Gil::On, Gil::Off] {
        config.gil = gil;
        let report = run(&config, "main: spawn:a spawn:b\n a: run:10\n b: run:10");
        for thread in &report.threads[1..] {
            assert_eq!(thread.ledger[State::Ready], Nanos::from_micros(50));
        }
        assert_eq!(report.threads[0].ledger[State::Ready], Nanos::ZERO);
        let report = run(&config, "main: daemon:a run:10\n a: run:10");
        assert!(report.elapsed < US, "nobody waits for a daemon to start");
    }
}

#[test]
fn cores_have_speeds_of_their_own_and_the_fastest_goes_first() {
    let mut config = bare(2);
    config.gil = Gil::Off;
    config.hardware.speeds = vec![500, 1_000];
    let alone = run(&config, "main: run:100000");
    assert_eq!(alone.elapsed, Nanos::from_millis(1), "on the fast one");
    let both = run(&config, "main: spawn:a run:100000\n a: run:100000");
    let ran = |report: &Report, thread: usize| report.threads[thread].ledger[State::Running];
    assert_eq!(ran(&both, 0).0 / 1_000, 1_000);
    assert_eq!(ran(&both, 1).0 / 1_000, 2_000);
    config.hardware.speeds = vec![300];
    let told = run(&config, "main: run:100000");
    assert_eq!(
        told.elapsed,
        Nanos::from_millis(1),
        "cores not told of are fast"
    );
}

#[test]
fn a_lock_that_was_waited_for_costs_more_without_the_gil_only() {
    let mut config = bare(2);
    let script = "main: lock:L spawn:a run:1000 unlock:L
        a: lock:L unlock:L lock:L unlock:L";
    for (gil, expected) in [(Gil::On, 0), (Gil::Off, 300)] {
        config.gil = gil;
        config.switch = Switch::EveryN(100);
        config.hardware.contention = Nanos::ZERO;
        let free = run(&config, script);
        config.hardware.contention = Nanos(300);
        let paid = run(&config, script);
        // The second time the lock is free.
        assert_eq!(paid.cpu.since(free.cpu), Nanos(expected), "{gil:?}");
    }
}

#[test]
fn every_figure_together_keeps_ledgers_and_runs_the_same() {
    let script = "main: spawn:a spawn:b spawn:c lock:L run:3000 sleep:20 unlock:L join:a join:b
        a: run:9000 lock:L run:500 unlock:L sleep:3 run:4000
        b: sleep:1 lock:L run:5000 unlock:L run:70
        c: run:20000 lock:L unlock:L";
    for gil in [Gil::On, Gil::Off] {
        let mut config = bare(3);
        config.gil = gil;
        config.switch = Switch::Interval(Nanos::from_micros(20));
        config.hardware = Hardware {
            wake_up: US,
            quantum: Nanos::from_micros(30),
            context_switch: Nanos(1_300),
            syscall: Nanos(700),
            thread_start: Nanos::from_micros(9),
            contention: Nanos(120),
            speeds: vec![1_000, 600, 600],
            ..config.hardware
        };
        let [first, second] = [0, 1].map(|_| run(&config, script));
        assert_eq!(
            format!("{:?}", first.threads),
            format!("{:?}", second.threads)
        );
        for thread in &first.threads {
            assert_eq!(thread.ledger.total(), thread.ended.since(thread.born));
            assert_eq!(thread.ledger.cpu, thread.ledger[State::Running]);
        }
    }
}
