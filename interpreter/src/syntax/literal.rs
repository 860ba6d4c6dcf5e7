//! What string and bytes literals contain: prefixes, quotes and escapes.

use super::error::SyntaxErrorKind;
use crate::strings::unicode;
use std::fmt::Display;

/// Why a literal is not understood, and whether CPython would.
pub(super) type Wrong = (SyntaxErrorKind, String);

fn wrong(message: impl Into<String>) -> Wrong {
    (SyntaxErrorKind::Syntax, message.into())
}

fn refused(feature: impl Into<String>) -> Wrong {
    (SyntaxErrorKind::Unsupported, feature.into())
}

/// A string literal taken apart.
pub(super) struct Literal<'s> {
    pub bytes: bool,
    pub raw: bool,
    /// Between the quotes.
    pub body: &'s str,
}

/// Takes a well-formed literal apart.
pub(super) fn split(literal: &str) -> Literal<'_> {
    let quote = literal.find(['"', '\'']).unwrap_or(0);
    let (prefix, quoted) = literal.split_at(quote);
    let triple = quoted.starts_with("\"\"\"") || quoted.starts_with("'''");
    let quotes = if triple { 3 } else { 1 };
    Literal {
        bytes: prefix.contains(['b', 'B']),
        raw: prefix.contains(['r', 'R']),
        body: &quoted[quotes..quoted.len() - quotes],
    }
}

/// Appends the text that a string's body (or an f-string's piece) stands for.
///
/// # Errors
/// CPython's message for a broken escape.
pub(super) fn decode(body: &str, raw: bool, out: &mut String) -> Result<(), Wrong> {
    if raw {
        out.push_str(body);
        return Ok(());
    }
    let mut rest = body;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let position = body.len() - rest.len() + at;
        let escape = &rest[at + 1..];
        let taken = unescape(body, position, escape, out)?;
        rest = &escape[taken..];
    }
    out.push_str(rest);
    Ok(())
}

/// The first escape that means nothing, or an octal one beyond a byte, with its backslash.
pub(super) fn odd_escape<'s>(literal: &Literal<'s>) -> Option<&'s str> {
    if literal.raw {
        return None;
    }
    let mut rest = literal.body;
    while let Some(at) = rest.find('\\') {
        let escape = &rest[at..];
        let letter = escape[1..].chars().next()?;
        let length = 1 + letter.len_utf8();
        let is_known = match letter {
            '\n' | '\r' | 'x' => true,
            'N' | 'u' | 'U' => !literal.bytes,
            '0'..='7' => {
                if octal(&escape.as_bytes()[1..]).0 > 0o377 {
                    return Some(&escape[..4]);
                }
                true
            }
            _ => simple(letter).is_some(),
        };
        if !is_known {
            return Some(&escape[..length]);
        }
        rest = &escape[length..];
    }
    None
}

/// One escape, without its backslash; gives its length.
fn unescape(body: &str, position: usize, escape: &str, out: &mut String) -> Result<usize, Wrong> {
    let Some(letter) = escape.chars().next() else {
        out.push('\\');
        return Ok(0);
    };
    let unicode = |digits, shape| unicode_escape(body, position, escape, digits, shape);
    match letter {
        '\n' => {}
        'x' => return unicode(2, "truncated \\xXX escape").map(|c| put(out, c, 3)),
        'u' => return unicode(4, "truncated \\uXXXX escape").map(|c| put(out, c, 5)),
        'U' => return unicode(8, "truncated \\UXXXXXXXX escape").map(|c| put(out, c, 9)),
        'N' => {
            let (c, length) = named_escape(body, position, escape)?;
            out.push(c);
            return Ok(length);
        }
        '0'..='7' => {
            let (value, length) = octal(escape.as_bytes());
            return Ok(put(out, char::from_u32(value).unwrap_or('\0'), length));
        }
        _ => match simple(letter) {
            Some(b) => out.push(b as char),
            None => {
                out.push('\\');
                out.push(letter);
            }
        },
    }
    Ok(letter.len_utf8())
}

fn put(out: &mut String, c: char, length: usize) -> usize {
    out.push(c);
    length
}

/// Escapes of one letter; any other letter keeps its backslash.
fn simple(letter: char) -> Option<u8> {
    Some(match letter {
        '\\' | '\'' | '"' => letter as u8,
        'a' => 0x07,
        'b' => 0x08,
        'f' => 0x0c,
        'n' => b'\n',
        'r' => b'\r',
        't' => b'\t',
        'v' => 0x0b,
        _ => return None,
    })
}

/// Up to three octal digits, and how many there were.
fn octal(escape: &[u8]) -> (u32, usize) {
    let digits = escape
        .iter()
        .take(3)
        .take_while(|b| matches!(b, b'0'..=b'7'));
    digits.fold((0, 0), |(value, length), digit| {
        (value * 8 + u32::from(digit - b'0'), length + 1)
    })
}

fn unicode_escape(
    body: &str,
    position: usize,
    escape: &str,
    digits: usize,
    shape: &str,
) -> Result<char, Wrong> {
    let found = escape[1..]
        .bytes()
        .take(digits)
        .take_while(u8::is_ascii_hexdigit)
        .count();
    // CPython's decoder sees `\UXXXXXXXX` in place of each character beyond ASCII.
    let first = position + body[..position].chars().map(widening).sum::<usize>();
    if found < digits {
        let last = first + 1 + found;
        return Err(undecodable(first, last, shape));
    }
    let code = u32::from_str_radix(&escape[1..=digits], 16).unwrap_or(u32::MAX);
    char::from_u32(code).ok_or_else(|| match code {
        0xD800..=0xDFFF => refused("a lone surrogate in a string"),
        _ => undecodable(first, first + 1 + digits, "illegal Unicode character"),
    })
}

fn widening(c: char) -> usize {
    if c.is_ascii() { 0 } else { 10 - c.len_utf8() }
}

fn undecodable(first: impl Display, last: impl Display, why: &str) -> Wrong {
    wrong(format!(
        "(unicode error) 'unicodeescape' codec can't decode bytes in position {first}-{last}: {why}"
    ))
}

/// `N{NAME}`: the character, and how long the escape is. Only the names proper are known: other
/// names that characters have, and those of several characters, are refused.
fn named_escape(body: &str, position: usize, escape: &str) -> Result<(char, usize), Wrong> {
    let first = position + body[..position].chars().map(widening).sum::<usize>();
    let name = escape[1..]
        .strip_prefix('{')
        .and_then(|rest| rest.split_once('}'));
    match name {
        Some((name, _)) if !name.is_empty() => match unicode::named(name) {
            Some(c) => Ok((c, name.len() + 3)),
            None => Err(refused(format!("\\N{{{name}}}"))),
        },
        _ => {
            let braced = escape[1..].strip_prefix('{');
            let taken = braced.map_or(0, |rest| 1 + rest.find('}').unwrap_or(rest.len()));
            Err(undecodable(
                first,
                first + 1 + taken,
                "malformed \\N character escape",
            ))
        }
    }
}

/// Appends the bytes that a bytes literal's body stands for.
///
/// # Errors
/// CPython's message for a broken escape or a character beyond ASCII.
pub(super) fn decode_bytes(body: &str, raw: bool, out: &mut Vec<u8>) -> Result<(), Wrong> {
    if !body.is_ascii() {
        return Err(wrong("bytes can only contain ASCII literal characters"));
    }
    if raw {
        out.extend_from_slice(body.as_bytes());
        return Ok(());
    }
    let mut rest = body.as_bytes();
    while let Some(at) = rest.iter().position(|b| *b == b'\\') {
        out.extend_from_slice(&rest[..at]);
        let position = body.len() - rest.len() + at;
        let escape = &rest[at + 1..];
        rest = &escape[unescape_byte(position, escape, out)?..];
    }
    out.extend_from_slice(rest);
    Ok(())
}

fn unescape_byte(position: usize, escape: &[u8], out: &mut Vec<u8>) -> Result<usize, Wrong> {
    let Some(&letter) = escape.first() else {
        out.push(b'\\');
        return Ok(0);
    };
    match letter {
        b'\n' => {}
        b'x' => {
            let digits = escape
                .get(1..3)
                .and_then(|digits| std::str::from_utf8(digits).ok());
            let digits = digits.filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
            let value = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
            let message = || format!("(value error) invalid \\x escape at position {position}");
            out.push(value.ok_or_else(|| wrong(message()))?);
            return Ok(3);
        }
        b'0'..=b'7' => {
            let (value, length) = octal(escape);
            out.push((value & 0xFF) as u8);
            return Ok(length);
        }
        _ => match simple(letter as char) {
            Some(b) => out.push(b),
            None => out.extend([b'\\', letter]),
        },
    }
    Ok(1)
}
