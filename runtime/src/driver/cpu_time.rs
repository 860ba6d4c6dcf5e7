//! CPU time as the operating system counts it.

use crate::time::Nanos;

/// CPU time of this process so far.
#[cfg(unix)]
pub(super) fn of_process() -> Nanos {
    read(rustix::time::ClockId::ProcessCPUTime)
}

/// CPU time of the calling OS thread so far.
#[cfg(unix)]
pub(super) fn of_os_thread() -> Nanos {
    read(rustix::time::ClockId::ThreadCPUTime)
}

#[cfg(unix)]
fn read(clock: rustix::time::ClockId) -> Nanos {
    let time = rustix::time::clock_gettime(clock);
    Nanos(time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64)
}

/// Not known on this system: always zero.
#[cfg(not(unix))]
pub(super) fn of_process() -> Nanos {
    Nanos::ZERO
}

/// Not known on this system: always zero.
#[cfg(not(unix))]
pub(super) fn of_os_thread() -> Nanos {
    Nanos::ZERO
}
