//! Operations on two whole sets, step by step as CPython carries them out, since the steps decide
//! the order of the result. Follows `Objects/setobject.c` of CPython 3.13.

use super::Set;
use super::compare::Stop;
use super::set::{SetItems, SetTable};
use crate::object::{Adopt, both};
use gilscope_runtime::heap::Gc;

/// `a | b`
pub fn union(a: &Gc<Set>, b: &Gc<Set>) -> Result<SetTable, Stop> {
    if a.is(b) {
        return Ok(a.table().copy());
    }
    let (left, right) = both(a, b, Gc::<Set>::table);
    let mut result = left.copy();
    result.merge(&right)?;
    Ok(result)
}

/// `a & b`
pub fn intersection(a: &Gc<Set>, b: &Gc<Set>) -> Result<SetTable, Stop> {
    if a.is(b) {
        return Ok(a.table().copy());
    }
    let (left, right) = both(a, b, Gc::<Set>::table);
    left.intersection(&right)
}

/// `a - b`
pub fn difference(a: &Gc<Set>, b: &Gc<Set>) -> Result<SetTable, Stop> {
    if a.is(b) {
        return Ok(SetTable::default());
    }
    let (left, right) = both(a, b, Gc::<Set>::table);
    left.difference(&right)
}

/// `a <= b`
pub fn is_subset(a: &Gc<Set>, b: &Gc<Set>) -> Result<bool, Stop> {
    if a.is(b) {
        return Ok(true);
    }
    let (left, right) = both(a, b, Gc::<Set>::table);
    Ok(left.len() <= right.len() && left.is_subset(&right)?)
}

/// `a == b`
pub fn equal_sets(a: &Gc<Set>, b: &Gc<Set>) -> Result<bool, Stop> {
    if a.is(b) {
        return Ok(true);
    }
    let (left, right) = both(a, b, Gc::<Set>::table);
    Ok(left.len() == right.len() && left.is_subset(&right)?)
}

/// `a ^ b`
pub fn symmetric_difference(a: &Gc<Set>, b: &Gc<Set>) -> Result<SetTable, Stop> {
    if a.is(b) {
        return Ok(SetTable::default());
    }
    let (left, right) = both(a, b, Gc::<Set>::table);
    left.symmetric_difference(&right)
}

/// Before items of `other` go into `set`: publishes them, if need be. One that is shared has published
/// ones only; one that is not does not change before they are taken.
fn adopt_items(set: &Gc<Set>, other: &Gc<Set>) {
    if set.as_ref().is_shared() && !other.as_ref().is_shared() {
        let more = other.table().clone();
        set.adopt_all(more.iter().map(|(_, item)| item));
    }
}

/// `set |= other`. Errs, unchanged, when only user code can compare.
pub fn take_in(set: &Gc<Set>, other: &Gc<Set>) -> Result<(), Stop> {
    if set.is(other) {
        return Ok(());
    }
    adopt_items(set, other);
    let (mut mine, more) = both(set, other, Gc::<Set>::table);
    mine.merge(&more)
}

/// `set &= other`
pub fn keep(set: &Gc<Set>, other: &Gc<Set>) -> Result<(), Stop> {
    if set.is(other) {
        return Ok(());
    }
    let (mut mine, theirs) = both(set, other, Gc::<Set>::table);
    let kept = mine.intersection(&theirs)?;
    let old = mine.replace(kept);
    drop((mine, theirs));
    drop(old);
    Ok(())
}

/// `set -= other`. Errs, half done, when only user code can compare.
pub fn remove(set: &Gc<Set>, other: &Gc<Set>) -> Result<(), Stop> {
    if set.is(other) {
        clear(set);
        return Ok(());
    }
    let mut dead = Vec::new();
    let (mut mine, theirs) = both(set, other, Gc::<Set>::table);
    let removed = if theirs.len() >> 3 > mine.len() {
        let doomed = mine.intersection(&theirs)?;
        mine.subtract(doomed.iter(), &mut dead)
    } else {
        mine.subtract(theirs.iter(), &mut dead)
    };
    drop((mine, theirs));
    drop(dead);
    removed
}

/// `set ^= other`. Errs, unchanged, when only user code can compare.
pub fn toggle(set: &Gc<Set>, other: &Gc<Set>) -> Result<(), Stop> {
    if set.is(other) {
        clear(set);
        return Ok(());
    }
    adopt_items(set, other);
    let mut dead = Vec::new();
    let (mut mine, more) = both(set, other, Gc::<Set>::table);
    let mut result = mine.clone();
    result.toggle(more.iter(), &mut dead)?;
    let old = mine.replace(result);
    drop((mine, more));
    drop(old);
    drop(dead);
    Ok(())
}

/// `set.clear()`
pub fn clear(set: &Gc<Set>) {
    let old = set.table().replace(SetTable::default());
    drop(old);
}
