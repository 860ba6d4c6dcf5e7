//! A CPython beside gilscope: the same script under it, measured from outside.

use super::captured::Output;
use super::compare::{GilWait, Row, Runs};
use super::legend::Legend;
use gilscope_runtime::driver::Io;
use gilscope_runtime::time::Nanos;
use std::ffi::OsStr;
use std::process::{Command, Stdio};
use std::time::Instant;

/// A Python that can be run.
pub struct Peer {
    program: String,
    /// `CPython 3.13.0, GIL on`
    pub name: String,
}

const ASK: &str = "import platform, sys\n\
    gil = getattr(sys, '_is_gil_enabled', lambda: True)()\n\
    print(platform.python_implementation(), platform.python_version() + ',', \
    'GIL on' if gil else 'GIL off')";

impl Peer {
    /// The Python behind this program's name; `None` if it cannot be run.
    pub fn find(program: &str) -> Option<Peer> {
        let asked = command(program)
            .args(["-c", ASK])
            .stdin(Stdio::null())
            .output()
            .ok()?;
        let name = String::from_utf8_lossy(&asked.stdout).trim().to_string();
        (asked.status.success() && !name.is_empty()).then(|| Peer {
            program: program.into(),
            name,
        })
    }

    /// Runs a script, several times but for `patience` at most; what makes a median.
    pub fn run<S: AsRef<OsStr>>(&self, args: &[S], runs: usize, patience: Nanos) -> Option<Row> {
        let mut times = Vec::new();
        let mut first = None;
        let before = children_cpu();
        let mut spent = Nanos::ZERO;
        while times.len() < runs && spent <= patience {
            let start = Instant::now();
            let output = command(&self.program)
                .args(args)
                .stdin(Stdio::null())
                .output()
                .ok()?;
            let elapsed = Nanos(start.elapsed().as_nanos() as u64);
            spent += elapsed;
            times.push(elapsed);
            first.get_or_insert(output);
        }
        let after = children_cpu();
        let count = times.len();
        let cpu = before
            .zip(after)
            .map(|(before, after)| Nanos(after.since(before).0 / count as u64));
        let first = first?;
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let trouble = (!first.status.success()).then(|| match first.status.code() {
            Some(status) => format!("exit status {status}"),
            None => "killed by a signal".to_string(),
        });
        times.sort();
        Some(Row {
            name: self.name.clone(),
            elapsed: times[count / 2],
            cpu,
            gil_wait: if self.name.ends_with("off") {
                GilWait::None
            } else {
                GilWait::Unknown
            },
            is_virtual: false,
            runs: Runs {
                count,
                least: times[0],
                most: times[count - 1],
            },
            output: Output {
                out: text(first.stdout),
                err: text(first.stderr),
            },
            trouble,
            report: None,
            legend: Legend::default(),
            io: Io::Release,
        })
    }
}

/// The program, without settings of the environment that would change what Python does.
pub(super) fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("PYTHON") {
            command.env_remove(name);
        }
    }
    command
}

/// CPU time of all child processes that have ended, where the system tells.
fn children_cpu() -> Option<Nanos> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The second field is a name in parentheses that may hold anything.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields.get(13)?.parse::<u64>().ok()? + fields.get(14)?.parse::<u64>().ok()?;
    // The kernel tells times to programs in hundredths of a second.
    Some(Nanos::from_millis(ticks * 10))
}
