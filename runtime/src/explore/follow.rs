//! What happens if nobody interferes, and executions that were told beforehand.

use super::event::{Candidate, Event, Readiness, Scheduler, State};
use crate::kernel::ThreadId;
use crate::time::Nanos;

/// Events in a row after which even a thread that never waits lets others go on.
const PATIENCE: usize = 500;

/// Who goes next if nobody interferes: the thread that runs goes on as long as it can, but not for ever; then
/// the next by number, in turn. Who sleeps comes after all who do not, the shortest sleep first; nobody gives up
/// waiting as long as anybody can do anything else.
pub fn usual(state: &State<'_>) -> ThreadId {
    if let Some(running) = state.running()
        && state.streak < PATIENCE
    {
        return running;
    }
    let last = state.last.map_or(0, |last| last.0);
    let numbers = state.candidates.iter().map(|it| it.thread.0);
    let count = 1 + numbers.fold(last, u32::max);
    let distance = |thread: ThreadId| (thread.0 + count - last - 1) % count;
    let has_had_its_turn = |thread| state.last == Some(thread) && state.streak >= PATIENCE;
    let urgency = |it: &&Candidate| {
        let (class, until) = match it.readiness {
            Readiness::Ready if has_had_its_turn(it.thread) => (3, Nanos::ZERO),
            Readiness::Ready => (0, Nanos::ZERO),
            Readiness::Sleeps(until) => (1, until),
            Readiness::GivesUp(until) => (2, until),
        };
        (class, until, distance(it.thread))
    };
    let next = state.candidates.iter().min_by_key(urgency);
    next.expect("(state) somebody can go on").thread
}

/// Makes certain choices, by the number of the event; all others are the usual ones.
#[derive(Clone, Default, Debug)]
pub struct Follow {
    /// Event and thread, in order.
    decisions: Vec<(usize, ThreadId)>,
    at: usize,
    next: usize,
    /// What happened.
    pub events: Vec<Event>,
    /// Decisions that could not be carried out: the thread could not go on then.
    pub refused: Vec<usize>,
}

impl Follow {
    /// Makes these choices.
    pub fn new(decisions: Vec<(usize, ThreadId)>) -> Follow {
        Follow {
            decisions,
            ..Follow::default()
        }
    }
}

impl Scheduler for Follow {
    fn choose(&mut self, state: &State<'_>) -> Option<ThreadId> {
        if let Some((at, thread)) = self.decisions.get(self.next)
            && *at == self.at
        {
            if state.has(*thread) {
                return Some(*thread);
            }
            self.refused.push(self.at);
            self.next += 1;
        }
        Some(usual(state))
    }

    fn performed(&mut self, event: &Event) {
        while { self.decisions.get(self.next) }.is_some_and(|(at, _)| *at <= self.at) {
            self.next += 1;
        }
        self.at += 1;
        self.events.push(event.clone());
    }
}

/// Wraps a scheduler, and notes which of its choices are not the usual ones.
#[derive(Debug)]
pub struct Noting<S> {
    /// The scheduler.
    pub inner: S,
    /// Event, thread, and whose turn it would have been.
    pub decisions: Vec<(usize, ThreadId, ThreadId)>,
    /// The events at which a thread went on because its time was up, in order.
    pub given_up: Vec<usize>,
    at: usize,
    chosen: Option<Chosen>,
}

/// A turn that has been given, until it comes to something.
#[derive(Clone, Copy, Debug)]
struct Chosen {
    thread: ThreadId,
    /// Whose turn it would have been.
    usual: ThreadId,
    /// Whether the thread does not get what it has waited for.
    gives_up: bool,
}

impl<S> Noting<S> {
    /// Wraps a scheduler.
    pub fn new(inner: S) -> Noting<S> {
        Noting {
            inner,
            decisions: Vec::new(),
            given_up: Vec::new(),
            at: 0,
            chosen: None,
        }
    }
}

impl<S: Scheduler> Scheduler for Noting<S> {
    fn choose(&mut self, state: &State<'_>) -> Option<ThreadId> {
        let thread = self.inner.choose(state)?;
        let gives_up = |it: &Candidate| matches!(it.readiness, Readiness::GivesUp(_));
        let mut candidates = state.candidates.iter();
        self.chosen = Some(Chosen {
            thread,
            usual: usual(state),
            gives_up: candidates.any(|it| it.thread == thread && gives_up(it)),
        });
        Some(thread)
    }

    fn performed(&mut self, event: &Event) {
        if let Some(chosen) = self.chosen.take()
            && !event.is_late
        {
            if chosen.thread != chosen.usual {
                self.decisions.push((self.at, chosen.thread, chosen.usual));
            }
            if chosen.gives_up {
                self.given_up.push(self.at);
            }
        }
        self.at += 1;
        self.inner.performed(event);
    }

    fn stuck(&mut self, blocked: &[super::Blocked]) {
        self.inner.stuck(blocked);
    }

    fn over(&mut self) {
        self.inner.over();
    }
}
