//! Dicts: entries in insertion order, and a hash table of their numbers.

use super::compare::{Eq, Stop, equal, hash};
use super::{Trace, trace_value};
use crate::object::{Adopt, both};
use crate::value::Value;
use gilscope_runtime::heap::{Gc, Guard, Guarded, Visitor};
use hashbrown::HashTable;

/// A `dict`.
pub struct Dict {
    /// Its table.
    pub table: Guarded<Table>,
}

impl Drop for Dict {
    /// What dies together with the dict dies in the order of its entries: the heap frees last what
    /// it was given first.
    fn drop(&mut self) {
        let entries = &mut self.table.get_mut().entries;
        while entries.pop().is_some() {}
    }
}

/// One entry of a dict; removed ones have an empty key until the table is compacted.
pub struct Entry {
    /// Hash of the key.
    pub hash: i64,
    /// The key.
    pub key: Value,
    /// The value.
    pub value: Value,
}

/// The content of a dict.
///
/// Entries that were removed leave holes until there is no room for another one; then all move
/// together, as in CPython and at the same moments (its `insertion_resize`), so that a loop over a
/// dict that is changed meanwhile meets the same entries.
#[derive(Default)]
pub struct Table {
    /// Its capacity is what CPython calls usable: two thirds of a power of two.
    entries: Vec<Entry>,
    index: HashTable<u32>,
}

/// A key with its hash.
pub struct Key<'a> {
    /// Its hash.
    pub hash: i64,
    /// The key.
    pub value: &'a Value,
}

/// A hash as the raw table wants it: it looks at the lowest and at the topmost bits, and the hashes
/// of small integers differ in neither the way it hopes.
#[inline(always)]
fn spread(hash: i64) -> u64 {
    (hash as u64)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .rotate_left(26)
}

impl<'a> Key<'a> {
    /// Hashes a key, unless that takes user code or the value cannot be hashed.
    #[inline]
    pub fn new(value: &'a Value) -> Result<Key<'a>, Stop> {
        Ok(Key {
            hash: hash(value)?,
            value,
        })
    }
}

/// How many entries CPython's table has room for, of the smallest size of at least `least`.
fn usable(least: usize) -> usize {
    least.max(8).next_power_of_two() * 2 / 3
}

impl Table {
    /// An empty table with room for `capacity` entries.
    pub fn with_capacity(capacity: usize) -> Table {
        let room = if capacity == 0 {
            0
        } else {
            usable((capacity * 3).div_ceil(2)).max(capacity)
        };
        Table {
            entries: Vec::with_capacity(room),
            index: HashTable::with_capacity(capacity),
        }
    }

    /// Number of entries.
    #[inline]
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where the key's entry stands, for [`Table::entry`]. Errs when only user code can tell.
    #[inline]
    pub fn find(&self, key: &Key<'_>) -> Result<Option<usize>, Stop> {
        let mut stop = None;
        let found = self.index.find(spread(key.hash), |&number| {
            let entry = &self.entries[number as usize];
            if entry.hash != key.hash {
                return false;
            }
            match equal(&entry.key, key.value) {
                Ok(same) => same == Eq::Yes,
                Err(reason) => {
                    stop = Some(reason);
                    false
                }
            }
        });
        match (found, stop) {
            (Some(&number), _) => Ok(Some(number as usize)),
            (None, None) => Ok(None),
            (None, Some(reason)) => Err(reason),
        }
    }

    /// Positions of all entries with this hash, for comparison by user code.
    pub fn candidates(&self, hash: i64) -> Vec<usize> {
        let same = self
            .index
            .iter_hash(spread(hash))
            .map(|&number| number as usize);
        let mut positions: Vec<usize> = same
            .filter(|&position| self.entries[position].hash == hash)
            .collect();
        positions.sort_unstable();
        positions
    }

    /// The entry at a position given by [`Table::find`].
    #[inline]
    pub fn entry(&self, position: usize) -> &Entry {
        &self.entries[position]
    }

    /// Exchanges the value of an entry; returns the old one, to be dropped outside the guard.
    #[inline]
    pub fn replace(&mut self, position: usize, value: Value) -> Value {
        self.entries[position].value.replace(value)
    }

    /// Adds an entry whose key is known to be new.
    pub fn push(&mut self, hash: i64, key: Value, value: Value) {
        if self.entries.len() == self.entries.capacity() {
            self.grow();
        }
        let number = self.entries.len() as u32;
        let (key, value) = (key.in_words(), value.in_words());
        self.entries.push(Entry { hash, key, value });
        let entries = &self.entries;
        self.index
            .insert_unique(spread(hash), number, |&n| spread(entries[n as usize].hash));
    }

    /// Sets `key` to `value`; returns the old value, if any, to be dropped outside the guard.
    pub fn insert(&mut self, key: Value, value: Value) -> Result<Option<Value>, Stop> {
        let hash = hash(&key)?;
        self.insert_hashed(hash, key, value)
    }

    /// As [`Table::insert`], for a key whose hash is known.
    pub fn insert_hashed(
        &mut self,
        hash: i64,
        key: Value,
        value: Value,
    ) -> Result<Option<Value>, Stop> {
        match self.find(&Key { hash, value: &key })? {
            Some(position) => Ok(Some(self.replace(position, value))),
            None => {
                self.push(hash, key, value);
                Ok(None)
            }
        }
    }

    /// The value of `key`.
    pub fn get(&self, key: &Value) -> Result<Option<Value>, Stop> {
        let position = self.find(&Key::new(key)?)?;
        Ok(position.map(|position| self.entries[position].value.clone()))
    }

    /// Removes the entry at a position; returns it, to be dropped outside the guard.
    pub fn remove(&mut self, position: usize) -> (Value, Value) {
        let hash = self.entries[position].hash;
        let found = self
            .index
            .find_entry(spread(hash), |&n| n as usize == position);
        if let Ok(slot) = found {
            slot.remove();
        }
        let entry = &mut self.entries[position];
        (entry.key.take(), entry.value.take())
    }

    /// Removes the last entry, and the holes behind it.
    pub fn pop_last(&mut self) -> Option<(Value, Value)> {
        let (last, _) = self.previous_from(self.entries.len())?;
        let removed = self.remove(last);
        self.entries.truncate(last);
        Some(removed)
    }

    /// Moves the entry at a position behind all others, or before them.
    pub fn move_entry(&mut self, position: usize, last: bool) {
        let hash = self.entries[position].hash;
        let (key, value) = self.remove(position);
        if last {
            return self.push(hash, key, value);
        }
        self.entries.insert(0, Entry { hash, key, value });
        self.compact();
    }

    /// The first live entry at or after `position`, with its position.
    #[inline]
    pub fn next_from(&self, position: usize) -> Option<(usize, &Entry)> {
        let rest = self.entries.get(position..)?;
        rest.iter()
            .zip(position..)
            .find(|(entry, _)| !entry.key.is_empty())
            .map(|(e, p)| (p, e))
    }

    /// The last live entry before `position`, with its position.
    pub fn previous_from(&self, position: usize) -> Option<(usize, &Entry)> {
        let end = position.min(self.entries.len());
        (0..end)
            .rev()
            .map(|p| (p, &self.entries[p]))
            .find(|(_, entry)| !entry.key.is_empty())
    }

    /// Past the last position in use.
    pub fn end(&self) -> usize {
        self.entries.len()
    }

    /// Live entries in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().filter(|entry| !entry.key.is_empty())
    }

    /// The same table, position by position, of what `other` makes of keys and values; `None` if it
    /// cannot tell.
    pub fn transplant(&self, other: &dyn Fn(&Value) -> Option<Value>) -> Option<Table> {
        let mut entries = Vec::with_capacity(self.entries.len());
        for entry in &self.entries {
            entries.push(Entry {
                hash: entry.hash,
                key: other(&entry.key)?,
                value: other(&entry.value)?,
            });
        }
        let index = self.index.clone();
        Some(Table { entries, index })
    }

    /// Makes room for more entries.
    #[cold]
    fn grow(&mut self) {
        let live = self.len();
        let room = usable(3 * live).max(live + 1);
        if live == self.entries.len() {
            self.entries.reserve_exact(room - live);
            return;
        }
        let fresh = Vec::with_capacity(room);
        let old = std::mem::replace(&mut self.entries, fresh);
        let is_live = |entry: &Entry| !entry.key.is_empty();
        self.entries.extend(old.into_iter().filter(is_live));
        self.compact();
    }

    fn compact(&mut self) {
        self.entries.retain(|entry| !entry.key.is_empty());
        self.index.clear();
        let entries = &self.entries;
        for (entry, number) in entries.iter().zip(0u32..) {
            let rehash = |&n: &u32| spread(entries[n as usize].hash);
            self.index.insert_unique(spread(entry.hash), number, rehash);
        }
    }
}

impl Clone for Table {
    fn clone(&self) -> Table {
        let mut copy = Table::with_capacity(self.len());
        for entry in self.iter() {
            copy.push(entry.hash, entry.key.clone(), entry.value.clone());
        }
        copy
    }
}

impl Dict {
    /// A new dict object.
    pub fn new(table: Table) -> Gc<Dict> {
        Gc::new(Dict {
            table: Guarded::new(table),
        })
    }

    /// A new dict object as a value.
    pub fn value(table: Table) -> Value {
        Dict::new(table).into()
    }
}

/// Access to a dict's table.
pub trait DictTable {
    /// Locks the dict.
    fn table(&self) -> Guard<'_, Table>;
}

impl DictTable for Gc<Dict> {
    #[inline(always)]
    fn table(&self) -> Guard<'_, Table> {
        self.guard(|dict| &dict.table)
    }
}

/// Taking in another dict.
pub trait DictMerge {
    /// Sets all entries of another dict, with their known hashes. Errs, half done, when only user
    /// code can compare.
    fn merge(&self, other: &Gc<Dict>) -> Result<(), Stop>;
}

impl DictMerge for Gc<Dict> {
    fn merge(&self, other: &Gc<Dict>) -> Result<(), Stop> {
        if self.is(other) {
            return Ok(());
        }
        // One that is shared has published entries only; one that is not does not change meanwhile.
        if self.as_ref().is_shared() && !other.as_ref().is_shared() {
            let more = other.table().clone();
            self.adopt_all(more.iter().flat_map(|entry| [&entry.key, &entry.value]));
        }
        let mut old = Vec::new();
        let (mut table, more) = both(self, other, Gc::<Dict>::table);
        if table.is_empty() {
            let empty = std::mem::replace(&mut *table, more.clone());
            drop((table, more));
            drop(empty);
            return Ok(());
        }
        let merged = more.iter().try_for_each(|entry| {
            let (key, value) = (entry.key.clone(), entry.value.clone());
            table
                .insert_hashed(entry.hash, key, value)
                .map(|replaced| old.extend(replaced))
        });
        drop((table, more));
        drop(old);
        merged
    }
}

impl Trace for Dict {
    fn trace(&self, visitor: &Visitor<'_>) {
        for entry in visitor.peek(&self.table).iter() {
            trace_value(&entry.key, visitor);
            trace_value(&entry.value, visitor);
        }
    }
}

/// What a view of a dict shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ViewKind {
    /// `d.keys()`
    Keys,
    /// `d.values()`
    Values,
    /// `d.items()`
    Items,
}

/// `dict.keys()`, `dict.values()`, `dict.items()`.
pub struct DictView {
    /// The dict looked at.
    pub dict: Gc<Dict>,
    /// What of it.
    pub kind: ViewKind,
}

impl Trace for DictView {
    fn trace(&self, visitor: &Visitor<'_>) {
        visitor.visit(self.dict.as_ref());
    }
}
