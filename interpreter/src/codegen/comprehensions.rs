//! Comprehensions and generator expressions: functions of the outermost iterator.

use super::Generator;
use super::control::Step;
use super::delegate::Awaited;
use crate::code::Signature;
use crate::op::Op;
use crate::refusal::{CompileError, Pass};
use crate::scope::ScopeKind;
use crate::syntax::ast::{CompClause, CompKind, Expr, ExprKind};
use crate::text::Span;

/// What a comprehension gathers.
struct Gather<'a> {
    kind: CompKind,
    element: &'a Expr,
    value: Option<&'a Expr>,
    span: Span,
}

impl<'a> Generator<'a> {
    pub(super) fn comprehension(&mut self, expr: &'a Expr) -> Pass {
        let span = expr.span;
        let ExprKind::Comp {
            kind,
            element,
            value,
            clauses,
        } = &expr.kind
        else {
            return Ok(());
        };
        let is_awaited =
            *kind != CompKind::Generator && self.table.scope(self.table.of_expr(expr)).is_async;
        if is_awaited && !self.may_await() {
            let message = "asynchronous comprehension outside of an asynchronous function";
            return Err(CompileError::syntax(span, message));
        }
        let gather = Gather {
            kind: *kind,
            element,
            value: value.as_deref(),
            span,
        };
        let (name, build) = match kind {
            CompKind::List => ("<listcomp>", Some(Op::BuildList)),
            CompKind::Set => ("<setcomp>", Some(Op::BuildSet)),
            CompKind::Dict => ("<dictcomp>", Some(Op::BuildMap)),
            CompKind::Generator => ("<genexpr>", None),
        };
        self.enter_expr_unit(self.table.of_expr(expr), name, span);
        self.body(span, |this| {
            if let Some(build) = build {
                this.emit(build, 0, span);
            }
            this.clauses(clauses, 1, &gather)?;
            if build.is_none() {
                this.load_none(span);
            }
            this.emit(Op::Return, 0, span);
            Ok(())
        })?;
        let code = self.leave_unit(Signature {
            positional: 1,
            ..Signature::default()
        });
        self.make_function(code, 0, span);
        let Some(first) = clauses.first() else {
            return Ok(());
        };
        self.read_only(&first.iter)?;
        self.get_iter(Step::of(first.is_async), first.iter.span);
        self.emit(Op::Call, 1, span);
        if is_awaited {
            self.await_top(Awaited::Expression, span);
        }
        Ok(())
    }

    /// Whether an `await` may stand here.
    fn may_await(&self) -> bool {
        self.scope().is_async || matches!(self.scope().kind, ScopeKind::Comprehension(_))
    }

    /// The loops from the first of `clauses` inwards; `depth` iterators and the collection lie on
    /// the stack inside the first.
    fn clauses(&mut self, clauses: &'a [CompClause], depth: u32, gather: &Gather<'a>) -> Pass {
        let Some((clause, rest)) = clauses.split_first() else {
            return self.gather(depth, gather);
        };
        let at = clause.iter.span;
        let step = Step::of(clause.is_async);
        if depth == 1 {
            let iterator = self.unit.slot_index[".0"];
            self.emit(Op::LoadLocal, iterator, at);
        } else {
            self.read_only(&clause.iter)?;
            self.get_iter(step, at);
        }
        let (head, next, end) = (
            self.unit.asm.label(),
            self.unit.asm.label(),
            self.unit.asm.label(),
        );
        self.unit.asm.bind(head);
        let asked = match step {
            Step::Plain => at,
            Step::Awaited => gather.span,
        };
        let asking = self.next_item(step, end, asked);
        self.store(&clause.target)?;
        for condition in &clause.conditions {
            self.jump_if(condition, false, next)?;
        }
        self.clauses(rest, depth + 1, gather)?;
        self.unit.asm.bind(next);
        self.unit.asm.jump(Op::JumpBack, head, gather.element.span);
        self.end_items(asking, end, at);
        Ok(())
    }

    fn gather(&mut self, depth: u32, gather: &Gather<'a>) -> Pass {
        let at = gather.element.span;
        self.expr(gather.element)?;
        match gather.kind {
            CompKind::List => self.emit(Op::ListAppend, depth, at),
            CompKind::Set => self.emit(Op::SetAdd, depth, at),
            CompKind::Dict => {
                if let Some(value) = gather.value {
                    self.expr(value)?;
                }
                let pair = gather.value.map_or(at, |value| at.to(value.span));
                self.emit(Op::MapAdd, depth, pair);
            }
            CompKind::Generator => {
                self.emit(Op::Yield, 0, at);
                self.emit(Op::Pop, 0, gather.span);
            }
        }
        Ok(())
    }
}
