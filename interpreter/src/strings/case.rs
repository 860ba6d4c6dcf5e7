//! `upper`, `lower`, `title`, `capitalize`, `swapcase`, `casefold`.
//!
//! Rust maps by a newer Unicode than CPython 3.13: a character that CPython does not know stays, and
//! so does one whose counterpart it does not know.

use super::tables;
use super::unicode::{is_case_ignorable, is_cased, is_lower, is_printable, is_upper};

/// `text.upper()`.
pub fn upper(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_uppercase();
    }
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push_upper(&mut out, c));
    out
}

/// `text.lower()`.
pub fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    map_in_context(text, |out, c, place| push_lower(out, c, text, place))
}

/// `text.capitalize()`.
pub fn capitalize(text: &str) -> String {
    map_in_context(text, |out, c, place| match place {
        0 => push_title(out, c),
        _ => push_lower(out, c, text, place),
    })
}

/// `text.title()`.
pub fn title(text: &str) -> String {
    let mut inside = false;
    map_in_context(text, |out, c, place| {
        match inside {
            true => push_lower(out, c, text, place),
            false => push_title(out, c),
        }
        inside = is_cased(c);
    })
}

/// `text.swapcase()`.
pub fn swapcase(text: &str) -> String {
    map_in_context(text, |out, c, place| {
        if is_upper(c) {
            push_lower(out, c, text, place);
        } else if is_lower(c) {
            push_upper(out, c);
        } else {
            out.push(c);
        }
    })
}

/// `text.casefold()`.
pub fn casefold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match lookup(&tables::CASEFOLD, c) {
            Some(folded) => out.push_str(folded),
            None => push_known(&mut out, c, c.to_lowercase()),
        }
    }
    out
}

/// Builds a text from each character and its place in bytes.
fn map_in_context(text: &str, mut push: impl FnMut(&mut String, char, usize)) -> String {
    let mut out = String::with_capacity(text.len());
    for (place, c) in text.char_indices() {
        push(&mut out, c, place);
    }
    out
}

fn lookup(table: &[(char, &'static str)], c: char) -> Option<&'static str> {
    let index = table.binary_search_by_key(&c, |row| row.0).ok()?;
    Some(table[index].1)
}

fn push_known(out: &mut String, c: char, mapped: impl Iterator<Item = char> + Clone) {
    let known = is_printable(c) && mapped.clone().all(is_printable);
    match known {
        true => out.extend(mapped),
        false => out.push(c),
    }
}

fn push_upper(out: &mut String, c: char) {
    push_known(out, c, c.to_uppercase());
}

fn push_title(out: &mut String, c: char) {
    match lookup(&tables::TITLECASE, c) {
        Some(title) => out.push_str(title),
        None => push_upper(out, c),
    }
}

fn push_lower(out: &mut String, c: char, text: &str, place: usize) {
    match c {
        '\u{3a3}' => out.push(if ends_word(text, place) {
            '\u{3c2}'
        } else {
            '\u{3c3}'
        }),
        c => push_known(out, c, c.to_lowercase()),
    }
}

/// Whether the capital sigma at `place` ends a word, where its lower case has another form.
///
/// Follows `handle_capital_sigma` of CPython 3.13, `Objects/unicodeobject.c`.
fn ends_word(text: &str, place: usize) -> bool {
    let before = text[..place].chars().rev().find(|c| !is_case_ignorable(*c));
    let rest = &text[place + '\u{3a3}'.len_utf8()..];
    let after = rest.chars().find(|c| !is_case_ignorable(*c));
    before.is_some_and(is_cased) && !after.is_some_and(is_cased)
}
