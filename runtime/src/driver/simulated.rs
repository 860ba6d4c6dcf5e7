//! A thread of the script on virtual time: what is known about it between its steps.
//!
//! # Standing of a thread
//!
//! | standing | in `running` | GIL on: holds it | leaves it through |
//! |---|---|---|---|
//! | `Running` | yes | yes | its step's exit, or a safe point |
//! | `Ready` | no, in `ready` | yes: processes share the cores | a core that becomes free |
//! | `WantsGil` | no | no, or was just given it | `Kind::Gil`, `Kind::Interval` |
//! | `Leaver` | no | no | `Kind::Gil` |
//! | `Starting` | no | no | `Kind::Timeout` |
//! | `Io` | no | only with `Io::Hold` | `Kind::Timeout` |
//! | `Lock`, `Join` | no | no | `Kind::Woken`, `Kind::Timeout` |
//! | `Ended` | no | no | |
//!
//! The end of its process ends a thread in any standing.
//!
//! A thread's `wait` counts up whenever its standing changes for good: events of older waits are
//! void.

use super::config::Hardware;
use super::report::Fate;
use crate::gil::{Machine, Ticket};
use crate::kernel::{Kernel, ProcessId, Site, Spent, ThreadId};
use crate::ledger::Pauses;
use crate::task::{Resume, Task};
use crate::time::Nanos;
use crate::trace::Life;
use crate::wait::{Joiners, Lock};
use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A thread of the script.
pub(super) struct Thread {
    /// The process that it belongs to.
    pub(super) process: ProcessId,
    /// Its name.
    pub(super) name: String,
    /// Whether the run ends without it.
    pub(super) daemon: bool,
    /// What it runs; away during a step, and gone when it has ended.
    pub(super) task: Option<Box<dyn Task>>,
    /// What it is doing.
    pub(super) standing: Standing,
    /// Counts the thread's waits.
    pub(super) wait: u32,
    /// What its next step is told.
    pub(super) resume: Resume,
    /// Instructions left of the check interval.
    pub(super) left: u64,
    /// CPU time that passes before its next step: the start of its process, a change of threads on its
    /// core, a contended lock.
    pub(super) start_up: Nanos,
    /// The core that it had last.
    pub(super) core: Option<u32>,
    /// What its clock leaves out: picoseconds, less than a nanosecond.
    pub(super) picos: u64,
    /// Its ledger and trace.
    pub(super) life: Life,
    /// Its end, and who waits for that.
    pub(super) joiners: Joiners,
    /// How it ended.
    pub(super) fate: Fate,
}

/// A process of the script.
pub(super) struct Process {
    /// The name of its first thread.
    pub(super) name: String,
    /// Whether the run ends without it.
    pub(super) daemon: bool,
    /// When it was made.
    pub(super) born: Nanos,
    /// Its GIL, if there is one.
    pub(super) gil: Option<Machine>,
    /// Its first thread.
    pub(super) first: ThreadId,
    /// How many of its threads keep it alive.
    pub(super) needed: u32,
    /// Whether it has ended.
    pub(super) ended: bool,
    /// Whether its first thread has an interrupt to come.
    pub(super) interrupted: bool,
    /// Its threads stand still until then, for the collector; with the GIL off.
    pub(super) resumes: Nanos,
    /// How long they have done so.
    pub(super) pauses: Pauses,
}

/// What a thread is doing; see the table above.
pub(super) enum Standing {
    /// On a core.
    Running,
    /// Without a core.
    Ready,
    /// In the GIL's queue, woken to try for it, or just given it.
    WantsGil(Ticket),
    /// Let the GIL go, and will ask again when it is woken.
    Leaver,
    /// Has been started, and has not asked for anything yet.
    Starting,
    /// Sleeps.
    Io,
    /// Waits for a lock, wanted at this place.
    Lock {
        /// The lock.
        lock: Arc<Lock>,
        /// Where it will have been taken.
        site: Site,
    },
    /// Waits for the end of this thread.
    Join(ThreadId),
    /// Has ended.
    Ended,
}

/// A thread on a core.
pub(super) struct Running {
    /// Which one.
    pub(super) thread: ThreadId,
    /// Its core.
    pub(super) core: u32,
    /// How long instructions take there.
    pub(super) pace: Pace,
    /// The time it has reached.
    pub(super) clock: Nanos,
    /// When it may lose its core to another.
    pub(super) quantum_end: Nanos,
    /// Whether it may be switched: it has run on this core, and its last step ended at a safe
    /// point.
    pub(super) safe: bool,
}

/// How long instructions take on a core.
#[derive(Clone, Copy)]
pub(super) struct Pace {
    /// An instruction of the usual cost, in picoseconds; at least 1.
    pub(super) usual: u64,
    /// The core's speed, in thousandths of full speed; at least 1.
    speed: u32,
}

impl Pace {
    /// That of a core.
    pub(super) fn of(hardware: &Hardware, core: u32) -> Pace {
        Pace {
            usual: hardware.picos_on(core),
            speed: hardware.speed(core),
        }
    }

    /// What a part of a step takes here, in picoseconds.
    pub(super) fn picos(self, spent: Spent) -> u64 {
        match spent.picos {
            0 => spent.instructions.saturating_mul(self.usual),
            picos if self.speed == Hardware::FULL => picos,
            picos => self.scaled(picos, Hardware::FULL, self.speed),
        }
    }

    /// What can be done here in so many picoseconds, told as what it takes at full speed; at least 1.
    pub(super) fn at_full_speed(self, picos: u64) -> u64 {
        match self.speed {
            Hardware::FULL => picos.max(1),
            speed => self.scaled(picos, speed, Hardware::FULL).max(1),
        }
    }

    fn scaled(self, picos: u64, by: u32, over: u32) -> u64 {
        let scaled = u128::from(picos) * u128::from(by) / u128::from(over);
        u64::try_from(scaled).unwrap_or(u64::MAX)
    }
}

/// The cores that are free, and who was on each last.
pub(super) struct Cores {
    /// The fastest first, then by number.
    free: BTreeSet<(Reverse<u32>, u32)>,
    last: Vec<Option<ThreadId>>,
}

impl Cores {
    /// All cores of a machine.
    pub(super) fn new(hardware: &Hardware) -> Cores {
        let cores = 0..hardware.cores.max(1) as u32;
        Cores {
            last: vec![None; cores.len()],
            free: { cores }.map(|core| place(hardware, core)).collect(),
        }
    }

    /// Whether none is free.
    pub(super) fn are_taken(&self) -> bool {
        self.free.is_empty()
    }

    /// Takes one for `thread`, which may have been on `core` before. Tells which, and whether another
    /// thread was there last. There must be one.
    pub(super) fn take(
        &mut self,
        hardware: &Hardware,
        thread: ThreadId,
        core: Option<u32>,
    ) -> (u32, bool) {
        let first = { self.free.first() }.expect("(cores) there is a free one");
        let own = core.map(|core| place(hardware, core));
        let own = own.filter(|own| own.0 == first.0 && self.free.contains(own));
        let taken = own.unwrap_or(*first);
        self.free.remove(&taken);
        let last = self.last[taken.1 as usize].replace(thread);
        (taken.1, last.is_some_and(|last| last != thread))
    }

    /// Gives one back.
    pub(super) fn give_back(&mut self, hardware: &Hardware, core: u32) {
        self.free.insert(place(hardware, core));
    }
}

/// Where a core stands among those that are free.
fn place(hardware: &Hardware, core: u32) -> (Reverse<u32>, u32) {
    (Reverse(hardware.speed(core)), core)
}

/// The driver's services to one step.
pub(super) struct Desk<'a> {
    threads: &'a [Thread],
    clock: Nanos,
    picos: u64,
    pace: Pace,
    cpu: Nanos,
    thread_cpu: Nanos,
    /// Whom the step has woken.
    pub(super) woken: RefCell<Vec<ThreadId>>,
    /// Whose processes the step has killed.
    pub(super) killed: RefCell<Vec<ThreadId>>,
}

impl<'a> Desk<'a> {
    /// The services to a step of `me` that begins at `clock`, `cpu` into the run, on a core of this pace.
    pub(super) fn new(
        threads: &'a [Thread],
        pace: Pace,
        cpu: Nanos,
        me: ThreadId,
        clock: Nanos,
    ) -> Desk<'a> {
        let me = &threads[me.0 as usize];
        Desk {
            threads,
            clock,
            picos: me.picos,
            pace,
            cpu,
            thread_cpu: me.life.ledger.cpu,
            woken: RefCell::default(),
            killed: RefCell::default(),
        }
    }

    fn cost(&self, spent: Spent) -> Nanos {
        Nanos(self.pace.picos(spent).saturating_add(self.picos) / 1000)
    }
}

impl Kernel for Desk<'_> {
    fn now(&self, spent: Spent) -> Nanos {
        self.clock + self.cost(spent)
    }

    fn cpu_time(&self, spent: Spent) -> Nanos {
        self.cpu + self.cost(spent)
    }

    fn thread_time(&self, spent: Spent) -> Nanos {
        self.thread_cpu + self.cost(spent)
    }

    fn wake(&self, thread: ThreadId) {
        self.woken.borrow_mut().push(thread);
    }

    fn is_done(&self, thread: ThreadId) -> bool {
        let thread = self.threads.get(thread.0 as usize);
        thread.is_none_or(|thread| matches!(thread.standing, Standing::Ended))
    }

    fn kill(&self, thread: ThreadId) {
        self.killed.borrow_mut().push(thread);
    }
}
