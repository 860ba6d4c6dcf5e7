//! A thread asks to be alone: what every driver sees to, with and without a GIL.

mod fake;

use fake::{Outcome, play};
use gilscope_runtime::driver::{Clock, Config, Ending, Gil, Io};
use gilscope_runtime::gil::Switch;
use gilscope_runtime::ledger::{Reason, State};
use gilscope_runtime::time::Nanos;

/// Plays `script` on both clocks, with and without a GIL.
fn check(script: &str, test: impl Fn(&Config, &Outcome)) {
    for clock in [Clock::Virtual, Clock::Real] {
        for gil in [Gil::Off, Gil::On] {
            let config = Config {
                gil,
                switch: Switch::EveryN(100),
                ..Config::new(clock)
            };
            eprintln!("{config:?}");
            let outcome = play(&config, script);
            for thread in &outcome.report.threads {
                let lifetime = thread.ended.since(thread.born);
                assert_eq!(thread.ledger.total(), lifetime, "{}", thread.name);
            }
            test(&config, &outcome);
        }
    }
}

fn is_done(outcome: &Outcome) -> bool {
    matches!(outcome.report.ending, Ending::Done)
}

#[test]
fn nobody_is_stepped_or_dropped_while_one_is_alone() {
    let script = "main: spawn:a spawn:b spawn:c alone run:20000 alone join:a join:b join:c
         a: run:3000 lock:L alone unlock:L run:30000 alone say:1
         b: run:9000 sleep:10 run:50000 sleep:10 alone run:20000 say:2
         c: lock:L run:40000 unlock:L sleep:100 alone alone alone say:3";
    check(script, |_, outcome| {
        assert_eq!(outcome.sorted(), "a:1 b:2 c:3");
        let pauses = outcome.report.processes[0].pauses;
        assert_eq!((pauses.count, pauses.walked), (8, 8000));
        assert!(pauses.longest <= pauses.total && is_done(outcome));
    });
}

/// The thread that is alone holds what the others wait for: would it wait for them, it would for ever.
#[test]
fn threads_that_wait_do_not_delay_it() {
    let script =
        "main: lock:L spawn:a spawn:b spawn:c alone run:50000 alone say:alone unlock:L join:a
         a: lock:L unlock:L say:1
         b: join:a say:2
         c: sleep:200 lock:L unlock:L say:3";
    check(script, |_, outcome| {
        assert_eq!(outcome.sorted(), "a:1 b:2 c:3 main:alone");
    });
}

#[test]
fn threads_that_end_or_begin_do_not_delay_it() {
    let names: Vec<String> = (0..40).map(|number| format!("t{number}")).collect();
    let mut script = "main: spawn:x".to_string();
    for name in &names {
        script.push_str(&format!(" spawn:{name}"));
    }
    script.push_str(" alone say:end\n x: alone alone alone alone alone alone alone alone\n");
    for name in &names {
        script.push_str(&format!("{name}: run:300\n"));
    }
    check(&script, |_, outcome| {
        assert_eq!(outcome.sorted(), "main:end");
        assert_eq!(outcome.report.processes[0].pauses.count, 9);
    });
}

#[test]
fn an_interrupt_during_it_comes_after_it() {
    for script in [
        "main: interrupt alone forever say:end",
        "main: alone:interrupt forever say:end",
        "main: spawn:a forever say:end\n a: run:300 alone:interrupt alone run:300",
    ] {
        check(script, |_, outcome| {
            assert_eq!(outcome.said, ["main:interrupted", "main:end"]);
            assert!(is_done(outcome));
        });
    }
}

#[test]
fn a_panic_in_it_ends_the_run() {
    let script = "main: spawn:a forever\n a: run:100 alone:panic";
    check(script, |_, outcome| match &outcome.report.ending {
        Ending::Panicked { name, message, .. } => {
            assert_eq!((&**name, &**message), ("a", "alone"));
        }
        other => panic!("{other:?}"),
    });
}

#[test]
fn the_end_of_the_run_ends_it_too() {
    let script = "main: daemon:a daemon:b run:3000
         a: alone alone alone alone forever
         b: run:1000 alone forever";
    check(script, |_, outcome| assert!(is_done(outcome)));
}

#[test]
fn the_ledger_says_for_how_long_threads_stood_still() {
    let script = "main: spawn:a run:10000 alone run:10000 join:a\n a: run:100000";
    let config = Config {
        gil: Gil::Off,
        ..Config::new(Clock::Virtual)
    };
    let costly = |nanos| {
        let mut config = config.clone();
        config.hardware.collection = Nanos(nanos);
        play(&config, script).report
    };
    let (free, dear) = (costly(0), costly(500));
    // A thousand objects.
    let cost = Nanos::from_micros(500);
    let pauses = dear.processes[0].pauses;
    assert_eq!(dear.elapsed, free.elapsed + cost);
    assert_eq!(dear.cpu, free.cpu + cost);
    let [main, other] = [0, 1].map(|thread| &dear.threads[thread].ledger);
    assert_eq!(
        other[State::Collector] + main[State::Collector],
        pauses.total
    );
    assert!(pauses.total >= cost && other[State::Collector] >= cost.since(Nanos::from_micros(4)));
    assert_eq!(other.switches(Reason::Collector), 1);
    // With the GIL the others wait for that.
    let config = Config {
        gil: Gil::On,
        ..config
    };
    let report = play(&config, script).report;
    assert_eq!(report.threads[1].ledger[State::Collector], Nanos::ZERO);
    assert_eq!(report.processes[0].pauses.longest, Nanos::from_micros(50));
}

/// What comes back from I/O in the middle of a pause begins after it; I/O goes on meanwhile.
#[test]
fn threads_do_not_come_back_in_a_pause() {
    let mut config = Config {
        gil: Gil::Off,
        io: Io::Hold,
        ..Config::new(Clock::Virtual)
    };
    config.hardware.collection = Nanos::from_micros(1);
    let script = "main: spawn:a run:1000 alone join:a\n a: sleep:300 run:100";
    let report = play(&config, script).report;
    let other = &report.threads[1].ledger;
    assert_eq!(other[State::Io], Nanos::from_micros(300));
    // The pause begins after 1002 instructions, and lasts for a millisecond.
    let end = Nanos(1002 * 20) + Nanos::from_micros(1000);
    assert_eq!(report.threads[1].ended, end + Nanos(100 * 20));
    let back = Nanos::from_micros(300) + Nanos(2 * 20);
    assert_eq!(other[State::Collector], end.since(back));
}
