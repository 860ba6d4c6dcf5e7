//! Vector clocks: for each slot, how much of what happened there happened before.
//!
//! A slot belongs to one thread at a time; one that has ended gives its slot to a thread whose parent
//! knows of its end, so that clocks are as long as there are threads at a time.

/// For each slot, a number of its thread's.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Clock(Vec<u32>);

impl Clock {
    pub(super) fn of(&self, slot: u32) -> u32 {
        self.0.get(slot as usize).copied().unwrap_or(0)
    }

    pub(super) fn set(&mut self, slot: u32, number: u32) {
        let at = slot as usize;
        if self.0.len() <= at {
            self.0.resize(at + 1, 0);
        }
        self.0[at] = number;
    }

    pub(super) fn merge(&mut self, other: &Clock) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine = (*mine).max(*theirs);
        }
    }
}

/// What is handed from one thread to another.
#[derive(Clone, Default, Debug)]
pub(super) struct Handed {
    /// By everything that orders threads.
    pub(super) all: Clock,
    /// By everything but locks that are taken inside one another: these could have been taken in
    /// another order.
    pub(super) firm: Clock,
}

impl Handed {
    pub(super) fn merge(&mut self, other: &Handed) {
        self.all.merge(&other.all);
        self.firm.merge(&other.firm);
    }
}

/// What a thread knows when it begins: what its parent knew.
#[derive(Clone, Default, Debug)]
pub struct Birth(pub(super) Handed);
