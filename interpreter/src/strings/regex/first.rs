//! What bytes a match may begin with, so that a search can pass over all others.

use super::fold::Fold;
use super::program::{Op, Pc, Program, Unit};

/// The bytes that a match of this may begin with; None if it may be empty, or anything.
pub(super) fn bytes(program: &Program) -> Option<Box<[bool; 256]>> {
    let mut known = Box::new([false; 256]);
    let mut seen = vec![false; program.ops.len()];
    let mut todo: Vec<Pc> = vec![0];
    while let Some(pc) = todo.pop() {
        if std::mem::replace(&mut seen[pc as usize], true) {
            continue;
        }
        match &program.ops[pc as usize] {
            Op::One(unit) => add(program, *unit, &mut known),
            Op::Text(text) => known[text[0] as usize] = true,
            Op::Many { unit, min, .. } => {
                add(program, *unit, &mut known);
                if *min == 0 {
                    todo.push(pc + 1);
                }
            }
            Op::At(..)
            | Op::Open(_)
            | Op::Close(_)
            | Op::Enter(_)
            | Op::Hold(_)
            | Op::Commit(_) => todo.push(pc + 1),
            Op::Try(other) => todo.extend([pc + 1, *other]),
            Op::Loop { exit, .. } => todo.extend([pc + 1, *exit]),
            Op::Jump(to) => todo.push(*to),
            Op::Unless { on, .. } => todo.push(*on),
            Op::Return(_)
            | Op::Refuse(_)
            | Op::Back(_)
            | Op::Ref(..)
            | Op::IfNot(..)
            | Op::Match => return None,
        }
    }
    let is_worth_it = known.iter().any(|known| !known);
    is_worth_it.then_some(known)
}

fn add(program: &Program, unit: Unit, known: &mut [bool; 256]) {
    let narrow = if program.is_text { 0x80 } else { 0x100 };
    for c in 0..narrow {
        known[c as usize] |= program.is_one(unit, c);
    }
    let wide = match unit {
        Unit::Char(c) => return add_char(program, c, known),
        Unit::Set(number) | Unit::SetFolded(number, Fold::Ascii) => {
            program.sets[number as usize].is_wide()
        }
        Unit::Folded(_, Fold::Ascii) => false,
        _ => true,
    };
    if program.is_text && wide {
        known[0x80..].fill(true);
    }
}

fn add_char(program: &Program, c: u32, known: &mut [bool; 256]) {
    match char::from_u32(c) {
        Some(c) if program.is_text => {
            known[c.encode_utf8(&mut [0; 4]).as_bytes()[0] as usize] = true;
        }
        _ => {}
    }
}
