//! The same script under every way of counting references: what each costs here, and what goes wrong
//! without any.

use super::agreement::Agreement;
use super::captured::{FindModule, Job, Output};
use super::compare::{Runs, paragraph, trouble};
use super::legend::Legend;
use super::look::{Look, Paint, WIDTH, count, fine, left, plural, right, wrap};
use super::wreck::in_short;
use crate::machine::Outcome;
use crate::vm::files::Files;
use gilscope_runtime::driver::{Clock, Gil};
use gilscope_runtime::heap::{Counting, Operations, Wreck};
use gilscope_runtime::time::Nanos;

/// A sound way of counting, measured.
pub struct Row {
    /// How references are counted.
    pub counting: Counting,
    /// Whether there is a GIL.
    pub gil: Gil,
    /// From start to end; the median of `runs`.
    pub elapsed: Nanos,
    /// CPU time, the median, too.
    pub cpu: Nanos,
    /// How often it was run; shortest and longest time.
    pub runs: Runs,
    /// How it ended, if not well.
    pub trouble: Option<String>,
    /// What it printed, the first time.
    pub output: Output,
    /// How it counts references, on the virtual clock, once there are two threads.
    pub operations: Operations,
}

impl Row {
    fn name(&self) -> String {
        name(self.counting, self.gil)
    }
}

/// `atomic, GIL off`
fn name(counting: Counting, gil: Gil) -> String {
    let gil = match gil {
        Gil::On => "on",
        Gil::Off => "off",
    };
    format!("{}, GIL {gil}", counting.name())
}

/// The whole comparison.
pub struct Countings {
    /// The script's name.
    pub script: String,
    /// Plain with the GIL first, then those without.
    pub rows: Vec<Row>,
    /// What plain counts without the GIL come to, in virtual time.
    pub wreck: Wreck,
    /// What the places in it mean.
    pub legend: Legend,
    /// How that run ended, if not well.
    pub trouble: Option<String>,
}

impl Countings {
    /// Runs the job in all ways, those on the real clock in turns and several times, for `patience` at
    /// most; `say` is told what runs now.
    pub fn measure(
        job: &Job,
        runs: usize,
        patience: Nanos,
        find: &FindModule,
        files: fn() -> Box<dyn Files>,
        say: &dyn Fn(&str),
    ) -> Countings {
        let ways = [
            (Counting::Plain, Gil::On),
            (Counting::Atomic, Gil::Off),
            (Counting::Biased, Gil::Off),
            (Counting::Escape, Gil::Off),
        ];
        let mut done = ways.map(|_| Vec::new());
        let mut spent = Nanos::ZERO;
        for _ in 0..runs {
            for ((counting, gil), done) in ways.into_iter().zip(&mut done) {
                say(&name(counting, gil));
                let way = counted(job, Clock::Real, counting, gil);
                let (outcome, output) = way.run_and_listen(find, files);
                spent += outcome.report.elapsed;
                done.push((outcome, output));
            }
            if spent > patience {
                break;
            }
        }
        say(&name(Counting::Racy, Gil::Off));
        let virtually =
            |counting, gil| counted(job, Clock::Virtual, counting, gil).account(find, files);
        let mut racy = virtually(Counting::Racy, Gil::Off);
        let wreck = racy.wreck.take().unwrap_or_default();
        let rows = ways.into_iter().zip(done).map(|((counting, gil), done)| {
            say(&format!("{}, counting", name(counting, gil)));
            let operations = virtually(counting, gil).operations.unwrap_or_default();
            row(counting, gil, done, operations)
        });
        Countings {
            script: job.script.code.source.name.clone(),
            rows: rows.collect(),
            legend: Legend::of(&racy),
            trouble: trouble(&racy),
            wreck,
        }
    }

    /// How much the outputs of the sound ways agree.
    pub fn agreement(&self) -> Agreement {
        let first = &self.rows[0].output.out;
        let all = { self.rows.iter() }.map(|row| Agreement::of(first, &row.output.out));
        all.max().unwrap_or(Agreement::Identical)
    }

    /// Whether a sound way failed, or printed something else than the first.
    pub fn is_finding(&self) -> bool {
        let first = &self.rows[0].trouble;
        self.agreement() == Agreement::Differs || self.rows.iter().any(|row| row.trouble != *first)
    }

    /// The report.
    pub fn text(&self, look: Look) -> String {
        let runs = self.rows[0].runs.count;
        let mut out = format!(
            "{} · references counted in {} ways · output: {}\n\n",
            look.paint(Paint::Strong, &self.script),
            self.rows.len() + 1,
            self.agreement().words(),
        );
        let head = cells([
            "counting",
            "plain",
            "atomic",
            "spared",
            "elapsed",
            "CPU time",
            "against",
            "what goes wrong",
        ]);
        out.push_str(&format!("{}\n", look.paint(Paint::Strong, &head)));
        out.push_str(&format!("  {}\n", "─".repeat(WIDTH - 2)));
        let base = self.rows[0].cpu;
        for row in &self.rows {
            let [plain, atomic, spared] = kinds(&row.operations);
            out.push_str(&cells([
                &row.name(),
                &plain,
                &atomic,
                &spared,
                &fine(row.elapsed),
                &fine(row.cpu),
                &format!("{:.2}×", ratio(row.cpu, base)),
                row.trouble.as_deref().unwrap_or("nothing"),
            ]));
            out.push('\n');
        }
        let racy = Counting::Racy;
        let wrong = match (&self.trouble, self.wreck.tally.victims) {
            (Some(trouble), _) => trouble.clone(),
            (None, 0) => "nothing, this time".into(),
            (None, n) => format!("{} wrecked", plural(n, "object")),
        };
        let wrong = look.paint(
            if self.wreck.is_any() {
                Paint::Error
            } else {
                Paint::Faint
            },
            &wrong,
        );
        let name = name(racy, Gil::Off);
        let operations = count(self.wreck.tally.operations);
        let line = cells([&name, &operations, "–", "–", "–", "–", "–", &wrong]);
        out.push_str(&format!("{line}\n\n"));
        out.push_str(&wrap(&self.note(runs), "  "));
        out.push('\n');
        out.push_str(&paragraph(&self.why(), look));
        out.push_str(&format!(
            "  The wreck, step by step: gilscope run --counting racy {}\n",
            self.script
        ));
        look.plain(&out)
    }

    /// Where the figures come from.
    fn note(&self, runs: usize) -> String {
        let tally = &self.wreck.tally;
        format!(
            "Plain, atomic and spared are count operations while there was a second thread, on the virtual \
             clock; of those of racy counting, {} were on an object that another thread had counted last. \
             Times were measured here: medians of {}, of the whole program; CPU time of all threads \
             together, against that with the GIL. Racy counting is supervised, instruction by instruction: none are fused, so \
             it counts more often, and its time would say nothing.",
            count(tally.crossings),
            plural(runs as u64, "run"),
        )
    }

    /// What is to be learned.
    fn why(&self) -> String {
        let [plain, atomic, biased, escape] = &self.rows[..] else {
            unreachable!("four ways of counting are sound");
        };
        let tally = &self.wreck.tally;
        let broken = match self.wreck.is_any() {
            true => format!(
                "Counts that are loaded, changed and stored without it break: {}.",
                in_short(tally)
            ),
            false => {
                "Here plain counts without it broke nothing: no two threads met at one object."
                    .to_string()
            }
        };
        let cost = |row: &Row| match ratio(row.cpu, plain.cpu) {
            times if (0.97..=1.03).contains(&times) => "about the same CPU time".to_string(),
            times => format!("{times:.2} times the CPU time"),
        };
        format!(
            "a reference taken or dropped changes a number in the object, even where a script only reads. \
             {broken} The GIL prevents that by letting one thread run at a time: {:.2} cores were busy, \
             for {}. Atomic counts prevent it one operation at a time, at {}: {} with all threads at \
             once. Biased counts, those of CPython without its GIL, do so only where a thread counts what \
             another one has made, at {}: {}. Escape counts an object plainly until another thread can \
             find it, and functions and classes not at all, at {}: {}.",
            ratio(plain.cpu, plain.elapsed),
            fine(plain.elapsed),
            cost(atomic),
            fine(atomic.elapsed),
            cost(biased),
            fine(biased.elapsed),
            cost(escape),
            fine(escape.elapsed),
        )
    }
}

/// The job with another way of counting.
fn counted(job: &Job, clock: Clock, counting: Counting, gil: Gil) -> Job {
    let mut job = job.clone();
    job.setup.config.clock = clock;
    job.setup.set_gil(gil);
    job.setup.counting = counting;
    job
}

/// The runs of one way.
fn row(counting: Counting, gil: Gil, done: Vec<(Outcome, Output)>, operations: Operations) -> Row {
    let median = |of: &dyn Fn(&Outcome) -> Nanos| {
        let mut all: Vec<Nanos> = done.iter().map(|(outcome, _)| of(outcome)).collect();
        all.sort_unstable();
        (all[all.len() / 2], all[0], all[all.len() - 1])
    };
    let (elapsed, least, most) = median(&|outcome| outcome.report.elapsed);
    let (cpu, ..) = median(&|outcome| outcome.report.cpu);
    let runs = Runs {
        count: done.len(),
        least,
        most,
    };
    let troubles = done.iter().map(|(outcome, _)| trouble(outcome));
    Row {
        counting,
        gil,
        operations,
        elapsed,
        cpu,
        runs,
        trouble: { troubles }.find_map(|trouble| trouble),
        output: { done.into_iter() }
            .next()
            .map(|(_, output)| output)
            .unwrap_or_default(),
    }
}

fn ratio(part: Nanos, whole: Nanos) -> f64 {
    part.0 as f64 / whole.0.max(1) as f64
}

/// Count operations by kind, as the table has them.
fn kinds(operations: &Operations) -> [String; 3] {
    [operations.plain, operations.atomic, operations.spared].map(|n| match n {
        0 => "–".into(),
        n => count(n),
    })
}

/// A line of the table.
fn cells(cells: [&str; 8]) -> String {
    let [name, figures @ .., wrong] = cells;
    let widths = [10, 10, 10, 11, 11, 9];
    let figures = { figures.iter().zip(widths) }.map(|(figure, width)| right(figure, width));
    format!(
        "  {}{}   {wrong}",
        left(name, 16),
        figures.collect::<String>()
    )
}
