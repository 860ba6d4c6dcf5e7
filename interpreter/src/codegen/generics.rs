//! Type parameters: what sees them is compiled into a function of its own around the definition, which
//! is called at once, as CPython's annotation scopes are.

use super::functions::{DEFAULTS, KW_DEFAULTS};
use super::{Access, Generator};
use crate::code::{CodeKind, Const, Signature};
use crate::op::Op;
use crate::refusal::{CompileError, Pass};
use crate::scope::hidden_params;
use crate::syntax::ast::{
    ClassDef, Expr, FunctionDef, GENERIC_BASE, Ident, TypeParam, TypeParamKind,
};
use crate::text::Span;

impl<'a> Generator<'a> {
    /// Leaves a function with type parameters on the stack.
    pub(super) fn generic_function(&mut self, def: &'a FunctionDef, span: Span) -> Pass {
        // The scope around sees no names of a class body, as CPython's would.
        let is_lazy = self.lazy_annotations || self.unit.kind == CodeKind::Class;
        let hidden = hidden_params(&def.params);
        self.enter_generic(&def.type_params, &def.name, span)?;
        self.global(Op::LoadBuiltin, "_with_type_params", span);
        let mut flags = 0;
        for name in &hidden {
            self.variable(&(*name).into(), Access::Load, span)?;
            flags |= if *name == ".defaults" {
                DEFAULTS
            } else {
                KW_DEFAULTS
            };
        }
        self.annotations(def, is_lazy)?;
        flags |= self.function_annotations(def, span)?;
        let code = self.function_code(def, span)?;
        self.make_function(code, flags, span);
        self.leave_generic(&def.type_params, hidden.len(), span)?;
        self.defaults(&def.params, span)?;
        self.emit(Op::Call, hidden.len() as u32, span);
        Ok(())
    }

    /// Leaves a class with type parameters on the stack.
    pub(super) fn generic_class(&mut self, def: &'a ClassDef, span: Span) -> Pass {
        if self.unit.kind == CodeKind::Class && def.bases.len() + def.keywords.len() > 1 {
            let what = "type parameters of a class with bases inside a class";
            return Err(CompileError::unsupported(def.header, what, ""));
        }
        self.enter_generic(&def.type_params, &def.name, span)?;
        self.global(Op::LoadBuiltin, "_generic_base", span);
        self.type_params_tuple(&def.type_params, span)?;
        self.emit(Op::Call, 1, span);
        self.variable(&GENERIC_BASE.into(), Access::Store, span)?;
        self.global(Op::LoadBuiltin, "_with_type_params", span);
        self.plain_class(def, span)?;
        self.leave_generic(&def.type_params, 0, span)?;
        self.emit(Op::Call, 0, span);
        Ok(())
    }

    /// `type X[T] = value`
    pub(super) fn type_alias(
        &mut self,
        name: &'a Ident,
        params: &'a [TypeParam],
        value: &'a Expr,
        span: Span,
    ) -> Pass {
        if self.unit.kind == CodeKind::Class {
            return Err(CompileError::unsupported(
                span,
                "the type statement in a class",
                "",
            ));
        }
        if !params.is_empty() {
            self.enter_generic(params, name, span)?;
        }
        self.global(Op::LoadBuiltin, "_type_alias", span);
        let text = Const::Str((**name).into());
        self.unit.asm.load_const(text, span);
        self.expr(value)?;
        self.type_params_tuple(params, span)?;
        self.emit(Op::Call, 3, span);
        if !params.is_empty() {
            self.emit(Op::Return, 0, span);
            let code = self.leave_unit(Signature::default());
            self.make_function(code, 0, span);
            self.emit(Op::Call, 0, span);
        }
        self.variable(name, Access::Store, span)
    }

    /// Opens the unit around a definition, and makes its type parameters.
    fn enter_generic(&mut self, params: &'a [TypeParam], name: &Ident, span: Span) -> Pass {
        let scope = self.table.of_type_params(params);
        let name = format!("<generic parameters of {name}>");
        self.enter_unit(scope, CodeKind::Function, &name, span);
        self.unit.is_generic = true;
        params.iter().try_for_each(|param| self.type_param(param))
    }

    fn type_param(&mut self, param: &'a TypeParam) -> Pass {
        let span = param.span;
        self.global(Op::LoadBuiltin, "_type_parameter", span);
        let kind = match param.kind {
            TypeParamKind::TypeVar => "TypeVar",
            TypeParamKind::TypeVarTuple => "TypeVarTuple",
            TypeParamKind::ParamSpec => "ParamSpec",
        };
        for text in [kind, &*param.name] {
            self.unit.asm.load_const(Const::Str(text.into()), span);
        }
        for part in [&param.bound, &param.default] {
            match part {
                Some(part) => self.expr(part)?,
                None => self.load_none(span),
            }
        }
        self.emit(Op::Call, 4, span);
        self.variable(&param.name, Access::Store, span)
    }

    /// The definition is on the stack, on top of `_with_type_params`: ends the unit around it, and makes
    /// a function of that, which takes `arity` arguments.
    fn leave_generic(&mut self, params: &'a [TypeParam], arity: usize, span: Span) -> Pass {
        self.type_params_tuple(params, span)?;
        self.emit(Op::Call, 2, span);
        self.emit(Op::Return, 0, span);
        let code = self.leave_unit(Signature {
            positional: arity as u32,
            ..Signature::default()
        });
        self.make_function(code, 0, span);
        Ok(())
    }

    fn type_params_tuple(&mut self, params: &'a [TypeParam], span: Span) -> Pass {
        for param in params {
            self.variable(&param.name, Access::Load, span)?;
        }
        self.unit.asm.build_tuple(params.len(), span);
        Ok(())
    }
}
