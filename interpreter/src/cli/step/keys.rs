//! What keys ask for: the same on a full screen, in `--keys` and on stdin.

use super::Desk;
use gilscope::lab::step::goal::Goal;
use gilscope::lab::step::picture::Picture;
use gilscope::lab::step::{By, Command};
use gilscope_runtime::task::ThreadId;
use std::path::PathBuf;

/// A key, and what was written with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wish {
    /// The keys that follow are about this thread.
    Focus(u32),
    /// The keys that follow are about a thread this much further on that has not ended.
    Turn(i32),
    /// The thread goes on.
    Step(By),
    /// A command that is about no thread.
    Plain(Command),
    /// The endings that can be had from here; the way to one of them, if it is named.
    Find(Option<String>),
    /// Keep a schedule, in a file of this name if one is given.
    Save(Option<String>),
    /// Show or hide the help.
    Help,
    /// Print the screen as text.
    Print,
}

/// The wish of a key, if it has one; `words` are what stands in braces behind it.
pub fn wish(key: char, words: Option<String>) -> Option<Wish> {
    Some(match (key, words) {
        ('f', words) => Wish::Find(words),
        ('w', words) => Wish::Save(words),
        ('t', Some(number)) => Wish::Focus(number.trim().parse().ok()?),
        ('c', Some(number)) => Wish::Plain(Command::Choose(number.trim().parse().ok()?)),
        (_, Some(_)) => return None,
        ('0'..='9', None) => Wish::Focus(key.to_digit(10)?),
        ('>' | '\t', None) => Wish::Turn(1),
        ('<', None) => Wish::Turn(-1),
        ('i', None) => Wish::Step(By::Instruction),
        ('n', None) => Wish::Step(By::Line),
        ('a', None) => Wish::Step(By::Access),
        ('g', None) => Wish::Step(By::Wait),
        ('r', None) => Wish::Plain(Command::Run),
        ('b' | 'u', None) => Wish::Plain(Command::Back),
        ('B', None) => Wish::Plain(Command::BackOne),
        ('h', None) => Wish::Plain(Command::Start),
        ('.', None) => Wish::Plain(Command::Follow),
        ('q', None) => Wish::Plain(Command::Quit),
        ('?', None) => Wish::Help,
        ('p', None) => Wish::Print,
        _ => return None,
    })
}

/// Reads keys as text: blanks between them mean nothing; what a key is about stands in braces.
pub fn read(text: &str) -> Result<Vec<Wish>, String> {
    let mut wishes = Vec::new();
    let mut rest = text.trim_start();
    while let Some(key) = rest.chars().next() {
        rest = &rest[key.len_utf8()..];
        let words = match rest.strip_prefix('{') {
            Some(inside) => {
                let (words, behind) = inside
                    .split_once('}')
                    .ok_or_else(|| format!("'{key}{{': the brace is not closed"))?;
                rest = behind;
                Some(words.to_string())
            }
            None => None,
        };
        let found = wish(key, words.clone());
        wishes.push(found.ok_or_else(|| match words {
            Some(words) => format!("there is no key '{key}{{{words}}}'"),
            None => format!("there is no key '{key}'"),
        })?);
        rest = rest.trim_start();
    }
    Ok(wishes)
}

impl Desk {
    /// Does what concerns the desk alone; the command, if the session is to do something.
    pub fn obey(&mut self, wish: Wish, picture: &Picture) -> Option<Command> {
        match wish {
            Wish::Focus(thread) => {
                self.focus = thread;
                None
            }
            Wish::Turn(by) => {
                self.turn(by, picture);
                None
            }
            Wish::Help => {
                self.is_help = !self.is_help;
                None
            }
            Wish::Print => None,
            Wish::Step(by) => Some(Command::Step(ThreadId(self.focus), by)),
            Wish::Plain(command) => Some(command),
            Wish::Find(goal) => {
                let goal = goal.filter(|text| !text.trim().is_empty());
                Some(Command::Find(goal.map(|text| Goal::new(&text))))
            }
            Wish::Save(file) => {
                let file = file.filter(|text| !text.trim().is_empty());
                self.file = file.map(PathBuf::from);
                Some(Command::Save)
            }
        }
    }

    /// Goes to the next thread that lives, in either direction.
    fn turn(&mut self, by: i32, picture: &Picture) {
        let count = picture.threads.len() as i32;
        let next = (1..=count).find_map(|distance| {
            let at = (self.focus as i32 + by * distance).rem_euclid(count.max(1));
            let view = picture.threads.get(at as usize)?;
            view.state.map(|_| at as u32)
        });
        self.focus = next.unwrap_or(self.focus);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_with_their_words() {
        let read_all = read("2n1i f{prints 1} t{12}a w q");
        let expected = vec![
            Wish::Focus(2),
            Wish::Step(By::Line),
            Wish::Focus(1),
            Wish::Step(By::Instruction),
            Wish::Find(Some("prints 1".into())),
            Wish::Focus(12),
            Wish::Step(By::Access),
            Wish::Save(None),
            Wish::Plain(Command::Quit),
        ];
        assert_eq!(read_all, Ok(expected));
        for wrong in ["z", "i{3}", "f{prints", "t{x}", "ü"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
