//! The disassembler, in the layout of CPython's `dis`, with two marks more: where a thread may be
//! switched, and where the GIL may be let go.

use crate::code::{Code, CodeKind, Const, Instr};
use crate::op::{BinaryKind, CompareKind, Op, Operand};
use crate::safe_points::SafePoints;
use crate::verify::{IMPORT_INDEX, IMPORT_LAST_PART, IMPORT_PARENT};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

/// Functions and methods that wait: for time, a lock, a thread, a queue, a future.
const WAITING: [&str; 12] = [
    "sleep",
    "acquire",
    "join",
    "get",
    "put",
    "wait",
    "wait_for",
    "result",
    "shutdown",
    "as_completed",
    "urlopen",
    "input",
];

const LEGEND: &str = "\
⏏  this call may release the GIL: it can wait for time, a lock, a thread or a queue
";

/// The listing of a code object and all code inside it, with calls that wait found by their names.
pub fn disassemble(code: &Code) -> String {
    disassemble_for(code, SafePoints::Py310)
}

/// The same, with marks where a thread may be switched under this set of safe points.
pub fn disassemble_for(code: &Code, set: SafePoints) -> String {
    let imports = imported_names(code);
    let releases = |code: &Code, at| may_release(code, at, &imports);
    let mut out = String::new();
    let mut waiting = vec![code];
    while let Some(code) = waiting.pop() {
        if !out.is_empty() {
            let _ = writeln!(out, "\nDisassembly of {}:", code.repr());
        }
        listing(&mut out, code, set, &releases);
        let inner = code
            .consts
            .iter()
            .rev()
            .filter_map(|constant| match constant {
                Const::Code(inner) => Some(&**inner),
                _ => None,
            });
        waiting.extend(inner);
    }
    let jumps = match set {
        SafePoints::MicroPython => ", the 32nd time that it comes to one",
        _ => "",
    };
    let name = set.name();
    let _ = writeln!(
        out,
        "\n⇄  a thread may be switched after this instruction{jumps} (--safe-points {name})"
    );
    out.push_str(LEGEND);
    out
}

/// The instructions of a code object and all code inside it, marked as in a listing, by the line of the
/// source that they come from, under this set of safe points. Where a line holds code of several objects, each begins with its name.
pub fn by_line(code: &Code, set: SafePoints) -> BTreeMap<u32, Vec<String>> {
    let imports = imported_names(code);
    let mut lines: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut waiting = vec![code];
    while let Some(code) = waiting.pop() {
        let is_target = targets(code);
        let mut named = 0;
        for (at, (instr, span)) in code.instrs.iter().zip(&code.spans).enumerate() {
            let line = code.source.line(span.start);
            let rows = lines.entry(line).or_default();
            if line != named && !matches!(code.kind, CodeKind::Module) {
                rows.push(format!("{}:", code.qualname));
            }
            named = line;
            let marks = marks(code, at, set, &|code, at| may_release(code, at, &imports));
            let target = if is_target[at] { ">>" } else { "  " };
            let text = instruction(code, *instr);
            rows.push(format!("{marks} {target} {at:>5} {text}"));
        }
        let inner = code.consts.iter().rev();
        waiting.extend(inner.filter_map(|constant| match constant {
            Const::Code(inner) => Some(&**inner),
            _ => None,
        }));
    }
    lines
}

/// The instructions of a code object in order, each with a mark where a thread may be switched after it
/// under this set of safe points.
pub fn rows(code: &Code, set: SafePoints) -> Vec<String> {
    let row = |(at, instr): (usize, &Instr)| {
        let switch = if switches(code, at, set) { '⇄' } else { ' ' };
        let name = instr.op.name();
        match argument(code, *instr) {
            Some(meaning) => format!("{switch} {name} {meaning}"),
            None if instr.op.operand() == Operand::None => format!("{switch} {name}"),
            None => format!("{switch} {name} {}", instr.arg),
        }
    };
    code.instrs.iter().enumerate().map(row).collect()
}

/// Whether jumps or handlers lead to each instruction.
fn targets(code: &Code) -> Vec<bool> {
    let mut is_target = vec![false; code.instrs.len()];
    let jumps = code.instrs.iter().filter(|instr| instr.op.is_jump());
    let targets = jumps.map(|instr| instr.arg);
    for target in targets.chain(code.handlers.iter().map(|row| row.target)) {
        if let Some(mark) = is_target.get_mut(target as usize) {
            *mark = true;
        }
    }
    is_target
}

/// Whether a thread may be switched after an instruction, and whether it may release the GIL.
fn marks(
    code: &Code,
    at: usize,
    set: SafePoints,
    releases: &dyn Fn(&Code, usize) -> bool,
) -> String {
    let switch = if switches(code, at, set) { '⇄' } else { ' ' };
    let release = if releases(code, at) { '⏏' } else { ' ' };
    format!("{switch}{release}")
}

fn listing(
    out: &mut String,
    code: &Code,
    set: SafePoints,
    releases: &dyn Fn(&Code, usize) -> bool,
) {
    let is_target = targets(code);
    let mut last_line = 0;
    for (at, (instr, span)) in code.instrs.iter().zip(&code.spans).enumerate() {
        let line = code.source.line(span.start);
        let shown = match line == last_line {
            true => String::new(),
            false => line.to_string(),
        };
        if last_line != 0 && line != last_line {
            out.push('\n');
        }
        last_line = line;
        let marks = marks(code, at, set, releases);
        let target = if is_target[at] { ">>" } else { "  " };
        let text = instruction(code, *instr);
        let row = format!("{shown:>4} {marks} {target} {at:>5} {text}");
        let _ = writeln!(out, "{}", row.trim_end());
    }
    if code.handlers.is_empty() {
        return;
    }
    out.push_str("ExceptionTable:\n");
    for row in &code.handlers {
        let last = row.end - 1;
        let _ = writeln!(
            out,
            "  {} to {last} -> {} [{}]",
            row.start, row.target, row.depth
        );
    }
}

/// Whether a thread may be switched after the instruction at an index.
fn switches(code: &Code, at: usize, set: SafePoints) -> bool {
    let (op, next) = (code.instrs[at].op, code.instrs.get(at + 1));
    let falls_into = next.filter(|_| op.falls_through()).map(|next| next.op);
    set.after(op) && falls_into.is_none_or(|next| set.before(next))
}

/// Name, argument and what it stands for.
fn instruction(code: &Code, instr: Instr) -> String {
    let name = instr.op.name();
    if instr.op.operand() == Operand::None {
        return name.into();
    }
    let shown = match instr.op {
        Op::ImportName => instr.arg & IMPORT_INDEX,
        _ => instr.arg,
    };
    match argument(code, instr) {
        Some(meaning) => format!("{name:<20} {shown:>5} ({meaning})"),
        None => format!("{name:<20} {shown:>5}"),
    }
}

fn argument(code: &Code, instr: Instr) -> Option<String> {
    let arg = instr.arg as usize;
    match instr.op.operand() {
        Operand::Const => code.consts.get(arg).map(Const::repr),
        Operand::Slot => code.slots.get(arg).map(|slot| slot.name.to_string()),
        Operand::Name if instr.op == Op::ImportName => {
            let name = code.names.get(arg & IMPORT_INDEX as usize)?;
            let is_dotted = name.contains('.');
            let kind = match instr.arg {
                arg if arg & IMPORT_PARENT != 0 => ", package",
                arg if is_dotted && arg & IMPORT_LAST_PART != 0 => ", last part",
                _ => "",
            };
            Some(format!("{name}{kind}"))
        }
        Operand::Name => code.names.get(arg).map(|name| name.to_string()),
        Operand::Target => Some(format!("to {arg}")),
        Operand::Binary => {
            let assign = if instr.op == Op::InplaceOp { "=" } else { "" };
            let kind = BinaryKind::ALL.get(arg)?;
            Some(format!("{}{assign}", kind.symbol()))
        }
        Operand::Compare => CompareKind::ALL.get(arg).map(|kind| kind.symbol().into()),
        Operand::Flags => flags(instr),
        Operand::None | Operand::Count | Operand::Depth => None,
    }
}

fn flags(instr: Instr) -> Option<String> {
    let arg = instr.arg;
    let text = match instr.op {
        Op::IsOp => ["is", "is not"].get(arg as usize)?.to_string(),
        Op::ContainsOp => ["in", "not in"].get(arg as usize)?.to_string(),
        Op::UnpackEx => format!("{} before, {} after", arg & 0xff, arg >> 8),
        Op::CallEx if arg == 1 => "with keywords".into(),
        Op::FormatValue => {
            let conversion = ["", "!s", "!r", "!a"][(arg & 3) as usize];
            let spec = if arg & 4 != 0 { ":spec" } else { "" };
            format!("{conversion}{spec}")
        }
        Op::MakeFunction => {
            let parts = [
                (1, "defaults"),
                (2, "kwdefaults"),
                (4, "annotations"),
                (8, "closure"),
            ];
            let parts = parts.iter().filter(|(bit, _)| arg & bit != 0);
            let parts: Vec<&str> = parts.map(|(_, name)| *name).collect();
            parts.join(", ")
        }
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// What `from module import name as other` binds at the top: from `other` to `name`.
fn imported_names(code: &Code) -> FxHashMap<Arc<str>, Arc<str>> {
    let mut names = FxHashMap::default();
    for pair in code.instrs.windows(2) {
        if let [import, store] = pair
            && import.op == Op::ImportFrom
            && store.op == Op::StoreGlobal
        {
            let name = |instr: &Instr| code.names[instr.arg as usize].clone();
            names.insert(name(store), name(import));
        }
    }
    names
}

/// Whether the instruction is a call whose callee's name says that it can wait.
fn may_release(code: &Code, at: usize, imports: &FxHashMap<Arc<str>, Arc<str>>) -> bool {
    let instr = code.instrs[at];
    let above = match instr.op {
        Op::Call => instr.arg,
        Op::CallKw | Op::CallMethod => instr.arg + 1,
        Op::CallEx => instr.arg + 1,
        _ => return false,
    };
    let Some((producer, place)) = producer(code, at, above) else {
        return false;
    };
    let callee = code.instrs[place];
    match producer {
        Op::LoadMethod | Op::LoadAttr => {
            let name = &code.names[callee.arg as usize];
            // `", ".join` is not a thread's.
            let on_constant = place > 0 && code.instrs[place - 1].op == Op::LoadConst;
            WAITING.contains(&&**name) && !on_constant
        }
        Op::LoadGlobal | Op::LoadName => {
            let name = &code.names[callee.arg as usize];
            let name = imports.get(name).unwrap_or(name);
            WAITING.contains(&&**name)
        }
        // The call of `__enter__`: a lock's.
        Op::LoadWith => place + 1 == at,
        _ => false,
    }
}

/// The instruction that pushed the value which lies below `above` others before instruction `at`;
/// none when a jump stands between.
fn producer(code: &Code, at: usize, above: u32) -> Option<(Op, usize)> {
    let mut above = above;
    for place in (0..at).rev() {
        let instr = code.instrs[place];
        if instr.op.is_jump() {
            return None;
        }
        let effect = instr.op.effect(instr.arg);
        if above < effect.pushes {
            return Some((instr.op, place));
        }
        above = above - effect.pushes + effect.pops;
    }
    None
}

/// The text of `OPCODES.md`: the instruction table for people.
pub fn reference() -> String {
    let mut out = String::from(
        "# Instructions\n\n\
         Generated from the table in `src/op.rs`. Stack effects are shown for the argument `n`; \
         where a jump that is taken has another effect, it stands after `jump`. `⇄` marks where a \
         thread may be switched under the rule `py310`.\n\n\
         | instruction | argument | pops, pushes | ⇄ | what it does |\n\
         |---|---|---|---|---|\n",
    );
    for op in Op::ALL {
        let mark = if op.is_safepoint() { "⇄" } else { "" };
        let doc = op.doc().trim().replace('|', "\\|");
        let _ = writeln!(
            out,
            "| {} | {} | {} | {mark} | {doc} |",
            op.name(),
            operand_name(op.operand()),
            effects(*op)
        );
    }
    out.push_str(&safe_point_reference());
    out
}

/// The sets of safe points, for people.
fn safe_point_reference() -> String {
    let mut out = String::from(
        "\n## Where a thread may be switched\n\n\
         `--safe-points SET`, while the GIL is on; with the GIL off any place is a safe point.\n\n\
         | set | where | as in |\n\
         |---|---|---|\n",
    );
    for set in SafePoints::ALL {
        let (name, sentence) = (set.name(), set.sentence());
        let _ = writeln!(out, "| `{name}` | {sentence} | {} |", set.source());
    }
    let names = |wanted: &dyn Fn(Op) -> bool| {
        let wanted = Op::ALL.iter().filter(|op| wanted(**op) && !op.is_fused());
        wanted.map(|op| op.name()).collect::<Vec<_>>().join(", ")
    };
    let _ = writeln!(
        out,
        "\nQuick instructions: {}.\nJumps of `micropython`: {}.\nNot right before, under `py39`: {}.",
        names(&Op::is_quick),
        names(&|op| SafePoints::MicroPython.after(op)),
        names(&|op| !SafePoints::Py39.before(op)),
    );
    out
}

fn operand_name(operand: Operand) -> &'static str {
    match operand {
        Operand::None => "",
        Operand::Const => "constant",
        Operand::Slot => "slot",
        Operand::Name => "name",
        Operand::Target => "target",
        Operand::Count => "count",
        Operand::Depth => "depth",
        Operand::Binary => "operator",
        Operand::Compare => "comparison",
        Operand::Flags => "flags",
    }
}

fn effects(op: Op) -> String {
    let flagged = op.operand() == Operand::Flags;
    let one = |effect: &dyn Fn(u32) -> u32| {
        let (zero, one) = (effect(0), effect(1));
        let varies = [1, 2, 4, 8, 0x100].iter().any(|n| effect(*n) != zero);
        match (zero, one - zero.min(one)) {
            _ if flagged && varies => format!("{zero}.."),
            (constant, 0) => constant.to_string(),
            (0, 1) => "n".into(),
            (constant, 1) => format!("n + {constant}"),
            (_, factor) => format!("{factor}n"),
        }
    };
    let falls = format!(
        "{}, {}",
        one(&|n| op.effect(n).pops),
        one(&|n| op.effect(n).pushes)
    );
    let jump = op.jump_effect(0);
    match op.is_jump() && jump != op.effect(0) {
        true => format!("{falls}; jump {}, {}", jump.pops, jump.pushes),
        false => falls,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_is_up_to_date() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/OPCODES.md");
        if std::env::var_os("GILSCOPE_UPDATE").is_some() {
            std::fs::write(path, reference()).expect("OPCODES.md can be written");
        }
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            committed == reference(),
            "OPCODES.md is out of date: run the tests with GILSCOPE_UPDATE=1"
        );
    }

    #[test]
    fn constants_are_shown_as_python_shows_them() {
        let check = |constant: Const, expected: &str| assert_eq!(constant.repr(), expected);
        check(Const::Float(1e16), "1e+16");
        check(Const::Float(1e-7), "1e-07");
        check(Const::Float(0.5), "0.5");
        check(Const::Float(2.0), "2.0");
        check(Const::Str("it's\n".into()), "\"it's\\n\"");
        check(Const::Bytes((*b"\x00'").into()), "b\"\\x00'\"");
        check(Const::Tuple(vec![Const::Int(1)]), "(1,)");
        check(Const::Tuple(vec![]), "()");
    }
}
