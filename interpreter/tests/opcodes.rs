//! `run --opcode-stats`: counts that can be known beforehand.

mod common;

use common::traced_with;
use gilscope::machine::{Outcome, Setup};
use gilscope::op::Op;
use gilscope::safe_points::SafePoints;
use gilscope_runtime::driver::{Clock, Gil};
use gilscope_runtime::gil::Switch;

/// Two threads that call a function a thousand times each.
const SCRIPT: &str = "
import threading

def one(x):
    return x

def work():
    for i in range(1000):
        one(i)

threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
";

/// A way to run it.
type Change = fn(&mut Setup);

fn counted(change: impl FnOnce(&mut Setup)) -> Outcome {
    let (outcome, _) = traced_with(SCRIPT, |setup| {
        setup.options.opcode_stats = true;
        change(setup);
    });
    outcome
}

/// What is done about a thousand times by each thread, and hardly ever else.
fn is_about_2000(count: u64) -> bool {
    (2000..2100).contains(&count)
}

#[test]
fn operations_and_pairs_are_counted_in_all_threads_on_both_clocks() {
    let ways: [(&str, Change); 4] = [
        ("usual", |_| {}),
        ("real clock", |setup| setup.config.clock = Clock::Real),
        ("without a GIL", |setup| setup.set_gil(Gil::Off)),
        ("py310", |setup| {
            setup.options.safe_points = SafePoints::Py310
        }),
    ];
    for (name, change) in ways {
        let tally = counted(change).tally;
        let calls = tally.kinds[Op::Call as usize];
        assert!(is_about_2000(calls), "{name}: {calls} calls");
        let outside = tally.kinds[Op::GENERAL.len() + Op::Call as usize];
        assert!(outside < 100, "{name}: {outside} calls outside the loop");
        let entered = tally.pair(Some(Op::Call), Op::LoadLocal);
        assert!(is_about_2000(entered), "{name}: {entered} entered");
        let behind: u64 = Op::GENERAL
            .iter()
            .map(|op| tally.pair(Some(Op::Call), *op))
            .sum();
        assert!(calls - behind < 5, "{name}: {calls} calls, {behind} behind");
    }
}

#[test]
fn where_nothing_is_done_in_one_every_instruction_is_counted() {
    let outcome = counted(|setup| setup.config.switch = Switch::EveryN(1));
    let sum: u64 = outcome.tally.kinds[..Op::GENERAL.len()].iter().sum();
    assert_eq!(sum, outcome.report.instructions());
}

#[test]
fn nobody_counts_unless_asked() {
    let (outcome, _) = traced_with(SCRIPT, |_| {});
    assert!(outcome.tally.kinds.is_empty());
}
