//! What a trace says of each event: the reason, the lock or thread it has to do with, the core; and
//! that it keeps within its bound.

mod fake;

use fake::play;
use gilscope_runtime::driver::{Clock, Config, Gil, Report};
use gilscope_runtime::gil::{Handoff, Switch};
use gilscope_runtime::ledger::{Reason, State};
use gilscope_runtime::task::ThreadId;
use gilscope_runtime::time::Nanos;
use gilscope_runtime::trace::{Event, Object};

fn traced(change: impl FnOnce(&mut Config), script: &str) -> Report {
    let mut config = Config::new(Clock::Virtual);
    config.trace = Some(100_000);
    change(&mut config);
    play(&config, script).report
}

fn events(report: &Report, thread: usize) -> &[Event] {
    &report.threads[thread]
        .trace
        .as_ref()
        .expect("traced")
        .events
}

fn reasons(report: &Report, thread: usize) -> Vec<Reason> {
    let events = events(report, thread).iter();
    events.filter_map(|event| event.reason).collect()
}

#[test]
fn a_wait_names_its_lock_and_who_holds_it() {
    let report = traced(
        |_| (),
        "main: spawn:a spawn:b lock:L sleep:100 unlock:L join:a join:b
         a: sleep:1 lock:M lock:L unlock:L unlock:M
         b: sleep:2 lock:M unlock:M",
    );
    let waits = |thread| {
        let events = events(&report, thread).iter();
        let waits = events.filter(|event| event.state == Some(State::Lock));
        waits.map(|event| event.object).collect::<Vec<_>>()
    };
    let (main, a) = (Some(ThreadId(0)), Some(ThreadId(1)));
    assert_eq!(
        waits(1),
        [Object::Lock {
            number: 1,
            holder: main
        }]
    );
    assert_eq!(
        waits(2),
        [Object::Lock {
            number: 2,
            holder: a
        }]
    );
    let joins: Vec<Object> = { events(&report, 0).iter() }
        .filter(|event| event.state == Some(State::Join))
        .map(|event| event.object)
        .collect();
    assert_eq!(joins[0], Object::Thread(ThreadId(1)));
}

#[test]
fn who_wants_the_gil_knows_who_has_it() {
    let report = traced(
        |config| config.switch = Switch::EveryN(1_000),
        "main: spawn:a run:5000 join:a
         a: run:5000",
    );
    let wants = { events(&report, 1).iter() }.find(|e| e.state == Some(State::WantsGil));
    let wants = wants.expect("it had to wait");
    assert_eq!(wants.object, Object::Thread(ThreadId(0)));
}

#[test]
fn no_two_threads_are_on_one_core() {
    for cores in [1, 2, 3, 8] {
        let report = traced(
            |config| {
                config.gil = Gil::Off;
                config.hardware.cores = cores;
                config.hardware.quantum = Nanos::from_micros(50);
            },
            "main: spawn:a spawn:b spawn:c run:20000 join:a join:b join:c
             a: run:9000 sleep:20 run:9000
             b: run:30000
             c: sleep:5 run:10000 sleep:5 run:3000",
        );
        let mut stays: Vec<(u32, Nanos, Nanos)> = Vec::new();
        for thread in &report.threads {
            let trace = thread.trace.as_ref().expect("traced");
            for span in trace.spans().filter(|span| span.state == State::Running) {
                let Object::Core(core) = span.event.object else {
                    panic!("who runs has a core: {:?}", span.event);
                };
                stays.push((core, span.from(), span.to));
            }
        }
        stays.sort();
        for pair in stays.windows(2) {
            let [(core, _, to), (next, from, _)] = pair else {
                unreachable!("two at a time");
            };
            assert!(core != next || to <= from, "{cores} cores: {pair:?}");
        }
        let used = stays.iter().map(|stay| stay.0 + 1).max();
        assert_eq!(used, Some(cores.min(4) as u32), "the lowest ones are used");
    }
}

#[test]
fn the_reason_tells_who_asked() {
    let two = "main: spawn:a run:900000 join:a
               a: sleep:1000 run:900000";
    let interval = |config: &mut Config| config.switch = Switch::Interval(Nanos::from_millis(5));
    let report = traced(interval, two);
    assert!(reasons(&report, 0).contains(&Reason::Interval));
    assert!(!reasons(&report, 0).contains(&Reason::Policy));
    let io_first = |config: &mut Config| {
        interval(config);
        config.handoff = Handoff::IO_FIRST;
    };
    // Made to leave once, `main` stands below `a`, which comes back from I/O.
    let busy = "main: spawn:a run:3000000 join:a
                a: run:500000 sleep:1000 run:10 sleep:1000 run:10";
    let report = traced(io_first, busy);
    assert!(
        reasons(&report, 0).contains(&Reason::Policy),
        "{:?}",
        reasons(&report, 0)
    );
    let report = traced(
        |config| config.switch = Switch::EveryN(1_000),
        "main: spawn:a run:5000 join:a
         a: run:5000",
    );
    assert!(reasons(&report, 0).contains(&Reason::Budget));
}

#[test]
fn an_interrupt_forces_the_holder() {
    let report = traced(
        |config| config.switch = Switch::Interval(Nanos::from_millis(5)),
        "main: spawn:a sleep:1000 run:10
         a: run:200000 interrupt run:900000",
    );
    assert!(
        reasons(&report, 1).contains(&Reason::Forced),
        "{:?}",
        reasons(&report, 1)
    );
}

/// Two threads hand the GIL to each other for ten minutes, every 5 ms, while a third one sleeps.
#[test]
fn a_trace_of_ten_minutes_keeps_within_its_bound() {
    let minutes = |events| {
        let words = "main: spawn:a spawn:b sleep:600000
             a: run:15000000000
             b: run:15000000000";
        traced(
            |config| {
                config.trace = Some(events);
                config.hardware.picos_per_instruction = 20_000;
                config.switch = Switch::Interval(Nanos::from_millis(5));
            },
            words,
        )
    };
    let report = minutes(10_000);
    assert!(report.elapsed >= Nanos::from_millis(600_000));
    let traces: Vec<_> = report.threads.iter().flat_map(|it| &it.trace).collect();
    let kept: usize = traces.iter().map(|trace| trace.events.len()).sum();
    let room: usize = traces.iter().map(|trace| trace.events.capacity()).sum();
    let dropped: u64 = traces.iter().map(|trace| trace.dropped).sum();
    assert!(kept <= 10_000 && room <= 20_000, "{kept} in {room}");
    assert!(dropped > 200_000, "{dropped}");
    let whole = minutes(10_000_000);
    let all: usize = { whole.threads.iter() }
        .flat_map(|it| &it.trace)
        .map(|trace| trace.events.len())
        .sum();
    assert_eq!(kept as u64 + dropped, all as u64, "nothing is left untold");
}

#[test]
fn a_long_run_keeps_within_its_bound() {
    let mut words = String::from("main: ");
    words.push_str(&"sleep:10 ".repeat(20_000));
    let report = traced(|config| config.trace = Some(1_000), &words);
    let trace = report.threads[0].trace.as_ref().expect("traced");
    assert_eq!(trace.events.len(), 1_000);
    assert!(trace.events.capacity() <= 1_024, "no room for more");
    assert_eq!(trace.dropped, 40_000 + 2 - 1_000);
    let spans: u64 = trace.spans().map(|span| span.to.0 - span.from().0).sum();
    assert_eq!(Some(Nanos(spans)), trace.until);
}
