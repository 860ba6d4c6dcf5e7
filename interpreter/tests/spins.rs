//! `gilscope explore` of threads that go round in loops: who waits for a flag by looking at it again and again
//! rests until somebody changes it, so that such programs have few kinds of schedule, and loops that never
//! end are told as such.

use gilscope::lab::explore::ending::Fault;
use gilscope::lab::explore::{Findings, Mode, Wishes, replay_order, search};
use gilscope::safe_points::SafePoints;

#[path = "common/staged.rs"]
mod staged;

use staged::{on_stage, threads, titles, wishes};

fn explore(text: &str, mode: Mode) -> Findings {
    on_stage(text, SafePoints::Every, |stage| {
        let findings = search(stage, wishes(mode), &mut |_| true);
        for found in &findings.endings {
            let again = replay_order(stage, &found.order);
            assert_eq!(again.played.ending, found.ending, "{text}");
        }
        assert!(!findings.diverged, "{text}");
        findings
    })
}

/// All that there is, by every way to search.
fn check(text: &str, schedules: u64, expected: &[&str]) {
    let findings = explore(text, Mode::Classes);
    assert_eq!(titles(&findings), expected, "{text}");
    assert!(findings.is_exhaustive, "{text}");
    assert_eq!(findings.schedules, schedules, "{text}");
    assert_eq!(findings.redundant, 0, "{text}");
    let bounded = explore(text, Mode::Bounded(2));
    assert!(bounded.is_exhaustive, "{text}");
    for mode in [Mode::Random, Mode::Pct(3)] {
        let wanted = Wishes {
            schedules: 300,
            ..wishes(mode)
        };
        let by_chance = on_stage(text, SafePoints::Every, |stage| {
            search(stage, wanted, &mut |_| true)
        });
        for found in [titles(&bounded), titles(&by_chance)].concat() {
            assert!(expected.contains(&found.as_str()), "{found}: {text}");
        }
    }
}

fn with_main(thread: &str, main: &str) -> String {
    format!(
        "import threading, time\ndone = False\nlock = threading.Lock()\ndef work():\n{thread}\n\
         t = threading.Thread(target=work)\nt.start()\n{main}\nt.join()\nprint('ok')\n"
    )
}

const SETS: &str = "    global done\n    done = True";

#[test]
fn who_waits_for_a_flag_has_as_many_turns_as_the_flag_has_changes() {
    // The change comes before the first look, between the first two, which come to the same, or later.
    check(
        &with_main(SETS, "while not done:\n    pass"),
        3,
        &["prints ok"],
    );
    check(
        &with_main("    pass", "while t.is_alive():\n    pass"),
        2,
        &["prints ok"],
    );
    let sleeps = "while not done:\n    time.sleep(0.1)";
    let findings = explore(&with_main(SETS, sleeps), Mode::Classes);
    assert!(findings.is_exhaustive && findings.schedules <= 4);
    assert_eq!(titles(&findings), ["prints ok"]);
    let tries = "while not lock.acquire(blocking=False):\n    pass";
    let holds = "    with lock:\n        pass";
    let findings = explore(&with_main(holds, tries), Mode::Classes);
    assert!(findings.is_exhaustive);
    let held = "deadlock: MainThread, Thread-1 (work)";
    assert_eq!(titles(&findings), [held, "prints ok"]);
}

fn peterson(first: &str, second: &str) -> String {
    let body = format!(
        "    global turn, counter\n    other = 1 - me\n    {first}\n    {second}\n    \
         while flag[other] and turn == other:\n        pass\n    counter += 1\n    flag[me] = False"
    );
    format!(
        "import threading\nflag = [False, False]\nturn = 0\ncounter = 0\ndef work(me):\n{body}\n\
         ts = [threading.Thread(target=work, args=(i,)) for i in range(2)]\nfor t in ts: t.start()\n\
         for t in ts: t.join()\nprint(counter)\n"
    )
}

#[test]
fn petersons_algorithm_is_right_and_its_wrong_order_is_not() {
    check(
        &peterson("flag[me] = True", "turn = other"),
        12,
        &["prints 2"],
    );
    let wrong = explore(&peterson("turn = other", "flag[me] = True"), Mode::Classes);
    assert_eq!(titles(&wrong), ["prints 1", "prints 2"]);
    assert!(wrong.is_exhaustive);
    // Each lets the other go first.
    let polite = peterson("flag[me] = True", "pass").replace(" and turn == other", "");
    let polite = explore(&polite, Mode::Classes);
    assert!(polite.is_exhaustive);
    let stuck = "never ends: Thread-1 (work) at line 10, Thread-2 (work) at line 10";
    assert_eq!(titles(&polite), [stuck, "prints 2"]);
    assert!(polite.faults().contains(&Fault::Endless));
}

#[test]
fn a_loop_that_nothing_can_end_is_proven_to_be_one() {
    for body in [
        "    while True:\n        pass",
        "    while True:\n        time.sleep(1)",
    ] {
        let findings = explore(&with_main(body, ""), Mode::Classes);
        assert_eq!((findings.schedules, findings.is_exhaustive), (1, true));
        let title = findings.endings[0].ending.title();
        let places = [5, 6].map(|line| format!("never ends: Thread-1 (work) at line {line}"));
        assert!(places.contains(&title), "{title}");
    }
    // Nobody has to wait for a daemon.
    let text = threads(1, "", "    while True:\n        pass", "");
    let daemon = text.replace("target=work)", "target=work, daemon=True)");
    let daemon = daemon.replace("t.join()", "pass") + "\nprint('ends')\n";
    assert_eq!(titles(&explore(&daemon, Mode::Classes)), ["prints ends"]);
}

#[test]
fn loops_that_end_by_themselves_are_let_go_on() {
    let until =
        "    end = time.monotonic() + 0.0001\n    while time.monotonic() < end:\n        pass";
    check(&with_main(until, ""), 1, &["prints ok"]);
    let counts = "    n = 0\n    while n < 70_000:\n        n += 1";
    check(&with_main(counts, ""), 1, &["prints ok"]);
    // One that counts its turns lets a sleeper wake at last.
    let counting = with_main(
        &format!("    time.sleep(0.1)\n{SETS}"),
        "n = 0\nwhile not done:\n    n += 1",
    );
    let wanted = Wishes {
        schedules: 5,
        ..wishes(Mode::Classes)
    };
    let findings = on_stage(&counting, SafePoints::Every, |stage| {
        search(stage, wanted, &mut |_| true)
    });
    assert_eq!(findings.endings[0].ending.title(), "prints ok");
}

/// Objects that are told by their identity alone stand in sets, and are keys of dicts, in an order that no
/// address decides.
#[test]
fn sets_of_objects_are_the_same_in_every_execution() {
    let texts = [
        "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(2) as pool:\n    \
         print(list(pool.map(abs, [1, 2])))\n",
        "import asyncio\nasync def main():\n    await asyncio.to_thread(print, 1)\nasyncio.run(main())\n",
        "import threading\nclass C: pass\nseen = {}\nknown = {C() for _ in range(20)}\ndef work():\n    \
         for c in known: seen[c] = 1\nts = [threading.Thread(target=work) for _ in range(2)]\n\
         for t in ts: t.start()\nfor t in ts: t.join()\nprint(len(seen))\n",
    ];
    for text in texts {
        let wanted = Wishes {
            schedules: 150,
            ..wishes(Mode::Classes)
        };
        let findings = on_stage(text, SafePoints::Every, |stage| {
            search(stage, wanted, &mut |_| true)
        });
        assert!(!findings.diverged, "{text}");
    }
}
