//! Operations that are one in the script and several in truth: `x = x + 1` reads, and writes later;
//! `if k not in d: d[k] = ..` looks, and acts later. Whatever others do between, is not noticed.

use crate::code::Code;
use crate::op::Op;
use crate::text::Span;

/// What an instruction does to which variable.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Deed {
    /// What the variable is called: `counter`, `self.count`, `seats[n]`, `queue`.
    pub(super) variable: String,
    /// What it is a part of, or it itself: `seats`.
    pub(super) base: String,
}

/// An operation that is several.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Compound {
    /// Which kind.
    pub kind: Kind,
    /// The line that reads or looks, and the one that writes or acts.
    pub lines: [u32; 2],
    /// What stands in the first of them.
    pub text: String,
    /// The variable.
    pub variable: String,
}

/// The kinds of operations that are several.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Read, and written later: `x = x + 1`.
    Update,
    /// Looked at, and acted upon later: `if k not in d: d[k] = ..`.
    CheckThenAct,
}

impl Kind {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Update => "read-modify-write",
            Kind::CheckThenAct => "check-then-act",
        }
    }
}

/// What the instruction at `at` does to which variable, as far as its text tells.
pub(super) fn deed(code: &Code, at: usize) -> Option<Deed> {
    let instr = code.instrs.get(at)?;
    let text = text_of(code, *code.spans.get(at)?);
    let slot = || {
        code.slots
            .get(instr.arg as usize)
            .map(|it| it.name.to_string())
    };
    let name = || code.names.get(instr.arg as usize).map(|it| it.to_string());
    let variable = match instr.op {
        Op::LoadGlobal | Op::StoreGlobal | Op::DeleteGlobal => name()?,
        Op::LoadCell | Op::StoreCell | Op::DeleteCell => slot()?,
        Op::LoadAttr | Op::StoreAttr | Op::DeleteAttr => text,
        Op::LoadItem | Op::StoreItem | Op::DeleteItem => {
            let base = text[..opening(&text)?].to_string();
            return Some(Deed {
                variable: text,
                base,
            });
        }
        // What a loop goes over is not what it stands for, where that is made on the spot.
        Op::ForIter if text.ends_with(')') => format!("iter({text})"),
        Op::Yield => format!("{}()", code.name),
        Op::ContainsOp => text.rsplit(" in ").next()?.trim().to_string(),
        _ => receiver(&text),
    };
    Some(Deed {
        base: variable.clone(),
        variable,
    })
}

/// The text of a span in one line.
fn text_of(code: &Code, span: Span) -> String {
    let text = &code.source.text;
    let text = text.get(span.start as usize..span.end as usize);
    let words = text.unwrap_or_default().split_whitespace();
    words.collect::<Vec<_>>().join(" ")
}

/// Where the last bracket of a subscript opens.
fn opening(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, byte) in text.bytes().enumerate().rev() {
        match byte {
            b']' | b')' | b'}' => depth += 1,
            b'[' | b'(' | b'{' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (byte == b'[').then_some(at);
        }
    }
    None
}

/// Of `xs.append(1)` the `xs`, of `len(xs)` the `xs`.
fn receiver(text: &str) -> String {
    let head = text.split('(').next().unwrap_or(text);
    match head.rsplit_once('.') {
        Some((receiver, _)) => receiver.to_string(),
        None => match text.split_once('(') {
            Some((_, arguments)) => {
                let first = arguments.split([',', ')']).next().unwrap_or(text);
                first.trim().to_string()
            }
            None => text.to_string(),
        },
    }
}

/// The operation that a write belongs to, if it is more than the write, preferably with the line at which
/// another thread has come between.
pub(super) fn compound(code: &Code, at: usize, deed: &Deed, beside: u32) -> Option<Compound> {
    let mut known = [update(code, at, deed), check_then_act(code, at, deed)];
    let is_beside = |it: &Compound| it.lines[0] == beside && it.lines[1] != beside;
    if known[1].as_ref().is_some_and(is_beside) {
        known.swap(0, 1);
    }
    known.into_iter().flatten().next()
}

fn line(code: &Code, at: usize) -> u32 {
    { code.spans.get(at) }.map_or(0, |span| code.source.line(span.start))
}

fn found(code: &Code, kind: Kind, looks: usize, acts: usize, variable: &str) -> Compound {
    let first = line(code, looks);
    Compound {
        kind,
        lines: [first, line(code, acts)].map(|line| code.source.place(line).1),
        text: code.source.line_text(first).trim().to_string(),
        variable: variable.to_string(),
    }
}

/// What reads the same variable before it is written, in the same statement, or earlier with no
/// jump between.
fn update(code: &Code, at: usize, written: &Deed) -> Option<Compound> {
    let stores = [Op::StoreGlobal, Op::StoreCell, Op::StoreAttr, Op::StoreItem];
    if !stores.contains(&code.instrs.get(at)?.op) {
        return None;
    }
    let loads = [Op::LoadGlobal, Op::LoadCell, Op::LoadAttr, Op::LoadItem];
    for before in (0..at).rev() {
        let op = code.instrs[before].op;
        let is_same = || deed(code, before).is_some_and(|it| it.variable == written.variable);
        if loads.contains(&op) && is_same() {
            return Some(found(code, Kind::Update, before, at, &written.variable));
        }
        let is_other_line = line(code, before) != line(code, at);
        let ends = stores.contains(&op) && is_same();
        if ends || (is_other_line && is_jump(op)) {
            return None;
        }
    }
    None
}

fn is_jump(op: Op) -> bool {
    matches!(
        op,
        Op::Jump
            | Op::PopJumpIfFalse
            | Op::PopJumpIfTrue
            | Op::PopJumpIfNone
            | Op::PopJumpIfNotNone
            | Op::ForIter
    )
}

/// The condition around a write that names what is written.
fn check_then_act(code: &Code, at: usize, written: &Deed) -> Option<Compound> {
    for before in (0..at).rev() {
        let instr = code.instrs[before];
        let decides = matches!(
            instr.op,
            Op::PopJumpIfFalse | Op::PopJumpIfTrue | Op::PopJumpIfNone | Op::PopJumpIfNotNone
        );
        if !decides || instr.arg as usize <= at {
            continue;
        }
        let first = line(code, before);
        let text = code.source.line_text(first).trim();
        let condition = ["if ", "elif ", "while "]
            .iter()
            .find_map(|word| text.strip_prefix(word));
        if condition.is_some_and(|it| mentions(it, &written.base)) {
            let kind = Kind::CheckThenAct;
            return Some(found(code, kind, before, at, &written.base));
        }
    }
    None
}

/// Whether a text has this name in it as a whole.
fn mentions(text: &str, name: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    !name.is_empty()
        && text.match_indices(name).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + name.len()..].chars().next();
            !before.is_some_and(|c| is_word(c) || c == '.') && !after.is_some_and(is_word)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_off_the_text() {
        assert_eq!(receiver("self.items.append(x.y)"), "self.items");
        assert_eq!(receiver("len(xs)"), "xs");
        assert_eq!(opening("d[f(x)[1]]"), Some(1));
        assert!(mentions("key not in seats", "seats"));
        assert!(!mentions("key not in my_seats", "seats") && !mentions("a.seats", "seats"));
    }
}
