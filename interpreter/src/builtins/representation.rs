//! `repr`, `str` and `ascii` of all builtin types.
//!
//! A value's text is a skeleton of parts: literal text, and values whose own `repr` goes between.
//! The writer expands parts one by one without calling itself, so that deep nesting cannot exhaust
//! the Rust stack. Where a class of the user has a say, natives answer with a fallback, and the
//! twin in toy Python walks the same skeleton. Containers being written are noted in the thread's
//! state, as in CPython's `Py_ReprEnter`, so that both ways see each other's.

use super::groups::members;
use crate::number::slice::Range as Progression;
use crate::number::{Int, MAX_STR_DIGITS, float};
use crate::object::class::{ClassFlags, ClassLookup};
use crate::object::compare::{has_user, integer};
use crate::object::derived::plain_core;
use crate::object::dict::{DictTable, DictView, ViewKind};
use crate::object::exception::ExceptionParts;
use crate::object::function::{Wrapped, Wrapping};
use crate::object::module::{LockObject, NamespaceSlots, Stream, Super};
use crate::object::sequence::{ByteData, ListItems, progression};
use crate::object::set::SetItems;
use crate::object::{
    BigInteger, ByteArray, Bytes, Cell, Class, CodeObject, ComplexNumber, Derived, Dict, Exception,
    File, Function, Generator, List, Method, Module, Native, Set, Slice, Str, Tuple,
};
use crate::strings::repr;
use crate::value::{Value, View};
use crate::vm::Cx;
use crate::vm::signal::{Exc, Res, fallback, unsupported};
use gilscope_runtime::heap::{Gc, Ref};
use gilscope_runtime::symbol::Symbol;
use std::borrow::Cow;
use std::fmt::Write as _;

/// How deep containers may be nested, as in CPython 3.13.
const DEPTH: usize = 9_998;

/// A part of a value's text.
pub enum Part {
    /// Text.
    Text(Cow<'static, str>),
    /// A value whose `repr` goes here.
    Value(Value),
}

use Part::Text;

fn text(text: &'static str) -> Part {
    Text(Cow::Borrowed(text))
}

fn owned(text: String) -> Part {
    Text(Cow::Owned(text))
}

/// `repr(value)`; a fallback when a class of the user has a say in it.
pub fn native_repr(cx: &Cx<'_>, value: &Value) -> Res<String> {
    let mut out = String::new();
    write_repr(cx, &mut out, value)?;
    Ok(out)
}

/// `str(value)`; a fallback when a class of the user has a say in it.
pub fn native_str(cx: &Cx<'_>, value: &Value) -> Res<String> {
    let mut out = String::new();
    write_str(cx, &mut out, value)?;
    Ok(out)
}

/// Appends `str(value)`.
pub fn write_str(cx: &Cx<'_>, out: &mut String, value: &Value) -> Res<()> {
    if let Some(known) = value.as_gc::<Str>() {
        out.push_str(known.as_str());
        return Ok(());
    }
    if let Some(text) = plain_core(value, ClassFlags::REPR).and_then(Value::as_gc::<Str>) {
        out.push_str(text.as_str());
        return Ok(());
    }
    match value.as_gc::<Exception>() {
        Some(exception) if has_user(exception.as_ref(), ClassFlags::REPR) => fallback(),
        Some(exception) => write_message(cx, out, exception),
        None => write_repr(cx, out, value),
    }
}

/// Appends what `BaseException.__str__` and its overrides in builtin classes say.
pub fn write_message(cx: &Cx<'_>, out: &mut String, exception: &Gc<Exception>) -> Res<()> {
    for part in message_parts(cx, exception)? {
        match part {
            Told::Text(text) => out.push_str(text),
            Told::Str(value) => write_str(cx, out, &value)?,
            Told::Repr(value) => write_repr(cx, out, &value)?,
        }
    }
    Ok(())
}

/// Refuses to tell the arguments of a SyntaxError that the compiler has raised: of columns and texts
/// CPython has more rules than we follow.
pub fn check_details(cx: &Cx<'_>, exception: &Gc<Exception>) -> Res<()> {
    let is_one = exception
        .class
        .is_subclass(cx.world.exception_class(Exc::SyntaxError));
    let named = || exception.state().attrs.get(Symbol::new("filename"));
    if is_one && exception.args().items.len() == 1 && named().is_some() {
        return unsupported("`args` of a SyntaxError that the compiler has raised");
    }
    Ok(())
}

/// The message of a SyntaxError, with the name of the file and the line, as far as it knows them.
fn located(exception: &Gc<Exception>) -> Vec<Told> {
    let attr = |name: &str| exception.state().attrs.get(Symbol::new(name));
    let file = attr("filename").filter(|file| file.as_gc::<Str>().is_some());
    let file = file.map(|file| match file.as_gc::<Str>() {
        Some(path) => Told::Str(Str::value(path.as_str().rsplit('/').next().unwrap_or(""))),
        None => Told::Str(file),
    });
    let line = attr("lineno").filter(|line| integer(line).is_some());
    let mut parts = vec![Told::Str(attr("msg").unwrap_or(Value::NONE))];
    match (file, line.map(Told::Str)) {
        (None, None) => {}
        (Some(file), None) => parts.extend([Told::Text(" ("), file, Told::Text(")")]),
        (None, Some(line)) => parts.extend([Told::Text(" (line "), line, Told::Text(")")]),
        (Some(file), Some(line)) => {
            let comma = Told::Text(", line ");
            parts.extend([Told::Text(" ("), file, comma, line, Told::Text(")")]);
        }
    }
    parts
}

/// A part of an exception's message.
pub enum Told {
    /// Text.
    Text(&'static str),
    /// `str(value)` goes here.
    Str(Value),
    /// `repr(value)` goes here.
    Repr(Value),
}

/// The parts of `str(exception)` as builtin classes have it.
pub fn message_parts(cx: &Cx<'_>, exception: &Gc<Exception>) -> Res<Vec<Told>> {
    let is = |class: Exc| exception.class.is_subclass(cx.world.exception_class(class));
    let args = exception.args();
    let items = &args.items;
    let name = |name| exception.state().attrs.get(Symbol::new(name));
    if is(Exc::OSError) && (name("errno").is_some() || name("filename").is_some()) {
        let part = |part| Told::Str(name(part).unwrap_or(Value::NONE));
        let mut parts = vec![
            Told::Text("[Errno "),
            part("errno"),
            Told::Text("] "),
            part("strerror"),
        ];
        if let Some(file) = name("filename") {
            parts.extend([Told::Text(": "), Told::Repr(file)]);
        }
        if let Some(other) = name("filename2") {
            parts.extend([Told::Text(" -> "), Told::Repr(other)]);
        }
        return Ok(parts);
    }
    if is(Exc::SyntaxError) {
        return Ok(located(exception));
    }
    if let Some(members) = members(cx, exception) {
        return Ok(vec![
            Told::Str(super::groups::message(exception)),
            Told::Text(" ("),
            Told::Str(Value::int(members.len() as i64)),
            Told::Text(match members.len() {
                1 => " sub-exception)",
                _ => " sub-exceptions)",
            }),
        ]);
    }
    if is(Exc::UnicodeError) && items.len() == 5 {
        return unicode_message(exception.class.name.ends_with("DecodeError"), items);
    }
    if is(Exc::UnicodeTranslateError) && items.len() == 4 {
        return unsupported("the text of a UnicodeTranslateError");
    }
    Ok(match &**items {
        [] => Vec::new(),
        [only] if is(Exc::KeyError) => vec![Told::Repr(only.clone())],
        [only] => vec![Told::Str(only.clone())],
        _ => vec![Told::Repr((&args).into())],
    })
}

/// `UnicodeDecodeError(encoding, object, start, end, reason)` and its like for encoding.
fn unicode_message(decoding: bool, items: &[Value]) -> Res<Vec<Told>> {
    let [encoding, object, start, end, reason] = items else {
        return Ok(Vec::new());
    };
    let (Some(start), Some(end)) = (start.as_int(), end.as_int()) else {
        return Ok(Vec::new());
    };
    let verb = if decoding { "decode" } else { "encode" };
    let what = match (object.as_gc::<Str>(), object.as_gc::<Bytes>()) {
        _ if end != start + 1 => {
            let (last, unit) = (end - 1, if decoding { "bytes" } else { "characters" });
            format!("{unit} in position {start}-{last}")
        }
        (Some(text), _) => {
            let code = text
                .as_str()
                .chars()
                .nth(start as usize)
                .unwrap_or_default();
            let shown = repr::ascii(&code.to_string())
                .trim_matches('\'')
                .to_string();
            let shown = if code.is_ascii() {
                format!("\\x{:02x}", code as u32)
            } else {
                shown
            };
            format!("character '{shown}' in position {start}")
        }
        (_, Some(bytes)) => {
            let byte = bytes.data.get(start as usize).copied().unwrap_or_default();
            format!("byte 0x{byte:02x} in position {start}")
        }
        _ => String::new(),
    };
    Ok(vec![
        Told::Text("'"),
        Told::Str(encoding.clone()),
        Told::Text("' codec can't "),
        Told::Text(verb),
        Told::Text(" "),
        Told::Str(Str::value(what)),
        Told::Text(": "),
        Told::Str(reason.clone()),
    ])
}

/// A container whose parts are being written.
struct Open {
    parts: std::vec::IntoIter<Part>,
    address: usize,
}

/// Appends `repr(value)`.
pub fn write_repr(cx: &Cx<'_>, out: &mut String, value: &Value) -> Res<()> {
    if write_plain(out, value)? {
        return Ok(());
    }
    let mut open: Vec<Open> = Vec::new();
    let mut next = Some(value.clone());
    loop {
        if let Some(value) = next.take()
            && !write_plain(out, &value)?
        {
            let object = value.as_object().expect("(values) the rest are objects");
            if has_user(object, ClassFlags::REPR) {
                return fallback();
            }
            if let Some(derived) = object.downcast::<Derived>()
                && derived.core.as_gc::<Set>().is_none()
                && derived.core.as_gc::<ByteArray>().is_none()
            {
                next = Some(derived.core.clone());
                continue;
            }
            let address = object.address();
            let busy = cx.state.reprs.contains(&address)
                || open.iter().any(|outer| outer.address == address);
            match cycle_mark(object) {
                Some(mark) if busy => out.push_str(mark),
                _ if open.len() + cx.state.reprs.len() >= DEPTH => return too_deep(),
                _ => open.push(Open {
                    parts: parts(cx, &value)?.into_iter(),
                    address,
                }),
            }
        }
        loop {
            let Some(innermost) = open.last_mut() else {
                return Ok(());
            };
            match innermost.parts.next() {
                Some(Text(text)) => out.push_str(&text),
                Some(Part::Value(value)) => {
                    next = Some(value);
                    break;
                }
                None => drop(open.pop()),
            }
        }
    }
}

/// The error for containers nested too deep.
#[cold]
pub fn too_deep<T>() -> Res<T> {
    Exc::RecursionError.err("maximum recursion depth exceeded while getting the repr of an object")
}

/// What stands for a container inside itself; None for what is no container.
pub fn cycle_mark(object: &Ref) -> Option<&'static str> {
    if object.downcast::<List>().is_some() {
        Some("[...]")
    } else if object.downcast::<Dict>().is_some() {
        Some("{...}")
    } else if object.downcast::<Tuple>().is_some() {
        Some("(...)")
    } else if let Some(set) = object.downcast::<Set>() {
        Some(if set.frozen {
            "frozenset(...)"
        } else {
            "set(...)"
        })
    } else if object.downcast::<DictView>().is_some() {
        Some("...")
    } else {
        None
    }
}

/// Appends the `repr` of what has no parts; false for everything else.
fn write_plain(out: &mut String, value: &Value) -> Res<bool> {
    match value.view() {
        View::Int(n) => write_int(out, n),
        View::Float(x) => out.push_str(&float::repr(x)),
        View::Bool(true) => out.push_str("True"),
        View::Bool(false) => out.push_str("False"),
        View::None | View::Empty => out.push_str("None"),
        View::Ellipsis => out.push_str("Ellipsis"),
        View::NotImplemented => out.push_str("NotImplemented"),
        View::Object(object) => {
            if let Some(known) = object.downcast::<Str>() {
                out.push_str(&repr::repr(known.as_str()));
            } else if let Some(big) = object.downcast::<BigInteger>() {
                out.push_str(&Int::Big(big.value.clone()).to_decimal(MAX_STR_DIGITS)?);
            } else if let Some(complex) = object.downcast::<ComplexNumber>() {
                out.push_str(&complex.value.repr());
            } else if let Some(bytes) = object.downcast::<Bytes>() {
                out.push_str(&repr::repr_bytes(&bytes.data));
            } else if let Some(array) = object.downcast::<ByteArray>() {
                let data = array.data().clone();
                out.push_str(&format!("bytearray({})", repr::repr_bytes(&data)));
            } else {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// Appends a small integer.
pub fn write_int(out: &mut String, n: i64) {
    let _ = write!(out, "{n}");
}

/// The skeleton of an object's `repr`, as its builtin class has it.
pub fn parts(cx: &Cx<'_>, value: &Value) -> Res<Vec<Part>> {
    let Some(object) = value.as_object() else {
        return plain(value);
    };
    if let Some(list) = object.downcast::<List>() {
        let items = list.items().clone();
        return Ok(sequence("[", items, "]"));
    }
    if let Some(dict) = object.downcast::<Dict>() {
        return Ok(mapping(dict));
    }
    if let Some(tuple) = object.downcast::<Tuple>() {
        let end = if tuple.items.len() == 1 { ",)" } else { ")" };
        return Ok(sequence("(", tuple.items.to_vec(), end));
    }
    if let Some(set) = object.downcast::<Set>() {
        return Ok(set_parts(set));
    }
    if let Some(derived) = object.downcast::<Derived>() {
        return derived_parts(derived);
    }
    if let Some(view) = object.downcast::<DictView>() {
        return Ok(view_parts(view));
    }
    if let Some(exception) = object.downcast::<Exception>() {
        check_details(cx, exception)?;
        return Ok(exception_parts(exception));
    }
    if let Some(Progression {
        start, stop, step, ..
    }) = progression(object)
    {
        let [start, stop, step] = [start, stop, step].map(|n| n.to_big());
        let step = match step == num_bigint::BigInt::from(1) {
            true => String::new(),
            false => format!(", {step}"),
        };
        return Ok(vec![owned(format!("range({start}, {stop}{step})"))]);
    }
    if let Some(slice) = object.downcast::<Slice>() {
        return Ok(sequence("slice(", slice.parts.to_vec(), ")"));
    }
    callable_parts(cx, value, object)
}

/// A derived object looks like its core; a set or bytearray says of which class it is.
fn derived_parts(derived: &Gc<Derived>) -> Res<Vec<Part>> {
    if let Some(array) = derived.core.as_gc::<ByteArray>() {
        let data = repr::repr_bytes(&array.data());
        return Ok(vec![owned(format!("{}({data})", derived.class.name))]);
    }
    let Some(set) = derived.core.as_gc::<Set>() else {
        return Ok(vec![Part::Value(derived.core.clone())]);
    };
    let name = &derived.class.name;
    let items: Vec<Value> = set.table().iter().map(|(_, item)| item.clone()).collect();
    if items.is_empty() {
        return Ok(vec![owned(format!("{name}()"))]);
    }
    let mut parts = vec![owned(format!("{name}("))];
    parts.extend(sequence("{", items, "})"));
    Ok(parts)
}

/// `<member 'x' of 'Point' objects>`
fn slot_parts(wrapped: &Wrapped) -> Res<Vec<Part>> {
    let shown = wrapped.function.as_gc::<Str>();
    Ok(vec![owned(
        shown.map_or(String::new(), |text| text.as_str().into()),
    )])
}

fn plain(value: &Value) -> Res<Vec<Part>> {
    let mut out = String::new();
    write_plain(&mut out, value)?;
    Ok(vec![owned(out)])
}

fn sequence(begin: &'static str, items: Vec<Value>, end: &'static str) -> Vec<Part> {
    let mut parts = Vec::with_capacity(2 * items.len() + 2);
    parts.push(text(begin));
    for (item, index) in items.into_iter().zip(0usize..) {
        if index > 0 {
            parts.push(text(", "));
        }
        parts.push(Part::Value(item));
    }
    parts.push(text(end));
    parts
}

fn mapping(dict: &Gc<Dict>) -> Vec<Part> {
    let table = dict.table();
    let mut parts = Vec::with_capacity(4 * table.len() + 2);
    parts.push(text("{"));
    for (entry, index) in table.iter().zip(0usize..) {
        if index > 0 {
            parts.push(text(", "));
        }
        parts.push(Part::Value(entry.key.clone()));
        parts.push(text(": "));
        parts.push(Part::Value(entry.value.clone()));
    }
    parts.push(text("}"));
    parts
}

fn set_parts(set: &Gc<Set>) -> Vec<Part> {
    let items: Vec<Value> = set.table().iter().map(|(_, value)| value.clone()).collect();
    match (items.is_empty(), set.frozen) {
        (true, true) => vec![text("frozenset()")],
        (true, false) => vec![text("set()")],
        (false, true) => sequence("frozenset({", items, "})"),
        (false, false) => sequence("{", items, "}"),
    }
}

fn view_parts(view: &Gc<DictView>) -> Vec<Part> {
    let table = view.dict.table();
    let (begin, items): (_, Vec<Value>) = match view.kind {
        ViewKind::Keys => (
            "dict_keys([",
            table.iter().map(|entry| entry.key.clone()).collect(),
        ),
        ViewKind::Values => (
            "dict_values([",
            table.iter().map(|entry| entry.value.clone()).collect(),
        ),
        ViewKind::Items => {
            let pair = |key: &Value, value: &Value| Tuple::value([key.clone(), value.clone()]);
            let pairs = table.iter().map(|entry| pair(&entry.key, &entry.value));
            ("dict_items([", pairs.collect())
        }
    };
    sequence(begin, items, "])")
}

/// `ValueError('x')`
pub fn exception_parts(exception: &Gc<Exception>) -> Vec<Part> {
    let args = exception.args();
    let mut parts = vec![owned(exception.class.name.to_string())];
    parts.extend(sequence("(", args.items.to_vec(), ")"));
    parts
}

fn callable_parts(cx: &Cx<'_>, value: &Value, object: &Ref) -> Res<Vec<Part>> {
    let address = object.address();
    Ok(if let Some(function) = object.downcast::<Function>() {
        vec![owned(format!(
            "<function {} at {address:#x}>",
            qualified(function)
        ))]
    } else if let Some(native) = object.downcast::<Native>() {
        vec![owned(native_text(cx, native))]
    } else if let Some(method) = object.downcast::<Method>() {
        method_parts(cx, method)
    } else if let Some(class) = object.downcast::<Class>() {
        vec![owned(format!("<class '{}'>", full_name(class)))]
    } else if let Some(module) = object.downcast::<Module>() {
        vec![owned(module_text(module))]
    } else if let Some(generator) = object.downcast::<Generator>()
        && let kind = cx.world.type_name(value)
        && ["generator", "coroutine", "async_generator"].contains(&&*kind)
    {
        let name = qualified(&generator.function);
        vec![owned(format!("<{kind} object {name} at {address:#x}>"))]
    } else if let Some(wrapped) = object.downcast::<Wrapped>() {
        let kind = match wrapped.wrapping {
            Wrapping::Static => "<staticmethod(",
            Wrapping::Class => "<classmethod(",
            Wrapping::Computed => return Ok(vec![owned(default_text(cx, value))]),
            Wrapping::Slot => return slot_parts(wrapped),
            Wrapping::Item => {
                let place = wrapped.function.as_int().unwrap_or_default();
                let text = format!("_tuplegetter({place}, 'Alias for field number {place}')");
                return Ok(vec![owned(text)]);
            }
        };
        vec![
            text(kind),
            Part::Value(wrapped.function.clone()),
            text(")>"),
        ]
    } else {
        return other_parts(cx, value, object);
    })
}

fn other_parts(cx: &Cx<'_>, value: &Value, object: &Ref) -> Res<Vec<Part>> {
    let address = object.address();
    Ok(if let Some(cell) = object.downcast::<Cell>() {
        let content = cell.guard(|c| &c.value).clone();
        vec![owned(match content.as_object() {
            _ if content.is_empty() => format!("<cell at {address:#x}: empty>"),
            inner => {
                let (class, at) = (cx.world.type_name(&content), inner.map_or(0, Ref::address));
                format!("<cell at {address:#x}: {class} object at {at:#x}>")
            }
        })]
    } else if let Some(proxy) = object.downcast::<Super>() {
        let class = match proxy.receiver.as_gc::<Class>() {
            Some(class) => class.name.to_string(),
            None => cx.world.type_name(&proxy.receiver),
        };
        vec![owned(format!(
            "<super: <class '{}'>, <{class} object>>",
            proxy.class.name
        ))]
    } else if let Some(lock) = object.downcast::<LockObject>() {
        vec![owned(super::threads::lock_repr(lock, address as u64))]
    } else if let Some(code) = object.downcast::<CodeObject>() {
        let code = &code.code.code;
        let (name, file, line) = (&code.name, &code.source.name, code.first_line);
        let text = format!("<code object {name} at {address:#x}, file \"{file}\", line {line}>");
        vec![owned(text)]
    } else if let Some(stream) = object.downcast::<Stream>() {
        let (name, mode) = match stream.descriptor {
            0 => ("<stdin>", "r"),
            1 => ("<stdout>", "w"),
            _ => ("<stderr>", "w"),
        };
        let text = format!("<_io.TextIOWrapper name='{name}' mode='{mode}' encoding='utf-8'>");
        vec![owned(text)]
    } else if let Some(file) = object.downcast::<File>()
        && !file.name.is_empty()
    {
        let mut parts = vec![
            owned(format!("<_io.{:?} name=", file.kind)),
            Part::Value(file.name.clone()),
        ];
        if let [encoding, _] = &file.codec
            && let Some(encoding) = encoding.as_gc::<Str>()
        {
            let (mode, encoding) = (&file.mode, encoding.as_str());
            parts.push(owned(format!(" mode='{mode}' encoding='{encoding}'")));
        }
        parts.push(owned(">".into()));
        parts
    } else {
        vec![owned(default_text(cx, value))]
    })
}

/// `<__main__.A object at 0x…>`
pub fn default_text(cx: &Cx<'_>, value: &Value) -> String {
    let class = cx.world.class_of(value);
    let address = value.as_object().map_or(0, Ref::address);
    format!("<{} object at {address:#x}>", full_name(&class))
}

/// The class's name with its module, unless that is `builtins`.
fn full_name(class: &Gc<Class>) -> String {
    let module = class.members().get(Symbol::new("__module__")).cloned();
    let module = match (&module, module.as_ref().and_then(Value::as_gc::<Str>)) {
        (_, Some(module)) => module.as_str().to_string(),
        (None, _) => class.module.to_string(),
        (Some(_), None) => return class.qualname.to_string(),
    };
    if module == "builtins" {
        return class.qualname.to_string();
    }
    format!("{module}.{}", class.qualname)
}

fn qualified(function: &Gc<Function>) -> String {
    let state = function.guard(|f| &f.state);
    state
        .qualname
        .as_gc::<Str>()
        .map(|name| name.as_str().to_string())
        .unwrap_or_default()
}

fn native_text(cx: &Cx<'_>, native: &Native) -> String {
    let Some((owner, name)) = native.name.split_once('.') else {
        return format!("<built-in function {}>", native.name);
    };
    match cx.world.class_named(owner) {
        Some(_) if name.starts_with("__") => {
            format!("<slot wrapper '{name}' of '{owner}' objects>")
        }
        Some(_) => format!("<method '{name}' of '{owner}' objects>"),
        None => format!("<built-in function {name}>"),
    }
}

fn method_parts(cx: &Cx<'_>, method: &Method) -> Vec<Part> {
    if let Some(native) = method.function.as_gc::<Native>() {
        let name = native.name.rsplit('.').next().unwrap_or(native.name);
        let address = method.receiver.as_object().map_or(0, Ref::address);
        let class = match method.receiver.as_gc::<Class>() {
            Some(_) => "type".to_string(),
            None => cx.world.type_name(&method.receiver),
        };
        let is_plain = !name.starts_with("__") || name == "__prepare__";
        let kind = if !is_plain {
            "method-wrapper"
        } else {
            "built-in method"
        };
        let name = if kind == "method-wrapper" {
            format!("'{name}'")
        } else {
            name.to_string()
        };
        return vec![owned(format!(
            "<{kind} {name} of {class} object at {address:#x}>"
        ))];
    }
    let name = crate::object::function::callable_name(&method.function);
    let begin = format!(
        "<bound method {} of ",
        name.unwrap_or_else(|| "?".to_string())
    );
    vec![
        owned(begin),
        Part::Value(method.receiver.clone()),
        text(">"),
    ]
}

fn module_text(module: &Gc<Module>) -> String {
    let file = module.namespace.slots().get(Symbol::new("__file__"));
    match file.as_ref().and_then(Value::as_gc::<Str>) {
        Some(file) => format!(
            "<module '{}' from {}>",
            module.name,
            repr::repr(file.as_str())
        ),
        None => match &module.folder {
            Some(folder) => {
                let folder = repr::repr(folder);
                format!("<module '{}' (namespace) from [{folder}]>", module.name)
            }
            None if ["os", "abc", "io"].contains(&&*module.name) => {
                format!("<module '{}' (frozen)>", module.name)
            }
            None if module.is_bare() => format!("<module '{}'>", module.name),
            None => format!("<module '{}' (built-in)>", module.name),
        },
    }
}
