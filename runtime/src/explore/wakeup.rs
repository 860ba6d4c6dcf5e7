//! Wake-up trees: the beginnings of executions that are still to be explored from a state.
//!
//! After S. Aronis, P. Abdulla, B. Jonsson, K. Sagonas, "Optimal dynamic partial order reduction",
//! POPL 2014, and "Source sets: a foundation for optimal dynamic partial order reduction", JACM 2017.

use super::event::{Event, conflict};
use crate::heap::record::Access;
use crate::kernel::ThreadId;
use std::sync::Arc;

/// An event to come, as far as it is known.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    pub(super) thread: ThreadId,
    /// What it touches; where it was seen in other circumstances, at least that.
    pub(super) accesses: Arc<[Access]>,
    spawned: Option<ThreadId>,
}

impl Planned {
    /// An event that will be the same again.
    pub(super) fn again(event: &Event) -> Planned {
        Planned {
            thread: event.thread,
            accesses: event.accesses.clone(),
            spawned: event.spawned,
        }
    }

    /// An event that will come in other circumstances: what it touches is known roughly.
    pub(super) fn anew(thread: ThreadId, accesses: &[Access]) -> Planned {
        let widened = accesses.iter().map(|access| access.widened());
        Planned {
            thread,
            accesses: widened.collect(),
            spawned: None,
        }
    }

    fn conflicts(&self, other: &Planned) -> bool {
        self.spawned == Some(other.thread)
            || other.spawned == Some(self.thread)
            || conflict(&self.accesses, &other.accesses)
    }
}

/// What to explore from a state; no branches: whatever comes.
#[derive(Clone, Default, Debug)]
pub(super) struct Tree {
    pub(super) branches: Vec<Branch>,
}

/// One way to go on.
#[derive(Clone, Debug)]
pub(super) struct Branch {
    pub(super) event: Planned,
    pub(super) rest: Tree,
}

/// Whether an execution that begins with these events could as well begin with this one: where it is
/// among them, at which place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum First {
    No,
    At(usize),
    Beside,
}

/// Whether `event` could come first.
pub(super) fn could_be_first(event: &Planned, events: &[Planned]) -> First {
    match { events.iter() }.position(|it| it.thread == event.thread) {
        Some(at) => {
            let hindered = events[..at].iter().any(|it| it.conflicts(&events[at]));
            if hindered { First::No } else { First::At(at) }
        }
        None if events.iter().any(|it| it.conflicts(event)) => First::No,
        None => First::Beside,
    }
}

impl Tree {
    /// Sees to it that an execution that begins with these events, or an equal one, will be explored.
    /// Nothing needs to be added to the branch `begun`, which is explored now.
    pub(super) fn insert(&mut self, mut events: Vec<Planned>, begun: Option<ThreadId>) {
        let mut tree = self;
        let mut begun = begun;
        loop {
            let found = tree.branches.iter().enumerate().find_map(|(at, branch)| {
                match could_be_first(&branch.event, &events) {
                    First::No => None,
                    first => Some((at, first)),
                }
            });
            let Some((at, first)) = found else { break };
            if let First::At(place) = first {
                events.remove(place);
            }
            let branch = &mut tree.branches[at];
            let is_begun = begun == Some(branch.event.thread);
            if is_begun || branch.rest.branches.is_empty() || events.is_empty() {
                return;
            }
            tree = &mut branch.rest;
            begun = None;
        }
        let mut rest = Tree::default();
        for event in events.into_iter().rev() {
            rest = Tree {
                branches: vec![Branch { event, rest }],
            };
        }
        tree.branches.append(&mut rest.branches);
    }

    /// Takes out the branch of a thread.
    pub(super) fn remove(&mut self, thread: ThreadId) {
        let at = { self.branches.iter() }.position(|it| it.event.thread == thread);
        at.map(|at| self.branches.remove(at));
    }
}
