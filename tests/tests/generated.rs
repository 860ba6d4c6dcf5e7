//! Small programs made by chance from what objects, their attributes, last words and caches can do to
//! each other: each prints the same however its steps are cut, with the GIL and without, loses no
//! object, and prints what CPython prints where there is one.

use gilscope::lab::captured::Captured;
use gilscope::lab::census::remains;
use gilscope::machine::{Script, Setup, run};
use gilscope::safe_points::SafePoints;
use gilscope::text::Source;
use gilscope::vm::Options;
use gilscope::vm::thread::ThreadEnd;
use gilscope_runtime::driver::{Clock, Config, Gil, Interrupter};
use gilscope_runtime::gil::Switch;
use gilscope_runtime::heap::Counting;
use std::process::{Command, Stdio};
use std::sync::Arc;

/// How many programs are made.
const PROGRAMS: u64 = 24;
/// Of these, how many CPython runs as well: each takes it a start.
const COMPARED: u64 = 24;

/// What all programs begin with.
const HEAD: &str = "\
class P:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
    def m(self): return ('P.m', self.n)
class Q(P):
    def __init__(self, n):
        self.a1 = n
        P.__init__(self, -n)
class E(Exception): pass
class F(E):
    def __del__(self): print('del F', self.args[0])
def put0(o, v): o.a0 = v
def put1(o, v): o.a1 = v
def put2(o, v): o.a2 = v
def get0(o): return o.a0
def get1(o): return o.a1
def get2(o): return o.a2
def call(o): return o.m()
def gen(n, o):
    inner = P(n)
    try:
        for i in range(3):
            yield n + i
    finally:
        print('fin', n, inner.n)
def plain(n):
    first, second = P(n), Q(n)
    yield n
    yield P(n + 1)
def over(n):
    yield from gen(n, None)
def fail(n, depth):
    held = P(n)
    if depth: fail(n + 1, depth - 1)
    raise F(n)
def closure(n):
    p = P(n)
    return lambda: p.n
def attempt(f, *args):
    try:
        return f(*args)
    except (AttributeError, TypeError, ValueError) as e:
        return type(e).__name__
def show(v): return v.n if isinstance(v, P) else v
";

/// Chance, the same for the same seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}

/// One statement, perhaps of several lines.
fn statement(chance: &mut Chance) -> String {
    let (a, b, k) = (chance.below(4), chance.below(4), chance.below(3));
    let n = chance.below(90) + 10;
    let key = n % 5;
    match chance.below(34) {
        0..4 => format!("v{a} = P({n})"),
        4 | 5 => format!("v{a} = Q({n})"),
        6 => format!("v{a} = v{b}"),
        7 | 8 => format!("print(attempt(put{k}, v{a}, {n}))"),
        9 | 10 => format!("print(show(attempt(get{k}, v{a})))"),
        11 => format!("attempt(put{k}, v{a}, P({n}))"),
        12 => format!("l.append(v{a})"),
        13 => format!("d[{key}] = v{a}"),
        14 => "if l: l.pop()".to_string(),
        15 => format!("d.pop({key}, None)"),
        16 => format!("del l[{}:{}]", a.min(b), a.max(b)),
        17 => format!("l = l + [P({n}), v{a}]"),
        18 => format!("s += str({n})\nprint(len(s), s[-6:])"),
        19 => format!("for i in range({key}):\n    s += s[:3] + str(i)\n    t = s\n    s += t[-1]"),
        20 => format!("g = gen({n}, v{a})\nprint(next(g))"),
        21 => format!("g = plain({n})\nprint(show(next(g)))"),
        22 => format!("g = over({n})\nprint(next(g))"),
        23 => "print(show(next(g, 'end')))".to_string(),
        24 => "g.close()".to_string(),
        25 => "g = gen(0, None)".to_string(),
        26 => format!(
            "try:\n    fail({n}, {k})\nexcept E as e:\n    print(type(e).__name__, e.args[0])"
        ),
        27 => format!("try:\n    del v{a}.a{k}\nexcept AttributeError:\n    print('none')"),
        28 => format!("P.m = lambda self: ({n}, self.n)"),
        29 => format!("print(attempt(call, v{a}), attempt(call, v{b}))"),
        30 => format!(
            "P.a{k} = property(lambda self: ('prop', self.n), lambda self, v: print('set', show(v)))"
        ),
        31 => format!("try:\n    del P.a{k}\nexcept AttributeError:\n    print('none')"),
        32 => format!("print(sorted(getattr(v{a}, '__dict__', ())))"),
        _ => format!("print(closure({n})(), sum(P(i).n for i in range({key})))"),
    }
}

/// The program of a seed: in a function or at the top level of the module.
fn program(seed: u64) -> String {
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1);
    let mut lines = vec![
        "v0 = v1 = v2 = v3 = None".to_string(),
        "l = []; d = {}; s = 'text' + str(1); t = ''; g = gen(1, None)".to_string(),
    ];
    lines.extend((0..40).map(|_| statement(&mut chance)));
    let dropped = ["v0", "v1", "v2", "v3", "l", "d", "g"];
    lines.extend(dropped.map(|name| format!("print('{name}')\n{name} = None")));
    let body = lines.join("\n");
    match chance.below(2) {
        0 => format!("{HEAD}{body}\n"),
        _ => format!(
            "{HEAD}def body():\n    {}\nbody()\n",
            body.replace('\n', "\n    ")
        ),
    }
}

/// A way to cut a run into steps.
#[derive(Clone, Copy, Debug)]
struct Slicing {
    gil: Gil,
    every: u64,
    safe_points: SafePoints,
    /// Without the GIL.
    counting: Counting,
}

/// What a program prints, and how many instructions that takes.
fn print_of(text: &str, slicing: Slicing) -> (String, u64) {
    let script = Script::compile(Source::new("generated.py", text));
    let script = script.unwrap_or_else(|error| panic!("{:?}\n{text}", error.0));
    let with_gil = slicing.gil == Gil::On;
    let mut config = Config::new(Clock::Virtual);
    config.gil = slicing.gil;
    config.switch = Switch::EveryN(slicing.every);
    let setup = Setup {
        config,
        counting: if with_gil {
            Counting::Plain
        } else {
            slicing.counting
        },
        options: Options {
            cores: 4,
            files: true,
            gil: with_gil,
            safe_points: slicing.safe_points,
            argv: vec!["generated.py".into()],
            max_memory: None,
            switch_interval: 0.005,
        },
    };
    let (host, collector) = Captured::new(0, Arc::new(|_, _| None));
    let outcome = run(&script, &setup, Box::new(host), &Interrupter::new());
    let output = collector.collect();
    let each = outcome
        .censuses()
        .map(|census| remains(&census.leaks).leaked.len());
    let leaked: usize = each.sum();
    let end = &outcome.end;
    assert!(
        *end == ThreadEnd::Finished && output.err.is_empty() && leaked == 0,
        "{slicing:?}: {end:?}, {leaked} leaked\n{}\n{text}",
        output.err
    );
    (output.out, outcome.report.instructions())
}

/// What CPython prints; `None` where there is none.
fn print_of_cpython(text: &str) -> Option<String> {
    let mut python = Command::new("python3");
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("PYTHON")) {
        python.env_remove(name);
    }
    let output = python
        .args(["-c", text])
        .stdin(Stdio::null())
        .output()
        .ok()?;
    Some(String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n"))
}

#[test]
fn slicing_and_the_gil_change_nothing() {
    let whole = Slicing {
        gil: Gil::On,
        every: Config::CHECK_INTERVAL,
        safe_points: SafePoints::Every,
        counting: Counting::Escape,
    };
    for seed in 0..PROGRAMS {
        let text = program(seed);
        let (out, instructions) = print_of(&text, whole);
        let every = [1, 2, 5].map(|every| (every, SafePoints::Every));
        let others = SafePoints::ALL.iter().map(|set| (1, *set));
        for (every, safe_points) in every.into_iter().chain(others) {
            let slicing = Slicing {
                every,
                safe_points,
                ..whole
            };
            let cut = print_of(&text, slicing);
            assert!(
                cut.0 == out,
                "{slicing:?}\n{}\n--- whole\n{out}\n{text}",
                cut.0
            );
            assert_eq!(cut.1, instructions, "{slicing:?}\n{text}");
        }
        for every in [1, Config::CHECK_INTERVAL] {
            let slicing = Slicing {
                gil: Gil::Off,
                every,
                counting: [Counting::Atomic, Counting::Escape, Counting::Racy][seed as usize % 3],
                ..whole
            };
            let (free, _) = print_of(&text, slicing);
            assert!(
                free == out,
                "{slicing:?}\n{free}\n--- with the GIL\n{out}\n{text}"
            );
        }
    }
}

/// What is compared with CPython: all but last words line by line, and the last words sorted. Objects
/// that a list holds twice, or that die as a generator ends, may die in another order here.
fn essence(output: &str) -> (Vec<&str>, Vec<&str>) {
    let is_last = |line: &&str| line.starts_with("del ");
    let (mut last, others): (Vec<&str>, Vec<&str>) = output.lines().partition(is_last);
    last.sort_unstable();
    (others, last)
}

#[test]
fn cpython_prints_the_same() {
    let version = Command::new("python3").arg("--version").output();
    if version.is_err() {
        println!("skipped: cpython_prints_the_same: there is no python3");
        return;
    }
    let whole = Slicing {
        gil: Gil::On,
        every: Config::CHECK_INTERVAL,
        safe_points: SafePoints::Every,
        counting: Counting::Escape,
    };
    for seed in 0..COMPARED {
        let text = program(seed);
        let (ours, _) = print_of(&text, whole);
        let theirs = print_of_cpython(&text).expect("python3 can be run");
        assert!(
            essence(&ours) == essence(&theirs),
            "seed {seed}\n{ours}\n--- CPython\n{theirs}\n{text}"
        );
    }
}
