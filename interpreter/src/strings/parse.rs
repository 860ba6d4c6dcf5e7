//! Numbers from text: `int(text, base)`, `float(text)`, `complex(text)`.

use super::repr::repr;
use super::unicode::{decimal_value, is_space};
use crate::number::complex::Complex;
use crate::number::{Int, OpError};

/// `int(text, base)` with a limit on decimal digits, of which 0 means none.
///
/// Follows `PyLong_FromString` of CPython 3.13, `Objects/longobject.c`.
pub fn parse_int(text: &str, base: i64, limit: usize) -> Result<Int, OpError> {
    if base != 0 && !(2..=36).contains(&base) {
        return Err(OpError::value("int() base must be >= 2 and <= 36, or 0"));
    }
    let plain = plain_digits(text);
    let (negative, body) = match plain.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, plain.strip_prefix('+').unwrap_or(&plain)),
    };
    let Some((digits, base)) = digits_in_base(body, base as u32) else {
        let shown: String = repr(text).chars().take(200).collect();
        let message = format!("invalid literal for int() with base {base}: {shown}");
        return Err(OpError::value(message));
    };
    let magnitude = Int::from_digits(&digits, base, limit)?;
    Ok(if negative { -&magnitude } else { magnitude })
}

/// `text` without the white space around it, its decimal digits of all scripts as ASCII.
fn plain_digits(text: &str) -> String {
    // CPython strips by C's rules, and white space beyond ASCII becomes a blank first.
    let blank = |c: char| matches!(c, ' ' | '\t'..='\r') || (!c.is_ascii() && is_space(c));
    let ascii = |c: char| match decimal_value(c) {
        Some(digit) => char::from(b'0' + digit),
        None => c,
    };
    text.trim_matches(blank).chars().map(ascii).collect()
}

/// Digits without prefix and underscores, and their base; none when they are malformed.
fn digits_in_base(body: &str, base: u32) -> Option<(Vec<u8>, u32)> {
    let lower = body.get(..2).unwrap_or("").to_ascii_lowercase();
    let prefixed = match lower.as_str() {
        "0x" => Some(16),
        "0o" => Some(8),
        "0b" => Some(2),
        _ => None,
    };
    let (base, rest) = match (base, prefixed) {
        (0, Some(base)) => (base, &body[2..]),
        (0, None) if leading_zero(body) => return None,
        (0, None) => (10, body),
        (base, Some(prefix)) if prefix == base => (base, &body[2..]),
        (base, _) => (base, body),
    };
    // One underscore may separate prefix and digits.
    let rest = match rest.len() < body.len() {
        true => rest.strip_prefix('_').unwrap_or(rest),
        false => rest,
    };
    let valid = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_digit(base));
    if !rest.split('_').all(valid) {
        return None;
    }
    let digits: Vec<u8> = rest.bytes().filter(|b| *b != b'_').collect();
    Some((digits, base))
}

/// `int(text, 0)` allows no leading zeros, so that `010` is not taken for octal.
fn leading_zero(body: &str) -> bool {
    body.starts_with('0') && body.bytes().any(|b| (b'1'..=b'9').contains(&b))
}

/// `float(text)`.
///
/// Follows `PyFloat_FromString` of CPython 3.13, `Objects/floatobject.c`.
pub fn parse_float(text: &str) -> Result<f64, OpError> {
    let invalid = || OpError::value(format!("could not convert string to float: {}", repr(text)));
    let plain = plain_digits(text);
    let bytes = plain.as_bytes();
    let digit = |place: Option<usize>| {
        place
            .and_then(|place| bytes.get(place))
            .is_some_and(u8::is_ascii_digit)
    };
    let separates = |place: usize| digit(place.checked_sub(1)) && digit(Some(place + 1));
    if plain
        .char_indices()
        .any(|(place, c)| c == '_' && !separates(place))
    {
        return Err(invalid());
    }
    plain.replace('_', "").parse().map_err(|_| invalid())
}

/// `complex(text)`.
pub fn parse_complex(text: &str) -> Result<Complex, OpError> {
    let plain = plain_digits(text);
    if !has_fair_underscores(&plain) {
        let message = format!("could not convert string to complex: {}", repr(text));
        return Err(OpError::value(message));
    }
    let plain = plain.replace('_', "");
    let inside = match plain.strip_prefix('(') {
        None => Some(&*plain),
        Some(rest) => rest.strip_suffix(')').map(str::trim_ascii),
    };
    let malformed = || OpError::value("complex() arg is a malformed string");
    inside.and_then(pair).ok_or_else(malformed)
}

/// Underscores stand between digits only.
fn has_fair_underscores(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| {
        let byte = at.and_then(|at| bytes.get(at));
        byte.is_some_and(u8::is_ascii_digit)
    };
    (0..bytes.len()).all(|at| bytes[at] != b'_' || digit(at.checked_sub(1)) && digit(Some(at + 1)))
}

/// `2`, `2j`, `j`, `1+2j`, `1-j`.
fn pair(text: &str) -> Option<Complex> {
    let Some(rest) = text.strip_suffix(['j', 'J']) else {
        return Some(part(text)?.into());
    };
    let unit = |rest: &str| match rest {
        "" | "+" => Some(1.0),
        "-" => Some(-1.0),
        rest => part(rest),
    };
    // The sign that parts the two is the last one which belongs to no exponent.
    let bytes = rest.as_bytes();
    let parting = (1..bytes.len())
        .rev()
        .find(|at| matches!(bytes[*at], b'+' | b'-') && !matches!(bytes[at - 1], b'e' | b'E'));
    Some(match parting {
        None => Complex::new(0.0, unit(rest)?),
        Some(at) => Complex::new(part(&rest[..at])?, unit(&rest[at..])?),
    })
}

/// A float with nothing beside it.
fn part(text: &str) -> Option<f64> {
    let is_bare = !text.contains(|c: char| c.is_whitespace());
    is_bare.then(|| parse_float(text).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::MAX_STR_DIGITS;
    use crate::oracle::{Dice, Oracle, bits, literal};

    #[test]
    fn agrees_with_cpython() {
        let mut dice = Dice(24);
        let mut oracle = Oracle::default();
        const PARTS: [&str; 26] = [
            "1", "2", "0", "0", "7", "_", "_", "x", "b", "o", "e", "E", ".", ".", "-", "+", " ",
            "\n", "\x1c", "inf", "nan", "infinity", "٣", "\u{3000}", "z", "0x",
        ];
        let digits: Vec<&str> = (0..5).chain([5, 12, 14, 22]).map(|i| PARTS[i]).collect();
        for index in 0..4000 {
            let parts = if index % 2 == 0 {
                &PARTS[..]
            } else {
                &digits[..]
            };
            let text: String = (0..dice.below(7)).map(|_| dice.pick(parts)).collect();
            let l = literal(&text);
            let base = dice.pick(&[10, 10, 0, 16, 2, 8, 36, 1, 3]);
            let number = parse_int(&text, base, MAX_STR_DIGITS).map(|n| n.to_big().to_string());
            oracle.case(format!("int({l},{base})"), number);
            oracle.case(format!("bits(float({l}))"), parse_float(&text).map(bits));
        }
        oracle.check();
    }

    #[test]
    fn golden() {
        let message = |text: &str| parse_int(text, 10, 0).unwrap_err().message;
        assert_eq!(
            message("12a"),
            "invalid literal for int() with base 10: '12a'"
        );
        assert_eq!(message(&"x".repeat(300)).len(), 40 + 200);
        let message = parse_float("it's").unwrap_err().message;
        assert_eq!(message, "could not convert string to float: \"it's\"");
        assert!(parse_int("1".repeat(5000).as_str(), 10, MAX_STR_DIGITS).is_err());
    }

    #[test]
    fn complex_numbers() {
        let check = |text: &str, shown: &str| {
            let number = parse_complex(text).map(Complex::repr);
            assert_eq!(number.as_deref().unwrap_or("malformed"), shown, "{text}");
        };
        check("1+2j", "(1+2j)");
        check(" ( 1e3-2.5J ) ", "(1000-2.5j)");
        check("j", "1j");
        check("-j", "-1j");
        check("1e+5j", "100000j");
        check("infinity-nanj", "(inf+nanj)");
        check("1_0+2_0j", "(10+20j)");
        for wrong in [
            "", "1 +2j", "1+", "1+2", "1j+2", "(1+2j", "1e", "1__0", "1+-2j",
        ] {
            check(wrong, "malformed");
        }
    }
}
