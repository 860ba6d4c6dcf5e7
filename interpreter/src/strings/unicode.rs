//! What a character is to Python: letter, digit, space, printable, upper or lower case.

use super::tables;
use crate::number::{Int, OpError, OpErrorKind};

/// Characters as an increasing list of bounds: those at even places begin a run, those at odd
/// places end it.
pub(super) struct Set<const N: usize>(pub [u32; N]);

/// Bounds from the distances between them.
pub(super) const fn expand<const N: usize>(mut steps: [u32; N]) -> [u32; N] {
    let mut index = 1;
    while index < N {
        steps[index] += steps[index - 1];
        index += 1;
    }
    steps
}

impl<const N: usize> Set<N> {
    pub(super) fn contains(&self, c: char) -> bool {
        self.rank(c) % 2 == 1
    }

    /// How many bounds lie at or before `c`.
    fn rank(&self, c: char) -> usize {
        self.0.partition_point(|bound| *bound <= c as u32)
    }

    /// The first character of the run that contains `c`.
    fn run_start(&self, c: char) -> Option<u32> {
        let rank = self.rank(c);
        (rank % 2 == 1).then(|| self.0[rank - 1])
    }
}

/// Whether `repr` shows `c` as it is.
#[inline]
pub fn is_printable(c: char) -> bool {
    match c.is_ascii() {
        true => (' '..='~').contains(&c),
        false => tables::PRINTABLE.contains(c),
    }
}

/// The character of this name, in letters of any case, as far as it is in the tables here: names of a
/// later Unicode are unknown.
pub fn named(name: &str) -> Option<char> {
    let c = unicode_names2::character(name)?;
    let is_exact = unicode_names2::name(c)?.to_string() == name.to_ascii_uppercase();
    // Spaces and marks of format are not printable, but old.
    let is_old = is_printable(c)
        || matches!(
            c,
            '\u{a0}' | '\u{ad}' | '\u{2000}'..='\u{206f}' | '\u{3000}' | '\u{feff}'
        );
    (is_exact && is_old).then_some(c)
}

/// `c.isspace()`: what `split` and `strip` take for white space.
#[inline]
pub fn is_space(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\x1c'..='\x1f' | ' ') || (!c.is_ascii() && c.is_whitespace())
}

/// Whether `splitlines` ends a line at `c`.
pub fn is_line_break(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// `c.isalpha()`.
#[inline]
pub fn is_alpha(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphabetic()
    } else {
        tables::ALPHABETIC.contains(c)
    }
}

/// `c.isdecimal()`.
pub fn is_decimal(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_digit()
    } else {
        tables::DECIMAL.contains(c)
    }
}

/// The value of a decimal digit of any script.
pub fn decimal_value(c: char) -> Option<u8> {
    if c.is_ascii() {
        return c.to_digit(10).map(|digit| digit as u8);
    }
    let start = tables::DECIMAL.run_start(c)?;
    // Runs consist of whole blocks from zero to nine.
    Some(((c as u32 - start) % 10) as u8)
}

/// `c.isdigit()`.
pub fn is_digit(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_digit()
    } else {
        tables::DIGIT.contains(c)
    }
}

/// `c.isnumeric()`.
pub fn is_numeric(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_digit()
    } else {
        tables::NUMERIC.contains(c)
    }
}

/// `c.isalnum()`.
pub fn is_alnum(c: char) -> bool {
    is_alpha(c) || is_decimal(c) || is_digit(c) || is_numeric(c)
}

/// Whether `c` is an upper-case character.
#[inline]
pub fn is_upper(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_uppercase()
    } else {
        tables::UPPER.contains(c)
    }
}

/// Whether `c` is a lower-case character.
#[inline]
pub fn is_lower(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_lowercase()
    } else {
        tables::LOWER.contains(c)
    }
}

/// Whether `c` is a title-case character, as the digraph Dz.
pub fn is_title(c: char) -> bool {
    !c.is_ascii() && tables::TITLE.contains(c)
}

/// Whether `c` has case.
pub fn is_cased(c: char) -> bool {
    is_lower(c) || is_upper(c) || is_title(c)
}

/// Whether `c` does not end a word where case is concerned, as the apostrophe.
pub fn is_case_ignorable(c: char) -> bool {
    tables::CASE_IGNORABLE.contains(c)
}

/// Whether an identifier may begin with `c`.
pub fn is_id_start(c: char) -> bool {
    match c.is_ascii() {
        true => c.is_ascii_alphabetic() || c == '_',
        false => tables::ID_START.contains(c),
    }
}

/// Whether an identifier may go on with `c`.
pub fn is_id_continue(c: char) -> bool {
    match c.is_ascii() {
        true => c.is_ascii_alphanumeric() || c == '_',
        false => tables::ID_CONTINUE.contains(c),
    }
}

/// The character with number `n`, for `%c` of both kinds of formatting.
pub fn char_of(n: &Int) -> Result<char, OpError> {
    let code = n
        .to_i64()
        .and_then(|n| u32::try_from(n).ok())
        .filter(|code| *code < 0x11_0000);
    let Some(code) = code else {
        return Err(OpError::overflow("%c arg not in range(0x110000)"));
    };
    char::from_u32(code).ok_or_else(|| OpError::unsupported("lone surrogates in text"))
}

/// `chr(n)`.
pub fn chr(n: &Int) -> Result<char, OpError> {
    char_of(n).map_err(|error| match error.kind {
        OpErrorKind::OverflowError => OpError::value("chr() arg not in range(0x110000)"),
        _ => error,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_by_number() {
        let rows = [
            (-1, "ValueError: chr() arg not in range(0x110000)"),
            (0x110000, "ValueError: chr() arg not in range(0x110000)"),
            (1 << 40, "ValueError: chr() arg not in range(0x110000)"),
            (0xd800, "Unsupported: lone surrogates in text"),
        ];
        for (code, error) in rows {
            assert_eq!(chr(&Int::Small(code)).unwrap_err().to_string(), error);
        }
        assert_eq!(chr(&Int::Small(0x1f40d)), Ok('\u{1f40d}'));
        assert_eq!(decimal_value('\u{1d7e1}'), Some(9));
    }
}
