//! The commands and their options.

use super::options::RunOptions;
use clap::{Args, Parser, Subcommand};
use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;

/// A laboratory for the Global Interpreter Lock: run threaded Python scripts, and measure why they
/// do or do not scale.
///
/// `gilscope script.py args…` is short for `gilscope run script.py args…`; `gilscope` alone is a
/// prompt: `%help` there explains it.
#[derive(Parser, Debug)]
#[command(name = "gilscope", version, max_term_width = 100, after_help = TOP_EXAMPLES)]
#[command(disable_help_subcommand = true)]
pub struct Gilscope {
    #[command(subcommand)]
    command: Command,
}

const TOP_EXAMPLES: &str = "\
Examples:
  gilscope programs/aggregator.py              run a script, as python3 would
  gilscope compare programs/aggregator.py      GIL on, GIL off, one after another, CPython
  gilscope help subset                         what of Python it runs, and what it refuses
";

const RUN_EXAMPLES: &str = "\
Examples:
  gilscope run --stats programs/orders.py                  where did each thread's time go?
  gilscope run --gil off --clock virtual --cores 8 --timeline=both programs/sum_of_squares.py
  gilscope run --clock virtual --trace trace.json --html report.html programs/pipeline.py
";

const COMPARE_EXAMPLES: &str = "\
Examples:
  gilscope compare --html report.html programs/aggregator.py
  gilscope compare --cores 8 --no-real --no-python programs/pipeline.py
";

const HELP_EXAMPLES: &str = "\
Examples:
  gilscope help compare
  gilscope help subset
  gilscope help json
";

const DIS_EXAMPLES: &str = "\
Examples:
  gilscope dis programs/counter_race.py
  gilscope dis -c 'counter = counter + 1'
";

/// What to do.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Run a script
    ///
    /// The script's own output is not touched: what gilscope has to say goes to stderr or into the
    /// files you name. The exit status is the script's own; 1 after an uncaught exception, 2 for
    /// Python outside gilscope's subset, 102 for a deadlock.
    #[command(after_help = RUN_EXAMPLES)]
    Run(Run),
    /// Run a script with and without the GIL, one after another, and under CPython, side by side
    ///
    /// Three rows come from the simulated machine and are exact: one after another (the GIL is held
    /// during I/O), threads with the GIL, threads without. The others are measured here. The exit
    /// status is 1 if a row failed or printed something else.
    #[command(after_help = COMPARE_EXAMPLES)]
    Compare(Compare),
    /// Show the bytecode, with marks where a thread may be switched and where the GIL is released
    #[command(after_help = DIS_EXAMPLES)]
    Dis(Dis),
    /// Explain a command, or what of Python is supported
    #[command(after_help = HELP_EXAMPLES)]
    Help(Help),
}

/// `gilscope run`
#[derive(Args, Debug)]
pub struct Run {
    /// How to run it.
    #[command(flatten)]
    pub options: RunOptions,
    /// What to run.
    #[command(flatten)]
    pub script: ScriptArgs,
    /// After the run, tell on stderr where the time went
    #[arg(long, help_heading = "Reports")]
    pub stats: bool,
    /// After the run, draw on stderr what each thread did when, or which thread was on each core of the
    /// simulated machine, or both [default: threads]
    #[arg(long, value_name = "threads|cores|both", value_parser = lanes, num_args = 0..=1,
          require_equals = true, default_missing_value = "threads", help_heading = "Reports")]
    pub timeline: Option<Lanes>,
    /// After a run in virtual time, play it back on the terminal, with keys to pause and step
    ///
    /// It shows what each thread does, who holds the GIL, who waits, and where the time has gone:
    /// gilscope run --watch --slow 100x programs/orders.py
    #[arg(long, help_heading = "Reports")]
    pub watch: bool,
    /// How many times slower --watch plays: 1000x [default: so that it takes 20 seconds]
    #[arg(long, value_name = "TIMES", value_parser = slow, requires = "watch",
          help_heading = "Reports")]
    pub slow: Option<f64>,
    /// Show every thread of a timeline, also those alike
    #[arg(long, help_heading = "Reports")]
    pub all: bool,
    /// Write the figures of the run to FILE as JSON; `gilscope help json` explains them
    #[arg(long, value_name = "FILE", help_heading = "Reports")]
    pub json: Option<PathBuf>,
    /// Write all events to FILE, a trace that ui.perfetto.dev opens
    ///
    /// Threads with their states, a lane for who holds the GIL, lanes for the cores of the simulated
    /// machine, arrows from who let the GIL go to who took it, counters of waiters. The first
    /// --trace-events are kept.
    #[arg(long, value_name = "FILE", help_heading = "Reports")]
    pub trace: Option<PathBuf>,
    /// Write a report to FILE: one page of HTML with timelines, charts, the source and all figures
    #[arg(long, value_name = "FILE", help_heading = "Reports")]
    pub html: Option<PathBuf>,
    /// Events that --trace, --html, --timeline and --watch keep, of all threads together: the first N; 48
    /// bytes each [default: 1000000]
    #[arg(long, value_name = "N", value_parser = events, help_heading = "Reports")]
    pub trace_events: Option<usize>,
    /// How to show it.
    #[command(flatten)]
    pub look: Look,
    /// After the script, if there is one, go on at a prompt
    #[arg(short = 'i', help_heading = "Session")]
    pub interactive: bool,
    /// Neither read nor write the history of the prompt
    #[arg(long, help_heading = "Session")]
    pub no_history: bool,
}

/// `gilscope compare`
#[derive(Args, Debug)]
pub struct Compare {
    /// How to run it.
    #[command(flatten)]
    pub options: RunOptions,
    /// What to run.
    #[command(flatten)]
    pub script: ScriptArgs,
    /// A Python to compare with; may be given more than once [default: python3, if there is one]
    #[arg(long, value_name = "PYTHON", help_heading = "Rows")]
    pub python: Vec<String>,
    /// Compare with no Python
    #[arg(long, conflicts_with = "python", help_heading = "Rows")]
    pub no_python: bool,
    /// Leave out the rows of gilscope on the real clock
    #[arg(long, help_heading = "Rows")]
    pub no_real: bool,
    /// How often to run each row on the real clock; the median counts
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = runs, help_heading = "Rows")]
    pub runs: usize,
    /// Show every thread of a timeline, also those alike
    #[arg(long, help_heading = "Reports")]
    pub all: bool,
    /// Write the figures to FILE as JSON; `gilscope help json` explains them
    #[arg(long, value_name = "FILE", help_heading = "Reports")]
    pub json: Option<PathBuf>,
    /// Write a report to FILE: one page of HTML with timelines, charts, the source and all figures
    #[arg(long, value_name = "FILE", help_heading = "Reports")]
    pub html: Option<PathBuf>,
    /// How to show it.
    #[command(flatten)]
    pub look: Look,
}

/// What has lanes in a timeline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lanes {
    /// Threads.
    Threads,
    /// Cores.
    Cores,
    /// First these, then those.
    Both,
}

fn lanes(text: &str) -> Result<Lanes, String> {
    match text {
        "threads" => Ok(Lanes::Threads),
        "cores" => Ok(Lanes::Cores),
        "both" => Ok(Lanes::Both),
        _ => Err("one of threads, cores, both is expected".into()),
    }
}

/// How many times slower: `1000x`, `1000`; `0.5x` is twice as fast.
fn slow(text: &str) -> Result<f64, String> {
    match text.trim_end_matches(['x', '×']).parse::<f64>() {
        Ok(times) if times > 0.0 && times.is_finite() => Ok(times),
        _ => Err("a number above zero such as 1000x is expected".into()),
    }
}

fn events(text: &str) -> Result<usize, String> {
    match text.replace('_', "").parse() {
        Ok(n @ 1..=1_000_000_000) => Ok(n),
        _ => Err("a number from 1 to 1000000000 is expected".into()),
    }
}

fn runs(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(n @ 1..=1000) => Ok(n),
        _ => Err("a number from 1 to 1000 is expected".into()),
    }
}

/// `gilscope dis`
#[derive(Args, Debug)]
pub struct Dis {
    /// What to show.
    #[command(flatten)]
    pub script: ScriptArgs,
    /// How to show it.
    #[command(flatten)]
    pub look: Look,
}

/// `gilscope help`
#[derive(Args, Debug)]
pub struct Help {
    /// A command; `subset`: what of Python there is; `json`: what the figures of --json mean
    #[arg(value_name = "TOPIC")]
    pub topic: Option<String>,
    /// How to show it.
    #[command(flatten)]
    pub look: Look,
}

/// Which script.
#[derive(Args, Debug)]
pub struct ScriptArgs {
    /// Run CODE instead of a file
    #[arg(short = 'c', value_name = "CODE")]
    pub code: Option<String>,
    /// Of a Markdown file (.md) or notebook (.ipynb), take this block or cell: its number, or a
    /// heading that it stands under; may be given more than once [default: all, in order]
    #[arg(long, value_name = "N|HEADING", help_heading = "Course material")]
    pub block: Vec<String>,
    /// Show the value of a block's or cell's last expression, as a notebook does
    #[arg(long, help_heading = "Course material")]
    pub echo: bool,
    /// The script's file (`-`: standard input), then its arguments
    #[arg(
        value_name = "SCRIPT [ARGS]",
        trailing_var_arg = true,
        allow_hyphen_values = true
    )]
    pub words: Vec<OsString>,
}

/// Colours and characters.
#[derive(Args, Debug)]
pub struct Look {
    /// When to use colour
    #[arg(
        long,
        value_name = "WHEN",
        default_value = "auto",
        help_heading = "Look"
    )]
    pub color: clap::ColorChoice,
    /// Draw with ASCII characters only
    #[arg(long, help_heading = "Look")]
    pub ascii: bool,
}

/// Words that are commands when they stand first.
const COMMANDS: &[&str] = &["run", "compare", "dis", "help"];

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
    end_options_after_code(&mut args);
    Gilscope::try_parse_from(args).map(|parsed| parsed.command)
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
        "--timeline",
        "--watch",
        "--all",
        "--ascii",
        "--no-real",
        "--no-python",
        "-i",
        "--no-history",
        "--echo",
    ];
    let attached = word.contains('=') || (word.starts_with("-X") && word.len() > 2);
    !attached && !switches.contains(&word)
}

#[cfg(test)]
mod tests {
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
    fn the_declarations_are_sound() {
        use clap::CommandFactory;
        Gilscope::command().debug_assert();
    }
}
