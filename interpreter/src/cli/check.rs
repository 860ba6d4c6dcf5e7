//! `gilscope check`

use super::arguments::Check as Wishes;
use super::diagnostics::show;
use super::disk::Disk;
use super::script::{self, wrong_usage};
use super::terminal::{Stream, Terminal};
use super::{run, status};
use gilscope::lab::captured::Job;
use gilscope::lab::check::{Check, Condition};
use gilscope::machine::Outcome;
use gilscope_runtime::driver::{Clock, Ending, Gil, Io};

/// Runs a script and looks whether conditions hold; gives the exit status.
pub fn run(wishes: &Wishes) -> u8 {
    match execute(wishes) {
        Ok(check) => !check.holds() as u8,
        Err(status) => status,
    }
}

fn execute(wishes: &Wishes) -> Result<Check, u8> {
    let terminal = Terminal::of(&wishes.look, Stream::Stderr);
    let conditions = conditions(wishes);
    if conditions.is_empty() {
        return Err(wrong_usage(
            "there is no condition to check: add --max-gil-wait 20%, --min-speedup 3, --no-deadlock …",
        ));
    }
    let text = script::read(&wishes.script, terminal)?;
    let ready = script::compile(text, terminal)?;
    let mut options = wishes.options.clone();
    if options
        .clone()
        .resolved()
        .is_ok_and(|it| it.clock.is_none())
    {
        options.clock = Some(Clock::Virtual);
    }
    let options = options.resolved().and_then(|options| {
        options.check()?;
        Ok(options)
    });
    let options = options.map_err(|message| wrong_usage(&message))?;
    let job = Job {
        setup: options.setup(ready.place.argv.clone()),
        script: ready.script.clone(),
    };
    let find = ready.place.finder();
    let run_job = |job: &Job| job.run_and_listen(&find, || Box::new(Disk));

    let (outcome, output) = run_job(&job);
    if matches!(outcome.report.ending, Ending::Panicked { .. }) {
        return Err(status::INTERNAL);
    }
    let needs_turn = { conditions.iter() }.any(|it| matches!(it, Condition::SpeedUp(_)));
    let turn = needs_turn.then(|| run_job(&in_turn(&job)).0);
    let name = &ready.script.code.source.name;
    let check = Check::new(name, &conditions, (&outcome, &output), turn.as_ref());
    conclude(wishes, &check, &outcome)?;
    Ok(check)
}

fn conclude(wishes: &Wishes, check: &Check, outcome: &Outcome) -> Result<(), u8> {
    if let Some(file) = &wishes.json {
        run::write_json(file, &check.to_json())?;
    }
    let terminal = Terminal::of(&wishes.look, Stream::Stdout);
    let mut text = check.text(terminal.look(true));
    if let Ending::Deadlock(blocked) = &outcome.report.ending {
        let look = terminal.look(true);
        text.push('\n');
        text.push_str(&gilscope::lab::deadlock::deadlock(outcome, blocked, look));
    }
    show(&text)
}

/// The same, everything one after another: the GIL is kept during I/O.
fn in_turn(job: &Job) -> Job {
    let mut job = job.clone();
    job.setup.set_gil(Gil::On);
    job.setup.config.io = Io::Hold;
    job
}

/// The conditions that the command line gives.
fn conditions(wishes: &Wishes) -> Vec<Condition> {
    let given = [
        wishes.max_gil_wait.map(Condition::GilWait),
        wishes.max_lock_wait.map(Condition::LockWait),
        wishes.min_speedup.map(Condition::SpeedUp),
        wishes.max_elapsed.map(Condition::Elapsed),
        wishes.max_cpu.map(Condition::Cpu),
        wishes.max_switches.map(Condition::Switches),
        wishes.min_cores_busy.map(Condition::CoresBusy),
        wishes.no_deadlock.then_some(Condition::NoDeadlock),
        wishes.no_leak.then_some(Condition::NoLeak),
    ];
    given.into_iter().flatten().collect()
}
