//! `gilscope run --races`: accesses of one run that nothing orders, and locks taken in orders that could
//! come to a deadlock.
//!
//! - this file: how a run is watched, and what was found, in terms of the script;
//! - `compound`: operations that are one in the script and several in truth;
//! - `report`: all of it as text and as JSON.

mod compound;
pub mod report;

use super::legend::Legend;
use crate::machine::{LockName, Outcome, Setup};
use compound::{Deed, deed};
use gilscope_runtime::heap::Counting;
use gilscope_runtime::heap::record::{Touch, WATCHED};
use gilscope_runtime::races::{self, Inversion, Tally, Watch};
use gilscope_runtime::task::{Site, ThreadId};
use std::sync::Arc;

pub use compound::{Compound, Kind};

/// The setup of a run that is watched, and who watches it: references are counted as without a GIL, so
/// that objects tell who reaches them.
pub fn watched(setup: &Setup) -> (Setup, Arc<Watch>) {
    let watch = Arc::new(Watch::default());
    let mut setup = setup.clone();
    setup.counting = Counting::Escape;
    setup.options.watcher = Some(watch.clone());
    (setup, watch)
}

/// A place in the script's own text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Spot {
    /// The file, as reports name it.
    pub file: String,
    /// The line in it.
    pub line: u32,
    /// What stands there.
    pub text: String,
    /// The function: `Account.deposit`.
    pub function: String,
}

/// One side of a race.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Side {
    /// The thread's name.
    pub thread: String,
    /// What it does: `reads`, `writes`, `reads and writes`.
    pub verb: &'static str,
    /// Where, and the calls that led there.
    pub stack: Vec<Spot>,
    /// The locks that it holds; None if that is not known.
    pub locks: Option<Vec<String>>,
}

/// A variable that threads use at the same two lines, without anything that orders them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Race {
    /// What it is called there: `counter`, `self.balance`, `seats[n]`.
    pub variable: String,
    /// The two sides.
    pub sides: [Side; 2],
    /// What is meant to be one operation, and is several.
    pub compound: Option<Compound>,
}

/// A lock that is taken while another one is held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Taking {
    /// The thread's name.
    pub thread: String,
    /// The lock that is held.
    pub held: String,
    /// Where it was taken.
    pub since: Vec<Spot>,
    /// The lock that is taken then.
    pub taken: String,
    /// Where.
    pub at: Vec<Spot>,
}

/// What was found in a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Findings {
    /// Races, in the order in which they came.
    pub races: Vec<Race>,
    /// Circles of locks.
    pub inversions: Vec<Vec<Taking>>,
    /// How much was looked at, and what was left out.
    pub tally: Tally,
}

impl Findings {
    /// What the watcher of a run has found.
    pub fn of(watch: &Watch, outcome: &Outcome) -> Findings {
        let teller = Teller::new(outcome);
        let mut found: Vec<Race> = Vec::new();
        for race in watch.races() {
            if let Some(race) = teller.race(&race) {
                merge(&mut found, race);
            }
        }
        let inversions = watch.inversions();
        let mut inversions: Vec<Vec<Taking>> = { inversions.iter() }
            .filter_map(|inversion| teller.inversion(inversion))
            .collect();
        inversions.dedup();
        Findings {
            races: found,
            inversions,
            tally: watch.tally(),
        }
    }
}

/// Adds a race, or joins it with one of the same variable and lines.
pub(in crate::lab) fn merge(found: &mut Vec<Race>, race: Race) {
    let lines = |race: &Race| {
        let mut lines = [0, 1].map(|at| race.sides[at].stack[0].clone());
        lines.sort();
        lines
    };
    let known = { found.iter_mut() }
        .find(|known| known.variable == race.variable && lines(known) == lines(&race));
    let Some(known) = known else {
        return found.push(race);
    };
    known.compound = known.compound.take().or(race.compound);
    let is_one_line = known.sides[0].stack[0] == known.sides[1].stack[0];
    for side in race.sides {
        let same = { known.sides.iter_mut() }.filter(|it| {
            it.stack[0] == side.stack[0] && (!is_one_line || it.thread == side.thread)
        });
        for it in same {
            it.verb = both(it.verb, side.verb);
        }
    }
}

fn both(one: &'static str, other: &'static str) -> &'static str {
    match (one, other) {
        (one, other) if one == other => one,
        ("reads" | "writes", "reads" | "writes") => "reads and writes",
        ("reads and writes", _) | (_, "reads and writes") => "reads and writes",
        (_, "changes") | ("changes", _) => "changes",
        (one, _) => one,
    }
}

/// Knows what numbers stand for.
pub(in crate::lab) struct Teller<'a> {
    outcome: &'a Outcome,
    legend: Legend,
}

impl<'a> Teller<'a> {
    pub(in crate::lab) fn new(outcome: &'a Outcome) -> Teller<'a> {
        let legend = Legend::of(outcome);
        Teller { outcome, legend }
    }

    /// A race in terms of the script; nothing where a side is not in the script's own text.
    pub(in crate::lab) fn race(&self, race: &races::Race) -> Option<Race> {
        let (first, second) = (&race.first, &race.second);
        let deeds = [first, second].map(|side| self.deed(side));
        let [Some(one), Some(other)] = deeds else {
            return None;
        };
        let writes = |side: &races::Side| matches!(side.touch, Touch::Write | Touch::Store);
        // What is written has the plainer name.
        let named = match (writes(second), writes(first)) {
            (true, _) => &other,
            _ => &one,
        };
        let compound = { [(second, &other, first), (first, &one, second)].into_iter() }
            .filter(|(side, ..)| writes(side))
            .find_map(|(side, deed, beside)| self.compound(side, deed, beside));
        let variable = named.variable.clone();
        Some(Race {
            variable,
            sides: [self.side(first)?, self.side(second)?],
            compound,
        })
    }

    fn deed(&self, side: &races::Side) -> Option<Deed> {
        let site = *side.stack.first()?;
        let (code, at) = self.outcome.codes.locate(site)?;
        (site != Site::default()).then(|| deed(code, at as usize))?
    }

    /// What a write is a part of, beside which the other side has come.
    fn compound(&self, side: &races::Side, deed: &Deed, beside: &races::Side) -> Option<Compound> {
        let (code, at) = self.outcome.codes.locate(*side.stack.first()?)?;
        let line = self.spot(*beside.stack.first()?).map_or(0, |it| it.line);
        compound::compound(code, at as usize, deed, line)
    }

    fn side(&self, side: &races::Side) -> Option<Side> {
        let stack = self.stack(&side.stack);
        (!stack.is_empty()).then(|| Side {
            thread: self.thread(side.thread),
            verb: match side.touch {
                Touch::Read => "reads",
                Touch::Write => "writes",
                Touch::Look => "looks at",
                _ => "changes",
            },
            stack,
            locks: { side.locks.as_ref() }
                .map(|locks| locks.iter().map(|lock| self.lock(*lock)).collect()),
        })
    }

    fn stack(&self, sites: &[Site]) -> Vec<Spot> {
        sites.iter().filter_map(|site| self.spot(*site)).collect()
    }

    fn spot(&self, site: Site) -> Option<Spot> {
        let (code, line) = self.legend.line(site)?;
        let (file, place) = code.source.place(line);
        Some(Spot {
            file: file.to_string(),
            line: place,
            text: code.source.line_text(line).trim().to_string(),
            function: code.qualname.to_string(),
        })
    }

    fn thread(&self, thread: ThreadId) -> String {
        let report = &self.outcome.report;
        let found = report.threads.get(thread.0 as usize);
        found.map_or_else(|| "a thread".into(), |thread| report.name_of(thread))
    }

    fn lock(&self, object: u64) -> String {
        let names: &[LockName] = &self.outcome.lock_names;
        let known = { names.iter() }.find(|name| WATCHED | name.object == object && object != 0);
        known.map_or_else(|| "a lock".into(), |name| name.name.clone())
    }

    /// A circle in terms of the script; nothing where one of its places is not in the script's text.
    fn inversion(&self, inversion: &Inversion<Vec<Site>>) -> Option<Vec<Taking>> {
        let takings = inversion.edges.iter().map(|edge| {
            let (since, at) = (self.stack(&edge.since), self.stack(&edge.at));
            let is_known = !since.is_empty() && !at.is_empty();
            is_known.then(|| Taking {
                thread: self.thread(edge.thread),
                held: self.lock(edge.held),
                since,
                taken: self.lock(edge.taken),
                at,
            })
        });
        takings.collect()
    }
}
