//! Methods of ranges and slices; making slices.

use super::receivers::{continue_in, index_argument, receiver};
use crate::number::slice::adjust;
use crate::object::compare::{Eq, equal, integer};
use crate::object::iterator::IterState;
use crate::object::{Iter, Range, Slice, Tuple};
use crate::value::Value;
use crate::vm::containers::{get_item, slice_parts};
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
    NativeRow::with_twin("range.__getitem__", "self, key, /", getitem, "_dict_getitem"),
    NativeRow::new("slice.__new__", "start, stop=, step=, /", new_slice),
    NativeRow::with_twin("slice.indices", "self, length, /", indices, "_slice_indices"),
    NativeRow::new("slice.start=", "self, /", slice_start),
    NativeRow::new("slice.stop=", "self, /", slice_stop),
    NativeRow::new("slice.step=", "self, /", slice_step),
];

fn index(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let range = receiver::<Range>(cx, args, "range.index")?;
    if let Some(n) = integer(&args[1]) {
        return match n.to_i64().filter(|n| range.contains(*n)) {
            Some(n) => {
                let at = (i128::from(n) - i128::from(range.start)) / i128::from(range.step);
                Ok(Value::int(at as i64))
            }
            None => continue_in(cx, "_not_in_range", vec![args[1].clone()]),
        };
    }
    match place(range, &args[1])? {
        Some(at) => Ok(Value::int(at as i64)),
        None => value_error("sequence.index(x): x not in sequence"),
    }
}

/// Where a value that is no int stands among the numbers.
fn place(range: &Range, value: &Value) -> Res<Option<u64>> {
    if is_user(value) {
        return fallback();
    }
    for at in 0..range.len() {
        if equal(&Value::int(range.at(at)), value)? == Eq::Yes {
            return Ok(Some(at));
        }
        if value.as_float().is_none() {
            return Ok(None);
        }
    }
    Ok(None)
}

fn count(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let range = receiver::<Range>(cx, args, "range.count")?;
    let found = match integer(&args[1]) {
        Some(n) => n.to_i64().is_some_and(|n| range.contains(n)),
        None => place(range, &args[1])?.is_some(),
    };
    Ok(Value::int(found as i64))
}

fn len(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Value::int(receiver::<Range>(cx, args, "range.__len__")?.len() as i64))
}

fn iter(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let range = receiver::<Range>(cx, args, "range.__iter__")?;
    Ok(Iter::value(IterState::Range { next: range.start, step: range.step, left: range.len() }))
}

fn reversed(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Iter::value(backwards(receiver::<Range>(cx, args, "range.__reversed__")?)))
}

/// An iterator over a range, last number first.
pub fn backwards(range: &Range) -> IterState {
    let left = range.len();
    let next = if left == 0 { range.start } else { range.at(left - 1) };
    IterState::Range { next, step: range.step.wrapping_neg(), left }
}

fn contains(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    receiver::<Range>(cx, args, "range.__contains__")?;
    Ok(Value::bool(native_contains(cx, &args[0], &args[1])?))
}

fn getitem(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    receiver::<Range>(cx, args, "range.__getitem__")?;
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
    Ok(Tuple::value([indices.start, indices.stop, indices.step].map(Value::int)))
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
