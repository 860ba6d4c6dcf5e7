//! Callables and what they close over.

use super::{Attrs, Str, Trace, Tuple, trace_value, trace_values};
use crate::linked::FunctionCode;
use crate::value::Value;
use gilscope_runtime::heap::{Gc, Guarded, Visitor};
use std::sync::Arc;

/// A function of the script (or of the standard library in toy Python).
pub struct Function {
    /// Its code.
    pub code: Arc<FunctionCode>,
    /// `__code__`, the same for all functions of one `def`; `None` for those that no script sees.
    pub object: Option<Gc<CodeObject>>,
    /// The namespace of the module that defines it, kept alive by it.
    pub globals: Gc<super::Namespace>,
    /// Cells of its free variables.
    pub closure: Box<[Gc<Cell>]>,
    /// Defaults and attributes.
    pub state: Guarded<FunctionState>,
}

/// The parts of a function that a script may change.
pub struct FunctionState {
    /// `__name__`
    pub name: Value,
    /// `__qualname__`
    pub qualname: Value,
    /// `__doc__`
    pub doc: Value,
    /// `__module__`
    pub module: Value,
    /// Defaults of the last positional parameters.
    pub defaults: Option<Gc<Tuple>>,
    /// Defaults of keyword-only parameters, by name.
    pub kwdefaults: Option<Gc<super::Dict>>,
    /// What gives `__annotations__`: a function that makes the dict, or the dict once somebody has
    /// asked; text where that cannot be told; empty without annotations.
    pub annotations: Value,
    /// Other attributes.
    pub attrs: Option<Box<Attrs>>,
}

impl Trace for Function {
    fn trace(&self, visitor: &Visitor<'_>) {
        visitor.visit(self.globals.as_ref());
        if let Some(object) = &self.object {
            visitor.visit(object.as_ref());
        }
        // Shared with the functions of the same text: for each of them they count as its own.
        trace_values(self.code.consts(), visitor);
        self.closure
            .iter()
            .for_each(|cell| visitor.visit(cell.as_ref()));
        // Those of its code die with the last function made of it.
        trace_values(self.code.consts(), visitor);
        let state = visitor.peek(&self.state);
        for value in [&state.name, &state.qualname, &state.doc, &state.module] {
            trace_value(value, visitor);
        }
        trace_value(&state.annotations, visitor);
        if let Some(defaults) = &state.defaults {
            visitor.visit(defaults.as_ref());
        }
        if let Some(kwdefaults) = &state.kwdefaults {
            visitor.visit(kwdefaults.as_ref());
        }
        if let Some(attrs) = &state.attrs {
            attrs.trace(visitor);
        }
    }
}

/// A function written in Rust.
pub struct Native {
    /// Index of its row in the table of natives.
    pub index: u32,
    /// Its name.
    pub name: &'static str,
    /// The module it belongs to, for its repr; or the empty value.
    pub module: Value,
}

impl Trace for Native {
    fn trace(&self, visitor: &Visitor<'_>) {
        trace_value(&self.module, visitor);
    }
}

/// A function bound to a receiver.
pub struct Method {
    /// A function, a native or another callable.
    pub function: Value,
    /// Its first argument.
    pub receiver: Value,
}

impl Method {
    /// A new bound method.
    pub fn value(function: Value, receiver: Value) -> Value {
        Gc::new(Method { function, receiver }).into()
    }
}

impl Trace for Method {
    fn trace(&self, visitor: &Visitor<'_>) {
        trace_values([&self.function, &self.receiver], visitor);
    }
}

/// A variable that inner functions share.
pub struct Cell {
    /// Its value; empty while unbound.
    pub value: Guarded<Value>,
}

impl Cell {
    /// A new cell.
    pub fn new(value: Value) -> Gc<Cell> {
        Gc::new(Cell {
            value: Guarded::new(value),
        })
    }
}

impl Trace for Cell {
    fn trace(&self, visitor: &Visitor<'_>) {
        trace_value(visitor.peek(&self.value), visitor);
    }
}

/// Code as a constant, on its way into a function.
pub struct CodeObject {
    /// The code.
    pub code: Arc<FunctionCode>,
}

impl Trace for CodeObject {
    fn trace(&self, visitor: &Visitor<'_>) {
        trace_values(self.code.consts(), visitor);
    }
}

/// `property(getter, setter, deleter)`.
pub struct Property {
    /// The three functions, each `None` where missing.
    pub parts: [Value; 3],
    /// The docstring.
    pub doc: Value,
}

impl Trace for Property {
    fn trace(&self, visitor: &Visitor<'_>) {
        trace_values(self.parts.iter().chain([&self.doc]), visitor);
    }
}

/// How a function stored in a class is to be bound.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wrapping {
    /// `staticmethod`: not at all.
    Static,
    /// `classmethod`: to the class.
    Class,
    /// A native attribute that is worked out when it is read: `__name__` and the like.
    Computed,
    /// A field of a named tuple; the function is its place.
    Item,
    /// A name in `__slots__`; the function is the text that stands for the member.
    Slot,
}

/// `staticmethod(f)`, `classmethod(f)`, or a computed attribute.
pub struct Wrapped {
    /// The function.
    pub function: Value,
    /// How it is bound.
    pub wrapping: Wrapping,
}

impl Trace for Wrapped {
    fn trace(&self, visitor: &Visitor<'_>) {
        trace_value(&self.function, visitor);
    }
}

/// The name of a callable for messages: a function's `__qualname__`, a native's name.
pub fn callable_name(value: &Value) -> Option<String> {
    if let Some(function) = value.as_gc::<Function>() {
        let state = function.guard(|f| &f.state);
        return state
            .qualname
            .as_gc::<Str>()
            .map(|name| name.as_str().to_string());
    }
    if let Some(method) = value.as_gc::<Method>() {
        return callable_name(&method.function);
    }
    value
        .as_gc::<Native>()
        .map(|native| native.name.to_string())
}
