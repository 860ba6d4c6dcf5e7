//! The real CPython as an oracle for unit tests: many expressions, one process.

use crate::number::{OpError, OpErrorKind};
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

const SCRIPT: &str = r#"
import sys, math, random, struct
if not (3, 11) <= sys.version_info < (3, 14):
    sys.exit(3)
getattr(sys, "set_int_max_str_digits", int)(0)
def bits(x):
    return struct.unpack("<q", struct.pack("<d", x))[0] if x == x else "nan"
lines = sys.stdin.buffer.read().decode().split("\n")
for line in lines[:-1]:
    try:
        value = eval(eval(line))
        answer = value if type(value) is str else repr(value)
    except Exception as error:
        text = error.args[0] if type(error) is KeyError else error
        answer = f"{type(error).__name__}: {text}" if str(text) else type(error).__name__
    sys.stdout.buffer.write((ascii(answer) + "\n").encode())
"#;

/// Cases of one test: Python expressions and what we answer.
#[derive(Default)]
pub struct Oracle {
    cases: Vec<(String, String)>,
}

impl Oracle {
    /// Adds a case; refusals are left out, since CPython has no such thing. CPython's answer is
    /// `str(value)` for a string and `repr(value)` for all else.
    pub fn case(&mut self, expression: String, ours: Result<String, OpError>) {
        match ours {
            Ok(text) => self.cases.push((expression, text)),
            Err(error) if error.kind == OpErrorKind::Unsupported => {}
            Err(error) => self.cases.push((expression, error.to_string())),
        }
    }

    /// Asks the `python3` on PATH about all cases and panics with those that differ; says that it
    /// was skipped where there is none of the versions whose wordings we know.
    pub fn check(self) {
        let Some(answers) = self.ask() else {
            println!("skipped: no python3 of version 3.11 to 3.13 on PATH");
            return;
        };
        assert_eq!(answers.len(), self.cases.len(), "python3 stopped early");
        let mut report = String::new();
        let mut wrong = 0;
        for ((expression, ours), theirs) in self.cases.iter().zip(&answers) {
            let ours = ascii(ours);
            if &ours != theirs && !wording_changed(&ours, theirs) {
                wrong += 1;
                if wrong <= 25 {
                    let expression: String = expression.chars().take(300).collect();
                    let _ = writeln!(report, "{expression}\n  ours   {ours}\n  theirs {theirs}");
                }
            }
        }
        assert!(wrong == 0, "{wrong} of {} differ\n{report}", answers.len());
    }

    fn ask(&self) -> Option<Vec<String>> {
        let mut python = Command::new("python3")
            .args(["-c", SCRIPT])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let mut input = String::new();
        for (expression, _) in &self.cases {
            let _ = writeln!(input, "{}", literal(expression));
        }
        // The script reads all of its input before it answers, so neither waits for the other.
        python.stdin.take()?.write_all(input.as_bytes()).ok();
        let output = python.wait_with_output().ok()?;
        if output.status.code() == Some(3) {
            return None;
        }
        let text = String::from_utf8(output.stdout).ok()?;
        Some(text.lines().map(str::to_owned).collect())
    }
}

/// Messages that CPython changed between 3.11 and 3.13; ours are those of 3.13.
fn wording_changed(ours: &str, theirs: &str) -> bool {
    const CHANGED: [(&str, &str); 2] = [
        (
            "'ZeroDivisionError: float modulo by zero'",
            "'ZeroDivisionError: float modulo'",
        ),
        (
            "'ZeroDivisionError: 0.0 cannot be raised to a negative power'",
            "'ZeroDivisionError: zero to a negative power'",
        ),
    ];
    CHANGED.contains(&(ours, theirs))
}

/// A Python literal of `text` in ASCII.
pub fn literal(text: &str) -> String {
    ascii(text)
}

fn ascii(text: &str) -> String {
    let quote = match text.contains('\'') && !text.contains('"') {
        true => '"',
        false => '\'',
    };
    let mut out = String::from(quote);
    for c in text.chars() {
        let _ = match c {
            '\n' => write!(out, "\\n"),
            '\r' => write!(out, "\\r"),
            '\t' => write!(out, "\\t"),
            '\\' => write!(out, "\\\\"),
            c if c == quote => write!(out, "\\{c}"),
            ' '..='~' => write!(out, "{c}"),
            c if (c as u32) < 0x100 => write!(out, "\\x{:02x}", c as u32),
            c if (c as u32) < 0x10000 => write!(out, "\\u{:04x}", c as u32),
            c => write!(out, "\\U{:08x}", c as u32),
        };
    }
    out.push(quote);
    out
}

/// A float for comparison by its bits, as the script's `bits` shows it.
pub fn bits(x: f64) -> String {
    if x.is_nan() {
        "nan".to_owned()
    } else {
        (x.to_bits() as i64).to_string()
    }
}

/// A float as an expression that gives exactly it.
pub fn float(x: f64) -> String {
    format!("float('{x:e}')")
}

/// A small deterministic source of test values (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    /// The next 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number in `0..n`.
    pub fn below(&mut self, n: u64) -> u64 {
        self.bits() % n
    }

    /// One of `items`.
    pub fn pick<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len() as u64) as usize].clone()
    }

    /// A float of any size: special values, small integers, halves and arbitrary bits.
    pub fn float(&mut self) -> f64 {
        match self.below(8) {
            0 => self.pick(&[
                0.0,
                -0.0,
                f64::INFINITY,
                f64::NEG_INFINITY,
                f64::NAN,
                5e-324,
            ]),
            1 => self.pick(&[
                1e16,
                1e15,
                9999999999999998.0,
                1e-4,
                1e-5,
                f64::MAX,
                2.5,
                0.5,
            ]),
            2 => self.below(100) as f64 - 50.0,
            3 => (self.below(4000) as f64 - 2000.0) / 8.0,
            4 => (self.bits() as i64) as f64 / 1e12,
            5 => (self.below(2_000_000) as f64 - 1e6) / 1000.0,
            6 => (self.bits() as f64) * 1e-19 * 10f64.powi(self.below(40) as i32 - 20),
            _ => f64::from_bits(self.bits()),
        }
    }
}
