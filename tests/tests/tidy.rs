//! The structure of the repository, checked: layers, fixed names, where `unsafe` and OS threads may
//! be named, sizes of files.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace")
        .to_path_buf()
}

/// All Rust files below a folder, with paths relative to it.
fn rust_files(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(&next)
            .expect("a folder of the repository")
            .flatten()
        {
            let path = entry.path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") && !is_test(&path) {
                let name = path
                    .strip_prefix(folder)
                    .expect("below it")
                    .display()
                    .to_string();
                found.push((name, fs::read_to_string(&path).expect("UTF-8")));
            }
        }
    }
    assert!(
        found.len() > 5,
        "{} holds hardly any Rust",
        folder.display()
    );
    found
}

/// Whether a file is compiled for tests only.
fn is_test(path: &Path) -> bool {
    let name = path.file_stem().unwrap_or_default();
    ["tests", "testing", "oracle", "laws"]
        .iter()
        .any(|test| name == *test)
}

/// The text without comments and without what is compiled for tests only.
fn code_of(text: &str) -> String {
    let tests = ["#[cfg(test)]\nmod ", "#[cfg(all(test, loom))]\nmod "];
    let end = tests
        .iter()
        .filter_map(|start| text.find(start))
        .min()
        .unwrap_or(text.len());
    let lines = text[..end]
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Modules in the order in which `lib.rs` declares them.
fn layers(lib: &str) -> Vec<String> {
    let names = lib.lines().filter_map(|line| {
        let rest = line
            .strip_prefix("pub mod ")
            .or_else(|| line.strip_prefix("mod "))?;
        rest.strip_suffix(';').map(str::to_string)
    });
    names.collect()
}

/// Top-level modules of its own crate that a text names.
fn named_modules(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with('$') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        let first_word = |text: &str| -> String {
            text.chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect()
        };
        match rest.strip_prefix('{') {
            None => names.push(first_word(rest)),
            Some(group) => {
                let (mut depth, mut item) = (1, String::new());
                for c in group.chars() {
                    match c {
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        ',' if depth == 1 => {
                            names.push(first_word(std::mem::take(&mut item).trim()))
                        }
                        _ if depth == 1 => item.push(c),
                        _ => {}
                    }
                    if depth == 0 {
                        break;
                    }
                }
                names.push(first_word(item.trim()));
            }
        }
    }
    names
}

fn check_layers(package: &str) {
    let src = root().join(package).join("src");
    let order = layers(&fs::read_to_string(src.join("lib.rs")).expect("lib.rs"));
    let place = |name: &str| order.iter().position(|known| known == name);
    let mut wrong = Vec::new();
    for (file, text) in rust_files(&src) {
        let own = file.split(['/', '.']).next().unwrap_or_default();
        let Some(own_place) = place(own) else {
            continue;
        };
        for name in named_modules(&code_of(&text)) {
            if place(&name).is_some_and(|other| other > own_place) {
                wrong.push(format!(
                    "{package}/src/{file} imports `{name}`, which stands below it"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn modules_import_only_from_those_above_them() {
    check_layers("runtime");
    check_layers("interpreter");
}

#[test]
fn the_layer_check_sees_imports() {
    let names = named_modules("use crate::{a, b::{c, d}, e::f};\nlet x = crate::g::h();");
    assert_eq!(names, ["a", "b", "e", "g"]);
}

/// Files of a package that name one of `words`, other than those below `allowed`.
fn files_naming(package: &str, words: &[&str], allowed: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (file, text) in rust_files(&root().join(package).join("src")) {
        if allowed.iter().any(|prefix| file.starts_with(prefix)) {
            continue;
        }
        let code = code_of(&text);
        let named = words.iter().filter(|word| code.contains(**word));
        found.extend(named.map(|word| format!("{package}/src/{file}: {word}")));
    }
    found
}

#[test]
fn only_sync_names_atomics_locks_and_os_threads() {
    let words = ["parking_lot", "std::sync::atomic", "std::thread", "loom::"];
    assert_eq!(files_naming("runtime", &words, &["sync.rs"]), [""; 0]);
}

#[test]
fn the_interpreter_names_no_atomic_mutex_or_os_thread() {
    let words = ["Atomic", "Mutex", "RwLock", "std::thread", "parking_lot"];
    let host_side = ["cli/", "lab/", "main.rs"];
    let found = files_naming("interpreter", &words, &host_side);
    let found: Vec<_> = found
        .into_iter()
        .filter(|f| !f.contains("Counting::Atomic"))
        .collect();
    assert_eq!(found, [""; 0]);
}

#[test]
fn unsafe_lives_in_few_named_files() {
    let allowed = [
        "heap/",
        "value.rs",
        "object/kinds.rs",
        "object/mirror.rs",
        "vm/stack.rs",
        "vm/frames.rs",
        "vm/inline_cache.rs",
    ];
    for package in ["runtime", "interpreter"] {
        let found = files_naming(package, &["unsafe {", "unsafe impl", "unsafe fn"], &allowed);
        assert_eq!(found, [""; 0]);
    }
}

#[test]
fn the_runtime_has_never_heard_of_python() {
    let found = files_naming("runtime", &["opcode", "bytecode", "frozenset"], &[]);
    assert_eq!(found, [""; 0]);
}

#[test]
fn files_are_of_a_readable_size() {
    for package in ["runtime", "interpreter"] {
        for (file, text) in rust_files(&root().join(package).join("src")) {
            let lines = text.lines().count();
            let table = file.contains("tables") || file == "op.rs";
            assert!(
                lines <= 900 || table,
                "{package}/src/{file} has {lines} lines"
            );
        }
    }
}

#[test]
fn the_map_is_short_and_names_files_that_exist() {
    for document in [
        "ARCHITECTURE.md",
        "runtime/DECISIONS.md",
        "interpreter/DECISIONS.md",
    ] {
        let text = fs::read_to_string(root().join(document)).expect("a document");
        let lines = text.lines().count();
        assert!(lines <= 150, "{document} has {lines} lines");
        let named = text.split('`').skip(1).step_by(2);
        for name in named.filter(|it| it.ends_with(".rs") && !it.contains("NAME")) {
            let folders = ["", "runtime/src", "interpreter/src"];
            let is_there = folders
                .iter()
                .any(|it| root().join(it).join(name).is_file());
            assert!(is_there, "{document} names {name}");
        }
    }
}

#[test]
fn the_top_level_has_the_fixed_names() {
    let mut folders: Vec<String> = fs::read_dir(root())
        .expect("the workspace")
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.') && name != "target")
        .collect();
    folders.sort();
    assert_eq!(
        folders,
        ["benches", "interpreter", "programs", "runtime", "tests"]
    );
}
