//! How near the virtual clock is to the real one: scripts on both, with the same figures.

#[cfg(feature = "os")]
use super::captured::{FindModule, Job};
#[cfg(feature = "os")]
use super::compare::trouble_in_full;
use super::look::{Look, WIDTH, fine, left, right, wrap};
use super::sweep::Figures;
#[cfg(feature = "os")]
use crate::vm::files::Files;
use gilscope_runtime::driver::Gil;
#[cfg(feature = "os")]
use gilscope_runtime::driver::{Clock, Report};
#[cfg(feature = "os")]
use gilscope_runtime::ledger::State;
use gilscope_runtime::time::Nanos;
use serde_json::{Value, json};

/// Name and version of the format of [`to_json`].
pub const SCHEMA: &str = "gilscope.agree/1";

/// How far a prediction may be from what is measured, as a share.
pub const TOLERANCE: f64 = 0.05;

/// Events that the traces of a run may hold.
#[cfg(feature = "os")]
const TRACE: usize = 1_000_000;

/// A script on both clocks, with or without the GIL.
pub struct Pair {
    /// What it is called.
    pub name: String,
    /// Whether there was a GIL.
    pub gil: Gil,
    /// On the real clock, by the time that other programs took; there is at least one.
    pub measured: Vec<Sample>,
    /// On the virtual one.
    pub predicted: Sample,
    /// What went wrong on either, if something did.
    pub trouble: Option<String>,
}

/// What a run came to.
#[derive(Clone, Copy)]
pub struct Sample {
    /// Its figures.
    pub figures: Figures,
    /// Time that other programs took from it. Where threads take turns: the time in which at least one
    /// could have gone on, beyond their CPU time. Where they do not, of the thread that lost most: the
    /// time in which it was running by the ledger but had no core.
    pub disturbed: Nanos,
}

impl Sample {
    #[cfg(feature = "os")]
    fn of(report: &Report) -> Sample {
        let threads = report.threads.iter();
        let lost = threads.map(|thread| thread.ledger[State::Running].since(thread.ledger.cpu));
        let takes_turns = report.gil.is_some() && report.processes.len() == 1;
        let in_turn = busy_time(report).filter(|_| takes_turns);
        let ledgers = report.threads.iter().map(|thread| &thread.ledger);
        let figures = Figures {
            switches: ledgers.map(|ledger| ledger.known_switches()).sum(),
            ..Figures::of(report)
        };
        Sample {
            figures,
            disturbed: match in_turn {
                Some(busy) => busy.since(report.cpu),
                None => lost.max().unwrap_or_default(),
            },
        }
    }

    /// The elapsed time less what other programs took of it.
    fn undisturbed(&self) -> u64 {
        self.figures.elapsed.saturating_sub(self.disturbed.0)
    }
}

/// The time in which at least one thread ran or could have gone on; `None` if the traces are not whole.
#[cfg(feature = "os")]
fn busy_time(report: &Report) -> Option<Nanos> {
    let mut spans = Vec::new();
    for thread in &report.threads {
        let trace = thread.trace.as_ref().filter(|trace| trace.dropped == 0)?;
        let busy = trace
            .spans()
            .filter(|span| matches!(span.state, State::Running | State::WantsGil | State::Ready));
        spans.extend(busy.map(|span| (span.from(), span.to)));
    }
    spans.sort_unstable();
    let (mut busy, mut until) = (Nanos::ZERO, Nanos::ZERO);
    for (from, to) in spans {
        busy += to.since(from.max(until));
        until = until.max(to);
    }
    Some(busy)
}

impl Pair {
    /// Runs a job on both, `runs` times on the real clock.
    #[cfg(feature = "os")]
    pub fn run(
        name: &str,
        gil: Gil,
        job: &Job,
        find: &FindModule,
        runs: usize,
        files: fn() -> Box<dyn Files>,
    ) -> Pair {
        let mut trouble = None;
        let mut on = |clock| {
            let mut job = job.clone();
            job.setup.config.clock = clock;
            job.setup.config.trace = Some(TRACE);
            job.setup.set_gil(gil);
            let (outcome, output) = job.run_and_listen(find, files);
            if trouble.is_none() {
                trouble = trouble_in_full(&outcome, &output);
            }
            Sample::of(&outcome.report)
        };
        let mut measured: Vec<Sample> = (0..runs.max(1)).map(|_| on(Clock::Real)).collect();
        measured.sort_by_key(|sample| (sample.disturbed, sample.figures.elapsed));
        let predicted = on(Clock::Virtual);
        Pair {
            name: name.into(),
            gil,
            measured,
            predicted,
            trouble,
        }
    }

    /// The median of a figure, of that half of the runs that other programs disturbed least.
    fn median(&self, figure: impl Fn(&Sample) -> u64) -> u64 {
        let quiet = &self.measured[..self.measured.len().div_ceil(2)];
        let mut values: Vec<u64> = quiet.iter().map(figure).collect();
        values.sort_unstable();
        values[values.len() / 2]
    }

    /// Elapsed time measured over what was predicted, of the median run: as it was, and less what
    /// other programs took of it.
    pub fn elapsed(&self) -> [f64; 2] {
        let predicted = self.predicted.figures.elapsed.max(1) as f64;
        let raw = self.median(|sample| sample.figures.elapsed);
        [raw, self.median(Sample::undisturbed)].map(|time| time as f64 / predicted)
    }

    /// Whether the prediction holds on a machine that does nothing else.
    pub fn agrees(&self) -> bool {
        self.trouble.is_none() && (self.elapsed()[1] - 1.0).abs() <= TOLERANCE
    }

    fn row(&self) -> String {
        let gil = match self.gil {
            Gil::On => "on",
            Gil::Off => "off",
        };
        let mut out = format!("  {}{}", left(&self.name, 28), left(gil, 5));
        if let Some(trouble) = &self.trouble {
            return format!("{out}  {trouble}\n");
        }
        let predicted = &self.predicted.figures;
        let elapsed = self.median(|sample| sample.figures.elapsed);
        let [raw, undisturbed] = self.elapsed();
        let ratio = |a: u64, b: u64| format!("{:.2}", a as f64 / b.max(1) as f64);
        let cpu = self.median(|sample| sample.figures.cpu);
        let switches = self.median(|sample| sample.figures.switches);
        for (text, width) in [
            (fine(Nanos(elapsed)), 11),
            (fine(Nanos(predicted.elapsed)), 11),
            (format!("{raw:.2}"), 8),
            (format!("{undisturbed:.2}"), 8),
            (ratio(cpu, predicted.cpu), 8),
            (ratio(switches, predicted.switches), 10),
        ] {
            out.push_str(&right(&text, width));
        }
        let verdict = if self.agrees() { "" } else { "  no" };
        format!("{out}{verdict}\n")
    }
}

/// The table of all, and a verdict.
pub fn text(pairs: &[Pair], runs: usize, look: Look) -> String {
    let mut out = format!(
        "  {}{}{}{}{}{}{}{}\n  {}\n",
        left("script", 28),
        left("GIL", 5),
        right("measured", 11),
        right("predicted", 11),
        right("ratio", 8),
        right("alone", 8),
        right("CPU", 8),
        right("switches", 10),
        "─".repeat(WIDTH - 9),
    );
    pairs.iter().for_each(|pair| out.push_str(&pair.row()));
    let near = pairs.iter().filter(|pair| pair.agrees()).count();
    out.push('\n');
    out.push_str(&wrap(
        &format!(
            "{near} of {} predictions lie within 5 %. measured: the median of that half of {runs} runs on \
             this machine that other programs disturbed least; \
             predicted: on the virtual clock; ratio: elapsed time measured / predicted; alone: the same \
             less the time that other programs took (with the GIL: in which a thread could have gone on, \
             beyond all CPU time; without: in which the thread that lost most had no core), which is what \
             must be within 5 %; CPU time and switches likewise.",
            pairs.len()
        ),
        "  ",
    ));
    look.plain(&out)
}

/// The same as JSON.
pub fn to_json(pairs: &[Pair]) -> Value {
    let rows = pairs.iter().map(|pair| {
        let figures = |sample: &Sample| {
            let figures = &sample.figures;
            json!({
                "elapsed": figures.elapsed, "cpu": figures.cpu, "switches": figures.switches,
                "instructions": figures.instructions, "disturbed": sample.disturbed.0,
            })
        };
        json!({
            "script": pair.name,
            "gil": pair.gil == Gil::On,
            "measured": pair.measured.iter().map(figures).collect::<Vec<_>>(),
            "predicted": figures(&pair.predicted),
            "ratio": pair.elapsed()[0],
            "ratio_alone": pair.elapsed()[1],
            "agrees": pair.agrees(),
            "trouble": pair.trouble,
        })
    });
    json!({ "schema": SCHEMA, "rows": rows.collect::<Vec<_>>() })
}
