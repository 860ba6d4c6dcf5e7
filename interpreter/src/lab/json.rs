//! Figures of runs as JSON.

use super::census::remains;
use super::compare::{Comparison, GilWait, Row};
use super::hardware::told;
use crate::machine::{Outcome, Setup};
use gilscope_runtime::driver::{Clock, Ending, Gil, Io, Report};
use gilscope_runtime::gil::{Stats, Switch};
use gilscope_runtime::ledger::{Reason, State};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The figures of one run. Times are nanoseconds.
pub fn of_run(script: &str, outcome: &Outcome, setup: &Setup) -> Value {
    let remains = remains(&outcome.census.leaks);
    json!({
        "script": script,
        "configuration": configuration(setup),
        "run": of_report(&outcome.report),
        "objects": {
            "made": outcome.census.made,
            "freed": outcome.census.freed,
            "leaked": remains.leaked.len(),
            "in_cycles": remains.in_cycles.len(),
        },
    })
}

fn configuration(setup: &Setup) -> Value {
    let config = &setup.driven();
    let is_virtual = config.clock == Clock::Virtual;
    let hardware = is_virtual.then(|| told(config).into_iter().collect::<BTreeMap<_, _>>());
    let switch = match config.switch {
        Switch::Never => Value::Null,
        Switch::EveryN(n) => json!({ "instructions": n }),
        Switch::Interval(interval) => json!({ "nanoseconds": interval.0 }),
    };
    json!({
        "clock": if config.clock == Clock::Virtual { "virtual" } else { "real" },
        "gil": config.gil == Gil::On,
        "switch": switch,
        "handoff": config.handoff.name(),
        "safe_points": setup.options.switched_at().name(),
        "io": if config.io == Io::Hold { "hold" } else { "release" },
        "counting": setup.counting.name(),
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
            })
        })
        .collect();
    json!({
        "ending": ending(&report.ending),
        "elapsed": report.elapsed.0,
        "cpu": report.cpu.0,
        "instructions": report.instructions(),
        "gil": report.gil.as_ref().map(of_gil),
        "processes": processes,
        "threads": threads,
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
