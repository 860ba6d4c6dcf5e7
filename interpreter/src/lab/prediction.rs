//! How near the virtual clock is to the real one: scripts on both, with the same figures.

use super::captured::{FindModule, Job};
use super::look::{Look, WIDTH, fine, left, right, wrap};
use super::sweep::Cell;
use crate::vm::files::Files;
use gilscope_runtime::driver::{Clock, Gil};
use gilscope_runtime::time::Nanos;
use serde_json::{Value, json};

/// Name and version of the format of [`to_json`].
pub const SCHEMA: &str = "gilscope.agree/1";

/// How far a prediction may be from what is measured, as a share.
pub const TOLERANCE: f64 = 0.05;

/// A script on both clocks, with or without the GIL.
pub struct Pair {
    /// What it is called.
    pub name: String,
    /// Whether there was a GIL.
    pub gil: Gil,
    /// On the real clock: the run of the median time.
    pub measured: Cell,
    /// On the virtual one.
    pub predicted: Cell,
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
        let on = |clock| {
            let mut job = job.clone();
            job.setup.config.clock = clock;
            job.setup.set_gil(gil);
            Cell::run(0, &job, find, runs, files)
        };
        Pair {
            name: name.into(),
            gil,
            measured: on(Clock::Real),
            predicted: on(Clock::Virtual),
        }
    }

    /// What went wrong on either.
    pub fn trouble(&self) -> Option<&str> {
        let troubles = [&self.measured.trouble, &self.predicted.trouble];
        troubles.into_iter().find_map(|trouble| trouble.as_deref())
    }

    /// Elapsed time measured, over what was predicted: of the median run, and of the shortest.
    fn elapsed(&self) -> [f64; 2] {
        let (measured, predicted) = (&self.measured, self.predicted.figures.elapsed);
        [measured.figures.elapsed, measured.runs.least.0]
            .map(|time| time as f64 / predicted.max(1) as f64)
    }

    /// Whether the prediction holds: what else runs on the machine only adds to what is measured, so the
    /// median or the shortest run may be the near one.
    pub fn agrees(&self) -> bool {
        let is_near = |ratio: &f64| (ratio - 1.0).abs() <= TOLERANCE;
        self.trouble().is_none() && self.elapsed().iter().any(is_near)
    }

    fn row(&self) -> String {
        let gil = match self.gil {
            Gil::On => "on",
            Gil::Off => "off",
        };
        let mut out = format!("  {}{}", left(&self.name, 28), left(gil, 5));
        if let Some(trouble) = self.trouble() {
            return format!("{out}  {trouble}\n");
        }
        let (measured, predicted) = (&self.measured.figures, &self.predicted.figures);
        let [median, least] = self.elapsed();
        let ratio = |a: u64, b: u64| format!("{:.2}", a as f64 / b.max(1) as f64);
        for (text, width) in [
            (fine(Nanos(measured.elapsed)), 11),
            (fine(Nanos(predicted.elapsed)), 11),
            (format!("{median:.2}"), 8),
            (format!("{least:.2}"), 8),
            (ratio(measured.cpu, predicted.cpu), 8),
            (ratio(measured.switches, predicted.switches), 10),
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
        right("least", 8),
        right("CPU", 8),
        right("switches", 10),
        "─".repeat(WIDTH - 9),
    );
    pairs.iter().for_each(|pair| out.push_str(&pair.row()));
    let near = pairs.iter().filter(|pair| pair.agrees()).count();
    out.push('\n');
    out.push_str(&wrap(
        &format!(
            "{near} of {} predictions lie within 5 %. measured: the median of {runs} runs on this machine; \
             predicted: on the virtual clock; ratio: elapsed time measured / predicted, of the median and \
             of the shortest run (what else the machine does only adds to it; a prediction holds if either \
             is near); CPU time and switches likewise.",
            pairs.len()
        ),
        "  ",
    ));
    look.plain(&out)
}

/// The same as JSON.
pub fn to_json(pairs: &[Pair]) -> Value {
    let rows = pairs.iter().map(|pair| {
        let figures = |cell: &Cell| {
            let figures = &cell.figures;
            json!({
                "elapsed": figures.elapsed, "cpu": figures.cpu, "switches": figures.switches,
                "instructions": figures.instructions, "least": cell.runs.least.0,
                "most": cell.runs.most.0,
            })
        };
        json!({
            "script": pair.name,
            "gil": pair.gil == Gil::On,
            "measured": figures(&pair.measured),
            "predicted": figures(&pair.predicted),
            "agrees": pair.agrees(),
            "trouble": pair.trouble(),
        })
    });
    json!({ "schema": SCHEMA, "rows": rows.collect::<Vec<_>>() })
}
