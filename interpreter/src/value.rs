//! A value of the language: 16 bytes, two machine words.
//!
//! The first word says what it is, the second carries it. Small integers, floats, bools and None
//! never touch a count; anything else is a reference to an object of the heap. The two words are
//! always moved as two words: a wide copy right after two narrow stores stalls the processor.
//!
//! Invariant *(tag)*: the second word of an `Object` owns one count of a live object, as a `Ref`.
#![allow(unsafe_code)]

use gilscope_runtime::heap::{Gc, Header, Object, Ref};
use std::fmt;
use std::mem;
use std::ptr::{self, NonNull};

/// What the first word of a [`Value`] says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u64)]
pub enum Tag {
    /// No value: an unbound variable, a free place. Never seen by a script.
    Empty,
    /// `None`
    None,
    /// `True` or `False`
    Bool,
    /// An integer of 64 bits.
    Int,
    /// A float.
    Float,
    /// `...`
    Ellipsis,
    /// `NotImplemented`
    NotImplemented,
    /// A reference to an object.
    Object,
}

/// A value of the language.
#[repr(C)]
pub struct Value {
    tag: Tag,
    bits: u64,
}

/// A value taken apart.
#[derive(Clone, Copy, Debug)]
pub enum View<'a> {
    /// No value.
    Empty,
    /// `None`
    None,
    /// `True` or `False`
    Bool(bool),
    /// An integer of 64 bits.
    Int(i64),
    /// A float.
    Float(f64),
    /// `...`
    Ellipsis,
    /// `NotImplemented`
    NotImplemented,
    /// An object.
    Object(&'a Ref),
}

impl Value {
    /// No value: an unbound variable.
    pub const EMPTY: Value = Value {
        tag: Tag::Empty,
        bits: 0,
    };
    /// `None`
    pub const NONE: Value = Value {
        tag: Tag::None,
        bits: 0,
    };
    /// `True`
    pub const TRUE: Value = Value {
        tag: Tag::Bool,
        bits: 1,
    };
    /// `False`
    pub const FALSE: Value = Value {
        tag: Tag::Bool,
        bits: 0,
    };
    /// `...`
    pub const ELLIPSIS: Value = Value {
        tag: Tag::Ellipsis,
        bits: 0,
    };
    /// `NotImplemented`
    pub const NOT_IMPLEMENTED: Value = Value {
        tag: Tag::NotImplemented,
        bits: 0,
    };

    /// An integer.
    #[inline(always)]
    pub const fn int(value: i64) -> Value {
        Value {
            tag: Tag::Int,
            bits: value as u64,
        }
    }

    /// A float.
    #[inline(always)]
    pub const fn float(value: f64) -> Value {
        Value {
            tag: Tag::Float,
            bits: value.to_bits(),
        }
    }

    /// A bool.
    #[inline(always)]
    pub const fn bool(value: bool) -> Value {
        Value {
            tag: Tag::Bool,
            bits: value as u64,
        }
    }

    /// A reference to an object.
    #[inline(always)]
    pub fn object(object: Ref) -> Value {
        Value {
            tag: Tag::Object,
            bits: object.into_raw().as_ptr() as u64,
        }
    }

    /// The first word.
    #[inline(always)]
    pub fn tag(&self) -> Tag {
        self.tag
    }

    /// The first word, as if read on its own: the compiler joins what is asked of it with nothing that is
    /// asked elsewhere. Two branches are worth more than one table of jumps for all.
    #[inline(always)]
    pub fn tag_alone(&self) -> usize {
        alone(self.tag as u64) as usize
    }

    /// The second word.
    #[inline(always)]
    pub fn bits(&self) -> u64 {
        self.bits
    }

    /// The value in two words, unless it is an object.
    pub fn immediate(&self) -> Option<[u64; 2]> {
        (self.tag != Tag::Object).then_some([self.tag as u64, self.bits])
    }

    /// The value taken apart.
    #[inline(always)]
    pub fn view(&self) -> View<'_> {
        match self.tag {
            Tag::Empty => View::Empty,
            Tag::None => View::None,
            Tag::Bool => View::Bool(self.bits != 0),
            Tag::Int => View::Int(self.bits as i64),
            Tag::Float => View::Float(f64::from_bits(self.bits)),
            Tag::Ellipsis => View::Ellipsis,
            Tag::NotImplemented => View::NotImplemented,
            // SAFETY: (tag) the word is a `Ref`, which is transparent over a pointer.
            Tag::Object => View::Object(unsafe { &*ptr::from_ref(&self.bits).cast::<Ref>() }),
        }
    }

    /// The integer, if it is one of 64 bits.
    #[inline(always)]
    pub fn as_int(&self) -> Option<i64> {
        if self.tag == Tag::Int {
            Some(self.bits as i64)
        } else {
            None
        }
    }

    /// The float, if it is one.
    #[inline(always)]
    pub fn as_float(&self) -> Option<f64> {
        if self.tag == Tag::Float {
            Some(f64::from_bits(self.bits))
        } else {
            None
        }
    }

    /// The object, if it is one.
    #[inline(always)]
    pub fn as_object(&self) -> Option<&Ref> {
        match self.view() {
            View::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The object seen as one of body type `T`, if it is one.
    #[inline(always)]
    pub fn as_gc<T: Object>(&self) -> Option<&Gc<T>> {
        self.as_object()?.downcast()
    }

    /// The object's body to be changed, if it is of type `T` and this is the only reference.
    #[inline]
    pub fn get_mut<T: Object>(&mut self) -> Option<&mut T> {
        if self.tag != Tag::Object {
            return None;
        }
        // SAFETY: (tag) the word is a `Ref`, which is transparent over a pointer.
        let object = unsafe { &mut *ptr::from_mut(&mut self.bits).cast::<Ref>() };
        object.get_mut()
    }

    /// Whether there is no value.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.tag == Tag::Empty
    }

    /// Whether it is `None`.
    #[inline(always)]
    pub fn is_none(&self) -> bool {
        self.tag == Tag::None
    }

    /// The same two words, read one after the other, without another count: whoever takes them takes
    /// the value.
    #[inline(always)]
    fn word_by_word(&self) -> Value {
        Value {
            tag: self.tag,
            bits: alone(self.bits),
        }
    }

    /// The value, moved as two words even where it goes from memory to memory.
    #[inline(always)]
    pub fn in_words(self) -> Value {
        mem::ManuallyDrop::new(self).word_by_word()
    }

    /// The value, or `None` of Rust when there is none.
    #[inline(always)]
    pub fn present(self) -> Option<Value> {
        if self.is_empty() { None } else { Some(self) }
    }

    /// Whether both are the same value or the same object: `is`.
    #[inline(always)]
    pub fn is(&self, other: &Value) -> bool {
        self.tag == other.tag && self.bits == other.bits
    }

    /// Drops the value; true if objects died.
    #[inline(always)]
    pub fn discard(self) -> bool {
        let value = mem::ManuallyDrop::new(self);
        value.tag == Tag::Object && reference(value.bits).discard()
    }

    /// Takes the value and leaves [`Value::EMPTY`].
    #[inline(always)]
    pub fn take(&mut self) -> Value {
        self.replace(Value::EMPTY)
    }

    /// Takes the value and leaves another.
    #[inline(always)]
    pub fn replace(&mut self, value: Value) -> Value {
        mem::replace(self, value).in_words()
    }

    /// Exchanges two values.
    #[inline(always)]
    pub fn exchange(&mut self, other: &mut Value) {
        mem::swap(&mut self.tag, &mut other.tag);
        mem::swap(&mut self.bits, &mut other.bits);
    }
}

impl<T: Object> From<Gc<T>> for Value {
    #[inline(always)]
    fn from(object: Gc<T>) -> Value {
        Value::object(object.into_ref())
    }
}

impl<T: Object> From<&Gc<T>> for Value {
    #[inline(always)]
    fn from(object: &Gc<T>) -> Value {
        Value::object(object.as_ref().clone())
    }
}

impl Default for Value {
    fn default() -> Value {
        Value::EMPTY
    }
}

impl Clone for Value {
    #[inline(always)]
    fn clone(&self) -> Value {
        if let View::Object(object) = self.view() {
            mem::forget(object.clone());
        }
        self.word_by_word()
    }
}

impl Drop for Value {
    #[inline(always)]
    fn drop(&mut self) {
        if self.tag == Tag::Object {
            drop(reference(self.bits));
        }
    }
}

/// The same word, of which the compiler does not know where it came from.
#[inline(always)]
fn alone(word: u64) -> u64 {
    let mut word = word;
    #[cfg(all(any(target_arch = "x86_64", target_arch = "aarch64"), not(miri)))]
    // SAFETY: there is no instruction in it.
    unsafe {
        std::arch::asm!("/* {} */", inout(reg) word, options(pure, nomem, nostack, preserves_flags));
    }
    word
}

/// The reference that the second word of an `Object` is; the value is given up.
#[inline(always)]
fn reference(bits: u64) -> Ref {
    debug_assert!(bits != 0, "(tag) an object's word is a pointer");
    // SAFETY: (tag) it was made from one.
    let header = unsafe { NonNull::new_unchecked(bits as *mut Header) };
    // SAFETY: (tag) the word owns one count, which the caller gives up.
    unsafe { Ref::from_raw(header) }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.view().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_two_words_and_a_result_is_no_larger() {
        assert_eq!(size_of::<Value>(), 16);
        assert_eq!(size_of::<Result<Value, Box<u64>>>(), 16);
    }

    #[test]
    fn values_come_apart_as_they_were_put_together() {
        assert_eq!(Value::int(-7).as_int(), Some(-7));
        assert_eq!(Value::float(0.5).as_float(), Some(0.5));
        assert!(matches!(Value::bool(true).view(), View::Bool(true)));
        assert!(Value::NONE.is(&Value::NONE) && !Value::NONE.is(&Value::int(0)));
    }
}
