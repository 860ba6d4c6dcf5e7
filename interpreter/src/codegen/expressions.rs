//! Expressions: each leaves its value on the stack; conditions jump.

use super::assemble::Label;
use super::{Access, Generator, fold};
use crate::code::Const;
use crate::number::complex::Complex;
use crate::op::Op;
use crate::refusal::{CompileError, Pass};
use crate::syntax::ast::{
    BinaryOp, BoolOp, CompareOp, Constant, Expr, ExprKind, FStringPart, UnaryOp,
};
use crate::text::Span;

/// Displays longer than this are built item by item, so that the stack stays small.
const STACK_GUIDELINE: usize = 30;

/// Which display a list of items makes.
#[derive(Clone, Copy, PartialEq)]
enum Display {
    List,
    Tuple,
    Set,
}

impl<'a> Generator<'a> {
    pub(super) fn expr(&mut self, expr: &'a Expr) -> Pass {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Constant(constant) => self.constant(constant, span),
            ExprKind::Name(name) => self.variable(name, Access::Load, span),
            ExprKind::Binary { .. } => self.binary(expr),
            ExprKind::Unary { op, operand } => {
                self.expr(operand)?;
                self.unit.asm.operate(unary(*op), 0, span);
                Ok(())
            }
            ExprKind::Attribute {
                value,
                name,
                name_span,
            } => {
                self.expr(value)?;
                let span = self.attribute_span(span, *name_span);
                self.named(Op::LoadAttr, name, span);
                Ok(())
            }
            ExprKind::Subscript { value, index } => {
                self.expr(value)?;
                self.expr(index)?;
                self.emit(Op::LoadItem, 0, span);
                Ok(())
            }
            ExprKind::Call {
                func,
                args,
                keywords,
            } => self.call(func, args, keywords, span),
            ExprKind::Compare {
                left,
                ops,
                comparators,
            } => self.compare(left, ops, comparators, span),
            ExprKind::BoolOp { op, values } => self.bool_op(*op, values, span),
            ExprKind::IfElse { test, body, orelse } => self.if_else(test, body, orelse, span),
            ExprKind::List(items) => self.display(items, Display::List, span),
            ExprKind::Tuple(items) => self.display(items, Display::Tuple, span),
            ExprKind::Set(items) => self.display(items, Display::Set, span),
            _ => self.rare(expr),
        }
    }

    #[inline(never)]
    fn rare(&mut self, expr: &'a Expr) -> Pass {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Dict(items) => self.dict(items, span),
            ExprKind::Named {
                target,
                target_span,
                value,
            } => {
                self.expr(value)?;
                self.emit(Op::Copy, 1, span);
                self.variable(target, Access::Store, *target_span)
            }
            ExprKind::Lambda { params, body } => self.lambda(expr, params, body),
            ExprKind::Comp { .. } => self.comprehension(expr),
            ExprKind::Yield(value) => self.yields(value.as_deref(), span),
            ExprKind::YieldFrom(value) => self.yield_from(value, span),
            ExprKind::Await(value) => self.await_expr(value, span),
            ExprKind::FString(parts) => self.fstring(parts, span),
            ExprKind::Slice { lower, upper, step } => {
                self.slice_part(lower.as_deref(), span)?;
                self.slice_part(upper.as_deref(), span)?;
                if let Some(step) = step {
                    self.expr(step)?;
                }
                self.emit(Op::BuildSlice, 2 + step.is_some() as u32, span);
                Ok(())
            }
            _ => Err(CompileError::syntax(
                span,
                "can't use starred expression here",
            )),
        }
    }

    pub(super) fn exprs(&mut self, exprs: &'a [Expr]) -> Pass {
        exprs.iter().try_for_each(|expr| self.expr(expr))
    }

    fn constant(&mut self, constant: &Constant, span: Span) -> Pass {
        let constant = pooled(constant);
        self.unit.asm.load_const(constant, span);
        Ok(())
    }

    /// An attribute on another line than its object is blamed on its own line, as in CPython.
    pub(super) fn attribute_span(&self, span: Span, name_span: Span) -> Span {
        if self.source.line(span.start) == self.source.line(name_span.start) {
            return span;
        }
        Span {
            start: name_span.start,
            end: span.end,
        }
    }

    /// Operators that lean to the left, in a loop: a long sum is a deep tree.
    fn binary(&mut self, expr: &'a Expr) -> Pass {
        let mut chain = Vec::new();
        let mut at = expr;
        while let ExprKind::Binary { left, op, right } = &at.kind {
            chain.push((*op, &**right, at.span));
            at = left;
        }
        self.expr(at)?;
        for (op, right, span) in chain.into_iter().rev() {
            self.expr(right)?;
            self.binary_op(Op::BinaryOp, op, span);
        }
        Ok(())
    }

    fn binary_op(&mut self, op: Op, kind: BinaryOp, span: Span) {
        self.unit.asm.operate(op, kind as u32, span);
    }

    fn bool_op(&mut self, op: BoolOp, values: &'a [Expr], span: Span) -> Pass {
        let end = self.unit.asm.label();
        let jump = match op {
            BoolOp::And => Op::JumpIfFalseOrPop,
            BoolOp::Or => Op::JumpIfTrueOrPop,
        };
        let Some((last, first)) = values.split_last() else {
            return Ok(());
        };
        for value in first {
            self.expr(value)?;
            self.unit.asm.jump(jump, end, span);
        }
        self.expr(last)?;
        self.unit.asm.bind(end);
        Ok(())
    }

    fn if_else(&mut self, test: &'a Expr, body: &'a Expr, orelse: &'a Expr, span: Span) -> Pass {
        let (other, end) = (self.unit.asm.label(), self.unit.asm.label());
        self.jump_if(test, false, other)?;
        self.expr(body)?;
        self.unit.asm.jump(Op::Jump, end, span);
        self.unit.asm.bind(other);
        self.expr(orelse)?;
        self.unit.asm.bind(end);
        Ok(())
    }

    fn compare(
        &mut self,
        left: &'a Expr,
        ops: &[CompareOp],
        comparators: &'a [Expr],
        span: Span,
    ) -> Pass {
        self.expr(left)?;
        if let ([op], [right]) = (ops, comparators) {
            self.comparand(*op, right)?;
            self.compare_op(*op, span);
            return Ok(());
        }
        let (cleanup, end) = (self.unit.asm.label(), self.unit.asm.label());
        self.chain(ops, comparators, span, |this, is_last| match is_last {
            true => {}
            false => this.unit.asm.jump(Op::JumpIfFalseOrPop, cleanup, span),
        })?;
        self.unit.asm.jump(Op::Jump, end, span);
        self.unit.asm.bind(cleanup);
        self.emit(Op::Swap, 2, span);
        self.emit(Op::Pop, 0, span);
        self.unit.asm.bind(end);
        Ok(())
    }

    /// The comparisons of a chain, with `after` each of them; all but the last keep the middle
    /// operand below their result.
    fn chain(
        &mut self,
        ops: &[CompareOp],
        comparators: &'a [Expr],
        span: Span,
        mut after: impl FnMut(&mut Self, bool),
    ) -> Pass {
        for (at, (op, right)) in ops.iter().zip(comparators).enumerate() {
            let is_last = at + 1 == ops.len();
            if is_last {
                self.comparand(*op, right)?;
            } else {
                // Of the others what is looked through is compared, too.
                self.expr(right)?;
                self.emit(Op::Swap, 2, span);
                self.emit(Op::Copy, 2, span);
            }
            self.compare_op(*op, span);
            after(self, is_last);
        }
        Ok(())
    }

    /// The right side of a comparison; a display of constants after `in` need not be a list.
    fn comparand(&mut self, op: CompareOp, right: &'a Expr) -> Pass {
        match op {
            CompareOp::In | CompareOp::NotIn => self.read_only(right),
            _ => self.expr(right),
        }
    }

    /// A value that is only looked through: a list of constants serves as a constant tuple.
    pub(super) fn read_only(&mut self, expr: &'a Expr) -> Pass {
        match &expr.kind {
            ExprKind::List(items) if all_constant(items) => {
                self.display(items, Display::Tuple, expr.span)
            }
            _ => self.expr(expr),
        }
    }

    fn compare_op(&mut self, op: CompareOp, span: Span) {
        let (op, arg) = match op {
            CompareOp::Is => (Op::IsOp, 0),
            CompareOp::IsNot => (Op::IsOp, 1),
            CompareOp::In => (Op::ContainsOp, 0),
            CompareOp::NotIn => (Op::ContainsOp, 1),
            op => (Op::CompareOp, op as u32),
        };
        self.emit(op, arg, span);
    }

    /// Jumps to `label` if the truth of `test` is `when`, else goes on.
    pub(super) fn jump_if(&mut self, test: &'a Expr, when: bool, label: Label) -> Pass {
        let span = test.span;
        match &test.kind {
            ExprKind::Unary {
                op: UnaryOp::Not,
                operand,
            } => return self.jump_if(operand, !when, label),
            ExprKind::BoolOp { op, values } => return self.jump_if_bool(*op, values, when, label),
            ExprKind::IfElse { test, body, orelse } => {
                let (other, end) = (self.unit.asm.label(), self.unit.asm.label());
                self.jump_if(test, false, other)?;
                self.jump_if(body, when, label)?;
                self.unit.asm.jump(Op::Jump, end, span);
                self.unit.asm.bind(other);
                self.jump_if(orelse, when, label)?;
                self.unit.asm.bind(end);
                return Ok(());
            }
            ExprKind::Compare {
                left,
                ops,
                comparators,
            } if ops.len() > 1 => {
                self.expr(left)?;
                return self.jump_if_chain(ops, comparators, span, when, label);
            }
            ExprKind::Compare {
                left,
                ops,
                comparators,
            } => {
                if let ([op], [right]) = (&ops[..], &comparators[..])
                    && let Some(op) = none_test(*op, right, when)
                {
                    self.expr(left)?;
                    self.unit.asm.jump(op, label, span);
                    return Ok(());
                }
            }
            ExprKind::Constant(constant) => {
                if let Some(truth) = constant_truth(constant) {
                    if truth == when {
                        self.unit.asm.jump(Op::Jump, label, span);
                    }
                    return Ok(());
                }
            }
            _ => {}
        }
        self.expr(test)?;
        self.unit.asm.jump(pop_jump(when), label, span);
        Ok(())
    }

    fn jump_if_bool(&mut self, op: BoolOp, values: &'a [Expr], when: bool, label: Label) -> Pass {
        let Some((last, first)) = values.split_last() else {
            return Ok(());
        };
        // `or` is decided by the first true operand, `and` by the first false one.
        let decides = op == BoolOp::Or;
        let next = self.unit.asm.label();
        let target = if decides == when { label } else { next };
        for value in first {
            self.jump_if(value, decides, target)?;
        }
        self.jump_if(last, when, label)?;
        self.unit.asm.bind(next);
        Ok(())
    }

    fn jump_if_chain(
        &mut self,
        ops: &[CompareOp],
        comparators: &'a [Expr],
        span: Span,
        when: bool,
        label: Label,
    ) -> Pass {
        let (cleanup, end) = (self.unit.asm.label(), self.unit.asm.label());
        self.chain(ops, comparators, span, |this, is_last| match is_last {
            true => this.unit.asm.jump(pop_jump(when), label, span),
            false => this.unit.asm.jump(Op::PopJumpIfFalse, cleanup, span),
        })?;
        self.unit.asm.jump(Op::Jump, end, span);
        self.unit.asm.bind(cleanup);
        self.emit(Op::Pop, 0, span);
        if !when {
            self.unit.asm.jump(Op::Jump, label, span);
        }
        self.unit.asm.bind(end);
        Ok(())
    }

    fn display(&mut self, items: &'a [Expr], kind: Display, span: Span) -> Pass {
        let starred = items.iter().any(is_starred);
        let constant = all_constant(items);
        let short = !starred && items.len() <= STACK_GUIDELINE;
        let (build, extend) = match kind {
            Display::Set => (Op::BuildSet, Op::SetUpdate),
            Display::List | Display::Tuple => (Op::BuildList, Op::ListExtend),
        };
        if kind == Display::Tuple && (short || constant) {
            self.exprs(items)?;
            self.unit.asm.build_tuple(items.len(), span);
            return Ok(());
        }
        if constant && items.len() >= 3 {
            self.emit(build, 0, span);
            self.exprs(items)?;
            if kind == Display::Set {
                // CPython has a frozenset for a constant here, which decides the order of the set.
                self.emit(Op::BuildSet, items.len() as u32, span);
            } else {
                self.unit.asm.build_tuple(items.len(), span);
            }
            self.emit(extend, 1, span);
            return Ok(());
        }
        if short {
            self.exprs(items)?;
            self.emit(build, items.len() as u32, span);
            return Ok(());
        }
        self.item_by_item(items, kind, span)
    }

    fn item_by_item(&mut self, items: &'a [Expr], kind: Display, span: Span) -> Pass {
        let (build, extend, append) = match kind {
            Display::Set => (Op::BuildSet, Op::SetUpdate, Op::SetAdd),
            Display::List | Display::Tuple => (Op::BuildList, Op::ListExtend, Op::ListAppend),
        };
        self.emit(build, 0, span);
        for item in items {
            if let ExprKind::Starred(inner) = &item.kind {
                self.expr(inner)?;
                self.emit(extend, 1, span);
            } else {
                self.expr(item)?;
                self.emit(append, 1, span);
            }
        }
        if kind == Display::Tuple {
            self.emit(Op::ListToTuple, 0, span);
        }
        Ok(())
    }

    /// Items of which some may be starred, as a tuple.
    pub(super) fn starred_tuple(&mut self, items: &'a [Expr], span: Span) -> Pass {
        self.display(items, Display::Tuple, span)
    }

    fn dict(&mut self, items: &'a [(Option<Expr>, Expr)], span: Span) -> Pass {
        let plain = items.iter().all(|(key, _)| key.is_some());
        if plain && items.len() * 2 <= STACK_GUIDELINE {
            for (key, value) in items {
                self.slice_part(key.as_ref(), span)?;
                self.expr(value)?;
            }
            self.emit(Op::BuildMap, items.len() as u32, span);
            return Ok(());
        }
        self.emit(Op::BuildMap, 0, span);
        for (key, value) in items {
            let op = match key {
                Some(key) => {
                    self.expr(key)?;
                    Op::MapAdd
                }
                None => Op::DictUpdate,
            };
            self.expr(value)?;
            self.emit(op, 1, span);
        }
        Ok(())
    }

    /// An expression, or None where it is left out.
    fn slice_part(&mut self, part: Option<&'a Expr>, span: Span) -> Pass {
        match part {
            Some(part) => self.expr(part),
            None => {
                self.load_none(span);
                Ok(())
            }
        }
    }

    fn fstring(&mut self, parts: &'a [FStringPart], span: Span) -> Pass {
        let mut count = 0;
        let mut text = String::new();
        for part in parts {
            match part {
                FStringPart::Text(piece) => text.push_str(piece),
                FStringPart::Value {
                    span: value_span,
                    value,
                    debug,
                    conversion,
                    spec,
                } => {
                    text.push_str(debug.as_deref().unwrap_or_default());
                    count += self.text_piece(&mut text, span);
                    self.expr(value)?;
                    let repr = debug.is_some() && conversion.is_none() && spec.is_none();
                    let mut flags = match conversion {
                        Some('s') => 1,
                        Some('r') => 2,
                        Some('a') => 3,
                        _ if repr => 2,
                        _ => 0,
                    };
                    if let Some(spec) = spec {
                        self.fstring(spec, *value_span)?;
                        flags |= 4;
                    }
                    self.emit(Op::FormatValue, flags, *value_span);
                    count += 1;
                }
            }
        }
        count += self.text_piece(&mut text, span);
        match count {
            0 => self.unit.asm.load_const(Const::Str("".into()), span),
            1 => {}
            _ => self.emit(Op::BuildString, count, span),
        }
        Ok(())
    }

    /// Loads the text gathered so far, if there is any; gives the number of strings pushed.
    fn text_piece(&mut self, text: &mut String, span: Span) -> u32 {
        if text.is_empty() {
            return 0;
        }
        let piece = std::mem::take(text);
        self.unit.asm.load_const(Const::Str(piece.into()), span);
        1
    }

    fn yields(&mut self, value: Option<&'a Expr>, span: Span) -> Pass {
        if !self.scope().kind.is_function() {
            return Err(CompileError::syntax(span, "'yield' outside function"));
        }
        self.slice_part(value, span)?;
        self.emit(Op::Yield, 0, span);
        Ok(())
    }
}

pub(super) fn is_starred(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Starred(_))
}

fn all_constant(items: &[Expr]) -> bool {
    items
        .iter()
        .all(|item| matches!(item.kind, ExprKind::Constant(_)))
}

fn unary(op: UnaryOp) -> Op {
    match op {
        UnaryOp::Neg => Op::UnaryNeg,
        UnaryOp::Pos => Op::UnaryPos,
        UnaryOp::Invert => Op::UnaryInvert,
        UnaryOp::Not => Op::UnaryNot,
    }
}

fn pop_jump(when: bool) -> Op {
    match when {
        true => Op::PopJumpIfTrue,
        false => Op::PopJumpIfFalse,
    }
}

/// The jump that tests `x is None` or `x is not None`, taken when the truth of it is `when`.
fn none_test(op: CompareOp, right: &Expr, when: bool) -> Option<Op> {
    if !matches!(right.kind, ExprKind::Constant(Constant::None)) {
        return None;
    }
    match (op, when) {
        (CompareOp::Is, true) | (CompareOp::IsNot, false) => Some(Op::PopJumpIfNone),
        (CompareOp::Is, false) | (CompareOp::IsNot, true) => Some(Op::PopJumpIfNotNone),
        _ => None,
    }
}

/// The truth of a literal, unless the subset refuses it.
fn constant_truth(constant: &Constant) -> Option<bool> {
    let constant = match constant {
        Constant::None => Const::None,
        Constant::Bool(value) => Const::Bool(*value),
        Constant::Ellipsis => Const::Ellipsis,
        Constant::Int(value) => Const::Int(*value),
        Constant::Float(value) => Const::Float(*value),
        Constant::BigInt(value) => Const::BigInt(value.clone()),
        Constant::Str(value) => return Some(!value.is_empty()),
        Constant::Bytes(value) => return Some(!value.is_empty()),
        Constant::Imaginary(value) => return Some(*value != 0.0),
    };
    fold::truth(&constant)
}

/// A constant of the source as the pool holds it.
pub(super) fn pooled(constant: &Constant) -> Const {
    match constant {
        Constant::None => Const::None,
        Constant::Bool(value) => Const::Bool(*value),
        Constant::Ellipsis => Const::Ellipsis,
        Constant::Int(value) => Const::Int(*value),
        Constant::BigInt(value) => Const::BigInt(value.clone()),
        Constant::Float(value) => Const::Float(*value),
        Constant::Str(value) => Const::Str((**value).into()),
        Constant::Bytes(value) => Const::Bytes((**value).into()),
        Constant::Imaginary(value) => Const::Complex(Complex::new(0.0, *value)),
    }
}
