//! `str.translate` and `str.maketrans`.

use super::arguments::{receiver, text_argument};
use crate::number::Int;
use crate::object::compare::integer;
use crate::object::dict::{DictTable, Table};
use crate::object::{Dict, Str};
use crate::strings::methods::{self, Replacement};
use crate::strings::unicode::char_of;
use crate::value::Value;
use crate::vm::containers::get_item;
use crate::vm::native::given;
use crate::vm::operators::is_user;
use crate::vm::signal::{Exc, Res, Signal, fallback, type_error, value_error};
use crate::vm::{Cx, NativeRow};

/// Natives about translation tables.
pub const TABLE: &[NativeRow] = &[
    NativeRow {
        name: "str.translate",
        signature: "self, table, /",
        call: translate,
        fallback: Some("_str_translate"),
    },
    NativeRow {
        name: "str.maketrans",
        signature: "x, y=, z=, /",
        call: maketrans,
        fallback: None,
    },
];

fn translate(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let text = receiver(cx, args, "translate")?;
    let table = &args[1];
    if is_user(table) {
        return fallback();
    }
    let result = methods::translate(text.as_str(), |c| match entry(cx, table, c)? {
        Some(value) => replacement(&value),
        None => Ok(Replacement::Same),
    });
    Ok(Str::value(result?))
}

/// What a table says about a character; None when it says nothing.
fn entry(cx: &Cx<'_>, table: &Value, c: char) -> Res<Option<Value>> {
    let code = Value::int(i64::from(u32::from(c)));
    if let Some(dict) = table.as_gc::<Dict>() {
        let found = dict.table().get(&code)?;
        return Ok(found);
    }
    match get_item(cx, table, &code) {
        Ok(value) => Ok(Some(value)),
        Err(signal) if matches!(*signal, Signal::New(Exc::IndexError, _)) => Ok(None),
        Err(signal) => Err(signal),
    }
}

fn replacement(value: &Value) -> Res<Replacement> {
    if value.is_none() {
        return Ok(Replacement::Nothing);
    }
    if let Some(text) = value.as_gc::<Str>() {
        return Ok(Replacement::Text(text.as_str().to_string()));
    }
    match integer(value) {
        Some(n) if n < Int::Small(0) || n > Int::Small(0x10_ffff) => {
            value_error("character mapping must be in range(0x110000)")
        }
        Some(n) => Ok(Replacement::Char(char_of(&n)?)),
        None => type_error("character mapping must return integer, None or str"),
    }
}

fn code(c: char) -> Value {
    Value::int(i64::from(u32::from(c)))
}

fn maketrans(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let mut table = Table::default();
    if given(args, 1).is_none() {
        let Some(dict) = args[0].as_gc::<Dict>() else {
            return type_error("if you give only one argument to maketrans it must be a dict");
        };
        let source = dict.table().clone();
        for entry in source.iter() {
            table.insert(table_key(&entry.key)?, entry.value.clone())?;
        }
        return Ok(Dict::value(table));
    }
    let to = text_argument(cx, args, 1, "maketrans() argument 2")?;
    let Some(from) = args[0].as_gc::<Str>() else {
        let message = "first maketrans argument must be a string if there is a second argument";
        return type_error(message);
    };
    let dropped = match given(args, 2) {
        Some(_) => text_argument(cx, args, 2, "maketrans() argument 3")?,
        None => "",
    };
    for (c, other) in methods::maketrans(from.as_str(), to, dropped)? {
        table.insert(code(c), other.map_or(Value::NONE, code))?;
    }
    Ok(Dict::value(table))
}

fn table_key(key: &Value) -> Res {
    let Some(text) = key.as_gc::<Str>() else {
        return match integer(key) {
            Some(_) => Ok(key.clone()),
            None => type_error("keys in translate table must be strings or integers"),
        };
    };
    let mut chars = text.as_str().chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => Ok(code(c)),
        _ => value_error("string keys in translate table must be of length 1"),
    }
}
