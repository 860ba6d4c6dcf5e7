//! `gilscope replay`

use super::arguments::{Replay as Wanted, ScriptArgs};
use super::diagnostics::{fail, say, show};
use super::disk::Disk;
use super::explore::INSTRUCTIONS;
use super::options::RunOptions;
use super::script;
use super::status;
use super::terminal::{Stream, Terminal};
use gilscope::lab::explore::ending::How;
use gilscope::lab::explore::schedule::{Schedule, fingerprint};
use gilscope::lab::explore::stage::Stage;
use gilscope::lab::explore::{Replayed, replay, report, steps};
use gilscope_runtime::driver::{Clock, Interrupter};
use gilscope_runtime::explore::Trace;

/// Repeats an execution; gives the exit status.
pub fn run(wanted: &Wanted) -> u8 {
    match execute(wanted) {
        Ok(status) | Err(status) => status,
    }
}

fn execute(wanted: &Wanted) -> Result<u8, u8> {
    let terminal = Terminal::of(&wanted.look, Stream::Stderr);
    let name = wanted.file.display();
    let text = std::fs::read_to_string(&wanted.file)
        .map_err(|error| fail(&format!("cannot read '{name}': {error}")))?;
    let schedule = Schedule::read(&text)
        .map_err(|error| fail(&format!("'{name}' is no schedule: {error}")))?;
    let script = wanted.script.clone();
    let script = script.unwrap_or_else(|| schedule.script.clone().into());
    let mut words = vec![script];
    words.extend(schedule.args.iter().map(Into::into));
    let args = ScriptArgs {
        code: None,
        block: Vec::new(),
        echo: false,
        words,
    };
    let ready = script::compile(script::read(&args, terminal)?, terminal)?;
    let is_same = fingerprint(&ready.script.code) == schedule.code;
    let options = RunOptions {
        clock: Some(Clock::Virtual),
        safe_points: Some(schedule.safe_points),
        max_instructions: Some(INSTRUCTIONS),
        ..RunOptions::default()
    };
    let setup = options.setup(ready.place.argv.clone());
    let find = ready.place.finder();
    let files = || -> Box<dyn gilscope::vm::files::Files> { Box::new(Disk) };
    let interrupter = Interrupter::new();
    let stage = Stage::new(
        &ready.script,
        &setup,
        usize::MAX,
        (&find, files),
        &interrupter,
    );
    let replayed = replay(&stage, schedule.decisions.clone());
    let fits = fits(&schedule, &replayed, is_same);
    let output = &replayed.played.ending.output;
    show(output)?;
    for error in &replayed.played.ending.errors {
        say(&format!("{error}\n"));
    }
    if !wanted.quiet {
        let trace = Trace::of(&replayed.events);
        let steps = steps::steps(&replayed, trace.important());
        say(&format!(
            "\n{}",
            report::told(&steps, &replayed, terminal.look(true))
        ));
    }
    match fits {
        Ok(()) => Ok(status_of(&replayed)),
        Err(message) => Err(fail(&message)),
    }
}

/// Whether the execution is the one that was kept; if not, what differs.
fn fits(schedule: &Schedule, replayed: &Replayed, is_same: bool) -> Result<(), String> {
    let changed = match is_same {
        true => "",
        false => "; the script's code has changed since",
    };
    if let Some(at) = replayed.refused.first() {
        let event = schedule.decisions.iter().find(|(it, _)| it == at);
        let thread = event.map_or(0, |(_, thread)| thread.0);
        return Err(format!(
            "the schedule does not fit: before event {at} thread {thread} cannot go on{changed}"
        ));
    }
    let title = replayed.played.ending.title();
    match title == schedule.ends {
        true => Ok(()),
        false => Err(format!(
            "the schedule led to '{}', and now to '{title}'{changed}",
            schedule.ends
        )),
    }
}

fn status_of(replayed: &Replayed) -> u8 {
    match &replayed.played.ending.how {
        How::Deadlock(_) => status::DEADLOCK,
        How::Failed(_) => status::INTERNAL,
        _ => replayed.played.ending.status as u8,
    }
}
