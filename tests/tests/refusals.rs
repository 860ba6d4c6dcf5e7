//! Every refusal that a table or the code generator holds is shown by a script: what is refused is
//! refused by its name, and is never taken for a mistake of the script's.

use gilscope::foreign::standard;
use gilscope_tests::ours::{Ours, run_ours};
use std::path::Path;

/// What the code generator and the scope analysis refuse, and a script for each.
const REFUSED: &[(&str, &str)] = &[
    (
        "alternatives that capture the same names in another order",
        "match 1:\n    case (a, b) | (b, a):\n        pass\n",
    ),
    ("barry_as_FLUFL", "from __future__ import barry_as_FLUFL\n"),
    (
        "the type statement in a class",
        "class C:\n    type X = int\n",
    ),
    ("`__annotations__`", "x: int = 1\nprint(__annotations__)\n"),
];

fn source(file: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../interpreter/src");
    std::fs::read_to_string(root.join(file)).expect("a file of the interpreter")
}

/// The texts between quotes, lines that are joined by a backslash as one.
fn literals(text: &str) -> Vec<String> {
    let parts = text.split('"').skip(1).step_by(2);
    parts
        .map(|part| {
            part.replace('\\', " ")
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect()
}

#[track_caller]
fn is_refused(script: &str, feature: &str) {
    match run_ours(script, 1_000_000) {
        Ours::Refused(found) if found.contains(feature) => {}
        other => panic!("{script}{feature}: {other:?}"),
    }
}

#[test]
fn what_the_code_generator_refuses() {
    for (feature, script) in REFUSED {
        is_refused(script, feature);
    }
    let files = [
        "calls",
        "expressions",
        "matching",
        "statements",
        "control",
        "functions",
        "targets",
    ];
    let files = files.iter().map(|file| format!("codegen/{file}.rs"));
    for file in files.chain(["scope/collect.rs".to_string(), "scope/mod.rs".to_string()]) {
        let text = source(&file);
        for (at, _) in text.match_indices("CompileError::unsupported(") {
            let call = &text[at..(at + 200).min(text.len())];
            let first = call.split(['"', ';']).nth(1).unwrap_or_default();
            let is_known = REFUSED.iter().any(|(feature, _)| *feature == first);
            // In `calls.rs` the texts stand in a table of their own; see below.
            assert!(
                is_known || file.ends_with("calls.rs"),
                "{file}: {first} has no script"
            );
        }
    }
}

#[test]
fn modules_that_there_are_not() {
    for name in standard().iter().filter(|name| !name.starts_with('_')) {
        match run_ours(&format!("import {name}\n"), 10_000_000) {
            Ours::Ran(_, last) => assert_eq!(last, "", "{name}"),
            Ours::Refused(feature) => assert!(feature.contains(name), "{name}: {feature}"),
            Ours::Endless => panic!("{name} does not come to an end"),
        }
    }
    for name in [
        "numpy",
        "requests",
        "pandas",
        "numpy.linalg",
        "urllib.request",
    ] {
        is_refused(&format!("import {name}\n"), &format!("`import {name}`"));
    }
}

#[test]
fn names_of_modules_that_there_are_in_part() {
    let text = source("vm/library.rs");
    let table = &text
        [text.find("const NAMES").expect("the table")..text.find("/// Whether").expect("its end")];
    let literals = literals(table);
    let mut checked = 0;
    for row in literals.chunks(2) {
        let [module, names] = row else {
            panic!("a module without names")
        };
        for name in names.split(' ') {
            match run_ours(&format!("from {module} import {name}\n"), 10_000_000) {
                Ours::Ran(_, last) => assert_eq!(last, "", "{module}.{name}"),
                Ours::Refused(feature) => {
                    assert!(feature.contains(name), "{module}.{name}: {feature}")
                }
                Ours::Endless => panic!("{module}.{name}"),
            }
            checked += 1;
        }
    }
    assert!(checked > 400, "{checked}");
}
