//! How many machine instructions the programs of `benches/scripts` take, with fewer rounds, as valgrind
//! counts them: a number that can be repeated where times cannot. `instructions.txt` has what they took
//! in a build of profile `quick`; more than 3 % above that fails. GILSCOPE_UPDATE=1 writes it anew.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Hundredths that a program may take more than the table says.
const SLACK: u64 = 3;

/// A program of `benches/scripts`, and what in its text is replaced by what to make it short.
type Program = (&'static str, &'static [(&'static str, &'static str)]);

const PROGRAMS: &[Program] = &[
    ("closures", &[("150_000", "3_000"), ("1_500_000", "20_000")]),
    (
        "dicts",
        &[
            ("numbers(1_000_000)", "numbers(20_000)"),
            ("words(1_500_000)", "words(20_000)"),
        ],
    ),
    (
        "exceptions",
        &[("1_500_000", "20_000"), ("500_000", "10_000")],
    ),
    ("fib", &[("fib(30)", "fib(19)")]),
    ("for_loop", &[("10_000_000", "100_000")]),
    (
        "generators",
        &[
            ("3_000_000", "20_000"),
            ("1_500_000", "20_000"),
            ("tree(15)", "tree(8)"),
        ],
    ),
    ("globals_loop", &[("5_000_000", "50_000")]),
    (
        "lists",
        &[
            ("150_000", "2_000"),
            ("1_500_000", "20_000"),
            ("3_000, 7", "200, 7"),
        ],
    ),
    ("mandelbrot", &[("300, 50", "30, 50")]),
    ("methods", &[("2_000_000", "20_000")]),
    ("nbody", &[("25_000", "300")]),
    ("nested_floats", &[("2000", "200")]),
    (
        "objects",
        &[("range(25)", "range(1)"), ("grow(14)", "grow(12)")],
    ),
    ("sieve", &[("3_000_000", "40_000")]),
    ("sorting", &[("400_000", "6_000"), (":100_000", ":2_000")]),
    ("strings", &[("150_000", "2_000"), ("200_000", "3_000")]),
    ("while_loop", &[("10_000_000", "100_000")]),
];

/// The committed table.
fn table() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/instructions.txt")
}

/// The program's text, made short.
fn shortened((name, replacements): &Program) -> String {
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../benches/scripts");
    let path = scripts.join(format!("{name}.py"));
    let mut text = fs::read_to_string(&path).expect("a script of benches");
    for (long, short) in *replacements {
        assert!(text.contains(long), "{name}.py has no `{long}`");
        text = text.replace(long, short);
    }
    text
}

/// How many instructions gilscope takes for the script at `path`.
fn counted(path: &Path) -> u64 {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env!("CARGO_BIN_EXE_gilscope"))
        .arg("run")
        .arg(path)
        .output()
        .expect("valgrind runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {said}", path.display());
    let count = said
        .lines()
        .find_map(|line| line.split_once("Collected : "));
    let count = count.and_then(|(_, count)| count.trim().parse().ok());
    count.unwrap_or_else(|| panic!("valgrind says no count: {said}"))
}

/// Why nothing can be counted here, if so.
fn obstacle() -> Option<&'static str> {
    let found = Command::new("valgrind").arg("--version").output().is_ok();
    if cfg!(debug_assertions) {
        Some("the table is for builds of profile `quick`")
    } else if !found {
        Some("there is no valgrind")
    } else {
        None
    }
}

#[test]
fn programs_take_no_more_instructions_than_they_did() {
    if let Some(obstacle) = obstacle() {
        println!("skipped: {obstacle}");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let committed = fs::read_to_string(table()).unwrap_or_default();
    let known = |name: &str| -> Option<u64> {
        let line = committed
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line?.trim().parse().ok()
    };
    let (mut written, mut faults) = (String::new(), Vec::new());
    for program in PROGRAMS {
        let name = program.0;
        let path = folder.join(format!("{name}.py"));
        fs::write(&path, shortened(program)).expect("a folder for tests");
        let count = counted(&path);
        writeln!(written, "{name} {count}").expect("it is a string");
        match known(name) {
            Some(known) if count * 100 <= known * (100 + SLACK) => {}
            Some(known) => faults.push(format!("{name}: {count} instructions, not {known}")),
            None => faults.push(format!("{name}: not in the table")),
        }
    }
    if std::env::var_os("GILSCOPE_UPDATE").is_some() {
        fs::write(table(), written).expect("it can be written");
    } else {
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}
