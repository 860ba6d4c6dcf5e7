//! Text to bytes and back: `str.encode`, `bytes.decode`.

use super::arguments::{receiver, wrong_receiver};
use crate::object::{Bytes, Str};
use crate::value::Value;
use crate::vm::native::given;
use crate::vm::signal::{Exc, Res, type_error, unsupported};
use crate::vm::{Cx, NativeRow};
use gilscope_runtime::heap::Gc;

/// Methods that convert.
pub const TABLE: &[NativeRow] = &[
    NativeRow {
        name: "str.encode",
        signature: "self, /, encoding=, errors=",
        call: encode,
        fallback: None,
    },
    NativeRow {
        name: "bytes.decode",
        signature: "self, /, encoding=, errors=",
        call: decode,
        fallback: None,
    },
];

fn encode(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let text = receiver(cx, args, "encode")?;
    let data = encoded(cx, text, "encode", given(args, 1), given(args, 2))?;
    Ok(Gc::new(Bytes { data: data.into() }).into())
}

fn decode(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    match args[0].as_gc::<Bytes>() {
        Some(bytes) => decoded(cx, bytes, "decode", given(args, 1), given(args, 2)),
        None => wrong_receiver(cx, &args[0], "bytes", "decode"),
    }
}

/// A codec of the few that are known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Codec {
    Utf8,
    Ascii,
    Latin1,
}

impl Codec {
    fn name(self) -> &'static str {
        match self {
            Codec::Utf8 => "utf-8",
            Codec::Ascii => "ascii",
            Codec::Latin1 => "latin-1",
        }
    }
}

/// What happens to what cannot be converted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Errors {
    Strict,
    Ignore,
    Replace,
}

/// The TypeError for an `encoding` or `errors` that is no text.
#[cold]
fn not_text<T>(cx: &Cx<'_>, function: &str, name: &str, value: &Value) -> Res<T> {
    let class = super::arguments::type_in_argument(cx, value);
    type_error(format!(
        "{function}() argument '{name}' must be str, not {class}"
    ))
}

fn codec(cx: &Cx<'_>, function: &str, encoding: Option<&Value>) -> Res<Codec> {
    let Some(encoding) = encoding else {
        return Ok(Codec::Utf8);
    };
    let Some(name) = encoding.as_gc::<Str>() else {
        return not_text(cx, function, "encoding", encoding);
    };
    let plain = name.as_str().to_lowercase().replace(['_', ' '], "-");
    match &*plain {
        "utf-8" | "utf8" | "u8" | "utf" | "cp65001" => Ok(Codec::Utf8),
        "ascii" | "us-ascii" | "646" => Ok(Codec::Ascii),
        "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "l1" | "8859" | "cp819" => {
            Ok(Codec::Latin1)
        }
        _ => unsupported(format!("the encoding '{}'", name.as_str())),
    }
}

fn error_handler(cx: &Cx<'_>, function: &str, errors: Option<&Value>) -> Res<Errors> {
    let Some(errors) = errors else {
        return Ok(Errors::Strict);
    };
    match errors.as_gc::<Str>().map(|name| name.as_str()) {
        Some("strict") => Ok(Errors::Strict),
        Some("ignore") => Ok(Errors::Ignore),
        Some("replace") => Ok(Errors::Replace),
        Some(other) => unsupported(format!("the error handler '{other}' of an encoding")),
        None => not_text(cx, function, "errors", errors),
    }
}

/// Whether an encoding and the way with its errors are known; refuses what is not.
pub fn known_codec(cx: &Cx<'_>, encoding: Option<&Gc<Str>>, errors: Option<&Gc<Str>>) -> Res<()> {
    codec(cx, "open", encoding.map(Value::from).as_ref())?;
    error_handler(cx, "open", errors.map(Value::from).as_ref())?;
    Ok(())
}

/// `str.encode(encoding, errors)`
pub fn encoded(
    cx: &Cx<'_>,
    text: &Gc<Str>,
    function: &str,
    encoding: Option<&Value>,
    errors: Option<&Value>,
) -> Res<Vec<u8>> {
    let codec = codec(cx, function, encoding)?;
    let errors = error_handler(cx, function, errors)?;
    let limit = match codec {
        Codec::Utf8 => return Ok(text.as_str().as_bytes().to_vec()),
        Codec::Ascii => 0x80,
        Codec::Latin1 => 0x100,
    };
    let mut out = Vec::with_capacity(text.as_str().len());
    for (c, index) in text.as_str().chars().zip(0i64..) {
        match (u32::from(c), errors) {
            (code, _) if code < limit => out.push(code as u8),
            (_, Errors::Ignore) => {}
            (_, Errors::Replace) => out.push(b'?'),
            (_, Errors::Strict) => return unencodable(cx, codec, text, index, limit),
        }
    }
    Ok(out)
}

fn unencodable<T>(cx: &Cx<'_>, codec: Codec, text: &Gc<Str>, start: i64, limit: u32) -> Res<T> {
    let rest = text.as_str().chars().skip(start as usize);
    let count = rest.take_while(|c| u32::from(*c) >= limit).count() as i64;
    let args = vec![
        Str::value(codec.name()),
        text.into(),
        Value::int(start),
        Value::int(start + count),
        Str::value(format!("ordinal not in range({limit})")),
    ];
    Exc::UnicodeEncodeError.err_with(cx, args)
}

/// `bytes.decode(encoding, errors)`
pub fn decoded(
    cx: &Cx<'_>,
    bytes: &Gc<Bytes>,
    function: &str,
    encoding: Option<&Value>,
    errors: Option<&Value>,
) -> Res {
    let codec = codec(cx, function, encoding)?;
    let errors = error_handler(cx, function, errors)?;
    let mut out = String::with_capacity(bytes.data.len());
    let mut rest = &*bytes.data;
    while !rest.is_empty() {
        let (good, bad) = match codec {
            Codec::Utf8 => valid_utf8(rest),
            Codec::Ascii => (rest.iter().take_while(|byte| byte.is_ascii()).count(), 1),
            Codec::Latin1 => {
                out.extend(rest.iter().map(|byte| char::from(*byte)));
                break;
            }
        };
        out.push_str(std::str::from_utf8(&rest[..good]).unwrap_or_default());
        rest = &rest[good..];
        if rest.is_empty() {
            break;
        }
        let bad = bad.min(rest.len());
        match errors {
            Errors::Strict => {
                let start = bytes.data.len() - rest.len();
                return undecodable(cx, codec, bytes, start, start + bad, rest);
            }
            Errors::Ignore => {}
            Errors::Replace => out.push('\u{fffd}'),
        }
        rest = &rest[bad..];
    }
    Ok(Str::value(out))
}

/// How many bytes are valid, and how many after them are to be passed over.
fn valid_utf8(bytes: &[u8]) -> (usize, usize) {
    match std::str::from_utf8(bytes) {
        Ok(_) => (bytes.len(), 0),
        Err(error) => {
            let good = error.valid_up_to();
            (good, error.error_len().unwrap_or(bytes.len() - good))
        }
    }
}

fn undecodable<T>(
    cx: &Cx<'_>,
    codec: Codec,
    bytes: &Gc<Bytes>,
    start: usize,
    end: usize,
    rest: &[u8],
) -> Res<T> {
    let reason = match codec {
        Codec::Ascii => "ordinal not in range(128)",
        _ if std::str::from_utf8(rest).is_err_and(|e| e.error_len().is_none()) => {
            "unexpected end of data"
        }
        _ if matches!(rest[0], 0xC2..=0xF4) => "invalid continuation byte",
        _ => "invalid start byte",
    };
    let args = vec![
        Str::value(codec.name()),
        bytes.into(),
        Value::int(start as i64),
        Value::int(end as i64),
        Str::value(reason),
    ];
    Exc::UnicodeDecodeError.err_with(cx, args)
}
