//! What becomes of results; exceptions and `with`.

use super::context::Cx;
use super::operators::native_truth;
use super::signal::{Exc, Res, Signal, type_error};
use super::thread::{Cont, Thread};
use crate::code::Makes;
use crate::object::class::{ClassFlags, ClassLookup, Layout};
use crate::object::exception::ExceptionParts;
use crate::object::{Class, Exception, Str, Tuple};
use crate::value::Value;
use gilscope_runtime::heap::Gc;

impl Thread {
    /// Return where more than a plain value is awaited.
    #[inline(never)]
    pub(super) fn return_slowly(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let value = self.stack.pop();
        let frame = self.frames.pop().expect("(window) a frame runs");
        let base = frame.base as usize;
        // In the order of the slots, as CPython does: finalizers can tell.
        self.stack.live_mut()[base..]
            .iter_mut()
            .for_each(|slot| drop(slot.take()));
        self.stack.truncate(base);
        self.deliver(cx, frame.cont, value)
    }

    /// Hands a result on. Its place, the topmost value, is still the callable's.
    pub(super) fn deliver(&mut self, cx: &mut Cx<'_>, cont: Cont, value: Value) -> Res<()> {
        match cont {
            Cont::Value => *self.stack.peek_mut(1) = value,
            Cont::Init => {
                drop(self.stack.pop());
                if !value.is_none() {
                    let class = cx.world.type_name(&value);
                    return type_error(format!("__init__() should return None, not '{class}'"));
                }
            }
            Cont::Drop => drop(self.stack.pop()),
            Cont::Module => {
                drop(self.stack.pop());
                self.module_loaded(cx)?;
            }
            Cont::StarModule => {
                drop(self.stack.pop());
                self.star_module_loaded(cx)?;
            }
            Cont::Attribute => {
                *self.stack.peek_mut(1) = value;
                self.stack.push(Value::EMPTY);
            }
            Cont::Truth(negated) => match native_truth(&value) {
                Some(truth) => *self.stack.peek_mut(1) = Value::bool(truth != negated),
                None => {
                    *self.stack.peek_mut(1) = cx.world.prelude_function("_truth");
                    self.stack.push(value);
                    return self.call_with(cx, 1, cont);
                }
            },
            Cont::JumpOrPop(on, distance) => {
                drop(self.stack.pop());
                if native_truth(&value) == Some(on) {
                    self.frame().jump(distance);
                } else {
                    drop(self.stack.pop());
                }
            }
            Cont::Operator(attempt) => {
                drop(self.stack.pop());
                return self.operator_result(cx, attempt, value);
            }
            Cont::ForIter | Cont::Next | Cont::Send | Cont::Close | Cont::CloseInner => {
                return self.generator_returned(cx, cont, value);
            }
            Cont::Class(bases) => {
                drop(self.stack.pop());
                return self.finish_class(cx, bases as usize, value);
            }
            Cont::Iter => return self.finish_iter(cx, value),
            Cont::Unpack(count) => {
                *self.stack.peek_mut(1) = value;
                return self.unpack_sequence(cx, count as usize);
            }
            Cont::UnpackEx(before, after) => {
                *self.stack.peek_mut(1) = value;
                return self.unpack_ex(cx, before.into(), after.into());
            }
            Cont::Bottom => {
                return match self.end(cx, Ok(())) {
                    Some(exit) => Err(Signal::leave(exit)),
                    None => Ok(()),
                };
            }
        }
        Ok(())
    }

    /// Raise.
    pub(super) fn raise(&mut self, cx: &mut Cx<'_>, count: usize) -> Res<()> {
        if count == 0 {
            return match cx.handled().cloned() {
                Some(exception) => Err(Box::new(Signal::Reraise(exception))),
                None => Exc::RuntimeError.err("No active exception to reraise"),
            };
        }
        if self.needs_instance(count) {
            // The class's `__init__` may be the user's: the prelude makes the instances.
            let name = if count == 2 { "_raise_from" } else { "_raise" };
            self.stack.insert(count, cx.world.prelude_function(name));
            return self.call(cx, count as u32);
        }
        let cause = if count == 2 {
            self.stack.pop()
        } else {
            Value::EMPTY
        };
        let value = self.stack.pop();
        let exception = exception_of(cx, &value)?;
        if !cause.is_empty() {
            let cause = if cause.is_none() {
                cause
            } else {
                exception_of(cx, &cause)
                    .map_err(|_| {
                        Exc::TypeError.signal("exception causes must derive from BaseException")
                    })?
                    .into()
            };
            let mut state = exception.state();
            state.suppress_context = true;
            let old = std::mem::replace(&mut state.cause, cause);
            drop(state);
            drop(old);
        }
        Err(Box::new(Signal::Raise(exception)))
    }

    /// Whether a class is raised whose instances the user's code initialises.
    fn needs_instance(&self, count: usize) -> bool {
        self.stack.last(count).iter().any(|value| {
            value.as_gc::<Class>().is_some_and(|class| {
                class.layout == Layout::Exception && class.flags().has(ClassFlags::USER)
            })
        })
    }

    pub(super) fn reraise(&mut self) -> Res<()> {
        let value = self.stack.pop();
        match value.as_gc::<Exception>() {
            Some(exception) => Err(Box::new(Signal::Reraise(exception.clone()))),
            None => unreachable!("(codegen) Reraise without an exception"),
        }
    }

    pub(super) fn push_exc(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let exception = self.stack.peek(1).clone();
        let mut previous = std::mem::replace(&mut cx.state.handled, exception);
        // What is handled outside a generator may be another exception when the generator goes on.
        if self
            .handled_outside()
            .is_some_and(|outer| outer.is(&previous))
        {
            drop(std::mem::replace(&mut previous, Value::EMPTY));
        }
        self.stack.insert(1, previous);
        Ok(())
    }

    pub(super) fn pop_exc(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let mut previous = self.stack.pop();
        if previous.is_empty()
            && let Some(outer) = self.handled_outside()
        {
            previous = outer.clone();
        }
        let old = std::mem::replace(&mut cx.state.handled, previous);
        drop(old);
        Ok(())
    }

    pub(super) fn check_exc_match(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let class = self.stack.pop();
        let exception = self.stack.peek(1).clone();
        let matches = exception_matches(cx, &exception, &class)?;
        self.stack.push(Value::bool(matches));
        Ok(())
    }

    /// LoadWith.
    pub(super) fn load_with(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let manager = self.stack.pop();
        let class = cx.world.class_of(&manager);
        let names = &cx.world.names;
        let Some(enter) = class.lookup(names.enter) else {
            let name = &class.name;
            return type_error(format!(
                "'{name}' object does not support the context manager protocol"
            ));
        };
        let Some(exit) = class.lookup(names.exit) else {
            let name = &class.name;
            return type_error(format!(
                "'{name}' object does not support the context manager protocol (missed __exit__ \
                 method)"
            ));
        };
        self.stack
            .push(crate::object::Method::value(exit, manager.clone()));
        self.stack
            .push(crate::object::Method::value(enter, manager));
        Ok(())
    }

    /// WithExcept.
    pub(super) fn with_except(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let exit = self.stack.peek(3).clone();
        let exception = self.stack.peek(1).clone();
        let class = cx.world.class_of(&exception);
        self.stack.push(exit);
        self.stack.push(class.into());
        let traceback = super::traceback_of(cx, &exception);
        self.stack.push(exception);
        self.stack.push(traceback);
        self.call(cx, 3)
    }

    pub(super) fn load_assertion_error(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        self.stack
            .push(cx.world.exception_class(Exc::AssertionError).into());
        Ok(())
    }

    /// A generator or coroutine let an exception out: StopIteration becomes RuntimeError.
    pub(super) fn stop_iteration_error(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let value = self.stack.pop();
        let exception = value
            .as_gc::<Exception>()
            .expect("(codegen) an exception")
            .clone();
        let makes = self.frame().program.code().code.makes;
        let is = |kind| exception.class.is_subclass(cx.world.exception_class(kind));
        let name = if is(Exc::StopIteration) {
            "StopIteration"
        } else if makes == Makes::AsyncGenerator && is(Exc::StopAsyncIteration) {
            "StopAsyncIteration"
        } else {
            return Err(Box::new(Signal::Reraise(exception)));
        };
        let class = cx.world.exception_class(Exc::RuntimeError);
        let message = Str::value(format!("{} raised {name}", makes.name()));
        let error = Exception::new(class, vec![message]);
        let mut state = error.state();
        state.cause = (&exception).into();
        state.context = exception.into();
        state.suppress_context = true;
        drop(state);
        Err(Box::new(Signal::Raise(error)))
    }
}

/// The exception that `raise value` raises.
fn exception_of(cx: &Cx<'_>, value: &Value) -> Res<Gc<Exception>> {
    if let Some(exception) = value.as_gc::<Exception>() {
        return Ok(exception.clone());
    }
    if let Some(class) = value.as_gc::<Class>()
        && class.layout == Layout::Exception
    {
        let _ = cx;
        return Ok(Exception::new(class, Vec::new()));
    }
    type_error("exceptions must derive from BaseException")
}

/// Whether an exception is of a class, or of one of a tuple of classes.
pub fn exception_matches(cx: &Cx<'_>, exception: &Value, class: &Value) -> Res<bool> {
    const WRONG: &str = "catching classes that do not inherit from BaseException is not allowed";
    if let Some(tuple) = class.as_gc::<Tuple>() {
        for class in &tuple.items {
            if exception_matches(cx, exception, class)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    match class.as_gc::<Class>() {
        Some(class) if class.layout == Layout::Exception => {
            Ok(cx.world.class_of(exception).is_subclass(class))
        }
        _ => type_error(WRONG),
    }
}
