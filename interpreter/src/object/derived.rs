//! Objects of classes that the script derives from builtin ones: `class Stack(list)`.
//!
//! Such an object is made of a value of the builtin class, its core, and of attributes, as any
//! instance has. Natives work on the core: a method of the builtin class that is called on the
//! object gets the core as its receiver, and what asks for a value of the builtin class, be it the
//! key of a dict or an operand, looks through to the core unless the class overrides the operation.

use super::class::ClassFlags;
use super::{Attrs, Class, Trace, trace_value};
use crate::value::Value;
use gilscope_runtime::heap::{Gc, Guarded, Visitor};

/// An object of a class derived from a builtin class that has bodies of its own.
pub struct Derived {
    /// Its class.
    pub class: Gc<Class>,
    /// Its attributes.
    pub attrs: Guarded<Attrs>,
    /// The value of the builtin class; never itself a `Derived`.
    pub core: Value,
}

impl Derived {
    /// A new object without attributes around `core`.
    pub fn new(class: &Gc<Class>, core: Value) -> Gc<Derived> {
        let attrs = Guarded::new(Attrs::new(&class.shape));
        Gc::new(Derived {
            class: class.clone(),
            attrs,
            core,
        })
    }
}

/// The value of a builtin class that natives are to work with: a derived object's core, any other
/// value itself.
#[inline]
pub fn core(value: &Value) -> &Value {
    match value.as_gc::<Derived>() {
        Some(derived) => &derived.core,
        None => value,
    }
}

/// As [`core`], for a value whose class does not override the operations of `flag`; None if it is no
/// derived object, or overrides them.
#[inline]
pub fn plain_core(value: &Value, flag: ClassFlags) -> Option<&Value> {
    let derived = value.as_gc::<Derived>()?;
    (!derived.class.flags().has(flag)).then_some(&derived.core)
}

impl Trace for Derived {
    fn trace(&self, visitor: &Visitor<'_>) {
        visitor.visit(self.class.as_ref());
        visitor.peek(&self.attrs).trace(visitor);
        trace_value(&self.core, visitor);
    }

    fn has_finalizer(&self, _visitor: &Visitor<'_>) -> bool {
        self.class.flags().has(ClassFlags::DEL)
    }
}
