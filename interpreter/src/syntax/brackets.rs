//! What stands in brackets: groups, displays, comprehensions, arguments, subscripts.

use super::ast::{CompClause, CompKind, Expr, ExprKind, Keyword};
use super::expressions::{Rest, starts_expression};
use super::parser::{Fail, Parse, Parser};
use super::targets::{self, Use};
use super::token::TokenKind as T;
use crate::text::Span;
use std::rc::Rc;

/// What may still come in a list of arguments.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    /// Anything.
    Positional,
    /// After `name=value`: no plain value.
    Keyword,
    /// After `**value`: no `*value` either.
    DoubleStar,
}

/// Whose arguments they are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// A call's.
    Call,
    /// A class's, where a generator expression needs parentheses of its own.
    Class,
}

/// Arguments of a call or a class.
#[derive(Default)]
pub(super) struct Arguments {
    pub args: Vec<Expr>,
    pub keywords: Vec<Keyword>,
}

impl Parser<'_> {
    /// `()`, a group, a tuple or a generator expression.
    pub fn parenthesised(&mut self) -> Parse<Expr> {
        let start = self.advance().span.start;
        if self.eat(T::RParen) {
            return Ok(self.expr(start, ExprKind::Tuple(Vec::new())));
        }
        if self.at(T::Yield) {
            let value = self.yield_expression()?;
            self.expect(T::RParen)?;
            return Ok(value);
        }
        if self.diagnose && self.at(T::DoubleStar) {
            self.check_double_starred_group()?;
        }
        self.check_first_star()?;
        let first = self.star_named_expression()?;
        match self.kind() {
            T::Comma => {
                let mut elements = vec![first];
                self.elements(&mut elements, T::RParen)?;
                self.grow()?;
                Ok(self.expr(start, ExprKind::Tuple(elements)))
            }
            T::For | T::Async => {
                let comp = self.comprehension(CompKind::Generator, first, None)?;
                self.expect(T::RParen)?;
                Ok(self.expr(start, comp))
            }
            T::RParen if matches!(first.kind, ExprKind::Starred(_)) => {
                if self.diagnose && self.previous().span.end >= first.span.end {
                    return self.raise(first.span, "cannot use starred expression here");
                }
                Err(Fail::NoMatch)
            }
            _ => {
                self.expect(T::RParen)?;
                Ok(first)
            }
        }
    }

    fn check_double_starred_group(&mut self) -> Parse<()> {
        let stars = self.advance();
        if self.attempt(Self::expression)?.is_some() && self.at(T::RParen) {
            return self.raise(stars.span, "cannot use double starred expression here");
        }
        Err(Fail::NoMatch)
    }

    /// Second pass: a star right after the opening bracket of a display.
    fn check_first_star(&mut self) -> Parse<()> {
        if !self.diagnose || !self.at(T::Star) {
            return Ok(());
        }
        let at = self.pos;
        let starred = self.quietly(|p| p.attempt(|p| p.starred(Self::expression)))?;
        let Some(starred) = starred else {
            return self.raise_here("Invalid star expression");
        };
        let clauses = self.at_clauses() && self.quietly(|p| p.attempt(Self::clauses))?.is_some();
        if clauses {
            let message = "iterable unpacking cannot be used in comprehension";
            return self.raise(starred.span, message);
        }
        self.rewind(at);
        Ok(())
    }

    /// The rest of a display, from the comma after its first element to the closing bracket.
    fn elements(&mut self, elements: &mut Vec<Expr>, closing: T) -> Parse<()> {
        while self.eat(T::Comma) && (self.at(T::Star) || starts_expression(self.kind())) {
            elements.push(self.star_named_expression()?);
        }
        if self.diagnose && closing != T::RParen && self.at_clauses() {
            self.check_comprehension_target(elements)?;
        }
        self.expect(closing)?;
        Ok(())
    }

    /// Second pass: `[a, b for ..]`.
    fn check_comprehension_target(&mut self, elements: &[Expr]) -> Parse<()> {
        let comma = self.previous();
        let (Some(first), Some(last)) = (elements.first(), elements.last()) else {
            return Ok(());
        };
        let end = match elements.len() {
            1 => comma.span,
            _ => last.span,
        };
        let span = first.span.to(end);
        if self.attempt(Self::clauses)?.is_some() {
            let message = "did you forget parentheses around the comprehension target?";
            return self.raise(span, message);
        }
        Ok(())
    }

    /// A list or a list comprehension.
    pub fn list(&mut self) -> Parse<Expr> {
        let start = self.advance().span.start;
        if self.eat(T::RBracket) {
            return Ok(self.expr(start, ExprKind::List(Vec::new())));
        }
        self.check_first_star()?;
        let first = self.star_named_expression()?;
        let kind = if self.at_clauses() {
            let comp = self.comprehension(CompKind::List, first, None)?;
            self.expect(T::RBracket)?;
            comp
        } else {
            let mut elements = vec![first];
            self.elements(&mut elements, T::RBracket)?;
            self.grow()?;
            ExprKind::List(elements)
        };
        Ok(self.expr(start, kind))
    }

    /// A dict, a set, or a comprehension of either.
    pub fn braces(&mut self) -> Parse<Expr> {
        let start = self.advance().span.start;
        if self.eat(T::RBrace) {
            return Ok(self.expr(start, ExprKind::Dict(Vec::new())));
        }
        if self.at(T::DoubleStar) {
            return self.dict(start, None);
        }
        self.check_first_star()?;
        let first = self.star_named_expression()?;
        if self.at(T::Colon) && !matches!(first.kind, ExprKind::Starred(_)) {
            return self.dict(start, Some(first));
        }
        let kind = if self.at_clauses() {
            let comp = self.comprehension(CompKind::Set, first, None)?;
            self.expect(T::RBrace)?;
            comp
        } else {
            let mut elements = vec![first];
            self.elements(&mut elements, T::RBrace)?;
            self.grow()?;
            ExprKind::Set(elements)
        };
        Ok(self.expr(start, kind))
    }

    /// The rest of a dict whose first key was read already, unless it begins with `**`.
    fn dict(&mut self, start: u32, first: Option<Expr>) -> Parse<Expr> {
        let mut items = Vec::new();
        let item = match first {
            Some(key) => self.dict_value(key)?,
            None => self.dict_item()?,
        };
        if self.at_clauses() {
            return self.dict_comprehension(start, item);
        }
        items.push(item);
        while self.eat(T::Comma) && (self.at(T::DoubleStar) || starts_expression(self.kind())) {
            items.push(self.dict_item()?);
        }
        self.expect(T::RBrace)?;
        self.grow()?;
        Ok(self.expr(start, ExprKind::Dict(items)))
    }

    fn dict_comprehension(&mut self, start: u32, item: (Option<Expr>, Expr)) -> Parse<Expr> {
        let (Some(key), value) = item else {
            if self.diagnose {
                let stars = Span::new(start as usize + 1, start as usize + 1);
                return self.unpacking_in_dict_comprehension(stars);
            }
            return Err(Fail::NoMatch);
        };
        let comp = self.comprehension(CompKind::Dict, key, Some(value))?;
        self.expect(T::RBrace)?;
        Ok(self.expr(start, comp))
    }

    fn unpacking_in_dict_comprehension(&mut self, after: Span) -> Parse<Expr> {
        self.clauses()?;
        self.expect(T::RBrace)?;
        let at = self.source.text[after.start as usize..].find("**");
        let at = after.start as usize + at.unwrap_or(0);
        let message = "dict unpacking cannot be used in dict comprehension";
        self.raise(Span::new(at, at + 2), message)
    }

    fn dict_item(&mut self) -> Parse<(Option<Expr>, Expr)> {
        if self.eat(T::DoubleStar) {
            return Ok((None, self.bitwise_or()?));
        }
        if self.diagnose {
            self.check_missing_colon()?;
        }
        let key = self.expression()?;
        self.dict_value(key)
    }

    /// Second pass: a key that no colon follows, whatever does.
    fn check_missing_colon(&mut self) -> Parse<()> {
        let at = self.pos;
        if let Some(key) = self.quietly(|p| p.attempt(Self::expression))?
            && !self.at(T::Colon)
        {
            let end = key.span.end;
            let last = Span {
                start: end - 1,
                end,
            };
            return self.raise(last, "':' expected after dictionary key");
        }
        self.rewind(at);
        Ok(())
    }

    fn dict_value(&mut self, key: Expr) -> Parse<(Option<Expr>, Expr)> {
        let colon = self.expect(T::Colon)?;
        if self.diagnose {
            if self.at(T::RBrace) || self.at(T::Comma) {
                let message = "expression expected after dictionary key and ':'";
                return self.raise(colon.span, message);
            }
            if self.at(T::Star) {
                let star = self.advance();
                self.bitwise_or()?;
                let message = "cannot use a starred expression in a dictionary value";
                return self.raise_from(star.span, message);
            }
        }
        Ok((Some(key), self.expression()?))
    }

    // Comprehensions.

    /// Whether `for` or `async for` is ahead.
    pub fn at_clauses(&self) -> bool {
        self.at(T::For) || self.at(T::Async)
    }

    /// The clauses after `element` (or `element: value`), up to the closing bracket.
    fn comprehension(
        &mut self,
        kind: CompKind,
        element: Expr,
        value: Option<Expr>,
    ) -> Parse<ExprKind> {
        let clauses = self.clauses()?;
        if matches!(element.kind, ExprKind::Starred(_)) {
            return Err(Fail::NoMatch);
        }
        self.grow()?;
        Ok(ExprKind::Comp {
            kind,
            element: Box::new(element),
            value: value.map(Box::new),
            clauses,
        })
    }

    /// `for_if_clauses`.
    pub fn clauses(&mut self) -> Parse<Vec<CompClause>> {
        let mut clauses = Vec::new();
        while self.at_clauses() {
            let is_async = self.eat(T::Async);
            self.expect(T::For)?;
            let target = self.scoped(Self::comprehension_target)?;
            self.expect(T::In)?;
            let iter = self.disjunction()?;
            let mut conditions = Vec::new();
            while self.eat(T::If) {
                conditions.push(self.disjunction()?);
            }
            clauses.push(CompClause {
                target,
                iter,
                conditions,
                is_async,
            });
        }
        Ok(clauses)
    }

    fn comprehension_target(&mut self) -> Parse<Expr> {
        let target = self.tuple_of(Self::loop_target_element)?;
        if self.diagnose && !self.at(T::In) {
            return self.raise_here("'in' expected after for-loop variables");
        }
        self.check_loop_target(target)
    }

    /// What `for` assigns to, up to `in`.
    pub fn loop_target(&mut self) -> Parse<Expr> {
        let target = self.tuple_of(Self::loop_target_element)?;
        self.check_loop_target(target)
    }

    fn check_loop_target(&self, target: Expr) -> Parse<Expr> {
        match targets::invalid(&target, Use::Loop) {
            None => Ok(target),
            Some(bad) if self.diagnose => {
                let name = targets::describe(bad);
                self.raise(bad.span, format!("cannot assign to {name}"))
            }
            Some(_) => Err(Fail::NoMatch),
        }
    }

    fn loop_target_element(&mut self) -> Parse<Expr> {
        match self.at(T::Star) {
            true => self.starred(Self::bitwise_or),
            false => self.bitwise_or(),
        }
    }

    // Calls.

    /// The arguments of a call, with their parentheses.
    pub fn call(&mut self) -> Parse<Rest> {
        self.advance();
        Ok(Rest::Call(self.arguments(Owner::Call)?))
    }

    /// Arguments and the closing parenthesis; the opening one was taken.
    pub fn arguments(&mut self, owner: Owner) -> Parse<Arguments> {
        let open = self.previous();
        let mut arguments = Arguments::default();
        let mut phase = Phase::Positional;
        while !self.at(T::RParen) {
            self.argument(&mut arguments, &mut phase)?;
            if self.at_clauses() {
                self.generator_argument(owner, open.span, &mut arguments)?;
                break;
            }
            if !self.eat(T::Comma) {
                break;
            }
        }
        self.expect(T::RParen)?;
        self.check_repeated(&arguments.keywords);
        Ok(arguments)
    }

    /// `f(x for x in y)`: the generator expression takes the call's parentheses for its own.
    fn generator_argument(
        &mut self,
        owner: Owner,
        open: Span,
        arguments: &mut Arguments,
    ) -> Parse<()> {
        let alone = arguments.args.len() == 1 && arguments.keywords.is_empty();
        if owner == Owner::Class && alone && !self.diagnose {
            return Err(Fail::NoMatch);
        }
        let Some(element) = arguments.args.pop() else {
            return Err(Fail::NoMatch);
        };
        let span = element.span;
        let kind = self.comprehension(CompKind::Generator, element, None)?;
        if alone && self.at(T::RParen) {
            if owner == Owner::Class {
                return Err(Fail::NoMatch);
            }
            let end = self.token().span.end;
            let span = Span {
                start: open.start,
                end,
            };
            arguments.args.push(Expr { span, kind });
            return Ok(());
        }
        if self.diagnose {
            let span = self.since(span.start);
            self.eat(T::Comma);
            return self.raise(span, "Generator expression must be parenthesized");
        }
        Err(Fail::NoMatch)
    }

    fn argument(&mut self, arguments: &mut Arguments, phase: &mut Phase) -> Parse<()> {
        let start = self.start();
        match self.kind() {
            T::DoubleStar => {
                self.advance();
                let value = self.expression()?;
                if self.diagnose {
                    let message = "cannot assign to keyword argument unpacking";
                    self.check_unpacking_assigned(start, message)?;
                }
                *phase = Phase::DoubleStar;
                self.push_keyword(arguments, start, None, value);
                Ok(())
            }
            T::Star => {
                let before = self.previous().span;
                let value = self.starred_argument()?;
                if *phase == Phase::DoubleStar {
                    return self.star_after_double_star(before);
                }
                if self.diagnose {
                    let message = "cannot assign to iterable argument unpacking";
                    self.check_unpacking_assigned(start, message)?;
                }
                arguments.args.push(value);
                Ok(())
            }
            T::Name if self.kind_after(1) == T::Assign => {
                let name = self.name()?;
                let equals = self.advance().span;
                let value = self.keyword_value(Span {
                    start,
                    end: equals.end,
                })?;
                *phase = (*phase).max(Phase::Keyword);
                self.push_keyword(arguments, start, Some(name), value);
                Ok(())
            }
            _ => self.positional(arguments, *phase),
        }
    }

    fn push_keyword(
        &mut self,
        arguments: &mut Arguments,
        start: u32,
        name: Option<Rc<str>>,
        value: Expr,
    ) {
        let span = self.since(start);
        arguments.keywords.push(Keyword { span, name, value });
    }

    fn positional(&mut self, arguments: &mut Arguments, phase: Phase) -> Parse<()> {
        if self.diagnose {
            self.check_constant_keyword()?;
        }
        let value = match self.at(T::Name) && self.kind_after(1) == T::Walrus {
            true => self.assignment_expression()?,
            false => self.expression()?,
        };
        if self.at(T::Assign) {
            if self.diagnose {
                let span = value.span.to(self.token().span);
                let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
                return self.raise(span, message);
            }
            return Err(Fail::NoMatch);
        }
        if phase != Phase::Positional {
            return self.positional_after_keyword(phase);
        }
        arguments.args.push(value);
        Ok(())
    }

    /// Stands after a plain value where only keyword arguments may come.
    fn positional_after_keyword(&mut self, phase: Phase) -> Parse<()> {
        if !self.diagnose {
            return Err(Fail::NoMatch);
        }
        // The rest is read first: carets stand under the last token read.
        let mut rest = Arguments::default();
        let mut any = Phase::Positional;
        while self.eat(T::Comma) && !self.at(T::RParen) {
            if self.attempt(|p| p.argument(&mut rest, &mut any))?.is_none() {
                break;
            }
        }
        self.raise_here(match phase {
            Phase::DoubleStar => "positional argument follows keyword argument unpacking",
            _ => "positional argument follows keyword argument",
        })
    }

    /// A star and what it unpacks, among arguments or in a subscript.
    fn starred_argument(&mut self) -> Parse<Expr> {
        if !self.diagnose {
            return self.starred(Self::expression);
        }
        match self.attempt(|p| p.starred(Self::expression))? {
            Some(value) => Ok(value),
            None => self.raise_here("Invalid star expression"),
        }
    }

    fn star_after_double_star(&mut self, comma: Span) -> Parse<()> {
        if !self.diagnose {
            return Err(Fail::NoMatch);
        }
        let message = "iterable argument unpacking follows keyword argument unpacking";
        self.raise_from(comma, message)
    }

    /// Second pass: `f(*a = b)`, `f(**a = b)`.
    fn check_unpacking_assigned(&mut self, start: u32, message: &str) -> Parse<()> {
        let at = self.pos;
        if self.eat(T::Assign) && self.attempt(Self::expression)?.is_some() {
            return self.raise(self.since(start), message);
        }
        self.rewind(at);
        Ok(())
    }

    /// Second pass: `f(True=1)`.
    fn check_constant_keyword(&mut self) -> Parse<()> {
        let constant = matches!(self.kind(), T::True | T::False | T::None);
        if !constant || self.kind_after(1) != T::Assign {
            return Ok(());
        }
        let word = self.token().span;
        let message = format!("cannot assign to {}", self.text(word));
        self.raise(word.to(self.token_after(1).span), message)
    }

    /// The value after `name=`, which stands at `assigned`.
    fn keyword_value(&mut self, assigned: Span) -> Parse<Expr> {
        if self.diagnose && (self.at(T::Comma) || self.at(T::RParen)) {
            return self.raise(assigned, "expected argument value expression");
        }
        let value = self.expression()?;
        let at = self.pos;
        if self.diagnose && self.at_clauses() && self.attempt(Self::clauses)?.is_some() {
            let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
            return self.raise(assigned, message);
        }
        self.rewind(at);
        Ok(value)
    }

    fn check_repeated(&mut self, keywords: &[Keyword]) {
        let mut seen = rustc_hash::FxHashSet::default();
        for keyword in keywords {
            if let Some(name) = &keyword.name
                && !seen.insert(name)
            {
                let message = format!("keyword argument repeated: {name}");
                self.raise_late(keyword.span, message);
            }
        }
    }

    // Subscripts.

    /// `[index]`.
    pub fn subscript(&mut self) -> Parse<Rest> {
        self.advance();
        let start = self.start();
        let first = self.slice()?;
        let tuple = self.at(T::Comma) || matches!(first.kind, ExprKind::Starred(_));
        let index = if tuple {
            let mut elements = vec![first];
            while self.eat(T::Comma) && self.starts_slice() {
                elements.push(self.slice()?);
            }
            self.grow()?;
            self.expr(start, ExprKind::Tuple(elements))
        } else {
            first
        };
        self.expect(T::RBracket)?;
        Ok(Rest::Subscript(Box::new(index)))
    }

    fn starts_slice(&self) -> bool {
        self.at(T::Star) || self.at(T::Colon) || starts_expression(self.kind())
    }

    fn slice(&mut self) -> Parse<Expr> {
        self.scoped(Self::slice_here)
    }

    fn slice_here(&mut self) -> Parse<Expr> {
        let start = self.start();
        if self.at(T::Star) {
            return self.starred_argument();
        }
        let lower = match self.at(T::Colon) {
            true => None,
            false => Some(self.named_expression()?),
        };
        if !self.eat(T::Colon) {
            return lower.ok_or(Fail::NoMatch);
        }
        let upper = self.slice_bound()?;
        let step = match self.eat(T::Colon) {
            true => self.slice_bound()?,
            false => None,
        };
        self.grow()?;
        let kind = ExprKind::Slice {
            lower: lower.map(Box::new),
            upper,
            step,
        };
        Ok(self.expr(start, kind))
    }

    fn slice_bound(&mut self) -> Parse<Option<Box<Expr>>> {
        match starts_expression(self.kind()) {
            true => Ok(Some(Box::new(self.expression()?))),
            false => Ok(None),
        }
    }
}
