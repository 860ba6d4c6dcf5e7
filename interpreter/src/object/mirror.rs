//! A mirror: the variables of a namespace, or the members of a class, as words that threads read
//! without its lock.
//!
//! Two threads that call the same functions would fight over the lock of the namespace where those
//! stand. So once there are two threads and no GIL, a namespace has a mirror: a word for each
//! variable, which is noted by a reader and blotted out by whoever binds the variable, both under the
//! namespace's lock. A word that is not blank is what the variable held at some moment after the
//! last change that the reader can know of.
//!
//! Words hold what needs no count: numbers, `None` and the like, that a variable is unbound, and
//! objects that are immortal (*once*: they live as long as the world).
//!
//! | low bits | the others |
//! |---|---|
//! | 0000 | the address of an immortal object; blank if 0 |
//! | 01 | an integer of 62 bits |
//! | 10 | a float: sign, and the exponent and fraction without its two highest bits, which follow from the third |
//! | 11 | an entry of [`PLAIN`] |
#![allow(unsafe_code)]

use crate::value::{Value, View};
use gilscope_runtime::cache::Word;
use gilscope_runtime::heap::{Flags, Header, Ref};
use gilscope_runtime::symbol::Symbol;
use rustc_hash::FxHashMap;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

/// What stands in a word by its number.
const PLAIN: [Value; 6] = [
    Value::EMPTY,
    Value::NONE,
    Value::FALSE,
    Value::TRUE,
    Value::ELLIPSIS,
    Value::float(0.0),
];
const BLANK: u64 = 0;
const INT: u64 = 1;
const FLOAT: u64 = 2;
const OTHER: u64 = 3;
/// Bits of a float below the two highest ones of its exponent.
const LOW: u64 = (1 << 61) - 1;

/// The words of one namespace.
pub struct Mirror(Box<[Word]>);

impl Mirror {
    /// A blank mirror for so many variables.
    pub fn new(size: usize) -> Mirror {
        Mirror((0..size).map(|_| Word::new(BLANK)).collect())
    }

    /// What is known of a variable; the empty value for one that is unbound.
    #[inline(always)]
    pub fn get(&self, slot: u32) -> Option<Value> {
        decode(self.0.get(slot as usize)?.look())
    }

    /// Notes what a variable holds. The caller has the lock of the namespace.
    pub fn note(&self, slot: u32, value: &Value) {
        let known = encode(value);
        // Not to take the cache line from the others for nothing.
        if let Some(word) = self.0.get(slot as usize).filter(|word| word.get() != known) {
            word.show(known);
        }
    }

    /// Forgets what a variable held. The caller has the lock of the namespace.
    pub fn blot(&self, slot: u32) {
        if let Some(word) = self.0.get(slot as usize) {
            word.set(BLANK);
        }
    }

    /// Forgets everything. The caller has the lock of the namespace.
    pub fn blot_all(&self) {
        self.0.iter().for_each(|word| word.set(BLANK));
    }
}

/// A mirror of values that have names: the members of a class.
pub struct NamedMirror {
    places: FxHashMap<Symbol, u32>,
    mirror: Mirror,
}

/// Where the mirror says, as of a variable that is unbound, that no other names have values.
const OTHERS: u32 = 0;

impl NamedMirror {
    /// A blank mirror for all the names that have values.
    pub fn new(names: impl Iterator<Item = Symbol>) -> NamedMirror {
        let places: FxHashMap<Symbol, u32> = names.zip(OTHERS + 1..).collect();
        let mirror = Mirror::new(places.len() + 1);
        mirror.note(OTHERS, &Value::EMPTY);
        NamedMirror { places, mirror }
    }

    fn place(&self, name: Symbol) -> u32 {
        self.places.get(&name).copied().unwrap_or(OTHERS)
    }

    /// What is known of a name; the empty value for one that has none.
    #[inline(always)]
    pub fn get(&self, name: Symbol) -> Option<Value> {
        self.mirror.get(self.place(name))
    }

    /// Notes a name's value. The caller has the lock.
    pub fn note(&self, name: Symbol, value: Option<&Value>) {
        if let place @ 1.. = self.place(name) {
            self.mirror.note(place, value.unwrap_or(&Value::EMPTY));
        }
    }

    /// Forgets a name's value; for good, if it had none when the mirror was made. The caller has the
    /// lock.
    pub fn blot(&self, name: Symbol) {
        self.mirror.blot(self.place(name));
    }

    /// Forgets everything. The caller has the lock.
    pub fn blot_all(&self) {
        self.mirror.blot_all();
    }
}

/// The word for a value, or a blank one.
fn encode(value: &Value) -> u64 {
    match value.view() {
        View::Int(n) if n << 2 >> 2 == n => (n << 2) as u64 | INT,
        View::Float(x) if matches!(x.to_bits() >> 60 & 7, 3 | 4) => {
            let bits = x.to_bits();
            (bits >> 63 << 61 | bits & LOW) << 2 | FLOAT
        }
        View::Object(object) => match object.header().flags().has(Flags::IMMORTAL) {
            true => object.address() as u64,
            false => BLANK,
        },
        _ => {
            let is_it = |plain: &Value| plain.tag() == value.tag() && plain.bits() == value.bits();
            let number = PLAIN.iter().position(is_it);
            number.map_or(BLANK, |number| (number as u64) << 2 | OTHER)
        }
    }
}

#[inline(always)]
fn decode(word: u64) -> Option<Value> {
    Some(match word & 3 {
        INT => Value::int(word as i64 >> 2),
        FLOAT => {
            let high = if word >> 62 & 1 == 1 { 0b01 } else { 0b10 };
            Value::float(f64::from_bits(
                word >> 63 << 63 | high << 61 | word >> 2 & LOW,
            ))
        }
        OTHER => PLAIN[(word >> 2) as usize].clone(),
        _ => {
            let header = NonNull::new(word as *mut Header)?;
            // SAFETY: (once) `encode` was given a living immortal object.
            let object = ManuallyDrop::new(unsafe { Ref::from_raw(header) });
            Value::object(Ref::clone(&object))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comes_back(value: Value) -> bool {
        let word = encode(&value);
        let same = |seen: Value| seen.tag() == value.tag() && seen.bits() == value.bits();
        word != BLANK && decode(word).is_some_and(same)
    }

    #[test]
    fn a_word_is_the_value_it_was_made_from() {
        for n in [0, 1, -1, 1 << 60, -(1 << 61), (1 << 61) - 1] {
            assert!(comes_back(Value::int(n)), "{n}");
        }
        for x in [
            0.0,
            1.0,
            -1.0,
            0.1,
            -3.7e76,
            1e-76,
            f64::EPSILON,
            1.9999999999999998,
        ] {
            assert!(comes_back(Value::float(x)), "{x}");
        }
        for value in &PLAIN {
            assert!(comes_back(value.clone()), "{value:?}");
        }
    }

    #[test]
    fn what_has_no_word_leaves_the_mirror_blank() {
        let mirror = Mirror::new(1);
        mirror.note(0, &Value::int(7));
        for value in [
            Value::int(i64::MAX),
            Value::int(-(1 << 61) - 1),
            Value::float(-0.0),
            Value::float(f64::NAN),
            Value::float(f64::INFINITY),
            Value::float(1e300),
            Value::NOT_IMPLEMENTED,
        ] {
            mirror.note(0, &value);
            assert!(mirror.get(0).is_none(), "{value:?}");
        }
        assert!(mirror.get(1).is_none(), "beyond its end");
    }

    #[test]
    fn what_is_bound_anew_is_blotted_out() {
        let mirror = Mirror::new(2);
        mirror.note(0, &Value::NONE);
        mirror.note(1, &Value::EMPTY);
        assert!(mirror.get(1).is_some_and(|value| value.is_empty()));
        mirror.blot(1);
        assert!(mirror.get(1).is_none() && mirror.get(0).is_some());
        mirror.blot_all();
        assert!(mirror.get(0).is_none());
    }

    #[test]
    fn a_name_that_was_not_there_is_known_not_to_be_until_something_gets_it() {
        let [here, there] = ["here", "there"].map(Symbol::new);
        let mirror = NamedMirror::new([here].into_iter());
        assert!(mirror.get(here).is_none());
        assert!(mirror.get(there).is_some_and(|value| value.is_empty()));
        mirror.note(here, Some(&Value::NONE));
        mirror.blot(there);
        mirror.note(there, None);
        assert!(
            mirror.get(there).is_none(),
            "asked for under the lock from now on"
        );
        assert!(mirror.get(here).is_some_and(|value| value.is_none()));
    }
}
