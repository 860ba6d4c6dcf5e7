//! The loop: fetches instructions and carries them out.
//!
//! The registers (next instruction, window, code) live in local variables. What can be done in a
//! few machine instructions is done here; everything else is a method of [`Thread`] on the saved
//! stack, after which the registers are loaded again.
//!
//! Nothing is counted while code runs straight on: the cursor knows how far the end of the budget is
//! (see [`Cursor`](super::stack::Cursor)). The loop is made four times: one that need not look for the end,
//! which is far away; near it, one that looks at each instruction, and one at safe points only; and one
//! where instructions differ in cost. Which of them runs is decided in `steps`.

use super::call_native::{InLoop, call_in_loop};
use super::context::Cx;
use super::fast::{
    Next, NextPair, append_to_global, append_to_local, asks_for_type, builtin, cell, global,
    has_counted_out, identical, is_in, item_of, iterator_over, joined, list_of, negative,
    next_item, next_item_apart, next_number, next_of_any, next_pair, operate, relate, relate_texts,
    replace_two, set_global, store_item, truth, tuple_of,
};
use super::inline_cache::{cached, cached_method, cached_store, has_known_init};
use super::stack::Window;
use super::steps::{ASKED, EVERY, FAR, METERED, NEAR, NOTHING, Registers, SPENT, plain};
use super::thread::{Cont, Thread};
use crate::linked::Instr;
use crate::object::Adopt;
use crate::object::{Cell, Generator, List, Tuple};
use crate::op::{Op, Operation};
use crate::value::{Tag, Value};
use gilscope_runtime::heap::has_finalizable;
use gilscope_runtime::heap::record::is_recording;
use std::hint::cold_path;

/// Whether a frame can end in the loop: its caller waits for the value, or its value is None and
/// its caller waits for the new instance that lies below.
#[inline(always)]
fn returns_at_once(cont: Cont, value: &Value) -> bool {
    cont == Cont::Value || (cont == Cont::Init && value.is_none())
}

impl Thread {
    /// Does what can be done at once. Gives the instruction that cannot, which has been fetched;
    /// [`SPENT`] at the end of the budget, [`NEAR`] before it.
    #[inline(always)]
    pub(super) fn run_fast<const MODE: u8>(
        &mut self,
        cx: &mut Cx<'_>,
        registers: &mut Registers,
    ) -> Instr {
        let mut r = *registers;
        let mut meter = match MODE {
            METERED => self.meter.take(),
            _ => None,
        };
        // Whether natives may be called here. Elsewhere each instruction is metered, or a safe point may follow.
        let has_natives = MODE == FAR || MODE == EVERY;
        let every = MODE == EVERY || meter.as_ref().is_some_and(|meter| meter.every);

        // Where objects have died, their last words are said at once. Comes last in an arm: all else
        // that the instruction does has been done.
        macro_rules! last_words {
            ($died:expr) => {
                if $died {
                    cold_path();
                    if has_finalizable() {
                        break NOTHING;
                    }
                }
            };
        }
        // Control has gone back, or to other code.
        macro_rules! still_far {
            () => {
                if MODE == FAR && !r.is_far() {
                    break NEAR;
                }
            };
        }
        // Drops values; comes last in an arm, too.
        macro_rules! discard {
            ($($value:expr),+) => {{
                let mut died = false;
                $(died |= $value.discard();)+
                last_words!(died);
            }};
        }
        // Ends the frame; `returns_at_once` has allowed it.
        macro_rules! leave {
            ($cont:expr, $value:expr) => {{
                let died = r.window.leave($value);
                if $cont == Cont::Init {
                    r.window.forget();
                }
                let caller = self.frames.leave();
                r.program = caller.program;
                r.cursor.go_to(caller.place);
                r.window.set_base(caller.base);
                last_words!(died);
                still_far!();
            }};
        }
        macro_rules! load_local {
            ($slot:expr) => {{
                let value = r.window.slot($slot).clone();
                if value.is_empty() {
                    break plain(Op::LoadLocal, $slot);
                } else {
                    r.window.push(value);
                }
            }};
        }
        // Whether a fused instruction may do the work of the `$ahead` instructions behind it, too.
        macro_rules! may_fuse {
            ($ahead:expr) => {
                !every || r.cursor.lasts($ahead)
            };
        }
        // A fused operator: once it has succeeded, the `$ahead` instructions behind it are done.
        macro_rules! fused {
            ($result:expr, $ahead:expr, $done:expr, $else:expr) => {
                match if may_fuse!($ahead) { $result } else { None } {
                    Some(value) => {
                        #[allow(clippy::redundant_closure_call)]
                        let old = $done(&mut r.window, value);
                        r.cursor.skip($ahead);
                        discard!(old);
                    }
                    None => $else,
                }
            };
        }
        // A fused comparison: takes the jump `$ahead` of here if it does not hold, or goes on past it.
        macro_rules! fused_jump {
            ($result:expr, $ahead:expr, $pops:expr, $else:expr) => {
                match if may_fuse!($ahead + 1) { $result } else { None } {
                    Some(truth) => {
                        r.window.forget_many($pops);
                        let jump = *r.cursor.peek($ahead);
                        r.cursor.skip($ahead + 1);
                        if !truth {
                            r.cursor.jump(jump);
                        }
                    }
                    None => $else,
                }
            };
        }
        macro_rules! is_out_of_patience {
            () => {
                MODE == METERED && meter.as_ref().is_some_and(|meter| meter.is_spent())
            };
        }
        macro_rules! safe_point {
            () => {
                still_far!();
                if MODE != FAR && (r.cursor.is_past() || is_out_of_patience!()) {
                    break SPENT;
                }
            };
        }

        // Calls a native with the arguments of the instruction, which begin `$first` places above it.
        macro_rules! native {
            ($instr:expr, $first:expr $(, $receiver:expr)?) => {{
                if !has_natives {
                    break *$instr;
                }
                Thread::note_place(cx, &r);
                let above = $instr.arg as usize $(+ $receiver)? + $first - 1;
                match call_in_loop(cx, r.window.last_mut(above + 1), $first) {
                    InLoop::Done => {
                        r.window.forget_many(above);
                        last_words!(true);
                    }
                    InLoop::Not => break *$instr,
                    InLoop::Asked => break ASKED,
                }
            }};
        }

        // Goes on in another frame, if `$enter` does so to a copy of the registers: they never leave this
        // function otherwise.
        macro_rules! enter {
            ($enter:ident, $instr:expr) => {{
                let mut entered = r;
                if !has_natives || self.$enter(cx, &mut entered).is_none() {
                    break *$instr;
                }
                r = entered;
                still_far!();
            }};
        }
        // ForIter: does `$take` with the next item. What is done at once stays apart from the rest, so that
        // the item never leaves the machine's registers.
        macro_rules! for_iter {
            ($instr:expr, |$item:ident| $take:expr) => {
                if let Some(number) = next_number(r.window.peek(1)) {
                    let $item = Value::int(number);
                    $take
                } else {
                    let $item = next_item(r.window.peek(1));
                    if !$item.is_empty() {
                        $take
                    } else {
                        next_slowly!($instr, |$item| $take)
                    }
                }
            };
        }
        macro_rules! next_slowly {
            ($instr:expr, |$item:ident| $take:expr) => {{
                let is_generator = has_natives && r.window.peek(1).as_gc::<Generator>().is_some();
                if is_generator {
                    enter!(resume_in_loop, $instr);
                    continue;
                }
                if has_counted_out(r.window.peek(1)) {
                    end_loop!($instr);
                    continue;
                }
                if !has_natives {
                    break *$instr;
                }
                Thread::note_place(cx, &r);
                match next_of_any(cx, r.window.peek(1)) {
                    Next::Item($item) => $take,
                    Next::End => end_loop!($instr),
                    Next::Asked => break ASKED,
                    Next::Slow => break *$instr,
                }
            }};
        }
        macro_rules! end_loop {
            ($instr:expr) => {{
                r.cursor.jump(*$instr);
                discard!(r.window.pop());
            }};
        }
        // The sum of two strings.
        macro_rules! text {
            ($instr:expr, $left:expr, $right:expr) => {{
                Thread::note_place(cx, &r);
                joined($instr.operation, $left, $right)
            }};
        }
        // Puts what `$make` makes of the `$count` topmost operands in their place.
        macro_rules! build {
            ($make:expr, $count:expr) => {{
                Thread::note_place(cx, &r);
                let made = $make(r.window.last_mut($count));
                r.window.forget_many($count);
                r.window.push(made);
            }};
        }

        // An operator and the sequences that it is fused with. The commonest operators have arms of their
        // own: one jump finds both the sequence and what it does.
        macro_rules! binary {
            ($instr:expr, $operation:expr) => {{
                let (left, right) = (r.window.peek(2), r.window.peek(1));
                if let Some(value) = operate($operation, left, right) {
                    replace_two(&mut r.window, value);
                } else if let Some(text) = text!($instr, left, right) {
                    let right = r.window.pop();
                    discard!(right, std::mem::replace(r.window.peek_mut(1), text));
                } else {
                    break *$instr;
                }
            }};
        }
        macro_rules! binary_local {
            ($instr:expr, $operation:expr) => {
                fused!(
                    operate($operation, r.window.peek(1), r.window.slot($instr.arg)),
                    1,
                    Window::replaced,
                    load_local!($instr.arg)
                )
            };
        }
        macro_rules! two_locals {
            ($instr:expr, $operation:expr) => {{
                let right = r.window.slot(r.cursor.peek(0).arg);
                operate($operation, r.window.slot($instr.arg), right)
            }};
        }
        macro_rules! local_and_const {
            ($instr:expr, $operation:expr) => {{
                let right = r.program.constant(r.cursor.peek(0).arg);
                operate($operation, r.window.slot($instr.arg), right)
            }};
        }
        macro_rules! binary_locals {
            ($instr:expr, $operation:expr) => {
                fused!(
                    two_locals!($instr, $operation),
                    2,
                    Window::pushed,
                    load_local!($instr.arg)
                )
            };
        }
        macro_rules! binary_local_const {
            ($instr:expr, $operation:expr) => {
                fused!(
                    local_and_const!($instr, $operation),
                    2,
                    Window::pushed,
                    load_local!($instr.arg)
                )
            };
        }
        macro_rules! binary_const {
            ($instr:expr, $operation:expr) => {
                fused!(
                    operate($operation, r.window.peek(1), r.program.constant($instr.arg)),
                    1,
                    Window::replaced,
                    r.window.push(r.program.constant($instr.arg).clone())
                )
            };
        }
        macro_rules! binary_store {
            ($instr:expr, $operation:expr) => {
                fused!(
                    operate($operation, r.window.peek(2), r.window.peek(1)),
                    1,
                    |window: &mut Window, value| {
                        window.forget_many(2);
                        std::mem::replace(window.slot_mut(r.cursor.peek(0).arg), value)
                    },
                    if may_fuse!(1)
                        && let Some(window) = append_to_local(r.window, *$instr, r.cursor.peek(0))
                    {
                        r.window = window;
                        r.cursor.skip(1);
                    } else {
                        break *$instr;
                    }
                )
            };
        }
        macro_rules! binary_store_global {
            ($instr:expr, $operation:expr) => {
                fused!(
                    operate($operation, r.window.peek(2), r.window.peek(1)),
                    1,
                    |window: &mut Window, value| {
                        window.forget_many(2);
                        set_global(r.program, r.cursor.peek(0).arg, value)
                    },
                    if may_fuse!(1)
                        && (cx.world.options.gil || !is_recording())
                        && let Some(window) =
                            append_to_global(r.window, *$instr, r.program, r.cursor.peek(0))
                    {
                        r.window = window;
                        r.cursor.skip(1);
                    } else {
                        break *$instr;
                    }
                )
            };
        }
        macro_rules! to_local {
            ($result:expr, $instr:expr) => {
                fused!(
                    $result,
                    3,
                    |window: &mut Window, value| {
                        std::mem::replace(window.slot_mut(r.cursor.peek(2).arg), value)
                    },
                    load_local!($instr.arg)
                )
            };
        }
        macro_rules! binary_locals_store {
            ($instr:expr, $operation:expr) => {
                to_local!(two_locals!($instr, $operation), $instr)
            };
        }
        macro_rules! binary_local_const_store {
            ($instr:expr, $operation:expr) => {
                to_local!(local_and_const!($instr, $operation), $instr)
            };
        }

        // Stores the next item of a loop into the variable whose StoreLocal is the last of so many
        // instructions ahead.
        macro_rules! store_next {
            ($item:expr, $ahead:expr) => {{
                let slot = r.window.slot_mut(r.cursor.peek($ahead - 1).arg);
                let old = std::mem::replace(slot, $item);
                r.cursor.skip($ahead);
                discard!(old);
            }};
        }

        let instr = loop {
            if every && (!r.cursor.lasts(1) || is_out_of_patience!()) {
                break SPENT;
            }
            let instr = r.cursor.fetch();
            if let (METERED, Some(meter)) = (MODE, &mut meter) {
                meter.pass(instr.op);
            }
            match instr.op {
                Op::Nop => {}
                Op::LoadConst => {
                    let value = r.program.constant(instr.arg).clone();
                    r.window.push(value);
                }
                Op::LoadLocal => load_local!(instr.arg),
                Op::StoreLocal => {
                    let value = r.window.pop();
                    let old = std::mem::replace(r.window.slot_mut(instr.arg), value);
                    discard!(old);
                }
                Op::LoadGlobal => match global(r.program, *instr) {
                    Some(value) if !value.is_empty() => r.window.push(value),
                    Some(_) => match builtin(cx, *instr) {
                        value if !value.is_empty() => r.window.push(value),
                        _ => break *instr,
                    },
                    None => break *instr,
                },
                Op::StoreGlobal => {
                    let value = r.window.pop();
                    discard!(set_global(r.program, instr.arg, value));
                }
                Op::LoadCell => match cell(&r.window, *instr) {
                    value if !value.is_empty() => r.window.push(value),
                    _ => break *instr,
                },
                Op::StoreCell => {
                    let value = r.window.pop();
                    let cell = r.window.slot(instr.arg).as_gc::<Cell>();
                    let cell = cell.expect("(verify) a cell slot holds a cell");
                    cell.adopt(&value);
                    let replace = |place: &mut Value| std::mem::replace(place, value);
                    let old = cell.write(|c| &c.value, replace);
                    discard!(old);
                }
                Op::Pop => discard!(r.window.pop()),
                Op::Copy => {
                    let value = r.window.peek(instr.arg as usize).clone();
                    r.window.push(value);
                }
                Op::Swap => {
                    r.window.swap(instr.arg);
                }
                Op::BinaryOp | Op::InplaceOp => binary!(instr, instr.operation),
                Op::AddOp => binary!(instr, Operation::Add),
                Op::SubOp => binary!(instr, Operation::Sub),
                Op::MulOp => binary!(instr, Operation::Mul),
                Op::DivOp => binary!(instr, Operation::Div),
                Op::CompareOp => {
                    let (left, right) = (r.window.peek(2), r.window.peek(1));
                    if let Some(truth) = relate(instr.operation, left, right) {
                        replace_two(&mut r.window, Value::bool(truth));
                    } else if let Some(truth) = relate_texts(instr.operation, left, right) {
                        let (right, left) = (r.window.pop(), r.window.pop());
                        r.window.push(Value::bool(truth));
                        discard!(right, left);
                    } else {
                        break *instr;
                    }
                }
                Op::IsOp => match identical(r.window.peek(2), r.window.peek(1)) {
                    Some(same) => {
                        let (right, left) = (r.window.pop(), r.window.pop());
                        r.window.push(Value::bool(same == (instr.arg == 0)));
                        discard!(right, left);
                    }
                    None => break *instr,
                },
                Op::ContainsOp if has_natives => {
                    match is_in(cx, r.window.peek(1), r.window.peek(2)) {
                        Some(found) => {
                            let (container, item) = (r.window.pop(), r.window.pop());
                            r.window.push(Value::bool(found != (instr.arg == 1)));
                            discard!(container, item);
                        }
                        None => break *instr,
                    }
                }
                Op::UnaryNeg => match negative(r.window.peek(1)) {
                    Some(value) => {
                        r.window.forget();
                        r.window.push(value);
                    }
                    None => break *instr,
                },
                Op::GetIter => {
                    Thread::note_place(cx, &r);
                    match iterator_over(r.window.peek(1)) {
                        Some(iterator) => {
                            discard!(std::mem::replace(r.window.peek_mut(1), iterator));
                        }
                        None => break *instr,
                    }
                }
                Op::ListAppend => {
                    let value = r.window.pop();
                    let list = r.window.peek(instr.arg as usize);
                    let list = list.as_gc::<List>().expect("(codegen) a list");
                    list.adopt(&value);
                    list.write(|list| &list.items, |items| items.push(value));
                }
                Op::UnaryNot if r.window.peek(1).tag() == Tag::Bool => {
                    let negated = r.window.peek(1).bits() == 0;
                    r.window.forget();
                    r.window.push(Value::bool(negated));
                }
                Op::Jump => r.cursor.jump(*instr),
                Op::JumpBack => {
                    r.cursor.jump(*instr);
                    safe_point!();
                    // The next turn of a `for` begins here: that saves the way to its instruction.
                    if MODE == FAR && r.cursor.peek(0).op == Op::ForIterStore {
                        if let Some(number) = next_number(r.window.peek(1)) {
                            store_next!(Value::int(number), 2);
                        } else {
                            let item = next_item_apart(r.window.peek(1));
                            if !item.is_empty() {
                                store_next!(item, 2);
                            }
                        }
                    }
                }
                Op::PopJumpIfFalse | Op::PopJumpIfTrue => match truth(r.window.peek(1)) {
                    Some(truth) => {
                        let value = r.window.pop();
                        if truth == (instr.op == Op::PopJumpIfTrue) {
                            r.cursor.jump(*instr);
                        }
                        discard!(value);
                    }
                    None => break *instr,
                },
                Op::JumpIfFalseOrPop | Op::JumpIfTrueOrPop => match truth(r.window.peek(1)) {
                    Some(truth) if truth == (instr.op == Op::JumpIfTrueOrPop) => {
                        r.cursor.jump(*instr);
                    }
                    Some(_) => discard!(r.window.pop()),
                    None => break *instr,
                },
                Op::PopJumpIfNone | Op::PopJumpIfNotNone => {
                    let value = r.window.pop();
                    if value.is_none() == (instr.op == Op::PopJumpIfNone) {
                        r.cursor.jump(*instr);
                    }
                    discard!(value);
                }
                Op::ForIter => for_iter!(instr, |item| r.window.push(item)),
                Op::Yield => enter!(yield_in_loop, instr),
                Op::BuildTuple if instr.arg > 0 => build!(tuple_of, instr.arg as usize),
                Op::BuildList => build!(list_of, instr.arg as usize),
                Op::UnpackSequence => {
                    let count = instr.arg as usize;
                    let sequence = r.window.peek(1).as_gc::<Tuple>();
                    if sequence.is_none_or(|tuple| tuple.items.len() != count) {
                        break *instr;
                    }
                    let sequence = r.window.pop();
                    let items = sequence.as_gc::<Tuple>().map_or(&[][..], |it| &it.items);
                    for item in items.iter().rev() {
                        r.window.push(item.clone());
                    }
                    discard!(sequence);
                }
                Op::LoadItem => match item_of(r.window.peek(2), r.window.peek(1)) {
                    Some(item) => {
                        let index = r.window.pop();
                        discard!(index, std::mem::replace(r.window.peek_mut(1), item));
                    }
                    None => break *instr,
                },
                Op::StoreItem => {
                    let mut window = r.window;
                    let value = window.peek_mut(3);
                    if store_item(r.window.peek(2), r.window.peek(1), value) {
                        discard!(r.window.pop(), r.window.pop(), r.window.pop());
                    } else {
                        break *instr;
                    }
                }
                Op::LoadAttr => {
                    let object = r.window.peek(1);
                    match cached(r.program, object, cx, *instr) {
                        value if !value.is_empty() => {
                            discard!(std::mem::replace(r.window.peek_mut(1), value));
                        }
                        _ => break *instr,
                    }
                }
                Op::StoreAttr => {
                    let mut window = r.window;
                    let value = window.peek_mut(2);
                    if !cached_store(r.program, r.window.peek(1), value, cx, *instr) {
                        break *instr;
                    }
                    discard!(r.window.pop(), r.window.pop());
                }
                Op::LoadMethod => match cached_method(r.program, r.window.peek(1), cx, *instr) {
                    value if !value.is_empty() => {
                        let receiver = r.window.peek_mut(1).replace(value);
                        r.window.push(receiver);
                    }
                    _ => break *instr,
                },
                Op::Call => {
                    if self.enter_simple(&mut r, instr.arg) {
                        safe_point!();
                    } else if has_natives
                        && has_known_init(r.window.peek(instr.arg as usize + 1))
                        && let Some(entered) = self.construct(cx, &{ r }, instr.arg)
                    {
                        r = entered;
                        safe_point!();
                    } else if has_natives && asks_for_type(cx, &r.window, instr.arg) {
                        let class = cx.world.class_of(r.window.peek(1)).into();
                        discard!(
                            r.window.pop(),
                            std::mem::replace(r.window.peek_mut(1), class)
                        );
                    } else {
                        native!(instr, 1);
                    }
                }
                Op::CallMethod => {
                    if self.enter_method(&mut r, instr.arg) {
                        safe_point!();
                    } else if r.window.peek(instr.arg as usize + 1).is_empty() {
                        native!(instr, 2);
                    } else {
                        native!(instr, 1, 1);
                    }
                }
                Op::Return => {
                    let cont = self.frames.innermost().cont;
                    if !returns_at_once(cont, r.window.peek(1)) {
                        break *instr;
                    }
                    let value = r.window.pop();
                    leave!(cont, value);
                }
                Op::ReturnConst => {
                    let value = r.program.constant(instr.arg);
                    let cont = self.frames.innermost().cont;
                    if may_fuse!(1) && returns_at_once(cont, value) {
                        r.cursor.skip(1);
                        leave!(cont, value.clone());
                    } else {
                        r.window.push(value.clone());
                    }
                }
                Op::SwapStoreAttr => {
                    let store = *r.cursor.peek(0);
                    let mut window = r.window;
                    let value = window.peek_mut(1);
                    if may_fuse!(1) && cached_store(r.program, r.window.peek(2), value, cx, store) {
                        r.cursor.skip(1);
                        discard!(r.window.pop(), r.window.pop());
                    } else {
                        r.window.swap(instr.arg);
                    }
                }
                Op::LoadLocalCopyAttr => {
                    let load = *r.cursor.peek(1);
                    let object = r.window.slot(instr.arg);
                    match cached(r.program, object, cx, load) {
                        value if !value.is_empty() && may_fuse!(2) => {
                            let object = object.clone();
                            r.window.push(object);
                            r.window.push(value);
                            r.cursor.skip(2);
                        }
                        _ => load_local!(instr.arg),
                    }
                }
                Op::BinaryLocal => binary_local!(instr, instr.operation),
                Op::AddLocal => binary_local!(instr, Operation::Add),
                Op::SubLocal => binary_local!(instr, Operation::Sub),
                Op::MulLocal => binary_local!(instr, Operation::Mul),
                Op::DivLocal => binary_local!(instr, Operation::Div),
                Op::BinaryLocals => binary_locals!(instr, instr.operation),
                Op::AddLocals => binary_locals!(instr, Operation::Add),
                Op::SubLocals => binary_locals!(instr, Operation::Sub),
                Op::MulLocals => binary_locals!(instr, Operation::Mul),
                Op::DivLocals => binary_locals!(instr, Operation::Div),
                Op::BinaryLocalConst => binary_local_const!(instr, instr.operation),
                Op::AddLocalConst => binary_local_const!(instr, Operation::Add),
                Op::SubLocalConst => binary_local_const!(instr, Operation::Sub),
                Op::MulLocalConst => binary_local_const!(instr, Operation::Mul),
                Op::DivLocalConst => binary_local_const!(instr, Operation::Div),
                Op::BinaryConst => binary_const!(instr, instr.operation),
                Op::AddConst => binary_const!(instr, Operation::Add),
                Op::SubConst => binary_const!(instr, Operation::Sub),
                Op::MulConst => binary_const!(instr, Operation::Mul),
                Op::DivConst => binary_const!(instr, Operation::Div),
                Op::BinaryStore => binary_store!(instr, instr.operation),
                Op::AddStore => binary_store!(instr, Operation::Add),
                Op::SubStore => binary_store!(instr, Operation::Sub),
                Op::MulStore => binary_store!(instr, Operation::Mul),
                Op::DivStore => binary_store!(instr, Operation::Div),
                Op::BinaryStoreGlobal => binary_store_global!(instr, instr.operation),
                Op::AddStoreGlobal => binary_store_global!(instr, Operation::Add),
                Op::SubStoreGlobal => binary_store_global!(instr, Operation::Sub),
                Op::MulStoreGlobal => binary_store_global!(instr, Operation::Mul),
                Op::DivStoreGlobal => binary_store_global!(instr, Operation::Div),
                Op::BinaryLocalsStore => binary_locals_store!(instr, instr.operation),
                Op::AddLocalsStore => binary_locals_store!(instr, Operation::Add),
                Op::SubLocalsStore => binary_locals_store!(instr, Operation::Sub),
                Op::MulLocalsStore => binary_locals_store!(instr, Operation::Mul),
                Op::DivLocalsStore => binary_locals_store!(instr, Operation::Div),
                Op::BinaryLocalConstStore => binary_local_const_store!(instr, instr.operation),
                Op::AddLocalConstStore => binary_local_const_store!(instr, Operation::Add),
                Op::SubLocalConstStore => binary_local_const_store!(instr, Operation::Sub),
                Op::MulLocalConstStore => binary_local_const_store!(instr, Operation::Mul),
                Op::DivLocalConstStore => binary_local_const_store!(instr, Operation::Div),
                Op::CompareJump => fused_jump!(
                    relate(instr.operation, r.window.peek(2), r.window.peek(1)),
                    0,
                    2,
                    break *instr
                ),
                Op::CompareConstJump => fused_jump!(
                    relate(
                        instr.operation,
                        r.window.peek(1),
                        r.program.constant(instr.arg)
                    ),
                    1,
                    1,
                    r.window.push(r.program.constant(instr.arg).clone())
                ),
                Op::CompareLocalsJump => fused_jump!(
                    relate(
                        instr.operation,
                        r.window.slot(instr.arg),
                        r.window.slot(r.cursor.peek(0).arg)
                    ),
                    2,
                    0,
                    load_local!(instr.arg)
                ),
                Op::CompareLocalConstJump => fused_jump!(
                    relate(
                        instr.operation,
                        r.window.slot(instr.arg),
                        r.program.constant(r.cursor.peek(0).arg)
                    ),
                    2,
                    0,
                    load_local!(instr.arg)
                ),
                Op::LoadLocals => {
                    let second = r.cursor.peek(0).arg;
                    let unbound =
                        r.window.slot(instr.arg).is_empty() || r.window.slot(second).is_empty();
                    if unbound || !may_fuse!(1) {
                        load_local!(instr.arg);
                    } else {
                        let first = r.window.slot(instr.arg).clone();
                        r.window.push(first);
                        let second = r.window.slot(second).clone();
                        r.window.push(second);
                        r.cursor.skip(1);
                    }
                }
                Op::LoadLocalsItem => fused!(
                    item_of(
                        r.window.slot(instr.arg),
                        r.window.slot(r.cursor.peek(0).arg)
                    ),
                    2,
                    Window::pushed,
                    load_local!(instr.arg)
                ),
                Op::StoreItemLocals => {
                    let mut window = r.window;
                    let index = r.window.slot(r.cursor.peek(0).arg);
                    let value = window.peek_mut(1);
                    if may_fuse!(2) && store_item(r.window.slot(instr.arg), index, value) {
                        r.cursor.skip(2);
                        discard!(r.window.pop());
                    } else {
                        load_local!(instr.arg);
                    }
                }
                Op::LoadLocalAttr => fused!(
                    cached(r.program, r.window.slot(instr.arg), cx, *r.cursor.peek(0)).present(),
                    1,
                    Window::pushed,
                    load_local!(instr.arg)
                ),
                Op::BinaryLocalAttr => {
                    let object = r.window.slot(instr.arg);
                    let value = cached(r.program, object, cx, *r.cursor.peek(0));
                    let result = operate(instr.operation, r.window.peek(1), &value);
                    match result.filter(|_| may_fuse!(2)) {
                        Some(result) => {
                            // Both were numbers.
                            r.window.replaced(result);
                            r.cursor.skip(2);
                        }
                        None if !value.is_empty() && may_fuse!(1) => {
                            r.window.push(value);
                            r.cursor.skip(1);
                        }
                        None => load_local!(instr.arg),
                    }
                }
                Op::ForIterStore => for_iter!(instr, |item| if may_fuse!(1) {
                    store_next!(item, 1);
                } else {
                    r.window.push(item);
                }),
                Op::ForIterUnpack if has_natives && may_fuse!(1) => {
                    match next_pair(cx, r.window.peek(1)) {
                        NextPair::Pair([first, second]) => {
                            r.window.push(second);
                            r.window.push(first);
                            r.cursor.skip(1);
                        }
                        NextPair::End => end_loop!(instr),
                        NextPair::Asked => break ASKED,
                        NextPair::Other => for_iter!(instr, |item| r.window.push(item)),
                    }
                }
                Op::ForIterUnpack => for_iter!(instr, |item| r.window.push(item)),
                // All by name: so the jump table needs no check of its bounds.
                Op::DeleteLocal
                | Op::MakeCell
                | Op::DeleteCell
                | Op::LoadClosure
                | Op::DeleteGlobal
                | Op::LoadName
                | Op::LoadNameOrCell
                | Op::StoreName
                | Op::DeleteName
                | Op::BuildTuple
                | Op::BuildSet
                | Op::BuildMap
                | Op::BuildSlice
                | Op::BuildString
                | Op::SetAdd
                | Op::MapAdd
                | Op::ListExtend
                | Op::SetUpdate
                | Op::DictUpdate
                | Op::DictMerge
                | Op::ListToTuple
                | Op::FormatValue
                | Op::UnpackEx
                | Op::ContainsOp
                | Op::UnaryPos
                | Op::UnaryInvert
                | Op::UnaryNot
                | Op::DeleteAttr
                | Op::DeleteItem
                | Op::CallKw
                | Op::CallEx
                | Op::GetDelegate
                | Op::GetAwaitable
                | Op::Send
                | Op::PassOn
                | Op::GetAiter
                | Op::GetAnext
                | Op::EndAsyncFor
                | Op::MakeFunction
                | Op::BuildClass
                | Op::Raise
                | Op::Reraise
                | Op::PushExc
                | Op::PopExc
                | Op::CheckExcMatch
                | Op::LoadWith
                | Op::LoadAsyncWith
                | Op::WithExcept
                | Op::ImportName
                | Op::ImportFrom
                | Op::ImportStar
                | Op::LoadAssertionError
                | Op::StopIterationError
                | Op::LoadBuiltin => break *instr,
            }
        };
        *registers = r;
        if MODE == METERED {
            self.meter = meter;
        }
        instr
    }
}
