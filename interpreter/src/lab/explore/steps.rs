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
    let mut threads: Vec<ThreadId> = steps.iter().map(|step| step.thread).collect();
    threads.sort();
    threads.dedup();
    let columns = variables(steps);
    let widths: Vec<usize> = columns.iter().map(|name| width_of(steps, name)).collect();
    let taken: usize = widths.iter().map(|width| width + 2).sum();
    let is_wide = threads.len() <= COLUMNS;
    let lanes = if is_wide { threads.len().max(1) } else { 1 };
    let lane = ((100 - 8 - taken) / lanes).saturating_sub(2).max(16);
    let mut head = "  step  ".to_string();
    let mut rule = "  ────  ".to_string();
    let middle = |cells: &mut String, values: &dyn Fn(usize) -> String| {
        for (at, width) in widths.iter().enumerate() {
            cells.push_str(&format!("{}  ", right(&values(at), *width)));
        }
    };
    for at in 0..lanes {
        let title = match is_wide {
            true => names.get(&threads[at]).cloned().unwrap_or_default(),
            false => "thread".into(),
        };
        head.push_str(&format!("{}  ", left(&title, lane)));
        rule.push_str(&format!("{}  ", "─".repeat(lane)));
        if at == 0 {
            middle(&mut head, &|at| columns[at].clone());
            middle(&mut rule, &|at| "─".repeat(widths[at]));
        }
    }
    let mut out = format!("{}\n{}\n", head.trim_end(), rule.trim_end());
    let mut before: Option<ThreadId> = None;
    let skipped = steps.len().saturating_sub(MOST);
    for (number, step) in steps.iter().enumerate().skip(skipped) {
        if number == skipped && skipped > 0 {
            out.push_str(&format!("     …  {skipped} steps before are left out\n"));
        }
        let is_switch = before.is_some_and(|before| before != step.thread);
        before = Some(step.thread);
        let mark = match (&step.wrong, is_switch) {
            (Some(_), _) => "✗",
            (None, true) => "▸",
            _ => " ",
        };
        let mut row = format!("  {mark}{} ", right(&(number + 1).to_string(), 3));
        row.push(' ');
        row.push(' ');
        for at in 0..lanes {
            let text = match is_wide {
                true if threads[at] != step.thread => String::new(),
                true if step.text.chars().count() > lane => step.short.clone(),
                true => step.text.clone(),
                false => {
                    let name = names.get(&step.thread).map_or("", String::as_str);
                    format!("{name}: {}", step.text)
                }
            };
            row.push_str(&format!("{}  ", left(&text, lane)));
            if at == 0 {
                middle(&mut row, &|at| {
                    step.values.get(&columns[at]).cloned().unwrap_or_default()
                });
            }
        }
        out.push_str(row.trim_end());
        out.push('\n');
        if let Some(wrong) = &step.wrong {
            let line = format!("        line {}: {wrong}", step.line);
            out.push_str(&look.paint(Paint::Error, &line));
            out.push('\n');
        }
    }
    let out = out.replace('✗', if look.ascii { "X" } else { "✗" });
    let out = out.replace('▸', if look.ascii { ">" } else { "▸" });
    look.plain(&out)
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
