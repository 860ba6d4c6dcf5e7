//! Programs made by chance print the same under CPython and gilscope.
//!
//! `GILSCOPE_PROGRAMS` says how many; 200 otherwise, 5,000 where `CI` is set. `GILSCOPE_SEED` is the
//! first one's seed. A program that differs is made smaller, saved and shown.

use gilscope_tests::oracle::Oracle;
use gilscope_tests::ours::{Ours, run_ours};
use gilscope_tests::program::pieces;
use std::collections::BTreeMap;

/// Most instructions that a program may take.
const PATIENCE: u64 = 3_000_000;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// What differs, if something does.
fn difference(oracle: &mut Oracle, text: &str) -> Option<String> {
    let ours = match run_ours(text, PATIENCE) {
        Ours::Ran(out, last) => (out, last),
        Ours::Refused(_) | Ours::Endless => return None,
    };
    let theirs = oracle.ask(text).expect("CPython answers");
    let with_messages = oracle.version >= (3, 13);
    let last = |line: &str| match with_messages {
        true => line.to_string(),
        false => line.split(':').next().unwrap_or_default().to_string(),
    };
    let is_same = ours.0 == theirs.0 && last(&ours.1) == last(&theirs.1);
    let shown = || {
        let lines = ours.0.lines().zip(theirs.0.lines());
        let first = { lines }.find(|(ours, theirs)| ours != theirs);
        format!(
            "first: {first:?}\n--- gilscope\n{}{}\n--- CPython\n{}{}",
            ours.0, ours.1, theirs.0, theirs.1
        )
    };
    (!is_same).then(shown)
}

/// Leaves out pieces as long as there is a difference.
fn smaller(oracle: &mut Oracle, mut pieces: Vec<String>) -> Vec<String> {
    let mut at = pieces.len();
    while at > 1 {
        at -= 1;
        let mut without = pieces.clone();
        without.remove(at);
        if difference(oracle, &without.concat()).is_some() {
            pieces = without;
        }
    }
    pieces
}

#[test]
fn generated_programs_print_the_same() {
    let Some(mut oracle) = Oracle::start() else {
        println!("skipped: generated_programs_print_the_same: there is no python3");
        return;
    };
    if oracle.version < (3, 11) {
        println!("skipped: generated_programs_print_the_same: this python3 is older than 3.11");
        return;
    }
    let in_ci = std::env::var_os("CI").is_some();
    let count = number("GILSCOPE_PROGRAMS").unwrap_or(if in_ci { 5_000 } else { 200 });
    let first = number("GILSCOPE_SEED").unwrap_or(1);
    let most = number("GILSCOPE_FAILURES").unwrap_or(1) as usize;
    let with_messages = oracle.version >= (3, 13);
    let mut refused: BTreeMap<String, u64> = BTreeMap::new();
    let mut failures = Vec::new();
    for seed in first..first + count {
        let pieces = pieces(seed, with_messages);
        let text = pieces.concat();
        if let Ours::Refused(feature) = run_ours(&text, PATIENCE) {
            *refused.entry(feature).or_default() += 1;
            continue;
        }
        if difference(&mut oracle, &text).is_some() {
            let small = smaller(&mut oracle, pieces)[1..].concat();
            // Slices can be hashed since 3.12: before, a dict raises another error.
            if oracle.version < (3, 12) && slices_a_dict(&small) {
                println!("seed {seed} asks a dict for a slice: passed over");
                continue;
            }
            let head = pieces_head(with_messages);
            let whole = format!("{head}{small}");
            let shown = difference(&mut oracle, &whole).unwrap_or_default();
            let file = std::env::temp_dir().join(format!("gilscope-differs-{seed}.py"));
            let _ = std::fs::write(&file, &whole);
            failures.push(format!(
                "seed {seed}, saved as {}\n{small}\n{shown}",
                file.display()
            ));
            if failures.len() >= most {
                break;
            }
        }
    }
    let refusals: u64 = refused.values().sum();
    println!("{count} programs from seed {first}, {refusals} refused: {refused:?}");
    assert!(failures.is_empty(), "{}", failures.join("\n==========\n"));
    assert!(
        refusals * 5 <= count,
        "too many are refused to tell anything: {refused:?}"
    );
}

/// Whether a dict, a variable or a display, is asked for a slice.
fn slices_a_dict(text: &str) -> bool {
    ["d0[", "d1[", "d2[", "}["].iter().any(|begin| {
        let indices = text.split(begin).skip(1);
        { indices }.any(|rest| {
            rest.split(']')
                .next()
                .is_some_and(|index| index.contains(':'))
        })
    })
}

fn pieces_head(with_messages: bool) -> String {
    pieces(0, with_messages).swap_remove(0)
}
