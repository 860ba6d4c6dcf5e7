//! A campaign: program after program, each in all its modes; what it came to, as a table.

use super::modes::{Mode, PLAIN, modes};
use super::program::{Family, program};
use super::shrink::shrink;
use super::tree::Program;
use super::trial::{Failure, Ran, Verdict, Wrong, compare, compare_with_python, once};
use crate::lab::look::{Look, Paint, count};
use std::collections::BTreeMap;

/// Runs that are spent on making a program smaller.
const EFFORT: usize = 600;
/// How often a run on the real clock is tried again, where the same need not happen each time.
const TRIES: usize = 5;

/// Asks CPython what a program prints; `None` if it gives no answer.
pub type Ask<'a> = &'a mut dyn FnMut(&str) -> Option<String>;

/// What a campaign came to.
#[derive(Clone, Default, Debug)]
pub struct Tally {
    /// Programs made.
    pub programs: u64,
    /// Of these, programs that went on for too long.
    pub endless: u64,
    /// Runs that ended with a refusal.
    pub refused: u64,
    /// Programs that CPython ran as well.
    pub compared: u64,
    /// Runs and instructions by group of modes: without a GIL, on the real clock, the counting.
    pub groups: BTreeMap<(bool, bool, &'static str), (u64, u64)>,
    /// Programs that failed.
    pub failures: u64,
}

/// A program that failed, made smaller.
pub struct Culprit {
    /// It.
    pub program: Program,
    /// What is wrong with it.
    pub failure: Failure,
}

impl Culprit {
    /// The program, with what is wrong and how to run it again in a comment.
    pub fn text(&self, file: &str) -> String {
        let Program { family, seed, .. } = self.program;
        let detail = self.failure.detail.replace('\n', "\n#   ");
        let mut head = format!("# {}: {detail}\n", self.failure.wrong.words());
        head += &match self.failure.wrong {
            Wrong::Python => format!("# gilscope run --clock virtual {file}\n"),
            _ => format!(
                "# gilscope run {} --stats {file}\n",
                self.failure.mode.options()
            ),
        };
        if self.failure.wrong == Wrong::Output {
            head += &format!("# gilscope run {} {file}\n", PLAIN.options());
        }
        let family = family.name();
        head += &format!("# gilscope fuzz --seed {seed} --programs 1 --family {family}\n");
        head + &self.program.text()
    }
}

impl Tally {
    /// Makes the program of a seed and runs it in all its modes; gives it back, made smaller, if it
    /// fails.
    pub fn test(
        &mut self,
        family: Family,
        seed: u64,
        with_real: bool,
        ask: Option<Ask<'_>>,
    ) -> Option<Culprit> {
        let whole = program(family, seed);
        self.programs += 1;
        let failure = self.judge(&whole, with_real, ask)?;
        self.failures += 1;
        let program = match failure.wrong {
            // The one who asks has the oracle: see `smaller_under_python`.
            Wrong::Python => whole,
            _ => shrink(&whole, EFFORT, &mut |program| fails(program, &failure)),
        };
        let failure = again(&program, &failure).unwrap_or(failure);
        Some(Culprit { program, failure })
    }

    /// Runs a program in all its modes; says what is wrong with it, if something is.
    pub fn judge(
        &mut self,
        program: &Program,
        with_real: bool,
        ask: Option<Ask<'_>>,
    ) -> Option<Failure> {
        let (text, family) = (program.text(), program.family);
        let plain = match self.run(&text, family, &PLAIN) {
            Verdict::Sound(ran) => ran,
            Verdict::Failed(failure) => return Some(failure),
            Verdict::Endless | Verdict::Refused => {
                self.endless += 1;
                return None;
            }
        };
        for mode in modes(family, program.seed, with_real) {
            let failure = match self.run(&text, family, &mode) {
                Verdict::Sound(ran) => compare(family, &plain, &mode, &ran),
                Verdict::Failed(failure) => Some(failure),
                Verdict::Endless => None,
                Verdict::Refused => {
                    self.refused += 1;
                    None
                }
            };
            if failure.is_some() {
                return failure;
            }
        }
        if let Some(ask) = ask.filter(|_| family.is_determined())
            && let Some(python) = ask(&text)
        {
            self.compared += 1;
            return compare_with_python(family, &plain, &python);
        }
        None
    }

    fn run(&mut self, text: &str, family: Family, mode: &Mode) -> Verdict {
        let verdict = once(text, family, mode);
        let group = self.groups.entry(mode.group()).or_default();
        group.0 += 1;
        if let Verdict::Sound(Ran { instructions, .. }) = verdict {
            group.1 += instructions;
        }
        verdict
    }

    /// Runs so far.
    pub fn runs(&self) -> u64 {
        self.groups.values().map(|group| group.0).sum()
    }

    /// The table at the end.
    pub fn text(&self, look: Look) -> String {
        let mut out = format!(
            "{}\n",
            look.paint(
                Paint::Strong,
                "GIL  clock    counting        runs   instructions"
            )
        );
        for ((is_free, is_real, counting), (runs, instructions)) in &self.groups {
            let gil = if *is_free { "off" } else { "on" };
            let clock = if *is_real { "real" } else { "virtual" };
            out += &format!(
                "{gil:<4} {clock:<8} {counting:<9} {:>10} {:>14}\n",
                count(*runs),
                count(*instructions)
            );
        }
        let instructions = self.groups.values().map(|group| group.1).sum();
        out += &format!(
            "{} programs, {} runs, {} instructions; {} compared with CPython",
            count(self.programs),
            count(self.runs()),
            count(instructions),
            count(self.compared),
        );
        if self.endless > 0 {
            out += &format!("; {} too long to tell", count(self.endless));
        }
        if self.refused > 0 {
            out += &format!("; {} runs refused", count(self.refused));
        }
        let failures = match self.failures {
            0 => "no failure".to_string(),
            n => look.paint(Paint::Error, &format!("{} failed", count(n))),
        };
        look.plain(&format!("{out}\n{failures}\n"))
    }
}

/// Whether a program fails as another did.
fn fails(program: &Program, failure: &Failure) -> bool {
    again(program, failure).is_some()
}

/// What is wrong with a program in the mode in which another failed, if it is the same.
fn again(program: &Program, failure: &Failure) -> Option<Failure> {
    let (text, family) = (program.text(), program.family);
    let compared = [Wrong::Output, Wrong::Instructions].contains(&failure.wrong);
    let plain = match compared {
        true => match once(&text, family, &PLAIN) {
            Verdict::Sound(ran) => Some(ran),
            _ => return None,
        },
        false => None,
    };
    let tries = if failure.mode.is_exact() { 1 } else { TRIES };
    (0..tries).find_map(|_| {
        let found = match (once(&text, family, &failure.mode), &plain) {
            (Verdict::Failed(found), _) => Some(found),
            (Verdict::Sound(ran), Some(plain)) => compare(family, plain, &failure.mode, &ran),
            _ => None,
        };
        found.filter(|found| found.wrong == failure.wrong)
    })
}

/// Makes a program that CPython disagrees with smaller.
pub fn smaller_under_python(culprit: Culprit, ask: Ask<'_>) -> Culprit {
    let mut look = |program: &Program| {
        let text = program.text();
        let Verdict::Sound(plain) = once(&text, program.family, &PLAIN) else {
            return None;
        };
        compare_with_python(program.family, &plain, &ask(&text)?)
    };
    let program = shrink(&culprit.program, EFFORT, &mut |it| look(it).is_some());
    let failure = look(&program).unwrap_or(culprit.failure);
    Culprit { program, failure }
}
