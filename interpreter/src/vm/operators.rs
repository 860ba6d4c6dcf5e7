//! Operators: builtin types at once, classes of the script by calling their special methods.
//!
//! A special method is called with copies of the operands, which stay below it on the stack; when
//! it returns NotImplemented, the next attempt is made, in CPython's order: the right operand first
//! if its class derives from the left one's and overrides the method, then left, then right.

use super::arithmetic;
use super::attribute::user_member;
use super::byte_items::{grow_bytes, repeat_bytes};
use super::context::Cx;
use super::iteration::native_iter;
use super::signal::{Exc, Res, Signal, type_error};
use super::thread::{Cont, Thread};
use crate::linked::Instr;
use crate::object::ComplexNumber;
use crate::object::class::{ClassFlags, ClassLookup};
use crate::object::compare::{self, Stop, has_user, integer};
use crate::object::derived::{core, plain_core};
use crate::object::dict::{DictMerge, DictTable, DictView};
use crate::object::generator::as_iterator;
use crate::object::module::Stream;
use crate::object::search;
use crate::object::sequence::{ByteData, ListItems, bytes_of};
use crate::object::set::SetItems;
use crate::object::set_algebra;
use crate::object::views::SetLike;
use crate::object::{
    ByteArray, Bytes, Class, Derived, Dict, File, Instance, List, Range, Set, Slice, Str, Tuple,
    WideRange,
};
use crate::op::{BinaryKind, CompareKind, Op};
use crate::value::{Value, View};
use gilscope_runtime::heap::Gc;
use gilscope_runtime::symbol::Symbol;
use std::cmp::Ordering;

/// An operator that calls special methods, and how far it has got.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Attempt {
    operator: Operator,
    next: u8,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Operator {
    Binary(BinaryKind),
    Inplace(BinaryKind),
    Compare(CompareKind),
}

/// The ways to try an operator, in order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Inplace,
    Left,
    Right,
}

/// The names of the special methods of operators.
#[derive(Clone, Copy)]
pub struct OperatorNames {
    /// By operator: plain, reflected, in place.
    binary: [[Symbol; 3]; BinaryKind::ALL.len()],
    compare: [Symbol; CompareKind::ALL.len()],
}

impl OperatorNames {
    /// All of them.
    pub(super) fn new() -> OperatorNames {
        let name = |prefix: &str, method: &str| Symbol::new(&format!("__{prefix}{method}__"));
        OperatorNames {
            binary: BinaryKind::ALL.map(|kind| ["", "r", "i"].map(|it| name(it, kind.method()))),
            compare: CompareKind::ALL.map(|kind| name("", kind.method())),
        }
    }

    fn method(&self, operator: Operator, way: Way) -> Symbol {
        let kind = match operator {
            Operator::Binary(kind) | Operator::Inplace(kind) => kind,
            Operator::Compare(kind) => {
                let kind = if way == Way::Right {
                    swapped(kind)
                } else {
                    kind
                };
                return self.compare[kind as usize];
            }
        };
        let names = self.binary[kind as usize];
        match way {
            Way::Left => names[0],
            Way::Right => names[1],
            Way::Inplace => names[2],
        }
    }
}

fn swapped(kind: CompareKind) -> CompareKind {
    match kind {
        CompareKind::Lt => CompareKind::Gt,
        CompareKind::Le => CompareKind::Ge,
        CompareKind::Gt => CompareKind::Lt,
        CompareKind::Ge => CompareKind::Le,
        other => other,
    }
}

/// The truth of a value, unless its class has a say in it.
pub fn native_truth(value: &Value) -> Option<bool> {
    Some(match value.view() {
        View::Empty | View::None => false,
        View::Bool(b) => b,
        View::Int(n) => n != 0,
        View::Float(x) => x != 0.0,
        View::Ellipsis | View::NotImplemented => true,
        View::Object(object) => {
            if let Some(text) = object.downcast::<Str>() {
                text.chars() > 0
            } else if let Some(list) = object.downcast::<List>() {
                !list.items().is_empty()
            } else if let Some(dict) = object.downcast::<Dict>() {
                !dict.table().is_empty()
            } else if let Some(tuple) = object.downcast::<Tuple>() {
                !tuple.items.is_empty()
            } else if let Some(set) = object.downcast::<Set>() {
                !set.table().is_empty()
            } else if let Some(range) = object.downcast::<Range>() {
                !range.is_empty()
            } else if let Some(range) = object.downcast::<WideRange>() {
                !range.numbers.count.is_zero()
            } else if let Some(bytes) = object.downcast::<Bytes>() {
                !bytes.data.is_empty()
            } else if let Some(array) = object.downcast::<ByteArray>() {
                !array.data().is_empty()
            } else if let Some(complex) = object.downcast::<ComplexNumber>() {
                !complex.value.is_zero()
            } else if let Some(view) = object.downcast::<DictView>() {
                !view.dict.table().is_empty()
            } else {
                return match object.downcast::<Derived>() {
                    _ if has_user(object, ClassFlags::TRUTH) => None,
                    Some(derived) => native_truth(&derived.core),
                    None => Some(true),
                };
            }
        }
    })
}

/// `-value`, `+value` or `~value` of a builtin number; None for what has no such operation.
fn native_unary(op: Op, value: &Value) -> Option<Value> {
    if let Some(complex) = value.as_gc::<ComplexNumber>() {
        return match op {
            Op::UnaryNeg => Some(ComplexNumber::value(-complex.value)),
            Op::UnaryPos => Some(value.clone()),
            _ => None,
        };
    }
    if let View::Float(x) = value.view() {
        return match op {
            Op::UnaryNeg => Some(Value::float(-x)),
            Op::UnaryPos => Some(Value::float(x)),
            _ => None,
        };
    }
    let n = integer(value)?;
    Some(arithmetic::int_value(match op {
        Op::UnaryNeg => -&n,
        Op::UnaryPos => n,
        _ => !&n,
    }))
}

impl Thread {
    /// BinaryOp and InplaceOp off the fast path.
    #[inline(never)]
    pub(super) fn binary_op(&mut self, cx: &mut Cx<'_>, instr: Instr) -> Res<()> {
        let kind = BinaryKind::from_arg(instr.arg);
        let inplace = instr.c == 1;
        let (left, right) = (self.stack.peek(2), self.stack.peek(1));
        let reflects = inplace && left.as_gc::<List>().is_some() && has_reflected(cx, kind, right);
        if inplace && !reflects && self.inplace_natively(cx, kind)? {
            return Ok(());
        }
        let (left, right) = (self.stack.peek(2), self.stack.peek(1));
        let formats = kind == BinaryKind::Mod && left.as_gc::<Str>().is_some();
        if !formats && (is_user(left) || is_user(right)) {
            let operator = if inplace {
                Operator::Inplace(kind)
            } else {
                Operator::Binary(kind)
            };
            return self.attempt(cx, Attempt { operator, next: 0 });
        }
        self.native_binary(cx, kind, inplace)
    }

    /// An operator on a container that changes in place; whether there is such a one.
    fn inplace_natively(&mut self, cx: &mut Cx<'_>, kind: BinaryKind) -> Res<bool> {
        let (left, right) = (self.stack.peek(2), self.stack.peek(1));
        match inplace_container(cx, kind, left, right) {
            Ok(Some(result)) => self.replace_operands(result)?,
            Ok(None) => return Ok(false),
            Err(signal) if matches!(*signal, Signal::Fallback) => {
                let name = inplace_twin(kind, left);
                self.stack.insert(2, cx.world.prelude_function(name));
                self.call(cx, 2)?;
            }
            Err(signal) => return Err(signal),
        }
        Ok(true)
    }

    /// A binary operator without special methods of the script's.
    fn native_binary(&mut self, cx: &mut Cx<'_>, kind: BinaryKind, inplace: bool) -> Res<()> {
        let (left, right) = (self.stack.peek(2), self.stack.peek(1));
        if inplace && kind == BinaryKind::Mul && arithmetic::never_repeats(left, right) {
            let (a, b) = (cx.world.type_name(left), cx.world.type_name(right));
            let message = format!("unsupported operand type(s) for *=: '{a}' and '{b}'");
            return type_error(message);
        }
        match arithmetic::binary(cx, kind, left, right) {
            Ok(value) => self.replace_operands(value),
            Err(signal) if matches!(*signal, Signal::Fallback) => {
                let name = match kind {
                    BinaryKind::Mod if bytes_of(left).is_some() => "_bytes_mod",
                    BinaryKind::Mod => "_str_mod",
                    BinaryKind::Or if arithmetic::are_types(left, right) => "_union",
                    BinaryKind::Or => "_set_or",
                    BinaryKind::And => "_set_and",
                    BinaryKind::Sub => "_set_sub",
                    BinaryKind::Mul => "_repeat",
                    _ => "_set_xor",
                };
                self.stack.insert(2, cx.world.prelude_function(name));
                self.call(cx, 2)
            }
            Err(signal) if inplace => Err(as_inplace(signal, kind)),
            Err(signal) => Err(signal),
        }
    }

    fn replace_operands(&mut self, value: Value) -> Res<()> {
        drop(self.stack.pop());
        *self.stack.peek_mut(1) = value;
        Ok(())
    }

    /// CompareOp off the fast path.
    #[inline(never)]
    pub(super) fn compare_op(&mut self, cx: &mut Cx<'_>, instr: Instr) -> Res<()> {
        let kind = CompareKind::from_arg(instr.arg);
        let (left, right) = (self.stack.peek(2), self.stack.peek(1));
        if is_user(left) || is_user(right) {
            let operator = Operator::Compare(kind);
            return self.attempt(cx, Attempt { operator, next: 0 });
        }
        self.compare_natively(cx, kind)
    }

    /// A comparison without special methods of the script's.
    fn compare_natively(&mut self, cx: &mut Cx<'_>, kind: CompareKind) -> Res<()> {
        let (left, right) = (self.stack.peek(2), self.stack.peek(1));
        match native_compare(kind, left, right) {
            Ok(truth) => self.replace_operands(Value::bool(truth)),
            Err(Stop::User) => {
                let name = format!("_compare_{}", kind.method());
                self.stack.insert(2, cx.world.prelude_function(&name));
                self.call(cx, 2)
            }
            Err(Stop::Unordered) => unordered(cx, kind, left, right),
            Err(Stop::Deep) => {
                Exc::RecursionError.err("maximum recursion depth exceeded in comparison")
            }
            Err(stop) => Err(stop.into()),
        }
    }

    /// Tries the ways of an operator from `attempt.next` on. The operands are the two topmost
    /// values.
    fn attempt(&mut self, cx: &mut Cx<'_>, attempt: Attempt) -> Res<()> {
        let Attempt { operator, next } = attempt;
        let (left, right) = (self.stack.peek(2).clone(), self.stack.peek(1).clone());
        let (left_class, right_class) = (cx.world.class_of(&left), cx.world.class_of(&right));
        let names = &cx.world.operator_names;
        let ways = ways(names, operator, &left_class, &right_class);
        for (way, number) in ways.iter().flatten().zip(0u8..).skip(next as usize) {
            let (class, receiver, other) = match way {
                Way::Right => (&right_class, &right, &left),
                _ => (&left_class, &left, &right),
            };
            if *way == Way::Right && left_class.is(&right_class) && !is_compare(operator) {
                continue;
            }
            let negated = || {
                negates(cx, operator, class, receiver)
                    .then(|| cx.world.prelude_function("_object_ne"))
            };
            let Some(method) =
                user_member(class, cx.world.operator_names.method(operator, *way)).or_else(negated)
            else {
                match inplace_core(cx, operator, *way, &left, &right) {
                    None => continue,
                    Some(Err(signal)) if matches!(*signal, Signal::Fallback) => {
                        let Operator::Inplace(kind) = operator else {
                            unreachable!("(inplace) only these have a twin")
                        };
                        let twin = inplace_twin(kind, core(&left));
                        self.stack.insert(2, cx.world.prelude_function(twin));
                        return self.call(cx, 2);
                    }
                    Some(result) => return self.replace_operands(result?),
                }
            };
            self.stack.push(method);
            self.stack.push(receiver.clone());
            self.stack.push(other.clone());
            let cont = Cont::Operator(Attempt {
                operator,
                next: number + 1,
            });
            return self.call_with(cx, 2, cont);
        }
        self.last_attempt(cx, operator, &left, &right)
    }

    /// No special method knew what to do.
    fn last_attempt(
        &mut self,
        cx: &mut Cx<'_>,
        operator: Operator,
        left: &Value,
        right: &Value,
    ) -> Res<()> {
        // A list is asked last: it is a sequence, no number.
        if let Operator::Inplace(kind) = operator
            && left.as_gc::<List>().is_some()
            && self.inplace_natively(cx, kind)?
        {
            return Ok(());
        }
        let derived = left.as_gc::<Derived>().is_some() || right.as_gc::<Derived>().is_some();
        if derived
            && !(operator == Operator::Inplace(BinaryKind::Mul)
                && arithmetic::never_repeats(left, right))
        {
            return self.attempt_cores(cx, operator, left, right);
        }
        match operator {
            Operator::Compare(CompareKind::Eq) => {
                self.replace_operands(Value::bool(left.is(right)))
            }
            Operator::Compare(CompareKind::Ne) => {
                self.replace_operands(Value::bool(!left.is(right)))
            }
            Operator::Compare(kind) => unordered(cx, kind, left, right),
            Operator::Binary(kind) => self.native_binary(cx, kind, false),
            Operator::Inplace(kind) => self.native_binary(cx, kind, true),
        }
    }

    /// As builtin classes have it for the cores of derived objects.
    fn attempt_cores(
        &mut self,
        cx: &mut Cx<'_>,
        operator: Operator,
        left: &Value,
        right: &Value,
    ) -> Res<()> {
        let (a, b) = (core(left).clone(), core(right).clone());
        match operator {
            Operator::Compare(kind) => match native_compare(kind, &a, &b) {
                Err(Stop::Unordered) => unordered(cx, kind, left, right),
                _ => {
                    *self.stack.peek_mut(2) = a;
                    *self.stack.peek_mut(1) = b;
                    self.compare_natively(cx, kind)
                }
            },
            Operator::Binary(kind) | Operator::Inplace(kind) => {
                let inplace = matches!(operator, Operator::Inplace(_));
                let refused = |signal: &Signal| matches!(signal, Signal::New(Exc::TypeError, _));
                match arithmetic::binary(cx, kind, &a, &b) {
                    // The message names the classes of the operands, a sequence's its own.
                    Err(signal) if refused(&signal) => {
                        let is_sequence = !is_user(&a) && native_iter(&a).is_some();
                        let left = if is_sequence { &a } else { left };
                        match arithmetic::binary(cx, kind, left, right) {
                            Err(signal) if inplace => Err(as_inplace(signal, kind)),
                            Err(signal) => Err(signal),
                            Ok(_) => Err(signal),
                        }
                    }
                    Ok(value) => self.replace_operands(value),
                    Err(_) => {
                        // The keys of a format are looked up as the class of the mapping has it.
                        let is_format = kind == BinaryKind::Mod && a.as_gc::<Str>().is_some();
                        *self.stack.peek_mut(2) = a;
                        if !is_format {
                            *self.stack.peek_mut(1) = b;
                        }
                        self.native_binary(cx, kind, inplace)
                    }
                }
            }
        }
    }

    /// A special method has returned `result`; the operands lie below it.
    pub(super) fn operator_result(
        &mut self,
        cx: &mut Cx<'_>,
        attempt: Attempt,
        result: Value,
    ) -> Res<()> {
        if result.is(&Value::NOT_IMPLEMENTED) {
            return self.attempt(cx, attempt);
        }
        drop(self.stack.pop());
        *self.stack.peek_mut(1) = result;
        Ok(())
    }

    /// ContainsOp: the container is on top, the item below.
    pub(super) fn contains_op(&mut self, cx: &mut Cx<'_>, negated: bool) -> Res<()> {
        let (item, container) = (self.stack.peek(2), self.stack.peek(1));
        match native_contains(cx, container, item) {
            Ok(found) => self.replace_operands(Value::bool(found != negated)),
            Err(signal) if matches!(*signal, Signal::Fallback) => {
                let container = self.stack.pop();
                let item = self.stack.pop();
                let class = cx.world.class_of(&container);
                match class.lookup(cx.world.names.contains) {
                    Some(method) if method.is_none() => {
                        let name = &class.name;
                        return type_error(format!("'{name}' object is not a container"));
                    }
                    Some(method) if is_user(&container) => {
                        [method, container, item]
                            .into_iter()
                            .for_each(|v| self.stack.push(v));
                    }
                    _ => {
                        let search = cx.world.prelude_function("_contains");
                        [search, container, item]
                            .into_iter()
                            .for_each(|v| self.stack.push(v));
                    }
                }
                self.call_with(cx, 2, Cont::Truth(negated))
            }
            Err(signal) => Err(signal),
        }
    }

    /// UnaryNeg, UnaryPos, UnaryInvert.
    pub(super) fn unary_op(&mut self, cx: &mut Cx<'_>, op: Op) -> Res<()> {
        let value = self.stack.peek(1);
        let names = &cx.world.names;
        let (name, symbol) = match op {
            Op::UnaryNeg => (names.neg, "-"),
            Op::UnaryPos => (names.pos, "+"),
            _ => (names.invert, "~"),
        };
        if overrides(value, name.as_str()) {
            return self.call_unary(cx, name, symbol);
        }
        if let Some(result) = native_unary(op, core(value)) {
            *self.stack.peek_mut(1) = result;
            return Ok(());
        }
        self.call_unary(cx, name, symbol)
    }

    /// Calls the special method of a unary operator.
    fn call_unary(&mut self, cx: &mut Cx<'_>, name: Symbol, symbol: &str) -> Res<()> {
        let value = self.stack.peek(1);
        if is_user(value)
            && let Some(method) = cx.world.class_of(value).lookup(name)
        {
            self.stack.insert(1, method);
            return self.call(cx, 1);
        }
        let class = cx.world.type_name(value);
        type_error(format!("bad operand type for unary {symbol}: '{class}'"))
    }

    /// UnaryNot of anything but a bool.
    pub(super) fn unary_not(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        if let Some(truth) = native_truth(self.stack.peek(1)) {
            *self.stack.peek_mut(1) = Value::bool(!truth);
            return Ok(());
        }
        self.call_truth(cx, true)
    }

    /// Replaces the top by its truth and carries the present instruction out again.
    pub(super) fn truth_in_place(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        self.again();
        if let Some(truth) = native_truth(self.stack.peek(1)) {
            *self.stack.peek_mut(1) = Value::bool(truth);
            return Ok(());
        }
        self.call_truth(cx, false)
    }

    /// JumpIfFalseOrPop and JumpIfTrueOrPop for a value whose class decides: leaves the value below
    /// its truth and goes on in toy Python's own way, by asking once and jumping on the answer.
    pub(super) fn jump_or_pop(&mut self, cx: &mut Cx<'_>, instr: Instr) -> Res<()> {
        let value = self.stack.peek(1).clone();
        self.stack.push(value);
        let cont = Cont::JumpOrPop(instr.op == Op::JumpIfTrueOrPop, instr.arg as i32);
        self.call_truth_with(cx, cont)
    }

    fn call_truth(&mut self, cx: &mut Cx<'_>, negated: bool) -> Res<()> {
        self.call_truth_with(cx, Cont::Truth(negated))
    }

    fn call_truth_with(&mut self, cx: &mut Cx<'_>, cont: Cont) -> Res<()> {
        self.stack.insert(1, cx.world.prelude_function("_truth"));
        self.call_with(cx, 1, cont)
    }

    /// Makes the frame carry out the present instruction once more.
    pub(super) fn again(&mut self) {
        self.frame().step_back();
    }
}

/// Whether the class of the script of a right operand has a say in an operator.
fn has_reflected(cx: &Cx<'_>, kind: BinaryKind, right: &Value) -> bool {
    let name = { &cx.world.operator_names }.method(Operator::Binary(kind), Way::Right);
    user_member(&cx.world.class_of(right), name).is_some()
}

/// Whether `!=` asks `__eq__` of the script, as `object.__ne__` does.
fn negates(cx: &Cx<'_>, operator: Operator, class: &Gc<Class>, receiver: &Value) -> bool {
    operator == Operator::Compare(CompareKind::Ne)
        && receiver.as_gc::<Derived>().is_none()
        && user_member(class, cx.world.names.eq).is_some()
}

fn is_compare(operator: Operator) -> bool {
    matches!(operator, Operator::Compare(_))
}

/// Whether a value is of a class that may have special methods of the user's, or is a file, which is
/// iterated over in toy Python too: a line may have to be waited for.
pub fn is_user(value: &Value) -> bool {
    let Some(object) = value.as_object() else {
        return false;
    };
    let is_file = object.downcast::<File>().is_some() || object.downcast::<Stream>().is_some();
    object.downcast::<Instance>().is_some() || is_file || has_user(object, ClassFlags::USER)
}

/// The ways to try an operator.
fn ways(
    names: &OperatorNames,
    operator: Operator,
    left: &Gc<Class>,
    right: &Gc<Class>,
) -> [Option<Way>; 3] {
    let right_first = !left.is(right) && right.is_subclass(left) && {
        let name = names.method(operator, Way::Right);
        match (right.lookup(name), left.lookup(name)) {
            (Some(a), Some(b)) => is_compare(operator) || !a.is(&b),
            (Some(_), None) => true,
            _ => false,
        }
    };
    let inplace = matches!(operator, Operator::Inplace(_)).then_some(Way::Inplace);
    match right_first {
        true => [inplace, Some(Way::Right), Some(Way::Left)],
        false => [inplace, Some(Way::Left), Some(Way::Right)],
    }
}

/// Whether a class derived from a builtin one has a special method of its own in the place of the
/// builtin class's.
pub fn overrides(value: &Value, name: &str) -> bool {
    let Some(derived) = value.as_gc::<Derived>() else {
        return false;
    };
    user_member(&derived.class, Symbol::new(name)).is_some()
}

/// A comparison of builtin types.
pub fn native_compare(kind: CompareKind, left: &Value, right: &Value) -> Result<bool, Stop> {
    match kind {
        CompareKind::Eq => return compare::equals(left, right),
        CompareKind::Ne => return Ok(!compare::equals(left, right)?),
        _ => {}
    }
    let sets = (
        left.as_object().and_then(SetLike::of),
        right.as_object().and_then(SetLike::of),
    );
    if let (Some(a), Some(b)) = sets {
        return match kind {
            CompareKind::Lt => Ok(a.len() < b.len() && a.is_within(&b)?),
            CompareKind::Le => Ok(a.len() <= b.len() && a.is_within(&b)?),
            CompareKind::Gt => Ok(b.len() < a.len() && b.is_within(&a)?),
            _ => Ok(b.len() <= a.len() && b.is_within(&a)?),
        };
    }
    let Some(order) = compare::order(left, right)? else {
        return Ok(false);
    };
    Ok(match kind {
        CompareKind::Lt => order == Ordering::Less,
        CompareKind::Le => order != Ordering::Greater,
        CompareKind::Gt => order == Ordering::Greater,
        _ => order != Ordering::Less,
    })
}

/// The TypeError for operands that have no order.
#[cold]
pub fn unordered<T>(cx: &Cx<'_>, kind: CompareKind, left: &Value, right: &Value) -> Res<T> {
    let (left, right) = differing(left, right);
    let (a, b) = (cx.world.type_name(&left), cx.world.type_name(&right));
    let symbol = kind.symbol();
    type_error(format!(
        "'{symbol}' not supported between instances of '{a}' and '{b}'"
    ))
}

/// The items at which two sequences of one type first differ: those are what cannot be ordered.
fn differing(left: &Value, right: &Value) -> (Value, Value) {
    let items = |value: &Value| -> Option<Vec<Value>> {
        if let Some(list) = value.as_gc::<List>() {
            return Some(list.items().clone());
        }
        if let Some(slice) = value.as_gc::<Slice>() {
            return Some(slice.parts.to_vec());
        }
        value.as_gc::<Tuple>().map(|tuple| tuple.items.to_vec())
    };
    let kind = |value: &Value| {
        (
            value.as_gc::<List>().is_some(),
            value.as_gc::<Slice>().is_some(),
        )
    };
    let same_kind = kind(left) == kind(right);
    if let (Some(a), Some(b), true) = (items(left), items(right), same_kind) {
        for (x, y) in a.iter().zip(&b) {
            if compare::equal(x, y) == Ok(compare::Eq::No) {
                return differing(x, y);
            }
        }
    }
    (left.clone(), right.clone())
}

impl Thread {
    /// `is` between equal numbers, which only the library may ask.
    pub(super) fn is_op(&mut self, instr: Instr) -> Res<()> {
        if !self.in_library() {
            return super::signal::unsupported(
                "`is` between equal numbers, which have no identity here,",
            );
        }
        let (right, left) = (self.stack.pop(), self.stack.pop());
        let answer = left.is(&right) == (instr.arg == 0);
        self.stack.push(Value::bool(answer));
        Ok(())
    }
}

/// Whether a builtin container has an item.
pub fn native_contains(cx: &Cx<'_>, container: &Value, item: &Value) -> Res<bool> {
    let container = plain_core(container, ClassFlags::ITEMS).unwrap_or(container);
    let Some(object) = container.as_object() else {
        return not_a_container(cx, container);
    };
    if let Some(text) = object.downcast::<Str>() {
        let Some(part) = item.as_gc::<Str>() else {
            let name = cx.world.type_name(item);
            return type_error(format!(
                "'in <string>' requires string as left operand, not {name}"
            ));
        };
        return Ok(text.as_str().contains(part.as_str()));
    }
    if let Some(dict) = object.downcast::<Dict>() {
        return Ok(dict.table().get(item)?.is_some());
    }
    if let Some(set) = object.downcast::<Set>() {
        return Ok(set.table().contains(item)?);
    }
    if let Some(view) = SetLike::of(object) {
        return Ok(view.contains(item)?);
    }
    if let Some(bytes) = object.downcast::<Bytes>() {
        return bytes_contain(cx, &bytes.data, item);
    }
    if let Some(array) = object.downcast::<ByteArray>() {
        let data = array.data().clone();
        return bytes_contain(cx, &data, item);
    }
    if let (Some(range), Some(n)) = (object.downcast::<Range>(), integer(item)) {
        return Ok(n.to_i64().is_some_and(|n| range.contains(n)));
    }
    if let (Some(range), Some(n)) = (object.downcast::<WideRange>(), integer(item)) {
        return Ok(range.numbers.contains(&n));
    }
    if let Some(list) = object.downcast::<List>() {
        let found =
            search::with_items(list, item, |items| search::find(items, item, 0, usize::MAX))?;
        return Ok(found.is_some());
    }
    match object.downcast::<Tuple>() {
        Some(tuple) => Ok(search::find(&tuple.items, item, 0, usize::MAX)?.is_some()),
        None if is_user(container) || native_iter(container).is_some() => super::signal::fallback(),
        None if as_iterator(container).is_some() => super::signal::fallback(),
        None => not_a_container(cx, container),
    }
}

fn bytes_contain(cx: &Cx<'_>, bytes: &[u8], item: &Value) -> Res<bool> {
    if let Some(n) = integer(item) {
        return match n.to_i64().and_then(|n| u8::try_from(n).ok()) {
            Some(byte) => Ok(bytes.contains(&byte)),
            None => Exc::ValueError.err("byte must be in range(0, 256)"),
        };
    }
    let Some(part) = bytes_of(item) else {
        let class = cx.world.type_name(item);
        return type_error(format!("a bytes-like object is required, not '{class}'"));
    };
    let size = part.len();
    Ok(size == 0 || bytes.windows(size).any(|window| *window == *part))
}

fn not_a_container(cx: &Cx<'_>, value: &Value) -> Res<bool> {
    type_error(format!(
        "argument of type '{}' is not iterable",
        cx.world.type_name(value)
    ))
}

/// `+=` and its kin on a derived object whose class inherits them from a container that changes in
/// place: the result is the object itself.
fn inplace_core(
    cx: &Cx<'_>,
    operator: Operator,
    way: Way,
    left: &Value,
    right: &Value,
) -> Option<Res> {
    let (Operator::Inplace(kind), Way::Inplace) = (operator, way) else {
        return None;
    };
    let derived = left.as_gc::<Derived>()?;
    match inplace_container(cx, kind, &derived.core, core(right)) {
        Ok(None) => None,
        Ok(Some(_)) => Some(Ok(left.clone())),
        Err(signal) => Some(Err(signal)),
    }
}

/// What changes a container in place by an operand that may be the user's.
fn inplace_twin(kind: BinaryKind, left: &Value) -> &'static str {
    match kind {
        BinaryKind::Add => "_list_iadd",
        BinaryKind::Or if left.as_gc::<Dict>().is_some() => "_dict_ior",
        BinaryKind::Or => "_update_or",
        BinaryKind::And => "_update_and",
        BinaryKind::Sub => "_update_sub",
        _ => "_update_xor",
    }
}

/// `+=` and its kin on containers that change in place.
pub fn inplace_container(
    cx: &Cx<'_>,
    kind: BinaryKind,
    left: &Value,
    right: &Value,
) -> Res<Option<Value>> {
    if kind == BinaryKind::Add
        && let Some(result) = grow_bytes(cx, left, right)
    {
        return result.map(Some);
    }
    if kind == BinaryKind::Mul
        && let Some(count) = integer(right).and_then(|n| n.to_i64())
        && let Some(result) = repeat_bytes(left, count)
    {
        return result.map(Some);
    }
    if let Some(list) = left.as_gc::<List>() {
        match kind {
            BinaryKind::Add => {
                let more = if let Some(other) = right.as_gc::<List>() {
                    if other.is(list) {
                        super::iteration::repeat_in_place(cx, list, 2)?;
                        return Ok(Some(left.clone()));
                    }
                    other.items().clone()
                } else if let Some(other) = right.as_gc::<Tuple>() {
                    other.items.to_vec()
                } else {
                    return inplace_by_prelude(right);
                };
                super::iteration::extend_list(cx, list, more)?;
                return Ok(Some(left.clone()));
            }
            BinaryKind::Mul => {
                let Some(count) = integer(right).and_then(|n| n.to_i64()) else {
                    return Ok(None);
                };
                super::iteration::repeat_in_place(cx, list, count.max(0) as usize)?;
                return Ok(Some(left.clone()));
            }
            _ => return Ok(None),
        }
    }
    if let (Some(dict), BinaryKind::Or) = (left.as_gc::<Dict>(), kind) {
        // A dict takes in pairs too, as `update` does.
        let Some(other) = right.as_gc::<Dict>() else {
            return inplace_by_prelude(right);
        };
        dict.merge(other)?;
        return Ok(Some(left.clone()));
    }
    if left.as_gc::<Dict>().is_some() && kind == BinaryKind::Or {
        return inplace_by_prelude(right);
    }
    inplace_set(kind, left, right)
}

/// `list += iterable` runs in toy Python; here only what is no iterable at all is refused.
fn inplace_by_prelude(_right: &Value) -> Res<Option<Value>> {
    Err(Box::new(Signal::Fallback))
}

fn inplace_set(kind: BinaryKind, left: &Value, right: &Value) -> Res<Option<Value>> {
    let (Some(set), Some(other)) = (left.as_gc::<Set>(), right.as_gc::<Set>()) else {
        return Ok(None);
    };
    if set.frozen {
        return Ok(None);
    }
    match kind {
        BinaryKind::Or => set_algebra::take_in(set, other)?,
        BinaryKind::And => set_algebra::keep(set, other)?,
        BinaryKind::Sub => set_algebra::remove(set, other)?,
        BinaryKind::Xor => set_algebra::toggle(set, other)?,
        _ => return Ok(None),
    }
    Ok(Some(left.clone()))
}

/// The same TypeError with `+=` for `+`.
fn as_inplace(signal: Box<Signal>, kind: BinaryKind) -> Box<Signal> {
    match *signal {
        Signal::New(class, message) => {
            let symbol = if kind == BinaryKind::Pow {
                "** or pow()"
            } else {
                kind.symbol()
            };
            let plain = format!("unsupported operand type(s) for {symbol}:");
            let inplace = format!("unsupported operand type(s) for {}=:", kind.symbol());
            Box::new(Signal::New(class, message.replace(&plain, &inplace)))
        }
        other => Box::new(other),
    }
}
