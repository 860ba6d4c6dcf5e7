//! `gilscope run --watch`: the run played back on the terminal, slowly, with keys to pause and step.
//!
//! The run itself is over when this begins: in virtual time what is played back is what happened,
//! and one can step backwards too.

use super::diagnostics::fail;
use super::terminal::Terminal;
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, poll, read};
use crossterm::style::Print;
use crossterm::terminal::{
    Clear, ClearType, DisableLineWrap, EnableLineWrap, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode, size,
};
use crossterm::{execute, queue};
use gilscope::lab::replay::{Replay, View};
use gilscope_runtime::time::Nanos;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::low_level::emulate_default_handler;
use std::io::{self, IsTerminal, Write, stderr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How long a run is played back, if nobody asks for another pace.
const LENGTH: f64 = 20.0;
/// Between two frames.
const FRAME: Duration = Duration::from_millis(50);
/// Real time that the strips of the frame reach back.
const REACH: f64 = 4.0;

const KEYS: &str = " space pause · → next event · ← back · + faster · − slower · 0 start · q quit";

/// Whether there is a terminal to play a run back on; if not, says so, and gives the exit status.
pub fn check() -> Result<(), u8> {
    match io::stdin().is_terminal() && stderr().is_terminal() {
        true => Ok(()),
        false => Err(fail(
            "--watch needs a terminal for its keys (stdin) and its picture (stderr); --timeline and \
             --html show the same without one",
        )),
    }
}

/// Plays a run back; `slow`: how many times slower than it was.
pub fn play(replay: &Replay<'_>, slow: Option<f64>, terminal: Terminal) -> Result<(), u8> {
    let signal = Arc::new(AtomicUsize::new(0));
    for number in [SIGHUP, SIGINT, SIGTERM] {
        let _ = signal_hook::flag::register_usize(number, signal.clone(), number as usize);
    }
    let played = Screen::open().and_then(|screen| {
        let length = replay.end().as_secs_f64().max(1e-9);
        let mut player = Player {
            replay,
            terminal,
            at: Nanos::ZERO,
            slow: slow.unwrap_or(LENGTH / length),
            is_paused: false,
            signal: signal.clone(),
        };
        let played = player.play();
        drop(screen);
        played
    });
    match signal.load(Ordering::Relaxed) {
        0 => played.map_err(|error| fail(&format!("--watch: {error}"))),
        number => {
            let _ = emulate_default_handler(number as i32);
            Ok(())
        }
    }
}

/// The terminal while a run is played back. However that ends, it is as it was before.
struct Screen;

impl Screen {
    fn open() -> io::Result<Screen> {
        enable_raw_mode()?;
        let screen = Screen;
        execute!(stderr(), EnterAlternateScreen, Hide, DisableLineWrap)?;
        Ok(screen)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // A terminal that is gone needs no care.
        let _ = execute!(stderr(), EnableLineWrap, Show, LeaveAlternateScreen);
        let _ = disable_raw_mode();
    }
}

/// What a key asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Wish {
    Pause,
    Forward,
    Back,
    Faster,
    Slower,
    Start,
    End,
    Quit,
}

fn wish(key: &KeyEvent) -> Option<Wish> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    Some(match key.code {
        KeyCode::Char('c') if key.modifiers.contains(KeyModifiers::CONTROL) => Wish::Quit,
        KeyCode::Char('q') | KeyCode::Esc => Wish::Quit,
        KeyCode::Char(' ') => Wish::Pause,
        KeyCode::Right | KeyCode::Char('n' | 'l') => Wish::Forward,
        KeyCode::Left | KeyCode::Char('p' | 'h') => Wish::Back,
        KeyCode::Char('+' | '=') => Wish::Faster,
        KeyCode::Char('-') => Wish::Slower,
        KeyCode::Home | KeyCode::Char('0') => Wish::Start,
        KeyCode::End => Wish::End,
        _ => return None,
    })
}

struct Player<'a> {
    replay: &'a Replay<'a>,
    terminal: Terminal,
    at: Nanos,
    slow: f64,
    is_paused: bool,
    /// The signal that came, if one did.
    signal: Arc<AtomicUsize>,
}

impl Player<'_> {
    fn play(&mut self) -> io::Result<()> {
        let mut last = Instant::now();
        loop {
            self.draw()?;
            let is_asked = poll(FRAME)?;
            let passed = last.elapsed();
            last = Instant::now();
            if !self.is_paused {
                self.at += Nanos::from_secs_f64(passed.as_secs_f64() / self.slow);
            }
            if is_asked
                && let Event::Key(key) = read()?
                && let Some(wish) = wish(&key)
                && self.obey(wish)
            {
                return Ok(());
            }
            if self.at >= self.replay.end() {
                self.at = self.replay.end();
                self.is_paused = true;
            }
            if self.signal.load(Ordering::Relaxed) != 0 {
                return Ok(());
            }
        }
    }

    /// Does what a key asks for; whether that was the last one.
    fn obey(&mut self, wish: Wish) -> bool {
        match wish {
            Wish::Quit => return true,
            Wish::Pause if self.at >= self.replay.end() => {
                self.at = Nanos::ZERO;
                self.is_paused = false;
            }
            Wish::Pause => self.is_paused = !self.is_paused,
            Wish::Forward => {
                self.is_paused = true;
                self.at = self.replay.after(self.at);
            }
            Wish::Back => {
                self.is_paused = true;
                self.at = self.replay.before(self.at);
            }
            Wish::Faster => self.slow /= 2.0,
            Wish::Slower => self.slow *= 2.0,
            Wish::Start => self.at = Nanos::ZERO,
            Wish::End => self.at = self.replay.end(),
        }
        false
    }

    fn draw(&self) -> io::Result<()> {
        let (_, height) = size()?;
        let pace = pace(self.slow);
        let state = match self.at >= self.replay.end() {
            true => "the end".to_string(),
            false if self.is_paused => format!("paused, {pace}"),
            false => pace,
        };
        let look = self.terminal.look(true);
        let lines = self.replay.frame(&View {
            at: self.at,
            pace: &state,
            window: Nanos::from_secs_f64(REACH / self.slow),
            height: usize::from(height).saturating_sub(2),
            look,
        });
        let mut out = stderr().lock();
        queue!(out, MoveTo(0, 0))?;
        for line in lines.iter().chain([&String::new(), &look.plain(KEYS)]) {
            queue!(
                out,
                Print(line),
                Clear(ClearType::UntilNewLine),
                Print("\r\n")
            )?;
        }
        queue!(out, Clear(ClearType::FromCursorDown))?;
        out.flush()
    }
}

/// `1000 times slower`.
fn pace(slow: f64) -> String {
    match slow {
        1.0 => "at its own pace".into(),
        1.0.. => format!("{} times slower", figure(slow)),
        _ => format!("{} times faster", figure(1.0 / slow)),
    }
}

fn figure(value: f64) -> String {
    match value {
        100.0.. => format!("{value:.0}"),
        _ => format!("{value:.1}"),
    }
}
