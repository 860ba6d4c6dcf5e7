//! Processes: each has a GIL of its own, all share the cores, and one that ends takes its threads
//! along.

mod fake;

use fake::{Outcome, play};
use gilscope_runtime::driver::{Clock, Config, Ending, Fate, Gil};
use gilscope_runtime::gil::{Handoff, Switch};
use gilscope_runtime::kernel::ProcessId;
use gilscope_runtime::ledger::State;
use gilscope_runtime::time::Nanos;

/// A machine with so many cores, where an instruction takes a nanosecond and waking none.
fn machine(cores: usize) -> Config {
    let mut config = Config::new(Clock::Virtual);
    config.hardware.cores = cores;
    config.hardware.picos_per_instruction = 1000;
    config.hardware.wake_up = Nanos::ZERO;
    config
}

/// Plays `script` on both clocks, with and without a GIL; what is said, in alphabetical order.
fn check(script: &str, said: &str) {
    for clock in [Clock::Virtual, Clock::Real] {
        for gil in [Gil::On, Gil::Off] {
            for handoff in Handoff::ALL {
                let config = Config {
                    gil,
                    handoff,
                    switch: Switch::EveryN(100),
                    ..Config::new(clock)
                };
                eprintln!("{config:?}");
                let outcome = play(&config, script);
                assert!(matches!(outcome.report.ending, Ending::Done));
                assert_eq!(outcome.sorted(), said);
                check_ledgers(&outcome);
            }
        }
    }
}

fn check_ledgers(outcome: &Outcome) {
    let report = &outcome.report;
    for thread in &report.threads {
        let lifetime = thread.ended.since(thread.born);
        assert_eq!(thread.ledger.total(), lifetime, "{}", thread.name);
        assert!((thread.process.0 as usize) < report.processes.len());
    }
    for process in &report.processes {
        let own = { report.threads.iter() }.filter(|thread| thread.process == process.id);
        let ran: u64 = own.map(|thread| thread.ledger[State::Running].0).sum();
        if let Some(gil) = &process.gil {
            // Whoever runs holds the GIL of its process, and nobody else does.
            assert!(ran <= gil.held.0 + 1_000_000, "{}", process.name);
        }
    }
}

const TWO: &str = "main: fork:a fork:b join:a join:b
     a: run:1000000
     b: run:1000000";

#[test]
fn two_processes_fill_two_cores_although_the_gil_is_on() {
    let two = play(&machine(2), TWO).report;
    // Main ran to its first join meanwhile: 4 instructions on a core that a process then got.
    assert!(two.elapsed.0 < 1_000_000 + 10, "{}", two.elapsed);
    let one = play(&machine(1), TWO).report;
    assert_eq!(one.elapsed.0, 2_000_000 + 4);
    let threads = play(&machine(2), &TWO.replace("fork", "spawn")).report;
    assert!(threads.elapsed.0 >= 2_000_000, "{}", threads.elapsed);
    assert_eq!(two.processes.len(), 3);
    assert_eq!(threads.processes.len(), 1);
}

#[test]
fn each_process_has_a_gil_of_its_own() {
    let script = "main: fork:a fork:b join:a join:b
         a: spawn:c run:1000000 join:c
         b: spawn:d run:1000000 join:d
         c: run:1000000
         d: run:1000000";
    let outcome = play(&machine(4), script);
    let elapsed = outcome.report.elapsed.0;
    assert!((2_000_000..2_000_100).contains(&elapsed), "{elapsed}");
    for process in &outcome.report.processes[1..] {
        let gil = process.gil.as_ref().unwrap();
        assert!(gil.handovers > 0 && gil.held.0 <= 2_000_010);
    }
    check_ledgers(&outcome);
}

#[test]
fn holders_of_different_gils_share_one_core_by_quanta() {
    let outcome = play(&machine(1), &TWO.replace("1000000", "10000000"));
    let ready = outcome.report.threads[1].ledger[State::Ready];
    assert!(ready.0 >= 8_000_000, "{ready}");
    check_ledgers(&outcome);
}

#[test]
fn a_process_takes_its_time_to_start_on_a_core() {
    let script = "main: fork:a:500 fork:b:500 join:a join:b
         a: run:1000
         b: run:1000";
    let two = play(&machine(2), script).report;
    assert!(two.elapsed.0 < 501_010, "{}", two.elapsed);
    let one = play(&machine(1), script).report;
    assert_eq!(one.elapsed.0, 2 * 501_000 + 4);
    assert_eq!(one.cpu.0, 2 * 501_000 + 4);
    assert_eq!(one.threads[1].ledger[State::Running].0, 501_000);
}

#[test]
fn processes_run_and_are_joined() {
    check(
        "main: fork:a fork:b run:1000 join:a join:b say:end
         a: spawn:c run:5000 say:1 run:5000 join:c
         b: say:2 run:20000
         c: run:300 say:3",
        "a:1 b:2 c:3 main:end",
    );
}

#[test]
fn the_run_waits_for_processes_but_not_for_daemons() {
    check(
        "main: fork:a forkdaemon:d run:10 say:end
         a: run:30000 say:late
         d: sleep:100000000 say:never",
        "a:late main:end",
    );
}

#[test]
fn a_process_ends_without_its_daemon_threads() {
    check(
        "main: fork:a join:a say:end
         a: daemon:d run:10 say:1
         d: forever",
        "a:1 main:end",
    );
}

#[test]
fn a_killed_process_goes_no_further_and_leaves_its_queues() {
    check(
        "main: lock:L fork:a fork:b fork:c sleep:2000 kill:a kill:b join:a join:b unlock:L join:c say:end
         a: spawn:x lock:L say:never
         b: daemon:y forever
         c: sleep:1000 lock:L say:free unlock:L
         x: sleep:100000000 say:never
         y: sleep:100000000 say:never",
        "c:free main:end",
    );
}

#[test]
fn a_lock_works_between_processes() {
    let script = "main: fork:a fork:b fork:c join:a join:b join:c lock:L say:end unlock:L
         a: lock:L run:700 unlock:L lock:L sleep:50 unlock:L
         b: lock:L run:700 unlock:L lock:L run:10 unlock:L
         c: lock:L:100000000 run:9000 unlock:L";
    check(script, "main:end");
}

#[test]
fn processes_that_wait_for_each_other_are_a_deadlock() {
    for clock in [Clock::Virtual, Clock::Real] {
        let script = "main: fork:a fork:b join:a
             a: lock:L sleep:500 lock:M
             b: lock:M sleep:500 lock:L";
        let outcome = play(&Config::new(clock), script);
        let Ending::Deadlock(blocked) = &outcome.report.ending else {
            panic!("{:?}", outcome.report.ending);
        };
        assert_eq!(blocked.len(), 3);
    }
}

#[test]
fn a_killed_thread_is_stopped_not_done() {
    let outcome = play(
        &machine(2),
        "main: fork:a sleep:10 kill:a join:a\n a: forever",
    );
    let killed = &outcome.report.threads[1];
    assert_eq!((killed.fate, killed.process), (Fate::Stopped, ProcessId(1)));
    assert!(killed.ended.0 < 12_000, "{}", killed.ended);
}

#[test]
fn an_interrupt_reaches_the_first_thread_of_each_process() {
    check(
        "main: fork:a fork:b sleep:200000 interrupt join:a join:b say:end
         a: daemon:c forever
         b: sleep:100000000000 say:on
         c: forever",
        "a:interrupted b:interrupted b:on main:end main:interrupted",
    );
}

#[test]
fn an_interrupt_ends_a_process_whose_first_thread_has_ended() {
    check(
        "main: fork:a join:a sleep:100000 interrupt sleep:100000 say:end
         a: spawn:c say:done
         c: forever",
        "a:done main:end main:interrupted",
    );
}
