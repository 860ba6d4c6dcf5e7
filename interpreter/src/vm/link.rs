//! Linking: from a code object to code that can run in a module's namespace.

use super::world::World;
use crate::code::{Code, Const, Instr as Plain, Makes};
use crate::linked::{FunctionCode, Instr, Linked, NEVER};
use crate::object::compare;
use crate::object::module::NamespaceSlots;
use crate::object::set::SetTable;
use crate::object::{BigInteger, Bytes, CodeObject, ComplexNumber, Namespace, Str, Tuple};
use crate::op::{Op, Operand, Operation};
use crate::value::Value;
use crate::work::{Work, note};
use gilscope_runtime::cache::Word;
use gilscope_runtime::heap::Gc;
use gilscope_runtime::heap::record::unnoticed;
use gilscope_runtime::symbol::Symbol;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Links `code` and all code inside it into `globals`.
pub fn link(world: &World, code: &Arc<Code>, globals: &Gc<Namespace>) -> Linked {
    let mut linker = Linker {
        world,
        globals,
        is_prelude: globals.is(&world.prelude),
        strings: FxHashMap::default(),
        sets: FxHashMap::default(),
    };
    unnoticed(|| linker.code(code))
}

/// Common sequences and the fused instruction for each, longest first. No safe point lies inside.
///
/// A fused instruction takes the place of the first of its sequence; the others stay where they are
/// behind it. It reads their arguments there and skips them, or, when a value is not what it hoped
/// for or the budget ends in between, does the first one's work alone and goes on with the second.
const FUSED: &[(&[Op], Op)] = &[
    (
        &[Op::LoadLocal, Op::LoadLocal, Op::BinaryOp, Op::StoreLocal],
        Op::BinaryLocalsStore,
    ),
    (
        &[Op::LoadLocal, Op::LoadConst, Op::BinaryOp, Op::StoreLocal],
        Op::BinaryLocalConstStore,
    ),
    (
        &[
            Op::LoadLocal,
            Op::LoadLocal,
            Op::CompareOp,
            Op::PopJumpIfFalse,
        ],
        Op::CompareLocalsJump,
    ),
    (
        &[
            Op::LoadLocal,
            Op::LoadConst,
            Op::CompareOp,
            Op::PopJumpIfFalse,
        ],
        Op::CompareLocalConstJump,
    ),
    (
        &[Op::LoadConst, Op::CompareOp, Op::PopJumpIfFalse],
        Op::CompareConstJump,
    ),
    (
        &[Op::LoadLocal, Op::LoadLocal, Op::BinaryOp],
        Op::BinaryLocals,
    ),
    (
        &[Op::LoadLocal, Op::LoadConst, Op::BinaryOp],
        Op::BinaryLocalConst,
    ),
    (
        &[Op::LoadLocal, Op::LoadLocal, Op::LoadItem],
        Op::LoadLocalsItem,
    ),
    (
        &[Op::LoadLocal, Op::LoadLocal, Op::StoreItem],
        Op::StoreItemLocals,
    ),
    (
        &[Op::LoadLocal, Op::Copy, Op::LoadAttr],
        Op::LoadLocalCopyAttr,
    ),
    (
        &[Op::LoadLocal, Op::LoadAttr, Op::BinaryOp],
        Op::BinaryLocalAttr,
    ),
    (&[Op::Swap, Op::StoreAttr], Op::SwapStoreAttr),
    (&[Op::LoadConst, Op::Return], Op::ReturnConst),
    (&[Op::CompareOp, Op::PopJumpIfFalse], Op::CompareJump),
    (&[Op::LoadConst, Op::BinaryOp], Op::BinaryConst),
    (&[Op::LoadLocal, Op::BinaryOp], Op::BinaryLocal),
    (&[Op::BinaryOp, Op::StoreLocal], Op::BinaryStore),
    (&[Op::BinaryOp, Op::StoreGlobal], Op::BinaryStoreGlobal),
    (&[Op::LoadLocal, Op::LoadAttr], Op::LoadLocalAttr),
    (&[Op::LoadLocal, Op::LoadLocal], Op::LoadLocals),
    (&[Op::ForIter, Op::StoreLocal], Op::ForIterStore),
    (&[Op::ForIter, Op::UnpackSequence], Op::ForIterUnpack),
];

/// How many instructions a fused one stands for; of any other, 1.
pub(super) fn length_of(op: Op) -> usize {
    let op = op.general();
    let found = FUSED.iter().find(|(_, fused)| *fused == op);
    found.map_or(1, |(sequence, _)| sequence.len())
}

/// Puts fused instructions in the place of the first of their sequences.
fn fuse(instrs: &mut [Instr]) {
    let plain: Vec<Op> = instrs.iter().map(|instr| family(instr.op)).collect();
    for at in 0..instrs.len() {
        let (rest, here) = (&plain[at..], &instrs[at..]);
        let found = FUSED
            .iter()
            .find(|(sequence, fused)| rest.starts_with(sequence) && fits(*fused, here));
        if let Some((sequence, fused)) = found {
            let operation = operation(&here[..sequence.len()]);
            instrs[at].op = *fused;
            instrs[at].operation = operation;
        }
        let instr = &mut instrs[at];
        instr.op = instr.op.specialised(instr.operation);
    }
}

/// What the operator in a sequence does; there is one at most. Fused jumps are taken where it does not
/// hold.
fn operation(sequence: &[Instr]) -> Operation {
    let operation = { sequence.iter() }
        .map(|instr| instr.operation)
        .find(|operation| *operation != Operation::Other);
    match (operation, sequence.last().map(|last| last.op)) {
        (Some(comparison), Some(Op::PopJumpIfTrue)) => comparison.negated(),
        (operation, _) => operation.unwrap_or(Operation::Other),
    }
}

/// Whether the arguments of a sequence are those that its fused instruction is made for.
fn fits(fused: Op, sequence: &[Instr]) -> bool {
    match fused {
        Op::LoadLocalCopyAttr => sequence[1].arg == 1,
        Op::SwapStoreAttr => sequence[0].arg == 2,
        Op::ForIterUnpack => sequence[1].arg == 2,
        // The second one is better off with its attribute.
        Op::LoadLocals => !{ sequence.get(2) }.is_some_and(|next| next.op == Op::LoadAttr),
        _ => true,
    }
}

/// Instructions that a fused one treats alike, under one name.
fn family(op: Op) -> Op {
    match op {
        Op::InplaceOp => Op::BinaryOp,
        Op::PopJumpIfTrue => Op::PopJumpIfFalse,
        other => other,
    }
}

fn arity(code: &Code) -> u32 {
    let signature = &code.signature;
    let binds = signature.kwonly > 0 || signature.has_vararg || signature.has_kwarg;
    if binds || code.makes != Makes::Result {
        NEVER
    } else {
        signature.positional
    }
}

struct Linker<'a> {
    world: &'a World,
    globals: &'a Gc<Namespace>,
    /// Whether these are the prelude's, some of whose functions are not compiled yet.
    is_prelude: bool,
    /// Equal string constants of one file are one object, as in CPython.
    strings: FxHashMap<Arc<str>, Value>,
    /// Items of displays of constant sets, in the order of the first display that has them.
    sets: FxHashMap<Vec<String>, Vec<String>>,
}

impl Linker<'_> {
    fn code(&mut self, code: &Arc<Code>) -> Linked {
        let parts = code.instrs.len() + code.consts.len() + code.names.len();
        note(Work::Link, parts);
        let consts: Box<[Value]> = code
            .consts
            .iter()
            .map(|constant| self.constant(constant))
            .collect();
        let names: Box<[Symbol]> = code.names.iter().map(|name| Symbol::new(name)).collect();
        // The first one is of those that have none: nothing ever fits it.
        let mut caches = 0;
        let mut instrs: Box<[Instr]> = code
            .instrs
            .iter()
            .zip(1..)
            .map(|(i, next)| self.instr(i, next, &names, &mut caches))
            .collect();
        self.order_set_displays(&mut instrs, &consts, &code.consts);
        fuse(&mut instrs);
        let slots = code.slots.len() as u32;
        Linked {
            code: code.clone(),
            length: size_of_val(&*instrs) as i64,
            instrs,
            consts,
            names,
            caches: (0..=caches).map(|_| [const { Word::new(0) }; 2]).collect(),
            first_site: self.world.register_code(code),
            slots,
            locals: slots - code.free_count,
            frame_size: slots + code.max_stack,
            arity: arity(code),
        }
    }

    /// CPython makes a frozenset of a display of three or more constants, and then another one of the
    /// first one's items in their order there, which all equal displays of a file share. So the
    /// constants are to be loaded in that order.
    fn order_set_displays(&mut self, instrs: &mut [Instr], values: &[Value], consts: &[Const]) {
        for end in 1..instrs.len() {
            let build = instrs[end - 1];
            if instrs[end].op != Op::SetUpdate || build.op != Op::BuildSet || build.arg < 3 {
                continue;
            }
            let Some(start) = (end - 1).checked_sub(build.arg as usize) else {
                continue;
            };
            let loads = &mut instrs[start..end - 1];
            if loads.iter().all(|load| load.op == Op::LoadConst) {
                self.order_loads(loads, values, consts);
            }
        }
    }

    fn order_loads(&mut self, loads: &mut [Instr], values: &[Value], consts: &[Const]) {
        let name = |load: &Instr| consts[load.index() as usize].repr();
        let mut first = SetTable::default();
        let items = loads
            .iter()
            .map(|load| values[load.index() as usize].clone());
        if { items }
            .try_for_each(|item| first.insert(item).map(drop))
            .is_err()
        {
            return;
        }
        let place = |value: &Value| {
            { loads.iter() }.position(|load| {
                compare::equals(&values[load.index() as usize], value).unwrap_or(false)
            })
        };
        let order: Vec<usize> = first.iter().filter_map(|(_, value)| place(value)).collect();
        let mut key: Vec<String> = order.iter().map(|at| name(&loads[*at])).collect();
        let order: Vec<String> = key.clone();
        key.sort();
        let order = self.sets.entry(key).or_insert(order);
        let rank = |load: &Instr| order.iter().position(|known| *known == name(load));
        // An item that is there twice counts once, wherever it stands.
        loads.sort_by_key(|load| rank(load).unwrap_or(usize::MAX));
    }

    fn instr(&self, instr: &Plain, next: u32, names: &[Symbol], caches: &mut u16) -> Instr {
        let mut linked = Instr {
            op: instr.op,
            operation: Operation::of(instr.op, instr.arg),
            c: 0,
            arg: instr.arg,
        };
        match instr.op {
            Op::LoadGlobal | Op::StoreGlobal | Op::DeleteGlobal => {
                let name = names[instr.arg as usize];
                linked.arg = self.globals.slots().slot(name);
                linked.c = self.builtin_slot(name);
            }
            Op::LoadAttr | Op::StoreAttr | Op::LoadMethod if *caches < u16::MAX => {
                *caches += 1;
                linked.c = *caches;
            }
            Op::InplaceOp => linked.c = 1,
            op if op.is_jump() => linked.arg = instr.arg.wrapping_sub(next),
            op if matches!(op.operand(), Operand::Slot | Operand::Const) => {
                linked.arg = instr.arg * size_of::<Value>() as u32;
            }
            _ => {}
        }
        linked
    }

    /// The slot of a builtin's name, counted from 1, or 0.
    fn builtin_slot(&self, name: Symbol) -> u16 {
        if self.is_prelude && self.world.prelude_texts.has(name.as_str()) {
            return 0;
        }
        let mut builtins = self.world.builtins.slots();
        if builtins.get(name).is_none() {
            return 0;
        }
        u16::try_from(builtins.slot(name) + 1).unwrap_or(0)
    }

    fn constant(&mut self, constant: &Const) -> Value {
        match constant {
            Const::None => Value::NONE,
            Const::Bool(b) => Value::bool(*b),
            Const::Ellipsis => Value::ELLIPSIS,
            Const::Int(n) => Value::int(*n),
            Const::BigInt(n) => Gc::new(BigInteger { value: n.clone() }).into(),
            Const::Float(x) => Value::float(*x),
            Const::Complex(z) => ComplexNumber::value(*z),
            Const::Str(text) => self.string(text),
            Const::Bytes(data) => Gc::new(Bytes {
                data: (**data).into(),
            })
            .into(),
            Const::Tuple(items) if items.is_empty() => (&self.world.empty_tuple).into(),
            Const::Tuple(items) => {
                let items: Vec<Value> = items.iter().map(|item| self.constant(item)).collect();
                Tuple::value(items)
            }
            Const::Code(code) => {
                let code = match code.later {
                    Some(_) => FunctionCode::later(code.clone()),
                    None => self.code(code).into(),
                };
                let code = Arc::new(code);
                Gc::new(CodeObject { code }).into()
            }
        }
    }

    fn string(&mut self, text: &Arc<str>) -> Value {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (None, _) => self.world.empty_str.clone(),
            (Some(c), None) => self.world.character(c),
            _ => {
                let new = || Str::value(&**text);
                self.strings.entry(text.clone()).or_insert_with(new).clone()
            }
        }
    }
}
