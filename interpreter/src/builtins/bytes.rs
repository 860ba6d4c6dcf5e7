//! `bytes`: the constructor and the methods that ordinary scripts use.

use super::arguments::{index_or, optional_index, wrong_receiver};
use super::encoding::encoded;
use crate::number::slice::adjust;
use crate::object::compare::integer;
use crate::object::{Bytes, List, Str, Tuple};
use crate::value::Value;
use crate::vm::iteration::native_items;
use crate::vm::native::given;
use crate::vm::operators::is_user;
use crate::vm::signal::{Exc, Res, fallback, type_error, unsupported, value_error};
use crate::vm::{Cx, NativeFn, NativeRow};
use gilscope_runtime::heap::Gc;

const fn row(name: &'static str, signature: &'static str, call: NativeFn) -> NativeRow {
    NativeRow {
        name,
        signature,
        call,
        fallback: None,
    }
}

/// The class and its methods.
pub const TABLE: &[NativeRow] = &[
    NativeRow {
        name: "bytes.__new__",
        signature: "source=, encoding=, errors=",
        call: new,
        fallback: Some("_bytes"),
    },
    NativeRow {
        name: "bytes.join",
        signature: "self, iterable, /",
        call: join,
        fallback: Some("_bytes_join"),
    },
    row("bytes.fromhex", "cls, text, /", from_hex),
    row("bytes.hex", "self, /, sep=, bytes_per_sep=", hex),
    row("bytes.split", "self, /, sep=, maxsplit=", split),
    row("bytes.replace", "self, old, new, count=, /", replace),
    row("bytes.find", "self, sub, start=, end=, /", |cx, args| {
        found(cx, args, Find::First)
    }),
    row("bytes.rfind", "self, sub, start=, end=, /", |cx, args| {
        found(cx, args, Find::Last)
    }),
    row("bytes.index", "self, sub, start=, end=, /", |cx, args| {
        found(cx, args, Find::Must)
    }),
    row("bytes.count", "self, sub, start=, end=, /", |cx, args| {
        found(cx, args, Find::Count)
    }),
    row(
        "bytes.startswith",
        "self, prefix, start=, end=, /",
        |cx, args| {
            affix(cx, args, "startswith", |data, affix| {
                data.starts_with(affix)
            })
        },
    ),
    row(
        "bytes.endswith",
        "self, suffix, start=, end=, /",
        |cx, args| affix(cx, args, "endswith", |data, affix| data.ends_with(affix)),
    ),
    row("bytes.strip", "self, bytes=, /", |cx, args| {
        stripped(cx, args, true, true)
    }),
    row("bytes.lstrip", "self, bytes=, /", |cx, args| {
        stripped(cx, args, true, false)
    }),
    row("bytes.rstrip", "self, bytes=, /", |cx, args| {
        stripped(cx, args, false, true)
    }),
    row("bytes.upper", "self, /", |cx, args| {
        mapped(cx, args, |byte| byte.to_ascii_uppercase())
    }),
    row("bytes.lower", "self, /", |cx, args| {
        mapped(cx, args, |byte| byte.to_ascii_lowercase())
    }),
    row("bytearray", "*args, **kwargs", |_, _| {
        unsupported("bytearray")
    }),
    row("memoryview", "*args, **kwargs", |_, _| {
        unsupported("memoryview")
    }),
];

fn value(data: impl Into<Box<[u8]>>) -> Value {
    Gc::new(Bytes { data: data.into() }).into()
}

fn receiver<'a>(cx: &Cx<'_>, args: &'a [Value]) -> Res<&'a [u8]> {
    match args[0].as_gc::<Bytes>() {
        Some(bytes) => Ok(&bytes.data),
        None => wrong_receiver(cx, &args[0], "bytes", "method"),
    }
}

fn argument<'a>(cx: &Cx<'_>, args: &'a [Value], index: usize) -> Res<&'a [u8]> {
    match args[index].as_gc::<Bytes>() {
        Some(bytes) => Ok(&bytes.data),
        None => {
            let class = cx.world.type_name(&args[index]);
            type_error(format!("a bytes-like object is required, not '{class}'"))
        }
    }
}

fn new(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let coded = given(args, 1).is_some() || given(args, 2).is_some();
    let Some(source) = given(args, 0) else {
        return if coded {
            type_error("encoding without a string argument")
        } else {
            Ok(value([]))
        };
    };
    if let Some(text) = source.as_gc::<Str>() {
        if given(args, 1).is_none() {
            return type_error("string argument without an encoding");
        }
        return Ok(value(encoded(
            cx,
            text,
            "bytes",
            given(args, 1),
            given(args, 2),
        )?));
    }
    if coded {
        return type_error("encoding without a string argument");
    }
    if source.as_gc::<Bytes>().is_some() {
        return Ok(source.clone());
    }
    if let Some(count) = integer(source) {
        return match count.to_index()? {
            n if n < 0 => value_error("negative count"),
            n if n as u64 > crate::number::MAX_TEXT => Exc::MemoryError.err(""),
            n => {
                cx.world.room_for(n as usize)?;
                Ok(value(vec![0; n as usize]))
            }
        };
    }
    if is_user(source) {
        return fallback();
    }
    let items = match native_items(cx, source) {
        Ok(Some(items)) => items,
        Ok(None) => return fallback(),
        Err(_) => {
            let class = cx.world.type_name(source);
            return type_error(format!("cannot convert '{class}' object to bytes"));
        }
    };
    let bytes: Res<Vec<u8>> = items.iter().map(|item| byte(cx, item)).collect();
    Ok(value(bytes?))
}

fn byte(cx: &Cx<'_>, item: &Value) -> Res<u8> {
    let Some(n) = integer(item) else {
        let class = cx.world.type_name(item);
        return type_error(format!(
            "'{class}' object cannot be interpreted as an integer"
        ));
    };
    match n.to_i64().and_then(|n| u8::try_from(n).ok()) {
        Some(byte) => Ok(byte),
        None => value_error("bytes must be in range(0, 256)"),
    }
}

fn join(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let separator = receiver(cx, args)?;
    let items = match native_items(cx, &args[1]) {
        Ok(Some(items)) => items,
        Ok(None) => return fallback(),
        Err(_) => return type_error("can only join an iterable"),
    };
    let mut out = Vec::new();
    for (item, index) in items.iter().zip(0usize..) {
        let Some(bytes) = item.as_gc::<Bytes>() else {
            let class = cx.world.type_name(item);
            return type_error(format!(
                "sequence item {index}: expected a bytes-like object, {class} found"
            ));
        };
        if index > 0 {
            out.extend_from_slice(separator);
        }
        out.extend_from_slice(&bytes.data);
    }
    Ok(value(out))
}

fn from_hex(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let Some(text) = args[1].as_gc::<Str>() else {
        let class = super::arguments::type_in_argument(cx, &args[1]);
        return type_error(format!("fromhex() argument must be str, not {class}"));
    };
    let mut out = Vec::new();
    let chars: Vec<char> = text.as_str().chars().collect();
    let mut at = 0;
    while at < chars.len() {
        if chars[at].is_ascii_whitespace() || chars[at] == '\x0b' {
            at += 1;
            continue;
        }
        let digit = |at: usize| chars.get(at).and_then(|c| c.to_digit(16));
        match (digit(at), digit(at + 1)) {
            (Some(high), Some(low)) => out.push((high * 16 + low) as u8),
            (high, _) => {
                let place = at + high.is_some() as usize;
                let message = "non-hexadecimal number found in fromhex() arg at position";
                return value_error(format!("{message} {place}"));
            }
        }
        at += 2;
    }
    Ok(value(out))
}

fn hex(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let data = receiver(cx, args)?;
    if given(args, 2).is_some() {
        return unsupported("bytes.hex with bytes_per_sep");
    }
    let separator = match given(args, 1) {
        None => "",
        Some(separator) => match separator.as_gc::<Str>() {
            Some(text) if text.chars() == 1 => text.as_str(),
            Some(_) => return value_error("sep must be length 1."),
            None => return type_error("sep must be str or bytes."),
        },
    };
    let pairs: Vec<String> = data.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Str::value(pairs.join(separator)))
}

/// Where `what` is found in `data`, at or after `from`.
fn search(data: &[u8], what: &[u8], from: usize) -> Option<usize> {
    if what.is_empty() {
        return (from <= data.len()).then_some(from);
    }
    let rest = data.get(from..)?;
    rest.windows(what.len())
        .position(|window| window == what)
        .map(|at| from + at)
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c)
}

fn split(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let data = receiver(cx, args)?;
    let most = usize::try_from(index_or(cx, args, 2, -1)?).unwrap_or(usize::MAX);
    let mut parts: Vec<Value> = Vec::new();
    if given(args, 1).is_none_or(Value::is_none) {
        let mut rest = data;
        loop {
            let blank = rest.iter().take_while(|byte| is_space(**byte)).count();
            rest = &rest[blank..];
            if rest.is_empty() {
                return Ok(List::value(parts));
            }
            if parts.len() == most {
                parts.push(value(rest));
                return Ok(List::value(parts));
            }
            let end = rest.iter().take_while(|byte| !is_space(**byte)).count();
            parts.push(value(&rest[..end]));
            rest = &rest[end..];
        }
    }
    let separator = argument(cx, args, 1)?;
    if separator.is_empty() {
        return value_error("empty separator");
    }
    let mut start = 0;
    while parts.len() < most
        && let Some(at) = search(data, separator, start)
    {
        parts.push(value(&data[start..at]));
        start = at + separator.len();
    }
    parts.push(value(&data[start..]));
    Ok(List::value(parts))
}

fn replace(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let data = receiver(cx, args)?;
    let (old, new) = (argument(cx, args, 1)?, argument(cx, args, 2)?);
    let most = usize::try_from(index_or(cx, args, 3, -1)?).unwrap_or(usize::MAX);
    let (mut out, mut start, mut from, mut done) = (Vec::new(), 0, 0, 0);
    while done < most
        && let Some(at) = search(data, old, from)
    {
        out.extend_from_slice(&data[start..at]);
        out.extend_from_slice(new);
        start = at + old.len();
        from = start + old.is_empty() as usize;
        done += 1;
    }
    out.extend_from_slice(data.get(start..).unwrap_or_default());
    Ok(value(out))
}

/// What a search gives.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Find {
    First,
    Last,
    Must,
    Count,
}

fn found(cx: &mut Cx<'_>, args: &[Value], find: Find) -> Res {
    let data = receiver(cx, args)?;
    let what = match integer(&args[1]) {
        Some(number) => match number.to_i64().and_then(|n| u8::try_from(n).ok()) {
            Some(byte) => &[byte][..],
            None => return value_error("byte must be in range(0, 256)"),
        },
        None => match args[1].as_gc::<Bytes>() {
            Some(bytes) => &bytes.data,
            None => {
                let class = cx.world.type_name(&args[1]);
                let message = "argument should be integer or bytes-like object, not";
                return type_error(format!("{message} '{class}'"));
            }
        },
    };
    let (start, end) = (optional_index(cx, args, 2)?, optional_index(cx, args, 3)?);
    let range = adjust(data.len() as i64, start, end, None)?;
    let inside = range.start <= range.stop && start.unwrap_or(0) <= data.len() as i64;
    let end = range.stop.max(0) as usize;
    let mut at = if inside {
        search(&data[..end], what, range.start as usize)
    } else {
        None
    };
    let (mut last, mut count) = (None, 0);
    while let Some(place) = at {
        if matches!(find, Find::First | Find::Must) {
            return Ok(Value::int(place as i64));
        }
        last = Some(place);
        count += 1;
        let step = if find == Find::Last {
            1
        } else {
            what.len().max(1)
        };
        at = search(&data[..end], what, place + step);
    }
    match find {
        Find::Count => Ok(Value::int(count)),
        Find::Must => value_error("subsection not found"),
        _ => Ok(Value::int(last.map_or(-1, |place| place as i64))),
    }
}

fn affix(cx: &mut Cx<'_>, args: &[Value], name: &str, has: fn(&[u8], &[u8]) -> bool) -> Res {
    let data = receiver(cx, args)?;
    let (start, end) = (optional_index(cx, args, 2)?, optional_index(cx, args, 3)?);
    let range = adjust(data.len() as i64, start, end, None)?;
    if range.start > range.stop || start.unwrap_or(0) > data.len() as i64 {
        return Ok(Value::FALSE);
    }
    let part = &data[range.start as usize..range.stop as usize];
    if let Some(bytes) = args[1].as_gc::<Bytes>() {
        return Ok(Value::bool(has(part, &bytes.data)));
    }
    let Some(tuple) = args[1].as_gc::<Tuple>() else {
        let class = cx.world.type_name(&args[1]);
        let message = format!("{name} first arg must be bytes or a tuple of bytes, not {class}");
        return type_error(message);
    };
    for index in 0..tuple.items.len() {
        if has(part, argument(cx, &tuple.items, index)?) {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

fn stripped(cx: &mut Cx<'_>, args: &[Value], left: bool, right: bool) -> Res {
    let mut data = receiver(cx, args)?;
    let chars = match given(args, 1).filter(|chars| !chars.is_none()) {
        None => b" \t\n\r\x0b\x0c",
        Some(_) => argument(cx, args, 1)?,
    };
    while left && data.first().is_some_and(|byte| chars.contains(byte)) {
        data = &data[1..];
    }
    while right && data.last().is_some_and(|byte| chars.contains(byte)) {
        data = &data[..data.len() - 1];
    }
    Ok(value(data))
}

fn mapped(cx: &mut Cx<'_>, args: &[Value], how: fn(&u8) -> u8) -> Res {
    let mapped: Vec<u8> = receiver(cx, args)?.iter().map(how).collect();
    Ok(value(mapped))
}
