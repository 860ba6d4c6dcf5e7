//! `gilscope step`: a person is the scheduler.
//!
//! - `keys`: what keys ask for, the same on a full screen and in a script of keys;
//! - `screen`: a picture drawn into cells;
//! - `full`: the full screen; `scripted`: keys from the command line or from stdin, and text.

mod keys;
mod screen;
mod full;
mod scripted;

use super::arguments::{Look, ScriptArgs};
use super::diagnostics::{fail, show};
use super::disk::Disk;
use super::explore::setup;
use super::options::RunOptions;
use super::script::{self, Ready, wrong_usage};
use super::terminal::{Stream, Terminal};
use clap::Args;
use gilscope::lab::explore::schedule::Schedule;
use gilscope::lab::explore::stage::Stage;
use gilscope::lab::step::exercises::{self, Exercise};
use gilscope::lab::step::goal::Goal;
use gilscope::lab::step::{Pilot, Session, Summary};
use gilscope::safe_points::SafePoints;
use gilscope_runtime::driver::Interrupter;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// Shown after the help.
pub const EXAMPLES: &str = "\
Keys (a digit chooses the thread):
  i  one instruction           b  back, as far as the last key went   f  find an ending from here
  n  to the next line          B  one instruction back                1-9, Enter: choose one of them
  a  to the next shared access h  to the beginning                    .  go on upon that way
  g  until it waits or ends    r  all go on as usual, to the end      w  write a schedule, q  quit

Examples:
  gilscope step programs/bugs/lost_update.py
  gilscope step --goal 'prints 1' programs/bugs/lost_update.py
  gilscope step --exercise 1
  gilscope step --exercise 1 --keys 'f{prints 1} ...... w{lost.schedule}'

In --keys and on stdin, what a key is about stands in braces: t{12} chooses a
thread, c{2} an ending, f{..} finds one, w{FILE} writes; p prints the screen.
";

/// `gilscope step`
#[derive(Args, Debug)]
pub struct Step {
    /// How to run it.
    #[command(flatten)]
    pub options: RunOptions,
    /// What to run.
    #[command(flatten)]
    pub script: ScriptArgs,
    /// Reach this ending, as `gilscope explore` names it (`prints 1`, with * for anything), or one of
    /// deadlock, exception, endless, leak, or an exception's name; and tell how well that was done
    #[arg(long, value_name = "ENDING", help_heading = "Exercises")]
    pub goal: Option<String>,
    /// Step through an exercise of this number
    #[arg(long, value_name = "N", conflicts_with_all = ["goal", "exercises"], help_heading = "Exercises")]
    pub exercise: Option<usize>,
    /// List the exercises
    #[arg(long, help_heading = "Exercises")]
    pub exercises: bool,
    /// Press these keys, and print the screen as text at the end, and where a `p` stands
    #[arg(long, value_name = "KEYS", help_heading = "Without a full screen")]
    pub keys: Option<String>,
    /// Size of the screen as text
    #[arg(long, value_name = "COLUMNSxLINES", default_value = "100x40", value_parser = size,
          help_heading = "Without a full screen")]
    pub size: (u16, u16),
    /// Try no more than N schedules where an ending is searched for
    #[arg(long, value_name = "N", default_value_t = 20_000, help_heading = "Search",
          value_parser = clap::value_parser!(u64).range(1..))]
    pub schedules: u64,
    /// Give up the script after N steps in which something was shared: it may have no end
    #[arg(
        long,
        value_name = "N",
        default_value_t = 5_000,
        help_heading = "Search"
    )]
    pub steps: usize,
    /// How to show it.
    #[command(flatten)]
    pub look: Look,
}

fn size(text: &str) -> Result<(u16, u16), String> {
    let sides = text.split_once('x').and_then(|(width, height)| {
        let side = |text: &str| text.parse().ok().filter(|it| (1..=1000).contains(it));
        Some((side(width)?, side(height)?))
    });
    sides.ok_or_else(|| "two numbers from 1 to 1000 are expected: 100x40".into())
}

/// Steps through a script; gives the exit status.
pub fn run(wanted: &Step) -> u8 {
    match execute(wanted) {
        Ok(status) | Err(status) => status,
    }
}

fn execute(wanted: &Step) -> Result<u8, u8> {
    if wanted.exercises {
        show(&list())?;
        return Ok(0);
    }
    let terminal = Terminal::of(&wanted.look, Stream::Stdout);
    let exercise = exercise(wanted)?;
    let text = match &exercise {
        Some(exercise) => script::known(exercise.file, exercise.text),
        None => script::read(&wanted.script, terminal)?,
    };
    let ready = script::compile(text, terminal)?;
    let setup = setup(&wanted.options, &ready)?;
    let goal = { exercise.as_ref() }.map(|it| it.goal.clone());
    let goal = goal.or(wanted.goal.clone()).map(|text| Goal::new(&text));
    let find = ready.place.finder();
    let files = || -> Box<dyn gilscope::vm::files::Files> { Box::new(Disk) };
    let interrupter = Interrupter::new();
    let stage = Stage::new(
        &ready.script,
        &setup,
        wanted.steps,
        (&find, files),
        &interrupter,
    );
    let args = ready.place.argv.iter().skip(1).cloned().collect();
    let mut session = Session::new(&stage, goal, wanted.schedules, args);
    let mut desk = Desk::new(terminal, &ready, exercise, stage.safe_points());
    let is_person = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let summary = match &wanted.keys {
        Some(keys) => {
            let keys = keys::read(keys).map_err(|message| wrong_usage(&message))?;
            scripted::drive(&mut session, &mut desk, Some(keys), wanted.size)
        }
        None if is_person => full::drive(&mut session, &mut desk)?,
        None => scripted::drive(&mut session, &mut desk, None, wanted.size),
    };
    conclude(wanted, &desk, &summary)
}

fn exercise(wanted: &Step) -> Result<Option<Exercise>, u8> {
    let Some(number) = wanted.exercise else {
        return Ok(None);
    };
    if wanted.script.code.is_some() || !wanted.script.words.is_empty() {
        return Err(wrong_usage("--exercise N brings its own script"));
    }
    let found = exercises::of_number(number);
    let most = exercises::all().len();
    found
        .map(Some)
        .ok_or_else(|| wrong_usage(&format!("--exercise {number}: there are 1 to {most}")))
}

/// The exercises, a line each.
fn list() -> String {
    let line = |it: Exercise| format!("{:>3}  {:<38}  {}\n", it.number, it.title, it.goal);
    let lines: String = exercises::all().into_iter().map(line).collect();
    format!(
        " no  exercise                                goal\n{lines}\ngilscope step --exercise N\n"
    )
}

fn conclude(wanted: &Step, desk: &Desk, summary: &Summary) -> Result<u8, u8> {
    if let Some(ending) = &summary.ending {
        show(&desk.plain(&format!("the last ending: {ending}\n")))?;
    }
    let is_exercise = wanted.goal.is_some() || wanted.exercise.is_some();
    let Some(grade) = summary.grade else {
        if is_exercise {
            show("the goal was not reached\n")?;
        }
        return Ok(u8::from(is_exercise));
    };
    show(&desk.plain(&format!("the goal was reached: {}\n", grade.text())))?;
    Ok(0)
}

/// What a person has before them: the thread that keys are about, and what is said beside the picture.
struct Desk {
    terminal: Terminal,
    title: String,
    safe_points: SafePoints,
    exercise: Option<Exercise>,
    /// The thread that keys are about.
    focus: u32,
    is_help: bool,
    /// The file that the next schedule goes into.
    file: Option<PathBuf>,
    /// The script's file without its ending.
    stem: String,
}

impl Desk {
    fn new(
        terminal: Terminal,
        ready: &Ready,
        exercise: Option<Exercise>,
        safe_points: SafePoints,
    ) -> Desk {
        let name = &ready.script.code.source.name;
        let stem = Path::new(name).file_stem().unwrap_or_default();
        let stem = stem.to_string_lossy().trim_matches(['<', '>']).to_string();
        Desk {
            terminal,
            title: {
                let file = Path::new(name).file_name().unwrap_or_default();
                file.to_string_lossy().into_owned()
            },
            safe_points,
            is_help: exercise.is_some(),
            exercise,
            focus: 0,
            file: None,
            stem,
        }
    }

    /// The text as far as the terminal's characters go.
    fn plain(&self, text: &str) -> String {
        let text = self.terminal.look(true).plain(text);
        match self.terminal.ascii {
            true => text.replace('★', "*"),
            false => text,
        }
    }

    /// Writes a schedule; says where it is, or why not.
    fn keep(&mut self, schedule: &Schedule) -> String {
        let file = self.file.take().unwrap_or_else(|| {
            let name = |number| PathBuf::from(format!("{}-step-{number}.schedule", self.stem));
            let free = (1..10_000).map(name).find(|file| !file.exists());
            free.unwrap_or_else(|| name(10_000))
        });
        let mut schedule = schedule.clone();
        if let Some(exercise) = &self.exercise
            && !Path::new(&schedule.script).exists()
        {
            // The exercise stands in this program: what is to be replayed needs a file.
            let beside = file.with_extension("py");
            if let Err(error) = std::fs::write(&beside, exercise.text) {
                return format!("cannot write '{}': {error}", beside.display());
            }
            schedule.script = beside.display().to_string();
        }
        match std::fs::write(&file, schedule.text()) {
            Ok(()) => format!(
                "gilscope replay {}  (ends: {})",
                file.display(),
                schedule.ends
            ),
            Err(error) => format!("cannot write '{}': {error}", file.display()),
        }
    }
}

/// Runs a session; a picture that cannot be drawn any more ends it.
fn drive(session: &mut Session<'_>, pilot: &mut dyn Pilot) -> Summary {
    session.drive(pilot)
}

/// What is wrong with the terminal.
fn broken(error: &std::io::Error) -> u8 {
    fail(&format!("step: {error}"))
}
