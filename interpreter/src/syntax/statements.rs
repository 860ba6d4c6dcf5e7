//! Statements on one line.

use super::ast::{Alias, BinaryOp, Expr, ExprKind, Ident, Stmt, StmtKind};
use super::definitions::lazy;
use super::expressions::starts_expression;
use super::parser::{Fail, Parse, Parser};
use super::targets::{self, Use};
use super::token::TokenKind as T;

/// The operator of an augmented assignment.
fn augmented(kind: T) -> Option<BinaryOp> {
    Some(match kind {
        T::PlusAssign => BinaryOp::Add,
        T::MinusAssign => BinaryOp::Sub,
        T::StarAssign => BinaryOp::Mul,
        T::SlashAssign => BinaryOp::Div,
        T::DoubleSlashAssign => BinaryOp::FloorDiv,
        T::PercentAssign => BinaryOp::Mod,
        T::DoubleStarAssign => BinaryOp::Pow,
        T::AtAssign => BinaryOp::MatMul,
        T::LeftShiftAssign => BinaryOp::LShift,
        T::RightShiftAssign => BinaryOp::RShift,
        T::AmpersandAssign => BinaryOp::And,
        T::BarAssign => BinaryOp::Or,
        T::CaretAssign => BinaryOp::Xor,
        _ => return None,
    })
}

impl Parser<'_> {
    /// Statements up to the end of the line, with `;` between them.
    pub fn simple_statements(&mut self, body: &mut Vec<Stmt>) -> Parse<()> {
        loop {
            let start = self.start();
            let kind = self.scoped(Self::simple_statement)?;
            let span = self.since(start);
            body.push(Stmt { span, kind });
            if !self.eat(T::Semicolon) || self.at(T::Newline) {
                break;
            }
        }
        self.expect(T::Newline)?;
        Ok(())
    }

    fn simple_statement(&mut self) -> Parse<StmtKind> {
        match self.kind() {
            T::Pass => self.word(StmtKind::Pass),
            T::Break => self.word(StmtKind::Break),
            T::Continue => self.word(StmtKind::Continue),
            T::Return => self.return_statement(),
            T::Raise => self.raise_statement(),
            T::Assert => self.assert_statement(),
            T::Del => self.del_statement(),
            T::Global => Ok(StmtKind::Global(self.names_after_word()?)),
            T::Nonlocal => Ok(StmtKind::Nonlocal(self.names_after_word()?)),
            T::Import => self.import_statement(),
            T::From => self.import_from(),
            T::Name if self.at_word("type") && self.kind_after(1) == T::Name => self.type_alias(),
            _ => self.expression_statement(),
        }
    }

    fn word(&mut self, kind: StmtKind) -> Parse<StmtKind> {
        self.advance();
        Ok(kind)
    }

    fn return_statement(&mut self) -> Parse<StmtKind> {
        self.advance();
        let value = match self.at(T::Star) || starts_expression(self.kind()) {
            true => Some(self.star_expressions()?),
            false => None,
        };
        Ok(StmtKind::Return(value))
    }

    fn raise_statement(&mut self) -> Parse<StmtKind> {
        self.advance();
        let (mut exc, mut cause) = (None, None);
        if starts_expression(self.kind()) {
            exc = Some(self.expression()?);
            if self.eat(T::From) {
                cause = Some(self.expression()?);
            }
        }
        Ok(StmtKind::Raise { exc, cause })
    }

    fn assert_statement(&mut self) -> Parse<StmtKind> {
        self.advance();
        let test = self.expression()?;
        let message = match self.eat(T::Comma) {
            true => Some(self.expression()?),
            false => None,
        };
        Ok(StmtKind::Assert { test, message })
    }

    fn del_statement(&mut self) -> Parse<StmtKind> {
        self.advance();
        let mut targets = vec![self.deleted()?];
        while self.eat(T::Comma) && (self.at(T::Star) || starts_expression(self.kind())) {
            targets.push(self.deleted()?);
        }
        match self.at(T::Semicolon) || self.at(T::Newline) {
            true => Ok(StmtKind::Delete(targets)),
            false => Err(Fail::NoMatch),
        }
    }

    fn deleted(&mut self) -> Parse<Expr> {
        let target = self.star_expression()?;
        match targets::invalid(&target, Use::Delete) {
            None => Ok(target),
            Some(bad) if self.diagnose => {
                let name = targets::describe(bad);
                self.raise(bad.span, format!("cannot delete {name}"))
            }
            Some(_) => Err(Fail::NoMatch),
        }
    }

    fn names_after_word(&mut self) -> Parse<Vec<Ident>> {
        self.advance();
        let mut names = vec![self.name()?];
        while self.eat(T::Comma) {
            names.push(self.name()?);
        }
        Ok(names)
    }

    // Imports.

    fn import_statement(&mut self) -> Parse<StmtKind> {
        let word = self.advance().span;
        if self.diagnose && self.at(T::Newline) {
            return self.raise(
                self.token().span,
                "Expected one or more names after 'import'",
            );
        }
        let mut names = vec![self.import_alias()?];
        while self.eat(T::Comma) {
            names.push(self.import_alias()?);
        }
        if self.diagnose && self.eat(T::From) && self.attempt(Self::dotted_name)?.is_some() {
            let message = "Did you mean to use 'from ... import ...' instead?";
            return self.raise_from(word, message);
        }
        Ok(StmtKind::Import(names))
    }

    fn import_alias(&mut self) -> Parse<Alias> {
        let start = self.start();
        let name = self.dotted_name()?;
        let asname = self.as_name()?;
        let span = self.since(start);
        Ok(Alias { span, name, asname })
    }

    fn as_name(&mut self) -> Parse<Option<Ident>> {
        match self.eat(T::As) {
            true => Ok(Some(self.name()?)),
            false => Ok(None),
        }
    }

    fn dotted_name(&mut self) -> Parse<Ident> {
        let mut name = self.name()?;
        if self.at(T::Dot) {
            let mut whole = name.to_string();
            while self.eat(T::Dot) {
                whole.push('.');
                whole.push_str(&self.name()?);
            }
            name = whole.into();
        }
        Ok(name)
    }

    fn import_from(&mut self) -> Parse<StmtKind> {
        self.advance();
        let mut level = 0;
        loop {
            level += match self.kind() {
                T::Dot => 1,
                T::Ellipsis => 3,
                _ => break,
            };
            self.advance();
        }
        let module = match level > 0 && self.at(T::Import) {
            true => None,
            false => Some(self.dotted_name()?),
        };
        self.expect(T::Import)?;
        let names = self.imported_names()?;
        Ok(StmtKind::ImportFrom {
            module,
            names,
            level,
        })
    }

    fn imported_names(&mut self) -> Parse<Vec<Alias>> {
        if self.eat(T::Star) {
            return Ok(Vec::new());
        }
        if self.diagnose && self.at(T::Newline) {
            let message = "Expected one or more names after 'import'";
            return self.raise(self.token().span, message);
        }
        let bracketed = self.eat(T::LParen);
        let mut names = vec![self.imported_alias()?];
        while self.eat(T::Comma) {
            if bracketed && self.at(T::RParen) {
                break;
            }
            if self.diagnose && self.at(T::Newline) {
                let message = "trailing comma not allowed without surrounding parentheses";
                return self.raise(self.token().span, message);
            }
            names.push(self.imported_alias()?);
        }
        if bracketed {
            self.expect(T::RParen)?;
        }
        Ok(names)
    }

    fn imported_alias(&mut self) -> Parse<Alias> {
        let start = self.start();
        let name = self.name()?;
        let asname = self.as_name()?;
        let span = self.since(start);
        Ok(Alias { span, name, asname })
    }

    fn type_alias(&mut self) -> Parse<StmtKind> {
        self.advance();
        let name_span = self.token().span;
        let name = self.name()?;
        let type_params = self.type_params()?;
        self.expect(T::Assign)?;
        let value = lazy(self.expression()?);
        Ok(StmtKind::TypeAlias {
            name,
            name_span,
            type_params,
            value,
        })
    }

    // Expressions and assignments.

    fn expression_statement(&mut self) -> Parse<StmtKind> {
        let first = self.pos;
        let value = self.yield_or_star_expressions()?;
        match self.kind() {
            T::Assign => self.assignment(first, value),
            T::Colon => self.annotated(first, value),
            kind => match augmented(kind) {
                Some(op) => self.augmented_assignment(value, op),
                None => Ok(StmtKind::Expr(value)),
            },
        }
    }

    fn assignment(&mut self, first: usize, value: Expr) -> Parse<StmtKind> {
        let mut targets = Vec::new();
        let mut value = value;
        let mut bare_yield = self.token_at(first).kind == T::Yield;
        while self.at(T::Assign) {
            let bad = targets::invalid(&value, Use::Assign);
            if bad.is_some() && !self.diagnose {
                return Err(Fail::NoMatch);
            }
            if let Some(bad) = bad {
                if bare_yield {
                    let message = "assignment to yield expression not possible";
                    return self.raise(value.span, message);
                }
                return self.bad_target(first, bad);
            }
            self.advance();
            targets.push(value);
            bare_yield = self.at(T::Yield);
            value = self.yield_or_star_expressions()?;
        }
        Ok(StmtKind::Assign { targets, value })
    }

    /// Second pass: `bad` cannot be assigned to, in the statement that begins at `first`.
    fn bad_target(&mut self, first: usize, bad: &Expr) -> Parse<StmtKind> {
        let at = self.pos;
        self.rewind(first);
        self.attempt(Self::star_named_expressions)?;
        self.rewind(at);
        let name = targets::describe(bad);
        self.raise(bad.span, format!("cannot assign to {name}"))
    }

    fn annotated(&mut self, first: usize, target: Expr) -> Parse<StmtKind> {
        if !targets::is_single(&target) {
            if self.diagnose {
                self.bad_annotation(first, &target)?;
            }
            return Err(Fail::NoMatch);
        }
        self.advance();
        let annotation = self.expression()?;
        let value = match self.eat(T::Assign) {
            true => Some(self.yield_or_star_expressions()?),
            false => None,
        };
        let bare = self.token_at(first).kind != T::LParen;
        let simple = bare && matches!(target.kind, ExprKind::Name(_));
        Ok(StmtKind::AnnAssign {
            target,
            annotation,
            value,
            simple,
        })
    }

    fn bad_annotation(&mut self, first: usize, target: &Expr) -> Parse<()> {
        self.advance();
        self.expression()?;
        match &target.kind {
            ExprKind::List(_) => self.raise(
                target.span,
                "only single target (not list) can be annotated",
            ),
            ExprKind::Tuple(elements) => {
                let span = match elements.first() {
                    Some(element)
                        if element.span.start == target.span.start
                            || !self.is_display_at(first) =>
                    {
                        element.span
                    }
                    _ => target.span,
                };
                self.raise(span, "only single target (not tuple) can be annotated")
            }
            ExprKind::Yield(_) | ExprKind::YieldFrom(_) => Ok(()),
            _ => self.raise(target.span, "illegal target for annotation"),
        }
    }

    fn augmented_assignment(&mut self, target: Expr, op: BinaryOp) -> Parse<StmtKind> {
        if matches!(target.kind, ExprKind::Yield(_) | ExprKind::YieldFrom(_)) {
            return Err(Fail::NoMatch);
        }
        let single = targets::is_single(&target);
        if !single && !self.diagnose {
            return Err(Fail::NoMatch);
        }
        self.advance();
        let value = self.yield_or_star_expressions()?;
        if !single {
            let name = targets::describe(&target);
            let message = format!("'{name}' is an illegal expression for augmented assignment");
            return self.raise(target.span, message);
        }
        Ok(StmtKind::AugAssign { target, op, value })
    }
}
