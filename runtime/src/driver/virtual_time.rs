//! The driver for virtual time: a discrete-event simulation of K cores on one OS thread.
//!
//! A run is a function of the program, the configuration and the seed. Each running thread has a
//! clock of its own; the thread whose clock is furthest behind is stepped next, up to the next
//! event or the end of its slice. Where threads can meet in the middle of a step (several run at
//! once, or someone waits for a lock that a running thread may release), steps are short, and
//! their length is left to chance.

mod lives;
mod pause;

use super::closing;
use super::config::{Config, Gil, Io};
use super::events::{Event, Events, Kind};
use super::interrupt::Interrupter;
use super::panics::guarded_step;
use super::report::{Ending, Fate, Report};
use super::simulated::{Cores, Desk, Pace, Process, Running, Standing, Thread};
use crate::gil::{Leave, Machine, Switch, Take, Then};
use crate::kernel::{Place, ProcessId, Site, Spent, ThreadId};
use crate::ledger::{Reason, State};
use crate::random::Random;
use crate::seeded::seeded;
use crate::sync::atomic::AtomicU32;
use crate::task::{Context, Exit, NewProcess, Resume, Spawn, Wait};
use crate::time::Nanos;
use crate::trace::{Object, Quota};
use crate::wait::Lock;
use std::collections::VecDeque;
use std::sync::Arc;

/// Longest step: how often Ctrl-C is looked at, every few milliseconds of real time.
const LONGEST_STEP: u64 = 1 << 20;
/// Shortest and longest step while threads can meet in the middle of one.
const MEETING_STEP: std::ops::Range<u64> = 64..192;
/// One in so many leavers that barge loses the race against the thread it woke, as when the
/// operating system takes it off its core between release and take.
const LOSE_RACE: u64 = 32;

/// Runs `main` and every thread it makes to the end.
pub(super) fn run(config: &Config, main: Spawn, interrupter: &Interrupter) -> Report {
    let mut simulation = Simulation::new(config, interrupter);
    let main = Spawn {
        process: Some(NewProcess {
            start_up: Nanos::ZERO,
        }),
        daemon: false,
        ..main
    };
    simulation.begin(main, ProcessId::default(), Nanos::ZERO);
    let ending = simulation.run();
    simulation.report(ending)
}

struct Simulation<'a> {
    config: &'a Config,
    interrupter: &'a Interrupter,
    processes: Vec<Process>,
    threads: Vec<Thread>,
    /// Threads on a core; with the GIL on, its holder at most of each process.
    running: Vec<Running>,
    /// The cores that none of them is on.
    cores: Cores,
    /// Threads without a core, first come, first served.
    ready: VecDeque<ThreadId>,
    events: Events,
    random: Random,
    /// The latest moment that anything has reached.
    now: Nanos,
    /// CPU time of all cores.
    cpu: Nanos,
    instructions: u64,
    alive: u32,
    /// How many processes keep the run alive.
    needed: u32,
    lock_waiters: usize,
    /// How many processes have an interrupt to come.
    interrupts: u32,
    ending: Option<Ending>,
    /// Room for events, if they are kept.
    quota: Option<Quota>,
    /// What each kind of instruction costs, if they differ.
    costs: Option<Arc<[u64]>>,
    /// How many locks have numbers in the traces.
    lock_numbers: AtomicU32,
}

impl<'a> Simulation<'a> {
    fn new(config: &'a Config, interrupter: &'a Interrupter) -> Simulation<'a> {
        Simulation {
            config,
            interrupter,
            processes: Vec::new(),
            threads: Vec::new(),
            running: Vec::new(),
            cores: Cores::new(&config.hardware),
            ready: VecDeque::new(),
            events: Events::default(),
            random: Random::new(config.seed),
            now: Nanos::ZERO,
            cpu: Nanos::ZERO,
            instructions: 0,
            alive: 0,
            needed: 0,
            lock_waiters: 0,
            interrupts: 0,
            ending: None,
            quota: config.trace.map(Quota::new),
            costs: config.hardware.all_costs(),
            lock_numbers: AtomicU32::new(0),
        }
    }

    fn run(&mut self) -> Ending {
        loop {
            if self.interrupter.is_ended() {
                return Ending::Interrupted;
            }
            if self.interrupter.take() {
                self.interrupts = self.processes.iter_mut().fold(0, |count, process| {
                    process.interrupted = !process.ended && !seeded!(VirtualUninterrupted);
                    count + u32::from(process.interrupted)
                });
            }
            if self.interrupts > 0 {
                self.interrupt();
            }
            if let Some(ending) = self.ending.take() {
                return ending;
            }
            let threads = &self.threads;
            let event = self
                .events
                .peek(|event| threads[event.thread.0 as usize].wait != event.wait);
            let behind = (0..self.running.len()).min_by_key(|&slot| {
                let running = &self.running[slot];
                (running.clock, running.thread)
            });
            if !self.is_let(behind, event) {
                continue;
            }
            match (behind, event) {
                (None, None) => return Ending::Deadlock(closing::blocked(&self.threads)),
                (Some(slot), None) => self.advance(slot, Nanos::MAX),
                (Some(slot), Some(event)) if self.running[slot].clock < event.at => {
                    self.advance(slot, event.at);
                }
                (_, Some(event)) => {
                    self.events.pop();
                    self.happen(event);
                }
            }
        }
    }

    /// Whether who looks on lets the run go on with the thread in this slot, or with this event, whichever
    /// comes first.
    fn is_let(&self, slot: Option<usize>, event: Option<Event>) -> bool {
        let Some(onlooker) = &self.config.onlooker else {
            return true;
        };
        let clock = slot.map(|slot| self.running[slot].clock);
        let next = [clock, event.map(|event| event.at)];
        let next = next.into_iter().flatten().min();
        next.is_none_or(|next| onlooker.reached(next))
    }

    fn thread(&mut self, thread: ThreadId) -> &mut Thread {
        &mut self.threads[thread.0 as usize]
    }

    fn process(&mut self, thread: ThreadId) -> &mut Process {
        let process = self.threads[thread.0 as usize].process;
        &mut self.processes[process.0 as usize]
    }

    /// The GIL of the process of `thread`, if there is one.
    fn gil(&mut self, thread: ThreadId) -> Option<&mut Machine> {
        self.process(thread).gil.as_mut()
    }

    fn desk(&self, thread: ThreadId, pace: Pace, clock: Nanos) -> Desk<'_> {
        Desk::new(&self.threads, pace, self.cpu, thread, clock)
    }

    // Stepping.

    /// Lets the thread in `slot` go on until `until` at most, or makes it switch.
    fn advance(&mut self, slot: usize, until: Nanos) {
        if self.running[slot].safe && self.switch(slot) {
            return;
        }
        if self.start_up(slot, until) {
            return;
        }
        let Running {
            thread,
            pace,
            clock,
            ..
        } = self.running[slot];
        let costs = self.costs.clone();
        let (budget, patience) = self.budget(slot, until);
        let Some(mut task) = self.thread(thread).task.take() else {
            unreachable!("a running thread has a task");
        };
        let desk = self.desk(thread, pace, clock);
        let mut cx = Context {
            me: thread,
            budget,
            spent: 0,
            costs: costs.as_ref(),
            patience,
            picos: 0,
            stalled: 0,
            resume: self.threads[thread.0 as usize].resume,
            kernel: &desk,
        };
        let exit = guarded_step(&mut *task, &mut cx);
        let spent = match exit {
            Ok(Exit::BudgetSpent) => cx.spent.max(1),
            _ => cx.spent,
        };
        let spent = Spent {
            instructions: spent,
            picos: cx.picos,
        };
        let stalled = cx.stalled;
        let (woken, killed) = (desk.woken.into_inner(), desk.killed.into_inner());
        let clock = self.charge(thread, pace, clock, spent, stalled);
        self.running[slot].clock = clock;
        self.running[slot].safe = true;
        if let Some(onlooker) = &self.config.onlooker {
            onlooker.stepped(clock);
        }
        let state = self.thread(thread);
        state.task = Some(task);
        state.resume = Resume::Go;
        for waiter in woken {
            self.wake(waiter, clock);
        }
        self.leave_step(slot, thread, exit, clock);
        for thread in killed {
            self.kill(thread, clock);
        }
        if self.instructions >= self.config.limits.instructions {
            self.ending.get_or_insert(Ending::InstructionLimit);
        }
    }

    /// Until when the thread in `slot` may keep its core, but not beyond `until`.
    fn until_quantum(&self, slot: usize, until: Nanos) -> Nanos {
        match self.ready.is_empty() {
            true => until,
            false => until.min(self.running[slot].quantum_end),
        }
    }

    /// Whether CPU time has to pass before the thread in `slot` is stepped: lets it pass, until `until`
    /// at most.
    fn start_up(&mut self, slot: usize, until: Nanos) -> bool {
        let Running { thread, clock, .. } = self.running[slot];
        if self.thread(thread).start_up == Nanos::ZERO {
            return false;
        }
        // No safe point: whoever was given the GIL shall get somewhere with it.
        if self.preempt(slot) {
            return true;
        }
        let until = self.until_quantum(slot, until);
        let state = &mut self.threads[thread.0 as usize];
        let span = state.start_up.min(until.since(clock)).max(Nanos(1));
        state.start_up -= span;
        state.life.ledger.cpu += span;
        self.cpu += span;
        self.running[slot].clock = clock + span;
        self.now = self.now.max(clock + span);
        true
    }

    /// How many instructions the thread in `slot` may execute at once; where they differ in cost, also
    /// how many picoseconds at full speed they may take.
    fn budget(&mut self, slot: usize, until: Nanos) -> (u64, u64) {
        let until = self.until_quantum(slot, until);
        let Running {
            thread,
            pace,
            clock,
            ..
        } = self.running[slot];
        let state = &self.threads[thread.0 as usize];
        let picos = until.since(clock).0.saturating_mul(1000);
        let picos = picos.saturating_sub(state.picos);
        let (most, patience) = match self.costs {
            Some(_) => (LONGEST_STEP, pace.at_full_speed(picos)),
            None => (picos.div_ceil(pace.usual), u64::MAX),
        };
        let mut budget = LONGEST_STEP
            .min(most)
            .min(self.config.limits.instructions - self.instructions);
        if self.config.gil == Gil::On {
            budget = budget.min(state.left);
        }
        if self.running.len() > 1 || self.lock_waiters > 0 {
            let length = MEETING_STEP.end - MEETING_STEP.start;
            budget = budget.min(MEETING_STEP.start + self.random.below(length));
        }
        (budget.max(1), patience)
    }

    /// Books a step at this pace that began at `clock`, and took so many picoseconds beside its
    /// instructions; returns when it ends.
    fn charge(
        &mut self,
        thread: ThreadId,
        pace: Pace,
        clock: Nanos,
        spent: Spent,
        stalled: u64,
    ) -> Nanos {
        let state = &mut self.threads[thread.0 as usize];
        let picos = pace.picos(spent).saturating_add(stalled);
        let picos = picos.saturating_add(state.picos);
        let spent = spent.instructions;
        let span = Nanos(picos / 1000);
        state.picos = picos % 1000;
        state.left = state.left.saturating_sub(spent);
        state.life.ledger.instructions += spent - u64::from(seeded!(VirtualUncharged) && spent > 1);
        state.life.ledger.cpu += span;
        self.cpu += span;
        self.instructions += spent;
        self.now = self.now.max(clock + span);
        clock + span
    }

    fn leave_step(&mut self, slot: usize, thread: ThreadId, exit: Result<Exit, String>, at: Nanos) {
        match exit {
            Ok(Exit::BudgetSpent) => {}
            Ok(Exit::Spawn(spawn)) => {
                self.running[slot].safe = false;
                let resume =
                    match self.alive < self.config.limits.threads || seeded!(ThreadsUnlimited) {
                        true => {
                            let process = self.threads[thread.0 as usize].process;
                            Resume::Spawned(self.begin(spawn, process, at))
                        }
                        false => Resume::SpawnRefused,
                    };
                self.thread(thread).resume = resume;
            }
            Ok(Exit::Wait(wait)) => self.wait(slot, thread, wait, at),
            Ok(Exit::Done) => self.finish(slot, thread, at),
            Ok(Exit::Abort) => self.ending = Some(Ending::Aborted),
            Err(message) => self.panicked(thread, message),
        }
    }

    fn panicked(&mut self, thread: ThreadId, message: String) {
        let state = self.thread(thread);
        state.fate = Fate::Panicked;
        let name = state.name.clone();
        self.ending = Some(Ending::Panicked {
            thread,
            name,
            message,
        });
    }

    // Waiting.

    /// `thread`, in `slot`, begins to wait, if it has to.
    fn wait(&mut self, slot: usize, thread: ThreadId, wait: Wait, at: Nanos) {
        let nothing = Object::Nothing;
        let (standing, state, reason, object, timeout) = match wait {
            Wait::Io(span) => {
                let hardware = &self.config.hardware;
                self.threads[thread.0 as usize].start_up += hardware.syscall_cpu;
                let span = span + hardware.syscall;
                (Standing::Io, State::Io, Reason::Io, nothing, Some(span))
            }
            Wait::Outside(work) => return work(),
            Wait::Alone => return self.be_alone(slot, thread, at),
            Wait::Lock { lock, timeout } => {
                let site = self.innermost(thread);
                if lock.wait(thread, site) {
                    self.thread(thread).resume = Resume::Acquired;
                    return;
                }
                self.lock_waiters += 1;
                let object = self.object_of(&lock);
                let standing = Standing::Lock { lock, site };
                (standing, State::Lock, Reason::Lock, object, timeout)
            }
            Wait::Join {
                thread: other,
                timeout,
            } => {
                let Some(other_state) = self.threads.get_mut(other.0 as usize) else {
                    return;
                };
                if other_state.joiners.wait(thread) {
                    return;
                }
                let object = Object::Thread(other);
                (
                    Standing::Join(other),
                    State::Join,
                    Reason::Join,
                    object,
                    timeout,
                )
            }
        };
        let holds = self.config.io == Io::Hold && matches!(standing, Standing::Io);
        let place = self.place(thread);
        let state_of_thread = self.thread(thread);
        state_of_thread.standing = standing;
        state_of_thread.wait += 1;
        state_of_thread.life.stop(state, reason, object, at, place);
        if let Some(span) = timeout {
            let wait = state_of_thread.wait;
            self.events.push(at + span, thread, wait, Kind::Timeout);
        }
        match self.config.gil {
            Gil::On if holds => self.leave_core(slot, at),
            _ => self.free_core(slot, Leave::Voluntary, at),
        }
    }

    /// The lock and its holder, as a trace has them, if one is kept.
    fn object_of(&self, lock: &Lock) -> Object {
        match self.config.is_followed() {
            false => Object::Nothing,
            true => Object::lock(lock, &self.lock_numbers),
        }
    }

    /// The place of `thread` in a trace, if one is kept.
    fn place(&self, thread: ThreadId) -> Place {
        match (
            self.config.is_followed(),
            &self.threads[thread.0 as usize].task,
        ) {
            (true, Some(task)) => task.place(),
            _ => Place::default(),
        }
    }

    /// Where `thread` stands, if that is worth asking.
    fn innermost(&self, thread: ThreadId) -> Site {
        let task = self.threads[thread.0 as usize].task.as_ref();
        let stack = task.map(|task| task.stack()).unwrap_or_default();
        stack.first().copied().unwrap_or_default()
    }

    /// Wakes `thread`, which waits for a lock or a join, on behalf of another at time `at`.
    fn wake(&mut self, thread: ThreadId, at: Nanos) {
        let state = self.thread(thread);
        let waits = matches!(state.standing, Standing::Lock { .. } | Standing::Join(_));
        if waits && !seeded!(VirtualForgetsWake) {
            let wait = state.wait;
            let at = at + self.config.hardware.wake_up;
            self.events.push(at, thread, wait, Kind::Woken);
        }
    }

    fn happen(&mut self, event: Event) {
        let thread = event.thread;
        let (_, since) = self.thread(thread).life.state();
        let at = event.at.max(since);
        self.now = self.now.max(at);
        match event.kind {
            Kind::Gil | Kind::Interval => self.gil_event(thread, event.kind, at),
            Kind::Woken | Kind::Timeout => {
                let timed_out = event.kind == Kind::Timeout;
                let resume = match &self.threads[thread.0 as usize].standing {
                    Standing::Io | Standing::Starting => Resume::Go,
                    Standing::Lock { lock, site } => {
                        if lock.wait(thread, *site) {
                            Resume::Acquired
                        } else if timed_out {
                            Resume::TimedOut
                        } else {
                            return;
                        }
                    }
                    Standing::Join(_) if timed_out => Resume::TimedOut,
                    Standing::Join(_) => Resume::Go,
                    _ => unreachable!("only a thread that waits can be woken"),
                };
                self.end_wait(thread, resume, at);
            }
        }
    }

    /// The wait of `thread` is over, with this outcome.
    fn end_wait(&mut self, thread: ThreadId, resume: Resume, at: Nanos) {
        let state = self.thread(thread);
        state.resume = resume;
        state.wait += 1;
        match std::mem::replace(&mut state.standing, Standing::Ready) {
            Standing::Lock { .. } if resume == Resume::Acquired => {
                self.lock_waiters -= 1;
                if self.config.gil == Gil::Off {
                    let contention = self.config.hardware.contention;
                    self.thread(thread).start_up += contention;
                }
            }
            standing => self.forsake(thread, standing, at),
        }
        self.go_on(thread, at);
    }

    /// Gives the first thread of each process its interrupt, as soon as it can take it: a terminal
    /// signals all of them.
    fn interrupt(&mut self) {
        for process in 0..self.processes.len() {
            if self.processes[process].interrupted && self.interrupt_process(process) {
                self.processes[process].interrupted = false;
                self.interrupts -= 1;
            }
        }
    }

    /// Whether the first thread of this process could take its interrupt. A process without that
    /// thread ends, and the run with it if it is the first.
    fn interrupt_process(&mut self, process: usize) -> bool {
        let at = self.now;
        let first = self.processes[process].first;
        self.order(process, first);
        let thread = &mut self.threads[first.0 as usize];
        match thread.standing {
            _ if self.processes[process].ended => {}
            Standing::Ended if process == 0 => {
                self.ending.get_or_insert(Ending::Interrupted);
            }
            Standing::Ended => self.end_process(ProcessId(process as u32), at),
            Standing::Io | Standing::Lock { .. } | Standing::Join(_) => {
                self.end_wait(first, Resume::Interrupted, at);
            }
            Standing::Running
            | Standing::Ready
            | Standing::Starting
            | Standing::Leaver
            | Standing::WantsGil(_) => {
                if let (Standing::WantsGil(_), Some(gil)) =
                    (&thread.standing, &mut self.processes[process].gil)
                {
                    gil.request_drop();
                }
                if thread.resume != Resume::Go {
                    return false;
                }
                thread.resume = Resume::Interrupted;
            }
        }
        true
    }

    /// Where threads co-operate, nobody would let this one have the GIL in time to be interrupted.
    fn order(&mut self, process: usize, first: ThreadId) {
        if let (Switch::Never, Some(gil)) = (self.config.switch, &mut self.processes[process].gil) {
            gil.order(first);
        }
    }

    // Cores and the GIL.

    /// `thread` can go on: it runs, or waits for the GIL or a core.
    fn go_on(&mut self, thread: ThreadId, at: Nanos) {
        match self.gil(thread) {
            Some(gil) if gil.holder() != Some(thread) => {
                let take = gil.take(thread, at);
                self.took(thread, take, at);
            }
            _ => self.seek_core(thread, at),
        }
    }

    /// `thread` needs nothing but a core.
    fn seek_core(&mut self, thread: ThreadId, at: Nanos) {
        if !self.cores.are_taken() {
            return self.occupy(thread, at);
        }
        self.ready.push_back(thread);
        let state = self.thread(thread);
        state.standing = Standing::Ready;
        state.life.enter(State::Ready, Object::Nothing, at);
    }

    /// Puts `thread` on a core.
    fn occupy(&mut self, thread: ThreadId, at: Nanos) {
        let hardware = &self.config.hardware;
        let state = &mut self.threads[thread.0 as usize];
        let (core, is_new) = self.cores.take(hardware, thread, state.core);
        state.core = Some(core);
        let change = match is_new {
            true => hardware.context_switch,
            false => Nanos::ZERO,
        };
        state.start_up += change;
        state.standing = Standing::Running;
        let resumes = self.processes[state.process.0 as usize].resumes;
        if at < resumes {
            { &mut state.life }.enter(State::Collector, Object::Nothing, at);
        }
        let at = at.max(resumes);
        state.life.enter(State::Running, Object::Core(core), at);
        self.running.push(Running {
            thread,
            core,
            pace: Pace::of(hardware, core),
            clock: at,
            quantum_end: at + change + hardware.quantum,
            safe: false,
        });
    }

    /// `thread` asked for the GIL, with this outcome.
    fn took(&mut self, thread: ThreadId, take: Take, at: Nanos) {
        let state = &mut self.threads[thread.0 as usize];
        state.wait += 1;
        match take {
            Take::Held { wake } => {
                if let Some(gil) = &mut self.processes[state.process.0 as usize].gil {
                    state.left = gil.budget();
                    if let (State::WantsGil, since) = state.life.state() {
                        gil.stats.waits.record(at.since(since));
                    }
                }
                self.seek_core(thread, at);
                self.wake_for_gil(wake, at);
            }
            Take::Wait(ticket) => {
                let gil = self.processes[state.process.0 as usize].gil.as_ref();
                let holder = gil.and_then(Machine::holder);
                state.standing = Standing::WantsGil(ticket);
                // One wait, however often it is patient anew.
                if state.life.state().0 != State::WantsGil {
                    let object = holder.map_or(Object::Nothing, Object::Thread);
                    state.life.enter(State::WantsGil, object, at);
                }
                if let Some(patience) = ticket.patience {
                    let wait = state.wait;
                    self.events
                        .push(at + patience, thread, wait, Kind::Interval);
                }
            }
        }
    }

    fn gil_event(&mut self, thread: ThreadId, kind: Kind, at: Nanos) {
        let state = &self.threads[thread.0 as usize];
        let Some(gil) = &mut self.processes[state.process.0 as usize].gil else {
            unreachable!("nobody waits for a GIL that is off");
        };
        let take = match (&state.standing, kind) {
            (Standing::WantsGil(ticket), Kind::Interval) => {
                gil.interval_elapsed(thread, *ticket, at)
            }
            (Standing::WantsGil(_), _) => gil.woken(thread, at),
            _ => gil.take(thread, at),
        };
        self.took(thread, take, at);
    }

    /// Wakes a thread that waits for the GIL, or for its leaving to be followed by a take.
    fn wake_for_gil(&mut self, thread: Option<ThreadId>, at: Nanos) {
        let Some(thread) = thread else { return };
        let at = at + self.config.hardware.wake_up;
        let state = self.thread(thread);
        state.wait += 1;
        let wait = state.wait;
        self.events.push(at, thread, wait, Kind::Gil);
    }

    /// The thread in `slot` leaves its core, and with it the GIL.
    fn free_core(&mut self, slot: usize, leave: Leave, at: Nanos) {
        let Running { thread, .. } = self.running[slot];
        let left = self.thread(thread).left;
        if let Some(gil) = self.gil(thread) {
            let dropped = gil.drop(thread, leave, left, at);
            self.wake_for_gil(dropped.wake, at);
        }
        self.leave_core(slot, at);
    }

    /// The core in `slot` goes to the next thread that has none.
    fn leave_core(&mut self, slot: usize, at: Nanos) {
        let left = self.running.swap_remove(slot);
        self.cores.give_back(&self.config.hardware, left.core);
        if let Some(next) = self.ready.pop_front() {
            let (_, since) = self.thread(next).life.state();
            self.occupy(next, at.max(since));
        }
    }

    /// At a safe point: whether the thread in `slot` has to leave its core to another, and did.
    fn switch(&mut self, slot: usize) -> bool {
        let Running { thread, clock, .. } = self.running[slot];
        match self.must_yield(thread) {
            Some(reason) if self.yield_gil(slot, thread, reason, clock) => true,
            _ => self.preempt(slot),
        }
    }

    /// Why `thread`, which runs, has to let others of its process have the GIL, if it has to.
    fn must_yield(&mut self, thread: ThreadId) -> Option<Reason> {
        let state = &mut self.threads[thread.0 as usize];
        let gil = self.processes[state.process.0 as usize].gil.as_mut()?;
        let reason = match self.config.switch {
            _ if let Some(asked) = gil.asked() => asked.into(),
            Switch::EveryN(_) if state.left == 0 => Reason::Budget,
            _ => return None,
        };
        if gil.waiting() == 0 {
            if state.left == 0 {
                state.left = self.config.switch.budget();
            }
            return None;
        }
        Some(reason)
    }

    /// Whether the thread in `slot` has had its quantum, and leaves its core to one that has none. It
    /// keeps its GIL, if there is one.
    fn preempt(&mut self, slot: usize) -> bool {
        let Running {
            thread,
            clock,
            quantum_end,
            ..
        } = self.running[slot];
        if clock < quantum_end {
            return false;
        }
        if self.ready.is_empty() {
            self.running[slot].quantum_end = clock + self.config.hardware.quantum;
            return false;
        }
        let place = self.place(thread);
        let state = self.thread(thread);
        state.standing = Standing::Ready;
        let object = Object::Nothing;
        { &mut state.life }.stop(State::Ready, Reason::Quantum, object, clock, place);
        self.ready.push_back(thread);
        self.leave_core(slot, clock);
        true
    }

    /// The thread in `slot` drops the GIL and asks for it again; false if it has it again at once.
    fn yield_gil(&mut self, slot: usize, thread: ThreadId, reason: Reason, at: Nanos) -> bool {
        let place = self.place(thread);
        let state = &mut self.threads[thread.0 as usize];
        let Some(gil) = &mut self.processes[state.process.0 as usize].gil else {
            unreachable!("only a GIL can be yielded");
        };
        let dropped = gil.drop(thread, Leave::Forced, state.left, at);
        let races = dropped.then == Then::Take;
        if races && self.random.below(LOSE_RACE) != 0 {
            let Take::Held { .. } = gil.take(thread, at) else {
                unreachable!("a free GIL is there to be taken");
            };
            state.left = gil.budget();
            self.wake_for_gil(dropped.wake, at);
            return false;
        }
        let object = gil.holder().map_or(Object::Nothing, Object::Thread);
        { &mut state.life }.stop(State::WantsGil, reason, object, at, place);
        self.leave_core(slot, at);
        self.wake_for_gil(dropped.wake, at);
        if let Then::Wait(ticket) = dropped.then {
            self.took(thread, Take::Wait(ticket), at);
            return true;
        }
        let state = &mut self.threads[thread.0 as usize];
        state.standing = Standing::Leaver;
        state.wait += 1;
        if races {
            let late = at + self.config.hardware.wake_up + Nanos(1);
            self.events.push(late, thread, state.wait, Kind::Gil);
        }
        true
    }

    fn report(self, ending: Ending) -> Report {
        closing::report(self.threads, self.processes, self.now, self.cpu, ending)
    }
}
