//! `gilscope sweep`

use super::arguments::Sweep as Wishes;
use super::command_line::option_names;
use super::diagnostics::{compile_error, say, show, write_file};
use super::disk::Disk;
use super::options::RunOptions;
use super::script::{self, Ready, wrong_usage};
use super::terminal::{Stream, Terminal};
use super::{STACK, page, run, sweep_peers};
use gilscope::lab::captured::{FindModule, Job};
use gilscope::lab::sweep::{Axis, Cell, Grid, Kind, Sweep, constants, digest, with_constant};
use gilscope::lab::why::explain;
use gilscope::machine::Script;
use gilscope::text::Source;
use gilscope_runtime::driver::Clock;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Runs a script with every combination of some settings; gives the exit status.
pub fn run(wishes: &Wishes) -> u8 {
    match prepare(wishes).and_then(|plan| execute(wishes, &plan)) {
        Ok(sweep) => sweep.has_failed() as u8,
        Err(status) => status,
    }
}

fn execute(wishes: &Wishes, plan: &Plan) -> Result<Sweep, u8> {
    let cells = (0..plan.grid.cells()).filter(|cell| {
        let shard = wishes.shard;
        shard.is_none_or(|shard| shard.has(*cell))
    });
    let cells: Vec<usize> = cells.collect();
    let terminal = Terminal::of(&wishes.look, Stream::Stderr);
    let progress = Progress::new(terminal, cells.len());
    let jobs = match plan.is_real {
        true => 1,
        false => wishes.jobs.unwrap_or_else(cores),
    };
    let done = in_parallel(&cells, jobs, |cell| {
        let job = plan.job(cell);
        let cell = Cell::run(cell, &job, &plan.find, wishes.runs, || Box::new(Disk));
        progress.step();
        cell
    });
    let predicted = match plan.is_real {
        true => in_parallel(&cells, wishes.jobs.unwrap_or_else(cores), |cell| {
            let job = virtually(plan.job(cell));
            Cell::run(cell, &job, &plan.find, 1, || Box::new(Disk))
        }),
        false => Vec::new(),
    };
    let peers = sweep_peers::run(wishes, plan, &cells, terminal);
    progress.end();
    let words = &plan.ready.place.argv[1..];
    let name = &plan.ready.script.code.source.name;
    let script = std::iter::once(name).chain(words);
    let mut sweep = Sweep {
        script: script.cloned().collect::<Vec<_>>().join(" "),
        digest: digest(&plan.ready.script.code.source.text),
        is_real: plan.is_real,
        options: wishes.given.clone(),
        cores: plan.cores,
        grid: plan.grid.clone(),
        shard: wishes.shard,
        cells: done,
        predicted,
        peers: peers?,
        why: None,
    };
    sweep.why = why_best(plan, &sweep);
    let files = [&wishes.json, &wishes.csv, &wishes.html];
    write(&sweep, files.map(|file| file.as_deref()))?;
    let look = Terminal::of(&wishes.look, Stream::Stdout).look(wishes.all);
    show(&sweep.text(look))?;
    Ok(sweep)
}

/// The same on the virtual clock, with as many cores as there are here.
fn virtually(mut job: Job) -> Job {
    let config = &mut job.setup.config;
    config.hardware.cores = config.cores();
    config.clock = Clock::Virtual;
    job
}

/// What keeps the best combination from being better, if its script is short enough to be asked.
fn why_best(plan: &Plan, sweep: &Sweep) -> Option<String> {
    let short = |cell: &&Cell| cell.figures.instructions <= run::SHORT;
    let best = sweep.best().filter(short)?;
    let job = plan.job(best.index);
    let why = explain(&job, &|job| job.run(&plan.find, || Box::new(Disk)), None)?;
    let label = plan.grid.label(best.index);
    Some(match label.is_empty() {
        true => why.text,
        false => format!("at {label}, {}", why.text),
    })
}

/// Writes the files that were asked for, JSON, CSV and HTML; says why it cannot, and gives the exit status for that.
pub fn write(sweep: &Sweep, [json, csv, html]: [Option<&Path>; 3]) -> Result<(), u8> {
    if let Some(file) = json {
        run::write_json(file, &sweep.to_json())?;
    }
    if let Some(file) = csv {
        write_file(file, &sweep.to_csv())?;
    }
    if let Some(file) = html {
        write_file(file, &page::of_sweep(sweep))?;
    }
    Ok(())
}

/// Cores of this machine.
fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, |cores| cores.get())
}

/// Does `work` for each item, on several OS threads; the results come in the order of the items.
fn in_parallel<T: Send>(items: &[usize], jobs: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(items.len()));
    std::thread::scope(|scope| {
        for _ in 0..jobs.min(items.len()) {
            let worker = || {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let result = (*item, work(*item));
                    done.lock()
                        .unwrap_or_else(|broken| broken.into_inner())
                        .push(result);
                }
            };
            let builder = std::thread::Builder::new().stack_size(STACK);
            builder
                .spawn_scoped(scope, worker)
                .expect("an OS thread can be made");
        }
    });
    let mut done = done
        .into_inner()
        .unwrap_or_else(|broken| broken.into_inner());
    done.sort_by_key(|(item, _)| *item);
    done.into_iter().map(|(_, result)| result).collect()
}

/// How far a long sweep is, for a person who watches.
struct Progress {
    terminal: Terminal,
    all: usize,
    began: Instant,
    /// How many are done, and when that was last told.
    done: Mutex<(usize, Instant)>,
}

impl Progress {
    fn new(terminal: Terminal, all: usize) -> Progress {
        let now = Instant::now();
        Progress {
            terminal,
            all,
            began: now,
            done: Mutex::new((0, now)),
        }
    }

    fn step(&self) {
        let mut done = self
            .done
            .lock()
            .unwrap_or_else(|broken| broken.into_inner());
        done.0 += 1;
        let is_due = done.1.elapsed() > Duration::from_millis(100);
        if !self.terminal.is_live || !is_due {
            return;
        }
        done.1 = Instant::now();
        let spent = self.began.elapsed().as_secs_f64();
        let left = spent / done.0 as f64 * (self.all - done.0) as f64;
        let (done, all) = (done.0, self.all);
        say(&format!(
            "\r\x1b[K{done} of {all} runs, {spent:.0} s; about {left:.0} s left"
        ));
    }

    fn end(&self) {
        if self.terminal.is_live {
            say("\r\x1b[K");
        }
    }
}

/// A sweep that is ready to run.
pub(super) struct Plan {
    pub(super) ready: Ready,
    options: RunOptions,
    pub(super) grid: Grid,
    pub(super) is_real: bool,
    cores: usize,
    /// Whether `threads` is the script's first argument and not its constant.
    threads_are_argument: bool,
    /// The script by the values of its constants.
    scripts: HashMap<Vec<String>, Script>,
    find: FindModule,
}

/// Reads the script and the command line.
fn prepare(wishes: &Wishes) -> Result<Plan, u8> {
    let terminal = Terminal::of(&wishes.look, Stream::Stderr);
    let text = script::read(&wishes.script, terminal)?;
    let ready = script::compile(text, terminal)?;
    let usage = |message: String| wrong_usage(&message);
    let axes = wishes
        .vary
        .iter()
        .map(|text| Axis::parse(text).map_err(|error| format!("--vary {text}: {error}")));
    let axes = axes.collect::<Result<Vec<_>, _>>().map_err(usage)?;
    let grid = Grid::new(axes).map_err(usage)?;
    if wishes.shard.is_some() && wishes.json.is_none() {
        let help = "gilscope merge joins what the shards write with --json FILE";
        return Err(wrong_usage(&format!("--shard needs --json: {help}")));
    }
    let mut options = wishes.options.clone();
    if options.clone().resolved().map_err(usage)?.clock.is_none() {
        options.clock = Some(Clock::Virtual);
    }
    let source = &ready.script.code.source;
    let names = constants(source);
    let threads_are_argument = !names.iter().any(|name| name == "THREADS");
    for axis in &grid.axes {
        check_axis(axis, &options, source, &names).map_err(usage)?;
    }
    let mut plan = Plan {
        is_real: false,
        cores: 0,
        scripts: HashMap::new(),
        options,
        grid,
        threads_are_argument,
        find: ready.place.finder(),
        ready,
    };
    let base = plan.options_of(0).map_err(usage)?.setup(Vec::new()).config;
    plan.is_real = base.clock != Clock::Virtual;
    plan.cores = base.hardware.cores;
    for cell in 0..plan.grid.cells() {
        plan.options_of(cell).map_err(usage)?;
        plan.compile(cell, terminal)?;
    }
    Ok(plan)
}

/// Whether an axis means something; if not, what is wrong.
fn check_axis(
    axis: &Axis,
    options: &RunOptions,
    source: &Source,
    names: &[String],
) -> Result<(), String> {
    let has = |name: &str| names.iter().any(|known| known == name);
    let name = &axis.name;
    let reads_arguments = ["argv", "argparse"]
        .iter()
        .any(|word| source.text.contains(word));
    let known = match names {
        [] => String::new(),
        names => format!("; it has the constants {}", names.join(", ")),
    };
    let file = &source.name;
    match axis.kind() {
        Kind::Threads if has("THREADS") || reads_arguments => Ok(()),
        Kind::Threads => Err(format!(
            "--vary threads: {file} takes no number of threads: it has no line `THREADS = 4` and does \
             not read sys.argv{known}"
        )),
        Kind::Argv if reads_arguments => Ok(()),
        Kind::Argv => Err(format!("--vary argv: {file} does not read sys.argv{known}")),
        Kind::Constant if has(name) => Ok(()),
        Kind::Constant => Err(format!(
            "--vary {name}: {file} assigns no {name} at its top level{known}"
        )),
        Kind::Knob if name == "clock" => {
            Err("--vary clock: choose the clock with --clock, for all runs".into())
        }
        Kind::Knob => axis.values.iter().try_for_each(|value| {
            let shown = |options: &RunOptions| format!("{options:?}");
            let with = |options: &RunOptions| with_keys(options, &[(name, value)]);
            let bare = RunOptions::default();
            if shown(&with(&bare)?) == shown(&bare.clone().resolved()?) {
                let known = option_names().join(", ");
                return Err(format!(
                    "--vary {name}: there is no such option; there are {known}"
                ));
            }
            if shown(&with(options)?) == shown(&options.clone().resolved()?) {
                return Err(format!("--vary {name}: it is given as an option too"));
            }
            Ok(())
        }),
    }
}

/// The options with some more, in the spelling of `-X`.
fn with_keys(options: &RunOptions, keys: &[(&str, &str)]) -> Result<RunOptions, String> {
    let mut options = options.clone();
    let keys = keys.iter().map(|(name, value)| format!("{name}={value}"));
    // Of several keys, the first counts.
    options.x = keys.chain(std::mem::take(&mut options.x)).collect();
    let resolved = options.resolved();
    resolved.map_err(|error| error.replacen("-X ", "--vary ", 1))
}

impl Plan {
    /// The options of a cell.
    fn options_of(&self, cell: usize) -> Result<RunOptions, String> {
        let pairs = self.grid.axes.iter().zip(self.grid.at(cell));
        let knobs = pairs.filter(|(axis, _)| axis.kind() == Kind::Knob);
        let knobs: Vec<(&str, &str)> = knobs.map(|(_, pair)| pair).collect();
        let options = with_keys(&self.options, &knobs)?;
        options
            .check()
            .map_err(|error| format!("{}: {error}", self.grid.label(cell)))?;
        Ok(options)
    }

    /// Constants of the script and their values in a cell.
    fn constants_of(&self, cell: usize) -> Vec<(&str, &str)> {
        let pairs = self.grid.axes.iter().zip(self.grid.at(cell));
        let constants = pairs.filter_map(|(axis, (name, value))| match axis.kind() {
            Kind::Threads if !self.threads_are_argument => Some(("THREADS", value)),
            Kind::Constant => Some((name, value)),
            _ => None,
        });
        constants.collect()
    }

    /// Compiles the script of a cell, unless another cell has the same.
    fn compile(&mut self, cell: usize, terminal: Terminal) -> Result<(), u8> {
        let constants = self.constants_of(cell);
        let key: Vec<String> = constants
            .iter()
            .map(|(_, value)| value.to_string())
            .collect();
        if self.scripts.contains_key(&key) {
            return Ok(());
        }
        let mut script = self.ready.script.clone();
        for (name, value) in constants {
            let source = &script.code.source;
            let text = with_constant(source, name, value).unwrap_or_else(|| source.text.clone());
            let source = Source::new(source.name.clone(), text);
            script = Script::compile(source).map_err(|error| {
                say(&format!("{name}={value} makes the script wrong:\n"));
                compile_error(&error.0, &error.1, terminal)
            })?;
        }
        self.scripts.insert(key, script);
        Ok(())
    }

    /// What a cell runs.
    pub(super) fn job(&self, cell: usize) -> Job {
        let options = self.options_of(cell);
        let options = options.unwrap_or_else(|error| panic!("(sweep) checked before: {error}"));
        let mut argv = self.ready.place.argv.clone();
        for (axis, (_, value)) in self.grid.axes.iter().zip(self.grid.at(cell)) {
            if axis.kind() == Kind::Argv {
                argv.truncate(1);
                argv.extend(value.split_whitespace().map(String::from));
            }
        }
        for (axis, (_, value)) in self.grid.axes.iter().zip(self.grid.at(cell)) {
            if axis.kind() == Kind::Threads && self.threads_are_argument {
                argv.insert(1, value.to_string());
            }
        }
        let constants = self.constants_of(cell);
        let key: Vec<String> = constants
            .iter()
            .map(|(_, value)| value.to_string())
            .collect();
        Job {
            script: self.scripts[&key].clone(),
            setup: options.setup(argv),
        }
    }
}
