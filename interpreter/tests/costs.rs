//! Costs of single kinds of instructions on the virtual clock.

use gilscope::lab::captured::{FindModule, Job};
use gilscope::lab::files::MemoryFiles;
use gilscope::lab::hardware::set;
use gilscope::machine::{Outcome, Script, Setup};
use gilscope::safe_points::SafePoints;
use gilscope::text::Source;
use gilscope::vm::Options;
use gilscope::vm::meter::{KINDS, kind_name, kind_named};
use gilscope_runtime::driver::{Clock, Config, Gil};
use gilscope_runtime::gil::Switch;
use gilscope_runtime::heap::Counting;
use gilscope_runtime::ledger::Reason;
use gilscope_runtime::time::Nanos;
use std::sync::Arc;

/// What kinds cost here; the others take 20 ns.
const COSTS: &str = "JumpBack=1us,ForIterStore=300ns,slow-Call=5us,slow-CallMethod=2us,Pop=0";

fn run(text: &str, change: impl FnOnce(&mut Config, &mut Options)) -> (Outcome, String) {
    let script = Script::compile(Source::new("s.py", text));
    let script = script.unwrap_or_else(|error| panic!("{:?}", error.0));
    let mut config = Config::new(Clock::Virtual);
    set(&mut config, "op-costs", COSTS).unwrap_or_else(|error| panic!("{error}"));
    config.hardware.cores = 1;
    let mut options = Options {
        files: false,
        ..Options::default()
    };
    change(&mut config, &mut options);
    let setup = Setup {
        counting: Counting::usual(config.gil == Gil::On),
        config,
        options,
    };
    let job = Job { script, setup };
    let find: FindModule = Arc::new(|_, _| None);
    let (outcome, output) = job.run_and_listen(&find, || Box::new(MemoryFiles::empty()));
    (outcome, output.out)
}

/// What the kinds that were executed cost together.
fn cost(outcome: &Outcome) -> Nanos {
    let costs = |kind: usize| match &*kind_name(kind) {
        "JumpBack" => 1_000_000,
        "ForIterStore" => 300_000,
        "slow-Call" => 5_000_000,
        "slow-CallMethod" => 2_000_000,
        "Pop" => 0,
        work if work.starts_with("work-") => 0,
        _ => 20_000,
    };
    let counts = outcome.tally.kinds.iter().enumerate();
    Nanos(counts.map(|(kind, count)| costs(kind) * count).sum::<u64>() / 1000)
}

const MIXED: &str = "
def f(n):
    return [n, len(str(n))]
t = []
for i in range(2000):
    t.append(f(i))
    if i % 3:
        t = t[:5]
";

#[test]
fn a_run_takes_what_its_instructions_cost() {
    let sets = [
        SafePoints::Every,
        SafePoints::Py310,
        SafePoints::Py27,
        SafePoints::Py39,
        SafePoints::MicroPython,
        SafePoints::Ruby,
        SafePoints::Blocking,
    ];
    for set in sets {
        let (outcome, _) = run(MIXED, |_, options| options.safe_points = set);
        assert_eq!(outcome.tally.kinds.len(), KINDS);
        assert_eq!(outcome.report.elapsed, cost(&outcome), "{}", set.name());
        let plain = run(MIXED, |config, options| {
            config.hardware.costs = None;
            options.safe_points = set;
        });
        let instructions = outcome.report.instructions();
        assert_eq!(instructions, plain.0.report.instructions());
        assert!(plain.0.tally.kinds.is_empty());
    }
}

#[test]
fn threads_of_all_processes_are_counted() {
    let text = "
import threading, multiprocessing
def f():
    for i in range(1000):
        pass
if __name__ == '__main__':
    works = [threading.Thread(target=f), multiprocessing.Process(target=f)]
    for w in works: w.start()
    for w in works: w.join()
";
    let (outcome, _) = run(text, |_, _| ());
    let turns = kind_named("ForIterStore").map(|kind| outcome.tally.kinds[kind]);
    assert!(turns >= Some(2_000), "{turns:?}");
}

/// Two threads whose instructions cost more than usual are switched as often as the interval says.
#[test]
fn intervals_are_kept_whatever_instructions_cost() {
    let text = "
import threading
def work():
    i = 0
    while i < 20000:
        i += 1
ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts: t.start()
for t in ts: t.join()
";
    let (outcome, _) = run(text, |config, _| {
        config.switch = Switch::Interval(Nanos::from_millis(1));
    });
    let report = &outcome.report;
    let asked: u64 = { report.threads.iter() }
        .map(|thread| thread.ledger.switches(Reason::Interval))
        .sum();
    let intervals = report.elapsed.0 / 1_000_000;
    assert!(intervals > 40, "{intervals}");
    // At the beginning and at the end, only one of them is there.
    let expected = intervals * 8 / 10..=intervals;
    assert!(expected.contains(&asked), "{asked} of {intervals}");
    for thread in &report.threads {
        assert_eq!(thread.ledger.total(), thread.ended.since(thread.born));
    }
}

#[test]
fn the_clock_of_the_script_goes_by_costs() {
    let text = "
import time
a = time.perf_counter_ns()
for i in range(100): pass
b = time.perf_counter_ns()
time.sleep(0.5)
c = time.perf_counter_ns()
print(b - a > 100 * 1000, b - a < 100 * 1000 + 30000, c - b >= 500000000, c - b < 500100000)
";
    let (outcome, out) = run(text, |_, _| ());
    assert_eq!(out, "True True True True\n");
    let (half, _) = run(text, |config, _| config.hardware.speeds = vec![500]);
    let work = |outcome: &Outcome| outcome.report.cpu.0;
    assert_eq!(work(&half), 2 * work(&outcome));
}

#[test]
fn every_kind_has_a_name() {
    for kind in 0..KINDS {
        assert_eq!(kind_named(&kind_name(kind)), Some(kind));
    }
    assert_eq!(kind_named("slow-slow-Call"), None);
}

/// How much longer a run takes where a unit of this work takes a microsecond.
fn extra(text: &str, work: &str) -> Nanos {
    let free = run(text, |_, _| ()).0.report;
    let costs = format!("{COSTS},{work}=1us");
    let paid = || {
        let set = |config: &mut Config, _: &mut Options| {
            set(config, "op-costs", &costs).unwrap_or_else(|error| panic!("{error}"));
        };
        run(text, set).0.report
    };
    let (paid, again) = (paid(), paid());
    assert_eq!(paid.elapsed, again.elapsed, "{work}: the same in every run");
    assert_eq!(paid.instructions(), free.instructions());
    assert_eq!(paid.cpu.since(free.cpu), paid.elapsed.since(free.elapsed));
    paid.elapsed.since(free.elapsed)
}

#[test]
fn work_that_no_instruction_tells_of_takes_its_time() {
    let us = Nanos::from_micros;
    let long = "a = list(range(100))\n";
    let more = |text: &str, work: &str| {
        let whole = extra(&format!("{long}{text}"), work);
        whole.since(extra(long, work))
    };
    assert_eq!(more("sum(range(1000))\n", "work-item"), us(1000));
    assert_eq!(more("tuple(a)\n", "work-copy"), us(100));
    assert_eq!(more("' '.join('a b c'.split())\n", "work-item"), us(3));
    assert_eq!(
        more("print('abc', 1)\nprint()\n", "work-print"),
        us(3 + 1),
        "two texts and two values"
    );
    assert_eq!(more("print('abc', 1)\n", "work-write"), us(6));
    // 125 numbers in no order: seven rounds of comparisons; 100 in order: one.
    let jumble = "b = [i * 7 % 125 for i in range(125)]\n";
    let sorts = more(&format!("{jumble}b.sort()\n"), "work-compare");
    assert_eq!(sorts, us(125 * 7));
    assert_eq!(more("a.sort()\n", "work-compare"), us(100));
    // 2 ** 320 has eleven digits of 32 bits.
    let large = "n = 1 << 320\n";
    let product = more(&format!("{large}n * n\n"), "work-digit");
    assert_eq!(product, us(121));
    // The first call also compiles the function of the prelude that it needs.
    let once = extra("exec('x = 1')\n", "work-compile");
    let twice = extra("exec('x = 1')\nexec('y = 2')\n", "work-compile");
    assert_eq!(twice.since(once), us(6), "and a newline");
}

#[test]
fn an_import_takes_its_time_where_linking_does() {
    let nothing = extra("pass\n", "work-link");
    let time = extra("import time\n", "work-link");
    let threads = extra("import threading\n", "work-link");
    let twice = extra("import threading\nimport threading\n", "work-link");
    assert_eq!(nothing, Nanos::ZERO, "the script was there before it ran");
    assert!(time > Nanos::ZERO && threads.0 > 2 * time.0);
    assert_eq!(twice, threads, "the second one finds the module");
}
