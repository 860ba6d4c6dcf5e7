//! Native iterators: those that never run code of the user.

use super::dict::{DictTable, ViewKind};
use super::{Dict, List, Set, Str, Trace, Tuple};
use crate::number::slice::Range as Progression;
use crate::value::Value;
use gilscope_runtime::heap::{Gc, Guard, Guarded, Visitor};

/// A native iterator.
pub struct Iter {
    /// Where it stands.
    pub state: Guarded<IterState>,
}

/// What a native iterator runs over, and where it stands.
#[allow(missing_docs)] // The fields are told in the sentence of their variant.
pub enum IterState {
    /// At its end, for good; its class.
    Done(&'static str),
    /// Numbers of a range: the next one, the distance, how many are left.
    Range { next: i64, step: i64, left: u64 },
    /// Numbers of a range beyond 64 bits that are left.
    WideRange(Box<Progression>),
    /// Items of a list from an index on.
    List { list: Gc<List>, index: usize },
    /// Items of a list backwards, from below an index.
    ListReversed { list: Gc<List>, index: usize },
    /// Items of a tuple from an index on.
    Tuple { tuple: Gc<Tuple>, index: usize },
    /// Items of a tuple backwards, from below an index.
    TupleReversed { tuple: Gc<Tuple>, index: usize },
    /// Characters of a string from a byte on.
    Str { text: Gc<Str>, offset: usize },
    /// Characters of a string backwards, from below a byte.
    StrReversed { text: Gc<Str>, offset: usize },
    /// Keys, values or items of a dict from a position on; its size when iteration began, and how many
    /// of so many are left.
    Dict {
        dict: Gc<Dict>,
        kind: ViewKind,
        position: usize,
        size: u32,
        left: u32,
    },
    /// The same backwards.
    DictReversed {
        dict: Gc<Dict>,
        kind: ViewKind,
        position: usize,
        size: usize,
    },
    /// Items of a set from a place on; its size when iteration began.
    Set {
        set: Gc<Set>,
        place: usize,
        size: usize,
    },
    /// Bytes from an index on.
    Bytes {
        bytes: Gc<super::Bytes>,
        index: usize,
    },
    /// The same of a bytearray.
    ByteArray {
        array: Gc<super::ByteArray>,
        index: usize,
    },
    /// Pairs of a number and what another native iterator gives.
    Enumerate { inner: Gc<Iter>, next: i64 },
    /// Tuples of what other native iterators give; whether they must end together.
    Zip {
        inner: Box<[Gc<Iter>]>,
        strict: bool,
    },
}

impl Iter {
    /// A new iterator object.
    pub fn new(state: IterState) -> Gc<Iter> {
        Gc::new(Iter {
            state: Guarded::new(state),
        })
    }

    /// A new iterator object as a value.
    pub fn value(state: IterState) -> Value {
        Iter::new(state).into()
    }
}

/// Access to an iterator's state.
pub trait IterAccess {
    /// Locks the iterator.
    fn state(&self) -> Guard<'_, IterState>;
}

impl IterAccess for Gc<Iter> {
    #[inline(always)]
    fn state(&self) -> Guard<'_, IterState> {
        self.guard(|iter| &iter.state)
    }
}

impl IterState {
    /// Over a dict as it is now.
    pub fn over_dict(dict: &Gc<Dict>, kind: ViewKind) -> IterState {
        let size = dict.table().len() as u32;
        IterState::Dict {
            dict: dict.clone(),
            kind,
            position: 0,
            size,
            left: size,
        }
    }

    /// What `type(iterator).__name__` says.
    pub fn type_name(&self) -> &'static str {
        match self {
            IterState::Done(name) => name,
            IterState::Range { .. } => "range_iterator",
            IterState::WideRange(_) => "longrange_iterator",
            IterState::List { .. } => "list_iterator",
            IterState::ListReversed { .. } => "list_reverseiterator",
            IterState::Tuple { .. } => "tuple_iterator",
            IterState::TupleReversed { .. } | IterState::StrReversed { .. } => "reversed",
            IterState::Str { text, .. } if text.is_ascii() => "str_ascii_iterator",
            IterState::Str { .. } => "str_iterator",
            IterState::Dict {
                kind: ViewKind::Keys,
                ..
            } => "dict_keyiterator",
            IterState::Dict {
                kind: ViewKind::Values,
                ..
            } => "dict_valueiterator",
            IterState::Dict {
                kind: ViewKind::Items,
                ..
            } => "dict_itemiterator",
            IterState::DictReversed {
                kind: ViewKind::Keys,
                ..
            } => "dict_reversekeyiterator",
            IterState::DictReversed {
                kind: ViewKind::Values,
                ..
            } => "dict_reversevalueiterator",
            IterState::DictReversed {
                kind: ViewKind::Items,
                ..
            } => "dict_reverseitemiterator",
            IterState::Set { .. } => "set_iterator",
            IterState::Bytes { .. } => "bytes_iterator",
            IterState::ByteArray { .. } => "bytearray_iterator",
            IterState::Enumerate { .. } => "enumerate",
            IterState::Zip { .. } => "zip",
        }
    }
}

impl Trace for Iter {
    fn trace(&self, visitor: &Visitor<'_>) {
        match visitor.peek(&self.state) {
            IterState::Done(_) | IterState::Range { .. } | IterState::WideRange(_) => {}
            IterState::List { list, .. } | IterState::ListReversed { list, .. } => {
                visitor.visit(list.as_ref());
            }
            IterState::Tuple { tuple, .. } | IterState::TupleReversed { tuple, .. } => {
                visitor.visit(tuple.as_ref());
            }
            IterState::Str { text, .. } | IterState::StrReversed { text, .. } => {
                visitor.visit(text.as_ref());
            }
            IterState::Dict { dict, .. } | IterState::DictReversed { dict, .. } => {
                visitor.visit(dict.as_ref());
            }
            IterState::Set { set, .. } => visitor.visit(set.as_ref()),
            IterState::Bytes { bytes, .. } => visitor.visit(bytes.as_ref()),
            IterState::ByteArray { array, .. } => visitor.visit(array.as_ref()),
            IterState::Enumerate { inner, .. } => visitor.visit(inner.as_ref()),
            IterState::Zip { inner, .. } => {
                inner.iter().for_each(|iter| visitor.visit(iter.as_ref()));
            }
        }
    }
}
