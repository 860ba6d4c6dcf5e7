//! What traces and pictures say, checked by their structure and against the ledger.

#[path = "common/programs.rs"]
mod programs;
mod common;

use common::{Slice, Viewed, traced, traced_with};
use gilscope::lab::legend::Legend;
use gilscope::lab::perfetto;
use gilscope::lab::story::Story;
use gilscope::machine::{Outcome, Setup};
use gilscope_runtime::driver::Io;
use gilscope_runtime::ledger::{Reason, State};
use programs::{HELD, MIXED};

fn perfetto_of((outcome, setup): &(Outcome, Setup)) -> String {
    let story = Story::new(&outcome.report, setup.config.io == Io::Hold);
    let mut out = Vec::new();
    perfetto::write(&mut out, &story, &Legend::of(outcome), "s.py").expect("memory is writable");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn slices_of_a_thread_follow_each_other_and_cover_its_life() {
    let run = traced_with(MIXED, |setup| setup.config.hardware.cores = 2);
    let viewed = Viewed::read(&perfetto_of(&run));
    for thread in &run.0.report.threads {
        let slices = viewed.slices(2, u64::from(thread.id.0) + 1);
        let mut at = thread.born.0;
        for slice in &slices {
            assert_eq!(slice.from, at, "no gap and no overlap: {slice:?}");
            at = slice.to;
        }
        assert_eq!(at, thread.ended.0);
        for state in State::ALL {
            let sum: u64 = { slices.iter() }
                .filter(|slice| slice.name == state.name())
                .map(Slice::length)
                .sum();
            assert_eq!(sum, thread.ledger[state].0, "{state:?}");
        }
    }
}

#[test]
fn the_gil_has_one_holder_at_a_time_and_the_core_one_thread() {
    let run = traced(MIXED);
    let viewed = Viewed::read(&perfetto_of(&run));
    let gil = viewed.slices(2, viewed.tid_of(2, "GIL"));
    let held: u64 = gil.iter().map(Slice::length).sum();
    let stats = run.0.report.gil.as_ref().expect("there is a GIL");
    assert_eq!(held, stats.held.0);
    let core = viewed.slices(1, viewed.tid_of(1, "core 0"));
    for lane in [&gil, &core] {
        assert!(!lane.is_empty());
        assert!(lane.windows(2).all(|pair| pair[0].to <= pair[1].from));
    }
    let busy: u64 = core.iter().map(Slice::length).sum();
    assert_eq!(busy, run.0.report.cpu.0, "one core has to do it all");
}

#[test]
fn arrows_lead_from_who_let_go_to_who_took() {
    let run = traced(MIXED);
    let viewed = Viewed::read(&perfetto_of(&run));
    let arrows = viewed.arrows();
    let stats = run.0.report.gil.as_ref().expect("there is a GIL");
    assert_eq!(arrows.len() as u64, stats.handovers);
    for (from, to) in arrows {
        assert!(from.at <= to.at);
        for end in [&from, &to] {
            let slices = viewed.slices(end.pid, end.tid);
            let mut around = slices.iter().filter(|slice| slice.covers(end.at));
            assert!(around.any(|slice| slice.name == "running"), "{end:?}");
        }
        assert_ne!(from.tid, to.tid);
    }
}

#[test]
fn counters_count_what_the_slices_show() {
    let run = traced_with(MIXED, |setup| {
        setup.config.gil = gilscope_runtime::driver::Gil::Off;
        setup.options.gil = false;
        setup.counting = gilscope_runtime::heap::Counting::Atomic;
    });
    let viewed = Viewed::read(&perfetto_of(&run));
    let counters = viewed.counters("threads that run");
    assert!(counters.iter().any(|(_, threads)| *threads > 1));
    let threads: Vec<Vec<Slice>> = { run.0.report.threads.iter() }
        .map(|thread| viewed.slices(2, u64::from(thread.id.0) + 1))
        .collect();
    for (at, counted) in counters {
        let running = threads
            .iter()
            .flatten()
            .filter(|slice| slice.name == "running" && slice.from <= at && at < slice.to);
        assert_eq!(running.count() as u64, counted, "at {at}");
    }
    assert!(viewed.counters("threads that want the GIL").is_empty());
}

#[test]
fn a_full_trace_ends_where_it_ceases_to_be_known() {
    let run = traced_with(MIXED, |setup| setup.config.trace = Some(60));
    let story = Story::new(&run.0.report, false);
    assert!(story.dropped > 0 && story.end < run.0.report.elapsed);
    let kept: usize = { run.0.report.threads.iter() }
        .map(|thread| thread.trace.as_ref().expect("traced").events.len())
        .sum();
    assert!(kept <= 60 && kept + 4 * 16 > 60, "{kept}");
    let viewed = Viewed::read(&perfetto_of(&run));
    assert_eq!(viewed.all["otherData"]["dropped_events"], story.dropped);
    for slice in viewed.every_slice() {
        assert!(slice.to <= story.end.0, "{slice:?}");
    }
}

#[test]
fn processes_have_lanes_of_their_own() {
    let script = "\
import multiprocessing, time
def work():
    time.sleep(0.01)
worker = multiprocessing.Process(target=work)
worker.start()
worker.join()
";
    let run = traced(script);
    let viewed = Viewed::read(&perfetto_of(&run));
    for pid in [2, 3] {
        let gil = viewed.slices(pid, viewed.tid_of(pid, "GIL"));
        assert!(!gil.is_empty(), "process {pid}");
    }
}

#[test]
fn names_and_lines_of_waits() {
    let run = traced(MIXED);
    let viewed = Viewed::read(&perfetto_of(&run));
    let waits: Vec<Slice> = { viewed.every_slice().into_iter() }
        .filter(|slice| slice.name == "lock")
        .collect();
    assert!(!waits.is_empty());
    let waits_for = |object: &str| {
        let mut waits = waits.iter().filter_map(|wait| wait.args["for"].as_str());
        waits.any(|found| found.starts_with(object))
    };
    assert!(waits_for("lock, held by Thread-"), "{waits:?}");
    assert!(waits_for("thread._started, to be notified"), "{waits:?}");
    for wait in waits {
        let line = wait.args["line"].as_str().unwrap_or_default();
        assert!(line.starts_with("s.py:"), "the script's own line: {wait:?}");
    }
}

#[test]
fn a_small_trace_is_what_it_was() {
    let run = traced(HELD);
    common::golden("small_trace.json", &perfetto_of(&run));
}

/// Every reason has its test in the runtime; here only that the names are those of the ledger.
#[test]
fn reasons_go_by_their_names() {
    let run = traced(MIXED);
    let viewed = Viewed::read(&perfetto_of(&run));
    for slice in viewed.every_slice() {
        if let Some(reason) = slice.args["until"].as_str() {
            assert!(Reason::ALL.iter().any(|known| known.name() == reason));
        }
    }
}

#[test]
fn live_objects_are_counted_where_threads_stop() {
    let script = "\
import time
kept = [[] for _ in range(1000)]
time.sleep(0.1)
kept.extend([[] for _ in range(500)])
time.sleep(0.1)
del kept
time.sleep(0.1)
";
    let run = traced(script);
    let viewed = Viewed::read(&perfetto_of(&run));
    let counts: Vec<i64> = { viewed.counters("live objects").into_iter() }
        .map(|(_, objects)| objects as i64)
        .collect();
    let stops: Vec<i64> = counts.chunk_by(|a, b| a == b).map(|same| same[0]).collect();
    let [first, second, third] = stops[..] else {
        panic!("three sleeps: {counts:?}");
    };
    assert_eq!(second - first, 500, "{stops:?}");
    // The list itself is gone too.
    assert_eq!(second - third, 1501, "{stops:?}");
}
