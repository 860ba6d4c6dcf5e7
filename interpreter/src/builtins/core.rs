//! Builtin functions that belong to no other family: `print`, `len`, `input`, and those refused.

use super::representation::write_str;
use crate::object::dict::{DictTable, DictView};
use crate::object::module::{NamespaceSlots, Stream};
use crate::object::sequence::{ByteData, ListItems};
use crate::object::set::SetItems;
use crate::object::{
    ByteArray, Bytes, Dict, File, List, Module, Range, Set, Str, Tuple, WideRange,
};
use crate::value::Value;
use crate::vm::native::given;
use crate::vm::operators::{is_user, native_truth};
use crate::vm::signal::{Res, fallback, type_error, unsupported};
use crate::vm::{Cx, Exc, NativeRow};
use crate::work::{Work, note};
use gilscope_runtime::symbol::Symbol;

/// Builtin functions.
pub const TABLE: &[NativeRow] = &[
    NativeRow::with_twin("print", "*args, sep=, end=, file=, flush=", print, "_print"),
    NativeRow::with_twin("len", "obj, /", len, "_len"),
    NativeRow::with_twin("input", "prompt=, /", input, "_input"),
    NativeRow::new("_prelude._stdout", "", |cx, _| Ok(standard_output(cx))),
    NativeRow::new("_prelude._write", "stream, text, /", write),
    NativeRow::new("_prelude._unsupported", "feature, /", |_, args| {
        unsupported(args[0].as_gc::<Str>().map_or("", |text| text.as_str()))
    }),
    NativeRow::with_twin(
        "__import__",
        "name, globals=, locals=, fromlist=, level=",
        |_, _| fallback(),
        "_import",
    ),
    NativeRow::new("breakpoint", "*args, **kwargs", |_, _| {
        unsupported("`breakpoint`")
    }),
    NativeRow::new("help", "*args, **kwargs", |_, _| unsupported("`help`")),
    NativeRow::new("memoryview", "*args, **kwargs", |_, _| {
        unsupported("`memoryview`")
    }),
];

/// What `sys.stdout` is: the stream itself as long as no script has set another.
fn standard_output(cx: &Cx<'_>) -> Value {
    let known = cx.world.loaded("sys");
    let stream = known
        .as_ref()
        .and_then(Value::as_gc::<Module>)
        .and_then(|module| module.namespace.slots().get(Symbol::new("stdout")));
    stream.unwrap_or_else(|| gilscope_runtime::heap::Gc::new(Stream { descriptor: 1 }).into())
}

fn print(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let [sep, end, file, flush, items] = args else {
        unreachable!("(natives) print is bound")
    };
    let stream = if file.is_empty() || file.is_none() {
        standard_output(cx)
    } else {
        file.clone()
    };
    if stream.is_none() {
        return Ok(Value::NONE);
    }
    let file = stream.as_gc::<File>().filter(|file| file.kind.is_text());
    if file.is_none() && stream.as_gc::<Stream>().is_none() {
        return fallback();
    }
    let separator = text_or(cx, sep, " ", "sep")?;
    let end = text_or(cx, end, "\n", "end")?;
    let mut line = String::new();
    let items = items
        .as_gc::<Tuple>()
        .map(|tuple| &*tuple.items)
        .unwrap_or_default();
    for (item, index) in items.iter().zip(0..) {
        if index > 0 {
            line.push_str(&separator);
        }
        write_str(cx, &mut line, item)?;
    }
    line.push_str(&end);
    let flush = !flush.is_empty() && native_truth(flush) == Some(true);
    if let Some(file) = file {
        return super::files::print_to(cx, file, &line, flush);
    }
    let descriptor = stream.as_gc::<Stream>().map_or(1, |known| known.descriptor);
    note(Work::Print, 1 + items.len());
    note(Work::Write, line.len());
    if descriptor == 0 {
        return super::files::not_possible(cx, "not writable");
    }
    cx.world.host.write(descriptor, &line);
    if flush {
        cx.world.host.flush(descriptor);
    }
    Ok(Value::NONE)
}

fn text_or(cx: &Cx<'_>, value: &Value, default: &str, name: &str) -> Res<String> {
    match value.as_gc::<Str>() {
        Some(text) => Ok(text.as_str().to_string()),
        None if value.is_empty() || value.is_none() => Ok(default.to_string()),
        None => {
            let class = cx.world.type_name(value);
            type_error(format!("{name} must be None or a string, not {class}"))
        }
    }
}

fn write(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let stream = args[0].as_gc::<Stream>().expect("(prelude) a stream");
    let text = args[1].as_gc::<Str>().expect("(prelude) a text");
    note(Work::Print, 1);
    note(Work::Write, text.as_str().len());
    cx.world.host.write(stream.descriptor, text.as_str());
    Ok(Value::NONE)
}

fn input(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if let Some(prompt) = given(args, 0) {
        let mut text = String::new();
        write_str(cx, &mut text, prompt)?;
        cx.world.host.write(1, &text);
    }
    cx.world.host.flush(1);
    let line = cx.world.host.read_line();
    if line.is_empty() {
        return Exc::EOFError.err("EOF when reading a line");
    }
    let line = line.strip_suffix('\n').unwrap_or(&line);
    Ok(Str::value(line.strip_suffix('\r').unwrap_or(line)))
}

/// `len`
pub fn len(cx: &mut Cx<'_>, args: &[Value]) -> Res {
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
        } else if let Some(range) = object.downcast::<WideRange>() {
            let length = range.numbers.count.to_i64();
            Some(length.map_or(usize::MAX, |length| length as usize))
        } else if let Some(view) = object.downcast::<DictView>() {
            Some(view.dict.table().len())
        } else if let Some(array) = object.downcast::<ByteArray>() {
            Some(array.data().len())
        } else {
            object.downcast::<Bytes>().map(|bytes| bytes.data.len())
        }
    });
    match length {
        Some(length) if length > i64::MAX as usize => {
            Exc::OverflowError.err("Python int too large to convert to C ssize_t")
        }
        Some(length) => Ok(Value::int(length as i64)),
        None if is_user(value) => fallback(),
        None => type_error(format!(
            "object of type '{}' has no len()",
            cx.world.type_name(value)
        )),
    }
}
