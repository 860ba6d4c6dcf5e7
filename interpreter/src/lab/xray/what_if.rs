//! What would have been: the same script on the virtual clock, each time with one thing changed. Every figure
//! is a run's.

use super::{ObjectRow, Xray};
use crate::lab::captured::{Job, Output};
use crate::lab::compare::trouble;
use crate::lab::hot_lock::HotLock;
use crate::machine::Outcome;
use gilscope_runtime::driver::{Clock, Gil, Io, Report};
use gilscope_runtime::heap::Free;
use gilscope_runtime::ledger::State;
use gilscope_runtime::time::Nanos;

/// Groups of objects that are tried one by one.
const MOST_GROUPS: usize = 3;
/// Events of a trace that looks for a lock.
const TRACE: usize = 200_000;

/// A script of more instructions is not run again unless that is asked for.
pub const SHORT: u64 = 3_000_000;

/// A run with something changed.
#[derive(Clone, Debug)]
pub struct Trial {
    /// What, in words: `without the GIL`.
    pub change: String,
    /// From start to end.
    pub elapsed: Nanos,
    /// How many times faster than everything one after another.
    pub speed_up: f64,
    /// Which run it is.
    pub kind: TrialKind,
}

/// Which run a trial is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TrialKind {
    /// Everything one after another: the measure of the others.
    InTurn,
    /// Nothing is changed.
    AsItIs,
    /// The GIL is gone; all that follow are without, too.
    NoGil,
    /// The counts of some objects cost nothing.
    FreeGroup,
    /// No counts cost anything.
    FreeAll,
    /// The lock that was waited for longest is not taken.
    NoLock,
}

impl TrialKind {
    /// Its name in figures.
    pub fn name(self) -> &'static str {
        match self {
            TrialKind::InTurn => "in turn",
            TrialKind::AsItIs => "as it is",
            TrialKind::NoGil => "no gil",
            TrialKind::FreeGroup => "free group",
            TrialKind::FreeAll => "all free",
            TrialKind::NoLock => "no lock",
        }
    }
}

/// Runs a job, looking into it, with some counts that cost nothing.
pub type Run<'a> = &'a dyn Fn(&Job, Free) -> (Outcome, Output);

/// Makes all runs that can say something about this script; `say` is told what runs now. None, where even the
/// first does not end well.
pub fn try_all(job: &Job, run: Run<'_>, say: &dyn Fn(&str)) -> Vec<Trial> {
    let mut job = job.clone();
    let config = &mut job.setup.config;
    config.hardware.cores = config.cores();
    config.clock = Clock::Virtual;
    config.trace = None;
    let mut trials = Trials {
        run,
        say,
        base: Nanos::ZERO,
        trials: Vec::new(),
    };
    trials.make(&job);
    trials.trials
}

/// None of the counts.
fn nothing() -> Free {
    Free::Groups(Vec::new())
}

struct Trials<'a> {
    run: Run<'a>,
    say: &'a dyn Fn(&str),
    base: Nanos,
    trials: Vec<Trial>,
}

impl Trials<'_> {
    fn make(&mut self, job: &Job) {
        let mut in_turn = job.clone();
        in_turn.setup.set_gil(Gil::On);
        in_turn.setup.config.io = Io::Hold;
        let words = "everything one after another";
        if self
            .run_one(&in_turn, nothing(), TrialKind::InTurn, words)
            .is_none()
        {
            return;
        }
        let mut job = job.clone();
        let has_gil = job.setup.config.gil == Gil::On;
        job.setup.config.trace = (!has_gil).then_some(TRACE);
        let mut seen = self.run_one(&job, nothing(), TrialKind::AsItIs, "as it is");
        if has_gil {
            job.setup.config.trace = Some(TRACE);
            job.setup.set_gil(Gil::Off);
            seen = self.run_one(&job, nothing(), TrialKind::NoGil, "without the GIL");
        }
        if let Some((outcome, xray)) = seen {
            self.without_counts(&job, &outcome.report, &xray, has_gil);
            self.without_lock(&job, &outcome, has_gil);
        }
    }

    /// Makes a run, and notes it if it ends well.
    fn run_one(
        &mut self,
        job: &Job,
        free: Free,
        kind: TrialKind,
        change: &str,
    ) -> Option<(Outcome, Xray)> {
        (self.say)(change);
        let (outcome, output) = (self.run)(job, free);
        if trouble(&outcome).is_some() {
            return None;
        }
        let elapsed = outcome.report.elapsed;
        if kind == TrialKind::InTurn {
            self.base = elapsed;
        }
        self.trials.push(Trial {
            change: change.to_string(),
            elapsed,
            speed_up: self.base.0 as f64 / elapsed.0.max(1) as f64,
            kind,
        });
        let script = &job.script.code.source.name;
        let xray = Xray::of(&outcome, &output, script, &job.setup)?;
        Some((outcome, xray))
    }

    fn without_counts(&mut self, job: &Job, report: &Report, xray: &Xray, has_gil: bool) {
        let also = also(has_gil);
        let matters = |row: &&ObjectRow| row.cost.0 > report.cpu.0 / 100;
        let mut rows: Vec<&ObjectRow> = xray.objects.iter().filter(matters).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.cost));
        for row in rows.iter().take(MOST_GROUPS) {
            let change = format!("{also}without the counts of {}", called(row));
            let free = Free::Groups(vec![(row.name.clone(), row.line)]);
            self.run_one(job, free, TrialKind::FreeGroup, &change);
        }
        let cost: u64 = xray.objects.iter().map(|row| row.cost.0).sum();
        if cost > report.cpu.0 / 100 {
            let change = format!("{also}without the cost of any count");
            self.run_one(job, Free::All, TrialKind::FreeAll, &change);
        }
    }

    fn without_lock(&mut self, job: &Job, outcome: &Outcome, has_gil: bool) {
        let waited = { outcome.report.threads.iter() }.map(|thread| thread.ledger[State::Lock].0);
        if waited.sum::<u64>() <= outcome.report.elapsed.0 / 20 {
            return;
        }
        let Some(lock) = HotLock::of(outcome, &job.script.code.source) else {
            return;
        };
        let Some(script) = lock.removed_from(&job.script) else {
            return;
        };
        let mut job = job.clone();
        job.script = script;
        let change = format!(
            "{}without `{}` of line {}",
            also(has_gil),
            lock.text,
            lock.line
        );
        self.run_one(&job, nothing(), TrialKind::NoLock, &change);
    }
}

/// What goes before all changes that come on top of a missing GIL.
fn also(has_gil: bool) -> &'static str {
    match has_gil {
        true => "… and ",
        false => "",
    }
}

/// `Counter of s.py:3`
fn called(row: &ObjectRow) -> String {
    match &row.place {
        Some(place) => format!("{} of {}", row.name, place.short()),
        None => format!("{} of the library", row.name),
    }
}
