//! Sets, in the order in which CPython would show them.
//!
//! Open addressing as in `Objects/setobject.c` of CPython 3.13: a table of a power of two, a run of
//! nine neighbours before each jump, jumps perturbed by the hash, growth by four (by two above
//! 50,000 items) when three fifths are used. Integers therefore print in CPython's own order.

use super::compare::{Eq, Stop, equal, hash};
use super::{Trace, trace_value};
use crate::number::hash::hash_frozenset;
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
pub struct SetTable {
    places: Vec<Place>,
    used: usize,
    /// Items and removed places.
    fill: usize,
    /// Where the next [`SetTable::pop`] begins to look.
    finger: usize,
}

const SMALLEST: usize = 8;
const NEIGHBOURS: usize = 9;

impl Default for SetTable {
    fn default() -> SetTable {
        SetTable {
            places: vec![Place::Free; SMALLEST],
            used: 0,
            fill: 0,
            finger: 0,
        }
    }
}

/// The same table place by place; [`SetTable::copy`] is what CPython's `set.copy` makes.
impl Clone for SetTable {
    fn clone(&self) -> SetTable {
        SetTable {
            places: self.places.clone(),
            used: self.used,
            fill: self.fill,
            finger: 0,
        }
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
        Probe {
            mask,
            index,
            perturb: hash as u64,
            left,
            at: index,
        }
    }

    fn run(index: usize, mask: usize) -> usize {
        if index + NEIGHBOURS <= mask {
            NEIGHBOURS
        } else {
            0
        }
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
                Place::Item(known, item) if *known == hash && equal(item, value)? == Eq::Yes => {
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

    /// Adds an item that is known to be new: at the last removed place on the way to a free one,
    /// if there is any.
    pub fn push(&mut self, hash: i64, value: Value) {
        let mut probe = Probe::new(hash, self.mask());
        let mut removed = None;
        loop {
            match &self.places[probe.at] {
                Place::Free => break,
                Place::Removed => removed = Some(probe.at),
                Place::Item(..) => {}
            }
            probe.advance();
        }
        self.used += 1;
        self.places[removed.unwrap_or(probe.at)] = Place::Item(hash, value);
        if removed.is_some() {
            return;
        }
        self.fill += 1;
        if self.fill * 5 >= self.mask() * 3 {
            self.grow();
        }
    }

    /// Adds an item to a table without removed places that has room.
    fn place(&mut self, hash: i64, value: Value) {
        let mut probe = Probe::new(hash, self.mask());
        while !matches!(self.places[probe.at], Place::Free) {
            probe.advance();
        }
        self.places[probe.at] = Place::Item(hash, value);
    }

    fn grow(&mut self) {
        self.resize(if self.used > 50_000 {
            self.used * 2
        } else {
            self.used * 4
        });
    }

    /// The same table, place by place, of what `other` makes of the items; `None` if it cannot tell.
    pub fn transplant(&self, other: &dyn Fn(&Value) -> Option<Value>) -> Option<SetTable> {
        let mut places = Vec::with_capacity(self.places.len());
        for place in &self.places {
            places.push(match place {
                Place::Free => Place::Free,
                Place::Removed => Place::Removed,
                Place::Item(hash, item) => Place::Item(*hash, other(item)?),
            });
        }
        Some(SetTable {
            places,
            used: self.used,
            fill: self.fill,
            finger: self.finger,
        })
    }

    /// Makes room before `more` items are taken in at once.
    pub fn reserve(&mut self, more: usize) {
        if (self.fill + more) * 5 >= self.mask() * 3 {
            self.resize((self.used + more) * 2);
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

    /// Whether an equal item is there; a set is looked for as the frozenset of its items.
    pub fn contains(&self, value: &Value) -> Result<bool, Stop> {
        Ok(self.find(search_hash(value)?, value)?.is_some())
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
        let place = self.find(search_hash(value)?, value)?;
        Ok(place.map(|place| self.remove(place)))
    }

    /// Removes an item, from where the last call stopped on, wrapping round.
    pub fn pop(&mut self) -> Option<Value> {
        let size = self.places.len();
        let start = self.finger & self.mask();
        let at = (0..size)
            .map(|i| (start + i) & (size - 1))
            .find(|&at| matches!(self.places[at], Place::Item(..)))?;
        self.finger = at + 1;
        Some(self.remove(at))
    }

    /// Exchanges the items for those of another table.
    pub fn replace(&mut self, other: SetTable) -> SetTable {
        let finger = self.finger;
        std::mem::replace(self, SetTable { finger, ..other })
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

    /// A copy in a table just large enough.
    pub fn copy(&self) -> SetTable {
        let mut copy = SetTable::default();
        copy.fill_from(self);
        copy
    }

    /// Takes in a set's items, being empty itself.
    fn fill_from(&mut self, other: &SetTable) {
        if other.used == 0 {
            return;
        }
        self.reserve(other.used);
        if self.mask() == other.mask() && other.fill == other.used {
            self.places = other.places.clone();
        } else {
            for (hash, value) in other.iter() {
                self.place(hash, value.clone());
            }
        }
        (self.fill, self.used) = (other.used, other.used);
    }

    /// Takes in all items of another set. Errs, unchanged, when only user code can compare.
    pub fn merge(&mut self, other: &SetTable) -> Result<(), Stop> {
        if self.fill == 0 {
            self.fill_from(other);
            return Ok(());
        }
        self.merge_items(other.iter(), other.used)
    }

    /// Takes in distinct items with their hashes. Errs, unchanged, when only user code can compare.
    pub fn merge_items<'v>(
        &mut self,
        items: impl Iterator<Item = (i64, &'v Value)>,
        count: usize,
    ) -> Result<(), Stop> {
        let mut new = Vec::with_capacity(count);
        for (hash, value) in items {
            if self.find(hash, value)?.is_none() {
                new.push((hash, value));
            }
        }
        if count > 0 {
            self.reserve(count);
        }
        new.into_iter()
            .for_each(|(hash, value)| self.push(hash, value.clone()));
        Ok(())
    }

    /// Items of either.
    pub fn union(&self, other: &SetTable) -> Result<SetTable, Stop> {
        let mut result = self.copy();
        result.merge(other)?;
        Ok(result)
    }

    /// Items of both; found by walking the smaller one, as CPython does.
    pub fn intersection(&self, other: &SetTable) -> Result<SetTable, Stop> {
        let (walk, search) = if other.len() > self.len() {
            (self, other)
        } else {
            (other, self)
        };
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
            let mut result = self.copy();
            result.subtract(other.iter(), &mut Vec::new())?;
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

    /// Removes items, which `dead` takes, to be dropped outside the guard. Errs, half done, when
    /// only user code can compare.
    pub fn subtract<'v>(
        &mut self,
        items: impl Iterator<Item = (i64, &'v Value)>,
        dead: &mut Vec<Value>,
    ) -> Result<(), Stop> {
        for (hash, value) in items {
            if let Some(place) = self.find(hash, value)? {
                dead.push(self.remove(place));
            }
        }
        self.tidy();
        Ok(())
    }

    /// Rebuilds the table when more than a quarter of it are removed places.
    pub fn tidy(&mut self) {
        if self.fill - self.used > self.mask() / 4 {
            self.grow();
        }
    }

    /// Items of exactly one of both: CPython starts from the other and toggles this one's items.
    pub fn symmetric_difference(&self, other: &SetTable) -> Result<SetTable, Stop> {
        let mut result = other.copy();
        result.toggle(self.iter(), &mut Vec::new())?;
        Ok(result)
    }

    /// Removes those of the items that are there and adds the others. Errs, half done, when only
    /// user code can compare. Removed items go to `dead`.
    pub fn toggle<'v>(
        &mut self,
        items: impl Iterator<Item = (i64, &'v Value)>,
        dead: &mut Vec<Value>,
    ) -> Result<(), Stop> {
        for (hash, value) in items {
            match self.find(hash, value)? {
                Some(place) => dead.push(self.remove(place)),
                None => self.push(hash, value.clone()),
            }
        }
        Ok(())
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
                self.place(hash, value);
            }
        }
        self.fill = self.used;
    }
}

/// The hash under which a set has `value`: a set's is that of the frozenset of its items.
pub fn search_hash(value: &Value) -> Result<i64, Stop> {
    match value.as_gc::<Set>() {
        Some(set) if !set.frozen => Ok(items_hash(&set.table())),
        _ => hash(value),
    }
}

/// The hash of a frozenset.
pub fn items_hash(table: &SetTable) -> i64 {
    hash_frozenset(table.iter().map(|(hash, _)| hash).collect::<Vec<i64>>())
}

impl Set {
    /// A new set object.
    pub fn new(table: SetTable, frozen: bool) -> Gc<Set> {
        Gc::new(Set {
            table: Guarded::new(table),
            frozen,
        })
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
            (&[1000, 31, 64, 8, 16], &[64, 1000, 8, 16, 31]),
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
