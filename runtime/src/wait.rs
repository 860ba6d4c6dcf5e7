//! What threads of the script wait for: locks, as pure machines.

use crate::task::{Kernel, Site, ThreadId};

/// A lock of the script.
#[derive(Debug, Default)]
pub struct Lock {}

impl Lock {
    /// Takes the lock if it is free.
    pub fn try_acquire(&self, _me: ThreadId, _site: Site) -> bool {
        false
    }

    /// Frees the lock and wakes one waiter through `kernel`; false if it was not held.
    pub fn release(&self, _kernel: &dyn Kernel) -> bool {
        false
    }

    /// Who holds the lock, and the place where it was taken.
    pub fn holder(&self) -> Option<(ThreadId, Site)> {
        None
    }
}
