//! What a search has found, as text and as JSON.

use super::ending::{Ending, Fault, How};
use super::steps::{Step, steps};
use super::table::table;
use super::unheard::unheard;
use super::{Findings, Found, Mode, RaceFound, Replayed, thread_names};
use crate::lab::deadlock::deadlock;
use crate::lab::look::{Look, Paint, count, left, percent, plural, right, wrap};
use crate::lab::races::Race;
use crate::lab::races::report::race_text;
use gilscope_runtime::driver::Ending as Ended;
use gilscope_runtime::explore::{Order, Pct};
use gilscope_runtime::task::ThreadId;
use serde_json::{Value, json};

/// Characters of an ending's title.
const TITLE: usize = 38;
/// Width of the bars.
const BAR: usize = 14;

/// The head of the report and the table of endings; those whose stories are known say what goes wrong in them.
pub fn overview(findings: &Findings, stories: &[Option<Story>], look: Look) -> String {
    let mut out = wrap(&headline(findings), "");
    if findings.diverged {
        let line = "The same decisions have led to different executions: the script depends on something \
                    other than its schedule, and the search was given up.";
        out.push_str(&wrap(line, "  "));
    }
    let given_up = { findings.endings.iter() }.filter(|it| it.ending.how == How::Endless);
    let given_up: u64 = given_up.map(|it| it.schedules + it.sampled).sum();
    if given_up > 0 {
        let line = format!(
            "{} had not ended after as much as --steps and --max-instructions allow.",
            plural(given_up, "schedule")
        );
        out.push_str(&wrap(&line, "  "));
    }
    out.push('\n');
    let endings = format!(
        "  {}  {}  {}",
        left("ending", TITLE),
        right("schedules", 10),
        "sampled"
    );
    out.push_str(&format!("{endings}\n  {}\n", "─".repeat(96)));
    for (found, number) in findings.endings.iter().zip(0..) {
        let story = stories.get(number).and_then(Option::as_ref);
        let name = story.and_then(|it| it.name);
        out.push_str(&row(findings, found, number == 0, name));
    }
    let out = out.replace('✗', if look.ascii { "X" } else { "✗" });
    look.plain(&out)
}

fn row(findings: &Findings, found: &Found, is_usual: bool, name: Option<&str>) -> String {
    let share = match findings.samples {
        0 => String::new(),
        samples => {
            let filled = found.sampled as usize * BAR / samples as usize;
            let bar = "█".repeat(filled)
                + if found.sampled > 0 && filled < BAR {
                    "▌"
                } else {
                    ""
                };
            format!(
                "{}  {}",
                right(&percent(found.sampled, samples), 7),
                left(&bar, BAR)
            )
        }
    };
    let how = match (is_usual, found.order.preemptions) {
        (true, _) => "if nobody is interrupted".to_string(),
        (false, 0) => "✗ no pre-emption".into(),
        (false, n) => format!("✗ {}", plural(n as u64, "pre-emption")),
    };
    let how = match name {
        Some(name) if !is_usual => format!("{how}, {name}"),
        _ => how,
    };
    let title = left(&title(findings, &found.ending), TITLE);
    let schedules = right(&count(found.schedules), 10);
    format!("  {title}  {schedules}  {share}  {how}\n").replace("  \n", "\n")
}

/// The title of an ending; where others fail alike, with what was printed before.
fn title(findings: &Findings, ending: &Ending) -> String {
    let title = ending.title();
    let alike = { findings.endings.iter() }.filter(|it| it.ending.title() == title);
    match (alike.count(), ending.errors.first()) {
        (2.., Some(error)) => {
            let kind = error.split(':').next().unwrap_or_default();
            let printed = ending.output.trim_end().replace('\n', " / ");
            format!("{kind}, having printed '{printed}'")
        }
        _ => title,
    }
}

/// What was tried, and what that proves.
fn headline(findings: &Findings) -> String {
    let tried = plural(findings.schedules, "schedule");
    let what = match (findings.wishes.mode, findings.is_exhaustive) {
        (Mode::Classes, true) => {
            format!("{tried}, one of each kind that can make a difference: that is all there are")
        }
        (Mode::Classes, false) => {
            format!("{tried}, one of each kind that can make a difference: not all there are")
        }
        (Mode::Bounded(n), true) => {
            format!(
                "{tried} with at most {}, all there are",
                plural(n.into(), "pre-emption")
            )
        }
        (Mode::Bounded(n), false) => {
            format!(
                "{tried} with at most {}, not all there are",
                plural(n.into(), "pre-emption")
            )
        }
        (Mode::Random, _) => {
            format!("{tried}, at random: what was not seen may happen all the same")
        }
        (Mode::Pct(depth), _) => {
            let least = Pct::guarantee(depth, findings.threads, findings.meetings);
            let missed = (1.0 - least).powf(findings.schedules as f64) * 100.0;
            format!(
                "{tried} with random priorities: an ending that takes {depth} orderings to come \
                 together is missed with a probability of at most {missed:.1} %"
            )
        }
    };
    let endings = match (findings.endings.len(), findings.is_exhaustive) {
        (1, true) => "the script has 1 ending".to_string(),
        (n, true) => format!("the script has {n} different endings"),
        (1, false) => "1 ending was found".to_string(),
        (n, false) => format!("{n} different endings were found"),
    };
    let sampled = match findings.samples {
        0 => String::new(),
        n => format!(
            " Sampled: how often each came about in {} in which whoever can go on is equally likely to.",
            plural(n, "random schedule")
        ),
    };
    format!(
        "{what}. With safe points {}, {endings}.{sampled}",
        findings.safe_points.name()
    )
}

/// How an ending comes about.
pub struct Story {
    /// The word for what goes wrong, if there is one.
    pub name: Option<&'static str>,
    /// All of it, step by step.
    pub text: String,
}

/// How an ending comes about, step by step.
pub fn story(findings: &Findings, found: &Found, replayed: &Replayed, look: Look) -> Story {
    let steps = steps(replayed, &findings.important);
    let title = format!(
        "How it comes to: {} ({})",
        title(findings, &found.ending),
        plural(found.order.preemptions as u64, "pre-emption")
    );
    let mut out = format!("\n{}\n\n", look.paint(Paint::Strong, &look.plain(&title)));
    out.push_str(&told(&steps, replayed, look));
    let lost = unheard(replayed).map(|_| "lost wake-up");
    let mut wrong = steps.iter().filter_map(|step| step.wrong.as_ref()?.name);
    Story {
        name: lost.or_else(|| wrong.next()),
        text: out,
    }
}

/// The steps, and what came of them.
pub fn told(steps: &[Step], replayed: &Replayed, look: Look) -> String {
    let mut out = match steps.is_empty() {
        true => "  The threads touch nothing in common.\n".to_string(),
        false => table(steps, &thread_names(&replayed.played), look),
    };
    if let Ended::Deadlock(blocked) = &replayed.played.outcome.report.ending {
        out.push('\n');
        out.push_str(&deadlock(&replayed.played.outcome, blocked, look));
    }
    if let Some(lost) = unheard(replayed) {
        let (took_back, advice) = match lost.taken_back {
            Some(line) => (
                format!(", and took it back at line {line}"),
                "What is said has to stay true until all who wait for it have seen it.",
            ),
            None => (
                String::new(),
                "It has to look whether it need wait, under the same lock, before it does.",
            ),
        };
        let text = format!(
            "Lost wake-up: {} notified at line {} when nobody waited{took_back}; {} waits at line {} for what has \
             been said already. {advice}",
            lost.notifier.0, lost.notifier.1, lost.waiter.0, lost.waiter.1
        );
        out.push_str(&wrap(&text, "  "));
    }
    out
}

/// Accesses that no lock orders: some as `run --races` tells them, the others in brief.
pub fn races(findings: &Findings, told: &[Race], look: Look) -> String {
    if findings.races.is_empty() {
        return String::new();
    }
    let told = &told[..told.len().min(TOLD)];
    let is_told = |lines: [u32; 2]| {
        let sides = |race: &Race| [0, 1].map(|at| race.sides[at].stack[0].line);
        told.iter().any(|race| sorted(sides(race)) == sorted(lines))
    };
    let groups = grouped(findings);
    let brief: Vec<_> = { groups.iter() }
        .filter(|(_, group)| !is_told(group[0].lines))
        .collect();
    let title = match told.len() + brief.len() {
        1 => "A data race: no lock, start or end of a thread puts these in order".to_string(),
        n => format!("{n} data races: no lock, start or end of a thread puts these in order"),
    };
    let mut out = format!("\n{}\n", look.paint(Paint::Strong, &title));
    for race in told {
        out.push_str(&race_text(race, look));
    }
    if !told.is_empty() && !brief.is_empty() {
        out.push_str("\nThe others in brief, by what is touched:\n");
    }
    for (name, group) in brief.iter().take(MOST) {
        let race = group[0];
        let places = [0, 1].map(|at| {
            format!(
                "{}, line {}: {}",
                race.threads[at], race.lines[at], race.texts[at]
            )
        });
        out.push_str(&wrap(name, "  "));
        places
            .iter()
            .for_each(|place| out.push_str(&format!("    {place}\n")));
    }
    if brief.len() > MOST {
        out.push_str(&format!("  … and {} more\n", brief.len() - MOST));
    }
    look.plain(&out)
}

/// Races that are told in full, and in brief.
const TOLD: usize = 3;
const MOST: usize = 8;

fn sorted(mut lines: [u32; 2]) -> [u32; 2] {
    lines.sort_unstable();
    lines
}

/// Races by the variable and the lines.
fn grouped(findings: &Findings) -> Vec<(String, Vec<&RaceFound>)> {
    let mut groups: Vec<(String, Vec<&RaceFound>)> = Vec::new();
    for race in &findings.races {
        let deed = &race.deeds[1];
        let name = deed.split_once(' ').map_or(deed.as_str(), |(_, name)| name);
        let is_same = |it: &&RaceFound| sorted(it.lines) == sorted(race.lines);
        match groups
            .iter_mut()
            .find(|(it, group)| it == name && is_same(&group[0]))
        {
            Some((_, group)) => group.push(race),
            None => groups.push((name.to_string(), vec![race])),
        }
    }
    groups
}

/// What can happen on which runtime.
pub fn verdicts(findings: &Findings, look: Look) -> String {
    let odd: Vec<usize> = (1..findings.endings.len()).collect();
    if findings.verdicts.is_empty() || odd.is_empty() {
        return String::new();
    }
    let mut out = format!("\n{}\n", look.paint(Paint::Strong, "On which runtime?"));
    for at in odd {
        let title = left(&title(findings, &findings.endings[at].ending), 80);
        out.push_str(&format!("  {}\n", title.trim_end()));
        for verdict in &findings.verdicts {
            let answer = match (&verdict.reached[at], verdict.is_exhaustive) {
                (Some(order), _) if order.preemptions == 0 => "yes".to_string(),
                (Some(order), _) => {
                    let count = plural(order.preemptions as u64, "pre-emption");
                    format!("yes, {count}: {}", turns(order))
                }
                (None, true) => "no".into(),
                (None, false) => format!("not seen in {}", plural(verdict.schedules, "schedule")),
            };
            out.push_str(&format!("    {}  {answer}\n", left(verdict.runtimes, 42)));
        }
    }
    look.plain(&out)
}

/// Turns that are told of a schedule.
const TURNS: usize = 9;

/// Whose turn it is, one after another, the main thread's own beginning and end left out; how many events a
/// turn has, where the thread has another one later.
fn turns(order: &Order) -> String {
    let runs: Vec<&[ThreadId]> = order.threads.chunk_by(|one, other| one == other).collect();
    let is_other = |run: &&[ThreadId]| run[0] != ThreadId(0);
    let first = runs.iter().position(is_other).unwrap_or(0);
    let end = runs.iter().rposition(is_other).map_or(0, |at| at + 1);
    let runs = &runs[first.min(end)..end];
    let told = runs.iter().enumerate().map(|(at, run)| {
        let name = match run[0] {
            ThreadId(0) => "main".to_string(),
            ThreadId(number) => format!("T{number}"),
        };
        match runs[at + 1..].iter().any(|later| later[0] == run[0]) {
            true => format!("{name}:{}", run.len()),
            false => name,
        }
    });
    let rest = if runs.len() > TURNS { " ▸ …" } else { "" };
    told.take(TURNS).collect::<Vec<_>>().join(" ▸ ") + rest
}

/// The same for other programs.
pub fn to_json(findings: &Findings, script: &str) -> Value {
    let endings = findings
        .endings
        .iter()
        .zip(0..)
        .map(|(found, number): (&Found, usize)| {
            json!({
                "kind": kind(&found.ending),
                "title": found.ending.title(),
                "output": found.ending.output,
                "errors": found.ending.errors,
                "status": found.ending.status,
                "leaked": found.ending.leaked,
                "waiting": match &found.ending.how {
                    How::Deadlock(threads) | How::Spins(threads) => json!(threads),
                    _ => Value::Null,
                },
                "usual": number == 0,
                "schedules": found.schedules,
                "sampled": found.sampled,
                "preemptions": found.order.preemptions,
            })
        });
    let verdicts = findings.verdicts.iter().map(|verdict| {
        let each = |tell: &dyn Fn(&Order) -> Value| -> Vec<Option<Value>> {
            let orders = verdict.reached.iter();
            orders.map(|order| order.as_ref().map(tell)).collect()
        };
        json!({
            "runtimes": verdict.runtimes,
            "safe_points": verdict.safe_points.name(),
            "exhaustive": verdict.is_exhaustive,
            "schedules": verdict.schedules,
            "preemptions": each(&|it| json!(it.preemptions)),
            "turns": each(&|it| json!(turns(it))),
        })
    });
    let races = findings.races.iter().map(|race| {
        json!({ "lines": race.lines, "texts": race.texts, "deeds": race.deeds, "threads": race.threads })
    });
    let faults = findings.faults();
    json!({
        "schema": super::keys::SCHEMA,
        "script": script,
        "safe_points": findings.safe_points.name(),
        "mode": mode(findings.wishes.mode),
        "schedules": findings.schedules,
        "redundant": findings.redundant,
        "events": findings.events,
        "exhaustive": findings.is_exhaustive,
        "diverged": findings.diverged,
        "samples": findings.samples,
        "carried_out": findings.uses.performed,
        "recalled": findings.uses.recalled,
        "not_recalled_for": findings.uses.distrusted,
        "faults": faults.iter().map(|fault| fault.name()).collect::<Vec<_>>(),
        "endings": endings.collect::<Vec<_>>(),
        "races": races.collect::<Vec<_>>(),
        "lock_orders": super::orders::to_json(&findings.orders),
        "verdicts": verdicts.collect::<Vec<_>>(),
    })
}

fn mode(mode: Mode) -> String {
    match mode {
        Mode::Classes => "classes".into(),
        Mode::Bounded(n) => format!("preemptions {n}"),
        Mode::Random => "random".into(),
        Mode::Pct(depth) => format!("pct {depth}"),
    }
}

fn kind(ending: &Ending) -> &'static str {
    match &ending.how {
        How::Done => ending.fault().map_or("done", Fault::name),
        How::Deadlock(_) => "deadlock",
        How::Endless | How::Spins(_) => "endless",
        How::Unsupported(_) => "unsupported",
        How::Failed(_) => "failed",
        How::GivenUp => "given up",
    }
}
