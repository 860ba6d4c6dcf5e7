//! Methods of lists.

use super::receivers::{bound_argument, continue_in, index_argument, receiver};
use crate::object::Adopt;
use crate::object::compare::Stop;
use crate::object::iterator::IterState;
use crate::object::sequence::ListItems;
use crate::object::{Iter, List, search};
use crate::value::Value;
use crate::vm::containers::{del_item, get_item, set_item};
use crate::vm::iteration::{extend_list, native_items, repeat_in_place};
use crate::vm::native::given;
use crate::vm::operators::native_contains;
use crate::vm::signal::{Exc, Res, fallback};
use crate::vm::{Cx, NativeRow};
use gilscope_runtime::heap::Gc;

/// Methods of `list`, and what their twins need.
pub const TABLE: &[NativeRow] = &[
    NativeRow::with_twin(
        "list.__init__",
        "self, iterable=, /",
        |_, _| fallback(),
        "_list_init",
    ),
    NativeRow::with_twin("list.__new__", "iterable=, /", new, "_list_new"),
    NativeRow::new("list.append", "self, object, /", append),
    NativeRow::with_twin("list.extend", "self, iterable, /", extend, "_list_extend"),
    NativeRow::with_twin(
        "list.insert",
        "self, index, object, /",
        insert,
        "_list_insert",
    ),
    NativeRow::with_twin("list.pop", "self, index=, /", pop, "_list_pop"),
    NativeRow::with_twin("list.remove", "self, value, /", remove, "_list_remove"),
    NativeRow::new("list.clear", "self, /", clear),
    NativeRow::new("list.copy", "self, /", copy),
    NativeRow::new("list.reverse", "self, /", reverse),
    NativeRow::with_twin(
        "list.index",
        "self, value, start=, stop=, /",
        index,
        "_list_index",
    ),
    NativeRow::with_twin("list.count", "self, value, /", count, "_list_count"),
    NativeRow::new("list.__len__", "self, /", len),
    NativeRow::new("list.__iter__", "self, /", iter),
    NativeRow::new("list.__reversed__", "self, /", reversed),
    NativeRow::with_twin("list.__contains__", "self, key, /", contains, "_contains"),
    NativeRow::with_twin(
        "list.__getitem__",
        "self, index, /",
        getitem,
        "_dict_getitem",
    ),
    NativeRow::with_twin(
        "list.__setitem__",
        "self, key, value, /",
        setitem,
        "_list_set_slice",
    ),
    NativeRow::with_twin("list.__delitem__", "self, key, /", delitem, "_dict_delete"),
    NativeRow::new("_prelude.list_take", "self, /", take),
    NativeRow::new("_prelude.list_give", "self, items, /", give),
    NativeRow::new(
        "_prelude.list_remove_at",
        "self, index, value, /",
        remove_at,
    ),
];

fn new(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let Some(iterable) = given(args, 0) else {
        return Ok(List::value(Vec::new()));
    };
    match native_items(cx, iterable)? {
        Some(items) => Ok(List::value(items)),
        None => fallback(),
    }
}

fn append(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let list = receiver::<List>(cx, args, "list.append")?;
    list.adopt(&args[1]);
    list.items().push(args[1].clone());
    Ok(Value::NONE)
}

fn extend(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let list = receiver::<List>(cx, args, "list.extend")?;
    if args[1].as_gc::<List>().is_some_and(|other| other.is(list)) {
        repeat_in_place(cx, list, 2)?;
        return Ok(Value::NONE);
    }
    match native_items(cx, &args[1])? {
        Some(more) => extend_list(cx, list, more)?,
        None => return fallback(),
    }
    Ok(Value::NONE)
}

fn insert(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let list = receiver::<List>(cx, args, "list.insert")?;
    let index = index_argument(cx, &args[1])?;
    list.adopt(&args[2]);
    let mut items = list.items();
    let at = clamp(index, items.len());
    items.insert(at, args[2].clone());
    Ok(Value::NONE)
}

/// An index counted from the end when negative, and never outside.
fn clamp(index: i64, len: usize) -> usize {
    let from_front = if index < 0 {
        index.saturating_add(len as i64)
    } else {
        index
    };
    from_front.clamp(0, len as i64) as usize
}

fn pop(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let list = receiver::<List>(cx, args, "list.pop")?;
    let Some(index) = given(args, 1) else {
        let last = list.items().pop();
        return last.map_or_else(|| Exc::IndexError.err("pop from empty list"), Ok);
    };
    let index = index_argument(cx, index)?;
    let mut items = list.items();
    let len = items.len() as i64;
    if len == 0 {
        return Exc::IndexError.err("pop from empty list");
    }
    let at = if index < 0 {
        index.saturating_add(len)
    } else {
        index
    };
    if !(0..len).contains(&at) {
        return Exc::IndexError.err("pop index out of range");
    }
    Ok(items.remove(at as usize))
}

fn remove(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let list = receiver::<List>(cx, args, "list.remove")?;
    let absent = || Exc::ValueError.err("list.remove(x): x not in list");
    if search::is_flat(&args[1]) {
        let mut items = list.items();
        let Some(at) = search::find(&items, &args[1], 0, usize::MAX)? else {
            return absent();
        };
        let old = items.remove(at);
        drop(items);
        drop(old);
        return Ok(Value::NONE);
    }
    // Compared without a guard: where another thread has moved the item meanwhile, once more.
    loop {
        let snapshot = list.items().clone();
        let Some(at) = search::find(&snapshot, &args[1], 0, usize::MAX)? else {
            return absent();
        };
        let mut items = list.items();
        if items.get(at).is_some_and(|item| item.is(&snapshot[at])) {
            let old = items.remove(at);
            drop(items);
            drop(old);
            return Ok(Value::NONE);
        }
    }
}

fn clear(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let list = receiver::<List>(cx, args, "list.clear")?;
    let mut old = std::mem::take(&mut *list.items());
    // From the end, as CPython does: finalizers can tell.
    while old.pop().is_some() {}
    Ok(Value::NONE)
}

fn copy(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let list = receiver::<List>(cx, args, "list.copy")?;
    let items = list.items().clone();
    Ok(List::value(items))
}

fn reverse(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    receiver::<List>(cx, args, "list.reverse")?
        .items()
        .reverse();
    Ok(Value::NONE)
}

fn index(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let list = receiver::<List>(cx, args, "list.index")?;
    let len = list.items().len();
    let (start, stop) = search_range(args, len)?;
    match find(list, &args[1], start, stop)? {
        Some(at) => Ok(Value::int(at as i64)),
        None => continue_in(cx, "_not_in_list", vec![args[1].clone()]),
    }
}

/// The part of a sequence that `index(value, start, stop)` searches.
pub fn search_range(args: &[Value], len: usize) -> Res<(usize, usize)> {
    let start = given(args, 2).map_or(Ok(0), bound_argument)?;
    let stop = given(args, 3).map_or(Ok(i64::MAX), bound_argument)?;
    let stop = if stop == i64::MAX {
        usize::MAX
    } else {
        clamp(stop, len)
    };
    Ok((clamp(start, len), stop))
}

fn count(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let list = receiver::<List>(cx, args, "list.count")?;
    let found = search::with_items(list, &args[1], |items| search::count(items, &args[1]))?;
    Ok(Value::int(found as i64))
}

fn find(list: &Gc<List>, value: &Value, start: usize, stop: usize) -> Result<Option<usize>, Stop> {
    search::with_items(list, value, |items| search::find(items, value, start, stop))
}

fn len(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let list = receiver::<List>(cx, args, "list.__len__")?;
    Ok(Value::int(list.items().len() as i64))
}

fn iter(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let list = receiver::<List>(cx, args, "list.__iter__")?.clone();
    Ok(Iter::value(IterState::List { list, index: 0 }))
}

fn reversed(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let list = receiver::<List>(cx, args, "list.__reversed__")?.clone();
    let index = list.items().len();
    Ok(Iter::value(IterState::ListReversed { list, index }))
}

fn contains(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    receiver::<List>(cx, args, "list.__contains__")?;
    Ok(Value::bool(native_contains(cx, &args[0], &args[1])?))
}

fn getitem(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    receiver::<List>(cx, args, "list.__getitem__")?;
    get_item(cx, &args[0], &args[1])
}

fn setitem(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    receiver::<List>(cx, args, "list.__setitem__")?;
    set_item(cx, &args[0], &args[1], args[2].clone())?;
    Ok(Value::NONE)
}

fn delitem(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    receiver::<List>(cx, args, "list.__delitem__")?;
    del_item(cx, &args[0], &args[1])?;
    Ok(Value::NONE)
}

/// Empties a list and gives its items as a new one.
fn take(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let list = receiver::<List>(cx, args, "list.sort")?;
    let items = std::mem::take(&mut *list.items());
    Ok(List::value(items))
}

/// Gives a list that [`take`] has emptied its items; whether nobody had touched it meanwhile.
fn give(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let list = receiver::<List>(cx, args, "list.sort")?;
    let new = receiver::<List>(cx, &args[1..], "list.sort")?
        .items()
        .clone();
    list.adopt_all(&new);
    let old = std::mem::replace(&mut *list.items(), new);
    let untouched = old.capacity() == 0;
    drop(old);
    Ok(Value::bool(untouched))
}

/// Removes the item at an index if it is `value`; whether it was.
fn remove_at(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let list = receiver::<List>(cx, args, "list.remove")?;
    let at = index_argument(cx, &args[1])? as usize;
    let mut items = list.items();
    if !items.get(at).is_some_and(|item| item.is(&args[2])) {
        return Ok(Value::FALSE);
    }
    let old = items.remove(at);
    drop(items);
    drop(old);
    Ok(Value::TRUE)
}
