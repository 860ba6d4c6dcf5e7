//! The `complex` object.

use super::Trace;
use crate::number::complex::Complex;
use crate::value::Value;
use gilscope_runtime::heap::{Gc, Visitor};

/// A `complex`. Immutable.
pub struct ComplexNumber {
    /// The number.
    pub value: Complex,
}

impl ComplexNumber {
    /// A new complex object as a value.
    pub fn value(value: Complex) -> Value {
        Gc::new(ComplexNumber { value }).into()
    }
}

impl Trace for ComplexNumber {
    fn trace(&self, _visitor: &Visitor<'_>) {}
}
