//! `yield from` and `await` as they run: generators and coroutines that wait for another one.
//!
//! A frame that delegates has `[.., iterator, value]` on its operand stack, in a loop of Send and
//! PassOn. A generator or coroutine as the iterator is resumed right above it, with [`Cont::Send`]:
//! no call lies between. What is thrown into a generator suspended at PassOn is raised in the
//! innermost one of such a chain, as CPython does; on a `close`, each waits for the end of the one
//! inside, with [`Cont::CloseInner`].

use super::context::Cx;
use super::generators::{begin, refuse_first_value};
use super::iteration::native_next;
use super::signal::{Exc, Res, Signal, type_error};
use super::thread::{Cont, Thread};
use crate::code::Makes;
use crate::linked::Instr;
use crate::object::awaitable::{Awaitable, AwaitableAccess, First};
use crate::object::class::ClassLookup;
use crate::object::generator::{GeneratorAccess, Stage};
use crate::object::{Exception, Generator, Iter, Method};
use crate::op::Op;
use crate::value::Value;
use gilscope_runtime::heap::Gc;

/// GetAwaitable's argument where the awaitable comes from `__anext__`.
const FROM_ANEXT: u32 = 3;

/// What an iterator is resumed with.
enum Resume {
    Send(Value),
    Throw(Gc<Exception>),
}

impl Thread {
    /// GetDelegate. Generators and native iterators are run as they are, others by a generator of
    /// the prelude.
    pub(super) fn get_delegate(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let value = self.stack.peek(1);
        if value.as_gc::<Awaitable>().is_some() {
            return Ok(());
        }
        if makes(value) == Some(Makes::Coroutine) {
            return type_error(
                "cannot 'yield from' a coroutine object in a non-coroutine generator",
            );
        }
        self.get_iter(cx)
    }

    /// GetAwaitable.
    pub(super) fn get_awaitable(&mut self, cx: &mut Cx<'_>, from: u32) -> Res<()> {
        let value = self.stack.peek(1).clone();
        if let Some(coroutine) = value.as_gc::<Generator>()
            && coroutine.makes() == Makes::Coroutine
        {
            if coroutine.is_waiting() {
                return Exc::RuntimeError.err("coroutine is being awaited already");
            }
            return Ok(());
        }
        if value.as_gc::<Awaitable>().is_some() {
            return Ok(());
        }
        if from == FROM_ANEXT {
            self.stack
                .insert(1, cx.world.prelude_function("_await_next"));
            return self.call_with(cx, 1, Cont::Iter);
        }
        let class = cx.world.class_of(&value);
        let Some(method) = class.lookup(cx.world.names.awaiting) else {
            let name = cx.world.type_name(&value);
            return type_error(match from {
                1 => format!(
                    "'async with' received an object from __aenter__ that does not implement \
                     __await__: {name}"
                ),
                2 => format!(
                    "'async with' received an object from __aexit__ that does not implement \
                     __await__: {name}"
                ),
                _ => format!("object {name} can't be used in 'await' expression"),
            });
        };
        self.stack.insert(1, method);
        self.call_with(cx, 1, Cont::Iter)
    }

    /// `__await__`, `__iter__` of a delegate or `__aiter__` has returned: the result must be an iterator,
    /// and Send must be able to run it.
    pub(super) fn finish_special_iter(&mut self, cx: &mut Cx<'_>, value: Value, op: Op) -> Res<()> {
        let name = cx.world.type_name(&value);
        let class = cx.world.class_of(&value);
        if op == Op::GetAiter {
            if class.lookup(cx.world.names.anext).is_none() {
                return type_error(format!(
                    "'async for' received an object from __aiter__ that does not implement \
                     __anext__: {name}"
                ));
            }
            *self.stack.peek_mut(1) = value;
            return Ok(());
        }
        let native = match makes(&value) {
            Some(Makes::Coroutine) if op == Op::GetAwaitable => {
                return type_error("__await__() returned a coroutine");
            }
            Some(made) => made == Makes::Generator,
            None => value.as_gc::<Iter>().is_some() || value.as_gc::<Awaitable>().is_some(),
        };
        if native {
            *self.stack.peek_mut(1) = value;
            return Ok(());
        }
        if class.lookup(cx.world.names.next).is_none() {
            let what = match op {
                Op::GetAwaitable => "__await__()",
                _ => "iter()",
            };
            return type_error(format!("{what} returned non-iterator of type '{name}'"));
        }
        *self.stack.peek_mut(1) = cx.world.prelude_function("_delegate");
        self.stack.push(value);
        self.call(cx, 1)
    }

    /// Send.
    pub(super) fn send(&mut self, cx: &mut Cx<'_>, instr: Instr) -> Res<()> {
        let value = self.stack.pop();
        let iterator = self.stack.peek(1).clone();
        if let Some(iter) = iterator.as_gc::<Iter>() {
            if !value.is_none() {
                let name = cx.world.type_name(&iterator);
                let message = format!("'{name}' object has no attribute 'send'");
                return Exc::AttributeError.err(message);
            }
            match native_next(cx, iter)? {
                Some(item) => self.stack.push(item),
                None => {
                    *self.stack.peek_mut(1) = Value::NONE;
                    self.frame().jump(instr.arg as i32);
                }
            }
            return Ok(());
        }
        let Some((target, resume)) = target_of(&iterator, Resume::Send(value))? else {
            unreachable!("(GetDelegate, GetAwaitable) gave something to send to");
        };
        self.resume_target(cx, &target, resume)
    }

    /// Resumes what the frame that runs delegates to.
    fn resume_target(
        &mut self,
        cx: &mut Cx<'_>,
        target: &Gc<Generator>,
        resume: Resume,
    ) -> Res<()> {
        let Some(stage) = begin(target)? else {
            return match (target.makes(), resume) {
                (Makes::Coroutine, _) => {
                    Exc::RuntimeError.err("cannot reuse already awaited coroutine")
                }
                (Makes::Generator, Resume::Throw(exception)) => {
                    Err(Box::new(Signal::Raise(exception)))
                }
                (Makes::AsyncGenerator, Resume::Send(_)) => {
                    Exc::StopAsyncIteration.err_with(cx, Vec::new())
                }
                _ => {
                    self.end_send(Value::NONE);
                    Ok(())
                }
            };
        };
        match resume {
            Resume::Send(value) if stage == Stage::Fresh => {
                if !value.is_none() {
                    target.state().stage = stage;
                    return refuse_first_value(target);
                }
                self.enter_generator(cx, target.clone(), stage, Cont::Send, Value::EMPTY)
            }
            Resume::Send(value) => {
                self.enter_generator(cx, target.clone(), stage, Cont::Send, value)
            }
            Resume::Throw(exception) if stage == Stage::Fresh => {
                target.finish();
                Err(Box::new(Signal::Raise(exception)))
            }
            Resume::Throw(exception) => {
                self.enter_generator(cx, target.clone(), stage, Cont::Send, Value::EMPTY)?;
                self.throw_inside(cx, exception)
            }
        }
    }

    /// What is delegated to has ended: its result takes its place, and the frame goes on behind.
    pub(super) fn end_send(&mut self, result: Value) {
        *self.stack.peek_mut(1) = result;
        self.jump_to_loop_end();
    }

    /// Whether the frame that runs, a generator's just put back, waits for another iterator; goes
    /// back behind the Send then, and gives the iterator.
    fn waits_for(&mut self) -> Option<Value> {
        let frame = self.frame();
        let before = frame.ip() as usize - 1;
        if frame.program.code().instrs[before].op != Op::PassOn {
            return None;
        }
        frame.step_back();
        Some(self.stack.peek(1).clone())
    }

    /// Raises an exception where the frame that runs, a generator's just put back, was suspended: in
    /// the innermost generator of those that wait for each other.
    pub(super) fn throw_inside(&mut self, cx: &mut Cx<'_>, exception: Gc<Exception>) -> Res<()> {
        let exit = cx.world.exception_class(Exc::GeneratorExit);
        if exception.class.is_subclass(exit) {
            return self.close_inside(cx, exception);
        }
        let Some(iterator) = self.waits_for() else {
            return Err(Box::new(Signal::Raise(exception)));
        };
        match target_of(&iterator, Resume::Throw(exception.clone()))? {
            Some((target, resume)) => self.resume_target(cx, &target, resume),
            None => Err(Box::new(Signal::Raise(exception))),
        }
    }

    /// As `throw_inside`, for a GeneratorExit: closes what the frame waits for first.
    pub(super) fn close_inside(&mut self, cx: &mut Cx<'_>, exception: Gc<Exception>) -> Res<()> {
        let mut exception = exception;
        loop {
            let raise = |exception| Err(Box::new(Signal::Raise(exception)));
            let Some(iterator) = self.waits_for() else {
                return raise(exception);
            };
            let awaitable = iterator.as_gc::<Awaitable>();
            let target = match awaitable {
                Some(awaitable) => Some(&awaitable.target),
                None => iterator.as_gc::<Generator>(),
            };
            let Some(target) = target else {
                return raise(exception);
            };
            match begin(target)? {
                None => return raise(exception),
                Some(Stage::Fresh) => {
                    target.finish();
                    return raise(exception);
                }
                Some(stage) => {
                    self.stack.push((&exception).into());
                    let target = target.clone();
                    self.enter_generator(cx, target, stage, Cont::CloseInner, Value::EMPTY)?;
                }
            }
            let class = cx.world.exception_class(Exc::GeneratorExit);
            exception = Exception::new(class, Vec::new());
        }
    }

    /// What a closed generator waited for is closed: now it gets its own GeneratorExit, on top.
    pub(super) fn inner_closed(&mut self) -> Box<Signal> {
        let pending = self.stack.pop();
        let exception = pending.as_gc::<Exception>();
        let exception = exception.expect("(CloseInner) an exception waits");
        Box::new(Signal::Raise(exception.clone()))
    }

    /// GetAiter.
    pub(super) fn get_aiter(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let value = self.stack.peek(1).clone();
        if makes(&value) == Some(Makes::AsyncGenerator) {
            return Ok(());
        }
        let class = cx.world.class_of(&value);
        let Some(method) = class.lookup(cx.world.names.aiter) else {
            let name = cx.world.type_name(&value);
            return type_error(format!(
                "'async for' requires an object with __aiter__ method, got {name}"
            ));
        };
        self.stack.insert(1, method);
        self.call_with(cx, 1, Cont::Iter)
    }

    /// GetAnext.
    pub(super) fn get_anext(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let value = self.stack.peek(1).clone();
        if let Some(generator) = value.as_gc::<Generator>()
            && generator.makes() == Makes::AsyncGenerator
        {
            let first = First::Value(Value::NONE);
            self.stack.push(Awaitable::value(generator.clone(), first));
            return Ok(());
        }
        let class = cx.world.class_of(&value);
        let Some(method) = class.lookup(cx.world.names.anext) else {
            let name = cx.world.type_name(&value);
            return type_error(format!(
                "'async for' requires an iterator with __anext__ method, got {name}"
            ));
        };
        self.stack.push(method);
        self.stack.push(value);
        self.call(cx, 1)
    }

    /// EndAsyncFor.
    pub(super) fn end_async_for(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let value = self.stack.pop();
        let end = cx.world.exception_class(Exc::StopAsyncIteration);
        match value.as_gc::<Exception>() {
            Some(exception) if !exception.class.is_subclass(end) => {
                Err(Box::new(Signal::Reraise(exception.clone())))
            }
            _ => {
                drop(self.stack.pop());
                Ok(())
            }
        }
    }

    /// LoadAsyncWith.
    pub(super) fn load_async_with(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let manager = self.stack.pop();
        let class = cx.world.class_of(&manager);
        let names = &cx.world.names;
        let refusal = format!(
            "'{}' object does not support the asynchronous context manager protocol",
            class.name
        );
        let Some(enter) = class.lookup(names.aenter) else {
            return type_error(refusal);
        };
        let Some(exit) = class.lookup(names.aexit) else {
            return type_error(format!("{refusal} (missed __aexit__ method)"));
        };
        self.stack.push(Method::value(exit, manager.clone()));
        self.stack.push(Method::value(enter, manager));
        Ok(())
    }
}

/// What a call that made this generator or coroutine makes; None for anything else.
fn makes(value: &Value) -> Option<Makes> {
    value
        .as_gc::<Generator>()
        .map(|generator| generator.makes())
}

/// The generator to resume when an iterator is, and with what; None for one that is no generator.
fn target_of(iterator: &Value, resume: Resume) -> Res<Option<(Gc<Generator>, Resume)>> {
    if let Some(awaitable) = iterator.as_gc::<Awaitable>() {
        let resume = advance(awaitable, resume)?;
        return Ok(Some((awaitable.target.clone(), resume)));
    }
    let target = iterator.as_gc::<Generator>().cloned();
    Ok(target.map(|target| (target, resume)))
}

/// How an awaitable's target is resumed when the awaitable is resumed by `resume`.
fn advance(awaitable: &Gc<Awaitable>, resume: Resume) -> Res<Resume> {
    let target = &awaitable.target;
    if target.makes() != Makes::AsyncGenerator {
        return Ok(resume);
    }
    let first = std::mem::replace(&mut *awaitable.first(), First::Passes);
    let is_busy = target.is_waiting() || target.state().stage == Stage::Running;
    let (first, whose) = match first {
        First::Passes if is_busy => return Ok(resume),
        First::Passes => {
            return Exc::RuntimeError.err("cannot reuse already awaited __anext__()/asend()");
        }
        First::Value(value) => (Resume::Send(value), "anext"),
        First::Exception(exception) => (Resume::Throw(exception), "athrow"),
    };
    if is_busy {
        let message = format!("{whose}(): asynchronous generator is already running");
        return Exc::RuntimeError.err(message);
    }
    Ok(match resume {
        Resume::Send(value) if value.is_none() => first,
        other => other,
    })
}

/// How the target of an awaitable is resumed by the awaitable's own `send` and `throw`.
pub fn advance_by_hand(
    awaitable: &Gc<Awaitable>,
    sent: Result<Value, Gc<Exception>>,
) -> Res<super::signal::ResumeWith> {
    use super::signal::ResumeWith;
    let resume = match sent {
        Ok(value) => Resume::Send(value),
        Err(exception) => Resume::Throw(exception),
    };
    Ok(match advance(awaitable, resume)? {
        Resume::Send(value) => ResumeWith::Send(value),
        Resume::Throw(exception) => ResumeWith::Throw(exception),
    })
}
