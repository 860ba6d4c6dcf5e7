//! The standard streams, where they are used like files.

use super::files::{self, Ability};
use crate::object::module::Stream;
use crate::object::{List, Str};
use crate::value::Value;
use crate::vm::Cx;
use crate::vm::native::given;
use crate::vm::signal::{Exc, Res, type_error, unsupported};
use crate::work::{Work, note};

/// Whether a value is a standard stream.
pub fn is_stream(value: &Value) -> bool {
    value.as_gc::<Stream>().is_some()
}

fn descriptor(value: &Value) -> u8 {
    value
        .as_gc::<Stream>()
        .map_or(1, |stream| stream.descriptor)
}

/// `name`, of a standard stream.
pub fn name(value: &Value) -> Option<&'static str> {
    let stream = value.as_gc::<Stream>()?;
    Some(["<stdin>", "<stdout>", "<stderr>"][usize::from(stream.descriptor.min(2))])
}

/// `mode`, of a standard stream.
pub fn mode(value: &Value) -> Option<&'static str> {
    let stream = value.as_gc::<Stream>()?;
    Some(if stream.descriptor == 0 { "r" } else { "w" })
}

/// What a stream can do: read or write.
pub fn able(value: &Value, ability: Ability) -> bool {
    match ability {
        Ability::Read => descriptor(value) == 0,
        Ability::Write => descriptor(value) != 0,
        Ability::Seek | Ability::ByLine => false,
    }
}

fn check(cx: &Cx<'_>, args: &[Value], reads: bool) -> Res<u8> {
    let descriptor = descriptor(&args[0]);
    if (descriptor == 0) == reads {
        return Ok(descriptor);
    }
    files::not_possible(
        cx,
        if reads {
            "not readable"
        } else {
            "not writable"
        },
    )
}

/// `write`
pub fn write(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let descriptor = check(cx, args, false)?;
    match args[1].as_gc::<Str>() {
        Some(text) => {
            note(Work::Print, 1);
            note(Work::Write, text.as_str().len());
            cx.world.host.write(descriptor, text.as_str());
            Ok(Value::int(text.chars() as i64))
        }
        None => {
            let class = super::arguments::type_in_argument(cx, &args[1]);
            type_error(format!("write() argument must be str, not {class}"))
        }
    }
}

/// `flush`
pub fn flush(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    cx.world.host.flush(descriptor(&args[0]));
    Ok(Value::NONE)
}

/// The next line of standard input; None at its end.
fn next_line(cx: &Cx<'_>) -> Option<Value> {
    cx.world.host.flush(1);
    let line = cx.world.host.read_line().replace("\r\n", "\n");
    (!line.is_empty()).then(|| Str::value(line))
}

/// `__next__`
pub fn next(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    check(cx, args, true)?;
    match next_line(cx) {
        Some(line) => Ok(line),
        None => Exc::StopIteration.err_with(cx, Vec::new()),
    }
}

/// `readline`
pub fn readline(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    check(cx, args, true)?;
    if given(args, 1).is_some() {
        return unsupported("`readline` of standard input with a size");
    }
    Ok(next_line(cx).unwrap_or_else(|| Str::value("")))
}

fn lines(cx: &mut Cx<'_>, args: &[Value]) -> Res<Vec<Value>> {
    check(cx, args, true)?;
    if given(args, 1).is_some() {
        return unsupported("reading standard input with a size");
    }
    Ok(std::iter::from_fn(|| next_line(cx)).collect())
}

/// `readlines`
pub fn readlines(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    lines(cx, args).map(List::value)
}

/// `read`
pub fn read(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let lines = lines(cx, args)?;
    let texts = lines.iter().filter_map(|line| line.as_gc::<Str>());
    Ok(Str::value(
        texts.map(|text| text.as_str()).collect::<String>(),
    ))
}
