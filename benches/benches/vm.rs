//! Dispatch, calls and counts: small scripts on one thread in virtual time, and the same with atomic
//! counts. `benches/peers.py` compares whole programs with other interpreters.

use criterion::{Criterion, criterion_group, criterion_main};
use gilscope_benches::{compile, run_silently};
use gilscope_runtime::driver::{Clock, Config, Gil};
use gilscope_runtime::heap::Counting;

const SCRIPTS: &[(&str, &str)] = &[
    (
        "dispatch/while",
        "def f():\n i = 0\n while i < 300000:\n  i += 1\nf()\n",
    ),
    (
        "dispatch/for",
        "def f():\n for i in range(300000):\n  pass\nf()\n",
    ),
    (
        "calls/fib",
        "def fib(n):\n if n < 2:\n  return n\n return fib(n - 1) + fib(n - 2)\nfib(20)\n",
    ),
    (
        "calls/method",
        "class C:\n def m(self):\n  return self.x\ndef f():\n c = C()\n c.x = 1\n i = 0\n \
         while i < 100000:\n  c.m()\n  i += 1\nf()\n",
    ),
    (
        "counts/list",
        "def f():\n a = []\n i = 0\n while i < 100000:\n  b = a\n  c = [b, b]\n  i += 1\nf()\n",
    ),
];

fn scripts(criterion: &mut Criterion) {
    for counting in [Counting::Plain, Counting::Atomic] {
        let mut config = Config::new(Clock::Virtual);
        if counting == Counting::Atomic {
            config.gil = Gil::Off;
        }
        for (name, text) in SCRIPTS {
            let script = compile(text);
            let name = format!("{name}/{counting:?}");
            criterion.bench_function(&name, |bencher| {
                bencher.iter(|| run_silently(&script, &config, counting));
            });
        }
    }
}

/// A world set up and cleared away, with what its script imports.
fn start_up(criterion: &mut Criterion) {
    let all: Vec<String> = { gilscope::stdlib::names() }
        .map(|name| format!("import {name}\n"))
        .collect();
    let texts = [
        ("nothing", "pass\n"),
        ("threading", "import threading\n"),
        ("everything", &all.concat()),
    ];
    let config = Config::new(Clock::Virtual);
    for (name, text) in texts {
        let script = compile(text);
        criterion.bench_function(&format!("start-up/{name}"), |bencher| {
            bencher.iter(|| run_silently(&script, &config, Counting::Plain));
        });
    }
}

criterion_group!(benches, scripts, start_up);
criterion_main!(benches);
