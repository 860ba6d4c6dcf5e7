//! Exceptions.

use super::attrs::Attrs;
use super::class::{Class, ClassFlags};
use super::{Trace, Tuple, trace_value, trace_values};
use crate::value::Value;
use gilscope_runtime::heap::{Gc, Guard, Guarded, Visitor};
use gilscope_runtime::task::Site;

/// An object of a class derived from BaseException.
pub struct Exception {
    /// Its class.
    pub class: Gc<Class>,
    /// Everything else.
    pub state: Guarded<ExceptionState>,
}

/// The parts of an exception that change.
pub struct ExceptionState {
    /// `args`
    pub args: Gc<Tuple>,
    /// Other attributes.
    pub attrs: Attrs,
    /// `__cause__`, or None.
    pub cause: Value,
    /// `__context__`, or None.
    pub context: Value,
    /// `__suppress_context__`
    pub suppress_context: bool,
    /// Where it passed, the innermost place first.
    pub traceback: Vec<TraceEntry>,
    /// What scripts get as `__traceback__`, once one has asked; else the empty value.
    pub traceback_object: Value,
    /// What `str` made of it, once its thread dies of it and only toy Python can tell.
    pub text: Option<Box<str>>,
    /// What a NameError's name may have been meant to be.
    pub hint: Option<Box<str>>,
    /// Objects of the frames that it ended which have last words: they live as long as it does. Those
    /// of the innermost frame come first, in the order of its slots.
    pub kept: Vec<Value>,
}

/// A place that an exception passed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TraceEntry {
    /// The instruction.
    pub site: Site,
}

impl Exception {
    /// A new exception of `class` with these `args`.
    pub fn new(class: &Gc<Class>, args: Vec<Value>) -> Gc<Exception> {
        let state = ExceptionState {
            args: Tuple::new(args),
            attrs: Attrs::new(&class.shape),
            cause: Value::NONE,
            context: Value::NONE,
            suppress_context: false,
            traceback: Vec::new(),
            traceback_object: Value::EMPTY,
            text: None,
            hint: None,
            kept: Vec::new(),
        };
        Gc::new(Exception {
            class: class.clone(),
            state: Guarded::new(state),
        })
    }
}

/// Access to an exception's state.
pub trait ExceptionParts {
    /// Locks the exception.
    fn state(&self) -> Guard<'_, ExceptionState>;
    /// Its `args`.
    fn args(&self) -> Gc<Tuple>;
}

impl ExceptionParts for Gc<Exception> {
    fn state(&self) -> Guard<'_, ExceptionState> {
        self.guard(|exception| &exception.state)
    }

    fn args(&self) -> Gc<Tuple> {
        self.state().args.clone()
    }
}

impl Drop for Exception {
    /// What the exception kept dies in the order of the frames, the innermost first: the heap frees
    /// last what it was given first.
    fn drop(&mut self) {
        while self.state.get_mut().kept.pop().is_some() {}
    }
}

impl Trace for Exception {
    fn trace(&self, visitor: &Visitor<'_>) {
        visitor.visit(self.class.as_ref());
        let state = visitor.peek(&self.state);
        visitor.visit(state.args.as_ref());
        state.attrs.trace(visitor);
        trace_value(&state.cause, visitor);
        trace_value(&state.context, visitor);
        trace_value(&state.traceback_object, visitor);
        trace_values(&state.kept, visitor);
    }

    fn has_finalizer(&self, _visitor: &Visitor<'_>) -> bool {
        self.class.flags().has(ClassFlags::DEL)
    }
}
