//! What `await` runs when it is not a coroutine itself.

use super::{Exception, Generator, Trace, trace_value};
use crate::value::Value;
use gilscope_runtime::heap::{Gc, Guard, Guarded, Visitor};

/// An iterator that drives a coroutine (`coroutine.__await__()`), or an asynchronous generator to its
/// next item (`asend()`, `athrow()`).
pub struct Awaitable {
    /// The coroutine or asynchronous generator.
    pub target: Gc<Generator>,
    /// How it is resumed first.
    pub first: Guarded<First>,
}

/// How an [`Awaitable`] resumes its target when it is itself resumed.
pub enum First {
    /// With what is sent in: it is a coroutine, or has been resumed before.
    Passes,
    /// With this value.
    Value(Value),
    /// By raising this exception.
    Exception(Gc<Exception>),
}

/// Access to an awaitable's state.
pub trait AwaitableAccess {
    /// Locks the awaitable.
    fn first(&self) -> Guard<'_, First>;
}

impl AwaitableAccess for Gc<Awaitable> {
    fn first(&self) -> Guard<'_, First> {
        self.guard(|awaitable| &awaitable.first)
    }
}

impl Awaitable {
    /// One that resumes `target` as `first` says.
    pub fn value(target: Gc<Generator>, first: First) -> Value {
        let first = Guarded::new(first);
        Gc::new(Awaitable { target, first }).into()
    }
}

impl Trace for Awaitable {
    fn trace(&self, visitor: &Visitor<'_>) {
        visitor.visit(self.target.as_ref());
        match visitor.peek(&self.first) {
            First::Passes => {}
            First::Value(value) => trace_value(value, visitor),
            First::Exception(exception) => visitor.visit(exception.as_ref()),
        }
    }
}
