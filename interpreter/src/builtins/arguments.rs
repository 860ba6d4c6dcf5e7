//! Arguments of methods of `str` and `bytes`, checked with CPython's messages.

use crate::object::Str;
use crate::object::compare::integer;
use crate::value::Value;
use crate::vm::Cx;
use crate::vm::native::given;
use crate::vm::operators::is_user;
use crate::vm::signal::{Res, type_error, unsupported};
use gilscope_runtime::heap::Gc;

/// The string that a method was called on.
pub fn receiver<'a>(cx: &Cx<'_>, args: &'a [Value], name: &str) -> Res<&'a Gc<Str>> {
    match args[0].as_gc::<Str>() {
        Some(text) => Ok(text),
        None => wrong_receiver(cx, &args[0], "str", name),
    }
}

/// The TypeError for a method of `class` that is given another receiver.
#[cold]
pub fn wrong_receiver<T>(cx: &Cx<'_>, value: &Value, class: &str, name: &str) -> Res<T> {
    let other = cx.world.type_name(value);
    type_error(format!(
        "descriptor '{name}' for '{class}' objects doesn't apply to a '{other}' object"
    ))
}

/// The text at `index`; `what` names the argument in the error, e.g. `replace() argument 1`.
pub fn text_argument<'a>(cx: &Cx<'_>, args: &'a [Value], index: usize, what: &str) -> Res<&'a str> {
    match args[index].as_gc::<Str>() {
        Some(text) => Ok(text.as_str()),
        None => {
            let class = type_in_argument(cx, &args[index]);
            type_error(format!("{what} must be str, not {class}"))
        }
    }
}

/// A value's class as argument errors name it: None by its value.
pub fn type_in_argument(cx: &Cx<'_>, value: &Value) -> String {
    if value.is_none() {
        "None".to_string()
    } else {
        cx.world.type_name(value)
    }
}

/// The integer at `index`, or `default` when it was not given.
pub fn index_or(cx: &Cx<'_>, args: &[Value], index: usize, default: i64) -> Res<i64> {
    let Some(value) = given(args, index) else {
        return Ok(default);
    };
    match integer(value) {
        Some(n) => Ok(n.to_index()?),
        None if is_user(value) => unsupported("an object with __index__ as this argument"),
        None => {
            let class = cx.world.type_name(value);
            type_error(format!(
                "'{class}' object cannot be interpreted as an integer"
            ))
        }
    }
}

/// A start or end: an integer, or None.
pub fn optional_index(cx: &Cx<'_>, args: &[Value], index: usize) -> Res<Option<i64>> {
    let _ = cx;
    let Some(value) = given(args, index).filter(|value| !value.is_none()) else {
        return Ok(None);
    };
    match integer(value) {
        Some(n) => Ok(Some(n.clamp_i64())),
        None if is_user(value) => unsupported("an object with __index__ as a slice index"),
        None => type_error("slice indices must be integers or None or have an __index__ method"),
    }
}
