//! Locks that threads of explored executions take in orders that go round in a circle.

use super::ending::How;
use super::stage::Had;
use super::{Findings, Found, Mode, line_of};
use crate::lab::look::{Look, Paint, left, plural, wrap};
use gilscope_runtime::explore::Event;
use gilscope_runtime::races::Inversion;
use serde_json::{Value, json};

/// A lock is taken while another one is held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Taking {
    /// The thread's name.
    pub thread: String,
    /// The lines at which the one and the other were taken.
    pub lines: [u32; 2],
    /// What stands there.
    pub texts: [String; 2],
}

/// A circle in terms of the script; None where one of its places is not in the script's text.
pub(super) fn circle(
    inversion: &Inversion<usize>,
    events: &[Event],
    played: &Had,
) -> Option<Vec<Taking>> {
    let takings = inversion.edges.iter().map(|edge| {
        let [since, at] =
            [edge.since, edge.at].map(|event| line_of(&played.codes, events[event].site));
        let ((one, text), (other, other_text)) = (since?, at?);
        Some(Taking {
            thread: played.names.get(edge.thread.0 as usize)?.clone(),
            lines: [one, other],
            texts: [text, other_text],
        })
    });
    takings.collect()
}

/// Whether both are the same circle of lines, wherever it begins, and whichever threads pass there.
pub(super) fn are_same(one: &[Taking], other: &[Taking]) -> bool {
    let places = |it: &[Taking]| -> Vec<[u32; 2]> { it.iter().map(|it| it.lines).collect() };
    let (one, other) = (places(one), places(other));
    one.len() == other.len()
        && (0..other.len()).any(|from| {
            let turned = other.iter().cycle().skip(from).take(one.len());
            one.iter().eq(turned)
        })
}

/// The circles as text; nothing where there are none.
pub fn text(findings: &Findings, look: Look) -> String {
    let mut out = String::new();
    for circle in findings.orders.iter().take(MOST) {
        let title = format!(
            "Lock order: {} take locks in different orders{}",
            plural(circle.len() as u64, "thread"),
            consequence(findings)
        );
        out.push('\n');
        out.push_str(&look.paint(Paint::Strong, &wrap(&title, "")));
        for taking in circle {
            let [one, other] =
                [0, 1].map(|at| format!("line {}: {}", taking.lines[at], taking.texts[at]));
            let name = left(&taking.thread, 24);
            out.push_str(&format!(
                "    {name} {one}\n    {} then {other}\n",
                left("", 24)
            ));
        }
    }
    look.plain(&out)
}

/// What comes of such circles, as far as the search knows.
fn consequence(findings: &Findings) -> &'static str {
    let is_deadlock = |it: &Found| matches!(it.ending.how, How::Deadlock(_));
    match findings.endings.iter().any(is_deadlock) {
        false if findings.is_exhaustive && findings.wishes.mode == Mode::Classes => {
            ". None of the schedules, which are all there are, is a deadlock; that rests on what the rest of the \
             script does"
        }
        _ => ", which can be a deadlock",
    }
}

/// Circles that are told.
const MOST: usize = 8;

/// The same for other programs.
pub fn to_json(circles: &[Vec<Taking>]) -> Value {
    let circles = circles.iter().map(|circle| {
        let takings = circle
            .iter()
            .map(|it| json!({ "thread": it.thread, "lines": it.lines, "texts": it.texts }));
        Value::from(takings.collect::<Vec<_>>())
    });
    Value::from(circles.collect::<Vec<_>>())
}
