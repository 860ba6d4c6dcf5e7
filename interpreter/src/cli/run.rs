//! `gilscope run`

use super::arguments::Run;
use super::console::Console;
use super::diagnostics::{Refusal, fail, say};
use super::disk::Disk;
use super::script::Ready;
use super::terminal::{Stream, Terminal};
use super::{interrupts, script, session, status};
use gilscope::lab::captured::{FindModule, Job};
use gilscope::lab::compare::{paragraph, trouble};
use gilscope::lab::deadlock::deadlock;
use gilscope::lab::imports::find_in;
use gilscope::lab::json::of_run;
use gilscope::lab::look::fine;
use gilscope::lab::stats::stats;
use gilscope::lab::timeline::timeline;
use gilscope::lab::why::explain;
use gilscope::machine::{Outcome, Setup, run as run_script};
use gilscope::vm::thread::ThreadEnd;
use gilscope_runtime::driver::{Clock, Ending, Gil, Interrupter};
use gilscope_runtime::task::Site;
use std::path::Path;
use std::sync::Arc;

/// Events that the trace of a thread may hold.
const TRACE: usize = 1_000_000;

/// Runs a script; gives the exit status.
pub fn run(run: &Run) -> u8 {
    let terminal = Terminal::of(&run.look, Stream::Stderr);
    if run.interactive {
        return session::run(run);
    }
    let prepared =
        script::read(&run.script, terminal).and_then(|text| script::compile(text, terminal));
    let ready = match prepared {
        Ok(ready) => ready,
        Err(status) => return status,
    };
    let options = run.options.clone().resolved().and_then(|options| {
        options.check()?;
        Ok(options)
    });
    let options = match options {
        Ok(options) => options,
        Err(message) => return script::wrong_usage(&message),
    };
    let mut setup = options.setup(ready.place.argv.clone());
    setup.config.trace = run.timeline.then_some(TRACE);
    let interrupter = Interrupter::new();
    interrupts::watch(&interrupter);
    let folder = Some((ready.place.folder.clone(), ready.place.prefix.clone()));
    let console = Console::new(options.seed, folder);
    let outcome = run_script(&ready.script, &setup, Box::new(console), &interrupter);
    let status = conclude(&outcome, &setup, terminal);
    let why = || why(run, &ready, &setup, &outcome, terminal);
    match report(
        run,
        &outcome,
        &setup,
        &ready.script.code.source.name,
        terminal,
        &why,
    ) {
        Err(status) => status,
        Ok(()) if matches!(outcome.end, ThreadEnd::Interrupted) => interrupts::die(),
        Ok(()) => status,
    }
}

/// Writes the reports that were asked for.
fn report(
    run: &Run,
    outcome: &Outcome,
    setup: &Setup,
    script: &str,
    terminal: Terminal,
    why: &dyn Fn() -> String,
) -> Result<(), u8> {
    let look = terminal.look(run.all);
    if run.stats {
        say(&stats(outcome, setup, look));
    }
    if run.timeline {
        let gil = if setup.config.gil == Gil::On {
            "GIL on"
        } else {
            "GIL off"
        };
        let clock = if setup.config.clock == Clock::Virtual {
            "virtual"
        } else {
            "real"
        };
        say("\n");
        say(&timeline(
            &outcome.report,
            &format!("{script}, {gil} ({clock})"),
            look,
        ));
    }
    say(&why());
    match &run.json {
        Some(file) => write_json(file, &of_run(script, outcome, setup)),
        None => Ok(()),
    }
}

/// A script of more instructions is not run again unless that is asked for.
pub const SHORT: u64 = 30_000_000;

/// Why the run took as long as it did, if that is asked for and it ended well.
fn why(run: &Run, ready: &Ready, setup: &Setup, outcome: &Outcome, terminal: Terminal) -> String {
    let is_asked = run.why || (run.stats && outcome.report.instructions() <= SHORT);
    if !is_asked || trouble(outcome).is_some() {
        return String::new();
    }
    let job = Job {
        script: ready.script.clone(),
        setup: setup.clone(),
    };
    let place = ready.place.clone();
    let find: FindModule =
        Arc::new(move |folder, name| find_in(&place.folder, &place.prefix, folder, name));
    let Some(why) = explain(&job, &|job| job.run(&find, || Box::new(Disk)), None) else {
        return String::new();
    };
    let text = match setup.config.clock {
        Clock::Virtual => why.text,
        Clock::Real => format!(
            "{} These figures are of the virtual clock; here the run took {}.",
            why.text,
            fine(outcome.report.elapsed),
        ),
    };
    let look = terminal.look(run.all);
    look.plain(&format!("\n{}", paragraph(&text, look)))
}

/// Writes figures to a file; says why it cannot, and gives the exit status for that.
pub fn write_json(file: &Path, figures: &serde_json::Value) -> Result<(), u8> {
    std::fs::write(file, format!("{figures:#}\n"))
        .map_err(|error| fail(&format!("can't write '{}': {error}", file.display())))
}

/// Says what must be said about the end of a run; gives the exit status.
pub fn conclude(outcome: &Outcome, setup: &Setup, terminal: Terminal) -> u8 {
    match &outcome.report.ending {
        Ending::Panicked { .. } => return status::INTERNAL,
        Ending::Deadlock(blocked) => {
            say(&deadlock(outcome, blocked, terminal.look(true)));
            return status::DEADLOCK;
        }
        Ending::InstructionLimit => {
            let limit = setup.config.limits.instructions;
            say(&format!(
                "error[limit]: stopped after {limit} instructions, as --max-instructions says\n",
            ));
            return 1;
        }
        _ => {}
    }
    match &outcome.end {
        ThreadEnd::Finished => 0,
        ThreadEnd::Status(status) => *status as u8,
        ThreadEnd::Interrupted => 130,
        ThreadEnd::Unsupported(feature, site) => refuse(outcome, feature, *site, terminal),
    }
}

/// Refuses what turned up while the script ran.
fn refuse(outcome: &Outcome, feature: &str, site: Site, terminal: Terminal) -> u8 {
    let Some((code, at)) = outcome.codes.locate(site) else {
        say(&format!(
            "error[unsupported]: {feature} is not in gilscope's subset\n"
        ));
        return status::USAGE;
    };
    let refusal = Refusal {
        feature,
        source: &code.source,
        span: code.spans[at as usize],
        label: "",
        note: "the script ran up to here",
        help: "",
    };
    refusal.say(terminal)
}
