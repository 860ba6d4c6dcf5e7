//! The commands and their options.

use super::agree::{AGREE_EXAMPLES, Agree};
use super::calibrate::{CALIBRATE_EXAMPLES, Calibrate};
use super::options::RunOptions;
pub use super::tools::{Dis, Fuzz, Minimize};
use clap::{Args, Parser, Subcommand};
use gilscope::lab::check::Most;
use gilscope::lab::hardware::span;
use gilscope::lab::sweep::Shard as GridShard;
use gilscope_runtime::time::Nanos;
use std::ffi::OsString;
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
    pub command: Command,
}

const TOP_EXAMPLES: &str = "\
Examples:
  gilscope programs/aggregator.py              run a script, as python3 would
  gilscope compare programs/aggregator.py      GIL on, GIL off, one after another, CPython
  gilscope help subset                         what of Python it runs, and what it refuses
  gilscope help presets                        the runtimes that --like mimics
";

const RUN_EXAMPLES: &str = "\
Examples:
  gilscope run --stats programs/orders.py                  where did each thread's time go?
  gilscope run --like python2.7 --clock virtual --profile laptop --stats programs/convoy.py
  gilscope run --gil off --clock virtual --cores 8 --timeline=both programs/sum_of_squares.py
  gilscope run --clock virtual --trace trace.json --html report.html programs/pipeline.py
  gilscope run --counting racy --clock virtual programs/why_the_gil_exists.py
  gilscope run --races programs/counter_race.py            which accesses does nothing order?
  gilscope run --opcode-stats programs/orders.py           what does it execute, and how often?
";

const COMPARE_EXAMPLES: &str = "\
Examples:
  gilscope compare --html report.html programs/aggregator.py
  gilscope compare --cores 8 --no-real --no-python programs/pipeline.py
  gilscope compare --countings programs/why_the_gil_exists.py
";

const SWEEP_EXAMPLES: &str = "\
What can be varied:
  NAME=…      any option of a run by its name: gil=on,off  switch-interval=0.1ms..100ms  cores=1..64
  threads=…   how many threads the script makes: its line `THREADS = 4` is changed, or where it has
              none, the number becomes its first argument, sys.argv[1]
  argv=…      the script's arguments; several words in quotes: argv='10 fast','20 fast'
  CAPITALS=…  a constant that the script assigns at its top level: BATCHES=1,2,4
Values are a list, and a..b in it goes up by 1, 2, 5, 10 …; a..b/n takes n points in equal ratios.

Examples:
  gilscope sweep programs/cpu_loop.py --vary threads=1,2,4 --vary gil=on,off --vary TURNS=100_000
  gilscope sweep programs/pool.py --vary WORKERS=1,2,4,8,12 --vary io=release,hold
  gilscope sweep programs/counter_locked.py --vary argv=1000..5000 --vary cores=1,2,4 --gil off
  gilscope sweep programs/pool.py --vary WORKERS=1,2,4,8 --vary cores=1,2,4 --html report.html

A grid that is too large for one machine is cut into shards. Whatever starts jobs can run them, and
`gilscope merge` joins the results into what one run would have written, byte for byte:
  seq 8 | xargs -P 8 -I{} gilscope sweep s.py --vary cores=1..64 --shard {}/8 --json part-{}.json
  gilscope merge part-*.json -o whole.json
So do, with the same line for a shard:
  GNU parallel   parallel gilscope sweep … --shard {}/8 --json part-{}.json ::: $(seq 8)
  Slurm          sbatch --array=1-8, and in its script i=$SLURM_ARRAY_TASK_ID
                 gilscope sweep … --shard $i/8 --json part-$i.json
  a CI matrix    part: [1, 2, 3, 4], the files part-*.json kept, and one job that merges them
";

const MERGE_EXAMPLES: &str = "\
Examples:
  gilscope merge part-*.json
  gilscope merge part-*.json -o whole.json --csv whole.csv --html report.html
";

const CHECK_EXAMPLES: &str = "\
Examples:
  gilscope check programs/aggregator.py --max-gil-wait 20% --min-speedup 3 --no-deadlock
  gilscope check --gil off --cores 8 programs/workers.py --min-cores-busy 3.5
";

const FUZZ_EXAMPLES: &str = "\
Examples:
  gilscope fuzz                                          100 programs of every family
  gilscope fuzz --seconds 60 --keep-failing failing      for a minute; what fails is kept
  gilscope fuzz --family free --seed 7 --programs 1      one program again
  gilscope fuzz --family racy --seed 7 --print           what it looks like
";

const EXPLORE_EXAMPLES: &str = "\
Examples:
  gilscope explore programs/bugs/lost_update.py
  gilscope explore --like python3.9 --save schedules programs/bugs/abba_deadlock.py
  gilscope explore --preemptions 2 programs/bugs/check_then_act.py
  gilscope explore programs/bugs/bounded_buffer.py --fail-on deadlock,exception --json found.json
  gilscope explore --oracle python3.9,python3.13 programs/bugs/lost_update.py
";

const REPLAY_EXAMPLES: &str = "\
Examples:
  gilscope explore --save schedules programs/bugs/lost_update.py
  gilscope replay schedules/lost_update-2.schedule
  gilscope replay --timeline --html report.html schedules/lost_update-2.schedule
";

const MINIMIZE_EXAMPLES: &str = "\
Examples:
  gilscope explore --random --save schedules programs/bugs/bounded_buffer.py
  gilscope minimize schedules/bounded_buffer-2.schedule -o short.schedule
";

const HELP_EXAMPLES: &str = "\
Examples:
  gilscope help compare
  gilscope help subset
  gilscope help guarantees
  gilscope help presets
  gilscope help profiles
  gilscope help json
";

const DIS_EXAMPLES: &str = "\
Examples:
  gilscope dis programs/counter_race.py
  gilscope dis --safe-points py39 -c 'counter = counter + 1'
";

/// What to do.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Run a script
    ///
    /// The script's own output is not touched: what gilscope has to say goes to stderr or into the
    /// files you name. The exit status is the script's own; 1 after an uncaught exception or a wreck of
    /// --counting racy, 2 for Python outside gilscope's subset, 102 for a deadlock.
    #[command(after_help = RUN_EXAMPLES)]
    Run(Run),
    /// Run a script with and without the GIL, one after another, and under CPython, side by side
    ///
    /// Three rows come from the simulated machine and are exact: one after another (the GIL is held
    /// during I/O), threads with the GIL, threads without. The others are measured here. The exit
    /// status is 1 if a row failed or printed something else.
    #[command(after_help = COMPARE_EXAMPLES)]
    Compare(Compare),
    /// Run a script with every combination of some settings: threads, cores, intervals, …
    ///
    /// Each combination is one run on the virtual clock, whose figures are exact and the same on
    /// every machine; with --clock real, the median of several. Speed-ups refer to the first value
    /// of `threads` (or of a constant such as WORKERS, of `cores`, of `argv`), all else being equal.
    /// The exit status is 1 if a run failed; the others are shown all the same.
    #[command(after_help = SWEEP_EXAMPLES)]
    Sweep(Sweep),
    /// Join the shards of a sweep
    #[command(after_help = MERGE_EXAMPLES)]
    Merge(Merge),
    /// Check that a script holds conditions: for continuous integration
    ///
    /// The script runs on the virtual clock, unless --clock real says otherwise, with its output
    /// kept. The exit status is 0, with a line of figures, if it ends well and every condition holds;
    /// else 1, with a line for each condition.
    #[command(after_help = CHECK_EXAMPLES)]
    Check(Check),
    /// Find every way in which a script with threads can end
    ///
    /// The script runs again and again, one schedule after another, on the simulated machine: of those
    /// that differ only in the order of what does not meet, one is tried (optimal dynamic partial-order
    /// reduction). Told are the endings, a schedule for each with few pre-emptions, side by side, data
    /// races, and on which runtimes each ending can be had. Sleeps may end in any order and timeouts
    /// pass at any moment. The exit status is 1 if anything is wrong, or what --fail-on names.
    #[command(after_help = EXPLORE_EXAMPLES)]
    Explore(Explore),
    /// Be the scheduler: choose which thread goes on, instruction by instruction, forward and back
    ///
    /// Shows what every thread is about to do, its operand stack, what they share, who holds the GIL and
    /// each lock. Keys step a thread, find the ending you want from here, and keep what happened for
    /// `gilscope replay`; where stdin is no terminal, keys are read from it, and the screen is printed as
    /// text. With a goal the exit status is 1 if it was not reached.
    #[cfg(feature = "terminal")]
    #[command(after_help = super::step::EXAMPLES)]
    Step(super::step::Step),
    /// Repeat a run that `gilscope explore --save` has kept
    ///
    /// The script's output is what it was then; the steps in which threads met follow on stderr. Reports
    /// show one thread after another: each waits for the GIL, or for a core where every instruction is
    /// a safe point, until the schedule has it go on. A sleep takes as long as it says if the thread
    /// that slept is the next to go on.
    /// The exit status is that of the script, 102 for a deadlock, and 2 if the schedule no longer fits.
    #[command(after_help = REPLAY_EXAMPLES)]
    Replay(Replay),
    /// Make a schedule that `gilscope explore --save` has kept shorter
    ///
    /// Decisions are left out as long as the script ends as before: what remains is what it takes. The
    /// exit status is 2 if the schedule no longer fits.
    #[command(after_help = MINIMIZE_EXAMPLES)]
    Minimize(Minimize),
    /// Measure this machine, and write a profile of it for the virtual clock
    ///
    /// The cost of an instruction is the CPU time that scripts take here over the instructions that
    /// they execute; the other figures are those with which probes take as long on the virtual clock
    /// as here. Keep the machine quiet meanwhile. Then --profile FILE simulates this machine.
    #[command(after_help = CALIBRATE_EXAMPLES)]
    Calibrate(Calibrate),
    /// Run scripts on the real clock and on the virtual one, and tell how near they are
    ///
    /// Each script runs with and without the GIL, several times on the real clock and once on the virtual
    /// one with the same figures and as many cores as there are here. Keep the machine quiet meanwhile.
    #[command(after_help = AGREE_EXAMPLES)]
    Agree(Agree),
    /// Show the bytecode, with marks where a thread may be switched and where the GIL is released
    #[command(after_help = DIS_EXAMPLES)]
    Dis(Dis),
    /// Test gilscope itself with programs made by chance
    ///
    /// Each program runs with and without the GIL, at all safe points, by every way of counting
    /// references, on both clocks. It must print the same everywhere, and what CPython prints, unless
    /// its threads race; lose no object; panic, hang and deadlock never. One that fails is made
    /// smaller. The exit status is 1 if one failed.
    #[command(after_help = FUZZ_EXAMPLES)]
    Fuzz(Fuzz),
    /// Look into a run: how references were counted, what was published, waited for and kept
    ///
    /// For each line and each object (what it is, and the line that made it): count operations by load
    /// and store, atomic, and skipped, those contended, waits for locks, stores that published objects to other
    /// threads, most objects alive at a time, and what kept alive what was not freed. Then the script runs
    /// again on the virtual clock, with one thing changed at a time: what if? Without other options it runs
    /// without the GIL, on the virtual clock. Its output is not shown. The exit status is 1 if it did not
    /// end well.
    #[command(after_help = super::xray::EXAMPLES)]
    Xray(super::xray::Wishes),
    /// Explain a command, what of Python is supported, presets or profiles
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
    /// After the run, say on stderr why it took so long and what would help: the script is run again
    /// on the virtual clock, with one thing changed at a time [default: with --stats, unless the
    /// script executes more than 30 million instructions]
    #[arg(long, help_heading = "Reports")]
    pub why: bool,
    /// After the run, draw on stderr what each thread did when, or which thread was on each core of the
    /// simulated machine, or both [default: threads]
    #[arg(long, value_name = "threads|cores|both", value_parser = lanes, num_args = 0..=1,
          require_equals = true, default_missing_value = "threads", help_heading = "Reports")]
    pub timeline: Option<Lanes>,
    /// Watch the run on the terminal while it goes on, with keys to pause, to step and to go back
    ///
    /// It shows what each thread does, who holds the GIL, who waits, where the time has gone, and what the
    /// script prints and reads. The clock is virtual, and goes slowly, unless --clock real is given:
    /// gilscope run --watch --slow 100x programs/orders.py
    #[arg(long, help_heading = "Reports")]
    pub watch: bool,
    /// How many times slower time passes in --watch: 1000x [default: 100x, and a second for a time in which
    /// no thread runs]
    #[arg(long, value_name = "TIMES", value_parser = slow, requires = "watch",
          help_heading = "Reports")]
    pub slow: Option<f64>,
    /// Look for data races and for locks taken in different orders, and tell of them on stderr
    ///
    /// Accesses by two threads to the same variable, one of which writes, that no lock, queue, event,
    /// start or end of a thread puts in order: whether or not anything went wrong this time. That the
    /// GIL changes hands is no order. Each instruction takes longer. The exit status is 1 if there was
    /// a race.
    #[arg(long, conflicts_with = "interactive", help_heading = "Reports")]
    pub races: bool,
    /// Count how often each operation is executed, which follow which, and how many the loop cannot do
    /// itself; tell it on stderr. The script runs slower
    #[arg(long, conflicts_with_all = ["interactive", "races"], help_heading = "Reports")]
    pub opcode_stats: bool,
    /// Show every thread of a timeline, also those alike, every race, and every row of a table
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
    /// Events that --trace, --html and --timeline keep, of all threads together: the first N; 48 bytes
    /// each [default: 1000000]; and --watch: the last N [default: 200000]
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
    /// Compare the ways of counting references instead: plain with the GIL, atomic, biased and escape
    /// without, measured here, and what racy counting breaks
    #[arg(long, conflicts_with_all = ["html", "python", "no_python", "no_real"], help_heading = "Rows")]
    pub countings: bool,
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

pub(super) fn runs(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(n @ 1..=1000) => Ok(n),
        _ => Err("a number from 1 to 1000 is expected".into()),
    }
}

/// `gilscope sweep`
#[derive(Args, Debug)]
pub struct Sweep {
    /// How to run it.
    #[command(flatten)]
    pub options: RunOptions,
    /// What to run.
    #[command(flatten)]
    pub script: ScriptArgs,
    /// What to vary, and its values: threads=1,2,4,8  gil=on,off  switch-interval=0.1ms..100ms;
    /// may be given more than once, and may stand after the script
    #[arg(long, value_name = "NAME=VALUES", help_heading = "Sweep")]
    pub vary: Vec<String>,
    /// Run only one part of the combinations, the Ith of N; needs --json
    #[arg(long, value_name = "I/N", value_parser = GridShard::parse, help_heading = "Sweep")]
    pub shard: Option<GridShard>,
    /// How often to run each combination on the real clock; the median counts
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = runs, help_heading = "Sweep")]
    pub runs: usize,
    /// A Python to run the same combinations under, as far as it has the knobs; may be given more than
    /// once [default: python3 on the real clock, if there is one; else none]
    #[arg(long, value_name = "PYTHON", help_heading = "Sweep")]
    pub python: Vec<String>,
    /// Compare with no Python
    #[arg(long, conflicts_with = "python", help_heading = "Sweep")]
    pub no_python: bool,
    /// How many runs at a time, on the virtual clock [default: one for each core of this machine]
    #[arg(long, value_name = "N", value_parser = runs, help_heading = "Sweep")]
    pub jobs: Option<usize>,
    /// Show every row of the table
    #[arg(long, help_heading = "Reports")]
    pub all: bool,
    /// Write the figures to FILE as CSV
    #[arg(long, value_name = "FILE", help_heading = "Reports")]
    pub csv: Option<PathBuf>,
    /// Write the figures to FILE as JSON
    #[arg(long, value_name = "FILE", help_heading = "Reports")]
    pub json: Option<PathBuf>,
    /// Write a report to FILE: one page of HTML with curves of the speed-up, heat maps and all figures
    #[arg(long, value_name = "FILE", help_heading = "Reports")]
    pub html: Option<PathBuf>,
    /// How to show it.
    #[command(flatten)]
    pub look: Look,
    /// The options of a run that the command line gives, as it spells them.
    #[arg(skip)]
    pub given: Vec<String>,
}

/// `gilscope check`
#[derive(Args, Debug)]
pub struct Check {
    /// How to run it.
    #[command(flatten)]
    pub options: RunOptions,
    /// What to run.
    #[command(flatten)]
    pub script: ScriptArgs,
    /// Threads wait for the GIL no longer: a share of their time (joins are not counted), or a time
    /// for all of them together
    #[arg(long, value_name = "N%|TIME", value_parser = most, help_heading = "Conditions")]
    pub max_gil_wait: Option<Most>,
    /// Threads wait for locks, queues and each other no longer
    #[arg(long, value_name = "N%|TIME", value_parser = most, help_heading = "Conditions")]
    pub max_lock_wait: Option<Most>,
    /// So many times faster than with everything one after another, the GIL kept during I/O
    #[arg(long, value_name = "N", value_parser = times, help_heading = "Conditions")]
    pub min_speedup: Option<f64>,
    /// It takes no longer
    #[arg(long, value_name = "TIME", value_parser = span, help_heading = "Conditions")]
    pub max_elapsed: Option<Nanos>,
    /// It takes no more CPU time
    #[arg(long, value_name = "TIME", value_parser = span, help_heading = "Conditions")]
    pub max_cpu: Option<Nanos>,
    /// Threads stop running no more often, for whatever reason
    #[arg(long, value_name = "N", help_heading = "Conditions")]
    pub max_switches: Option<u64>,
    /// So many cores compute on average
    #[arg(long, value_name = "N", value_parser = times, help_heading = "Conditions")]
    pub min_cores_busy: Option<f64>,
    /// It does not end in a deadlock
    #[arg(long, help_heading = "Conditions")]
    pub no_deadlock: bool,
    /// No object leaks
    #[arg(long, help_heading = "Conditions")]
    pub no_leak: bool,
    /// Write the figures to FILE as JSON
    #[arg(long, value_name = "FILE", help_heading = "Reports")]
    pub json: Option<PathBuf>,
    /// How to show it.
    #[command(flatten)]
    pub look: Look,
}

/// A share or a time: `20%`, `50ms`.
fn most(text: &str) -> Result<Most, String> {
    let Some(digits) = text.strip_suffix('%') else {
        if text.ends_with(|c: char| c.is_ascii_digit()) && text != "0" {
            return Err("a share such as 20% or a time such as 50ms is expected".into());
        }
        let time = span(text).map(Most::Time);
        return time.map_err(|_| "a share such as 20% or a time such as 50ms is expected".into());
    };
    match digits.trim().parse::<f64>() {
        Ok(share) if (0.0..=100.0).contains(&share) => Ok(Most::Share(share / 100.0)),
        _ => Err("a share from 0% to 100% is expected".into()),
    }
}

/// A number above zero: `3`, `2.5`.
pub(super) fn times(text: &str) -> Result<f64, String> {
    match text.trim_end_matches(['x', '×']).parse::<f64>() {
        Ok(n) if n > 0.0 && n.is_finite() => Ok(n),
        _ => Err("a number above zero is expected".into()),
    }
}

/// `gilscope explore`
#[derive(Args, Debug)]
pub struct Explore {
    /// How to run it.
    #[command(flatten)]
    pub options: RunOptions,
    /// What to run.
    #[command(flatten)]
    pub script: ScriptArgs,
    /// Try every schedule with at most N pre-emptions, without leaving out equivalent ones
    #[arg(long, value_name = "N", conflicts_with_all = ["random", "pct"], help_heading = "Search")]
    pub preemptions: Option<u32>,
    /// Try schedules at random: whoever can go on is equally likely to
    #[arg(long, conflicts_with = "pct", help_heading = "Search")]
    pub random: bool,
    /// Try schedules with random priorities, which finds with a known probability what takes D orderings
    /// to come together
    #[arg(long, value_name = "D", value_parser = clap::value_parser!(u32).range(1..100),
          help_heading = "Search")]
    pub pct: Option<u32>,
    /// Try no more than N schedules
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..),
          help_heading = "Search")]
    pub schedules: Option<u64>,
    /// Search no longer
    #[arg(long, value_name = "S", default_value_t = 20.0, value_parser = times,
          help_heading = "Search")]
    pub seconds: f64,
    /// Give up a schedule after N steps in which something was shared: it may have no end
    #[arg(long, value_name = "N", default_value_t = 5_000, value_parser = events,
          help_heading = "Search")]
    pub steps: usize,
    /// How many random schedules tell how likely each ending is
    #[arg(long, value_name = "N", default_value_t = 200, help_heading = "Search")]
    pub samples: u64,
    /// Carry every schedule out, even where all of its steps are known from others
    #[arg(long, help_heading = "Search")]
    pub fresh: bool,
    /// How many OS threads look for what does not depend on each other: other runtimes, schedules left to
    /// chance; the results are the same [default: one for each core of this machine]
    #[arg(long, value_name = "N", value_parser = runs, help_heading = "Search")]
    pub jobs: Option<usize>,
    /// Do not look on which other runtimes the endings can be had
    #[arg(long, help_heading = "Search")]
    pub no_runtimes: bool,
    /// Run the script under these Pythons, too, each by its name on the PATH or by its file, and say how
    /// often it ended how beside what can happen there
    #[arg(
        long,
        value_name = "PYTHON,…",
        value_delimiter = ',',
        conflicts_with = "no_runtimes",
        help_heading = "Search"
    )]
    pub oracle: Vec<String>,
    /// How often each of them runs it
    #[arg(long, value_name = "N", default_value_t = 20,
          value_parser = clap::value_parser!(u64).range(1..), help_heading = "Search")]
    pub oracle_runs: u64,
    /// What makes the exit status 1: deadlock, exception, endless, leak, differs (in what it prints),
    /// race; schedules are then kept in the present directory [default: all of them]
    #[arg(
        long,
        value_name = "FAULT,…",
        value_delimiter = ',',
        help_heading = "Reports"
    )]
    pub fail_on: Vec<String>,
    /// Keep a schedule for each ending in DIR, for `gilscope replay`
    #[arg(long, value_name = "DIR", help_heading = "Reports")]
    pub save: Option<PathBuf>,
    /// Write what was found to FILE as JSON
    #[arg(long, value_name = "FILE", help_heading = "Reports")]
    pub json: Option<PathBuf>,
    /// How to show it.
    #[command(flatten)]
    pub look: Look,
}

/// `gilscope replay`
#[derive(Args, Debug)]
pub struct Replay {
    /// What `gilscope explore --save` has written
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The script, if it is not where it was
    #[arg(value_name = "SCRIPT")]
    pub script: Option<OsString>,
    /// Show the script's output only, and what the options below ask for
    #[arg(long)]
    pub quiet: bool,
    /// Tell on stderr where the time went, as `gilscope run --stats` does
    #[arg(long, help_heading = "Reports")]
    pub stats: bool,
    /// Draw on stderr what each thread did when [default: threads]
    #[arg(long, value_name = "threads|cores|both", value_parser = lanes, num_args = 0..=1,
          require_equals = true, default_missing_value = "threads", help_heading = "Reports")]
    pub timeline: Option<Lanes>,
    /// Show every thread of a timeline, also those alike
    #[arg(long, help_heading = "Reports")]
    pub all: bool,
    /// Write the figures of the run to FILE as JSON; `gilscope help json` explains them
    #[arg(long, value_name = "FILE", help_heading = "Reports")]
    pub json: Option<PathBuf>,
    /// Write all events to FILE, a trace that ui.perfetto.dev opens
    #[arg(long, value_name = "FILE", help_heading = "Reports")]
    pub trace: Option<PathBuf>,
    /// Write a report to FILE: one page of HTML with timelines, charts, the source and all figures
    #[arg(long, value_name = "FILE", help_heading = "Reports")]
    pub html: Option<PathBuf>,
    /// Events that --trace, --html and --timeline keep, of all threads together: the first N; 48 bytes
    /// each [default: 1000000]
    #[arg(long, value_name = "N", value_parser = events, help_heading = "Reports")]
    pub trace_events: Option<usize>,
    /// How to show it.
    #[command(flatten)]
    pub look: Look,
}

/// `gilscope merge`
#[derive(Args, Debug)]
pub struct Merge {
    /// What the shards wrote with --json
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Write the whole to FILE as JSON
    #[arg(
        short = 'o',
        long = "json",
        value_name = "FILE",
        help_heading = "Reports"
    )]
    pub json: Option<PathBuf>,
    /// Write the figures to FILE as CSV
    #[arg(long, value_name = "FILE", help_heading = "Reports")]
    pub csv: Option<PathBuf>,
    /// Write a report to FILE: one page of HTML with curves of the speed-up, heat maps and all figures
    #[arg(long, value_name = "FILE", help_heading = "Reports")]
    pub html: Option<PathBuf>,
    /// Show every row of the table
    #[arg(long, help_heading = "Reports")]
    pub all: bool,
    /// How to show it.
    #[command(flatten)]
    pub look: Look,
}

/// `gilscope help`
#[derive(Args, Debug)]
pub struct Help {
    /// A command, or `subset`: what of Python there is; `guarantees`: what is atomic without a GIL;
    /// `presets`: the runtimes that --like knows;
    /// `profiles`: the simulated machine; `json`: what the figures of --json mean
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
