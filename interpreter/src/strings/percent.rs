//! `format % values`: the format taken apart, and each kind of value put into its place.
//!
//! Values are objects, so the caller walks over the [`Pieces`], fetches what each [`Spec`] asks for
//! and hands it back. Follows `Objects/unicodeobject.c` of CPython 3.13, `PyUnicode_Format`.

use super::format_spec::magnitude;
use super::text::Text;
use super::unicode::char_of;
use crate::number::digits::{Layout, Notation};
use crate::number::{Int, MAX_STR_DIGITS, MAX_TEXT, OpError};

/// The flags between `%` and the width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// `-`: fill on the right.
    pub left: bool,
    /// `+`: show the sign of positive numbers.
    pub plus: bool,
    /// A blank: leave room for it.
    pub blank: bool,
    /// `#`: the alternate form.
    pub alternate: bool,
    /// `0`: fill numbers with zeros.
    pub zero: bool,
}

/// A width or precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// `*`: the next value says it.
    Star,
    /// A number.
    Given(usize),
}

/// One conversion, from `%` to its letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec<'a> {
    /// The name in parentheses: the value is looked up by it.
    pub key: Option<&'a str>,
    /// The flags.
    pub flags: Flags,
    /// The least width.
    pub width: Option<Size>,
    /// Digits, or the most characters of a text.
    pub precision: Option<Size>,
    /// The letter; any character, since only a value's turn shows that it is not one.
    pub conversion: char,
    /// Where the letter stands, in code points.
    pub index: usize,
}

/// A part of a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text to copy; `%%` is the text `%`.
    Literal(&'a str),
    /// A place for a value.
    Spec(Spec<'a>),
}

/// Iterates over the pieces of a format. Errors come where CPython meets them, after the values
/// before them were converted; nothing follows an error.
#[derive(Clone, Debug)]
pub struct Pieces<'a> {
    text: &'a str,
    place: usize,
}

impl<'a> Pieces<'a> {
    /// The pieces of `format`.
    pub fn new(format: &'a str) -> Pieces<'a> {
        Pieces {
            text: format,
            place: 0,
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.place..]
    }

    fn peek(&self) -> Result<char, OpError> {
        self.rest()
            .chars()
            .next()
            .ok_or_else(|| OpError::value("incomplete format"))
    }

    fn spec(&mut self) -> Result<Piece<'a>, OpError> {
        self.place += 1;
        if self.rest().starts_with('%') {
            self.place += 1;
            return Ok(Piece::Literal("%"));
        }
        let key = self.key()?;
        let mut flags = Flags::default();
        while self.flag(&mut flags)? {
            self.place += 1;
        }
        let width = self.size("width too big")?;
        let precision = match self.peek()? {
            '.' => {
                self.place += 1;
                Some(self.size("precision too big")?.unwrap_or(Size::Given(0)))
            }
            _ => None,
        };
        if matches!(self.peek()?, 'h' | 'l' | 'L') {
            self.place += 1;
        }
        let conversion = self.peek()?;
        let index = self.text[..self.place].chars().count();
        self.place += conversion.len_utf8();
        Ok(Piece::Spec(Spec {
            key,
            flags,
            width,
            precision,
            conversion,
            index,
        }))
    }

    /// A name in parentheses, which may contain balanced ones.
    fn key(&mut self) -> Result<Option<&'a str>, OpError> {
        if !self.rest().starts_with('(') {
            return Ok(None);
        }
        let mut depth = 0;
        for (offset, c) in self.rest().char_indices() {
            depth += match c {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            if depth == 0 {
                let key = &self.rest()[1..offset];
                self.place += offset + 1;
                return Ok(Some(key));
            }
        }
        Err(OpError::value("incomplete format key"))
    }

    fn flag(&self, flags: &mut Flags) -> Result<bool, OpError> {
        match self.peek()? {
            '-' => flags.left = true,
            '+' => flags.plus = true,
            ' ' => flags.blank = true,
            '#' => flags.alternate = true,
            '0' => flags.zero = true,
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn size(&mut self, too_big: &str) -> Result<Option<Size>, OpError> {
        if self.peek()? == '*' {
            self.place += 1;
            return Ok(Some(Size::Star));
        }
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let number = &self.rest()[..digits];
        self.place += digits;
        if number.is_empty() {
            return Ok(None);
        }
        let most = if too_big.starts_with('w') {
            i64::MAX
        } else {
            i64::from(i32::MAX)
        };
        match number.parse::<i64>() {
            Ok(size) if size <= most => Ok(Some(Size::Given(size as usize))),
            _ => Err(OpError::value(too_big)),
        }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Result<Piece<'a>, OpError>;

    fn next(&mut self) -> Option<Result<Piece<'a>, OpError>> {
        let rest = self.rest();
        match rest.find('%') {
            _ if rest.is_empty() => None,
            Some(0) => {
                let piece = self.spec();
                if piece.is_err() {
                    self.place = self.text.len();
                }
                Some(piece)
            }
            end => {
                let literal = &rest[..end.unwrap_or(rest.len())];
                self.place += literal.len();
                Some(Ok(Piece::Literal(literal)))
            }
        }
    }
}

impl Spec<'_> {
    /// Settles a width that was `*`; a negative one fills on the right.
    pub fn set_width(&mut self, width: i64) {
        self.flags.left |= width < 0;
        self.width = Some(Size::Given(width.unsigned_abs() as usize));
    }

    /// Settles a precision that was `*`; a negative one is zero.
    pub fn set_precision(&mut self, precision: i64) {
        self.precision = Some(Size::Given(precision.max(0) as usize));
    }

    /// The error of a letter that is no conversion.
    pub fn unsupported(&self) -> OpError {
        let code = self.conversion as u32;
        let shown = if (32..127).contains(&code) {
            self.conversion
        } else {
            '?'
        };
        let index = self.index;
        let message =
            format!("unsupported format character '{shown}' (0x{code:x}) at index {index}");
        OpError::value(message)
    }

    /// The error of a value whose type does not suit the conversion.
    pub fn wrong_type(&self, type_name: &str) -> OpError {
        let conversion = self.conversion;
        OpError::type_error(match conversion {
            'o' | 'x' | 'X' => {
                format!("%{conversion} format: an integer is required, not {type_name}")
            }
            'c' => "%c requires int or char".to_owned(),
            'd' | 'i' | 'u' => {
                format!("%{conversion} format: a real number is required, not {type_name}")
            }
            _ => format!("must be real number, not {type_name}"),
        })
    }

    fn given(size: Option<Size>) -> Option<usize> {
        match size {
            Some(Size::Given(size)) => Some(size),
            Some(Size::Star) => panic!("a star was not settled"),
            None => None,
        }
    }

    /// `body` behind its sign and prefix, filled to the width.
    fn pad(&self, head: &str, body: &str, zeros: bool) -> Result<String, OpError> {
        let count = Text::new(head).count() + Text::new(body).count();
        let missing = Spec::given(self.width).unwrap_or(0).saturating_sub(count);
        if missing as u64 > MAX_TEXT {
            return Err(OpError::memory());
        }
        let fill = |c: &str| c.repeat(missing);
        Ok(match (self.flags.left, zeros) {
            (true, _) => format!("{head}{body}{}", fill(" ")),
            (false, true) => format!("{head}{}{body}", fill("0")),
            (false, false) => format!("{}{head}{body}", fill(" ")),
        })
    }

    fn sign(&self, negative: bool) -> &'static str {
        match self.flags {
            _ if negative => "-",
            Flags { plus: true, .. } => "+",
            Flags { blank: true, .. } => " ",
            _ => "",
        }
    }
}

/// The values that follow one format when they run out.
#[cold]
pub fn not_enough_arguments() -> OpError {
    OpError::type_error("not enough arguments for format string")
}

/// The values that a format left over.
#[cold]
pub fn not_all_converted() -> OpError {
    OpError::type_error("not all arguments converted during string formatting")
}

/// `%d %i %u %o %x %X` of an integer.
pub fn percent_int(spec: &Spec<'_>, n: &Int) -> Result<String, OpError> {
    let (base, prefix) = match spec.conversion {
        'o' => (8, "0o"),
        'x' => (16, "0x"),
        'X' => (16, "0X"),
        _ => (10, ""),
    };
    let mut digits = match base {
        10 => n.abs().to_decimal(MAX_STR_DIGITS)?,
        base => n.to_radix(base),
    };
    if spec.conversion == 'X' {
        digits.make_ascii_uppercase();
    }
    let least = Spec::given(spec.precision).unwrap_or(0);
    let zeros = least.saturating_sub(digits.len());
    if zeros as u64 > MAX_TEXT {
        return Err(OpError::memory());
    }
    digits.insert_str(0, &"0".repeat(zeros));
    let prefix = if spec.flags.alternate { prefix } else { "" };
    let head = format!("{}{prefix}", spec.sign(n.is_negative()));
    spec.pad(&head, &digits, spec.flags.zero)
}

/// `%e %E %f %F %g %G` of a float.
pub fn percent_float(spec: &Spec<'_>, x: f64) -> Result<String, OpError> {
    let notation = match spec.conversion.to_ascii_lowercase() {
        'e' => Notation::Exponent,
        'f' => Notation::Fixed,
        _ => Notation::General,
    };
    let precision = Spec::given(spec.precision).unwrap_or(6);
    let alternate = spec.flags.alternate;
    let mut text = magnitude(
        x,
        Layout {
            notation,
            precision,
            alternate,
            point_zero: false,
        },
    )?;
    if spec.conversion.is_ascii_uppercase() {
        text.make_ascii_uppercase();
    }
    spec.pad(
        spec.sign(x.is_sign_negative() && !x.is_nan()),
        &text,
        spec.flags.zero,
    )
}

/// `%s %r %a` of the text that `str`, `repr` or `ascii` gave.
pub fn percent_str(spec: &Spec<'_>, text: &str) -> Result<String, OpError> {
    let end = Spec::given(spec.precision).and_then(|most| text.char_indices().nth(most));
    spec.pad(
        "",
        &text[..end.map_or(text.len(), |(place, _)| place)],
        false,
    )
}

/// `%c` of a text of one character.
pub fn percent_char(spec: &Spec<'_>, text: &str) -> Result<String, OpError> {
    match text.chars().count() {
        1 => spec.pad("", text, false),
        _ => Err(spec.wrong_type("str")),
    }
}

/// `%c` of an integer.
pub fn percent_code(spec: &Spec<'_>, n: &Int) -> Result<String, OpError> {
    spec.pad("", char_of(n)?.encode_utf8(&mut [0; 4]), false)
}

#[cfg(test)]
mod tests {
    use super::super::repr::{ascii, repr};
    use super::*;
    use crate::oracle::{Dice, Oracle, float as float_literal, literal};

    fn random_format(dice: &mut Dice) -> String {
        let mut format = String::from("é%");
        let mut maybe = |odds: u64, choices: &[&str]| {
            if dice.below(odds) == 0 {
                format.push_str(dice.pick(choices));
            }
        };
        for _ in 0..3 {
            maybe(4, &["-", "+", " ", "#", "0", "0"]);
        }
        maybe(2, &["1", "5", "12", "21", "99999999999999999999"]);
        maybe(3, &[".0", ".1", ".3", ".17", ".", ".9999999999999"]);
        maybe(9, &["l", "h", "L", "ll"]);
        maybe(
            1,
            &[
                "d", "x", "X", "o", "c", "e", "f", "g", "E", "F", "G", "s", "r", "a", "i", "u",
                "d", "f", "s",
            ],
        );
        maybe(30, &["%", "y"]);
        format
    }

    /// What a VM does with one value, of which the conversion takes the fitting form.
    fn apply(format: &str, n: &Int, x: f64, text: &str) -> Result<String, OpError> {
        let mut out = String::new();
        for piece in Pieces::new(format) {
            match piece? {
                Piece::Literal(literal) => out.push_str(literal),
                Piece::Spec(spec) => out.push_str(&match spec.conversion {
                    'd' | 'i' | 'u' | 'o' | 'x' | 'X' => percent_int(&spec, n)?,
                    'e' | 'E' | 'f' | 'F' | 'g' | 'G' => percent_float(&spec, x)?,
                    's' => percent_str(&spec, text)?,
                    'r' => percent_str(&spec, &repr(text))?,
                    'a' => percent_str(&spec, &ascii(text))?,
                    'c' => percent_char(&spec, text)?,
                    _ => return Err(spec.unsupported()),
                }),
            }
        }
        Ok(out)
    }

    #[test]
    fn agrees_with_cpython() {
        let mut dice = Dice(26);
        let mut oracle = Oracle::default();
        for _ in 0..4000 {
            let format = random_format(&mut dice);
            let n = (dice.bits() as i64) >> dice.below(64);
            let x = dice.float();
            let text = dice.pick(&["", "a", "é", "it's"]);
            let ours = apply(&format, &Int::Small(n), x, text);
            let value = match format.trim_end_matches(['%', 'y']).chars().last().unwrap() {
                'd' | 'i' | 'u' | 'o' | 'x' | 'X' => n.to_string(),
                's' | 'r' | 'a' | 'c' => literal(text),
                _ => float_literal(x),
            };
            oracle.case(format!("{}%({value},)", literal(&format)), ours);
        }
        oracle.check();
    }

    #[test]
    fn takes_formats_apart() {
        let pieces: Result<Vec<Piece>, OpError> = Pieces::new("a%%b%(k(1))-+08.*lx!").collect();
        let spec = Spec {
            key: Some("k(1)"),
            flags: Flags {
                left: true,
                plus: true,
                zero: true,
                ..Flags::default()
            },
            width: Some(Size::Given(8)),
            precision: Some(Size::Star),
            conversion: 'x',
            index: 18,
        };
        let expected = [
            Piece::Literal("a"),
            Piece::Literal("%"),
            Piece::Literal("b"),
            Piece::Spec(spec),
            Piece::Literal("!"),
        ];
        assert_eq!(pieces.unwrap(), expected);
        for (format, message) in [
            ("%", "incomplete format"),
            ("%5", "incomplete format"),
            ("%(a", "incomplete format key"),
            ("%99999999999999999999d", "width too big"),
            ("%.99999999999d", "precision too big"),
        ] {
            let error = Pieces::new(format).next().unwrap().unwrap_err();
            assert_eq!(error.message, message);
        }
    }

    #[test]
    fn settles_stars() {
        let Some(Ok(Piece::Spec(mut spec))) = Pieces::new("%*.*f").next() else {
            panic!()
        };
        spec.set_width(-6);
        spec.set_precision(-2);
        assert_eq!(percent_float(&spec, 2.5), Ok("2     ".to_owned()));
        assert_eq!(
            percent_code(&spec, &Int::Small(97)),
            Ok("a     ".to_owned())
        );
        assert_eq!(
            spec.wrong_type("str").message,
            "must be real number, not str"
        );
    }
}
