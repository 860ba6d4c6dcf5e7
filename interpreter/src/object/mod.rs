//! Objects of the language: what stands in the boxes of the heap.
//!
//! One file a family. Bodies hold plain data; what operations mean stands in `vm` and `builtins`.
//! Fields that change are [`Guarded`]; everything else is fixed when the object is made.

pub mod text;
pub mod sequence;
pub mod complex;
pub mod compare;
pub mod dict;
pub mod set;
pub mod set_algebra;
pub mod search;
pub mod timsort;
pub mod unchanged;
pub mod views;
pub mod function;
pub mod mirror;
pub mod class_name;
pub mod attrs;
pub mod class;
pub mod shape;
pub mod derived;
pub mod exception;
pub mod items;
pub mod iterator;
pub mod generator;
pub mod awaitable;
pub mod module;
pub mod shared;
pub mod file;
pub mod hidden;
mod kinds;
mod parts;
pub mod keepers;
pub mod garbage;
pub mod transplant;

pub use attrs::Attrs;
pub use class::{Class, Instance};
pub use complex::ComplexNumber;
pub use derived::Derived;
pub use dict::Dict;
pub use exception::Exception;
pub use file::File;
pub use function::{Cell, CodeObject, Function, Method, Native, Property, Wrapped};
pub use generator::Generator;
pub use iterator::Iter;
pub use kinds::{NAMED, OWN, PRIVATE, QUIET, kind_name};
pub use module::{Module, Namespace};
pub use sequence::{BigInteger, ByteArray, Bytes, List, Range, Slice, Tuple, WideRange};
pub use set::Set;
pub use shape::Shape;
pub use text::Str;

use crate::value::Value;
use gilscope_runtime::heap::{Gc, Object, Ref, Visitor};

/// How the heap walks the references inside a body.
pub trait Trace {
    /// Shows `visitor` each reference that the body holds.
    fn trace(&self, visitor: &Visitor<'_>);

    /// Whether toy Python must run before the object may be freed: asked when nobody else can
    /// touch it any more.
    fn has_finalizer(&self, visitor: &Visitor<'_>) -> bool {
        let _ = visitor;
        false
    }
}

/// What is to be done before a value is stored in an object.
///
/// Where objects are local to their threads until another can find them (`--counting escape`), this
/// publishes what is stored in a shared one. Call it with no guard out. See `heap/publish.rs` of the
/// runtime.
pub trait Adopt {
    /// Before one value is stored.
    fn adopt(&self, value: &Value);

    /// Before several are.
    fn adopt_all<'a>(&self, values: impl IntoIterator<Item = &'a Value>);
}

impl<T: Object> Adopt for Gc<T> {
    #[inline(always)]
    fn adopt(&self, value: &Value) {
        if let Some(object) = value.as_object() {
            self.as_ref().adopt(object);
        }
    }

    fn adopt_all<'a>(&self, values: impl IntoIterator<Item = &'a Value>) {
        if self.as_ref().is_shared() {
            values.into_iter().for_each(|value| self.adopt(value));
        }
    }
}

impl Adopt for Value {
    #[inline(always)]
    fn adopt(&self, value: &Value) {
        if let (Some(owner), Some(object)) = (self.as_object(), value.as_object()) {
            owner.adopt(object);
        }
    }

    fn adopt_all<'a>(&self, values: impl IntoIterator<Item = &'a Value>) {
        if self.as_object().is_some_and(Ref::is_shared) {
            values.into_iter().for_each(|value| self.adopt(value));
        }
    }
}

/// Shows `visitor` the object of a value, if it is one.
pub fn trace_value(value: &Value, visitor: &Visitor<'_>) {
    if let Some(object) = value.as_object() {
        visitor.visit(object);
    }
}

/// Shows `visitor` the objects of many values.
pub fn trace_values<'a>(values: impl IntoIterator<Item = &'a Value>, visitor: &Visitor<'_>) {
    for value in values {
        trace_value(value, visitor);
    }
}

/// Locks two objects, always in the same order, so that no two threads can wait for each other. They must
/// not be the same.
pub fn both<'a, T: gilscope_runtime::heap::Object, G>(
    a: &'a Gc<T>,
    b: &'a Gc<T>,
    lock: impl Fn(&'a Gc<T>) -> G,
) -> (G, G) {
    if a.as_ref().address() < b.as_ref().address() {
        let first = lock(a);
        (first, lock(b))
    } else {
        let first = lock(b);
        (lock(a), first)
    }
}
