//! Methods of tuples.

use super::lists::search_range;
use super::receivers::receiver;
use crate::object::iterator::IterState;
use crate::object::{Iter, Tuple, search};
use crate::value::Value;
use crate::vm::containers::get_item;
use crate::vm::iteration::native_items;
use crate::vm::native::given;
use crate::vm::operators::native_contains;
use crate::vm::signal::{Exc, Res, fallback};
use crate::vm::{Cx, NativeRow};

/// Methods of `tuple`.
pub const TABLE: &[NativeRow] = &[
    NativeRow::with_twin("tuple.__new__", "iterable=, /", new, "_tuple_new"),
    NativeRow::with_twin(
        "tuple.index",
        "self, value, start=, stop=, /",
        index,
        "_tuple_index",
    ),
    NativeRow::with_twin("tuple.count", "self, value, /", count, "_list_count"),
    NativeRow::new("tuple.__len__", "self, /", len),
    NativeRow::new("tuple.__iter__", "self, /", iter),
    NativeRow::with_twin("tuple.__contains__", "self, key, /", contains, "_contains"),
    NativeRow::with_twin(
        "tuple.__getitem__",
        "self, key, /",
        getitem,
        "_dict_getitem",
    ),
];

fn new(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let Some(iterable) = given(args, 0) else {
        return Ok((&cx.world.empty_tuple).into());
    };
    if iterable.as_gc::<Tuple>().is_some() {
        return Ok(iterable.clone());
    }
    match native_items(cx, iterable)? {
        Some(items) if items.is_empty() => Ok((&cx.world.empty_tuple).into()),
        Some(items) => Ok(Tuple::value(items)),
        None => fallback(),
    }
}

fn index(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let tuple = receiver::<Tuple>(cx, args, "tuple.index")?;
    let (start, stop) = search_range(args, tuple.items.len())?;
    match search::find(&tuple.items, &args[1], start, stop)? {
        Some(at) => Ok(Value::int(at as i64)),
        None => Exc::ValueError.err("tuple.index(x): x not in tuple"),
    }
}

fn count(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let tuple = receiver::<Tuple>(cx, args, "tuple.count")?;
    Ok(Value::int(search::count(&tuple.items, &args[1])? as i64))
}

fn len(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let tuple = receiver::<Tuple>(cx, args, "tuple.__len__")?;
    Ok(Value::int(tuple.items.len() as i64))
}

fn iter(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let tuple = receiver::<Tuple>(cx, args, "tuple.__iter__")?.clone();
    Ok(Iter::value(IterState::Tuple { tuple, index: 0 }))
}

fn contains(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    receiver::<Tuple>(cx, args, "tuple.__contains__")?;
    Ok(Value::bool(native_contains(cx, &args[0], &args[1])?))
}

fn getitem(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    receiver::<Tuple>(cx, args, "tuple.__getitem__")?;
    get_item(cx, &args[0], &args[1])
}
