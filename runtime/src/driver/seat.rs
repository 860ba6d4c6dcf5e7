//! Where the OS thread of one thread of the script sleeps, and the signals that end its sleep.
//!
//! # State of a `Seat`
//!
//! | `raised` | `idle` | means | who changes it |
//! |---|---|---|---|
//! | any | no | awake, or asleep and counted in [`Active`] | anyone raises; the owner takes |
//! | nothing it accepts | yes | asleep without a timeout, not counted in `Active` | whoever rings clears `idle` and counts it again |
//!
//! Both change under the seat's mutex only. A signal may come late, after its reason is gone: the
//! owner looks at the machine (GIL, lock, join) that it waits for, and waits again.
//!
//! # When nobody is active
//!
//! `Active` counts the threads that are alive and not idle. A ringer is active itself and counts
//! the one it wakes before it can become idle, so whoever counts it down to zero has proven that
//! every thread alive waits for another: a deadlock. A single counter changed by read-modify-write
//! has one order of changes, so `Relaxed` is enough.

use crate::seeded::seeded;
use crate::sync::atomic::{AtomicUsize, Ordering};
use crate::sync::{Condvar, Mutex, MutexGuard};
#[cfg(not(loom))]
use crate::time::Nanos;

/// What a seat can be told. The first one that is raised and accepted counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Signal {
    /// The run is over. Never taken back.
    Stop = 1,
    /// There may be an interrupt for the first thread of the process.
    Interrupt = 2,
    /// Chosen by a lock, or a joined thread has ended.
    Wake = 4,
    /// Chosen by the GIL.
    Gil = 8,
    /// All others stand still, or the thread need not any more: see [`super::stop`].
    World = 16,
}

/// Which signals end a sleep.
#[derive(Clone, Copy)]
pub(super) struct Accept(u8);

impl Accept {
    /// These signals, and [`Signal::Stop`].
    pub(super) fn only(signals: &[Signal]) -> Accept {
        let bits = signals.iter().map(|&signal| signal as u8);
        Accept(bits.fold(Signal::Stop as u8, |all, bit| all | bit))
    }
}

/// How many threads are alive and not idle.
#[derive(Debug, Default)]
pub(super) struct Active(AtomicUsize);

impl Active {
    /// One more.
    pub(super) fn add(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// One less; true if it was the last one.
    pub(super) fn remove(&self) -> bool {
        self.0.fetch_sub(1, Ordering::Relaxed) == 1
    }
}

/// Where one OS thread, the owner, sleeps.
#[derive(Debug, Default)]
pub(super) struct Seat {
    signals: Mutex<Signals>,
    bell: Condvar,
}

#[derive(Debug, Default)]
struct Signals {
    raised: u8,
    idle: bool,
}

impl Signals {
    fn take(&mut self, accept: Accept) -> Option<Signal> {
        const ORDER: [Signal; 5] = [
            Signal::Stop,
            Signal::Interrupt,
            Signal::Wake,
            Signal::Gil,
            Signal::World,
        ];
        let raised = self.raised & accept.0;
        let first = ORDER
            .into_iter()
            .find(|&signal| raised & signal as u8 != 0)?;
        if first != Signal::Stop {
            self.raised &= !(first as u8);
        }
        Some(first)
    }
}

impl Seat {
    /// Raises `signal`, and wakes the owner.
    pub(super) fn ring(&self, signal: Signal, active: &Active) {
        let mut signals = self.signals.lock();
        signals.raised |= signal as u8;
        if std::mem::take(&mut signals.idle) && !seeded!(SeatUncounted) {
            active.add();
        }
        drop(signals);
        self.bell.notify_one();
    }

    /// Sleeps until a signal that it accepts comes.
    pub(super) fn wait(&self, accept: Accept) -> Signal {
        let mut signals = self.signals.lock();
        loop {
            if let Some(signal) = signals.take(accept) {
                return signal;
            }
            signals = self.bell.wait(signals);
        }
    }

    /// As [`Seat::wait`], for something that only other threads can bring about. `None`: no thread
    /// is active any more, so nobody will.
    pub(super) fn wait_idle(&self, accept: Accept, active: &Active) -> Option<Signal> {
        let mut signals: MutexGuard<'_, Signals> = self.signals.lock();
        loop {
            if let Some(signal) = signals.take(accept) {
                if std::mem::take(&mut signals.idle) {
                    active.add();
                }
                return Some(signal);
            }
            if !signals.idle {
                signals.idle = true;
                if active.remove() {
                    signals.idle = false;
                    active.add();
                    return None;
                }
            }
            signals = self.bell.wait(signals);
        }
    }

    /// As [`Seat::wait`], but at most until `deadline`, by a clock that is read with `now`.
    /// `None`: that time has come first.
    #[cfg(not(loom))]
    pub(super) fn wait_until(
        &self,
        accept: Accept,
        deadline: Nanos,
        now: impl Fn() -> Nanos,
    ) -> Option<Signal> {
        let mut signals = self.signals.lock();
        loop {
            if let Some(signal) = signals.take(accept) {
                return Some(signal);
            }
            let left = deadline.since(now());
            if left == Nanos::ZERO {
                return None;
            }
            // Longer than anybody waits, and short enough for every system's clock.
            let left = left.min(Nanos::from_millis(1_000_000_000));
            signals = self.bell.wait_for(signals, left);
        }
    }
}

#[cfg(all(test, loom))]
mod loom_models {
    use super::*;
    use crate::kernel::{Kernel, Site, Spent, ThreadId};
    use crate::time::Nanos;
    use crate::wait::Lock;
    use loom::cell::UnsafeCell;
    use std::sync::Arc;

    /// A few threads, and a lock of the script with something that only its holder may touch.
    #[derive(Default)]
    struct World {
        lock: Lock,
        seats: [Seat; 3],
        active: Active,
        guarded: UnsafeCell<u32>,
    }

    impl Kernel for World {
        fn now(&self, _spent: Spent) -> Nanos {
            Nanos::ZERO
        }

        fn cpu_time(&self, _spent: Spent) -> Nanos {
            Nanos::ZERO
        }

        fn thread_time(&self, _spent: Spent) -> Nanos {
            Nanos::ZERO
        }

        fn wake(&self, thread: ThreadId) {
            self.seats[thread.0 as usize].ring(Signal::Wake, &self.active);
        }

        fn is_done(&self, _thread: ThreadId) -> bool {
            false
        }

        fn kill(&self, _thread: ThreadId) {}
    }

    impl World {
        fn acquire(&self, me: u32) {
            let (id, site) = (ThreadId(me), Site(me));
            if self.lock.try_acquire(id, site) {
                return;
            }
            while !self.lock.wait(id, site) {
                let signal = self.seats[me as usize].wait_idle(WAKE, &self.active);
                assert!(signal.is_some(), "a deadlock where there is none");
            }
        }

        /// Waits for the lock, and gives up as soon as it may.
        fn acquire_in_no_time(&self, me: u32) -> bool {
            let (id, site) = (ThreadId(me), Site(me));
            if self.lock.wait(id, site) || self.lock.wait(id, site) {
                return true;
            }
            self.lock.cancel(id, self);
            false
        }

        fn use_and_release(&self) {
            #[allow(unsafe_code, reason = "loom watches this cell")]
            self.guarded.with_mut(|count| {
                // SAFETY: loom panics before this runs if another thread is inside.
                unsafe { *count += 1 };
            });
            assert!(self.lock.release(self));
        }
    }

    const WAKE: Accept = Accept(Signal::Stop as u8 | Signal::Wake as u8);

    fn world(threads: usize) -> Arc<World> {
        let world = Arc::<World>::default();
        (0..threads).for_each(|_| world.active.add());
        world
    }

    fn spawn(
        world: &Arc<World>,
        run: impl FnOnce(&World) + 'static,
    ) -> loom::thread::JoinHandle<()> {
        let world = world.clone();
        loom::thread::spawn(move || {
            run(&world);
            world.active.remove();
        })
    }

    #[test]
    fn loom_a_lock_excludes_and_wakes() {
        loom::model(|| {
            let world = world(3);
            let threads = [1, 2].map(|me| {
                spawn(&world, move |world| {
                    world.acquire(me);
                    world.use_and_release();
                })
            });
            world.acquire(0);
            world.use_and_release();
            world.active.remove();
            for thread in threads {
                thread.join().unwrap();
            }
        });
    }

    /// One waiter may be chosen at the moment at which it gives up; the other must not miss it.
    #[test]
    fn loom_a_waiter_that_gives_up_passes_its_turn_on() {
        loom::model(|| {
            let world = world(3);
            let patient = spawn(&world, |world| {
                world.acquire(1);
                world.use_and_release();
            });
            let hasty = spawn(&world, |world| {
                if world.acquire_in_no_time(2) {
                    world.use_and_release();
                }
            });
            world.acquire(0);
            world.use_and_release();
            world.active.remove();
            patient.join().unwrap();
            hasty.join().unwrap();
        });
    }

    /// Two threads wait for each other: exactly one of them proves it.
    #[test]
    fn loom_a_deadlock_is_proven_once() {
        loom::model(|| {
            let world = world(2);
            let thread = {
                let world = world.clone();
                loom::thread::spawn(move || {
                    let proof = world.seats[1].wait_idle(WAKE, &world.active).is_none();
                    if proof {
                        world.seats[0].ring(Signal::Stop, &world.active);
                    }
                    proof
                })
            };
            let proof = world.seats[0].wait_idle(WAKE, &world.active).is_none();
            if proof {
                world.seats[1].ring(Signal::Stop, &world.active);
            }
            assert_ne!(proof, thread.join().unwrap());
        });
    }
}
