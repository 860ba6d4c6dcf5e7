//! What an explored run looks like from outside: one thread after another, on one clock.
//!
//! The clocks of an explored run are the threads' own, so that what a thread reads off them does not depend
//! on the schedule. Pictures and ledgers need one for all: here a turn takes what its instructions take,
//! and if it begins with the end of a sleep or of a wait in vain, not before that has come.

use super::config::Config;
use super::report::Report;
use super::simulated::{Standing, Thread};
use crate::gil::Stats;
use crate::kernel::ThreadId;
use crate::ledger::{Reason, State};
use crate::sync::atomic::AtomicU32;
use crate::time::Nanos;
use crate::trace::{Life, Object, Quota};

/// Who has had its turn when.
pub(super) struct Turns {
    /// The clock of all.
    pub(super) now: Nanos,
    cpu: Nanos,
    /// Whose turn it is or was last.
    holder: Option<ThreadId>,
    /// For each thread, the moment at which its sleep or its patience ends.
    until: Vec<Nanos>,
    /// Figures about the GIL; none where turns are those on a core.
    gil: Option<Stats>,
    quota: Option<Quota>,
    locks: AtomicU32,
    is_over: bool,
}

impl Turns {
    /// Before the first one.
    pub(super) fn new(config: &Config, has_gil: bool) -> Turns {
        Turns {
            now: Nanos::ZERO,
            cpu: Nanos::ZERO,
            holder: None,
            until: Vec::new(),
            gil: has_gil.then(Stats::default),
            quota: config.trace.map(Quota::new),
            locks: AtomicU32::new(0),
            is_over: false,
        }
    }

    /// The life of a thread that is made now; its parent goes on.
    pub(super) fn born(&mut self) -> Life {
        let mut life = Life::new(self.now, self.quota.as_ref());
        self.until.push(Nanos::ZERO);
        if let Some(parent) = self.holder {
            life.enter(self.waits(), self.waits_for(parent), self.now);
        }
        life
    }

    /// What who could go on waits for.
    fn waits(&self) -> State {
        match self.gil {
            Some(_) => State::WantsGil,
            None => State::Ready,
        }
    }

    fn waits_for(&self, holder: ThreadId) -> Object {
        match self.gil {
            Some(_) => Object::Thread(holder),
            None => Object::Nothing,
        }
    }

    /// It is this thread's turn; `gives_up`: what it has waited for has not come.
    pub(super) fn begin(&mut self, threads: &mut [Thread], thread: ThreadId, gives_up: bool) {
        if self.is_over {
            return;
        }
        let number = thread.0 as usize;
        if let Some(last) = self.holder.filter(|last| *last != thread) {
            let (state, object) = (self.waits(), self.waits_for(thread));
            let last = &mut threads[last.0 as usize];
            if last.life.state().0 == State::Running && !last.life.ended() {
                let reason = match self.gil {
                    Some(_) => Reason::Forced,
                    None => Reason::Quantum,
                };
                let place = last.task.as_ref().map(|task| task.place());
                let place = place.unwrap_or_default();
                last.life.stop(state, reason, object, self.now, place);
            }
        }
        let (state, since) = threads[number].life.state();
        if state == State::Io || gives_up {
            self.now = self.now.max(self.until[number]);
        }
        if let Some(gil) = &mut self.gil {
            if state == State::WantsGil {
                gil.waits.record(self.now.since(since));
            }
            gil.handovers += u64::from(self.holder.is_some_and(|last| last != thread));
        }
        self.holder = Some(thread);
        let life = &mut threads[number].life;
        if state != State::Running {
            life.enter(State::Running, Object::Core(0), self.now);
        }
    }

    /// The turn goes on for so long.
    pub(super) fn pass(&mut self, thread: &mut Thread, cost: Nanos, instructions: u64) {
        if !self.is_over {
            self.now += cost;
            self.cpu += cost;
            thread.life.ledger.instructions += instructions;
        }
    }

    /// The thread sleeps or waits for so long from now on.
    pub(super) fn wait(&mut self, thread: ThreadId, span: Nanos) {
        self.until[thread.0 as usize] = self.now + span;
    }

    /// The thread has come so far: if it waits now, it has stopped.
    pub(super) fn pause(&mut self, thread: &mut Thread) {
        if self.is_over || thread.life.ended() {
            return;
        }
        let (state, reason, object) = match &thread.standing {
            Standing::Io => (State::Io, Reason::Io, Object::Nothing),
            Standing::Lock { lock, .. } => {
                let object = Object::lock(lock, &self.locks);
                (State::Lock, Reason::Lock, object)
            }
            Standing::Join(other) => (State::Join, Reason::Join, Object::Thread(*other)),
            Standing::Ended => return thread.life.end(self.now),
            _ => return,
        };
        let place = thread.task.as_ref().map(|task| task.place());
        let place = place.unwrap_or_default();
        thread.life.stop(state, reason, object, self.now, place);
    }

    /// The run is over: nothing that comes later is told.
    pub(super) fn close(&mut self) {
        self.is_over = true;
    }

    /// CPU time of all threads.
    pub(super) fn cpu(&self) -> Nanos {
        self.cpu
    }

    /// Adds the figures about the GIL.
    pub(super) fn tell(self, report: &mut Report) {
        let gil = self.gil.map(|gil| Stats {
            held: self.cpu,
            ..gil
        });
        if let Some(process) = report.processes.first_mut() {
            process.gil.clone_from(&gil);
        }
        report.gil = gil;
    }
}
