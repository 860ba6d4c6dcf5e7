//! Beginning and end of threads and processes on virtual time.

use super::Simulation;
use crate::driver::config::Gil;
use crate::driver::events::Kind;
use crate::driver::panics::discard;
use crate::driver::report::{Ending, Fate};
use crate::driver::simulated::{Pace, Process, Standing, Thread};
use crate::gil::{Leave, Machine};
use crate::kernel::{ProcessId, ThreadId};
use crate::ledger::Pauses;
use crate::task::{NewProcess, Resume, Spawn};
use crate::time::Nanos;
use crate::trace::Life;
use crate::wait::Joiners;

impl Simulation<'_> {
    /// Begins a thread in `process`, or in one of its own.
    pub(super) fn begin(&mut self, spawn: Spawn, process: ProcessId, at: Nanos) -> ThreadId {
        let thread = ThreadId(self.threads.len() as u32);
        let process = match spawn.process {
            Some(_) => self.begin_process(&spawn, thread, at),
            None => process,
        };
        if let Some(onlooker) = &self.config.onlooker {
            let begins = spawn.process.is_some();
            onlooker.born(thread, process, &spawn.name, begins, at);
        }
        let life = match self.config.ledger {
            true => Life::new(at, self.quota.as_ref()),
            false => Life::new(at, None).unkept(),
        };
        self.threads.push(Thread {
            process,
            start_up: self.start_up_of(spawn.process, thread),
            core: None,
            name: spawn.name,
            daemon: spawn.daemon,
            task: Some(spawn.task),
            standing: Standing::Ready,
            wait: 0,
            resume: Resume::Go,
            left: 0,
            picos: 0,
            life: life.seen_by(self.config.onlooker.as_ref(), thread),
            joiners: Joiners::default(),
            fate: Fate::Stopped,
        });
        self.alive += 1;
        self.process(thread).needed += u32::from(self.is_needed(thread));
        let latency = self.config.hardware.thread_start;
        if spawn.process.is_some() || latency == Nanos::ZERO {
            self.go_on(thread, at);
        } else {
            self.thread(thread).standing = Standing::Starting;
            self.events.push(at + latency, thread, 0, Kind::Timeout);
        }
        thread
    }

    /// CPU time before the first step of a thread, which begins a process if one is given.
    pub(super) fn start_up_of(&self, process: Option<NewProcess>, thread: ThreadId) -> Nanos {
        match process {
            Some(new) if thread.0 > 0 => self.config.process_start.unwrap_or(new.start_up),
            Some(_) => Nanos::ZERO,
            None => self.config.hardware.thread_start_cpu,
        }
    }

    pub(super) fn begin_process(&mut self, spawn: &Spawn, first: ThreadId, at: Nanos) -> ProcessId {
        let process = ProcessId(self.processes.len() as u32);
        let config = self.config;
        self.processes.push(Process {
            name: spawn.name.clone(),
            daemon: spawn.daemon,
            born: at,
            gil: match config.gil {
                Gil::On => Some(Machine::new(config.handoff, config.switch)),
                Gil::Off => None,
            },
            first,
            needed: 0,
            ended: false,
            interrupted: false,
            resumes: Nanos::ZERO,
            pauses: Pauses::default(),
        });
        self.needed += u32::from(!spawn.daemon);
        process
    }

    /// Whether its process lasts as long as this thread.
    pub(super) fn is_needed(&self, thread: ThreadId) -> bool {
        let state = &self.threads[thread.0 as usize];
        self.processes[state.process.0 as usize].first == thread || !state.daemon
    }

    pub(super) fn finish(&mut self, slot: usize, thread: ThreadId, at: Nanos) {
        let state = self.thread(thread);
        state.fate = Fate::Done;
        if let Some(message) = state.task.take().and_then(discard) {
            return self.panicked(thread, message);
        }
        let state = self.thread(thread);
        state.life.end(at);
        state.standing = Standing::Ended;
        for waiter in state.joiners.end() {
            self.wake(waiter, at);
        }
        self.free_core(slot, Leave::Final, at);
        self.alive -= 1;
        let needed = u32::from(self.is_needed(thread));
        let process = self.process(thread);
        process.needed -= needed;
        if process.needed == 0 {
            let process = self.threads[thread.0 as usize].process;
            self.end_process(process, at);
        }
    }

    /// Ends the process of `thread` at time `at`, as a signal would.
    pub(super) fn kill(&mut self, thread: ThreadId, at: Nanos) {
        if let Some(state) = self.threads.get(thread.0 as usize) {
            self.end_process(state.process, at);
        }
    }

    /// A process ends, and with it those of its threads that have not ended yet; perhaps the run.
    pub(super) fn end_process(&mut self, process: ProcessId, at: Nanos) {
        let state = &mut self.processes[process.0 as usize];
        if std::mem::replace(&mut state.ended, true) {
            return;
        }
        self.needed -= u32::from(!state.daemon);
        if self.needed == 0 {
            self.ending = Some(Ending::Done);
            return;
        }
        for number in 0..self.threads.len() {
            let thread = &self.threads[number];
            if thread.process == process && !matches!(thread.standing, Standing::Ended) {
                self.stop(ThreadId(number as u32), at);
            }
        }
    }

    /// Ends a thread where it stands.
    pub(super) fn stop(&mut self, thread: ThreadId, at: Nanos) {
        let slot = { self.running.iter() }.position(|running| running.thread == thread);
        let clock = slot.map_or(Nanos::ZERO, |slot| self.running[slot].clock);
        let state = &mut self.threads[thread.0 as usize];
        let at = at.max(state.life.state().1).max(clock);
        let standing = std::mem::replace(&mut state.standing, Standing::Ended);
        state.wait += 1;
        state.life.end(at);
        let task = state.task.take();
        for waiter in state.joiners.end() {
            self.wake(waiter, at);
        }
        self.forsake(thread, standing, at);
        if let Some(gil) = self.gil(thread)
            && gil.holder() == Some(thread)
        {
            // Only for its figures: nobody in this process will take it again.
            gil.drop(thread, Leave::Final, 0, at);
        }
        self.ready.retain(|ready| *ready != thread);
        if let Some(slot) = slot {
            self.leave_core(slot, at);
        }
        self.alive -= 1;
        self.now = self.now.max(at);
        if let Some(message) = task.and_then(discard) {
            self.panicked(thread, message);
        }
    }

    /// `thread` no longer waits for what it waited for.
    pub(super) fn forsake(&mut self, thread: ThreadId, standing: Standing, at: Nanos) {
        match standing {
            Standing::Lock { lock, .. } => {
                self.lock_waiters -= 1;
                let pace = Pace::of(&self.config.hardware, 0);
                let desk = self.desk(thread, pace, at);
                lock.cancel(thread, &desk);
                for waiter in desk.woken.into_inner() {
                    self.wake(waiter, at);
                }
            }
            Standing::Join(other) => self.thread(other).joiners.cancel(thread),
            _ => {}
        }
    }
}
