//! The loop: fetches instructions and carries them out.
//!
//! The registers (next instruction, window, code) live in local variables. What can be done in a
//! few machine instructions is done here; everything else is a method of [`Thread`] on the saved
//! stack, after which the registers are loaded again.
//!
//! One countdown serves both kinds of safe point. It starts at the budget plus a bias: with switches
//! allowed at every instruction the bias is 0 and the step ends when it falls below 0; otherwise the
//! bias is out of reach and only safe points look whether the countdown has fallen below it.

use super::arithmetic;
use super::context::Cx;
use super::signal::{Res, Signal};
use super::stack::{Cursor, Program, Window};
use super::thread::{Cont, Frame, Thread};
use crate::linked::Instr;
use crate::object::dict::{DictTable, Key};
use crate::object::iterator::IterAccess;
use crate::object::iterator::IterState;
use crate::object::module::NamespaceSlots;
use crate::object::sequence::ListItems;
use crate::object::{Cell, Dict, Function, Iter, List, Str, Tuple};
use crate::op::{BinaryKind, CompareKind, Op};
use crate::value::{Tag, Value, View};
use gilscope_runtime::heap::set_site;
use gilscope_runtime::task::Exit;

const BIAS: i64 = 1 << 62;

/// The registers of the loop.
pub(super) struct Registers {
    cursor: Cursor,
    window: Window,
    program: Program,
}

/// What a fast path did.
enum Fast {
    Done,
    Slow,
}

impl Thread {
    fn load(&mut self) -> Registers {
        let frame = self
            .frames
            .last()
            .expect("(window) there is a frame to run");
        let (program, ip, base) = (frame.program, frame.ip, frame.base as usize);
        Registers {
            cursor: Cursor::at(program.code(), ip),
            window: self.stack.window(base),
            program,
        }
    }

    #[inline(always)]
    fn save(&mut self, cx: &mut Cx<'_>, registers: &Registers, spent: i64) {
        let code = registers.program.code();
        let ip = registers.cursor.ip(code);
        self.stack.set_top(registers.window);
        self.frames.last_mut().expect("(window) a frame runs").ip = ip;
        cx.spent = spent as u64;
        cx.site = code.site(ip.saturating_sub(1));
        set_site(cx.site.0);
    }

    /// Runs until the budget is spent or the thread must leave.
    pub(super) fn run(&mut self, cx: &mut Cx<'_>, budget: u64) -> Exit {
        let budget = budget.min(i64::MAX as u64 / 4) as i64;
        let bias = if cx.world.options.every_instruction {
            0
        } else {
            BIAS
        };
        let mut countdown = budget + bias;
        let mut r = self.load();

        macro_rules! slow {
            ($operation:expr) => {{
                self.save(cx, &r, budget + bias - countdown);
                #[allow(clippy::redundant_closure_call)]
                let result: Res<()> = $operation;
                if let Err(signal) = result
                    && let Some(exit) = self.handle(cx, signal)
                {
                    return exit;
                }
                r = self.load();
            }};
        }
        macro_rules! load_local {
            ($slot:expr) => {{
                let value = r.window.slot($slot).clone();
                if value.is_empty() {
                    slow!(self.unbound_local(cx, $slot));
                } else {
                    r.window.push(value);
                }
            }};
        }
        // After a fused comparison: takes the jump `ahead` of here, or goes on past it.
        macro_rules! jump_on {
            ($truth:expr, $ahead:expr) => {{
                let jump = *r.cursor.peek($ahead);
                if $truth == (jump.op == Op::PopJumpIfTrue) {
                    r.cursor = Cursor::at(r.program.code(), jump.arg);
                } else {
                    r.cursor.skip($ahead + 1);
                }
            }};
        }
        macro_rules! safe_point {
            () => {
                if countdown < bias {
                    self.save(cx, &r, budget + bias - countdown);
                    return Exit::BudgetSpent;
                }
            };
        }

        loop {
            countdown -= 1;
            if countdown < 0 {
                self.save(cx, &r, budget);
                return Exit::BudgetSpent;
            }
            let instr = r.cursor.fetch();
            match instr.op {
                Op::Nop => {}
                Op::LoadConst => {
                    let value = r.program.code().consts[instr.arg as usize].clone();
                    r.window.push(value);
                }
                Op::LoadLocal => load_local!(instr.arg),
                Op::StoreLocal => {
                    let value = r.window.pop();
                    *r.window.slot_mut(instr.arg) = value;
                }
                Op::LoadGlobal => match global(&r.program, instr) {
                    value if !value.is_empty() => r.window.push(value),
                    _ => slow!(self.load_builtin(cx, instr)),
                },
                Op::StoreGlobal => {
                    let value = r.window.pop();
                    let mut slots = r.program.globals().slots();
                    let old = std::mem::replace(&mut slots.values[instr.arg as usize], value);
                    drop(slots);
                    drop(old);
                }
                Op::LoadCell => match cell(&r.window, instr) {
                    value if !value.is_empty() => r.window.push(value),
                    _ => slow!(self.unbound_cell(instr.arg)),
                },
                Op::StoreCell => {
                    let value = r.window.pop();
                    let cell = r.window.slot(instr.arg).as_gc::<Cell>();
                    let cell = cell.expect("(verify) a cell slot holds a cell");
                    let old = std::mem::replace(&mut *cell.guard(|c| &c.value), value);
                    drop(old);
                }
                Op::Pop => drop(r.window.pop()),
                Op::Copy => {
                    let value = r.window.peek(instr.arg as usize).clone();
                    r.window.push(value);
                }
                Op::Swap => {
                    let top = r.window.peek_mut(1).take();
                    let other = std::mem::replace(r.window.peek_mut(instr.arg as usize), top);
                    *r.window.peek_mut(1) = other;
                }
                Op::BinaryOp | Op::InplaceOp => {
                    match operate(instr.arg, r.window.peek(2), r.window.peek(1)) {
                        Some(value) => replace_two(&mut r.window, value),
                        None => slow!(self.binary_op(cx, instr)),
                    }
                }
                Op::CompareOp => match relate(instr.arg, r.window.peek(2), r.window.peek(1)) {
                    Some(truth) => replace_two(&mut r.window, Value::bool(truth)),
                    None => slow!(self.compare_op(cx, instr)),
                },
                Op::IsOp => {
                    let (right, left) = (r.window.pop(), r.window.pop());
                    r.window
                        .push(Value::bool(left.is(&right) == (instr.arg == 0)));
                }
                Op::UnaryNot if r.window.peek(1).tag() == Tag::Bool => {
                    let negated = r.window.peek(1).bits() == 0;
                    r.window.forget();
                    r.window.push(Value::bool(negated));
                }
                Op::Jump => r.cursor = Cursor::at(r.program.code(), instr.arg),
                Op::JumpBack => {
                    r.cursor = Cursor::at(r.program.code(), instr.arg);
                    safe_point!();
                }
                Op::PopJumpIfFalse | Op::PopJumpIfTrue => match truth(r.window.peek(1)) {
                    Some(truth) => {
                        drop(r.window.pop());
                        if truth == (instr.op == Op::PopJumpIfTrue) {
                            r.cursor = Cursor::at(r.program.code(), instr.arg);
                        }
                    }
                    None => slow!(self.truth_in_place(cx)),
                },
                Op::JumpIfFalseOrPop | Op::JumpIfTrueOrPop => match truth(r.window.peek(1)) {
                    Some(truth) if truth == (instr.op == Op::JumpIfTrueOrPop) => {
                        r.cursor = Cursor::at(r.program.code(), instr.arg);
                    }
                    Some(_) => drop(r.window.pop()),
                    None => slow!(self.jump_or_pop(cx, instr)),
                },
                Op::PopJumpIfNone | Op::PopJumpIfNotNone => {
                    let none = r.window.pop().is_none();
                    if none == (instr.op == Op::PopJumpIfNone) {
                        r.cursor = Cursor::at(r.program.code(), instr.arg);
                    }
                }
                Op::ForIter => match next_item(r.window.peek(1)) {
                    Next::Item(value) => r.window.push(value),
                    Next::End => {
                        drop(r.window.pop());
                        r.cursor = Cursor::at(r.program.code(), instr.arg);
                    }
                    Next::Slow => slow!(self.for_iter(cx, instr)),
                },
                Op::LoadItem => match item_of(r.window.peek(2), r.window.peek(1)) {
                    Some(item) => {
                        drop(r.window.pop());
                        *r.window.peek_mut(1) = item;
                    }
                    None => slow!(self.load_item(cx)),
                },
                Op::StoreItem => {
                    if let Fast::Slow = store_item(&mut r.window) {
                        slow!(self.store_item(cx));
                    }
                }
                Op::LoadAttr => {
                    let object = r.window.peek(1);
                    match super::attribute::cached(&r.program, object, cx, instr) {
                        value if !value.is_empty() => *r.window.peek_mut(1) = value,
                        _ => slow!(self.load_attr(cx, instr)),
                    }
                }
                Op::StoreAttr => {
                    if !super::attribute::cached_store(&mut r, cx, instr) {
                        slow!(self.store_attr(cx, instr));
                    }
                }
                Op::LoadMethod => match super::attribute::cached_method(&r, cx, instr) {
                    value if !value.is_empty() => {
                        let receiver = std::mem::replace(r.window.peek_mut(1), value);
                        r.window.push(receiver);
                    }
                    _ => slow!(self.load_method(cx, instr)),
                },
                Op::Call => {
                    if !self.enter_simple(&mut r, instr.arg) {
                        slow!(self.call(cx, instr.arg));
                    }
                    safe_point!();
                }
                Op::CallMethod => {
                    if !self.enter_method(&mut r, instr.arg) {
                        slow!(self.call_method(cx, instr.arg));
                    }
                    safe_point!();
                }
                Op::Return => {
                    let value = r.window.pop();
                    if let Cont::Value = self.frames.last().expect("(window) a frame runs").cont {
                        r.window.leave(value);
                        self.frames.pop();
                        let caller = self.frames.last().expect("(cont) a caller waits");
                        r.program = caller.program;
                        r.cursor = Cursor::at(r.program.code(), caller.ip);
                        let base = caller.base as usize;
                        r.window.set_base(&mut self.stack, base);
                    } else {
                        slow!(self.return_slowly(cx, value));
                    }
                }
                Op::Yield => {
                    slow!(self.yield_value(cx));
                    safe_point!();
                }
                Op::BinaryLocal => {
                    let right = r.window.slot(instr.arg);
                    let next = *r.cursor.peek(0);
                    match operate(next.arg, r.window.peek(1), right) {
                        Some(value) => {
                            r.window.forget();
                            r.window.push(value);
                            countdown -= 1;
                            r.cursor.skip(1);
                        }
                        None => load_local!(instr.arg),
                    }
                }
                Op::BinaryLocals => {
                    let right = r.window.slot(r.cursor.peek(0).arg);
                    match operate(r.cursor.peek(1).arg, r.window.slot(instr.arg), right) {
                        Some(value) => {
                            r.window.push(value);
                            countdown -= 2;
                            r.cursor.skip(2);
                        }
                        None => load_local!(instr.arg),
                    }
                }
                Op::BinaryLocalConst => {
                    let right = constant(&r.program, r.cursor.peek(0).arg);
                    match operate(r.cursor.peek(1).arg, r.window.slot(instr.arg), right) {
                        Some(value) => {
                            r.window.push(value);
                            countdown -= 2;
                            r.cursor.skip(2);
                        }
                        None => load_local!(instr.arg),
                    }
                }
                Op::BinaryConst => {
                    let right = constant(&r.program, instr.arg);
                    match operate(r.cursor.peek(0).arg, r.window.peek(1), right) {
                        Some(value) => {
                            r.window.forget();
                            r.window.push(value);
                            countdown -= 1;
                            r.cursor.skip(1);
                        }
                        None => r.window.push(right.clone()),
                    }
                }
                Op::BinaryStore => match operate(instr.arg, r.window.peek(2), r.window.peek(1)) {
                    Some(value) => {
                        r.window.forget();
                        r.window.forget();
                        *r.window.slot_mut(r.cursor.peek(0).arg) = value;
                        countdown -= 1;
                        r.cursor.skip(1);
                    }
                    None => slow!(self.binary_op(cx, instr)),
                },
                Op::BinaryLocalsStore => {
                    let right = r.window.slot(r.cursor.peek(0).arg);
                    match operate(r.cursor.peek(1).arg, r.window.slot(instr.arg), right) {
                        Some(value) => {
                            *r.window.slot_mut(r.cursor.peek(2).arg) = value;
                            countdown -= 3;
                            r.cursor.skip(3);
                        }
                        None => load_local!(instr.arg),
                    }
                }
                Op::BinaryLocalConstStore => {
                    let right = constant(&r.program, r.cursor.peek(0).arg);
                    match operate(r.cursor.peek(1).arg, r.window.slot(instr.arg), right) {
                        Some(value) => {
                            *r.window.slot_mut(r.cursor.peek(2).arg) = value;
                            countdown -= 3;
                            r.cursor.skip(3);
                        }
                        None => load_local!(instr.arg),
                    }
                }
                Op::CompareJump => match relate(instr.arg, r.window.peek(2), r.window.peek(1)) {
                    Some(truth) => {
                        r.window.forget();
                        r.window.forget();
                        countdown -= 1;
                        jump_on!(truth, 0);
                    }
                    None => slow!(self.compare_op(cx, instr)),
                },
                Op::CompareConstJump => {
                    let right = constant(&r.program, instr.arg);
                    match relate(r.cursor.peek(0).arg, r.window.peek(1), right) {
                        Some(truth) => {
                            r.window.forget();
                            countdown -= 2;
                            jump_on!(truth, 1);
                        }
                        None => r.window.push(right.clone()),
                    }
                }
                Op::CompareLocalsJump => {
                    let right = r.window.slot(r.cursor.peek(0).arg);
                    match relate(r.cursor.peek(1).arg, r.window.slot(instr.arg), right) {
                        Some(truth) => {
                            countdown -= 3;
                            jump_on!(truth, 2);
                        }
                        None => load_local!(instr.arg),
                    }
                }
                Op::CompareLocalConstJump => {
                    let right = constant(&r.program, r.cursor.peek(0).arg);
                    match relate(r.cursor.peek(1).arg, r.window.slot(instr.arg), right) {
                        Some(truth) => {
                            countdown -= 3;
                            jump_on!(truth, 2);
                        }
                        None => load_local!(instr.arg),
                    }
                }
                Op::LoadLocals => {
                    let second = r.cursor.peek(0).arg;
                    if r.window.slot(instr.arg).is_empty() || r.window.slot(second).is_empty() {
                        load_local!(instr.arg);
                    } else {
                        let first = r.window.slot(instr.arg).clone();
                        r.window.push(first);
                        let second = r.window.slot(second).clone();
                        r.window.push(second);
                        countdown -= 1;
                        r.cursor.skip(1);
                    }
                }
                Op::LoadLocalsItem => {
                    let index = r.window.slot(r.cursor.peek(0).arg);
                    match item_of(r.window.slot(instr.arg), index) {
                        Some(item) => {
                            r.window.push(item);
                            countdown -= 2;
                            r.cursor.skip(2);
                        }
                        None => load_local!(instr.arg),
                    }
                }
                Op::LoadLocalAttr => {
                    let load = *r.cursor.peek(0);
                    let object = r.window.slot(instr.arg);
                    match super::attribute::cached(&r.program, object, cx, load) {
                        value if !value.is_empty() => {
                            r.window.push(value);
                            countdown -= 1;
                            r.cursor.skip(1);
                        }
                        _ => load_local!(instr.arg),
                    }
                }
                Op::ForIterStore => match next_item(r.window.peek(1)) {
                    Next::Item(value) => {
                        *r.window.slot_mut(r.cursor.peek(0).arg) = value;
                        countdown -= 1;
                        r.cursor.skip(1);
                    }
                    Next::End => {
                        drop(r.window.pop());
                        r.cursor = Cursor::at(r.program.code(), instr.arg);
                    }
                    Next::Slow => slow!(self.for_iter(cx, instr)),
                },
                _ => {
                    slow!(self.other(cx, instr));
                    if instr.op.is_safepoint() {
                        safe_point!();
                    }
                }
            }
        }
    }

    /// Instructions that are not worth an arm in the loop.
    #[inline(never)]
    fn other(&mut self, cx: &mut Cx<'_>, instr: Instr) -> Res<()> {
        let arg = instr.arg;
        let count = arg as usize;
        match instr.op {
            Op::DeleteLocal => self.delete_local(cx, arg),
            Op::MakeCell => self.make_cell(arg),
            Op::DeleteCell => self.delete_cell(arg),
            Op::LoadClosure => self.load_closure(arg),
            Op::DeleteGlobal => self.delete_global(instr),
            Op::LoadName => self.load_name(cx, arg),
            Op::LoadNameOrCell => self.load_name_or_cell(arg),
            Op::StoreName => self.store_name(arg),
            Op::DeleteName => self.delete_name(cx, arg),
            Op::BuildTuple => self.build_tuple(cx, count),
            Op::BuildList => self.build_list(count),
            Op::BuildSet => self.build_set(cx, count),
            Op::BuildMap => self.build_map(cx, count),
            Op::BuildSlice => self.build_slice(count),
            Op::BuildString => self.build_string(count),
            Op::ListAppend => self.list_append(count),
            Op::SetAdd => self.set_add(cx, count),
            Op::MapAdd => self.map_add(cx, count),
            Op::ListExtend => self.list_extend(cx, count),
            Op::SetUpdate => self.set_update(cx, count),
            Op::DictUpdate => self.dict_update(cx, count),
            Op::DictMerge => self.dict_merge(cx, count),
            Op::ListToTuple => self.list_to_tuple(),
            Op::FormatValue => self.format_value(cx, arg),
            Op::UnpackSequence => self.unpack_sequence(cx, count),
            Op::UnpackEx => self.unpack_ex(cx, count & 0xff, count >> 8),
            Op::ContainsOp => self.contains_op(cx, arg == 1),
            Op::UnaryNeg | Op::UnaryPos | Op::UnaryInvert => self.unary_op(cx, instr.op),
            Op::UnaryNot => self.unary_not(cx),
            Op::DeleteAttr => self.delete_attr(cx, instr),
            Op::DeleteItem => self.delete_item(cx),
            Op::GetIter => self.get_iter(cx),
            Op::CallKw => self.call_kw(cx, arg),
            Op::CallEx => self.call_ex(cx, arg == 1),
            Op::MakeFunction => self.make_function(arg),
            Op::BuildClass => self.build_class(cx, count),
            Op::Raise => self.raise(cx, count),
            Op::Reraise => self.reraise(),
            Op::PushExc => self.push_exc(cx),
            Op::PopExc => self.pop_exc(cx),
            Op::CheckExcMatch => self.check_exc_match(cx),
            Op::LoadWith => self.load_with(cx),
            Op::WithExcept => self.with_except(cx),
            Op::ImportName => self.import_name(cx, arg),
            Op::ImportFrom => self.import_from(cx, arg),
            Op::LoadAssertionError => self.load_assertion_error(cx),
            Op::LoadBuiltin => self.load_builtin_by_name(cx, arg),
            Op::StopIterationError => self.stop_iteration_error(cx),
            _ => unreachable!("(eval) {:?} has an arm in the loop", instr.op),
        }
    }

    /// Enters a function whose arguments are in place already: no keywords, no defaults, no `*`.
    #[inline(always)]
    fn enter_simple(&mut self, r: &mut Registers, count: u32) -> bool {
        let callable = r.window.peek(count as usize + 1);
        let Some(function) = callable.as_gc::<Function>() else {
            return false;
        };
        if !function.simple {
            return false;
        }
        let program = Program::of(function);
        self.enter_function(r, program, count)
    }

    /// As `enter_simple`, for what LoadMethod left: the function and its receiver, or the empty place.
    #[inline(always)]
    fn enter_method(&mut self, r: &mut Registers, count: u32) -> bool {
        let callable = r.window.peek(count as usize + 2);
        let Some(function) = callable.as_gc::<Function>() else {
            return false;
        };
        if !function.simple || r.window.peek(count as usize + 1).is_empty() {
            return false;
        }
        let program = Program::of(function);
        self.enter_function(r, program, count + 1)
    }

    #[inline(always)]
    fn enter_function(&mut self, r: &mut Registers, program: Program, count: u32) -> bool {
        let code = program.code();
        if code.code.signature.positional != count {
            return false;
        }
        let room = code.frame_size as usize - count as usize;
        if !r.window.has_room(&self.stack, room) || self.frames.len() >= self.frame_limit {
            return false;
        }
        let caller = self.frames.last_mut().expect("(window) a frame runs");
        caller.ip = r.cursor.ip(r.program.code());
        r.window.enter(count, code.slots);
        let base = r.window.base_index(&self.stack) as u32;
        self.frames.push(Frame {
            program,
            ip: 0,
            base,
            cont: Cont::Value,
        });
        r.program = program;
        r.cursor = Cursor::at(code, 0);
        true
    }
}

impl Registers {
    /// The code that runs.
    pub(super) fn program(&self) -> Program {
        self.program
    }

    /// The present window.
    pub(super) fn window(&self) -> &Window {
        &self.window
    }

    /// The present window, to be changed.
    pub(super) fn window_mut(&mut self) -> &mut Window {
        &mut self.window
    }
}

#[inline(always)]
fn global(program: &Program, instr: Instr) -> Value {
    program.globals().slots().values[instr.arg as usize].clone()
}

#[inline(always)]
fn cell(window: &Window, instr: Instr) -> Value {
    let cell = window
        .slot(instr.arg)
        .as_gc::<Cell>()
        .expect("(verify) a cell slot holds a cell");
    cell.guard(|c| &c.value).clone()
}

/// Replaces the two topmost operands, which are no objects, by one that is none either.
#[inline(always)]
fn replace_two(window: &mut Window, value: Value) {
    window.forget();
    window.forget();
    window.push(value);
}

/// `left op right` for small numbers; None when it takes more than a few machine instructions.
#[inline(always)]
fn operate(kind: u32, left: &Value, right: &Value) -> Option<Value> {
    let kind = BinaryKind::from_arg(kind);
    match (left.tag(), right.tag()) {
        (Tag::Int, Tag::Int) => arithmetic::small(kind, left.bits() as i64, right.bits() as i64),
        (Tag::Float, Tag::Float) => arithmetic::floats(
            kind,
            f64::from_bits(left.bits()),
            f64::from_bits(right.bits()),
        ),
        (Tag::Float, Tag::Int) => arithmetic::floats(
            kind,
            f64::from_bits(left.bits()),
            right.bits() as i64 as f64,
        ),
        (Tag::Int, Tag::Float) => arithmetic::floats(
            kind,
            left.bits() as i64 as f64,
            f64::from_bits(right.bits()),
        ),
        _ => None,
    }
}

/// A comparison of small numbers; None for anything else.
#[inline(always)]
fn relate(kind: u32, left: &Value, right: &Value) -> Option<bool> {
    let kind = CompareKind::from_arg(kind);
    match (left.tag(), right.tag()) {
        (Tag::Int, Tag::Int) => Some(arithmetic::ordered(
            kind,
            &(left.bits() as i64),
            &(right.bits() as i64),
        )),
        (Tag::Float, Tag::Float) => {
            let (a, b) = (f64::from_bits(left.bits()), f64::from_bits(right.bits()));
            Some(arithmetic::ordered(kind, &a, &b))
        }
        _ => None,
    }
}

#[inline(always)]
fn constant(program: &Program, index: u32) -> &'static Value {
    &program.code().consts[index as usize]
}

/// The truth of a value that has no say in it.
#[inline(always)]
fn truth(value: &Value) -> Option<bool> {
    match value.view() {
        View::Bool(b) => Some(b),
        View::Int(n) => Some(n != 0),
        View::None => Some(false),
        View::Object(_) => super::operators::native_truth(value),
        View::Float(x) => Some(x != 0.0),
        _ => Some(true),
    }
}

enum Next {
    Item(Value),
    End,
    Slow,
}

#[inline(always)]
fn next_item(iterator: &Value) -> Next {
    let Some(iter) = iterator.as_gc::<Iter>() else {
        return Next::Slow;
    };
    let mut state = iter.state();
    match &mut *state {
        IterState::Range { next, step, left } => {
            if *left == 0 {
                return Next::End;
            }
            let value = *next;
            *left -= 1;
            *next = value.wrapping_add(*step);
            Next::Item(Value::int(value))
        }
        IterState::List { list, index } => match list.items().get(*index) {
            Some(item) => {
                *index += 1;
                Next::Item(item.clone())
            }
            None => Next::Slow,
        },
        IterState::Tuple { tuple, index } => match tuple.items.get(*index) {
            Some(item) => {
                *index += 1;
                Next::Item(item.clone())
            }
            None => Next::Slow,
        },
        _ => Next::Slow,
    }
}

/// The place of an index in a sequence of `len` items.
#[inline(always)]
fn place(index: i64, len: usize) -> usize {
    let index = if index < 0 {
        index.wrapping_add(len as i64)
    } else {
        index
    };
    index as usize
}

/// `container[index]` where no code of the user, no error and no slice is involved.
#[inline(always)]
fn item_of(container: &Value, index: &Value) -> Option<Value> {
    let container = container.as_object()?;
    match index.view() {
        View::Int(number) => {
            if let Some(list) = container.downcast::<List>() {
                let items = list.items();
                items.get(place(number, items.len())).cloned()
            } else if let Some(tuple) = container.downcast::<Tuple>() {
                tuple.items.get(place(number, tuple.items.len())).cloned()
            } else {
                dict_item(container.downcast::<Dict>(), index)
            }
        }
        View::Object(key) if key.downcast::<Str>().is_some() => {
            dict_item(container.downcast::<Dict>(), index)
        }
        _ => None,
    }
}

#[inline(always)]
fn dict_item(dict: Option<&gilscope_runtime::heap::Gc<Dict>>, key: &Value) -> Option<Value> {
    let key = Key::new(key).ok()?;
    let table = dict?.table();
    let position = table.find(&key).ok()??;
    Some(table.entry(position).value.clone())
}

#[inline(always)]
fn store_item(window: &mut Window) -> Fast {
    let Some(container) = window.peek(2).as_object() else {
        return Fast::Slow;
    };
    if let (View::Int(index), Some(list)) = (window.peek(1).view(), container.downcast::<List>()) {
        let value = window.peek(3).clone();
        let mut items = list.items();
        let index = place(index, items.len());
        let Some(old) = items.get_mut(index) else {
            return Fast::Slow;
        };
        let old = std::mem::replace(old, value);
        drop(items);
        drop(old);
    } else if let Some(dict) = container.downcast::<Dict>() {
        let Ok(key) = Key::new(window.peek(1)) else {
            return Fast::Slow;
        };
        let mut table = dict.table();
        let old = match table.find(&key) {
            Ok(Some(position)) => table.replace(position, window.peek(3).clone()),
            Ok(None) => {
                table.push(key.hash, window.peek(1).clone(), window.peek(3).clone());
                Value::EMPTY
            }
            Err(_) => return Fast::Slow,
        };
        drop(table);
        drop(old);
    } else {
        return Fast::Slow;
    }
    drop(window.pop());
    drop(window.pop());
    drop(window.pop());
    Fast::Done
}

impl Thread {
    /// Deals with a signal: goes on elsewhere, or leaves the step.
    pub(super) fn handle(&mut self, cx: &mut Cx<'_>, signal: Box<Signal>) -> Option<Exit> {
        let mut signal = signal;
        loop {
            match *signal {
                Signal::Leave(exit) => return Some(exit),
                other => match self.unwind(cx, other) {
                    Ok(()) if self.frames.is_empty() => {
                        return Some(Exit::Done);
                    }
                    Ok(()) => return None,
                    Err(next) => signal = next,
                },
            }
        }
    }
}
