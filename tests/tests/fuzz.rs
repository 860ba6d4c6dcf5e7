//! No script can make gilscope panic: scripts of the corpus changed by chance, words in any order and
//! things nested deeply are compiled, and what compiles is run for some instructions.
//!
//! `GILSCOPE_FUZZ_SECONDS` says for how long; 3 seconds otherwise, 60 where `CI` is set.
//! `GILSCOPE_SEED` is the first seed. `fuzz/` beside this folder has the same for cargo-fuzz.

use gilscope_tests::chance::Chance;
use gilscope_tests::mutation::{any_text, corpus};
use gilscope_tests::ours::run_ours;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// Most instructions that a script may take.
const PATIENCE: u64 = 100_000;

/// Stack of the OS thread that compiles, as the command line has it.
const STACK: usize = 256 << 20;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

fn fuzz() {
    let in_ci = std::env::var_os("CI").is_some();
    let seconds = number("GILSCOPE_FUZZ_SECONDS").unwrap_or(if in_ci { 60 } else { 3 });
    let (start, corpus) = (Instant::now(), corpus());
    let mut seed = number("GILSCOPE_SEED").unwrap_or(1);
    let first = seed;
    while start.elapsed() < Duration::from_secs(seconds) {
        let text = any_text(&mut Chance::new(seed), &corpus);
        let ran = catch_unwind(AssertUnwindSafe(|| run_ours(&text, PATIENCE)));
        if ran.is_err() {
            let file = std::env::temp_dir().join(format!("gilscope-panics-{seed}.py"));
            let _ = std::fs::write(&file, &text);
            panic!("seed {seed}, saved as {}\n{text}", file.display());
        }
        seed += 1;
    }
    println!("{} scripts from seed {first}", seed - first);
}

#[test]
fn changed_scripts_do_not_panic() {
    let worker = std::thread::Builder::new().stack_size(STACK).spawn(fuzz);
    let ended = worker.expect("a thread can be started").join();
    assert!(ended.is_ok(), "a script made gilscope panic");
}
