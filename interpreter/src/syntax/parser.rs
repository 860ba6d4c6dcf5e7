//! The parser's machinery: reading tokens, failing, spans, and the limits on depth.

use super::ast::{Expr, ExprKind, Ident, Module, Stmt};
use super::error::{SyntaxError, SyntaxErrorKind};
use super::lexer::{Lexed, lex, lex_outline, lex_part};
use super::token::{Token, TokenKind};
use crate::text::{Source, Span};
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

/// How deep the parser may call itself for what brackets do not bound (lambdas, powers, blocks).
const MAX_DEPTH: u32 = 600;

/// Levels of the tree. Whoever walks or drops the tree calls itself as often: this must fit in
/// the 2 MiB of a test's stack in a debug build.
const MAX_HEIGHT: u32 = 1000;

/// Why a rule of the grammar gave up.
pub(super) enum Fail {
    /// The tokens do not fit; another rule may. If none does: "invalid syntax".
    NoMatch,
    /// The text is wrong for certain.
    Raised(Box<SyntaxError>),
}

/// What a rule gives.
pub(super) type Parse<T> = Result<T, Fail>;

impl From<Box<SyntaxError>> for Fail {
    fn from(error: Box<SyntaxError>) -> Fail {
        Fail::Raised(error)
    }
}

/// The state of one pass over the tokens.
pub(super) struct Parser<'s> {
    pub source: &'s Source,
    tokens: &'s [Token],
    pub pos: usize,
    /// The furthest token read.
    furthest: usize,
    /// The second pass: look for common mistakes.
    pub diagnose: bool,
    /// The second pass, checks on or off: content with the beginning of an expression.
    pub lenient: bool,
    depth: u32,
    /// Levels of the tree parsed so far in the innermost `scoped`.
    height: u32,
    names: FxHashMap<&'s str, Ident>,
    /// An error that CPython finds only in a text that parses.
    late: Option<Box<SyntaxError>>,
}

/// Parses a file.
///
/// # Errors
/// The first thing wrong with it, in CPython 3.13's words and at its place.
pub fn parse(source: &Source) -> Result<Module, SyntaxError> {
    parse_tokens(source, lex(source))
}

/// Parses a text of the library without the bodies of its functions: each is a
/// [`StmtKind::Later`](super::ast::StmtKind::Later).
///
/// # Errors
/// As [`parse`].
pub fn parse_outline(source: &Source) -> Result<Module, SyntaxError> {
    parse_tokens(source, lex_outline(source))
}

/// Parses the function that stands at `span`.
///
/// # Errors
/// As [`parse`].
pub fn parse_definition(source: &Source, span: Span) -> Result<Module, SyntaxError> {
    parse_tokens(source, lex_part(source, span))
}

fn parse_tokens(source: &Source, lexed: Lexed) -> Result<Module, SyntaxError> {
    let mut parser = Parser::new(source, &lexed.tokens, false);
    match parser.module() {
        Ok(body) => match parser.late {
            None => Ok(Module { body }),
            Some(late) => Err(*late),
        },
        Err(fail) => Err(at_last_line(source, parser.explain(fail, &lexed))),
    }
}

impl<'s> Parser<'s> {
    fn new(source: &'s Source, tokens: &'s [Token], diagnose: bool) -> Parser<'s> {
        Parser {
            source,
            tokens,
            pos: 0,
            furthest: 0,
            diagnose,
            lenient: diagnose,
            depth: 0,
            height: 0,
            names: FxHashMap::default(),
            late: None,
        }
    }

    fn module(&mut self) -> Parse<Vec<Stmt>> {
        let mut body = Vec::new();
        while !self.at(TokenKind::End) {
            self.statement(&mut body)?;
        }
        Ok(body)
    }

    // Errors.

    /// Finds the error to report after a failed first pass.
    fn explain(&self, fail: Fail, lexed: &Lexed) -> SyntaxError {
        let last = self.tokens[self.furthest];
        if last.kind == TokenKind::Stop {
            return self.stopped(lexed);
        }
        let mut furthest = last.span.start;
        let error = match fail {
            Fail::Raised(error) => *error,
            Fail::NoMatch => {
                let mut second = Parser::new(self.source, self.tokens, true);
                second.furthest = self.furthest;
                let found = second.module();
                let last_read = self.tokens[second.furthest];
                if last_read.kind == TokenKind::Stop {
                    return self.stopped(lexed);
                }
                match found {
                    Err(Fail::Raised(error)) => {
                        furthest = last_read.span.start;
                        *error
                    }
                    _ if last.kind == TokenKind::Indent => {
                        return indentation(last.span, "unexpected indent");
                    }
                    _ if last.kind == TokenKind::Dedent => {
                        return indentation(last.span, "unexpected unindent");
                    }
                    _ => SyntaxError::new(last.span, "invalid syntax"),
                }
            }
        };
        if lexed.error.as_ref().is_some_and(|lexed| lexed.eager) {
            return self.stopped(lexed);
        }
        match lexed.unclosed {
            // A bracket opened on an earlier line and never closed is the likelier cause.
            Some(open)
                if !lexed.in_fstring
                    && self.source.line(furthest) > self.source.line(open.start) =>
            {
                self.never_closed(open)
            }
            _ => error,
        }
    }

    /// The error that lexing stopped at.
    fn stopped(&self, lexed: &Lexed) -> SyntaxError {
        if let Some(lexed) = &lexed.error {
            return lexed.error.clone();
        }
        self.never_closed(lexed.unclosed.unwrap_or_default())
    }

    fn never_closed(&self, open: Span) -> SyntaxError {
        SyntaxError::new(open, format!("'{}' was never closed", self.text(open)))
    }

    /// Gives up for good.
    pub fn raise<T>(&self, span: Span, message: impl Into<String>) -> Parse<T> {
        Err(Fail::Raised(Box::new(SyntaxError::new(span, message))))
    }

    /// Gives up for good, for a reason of this kind.
    pub fn raise_as<T>(&self, kind: SyntaxErrorKind, span: Span, message: String) -> Parse<T> {
        Err(Fail::Raised(Box::new(SyntaxError::of(kind, span, message))))
    }

    /// Gives up for good, at the furthest token read.
    pub fn raise_here<T>(&self, message: impl Into<String>) -> Parse<T> {
        self.raise(self.tokens[self.furthest].span, message)
    }

    /// Where the furthest token read stands.
    pub fn furthest_span(&self) -> Span {
        self.tokens[self.furthest].span
    }

    /// Gives up for good, from the start of `span` almost to the end of the furthest token read:
    /// CPython leaves out the last character.
    pub fn raise_from<T>(&self, span: Span, message: impl Into<String>) -> Parse<T> {
        let last = self.tokens[self.furthest];
        let line_end = u32::from(last.kind != TokenKind::Newline);
        let end = last.span.end.saturating_sub(line_end).max(span.start);
        let start = span.start;
        self.raise(Span { start, end }, message)
    }

    /// Gives up for good, with an `IndentationError` at the token ahead.
    pub fn raise_indentation<T>(&self, message: String) -> Parse<T> {
        let error = indentation(self.tokens[self.furthest].span, message);
        Err(Fail::Raised(Box::new(error)))
    }

    /// Notes an error to report if the text parses; the first one counts.
    pub fn raise_late(&mut self, span: Span, message: String) {
        let error = || Box::new(SyntaxError::new(span, message));
        self.late.get_or_insert_with(error);
    }

    // Tokens.

    /// The token ahead.
    pub fn token(&self) -> Token {
        self.tokens[self.pos]
    }

    /// The kind of the token ahead.
    pub fn kind(&self) -> TokenKind {
        self.tokens[self.pos].kind
    }

    /// The kind of the token `n` after the one ahead.
    pub fn kind_after(&self, n: usize) -> TokenKind {
        self.token_after(n).kind
    }

    /// The token `n` after the one ahead; past the end, the last one.
    pub fn token_after(&self, n: usize) -> Token {
        self.tokens[(self.pos + n).min(self.tokens.len() - 1)]
    }

    /// The token at an index, to look back at.
    pub fn token_at(&self, pos: usize) -> Token {
        self.tokens[pos.min(self.tokens.len() - 1)]
    }

    /// The token before the one ahead.
    pub fn previous(&self) -> Token {
        self.tokens[self.pos.saturating_sub(1)]
    }

    /// Whether the token ahead is of this kind.
    pub fn at(&self, kind: TokenKind) -> bool {
        self.kind() == kind
    }

    /// Takes the token ahead. The last token of all stays.
    pub fn advance(&mut self) -> Token {
        let token = self.tokens[self.pos];
        if self.pos + 1 < self.tokens.len() {
            self.pos += 1;
            self.furthest = self.furthest.max(self.pos);
        }
        token
    }

    /// Takes the token ahead if it is of this kind.
    pub fn eat(&mut self, kind: TokenKind) -> bool {
        let found = self.at(kind);
        if found {
            self.advance();
        }
        found
    }

    /// Takes a token of this kind, or does not match.
    pub fn expect(&mut self, kind: TokenKind) -> Parse<Token> {
        match self.at(kind) {
            true => Ok(self.advance()),
            false => Err(Fail::NoMatch),
        }
    }

    /// Takes a token of this kind, or raises `expected ':'` and the like.
    pub fn force(&mut self, kind: TokenKind, text: &str) -> Parse<Token> {
        match self.at(kind) {
            true => Ok(self.advance()),
            false => self.raise(self.token().span, format!("expected '{text}'")),
        }
    }

    /// Takes a name.
    pub fn name(&mut self) -> Parse<Ident> {
        let token = self.expect(TokenKind::Name)?;
        Ok(self.intern(token.span))
    }

    /// Text of a span.
    pub fn text(&self, span: Span) -> &'s str {
        &self.source.text[span.start as usize..span.end as usize]
    }

    /// Whether the token ahead is this soft keyword.
    pub fn at_word(&self, word: &str) -> bool {
        self.at(TokenKind::Name) && self.text(self.token().span) == word
    }

    /// The identifier spelled at `span`.
    pub fn intern(&mut self, span: Span) -> Ident {
        let text = self.text(span);
        self.names
            .entry(text)
            .or_insert_with(|| normal_form(text))
            .clone()
    }

    /// Goes back to where a rule began, to try another.
    pub fn rewind(&mut self, pos: usize) {
        self.pos = pos;
    }

    /// Runs a rule that may fail to match, and goes back if it does.
    pub fn attempt<T>(&mut self, rule: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<Option<T>> {
        let (pos, height) = (self.pos, self.height);
        match rule(self) {
            Ok(value) => Ok(Some(value)),
            Err(Fail::NoMatch) => {
                self.pos = pos;
                self.height = height;
                Ok(None)
            }
            Err(raised) => Err(raised),
        }
    }

    /// Runs a rule without the second pass's checks.
    pub fn quietly<T>(&mut self, rule: impl FnOnce(&mut Self) -> T) -> T {
        let diagnose = std::mem::replace(&mut self.diagnose, false);
        let result = rule(self);
        self.diagnose = diagnose;
        result
    }

    // Spans.

    /// Start of the token ahead.
    pub fn start(&self) -> u32 {
        self.token().span.start
    }

    /// From `start` to the end of the token taken last, line ends and dedents apart.
    pub fn since(&self, start: u32) -> Span {
        let taken = self.tokens[..self.pos].iter().rev();
        let last = taken
            .take_while(|token| token.span.start >= start)
            .find(|token| {
                !matches!(
                    token.kind,
                    TokenKind::Newline | TokenKind::Indent | TokenKind::Dedent
                )
            });
        let end = last.map_or(start, |token| token.span.end);
        Span { start, end }
    }

    /// An expression from `start` to the token taken last.
    pub fn expr(&self, start: u32, kind: ExprKind) -> Expr {
        let span = self.since(start);
        Expr { span, kind }
    }

    // Depth.

    /// Runs a rule whose tree stands beside what was parsed before, not above it.
    pub fn scoped<T>(&mut self, rule: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        let beside = std::mem::replace(&mut self.height, 0);
        let result = rule(self);
        self.height = self.height.max(beside);
        result
    }

    /// The same for a rule that may come back to itself: one level deeper in the parser's stack.
    pub fn deeper<T>(&mut self, rule: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        if self.depth >= MAX_DEPTH {
            return self.too_deep();
        }
        self.depth += 1;
        let result = self.scoped(rule);
        self.depth -= 1;
        result
    }

    /// Notes that what was parsed in this scope is getting one level of tree above it.
    pub fn grow(&mut self) -> Parse<()> {
        self.height += 1;
        match self.height > MAX_HEIGHT {
            true => self.too_deep(),
            false => Ok(()),
        }
    }

    fn too_deep<T>(&self) -> Parse<T> {
        self.raise(self.token().span, "too many nested expressions or blocks")
    }
}

fn indentation(span: Span, message: impl Into<String>) -> SyntaxError {
    SyntaxError::of(SyntaxErrorKind::Indentation, span, message)
}

/// The end of the text counts to its last line, before the first column.
fn at_last_line(source: &Source, mut error: SyntaxError) -> SyntaxError {
    let end = source.text.len();
    if error.span.start as usize == end && end > 0 {
        let line = source.text[..end - 1].rfind('\n').map_or(0, |at| at + 1);
        error.span = Span::new(line, line);
    }
    error
}
/// The name that an identifier stands for: its normal form NFKC, as PEP 3131 wants.
fn normal_form(text: &str) -> Ident {
    match text.is_ascii() {
        true => text.into(),
        false => text.nfkc().collect::<String>().into(),
    }
}
