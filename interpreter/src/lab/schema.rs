//! What the keys of the JSON figures mean: the text of `gilscope help json`.
//!
//! `json` makes the figures; a test holds every key of real output against this table, and the table
//! against the output.

use super::explore::keys::{KEYS as EXPLORE_KEYS, SCHEMA as EXPLORE};
use super::json::{COMPARISON, COUNTINGS, RUN};
use super::look::{Look, Paint, WIDTH};
use super::prediction::SCHEMA as AGREE;
use super::sweep::SCHEMA as SWEEP;
use super::xray::SCHEMA as XRAY;
use gilscope_runtime::ledger::{Reason, State};

/// A key of the figures of a run and what it means. `[]` is an item of a list; `{state}`, `{reason}`,
/// `{figure}` and `{access}` stand for any of their names.
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
        "how the GIL changes hands: `fair`, `barging`, `forced`, `io-first`; `schedule` in a replay, where it says who goes next",
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
        "how references are counted: `plain`, `atomic`, `biased`, `escape` or `racy`",
    ),
    (
        "configuration.detached_merge",
        "under biased counting: whether others drop what a thread that waits is to drop",
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
    (
        "opcodes",
        "what --opcode-stats has counted; absent without it",
    ),
    (
        "opcodes.operations",
        "by how often they were executed; a fused one counts as one",
    ),
    ("opcodes.operations[].op", "name of the operation"),
    ("opcodes.operations[].executed", "how often it was executed"),
    (
        "opcodes.operations[].outside",
        "how often the loop could not do it itself",
    ),
    (
        "opcodes.pairs",
        "two operations that a thread executed one after the other",
    ),
    ("opcodes.pairs[].first", "the first one's name"),
    ("opcodes.pairs[].second", "the second one's name"),
    ("opcodes.pairs[].executed", "how often"),
    ("races", "what --races has found; absent without it"),
    (
        "races.accesses",
        "accesses to what threads share that were looked at",
    ),
    (
        "races.forgotten",
        "variables that were forgotten to keep memory bounded: races with what was done to them before would not have been noticed",
    ),
    ("races.untold", "pairs of places beyond those that are told"),
    (
        "races.races",
        "variables that threads use, one of them to write, without anything that orders them",
    ),
    ("races.races[].variable", "what it is called there"),
    (
        "races.races[].compound",
        "`read-modify-write`, `check-then-act`, or null: what is meant to be one operation",
    ),
    ("races.races[].help", "what would put them in order"),
    ("races.races[].sides", "the two sides"),
    ("races.races[].sides[].thread", "the thread's name"),
    (
        "races.races[].sides[].does",
        "`reads`, `writes`, `reads and writes`, or `looks at` and `changes` for operations that are whole",
    ),
    (
        "races.races[].sides[].locks",
        "the locks that it held; null if that is not known",
    ),
    (
        "races.lock_orders",
        "circles of locks: in each item another thread takes a lock while it holds one",
    ),
    ("races.lock_orders[][].thread", "the thread's name"),
    ("races.lock_orders[][].held", "the lock that it held"),
    ("races.lock_orders[][].taken", "the lock that it took then"),
    (
        "races.races[].sides[].stack",
        "where, and the calls that led there, the innermost first",
    ),
    ("races.races[].sides[].stack[].file", "the file"),
    ("races.races[].sides[].stack[].line", "the line in it"),
    ("races.races[].sides[].stack[].function", "the function"),
    ("races.races[].sides[].stack[].text", "what stands there"),
    (
        "races.lock_orders[][].since",
        "where it had taken the first, as a stack",
    ),
    ("races.lock_orders[][].since[].file", "the file"),
    ("races.lock_orders[][].since[].line", "the line in it"),
    ("races.lock_orders[][].since[].function", "the function"),
    ("races.lock_orders[][].since[].text", "what stands there"),
    (
        "races.lock_orders[][].at",
        "where it took the second, as a stack",
    ),
    ("races.lock_orders[][].at[].file", "the file"),
    ("races.lock_orders[][].at[].line", "the line in it"),
    ("races.lock_orders[][].at[].function", "the function"),
    ("races.lock_orders[][].at[].text", "what stands there"),
    (
        "wreck",
        "what --counting racy came to; null under any other counting",
    ),
    (
        "wreck.operations",
        "count operations since there was a second thread",
    ),
    (
        "wreck.crossings",
        "those on an object that another thread had counted last",
    ),
    (
        "wreck.lost_increments",
        "increments that another store wrote over",
    ),
    (
        "wreck.lost_decrements",
        "decrements that another store wrote over",
    ),
    (
        "wreck.freed_in_use",
        "objects whose count fell to 0 although they were in use",
    ),
    (
        "wreck.uses_after_free",
        "what was done with them after that",
    ),
    (
        "wreck.leaked",
        "objects whose count was above 0 when the last reference was gone",
    ),
    ("wreck.objects", "objects of which a count was lost"),
    ("wreck.victims", "the first few thousand of them"),
    ("wreck.victims[].name", "what the object is called"),
    (
        "wreck.victims[].made",
        "where it was made; null for objects of the library",
    ),
    ("wreck.victims[].lost_increments", "its increments lost"),
    ("wreck.victims[].lost_decrements", "its decrements lost"),
    (
        "wreck.victims[].lost",
        "the first access whose change was lost",
    ),
    (
        "wreck.victims[].overwritten",
        "the access that wrote over it",
    ),
    (
        "wreck.victims[].freed_in_use",
        "the access that freed it while in use; null if none did",
    ),
    (
        "wreck.victims[].references_left",
        "references left at that time",
    ),
    (
        "wreck.victims[].used_after_free",
        "the first use after that",
    ),
    ("wreck.victims[].uses_after_free", "how many there were"),
    (
        "wreck.victims[].leaked_with",
        "its count when the last reference was gone, if not 0; else null",
    ),
    (
        "wreck.victims[].{access}.thread",
        "of the four accesses above: the place of the thread in `run.threads`, from 0",
    ),
    (
        "wreck.victims[].{access}.place",
        "the line; null at the end of the run and in the library",
    ),
    ("wreck.victims[].{access}.read", "the count that it read"),
    (
        "wreck.victims[].{access}.written",
        "the count that it wrote",
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

/// The keys of a script under every way of counting.
const COUNTINGS_KEYS: &[(&str, &str)] = &[
    ("schema", "name and version of this format"),
    ("script", "the script's name"),
    ("output", "how the outputs of the rows agree"),
    ("rows", "the ways of counting that are sound, measured here"),
    ("rows[].counting", "how references were counted"),
    ("rows[].gil", "whether there was a GIL"),
    ("rows[].elapsed", "the median of its runs"),
    ("rows[].cpu", "the median of their CPU times"),
    ("rows[].runs", "its runs"),
    ("rows[].runs.count", "how many"),
    ("rows[].runs.least", "the shortest"),
    ("rows[].runs.most", "the longest"),
    (
        "rows[].operations",
        "count operations while there was a second thread, on the virtual clock",
    ),
    ("rows[].operations.plain", "those by load, change and store"),
    ("rows[].operations.atomic", "those by atomic instructions"),
    (
        "rows[].operations.spared",
        "those left out: on objects that are not counted",
    ),
    ("rows[].trouble", "how it ended, if not well; else null"),
    (
        "racy",
        "what racy counting came to, on the virtual clock: the keys of `wreck` above",
    ),
];

/// The keys of a sweep.
const SWEEP_KEYS: &[(&str, &str)] = &[
    ("schema", "name and version of this format"),
    (
        "gilscope",
        "the version that made it: results are merged with those of the same one only",
    ),
    ("script", "the script's name"),
    ("digest", "what tells this script's text from any other"),
    ("clock", "`virtual` or `real`"),
    ("options", "the options that all cells have"),
    (
        "cores",
        "cores of the simulated machine, where they are not varied",
    ),
    ("axes", "what is varied, in the order of the options"),
    (
        "axes[].name",
        "an option, `argv`, or a constant of the script",
    ),
    ("axes[].values", "its values, as they were given"),
    (
        "shard",
        "which part of the grid this is; null for all of it",
    ),
    ("shard.index", "the number of the part, from 1"),
    ("shard.count", "how many parts there are"),
    (
        "why",
        "what keeps the best of these cells from being better; null if nobody asked",
    ),
    (
        "cells",
        "the combinations, in order; the last axis changes fastest",
    ),
    ("cells[].index", "the number of the combination, from 0"),
    ("cells[].at", "where it stands"),
    ("cells[].at.{axis}", "the value of an axis"),
    (
        "cells[].runs",
        "its runs: one on the virtual clock, which is exact",
    ),
    ("cells[].runs.count", "how many"),
    ("cells[].runs.least", "the shortest"),
    ("cells[].runs.most", "the longest"),
    (
        "cells[].elapsed",
        "from the start to the end; this and what follows: the median run",
    ),
    ("cells[].cpu", "CPU time of all threads"),
    (
        "cells[].gil_wait",
        "time that all threads together waited for the GIL",
    ),
    ("cells[].lock_wait", "the same for locks of the script"),
    ("cells[].io", "time that they spent in I/O"),
    ("cells[].no_core", "time that they had no core"),
    (
        "cells[].switches",
        "how often a thread stopped running, for whatever reason",
    ),
    (
        "cells[].handovers",
        "how often a GIL went to another thread",
    ),
    ("cells[].instructions", "instructions of all threads"),
    (
        "cells[].threads",
        "threads that there were, the main one too",
    ),
    ("cells[].processes", "processes that there were"),
    ("cells[].cores_busy", "CPU time over elapsed time"),
    (
        "cells[].speed_up",
        "how many times faster than one thread with all else the same; null where that was not run",
    ),
    ("cells[].trouble", "how it ended, if not well; else null"),
    (
        "predicted",
        "of a sweep on the real clock: what the virtual one says, with the keys of `cells`",
    ),
    (
        "peers",
        "the same under each Python that was run, as far as it has the knobs that are varied",
    ),
    ("peers[].name", "which one, and whether it has a GIL"),
    (
        "peers[].cells",
        "with those keys of `cells` that can be known: elapsed time, without the Python's start, and CPU time",
    ),
    (
        "cells_left_out",
        "in the page of --html only: cells beyond those that it lists",
    ),
];

/// The keys of scripts on both clocks.
const AGREE_KEYS: &[(&str, &str)] = &[
    ("schema", "name and version of this format"),
    ("rows", "each script, with the GIL and without"),
    ("rows[].script", "its name"),
    ("rows[].gil", "whether the GIL was on"),
    (
        "rows[].measured",
        "every run on the real clock, by elapsed time",
    ),
    ("rows[].measured[].elapsed", "from start to end"),
    ("rows[].measured[].cpu", "CPU time of all threads"),
    (
        "rows[].measured[].switches",
        "how often a thread stopped running",
    ),
    (
        "rows[].measured[].instructions",
        "instructions of all threads",
    ),
    (
        "rows[].measured[].disturbed",
        "time that running threads had no core because of other programs",
    ),
    (
        "rows[].ratio",
        "median of the elapsed times measured over what was predicted",
    ),
    ("rows[].ratio_alone", "the same without `disturbed`"),
    (
        "rows[].predicted",
        "on the virtual clock, with the same keys",
    ),
    ("rows[].agrees", "whether `ratio_alone` is within 5 % of 1"),
    ("rows[].trouble", "how it ended, if not well; else null"),
];

/// The keys of an X-ray. `{counts}` stands for the names of count operations.
const XRAY_KEYS: &[(&str, &str)] = &[
    ("schema", "name and version of this format"),
    ("script", "the script's name"),
    ("configuration", "how it was run, with the keys of a run"),
    (
        "elapsed",
        "from start to end; on the real clock, an X-ray takes its time",
    ),
    ("cpu", "CPU time of all threads"),
    ("instructions", "instructions of all threads"),
    ("trouble", "how it ended, if not well; else null"),
    ("operations", "count operations of the whole run"),
    ("operations.{counts}", "how many of this kind"),
    (
        "peak",
        "most objects alive at a time that were made since the script began",
    ),
    ("leaked", "objects left that nothing refers to"),
    (
        "lines",
        "every line at which something was counted, published or waited for",
    ),
    (
        "lines[].place",
        "file and line; null: the library, or the start and end of threads",
    ),
    ("lines[].counts", "count operations there"),
    ("lines[].counts.{counts}", "how many of this kind"),
    (
        "lines[].published",
        "objects published there, without those as the second thread began",
    ),
    (
        "lines[].lock_waits",
        "how often a thread waited there for a lock",
    ),
    ("lines[].lock_waited", "for how long, all threads together"),
    ("objects", "objects of one name that one line has made"),
    ("objects[].name", "what they are called"),
    (
        "objects[].made_at",
        "file and line; null: the library, or before the script began",
    ),
    (
        "objects[].made",
        "how many were made since the script began",
    ),
    (
        "objects[].freed",
        "how many of these were freed before it ended",
    ),
    ("objects[].peak", "most of them that were alive at a time"),
    (
        "objects[].published",
        "how many were published, without those as the second thread began",
    ),
    ("objects[].counts", "count operations on them"),
    ("objects[].counts.{counts}", "how many of this kind"),
    (
        "objects[].cost",
        "CPU time that these took on the virtual clock",
    ),
    (
        "shared_at_start",
        "what was published as the second thread began; null where nothing was",
    ),
    ("shared_at_start.place", "the line that began it"),
    ("shared_at_start.objects", "how many objects"),
    (
        "published",
        "stores that published something, by line and what was stored",
    ),
    ("published[].place", "the line"),
    ("published[].name", "what was stored"),
    ("published[].made_at", "the line that made it"),
    ("published[].stores", "how many stores published something"),
    (
        "published[].objects",
        "how many objects, with all that was reached from them",
    ),
    ("published[].largest", "the most at once"),
    ("locks", "locks that threads waited for"),
    ("locks[].name", "its name"),
    ("locks[].waits", "how often"),
    ("locks[].waited", "for how long, all threads together"),
    ("locks[].longest", "the longest wait"),
    (
        "locks_known_until",
        "if there were too many events: until when waits for locks are known; else null",
    ),
    (
        "kept",
        "objects of one name and line that lived for one reason",
    ),
    ("kept[].name", "what they are called"),
    ("kept[].made_at", "the line that made them"),
    ("kept[].objects", "how many"),
    (
        "kept[].keeper",
        "what kept them alive when the script had ended: `variable` of a module, the `interpreter`, only a \
         `cycle`; or until the collector came: `collected cycle`",
    ),
    (
        "kept[].path",
        "the way from a variable to one of them, or round the cycle",
    ),
    (
        "what_if",
        "runs on the virtual clock with one thing changed",
    ),
    ("what_if[].change", "what, in words"),
    (
        "what_if[].kind",
        "`in turn`, `as it is`, `no gil`, `free group`, `all free` or `no lock`",
    ),
    ("what_if[].elapsed", "from start to end"),
    ("what_if[].speed_up", "how many times faster than `in turn`"),
];

/// The keys of figures of this schema.
fn table(schema: &str) -> &'static [(&'static str, &'static str)] {
    match schema {
        COMPARISON => COMPARISON_KEYS,
        SWEEP => SWEEP_KEYS,
        AGREE => AGREE_KEYS,
        COUNTINGS => COUNTINGS_KEYS,
        XRAY => XRAY_KEYS,
        EXPLORE => EXPLORE_KEYS,
        _ => KEYS,
    }
}

/// The text of `gilscope help json`.
pub fn schema(look: Look) -> String {
    let strong = |text: &str| look.paint(Paint::Strong, text);
    let mut out = format!(
        "{}\n\nTimes are nanoseconds since the start of the run. New keys may come without a new \
         version;\nunknown ones are to be passed over.\n\n",
        strong("The figures of --json FILE")
    );
    let tables = [
        ("gilscope run", RUN),
        ("gilscope compare", COMPARISON),
        ("gilscope compare --countings", COUNTINGS),
        ("gilscope xray", XRAY),
        ("gilscope explore", EXPLORE),
        ("gilscope sweep", SWEEP),
        ("gilscope agree", AGREE),
    ];
    for (command, schema) in tables {
        out.push_str(&format!(
            "{}\n",
            strong(&format!("{command} --json: {schema}"))
        ));
        for (key, meaning) in table(schema) {
            out.push_str(&row(key, meaning));
        }
        out.push('\n');
    }
    let states = State::ALL.map(State::name).join(", ");
    let reasons = Reason::ALL.map(Reason::name).join(", ");
    out.push_str(&row("{state}", &states));
    out.push_str(&row("{reason}", &reasons));
    let counts = "local (by load and store), shared (atomic), skipped (on objects that are kept for ever), \
                  contended (of the first two: another thread had counted the object last)";
    out.push_str(&row("{counts}", counts));
    let accesses = "lost, overwritten, freed_in_use, used_after_free";
    out.push_str(&row("{access}", accesses));
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
    // Where the figures of others are part of these, their keys stand in the other table.
    let elsewhere = match schema {
        COMPARISON => key
            .strip_prefix("rows[].run.")
            .map(|rest| format!("run.{rest}")),
        COUNTINGS => key
            .strip_prefix("racy.")
            .map(|rest| format!("wreck.{rest}")),
        XRAY if key.starts_with("configuration.") => Some(key.to_string()),
        _ => None,
    };
    let (keys, key) = match elsewhere {
        Some(key) => (KEYS, key),
        None => (table(schema), key.to_string()),
    };
    let same = [
        ("predicted[]", "cells[]"),
        ("peers[].cells[]", "cells[]"),
        ("rows[].predicted.", "rows[].measured[]."),
    ];
    let same = { same.iter() }
        .find_map(|(start, other)| Some(format!("{other}{}", key.strip_prefix(start)?)));
    let key = same.unwrap_or(key);
    let key = key.replacen("run.processes[].gil.", "run.gil.", 1);
    let general = |parent: &str, name: &str| match key.strip_prefix(parent) {
        Some(_) => format!("{parent}{name}"),
        None => key.clone(),
    };
    let access = ["lost", "overwritten", "freed_in_use", "used_after_free"];
    let access = access.map(|access| format!("wreck.victims[].{access}."));
    let access = { access.iter() }.find_map(|start| key.strip_prefix(start.as_str()));
    let kinds = ["local", "shared", "skipped", "contended"];
    let counts = key
        .rsplit_once('.')
        .filter(|(_, kind)| kinds.contains(kind));
    let forms = [
        key.clone(),
        counts.map_or_else(|| key.clone(), |(of, _)| format!("{of}.{{counts}}")),
        access.map_or_else(
            || key.clone(),
            |of| format!("wreck.victims[].{{access}}.{of}"),
        ),
        general("configuration.hardware.", "{figure}"),
        general("cells[].at.", "{axis}"),
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
    table(schema).iter().map(|(key, _)| *key)
}
