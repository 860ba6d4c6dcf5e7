//! What stands left of `=`, after `for`, `as` and `del`.

use super::expressions::is_starred;
use super::{Access, Generator};
use crate::code::CodeKind;
use crate::op::Op;
use crate::refusal::{CompileError, Pass};
use crate::syntax::ast::{BinaryOp, Expr, ExprKind, Ident};
use crate::text::Span;
use std::sync::Arc;

impl<'a> Generator<'a> {
    /// Pops the top into `target`.
    pub(super) fn store(&mut self, target: &'a Expr) -> Pass {
        let span = target.span;
        match &target.kind {
            ExprKind::Name(name) => self.variable(name, Access::Store, span),
            ExprKind::Attribute {
                value,
                name,
                name_span,
            } => {
                if &**name == "__debug__" {
                    let message = "cannot assign to __debug__";
                    return Err(CompileError::syntax(span, message));
                }
                self.note_attribute(value, name);
                self.expr(value)?;
                self.attribute_target(Op::StoreAttr, name, span, *name_span);
                Ok(())
            }
            ExprKind::Subscript { value, index } => {
                self.expr(value)?;
                self.expr(index)?;
                self.emit(Op::StoreItem, 0, span);
                Ok(())
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                self.unpack(items, span)?;
                items.iter().try_for_each(|item| match &item.kind {
                    ExprKind::Starred(inner) => self.store(inner),
                    _ => self.store(item),
                })
            }
            _ => Err(CompileError::syntax(
                span,
                "starred assignment target must be in a list or tuple",
            )),
        }
    }

    /// Notes that an attribute of `self` is set, for the class around.
    fn note_attribute(&mut self, value: &Expr, name: &Ident) {
        if !matches!(&value.kind, ExprKind::Name(name) if &**name == "self") {
            return;
        }
        let units = std::iter::once(&mut self.unit).chain(self.outer.iter_mut().rev());
        if let Some(class) = { units }.find(|unit| unit.kind == CodeKind::Class) {
            let name: Arc<str> = (**name).into();
            if !class.static_attributes.contains(&name) {
                class.static_attributes.push(name);
            }
        }
    }

    fn attribute_target(&mut self, op: Op, name: &Ident, span: Span, name_span: Span) {
        let span = self.attribute_span(span, name_span);
        self.named(op, name, span);
    }

    fn unpack(&mut self, items: &'a [Expr], span: Span) -> Pass {
        let Some(star) = items.iter().position(is_starred) else {
            self.emit(Op::UnpackSequence, items.len() as u32, span);
            return Ok(());
        };
        let after = items.len() - star - 1;
        if items[star + 1..].iter().any(is_starred) {
            let message = "multiple starred expressions in assignment";
            return Err(CompileError::syntax(span, message));
        }
        if star >= 1 << 8 || after >= 1 << 23 {
            let message = "too many expressions in star-unpacking assignment";
            return Err(CompileError::syntax(span, message));
        }
        self.emit(Op::UnpackEx, (star | after << 8) as u32, span);
        Ok(())
    }

    pub(super) fn delete(&mut self, target: &'a Expr) -> Pass {
        let span = target.span;
        match &target.kind {
            ExprKind::Name(name) => self.variable(name, Access::Delete, span),
            ExprKind::Attribute {
                value,
                name,
                name_span,
            } => {
                self.expr(value)?;
                self.attribute_target(Op::DeleteAttr, name, span, *name_span);
                Ok(())
            }
            ExprKind::Subscript { value, index } => {
                self.expr(value)?;
                self.expr(index)?;
                self.emit(Op::DeleteItem, 0, span);
                Ok(())
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().try_for_each(|item| self.delete(item))
            }
            _ => Err(CompileError::syntax(span, "cannot delete starred")),
        }
    }

    /// `target op= value`: the target's parts are evaluated once.
    pub(super) fn augmented(
        &mut self,
        target: &'a Expr,
        op: BinaryOp,
        value: &'a Expr,
        span: Span,
    ) -> Pass {
        let at = target.span;
        match &target.kind {
            ExprKind::Attribute {
                value: object,
                name,
                name_span,
            } => {
                self.expr(object)?;
                self.emit(Op::Copy, 1, at);
                let attribute_span = self.attribute_span(at, *name_span);
                self.named(Op::LoadAttr, name, attribute_span);
                self.expr(value)?;
                self.emit(Op::InplaceOp, op as u32, span);
                self.emit(Op::Swap, 2, at);
                self.attribute_target(Op::StoreAttr, name, at, *name_span);
                Ok(())
            }
            ExprKind::Subscript {
                value: container,
                index,
            } => {
                self.expr(container)?;
                self.expr(index)?;
                self.emit(Op::Copy, 2, at);
                self.emit(Op::Copy, 2, at);
                self.emit(Op::LoadItem, 0, at);
                self.expr(value)?;
                self.emit(Op::InplaceOp, op as u32, span);
                self.emit(Op::Swap, 3, at);
                self.emit(Op::Swap, 2, at);
                self.emit(Op::StoreItem, 0, at);
                Ok(())
            }
            _ => {
                self.expr(target)?;
                self.expr(value)?;
                self.emit(Op::InplaceOp, op as u32, span);
                self.store(target)
            }
        }
    }
}
