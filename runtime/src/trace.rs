//! What happened when: the changes of state of one thread, in a bounded buffer, and the ledger
//! that is kept along with them.

use crate::kernel::Site;
use crate::ledger::{Ledger, Reason, State};
use crate::time::Nanos;

/// A thread entered a state.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Event {
    /// When.
    pub at: Nanos,
    /// The state it entered; `None`: it ended.
    pub state: Option<State>,
    /// Why it stopped running, if that is what it did.
    pub reason: Option<Reason>,
    /// Instructions it had executed so far.
    pub instructions: u64,
    /// Where it stood, innermost.
    pub site: Site,
}

/// The events of one thread, oldest first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trace {
    /// As many as the buffer holds.
    pub events: Vec<Event>,
    /// Events that came after the buffer was full.
    pub dropped: u64,
    limit: usize,
}

impl Trace {
    fn new(limit: usize) -> Trace {
        Trace {
            events: Vec::new(),
            dropped: 0,
            limit,
        }
    }

    fn push(&mut self, event: Event) {
        if self.events.len() < self.limit {
            self.events.push(event);
        } else {
            self.dropped += 1;
        }
    }

    /// Spans `(from, to, state)`, oldest first, without gaps until the buffer was full.
    pub fn spans(&self) -> impl Iterator<Item = (Nanos, Nanos, State)> + '_ {
        let next = self.events.iter().skip(1);
        let pairs = self.events.iter().zip(next);
        pairs.filter_map(|(event, next)| Some((event.at, next.at, event.state?)))
    }
}

/// A thread's ledger and trace while it lives.
#[derive(Debug)]
pub(crate) struct Life {
    /// When the thread was made.
    pub(crate) born: Nanos,
    state: State,
    since: Nanos,
    ended: bool,
    /// The account so far; the current state is added when it is left.
    pub(crate) ledger: Ledger,
    /// The events, if they are wanted.
    pub(crate) trace: Option<Trace>,
}

impl Life {
    /// A thread that is made now and is not started yet; traces up to `limit` events.
    pub(crate) fn new(born: Nanos, limit: Option<usize>) -> Life {
        let mut life = Life {
            born,
            state: State::Ready,
            since: born,
            ended: false,
            ledger: Ledger::default(),
            trace: limit.map(Trace::new),
        };
        life.note(born, Some(State::Ready), None, Site::default());
        life
    }

    /// The state the thread is in, and since when.
    pub(crate) fn state(&self) -> (State, Nanos) {
        (self.state, self.since)
    }

    /// The thread enters `state`, not from running.
    pub(crate) fn enter(&mut self, state: State, at: Nanos) {
        self.change(Some(state), None, at, Site::default());
    }

    /// The thread, which was running, stops and enters `state`.
    pub(crate) fn stop(&mut self, state: State, reason: Reason, at: Nanos, site: Site) {
        debug_assert_eq!(self.state, State::Running, "only a running thread can stop");
        self.ledger.switch(reason);
        self.change(Some(state), Some(reason), at, site);
    }

    /// The thread ends. Its account is closed: it adds up to its lifetime.
    pub(crate) fn end(&mut self, at: Nanos) {
        let reason = (self.state == State::Running).then_some(Reason::Exit);
        if reason.is_some() {
            self.ledger.switch(Reason::Exit);
        }
        self.change(None, reason, at, Site::default());
        self.ended = true;
        assert_eq!(
            self.ledger.total(),
            at.since(self.born),
            "every nanosecond of a thread is in exactly one state"
        );
    }

    /// Whether the account is closed.
    pub(crate) fn ended(&self) -> bool {
        self.ended
    }

    fn change(&mut self, state: Option<State>, reason: Option<Reason>, at: Nanos, site: Site) {
        debug_assert!(at >= self.since, "a thread's time runs forwards");
        self.ledger[self.state] += at.since(self.since);
        self.since = at;
        if state != Some(self.state) {
            self.note(at, state, reason, site);
        }
        self.state = state.unwrap_or(self.state);
    }

    fn note(&mut self, at: Nanos, state: Option<State>, reason: Option<Reason>, site: Site) {
        let instructions = self.ledger.instructions;
        if let Some(trace) = &mut self.trace {
            trace.push(Event {
                at,
                state,
                reason,
                instructions,
                site,
            });
        }
    }
}
