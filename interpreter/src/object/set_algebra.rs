//! Operations on two whole sets, step by step as CPython carries them out, since the steps decide
//! the order of the result. Follows `Objects/setobject.c` of CPython 3.13.

use super::Set;
use super::compare::Stop;
use super::set::{SetItems, SetTable};
use crate::object::Adopt;
use gilscope_runtime::heap::Gc;

/// `a | b`
pub fn union(a: &Gc<Set>, b: &Gc<Set>) -> Result<SetTable, Stop> {
    let mut result = a.table().copy();
    if !a.is(b) {
        result.merge(&b.table())?;
    }
    Ok(result)
}

/// `a & b`
pub fn intersection(a: &Gc<Set>, b: &Gc<Set>) -> Result<SetTable, Stop> {
    if a.is(b) {
        return Ok(a.table().copy());
    }
    let (left, right) = (a.table(), b.table());
    left.intersection(&right)
}

/// `a - b`
pub fn difference(a: &Gc<Set>, b: &Gc<Set>) -> Result<SetTable, Stop> {
    if a.is(b) {
        return Ok(SetTable::default());
    }
    let (left, right) = (a.table(), b.table());
    left.difference(&right)
}

/// `a ^ b`
pub fn symmetric_difference(a: &Gc<Set>, b: &Gc<Set>) -> Result<SetTable, Stop> {
    let left = a.table().clone();
    let right = b.table().clone();
    left.symmetric_difference(&right)
}

/// `set |= other`. Errs, unchanged, when only user code can compare.
pub fn take_in(set: &Gc<Set>, other: &Gc<Set>) -> Result<(), Stop> {
    if set.is(other) {
        return Ok(());
    }
    let more = other.table().clone();
    set.adopt_all(more.iter().map(|(_, item)| item));
    set.table().merge(&more)
}

/// `set &= other`
pub fn keep(set: &Gc<Set>, other: &Gc<Set>) -> Result<(), Stop> {
    let kept = intersection(set, other)?;
    let old = set.table().replace(kept);
    drop(old);
    Ok(())
}

/// `set -= other`. Errs, half done, when only user code can compare.
pub fn remove(set: &Gc<Set>, other: &Gc<Set>) -> Result<(), Stop> {
    if set.is(other) {
        clear(set);
        return Ok(());
    }
    let mut doomed = other.table().clone();
    if doomed.len() >> 3 > set.table().len() {
        doomed = set.table().intersection(&doomed)?;
    }
    let mut dead = Vec::new();
    let removed = set.table().subtract(doomed.iter(), &mut dead);
    drop(dead);
    removed
}

/// `set ^= other`. Errs, unchanged, when only user code can compare.
pub fn toggle(set: &Gc<Set>, other: &Gc<Set>) -> Result<(), Stop> {
    if set.is(other) {
        clear(set);
        return Ok(());
    }
    let mut dead = Vec::new();
    let mut result = set.table().clone();
    let more = other.table().clone();
    result.toggle(more.iter(), &mut dead)?;
    set.adopt_all(result.iter().map(|(_, item)| item));
    let old = set.table().replace(result);
    drop(old);
    drop(dead);
    Ok(())
}

/// `set.clear()`
pub fn clear(set: &Gc<Set>) {
    let old = set.table().replace(SetTable::default());
    drop(old);
}
