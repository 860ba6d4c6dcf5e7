//! Functions, lambdas and classes.

use super::calls::check_keywords;
use super::expressions::is_starred;
use super::{Access, Generator};
use crate::code::{ANNOTATED, Code, CodeKind, Const, Makes, Signature, SlotKind};
use crate::op::Op;
use crate::refusal::{CompileError, Pass};
use crate::scope::{ScopeId, mangle, parameters};
use crate::syntax::ast::{
    BinaryOp, ClassDef, Constant, Expr, ExprKind, FunctionDef, Ident, Params, Stmt, StmtKind,
};
use crate::text::Span;
use std::sync::Arc;

/// MakeFunction's flags.
pub(super) const DEFAULTS: u32 = 1;
pub(super) const KW_DEFAULTS: u32 = 2;
const CLOSURE: u32 = 8;

impl<'a> Generator<'a> {
    pub(super) fn function(&mut self, def: &'a FunctionDef, span: Span) -> Pass {
        self.exprs(&def.decorators)?;
        if def.type_params.is_empty() {
            let mut flags = self.defaults(&def.params, span)?;
            self.annotations(def, self.lazy_annotations)?;
            flags |= self.function_annotations(def, span)?;
            let code = self.function_code(def, span)?;
            self.make_function(code, flags, span);
        } else {
            self.generic_function(def, span)?;
        }
        self.decorate(&def.decorators, &def.name, span)
    }

    pub(super) fn annotations(&mut self, def: &'a FunctionDef, is_lazy: bool) -> Pass {
        let mut annotations = annotated_params(&def.params)
            .map(|(_, annotation)| annotation)
            .chain(&def.returns);
        match is_lazy {
            true => self.check_only(annotations),
            false => annotations.try_for_each(|annotation| self.annotation(annotation)),
        }
    }

    pub(super) fn function_code(
        &mut self,
        def: &'a FunctionDef,
        span: Span,
    ) -> Result<Arc<Code>, Box<CompileError>> {
        self.enter_unit(
            self.table.of_function(def),
            CodeKind::Function,
            &def.name,
            def.header,
        );
        // As CPython counts: a function begins with its decorators.
        if let Some(first) = def.decorators.first()
            && !self.source.is_library()
        {
            self.unit.first_line = self.source.line(first.span.start);
        }
        let doc = docstring(&def.body);
        self.unit.doc = doc.map(|(doc, _)| doc);
        self.body(def.header, |this| {
            this.statements(&def.body)?;
            this.return_none(def.body.last().map_or(span, |last| last.span));
            Ok(())
        })?;
        Ok(self.leave_unit(signature(&def.params)))
    }

    pub(super) fn lambda(&mut self, expr: &'a Expr, params: &'a Params, body: &'a Expr) -> Pass {
        let flags = self.defaults(params, expr.span)?;
        let scope = self.table.of_expr(expr);
        self.enter_unit(scope, CodeKind::Lambda, "<lambda>", expr.span);
        self.body(expr.span, |this| {
            this.expr(body)?;
            this.emit(Op::Return, 0, body.span);
            Ok(())
        })?;
        let code = self.leave_unit(signature(params));
        self.make_function(code, flags, expr.span);
        Ok(())
    }

    /// The body of a function; a generator's or coroutine's turns StopIteration into RuntimeError.
    pub(super) fn body(&mut self, span: Span, emit: impl FnOnce(&mut Self) -> Pass) -> Pass {
        if self.scope().makes() == Makes::Result {
            return emit(self);
        }
        let region = self.unit.asm.region(0);
        self.unit.asm.enter(Some(region));
        emit(self)?;
        self.unit.asm.enter(None);
        self.unit.asm.handler(region);
        self.emit(Op::StopIterationError, 0, span);
        Ok(())
    }

    /// Loads the closure of `code`, and makes the function.
    pub(super) fn make_function(&mut self, code: Arc<Code>, flags: u32, span: Span) {
        let mut flags = flags;
        if code.free_count > 0 {
            for slot in code.slots.iter().filter(|s| s.kind == SlotKind::Free) {
                let at = self.unit.slot_index[&Ident::from(&*slot.name)];
                self.emit(Op::LoadClosure, at, span);
            }
            self.emit(Op::BuildTuple, code.free_count, span);
            flags |= CLOSURE;
        }
        self.unit.asm.load_const(Const::Code(code), span);
        self.emit(Op::MakeFunction, flags, span);
    }

    pub(super) fn defaults(
        &mut self,
        params: &'a Params,
        span: Span,
    ) -> Result<u32, Box<CompileError>> {
        check_names(params)?;
        let mut flags = 0;
        let positional = params.posonly.iter().chain(&params.args);
        let defaults: Vec<&'a Expr> = positional.filter_map(|p| p.default.as_ref()).collect();
        if !defaults.is_empty() {
            let count = defaults.len();
            defaults
                .into_iter()
                .try_for_each(|value| self.expr(value))?;
            self.unit.asm.build_tuple(count, span);
            flags |= DEFAULTS;
        }
        let mut count = 0;
        for param in &params.kwonly {
            if let Some(default) = &param.default {
                let scope = self.scope();
                let name = mangle(scope.private.as_ref(), &param.name);
                let name = Const::Str((*name).into());
                self.unit.asm.load_const(name, param.span);
                self.expr(default)?;
                count += 1;
            }
        }
        if count > 0 {
            self.emit(Op::BuildMap, count, span);
            flags |= KW_DEFAULTS;
        }
        Ok(flags)
    }

    /// Evaluates an annotation, which is not kept: the names in it must exist, and calls have their
    /// effects. The forms of generic types are not built: their parts are evaluated one by one.
    pub(super) fn annotation(&mut self, expr: &'a Expr) -> Pass {
        let mut rights = Vec::new();
        let mut at = expr;
        while let ExprKind::Binary {
            op: BinaryOp::Or,
            left,
            right,
        } = &at.kind
        {
            rights.push(&**right);
            at = left;
        }
        self.annotation_part(at)?;
        { rights.into_iter().rev() }.try_for_each(|right| self.annotation(right))
    }

    fn annotation_part(&mut self, expr: &'a Expr) -> Pass {
        match &expr.kind {
            ExprKind::Subscript { value, index } => {
                self.annotation(value)?;
                self.annotation(index)
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().try_for_each(|item| self.annotation(item))
            }
            ExprKind::Starred(value) => self.annotation(value),
            ExprKind::Slice { lower, upper, step } => { [lower, upper, step] }
                .into_iter()
                .flatten()
                .try_for_each(|part| self.annotation(part)),
            _ => self.effect(expr),
        }
    }

    /// Compiles annotations for their errors alone: those that CPython does not evaluate.
    pub(super) fn check_only(&mut self, exprs: impl Iterator<Item = &'a Expr>) -> Pass {
        let point = self.unit.asm.leave_path();
        for expr in exprs {
            self.expr(expr)?;
        }
        self.unit.asm.return_to(point);
        Ok(())
    }

    /// Calls the decorators on the function or class on top, and binds the result.
    fn decorate(&mut self, decorators: &'a [Expr], name: &Ident, span: Span) -> Pass {
        for decorator in decorators.iter().rev() {
            self.emit(Op::Call, 1, decorator.span);
        }
        self.variable(name, Access::Store, span)
    }

    pub(super) fn class(&mut self, def: &'a ClassDef, span: Span) -> Pass {
        check_keywords(&def.keywords)?;
        self.exprs(&def.decorators)?;
        match def.type_params.is_empty() {
            true => self.plain_class(def, span)?,
            false => self.generic_class(def, span)?,
        }
        self.decorate(&def.decorators, &def.name, span)
    }

    /// Leaves the class on the stack.
    pub(super) fn plain_class(&mut self, def: &'a ClassDef, span: Span) -> Pass {
        // What is not a plain list of bases, toy Python deals with.
        let plain = def.keywords.is_empty() && !def.bases.iter().any(is_starred);
        if !plain {
            self.global(Op::LoadBuiltin, "_class_builder", span);
        }
        self.enter_unit(
            self.table.of_class(def),
            CodeKind::Class,
            &def.name,
            def.header,
        );
        self.class_body(def)?;
        let code = self.leave_unit(Signature::default());
        self.make_function(code, 0, span);
        let name = Const::Str((*def.name).into());
        self.unit.asm.load_const(name, span);
        if plain {
            self.exprs(&def.bases)?;
            self.emit(Op::BuildClass, def.bases.len() as u32, span);
        } else {
            self.emit(Op::Call, 2, span);
            self.unpacking_call(&def.bases, &def.keywords, span)?;
        }
        Ok(())
    }

    fn class_body(&mut self, def: &'a ClassDef) -> Pass {
        let span = def.header;
        self.global(Op::LoadName, "__name__", span);
        self.global(Op::StoreName, "__module__", span);
        let qualname = Const::Str(self.unit.qualname.clone());
        self.unit.asm.load_const(qualname, span);
        self.global(Op::StoreName, "__qualname__", span);
        let is_script = !self.source.is_library();
        if is_script {
            let first = def.decorators.first().map_or(span, |first| first.span);
            let line = self.source.line(first.start);
            self.unit.asm.load_const(Const::Int(line.into()), span);
            self.global(Op::StoreName, "__firstlineno__", span);
        }
        if let Some((doc, doc_span)) = docstring(&def.body) {
            self.unit.doc = Some(doc.clone());
            self.unit.asm.load_const(Const::Str(doc), doc_span);
            self.global(Op::StoreName, "__doc__", doc_span);
        }
        self.annotated_names(&def.body, span);
        self.class_annotations(def, span)?;
        self.statements(&def.body)?;
        if is_script {
            let names = std::mem::take(&mut self.unit.static_attributes);
            let names = names.into_iter().map(Const::Str).collect();
            self.unit.asm.load_const(Const::Tuple(names), span);
            self.global(Op::StoreName, "__static_attributes__", span);
        }
        if self.scope().needs_class_cell {
            let cell = self.unit.slot_index["__class__"];
            self.emit(Op::LoadClosure, cell, span);
            self.emit(Op::Return, 0, span);
        } else {
            self.return_none(span);
        }
        Ok(())
    }

    /// Keeps which names the body annotates, in what order and how, for `dataclasses`.
    fn annotated_names(&mut self, body: &'a [Stmt], span: Span) {
        let mut lines = Vec::new();
        for stmt in body {
            match &stmt.kind {
                StmtKind::AnnAssign {
                    target, annotation, ..
                } => {
                    if let ExprKind::Name(name) = &target.kind {
                        let (start, end) = (annotation.span.start, annotation.span.end);
                        let text = &self.source.text[start as usize..end as usize];
                        lines.push(format!("{name}:{}", text.replace('\n', " ")));
                    }
                }
                StmtKind::If { .. }
                | StmtKind::For { .. }
                | StmtKind::While { .. }
                | StmtKind::With { .. }
                | StmtKind::Try { .. } => {
                    let (start, end) = (stmt.span.start, stmt.span.end);
                    if self.source.text[start as usize..end as usize].contains(": ") {
                        lines.push("?".to_string());
                    }
                }
                _ => {}
            }
        }
        if lines.iter().any(|line| line != "?") {
            let text = Const::Str(lines.join("\n").into());
            self.unit.asm.load_const(text, span);
            self.global(Op::StoreName, ANNOTATED, span);
        }
    }

    /// Opens the unit of an expression that is its own function.
    pub(super) fn enter_expr_unit(&mut self, scope: ScopeId, name: &str, span: Span) {
        self.enter_unit(scope, CodeKind::Comprehension, name, span);
    }
}

/// The body of a module or class that consists of one class, which consists of these statements.
pub(super) fn inside_class(body: Vec<Stmt>, name: &&str) -> Vec<Stmt> {
    let span = body[0].span;
    let class = ClassDef {
        name: (*name).into(),
        name_span: span,
        header: span,
        bases: Vec::new(),
        keywords: Vec::new(),
        body,
        decorators: Vec::new(),
        type_params: Vec::new(),
    };
    let kind = StmtKind::ClassDef(Box::new(class));
    vec![Stmt { span, kind }]
}

/// The annotations of all parameters in the order in which CPython evaluates them.
pub(super) fn annotated_params(params: &Params) -> impl Iterator<Item = (&Ident, &Expr)> {
    { params.args.iter().chain(&params.posonly) }
        .chain(&params.vararg)
        .chain(&params.kwonly)
        .chain(&params.kwarg)
        .filter_map(|param| Some((&param.name, param.annotation.as_ref()?)))
}

fn check_names(params: &Params) -> Pass {
    match parameters(params).find(|param| &*param.name == "__debug__") {
        Some(param) => {
            let message = "cannot assign to __debug__";
            Err(CompileError::syntax(param.span, message))
        }
        None => Ok(()),
    }
}

fn signature(params: &Params) -> Signature {
    Signature {
        posonly: params.posonly.len() as u32,
        positional: (params.posonly.len() + params.args.len()) as u32,
        kwonly: params.kwonly.len() as u32,
        has_vararg: params.vararg.is_some(),
        has_kwarg: params.kwarg.is_some(),
    }
}

/// The docstring that a body begins with, without its indentation, and its span.
pub(super) fn docstring(body: &[Stmt]) -> Option<(Arc<str>, Span)> {
    let StmtKind::Expr(value) = &body.first()?.kind else {
        return None;
    };
    match &value.kind {
        ExprKind::Constant(Constant::Str(text)) => Some((clean(text).into(), value.span)),
        _ => None,
    }
}

/// Takes the common indentation off all lines but the first, and the blanks off the first.
///
/// Follows `_PyCompile_CleanDoc` of CPython 3.13.
fn clean(doc: &str) -> String {
    let expanded = expand_tabs(doc);
    let mut lines = expanded.split('\n');
    let first = lines.next().unwrap_or_default();
    let indent_of = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let margin = lines
        .clone()
        .filter(|line| indent_of(line) < line.len())
        .map(indent_of)
        .min()
        .unwrap_or(0);
    let mut out = String::from(first.trim_start_matches(' '));
    for line in lines {
        out.push('\n');
        out.push_str(&line[margin.min(indent_of(line))..]);
    }
    out
}

/// Tabs to the next multiple of eight columns, as `str.expandtabs`.
fn expand_tabs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut column = 0;
    for c in text.chars() {
        match c {
            '\t' => {
                let blanks = 8 - column % 8;
                out.extend(std::iter::repeat_n(' ', blanks));
                column += blanks;
            }
            '\n' | '\r' => {
                out.push(c);
                column = 0;
            }
            _ => {
                out.push(c);
                column += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn docstrings_lose_their_indentation() {
        assert_eq!(
            clean("  one\n    two\n      three\n    "),
            "one\ntwo\n  three\n"
        );
        assert_eq!(clean("one"), "one");
        assert_eq!(clean("one\n\n\ttwo\n"), "one\n\ntwo\n");
        assert_eq!(clean(""), "");
    }
}
