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

mod desk;

use self::desk::Desk;
use super::closing;
use super::config::Config;
use super::course::{CatchUp, Course, Players};
use super::interrupt::Interrupter;
use super::panics::{discard, guarded_alone, guarded_step};
use super::report::{Ending, Fate, Report};
use super::simulated::{Process, Standing, Thread};
use super::turns::Turns;
use crate::explore::{
    Blocked, Candidate, Doing, Event, Experience, Player, Readiness, Scene, Scheduler, Situation,
    Spins, Standing as Stands, Taken, Unknown,
};
use crate::heap::record::{self, Access, Deed, Location, Touch};
use crate::kernel::{NoKernel, ProcessId, Site, ThreadId};
use crate::ledger::Pauses;
use crate::task::{Context, Exit, Resume, Spawn, Wait};
use crate::time::Nanos;
use crate::wait::{Joiners, Lock};
use std::any::Any;
use std::cell::Cell;
use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// Longest step: how often limits are looked at, and others can go on though a thread touches nothing.
const LONGEST_STEP: u64 = 1 << 16;

/// What an exploration needs beside a [`Config`], of which it uses the limits.
#[derive(Clone, Copy, Debug)]
pub struct Exploration {
    /// Instructions after which a step ends at the next safe point, whatever it has touched; where
    /// threads are never made to switch, they go on all the same.
    pub co_operates: bool,
    /// Events after which the run is given up: it may have no end.
    pub events: usize,
    /// Whether reports tell of turns as of those with a GIL; otherwise as of those on one core.
    pub has_gil: bool,
    /// Whether the scheduler is asked, and shown the moment, before each single instruction: see
    /// [`Scheduler::look`]. The events are the same.
    pub is_stepped: bool,
    /// Whether it is told where threads stood after each event, with the calls that led there.
    pub tells_stacks: bool,
}

/// Why an explored run stopped.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop {
    /// It came to an end, which the report tells.
    Ended,
    /// The scheduler gave it up.
    GivenUp,
    /// There were too many events, or instructions.
    TooLong,
    /// Those who can go on go round in circles, and nobody is left who could change anything.
    Spins,
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
    /// Those who went round in circles in the end: their names, and where they stood.
    pub spinning: Vec<(String, Vec<Site>)>,
    /// For each event, where its thread stood afterwards, the innermost place first; if it was asked for.
    pub stacks: Vec<Vec<Site>>,
}

/// Runs `main` and every thread it makes as `scheduler` says. What steps touch is known only where this
/// OS thread records it: see [`record::Recording`].
///
/// With an experience, the execution first comes to where the experience ends, which the scheduler knows
/// of; from there on it adds to it.
pub fn explore(
    config: &Config,
    exploration: Exploration,
    main: Spawn,
    interrupter: &Interrupter,
    scheduler: &mut dyn Scheduler,
    experience: Option<&mut Experience>,
) -> Explored {
    let begun = experience.as_ref().map(|experience| experience.begun());
    let mut run = Run::new(config, exploration, interrupter, experience);
    run.begin(main, None);
    run.learn_first();
    let mut catching_up = CatchUp::new(begun.unwrap_or_default(), scheduler);
    let played = Course::default().play(&mut run, exploration.events, &mut catching_up);
    let (stop, events) = played.expect("(explore) what is carried out is known");
    let ending = run.ending.take().unwrap_or(Ending::Aborted);
    let spinning = run.spinning();
    let stacks = std::mem::take(&mut run.stacks);
    let (now, cpu) = (run.turns.now, run.turns.cpu());
    let mut report = closing::report(run.threads, run.processes, now, cpu, ending);
    run.turns.tell(&mut report);
    Explored {
        stop,
        report,
        events,
        spinning,
        stacks,
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
    turns: Turns,
    /// Of threads that wait.
    pending: HashMap<ThreadId, Pending>,
    /// The thread that has to go on, as it stands amid what cannot be interrupted.
    amid: Option<ThreadId>,
    needed: u32,
    alive: u32,
    instructions: u64,
    /// How many instructions each thread has carried out since it touched anything.
    unseen: Vec<u64>,
    /// Whether the present step has read a clock.
    reads_clock: Cell<bool>,
    /// What has happened.
    events: Vec<Arc<Event>>,
    /// Where threads stood after them, if somebody wants to know.
    stacks: Vec<Vec<Site>>,
    spins: Spins,
    learner: Option<Learner<'a>>,
    ending: Option<Ending>,
    stop: Option<Stop>,
}

impl<'a> Run<'a> {
    fn new(
        config: &'a Config,
        exploration: Exploration,
        interrupter: &'a Interrupter,
        experience: Option<&'a mut Experience>,
    ) -> Run<'a> {
        Run {
            config,
            exploration,
            interrupter,
            threads: Vec::new(),
            processes: Vec::new(),
            clocks: Vec::new(),
            turns: Turns::new(config, exploration.has_gil),
            pending: HashMap::new(),
            amid: None,
            needed: 0,
            alive: 0,
            instructions: 0,
            unseen: Vec::new(),
            reads_clock: Cell::new(false),
            events: Vec::new(),
            stacks: Vec::new(),
            spins: Spins::new(),
            learner: experience.map(Learner::new),
            ending: None,
            stop: None,
        }
    }

    fn thread(&mut self, thread: ThreadId) -> &mut Thread {
        &mut self.threads[thread.0 as usize]
    }

    // Who can go on.

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

    // Going on.

    fn go_on(&mut self, thread: ThreadId) -> Option<Event> {
        if self.amid.take().is_none() {
            record::begin_step(thread.0);
        }
        match std::mem::replace(&mut self.thread(thread).standing, Standing::Running) {
            Standing::Lock { lock, site } => Some(self.end_lock_wait(thread, &lock, site)),
            Standing::Join(other) => Some(self.end_join(thread, other)),
            _ => self.step(thread),
        }
    }

    /// The wait for a lock is over: it is free, or given up.
    fn end_lock_wait(&mut self, thread: ThreadId, lock: &Arc<Lock>, site: Site) -> Event {
        let pending = self.pending.remove(&thread).expect("(explore) it waits");
        record::note_deed(pending.location, Deed::Read);
        let touch = match pending.until {
            _ if !lock.wait(thread, site) => Touch::Look,
            Some(_) => Touch::TryAcquire,
            None => Touch::Acquire,
        };
        if touch == Touch::Look {
            lock.cancel(thread, &NoKernel);
        } else {
            let held = record::held_by(thread.0, 0);
            record::note_deed(pending.location, Deed::Change(Some(held)));
        }
        let resume = match touch {
            Touch::Look => Resume::TimedOut,
            _ => Resume::Acquired,
        };
        self.end_wait(thread, &pending, touch, resume)
    }

    fn end_join(&mut self, thread: ThreadId, other: ThreadId) -> Event {
        let pending = self.pending.remove(&thread).expect("(explore) it waits");
        record::note_deed(pending.location, Deed::Read);
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
                    let goes_on = self.exploration.co_operates || self.stands_amid(thread);
                    let is_due = record::has_touched() || self.unseen_by(thread) >= LONGEST_STEP;
                    if is_due && !goes_on {
                        return Some(self.happened(thread, None, false));
                    }
                    if self.exploration.is_stepped {
                        self.amid = goes_on.then_some(thread);
                        return None;
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

    fn unseen_by(&self, thread: ThreadId) -> u64 {
        self.unseen[thread.0 as usize]
    }

    fn stands_amid(&self, thread: ThreadId) -> bool {
        let task = self.threads[thread.0 as usize].task.as_ref();
        self.exploration.is_stepped && task.is_some_and(|task| task.stands_amid())
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
            stalled: 0,
            resume: self.threads[thread.0 as usize].resume,
            kernel: &desk,
        };
        let exit = guarded_step(&mut *task, &mut cx);
        let spent = cx.spent.max(1);
        self.instructions += spent;
        self.unseen[thread.0 as usize] += spent;
        let cost = self.cost(spent).max(Nanos(1));
        self.clocks[thread.0 as usize] += cost;
        let state = &mut self.threads[thread.0 as usize];
        self.turns.pass(state, cost, spent);
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
        Event {
            thread,
            accesses: accesses.into(),
            spawned,
            leaves,
            waits: None,
            is_late: false,
            site: self.site(thread),
            figure: 0,
            after: None,
        }
    }

    /// The same event, which tells what its thread has come to, where it has changed nothing. What a thread does
    /// that has read a clock depends on the time, of which figures do not tell.
    fn with_figure(&self, event: Event) -> Arc<Event> {
        let thread = event.thread;
        let standing = match self.threads[thread.0 as usize].standing {
            Standing::Io => 1,
            Standing::Ended | Standing::Lock { .. } | Standing::Join(_) => return Arc::new(event),
            _ => 0,
        };
        let is_seen = !self.reads_clock.get() && !record::has_hidden();
        let situation = match event.is_pure() && is_seen {
            true => self.situation(thread),
            false => return Arc::new(event),
        };
        let Some(snapshot) = situation.snapshot else {
            return Arc::new(event);
        };
        let mut hasher = DefaultHasher::new();
        let state = (standing, situation.resume, situation.published);
        (state, snapshot.words, snapshot.objects).hash(&mut hasher);
        let figure = hasher.finish().max(1);
        Arc::new(Event { figure, ..event })
    }

    /// Those who go round in circles, and where they stand.
    fn spinning(&self) -> Vec<(String, Vec<Site>)> {
        let threads = self.threads.iter().zip(0..);
        let spinning = threads.filter(|(_, number)| self.spins.has(ThreadId(*number)));
        let told = spinning.map(|(thread, _)| {
            let stack = thread.task.as_ref().map(|task| task.stack());
            (thread.name.clone(), stack.unwrap_or_default())
        });
        told.collect()
    }

    /// Where a thread stands.
    fn site(&self, thread: ThreadId) -> Site {
        let task = self.threads[thread.0 as usize].task.as_ref();
        task.map(|task| task.place().site).unwrap_or_default()
    }

    /// What the step has done.
    fn happened(&self, thread: ThreadId, spawned: Option<ThreadId>, leaves: bool) -> Event {
        self.event(thread, record::take_accesses(), spawned, leaves)
    }

    /// What the step has done before it came to a wait, if anything; and for what it waits, if the task
    /// has told.
    fn before_wait(&self, thread: ThreadId) -> (Option<Event>, Location) {
        let mut accesses = record::take_accesses();
        let wanted = accesses.iter().find(|it| it.touch == Touch::Want);
        let wanted = wanted.map(|it| it.location);
        accesses.retain(|it| it.touch != Touch::Want);
        let is_something = !accesses.is_empty();
        let event = is_something.then(|| Event {
            waits: wanted,
            ..self.event(thread, accesses, None, true)
        });
        (event, wanted.unwrap_or(Location::NAMELESS))
    }

    /// The task wants to wait. What has happened, if the step ends here; else it goes on at once.
    fn wait(&mut self, thread: ThreadId, wait: Wait) -> Option<Option<Event>> {
        let number = thread.0 as usize;
        let (standing, location, timeout, event) = match wait {
            Wait::Io(span) => {
                self.clocks[number] += span;
                self.turns.wait(thread, span);
                self.thread(thread).standing = Standing::Io;
                return Some(Some(self.happened(thread, None, true)));
            }
            Wait::Outside(work) => {
                work();
                return None;
            }
            // One thread is stepped at a time anyway.
            Wait::Alone => {
                // When that is depends on how many objects all threads have made.
                record::note_hidden("the collector");
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
                if location == Location::NAMELESS {
                    record::note_hidden("locks without a name");
                }
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
                record::note_deed(location, Deed::Read);
                (Standing::Join(other), location, timeout, event)
            }
        };
        let until = timeout.map(|span| self.clocks[number] + span);
        self.turns.wait(thread, timeout.unwrap_or_default());
        self.pending.insert(thread, Pending { location, until });
        self.thread(thread).standing = standing;
        let readiness = self.readiness(thread, &self.threads[number]);
        if event.is_none() && readiness == Some(Readiness::Ready) {
            // What it waits for has come already.
            return Some(self.go_on(thread));
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
        self.unseen.push(0);
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
            life: self.turns.born(),
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
            record::note_hidden("the limit on threads");
            self.thread(parent).resume = Resume::SpawnRefused;
            return Some(self.happened(parent, None, false));
        }
        let thread = self.begin(spawn, Some(parent));
        self.thread(parent).resume = Resume::Spawned(thread);
        Some(self.happened(parent, Some(thread), false))
    }

    fn finish(&mut self, thread: ThreadId) -> Option<Event> {
        let mut accesses = record::take_accesses();
        let site = self.site(thread);
        let state = self.thread(thread);
        state.fate = Fate::Done;
        state.standing = Standing::Ended;
        let is_needed = !state.daemon;
        if let Some(message) = state.task.take().and_then(discard) {
            self.panicked(thread, message);
            return None;
        }
        let clock = self.clocks[thread.0 as usize];
        let ended = Deed::Change(Some(record::ended_at(clock)));
        record::note_deed(Location::end_of(thread.0), ended);
        self.alive -= 1;
        self.needed -= u32::from(is_needed);
        let mut touch = |location, touch| accesses.push(Access { location, touch });
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
        accesses.sort_unstable();
        accesses.dedup();
        let event = self.event(thread, accesses, None, true);
        Some(Event { site, ..event })
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

impl Players for Run<'_> {
    fn stop(&mut self) -> Option<Stop> {
        let goes_on = self.stop.is_none() && self.ending.is_none() && self.needed > 0;
        if goes_on && self.interrupter.take() {
            self.ending = Some(Ending::Interrupted);
            return Some(Stop::GivenUp);
        }
        self.stop.or(self.ending.is_some().then_some(Stop::Ended))
    }

    fn count(&self) -> usize {
        self.threads.len()
    }

    fn needed(&self) -> u32 {
        self.needed
    }

    fn candidates(&mut self, candidates: &mut Vec<Candidate>) -> Result<(), Unknown> {
        candidates.clear();
        for (thread, number) in self.threads.iter().zip(0..) {
            let id = ThreadId(number);
            let may_go = self.amid.is_none_or(|amid| amid == id);
            if let Some(readiness) = self.readiness(id, thread).filter(|_| may_go) {
                candidates.push(Candidate {
                    thread: id,
                    readiness,
                });
            }
        }
        self.learn_locks();
        Ok(())
    }

    fn advance(&mut self, thread: ThreadId) -> Result<Option<Arc<Event>>, Unknown> {
        let (known, instructions) = (self.threads.len(), self.instructions);
        record::take_log();
        let number = thread.0 as usize;
        let gives_up = matches!(
            self.readiness(thread, &self.threads[number]),
            Some(Readiness::GivesUp(_))
        );
        self.turns.begin(&mut self.threads, thread, gives_up);
        self.reads_clock.set(false);
        let event = self.go_on(thread).map(|event| self.with_figure(event));
        if event.is_some() {
            self.unseen[number] = 0;
        }
        self.turns.pause(&mut self.threads[number]);
        self.learn(thread, &event, self.instructions - instructions, known);
        let Some(event) = event else {
            return Ok(None);
        };
        self.events.push(event.clone());
        if self.exploration.tells_stacks {
            self.stacks.push(Scene::stack(self, thread));
        }
        let events = &self.events;
        let past = |place: u32| events.get(place as usize).cloned();
        let place = events.len() as u32 - 1;
        Ok(Some(self.spins.note(event, place, &past)))
    }

    fn scene(&self) -> Option<&dyn Scene> {
        self.exploration.is_stepped.then_some(self)
    }

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

    fn spins(&self) -> &Spins {
        &self.spins
    }

    fn end(&mut self) {
        self.ending = Some(match self.needed {
            0 => Ending::Done,
            _ => Ending::Deadlock(closing::blocked(&self.threads)),
        });
    }

    fn has_ended(&self) -> bool {
        self.ending.is_some()
    }

    fn over(&mut self) {
        self.turns.close();
        if let Some(learner) = &mut self.learner {
            learner.experience.over();
        }
    }
}

impl Scene for Run<'_> {
    fn players(&self) -> Vec<Player> {
        let players = self.threads.iter().zip(0..).map(|(thread, number)| {
            let id = ThreadId(number);
            let clock = self.clocks[number as usize];
            let pending = self.pending.get(&id);
            let (doing, until) = match &thread.standing {
                Standing::Ended => (Doing::Ended, None),
                _ if self.spins.has(id) => (Doing::Spins, None),
                Standing::Io => (Doing::Sleeps, Some(clock)),
                Standing::Lock { lock, .. } => {
                    let (lock, holder) = (Arc::as_ptr(lock) as usize, lock.holder());
                    (
                        Doing::Waits { lock, holder },
                        pending.and_then(|it| it.until),
                    )
                }
                Standing::Join(other) => (Doing::Joins(*other), pending.and_then(|it| it.until)),
                _ if self.amid == Some(id) => (Doing::IsAmid, None),
                _ => (Doing::Goes, None),
            };
            Player {
                thread: id,
                name: thread.name.clone(),
                is_daemon: thread.daemon,
                doing,
                until,
                clock,
            }
        });
        players.collect()
    }

    fn stack(&self, thread: ThreadId) -> Vec<Site> {
        let task = self.threads[thread.0 as usize].task.as_ref();
        task.map(|task| task.stack()).unwrap_or_default()
    }

    fn portrait(&self, thread: ThreadId) -> Option<Box<dyn Any>> {
        self.threads[thread.0 as usize].task.as_ref()?.portrait()
    }
}

/// Adds to an experience what happens, once the execution has left what was known before.
struct Learner<'a> {
    experience: &'a mut Experience,
    /// Steps that the experience has gone through already.
    known: VecDeque<(ThreadId, Option<Arc<Event>>)>,
}

impl<'a> Learner<'a> {
    fn new(experience: &'a mut Experience) -> Learner<'a> {
        Learner {
            known: experience.steps().collect(),
            experience,
        }
    }
}

impl Run<'_> {
    fn learn_first(&mut self) {
        let situation = self.situation(ThreadId(0));
        if let Some(learner) = &mut self.learner {
            learner.experience.learn_first(&situation);
        }
    }

    /// Learns which of the locks that are waited for are free.
    fn learn_locks(&mut self) {
        let Some(learner) = &mut self.learner else {
            return;
        };
        if !learner.known.is_empty() {
            return;
        }
        for (thread, pending) in &self.pending {
            if let Standing::Lock { lock, .. } = &self.threads[thread.0 as usize].standing {
                let is_free = lock.holder().is_none();
                learner.experience.learn_free(pending.location, is_free);
            }
        }
    }

    /// Learns what a thread has just done; there were so many threads before.
    fn learn(&mut self, thread: ThreadId, event: &Option<Arc<Event>>, spent: u64, known: usize) {
        let Some(learner) = &mut self.learner else {
            return;
        };
        if let Some(expected) = learner.known.pop_front() {
            let is_same = match (&expected.1, event) {
                (Some(expected), Some(event)) => expected.is_like(event),
                (expected, event) => expected.is_none() && event.is_none(),
            };
            if !is_same || expected.0 != thread {
                learner
                    .experience
                    .distrust("a step was not what it had been");
            }
            return;
        }
        let log = record::take_log();
        if self.stop.is_some() || self.ending.is_some() {
            // It is over before its time, which is not for the experience to know.
            return learner.experience.lose();
        }
        let child = self.threads.get(known).map(|child| child.daemon);
        let taken = Taken {
            log,
            event: event.clone(),
            spent,
            situation: self.situation(thread),
            child: child.map(|is_daemon| (self.situation(ThreadId(known as u32)), is_daemon)),
        };
        if let Some(learner) = &mut self.learner {
            learner.experience.learn(thread, taken);
        }
    }

    /// What a thread has come to.
    fn situation(&self, id: ThreadId) -> Situation {
        let thread = &self.threads[id.0 as usize];
        let clock = self.clocks[id.0 as usize];
        let (location, until) = match self.pending.get(&id) {
            Some(pending) => (pending.location, pending.until),
            None => (Location::NAMELESS, None),
        };
        let standing = match thread.standing {
            Standing::Ended => Stands::Ended,
            Standing::Io => Stands::Sleeps(clock),
            Standing::Lock { .. } => Stands::Waits(location, until),
            Standing::Join(other) => Stands::Joins(other, until),
            _ => Stands::Goes,
        };
        Situation {
            standing,
            clock,
            resume: resume_words(thread.resume),
            published: record::published_by(id.0),
            snapshot: thread.task.as_ref().and_then(|task| task.snapshot()),
        }
    }
}

fn resume_words(resume: Resume) -> [u64; 2] {
    match resume {
        Resume::Go => [0, 0],
        Resume::Acquired => [1, 0],
        Resume::TimedOut => [2, 0],
        Resume::WasAlone => [3, 0],
        Resume::Interrupted => [4, 0],
        Resume::Spawned(thread) => [5, thread.0.into()],
        Resume::SpawnRefused => [6, 0],
    }
}
