//! Generators: frames that are set aside and resumed.
//!
//! A resumed generator lies on the stack as `[.., default, outer exception, generator, slots..,
//! operands..]`: what its end gives instead of StopIteration, the exception that was being handled
//! outside, and the generator itself in the callable's place. Resumed by ForIter, the iterator takes
//! the default's place.

use super::context::Cx;
use super::signal::{Exc, Res, ResumeWith, Resumption, Signal, type_error};
use super::stack::Program;
use super::thread::{Cont, Frame, Thread};
use crate::object::generator::{GeneratorAccess, GeneratorState, Suspended};
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
        let frame = match take_frame(&generator)? {
            Some(frame) => frame,
            None => return self.resume_finished(cx, with, default),
        };
        match with {
            ResumeWith::Send(value) => {
                if !frame.started && !value.is_none() {
                    put_frame(&generator, frame);
                    return type_error("can't send non-None value to a just-started generator");
                }
                self.stack.push(default);
                self.enter_generator(cx, generator, frame, Cont::Next, value)
            }
            ResumeWith::Throw(exception) if !frame.started => {
                // No handler of the frame stands around its beginning.
                *generator.state() = GeneratorState::Done;
                drop(frame);
                Err(Box::new(Signal::Raise(exception)))
            }
            ResumeWith::Throw(exception) => {
                self.stack.push(default);
                self.enter_generator(cx, generator, frame, Cont::Next, Value::EMPTY)?;
                Err(Box::new(Signal::Raise(exception)))
            }
            ResumeWith::Close if !frame.started => {
                *generator.state() = GeneratorState::Done;
                drop(frame);
                self.stack.push(Value::NONE);
                Ok(())
            }
            ResumeWith::Close => {
                self.stack.push(Value::EMPTY);
                self.enter_generator(cx, generator, frame, Cont::Close, Value::EMPTY)?;
                let class = cx.world.exception_class(Exc::GeneratorExit);
                Err(Box::new(Signal::Raise(Exception::new(class, Vec::new()))))
            }
        }
    }

    fn resume_finished(&mut self, cx: &mut Cx<'_>, with: ResumeWith, default: Value) -> Res<()> {
        match with {
            ResumeWith::Throw(exception) => Err(Box::new(Signal::Raise(exception))),
            ResumeWith::Close => {
                self.stack.push(Value::NONE);
                Ok(())
            }
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
        let Some(frame) = take_frame(&generator)? else {
            return Ok(false);
        };
        self.enter_generator(cx, generator, frame, Cont::ForIter, Value::NONE)?;
        Ok(true)
    }

    fn enter_generator(
        &mut self,
        cx: &mut Cx<'_>,
        generator: Gc<Generator>,
        mut frame: Box<Suspended>,
        cont: Cont,
        sent: Value,
    ) -> Res<()> {
        if self.frames.len() >= self.frame_limit
            && let Err(error) = self.check_depth(cx)
        {
            put_frame(&generator, frame);
            return Err(error);
        }
        let function = generator.function.clone();
        let inner = match frame.handled.take() {
            handled if handled.is_empty() => cx.state.handled.clone(),
            handled => handled,
        };
        let outer = std::mem::replace(&mut cx.state.handled, inner);
        self.stack.push(outer);
        self.stack.push(generator.into());
        let base = self.stack.top() as u32;
        self.stack.reserve(function.code.frame_size as usize + 1);
        let Suspended {
            ip,
            values,
            started,
            ..
        } = *frame;
        values.into_iter().for_each(|value| self.stack.push(value));
        if started && !sent.is_empty() {
            self.stack.push(sent);
        }
        self.frames.push(Frame {
            program: Program::of(&function),
            ip,
            base,
            cont,
        });
        Ok(())
    }

    /// Yield: sets the frame aside and hands its topmost value to whoever resumed it.
    pub(super) fn yield_value(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let value = self.stack.pop();
        let frame = self.frames.pop().expect("(window) a frame runs");
        let values = self.stack.pop_many(self.stack.top() - frame.base as usize);
        let generator = self.stack.pop();
        let outer = self.stack.pop();
        let inner = std::mem::replace(&mut cx.state.handled, outer);
        let handled = if inner.is(&cx.state.handled) {
            Value::EMPTY
        } else {
            inner
        };
        let generator = generator
            .as_gc::<Generator>()
            .expect("(callee) a generator's frame");
        let aside = Suspended {
            ip: frame.ip,
            values,
            started: true,
            handled,
        };
        put_frame(generator, Box::new(aside));
        match frame.cont {
            Cont::ForIter => self.stack.push(value),
            Cont::Close => {
                drop(self.stack.pop());
                return Exc::RuntimeError.err("generator ignored GeneratorExit");
            }
            _ => *self.stack.peek_mut(1) = value,
        }
        Ok(())
    }

    /// A generator's frame has returned `value`; the frame is gone, what lay below it is not.
    pub(super) fn generator_returned(
        &mut self,
        cx: &mut Cx<'_>,
        cont: Cont,
        value: Value,
    ) -> Res<()> {
        self.leave_generator(cx);
        match cont {
            Cont::ForIter => {
                drop(self.stack.pop());
                self.jump_to_loop_end();
                Ok(())
            }
            Cont::Close => {
                *self.stack.peek_mut(1) = Value::NONE;
                Ok(())
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

    /// Takes the finished generator and the outer exception off the stack.
    pub(super) fn leave_generator(&mut self, cx: &mut Cx<'_>) {
        let generator = self.stack.pop();
        if let Some(generator) = generator.as_gc::<Generator>() {
            *generator.state() = GeneratorState::Done;
        }
        let outer = self.stack.pop();
        let inner = std::mem::replace(&mut cx.state.handled, outer);
        drop(inner);
    }

    /// The frame that runs stands behind its ForIter: goes to that instruction's target.
    fn jump_to_loop_end(&mut self) {
        let frame = self.frame();
        let instr = frame.program.code().instrs[frame.ip as usize - 1];
        frame.jump(instr.arg as i32);
    }
}

/// Takes a suspended frame to run it; None when the generator is at its end.
fn take_frame(generator: &Gc<Generator>) -> Res<Option<Box<Suspended>>> {
    let mut state = generator.state();
    match std::mem::replace(&mut *state, GeneratorState::Running) {
        GeneratorState::Suspended(frame) => Ok(Some(frame)),
        GeneratorState::Running => Exc::ValueError.err("generator already executing"),
        GeneratorState::Done => {
            *state = GeneratorState::Done;
            Ok(None)
        }
    }
}

fn put_frame(generator: &Gc<Generator>, frame: Box<Suspended>) {
    *generator.state() = GeneratorState::Suspended(frame);
}
