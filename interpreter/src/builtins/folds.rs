//! Functions that take an iterable to one value: `sum`, `min`, `max`, `any`, `all`.
//!
//! An iterator that is consumed here cannot be consumed again, so where code of the user turns out
//! to be involved, the twin is called with the items rather than with the same arguments.

use crate::object::compare::{Number, Stop, number};
use crate::object::{Bytes, List, Str, Tuple};
use crate::op::{BinaryKind, CompareKind};
use crate::value::{Value, View};
use crate::vm::arithmetic::binary;
use crate::vm::iteration::{native_items, native_iter, native_next};
use crate::vm::native::given;
use crate::vm::operators::{is_user, native_compare, native_truth, unordered};
use crate::vm::signal::{Res, fallback, type_error, value_error};
use crate::vm::{Cx, NativeRow, Signal};

/// Functions of an iterable.
pub const TABLE: &[NativeRow] = &[
    NativeRow::with_twin("sum", "iterable, /, start=", sum, "_sum"),
    NativeRow::with_twin(
        "min",
        "*args, key=, default=",
        |cx, args| extreme(cx, args, CompareKind::Lt),
        "_min",
    ),
    NativeRow::with_twin(
        "max",
        "*args, key=, default=",
        |cx, args| extreme(cx, args, CompareKind::Gt),
        "_max",
    ),
    NativeRow::with_twin(
        "any",
        "iterable, /",
        |cx, args| first_of(cx, args, true),
        "_any",
    ),
    NativeRow::with_twin(
        "all",
        "iterable, /",
        |cx, args| first_of(cx, args, false),
        "_all",
    ),
];

fn sum(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let start = given(args, 1).cloned().unwrap_or(Value::int(0));
    if is_user(&start) {
        return fallback();
    }
    let items = native_items(cx, &args[0])?;
    if start.as_gc::<Str>().is_some() {
        return type_error("sum() can't sum strings [use ''.join(seq) instead]");
    }
    if start.as_gc::<Bytes>().is_some() {
        return type_error("sum() can't sum bytes [use b''.join(seq) instead]");
    }
    let Some(items) = items else {
        return fallback();
    };
    if items.iter().any(is_user) {
        let twin = cx.world.prelude_function("_sum");
        return Err(Box::new(Signal::Call(
            twin,
            vec![List::value(items), start],
        )));
    }
    let mut items = items.iter();
    let mut total = start;
    if matches!(total.view(), View::Int(_)) {
        total = sum_ints(cx, total, &mut items)?;
    }
    if let Some(start) = total.as_float() {
        total = sum_floats(cx, start, &mut items)?;
    }
    for item in items {
        total = binary(cx, BinaryKind::Add, &total, item)?;
    }
    Ok(total)
}

/// Adds integers up, to the first item that is none (included) or the first overflow.
fn sum_ints<'a>(cx: &Cx<'_>, mut total: Value, items: &mut impl Iterator<Item = &'a Value>) -> Res {
    for item in items {
        let small = matches!(item.view(), View::Int(_) | View::Bool(_));
        total = binary(cx, BinaryKind::Add, &total, item)?;
        if !small || total.as_int().is_none() {
            break;
        }
    }
    Ok(total)
}

/// Adds floats up, keeping what rounding loses, to the first item that is no number (included).
///
/// Follows `sum` of CPython 3.12 and later, `Python/bltinmodule.c`.
fn sum_floats<'a>(cx: &Cx<'_>, start: f64, items: &mut impl Iterator<Item = &'a Value>) -> Res {
    let (mut total, mut lost) = (start, 0.0f64);
    let settled = |total: f64, lost: f64| {
        if lost != 0.0 && lost.is_finite() {
            total + lost
        } else {
            total
        }
    };
    for item in items {
        match (item.view(), number(item)) {
            (_, Some(Number::Float(x))) => {
                let next = total + x;
                lost += if total.abs() >= x.abs() {
                    (total - next) + x
                } else {
                    (x - next) + total
                };
                total = next;
            }
            (View::Int(n), _) => total += n as f64,
            (View::Bool(b), _) => total += f64::from(u8::from(b)),
            _ => {
                let so_far = Value::float(settled(total, lost));
                return binary(cx, BinaryKind::Add, &so_far, item);
            }
        }
    }
    Ok(Value::float(settled(total, lost)))
}

fn extreme(cx: &mut Cx<'_>, args: &[Value], kind: CompareKind) -> Res {
    let [key, default, all] = args else {
        unreachable!("(natives) is bound")
    };
    let all = all
        .as_gc::<Tuple>()
        .map(|tuple| &*tuple.items)
        .unwrap_or_default();
    let name = if kind == CompareKind::Lt {
        "min"
    } else {
        "max"
    };
    if all.is_empty() {
        return type_error(format!("{name} expected at least 1 argument, got 0"));
    }
    if all.len() > 1 && !default.is_empty() {
        return type_error(format!(
            "Cannot specify a default for {name}() with multiple positional arguments"
        ));
    }
    if !key.is_empty() && !key.is_none() {
        return fallback();
    }
    let items = match all {
        [iterable] => match native_items(cx, iterable)? {
            Some(items) => items,
            None => return fallback(),
        },
        several => several.to_vec(),
    };
    let mut best: Option<&Value> = None;
    for item in &items {
        match best {
            None => best = Some(item),
            Some(known) => {
                if is_user(item) || is_user(known) {
                    return by_twin(cx, name, &items);
                }
                match native_compare(kind, item, known) {
                    Ok(true) => best = Some(item),
                    Ok(false) => {}
                    Err(Stop::User) => return by_twin(cx, name, &items),
                    Err(Stop::Unordered) => return unordered(cx, kind, item, known),
                    Err(stop) => return Err(stop.into()),
                }
            }
        }
    }
    match best {
        Some(best) => Ok(best.clone()),
        None if !default.is_empty() => Ok(default.clone()),
        None => value_error(format!("{name}() iterable argument is empty")),
    }
}

fn by_twin(cx: &Cx<'_>, name: &str, items: &[Value]) -> Res {
    let twin = cx.world.prelude_function(&format!("_{name}"));
    Err(Box::new(Signal::Call(
        twin,
        vec![List::value(items.to_vec())],
    )))
}

/// `any` (whether one item's truth is `wanted`) and, negated, `all`.
fn first_of(cx: &mut Cx<'_>, args: &[Value], wanted: bool) -> Res {
    let Some(iter) = native_iter(&args[0]) else {
        native_items(cx, &args[0])?;
        return fallback();
    };
    while let Some(item) = native_next(cx, &iter)? {
        match native_truth(&item) {
            Some(truth) if truth == wanted => return Ok(Value::bool(wanted)),
            Some(_) => {}
            None => {
                let twin = if wanted { "_any_from" } else { "_all_from" };
                let twin = cx.world.prelude_function(twin);
                return Err(Box::new(Signal::Call(twin, vec![item, iter.into()])));
            }
        }
    }
    Ok(Value::bool(!wanted))
}
