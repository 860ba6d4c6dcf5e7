//! Comprehensions and generator expressions: functions of the outermost iterator.

use super::Generator;
use crate::code::Signature;
use crate::op::Op;
use crate::refusal::{CompileError, Pass};
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
        refuse_async(clauses, span)?;
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
        self.emit(Op::GetIter, 0, first.iter.span);
        self.emit(Op::Call, 1, span);
        Ok(())
    }

    /// The loops from the first of `clauses` inwards; `depth` iterators and the collection lie on
    /// the stack inside the first.
    fn clauses(&mut self, clauses: &'a [CompClause], depth: u32, gather: &Gather<'a>) -> Pass {
        let Some((clause, rest)) = clauses.split_first() else {
            return self.gather(depth, gather);
        };
        let at = clause.iter.span;
        if depth == 1 {
            let iterator = self.unit.slot_index[".0"];
            self.emit(Op::LoadLocal, iterator, at);
        } else {
            self.read_only(&clause.iter)?;
            self.emit(Op::GetIter, 0, at);
        }
        let (head, next, end) = (
            self.unit.asm.label(),
            self.unit.asm.label(),
            self.unit.asm.label(),
        );
        self.unit.asm.bind(head);
        self.unit.asm.jump(Op::ForIter, end, at);
        self.store(&clause.target)?;
        for condition in &clause.conditions {
            self.jump_if(condition, false, next)?;
        }
        self.clauses(rest, depth + 1, gather)?;
        self.unit.asm.bind(next);
        self.unit.asm.jump(Op::JumpBack, head, gather.element.span);
        self.unit.asm.bind(end);
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

fn refuse_async(clauses: &[CompClause], span: Span) -> Pass {
    if clauses.iter().any(|clause| clause.is_async) {
        let message = "asynchronous comprehension outside of an asynchronous function";
        return Err(CompileError::syntax(span, message));
    }
    Ok(())
}
