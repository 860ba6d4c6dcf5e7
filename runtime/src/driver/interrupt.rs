//! Ctrl-C, from outside a run.

use crate::sync::Mutex;
use crate::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;

/// A handle to interrupt the first thread of each process of a run. Clones are the same handle.
#[derive(Clone, Default)]
pub struct Interrupter(Arc<Shared>);

#[derive(Default)]
struct Shared {
    /// An interrupt that the driver has not seen yet.
    pending: AtomicBool,
    /// Whether the run is to end at once.
    ended: AtomicBool,
    /// How to make the driver look, if it does not look often by itself.
    alarm: Mutex<Option<Box<dyn Fn() + Send>>>,
}

impl Interrupter {
    /// A handle for one run or several in turn.
    pub fn new() -> Interrupter {
        Interrupter::default()
    }

    /// Interrupts the first thread of each process: in any wait, or at its next safe point. It gets
    /// [`crate::task::Resume::Interrupted`]; several interrupts before that are one.
    ///
    /// For an OS thread that watches signals; not for a signal handler, as it takes locks.
    pub fn interrupt(&self) {
        self.0.pending.store(true, Ordering::Relaxed);
        if let Some(alarm) = &*self.0.alarm.lock() {
            alarm();
        }
    }

    /// Ends the run at once, as a signal would: no thread hears of it. For the same callers.
    pub fn end(&self) {
        self.0.ended.store(true, Ordering::Relaxed);
        self.interrupt();
    }

    /// Whether the run is to end at once.
    #[inline]
    pub(crate) fn is_ended(&self) -> bool {
        self.0.ended.load(Ordering::Relaxed)
    }

    /// Whether an interrupt is pending.
    pub fn pending(&self) -> bool {
        self.0.pending.load(Ordering::Relaxed)
    }

    /// Takes the pending interrupt, if there is one.
    pub(crate) fn take(&self) -> bool {
        self.pending() && self.0.pending.swap(false, Ordering::Relaxed)
    }

    /// Calls `alarm` at each interrupt from now on, and now if one is pending already.
    #[cfg(feature = "os")]
    pub(crate) fn attach(&self, alarm: Box<dyn Fn() + Send>) {
        let mut slot = self.0.alarm.lock();
        if self.pending() {
            alarm();
        }
        *slot = Some(alarm);
    }

    /// Forgets the alarm.
    #[cfg(feature = "os")]
    pub(crate) fn detach(&self) {
        *self.0.alarm.lock() = None;
    }
}
