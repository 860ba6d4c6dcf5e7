//! Methods of `str` other than formatting.

use super::arguments::{index_or, optional_index, receiver, text_argument};
use crate::object::derived::core;
use crate::object::sequence::ListItems;
use crate::object::unchanged;
use crate::object::{List, Str, Tuple};
use crate::strings::methods::{self, LineEnds};
use crate::strings::{Text, case};
use crate::value::Value;
use crate::vm::iteration::native_items;
use crate::vm::native::given;
use crate::vm::operators::native_truth;
use crate::vm::signal::{Exc, Res, Signal, fallback, type_error};
use crate::vm::{Cx, NativeFn, NativeRow};
use crate::work::{Work, note};
use gilscope_runtime::heap::Gc;

const fn row(name: &'static str, signature: &'static str, call: NativeFn) -> NativeRow {
    NativeRow {
        name,
        signature,
        call,
        fallback: None,
    }
}

/// Methods of `str`.
pub const TABLE: &[NativeRow] = &[
    row("str.split", "self, /, sep=, maxsplit=", split),
    row("str.rsplit", "self, /, sep=, maxsplit=", rsplit),
    row("str.splitlines", "self, /, keepends=", splitlines),
    row("str.partition", "self, sep, /", partition),
    row("str.rpartition", "self, sep, /", rpartition),
    row("str.strip", "self, chars=, /", strip),
    row("str.lstrip", "self, chars=, /", lstrip),
    row("str.rstrip", "self, chars=, /", rstrip),
    row("str.removeprefix", "self, prefix, /", removeprefix),
    row("str.removesuffix", "self, suffix, /", removesuffix),
    row("str.replace", "self, old, new, /, count=", replace),
    row("str.expandtabs", "self, /, tabsize=", expandtabs),
    row("str.upper", "self, /", |cx, args| {
        mapped(cx, args, "upper", case::upper)
    }),
    row("str.lower", "self, /", |cx, args| {
        mapped(cx, args, "lower", case::lower)
    }),
    row("str.capitalize", "self, /", |cx, args| {
        mapped(cx, args, "capitalize", case::capitalize)
    }),
    row("str.title", "self, /", |cx, args| {
        mapped(cx, args, "title", case::title)
    }),
    row("str.swapcase", "self, /", |cx, args| {
        mapped(cx, args, "swapcase", case::swapcase)
    }),
    row("str.casefold", "self, /", |cx, args| {
        mapped(cx, args, "casefold", case::casefold)
    }),
    row("str.isalnum", "self, /", |cx, args| {
        asked(cx, args, "isalnum")
    }),
    row("str.isalpha", "self, /", |cx, args| {
        asked(cx, args, "isalpha")
    }),
    row("str.isascii", "self, /", |cx, args| {
        asked(cx, args, "isascii")
    }),
    row("str.isdecimal", "self, /", |cx, args| {
        asked(cx, args, "isdecimal")
    }),
    row("str.isdigit", "self, /", |cx, args| {
        asked(cx, args, "isdigit")
    }),
    row("str.isidentifier", "self, /", |cx, args| {
        asked(cx, args, "isidentifier")
    }),
    row("str.islower", "self, /", |cx, args| {
        asked(cx, args, "islower")
    }),
    row("str.isnumeric", "self, /", |cx, args| {
        asked(cx, args, "isnumeric")
    }),
    row("str.isprintable", "self, /", |cx, args| {
        asked(cx, args, "isprintable")
    }),
    row("str.isspace", "self, /", |cx, args| {
        asked(cx, args, "isspace")
    }),
    row("str.istitle", "self, /", |cx, args| {
        asked(cx, args, "istitle")
    }),
    row("str.isupper", "self, /", |cx, args| {
        asked(cx, args, "isupper")
    }),
    row("str.find", "self, sub, start=, end=, /", find),
    row("str.rfind", "self, sub, start=, end=, /", rfind),
    row("str.index", "self, sub, start=, end=, /", index),
    row("str.rindex", "self, sub, start=, end=, /", rindex),
    row("str.count", "self, sub, start=, end=, /", count),
    row(
        "str.startswith",
        "self, prefix, start=, end=, /",
        startswith,
    ),
    row("str.endswith", "self, suffix, start=, end=, /", endswith),
    row("str.ljust", "self, width, fillchar=, /", ljust),
    row("str.rjust", "self, width, fillchar=, /", rjust),
    row("str.center", "self, width, fillchar=, /", center),
    row("str.zfill", "self, width, /", zfill),
    NativeRow {
        name: "str.join",
        signature: "self, iterable, /",
        call: join,
        fallback: Some("_str_join"),
    },
];

fn whole(text: &Gc<Str>) -> Text<'_> {
    Text::with_count(text.as_str(), text.chars())
}

fn split_at(
    cx: &mut Cx<'_>,
    args: &[Value],
    name: &str,
    at_space: fn(&str, i64) -> Vec<&str>,
    at_text: for<'a> fn(&'a str, &str, i64) -> Result<Vec<&'a str>, crate::number::OpError>,
) -> Res {
    let text = receiver(cx, args, name)?;
    let most = index_or(cx, args, 2, -1)?;
    let separator = given(args, 1).filter(|separator| !separator.is_none());
    let parts = match separator {
        None => at_space(text.as_str(), most),
        Some(separator) => {
            let Some(separator) = separator.as_gc::<Str>() else {
                let class = cx.world.type_name(separator);
                return type_error(format!("must be str or None, not {class}"));
            };
            at_text(text.as_str(), separator.as_str(), most)?
        }
    };
    note(Work::Item, parts.len());
    Ok(unchanged::texts(&args[0], parts))
}

fn split(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    split_at(cx, args, "split", methods::split_space, methods::split)
}

fn rsplit(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    split_at(cx, args, "rsplit", methods::rsplit_space, methods::rsplit)
}

fn splitlines(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let text = receiver(cx, args, "splitlines")?;
    let keep = given(args, 1).is_some_and(|keep| native_truth(keep) == Some(true));
    let ends = if keep { LineEnds::Keep } else { LineEnds::Drop };
    let lines = methods::splitlines(text.as_str(), ends);
    note(Work::Item, lines.len());
    Ok(unchanged::texts(&args[0], lines))
}

fn three(original: &Value, parts: [&str; 3]) -> Res {
    Ok(Tuple::value(
        parts.map(|part| unchanged::text(original, part)),
    ))
}

/// The separator of `partition`: CPython words its error in a way of its own.
fn separator<'a>(cx: &Cx<'_>, args: &'a [Value]) -> Res<&'a str> {
    match args[1].as_gc::<Str>() {
        Some(text) => Ok(text.as_str()),
        None => type_error(format!("must be str, not {}", cx.world.type_name(&args[1]))),
    }
}

fn partition(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let text = receiver(cx, args, "partition")?;
    let parts = methods::partition(text.as_str(), separator(cx, args)?)?;
    three(&args[0], parts)
}

fn rpartition(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let text = receiver(cx, args, "rpartition")?;
    let parts = methods::rpartition(text.as_str(), separator(cx, args)?)?;
    three(&args[0], parts)
}

fn stripped(
    cx: &mut Cx<'_>,
    args: &[Value],
    name: &str,
    how: for<'a> fn(&'a str, Option<&str>) -> &'a str,
) -> Res {
    let text = receiver(cx, args, name)?;
    let chars = match given(args, 1).filter(|chars| !chars.is_none()) {
        None => None,
        Some(chars) => match chars.as_gc::<Str>() {
            Some(chars) => Some(chars.as_str()),
            None => return type_error(format!("{name} arg must be None or str")),
        },
    };
    Ok(unchanged::text(&args[0], how(text.as_str(), chars)))
}

fn strip(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    stripped(cx, args, "strip", methods::strip)
}

fn lstrip(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    stripped(cx, args, "lstrip", methods::lstrip)
}

fn rstrip(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    stripped(cx, args, "rstrip", methods::rstrip)
}

fn removeprefix(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let text = receiver(cx, args, "removeprefix")?;
    let prefix = text_argument(cx, args, 1, "removeprefix() argument")?;
    let rest = methods::removeprefix(text.as_str(), prefix);
    Ok(unchanged::text(&args[0], rest))
}

fn removesuffix(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let text = receiver(cx, args, "removesuffix")?;
    let suffix = text_argument(cx, args, 1, "removesuffix() argument")?;
    let rest = methods::removesuffix(text.as_str(), suffix);
    Ok(unchanged::text(&args[0], rest))
}

fn replace(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let text = receiver(cx, args, "replace")?;
    let old = text_argument(cx, args, 1, "replace() argument 1")?;
    let new = text_argument(cx, args, 2, "replace() argument 2")?;
    let most = index_or(cx, args, 3, -1)?;
    let replaced = methods::replace(text.as_str(), old, new, most)?;
    Ok(unchanged::text(&args[0], replaced))
}

fn expandtabs(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let text = receiver(cx, args, "expandtabs")?;
    let size = index_or(cx, args, 1, 8)?;
    let expanded = methods::expandtabs(text.as_str(), size)?;
    Ok(unchanged::text(&args[0], expanded))
}

fn mapped(cx: &mut Cx<'_>, args: &[Value], name: &str, how: fn(&str) -> String) -> Res {
    Ok(Str::value(how(receiver(cx, args, name)?.as_str())))
}

fn asked(cx: &mut Cx<'_>, args: &[Value], name: &str) -> Res {
    let text = receiver(cx, args, name)?;
    let known = methods::PREDICATES.iter().find(|(known, _)| *known == name);
    Ok(Value::bool(
        known.is_some_and(|(_, question)| question(text.as_str())),
    ))
}

/// Receiver, text to look for, start and end.
type Search<'a> = (Text<'a>, &'a str, Option<i64>, Option<i64>);

fn search<'a>(cx: &Cx<'_>, args: &'a [Value], name: &str) -> Res<Search<'a>> {
    let text = receiver(cx, args, name)?;
    let what = text_argument(cx, args, 1, &format!("{name}() argument 1"))?;
    Ok((
        whole(text),
        what,
        optional_index(cx, args, 2)?,
        optional_index(cx, args, 3)?,
    ))
}

fn position(found: Option<usize>) -> Res {
    Ok(Value::int(found.map_or(-1, |at| at as i64)))
}

fn find(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (text, what, start, end) = search(cx, args, "find")?;
    position(text.find(what, start, end))
}

fn rfind(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (text, what, start, end) = search(cx, args, "rfind")?;
    position(text.rfind(what, start, end))
}

fn index(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (text, what, start, end) = search(cx, args, "index")?;
    position(Some(text.index(what, start, end)?))
}

fn rindex(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (text, what, start, end) = search(cx, args, "rindex")?;
    position(Some(text.rindex(what, start, end)?))
}

fn count(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (text, what, start, end) = search(cx, args, "count")?;
    position(Some(text.occurrences(what, start, end)))
}

fn affix(
    cx: &mut Cx<'_>,
    args: &[Value],
    name: &str,
    has: fn(Text<'_>, &str, Option<i64>, Option<i64>) -> bool,
) -> Res {
    let text = whole(receiver(cx, args, name)?);
    let (start, end) = (optional_index(cx, args, 2)?, optional_index(cx, args, 3)?);
    if let Some(affix) = args[1].as_gc::<Str>() {
        return Ok(Value::bool(has(text, affix.as_str(), start, end)));
    }
    let Some(tuple) = args[1].as_gc::<Tuple>() else {
        let class = cx.world.type_name(&args[1]);
        let message = format!("{name} first arg must be str or a tuple of str, not {class}");
        return type_error(message);
    };
    for item in &tuple.items {
        let Some(affix) = item.as_gc::<Str>() else {
            let class = cx.world.type_name(item);
            return type_error(format!(
                "tuple for {name} must only contain str, not {class}"
            ));
        };
        if has(text, affix.as_str(), start, end) {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

fn startswith(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    affix(cx, args, "startswith", |text, affix, start, end| {
        text.starts_with(affix, start, end)
    })
}

fn endswith(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    affix(cx, args, "endswith", |text, affix, start, end| {
        text.ends_with(affix, start, end)
    })
}

fn padded(
    cx: &mut Cx<'_>,
    args: &[Value],
    name: &str,
    how: for<'a> fn(Text<'a>, i64, char) -> Result<String, crate::number::OpError>,
) -> Res {
    let text = receiver(cx, args, name)?;
    let width = index_or(cx, args, 1, 0)?;
    let fill = match given(args, 2) {
        None => ' ',
        Some(fill) => {
            let Some(fill) = fill.as_gc::<Str>() else {
                let class = cx.world.type_name(fill);
                let message = "The fill character must be a unicode character, not ";
                return type_error(format!("{message}{class}"));
            };
            let mut chars = fill.as_str().chars();
            let (Some(c), None) = (chars.next(), chars.next()) else {
                return type_error("The fill character must be exactly one character long");
            };
            c
        }
    };
    Ok(unchanged::text(&args[0], how(whole(text), width, fill)?))
}

fn ljust(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    padded(cx, args, "ljust", |text, width, fill| {
        text.ljust(width, fill)
    })
}

fn rjust(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    padded(cx, args, "rjust", |text, width, fill| {
        text.rjust(width, fill)
    })
}

fn center(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    padded(cx, args, "center", |text, width, fill| {
        text.center(width, fill)
    })
}

fn zfill(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let text = receiver(cx, args, "zfill")?;
    let width = index_or(cx, args, 1, 0)?;
    Ok(unchanged::text(&args[0], whole(text).zfill(width)?))
}

fn join(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let separator = receiver(cx, args, "join")?;
    if let Some(list) = args[1].as_gc::<List>() {
        let items = list.items();
        note(Work::Copy, items.len());
        return joined(cx, separator, &items);
    }
    match native_items(cx, &args[1]) {
        Ok(Some(items)) => joined(cx, separator, &items),
        Ok(None) => fallback(),
        Err(signal) if matches!(*signal, Signal::New(Exc::TypeError, _)) => {
            type_error("can only join an iterable")
        }
        Err(signal) => Err(signal),
    }
}

fn joined(cx: &Cx<'_>, separator: &Str, items: &[Value]) -> Res {
    if let [only] = items
        && only.as_gc::<Str>().is_some()
    {
        return Ok(only.clone());
    }
    let mut size = separator.as_str().len().saturating_mul(items.len());
    let mut texts = Vec::with_capacity(items.len());
    for (item, index) in items.iter().zip(0usize..) {
        let Some(text) = core(item).as_gc::<Str>() else {
            let class = cx.world.type_name(item);
            let message = format!("sequence item {index}: expected str instance, {class} found");
            return type_error(message);
        };
        size = size.saturating_add(text.as_str().len());
        texts.push(text.as_str());
    }
    if size as u64 > crate::number::MAX_TEXT {
        return Exc::MemoryError.err("");
    }
    cx.world.room_for(size)?;
    let mut out = String::with_capacity(size);
    for (text, index) in texts.into_iter().zip(0usize..) {
        if index > 0 {
            out.push_str(separator.as_str());
        }
        out.push_str(text);
    }
    Ok(Str::value(out))
}
