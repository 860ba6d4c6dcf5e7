//! The README promises what gilscope does: its screen is the screen, its commands are commands.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const PROGRAM: &str = "programs/aggregator.py";

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("a workspace").to_path_buf()
}

fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).expect("the README can be read")
}

/// What `gilscope compare` of the program shows, run as a reader of the README would.
fn compared(options: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gilscope"));
    command.arg("compare").args(options).arg(PROGRAM);
    command.current_dir(root()).stdin(Stdio::null());
    for name in [
        "TERM",
        "LC_ALL",
        "LC_CTYPE",
        "LANG",
        "FORCE_COLOR",
        "PYTHON_GIL",
    ] {
        command.env_remove(name);
    }
    let output = command.output().expect("gilscope can be run");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), &*err), (Some(0), ""));
    String::from_utf8(output.stdout).expect("stdout is UTF-8")
}

/// The screen of the README, without the command above it.
fn screen() -> Vec<String> {
    let readme = readme();
    let command = format!("$ gilscope compare {PROGRAM}");
    let fenced = readme.split("```").find_map(|block| {
        let block = block.strip_prefix("text\n")?;
        block.strip_prefix(&command)
    });
    let screen = fenced.expect("the README shows the command with its screen");
    screen
        .trim_start_matches('\n')
        .lines()
        .map(str::to_string)
        .collect()
}

/// The words of each line, those of the last paragraph in one: how it is broken depends on its
/// figures. What a run measured is masked: figures below a second depend on how many instructions
/// the script takes, and those change as gilscope does.
fn essence<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<Vec<String>> {
    let mut found: Vec<Vec<&str>> = Vec::new();
    for line in lines {
        let words = line.split_whitespace();
        match found.last_mut() {
            Some(last) if last.first() == Some(&"Why:") => last.extend(words),
            _ => found.push(words.collect()),
        }
    }
    let mask = |line: Vec<&str>| {
        let units = line.iter().skip(1).chain(["\0"].iter());
        let words = line.iter().zip(units).map(|(word, unit)| {
            let is_measured = ["ms", "µs", "%"].contains(unit) && is_number(word);
            if is_measured { "N" } else { word }.to_string()
        });
        words.collect()
    };
    found.into_iter().map(mask).collect()
}

/// Words of a row on the real clock: every figure depends on the machine, and its bar with it.
fn row(line: &str) -> Vec<String> {
    let is_bar = |word: &str| word.chars().all(|c| "█▉▊▋▌▍▎▏".contains(c));
    let word = |word: &str| match word.trim_end_matches('×').trim_start_matches('×') {
        _ if is_bar(word) => "bar".into(),
        figure if is_number(figure) => word.replace(figure, "N"),
        _ => word.to_string(),
    };
    line.split_whitespace().map(word).collect()
}

fn is_number(word: &str) -> bool {
    word.parse::<f64>().is_ok()
}

fn is_python(line: &str) -> bool {
    line.trim_start().starts_with("CPython ")
}

fn is_real(line: &str) -> bool {
    line.trim_start().starts_with("here, ")
}

/// Whether the paragraph begins here that compares the clocks.
fn is_of_clocks(line: &str) -> bool {
    line.trim_start().starts_with("Measured here")
}

/// The words of that paragraph, without figures and units.
fn clocks<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<String> {
    let lines = lines.skip_while(|line| !is_of_clocks(line));
    let words = lines.flat_map(str::split_whitespace);
    let bare = words.map(|word| word.trim_end_matches([',', ';', '.']));
    let is_figure = |word: &&str| is_number(word) || ["ns", "µs", "ms", "s"].contains(word);
    { bare }
        .filter(|word| !is_figure(word))
        .map(str::to_string)
        .collect()
}

#[test]
fn the_screen_is_what_compare_shows() {
    let all = screen();
    let simulated = { all.iter() }
        .take_while(|line| !is_of_clocks(line))
        .filter(|line| !is_python(line) && !is_real(line));
    let shown = compared(&["--no-real", "--no-python"]);
    let told = essence(simulated.map(String::as_str));
    let shown = essence(shown.lines());
    assert_eq!(told, shown, "README.md shows another screen than compare");
}

#[test]
fn the_real_rows_of_the_screen_are_what_compare_shows() {
    let all = screen();
    let told: Vec<_> = all
        .iter()
        .filter(|line| is_real(line))
        .map(|line| row(line))
        .collect();
    let measured = || -> Vec<_> {
        let shown = compared(&["--runs", "1", "--no-python"]);
        let words = clocks(all.iter().map(String::as_str));
        assert_eq!(words, clocks(shown.lines()), "README.md: the clocks");
        { shown.lines().filter(|line| is_real(line)) }
            .map(row)
            .collect()
    };
    // In a real run it can happen that nobody meets the lock, and no wait is shown: that is
    // repeated, as a fault of ours would stay.
    let mut shown = measured();
    for _ in 0..4 {
        if shown != told {
            shown = measured();
        }
    }
    assert_eq!(
        (told.len(), &told),
        (2, &shown),
        "README.md shows other rows than compare"
    );

    // Which Python the reader has, and whether any, is the reader's business; but a row of one
    // reads like the others, without a wait for the GIL.
    let pythons: Vec<_> = all
        .iter()
        .filter(|line| is_python(line))
        .map(|line| row(line))
        .collect();
    let mut expected = told[0].clone();
    expected.splice(..1, ["CPython".into(), pythons[0][1].clone()]);
    let wait = expected.len() - 4;
    expected.splice(wait..wait + 2, ["?".into()]);
    assert_eq!(pythons, [expected]);
}

#[test]
fn the_commands_and_files_exist() {
    let readme = readme();
    let commands: Vec<&str> = { readme.lines() }
        .filter_map(|line| line.trim().strip_prefix("cargo run --release -- "))
        .map(|line| line.split(" #").next().unwrap_or(line).trim())
        .collect();
    assert!(commands.len() > 5, "{commands:?}");
    for command in commands {
        let words: Vec<&str> = command.split(' ').collect();
        let (file, options) = words.split_last().expect("a command has words");
        let is_help = options == ["help"];
        assert!(
            is_help || root().join(file).is_file(),
            "{command}: no such script"
        );
        let help = match is_help {
            true => words,
            false => [options, &["--help"]].concat(),
        };
        let asked = Command::new(env!("CARGO_BIN_EXE_gilscope"))
            .args(&help)
            .output();
        let asked = asked.expect("gilscope can be run");
        assert!(asked.status.success(), "{command}: no such options");
    }
}
