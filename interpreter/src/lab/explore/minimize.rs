//! A schedule made shorter: fewer decisions that differ from the usual ones, the same ending.
//!
//! First the execution is put into an equivalent order with few pre-emptions; then decisions are left
//! out, in ever smaller groups, as long as the ending stays (delta debugging: A. Zeller, R. Hildebrandt,
//! IEEE Transactions on Software Engineering 28, 2002). Leaving out a decision changes what comes after
//! it, so each candidate is the execution that it leads to, with what could not be carried out dropped.

use super::ending::Ending;
use super::stage::Stage;
use super::{Replayed, replay, replay_order};
use gilscope_runtime::explore::{Event, Trace, calmest, preemptions};
use gilscope_runtime::task::ThreadId;

/// Events up to which an execution is put into another order: that takes time by their square.
const ORDERED: usize = 4_000;

/// Event and thread.
type Decisions = Vec<(usize, ThreadId)>;

/// What came of it.
pub struct Minimized {
    /// The decisions that are left.
    pub decisions: Decisions,
    /// How many there were, and how many are left.
    pub counts: [usize; 2],
    /// The same of pre-emptions.
    pub preemptions: [usize; 2],
    /// How many executions it took.
    pub tries: u64,
    /// Whether no single decision can be left out any more.
    pub is_minimal: bool,
}

/// Makes a schedule shorter; `goes_on` says whether there is time left.
///
/// # Errors
/// That the schedule does not lead to an ending of this title, and to which it does.
pub fn minimize(
    stage: &Stage<'_>,
    decisions: Decisions,
    title: &str,
    goes_on: &mut dyn FnMut() -> bool,
) -> Result<Minimized, String> {
    let first = replay(stage, decisions);
    let ending = first.played.ending.clone();
    if !first.refused.is_empty() || ending.title() != title {
        return Err(ending.title());
    }
    let before = [first.decisions.len(), cost(&first)];
    let mut search = Search {
        stage,
        ending,
        cost: before[1],
        decisions: first.decisions.clone(),
        tries: 1,
    };
    search.calm(&first);
    let is_minimal = search.leave_out(goes_on);
    Ok(Minimized {
        counts: [before[0], search.decisions.len()],
        preemptions: [before[1], search.cost],
        decisions: search.decisions,
        tries: search.tries,
        is_minimal,
    })
}

/// How often a thread that could have gone on did not.
fn cost(replayed: &Replayed) -> usize {
    let events: Vec<&Event> = { replayed.events.iter() }
        .filter(|event| !event.is_late)
        .collect();
    match events.len() > ORDERED {
        true => replayed.decisions.len(),
        false => preemptions(&events, &[]),
    }
}

struct Search<'a, 'b> {
    stage: &'a Stage<'b>,
    ending: Ending,
    decisions: Decisions,
    /// Its pre-emptions.
    cost: usize,
    tries: u64,
}

impl Search<'_, '_> {
    /// Takes an equivalent order if it is shorter.
    fn calm(&mut self, replayed: &Replayed) {
        if replayed.events.len() > ORDERED {
            return;
        }
        let order = calmest(&Trace::of(&replayed.events));
        let calmer = replay_order(self.stage, &order);
        self.tries += 1;
        self.take(&calmer);
    }

    /// Takes an execution if it ends alike and is shorter.
    fn take(&mut self, replayed: &Replayed) -> bool {
        if replayed.played.ending != self.ending {
            return false;
        }
        let cost = cost(replayed);
        let found = (replayed.decisions.len(), cost);
        if found >= (self.decisions.len(), self.cost) {
            return false;
        }
        self.decisions = replayed.decisions.clone();
        self.cost = cost;
        true
    }

    /// Leaves out decisions in ever smaller groups; whether none is left that could be.
    fn leave_out(&mut self, goes_on: &mut dyn FnMut() -> bool) -> bool {
        let mut size = self.decisions.len();
        while size > 0 {
            let mut from = 0;
            let mut found = false;
            while from < self.decisions.len() {
                if !goes_on() {
                    return false;
                }
                let to = (from + size).min(self.decisions.len());
                let mut fewer = self.decisions.clone();
                fewer.drain(from..to);
                let replayed = replay(self.stage, fewer);
                self.tries += 1;
                if self.take(&replayed) {
                    found = true;
                } else {
                    from = to;
                }
            }
            size = match (found, size) {
                (true, size) => size.min(self.decisions.len()),
                (false, 1) => 0,
                (false, size) => size.div_ceil(2),
            };
        }
        true
    }
}
