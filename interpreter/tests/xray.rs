//! X-rays of scripts whose figures are known: what is counted where, what is published, how many are alive, and
//! what keeps them so.

use gilscope::kept::Keeper;
use gilscope::lab::captured::{FindModule, Job};
use gilscope::lab::files::MemoryFiles;
use gilscope::lab::look::Look;
use gilscope::lab::xray::{
    KeptRow, LineRow, ObjectRow, Trial, TrialKind, Xray, page, to_json, try_all,
};
use gilscope::machine::{Outcome, Script, Setup};
use gilscope::safe_points::SafePoints;
use gilscope::text::Source;
use gilscope::vm::Options;
use gilscope_runtime::driver::{Clock, Config, Gil};
use gilscope_runtime::heap::{Counting, Free};
use gilscope_runtime::time::Nanos;
use std::sync::Arc;

fn setup(clock: Clock, gil: Gil, counting: Counting) -> Setup {
    let mut config = Config::new(clock);
    config.trace = Some(1_000_000);
    let mut setup = Setup {
        config,
        counting: Counting::usual(gil == Gil::On),
        options: Options {
            argv: vec!["s.py".into()],
            ..Options::default()
        },
    };
    setup.set_gil(gil);
    setup.counting = counting;
    setup
}

fn job(text: &str, setup: Setup) -> Job {
    let script = Script::compile(Source::new("s.py", text));
    let script = script.unwrap_or_else(|error| panic!("{:?}", error.0));
    Job { script, setup }
}

/// No modules of the user.
fn find() -> FindModule {
    Arc::new(|_, _| None)
}

fn inspect(job: &Job, free: Free) -> (Outcome, gilscope::lab::captured::Output) {
    job.inspect(&find(), || Box::new(MemoryFiles::empty()), free)
}

/// The X-ray of a script that ends well.
#[track_caller]
fn xray(text: &str, setup: Setup) -> Xray {
    let (outcome, output) = inspect(&job(text, setup.clone()), Free::Groups(Vec::new()));
    let xray = Xray::of(&outcome, &output, "s.py", &setup).expect("it was looked into");
    assert_eq!((xray.trouble.as_deref(), &*output.err), (None, ""));
    assert_eq!(xray.leaked, 0);
    xray
}

/// Every sound way to run.
fn ways() -> Vec<Setup> {
    let ways = [
        (Gil::On, Counting::Plain),
        (Gil::Off, Counting::Escape),
        (Gil::Off, Counting::Biased),
        (Gil::Off, Counting::Atomic),
    ];
    let clocks = [Clock::Virtual, Clock::Real];
    { clocks.into_iter() }
        .flat_map(|clock| ways.map(|(gil, counting)| setup(clock, gil, counting)))
        .collect()
}

#[track_caller]
fn object<'x>(xray: &'x Xray, name: &str, line: u32) -> &'x ObjectRow {
    let is_this = |row: &&ObjectRow| {
        row.name == name && row.place.as_ref().is_some_and(|place| place.line == line)
    };
    let found: Vec<&ObjectRow> = xray.objects.iter().filter(is_this).collect();
    assert_eq!(found.len(), 1, "{name} of line {line}");
    found[0]
}

#[track_caller]
fn line(xray: &Xray, number: u32) -> &LineRow {
    let is_this = |row: &&LineRow| row.place.as_ref().is_some_and(|it| it.line == number);
    xray.lines
        .iter()
        .find(is_this)
        .expect("something was counted there")
}

#[track_caller]
fn kept<'x>(xray: &'x Xray, name: &str, line: u32) -> &'x KeptRow {
    let is_this = |row: &&KeptRow| {
        row.name == name && row.place.as_ref().is_some_and(|place| place.line == line)
    };
    xray.kept.iter().find(is_this).expect("it was kept")
}

/// A hundred at a time, then ten that stay; a thousand, one at a time.
const PEAKS: &str = "\
class Node:
    pass

def many():
    nodes = [Node() for _ in range(100)]
    return len(nodes)

def one_by_one():
    for _ in range(1000):
        Node()

for _ in range(3):
    many()
one_by_one()
cache = {}
for key in range(10):
    cache[key] = Node()
";

#[test]
fn what_is_made_and_how_much_of_it_lives_at_a_time() {
    for setup in ways() {
        let xray = xray(PEAKS, setup);
        let figures = |line| {
            let row = object(&xray, "Node", line);
            (row.made, row.freed, row.peak)
        };
        assert_eq!(figures(5), (300, 300, 100));
        assert_eq!(figures(10), (1000, 1000, 1));
        assert_eq!(figures(17), (10, 0, 10));
        assert!(xray.peak >= 100, "{}", xray.peak);
        let row = kept(&xray, "Node", 17);
        assert_eq!((row.objects, row.keeper), (10, Some(Keeper::Variable)));
        assert_eq!(row.path, "cache[0]");
        assert!({ xray.kept.iter() }.all(|row| row.place.as_ref().is_none_or(|it| it.line != 5)));
    }
}

/// Each name counts one reference while it stands on the stack or in a variable.
const COUNTS: &str = "\
class Thing:
    pass

def use(thing):
    for _ in range(50):
        thing

def hold(thing, list):
    for _ in range(20):
        list.append(thing)

thing = Thing()
held = []
use(thing)
hold(thing, held)
";

#[test]
fn how_often_a_reference_is_counted_is_known_exactly() {
    for setup in ways() {
        let is_atomic = setup.counting == Counting::Atomic;
        let xray = xray(COUNTS, setup);
        // Taken and dropped at each turn; line 6 touches nothing else that is counted.
        let counts = line(&xray, 6).counts;
        let expected = match is_atomic {
            true => (0, 100),
            false => (100, 0),
        };
        assert_eq!((counts.local, counts.shared), expected);
        assert_eq!(counts.contended, 0);
        // There is one thread: nothing is contended, and nothing published.
        assert_eq!(xray.total().contended, 0);
        assert_eq!(xray.published.len(), 0);
        assert!(xray.shared_at_start.is_none());
        let row = object(&xray, "Thing", 12);
        assert_eq!((row.made, row.freed, row.peak), (1, 0, 1));
        // 21 references are left of it, one to each place; of what was taken more, all was dropped.
        assert!(row.counts.all() >= 100 + 20, "{:?}", row.counts);
    }
}

/// The second thread makes a list of 10 411 objects and stores it where others find it.
const PUBLISHED: &str = "\
import threading

class Item:
    pass

box = []

def fill():
    items = [Item() for _ in range(10_411)]
    box.append(items)

def fill_slowly():
    for _ in range(5):
        box.append(Item())

thread = threading.Thread(target=fill)
thread.start()
thread.join()
fill_slowly()
print(len(box))
";

#[test]
fn a_store_that_publishes_tells_how_much() {
    for clock in [Clock::Virtual, Clock::Real] {
        let xray = xray(PUBLISHED, setup(clock, Gil::Off, Counting::Escape));
        let found: Vec<_> = { xray.published.iter() }
            .filter_map(|row| {
                let line = row.place.as_ref()?.line;
                let it = row.publication;
                Some((line, &*row.name, it.stores, it.objects, it.largest))
            })
            .filter(|row| [10, 14].contains(&row.0))
            .collect();
        assert_eq!(
            found,
            [(10, "list", 1, 10_412, 10_412), (14, "Item", 5, 5, 1)]
        );
        assert_eq!(line(&xray, 10).published, 10_412);
        assert_eq!(object(&xray, "Item", 9).published, 10_411);
        let (place, objects) = xray.shared_at_start.as_ref().expect("it was published");
        assert_eq!(place.as_ref().map(|place| place.line), Some(17));
        assert!(*objects > 100);
        let text = xray.text(Look::default());
        assert!(
            text.contains("this store published 10 412 objects: list, line 9"),
            "{text}"
        );
    }
    // Other ways of counting publish nothing.
    for (gil, counting) in [
        (Gil::On, Counting::Plain),
        (Gil::Off, Counting::Atomic),
        (Gil::Off, Counting::Biased),
    ] {
        let xray = xray(PUBLISHED, setup(Clock::Virtual, gil, counting));
        assert!(xray.published.is_empty() && xray.shared_at_start.is_none());
    }
}

/// Two threads read one object; each has another of its own.
const SHARED: &str = "\
import threading

class Counter:
    pass

def work(mine):
    for _ in range(400):
        shared
        mine

shared = Counter()
threads = [threading.Thread(target=work, args=(Counter(),)) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
";

#[test]
fn a_shared_object_is_contended_and_a_private_one_is_not() {
    for (gil, counting) in [
        (Gil::On, Counting::Plain),
        (Gil::Off, Counting::Escape),
        (Gil::Off, Counting::Biased),
        (Gil::Off, Counting::Atomic),
    ] {
        let xray = xray(SHARED, setup(Clock::Virtual, gil, counting));
        let counts = line(&xray, 8).counts;
        assert_eq!(counts.local + counts.shared, 1600, "{counting:?}");
        match gil {
            // Under the GIL a slice is longer than all of it.
            Gil::On => assert!(counts.contended <= 2 && counts.shared == 0, "{counts:?}"),
            Gil::Off => {
                assert_eq!((counts.shared, counts.local), (1600, 0));
                assert!(counts.contended > 400, "{counts:?}");
            }
        }
        let counts = line(&xray, 9).counts;
        assert!(counts.contended <= 2, "{counts:?}");
        // What the main thread has made for others is its own only where it counts plainly.
        assert_eq!(counts.local + counts.shared, 1600);
        let first = &xray.objects[0];
        let place = first.place.as_ref().map(|place| place.line);
        if gil == Gil::Off {
            assert_eq!((&*first.name, place), ("Counter", Some(11)));
        }
    }
}

#[test]
fn on_the_real_clock_the_same_is_counted() {
    for counting in [Counting::Escape, Counting::Biased, Counting::Atomic] {
        let xray = xray(SHARED, setup(Clock::Real, Gil::Off, counting));
        let counts = line(&xray, 8).counts;
        assert_eq!((counts.shared, counts.local), (1600, 0), "{counting:?}");
    }
}

/// A cycle of two, a list that hangs on a cycle, and what the collector has found before the end.
const CYCLES: &str = "\
import gc

class Node:
    pass

def pair():
    a = Node()
    b = Node()
    a.right = b
    b.left = a

def collected():
    alone = Node()
    alone.itself = alone

def hanging():
    top = Node()
    top.itself = top
    top.data = [Node()]

for _ in range(7):
    collected()
gc.collect()
gc.disable()
pair()
hanging()
";

#[test]
fn cycles_are_told_with_their_way_round() {
    for setup in ways() {
        let xray = xray(CYCLES, setup);
        let check = |line, objects, keeper, path: &str| {
            let row = kept(&xray, "Node", line);
            assert_eq!(
                (row.objects, row.keeper, &*row.path),
                (objects, keeper, path)
            );
        };
        check(13, 7, None, "Node.itself → itself");
        let cycle = Some(Keeper::Cycle);
        check(7, 1, cycle, "Node.right.left → itself");
        check(8, 1, cycle, "Node.left.right → itself");
        check(19, 1, cycle, "Node.itself → itself, and Node.data[0]");
    }
}

/// A list of the module grows and grows, through an object, a dict and a closure.
const GROWING: &str = "\
class Service:
    def __init__(self):
        self.log = {'requests': []}

def make():
    seen = [0]
    def handle(service, n):
        service.log['requests'].append(('request', n, [n]))
        seen[0] = [n]
    return handle

service = Service()
handle = make()
for n in range(250):
    handle(service, n)
";

#[test]
fn the_way_to_what_grows_is_an_expression() {
    for setup in ways() {
        let xray = xray(GROWING, setup);
        let row = kept(&xray, "tuple", 8);
        assert_eq!(
            (row.objects, &*row.path),
            (250, "service.log['requests'][0]")
        );
        assert_eq!(row.keeper, Some(Keeper::Variable));
        let row = kept(&xray, "list", 9);
        let path = "handle.__closure__[0].cell_contents[0]";
        assert_eq!((row.objects, &*row.path), (1, path));
        let row = object(&xray, "tuple", 8);
        assert_eq!((row.made, row.peak), (250, 250));
    }
}

#[test]
fn locks_that_were_waited_for_are_told_with_their_lines() {
    let text = "\
import threading, time
lock = threading.Lock()
def work():
    with lock:
        time.sleep(0.010)
threads = [threading.Thread(target=work) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
";
    for gil in [Gil::On, Gil::Off] {
        let counting = Counting::usual(gil == Gil::On);
        let xray = xray(text, setup(Clock::Virtual, gil, counting));
        let row = line(&xray, 4);
        assert_eq!(row.lock_waits, 2);
        // One waits for 10 ms, the other one for 20, less what it took to start them.
        let waited = row.lock_waited;
        assert!(waited > Nanos::from_millis(29) && waited < Nanos::from_millis(31));
        let lock = &xray.locks[0];
        assert_eq!((&*lock.name, lock.waits, lock.waited), ("lock", 2, waited));
        assert!(lock.longest > Nanos::from_millis(19) && lock.longest < waited);
    }
}

fn trials(text: &str, change: impl FnOnce(&mut Setup)) -> Vec<Trial> {
    let mut setup = setup(Clock::Virtual, Gil::Off, Counting::Escape);
    setup.config.hardware.shared_count = Nanos(5);
    setup.config.hardware.count_transfer = Nanos(60);
    change(&mut setup);
    try_all(&job(text, setup), &inspect, &|_| ())
}

fn of_kind(trials: &[Trial], kind: TrialKind) -> Vec<&Trial> {
    trials.iter().filter(|trial| trial.kind == kind).collect()
}

#[test]
fn what_if_the_shared_object_were_not_counted() {
    let found = trials(SHARED, |_| ());
    let kinds: Vec<TrialKind> = found.iter().map(|trial| trial.kind).collect();
    assert_eq!(kinds[..2], [TrialKind::InTurn, TrialKind::AsItIs]);
    assert_eq!(found[0].speed_up, 1.0);
    let as_it_is = &found[1];
    let freed = of_kind(&found, TrialKind::FreeGroup);
    assert_eq!(freed[0].change, "without the counts of Counter of s.py:11");
    // 1600 operations of 65 ns on two threads, most of them contended.
    let saved = as_it_is.elapsed.0 - freed[0].elapsed.0;
    assert!(saved > 20_000 && saved <= 52_000, "{saved}");
    let all = of_kind(&found, TrialKind::FreeAll);
    assert!(all[0].elapsed <= freed[0].elapsed);
    assert!(all[0].speed_up > as_it_is.speed_up);
    // Every figure is a run's, and comes out again.
    assert_eq!(
        found.iter().map(|trial| trial.elapsed).collect::<Vec<_>>(),
        trials(SHARED, |_| ())
            .iter()
            .map(|trial| trial.elapsed)
            .collect::<Vec<_>>(),
    );
}

#[test]
fn without_costs_there_is_nothing_to_free() {
    let found = trials(SHARED, |setup| {
        setup.config.hardware.shared_count = Nanos::ZERO;
        setup.config.hardware.count_transfer = Nanos::ZERO;
    });
    assert_eq!(found.len(), 2);
}

#[test]
fn under_the_gil_the_first_question_is_what_if_there_were_none() {
    let found = trials(SHARED, |setup| setup.set_gil(Gil::On));
    let kinds: Vec<TrialKind> = found.iter().map(|trial| trial.kind).collect();
    let start = [
        TrialKind::InTurn,
        TrialKind::AsItIs,
        TrialKind::NoGil,
        TrialKind::FreeGroup,
    ];
    assert_eq!(kinds[..4], start);
    assert!(
        found[3]
            .change
            .starts_with("… and without the counts of Counter")
    );
}

#[test]
fn what_if_the_lock_were_not_taken() {
    let text = SHARED.replace(
        "        shared\n",
        "        with lock:\n            shared\n",
    );
    let text = text.replace(
        "import threading\n",
        "import threading; lock = threading.Lock()\n",
    );
    let found = trials(&text, |_| ());
    let free = of_kind(&found, TrialKind::NoLock);
    assert_eq!(free[0].change, "without `with lock:` of line 8");
    assert!(free[0].speed_up > found[1].speed_up);
}

/// Looked into or not, a run takes the same time and says the same, whatever the safe points.
#[test]
fn looking_changes_nothing_under_the_gil() {
    let text = PUBLISHED.replace("10_411", "300");
    for set in SafePoints::ALL {
        for switch in [7, 1_000] {
            let mut setup = setup(Clock::Virtual, Gil::On, Counting::Plain);
            setup.options.safe_points = *set;
            setup.config.switch = gilscope_runtime::gil::Switch::EveryN(switch);
            let job = job(&text, setup);
            let (seen, seen_out) = inspect(&job, Free::Groups(Vec::new()));
            let plain = job.run_and_listen(&find(), || Box::new(MemoryFiles::empty()));
            let figures = |outcome: &Outcome| {
                let report = &outcome.report;
                (
                    report.elapsed,
                    report.instructions(),
                    outcome.census.leaks.len(),
                )
            };
            assert_eq!(figures(&seen), figures(&plain.0), "{set:?} {switch}");
            assert_eq!(seen_out, plain.1);
        }
    }
}

#[test]
fn an_exception_and_a_deadlock_are_looked_into_too() {
    let setup = setup(Clock::Virtual, Gil::Off, Counting::Escape);
    for (text, trouble) in [
        (
            "x = []\nraise ValueError('no')\n",
            "exit status 1: ValueError: no",
        ),
        (
            "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()\n",
            "deadlock",
        ),
    ] {
        let (outcome, output) = inspect(&job(text, setup.clone()), Free::Groups(Vec::new()));
        let xray = Xray::of(&outcome, &output, "s.py", &setup).expect("it was looked into");
        assert_eq!(xray.trouble.as_deref(), Some(trouble));
        assert!(xray.text(Look::default()).contains("it did not end well"));
    }
}

#[test]
fn the_report_keeps_to_its_width_and_its_figures_are_in_the_others() {
    let mut setup = setup(Clock::Virtual, Gil::Off, Counting::Escape);
    setup.config.hardware.count_transfer = Nanos(60);
    let text = include_str!("../../programs/shared_table.py");
    let mut xray = xray(text, setup.clone());
    xray.trials = try_all(&job(text, setup), &inspect, &|_| ());
    for all in [false, true] {
        let look = Look {
            all,
            ..Look::default()
        };
        for line in xray.text(look).lines() {
            assert!(all || line.chars().count() <= 100, "{line}");
        }
        let ascii = Look {
            ascii: true,
            ..look
        };
        assert!(xray.text(ascii).replace("→", "->").is_ascii());
    }
    let figures = to_json(&xray);
    assert_eq!(
        figures["lines"].as_array().map(Vec::len),
        Some(xray.lines.len())
    );
    let contended = xray.total().contended;
    assert_eq!(figures["operations"]["contended"], contended);
    let sum = |of: &dyn Fn(&ObjectRow) -> u64| xray.objects.iter().map(of).sum::<u64>();
    assert_eq!(sum(&|row| row.counts.contended), contended);
    assert_eq!(sum(&|row| row.counts.all()), xray.total().all());
    let html = page(&xray);
    assert!(
        html.contains("Row, line 29") && html.contains("without the counts of Row"),
        "{html}"
    );
}
