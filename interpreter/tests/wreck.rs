//! What `--counting racy` shows: the wreck without the GIL, none with it, the same in virtual time.

mod common;

use common::{golden, traced_script};
use gilscope::lab::look::Look;
use gilscope::lab::wreck::wreck;
use gilscope::machine::{Outcome, Setup};
use gilscope_runtime::driver::{Clock, Gil};
use gilscope_runtime::heap::{Counting, Tally, Victim};
use std::path::Path;
use std::process::{Command, Output, Stdio};

const PROGRAM: &str = "programs/why_the_gil_exists.py";

fn program() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(PROGRAM);
    std::fs::read_to_string(path).expect("the program can be read")
}

/// A racy run in virtual time, set up as `change` says.
fn racy(text: &str, change: impl FnOnce(&mut Setup)) -> (Outcome, Setup) {
    let (outcome, setup, _) = traced_script(text, |setup| {
        setup.set_gil(Gil::Off);
        setup.counting = Counting::Racy;
        setup.config.trace = None;
        change(setup);
    });
    assert!(outcome.census.leaks.is_empty(), "the truth is exact");
    (outcome, setup)
}

fn report(text: &str, change: impl FnOnce(&mut Setup)) -> String {
    let (outcome, setup) = racy(text, change);
    wreck(&outcome, "s.py", &setup, Look::default()).expect("the run was racy")
}

fn tally(outcome: &Outcome) -> Tally {
    outcome.wreck.as_ref().expect("the run was racy").tally
}

#[test]
fn in_virtual_time_the_wreck_is_the_same_every_time() {
    let text = program();
    let shown = report(&text, |_| ());
    golden("wreck.txt", &shown);
    assert_eq!(report(&text, |_| ()), shown);
    assert!(
        shown.lines().all(|line| line.chars().count() <= 100),
        "{shown}"
    );
    assert_ne!(report(&text, |setup| setup.config.seed = 1), shown);
}

#[test]
fn the_program_shows_both_ways_to_be_wrong() {
    let (outcome, _) = racy(&program(), |_| ());
    let tally = tally(&outcome);
    assert!(
        tally.freed_in_use > 0 && tally.uses_after_free > 0,
        "{tally:?}"
    );
    assert!(tally.leaked > 0, "{tally:?}");
}

#[test]
fn with_the_gil_nothing_is_lost() {
    let shown = report(&program(), |setup| {
        setup.set_gil(Gil::On);
        setup.counting = Counting::Racy;
    });
    assert!(shown.starts_with("gilscope: no wreck: "), "{shown}");
    let words: Vec<&str> = shown.split_whitespace().collect();
    let said = words.join(" ");
    assert!(said.contains("That is what the GIL is for"), "{shown}");
}

#[test]
fn one_thread_loses_nothing() {
    let shown = report("a = [object() for _ in range(100)]\nb = a * 2\n", |_| ());
    assert_eq!(
        shown,
        "gilscope: no wreck: there was never a second thread.\n"
    );
}

/// One thread after another: each meets the main thread only, which does not look at the lists.
#[test]
fn what_two_threads_never_use_at_once_is_not_wrecked() {
    let text = "\
import threading
shared = [[] for _ in range(10)]
def look():
    for item in shared * 100:
        pass
for _ in range(2):
    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
";
    let (outcome, _) = racy(text, |_| ());
    let tally = tally(&outcome);
    assert!(tally.operations > 4_000, "{tally:?}");
    let wreck = outcome.wreck.as_ref().expect("the run was racy");
    let wrecked = |victim: &Victim| victim.name == "list";
    assert!(!wreck.victims.iter().any(wrecked), "{wreck:?}");
}

/// By chance there may be no wreck; what is said must then be that.
#[test]
fn on_real_threads_nothing_breaks() {
    let (outcome, setup) = racy(&program(), |setup| setup.config.clock = Clock::Real);
    let shown = wreck(&outcome, "s.py", &setup, Look::default()).expect("the run was racy");
    let is_any = outcome.wreck.as_ref().is_some_and(|wreck| wreck.is_any());
    assert_eq!(shown.starts_with("error[wreck]: "), is_any, "{shown}");
    assert_eq!(outcome.census.made, outcome.census.freed);
}

fn gilscope(args: &[&str]) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut command = Command::new(env!("CARGO_BIN_EXE_gilscope"));
    command.args(args).current_dir(root).stdin(Stdio::null());
    for name in [
        "TERM",
        "LC_ALL",
        "LC_CTYPE",
        "LANG",
        "FORCE_COLOR",
        "PYTHON_GIL",
    ] {
        command.env_remove(name);
    }
    command.output().expect("gilscope can be run")
}

#[test]
fn a_wreck_ends_with_a_status_and_leaves_the_output_alone() {
    let racy = gilscope(&[
        "run",
        "--counting",
        "racy",
        "--clock",
        "virtual",
        PROGRAM,
        "500",
    ]);
    let sane = gilscope(&["run", "--clock", "virtual", PROGRAM, "500"]);
    assert_eq!((racy.status.code(), sane.status.code()), (Some(1), Some(0)));
    let first = |output: &Output| {
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.lines().next().map(str::to_string)
    };
    assert_eq!(
        first(&racy),
        first(&sane),
        "what the script computes is right"
    );
    assert!(String::from_utf8_lossy(&racy.stderr).starts_with("error[wreck]: "));
    assert!(sane.stderr.is_empty());
}

#[test]
fn compare_countings_shows_every_way() {
    let output = gilscope(&["compare", "--countings", "--runs", "1", PROGRAM, "500"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{text}");
    let rows = [
        "plain, GIL on",
        "atomic, GIL off",
        "biased, GIL off",
        "escape, GIL off",
        "racy, GIL off",
    ];
    for row in rows {
        let line = { text.lines() }.find(|line| line.trim_start().starts_with(row));
        let line = line.unwrap_or_else(|| panic!("{row}\n{text}"));
        let is_racy = row.starts_with("racy");
        assert_eq!(line.ends_with("wrecked"), is_racy, "{line}");
        assert_eq!(line.ends_with("nothing"), !is_racy, "{line}");
    }
    assert!(
        text.lines().all(|line| line.chars().count() <= 100),
        "{text}"
    );
    let wrong = gilscope(&["compare", "--countings", "--gil", "off", PROGRAM]);
    assert_eq!(wrong.status.code(), Some(2));
}
