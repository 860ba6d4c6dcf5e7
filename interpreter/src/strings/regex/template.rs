//! What matches are replaced by: text and groups.

use super::cursor::{Cursor, DIGITS, MAX_GROUPS, OCTAL, Token, Wrong, control, is_letter};
use super::parse::digits;
use super::program::Program;

/// A part of a replacement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// These bytes.
    Text(Vec<u8>),
    /// What a group has matched, if anything.
    Group(u32),
}

/// Takes a replacement apart: the characters of a `str`, or bytes.
///
/// Follows `parse_template` of CPython 3.13, `re/_parser.py`, in what is an error and where.
pub fn template(program: &Program, text: &[u32], is_text: bool) -> Result<Vec<Piece>, Wrong> {
    let mut reader = Reader {
        cursor: Cursor::new(text, is_text)?,
        program,
        pieces: Vec::new(),
        bytes: Vec::new(),
    };
    while let Some(token) = reader.cursor.get()? {
        match token {
            Token::Plain(c) => reader.push(c),
            Token::Escaped(c) => reader.escape(c)?,
        }
    }
    reader.end_text();
    Ok(reader.pieces)
}

struct Reader<'a> {
    cursor: Cursor<'a>,
    program: &'a Program,
    pieces: Vec<Piece>,
    /// Text since the last group.
    bytes: Vec<u8>,
}

impl Reader<'_> {
    fn push(&mut self, c: u32) {
        match char::from_u32(c) {
            Some(c) if self.cursor.is_text => {
                self.bytes.extend(c.encode_utf8(&mut [0; 4]).bytes());
            }
            _ => self.bytes.push(c as u8),
        }
    }

    fn end_text(&mut self) {
        if !self.bytes.is_empty() {
            self.pieces
                .push(Piece::Text(std::mem::take(&mut self.bytes)));
        }
    }

    fn escape(&mut self, c: u32) -> Result<(), Wrong> {
        match u8::try_from(c).unwrap_or(0) {
            b'g' => self.named_group(),
            b'0' => {
                let digits = self.cursor.get_while(2, OCTAL)?;
                self.push(u32::from_str_radix(&digits, 8).unwrap_or(0));
                Ok(())
            }
            digit if digit.is_ascii_digit() => self.numbered(digit),
            _ => {
                match control(c) {
                    Some(c) => self.push(c),
                    None if is_letter(c) => {
                        let message = format!("bad escape {}", Token::Escaped(c).text());
                        return self.cursor.fail(message, 2);
                    }
                    None => [0x5c, c].into_iter().for_each(|c| self.push(c)),
                }
                Ok(())
            }
        }
    }

    /// A digit other than 0: a group's number, or three octal digits.
    fn numbered(&mut self, first: u8) -> Result<(), Wrong> {
        let mut number = char::from(first).to_string();
        number += &self.cursor.get_while(1, DIGITS)?;
        let is_octal = number.len() == 2 && number.bytes().all(|b| OCTAL.contains(&b));
        if is_octal && self.cursor.next_in(OCTAL) {
            number += &self.cursor.get_while(1, OCTAL)?;
            let c = u32::from_str_radix(&number, 8).unwrap_or(0);
            if c > 0o377 {
                let message = format!("octal escape value \\{number} outside of range 0-0o377");
                return self.cursor.fail(message, number.len() + 1);
            }
            self.push(c);
            return Ok(());
        }
        let group = number.parse().unwrap_or(0);
        self.group(group, &number, number.len())
    }

    /// `\g<name>`
    fn named_group(&mut self) -> Result<(), Wrong> {
        if !self.cursor.eat('<')? {
            return self.cursor.fail("missing <", 0);
        }
        let name = self.cursor.get_until('>', "group name")?;
        let group = match name.number() {
            Some(group) if group >= MAX_GROUPS => {
                let message = format!("invalid group reference {}", digits(&name.text));
                return self.cursor.fail(message, name.len + 1);
            }
            Some(group) => group,
            None => {
                self.cursor.check_name(&name, 1)?;
                let mut names = self.program.names.iter();
                let Some((_, group)) = names.find(|(known, _)| *known == name.text) else {
                    let quoted = crate::strings::repr::repr(&name.text);
                    return Err(Wrong::Index(format!("unknown group name {quoted}")));
                };
                u64::from(*group)
            }
        };
        self.group(group, &name.text, name.len + 1)
    }

    fn group(&mut self, group: u64, written: &str, before: usize) -> Result<(), Wrong> {
        if group > u64::from(self.program.groups) {
            let message = format!("invalid group reference {}", digits(written));
            return self.cursor.fail(message, before);
        }
        self.end_text();
        self.pieces.push(Piece::Group(group as u32));
        Ok(())
    }
}
