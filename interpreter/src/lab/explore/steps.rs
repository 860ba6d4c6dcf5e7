//! An execution side by side: what each thread did to what they share, step by step.

use super::{Replayed, deed, thread_names};
use crate::lab::look::{Look, Paint, left, right};
use crate::vm::Seen;
use gilscope_runtime::explore::{Event, Important};
use gilscope_runtime::heap::record::{Location, Touch};
use gilscope_runtime::task::ThreadId;
use std::collections::BTreeMap;

/// Most steps that are shown.
const MOST: usize = 60;
/// Most threads that have a column each.
const COLUMNS: usize = 3;

/// One step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// Whose.
    pub thread: ThreadId,
    /// What it did.
    pub text: String,
    /// The same in fewer words.
    pub short: String,
    /// Whether it changed anything.
    pub changes: bool,
    /// Its line in the script's text; 0 where that is not known.
    pub line: u32,
    /// Variables and their values after it, as far as they are known.
    pub values: BTreeMap<String, String>,
    /// What went wrong here, if it shows.
    pub wrong: Option<String>,
}

/// The steps in which threads met.
pub fn steps(replayed: &Replayed, important: &Important) -> Vec<Step> {
    let names = thread_names(&replayed.played);
    let mut steps: Vec<Step> = Vec::new();
    let mut values = BTreeMap::new();
    let written = written(replayed);
    let mut history = History::default();
    let events = replayed.events.iter().zip(&replayed.played.seen);
    for (event, seen) in events.filter(|(event, _)| !event.is_late) {
        if !important.concerns(event) {
            continue;
        }
        let line = deed(&replayed.played.outcome.codes, event.site).map_or(0, |it| it.0);
        let mut push = |texts: [String; 2], values: &BTreeMap<String, String>, changes, wrong| {
            let [text, short] = texts;
            steps.push(Step {
                thread: event.thread,
                text,
                short,
                changes,
                line,
                values: values.clone(),
                wrong,
            });
        };
        let shared: Vec<&Seen> = { seen.iter() }
            .filter(|it| written.contains(&it.name))
            .collect();
        for seen in &shared {
            values.insert(seen.name.clone(), seen.value.clone());
            let wrong = history.take(event.thread, seen, &names);
            push(told(seen), &values, seen.is_written, wrong);
        }
        if shared.is_empty() {
            let text = what(replayed, event, line);
            let changes = event.accesses.iter().any(|it| it.touch.changes());
            push([text.clone(), text], &values, changes, None);
        }
    }
    // What only looks at the result is not worth a column.
    while let Some(last) = steps.last()
        && !last.changes
        && steps
            .iter()
            .filter(|it| it.thread == last.thread)
            .all(|it| !it.changes)
    {
        steps.pop();
    }
    steps
}

/// Variables that somebody writes while there are threads.
fn written(replayed: &Replayed) -> Vec<String> {
    let seen = replayed.played.seen.iter().flatten();
    { seen.filter(|it| it.is_written) }
        .map(|it| it.name.clone())
        .collect()
}

fn told(seen: &Seen) -> [String; 2] {
    let Seen {
        op, name, value, ..
    } = seen;
    let verb = if seen.is_written { "writes" } else { "reads" };
    let long = format!("{} {name} {verb} {value}", op.name());
    [long, format!("{verb} {name}: {value}")]
}

/// Reads and writes so far: who may be about to overwrite what it has not seen.
#[derive(Default)]
struct History {
    /// By variable: who wrote it last, and how often it has been written.
    writes: BTreeMap<String, (ThreadId, u32)>,
    /// By thread and variable: how often it had been written when the thread read it last.
    reads: BTreeMap<(ThreadId, String), u32>,
}

impl History {
    fn take(
        &mut self,
        thread: ThreadId,
        seen: &Seen,
        names: &BTreeMap<ThreadId, String>,
    ) -> Option<String> {
        let key = (thread, seen.name.clone());
        let (writer, count) = *self.writes.get(&seen.name).unwrap_or(&(thread, 0));
        if !seen.is_written {
            self.reads.insert(key, count);
            return None;
        }
        self.writes.insert(seen.name.clone(), (thread, count + 1));
        let read = self.reads.remove(&key)?;
        let other = names
            .get(&writer)
            .filter(|_| writer != thread && read < count)?;
        Some(format!(
            "overwrites what {other} wrote since: an update is lost"
        ))
    }
}

/// What an event did, where no variable tells.
fn what(replayed: &Replayed, event: &Event, line: u32) -> String {
    let codes = &replayed.played.outcome.codes;
    let text = codes.locate(event.site).filter(|_| line > 0);
    let text = text.map_or(String::new(), |(code, _)| {
        code.source.line_text(line).trim().to_string()
    });
    let touches = |touch: Touch| event.accesses.iter().any(|it| it.touch == touch);
    let verb = if touches(Touch::Acquire) || touches(Touch::TryAcquire) {
        "takes a lock"
    } else if touches(Touch::Release) {
        "lets a lock go"
    } else if touches(Touch::End) {
        return "ends".into();
    } else if event
        .accesses
        .iter()
        .any(|it| it.location == Location::OUTPUT)
    {
        "prints"
    } else if event.accesses.iter().any(|it| it.touch.changes()) {
        "changes"
    } else {
        "looks"
    };
    format!("{verb}: {text}")
}

/// The steps as a table.
pub fn table(steps: &[Step], names: &BTreeMap<ThreadId, String>, look: Look) -> String {
    let table = Table::new(steps, names);
    let mut out = table.head();
    let skipped = steps.len().saturating_sub(MOST);
    if skipped > 0 {
        out.push_str(&format!("     …  {skipped} steps before are left out\n"));
    }
    for (at, step) in steps.iter().enumerate().skip(skipped) {
        out.push_str(&table.row(at));
        if let Some(wrong) = &step.wrong {
            let line = format!("        line {}: {wrong}", step.line);
            out.push_str(&look.paint(Paint::Error, &line));
            out.push('\n');
        }
    }
    if look.ascii {
        out = out.replace('✗', "X").replace('▸', ">");
    }
    look.plain(&out)
}

struct Table<'a> {
    steps: &'a [Step],
    names: &'a BTreeMap<ThreadId, String>,
    /// The threads that have a column each; none where there are too many of them.
    lanes: Vec<ThreadId>,
    /// Width of a column.
    width: usize,
    /// The variables, and how wide their columns are.
    variables: Vec<(String, usize)>,
}

impl<'a> Table<'a> {
    fn new(steps: &'a [Step], names: &'a BTreeMap<ThreadId, String>) -> Table<'a> {
        let mut lanes: Vec<ThreadId> = steps.iter().map(|step| step.thread).collect();
        lanes.sort();
        lanes.dedup();
        if lanes.len() > COLUMNS {
            lanes.clear();
        }
        let variables = variables(steps).into_iter();
        let variables: Vec<(String, usize)> = variables
            .map(|name| (name.clone(), width_of(steps, &name)))
            .collect();
        let taken: usize = variables.iter().map(|(_, width)| width + 2).sum();
        let width = (92usize.saturating_sub(taken) / lanes.len().max(1)).saturating_sub(2);
        Table {
            steps,
            names,
            lanes,
            width: width.max(16),
            variables,
        }
    }

    /// The first column's cell, the variables', and the other columns' cells.
    fn line(&self, cells: &[String], value: &dyn Fn(&str, usize) -> String) -> String {
        let mut out = String::new();
        for (cell, at) in cells.iter().zip(0..) {
            out.push_str(&format!("{}  ", left(cell, self.width)));
            if at == 0 {
                for (name, width) in &self.variables {
                    out.push_str(&format!("{}  ", right(&value(name, *width), *width)));
                }
            }
        }
        format!("{}\n", out.trim_end())
    }

    fn head(&self) -> String {
        let name = |thread: &ThreadId| self.names.get(thread).cloned().unwrap_or_default();
        let mut titles: Vec<String> = self.lanes.iter().map(name).collect();
        if titles.is_empty() {
            titles.push("thread".into());
        }
        let rules = vec!["─".repeat(self.width); titles.len()];
        let titles = self.line(&titles, &|name, _| name.to_string());
        let rules = self.line(&rules, &|_, width| "─".repeat(width));
        format!("  step  {titles}  ────  {rules}")
    }

    fn row(&self, at: usize) -> String {
        let step = &self.steps[at];
        let is_switch = at > 0 && self.steps[at - 1].thread != step.thread;
        let mark = match (&step.wrong, is_switch) {
            (Some(_), _) => "✗",
            (None, true) => "▸",
            _ => " ",
        };
        let own = match step.text.chars().count() > self.width {
            true => &step.short,
            false => &step.text,
        };
        let mut cells: Vec<String> = { self.lanes.iter() }
            .map(|lane| {
                if *lane == step.thread {
                    own.clone()
                } else {
                    String::new()
                }
            })
            .collect();
        if cells.is_empty() {
            let name = self.names.get(&step.thread).map_or("", String::as_str);
            cells.push(format!("{name}: {own}"));
        }
        let value = |name: &str, _| step.values.get(name).cloned().unwrap_or_default();
        let number = right(&(at + 1).to_string(), 3);
        format!("  {mark}{number}  {}", self.line(&cells, &value))
    }
}

/// The variables that have a column: of those that change, the first two.
fn variables(steps: &[Step]) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    for name in steps.iter().flat_map(|step| step.values.keys()) {
        if !known.contains(name) && known.len() < 2 && width_of(steps, name) <= 24 {
            known.push(name.clone());
        }
    }
    known
}

fn width_of(steps: &[Step], name: &str) -> usize {
    let values = steps.iter().filter_map(|step| step.values.get(name));
    let widths = values.map(|value| value.chars().count());
    widths.max().unwrap_or(0).max(name.chars().count())
}
