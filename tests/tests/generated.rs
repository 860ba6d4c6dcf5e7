//! Programs made by chance, in every way to run them: what `gilscope fuzz` tests, at fixed seeds.
//!
//! `GILSCOPE_PROGRAMS` says how many of each family; 6 otherwise (24 of those with one thread), 60 where
//! `CI` is set.

use gilscope::lab::fuzz::cpython::Oracle;
use gilscope::lab::fuzz::program::Family;
use gilscope::lab::fuzz::tally::Tally;

fn programs(usual: u64) -> u64 {
    let wished = std::env::var("GILSCOPE_PROGRAMS").ok();
    let wished = wished.and_then(|text| text.parse().ok());
    let in_ci = std::env::var_os("CI").is_some();
    wished.unwrap_or(if in_ci { 60 } else { usual })
}

/// Tests the programs of a family; CPython is asked where there is one.
fn check(family: Family, count: u64) {
    let oracle = Oracle::start().filter(|oracle| oracle.version >= (3, 11));
    if oracle.is_none() && family.is_determined() {
        println!("skipped: the comparison with CPython: there is no python3 from 3.11 on");
    }
    let mut oracle = oracle;
    let mut tally = Tally::default();
    for seed in 0..count {
        let mut ask = |text: &str| Some(oracle.as_mut()?.ask(text)?.0);
        if let Some(culprit) = tally.test(family, seed, true, Some(&mut ask)) {
            panic!("{}", culprit.text("FILE"));
        }
    }
    println!("{}", tally.text(Default::default()));
    assert!(
        tally.endless * 5 <= count,
        "too many are too long to tell anything"
    );
}

#[test]
fn slicing_and_the_gil_change_nothing_for_one_thread() {
    check(Family::Objects, programs(24));
}

#[test]
fn programs_without_races_print_the_same_everywhere() {
    check(Family::Free, programs(6));
}

#[test]
fn circles_are_told_from_leaks() {
    check(Family::Cyclic, programs(6));
}

#[test]
fn races_lose_no_object() {
    check(Family::Racy, programs(6));
}
