//! Text to tokens: logos finds the words, this layer finds lines, indentation, the ends of string
//! literals and the inside of f-strings.
//!
//! The whole text is lexed before parsing. That is not only simple: CPython lets an error of its
//! tokenizer anywhere in the text win over an error of its parser, so all of it is needed anyway.

use super::error::{SyntaxError, SyntaxErrorKind};
use super::number;
use super::outline::{Outline, body_length, tells_what_it_is};
use super::token::{Token, TokenKind};
use crate::text::{Source, Span};
use logos::Logos;

/// CPython's limit on open brackets.
const MAX_BRACKETS: usize = 200;
/// CPython's limit on indentation.
const MAX_INDENTS: usize = 100;
/// CPython's limit on f-strings inside f-strings.
const MAX_FSTRINGS: usize = 149;
/// CPython's limit on replacement fields inside format specifications.
const MAX_FIELDS: usize = 3;

/// What lexing gives.
pub(super) struct Lexed {
    /// The tokens; the last one is `End` or `Stop`.
    pub tokens: Vec<Token>,
    /// Why lexing stopped, unless at the end of the text.
    pub error: Option<LexError>,
    /// The innermost bracket that was open when lexing stopped.
    pub unclosed: Option<Span>,
    /// Whether an f-string was.
    pub in_fstring: bool,
}

/// An error of the lexer.
pub(super) struct LexError {
    /// The error itself.
    pub error: SyntaxError,
    /// Whether it also counts when the parser failed before it. CPython reads on after an error of
    /// its parser, but does not heed every error that it meets there.
    pub eager: bool,
}

/// An open bracket.
struct Bracket {
    kind: TokenKind,
    span: Span,
    /// Opened a replacement field of the innermost f-string.
    field: bool,
    /// The field's format specification has begun.
    spec: bool,
}

/// An f-string whose end has not come yet.
struct FString {
    /// Prefix and opening quotes.
    opening: Span,
    quote: u8,
    /// 1 or 3.
    quotes: usize,
    raw: bool,
    /// Brackets that were open at its start.
    base: usize,
}

/// Columns of a level of indentation: with tabs to multiples of 8, and with tabs of 1. The two
/// agree on which is deeper, or the text depends on the width of a tab.
#[derive(Clone, Copy, Default)]
struct Indent {
    wide: u32,
    narrow: u32,
}

struct Lexer<'s> {
    source: &'s Source,
    text: &'s str,
    raw: logos::Lexer<'s, TokenKind>,
    tokens: Vec<Token>,
    indents: Vec<Indent>,
    brackets: Vec<Bracket>,
    fstrings: Vec<FString>,
    /// Where an outline is wanted: the state of leaving bodies out.
    outline: Option<Outline>,
}

type Lex<T> = Result<T, Box<LexError>>;

/// Lexes the whole text, or up to the first error.
pub(super) fn lex(source: &Source) -> Lexed {
    finish(Lexer::new(source, &source.text))
}

/// Lexes a text without the bodies of its functions; what can be left out, [`super::outline`] says.
pub(super) fn lex_outline(source: &Source) -> Lexed {
    let mut lexer = Lexer::new(source, &source.text);
    lexer.outline = Some(Outline::default());
    finish(lexer)
}

/// Lexes one definition, as deep as it may stand in the text.
pub(super) fn lex_part(source: &Source, span: Span) -> Lexed {
    let rest = &source.text[span.end as usize..];
    let end = source.text.len() - rest.len() + rest.find('\n').map_or(0, |at| at + 1);
    let mut lexer = Lexer::new(source, &source.text[..end]);
    let start = span.start as usize;
    let line = lexer.line_start(start);
    lexer.raw.bump(line);
    let column = (start - line) as u32;
    lexer.indents[0] = Indent {
        wide: column,
        narrow: column,
    };
    finish(lexer)
}

fn finish(mut lexer: Lexer<'_>) -> Lexed {
    let text = lexer.text;
    let mut error = lexer.run().err();
    let unclosed = lexer.brackets.last().map(|bracket| bracket.span);
    let in_fstring = !lexer.fstrings.is_empty();
    if in_fstring && let Some(error) = &mut error {
        error.eager = false;
    }
    let end = Span::new(text.len(), text.len());
    let kind = match error.is_some() || unclosed.is_some() {
        true => TokenKind::Stop,
        false => TokenKind::End,
    };
    lexer.push(kind, end);
    Lexed {
        tokens: lexer.tokens,
        error: error.map(|error| *error),
        unclosed,
        in_fstring,
    }
}

fn fail<T>(span: Span, message: impl Into<String>) -> Lex<T> {
    let error = SyntaxError::new(span, message);
    Err(Box::new(LexError { error, eager: true }))
}

/// Fails with an error that counts only where the parser gets to it.
fn fail_if_reached<T>(kind: SyntaxErrorKind, span: Span, message: &str) -> Lex<T> {
    let error = SyntaxError::of(kind, span, message);
    Err(Box::new(LexError {
        error,
        eager: false,
    }))
}

impl From<Box<SyntaxError>> for Box<LexError> {
    fn from(error: Box<SyntaxError>) -> Box<LexError> {
        Box::new(LexError {
            error: *error,
            eager: true,
        })
    }
}

impl<'s> Lexer<'s> {
    fn new(source: &'s Source, text: &'s str) -> Lexer<'s> {
        Lexer {
            source,
            text,
            raw: TokenKind::lexer(text),
            tokens: Vec::with_capacity(text.len() / 5),
            indents: vec![Indent::default()],
            brackets: Vec::new(),
            fstrings: Vec::new(),
            outline: None,
        }
    }
}

impl Lexer<'_> {
    fn run(&mut self) -> Lex<()> {
        self.indentation()?;
        loop {
            if self.in_fstring_text() {
                self.fstring_text()?;
                continue;
            }
            let Some(found) = self.raw.next() else {
                return self.end();
            };
            let span = self.raw.span();
            let span = Span::new(span.start, span.end);
            match found {
                Ok(kind) => self.token(kind, span)?,
                Err(()) => return self.stray(span),
            }
        }
    }

    fn push(&mut self, kind: TokenKind, span: Span) {
        let level = self.brackets.len() as u8;
        self.tokens.push(Token { kind, level, span });
    }

    fn at(&self) -> usize {
        self.text.len() - self.raw.remainder().len()
    }

    fn token(&mut self, kind: TokenKind, span: Span) -> Lex<()> {
        use TokenKind as T;
        match kind {
            T::Newline => return self.newline(span),
            T::Comment => return self.comment(span),
            T::Continuation => return self.continuation(span),
            T::LParen | T::LBracket | T::LBrace => self.open(kind, span, false)?,
            T::RParen | T::RBracket | T::RBrace => self.close(kind, span)?,
            T::Name => self.check_name(span)?,
            T::Number => number::check(self.text, span)?,
            T::String => return self.string(span),
            T::FStringStart => return self.fstring_start(span),
            T::Colon | T::Walrus if self.brackets.last().is_some_and(|b| b.field) => {
                self.begin_spec(span);
                return Ok(());
            }
            _ => {}
        }
        self.push(kind, span);
        Ok(())
    }

    // Lines.

    fn comment(&mut self, span: Span) -> Lex<()> {
        // A newline token begins at the comment before it; carets under it show that.
        if self.brackets.is_empty() && self.raw.next().is_some() {
            return self.end_line(span);
        }
        Ok(())
    }

    fn newline(&mut self, span: Span) -> Lex<()> {
        if !self.brackets.is_empty() {
            return Ok(());
        }
        let empty = Span::new(span.start as usize, span.start as usize);
        self.end_line(empty)
    }

    /// Stands behind the end of a logical line.
    fn end_line(&mut self, span: Span) -> Lex<()> {
        if !self.leave_out() {
            self.push(TokenKind::Newline, span);
        }
        self.indentation()?;
        if let Some(outline) = &mut self.outline {
            outline.line = self.tokens.len();
        }
        Ok(())
    }

    /// In an outline, behind the line that ends the head of a function: leaves its body out, unless
    /// that says what the function is (a docstring, a `yield`).
    fn leave_out(&mut self) -> bool {
        let Some(outline) = &self.outline else {
            return false;
        };
        let line = &self.tokens[outline.line..];
        let is_def = line.first().is_some_and(|token| match token.kind {
            TokenKind::Def => true,
            TokenKind::Async => line[1].kind == TokenKind::Def,
            _ => false,
        });
        let ends = { line.last() }.is_some_and(|token| token.kind == TokenKind::Colon);
        let column = self.indents[self.indents.len() - 1].wide;
        if !is_def || !ends || outline.whole.is_some_and(|whole| column > whole) {
            return false;
        }
        let start = line[0].span.start as usize;
        let body = body_length(self.raw.remainder(), column as usize);
        let text = &self.raw.remainder()[..body];
        let is_whole = tells_what_it_is(text);
        let end = self.at() + text.trim_end().len();
        if let Some(outline) = &mut self.outline {
            outline.whole = is_whole.then_some(column);
        }
        if !is_whole {
            self.raw.bump(body);
            self.push(TokenKind::Later, Span::new(start, end));
        }
        !is_whole
    }

    fn continuation(&mut self, span: Span) -> Lex<()> {
        if span.end as usize == self.text.len() && self.brackets.is_empty() {
            return self.unexpected_end(span);
        }
        Ok(())
    }

    fn unexpected_end<T>(&self, continuation: Span) -> Lex<T> {
        let at = continuation.start as usize + 1;
        let span = Span::new(at, at + 1);
        let message = "unexpected EOF while parsing";
        fail_if_reached(SyntaxErrorKind::Syntax, span, message)
    }

    fn end(&mut self) -> Lex<()> {
        if !self.brackets.is_empty() {
            return Ok(());
        }
        let end = Span::new(self.text.len(), self.text.len());
        for _ in 1..self.indents.len() {
            self.push(TokenKind::Dedent, end);
        }
        Ok(())
    }

    /// Stands at the start of a line: skips blank ones, then compares the indentation.
    fn indentation(&mut self) -> Lex<()> {
        let (start, indent) = loop {
            let (length, indent) = self.measure()?;
            let rest = &self.raw.remainder()[length..];
            match rest.as_bytes().first() {
                Some(b'\\') => {
                    let at = self.at() + length + 1;
                    let message = "unexpected character after line continuation character";
                    return fail_if_reached(
                        SyntaxErrorKind::Syntax,
                        Span::new(at, at + 1),
                        message,
                    );
                }
                None => {
                    self.raw.bump(length);
                    return Ok(());
                }
                Some(b'\n' | b'#') => {
                    let line = rest.find('\n').map_or(rest.len(), |at| at + 1);
                    self.raw.bump(length + line);
                }
                Some(_) => {
                    self.raw.bump(length);
                    break (self.at(), indent);
                }
            }
        };
        self.indent(start, indent)
    }

    /// Bytes of blank space ahead, continuation lines among them, and the columns they make.
    fn measure(&self) -> Lex<(usize, Indent)> {
        let rest = self.raw.remainder().as_bytes();
        let mut indent = Indent::default();
        let mut first: Option<Indent> = None;
        let mut length = 0;
        loop {
            match rest.get(length) {
                Some(b' ') => {
                    indent.wide += 1;
                    indent.narrow += 1;
                }
                Some(b'\t') => {
                    indent.wide = (indent.wide / 8 + 1) * 8;
                    indent.narrow += 1;
                }
                Some(b'\x0c') => indent = Indent::default(),
                Some(b'\\') if rest.get(length + 1) == Some(&b'\n') => {
                    // Lines joined in the margin: the first one's blanks count.
                    first = first.or((indent.wide > 0).then_some(indent));
                    length += 1;
                    if length + 1 == rest.len() {
                        let at = self.at() + length - 1;
                        return self.unexpected_end(Span::new(at, at + 1));
                    }
                }
                _ => return Ok((length, first.unwrap_or(indent))),
            }
            length += 1;
        }
    }

    fn indent(&mut self, start: usize, indent: Indent) -> Lex<()> {
        let top = self.indents[self.indents.len() - 1];
        // The blank before the text, or nothing: `render` puts no caret under either.
        let margin = start - self.line_start(start);
        let here = Span::new(start - margin.min(1), start);
        if indent.wide == top.wide {
            return self.check_tabs(start, indent.narrow == top.narrow);
        }
        if indent.wide > top.wide {
            if self.indents.len() == MAX_INDENTS {
                let message = "too many levels of indentation";
                let span = self.first_column(start);
                return fail_if_reached(SyntaxErrorKind::Indentation, span, message);
            }
            self.check_tabs(start, indent.narrow > top.narrow)?;
            self.indents.push(indent);
            self.push(TokenKind::Indent, here);
            return Ok(());
        }
        let mut dedents = 0;
        while indent.wide < self.indents[self.indents.len() - 1].wide {
            self.indents.pop();
            dedents += 1;
        }
        let top = self.indents[self.indents.len() - 1];
        if indent.wide != top.wide {
            let end = self.line_end(start);
            let message = "unindent does not match any outer indentation level";
            return fail_if_reached(SyntaxErrorKind::Indentation, Span::new(end, end), message);
        }
        self.check_tabs(start, indent.narrow == top.narrow)?;
        for _ in 0..dedents {
            self.push(TokenKind::Dedent, here);
        }
        Ok(())
    }

    fn check_tabs(&self, start: usize, consistent: bool) -> Lex<()> {
        if consistent {
            return Ok(());
        }
        let message = "inconsistent use of tabs and spaces in indentation";
        fail_if_reached(SyntaxErrorKind::Tab, self.first_column(start), message)
    }

    fn first_column(&self, at: usize) -> Span {
        let line = self.line_start(at);
        Span::new(line, line + 1)
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |newline| newline + 1)
    }

    fn line_end(&self, at: usize) -> usize {
        self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |n| at + n)
    }

    // Brackets.

    fn open(&mut self, kind: TokenKind, span: Span, field: bool) -> Lex<()> {
        if self.brackets.len() >= MAX_BRACKETS {
            return fail(span, "too many nested parentheses");
        }
        self.brackets.push(Bracket {
            kind,
            span,
            field,
            spec: false,
        });
        Ok(())
    }

    fn close(&mut self, kind: TokenKind, span: Span) -> Lex<()> {
        let base = self.fstrings.last().map(|fstring| fstring.base);
        let closing = &self.text[span.start as usize..span.end as usize];
        if base == Some(self.brackets.len()) && kind == TokenKind::RBrace {
            return fail(span, "f-string: single '}' is not allowed");
        }
        let Some(bracket) = self.brackets.pop() else {
            return fail(span, format!("unmatched '{closing}'"));
        };
        let expected = match bracket.kind {
            TokenKind::LParen => TokenKind::RParen,
            TokenKind::LBracket => TokenKind::RBracket,
            _ => TokenKind::RBrace,
        };
        if kind == expected {
            return Ok(());
        }
        if bracket.field {
            return fail(span, format!("f-string: unmatched '{closing}'"));
        }
        let opening = &self.text[bracket.span.start as usize..bracket.span.end as usize];
        let mut message = format!(
            "closing parenthesis '{closing}' does not match opening parenthesis '{opening}'"
        );
        let line = self.source.line(bracket.span.start);
        if line != self.source.line(span.start) {
            message += &format!(" on line {line}");
        }
        fail(span, message)
    }

    // Names and characters outside the language.

    fn check_name(&self, span: Span) -> Lex<()> {
        let word = &self.text[span.start as usize..span.end as usize];
        if word.is_ascii() {
            return Ok(());
        }
        match word.char_indices().find(|&(at, c)| !fits_name(c, at == 0)) {
            None => Ok(()),
            Some((at, c)) => invalid_character(span.start as usize + at, c),
        }
    }

    /// A character that begins no token.
    fn stray(&self, span: Span) -> Lex<()> {
        let at = span.start as usize;
        let c = self.text[at..].chars().next().unwrap_or('\0');
        match c {
            '\\' => {
                let next = self.text[at + 1..].chars().next();
                let end = at + 1 + next.map_or(0, char::len_utf8);
                let message = "unexpected character after line continuation character";
                fail_if_reached(SyntaxErrorKind::Syntax, Span::new(at + 1, end), message)
            }
            _ => invalid_character(at, c),
        }
    }

    // Strings.

    /// Takes in a string whose prefix and opening quotes are `opening`.
    fn string(&mut self, opening: Span) -> Lex<()> {
        let (quote, quotes) = self.quotes(opening);
        let bytes = self.text.as_bytes();
        let start = opening.start as usize;
        let mut at = opening.end as usize;
        let mut escaped_quote = false;
        loop {
            match bytes.get(at) {
                None => break,
                Some(b'\n') if quotes == 1 => break,
                Some(b'\\') => {
                    escaped_quote |= bytes.get(at + 1) == Some(&quote);
                    at += 2;
                }
                Some(&b) if b == quote && closes(bytes, at, quote, quotes) => {
                    self.raw.bump(at + quotes - opening.end as usize);
                    self.push(TokenKind::String, Span::new(start, at + quotes));
                    return Ok(());
                }
                Some(_) => at += 1,
            }
        }
        if let Some(fstring) = self.fstrings.last()
            && (fstring.quote, fstring.quotes) == (quote, quotes)
        {
            // What looked like a new string was the end of the f-string around it.
            let span = Span::new(start, start + 1);
            return fail_if_reached(SyntaxErrorKind::Syntax, span, "f-string: expecting '}'");
        }
        self.unterminated(opening, at, quotes, "", escaped_quote)
    }

    fn unterminated<T>(
        &self,
        opening: Span,
        at: usize,
        quotes: usize,
        prefix: &str,
        escaped_quote: bool,
    ) -> Lex<T> {
        let start = opening.start as usize;
        let triple = if quotes == 3 { "triple-quoted " } else { "" };
        // The end of the text counts to its last line.
        let line = self.source.line(at.min(self.text.len() - 1) as u32);
        let hint = match escaped_quote && quotes == 1 {
            true => "; perhaps you escaped the end quote?",
            false => "",
        };
        let message =
            format!("unterminated {triple}{prefix}string literal (detected at line {line}){hint}");
        fail(Span::new(start, start + 1), message)
    }

    /// The quote and how many of it.
    fn quotes(&self, opening: Span) -> (u8, usize) {
        let word = &self.text.as_bytes()[opening.start as usize..opening.end as usize];
        let quote = word[word.len() - 1];
        let count = word.iter().filter(|b| **b == quote).count();
        (quote, count)
    }

    // F-strings.

    fn fstring_start(&mut self, span: Span) -> Lex<()> {
        if self.fstrings.len() >= MAX_FSTRINGS {
            return fail(span, "too many nested f-strings");
        }
        let (quote, quotes) = self.quotes(span);
        let word = &self.text[span.start as usize..span.end as usize];
        self.push(TokenKind::FStringStart, span);
        self.fstrings.push(FString {
            opening: span,
            quote,
            quotes,
            raw: word.contains(['r', 'R']),
            base: self.brackets.len(),
        });
        Ok(())
    }

    /// Whether what comes next is an f-string's text: outside its fields, or in a specification.
    fn in_fstring_text(&self) -> bool {
        let Some(fstring) = self.fstrings.last() else {
            return false;
        };
        self.brackets.len() == fstring.base || self.brackets.last().is_some_and(|b| b.spec)
    }

    /// A `:` directly inside a field; of a `:=` only the colon.
    fn begin_spec(&mut self, span: Span) {
        let colon = Span::new(span.start as usize, span.start as usize + 1);
        self.push(TokenKind::Colon, colon);
        self.seek(colon.end as usize);
        if let Some(field) = self.brackets.last_mut() {
            field.spec = true;
        }
    }

    fn seek(&mut self, at: usize) {
        self.raw = TokenKind::lexer(self.text);
        self.raw.bump(at);
    }

    /// One step of an f-string's text: a piece of text, the opening of a field, or the end.
    fn fstring_text(&mut self) -> Lex<()> {
        let start = self.at();
        let bytes = self.text.as_bytes();
        let Some(fstring) = self.fstrings.last() else {
            return Ok(());
        };
        let spec = self.brackets.len() > fstring.base;
        if !spec && closes(bytes, start, fstring.quote, fstring.quotes) {
            let quotes = fstring.quotes;
            self.fstrings.pop();
            self.raw.bump(quotes);
            self.push(TokenKind::FStringEnd, Span::new(start, start + quotes));
            return Ok(());
        }
        match (bytes.get(start), bytes.get(start + 1)) {
            (Some(b'{'), next) if spec || next != Some(&b'{') => self.open_field(start),
            (Some(b'}'), next) if spec || next != Some(&b'}') => {
                let span = Span::new(start, start + 1);
                self.close(TokenKind::RBrace, span)?;
                self.raw.bump(1);
                self.push(TokenKind::RBrace, span);
                Ok(())
            }
            _ => self.fstring_middle(start, spec),
        }
    }

    fn open_field(&mut self, start: usize) -> Lex<()> {
        let span = Span::new(start, start + 1);
        let base = self.fstrings.last().map_or(0, |fstring| fstring.base);
        let fields = self.brackets[base..].iter().filter(|b| b.field).count();
        if fields >= MAX_FIELDS {
            let before = Span::new(start - 1, start);
            return fail(before, "f-string: expressions nested too deeply");
        }
        self.raw.bump(1);
        self.open(TokenKind::LBrace, span, true)?;
        self.push(TokenKind::LBrace, span);
        Ok(())
    }

    /// A piece of text up to a brace, the end of the f-string, or (in a specification) the line.
    fn fstring_middle(&mut self, start: usize, spec: bool) -> Lex<()> {
        let bytes = self.text.as_bytes();
        let Some(fstring) = self.fstrings.last() else {
            return Ok(());
        };
        let mut at = start;
        let mut named = false;
        loop {
            match bytes.get(at) {
                Some(b'\n') if fstring.quotes == 1 && spec => {
                    // The specification ends here; what follows will not parse.
                    if let Some(field) = self.brackets.last_mut() {
                        field.spec = false;
                        field.field = false;
                    }
                    return self.push_middle(start, at, at);
                }
                None => break,
                Some(b'\n') if fstring.quotes == 1 => break,
                Some(b'\\') if !fstring.raw && bytes[at..].starts_with(b"\\N{") => {
                    named = true;
                    at += 3;
                }
                Some(b'\\') => at += escape_length(bytes.get(at + 1)),
                Some(b'}') if named => return self.push_middle(start, at + 1, at + 1),
                Some(&brace @ (b'{' | b'}')) => {
                    let doubled = !spec && bytes.get(at + 1) == Some(&brace);
                    let end = if doubled { at + 1 } else { at };
                    return self.push_middle(start, end, end + usize::from(doubled));
                }
                Some(&b) if b == fstring.quote && closes(bytes, at, b, fstring.quotes) => {
                    if spec {
                        // Quotes inside a specification end the string; its field stays open.
                        return self.end_inside_spec(start, at);
                    }
                    return self.push_middle(start, at, at);
                }
                Some(_) => at += 1,
            }
        }
        self.unterminated(fstring.opening, at, fstring.quotes, "f-", false)
    }

    fn push_middle(&mut self, start: usize, end: usize, next: usize) -> Lex<()> {
        if end > start {
            self.push(TokenKind::FStringMiddle, Span::new(start, end));
        }
        self.raw.bump(next - start);
        Ok(())
    }

    fn end_inside_spec(&mut self, start: usize, at: usize) -> Lex<()> {
        let Some(fstring) = self.fstrings.pop() else {
            return Ok(());
        };
        self.push_middle(start, at, at + fstring.quotes)?;
        self.push(TokenKind::FStringEnd, Span::new(at, at + fstring.quotes));
        if let Some(field) = self.brackets.last_mut() {
            field.spec = false;
            field.field = false;
        }
        Ok(())
    }
}

/// A backslash and what it escapes; a brace is never escaped.
fn escape_length(next: Option<&u8>) -> usize {
    match next {
        Some(b'{' | b'}') | None => 1,
        Some(_) => 2,
    }
}

/// Whether the `quotes` closing quotes stand at `at`.
fn closes(bytes: &[u8], at: usize, quote: u8, quotes: usize) -> bool {
    bytes.len() >= at + quotes && bytes[at..at + quotes].iter().all(|b| *b == quote)
}

/// A word as Unicode defines identifiers, to check names that are not all ASCII.
#[derive(Logos)]
enum Word {
    #[regex(r"[_\p{XID_Start}]")]
    Start,
    #[regex(r"\p{XID_Continue}", priority = 1)]
    Continue,
}

fn fits_name(c: char, first: bool) -> bool {
    let mut buffer = [0; 4];
    match Word::lexer(c.encode_utf8(&mut buffer)).next() {
        Some(Ok(Word::Start)) => true,
        Some(Ok(Word::Continue)) => !first,
        _ => false,
    }
}

fn invalid_character<T>(at: usize, c: char) -> Lex<T> {
    let span = Span::new(at, at + c.len_utf8());
    let code = u32::from(c);
    if c == '\0' {
        return fail(span, "source code cannot contain null bytes");
    }
    if printable(c) {
        return fail(span, format!("invalid character '{c}' (U+{code:04X})"));
    }
    fail(
        span,
        format!("invalid non-printable character U+{code:04X}"),
    )
}

/// As `str.isprintable`, as near as the standard library knows.
fn printable(c: char) -> bool {
    let debug = c.escape_debug();
    debug.len() == 1 && (c == ' ' || !c.is_whitespace()) || matches!(c, '\'' | '"' | '\\')
}
