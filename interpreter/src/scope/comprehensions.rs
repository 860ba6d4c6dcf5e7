//! The first walk, in comprehensions: their scopes, and `:=`, which binds outside them.

use super::collect::Collector;
use super::{Node, ScopeKind, Table};
use crate::refusal::{CompileError, Pass};
use crate::syntax::ast::{CompClause, Expr, ExprKind, Ident};
use crate::text::Span;
use std::rc::Rc;

impl Collector {
    pub(super) fn comprehension(&mut self, expr: &Expr) -> Pass {
        let ExprKind::Comp {
            kind,
            element,
            value,
            clauses,
        } = &expr.kind
        else {
            return Ok(());
        };
        let Some((first, rest)) = clauses.split_first() else {
            return Ok(());
        };
        self.iterable(&first.iter)?;
        let private = self.scope().private.clone();
        let kind = ScopeKind::Comprehension(*kind);
        let mut awaits = false;
        self.within(Node::of_expr(expr), kind, private, |inner| {
            inner.scope().symbol_mut(&Rc::from(".0")).is_param = true;
            if clauses.iter().any(|clause| clause.is_async) {
                inner.awaits();
            }
            inner.clause(first)?;
            for clause in rest {
                inner.comp_target(clause)?;
                inner.iterable(&clause.iter)?;
                inner.exprs(&clause.conditions)?;
            }
            inner.optional(value.as_deref())?;
            inner.expr(element)?;
            awaits = inner.scope().is_async && !inner.scope().is_generator;
            Ok(())
        })?;
        if awaits {
            self.awaits();
        }
        Ok(())
    }

    fn clause(&mut self, clause: &CompClause) -> Pass {
        self.comp_target(clause)?;
        self.exprs(&clause.conditions)
    }

    fn comp_target(&mut self, clause: &CompClause) -> Pass {
        self.in_target = true;
        self.target(&clause.target)?;
        self.in_target = false;
        Ok(())
    }

    fn iterable(&mut self, iter: &Expr) -> Pass {
        self.iterables += 1;
        self.expr(iter)?;
        self.iterables -= 1;
        Ok(())
    }

    pub(super) fn named(
        &mut self,
        target: &Ident,
        target_span: Span,
        value: &Expr,
        span: Span,
    ) -> Pass {
        if self.iterables > 0 {
            let message =
                "assignment expression cannot be used in a comprehension iterable expression";
            return Err(CompileError::syntax(span, message));
        }
        if matches!(self.scope().kind, ScopeKind::Comprehension(_)) {
            self.bind_outside(target, target_span)?;
        }
        self.expr(value)?;
        self.bind(target, target_span)
    }

    /// `name := value` in a comprehension binds in the nearest scope that is none.
    fn bind_outside(&mut self, target: &Ident, span: Span) -> Pass {
        let name = self.mangled(target);
        let mut at = self.current;
        let outer = loop {
            let scope = &self.table.scopes[at.0 as usize];
            if !matches!(scope.kind, ScopeKind::Comprehension(_)) {
                break at;
            }
            if scope.symbol(&name).is_some_and(|s| s.uses.iteration) {
                let message = format!(
                    "assignment expression cannot rebind comprehension iteration variable \
                     '{target}'"
                );
                return Err(CompileError::syntax(span, message));
            }
            at = scope.parent.unwrap_or(Table::MODULE);
        };
        let scope = &mut self.table.scopes[outer.0 as usize];
        if scope.kind == ScopeKind::Class {
            let message =
                "assignment expression within a comprehension cannot be used in a class body";
            return Err(CompileError::syntax(span, message));
        }
        let is_module = scope.kind == ScopeKind::Module;
        let outer_uses = &mut scope.symbol_mut(&name).uses;
        let is_global = is_module || outer_uses.global;
        outer_uses.bound = true;
        let inner = self.scope().symbol_mut(&name);
        inner.declared_at = span;
        match is_global {
            true => inner.uses.global = true,
            false => inner.uses.nonlocal = true,
        }
        Ok(())
    }
}
