//! What every driver obeys, with and without a GIL, under each hand-off and switch trigger.

mod fake;

use fake::{Outcome, play};
use gilscope_runtime::driver::{Clock, Config, Ending, Fate, Gil, Io, Waits};
use gilscope_runtime::gil::{Handoff, Switch};
use gilscope_runtime::kernel::{Site, ThreadId};
use gilscope_runtime::ledger::{Reason, State};
use gilscope_runtime::time::Nanos;

/// Every configuration that a script must not be able to tell apart.
fn configs() -> Vec<Config> {
    let mut configs = vec![];
    for clock in [Clock::Virtual, Clock::Real] {
        let off = Config {
            gil: Gil::Off,
            ..Config::new(clock)
        };
        configs.push(off);
        for handoff in Handoff::ALL {
            for switch in [
                Switch::EveryN(100),
                Switch::EveryN(1_000_000),
                Switch::Interval(Nanos::from_micros(50)),
            ] {
                let on = Config {
                    handoff,
                    switch,
                    ..Config::new(clock)
                };
                configs.push(on);
            }
        }
    }
    configs
}

/// Plays `script` under every configuration; `said` in alphabetical order.
fn check(script: &str, ending: &str, said: &str) {
    check_with(
        |_| {},
        script,
        |_, outcome| {
            assert_eq!(ending_word(&outcome.report.ending), ending);
            assert_eq!(outcome.sorted(), said);
        },
    );
}

fn check_with(tweak: impl Fn(&mut Config), script: &str, test: impl Fn(&Config, &Outcome)) {
    for mut config in configs() {
        tweak(&mut config);
        eprintln!("{config:?}");
        let outcome = play(&config, script);
        for thread in &outcome.report.threads {
            let lifetime = thread.ended.since(thread.born);
            assert_eq!(thread.ledger.total(), lifetime, "{}", thread.name);
        }
        test(&config, &outcome);
    }
}

fn ending_word(ending: &Ending) -> &'static str {
    match ending {
        Ending::Done => "done",
        Ending::Aborted => "aborted",
        Ending::Deadlock(_) => "deadlock",
        Ending::InstructionLimit => "limit",
        Ending::Interrupted => "interrupted",
        Ending::Panicked { .. } => "panicked",
    }
}

#[test]
fn threads_run_and_are_joined() {
    check(
        "main: spawn:a spawn:b run:1000 join:a join:b say:end
         a: run:5000 say:1 run:5000
         b: say:2 run:20000",
        "done",
        "a:1 b:2 main:end",
    );
    check(
        "main: spawn:a join:a:10000000 join:a\n a: run:10",
        "done",
        "",
    );
}

#[test]
fn the_run_lasts_as_long_as_its_threads() {
    check(
        "main: spawn:a\n a: run:100000 sleep:100 say:late",
        "done",
        "a:late",
    );
}

#[test]
fn sleeps_overlap_unless_the_gil_is_held() {
    let script = "main: spawn:a spawn:b join:a join:b
        a: sleep:1000000
        b: sleep:1000000";
    for io in [Io::Release, Io::Hold] {
        for mut config in configs() {
            config.io = io;
            if config.clock == Clock::Real {
                continue;
            }
            let elapsed = play(&config, script).report.elapsed;
            let seconds = match (io, config.gil) {
                (Io::Hold, Gil::On) => 2,
                _ => 1,
            };
            let excess = elapsed.since(Nanos::from_millis(seconds * 1000));
            assert!(elapsed.0 >= seconds * 1_000_000_000 && excess < Nanos::from_millis(1));
        }
    }
}

#[test]
fn a_held_gil_outlasts_a_sleep_on_every_clock() {
    check_with(
        |config| config.io = Io::Hold,
        "main: spawn:a spawn:b join:a join:b
         a: sleep:300 say:1
         b: sleep:300 say:1",
        |_, outcome| assert_eq!(outcome.sorted(), "a:1 b:1"),
    );
}

#[test]
fn locks_exclude_and_wake() {
    check_with(
        |_| {},
        "main: spawn:a spawn:b spawn:c join:a join:b join:c lock:L unlock:L say:end
         a: lock:L run:3000 unlock:L lock:L sleep:50 unlock:L lock:L run:10 unlock:L
         b: lock:L run:3000 unlock:L lock:L run:10 unlock:L
         c: lock:L sleep:100 unlock:L lock:L run:3000 unlock:L",
        |_, outcome| {
            assert_eq!(ending_word(&outcome.report.ending), "done");
            assert_eq!(outcome.sorted(), "main:end");
        },
    );
}

#[test]
fn any_thread_may_release_a_lock() {
    check(
        "main: lock:L spawn:a lock:L say:mine join:a
         a: run:500 unlock:L",
        "done",
        "main:mine",
    );
}

#[test]
fn a_wait_for_a_lock_can_time_out() {
    check(
        "main: lock:L spawn:a join:a unlock:L
         a: lock:L:200 say:on",
        "done",
        "a:on a:timeout",
    );
    check(
        "main: spawn:a join:a:200 lock:L unlock:L\n a: sleep:20000",
        "done",
        "main:timeout",
    );
}

#[test]
fn waiters_have_a_lock_in_their_order() {
    // Each starts to wait while the one before it is known to wait: it joins nobody, but the
    // virtual clock sleeps them apart.
    for config in configs() {
        if config.clock == Clock::Real {
            continue;
        }
        let outcome = play(
            &config,
            "main: lock:L spawn:a spawn:b spawn:c sleep:10000 unlock:L
             a: sleep:300 lock:L say:1 sleep:50 unlock:L
             b: sleep:200 lock:L say:1 sleep:50 unlock:L
             c: sleep:100 lock:L say:1 sleep:50 unlock:L",
        );
        assert_eq!(outcome.said, ["c:1", "b:1", "a:1"]);
    }
}

#[test]
fn daemons_are_stopped() {
    check_with(
        |_| {},
        "main: daemon:a daemon:b daemon:c daemon:d run:100
         a: forever
         b: sleep:100000000
         c: lock:L lock:L
         d: lock:M sleep:100000000",
        |_, outcome| {
            assert_eq!(ending_word(&outcome.report.ending), "done");
            let fates = outcome.report.threads.iter().map(|thread| thread.fate);
            assert!(fates.eq([
                Fate::Done,
                Fate::Stopped,
                Fate::Stopped,
                Fate::Stopped,
                Fate::Stopped
            ]));
        },
    );
}

#[test]
fn a_deadlock_is_found_and_described() {
    check_with(
        |_| {},
        "main: lock:P lock:Q spawn:a spawn:b join:a join:b
         a: lock:L unlock:P lock:Q lock:M
         b: lock:M unlock:Q lock:P lock:L",
        |_, outcome| {
            let Ending::Deadlock(blocked) = &outcome.report.ending else {
                panic!("{:?}", outcome.report.ending);
            };
            let [main, a, b] = &blocked[..] else {
                panic!("{blocked:?}");
            };
            assert!(matches!(main.waits, Waits::Join(ThreadId(1))));
            assert_eq!((&*a.name, &*b.name), ("a", "b"));
            let (Waits::Lock { holder: m, .. }, Waits::Lock { holder: l, .. }) =
                (&a.waits, &b.waits)
            else {
                panic!("{blocked:?}");
            };
            assert_eq!(*m, Some((ThreadId(2), Site(1))));
            assert_eq!(*l, Some((ThreadId(1), Site(1))));
            assert_eq!(a.stack, [Site(4)]);
        },
    );
}

#[test]
fn deadlocks_of_one_and_after_main() {
    check("main: lock:L lock:L", "deadlock", "");
    check("main: spawn:a\n a: lock:L lock:L", "deadlock", "");
    check("main: lock:L spawn:a\n a: lock:L", "deadlock", "");
    check(
        "main: spawn:a join:a\n a: daemon:b lock:L lock:L\n b: lock:M lock:M",
        "deadlock",
        "",
    );
}

#[test]
fn main_is_interrupted_wherever_it_is() {
    check(
        "main: interrupt sleep:100000000 say:on",
        "done",
        "main:interrupted main:on",
    );
    check(
        "main: interrupt forever say:on",
        "done",
        "main:interrupted main:on",
    );
    check(
        "main: daemon:a sleep:100000000 say:on\n a: run:300 interrupt forever",
        "done",
        "main:interrupted main:on",
    );
    check(
        "main: daemon:a forever say:on\n a: run:300 interrupt forever",
        "done",
        "main:interrupted main:on",
    );
    check(
        "main: lock:L daemon:a lock:L say:on\n a: run:300 interrupt forever",
        "done",
        "main:interrupted main:on",
    );
    check(
        "main: daemon:a join:a say:on\n a: run:300 interrupt forever",
        "done",
        "main:interrupted main:on",
    );
    check(
        "main: daemon:a join:a say:on\n a: sleep:300 interrupt lock:L lock:L",
        "done",
        "main:interrupted main:on",
    );
}

#[test]
fn an_interrupt_after_main_ends_the_run() {
    check_with(
        |_| {},
        "main: spawn:a
         a: join:main interrupt forever",
        |_, outcome| assert_eq!(ending_word(&outcome.report.ending), "interrupted"),
    );
}

#[test]
fn threads_beyond_the_limit_are_refused() {
    check_with(
        |config| config.limits.threads = 2,
        "main: spawn:a spawn:b join:a spawn:b join:b
         a: sleep:20000
         b: say:1",
        |_, outcome| {
            assert_eq!(outcome.sorted(), "b:1 main:refused");
            assert_eq!(outcome.report.threads.len(), 3);
        },
    );
}

#[test]
fn instructions_beyond_the_limit_end_the_run() {
    check_with(
        |config| config.limits.instructions = 100_000,
        "main: spawn:a forever\n a: forever",
        |config, outcome| {
            assert_eq!(ending_word(&outcome.report.ending), "limit");
            let spent = outcome.report.instructions();
            let slack = if config.gil == Gil::On { 0 } else { 40_000 };
            assert!((100_000..=100_000 + slack).contains(&spent), "{spent}");
        },
    );
    check_with(
        |config| config.limits.instructions = 1001,
        "main: run:1000",
        |_, outcome| assert_eq!(ending_word(&outcome.report.ending), "done"),
    );
}

#[test]
fn a_panic_ends_the_run_and_is_reported() {
    check_with(
        |_| {},
        "main: spawn:a spawn:b join:a
         a: lock:L run:300 panic:ouch
         b: forever",
        |_, outcome| {
            let Ending::Panicked { name, message, .. } = &outcome.report.ending else {
                panic!("{:?}", outcome.report.ending);
            };
            assert_eq!((&**name, &**message), ("a", "ouch"));
        },
    );
}

#[test]
fn abort_ends_everything() {
    check(
        "main: spawn:a spawn:b join:a\n a: forever\n b: run:300 abort",
        "aborted",
        "",
    );
}

#[test]
fn instructions_are_counted_exactly() {
    check_with(
        |_| {},
        "main: spawn:a run:12345 join:a
         a: run:777 sleep:10 lock:L unlock:L",
        |_, outcome| {
            let threads = &outcome.report.threads;
            assert_eq!(threads[0].ledger.instructions, 12345 + 2);
            assert_eq!(threads[1].ledger.instructions, 777 + 3);
            assert_eq!(threads[1].ledger.switches(Reason::Io), 1);
            assert_eq!(threads[1].ledger.switches(Reason::Exit), 1);
        },
    );
}

#[test]
fn a_trace_tells_the_ledger_again() {
    check_with(
        |config| config.trace = Some(1000),
        "main: spawn:a lock:L run:300 sleep:100 unlock:L join:a
         a: lock:L run:300 unlock:L sleep:100",
        |_, outcome| {
            for thread in &outcome.report.threads {
                let trace = thread.trace.as_ref().unwrap();
                assert_eq!(trace.dropped, 0);
                for state in State::ALL {
                    let spans = trace.spans().filter(|span| span.state == state);
                    let sum: u64 = spans.map(|span| span.to.0 - span.from().0).sum();
                    assert_eq!(sum, thread.ledger[state].0, "{state:?}");
                }
            }
        },
    );
}

#[test]
fn an_interrupt_reaches_the_first_thread_where_threads_co_operate() {
    for (script, said) in [
        (
            "main: daemon:a join:a say:on\n a: interrupt forever",
            "main:interrupted main:on",
        ),
        (
            "main: daemon:a sleep:2000000 say:on\n a: interrupt forever",
            "main:interrupted main:on",
        ),
        ("main: interrupt forever say:on", "main:interrupted main:on"),
    ] {
        check_with(
            |config| config.switch = Switch::Never,
            script,
            |config, outcome| {
                if config.gil == Gil::On {
                    assert_eq!(outcome.sorted(), said, "{script}");
                }
            },
        );
    }
}
