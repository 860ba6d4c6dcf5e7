//! Iterators over iterators: `enumerate`, `zip`, `reversed`, `map`, `filter`.
//!
//! Natively where what they run over is native; else they are generators of the prelude, which
//! pass for objects of these classes (see `World::class_of`).

use crate::object::class::ClassLookup;
use crate::object::compare::integer;
use crate::object::dict::{DictTable, DictView, ViewKind};
use crate::object::generator::as_iterator;
use crate::object::iterator::{Iter, IterState};
use crate::object::sequence::{ListItems, bytes_of};
use crate::object::{Dict, List, Range, Str, Tuple, WideRange};
use crate::value::Value;
use crate::vm::iteration::{native_iter, not_iterable};
use crate::vm::native::given;
use crate::vm::operators::{is_user, native_truth};
use crate::vm::signal::{Res, fallback, type_error};
use crate::vm::{Cx, NativeRow};
use gilscope_runtime::heap::Gc;
use gilscope_runtime::symbol::Symbol;

/// Iterators over iterators.
pub const TABLE: &[NativeRow] = &[
    NativeRow::with_twin(
        "enumerate.__new__",
        "iterable, start=",
        enumerate,
        "_enumerate",
    ),
    NativeRow::with_twin("zip.__new__", "*iterables, strict=", zip, "_zip"),
    NativeRow::with_twin("reversed.__new__", "object, /", reversed, "_reversed"),
    NativeRow::with_twin("map.__new__", "function=, /, *iterables", map, "_map"),
    NativeRow::with_twin(
        "filter.__new__",
        "function, iterable, /",
        |_, _| fallback(),
        "_filter",
    ),
];

/// A native iterator over a value, a fallback where code is involved, an error where it is nothing
/// to iterate over.
fn inner(cx: &Cx<'_>, value: &Value, whose: &str) -> Res<Gc<Iter>> {
    match native_iter(value) {
        Some(iter) => Ok(iter),
        None if is_user(value) || as_iterator(value).is_some() => fallback(),
        None if whose.is_empty() => not_iterable(cx, value),
        None => type_error(format!(
            "'{}' object is not {whose}",
            cx.world.type_name(value)
        )),
    }
}

fn enumerate(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let next = match given(args, 1) {
        None => 0,
        Some(start) => match integer(start).map(|n| n.to_i64()) {
            Some(Some(n)) if n < i64::MAX >> 1 => n,
            Some(_) => return fallback(),
            None if is_user(start) => return fallback(),
            None => {
                let name = cx.world.type_name(start);
                return type_error(format!(
                    "'{name}' object cannot be interpreted as an integer"
                ));
            }
        },
    };
    let inner = inner(cx, &args[0], "")?;
    Ok(Iter::value(IterState::Enumerate { inner, next }))
}

fn zip(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let [strict, all] = args else {
        unreachable!("(natives) is bound")
    };
    let strict = match strict.is_empty() {
        true => false,
        false => match native_truth(strict) {
            Some(truth) => truth,
            None => return fallback(),
        },
    };
    let all = all
        .as_gc::<Tuple>()
        .map(|tuple| &*tuple.items)
        .unwrap_or_default();
    let mut iters = Vec::with_capacity(all.len());
    for value in all {
        iters.push(inner(cx, value, "")?);
    }
    Ok(Iter::value(IterState::Zip {
        inner: iters.into(),
        strict,
    }))
}

fn reversed(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let value = &args[0];
    let Some(object) = value.as_object() else {
        return not_reversible(cx, value);
    };
    let state = if let Some(list) = object.downcast::<List>() {
        let index = list.items().len();
        IterState::ListReversed {
            list: list.clone(),
            index,
        }
    } else if let Some(tuple) = object.downcast::<Tuple>() {
        IterState::TupleReversed {
            tuple: tuple.clone(),
            index: tuple.items.len(),
        }
    } else if let Some(text) = object.downcast::<Str>() {
        IterState::StrReversed {
            text: text.clone(),
            offset: text.as_str().len(),
        }
    } else if let Some(range) = object.downcast::<Range>() {
        super::ranges::backwards(range)
    } else if let Some(range) = object.downcast::<WideRange>() {
        IterState::WideRange(Box::new(range.numbers.reversed()))
    } else if let Some(dict) = object.downcast::<Dict>() {
        backwards(dict, ViewKind::Keys)
    } else if let Some(view) = object.downcast::<DictView>() {
        backwards(&view.dict, view.kind)
    } else if is_user(value) {
        let class = cx.world.class_of(value);
        let names = [Symbol::new("__reversed__"), cx.world.names.getitem];
        return match names.iter().any(|name| class.lookup(*name).is_some()) {
            true => fallback(),
            false => not_reversible(cx, value),
        };
    } else if bytes_of(value).is_some() {
        return fallback();
    } else {
        return not_reversible(cx, value);
    };
    Ok(Iter::value(state))
}

fn backwards(dict: &Gc<Dict>, kind: ViewKind) -> IterState {
    let (position, size) = {
        let table = dict.table();
        (table.end(), table.len())
    };
    IterState::DictReversed {
        dict: dict.clone(),
        kind,
        position,
        size,
    }
}

fn not_reversible(cx: &Cx<'_>, value: &Value) -> Res {
    type_error(format!(
        "'{}' object is not reversible",
        cx.world.type_name(value)
    ))
}

fn map(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let none = args[1]
        .as_gc::<Tuple>()
        .is_none_or(|tuple| tuple.items.is_empty());
    if none {
        return type_error("map() must have at least two arguments.");
    }
    fallback()
}
