//! Locks that threads of explored executions take in orders that go round in a circle.

use super::line_of;
use super::stage::Had;
use crate::lab::look::{Look, Paint, left, plural};
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

/// Whether both are the same circle, wherever it begins.
pub(super) fn are_same(one: &[Taking], other: &[Taking]) -> bool {
    let ahead = other.iter().cycle();
    one.len() == other.len()
        && (0..other.len()).any(|from| one.iter().eq(ahead.clone().skip(from).take(one.len())))
}

/// The circles as text; nothing where there are none.
pub fn text(circles: &[Vec<Taking>], look: Look) -> String {
    let mut out = String::new();
    for circle in circles.iter().take(MOST) {
        let title = format!(
            "Lock order: {} take locks in different orders, which can be a deadlock",
            plural(circle.len() as u64, "thread")
        );
        out.push_str(&format!("\n{}\n", look.paint(Paint::Strong, &title)));
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
