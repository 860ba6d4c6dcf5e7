//! What a backslash means, outside of brackets and within; and brackets.

use super::cursor::{Cursor, DIGITS, HEX, OCTAL, Token, Wrong, control, is_letter};
use super::parse::Parser;
use super::tree::{At, Class, Item, Node};
use crate::strings::unicode;

/// The part that a backslash and this character stand for, outside of brackets.
pub(super) fn outside(parser: &mut Parser<'_>, c: u32) -> Result<Node, Wrong> {
    if let Some(at) = place(c) {
        return Ok(Node::At(at));
    }
    if let Some(item) = class(c) {
        let items = vec![item];
        return Ok(Node::Set {
            negated: false,
            items,
        });
    }
    let first = u8::try_from(c).unwrap_or(0);
    let c = match control(c) {
        Some(c) => c,
        None if first == b'0' => {
            let digits = parser.cursor.get_while(2, OCTAL)?;
            u32::from_str_radix(&digits, 8).unwrap_or(0)
        }
        None if first.is_ascii_digit() => return numbered(parser, first),
        None => literal(&mut parser.cursor, c)?,
    };
    Ok(Node::Char { c, negated: false })
}

/// A digit other than 0: a group's number, or three octal digits.
fn numbered(parser: &mut Parser<'_>, first: u8) -> Result<Node, Wrong> {
    let cursor = &mut parser.cursor;
    let mut escape = char::from(first).to_string();
    escape += &cursor.get_while(1, DIGITS)?;
    let is_octal = escape.len() == 2 && escape.bytes().all(|b| OCTAL.contains(&b));
    if is_octal && cursor.next_in(OCTAL) {
        escape += &cursor.get_while(1, OCTAL)?;
        let c = octal(cursor, &escape)?;
        return Ok(Node::Char { c, negated: false });
    }
    let group = escape.parse::<u32>().unwrap_or(0);
    if (group as usize) < parser.widths.len() {
        return parser.reference(group, escape.len() + 1);
    }
    let message = format!("invalid group reference {group}");
    cursor.fail(message, escape.len())
}

fn octal(cursor: &Cursor<'_>, digits: &str) -> Result<u32, Wrong> {
    match u32::from_str_radix(digits, 8).unwrap_or(0) {
        c @ ..=0o377 => Ok(c),
        _ => {
            let message = format!("octal escape value \\{digits} outside of range 0-0o377");
            cursor.fail(message, digits.len() + 1)
        }
    }
}

/// What a backslash and a character that is no digit stand for, if that is one character.
fn literal(cursor: &mut Cursor<'_>, c: u32) -> Result<u32, Wrong> {
    let letter = u8::try_from(c).unwrap_or(0);
    match letter {
        b'x' => return hexadecimal(cursor, 'x', 2),
        b'u' if cursor.is_text => return hexadecimal(cursor, 'u', 4),
        b'U' if cursor.is_text => return hexadecimal(cursor, 'U', 8),
        b'N' if cursor.is_text => return named(cursor),
        _ if is_letter(c) => {}
        _ => return Ok(c),
    }
    cursor.fail(format!("bad escape {}", Token::Escaped(c).text()), 2)
}

fn hexadecimal(cursor: &mut Cursor<'_>, letter: char, count: usize) -> Result<u32, Wrong> {
    let digits = cursor.get_while(count, HEX)?;
    let escape = format!("\\{letter}{digits}");
    if digits.len() != count {
        return cursor.fail(format!("incomplete escape {escape}"), escape.len());
    }
    match u32::from_str_radix(&digits, 16).unwrap_or(u32::MAX) {
        c @ ..=0x10_ffff => Ok(c),
        _ => cursor.fail(format!("bad escape {escape}"), escape.len()),
    }
}

/// A character by its name.
fn named(cursor: &mut Cursor<'_>) -> Result<u32, Wrong> {
    if !cursor.eat('{')? {
        return cursor.fail("missing {", 0);
    }
    let name = cursor.get_until('}', "character name")?;
    match unicode::named(&name.text) {
        Some(c) => Ok(c.into()),
        None => Err(Wrong::Unsupported("this `\\N{..}` in a regular expression")),
    }
}

fn place(c: u32) -> Option<At> {
    Some(match char::from_u32(c)? {
        'A' => At::TextStart,
        'Z' => At::TextEnd,
        'b' => At::Boundary,
        'B' => At::NoBoundary,
        _ => return None,
    })
}

fn class(c: u32) -> Option<Item> {
    let c = char::from_u32(c)?;
    let class = match c.to_ascii_lowercase() {
        'd' => Class::Digit,
        's' => Class::Space,
        'w' => Class::Word,
        _ => return None,
    };
    Some(Item::Class(class, c.is_ascii_uppercase()))
}

/// What a backslash and this character stand for, within brackets.
fn inside(cursor: &mut Cursor<'_>, c: u32) -> Result<Item, Wrong> {
    if let Some(c) = control(c) {
        return Ok(Item::Char(c));
    }
    if let Some(item) = class(c) {
        return Ok(item);
    }
    let first = u8::try_from(c).unwrap_or(0);
    if OCTAL.contains(&first) {
        let mut escape = char::from(first).to_string();
        escape += &cursor.get_while(2, OCTAL)?;
        return Ok(Item::Char(octal(cursor, &escape)?));
    }
    if first.is_ascii_digit() {
        return cursor.fail(format!("bad escape \\{}", char::from(first)), 2);
    }
    Ok(Item::Char(literal(cursor, c)?))
}

impl Parser<'_> {
    /// What stands in brackets; the first one was taken.
    pub(super) fn set(&mut self) -> Result<Node, Wrong> {
        let here = self.cursor.tell() - 1;
        if self.cursor.next_in(b"[") {
            self.warn("nested set", self.cursor.tell());
        }
        let negated = self.cursor.eat('^')?;
        let mut items = Vec::new();
        loop {
            let this = self.in_set(here)?;
            if this.is(']') && !items.is_empty() {
                break;
            }
            let item = match this {
                Token::Escaped(c) => inside(&mut self.cursor, c)?,
                Token::Plain(c) => {
                    if !items.is_empty() && self.cursor.next == Some(this) {
                        self.warn_of_operation(this);
                    }
                    Item::Char(c)
                }
            };
            if !self.cursor.eat('-')? {
                items.push(item);
                continue;
            }
            let that = self.in_set(here)?;
            if that.is(']') {
                items.extend([item, Item::Char(u32::from(b'-'))]);
                break;
            }
            items.push(self.range(this, item, that)?);
        }
        Ok(match items[..] {
            [Item::Char(c)] => Node::Char { c, negated },
            _ => Node::Set { negated, items },
        })
    }

    fn in_set(&mut self, here: usize) -> Result<Token, Wrong> {
        match self.cursor.get()? {
            Some(token) => Ok(token),
            None => {
                let before = self.cursor.tell() - here;
                self.cursor.fail("unterminated character set", before)
            }
        }
    }

    fn range(&mut self, this: Token, low: Item, that: Token) -> Result<Item, Wrong> {
        let high = match that {
            Token::Escaped(c) => inside(&mut self.cursor, c)?,
            Token::Plain(c) => {
                if that.is('-') {
                    self.warn("set difference", self.cursor.tell() - 2);
                }
                Item::Char(c)
            }
        };
        match (low, high) {
            (Item::Char(low), Item::Char(high)) if low <= high => Ok(Item::Range(low, high)),
            _ => {
                let message = format!("bad character range {}-{}", this.text(), that.text());
                self.cursor.fail(message, this.len() + 1 + that.len())
            }
        }
    }

    fn warn_of_operation(&mut self, token: Token) {
        let what = match token.plain() {
            Some(b'-') => "set difference",
            Some(b'&') => "set intersection",
            Some(b'~') => "set symmetric difference",
            Some(b'|') => "set union",
            _ => return,
        };
        self.warn(what, self.cursor.tell() - 1);
    }

    fn warn(&mut self, what: &str, place: usize) {
        let warning = format!("Possible {what} at position {place}");
        self.warnings.push(warning);
    }
}
