//! String literals side by side, and the inside of f-strings.

use super::ast::{Constant, Expr, ExprKind, FStringPart};
use super::literal;
use super::parser::{Fail, Parse, Parser};
use super::token::TokenKind as T;
use crate::text::Span;
use std::rc::Rc;

/// What may follow the expression of a replacement field, and CPython's words for it.
const FIELD_ENDS: [T; 4] = [T::Assign, T::Exclamation, T::Colon, T::RBrace];
const FIELD_EXPECTING: &str = "f-string: expecting '=', or '!', or ':', or '}'";

/// Parts of an f-string under way; text that touches is joined.
#[derive(Default)]
struct Parts {
    parts: Vec<FStringPart>,
    text: String,
}

impl Parts {
    fn flush(&mut self) {
        if !self.text.is_empty() {
            let text = Rc::from(self.text.as_str());
            self.parts.push(FStringPart::Text(text));
            self.text.clear();
        }
    }

    fn finish(mut self) -> Vec<FStringPart> {
        self.flush();
        self.parts
    }
}

impl Parser<'_> {
    /// One or more string literals, joined.
    pub fn strings(&mut self) -> Parse<Expr> {
        let start = self.start();
        let (mut bytes, mut texts) = (false, false);
        let mut formatted = false;
        let mut joined = Vec::new();
        let mut parts = Parts::default();
        loop {
            if self.at(T::FStringStart) {
                formatted = true;
                texts = true;
                self.fstring(&mut parts)?;
            } else if self.at(T::String) {
                let span = self.advance().span;
                let literal = literal::split(self.text(span));
                bytes |= literal.bytes;
                texts |= !literal.bytes;
                let decoded = match literal.bytes {
                    true => literal::decode_bytes(literal.body, literal.raw, &mut joined),
                    false => literal::decode(literal.body, literal.raw, &mut parts.text),
                };
                if let Err((kind, message)) = decoded {
                    return self.raise_as(kind, span, message);
                }
            } else {
                break;
            }
        }
        if bytes && texts {
            return self.raise_here("cannot mix bytes and nonbytes literals");
        }
        let kind = if bytes {
            ExprKind::Constant(Constant::Bytes(joined.into()))
        } else if formatted {
            self.grow()?;
            ExprKind::FString(parts.finish())
        } else {
            ExprKind::Constant(Constant::Str(parts.text.into()))
        };
        Ok(self.expr(start, kind))
    }

    fn fstring(&mut self, parts: &mut Parts) -> Parse<()> {
        let opening = self.advance();
        let raw = self.text(opening.span).contains(['r', 'R']);
        while !self.at(T::FStringEnd) {
            self.fstring_part(raw, parts)?;
        }
        self.advance();
        Ok(())
    }

    fn fstring_part(&mut self, raw: bool, parts: &mut Parts) -> Parse<()> {
        match self.kind() {
            T::FStringMiddle => {
                let span = self.advance().span;
                match literal::decode(self.text(span), raw, &mut parts.text) {
                    Ok(()) => Ok(()),
                    Err((kind, message)) => self.raise_as(kind, self.furthest_span(), message),
                }
            }
            T::LBrace => self.deeper(|p| p.field(raw, parts)),
            _ => Err(Fail::NoMatch),
        }
    }

    /// The text from `start` to the token ahead without its comments: they stand between two tokens, the
    /// first of which is the one numbered `first`.
    fn without_comments(&self, first: usize, start: u32) -> String {
        let mut text = String::new();
        let mut end = start;
        for pos in first..=self.pos {
            let token = self.token_at(pos).span;
            let between = self.text(Span {
                start: end,
                end: token.start.max(end),
            });
            for line in between.split_inclusive('\n') {
                text.push_str(line.split('#').next().unwrap_or(""));
                if line.contains('#') && line.ends_with('\n') {
                    text.push('\n');
                }
            }
            if pos < self.pos {
                text.push_str(self.text(token));
                end = token.end.max(end);
            }
        }
        text
    }

    /// `{value = !r :spec}`.
    fn field(&mut self, raw: bool, parts: &mut Parts) -> Parse<()> {
        let first = self.pos + 1;
        let open = self.advance().span;
        let value = match self.yield_or_star_expressions() {
            Err(Fail::NoMatch) if self.diagnose => return self.bad_field_value(open),
            value => value?,
        };
        if self.diagnose {
            self.check_field(&FIELD_ENDS, FIELD_EXPECTING)?;
        }
        let mut debug = None;
        if self.eat(T::Assign) {
            debug = Some(Rc::from(self.without_comments(first, open.end)));
            if self.diagnose {
                let message = "f-string: expecting '!', or ':', or '}'";
                self.check_field(&[T::Exclamation, T::Colon, T::RBrace], message)?;
            }
        }
        let conversion = self.conversion()?;
        if self.diagnose {
            let message = "f-string: expecting ':' or '}'";
            self.check_field(&[T::Colon, T::RBrace], message)?;
        }
        let spec = self.format_spec(raw)?;
        self.expect(T::RBrace)?;
        self.grow()?;
        // As in CPython, `{x=}` shows the repr.
        let implied = (debug.is_some() && spec.is_none()).then_some('r');
        parts.flush();
        parts.parts.push(FStringPart::Value {
            span: self.since(open.start),
            value: Box::new(value),
            debug,
            conversion: conversion.or(implied),
            spec,
        });
        Ok(())
    }

    /// Second pass: no expression, or only the beginning of one, after the brace at `open`.
    fn bad_field_value(&mut self, open: Span) -> Parse<()> {
        while self.previous().span.end > open.end {
            self.rewind(self.pos - 1);
        }
        let first = self.token().span;
        let symbol = match self.kind() {
            T::Assign => "'='",
            T::Exclamation => "'!'",
            T::Colon => "':'",
            T::RBrace => "'}'",
            _ => {
                if self.quietly(|p| p.attempt(Self::primary))?.is_some() {
                    self.check_field(&FIELD_ENDS, FIELD_EXPECTING)?;
                }
                let message = "f-string: expecting a valid expression after '{'";
                return self.raise(first, message);
            }
        };
        let message = format!("f-string: valid expression required before {symbol}");
        self.raise(first, message)
    }

    /// Second pass: one of these tokens must come next.
    fn check_field(&self, allowed: &[T], message: &str) -> Parse<()> {
        match allowed.contains(&self.kind()) {
            true => Ok(()),
            false => self.raise(self.token().span, message),
        }
    }

    fn conversion(&mut self) -> Parse<Option<char>> {
        if !self.at(T::Exclamation) {
            return Ok(None);
        }
        let mark = self.advance().span;
        let name = self.token();
        if name.kind != T::Name {
            if self.diagnose {
                return self.raise(
                    name.span,
                    match name.kind {
                        T::Colon | T::RBrace => "f-string: missing conversion character",
                        _ => "f-string: invalid conversion character",
                    },
                );
            }
            return Err(Fail::NoMatch);
        }
        self.advance();
        if name.span.start != mark.end {
            let message = "f-string: conversion type must come right after the exclamation mark";
            return self.raise(mark.to(name.span), message);
        }
        match self.text(name.span) {
            "r" => Ok(Some('r')),
            "s" => Ok(Some('s')),
            "a" => Ok(Some('a')),
            other => {
                let message = format!(
                    "f-string: invalid conversion character '{other}': expected 's', 'r', or 'a'"
                );
                self.raise(name.span, message)
            }
        }
    }

    fn format_spec(&mut self, raw: bool) -> Parse<Option<Vec<FStringPart>>> {
        if !self.eat(T::Colon) {
            return Ok(None);
        }
        let mut parts = Parts::default();
        while matches!(self.kind(), T::FStringMiddle | T::LBrace) {
            self.fstring_part(raw, &mut parts)?;
        }
        if self.diagnose && !self.at(T::RBrace) {
            let message = "f-string: expecting '}', or format specs";
            return self.raise(self.token().span, message);
        }
        Ok(Some(parts.finish()))
    }
}
