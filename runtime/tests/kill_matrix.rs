//! Do the tests bite? Goes through the faults of `src/seeded.rs`: each is made, and the test that is to
//! find it must fail, which it must not without it. Prints a table; fails when one is not found.
//!
//!     cargo test -p gilscope-runtime --features seeded-faults --test kill_matrix
//!
//! Words behind `--` choose faults by a part of their names; `--no-loom` leaves out those that need loom's
//! build.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// Which program of tests.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Suite {
    Unit,
    Counts,
    Biased,
    Conformance,
    Virtual,
    Loom,
}

use Suite::{Biased, Conformance, Counts, Loom, Unit, Virtual};

const MODEL: &str = "a_count_is_the_number_of_references";
const ADD_UP: &str = "loom_biased_counts_of_owner_and_others_add_up";
const TOLD: &str = "a_watcher_is_told_of_the_end_if_it_wishes";
const IMMORTALS: &str = "immortals_are_not_counted_and_freed_at_the_end";
const PUBLISHED: &str = "publishing_marks_all_that_an_object_leads_to_and_nothing_else";
const STORED: &str = "what_is_stored_in_a_shared_object_is_shared_first";
const HISTORY: &str = "gil::histories::any_history_is_lawful";
const LAST: &str = "loom_the_last_of_three_references_frees_once_and_after_all_reads";
const GUARD: &str = "loom_a_guard_excludes_and_shows_what_was_written";
const LOCK: &str = "loom_a_lock_excludes_and_wakes";

/// Faults, and the tests that find them.
const MATRIX: &[(&str, Suite, &str)] = &[
    ("CountNotUp", Counts, MODEL),
    ("CountNotDown", Counts, MODEL),
    ("CountDownTwice", Counts, MODEL),
    ("CountSharedNotUp", Counts, MODEL),
    ("CountSharedNotDown", Counts, MODEL),
    ("CountSharedDownTwice", Counts, MODEL),
    (
        "CountSharedTorn",
        Loom,
        "loom_a_reference_made_from_a_live_one_keeps_the_object_alive",
    ),
    ("CountSharedRelaxed", Loom, LAST),
    ("CountNoFence", Loom, LAST),
    ("CountImmortals", Counts, IMMORTALS),
    ("BiasedOwnsAll", Loom, ADD_UP),
    (
        "BiasedMergeRelaxed",
        Loom,
        "loom_biased_the_owner_frees_after_what_others_did",
    ),
    (
        "BiasedExchangeRelaxed",
        Loom,
        "loom_biased_three_threads_drop_what_the_owner_has_counted",
    ),
    (
        "BiasedFreeDisowns",
        Biased,
        "what_dies_in_its_owners_hands_stays_the_owners",
    ),
    (
        "BiasedDisownsLate",
        Loom,
        "loom_biased_who_merges_touches_nothing_that_another_has_freed",
    ),
    ("BiasedQueueSubtracts", Counts, MODEL),
    ("BiasedMergeForgets", Counts, MODEL),
    (
        "BiasedUnwatched",
        Loom,
        "loom_biased_a_weak_reference_finds_nothing_dead",
    ),
    (
        "BiasedSoleLocally",
        Biased,
        "one_reference_is_not_enough_to_be_alone",
    ),
    (
        "BiasedWaitsForDetached",
        Biased,
        "an_owner_that_waits_keeps_nothing_alive",
    ),
    (
        "BiasedMergeUnlocked",
        Loom,
        "loom_biased_a_merge_in_an_owners_place_excludes_the_owner",
    ),
    (
        "BiasedDrainsOnce",
        Loom,
        "loom_biased_an_owner_that_ends_leaves_nothing_behind",
    ),
    ("SoleWhenTwo", Counts, MODEL),
    ("SoleWhenWatched", Counts, MODEL),
    ("ReleaseForgetsPending", Counts, MODEL),
    ("ReleaseSilent", Counts, MODEL),
    ("ReleaseSpeaksTwice", Counts, MODEL),
    ("ReleaseKeepsWatched", Counts, TOLD),
    ("FreedNotCounted", Counts, MODEL),
    ("BornLocal", Counts, MODEL),
    ("ReachedUncounted", Counts, MODEL),
    ("AdoptNothing", Counts, STORED),
    ("PublishNothing", Counts, MODEL),
    ("PublishShallow", Counts, PUBLISHED),
    ("ShareNothing", Counts, IMMORTALS),
    ("ImmortalsKept", Counts, IMMORTALS),
    (
        "WeakLocal",
        Counts,
        "what_has_a_weak_reference_is_published_and_so_is_the_reference",
    ),
    ("WeakRaisesDead", Counts, TOLD),
    ("WeakTellsNobody", Counts, TOLD),
    (
        "GuardTakesTwice",
        Unit,
        "heap::cells::tests::a_second_guard_of_one_object_is_our_bug",
    ),
    ("GuardNeverEnds", Counts, STORED),
    ("GuardEndsRelaxed", Loom, GUARD),
    ("GuardRaces", Loom, GUARD),
    ("GilHeldTwice", Unit, HISTORY),
    ("GilWakesNobody", Unit, HISTORY),
    (
        "GilStaleRequest",
        Unit,
        "gil::laws::forced_a_request_of_an_earlier_tenure_is_forgotten",
    ),
    ("GilGoneUnfollowed", Unit, HISTORY),
    (
        "GilIgnoresOrder",
        Unit,
        "gil::laws::nobody_asks_where_threads_co_operate_but_by_order",
    ),
    (
        "GilQueueBackwards",
        Unit,
        "gil::laws::fair_ownership_is_passed_in_the_order_of_coming",
    ),
    (
        "ForcedLeaverStays",
        Unit,
        "gil::laws::forced_a_leaver_who_was_asked_waits_to_be_followed",
    ),
    (
        "ForcedAsksAlways",
        Unit,
        "gil::laws::forced_a_timeout_that_coincides_with_a_switch_asks_nothing",
    ),
    (
        "BargingOwnTicker",
        Unit,
        "gil::laws::barging_shares_one_ticker",
    ),
    (
        "IoFirstLevels",
        Unit,
        "gil::laws::io_first_a_thread_back_from_io_asks_at_once",
    ),
    (
        "GilMissesBell",
        Loom,
        "loom_two_threads_yield_to_each_other",
    ),
    ("LockWakesNobody", Conformance, "locks_exclude_and_wake"),
    (
        "LockTakenTwice",
        Conformance,
        "deadlocks_of_one_and_after_main",
    ),
    ("LockRelaxed", Loom, LOCK),
    (
        "LockTurnLost",
        Loom,
        "loom_a_waiter_that_gives_up_passes_its_turn_on",
    ),
    (
        "LockBackwards",
        Conformance,
        "waiters_have_a_lock_in_their_order",
    ),
    (
        "JoinersForgotten",
        Conformance,
        "threads_run_and_are_joined",
    ),
    ("SeatUncounted", Loom, LOCK),
    ("LedgerLosesTime", Virtual, "ledgers_add_up"),
    (
        "LedgerLosesSwitch",
        Conformance,
        "instructions_are_counted_exactly",
    ),
    ("VirtualForgetsWake", Conformance, "locks_exclude_and_wake"),
    (
        "VirtualUncharged",
        Conformance,
        "instructions_are_counted_exactly",
    ),
    (
        "VirtualUninterrupted",
        Conformance,
        "main_is_interrupted_wherever_it_is",
    ),
    (
        "ThreadsUnlimited",
        Conformance,
        "threads_beyond_the_limit_are_refused",
    ),
    (
        "MailBackwards",
        Unit,
        "mailbox::tests::messages_come_in_their_order_and_once",
    ),
    (
        "MailTwice",
        Unit,
        "mailbox::tests::messages_come_in_their_order_and_once",
    ),
];

/// Longest time for one test: a fault may well make it hang.
const PATIENCE: Duration = Duration::from_secs(40);

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let with_loom = !words.iter().any(|word| word == "--no-loom");
    let words: Vec<&String> = words.iter().filter(|word| !word.starts_with('-')).collect();
    let wished = |row: &&(&str, Suite, &str)| {
        let named = words.is_empty() || words.iter().any(|word| row.0.contains(word.as_str()));
        named && (with_loom || row.1 != Loom)
    };
    let rows: Vec<_> = MATRIX.iter().filter(wished).collect();
    let programs = programs(rows.iter().any(|row| row.1 == Loom));
    let mut sound: BTreeMap<(Suite, &str), bool> = BTreeMap::new();
    let mut caught = 0;
    for (fault, suite, test) in rows.iter().copied() {
        let is_sound = *{ sound.entry((*suite, test)) }
            .or_insert_with(|| run(&programs[suite], *suite, test, "") == "passes");
        let outcome = match is_sound {
            true => run(&programs[suite], *suite, test, fault),
            false => "the test fails without it",
        };
        let is_caught = ["fails", "dies", "hangs"].contains(&outcome);
        caught += u32::from(is_caught);
        let verdict = if is_caught { "caught" } else { "MISSED" };
        println!("{verdict}  {fault:<22} {outcome:<6} {test}");
    }
    println!("{caught} of {} seeded faults caught", rows.len());
    match caught as usize == rows.len() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// Runs one test with a fault, or with none: what becomes of it.
fn run(program: &Path, suite: Suite, test: &str, fault: &str) -> &'static str {
    let mut command = Command::new(program);
    // The names of loom's models are told without their modules.
    if suite != Loom {
        command.arg("--exact");
    }
    let child = command
        .arg(test)
        .env("GILSCOPE_SEEDED", fault)
        .env("PROPTEST_RNG_SEED", "1")
        .env("PROPTEST_MAX_SHRINK_ITERS", "0")
        .env("PROPTEST_DISABLE_FAILURE_PERSISTENCE", "1")
        .env("LOOM_MAX_PREEMPTIONS", "2")
        .env("RUST_BACKTRACE", "0")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut child = child.expect("the test can be started");
    let began = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        if began.elapsed() > PATIENCE {
            let _ = child.kill();
            let _ = child.wait();
            return "hangs";
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let output = child.wait_with_output().expect("a child");
    let output = String::from_utf8_lossy(&output.stdout).into_owned();
    match status.code() {
        Some(0) if output.contains(" 0 passed") => "no such test",
        Some(0) => "passes",
        Some(101) => "fails",
        _ => "dies",
    }
}

/// Builds the tests with the feature; the paths of their programs.
fn programs(with_loom: bool) -> BTreeMap<Suite, PathBuf> {
    let told = build(&["--lib", "--tests"], false);
    let files = [
        (Unit, "src/lib.rs"),
        (Counts, "tests/counts.rs"),
        (Biased, "tests/biased.rs"),
        (Conformance, "tests/conformance.rs"),
        (Virtual, "tests/virtual_time.rs"),
    ];
    let mut programs: BTreeMap<Suite, PathBuf> = { files.into_iter() }
        .map(|(suite, file)| (suite, program_of(&told, file)))
        .collect();
    if with_loom {
        let told = build(&["--lib", "--release"], true);
        programs.insert(Loom, program_of(&told, "src/lib.rs"));
    }
    programs
}

/// What cargo says of a build.
fn build(options: &[&str], is_loom: bool) -> String {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let mut command = Command::new(cargo);
    command
        .args(["test", "--no-run", "--features", "seeded-faults"])
        .args(options)
        .arg("--manifest-path")
        .arg(&manifest)
        .env("CARGO_TERM_COLOR", "never");
    if is_loom {
        let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
        let target = target.unwrap_or_else(|| manifest.with_file_name("../target"));
        let flags = "--cfg loom -C debug-assertions=on -C overflow-checks=on";
        command.env("RUSTFLAGS", flags);
        command.arg("--target-dir").arg(target.join("loom"));
    }
    let output = command.output().expect("cargo can be run");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}");
    told
}

/// The program that cargo has built of a file.
fn program_of(told: &str, file: &str) -> PathBuf {
    let line = told.lines().find(|line| line.contains(file));
    let path = line.and_then(|line| line.rsplit_once('(')?.1.strip_suffix(')'));
    PathBuf::from(path.unwrap_or_else(|| panic!("cargo has built no {file}:\n{told}")))
}
