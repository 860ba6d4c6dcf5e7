//! The real GIL: the pure machine in a mutex, and OS threads that sleep in their seats.
//!
//! | mirror | of | read |
//! |---|---|---|
//! | `waiting` | `Machine::waiting() > 0` | by the holder between steps, to see whether to yield |
//! | `requested` | `Machine::requested()` | by the holder between steps, to see whether to yield |
//!
//! The mirrors are written under the mutex and read without it, `Relaxed`: a holder that sees an
//! old value looks again after its next step.

use super::seat::{Accept, Seat, Signal};
use crate::gil::{Handoff, Leave, Machine, Stats, Switch, Take};
use crate::kernel::ThreadId;
use crate::sync::atomic::{AtomicBool, Ordering};
use crate::sync::{Mutex, MutexGuard};
use crate::time::Nanos;

/// What the GIL needs from the driver.
pub(super) trait Host {
    /// The time.
    fn now(&self) -> Nanos;
    /// Raises `signal` at the seat of `thread`.
    fn ring(&self, thread: ThreadId, signal: Signal);
}

/// The run is over: the thread has no part in the GIL any more.
#[derive(Debug)]
pub(super) struct Stopped;

/// A tenure of the GIL.
#[derive(Debug)]
pub(super) struct Tenure {
    /// Instructions it may last.
    pub(super) budget: u64,
    /// Whether the thread had to wait for it.
    pub(super) waited: bool,
}

/// The GIL, for OS threads.
#[derive(Debug)]
pub(super) struct GilLock {
    machine: Mutex<Machine>,
    waiting: AtomicBool,
    requested: AtomicBool,
    #[cfg_attr(loom, allow(dead_code, reason = "no timeouts under loom"))]
    interval: Option<Nanos>,
}

impl GilLock {
    /// A free GIL.
    pub(super) fn new(handoff: Handoff, switch: Switch) -> GilLock {
        GilLock {
            machine: Mutex::new(Machine::new(handoff, switch)),
            waiting: AtomicBool::new(false),
            requested: AtomicBool::new(false),
            interval: switch.interval(),
        }
    }

    /// Whether threads queue for it.
    pub(super) fn waiting(&self) -> bool {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Whether the holder is asked to drop it.
    pub(super) fn requested(&self) -> bool {
        self.requested.load(Ordering::Relaxed)
    }

    /// `me` takes the GIL, asked for at time `at`, and sleeps in `seat` until it has it.
    pub(super) fn take(
        &self,
        me: ThreadId,
        seat: &Seat,
        host: &impl Host,
        at: Nanos,
    ) -> Result<Tenure, Stopped> {
        let mut machine = self.machine.lock();
        let mut outcome = machine.take(me, at);
        let mut waited = false;
        loop {
            let ticket = match outcome {
                Take::Wait(ticket) => ticket,
                Take::Held { wake } => {
                    if waited {
                        machine.stats.waits.record(host.now().since(at));
                    }
                    let budget = machine.budget();
                    self.leave(machine, wake, host);
                    return Ok(Tenure { budget, waited });
                }
            };
            self.leave(machine, None, host);
            let signal = self.sleep(seat, host);
            waited = true;
            machine = self.machine.lock();
            outcome = match signal {
                Some(Signal::Stop) => {
                    let wake = machine.give_up(me, host.now());
                    self.leave(machine, wake, host);
                    return Err(Stopped);
                }
                Some(Signal::Interrupt) => {
                    machine.request_drop();
                    machine.woken(me, host.now())
                }
                Some(Signal::Gil | Signal::Wake) => machine.woken(me, host.now()),
                None => machine.interval_elapsed(me, ticket, host.now()),
            };
        }
    }

    /// `me` lets the GIL go at time `at`. If it was made to, it sleeps until another has taken it,
    /// where the policy says so.
    pub(super) fn drop(
        &self,
        me: ThreadId,
        leave: Leave,
        left: u64,
        seat: &Seat,
        host: &impl Host,
        at: Nanos,
    ) -> Result<(), Stopped> {
        let mut machine = self.machine.lock();
        // By its full name: the guard has a destructor of that name.
        let dropped = Machine::drop(&mut machine, me, leave, left, at);
        self.leave(machine, dropped.wake, host);
        match dropped.wait {
            true => self.wait_for_switch(me, seat, host),
            false => Ok(()),
        }
    }

    /// A forced leaver sleeps until another thread has taken the GIL.
    fn wait_for_switch(&self, me: ThreadId, seat: &Seat, host: &impl Host) -> Result<(), Stopped> {
        loop {
            let signal = seat.wait(Accept::only(&[Signal::Gil]));
            let mut machine = self.machine.lock();
            if signal == Signal::Stop {
                let wake = machine.give_up(me, host.now());
                self.leave(machine, wake, host);
                return Err(Stopped);
            }
            if !machine.is_leaver(me) {
                return Ok(());
            }
        }
    }

    /// Figures so far.
    #[cfg_attr(loom, allow(dead_code, reason = "models read no figures"))]
    pub(super) fn stats(&self) -> Stats {
        self.machine.lock().stats.clone()
    }

    /// Ends an operation: updates the mirrors, opens the mutex, then wakes.
    fn leave(
        &self,
        mut machine: MutexGuard<'_, Machine>,
        wake: Option<ThreadId>,
        host: &impl Host,
    ) {
        self.waiting.store(machine.waiting() > 0, Ordering::Relaxed);
        self.requested.store(machine.requested(), Ordering::Relaxed);
        drop(machine);
        if let Some(wake) = wake {
            host.ring(wake, Signal::Gil);
        }
    }

    /// One sleep of a waiter. `None`: the switch interval has passed.
    #[cfg(not(loom))]
    fn sleep(&self, seat: &Seat, host: &impl Host) -> Option<Signal> {
        let accept = Accept::only(&[Signal::Gil, Signal::Interrupt]);
        match self.interval {
            Some(interval) => seat.wait_until(accept, host.now() + interval, || host.now()),
            None => Some(seat.wait(accept)),
        }
    }

    /// One sleep of a waiter.
    #[cfg(loom)]
    fn sleep(&self, seat: &Seat, _host: &impl Host) -> Option<Signal> {
        Some(seat.wait(Accept::only(&[Signal::Gil, Signal::Interrupt])))
    }
}
