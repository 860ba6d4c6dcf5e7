//! The attributes of one object: a shape, which names them, and their values.
//!
//! The first few values lie in the object itself, so that most objects cost one piece of memory.

use super::dict::{DictTable, Entry, Key, Table};
use super::shape::{Shape, descend, extend_shape};
use super::{Adopt, Dict, Str, Trace, trace_values};
use crate::value::Value;
use gilscope_runtime::heap::{Gc, Visitor};
use gilscope_runtime::symbol::Symbol;
use std::mem;
use std::ops::{Deref, DerefMut};

/// As many values lie in the object.
const FEW: usize = 4;

/// The values of attributes, in the order of their names.
#[derive(Default)]
pub struct Values(Place);

enum Place {
    /// So many of the values; the others are empty.
    Inside(usize, [Value; FEW]),
    Beside(Vec<Value>),
}

impl Default for Place {
    #[inline(always)]
    fn default() -> Place {
        Place::Inside(0, [const { Value::EMPTY }; FEW])
    }
}

impl Values {
    /// Adds one behind the others.
    #[inline(always)]
    pub fn push(&mut self, value: Value) {
        match &mut self.0 {
            Place::Inside(count, values) if *count < FEW => {
                mem::forget(values[*count].replace(value));
                *count += 1;
            }
            _ => self.push_beside(value),
        }
    }

    #[inline(never)]
    fn push_beside(&mut self, value: Value) {
        if let Place::Inside(_, values) = &mut self.0 {
            let mut beside = Vec::with_capacity(2 * FEW);
            beside.extend(values.iter_mut().map(Value::take));
            self.0 = Place::Beside(beside);
        }
        if let Place::Beside(values) = &mut self.0 {
            values.push(value);
        }
    }

    /// Takes the last one off.
    #[inline(always)]
    fn pop(&mut self) -> Option<Value> {
        match &mut self.0 {
            Place::Inside(count, values) => {
                *count = count.checked_sub(1)?;
                Some(values[*count].take())
            }
            Place::Beside(values) => values.pop(),
        }
    }

    /// Takes one out; those behind it move up.
    fn remove(&mut self, position: usize) -> Value {
        self[position..].rotate_left(1);
        self.pop().expect("there is one at the position")
    }

    /// The value at a position, which may be empty where there is none. As `get`, without a look at how
    /// many there are.
    #[inline(always)]
    fn known(&self, position: usize) -> Option<&Value> {
        match &self.0 {
            Place::Inside(_, values) => values.get(position),
            Place::Beside(values) => values.get(position),
        }
    }

    fn clear(&mut self) {
        while self.pop().is_some() {}
    }
}

impl Deref for Values {
    type Target = [Value];

    #[inline(always)]
    fn deref(&self) -> &[Value] {
        match &self.0 {
            Place::Inside(count, values) => &values[..*count],
            Place::Beside(values) => values,
        }
    }
}

impl DerefMut for Values {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [Value] {
        match &mut self.0 {
            Place::Inside(count, values) => &mut values[..*count],
            Place::Beside(values) => values,
        }
    }
}

impl FromIterator<Value> for Values {
    fn from_iter<I: IntoIterator<Item = Value>>(values: I) -> Values {
        let mut all = Values::default();
        values.into_iter().for_each(|value| all.push(value));
        all
    }
}

/// The attributes of one object: a shape and a value for each of its names.
pub struct Attrs {
    /// Which names there are.
    shape: Gc<Shape>,
    /// The shape's number: it is asked for most.
    id: u32,
    /// Their values.
    values: Values,
}

impl Attrs {
    /// No attributes; they will grow from `shape`, which has no names.
    pub fn new(shape: &Gc<Shape>) -> Attrs {
        Attrs::of(shape.clone(), Values::default())
    }

    /// Attributes of a shape with these values.
    pub fn of(shape: Gc<Shape>, values: Values) -> Attrs {
        let id = shape.id;
        Attrs { shape, id, values }
    }

    /// Which names there are.
    pub fn shape(&self) -> &Gc<Shape> {
        &self.shape
    }

    /// The number of the shape.
    #[inline(always)]
    pub fn id(&self) -> u32 {
        self.id
    }

    /// Gives them another shape; returns the old one.
    #[inline(always)]
    fn reshape(&mut self, shape: Gc<Shape>) -> Gc<Shape> {
        self.id = shape.id;
        mem::replace(&mut self.shape, shape)
    }

    /// The values in the order of their names.
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// The value at a position of the shape; it may be empty where there is no such position.
    #[inline(always)]
    pub fn known(&self, position: usize) -> Option<&Value> {
        self.values.known(position)
    }

    /// The value at a position of the shape, to be changed.
    #[inline(always)]
    pub fn known_mut(&mut self, position: usize) -> Option<&mut Value> {
        self.values.get_mut(position)
    }

    /// Adds a value, which makes them attributes of `shape`; returns the old one.
    #[inline(always)]
    pub fn grow(&mut self, shape: Gc<Shape>, value: Value) -> Gc<Shape> {
        debug_assert!(self.shape.leads_to(&shape), "(shape) one name more");
        self.values.push(value);
        self.reshape(shape)
    }

    /// The dict that holds the attributes, if there is one.
    fn dict(&self) -> Option<&Gc<Dict>> {
        if self.shape.in_dict {
            self.values.first()?.as_gc()
        } else {
            None
        }
    }

    /// The attribute of this name.
    pub fn get(&self, name: Symbol) -> Option<Value> {
        match self.dict() {
            None => Some(self.values[self.shape.position(name)?].clone()),
            // Keys that are no strings, with an equality of their own, are no attributes.
            Some(dict) => dict.table().get(&Str::value(name.as_str())).ok().flatten(),
        }
    }

    /// Sets an attribute; returns the old value, to be dropped outside the guard.
    pub fn set(&mut self, name: Symbol, value: Value) -> Option<Value> {
        if let Some(dict) = self.dict() {
            let key = Str::value(name.as_str());
            dict.adopt_all([&key, &value]);
            return dict.table().insert(key, value).ok().flatten();
        }
        match self.shape.position(name) {
            Some(position) => Some(std::mem::replace(&mut self.values[position], value)),
            None => {
                self.grow(extend_shape(&self.shape, name), value);
                None
            }
        }
    }

    /// Removes an attribute, given its class's shape without names; returns the value, to be
    /// dropped outside the guard.
    pub fn remove(&mut self, name: Symbol, root: &Gc<Shape>) -> Option<Value> {
        if let Some(dict) = self.dict() {
            let key = Str::value(name.as_str());
            let mut table = dict.table();
            let position = table.find(&Key::new(&key).ok()?).ok().flatten()?;
            return Some(table.remove(position).1);
        }
        let position = self.shape.position(name)?;
        let kept = self.shape.names().iter().filter(|known| **known != name);
        let mut shape = root.clone();
        for &name in kept {
            shape = extend_shape(&shape, name);
        }
        self.reshape(shape);
        Some(self.values.remove(position))
    }

    /// Names and values in order.
    pub fn list(&self) -> Vec<(Symbol, Value)> {
        let Some(dict) = self.dict() else {
            let names = self.shape.names().iter().copied();
            return names.zip(self.values.iter().cloned()).collect();
        };
        let table = dict.table();
        let named = |entry: &Entry| {
            let name = entry.key.as_gc::<Str>()?;
            Some((Symbol::new(name.as_str()), entry.value.clone()))
        };
        table.iter().filter_map(named).collect()
    }

    /// The attributes as a dict, in which they are kept from now on.
    pub fn to_dict(&mut self) -> Gc<Dict> {
        if let Some(dict) = self.dict() {
            return dict.clone();
        }
        let mut table = Table::default();
        for (name, value) in self.list() {
            let inserted = table.insert(Str::value(name.as_str()), value);
            debug_assert!(inserted.is_ok(), "strings are hashed without the user");
        }
        let dict = Dict::new(table);
        self.shape.as_ref().adopt(dict.as_ref());
        self.reshape(descend(&self.shape, Shape::with_names(Box::new([]), true)));
        self.values.clear();
        self.values.push(Value::from(&dict));
        dict
    }
}

impl Trace for Attrs {
    fn trace(&self, visitor: &Visitor<'_>) {
        visitor.visit(self.shape.as_ref());
        trace_values(&*self.values, visitor);
    }
}

impl Drop for Attrs {
    /// What dies together with its owner dies in the order of the attributes: the heap frees last
    /// what it was given first.
    fn drop(&mut self) {
        self.values.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values are a vector, wherever they lie.
    #[test]
    fn values_are_kept_in_order() {
        for count in 0..3 * FEW as i64 {
            let mut values: Values = (0..count).map(Value::int).collect();
            let numbers =
                |values: &Values| -> Vec<_> { values.iter().map(Value::as_int).collect() };
            let expected: Vec<_> = (0..count).map(Some).collect();
            assert_eq!(numbers(&values), expected);
            for at in 0..count as usize {
                let mut fewer = expected.clone();
                assert_eq!(values.remove(at).as_int(), fewer.remove(at));
                assert_eq!(numbers(&values), fewer);
                values.push(Value::int(at as i64));
                values[at..].rotate_right(1);
                assert_eq!(numbers(&values), expected);
            }
            values.clear();
            assert!(values.is_empty() && values.pop().is_none());
        }
    }
}
