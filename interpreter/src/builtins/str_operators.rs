//! Special methods of `str`, for when they are called by name.

use super::arguments::receiver;
use crate::object::Str;
use crate::op::{BinaryKind, CompareKind};
use crate::value::Value;
use crate::vm::arithmetic::binary;
use crate::vm::containers::get_item;
use crate::vm::iteration::native_iter;
use crate::vm::operators::{is_user, native_compare, native_contains};
use crate::vm::signal::{Res, unsupported};
use crate::vm::{Cx, NativeRow};

/// Special methods of `str`.
pub const TABLE: &[NativeRow] = &[
    NativeRow::new("str.__len__", "self, /", length),
    NativeRow::new("str.__contains__", "self, key, /", contains),
    NativeRow::new("str.__getitem__", "self, key, /", item),
    NativeRow::new("str.__iter__", "self, /", iterator),
    NativeRow::new("str.__add__", "self, value, /", add),
    NativeRow::new("str.__mul__", "self, value, /", |cx, args| {
        times(cx, args, "__mul__")
    }),
    NativeRow::new("str.__rmul__", "self, value, /", |cx, args| {
        times(cx, args, "__rmul__")
    }),
    NativeRow::new("str.__eq__", "self, value, /", |cx, args| {
        compared(cx, args, CompareKind::Eq)
    }),
    NativeRow::new("str.__ne__", "self, value, /", |cx, args| {
        compared(cx, args, CompareKind::Ne)
    }),
    NativeRow::new("str.__lt__", "self, value, /", |cx, args| {
        compared(cx, args, CompareKind::Lt)
    }),
    NativeRow::new("str.__le__", "self, value, /", |cx, args| {
        compared(cx, args, CompareKind::Le)
    }),
    NativeRow::new("str.__gt__", "self, value, /", |cx, args| {
        compared(cx, args, CompareKind::Gt)
    }),
    NativeRow::new("str.__ge__", "self, value, /", |cx, args| {
        compared(cx, args, CompareKind::Ge)
    }),
];

/// Methods by name are rare: what would take code of the user is refused.
fn plain(value: &Value) -> Res<()> {
    if is_user(value) {
        unsupported("this special method with an object of a class")
    } else {
        Ok(())
    }
}

fn length(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Value::int(receiver(cx, args, "__len__")?.chars() as i64))
}

fn contains(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    receiver(cx, args, "__contains__")?;
    native_contains(cx, &args[0], &args[1]).map(Value::bool)
}

fn item(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    receiver(cx, args, "__getitem__")?;
    plain(&args[1])?;
    get_item(cx, &args[0], &args[1])
}

fn iterator(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    receiver(cx, args, "__iter__")?;
    Ok(native_iter(&args[0])
        .expect("(iteration) of a str is native")
        .into())
}

fn add(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    receiver(cx, args, "__add__")?;
    binary(cx, BinaryKind::Add, &args[0], &args[1])
}

fn times(cx: &mut Cx<'_>, args: &[Value], name: &str) -> Res {
    receiver(cx, args, name)?;
    plain(&args[1])?;
    binary(cx, BinaryKind::Mul, &args[0], &args[1])
}

fn compared(cx: &mut Cx<'_>, args: &[Value], kind: CompareKind) -> Res {
    receiver(cx, args, kind.symbol())?;
    if args[1].as_gc::<Str>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    Ok(Value::bool(native_compare(kind, &args[0], &args[1])?))
}
