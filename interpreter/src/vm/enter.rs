//! Calls that the loop does itself: of functions whose arguments need no binding. Other calls are in `call`
//! and `binding`, those of natives in `call_native`.

use super::stack::Program;
use super::steps::Registers;
use super::thread::{Cont, Frame, Thread};
use crate::object::Function;

impl Thread {
    /// Enters a function whose arguments are in place already: no keywords, no defaults, no `*`.
    #[inline(always)]
    pub(super) fn enter_simple(&mut self, r: &mut Registers, count: u32) -> bool {
        match r.window.peek(count as usize + 1).as_gc::<Function>() {
            Some(function) => self.enter_function(r, Program::of(function), count),
            None => false,
        }
    }

    /// As `enter_simple`, for what LoadMethod left: the function and its receiver, or the empty place.
    #[inline(always)]
    pub(super) fn enter_method(&mut self, r: &mut Registers, count: u32) -> bool {
        match r.window.peek(count as usize + 2).as_gc::<Function>() {
            Some(function) if !r.window.peek(count as usize + 1).is_empty() => {
                self.enter_function(r, Program::of(function), count + 1)
            }
            _ => false,
        }
    }

    #[inline(always)]
    fn enter_function(&mut self, r: &mut Registers, program: Option<Program>, count: u32) -> bool {
        let Some(program) = program else {
            return false;
        };
        let (code, closure) = (program.code(), program.closure());
        if code.arity != count {
            return false;
        }
        let room = code.frame_size as usize - count as usize;
        if !r.window.has_room(&self.stack, room) || self.frames.len() >= self.frame_limit {
            return false;
        }
        self.frame().ip = r.cursor.ip(r.program.code());
        r.window.enter(count, code.slots - closure.len() as u32);
        for cell in closure {
            r.window.push(cell.into());
        }
        let base = r.window.base_index(&self.stack) as u32;
        self.frames.push(Frame {
            program,
            ip: 0,
            base,
            cont: Cont::Value,
        });
        r.program = program;
        r.cursor.go(code, 0);
        true
    }
}
