//! Generators: frames that are set aside and resumed.
//!
//! A resumed generator lies on the stack as `[.., default, outer exception, generator, slots..,
//! operands..]`: what its end gives instead of StopIteration, the exception that was being handled
//! outside, and the generator itself in the callable's place. Resumed by ForIter, the iterator takes
//! the default's place.

use super::context::Cx;
use super::frames::Frame;
use super::signal::{Exc, Res, ResumeWith, Resumption, Signal, type_error};
use super::stack::Program;
use super::thread::{Cont, Thread};
use crate::code::Makes;
use crate::linked::Instr;
use crate::object::Adopt;
use crate::object::generator::{GeneratorAccess, Stage};
use crate::object::{Exception, Generator};
use crate::value::Value;
use gilscope_runtime::heap::Gc;

impl Thread {
    /// Resumes a generator for `next`, `send`, `throw` or `close`.
    pub(super) fn resume_generator(
        &mut self,
        cx: &mut Cx<'_>,
        resumption: Resumption,
        cont: Cont,
    ) -> Res<()> {
        let Resumption {
            generator,
            with,
            default,
        } = resumption;
        if cont != Cont::Value {
            // Only a thread's own callable or a class's machinery could ask for this.
            return type_error("a generator cannot be resumed here");
        }
        let Some(stage) = begin(&generator)? else {
            return self.resume_finished(cx, generator.makes(), with, default);
        };
        let started = stage == Stage::Yielded;
        match with {
            ResumeWith::Send(value) => {
                if !started && !value.is_none() {
                    generator.state().stage = stage;
                    return refuse_first_value(&generator);
                }
                let sent = if started { value } else { Value::EMPTY };
                self.stack.push(default);
                self.enter_generator(cx, generator, stage, Cont::Next, sent)
            }
            ResumeWith::Throw(exception) if !started => {
                // No handler of the frame stands around its beginning.
                generator.finish();
                Err(Box::new(Signal::Raise(exception)))
            }
            ResumeWith::Throw(exception) => {
                self.stack.push(default);
                self.enter_generator(cx, generator, stage, Cont::Next, Value::EMPTY)?;
                self.throw_inside(cx, exception)
            }
            ResumeWith::Close if !started => {
                generator.finish();
                self.stack.push(Value::NONE);
                Ok(())
            }
            ResumeWith::Close => {
                self.stack.push(Value::EMPTY);
                self.enter_generator(cx, generator, stage, Cont::Close, Value::EMPTY)?;
                let class = cx.world.exception_class(Exc::GeneratorExit);
                self.close_inside(cx, Exception::new(class, Vec::new()))
            }
        }
    }

    fn resume_finished(
        &mut self,
        cx: &mut Cx<'_>,
        makes: Makes,
        with: ResumeWith,
        default: Value,
    ) -> Res<()> {
        match with {
            ResumeWith::Close => {
                self.stack.push(Value::NONE);
                Ok(())
            }
            _ if makes == Makes::Coroutine => {
                Exc::RuntimeError.err("cannot reuse already awaited coroutine")
            }
            ResumeWith::Send(_) if makes == Makes::AsyncGenerator => {
                Exc::StopAsyncIteration.err_with(cx, Vec::new())
            }
            ResumeWith::Throw(_) if makes == Makes::AsyncGenerator => {
                Exc::StopIteration.err_with(cx, Vec::new())
            }
            ResumeWith::Throw(exception) => Err(Box::new(Signal::Raise(exception))),
            ResumeWith::Send(_) if !default.is_empty() => {
                self.stack.push(default);
                Ok(())
            }
            ResumeWith::Send(_) => Exc::StopIteration.err_with(cx, Vec::new()),
        }
    }

    /// ForIter on a generator: the generator is the topmost value and stays there.
    pub(super) fn for_iter_generator(
        &mut self,
        cx: &mut Cx<'_>,
        generator: Gc<Generator>,
    ) -> Res<bool> {
        let Some(stage) = begin(&generator)? else {
            return Ok(false);
        };
        let sent = match stage {
            Stage::Yielded => Value::NONE,
            _ => Value::EMPTY,
        };
        self.enter_generator(cx, generator, stage, Cont::ForIter, sent)?;
        Ok(true)
    }

    /// Puts a generator's frame back on the stack, with the value of its `yield` if there is one.
    /// `stage` is where it stood.
    pub(super) fn enter_generator(
        &mut self,
        cx: &mut Cx<'_>,
        generator: Gc<Generator>,
        stage: Stage,
        cont: Cont,
        sent: Value,
    ) -> Res<()> {
        if self.frames.are_many()
            && let Err(error) = self.check_depth(cx)
        {
            generator.state().stage = stage;
            return Err(error);
        }
        let program = Program::of(&generator.function)
            .expect("(calls) what makes a generator compiles its body");
        let mut state = generator.state();
        let inner = match state.handled.take() {
            handled if handled.is_empty() => cx.state.handled.clone(),
            handled => handled,
        };
        let outer = std::mem::replace(&mut cx.state.handled, inner);
        self.stack.reserve(program.code().frame_size as usize + 3);
        self.stack.push(outer);
        self.stack.push(Value::EMPTY);
        let base = self.stack.top();
        self.stack.push_all(&mut state.values);
        if !sent.is_empty() {
            self.stack.push(sent);
        }
        self.frames
            .push(Frame::new(program, state.ip, base as u32, cont));
        drop(state);
        self.stack.live_mut()[base - 1] = generator.into();
        Ok(())
    }

    /// Yield: an item of the generator, which an asynchronous one gives as the result of what drives it.
    pub(super) fn yield_value(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let is_async = self.frame().program.code().code.makes == Makes::AsyncGenerator;
        let (cont, value) = self.set_aside(cx);
        match cont {
            Cont::Send if is_async => {
                self.end_send(value);
                Ok(())
            }
            Cont::Next if is_async => {
                drop(self.stack.pop());
                Exc::StopIteration.err_with(cx, vec![value])
            }
            cont => self.hand_out(cont, value, is_async),
        }
    }

    /// PassOn: hands out what Send has got.
    pub(super) fn pass_on(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let makes = self.frame().program.code().code.makes;
        let (cont, value) = self.set_aside(cx);
        match (cont, makes) {
            (Cont::Close | Cont::CloseInner, Makes::Coroutine) => {
                drop(self.stack.pop());
                drop(value);
                Exc::RuntimeError.err("coroutine ignored GeneratorExit")
            }
            (cont, makes) => self.hand_out(cont, value, makes == Makes::AsyncGenerator),
        }
    }

    /// Gives what a generator, now set aside, has yielded to whoever resumed it.
    fn hand_out(&mut self, cont: Cont, value: Value, is_async: bool) -> Res<()> {
        match cont {
            Cont::ForIter | Cont::Send => self.stack.push(value),
            Cont::Close | Cont::CloseInner => {
                drop(self.stack.pop());
                drop(value);
                return Exc::RuntimeError.err(match is_async {
                    true => "async generator ignored GeneratorExit",
                    false => "generator ignored GeneratorExit",
                });
            }
            _ => *self.stack.peek_mut(1) = value,
        }
        Ok(())
    }

    /// Sets the frame that runs aside, without its topmost value; gives that, and what was to become of
    /// the frame's result.
    fn set_aside(&mut self, cx: &mut Cx<'_>) -> (Cont, Value) {
        let value = self.stack.pop();
        let frame = self.frames.pop().expect("(window) a frame runs");
        let base = frame.base as usize;
        let callee = self.stack.live_mut()[base - 1].take();
        let generator = callee
            .as_gc::<Generator>()
            .expect("(callee) a generator's frame");
        generator.adopt_all(self.stack.live()[base..].iter().chain([&cx.state.handled]));
        let mut state = generator.state();
        self.stack.pop_all(base, &mut state.values);
        drop(self.stack.pop());
        let outer = self.stack.pop();
        let inner = std::mem::replace(&mut cx.state.handled, outer);
        let mut surplus = Value::EMPTY;
        if inner.is(&cx.state.handled) {
            surplus = inner;
        } else {
            state.handled = inner;
        }
        state.ip = frame.ip();
        state.stage = Stage::Yielded;
        drop(state);
        drop(surplus);
        (frame.cont, value)
    }

    /// A generator's frame has returned `value`; the frame is gone, what lay below it is not.
    pub(super) fn generator_returned(
        &mut self,
        cx: &mut Cx<'_>,
        cont: Cont,
        value: Value,
    ) -> Res<()> {
        let makes = self.leave_generator(cx);
        match cont {
            Cont::ForIter => {
                drop(self.stack.pop());
                self.jump_to_loop_end();
                Ok(())
            }
            Cont::Close => {
                *self.stack.peek_mut(1) = match makes {
                    Makes::AsyncGenerator => Value::NONE,
                    _ => value,
                };
                Ok(())
            }
            Cont::CloseInner => Err(self.inner_closed()),
            Cont::Send if makes != Makes::AsyncGenerator => {
                self.end_send(value);
                Ok(())
            }
            Cont::Send => Exc::StopAsyncIteration.err_with(cx, Vec::new()),
            _ if makes == Makes::AsyncGenerator => {
                drop(self.stack.pop());
                Exc::StopAsyncIteration.err_with(cx, Vec::new())
            }
            _ if !self.stack.peek(1).is_empty() => Ok(()),
            _ => {
                drop(self.stack.pop());
                let args = if value.is_none() {
                    Vec::new()
                } else {
                    vec![value]
                };
                Exc::StopIteration.err_with(cx, args)
            }
        }
    }

    /// The exception that is being handled outside, where the frame that runs is a generator's.
    pub(super) fn handled_outside(&self) -> Option<&Value> {
        let frame = self.frames.last().expect("(window) a frame runs");
        let is_generator = matches!(
            frame.cont,
            Cont::ForIter | Cont::Next | Cont::Send | Cont::Close | Cont::CloseInner
        );
        is_generator.then(|| &self.stack.live()[frame.base as usize - 2])
    }

    /// Takes the finished generator and the outer exception off the stack; tells which kind of
    /// generator it was.
    pub(super) fn leave_generator(&mut self, cx: &mut Cx<'_>) -> Makes {
        let callee = self.stack.pop();
        let generator = callee
            .as_gc::<Generator>()
            .expect("(callee) a generator's frame");
        generator.finish();
        let outer = self.stack.pop();
        let inner = std::mem::replace(&mut cx.state.handled, outer);
        drop(inner);
        generator.makes()
    }

    /// The frame that runs stands behind its ForIter: goes to that instruction's target.
    pub(super) fn jump_to_loop_end(&mut self) {
        let instr = self.present_instr();
        self.frame().jump(instr.arg as i32);
    }

    /// The instruction that the frame which runs is at.
    pub(super) fn present_instr(&mut self) -> Instr {
        let frame = self.frame();
        frame.program.code().instrs[frame.ip() as usize - 1]
    }
}

/// Marks a suspended generator as running; tells where it stood. None when it is at its end.
pub(super) fn begin(generator: &Gc<Generator>) -> Res<Option<Stage>> {
    let mut state = generator.state();
    match state.stage {
        Stage::Done => Ok(None),
        Stage::Running => {
            drop(state);
            let name = generator.makes().name();
            Exc::ValueError.err(format!("{name} already executing"))
        }
        stage => {
            state.stage = Stage::Running;
            Ok(Some(stage))
        }
    }
}

/// The TypeError for a first value that is not None: there is no `yield` yet that could give it.
pub(super) fn refuse_first_value<T>(generator: &Gc<Generator>) -> Res<T> {
    let name = generator.makes().name();
    type_error(format!(
        "can't send non-None value to a just-started {name}"
    ))
}
