//! What the OS thread of one thread of the script does, from its start to its end.

use super::config::Io;
use super::cpu_time;
use super::gil_lock::{GilLock, Host, Stopped, Tenure};
use super::panics::{discard, guarded_alone, guarded_step};
use super::report::{Blocked, Ending, Fate, ThreadReport, Waits};
use super::run::{Entry, Process, Run};
use super::seat::{Accept, Signal};
use crate::gil::{Leave, Switch};
use crate::kernel::{Kernel, Place, Site, Spent, ThreadId};
use crate::ledger::{Reason, State};
use crate::sync::atomic::Ordering;
use crate::sync::thread::yield_now;
use crate::task::{Context, Exit, Resume, Spawn, Task, Wait};
use crate::time::Nanos;
use crate::trace::{Life, Object};
use crate::wait::Lock;
use std::sync::Arc;

/// Longest step: how often a thread looks whether it is asked for the GIL, interrupted or stopped.
/// Some 50 to 150 µs.
const LONGEST_STEP: u64 = 16_384;

/// One thread of the script, to be run by one OS thread.
pub(super) struct Runner {
    me: ThreadId,
    run: Arc<Run>,
    entry: Arc<Entry>,
    task: Option<Box<dyn Task>>,
    name: String,
    daemon: bool,
    life: Life,
    resume: Resume,
    /// Whether it holds the GIL; without one, whether it may run while nobody wants to be alone.
    holds: bool,
    /// Instructions left of the check interval.
    left: u64,
    /// CPU time of the OS thread when it began.
    cpu_before: Nanos,
}

/// What ended a sleep.
#[derive(PartialEq, Eq)]
enum Woke {
    Rung,
    TimedOut,
    Interrupted,
}

/// Why a thread goes no further.
enum Gone {
    Done,
    Stopped,
    Panicked(String),
}

impl From<Stopped> for Gone {
    fn from(_: Stopped) -> Gone {
        Gone::Stopped
    }
}

impl Runner {
    /// Makes a thread, which is to be run by an OS thread; `None` if there are too many.
    /// It belongs to `process`, unless it begins one of its own.
    pub(super) fn new(
        run: &Arc<Run>,
        spawn: Spawn,
        process: Option<&Arc<Process>>,
    ) -> Option<Runner> {
        let (me, entry) = run.admit(&spawn, process)?;
        let born = run.now();
        if let Some(onlooker) = &run.config.onlooker {
            let begins = process.is_none() || spawn.process.is_some();
            onlooker.born(me, entry.process.id, &spawn.name, begins, born);
        }
        let life = Life::new(born, run.quota.as_ref());
        let life = life.seen_by(run.config.onlooker.as_ref(), me);
        Some(Runner {
            me,
            run: run.clone(),
            entry,
            task: Some(spawn.task),
            name: spawn.name,
            daemon: spawn.daemon,
            life: match run.config.ledger {
                true => life,
                false => life.unkept(),
            },
            resume: Resume::Go,
            holds: false,
            left: u64::MAX,
            cpu_before: Nanos::ZERO,
        })
    }

    /// Runs the thread to its end.
    pub(super) fn run(mut self) {
        self.cpu_before = cpu_time::of_os_thread();
        let Err(gone) = self.live();
        let gone = match gone {
            // The thread still holds the GIL, if there is one: others' objects may die with these.
            Gone::Done | Gone::Panicked(_) => match (gone, self.task.take().and_then(discard)) {
                (Gone::Done, Some(message)) => Gone::Panicked(message),
                (gone, _) => gone,
            },
            Gone::Stopped => gone,
        };
        self.depart(gone);
    }

    fn depart(mut self, gone: Gone) {
        let at = self.run.now();
        self.life.end(at);
        if self.life.is_kept() {
            self.life.ledger.cpu = cpu_time::of_os_thread().since(self.cpu_before);
        }
        if self.holds {
            self.drop_gil(Leave::Final, at);
        }
        let fate = match gone {
            Gone::Done => Fate::Done,
            Gone::Stopped => Fate::Stopped,
            Gone::Panicked(message) => {
                let (thread, name) = (self.me, self.name.clone());
                self.run.end(Ending::Panicked {
                    thread,
                    name,
                    message,
                });
                Fate::Panicked
            }
        };
        // Whoever has joined this thread may start another in its place.
        self.run.vacate();
        let waiters = self.entry.joiners.lock().end();
        for waiter in waiters {
            self.run.ring(waiter, Signal::Wake);
        }
        let report = ThreadReport {
            id: self.me,
            process: self.entry.process.id,
            name: self.name,
            daemon: self.daemon,
            fate,
            born: self.life.born,
            ended: at,
            trace: self.life.trace(),
            ledger: self.life.ledger,
        };
        self.run.depart(&self.entry, report, self.task);
    }

    fn live(&mut self) -> Result<std::convert::Infallible, Gone> {
        self.go_on(self.run.now())?;
        self.look_up()?;
        loop {
            match self.step()? {
                Exit::BudgetSpent => self.safe_point()?,
                Exit::Spawn(spawn) => self.resume = self.spawn(spawn),
                Exit::Wait(wait) => {
                    self.resume = self.wait(wait)?;
                    self.look_up()?;
                }
                Exit::Done => return Err(Gone::Done),
                Exit::Abort => {
                    self.run.end(Ending::Aborted);
                    return Err(Gone::Stopped);
                }
            }
        }
    }

    /// Starts one more thread, if limits and the operating system allow it.
    fn spawn(&self, spawn: Spawn) -> Resume {
        let Some(worker) = self.run.pool.worker() else {
            return Resume::SpawnRefused;
        };
        match Runner::new(&self.run, spawn, Some(&self.entry.process)) {
            None => {
                worker.start(Box::new(|| {}));
                Resume::SpawnRefused
            }
            Some(runner) => {
                let thread = runner.me;
                worker.start(Box::new(move || runner.run()));
                Resume::Spawned(thread)
            }
        }
    }

    fn step(&mut self) -> Result<Exit, Gone> {
        let limit = self.run.config.limits.instructions;
        let mut budget = LONGEST_STEP.min(self.left);
        if limit != u64::MAX {
            let spent = self.run.instructions.load(Ordering::Relaxed);
            budget = budget.min(limit.saturating_sub(spent));
        }
        let Some(task) = &mut self.task else {
            unreachable!("a thread that steps has a task");
        };
        let desk = Desk {
            run: &self.run,
            cpu_before: self.cpu_before,
        };
        let mut cx = Context {
            me: self.me,
            budget: budget.max(1),
            spent: 0,
            costs: None,
            patience: u64::MAX,
            picos: 0,
            stalled: 0,
            resume: std::mem::replace(&mut self.resume, Resume::Go),
            kernel: &desk,
        };
        let exit = guarded_step(&mut **task, &mut cx).map_err(Gone::Panicked)?;
        self.life.ledger.instructions += cx.spent;
        if self.holds {
            self.left = self.left.saturating_sub(cx.spent);
        }
        if limit != u64::MAX {
            let before = self.run.instructions.fetch_add(cx.spent, Ordering::Relaxed);
            if before + cx.spent >= limit && !matches!(exit, Exit::Done | Exit::Abort) {
                self.run.end(Ending::InstructionLimit);
            }
        }
        Ok(exit)
    }

    /// Between two steps of a slice: stops, takes an interrupt, or lets others have the GIL.
    #[inline]
    fn safe_point(&mut self) -> Result<(), Gone> {
        self.look_up()?;
        let Some(gil) = &self.entry.process.gil else {
            return match self.entry.process.stop.is_asked() {
                true => self.rest(),
                false => Ok(()),
            };
        };
        if gil.requested()
            && let Some(asked) = gil.asked()
        {
            return self.yield_gil(asked.into());
        }
        if self.left == 0 {
            if gil.waiting() {
                return self.yield_gil(Reason::Budget);
            }
            self.left = self.run.config.switch.budget();
        }
        Ok(())
    }

    /// Stops if the run has ended; takes an interrupt.
    #[inline]
    fn look_up(&mut self) -> Result<(), Gone> {
        if self.run.stopping.load(Ordering::Relaxed)
            || self.entry.process.stopping.load(Ordering::Relaxed)
        {
            return Err(Gone::Stopped);
        }
        if self.resume == Resume::Go && self.entry.take_interrupt() {
            self.resume = Resume::Interrupted;
        }
        Ok(())
    }

    // The GIL.

    /// Takes the GIL, if there is one, and runs; the thread has been able to since `at`.
    fn go_on(&mut self, at: Nanos) -> Result<(), Gone> {
        let (run, entry) = (self.run.clone(), self.entry.clone());
        match &entry.process.gil {
            Some(gil) if !self.holds => {
                let object = self.holder_of(gil);
                self.life.enter(State::WantsGil, object, at);
                let tenure = gil.take(self.me, &self.entry.seat, &*run, at)?;
                self.begin_tenure(&tenure, at);
            }
            None if !self.holds => self.join_in(at)?,
            _ => self.life.enter(State::Running, Object::Nothing, at),
        }
        Ok(())
    }

    fn begin_tenure(&mut self, tenure: &Tenure, asked: Nanos) {
        self.holds = true;
        self.left = tenure.budget;
        let is_later = tenure.waited && self.life.is_kept();
        let at = if is_later { self.run.now() } else { asked };
        self.life.enter(State::Running, Object::Nothing, at);
    }

    /// Who holds the GIL, for the trace, if one is kept.
    fn holder_of(&self, gil: &GilLock) -> Object {
        let is_followed = self.run.config.is_followed();
        let holder = is_followed.then(|| gil.holder()).flatten();
        holder.map_or(Object::Nothing, Object::Thread)
    }

    /// Lets the GIL go, if there is one; if not, the thread does not take part for now.
    fn drop_gil(&mut self, leave: Leave, at: Nanos) {
        self.holds = false;
        match &self.entry.process.gil {
            Some(gil) => gil.drop(self.me, leave, self.left, &*self.run, at),
            None => self.entry.process.stop.leave(&*self.run),
        }
    }

    /// As [`Runner::drop_gil`], for I/O, during which the GIL may be kept.
    fn drop_gil_for_io(&mut self, at: Nanos) {
        if self.run.config.io == Io::Release || self.entry.process.gil.is_none() {
            self.drop_gil(Leave::Voluntary, at);
        }
    }

    // Without a GIL.

    /// Runs, unless another thread has to be alone: then it stands still before. It has been able to run
    /// since `at`.
    fn join_in(&mut self, at: Nanos) -> Result<(), Gone> {
        let (run, entry) = (self.run.clone(), self.entry.clone());
        if entry.process.stop.enter(self.me, &entry.seat, &*run)? {
            self.life.enter(State::Collector, Object::Nothing, at);
            self.life.enter(State::Running, Object::Nothing, run.now());
        } else {
            self.life.enter(State::Running, Object::Nothing, at);
        }
        self.holds = true;
        Ok(())
    }

    /// Another thread of the process has to be alone: stands still until then.
    #[cold]
    fn rest(&mut self) -> Result<(), Gone> {
        let at = self.run.now();
        self.stop(State::Collector, Reason::Collector, Object::Nothing, at);
        self.drop_gil(Leave::Forced, at);
        self.join_in(at)?;
        self.look_up()
    }

    /// Waits until all others stand still, if the GIL does not see to that, and has the task do what
    /// that is for.
    fn be_alone(&mut self) -> Result<Resume, Gone> {
        let (run, entry) = (self.run.clone(), self.entry.clone());
        let process = &entry.process;
        let asked = run.now();
        let has_gil = process.gil.is_some();
        if !has_gil {
            self.holds = false;
            if process.stop.ask(self.me, &entry.seat, &*run)? {
                self.stop(State::Collector, Reason::Collector, Object::Nothing, asked);
                self.life.enter(State::Running, Object::Nothing, run.now());
            }
        }
        let Some(task) = &mut self.task else {
            unreachable!("a thread that steps has a task");
        };
        let done = guarded_alone(&mut **task);
        let at = run.now();
        if !has_gil {
            process.stop.done(&*run);
            self.join_in(at)?;
        }
        let done = done.map_err(Gone::Panicked)?;
        process.stop.record(at.since(asked), done);
        Ok(Resume::WasAlone)
    }

    /// Lets another thread have the GIL. Where nobody takes it in between, nothing has happened.
    #[cold]
    fn yield_gil(&mut self, reason: Reason) -> Result<(), Gone> {
        let (run, entry) = (self.run.clone(), self.entry.clone());
        let Some(gil) = &entry.process.gil else {
            return Ok(());
        };
        let at = run.now();
        let place = self.place();
        self.holds = false;
        let seat = &self.entry.seat;
        let tenure = gil.yield_to_others(self.me, self.left, seat, &*run, at);
        if !matches!(tenure, Ok(Tenure { waited: false, .. })) {
            let nothing = Object::Nothing;
            self.life.stop(State::WantsGil, reason, nothing, at, place);
        }
        self.begin_tenure(&tenure?, at);
        self.look_up()
    }

    // Waiting.

    fn wait(&mut self, wait: Wait) -> Result<Resume, Gone> {
        match wait {
            Wait::Io(span) => self.wait_for_io(span),
            Wait::Outside(work) => self.wait_outside(work),
            Wait::Alone => self.be_alone(),
            Wait::Lock { lock, timeout } => self.wait_for_lock(lock, timeout),
            Wait::Join { thread, timeout } => self.wait_for_end_of(thread, timeout),
        }
    }

    fn wait_for_io(&mut self, span: Nanos) -> Result<Resume, Gone> {
        let at = self.run.now();
        self.stop(State::Io, Reason::Io, Object::Nothing, at);
        self.drop_gil_for_io(at);
        if span == Nanos::ZERO {
            yield_now();
        }
        let woke = self.sleep(Some(at + span), false)?;
        self.go_on(self.run.now())?;
        Ok(match woke {
            Woke::Interrupted => Resume::Interrupted,
            _ => Resume::Go,
        })
    }

    fn wait_outside(&mut self, work: Box<dyn FnOnce() + Send>) -> Result<Resume, Gone> {
        let at = self.run.now();
        self.stop(State::Io, Reason::Io, Object::Nothing, at);
        self.drop_gil_for_io(at);
        work();
        self.go_on(self.run.now())?;
        Ok(Resume::Go)
    }

    fn wait_for_lock(&mut self, lock: Arc<Lock>, timeout: Option<Nanos>) -> Result<Resume, Gone> {
        let site = self.innermost();
        if lock.wait(self.me, site) {
            return Ok(Resume::Acquired);
        }
        let at = self.run.now();
        self.stop(State::Lock, Reason::Lock, self.object_of(&lock), at);
        self.drop_gil(Leave::Voluntary, at);
        let deadline = timeout.map(|span| at + span);
        let resume = loop {
            let woke = match self.sleep(deadline, true) {
                Ok(woke) => woke,
                Err(gone) => {
                    if !self.run.stopping.load(Ordering::Relaxed) {
                        lock.cancel(self.me, &self.desk());
                    }
                    let holder = lock.holder();
                    self.found_blocked(Waits::Lock { lock, holder });
                    return Err(gone);
                }
            };
            if woke != Woke::Interrupted && lock.wait(self.me, site) {
                break Resume::Acquired;
            }
            if woke == Woke::Rung {
                continue;
            }
            lock.cancel(self.me, &self.desk());
            break match woke {
                Woke::TimedOut => Resume::TimedOut,
                _ => Resume::Interrupted,
            };
        };
        self.go_on(self.run.now())?;
        Ok(resume)
    }

    fn wait_for_end_of(
        &mut self,
        thread: ThreadId,
        timeout: Option<Nanos>,
    ) -> Result<Resume, Gone> {
        let Some(other) = self.run.entry(thread) else {
            return Ok(Resume::Go);
        };
        if other.joiners.lock().wait(self.me) {
            return Ok(Resume::Go);
        }
        let at = self.run.now();
        self.stop(State::Join, Reason::Join, Object::Thread(thread), at);
        self.drop_gil(Leave::Voluntary, at);
        let deadline = timeout.map(|span| at + span);
        let resume = loop {
            let woke = match self.sleep(deadline, true) {
                Ok(woke) => woke,
                Err(gone) => {
                    other.joiners.lock().cancel(self.me);
                    self.found_blocked(Waits::Join(thread));
                    return Err(gone);
                }
            };
            let mut joiners = other.joiners.lock();
            match woke {
                Woke::Interrupted => break Resume::Interrupted,
                _ if joiners.ended() => break Resume::Go,
                Woke::TimedOut => {
                    joiners.cancel(self.me);
                    break Resume::TimedOut;
                }
                Woke::Rung => {}
            }
        };
        if resume == Resume::Interrupted {
            other.joiners.lock().cancel(self.me);
        }
        self.go_on(self.run.now())?;
        Ok(resume)
    }

    /// Sleeps until rung, if `rings`; until `deadline`, if there is one; or until interrupted.
    fn sleep(&mut self, deadline: Option<Nanos>, rings: bool) -> Result<Woke, Gone> {
        let mut signals = vec![];
        if rings {
            signals.push(Signal::Wake);
        }
        if self.entry.is_first() {
            signals.push(Signal::Interrupt);
        }
        let accept = Accept::only(&signals);
        let run = &self.run;
        // The signal for it may have been heard while the thread waited for the GIL, and what it
        // was told then was how its last wait had ended.
        if self.entry.take_interrupt() {
            return Ok(self.interrupted());
        }
        loop {
            let signal = match deadline {
                Some(deadline) => {
                    let signal = self.entry.seat.wait_until(accept, deadline, || run.now());
                    let Some(signal) = signal else {
                        return Ok(Woke::TimedOut);
                    };
                    signal
                }
                None => {
                    let Some(signal) = self.entry.seat.wait_idle(accept, &run.active) else {
                        run.end(Ending::Deadlock(Vec::new()));
                        return Err(Gone::Stopped);
                    };
                    signal
                }
            };
            match signal {
                Signal::Stop => return Err(Gone::Stopped),
                Signal::Interrupt if !self.entry.take_interrupt() => {}
                Signal::Interrupt => return Ok(self.interrupted()),
                Signal::Wake | Signal::Gil | Signal::World => return Ok(Woke::Rung),
            }
        }
    }

    /// A sleep is over by an interrupt. Where threads co-operate, nobody else would let this one have the
    /// GIL; what was ordered when the interrupt came may have been spent on the end of an earlier wait.
    fn interrupted(&self) -> Woke {
        if let (Switch::Never, Some(gil)) = (self.run.config.switch, &self.entry.process.gil) {
            gil.order(self.me);
        }
        Woke::Interrupted
    }

    fn stop(&mut self, state: State, reason: Reason, object: Object, at: Nanos) {
        let place = self.place();
        self.life.stop(state, reason, object, at, place);
    }

    /// The lock and its holder, as a trace has them, if one is kept.
    fn object_of(&self, lock: &Lock) -> Object {
        match self.run.config.is_followed() {
            false => Object::Nothing,
            true => Object::lock(lock, &self.run.lock_numbers),
        }
    }

    /// The place of the task in a trace, if one is kept.
    fn place(&self) -> Place {
        match (self.run.config.is_followed(), &self.task) {
            (true, Some(task)) => task.place(),
            _ => Place::default(),
        }
    }

    /// Where the task stands.
    fn innermost(&self) -> Site {
        let stack = self.task.as_ref().map(|task| task.stack());
        stack
            .and_then(|stack| stack.first().copied())
            .unwrap_or_default()
    }

    /// Tells what this thread waits for, if the run has ended in a deadlock.
    fn found_blocked(&self, waits: Waits) {
        if self.run.is_deadlocked() {
            self.run.blocked.lock().push(Blocked {
                thread: self.me,
                name: self.name.clone(),
                waits,
                stack: self
                    .task
                    .as_ref()
                    .map(|task| task.stack())
                    .unwrap_or_default(),
            });
        }
    }

    fn desk(&self) -> Desk<'_> {
        Desk {
            run: &self.run,
            cpu_before: self.cpu_before,
        }
    }
}

/// The driver's services to the steps of one thread.
struct Desk<'a> {
    run: &'a Run,
    cpu_before: Nanos,
}

impl Kernel for Desk<'_> {
    fn now(&self, _spent: Spent) -> Nanos {
        self.run.now()
    }

    fn cpu_time(&self, _spent: Spent) -> Nanos {
        self.run.cpu_time()
    }

    fn thread_time(&self, _spent: Spent) -> Nanos {
        cpu_time::of_os_thread().since(self.cpu_before)
    }

    fn wake(&self, thread: ThreadId) {
        self.run.ring(thread, Signal::Wake);
    }

    fn is_done(&self, thread: ThreadId) -> bool {
        let entry = self.run.entry(thread);
        entry.is_none_or(|entry| entry.joiners.lock().ended())
    }

    fn kill(&self, thread: ThreadId) {
        if let Some(entry) = self.run.entry(thread) {
            self.run.end_process(&entry.process);
        }
    }
}
