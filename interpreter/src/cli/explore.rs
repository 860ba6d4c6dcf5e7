//! `gilscope explore`

use super::arguments::Explore as Wanted;
use super::diagnostics::{fail, say, show, write_file};
use super::disk::Disk;
use super::options::RunOptions;
use super::script::{self, Ready, wrong_usage};
use super::terminal::{Stream, Terminal};
use super::{interrupts, run, status};
use gilscope::lab::explore::ending::{Ending, Fault, How};
use gilscope::lab::explore::oracle::{self, Observed};
use gilscope::lab::explore::schedule::{Schedule, fingerprint, parts};
use gilscope::lab::explore::stage::Stage;
use gilscope::lab::explore::{
    Findings, Mode, Progress, Replayed, Wishes, orders, raced, replay_order, report, search,
};
use gilscope::lab::look::plural;
use gilscope::lab::races::report::races_to_json;
use gilscope::machine::Setup;
use gilscope_runtime::crew;
use gilscope_runtime::driver::{Clock, Interrupter};
use gilscope_runtime::explore::Order;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Instructions after which one schedule is given up, if nobody says otherwise.
pub const INSTRUCTIONS: u64 = 20_000_000;
/// Stories that are told in full.
const STORIES: usize = 3;

/// Explores a script; gives the exit status.
pub fn run(wanted: &Wanted) -> u8 {
    match execute(wanted) {
        Ok(status) | Err(status) => status,
    }
}

fn execute(wanted: &Wanted) -> Result<u8, u8> {
    let terminal = Terminal::of(&wanted.look, Stream::Stderr);
    let enough = Interrupter::new();
    interrupts::watch(&enough);
    let text = script::read(&wanted.script, terminal)?;
    let ready = script::compile(text, terminal)?;
    let setup = setup(&wanted.options, &ready)?;
    let faults = faults(&wanted.fail_on).map_err(|message| wrong_usage(&message))?;
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

    let stage = stage.with_jobs(wanted.jobs.unwrap_or_else(crew::size));
    let stage = match wanted.fresh {
        true => stage.forgetful(),
        false => stage,
    };

    let began = Instant::now();
    let mut told = Told::new(terminal.is_live, wanted.seconds, enough.clone());
    let findings = search(&stage, wishes(wanted), &mut |progress| told.go_on(progress));
    told.clear();
    if let Some(trouble) = findings.trouble() {
        return Err(match &trouble.how {
            How::Unsupported(feature) => {
                say(&format!("error[unsupported]: {feature}\n"));
                status::USAGE
            }
            _ => {
                say(&format!("error: {}\n", trouble.title()));
                status::INTERNAL
            }
        });
    }
    let is_cut_short = enough.pending();
    if is_cut_short {
        say("\nCtrl-C: this is what was found so far\n\n");
    }
    let status = conclude(wanted, &ready, &stage, &findings, began.elapsed(), &faults)?;
    Ok(match is_cut_short {
        true => interrupts::die(),
        false => status,
    })
}

/// How a script is set up to be explored.
pub fn setup(options: &RunOptions, ready: &Ready) -> Result<Setup, u8> {
    let mut options = options.clone();
    let resolved = options.clone().resolved();
    if resolved.is_ok_and(|it| it.clock.is_none()) {
        options.clock = Some(Clock::Virtual);
    }
    options.max_instructions.get_or_insert(INSTRUCTIONS);
    let options = options.resolved().and_then(|options| {
        options.check()?;
        Ok(options)
    });
    let options = options.map_err(|message| wrong_usage(&message))?;
    let mut setup = options.setup(ready.place.argv.clone());
    setup.options.safe_points = setup.options.switched_at();
    Ok(setup)
}

fn wishes(wanted: &Wanted) -> Wishes {
    Wishes {
        mode: match (wanted.preemptions, wanted.pct, wanted.random) {
            (Some(bound), ..) => Mode::Bounded(bound),
            (_, Some(depth), _) => Mode::Pct(depth),
            (.., true) => Mode::Random,
            _ => Mode::Classes,
        },
        schedules: wanted.schedules.unwrap_or(u64::MAX),
        samples: wanted.samples,
        runtimes: !wanted.no_runtimes,
        seed: wanted.options.seed.unwrap_or(0),
    }
}

/// The faults that the command line names; all of them if it names none.
fn faults(names: &[String]) -> Result<Vec<Fault>, String> {
    if names.is_empty() {
        return Ok(Fault::ALL.to_vec());
    }
    let named = names.iter().map(|name| {
        let found = Fault::ALL.into_iter().find(|fault| fault.name() == name);
        found.ok_or_else(|| {
            let known: Vec<&str> = Fault::ALL.iter().map(|fault| fault.name()).collect();
            format!("--fail-on {name}: one of {} is expected", known.join(", "))
        })
    });
    named.collect()
}

fn conclude(
    wanted: &Wanted,
    ready: &Ready,
    stage: &Stage<'_>,
    findings: &Findings,
    took: Duration,
    faults: &[Fault],
) -> Result<u8, u8> {
    let terminal = Terminal::of(&wanted.look, Stream::Stdout);
    let look = terminal.look(true);
    let found = findings.faults();
    let failed = found.iter().any(|fault| faults.contains(fault));
    let mut saved = Vec::new();
    let directory = match (&wanted.save, failed && !wanted.fail_on.is_empty()) {
        (Some(directory), _) => Some(directory.clone()),
        (None, true) => Some(PathBuf::from(".")),
        (None, false) => None,
    };
    let mut stories = Vec::new();
    for (ending, number) in findings.endings.iter().zip(0..) {
        let is_told =
            (1..=STORIES).contains(&number) || (number == 0 && ending.ending.fault().is_some());
        stories.push(None);
        if !is_told && directory.is_none() {
            continue;
        }
        let replayed = have_again(stage, &ending.ending, &ending.order)?;
        if is_told {
            stories[number] = Some(report::story(findings, ending, &replayed, look));
        }
        if let Some(directory) = &directory {
            let schedule = schedule(ready, stage, &ending.ending, replayed);
            saved.push(save(directory, &format!("{}", number + 1), &schedule)?);
        }
    }
    let mut text = report::overview(findings, &stories, look);
    let told = stories.iter().flatten().map(|story| story.text.as_str());
    text.extend(told);
    let untold = findings.endings.len().saturating_sub(STORIES + 1);
    if untold > 0 && wanted.save.is_none() {
        text.push_str(&format!(
            "\n{untold} more endings; --save DIR keeps a schedule for each\n"
        ));
    }
    let races = raced::races(stage, findings);
    text.push_str(&report::races(findings, &races, look));
    text.push_str(&orders::text(findings, look));
    text.push_str(&report::verdicts(findings, look));
    let observed = observe(wanted, ready)?;
    text.push_str(&oracle::text(&observed, findings, look));
    if let Some(directory) = &directory {
        saved.extend(save_verdicts(ready, stage, findings, directory)?);
    }
    for file in &saved {
        text.push_str(&format!("\nreplay: gilscope replay {}", file.display()));
    }
    if !saved.is_empty() {
        text.push('\n');
    }
    if let Some(file) = &wanted.json {
        let mut figures = report::to_json(findings, &ready.script.code.source.name);
        for (number, story) in stories.iter().enumerate() {
            figures["endings"][number]["mishap"] = story.as_ref().and_then(|it| it.name).into();
        }
        figures["race_reports"] = races_to_json(&races);
        figures["oracle"] = oracle::to_json(&observed, findings);
        run::write_json(file, &figures)?;
    }
    show(&text)?;
    if terminal.is_live {
        say(&format!(
            "\nin {:.2} s; {}\n",
            took.as_secs_f64(),
            carried_out(findings)
        ));
    }
    Ok(u8::from(failed || oracle::contradicts(&observed, findings)))
}

/// Has an ending again.
fn have_again(stage: &Stage<'_>, ending: &Ending, order: &Order) -> Result<Replayed, u8> {
    let replayed = replay_order(stage, order);
    if replayed.played.ending != *ending {
        return Err(fail(&format!(
            "gilscope failed: the schedule for '{}' led to '{}'",
            ending.title(),
            replayed.played.ending.title()
        )));
    }
    Ok(replayed)
}

/// An execution as text.
fn schedule(ready: &Ready, stage: &Stage<'_>, ending: &Ending, replayed: Replayed) -> Schedule {
    Schedule {
        script: ready.script.code.source.name.clone(),
        code: fingerprint(&ready.script.code),
        parts: parts(&ready.script.code),
        safe_points: stage.safe_points(),
        args: ready.place.argv.iter().skip(1).cloned().collect(),
        ends: ending.title(),
        stops: replayed.played.given_up_after(),
        decisions: replayed.decisions,
    }
}

/// Keeps a schedule for each ending on each of the other runtimes.
fn save_verdicts(
    ready: &Ready,
    stage: &Stage<'_>,
    findings: &Findings,
    directory: &Path,
) -> Result<Vec<PathBuf>, u8> {
    let mut saved = Vec::new();
    for verdict in &findings.verdicts {
        let there = stage.with_safe_points(verdict.safe_points);
        if verdict.safe_points == stage.safe_points() {
            continue;
        }
        let reached = findings.endings.iter().zip(&verdict.reached).zip(1..);
        for ((found, order), number) in reached.skip(1) {
            let Some(order) = order else { continue };
            let replayed = have_again(&there, &found.ending, order)?;
            let schedule = schedule(ready, &there, &found.ending, replayed);
            let name = format!("{number}-{}", verdict.safe_points.name());
            saved.push(save(directory, &name, &schedule)?);
        }
    }
    Ok(saved)
}

/// How many schedules had to be carried out.
fn carried_out(findings: &Findings) -> String {
    let uses = findings.uses;
    let reason = match uses.distrusted {
        Some(reason) => format!(", for {reason}"),
        None => String::new(),
    };
    format!(
        "{} carried out{reason}, {} made of known steps",
        plural(uses.performed, "schedule"),
        uses.recalled
    )
}

/// What the Pythons do that the command line names.
fn observe(wanted: &Wanted, ready: &Ready) -> Result<Vec<Observed>, u8> {
    // What comes out of a pipe has been read, and there is no more of it for others.
    let is_file =
        wanted.script.code.is_none() && Path::new(&ready.script.code.source.name).is_file();
    if !wanted.oracle.is_empty() && !is_file {
        return Err(wrong_usage(
            "--oracle is for scripts in files: other Pythons run them, too",
        ));
    }
    let observed = wanted.oracle.iter().map(|program| {
        let found = oracle::observe(program, &ready.place.argv, wanted.oracle_runs, PATIENCE);
        found.ok_or_else(|| fail(&format!("--oracle {program}: there is no such Python here")))
    });
    observed.collect()
}

/// Seconds after which a script that runs under another Python is taken to hang.
const PATIENCE: u32 = 5;

fn save(directory: &Path, name: &str, schedule: &Schedule) -> Result<PathBuf, u8> {
    std::fs::create_dir_all(directory)
        .map_err(|error| fail(&format!("cannot make '{}': {error}", directory.display())))?;
    let stem = Path::new(&schedule.script).file_stem();
    let stem = stem.map_or("script".into(), |stem| stem.to_string_lossy().into_owned());
    let stem = stem.trim_matches(['<', '>']).to_string();
    let file = directory.join(format!("{stem}-{name}.schedule"));
    write_file(&file, &schedule.text())?;
    Ok(file)
}

/// Tells a person who waits how far the search is, and ends it in time.
struct Told {
    is_live: bool,
    /// Ctrl-C: nothing more is searched, and what was found is told.
    enough: Interrupter,
    began: Instant,
    /// How much time there is.
    span: Option<Duration>,
    next: Instant,
}

impl Told {
    fn new(is_live: bool, seconds: f64, enough: Interrupter) -> Told {
        let now = Instant::now();
        Told {
            is_live,
            enough,
            began: now,
            span: Duration::try_from_secs_f64(seconds).ok(),
            next: now + Duration::from_millis(500),
        }
    }

    fn go_on(&mut self, progress: Progress<'_>) -> bool {
        let now = Instant::now();
        if self.is_live && now >= self.next {
            self.next = now + Duration::from_millis(200);
            let Progress {
                what,
                schedules,
                endings,
                ..
            } = progress;
            say(&format!(
                "\r{what}: {schedules} schedules, {endings} endings  "
            ));
        }
        let span = self.span.map(|span| span.mul_f64(progress.share));
        !self.enough.pending() && span.is_none_or(|span| now - self.began < span)
    }

    fn clear(&self) {
        if self.is_live {
            say("\r\x1b[K");
        }
    }
}
