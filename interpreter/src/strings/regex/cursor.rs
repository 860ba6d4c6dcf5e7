//! The text of a pattern or of a replacement, read token by token; what is wrong with it, and where.

use crate::strings::repr::{ascii, repr};
use crate::strings::unicode::{is_id_continue, is_id_start};

/// Why a pattern cannot be compiled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wrong {
    /// It is no pattern: `re.error`, and the character it is about; none for one of the whole.
    Pattern(String, Option<usize>),
    /// OverflowError.
    Overflow(&'static str),
    /// ValueError.
    Value(&'static str),
    /// IndexError, which replacements may raise.
    Index(String),
    /// It is right, but not supported.
    Unsupported(&'static str),
}

/// A character, and whether a backslash stands before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Token {
    /// A character as it is.
    Plain(u32),
    /// A character behind a backslash.
    Escaped(u32),
}

impl Token {
    /// Whether it is this character without a backslash.
    pub fn is(self, c: char) -> bool {
        self == Token::Plain(c as u32)
    }

    /// How many characters it takes.
    pub fn len(self) -> usize {
        match self {
            Token::Plain(_) => 1,
            Token::Escaped(_) => 2,
        }
    }

    /// As it is written.
    pub fn text(self) -> String {
        match self {
            Token::Plain(c) => shown(c).into(),
            Token::Escaped(c) => format!("\\{}", shown(c)),
        }
    }

    /// Its character in ASCII, if there is no backslash.
    pub fn plain(self) -> Option<u8> {
        match self {
            Token::Plain(c) => u8::try_from(c).ok().filter(u8::is_ascii),
            Token::Escaped(_) => None,
        }
    }
}

fn shown(c: u32) -> char {
    char::from_u32(c).unwrap_or('\u{fffd}')
}

/// A text that is read.
pub struct Cursor<'a> {
    text: &'a [u32],
    /// Whether it is a `str`, not `bytes`.
    pub is_text: bool,
    index: usize,
    /// The token that comes next.
    pub next: Option<Token>,
}

impl<'a> Cursor<'a> {
    /// Begins at the start of a text.
    pub fn new(text: &'a [u32], is_text: bool) -> Result<Cursor<'a>, Wrong> {
        let mut cursor = Cursor {
            text,
            is_text,
            index: 0,
            next: None,
        };
        cursor.advance()?;
        Ok(cursor)
    }

    fn advance(&mut self) -> Result<(), Wrong> {
        self.next = match self.text.get(self.index..) {
            None | Some([]) => None,
            Some([0x5c]) => {
                let message = "bad escape (end of pattern)".to_owned();
                return Err(Wrong::Pattern(message, Some(self.text.len() - 1)));
            }
            Some([0x5c, c, ..]) => Some(Token::Escaped(*c)),
            Some([c, ..]) => Some(Token::Plain(*c)),
        };
        self.index += self.next.map_or(0, Token::len);
        Ok(())
    }

    /// Takes the next token.
    pub fn get(&mut self) -> Result<Option<Token>, Wrong> {
        let token = self.next;
        self.advance()?;
        Ok(token)
    }

    /// Takes the next token if it is this character.
    pub fn eat(&mut self, c: char) -> Result<bool, Wrong> {
        let is_it = self.next.is_some_and(|token| token.is(c));
        if is_it {
            self.advance()?;
        }
        Ok(is_it)
    }

    /// Whether the next token is one of these characters.
    pub fn next_in(&self, chars: &[u8]) -> bool {
        { self.next.and_then(Token::plain) }.is_some_and(|c| chars.contains(&c))
    }

    /// Takes at most `most` of these characters.
    pub fn get_while(&mut self, most: usize, chars: &[u8]) -> Result<String, Wrong> {
        let mut out = String::new();
        while out.len() < most
            && let Some(c) = { self.next.and_then(Token::plain) }.filter(|c| chars.contains(c))
        {
            out.push(char::from(c));
            self.advance()?;
        }
        Ok(out)
    }

    /// Takes a name up to a character, which is taken too.
    pub fn get_until(&mut self, end: char, what: &str) -> Result<Name, Wrong> {
        let mut name = Name {
            text: String::new(),
            len: 0,
        };
        loop {
            match self.get()? {
                None if name.len == 0 => return self.fail(format!("missing {what}"), 0),
                None => {
                    return self.fail(format!("missing {end}, unterminated name"), name.len);
                }
                Some(token) if token.is(end) => break,
                Some(token) => {
                    name.text.push_str(&token.text());
                    name.len += token.len();
                }
            }
        }
        if name.len == 0 {
            return self.fail(format!("missing {what}"), 1);
        }
        Ok(name)
    }

    /// Where the next token begins.
    pub fn tell(&self) -> usize {
        self.index - self.next.map_or(0, Token::len)
    }

    /// Goes on at another place.
    pub fn seek(&mut self, index: usize) -> Result<(), Wrong> {
        self.index = index;
        self.advance()
    }

    /// The error so many characters before the next token.
    pub fn fail<T>(&self, message: impl Into<String>, before: usize) -> Result<T, Wrong> {
        let message = message.into();
        let message = match self.is_text {
            true => message,
            false => crate::strings::repr::escape_non_ascii(&message),
        };
        Err(Wrong::Pattern(message, Some(self.tell() - before)))
    }

    /// A name as messages have it.
    pub fn quoted(&self, name: &Name) -> String {
        match self.is_text {
            true => repr(&name.text),
            false => ascii(&name.text),
        }
    }

    /// Whether groups can be called so; if not, an error so many characters before its end.
    pub fn check_name(&self, name: &Name, before: usize) -> Result<(), Wrong> {
        let mut chars = name.text.chars();
        let is_name = chars.next().is_some_and(is_id_start) && chars.all(is_id_continue);
        if is_name && (self.is_text || name.text.is_ascii()) {
            return Ok(());
        }
        let message = format!("bad character in group name {}", self.quoted(name));
        self.fail(message, name.len + before)
    }
}

/// The name of a group, or its number.
pub struct Name {
    /// As it is written.
    pub text: String,
    /// How many characters that is.
    pub len: usize,
}

impl Name {
    /// Its number, if it is one: as large as can be where it is larger.
    pub fn number(&self) -> Option<u64> {
        let is_number = self.text.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| self.text.parse().unwrap_or(u64::MAX))
    }
}

/// No group has a number that large.
pub const MAX_GROUPS: u64 = 1_073_741_823;

/// `0` to `9`.
pub const DIGITS: &[u8] = b"0123456789";
/// `0` to `7`.
pub const OCTAL: &[u8] = b"01234567";
/// `0` to `f`.
pub const HEX: &[u8] = b"0123456789abcdefABCDEF";

/// The character that a letter behind a backslash stands for, in patterns and replacements.
pub fn control(letter: u32) -> Option<u32> {
    Some(match char::from_u32(letter)? {
        'a' => 7,
        'b' => 8,
        'f' => 12,
        'n' => 10,
        'r' => 13,
        't' => 9,
        'v' => 11,
        '\\' => 0x5c,
        _ => return None,
    })
}

/// Whether a character is a letter of ASCII.
pub fn is_letter(c: u32) -> bool {
    u8::try_from(c).is_ok_and(|c| c.is_ascii_alphabetic())
}
