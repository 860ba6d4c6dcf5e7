//! Conditions that a script is to hold, for continuous integration: each with the figure that says
//! whether it does.

use super::captured::Output;
use super::census::remains;
use super::compare::{trouble, trouble_in_full};
use super::look::{Look, Paint, count, fine, percent, plural, wrap};
use super::sweep::Figures;
use crate::machine::Outcome;
use gilscope_runtime::driver::Ending;
use gilscope_runtime::ledger::State;
use gilscope_runtime::time::Nanos;
use serde_json::{Value, json};

/// How much of a time may be spent: so much of it, or so long.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Most {
    /// A share, from 0 to 1.
    Share(f64),
    /// A time.
    Time(Nanos),
}

impl Most {
    fn text(self) -> String {
        match self {
            Most::Share(share) => format!("{} %", rounded(share * 100.0)),
            Most::Time(time) => fine(time),
        }
    }
}

/// A condition.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Condition {
    /// The threads wait for the GIL no longer than this: of their time without joins, or all together.
    GilWait(Most),
    /// The same for locks of the script.
    LockWait(Most),
    /// Threads make it at least so many times faster than one after another.
    SpeedUp(f64),
    /// It takes no longer.
    Elapsed(Nanos),
    /// No more CPU time.
    Cpu(Nanos),
    /// Threads stop running no more often.
    Switches(u64),
    /// At least so many cores compute on average.
    CoresBusy(f64),
    /// It does not end in a deadlock.
    NoDeadlock,
    /// No object leaks.
    NoLeak,
}

impl Condition {
    /// As an option of the command line.
    pub fn option(self) -> String {
        match self {
            Condition::GilWait(most) => format!("--max-gil-wait {}", most.text()),
            Condition::LockWait(most) => format!("--max-lock-wait {}", most.text()),
            Condition::SpeedUp(least) => format!("--min-speedup {least}"),
            Condition::Elapsed(most) => format!("--max-elapsed {}", fine(most)),
            Condition::Cpu(most) => format!("--max-cpu {}", fine(most)),
            Condition::Switches(most) => format!("--max-switches {}", count(most)),
            Condition::CoresBusy(least) => format!("--min-cores-busy {least}"),
            Condition::NoDeadlock => "--no-deadlock".into(),
            Condition::NoLeak => "--no-leak".into(),
        }
    }
}

/// A condition that was looked at.
pub struct Finding {
    /// Which one.
    pub condition: Condition,
    /// Whether it holds.
    pub holds: bool,
    /// The figure, in words.
    pub figure: String,
    /// The figure: nanoseconds, a share, a number; none if it could not be known.
    pub value: Option<f64>,
}

/// What a check came to.
pub struct Check {
    /// The script's name.
    pub script: String,
    /// What went wrong with the run as such.
    pub trouble: Option<String>,
    /// Its figures.
    pub figures: Figures,
    /// Of each condition, in the order in which they were given.
    pub findings: Vec<Finding>,
}

impl Check {
    /// Looks at a run; `in_turn` is the same script with everything one after another, where a
    /// condition needs it.
    pub fn new(
        script: &str,
        conditions: &[Condition],
        (outcome, output): (&Outcome, &Output),
        in_turn: Option<&Outcome>,
    ) -> Check {
        let figures = Figures::of(&outcome.report);
        let findings = conditions.iter().map(|condition| {
            let (holds, figure, value) = judge(*condition, outcome, &figures, in_turn);
            Finding {
                condition: *condition,
                holds,
                figure,
                value,
            }
        });
        Check {
            script: script.to_string(),
            trouble: trouble_in_full(outcome, output),
            figures,
            findings: findings.collect(),
        }
    }

    /// Whether the script ended well and every condition holds.
    pub fn holds(&self) -> bool {
        self.trouble.is_none() && self.findings.iter().all(|finding| finding.holds)
    }

    /// One line of figures where everything holds; else a line for each condition that does not.
    pub fn text(&self, look: Look) -> String {
        let mut out = String::new();
        if self.holds() {
            let figures = self.findings.iter().map(|finding| finding.figure.as_str());
            let figures: Vec<&str> = figures.collect();
            let elapsed = match self
                .findings
                .iter()
                .any(|it| matches!(it.condition, Condition::Elapsed(_)))
            {
                true => String::new(),
                false => format!("{}, ", fine(Nanos(self.figures.elapsed))),
            };
            let line = format!("{}: holds: {elapsed}{}", self.script, figures.join(", "));
            return look.plain(&format!("{line}\n"));
        }
        let title = look.paint(Paint::Error, "does not hold");
        out.push_str(&format!("{}: {title}\n", self.script));
        if let Some(trouble) = &self.trouble {
            out.push_str(&wrap(
                &format!("the script did not end well: {trouble}"),
                "  ",
            ));
        }
        for finding in &self.findings {
            let mark = if finding.holds { "ok    " } else { "FAILED" };
            let option = finding.condition.option();
            out.push_str(&format!("  {mark}  {option}: {}\n", finding.figure));
        }
        look.plain(&out)
    }

    /// The same for other programs. Times are nanoseconds.
    pub fn to_json(&self) -> Value {
        let figures = Figures::NAMES.iter().zip(self.figures.values());
        let figures = figures.map(|(name, value)| (name.to_string(), json!(value)));
        let findings = self.findings.iter().map(|finding| {
            json!({
                "condition": finding.condition.option(),
                "holds": finding.holds,
                "figure": finding.figure,
                "value": finding.value,
            })
        });
        json!({
            "schema": "gilscope.check/1",
            "script": self.script,
            "holds": self.holds(),
            "trouble": self.trouble,
            "conditions": findings.collect::<Vec<_>>(),
            "run": serde_json::Map::from_iter(figures),
        })
    }
}

/// Whether a condition holds, and the figure in words and as a number.
fn judge(
    condition: Condition,
    outcome: &Outcome,
    figures: &Figures,
    in_turn: Option<&Outcome>,
) -> (bool, String, Option<f64>) {
    match condition {
        Condition::GilWait(most) => wait("GIL", figures.gil_wait, outcome, most),
        Condition::LockWait(most) => wait("lock", figures.lock_wait, outcome, most),
        Condition::SpeedUp(least) => {
            let sound = in_turn.filter(|it| trouble(it).is_none() && trouble(outcome).is_none());
            let Some(in_turn) = sound else {
                return (false, "speed-up unknown: a run failed".into(), None);
            };
            let up = in_turn.report.elapsed.0 as f64 / figures.elapsed.max(1) as f64;
            let whole = fine(in_turn.report.elapsed);
            let figure = format!("speed-up {up:.2}× (from {whole} one after another)");
            (up >= least, figure, Some(up))
        }
        Condition::Elapsed(most) => {
            let elapsed = Nanos(figures.elapsed);
            (
                elapsed <= most,
                format!("elapsed {}", fine(elapsed)),
                Some(elapsed.0 as f64),
            )
        }
        Condition::Cpu(most) => {
            let cpu = Nanos(figures.cpu);
            (
                cpu <= most,
                format!("CPU {}", fine(cpu)),
                Some(cpu.0 as f64),
            )
        }
        Condition::Switches(most) => {
            let switches = figures.switches;
            let figure = format!("{} switches", count(switches));
            (switches <= most, figure, Some(switches as f64))
        }
        Condition::CoresBusy(least) => {
            let busy = figures.cores_busy();
            (busy >= least, format!("{busy:.2} cores busy"), Some(busy))
        }
        Condition::NoDeadlock => match &outcome.report.ending {
            Ending::Deadlock(blocked) => {
                let figure = format!("deadlock of {}", plural(blocked.len() as u64, "thread"));
                (false, figure, Some(blocked.len() as f64))
            }
            _ => (true, "no deadlock".into(), Some(0.0)),
        },
        Condition::NoLeak => {
            let leaked = outcome
                .censuses()
                .map(|census| remains(&census.leaks).leaked.len());
            let leaked: usize = leaked.sum();
            let is_known = !matches!(outcome.report.ending, Ending::Deadlock(_));
            let figure = match (is_known, leaked) {
                (false, _) => "leaks unknown after a deadlock".to_string(),
                (true, 0) => "no leak".into(),
                (true, n) => format!("{} leaked", count(n as u64)),
            };
            (
                is_known && leaked == 0,
                figure,
                is_known.then_some(leaked as f64),
            )
        }
    }
}

/// What of their time without joins the threads waited, and all together.
fn wait(what: &str, waited: u64, outcome: &Outcome, most: Most) -> (bool, String, Option<f64>) {
    let threads = outcome.report.threads.iter();
    let lives = threads.map(|thread| thread.ledger.total().since(thread.ledger[State::Join]).0);
    let whole: u64 = lives.sum();
    let share = waited as f64 / whole.max(1) as f64;
    let (share_text, time) = (percent(waited, whole), fine(Nanos(waited)));
    let figure = format!("{what} wait {share_text} ({time})");
    match most {
        Most::Share(most) => (share <= most, figure, Some(share)),
        Most::Time(most) => (waited <= most.0, figure, Some(waited as f64)),
    }
}

fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}
