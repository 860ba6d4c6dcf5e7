//! The verifier: what must hold of a code object before the VM runs it.
//!
//! The VM addresses its operand stack, slots, constants and names without checking them: it relies
//! on what is proven here. Every path through the code is followed once, with the height of the
//! stack; code that no path reaches need only be well-formed.

use crate::code::{Code, CodeKind, Const, HandlerRow, SlotKind};
use crate::op::{BinaryKind, CompareKind, Op, Operand};

/// Bit of ImportName's argument that is not part of the name's index.
pub const IMPORT_LAST_PART: u32 = 1 << 31;
/// Bit of ImportName's argument: the module is a package that a module is about to be imported from.
pub const IMPORT_PARENT: u32 = 1 << 30;
/// What of ImportName's argument is the name's index.
pub const IMPORT_INDEX: u32 = IMPORT_PARENT - 1;

/// Checks a code object and all code inside it.
///
/// # Errors
/// A sentence that names the code object, the instruction and what is wrong with it.
pub fn verify(code: &Code) -> Result<(), String> {
    check(code).map_err(|wrong| format!("{}: {wrong}", code.qualname))?;
    for constant in &code.consts {
        if let Const::Code(inner) = constant {
            verify(inner)?;
        }
    }
    Ok(())
}

fn check(code: &Code) -> Result<(), String> {
    check_shape(code)?;
    for at in 0..code.instrs.len() {
        check_argument(code, at).map_err(|wrong| place(code, at, &wrong))?;
    }
    let greatest = Flow::new(code).run()?;
    if greatest > code.max_stack {
        let declared = code.max_stack;
        return Err(format!(
            "the stack grows to {greatest}, max_stack is {declared}"
        ));
    }
    Ok(())
}

fn place(code: &Code, at: usize, wrong: &str) -> String {
    let instr = code.instrs[at];
    format!("{at} {} {}: {wrong}", instr.op.name(), instr.arg)
}

fn check_shape(code: &Code) -> Result<(), String> {
    let Some(last) = code.instrs.last() else {
        return Err("no instructions".into());
    };
    if last.op.falls_through() {
        return Err(format!("{} at the end falls through", last.op.name()));
    }
    if code.spans.len() != code.instrs.len() {
        return Err("one span an instruction is needed".into());
    }
    if code.signature.slots() as usize > code.slots.len() {
        return Err("more parameters than slots".into());
    }
    if code.signature.posonly > code.signature.positional {
        return Err("more positional-only parameters than positional ones".into());
    }
    if code.kind == CodeKind::Class && code.slots.is_empty() {
        return Err("a class body needs a slot for its namespace".into());
    }
    let frees = code.slots.len().checked_sub(code.free_count as usize);
    let frees = frees.ok_or("more free variables than slots")?;
    for (at, slot) in code.slots.iter().enumerate() {
        if (slot.kind == SlotKind::Free) != (at >= frees) {
            return Err(format!("slot {}: free variables stand last", slot.name));
        }
    }
    code.handlers
        .iter()
        .try_for_each(|row| check_row(code, row))
}

fn check_row(code: &Code, row: &HandlerRow) -> Result<(), String> {
    let count = code.instrs.len() as u32;
    if row.start >= row.end || row.end > count || row.target >= count {
        return Err(format!("handler row {row:?} is out of range"));
    }
    Ok(())
}

fn check_argument(code: &Code, at: usize) -> Result<(), String> {
    let instr = code.instrs[at];
    let (op, arg) = (instr.op, instr.arg as usize);
    let within = |limit: usize| match arg < limit {
        true => Ok(()),
        false => Err(format!("argument beyond {limit}")),
    };
    match op.operand() {
        Operand::None if arg != 0 => Err("takes no argument".into()),
        Operand::None => Ok(()),
        Operand::Const => within(code.consts.len()),
        Operand::Name if op == Op::ImportName => {
            let index = instr.arg & IMPORT_INDEX;
            match (index as usize) < code.names.len() {
                true => Ok(()),
                false => Err("no such name".into()),
            }
        }
        Operand::Name => within(code.names.len()),
        Operand::Slot => {
            within(code.slots.len())?;
            check_slot(op, code.slots[arg].kind)
        }
        Operand::Target => {
            within(code.instrs.len())?;
            match (op == Op::JumpBack, arg > at) {
                (true, true) => Err("jumps forward".into()),
                (false, false) => Err("jumps back".into()),
                _ => Ok(()),
            }
        }
        Operand::Depth if arg == 0 => Err("depth 0".into()),
        Operand::Depth | Operand::Count => check_count(op, arg),
        Operand::Binary => within(BinaryKind::ALL.len()),
        Operand::Compare => within(CompareKind::ALL.len()),
        Operand::Flags => check_flags(op, arg),
    }
}

fn check_slot(op: Op, kind: SlotKind) -> Result<(), String> {
    let fits = match op {
        Op::LoadLocal | Op::StoreLocal | Op::DeleteLocal => kind == SlotKind::Local,
        Op::MakeCell => kind == SlotKind::Cell,
        _ => kind != SlotKind::Local,
    };
    match fits {
        true => Ok(()),
        false => Err(format!("does not go with a {kind:?} slot")),
    }
}

fn check_count(op: Op, arg: usize) -> Result<(), String> {
    let fits = match op {
        Op::BuildSlice => arg == 2 || arg == 3,
        Op::Raise => arg <= 2,
        Op::Swap => arg >= 2,
        _ => true,
    };
    match fits {
        true => Ok(()),
        false => Err("wrong number".into()),
    }
}

fn check_flags(op: Op, arg: usize) -> Result<(), String> {
    let fits = match op {
        Op::FormatValue => arg < 8,
        Op::IsOp | Op::ContainsOp | Op::CallEx => arg < 2,
        Op::MakeFunction => arg & !0b1111 == 0,
        _ => true,
    };
    match fits {
        true => Ok(()),
        false => Err("unknown flags".into()),
    }
}

/// Follows every path with the height of the stack.
struct Flow<'c> {
    code: &'c Code,
    /// Height on entry to each instruction that a path has reached.
    heights: Vec<Option<u32>>,
    /// The handler row that counts for each instruction.
    rows: Vec<Option<HandlerRow>>,
    waiting: Vec<usize>,
    greatest: u32,
}

impl<'c> Flow<'c> {
    fn new(code: &'c Code) -> Flow<'c> {
        let mut rows = vec![None; code.instrs.len()];
        for row in code.handlers.iter().rev() {
            rows[row.start as usize..row.end as usize].fill(Some(*row));
        }
        Flow {
            code,
            heights: vec![None; code.instrs.len()],
            rows,
            waiting: Vec::new(),
            greatest: 0,
        }
    }

    /// The greatest height on any path.
    fn run(mut self) -> Result<u32, String> {
        self.reach(0, 0)?;
        while let Some(at) = self.waiting.pop() {
            let step = self.step(at);
            step.map_err(|wrong| place(self.code, at, &wrong))?;
        }
        Ok(self.greatest)
    }

    fn reach(&mut self, at: usize, height: u32) -> Result<(), String> {
        self.greatest = self.greatest.max(height);
        match self.heights.get(at) {
            None => Err("runs past the end".into()),
            Some(Some(known)) if *known != height => Err(format!(
                "reaches {at} with height {height}, another path with {known}"
            )),
            Some(Some(_)) => Ok(()),
            Some(None) => {
                self.heights[at] = Some(height);
                self.waiting.push(at);
                Ok(())
            }
        }
    }

    fn step(&mut self, at: usize) -> Result<(), String> {
        let instr = self.code.instrs[at];
        let height = self.heights[at].unwrap_or_default();
        let needs = depth_needed(instr.op, instr.arg);
        if needs > height {
            return Err(format!("needs {needs} operands, has {height}"));
        }
        if let Some(row) = self.rows[at] {
            if height < row.depth {
                return Err(format!("height {height} under its handler's {}", row.depth));
            }
            self.reach(row.target as usize, row.depth + 1)?;
        }
        if instr.op.is_jump() {
            let effect = instr.op.jump_effect(instr.arg);
            self.reach(instr.arg as usize, height - effect.pops + effect.pushes)?;
        }
        if instr.op.falls_through() {
            let effect = instr.op.effect(instr.arg);
            self.reach(at + 1, height - effect.pops + effect.pushes)?;
        }
        Ok(())
    }
}

/// How high the stack must be for an instruction: what it pops and what it reaches down to.
fn depth_needed(op: Op, arg: u32) -> u32 {
    let pops = op.effect(arg).pops.max(op.jump_effect(arg).pops);
    match op {
        Op::DictMerge => pops + arg + 2,
        Op::WithExcept => 3,
        Op::CheckExcMatch => 2,
        Op::ImportFrom => 1,
        _ if op.operand() == Operand::Depth => pops + arg,
        _ => pops,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::{Instr, Makes, Signature};
    use crate::text::{Source, Span};
    use std::sync::Arc;

    fn code(instrs: &[(Op, u32)], max_stack: u32, handlers: &[HandlerRow]) -> Code {
        let instrs = instrs.iter().map(|&(op, arg)| Instr { op, arg });
        let instrs: Vec<Instr> = instrs.collect();
        Code {
            name: "f".into(),
            qualname: "f".into(),
            kind: CodeKind::Function,
            makes: Makes::Result,
            source: Arc::new(Source::new("x.py", "")),
            first_line: 1,
            signature: Signature::default(),
            slots: Vec::new(),
            free_count: 0,
            spans: vec![Span::default(); instrs.len()],
            instrs,
            consts: vec![Const::None],
            names: Vec::new(),
            handlers: handlers.to_vec(),
            max_stack,
            doc: None,
            later: None,
        }
    }

    #[track_caller]
    fn check(instrs: &[(Op, u32)], max_stack: u32, expected: &str) {
        let result = verify(&code(instrs, max_stack, &[]));
        match expected {
            "" => assert_eq!(result, Ok(())),
            _ => assert!(result.unwrap_err().contains(expected)),
        }
    }

    #[test]
    fn sound_code_passes() {
        check(&[(Op::LoadConst, 0), (Op::Return, 0)], 1, "");
        let branch = [
            (Op::LoadConst, 0),
            (Op::PopJumpIfFalse, 2),
            (Op::LoadConst, 0),
            (Op::Return, 0),
        ];
        check(&branch, 1, "");
    }

    #[test]
    fn unsound_code_is_refused() {
        check(&[], 0, "no instructions");
        check(&[(Op::LoadConst, 0)], 1, "falls through");
        check(&[(Op::Return, 0)], 1, "needs 1 operands, has 0");
        check(&[(Op::LoadConst, 1), (Op::Return, 0)], 1, "beyond 1");
        check(&[(Op::LoadConst, 0), (Op::Return, 0)], 0, "max_stack is 0");
        check(&[(Op::LoadLocal, 0), (Op::Return, 0)], 1, "beyond 0");
        check(&[(Op::LoadGlobal, 0), (Op::Return, 0)], 1, "beyond 0");
        check(&[(Op::Jump, 7)], 1, "beyond 1");
        check(&[(Op::Jump, 0)], 1, "jumps back");
        check(
            &[(Op::LoadConst, 0), (Op::Copy, 2), (Op::Return, 0)],
            2,
            "needs 2",
        );
        let uneven = [
            (Op::LoadConst, 0),
            (Op::PopJumpIfFalse, 3),
            (Op::LoadConst, 0),
            (Op::LoadConst, 0),
            (Op::Return, 0),
        ];
        check(&uneven, 2, "another path");
    }

    #[test]
    fn handlers_start_one_above_their_depth() {
        let instrs = [(Op::LoadConst, 0), (Op::Return, 0), (Op::Reraise, 0)];
        let row = |depth, target| HandlerRow {
            start: 1,
            end: 2,
            target,
            depth,
        };
        assert_eq!(verify(&code(&instrs, 2, &[row(0, 2)])), Ok(()));
        assert_eq!(verify(&code(&instrs, 2, &[row(1, 2)])), Ok(()));
        assert!(verify(&code(&instrs, 3, &[row(2, 2)])).is_err());
        assert!(verify(&code(&instrs, 2, &[row(0, 3)])).is_err());
    }
}
