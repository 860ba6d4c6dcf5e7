//! Schedules as text: the decisions that are not the usual ones, so that an execution can be had again.
//!
//! ```text
//! gilscope schedule 1
//! script race.py        where the script was
//! code 5f0c…            the script's bytecode: comments and blank lines do not change it
//! safe-points every
//! arg 3                 a line for each argument of the script
//! ends prints 1
//! at 57 thread 2        before its 57th event, thread 2 goes on instead of whoever would usually
//! at 60 thread 1 times 9      the same before its 60th, 61st .. 68th
//! ```

use crate::code::{Code, Const};
use crate::safe_points::SafePoints;
use gilscope_runtime::task::ThreadId;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// A schedule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Schedule {
    /// The script's file, as the command line named it.
    pub script: String,
    /// What identifies the script's code.
    pub code: String,
    /// Where threads are switched.
    pub safe_points: SafePoints,
    /// The script's arguments.
    pub args: Vec<String>,
    /// How the execution ended, in a few words.
    pub ends: String,
    /// Event and thread.
    pub decisions: Vec<(usize, ThreadId)>,
}

const HEAD: &str = "gilscope schedule 1";
/// Most decisions that one line stands for.
const LONGEST: usize = 100_000_000;

impl Schedule {
    /// As text.
    pub fn text(&self) -> String {
        let mut out = format!("{HEAD}\nscript {}\ncode {}\n", self.script, self.code);
        let _ = writeln!(out, "safe-points {}", self.safe_points.name());
        for arg in &self.args {
            let _ = writeln!(out, "arg {}", arg.escape_default());
        }
        let _ = writeln!(out, "ends {}", self.ends.replace('\n', " "));
        let mut rest = &self.decisions[..];
        while let Some((at, thread)) = rest.first() {
            let run = (*at..).zip(rest);
            let run = run.take_while(|(next, it)| it.0 == *next && it.1 == *thread);
            let times = run.count();
            let _ = write!(out, "at {at} thread {}", thread.0);
            out.push_str(&match times {
                1 => "\n".to_string(),
                times => format!(" times {times}\n"),
            });
            rest = &rest[times..];
        }
        out
    }

    /// Reads a text; says which line is wrong, and why.
    pub fn read(text: &str) -> Result<Schedule, String> {
        let mut schedule = Schedule {
            script: String::new(),
            code: String::new(),
            safe_points: SafePoints::Every,
            args: Vec::new(),
            ends: String::new(),
            decisions: Vec::new(),
        };
        let mut lines = text.lines().zip(1..);
        if lines.next().is_none_or(|(line, _)| line.trim_end() != HEAD) {
            return Err(format!("it does not begin with '{HEAD}'"));
        }
        for (line, number) in lines.filter(|(line, _)| !line.trim().is_empty()) {
            schedule
                .take(line.trim_end())
                .ok_or_else(|| format!("line {number} makes no sense: {line}"))?;
        }
        match schedule.code.is_empty() {
            true => Err("it does not say of which code it is".into()),
            false => Ok(schedule),
        }
    }

    fn take(&mut self, line: &str) -> Option<()> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "script" => self.script = rest.to_string(),
            "code" => self.code = rest.to_string(),
            "safe-points" => self.safe_points = SafePoints::named(rest)?,
            "arg" => self.args.push(unescape(rest)?),
            "ends" => self.ends = rest.to_string(),
            "at" => {
                let (at, thread) = rest.split_once(" thread ")?;
                let (thread, times) = thread.split_once(" times ").unwrap_or((thread, "1"));
                let (at, times): (usize, usize) = (at.parse().ok()?, times.parse().ok()?);
                let thread = ThreadId(thread.parse().ok()?);
                let is_late = { self.decisions.last() }.is_none_or(|last| last.0 < at);
                if !is_late || !(1..=LONGEST).contains(&times) {
                    return None;
                }
                let events = at..at.checked_add(times)?;
                self.decisions.extend(events.map(|at| (at, thread)));
            }
            _ => return None,
        }
        Some(())
    }
}

/// What `escape_default` has made of a text.
fn unescape(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match rest.next()? {
            't' => out.push('\t'),
            'n' => out.push('\n'),
            'r' => out.push('\r'),
            'u' => {
                let digits: String = rest.by_ref().skip(1).take_while(|c| *c != '}').collect();
                out.push(char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?);
            }
            c => out.push(c),
        }
    }
    Some(out)
}

/// What identifies code: all of it but places, documentation and comments.
pub fn fingerprint(code: &Code) -> String {
    let mut text = String::new();
    describe(code, &mut text);
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(16).fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

fn describe(code: &Code, out: &mut String) {
    let _ = write!(out, "{} {:?} {:?}", code.name, code.instrs, code.names);
    for constant in &code.consts {
        match constant {
            Const::Code(inner) => describe(inner, out),
            Const::Str(text) if code.doc.as_deref() == Some(&**text) => {}
            other => {
                let _ = write!(out, "{other:?}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::Script;
    use crate::text::Source;

    #[test]
    fn a_schedule_is_read_as_it_is_written() {
        let schedule = Schedule {
            script: "a b.py".into(),
            code: "ab12".into(),
            safe_points: SafePoints::Py310,
            args: vec!["a b\n".into(), "".into(), "ü\\".into()],
            ends: "prints 1".into(),
            decisions: vec![
                (3, ThreadId(1)),
                (4, ThreadId(1)),
                (5, ThreadId(2)),
                (1_000_000, ThreadId(0)),
            ],
        };
        let text = schedule.text();
        assert!(
            text.contains("at 3 thread 1 times 2\nat 5 thread 2\nat 1000000"),
            "{text}"
        );
        assert_eq!(Schedule::read(&text), Ok(schedule));
        for wrong in [
            "",
            "gilscope schedule 1\n",
            "gilscope schedule 1\ncode a\nat 3 thread x",
            "gilscope schedule 1\ncode a\nat 3 thread 1 times 0",
            "gilscope schedule 1\ncode a\nat 3 thread 1 times 3\nat 5 thread 2",
            "gilscope schedule 1\ncode a\nat 3 thread 1 times 99999999999999999999",
        ] {
            assert!(Schedule::read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn comments_do_not_change_a_fingerprint_and_code_does() {
        let of = |text: &str| {
            let script = Script::compile(Source::new("s.py", text)).map_err(|_| ());
            fingerprint(&script.expect("it compiles").code)
        };
        assert_eq!(of("x = 1\n"), of("# why\n\nx = 1  # one\n"));
        assert_ne!(of("x = 1\n"), of("x = 2\n"));
    }
}
