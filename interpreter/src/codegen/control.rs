//! Loops, `try`, `with`, and what leaves them.
//!
//! A handler's stack holds `[.., previous, exception]`; once the exception is bound or dropped,
//! `[.., previous]`. Everything raised inside a handler passes its cleanup, which puts the previous
//! exception back in force: `Swap 2; PopExc; Reraise`.

use super::assemble::{Label, Region};
use super::delegate::Awaited;
use super::{Access, Generator};
use crate::code::Makes;
use crate::op::Op;
use crate::refusal::{CompileError, Pass};
use crate::syntax::ast::{Expr, Handler, Ident, Stmt, StmtKind, WithItem};
use crate::text::Span;

/// CPython's limit on blocks inside each other, which also bounds the copies of `finally` bodies.
const MAX_BLOCKS: usize = 21;
const NOT_IN_STAR: &str = "'break', 'continue' and 'return' cannot appear in an except* block";

/// A statement that `return`, `break` and `continue` must undo on their way out.
#[derive(Clone, Copy)]
pub(super) struct Block<'a> {
    kind: BlockKind<'a>,
    /// The region around the statement.
    pub(super) outer: Option<Region>,
}

/// What leaving a block takes.
#[derive(Clone, Copy)]
pub(super) enum BlockKind<'a> {
    /// A `while`: nothing.
    While(Loop),
    /// A `for`: the iterator lies on the stack.
    For(Loop),
    /// Nothing to undo: the body or the handlers of `try .. except`.
    Try,
    /// The body of `try .. finally`: run the final body.
    Finally(&'a [Stmt]),
    /// A final body run because of an exception: `[previous, exception]` lies on the stack.
    FinallyEnd,
    /// A `with`: call `__exit__`, which lies on the stack.
    With(Step, Span),
    /// The body of an `except`: `[previous]` lies on the stack, and the name is to be deleted.
    Handler(Option<&'a Ident>, Span),
    /// The body of an `except*`, which nothing but its end or an exception may leave.
    Star,
    /// A value that is on its way out while a final body runs.
    Value,
}

/// Whether the steps of a `for` or `with` are plain calls, or awaited.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Step {
    Plain,
    Awaited,
}

impl Step {
    pub(super) fn of(is_async: bool) -> Step {
        match is_async {
            true => Step::Awaited,
            false => Step::Plain,
        }
    }
}

/// Where `continue` and `break` lead.
#[derive(Clone, Copy)]
pub(super) struct Loop {
    head: Label,
    end: Label,
}

/// Whether the value of a `return` lies on top of what is undone.
#[derive(Clone, Copy, PartialEq)]
enum Carry {
    Nothing,
    Value,
}

impl<'a> Generator<'a> {
    pub(super) fn block(&mut self, stmt: &'a Stmt) -> Pass {
        let span = stmt.span;
        match &stmt.kind {
            StmtKind::While { test, body, orelse } => self.while_loop(test, body, orelse, span),
            StmtKind::For { is_async: true, .. } if !self.scope().is_async => {
                let message = "'async for' outside async function";
                Err(CompileError::syntax(span, message))
            }
            StmtKind::For {
                target,
                iter,
                body,
                orelse,
                is_async,
            } => {
                self.read_only(iter)?;
                let step = Step::of(*is_async);
                self.for_loop(step, target, iter, body, orelse, span)
            }
            StmtKind::With { is_async: true, .. } if !self.scope().is_async => {
                let message = "'async with' outside async function";
                Err(CompileError::syntax(span, message))
            }
            StmtKind::With {
                items,
                body,
                is_async,
            } => self.with(Step::of(*is_async), items, body, span),
            StmtKind::Match { subject, cases } => self.match_statement(subject, cases),
            StmtKind::Try { finalbody, .. } if finalbody.is_empty() => self.try_handlers(stmt),
            StmtKind::Try { finalbody, .. } => self.try_finally(stmt, finalbody),
            _ => Ok(()),
        }
    }

    pub(super) fn push_block(&mut self, kind: BlockKind<'a>, span: Span) -> Pass {
        // That in which a generator's StopIteration becomes a RuntimeError is one, too.
        let hidden = usize::from(self.scope().makes() != Makes::Result);
        if self.unit.blocks.len() + hidden >= MAX_BLOCKS {
            let message = "too many statically nested blocks";
            return Err(CompileError::syntax(span, message));
        }
        let outer = self.unit.asm.current_region();
        self.unit.blocks.push(Block { kind, outer });
        Ok(())
    }

    pub(super) fn pop_block(&mut self) {
        self.unit.blocks.pop();
    }

    fn while_loop(
        &mut self,
        test: &'a Expr,
        body: &'a [Stmt],
        orelse: &'a [Stmt],
        span: Span,
    ) -> Pass {
        let asm = &mut self.unit.asm;
        let (head, otherwise, end) = (asm.label(), asm.label(), asm.label());
        asm.bind(head);
        self.push_block(BlockKind::While(Loop { head, end }), span)?;
        self.jump_if(test, false, otherwise)?;
        self.statements(body)?;
        self.unit.asm.jump(Op::JumpBack, head, test.span);
        self.pop_block();
        self.unit.asm.bind(otherwise);
        self.statements(orelse)?;
        self.unit.asm.bind(end);
        Ok(())
    }

    fn for_loop(
        &mut self,
        step: Step,
        target: &'a Expr,
        iter: &'a Expr,
        body: &'a [Stmt],
        orelse: &'a [Stmt],
        span: Span,
    ) -> Pass {
        self.get_iter(step, iter.span);
        let asm = &mut self.unit.asm;
        let (head, otherwise, end) = (asm.label(), asm.label(), asm.label());
        asm.bind(head);
        let asked = match step {
            Step::Plain => iter.span,
            Step::Awaited => span,
        };
        let asking = self.next_item(step, otherwise, asked);
        self.push_block(BlockKind::For(Loop { head, end }), span)?;
        self.store(target)?;
        self.statements(body)?;
        self.unit.asm.jump(Op::JumpBack, head, iter.span);
        self.pop_block();
        self.end_items(asking, otherwise, iter.span);
        self.statements(orelse)?;
        self.unit.asm.bind(end);
        Ok(())
    }

    /// Replaces the iterable on top by an iterator over it.
    pub(super) fn get_iter(&mut self, step: Step, span: Span) {
        match step {
            Step::Plain => self.emit(Op::GetIter, 0, span),
            Step::Awaited => self.emit(Op::GetAiter, 0, span),
        }
    }

    /// Pushes the next item of the iterator on top. Without one, control goes to `otherwise`, for an
    /// awaited item through the handler of the region given, which [`Self::end_items`] makes.
    pub(super) fn next_item(&mut self, step: Step, otherwise: Label, span: Span) -> Option<Region> {
        let asm = &mut self.unit.asm;
        if step == Step::Plain {
            asm.jump(Op::ForIter, otherwise, span);
            return None;
        }
        let asking = asm.region(asm.height());
        let outer = asm.enter(Some(asking));
        self.emit(Op::GetAnext, 0, span);
        self.await_top(Awaited::Next, span);
        self.unit.asm.enter(outer);
        Some(asking)
    }

    /// Where the items are at an end: the iterator is gone.
    pub(super) fn end_items(&mut self, asking: Option<Region>, otherwise: Label, span: Span) {
        if let Some(asking) = asking {
            self.unit.asm.handler(asking);
            self.emit(Op::EndAsyncFor, 0, span);
        }
        self.unit.asm.bind(otherwise);
    }

    pub(super) fn break_loop(&mut self, span: Span) -> Pass {
        let Some((depth, target)) = self.innermost_loop() else {
            return Err(self.no_loop(span, "'break' outside loop"));
        };
        self.leave(depth, Carry::Nothing, span, |this| {
            this.unit.asm.jump(Op::Jump, target.end, span);
        })
    }

    pub(super) fn continue_loop(&mut self, span: Span) -> Pass {
        let Some((depth, target)) = self.innermost_loop() else {
            return Err(self.no_loop(span, "'continue' not properly in loop"));
        };
        self.leave(depth + 1, Carry::Nothing, span, |this| {
            this.unit.asm.jump(Op::JumpBack, target.head, span);
        })
    }

    fn innermost_loop(&self) -> Option<(usize, Loop)> {
        let blocks = self.unit.blocks.iter().enumerate().rev();
        let mut loops = blocks.filter_map(|(at, block)| match block.kind {
            BlockKind::While(target) | BlockKind::For(target) => Some((at, target)),
            _ => None,
        });
        loops.next()
    }

    /// Undoes all blocks for a `return` whose value is on the stack, and returns.
    pub(super) fn return_value(&mut self, span: Span) -> Pass {
        self.leave(0, Carry::Value, span, |this| {
            this.emit(Op::Return, 0, span);
        })
    }

    /// Undoes all blocks for a `return` that loads its value last.
    pub(super) fn return_late(&mut self, value: Option<&'a Expr>, span: Span) -> Pass {
        let mut result = Ok(());
        self.leave(0, Carry::Nothing, span, |this| {
            result = match value {
                Some(value) => this.expr(value),
                None => {
                    this.load_none(span);
                    Ok(())
                }
            };
            if result.is_ok() {
                this.emit(Op::Return, 0, span);
            }
        })?;
        result
    }

    /// Undoes the blocks from the innermost to number `keep`, then does `last` outside them.
    fn leave(
        &mut self,
        keep: usize,
        carry: Carry,
        span: Span,
        last: impl FnOnce(&mut Self),
    ) -> Pass {
        let blocks = self.unit.blocks.clone();
        let region = self.unit.asm.current_region();
        while self.unit.blocks.len() > keep
            && let Some(block) = self.unit.blocks.pop()
        {
            self.unit.asm.enter(block.outer);
            self.undo(block.kind, carry, span)?;
        }
        last(self);
        self.unit.blocks = blocks;
        self.unit.asm.enter(region);
        Ok(())
    }

    /// The error of a jump that finds no loop to leave.
    fn no_loop(&self, span: Span, message: &str) -> Box<CompileError> {
        let mut blocks = self.unit.blocks.iter();
        match blocks.any(|block| matches!(block.kind, BlockKind::Star)) {
            true => CompileError::syntax(span, NOT_IN_STAR),
            false => CompileError::syntax(span, message),
        }
    }

    fn undo(&mut self, kind: BlockKind<'a>, carry: Carry, span: Span) -> Pass {
        match kind {
            BlockKind::While(_) | BlockKind::Try => {}
            BlockKind::Star => return Err(CompileError::syntax(span, NOT_IN_STAR)),
            BlockKind::For(_) | BlockKind::Value => {
                self.below(carry, span);
                self.emit(Op::Pop, 0, span);
            }
            BlockKind::Finally(body) => {
                if carry == Carry::Value {
                    self.push_block(BlockKind::Value, span)?;
                }
                self.statements(body)?;
                if carry == Carry::Value {
                    self.pop_block();
                }
            }
            BlockKind::FinallyEnd => {
                self.below(carry, span);
                self.emit(Op::Pop, 0, span);
                self.below(carry, span);
                self.emit(Op::PopExc, 0, span);
            }
            BlockKind::With(step, at) => {
                self.below(carry, at);
                self.exit_normally(step, at);
            }
            BlockKind::Handler(name, at) => {
                self.below(carry, span);
                self.emit(Op::PopExc, 0, span);
                self.forget(name, at)?;
            }
        }
        Ok(())
    }

    /// Brings what lies below a carried value to the top.
    fn below(&mut self, carry: Carry, span: Span) {
        if carry == Carry::Value {
            self.emit(Op::Swap, 2, span);
        }
    }

    /// Leaves a handler by an exception: `[.., previous]` lies below it.
    pub(super) fn cleanup(&mut self, region: Region, outer: Option<Region>, span: Span) {
        self.unit.asm.enter(outer);
        self.unit.asm.handler(region);
        self.emit(Op::Swap, 2, span);
        self.emit(Op::PopExc, 0, span);
        self.emit(Op::Reraise, 0, span);
    }

    fn try_finally(&mut self, stmt: &'a Stmt, finalbody: &'a [Stmt]) -> Pass {
        let span = stmt.span;
        let StmtKind::Try { body, handlers, .. } = &stmt.kind else {
            return Ok(());
        };
        let asm = &mut self.unit.asm;
        let end = asm.label();
        let region = asm.region(asm.height());
        let inside = asm.region(asm.height() + 1);
        self.push_block(BlockKind::Finally(finalbody), span)?;
        let outer = self.unit.asm.enter(Some(region));
        match handlers.is_empty() {
            true => self.statements(body)?,
            false => self.try_handlers(stmt)?,
        }
        self.pop_block();
        self.unit.asm.enter(outer);
        self.statements(finalbody)?;
        self.unit.asm.jump(Op::Jump, end, span);

        self.unit.asm.handler(region);
        self.emit(Op::PushExc, 0, span);
        self.push_block(BlockKind::FinallyEnd, span)?;
        self.unit.asm.enter(Some(inside));
        self.statements(finalbody)?;
        self.emit(Op::Reraise, 0, span);
        self.pop_block();
        self.cleanup(inside, outer, span);
        self.unit.asm.bind(end);
        Ok(())
    }

    /// `try` with handlers of either kind, without its `finally`.
    fn try_handlers(&mut self, stmt: &'a Stmt) -> Pass {
        match &stmt.kind {
            StmtKind::Try { is_star: true, .. } => self.try_star(stmt),
            _ => self.try_except(stmt),
        }
    }

    /// `try` with handlers, without its `finally`.
    fn try_except(&mut self, stmt: &'a Stmt) -> Pass {
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
        let end = asm.label();
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
        self.emit(Op::PushExc, 0, span);
        self.push_block(BlockKind::Try, span)?;
        for (at, handler) in handlers.iter().enumerate() {
            if handler.kind.is_none() && at + 1 < handlers.len() {
                let message = "default 'except:' must be last";
                return Err(CompileError::syntax(handler.span, message));
            }
            self.handler(handler, inside, outer, end)?;
        }
        self.pop_block();
        self.unit.asm.enter(Some(inside));
        self.emit(Op::Reraise, 0, span);
        self.cleanup(inside, outer, span);
        self.unit.asm.bind(end);
        Ok(())
    }

    /// One `except` clause: `[.., previous, exception]` before it and, if it does not match, after.
    fn handler(
        &mut self,
        handler: &'a Handler,
        inside: Region,
        outer: Option<Region>,
        end: Label,
    ) -> Pass {
        let span = handler.span;
        let next = self.unit.asm.label();
        self.unit.asm.enter(Some(inside));
        if let Some(kind) = &handler.kind {
            self.expr(kind)?;
            self.emit(Op::CheckExcMatch, 0, span);
            self.unit.asm.jump(Op::PopJumpIfFalse, next, span);
        }
        let Some(name) = &handler.name else {
            self.emit(Op::Pop, 0, span);
            self.handler_body(handler, outer)?;
            self.unit.asm.enter(outer);
            self.emit(Op::PopExc, 0, span);
            self.unit.asm.jump(Op::Jump, end, span);
            self.unit.asm.bind(next);
            return Ok(());
        };
        self.variable(name, Access::Store, span)?;
        let named = self.unit.asm.region(self.unit.asm.height());
        self.unit.asm.enter(Some(named));
        self.handler_body(handler, outer)?;
        self.unit.asm.enter(outer);
        self.emit(Op::PopExc, 0, span);
        self.forget(Some(name), span)?;
        self.unit.asm.jump(Op::Jump, end, span);

        self.unit.asm.enter(Some(inside));
        self.unit.asm.handler(named);
        self.forget(Some(name), span)?;
        self.emit(Op::Reraise, 0, span);
        self.unit.asm.bind(next);
        Ok(())
    }

    fn handler_body(&mut self, handler: &'a Handler, outer: Option<Region>) -> Pass {
        let kind = BlockKind::Handler(handler.name.as_ref(), handler.span);
        self.push_block(kind, handler.span)?;
        if let Some(block) = self.unit.blocks.last_mut() {
            block.outer = outer;
        }
        self.statements(&handler.body)?;
        self.pop_block();
        Ok(())
    }

    /// Unbinds the name of an `except .. as name`; the handler may have deleted it already.
    pub(super) fn forget(&mut self, name: Option<&'a Ident>, span: Span) -> Pass {
        let Some(name) = name else {
            return Ok(());
        };
        self.load_none(span);
        self.variable(name, Access::Store, span)?;
        self.variable(name, Access::Delete, span)
    }

    fn with(&mut self, step: Step, items: &'a [WithItem], body: &'a [Stmt], stmt: Span) -> Pass {
        let Some((item, rest)) = items.split_first() else {
            return self.statements(body);
        };
        let span = item.context.span;
        self.expr(&item.context)?;
        match step {
            Step::Plain => self.emit(Op::LoadWith, 0, span),
            Step::Awaited => self.emit(Op::LoadAsyncWith, 0, span),
        }
        self.emit(Op::Call, 0, span);
        self.await_step(step, Awaited::Enter, span);
        let end = self.unit.asm.label();
        // Below the result of `__enter__` lies `__exit__`, which the handler needs.
        let height = self.unit.asm.height().saturating_sub(1);
        let region = self.unit.asm.region(height);
        let inside = self.unit.asm.region(height + 1);
        self.push_block(BlockKind::With(step, span), stmt)?;
        let outer = self.unit.asm.enter(Some(region));
        match &item.target {
            Some(target) => self.store(target)?,
            None => self.emit(Op::Pop, 0, span),
        }
        self.with(step, rest, body, stmt)?;
        self.pop_block();
        self.unit.asm.enter(outer);
        self.exit_normally(step, span);
        self.unit.asm.jump(Op::Jump, end, span);

        self.unit.asm.handler(region);
        self.emit(Op::PushExc, 0, span);
        self.unit.asm.enter(Some(inside));
        self.emit(Op::WithExcept, 0, span);
        self.await_step(step, Awaited::Exit, span);
        let suppressed = self.unit.asm.label();
        self.unit.asm.jump(Op::PopJumpIfTrue, suppressed, span);
        self.emit(Op::Reraise, 0, span);
        self.unit.asm.enter(outer);
        self.unit.asm.bind(suppressed);
        self.emit(Op::Pop, 0, span);
        self.emit(Op::PopExc, 0, span);
        self.emit(Op::Pop, 0, span);
        self.unit.asm.jump(Op::Jump, end, span);
        self.cleanup(inside, outer, span);
        self.unit.asm.bind(end);
        Ok(())
    }

    fn await_step(&mut self, step: Step, from: Awaited, span: Span) {
        if step == Step::Awaited {
            self.await_top(from, span);
        }
    }

    /// Calls the `__exit__` on top with three Nones, and drops its result.
    fn exit_normally(&mut self, step: Step, span: Span) {
        for _ in 0..3 {
            self.load_none(span);
        }
        self.emit(Op::Call, 3, span);
        self.await_step(step, Awaited::Exit, span);
        self.emit(Op::Pop, 0, span);
    }
}
