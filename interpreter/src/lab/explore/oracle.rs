//! Pythons of this machine beside the verdicts: what a script was seen to do under them, and whether
//! that contradicts what was said to be possible.

use super::ending::{How, last_words};
use super::{Findings, Verdict};
use crate::lab::look::{Look, Paint, left, plural, right, wrap};
use crate::lab::peer::{Peer, command};
use crate::safe_points::SafePoints;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::process::Stdio;

/// Runs a script as the interpreter would, ended by an alarm if it hangs, with as many switches as there
/// can be. Python 2 reads it in Python 3's way where it can be told to.
const RUNNING: &str = "\
import os, runpy, signal, sys
if hasattr(signal, 'alarm'):
    signal.alarm(int(sys.argv[1]))
if hasattr(sys, 'setswitchinterval'):
    sys.setswitchinterval(1e-6)
sys.argv[:] = sys.argv[2:]
sys.path[0] = os.path.dirname(os.path.abspath(sys.argv[0]))
if sys.version_info[0] > 2:
    runpy.run_path(sys.argv[0], run_name='__main__')
else:
    import __future__, Queue
    sys.setcheckinterval(1)
    sys.modules['queue'] = Queue
    path = sys.argv[0]
    text = b'\\xef\\xbb\\xbf' + open(path, 'rb').read()
    flags = __future__.print_function.compiler_flag | __future__.division.compiler_flag
    code = compile(text, path, 'exec', flags, True)
    exec(code, {'__name__': '__main__', '__file__': path, '__builtins__': __builtins__})
";

/// How a run was seen to end.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Seen {
    /// With this output, these last words of exceptions and this exit status.
    Ended(String, Vec<String>, i32),
    /// Not in time.
    Hung,
}

/// What was seen under one Python.
#[derive(Clone, Debug)]
pub struct Observed {
    /// `CPython 3.13.0, GIL on`
    pub name: String,
    /// Whether the language is Python 3's, so that what it prints must be among the endings.
    pub is_python3: bool,
    /// Where it switches threads; None where that is not known.
    pub rule: Option<SafePoints>,
    /// How often the script ended how.
    pub counts: BTreeMap<Seen, u64>,
}

/// Runs a script so often under a Python; None if there is no such Python.
pub fn observe(program: &str, words: &[String], runs: u64, seconds: u32) -> Option<Observed> {
    let peer = Peer::find(program)?;
    let mut counts = BTreeMap::new();
    for _ in 0..runs {
        let output = command(program)
            .args(["-c", RUNNING, &seconds.to_string()])
            .args(words)
            .stdin(Stdio::null())
            .output()
            .ok()?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let seen = match output.status.code() {
            Some(status) => Seen::Ended(
                text(&output.stdout),
                last_words(&text(&output.stderr)),
                status,
            ),
            None => Seen::Hung,
        };
        *counts.entry(seen).or_default() += 1;
    }
    Some(Observed {
        is_python3: !peer.name.starts_with("CPython 2."),
        rule: rule(&peer.name),
        name: peer.name,
        counts,
    })
}

/// Where a Python of this name switches threads.
fn rule(name: &str) -> Option<SafePoints> {
    let (implementation, rest) = name.split_once(' ')?;
    if implementation == "PyPy" || name.ends_with("GIL off") {
        return Some(SafePoints::Every);
    }
    let mut numbers = rest.split(['.', ',']).map(str::parse::<u32>);
    let (major, minor) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    match (implementation, major, minor) {
        ("CPython", 2, _) => Some(SafePoints::Py27),
        ("CPython", 3, 2..=9) => Some(SafePoints::Py39),
        ("CPython", 3, 10..) => Some(SafePoints::Py310),
        _ => None,
    }
}

/// One line of the comparison.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The ending.
    pub title: String,
    /// How often it was seen.
    pub count: u64,
    /// Whether it can be had there; None where that is not known for sure.
    pub is_reachable: Option<bool>,
}

impl Row {
    /// Whether something was seen that cannot be.
    pub fn contradicts(&self) -> bool {
        self.count > 0 && self.is_reachable == Some(false)
    }
}

impl Observed {
    /// What was seen beside what can be had there.
    pub fn rows(&self, findings: &Findings) -> Vec<Row> {
        let verdict = self.verdict(findings);
        let mut rows: Vec<Row> = { findings.endings.iter().enumerate() }
            .map(|(at, found)| Row {
                title: found.ending.title(),
                count: 0,
                is_reachable: verdict.and_then(|verdict| {
                    match (verdict.reached.get(at), verdict.is_exhaustive) {
                        (Some(Some(_)), _) => Some(true),
                        (Some(None), true) => Some(false),
                        _ => None,
                    }
                }),
            })
            .collect();
        for (seen, count) in &self.counts {
            match place(findings, seen, &rows) {
                Some(at) => rows[at].count += count,
                None => rows.push(Row {
                    title: title(seen),
                    count: *count,
                    // What no schedule at all leads to cannot be had anywhere; another language may
                    // print what it likes.
                    is_reachable: (self.is_python3
                        && findings.is_exhaustive
                        && findings.safe_points == SafePoints::Every)
                        .then_some(false),
                }),
            }
        }
        rows
    }

    fn verdict<'a>(&self, findings: &'a Findings) -> Option<&'a Verdict> {
        let rule = self.rule?;
        findings.verdicts.iter().find(|it| it.safe_points == rule)
    }
}

/// Where what was seen stands among the endings. Who hangs may do so in any of the ways: the first that
/// can be had there.
fn place(findings: &Findings, seen: &Seen, rows: &[Row]) -> Option<usize> {
    let endings = findings.endings.iter().map(|found| &found.ending);
    let matches = endings.enumerate().filter(|(_, ending)| match seen {
        Seen::Hung => matches!(ending.how, How::Deadlock(_) | How::Endless | How::Spins(_)),
        Seen::Ended(output, errors, status) => {
            ending.how == How::Done
                && (&ending.output, &ending.errors, &ending.status) == (output, errors, status)
        }
    });
    let matches: Vec<usize> = matches.map(|(at, _)| at).collect();
    let possible = { matches.iter() }.find(|at| rows[**at].is_reachable != Some(false));
    possible.or(matches.first()).copied()
}

fn title(seen: &Seen) -> String {
    match seen {
        Seen::Hung => "hangs".into(),
        Seen::Ended(_, errors, _) if !errors.is_empty() => errors[0].clone(),
        Seen::Ended(output, ..) => match output.trim_end() {
            "" => "prints nothing".into(),
            text => format!("prints {}", text.replace('\n', " / ")),
        },
    }
}

/// All of it as text.
pub fn text(observed: &[Observed], findings: &Findings, look: Look) -> String {
    let mut out = String::new();
    for python in observed {
        let runs = python.counts.values().sum();
        let title = format!("Observed under {}, {}", python.name, plural(runs, "run"));
        out.push_str(&format!("\n{}\n", look.paint(Paint::Strong, &title)));
        for row in python.rows(findings) {
            let verdict = match row.is_reachable {
                Some(true) => "can be had there",
                Some(false) if row.count == 0 => "cannot be had there",
                Some(false) => "✗ CONTRADICTION: it cannot be had there, gilscope says",
                None if !python.is_python3 => "not known: Python 2 is another language",
                None => "not known to be possible or impossible there",
            };
            out.push_str(&format!(
                "  {}  {}  {verdict}\n",
                right(&row.count.to_string(), 6),
                left(&row.title, 38)
            ));
        }
    }
    if contradicts(observed, findings) {
        let line = "A CONTRADICTION IS A BUG OF GILSCOPE: please report it, with the script and the Python.";
        out.push_str(&wrap(&look.paint(Paint::Error, line), "  "));
    }
    look.plain(&out.replace('✗', if look.ascii { "X" } else { "✗" }))
}

/// Whether anything was seen that cannot be.
pub fn contradicts(observed: &[Observed], findings: &Findings) -> bool {
    { observed.iter() }.any(|python| python.rows(findings).iter().any(Row::contradicts))
}

/// The same for other programs.
pub fn to_json(observed: &[Observed], findings: &Findings) -> Value {
    let pythons = observed.iter().map(|python| {
        let rows = python.rows(findings).into_iter().map(|row| {
            json!({
                "title": row.title,
                "count": row.count,
                "reachable": row.is_reachable,
                "contradicts": row.contradicts(),
            })
        });
        json!({ "python": python.name, "endings": rows.collect::<Vec<_>>() })
    });
    Value::from(pythons.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_tell_where_threads_are_switched() {
        assert_eq!(rule("CPython 3.9.18, GIL on"), Some(SafePoints::Py39));
        assert_eq!(rule("CPython 3.13.0, GIL on"), Some(SafePoints::Py310));
        assert_eq!(rule("CPython 3.13.0, GIL off"), Some(SafePoints::Every));
        assert_eq!(rule("CPython 2.7.18, GIL on"), Some(SafePoints::Py27));
        assert_eq!(rule("PyPy 3.10.1, GIL on"), Some(SafePoints::Every));
        assert_eq!(rule("GraalVM 3.11.0, GIL on"), None);
    }
}
