//! Strings.

use super::Trace;
use crate::number::hash::hash_str;
use crate::value::Value;
use compact_str::CompactString;
use gilscope_runtime::cache::Word;
use gilscope_runtime::heap::{Gc, Visitor};

/// A `str`: UTF-8, with its length in characters known. Immutable.
pub struct Str {
    text: CompactString,
    chars: usize,
    /// The hash, 0 until it is asked for.
    hash: Word,
}

impl Str {
    /// A new string object's body.
    pub fn new(text: impl Into<CompactString>) -> Str {
        let text = text.into();
        let chars = if text.is_ascii() {
            text.len()
        } else {
            text.chars().count()
        };
        Str {
            text,
            chars,
            hash: Word::new(0),
        }
    }

    /// A new string object as a value.
    pub fn value(text: impl Into<CompactString>) -> Value {
        Gc::new(Str::new(text)).into()
    }

    /// `first + second` as a value: the length need not be counted again.
    pub fn concat(first: &Str, second: &Str) -> Value {
        let mut text = CompactString::with_capacity(first.text.len() + second.text.len());
        text.push_str(&first.text);
        text.push_str(&second.text);
        let whole = Str {
            text,
            chars: first.chars + second.chars,
            hash: Word::new(0),
        };
        Gc::new(whole).into()
    }

    /// Appends `more` to a string that nobody else refers to.
    pub fn append(&mut self, more: &Str) {
        self.text.push_str(&more.text);
        self.chars += more.chars;
        self.hash.set(0);
    }

    /// The text.
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Length in characters.
    #[inline]
    pub fn chars(&self) -> usize {
        self.chars
    }

    /// Whether each character is one byte.
    #[inline]
    pub fn is_ascii(&self) -> bool {
        self.chars == self.text.len()
    }

    /// The hash of the text.
    pub fn hash(&self) -> i64 {
        let known = self.hash.get();
        if known != 0 {
            return known as i64;
        }
        let hash = hash_str(&self.text);
        self.hash.set(hash as u64);
        hash
    }
}

impl Trace for Str {
    fn trace(&self, _visitor: &Visitor<'_>) {}
}
