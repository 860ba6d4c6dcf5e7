//! What the OS threads of a run on the real clock share.
//!
//! # State of a `Run`
//!
//! | `ending` | `stopping` | means |
//! |---|---|---|
//! | none | no | threads run; the first to see a reason ends the run |
//! | some | yes | threads stop at their next safe point or signal; nothing else is decided |
//!
//! `stopping` is set before the seats are rung, and a new seat is rung if `stopping` is set when
//! it is registered, so no thread misses the end.
//!
//! The same holds for `stopping` of a `Process` and the seats of its threads. A thread that is
//! stopped because its process ends leaves the queues it waits in, as others go on.

use super::config::{Config, Gil};
use super::cpu_time;
use super::gil_lock::{GilLock, Host};
use super::interrupt::Interrupter;
use super::panics::discard;
use super::pool::Pool;
use super::report::{Blocked, Ending, Fate, ProcessReport, Report, ThreadReport};
use super::seat::{Active, Seat, Signal};
use super::stop_lock::StopLock;
use crate::gil::Switch;
use crate::kernel::{ProcessId, ThreadId};
use crate::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use crate::sync::{Condvar, Mutex};
use crate::task::{Spawn, Task};
use crate::time::Nanos;
use crate::trace::Quota;
use crate::wait::Joiners;
use std::sync::Arc;
use std::time::Instant;

/// What all threads of a run share.
pub(super) struct Run {
    /// What was asked for.
    pub(super) config: Config,
    /// Ctrl-C.
    interrupter: Interrupter,
    /// How many threads are not idle.
    pub(super) active: Active,
    /// Instructions so far; counted only if there is a limit.
    pub(super) instructions: AtomicU64,
    /// Every thread takes its leave as soon as it sees this.
    pub(super) stopping: AtomicBool,
    /// The threads found in a deadlock.
    pub(super) blocked: Mutex<Vec<Blocked>>,
    /// Room for events, if they are kept.
    pub(super) quota: Option<Quota>,
    /// How many locks have numbers in the traces.
    pub(super) lock_numbers: AtomicU32,
    /// The OS threads.
    pub(super) pool: Arc<Pool>,
    began: Instant,
    cpu_before: Nanos,
    entries: Mutex<Vec<Arc<Entry>>>,
    processes: Mutex<Vec<Arc<Process>>>,
    counts: Mutex<Counts>,
    ending: Mutex<Option<Ending>>,
    ended: Condvar,
    reports: Mutex<Vec<ThreadReport>>,
    orphans: Mutex<Vec<Box<dyn Task>>>,
}

/// A process of the script.
pub(super) struct Process {
    /// Which one.
    pub(super) id: ProcessId,
    /// Its GIL, if there is one.
    pub(super) gil: Option<GilLock>,
    /// Who may run while one of its threads has to be alone, if there is no GIL.
    pub(super) stop: StopLock,
    /// Its threads take their leave as soon as they see this.
    pub(super) stopping: AtomicBool,
    /// An interrupt that its first thread has not got yet.
    interrupt: AtomicBool,
    /// Whether its first thread has ended. Changed under the mutex of `counts` only.
    headless: AtomicBool,
    /// The name of its first thread.
    name: String,
    /// Whether the run ends without it.
    daemon: bool,
    born: Nanos,
    /// How many of its threads keep it alive. Changed under the mutex of `counts` only.
    needed: AtomicU64,
}

/// A thread of the script, as others see it.
pub(super) struct Entry {
    /// Its process.
    pub(super) process: Arc<Process>,
    /// Whether its process lasts as long as it does.
    needed: bool,
    /// Whether it is the first of its process: the one that gets interrupts.
    first: bool,
    /// Where it sleeps.
    pub(super) seat: Seat,
    /// Its end, and who waits for that.
    pub(super) joiners: Mutex<Joiners>,
}

#[derive(Default)]
struct Counts {
    alive: u32,
    /// How many processes keep the run alive.
    needed: u32,
}

impl Entry {
    /// Takes the interrupt that is for this thread, if there is one.
    #[inline]
    pub(super) fn take_interrupt(&self) -> bool {
        self.first && self.process.take_interrupt()
    }

    /// Whether interrupts are for this thread.
    pub(super) fn is_first(&self) -> bool {
        self.first
    }
}

impl Process {
    #[inline]
    fn take_interrupt(&self) -> bool {
        self.interrupt.load(Ordering::Relaxed) && self.interrupt.swap(false, Ordering::Relaxed)
    }
}

impl Host for Run {
    fn now(&self) -> Nanos {
        Nanos(self.began.elapsed().as_nanos() as u64)
    }

    fn ring(&self, thread: ThreadId, signal: Signal) {
        if let Some(entry) = self.entry(thread) {
            entry.seat.ring(signal, &self.active);
        }
    }
}

impl Run {
    /// A run without threads.
    pub(super) fn new(config: &Config, interrupter: &Interrupter) -> Run {
        Run {
            config: config.clone(),
            interrupter: interrupter.clone(),
            active: Active::default(),
            instructions: AtomicU64::new(0),
            stopping: AtomicBool::new(false),
            blocked: Mutex::default(),
            quota: config.trace.map(Quota::new),
            lock_numbers: AtomicU32::new(0),
            pool: Arc::default(),
            began: Instant::now(),
            cpu_before: cpu_time::of_process(),
            entries: Mutex::default(),
            processes: Mutex::default(),
            counts: Mutex::default(),
            ending: Mutex::default(),
            ended: Condvar::default(),
            reports: Mutex::default(),
            orphans: Mutex::default(),
        }
    }

    /// CPU time of the process since the run began.
    pub(super) fn cpu_time(&self) -> Nanos {
        cpu_time::of_process().since(self.cpu_before)
    }

    /// What others know about `thread`.
    pub(super) fn entry(&self, thread: ThreadId) -> Option<Arc<Entry>> {
        self.entries.lock().get(thread.0 as usize).cloned()
    }

    /// Counts one more thread, with a place of its own, in this process or in one of its own;
    /// `None` if there are too many.
    pub(super) fn admit(
        &self,
        spawn: &Spawn,
        process: Option<&Arc<Process>>,
    ) -> Option<(ThreadId, Arc<Entry>)> {
        let mut counts = self.counts.lock();
        if counts.alive >= self.config.limits.threads.max(1) {
            return None;
        }
        let (process, first, needed) = match (process, &spawn.process) {
            (Some(process), None) => (process.clone(), false, !spawn.daemon),
            (parent, _) => {
                let process = self.new_process(spawn, parent.is_none(), &mut counts);
                (process, true, true)
            }
        };
        if needed {
            process.needed.fetch_add(1, Ordering::Relaxed);
        }
        let entry = Arc::new(Entry {
            process,
            needed,
            first,
            seat: Seat::default(),
            joiners: Mutex::default(),
        });
        let mut entries = self.entries.lock();
        let thread = ThreadId(entries.len() as u32);
        counts.alive += 1;
        self.active.add();
        entries.push(entry.clone());
        let stopping = [&self.stopping, &entry.process.stopping];
        if stopping.iter().any(|it| it.load(Ordering::Relaxed)) {
            entry.seat.ring(Signal::Stop, &self.active);
        }
        Some((thread, entry))
    }

    fn new_process(&self, spawn: &Spawn, is_first: bool, counts: &mut Counts) -> Arc<Process> {
        let mut processes = self.processes.lock();
        let config = &self.config;
        let daemon = spawn.daemon && !is_first;
        let process = Arc::new(Process {
            id: ProcessId(processes.len() as u32),
            gil: match config.gil {
                Gil::On => Some(GilLock::new(config.handoff, config.switch)),
                Gil::Off => None,
            },
            stop: StopLock::new(),
            stopping: AtomicBool::new(false),
            interrupt: AtomicBool::new(false),
            headless: AtomicBool::new(false),
            name: spawn.name.clone(),
            daemon,
            born: self.now(),
            needed: AtomicU64::new(0),
        });
        counts.needed += u32::from(!daemon);
        processes.push(process.clone());
        process
    }

    /// Ends a process, unless it has been ended already, and with it perhaps the run.
    pub(super) fn end_process(&self, process: &Arc<Process>) {
        let over = {
            let mut counts = self.counts.lock();
            if process.stopping.load(Ordering::Relaxed) {
                return;
            }
            process.stopping.store(true, Ordering::Relaxed);
            counts.needed -= u32::from(!process.daemon);
            counts.needed == 0
        };
        if over {
            return self.end(Ending::Done);
        }
        let entries = self.entries.lock().clone();
        for entry in entries {
            if Arc::ptr_eq(&entry.process, process) {
                entry.seat.ring(Signal::Stop, &self.active);
            }
        }
    }

    /// A thread no longer counts against the limit.
    pub(super) fn vacate(&self) {
        self.counts.lock().alive -= 1;
    }

    /// Ends the run, unless it has been ended already.
    pub(super) fn end(&self, ending: Ending) {
        {
            let mut slot = self.ending.lock();
            if slot.is_some() {
                return;
            }
            *slot = Some(ending);
        }
        self.stopping.store(true, Ordering::Relaxed);
        let entries = self.entries.lock().clone();
        for entry in entries {
            entry.seat.ring(Signal::Stop, &self.active);
        }
        self.ended.notify_one();
    }

    /// Whether the run has ended in a deadlock.
    pub(super) fn is_deadlocked(&self) -> bool {
        matches!(*self.ending.lock(), Some(Ending::Deadlock(_)))
    }

    /// There is an interrupt: rings the first thread of each process, as a terminal signals all of
    /// them; a process whose first thread has ended already ends.
    pub(super) fn interrupted(&self) {
        if !self.interrupter.take() {
            return;
        }
        if self.interrupter.is_ended() {
            return self.end(Ending::Interrupted);
        }
        let entries = self.entries.lock().clone();
        let numbered = entries.iter().zip(0..).filter(|(entry, _)| entry.first);
        for (entry, number) in numbered {
            let process = &entry.process;
            let headless = {
                let _counts = self.counts.lock();
                let headless = process.headless.load(Ordering::Relaxed);
                process.interrupt.store(!headless, Ordering::Relaxed);
                headless
            };
            match headless {
                true => self.end_by_interrupt(process),
                false => {
                    if let (Switch::Never, Some(gil)) = (self.config.switch, &process.gil) {
                        gil.order(ThreadId(number));
                    }
                    entry.seat.ring(Signal::Interrupt, &self.active);
                }
            }
        }
    }

    /// Ends a process that has no thread to interrupt, if it has not ended; with the first one the
    /// run ends.
    fn end_by_interrupt(&self, process: &Arc<Process>) {
        match process.id {
            ProcessId(0) if !process.stopping.load(Ordering::Relaxed) => {
                self.end(Ending::Interrupted);
            }
            _ => self.end_process(process),
        }
    }

    /// A thread has ended; what is left of it is its report, and its task if it was stopped early.
    pub(super) fn depart(&self, entry: &Entry, report: ThreadReport, task: Option<Box<dyn Task>>) {
        let done = report.fate == Fate::Done;
        self.orphans.lock().extend(task);
        self.reports.lock().push(report);
        let over = {
            let _counts = self.counts.lock();
            if entry.first {
                entry.process.headless.store(true, Ordering::Relaxed);
            }
            let needed = u64::from(entry.needed);
            let before = entry.process.needed.fetch_sub(needed, Ordering::Relaxed);
            before == needed
        };
        if over && done {
            self.end_process(&entry.process);
        }
        if entry.take_interrupt() {
            self.end_by_interrupt(&entry.process);
        }
        if self.active.remove() {
            self.end(Ending::Deadlock(Vec::new()));
        }
    }

    /// Waits until the run has ended; its threads may still be on their way out.
    pub(super) fn wait_for_end(&self) {
        let mut ending = self.ending.lock();
        while ending.is_none() {
            ending = self.ended.wait(ending);
        }
    }

    /// What the run came to. Every OS thread has ended; the tasks that were stopped are dropped.
    pub(super) fn report(&self) -> Report {
        let elapsed = self.now();
        let cpu = self.cpu_time();
        let mut ending = self.ending.lock().take().unwrap_or(Ending::Done);
        if let Ending::Deadlock(blocked) = &mut ending {
            *blocked = std::mem::take(&mut *self.blocked.lock());
            blocked.sort_by_key(|blocked| blocked.thread);
        }
        let mut threads = std::mem::take(&mut *self.reports.lock());
        threads.sort_by_key(|thread| thread.id);
        for task in std::mem::take(&mut *self.orphans.lock()) {
            if let Some(message) = discard(task) {
                let (thread, name) = (ThreadId(0), String::new());
                ending = Ending::Panicked {
                    thread,
                    name,
                    message,
                };
            }
        }
        let processes = self.processes.lock().clone();
        let processes: Vec<ProcessReport> = { processes.iter() }
            .map(|process| ProcessReport {
                id: process.id,
                name: process.name.clone(),
                born: process.born,
                gil: process.gil.as_ref().map(GilLock::stats),
                pauses: process.stop.pauses(),
            })
            .collect();
        Report {
            ending,
            elapsed,
            cpu,
            threads,
            gil: processes.first().and_then(|process| process.gil.clone()),
            processes,
        }
    }
}
