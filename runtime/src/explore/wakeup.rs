//! Wake-up trees: the beginnings of executions that are still to be explored from a state.
//!
//! After S. Aronis, P. Abdulla, B. Jonsson, K. Sagonas, "Optimal dynamic partial order reduction",
//! POPL 2014, and "Source sets: a foundation for optimal dynamic partial order reduction", JACM 2017.

use super::deeds::{Deeds, Planned};

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
pub(super) fn could_be_first(event: Planned, events: &[Planned], deeds: &Deeds) -> First {
    match { events.iter() }.position(|it| it.thread == event.thread) {
        Some(at) => {
            let mine = events[at];
            let hindered = events[..at].iter().any(|it| it.conflicts(mine, deeds));
            if hindered { First::No } else { First::At(at) }
        }
        None if events.iter().any(|it| it.conflicts(event, deeds)) => First::No,
        None => First::Beside,
    }
}

impl Tree {
    /// Sees to it that an execution that begins with these events, or an equal one, will be explored.
    pub(super) fn insert(&mut self, events: &mut Vec<Planned>, deeds: &Deeds) {
        let mut tree = self;
        loop {
            let found = tree.branches.iter().enumerate().find_map(|(at, branch)| {
                match could_be_first(branch.event, events, deeds) {
                    First::No => None,
                    first => Some((at, first)),
                }
            });
            let Some((at, first)) = found else { break };
            if let First::At(place) = first {
                events.remove(place);
            }
            let branch = &mut tree.branches[at];
            if branch.rest.branches.is_empty() || events.is_empty() {
                return;
            }
            tree = &mut branch.rest;
        }
        let mut rest = Tree::default();
        for event in events.drain(..).rev() {
            rest = Tree {
                branches: vec![Branch { event, rest }],
            };
        }
        tree.branches.append(&mut rest.branches);
    }
}
