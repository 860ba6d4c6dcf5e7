//! `gilscope run`

use super::arguments::{Lanes, Run};
use super::console::Console;
use super::diagnostics::{Refusal, cannot_write, say, write_file};
use super::disk::Disk;
use super::script::Ready;
use super::terminal::{Stream, Terminal};
use super::{interrupts, page, script, session, status, watch};
use gilscope::lab::captured::Job;
use gilscope::lab::compare::{paragraph, trouble};
use gilscope::lab::cores::cores;
use gilscope::lab::deadlock::deadlock;
use gilscope::lab::feed::Feed;
use gilscope::lab::json::of_run;
use gilscope::lab::legend::Legend;
use gilscope::lab::look::{Look, fine};
use gilscope::lab::opcodes::{self, opcode_stats};
use gilscope::lab::perfetto;
use gilscope::lab::races::{self, Findings, watched};
use gilscope::lab::scene::Scene;
use gilscope::lab::stats::stats;
use gilscope::lab::story::Story;
use gilscope::lab::timeline::timeline;
use gilscope::lab::why::explain;
use gilscope::lab::wreck::wreck;
use gilscope::machine::{Outcome, Script, Setup, run as run_script};
use gilscope::safe_points::SafePoints;
use gilscope::vm::Host;
use gilscope::vm::thread::ThreadEnd;
use gilscope_runtime::driver::{Clock, Ending, Gil, Interrupter, Io};
use gilscope_runtime::task::Site;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Events that the traces of all threads may hold, if nobody asks for more or fewer.
pub const TRACE: usize = 1_000_000;

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
    let options = run.options.clone().resolved().and_then(|mut options| {
        if run.watch {
            let clock = *options.clock.get_or_insert(Clock::Virtual);
            if clock != Clock::Virtual && run.slow.is_some() {
                return Err(
                    "--slow needs the virtual clock: a real run is as fast as it is".into(),
                );
            }
        }
        options.check()?;
        Ok(options)
    });
    let options = match options {
        Ok(options) => options,
        Err(message) => return script::wrong_usage(&message),
    };
    let mut setup = options.setup(ready.place.argv.clone());
    if run.watch
        && let Err(status) = watch::check()
    {
        return status;
    }
    if setup.config.clock != Clock::Virtual && run.timeline.is_some_and(|it| it != Lanes::Threads) {
        let message = "--timeline=cores shows the simulated machine: add --clock virtual";
        return script::wrong_usage(message);
    }
    let files = [&run.trace, &run.html];
    let is_traced = run.timeline.is_some() || files.iter().any(|it| it.is_some());
    setup.options.opcode_stats = run.opcode_stats;
    setup.config.trace = is_traced.then(|| run.trace_events.unwrap_or(TRACE));
    let interrupter = Interrupter::new();
    interrupts::watch(&interrupter);
    let folder = Some((ready.place.folder.clone(), ready.place.prefix.clone()));
    let console = Console::new(options.seed, folder);
    if run.races
        && let Some(counting) = options.counting
    {
        let message = format!(
            "--races counts references in its own way, not --counting {}",
            counting.name()
        );
        return script::wrong_usage(&message);
    }
    let done = match run.watch {
        true => watched_run(run, &ready, &mut setup, console, &interrupter, terminal),
        false => {
            let is_over = remind(&setup);
            let done = execute(run, &ready, &setup, Box::new(console), &interrupter);
            is_over.store(true, Ordering::Relaxed);
            Ok((done, None))
        }
    };
    let ((outcome, races), signal) = match done {
        Ok(done) => done,
        Err(status) => return status,
    };
    let name = &*ready.script.code.source.name;
    let status = conclude(&outcome, &setup, terminal);
    let status = tell_wreck(&outcome, name, &setup, terminal, status);
    let status = tell_races(races.as_ref(), terminal.look(run.all), status);
    let why = || why(run, &ready, &setup, &outcome);
    match report(
        run,
        (&outcome, races.as_ref()),
        &setup,
        &ready.script,
        terminal,
        &why,
    ) {
        Err(status) => status,
        Ok(()) if let Some(signal) = signal => interrupts::die_of(signal),
        Ok(()) if matches!(outcome.end, ThreadEnd::Interrupted) => interrupts::die(),
        Ok(()) => status,
    }
}

/// What a run came to, and what was found in it.
type Done = (Outcome, Option<Findings>);

/// Runs the script while it is shown; also tells of the signal that ended it.
fn watched_run(
    run: &Run,
    ready: &Ready,
    setup: &mut Setup,
    console: Console,
    interrupter: &Interrupter,
    terminal: Terminal,
) -> Result<(Done, Option<i32>), u8> {
    let is_virtual = setup.config.clock == Clock::Virtual;
    let feed = Arc::new(Feed::new(is_virtual));
    setup.config.onlooker = Some(feed.clone());
    let room = run.trace_events.unwrap_or(watch::ROOM);
    let has_gil = setup.config.gil == Gil::On;
    let watch = watch::Watch {
        feed,
        scene: Scene::new(has_gil, setup.config.io == Io::Hold, room),
        slow: run.slow,
        is_virtual,
        terminal,
        interrupter: interrupter.clone(),
    };
    let setup_now = &*setup;
    let done = watch::show(watch, console, |host| {
        execute(run, ready, setup_now, host, interrupter)
    });
    // What is run again, to give reasons, is not watched.
    setup.config.onlooker = None;
    done
}

/// After so long, whoever waits for threads that co-operate is told what may keep them.
const REMINDER: Duration = Duration::from_secs(5);

/// Where threads co-operate, one that computes for ever keeps all others out, and nothing shows why: says so,
/// unless the run is over soon. What is given back is to be set then.
fn remind(setup: &Setup) -> Arc<AtomicBool> {
    let is_over = Arc::new(AtomicBool::new(false));
    if setup.config.gil == Gil::On && setup.options.safe_points == SafePoints::Blocking {
        let is_over = is_over.clone();
        let reminder = std::thread::Builder::new().name("reminder".into());
        let _ = reminder.spawn(move || {
            std::thread::sleep(REMINDER);
            if !is_over.load(Ordering::Relaxed) {
                say(&format!(
                    "note: still running after {} s. Threads co-operate here: one that computes keeps all \
                     others out until it waits for something, for ever if it never does\n",
                    REMINDER.as_secs()
                ));
            }
        });
    }
    is_over
}

/// Runs the script, and looks for races if they are asked for.
fn execute(
    run: &Run,
    ready: &Ready,
    setup: &Setup,
    host: Box<dyn Host>,
    interrupter: &Interrupter,
) -> Done {
    if !run.races {
        return (run_script(&ready.script, setup, host, interrupter), None);
    }
    let (setup, watch) = watched(setup);
    let outcome = run_script(&ready.script, &setup, host, interrupter);
    let findings = Findings::of(&watch, &outcome);
    (outcome, Some(findings))
}

/// Tells of races; gives the exit status, `status` being what it would be otherwise.
fn tell_races(races: Option<&Findings>, look: Look, status: u8) -> u8 {
    let Some(findings) = races else {
        return status;
    };
    say(&races::report::text(findings, look));
    match findings.races.is_empty() {
        true => status,
        false => status.max(1),
    }
}

/// Writes the reports that were asked for.
fn report(
    run: &Run,
    (outcome, races): (&Outcome, Option<&Findings>),
    setup: &Setup,
    script: &Script,
    terminal: Terminal,
    why: &dyn Fn() -> Option<String>,
) -> Result<(), u8> {
    let name = &*script.code.source.name;
    let look = terminal.look(run.all);
    if run.stats {
        say(&stats(outcome, setup, look));
    }
    if run.opcode_stats {
        say(&opcode_stats(&outcome.tally, look));
    }
    if let Some(lanes) = run.timeline {
        say(&timelines(lanes, outcome, setup, name, look));
    }
    let why = why();
    if let Some(file) = &run.json {
        let mut figures = of_run(name, outcome, setup);
        if let Some(races) = races {
            figures["races"] = races::report::to_json(races);
        }
        if run.opcode_stats {
            figures["opcodes"] = opcodes::to_json(&outcome.tally);
        }
        write_json(file, &figures)?;
    }
    if let Some(file) = &run.trace {
        write_trace(file, name, outcome, setup)?;
    }
    if let Some(file) = &run.html {
        write_file(file, &page::of_run(outcome, setup, script, why.as_deref()))?;
    }
    if let Some(text) = why {
        say(&look.plain(&format!("\n{}", paragraph(&text, look))));
    }
    Ok(())
}

/// The timelines that were asked for.
pub fn timelines(lanes: Lanes, outcome: &Outcome, setup: &Setup, name: &str, look: Look) -> String {
    let gil = match setup.config.gil {
        Gil::On => "GIL on",
        Gil::Off => "GIL off",
    };
    let clock = match setup.config.clock {
        Clock::Virtual => "virtual",
        Clock::Real => "real",
    };
    let title = format!("{name}, {gil} ({clock})");
    let mut out = String::new();
    if lanes != Lanes::Cores {
        out.push('\n');
        out.push_str(&timeline(&outcome.report, &title, look));
    }
    if lanes != Lanes::Threads {
        out.push('\n');
        let count = setup.config.cores();
        out.push_str(&cores(&outcome.report, &title, count, look));
    }
    out
}

/// Writes a trace to a file; says why it cannot, and gives the exit status for that.
pub fn write_trace(file: &Path, script: &str, outcome: &Outcome, setup: &Setup) -> Result<(), u8> {
    let story = Story::new(&outcome.report, setup.config.io == Io::Hold);
    let write = || {
        let mut out = BufWriter::new(File::create(file)?);
        perfetto::write(&mut out, &story, &Legend::of(outcome), script)?;
        out.flush()
    };
    write().map_err(|error| cannot_write(file, &error))?;
    if let Some(note) = story.note() {
        say(&format!(
            "note: {}: {note}; --trace-events N keeps more\n",
            file.display()
        ));
    }
    Ok(())
}

/// A script of more instructions is not run again unless that is asked for.
pub const SHORT: u64 = 30_000_000;

/// Why the run took as long as it did, if that is asked for and it ended well.
fn why(run: &Run, ready: &Ready, setup: &Setup, outcome: &Outcome) -> Option<String> {
    let is_asked = run.why || (run.stats && outcome.report.instructions() <= SHORT);
    if !is_asked || trouble(outcome).is_some() {
        return None;
    }
    let mut job = Job {
        script: ready.script.clone(),
        setup: setup.clone(),
    };
    // What ended here need not end on the virtual clock, where nobody is waited for.
    let most = outcome.report.instructions().saturating_mul(8);
    let limits = &mut job.setup.config.limits;
    limits.instructions = limits.instructions.min(most.saturating_add(SHORT));
    let find = ready.place.finder();
    let why = explain(&job, &|job| job.run(&find, || Box::new(Disk)), None)?;
    Some(match setup.config.clock {
        Clock::Virtual => why.text,
        Clock::Real => format!(
            "{} These figures are of the virtual clock; here the run took {}.",
            why.text,
            fine(outcome.report.elapsed),
        ),
    })
}

/// Writes figures to a file; says why it cannot, and gives the exit status for that.
pub fn write_json(file: &Path, figures: &serde_json::Value) -> Result<(), u8> {
    write_file(file, &format!("{figures:#}\n"))
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

/// Says what racy counting came to, if that was the run's; gives the exit status, `status` being what
/// it would be otherwise.
fn tell_wreck(
    outcome: &Outcome,
    script: &str,
    setup: &Setup,
    terminal: Terminal,
    status: u8,
) -> u8 {
    if let Some(text) = wreck(outcome, script, setup, terminal.look(false)) {
        say(&text);
    }
    match &outcome.wreck {
        Some(wreck) if wreck.is_any() => status.max(1),
        _ => status,
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
