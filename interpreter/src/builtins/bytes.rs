//! `bytes`: the constructor and the methods that ordinary scripts use.

use super::arguments::{index_or, optional_index, wrong_receiver};
use super::encoding::encoded;
use crate::number::slice::adjust;
use crate::object::compare::integer;
use crate::object::sequence::bytes_of;
use crate::object::unchanged;
use crate::object::{Bytes, List, Str, Tuple};
use crate::value::Value;
use crate::vm::iteration::native_items;
use crate::vm::native::given;
use crate::vm::operators::is_user;
use crate::vm::signal::{Exc, Res, fallback, type_error, value_error};
use crate::vm::{Cx, NativeFn, NativeRow};
use gilscope_runtime::heap::Gc;
use std::borrow::Cow;

/// A row without a twin.
pub const fn row(name: &'static str, signature: &'static str, call: NativeFn) -> NativeRow {
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
    row("bytes.rindex", "self, sub, start=, end=, /", |cx, args| {
        found(cx, args, Find::MustLast)
    }),
];

/// A `bytes` object.
pub fn value(data: impl Into<Box<[u8]>>) -> Value {
    Gc::new(Bytes { data: data.into() }).into()
}

/// The bytes that a method was called on.
pub fn receiver<'a>(cx: &Cx<'_>, args: &'a [Value]) -> Res<&'a [u8]> {
    match args[0].as_gc::<Bytes>() {
        Some(bytes) => Ok(&bytes.data),
        None => wrong_receiver(cx, &args[0], "bytes", "method"),
    }
}

/// The argument at `index`: bytes of either kind.
pub fn argument<'a>(cx: &Cx<'_>, args: &'a [Value], index: usize) -> Res<Cow<'a, [u8]>> {
    match bytes_of(&args[index]) {
        Some(bytes) => Ok(bytes),
        None => {
            let class = cx.world.type_name(&args[index]);
            type_error(format!("a bytes-like object is required, not '{class}'"))
        }
    }
}

fn new(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if let [source] = args
        && source.as_gc::<Bytes>().is_some()
    {
        return Ok(source.clone());
    }
    made(cx, args, "bytes").map(value)
}

/// The bytes that a call of `bytes` or `bytearray` makes.
pub fn made(cx: &mut Cx<'_>, args: &[Value], class: &str) -> Res<Vec<u8>> {
    let coded = given(args, 1).is_some() || given(args, 2).is_some();
    for (place, name) in [(1, "encoding"), (2, "errors")] {
        if let Some(value) = given(args, place).filter(|value| value.as_gc::<Str>().is_none()) {
            let found = cx.world.type_name(value);
            let message = format!("{class}() argument '{name}' must be str, not {found}");
            return type_error(message);
        }
    }
    let Some(source) = given(args, 0) else {
        return if coded {
            type_error("encoding without a string argument")
        } else {
            Ok(Vec::new())
        };
    };
    if let Some(text) = source.as_gc::<Str>() {
        if given(args, 1).is_none() {
            return type_error("string argument without an encoding");
        }
        return encoded(cx, text, class, given(args, 1), given(args, 2));
    }
    if coded {
        return type_error("encoding without a string argument");
    }
    if let Some(bytes) = bytes_of(source) {
        return Ok(bytes.into_owned());
    }
    if let Some(count) = integer(source) {
        return match count.to_index()? {
            n if n < 0 => value_error("negative count"),
            n if n as u64 > crate::number::MAX_TEXT => Exc::MemoryError.err(""),
            n => {
                cx.world.room_for(n as usize)?;
                Ok(vec![0; n as usize])
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
            let other = cx.world.type_name(source);
            return type_error(format!("cannot convert '{other}' object to {class}"));
        }
    };
    items
        .iter()
        .map(|item| {
            byte(
                cx,
                item,
                match class {
                    "bytes" => "bytes must be in range(0, 256)",
                    _ => "byte must be in range(0, 256)",
                },
            )
        })
        .collect()
}

/// The byte that an integer stands for; `range` is the message for one that is none.
pub fn byte(cx: &Cx<'_>, item: &Value, range: &str) -> Res<u8> {
    let Some(n) = integer(item) else {
        let class = cx.world.type_name(item);
        return type_error(format!(
            "'{class}' object cannot be interpreted as an integer"
        ));
    };
    match n.to_i64().and_then(|n| u8::try_from(n).ok()) {
        Some(byte) => Ok(byte),
        None => value_error(range),
    }
}

fn join(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let separator = receiver(cx, args)?;
    let items = match native_items(cx, &args[1]) {
        Ok(Some(items)) => items,
        Ok(None) => return fallback(),
        Err(_) => return type_error("can only join an iterable"),
    };
    if let [only] = &items[..]
        && only.as_gc::<Bytes>().is_some()
    {
        return Ok(only.clone());
    }
    let mut out = Vec::new();
    for (item, index) in items.iter().zip(0usize..) {
        let Some(bytes) = bytes_of(item) else {
            let class = cx.world.type_name(item);
            return type_error(format!(
                "sequence item {index}: expected a bytes-like object, {class} found"
            ));
        };
        if index > 0 {
            out.extend_from_slice(separator);
        }
        out.extend_from_slice(&bytes);
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
    super::numbers::as_instance(&args[0], &cx.world.types.bytes, value(out))
}

fn hex(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let data = receiver(cx, args)?;
    let group = index_or(cx, args, 2, 1)?;
    let separator = match given(args, 1) {
        None => "".to_string(),
        Some(separator) => match (separator.as_gc::<Str>(), bytes_of(separator)) {
            (Some(text), _) if text.chars() != 1 => return value_error("sep must be length 1."),
            (Some(text), _) if !text.is_ascii() => return value_error("sep must be ASCII."),
            (Some(text), _) => text.as_str().to_string(),
            (_, Some(bytes)) if bytes.len() != 1 => return value_error("sep must be length 1."),
            (_, Some(bytes)) => char::from(bytes[0]).to_string(),
            _ => {
                let class = cx.world.type_name(separator);
                return type_error(format!("object of type '{class}' has no len()"));
            }
        },
    };
    let pair = |byte: &u8| format!("{byte:02x}");
    let size = group.unsigned_abs().clamp(1, 1 << 32) as usize;
    if group == 0 || separator.is_empty() {
        return Ok(Str::value(data.iter().map(pair).collect::<String>()));
    }
    // Groups are counted from the right, or for a negative number from the left.
    let first = if group > 0 { data.len() % size } else { 0 };
    let (head, rest) = data.split_at(first);
    let groups = [head]
        .into_iter()
        .filter(|head| !head.is_empty())
        .chain(rest.chunks(size));
    let texts: Vec<String> = groups
        .map(|group| group.iter().map(pair).collect())
        .collect();
    Ok(Str::value(texts.join(&separator)))
}

/// Where `what` is found in `data`, at or after `from`.
pub fn search(data: &[u8], what: &[u8], from: usize) -> Option<usize> {
    if what.is_empty() {
        return (from <= data.len()).then_some(from);
    }
    let rest = data.get(from..)?;
    rest.windows(what.len())
        .position(|window| window == what)
        .map(|at| from + at)
}

/// Whether a byte is white space.
pub fn is_space(byte: u8) -> bool {
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
                parts.push(unchanged::bytes(&args[0], rest));
                return Ok(List::value(parts));
            }
            let end = rest.iter().take_while(|byte| !is_space(**byte)).count();
            parts.push(unchanged::bytes(&args[0], &rest[..end]));
            rest = &rest[end..];
        }
    }
    let separator = argument(cx, args, 1)?;
    if separator.is_empty() {
        return value_error("empty separator");
    }
    let mut start = 0;
    while parts.len() < most
        && let Some(at) = search(data, &separator, start)
    {
        parts.push(value(&data[start..at]));
        start = at + separator.len();
    }
    parts.push(unchanged::bytes(&args[0], &data[start..]));
    Ok(List::value(parts))
}

fn replace(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let data = receiver(cx, args)?;
    let (old, new) = (argument(cx, args, 1)?, argument(cx, args, 2)?);
    let most = usize::try_from(index_or(cx, args, 3, -1)?).unwrap_or(usize::MAX);
    let (mut out, mut start, mut from, mut done) = (Vec::new(), 0, 0, 0);
    while done < most
        && let Some(at) = search(data, &old, from)
    {
        out.extend_from_slice(&data[start..at]);
        out.extend_from_slice(&new);
        start = at + old.len();
        from = start + old.is_empty() as usize;
        done += 1;
    }
    out.extend_from_slice(data.get(start..).unwrap_or_default());
    Ok(unchanged::bytes(&args[0], out))
}

/// What a search gives.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Find {
    First,
    Last,
    Must,
    MustLast,
    Count,
}

fn found(cx: &mut Cx<'_>, args: &[Value], find: Find) -> Res {
    let data = receiver(cx, args)?;
    let (start, end) = (optional_index(cx, args, 2)?, optional_index(cx, args, 3)?);
    let what: Cow<'_, [u8]> = match integer(&args[1]) {
        Some(_) => vec![byte(cx, &args[1], "byte must be in range(0, 256)")?].into(),
        None => match bytes_of(&args[1]) {
            Some(bytes) => bytes,
            None => {
                let class = cx.world.type_name(&args[1]);
                let message = "argument should be integer or bytes-like object, not";
                return type_error(format!("{message} '{class}'"));
            }
        },
    };
    let what = &*what;
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
        let step = if matches!(find, Find::Last | Find::MustLast) {
            1
        } else {
            what.len().max(1)
        };
        at = search(&data[..end], what, place + step);
    }
    match find {
        Find::Count => Ok(Value::int(count)),
        Find::Must => value_error("subsection not found"),
        Find::MustLast if last.is_none() => value_error("subsection not found"),
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
    if let Some(bytes) = bytes_of(&args[1]) {
        return Ok(Value::bool(has(part, &bytes)));
    }
    let Some(tuple) = args[1].as_gc::<Tuple>() else {
        let class = cx.world.type_name(&args[1]);
        let message = format!("{name} first arg must be bytes or a tuple of bytes, not {class}");
        return type_error(message);
    };
    for index in 0..tuple.items.len() {
        if has(part, &argument(cx, &tuple.items, index)?) {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

fn stripped(cx: &mut Cx<'_>, args: &[Value], left: bool, right: bool) -> Res {
    let mut data = receiver(cx, args)?;
    let chars = match given(args, 1).filter(|chars| !chars.is_none()) {
        None => Cow::Borrowed(&b" \t\n\r\x0b\x0c"[..]),
        Some(_) => argument(cx, args, 1)?,
    };
    while left && data.first().is_some_and(|byte| chars.contains(byte)) {
        data = &data[1..];
    }
    while right && data.last().is_some_and(|byte| chars.contains(byte)) {
        data = &data[..data.len() - 1];
    }
    Ok(unchanged::bytes(&args[0], data))
}

/// The bytes that `how` makes of them.
pub fn mapped(cx: &Cx<'_>, args: &[Value], how: fn(&u8) -> u8) -> Res {
    let mapped: Vec<u8> = receiver(cx, args)?.iter().map(how).collect();
    Ok(value(mapped))
}
