//! Generators: frames set aside.

use super::{Function, Trace, trace_value, trace_values};
use crate::value::Value;
use gilscope_runtime::heap::{Gc, Guard, Guarded, Visitor};

/// A generator.
pub struct Generator {
    /// The function whose call made it.
    pub function: Gc<Function>,
    /// Its frame.
    pub state: Guarded<GeneratorState>,
}

/// Where a generator stands.
pub enum GeneratorState {
    /// Called, not yet started, or suspended at a `yield`.
    Suspended(Box<Suspended>),
    /// Its frame is on some thread's stack.
    Running,
    /// At its end, for good.
    Done,
}

/// A frame set aside.
pub struct Suspended {
    /// The next instruction.
    pub ip: u32,
    /// Slots, then the operand stack.
    pub values: Vec<Value>,
    /// Whether it stands at a `yield`, rather than at its beginning.
    pub started: bool,
    /// The exception that it was handling, if any; else the empty value.
    pub handled: Value,
}

/// Access to a generator's state.
pub trait GeneratorAccess {
    /// Locks the generator.
    fn state(&self) -> Guard<'_, GeneratorState>;
}

impl GeneratorAccess for Gc<Generator> {
    fn state(&self) -> Guard<'_, GeneratorState> {
        self.guard(|generator| &generator.state)
    }
}

impl Trace for Generator {
    fn trace(&self, visitor: &Visitor<'_>) {
        visitor.visit(self.function.as_ref());
        if let GeneratorState::Suspended(frame) = visitor.peek(&self.state) {
            trace_values(&frame.values, visitor);
            trace_value(&frame.handled, visitor);
        }
    }
}
