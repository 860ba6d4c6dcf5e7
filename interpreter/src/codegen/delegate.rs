//! `yield from` and `await`: what another iterator yields is handed on until it ends.
//!
//! ```text
//! [iterator, None]
//! ask:  Send done     what it yields, or its result at `done`
//!       PassOn        out of this generator; then what is sent in
//!       JumpBack ask
//! done: [result]
//! ```
//!
//! What is thrown in while the generator is suspended at PassOn goes to the iterator: see
//! `vm::delegation`.

use super::Generator;
use crate::op::Op;
use crate::refusal::{CompileError, Pass};
use crate::scope::ScopeKind;
use crate::syntax::ast::Expr;
use crate::text::Span;

/// GetAwaitable's argument: where the awaitable comes from.
#[derive(Clone, Copy)]
pub(super) enum Awaited {
    Expression = 0,
    Enter = 1,
    Exit = 2,
    Next = 3,
}

impl<'a> Generator<'a> {
    pub(super) fn yield_from(&mut self, iterable: &'a Expr, span: Span) -> Pass {
        if !self.scope().kind.is_function() {
            return Err(CompileError::syntax(span, "'yield from' outside function"));
        }
        if self.scope().is_async {
            let message = "'yield from' inside async function";
            return Err(CompileError::syntax(span, message));
        }
        self.expr(iterable)?;
        self.emit(Op::GetDelegate, 0, span);
        self.delegate(span);
        Ok(())
    }

    pub(super) fn await_expr(&mut self, value: &'a Expr, span: Span) -> Pass {
        let kind = self.scope().kind;
        if !kind.is_function() {
            return Err(CompileError::syntax(span, "'await' outside function"));
        }
        if !self.scope().is_async && !matches!(kind, ScopeKind::Comprehension(_)) {
            let message = "'await' outside async function";
            return Err(CompileError::syntax(span, message));
        }
        self.expr(value)?;
        self.await_top(Awaited::Expression, span);
        Ok(())
    }

    /// Awaits the topmost value; its result takes its place.
    pub(super) fn await_top(&mut self, from: Awaited, span: Span) {
        self.emit(Op::GetAwaitable, from as u32, span);
        self.delegate(span);
    }

    /// Hands on what the iterator on top yields; its result takes its place.
    fn delegate(&mut self, span: Span) {
        if !self.unit.asm.is_reachable() {
            return;
        }
        self.load_none(span);
        let asm = &mut self.unit.asm;
        let (ask, done) = (asm.label(), asm.label());
        asm.bind(ask);
        asm.jump(Op::Send, done, span);
        asm.emit(Op::PassOn, 0, span);
        asm.jump(Op::JumpBack, ask, span);
        asm.bind(done);
    }
}
