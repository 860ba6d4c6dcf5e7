//! Generators in a `for`: resumed and set aside without leaving the loop. Everything else about them is in
//! [`super::generators`], the picture of how a resumed generator lies on the stack included.

use super::context::Cx;
use super::frames::Frame;
use super::stack::{Place, Program};
use super::steps::Registers;
use super::thread::{Cont, Thread};
use crate::code::Makes;
use crate::object::Generator;
use crate::object::generator::Stage;
use crate::value::Value;
use std::mem;

impl Thread {
    /// ForIter on a generator that has yielded before and that nobody else can reach: the registers are
    /// those of its frame then. None, and nothing done, for anything else.
    #[inline(never)]
    pub(super) fn resume_in_loop(
        &mut self,
        cx: &mut Cx<'_>,
        registers: &mut Registers,
    ) -> Option<()> {
        let mut r = *registers;
        let generator = r.window.peek(1).as_gc::<Generator>()?.clone();
        let mut state = generator.guard_local(|generator| &generator.state)?;
        if state.stage != Stage::Yielded {
            return None;
        }
        let program = Program::of(&generator.function)?;
        let code = program.code();
        if !r.window.has_room(code.frame_size + 3) {
            return None;
        }
        let place = Place::at(code, state.ip);
        let frame = Frame {
            program,
            place,
            base: r.window.index(0) + 2,
            cont: Cont::ForIter,
        };
        if !self.frames.call(r.cursor.place(), frame) {
            return None;
        }
        let outer = match state.handled.take() {
            handled if handled.is_empty() => cx.state.handled.clone(),
            handled => cx.state.handled.replace(handled),
        };
        r.window.push(outer);
        r.window.push(Value::EMPTY);
        r.window.begin();
        r.window.push_all(&mut state.values);
        r.window.push(Value::NONE);
        state.stage = Stage::Running;
        drop(state);
        mem::forget(r.window.callee().replace(generator.into()));
        r.program = program;
        r.cursor.go_to(place);
        *registers = r;
        Some(())
    }

    /// Yield of a generator that a ForIter has resumed and that nobody else can reach: the registers are
    /// those of the frame with the ForIter then, the item on top of its operands. None, and nothing done, for
    /// anything else.
    #[inline(never)]
    pub(super) fn yield_in_loop(
        &mut self,
        cx: &mut Cx<'_>,
        registers: &mut Registers,
    ) -> Option<()> {
        let mut r = *registers;
        if self.frames.innermost().cont != Cont::ForIter
            || r.program.code().code.makes != Makes::Generator
        {
            return None;
        }
        let callee = r.window.callee().take();
        let generator = callee.as_gc::<Generator>();
        let generator = generator.expect("(callee) a generator's frame");
        let Some(mut state) = generator.guard_local(|generator| &generator.state) else {
            *r.window.callee() = callee;
            return None;
        };
        let item = r.window.pop();
        r.window.pop_all(&mut state.values);
        let outer = r.window.end_generator();
        let surplus = if outer.is(&cx.state.handled) {
            outer
        } else {
            state.handled = cx.state.handled.replace(outer);
            Value::EMPTY
        };
        state.ip = r.cursor.ip(r.program.code());
        state.stage = Stage::Yielded;
        drop(state);
        drop(surplus);
        let caller = self.frames.leave();
        let (program, place, base) = (caller.program, caller.place, caller.base);
        r.program = program;
        r.cursor.go_to(place);
        r.window.set_base(base);
        r.window.push(item);
        *registers = r;
        Some(())
    }
}
