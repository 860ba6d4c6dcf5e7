//! `sorted` and `list.sort`.
//!
//! The order in which CPython compares shows in its errors, in what a failed sort leaves behind and
//! where `<` is no total order; so the general case follows its algorithm step by step
//! (`object::timsort`). Where nobody can tell, numbers and strings are sorted faster.

use super::receivers::{continue_in, receiver};
use crate::object::compare::Stop;
use crate::object::sequence::ListItems;
use crate::object::timsort::{Failure, sorted_order};
use crate::object::{List, Tuple, search};
use crate::op::CompareKind;
use crate::value::Value;
use crate::vm::iteration::native_items;
use crate::vm::native::given;
use crate::vm::operators::{native_compare, native_truth, unordered};
use crate::vm::signal::{Exc, Res, Signal, fallback, type_error, value_error};
use crate::vm::{Cx, NativeRow};
use crate::work::{Work, note};

/// What sorts.
pub const TABLE: &[NativeRow] = &[
    NativeRow::with_twin("sorted", "*args, key=, reverse=", sorted, "_sorted"),
    NativeRow::with_twin(
        "list.sort",
        "self, /, *, key=, reverse=",
        sort,
        "_list_sort",
    ),
    NativeRow::new(
        "_prelude.sort_natively",
        "items, keys, reverse, /",
        sort_natively,
    ),
    NativeRow::new("_prelude.sort_permute", "items, order, /", permute),
];

/// How a native sort ended.
enum Sorted {
    /// In this order.
    Order(Vec<u32>),
    /// Two values cannot be ordered; the order reached until then.
    Failed(Vec<u32>, Box<Signal>),
    /// Code of the user must be asked.
    User,
}

fn sorted(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let [key, reverse, args] = args else {
        unreachable!("(natives) sorted is bound")
    };
    let args = args
        .as_gc::<Tuple>()
        .map(|tuple| &*tuple.items)
        .unwrap_or_default();
    let [iterable] = args else {
        return type_error(format!("sorted expected 1 argument, got {}", args.len()));
    };
    if !is_absent(key) {
        return fallback();
    }
    let Some(reversed) = truth_or_false(reverse) else {
        return fallback();
    };
    let Some(items) = native_items(cx, iterable)? else {
        return fallback();
    };
    match order_of(cx, &items, reversed)? {
        Sorted::Order(order) => Ok(List::value(arranged(items, &order))),
        Sorted::Failed(_, signal) => Err(signal),
        Sorted::User => {
            let list = List::value(items);
            continue_in(
                cx,
                "_sort_list",
                vec![list, Value::NONE, Value::bool(reversed)],
            )
        }
    }
}

fn is_absent(value: &Value) -> bool {
    value.is_empty() || value.is_none()
}

fn truth_or_false(value: &Value) -> Option<bool> {
    if value.is_empty() {
        Some(false)
    } else {
        native_truth(value)
    }
}

fn sort(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let list = receiver::<List>(cx, args, "list.sort")?;
    if !given(args, 1).is_none_or(is_absent) {
        return fallback();
    }
    let reverse = given(args, 2).cloned().unwrap_or(Value::FALSE);
    let Some(reversed) = truth_or_false(&reverse) else {
        return fallback();
    };
    // Where no comparison can come back to the list, others wait until it is sorted; where one may, they
    // find it empty.
    let mut guard = list.items();
    let items = std::mem::take(&mut *guard);
    let held = items.iter().all(search::is_settled).then_some(guard);
    let sorted = order_of(cx, &items, reversed);
    let (items, result) = match sorted {
        Ok(Sorted::Order(order)) => (arranged(items, &order), Ok(Value::NONE)),
        Ok(Sorted::Failed(order, signal)) => (arranged(items, &order), Err(signal)),
        Ok(Sorted::User) => (items, fallback()),
        Err(signal) => (items, Err(signal)),
    };
    let mut guard = held.unwrap_or_else(|| list.items());
    let old = std::mem::replace(&mut *guard, items);
    drop(guard);
    let is_modified = !old.is_empty();
    drop(old);
    match result {
        Ok(_) if is_modified => value_error("list modified during sort"),
        result => result,
    }
}

/// The items in an order.
fn arranged(mut items: Vec<Value>, order: &[u32]) -> Vec<Value> {
    order.iter().map(|&at| items[at as usize].take()).collect()
}

/// The order in which values stand when sorted.
fn order_of(cx: &Cx<'_>, keys: &[Value], reversed: bool) -> Res<Sorted> {
    if keys.len() > u32::MAX as usize {
        return Exc::MemoryError.err("");
    }
    if let Some(order) = fast_order(keys, reversed) {
        return Ok(Sorted::Order(order));
    }
    let less = |a: u32, b: u32| {
        note(Work::Compare, 1);
        let (a, b) = (&keys[a as usize], &keys[b as usize]);
        native_compare(CompareKind::Lt, a, b).map_err(|stop| (stop, a.clone(), b.clone()))
    };
    match sorted_order(keys.len(), reversed, less) {
        Ok(order) => Ok(Sorted::Order(order)),
        Err(Failure {
            reason: (Stop::User, ..),
            ..
        }) => Ok(Sorted::User),
        Err(Failure {
            reason: (Stop::Unordered, a, b),
            order,
        }) => {
            let signal = unordered::<()>(cx, CompareKind::Lt, &a, &b).err();
            Ok(Sorted::Failed(
                order,
                signal.unwrap_or_else(|| Box::new(Signal::Fallback)),
            ))
        }
        Err(Failure {
            reason: (stop, ..),
            order,
        }) => Ok(Sorted::Failed(order, stop.into())),
    }
}

/// The order of values that are all small ints, all floats but no NaN, or all strings.
fn fast_order(keys: &[Value], reversed: bool) -> Option<Vec<u32>> {
    match keys.first()? {
        key if key.as_int().is_some() => {
            let ints: Option<Vec<i64>> = keys.iter().map(Value::as_int).collect();
            Some(order_by(ints?, reversed, i64::cmp))
        }
        key if key.as_float().is_some() => {
            let usable = |key: &Value| key.as_float().filter(|x| !x.is_nan());
            let floats: Option<Vec<f64>> = keys.iter().map(usable).collect();
            let compare = |a: &f64, b: &f64| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal);
            Some(order_by(floats?, reversed, compare))
        }
        _ => {
            let text = |key| -> Option<&str> {
                let key: &Value = key;
                key.as_gc::<crate::object::Str>().map(|text| text.as_str())
            };
            let texts: Option<Vec<&str>> = keys.iter().map(text).collect();
            Some(order_by(texts?, reversed, |a, b| a.cmp(b)))
        }
    }
}

/// A stable order of keys; equal ones stay in their order in a reversed sort too.
fn order_by<K: Copy>(
    keys: Vec<K>,
    reversed: bool,
    compare: impl Fn(&K, &K) -> std::cmp::Ordering,
) -> Vec<u32> {
    // About as many comparisons as sorting takes: what stands in order already is only gone through.
    let is_sorted = keys.is_sorted_by(|a, b| compare(a, b).is_le());
    let rounds = if is_sorted {
        1
    } else {
        keys.len().ilog2() as usize + 1
    };
    note(Work::Compare, keys.len() * rounds);
    let mut pairs: Vec<(K, u32)> = keys.into_iter().zip(0..).collect();
    if reversed {
        pairs.sort_by(|a, b| compare(&b.0, &a.0));
    } else {
        pairs.sort_by(|a, b| compare(&a.0, &b.0));
    }
    pairs.into_iter().map(|(_, at)| at).collect()
}

/// Sorts a list by keys of its items; False, with nothing done, when code of the user compares.
fn sort_natively(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let list = receiver::<List>(cx, args, "list.sort")?;
    let keys = receiver::<List>(cx, &args[1..], "list.sort")?
        .items()
        .clone();
    let sorted = order_of(cx, &keys, native_truth(&args[2]).unwrap_or(false))?;
    let (order, result) = match sorted {
        Sorted::Order(order) => (order, Ok(Value::TRUE)),
        Sorted::Failed(order, signal) => (order, Err(signal)),
        Sorted::User => return Ok(Value::FALSE),
    };
    let items = std::mem::take(&mut *list.items());
    let new = arranged(items, &order);
    *list.items() = new;
    result
}

/// Puts a list's items into an order given as a list of their places.
fn permute(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let list = receiver::<List>(cx, args, "list.sort")?;
    let order = receiver::<List>(cx, &args[1..], "list.sort")?
        .items()
        .clone();
    let order: Vec<u32> = order
        .iter()
        .filter_map(Value::as_int)
        .map(|place| place as u32)
        .collect();
    let items = std::mem::take(&mut *list.items());
    let new = arranged(items, &order);
    *list.items() = new;
    Ok(Value::NONE)
}
