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
use crate::gil::{Asked, Handoff, Leave, Machine, Stats, Switch, Take, Then, Ticket};
use crate::kernel::ThreadId;
use crate::seeded::seeded;
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
}

impl GilLock {
    /// A free GIL.
    pub(super) fn new(handoff: Handoff, switch: Switch) -> GilLock {
        GilLock {
            machine: Mutex::new(Machine::new(handoff, switch)),
            waiting: AtomicBool::new(false),
            requested: AtomicBool::new(false),
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

    /// `thread` is to have the GIL as soon as it asks for it.
    pub(super) fn order(&self, thread: ThreadId) {
        self.machine.lock().order(thread);
    }

    /// Why the holder is asked to drop it, if it is.
    pub(super) fn asked(&self) -> Option<Asked> {
        self.machine.lock().asked()
    }

    /// Who holds it.
    pub(super) fn holder(&self) -> Option<ThreadId> {
        self.machine.lock().holder()
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
        let take = machine.take(me, at);
        let budget = machine.budget();
        match take {
            Take::Held { wake } => {
                self.leave(machine, wake, host);
                Ok(Tenure {
                    budget,
                    waited: false,
                })
            }
            Take::Wait(ticket) => {
                self.leave(machine, None, host);
                self.sleep_until_held(ticket, me, seat, host, at)
            }
        }
    }

    /// `me` lets the GIL go, having held it to the end of its check interval or having been asked
    /// with `left` instructions to spare, and takes it again, as the policy says.
    pub(super) fn yield_to_others(
        &self,
        me: ThreadId,
        left: u64,
        seat: &Seat,
        host: &impl Host,
        at: Nanos,
    ) -> Result<Tenure, Stopped> {
        let mut machine = self.machine.lock();
        // By its full name: the guard has a destructor of that name.
        let dropped = Machine::drop(&mut machine, me, Leave::Forced, left, at);
        self.leave(machine, dropped.wake, host);
        match dropped.then {
            Then::Take => {}
            Then::Wait(ticket) => {
                return self.sleep_until_held(ticket, me, seat, host, at);
            }
            Then::Follow => {
                self.wait_for_switch(me, seat, host)?;
                let tenure = self.take(me, seat, host, host.now())?;
                return Ok(Tenure {
                    waited: true,
                    ..tenure
                });
            }
        }
        self.take(me, seat, host, at)
    }

    /// `me` lets the GIL go at time `at`, to wait for something else or for good.
    pub(super) fn drop(&self, me: ThreadId, leave: Leave, left: u64, host: &impl Host, at: Nanos) {
        let mut machine = self.machine.lock();
        let dropped = Machine::drop(&mut machine, me, leave, left, at);
        self.leave(machine, dropped.wake, host);
    }

    /// `me` waits since `at` with `ticket`, and sleeps until it has the GIL.
    fn sleep_until_held(
        &self,
        mut ticket: Ticket,
        me: ThreadId,
        seat: &Seat,
        host: &impl Host,
        at: Nanos,
    ) -> Result<Tenure, Stopped> {
        loop {
            let signal = self.sleep(ticket, seat, host);
            let now = host.now();
            let mut machine = self.machine.lock();
            let take = match signal {
                Some(Signal::Stop) => {
                    let wake = machine.give_up(me, now);
                    self.leave(machine, wake, host);
                    return Err(Stopped);
                }
                Some(Signal::Interrupt) => {
                    machine.request_drop();
                    machine.woken(me, now)
                }
                Some(Signal::Gil | Signal::Wake | Signal::World) => machine.woken(me, now),
                None => machine.interval_elapsed(me, ticket, now),
            };
            match take {
                Take::Held { wake } => {
                    machine.stats.waits.record(now.since(at));
                    let budget = machine.budget();
                    self.leave(machine, wake, host);
                    return Ok(Tenure {
                        budget,
                        waited: true,
                    });
                }
                Take::Wait(next) => ticket = next,
            }
            self.leave(machine, None, host);
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
        if let Some(wake) = wake.filter(|_| !seeded!(GilMissesBell)) {
            host.ring(wake, Signal::Gil);
        }
    }

    /// One sleep of a waiter. `None`: its patience is over.
    #[cfg(not(loom))]
    fn sleep(&self, ticket: Ticket, seat: &Seat, host: &impl Host) -> Option<Signal> {
        let accept = Accept::only(&[Signal::Gil, Signal::Interrupt]);
        match ticket.patience {
            Some(patience) => seat.wait_until(accept, host.now() + patience, || host.now()),
            None => Some(seat.wait(accept)),
        }
    }

    /// One sleep of a waiter.
    #[cfg(loom)]
    fn sleep(&self, _ticket: Ticket, seat: &Seat, _host: &impl Host) -> Option<Signal> {
        Some(seat.wait(Accept::only(&[Signal::Gil, Signal::Interrupt])))
    }
}

#[cfg(all(test, loom))]
mod loom_models {
    use super::*;
    use crate::driver::seat::Active;
    use loom::cell::UnsafeCell;
    use std::sync::Arc;

    /// A few threads, a GIL, and something that only its holder may touch.
    struct World {
        gil: GilLock,
        seats: [Seat; 3],
        active: Active,
        guarded: UnsafeCell<u32>,
    }

    impl Host for World {
        fn now(&self) -> Nanos {
            Nanos::ZERO
        }

        fn ring(&self, thread: ThreadId, signal: Signal) {
            self.seats[thread.0 as usize].ring(signal, &self.active);
        }
    }

    impl World {
        fn new(handoff: Handoff, switch: Switch) -> Arc<World> {
            Arc::new(World {
                gil: GilLock::new(handoff, switch),
                seats: Default::default(),
                active: Active::default(),
                guarded: UnsafeCell::new(0),
            })
        }

        fn take(&self, me: u32) -> Result<Tenure, Stopped> {
            let seat = &self.seats[me as usize];
            self.gil.take(ThreadId(me), seat, self, Nanos::ZERO)
        }

        fn yield_to_others(&self, me: u32) -> Result<Tenure, Stopped> {
            let seat = &self.seats[me as usize];
            self.gil
                .yield_to_others(ThreadId(me), 0, seat, self, Nanos::ZERO)
        }

        fn leave(&self, me: u32, leave: Leave) {
            self.gil.drop(ThreadId(me), leave, 0, self, Nanos::ZERO);
        }

        /// Loom fails here if two threads hold the GIL at once.
        fn touch(&self) {
            #[allow(unsafe_code, reason = "loom watches this cell")]
            self.guarded.with_mut(|count| {
                // SAFETY: loom panics before this runs if another thread is inside.
                unsafe { *count += 1 };
            });
        }

        /// Takes the GIL, yields it once, waits for something else once, and ends.
        fn live(&self, me: u32) {
            self.take(me).unwrap();
            self.touch();
            self.yield_to_others(me).unwrap();
            self.touch();
            self.leave(me, Leave::Final);
        }
    }

    const SWITCHES: [Switch; 2] = [Switch::EveryN(1), Switch::Interval(Nanos(1))];

    fn every_policy(model: impl Fn(Handoff, Switch) + Send + Sync + Copy + 'static) {
        for handoff in Handoff::ALL {
            for switch in SWITCHES {
                loom::model(move || model(handoff, switch));
            }
        }
    }

    #[test]
    fn loom_two_threads_yield_to_each_other() {
        every_policy(|handoff, switch| {
            let world = World::new(handoff, switch);
            let other = world.clone();
            let thread = loom::thread::spawn(move || other.live(1));
            world.live(0);
            thread.join().unwrap();
        });
    }

    #[test]
    fn loom_three_threads_pass_it_on() {
        every_policy(|handoff, switch| {
            let world = World::new(handoff, switch);
            let threads = [1, 2].map(|me| {
                let world = world.clone();
                loom::thread::spawn(move || {
                    world.take(me).unwrap();
                    world.touch();
                    world.leave(me, Leave::Final);
                })
            });
            world.take(0).unwrap();
            world.touch();
            world.yield_to_others(0).unwrap();
            world.touch();
            world.leave(0, Leave::Voluntary);
            for thread in threads {
                thread.join().unwrap();
            }
        });
    }

    /// The successor a forced leaver waits for goes away instead of taking the GIL.
    #[test]
    fn loom_a_leaver_does_not_wait_for_one_that_went_away() {
        every_policy(|handoff, switch| {
            let world = World::new(handoff, switch);
            let other = world.clone();
            let thread = loom::thread::spawn(move || {
                if other.take(1).is_ok() {
                    other.touch();
                    other.leave(1, Leave::Final);
                }
            });
            let stopper = world.clone();
            let signal = loom::thread::spawn(move || stopper.ring(ThreadId(1), Signal::Stop));
            world.take(0).unwrap();
            world.touch();
            world.yield_to_others(0).unwrap();
            world.touch();
            world.leave(0, Leave::Final);
            thread.join().unwrap();
            signal.join().unwrap();
        });
    }

    /// A waiter's interval passes while the holder leaves of its own accord.
    #[test]
    fn loom_an_interval_passes_at_any_time() {
        for handoff in Handoff::ALL {
            loom::model(move || {
                let world = World::new(handoff, SWITCHES[1]);
                let other = world.clone();
                let thread = loom::thread::spawn(move || {
                    let mut machine = other.gil.machine.lock();
                    let mut take = machine.take(ThreadId(1), Nanos::ZERO);
                    if let Take::Wait(ticket) = take {
                        other.gil.leave(machine, None, &*other);
                        machine = other.gil.machine.lock();
                        take = machine.interval_elapsed(ThreadId(1), ticket, Nanos::ZERO);
                    }
                    match take {
                        Take::Held { wake } => other.gil.leave(machine, wake, &*other),
                        Take::Wait(ticket) => {
                            other.gil.leave(machine, None, &*other);
                            let (me, seat) = (ThreadId(1), &other.seats[1]);
                            let at = Nanos::ZERO;
                            let host = &*other;
                            let tenure = other.gil.sleep_until_held(ticket, me, seat, host, at);
                            tenure.unwrap();
                        }
                    }
                    other.touch();
                    other.leave(1, Leave::Final);
                });
                world.take(0).unwrap();
                world.touch();
                if world.gil.requested() {
                    world.yield_to_others(0).unwrap();
                }
                world.leave(0, Leave::Voluntary);
                world.take(0).unwrap();
                world.touch();
                world.leave(0, Leave::Final);
                thread.join().unwrap();
            });
        }
    }
}
