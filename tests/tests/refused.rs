//! Every refusal in the sources is shown by a script that ends with it: `tests/refusals/*.md`.

use gilscope_tests::refusals::{entries, refusals};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Refusals that no script of `tests/refusals` can show, and why.
const UNREACHABLE: &[(&str, &str)] = &[
    (
        "",
        "`_unsupported` itself: the words are those of its callers, which stand in the library",
    ),
    (
        "a file, where there are none",
        "all hosts have files; one that embeds gilscope may have none",
    ),
    (
        "a process started in a session",
        "only at the prompt: tests of the session",
    ),
    (
        "this of files: ..",
        "only where the system gives no number for what went wrong",
    ),
    (
        "a pickle of this `..`",
        "the second attempt at a pickle tells what it cannot take by a word of its own",
    ),
    (
        "a pickle of what the module .. defines, which is not imported here",
        "a module of the library that can be sent stands in `_import`",
    ),
    (
        "the `__doc__` that `dataclass` makes",
        "`__doc__` is found among the members of the class before",
    ),
    (
        "`__eq__` by name where a class of the script compares",
        "the comparison falls back before",
    ),
    (
        "`__annotations__` of this class",
        "classes of the library that are made by hand",
    ),
    (
        "`..` of a form of `typing`",
        "what CPython's forms have there has no name that a script would use",
    ),
    (
        "`register` of a union",
        "unions of types are refused before",
    ),
    (
        "`register` by this annotation",
        "annotations that are no classes are refused before",
    ),
];

/// Stack of the OS threads that compile, as the command line has it.
const STACK: usize = 64 << 20;

#[test]
fn each_script_is_refused_in_the_words_above_it() {
    let (entries, next) = (entries(), AtomicUsize::new(0));
    let work = || {
        let mut faults = Vec::new();
        while let Some(entry) = entries.get(next.fetch_add(1, Ordering::Relaxed)) {
            faults.extend(entry.fault());
        }
        faults
    };
    let faults: Vec<String> = std::thread::scope(|scope| {
        let worker = || {
            std::thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, work)
        };
        let workers: Vec<_> = (0..2).map(|_| worker().expect("a thread")).collect();
        { workers.into_iter() }
            .flat_map(|worker| worker.join().expect("no panic"))
            .collect()
    });
    assert!(entries.len() > 200, "{}", entries.len());
    assert!(
        faults.is_empty(),
        "{}\nThe words above a script are those of the refusal it ends with. If the feature is \
         supported by now, remove its entry.",
        faults.join("\n")
    );
}

#[test]
fn each_refusal_in_the_sources_has_a_script() {
    let (entries, refusals) = (entries(), refusals());
    assert!(refusals.len() > 200, "{}", refusals.len());
    let is_excused = |shown: &str| UNREACHABLE.iter().any(|(words, _)| *words == shown);
    let missing: Vec<String> = { refusals.iter() }
        .filter(|refusal| !is_excused(&refusal.shown()))
        .filter(|refusal| !entries.iter().any(|entry| refusal.gives(&entry.feature)))
        .map(|refusal| format!("interpreter/src/{}: {}", refusal.place, refusal.shown()))
        .collect();
    assert!(
        missing.is_empty(),
        "{}\nNo script shows these refusals. For each, add to a file of tests/refusals a line `## ` with \
         its exact words and below it a short script, valid in CPython, that ends with it. If no script \
         can, remove the refusal, or add it to UNREACHABLE in tests/tests/refused.rs with the reason.",
        missing.join("\n")
    );
}

#[test]
fn each_script_shows_a_refusal_of_its_own() {
    let (entries, refusals) = (entries(), refusals());
    let strays: Vec<String> = { entries.iter() }
        .filter(|entry| !refusals.iter().any(|refusal| refusal.gives(&entry.feature)))
        .map(|entry| format!("{}: ## {}", entry.place, entry.feature))
        .collect();
    assert!(
        strays.is_empty(),
        "no refusal in the sources says\n{}",
        strays.join("\n")
    );
    for (words, why) in UNREACHABLE {
        let is_used = refusals.iter().any(|refusal| refusal.shown() == *words);
        assert!(
            is_used && !why.is_empty(),
            "UNREACHABLE: `{words}` is in no source"
        );
    }
}
