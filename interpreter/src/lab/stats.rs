//! The table of `run --stats`: where the time of each thread went.

use super::census::census_lines;
use super::look::{Look, Paint, count, fine, left, percent, plural, right, span};
use crate::machine::{Outcome, Setup};
use crate::safe_points::SafePoints;
use gilscope_runtime::driver::{Clock, Gil, Io, Report, ThreadReport};
use gilscope_runtime::gil::Switch;
use gilscope_runtime::ledger::State;

/// The states that have a column; the first is called `ran`.
const COLUMNS: [(State, &str, usize); 5] = [
    (State::Running, "ran", 10),
    (State::WantsGil, "wants GIL", 11),
    (State::Io, "I/O", 9),
    (State::Lock, "lock", 9),
    (State::Join, "join", 9),
];

/// More threads than this are not all shown, unless asked for.
const MANY: usize = 20;

/// The whole report.
pub fn stats(outcome: &Outcome, setup: &Setup, look: Look) -> String {
    let report = &outcome.report;
    let mut out = headline(report, setup, look);
    out.push_str(&table(report, look));
    if let Some(gil) = &report.gil {
        let waits = &gil.waits;
        let config = setup.driven();
        let slice = match config.switch {
            _ if config.is_scheduled => "threads go on as the schedule says".to_string(),
            Switch::Never => "no switch but where a thread waits".into(),
            Switch::EveryN(n) => format!("switch every {} instructions", count(n)),
            Switch::Interval(interval) => format!("switch interval {}", fine(interval)),
        };
        let handoff = match config.is_scheduled {
            true => String::new(),
            false => format!(" · hand-off {}", config.handoff.name()),
        };
        let places = match setup.options.safe_points {
            SafePoints::Every => String::new(),
            set => format!(" · safe points {}", set.name()),
        };
        out.push_str(&format!(
            "  GIL: {slice}{handoff}{places}\n       held {} of the time · {} · longest wait {} · p99 {}\n",
            percent(gil.held.0.min(report.elapsed.0), report.elapsed.0),
            plural(gil.handovers, "hand-over"),
            fine(waits.longest),
            fine(waits.percentile(99.0)),
        ));
    }
    // In the middle of a session nobody has counted.
    out.push_str(&other_gils(report, look));
    out.push_str(&collector(report, look));
    if outcome.census.made > 0 {
        out.push_str(&census_lines(outcome));
    }
    look.plain(&out)
}

/// What the collector did, if anything: a line for each process in which it did.
fn collector(report: &Report, look: Look) -> String {
    let mut out = String::new();
    let busy = { report.processes.iter() }.filter(|process| process.pauses.count > 0);
    let shown = if look.all { usize::MAX } else { MANY_GILS };
    for process in busy.clone().take(shown) {
        let pauses = &process.pauses;
        let whose = match process.id.0 {
            0 => String::new(),
            _ => format!(" of {}", process.name),
        };
        out.push_str(&format!(
            "  collector{whose}: {} · {}, {} in all, longest {} · {} looked at\n",
            plural(pauses.collections, "collection"),
            plural(pauses.count, "pause"),
            fine(pauses.total),
            fine(pauses.longest),
            plural(pauses.walked, "object"),
        ));
    }
    let rest = busy.count().saturating_sub(shown);
    if rest > 0 {
        out.push_str(&format!("  … {rest} more collectors (--all shows them)\n"));
    }
    out
}

/// How many GILs of other processes are told of, unless all are asked for.
const MANY_GILS: usize = 8;

/// A line for the GIL of each process but the first.
fn other_gils(report: &Report, look: Look) -> String {
    let mut out = String::new();
    let others = &report.processes[1.min(report.processes.len())..];
    let shown = if look.all { others.len() } else { MANY_GILS };
    for process in others.iter().take(shown) {
        if let Some(gil) = &process.gil {
            out.push_str(&format!(
                "  GIL of {}: held {} · {} · longest wait {}\n",
                process.name,
                fine(gil.held),
                plural(gil.handovers, "hand-over"),
                fine(gil.waits.longest),
            ));
        }
    }
    if shown < others.len() && report.gil.is_some() {
        let rest = others.len() - shown;
        out.push_str(&format!("  … {rest} more GILs (--all shows them)\n"));
    }
    out
}

fn headline(report: &Report, setup: &Setup, look: Look) -> String {
    let config = &setup.config;
    let clock = match config.clock {
        Clock::Virtual => format!("virtual, {}", plural(config.hardware.cores as u64, "core")),
        #[cfg(feature = "os")]
        Clock::Real => "real".into(),
    };
    let gil = match (config.gil, config.io) {
        (Gil::Off, _) => "GIL off",
        (Gil::On, Io::Release) => "GIL on",
        (Gil::On, Io::Hold) => "GIL on and held during I/O",
    };
    let processes = match report.processes.len() {
        0 | 1 => String::new(),
        n => format!(" in each of {n} processes"),
    };
    let elapsed = look.paint(Paint::Strong, &fine(report.elapsed));
    format!(
        "gilscope: {elapsed} {clock} · CPU {} · {gil}{processes} · {} instructions\n",
        fine(report.cpu),
        count(report.instructions()),
    )
}

fn table(report: &Report, look: Look) -> String {
    let threads = &report.threads;
    let has_ready = threads
        .iter()
        .any(|t| t.ledger[State::Ready].0 > (report.elapsed.0 / 1000).max(1_000_000));
    let had_collector = threads.iter().any(|it| it.ledger[State::Collector].0 > 0);
    let longest = threads
        .iter()
        .map(|thread| report.name_of(thread).chars().count())
        .max()
        .unwrap_or(0);
    let name = longest.clamp(10, 27);
    let mut head = format!("  {}", left("thread", name));
    for (_, title, width) in COLUMNS {
        head.push_str(&right(title, width));
    }
    if has_ready {
        head.push_str(&right("no core", 9));
    }
    if had_collector {
        head.push_str(&right("collector", 11));
    }
    head.push_str(&format!("{}{}", right("switches", 10), right("instr.", 12)));
    let mut out = format!("{}\n", look.paint(Paint::Strong, &head));
    let shown = if look.all || threads.len() <= MANY {
        threads.len()
    } else {
        MANY / 2
    };
    for thread in &threads[..shown] {
        out.push_str(&row(report, thread, name, [has_ready, had_collector]));
    }
    if shown < threads.len() {
        out.push_str(&format!(
            "  … {} more (--all shows them)\n",
            threads.len() - shown
        ));
    }
    out
}

fn row(
    report: &Report,
    thread: &ThreadReport,
    name: usize,
    [has_ready, had_collector]: [bool; 2],
) -> String {
    let ledger = &thread.ledger;
    let mut out = format!("  {}", left(&report.name_of(thread), name));
    for (state, _, width) in COLUMNS {
        out.push_str(&right(&span(ledger[state]), width));
    }
    if has_ready {
        out.push_str(&right(&span(ledger[State::Ready]), 9));
    }
    if had_collector {
        out.push_str(&right(&span(ledger[State::Collector]), 11));
    }
    let instructions = count(ledger.instructions);
    out.push_str(&format!(
        "{}{}\n",
        right(&count(ledger.all_switches()), 10),
        right(&instructions, 12)
    ));
    out
}
