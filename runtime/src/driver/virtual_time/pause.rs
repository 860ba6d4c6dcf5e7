//! The pause of a process on virtual time: one of its threads is alone.
//!
//! Between two steps nobody runs in earnest, so a thread that asks to be alone is. What is left is to let
//! time pass as it would: with the GIL off, the pause begins when those on a core have come to the next
//! safe point, and nobody runs until it is over. They keep their cores meanwhile.

use super::Simulation;
use crate::driver::config::Gil;
use crate::driver::panics::guarded_alone;
use crate::kernel::ThreadId;
use crate::ledger::{Reason, State};
use crate::task::Resume;
use crate::time::Nanos;
use crate::trace::Object;

impl Simulation<'_> {
    /// `thread`, in `slot`, has asked at time `at` to be alone.
    pub(super) fn be_alone(&mut self, slot: usize, thread: ThreadId, at: Nanos) {
        let Some(task) = &mut self.threads[thread.0 as usize].task else {
            unreachable!("a running thread has a task");
        };
        let done = match guarded_alone(&mut **task) {
            Ok(done) => done,
            Err(message) => return self.panicked(thread, message),
        };
        let begin = self.all_stand_still(thread, at);
        let cost = self.config.hardware.collection.0;
        let span = Nanos(cost.saturating_mul(done.walked));
        let end = begin + span;
        self.now = self.now.max(end);
        self.cpu += span;
        let state = self.thread(thread);
        state.resume = Resume::WasAlone;
        state.life.ledger.cpu += span;
        self.process(thread).pauses.record(end.since(at), done);
        if self.config.gil == Gil::Off {
            self.process(thread).resumes = end;
            for other in 0..self.running.len() {
                if other != slot && self.is_beside(other, thread) {
                    self.stand_still(other, end);
                }
            }
            if begin > at {
                self.stand_still(slot, begin);
            }
        }
        self.running[slot].clock = end;
    }

    /// When those beside `thread` stand still that are on a core.
    fn all_stand_still(&self, thread: ThreadId, at: Nanos) -> Nanos {
        match self.config.gil {
            Gil::On => at,
            Gil::Off => { 0..self.running.len() }
                .filter(|&slot| self.is_beside(slot, thread))
                .fold(at, |latest, slot| latest.max(self.running[slot].clock)),
        }
    }

    /// Whether the thread in `slot` is of the process of `thread`.
    fn is_beside(&self, slot: usize, thread: ThreadId) -> bool {
        let process = |thread: ThreadId| self.threads[thread.0 as usize].process;
        process(self.running[slot].thread) == process(thread)
    }

    /// The thread in `slot` does nothing until `end`.
    fn stand_still(&mut self, slot: usize, end: Nanos) {
        let (thread, core, from) = {
            let running = &mut self.running[slot];
            let from = std::mem::replace(&mut running.clock, end);
            (running.thread, running.core, from)
        };
        let place = self.place(thread);
        let life = &mut self.thread(thread).life;
        let (state, reason) = (State::Collector, Reason::Collector);
        life.stop(state, reason, Object::Nothing, from, place);
        life.enter(State::Running, Object::Core(core), end);
    }
}
