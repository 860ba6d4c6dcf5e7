//! Every execution, one after another; or those with few pre-emptions.

use super::event::{Candidate, Crowd, Event, Readiness, Scheduler, State};
use super::follow::usual;
use super::trace::Important;
use crate::kernel::ThreadId;

/// A moment at which there was a choice.
#[derive(Clone, Debug)]
struct Choice {
    /// Who can be chosen, and what it costs.
    threads: Vec<(ThreadId, u32)>,
    /// Which of them is.
    taken: usize,
    /// Pre-emptions before.
    spent: u32,
}

/// Plays every execution in turn, without leaving out equivalent ones.
///
/// With a bound: those in which a thread that could go on is made to wait, or gives up waiting while
/// others could go on, no more often than that.
#[derive(Clone, Debug)]
pub struct AllSchedules {
    bound: Option<u32>,
    /// Where it matters who goes first; `None`: everywhere.
    important: Option<Important>,
    choices: Vec<Choice>,
    /// How many choices the present execution has made.
    at: usize,
    /// The last choice has not led to an event yet.
    is_pending: bool,
    /// The last event was of no importance.
    is_calm: bool,
    crowd: Crowd,
    is_cut: bool,
}

impl AllSchedules {
    /// All of them, or those with at most so many pre-emptions; where others than `important` locations
    /// are touched, nobody is interrupted, unless somebody else can go on who could not before.
    pub fn new(bound: Option<u32>, important: Option<Important>) -> AllSchedules {
        AllSchedules {
            bound,
            important,
            choices: Vec::new(),
            at: 0,
            is_pending: false,
            is_calm: false,
            crowd: Crowd::default(),
            is_cut: false,
        }
    }

    /// Whether the present execution was given up as nothing was left to try in it.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// The present execution is over: gets ready for the next one, if there is one.
    pub fn next_execution(&mut self) -> bool {
        self.at = 0;
        self.is_cut = false;
        self.is_pending = false;
        self.is_calm = false;
        self.crowd.clear();
        while let Some(choice) = self.choices.last_mut() {
            choice.taken += 1;
            if choice.taken < choice.threads.len() {
                return true;
            }
            self.choices.pop();
        }
        false
    }

    fn spent(&self) -> u32 {
        let last = self.at.checked_sub(1).map(|at| &self.choices[at]);
        last.map_or(0, |choice| choice.spent + choice.threads[choice.taken].1)
    }

    fn choice(&self, state: &State<'_>) -> Choice {
        let spent = self.spent();
        let running = state.running();
        let calm = |it: &Candidate| !matches!(it.readiness, Readiness::GivesUp(_));
        let others_can = state.candidates.iter().any(calm);
        let cost = |it: &Candidate| match running {
            Some(running) => u32::from(it.thread != running),
            None => u32::from(others_can && !calm(it)),
        };
        let priced = state.candidates.iter().map(|it| (it.thread, cost(it)));
        let bound = self.bound.unwrap_or(u32::MAX);
        let mut threads: Vec<_> = priced.filter(|(_, cost)| spent + cost <= bound).collect();
        // The calmest first.
        threads.sort_by_key(|(_, cost)| *cost);
        Choice {
            threads,
            taken: 0,
            spent,
        }
    }
}

impl Scheduler for AllSchedules {
    fn choose(&mut self, state: &State<'_>) -> Option<ThreadId> {
        // Who waits for what others have just done could have come before what the running thread does next.
        let grows = self.crowd.grows(state);
        if !self.is_pending && grows {
            self.is_calm = false;
        }
        if self.is_pending && self.is_calm {
            self.is_calm = false;
        } else if self.is_pending {
            // The thread could not go on after all: as if it had not been to choose.
            self.at -= 1;
            let mut anew = self.choice(state);
            let choice = &mut self.choices[self.at];
            choice.threads.truncate(choice.taken);
            let tried = &choice.threads;
            anew.threads
                .retain(|(it, _)| !tried.iter().any(|(other, _)| it == other));
            choice.threads.append(&mut anew.threads);
            if choice.taken == choice.threads.len() {
                // Those before it have been tried.
                self.is_cut = true;
                return None;
            }
        }
        self.is_pending = true;
        if let (true, Some(running)) = (self.is_calm, state.running()) {
            return Some(running);
        }
        if self.is_calm && state.is_idle() {
            // It makes no difference when the others go on, but they must.
            return Some(usual(state));
        }
        self.is_calm = false;
        if self.at == self.choices.len() {
            let choice = self.choice(state);
            self.choices.push(choice);
        }
        let choice = &self.choices[self.at];
        let (thread, _) = *choice.threads.get(choice.taken)?;
        self.at += 1;
        Some(thread)
    }

    fn performed(&mut self, event: &Event) {
        self.is_pending = false;
        self.is_calm = match &self.important {
            Some(important) => !important.concerns(event) && !event.leaves,
            None => false,
        };
    }
}
