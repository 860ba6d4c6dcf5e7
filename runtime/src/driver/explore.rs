//! The driver for exploration: one OS thread, no clock but that of each thread, every choice a
//! [`Scheduler`]'s.
//!
//! A thread that is chosen goes on until it has touched something that others can reach, begun a
//! thread, waited or ended; that is an [`Event`]. Where it stops it may be switched: the task sees to
//! that, as its steps end at safe points. A thread that has to wait for a lock before it has touched
//! anything has done nothing yet, and somebody else is chosen in its place.
//!
//! Sleeps take no time: others may do anything or nothing meanwhile. A wait with a timeout can be given
//! up at any moment at which its end has not come. Each thread has a clock of its own, which its
//! instructions, sleeps and timeouts move on, so that what a thread reads off it does not depend on the
//! schedule.
//!
//! Once all threads but daemons have ended, the run is over. Each daemon then goes on for a while, for
//! the sake of the search alone: it has to know what the daemon might have done before.

use super::closing;
use super::config::Config;
use super::interrupt::Interrupter;
use super::panics::{discard, guarded_alone, guarded_step};
use super::report::{Ending, Fate, Report};
use super::simulated::{Process, Standing, Thread};
use crate::explore::{Blocked, Candidate, Event, Readiness, Scheduler, State};
use crate::heap::record::{self, Access, Location, Touch};
use crate::kernel::{Kernel, NoKernel, ProcessId, Site, Spent, ThreadId};
use crate::ledger::{Pauses, State as LedgerState};
use crate::task::{Context, Exit, Resume, Spawn, Wait};
use crate::time::Nanos;
use crate::trace::{Life, Object};
use crate::wait::{Joiners, Lock};
use std::collections::HashMap;
use std::sync::Arc;

/// Longest step: how often limits are looked at.
const LONGEST_STEP: u64 = 1 << 16;
/// Events of a daemon after the end of the run.
const LATE_EVENTS: usize = 64;

/// What an exploration needs beside a [`Config`], of which it uses the limits.
#[derive(Clone, Copy, Debug)]
pub struct Exploration {
    /// Instructions after which a step ends at the next safe point, whatever it has touched; where
    /// threads are never made to switch, they go on all the same.
    pub co_operates: bool,
    /// Events after which the run is given up: it may have no end.
    pub events: usize,
}

/// Why an explored run stopped.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop {
    /// It came to an end, which the report tells.
    Ended,
    /// The scheduler gave it up.
    GivenUp,
    /// There were too many events.
    TooLong,
    /// It started a process, which cannot be explored.
    Process,
}

/// What an explored run came to.
#[derive(Debug)]
pub struct Explored {
    /// Whether it came to an end.
    pub stop: Stop,
    /// What happened; the ending is [`Ending::Aborted`] where the run was stopped.
    pub report: Report,
    /// How many events there were.
    pub events: usize,
}

/// Runs `main` and every thread it makes as `scheduler` says. What steps touch is known only where this
/// OS thread records it: see [`record::Recording`].
pub fn explore(
    config: &Config,
    exploration: Exploration,
    main: Spawn,
    interrupter: &Interrupter,
    scheduler: &mut dyn Scheduler,
) -> Explored {
    let mut run = Run::new(config, exploration, interrupter);
    run.begin(main, None);
    let stop = run.run(scheduler);
    let ending = run.ending.take().unwrap_or(Ending::Aborted);
    let now = run.clocks.iter().copied().max().unwrap_or_default();
    Explored {
        stop,
        report: closing::report(run.threads, run.processes, now, now, ending),
        events: run.events,
    }
}

/// What a thread waits for, as the search sees it.
struct Pending {
    location: Location,
    /// Until when, by its own clock.
    until: Option<Nanos>,
}

struct Run<'a> {
    config: &'a Config,
    exploration: Exploration,
    interrupter: &'a Interrupter,
    threads: Vec<Thread>,
    processes: Vec<Process>,
    /// The clock of each thread.
    clocks: Vec<Nanos>,
    /// Of threads that wait.
    pending: HashMap<ThreadId, Pending>,
    needed: u32,
    alive: u32,
    instructions: u64,
    events: usize,
    last: Option<ThreadId>,
    streak: usize,
    ending: Option<Ending>,
    stop: Option<Stop>,
}

impl<'a> Run<'a> {
    fn new(config: &'a Config, exploration: Exploration, interrupter: &'a Interrupter) -> Run<'a> {
        Run {
            config,
            exploration,
            interrupter,
            threads: Vec::new(),
            processes: Vec::new(),
            clocks: Vec::new(),
            pending: HashMap::new(),
            needed: 0,
            alive: 0,
            instructions: 0,
            events: 0,
            last: None,
            streak: 0,
            ending: None,
            stop: None,
        }
    }

    fn run(&mut self, scheduler: &mut dyn Scheduler) -> Stop {
        let mut candidates = Vec::new();
        loop {
            if let Some(stop) = self.stop {
                return stop;
            }
            if self.ending.is_some() {
                return Stop::Ended;
            }
            if self.needed == 0 {
                self.ending = Some(Ending::Done);
                self.let_daemons_go_on(scheduler);
                return self.stop.unwrap_or(Stop::Ended);
            }
            if self.interrupter.take() {
                self.ending = Some(Ending::Interrupted);
                return Stop::GivenUp;
            }
            self.candidates(&mut candidates);
            if candidates.is_empty() {
                scheduler.stuck(&self.blocked());
                self.ending = Some(Ending::Deadlock(closing::blocked(&self.threads)));
                return Stop::Ended;
            }
            if self.events >= self.exploration.events {
                return Stop::TooLong;
            }
            let state = State {
                candidates: &candidates,
                last: self.last,
                streak: self.streak,
            };
            let Some(thread) = scheduler.choose(&state) else {
                return Stop::GivenUp;
            };
            if let Some(event) = self.advance(thread) {
                self.tell(scheduler, &event);
            }
        }
    }

    fn tell(&mut self, scheduler: &mut dyn Scheduler, event: &Event) {
        self.streak = match self.last == Some(event.thread) {
            true => self.streak + 1,
            false => 1,
        };
        self.last = Some(event.thread);
        self.events += 1;
        scheduler.performed(event);
    }

    /// After the end: what each daemon would do next, up to what the world outside would notice.
    fn let_daemons_go_on(&mut self, scheduler: &mut dyn Scheduler) {
        scheduler.over();
        let ending = self.ending.take();
        for number in 0..self.threads.len() {
            let thread = ThreadId(number as u32);
            for _ in 0..LATE_EVENTS {
                let mut candidates = Vec::new();
                self.candidates(&mut candidates);
                if !candidates.iter().any(|it| it.thread == thread) {
                    break;
                }
                let Some(mut event) = self.advance(thread) else {
                    break;
                };
                event.is_late = true;
                scheduler.performed(&event);
                let is_noticed = |it: &Access| !it.location.is_data() && it.touch.changes();
                if event.accesses.iter().any(is_noticed) || self.ending.is_some() {
                    break;
                }
            }
        }
        self.ending = ending;
    }

    fn thread(&mut self, thread: ThreadId) -> &mut Thread {
        &mut self.threads[thread.0 as usize]
    }

    // Who can go on.

    fn candidates(&self, candidates: &mut Vec<Candidate>) {
        candidates.clear();
        for (thread, number) in self.threads.iter().zip(0..) {
            let id = ThreadId(number);
            if let Some(readiness) = self.readiness(id, thread) {
                candidates.push(Candidate {
                    thread: id,
                    readiness,
                });
            }
        }
    }

    fn readiness(&self, id: ThreadId, thread: &Thread) -> Option<Readiness> {
        let is_free = match &thread.standing {
            Standing::Ended => return None,
            Standing::Io => return Some(Readiness::Sleeps(self.clocks[id.0 as usize])),
            Standing::Lock { lock, .. } => lock.holder().is_none(),
            Standing::Join(other) => self.has_ended(*other),
            _ => true,
        };
        match self.pending.get(&id).and_then(|pending| pending.until) {
            _ if is_free => Some(Readiness::Ready),
            Some(until) => Some(Readiness::GivesUp(until)),
            None => None,
        }
    }

    fn has_ended(&self, thread: ThreadId) -> bool {
        let thread = self.threads.get(thread.0 as usize);
        thread.is_none_or(|thread| matches!(thread.standing, Standing::Ended))
    }

    /// Those who wait for ever, and for what.
    fn blocked(&self) -> Vec<Blocked> {
        let waiting = self.pending.iter().map(|(thread, pending)| {
            let touch = match self.threads[thread.0 as usize].standing {
                Standing::Join(_) => Touch::Join,
                _ => Touch::Acquire,
            };
            let location = pending.location;
            Blocked {
                thread: *thread,
                access: Access { location, touch },
            }
        });
        let mut blocked: Vec<Blocked> = waiting.collect();
        blocked.sort_by_key(|blocked| blocked.thread);
        blocked
    }

    // Going on.

    /// Lets a thread go on; what it has done, if it has done anything.
    fn advance(&mut self, thread: ThreadId) -> Option<Event> {
        record::begin_step(thread.0);
        match std::mem::replace(&mut self.thread(thread).standing, Standing::Running) {
            Standing::Lock { lock, site } => Some(self.end_lock_wait(thread, &lock, site)),
            Standing::Join(other) => Some(self.end_join(thread, other)),
            _ => self.step(thread),
        }
    }

    /// The wait for a lock is over: it is free, or given up.
    fn end_lock_wait(&mut self, thread: ThreadId, lock: &Arc<Lock>, site: Site) -> Event {
        let pending = self.pending.remove(&thread).expect("(explore) it waits");
        let touch = match pending.until {
            _ if !lock.wait(thread, site) => Touch::Look,
            Some(_) => Touch::TryAcquire,
            None => Touch::Acquire,
        };
        if touch == Touch::Look {
            lock.cancel(thread, &NoKernel);
        }
        let resume = match touch {
            Touch::Look => Resume::TimedOut,
            _ => Resume::Acquired,
        };
        self.end_wait(thread, &pending, touch, resume)
    }

    fn end_join(&mut self, thread: ThreadId, other: ThreadId) -> Event {
        let pending = self.pending.remove(&thread).expect("(explore) it waits");
        let (touch, resume) = match (self.has_ended(other), pending.until) {
            (true, None) => (Touch::Join, Resume::Go),
            (true, Some(_)) => (Touch::Look, Resume::Go),
            (false, _) => (Touch::Look, Resume::TimedOut),
        };
        if resume == Resume::Go {
            let ended = self.clocks[other.0 as usize];
            let clock = &mut self.clocks[thread.0 as usize];
            *clock = ended.max(*clock);
        }
        self.end_wait(thread, &pending, touch, resume)
    }

    fn end_wait(
        &mut self,
        thread: ThreadId,
        pending: &Pending,
        touch: Touch,
        resume: Resume,
    ) -> Event {
        if let (Resume::TimedOut, Some(until)) = (resume, pending.until) {
            let clock = &mut self.clocks[thread.0 as usize];
            *clock = until.max(*clock);
        }
        self.thread(thread).resume = resume;
        let location = pending.location;
        self.event(thread, vec![Access { location, touch }], None, false)
    }

    /// Steps the task until it has done something that matters.
    fn step(&mut self, thread: ThreadId) -> Option<Event> {
        loop {
            let exit = self.step_once(thread);
            match exit {
                Ok(Exit::BudgetSpent) => {
                    if self.instructions >= self.config.limits.instructions {
                        self.stop = Some(Stop::TooLong);
                        return None;
                    }
                    if record::has_touched() && !self.exploration.co_operates {
                        return Some(self.happened(thread, None, false));
                    }
                }
                Ok(Exit::Spawn(spawn)) => return self.spawn(thread, spawn),
                Ok(Exit::Wait(wait)) => match self.wait(thread, wait) {
                    Some(event) => return event,
                    None => continue,
                },
                Ok(Exit::Done) => return self.finish(thread),
                Ok(Exit::Abort) => {
                    self.ending = Some(Ending::Aborted);
                    return Some(self.happened(thread, None, true));
                }
                Err(message) => {
                    self.panicked(thread, message);
                    return None;
                }
            }
        }
    }

    fn step_once(&mut self, thread: ThreadId) -> Result<Exit, String> {
        let Some(mut task) = self.thread(thread).task.take() else {
            unreachable!("(explore) a thread that can go on has a task");
        };
        let desk = Desk {
            run: self,
            me: thread,
        };
        let budget = match self.exploration.co_operates {
            true => LONGEST_STEP,
            false => 1,
        };
        let mut cx = Context {
            me: thread,
            budget,
            spent: 0,
            costs: None,
            patience: u64::MAX,
            picos: 0,
            resume: self.threads[thread.0 as usize].resume,
            kernel: &desk,
        };
        let exit = guarded_step(&mut *task, &mut cx);
        let spent = cx.spent.max(1);
        self.instructions += spent;
        let cost = self.cost(spent).max(Nanos(1));
        self.clocks[thread.0 as usize] += cost;
        let state = self.thread(thread);
        state.life.ledger.instructions += spent;
        state.resume = Resume::Go;
        state.task = Some(task);
        exit
    }

    /// What so many instructions take.
    fn cost(&self, spent: u64) -> Nanos {
        Nanos(spent.saturating_mul(self.config.hardware.picos_per_instruction) / 1000)
    }

    fn event(
        &self,
        thread: ThreadId,
        accesses: Vec<Access>,
        spawned: Option<ThreadId>,
        leaves: bool,
    ) -> Event {
        let task = self.threads[thread.0 as usize].task.as_ref();
        Event {
            thread,
            accesses,
            spawned,
            leaves,
            is_late: false,
            site: task.map(|task| task.place().site).unwrap_or_default(),
        }
    }

    /// What the step has done.
    fn happened(&self, thread: ThreadId, spawned: Option<ThreadId>, leaves: bool) -> Event {
        self.event(thread, record::take_accesses(), spawned, leaves)
    }

    /// What the step has done before it came to a wait, if anything; and for what it waits, if the task
    /// has told.
    fn before_wait(&self, thread: ThreadId) -> (Option<Event>, Location) {
        let mut event = self.happened(thread, None, true);
        let wanted = event.accesses.iter().find(|it| it.touch == Touch::Want);
        let location = wanted.map_or(Location::NAMELESS, |it| it.location);
        event.accesses.retain(|it| it.touch != Touch::Want);
        let is_something = !event.accesses.is_empty();
        (is_something.then_some(event), location)
    }

    /// The task wants to wait. What has happened, if the step ends here; else it goes on at once.
    fn wait(&mut self, thread: ThreadId, wait: Wait) -> Option<Option<Event>> {
        let number = thread.0 as usize;
        let (standing, location, timeout, event) = match wait {
            Wait::Io(span) => {
                self.clocks[number] += span;
                self.thread(thread).standing = Standing::Io;
                return Some(Some(self.happened(thread, None, true)));
            }
            Wait::Outside(work) => {
                work();
                return None;
            }
            // One thread is stepped at a time anyway.
            Wait::Alone => {
                let Some(task) = &mut self.thread(thread).task else {
                    unreachable!("(explore) a thread that steps has a task");
                };
                if let Err(message) = guarded_alone(&mut **task) {
                    self.panicked(thread, message);
                    return Some(None);
                }
                self.thread(thread).resume = Resume::WasAlone;
                return None;
            }
            Wait::Lock { lock, timeout } => {
                let (event, location) = self.before_wait(thread);
                let task = self.threads[number].task.as_ref();
                let stack = task.map(|task| task.stack()).unwrap_or_default();
                let site = stack.first().copied().unwrap_or_default();
                (Standing::Lock { lock, site }, location, timeout, event)
            }
            Wait::Join {
                thread: other,
                timeout,
            } => {
                let (event, _) = self.before_wait(thread);
                let location = Location::end_of(other.0);
                (Standing::Join(other), location, timeout, event)
            }
        };
        let until = timeout.map(|span| self.clocks[number] + span);
        self.pending.insert(thread, Pending { location, until });
        self.thread(thread).standing = standing;
        let readiness = self.readiness(thread, &self.threads[number]);
        if event.is_none() && readiness == Some(Readiness::Ready) {
            // What it waits for has come already.
            return Some(self.advance(thread));
        }
        Some(event)
    }

    // Beginning and end.

    fn begin(&mut self, spawn: Spawn, parent: Option<ThreadId>) -> ThreadId {
        let thread = ThreadId(self.threads.len() as u32);
        let clock = parent.map_or(Nanos::ZERO, |parent| self.clocks[parent.0 as usize]);
        if parent.is_none() {
            self.processes.push(Process {
                name: spawn.name.clone(),
                daemon: false,
                born: Nanos::ZERO,
                gil: None,
                first: thread,
                needed: 0,
                ended: false,
                interrupted: false,
                resumes: Nanos::ZERO,
                pauses: Pauses::default(),
            });
        }
        let daemon = spawn.daemon && parent.is_some();
        self.clocks.push(clock);
        self.threads.push(Thread {
            process: ProcessId::default(),
            name: spawn.name,
            daemon,
            task: Some(spawn.task),
            standing: Standing::Ready,
            wait: 0,
            resume: Resume::Go,
            left: 0,
            start_up: Nanos::ZERO,
            core: None,
            picos: 0,
            life: Life::new(clock, None),
            joiners: Joiners::default(),
            fate: Fate::Stopped,
        });
        self.needed += u32::from(!daemon);
        self.alive += 1;
        thread
    }

    fn spawn(&mut self, parent: ThreadId, spawn: Spawn) -> Option<Event> {
        if spawn.process.is_some() {
            self.stop = Some(Stop::Process);
            return None;
        }
        if self.alive >= self.config.limits.threads {
            self.thread(parent).resume = Resume::SpawnRefused;
            return Some(self.happened(parent, None, false));
        }
        let thread = self.begin(spawn, Some(parent));
        self.thread(parent).resume = Resume::Spawned(thread);
        Some(self.happened(parent, Some(thread), false))
    }

    fn finish(&mut self, thread: ThreadId) -> Option<Event> {
        let mut event = self.happened(thread, None, true);
        let state = self.thread(thread);
        state.fate = Fate::Done;
        state.standing = Standing::Ended;
        let is_needed = !state.daemon;
        if let Some(message) = state.task.take().and_then(discard) {
            self.panicked(thread, message);
            return None;
        }
        let clock = self.clocks[thread.0 as usize];
        let state = self.thread(thread);
        let from = state.life.state().1;
        state
            .life
            .enter(LedgerState::Running, Object::Nothing, from);
        state.life.end(clock.max(from));
        self.alive -= 1;
        self.needed -= u32::from(is_needed);
        let mut touch = |location, touch| event.accesses.push(Access { location, touch });
        touch(Location::end_of(thread.0), Touch::End);
        // Where there are daemons, it matters whether they get to do something before it.
        let daemons = self.threads.iter().any(|it| it.daemon);
        if is_needed && daemons {
            touch(Location::EXIT, Touch::Write);
            if self.needed == 0 {
                touch(Location::OUTPUT, Touch::Write);
                touch(Location::ERRORS, Touch::Write);
                touch(Location::FILES, Touch::Write);
            }
        }
        event.accesses.sort_unstable();
        event.accesses.dedup();
        Some(event)
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
}

/// The driver's services to one step.
struct Desk<'a, 'c> {
    run: &'a Run<'c>,
    me: ThreadId,
}

impl Desk<'_, '_> {
    fn clock(&self, spent: u64) -> Nanos {
        self.run.clocks[self.me.0 as usize] + self.run.cost(spent)
    }
}

impl Kernel for Desk<'_, '_> {
    fn now(&self, spent: Spent) -> Nanos {
        self.clock(spent.instructions)
    }

    fn cpu_time(&self, spent: Spent) -> Nanos {
        self.clock(spent.instructions)
    }

    fn thread_time(&self, spent: Spent) -> Nanos {
        self.clock(spent.instructions)
    }

    /// Whoever waits for a lock can go on as soon as it is free.
    fn wake(&self, _thread: ThreadId) {}

    fn is_done(&self, thread: ThreadId) -> bool {
        record::touch(Location::end_of(thread.0), Touch::Look);
        self.run.has_ended(thread)
    }

    fn kill(&self, _thread: ThreadId) {}
}
