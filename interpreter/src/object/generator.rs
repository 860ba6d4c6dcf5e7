//! Generators: frames set aside.

use super::{Function, Trace, trace_value, trace_values};
use crate::code::{HandlerRow, Makes};
use crate::op::Op;
use crate::value::Value;
use gilscope_runtime::heap::{Gc, Guard, Guarded, Visitor};

/// A generator.
pub struct Generator {
    /// The function whose call made it.
    pub function: Gc<Function>,
    /// Its frame.
    pub state: Guarded<Suspended>,
}

/// Where a generator stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Called, not yet started.
    Fresh,
    /// Suspended at a `yield`.
    Yielded,
    /// Its frame is on some thread's stack.
    Running,
    /// At its end, for good.
    Done,
}

/// A frame set aside. While it runs, its values are on the stack, and the room for them stays.
pub struct Suspended {
    /// Whether it can go on.
    pub stage: Stage,
    /// The next instruction.
    pub ip: u32,
    /// Slots, then the operand stack.
    pub values: Vec<Value>,
    /// The exception that it was handling, if any; else the empty value.
    pub handled: Value,
}

impl Suspended {
    /// A frame at its beginning, with its slots.
    pub fn fresh(values: Vec<Value>) -> Suspended {
        Suspended {
            stage: Stage::Fresh,
            ip: 0,
            values,
            handled: Value::EMPTY,
        }
    }
}

/// A value as a generator, not a coroutine nor an asynchronous generator: something to iterate over.
#[inline]
pub fn as_iterator(value: &Value) -> Option<&Gc<Generator>> {
    let generator = value.as_gc::<Generator>()?;
    (generator.function.code.code.makes == Makes::Generator).then_some(generator)
}

/// Access to a generator's state.
pub trait GeneratorAccess {
    /// Locks the generator.
    fn state(&self) -> Guard<'_, Suspended>;
    /// Ends the generator for good; what it held is dropped.
    fn finish(&self);
    /// What its function's calls make: which of the kinds of generator it is.
    fn makes(&self) -> Makes;
    /// Whether it is suspended in a `yield from` or `await`.
    fn is_waiting(&self) -> bool;
}

impl GeneratorAccess for Gc<Generator> {
    #[inline(always)]
    fn state(&self) -> Guard<'_, Suspended> {
        self.guard(|generator| &generator.state)
    }

    fn finish(&self) {
        let mut state = self.state();
        state.stage = Stage::Done;
        let held = (std::mem::take(&mut state.values), state.handled.take());
        drop(state);
        drop(held);
    }

    #[inline]
    fn makes(&self) -> Makes {
        self.function.code.code.makes
    }

    fn is_waiting(&self) -> bool {
        let (stage, ip) = {
            let state = self.state();
            (state.stage, state.ip)
        };
        let instrs = &self.function.code.whole().instrs;
        stage == Stage::Yielded && instrs[ip as usize - 1].op == Op::PassOn
    }
}

impl Drop for Generator {
    /// What dies together with the generator dies in the order of its slots: the heap frees last
    /// what it was given first.
    fn drop(&mut self) {
        while self.state.get_mut().values.pop().is_some() {}
    }
}

impl Trace for Generator {
    fn trace(&self, visitor: &Visitor<'_>) {
        visitor.visit(self.function.as_ref());
        let frame = visitor.peek(&self.state);
        trace_values(&frame.values, visitor);
        trace_value(&frame.handled, visitor);
    }

    /// Whether it stands inside a `try` or `with`, whose end must run, or is a coroutine that nobody
    /// has awaited, of which there is a warning.
    fn has_finalizer(&self, visitor: &Visitor<'_>) -> bool {
        let frame = visitor.peek(&self.state);
        let (stage, ip) = (frame.stage, frame.ip);
        let code = self.function.code.whole();
        let covers = |row: &&HandlerRow| row.start < ip && ip <= row.end;
        let around = code.handlers.iter().find(covers);
        let is_unawaited = stage == Stage::Fresh && code.makes == Makes::Coroutine;
        is_unawaited
            || stage == Stage::Yielded && code.makes == Makes::AsyncGenerator
            || stage == Stage::Yielded
                && around.is_some_and(|row| {
                    code.instrs[row.target as usize].op != Op::StopIterationError
                })
    }
}
