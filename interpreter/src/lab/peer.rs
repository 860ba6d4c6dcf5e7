//! A CPython beside gilscope: the same script under it, measured from outside.

use super::captured::Output;
use super::compare::{GilWait, Row, Runs};
use super::legend::Legend;
use gilscope_runtime::driver::Io;
use gilscope_runtime::time::Nanos;
use std::ffi::{OsStr, OsString};
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
    print(' '.join([platform.python_implementation(), platform.python_version() + ',', \
    'GIL on' if gil else 'GIL off']))";

/// Runs the text that is its first argument, in `__main__`, and writes how many nanoseconds that took into
/// the file that is its last: from the first line until all threads have ended.
const RUN: &str = "import atexit, sys, time\n\
    __file__, sys.path[0] = sys.argv[2:4]\n\
    sys.setswitchinterval(float(sys.argv[4]))\n\
    _ = compile(sys.argv[1], __file__, 'exec')\n\
    def _tell(file=sys.argv[5], now=time.perf_counter_ns, start=time.perf_counter_ns()):\n    \
        open(file, 'w').write(str(now() - start))\n\
    atexit.register(_tell)\n\
    sys.argv = sys.argv[2:3] + sys.argv[6:]\n\
    exec(_)";

/// A script that a Python is to run by its text.
pub struct Text<'a> {
    /// The text.
    pub text: &'a str,
    /// Where it stands, for tracebacks and `__file__`.
    pub path: &'a str,
    /// Where its modules are.
    pub folder: &'a str,
    /// The switch interval, in seconds.
    pub interval: f64,
    /// Its arguments.
    pub args: &'a [String],
}

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

    /// Whether it has a GIL.
    pub fn has_gil(&self) -> bool {
        !self.name.ends_with("off")
    }

    /// Runs a text, several times but for `patience` at most. Its time is taken inside, without the
    /// start of the Python; from outside, where it does not end in the usual way.
    pub fn run_text(&self, script: &Text<'_>, runs: usize, patience: Nanos) -> Option<Row> {
        let note = std::env::temp_dir().join(format!("gilscope-{}-time", std::process::id()));
        let interval = script.interval.to_string();
        let words = [
            "-c",
            RUN,
            script.text,
            script.path,
            script.folder,
            &interval,
        ];
        let words = words.into_iter().map(OsString::from);
        let words: Vec<OsString> = words
            .chain([note.clone().into()])
            .chain(script.args.iter().map(OsString::from))
            .collect();
        let told = |elapsed: Nanos| {
            let text = std::fs::read_to_string(&note);
            // It may not be there.
            let _ = std::fs::remove_file(&note);
            let told = text.ok().and_then(|text| text.parse().ok());
            told.map_or(elapsed, Nanos)
        };
        self.run_and_ask(&words, runs, patience, &told)
    }

    /// Runs a script, several times but for `patience` at most; what makes a median.
    pub fn run<S: AsRef<OsStr>>(&self, args: &[S], runs: usize, patience: Nanos) -> Option<Row> {
        self.run_and_ask(args, runs, patience, &|elapsed| elapsed)
    }

    /// The same; `told` says how long a run took that lasted so long from outside.
    fn run_and_ask<S: AsRef<OsStr>>(
        &self,
        args: &[S],
        runs: usize,
        patience: Nanos,
        told: &dyn Fn(Nanos) -> Nanos,
    ) -> Option<Row> {
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
            times.push(told(elapsed));
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
            gil_wait: match self.has_gil() {
                true => GilWait::Unknown,
                false => GilWait::None,
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
