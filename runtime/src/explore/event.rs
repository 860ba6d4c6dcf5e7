//! What an execution consists of, and who decides it.

#[cfg(test)]
use crate::heap::record::Touch;
use crate::heap::record::{Access, Location};
use crate::kernel::{Site, ThreadId};
use crate::time::Nanos;
use std::any::Any;
use std::sync::Arc;

/// What a thread did when it was its turn.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Event {
    /// Whose turn it was.
    pub thread: ThreadId,
    /// What it touched.
    pub accesses: Arc<[Access]>,
    /// The thread it has begun.
    pub spawned: Option<ThreadId>,
    /// Whether it waits or sleeps now, or has ended: that others go next is no pre-emption.
    pub leaves: bool,
    /// The lock that it has found held after all this, and waits for now.
    pub waits: Option<Location>,
    /// Whether the run was over already, and the daemon went on for the sake of the search only.
    pub is_late: bool,
    /// Where it stood afterwards, for reports.
    pub site: Site,
    /// What the thread has come to, if it has changed nothing: the same number, the same state. 0 where that
    /// is not known. See [`Spins`](super::Spins).
    pub figure: u64,
    /// The number of the event without which the thread would not have gone on.
    pub after: Option<usize>,
}

impl Event {
    /// Whether both are the same, wherever their threads stand.
    pub(crate) fn is_like(&self, other: &Event) -> bool {
        (
            self.thread,
            &self.accesses,
            self.spawned,
            self.leaves,
            self.waits,
        ) == (
            other.thread,
            &other.accesses,
            other.spawned,
            other.leaves,
            other.waits,
        )
    }

    /// Whether nothing has happened but that time has passed.
    pub(crate) fn is_idle(&self) -> bool {
        self.accesses.is_empty() && self.spawned.is_none() && !self.leaves
    }

    /// Whether it has left everything as it was.
    pub(crate) fn is_pure(&self) -> bool {
        let changes = |it: &Access| it.touch.changes();
        self.spawned.is_none() && !self.accesses.iter().any(changes)
    }

    /// Whether another one might have read something else after this one.
    pub(super) fn changes_what_was_read_by(&self, other: &Event) -> bool {
        let mut changes = self.accesses.iter().filter(|it| it.touch.changes());
        changes.any(|it| other.accesses.iter().any(|to| it.conflicts(*to)))
    }
}

#[cfg(test)]
impl Event {
    /// A thread touches an object, and nothing else.
    pub(super) fn touching(thread: u32, object: u64, touch: Touch) -> Event {
        let location = Location::named(object);
        Event {
            thread: ThreadId(thread),
            accesses: [Access { location, touch }].into(),
            ..Event::default()
        }
    }
}

/// Whether, and when, a thread can go on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Readiness {
    /// At once.
    Ready,
    /// It sleeps until this moment of its own clock; sleeps can end in any order.
    Sleeps(Nanos),
    /// It waits for something until this moment of its own clock, and can give up.
    GivesUp(Nanos),
}

/// A thread that can go on, as far as is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// Which one.
    pub thread: ThreadId,
    /// At once?
    pub readiness: Readiness,
}

/// A moment at which a thread has to be chosen.
#[derive(Clone, Copy, Debug)]
pub struct State<'a> {
    /// The threads that can go on, by number; at least one.
    pub candidates: &'a [Candidate],
    /// Whose turn it was last.
    pub last: Option<ThreadId>,
    /// How many events in a row were this thread's; [`usize::MAX`] where it has gone on for long without
    /// touching anything.
    pub streak: usize,
}

impl State<'_> {
    /// Whether a thread can go on.
    pub fn has(&self, thread: ThreadId) -> bool {
        self.candidates.iter().any(|it| it.thread == thread)
    }

    /// How many events in a row are its thread's after this one.
    pub(crate) fn streak_with(&self, event: &Event) -> usize {
        match self.last == Some(event.thread) {
            _ if event.is_idle() => usize::MAX,
            true => self.streak.saturating_add(1),
            false => 1,
        }
    }

    /// Whether the thread whose turn it was last has gone on for long without touching anything.
    pub(super) fn is_idle(&self) -> bool {
        self.streak == usize::MAX
    }

    /// The thread whose turn it was last, if it can go on at once, and nothing speaks for others.
    pub fn running(&self) -> Option<ThreadId> {
        let last = self.last.filter(|_| !self.is_idle())?;
        let is_ready = |it: &&Candidate| it.thread == last && it.readiness == Readiness::Ready;
        self.candidates.iter().find(is_ready).map(|it| it.thread)
    }
}

/// Who could go on when somebody was chosen last.
#[derive(Clone, Default, Debug)]
pub(super) struct Crowd(Vec<ThreadId>);

impl Crowd {
    /// Takes note of who can go on now; tells whether there is anybody who could not before.
    pub(super) fn grows(&mut self, state: &State<'_>) -> bool {
        let known = &self.0;
        let threads = state.candidates.iter().map(|it| it.thread);
        let grows = threads.clone().any(|thread| !known.contains(&thread));
        self.0.clear();
        self.0.extend(threads);
        grows
    }

    /// Nobody could go on before.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}

/// A thread that waits, when nobody can go on any more.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Blocked {
    /// Which one.
    pub thread: ThreadId,
    /// What it would do if it could.
    pub access: Access,
}

/// What a thread is doing, for a scheduler that looks at each moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Player {
    /// Which one.
    pub thread: ThreadId,
    /// Its name.
    pub name: String,
    /// Whether it keeps nobody waiting.
    pub is_daemon: bool,
    /// What it does.
    pub doing: Doing,
    /// Until when, by its own clock, where it sleeps or may give up waiting.
    pub until: Option<Nanos>,
    /// Its own clock.
    pub clock: Nanos,
}

/// What a thread does or waits for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Doing {
    /// It can go on.
    Goes,
    /// It goes on, and nobody else can: it has touched something and not reached a safe point since.
    IsAmid,
    /// It sleeps; that can end at any time.
    Sleeps,
    /// It waits for the lock at this address.
    Waits {
        /// Where the lock stands in memory.
        lock: usize,
        /// Who holds it, and the place where it was taken.
        holder: Option<(ThreadId, Site)>,
    },
    /// It goes round in circles: see [`Spins`](super::Spins).
    Spins,
    /// It waits for the end of another thread.
    Joins(ThreadId),
    /// It has ended.
    Ended,
}

/// A moment between two steps, for a scheduler that looks.
pub trait Scene {
    /// The threads, by number, with those that have ended.
    fn players(&self) -> Vec<Player>;

    /// Where a thread stands, the innermost place first; nowhere once it has ended.
    fn stack(&self, thread: ThreadId) -> Vec<Site>;

    /// What the thread's task shows of itself: see [`crate::task::Task::portrait`].
    fn portrait(&self, thread: ThreadId) -> Option<Box<dyn Any>>;
}

/// Decides who goes next, and is told what came of it.
pub trait Scheduler {
    /// Shown each moment beforehand, where threads are stepped by single instructions, with those who can
    /// go on; nobody can where the run is over.
    fn look(&mut self, scene: &dyn Scene, candidates: &[Candidate]) {
        let _ = (scene, candidates);
    }

    /// The thread that goes next; `None` gives the execution up. Asked again, without that thread, where
    /// it turns out that it cannot go on.
    fn choose(&mut self, state: &State<'_>) -> Option<ThreadId>;

    /// The thread that was chosen has done this.
    fn performed(&mut self, event: &Event);

    /// Nobody can go on any more.
    fn stuck(&mut self, blocked: &[Blocked]) {
        let _ = blocked;
    }

    /// Asked by a driver that can go on from the middle of the last execution, before it begins the next:
    /// how many events they have in common. It tells of what comes after these only.
    fn keeps(&mut self) -> usize {
        0
    }

    /// The run is over; late events may follow, whose accesses count while their effects do not. Said once
    /// more where an execution that was recalled so far has to be carried out.
    fn over(&mut self) {}
}
