//! Schedules as text: the decisions that are not the usual ones, so that an execution can be had again.
//!
//! ```text
//! gilscope schedule 1
//! script race.py        where the script was
//! code 5f0c…            the script's bytecode: comments and blank lines do not change it
//! safe-points every
//! arg 3                 a line for each argument of the script
//! part 5f0c… work       a line for the module and each function: so that it can be said which has changed
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
    /// What identifies each part of it, and its name.
    pub parts: Vec<(String, String)>,
    /// Where threads are switched.
    pub safe_points: SafePoints,
    /// The script's arguments.
    pub args: Vec<String>,
    /// How the execution ended, in a few words.
    pub ends: String,
    /// After how many events it was given up, where it had not ended.
    pub stops: Option<usize>,
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
        for (mark, name) in &self.parts {
            let _ = writeln!(out, "part {mark} {name}");
        }
        for arg in &self.args {
            let _ = writeln!(out, "arg {}", arg.escape_default());
        }
        let _ = writeln!(out, "ends {}", self.ends.replace('\n', " "));
        if let Some(events) = self.stops {
            let _ = writeln!(out, "stops {events}");
        }
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
            parts: Vec::new(),
            safe_points: SafePoints::Every,
            args: Vec::new(),
            ends: String::new(),
            stops: None,
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
            "part" => {
                let (mark, name) = rest.split_once(' ')?;
                self.parts.push((mark.to_string(), name.to_string()));
            }
            "safe-points" => self.safe_points = SafePoints::named(rest)?,
            "arg" => self.args.push(unescape(rest)?),
            "ends" => self.ends = rest.to_string(),
            "stops" => self.stops = Some(rest.parse().ok()?),
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
    digits(&text, 16)
}

fn digits(text: &str, bytes: usize) -> String {
    let digest = Sha256::digest(text.as_bytes());
    { digest.iter().take(bytes) }.fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// What identifies the module and each function and class in it, and its name.
pub fn parts(code: &Code) -> Vec<(String, String)> {
    let mut parts = Vec::new();
    add_parts(code, "the module's own code", "", &mut parts);
    parts
}

fn add_parts(code: &Code, name: &str, within: &str, parts: &mut Vec<(String, String)>) {
    let mut text = String::new();
    describe_alone(code, &mut text);
    let mark = digits(&text, 6);
    let mut inner = Vec::new();
    for constant in &code.consts {
        if let Const::Code(code) = constant {
            inner.push((code, format!("{within}{}", code.name)));
        }
    }
    parts.push((mark, name.to_string()));
    for (code, name) in inner {
        add_parts(code, &name, &format!("{name}."), parts);
    }
}

impl Schedule {
    /// The parts of the script in which it is not the code that the schedule was kept of, each with what
    /// became of it; none where it is the same.
    pub fn changes(&self, code: &Code) -> Vec<String> {
        if fingerprint(code) == self.code {
            return Vec::new();
        }
        let now = parts(code);
        let is_in = |parts: &[(String, String)], name: &str| parts.iter().any(|it| it.1 == name);
        let mut changes = Vec::new();
        for part in now.iter().filter(|part| !self.parts.contains(part)) {
            let name = &part.1;
            changes.push(match is_in(&self.parts, name) {
                true => format!("{name} has changed"),
                false => format!("{name} is new"),
            });
        }
        let gone = self.parts.iter().filter(|part| !is_in(&now, &part.1));
        changes.extend(gone.map(|part| format!("{} is gone", part.1)));
        if self.parts.is_empty() || changes.is_empty() {
            return vec!["the script's code has changed".into()];
        }
        changes.sort();
        changes.dedup();
        changes
    }
}

fn describe(code: &Code, out: &mut String) {
    describe_alone(code, out);
    for constant in &code.consts {
        if let Const::Code(inner) = constant {
            describe(inner, out);
        }
    }
}

/// A code object without those within it.
fn describe_alone(code: &Code, out: &mut String) {
    let _ = write!(out, "{} {:?} {:?}", code.name, code.instrs, code.names);
    for constant in &code.consts {
        match constant {
            Const::Code(_) => out.push_str("code"),
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
            parts: vec![("12".into(), "a <lambda>".into())],
            safe_points: SafePoints::Py310,
            args: vec!["a b\n".into(), "".into(), "ü\\".into()],
            ends: "prints 1".into(),
            stops: Some(7000),
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
            "gilscope schedule 1\ncode a\nstops never",
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

    #[test]
    fn it_is_said_which_parts_have_changed() {
        let code = |text: &str| {
            let script = Script::compile(Source::new("s.py", text)).map_err(|_| ());
            script.expect("it compiles").code
        };
        let kept = code("def f():\n    def g():\n        pass\n    g()\ndef h():\n    pass\n");
        let schedule = Schedule {
            script: "s.py".into(),
            code: fingerprint(&kept),
            parts: parts(&kept),
            safe_points: SafePoints::Every,
            args: Vec::new(),
            ends: String::new(),
            stops: None,
            decisions: Vec::new(),
        };
        let changes = |text: &str| schedule.changes(&code(text));
        let same = "def f():  # f\n    def g():\n\n        pass\n    g()\ndef h():\n    'h'\n";
        assert_eq!(changes(same), [""; 0]);
        let inner = "def f():\n    def g():\n        return 1\n    g()\ndef h():\n    pass\n";
        assert_eq!(changes(inner), ["f.g has changed"]);
        let other = "def f():\n    def g():\n        pass\n    g()\ndef i():\n    pass\n";
        assert_eq!(
            changes(other),
            ["h is gone", "i is new", "the module's own code has changed"]
        );
    }
}
