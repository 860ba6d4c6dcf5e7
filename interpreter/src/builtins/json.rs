//! The native part of `json`: texts of plain values, and values of texts.

use crate::number::{MAX_STR_DIGITS, float};
use crate::object::dict::{DictTable, Table};
use crate::object::sequence::ListItems;
use crate::object::{Dict, List, Str, Tuple};
use crate::strings::parse::parse_int;
use crate::value::{Value, View};
use crate::vm::arithmetic::int_value;
use crate::vm::signal::{Exc, Res, unsupported};
use crate::vm::{Cx, NativeRow};
use std::fmt::Write;

/// What `stdlib/json.py` rests on.
pub const TABLE: &[NativeRow] = &[
    NativeRow::new("json._quoted", "text, ascii, /", quoted),
    NativeRow::new(
        "json._plain",
        "value, ascii, item_separator, key_separator, indent, sort, nan, /",
        plain,
    ),
    NativeRow::new("json._parse", "text, strict, /", parse),
];

/// Values nested deeper than this are left to toy Python, or refused.
const DEEPEST: usize = 400;

fn quoted(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let mut out = String::new();
    if let Some(text) = args[0].as_gc::<Str>() {
        quote(&mut out, text.as_str(), args[1].is(&Value::TRUE));
    }
    Ok(Str::value(out))
}

fn quote(out: &mut String, text: &str, ascii: bool) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            ' '..='~' => out.push(c),
            c if !ascii && c >= ' ' => out.push(c),
            c => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out.push('"');
}

/// How a text is to look.
struct Look<'a> {
    ascii: bool,
    item_separator: &'a str,
    key_separator: &'a str,
    indent: Option<&'a str>,
    sort: bool,
    nan: bool,
}

/// The text of a value that only plain ones are part of; None for any other.
fn plain(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let text = |index: usize| args[index].as_gc::<Str>().map(|text| text.as_str());
    let look = Look {
        ascii: args[1].is(&Value::TRUE),
        item_separator: text(2).unwrap_or(", "),
        key_separator: text(3).unwrap_or(": "),
        indent: text(4),
        sort: args[5].is(&Value::TRUE),
        nan: args[6].is(&Value::TRUE),
    };
    let mut out = String::new();
    Ok(match look.write(&mut out, &args[0], 0) {
        Some(()) => Str::value(out),
        None => Value::NONE,
    })
}

impl Look<'_> {
    /// Appends a value; None when it takes toy Python.
    fn write(&self, out: &mut String, value: &Value, depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        match value.view() {
            View::None => out.push_str("null"),
            View::Bool(true) => out.push_str("true"),
            View::Bool(false) => out.push_str("false"),
            View::Int(n) => drop(write!(out, "{n}")),
            View::Float(x) => self.write_float(out, x)?,
            View::Object(object) => {
                if let Some(text) = object.downcast::<Str>() {
                    quote(out, text.as_str(), self.ascii);
                } else if let Some(list) = object.downcast::<List>() {
                    let items = list.items().clone();
                    self.write_list(out, &items, depth)?;
                } else if let Some(tuple) = object.downcast::<Tuple>() {
                    self.write_list(out, &tuple.items, depth)?;
                } else {
                    let table = object.downcast::<Dict>()?.table().clone();
                    self.write_dict(out, table, depth)?;
                }
            }
            _ => return None,
        }
        Some(())
    }

    fn write_float(&self, out: &mut String, x: f64) -> Option<()> {
        match x {
            x if x.is_finite() => out.push_str(&float::repr(x)),
            _ if !self.nan => return None,
            x if x.is_nan() => out.push_str("NaN"),
            x => out.push_str(if x > 0.0 { "Infinity" } else { "-Infinity" }),
        }
        Some(())
    }

    fn new_line(&self, out: &mut String, depth: usize) {
        if let Some(indent) = self.indent {
            out.push('\n');
            (0..depth).for_each(|_| out.push_str(indent));
        }
    }

    fn write_list(&self, out: &mut String, items: &[Value], depth: usize) -> Option<()> {
        if items.is_empty() {
            out.push_str("[]");
            return Some(());
        }
        out.push('[');
        for (item, index) in items.iter().zip(0..) {
            if index > 0 {
                out.push_str(self.item_separator);
            }
            self.new_line(out, depth + 1);
            self.write(out, item, depth + 1)?;
        }
        self.new_line(out, depth);
        out.push(']');
        Some(())
    }

    fn write_dict(&self, out: &mut String, table: Table, depth: usize) -> Option<()> {
        if table.is_empty() {
            out.push_str("{}");
            return Some(());
        }
        let mut pairs: Vec<(&str, &Value)> = Vec::new();
        for entry in table.iter() {
            pairs.push((entry.key.as_gc::<Str>()?.as_str(), &entry.value));
        }
        if self.sort {
            pairs.sort_by_key(|(key, _)| *key);
        }
        out.push('{');
        for ((key, value), index) in pairs.into_iter().zip(0..) {
            if index > 0 {
                out.push_str(self.item_separator);
            }
            self.new_line(out, depth + 1);
            quote(out, key, self.ascii);
            out.push_str(self.key_separator);
            self.write(out, value, depth + 1)?;
        }
        self.new_line(out, depth);
        out.push('}');
        Some(())
    }
}

/// `(value,)`, or a message and the place it is about.
fn parse(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let text = args[0].as_gc::<Str>().map_or("", |text| text.as_str());
    let mut parser = Parser {
        text: text.as_bytes(),
        at: 0,
        strict: args[1].is(&Value::TRUE),
    };
    parser.skip();
    let value = parser.value(0).and_then(|value| {
        parser.skip();
        match parser.at == text.len() {
            true => Ok(value),
            false => Err(Stop::Wrong("Extra data", parser.at)),
        }
    });
    match value {
        Ok(value) => Ok(Tuple::value([value])),
        Err(Stop::Wrong(message, at)) => {
            let place = text[..floor(text, at)].chars().count() as i64;
            Ok(Tuple::value([Str::value(message), Value::int(place)]))
        }
        Err(Stop::Signal(signal)) => Err(signal),
    }
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Why a text has no value.
enum Stop {
    /// What is wrong at this byte.
    Wrong(&'static str, usize),
    /// An error of another kind.
    Signal(Box<crate::vm::Signal>),
}

struct Parser<'a> {
    text: &'a [u8],
    at: usize,
    strict: bool,
}

impl Parser<'_> {
    fn skip(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.text.get(self.at) {
            self.at += 1;
        }
    }

    fn peek(&self) -> u8 {
        self.text.get(self.at).copied().unwrap_or(0)
    }

    fn starts(&mut self, word: &str) -> bool {
        let found = self.text[self.at..].starts_with(word.as_bytes());
        self.at += if found { word.len() } else { 0 };
        found
    }

    fn value(&mut self, depth: usize) -> Result<Value, Stop> {
        if depth > DEEPEST {
            let refusal = unsupported::<()>("JSON nested that deep");
            return Err(Stop::Signal(refusal.expect_err("a refusal")));
        }
        let start = self.at;
        match self.peek() {
            b'"' => {
                self.at += 1;
                self.string(start).map(Str::value)
            }
            b'{' => self.object(depth),
            b'[' => self.array(depth),
            b'n' if self.starts("null") => Ok(Value::NONE),
            b't' if self.starts("true") => Ok(Value::TRUE),
            b'f' if self.starts("false") => Ok(Value::FALSE),
            b'N' if self.starts("NaN") => Ok(Value::float(f64::NAN)),
            b'I' if self.starts("Infinity") => Ok(Value::float(f64::INFINITY)),
            b'-' if self.starts("-Infinity") => Ok(Value::float(f64::NEG_INFINITY)),
            b'-' | b'0'..=b'9' => self.number(),
            _ => Err(Stop::Wrong("Expecting value", start)),
        }
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        self.at - start
    }

    fn number(&mut self) -> Result<Value, Stop> {
        let start = self.at;
        self.at += usize::from(self.peek() == b'-');
        if self.peek() == b'0' {
            self.at += 1;
        } else if self.digits() == 0 {
            self.at = start;
            return Err(Stop::Wrong("Expecting value", start));
        }
        let whole = self.at;
        let mut is_float = false;
        if self.peek() == b'.' {
            self.at += 1;
            if self.digits() > 0 {
                is_float = true;
            } else {
                self.at = whole;
            }
        }
        let mantissa = self.at;
        if matches!(self.peek(), b'e' | b'E') && (is_float || self.at == whole) {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), b'+' | b'-'));
            if self.digits() > 0 {
                is_float = true;
            } else {
                self.at = mantissa;
            }
        }
        let text = std::str::from_utf8(&self.text[start..self.at]).unwrap_or_default();
        if is_float {
            return Ok(Value::float(text.parse().unwrap_or(0.0)));
        }
        let limit = MAX_STR_DIGITS;
        match parse_int(text, 10, limit) {
            Ok(n) => Ok(int_value(n)),
            Err(error) => Err(Stop::Signal(error.into())),
        }
    }

    fn array(&mut self, depth: usize) -> Result<Value, Stop> {
        self.at += 1;
        let mut items = Vec::new();
        self.skip();
        if self.peek() == b']' {
            self.at += 1;
            return Ok(List::value(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.skip();
            let comma = self.at;
            match self.peek() {
                b',' => self.at += 1,
                b']' => {
                    self.at += 1;
                    return Ok(List::value(items));
                }
                _ => return Err(Stop::Wrong("Expecting ',' delimiter", self.at)),
            }
            self.skip();
            if self.peek() == b']' {
                let message = "Illegal trailing comma before end of array";
                return Err(Stop::Wrong(message, comma));
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, Stop> {
        const NAME: &str = "Expecting property name enclosed in double quotes";
        self.at += 1;
        let mut table = Table::default();
        self.skip();
        if self.peek() == b'}' {
            self.at += 1;
            return Ok(Dict::value(table));
        }
        if self.peek() != b'"' {
            return Err(Stop::Wrong(NAME, self.at));
        }
        loop {
            let start = self.at;
            self.at += 1;
            let key = Str::value(self.string(start)?);
            self.skip();
            if self.peek() != b':' {
                return Err(Stop::Wrong("Expecting ':' delimiter", self.at));
            }
            self.at += 1;
            self.skip();
            let value = self.value(depth + 1)?;
            let old = table.insert(key, value);
            old.map_err(|stop| Stop::Signal(stop.into()))?;
            self.skip();
            let comma = self.at;
            match self.peek() {
                b',' => self.at += 1,
                b'}' => {
                    self.at += 1;
                    return Ok(Dict::value(table));
                }
                _ => return Err(Stop::Wrong("Expecting ',' delimiter", self.at)),
            }
            self.skip();
            match self.peek() {
                b'"' => {}
                b'}' => {
                    let message = "Illegal trailing comma before end of object";
                    return Err(Stop::Wrong(message, comma));
                }
                _ => return Err(Stop::Wrong(NAME, self.at)),
            }
        }
    }

    /// The text behind a quote, which stands at `start`.
    fn string(&mut self, start: usize) -> Result<String, Stop> {
        let mut out = Vec::new();
        loop {
            match self.text.get(self.at).copied() {
                None => return Err(Stop::Wrong("Unterminated string starting at", start)),
                Some(b'"') => {
                    self.at += 1;
                    return Ok(String::from_utf8(out).unwrap_or_default());
                }
                Some(b'\\') => {
                    let c = self.escape(start)?;
                    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                }
                Some(byte) if byte < 0x20 && self.strict => {
                    return Err(Stop::Wrong("Invalid control character at", self.at));
                }
                Some(byte) => {
                    out.push(byte);
                    self.at += 1;
                }
            }
        }
    }

    fn escape(&mut self, start: usize) -> Result<char, Stop> {
        let place = self.at;
        self.at += 1;
        let Some(byte) = self.text.get(self.at).copied() else {
            return Err(Stop::Wrong("Unterminated string starting at", start));
        };
        self.at += 1;
        Ok(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unit(place),
            _ => return Err(Stop::Wrong("Invalid \\escape", place)),
        })
    }

    fn hex(&mut self, place: usize) -> Result<u16, Stop> {
        let digits = self.text.get(self.at..self.at + 4).unwrap_or_default();
        let text = std::str::from_utf8(digits).unwrap_or_default();
        let is_hex = text.len() == 4 && text.bytes().all(|digit| digit.is_ascii_hexdigit());
        match u16::from_str_radix(text, 16) {
            Ok(unit) if is_hex => {
                self.at += 4;
                Ok(unit)
            }
            _ => Err(Stop::Wrong("Invalid \\uXXXX escape", place + 1)),
        }
    }

    fn unit(&mut self, place: usize) -> Result<char, Stop> {
        let first = self.hex(place)?;
        let mut units = vec![first];
        if (0xd800..0xdc00).contains(&first) && self.text[self.at..].starts_with(b"\\u") {
            let second = self.at;
            self.at += 2;
            units.push(self.hex(second)?);
        }
        match char::decode_utf16(units.iter().copied()).next() {
            Some(Ok(c)) => Ok(c),
            _ => {
                let refusal = Exc::UnsupportedError.signal("half of a surrogate pair in a text");
                Err(Stop::Signal(refusal))
            }
        }
    }
}
