//! The tokens of a text, for those who compare them with another tokenizer's.

use super::error::SyntaxError;
use super::lexer::lex;
use super::token::TokenKind as T;
use crate::text::{Source, Span};

/// What CPython's module `tokenize` calls a token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenClass {
    /// A name or keyword.
    Name,
    /// A number.
    Number,
    /// A string, or a whole f-string.
    String,
    /// An operator or delimiter.
    Op,
    /// The end of a logical line.
    Newline,
    /// More indentation.
    Indent,
    /// Less of it.
    Dedent,
}

/// The tokens of a text, without comments; an f-string is one token. Or what is wrong with the text.
pub fn tokens(source: &Source) -> Result<Vec<(TokenClass, Span)>, SyntaxError> {
    let lexed = lex(source);
    if let Some(error) = lexed.error {
        return Err(error.error);
    }
    let mut found = Vec::new();
    // Starts of the f-strings that are open.
    let mut open: Vec<Span> = Vec::new();
    for token in lexed.tokens {
        match token.kind {
            T::FStringStart => open.push(token.span),
            T::FStringEnd => {
                let start = open.pop().unwrap_or(token.span);
                if open.is_empty() {
                    found.push((TokenClass::String, start.to(token.span)));
                }
            }
            T::End | T::Stop | T::Later => {}
            kind if open.is_empty() => found.push((class_of(kind, source, token.span), token.span)),
            _ => {}
        }
    }
    Ok(found)
}

fn class_of(kind: T, source: &Source, span: Span) -> TokenClass {
    let text = &source.text[span.start as usize..span.end as usize];
    match kind {
        T::Number => TokenClass::Number,
        T::String => TokenClass::String,
        T::Newline => TokenClass::Newline,
        T::Indent => TokenClass::Indent,
        T::Dedent => TokenClass::Dedent,
        _ if text.starts_with(|c: char| c == '_' || c.is_alphabetic()) => TokenClass::Name,
        _ => TokenClass::Op,
    }
}
