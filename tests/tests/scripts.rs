//! Every script of the corpus, of `programs` and of `benches` in every mode: what it prints is what
//! CPython printed. The rules are in `scripts/README.md`.

use gilscope::lab::captured::{Captured, FindModule, Output};
use gilscope::lab::census::remains;
use gilscope::lab::imports::find_in;
use gilscope::machine::{Outcome, Script, Setup, run};
use gilscope::refusal::CompileError;
use gilscope::safe_points::SafePoints;
use gilscope::text::Source;
use gilscope::vm::Options;
use gilscope::vm::thread::ThreadEnd;
use gilscope_runtime::driver::{Clock, Config, Ending, Gil, Interrupter};
use gilscope_runtime::gil::Switch;
use gilscope_runtime::heap::Counting;
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A script with what it is to print.
struct Case {
    path: PathBuf,
    text: String,
    out: String,
    err: String,
    /// The exit status; `None` for a deadlock.
    exit: Option<i32>,
    args: Vec<String>,
    kinds: Vec<String>,
    seconds: f64,
}

/// Scripts that do not yet print what CPython prints, each with what is missing. One that does is
/// a failure too, so that this list can only shrink.
const OPEN: &[(&str, &str)] = &[];

fn is_open(case: &Case) -> bool {
    OPEN.iter().any(|(name, _)| case.path.ends_with(name))
}

/// The default.
const USUAL: Switch = Switch::EveryN(Config::CHECK_INTERVAL);

/// Status of a deadlock.
const DEADLOCK: i32 = 102;

/// On the real clock a script that waits longer is left out: virtual time runs it.
const PATIENCE: f64 = 2.0;

impl Case {
    fn read(path: &Path) -> Option<Case> {
        let text = fs::read_to_string(path).ok()?;
        let beside = |ending| fs::read_to_string(path.with_extension(ending)).ok();
        let (out, err) = (beside("out"), beside("err"));
        if out.is_none() && err.is_none() {
            return None;
        }
        let mut case = Case {
            path: path.to_path_buf(),
            out: out.unwrap_or_default(),
            err: err.unwrap_or_default(),
            exit: Some(0),
            args: Vec::new(),
            kinds: Vec::new(),
            seconds: 1.0,
            text,
        };
        let head: Vec<String> = { case.text.lines() }
            .take_while(|line| line.starts_with('#'))
            .map(str::to_string)
            .collect();
        for line in head {
            case.directive(&line);
        }
        Some(case)
    }

    fn directive(&mut self, line: &str) {
        let Some((name, value)) = line.trim_start_matches(['#', ' ']).split_once(": ") else {
            return;
        };
        let words = || {
            value
                .split([' ', ','])
                .filter(|word| !word.is_empty())
                .map(str::to_string)
        };
        match name {
            "output" => self.kinds = words().collect(),
            "exit" if value == "deadlock" => self.exit = None,
            "exit" => self.exit = value.trim().parse().ok(),
            "args" => self.args = words().collect(),
            "seconds" => self.seconds = value.trim().parse().unwrap_or(1.0),
            _ => {}
        }
    }

    /// What is compared of an output.
    fn essence(&self, text: &str) -> String {
        let has = |kind: &str| self.kinds.iter().any(|known| known == kind);
        let mut text = text.to_string();
        if has("numbers-differ") {
            text = mask(&text, |_| true);
        } else if has("times-differ") {
            text = mask(&text, |rest| {
                rest.starts_with(" s") || rest.starts_with(" ms")
            });
        }
        if has("same-lines") {
            let mut lines: Vec<&str> = text.lines().collect();
            lines.sort_unstable();
            text = lines.join("\n");
        }
        text
    }

    /// What is wrong in this mode; `None` if nothing is.
    fn fault(&self, mode: Mode) -> Option<Fault> {
        let Ran {
            output,
            status,
            leaked,
            ..
        } = mode.run(self);
        let expected = self.exit.unwrap_or(DEADLOCK);
        let name = self.path.display();
        if self.essence(&output.out) != self.essence(&self.out) {
            return Some(Fault::Other(format!(
                "{name}: stdout\n{}\n--- expected\n{}",
                output.out, self.out
            )));
        }
        if status != expected {
            return Some(Fault::Other(format!(
                "{name}: exit status {status}, not {expected}\n{}",
                output.err
            )));
        }
        // A deadlock's message is gilscope's own.
        if self.exit.is_some() && output.err != self.err {
            return Some(Fault::Other(format!(
                "{name}: stderr\n{}\n--- expected\n{}",
                output.err, self.err
            )));
        }
        // After a deadlock or the end of daemon threads, frames are left as they stood.
        let broken = || Fault::Broken(format!("{name}: the counts of {leaked} objects are wrong"));
        (leaked > 0).then(broken)
    }
}

/// What is wrong with a run.
enum Fault {
    /// Something else was printed, which a busy machine may bring about on the real clock.
    Other(String),
    /// What no schedule may bring about.
    Broken(String),
}

/// Numbers as the README defines them, where `follows` likes what comes after, become `N`.
fn mask(text: &str, follows: impl Fn(&str) -> bool) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let digits = |text: &str| {
            text.find(|c: char| !c.is_ascii_digit())
                .unwrap_or(text.len())
        };
        let mut length = digits(rest);
        if let Some(fraction) = rest[length..].strip_prefix('.') {
            length += match digits(fraction) {
                0 => 0,
                digits => digits + 1,
            };
        }
        match follows(&rest[length..]) {
            true => out.push('N'),
            false => out.push_str(&rest[..length]),
        }
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// A way to run a script.
#[derive(Clone, Copy)]
struct Mode {
    clock: Clock,
    gil: Gil,
    counting: Counting,
    switch: Switch,
}

/// Objects of all processes that are counted more often than anything refers to them.
fn leaked(outcome: &Outcome) -> usize {
    let each = outcome
        .censuses()
        .map(|census| remains(&census.leaks).leaked.len());
    each.sum()
}

/// What came of a run.
struct Ran {
    output: Output,
    status: i32,
    /// Objects that are counted more often than anything refers to them.
    leaked: usize,
    /// Instructions that were executed.
    instructions: u64,
}

impl Mode {
    fn run(self, case: &Case) -> Ran {
        let name = case
            .path
            .file_name()
            .expect("a file")
            .to_string_lossy()
            .into_owned();
        let source = Source::new(name.as_str(), case.text.as_str());
        let script = match Script::compile(source) {
            Ok(script) => script,
            Err(error) => return refused(&error.0, &error.1),
        };
        let mut config = Config::new(self.clock);
        config.gil = self.gil;
        config.switch = self.switch;
        let options = Options {
            gil: self.gil == Gil::On,
            safe_points: SafePoints::Every,
            argv: std::iter::once(name)
                .chain(case.args.iter().cloned())
                .collect(),
            max_memory: None,
            switch_interval: 0.005,
            cores: 4,
            files: true,
            detached_merge: true,
            opcode_stats: false,
            watcher: None,
        };
        let setup = Setup {
            config,
            counting: self.counting,
            options,
        };
        let folder = case.path.parent().expect("a folder").to_path_buf();
        let find: FindModule = Arc::new(move |place, name| find_in(&folder, "", place, name));
        let (host, collector) = Captured::new(0, find);
        let outcome = run(&script, &setup, Box::new(host), &Interrupter::new());
        let status = match (&outcome.report.ending, &outcome.end) {
            (Ending::Deadlock(_), _) => DEADLOCK,
            (Ending::Panicked { message, .. }, _) => panic!("{}: {message}", case.path.display()),
            (_, ThreadEnd::Finished) => 0,
            (_, ThreadEnd::Status(status)) => *status,
            (_, ThreadEnd::Interrupted) => 130,
            (_, ThreadEnd::Unsupported(feature, _)) => {
                panic!("{}: refused: {feature}", case.path.display())
            }
        };
        let report = &outcome.report;
        Ran {
            output: collector.collect(),
            status,
            leaked: leaked(&outcome),
            instructions: report.instructions(),
        }
    }
}

fn refused(error: &CompileError, source: &Source) -> Ran {
    let (err, status) = match error {
        CompileError::Syntax(error) => (error.render(source), 1),
        CompileError::Unsupported(refusal) => (format!("refused: {}\n", refusal.feature), 2),
    };
    Ran {
        output: Output {
            out: String::new(),
            err,
        },
        status,
        leaked: 0,
        instructions: 0,
    }
}

/// Every script under these folders that has an expected output.
fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![
        root.join("scripts"),
        root.join("../programs"),
        root.join("../benches"),
    ];
    let mut cases = Vec::new();
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
        for path in entries.map(|entry| entry.path()) {
            match path.extension().and_then(|ending| ending.to_str()) {
                _ if path.is_dir() => folders.push(path),
                Some("py") => cases.extend(Case::read(&path)),
                _ => {}
            }
        }
    }
    cases.sort_by(|a, b| a.path.cmp(&b.path));
    cases
}

fn check(mode: Mode) {
    check_all(mode, cases());
}

fn check_all(mode: Mode, cases: Vec<Case>) {
    assert!(cases.len() > 100, "only {} scripts were found", cases.len());
    let is_real = mode.clock == Clock::Real;
    let mut faults = Vec::new();
    for case in cases
        .iter()
        .filter(|case| !is_real || case.seconds <= PATIENCE)
    {
        let judge = || {
            let caught = std::panic::catch_unwind(|| case.fault(mode));
            let panicked = || Fault::Broken(format!("{}: panicked", case.path.display()));
            caught.unwrap_or_else(|_| Some(panicked()))
        };
        // On a busy machine the real clock may be late once or twice.
        let runs = if is_real { 3 } else { 1 };
        let mut fault = judge();
        for _ in 1..runs {
            if let Some(Fault::Other(_)) = fault {
                fault = judge();
            }
        }
        let fault = fault.map(|fault| match fault {
            Fault::Other(text) | Fault::Broken(text) => text,
        });
        match (fault, is_open(case)) {
            (Some(_), true) => println!("open: {}", case.path.display()),
            (None, true) => faults.push(format!("{} is open no more", case.path.display())),
            (fault, false) => faults.extend(fault),
        }
    }
    let count = faults.len();
    assert!(
        faults.is_empty(),
        "{count} of {} scripts:\n\n{}",
        cases.len(),
        faults.join("\n\n")
    );
}

#[test]
fn real_threads_with_the_gil() {
    check(Mode {
        clock: Clock::Real,
        gil: Gil::On,
        counting: Counting::Plain,
        switch: USUAL,
    });
}

#[test]
fn real_threads_without_the_gil() {
    check(Mode {
        clock: Clock::Real,
        gil: Gil::Off,
        counting: Counting::Escape,
        switch: USUAL,
    });
}

#[test]
fn virtual_time_with_the_gil() {
    check(Mode {
        clock: Clock::Virtual,
        gil: Gil::On,
        counting: Counting::Plain,
        switch: USUAL,
    });
}

#[test]
fn virtual_time_without_the_gil() {
    check(Mode {
        clock: Clock::Virtual,
        gil: Gil::Off,
        counting: Counting::Escape,
        switch: USUAL,
    });
}

#[test]
fn real_threads_with_biased_counts() {
    check_all(
        Mode {
            clock: Clock::Real,
            gil: Gil::Off,
            counting: Counting::Biased,
            switch: USUAL,
        },
        small_cases(),
    );
}

#[test]
fn virtual_time_with_biased_counts() {
    check(Mode {
        clock: Clock::Virtual,
        gil: Gil::Off,
        counting: Counting::Biased,
        switch: USUAL,
    });
}

/// Racy counts change nothing but what they say themselves: memory follows the truth. Threads go
/// instruction by instruction then, so this is for small scripts.
#[test]
fn virtual_time_in_quarantine() {
    let mode = Mode {
        clock: Clock::Virtual,
        gil: Gil::Off,
        counting: Counting::Racy,
        switch: USUAL,
    };
    check_all(mode, small_cases());
}

/// The corpus without programs and benches.
fn small_cases() -> Vec<Case> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts");
    let is_small = |case: &Case| case.path.starts_with(&corpus);
    cases().into_iter().filter(is_small).collect()
}

/// A script without threads does the same, instruction by instruction, however its steps are cut:
/// fused instructions come apart where a step ends inside them.
#[test]
fn short_steps_change_nothing() {
    let mode = |switch| Mode {
        clock: Clock::Virtual,
        gil: Gil::On,
        counting: Counting::Plain,
        switch,
    };
    let mut faults = Vec::new();
    let mut compared = 0;
    for case in cases() {
        let alone = ![
            "thread", "queue", "time", "random", "timeit", "process", "Executor",
        ]
        .iter()
        .any(|word| case.text.contains(word));
        if !alone || is_open(&case) {
            continue;
        }
        let whole = mode(USUAL).run(&case);
        if whole.instructions > 300_000 {
            continue;
        }
        compared += 1;
        for every in [1, 2, 3, 61, 1009] {
            let cut = mode(Switch::EveryN(every)).run(&case);
            if cut.output != whole.output || cut.instructions != whole.instructions {
                let (a, b) = (cut.instructions, whole.instructions);
                let path = case.path.display();
                faults.push(format!(
                    "{path}: cut every {every}: {a} instructions, not {b}"
                ));
            }
        }
    }
    assert!(compared > 100, "only {compared} scripts were compared");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The committed outputs are CPython's: checked again where there is a CPython.
#[test]
fn a_cpython_on_this_machine_agrees() {
    let version = std::process::Command::new("python3")
        .arg("--version")
        .output();
    let version = version.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let minor = version.ok().and_then(|text| {
        text.strip_prefix("Python 3.")?
            .split('.')
            .next()?
            .parse()
            .ok()
    });
    let Some(11..) = minor.map(|minor: u32| minor) else {
        println!("skipped: there is no python3 of version 3.11 or later");
        return;
    };
    let mut faults = Vec::new();
    for case in cases()
        .iter()
        .filter(|case| case.exit == Some(0) && case.seconds <= 1.0)
    {
        let expected = case.essence(&case.out);
        // A fork of CPython's may copy what another thread was about to write, or a lock that one holds, for
        // ever, and a busy machine may turn two of its threads around: what it prints at times it can print.
        let mut runs = std::iter::repeat_with(|| print_of_cpython(case)).take(RUNS_OF_CPYTHON);
        let mut last = None;
        let agrees = runs.any(|out| {
            let agrees = { out.as_ref() }.is_some_and(|out| case.essence(out) == expected);
            last = out.or(last.take());
            agrees
        });
        match (agrees, last) {
            (true, _) => {}
            (false, None) => println!("skipped: {} hangs under CPython", case.path.display()),
            (false, Some(out)) => faults.push(format!("{}\n{out}", case.path.display())),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

/// How often CPython may print something else, or hang, before it disagrees.
const RUNS_OF_CPYTHON: usize = 5;

/// After so long CPython is taken to hang.
const ENOUGH: Duration = Duration::from_secs(10);

/// What CPython prints, unless it hangs.
fn print_of_cpython(case: &Case) -> Option<String> {
    let folder = case.path.parent().expect("a folder");
    let name = case.path.file_name().expect("a file");
    // Into a file: a pipe would stay open as long as any process that it has left behind.
    let printed = std::env::temp_dir().join(format!("gilscope-cpython-{}", std::process::id()));
    let file = std::fs::File::create(&printed).expect("a file for what it prints");
    let mut python = Command::new("python3");
    python
        .arg(name)
        .args(&case.args)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(file)
        .stderr(Stdio::null())
        .process_group(0);
    // PYTHONUNBUFFERED would write the ends of lines apart from the lines.
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("PYTHON")) {
        python.env_remove(name);
    }
    python.env("PYTHONDONTWRITEBYTECODE", "1");
    let mut child = python.spawn().expect("python3 can be run");
    let begin = Instant::now();
    let has_ended = loop {
        match child.try_wait().expect("it can be waited for") {
            Some(_) => break true,
            None if begin.elapsed() > ENOUGH => break false,
            None => std::thread::sleep(Duration::from_millis(10)),
        }
    };
    if !has_ended {
        let group = format!("-{}", child.id());
        let killed = Command::new("kill").args(["-9", "--", &group]).status();
        assert!(killed.is_ok_and(|status| status.success()), "kill {group}");
        let _ = child.wait();
    }
    let out = std::fs::read(&printed).unwrap_or_default();
    let _ = std::fs::remove_file(&printed);
    has_ended.then(|| String::from_utf8_lossy(&out).into_owned())
}
