//! Exceptions on their way: from where they are raised to the handler, or to the end of the thread.

use super::context::Cx;
use super::frames::Frame;
use super::signal::{Exc, Res, Signal, message_args};
use super::thread::{Cont, Thread, ThreadEnd};
use crate::code::{Code, CodeKind, HandlerRow, SlotKind};
use crate::object::Adopt;
use crate::object::class::ClassLookup;
use crate::object::exception::{ExceptionParts, TraceEntry};
use crate::object::generator::{GeneratorAccess, Suspended};
use crate::object::module::NamespaceSlots;
use crate::object::{Cell, Exception, Generator, Instance, Str, Tuple};
use crate::strings::suggest::{BUILTINS, suggest};
use crate::text::Span;
use crate::value::Value;
use gilscope_runtime::heap::{Gc, count_finalizable, take_finalizable_behind};
use gilscope_runtime::symbol::Symbol;
use gilscope_runtime::task::Site;

impl Thread {
    /// Deals with a signal that is no wait: raises, and goes to the handler. Leaves the step when
    /// there is none.
    #[cold]
    #[inline(never)]
    pub(super) fn unwind(&mut self, cx: &mut Cx<'_>, signal: Signal) -> Res<()> {
        let (exception, fresh) = match signal {
            Signal::Raise(exception) => (exception, true),
            Signal::Reraise(exception) => (exception, false),
            Signal::New(Exc::UnsupportedError, feature) if !cx.world.is_session => {
                let site = self.user_site().unwrap_or(cx.site);
                let exit = self.finish_thread(ThreadEnd::Unsupported(feature, site));
                return Err(Signal::leave(exit));
            }
            Signal::New(kind, message) => {
                let class = cx.world.exception_class(kind);
                let name = (kind == Exc::NameError).then(|| quoted(&message)).flatten();
                let args = if message.is_empty() {
                    Vec::new()
                } else {
                    message_args(message)
                };
                let exception = Exception::new(class, args);
                if let Some(name) = name {
                    exception.state().attrs.set(Symbol::new("name"), name);
                }
                (exception, true)
            }
            _ => unreachable!("(signal) an operation asked for what only a native may ask"),
        };
        if fresh {
            set_context(&exception, &cx.state.handled);
            self.note_hint(cx, &exception);
        }
        self.propagate(cx, exception, fresh)
    }

    /// Looks for a handler from the innermost frame outwards.
    fn propagate(&mut self, cx: &mut Cx<'_>, exception: Gc<Exception>, fresh: bool) -> Res<()> {
        let mut trace = fresh;
        let refusal = cx.world.exception_class(Exc::UnsupportedError);
        let is_refusal = exception.class.is(refusal);
        while let Some(frame) = self.frames.last() {
            let at = frame.ip().saturating_sub(1);
            let (code, base) = (frame.program.code(), frame.base as usize);
            if trace {
                let site = code.site(at);
                exception.state().traceback.push(TraceEntry { site });
            }
            trace = true;
            // Nothing of the user's catches a refusal, nor goes on after one.
            let may_catch = !is_refusal || is_session_loop(&code.code);
            if let Some(row) = handler(&code.code.handlers, at).filter(|_| may_catch) {
                let height = base + code.slots as usize + row.depth as usize;
                self.stack.truncate(height);
                self.stack.push(exception.into());
                self.frame().set_ip(row.target);
                return Ok(());
            }
            // Operands die where the exception leaves the frame; its variables live on in the traceback.
            self.stack.truncate(base + code.slots as usize);
            let before = count_finalizable();
            // The method of an operator has its operands as variables, too, and `__init__` the new object.
            let operands = match self.frame().cont {
                Cont::Operator(_) => 3,
                Cont::Init => 2,
                _ => 0,
            };
            let stopped = self.leave_frame(cx, &exception)?;
            self.stack.truncate(self.stack.top() - operands);
            keep_with(&exception, before);
            if stopped {
                return Ok(());
            }
        }
        self.end_with(cx, exception)
    }

    /// The thread dies of an exception. Its text may be toy Python's to tell: that runs first.
    fn end_with(&mut self, cx: &mut Cx<'_>, exception: Gc<Exception>) -> Res<()> {
        let exception = self.dying.take().unwrap_or(exception);
        match self.end(cx, Err(exception)) {
            Some(exit) => Err(Signal::leave(exit)),
            None => Ok(()),
        }
    }

    /// What a NameError's name may have been meant to be can be told only while its frame is there.
    fn note_hint(&self, cx: &Cx<'_>, exception: &Gc<Exception>) {
        if !exception.class.is(cx.world.exception_class(Exc::NameError)) {
            return;
        }
        let name = exception.state().attrs.get(Symbol::new("name"));
        let Some(wrong) = name.as_ref().and_then(Value::as_gc::<Str>) else {
            return;
        };
        let Some(frame) = self.frames.last() else {
            return;
        };
        let code = &frame.program.code().code;
        let live = &self.stack.live()[frame.base as usize..];
        let mut names: Vec<&str> = Vec::new();
        let mut is_own = false;
        for (slot, value) in code.slots.iter().zip(live) {
            let inside = value
                .as_gc::<Cell>()
                .filter(|_| slot.kind != SlotKind::Local);
            let value =
                inside.map_or_else(|| value.clone(), |cell| cell.guard(|c| &c.value).clone());
            if !value.is_empty() && code.kind != CodeKind::Class {
                names.push(&slot.name);
                is_own |= &*slot.name == "self" && has_attribute(cx, &value, wrong.as_str());
            }
        }
        let hint = if is_own {
            Some(format!("self.{}", wrong.as_str()))
        } else {
            let globals = frame.program.globals().slots();
            names.extend(globals.list().into_iter().map(|(name, _)| name.as_str()));
            drop(globals);
            names.extend(BUILTINS.split(' '));
            suggest(wrong.as_str(), &names).map(str::to_string)
        };
        exception.state().hint = hint.map(String::into_boxed_str);
    }

    /// Where the script stands: not in the library.
    pub(super) fn user_site(&self) -> Option<Site> {
        let frames = self.frames.iter().rev();
        let frame = { frames }.find(|f| !f.program.code().code.source.is_library())?;
        Some(frame.program.code().site(frame.ip().saturating_sub(1)))
    }

    /// Whether code of the library runs.
    pub(super) fn in_library(&self) -> bool {
        let frame = self.frames.last();
        frame.is_some_and(|frame| frame.program.code().code.source.is_library())
    }

    /// The line at which a coroutine stands whose frame is on this thread's stack; else where it begins.
    pub(super) fn coroutine_line(&self, coroutine: &Gc<Generator>) -> i64 {
        let live = self.stack.live();
        let runs = |frame: &&Frame| {
            let callee = (frame.base as usize).checked_sub(1).map(|at| &live[at]);
            let callee = callee.and_then(Value::as_gc::<Generator>);
            callee.is_some_and(|callee| callee.is(coroutine))
        };
        let code = coroutine.function.code.whole();
        let line = match self.frames.iter().rev().find(runs) {
            Some(frame) => {
                let span = code.spans[frame.ip().saturating_sub(1) as usize];
                code.source.line(span.start)
            }
            None => code.first_line,
        };
        i64::from(line)
    }

    /// What [`Signal::Place`] asks for.
    pub(super) fn place(&self, cx: &Cx<'_>) -> Value {
        let frames = self.frames.iter().rev();
        let frame = { frames }.find(|f| !f.program.code().code.source.is_library());
        let Some(frame) = frame else {
            return Value::NONE;
        };
        let module = { frame.program.globals().slots() }
            .get(cx.world.names.name)
            .unwrap_or(Value::NONE);
        let code = &frame.program.code().code;
        let span = code.spans[frame.ip().saturating_sub(1) as usize];
        if span == Span::default() {
            return Value::NONE;
        }
        let line = code.source.position(span.start).line;
        let text = code.source.line_text(line).trim();
        let (file, line) = code.source.place(line);
        Tuple::value([
            Str::value(file),
            Value::int(line as i64),
            Str::value(text),
            Str::value(&*code.name),
            module,
        ])
    }

    /// What [`Signal::Stack`] asks for.
    pub(super) fn sites(&self) -> Value {
        let frames = self.frames.iter().rev();
        let sites = frames.map(|f| f.program.code().site(f.ip().saturating_sub(1)));
        Tuple::value(
            sites
                .map(|site| Value::int(i64::from(site.0)))
                .collect::<Vec<_>>(),
        )
    }

    /// Takes the innermost frame off; true if that stopped the exception.
    fn leave_frame(&mut self, cx: &mut Cx<'_>, exception: &Gc<Exception>) -> Res<bool> {
        let frame = self.frames.pop().expect("(window) a frame runs");
        let restart = self.restart(cx, &frame);
        self.stack.truncate(frame.base as usize);
        match frame.cont {
            Cont::ForIter | Cont::Next | Cont::Send => {
                let generator = self.stack.peek(1).clone();
                self.leave_generator(cx);
                if let (Some(generator), Some(restart)) = (generator.as_gc::<Generator>(), restart)
                {
                    generator.adopt_all(&restart.values);
                    let old = std::mem::replace(&mut *generator.state(), restart);
                    drop(old);
                }
            }
            Cont::Close | Cont::CloseInner => {
                self.leave_generator(cx);
                let quiet = [
                    Exc::GeneratorExit,
                    Exc::StopIteration,
                    Exc::StopAsyncIteration,
                ];
                let is_quiet = quiet.iter().any(|class| {
                    exception
                        .class
                        .is_subclass(cx.world.exception_class(*class))
                });
                match (frame.cont, is_quiet) {
                    (Cont::CloseInner, true) => return Err(self.inner_closed()),
                    (Cont::CloseInner, false) => drop(self.stack.pop()),
                    (_, true) => {
                        *self.stack.peek_mut(1) = Value::NONE;
                        return Ok(true);
                    }
                    _ => {}
                }
            }
            Cont::Module | Cont::StarModule => {
                self.module_failed(cx, 2);
            }
            _ => {}
        }
        Ok(false)
    }
}

/// What a traceback would keep alive in CPython, as far as anybody can tell: objects with last words, but for the
/// `first` ones that wait to say them.
fn keep_with(exception: &Gc<Exception>, first: usize) {
    let mut kept: Vec<Value> = Vec::new();
    while let Some(object) = take_finalizable_behind(first) {
        object.revive();
        kept.push(Value::object(object));
    }
    // The frame was emptied from its end, but its slots are to die in their order.
    kept.reverse();
    if !kept.is_empty() {
        exception.adopt_all(&kept);
        exception.state().kept.append(&mut kept);
    }
}

/// The first name in quotes in a message.
fn quoted(message: &str) -> Option<Value> {
    message.split('\'').nth(1).map(Str::value)
}

/// Whether an object has an attribute, as far as no code of the user is asked.
fn has_attribute(cx: &Cx<'_>, object: &Value, name: &str) -> bool {
    let name = Symbol::new(name);
    let own = object.as_gc::<Instance>().is_some_and(|instance| {
        instance
            .guard(|instance| &instance.attrs)
            .get(name)
            .is_some()
    });
    own || cx.world.class_of(object).lookup(name).is_some()
}

impl Thread {
    /// An iterator like `map` goes on after an exception, though a generator does not: those of the
    /// prelude that pass for such iterators begin anew, with what their parameters have become.
    fn restart(&self, cx: &Cx<'_>, frame: &Frame) -> Option<Suspended> {
        let code = &frame.program.code().code;
        let passes = frame.program.globals().is(&cx.world.prelude)
            && cx.world.passes_for_iterator(&code.name);
        if !passes {
            return None;
        }
        let params = code.signature.slots() as usize;
        let base = frame.base as usize;
        let mut values = self.stack.live()[base..base + params].to_vec();
        values.resize(code.slots.len(), Value::EMPTY);
        Some(Suspended::fresh(values))
    }
}

/// Whether this is the code of the loop of a session.
fn is_session_loop(code: &Code) -> bool {
    &*code.name == "_session" && code.source.is_library()
}

/// The innermost row that covers instruction `at`.
fn handler(rows: &[HandlerRow], at: u32) -> Option<&HandlerRow> {
    rows.iter().find(|row| row.start <= at && at < row.end)
}

/// Sets `__context__` of a raised exception to the one being handled, cutting circles that would arise.
/// One that the script has made itself stays; it is met by a pointer that goes half as fast (R. W. Floyd).
pub(super) fn set_context(exception: &Gc<Exception>, handled: &Value) {
    let Some(current) = handled.as_gc::<Exception>() else {
        return;
    };
    if current.is(exception) {
        return;
    }
    let (mut link, mut slow) = (current.clone(), current.clone());
    for step in 1usize.. {
        let next = link.state().context.clone();
        let Some(next) = next.as_gc::<Exception>() else {
            break;
        };
        if next.is(exception) {
            let old = std::mem::replace(&mut link.state().context, Value::NONE);
            drop(old);
            break;
        }
        link = next.clone();
        if link.is(&slow) {
            break;
        }
        if step % 2 == 0 {
            let next = slow.state().context.clone();
            slow = next.as_gc::<Exception>().cloned().unwrap_or(slow);
        }
    }
    exception.adopt(handled);
    let old = std::mem::replace(&mut exception.state().context, handled.clone());
    drop(old);
}
