//! The same script, run in several ways, side by side.

use super::agreement::Agreement;
use super::captured::{Captured, FindModule, Output};
use super::legend::Legend;
use super::look::{Look, Paint, WIDTH, fine, left, right, span};
use super::timeline::timeline;
use super::wreck::in_short;
use crate::machine::{Outcome, Script, Setup, run};
use crate::vm::files::Files;
use crate::vm::thread::ThreadEnd;
use gilscope_runtime::driver::{Clock, Ending, Gil, Interrupter, Io, Report};
use gilscope_runtime::ledger::State;
use gilscope_runtime::time::Nanos;

/// One way to run the script, and what came of it.
pub struct Row {
    /// What it is called.
    pub name: String,
    /// From start to end; the median of `runs`.
    pub elapsed: Nanos,
    /// CPU time; `None` if it could not be measured.
    pub cpu: Option<Nanos>,
    /// Time that all threads together waited for the GIL, where that is known.
    pub gil_wait: GilWait,
    /// Whether its clock was simulated.
    pub is_virtual: bool,
    /// How often it was run; shortest and longest time.
    pub runs: Runs,
    /// What it printed, the first time.
    pub output: Output,
    /// How it ended, if not well.
    pub trouble: Option<String>,
    /// The run's own report, for gilscope's own rows.
    pub report: Option<Report>,
    /// What the numbers in its trace mean.
    pub legend: Legend,
    /// Whether the GIL was kept during I/O.
    pub io: Io,
}

impl Row {
    /// Cores busy, GIL wait and clock, as tables show them.
    fn cells(&self) -> [String; 3] {
        let busy = { self.cpu }.map(|cpu| cpu.0 as f64 / self.elapsed.0.max(1) as f64);
        let wait = match self.gil_wait {
            GilWait::Known(wait) => span(wait),
            GilWait::None => "–".into(),
            GilWait::Unknown => "?".into(),
        };
        let clock = match self.is_virtual {
            true => "virtual".to_string(),
            false => format!("real ×{}", self.runs.count),
        };
        let busy = busy.map_or("?".into(), |busy| format!("{busy:.2}"));
        [busy, wait, clock]
    }
}

/// Several runs of one row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Runs {
    /// How many.
    pub count: usize,
    /// The shortest.
    pub least: Nanos,
    /// The longest.
    pub most: Nanos,
}

/// What is known of the waits for the GIL.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GilWait {
    /// All threads together.
    Known(Nanos),
    /// There is none to wait for, or nobody else to have it.
    None,
    /// CPython does not tell.
    Unknown,
}

/// A way to run the script inside this process.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Way {
    /// Whose time it is.
    pub clock: Clock,
    /// Whether there is a GIL.
    pub gil: Gil,
    /// Whether it is kept during I/O.
    pub io: Io,
}

impl Way {
    /// One after another: threads never help.
    pub const IN_TURN: Way = Way {
        clock: Clock::Virtual,
        gil: Gil::On,
        io: Io::Hold,
    };
    /// Threads with the GIL, simulated.
    pub const ON: Way = Way {
        clock: Clock::Virtual,
        gil: Gil::On,
        io: Io::Release,
    };
    /// Threads without, simulated.
    pub const OFF: Way = Way {
        clock: Clock::Virtual,
        gil: Gil::Off,
        io: Io::Release,
    };

    /// The row's name.
    pub fn name(self) -> &'static str {
        match (self.clock, self.gil, self.io) {
            (_, _, Io::Hold) => "one after another",
            (Clock::Virtual, Gil::On, _) => "threads, GIL on",
            (Clock::Virtual, Gil::Off, _) => "threads, GIL off",
            #[cfg(feature = "os")]
            (Clock::Real, Gil::On, _) => "here, GIL on",
            #[cfg(feature = "os")]
            (Clock::Real, Gil::Off, _) => "here, GIL off",
        }
    }

    /// The row's name where the script works with processes, each with a GIL of its own.
    pub fn name_with_processes(self) -> &'static str {
        match self.clock {
            Clock::Virtual => "processes (own GILs)",
            #[cfg(feature = "os")]
            Clock::Real => "here, processes",
        }
    }
}

/// Events that the traces of a run may hold.
const TRACE: usize = 1_000_000;

/// Runs the script in one way, `setup` being what is the same for all; several times on the real
/// clock, for `patience` at most. What a run writes into files stays in memory.
pub fn run_row(
    script: &Script,
    setup: &Setup,
    way: Way,
    find: &FindModule,
    runs: usize,
    patience: Nanos,
    files: fn() -> Box<dyn Files>,
) -> Row {
    let mut setup = setup.clone();
    setup.config.clock = way.clock;
    setup.config.io = way.io;
    setup.config.trace = Some(TRACE);
    setup.set_gil(way.gil);
    let is_virtual = way.clock == Clock::Virtual;
    let mut done: Vec<(Outcome, Output)> = Vec::new();
    let mut spent = Nanos::ZERO;
    while done.len() < if is_virtual { 1 } else { runs } {
        let (host, collector) = Captured::new(setup.config.seed, find.clone());
        let host = host.above(files());
        let outcome = run(script, &setup, Box::new(host), &Interrupter::new());
        spent += outcome.report.elapsed;
        done.push((outcome, collector.collect()));
        if spent > patience {
            break;
        }
    }
    done.sort_by_key(|(outcome, _)| outcome.report.elapsed);
    let runs = Runs {
        count: done.len(),
        least: done[0].0.report.elapsed,
        most: done[done.len() - 1].0.report.elapsed,
    };
    let (outcome, output) = done.swap_remove(done.len() / 2);
    let wait = outcome
        .report
        .threads
        .iter()
        .map(|thread| thread.ledger[State::WantsGil].0)
        .sum();
    let gil_wait = match (way.gil, way.io) {
        (Gil::On, Io::Release) => GilWait::Known(Nanos(wait)),
        _ => GilWait::None,
    };
    Row {
        name: way.name().into(),
        elapsed: outcome.report.elapsed,
        cpu: Some(outcome.report.cpu),
        gil_wait,
        is_virtual,
        runs,
        output,
        trouble: trouble(&outcome),
        legend: Legend::of(&outcome),
        io: way.io,
        report: Some(outcome.report),
    }
}

/// What went wrong with a run, in a few words, and what an exception said.
pub fn trouble_in_full(outcome: &Outcome, output: &Output) -> Option<String> {
    let trouble = trouble(outcome)?;
    let last = output.last_words();
    match matches!(outcome.end, ThreadEnd::Status(_)) && !last.is_empty() {
        true => Some(format!("{trouble}: {last}")),
        false => Some(trouble),
    }
}

/// What went wrong with a run, in a few words.
pub fn trouble(outcome: &Outcome) -> Option<String> {
    match (&outcome.report.ending, &outcome.end) {
        (Ending::Deadlock(_), _) => Some("deadlock".into()),
        (Ending::InstructionLimit, _) => Some("stopped by --max-instructions".into()),
        (Ending::Interrupted, _) | (_, ThreadEnd::Interrupted) => Some("interrupted".into()),
        (Ending::Panicked { message, .. }, _) => Some(format!("gilscope failed: {message}")),
        (_, ThreadEnd::Unsupported(feature, _)) => Some(format!("unsupported: {feature}")),
        (_, ThreadEnd::Status(status)) if *status != 0 => Some(format!("exit status {status}")),
        _ => { outcome.wreck.as_ref() }
            .filter(|wreck| wreck.is_any())
            .map(|wreck| format!("wreck: {}", in_short(&wreck.tally))),
    }
}

/// The whole comparison.
pub struct Comparison {
    /// The script's name.
    pub script: String,
    /// In the order in which they are shown; the first three are [`Way::IN_TURN`], [`Way::ON`] and
    /// [`Way::OFF`].
    pub rows: Vec<Row>,
    /// Cores of the simulated machine.
    pub cores: usize,
    /// Why threads with the GIL took as long as they did.
    pub why: Option<String>,
}

impl Comparison {
    /// How much the outputs of all rows agree.
    pub fn agreement(&self) -> Agreement {
        let first = &self.rows[0].output.out;
        let all = self
            .rows
            .iter()
            .map(|row| Agreement::of(first, &row.output.out));
        all.max().unwrap_or(Agreement::Identical)
    }

    /// Whether something is not as it should be: a row failed, or printed something else.
    pub fn is_finding(&self) -> bool {
        let first = &self.rows[0].trouble;
        self.agreement() == Agreement::Differs || self.rows.iter().any(|row| row.trouble != *first)
    }

    /// The report.
    pub fn text(&self, look: Look) -> String {
        let mut out = self.headline(look);
        out.push('\n');
        out.push_str(&self.table(look));
        let (on, off) = (&self.rows[1].report, &self.rows[2].report);
        if let (Some(on), Some(off)) = (on, off) {
            out.push('\n');
            out.push_str(&timeline(on, "threads, GIL on (virtual)", look));
            if worth_showing(on, off) {
                out.push('\n');
                out.push_str(&timeline(off, "threads, GIL off (virtual)", look));
            }
            if let Some(report) = self.processes().filter(|it| worth_showing(on, it)) {
                out.push('\n');
                out.push_str(&timeline(report, "processes (virtual)", look));
            }
        }
        if let Some(why) = &self.why {
            out.push('\n');
            out.push_str(&paragraph(why, look));
        }
        if let Some(clocks) = self.clocks() {
            out.push('\n');
            out.push_str(&super::look::wrap(&clocks, "  "));
        }
        out.push_str(&self.differences());
        look.plain(&out)
    }

    /// How near the virtual clock is to the real one, where a row was run on both.
    fn clocks(&self) -> Option<String> {
        let pairs = [
            ("threads, GIL on", "here, GIL on"),
            ("threads, GIL off", "here, GIL off"),
            ("processes (own GILs)", "here, processes"),
        ];
        let row = |name: &str| {
            let rows = self.rows.iter().filter(|row| row.trouble.is_none());
            { rows }.find(|row| row.name == name)
        };
        let told = pairs.iter().filter_map(|(predicted, measured)| {
            let (predicted, measured) = (row(predicted)?, row(measured)?);
            let ratio = |a: u64, b: u64| format!("{:.2}", a as f64 / b.max(1) as f64);
            let switches = |row: &Row| {
                let threads = row.report.iter().flat_map(|report| &report.threads);
                threads
                    .map(|thread| thread.ledger.known_switches())
                    .sum::<u64>()
            };
            let (here, there) = (measured.cpu?, predicted.cpu?);
            let cpu = match there.0 < predicted.elapsed.0 / 100 {
                // Starting threads costs more than what they do: a ratio would say nothing.
                true => format!("{} for {}", fine(here), fine(there)),
                false => ratio(here.0, there.0),
            };
            Some(format!(
                "{}: elapsed {}, CPU {cpu}, switches {}",
                predicted.name,
                ratio(measured.elapsed.0, predicted.elapsed.0),
                ratio(switches(measured), switches(predicted)),
            ))
        });
        let told: Vec<String> = told.collect();
        (!told.is_empty()).then(|| {
            format!(
                "Measured here / predicted by the virtual clock: {}. (gilscope calibrate makes it a model \
                 of this machine.)",
                told.join("; ")
            )
        })
    }

    /// The verdict for a page: the head of its table, and a row for each way.
    pub fn verdict(&self) -> (Vec<&'static str>, Vec<Vec<String>>) {
        let base = self.rows[0].elapsed;
        let comparable = self.rows[0].report.as_ref().is_some_and(waits_mostly);
        let rows = self.rows.iter().map(|row| {
            let speed_up = speed_up(row, base, comparable, &self.rows);
            let figure = match (&row.trouble, speed_up) {
                (Some(trouble), _) => trouble.clone(),
                (None, Some(factor)) => format!("{factor:.2}×"),
                (None, None) => "own scale".into(),
            };
            let [busy, wait, clock] = row.cells();
            vec![
                row.name.clone(),
                fine(row.elapsed),
                figure,
                busy,
                wait,
                clock,
            ]
        });
        let head = vec![
            "run",
            "elapsed",
            "speed-up",
            "cores busy",
            "GIL wait",
            "clock",
        ];
        (head, rows.collect())
    }

    /// The run with processes on the virtual clock, if there was one.
    fn processes(&self) -> Option<&Report> {
        let row = self
            .rows
            .iter()
            .find(|row| row.name == Way::ON.name_with_processes())?;
        row.report.as_ref()
    }

    fn headline(&self, look: Look) -> String {
        let threads = self.rows[1]
            .report
            .as_ref()
            .map_or(1, |report| report.threads.len());
        let threads = match threads {
            0 | 1 => "1 thread".to_string(),
            2 => "MainThread and 1 more thread".to_string(),
            n => format!("MainThread and {} more threads", n - 1),
        };
        let cores = super::look::plural(self.cores as u64, "simulated core");
        let agreement = self.agreement().words();
        let script = look.paint(Paint::Strong, &self.script);
        format!("{script} · {threads} · {cores} · output: {agreement}\n")
    }

    fn table(&self, look: Look) -> String {
        let base = self.rows[0].elapsed;
        let comparable = self.rows[0].report.as_ref().is_some_and(waits_mostly);
        let longest = self
            .rows
            .iter()
            .map(|row| row.name.chars().count())
            .max()
            .unwrap_or(0);
        let name = longest.clamp(18, 26);
        let greatest = { self.rows.iter() }
            .filter_map(|row| speed_up(row, base, comparable, &self.rows))
            .fold(8.0, f64::max);
        let scale = Scale::up_to(greatest);
        let head = format!(
            "  {}{}{}  {}{}{}   {}",
            left("run", name),
            right("elapsed", 10),
            right("speed-up", 11),
            scale.head(),
            right("cores busy", 10),
            right("GIL wait", 11),
            "clock",
        );
        let mut out = format!("{}\n", look.paint(Paint::Strong, &head));
        out.push_str(&format!(
            "  {}\n",
            "─".repeat(WIDTH.min(head.chars().count() + 6) - 2)
        ));
        for row in &self.rows {
            out.push_str(&self.row(row, name, base, comparable, scale, look));
        }
        out
    }

    fn row(
        &self,
        row: &Row,
        name: usize,
        base: Nanos,
        comparable: bool,
        scale: Scale,
        look: Look,
    ) -> String {
        let speed_up = speed_up(row, base, comparable, &self.rows);
        let (figure, bar) = match (&row.trouble, speed_up) {
            (Some(trouble), _) => ("–".to_string(), left(trouble, scale.width())),
            (None, Some(factor)) => {
                let bar = left(&scale.bar(factor), scale.width());
                (
                    format!("{factor:.2}×"),
                    look.paint(Paint::State(State::Running), &bar),
                )
            }
            (None, None) => ("–".to_string(), left("own scale", scale.width())),
        };
        let [busy, wait, clock] = row.cells();
        format!(
            "  {}{}{}  {bar}{}{}   {clock}\n",
            left(&row.name, name),
            right(&fine(row.elapsed), 10),
            right(&figure, 11),
            right(&busy, 10),
            right(&wait, 11),
        )
    }

    /// Which rows printed what the first did not.
    fn differences(&self) -> String {
        let first = &self.rows[0];
        let mut out = String::new();
        for row in &self.rows[1..] {
            if Agreement::of(&first.output.out, &row.output.out) != Agreement::Differs {
                continue;
            }
            let found = super::agreement::first_difference(&first.output.out, &row.output.out);
            if let Some((line, a, b)) = found {
                out.push_str(&format!(
                    "\n  output differs: line {line} of “{}” against “{}”\n    {}\n    {}\n",
                    first.name,
                    row.name,
                    left(a, WIDTH - 5).trim_end(),
                    left(b, WIDTH - 5).trim_end(),
                ));
            }
        }
        out
    }
}

/// The paragraph that says why.
pub fn paragraph(why: &str, look: Look) -> String {
    let text = super::look::wrap(&format!("Why: {why}"), "  ");
    text.replacen("Why:", &look.paint(Paint::Strong, "Why:"), 1)
}

/// The share of the script that is I/O when everything happens in turn: whether real and virtual
/// seconds can be compared.
fn waits_mostly(in_turn: &Report) -> bool {
    let io = in_turn
        .threads
        .iter()
        .map(|thread| thread.ledger[State::Io].0);
    io.sum::<u64>() as f64 > in_turn.elapsed.0 as f64 * 0.9
}

/// How many times faster than the first row; where real and virtual seconds cannot be compared, than
/// the first real row of the same program; `None` for that one's own scale.
fn speed_up(row: &Row, base: Nanos, comparable: bool, rows: &[Row]) -> Option<f64> {
    let factor = |base: Nanos| base.0 as f64 / row.elapsed.0.max(1) as f64;
    if row.trouble.is_some() {
        return None;
    }
    if row.is_virtual || comparable {
        return Some(factor(base));
    }
    row.report.as_ref()?;
    let real = rows
        .iter()
        .find(|row| !row.is_virtual && row.report.is_some())?;
    Some(factor(real.elapsed))
}

/// Without the GIL the picture is another one: time shrank.
fn worth_showing(on: &Report, off: &Report) -> bool {
    let ratio = on.elapsed.0 as f64 / off.elapsed.0.max(1) as f64;
    ratio > 1.2
}

/// The scale of the bars: a fixed width for each doubling.
#[derive(Clone, Copy)]
struct Scale {
    doublings: usize,
    step: usize,
}

impl Scale {
    fn up_to(greatest: f64) -> Scale {
        let doublings = greatest.log2().ceil().max(3.0) as usize;
        Scale {
            doublings,
            step: (18 / doublings).max(1),
        }
    }

    fn width(self) -> usize {
        self.doublings * self.step + 4
    }

    fn head(self) -> String {
        let mut out = String::new();
        let every = 5usize.div_ceil(self.step);
        for power in (0..=self.doublings).step_by(every) {
            let start = power * self.step;
            let gap = start.saturating_sub(out.chars().count());
            out.push_str(&" ".repeat(gap));
            out.push_str(&format!("{}×", 1u64 << power));
        }
        left(&out, self.width())
    }

    fn bar(self, factor: f64) -> String {
        let eighths = (factor.max(1.0).log2() * self.step as f64 * 8.0).round() as usize + 4;
        let part = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
        format!("{}{part}", "█".repeat(eighths / 8))
    }
}
