//! The timeline of the simulated machine: which thread was on each core, and which cores were idle.

use super::look::{Look, Paint, WIDTH, fine, left, percent, right};
use super::story::Story;
use super::timeline::axis;
use gilscope_runtime::driver::Report;
use gilscope_runtime::ledger::State;
use gilscope_runtime::time::Nanos;
use gilscope_runtime::trace::Object;
use rustc_hash::FxHashMap;

/// More cores than this are not all shown, unless asked for.
const MANY: usize = 16;
/// More threads than this are not all named below the picture.
const NAMED: usize = 12;
/// Space for the core's name and how busy it was.
const NAME: usize = 20;
/// Marks of threads: the first, those that follow it, and all others.
const MARKS: &str = "M123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLNOPQRSTUVWXYZ";
const OTHERS: char = '*';

/// A stay of a thread on a core.
struct Stay {
    thread: usize,
    from: Nanos,
    to: Nanos,
}

/// The timeline of all cores of a run on the simulated machine whose trace was kept.
pub fn cores(report: &Report, title: &str, count: usize, look: Look) -> String {
    let columns = WIDTH - 4 - NAME;
    let lanes = lanes(report);
    let span = Nanos((report.elapsed.0 / columns as u64).max(1));
    let note = format!("1 column = {}", fine(span));
    let title = format!("{title}, cores");
    let gap = (NAME + columns).saturating_sub(title.chars().count() + note.chars().count());
    let strong = look.paint(Paint::Strong, &title);
    let mut out = format!("  {strong}{}{note}\n", " ".repeat(gap));
    let indent = " ".repeat(NAME);
    out.push_str(&format!("  {indent}{}\n", axis(report.elapsed, columns)));
    let shown = if look.all {
        lanes.len()
    } else {
        lanes.len().min(MANY)
    };
    let mut seen = vec![false; report.threads.len()];
    for (core, stays) in lanes.iter().take(shown).enumerate() {
        let busy = stays.iter().map(|stay| stay.to.since(stay.from).0).sum();
        let row = row(stays, report.elapsed, columns);
        for thread in row.iter().flatten() {
            seen[*thread] = true;
        }
        let label = label(&format!("core {core}"), busy, report.elapsed);
        out.push_str(&format!("  {label}{}\n", paint(&row, look)));
    }
    if shown < lanes.len() {
        let rest = lanes.len() - shown;
        out.push_str(&format!("  … {rest} more cores (--all shows them)\n"));
    }
    out.push_str(&unused(lanes.len(), count, columns, look));
    out.push_str(&legend(report, &seen, look));
    if let Some(note) = Story::new(report, false).note() {
        out.push_str(&format!("  ({note})\n"));
    }
    look.plain(&out)
}

/// What stood on each core that was ever used, in order.
fn lanes(report: &Report) -> Vec<Vec<Stay>> {
    let mut lanes: Vec<Vec<Stay>> = Vec::new();
    for (number, thread) in report.threads.iter().enumerate() {
        for span in thread.trace.iter().flat_map(|trace| trace.spans()) {
            let (State::Running, Object::Core(core)) = (span.state, span.event.object) else {
                continue;
            };
            while lanes.len() <= core as usize {
                lanes.push(Vec::new());
            }
            lanes[core as usize].push(Stay {
                thread: number,
                from: span.from(),
                to: span.to,
            });
        }
    }
    for lane in &mut lanes {
        lane.sort_by_key(|stay| (stay.from, stay.to));
    }
    lanes
}

fn label(name: &str, busy: u64, elapsed: Nanos) -> String {
    let busy = match busy {
        0 => "idle".to_string(),
        busy => percent(busy, elapsed.0),
    };
    format!("{}{}  ", left(name, 11), right(&busy, 7))
}

/// A thread for each column; `None`: idle. As in the timeline of threads, a column shows whoever has
/// most time to its credit, so that the proportions come out right.
fn row(stays: &[Stay], elapsed: Nanos, columns: usize) -> Vec<Option<usize>> {
    let width = (elapsed.0 as f64 / columns as f64).max(1.0);
    let mut credit: FxHashMap<usize, f64> = FxHashMap::default();
    let mut idle = 0.0;
    let mut row = Vec::with_capacity(columns);
    let mut next = 0;
    for column in 0..columns {
        let (start, end) = (column as f64 * width, (column + 1) as f64 * width);
        let mut busy = 0.0;
        let mut at = next;
        while let Some(stay) = stays.get(at).filter(|stay| (stay.from.0 as f64) < end) {
            let from = (stay.from.0 as f64).max(start);
            let share = ((stay.to.0 as f64).min(end) - from).max(0.0);
            *credit.entry(stay.thread).or_default() += share;
            busy += share;
            if stay.to.0 as f64 <= end {
                next = at + 1;
            }
            at += 1;
        }
        idle += width - busy;
        let most = { credit.iter() }.max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)));
        match most.map(|(thread, credit)| (*thread, *credit)) {
            Some((thread, credited)) if credited >= idle => {
                *credit.entry(thread).or_default() -= width;
                row.push(Some(thread));
            }
            _ => {
                idle -= width;
                row.push(None);
            }
        }
    }
    if let (true, Some(first)) = (row.iter().all(Option::is_none), stays.first()) {
        let column = (first.from.0 as f64 / width) as usize;
        row[column.min(columns - 1)] = Some(first.thread);
    }
    row
}

fn mark(thread: usize) -> char {
    MARKS.chars().nth(thread).unwrap_or(OTHERS)
}

fn idle_mark(look: Look) -> char {
    look.mark(State::Io)
}

fn paint(row: &[Option<usize>], look: Look) -> String {
    let mut out = String::new();
    for run in row.chunk_by(|a, b| a.is_some() == b.is_some()) {
        let text: String = { run.iter() }
            .map(|thread| thread.map_or(idle_mark(look), mark))
            .collect();
        let state = match run[0] {
            Some(_) => State::Running,
            None => State::Io,
        };
        out.push_str(&look.paint(Paint::State(state), &text));
    }
    out
}

/// The cores on which nothing ever ran: a line for one, or for all of them together.
fn unused(used: usize, count: usize, columns: usize, look: Look) -> String {
    if used >= count {
        return String::new();
    }
    let name = match count - used {
        1 => format!("core {used}"),
        _ => format!("cores {used}–{}", count - 1),
    };
    let row = vec![None; columns];
    let label = label(&name, 0, Nanos(1));
    format!("  {label}{}\n", paint(&row, look))
}

/// Who the marks are.
fn legend(report: &Report, seen: &[bool], look: Look) -> String {
    let idle = look.paint(Paint::State(State::Io), &idle_mark(look).to_string());
    let shown = seen.iter().filter(|seen| **seen).count();
    let threads = (0..seen.len()).filter(|thread| seen[*thread]);
    let mut parts: Vec<String> = match shown > NAMED {
        true => vec![
            "M the main thread".into(),
            "1 to Z the threads after it, in the order of their starts".into(),
        ],
        false => threads
            .map(|thread| {
                let name = report.name_of(&report.threads[thread]);
                format!("{} {name}", mark(thread))
            })
            .collect(),
    };
    if seen.len() > MARKS.len() {
        parts.push(format!("{OTHERS} others"));
    }
    parts.push(format!("{idle} idle"));
    let mut out = String::new();
    let mut line = String::new();
    for part in parts {
        if line.chars().count() + part.chars().count() > WIDTH - NAME - 6 && !line.is_empty() {
            out.push_str(&format!("  {}{}\n", " ".repeat(NAME), line.trim_end()));
            line.clear();
        }
        line.push_str(&part);
        line.push_str("  ");
    }
    out.push_str(&format!("  {}{}\n", " ".repeat(NAME), line.trim_end()));
    out
}
