//! What operations on shared objects promise without a GIL: `gilscope help guarantees`, held against the
//! scripts that put it to the test.

#[path = "common/folder.rs"]
mod folder;

use folder::Folder;
use gilscope::lab::guarantees::{GUARANTEES, NEVER};
use std::collections::BTreeSet;
use std::path::PathBuf;

fn scripts() -> PathBuf {
    PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../tests/scripts/guarantees"
    ))
}

/// Runs the scripts on OS threads, without a GIL; each says `ok` of every operation.
#[track_caller]
fn holds(counting: &str) {
    let folder = Folder::new(&format!("guarantees-{counting}"));
    for name in ["lists.py", "dicts.py", "sets.py", "queues.py"] {
        let script = scripts().join(name);
        let expected = std::fs::read_to_string(script.with_extension("out")).expect("it is there");
        let script = script.to_string_lossy().into_owned();
        let ran = folder.run(&["run", "--gil", "off", "--counting", counting, &script]);
        ran.is(0, &expected, "");
    }
}

#[test]
fn every_operation_holds_on_threads_that_run_at_once() {
    holds("escape");
}

#[test]
fn every_operation_holds_with_atomic_counts() {
    holds("atomic");
}

#[test]
fn every_operation_holds_with_biased_counts() {
    holds("biased");
}

#[test]
fn the_table_tells_of_what_is_tested_and_of_nothing_else() {
    let told = GUARANTEES.iter().flat_map(|(_, rows)| *rows);
    let told: BTreeSet<String> = told.map(|(operation, ..)| operation.to_string()).collect();
    let mut tested = BTreeSet::new();
    for entry in std::fs::read_dir(scripts()).expect("it is there") {
        let path = entry.expect("it can be read").path();
        if path.extension().is_some_and(|it| it == "out") {
            let text = std::fs::read_to_string(&path).expect("it can be read");
            let lines = text.lines().map(|line| line.strip_prefix("ok "));
            tested.extend(lines.map(|line| line.expect("CPython keeps its promises").to_string()));
        }
    }
    assert_eq!(told, tested);
    let folder = Folder::new("guarantees-help");
    let ran = folder.run(&["help", "guarantees"]);
    for operation in told.iter().map(String::as_str).chain(NEVER.iter().copied()) {
        assert!(ran.out.contains(operation), "{operation}");
    }
    let widest = ran.out.lines().map(|line| line.chars().count()).max();
    assert!(widest <= Some(100), "{widest:?}");
    assert!(
        folder
            .run(&["help", "--ascii", "guarantees"])
            .out
            .is_ascii()
    );
}

/// The lesson: in virtual time, where it is the same every time.
#[test]
fn what_takes_more_than_one_operation_loses_updates() {
    let script = "import threading\n\
         counter = 0\nlst = [0]\nd = {}\n\
         class Thing: count = 0\nobj = Thing()\n\
         def work():\n    global counter\n    for _ in range(2000):\n        counter += 1\n        \
         obj.count += 1\n        lst[0] = lst[0] + 1\n        d[1] = d.get(1, 0) + 1\n\
         threads = [threading.Thread(target=work) for _ in range(2)]\n\
         for t in threads: t.start()\n\
         for t in threads: t.join()\n\
         print([n < 4000 for n in (counter, obj.count, lst[0], d[1])])\n";
    let folder = Folder::new("guarantees-never");
    for (gil, lost) in [
        ("off", "[True, True, True, True]\n"),
        ("on", "[False, False, False, False]\n"),
    ] {
        let words = [
            "run", "--clock", "virtual", "--cores", "2", "--gil", gil, "-c", script,
        ];
        folder.run(&words).is(0, lost, "");
    }
}
