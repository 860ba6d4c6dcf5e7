//! The charts of a page beside its timelines: where each thread's time went, how long threads waited
//! for the GIL, how long they ran at a time, and why the GIL changed hands. Each has its table.

use super::bars::{Shown, class};
use super::look::{count, fine, percent};
use super::markup::{escape, folded, table};
use super::story::GilNews;
use gilscope_runtime::ledger::{Reason, State};
use gilscope_runtime::time::Nanos;
use std::cmp::Reverse;
use std::fmt::Write;

/// Threads in a chart.
const MOST_THREADS: usize = 40;
/// Threads in a table.
const MOST_ROWS: usize = 1_000;
/// Width of stacked bars.
const WIDTH: f64 = 600.0;
/// Width of the charts that stand side by side.
const NARROW: f64 = 400.0;

/// Where the time of each thread went.
pub fn shares(run: &Shown<'_>) -> String {
    let report = run.story.report;
    let longest = { report.threads.iter() }
        .map(|thread| thread.ledger.total().0)
        .max()
        .unwrap_or(0)
        .max(1);
    let shown = &report.threads[..report.threads.len().min(MOST_THREADS)];
    let height = 20 * shown.len() + 4;
    let mut out = format!(
        "<figure><figcaption>{}: where each thread’s time went</figcaption>\n\
         <svg viewBox=\"0 0 {} {height}\" role=\"img\" aria-label=\"Stacked bars; the table below \
         has the figures\">\n",
        escape(&run.name),
        WIDTH + 200.0,
    );
    for (thread, row) in shown.iter().zip(0..) {
        let y = 20 * row + 2;
        let name = report.name_of(thread);
        let short = super::look::left(&name, 26);
        let _ = writeln!(
            out,
            "<text x=\"0\" y=\"{}\">{}</text>",
            y + 13,
            escape(short.trim_end())
        );
        let total = thread.ledger.total().0;
        let mut x = 200.0;
        for state in State::ALL {
            let time = thread.ledger[state];
            let width = WIDTH * time.0 as f64 / longest as f64;
            if width > 0.0 {
                let share = percent(time.0, total);
                let title = format!("{name}\n{}: {} ({share})", state.name(), fine(time));
                let _ = writeln!(
                    out,
                    "<rect class=\"bar {}\" x=\"{x:.2}\" y=\"{y}\" width=\"{width:.2}\" \
                     height=\"16\"><title>{}</title></rect>",
                    class(state),
                    escape(&title),
                );
            }
            x += width;
        }
    }
    out.push_str("</svg>\n");
    out.push_str(&shares_table(run));
    out.push_str("</figure>\n");
    out
}

fn shares_table(run: &Shown<'_>) -> String {
    let report = run.story.report;
    let mut head = vec!["thread"];
    let states = super::look::states(report);
    head.extend(states.iter().map(|state| state.name()));
    head.extend(["switches", "instructions"]);
    let rows = { report.threads.iter().take(MOST_ROWS) }.map(|thread| {
        let ledger = &thread.ledger;
        let mut row = vec![report.name_of(thread)];
        row.extend({ states.iter() }.map(|state| super::look::span(ledger[*state])));
        row.push(count(ledger.all_switches()));
        row.push(count(ledger.instructions));
        row
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let caption = match report.threads.len() {
        n if n > MOST_ROWS => format!("{}: the first {MOST_ROWS} of {n} threads", run.name),
        _ => format!("{}: time in each state", run.name),
    };
    table(&caption, &head, &rows)
}

/// Spans of time by length: each bucket reaches up to 1, 2 or 5 times a power of ten nanoseconds.
struct Histogram {
    counts: Vec<u64>,
}

impl Histogram {
    fn bound(bucket: usize) -> Nanos {
        let step = [1, 2, 5][bucket % 3];
        Nanos(10u64.saturating_pow(bucket as u32 / 3).saturating_mul(step))
    }

    fn of(spans: impl Iterator<Item = Nanos>) -> Histogram {
        let mut counts = vec![0; 58];
        for span in spans {
            let bucket = (0..57).find(|bucket| span <= Histogram::bound(*bucket));
            counts[bucket.unwrap_or(57)] += 1;
        }
        Histogram { counts }
    }

    /// The buckets from the first to the last that holds any.
    fn used(&self) -> std::ops::Range<usize> {
        let first = self.counts.iter().position(|count| *count > 0);
        let last = self.counts.iter().rposition(|count| *count > 0);
        first
            .zip(last)
            .map_or(0..0, |(first, last)| first..last + 1)
    }

    fn figure(&self, title: &str, class: &str) -> String {
        let used = self.used();
        if used.is_empty() {
            return format!(
                "<figure><figcaption>{}: none</figcaption></figure>\n",
                escape(title)
            );
        }
        let most = self.counts.iter().copied().max().unwrap_or(1).max(1);
        let columns = used.len().max(8) as f64;
        let step = NARROW / columns;
        let mut out = format!(
            "<figure><figcaption>{}</figcaption>\n<svg viewBox=\"-16 0 {} 150\" role=\"img\" \
             aria-label=\"Histogram; the table below has the figures\">\n",
            escape(title),
            NARROW + 32.0,
        );
        for (bucket, place) in used.clone().zip(0..) {
            let number = self.counts[bucket];
            let height = 100.0 * number as f64 / most as f64;
            let (x, y) = (f64::from(place) * step, 115.0 - height);
            let bound = fine(Histogram::bound(bucket));
            let _ = writeln!(
                out,
                "<rect class=\"bar {class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" \
                 height=\"{height:.1}\"><title>up to {bound}: {number}</title></rect>",
                step - 2.0,
            );
            let middle = x + step / 2.0 - 1.0;
            if number > 0 {
                let _ = writeln!(
                    out,
                    "<text class=\"small\" x=\"{middle:.1}\" y=\"{:.1}\" \
                     text-anchor=\"middle\">{number}</text>",
                    y - 3.0
                );
            }
            if used.len() <= 7 || bucket % 3 == 0 {
                let label = bound.replace(".0 ", " ").replace(".000 ", " ");
                let _ = writeln!(
                    out,
                    "<text class=\"small\" x=\"{middle:.1}\" y=\"130\" \
                     text-anchor=\"middle\">≤ {label}</text>"
                );
            }
        }
        out.push_str("</svg>\n");
        out.push_str(&folded("As a table", &self.table(title)));
        out.push_str("</figure>\n");
        out
    }

    fn table(&self, title: &str) -> String {
        let rows: Vec<Vec<String>> = { self.used() }
            .map(|bucket| {
                let bound = fine(Histogram::bound(bucket));
                vec![format!("up to {bound}"), count(self.counts[bucket])]
            })
            .collect();
        table(title, &["length", "how often"], &rows)
    }
}

/// How long threads waited for the GIL, and how long they ran at a time.
pub fn histograms(run: &Shown<'_>) -> String {
    let lengths = |state: State| {
        let threads = run.story.report.threads.iter();
        let traces = threads.filter_map(|thread| thread.trace.as_ref());
        let spans = traces.flat_map(|trace| trace.spans());
        let spans = spans.filter(move |span| span.state == state && span.next.is_some());
        Histogram::of(spans.map(|span| span.to.since(span.from())))
    };
    let mut out = String::new();
    if run.has_gil {
        let waits = lengths(State::WantsGil);
        out.push_str(&waits.figure(&format!("{}: waits for the GIL", run.name), "wants"));
    }
    let slices = lengths(State::Running);
    out.push_str(&slices.figure(
        &format!("{}: slices, how long a thread ran", run.name),
        "run",
    ));
    out
}

/// How often the GIL went to another thread, by why the one before let it go.
pub fn handovers(run: &Shown<'_>) -> String {
    let mut counts = [0u64; Reason::ALL.len()];
    for news in &run.news {
        if let GilNews::Changed(handover) = news
            && let Some(reason) = handover.left.reason
        {
            counts[reason as usize] += 1;
        }
    }
    let used: Vec<Reason> = { Reason::ALL.into_iter() }
        .filter(|reason| counts[*reason as usize] > 0)
        .collect();
    let title = format!("{}: hand-overs of the GIL by cause", run.name);
    if used.is_empty() {
        return format!(
            "<figure><figcaption>{}: none</figcaption></figure>\n",
            escape(&title)
        );
    }
    let most = counts.iter().copied().max().unwrap_or(1);
    let mut out = format!(
        "<figure><figcaption>{}</figcaption>\n<svg viewBox=\"0 0 {NARROW} {}\" role=\"img\" \
         aria-label=\"Bars; the table below has the figures\">\n",
        escape(&title),
        20 * used.len() + 4,
    );
    for (reason, row) in used.iter().zip(0..) {
        let (number, y) = (counts[*reason as usize], 20 * row + 2);
        let width = (NARROW - 130.0) * number as f64 / most as f64;
        let name = escape(reason.name());
        let _ = writeln!(
            out,
            "<text x=\"0\" y=\"{}\">{name}</text><rect class=\"bar run\" x=\"80\" y=\"{y}\" \
             width=\"{width:.1}\" height=\"16\"><title>{name}: {number}</title></rect><text \
             class=\"small\" x=\"{:.1}\" y=\"{}\">{number}</text>",
            y + 13,
            width + 86.0,
            y + 13,
        );
    }
    out.push_str("</svg>\n");
    let rows: Vec<Vec<String>> = { used.iter() }
        .map(|reason| {
            let number = counts[*reason as usize];
            vec![reason.name().to_string(), count(number)]
        })
        .collect();
    out.push_str(&folded(
        "As a table",
        &table(&title, &["cause", "how often"], &rows),
    ));
    out.push_str("</figure>\n");
    out
}

/// One sentence that says where the time of all threads went.
pub fn summary(run: &Shown<'_>) -> String {
    let report = run.story.report;
    let sum = |state: State| {
        report
            .threads
            .iter()
            .map(|it| it.ledger[state].0)
            .sum::<u64>()
    };
    let all: u64 = State::ALL.into_iter().map(sum).sum();
    let mut parts: Vec<(u64, String)> = { State::ALL.into_iter() }
        .filter(|state| sum(*state) >= all.div_ceil(1000).max(1))
        .map(|state| {
            let meaning = match state {
                State::Running => "running",
                State::WantsGil => "waiting for the GIL",
                State::Io => "in I/O",
                State::Lock => "waiting for locks",
                State::Join => "waiting for the end of another",
                State::Collector => "standing still for the collector",
                State::Ready => "ready, without a core",
            };
            let share = percent(sum(state), all);
            (sum(state), format!("{share} {meaning}"))
        })
        .collect();
    parts.sort_by_key(|part| Reverse(part.0));
    let parts: Vec<String> = parts.into_iter().map(|part| part.1).collect();
    format!(
        "The run took {}. Of their time, its threads spent {}.",
        fine(report.elapsed),
        in_words(&parts),
    )
}

/// `a`, `a and b`, `a, b and c`.
fn in_words(parts: &[String]) -> String {
    match parts {
        [] => "none".into(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_span_falls_into_the_first_bucket_that_reaches_it() {
        let check = |nanos: u64, bucket: usize| {
            let histogram = Histogram::of(std::iter::once(Nanos(nanos)));
            assert_eq!(histogram.counts[bucket], 1, "{nanos}");
        };
        check(0, 0);
        check(1, 0);
        check(2, 1);
        check(3, 2);
        check(5, 2);
        check(6, 3);
        check(1_000_000, 18);
        check(1_000_001, 19);
        check(u64::MAX, 57);
    }
}
