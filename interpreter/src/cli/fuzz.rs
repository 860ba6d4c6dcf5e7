//! `gilscope fuzz`

use super::arguments::Fuzz as Wishes;
use super::diagnostics::{cannot_write, say, show, write_file};
use super::terminal::{Stream, Terminal};
use gilscope::lab::fuzz::cpython::Oracle;
use gilscope::lab::fuzz::program::{Family, program};
use gilscope::lab::fuzz::tally::{Culprit, Tally, smaller_under_python};
use gilscope::lab::fuzz::trial::Wrong;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Programs, if neither their number nor a time is given.
const PROGRAMS: u64 = 100;
/// Nothing takes longer: what does is a hang.
const PATIENCE: Duration = Duration::from_secs(120);

/// Makes programs and runs them; gives the exit status.
pub fn run(wishes: &Wishes) -> u8 {
    match execute(wishes) {
        Ok(tally) => (tally.failures > 0) as u8,
        Err(status) => status,
    }
}

fn execute(wishes: &Wishes) -> Result<Tally, u8> {
    let families = match wishes.family.is_empty() {
        true => Family::ALL.to_vec(),
        false => wishes.family.clone(),
    };
    let first = wishes.seed.unwrap_or(1);
    let plan = |number: u64| {
        let family = families[(number % families.len() as u64) as usize];
        (family, first + number)
    };
    if wishes.print {
        let (family, seed) = plan(0);
        return show(&program(family, seed).text()).map(|()| Tally::default());
    }
    if let Some(folder) = &wishes.keep_failing {
        std::fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
    }
    let terminal = Terminal::of(&wishes.look, Stream::Stderr);
    let mut oracle = oracle(wishes);
    let began = Instant::now();
    let watch = Watch::begin(wishes.keep_failing.clone());
    watch.hear_panics();
    let mut progress = Progress::new(terminal);
    let mut tally = Tally::default();
    let limit = wishes.programs.unwrap_or(match wishes.seconds {
        Some(_) => u64::MAX,
        None => PROGRAMS,
    });
    for number in 0..limit {
        let is_over = |seconds| began.elapsed() >= Duration::from_secs(seconds);
        if wishes.seconds.is_some_and(is_over) {
            break;
        }
        let (family, seed) = plan(number);
        watch.note(family, seed);
        let mut ask = |text: &str| Some(oracle.as_mut()?.ask(text)?.0);
        let found = tally.test(family, seed, !wishes.no_real, Some(&mut ask));
        if let Some(culprit) = found {
            let culprit = match culprit.failure.wrong {
                Wrong::Python => smaller_under_python(culprit, &mut ask),
                _ => culprit,
            };
            progress.clear();
            tell(&culprit, wishes.keep_failing.as_deref())?;
        }
        progress.step(&tally);
    }
    watch.end();
    progress.clear();
    let look = Terminal::of(&wishes.look, Stream::Stdout).look(true);
    show(&tally.text(look))?;
    Ok(tally)
}

/// CPython, if there is one that is new enough; says if not.
fn oracle(wishes: &Wishes) -> Option<Oracle> {
    if wishes.no_python {
        return None;
    }
    let oracle = match &wishes.python {
        Some(program) => Oracle::of(program),
        None => Oracle::start(),
    };
    let Some(oracle) = oracle else {
        say("skipped: the comparison with CPython: there is no python3\n");
        return None;
    };
    if oracle.version < (3, 11) {
        say("skipped: the comparison with CPython: this one is older than 3.11\n");
        return None;
    }
    Some(oracle)
}

/// Says what failed, and keeps the program where that is wished.
fn tell(culprit: &Culprit, folder: Option<&Path>) -> Result<(), u8> {
    let (family, seed) = (culprit.program.family, culprit.program.seed);
    let name = format!("{}-{seed}.py", family.name());
    let file = folder.map_or(name.clone().into(), |folder| folder.join(&name));
    let text = culprit.text(&file.display().to_string());
    say(&format!(
        "{} {seed}: {}\n{}\n",
        family.name(),
        culprit.failure.wrong.words(),
        match folder {
            Some(_) => format!("kept as {}", file.display()),
            None => text.clone(),
        }
    ));
    folder.map_or(Ok(()), |_| write_file(&file, &text))
}

/// How far it is, for a person who watches.
struct Progress {
    terminal: Terminal,
    told: Instant,
    began: Instant,
}

impl Progress {
    fn new(terminal: Terminal) -> Progress {
        let now = Instant::now();
        Progress {
            terminal,
            told: now,
            began: now,
        }
    }

    fn step(&mut self, tally: &Tally) {
        if !self.terminal.is_live || self.told.elapsed() < Duration::from_millis(100) {
            return;
        }
        self.told = Instant::now();
        say(&format!(
            "\r\x1b[K{} programs, {} runs, {} failed, {:.0} s",
            tally.programs,
            tally.runs(),
            tally.failures,
            self.began.elapsed().as_secs_f64()
        ));
    }

    fn clear(&self) {
        if self.terminal.is_live {
            say("\r\x1b[K");
        }
    }
}

/// What is run at this moment, and since when.
type Current = Option<(Family, u64, Instant)>;

/// Looks after what a run cannot tell of itself any more: that it hangs, or dies.
#[derive(Clone, Default)]
struct Watch {
    current: Arc<Mutex<Current>>,
    folder: Option<PathBuf>,
}

impl Watch {
    /// An OS thread that ends everything when a program hangs.
    fn begin(folder: Option<PathBuf>) -> Watch {
        let watch = Watch {
            folder,
            ..Watch::default()
        };
        let seen = watch.clone();
        std::thread::spawn(move || {
            loop {
                std::thread::sleep(Duration::from_millis(500));
                if let Some((.., since)) = seen.now()
                    && since.elapsed() >= PATIENCE
                {
                    seen.tell("hangs");
                    std::process::exit(1);
                }
            }
        });
        watch
    }

    /// Panics are findings here, told with the program that shows them; but of those that end the
    /// process this is the last chance to say something.
    fn hear_panics(&self) {
        let watch = self.clone();
        let panics = Mutex::new(Vec::new());
        std::panic::set_hook(Box::new(move |info| {
            let mut panics = panics.lock().unwrap_or_else(|broken| broken.into_inner());
            let text = info.payload_as_str().unwrap_or_default().to_string();
            let is_last = text.contains("panic in a destructor");
            panics.push(text);
            if is_last {
                let first = panics.iter().rev().nth(2).cloned();
                watch.tell(&format!("dies: {}", first.unwrap_or_default()));
            }
        }));
    }

    fn tell(&self, what: &str) {
        let Some((family, seed, _)) = self.now() else {
            return;
        };
        let name = family.name();
        say(&format!(
            "\n{name} {seed}: gilscope {what}\n\
             gilscope fuzz --seed {seed} --programs 1 --family {name}\n"
        ));
        if let Some(folder) = &self.folder {
            let file = folder.join(format!("{name}-{seed}-whole.py"));
            let _ = write_file(&file, &program(family, seed).text());
        }
    }

    fn now(&self) -> Current {
        let current = self.current.lock();
        *current.unwrap_or_else(|broken| broken.into_inner())
    }

    fn set(&self, now: Current) {
        let current = self.current.lock();
        *current.unwrap_or_else(|broken| broken.into_inner()) = now;
    }

    fn note(&self, family: Family, seed: u64) {
        self.set(Some((family, seed, Instant::now())));
    }

    fn end(&self) {
        self.set(None);
    }
}
