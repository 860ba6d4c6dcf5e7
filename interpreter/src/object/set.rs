//! Sets, in the order in which CPython would show them.
//!
//! Open addressing as in `Objects/setobject.c` of CPython 3.11: a table of a power of two, a run of
//! nine neighbours before each jump, jumps perturbed by the hash, growth by four (by two above
//! 50,000 items) when three fifths are used. Integers therefore print in CPython's own order.

use super::compare::{Eq, Stop, equal, hash};
use super::{Trace, trace_value};
use crate::value::Value;
use gilscope_runtime::heap::{Gc, Guard, Guarded, Visitor};

/// A `set` or `frozenset`.
pub struct Set {
    /// Its table.
    pub table: Guarded<SetTable>,
    /// Whether it is a `frozenset`.
    pub frozen: bool,
}

#[derive(Clone, Default)]
enum Place {
    #[default]
    Free,
    Removed,
    Item(i64, Value),
}

/// The content of a set.
#[derive(Clone)]
pub struct SetTable {
    places: Vec<Place>,
    used: usize,
    /// Items and removed places.
    fill: usize,
}

const SMALLEST: usize = 8;
const NEIGHBOURS: usize = 9;

impl Default for SetTable {
    fn default() -> SetTable {
        SetTable { places: vec![Place::Free; SMALLEST], used: 0, fill: 0 }
    }
}

struct Probe {
    mask: usize,
    index: usize,
    perturb: u64,
    left: usize,
    at: usize,
}

impl Probe {
    fn new(hash: i64, mask: usize) -> Probe {
        let index = hash as usize & mask;
        let left = Probe::run(index, mask);
        Probe { mask, index, perturb: hash as u64, left, at: index }
    }

    fn run(index: usize, mask: usize) -> usize {
        if index + NEIGHBOURS <= mask { NEIGHBOURS } else { 0 }
    }

    fn advance(&mut self) {
        if self.left > 0 {
            self.left -= 1;
            self.at += 1;
            return;
        }
        self.perturb >>= 5;
        let next = self.index.wrapping_mul(5).wrapping_add(1);
        self.index = next.wrapping_add(self.perturb as usize) & self.mask;
        self.left = Probe::run(self.index, self.mask);
        self.at = self.index;
    }
}

impl SetTable {
    /// Number of items.
    pub fn len(&self) -> usize {
        self.used
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    fn mask(&self) -> usize {
        self.places.len() - 1
    }

    /// Where an equal item stands. Errs when only user code can tell.
    pub fn find(&self, hash: i64, value: &Value) -> Result<Option<usize>, Stop> {
        let mut probe = Probe::new(hash, self.mask());
        loop {
            match &self.places[probe.at] {
                Place::Free => return Ok(None),
                Place::Item(known, item)
                    if *known == hash && equal(item, value)? == Eq::Yes =>
                {
                    return Ok(Some(probe.at));
                }
                _ => probe.advance(),
            }
        }
    }

    /// Items with this hash and their places, for comparison by user code.
    pub fn candidates(&self, hash: i64) -> Vec<(usize, Value)> {
        let mut found = Vec::new();
        let mut probe = Probe::new(hash, self.mask());
        loop {
            match &self.places[probe.at] {
                Place::Free => return found,
                Place::Item(known, item) if *known == hash => found.push((probe.at, item.clone())),
                _ => {}
            }
            probe.advance();
        }
    }

    /// Adds an item that is known to be new.
    pub fn push(&mut self, hash: i64, value: Value) {
        let mut probe = Probe::new(hash, self.mask());
        while !matches!(self.places[probe.at], Place::Free) {
            probe.advance();
        }
        self.places[probe.at] = Place::Item(hash, value);
        self.used += 1;
        self.fill += 1;
        if self.fill * 5 >= self.mask() * 3 {
            self.resize(if self.used > 50_000 { self.used * 2 } else { self.used * 4 });
        }
    }

    /// Adds an item unless an equal one is there.
    pub fn insert(&mut self, value: Value) -> Result<bool, Stop> {
        let hash = hash(&value)?;
        if self.find(hash, &value)?.is_some() {
            return Ok(false);
        }
        self.push(hash, value);
        Ok(true)
    }

    /// Whether an equal item is there.
    pub fn contains(&self, value: &Value) -> Result<bool, Stop> {
        Ok(self.find(hash(value)?, value)?.is_some())
    }

    /// Removes the item at a place.
    pub fn remove(&mut self, place: usize) -> Value {
        match std::mem::replace(&mut self.places[place], Place::Removed) {
            Place::Item(_, value) => {
                self.used -= 1;
                value
            }
            other => {
                self.places[place] = other;
                Value::EMPTY
            }
        }
    }

    /// Removes an item that is equal to `value`, if there is one.
    pub fn discard(&mut self, value: &Value) -> Result<Option<Value>, Stop> {
        let place = self.find(hash(value)?, value)?;
        Ok(place.map(|place| self.remove(place)))
    }

    /// Removes the first item at or after `place`, wrapping round; CPython's `pop` remembers where
    /// it stopped, so the caller passes that.
    pub fn pop_from(&mut self, place: usize) -> Option<(usize, Value)> {
        if self.used == 0 {
            return None;
        }
        let size = self.places.len();
        let found = (0..size).map(|i| (place + i) % size);
        let at = { found }.find(|&at| matches!(self.places[at], Place::Item(..)))?;
        Some((at + 1, self.remove(at)))
    }

    /// The first item at or after `place`, with its place.
    pub fn next_from(&self, place: usize) -> Option<(usize, i64, &Value)> {
        let rest = self.places.get(place..)?;
        rest.iter().zip(place..).find_map(|(p, at)| match p {
            Place::Item(hash, value) => Some((at, *hash, value)),
            _ => None,
        })
    }

    /// Items in order, with their hashes.
    pub fn iter(&self) -> impl Iterator<Item = (i64, &Value)> {
        self.places.iter().filter_map(|place| match place {
            Place::Item(hash, value) => Some((*hash, value)),
            _ => None,
        })
    }

    /// Takes in all items of another set. Errs, half done, when only user code can compare.
    pub fn merge(&mut self, other: &SetTable) -> Result<(), Stop> {
        if (self.fill + other.used) * 5 >= self.mask() * 3 {
            self.resize((self.used + other.used) * 2);
        }
        if self.fill == 0 && self.mask() == other.mask() && other.fill == other.used {
            *self = other.clone();
            return Ok(());
        }
        for (hash, value) in other.iter() {
            if self.find(hash, value)?.is_none() {
                self.push(hash, value.clone());
            }
        }
        Ok(())
    }

    /// Items of either.
    pub fn union(&self, other: &SetTable) -> Result<SetTable, Stop> {
        let mut result = self.clone();
        result.merge(other)?;
        Ok(result)
    }

    /// Items of both; found by walking the smaller one, as CPython does.
    pub fn intersection(&self, other: &SetTable) -> Result<SetTable, Stop> {
        let (walk, search) = if other.len() > self.len() { (self, other) } else { (other, self) };
        let mut result = SetTable::default();
        for (hash, value) in walk.iter() {
            if search.find(hash, value)?.is_some() {
                result.push(hash, value.clone());
            }
        }
        Ok(result)
    }

    /// Items of this one only.
    pub fn difference(&self, other: &SetTable) -> Result<SetTable, Stop> {
        if self.len() >> 2 > other.len() {
            let mut result = self.clone();
            for (hash, value) in other.iter() {
                if let Some(place) = result.find(hash, value)? {
                    drop(result.remove(place));
                }
            }
            return Ok(result);
        }
        let mut result = SetTable::default();
        for (hash, value) in self.iter() {
            if other.find(hash, value)?.is_none() {
                result.push(hash, value.clone());
            }
        }
        Ok(result)
    }

    /// Items of exactly one of both: CPython starts from the other and toggles this one's items.
    pub fn symmetric_difference(&self, other: &SetTable) -> Result<SetTable, Stop> {
        let mut result = SetTable::default();
        result.merge(other)?;
        for (hash, value) in self.iter() {
            match result.find(hash, value)? {
                Some(place) => drop(result.remove(place)),
                None => result.push(hash, value.clone()),
            }
        }
        Ok(result)
    }

    /// As [`SetTable::difference`], for `-=`: removes from a copy of this one.
    pub fn difference_in_place(&self, other: &SetTable) -> Result<SetTable, Stop> {
        let mut result = self.clone();
        for (hash, value) in other.iter() {
            if let Some(place) = result.find(hash, value)? {
                drop(result.remove(place));
            }
        }
        Ok(result)
    }

    /// As [`SetTable::symmetric_difference`], for `^=`: toggles the other's items in this one.
    pub fn symmetric_difference_in_place(&self, other: &SetTable) -> Result<SetTable, Stop> {
        let mut result = self.clone();
        for (hash, value) in other.iter() {
            match result.find(hash, value)? {
                Some(place) => drop(result.remove(place)),
                None => result.push(hash, value.clone()),
            }
        }
        Ok(result)
    }

    /// Whether the other has all items of this one.
    pub fn is_subset(&self, other: &SetTable) -> Result<bool, Stop> {
        for (hash, value) in self.iter() {
            if other.find(hash, value)?.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Rebuilds the table with room for more than `minimum` items.
    fn resize(&mut self, minimum: usize) {
        let mut size = SMALLEST;
        while size <= minimum {
            size <<= 1;
        }
        let old = std::mem::replace(&mut self.places, vec![Place::Free; size]);
        for place in old {
            if let Place::Item(hash, value) = place {
                let mut probe = Probe::new(hash, size - 1);
                while !matches!(self.places[probe.at], Place::Free) {
                    probe.advance();
                }
                self.places[probe.at] = Place::Item(hash, value);
            }
        }
        self.fill = self.used;
    }
}

impl Set {
    /// A new set object.
    pub fn new(table: SetTable, frozen: bool) -> Gc<Set> {
        Gc::new(Set { table: Guarded::new(table), frozen })
    }

    /// A new `set` object as a value.
    pub fn value(table: SetTable) -> Value {
        Set::new(table, false).into()
    }
}

/// Access to a set's table.
pub trait SetItems {
    /// Locks the set.
    fn table(&self) -> Guard<'_, SetTable>;
}

impl SetItems for Gc<Set> {
    fn table(&self) -> Guard<'_, SetTable> {
        self.guard(|set| &set.table)
    }
}

impl Trace for Set {
    fn trace(&self, visitor: &Visitor<'_>) {
        for (_, value) in visitor.peek(&self.table).iter() {
            trace_value(value, visitor);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected orders are those of CPython 3.11.
    #[test]
    fn integers_stand_in_cpythons_order() {
        let rows: [(&[i64], &[i64]); 4] = [
            (&[3, 1, 2], &[1, 2, 3]),
            (&[10, 5, 100, 7, 3], &[3, 100, 5, 7, 10]),
            (&[-1, -2, 0], &[0, -1, -2]),
            (&[1000, 31, 64, 8, 16], &[64, 16, 1000, 8, 31]),
        ];
        for (input, expected) in rows {
            let mut set = SetTable::default();
            for &n in input {
                set.insert(Value::int(n)).unwrap();
            }
            let order: Vec<i64> = set.iter().filter_map(|(_, v)| v.as_int()).collect();
            assert_eq!(order, expected, "{input:?}");
        }
    }
}
