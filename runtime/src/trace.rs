//! What happened when: the changes of state of one thread, in a bounded buffer, and the ledger
//! that is kept along with them.
//!
//! A trace keeps the first events and counts those that came after its buffer was full, so what it
//! shows is true up to one moment ([`Trace::until`]) and nothing is known of the time after it; the
//! ledger is exact all the same. The buffers of all threads fill up from one [`Quota`], so that a run
//! of any length, with any number of threads, needs no more memory than was set aside for it.

mod onlooker;

pub use onlooker::Onlooker;

use crate::kernel::{Place, Site, ThreadId};
use crate::ledger::{Ledger, Reason, State};
use crate::seeded::seeded;
use crate::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use crate::time::Nanos;
use crate::wait::Lock;
use std::sync::Arc;

/// What a state has to do with.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Object {
    /// Nothing that has a name.
    #[default]
    Nothing,
    /// The core of the simulated machine that the thread runs on.
    Core(u32),
    /// The lock of the script that the thread waits for.
    Lock {
        /// Its number: locks are numbered from 1 in the order in which a thread first waits for them.
        number: u32,
        /// Who held it when the wait began.
        holder: Option<ThreadId>,
    },
    /// The thread whose end it waits for, or that holds the GIL it waits for.
    Thread(ThreadId),
}

impl Object {
    /// A lock that a thread begins to wait for; `numbers` counts those that were waited for.
    pub(crate) fn lock(lock: &Lock, numbers: &AtomicU32) -> Object {
        Object::Lock {
            number: lock.numbered(numbers),
            holder: lock.holder().map(|(thread, _)| thread),
        }
    }
}

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
    /// Where it stood, if it stopped running: [`crate::task::Task::place`].
    pub site: Site,
    /// Objects of its process that were alive then; 0: it did not stop running, or cannot tell.
    pub live_objects: u64,
    /// What the state has to do with.
    pub object: Object,
}

/// The events of one thread, oldest first.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Trace {
    /// The first ones, as many as there was room for.
    pub events: Vec<Event>,
    /// Events that came after there was no more room.
    pub dropped: u64,
    /// When the first one came that was dropped: the last known state lasted until then.
    pub until: Option<Nanos>,
}

/// A state and how long it lasted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span<'a> {
    /// How it began.
    pub event: &'a Event,
    /// The state.
    pub state: State,
    /// When it ended.
    pub to: Nanos,
    /// How it ended; `None` if that was dropped.
    pub next: Option<&'a Event>,
}

impl Span<'_> {
    /// When it began.
    pub fn from(&self) -> Nanos {
        self.event.at
    }

    /// Instructions executed meanwhile, if it is known how it ended.
    pub fn instructions(&self) -> Option<u64> {
        Some(self.next?.instructions - self.event.instructions)
    }
}

impl Trace {
    /// Every state of the thread, oldest first, without gaps until there was no more room.
    pub fn spans(&self) -> impl Iterator<Item = Span<'_>> {
        self.events.iter().enumerate().filter_map(|(index, event)| {
            let next = self.events.get(index + 1);
            Some(Span {
                event,
                state: event.state?,
                to: next.map(|next| next.at).or(self.until)?,
                next,
            })
        })
    }
}

/// How many more events the traces of a run may hold together.
#[derive(Clone, Debug)]
pub(crate) struct Quota(Arc<AtomicU64>);

impl Quota {
    /// Events that a trace takes from the quota at a time.
    const PORTION: u64 = 16;

    /// Room for so many events.
    pub(crate) fn new(events: usize) -> Quota {
        Quota(Arc::new(AtomicU64::new(events as u64)))
    }

    /// Takes a portion, or what is left of it.
    fn portion(&self) -> u64 {
        let mut left = self.0.load(Ordering::Relaxed);
        loop {
            let portion = left.min(Quota::PORTION);
            let rest = left - portion;
            let taken =
                { &self.0 }.compare_exchange_weak(left, rest, Ordering::Relaxed, Ordering::Relaxed);
            match taken {
                Ok(_) => return portion,
                Err(now) => left = now,
            }
        }
    }
}

/// A trace that is being written.
#[derive(Debug)]
struct Writer {
    trace: Trace,
    /// Events for which there is room.
    room: u64,
    quota: Quota,
}

impl Writer {
    /// A state that lasted no time, and was not stopped for, leaves no trace.
    fn push(&mut self, event: Event) {
        if let Some(last) = self.trace.events.last_mut()
            && self.trace.dropped == 0
            && last.reason.is_none()
            && last.at == event.at
            && event.state.is_some()
        {
            *last = event;
            return;
        }
        if self.room == 0 && self.trace.dropped == 0 {
            self.room = self.quota.portion();
        }
        if self.room > 0 {
            self.room -= 1;
            self.trace.events.push(event);
            return;
        }
        self.trace.dropped += 1;
        self.trace.until.get_or_insert(event.at);
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
    writer: Option<Writer>,
    /// Who looks on, and whose life this is.
    onlooker: Option<(Arc<dyn Onlooker>, ThreadId)>,
    /// Whether there are accounts.
    kept: bool,
}

impl Life {
    /// A thread that is made now and is not started yet; its events are kept if there is a quota.
    pub(crate) fn new(born: Nanos, quota: Option<&Quota>) -> Life {
        let writer = quota.map(|quota| Writer {
            trace: Trace::default(),
            room: 0,
            quota: quota.clone(),
        });
        let mut life = Life {
            born,
            state: State::Ready,
            since: born,
            ended: false,
            ledger: Ledger::default(),
            writer,
            onlooker: None,
            kept: true,
        };
        let nowhere = (Object::Nothing, Place::default());
        life.note(born, Some(State::Ready), None, nowhere);
        life
    }

    /// The same thread without ledger and trace.
    pub(crate) fn unkept(self) -> Life {
        Life {
            writer: None,
            kept: false,
            ..self
        }
    }

    /// The same thread, which has this number; `onlooker` is told what becomes of it.
    pub(crate) fn seen_by(self, onlooker: Option<&Arc<dyn Onlooker>>, me: ThreadId) -> Life {
        let onlooker = onlooker.filter(|_| self.kept);
        Life {
            onlooker: onlooker.map(|it| (it.clone(), me)),
            ..self
        }
    }

    /// Whether there are accounts, so that it matters when things happen.
    #[cfg(feature = "os")]
    pub(crate) fn is_kept(&self) -> bool {
        self.kept
    }

    /// The state the thread is in, and since when.
    pub(crate) fn state(&self) -> (State, Nanos) {
        (self.state, self.since)
    }

    /// The trace, if one was kept.
    pub(crate) fn trace(&mut self) -> Option<Trace> {
        self.writer.take().map(|writer| writer.trace)
    }

    /// The thread enters `state`, not from running.
    pub(crate) fn enter(&mut self, state: State, object: Object, at: Nanos) {
        self.change(Some(state), None, at, (object, Place::default()));
    }

    /// The thread, which was running, stops at `place` and enters `state`.
    pub(crate) fn stop(
        &mut self,
        state: State,
        reason: Reason,
        object: Object,
        at: Nanos,
        place: Place,
    ) {
        debug_assert_eq!(self.state, State::Running, "only a running thread can stop");
        if self.kept {
            self.ledger.switch(reason);
        }
        self.change(Some(state), Some(reason), at, (object, place));
    }

    /// The thread ends. Its account is closed: it adds up to its lifetime.
    pub(crate) fn end(&mut self, at: Nanos) {
        let reason = (self.state == State::Running).then_some(Reason::Exit);
        if reason.is_some() {
            self.ledger.switch(Reason::Exit);
        }
        self.change(None, reason, at, (Object::Nothing, Place::default()));
        self.ended = true;
        if !self.kept {
            return;
        }
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

    fn change(
        &mut self,
        state: Option<State>,
        reason: Option<Reason>,
        at: Nanos,
        place: (Object, Place),
    ) {
        if !self.kept {
            (self.since, self.state) = (at, state.unwrap_or(self.state));
            return;
        }
        debug_assert!(at >= self.since, "a thread's time runs forwards");
        if !seeded!(LedgerLosesTime) || self.state != State::Lock {
            self.ledger[self.state] += at.since(self.since);
        }
        self.since = at;
        if state != Some(self.state) {
            self.note(at, state, reason, place);
        }
        self.state = state.unwrap_or(self.state);
    }

    fn note(
        &mut self,
        at: Nanos,
        state: Option<State>,
        reason: Option<Reason>,
        (object, place): (Object, Place),
    ) {
        let event = Event {
            at,
            state,
            reason,
            instructions: self.ledger.instructions,
            site: place.site,
            live_objects: place.live_objects,
            object,
        };
        if let Some((onlooker, me)) = &self.onlooker {
            onlooker.changed(*me, &event, &self.ledger);
        }
        if let Some(writer) = &mut self.writer {
            writer.push(event);
        }
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    fn alternate(life: &mut Life, times: u64) {
        for round in 0..times {
            life.enter(State::Running, Object::Core(0), Nanos(2 * round));
            let at = Nanos(2 * round + 1);
            life.stop(State::Io, Reason::Io, Object::Nothing, at, Place::default());
        }
        life.end(Nanos(2 * times));
    }

    #[test]
    fn threads_share_one_bound_and_say_what_they_dropped() {
        let quota = Quota::new(100);
        let mut lives = [(); 3].map(|()| Life::new(Nanos::ZERO, Some(&quota)));
        for life in &mut lives {
            alternate(life, 1_000);
        }
        let traces = lives.map(|mut life| life.trace().expect("it was kept"));
        let kept: usize = traces.iter().map(|trace| trace.events.len()).sum();
        assert!(kept <= 100, "{kept}");
        for trace in &traces {
            assert_eq!(trace.events.len() as u64 + trace.dropped, 2_001);
            let last = trace.events.last().map_or(Nanos::ZERO, |event| event.at);
            assert!(trace.until.is_some_and(|until| until >= last));
            let known: u64 = trace.spans().map(|span| span.to.0 - span.from().0).sum();
            assert_eq!(Some(Nanos(known)), trace.until, "no gap up to there");
        }
    }

    #[test]
    fn the_buffer_holds_as_many_as_it_may() {
        for limit in [0, 1, 15, 16, 17, 201, 202] {
            let mut life = Life::new(Nanos::ZERO, Some(&Quota::new(limit)));
            alternate(&mut life, 100);
            let trace = life.trace().expect("it was kept");
            // With no room at all, the state that leaves no trace is dropped too.
            let all = if limit == 0 { 202 } else { 201 };
            assert_eq!(trace.events.len(), limit.min(201), "{limit}");
            assert_eq!(trace.dropped as usize, all - limit.min(201), "{limit}");
        }
    }

    #[test]
    fn an_event_is_no_larger_than_it_was_planned() {
        assert!(size_of::<Event>() <= 48);
    }
}
