//! Binary operators on builtin types.

use super::context::Cx;
use super::signal::{Exc, Res, fallback, type_error};
use crate::number::complex::Complex;
use crate::number::{Int, float};
use crate::object::class::{ClassFlags, ClassLookup};
use crate::object::compare::{Number, complex, integer, number};
use crate::object::derived::core;
use crate::object::dict::DictMerge;
use crate::object::dict::DictTable;
use crate::object::sequence::{ByteData, ListItems, bytes_of, progression};
use crate::object::set_algebra;
use crate::object::views::SetLike;
use crate::object::{
    BigInteger, ByteArray, Bytes, Class, ComplexNumber, Derived, Dict, Instance, List, Set, Str,
    Tuple,
};
use crate::op::{BinaryKind, Operation};
use crate::value::{Value, View};
use gilscope_runtime::heap::Gc;

/// An integer as a value.
pub fn int_value(n: Int) -> Value {
    match n {
        Int::Small(n) => Value::int(n),
        Int::Big(value) => Gc::new(BigInteger { value }).into(),
    }
}

/// `a op b` for 64-bit integers, unless it overflows, fails or is rare.
#[inline(always)]
pub(super) fn small(operation: Operation, a: i64, b: i64) -> Option<Value> {
    Some(match operation {
        Operation::Add => Value::int(a.checked_add(b)?),
        Operation::Sub => Value::int(a.checked_sub(b)?),
        Operation::Mul => Value::int(a.checked_mul(b)?),
        Operation::FloorDiv if b > 0 => Value::int(a.div_euclid(b)),
        Operation::Mod if b > 0 => Value::int(a.rem_euclid(b)),
        Operation::And => Value::int(a & b),
        Operation::Or => Value::int(a | b),
        Operation::Xor => Value::int(a ^ b),
        Operation::RShift if (0..64).contains(&b) => Value::int(a >> b),
        Operation::LShift if (0..63).contains(&b) && (a << b) >> b == a => Value::int(a << b),
        Operation::Div if b != 0 && exact(a) && exact(b) => Value::float(a as f64 / b as f64),
        // All by name: so the jump table needs no check of its bounds.
        Operation::FloorDiv | Operation::Mod | Operation::RShift => return None,
        Operation::LShift | Operation::Div | Operation::Other => return None,
        Operation::Eq | Operation::Ne | Operation::Lt | Operation::Le => return None,
        Operation::Gt | Operation::Ge | Operation::NotLt | Operation::NotLe => return None,
        Operation::NotGt | Operation::NotGe => return None,
    })
}

/// Whether an integer converts to a float without rounding.
#[inline(always)]
pub(super) fn exact(n: i64) -> bool {
    n.unsigned_abs() <= 1 << 53
}

/// `a op b` for floats, unless it fails or is rare.
#[inline(always)]
pub(super) fn floats(operation: Operation, a: f64, b: f64) -> Option<Value> {
    Some(Value::float(match operation {
        Operation::Add => a + b,
        Operation::Sub => a - b,
        Operation::Mul => a * b,
        Operation::Div if b != 0.0 => a / b,
        Operation::Div | Operation::FloorDiv | Operation::Mod => return None,
        Operation::LShift | Operation::RShift | Operation::Other => return None,
        Operation::And | Operation::Or | Operation::Xor => return None,
        Operation::Eq | Operation::Ne | Operation::Lt | Operation::Le => return None,
        Operation::Gt | Operation::Ge | Operation::NotLt | Operation::NotLe => return None,
        Operation::NotGt | Operation::NotGe => return None,
    }))
}

/// `left op right` for builtin types; a TypeError when they do not go together.
pub fn binary(cx: &Cx<'_>, kind: BinaryKind, left: &Value, right: &Value) -> Res {
    match (number(left), number(right)) {
        (Some(Number::Int(a)), Some(Number::Int(b))) => {
            let bools = matches!((left.view(), right.view()), (View::Bool(_), View::Bool(_)));
            return ints(kind, &a, &b, bools);
        }
        (Some(a), Some(b)) if kind != BinaryKind::MatMul => {
            if let Some(result) = mixed(kind, a, b) {
                return result;
            }
        }
        _ => {
            if let Some(result) = objects(cx, kind, left, right) {
                return result;
            }
        }
    }
    if kind == BinaryKind::Or && are_types(left, right) {
        return fallback();
    }
    unsupported_operands(cx, kind.symbol(), left, right)
}

/// Whether `left | right` is a union of types.
pub fn are_types(left: &Value, right: &Value) -> bool {
    let is_type = |value: &Value| value.as_gc::<Class>().is_some() || value.is_none();
    is_type(left) && is_type(right) && !(left.is_none() && right.is_none())
}

fn ints(kind: BinaryKind, a: &Int, b: &Int, bools: bool) -> Res {
    Ok(int_value(match kind {
        BinaryKind::Add => a + b,
        BinaryKind::Sub => a - b,
        BinaryKind::Mul => a.mul(b)?,
        BinaryKind::FloorDiv => a.floor_div(b)?,
        BinaryKind::Mod => a.modulo(b)?,
        BinaryKind::Div => return Ok(Value::float(a.true_div(b)?)),
        BinaryKind::Pow if b.is_negative() => return Ok(Value::float(float::int_pow(a, b)?)),
        BinaryKind::Pow => a.pow(b)?,
        BinaryKind::LShift => a.shift_left(b)?,
        BinaryKind::RShift => a.shift_right(b)?,
        BinaryKind::And if bools => return Ok(Value::bool(!a.is_zero() && !b.is_zero())),
        BinaryKind::Or if bools => return Ok(Value::bool(!a.is_zero() || !b.is_zero())),
        BinaryKind::Xor if bools => return Ok(Value::bool(a.is_zero() != b.is_zero())),
        BinaryKind::And => a & b,
        BinaryKind::Or => a | b,
        BinaryKind::Xor => a ^ b,
        BinaryKind::MatMul => {
            return type_error("unsupported operand type(s) for @: 'int' and 'int'");
        }
    }))
}

fn mixed(kind: BinaryKind, a: Number, b: Number) -> Option<Res> {
    let as_float = |number: Number| match number {
        Number::Int(n) => n.to_float(),
        Number::Float(x) => Ok(x),
    };
    let apply = || -> Res {
        let (a, b) = (as_float(a)?, as_float(b)?);
        Ok(Value::float(match kind {
            BinaryKind::Add => a + b,
            BinaryKind::Sub => a - b,
            BinaryKind::Mul => a * b,
            BinaryKind::Div => float::true_div(a, b)?,
            BinaryKind::FloorDiv => float::floor_div(a, b)?,
            BinaryKind::Mod => float::modulo(a, b)?,
            _ if float::is_complex_power(a, b) => {
                let power = Complex::from(a).pow(b.into())?;
                return Ok(ComplexNumber::value(power));
            }
            _ => float::pow(a, b)?,
        }))
    };
    match kind {
        BinaryKind::LShift | BinaryKind::RShift => None,
        BinaryKind::And | BinaryKind::Or | BinaryKind::Xor | BinaryKind::MatMul => None,
        _ => Some(apply()),
    }
}

/// `left op right` where one of them is a complex number and the other a number.
fn complexes(kind: BinaryKind, left: &Value, right: &Value) -> Option<Res> {
    let (a, b) = (complex(left)?, complex(right)?);
    let operate = |a: Complex, b: Complex| {
        Ok(match kind {
            BinaryKind::Add => a + b,
            BinaryKind::Sub => a - b,
            BinaryKind::Mul => a * b,
            BinaryKind::Div => a.divided_by(b)?,
            _ => a.pow(b)?,
        })
    };
    match kind {
        BinaryKind::Add | BinaryKind::Sub | BinaryKind::Mul | BinaryKind::Div | BinaryKind::Pow => {
            let result = a.and_then(|a| operate(a, b?));
            Some(result.map(ComplexNumber::value).map_err(Into::into))
        }
        _ => None,
    }
}

fn objects(cx: &Cx<'_>, kind: BinaryKind, left: &Value, right: &Value) -> Option<Res> {
    let result = match kind {
        BinaryKind::Add => concatenate(cx, left, right),
        BinaryKind::Mul => match (integer(left), integer(right)) {
            (None, Some(count)) => repeat(cx, left, &count),
            (Some(count), None) => repeat(cx, right, &count),
            _ if has_index(cx, right) && is_sequence(left) => Some(fallback()),
            _ if has_index(cx, left) && is_sequence(right) => Some(fallback()),
            _ => None,
        },
        BinaryKind::Mod if left.as_gc::<Str>().is_some() => Some(fallback()),
        BinaryKind::Mod if bytes_of(left).is_some() => Some(fallback()),
        BinaryKind::Sub | BinaryKind::And | BinaryKind::Xor => set_operation(kind, left, right),
        BinaryKind::Or => merge_dicts(left, right).or_else(|| set_operation(kind, left, right)),
        _ => None,
    };
    result.or_else(|| complexes(kind, left, right))
}

/// Whether an object of the script passes for an integer.
fn has_index(cx: &Cx<'_>, value: &Value) -> bool {
    let class = value.as_gc::<Instance>().map(|instance| &instance.class);
    class.is_some_and(|class| class.lookup(cx.world.names.index).is_some())
}

fn concatenate(cx: &Cx<'_>, left: &Value, right: &Value) -> Option<Res> {
    if let Some(a) = left.as_gc::<Str>() {
        let Some(b) = right.as_gc::<Str>() else {
            let name = cx.world.type_name(right);
            return Some(type_error(format!(
                "can only concatenate str (not \"{name}\") to str"
            )));
        };
        let size = a.as_str().len() + b.as_str().len();
        if size == a.as_str().len() {
            return Some(Ok(left.clone()));
        } else if size == b.as_str().len() {
            return Some(Ok(right.clone()));
        }
        if size > LARGE
            && let Err(signal) = cx.world.vector::<u8>(size)
        {
            return Some(Err(signal));
        }
        return Some(Ok(Str::concat(a, b)));
    }
    if let Some(a) = left.as_gc::<List>() {
        let Some(b) = right.as_gc::<List>() else {
            let name = cx.world.type_name(right);
            return Some(type_error(format!(
                "can only concatenate list (not \"{name}\") to list"
            )));
        };
        let more = b.items().clone();
        let items = joined(cx, &a.items(), &more);
        return Some(items.map(List::value));
    }
    if let Some(a) = left.as_gc::<Tuple>() {
        let Some(b) = right.as_gc::<Tuple>() else {
            let name = cx.world.type_name(right);
            let message = format!("can only concatenate tuple (not \"{name}\") to tuple");
            return Some(type_error(message));
        };
        return Some(match (&*a.items, &*b.items) {
            (_, []) => Ok(left.clone()),
            ([], _) => Ok(right.clone()),
            (a, b) => joined(cx, a, b).map(Tuple::value),
        });
    }
    let a = bytes_of(left)?;
    let is_array = left.as_gc::<ByteArray>().is_some();
    let Some(b) = bytes_of(right) else {
        let name = cx.world.type_name(right);
        let class = if is_array { "bytearray" } else { "bytes" };
        return Some(type_error(format!("can't concat {name} to {class}")));
    };
    for (value, other) in [(left, &b), (right, &a)] {
        if other.is_empty() && value.as_gc::<Bytes>().is_some() && !is_array {
            return Some(Ok(value.clone()));
        }
    }
    let data = joined(cx, &a, &b);
    Some(data.map(|data| match is_array {
        true => ByteArray::value(data),
        false => Gc::new(Bytes { data: data.into() }).into(),
    }))
}

/// A text whose making is worth asking for room first.
const LARGE: usize = 1 << 16;

/// Most items or bytes that a repetition may make.
const LARGEST: usize = 1 << 36;

fn repeat(cx: &Cx<'_>, value: &Value, count: &Int) -> Option<Res> {
    let object = value.as_object()?;
    let len = if let Some(text) = object.downcast::<Str>() {
        text.as_str().len()
    } else if let Some(list) = object.downcast::<List>() {
        list.items().len() * size_of::<Value>()
    } else if let Some(tuple) = object.downcast::<Tuple>() {
        tuple.items.len() * size_of::<Value>()
    } else {
        bytes_of(value)?.len()
    };
    let times = match count.to_i64() {
        Some(n) => n.max(0) as usize,
        None => {
            return Some(Exc::OverflowError.err("cannot fit 'int' into an index-sized integer"));
        }
    };
    if len.checked_mul(times).is_none_or(|bytes| bytes > LARGEST) {
        let what = match (object.downcast::<Str>(), object.downcast::<Bytes>()) {
            (Some(_), _) => "string is",
            (_, Some(_)) => "bytes are",
            _ => return Some(Exc::MemoryError.err("")),
        };
        // Beyond what an index can count, CPython does not even try.
        return Some(
            match len
                .checked_mul(times)
                .is_none_or(|bytes| bytes > isize::MAX as usize)
            {
                true => Exc::OverflowError.err(format!("repeated {what} too long")),
                false => Exc::MemoryError.err(""),
            },
        );
    }
    Some(repeated(cx, value, times))
}

fn repeated(cx: &Cx<'_>, value: &Value, times: usize) -> Res {
    let is_fixed = value.as_gc::<List>().is_none() && value.as_gc::<ByteArray>().is_none();
    if times == 1 && is_fixed {
        return Ok(value.clone());
    }
    if let Some(text) = value.as_gc::<Str>() {
        let bytes = repeated_items(cx, text.as_str().as_bytes(), times)?;
        let text = String::from_utf8(bytes).expect("(repeat) whole texts");
        return Ok(Str::value(text));
    }
    if let Some(list) = value.as_gc::<List>() {
        let items = list.items().clone();
        return Ok(List::value(repeated_items(cx, &items, times)?));
    }
    if let Some(bytes) = value.as_gc::<Bytes>() {
        let data = repeated_items(cx, &bytes.data, times)?.into();
        return Ok(Gc::new(Bytes { data }).into());
    }
    if let Some(array) = value.as_gc::<ByteArray>() {
        let data = array.data().clone();
        return Ok(ByteArray::value(repeated_items(cx, &data, times)?));
    }
    Ok(match value.as_gc::<Tuple>() {
        Some(tuple) => Tuple::value(repeated_items(cx, &tuple.items, times)?),
        None => Value::EMPTY,
    })
}

/// The items, so many times over.
pub fn repeated_items<T: Clone>(cx: &Cx<'_>, items: &[T], times: usize) -> Res<Vec<T>> {
    let mut result = cx.world.vector(items.len().saturating_mul(times))?;
    match items {
        [] => {}
        [item] => result.resize(times, item.clone()),
        items => (0..times).for_each(|_| result.extend_from_slice(items)),
    }
    Ok(result)
}

/// The items of both.
fn joined<T: Clone>(cx: &Cx<'_>, first: &[T], second: &[T]) -> Res<Vec<T>> {
    let mut items = cx.world.vector(first.len() + second.len())?;
    items.extend_from_slice(first);
    items.extend_from_slice(second);
    Ok(items)
}

fn merge_dicts(left: &Value, right: &Value) -> Option<Res> {
    let (a, b) = (left.as_gc::<Dict>()?, right.as_gc::<Dict>()?);
    let merged = Dict::new(a.table().clone());
    Some(match merged.merge(b) {
        Ok(()) => Ok(merged.into()),
        Err(stop) => Err(stop.into()),
    })
}

fn set_operation(kind: BinaryKind, left: &Value, right: &Value) -> Option<Res> {
    let (Some(a), Some(b)) = (left.as_gc::<Set>(), right.as_gc::<Set>()) else {
        let is_view = |value: &Value| value.as_object().is_some_and(|o| SetLike::of(o).is_some());
        // A view goes together with anything iterable; a set without one takes sets only.
        let views = [left, right].map(|v| is_view(v) && v.as_gc::<Set>().is_none());
        return if views.contains(&true) {
            Some(fallback())
        } else {
            None
        };
    };
    let result = match kind {
        BinaryKind::Or => set_algebra::union(a, b),
        BinaryKind::And => set_algebra::intersection(a, b),
        BinaryKind::Sub => set_algebra::difference(a, b),
        _ => set_algebra::symmetric_difference(a, b),
    };
    Some(match result {
        Ok(table) => Ok(Set::new(table, a.frozen).into()),
        Err(stop) => Err(stop.into()),
    })
}

/// The TypeError for operands that do not go together.
#[cold]
pub fn unsupported_operands<T>(cx: &Cx<'_>, symbol: &str, left: &Value, right: &Value) -> Res<T> {
    let (a, b) = (cx.world.type_name(left), cx.world.type_name(right));
    let symbol = if symbol == "**" {
        "** or pow()"
    } else {
        symbol
    };
    if symbol == "*" {
        for (sequence, other) in [(left, &b), (right, &a)] {
            if is_sequence(sequence) {
                return type_error(format!(
                    "can't multiply sequence by non-int of type '{other}'"
                ));
            }
        }
    }
    type_error(format!(
        "unsupported operand type(s) for {symbol}: '{a}' and '{b}'"
    ))
}

/// Whether `left *= right` fails though `left * right` may not: CPython repeats the right operand in
/// place of a left one that has no sequence's slots, which dicts, sets, ranges and whatever is of a
/// class of the script have.
pub fn never_repeats(left: &Value, right: &Value) -> bool {
    let Some(object) = left.as_object() else {
        return false;
    };
    let instance = object.downcast::<Instance>();
    let slots = instance.is_some_and(|it| it.class.flags().has(ClassFlags::USER))
        || object.downcast::<Derived>().is_some()
        || object.downcast::<Dict>().is_some()
        || SetLike::of(object).is_some()
        || progression(object).is_some();
    slots && !is_sequence(core(left)) && is_sequence(core(right))
}

fn is_sequence(value: &Value) -> bool {
    value.as_gc::<Str>().is_some()
        || value.as_gc::<List>().is_some()
        || value.as_gc::<Tuple>().is_some()
        || bytes_of(value).is_some()
}
