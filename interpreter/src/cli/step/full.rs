//! A session on a full screen.

use super::keys::{Wish, wish};
use super::screen::draw;
use super::{Desk, broken, drive as drive_session};
use crossterm::cursor::Show;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, poll, read};
use crossterm::execute;
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use gilscope::lab::explore::Progress;
use gilscope::lab::explore::schedule::Schedule;
use gilscope::lab::step::picture::Picture;
use gilscope::lab::step::{Command, Pilot, Session, Summary};
use ratatui::Terminal as Screen;
use ratatui::backend::CrosstermBackend;
use signal_hook::consts::{SIGHUP, SIGTERM};
use signal_hook::low_level::emulate_default_handler;
use std::io::{self, Stdout, stdout};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How often it is looked whether a signal has come.
const TICK: Duration = Duration::from_millis(100);

/// Steps through a session on the terminal.
pub fn drive(session: &mut Session<'_>, desk: &mut Desk) -> Result<Summary, u8> {
    let signal = Arc::new(AtomicUsize::new(0));
    for number in [SIGHUP, SIGTERM] {
        let _ = signal_hook::flag::register_usize(number, signal.clone(), number as usize);
    }
    let guard = Raw::enter().map_err(|error| broken(&error))?;
    let screen = Screen::new(CrosstermBackend::new(stdout())).map_err(|error| broken(&error))?;
    let mut person = Person {
        desk,
        screen,
        prompt: None,
        drawn: Instant::now(),
        last: Picture::default(),
        signal: signal.clone(),
        error: None,
    };
    let summary = drive_session(session, &mut person);
    let error = person.error.take();
    drop(person);
    drop(guard);
    match (signal.load(Ordering::Relaxed), error) {
        (0, Some(error)) => Err(broken(&error)),
        (0, None) => Ok(summary),
        (number, _) => {
            let _ = emulate_default_handler(number as i32);
            Ok(summary)
        }
    }
}

/// The terminal while its whole screen is used. However that ends, it is as it was before.
struct Raw;

impl Raw {
    fn enter() -> io::Result<Raw> {
        enable_raw_mode()?;
        let raw = Raw;
        execute!(stdout(), EnterAlternateScreen)?;
        Ok(raw)
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        // A terminal that is gone needs no care.
        let _ = execute!(stdout(), Show, LeaveAlternateScreen);
        let _ = disable_raw_mode();
    }
}

/// What is being typed for a key that needs words.
struct Prompt {
    key: char,
    words: String,
}

struct Person<'a> {
    desk: &'a mut Desk,
    screen: Screen<CrosstermBackend<Stdout>>,
    prompt: Option<Prompt>,
    drawn: Instant,
    last: Picture,
    /// The signal that came, if one did.
    signal: Arc<AtomicUsize>,
    error: Option<io::Error>,
}

impl Person<'_> {
    fn draw(&mut self, picture: &Picture, said: Option<&str>) -> io::Result<()> {
        let prompt = self.prompt.as_ref().map(|prompt| {
            let what = match prompt.key {
                'f' => "find which ending? (nothing: list them)",
                _ => "write into which file? (nothing: a new one)",
            };
            format!("{what} {}█", prompt.words)
        });
        let said = prompt.as_deref().or(said);
        let desk = &*self.desk;
        self.screen
            .draw(|frame| draw(picture, desk, said, frame.buffer_mut()))?;
        self.drawn = Instant::now();
        Ok(())
    }

    /// What a key asks for.
    fn pressed(&mut self, key: &KeyEvent, picture: &Picture) -> Option<Wish> {
        if key.kind == KeyEventKind::Release {
            return None;
        }
        if key.modifiers.contains(KeyModifiers::CONTROL) && key.code == KeyCode::Char('c') {
            return Some(Wish::Plain(Command::Quit));
        }
        if self.prompt.is_some() {
            return self.typed(key.code);
        }
        if self.desk.is_help {
            self.desk.is_help = false;
            return None;
        }
        let is_list = !picture.found.is_empty();
        match key.code {
            KeyCode::Char(key @ ('f' | 'w')) => {
                let words = String::new();
                self.prompt = Some(Prompt { key, words });
                None
            }
            // While endings are listed, digits are about them.
            KeyCode::Char(digit @ '1'..='9') if is_list => {
                let number = digit.to_digit(10)? as usize;
                Some(Wish::Plain(Command::Choose(number)))
            }
            KeyCode::Enter if is_list => Some(Wish::Plain(Command::Choose(1))),
            KeyCode::Char(key) => wish(key, None).filter(|wish| *wish != Wish::Print),
            KeyCode::Tab | KeyCode::Right => Some(Wish::Turn(1)),
            KeyCode::BackTab | KeyCode::Left => Some(Wish::Turn(-1)),
            KeyCode::Down | KeyCode::Enter => wish('n', None),
            KeyCode::Up | KeyCode::Backspace => wish('b', None),
            KeyCode::Home => wish('h', None),
            KeyCode::End => wish('r', None),
            _ => None,
        }
    }

    /// A key while words are being typed.
    fn typed(&mut self, code: KeyCode) -> Option<Wish> {
        let prompt = self.prompt.as_mut()?;
        match code {
            KeyCode::Char(key) => prompt.words.push(key),
            KeyCode::Backspace => {
                prompt.words.pop();
            }
            KeyCode::Esc => self.prompt = None,
            KeyCode::Enter => {
                let Prompt { key, words } = self.prompt.take()?;
                return wish(key, Some(words));
            }
            _ => {}
        }
        None
    }

    fn wait(&mut self, picture: &Picture) -> io::Result<Command> {
        self.draw(picture, None)?;
        loop {
            if self.signal.load(Ordering::Relaxed) != 0 {
                return Ok(Command::Quit);
            }
            if !poll(TICK)? {
                continue;
            }
            if let Event::Key(key) = read()?
                && let Some(wish) = self.pressed(&key, picture)
                && let Some(command) = self.desk.obey(wish, picture)
            {
                return Ok(command);
            }
            self.draw(picture, None)?;
        }
    }

    /// Whether nobody has asked to stop what takes long.
    fn is_patient(&mut self, progress: Progress<'_>) -> io::Result<bool> {
        if self.drawn.elapsed() < TICK {
            return Ok(true);
        }
        let said = match progress.schedules {
            0 => format!("{} …  (Esc: stop)", progress.what),
            tried => format!("{}: {tried} schedules …  (Esc: stop)", progress.what),
        };
        let picture = self.last.clone();
        self.draw(&picture, Some(&said))?;
        let is_stop = |event: &Event| {
            let Event::Key(key) = event else {
                return false;
            };
            let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
            key.code == KeyCode::Esc || (is_control && key.code == KeyCode::Char('c'))
        };
        let is_asked = poll(Duration::ZERO)?;
        let has_signal = self.signal.load(Ordering::Relaxed) != 0;
        let is_stopped = is_asked && is_stop(&read()?);
        Ok(!has_signal && !is_stopped)
    }
}

impl Pilot for Person<'_> {
    fn next(&mut self, picture: &Picture) -> Command {
        self.last = picture.clone();
        self.wait(picture).unwrap_or_else(|error| {
            self.error = Some(error);
            Command::Quit
        })
    }

    fn goes_on(&mut self, progress: Progress<'_>) -> bool {
        self.is_patient(progress).unwrap_or(false)
    }

    fn keep(&mut self, schedule: &Schedule) -> String {
        self.desk.keep(schedule)
    }
}
