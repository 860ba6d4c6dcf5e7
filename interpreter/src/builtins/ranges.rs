//! Methods of ranges and slices; making slices.

use super::receivers::{continue_in, index_argument, receiver, wrong_receiver};
use crate::number::Int;
use crate::number::slice::{Range as Progression, adjust};
use crate::object::compare::{Eq, equal, integer};
use crate::object::iterator::IterState;
use crate::object::sequence::progression;
use crate::object::{Iter, Range, Slice, Tuple};
use crate::value::Value;
use crate::vm::arithmetic::int_value;
use crate::vm::containers::{get_item, slice_parts};
use crate::vm::iteration::native_iter;
use crate::vm::native::given;
use crate::vm::operators::{is_user, native_contains};
use crate::vm::signal::{Res, fallback, value_error};
use crate::vm::{Cx, NativeRow};
use gilscope_runtime::heap::Gc;

/// Methods of `range` and `slice`.
pub const TABLE: &[NativeRow] = &[
    NativeRow::with_twin("range.index", "self, value, /", index, "_range_index"),
    NativeRow::with_twin("range.count", "self, value, /", count, "_range_count"),
    NativeRow::new("range.__len__", "self, /", len),
    NativeRow::new("range.__iter__", "self, /", iter),
    NativeRow::new("range.__reversed__", "self, /", reversed),
    NativeRow::with_twin("range.__contains__", "self, key, /", contains, "_contains"),
    NativeRow::with_twin(
        "range.__getitem__",
        "self, key, /",
        getitem,
        "_dict_getitem",
    ),
    NativeRow::new("slice.__new__", "start, stop=, step=, /", new_slice),
    NativeRow::with_twin(
        "slice.indices",
        "self, length, /",
        indices,
        "_slice_indices",
    ),
    NativeRow::new("slice.start=", "self, /", slice_start),
    NativeRow::new("slice.stop=", "self, /", slice_stop),
    NativeRow::new("slice.step=", "self, /", slice_step),
];

fn index(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let numbers = numbers(cx, args, "range.index")?;
    if let Some(n) = integer(&args[1]) {
        return match numbers.position(&n) {
            Some(at) => Ok(int_value(at)),
            None => continue_in(cx, "_not_in_range", vec![args[1].clone()]),
        };
    }
    match place(numbers, &args[1])? {
        Some(at) => Ok(int_value(at)),
        None => value_error("sequence.index(x): x not in sequence"),
    }
}

/// Where a value that is no int stands among the numbers.
fn place(mut numbers: Progression, value: &Value) -> Res<Option<Int>> {
    if is_user(value) {
        return fallback();
    }
    let all = numbers.count.clone();
    while let Some(number) = numbers.take_first() {
        if equal(&int_value(number), value)? == Eq::Yes {
            return Ok(Some(&(&all - &numbers.count) - &Int::ONE));
        }
        if value.as_float().is_none() {
            return Ok(None);
        }
    }
    Ok(None)
}

/// The numbers of the range that is the receiver of a method.
fn numbers(cx: &Cx<'_>, args: &[Value], method: &str) -> Res<Progression> {
    match args[0].as_object().and_then(progression) {
        Some(numbers) => Ok(numbers),
        None => wrong_receiver(cx, &args[0], method),
    }
}

fn count(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let numbers = numbers(cx, args, "range.count")?;
    let found = match integer(&args[1]) {
        Some(n) => numbers.contains(&n),
        None => place(numbers, &args[1])?.is_some(),
    };
    Ok(Value::int(found as i64))
}

fn len(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    numbers(cx, args, "range.__len__")?;
    super::core::len(cx, args)
}

fn iter(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    numbers(cx, args, "range.__iter__")?;
    let iterator = native_iter(&args[0]).expect("(natives) a range");
    Ok(iterator.into())
}

fn reversed(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let numbers = numbers(cx, args, "range.__reversed__")?;
    Ok(Iter::value(match args[0].as_gc::<Range>() {
        Some(range) => backwards(range),
        None => IterState::WideRange(Box::new(numbers.reversed())),
    }))
}

/// An iterator over a range, last number first.
pub fn backwards(range: &Range) -> IterState {
    let left = range.len();
    let next = if left == 0 {
        range.start
    } else {
        range.at(left - 1)
    };
    IterState::Range {
        next,
        step: range.step.wrapping_neg(),
        left,
    }
}

fn contains(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    numbers(cx, args, "range.__contains__")?;
    Ok(Value::bool(native_contains(cx, &args[0], &args[1])?))
}

fn getitem(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    numbers(cx, args, "range.__getitem__")?;
    get_item(cx, &args[0], &args[1])
}

fn new_slice(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let part = |at: usize| given(args, at).cloned().unwrap_or(Value::NONE);
    let parts = match given(args, 1) {
        Some(_) => [part(0), part(1), part(2)],
        None => [Value::NONE, part(0), Value::NONE],
    };
    Ok(Gc::new(Slice { parts }).into())
}

fn indices(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let slice = receiver::<Slice>(cx, args, "slice.indices")?;
    let length = index_argument(cx, &args[1])?;
    let [start, stop, step] = slice_parts(cx, slice)?;
    if length < 0 {
        return value_error("length should not be negative");
    }
    let indices = adjust(length, start, stop, step)?;
    Ok(Tuple::value(
        [indices.start, indices.stop, indices.step].map(Value::int),
    ))
}

fn slice_part(cx: &Cx<'_>, args: &[Value], at: usize) -> Res {
    Ok(receiver::<Slice>(cx, args, "slice.start")?.parts[at].clone())
}

fn slice_start(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    slice_part(cx, args, 0)
}

fn slice_stop(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    slice_part(cx, args, 1)
}

fn slice_step(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    slice_part(cx, args, 2)
}
