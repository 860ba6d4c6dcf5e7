//! Builtin functions: `print`, `len` and the like.

use super::representation::write_str;
use crate::object::Str;
use crate::object::dict::DictTable;
use crate::object::module::Stream;
use crate::object::sequence::ListItems;
use crate::object::set::SetItems;
use crate::object::{Bytes, Dict, List, Range, Set, Tuple};
use crate::value::Value;
use crate::vm::native::given;
use crate::vm::operators::is_user;
use crate::vm::signal::{Res, fallback, type_error};
use crate::vm::{Cx, NativeRow};

/// Builtin functions.
pub const TABLE: &[NativeRow] = &[
    NativeRow {
        name: "print",
        signature: "*args, sep=, end=, file=, flush=",
        call: print,
        fallback: Some("_print"),
    },
    NativeRow { name: "len", signature: "obj, /", call: len, fallback: Some("_len") },
];

fn print(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let [sep, end, file, _flush, items] = args else { unreachable!("(natives) print is bound") };
    let descriptor = match file.as_gc::<Stream>() {
        Some(stream) => stream.descriptor,
        None if file.is_empty() || file.is_none() => 1,
        None => return fallback(),
    };
    let separator = text_or(sep, " ")?;
    let end = text_or(end, "\n")?;
    let mut line = String::new();
    let items = items.as_gc::<Tuple>().map(|tuple| &*tuple.items).unwrap_or_default();
    for (item, index) in items.iter().zip(0..) {
        if index > 0 {
            line.push_str(&separator);
        }
        write_str(cx, &mut line, item)?;
    }
    line.push_str(&end);
    cx.world.host.write(descriptor, &line);
    Ok(Value::NONE)
}

fn text_or(value: &Value, default: &str) -> Res<String> {
    match value.as_gc::<Str>() {
        Some(text) => Ok(text.as_str().to_string()),
        None if value.is_empty() || value.is_none() => Ok(default.to_string()),
        None => type_error("sep must be None or a string"),
    }
}

fn len(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let value = &args[0];
    let length = value.as_object().and_then(|object| {
        if let Some(text) = object.downcast::<Str>() {
            Some(text.chars())
        } else if let Some(list) = object.downcast::<List>() {
            Some(list.items().len())
        } else if let Some(dict) = object.downcast::<Dict>() {
            Some(dict.table().len())
        } else if let Some(tuple) = object.downcast::<Tuple>() {
            Some(tuple.items.len())
        } else if let Some(set) = object.downcast::<Set>() {
            Some(set.table().len())
        } else if let Some(range) = object.downcast::<Range>() {
            Some(range.len() as usize)
        } else {
            object.downcast::<Bytes>().map(|bytes| bytes.data.len())
        }
    });
    match length {
        Some(length) => Ok(Value::int(length as i64)),
        None if is_user(value) => fallback(),
        None => type_error(format!("object of type '{}' has no len()", cx.world.type_name(value))),
    }
    .inspect(|_| {
        let _ = given(args, 0);
    })
}
