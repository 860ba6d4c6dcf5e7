//! Something goes wrong at every moment of a run in turn: no memory for the n-th object, a thread killed
//! at the n-th instruction, Ctrl-C at the n-th safe point. No object and no lock is lost, nothing hangs,
//! nothing panics.
//!
//! Of scripts with many moments every n-th is taken, so that it takes seconds; all of them where
//! `GILSCOPE_FAULTS` is `all`, or the name of the script.

use gilscope::lab::fuzz::faults::sweep;
use gilscope::lab::fuzz::modes::{Mode, PLAIN};
use gilscope::vm::faults::Fault;
use gilscope_runtime::driver::Gil;
use gilscope_runtime::heap::Counting;

/// Runs of each script, fault and mode, unless all moments are wished.
const RUNS: u64 = 60;
/// A script with no more moments is struck at every one of them, in the first mode.
const FEW: u64 = 800;

/// Each ends whoever of its threads is killed: what a thread waits for is a lock that another takes by
/// `with`, or the end of another.
const SCRIPTS: &[(&str, &str)] = &[
    ("objects", include_str!("faults/objects.py")),
    ("unwinding", include_str!("faults/unwinding.py")),
    ("generators", include_str!("faults/generators.py")),
    ("containers", include_str!("faults/containers.py")),
    ("locks", include_str!("faults/locks.py")),
    ("threads", include_str!("faults/threads.py")),
    ("queues", include_str!("faults/queues.py")),
];

fn modes() -> Vec<Mode> {
    let mut modes = vec![Mode { every: 7, ..PLAIN }];
    let sound = |counting: &Counting| *counting != Counting::Racy;
    for counting in Counting::ALL.into_iter().filter(sound) {
        modes.push(Mode {
            gil: Gil::Off,
            counting,
            cores: 2,
            ..PLAIN
        });
    }
    modes
}

fn check(fault: Fault) {
    let wish = std::env::var("GILSCOPE_FAULTS").unwrap_or_default();
    let mut struck = 0;
    let mut broken = Vec::new();
    for (name, text) in SCRIPTS {
        if !["", "all", name].contains(&wish.as_str()) {
            continue;
        }
        for (number, mode) in modes().into_iter().enumerate() {
            let stride = match wish.is_empty() {
                true => stride(text, &mode, fault, number == 0),
                false => 1,
            };
            let swept = sweep(text, &mode, fault, stride);
            struck += swept.struck;
            for (at, what) in swept.broken {
                broken.push(format!(
                    "{name}, {fault:?} {at}, {}\n{what}",
                    mode.options()
                ));
            }
        }
    }
    println!("{fault:?} struck {struck} times");
    assert!(
        broken.is_empty(),
        "{} of {struck}\n{}",
        broken.len(),
        broken[..broken.len().min(5)].join("\n")
    );
    assert!(struck >= 300, "{fault:?} struck {struck} times only");
}

/// So that a sweep takes about `RUNS` runs, or all where there are few.
fn stride(text: &str, mode: &Mode, fault: Fault, is_first: bool) -> u64 {
    let coarse = sweep(text, mode, fault, 200).struck * 200;
    if is_first && coarse <= FEW {
        return 1;
    }
    // Odd, as what a script does in turns is often even.
    (coarse / RUNS) | 1
}

#[test]
fn no_memory_for_the_nth_object() {
    check(Fault::Allocation);
}

#[test]
fn a_thread_is_killed_at_the_nth_instruction() {
    check(Fault::Kill);
}

#[test]
fn ctrl_c_at_the_nth_safe_point() {
    check(Fault::Interrupt);
}
