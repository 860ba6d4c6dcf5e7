//! Reading the command line: what of it is gilscope's, and what belongs to the script.

use super::arguments::{Command, Gilscope};
use super::options::RunOptions;
use clap::{Args, CommandFactory, Parser};
use std::ffi::OsString;
use std::io::IsTerminal;

/// Words that are commands when they stand first.
const COMMANDS: &[&str] = &[
    "run",
    "compare",
    "sweep",
    "merge",
    "check",
    "explore",
    #[cfg(feature = "terminal")]
    "step",
    "replay",
    "minimize",
    "xray",
    "calibrate",
    "agree",
    "dis",
    "fuzz",
    "help",
];

/// Reads the command line. Without a command, `run` is meant.
pub fn parse(args: impl Iterator<Item = OsString>) -> Result<Command, clap::Error> {
    let mut args: Vec<OsString> = args.collect();
    if args.len() == 1 {
        let is_person = std::io::stdin().is_terminal();
        args.push(if is_person { "-i" } else { "-" }.into());
    }
    let first = args
        .get(1)
        .and_then(|word| word.to_str())
        .unwrap_or_default();
    let is_general = ["-h", "--help", "-V", "--version"].contains(&first);
    if args.len() > 1 && !is_general && !COMMANDS.contains(&first) {
        args.insert(1, "run".into());
    }
    options_before_script(&mut args);
    end_options_after_code(&mut args);
    let again = args.clone();
    let mut command = Gilscope::try_parse_from(args)?.command;
    if let Command::Sweep(sweep) = &mut command {
        sweep.given = given(again);
    }
    Ok(command)
}

/// Moves the options that stand behind the script of a sweep, a check or a search before it: what is to be
/// varied or to hold is said last, and the arguments of the script itself are given after `--`.
fn options_before_script(args: &mut Vec<OsString>) {
    let is_moved = { args.get(1) }.is_some_and(|word| {
        let word = word.to_str().unwrap_or_default();
        ["sweep", "check", "explore", "step"].contains(&word)
    });
    if !is_moved {
        return;
    }
    let own = args.iter().position(|word| word == "--");
    let behind = own.map_or(Vec::new(), |at| args.split_off(at).split_off(1));
    let (mut options, mut code, mut words) = (Vec::new(), Vec::new(), Vec::new());
    let mut rest = args.split_off(2).into_iter();
    while let Some(word) = rest.next() {
        let text = word.to_string_lossy().into_owned();
        if !text.starts_with('-') || text == "-" {
            words.push(word);
            continue;
        }
        let value = takes_value(&text).then(|| rest.next()).flatten();
        let place = if text == "-c" {
            &mut code
        } else {
            &mut options
        };
        place.extend(std::iter::once(word).chain(value));
    }
    args.extend(options);
    args.extend(code);
    args.extend(words);
    args.extend(behind);
}

/// Names of the options of a run that have a value, without dashes.
pub fn option_names() -> Vec<String> {
    let known = RunOptions::augment_args(clap::Command::new("run"));
    let valued = known
        .get_arguments()
        .filter(|arg| arg.get_action().takes_values());
    valued
        .filter_map(|arg| arg.get_long().map(String::from))
        .collect()
}

/// The options of a run that a command line gives, in the order of their declaration.
fn given(args: Vec<OsString>) -> Vec<String> {
    let matches = Gilscope::command().try_get_matches_from(args).ok();
    let Some((_, matches)) = matches.as_ref().and_then(|matches| matches.subcommand()) else {
        return Vec::new();
    };
    let known = RunOptions::augment_args(clap::Command::new("run"));
    let mut given = Vec::new();
    for arg in known.get_arguments() {
        let id = arg.get_id().as_str();
        if matches.value_source(id) != Some(clap::parser::ValueSource::CommandLine) {
            continue;
        }
        let name = match arg.get_long() {
            Some(long) => format!("--{long}"),
            None => format!("-{}", arg.get_short().unwrap_or('?')),
        };
        let values = matches.get_raw(id).into_iter().flatten();
        let values: Vec<String> = values.map(|value| value.to_string_lossy().into()).collect();
        match (arg.get_action().takes_values(), arg.get_long()) {
            (false, _) => given.push(name),
            (true, Some(_)) => given.extend(values.iter().map(|value| format!("{name}={value}"))),
            (true, None) => given.extend(values.iter().map(|value| format!("{name} {value}"))),
        }
    }
    given
}

/// What follows `-c CODE` belongs to the script, as for CPython.
fn end_options_after_code(args: &mut Vec<OsString>) {
    let end = args
        .iter()
        .position(|word| word == "--")
        .unwrap_or(args.len());
    let mut at = 2;
    while at < end {
        let word = args[at].to_string_lossy();
        match &*word {
            "-c" => {
                args.insert((at + 2).min(args.len()), "--".into());
                return;
            }
            word if !word.starts_with('-') || word == "-" => return,
            word => at += 1 + takes_value(word) as usize,
        }
    }
}

/// Whether an option's value is the next word.
fn takes_value(word: &str) -> bool {
    let switches = [
        "--stats",
        "--why",
        "--timeline",
        "--watch",
        "--races",
        "--opcode-stats",
        "--all",
        "--ascii",
        "--no-real",
        "--countings",
        "--no-python",
        "-i",
        "--no-history",
        "--echo",
        "--no-files",
        "--no-deadlock",
        "--no-leak",
        "--random",
        "--no-runtimes",
        "-h",
        "--help",
    ];
    let attached = word.contains('=') || (word.starts_with("-X") && word.len() > 2);
    !attached && !switches.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::super::arguments::Run;
    use super::*;

    fn run(line: &str) -> Run {
        let words = std::iter::once("gilscope")
            .chain(line.split(' '))
            .map(OsString::from);
        match parse(words) {
            Ok(Command::Run(run)) => run,
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn what_follows_the_script_is_the_scripts() {
        for line in [
            "s.py --gil off -- -x",
            "run s.py --gil off -- -x",
            "--stats s.py --gil off -- -x",
        ] {
            let run = run(line);
            assert_eq!(run.script.words, ["s.py", "--gil", "off", "--", "-x"]);
            assert_eq!(run.options.gil, None);
        }
        assert_eq!(run("-c pass --gil off").script.words, ["--gil", "off"]);
        assert_eq!(run("-X gil=0 -c pass -c x").script.words, ["-c", "x"]);
        assert_eq!(run("- a").script.words, ["-", "a"]);
    }

    #[test]
    fn a_sweep_is_said_behind_its_script() {
        let line = "gilscope sweep s.py --vary threads=1,2 --cores 8 --all -X gil=0 -- 5 --vary";
        let Ok(Command::Sweep(sweep)) = parse(line.split(' ').map(OsString::from)) else {
            panic!("{line}");
        };
        assert_eq!(sweep.script.words, ["s.py", "5", "--vary"]);
        assert_eq!(sweep.vary, ["threads=1,2"]);
        assert_eq!(sweep.given, ["--cores=8", "-X gil=0"]);
    }

    #[test]
    fn the_declarations_are_sound() {
        Gilscope::command().debug_assert();
    }
}
