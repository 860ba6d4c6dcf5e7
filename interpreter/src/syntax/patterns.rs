//! `match` and its patterns.

use super::ast::{BinaryOp, Constant, Expr, ExprKind, Ident, MatchCase, Pattern, PatternKind};
use super::ast::{StmtKind, UnaryOp};
use super::expressions::starts_expression;
use super::parser::{Fail, Parse, Parser};
use super::token::TokenKind as T;

impl Parser<'_> {
    /// `match subject:` up to the line's end, unless `match` is an ordinary name here.
    pub fn match_header(&mut self) -> Parse<Option<Expr>> {
        let next = self.kind_after(1);
        if next != T::Star && !starts_expression(next) {
            return Ok(None);
        }
        self.attempt(|p| {
            p.advance();
            let subject = p.star_named_expressions()?;
            p.colon()?;
            p.expect(T::Newline)?;
            match subject.kind {
                ExprKind::Starred(_) => Err(Fail::NoMatch),
                _ => Ok(subject),
            }
        })
    }

    /// The cases of a `match` that began at `start`.
    pub fn match_statement(&mut self, start: u32, subject: Expr) -> Parse<StmtKind> {
        if !self.at(T::Indent) && self.diagnose {
            let line = self.source.line(start);
            let message =
                format!("expected an indented block after 'match' statement on line {line}");
            return self.raise_indentation(message);
        }
        self.expect(T::Indent)?;
        let mut cases = Vec::new();
        while !self.eat(T::Dedent) {
            cases.push(self.scoped(Self::case)?);
        }
        Ok(StmtKind::Match { subject, cases })
    }

    fn case(&mut self) -> Parse<MatchCase> {
        if !self.at_word("case") {
            return Err(Fail::NoMatch);
        }
        let start = self.advance().span.start;
        let pattern = self.case_pattern()?;
        let guard = match self.eat(T::If) {
            true => Some(self.named_expression()?),
            false => None,
        };
        self.colon()?;
        let body = self.block("'case' statement", start)?;
        let span = self.since(start);
        Ok(MatchCase {
            span,
            pattern,
            guard,
            body,
        })
    }

    /// `patterns`: one pattern, or a sequence without brackets.
    fn case_pattern(&mut self) -> Parse<Pattern> {
        let start = self.start();
        let first = self.maybe_star_pattern()?;
        if !self.at(T::Comma) {
            return match first.kind {
                PatternKind::Star(_) => Err(Fail::NoMatch),
                _ => Ok(first),
            };
        }
        let mut patterns = vec![first];
        while self.eat(T::Comma) && !self.at(T::Colon) && !self.at(T::If) {
            patterns.push(self.maybe_star_pattern()?);
        }
        self.grow()?;
        Ok(self.pattern(start, PatternKind::Sequence(patterns)))
    }

    fn pattern(&self, start: u32, kind: PatternKind) -> Pattern {
        let span = self.since(start);
        Pattern { span, kind }
    }

    fn maybe_star_pattern(&mut self) -> Parse<Pattern> {
        let start = self.start();
        if !self.eat(T::Star) {
            return self.as_pattern();
        }
        let name = self.name()?;
        let name = (&*name != "_").then_some(name);
        Ok(self.pattern(start, PatternKind::Star(name)))
    }

    /// `or_pattern ['as' NAME]`.
    fn as_pattern(&mut self) -> Parse<Pattern> {
        self.deeper(Self::as_pattern_here)
    }

    fn as_pattern_here(&mut self) -> Parse<Pattern> {
        let start = self.start();
        let pattern = self.or_pattern()?;
        if !self.eat(T::As) {
            return Ok(pattern);
        }
        if self.diagnose {
            self.check_as_target()?;
        }
        if self.at_word("_") {
            return Err(Fail::NoMatch);
        }
        let name = Some(self.name()?);
        self.grow()?;
        let pattern = Some(Box::new(pattern));
        Ok(self.pattern(start, PatternKind::As { pattern, name }))
    }

    fn check_as_target(&mut self) -> Parse<()> {
        if self.at_word("_") {
            return self.raise(self.token().span, "cannot use '_' as a target");
        }
        if self.at(T::Name) {
            return Ok(());
        }
        match self.attempt(Self::expression)? {
            Some(target) => self.raise(target.span, "invalid pattern target"),
            None => Ok(()),
        }
    }

    fn or_pattern(&mut self) -> Parse<Pattern> {
        let start = self.start();
        let first = self.scoped(Self::closed_pattern)?;
        if !self.at(T::Bar) {
            return Ok(first);
        }
        let mut patterns = vec![first];
        while self.eat(T::Bar) {
            patterns.push(self.scoped(Self::closed_pattern)?);
        }
        self.grow()?;
        Ok(self.pattern(start, PatternKind::Or(patterns)))
    }

    fn closed_pattern(&mut self) -> Parse<Pattern> {
        let start = self.start();
        let kind = match self.kind() {
            T::Number | T::Minus => PatternKind::Value(self.number_pattern()?),
            T::String | T::FStringStart => {
                let value = self.strings()?;
                if matches!(value.kind, ExprKind::FString(_)) {
                    let message = "patterns may only match literals and attribute lookups";
                    self.raise_late(value.span, message.to_string());
                }
                PatternKind::Value(value)
            }
            T::None => self.singleton(Constant::None),
            T::True => self.singleton(Constant::Bool(true)),
            T::False => self.singleton(Constant::Bool(false)),
            T::Name => return self.name_pattern(),
            T::LParen => return self.group_pattern(),
            T::LBracket => {
                self.advance();
                PatternKind::Sequence(self.sequence(T::RBracket)?)
            }
            T::LBrace => self.mapping()?,
            _ => return Err(Fail::NoMatch),
        };
        self.grow()?;
        Ok(self.pattern(start, kind))
    }

    fn singleton(&mut self, constant: Constant) -> PatternKind {
        self.advance();
        PatternKind::Singleton(constant)
    }

    /// `-1`, `1.5`, `-1 + 2j`.
    fn number_pattern(&mut self) -> Parse<Expr> {
        let start = self.start();
        let left = self.signed_number()?;
        let op = match self.kind() {
            T::Plus => BinaryOp::Add,
            T::Minus => BinaryOp::Sub,
            _ => return Ok(left),
        };
        self.advance();
        let number = self.token();
        self.expect(T::Number)?;
        self.rewind(self.pos - 1);
        let right = self.primary_number()?;
        let real = match &left.kind {
            ExprKind::Unary { operand, .. } => &operand.kind,
            kind => kind,
        };
        if matches!(real, ExprKind::Constant(Constant::Imaginary(_))) {
            return self.raise(left.span, "real number required in complex literal");
        }
        if !matches!(right.kind, ExprKind::Constant(Constant::Imaginary(_))) {
            return self.raise(number.span, "imaginary number required in complex literal");
        }
        self.grow()?;
        let (left, right) = (Box::new(left), Box::new(right));
        Ok(self.expr(start, ExprKind::Binary { left, op, right }))
    }

    fn signed_number(&mut self) -> Parse<Expr> {
        let start = self.start();
        if !self.eat(T::Minus) {
            return self.primary_number();
        }
        let operand = Box::new(self.primary_number()?);
        let op = UnaryOp::Neg;
        Ok(self.expr(start, ExprKind::Unary { op, operand }))
    }

    fn primary_number(&mut self) -> Parse<Expr> {
        match self.at(T::Number) {
            true => self.atom(),
            false => Err(Fail::NoMatch),
        }
    }

    /// A capture, the wildcard, a dotted name, or a class pattern.
    fn name_pattern(&mut self) -> Parse<Pattern> {
        let start = self.start();
        let name = self.name()?;
        if !self.at(T::Dot) && !self.at(T::LParen) {
            let name = (&*name != "_").then_some(name);
            return Ok(self.pattern(
                start,
                PatternKind::As {
                    pattern: None,
                    name,
                },
            ));
        }
        let value = self.expr(start, ExprKind::Name(name));
        let value = self.dotted(start, value)?;
        let kind = match self.at(T::LParen) {
            true => self.class_pattern(value)?,
            false => PatternKind::Value(value),
        };
        self.grow()?;
        Ok(self.pattern(start, kind))
    }

    /// The attributes after a name.
    fn dotted(&mut self, start: u32, mut value: Expr) -> Parse<Expr> {
        while self.at(T::Dot) {
            let attribute = self.attribute()?;
            self.grow()?;
            value = self.expr(start, attribute.after(value));
        }
        Ok(value)
    }

    fn class_pattern(&mut self, class: Expr) -> Parse<PatternKind> {
        self.advance();
        let (mut positional, mut keywords) = (Vec::new(), Vec::new());
        while !self.at(T::RParen) {
            if self.at(T::Name) && self.kind_after(1) == T::Assign {
                let name = self.name()?;
                self.advance();
                keywords.push((name, self.as_pattern()?));
            } else {
                let pattern = self.as_pattern()?;
                if !keywords.is_empty() {
                    return self.positional_after_keywords(pattern);
                }
                positional.push(pattern);
            }
            if !self.eat(T::Comma) {
                break;
            }
        }
        self.expect(T::RParen)?;
        Ok(PatternKind::Class {
            class,
            positional,
            keywords,
        })
    }

    fn positional_after_keywords(&mut self, pattern: Pattern) -> Parse<PatternKind> {
        if !self.diagnose {
            return Err(Fail::NoMatch);
        }
        let first = pattern.span;
        let mut last = first;
        while self.eat(T::Comma) && self.kind_after(1) != T::Assign && !self.at(T::RParen) {
            last = self.as_pattern()?.span;
        }
        let message = "positional patterns follow keyword patterns";
        self.raise(first.to(last), message)
    }

    /// A pattern in parentheses, or a sequence.
    fn group_pattern(&mut self) -> Parse<Pattern> {
        let start = self.advance().span.start;
        if self.eat(T::RParen) {
            return Ok(self.pattern(start, PatternKind::Sequence(Vec::new())));
        }
        let first = self.maybe_star_pattern()?;
        if !self.at(T::Comma) {
            if matches!(first.kind, PatternKind::Star(_)) {
                return Err(Fail::NoMatch);
            }
            self.expect(T::RParen)?;
            return Ok(first);
        }
        self.advance();
        let mut patterns = vec![first];
        patterns.extend(self.sequence(T::RParen)?);
        self.grow()?;
        Ok(self.pattern(start, PatternKind::Sequence(patterns)))
    }

    /// Patterns up to the closing bracket, which is taken.
    fn sequence(&mut self, closing: T) -> Parse<Vec<Pattern>> {
        let mut patterns = Vec::new();
        while !self.at(closing) {
            patterns.push(self.maybe_star_pattern()?);
            if !self.eat(T::Comma) {
                break;
            }
        }
        self.expect(closing)?;
        Ok(patterns)
    }

    fn mapping(&mut self) -> Parse<PatternKind> {
        self.advance();
        let (mut keys, mut patterns) = (Vec::new(), Vec::new());
        let mut rest: Option<Ident> = None;
        while !self.at(T::RBrace) {
            if self.eat(T::DoubleStar) {
                if self.at_word("_") {
                    return Err(Fail::NoMatch);
                }
                rest = Some(self.name()?);
                self.eat(T::Comma);
                break;
            }
            keys.push(self.scoped(Self::mapping_key)?);
            self.expect(T::Colon)?;
            patterns.push(self.as_pattern()?);
            if !self.eat(T::Comma) {
                break;
            }
        }
        self.expect(T::RBrace)?;
        Ok(PatternKind::Mapping {
            keys,
            patterns,
            rest,
        })
    }

    /// A literal or a dotted name.
    fn mapping_key(&mut self) -> Parse<Expr> {
        match self.kind() {
            T::Number | T::Minus => self.number_pattern(),
            T::String | T::FStringStart => self.strings(),
            T::None | T::True | T::False => self.atom(),
            T::Name => {
                let start = self.start();
                let value = self.atom()?;
                match self.at(T::Dot) {
                    true => self.dotted(start, value),
                    false => Err(Fail::NoMatch),
                }
            }
            _ => Err(Fail::NoMatch),
        }
    }
}
