//! `gilscope run --watch`: a run on the terminal while it goes on, slowly, with keys to pause and step.
//!
//! The run has an OS thread of its own; in virtual time it goes no further than is looked at. What the script
//! prints is shown in the picture, and once more as usual when that is closed.

use super::console::Console;
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
use gilscope::lab::feed::{Feed, Leave};
use gilscope::lab::scene::{Scene, View};
use gilscope::machine::Outcome;
use gilscope::vm::Host;
use gilscope_runtime::driver::Interrupter;
use gilscope_runtime::time::Nanos;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use std::io::{self, IsTerminal, Write, stderr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

mod audience;

pub use audience::Audience;

/// How many times slower a run goes on the virtual clock, if nobody asks for another pace.
const SLOW: f64 = 100.0;
/// At that pace, how long a time lasts in which no thread runs, in seconds.
const IDLE: f64 = 1.0;
/// Between two frames.
const FRAME: Duration = Duration::from_millis(50);
/// Real time that the strips of the frame reach back.
const REACH: f64 = 4.0;
/// Changes that one can go back, if nobody asks for more or fewer.
pub const ROOM: usize = 200_000;
/// Stack of the OS thread that the run has, as large as that of a main thread.
const STACK: usize = 8 << 20;

const KEYS: &str =
    " space pause · → next event · ← back · + faster · − slower · 0 start · end now · q quit";
const KEYS_OF_INPUT: &str = " enter hands the line to the script · ctrl-d end of input · esc quit";

/// Whether there is a terminal to show a run on; if not, says so, and gives the exit status.
pub fn check() -> Result<(), u8> {
    match io::stdin().is_terminal() && stderr().is_terminal() {
        true => Ok(()),
        false => Err(fail(
            "--watch needs a terminal for its keys (stdin) and its picture (stderr); --timeline and \
             --html show the same without one",
        )),
    }
}

/// What is to be watched, and how.
pub struct Watch {
    /// What the run tells.
    pub feed: Arc<Feed>,
    /// What is known of it.
    pub scene: Scene,
    /// How many times slower it is to be, if somebody asks for that.
    pub slow: Option<f64>,
    /// Whether it is on the virtual clock.
    pub is_virtual: bool,
    /// Where to show it.
    pub terminal: Terminal,
    /// To interrupt it.
    pub interrupter: Interrupter,
}

/// Shows a run, which `run` carries out with the host that it is given, while it goes on. What it printed is on the
/// console afterwards. Also tells which signal ended it, if one did.
pub fn show<R: Send>(
    watch: Watch,
    console: Console,
    run: impl FnOnce(Box<dyn Host>) -> (Outcome, R) + Send,
) -> Result<((Outcome, R), Option<i32>), u8> {
    let signal = Arc::new(AtomicUsize::new(0));
    for number in [SIGHUP, SIGINT, SIGTERM] {
        let _ = signal_hook::flag::register_usize(number, signal.clone(), number as usize);
    }
    let screen = Screen::open().map_err(|error| fail(&format!("--watch: {error}")))?;
    let audience = Audience::new(watch.feed.clone(), console);
    let host = Box::new(audience.clone());
    let feed = watch.feed.clone();
    let (ran, shown) = std::thread::scope(|scope| {
        let carry_out = move || {
            let ran = run(host);
            feed.end(&ran.0);
            ran
        };
        let builder = std::thread::Builder::new().name("run".into());
        let runner = builder.stack_size(STACK).spawn_scoped(scope, carry_out);
        let runner = match runner {
            Ok(runner) => runner,
            Err(error) => return (None, Err(error)),
        };
        let mut player = Player::new(watch, signal.clone());
        let shown = player.play(&|| runner.is_finished());
        player.close();
        let ran = runner.join();
        drop(screen);
        audience.release();
        match ran {
            Ok(ran) => (Some(ran), shown),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    });
    let failed = |error| fail(&format!("--watch: {error}"));
    shown.map_err(failed)?;
    let signal = Some(signal.load(Ordering::Relaxed)).filter(|number| *number != 0);
    match ran {
        Some(ran) => Ok((ran, signal.map(|number| number as i32))),
        None => Err(failed(io::Error::other("there is no run"))),
    }
}

/// The terminal while a run is watched. However that ends, it is as it was before.
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
    Interrupt,
    Quit,
}

fn wish(key: &KeyEvent) -> Option<Wish> {
    Some(match key.code {
        KeyCode::Char('c') if key.modifiers.contains(KeyModifiers::CONTROL) => Wish::Interrupt,
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

struct Player {
    feed: Arc<Feed>,
    scene: Scene,
    is_virtual: bool,
    terminal: Terminal,
    interrupter: Interrupter,
    at: Nanos,
    slow: f64,
    /// Whether times in which no thread runs are made short.
    hurries: bool,
    /// How many times slower it goes while no thread runs, if none does.
    hurry: Option<f64>,
    is_paused: bool,
    /// Whether the next event is looked for.
    seeks: bool,
    /// Whether the script has been told to end.
    is_interrupted: bool,
    /// What has been typed of a line.
    typed: String,
    /// When the run on the real clock was at its beginning.
    began: Option<Instant>,
    /// The signal that came, if one did.
    signal: Arc<AtomicUsize>,
}

impl Player {
    fn new(watch: Watch, signal: Arc<AtomicUsize>) -> Player {
        let slow = if watch.is_virtual { SLOW } else { 1.0 };
        Player {
            feed: watch.feed,
            scene: watch.scene,
            is_virtual: watch.is_virtual,
            terminal: watch.terminal,
            interrupter: watch.interrupter,
            at: Nanos::ZERO,
            slow: watch.slow.unwrap_or(slow),
            hurries: watch.slow.is_none(),
            hurry: None,
            is_paused: false,
            seeks: false,
            is_interrupted: false,
            typed: String::new(),
            began: None,
            signal,
        }
    }

    /// Shows the run until somebody has seen enough, or it has ended in a panic.
    fn play(&mut self, is_gone: &dyn Fn() -> bool) -> io::Result<()> {
        let mut last = Instant::now();
        loop {
            self.allow();
            self.draw()?;
            if poll(FRAME)? && self.listen()? {
                return Ok(());
            }
            let gone = is_gone();
            self.scene.apply(self.feed.take());
            let passed = last.elapsed();
            last = Instant::now();
            self.advance(passed);
            if self.signal.load(Ordering::Relaxed) != 0 || gone && !self.scene.is_over() {
                return Ok(());
            }
        }
    }

    /// The run goes on without an audience, if it is not over: to its end at once.
    fn close(&mut self) {
        if !self.scene.is_over() {
            self.interrupter.end();
        }
        self.feed.allow(Leave::Always);
    }

    /// Lets the run go as far as will be looked at soon.
    fn allow(&self) {
        self.feed.allow(match (self.seeks, self.is_paused) {
            (true, _) => Leave::UntilNews,
            (false, true) => Leave::Until(self.at),
            (false, false) => {
                let ahead = 2.0 * FRAME.as_secs_f64() / self.pace();
                Leave::Until(self.at + Nanos::from_secs_f64(ahead))
            }
        });
    }

    /// How many times slower it goes at this moment.
    fn pace(&self) -> f64 {
        self.hurry.unwrap_or(self.slow)
    }

    /// Goes faster where no thread runs, so that it is over in a while; slower again where one does.
    fn hurry(&mut self) {
        let idle = self.scene.frontier().since(self.at).as_secs_f64();
        let is_idle = self.hurries && self.is_virtual && !self.scene.is_busy(self.at);
        self.hurry = match (is_idle, self.hurry) {
            (false, _) => None,
            (true, Some(pace)) => Some(pace.min(self.slow)),
            (true, None) => (idle * self.slow > IDLE).then(|| IDLE / idle),
        };
    }

    /// Time has passed: goes on as far as one can.
    fn advance(&mut self, passed: Duration) {
        let frontier = self.scene.frontier();
        if self.seeks
            && let Some(next) = self.scene.after(self.at)
            && (next <= frontier || !self.is_virtual)
        {
            self.at = next;
            self.seeks = false;
        }
        if self.seeks && self.scene.is_over() {
            self.at = frontier;
            self.seeks = false;
        }
        match (self.is_paused, self.is_virtual) {
            (true, _) => {}
            (false, true) => {
                self.hurry();
                let span = Nanos::from_secs_f64(passed.as_secs_f64() / self.pace());
                // In a hurry, it is not passed over that a thread runs.
                let next = self.hurry.and_then(|_| self.scene.after(self.at));
                let most = frontier.min(next.unwrap_or(frontier));
                self.at = (self.at + span).min(most.max(self.at));
            }
            (false, false) => self.at = self.now(),
        }
        if self.scene.is_over() && self.at >= frontier {
            self.at = frontier;
            self.is_paused = true;
        }
        self.at = self.at.max(self.scene.start());
    }

    /// The time on the real clock. What happened within the last frame may not be known yet, so it is one behind.
    fn now(&mut self) -> Nanos {
        let frontier = self.scene.frontier();
        let known = || Instant::now().checked_sub(Duration::from_nanos(frontier.0));
        let began = match self.began {
            Some(began) => began,
            None if frontier > Nanos::ZERO => {
                *self.began.insert(known().unwrap_or_else(Instant::now))
            }
            None => return Nanos::ZERO,
        };
        let now = Nanos::from_secs_f64(began.elapsed().as_secs_f64());
        match self.scene.is_over() {
            true => now.min(frontier),
            false => now,
        }
    }

    /// Obeys the keys that have been pressed; whether that was enough.
    fn listen(&mut self) -> io::Result<bool> {
        while poll(Duration::ZERO)? {
            let Event::Key(key) = read()? else { continue };
            if key.kind == KeyEventKind::Release {
                continue;
            }
            let is_over = match self.scene.asks() {
                true => self.type_in(&key),
                false => wish(&key).is_some_and(|wish| self.obey(wish)),
            };
            if is_over {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// A key while the script waits for a line; whether it was the last one.
    fn type_in(&mut self, key: &KeyEvent) -> bool {
        let has_control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Esc => return true,
            KeyCode::Char('c') if has_control => return self.obey(Wish::Interrupt),
            KeyCode::Char('d') if has_control => self.feed.answer(std::mem::take(&mut self.typed)),
            KeyCode::Char(_) if has_control => {}
            KeyCode::Char(c) => self.typed.push(c),
            KeyCode::Backspace => drop(self.typed.pop()),
            KeyCode::Enter => {
                let line = std::mem::take(&mut self.typed);
                self.feed.answer(format!("{line}\n"));
            }
            _ => {}
        }
        false
    }

    /// Does what a key asks for; whether that was the last one.
    fn obey(&mut self, wish: Wish) -> bool {
        let is_at_the_end = self.scene.is_over() && self.at >= self.scene.frontier();
        match wish {
            Wish::Quit => return true,
            Wish::Interrupt if self.is_interrupted || self.scene.is_over() => return true,
            Wish::Interrupt => {
                self.is_interrupted = true;
                self.is_paused = false;
                self.interrupter.interrupt();
                if self.scene.asks() {
                    return true;
                }
            }
            Wish::Pause if is_at_the_end => {
                self.at = self.scene.start();
                self.is_paused = !self.is_virtual;
            }
            Wish::Pause => {
                self.is_paused = !self.is_paused;
                self.seeks = false;
            }
            Wish::Forward => {
                self.is_paused = true;
                self.seeks = true;
            }
            Wish::Back => {
                self.is_paused = true;
                self.seeks = false;
                self.at = self.scene.before(self.at);
            }
            Wish::Faster => self.slow /= 2.0,
            Wish::Slower => self.slow *= 2.0,
            Wish::Start => self.at = self.scene.start(),
            Wish::End => self.at = self.scene.frontier(),
        }
        false
    }

    fn state(&self) -> String {
        let pace = match self.is_virtual {
            true => pace(self.slow),
            false => "as it happens".into(),
        };
        if self.scene.is_over() && self.at >= self.scene.frontier() {
            return "the end".into();
        }
        match (self.seeks, self.is_paused) {
            (true, _) => "to the next event".into(),
            (_, true) => format!("paused, {pace}"),
            _ if self.hurry.is_some() => "faster, as nobody runs".into(),
            _ => pace,
        }
    }

    fn draw(&self) -> io::Result<()> {
        let (width, height) = size()?;
        let look = self.terminal.look(true);
        let lines = self.scene.frame(&View {
            at: self.at,
            pace: &self.state(),
            window: Nanos::from_secs_f64(REACH / self.slow),
            size: (usize::from(height).saturating_sub(2), width.into()),
            typed: &self.typed,
            look,
        });
        let keys = match self.scene.asks() {
            true => KEYS_OF_INPUT,
            false => KEYS,
        };
        let mut out = stderr().lock();
        queue!(out, MoveTo(0, 0))?;
        for line in lines.iter().chain([&String::new()]) {
            queue!(
                out,
                Print(line),
                Clear(ClearType::UntilNewLine),
                Print("\r\n")
            )?;
        }
        queue!(
            out,
            Print(look.plain(keys)),
            Clear(ClearType::FromCursorDown)
        )?;
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
