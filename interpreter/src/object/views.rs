//! What acts like a set: sets, and views of a dict's keys and items.

use super::compare::{Eq, Stop, equal, hash};
use super::dict::{DictTable, DictView, Key, ViewKind};
use super::set::SetItems;
use super::{Dict, Set, Tuple, set_algebra};
use crate::value::Value;
use gilscope_runtime::heap::{Gc, Ref};

/// A set, or a view that has a set's operations.
pub enum SetLike<'a> {
    /// A set or frozenset.
    Set(&'a Gc<Set>),
    /// `d.keys()`
    Keys(&'a Gc<Dict>),
    /// `d.items()`
    Items(&'a Gc<Dict>),
}

impl<'a> SetLike<'a> {
    /// The object as such, if it is one.
    pub fn of(object: &'a Ref) -> Option<SetLike<'a>> {
        if let Some(set) = object.downcast::<Set>() {
            return Some(SetLike::Set(set));
        }
        let view = object.downcast::<DictView>()?;
        match view.kind {
            ViewKind::Keys => Some(SetLike::Keys(&view.dict)),
            ViewKind::Items => Some(SetLike::Items(&view.dict)),
            ViewKind::Values => None,
        }
    }

    /// Whether it is a set or frozenset.
    pub fn is_set(&self) -> bool {
        matches!(self, SetLike::Set(_))
    }

    /// How many items it has.
    pub fn len(&self) -> usize {
        match self {
            SetLike::Set(set) => set.table().len(),
            SetLike::Keys(dict) | SetLike::Items(dict) => dict.table().len(),
        }
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its items in order.
    pub fn items(&self) -> Vec<Value> {
        match self {
            SetLike::Set(set) => set.table().iter().map(|(_, item)| item.clone()).collect(),
            SetLike::Keys(dict) => dict.table().iter().map(|entry| entry.key.clone()).collect(),
            SetLike::Items(dict) => {
                let pair = |key: &Value, value: &Value| Tuple::value([key.clone(), value.clone()]);
                dict.table()
                    .iter()
                    .map(|entry| pair(&entry.key, &entry.value))
                    .collect()
            }
        }
    }

    /// Whether it has an equal item.
    pub fn contains(&self, value: &Value) -> Result<bool, Stop> {
        match self {
            SetLike::Set(set) => set.table().contains(value),
            SetLike::Keys(dict) => Ok(dict.table().find(&Key::new(value)?)?.is_some()),
            SetLike::Items(dict) => has_entry(dict, value),
        }
    }

    /// Whether `other` has all of its items.
    pub fn is_within(&self, other: &SetLike<'_>) -> Result<bool, Stop> {
        if let SetLike::Set(set) = other {
            // Items of a dict may have values that cannot be hashed.
            if let SetLike::Items(_) = self {
                self.items()
                    .iter()
                    .try_for_each(|item| hash(item).map(drop))?;
            }
            if let SetLike::Set(mine) = self {
                return set_algebra::is_subset(mine, set);
            }
        }
        for item in self.items() {
            if !other.contains(&item)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether both have the same items.
    pub fn equals(&self, other: &SetLike<'_>) -> Result<bool, Stop> {
        if let (SetLike::Set(mine), SetLike::Set(theirs)) = (self, other) {
            return set_algebra::equal_sets(mine, theirs);
        }
        Ok(self.len() == other.len() && self.is_within(other)?)
    }
}

/// Whether a dict has this pair of key and value.
fn has_entry(dict: &Gc<Dict>, pair: &Value) -> Result<bool, Stop> {
    let Some(tuple) = pair.as_gc::<Tuple>() else {
        return Ok(false);
    };
    let [key, value] = &*tuple.items else {
        return Ok(false);
    };
    let found = dict.table().get(key)?;
    match found {
        Some(found) => Ok(equal(&found, value)? == Eq::Yes),
        None => Ok(false),
    }
}
