//! What `gilscope explore` tells of what it has found: the step that goes wrong, by its name; races with
//! stacks and the lock that would help; and all of it short enough to be read.

use gilscope::lab::explore::report::{overview, races, story};
use gilscope::lab::explore::steps::{Step, steps};
use gilscope::lab::explore::{Findings, Mode, Wishes, orders, raced, replay_order, search};
use gilscope::lab::look::Look;
use gilscope::safe_points::SafePoints;

#[path = "common/staged.rs"]
mod staged;

use staged::{on_stage, threads, titles, wishes};

const PLAIN: Look = Look {
    ascii: false,
    color: false,
    all: true,
};

/// The steps, the story and its name, of the ending whose title begins so.
fn told(text: &str, title: &str) -> (Vec<Step>, String, Option<&'static str>) {
    on_stage(text, SafePoints::Every, |stage| {
        let findings = search(stage, wishes(Mode::Classes), &mut |_| true);
        let found = { findings.endings.iter() }.find(|it| it.ending.title().starts_with(title));
        let found = found.unwrap_or_else(|| panic!("{title} of {:?}: {text}", titles(&findings)));
        let replayed = replay_order(stage, &found.order);
        let story = story(&findings, found, &replayed, PLAIN);
        let steps = steps(&replayed, &findings.important);
        (steps, story.text, story.name)
    })
}

fn bug(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../programs/bugs");
    let file = format!("{folder}/{name}.py");
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"))
}

#[test]
fn what_goes_wrong_has_its_name() {
    let take = "    if d:\n        print(d.popleft())";
    let take = threads(2, "from collections import deque\nd = deque([1])", take, "");
    let visit = "    if 7 not in seen:\n        seen.add(7)\n        done.append(7)";
    let visit = threads(2, "seen = set()\ndone = []", visit, "print(done)");
    let cases = [
        (bug("lost_update"), "prints 1", Some("lost update")),
        (visit, "prints [7, 7]", Some("check-then-act")),
        (bug("missed_notify"), "deadlock", Some("lost wake-up")),
        (bug("abba_deadlock"), "deadlock", None),
        (bug("queue_worker"), "deadlock", None),
        (take, "IndexError", None),
    ];
    for (text, title, expected) in cases {
        let (_, story, name) = told(&text, title);
        assert_eq!(name, expected, "{story}");
    }
}

#[test]
fn an_exception_is_the_last_step_and_says_where_it_was_raised() {
    let text = threads(
        2,
        "xs = [1]",
        "    if xs:\n        print(xs.pop())",
        "print('end')",
    );
    let (steps, story, _) = told(&text, "IndexError");
    let last = { steps.iter() }.find(|it| it.text == "raises IndexError: pop from empty list");
    let last = last.unwrap_or_else(|| panic!("{story}"));
    assert_eq!(last.line, 5, "{story}");
    assert_eq!(
        last.wrong.as_ref().map(|it| it.text.as_str()),
        Some("print(xs.pop())")
    );
    // One that the main thread does not catch is told as well.
    let text = "import threading\nx = 0\ndef f():\n    global x\n    x = 1\nt = threading.Thread(target=f)\n\
                t.start()\nassert x == 0\nt.join()\n";
    let (steps, story, _) = told(text, "AssertionError");
    let last = steps.last().expect("there are steps");
    assert_eq!((last.thread.0, last.line), (0, 8), "{story}");
    assert!(last.text.contains("AssertionError"), "{story}");
}

/// Who has asked, after the notice, whether it need wait, waits for something else.
#[test]
fn only_a_notice_that_nobody_heard_is_a_lost_wake_up() {
    let consumers = "import threading\nitems = []\nc = threading.Condition()\ndef put():\n    with c:\n        \
                     items.append(1)\n        c.notify()\ndef take():\n    with c:\n        while not items:\n            \
                     c.wait()\n        items.pop()\nts = [threading.Thread(target=f) for f in (put, take, take)]\n\
                     for t in ts: t.start()\nfor t in ts: t.join()\n";
    let (_, story, name) = told(consumers, "deadlock");
    assert_eq!(name, None, "{story}");
    let bare = "import threading\nc = threading.Condition()\ndef tell():\n    with c:\n        c.notify_all()\n\
                t = threading.Thread(target=tell)\nt.start()\nwith c:\n    c.wait()\nt.join()\n";
    let (_, story, name) = told(bare, "deadlock");
    assert_eq!(name, Some("lost wake-up"), "{story}");
    let pulse = "import threading\ngo = threading.Event()\ndef wait():\n    go.wait()\ndef pulse():\n    go.set()\n    \
                 go.clear()\nts = [threading.Thread(target=f) for f in (wait, pulse)]\n\
                 for t in ts: t.start()\nfor t in ts: t.join()\n";
    let (_, pulsed, name) = told(pulse, "deadlock");
    assert_eq!(name, Some("lost wake-up"), "{pulsed}");
    let lines = "Thread-2 (pulse) notified at line 6 when nobody waited, and took it back at line 7; \
                 Thread-1 (wait) waits at line 4";
    let words = pulsed.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(lines), "{pulsed}");
    // An event that nobody sets has lost nothing.
    let unset = pulse.replace("    go.set()\n", "    print('pulse')\n");
    let (_, unset, name) = told(&unset, "deadlock");
    assert_eq!(name, None, "{unset}");
    let lines = "Thread-1 (tell) notified at line 5 when nobody waited; MainThread waits at line 9";
    let words = story.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(lines), "{story}");
}

#[test]
fn steps_have_their_lines_and_calls_are_one_step() {
    let (_, story, _) = told(&bug("lost_update"), "prints 1");
    assert!(story.contains("17  LoadGlobal counter reads 0"), "{story}");
    assert!(story.contains("line 17: counter = counter + 1"), "{story}");
    let event = "import threading\nready = threading.Event()\nx = 0\ndef f():\n    global x\n    ready.set()\n    \
                 x = 1\nt = threading.Thread(target=f)\nt.start()\nready.wait()\nprint(x)\nt.join()\n";
    let (steps, story, _) = told(event, "prints 0");
    let texts: Vec<&str> = steps.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "ready.set()",
            "ready.wait()",
            "LoadGlobal x reads 0",
            "StoreGlobal x writes 1"
        ],
        "{story}"
    );
    let named = "import threading\nlock = threading.Lock()\nn = 0\ndef f():\n    global n\n    with lock:\n        \
                 n += 1\n    print(n)\nts = [threading.Thread(target=f) for _ in range(2)]\nfor t in ts: t.start()\n\
                 for t in ts: t.join()\n";
    let (_, story, _) = told(named, "prints 2 / 2");
    assert!(story.contains("takes lock: with lock:"), "{story}");
    assert!(story.contains("lets lock go: with lock:"), "{story}");
}

#[test]
fn what_was_found_is_not_taken_for_all_there_is() {
    let text = threads(
        2,
        "x = 0",
        "    global x\n    for _ in range(3):\n        x = x + 1",
        "print(x)",
    );
    let head = |schedules| {
        let head = on_stage(&text, SafePoints::Every, |stage| {
            let wanted = Wishes {
                schedules,
                ..wishes(Mode::Classes)
            };
            let findings = search(stage, wanted, &mut |_| true);
            overview(&findings, &[], PLAIN)
        });
        head.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let all = head(3_000);
    assert!(all.contains("the script has 5 different endings."), "{all}");
    assert!(head(1).contains(" 1 ending was found."), "{}", head(1));
    assert!(
        head(40).contains(" different endings were found."),
        "{}",
        head(40)
    );
}

fn explored_races(text: &str) -> (Findings, String) {
    on_stage(text, SafePoints::Every, |stage| {
        let findings = search(stage, wishes(Mode::Classes), &mut |_| true);
        let told = raced::races(stage, &findings);
        let text = races(&findings, &told, PLAIN);
        (findings, text)
    })
}

#[test]
fn races_are_told_with_stacks_and_the_lock_that_would_help() {
    let text = "import threading\nlock = threading.Lock()\nclass Account:\n    def __init__(self):\n        \
                self.balance = 0\n    def deposit(self):\n        self.balance = self.balance + 1\na = Account()\n\
                def safe():\n    with lock:\n        a.deposit()\ndef unsafe():\n    print(a.balance)\n\
                ts = [threading.Thread(target=f) for f in (safe, unsafe)]\nfor t in ts: t.start()\n\
                for t in ts: t.join()\n";
    let (_, told) = explored_races(text);
    let words = told.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "nothing orders what two threads do to `self.balance`",
        "at script.py:7 holding lock",
        "in Account.deposit, called at script.py:11 in safe",
        "at script.py:13 holding no lock",
        "line 7 holds `lock`: take it at line 13, too.",
    ] {
        assert!(words.contains(part), "{part}: {told}");
    }
    let (_, told) = explored_races(&bug("lost_update"));
    assert!(told.contains("read-modify-write"), "{told}");
    let (_, told) = explored_races(&bug("check_then_act"));
    assert!(told.contains("check-then-act"), "{told}");
    let (_, told) = explored_races(&bug("lost_update_fixed"));
    assert_eq!(told, "");
}

#[test]
fn a_circle_of_locks_is_warned_of_once() {
    let text = "import threading\nclass Account:\n    def __init__(self):\n        self.lock = threading.RLock()\n    \
                def give(self, other):\n        with self.lock:\n            with other.lock:\n                pass\n\
                a, b = Account(), Account()\nts = [threading.Thread(target=a.give, args=(b,)), \
                threading.Thread(target=b.give, args=(a,))]\nfor t in ts: t.start()\nfor t in ts: t.join()\n";
    let (findings, _) = explored_races(text);
    assert_eq!(findings.orders.len(), 1, "{:?}", findings.orders);
    let told = orders::text(&findings, PLAIN);
    assert!(told.contains("which can be a deadlock"), "{told}");
}

#[test]
fn a_circle_of_locks_that_can_never_close_is_told_as_such() {
    let text = "import threading\nlock = threading.Lock()\nroom = threading.Lock()\nreaders = 0\ndef read():\n    \
                global readers\n    with lock:\n        readers += 1\n        if readers == 1:\n            \
                room.acquire()\n    with lock:\n        readers -= 1\n        if readers == 0:\n            \
                room.release()\nts = [threading.Thread(target=read) for _ in range(2)]\nfor t in ts: t.start()\n\
                for t in ts: t.join()\n";
    let (findings, _) = explored_races(text);
    assert_eq!(findings.orders.len(), 1, "{:?}", findings.orders);
    let told = orders::text(&findings, PLAIN);
    let words = told.split_whitespace().collect::<Vec<_>>().join(" ");
    let never = "None of the schedules, which are all there are, is a deadlock";
    assert!(words.contains(never), "{told}");
}

#[test]
fn a_wait_that_was_given_up_is_told_as_such() {
    let text = "import threading, queue\nq = queue.Queue()\nt = threading.Thread(target=q.put, args=(1,))\n\
                t.start()\ntry:\n    print(q.get(timeout=1))\nexcept queue.Empty:\n    print('late')\nt.join()\n";
    let (steps, story, _) = told(text, "prints late");
    let has = |text: &str| steps.iter().any(|it| it.text == text);
    assert!(has("time is up: print(q.get(timeout=1))"), "{story}");
}

#[test]
fn what_has_no_name_is_called_by_what_makes_it() {
    let text = "import threading\ndef numbers():\n    for i in range(2):\n        yield i\ng = numbers()\n\
                def work():\n    for x in g:\n        pass\nts = [threading.Thread(target=work) for _ in range(2)]\n\
                for t in ts: t.start()\nfor t in ts: t.join()\n";
    let (_, told) = explored_races(text);
    for variable in ["`g`", "`numbers()`", "`iter(range(2))`"] {
        assert!(told.contains(variable), "{variable}: {told}");
    }
}

/// So that there is time for samples and verdicts, however large the search is.
#[test]
fn no_part_of_a_search_may_take_all_the_time() {
    let mut shares: Vec<(String, f64)> = Vec::new();
    on_stage(&bug("lost_update"), SafePoints::Every, |stage| {
        let wanted = Wishes {
            samples: 3,
            runtimes: true,
            ..wishes(Mode::Classes)
        };
        search(stage, wanted, &mut |progress| {
            let part = (progress.what.to_string(), progress.share);
            if !shares.contains(&part) {
                shares.push(part);
            }
            true
        });
    });
    let mut ends = shares.iter().map(|(_, share)| *share);
    assert!(
        ends.clone().is_sorted_by(|one, other| one < other),
        "{shares:?}"
    );
    assert!(
        ends.clone().count() > 4 && ends.clone().all(|it| it <= 1.0),
        "{shares:?}"
    );
    assert!(ends.next().is_some_and(|first| first < 0.7), "{shares:?}");
}

/// A pool that was shut down has no last words: what its schedules are made of is remembered.
#[test]
fn schedules_of_pools_are_recalled() {
    let submitted = "from concurrent.futures import ThreadPoolExecutor\nn = 0\ndef add():\n    global n\n    \
                     n += 1\nwith ThreadPoolExecutor(1) as pool:\n    \
                     fs = [pool.submit(add) for _ in range(2)]\n    for f in fs: f.result()\nprint(n)\n";
    // `sum` goes through a generator by a function that is made when it is first needed.
    let mapped = "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(1) as pool:\n    \
                  print(sum(pool.map(abs, [-1, -1])))\n";
    for text in [submitted, mapped] {
        on_stage(text, SafePoints::Every, |stage| {
            let findings = search(stage, wishes(Mode::Classes), &mut |_| true);
            assert_eq!(titles(&findings), ["prints 2"]);
            assert!(findings.is_exhaustive);
            assert_eq!(stage.uses().distrusted, None);
            assert!(stage.uses().recalled > 0);
        });
    }
}

/// Every order of instructions in which threads meet, and not one of each kind.
#[test]
fn all_schedules_end_as_the_reduced_ones_do() {
    let cases: &[(&str, &str)] = &[
        ("x = 0", "    global x\n    x = x + 1"),
        ("x = 0", "    global x\n    x += 1\n    x += 1"),
        ("class C: n = 0", "    C.n += 1"),
        ("xs = []", "    xs.append(len(xs))"),
        ("xs = [0, 0]", "    xs[0] += 1\n    xs[1] = xs[0]"),
        (
            "s = set()",
            "    if 7 not in s:\n        s.add(7)\n        print('in')",
        ),
        ("d = {}", "    d['k'] = d.get('k', 0) + 1"),
        ("x = 1", "    global x\n    x -= 1\n    print(1 // x)"),
        (
            "lock = threading.Lock()\nx = 0",
            "    global x\n    with lock:\n        y = x\n    with lock:\n        x = y + 1",
        ),
        (
            "a = threading.Lock()\nb = threading.Lock()\nn = iter([(a, b), (b, a)])",
            "    p, q = next(n)\n    with p:\n        with q:\n            pass",
        ),
        (
            "from collections import deque\nd = deque([1])",
            "    if d:\n        d.popleft()",
        ),
        ("g = iter(range(9))", "    print(next(g))"),
    ];
    for (before, body) in cases {
        let text = threads(2, before, body, &format!("print({})", after(before)));
        on_stage(&text, SafePoints::Every, |stage| {
            let find = |mode| {
                let wanted = Wishes {
                    schedules: 200_000,
                    ..wishes(mode)
                };
                search(stage, wanted, &mut |_| true)
            };
            let (reduced, all) = (find(Mode::Classes), find(Mode::Bounded(u32::MAX)));
            assert!(reduced.is_exhaustive && all.is_exhaustive, "{text}");
            assert_eq!(titles(&all), titles(&reduced), "{text}");
            assert!(all.schedules >= reduced.schedules, "{text}");
        });
    }
}

/// What is printed in the end.
fn after(before: &str) -> &str {
    let last = before.lines().last().unwrap_or_default();
    match last.split_once(" = ") {
        Some((name, value)) if !value.starts_with("iter") && name.len() == 1 => name,
        Some(("xs", _)) => "xs",
        _ if last.starts_with("class C") => "C.n",
        _ => "1",
    }
}

#[test]
fn endings_that_fail_alike_are_told_apart() {
    let text = "import threading\nxs = [1]\ndef take(name):\n    if xs:\n        xs.pop()\n        print(name)\n\
                ts = [threading.Thread(target=take, args=(n,)) for n in 'ab']\nfor t in ts: t.start()\n\
                for t in ts: t.join()\n";
    let head = on_stage(text, SafePoints::Every, |stage| {
        let findings = search(stage, wishes(Mode::Classes), &mut |_| true);
        overview(&findings, &[], PLAIN)
    });
    for title in [
        "IndexError, having printed 'a'",
        "IndexError, having printed 'b'",
    ] {
        assert!(head.contains(title), "{head}");
    }
}

/// Whoever has ended lets no lock go.
#[test]
fn a_lock_that_nobody_is_left_to_let_go_is_told_as_such() {
    let text = "import threading\nlock = threading.Lock()\nstock = 1\ndef buy():\n    global stock\n    \
                lock.acquire()\n    if stock < 1:\n        raise ValueError('sold out')\n    stock -= 1\n    \
                lock.release()\nts = [threading.Thread(target=buy) for _ in range(3)]\nfor t in ts: t.start()\n\
                for t in ts: t.join()\n";
    let (_, story, _) = told(text, "deadlock: MainThread, Thread-3");
    let words = story.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "raises ValueError: sold out",
        "wants ──▶ lock, held by Thread-2, which has ended",
        "help: Thread-2 has ended without letting lock go",
    ] {
        assert!(words.contains(part), "{part}: {story}");
    }
}

/// What CPython has in C is one piece where there is a GIL.
#[test]
fn no_thread_is_switched_within_what_is_in_c() {
    // `if d:` and the call after it have no safe point between them from 3.10 on.
    let take = "    if d:\n        d.popleft()";
    let deque = threads(2, "from collections import deque\nd = deque([1])", take, "");
    let hits = threads(
        2,
        "from collections import defaultdict\nd = defaultdict(int)",
        "    d['k'] += 1",
        "print(d['k'])",
    );
    let call = "    if d:\n        str()\n        d.popleft()";
    let call = threads(2, "from collections import deque\nd = deque([1])", call, "");
    let sets = [SafePoints::Every, SafePoints::Py39, SafePoints::Py310];
    for (text, expected) in [
        (deque, [2, 2, 1]),
        (hits, [2, 2, 1]),
        // A call is where a thread may be switched, in C or not.
        (call, [2, 2, 2]),
    ] {
        let endings = sets.map(|set| {
            on_stage(&text, set, |stage| {
                let findings = search(stage, wishes(Mode::Classes), &mut |_| true);
                assert!(findings.is_exhaustive, "{text}");
                findings.endings.len()
            })
        });
        assert_eq!(endings, expected, "{text}");
    }
}

/// Ctrl-C ends the search, and not what it has found. It comes while a module of the script is read,
/// which is a pipe: so gilscope has begun.
#[cfg(unix)]
#[test]
fn an_interrupted_search_tells_what_it_has_found() {
    use std::io::Write;
    use std::os::unix::process::ExitStatusExt;
    use std::process::{Command, Stdio};
    let folder = std::env::temp_dir().join(format!("gilscope-stories-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let body = "    global x\n    for _ in range(40):\n        x = x + 1";
    let (script, piped) = (folder.join("s.py"), folder.join("piped.py"));
    let text = threads(2, "import piped\nx = 0", body, "print(x)");
    std::fs::write(&script, text).expect("a script");
    let made = Command::new("mkfifo").arg(&piped).status();
    assert!(made.is_ok_and(|it| it.success()));
    let run = Command::new(env!("CARGO_BIN_EXE_gilscope"))
        .args([
            "explore",
            "--seconds",
            "600",
            "--no-runtimes",
            "--samples",
            "0",
        ])
        .arg(&script)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut pipe = std::fs::File::create(&piped).expect("somebody reads it");
    let id = run.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status();
    assert!(sent.is_ok_and(|it| it.success()));
    // Whoever reads it again finds a file.
    let file = folder.join("file.py");
    std::fs::write(&file, "").expect("a file");
    std::fs::rename(&file, &piped).expect("it takes its place");
    pipe.write_all(b"y = 1\n").expect("it is read");
    drop(pipe);
    let ended = run.wait_with_output().expect("it ends");
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (words(&ended.stdout), words(&ended.stderr));
    assert_eq!(ended.status.signal(), Some(2), "{out} {err}");
    assert!(err.contains("what was found so far"), "{err}");
    assert!(
        out.contains("not all there are") && out.contains("prints 80"),
        "{out}"
    );
    std::fs::remove_dir_all(&folder).expect("it was there");
}

/// A bounded search knows what can be had without any pre-emption.
#[test]
fn the_shortest_schedule_has_as_few_pre_emptions_as_can_be() {
    let text = "import threading\nitems = []\nc = threading.Condition()\ndef put():\n    for i in range(2):\n        \
                with c:\n            items.append(i)\n            c.notify()\ndef take(name):\n    with c:\n        \
                if not items:\n            c.wait()\n        print(name, items.pop())\n\
                ts = [threading.Thread(target=take, args=(n,)) for n in 'ab']\n\
                ts.append(threading.Thread(target=put))\nfor t in ts: t.start()\nfor t in ts: t.join()\n";
    for set in [SafePoints::Every, SafePoints::Py310, SafePoints::Py39] {
        on_stage(text, set, |stage| {
            let find = |mode| {
                let wanted = Wishes {
                    schedules: 60_000,
                    ..wishes(mode)
                };
                search(stage, wanted, &mut |_| true)
            };
            let reduced = find(Mode::Classes);
            for bound in 0..2 {
                let all = find(Mode::Bounded(bound));
                assert!(all.is_exhaustive, "{bound}");
                let few = { reduced.endings.iter() }
                    .filter(|it| it.order.preemptions <= bound as usize)
                    .map(|it| &it.ending);
                let few: std::collections::BTreeSet<_> = few.collect();
                let all: std::collections::BTreeSet<_> =
                    { all.endings.iter() }.map(|it| &it.ending).collect();
                assert_eq!(few, all, "{} {bound}", set.name());
            }
        });
    }
}
