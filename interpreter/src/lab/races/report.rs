//! What was found in a run, as text and as JSON.

use super::compound::{Compound, Kind};
use super::{Findings, Race, Side, Spot, Taking};
use crate::lab::look::{Look, Paint, left, plural, wrap};
use serde_json::{Value, json};

/// Races, and circles of locks, that are told if nobody asks for all.
const MOST: usize = 8;
/// Width of a thread's name, of what it does, and of where.
const NAME: usize = 24;

/// All of it.
pub fn text(findings: &Findings, look: Look) -> String {
    let mut out = String::new();
    let most = if look.all { usize::MAX } else { MOST };
    for race in findings.races.iter().take(most) {
        out.push_str(&race_text(race, look));
    }
    for circle in findings.inversions.iter().take(most) {
        out.push_str(&circle_text(circle, look));
    }
    let untold =
        findings.races.len().saturating_sub(most) + findings.inversions.len().saturating_sub(most);
    if untold > 0 {
        out.push_str(&format!("\n  … and {untold} more: --all tells them\n",));
    }
    out.push('\n');
    out.push_str(&wrap(&verdict(findings), ""));
    look.plain(&out)
}

/// What is known now, and what is not.
fn verdict(findings: &Findings) -> String {
    let tally = &findings.tally;
    let accesses = plural(tally.accesses, "access");
    let accesses = accesses.replace("accesss", "accesses");
    let found = match (findings.races.len(), findings.inversions.len()) {
        (0, 0) => "no races, and no locks in circles".to_string(),
        (races, 0) => plural(races as u64, "race"),
        (0, circles) => format!("no races; {}", circles_of_locks(circles)),
        (races, circles) => {
            format!(
                "{}, {}",
                plural(races as u64, "race"),
                circles_of_locks(circles)
            )
        }
    };
    let mut text = format!(
        "gilscope: {found} in {accesses} to what threads share. That is true of this run and of all in \
         which threads meet in the same order; gilscope explore tries the others.",
    );
    if tally.forgotten > 0 {
        text.push_str(&format!(
            " To keep memory bounded, {} were forgotten on the way: races with what was done to them \
             before would not have been noticed.",
            plural(tally.forgotten, "variable")
        ));
    }
    if tally.untold > 0 {
        let more = plural(tally.untold, "pair");
        text.push_str(&format!(" {more} of places more are not told."));
    }
    if tally.many_orders {
        text.push_str(" There were more orders of locks than are kept.");
    }
    text
}

fn circles_of_locks(circles: usize) -> String {
    plural(circles as u64, "circle") + " of locks"
}

/// A race: both sides, what it means, and the lock that would help.
pub(in crate::lab) fn race_text(race: &Race, look: Look) -> String {
    let mut out = format!(
        "\n{}: {}\n\n",
        look.paint(Paint::Error, "warning[race]"),
        look.paint(
            Paint::Strong,
            &format!("nothing orders what two threads do to `{}`", race.variable)
        ),
    );
    for side in &race.sides {
        out.push_str(&side_text(side));
    }
    out.push('\n');
    if let Some(compound) = &race.compound {
        out.push_str(&wrap(&meaning(compound), "  "));
    }
    out.push_str(&wrap(&format!("help: {}", advice(race)), "  "));
    out
}

/// Thread, deed, place and locks, and below it the calls that led there.
fn side_text(side: &Side) -> String {
    let spot = &side.stack[0];
    let place = format!("{}:{}", spot.file, spot.line);
    let held = match side.locks.as_deref() {
        None => String::new(),
        Some([]) => "   holding no lock".into(),
        Some(locks) => format!("   holding {}", locks.join(", ")),
    };
    let name = left(&side.thread, NAME);
    let mut out = format!("  {name} {} at {place}{held}\n", left(side.verb, 16));
    let indent = " ".repeat(NAME + 3);
    out.push_str(&format!("{indent}{}\n", spot.text));
    out.push_str(&calls(&side.stack, &indent));
    out
}

/// Deepest calls that are told of a stack.
const DEEPEST: usize = 6;

fn calls(stack: &[Spot], indent: &str) -> String {
    let mut out = String::new();
    for pair in stack.windows(2).take(DEEPEST) {
        let [inner, outer] = pair else { continue };
        out.push_str(&format!(
            "{indent}in {}, called at {}:{} in {}\n",
            inner.function, outer.file, outer.line, outer.function
        ));
    }
    if stack.len() == 1 && stack[0].function != "<module>" {
        out.push_str(&format!("{indent}in {}\n", stack[0].function));
    }
    let deeper = stack.len().saturating_sub(DEEPEST + 1);
    if deeper > 0 {
        out.push_str(&format!(
            "{indent}… {} more\n",
            plural(deeper as u64, "call")
        ));
    }
    out
}

fn meaning(compound: &Compound) -> String {
    let Compound {
        kind,
        lines: [first, second],
        text,
        variable,
    } = compound;
    match kind {
        Kind::Update if first == second => format!(
            "`{text}` is not one operation (read-modify-write): it reads `{variable}` and writes it back \
             later. What others write between the two is lost."
        ),
        Kind::Update => format!(
            "Line {first} reads `{variable}` and line {second} writes it (read-modify-write): what \
             others write between the two is lost."
        ),
        Kind::CheckThenAct => format!(
            "Line {first} looks, line {second} acts (check-then-act): once `{text}` has decided, others \
             can change `{variable}` before line {second} does."
        ),
    }
}

/// The lock that would put the two in order.
fn advice(race: &Race) -> String {
    let [one, other] = &race.sides;
    let lines = [one, other].map(|side| side.stack[0].line);
    let both = match lines[0] == lines[1] {
        true => format!("line {}", lines[0]),
        false => format!(
            "lines {} and {}",
            lines[0].min(lines[1]),
            lines[0].max(lines[1])
        ),
    };
    let whole = match &race.compound {
        Some(Compound {
            kind: Kind::CheckThenAct,
            lines: [first, second],
            ..
        }) => format!(" Lines {first} to {second} have to be under it as a whole."),
        _ => String::new(),
    };
    let named = |side: &Side| -> Option<String> {
        let locks = side.locks.as_deref()?;
        { locks.iter() }.find(|lock| *lock != "a lock").cloned()
    };
    let has_locks = |side: &Side| side.locks.as_ref().is_some_and(|locks| !locks.is_empty());
    let text = match (named(one), named(other)) {
        (Some(lock), None) if !has_locks(other) => {
            format!(
                "line {} holds `{lock}`: take it at line {}, too.",
                lines[0], lines[1]
            )
        }
        (None, Some(lock)) if !has_locks(one) => {
            format!(
                "line {} holds `{lock}`: take it at line {}, too.",
                lines[1], lines[0]
            )
        }
        (Some(one), Some(other)) => format!(
            "line {} holds `{one}`, line {} holds `{other}`: it has to be one and the same lock.",
            lines[0], lines[1]
        ),
        _ if has_locks(one) && has_locks(other) => {
            format!("{both} hold locks, but not one and the same: it has to be.")
        }
        _ => format!("put {both} under one and the same `with lock:`."),
    };
    text + &whole
}

fn circle_text(circle: &[Taking], look: Look) -> String {
    let mut out = format!(
        "\n{}: {}\n\n",
        look.paint(Paint::Error, "warning[lock-order]"),
        look.paint(
            Paint::Strong,
            &format!(
                "{} take locks in different orders: another time that is a deadlock",
                plural(circle.len() as u64, "thread")
            )
        ),
    );
    let indent = " ".repeat(NAME + 3);
    for taking in circle {
        let Taking {
            thread,
            held,
            since,
            taken,
            at,
        } = taking;
        let (since, at) = (&since[0], &at[0]);
        out.push_str(&format!(
            "  {} took {held} at {}:{}\n{indent}  {}\n{indent}then {taken} at {}:{}\n{indent}  {}\n",
            left(thread, NAME),
            since.file,
            since.line,
            since.text,
            at.file,
            at.line,
            at.text,
        ));
        out.push_str(&calls(&taking.at, &indent));
    }
    out.push('\n');
    let help =
        "help: take the locks in one agreed order everywhere, e.g. sorted by name or by number.";
    out.push_str(&wrap(help, "  "));
    out
}

/// The same for other programs.
pub fn to_json(findings: &Findings) -> Value {
    let orders = findings.inversions.iter().map(|circle| {
        let takings = circle.iter().map(|taking| {
            json!({
                "thread": taking.thread,
                "held": taking.held,
                "since": spots(&taking.since),
                "taken": taking.taken,
                "at": spots(&taking.at),
            })
        });
        Value::from(takings.collect::<Vec<_>>())
    });
    json!({
        "races": races_to_json(&findings.races),
        "lock_orders": orders.collect::<Vec<_>>(),
        "accesses": findings.tally.accesses,
        "forgotten": findings.tally.forgotten,
        "untold": findings.tally.untold,
    })
}

/// The races alone.
pub fn races_to_json(races: &[Race]) -> Value {
    let races = races.iter().map(|race| {
        json!({
            "variable": race.variable,
            "compound": race.compound.as_ref().map(|it| it.kind.name()),
            "help": advice(race),
            "sides": race.sides.iter().map(|side| json!({
                "thread": side.thread,
                "does": side.verb,
                "locks": side.locks,
                "stack": spots(&side.stack),
            })).collect::<Vec<_>>(),
        })
    });
    Value::from(races.collect::<Vec<_>>())
}

fn spots(stack: &[Spot]) -> Value {
    let spots = stack.iter().map(|spot| {
        json!({
            "file": spot.file,
            "line": spot.line,
            "function": spot.function,
            "text": spot.text,
        })
    });
    Value::from(spots.collect::<Vec<_>>())
}
