//! A session without a full screen: keys from the command line, or lines of keys from stdin, and the screen
//! as text.

use super::keys::{Wish, read};
use super::screen::{draw, text_of};
use super::{Desk, drive as drive_session};
use crate::cli::diagnostics::{say, show};
use gilscope::lab::explore::schedule::Schedule;
use gilscope::lab::step::picture::Picture;
use gilscope::lab::step::{Command, Pilot, Session, Summary};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::collections::VecDeque;
use std::io::BufRead;

/// Presses keys until there are none left.
pub fn drive(
    session: &mut Session<'_>,
    desk: &mut Desk,
    keys: Option<Vec<Wish>>,
    size: (u16, u16),
) -> Summary {
    desk.is_help = false;
    let mut typist = Typist {
        reads: keys.is_none(),
        keys: keys.unwrap_or_default().into(),
        desk,
        size,
        is_over: false,
    };
    drive_session(session, &mut typist)
}

struct Typist<'a> {
    keys: VecDeque<Wish>,
    /// Whether more keys come from stdin.
    reads: bool,
    desk: &'a mut Desk,
    size: (u16, u16),
    /// Whether nobody listens any more.
    is_over: bool,
}

impl Typist<'_> {
    fn print(&mut self, picture: &Picture) {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let mut buffer = Buffer::empty(area);
        draw(picture, self.desk, None, &mut buffer);
        self.is_over |= show(&format!("{}\n", text_of(&buffer))).is_err();
    }

    /// Takes one line of keys from stdin; false at its end.
    fn read_line(&mut self) -> bool {
        let mut line = String::new();
        let count = std::io::stdin().lock().read_line(&mut line).unwrap_or(0);
        match read(&line) {
            Ok(keys) => self.keys.extend(keys),
            Err(message) => say(&format!("gilscope: {message}\n")),
        }
        count > 0
    }
}

impl Pilot for Typist<'_> {
    fn next(&mut self, picture: &Picture) -> Command {
        loop {
            if self.is_over {
                return Command::Quit;
            }
            let Some(wish) = self.keys.pop_front() else {
                self.print(picture);
                if !self.reads || !self.read_line() {
                    return Command::Quit;
                }
                continue;
            };
            if wish == Wish::Print {
                self.print(picture);
                continue;
            }
            if let Some(command) = self.desk.obey(wish, picture) {
                return command;
            }
        }
    }

    fn keep(&mut self, schedule: &Schedule) -> String {
        self.desk.keep(schedule)
    }
}
