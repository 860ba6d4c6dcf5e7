//! The classic puzzles of `programs/puzzles`: what goes wrong in each wrong solution is found, and each
//! right one is searched to its end and found to be clean.

use gilscope::lab::captured::FindModule;
use gilscope::lab::explore::ending::Fault;
use gilscope::lab::explore::stage::Stage;
use gilscope::lab::explore::{Findings, Mode, Wishes, search};
use gilscope::lab::files::MemoryFiles;
use gilscope::machine::{Script, Setup};
use gilscope::text::Source;
use gilscope::vm::Options;
use gilscope::vm::files::Files;
use gilscope_runtime::driver::{Clock, Config, Interrupter};
use gilscope_runtime::heap::Counting;
use std::sync::Arc;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../programs/puzzles");

/// Explores a puzzle, by at most so many schedules.
fn explore(name: &str, schedules: u64) -> Findings {
    let file = format!("{FOLDER}/{name}.py");
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
    let script = Script::compile(Source::new("script.py", text));
    let script = script.unwrap_or_else(|error| panic!("{name}: {:?}", error.0));
    let mut config = Config::new(Clock::Virtual);
    config.limits.instructions = 1_000_000;
    let setup = Setup {
        config,
        counting: Counting::Plain,
        options: Options::default(),
    };
    let find: FindModule = Arc::new(|_, _| None);
    let files = || -> Box<dyn Files> { Box::new(MemoryFiles::empty()) };
    let interrupter = Interrupter::new();
    let stage = Stage::new(&script, &setup, 2_000, (&find, files), &interrupter);
    let wishes = Wishes {
        mode: Mode::Classes,
        schedules,
        samples: 0,
        runtimes: false,
        seed: 1,
    };
    search(&stage, wishes, &mut |_| true)
}

/// The puzzles, what is wrong in their usual wrong solutions, and an ending that shows it.
const PUZZLES: &[(&str, Fault, &str)] = &[
    ("signalling", Fault::Differs, "prints sent: "),
    ("rendezvous", Fault::Deadlock, "deadlock: "),
    ("mutex", Fault::Differs, "prints purse 1"),
    ("multiplex", Fault::Exception, "AssertionError: too hot"),
    ("barrier", Fault::Deadlock, "deadlock: "),
    (
        "reusable_barrier",
        Fault::Exception,
        "AssertionError: out of step",
    ),
    ("pairing", Fault::Exception, "AssertionError: nobody leads"),
    ("producer_consumer", Fault::Deadlock, "deadlock: "),
    ("readers_writers", Fault::Deadlock, "deadlock: "),
    ("no_starve_mutex", Fault::Differs, "prints 3"),
    ("dining_philosophers", Fault::Deadlock, "deadlock: "),
    ("cigarette_smokers", Fault::Deadlock, "deadlock: "),
    ("dining_savages", Fault::Differs, "prints filled 2 left"),
    ("barbershop", Fault::Deadlock, "deadlock: "),
    ("building_h2o", Fault::Deadlock, "deadlock: "),
    ("river_crossing", Fault::Differs, "prints captains 2"),
];

#[test]
fn every_wrong_solution_is_found_out() {
    for (name, fault, title) in PUZZLES {
        let findings = explore(name, 200);
        let faults = findings.faults();
        assert!(faults.contains(fault), "{name}: {faults:?}");
        let titles: Vec<String> = { findings.endings.iter() }
            .map(|found| found.ending.title())
            .collect();
        assert!(
            titles.iter().any(|it| it.starts_with(title)),
            "{name}: {titles:?}"
        );
        assert!(!findings.diverged, "{name}");
    }
}

#[test]
fn every_right_solution_is_clean_in_all_its_schedules() {
    for (name, ..) in PUZZLES {
        let findings = explore(&format!("{name}_fixed"), 2_000);
        assert!(
            findings.is_exhaustive,
            "{name}: {} schedules",
            findings.schedules
        );
        assert_eq!(findings.endings.len(), 1, "{name}");
        assert_eq!(findings.faults(), [], "{name}: {:?}", findings.races);
        assert_eq!(findings.orders, Vec::<Vec<_>>::new(), "{name}");
    }
}

#[test]
fn every_script_of_the_folder_is_a_puzzle() {
    let entries = std::fs::read_dir(FOLDER).expect("the folder is there");
    for entry in entries {
        let name = entry.expect("it can be read").file_name();
        let name = name.to_string_lossy().into_owned();
        let stem = name.trim_end_matches(".py").trim_end_matches("_fixed");
        assert!(PUZZLES.iter().any(|(puzzle, ..)| *puzzle == stem), "{name}");
    }
}
