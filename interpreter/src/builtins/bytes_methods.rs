//! Methods of `bytes` that treat bytes as ASCII characters, and those that take texts apart.

use super::arguments::index_or;
use super::bytes::{argument, mapped, receiver, row, search, value};
use crate::object::sequence::bytes_of;
use crate::object::unchanged;
use crate::object::{List, Tuple};
use crate::value::Value;
use crate::vm::native::given;
use crate::vm::operators::native_truth;
use crate::vm::signal::{Exc, Res, type_error, unsupported, value_error};
use crate::vm::{Cx, NativeRow};

/// The methods.
pub const TABLE: &[NativeRow] = &[
    row("bytes.rsplit", "self, /, sep=, maxsplit=", rsplit),
    row("bytes.splitlines", "self, /, keepends=", splitlines),
    row("bytes.partition", "self, sep, /", partition),
    row("bytes.rpartition", "self, sep, /", rpartition),
    row("bytes.removeprefix", "self, prefix, /", |cx, args| {
        let (data, prefix) = (receiver(cx, args)?, argument(cx, args, 1)?);
        let rest = data.strip_prefix(&*prefix).unwrap_or(data);
        Ok(unchanged::bytes(&args[0], rest))
    }),
    row("bytes.removesuffix", "self, suffix, /", |cx, args| {
        let (data, suffix) = (receiver(cx, args)?, argument(cx, args, 1)?);
        let rest = data.strip_suffix(&*suffix).unwrap_or(data);
        Ok(unchanged::bytes(&args[0], rest))
    }),
    row("bytes.center", "self, width, fillchar=, /", |cx, args| {
        padded(cx, args, "center", |left, width| {
            left / 2 + (left & width & 1)
        })
    }),
    row("bytes.ljust", "self, width, fillchar=, /", |cx, args| {
        padded(cx, args, "ljust", |_, _| 0)
    }),
    row("bytes.rjust", "self, width, fillchar=, /", |cx, args| {
        padded(cx, args, "rjust", |left, _| left)
    }),
    row("bytes.zfill", "self, width, /", zfill),
    row("bytes.expandtabs", "self, /, tabsize=", expandtabs),
    row("bytes.capitalize", "self, /", |cx, args| {
        let mut data = receiver(cx, args)?.to_ascii_lowercase();
        if let Some(first) = data.first_mut() {
            first.make_ascii_uppercase();
        }
        Ok(value(data))
    }),
    row("bytes.title", "self, /", title),
    row("bytes.swapcase", "self, /", |cx, args| {
        mapped(cx, args, |byte| {
            if byte.is_ascii_lowercase() {
                byte.to_ascii_uppercase()
            } else {
                byte.to_ascii_lowercase()
            }
        })
    }),
    row("bytes.isalpha", "self, /", |cx, args| {
        all(cx, args, u8::is_ascii_alphabetic)
    }),
    row("bytes.isdigit", "self, /", |cx, args| {
        all(cx, args, u8::is_ascii_digit)
    }),
    row("bytes.isalnum", "self, /", |cx, args| {
        all(cx, args, u8::is_ascii_alphanumeric)
    }),
    row("bytes.isspace", "self, /", |cx, args| {
        all(cx, args, |byte| super::bytes::is_space(*byte))
    }),
    row("bytes.isascii", "self, /", |cx, args| {
        Ok(Value::bool(receiver(cx, args)?.is_ascii()))
    }),
    row("bytes.isupper", "self, /", |cx, args| {
        let data = receiver(cx, args)?;
        let upper = data.iter().any(u8::is_ascii_uppercase);
        Ok(Value::bool(
            upper && !data.iter().any(u8::is_ascii_lowercase),
        ))
    }),
    row("bytes.islower", "self, /", |cx, args| {
        let data = receiver(cx, args)?;
        let lower = data.iter().any(u8::is_ascii_lowercase);
        Ok(Value::bool(
            lower && !data.iter().any(u8::is_ascii_uppercase),
        ))
    }),
    row("bytes.istitle", "self, /", istitle),
    row("bytes.translate", "self, table, /, delete=", translate),
    row("bytes.maketrans", "frm, to, /", maketrans),
];

fn all(cx: &Cx<'_>, args: &[Value], is: fn(&u8) -> bool) -> Res {
    let data = receiver(cx, args)?;
    Ok(Value::bool(!data.is_empty() && data.iter().all(is)))
}

fn rsplit(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let mut rest = receiver(cx, args)?;
    let most = usize::try_from(index_or(cx, args, 2, -1)?).unwrap_or(usize::MAX);
    let mut parts: Vec<Value> = Vec::new();
    if given(args, 1).is_none_or(Value::is_none) {
        loop {
            let blank = rest
                .iter()
                .rev()
                .take_while(|byte| super::bytes::is_space(**byte));
            rest = &rest[..rest.len() - blank.count()];
            if rest.is_empty() {
                break;
            }
            if parts.len() == most {
                parts.push(unchanged::bytes(&args[0], rest));
                break;
            }
            let word = rest
                .iter()
                .rev()
                .take_while(|byte| !super::bytes::is_space(**byte));
            let start = rest.len() - word.count();
            parts.push(unchanged::bytes(&args[0], &rest[start..]));
            rest = &rest[..start];
        }
    } else {
        let separator = argument(cx, args, 1)?;
        if separator.is_empty() {
            return value_error("empty separator");
        }
        while parts.len() < most
            && let Some(at) = last(rest, &separator)
        {
            parts.push(value(&rest[at + separator.len()..]));
            rest = &rest[..at];
        }
        parts.push(unchanged::bytes(&args[0], rest));
    }
    parts.reverse();
    Ok(List::value(parts))
}

/// Where `what`, which is not empty, stands last.
fn last(data: &[u8], what: &[u8]) -> Option<usize> {
    data.windows(what.len()).rposition(|window| window == what)
}

fn splitlines(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let data = receiver(cx, args)?;
    let keep = match given(args, 1) {
        None => false,
        Some(keep) => match native_truth(keep) {
            Some(keep) => keep,
            None => return unsupported("an object as `keepends`"),
        },
    };
    let (mut lines, mut start) = (Vec::new(), 0);
    while start < data.len() {
        let rest = &data[start..];
        let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        let text = end.unwrap_or(rest.len());
        let whole = match end {
            None => text,
            Some(at) if rest[at] == b'\r' && rest.get(at + 1) == Some(&b'\n') => at + 2,
            Some(at) => at + 1,
        };
        let line = &rest[..if keep { whole } else { text }];
        lines.push(unchanged::bytes(&args[0], line));
        start += whole;
    }
    Ok(List::value(lines))
}

fn partition(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (data, separator) = (receiver(cx, args)?, argument(cx, args, 1)?);
    if separator.is_empty() {
        return value_error("empty separator");
    }
    let parts = match search(data, &separator, 0) {
        Some(at) => [&data[..at], &separator, &data[at + separator.len()..]],
        None => [data, &[], &[]],
    };
    Ok(Tuple::value(
        parts.map(|part| unchanged::bytes(&args[0], part)),
    ))
}

fn rpartition(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (data, separator) = (receiver(cx, args)?, argument(cx, args, 1)?);
    if separator.is_empty() {
        return value_error("empty separator");
    }
    let parts = match last(data, &separator) {
        Some(at) => [&data[..at], &separator, &data[at + separator.len()..]],
        None => [&[], &[], data],
    };
    Ok(Tuple::value(
        parts.map(|part| unchanged::bytes(&args[0], part)),
    ))
}

/// Pads with as many bytes on the left as `left` makes of the missing ones and the width.
fn padded(cx: &Cx<'_>, args: &[Value], name: &str, left: fn(usize, usize) -> usize) -> Res {
    let data = receiver(cx, args)?;
    let width = usize::try_from(index_or(cx, args, 1, 0)?).unwrap_or(0);
    let filler = match given(args, 2) {
        None => b' ',
        Some(filler) => match bytes_of(filler).as_deref() {
            Some([byte]) => *byte,
            _ => {
                let class = super::arguments::type_in_argument(cx, filler);
                return type_error(format!(
                    "{name}() argument 2 must be a byte string of length 1, not {class}"
                ));
            }
        },
    };
    let missing = width.saturating_sub(data.len());
    if width as u64 > crate::number::MAX_TEXT {
        return Exc::MemoryError.err("");
    }
    let before = left(missing, width);
    let mut out = vec![filler; before];
    out.extend_from_slice(data);
    out.resize(data.len() + missing, filler);
    Ok(unchanged::bytes(&args[0], out))
}

fn zfill(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let data = receiver(cx, args)?;
    let width = usize::try_from(index_or(cx, args, 1, 0)?).unwrap_or(0);
    if width as u64 > crate::number::MAX_TEXT {
        return Exc::MemoryError.err("");
    }
    let sign = usize::from(matches!(data.first(), Some(b'+' | b'-')));
    let mut out = data[..sign].to_vec();
    out.resize(sign + width.saturating_sub(data.len()), b'0');
    out.extend_from_slice(&data[sign..]);
    Ok(unchanged::bytes(&args[0], out))
}

fn expandtabs(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let data = receiver(cx, args)?;
    let size = index_or(cx, args, 1, 8)?.clamp(0, 1 << 20) as usize;
    let (mut out, mut column) = (Vec::new(), 0);
    for byte in data {
        match byte {
            b'\t' if size > 0 => {
                let count = size - column % size;
                out.resize(out.len() + count, b' ');
                column += count;
            }
            b'\t' => {}
            byte => {
                column = if matches!(byte, b'\n' | b'\r') {
                    0
                } else {
                    column + 1
                };
                out.push(*byte);
            }
        }
    }
    Ok(value(out))
}

fn title(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let mut inside = false;
    let titled = receiver(cx, args)?.iter().map(|byte| {
        let new = if inside {
            byte.to_ascii_lowercase()
        } else {
            byte.to_ascii_uppercase()
        };
        inside = byte.is_ascii_alphabetic();
        new
    });
    Ok(value(titled.collect::<Vec<u8>>()))
}

fn istitle(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (mut inside, mut found) = (false, false);
    for byte in receiver(cx, args)? {
        if byte.is_ascii_alphabetic() && byte.is_ascii_uppercase() == inside {
            return Ok(Value::FALSE);
        }
        inside = byte.is_ascii_alphabetic();
        found |= inside;
    }
    Ok(Value::bool(found))
}

fn translate(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let data = receiver(cx, args)?;
    let table = match args[1].is_none() {
        true => None,
        false => Some(argument(cx, args, 1)?),
    };
    if table.as_ref().is_some_and(|table| table.len() != 256) {
        return value_error("translation table must be 256 characters long");
    }
    let delete = match given(args, 2) {
        None => None,
        Some(_) => Some(argument(cx, args, 2)?),
    };
    let kept = data
        .iter()
        .filter(|byte| delete.as_ref().is_none_or(|delete| !delete.contains(byte)));
    let mapped = kept.map(|byte| {
        table
            .as_ref()
            .map_or(*byte, |table| table[usize::from(*byte)])
    });
    Ok(unchanged::bytes(&args[0], mapped.collect::<Vec<u8>>()))
}

fn maketrans(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (from, to) = (argument(cx, args, 0)?, argument(cx, args, 1)?);
    if from.len() != to.len() {
        return value_error("maketrans arguments must have same length");
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (old, new) in from.iter().zip(&*to) {
        table[usize::from(*old)] = *new;
    }
    Ok(value(table))
}
