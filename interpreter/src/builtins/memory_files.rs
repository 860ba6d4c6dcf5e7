//! Files in memory: `io.StringIO` and `io.BytesIO`, as far as they differ from files of the disk.

use super::files::{bytes_argument, is_closed, receiver, row};
use crate::object::file::{Content, File, FileContent, FileKind, Newline};
use crate::object::{Bytes, Str};
use crate::value::Value;
use crate::vm::native::given;
use crate::vm::signal::{Res, type_error, unsupported};
use crate::vm::{Cx, NativeRow};
use gilscope_runtime::heap::Gc;

/// Their makers, and what `stdlib/io.py` rests on.
pub const TABLE: &[NativeRow] = &[
    row("StringIO.__new__", "initial_value=, newline=", new_text),
    row("StringIO.getvalue", "self, /", getvalue),
    row("BytesIO.__new__", "initial_bytes=", new_bytes),
    row("BytesIO.getvalue", "self, /", getvalue),
    row("BytesIO.getbuffer", "self, /", |_, _| {
        unsupported("`getbuffer` of a file")
    }),
    row("io._classes", "", classes),
];

fn classes(cx: &mut Cx<'_>, _args: &[Value]) -> Res {
    let types = &cx.world.types;
    let mut all: Vec<Value> = [
        &types.io_base,
        &types.text_base,
        &types.buffered_base,
        &types.stream,
        &types.string_io,
        &types.bytes_io,
        &types.buffered_reader,
        &types.buffered_writer,
        &types.buffered_random,
    ]
    .map(Value::from)
    .into();
    all.push(cx.world.prelude_function("UnsupportedOperation"));
    Ok(crate::object::Tuple::value(all))
}

fn in_memory(kind: FileKind, content: Content) -> Value {
    Gc::new(File {
        kind,
        name: Value::EMPTY,
        mode: "".into(),
        codec: [Value::NONE, Value::NONE],
        newline: Newline::Only("\n"),
        state: gilscope_runtime::heap::Guarded::new(content),
    })
    .into()
}

fn new_text(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if let Some(newline) = given(args, 1)
        && newline
            .as_gc::<Str>()
            .is_none_or(|text| text.as_str() != "\n")
    {
        return unsupported("`newline` of `io.StringIO`");
    }
    let chars = match given(args, 0).filter(|text| !text.is_none()) {
        None => Vec::new(),
        Some(text) => match text.as_gc::<Str>() {
            Some(text) => text.as_str().chars().collect(),
            None => {
                let class = cx.world.type_name(text);
                return type_error(format!("initial_value must be str or None, not {class}"));
            }
        },
    };
    let content = Content::Text { chars, position: 0 };
    Ok(in_memory(FileKind::StringIO, content))
}

fn new_bytes(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let data = match given(args, 0).filter(|data| !data.is_none()) {
        None => Vec::new(),
        Some(data) => bytes_argument(cx, data)?,
    };
    let content = Content::Bytes { data, position: 0 };
    Ok(in_memory(FileKind::BytesIO, content))
}

fn getvalue(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let file = receiver(cx, args)?;
    let data = match &*file.content() {
        Content::Text { chars, .. } => return Ok(Str::value(chars.iter().collect::<String>())),
        Content::Bytes { data, .. } => data.clone(),
        _ => return is_closed(cx, file, "getvalue of"),
    };
    Ok(Gc::new(Bytes { data: data.into() }).into())
}
