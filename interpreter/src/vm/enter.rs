//! Calls that the loop does itself: of functions whose arguments need no binding. Other calls are in `call`
//! and `binding`, those of natives in `call_native`.

use super::context::Cx;
use super::frames::Frame;
use super::inline_cache::cached_init;
use super::stack::{Place, Program};
use super::steps::Registers;
use super::thread::{Cont, Thread};
use crate::object::{Class, Function, Instance};

impl Thread {
    /// Enters a function whose arguments are in place already: no keywords, no defaults, no `*`.
    #[inline(always)]
    pub(super) fn enter_simple(&mut self, r: &mut Registers, count: u32) -> bool {
        let window = r.window;
        match window.peek(count as usize + 1).as_gc::<Function>() {
            Some(function) => self.enter_function(r, function, count, Cont::Value),
            None => false,
        }
    }

    /// As `enter_simple`, for what LoadMethod left: the function and its receiver, or the empty place.
    #[inline(always)]
    pub(super) fn enter_method(&mut self, r: &mut Registers, count: u32) -> bool {
        let window = r.window;
        match window.peek(count as usize + 2).as_gc::<Function>() {
            Some(function) if !window.peek(count as usize + 1).is_empty() => {
                self.enter_function(r, function, count + 1, Cont::Value)
            }
            _ => false,
        }
    }

    /// Makes an instance of a class of the script, whose cache knows its `__init__`, and enters that: gives
    /// its registers; None, and nothing done, where it takes more than that.
    #[inline(never)]
    pub(super) fn construct(
        &mut self,
        cx: &mut Cx<'_>,
        r: &Registers,
        count: u32,
    ) -> Option<Registers> {
        let mut r = *r;
        let class = r.window.peek(count as usize + 1).as_gc::<Class>()?;
        let init = cached_init(class, cx)?;
        let function = init.as_gc::<Function>()?.clone();
        let code = function.code.linked()?;
        if code.arity != count + 1
            || !r.window.has_room(code.frame_size + 2)
            || !self.frames.have_room()
        {
            return None;
        }
        Thread::note_place(cx, &r);
        let instance = Instance::new(class);
        let class = r
            .window
            .put_below(count, [(&instance).into(), init, instance.into()]);
        let entered = self.enter_function(&mut r, &function, count + 1, Cont::Init);
        assert!(entered, "(frames) there is room");
        // The instance has it still.
        drop(class);
        Some(r)
    }

    /// Enters a function whose arguments are the topmost `count` operands.
    #[inline(always)]
    fn enter_function(
        &mut self,
        r: &mut Registers,
        function: &Function,
        count: u32,
        cont: Cont,
    ) -> bool {
        let Some(code) = function.code.linked() else {
            return false;
        };
        let program = Program::new(function, code);
        let (code, closure) = (program.code(), program.closure());
        if code.arity != count {
            return false;
        }
        if !r.window.has_room(code.frame_size) {
            return false;
        }
        let start = Place::at(code, 0);
        let frame = Frame {
            program,
            place: start,
            base: r.window.index(count),
            cont,
        };
        if !self.frames.call(r.cursor.place(), frame) {
            return false;
        }
        r.window.enter(count, code.locals);
        for cell in closure {
            r.window.push(cell.into());
        }
        r.program = program;
        r.cursor.go_to(start);
        true
    }
}
