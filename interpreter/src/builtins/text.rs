//! `repr`, `str`, `ascii`, and what their twins in toy Python stand on.

use super::representation::{
    self, Part, Told, cycle_mark, native_repr, native_str, parts, too_deep, write_message,
};
use crate::object::class::{ClassFlags, ClassLookup};
use crate::object::sequence::bytes_of;
use crate::object::{Bytes, Exception, Function, Instance, List, Str, Tuple};
use crate::strings::repr;
use crate::value::{Value, View};
use crate::vm::native::given;
use crate::vm::operators::is_user;
use crate::vm::signal::{Res, type_error};
use crate::vm::{Cx, NativeRow};
use gilscope_runtime::heap::Gc;
use gilscope_runtime::symbol::Symbol;

/// Natives about text representations.
pub const TABLE: &[NativeRow] = &[
    NativeRow {
        name: "repr",
        signature: "obj, /",
        call: repr_of,
        fallback: Some("_repr"),
    },
    NativeRow {
        name: "ascii",
        signature: "obj, /",
        call: ascii_of,
        fallback: Some("_ascii"),
    },
    NativeRow {
        name: "str.__new__",
        signature: "object=, encoding=, errors=",
        call: str_of,
        fallback: Some("_str"),
    },
    NativeRow {
        name: "str.__str__",
        signature: "self, /",
        call: str_of,
        fallback: None,
    },
    NativeRow {
        name: "object.__str__",
        signature: "self, /",
        call: repr_of,
        fallback: Some("_repr"),
    },
    NativeRow {
        name: "object.__repr__",
        signature: "self, /",
        call: object_repr,
        fallback: Some("_repr_builtin"),
    },
    NativeRow {
        name: "BaseException.__repr__",
        signature: "self, /",
        call: object_repr,
        fallback: Some("_repr_builtin"),
    },
    NativeRow {
        name: "BaseException.__str__",
        signature: "self, /",
        call: exception_str,
        fallback: Some("_str_exception"),
    },
    NativeRow {
        name: "_prelude._text_method",
        signature: "obj, name, /",
        call: text_method,
        fallback: None,
    },
    NativeRow {
        name: "_prelude._checked_text",
        signature: "text, name, /",
        call: checked_text,
        fallback: None,
    },
    NativeRow {
        name: "_prelude._repr_enter",
        signature: "obj, /",
        call: repr_enter,
        fallback: None,
    },
    NativeRow {
        name: "_prelude._repr_leave",
        signature: "obj, /",
        call: repr_leave,
        fallback: None,
    },
    NativeRow {
        name: "_prelude._repr_parts",
        signature: "obj, /",
        call: repr_parts,
        fallback: None,
    },
    NativeRow {
        name: "_prelude._message_parts",
        signature: "exc, /",
        call: message_parts,
        fallback: None,
    },
    NativeRow {
        name: "_prelude._is_exception",
        signature: "obj, /",
        call: is_exception,
        fallback: None,
    },
    NativeRow {
        name: "_prelude._is_text",
        signature: "obj, /",
        call: is_text,
        fallback: None,
    },
    NativeRow {
        name: "_prelude._escape",
        signature: "text, /",
        call: escape,
        fallback: None,
    },
];

pub(super) fn repr_of(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    native_repr(cx, &args[0]).map(Str::value)
}

fn ascii_of(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Str::value(repr::escape_non_ascii(&native_repr(
        cx, &args[0],
    )?)))
}

fn str_of(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if let (None, None) = (given(args, 1), given(args, 2)) {
        let Some(value) = given(args, 0) else {
            return Ok(cx.world.empty_str.clone());
        };
        return match value.view() {
            View::Object(object) if object.downcast::<Str>().is_some() => Ok(value.clone()),
            _ => native_str(cx, value).map(Str::value),
        };
    }
    let Some(value) = given(args, 0) else {
        return Ok(cx.world.empty_str.clone());
    };
    for (at, name) in [(1, "encoding"), (2, "errors")] {
        if let Some(wrong) = given(args, at).filter(|value| value.as_gc::<Str>().is_none()) {
            let class = cx.world.type_name(wrong);
            return type_error(format!("str() argument '{name}' must be str, not {class}"));
        }
    }
    let Some(data) = bytes_of(value) else {
        if value.as_gc::<Str>().is_some() {
            return type_error("decoding str is not supported");
        }
        let class = cx.world.type_name(value);
        return type_error(format!(
            "decoding to str: need a bytes-like object, {class} found"
        ));
    };
    let bytes = Gc::new(Bytes {
        data: data.into_owned().into(),
    });
    super::encoding::decoded(cx, &bytes, "str", given(args, 1), given(args, 2))
}

/// `object.__repr__` and `BaseException.__repr__`, whatever the class of the user says.
fn object_repr(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let value = &args[0];
    if value.as_gc::<Instance>().is_some() {
        return Ok(Str::value(representation::default_text(cx, value)));
    }
    native_repr(cx, value).map(Str::value)
}

fn exception_str(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let Some(exception) = args[0].as_gc::<Exception>() else {
        let class = cx.world.type_name(&args[0]);
        return type_error(format!(
            "descriptor '__str__' requires a 'BaseException' object but received a '{class}'"
        ));
    };
    let mut out = String::new();
    write_message(cx, &mut out, exception)?;
    Ok(Str::value(out))
}

/// The special method of the user's that an object's class has, or None.
fn text_method(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (value, name) = (&args[0], &args[1]);
    let Some(name) = name.as_gc::<Str>().filter(|_| is_user(value)) else {
        return Ok(Value::NONE);
    };
    let class = cx.world.class_of(value);
    let found = class.lookup_with_owner(Symbol::new(name.as_str()));
    let users = found.filter(|(owner, member)| {
        owner.flags().has(ClassFlags::USER) || member.as_gc::<Function>().is_some()
    });
    match users {
        Some((_, member)) if member.is_none() => super::attributes::not_callable(),
        Some((_, member)) => Ok(member),
        None => Ok(Value::NONE),
    }
}

/// The result of a special method, which must be a text.
fn checked_text(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if args[0].as_gc::<Str>().is_some() {
        return Ok(args[0].clone());
    }
    let class = cx.world.type_name(&args[0]);
    let name = args[1].as_gc::<Str>().map_or("", |name| name.as_str());
    type_error(match name {
        "__format__" => format!("__format__ must return a str, not {class}"),
        _ => format!("{name} returned non-string (type {class})"),
    })
}

/// Notes that an object's text is being written. Gives None, or the mark for an object inside itself.
fn repr_enter(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let Some(object) = args[0].as_object() else {
        return Ok(Value::NONE);
    };
    if cx.state.reprs.contains(&object.address())
        && let Some(mark) = cycle_mark(object)
    {
        return Ok(Str::value(mark));
    }
    if cx.state.reprs.len() > 10_000 {
        return too_deep();
    }
    cx.state.reprs.push(object.address());
    Ok(Value::NONE)
}

fn repr_leave(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let address = args[0].as_object().map(|object| object.address());
    if let Some(at) = cx
        .state
        .reprs
        .iter()
        .rposition(|known| Some(*known) == address)
    {
        cx.state.reprs.remove(at);
    }
    Ok(Value::NONE)
}

/// The skeleton of a builtin object's `repr`: a list of texts, and values in tuples.
fn repr_parts(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let value = &args[0];
    let parts = match value.as_gc::<Instance>() {
        Some(_) => {
            return Ok(List::value(vec![Str::value(representation::default_text(
                cx, value,
            ))]));
        }
        None => parts(cx, value)?,
    };
    let list = parts.into_iter().map(|part| match part {
        Part::Text(text) => Str::value(text.into_owned()),
        Part::Value(value) => Tuple::value([value]),
    });
    Ok(List::value(list.collect()))
}

/// The skeleton of an exception's `str`: texts, `(value,)` for `repr`, `(value, True)` for `str`.
fn message_parts(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let Some(exception) = args[0].as_gc::<Exception>() else {
        return type_error("an exception is needed");
    };
    let parts = representation::message_parts(cx, exception)?;
    let list = parts.into_iter().map(|part| match part {
        Told::Text(text) => Str::value(text),
        Told::Str(value) => Tuple::value([value, Value::TRUE]),
        Told::Repr(value) => Tuple::value([value]),
    });
    Ok(List::value(list.collect()))
}

fn is_exception(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Value::bool(args[0].as_gc::<Exception>().is_some()))
}

fn is_text(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Value::bool(args[0].as_gc::<Str>().is_some()))
}

fn escape(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let text = args[0].as_gc::<Str>().map_or("", |text| text.as_str());
    Ok(Str::value(repr::escape_non_ascii(text)))
}
