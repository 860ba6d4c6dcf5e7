//! `repr` and `ascii` of text and bytes.

use super::unicode::is_printable;
use std::fmt::Write as _;

/// `repr(text)`.
///
/// Follows `unicode_repr` of CPython 3.13, `Objects/unicodeobject.c`.
pub fn repr(text: &str) -> String {
    quote(text, is_printable)
}

/// `ascii(text)`.
pub fn ascii(text: &str) -> String {
    quote(text, |c| (' '..='~').contains(&c))
}

/// The text that `%a` and `!a` make of a finished `repr`: what is not ASCII, escaped.
pub fn escape_non_ascii(repr: &str) -> String {
    let mut out = String::with_capacity(repr.len());
    for c in repr.chars() {
        if c.is_ascii() {
            out.push(c)
        } else {
            escape(&mut out, c)
        }
    }
    out
}

fn quote(text: &str, shown: impl Fn(char) -> bool) -> String {
    let quote = best_quote(text.as_bytes());
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        match c {
            c if c == quote || c == '\\' => out.extend(['\\', c]),
            c if shown(c) => out.push(c),
            c => escape(&mut out, c),
        }
    }
    out.push(quote);
    out
}

/// The apostrophe, unless the text has some and no double quote.
fn best_quote(text: &[u8]) -> char {
    if text.contains(&b'\'') && !text.contains(&b'"') {
        '"'
    } else {
        '\''
    }
}

fn escape(out: &mut String, c: char) {
    let code = c as u32;
    let _ = match c {
        '\t' => out.write_str("\\t"),
        '\n' => out.write_str("\\n"),
        '\r' => out.write_str("\\r"),
        _ if code < 0x100 => write!(out, "\\x{code:02x}"),
        _ if code < 0x10000 => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}

/// `repr(bytes)`.
pub fn repr_bytes(bytes: &[u8]) -> String {
    let quote = best_quote(bytes);
    let mut out = String::with_capacity(bytes.len() + 3);
    out.extend(['b', quote]);
    for byte in bytes {
        match char::from(*byte) {
            c if c == quote || c == '\\' => out.extend(['\\', c]),
            c @ ' '..='~' => out.push(c),
            c => escape(&mut out, c),
        }
    }
    out.push(quote);
    out
}

#[cfg(test)]
mod tests {
    use super::super::testing::sample;
    use super::*;
    use crate::oracle::{Dice, Oracle, literal};

    #[test]
    fn golden() {
        let rows = [
            ("", "''"),
            ("it's", "\"it's\""),
            ("\"it's\"", "'\"it\\'s\"'"),
            ("a\\b\n\r\t\0\x7f", "'a\\\\b\\n\\r\\t\\x00\\x7f'"),
            (
                "\u{a0}é\u{200b}\u{1f40d}\u{e0001}",
                "'\\xa0é\\u200b\u{1f40d}\\U000e0001'",
            ),
        ];
        for (text, shown) in rows {
            assert_eq!(repr(text), shown);
        }
        assert_eq!(ascii("é\u{1f40d}"), "'\\xe9\\U0001f40d'");
        assert_eq!(escape_non_ascii("['é']"), "['\\xe9']");
        assert_eq!(repr_bytes(b"a'\"\n\xff"), "b'a\\'\"\\n\\xff'");
    }

    #[test]
    fn agrees_with_cpython() {
        let mut dice = Dice(20);
        let mut oracle = Oracle::default();
        for _ in 0..500 {
            let text = sample(&mut dice);
            let l = literal(&text);
            oracle.case(format!("repr({l})"), Ok(repr(&text)));
            oracle.case(format!("ascii({l})"), Ok(ascii(&text)));
            oracle.case(
                format!("repr({l}.encode())"),
                Ok(repr_bytes(text.as_bytes())),
            );
        }
        oracle.check();
    }
}
