//! Calls of functions written in Rust: as they are, in the loop, and with what they may ask for instead of
//! giving a value. What they are: [`super::native`].

use super::call::Keywords;
use super::context::Cx;
use super::native::NativeInfo;
use super::signal::{After, Exc, Res, Signal};
use super::thread::{Cont, Thread};
use crate::object::derived::core;
use crate::object::{Class, Derived, Native};
use crate::op::Op;
use crate::value::Value;
use gilscope_runtime::heap::Gc;
use gilscope_runtime::task::Exit;

/// What became of a call in the loop.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum InLoop {
    /// The result lies in the place of the native, and nothing is left above it.
    Done,
    /// Nothing was done: it takes more than to call a native.
    Not,
    /// The native wants something, which [`Thread::answer_native`] sees to.
    Asked,
}

/// Calls the native that is the first of `operands` with those from the one at `first` on, which need no
/// binding.
#[inline(never)]
pub(super) fn call_in_loop(cx: &mut Cx<'_>, operands: &mut [Value], first: usize) -> InLoop {
    let Some(index) = native_of(&operands[0]) else {
        return InLoop::Not;
    };
    let info = &cx.world.natives[index];
    let args = &mut operands[first..];
    let is_derived = |value: &Value| value.as_gc::<Derived>().is_some();
    if !info.accepts(args.len()) || (info.takes_core && args.first().is_some_and(is_derived)) {
        return InLoop::Not;
    }
    match (info.row.call)(cx, args) {
        Ok(value) => {
            args.iter_mut().for_each(|arg| drop(arg.take()));
            operands[0] = value;
            InLoop::Done
        }
        Err(signal) => {
            cx.state.asked = Some(signal);
            InLoop::Asked
        }
    }
}

/// The number of the native that a call of `callable` calls, where the loop can know it.
#[inline]
fn native_of(callable: &Value) -> Option<usize> {
    match callable.as_gc::<Native>() {
        Some(native) => Some(native.index as usize),
        None => { callable.as_gc::<Class>()?.constructor.get() as usize }.checked_sub(1),
    }
}

impl Thread {
    /// Does what the native wants that was called in the loop by the present instruction, if it wants
    /// something.
    pub(super) fn answer_native(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let Some(signal) = cx.state.asked.take() else {
            return Ok(());
        };
        let instr = self.present_instr();
        let count = match instr.op {
            Op::ForIter | Op::ForIterStore | Op::ForIterUnpack => return Err(signal),
            Op::CallMethod => self.lay_out_method_call(instr.arg),
            _ => instr.arg,
        };
        let index = native_of(self.stack.peek(count as usize + 1));
        let info = &cx.world.natives[index.expect("(call) a native was called")];
        self.native_result(cx, info, Err(signal), count, Vec::new(), Cont::Value)
    }

    /// Calls a native whose arguments need no binding; None, and nothing done, where they do.
    #[inline]
    pub(super) fn call_native_at_once(
        &mut self,
        cx: &mut Cx<'_>,
        index: u32,
        count: u32,
    ) -> Option<Res<()>> {
        let info = &cx.world.natives[index as usize];
        if !info.accepts(count as usize) {
            return None;
        }
        self.give_core(info, count);
        let result = (info.row.call)(cx, self.stack.last(count as usize));
        Some(self.native_result(cx, info, result, count, Vec::new(), Cont::Value))
    }

    /// A method of a builtin class gets the core of a derived object as its receiver.
    #[inline]
    fn give_core(&mut self, info: &NativeInfo, count: u32) {
        if info.takes_core
            && count > 0
            && let Some(derived) = self.stack.peek(count as usize).as_gc::<Derived>()
        {
            let core = derived.core.clone();
            *self.stack.peek_mut(count as usize) = core;
        }
    }

    /// Puts a native's result in the place of the native and its arguments, or does what it asks for.
    #[inline]
    fn native_result(
        &mut self,
        cx: &mut Cx<'_>,
        info: &NativeInfo,
        result: Res,
        count: u32,
        keywords: Keywords,
        cont: Cont,
    ) -> Res<()> {
        match result {
            Ok(value) => {
                self.stack.truncate(self.stack.top() - count as usize);
                *self.stack.peek_mut(1) = value;
                self.finish(cx, cont)
            }
            Err(signal) => match self.with_cores(cx, &signal, info, count, &keywords) {
                Some(result) => self.native_result(cx, info, result, count, keywords, cont),
                None => self.native_signal(cx, signal, info, count, keywords, cont),
            },
        }
    }

    /// What a native that wants other types says to the cores of derived objects among its arguments.
    /// Natives look at the types of their arguments before they do anything.
    #[cold]
    fn with_cores(
        &mut self,
        cx: &mut Cx<'_>,
        signal: &Signal,
        info: &NativeInfo,
        count: u32,
        keywords: &Keywords,
    ) -> Option<Res> {
        let args = self.stack.last(count as usize);
        let is_derived = |value: &Value| value.as_gc::<Derived>().is_some();
        let has_derived = { args.iter() }
            .chain(keywords.iter().map(|(_, value)| value))
            .any(is_derived);
        if !matches!(signal, Signal::New(Exc::TypeError, _)) || !has_derived {
            return None;
        }
        let args: Vec<Value> = { args.iter() }.map(core).cloned().collect();
        let plain = { keywords.iter() }.map(|(name, value)| (*name, core(value).clone()));
        let bound = info.bind(&args, &plain.collect::<Vec<_>>()).ok()?;
        match (info.row.call)(cx, &bound) {
            Err(again) if matches!(*again, Signal::New(Exc::TypeError, _) | Signal::Fallback) => {
                None
            }
            result => Some(result),
        }
    }

    pub(super) fn call_native(
        &mut self,
        cx: &mut Cx<'_>,
        native: &Gc<Native>,
        count: u32,
        keywords: Keywords,
        cont: Cont,
    ) -> Res<()> {
        let info = &cx.world.natives[native.index as usize];
        self.give_core(info, count);
        let args = self.stack.last(count as usize);
        let result = if keywords.is_empty() && info.accepts(count as usize) {
            (info.row.call)(cx, args)
        } else {
            let bound = info.bind(args, &keywords)?;
            (info.row.call)(cx, &bound)
        };
        self.native_result(cx, info, result, count, keywords, cont)
    }

    /// A native asked for something instead of giving a value.
    fn native_signal(
        &mut self,
        cx: &mut Cx<'_>,
        signal: Box<Signal>,
        info: &NativeInfo,
        count: u32,
        keywords: Keywords,
        cont: Cont,
    ) -> Res<()> {
        let callee = self.stack.top() - count as usize - 1;
        match *signal {
            Signal::Fallback => {
                let name = info.row.fallback.unwrap_or_else(|| {
                    panic!("(natives) {} has no twin in toy Python", info.row.name)
                });
                self.stack.live_mut()[callee] = cx.world.prelude_function(name);
                self.call_keywords(cx, count, keywords, cont)
            }
            Signal::Call(callable, args) => {
                self.stack.truncate(callee);
                self.stack.push(callable);
                let arity = args.len() as u32;
                args.into_iter().for_each(|arg| self.stack.push(arg));
                self.call_with(cx, arity, cont)
            }
            Signal::Wait(wait, after) => {
                self.stack.truncate(callee);
                self.pending = Some((after, cont));
                Err(Signal::leave(Exit::Wait(wait)))
            }
            Signal::Spawn(new) => {
                self.stack.truncate(callee);
                let spawn = self.spawn(cx, new)?;
                self.pending = Some((After::Spawned, cont));
                cx.world.started.next();
                Err(Signal::leave(Exit::Spawn(spawn)))
            }
            Signal::ClassBody(body, namespace) => {
                self.stack.truncate(callee);
                self.stack.push(body);
                self.call_with(cx, 0, cont)?;
                *self.slot(0) = namespace;
                Ok(())
            }
            Signal::NewLimit => {
                self.frames
                    .set_limit(cx.world.recursion_limit.get() as usize);
                self.stack.truncate(callee + 1);
                *self.stack.peek_mut(1) = Value::NONE;
                self.finish(cx, cont)
            }
            Signal::Place => {
                self.stack.truncate(callee + 1);
                *self.stack.peek_mut(1) = self.place(cx);
                self.finish(cx, cont)
            }
            Signal::Stack => {
                self.stack.truncate(callee + 1);
                *self.stack.peek_mut(1) = self.sites();
                self.finish(cx, cont)
            }
            Signal::Variables => {
                self.stack.truncate(callee + 1);
                *self.stack.peek_mut(1) = self.variables()?;
                self.finish(cx, cont)
            }
            Signal::Line(coroutine) => {
                self.stack.truncate(callee + 1);
                *self.stack.peek_mut(1) = Value::int(self.coroutine_line(&coroutine));
                self.finish(cx, cont)
            }
            Signal::Resume(resumption) => {
                self.stack.truncate(callee);
                self.resume_generator(cx, *resumption, cont)
            }
            other => Err(Box::new(other)),
        }
    }
}
