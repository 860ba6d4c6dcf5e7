//! `gilscope explore`: as many schedules as there are kinds, every known bug found, no correct twin
//! accused, and every ending had again from its schedule.

use gilscope::lab::explore::ending::{Fault, How};
use gilscope::lab::explore::schedule::{Schedule, fingerprint, parts};
use gilscope::lab::explore::steps::steps;
use gilscope::lab::explore::{Findings, Mode, Wishes, replay, replay_order, search};
use gilscope::safe_points::SafePoints;

#[path = "common/staged.rs"]
mod staged;

use staged::{on_stage, threads, titles, wishes};

fn explore_with(text: &str, set: SafePoints, mode: Mode) -> Findings {
    on_stage(text, set, |stage| {
        search(stage, wishes(mode), &mut |_| true)
    })
}

fn explore(text: &str) -> Findings {
    let findings = explore_with(text, SafePoints::Every, Mode::Classes);
    assert!(!findings.diverged, "{text}");
    findings
}

fn bug(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../programs/bugs");
    let file = format!("{folder}/{name}.py");
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn locked_increments(n: usize) -> String {
    let body = "    global counter\n    with lock:\n        counter = counter + 1";
    threads(
        n,
        "counter = 0\nlock = threading.Lock()",
        body,
        "print(counter)",
    )
}

#[test]
fn locked_increments_have_as_many_kinds_of_schedule_as_orders() {
    for (n, factorial) in [(2, 2), (3, 6), (4, 24), (5, 120)] {
        let findings = explore(&locked_increments(n));
        assert_eq!(findings.schedules, factorial, "{n} threads");
        assert_eq!(findings.redundant, 0, "{n} threads");
        assert!(findings.is_exhaustive);
        assert_eq!(titles(&findings), [format!("prints {n}")]);
        assert_eq!(findings.faults(), []);
    }
}

#[test]
fn schedules_are_counted_exactly() {
    let counter = "counter = 0";
    let increment = "    global counter\n    counter = counter + 1";
    let cases = [
        // Reads and writes of two threads: either first, or both read before either writes, twice.
        (threads(2, counter, increment, ""), 4),
        (threads(2, "class C: n = 0", "    C.n = C.n + 1", ""), 4),
        (threads(2, "", "    pass", ""), 1),
        (threads(3, "", "    print(1)", ""), 6),
        (threads(2, "xs = []", "    xs.append(1)", ""), 2),
        (
            threads(2, "d = {}", "    d[threading.get_ident()] = 1", ""),
            2,
        ),
        (threads(3, "x = 1", "    y = x", ""), 1),
        (
            threads(
                2,
                "a = threading.Lock()\nb = threading.Lock()",
                "    with a:\n        with b:\n            pass",
                "",
            ),
            2,
        ),
        (threads(2, "class C: pass\nc = C()", "    c.x = 1", ""), 2),
        (threads(2, "s = threading.Semaphore(2)", "    pass", ""), 1),
        (
            threads(
                2,
                "xs = [0, 0]\nn = iter([0, 1])\nlock = threading.Lock()",
                "    with lock:\n        i = next(n)\n    xs[i] = 1",
                "",
            ),
            2,
        ),
    ];
    for (text, count) in cases {
        let findings = explore(&text);
        assert_eq!(findings.schedules, count, "{text}");
        assert_eq!(findings.redundant, 0, "{text}");
        assert!(findings.is_exhaustive, "{text}");
    }
}

/// The bugs: what must be among their endings.
const BUGS: &[(&str, &str, Fault)] = &[
    ("lost_update", "prints 1", Fault::Differs),
    ("check_then_act", "prints sold 2", Fault::Differs),
    (
        "abba_deadlock",
        "deadlock: MainThread, Thread-1 (there), Thread-2 (back)",
        Fault::Deadlock,
    ),
    ("philosophers", "deadlock: ", Fault::Deadlock),
    (
        "missed_notify",
        "deadlock: MainThread, Thread-1 (wait)",
        Fault::Deadlock,
    ),
    ("double_checked", "prints made 2", Fault::Differs),
    (
        "bounded_buffer",
        "IndexError: pop from empty list",
        Fault::Exception,
    ),
    (
        "iterator_invalidation",
        "RuntimeError: dictionary changed size during iteration",
        Fault::Exception,
    ),
    ("queue_worker", "deadlock: ", Fault::Deadlock),
    (
        "daemon_lines",
        "prints line 1 / line 2 / line 3 / line 4",
        Fault::Differs,
    ),
];

#[test]
fn every_known_bug_is_found_and_every_ending_is_had_again() {
    for (name, title, fault) in BUGS {
        let text = bug(name);
        on_stage(&text, SafePoints::Every, |stage| {
            let findings = search(stage, wishes(Mode::Classes), &mut |_| true);
            let titles = titles(&findings);
            assert!(
                titles.iter().any(|it| it.starts_with(title)),
                "{name}: {titles:?}"
            );
            assert!(
                findings.faults().contains(fault),
                "{name}: {:?}",
                findings.faults()
            );
            assert!(!findings.diverged, "{name}");
            for found in &findings.endings {
                let again = replay_order(stage, &found.order);
                assert_eq!(again.played.ending, found.ending, "{name}");
                assert!(again.refused.is_empty(), "{name}");
                let decided = replay(stage, again.decisions.clone());
                assert_eq!(decided.played.ending, found.ending, "{name}");
                assert_eq!(decided.decisions, again.decisions, "{name}");
            }
        });
    }
}

#[test]
fn no_correct_twin_is_accused() {
    for (name, ..) in BUGS {
        let findings = explore(&bug(&format!("{name}_fixed")));
        assert_eq!(findings.endings.len(), 1, "{name}: {:?}", titles(&findings));
        assert_eq!(findings.faults(), [], "{name}: {:?}", findings.races);
        assert!(findings.is_exhaustive, "{name}");
    }
}

/// Both ways of search come to the same; how often the one had nothing to carry out.
fn recalled(name: &str, text: &str, set: SafePoints, wanted: Wishes) -> u64 {
    let find = |recalls: bool| {
        on_stage(text, set, |stage| {
            let stage = match recalls {
                true => stage.with_safe_points(set),
                false => stage.with_safe_points(set).forgetful(),
            };
            let mut findings = search(&stage, wanted, &mut |_| true);
            findings.uses = Default::default();
            (format!("{findings:#?}"), stage.uses())
        })
    };
    let ((known, uses), (fresh, none)) = (find(true), find(false));
    assert_eq!(none.recalled, 0, "{name}");
    let differing = known.lines().zip(fresh.lines()).find(|(a, b)| a != b);
    assert_eq!(differing, None, "{name} {set:?} {wanted:?} {uses:?}");
    assert!(known == fresh, "{name} {set:?} {wanted:?} {uses:?}");
    uses.recalled
}

#[test]
fn what_is_recalled_is_what_would_have_happened() {
    let modes = [
        (Mode::Classes, 300),
        (Mode::Bounded(1), 100),
        (Mode::Random, 60),
        (Mode::Pct(2), 40),
    ];
    for (name, ..) in BUGS {
        for name in [name.to_string(), format!("{name}_fixed")] {
            for (mode, schedules) in modes {
                let wanted = Wishes {
                    schedules,
                    samples: 20,
                    ..wishes(mode)
                };
                let known = recalled(&name, &bug(&name), SafePoints::Every, wanted);
                assert!(
                    known > 0 || !RECALLED.contains(&name.as_str()),
                    "{name} {mode:?}"
                );
            }
        }
    }
}

/// Programs of which most schedules are made of steps that others had.
const RECALLED: &[&str] = &[
    "lost_update",
    "check_then_act",
    "abba_deadlock_fixed",
    "philosophers",
    "daemon_lines",
];

/// Programs in which threads meet in some other way each: what they share, what they do.
const MEETINGS: &[(&str, &str)] = &[
    (
        "x = 0",
        "    global x\n    for _ in range(2):\n        x = x + 1",
    ),
    ("class C: n = 0", "    C.n = C.n + 1\n    C.n += 1"),
    (
        "class C: pass\nc = C()\nc.n = 0",
        "    c.n += 1\n    c.m = c.n",
    ),
    ("xs = []", "    xs.append(len(xs))\n    xs.append(len(xs))"),
    ("xs = [0, 0]", "    xs[0] += 1\n    xs[1] = xs[0]"),
    (
        "d = {}",
        "    d[len(d)] = threading.get_ident()\n    print(sorted(d))",
    ),
    ("s = set()", "    s.add(len(s))\n    print(len(s))"),
    (
        "t = ()",
        "    global t\n    t = t + (len(t),)\n    t = t + (str(t),)",
    ),
    (
        "w = ''",
        "    global w\n    w = w + f'{len(w)},'\n    w += 'x'",
    ),
    (
        "big = 10 ** 30",
        "    global big\n    big = big * 2\n    big += 1",
    ),
    ("f = 0.5", "    global f\n    f = f * 2\n    f = f + 0.25"),
    (
        "r = threading.RLock()\nx = 0",
        "    global x\n    with r:\n        r.acquire()\n        x += 1\n        r.release()",
    ),
    (
        "l = threading.local()\nx = 0",
        "    global x\n    l.a = x\n    x += 1\n    print(l.a, x)",
    ),
    (
        "c = threading.Condition()\nn = 0",
        "    global n\n    with c:\n        n += 1\n        c.notify_all()\n        c.wait_for(lambda: n == 2)",
    ),
    (
        "e = threading.Event()",
        "    if e.is_set():\n        print('late')\n    e.set()",
    ),
    ("b = threading.Barrier(2)", "    print(b.wait())"),
    (
        "lock = threading.Lock()",
        "    if lock.acquire(timeout=0.5):\n        print('has')\n    else:\n        print('gives up')",
    ),
    (
        "import time",
        "    time.sleep(0.1)\n    print(time.monotonic() > 0.05)",
    ),
    (
        "import queue\nq = queue.Queue()",
        "    q.put(q.qsize())\n    print(q.get())",
    ),
    ("import random", "    print(random.random() < 2)"),
    (
        "import random\nrandom.seed(4)",
        "    print(random.randrange(100))",
    ),
    ("x = 1", "    raise ValueError(x)"),
    ("x = 1", "    global x\n    x -= 1\n    print(1 // x)"),
    ("g = iter(range(9))", "    print(next(g), next(g))"),
    (
        "def gen():\n    yield 1\n    yield 2\ng = gen()",
        "    try:\n        print(next(g))\n    except ValueError as e:\n        print(e)",
    ),
    (
        "class D:\n    def __del__(self): print('gone')\nx = D()",
        "    global x\n    x = None",
    ),
    (
        "import weakref\nclass D: pass\nx = D()\nw = weakref.ref(x)",
        "    global x\n    x = None\n    print(w() is None)",
    ),
    (
        "import sys\nx = []",
        "    y = x\n    print(sys.getrefcount(x) > 0)",
    ),
    (
        "import sys",
        "    sys.setrecursionlimit(sys.getrecursionlimit() + 100)\n    print(sys.getrecursionlimit())",
    ),
    (
        "x = 0",
        "    import json\n    global x\n    x += 1\n    print(json.dumps(x))",
    ),
    ("x = 0", "    class K:\n        a = x\n    print(K.a)"),
    ("x = 0", "    exec('global x\\nx = x + 1')"),
    (
        "class P:\n    def __init__(self): self._v = 0\n    @property\n    def v(self): return self._v\n    @v.setter\n    def v(self, new): self._v = new * 2 + 1\np = P()",
        "    p.v = p.v\n    print(p.v)",
    ),
    (
        "def outer():\n    n = 0\n    def add():\n        nonlocal n\n        n = n + 1\n        return n\n    return add\nadd = outer()",
        "    add()\n    print(add())",
    ),
    (
        "class A: pass\nclass B: pass\nx = 0\no = None",
        "    global x, o\n    o = A() if x == 0 else B()\n    x = 1\n    print(type(o).__name__)",
    ),
    (
        "class C: pass\nc = C()",
        "    setattr(c, f'n{len(vars(c))}', 1)\n    print(list(vars(c)))",
    ),
    (
        "import os\ndef log(t):\n    with open('log', 'a') as f: f.write(t)",
        "    log('x')\n    print(len(open('log').read()))",
    ),
];

#[test]
fn however_threads_meet_what_is_recalled_is_what_would_have_happened() {
    let mut known = 0;
    for (before, body) in MEETINGS {
        let text = threads(2, before, body, "print(1)");
        for (mode, schedules) in [(Mode::Classes, 60), (Mode::Random, 30)] {
            let wanted = Wishes {
                schedules,
                samples: 10,
                ..wishes(mode)
            };
            for set in [SafePoints::Every, SafePoints::Py39] {
                known += recalled(&text, &text, set, wanted);
            }
        }
    }
    assert!(known > 1_000, "{known} schedules were recalled");
}

#[test]
fn all_schedules_with_few_preemptions_find_what_the_reduction_finds() {
    for name in ["lost_update", "abba_deadlock", "check_then_act"] {
        let text = bug(name);
        let reduced = explore(&text);
        let bounded = explore_with(&text, SafePoints::Every, Mode::Bounded(2));
        assert!(bounded.is_exhaustive, "{name}");
        assert_eq!(titles(&bounded), titles(&reduced), "{name}");
    }
}

/// Who has just been started may come before what the one who started it does next.
#[test]
fn threads_can_come_first_in_all_schedules_too() {
    let text = "import threading\nd = {}\ndef put(k):\n    d[k] = 1\n    print(list(d))\n\
                a = threading.Thread(target=put, args=('a',))\n\
                b = threading.Thread(target=put, args=('b',))\n\
                a.start(); b.start(); a.join(); b.join()\n"
        .to_string();
    let reduced = explore(&text);
    let bounded = explore_with(&text, SafePoints::Every, Mode::Bounded(3));
    assert!(bounded.is_exhaustive);
    assert_eq!(titles(&bounded), titles(&reduced));
}

/// `GILSCOPE_SCHEDULES` says how many are left to chance.
#[test]
fn chance_finds_no_ending_that_the_reduction_has_not() {
    let asked = std::env::var("GILSCOPE_SCHEDULES").ok();
    let schedules = asked.map_or(100, |it| {
        it.parse().expect("GILSCOPE_SCHEDULES is a number")
    });
    for (name, ..) in BUGS {
        let reduced = explore(&bug(name));
        assert!(reduced.is_exhaustive, "{name}");
        for mode in [Mode::Random, Mode::Pct(2)] {
            let wanted = Wishes {
                schedules,
                ..wishes(mode)
            };
            let found = on_stage(&bug(name), SafePoints::Every, |stage| {
                search(stage, wanted, &mut |_| true)
            });
            for title in titles(&found) {
                assert!(
                    titles(&reduced).contains(&title),
                    "{name} {mode:?}: {title}"
                );
            }
        }
    }
}

#[test]
fn where_threads_are_switched_decides_which_updates_are_lost() {
    let bare = "    global x\n    for _ in range(2):\n        x = x + 1";
    let called = "    global x\n    for _ in range(2):\n        x = int(x) + 1";
    let can_lose = |body: &str, set: SafePoints| {
        let text = threads(2, "x = 0", body, "print(x)");
        let findings = explore_with(&text, set, Mode::Classes);
        assert!(findings.is_exhaustive, "{set:?}");
        findings.endings.len() > 1
    };
    for set in [SafePoints::Py27, SafePoints::Py39, SafePoints::Every] {
        assert!(can_lose(bare, set), "{set:?}");
    }
    for set in [SafePoints::Py310, SafePoints::Blocking] {
        assert!(!can_lose(bare, set), "{set:?}");
    }
    for set in [SafePoints::Py39, SafePoints::Py310, SafePoints::Every] {
        assert!(can_lose(called, set), "{set:?}");
    }
}

#[test]
fn the_steps_show_the_update_that_is_lost() {
    on_stage(&bug("lost_update"), SafePoints::Every, |stage| {
        let findings = search(stage, wishes(Mode::Classes), &mut |_| true);
        let lost = &findings.endings[1];
        assert_eq!(lost.order.preemptions, 1);
        let replayed = replay_order(stage, &lost.order);
        let steps = steps(&replayed, &findings.important);
        let texts: Vec<&str> = steps.iter().map(|step| step.text.as_str()).collect();
        assert_eq!(
            texts[..4],
            [
                "LoadGlobal counter reads 0",
                "LoadGlobal counter reads 0",
                "StoreGlobal counter writes 1",
                "StoreGlobal counter writes 1",
            ]
        );
        assert!(
            steps[3]
                .wrong
                .as_ref()
                .is_some_and(|it| it.text.contains("an update is lost"))
        );
    });
}

#[test]
fn a_deadlock_takes_a_preemption() {
    let findings = explore(&bug("abba_deadlock"));
    assert_eq!(findings.endings[1].order.preemptions, 1);
}

fn gilscope(args: &[&str]) -> (i32, String, String) {
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_gilscope"))
        .args(args)
        .output()
        .expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (
        run.status.code().unwrap_or(-1),
        text(run.stdout),
        text(run.stderr),
    )
}

#[test]
fn the_command_keeps_schedules_and_replays_them() {
    let bugs = concat!(env!("CARGO_MANIFEST_DIR"), "/../programs/bugs");
    let folder = std::env::temp_dir().join(format!("gilscope-explore-{}", std::process::id()));
    let place = folder.to_str().expect("UTF-8");
    let script = format!("{bugs}/abba_deadlock.py");
    let json = format!("{place}/found.json");
    std::fs::create_dir_all(&folder).expect("a folder");
    let (status, out, err) = gilscope(&[
        "explore",
        &script,
        "--save",
        place,
        "--json",
        &json,
        "--fail-on",
        "deadlock",
        "--samples",
        "20",
    ]);
    assert_eq!((status, err.as_str()), (1, ""));
    assert!(
        out.contains("On which runtime?") && out.contains("that is all there are"),
        "{out}"
    );
    let found = std::fs::read_to_string(&json).expect("it was written");
    let found: serde_json::Value = serde_json::from_str(&found).expect("JSON");
    assert_eq!(found["schedules"], 3);
    assert_eq!(found["endings"][1]["kind"], "deadlock");
    let kept = format!("{place}/abba_deadlock-2.schedule");
    let (status, out, err) = gilscope(&["replay", &kept]);
    assert_eq!((status, out.as_str()), (102, ""));
    assert!(err.contains("wait for each other"), "{err}");
    let (status, out, _) = gilscope(&[
        "replay",
        "--quiet",
        &format!("{place}/abba_deadlock-1.schedule"),
    ]);
    assert_eq!((status, out.as_str()), (0, "done\n"));
    // With another script it says that it no longer fits.
    let (status, _, err) = gilscope(&["replay", &kept, &format!("{bugs}/philosophers_fixed.py")]);
    assert_eq!(status, 2);
    let changes = [
        "since it was kept",
        "there is gone",
        "the module's own code has changed",
    ];
    assert!(changes.iter().all(|it| err.contains(it)), "{err}");
    // What is not asked for does not fail.
    let (status, ..) = gilscope(&["explore", "--no-runtimes", &script, "--fail-on", "leak"]);
    assert_eq!(status, 0);
    let (status, _, err) = gilscope(&["explore", &script, "--fail-on", "lek"]);
    assert_eq!(status, 2);
    assert!(
        err.contains("deadlock, exception, endless, leak, differs, race"),
        "{err}"
    );
    std::fs::remove_dir_all(&folder).expect("it was there");
}

#[test]
fn races_are_told_where_no_lock_orders_and_only_there() {
    let findings = explore(&bug("lost_update"));
    assert!(findings.faults().contains(&Fault::Race));
    let deeds: Vec<_> = findings
        .races
        .iter()
        .map(|race| race.deeds.clone())
        .collect();
    let expected = ["LoadGlobal counter", "StoreGlobal counter"].map(String::from);
    assert!(deeds.contains(&expected), "{deeds:?}");
    let ordered = [
        "import threading\nx = 0\ne = threading.Event()\ndef f():\n    global x\n    x = 1\n    e.set()\nt = threading.Thread(target=f)\nt.start()\ne.wait()\nprint(x)\n",
        "import threading\nx = 0\ndef f():\n    global x\n    x += 1\nt = threading.Thread(target=f)\nt.start()\nt.join()\nx += 1\nprint(x)\n",
        "import queue, threading\nx = 0\nq = queue.Queue()\ndef f():\n    global x\n    x = 1\n    q.put(1)\nt = threading.Thread(target=f)\nt.start()\nq.get()\nprint(x)\n",
        "from concurrent.futures import ThreadPoolExecutor\nx = []\ndef f():\n    x.append(1)\n    return 1\nwith ThreadPoolExecutor(1) as pool:\n    print(pool.submit(f).result(), x[0])\n",
    ];
    for text in ordered {
        let findings = on_stage(text, SafePoints::Every, |stage| {
            let wanted = Wishes {
                schedules: 200,
                ..wishes(Mode::Classes)
            };
            search(stage, wanted, &mut |_| true)
        });
        assert_eq!(findings.races, [], "{text}");
        assert_eq!(findings.endings.len(), 1, "{text}: {:?}", titles(&findings));
    }
}

#[test]
fn timeouts_race_with_what_is_waited_for() {
    let text = "import threading\ne = threading.Event()\nt = threading.Thread(target=e.set)\nt.start()\n\
                print(e.wait(1))\nt.join()\n";
    assert_eq!(titles(&explore(text)), ["prints False", "prints True"]);
    let text = "import threading, time\nt = threading.Thread(target=time.sleep, args=(9,))\nt.start()\n\
                t.join(1)\nprint(t.is_alive())\n";
    assert_eq!(titles(&explore(text)), ["prints False", "prints True"]);
}

#[test]
fn what_never_ends_is_given_up_and_said_so() {
    let text = threads(1, "", "    while True:\n        print(end='')", "");
    let findings = on_stage(&text, SafePoints::Every, |stage| {
        let wanted = Wishes {
            schedules: 3,
            ..wishes(Mode::Classes)
        };
        search(stage, wanted, &mut |_| true)
    });
    assert!(findings.faults().contains(&Fault::Endless));
    assert!(!findings.is_exhaustive);
}

#[test]
fn processes_are_refused_by_name() {
    let text = "import multiprocessing\nif __name__ == '__main__':\n    p = multiprocessing.Process(target=print)\n    p.start()\n    p.join()\n";
    let findings = on_stage(text, SafePoints::Every, |stage| {
        search(stage, wishes(Mode::Classes), &mut |_| true)
    });
    let trouble = findings.trouble().map(|ending| ending.how.clone());
    assert!(matches!(trouble, Some(How::Unsupported(text)) if text.contains("threads")));
}

/// What a file object has buffered is written when it is closed, or dropped.
#[test]
fn threads_meet_in_files_when_these_are_written() {
    for log in [
        "    with open('log', 'a') as f: f.write(k)",
        "    open('log', 'a').write(k)",
    ] {
        let text = format!(
            "import threading\nopen('log', 'w').close()\ndef log(k):\n{log}\nts = [threading.Thread(target=log, \
             args=(k,)) for k in 'ab']\nfor t in ts: t.start()\nfor t in ts: t.join()\n\
             print(open('log').read())\n"
        );
        let findings = explore(&text);
        assert_eq!(titles(&findings), ["prints ab", "prints ba"], "{text}");
        assert!(findings.is_exhaustive);
        on_stage(&text, SafePoints::Every, |stage| {
            for found in &findings.endings {
                let again = replay_order(stage, &found.order);
                assert_eq!(again.played.ending, found.ending, "{text}");
            }
        });
    }
}

/// A schedule that was kept fits again when comments have changed.
#[test]
fn a_kept_schedule_survives_comments() {
    let text = bug("lost_update");
    let kept = on_stage(&text, SafePoints::Every, |stage| {
        let findings = search(stage, wishes(Mode::Classes), &mut |_| true);
        let replayed = replay_order(stage, &findings.endings[1].order);
        let schedule = Schedule {
            script: "script.py".into(),
            code: fingerprint(&stage.script().code),
            parts: parts(&stage.script().code),
            safe_points: stage.safe_points(),
            args: Vec::new(),
            ends: findings.endings[1].ending.title(),
            stops: None,
            decisions: replayed.decisions,
        };
        schedule.text()
    });
    let schedule = Schedule::read(&kept).expect("it was just written");
    let changed = text.replace("global counter", "# all of them\n\n    global counter");
    on_stage(&changed, SafePoints::Every, |stage| {
        assert_eq!(fingerprint(&stage.script().code), schedule.code);
        let again = replay(stage, schedule.decisions.clone());
        assert_eq!(again.played.ending.title(), "prints 1");
        assert!(again.refused.is_empty());
    });
}

/// Items under different keys are in nobody's way; in which order they came shows to those who go through
/// the dict.
#[test]
fn new_items_of_a_dict_meet_in_their_order_alone() {
    let fill = |body: &str, after: &str| {
        format!(
            "import threading\nd = {{}}\ndef work(k):\n{body}\nts = [threading.Thread(target=work, args=(k,)) \
             for k in 'ab']\nfor t in ts: t.start()\nfor t in ts: t.join()\n{after}\n"
        )
    };
    let both = ["prints {'a': 1, 'b': 1}", "prints {'b': 1, 'a': 1}"];
    // What is done with the dict, what is printed, the endings, and whether threads race.
    let cases = [
        (
            "    d[k] = 1",
            "print(sorted(d))",
            &["prints ['a', 'b']"][..],
            false,
        ),
        ("    d[k] = 1", "print(d)", &both, false),
        (
            "    d[k] = 1",
            "for k in d: print(k)",
            &["prints a / b", "prints b / a"],
            false,
        ),
        ("    if k not in d: d[k] = 1", "print(d)", &both, false),
        (
            "    d['x'] = d.get('x', 0) + 1",
            "print(d['x'])",
            &["prints 1", "prints 2"],
            true,
        ),
        (
            "    d[k] = 1\n    del d['a' if k == 'a' else 'b']\n    d[k] = 1",
            "print(d)",
            &both,
            false,
        ),
    ];
    for (body, after, expected, races) in cases {
        let text = fill(body, after);
        let reduced = explore(&text);
        assert!(reduced.is_exhaustive, "{text}");
        assert_eq!(titles(&reduced), expected, "{text}");
        assert_eq!(
            !reduced.races.is_empty(),
            races,
            "{text}: {:?}",
            reduced.races
        );
        let all = on_stage(&text, SafePoints::Every, |stage| {
            let wanted = Wishes {
                schedules: 100_000,
                ..wishes(Mode::Bounded(3))
            };
            search(stage, wanted, &mut |_| true)
        });
        assert!(all.is_exhaustive, "{text}");
        assert!(
            titles(&all)
                .iter()
                .all(|it| expected.contains(&it.as_str())),
            "{text}"
        );
    }
    let text = "import threading\nd = {1: 1}\ndef work():\n    d[2] = 2\nt = threading.Thread(target=work)\n\
                t.start()\nfor k in d: pass\nt.join()\n";
    let findings = explore(text);
    assert!(
        findings.faults().contains(&Fault::Race),
        "{:?}",
        findings.races
    );
    let changed = "RuntimeError: dictionary changed size during iteration";
    assert_eq!(titles(&findings), [changed, "prints nothing"]);
}

/// Where threads are switched at few places, one instruction after another may take a lock and find the next
/// one held: it must find it held again.
#[test]
fn an_order_keeps_who_finds_a_lock_held() {
    for name in ["abba_deadlock", "philosophers"] {
        for set in [SafePoints::Py310, SafePoints::Py39, SafePoints::Py27] {
            on_stage(&bug(name), set, |stage| {
                let findings = search(stage, wishes(Mode::Classes), &mut |_| true);
                for found in &findings.endings {
                    let replayed = replay_order(stage, &found.order);
                    assert_eq!(
                        replayed.played.ending,
                        found.ending,
                        "{name} {}",
                        set.name()
                    );
                }
            });
        }
    }
}

#[test]
fn it_does_not_matter_how_many_os_threads_search() {
    let told = |name: &str, wanted: Wishes, jobs: usize| {
        let findings = on_stage(&bug(name), SafePoints::Every, |stage| {
            let stage = stage.with_safe_points(SafePoints::Every);
            search(&stage.with_jobs(jobs), wanted, &mut |_| true)
        });
        let figures = gilscope::lab::explore::report::to_json(&findings, name);
        (figures.to_string(), format!("{:?}", findings.endings))
    };
    for name in [
        "lost_update",
        "missed_notify",
        "check_then_act",
        "daemon_lines",
    ] {
        for (mode, samples) in [
            (Mode::Classes, 0),
            (Mode::Classes, 6_000),
            (Mode::Random, 10),
            (Mode::Pct(3), 10),
        ] {
            let wanted = Wishes {
                schedules: 700,
                samples,
                runtimes: mode == Mode::Classes && samples == 0,
                ..wishes(mode)
            };
            let alone = told(name, wanted, 1);
            for jobs in [2, 3] {
                assert_eq!(told(name, wanted, jobs), alone, "{name} {mode:?} {jobs}");
            }
        }
    }
}
