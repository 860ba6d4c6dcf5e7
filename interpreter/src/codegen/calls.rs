//! Calls.

use super::Generator;
use super::expressions::is_starred;
use crate::code::Const;
use crate::op::Op;
use crate::refusal::{CompileError, Pass};
use crate::scope::ScopeKind;
use crate::syntax::ast::{CompKind, Expr, ExprKind, Keyword};
use crate::text::Span;
use rustc_hash::FxHashSet;

impl<'a> Generator<'a> {
    pub(super) fn call(
        &mut self,
        func: &'a Expr,
        args: &'a [Expr],
        keywords: &'a [Keyword],
        span: Span,
    ) -> Pass {
        check_keywords(keywords)?;
        self.refuse_super_in_comprehension(func, args, span)?;
        let span = self.call_span(func, span);
        if args.iter().any(is_starred) || keywords.iter().any(|keyword| keyword.name.is_none()) {
            self.expr(func)?;
            return self.unpacking_call(args, keywords, span);
        }
        if keywords.is_empty() && matches!(func.kind, ExprKind::Attribute { .. }) {
            return self.method_call(func, args, span);
        }
        self.expr(func)?;
        self.exprs(args)?;
        let count = (args.len() + keywords.len()) as u32;
        if keywords.is_empty() {
            self.emit(Op::Call, count, span);
            return Ok(());
        }
        for keyword in keywords {
            self.expr(&keyword.value)?;
        }
        let names = keywords.iter().filter_map(|keyword| keyword.name.as_ref());
        let names = names.map(|name| Const::Str((**name).into())).collect();
        self.unit.asm.load_const(Const::Tuple(names), span);
        self.emit(Op::CallKw, count, span);
        Ok(())
    }

    /// The call of a method on a line of its own is blamed on that line, as in CPython.
    fn call_span(&self, func: &Expr, span: Span) -> Span {
        let ExprKind::Attribute { name_span, .. } = &func.kind else {
            return span;
        };
        let moved = self.attribute_span(func.span, *name_span);
        match moved == func.span {
            true => span,
            false => Span {
                start: moved.start,
                end: span.end,
            },
        }
    }

    fn method_call(&mut self, func: &'a Expr, args: &'a [Expr], span: Span) -> Pass {
        let ExprKind::Attribute {
            value,
            name,
            name_span,
        } = &func.kind
        else {
            return Ok(());
        };
        self.expr(value)?;
        let method_span = self.attribute_span(func.span, *name_span);
        self.named(Op::LoadMethod, name, method_span);
        self.exprs(args)?;
        self.emit(Op::CallMethod, args.len() as u32, span);
        Ok(())
    }

    /// With `*a` or `**k`: the callable is on the stack; a tuple and perhaps a dict follow.
    pub(super) fn unpacking_call(
        &mut self,
        args: &'a [Expr],
        keywords: &'a [Keyword],
        span: Span,
    ) -> Pass {
        let sole = match args {
            [arg] if !keywords.is_empty() => starred(arg),
            _ => None,
        };
        match sole {
            Some(inner) => self.expr(inner)?,
            None => self.starred_tuple(args, span)?,
        }
        if keywords.is_empty() {
            self.emit(Op::CallEx, 0, span);
            return Ok(());
        }
        let mut named = 0;
        let mut has_dict = false;
        for keyword in keywords {
            if let Some(name) = &keyword.name {
                let name = Const::Str((**name).into());
                self.unit.asm.load_const(name, keyword.span);
                self.expr(&keyword.value)?;
                named += 1;
                continue;
            }
            self.merge_named(&mut named, &mut has_dict, span);
            if !has_dict {
                self.emit(Op::BuildMap, 0, span);
                has_dict = true;
            }
            self.expr(&keyword.value)?;
            self.emit(Op::DictMerge, 1, span);
        }
        self.merge_named(&mut named, &mut has_dict, span);
        if sole.is_some() {
            // A starred argument alone is unpacked by the call itself, after all keywords.
            self.emit(Op::Swap, 2, span);
            self.emit(Op::BuildList, 0, span);
            self.emit(Op::Swap, 2, span);
            self.emit(Op::ListExtend, 1, span);
            self.emit(Op::ListToTuple, 0, span);
            self.emit(Op::Swap, 2, span);
        }
        self.emit(Op::CallEx, 1, span);
        Ok(())
    }

    /// Puts the pairs pushed so far into the dict of keyword arguments.
    fn merge_named(&mut self, named: &mut u32, has_dict: &mut bool, span: Span) {
        if *named == 0 {
            return;
        }
        self.emit(Op::BuildMap, *named, span);
        if *has_dict {
            self.emit(Op::DictMerge, 1, span);
        }
        *named = 0;
        *has_dict = true;
    }

    /// Comprehensions are functions here and in CPython until 3.11, where `super()` fails inside
    /// them; from 3.12 on it works in all but generator expressions.
    fn refuse_super_in_comprehension(&self, func: &Expr, args: &[Expr], span: Span) -> Pass {
        let inlined = match self.scope().kind {
            ScopeKind::Comprehension(kind) => kind != CompKind::Generator,
            _ => false,
        };
        let is_super = matches!(&func.kind, ExprKind::Name(name) if &**name == "super");
        if inlined && is_super && args.is_empty() {
            let help = "call super() before the comprehension";
            return Err(CompileError::unsupported(
                span,
                "super() inside a comprehension",
                help,
            ));
        }
        Ok(())
    }
}

fn starred(arg: &Expr) -> Option<&Expr> {
    match &arg.kind {
        ExprKind::Starred(inner) => Some(inner),
        _ => None,
    }
}

/// Keyword arguments must differ.
pub(super) fn check_keywords(keywords: &[Keyword]) -> Pass {
    let mut seen = FxHashSet::default();
    for keyword in keywords {
        let Some(name) = &keyword.name else {
            continue;
        };
        if &**name == "__debug__" {
            let message = "cannot assign to __debug__";
            return Err(CompileError::syntax(keyword.span, message));
        }
        if !seen.insert(name) {
            let message = format!("keyword argument repeated: {name}");
            return Err(CompileError::syntax(keyword.span, message));
        }
    }
    Ok(())
}
