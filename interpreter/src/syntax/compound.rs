//! Statements with blocks, apart from definitions and `match`.

use super::ast::{Expr, Handler, Stmt, StmtKind, WithItem};
use super::outline::uses_class;
use super::parser::{Fail, Parse, Parser};
use super::targets::{self, Use};
use super::token::TokenKind as T;
use crate::text::Span;

/// Whether a loop or `with` has `async` before it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Colour {
    /// It has not.
    Plain,
    /// It has.
    Async,
}

/// One arm of an `if`: where its keyword begins, its test and its body.
type Arm = (u32, Expr, Vec<Stmt>);

impl Parser<'_> {
    /// One compound statement, or a line of simple ones.
    pub fn statement(&mut self, body: &mut Vec<Stmt>) -> Parse<()> {
        self.scoped(|p| p.statement_here(body))
    }

    fn statement_here(&mut self, body: &mut Vec<Stmt>) -> Parse<()> {
        let start = self.start();
        let kind = match self.kind() {
            T::If => self.deeper(Self::if_statement)?,
            T::While => self.deeper(Self::while_statement)?,
            T::For => self.deeper(|p| p.for_statement(Colour::Plain))?,
            T::With => self.deeper(|p| p.with_statement(Colour::Plain))?,
            T::Try => self.deeper(Self::try_statement)?,
            T::Async if self.kind_after(1) != T::Def => self.deeper(Self::async_statement)?,
            T::Def | T::Class | T::At | T::Async => {
                let definition = self.deeper(Self::definition)?;
                body.push(definition);
                return Ok(());
            }
            T::Name if self.at_word("match") => match self.match_header()? {
                Some(subject) => self.deeper(|p| p.match_statement(start, subject))?,
                None => return self.simple_statements(body),
            },
            _ => return self.simple_statements(body),
        };
        self.grow()?;
        let span = self.since(start);
        body.push(Stmt { span, kind });
        Ok(())
    }

    /// A block after its `:`. `owner`, which began at `start`, is named if there is none.
    pub fn block(&mut self, owner: &str, start: u32) -> Parse<Vec<Stmt>> {
        let mut body = Vec::new();
        if self.at(T::Later) {
            let span = self.advance().span;
            let uses_class = uses_class(&self.source.text, span);
            let kind = StmtKind::Later { uses_class };
            return Ok(vec![Stmt { span, kind }]);
        }
        if !self.eat(T::Newline) {
            self.simple_statements(&mut body)?;
            return Ok(body);
        }
        if !self.at(T::Indent) && self.diagnose {
            let line = self.source.line(start);
            let message = format!("expected an indented block after {owner} on line {line}");
            return self.raise_indentation(message);
        }
        self.expect(T::Indent)?;
        while !self.eat(T::Dedent) {
            self.statement(&mut body)?;
        }
        Ok(body)
    }

    /// The `:` before a block, where CPython asks for it only at the end of a line.
    pub fn colon(&mut self) -> Parse<()> {
        if self.diagnose && self.at(T::Newline) {
            return self.raise_here("expected ':'");
        }
        self.expect(T::Colon)?;
        Ok(())
    }

    fn if_statement(&mut self) -> Parse<StmtKind> {
        let mut arms: Vec<Arm> = Vec::new();
        let mut owner = "'if' statement";
        while arms.is_empty() || self.at(T::Elif) {
            let start = self.advance().span.start;
            let test = self.named_expression()?;
            self.colon()?;
            arms.push((start, test, self.block(owner, start)?));
            owner = "'elif' statement";
        }
        let orelse = self.else_block()?;
        self.fold_arms(arms, orelse)
    }

    /// Each `elif` becomes an `if` in the `else` of the arm before it.
    fn fold_arms(&mut self, arms: Vec<Arm>, mut orelse: Vec<Stmt>) -> Parse<StmtKind> {
        let mut kind = StmtKind::Pass;
        for (index, (start, test, body)) in arms.into_iter().enumerate().rev() {
            kind = StmtKind::If { test, body, orelse };
            if index == 0 {
                break;
            }
            self.grow()?;
            let span = self.since(start);
            orelse = vec![Stmt { span, kind }];
            kind = StmtKind::Pass;
        }
        Ok(kind)
    }

    fn else_block(&mut self) -> Parse<Vec<Stmt>> {
        let start = self.start();
        if !self.eat(T::Else) {
            return Ok(Vec::new());
        }
        self.force(T::Colon, ":")?;
        self.block("'else' statement", start)
    }

    fn while_statement(&mut self) -> Parse<StmtKind> {
        let start = self.advance().span.start;
        let test = self.named_expression()?;
        self.colon()?;
        let body = self.block("'while' statement", start)?;
        let orelse = self.else_block()?;
        Ok(StmtKind::While { test, body, orelse })
    }

    fn async_statement(&mut self) -> Parse<StmtKind> {
        self.advance();
        match self.kind() {
            T::For => self.for_statement(Colour::Async),
            T::With => self.with_statement(Colour::Async),
            _ => Err(Fail::NoMatch),
        }
    }

    fn for_statement(&mut self, colour: Colour) -> Parse<StmtKind> {
        let start = self.advance().span.start;
        let target = self.loop_target()?;
        self.expect(T::In)?;
        let iter = self.star_expressions()?;
        self.colon()?;
        let body = self.block("'for' statement", start)?;
        let orelse = self.else_block()?;
        Ok(StmtKind::For {
            target,
            iter,
            body,
            orelse,
            is_async: colour == Colour::Async,
        })
    }

    // With.

    fn with_statement(&mut self, colour: Colour) -> Parse<StmtKind> {
        let start = self.advance().span.start;
        let bracketed = match self.at(T::LParen) {
            true => self.attempt(Self::bracketed_items)?,
            false => None,
        };
        let items = match bracketed {
            Some(items) => items,
            None => {
                let items = self.with_items()?;
                self.colon()?;
                items
            }
        };
        let body = self.block("'with' statement", start)?;
        Ok(StmtKind::With {
            items,
            body,
            is_async: colour == Colour::Async,
        })
    }

    /// `(item, item,):`, which may also turn out to be an expression.
    fn bracketed_items(&mut self) -> Parse<Vec<WithItem>> {
        self.advance();
        let items = self.with_items()?;
        self.expect(T::RParen)?;
        self.colon()?;
        Ok(items)
    }

    fn with_items(&mut self) -> Parse<Vec<WithItem>> {
        let bracketed = self.previous().kind == T::LParen;
        let mut items = vec![self.with_item()?];
        while self.eat(T::Comma) {
            if bracketed && self.at(T::RParen) {
                break;
            }
            items.push(self.with_item()?);
        }
        Ok(items)
    }

    fn with_item(&mut self) -> Parse<WithItem> {
        let context = self.expression()?;
        let target = match self.eat(T::As) {
            true => Some(self.with_target()?),
            false => None,
        };
        Ok(WithItem { context, target })
    }

    fn with_target(&mut self) -> Parse<Expr> {
        let target = self.star_expression()?;
        let unended = self.diagnose && self.at(T::Newline);
        if !unended && !matches!(self.kind(), T::Comma | T::RParen | T::Colon) {
            return Err(Fail::NoMatch);
        }
        match targets::invalid(&target, Use::Assign) {
            None => Ok(target),
            Some(bad) if self.diagnose => {
                let name = targets::describe(bad);
                self.raise(bad.span, format!("cannot assign to {name}"))
            }
            Some(_) => Err(Fail::NoMatch),
        }
    }

    // Try.

    fn try_statement(&mut self) -> Parse<StmtKind> {
        let start = self.advance().span.start;
        self.force(T::Colon, ":")?;
        let body = self.block("'try' statement", start)?;
        if self.diagnose && !self.at(T::Except) && !self.at(T::Finally) {
            return self.raise_here("expected 'except' or 'finally' block");
        }
        let is_star = self.kind_after(1) == T::Star && self.at(T::Except);
        let mut handlers = Vec::new();
        while self.at(T::Except) {
            if is_star != (self.kind_after(1) == T::Star) {
                return self.mixed_handlers(is_star);
            }
            handlers.push(self.handler(is_star)?);
        }
        self.check_last_handler(&handlers);
        let orelse = match handlers.is_empty() {
            true => Vec::new(),
            false => self.else_block()?,
        };
        let finalbody = self.finally_block()?;
        if handlers.is_empty() && finalbody.is_empty() {
            return Err(Fail::NoMatch);
        }
        Ok(StmtKind::Try {
            body,
            handlers,
            orelse,
            finalbody,
            is_star,
        })
    }

    /// Stands at the first handler that is not like those before it.
    fn mixed_handlers(&mut self, is_star: bool) -> Parse<StmtKind> {
        if !self.diagnose {
            return Err(Fail::NoMatch);
        }
        let mut span = self.token().span;
        if !is_star {
            span = span.to(self.token_after(1).span);
        }
        self.handler(!is_star)?;
        let message = "cannot have both 'except' and 'except*' on the same 'try'";
        self.raise(span, message)
    }

    fn check_last_handler(&mut self, handlers: &[Handler]) {
        let Some((_, before)) = handlers.split_last() else {
            return;
        };
        if let Some(bare) = before.iter().find(|handler| handler.kind.is_none()) {
            self.raise_late(bare.span, "default 'except:' must be last".to_string());
        }
    }

    fn finally_block(&mut self) -> Parse<Vec<Stmt>> {
        let start = self.start();
        if !self.eat(T::Finally) {
            return Ok(Vec::new());
        }
        self.force(T::Colon, ":")?;
        self.block("'finally' statement", start)
    }

    fn handler(&mut self, is_star: bool) -> Parse<Handler> {
        let start = self.advance().span.start;
        let mut owner = "'except' statement";
        if is_star {
            self.advance();
            owner = "'except*' statement";
            if self.diagnose && (self.at(T::Newline) || self.at(T::Colon)) {
                return self.raise_here("expected one or more exception types");
            }
        }
        let (mut kind, mut name) = (None, None);
        if is_star || !self.at(T::Colon) && !self.at(T::Newline) {
            let class = self.expression()?;
            if self.diagnose && self.at(T::Comma) {
                self.check_several_classes(class.span)?;
            }
            kind = Some(class);
            if self.eat(T::As) {
                name = Some(self.name()?);
            }
        }
        self.colon()?;
        let body = self.block(owner, start)?;
        let span = self.since(start);
        Ok(Handler {
            span,
            kind,
            name,
            body,
        })
    }

    /// Second pass: `except A, B:`.
    fn check_several_classes(&mut self, class: Span) -> Parse<()> {
        let at = self.pos;
        self.advance();
        if self.attempt(Self::star_expressions)?.is_some() {
            if self.eat(T::As) && !self.eat(T::Name) {
                self.rewind(at);
                return Ok(());
            }
            if self.at(T::Colon) {
                return self.raise_from(class, "multiple exception types must be parenthesized");
            }
        }
        self.rewind(at);
        Ok(())
    }
}
