//! `bytearray`: what only it can do. What it has in common with `bytes` is done on a copy of its
//! bytes.

use super::bytes::{TABLE as BYTES, byte, made, row, value};
use super::bytes_methods::TABLE as METHODS;
use super::receivers::{index_argument, receiver as method_receiver};
use crate::object::sequence::{ByteData, bytes_of};
use crate::object::{ByteArray, Bytes, List, Str, Tuple};
use crate::value::Value;
use crate::vm::byte_items::{delete_bytes, put_bytes};
use crate::vm::iteration::native_items;
use crate::vm::native::given;
use crate::vm::signal::{Exc, Res, fallback, type_error, value_error};
use crate::vm::{Cx, NativeFn, NativeRow};
use gilscope_runtime::heap::Gc;

macro_rules! shared {
    ($($name:literal, $signature:literal;)+) => {
        /// Methods that `bytes` has too.
        pub const SHARED: &[NativeRow] = &[
            $(row(concat!("bytearray.", $name), $signature, |cx, args| {
                on_copy(cx, args, concat!("bytes.", $name))
            }),)+
        ];
    };
}

shared! {
    "hex", "self, /, sep=, bytes_per_sep=";
    "split", "self, /, sep=, maxsplit=";
    "rsplit", "self, /, sep=, maxsplit=";
    "splitlines", "self, /, keepends=";
    "partition", "self, sep, /";
    "rpartition", "self, sep, /";
    "replace", "self, old, new, count=, /";
    "find", "self, sub, start=, end=, /";
    "rfind", "self, sub, start=, end=, /";
    "index", "self, sub, start=, end=, /";
    "rindex", "self, sub, start=, end=, /";
    "count", "self, sub, start=, end=, /";
    "startswith", "self, prefix, start=, end=, /";
    "endswith", "self, suffix, start=, end=, /";
    "removeprefix", "self, prefix, /";
    "removesuffix", "self, suffix, /";
    "strip", "self, bytes=, /";
    "lstrip", "self, bytes=, /";
    "rstrip", "self, bytes=, /";
    "upper", "self, /";
    "lower", "self, /";
    "title", "self, /";
    "capitalize", "self, /";
    "swapcase", "self, /";
    "center", "self, width, fillchar=, /";
    "ljust", "self, width, fillchar=, /";
    "rjust", "self, width, fillchar=, /";
    "zfill", "self, width, /";
    "expandtabs", "self, /, tabsize=";
    "isalpha", "self, /";
    "isdigit", "self, /";
    "isalnum", "self, /";
    "isspace", "self, /";
    "isascii", "self, /";
    "isupper", "self, /";
    "islower", "self, /";
    "istitle", "self, /";
    "translate", "self, table, /, delete=";
}

/// The class and its own methods.
pub const TABLE: &[NativeRow] = &[
    NativeRow::with_twin(
        "bytearray.__new__",
        "source=, encoding=, errors=",
        new,
        "_bytearray",
    ),
    NativeRow::with_twin("bytearray.join", "self, iterable, /", join, "_bytes_join"),
    row("bytearray.decode", "self, /, encoding=, errors=", decode),
    row("bytearray.fromhex", "cls, text, /", |cx, args| {
        on_copy(cx, args, "bytes.fromhex")
    }),
    row("bytearray.maketrans", "frm, to, /", |cx, args| {
        native("bytes.maketrans")(cx, args)
    }),
    row("bytearray.append", "self, item, /", append),
    NativeRow::with_twin(
        "bytearray.extend",
        "self, iterable, /",
        extend,
        "_bytearray_extend",
    ),
    row("bytearray.insert", "self, index, item, /", insert),
    row("bytearray.pop", "self, index=, /", pop),
    row("bytearray.remove", "self, item, /", remove),
    row("bytearray.clear", "self, /", |cx, args| {
        receiver(cx, args)?.data().clear();
        Ok(Value::NONE)
    }),
    row("bytearray.copy", "self, /", |cx, args| {
        let data = receiver(cx, args)?.data().clone();
        Ok(ByteArray::value(data))
    }),
    row("bytearray.reverse", "self, /", |cx, args| {
        receiver(cx, args)?.data().reverse();
        Ok(Value::NONE)
    }),
    NativeRow::with_twin(
        "bytearray.__iter__",
        "self, /",
        super::iterate::iter,
        "_iter",
    ),
    NativeRow::with_twin("bytearray.__len__", "self, /", super::core::len, "_len"),
    NativeRow::with_twin(
        "bytearray.__getitem__",
        "self, key, /",
        super::iterate::item,
        "_item",
    ),
    row(
        "bytearray.__setitem__",
        "self, key, value, /",
        |cx, args| {
            put_bytes(cx, receiver(cx, args)?, &args[1], &args[2])?;
            Ok(Value::NONE)
        },
    ),
    row("bytearray.__delitem__", "self, key, /", |cx, args| {
        delete_bytes(cx, receiver(cx, args)?, &args[1])?;
        Ok(Value::NONE)
    }),
];

fn receiver<'a>(cx: &Cx<'_>, args: &'a [Value]) -> Res<&'a Gc<ByteArray>> {
    method_receiver(cx, args, "bytearray.method")
}

/// A method of `bytes`.
fn native(name: &str) -> NativeFn {
    let all = BYTES.iter().chain(METHODS);
    let row = { all }.find(|row| row.name == name);
    row.expect("(natives) bytes can do it too").call
}

/// Does with a copy what `bytes` can do; the bytes that come of it are a `bytearray`.
fn on_copy(cx: &mut Cx<'_>, args: &[Value], name: &str) -> Res {
    let mut args = args.to_vec();
    if let Some(array) = args[0].as_gc::<ByteArray>() {
        let copy = array.data().clone();
        args[0] = value(copy);
    }
    let made = native(name)(cx, &args)?;
    Ok(as_array(made))
}

fn as_array(made: Value) -> Value {
    if let Some(bytes) = made.as_gc::<Bytes>() {
        return ByteArray::value(&*bytes.data);
    }
    if let Some(list) = made.as_gc::<List>() {
        let items = crate::object::sequence::ListItems::items(list).clone();
        return List::value(items.into_iter().map(as_array).collect());
    }
    match made.as_gc::<Tuple>() {
        Some(tuple) => {
            let items: Vec<Value> = tuple.items.iter().cloned().map(as_array).collect();
            Tuple::value(items)
        }
        None => made,
    }
}

fn new(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    made(cx, args, "bytearray").map(ByteArray::value)
}

fn join(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    on_copy(cx, args, "bytes.join")
}

fn decode(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let data = receiver(cx, args)?.data().clone();
    let bytes = Gc::new(Bytes { data: data.into() });
    super::encoding::decoded(cx, &bytes, "decode", given(args, 1), given(args, 2))
}

const RANGE: &str = "byte must be in range(0, 256)";

fn append(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let array = receiver(cx, args)?;
    let new = byte(cx, &args[1], RANGE)?;
    array.data().push(new);
    Ok(Value::NONE)
}

fn extend(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let array = receiver(cx, args)?;
    if args[1].as_gc::<Str>().is_some() {
        return type_error("expected iterable of integers; got: 'str'");
    }
    let more = match bytes_of(&args[1]) {
        Some(bytes) => bytes.into_owned(),
        None => {
            let items = match native_items(cx, &args[1]) {
                Ok(Some(items)) => items,
                Ok(None) => return fallback(),
                Err(_) => {
                    let class = cx.world.type_name(&args[1]);
                    return type_error(format!("can't extend bytearray with {class}"));
                }
            };
            let bytes: Res<Vec<u8>> = items.iter().map(|item| byte(cx, item, RANGE)).collect();
            bytes?
        }
    };
    array.data().extend(more);
    Ok(Value::NONE)
}

fn insert(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let array = receiver(cx, args)?;
    let index = index_argument(cx, &args[1])?;
    let new = byte(cx, &args[2], RANGE)?;
    let mut data = array.data();
    let size = data.len() as i64;
    let place = if index < 0 {
        (index + size).max(0)
    } else {
        index.min(size)
    };
    data.insert(place as usize, new);
    Ok(Value::NONE)
}

fn pop(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let array = receiver(cx, args)?;
    let index = match given(args, 1) {
        None => -1,
        Some(index) => index_argument(cx, index)?,
    };
    let mut data = array.data();
    if data.is_empty() {
        return Exc::IndexError.err("pop from empty bytearray");
    }
    let place = if index < 0 {
        index + data.len() as i64
    } else {
        index
    };
    match usize::try_from(place) {
        Ok(place) if place < data.len() => Ok(Value::int(i64::from(data.remove(place)))),
        _ => Exc::IndexError.err("pop index out of range"),
    }
}

fn remove(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let array = receiver(cx, args)?;
    let unwanted = byte(cx, &args[1], RANGE)?;
    let mut data = array.data();
    match data.iter().position(|byte| *byte == unwanted) {
        Some(place) => {
            data.remove(place);
            Ok(Value::NONE)
        }
        None => value_error("value not found in bytearray"),
    }
}
