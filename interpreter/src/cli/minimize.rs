//! `gilscope minimize`

use super::arguments::Minimize as Wanted;
use super::diagnostics::{fail, show, write_file};
use super::replay::Opened;
use super::terminal::{Stream, Terminal};
use gilscope::lab::explore::minimize::{Minimized, minimize};
use gilscope::lab::explore::schedule::Schedule;
use gilscope::lab::look::{count, plural};
use std::path::Path;
use std::time::{Duration, Instant};

/// Makes a schedule shorter; gives the exit status.
pub fn run(wanted: &Wanted) -> u8 {
    match execute(wanted) {
        Ok(()) => 0,
        Err(status) => status,
    }
}

fn execute(wanted: &Wanted) -> Result<(), u8> {
    let terminal = Terminal::of(&wanted.look, Stream::Stderr);
    let opened = Opened::open(&wanted.file, wanted.script.clone(), terminal)?;
    let schedule = &opened.schedule;
    let span = Duration::try_from_secs_f64(wanted.seconds).ok();
    let until = span.and_then(|span| Instant::now().checked_add(span));
    let mut goes_on = || until.is_none_or(|until| Instant::now() < until);
    let found = opened.on_stage(None, |stage| {
        minimize(
            stage,
            schedule.decisions.clone(),
            &schedule.ends,
            &mut goes_on,
        )
    });
    let found = found.map_err(|title| {
        let changed = opened.changed();
        fail(&format!(
            "the schedule led to '{}', and now to '{title}'{changed}",
            schedule.ends
        ))
    })?;
    let file = wanted.output.clone().unwrap_or_else(|| {
        let stem = wanted
            .file
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy();
        let name = format!("{stem}-min.schedule");
        wanted.file.with_file_name(name)
    });
    let shorter = Schedule {
        decisions: found.decisions.clone(),
        ..schedule.clone()
    };
    write_file(&file, &shorter.text())?;
    show(&told(&found, &file))
}

fn told(found: &Minimized, file: &Path) -> String {
    let [before, after] = found.counts;
    let [calm, calmer] = found.preemptions;
    let rest = match found.is_minimal {
        true => "none of them can be left out",
        false => "there was no time to try all: --seconds gives more",
    };
    format!(
        "{} -> {} that differ from the usual, {} -> {}, in {}: {rest}\nreplay: gilscope replay {}\n",
        count(before as u64),
        plural(after as u64, "decision"),
        count(calm as u64),
        plural(calmer as u64, "pre-emption"),
        plural(found.tries, "execution"),
        file.display()
    )
}
