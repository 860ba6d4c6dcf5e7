//! What each set of safe points lets happen, and what it cannot let happen, in virtual time.

use gilscope::lab::captured::Captured;
use gilscope::machine::{Script, Setup, run};
use gilscope::safe_points::SafePoints;
use gilscope::text::Source;
use gilscope::vm::Options;
use gilscope_runtime::driver::{Clock, Config, Gil, Interrupter};
use gilscope_runtime::gil::{Handoff, Switch};
use gilscope_runtime::heap::Counting;
use gilscope_runtime::ledger::Reason;
use gilscope_runtime::time::Nanos;
use std::sync::Arc;

/// A way to run a script.
#[derive(Clone, Copy, Debug)]
struct Way {
    set: SafePoints,
    gil: bool,
    switch: Switch,
    seed: u64,
}

impl Way {
    fn new(set: SafePoints) -> Way {
        Way {
            set,
            gil: true,
            switch: Switch::EveryN(1),
            seed: 0,
        }
    }
}

/// What a script prints, how many instructions it takes, and how often a thread was made to let the
/// GIL go.
fn play(text: &str, way: Way) -> (String, u64, u64) {
    let script = Script::compile(Source::new("t.py", text));
    let script = script.unwrap_or_else(|error| panic!("{:?}", error.0));
    let mut config = Config::new(Clock::Virtual);
    config.gil = if way.gil { Gil::On } else { Gil::Off };
    config.switch = way.switch;
    config.handoff = Handoff::Fair;
    config.seed = way.seed;
    let setup = Setup {
        config,
        counting: if way.gil {
            Counting::Plain
        } else {
            Counting::Atomic
        },
        options: Options {
            gil: way.gil,
            safe_points: way.set,
            argv: vec!["t.py".into()],
            max_memory: None,
            switch_interval: 0.005,
            cores: 4,
            files: false,
            detached_merge: true,
            opcode_stats: false,
            watcher: None,
        },
    };
    let (host, collector) = Captured::new(0, Arc::new(|_, _| None));
    let outcome = run(&script, &setup, Box::new(host), &Interrupter::new());
    let report = &outcome.report;
    let made = |reason| {
        let each = { report.threads.iter() }.map(|thread| thread.ledger.switches(reason));
        each.sum::<u64>()
    };
    let made = made(Reason::Budget) + made(Reason::Interval);
    (collector.collect().out, report.instructions(), made)
}

const COUNT: &str = "
import threading
counter = 0
def work():
    global counter
    for _ in range(50):
        counter = counter + 1
threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
print(counter)
";

/// Whether some schedule of many loses an update of the counter.
fn loses(way: Way) -> bool {
    (1..8).any(|every| {
        (0..20).any(|seed| {
            let switch = Switch::EveryN(every);
            let (out, _, _) = play(
                COUNT,
                Way {
                    switch,
                    seed,
                    ..way
                },
            );
            out != "100\n"
        })
    })
}

#[test]
fn up_to_python_3_9_updates_are_lost_and_from_3_10_on_they_cannot_be() {
    let sets = [
        (SafePoints::Every, true),
        (SafePoints::Py27, true),
        (SafePoints::Py39, true),
        (SafePoints::Py310, false),
        (SafePoints::MicroPython, false),
        (SafePoints::Ruby, false),
        (SafePoints::Blocking, false),
    ];
    for (set, expected) in sets {
        assert_eq!(loses(Way::new(set)), expected, "{set:?}");
    }
}

#[test]
fn with_the_gil_off_any_place_is_a_safe_point() {
    for set in SafePoints::ALL {
        let way = Way {
            gil: false,
            ..Way::new(*set)
        };
        assert!(loses(way), "{set:?}");
    }
}

#[test]
fn a_call_between_load_and_store_loses_updates_under_py310_too() {
    let text = COUNT
        .replace("counter + 1", "one() + counter + one()")
        .replace("range(50)", "range(1000)")
        .replace("def work", "def one():\n    return 0.5\ndef work");
    let lost = (1..8).any(|every| {
        let way = Way {
            switch: Switch::EveryN(every),
            ..Way::new(SafePoints::Py310)
        };
        play(&text, way).0 != "2000.0\n"
    });
    assert!(lost);
}

#[test]
fn under_blocking_a_thread_that_spins_is_never_switched() {
    let text = "
import threading, time
seen = []
def other():
    time.sleep(0.001)
    seen.append('other')
t = threading.Thread(target=other)
t.start()
for i in range(100_000):
    if seen: break
seen.append('spinner')
time.sleep(0)
seen.append('after')
t.join()
print(seen)
";
    for switch in [Switch::EveryN(1), Switch::Interval(Nanos(1))] {
        let way = Way {
            switch,
            ..Way::new(SafePoints::Blocking)
        };
        let (out, _, made) = play(text, way);
        assert_eq!(out, "['spinner', 'other', 'after']\n", "{switch:?}");
        assert_eq!(made, 0);
        let (out, _, _) = play(
            text,
            Way {
                set: SafePoints::Py310,
                ..way
            },
        );
        assert_eq!(out, "['other', 'spinner', 'after']\n", "{switch:?}");
    }
}

/// Two threads with a check interval of one instruction switch at every safe point.
fn switches_of(body: &str, set: SafePoints) -> u64 {
    let text = format!(
        "
import threading
def work():
{body}
    return None
threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
"
    );
    play(&text, Way::new(set)).2
}

#[test]
fn micropython_switches_at_every_32nd_jump() {
    // A turn is a ForIter, which MicroPython does not check at, and a JumpBack.
    let turns = |turns: u32| {
        switches_of(
            &format!("    for i in range({turns}): pass"),
            SafePoints::MicroPython,
        )
    };
    let few = turns(3_200);
    let many = turns(6_400);
    assert_eq!(many - few, 2 * 3_200 / 32);
}

#[test]
fn ruby_switches_at_loop_ends_and_returns() {
    let turns = |turns: u32, inner: &str| {
        let body = format!("    def f(): return 1\n    for i in range({turns}): {inner}");
        switches_of(&body, SafePoints::Ruby)
    };
    let more = |inner| turns(300, inner) - turns(100, inner);
    assert_eq!(more("pass"), 2 * 200);
    assert_eq!(more("f()"), 2 * 400);
}

#[test]
fn no_set_changes_what_a_thread_computes() {
    let text = "
import threading
class Box:
    def __enter__(self): return self
    def __exit__(self, *e): return True
def gen(n):
    for i in range(n):
        yield from (i, -i)
def work(name):
    total = 0
    for i in gen(20):
        with Box():
            total += i * 3 if i > 4 else sum(x for x in range(i if i > 0 else 1))
            if i == 7: raise ValueError(i)
    results[name] = total
results = {}
threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
for t in threads: t.start()
for t in threads: t.join()
print(sorted(results.items()))
";
    let (expected, instructions, _) = play(text, Way::new(SafePoints::Every));
    for set in SafePoints::ALL {
        for every in [1, 2, 7, 100, 1_000_000] {
            let way = Way {
                switch: Switch::EveryN(every),
                ..Way::new(*set)
            };
            let (out, spent, _) = play(text, way);
            assert_eq!(out, expected, "{way:?}");
            assert!(
                spent.abs_diff(instructions) < instructions / 5,
                "{way:?} {spent}"
            );
        }
    }
}
