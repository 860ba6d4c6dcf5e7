//! Figures of runs as JSON.

use super::census::remains;
use super::compare::{Comparison, GilWait, Row};
#[cfg(feature = "os")]
use super::countings::Countings;
use super::hardware::told;
use super::legend::Legend;
use super::story::Story;
use crate::machine::{Outcome, Setup};
use gilscope_runtime::driver::{Clock, Ending, Gil, Io, Report};
use gilscope_runtime::gil::{Stats, Switch};
use gilscope_runtime::heap::{Access, Wreck};
use gilscope_runtime::ledger::{Reason, State};
use gilscope_runtime::task::Site;
use gilscope_runtime::trace::Trace;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The name and version of what [`of_run`] makes.
pub const RUN: &str = "gilscope.run/1";
/// The name and version of what [`of_comparison`] makes.
pub const COMPARISON: &str = "gilscope.compare/1";
/// The name and version of what [`of_countings`] makes.
pub const COUNTINGS: &str = "gilscope.countings/1";

/// The figures of one run. Times are nanoseconds.
pub fn of_run(script: &str, outcome: &Outcome, setup: &Setup) -> Value {
    let remains = remains(&outcome.census.leaks);
    json!({
        "schema": RUN,
        "script": script,
        "configuration": configuration(setup),
        "run": of_report(&outcome.report),
        "objects": {
            "made": outcome.census.made,
            "freed": outcome.census.freed,
            "leaked": remains.leaked.len(),
            "in_cycles": remains.in_cycles.len(),
        },
        "wreck": outcome.wreck.as_ref().map(|wreck| of_wreck(wreck, &Legend::of(outcome))),
    })
}

/// What plain counts without a lock came to.
fn of_wreck(wreck: &Wreck, legend: &Legend) -> Value {
    let access = |access: &Access| {
        json!({
            "thread": access.thread,
            "place": legend.place(Site(access.site)),
            "read": access.read,
            "written": access.written,
        })
    };
    let victims = { wreck.victims.iter() }.map(|victim| {
        let end = victim.early_end.as_ref();
        json!({
            "name": victim.name,
            "made": legend.place(Site(victim.site)),
            "lost_increments": victim.lost_increments,
            "lost_decrements": victim.lost_decrements,
            "lost": victim.race.as_ref().map(|race| access(&race.lost)),
            "overwritten": victim.race.as_ref().map(|race| access(&race.winner)),
            "freed_in_use": end.map(|end| access(&end.by)),
            "references_left": end.map(|end| end.left),
            "used_after_free": end.and_then(|end| end.used.as_ref()).map(access),
            "uses_after_free": end.map_or(0, |end| end.uses),
            "leaked_with": victim.leaked,
        })
    });
    let tally = &wreck.tally;
    json!({
        "operations": tally.operations,
        "crossings": tally.crossings,
        "lost_increments": tally.lost_increments,
        "lost_decrements": tally.lost_decrements,
        "freed_in_use": tally.freed_in_use,
        "uses_after_free": tally.uses_after_free,
        "leaked": tally.leaked,
        "objects": tally.victims,
        "victims": victims.collect::<Vec<_>>(),
    })
}

/// How a run was set up.
pub fn configuration(setup: &Setup) -> Value {
    let config = &setup.driven();
    let is_virtual = config.clock == Clock::Virtual;
    let hardware = is_virtual.then(|| told(config).into_iter().collect::<BTreeMap<_, _>>());
    let switch = match config.switch {
        Switch::Never => Value::Null,
        _ if config.is_scheduled => Value::Null,
        Switch::EveryN(n) => json!({ "instructions": n }),
        Switch::Interval(interval) => json!({ "nanoseconds": interval.0 }),
    };
    json!({
        "clock": if config.clock == Clock::Virtual { "virtual" } else { "real" },
        "gil": config.gil == Gil::On,
        "switch": switch,
        "handoff": match config.is_scheduled {
            true => "schedule",
            false => config.handoff.name(),
        },
        "safe_points": setup.options.switched_at().name(),
        "io": if config.io == Io::Hold { "hold" } else { "release" },
        "counting": setup.counting.name(),
        "detached_merge": setup.options.detached_merge,
        "cores": is_virtual.then_some(config.hardware.cores),
        "hardware": hardware,
        "seed": config.seed,
    })
}

fn of_report(report: &Report) -> Value {
    let threads: Vec<Value> = { report.threads.iter() }
        .map(|thread| {
            let ledger = &thread.ledger;
            let states = State::ALL.map(|s| (s.name().to_string(), json!(ledger[s].0)));
            let switches = Reason::ALL.map(|r| (r.name().to_string(), json!(ledger.switches(r))));
            json!({
                "name": thread.name,
                "process": thread.process.0,
                "daemon": thread.daemon,
                "born": thread.born.0,
                "ended": thread.ended.0,
                "states": Map::from_iter(states),
                "switches": Map::from_iter(switches),
                "instructions": ledger.instructions,
                "cpu": ledger.cpu.0,
            })
        })
        .collect();
    let processes: Vec<Value> = { report.processes.iter() }
        .map(|process| {
            json!({
                "name": process.name,
                "born": process.born.0,
                "gil": process.gil.as_ref().map(of_gil),
                "collector": {
                    "collections": process.pauses.collections,
                    "pauses": process.pauses.count,
                    "paused": process.pauses.total.0,
                    "longest_pause": process.pauses.longest.0,
                    "objects": process.pauses.walked,
                },
            })
        })
        .collect();
    json!({
        "ending": ending(&report.ending),
        "elapsed": report.elapsed.0,
        "cpu": report.cpu.0,
        "instructions": report.instructions(),
        "gil": report.gil.as_ref().map(of_gil),
        "trace": of_traces(report),
        "processes": processes,
        "threads": threads,
    })
}

/// What was kept of the events, if any were.
fn of_traces(report: &Report) -> Option<Value> {
    let traces: Vec<&Trace> = { report.threads.iter() }
        .filter_map(|thread| thread.trace.as_ref())
        .collect();
    let story = Story::new(report, false);
    let events: usize = traces.iter().map(|trace| trace.events.len()).sum();
    (!traces.is_empty()).then(|| {
        json!({
            "events": events,
            "dropped": story.dropped,
            "complete_until": story.end.0,
        })
    })
}

fn of_gil(gil: &Stats) -> Value {
    json!({
        "handovers": gil.handovers,
        "held": gil.held.0,
        "waits": gil.waits.count,
        "waited": gil.waits.sum.0,
        "longest_wait": gil.waits.longest.0,
        "p99_wait": gil.waits.percentile(99.0).0,
    })
}

/// Threads whose figures a page holds.
const MOST_THREADS: usize = 1_000;

/// The figures as a page holds them: of the first threads only, where there are very many, with their
/// number in `threads_left_out`.
pub fn page_figures(mut figures: Value) -> Value {
    let runs: Vec<&mut Value> = match figures.get("rows").is_some() {
        true => { figures["rows"].as_array_mut().into_iter().flatten() }
            .filter_map(|row| row.get_mut("run"))
            .collect(),
        false => figures.get_mut("run").into_iter().collect(),
    };
    for run in runs {
        let Some(threads) = run.get_mut("threads").and_then(Value::as_array_mut) else {
            continue;
        };
        let left_out = threads.len().saturating_sub(MOST_THREADS);
        if left_out > 0 {
            threads.truncate(MOST_THREADS);
            run["threads_left_out"] = json!(left_out);
        }
    }
    figures
}

fn ending(ending: &Ending) -> &'static str {
    match ending {
        Ending::Done => "done",
        Ending::Aborted => "aborted",
        Ending::Deadlock(_) => "deadlock",
        Ending::InstructionLimit => "instruction limit",
        Ending::Interrupted => "interrupted",
        Ending::Panicked { .. } => "internal error",
    }
}

/// The figures of a comparison.
pub fn of_comparison(comparison: &Comparison) -> Value {
    json!({
        "schema": COMPARISON,
        "script": comparison.script,
        "cores": comparison.cores,
        "output": comparison.agreement().words(),
        "rows": comparison.rows.iter().map(of_row).collect::<Vec<_>>(),
    })
}

fn of_row(row: &Row) -> Value {
    let wait = match row.gil_wait {
        GilWait::Known(wait) => Some(wait.0),
        GilWait::None | GilWait::Unknown => None,
    };
    json!({
        "name": row.name,
        "clock": if row.is_virtual { "virtual" } else { "real" },
        "elapsed": row.elapsed.0,
        "runs": { "count": row.runs.count, "least": row.runs.least.0, "most": row.runs.most.0 },
        "cpu": row.cpu.map(|cpu| cpu.0),
        "gil_wait": wait,
        "trouble": row.trouble,
        "run": row.report.as_ref().map(of_report),
    })
}

/// The figures of a script under every way of counting references.
#[cfg(feature = "os")]
pub fn of_countings(countings: &Countings) -> Value {
    let rows = { countings.rows.iter() }.map(|row| {
        json!({
            "counting": row.counting.name(),
            "gil": row.gil == Gil::On,
            "elapsed": row.elapsed.0,
            "cpu": row.cpu.0,
            "runs": { "count": row.runs.count, "least": row.runs.least.0, "most": row.runs.most.0 },
            "operations": {
                "plain": row.operations.plain,
                "atomic": row.operations.atomic,
                "spared": row.operations.spared,
            },
            "trouble": row.trouble,
        })
    });
    json!({
        "schema": COUNTINGS,
        "script": countings.script,
        "output": countings.agreement().words(),
        "rows": rows.collect::<Vec<_>>(),
        "racy": of_wreck(&countings.wreck, &countings.legend),
    })
}
