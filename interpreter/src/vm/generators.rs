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
            return self.resume_finished(cx, with, default);
        };
        let started = stage == Stage::Yielded;
        match with {
            ResumeWith::Send(value) => {
                if !started && !value.is_none() {
                    generator.state().stage = stage;
                    return type_error("can't send non-None value to a just-started generator");
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
                Err(Box::new(Signal::Raise(exception)))
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
    fn enter_generator(
        &mut self,
        cx: &mut Cx<'_>,
        generator: Gc<Generator>,
        stage: Stage,
        cont: Cont,
        sent: Value,
    ) -> Res<()> {
        if self.frames.len() >= self.frame_limit
            && let Err(error) = self.check_depth(cx)
        {
            generator.state().stage = stage;
            return Err(error);
        }
        let program = Program::of(&generator.function);
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
        self.frames.push(Frame {
            program,
            ip: state.ip,
            base: base as u32,
            cont,
        });
        drop(state);
        self.stack.live_mut()[base - 1] = generator.into();
        Ok(())
    }

    /// Yield: sets the frame aside and hands its topmost value to whoever resumed it.
    pub(super) fn yield_value(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let value = self.stack.pop();
        let frame = self.frames.pop().expect("(window) a frame runs");
        let base = frame.base as usize;
        let callee = self.stack.live_mut()[base - 1].take();
        let generator = callee
            .as_gc::<Generator>()
            .expect("(callee) a generator's frame");
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
        state.ip = frame.ip;
        state.stage = Stage::Yielded;
        drop(state);
        drop(surplus);
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
            generator.finish();
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

/// Marks a suspended generator as running; tells where it stood. None when it is at its end.
fn begin(generator: &Gc<Generator>) -> Res<Option<Stage>> {
    let mut state = generator.state();
    match state.stage {
        Stage::Done => Ok(None),
        Stage::Running => {
            drop(state);
            Exc::ValueError.err("generator already executing")
        }
        stage => {
            state.stage = Stage::Running;
            Ok(Some(stage))
        }
    }
}
