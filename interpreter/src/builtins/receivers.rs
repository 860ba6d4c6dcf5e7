//! Arguments of methods of containers: receivers and indices, and how they leave for the prelude.

use crate::object::compare::integer;
use crate::value::Value;
use crate::vm::Cx;
use crate::vm::operators::is_user;
use crate::vm::signal::{Exc, Res, Signal, fallback, type_error};
use gilscope_runtime::heap::{Gc, Object};

/// The receiver of a method, which is called `list.append` or the like.
#[inline]
pub fn receiver<'a, T: Object>(cx: &Cx<'_>, args: &'a [Value], method: &str) -> Res<&'a Gc<T>> {
    match args[0].as_gc() {
        Some(object) => Ok(object),
        None => wrong_receiver(cx, &args[0], method),
    }
}

/// The TypeError for a method called on an object of another class.
#[cold]
pub fn wrong_receiver<T>(cx: &Cx<'_>, value: &Value, method: &str) -> Res<T> {
    let (class, name) = method.split_once('.').unwrap_or_default();
    let found = cx.world.type_name(value);
    type_error(format!(
        "descriptor '{name}' for '{class}' objects doesn't apply to a '{found}' object"
    ))
}

/// An argument that counts or points; a fallback when its class has a say in it.
pub fn index_argument(cx: &Cx<'_>, value: &Value) -> Res<i64> {
    match integer(value) {
        Some(n) => match n.to_i64() {
            Some(n) => Ok(n),
            None => Exc::OverflowError.err("Python int too large to convert to C ssize_t"),
        },
        None if is_user(value) => fallback(),
        None => {
            let class = cx.world.type_name(value);
            type_error(format!(
                "'{class}' object cannot be interpreted as an integer"
            ))
        }
    }
}

/// A bound of a search, which is clamped to what an index can be.
pub fn bound_argument(value: &Value) -> Res<i64> {
    match integer(value) {
        Some(n) => Ok(n.clamp_i64()),
        None if is_user(value) => fallback(),
        None => type_error("slice indices must be integers or have an __index__ method"),
    }
}

/// Leaves a native for a function of the prelude.
#[cold]
pub fn continue_in<T>(cx: &Cx<'_>, function: &str, args: Vec<Value>) -> Res<T> {
    Err(Box::new(Signal::Call(
        cx.world.prelude_function(function),
        args,
    )))
}

/// Whether a signal asks for the native's twin.
pub fn asks_twin(signal: &Signal) -> bool {
    matches!(signal, Signal::Fallback)
}
