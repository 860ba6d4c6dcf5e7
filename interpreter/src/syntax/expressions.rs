//! Expressions: operators by precedence, the forms around them, and what follows an atom.

use super::ast::{BinaryOp, BoolOp, CompKind, CompareOp, Constant, Expr, ExprKind, Ident, UnaryOp};
use super::brackets::Arguments;
use super::number;
use super::parser::{Fail, Parse, Parser};
use super::targets;
use super::token::TokenKind as T;
use crate::text::Span;

/// How tightly an operator binds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Or,
    And,
    Not,
    Compare,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Sum,
    Term,
    Factor,
}

/// An operator between two operands.
enum Infix {
    Bool(BoolOp),
    Compare,
    Binary(BinaryOp),
}

/// What follows a left operand, or an atom.
pub(super) enum Rest {
    Bool(BoolOp, Vec<Expr>),
    Compare(Vec<CompareOp>, Vec<Expr>),
    Binary(BinaryOp, Box<Expr>),
    Attribute(Ident, Span),
    Call(Arguments),
    Subscript(Box<Expr>),
}

impl Rest {
    /// Puts it after `left`.
    pub fn after(self, left: Expr) -> ExprKind {
        match self {
            Rest::Bool(op, rest) => {
                let mut values = Vec::with_capacity(rest.len() + 1);
                values.push(left);
                values.extend(rest);
                ExprKind::BoolOp { op, values }
            }
            Rest::Compare(ops, comparators) => ExprKind::Compare {
                left: Box::new(left),
                ops,
                comparators,
            },
            Rest::Binary(op, right) => ExprKind::Binary {
                left: Box::new(left),
                op,
                right,
            },
            Rest::Attribute(name, name_span) => ExprKind::Attribute {
                value: Box::new(left),
                name,
                name_span,
            },
            Rest::Call(Arguments { args, keywords }) => ExprKind::Call {
                func: Box::new(left),
                args,
                keywords,
            },
            Rest::Subscript(index) => ExprKind::Subscript {
                value: Box::new(left),
                index,
            },
        }
    }
}

/// The operator a token stands for, its level, and the level of its right operand.
fn infix(kind: T) -> Option<(Infix, Level, Level)> {
    use Level as L;
    let (op, level, right) = match kind {
        T::Or => return Some((Infix::Bool(BoolOp::Or), L::Or, L::And)),
        T::And => return Some((Infix::Bool(BoolOp::And), L::And, L::Not)),
        T::Equal | T::NotEqual | T::Less | T::LessEqual | T::Greater | T::GreaterEqual => {
            return Some((Infix::Compare, L::Compare, L::BitOr));
        }
        T::Is | T::In | T::Not => return Some((Infix::Compare, L::Compare, L::BitOr)),
        T::Bar => (BinaryOp::Or, L::BitOr, L::BitXor),
        T::Caret => (BinaryOp::Xor, L::BitXor, L::BitAnd),
        T::Ampersand => (BinaryOp::And, L::BitAnd, L::Shift),
        T::LeftShift => (BinaryOp::LShift, L::Shift, L::Sum),
        T::RightShift => (BinaryOp::RShift, L::Shift, L::Sum),
        T::Plus => (BinaryOp::Add, L::Sum, L::Term),
        T::Minus => (BinaryOp::Sub, L::Sum, L::Term),
        T::Star => (BinaryOp::Mul, L::Term, L::Factor),
        T::Slash => (BinaryOp::Div, L::Term, L::Factor),
        T::DoubleSlash => (BinaryOp::FloorDiv, L::Term, L::Factor),
        T::Percent => (BinaryOp::Mod, L::Term, L::Factor),
        T::At => (BinaryOp::MatMul, L::Term, L::Factor),
        _ => return None,
    };
    Some((Infix::Binary(op), level, right))
}

/// Whether an expression can begin with this token.
pub(super) fn starts_expression(kind: T) -> bool {
    matches!(
        kind,
        T::Name
            | T::Number
            | T::String
            | T::FStringStart
            | T::LParen
            | T::LBracket
            | T::LBrace
            | T::Minus
            | T::Plus
            | T::Tilde
            | T::Not
            | T::Lambda
            | T::Await
            | T::Ellipsis
            | T::None
            | T::True
            | T::False
    )
}

impl Parser<'_> {
    /// `star_expressions`: one expression, or a tuple without parentheses.
    pub fn star_expressions(&mut self) -> Parse<Expr> {
        self.tuple_of(Self::star_expression)
    }

    /// `star_named_expression (',' star_named_expression)* [',']`.
    pub fn star_named_expressions(&mut self) -> Parse<Expr> {
        self.tuple_of(Self::star_named_expression)
    }

    /// One element, or a tuple of several; a trailing comma makes a tuple of one.
    pub fn tuple_of(&mut self, element: fn(&mut Self) -> Parse<Expr>) -> Parse<Expr> {
        self.scoped(|p| p.tuple_of_here(element))
    }

    fn tuple_of_here(&mut self, element: fn(&mut Self) -> Parse<Expr>) -> Parse<Expr> {
        let start = self.start();
        let first = element(self)?;
        if !self.at(T::Comma) {
            return Ok(first);
        }
        let mut elements = vec![first];
        while self.eat(T::Comma) && (self.at(T::Star) || starts_expression(self.kind())) {
            elements.push(element(self)?);
        }
        self.grow()?;
        Ok(self.expr(start, ExprKind::Tuple(elements)))
    }

    /// `'*' bitwise_or | expression`.
    pub fn star_expression(&mut self) -> Parse<Expr> {
        match self.at(T::Star) {
            true => self.starred(Self::bitwise_or),
            false => self.expression(),
        }
    }

    /// `'*' bitwise_or | named_expression`.
    pub fn star_named_expression(&mut self) -> Parse<Expr> {
        match self.at(T::Star) {
            true => self.starred(Self::bitwise_or),
            false => self.named_expression(),
        }
    }

    /// A star and what it unpacks.
    pub fn starred(&mut self, value: fn(&mut Self) -> Parse<Expr>) -> Parse<Expr> {
        let start = self.advance().span.start;
        let value = self.scoped(|p| {
            let value = value(p)?;
            p.grow()?;
            Ok(value)
        })?;
        Ok(self.expr(start, ExprKind::Starred(Box::new(value))))
    }

    /// `yield_expr | star_expressions`.
    pub fn yield_or_star_expressions(&mut self) -> Parse<Expr> {
        match self.at(T::Yield) {
            true => self.yield_expression(),
            false => self.star_expressions(),
        }
    }

    /// `yield`, `yield a, b` or `yield from a`.
    pub fn yield_expression(&mut self) -> Parse<Expr> {
        let start = self.advance().span.start;
        let kind = if self.eat(T::From) {
            ExprKind::YieldFrom(Box::new(self.expression()?))
        } else if self.at(T::Star) || starts_expression(self.kind()) {
            ExprKind::Yield(Some(Box::new(self.star_expressions()?)))
        } else {
            ExprKind::Yield(None)
        };
        self.grow()?;
        Ok(self.expr(start, kind))
    }

    /// `NAME ':=' expression | expression`.
    pub fn named_expression(&mut self) -> Parse<Expr> {
        if self.at(T::Name) && self.kind_after(1) == T::Walrus {
            return self.assignment_expression();
        }
        let first = self.pos;
        let value = self.expression()?;
        if self.diagnose {
            self.check_named(first, &value)?;
        }
        match self.at(T::Walrus) {
            true => Err(Fail::NoMatch),
            false => Ok(value),
        }
    }

    /// `NAME ':=' expression`.
    pub fn assignment_expression(&mut self) -> Parse<Expr> {
        let token = self.expect(T::Name)?;
        self.expect(T::Walrus)?;
        let target = self.intern(token.span);
        let value = self.scoped(|p| {
            let value = p.expression()?;
            p.grow()?;
            Ok(Box::new(value))
        })?;
        let kind = ExprKind::Named {
            target,
            target_span: token.span,
            value,
        };
        Ok(self.expr(token.span.start, kind))
    }

    /// Second pass: `=` or `:=` after something that was to be an expression.
    fn check_named(&mut self, first: usize, value: &Expr) -> Parse<()> {
        let at = self.pos;
        if self.at(T::Walrus) {
            self.advance();
            if self.attempt(Self::expression)?.is_some() {
                let name = targets::describe(value);
                return self.raise(
                    value.span,
                    format!("cannot use assignment expressions with {name}"),
                );
            }
            self.rewind(at);
        }
        if self.at(T::Assign) {
            self.check_equals(first, value)?;
        }
        Ok(())
    }

    /// Second pass: stands at `=` after `value`, where `==` was likely meant.
    pub fn check_equals(&mut self, first: usize, value: &Expr) -> Parse<()> {
        let at = self.pos;
        let grouped = value.span.start > self.token_at(first).span.start;
        if !grouped && !is_bitwise_or(value) {
            return Ok(());
        }
        self.advance();
        let right = match self.attempt(|p| p.scoped(Self::bitwise_or))? {
            // The grammar is content with the beginning of an operand: `f() = x +`.
            None => self.quietly(|p| p.attempt(|p| p.scoped(Self::primary)))?,
            right => right,
        };
        let chained = self.at(T::Assign) || self.at(T::Walrus);
        self.rewind(at);
        let Some(right) = right.filter(|_| !chained) else {
            return Ok(());
        };
        if matches!(value.kind, ExprKind::Name(_)) && !grouped {
            let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
            return self.raise(value.span.to(right.span), message);
        }
        if self.begins_with_display(first) {
            return Ok(());
        }
        let name = targets::describe(value);
        let message = format!("cannot assign to {name} here. Maybe you meant '==' instead of '='?");
        self.raise(value.span, message)
    }

    /// Whether a list, tuple, generator expression, `True`, `False` or `None` begins at `first`.
    fn begins_with_display(&mut self, first: usize) -> bool {
        match self.token_at(first).kind {
            T::True | T::False | T::None => true,
            T::LBracket | T::LParen => self.is_display_at(first),
            _ => false,
        }
    }

    /// Whether a list, a tuple in parentheses or a generator expression begins at token `first`.
    pub fn is_display_at(&mut self, first: usize) -> bool {
        let at = self.pos;
        self.rewind(first);
        let found = self.quietly(|p| p.attempt(Self::atom));
        self.rewind(at);
        let Ok(Some(Expr { kind, .. })) = found else {
            return false;
        };
        match kind {
            ExprKind::List(_) | ExprKind::Tuple(_) => true,
            ExprKind::Comp { kind, .. } => kind == CompKind::Generator,
            _ => false,
        }
    }

    /// `expression`: with `if .. else`, or `lambda`.
    pub fn expression(&mut self) -> Parse<Expr> {
        self.deeper(Self::expression_here)
    }

    fn expression_here(&mut self) -> Parse<Expr> {
        if self.at(T::Lambda) {
            return self.lambda();
        }
        let first = self.pos;
        let start = self.start();
        let body = self.disjunction()?;
        if self.diagnose {
            self.check_missing_comma(first, &body)?;
            self.check_legacy(first)?;
        }
        if !self.at(T::If) {
            return Ok(body);
        }
        let Some((test, orelse)) = self.or_stop(|p| p.branches(&body))? else {
            return Ok(body);
        };
        self.grow()?;
        let kind = ExprKind::IfElse {
            test: Box::new(test),
            body: Box::new(body),
            orelse: Box::new(orelse),
        };
        Ok(self.expr(start, kind))
    }

    /// `if test else orelse` after `body`.
    fn branches(&mut self, body: &Expr) -> Parse<(Expr, Expr)> {
        self.advance();
        let test = self.disjunction()?;
        if self.diagnose && !self.at(T::Else) && !self.at(T::Colon) {
            let span = body.span.to(test.span);
            return self.raise(span, "expected 'else' after 'if' expression");
        }
        self.expect(T::Else)?;
        Ok((test, self.expression()?))
    }

    /// Second pass: two expressions side by side, in brackets.
    fn check_missing_comma(&mut self, first: usize, left: &Expr) -> Parse<()> {
        if !starts_expression(self.kind()) || self.is_prefixed_string(first) {
            return Ok(());
        }
        let at = self.pos;
        let right = self.quietly(|p| p.attempt(Self::expression))?;
        let level = self.previous().level;
        self.rewind(at);
        match right {
            Some(right) if level > 0 && !self.is_legacy(left) => self.raise(
                left.span.to(right.span),
                "invalid syntax. Perhaps you forgot a comma?",
            ),
            _ => Ok(()),
        }
    }

    /// A soft keyword, or a name that may be a mistaken prefix of the string after it.
    fn is_prefixed_string(&self, first: usize) -> bool {
        let word = self.token_at(first);
        if word.kind != T::Name {
            return false;
        }
        // CPython compares no more letters than the name has.
        let text = self.text(word.span);
        let soft = { ["_", "case", "match", "type"].iter() }.any(|known| known.starts_with(text));
        soft || self.token_at(first + 1).kind == T::String
    }

    fn is_legacy(&self, value: &Expr) -> bool {
        matches!(&value.kind, ExprKind::Name(name) if matches!(&**name, "print" | "exec"))
    }

    /// Second pass: `print x`, as in Python 2. `first` begins the expression just parsed.
    fn check_legacy(&mut self, first: usize) -> Parse<()> {
        let name = self.token_at(first);
        let word = self.text(name.span);
        if name.kind != T::Name || !matches!(word, "print" | "exec") {
            return Ok(());
        }
        let at = self.pos;
        self.rewind(first + 1);
        let begins = self.at(T::Star) || starts_expression(self.kind());
        if begins && !self.at(T::LParen) {
            let rest = self.quietly(|p| p.attempt(Self::star_expressions))?;
            if let Some(rest) = rest {
                let message =
                    format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?");
                return self.raise(name.span.to(rest.span), message);
            }
        }
        self.rewind(at);
        Ok(())
    }

    fn lambda(&mut self) -> Parse<Expr> {
        let start = self.advance().span.start;
        let params = Box::new(self.lambda_params()?);
        self.lambda_colon(start)?;
        let body = Box::new(self.expression()?);
        self.grow()?;
        Ok(self.expr(start, ExprKind::Lambda { params, body }))
    }

    fn lambda_colon(&mut self, start: u32) -> Parse<()> {
        let colon = self.expect(T::Colon)?;
        let in_field = self.at(T::FStringMiddle) || self.at(T::RBrace);
        if self.diagnose && in_field {
            let span = self.since(start).to(colon.span);
            let message = "f-string: lambda expressions are not allowed without parentheses";
            return self.raise(span, message);
        }
        Ok(())
    }

    /// `disjunction`: everything but `if .. else` and `lambda`.
    pub fn disjunction(&mut self) -> Parse<Expr> {
        self.operators(Level::Or)
    }

    /// `bitwise_or`: what comparisons compare.
    pub fn bitwise_or(&mut self) -> Parse<Expr> {
        self.operators(Level::BitOr)
    }

    /// Operators that bind at least as tightly as `min`.
    fn operators(&mut self, min: Level) -> Parse<Expr> {
        self.deeper(|p| p.operators_here(min))
    }

    fn operators_here(&mut self, min: Level) -> Parse<Expr> {
        let start = self.start();
        let mut left = self.prefix(min)?;
        while let Some((infix, level, right)) = self.infix_ahead() {
            if level < min {
                break;
            }
            let rest = match infix {
                Infix::Bool(op) => self.bool_chain(op, right)?,
                Infix::Compare => self.comparison()?,
                Infix::Binary(op) => self.binary(op, right)?,
            };
            let Some(rest) = rest else {
                break;
            };
            self.grow()?;
            left = self.expr(start, rest.after(left));
        }
        Ok(left)
    }

    /// Runs a rule whose failure the first pass cannot survive. The second pass goes back to
    /// before it, for there the grammar is content with the beginning of an expression, and what
    /// it says about the rest depends on that.
    fn or_stop<T>(&mut self, rule: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<Option<T>> {
        match self.lenient {
            true => self.attempt(rule),
            false => rule(self).map(Some),
        }
    }

    fn infix_ahead(&mut self) -> Option<(Infix, Level, Level)> {
        // A lone `not` after an operand belongs to nobody.
        if self.at(T::Not) && !self.not_in_ahead() {
            return None;
        }
        infix(self.kind())
    }

    fn not_in_ahead(&mut self) -> bool {
        let at = self.pos;
        self.advance();
        let found = self.at(T::In);
        self.rewind(at);
        found
    }

    fn binary(&mut self, op: BinaryOp, right: Level) -> Parse<Option<Rest>> {
        self.or_stop(|p| {
            p.advance();
            if p.diagnose && right >= Level::Term {
                p.check_not_operand()?;
            }
            Ok(Rest::Binary(op, Box::new(p.operators(right)?)))
        })
    }

    /// Second pass: `a + not b`.
    fn check_not_operand(&mut self) -> Parse<()> {
        let (at, word) = (self.pos, self.token().span);
        if !self.at(T::Not) {
            return Ok(());
        }
        if let Some(operand) = self.attempt(Self::not_chain)? {
            let span = word.to(operand.span);
            return self.raise(span, "'not' after an operator must be parenthesized");
        }
        self.rewind(at);
        Ok(())
    }

    fn bool_chain(&mut self, op: BoolOp, right: Level) -> Parse<Option<Rest>> {
        let operator = self.kind();
        let mut values = Vec::new();
        while self.at(operator) {
            let value = self.or_stop(|p| {
                p.advance();
                p.operators(right)
            })?;
            let Some(value) = value else {
                break;
            };
            values.push(value);
        }
        Ok((!values.is_empty()).then_some(Rest::Bool(op, values)))
    }

    fn comparison(&mut self) -> Parse<Option<Rest>> {
        let (mut ops, mut comparators) = (Vec::new(), Vec::with_capacity(1));
        loop {
            let at = self.pos;
            let Some(op) = self.compare_op() else {
                break;
            };
            let Some(comparator) = self.or_stop(|p| p.operators(Level::BitOr))? else {
                self.rewind(at);
                break;
            };
            ops.push(op);
            comparators.push(comparator);
        }
        Ok((!ops.is_empty()).then_some(Rest::Compare(ops, comparators)))
    }

    fn compare_op(&mut self) -> Option<CompareOp> {
        let op = match self.kind() {
            T::Equal => CompareOp::Eq,
            T::NotEqual => CompareOp::Ne,
            T::Less => CompareOp::Lt,
            T::LessEqual => CompareOp::Le,
            T::Greater => CompareOp::Gt,
            T::GreaterEqual => CompareOp::Ge,
            T::In => CompareOp::In,
            T::Is => {
                self.advance();
                return Some(match self.eat(T::Not) {
                    true => CompareOp::IsNot,
                    false => CompareOp::Is,
                });
            }
            T::Not if self.not_in_ahead() => {
                self.advance();
                CompareOp::NotIn
            }
            _ => return None,
        };
        self.advance();
        Some(op)
    }

    /// An operand with the operators before it.
    fn prefix(&mut self, min: Level) -> Parse<Expr> {
        match self.kind() {
            T::Not if min <= Level::Not => self.not_chain(),
            T::Not => Err(Fail::NoMatch),
            _ => self.factor(),
        }
    }

    fn not_chain(&mut self) -> Parse<Expr> {
        let mut starts = Vec::new();
        while self.at(T::Not) {
            starts.push((self.advance().span.start, UnaryOp::Not));
        }
        let operand = self.operators(Level::Compare)?;
        self.wrap_unary(starts, operand)
    }

    /// `('+' | '-' | '~')* power`, without calling itself: `- - - x` may be long.
    fn factor(&mut self) -> Parse<Expr> {
        let mut starts = Vec::new();
        loop {
            let op = match self.kind() {
                T::Plus => UnaryOp::Pos,
                T::Minus => UnaryOp::Neg,
                T::Tilde => UnaryOp::Invert,
                _ => break,
            };
            starts.push((self.advance().span.start, op));
        }
        if self.diagnose && !starts.is_empty() {
            self.check_not_operand()?;
        }
        let operand = self.power()?;
        self.wrap_unary(starts, operand)
    }

    fn wrap_unary(&mut self, starts: Vec<(u32, UnaryOp)>, mut operand: Expr) -> Parse<Expr> {
        for (start, op) in starts.into_iter().rev() {
            self.grow()?;
            let operand_box = Box::new(operand);
            let kind = ExprKind::Unary {
                op,
                operand: operand_box,
            };
            operand = self.expr(start, kind);
        }
        Ok(operand)
    }

    fn power(&mut self) -> Parse<Expr> {
        let start = self.start();
        let left = self.await_primary()?;
        if !self.at(T::DoubleStar) {
            return Ok(left);
        }
        let right = self.or_stop(|p| {
            p.advance();
            p.deeper(Self::factor)
        })?;
        let Some(right) = right else {
            return Ok(left);
        };
        self.grow()?;
        let rest = Rest::Binary(BinaryOp::Pow, Box::new(right));
        Ok(self.expr(start, rest.after(left)))
    }

    fn await_primary(&mut self) -> Parse<Expr> {
        let start = self.start();
        if !self.eat(T::Await) {
            return self.primary();
        }
        let value = Box::new(self.primary()?);
        self.grow()?;
        Ok(self.expr(start, ExprKind::Await(value)))
    }

    /// An atom and the attributes, calls and subscripts after it.
    pub fn primary(&mut self) -> Parse<Expr> {
        let start = self.start();
        let mut value = self.atom()?;
        loop {
            let rest = match self.kind() {
                T::Dot => self.or_stop(Self::attribute)?,
                T::LParen => self.or_stop(Self::call)?,
                T::LBracket => self.or_stop(Self::subscript)?,
                _ => None,
            };
            let Some(rest) = rest else {
                return Ok(value);
            };
            self.grow()?;
            value = self.expr(start, rest.after(value));
        }
    }

    /// `.name`.
    pub fn attribute(&mut self) -> Parse<Rest> {
        self.advance();
        let token = self.expect(T::Name)?;
        Ok(Rest::Attribute(self.intern(token.span), token.span))
    }

    /// What operators apply to: a name, a literal, or something in brackets.
    pub fn atom(&mut self) -> Parse<Expr> {
        let token = self.token();
        let kind = match token.kind {
            T::Name => ExprKind::Name(self.intern(token.span)),
            T::True => ExprKind::Constant(Constant::Bool(true)),
            T::False => ExprKind::Constant(Constant::Bool(false)),
            T::None => ExprKind::Constant(Constant::None),
            T::Ellipsis => ExprKind::Constant(Constant::Ellipsis),
            T::Number => ExprKind::Constant(number::value(self.text(token.span), token.span)?),
            T::String | T::FStringStart => return self.strings(),
            T::LParen => return self.parenthesised(),
            T::LBracket => return self.list(),
            T::LBrace => return self.braces(),
            _ => return Err(Fail::NoMatch),
        };
        self.advance();
        Ok(self.expr(token.span.start, kind))
    }
}

/// Whether `value`, if not in parentheses, is what the grammar calls `bitwise_or`.
fn is_bitwise_or(value: &Expr) -> bool {
    !matches!(
        value.kind,
        ExprKind::BoolOp { .. }
            | ExprKind::Compare { .. }
            | ExprKind::IfElse { .. }
            | ExprKind::Lambda { .. }
            | ExprKind::Starred(_)
            | ExprKind::Unary {
                op: UnaryOp::Not,
                ..
            }
    )
}
