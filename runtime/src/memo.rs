//! What is made once in a process for each key, and shared by all runs from then on.

use crate::sync::fixed::{OnceLock, PoisonError, RwLock};
use std::collections::HashMap;
use std::hash::Hash;

/// A table that only grows; it can stand in a static.
pub struct Memo<K, V>(OnceLock<RwLock<HashMap<K, V>>>);

impl<K: Eq + Hash, V: Clone> Default for Memo<K, V> {
    fn default() -> Memo<K, V> {
        Memo::new()
    }
}

impl<K: Eq + Hash, V: Clone> Memo<K, V> {
    /// An empty table.
    pub const fn new() -> Memo<K, V> {
        Memo(OnceLock::new())
    }

    /// What there is for `key`; if there is nothing yet, what `make` makes. Where two OS threads make
    /// it at once, both get the first one's.
    ///
    /// # Errors
    /// That of `make`, of which nothing is kept.
    pub fn get_or_make<E>(&self, key: K, make: impl FnOnce() -> Result<V, E>) -> Result<V, E> {
        let table = self.0.get_or_init(RwLock::default);
        let read = table.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = read.get(&key) {
            return Ok(value.clone());
        }
        drop(read);
        let value = make()?;
        let mut table = table.write().unwrap_or_else(PoisonError::into_inner);
        Ok(table.entry(key).or_insert(value).clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_made_once() {
        static TABLE: Memo<u32, u32> = Memo::new();
        assert_eq!(TABLE.get_or_make(1, || Err("not yet")), Err("not yet"));
        assert_eq!(TABLE.get_or_make(1, || Ok::<u32, ()>(7)), Ok(7));
        assert_eq!(TABLE.get_or_make(1, || Ok::<u32, ()>(8)), Ok(7));
    }
}
