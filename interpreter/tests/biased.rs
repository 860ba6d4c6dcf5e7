//! Biased counts as scripts see them: what threads that wait keep alive, whose last words are said when,
//! counts of both kinds, and `sys.getrefcount`. In virtual time, where all of it is the same every time.

#[path = "common/folder.rs"]
mod folder;

use folder::Folder;

const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../programs/blocked_owner.py");
const BIASED: &[&str] = &[
    "run",
    "--gil",
    "off",
    "--counting",
    "biased",
    "--clock",
    "virtual",
];

/// What a script prints, under these options.
#[track_caller]
fn printed(name: &str, options: &[&str], script: &[&str]) -> String {
    let words = [BIASED, options, script].concat();
    let ran = Folder::new(name).run(&words);
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""), "{}", ran.out);
    ran.out
}

#[test]
fn a_thread_that_waits_keeps_nothing_alive_unless_it_is_wished() {
    let alive = |options: &[&str]| {
        let out = printed("blocked", options, &[PROGRAM]);
        let line = |at: usize| out.lines().nth(at).unwrap_or_default().to_string();
        (line(0), line(1))
    };
    let after = "alive when it has ended:       0 of 1000".to_string();
    let (ours, ended) = alive(&[]);
    assert_eq!(ours, "alive while their maker waits: 0 of 1000");
    assert_eq!(ended, after);
    for options in [
        ["--no-detached-merge"].as_slice(),
        &["-X", "detached-merge=off"],
    ] {
        let (theirs, ended) = alive(options);
        assert_eq!(theirs, "alive while their maker waits: 1000 of 1000");
        assert_eq!(ended, after);
    }
    let words = [
        "run",
        "--like",
        "python3.14t",
        "--clock",
        "virtual",
        PROGRAM,
    ];
    let ran = Folder::new("blocked-like").run(&words);
    assert!(ran.out.contains("waits: 1000 of 1000"), "{}", ran.out);
}

/// Last words of what was left to a thread are said once, by whoever comes to it.
#[test]
fn last_words_of_what_waits_for_its_owner_are_said_once() {
    let script = "import threading, time\n\
         said = []\n\
         class Thing:\n    def __init__(self, name): self.name = name\n    \
         def __del__(self): said.append((self.name, threading.current_thread().name))\n\
         things = []\n\
         made, seen = threading.Event(), threading.Event()\n\
         def maker(wait):\n    things.append(Thing(wait))\n    made.set()\n    \
         if wait == 'sleeps': seen.wait()\n    \
         elif wait == 'runs':\n        while not seen.is_set(): sum(range(5))\n\
         for wait in ('sleeps', 'runs', 'is gone'):\n    \
         t = threading.Thread(target=maker, args=(wait,), name='maker')\n    \
         t.start(); made.wait(); made.clear()\n    \
         if wait == 'is gone': t.join()\n    \
         time.sleep(0.01); things.clear(); time.sleep(0.01)\n    \
         seen.set(); t.join(); seen.clear()\n\
         print(said)\n";
    let out = printed("words", &[], &["-c", script]);
    let ours = "[('sleeps', 'MainThread'), ('runs', 'maker'), ('is gone', 'MainThread')]\n";
    assert_eq!(out, ours);
    let out = printed("words-late", &["--no-detached-merge"], &["-c", script]);
    let late = "[('sleeps', 'maker'), ('runs', 'maker'), ('is gone', 'MainThread')]\n";
    assert_eq!(out, late);
}

/// Both words of the header are told.
#[test]
fn getrefcount_tells_the_references_of_all_threads() {
    let script = "import sys, threading\n\
         thing, held = [], []\n\
         def hold(n):\n    for _ in range(n): held.append(thing)\n\
         t = threading.Thread(target=hold, args=(20_000,))\n\
         before = sys.getrefcount(thing)\n\
         t.start(); t.join()\n\
         hold(20_000)\n\
         print(before, sys.getrefcount(thing) - before)\n\
         held.clear()\n\
         print(sys.getrefcount(thing))\n";
    assert_eq!(printed("counts", &[], &["-c", script]), "2 40000\n2\n");
}

/// Circles over objects of several threads, some of which are gone, and some asleep.
#[test]
fn circles_over_objects_of_many_threads_are_found() {
    let script = "import gc, threading, weakref\n\
         class Node: pass\n\
         nodes, made, over = [], threading.Semaphore(0), threading.Event()\n\
         def maker(stays):\n    nodes.append(Node())\n    made.release()\n    \
         if stays: over.wait()\n\
         threads = [threading.Thread(target=maker, args=(i % 2,)) for i in range(10)]\n\
         for t in threads: t.start()\n\
         for t in threads: made.acquire()\n\
         for i, node in enumerate(nodes): node.next = nodes[i - 1]\n\
         del node\n\
         refs = [weakref.ref(node) for node in nodes]\n\
         nodes.clear()\n\
         print(sum(ref() is not None for ref in refs))\n\
         gc.collect()\n\
         print(sum(ref() is not None for ref in refs))\n\
         over.set()\n\
         for t in threads: t.join()\n";
    for options in [&[] as &[&str], &["--no-detached-merge"]] {
        assert_eq!(printed("circles", options, &["-c", script]), "10\n0\n");
    }
}
