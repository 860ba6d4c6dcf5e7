//! The source of a page: each line with what the trace knows of it in the margin, and its bytecode
//! folded under it.

use super::bars::Shown;
use super::look::{count, span};
use super::markup::escape;
use crate::dis;
use crate::machine::Script;
use crate::safe_points::SafePoints;
use gilscope_runtime::ledger::{Reason, State};
use gilscope_runtime::time::Nanos;
use std::fmt::Write;

/// Lines that are shown.
const MOST_LINES: usize = 3_000;

/// What happened at a line.
#[derive(Clone, Copy, Default)]
struct Figures {
    /// How often a thread that stood there let the GIL go to wait for something.
    releases: u64,
    /// How often one was made to stop.
    switches: u64,
    /// How long those waited that had let it go, for what they waited for.
    waited: Nanos,
}

/// The source of the script, with figures from a run under this set of safe points.
pub fn source(script: &Script, set: SafePoints, run: &Shown<'_>) -> String {
    let source = &script.code.source;
    let lines = source.text.lines().count();
    let figures = figures(run, &source.name, lines);
    let most = |of: fn(&Figures) -> u64| figures.iter().map(of).max().unwrap_or(0).max(1);
    let (releases, switches) = (most(|it| it.releases), most(|it| it.switches));
    let code = dis::by_line(&script.code, set);
    let words = match run.has_gil {
        true => ["GIL released", "switched"],
        false => ["waits begun", "switched"],
    };
    let mut out = format!(
        "<table class=\"source\"><caption>{}, from the trace of “{}”. {}: a thread stood at this \
         line when it let others go on to wait for I/O, a lock or a thread; switched: when it was \
         made to.</caption><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th>\
         <th scope=\"col\">waited</th><th scope=\"col\">line</th><th scope=\"col\">source</th></tr>\
         </thead><tbody>\n",
        escape(&source.name),
        escape(&run.name),
        words[0],
        words[0],
        words[1],
    );
    for (text, line) in source.text.lines().zip(1u32..).take(MOST_LINES) {
        let at = figures[line as usize - 1];
        out.push_str("<tr>");
        for (class, number, most) in [
            ("wants", at.releases, releases),
            ("run", at.switches, switches),
        ] {
            let heat = number as f64 / most as f64;
            let shown = if number > 0 {
                count(number)
            } else {
                String::new()
            };
            let _ = write!(
                out,
                "<td class=\"heat {class}\" style=\"--heat:{heat:.3}\">{shown}</td>"
            );
        }
        let waited = if at.waited > Nanos::ZERO {
            span(at.waited)
        } else {
            String::new()
        };
        let text = match text.trim().is_empty() {
            true => "&#160;".to_string(),
            false => escape(text),
        };
        let _ = write!(
            out,
            "<td>{waited}</td><th scope=\"row\">{line}</th><td><code>"
        );
        match code.get(&line) {
            None => {
                let _ = write!(out, "{text}</code>");
            }
            Some(rows) => {
                let _ = write!(
                    out,
                    "</code><details><summary><code>{text}</code></summary><pre>{}</pre></details>",
                    escape(&rows.join("\n"))
                );
            }
        }
        out.push_str("</td></tr>\n");
    }
    out.push_str("</tbody></table>\n");
    if lines > MOST_LINES {
        let _ = writeln!(
            out,
            "<p class=\"note\">The first {MOST_LINES} of {lines} lines.</p>"
        );
    }
    out
}

fn figures(run: &Shown<'_>, source: &str, lines: usize) -> Vec<Figures> {
    let mut figures = vec![Figures::default(); lines];
    let threads = run.story.report.threads.iter();
    for span in threads.flat_map(|it| it.trace.iter().flat_map(|trace| trace.spans())) {
        let Some(reason) = span.event.reason else {
            continue;
        };
        let Some((code, line)) = run.legend.line(span.event.site) else {
            continue;
        };
        let Some(at) = figures.get_mut(line as usize - 1) else {
            continue;
        };
        if code.source.name != source {
            continue;
        }
        match reason {
            Reason::Io | Reason::Lock | Reason::Join => {
                at.releases += 1;
                if matches!(span.state, State::Io | State::Lock | State::Join) {
                    at.waited += span.to.since(span.from());
                }
            }
            reason => at.switches += u64::from(reason.is_forced()),
        }
    }
    figures
}
