//! The X-ray of a script: of each line and each object, how its references were counted, what was made,
//! published, waited for and kept; and what would have been without what costs most.
//!
//! - `report`: as text; `export`: as JSON and HTML;
//! - `what_if`: runs with one thing changed.

mod export;
mod report;
mod what_if;

pub use export::{SCHEMA, page, to_json};
pub use what_if::{Run, SHORT, Trial, TrialKind, try_all};

use super::captured::Output;
use super::census::remains;
use super::compare::trouble_in_full;
use super::legend::Legend;
use crate::kept::{Keeper, Kept};
use crate::machine::{Outcome, Setup};
use crate::text::Source;
use crate::vm::supervision::file_number;
use gilscope_runtime::driver::Report;
use gilscope_runtime::heap::{Account, Counts, Line, Publication};
use gilscope_runtime::ledger::State;
use gilscope_runtime::time::Nanos;
use gilscope_runtime::trace::Object;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// CPU time that an atomic count operation takes on the virtual clock, if nobody says otherwise: about what
/// one takes on a machine of 2026 whose cache line is at hand (5 to 10 ns), less what a plain one does.
pub const SHARED_COUNT: Nanos = Nanos(5);
/// The same for one whose cache line is with another core: two cores that count one object get on at 10 to
/// 25 ns for each operation where they may take several in a row, and at 100 to 300 where they alternate.
pub const COUNT_TRANSFER: Nanos = Nanos(60);

/// A line of the script.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
    /// Its file.
    pub file: String,
    /// Its number there.
    pub line: u32,
    /// What stands there.
    pub text: String,
}

impl Place {
    /// `bank.py:12`
    pub fn short(&self) -> String {
        let file = self.file.rsplit(['/', '\\']).next().unwrap_or(&self.file);
        format!("{file}:{}", self.line)
    }

    /// The same with the whole name of the file.
    pub fn long(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }
}

/// What happened at a line.
#[derive(Clone, Default, Debug)]
pub struct LineRow {
    /// The line; none: the library, before the script, or at its end.
    pub place: Option<Place>,
    /// How references were counted there.
    pub counts: Counts,
    /// Objects that were published there.
    pub published: u64,
    /// How often a thread waited there for a lock.
    pub lock_waits: u64,
    /// For how long, all threads together.
    pub lock_waited: Nanos,
}

/// Objects of one name that one line has made.
#[derive(Clone, Debug)]
pub struct ObjectRow {
    /// What they are called.
    pub name: String,
    /// The line; none: the library, or before the script.
    pub place: Option<Place>,
    /// The line as the books have it.
    pub line: Line,
    /// How many were made since the script began.
    pub made: u64,
    /// How many of these were freed before it ended.
    pub freed: u64,
    /// Most that were alive at a time.
    pub peak: u64,
    /// How many were published, one by one or with what refers to them.
    pub published: u64,
    /// How references to them were counted.
    pub counts: Counts,
    /// What that took on the virtual clock.
    pub cost: Nanos,
}

/// Stores of one line that published something.
#[derive(Clone, Debug)]
pub struct PublicationRow {
    /// The line.
    pub place: Option<Place>,
    /// What was stored: its name and the line that made it.
    pub name: String,
    /// That line.
    pub made: Option<Place>,
    /// How many stores, and objects.
    pub publication: Publication,
}

/// A lock that threads waited for.
#[derive(Clone, Debug)]
pub struct LockRow {
    /// Its name.
    pub name: String,
    /// How often.
    pub waits: u64,
    /// For how long, together.
    pub waited: Nanos,
    /// The longest.
    pub longest: Nanos,
}

/// Objects that were alive at the end, or were until the collector came.
#[derive(Clone, Debug)]
pub struct KeptRow {
    /// What they are called.
    pub name: String,
    /// The line that made them.
    pub place: Option<Place>,
    /// How many.
    pub objects: u64,
    /// What kept them alive; none: a cycle that the collector has broken.
    pub keeper: Option<Keeper>,
    /// The way to one of them, or round the cycle.
    pub path: String,
}

/// The whole X-ray.
pub struct Xray {
    /// The script's name.
    pub script: String,
    /// How it was run.
    pub setup: Setup,
    /// From start to end. On the real clock this says nothing: an X-ray takes its time.
    pub elapsed: Nanos,
    /// CPU time of all threads.
    pub cpu: Nanos,
    /// Instructions of all threads.
    pub instructions: u64,
    /// How it ended, if not well.
    pub trouble: Option<String>,
    /// Every line, by file and number, the library last.
    pub lines: Vec<LineRow>,
    /// Every group of objects, those with the most contended counts first, then by number of counts.
    pub objects: Vec<ObjectRow>,
    /// Stores that published, most objects first.
    pub published: Vec<PublicationRow>,
    /// The line that began the second thread, and how many objects were published for that.
    pub shared_at_start: Option<(Option<Place>, u64)>,
    /// Locks that were waited for, longest first.
    pub locks: Vec<LockRow>,
    /// Until when lock waits are known, if there were too many.
    pub known_until: Option<Nanos>,
    /// What was kept at the end, and what the collector found; most objects first.
    pub kept: Vec<KeptRow>,
    /// Objects that nothing refers to and that were not freed: a bug of gilscope's, or a lost count.
    pub leaked: u64,
    /// Most objects alive at a time that were made since the script began.
    pub peak: u64,
    /// Runs with one thing changed; see [`try_all`].
    pub trials: Vec<Trial>,
}

impl Xray {
    /// What a run that was looked into came to; none if it was not.
    pub fn of(outcome: &Outcome, output: &Output, script: &str, setup: &Setup) -> Option<Xray> {
        let seen = outcome.seen.as_ref()?;
        let places = Places::of(outcome);
        let legend = Legend::of(outcome);
        let waits = Waits::of(&outcome.report, &legend);
        let account = &seen.account;
        Some(Xray {
            script: script.to_string(),
            setup: setup.clone(),
            elapsed: outcome.report.elapsed,
            cpu: outcome.report.cpu,
            instructions: outcome.report.instructions(),
            trouble: trouble_in_full(outcome, output),
            lines: lines(account, &waits, &places),
            objects: objects(account, &places),
            published: publications(account, &places),
            shared_at_start: account
                .shared_at_start
                .map(|(line, objects)| (places.place(line), objects)),
            locks: waits.locks,
            known_until: waits.known_until,
            kept: kept(&seen.kept, account, &places),
            leaked: { outcome.censuses() }
                .map(|census| remains(&census.leaks).leaked.len() as u64)
                .sum(),
            peak: account.peak,
            trials: Vec::new(),
        })
    }

    /// All count operations.
    pub fn total(&self) -> Counts {
        let mut total = Counts::default();
        self.lines.iter().for_each(|row| total.add(row.counts));
        total
    }

    /// What of objects was kept for this reason.
    pub fn kept_by(&self, wanted: impl Fn(Option<Keeper>) -> bool) -> Vec<&KeptRow> {
        self.kept.iter().filter(|row| wanted(row.keeper)).collect()
    }
}

/// Lines by their numbers in the books.
struct Places {
    sources: FxHashMap<Line, Arc<crate::code::Code>>,
}

impl Places {
    fn of(outcome: &Outcome) -> Places {
        let codes = outcome.codes.0.iter();
        let own = codes.filter(|(_, code)| !code.source.is_library());
        let sources = own.map(|(_, code)| (file_number(&code.source.name), code.clone()));
        Places {
            sources: sources.collect(),
        }
    }

    fn place(&self, line: Line) -> Option<Place> {
        let source: &Source = &self.sources.get(&(line >> 32))?.source;
        Some(place_in(source, line as u32))
    }
}

fn place_in(source: &Source, line: u32) -> Place {
    let (file, number) = source.place(line);
    Place {
        file: file.to_string(),
        line: number,
        text: source.line_text(line).trim().to_string(),
    }
}

/// Waits for locks, by line and by lock.
struct Waits {
    lines: BTreeMap<Place, (u64, Nanos)>,
    locks: Vec<LockRow>,
    known_until: Option<Nanos>,
}

impl Waits {
    fn of(report: &Report, legend: &Legend) -> Waits {
        let mut lines: BTreeMap<Place, (u64, Nanos)> = BTreeMap::new();
        let mut locks: BTreeMap<String, LockRow> = BTreeMap::new();
        let traces = || report.threads.iter().filter_map(|it| it.trace.as_ref());
        for span in traces().flat_map(|trace| trace.spans()) {
            let Object::Lock { number, .. } = span.event.object else {
                continue;
            };
            if span.state != State::Lock {
                continue;
            }
            let waited = span.to.since(span.event.at);
            if let Some((code, line)) = legend.line(span.event.site) {
                let at = lines.entry(place_in(&code.source, line)).or_default();
                at.0 += 1;
                at.1 += waited;
            }
            let name = legend.lock(number);
            let row = locks.entry(name.clone()).or_insert(LockRow {
                name,
                waits: 0,
                waited: Nanos::ZERO,
                longest: Nanos::ZERO,
            });
            row.waits += 1;
            row.waited += waited;
            row.longest = row.longest.max(waited);
        }
        let mut locks: Vec<LockRow> = locks.into_values().collect();
        locks.sort_by_key(|row| std::cmp::Reverse(row.waited));
        Waits {
            lines,
            locks,
            known_until: traces().filter_map(|trace| trace.until).min(),
        }
    }
}

fn lines(account: &Account, waits: &Waits, places: &Places) -> Vec<LineRow> {
    // None sorts first; the library is to come last.
    let mut rows: BTreeMap<(bool, Option<Place>), LineRow> = BTreeMap::new();
    let mut at = |place: Option<Place>, change: &dyn Fn(&mut LineRow)| {
        let key = (place.is_none(), place.clone());
        let row = rows.entry(key).or_insert_with(|| LineRow {
            place,
            ..LineRow::default()
        });
        change(row);
    };
    for ((line, _), counts) in &account.counts {
        at(places.place(*line), &|row| row.counts.add(*counts));
    }
    for ((line, _), publication) in &account.published {
        at(places.place(*line), &|row| {
            row.published += publication.objects
        });
    }
    for (place, (waits, waited)) in &waits.lines {
        at(Some(place.clone()), &|row| {
            row.lock_waits += waits;
            row.lock_waited += *waited;
        });
    }
    rows.into_values().collect()
}

fn objects(account: &Account, places: &Places) -> Vec<ObjectRow> {
    let groups = { account.groups.iter() }.map(|group| ObjectRow {
        name: group.name.clone(),
        place: places.place(group.line),
        line: group.line,
        made: group.made,
        freed: group.freed,
        peak: group.peak,
        published: group.published,
        counts: Counts::default(),
        cost: Nanos(group.cost / 1000),
    });
    let mut rows: Vec<ObjectRow> = groups.collect();
    for ((_, group), counts) in &account.counts {
        rows[*group as usize].counts.add(*counts);
    }
    rows.sort_by(|a, b| {
        let rank = |row: &ObjectRow| (row.counts.contended, row.counts.all(), row.peak);
        { rank(b).cmp(&rank(a)) }.then_with(|| (&a.place, &a.name).cmp(&(&b.place, &b.name)))
    });
    rows
}

fn publications(account: &Account, places: &Places) -> Vec<PublicationRow> {
    let rows = { account.published.iter() }.map(|((line, group), publication)| {
        let group = &account.groups[*group as usize];
        PublicationRow {
            place: places.place(*line),
            name: group.name.clone(),
            made: places.place(group.line),
            publication: *publication,
        }
    });
    let mut rows: Vec<PublicationRow> = rows.collect();
    rows.sort_by(|a, b| {
        let size = |row: &PublicationRow| row.publication.objects;
        { size(b).cmp(&size(a)) }.then_with(|| (&a.place, &a.name).cmp(&(&b.place, &b.name)))
    });
    rows
}

fn kept(kept: &[Kept], account: &Account, places: &Places) -> Vec<KeptRow> {
    let at_end = { kept.iter() }.map(|it| KeptRow {
        name: it.name.clone(),
        place: places.place(it.line),
        objects: it.objects,
        keeper: Some(it.keeper),
        path: it.path.clone(),
    });
    let groups = account.groups.iter();
    let collected = groups
        .filter(|group| group.collected > 0)
        .map(|group| KeptRow {
            name: group.name.clone(),
            place: places.place(group.line),
            objects: group.collected,
            keeper: None,
            path: group.cycle.clone().unwrap_or_default(),
        });
    let mut rows: Vec<KeptRow> = at_end.chain(collected).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.objects));
    rows
}
