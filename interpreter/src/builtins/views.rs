//! Methods of views of dicts.

use super::receivers::receiver;
use super::dicts::{backwards, forwards};
use crate::object::dict::{DictTable, DictView};
use crate::object::views::SetLike;
use crate::value::Value;
use crate::vm::operators::native_contains;
use crate::vm::signal::{Res, fallback};
use crate::vm::{Cx, NativeRow};

/// Methods of `dict_keys`, `dict_values` and `dict_items`.
pub const TABLE: &[NativeRow] = &[
    NativeRow::with_twin("dict_keys.isdisjoint", "self, other, /", isdisjoint, "_view_isdisjoint"),
    NativeRow::with_twin("dict_items.isdisjoint", "self, other, /", isdisjoint, "_view_isdisjoint"),
    NativeRow::new("dict_keys.__len__", "self, /", len),
    NativeRow::new("dict_values.__len__", "self, /", len),
    NativeRow::new("dict_items.__len__", "self, /", len),
    NativeRow::new("dict_keys.__iter__", "self, /", iter),
    NativeRow::new("dict_values.__iter__", "self, /", iter),
    NativeRow::new("dict_items.__iter__", "self, /", iter),
    NativeRow::new("dict_keys.__reversed__", "self, /", reversed),
    NativeRow::new("dict_values.__reversed__", "self, /", reversed),
    NativeRow::new("dict_items.__reversed__", "self, /", reversed),
    NativeRow::with_twin("dict_keys.__contains__", "self, key, /", contains, "_contains"),
    NativeRow::with_twin("dict_items.__contains__", "self, key, /", contains, "_contains"),
    NativeRow::new("_prelude.view_dict", "view, /", view_dict),
    NativeRow::new("_prelude.view_is_keys", "view, /", view_is_keys),
    NativeRow::new("_prelude.view_is_items", "view, /", view_is_items),
];

fn isdisjoint(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    receiver::<DictView>(cx, args, "dict_keys.isdisjoint")?;
    let sets = (args[0].as_object().and_then(SetLike::of), args[1].as_object().and_then(SetLike::of));
    let (Some(a), Some(b)) = sets else { return fallback() };
    let (walked, searched) = if b.len() > a.len() { (a, b) } else { (b, a) };
    for item in walked.items() {
        if searched.contains(&item)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

fn len(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let view = receiver::<DictView>(cx, args, "dict_keys.__len__")?;
    Ok(Value::int(view.dict.table().len() as i64))
}

fn iter(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let view = receiver::<DictView>(cx, args, "dict_keys.__iter__")?;
    Ok(forwards(&view.dict, view.kind))
}

fn reversed(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let view = receiver::<DictView>(cx, args, "dict_keys.__reversed__")?;
    Ok(backwards(&view.dict, view.kind))
}

fn contains(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    receiver::<DictView>(cx, args, "dict_keys.__contains__")?;
    Ok(Value::bool(native_contains(cx, &args[0], &args[1])?))
}

/// The dict that a view shows.
fn view_dict(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok((&receiver::<DictView>(cx, args, "dict_keys.mapping")?.dict).into())
}

/// Whether a value is a view of items.
fn view_is_items(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Value::bool(matches!(args[0].as_object().and_then(SetLike::of), Some(SetLike::Items(_)))))
}

/// Whether a value is a view of keys.
fn view_is_keys(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Value::bool(matches!(args[0].as_object().and_then(SetLike::of), Some(SetLike::Keys(_)))))
}
