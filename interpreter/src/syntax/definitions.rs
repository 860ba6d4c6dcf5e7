//! Functions, classes, parameters and type parameters.

use super::ast::{
    ClassDef, Expr, ExprKind, FunctionDef, GENERIC_BASE, Param, Params, Stmt, StmtKind, TypeParam,
    TypeParamKind,
};
use super::brackets::{Arguments, Owner};
use super::parser::{Fail, Parse, Parser};
use super::token::TokenKind as T;

/// Which list of parameters: they differ in annotations, in what ends them, and in messages.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Def,
    Lambda,
}

impl Style {
    fn end(self) -> T {
        match self {
            Style::Def => T::RParen,
            Style::Lambda => T::Colon,
        }
    }
}

/// What a parameter list has had so far.
#[derive(Default)]
struct Seen {
    slash: bool,
    star: bool,
    default: bool,
}

/// An expression that is evaluated when somebody asks.
pub(super) fn lazy(value: Expr) -> Expr {
    let span = value.span;
    let (params, body) = (Box::default(), Box::new(value));
    let kind = ExprKind::Lambda { params, body };
    Expr { span, kind }
}

impl Parser<'_> {
    /// A function or class, with its decorators.
    pub fn definition(&mut self) -> Parse<Stmt> {
        let mut decorators = Vec::new();
        while self.eat(T::At) {
            decorators.push(self.named_expression()?);
            self.expect(T::Newline)?;
        }
        let start = self.start();
        let kind = match self.kind() {
            T::Class => self.class(decorators)?,
            T::Def | T::Async => self.function(decorators)?,
            _ => return Err(Fail::NoMatch),
        };
        self.grow()?;
        let span = self.since(start);
        Ok(Stmt { span, kind })
    }

    fn function(&mut self, decorators: Vec<Expr>) -> Parse<StmtKind> {
        let outer = self.start();
        let is_async = self.eat(T::Async);
        let start = self.start();
        self.expect(T::Def)?;
        let token = self.expect(T::Name)?;
        let name = self.intern(token.span);
        let type_params = self.type_params()?;
        self.force(T::LParen, "(")?;
        let params = self.params(Style::Def)?;
        self.expect(T::RParen)?;
        let returns = self.attempt(|p| {
            p.expect(T::Arrow)?;
            p.expression()
        })?;
        self.force(T::Colon, ":")?;
        let header = self.since(outer);
        let body = self.block("function definition", start)?;
        Ok(StmtKind::FunctionDef(Box::new(FunctionDef {
            name,
            name_span: token.span,
            header,
            params,
            body,
            decorators,
            returns,
            is_async,
            type_params,
        })))
    }

    fn class(&mut self, decorators: Vec<Expr>) -> Parse<StmtKind> {
        let start = self.advance().span.start;
        let token = self.expect(T::Name)?;
        let name = self.intern(token.span);
        let type_params = self.type_params()?;
        let mut arguments = Arguments::default();
        if self.eat(T::LParen) {
            arguments = self.arguments(Owner::Class)?;
        }
        if !type_params.is_empty() {
            let kind = ExprKind::Name(GENERIC_BASE.into());
            let span = token.span;
            arguments.args.push(Expr { span, kind });
        }
        self.colon()?;
        let header = self.since(start);
        let body = self.block("class definition", start)?;
        Ok(StmtKind::ClassDef(Box::new(ClassDef {
            name,
            name_span: token.span,
            header,
            bases: arguments.args,
            keywords: arguments.keywords,
            body,
            decorators,
            type_params,
        })))
    }

    // Type parameters.

    /// `[T, *Ts, **P]`, if there.
    pub fn type_params(&mut self) -> Parse<Vec<TypeParam>> {
        let mut params = Vec::new();
        if !self.eat(T::LBracket) {
            return Ok(params);
        }
        if self.diagnose && self.at(T::RBracket) {
            let bracket = self.advance().span;
            return self.raise_from(bracket, "Type parameter list cannot be empty");
        }
        loop {
            params.push(self.type_param()?);
            if !self.eat(T::Comma) || self.at(T::RBracket) {
                break;
            }
        }
        self.expect(T::RBracket)?;
        Ok(params)
    }

    fn type_param(&mut self) -> Parse<TypeParam> {
        let stars = self.eat(T::Star);
        let plain = !stars && !self.eat(T::DoubleStar);
        let span = self.token().span;
        let name = self.name()?;
        let mut bound = None;
        if self.at(T::Colon) {
            bound = Some(lazy(self.type_bound(plain, stars)?));
        }
        let mut default = None;
        if self.eat(T::Assign) {
            let value = match stars {
                true => self.star_expression()?,
                false => self.expression()?,
            };
            default = Some(lazy(value));
        }
        let kind = match (plain, stars) {
            (true, _) => TypeParamKind::TypeVar,
            (false, true) => TypeParamKind::TypeVarTuple,
            (false, false) => TypeParamKind::ParamSpec,
        };
        Ok(TypeParam {
            name,
            span,
            kind,
            bound,
            default,
        })
    }

    fn type_bound(&mut self, plain: bool, stars: bool) -> Parse<Expr> {
        if !plain && !self.diagnose {
            return Err(Fail::NoMatch);
        }
        let colon = self.advance().span;
        let bound = self.expression()?;
        if plain {
            return Ok(bound);
        }
        use super::ast::ExprKind::Tuple;
        let what = match bound.kind {
            Tuple(_) => "constraints",
            _ => "bound",
        };
        let kind = if stars { "TypeVarTuple" } else { "ParamSpec" };
        self.raise_from(colon, format!("cannot use {what} with {kind}"))
    }

    // Parameters.

    /// Parameters of a lambda, up to its `:`.
    pub fn lambda_params(&mut self) -> Parse<Params> {
        self.params(Style::Lambda)
    }

    fn params(&mut self, style: Style) -> Parse<Params> {
        let mut params = Params::default();
        let mut seen = Seen::default();
        while !self.at(style.end()) {
            match self.kind() {
                T::Slash => self.slash(style, &mut params, &mut seen)?,
                T::Star => self.star(style, &mut params, &mut seen)?,
                T::DoubleStar => {
                    self.double_star(style, &mut params)?;
                    break;
                }
                T::Name => self.plain_param(style, &mut params, &mut seen)?,
                T::LParen if self.diagnose => {
                    self.check_bracketed_param(style, &seen)?;
                    return Err(Fail::NoMatch);
                }
                _ => return Err(Fail::NoMatch),
            }
            if !self.eat(T::Comma) {
                break;
            }
        }
        Ok(params)
    }

    fn slash(&mut self, style: Style, params: &mut Params, seen: &mut Seen) -> Parse<()> {
        let slash = self.token().span;
        if seen.slash || seen.star || params.args.is_empty() {
            let needless = !seen.slash && !seen.star && self.kind_after(1) != T::Comma;
            if !self.diagnose || needless {
                return Err(Fail::NoMatch);
            }
            return self.raise(
                slash,
                if seen.slash {
                    "/ may appear only once"
                } else if seen.star {
                    "/ must be ahead of *"
                } else {
                    "at least one argument must precede /"
                },
            );
        }
        self.advance();
        if self.diagnose && self.at(T::Star) {
            return self.raise(self.token().span, "expected comma between / and *");
        }
        if !self.at(T::Comma) && !self.at(style.end()) {
            return Err(Fail::NoMatch);
        }
        seen.slash = true;
        params.posonly = std::mem::take(&mut params.args);
        Ok(())
    }

    fn star(&mut self, style: Style, params: &mut Params, seen: &mut Seen) -> Parse<()> {
        let star = self.token().span;
        if seen.star {
            if self.diagnose {
                return self.raise(star, "* argument may appear only once");
            }
            return Err(Fail::NoMatch);
        }
        seen.star = true;
        self.advance();
        if self.at(T::Name) {
            params.vararg = Some(self.variadic(style, T::Star)?);
            return Ok(());
        }
        if self.diagnose {
            let next = self.kind_after(1);
            let bare = self.at(style.end())
                || self.at(T::Comma) && (next == style.end() || next == T::DoubleStar);
            if bare && style == Style::Lambda {
                return self.raise_here("named arguments must follow bare *");
            }
            if bare {
                return self.raise(star, "named arguments must follow bare *");
            }
        }
        if !self.at(T::Comma) || self.kind_after(1) != T::Name {
            if self.at(T::Comma) && self.kind_after(1) == T::Slash && self.diagnose {
                return Ok(());
            }
            if self.eat(T::Comma) && self.at(T::Star) && self.diagnose {
                return self.raise(self.token().span, "* argument may appear only once");
            }
            return Err(Fail::NoMatch);
        }
        Ok(())
    }

    /// The name and annotation after `*` or `**`.
    fn variadic(&mut self, style: Style, stars: T) -> Parse<Param> {
        let mut param = self.bare_param(style, stars)?;
        if self.at(T::Assign) {
            if self.diagnose {
                let message = match stars {
                    T::Star => "var-positional argument cannot have default value",
                    _ => "var-keyword argument cannot have default value",
                };
                return self.raise(self.token().span, message);
            }
            return Err(Fail::NoMatch);
        }
        param.default = None;
        Ok(param)
    }

    fn double_star(&mut self, style: Style, params: &mut Params) -> Parse<()> {
        self.advance();
        params.kwarg = Some(self.variadic(style, T::DoubleStar)?);
        if self.eat(T::Comma) && self.diagnose {
            let token = self.token();
            if matches!(token.kind, T::Name | T::Star | T::DoubleStar | T::Slash) {
                let message = "arguments cannot follow var-keyword argument";
                return self.raise(token.span, message);
            }
        }
        Ok(())
    }

    fn plain_param(&mut self, style: Style, params: &mut Params, seen: &mut Seen) -> Parse<()> {
        let mut param = self.bare_param(style, T::Name)?;
        if self.eat(T::Assign) {
            if self.diagnose && (self.at(style.end()) || self.at(T::Comma)) {
                let equals = self.previous().span;
                return self.raise(equals, "expected default value expression");
            }
            param.default = Some(self.expression()?);
            seen.default |= !seen.star;
        } else if seen.default && !seen.star {
            if self.diagnose {
                let message = "parameter without a default follows parameter with a default";
                return self.raise(param.span, message);
            }
            return Err(Fail::NoMatch);
        }
        match seen.star {
            true => params.kwonly.push(param),
            false => params.args.push(param),
        }
        Ok(())
    }

    fn bare_param(&mut self, style: Style, stars: T) -> Parse<Param> {
        let token = self.expect(T::Name)?;
        let name = self.intern(token.span);
        let mut annotation = None;
        if style == Style::Def && self.eat(T::Colon) {
            annotation = Some(match stars {
                T::Star => self.star_expression()?,
                _ => self.expression()?,
            });
        }
        Ok(Param {
            name,
            span: token.span,
            annotation,
            default: None,
        })
    }

    /// Second pass: `def f(a, (b, c))`.
    fn check_bracketed_param(&mut self, style: Style, seen: &Seen) -> Parse<()> {
        if seen.star || seen.default {
            return Ok(());
        }
        let open = self.advance();
        loop {
            self.expect(T::Name)?;
            if !self.eat(T::Comma) || self.at(T::RParen) {
                break;
            }
        }
        let close = self.expect(T::RParen)?;
        let message = match style {
            Style::Def => "Function parameters cannot be parenthesized",
            Style::Lambda => "Lambda expression parameters cannot be parenthesized",
        };
        self.raise(open.span.to(close.span), message)
    }
}
