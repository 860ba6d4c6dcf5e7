//! `str.format`: the template taken apart into text and fields.
//!
//! Values are objects, so the caller looks each [`Field`]'s value up and formats it; a specification
//! that has fields of its own is again a template. Follows `Objects/stringlib/unicode_format.h` of
//! CPython 3.13.

use super::unicode::decimal_value;
use crate::number::OpError;

/// How deep templates may nest: fields in the specification of a field, and no deeper.
pub const MAX_DEPTH: usize = 2;

/// Where a field's value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name<'a> {
    /// A positional argument, numbered in the template or counted.
    Index(usize),
    /// A keyword argument.
    Keyword(&'a str),
}

/// A step from a value to a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// `.name`.
    Attribute(&'a str),
    /// `[number]`.
    Index(usize),
    /// `[key]`, for all that is no number.
    Key(&'a str),
}

/// A replacement field, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    /// The text before `!` and `:`; [`Field::resolve`] takes it apart.
    pub name: &'a str,
    /// The character after `!`.
    pub conversion: Option<char>,
    /// The text after `:`.
    pub spec: &'a str,
    /// Whether the specification has fields of its own.
    pub nested: bool,
}

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text to copy.
    Literal(&'a str),
    /// A place for a value.
    Field(Field<'a>),
}

/// Iterates over the pieces of a template. Errors come where CPython meets them, after the fields
/// before them; nothing follows an error.
#[derive(Clone, Debug)]
pub struct Pieces<'a> {
    rest: &'a str,
    /// A field that the literal before it has announced.
    field_follows: bool,
}

impl<'a> Pieces<'a> {
    /// The pieces of a template nested `depth` deep; that of `str.format` itself has depth 1.
    pub fn new(template: &'a str, depth: usize) -> Result<Pieces<'a>, OpError> {
        match depth > MAX_DEPTH {
            true => Err(OpError::value("Max string recursion exceeded")),
            false => Ok(Pieces {
                rest: template,
                field_follows: false,
            }),
        }
    }

    /// The text up to the next field; a doubled brace ends it and stands for one.
    fn literal(&mut self) -> Result<&'a str, OpError> {
        let Some(place) = self.rest.find(['{', '}']) else {
            return Ok(std::mem::take(&mut self.rest));
        };
        let (literal, tail) = self.rest.split_at(place);
        let brace = &tail[..1];
        let after = &tail[1..];
        if after.starts_with(brace) {
            let text = &self.rest[..place + 1];
            self.rest = &after[1..];
            return Ok(text);
        }
        if brace == "}" {
            return Err(OpError::value("Single '}' encountered in format string"));
        }
        if after.is_empty() {
            return Err(OpError::value("Single '{' encountered in format string"));
        }
        self.rest = after;
        self.field_follows = true;
        Ok(literal)
    }

    fn next_char(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    fn field(&mut self) -> Result<Field<'a>, OpError> {
        let start = self.rest;
        let end = self.name_end()?;
        let name = &start[..start.len() - self.rest.len() - 1];
        if end == '}' {
            return Ok(Field {
                name,
                conversion: None,
                spec: "",
                nested: false,
            });
        }
        let mut conversion = None;
        if end == '!' {
            let missing = "end of string while looking for conversion specifier";
            conversion = Some(self.next_char().ok_or_else(|| OpError::value(missing))?);
            match self.next_char() {
                Some('}') => {
                    return Ok(Field {
                        name,
                        conversion,
                        spec: "",
                        nested: false,
                    });
                }
                Some(':') | None => {}
                Some(_) => {
                    return Err(OpError::value("expected ':' after conversion specifier"));
                }
            }
        }
        let (spec, nested) = self.spec()?;
        Ok(Field {
            name,
            conversion,
            spec,
            nested,
        })
    }

    /// Passes the field's name and the character that ends it.
    fn name_end(&mut self) -> Result<char, OpError> {
        while let Some(c) = self.next_char() {
            match c {
                '{' => return Err(OpError::value("unexpected '{' in field name")),
                '[' => self.rest = self.rest.find(']').map_or("", |place| &self.rest[place..]),
                '}' | ':' | '!' => return Ok(c),
                _ => {}
            }
        }
        Err(OpError::value("expected '}' before end of string"))
    }

    /// Passes the specification and the brace that closes the field.
    fn spec(&mut self) -> Result<(&'a str, bool), OpError> {
        let start = self.rest;
        let (mut open, mut nested) = (1, false);
        while let Some(c) = self.next_char() {
            match c {
                '{' => {
                    open += 1;
                    nested = true;
                }
                '}' => open -= 1,
                _ => {}
            }
            if open == 0 {
                return Ok((&start[..start.len() - self.rest.len() - 1], nested));
            }
        }
        Err(OpError::value("unmatched '{' in format spec"))
    }

    fn piece(&mut self) -> Result<Option<Piece<'a>>, OpError> {
        while !self.field_follows {
            if self.rest.is_empty() {
                return Ok(None);
            }
            let literal = self.literal()?;
            if !literal.is_empty() {
                return Ok(Some(Piece::Literal(literal)));
            }
        }
        self.field_follows = false;
        self.field().map(|field| Some(Piece::Field(field)))
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Result<Piece<'a>, OpError>;

    fn next(&mut self) -> Option<Result<Piece<'a>, OpError>> {
        let piece = self.piece();
        if piece.is_err() {
            self.rest = "";
            self.field_follows = false;
        }
        piece.transpose()
    }
}

/// Numbers the fields of one `str.format` call, those nested in specifications too: all of them are
/// counted, or all are numbered by hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbering {
    /// No field had a number or the place of one yet.
    #[default]
    Open,
    /// Fields are counted; this is the next one's number.
    Automatic(usize),
    /// Fields are numbered in the template.
    Manual,
}

impl Numbering {
    fn automatic(&mut self) -> Result<usize, OpError> {
        let next = match *self {
            Numbering::Manual => {
                return Err(OpError::value(
                    "cannot switch from manual field specification to automatic field numbering",
                ));
            }
            Numbering::Open => 0,
            Numbering::Automatic(next) => next,
        };
        *self = Numbering::Automatic(next + 1);
        Ok(next)
    }

    fn manual(&mut self, index: usize) -> Result<usize, OpError> {
        if matches!(self, Numbering::Automatic(_)) {
            return Err(OpError::value(
                "cannot switch from automatic field numbering to manual field specification",
            ));
        }
        *self = Numbering::Manual;
        Ok(index)
    }
}

impl<'a> Field<'a> {
    /// Where the value comes from and the steps from there to the part that is meant. An error in
    /// a step comes in its turn, after the steps before it were made.
    pub fn resolve(&self, numbering: &mut Numbering) -> Result<(Name<'a>, Steps<'a>), OpError> {
        let end = self.name.find(['.', '[']).unwrap_or(self.name.len());
        let (first, rest) = self.name.split_at(end);
        let name = match number(first)? {
            _ if first.is_empty() => Name::Index(numbering.automatic()?),
            Some(index) => Name::Index(numbering.manual(index)?),
            None => Name::Keyword(first),
        };
        Ok((name, Steps { rest }))
    }
}

/// A number of decimal digits alone.
fn number(text: &str) -> Result<Option<usize>, OpError> {
    let mut number = 0i64;
    for c in text.chars() {
        let Some(digit) = decimal_value(c) else {
            return Ok(None);
        };
        let next = number
            .checked_mul(10)
            .and_then(|n| n.checked_add(i64::from(digit)));
        let too_many = || OpError::value("Too many decimal digits in format string");
        number = next.ok_or_else(too_many)?;
    }
    Ok((!text.is_empty()).then_some(number as usize))
}

/// Iterates over the steps behind a field's name.
#[derive(Clone, Debug)]
pub struct Steps<'a> {
    rest: &'a str,
}

impl<'a> Steps<'a> {
    fn step(&mut self) -> Result<Step<'a>, OpError> {
        let empty = || OpError::value("Empty attribute in format string");
        if let Some(tail) = self.rest.strip_prefix('.') {
            let (name, rest) = tail.split_at(tail.find(['.', '[']).unwrap_or(tail.len()));
            self.rest = rest;
            return if name.is_empty() {
                Err(empty())
            } else {
                Ok(Step::Attribute(name))
            };
        }
        let Some(tail) = self.rest.strip_prefix('[') else {
            let message = "Only '.' or '[' may follow ']' in format field specifier";
            return Err(OpError::value(message));
        };
        let missing = || OpError::value("Missing ']' in format string");
        let (key, rest) = tail.split_once(']').ok_or_else(missing)?;
        self.rest = rest;
        match number(key)? {
            _ if key.is_empty() => Err(empty()),
            Some(index) => Ok(Step::Index(index)),
            None => Ok(Step::Key(key)),
        }
    }
}

impl<'a> Iterator for Steps<'a> {
    type Item = Result<Step<'a>, OpError>;

    fn next(&mut self) -> Option<Result<Step<'a>, OpError>> {
        if self.rest.is_empty() {
            return None;
        }
        let step = self.step();
        if step.is_err() {
            self.rest = "";
        }
        Some(step)
    }
}

/// The error of a positional field without an argument.
#[cold]
pub fn index_out_of_range(index: usize) -> OpError {
    let message = format!("Replacement index {index} out of range for positional args tuple");
    OpError::index(message)
}

/// The error of a conversion that is none of `s`, `r` and `a`.
#[cold]
pub fn unknown_conversion(conversion: char) -> OpError {
    OpError::value(match conversion {
        '!'..='~' => format!("Unknown conversion specifier {conversion}"),
        _ => format!("Unknown conversion specifier \\x{:x}", conversion as u32),
    })
}

#[cfg(test)]
mod tests {
    use super::super::format_spec::{format_int, format_str};
    use super::super::repr::{ascii, repr};
    use super::*;
    use crate::number::{Int, OpErrorKind};
    use crate::oracle::{Dice, Oracle, literal};

    const ARGUMENTS: [i64; 3] = [5, 6, 7];

    /// What a VM does, with integers as arguments, of which only `real` is an attribute.
    fn format(template: &str, depth: usize, numbering: &mut Numbering) -> Result<String, OpError> {
        let mut out = String::new();
        for piece in Pieces::new(template, depth)? {
            match piece? {
                Piece::Literal(text) => out.push_str(text),
                Piece::Field(field) => out.push_str(&format_field(&field, depth, numbering)?),
            }
        }
        Ok(out)
    }

    fn format_field(
        field: &Field<'_>,
        depth: usize,
        numbering: &mut Numbering,
    ) -> Result<String, OpError> {
        let (name, steps) = field.resolve(numbering)?;
        let value = match name {
            Name::Index(index) => *ARGUMENTS
                .get(index)
                .ok_or_else(|| index_out_of_range(index))?,
            Name::Keyword("a") => 8,
            Name::Keyword(key) => return Err(OpError::new(OpErrorKind::KeyError, key)),
        };
        for step in steps {
            match step? {
                Step::Attribute("real") => {}
                _ => return Err(OpError::unsupported("")),
            }
        }
        let converted = match field.conversion {
            None => None,
            Some('s') => Some(value.to_string()),
            Some('r') => Some(repr(&value.to_string()).trim_matches('\'').to_owned()),
            Some('a') => Some(ascii(&value.to_string()).trim_matches('\'').to_owned()),
            Some(other) => return Err(unknown_conversion(other)),
        };
        let spec = match field.nested {
            true => format(field.spec, depth + 1, numbering)?,
            false => field.spec.to_owned(),
        };
        match converted {
            Some(text) => format_str(&text, &spec),
            None => format_int(&Int::Small(value), &spec),
        }
    }

    #[test]
    fn agrees_with_cpython() {
        let mut dice = Dice(27);
        let mut oracle = Oracle::default();
        const PARTS: [&str; 23] = [
            "{", "{", "{", "}", "}", "}", "{}", "{0}", "{a}", "!r", "!s", "!", ":", ":", "0", "1",
            "3", "a", ".real", "[", "]", "x", "é",
        ];
        for _ in 0..6000 {
            let template: String = (0..dice.below(8)).map(|_| dice.pick(&PARTS)).collect();
            let ours = format(&template, 1, &mut Numbering::Open);
            oracle.case(format!("{}.format(5,6,7,a=8)", literal(&template)), ours);
        }
        oracle.check();
    }

    #[test]
    fn takes_templates_apart() {
        let pieces: Result<Vec<Piece>, OpError> = Pieces::new("a{{b{0.x[1][k]!r:>{w}}}}", 1)
            .unwrap()
            .collect();
        let field = Field {
            name: "0.x[1][k]",
            conversion: Some('r'),
            spec: ">{w}",
            nested: true,
        };
        let expected = [
            Piece::Literal("a{"),
            Piece::Literal("b"),
            Piece::Field(field.clone()),
            Piece::Literal("}"),
        ];
        assert_eq!(pieces.unwrap(), expected);
        let (name, steps) = field.resolve(&mut Numbering::Open).unwrap();
        assert_eq!(name, Name::Index(0));
        let steps: Result<Vec<Step>, OpError> = steps.collect();
        assert_eq!(
            steps.unwrap(),
            [Step::Attribute("x"), Step::Index(1), Step::Key("k")]
        );
    }
}
