//! Looking for an item in a list or tuple.

use super::compare::{Eq, Stop, equal};
use super::dict::DictView;
use super::sequence::ListItems;
use super::{Derived, Dict, List, Set, Slice, Tuple};
use crate::value::Value;
use gilscope_runtime::heap::Gc;

/// Where the first of the items `start..stop` stands that is equal to `value`.
pub fn find(
    items: &[Value],
    value: &Value,
    start: usize,
    stop: usize,
) -> Result<Option<usize>, Stop> {
    for (item, at) in items.iter().zip(0..).take(stop).skip(start) {
        if equal(item, value)? == Eq::Yes {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

/// How many items are equal to `value`.
pub fn count(items: &[Value], value: &Value) -> Result<usize, Stop> {
    let mut found = 0;
    for item in items {
        found += (equal(item, value)? == Eq::Yes) as usize;
    }
    Ok(found)
}

/// Calls `look` with a list's items, to compare them with `value`: in place if no comparison can
/// come back to the list.
pub fn with_items<T>(list: &Gc<List>, value: &Value, look: impl FnOnce(&[Value]) -> T) -> T {
    if is_flat(value) {
        return look(&list.items());
    }
    let items = list.items().clone();
    look(&items)
}

/// Whether comparing with the value never takes a guard: what it leads to cannot change.
pub fn is_settled(value: &Value) -> bool {
    fn settled(value: &Value, depth: u32) -> bool {
        match value.as_gc::<Tuple>() {
            Some(tuple) => depth > 0 && tuple.items.iter().all(|item| settled(item, depth - 1)),
            None => is_flat(value),
        }
    }
    settled(value, 4)
}

/// Whether comparing with the value never looks into another container.
pub fn is_flat(value: &Value) -> bool {
    let Some(object) = value.as_object() else {
        return true;
    };
    object.downcast::<List>().is_none()
        && object.downcast::<Tuple>().is_none()
        && object.downcast::<Dict>().is_none()
        && object.downcast::<Set>().is_none()
        && object.downcast::<Slice>().is_none()
        && object.downcast::<Derived>().is_none()
        && object.downcast::<DictView>().is_none()
}
