//! Exceptions on their way: from where they are raised to the handler, or to the end of the thread.

use super::context::Cx;
use super::signal::{Exc, Res, Signal, message_args};
use super::thread::{Cont, Thread, ThreadEnd};
use crate::code::HandlerRow;
use crate::object::class::ClassLookup;
use crate::object::exception::{ExceptionParts, TraceEntry};
use crate::object::Exception;
use crate::value::Value;
use gilscope_runtime::heap::Gc;

impl Thread {
    /// Deals with a signal that is no wait: raises, and goes to the handler. Leaves the step when
    /// there is none.
    #[cold]
    #[inline(never)]
    pub(super) fn unwind(&mut self, cx: &mut Cx<'_>, signal: Signal) -> Res<()> {
        let (exception, fresh) = match signal {
            Signal::Raise(exception) => (exception, true),
            Signal::Reraise(exception) => (exception, false),
            Signal::New(Exc::UnsupportedError, feature) => {
                let exit = self.finish_thread(ThreadEnd::Unsupported(feature, cx.site));
                return Err(Signal::leave(exit));
            }
            Signal::New(class, message) => {
                let class = cx.world.exception_class(class);
                let args = if message.is_empty() { Vec::new() } else { message_args(message) };
                (Exception::new(class, args), true)
            }
            _ => unreachable!("(signal) an operation asked for what only a native may ask"),
        };
        if fresh {
            set_context(&exception, &cx.state.handled);
        }
        self.propagate(cx, exception, fresh)
    }

    /// Looks for a handler from the innermost frame outwards.
    fn propagate(&mut self, cx: &mut Cx<'_>, exception: Gc<Exception>, fresh: bool) -> Res<()> {
        let mut trace = fresh;
        while let Some(frame) = self.frames.last() {
            let at = frame.ip.saturating_sub(1);
            let (code, base) = (frame.program.code(), frame.base as usize);
            if trace {
                let site = code.site(at);
                exception.state().traceback.push(TraceEntry { site });
            }
            trace = true;
            if let Some(row) = handler(&code.code.handlers, at) {
                let height = base + code.slots as usize + row.depth as usize;
                self.stack.truncate(height);
                self.stack.push(exception.into());
                self.frames.last_mut().expect("(window) a frame runs").ip = row.target;
                return Ok(());
            }
            if self.leave_frame(cx, &exception)? {
                return Ok(());
            }
        }
        Err(Signal::leave(self.end(cx, Err(exception))))
    }

    /// Takes the innermost frame off; true if that stopped the exception.
    fn leave_frame(&mut self, cx: &mut Cx<'_>, exception: &Gc<Exception>) -> Res<bool> {
        let frame = self.frames.pop().expect("(window) a frame runs");
        self.stack.truncate(frame.base as usize);
        match frame.cont {
            Cont::ForIter | Cont::Next => self.leave_generator(cx),
            Cont::Close => {
                self.leave_generator(cx);
                let quiet = [Exc::GeneratorExit, Exc::StopIteration];
                if quiet.iter().any(|class| {
                    exception.class.is_subclass(cx.world.exception_class(*class))
                }) {
                    *self.stack.peek_mut(1) = Value::NONE;
                    return Ok(true);
                }
            }
            _ => {}
        }
        Ok(false)
    }
}

/// The innermost row that covers instruction `at`.
fn handler(rows: &[HandlerRow], at: u32) -> Option<&HandlerRow> {
    rows.iter().find(|row| row.start <= at && at < row.end)
}

/// Sets `__context__` of a raised exception to the one being handled, cutting circles.
pub(super) fn set_context(exception: &Gc<Exception>, handled: &Value) {
    let Some(current) = handled.as_gc::<Exception>() else { return };
    if current.is(exception) {
        return;
    }
    let mut link = current.clone();
    loop {
        let next = link.state().context.clone();
        let Some(next) = next.as_gc::<Exception>() else { break };
        if next.is(exception) {
            let old = std::mem::replace(&mut link.state().context, Value::NONE);
            drop(old);
            break;
        }
        link = next.clone();
    }
    let old = std::mem::replace(&mut exception.state().context, handled.clone());
    drop(old);
}
