//! Matches one after another, and where they stand in characters.

use super::matcher::{Found, How, Matcher};
use super::program::Program;
use super::units::{Narrow, Wide};

/// A text in which matches are looked for.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// `bytes`, or text in ASCII: a byte is a character.
    Narrow(&'a [u8]),
    /// Other text.
    Wide(&'a str),
}

impl<'a> Subject<'a> {
    /// Its bytes.
    pub fn bytes(self) -> &'a [u8] {
        match self {
            Subject::Narrow(bytes) => bytes,
            Subject::Wide(text) => text.as_bytes(),
        }
    }

    /// Where the character with this number begins; its end for one that it does not have.
    pub fn offset(self, chars: usize) -> usize {
        match self {
            Subject::Narrow(bytes) => chars.min(bytes.len()),
            Subject::Wide(text) => {
                let mut places = text.char_indices();
                places.nth(chars).map_or(text.len(), |(place, _)| place)
            }
        }
    }

    /// How many characters stand between two positions in bytes, in this order.
    fn chars(self, from: usize, to: usize) -> usize {
        match self {
            Subject::Narrow(_) => to - from,
            Subject::Wide(text) => {
                let continues = |byte: &&u8| **byte & 0xc0 == 0x80;
                let part = &text.as_bytes()[from..to];
                part.len() - part.iter().filter(continues).count()
            }
        }
    }
}

/// A walk from match to match.
#[derive(Clone, Debug)]
pub struct Scan {
    matcher: Matcher,
    /// Whether the matcher stands at a match that was told.
    is_at_match: bool,
    /// Whether there are no more matches.
    pub is_over: bool,
    /// How many matches were made use of.
    pub count: u64,
    /// How much of the text, in bytes, was made use of.
    pub used: usize,
    /// A position in bytes, and in characters.
    anchor: (usize, usize),
}

impl Scan {
    /// Begins to look from `start` to `end`, in bytes.
    pub fn new(program: &Program, how: How, start: usize, end: usize) -> Scan {
        // CPython finds what is empty even there, unless it searches or needs the end.
        let beyond = start > end && how != How::Match;
        let end = if how == How::Match {
            end.max(start)
        } else {
            end
        };
        Scan {
            matcher: Matcher::new(program, how, start, end),
            is_at_match: false,
            is_over: beyond,
            count: 0,
            used: 0,
            anchor: (0, 0),
        }
    }

    /// Says where the next match has to be.
    pub fn look(&mut self, how: How) {
        self.matcher.how = how;
    }

    /// Goes to the next match, if it is found in about so many steps; they are counted down.
    pub fn next(&mut self, program: &Program, subject: Subject<'_>, fuel: &mut u64) -> Found {
        if self.is_over {
            return Found::No;
        }
        if std::mem::take(&mut self.is_at_match) {
            self.matcher.next_match();
        }
        let found = match subject {
            Subject::Narrow(bytes) => self.matcher.run::<Narrow>(program, bytes, fuel),
            Subject::Wide(text) => self.matcher.run::<Wide>(program, text.as_bytes(), fuel),
        };
        self.is_at_match = found == Found::Yes;
        self.is_over = found == Found::No;
        found
    }

    /// Start and end of a group of the match, in bytes; None if it has not matched.
    pub fn group(&self, group: u32) -> Option<(usize, usize)> {
        self.matcher.group(group)
    }

    /// The group that was closed last.
    pub fn last_group(&self, program: &Program) -> Option<u32> {
        self.matcher.last_group(program)
    }

    /// How many characters stand before a position in bytes. Cheap near the one asked for last.
    pub fn chars_before(&mut self, subject: Subject<'_>, place: usize) -> usize {
        let (byte, char) = self.anchor;
        let chars = match place >= byte {
            true => char + subject.chars(byte, place),
            false => char - subject.chars(place, byte),
        };
        self.anchor = (place, chars);
        chars
    }

    /// Bytes that it keeps.
    pub fn memory(&self) -> usize {
        self.matcher.memory()
    }
}
