//! Objects that have died and whose finalizers are to run: they wait in the place through which they died, alive
//! again, until somebody who can run code takes them.

use super::current;
use crate::heap::object::Ref;

/// Whether objects wait for their finalizers to run.
#[inline]
pub fn has_finalizable() -> bool {
    !current().finalizable.borrow().is_empty()
}

/// An object whose last reference went and whose finalizer is to run now; in the order of their
/// deaths. It is alive again, and is freed when the reference given here and those that the
/// finalizer made are gone: a finalizer runs once.
pub fn take_finalizable() -> Option<Ref> {
    take_finalizable_behind(0)
}

/// As [`take_finalizable`], the first `first` of them left out.
pub fn take_finalizable_behind(first: usize) -> Option<Ref> {
    current().finalizable.borrow_mut().remove(first)
}

/// How many objects wait for their finalizers to run.
pub fn count_finalizable() -> usize {
    current().finalizable.borrow().len()
}
