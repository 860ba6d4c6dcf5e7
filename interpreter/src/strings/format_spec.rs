//! The format mini-language: what `format(value, spec)`, f-strings and `str.format` do with a number
//! or a text.
//!
//! Follows `Python/formatter_unicode.c` of CPython 3.13.

use super::text::Text;
use super::unicode::{char_of, decimal_value};
use crate::number::complex::Complex;
use crate::number::digits::{Layout, Notation};
use crate::number::{Int, MAX_STR_DIGITS, MAX_TEXT, OpError, float};

/// `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`, taken apart.
#[derive(Clone, Debug)]
struct Spec {
    fill: char,
    align: char,
    sign: Option<char>,
    no_negative_zero: bool,
    alternate: bool,
    width: usize,
    grouping: Option<char>,
    precision: Option<usize>,
    code: Option<char>,
}

/// A number in parts: what stands before the digits, the digits to group, and what follows them.
struct Parts<'a> {
    negative: bool,
    prefix: &'a str,
    digits: &'a str,
    rest: &'a str,
    group: usize,
}

/// `format(n, spec)`.
pub fn format_int(n: &Int, spec: &str) -> Result<String, OpError> {
    match spec.is_empty() {
        true => n.to_decimal(MAX_STR_DIGITS),
        false => int_of_type(n, spec, "int"),
    }
}

/// `format(b, spec)`: a word without a specification, a number with one.
pub fn format_bool(b: bool, spec: &str) -> Result<String, OpError> {
    match spec.is_empty() {
        true => Ok(if b { "True" } else { "False" }.to_owned()),
        false => int_of_type(&Int::Small(i64::from(b)), spec, "bool"),
    }
}

/// `format(x, spec)`.
pub fn format_float(x: f64, spec: &str) -> Result<String, OpError> {
    if spec.is_empty() {
        return Ok(float::repr(x));
    }
    let spec = Spec::parse(spec, '>', None, "float")?;
    match spec.code {
        None | Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '%') => spec.float(x),
        Some(code) => Err(unknown_code(code, "float")),
    }
}

/// `format(z, spec)`.
pub fn format_complex(z: Complex, spec: &str) -> Result<String, OpError> {
    if spec.is_empty() {
        return Ok(z.repr());
    }
    let spec = Spec::parse(spec, '>', None, "complex")?;
    match spec.code {
        None | Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n') => spec.complex(z),
        Some(code) => Err(unknown_code(code, "complex")),
    }
}

/// `format(text, spec)`.
pub fn format_str(text: &str, spec: &str) -> Result<String, OpError> {
    if spec.is_empty() {
        return Ok(text.to_owned());
    }
    let spec = Spec::parse(spec, '<', Some('s'), "str")?;
    match spec.code {
        Some('s') => spec.text(text),
        code => Err(unknown_code(code.unwrap_or('s'), "str")),
    }
}

fn int_of_type(n: &Int, spec: &str, type_name: &str) -> Result<String, OpError> {
    let spec = Spec::parse(spec, '>', Some('d'), type_name)?;
    match spec.code.unwrap_or('d') {
        'b' | 'c' | 'd' | 'o' | 'x' | 'X' | 'n' => spec.int(n),
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => spec.float(n.to_float()?),
        code => Err(unknown_code(code, type_name)),
    }
}

#[cold]
fn unknown_code(code: char, type_name: &str) -> OpError {
    let shown = shown_code(code);
    OpError::value(format!(
        "Unknown format code '{shown}' for object of type '{type_name}'"
    ))
}

/// A type code in a message: itself, or its number where it would not show.
fn shown_code(code: char) -> String {
    match code {
        '!'..='\x7f' => code.to_string(),
        _ => format!("\\x{:x}", code as u32),
    }
}

/// The characters of a specification, read from the front.
struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        let c = self.peek().filter(|c| wanted(*c))?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    fn number(&mut self) -> Result<Option<usize>, OpError> {
        let mut number: Option<i64> = None;
        while let Some(digit) = self.peek().and_then(decimal_value) {
            self.take(|_| true);
            let next = number.unwrap_or(0).checked_mul(10);
            let next = next.and_then(|n| n.checked_add(i64::from(digit)));
            let too_many = || OpError::value("Too many decimal digits in format string");
            number = Some(next.ok_or_else(too_many)?);
        }
        Ok(number.map(|n| n as usize))
    }
}

fn is_align(c: char) -> bool {
    matches!(c, '<' | '>' | '=' | '^')
}

impl Spec {
    fn parse(
        text: &str,
        align: char,
        code: Option<char>,
        type_name: &str,
    ) -> Result<Spec, OpError> {
        let mut reader = Reader { rest: text };
        let (fill, chosen) = Spec::alignment(&mut reader);
        let sign = reader.take(|c| matches!(c, ' ' | '+' | '-'));
        let no_negative_zero = reader.take(|c| c == 'z').is_some();
        let alternate = reader.take(|c| c == '#').is_some();
        let zero = fill.is_none() && reader.take(|c| c == '0').is_some();
        let width = reader.number()?.unwrap_or(0);
        let grouping = Spec::grouping(&mut reader)?;
        let precision = match reader.take(|c| c == '.') {
            None => None,
            Some(_) => Some(
                reader
                    .number()?
                    .ok_or_else(|| OpError::value("Format specifier missing precision"))?,
            ),
        };
        let mut last = reader.rest.chars();
        let code = match (last.next(), last.next()) {
            (_, Some(_)) => {
                return Err(OpError::value(format!(
                    "Invalid format specifier '{text}' for object of type '{type_name}'"
                )));
            }
            (given, None) => given.or(code),
        };
        if let Some(separator) = grouping {
            check_grouping(separator, code)?;
        }
        let align = match chosen {
            None if zero && align == '>' => '=',
            chosen => chosen.unwrap_or(align),
        };
        let fill = fill.unwrap_or(if zero { '0' } else { ' ' });
        Ok(Spec {
            fill,
            align,
            sign,
            no_negative_zero,
            alternate,
            width,
            grouping,
            precision,
            code,
        })
    }

    fn alignment(reader: &mut Reader<'_>) -> (Option<char>, Option<char>) {
        let mut chars = reader.rest.chars();
        if let (Some(fill), Some(align)) = (chars.next(), chars.next().filter(|c| is_align(*c))) {
            reader.rest = chars.as_str();
            return (Some(fill), Some(align));
        }
        (None, reader.take(is_align))
    }

    fn grouping(reader: &mut Reader<'_>) -> Result<Option<char>, OpError> {
        let both = || OpError::value("Cannot specify both ',' and '_'.");
        let comma = reader.take(|c| c == ',');
        let underscore = reader.take(|c| c == '_');
        match (comma, underscore) {
            (Some(_), Some(_)) => Err(both()),
            (None, Some(_)) if reader.peek() == Some(',') => Err(both()),
            (comma, underscore) => Ok(comma.or(underscore)),
        }
    }

    fn text(&self, text: &str) -> Result<String, OpError> {
        let refuse = |what: &str| {
            Err(OpError::value(format!(
                "{what} not allowed in string format specifier"
            )))
        };
        match self.sign {
            Some(' ') => return refuse("Space"),
            Some(_) => return refuse("Sign"),
            None if self.no_negative_zero => return refuse("Negative zero coercion (z)"),
            None if self.alternate => return refuse("Alternate form (#)"),
            None if self.align == '=' => return refuse("'=' alignment"),
            None => {}
        }
        let end = self
            .precision
            .and_then(|most| text.char_indices().nth(most));
        self.pad("", &text[..end.map_or(text.len(), |(place, _)| place)])
    }

    fn int(&self, n: &Int) -> Result<String, OpError> {
        if self.precision.is_some() {
            return Err(OpError::value(
                "Precision not allowed in integer format specifier",
            ));
        }
        if self.no_negative_zero {
            let message = "Negative zero coercion (z) not allowed in integer format specifier";
            return Err(OpError::value(message));
        }
        let (base, prefix) = match self.code {
            Some('c') => return self.character(n),
            Some('b') => (2, "0b"),
            Some('o') => (8, "0o"),
            Some('x') => (16, "0x"),
            Some('X') => (16, "0X"),
            _ => (10, ""),
        };
        let mut digits = match base {
            10 => n.abs().to_decimal(MAX_STR_DIGITS)?,
            base => n.to_radix(base),
        };
        if self.code == Some('X') {
            digits.make_ascii_uppercase();
        }
        let group = if base == 10 { 3 } else { 4 };
        let prefix = if self.alternate { prefix } else { "" };
        let negative = n.is_negative();
        self.number(Parts {
            negative,
            prefix,
            digits: &digits,
            rest: "",
            group,
        })
    }

    fn character(&self, n: &Int) -> Result<String, OpError> {
        let refuse = |what: &str| {
            let message = format!("{what} not allowed with integer format specifier 'c'");
            Err(OpError::value(message))
        };
        if self.sign.is_some() {
            return refuse("Sign");
        }
        if self.alternate {
            return refuse("Alternate form (#)");
        }
        self.pad("", char_of(n)?.encode_utf8(&mut [0; 4]))
    }

    fn float(&self, x: f64) -> Result<String, OpError> {
        let code = self.code.unwrap_or('r');
        if self
            .precision
            .is_some_and(|precision| precision > i32::MAX as usize)
        {
            return Err(OpError::value("precision too big"));
        }
        let x = if code == '%' { x * 100.0 } else { x };
        let (notation, default) = match code {
            'e' | 'E' => (Notation::Exponent, 6),
            'f' | 'F' | '%' => (Notation::Fixed, 6),
            'r' if self.precision.is_none() => (Notation::Shortest, 0),
            _ => (Notation::General, 6),
        };
        let layout = Layout {
            notation,
            precision: self.precision.unwrap_or(default),
            alternate: self.alternate,
            point_zero: code == 'r',
        };
        let mut text = magnitude(x, layout)?;
        if code.is_ascii_uppercase() {
            text.make_ascii_uppercase();
        }
        let zero = !text.contains(|c| matches!(c, '1'..='9' | 'n' | 'N'));
        let negative = x.is_sign_negative() && !x.is_nan() && !(self.no_negative_zero && zero);
        if code == '%' {
            text.push('%');
        }
        let whole = text.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = text.split_at(whole);
        self.number(Parts {
            negative,
            prefix: "",
            digits,
            rest,
            group: 3,
        })
    }

    /// Both parts by the same rules; the whole is padded.
    fn complex(&self, z: Complex) -> Result<String, OpError> {
        if self.fill == '0' {
            let message = "Zero padding is not allowed in complex format specifier";
            return Err(OpError::value(message));
        }
        if self.align == '=' {
            let message = "'=' alignment flag is not allowed in complex format specifier";
            return Err(OpError::value(message));
        }
        let part = |x: f64, sign: Option<char>| {
            let (fill, align, width) = (' ', '>', 0);
            let spec = Spec {
                sign,
                fill,
                align,
                width,
                ..self.clone()
            };
            let mut text = spec.float(x)?;
            if self.code.is_none() && text.ends_with(".0") {
                text.truncate(text.len() - if self.alternate { 1 } else { 2 });
            }
            Ok(text)
        };
        let im = part(z.im, Some('+'))?;
        let is_imaginary = z.re == 0.0 && z.re.is_sign_positive();
        let text = match self.code {
            None if is_imaginary => format!("{}j", part(z.im, self.sign)?),
            None => format!("({}{im}j)", part(z.re, self.sign)?),
            Some(_) => format!("{}{im}j", part(z.re, self.sign)?),
        };
        self.pad("", &text)
    }

    fn number(&self, parts: Parts<'_>) -> Result<String, OpError> {
        let sign = match (parts.negative, self.sign) {
            (true, _) => "-",
            (false, Some('+')) => "+",
            (false, Some(' ')) => " ",
            (false, _) => "",
        };
        let head = format!("{sign}{}", parts.prefix);
        let zeros = self.fill == '0' && self.align == '=' && !parts.digits.is_empty();
        let room = match zeros {
            true => self.width.saturating_sub(head.len() + parts.rest.len()),
            false => 0,
        };
        if room as u64 > MAX_TEXT {
            return Err(OpError::memory());
        }
        let digits = match self.grouping {
            Some(separator) if !parts.digits.is_empty() => {
                grouped(parts.digits, parts.group, separator, room)
            }
            _ => "0".repeat(room.saturating_sub(parts.digits.len())) + parts.digits,
        };
        self.pad(&head, &format!("{digits}{}", parts.rest))
    }

    /// `head` and `body`, filled up to the width; with `=` between the two.
    fn pad(&self, head: &str, body: &str) -> Result<String, OpError> {
        let count = Text::new(head).count() + Text::new(body).count();
        let missing = self.width.saturating_sub(count);
        if missing as u64 > MAX_TEXT {
            return Err(OpError::memory());
        }
        let (left, inner, right) = match self.align {
            '<' => (0, 0, missing),
            '^' => (missing / 2, 0, missing - missing / 2),
            '=' => (0, missing, 0),
            _ => (missing, 0, 0),
        };
        let mut out =
            String::with_capacity(head.len() + body.len() + missing * self.fill.len_utf8());
        out.extend(std::iter::repeat_n(self.fill, left));
        out.push_str(head);
        out.extend(std::iter::repeat_n(self.fill, inner));
        out.push_str(body);
        out.extend(std::iter::repeat_n(self.fill, right));
        Ok(out)
    }
}

fn check_grouping(separator: char, code: Option<char>) -> Result<(), OpError> {
    match code {
        None | Some('d' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F') => Ok(()),
        Some('b' | 'o' | 'x' | 'X') if separator == '_' => Ok(()),
        Some(code) => {
            let shown = shown_code(code);
            Err(OpError::value(format!(
                "Cannot specify '{separator}' with '{shown}'."
            )))
        }
    }
}

/// The absolute value of a float as text, also where it is not finite.
pub(super) fn magnitude(x: f64, layout: Layout) -> Result<String, OpError> {
    match x {
        _ if x.is_nan() => Ok("nan".to_owned()),
        _ if x.is_infinite() => Ok("inf".to_owned()),
        _ => layout.apply(x),
    }
}

/// `digits` in groups, filled with zeros until they and the separators take `room`.
fn grouped(digits: &str, group: usize, separator: char, room: usize) -> String {
    let (mut left, mut room) = (digits.len(), room);
    let mut reversed = String::with_capacity(digits.len().max(room) * 4 / 3 + 2);
    loop {
        let width = group.min(left.max(room).max(1));
        let real = width.min(left);
        reversed.extend(digits[left - real..left].chars().rev());
        reversed.extend(std::iter::repeat_n('0', width - real));
        left -= real;
        room = room.saturating_sub(width);
        if left == 0 && room == 0 {
            break;
        }
        reversed.push(separator);
        room = room.saturating_sub(1);
    }
    reversed.chars().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::{Dice, Oracle, float as float_literal, literal};

    fn random_spec(dice: &mut Dice) -> String {
        let mut spec = String::new();
        let mut maybe = |odds: u64, choices: &[&str]| {
            if dice.below(odds) == 0 {
                spec.push_str(dice.pick(choices));
            }
        };
        maybe(4, &["<", ">", "^", "=", "*<", "é^", "0=", "*=", "0>"]);
        maybe(3, &["+", "-", " "]);
        maybe(9, &["z"]);
        maybe(4, &["#"]);
        maybe(3, &["0"]);
        maybe(2, &["1", "5", "12", "21", "30"]);
        maybe(4, &[",", "_", ",", "_", "_,", ",_"]);
        maybe(3, &[".0", ".1", ".3", ".17", "."]);
        maybe(
            2,
            &[
                "d", "x", "X", "o", "b", "c", "n", "e", "f", "g", "E", "F", "G", "%", "s", "y",
                "é", "dd",
            ],
        );
        spec
    }

    #[test]
    fn agrees_with_cpython() {
        let mut dice = Dice(25);
        let mut oracle = Oracle::default();
        for _ in 0..4000 {
            let spec = random_spec(&mut dice);
            let l = literal(&spec);
            let n = match dice.below(3) {
                0 => dice.below(200) as i64 - 20,
                _ => (dice.bits() as i64) >> dice.below(64),
            };
            let number = Int::Small(n);
            oracle.case(format!("format({n},{l})"), format_int(&number, &spec));
            let x = dice.float();
            oracle.case(
                format!("format({},{l})", float_literal(x)),
                format_float(x, &spec),
            );
            let text = dice.pick(&["", "abc", "é\u{1f40d}"]);
            oracle.case(
                format!("format({},{l})", literal(text)),
                format_str(text, &spec),
            );
            oracle.case(format!("format(True,{l})"), format_bool(true, &spec));
        }
        oracle.check();
    }

    #[test]
    fn golden() {
        let error = |spec: &str| format_int(&Int::ONE, spec).unwrap_err().message;
        let rows = [
            (
                "abc",
                "Invalid format specifier 'abc' for object of type 'int'",
            ),
            ("y", "Unknown format code 'y' for object of type 'int'"),
            ("5 ", "Unknown format code '\\x20' for object of type 'int'"),
            (",n", "Cannot specify ',' with 'n'."),
            (
                "99999999999999999999",
                "Too many decimal digits in format string",
            ),
            (".", "Format specifier missing precision"),
            ("+c", "Sign not allowed with integer format specifier 'c'"),
        ];
        for (spec, message) in rows {
            assert_eq!(error(spec), message);
        }
        assert_eq!(format_int(&Int::Small(1), "05,"), Ok("0,001".to_owned()));
        assert_eq!(
            format_int(&Int::ONE, "9999999999999"),
            Err(OpError::memory())
        );
    }
}
