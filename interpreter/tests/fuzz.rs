//! `gilscope fuzz`: what it says is the same each time, and its oracles are awake.

use gilscope::lab::fuzz::program::Family;
use gilscope::lab::fuzz::tally::Tally;
use gilscope::lab::fuzz::tree::Program;
use gilscope::lab::fuzz::trial::Wrong;
use std::process::{Command, Output};

fn gilscope(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gilscope"));
    command.args(args).output().expect("gilscope runs")
}

#[test]
fn on_the_virtual_clock_a_campaign_is_the_same_each_time() {
    let args = ["fuzz", "--programs", "8", "--no-real", "--no-python"];
    let (one, other) = (gilscope(&args), gilscope(&args));
    let text = String::from_utf8_lossy(&one.stdout);
    assert!(one.status.success(), "{text}");
    assert!(
        text.contains("8 programs, ") && text.ends_with("no failure\n"),
        "{text}"
    );
    assert_eq!(one.stdout, other.stdout);
    assert!(one.stderr.is_empty());
}

#[test]
fn a_program_can_be_had_by_its_seed() {
    let print = |seed| gilscope(&["fuzz", "--family", "free", "--print", "--seed", seed]).stdout;
    assert_eq!(print("5"), print("5"));
    assert_ne!(print("5"), print("6"));
    assert!(String::from_utf8_lossy(&print("5")).contains("def worker1(out):"));
}

#[test]
fn an_unknown_family_is_refused() {
    let output = gilscope(&["fuzz", "--family", "fast"]);
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(text.contains("objects, free, cyclic, racy"), "{text}");
}

/// What is found wrong with a program that claims to be of this family.
fn wrong(family: Family, text: &str) -> Option<Wrong> {
    let program = Program {
        family,
        seed: 1,
        head: text.into(),
        functions: Vec::new(),
        threads: Vec::new(),
        tail: String::new(),
    };
    let failure = Tally::default().judge(&program, false, None);
    failure.map(|failure| failure.wrong)
}

#[test]
fn every_oracle_is_awake() {
    let race = "import threading\nn = 0\ndef work():\n    global n\n    for i in range(300):\n        \
                n += 1\nts = [threading.Thread(target=work) for _ in range(4)]\n\
                for t in ts: t.start()\nfor t in ts: t.join()\nprint(n)\n";
    assert_eq!(wrong(Family::Free, race), Some(Wrong::Output));
    assert_eq!(wrong(Family::Racy, race), None);
    let cycle = "l = []\nl.append(l)\ndel l\n";
    assert_eq!(wrong(Family::Free, cycle), Some(Wrong::Cycle));
    assert_eq!(wrong(Family::Cyclic, cycle), None);
    let lock = "import threading\nl = threading.Lock()\nl.acquire()\nl.acquire()\n";
    assert_eq!(wrong(Family::Free, lock), Some(Wrong::Deadlock));
    assert_eq!(wrong(Family::Free, "1 / 0\n"), Some(Wrong::Died));
    assert_eq!(wrong(Family::Free, "1 +\n"), Some(Wrong::Program));
    assert_eq!(wrong(Family::Free, "while True: pass\n"), None);
}

#[test]
fn what_cpython_prints_is_compared() {
    let program = Program {
        family: Family::Objects,
        seed: 1,
        head: "print('del 1')\nprint('del 2')\nprint(3)\n".into(),
        functions: Vec::new(),
        threads: Vec::new(),
        tail: String::new(),
    };
    let judge = |answer: &'static str| {
        let mut ask = move |_: &str| Some(answer.to_string());
        let failure = Tally::default().judge(&program, false, Some(&mut ask));
        failure.map(|failure| failure.wrong)
    };
    // Last words may come in another order.
    assert_eq!(judge("del 2\ndel 1\n3\n"), None);
    assert_eq!(judge("del 1\ndel 2\n4\n"), Some(Wrong::Python));
    assert_eq!(judge("del 1\n3\n"), Some(Wrong::Python));
}
