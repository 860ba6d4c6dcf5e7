//! What `__annotations__` of functions and classes are made of: a function that makes the dict, called
//! when somebody asks. That the names are there is seen to where the annotations stand.

use super::Generator;
use super::functions::annotated_params;
use crate::code::{ANNOTATIONS, CodeKind, Const, Signature};
use crate::op::Op;
use crate::refusal::{CompileError, Pass};
use crate::scope::{Binding, ScopeId, is_plain_annotation, mangle, own_annotations};
use crate::syntax::ast::{ClassDef, Expr, ExprKind, FunctionDef, Ident};
use crate::text::Span;

/// MakeFunction's flag for annotations.
const ANNOTATED: u32 = 4;

impl<'a> Generator<'a> {
    /// Leaves on the stack what makes a function's `__annotations__`; gives MakeFunction's flag for it.
    pub(super) fn function_annotations(
        &mut self,
        def: &'a FunctionDef,
        span: Span,
    ) -> Result<u32, Box<CompileError>> {
        let mut parts: Vec<(String, &'a Expr)> = Vec::new();
        for (name, annotation) in annotated_params(&def.params) {
            parts.push((self.annotated_name(name), annotation));
        }
        parts.extend(def.returns.iter().map(|returns| ("return".into(), returns)));
        if parts.is_empty() {
            return Ok(0);
        }
        let scope = self.table.of_function_annotations(def);
        self.annotations_maker(scope, parts, true, span)?;
        Ok(ANNOTATED)
    }

    /// Keeps in a class body what makes the class's `__annotations__`.
    pub(super) fn class_annotations(&mut self, def: &'a ClassDef, span: Span) -> Pass {
        let mut parts: Vec<(String, &'a Expr)> = Vec::new();
        for (name, annotation) in own_annotations(&def.body) {
            parts.push((self.annotated_name(name), annotation));
        }
        if parts.is_empty() {
            return Ok(());
        }
        let bound = |name: &Ident| {
            let name = mangle(self.scope().private.as_ref(), name);
            { self.scope().symbol(&name) }
                .is_some_and(|symbol| matches!(symbol.binding, Binding::Local | Binding::Cell))
        };
        let sees_all = !parts.iter().any(|(_, expr)| mentions(expr, &bound));
        let scope = self.table.of_class_annotations(def);
        self.annotations_maker(scope, parts, sees_all, span)?;
        self.global(Op::StoreName, ANNOTATIONS, span);
        Ok(())
    }

    fn annotated_name(&self, name: &Ident) -> String {
        mangle(self.scope().private.as_ref(), name).to_string()
    }

    /// The function that makes the dict, or a text where it cannot be told what CPython's would be.
    fn annotations_maker(
        &mut self,
        scope: ScopeId,
        parts: Vec<(String, &'a Expr)>,
        sees_all: bool,
        span: Span,
    ) -> Pass {
        let is_lazy = self.lazy_annotations;
        let is_known = match is_lazy {
            true => parts.iter().all(|(_, expr)| self.unparsed(expr).is_some()),
            false => sees_all && parts.iter().all(|(_, expr)| is_plain_annotation(expr)),
        };
        if !is_known {
            self.unit.asm.load_const(Const::Str("".into()), span);
            return Ok(());
        }
        self.enter_unit(scope, CodeKind::Lambda, "<annotations>", span);
        let count = parts.len() as u32;
        for (name, expr) in parts {
            self.unit
                .asm
                .load_const(Const::Str(name.as_str().into()), span);
            match self.unparsed(expr).filter(|_| is_lazy) {
                Some(text) => self
                    .unit
                    .asm
                    .load_const(Const::Str(text.as_str().into()), span),
                None => self.expr(expr)?,
            }
        }
        self.emit(Op::BuildMap, count, span);
        self.emit(Op::Return, 0, span);
        let code = self.leave_unit(Signature::default());
        self.make_function(code, 0, span);
        Ok(())
    }

    /// The text of an annotation, where CPython would write it as it stands.
    fn unparsed(&self, expr: &Expr) -> Option<String> {
        let text = &self.source.text[expr.span.start as usize..expr.span.end as usize];
        let is_part = |c: char| c.is_alphanumeric() || "_. ,[]|".contains(c);
        let spaced = text.replace(", ", "").replace(" | ", "");
        let is_plain = text.chars().all(is_part) && !spaced.contains([' ', ',', '|']);
        (is_plain && is_plain_annotation(expr)).then(|| text.to_string())
    }
}

/// Whether an annotation mentions a name of which `is_it` holds.
fn mentions(expr: &Expr, is_it: &dyn Fn(&Ident) -> bool) -> bool {
    match &expr.kind {
        ExprKind::Name(name) => is_it(name),
        ExprKind::Attribute { value, .. } => mentions(value, is_it),
        ExprKind::Subscript { value, index } => mentions(value, is_it) || mentions(index, is_it),
        ExprKind::Binary { left, right, .. } => mentions(left, is_it) || mentions(right, is_it),
        ExprKind::Tuple(items) | ExprKind::List(items) => {
            items.iter().any(|item| mentions(item, is_it))
        }
        _ => false,
    }
}
