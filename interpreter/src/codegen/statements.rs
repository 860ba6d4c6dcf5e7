//! Statements without a body of their own, and `if`.

use super::{Access, Echo, Generator};
use crate::code::{CodeKind, Makes};
use crate::op::Op;
use crate::refusal::{CompileError, Pass};
use crate::syntax::ast::{Alias, Expr, ExprKind, Ident, Stmt, StmtKind};
use crate::text::Span;
use crate::verify::{IMPORT_LAST_PART, IMPORT_PARENT};

/// What `from __future__` knows; all of it is either long in force or about annotations.
const FUTURES: [&str; 9] = [
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "generator_stop",
    "annotations",
];

impl<'a> Generator<'a> {
    pub(super) fn statements(&mut self, body: &'a [Stmt]) -> Pass {
        body.iter().try_for_each(|stmt| self.statement(stmt))
    }

    pub(super) fn statement(&mut self, stmt: &'a Stmt) -> Pass {
        let span = stmt.span;
        match &stmt.kind {
            StmtKind::Expr(value) => self.effect(value),
            StmtKind::Assign { targets, value } => self.assign(targets, value),
            StmtKind::AugAssign { target, op, value } => self.augmented(target, *op, value, span),
            StmtKind::AnnAssign {
                target,
                annotation,
                value,
                ..
            } => {
                self.annotated(target, value.as_ref(), span)?;
                let is_local = self.scope().kind.is_function();
                match is_local || self.lazy_annotations {
                    true => self.check_only(std::iter::once(annotation)),
                    false => self.annotation(annotation),
                }
            }
            StmtKind::Delete(targets) => targets.iter().try_for_each(|t| self.delete(t)),
            StmtKind::Break => self.break_loop(span),
            StmtKind::Continue => self.continue_loop(span),
            StmtKind::Return(value) => self.returns(value.as_ref(), span),
            StmtKind::Raise { exc, cause } => {
                let values: [_; 2] = [exc, cause];
                let mut count = 0;
                for value in values.into_iter().flatten() {
                    self.expr(value)?;
                    count += 1;
                }
                self.emit(Op::Raise, count, span);
                Ok(())
            }
            StmtKind::Assert { test, message } => self.assert(test, message.as_ref(), span),
            StmtKind::Import(names) => names.iter().try_for_each(|alias| self.import(alias, span)),
            StmtKind::ImportFrom {
                module,
                names,
                level,
            } => self.import_from(module.as_ref(), names, *level, span),
            StmtKind::If { .. } => self.conditional(stmt),
            StmtKind::Pass | StmtKind::Global(_) | StmtKind::Nonlocal(_) => Ok(()),
            StmtKind::Later { .. } => {
                self.unit.later = Some(span);
                Ok(())
            }
            StmtKind::FunctionDef(def) => self.function(def, span),
            StmtKind::ClassDef(def) => self.class(def, span),
            StmtKind::TypeAlias {
                name,
                type_params,
                value,
                ..
            } => self.type_alias(name, type_params, value, span),
            _ => self.block(stmt),
        }
    }

    /// An expression for its effect; a constant has none.
    pub(super) fn effect(&mut self, value: &'a Expr) -> Pass {
        let is_shown = match &self.echo {
            Echo::Off => false,
            Echo::On => self.unit.kind == CodeKind::Module,
            Echo::At(starts) => starts.contains(&value.span.start),
        };
        if is_shown {
            self.global(Op::LoadBuiltin, "_display", value.span);
            self.expr(value)?;
            self.emit(Op::Call, 1, value.span);
            self.unit.asm.pop(value.span);
            return Ok(());
        }
        self.expr(value)?;
        self.unit.asm.pop(value.span);
        Ok(())
    }

    fn assign(&mut self, targets: &'a [Expr], value: &'a Expr) -> Pass {
        if let [target] = targets
            && let Some((items, values)) = parallel(target, value)
        {
            values.iter().try_for_each(|value| self.expr(value))?;
            self.emit(Op::Swap, items.len() as u32, target.span);
            return items.iter().try_for_each(|item| self.store(item));
        }
        self.expr(value)?;
        let Some((last, first)) = targets.split_last() else {
            return Ok(());
        };
        for target in first {
            self.emit(Op::Copy, 1, value.span);
            self.store(target)?;
        }
        self.store(last)
    }

    /// All but the annotation: what a target without value is part of is evaluated.
    fn annotated(&mut self, target: &'a Expr, value: Option<&'a Expr>, span: Span) -> Pass {
        if let Some(value) = value {
            self.expr(value)?;
            return self.store(target);
        }
        match &target.kind {
            ExprKind::Attribute { value, .. } => self.effect(value),
            ExprKind::Subscript { value, index } => {
                self.effect(value)?;
                self.effect(index)
            }
            ExprKind::Name(name) if &**name == "__debug__" => {
                self.variable(name, Access::Store, span)
            }
            _ => Ok(()),
        }
    }

    fn assert(&mut self, test: &'a Expr, message: Option<&'a Expr>, span: Span) -> Pass {
        let end = self.unit.asm.label();
        self.jump_if(test, true, end)?;
        self.emit(Op::LoadAssertionError, 0, span);
        if let Some(message) = message {
            self.expr(message)?;
            self.emit(Op::Call, 1, span);
        }
        self.emit(Op::Raise, 1, test.span);
        self.unit.asm.bind(end);
        Ok(())
    }

    fn import(&mut self, alias: &'a Alias, span: Span) -> Pass {
        match &alias.asname {
            Some(name) => {
                self.import_name(&alias.name, IMPORT_LAST_PART, span);
                self.variable(name, Access::Store, span)
            }
            None => {
                self.import_name(&alias.name, 0, span);
                let first = alias.name.split('.').next().unwrap_or_default();
                self.variable(&first.into(), Access::Store, span)
            }
        }
    }

    fn import_name(&mut self, name: &str, flag: u32, span: Span) {
        if !self.unit.asm.is_reachable() {
            return;
        }
        let dots = name.len() - name.trim_start_matches('.').len();
        for (end, _) in name.match_indices('.').filter(|(at, _)| *at >= dots) {
            let index = self.unit.asm.name(&name[..end]);
            self.emit(
                Op::ImportName,
                index | IMPORT_LAST_PART | IMPORT_PARENT,
                span,
            );
            self.emit(Op::Pop, 0, span);
        }
        let index = self.unit.asm.name(name);
        self.emit(Op::ImportName, index | flag, span);
    }

    fn import_from(
        &mut self,
        module: Option<&'a Ident>,
        names: &'a [Alias],
        level: u32,
        span: Span,
    ) -> Pass {
        let module = module.map_or("", |module| &**module);
        if module == "__future__" && level == 0 {
            return self.future(names, span);
        }
        let name = ".".repeat(level as usize) + module;
        self.import_name(&name, IMPORT_LAST_PART, span);
        if names.is_empty() {
            self.emit(Op::ImportStar, 0, span);
            return Ok(());
        }
        for alias in names {
            self.global(Op::ImportFrom, &alias.name, span);
            let name = alias.asname.as_ref().unwrap_or(&alias.name);
            self.variable(name, Access::Store, span)?;
        }
        self.emit(Op::Pop, 0, span);
        Ok(())
    }

    /// `from __future__ import ..`: binds nothing here, since nothing in it changes.
    fn future(&mut self, names: &[Alias], span: Span) -> Pass {
        let start = Span {
            start: span.start,
            end: span.start,
        };
        if !self.futures_allowed.contains(&span.start) {
            let message = "from __future__ imports must occur at the beginning of the file";
            return Err(CompileError::syntax(span, message));
        }
        for alias in names {
            let name = &*alias.name;
            if name == "braces" {
                return Err(CompileError::syntax(start, "not a chance"));
            }
            if name == "barry_as_FLUFL" {
                return Err(CompileError::unsupported(span, "barry_as_FLUFL", ""));
            }
            self.lazy_annotations |= name == "annotations";
            if !FUTURES.contains(&name) {
                let message = format!("future feature {name} is not defined");
                return Err(CompileError::syntax(start, message));
            }
        }
        Ok(())
    }

    /// An `if` with all its `elif`s, which the tree nests, in one loop.
    fn conditional(&mut self, stmt: &'a Stmt) -> Pass {
        let end = self.unit.asm.label();
        let mut at = stmt;
        while let StmtKind::If { test, body, orelse } = &at.kind {
            let next = self.unit.asm.label();
            self.jump_if(test, false, next)?;
            self.statements(body)?;
            if !orelse.is_empty() {
                self.unit.asm.jump(Op::Jump, end, test.span);
            }
            self.unit.asm.bind(next);
            match &orelse[..] {
                [inner] if matches!(inner.kind, StmtKind::If { .. }) => at = inner,
                _ => {
                    self.statements(orelse)?;
                    break;
                }
            }
        }
        self.unit.asm.bind(end);
        Ok(())
    }

    fn returns(&mut self, value: Option<&'a Expr>, span: Span) -> Pass {
        if !self.scope().kind.is_function() {
            return Err(CompileError::syntax(span, "'return' outside function"));
        }
        if value.is_some() && self.scope().makes() == Makes::AsyncGenerator {
            let message = "'return' with value in async generator";
            return Err(CompileError::syntax(span, message));
        }
        match value {
            Some(value) if !matches!(value.kind, ExprKind::Constant(_)) => {
                self.expr(value)?;
                self.return_value(span)
            }
            constant => self.return_late(constant, span),
        }
    }
}

/// `a, b = c, d` with two or three on each side: no tuple is needed.
fn parallel<'e>(target: &'e Expr, value: &'e Expr) -> Option<(&'e [Expr], &'e [Expr])> {
    let (ExprKind::Tuple(items) | ExprKind::List(items)) = &target.kind else {
        return None;
    };
    let ExprKind::Tuple(values) = &value.kind else {
        return None;
    };
    let plain = !items
        .iter()
        .chain(values)
        .any(super::expressions::is_starred);
    let fits = items.len() == values.len() && matches!(items.len(), 2 | 3);
    (plain && fits).then_some((items, values))
}

/// Where the `from __future__` statements stand that precede all other statements.
pub(super) fn leading_futures(body: &[Stmt]) -> Vec<u32> {
    let is_doc = |stmt: &Stmt| super::functions::docstring(std::slice::from_ref(stmt)).is_some();
    let skip = body.first().is_some_and(is_doc) as usize;
    let is_future = |stmt: &&Stmt| {
        matches!(&stmt.kind, StmtKind::ImportFrom { module: Some(module), level: 0, .. }
            if &**module == "__future__")
    };
    let leading = body[skip..].iter().take_while(is_future);
    leading.map(|stmt| stmt.span.start).collect()
}
