//! Number literals: what is wrong with them, and what they are worth.

use super::ast::Constant;
use super::error::SyntaxError;
use crate::text::Span;
use num_bigint::BigInt;

/// CPython's limit on the digits of a decimal integer, whose conversion takes quadratic time.
const MAX_DECIMAL_DIGITS: usize = 4300;

/// Checks the text after a well-formed number: a letter or digit there spoils it.
///
/// `span` is the longest well-formed number. Follows `verify_end_of_number` and its callers in
/// CPython 3.13, `Parser/lexer/lexer.c`, down to which character gets the caret.
pub(super) fn check(text: &str, span: Span) -> Result<(), Box<SyntaxError>> {
    let (start, end) = (span.start as usize, span.end as usize);
    let number = &text[start..end];
    let rest = &text.as_bytes()[end..];
    if let Some(zeros) = leading_zeros(number)
        && !matches!(rest.first(), Some(b'_'))
    {
        let message = "leading zeros in decimal integer literals are not permitted; \
                       use an 0o prefix for octal integers";
        return fail(start, start + zeros, message);
    }
    let (radix, base) = radix(number, rest);
    let prefix_only = number == "0" && base != 10;
    let at = if prefix_only { end + 1 } else { end };
    let rest = &text.as_bytes()[at..];
    let last = at - 1;
    match rest.first() {
        Some(b'_') if base < 10 && rest.get(1).is_some_and(u8::is_ascii_digit) => {
            let digit = rest[1] as char;
            let message = format!("invalid digit '{digit}' in {radix} literal");
            fail(at + 1, at + 2, message)
        }
        Some(b'_') if !number.ends_with(['.', 'j', 'J']) => invalid(radix, at),
        Some(&digit) if digit.is_ascii_digit() && base < 10 => {
            let digit = digit as char;
            let message = format!("invalid digit '{digit}' in {radix} literal");
            fail(at, at + 1, message)
        }
        _ if prefix_only => invalid(radix, last),
        Some(b'e' | b'E')
            if base == 10
                && !number.contains(['e', 'E', 'j', 'J'])
                && matches!(rest.get(1), Some(b'+' | b'-')) =>
        {
            invalid(radix, at + 1)
        }
        Some(b) if b.is_ascii_alphanumeric() || *b == b'_' => match keyword_follows(rest) {
            true => Ok(()),
            false => invalid(radix, last),
        },
        _ => Ok(()),
    }
}

fn fail(start: usize, end: usize, message: impl Into<String>) -> Result<(), Box<SyntaxError>> {
    Err(Box::new(SyntaxError::new(Span::new(start, end), message)))
}

fn invalid(radix: &str, at: usize) -> Result<(), Box<SyntaxError>> {
    fail(at, at + 1, format!("invalid {radix} literal"))
}

/// The literal's kind, and its base. A lone `0` takes it from the letter after.
fn radix(number: &str, rest: &[u8]) -> (&'static str, u32) {
    let letter = match number.as_bytes() {
        [b'0'] => rest.first().copied(),
        [b'0', letter, ..] => Some(*letter),
        _ => None,
    };
    match letter {
        Some(b'x' | b'X') => ("hexadecimal", 16),
        Some(b'o' | b'O') => ("octal", 8),
        Some(b'b' | b'B') => ("binary", 2),
        _ if number.ends_with(['j', 'J']) => ("imaginary", 10),
        _ => ("decimal", 10),
    }
}

/// Number of zeros (and underscores between) before the first other digit of a decimal integer.
fn leading_zeros(number: &str) -> Option<usize> {
    let digits = number.bytes().all(|b| b.is_ascii_digit() || b == b'_');
    let zeros = number
        .bytes()
        .take_while(|b| matches!(b, b'0' | b'_'))
        .count();
    (digits && zeros > 0 && zeros < number.len()).then_some(zeros)
}

/// A keyword may touch a number: `1if x else 2`.
fn keyword_follows(rest: &[u8]) -> bool {
    let words: [&[u8]; 8] = [b"and", b"else", b"for", b"if", b"in", b"is", b"or", b"not"];
    words.iter().any(|word| rest.starts_with(word))
}

/// The value of a well-formed literal.
pub(super) fn value(literal: &str, span: Span) -> Result<Constant, Box<SyntaxError>> {
    // Most numbers are short and plain.
    if let Ok(value) = literal.parse::<i64>() {
        return Ok(Constant::Int(value));
    }
    let clean: String = literal.chars().filter(|c| *c != '_').collect();
    let bytes = clean.as_bytes();
    let radix = match bytes.get(1).map(u8::to_ascii_lowercase) {
        Some(b'x') => 16,
        Some(b'o') => 8,
        Some(b'b') => 2,
        _ => 10,
    };
    if radix != 10 {
        return Ok(integer(&clean[2..], radix));
    }
    if let Some(number) = clean.strip_suffix(['j', 'J']) {
        return Ok(Constant::Imaginary(float(number)));
    }
    if clean.contains(['.', 'e', 'E']) {
        return Ok(Constant::Float(float(&clean)));
    }
    if clean.len() > MAX_DECIMAL_DIGITS {
        let message = format!(
            "Exceeds the limit ({MAX_DECIMAL_DIGITS} digits) for integer string conversion: value \
             has {} digits; use sys.set_int_max_str_digits() to increase the limit - Consider \
             hexadecimal for huge integer literals to avoid decimal conversion limits.",
            clean.len()
        );
        return Err(Box::new(SyntaxError::new(span, message)));
    }
    Ok(integer(&clean, 10))
}

fn integer(digits: &str, radix: u32) -> Constant {
    match i64::from_str_radix(digits, radix) {
        Ok(value) => Constant::Int(value),
        Err(_) => {
            let value = BigInt::parse_bytes(digits.as_bytes(), radix);
            Constant::BigInt(value.expect("the token table admits only digits of the base"))
        }
    }
}

fn float(number: &str) -> f64 {
    number
        .parse()
        .expect("the token table admits only well-formed floats")
}
