//! Runs a program in a mode, and says what is wrong with the run.

use super::modes::{Mode, PLAIN};
use super::program::Family;
use crate::lab::agreement::first_difference;
use crate::lab::captured::{Captured, FindModule};
use crate::lab::census::remains;
use crate::machine::{Outcome, Script, run};
use crate::object::kind_name;
use crate::text::Source;
use crate::vm::thread::ThreadEnd;
use gilscope_runtime::driver::{Ending, Interrupter};
use gilscope_runtime::heap::Leak;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// What a run came to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ran {
    /// Standard output.
    pub out: String,
    /// Instructions of all threads.
    pub instructions: u64,
}

/// What can be wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wrong {
    /// It is not Python that gilscope runs.
    Program,
    /// gilscope panicked.
    Panic,
    /// An exception that nobody caught, or something else on standard error.
    Died,
    /// All threads wait for each other.
    Deadlock,
    /// An object is counted more often than it is referred to.
    Leak,
    /// Objects keep each other alive although the program makes no circle.
    Cycle,
    /// The ledger of a thread does not add up to its life.
    Ledger,
    /// It printed something else than in the plain mode.
    Output,
    /// It took another number of instructions, though nothing but the steps' lengths was changed.
    Instructions,
    /// CPython prints something else.
    Python,
}

impl Wrong {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Wrong::Program => "does not compile",
            Wrong::Panic => "gilscope panicked",
            Wrong::Died => "an exception nobody caught",
            Wrong::Deadlock => "a deadlock",
            Wrong::Leak => "objects leaked",
            Wrong::Cycle => "objects in cycles",
            Wrong::Ledger => "a ledger does not add up",
            Wrong::Output => "other output than in the plain mode",
            Wrong::Instructions => "another number of instructions",
            Wrong::Python => "CPython prints something else",
        }
    }
}

/// What is wrong with a program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// What.
    pub wrong: Wrong,
    /// In which mode.
    pub mode: Mode,
    /// More about it.
    pub detail: String,
}

/// What becomes of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Nothing is wrong with it, as far as it alone can tell.
    Sound(Ran),
    /// It went on for too long: nothing can be said.
    Endless,
    /// It came to what gilscope refuses in this mode: nothing can be said.
    Refused,
    /// Something is wrong.
    Failed(Failure),
}

/// Runs a program once.
pub fn once(text: &str, family: Family, mode: &Mode) -> Verdict {
    let failed = |wrong, detail: String| {
        Verdict::Failed(Failure {
            wrong,
            mode: *mode,
            detail,
        })
    };
    let script = match Script::compile(Source::new("generated.py", text)) {
        Ok(script) => script,
        Err(error) => return failed(Wrong::Program, format!("{:?}", error.0)),
    };
    let find: FindModule = Arc::new(|_, _| None);
    let (host, collector) = Captured::new(mode.seed, find);
    let done = catch_unwind(AssertUnwindSafe(|| {
        run(&script, &mode.setup(), Box::new(host), &Interrupter::new())
    }));
    let outcome = match done {
        Ok(outcome) => outcome,
        Err(payload) => {
            let text = payload.downcast_ref::<String>().cloned();
            let text = text.or_else(|| Some(payload.downcast_ref::<&str>()?.to_string()));
            return failed(Wrong::Panic, text.unwrap_or_default());
        }
    };
    let output = collector.collect();
    match &outcome.report.ending {
        Ending::Panicked { message, .. } => return failed(Wrong::Panic, message.clone()),
        Ending::Deadlock(blocked) => {
            let names: Vec<&str> = blocked.iter().map(|it| it.name.as_str()).collect();
            return failed(Wrong::Deadlock, names.join(", "));
        }
        Ending::InstructionLimit => return Verdict::Endless,
        Ending::Done | Ending::Aborted | Ending::Interrupted => {}
    }
    if let ThreadEnd::Unsupported(feature, _) = &outcome.end
        && family == Family::Cyclic
        && feature.contains("gc.collect()")
    {
        return Verdict::Refused;
    }
    if outcome.end != ThreadEnd::Finished || !output.err.is_empty() {
        return failed(Wrong::Died, format!("{:?}\n{}", outcome.end, output.err));
    }
    if let Some((wrong, detail)) = audit(&outcome, family != Family::Cyclic) {
        return failed(wrong, detail);
    }
    Verdict::Sound(Ran {
        out: output.out,
        instructions: outcome.report.instructions(),
    })
}

/// What must hold at the end of every run, whatever was run: each object freed that nothing keeps alive
/// (and each at all, if there are no cycles), each nanosecond of a thread in one state.
pub fn audit(outcome: &Outcome, is_acyclic: bool) -> Option<(Wrong, String)> {
    for census in outcome.censuses() {
        let remains = remains(&census.leaks);
        if !remains.leaked.is_empty() {
            return Some((Wrong::Leak, listed(&remains.leaked)));
        }
        if is_acyclic && !remains.in_cycles.is_empty() {
            return Some((Wrong::Cycle, listed(&remains.in_cycles)));
        }
        let left = census.made.checked_sub(census.freed);
        if left != Some(census.leaks.len() as u64) {
            let detail = format!(
                "{} made, {} freed, {} left",
                census.made,
                census.freed,
                census.leaks.len()
            );
            return Some((Wrong::Leak, detail));
        }
    }
    let threads = outcome.report.threads.iter();
    { threads }.find_map(|thread| {
        let life = thread.ended.since(thread.born);
        let total = thread.ledger.total();
        let detail = format!("{}: {total:?} of {life:?}", thread.name);
        (total != life).then_some((Wrong::Ledger, detail))
    })
}

fn listed(objects: &[&Leak]) -> String {
    let first = { objects.iter().take(4) }
        .map(|leak| format!("{} ({} references)", kind_name(leak.kind), leak.count));
    let first: Vec<String> = first.collect();
    format!("{}: {} …", objects.len(), first.join(", "))
}

/// Compares a run with the one in the plain mode.
pub fn compare(family: Family, plain: &Ran, mode: &Mode, ran: &Ran) -> Option<Failure> {
    let failed = |wrong, detail| {
        Some(Failure {
            wrong,
            mode: *mode,
            detail,
        })
    };
    if family.is_determined() && plain.out != ran.out {
        return failed(Wrong::Output, difference(&plain.out, &ran.out));
    }
    let is_cut = Mode {
        every: PLAIN.every,
        safe_points: PLAIN.safe_points,
        ..*mode
    };
    if family == Family::Objects && is_cut == PLAIN && plain.instructions != ran.instructions {
        let detail = format!("{} instead of {}", ran.instructions, plain.instructions);
        return failed(Wrong::Instructions, detail);
    }
    None
}

/// Compares what a program prints here with what it prints under CPython.
pub fn compare_with_python(family: Family, plain: &Ran, python: &str) -> Option<Failure> {
    if !family.is_determined() || essence(&plain.out) == essence(python) {
        return None;
    }
    Some(Failure {
        wrong: Wrong::Python,
        mode: PLAIN,
        detail: difference(&plain.out, python),
    })
}

/// What is compared with CPython: all but last words line by line, and the last words sorted. Objects
/// that a list holds twice, or that die as a generator ends, may die in another order here.
fn essence(output: &str) -> (Vec<&str>, Vec<&str>) {
    let is_last = |line: &&str| line.starts_with("del ");
    let (mut last, others): (Vec<&str>, Vec<&str>) = output.lines().partition(is_last);
    last.sort_unstable();
    (others, last)
}

fn difference(a: &str, b: &str) -> String {
    match first_difference(a, b) {
        Some((line, a, b)) => format!("line {line}: {a:?} became {b:?}"),
        None => "only in line ends".into(),
    }
}
