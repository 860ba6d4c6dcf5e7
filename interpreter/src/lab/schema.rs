//! What the keys of the JSON figures mean: the text of `gilscope help json`.
//!
//! `json` makes the figures; a test holds every key of real output against this table, and the table
//! against the output.

use super::json::{COMPARISON, RUN};
use super::look::{Look, Paint, WIDTH};
use gilscope_runtime::ledger::{Reason, State};

/// A key of the figures of a run and what it means. `[]` is an item of a list; `{state}`, `{reason}`
/// and `{figure}` stand for any of their names.
const KEYS: &[(&str, &str)] = &[
    (
        "schema",
        "name and version of this format; the version grows when a key changes its meaning or goes",
    ),
    ("script", "the script's name"),
    ("configuration", "how it was run"),
    ("configuration.clock", "`virtual` or `real`"),
    ("configuration.gil", "whether there was a GIL"),
    (
        "configuration.switch",
        "what ends a slice: one of the two keys below",
    ),
    (
        "configuration.switch.instructions",
        "instructions after which the GIL is let go, if a thread waits",
    ),
    ("configuration.switch.nanoseconds", "the switch interval"),
    (
        "configuration.handoff",
        "how the GIL changes hands: `fair`, `barging`, `forced`, `io-first`",
    ),
    (
        "configuration.safe_points",
        "where a thread may be switched",
    ),
    (
        "configuration.io",
        "whether I/O releases the GIL: `release` or `hold`",
    ),
    (
        "configuration.counting",
        "how references are counted: `plain`, `atomic` or `escape`",
    ),
    (
        "configuration.cores",
        "cores of the simulated machine; null on the real clock",
    ),
    (
        "configuration.hardware",
        "the simulated machine: see gilscope help profiles; null on the real clock",
    ),
    (
        "configuration.hardware.{figure}",
        "one of its figures, as options and profiles spell it",
    ),
    ("configuration.seed", "seed of what is left to chance"),
    ("objects", "objects of the first process"),
    ("objects.made", "how many were made"),
    ("objects.freed", "how many were freed"),
    (
        "objects.leaked",
        "left at exit although nothing refers to them",
    ),
    (
        "objects.in_cycles",
        "left at exit because they refer to each other",
    ),
    ("run", "what happened"),
    (
        "run.ending",
        "`done`, `aborted`, `deadlock`, `instruction limit`, `interrupted` or `internal error`",
    ),
    ("run.elapsed", "from the start to the end"),
    ("run.cpu", "CPU time of all threads together"),
    ("run.instructions", "instructions of all threads together"),
    (
        "run.gil",
        "the GIL of the first process; null if there was none",
    ),
    ("run.gil.handovers", "how often it went to another thread"),
    ("run.gil.held", "how long it was held, by anyone"),
    ("run.gil.waits", "how often a thread waited for it"),
    ("run.gil.waited", "how long threads waited for it, in all"),
    ("run.gil.longest_wait", "the longest wait"),
    (
        "run.gil.p99_wait",
        "a span that 99 % of the waits do not exceed; at most a quarter too high",
    ),
    (
        "run.trace",
        "what was kept of the events; null if nobody asked for any",
    ),
    ("run.trace.events", "how many events were kept"),
    ("run.trace.dropped", "how many were not, for lack of room"),
    (
        "run.trace.complete_until",
        "the time up to which all events were kept",
    ),
    (
        "run.processes",
        "the processes, in the order of their starts; the first is the script's own",
    ),
    ("run.processes[].name", "the name of its first thread"),
    ("run.processes[].born", "when it was started"),
    (
        "run.processes[].gil",
        "its GIL, with the keys of `run.gil`; null if there was none",
    ),
    (
        "run.processes[].collector",
        "what its collector of garbage in cycles did",
    ),
    (
        "run.processes[].collector.collections",
        "how often it looked for garbage",
    ),
    (
        "run.processes[].collector.pauses",
        "how often other threads stood still for that; twice where last words are said in between",
    ),
    (
        "run.processes[].collector.paused",
        "all pauses together, each from the moment at which a thread asked for it",
    ),
    (
        "run.processes[].collector.longest_pause",
        "the longest pause",
    ),
    ("run.processes[].collector.objects", "objects it looked at"),
    ("run.threads", "the threads, in the order of their starts"),
    ("run.threads[].name", "its name"),
    (
        "run.threads[].process",
        "the place of its process in `run.processes`, from 0",
    ),
    ("run.threads[].daemon", "whether it was a daemon"),
    ("run.threads[].born", "when it was started"),
    ("run.threads[].ended", "when it ended, or was stopped"),
    (
        "run.threads[].states",
        "its time in each state; adds up to its life",
    ),
    (
        "run.threads[].states.{state}",
        "nanoseconds in the state: see below",
    ),
    (
        "run.threads[].switches",
        "how often it stopped running, by reason",
    ),
    (
        "run.threads[].switches.{reason}",
        "how often for this reason: see below",
    ),
    ("run.threads[].instructions", "instructions it executed"),
    ("run.threads[].cpu", "its CPU time"),
    (
        "run.threads_left_out",
        "in the page of --html only: threads beyond the first thousand",
    ),
];

/// The keys of a comparison.
const COMPARISON_KEYS: &[(&str, &str)] = &[
    ("schema", "name and version of this format"),
    ("script", "the script's name"),
    ("cores", "cores of the simulated machine"),
    (
        "output",
        "how the outputs agree: `identical`, `same lines, order differs`, `same apart from numbers`, \
         `differs`",
    ),
    ("rows", "the ways in which the script was run"),
    ("rows[].name", "what the way is called"),
    ("rows[].clock", "`virtual` or `real`"),
    ("rows[].elapsed", "the median of its runs"),
    (
        "rows[].runs",
        "its runs: one on the virtual clock, which is exact",
    ),
    ("rows[].runs.count", "how many"),
    ("rows[].runs.least", "the shortest"),
    ("rows[].runs.most", "the longest"),
    ("rows[].cpu", "CPU time; null if it could not be measured"),
    (
        "rows[].gil_wait",
        "time that all threads waited for the GIL; null where there is none, or CPython's",
    ),
    ("rows[].trouble", "how it ended, if not well; else null"),
    (
        "rows[].run",
        "the run, with the keys of `run` above; null for CPython",
    ),
];

/// The text of `gilscope help json`.
pub fn schema(look: Look) -> String {
    let strong = |text: &str| look.paint(Paint::Strong, text);
    let mut out = format!(
        "{}\n\nTimes are nanoseconds since the start of the run. New keys may come without a new \
         version;\nunknown ones are to be passed over.\n\n",
        strong("The figures of --json FILE")
    );
    let tables = [
        ("gilscope run", RUN, KEYS),
        ("gilscope compare", COMPARISON, COMPARISON_KEYS),
    ];
    for (command, schema, keys) in tables {
        out.push_str(&format!(
            "{}\n",
            strong(&format!("{command} --json: {schema}"))
        ));
        for (key, meaning) in keys {
            out.push_str(&row(key, meaning));
        }
        out.push('\n');
    }
    let states = State::ALL.map(State::name).join(", ");
    let reasons = Reason::ALL.map(Reason::name).join(", ");
    out.push_str(&row("{state}", &states));
    out.push_str(&row("{reason}", &reasons));
    look.plain(&out)
}

/// A key and its meaning, in as many lines as it takes.
fn row(key: &str, meaning: &str) -> String {
    const KEY: usize = 38;
    let mut out = String::new();
    let mut line = format!("  {key:<KEY$}");
    for word in meaning.split_whitespace() {
        if line.chars().count() + 1 + word.chars().count() > WIDTH {
            out.push_str(line.trim_end());
            out.push('\n');
            line = " ".repeat(KEY + 2);
        }
        line.push_str(word);
        line.push(' ');
    }
    out.push_str(line.trim_end());
    out.push('\n');
    out
}

/// The key's documented form, if there is one, in figures of this schema.
pub fn documented(schema: &str, key: &str) -> Option<&'static str> {
    let (keys, key) = match schema {
        COMPARISON => match key.strip_prefix("rows[].run.") {
            Some(rest) => (KEYS, format!("run.{rest}")),
            None => (COMPARISON_KEYS, key.to_string()),
        },
        _ => (KEYS, key.to_string()),
    };
    let key = key.replacen("run.processes[].gil.", "run.gil.", 1);
    let general = |parent: &str, name: &str| match key.strip_prefix(parent) {
        Some(_) => format!("{parent}{name}"),
        None => key.clone(),
    };
    let forms = [
        key.clone(),
        general("configuration.hardware.", "{figure}"),
        general("run.threads[].states.", "{state}"),
        general("run.threads[].switches.", "{reason}"),
    ];
    let found = keys
        .iter()
        .find(|(known, _)| forms.iter().any(|form| form == known));
    found.map(|(known, _)| *known)
}

/// Every documented key of figures of this schema.
pub fn keys(schema: &str) -> impl Iterator<Item = &'static str> {
    let keys = if schema == COMPARISON {
        COMPARISON_KEYS
    } else {
        KEYS
    };
    keys.iter().map(|(key, _)| *key)
}
