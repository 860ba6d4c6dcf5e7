//! `gilscope replay`

use super::arguments::Replay as Wanted;
use super::diagnostics::{fail, say, show, write_file};
use super::disk::Disk;
use super::explore::INSTRUCTIONS;
use super::options::RunOptions;
use super::run::{TRACE, timelines, write_json, write_trace};
use super::script::{self, Ready};
use super::terminal::{Stream, Terminal};
use super::{page, status};
use gilscope::lab::explore::ending::How;
use gilscope::lab::explore::schedule::Schedule;
use gilscope::lab::explore::stage::Stage;
use gilscope::lab::explore::{Replayed, replay, replay_blindly, report, steps};
use gilscope::lab::json::of_run;
use gilscope::lab::look::{Look, count};
use gilscope::lab::stats::stats;
use gilscope::machine::{Outcome, Setup};
use gilscope_runtime::driver::{Clock, Interrupter};
use gilscope_runtime::explore::Trace;
use std::ffi::OsString;
use std::path::Path;

/// Repeats an execution; gives the exit status.
pub fn run(wanted: &Wanted) -> u8 {
    match execute(wanted) {
        Ok(status) | Err(status) => status,
    }
}

/// A schedule that was kept, and its script.
pub struct Opened {
    /// It.
    pub schedule: Schedule,
    ready: Ready,
}

impl Opened {
    /// Reads a schedule and its script. Says on stderr why it cannot, and gives the exit status for that.
    pub fn open(file: &Path, script: Option<OsString>, terminal: Terminal) -> Result<Opened, u8> {
        let name = file.display();
        let text = std::fs::read_to_string(file)
            .map_err(|error| fail(&format!("cannot read '{name}': {error}")))?;
        let schedule = Schedule::read(&text)
            .map_err(|error| fail(&format!("'{name}' is no schedule: {error}")))?;
        let script = script.unwrap_or_else(|| schedule.script.clone().into());
        let mut words = vec![script];
        words.extend(schedule.args.iter().map(Into::into));
        let ready = script::file(words, terminal)?;
        Ok(Opened { schedule, ready })
    }

    /// What to add where a schedule does not fit.
    pub fn changed(&self) -> String {
        match &self.schedule.changes(&self.ready.script.code)[..] {
            [] => String::new(),
            changes => format!("; since it was kept {}", changes.join(", ")),
        }
    }

    /// Does something with the stage on which the schedule is played.
    ///
    /// Traces of what is watched hold so many events.
    pub fn on_stage<R>(&self, trace: Option<usize>, act: impl FnOnce(&Stage<'_>) -> R) -> R {
        // What the schedule leads to may take longer than a search has patience for.
        let instructions = INSTRUCTIONS.max(1000 * self.schedule.decisions.len() as u64);
        let options = RunOptions {
            clock: Some(Clock::Virtual),
            safe_points: Some(self.schedule.safe_points),
            max_instructions: Some(instructions),
            ..RunOptions::default()
        };
        let setup = options.setup(self.ready.place.argv.clone());
        let find = self.ready.place.finder();
        let files = || -> Box<dyn gilscope::vm::files::Files> { Box::new(Disk) };
        let interrupter = Interrupter::new();
        let stage = Stage::new(
            &self.ready.script,
            &setup,
            self.schedule.stops.unwrap_or(usize::MAX),
            (&find, files),
            &interrupter,
        );
        act(&match trace {
            Some(events) => stage.traced(events),
            None => stage,
        })
    }
}

fn execute(wanted: &Wanted) -> Result<u8, u8> {
    let terminal = Terminal::of(&wanted.look, Stream::Stderr);
    let opened = Opened::open(&wanted.file, wanted.script.clone(), terminal)?;
    let schedule = &opened.schedule;
    let is_told = !wanted.quiet && schedule.decisions.len() <= TOLD;
    let is_traced = wanted.timeline.is_some() || wanted.trace.is_some() || wanted.html.is_some();
    let trace = is_traced.then(|| wanted.trace_events.unwrap_or(TRACE));
    let (replayed, setup) = opened.on_stage(trace, |stage| {
        let decisions = schedule.decisions.clone();
        let replayed = match is_told {
            true => replay(stage, decisions),
            false => replay_blindly(stage, decisions),
        };
        (replayed, stage.as_told())
    });
    let changed = opened.changed();
    let fits = fits(schedule, &replayed, &changed);
    let output = &replayed.played.ending.output;
    show(output)?;
    for error in &replayed.played.ending.errors {
        say(&format!("{error}\n"));
    }
    if !wanted.quiet && replayed.events.len() > TOLD {
        let events = count(replayed.events.len() as u64);
        say(&format!(
            "\n{events} events: too many to tell step by step\n"
        ));
    } else if !wanted.quiet {
        let trace = Trace::of(&replayed.events);
        let steps = steps::steps(&replayed, trace.important());
        say(&format!(
            "\n{}",
            report::told(&steps, &replayed, terminal.look(true))
        ));
    }
    reports(
        wanted,
        &opened,
        &replayed.played.outcome,
        &setup,
        terminal.look(wanted.all),
    )?;
    if fits.is_ok() && !changed.is_empty() {
        say(&format!("note: the schedule fits{changed}\n"));
    }
    match fits {
        Ok(()) => Ok(status_of(&replayed)),
        Err(message) => Err(fail(&message)),
    }
}

/// Writes the reports that were asked for.
fn reports(
    wanted: &Wanted,
    opened: &Opened,
    outcome: &Outcome,
    setup: &Setup,
    look: Look,
) -> Result<(), u8> {
    let script = &opened.ready.script;
    let name = &*script.code.source.name;
    if wanted.stats {
        say(&stats(outcome, setup, look));
    }
    if let Some(lanes) = wanted.timeline {
        say(&timelines(lanes, outcome, setup, name, look));
    }
    if let Some(file) = &wanted.json {
        write_json(file, &of_run(name, outcome, setup))?;
    }
    if let Some(file) = &wanted.trace {
        write_trace(file, name, outcome, setup)?;
    }
    if let Some(file) = &wanted.html {
        write_file(file, &page::of_run(outcome, setup, script, None))?;
    }
    Ok(())
}

/// Events up to which the steps in which threads met are told: to find them takes time by their square.
const TOLD: usize = 20_000;

/// Whether the execution is the one that was kept; if not, what differs.
fn fits(schedule: &Schedule, replayed: &Replayed, changed: &str) -> Result<(), String> {
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
