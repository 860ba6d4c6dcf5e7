//! What is wrong with a text, said as CPython 3.13 says it.

use crate::text::{Source, Span};
use std::fmt::Write;

/// Which of CPython's three classes the error belongs to, if it is one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SyntaxErrorKind {
    /// `SyntaxError`.
    Syntax,
    /// `IndentationError`.
    Indentation,
    /// `TabError`.
    Tab,
    /// None: CPython would run it, and the message names what gilscope lacks.
    Unsupported,
}

impl SyntaxErrorKind {
    /// The name of CPython's exception class.
    pub fn name(self) -> &'static str {
        match self {
            SyntaxErrorKind::Syntax | SyntaxErrorKind::Unsupported => "SyntaxError",
            SyntaxErrorKind::Indentation => "IndentationError",
            SyntaxErrorKind::Tab => "TabError",
        }
    }
}

/// The text is not Python.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SyntaxError {
    /// The exception's class.
    pub kind: SyntaxErrorKind,
    /// What is wrong, in CPython's words wherever CPython has words for it.
    pub message: String,
    /// What the carets stand under; an empty span gets one caret.
    pub span: Span,
}

impl SyntaxError {
    /// A plain `SyntaxError`.
    pub fn new(span: Span, message: impl Into<String>) -> SyntaxError {
        SyntaxError::of(SyntaxErrorKind::Syntax, span, message)
    }

    /// An error of a given class.
    pub fn of(kind: SyntaxErrorKind, span: Span, message: impl Into<String>) -> SyntaxError {
        SyntaxError {
            kind,
            message: message.into(),
            span,
        }
    }

    /// The four lines that CPython prints on stderr, each with its newline.
    ///
    /// The carets end with the first line of a span that has several; there are none under blanks
    /// before the text, and none for an empty span in the first column. Follows `TracebackException._format_syntax_error` of CPython 3.13.
    pub fn render(&self, source: &Source) -> String {
        let start = source.position(self.span.start);
        let end = source.position(self.span.end);
        let text = source.line_text(start.line);
        let shown = text.trim_start_matches([' ', '\x0c']);
        let length = text.chars().count();
        let blanks = length - shown.chars().count();
        let first = (start.column as usize).min(length);
        let last = if start.line == end.line {
            (end.column as usize).min(length)
        } else {
            length
        };
        let carets = last.saturating_sub(first).max(1);

        let mut out = String::new();
        let (file, line) = source.place(start.line);
        let _ = writeln!(out, "  File \"{file}\", line {line}");
        let _ = writeln!(out, "    {shown}");
        let nowhere = self.span.start == self.span.end && start.column == 0;
        if first >= blanks && !nowhere {
            let margin = shown.chars().chain(std::iter::repeat(' '));
            let margin = margin.map(|c| if c.is_whitespace() { c } else { ' ' });
            let margin: String = margin.take(first - blanks).collect();
            let _ = writeln!(out, "    {margin}{}", "^".repeat(carets));
        }
        let _ = writeln!(out, "{}: {}", self.kind.name(), self.message);
        out
    }
}
