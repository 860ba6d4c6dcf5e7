//! `except*`: each handler takes its part of a group of exceptions.
//!
//! While the handlers run, the stack holds `[.., previous, exception, raised, rest]`: the exception
//! handled before, the one that the body raised, a list of what the handlers have raised, and what no
//! handler has taken yet.

use super::assemble::Label;
use super::control::BlockKind;
use super::{Access, Generator};
use crate::op::Op;
use crate::refusal::Pass;
use crate::syntax::ast::{Handler, Stmt, StmtKind};
use crate::text::Span;

impl<'a> Generator<'a> {
    /// `try` with `except*`, without its `finally`.
    pub(super) fn try_star(&mut self, stmt: &'a Stmt) -> Pass {
        let span = stmt.span;
        let StmtKind::Try {
            body,
            handlers,
            orelse,
            ..
        } = &stmt.kind
        else {
            return Ok(());
        };
        let asm = &mut self.unit.asm;
        let (end, quiet) = (asm.label(), asm.label());
        let region = asm.region(asm.height());
        let inside = asm.region(asm.height() + 1);
        self.push_block(BlockKind::Try, span)?;
        let outer = self.unit.asm.enter(Some(region));
        self.statements(body)?;
        self.pop_block();
        self.unit.asm.enter(outer);
        self.statements(orelse)?;
        self.unit.asm.jump(Op::Jump, end, span);

        self.unit.asm.handler(region);
        self.unit.asm.enter(Some(inside));
        self.run(&[(Op::PushExc, 0), (Op::BuildList, 0), (Op::Copy, 2)], span);
        for handler in handlers {
            self.star_handler(handler)?;
        }
        self.global(Op::LoadBuiltin, "_reraise_group", span);
        let copy = (Op::Copy, 4);
        self.run(&[copy, copy, copy, (Op::Call, 3), (Op::Copy, 1)], span);
        self.unit.asm.jump(Op::PopJumpIfNone, quiet, span);
        self.emit(Op::Reraise, 0, span);
        self.unit.asm.bind(quiet);
        let pop = (Op::Pop, 0);
        self.run(&[pop, pop, pop, pop], span);
        self.unit.asm.enter(outer);
        self.emit(Op::PopExc, 0, span);
        self.unit.asm.jump(Op::Jump, end, span);
        self.cleanup(inside, outer, span);
        self.unit.asm.bind(end);
        Ok(())
    }

    fn run(&mut self, instrs: &[(Op, u32)], span: Span) {
        for (op, arg) in instrs {
            self.emit(*op, *arg, span);
        }
    }

    /// One `except*` clause: `[.., raised, rest]` before it and after.
    fn star_handler(&mut self, handler: &'a Handler) -> Pass {
        let span = handler.span;
        let Some(kind) = &handler.kind else {
            return Ok(());
        };
        let asm = &mut self.unit.asm;
        let (other, next) = (asm.label(), asm.label());
        self.global(Op::LoadBuiltin, "_match_group", span);
        self.emit(Op::Copy, 2, span);
        self.expr(kind)?;
        // [.., rest, new rest, match]
        self.run(&[(Op::Call, 2), (Op::UnpackSequence, 2)], span);
        self.run(
            &[(Op::Swap, 3), (Op::Pop, 0), (Op::Swap, 2), (Op::Copy, 1)],
            span,
        );
        self.unit.asm.jump(Op::PopJumpIfNone, other, span);
        self.star_body(handler, next)?;
        self.unit.asm.bind(other);
        self.emit(Op::Pop, 0, span);
        self.unit.asm.bind(next);
        Ok(())
    }

    /// The body of a clause that has taken the group on top.
    fn star_body(&mut self, handler: &'a Handler, next: Label) -> Pass {
        let (span, name) = (handler.span, handler.name.as_ref());
        self.emit(Op::PushExc, 0, span);
        match name {
            Some(name) => self.variable(name, Access::Store, span)?,
            None => self.emit(Op::Pop, 0, span),
        }
        let body = self.unit.asm.region(self.unit.asm.height());
        let inside = self.unit.asm.enter(Some(body));
        self.push_block(BlockKind::Star, span)?;
        self.statements(&handler.body)?;
        self.pop_block();
        self.unit.asm.enter(inside);
        self.emit(Op::PopExc, 0, span);
        self.forget(name, span)?;
        self.unit.asm.jump(Op::Jump, next, span);

        // [.., raised, rest, previous, exception]
        self.unit.asm.handler(body);
        self.forget(name, span)?;
        self.run(&[(Op::ListAppend, 3), (Op::PopExc, 0)], span);
        self.unit.asm.jump(Op::Jump, next, span);
        Ok(())
    }
}
