//! The timeline: what each thread did when, a character for each span of time.

use super::look::{Look, Paint, WIDTH, fine, left, right};
use super::story::Story;
use gilscope_runtime::driver::{Report, ThreadReport};
use gilscope_runtime::ledger::State;
use gilscope_runtime::time::Nanos;

/// More threads than this are not all shown, unless asked for.
const MANY: usize = 9;
/// How many of many are shown before the gap; one comes after it.
const SHOWN: usize = 4;
/// Space for names.
const NAME: usize = 24;

/// The timeline of a run whose trace was kept, under a title.
pub fn timeline(report: &Report, title: &str, look: Look) -> String {
    let names: Vec<String> = report
        .threads
        .iter()
        .map(|thread| report.name_of(thread))
        .collect();
    let longest = names
        .iter()
        .map(|name| name.chars().count())
        .max()
        .unwrap_or(0);
    let name_width = longest.clamp(10, NAME) + 2;
    let columns = WIDTH - 4 - name_width;
    let span = Nanos((report.elapsed.0 / columns as u64).max(1));
    let rows = rows(report, columns);

    let note = format!("1 column = {}", fine(span));
    let gap = (name_width + columns).saturating_sub(title.chars().count() + note.chars().count());
    let title = look.paint(Paint::Strong, title);
    let mut out = format!("  {title}{}{note}\n", " ".repeat(gap));
    out.push_str(&format!(
        "  {}{}\n",
        " ".repeat(name_width),
        axis(report.elapsed, columns)
    ));
    for item in chosen(report, look) {
        match item {
            Item::Row(index) => {
                let row: String = paint_row(&rows[index], look);
                out.push_str(&format!(
                    "  {}  {row}\n",
                    left(&names[index], name_width - 2)
                ));
            }
            Item::Gap(count) => {
                let label = left(&format!("… {count} more"), name_width);
                out.push_str(&format!("  {label}{}\n", "(--all shows them)"));
            }
        }
    }
    out.push_str(&format!(
        "  {}{}\n",
        " ".repeat(name_width),
        legend(report, &rows, look)
    ));
    if let Some(note) = Story::new(report, false).note() {
        out.push_str(&format!("  ({note})\n"));
    }
    look.plain_text(&out)
}

enum Item {
    Row(usize),
    Gap(usize),
}

fn chosen(report: &Report, look: Look) -> Vec<Item> {
    let count = report.threads.len();
    if look.all || count <= MANY {
        return (0..count).map(Item::Row).collect();
    }
    let first = (0..SHOWN).map(Item::Row);
    first
        .chain([Item::Gap(count - SHOWN - 1), Item::Row(count - 1)])
        .collect()
}

/// A state for each column of each thread; `None` before its birth and after its end.
type Row = Vec<Option<State>>;

/// Each column shows the state that has most time to its credit: what a column does not show counts
/// for the next ones, so that the proportions come out right. With a GIL one thread runs in a column
/// at most.
fn rows(report: &Report, columns: usize) -> Vec<Row> {
    let width = (report.elapsed.0 as f64 / columns as f64).max(1.0);
    let shares: Vec<Vec<[f64; State::ALL.len()]>> = report
        .threads
        .iter()
        .map(|thread| shares(thread, columns, width))
        .collect();
    let mut credit = vec![[0.0; State::ALL.len()]; shares.len()];
    let mut rows: Vec<Row> = vec![Vec::with_capacity(columns); shares.len()];
    for column in 0..columns {
        for (credit, shares) in credit.iter_mut().zip(&shares) {
            for (sum, share) in credit.iter_mut().zip(&shares[column]) {
                *sum += share;
            }
        }
        let runners = runners(report, &credit);
        for (index, row) in rows.iter_mut().enumerate() {
            if shares[index][column].iter().sum::<f64>() < width / 1000.0 {
                row.push(None);
                continue;
            }
            let ever = |s: &State| shares[index].iter().any(|share| share[*s as usize] > 0.0);
            let credit = &mut credit[index];
            let process = report.threads[index].process.0 as usize;
            let may_run = report.gil.is_none() || runners[process] == Some(index);
            let candidates = State::ALL
                .into_iter()
                .filter(|s| ever(s) && (may_run || *s != State::Running));
            let best =
                { candidates }.max_by(|a, b| credit[*a as usize].total_cmp(&credit[*b as usize]));
            if let Some(state) = best {
                credit[state as usize] -= width;
            }
            row.push(best);
        }
    }
    for (row, shares) in rows.iter_mut().zip(&shares) {
        show_short_runs(row, shares);
    }
    rows
}

/// The thread of each process that has most running time to its credit.
fn runners(report: &Report, credit: &[[f64; State::ALL.len()]]) -> Vec<Option<usize>> {
    let running = |index: usize| credit[index][State::Running as usize];
    let mut runners: Vec<Option<usize>> = vec![None; report.processes.len()];
    for (index, thread) in report.threads.iter().enumerate() {
        let runner = &mut runners[thread.process.0 as usize];
        if runner.is_none_or(|best| running(index) >= running(best)) {
            *runner = Some(index);
        }
    }
    runners
}

/// A thread that only ran for moments is shown to run where it first and last did.
fn show_short_runs(row: &mut Row, shares: &[[f64; State::ALL.len()]]) {
    if row.contains(&Some(State::Running)) {
        return;
    }
    let ran = |column: &usize| shares[*column][State::Running as usize] > 0.0;
    let first = (0..row.len()).find(ran);
    let last = (0..row.len()).rev().find(ran);
    for column in [first, last].into_iter().flatten() {
        row[column] = Some(State::Running);
    }
}

/// Nanoseconds in each state, column by column.
fn shares(thread: &ThreadReport, columns: usize, width: f64) -> Vec<[f64; State::ALL.len()]> {
    let mut shares = vec![[0.0; State::ALL.len()]; columns];
    let Some(trace) = &thread.trace else {
        return shares;
    };
    for span in trace.spans() {
        let (from, to, state) = (span.from().0 as f64, span.to.0 as f64, span.state);
        let first = ((from / width) as usize).min(columns - 1);
        let last = ((to / width) as usize).min(columns - 1);
        for (column, share) in (first..).zip(&mut shares[first..=last]) {
            let start = from.max(column as f64 * width);
            let end = if column + 1 == columns {
                to
            } else {
                to.min((column + 1) as f64 * width)
            };
            share[state as usize] += (end - start).max(0.0);
        }
    }
    shares
}

fn paint_row(row: &Row, look: Look) -> String {
    let mut out = String::new();
    for run in row.chunk_by(|a, b| a == b) {
        let Some(state) = run[0] else {
            out.push_str(&" ".repeat(run.len()));
            continue;
        };
        let text: String = std::iter::repeat_n(look.mark(state), run.len()).collect();
        out.push_str(&look.paint(Paint::State(state), &text));
    }
    out.trim_end().to_string()
}

/// Times over the columns: at the start, each quarter and the end.
pub(super) fn axis(elapsed: Nanos, columns: usize) -> String {
    let (unit, scale) = match elapsed.0 {
        0..1_000_000 => ("µs", 1e3),
        1_000_000..1_000_000_000 => ("ms", 1e6),
        _ => ("s", 1e9),
    };
    let label = |quarter: u64| {
        let value = elapsed.0 as f64 / scale * quarter as f64 / 4.0;
        match value {
            0.0 => format!("0 {unit}"),
            0.0..10.0 => format!("{value:.2} {unit}"),
            10.0..100.0 => format!("{value:.1} {unit}"),
            _ => format!("{value:.0} {unit}"),
        }
    };
    let mut out = label(0);
    for quarter in 1..4 {
        let text = label(quarter);
        let at = columns * quarter as usize / 4;
        let start = at.saturating_sub(text.chars().count() / 2);
        out = format!("{}{text}", left(&out, start.max(out.chars().count() + 1)));
    }
    let last = label(4);
    let rest = columns.saturating_sub(out.chars().count());
    format!("{out}{}", right(&last, rest))
}

/// The marks that occur, and what they mean.
fn legend(report: &Report, rows: &[Row], look: Look) -> String {
    let shown = State::ALL
        .into_iter()
        .filter(|s| rows.iter().any(|row| row.contains(&Some(*s))));
    let gil = report.gil.is_some();
    let parts = shown.map(|state| {
        let mark = look.paint(Paint::State(state), &look.mark(state).to_string());
        format!("{mark} {}", Look::meaning(state, gil))
    });
    parts.collect::<Vec<_>>().join("  ")
}

impl Look {
    /// As [`Look::plain`], for text that holds marks already.
    fn plain_text(self, text: &str) -> String {
        self.plain(text)
    }
}
