//! The assembler: instructions with labels in, a code object's tables out.
//!
//! It knows the height of the operand stack at each point and whether the point can be reached at
//! all: what cannot be reached is not emitted, so that the statements after a `return` need no
//! special care. Which handler covers an instruction is noted with the instruction itself; the
//! exception table falls out in the end as runs of equal handlers.

use super::fold;
use crate::code::{Code, Const, HandlerRow, Instr};
use crate::op::Op;
use crate::text::Span;
use num_bigint::BigInt;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A place in the code that jumps lead to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Label(u32);

/// A stretch of code with one exception handler.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Region(u32);

#[derive(Clone, Copy, Default)]
struct LabelState {
    at: Option<u32>,
    height: Option<u32>,
}

struct RegionState {
    handler: Label,
    height: u32,
    /// Number of instructions in the region.
    size: u32,
}

/// A constant as the key under which equal ones are found: `1`, `1.0` and `True` differ.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    None,
    Ellipsis,
    Bool(bool),
    Int(i64),
    BigInt(BigInt),
    Float(u64),
    Complex((u64, u64)),
    Str(Arc<str>),
    Bytes(Arc<[u8]>),
    Tuple(Vec<Key>),
}

impl Key {
    /// The key of a constant; none for code, which is equal only to itself.
    fn of(constant: &Const) -> Option<Key> {
        Some(match constant {
            Const::None => Key::None,
            Const::Ellipsis => Key::Ellipsis,
            Const::Bool(value) => Key::Bool(*value),
            Const::Int(value) => Key::Int(*value),
            Const::BigInt(value) => Key::BigInt(value.clone()),
            Const::Float(value) => Key::Float(value.to_bits()),
            Const::Complex(value) => Key::Complex(value.bits()),
            Const::Str(value) => Key::Str(value.clone()),
            Const::Bytes(value) => Key::Bytes(value.clone()),
            Const::Tuple(items) => Key::Tuple(items.iter().map(Key::of).collect::<Option<_>>()?),
            Const::Code(_) => return None,
        })
    }
}

/// Where the present point stands: on a path, and how high the stack is there.
#[derive(Clone, Copy, Default)]
pub struct Point {
    height: u32,
    reachable: bool,
}

/// The instructions of one code object in the making.
#[derive(Default)]
pub struct Assembler {
    instrs: Vec<Instr>,
    spans: Vec<Span>,
    covers: Vec<Option<Region>>,
    labels: Vec<LabelState>,
    regions: Vec<RegionState>,
    region: Option<Region>,
    point: Point,
    greatest: u32,
    /// The last place where a label was bound: what stands before it cannot be taken back.
    last_bound: usize,
    consts: Vec<Const>,
    const_index: FxHashMap<Key, u32>,
    names: Vec<Arc<str>>,
    name_index: FxHashMap<Arc<str>, u32>,
}

/// The tables of a finished code object.
pub struct Tables {
    /// The instructions.
    pub instrs: Vec<Instr>,
    /// Their spans.
    pub spans: Vec<Span>,
    /// The constants in use.
    pub consts: Vec<Const>,
    /// The names.
    pub names: Vec<Arc<str>>,
    /// The exception table.
    pub handlers: Vec<HandlerRow>,
    /// The operand stack's greatest height.
    pub max_stack: u32,
}

impl Assembler {
    /// An assembler at the start of its code.
    pub fn new() -> Assembler {
        Assembler {
            point: Point {
                height: 0,
                reachable: true,
            },
            ..Assembler::default()
        }
    }

    /// Height of the operand stack at this point.
    pub fn height(&self) -> u32 {
        self.point.height
    }

    /// Whether any path leads to this point.
    pub fn is_reachable(&self) -> bool {
        self.point.reachable
    }

    /// Emits an instruction that is no jump.
    pub fn emit(&mut self, op: Op, arg: u32, span: Span) {
        if !self.point.reachable {
            return;
        }
        let effect = op.effect(arg);
        debug_assert!(self.point.height >= effect.pops, "stack underflow");
        self.point.height = self.point.height - effect.pops + effect.pushes;
        self.greatest = self.greatest.max(self.point.height);
        self.point.reachable = op.falls_through();
        self.instrs.push(Instr { op, arg });
        self.spans.push(span);
        self.covers.push(self.region);
        if let Some(region) = self.region {
            self.regions[region.0 as usize].size += 1;
        }
    }

    /// From here on nothing is reached, until [`Assembler::return_to`] the point given.
    pub fn leave_path(&mut self) -> Point {
        self.last_bound = self.instrs.len();
        let dead = Point {
            height: self.point.height,
            reachable: false,
        };
        std::mem::replace(&mut self.point, dead)
    }

    /// Goes on where [`Assembler::leave_path`] left.
    pub fn return_to(&mut self, point: Point) {
        self.point = point;
    }

    /// A label to be bound later.
    pub fn label(&mut self) -> Label {
        self.labels.push(LabelState::default());
        Label(self.labels.len() as u32 - 1)
    }

    /// Emits a jump to `label`.
    pub fn jump(&mut self, op: Op, label: Label, span: Span) {
        if !self.point.reachable {
            return;
        }
        let effect = op.jump_effect(0);
        let height = self.point.height - effect.pops + effect.pushes;
        let state = &mut self.labels[label.0 as usize];
        debug_assert!(state.height.is_none_or(|h| h == height), "uneven stack");
        state.height = Some(height);
        self.emit(op, label.0, span);
    }

    /// Binds `label` to this point.
    pub fn bind(&mut self, label: Label) {
        self.drop_jump_to(label);
        let state = &mut self.labels[label.0 as usize];
        state.at = Some(self.instrs.len() as u32);
        self.last_bound = self.instrs.len();
        match state.height {
            Some(height) => {
                debug_assert!(
                    !self.point.reachable || height == self.point.height,
                    "uneven stack"
                );
                self.point = Point {
                    height,
                    reachable: true,
                };
            }
            None if self.point.reachable => state.height = Some(self.point.height),
            None => {}
        }
    }

    /// Takes back a jump that would only lead to the next instruction.
    fn drop_jump_to(&mut self, label: Label) {
        let last = Instr {
            op: Op::Jump,
            arg: label.0,
        };
        let jumps_here = self.instrs.last() == Some(&last);
        if jumps_here && self.last_bound < self.instrs.len() && !self.point.reachable {
            self.truncate(self.instrs.len() - 1);
        }
    }

    /// Takes back the instructions from `from` on.
    fn truncate(&mut self, from: usize) {
        for region in self.covers.drain(from..).flatten() {
            self.regions[region.0 as usize].size -= 1;
        }
        self.instrs.truncate(from);
        self.spans.truncate(from);
    }

    /// Declares a region whose handler expects a stack of `height`, below the exception.
    pub fn region(&mut self, height: u32) -> Region {
        let handler = self.label();
        self.regions.push(RegionState {
            handler,
            height,
            size: 0,
        });
        Region(self.regions.len() as u32 - 1)
    }

    /// From here on instructions belong to `region`; gives the one before.
    pub fn enter(&mut self, region: Option<Region>) -> Option<Region> {
        std::mem::replace(&mut self.region, region)
    }

    /// The region at this point.
    pub fn current_region(&self) -> Option<Region> {
        self.region
    }

    /// Starts the handler of `region`: the exception is on the stack. Not reached when the region
    /// holds no instruction.
    pub fn handler(&mut self, region: Region) {
        debug_assert!(!self.point.reachable, "control falls into a handler");
        let RegionState {
            handler,
            height,
            size,
        } = self.regions[region.0 as usize];
        if size > 0 {
            self.labels[handler.0 as usize].height = Some(height + 1);
            self.greatest = self.greatest.max(height + 1);
        }
        self.bind(handler);
    }

    /// Emits the load of a constant.
    pub fn load_const(&mut self, constant: Const, span: Span) {
        if self.point.reachable {
            let arg = self.constant(constant);
            self.emit(Op::LoadConst, arg, span);
        }
    }

    fn constant(&mut self, constant: Const) -> u32 {
        let next = self.consts.len() as u32;
        let at = match Key::of(&constant) {
            Some(key) => *self.const_index.entry(key).or_insert(next),
            None => next,
        };
        if at == next {
            self.consts.push(constant);
        }
        at
    }

    /// Index of a name.
    pub fn name(&mut self, name: &str) -> u32 {
        if let Some(at) = self.name_index.get(name) {
            return *at;
        }
        let (name, next): (Arc<str>, u32) = (name.into(), self.names.len() as u32);
        self.names.push(name.clone());
        self.name_index.insert(name, next);
        next
    }

    /// The constants that the last `count` instructions load, when that is all they do.
    fn loaded(&self, count: usize) -> Option<Vec<Const>> {
        let from = self.instrs.len().checked_sub(count)?;
        if !self.point.reachable || self.last_bound > from {
            return None;
        }
        let one = |instr: &Instr| match instr.op {
            Op::LoadConst => match &self.consts[instr.arg as usize] {
                Const::Code(_) => None,
                constant => Some(constant.clone()),
            },
            _ => None,
        };
        self.instrs[from..].iter().map(one).collect()
    }

    /// Replaces the last `count` instructions, loads of constants, by one.
    fn replace(&mut self, count: usize, constant: Const, span: Span) {
        let from = self.instrs.len() - count;
        self.truncate(from);
        self.point.height -= count as u32;
        self.load_const(constant, span);
    }

    /// Emits a unary or binary operation, or its result if the operands are small constants.
    pub fn operate(&mut self, op: Op, arg: u32, span: Span) {
        let count = op.effect(arg).pops as usize;
        let folded = match self.loaded(count) {
            Some(operands) => fold::operate(op, arg, &operands),
            None => None,
        };
        match folded {
            Some(constant) => self.replace(count, constant, span),
            None => self.emit(op, arg, span),
        }
    }

    /// Emits BuildTuple, or a constant if all items are constants.
    pub fn build_tuple(&mut self, count: usize, span: Span) {
        match self.loaded(count) {
            Some(items) => self.replace(count, Const::Tuple(items), span),
            None => self.emit(Op::BuildTuple, count as u32, span),
        }
    }

    /// Drops the top; a constant is not even loaded.
    pub fn pop(&mut self, span: Span) {
        if self.loaded(1).is_none() {
            return self.emit(Op::Pop, 0, span);
        }
        self.truncate(self.instrs.len() - 1);
        self.point.height -= 1;
    }

    /// The finished tables.
    ///
    /// # Panics
    /// When a label was jumped to and never bound: a bug of the code generator.
    pub fn finish(mut self) -> Tables {
        let targets: Vec<Option<u32>> = self.labels.iter().map(|state| state.at).collect();
        for instr in self.instrs.iter_mut().filter(|instr| instr.op.is_jump()) {
            instr.arg = targets[instr.arg as usize].expect("a jump's label is bound");
        }
        self.thread_jumps();
        let handlers = self.exception_table(&targets);
        let consts = used_consts(&mut self.instrs, self.consts);
        Tables {
            instrs: self.instrs,
            spans: self.spans,
            consts,
            names: self.names,
            handlers,
            max_stack: self.greatest,
        }
    }

    /// Lets jumps to an unconditional jump lead to where that one leads.
    fn thread_jumps(&mut self) {
        for at in (0..self.instrs.len()).rev() {
            let Instr { op, arg } = self.instrs[at];
            if !op.is_jump() || op == Op::JumpBack {
                continue;
            }
            let next = self.instrs[arg as usize];
            let same_region = self.covers[at] == self.covers[arg as usize];
            let leads_back = next.arg as usize <= at;
            match next.op {
                Op::Jump => self.instrs[at].arg = next.arg,
                Op::JumpBack if op == Op::Jump && same_region && leads_back => {
                    self.instrs[at] = next;
                }
                _ => {}
            }
        }
    }

    fn exception_table(&self, targets: &[Option<u32>]) -> Vec<HandlerRow> {
        let mut rows: Vec<HandlerRow> = Vec::new();
        let mut last = None;
        for (region, at) in self.covers.iter().zip(0u32..) {
            if let Some(Region(index)) = region {
                if last == *region {
                    let row = rows.last_mut().expect("the row of the last instruction");
                    row.end = at + 1;
                } else {
                    let state = &self.regions[*index as usize];
                    let target = targets[state.handler.0 as usize];
                    rows.push(HandlerRow {
                        start: at,
                        end: at + 1,
                        target: target.expect("a region's handler is bound"),
                        depth: state.height,
                    });
                }
            }
            last = *region;
        }
        rows
    }
}

/// Drops constants that folding has left unused, and numbers the rest by first use.
fn used_consts(instrs: &mut [Instr], consts: Vec<Const>) -> Vec<Const> {
    let mut numbers = vec![None; consts.len()];
    let mut consts: Vec<Option<Const>> = consts.into_iter().map(Some).collect();
    let mut used = Vec::new();
    for instr in instrs.iter_mut().filter(|instr| instr.op == Op::LoadConst) {
        let at = instr.arg as usize;
        if let Some(constant) = consts[at].take() {
            numbers[at] = Some(used.len() as u32);
            used.push(constant);
        }
        instr.arg = numbers[at].expect("a constant is numbered at its first use");
    }
    used
}

impl Tables {
    /// Puts the tables into `code`.
    pub fn fill(self, code: &mut Code) {
        code.instrs = self.instrs;
        code.spans = self.spans;
        code.consts = self.consts;
        code.names = self.names;
        code.handlers = self.handlers;
        code.max_stack = self.max_stack;
    }
}
