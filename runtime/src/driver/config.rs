//! What a run can be told: the same for both drivers.

use crate::gil::{Handoff, Switch};
use crate::time::Nanos;
use crate::trace::Onlooker;
use std::sync::Arc;

/// How a run is driven.
#[derive(Clone, Debug)]
pub struct Config {
    /// Whose time it is.
    pub clock: Clock,
    /// Whether there is a GIL.
    pub gil: Gil,
    /// How the GIL changes hands.
    pub handoff: Handoff,
    /// What makes a holder let the GIL go.
    pub switch: Switch,
    /// What becomes of the GIL during I/O.
    pub io: Io,
    /// The machine that the virtual clock simulates.
    pub hardware: Hardware,
    /// For everything that is left to chance on the virtual clock.
    pub seed: u64,
    /// Where the run stops.
    pub limits: Limits,
    /// Events that the traces of all threads may hold together; `None`: no trace.
    pub trace: Option<usize>,
    /// CPU time that a process takes to start on the virtual clock; `None`: what its task says.
    pub process_start: Option<Nanos>,
    /// Who is told of the run as it goes on, if somebody is.
    pub onlooker: Option<Arc<dyn Onlooker>>,
    /// Whether threads keep ledgers. Without, reports tell of no times and no switches, and there is no
    /// trace: for the bench that asks what ledgers cost.
    pub ledger: bool,
    /// Whether a schedule says who goes next, so that neither `switch` nor `handoff` does: for those who
    /// tell of an explored run.
    pub is_scheduled: bool,
}

impl Config {
    /// The check interval if nobody asks for another: what keeps hand-overs between OS threads
    /// cheap.
    ///
    /// A hand-over between two cores costs the two OS threads 10 to 60 µs of CPU time (see the
    /// bench of the GIL switch). A million instructions take some 3 to 20 ms, so with this figure
    /// two CPU threads cost about one percent more than one thread that does the work of both, and
    /// a thread that comes back from I/O waits about as long as CPython's (5 ms).
    pub const CHECK_INTERVAL: u64 = 1_000_000;

    /// Whether somebody wants to know where threads stand when they stop.
    pub(super) fn is_followed(&self) -> bool {
        self.trace.is_some() || self.onlooker.is_some()
    }

    /// Cores that threads may run on: those of the simulated machine, or of this one.
    pub fn cores(&self) -> usize {
        match self.clock {
            Clock::Virtual => self.hardware.cores,
            #[cfg(feature = "os")]
            Clock::Real => crate::sync::cores(),
        }
    }

    /// The default: a GIL as in CPython, and the check interval as above.
    pub fn new(clock: Clock) -> Config {
        Config {
            clock,
            gil: Gil::On,
            handoff: Handoff::Forced,
            switch: Switch::EveryN(Config::CHECK_INTERVAL),
            io: Io::Release,
            hardware: Hardware::default(),
            seed: 0,
            limits: Limits::default(),
            trace: None,
            process_start: None,
            onlooker: None,
            ledger: true,
            is_scheduled: false,
        }
    }
}

/// Whose time it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Clock {
    /// Simulated: an instruction costs what [`Hardware`] says, a sleep costs nothing.
    Virtual,
    /// The computer's, with an OS thread for each thread of the script.
    #[cfg(feature = "os")]
    Real,
}

/// Whether there is a GIL.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gil {
    /// One thread at a time.
    On,
    /// As many at a time as there are cores.
    Off,
}

/// What becomes of the GIL during I/O.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Io {
    /// It is released, as in every Python.
    Release,
    /// It is kept, so everything happens one after another. Waits for locks and joins release it
    /// all the same: they would wait for ever.
    Hold,
}

/// The machine that the virtual clock simulates. All of it is in whole numbers, so that a run is the
/// same on every computer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hardware {
    /// Cores; at least 1.
    pub cores: usize,
    /// What an instruction costs at full speed, in picoseconds; at least 1.
    pub picos_per_instruction: u64,
    /// What each kind of instruction costs at full speed, in picoseconds, if that is known; what kinds
    /// there are is the task's affair. [`Hardware::USUAL`]: what `picos_per_instruction` says.
    pub costs: Option<Arc<[u64]>>,
    /// From the moment a thread is woken by another to the moment it runs.
    pub wake_up: Nanos,
    /// How long a thread keeps its core while others have none.
    pub quantum: Nanos,
    /// CPU time that it takes a core to go on with another thread than the one that it ran last. The
    /// thread that comes pays it.
    pub context_switch: Nanos,
    /// What each call that lets the GIL go for I/O takes beside its own wait, without the GIL and without
    /// a core.
    pub syscall: Nanos,
    /// CPU time that each such call takes, with the GIL: what a thread pays when it goes on.
    pub syscall_cpu: Nanos,
    /// From the moment a thread is started to the moment it asks for the GIL or a core.
    pub thread_start: Nanos,
    /// CPU time that a thread takes to start, before its first instruction.
    pub thread_start_cpu: Nanos,
    /// With the GIL off: CPU time that it costs a thread to get a lock of the script that it had to
    /// wait for, as its cache line comes from another core. Locks that were free cost
    /// nothing.
    pub contention: Nanos,
    /// With the GIL off: CPU time that an atomic count operation takes on top of its instruction. Where it
    /// or the next figure is above zero, threads run instruction by instruction.
    pub shared_count: Nanos,
    /// What it takes on top of that where another thread has counted the object last, as its cache line comes
    /// from another core.
    pub count_transfer: Nanos,
    /// CPU time that the collector needs for each object that it looks at.
    pub collection: Nanos,
    /// How fast each core is, in thousandths of full speed; those not told of run at full speed. A
    /// thread gets the fastest core that is free, and among such the one that it had last.
    pub speeds: Vec<u32>,
}

impl Hardware {
    /// Full speed.
    pub const FULL: u32 = 1_000;
    /// The cost of a kind of instruction of which nothing is known.
    pub const USUAL: u64 = u64::MAX;

    /// What each kind of instruction costs, with nothing left open.
    pub(super) fn all_costs(&self) -> Option<Arc<[u64]>> {
        let costs = self.costs.as_ref()?.iter().map(|cost| match *cost {
            Hardware::USUAL => self.picos_per_instruction,
            cost => cost,
        });
        Some(costs.collect())
    }

    /// The speed of a core, in thousandths of full speed; at least 1.
    pub fn speed(&self, core: u32) -> u32 {
        let speed = self.speeds.get(core as usize);
        speed.map_or(Hardware::FULL, |speed| (*speed).max(1))
    }

    /// What an instruction costs on a core, in picoseconds; at least 1.
    pub fn picos_on(&self, core: u32) -> u64 {
        let full = self
            .picos_per_instruction
            .saturating_mul(Hardware::FULL.into());
        (full / u64::from(self.speed(core))).max(1)
    }
}

impl Default for Hardware {
    fn default() -> Hardware {
        Hardware {
            cores: 4,
            picos_per_instruction: 20_000,
            costs: None,
            wake_up: Nanos::from_micros(1),
            quantum: Nanos::from_millis(4),
            context_switch: Nanos::ZERO,
            syscall: Nanos::ZERO,
            syscall_cpu: Nanos::ZERO,
            thread_start: Nanos::ZERO,
            thread_start_cpu: Nanos::ZERO,
            contention: Nanos::ZERO,
            shared_count: Nanos::ZERO,
            count_transfer: Nanos::ZERO,
            collection: Nanos(50),
            speeds: Vec::new(),
        }
    }
}

/// Where a run stops.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Threads alive at a time, the main thread among them; one more is refused.
    pub threads: u32,
    /// Instructions of all threads together. A step ends at a safe point, so the last one may go
    /// a little beyond, with the GIL off one on each core.
    pub instructions: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            threads: u32::MAX >> 1,
            instructions: u64::MAX,
        }
    }
}
