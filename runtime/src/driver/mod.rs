//! The drivers: they step the tasks of a run, each with its own idea of time.
//!
//! [`Clock::Virtual`] simulates any number of cores on one OS thread, deterministically;
//! [`Clock::Real`] gives every thread of the script an OS thread. Both use the same machines:
//! [`crate::gil::Machine`], the locks of [`crate::wait`], the ledger.

mod config;

mod report;

mod interrupt;

mod panics;

mod events;

mod simulated;

mod closing;

mod virtual_time;

mod course;
mod turns;
mod explore;

#[cfg(feature = "os")]
mod seat;

#[cfg(feature = "os")]
mod stop;

#[cfg(feature = "os")]
mod stop_lock;

#[cfg(feature = "os")]
mod gil_lock;

#[cfg(all(feature = "os", not(loom)))]
mod cpu_time;

#[cfg(all(feature = "os", not(loom)))]
mod pool;

#[cfg(all(feature = "os", not(loom)))]
mod run;

#[cfg(all(feature = "os", not(loom)))]
mod runner;

#[cfg(all(feature = "os", not(loom)))]
mod threads;

pub use config::{Clock, Config, Gil, Hardware, Io, Limits};
pub use course::{Recalled, recall};
pub use explore::{Exploration, Explored, Stop, explore};
pub use interrupt::Interrupter;
pub use report::{Blocked, Ending, Fate, ProcessReport, Report, ThreadReport, Waits};

use crate::task::Spawn;

/// Runs `main` and every thread it makes to the end, and says what happened.
///
/// Blocks until then. Every task has been dropped when it returns. `interrupter` may interrupt the
/// main thread from outside.
pub fn run(config: &Config, main: Spawn, interrupter: &Interrupter) -> Report {
    match config.clock {
        Clock::Virtual => virtual_time::run(config, main, interrupter),
        #[cfg(all(feature = "os", not(loom)))]
        Clock::Real => threads::run(config, main, interrupter),
        #[cfg(all(feature = "os", loom))]
        Clock::Real => panic!("loom models the locks, not whole runs"),
    }
}
