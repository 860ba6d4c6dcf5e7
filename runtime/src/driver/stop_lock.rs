//! The pause of a process on the real clock: the pure machine in a mutex, and OS threads that sleep in
//! their seats.
//!
//! The mirror `asked` is written under the mutex and read without it, `Relaxed`, between steps: a thread
//! that sees an old value looks again after its next step. What threads did before a pause happens before
//! it, and the pause before what they do after it, as all of them go through the mutex.

use super::gil_lock::{Host, Stopped};
use super::seat::{Accept, Seat, Signal};
use super::stop::{Stop, Told};
use crate::kernel::ThreadId;
use crate::ledger::Pauses;
use crate::sync::atomic::{AtomicBool, Ordering};
use crate::sync::{Mutex, MutexGuard};
use crate::task::Alone;
use crate::time::Nanos;

/// Who may run, and the account of the pauses.
#[derive(Debug)]
pub(super) struct StopLock {
    machine: Mutex<Stop>,
    asked: AtomicBool,
    pauses: Mutex<Pauses>,
}

impl StopLock {
    /// For a process in which nobody runs yet.
    pub(super) fn new() -> StopLock {
        StopLock {
            machine: Mutex::new(Stop::default()),
            asked: AtomicBool::new(false),
            pauses: Mutex::new(Pauses::default()),
        }
    }

    /// Whether a thread wants to be alone.
    #[inline]
    pub(super) fn is_asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }

    /// `me` runs as soon as nobody wants to be alone. Gives whether it had to wait for that.
    pub(super) fn enter(
        &self,
        me: ThreadId,
        seat: &Seat,
        host: &impl Host,
    ) -> Result<bool, Stopped> {
        let may = self.machine.lock().enter(me);
        if !may {
            self.sleep(me, seat, host, |machine| !machine.rests(me))?;
        }
        Ok(!may)
    }

    /// A thread that runs waits for something else, or ends.
    pub(super) fn leave(&self, host: &impl Host) {
        let mut machine = self.machine.lock();
        let told = machine.leave();
        self.tell(machine, told, host);
    }

    /// `me`, which runs, waits until it is alone. Gives whether it had to wait.
    pub(super) fn ask(&self, me: ThreadId, seat: &Seat, host: &impl Host) -> Result<bool, Stopped> {
        let mut machine = self.machine.lock();
        let mut told = machine.ask(me);
        let is_alone = machine.is_alone(me);
        told.retain(|thread| *thread != me);
        self.tell(machine, told, host);
        if !is_alone {
            self.sleep(me, seat, host, |machine| machine.is_alone(me))?;
        }
        Ok(!is_alone)
    }

    /// The thread that was alone has done what it wanted; it is to [`enter`](Self::enter).
    pub(super) fn done(&self, host: &impl Host) {
        let mut machine = self.machine.lock();
        let told = machine.done();
        self.tell(machine, told, host);
    }

    /// Sleeps until the machine says so, or the thread is stopped.
    fn sleep(
        &self,
        me: ThreadId,
        seat: &Seat,
        host: &impl Host,
        is_over: impl Fn(&Stop) -> bool,
    ) -> Result<(), Stopped> {
        loop {
            let signal = seat.wait(Accept::only(&[Signal::World]));
            let mut machine = self.machine.lock();
            if signal == Signal::Stop {
                let told = machine.give_up(me);
                self.tell(machine, told, host);
                return Err(Stopped);
            }
            if is_over(&machine) {
                return Ok(());
            }
        }
    }

    /// Ends an operation: updates the mirror, opens the mutex, then wakes.
    fn tell(&self, machine: MutexGuard<'_, Stop>, told: Told, host: &impl Host) {
        self.asked.store(machine.is_asked(), Ordering::Relaxed);
        drop(machine);
        for thread in told {
            host.ring(thread, Signal::World);
        }
    }

    /// Books a pause.
    pub(super) fn record(&self, span: Nanos, done: Alone) {
        self.pauses.lock().record(span, done);
    }

    /// The account so far.
    pub(super) fn pauses(&self) -> Pauses {
        *self.pauses.lock()
    }
}

#[cfg(all(test, loom))]
mod loom_models {
    use super::*;
    use crate::driver::seat::Active;
    use loom::cell::UnsafeCell;
    use std::sync::Arc;

    /// A few threads, each with something that only it touches, unless one is alone.
    struct World {
        stop: StopLock,
        seats: [Seat; 3],
        active: Active,
        own: [UnsafeCell<u32>; 3],
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
        fn new() -> Arc<World> {
            Arc::new(World {
                stop: StopLock::new(),
                seats: Default::default(),
                active: Active::default(),
                own: Default::default(),
            })
        }

        fn enter(&self, me: u32) -> Result<bool, Stopped> {
            let seat = &self.seats[me as usize];
            self.stop.enter(ThreadId(me), seat, self)
        }

        /// Loom fails here if the thread that is alone is not.
        fn touch(&self, whose: u32) {
            #[allow(unsafe_code, reason = "loom watches this cell")]
            self.own[whose as usize].with_mut(|count| {
                // SAFETY: loom panics before this runs if another thread is inside.
                unsafe { *count += 1 };
            });
        }

        /// A safe point.
        fn rest(&self, me: u32) -> Result<(), Stopped> {
            if self.stop.is_asked() {
                self.stop.leave(self);
                self.enter(me)?;
            }
            Ok(())
        }

        fn be_alone(&self, me: u32) -> Result<(), Stopped> {
            let seat = &self.seats[me as usize];
            self.stop.ask(ThreadId(me), seat, self)?;
            (0..3).for_each(|whose| self.touch(whose));
            self.stop.done(self);
            self.enter(me)?;
            Ok(())
        }
    }

    fn spawn(
        world: &Arc<World>,
        run: impl FnOnce(&World) + 'static,
    ) -> loom::thread::JoinHandle<()> {
        let world = world.clone();
        loom::thread::spawn(move || run(&world))
    }

    #[test]
    fn loom_who_is_alone_touches_what_is_others() {
        loom::model(|| {
            let world = World::new();
            let thread = spawn(&world, |world| {
                world.enter(1).unwrap();
                world.touch(1);
                world.rest(1).unwrap();
                world.touch(1);
                // It waits for something else, and comes back.
                world.stop.leave(world);
                world.enter(1).unwrap();
                world.touch(1);
                world.stop.leave(world);
            });
            world.enter(0).unwrap();
            world.touch(0);
            world.be_alone(0).unwrap();
            world.touch(0);
            world.stop.leave(&*world);
            thread.join().unwrap();
        });
    }

    #[test]
    fn loom_two_ask_at_once() {
        loom::model(|| {
            let world = World::new();
            let thread = spawn(&world, |world| {
                world.enter(1).unwrap();
                world.touch(1);
                world.be_alone(1).unwrap();
                world.touch(1);
                world.stop.leave(world);
            });
            world.enter(0).unwrap();
            world.be_alone(0).unwrap();
            world.touch(0);
            world.stop.leave(&*world);
            thread.join().unwrap();
        });
    }

    /// A thread is stopped for good at any moment of a pause: the others go on.
    #[test]
    fn loom_a_thread_goes_away_during_a_pause() {
        loom::model(|| {
            let world = World::new();
            let thread = spawn(&world, |world| {
                if world.enter(1).is_ok() {
                    world.touch(1);
                    if world.be_alone(1).is_ok() {
                        world.stop.leave(world);
                    }
                }
            });
            let stopper = spawn(&world, |world| world.ring(ThreadId(1), Signal::Stop));
            world.enter(0).unwrap();
            world.be_alone(0).unwrap();
            world.touch(0);
            world.stop.leave(&*world);
            thread.join().unwrap();
            stopper.join().unwrap();
        });
    }
}
