//! `str(exception)`, which may be code of the user.
//!
//! An uncaught exception is shown when its thread has no more frames, and no code of the user can
//! run. So before that the thread runs `_exception_texts` of the prelude, which leaves the texts of
//! all exceptions of the chain in their states; see `Thread::end_with`.

use super::groups::tree;
use crate::builtins::representation::native_str;
use crate::object::exception::ExceptionParts;
use crate::object::{Exception, List, Str};
use crate::value::Value;
use crate::vm::signal::Res;
use crate::vm::{Cx, NativeRow};
use gilscope_runtime::heap::Gc;

/// What the prelude needs for it.
pub const TABLE: &[NativeRow] = &[
    NativeRow {
        name: "_prelude._untold",
        signature: "exception, /",
        call: untold,
        fallback: None,
    },
    NativeRow {
        name: "_prelude._note_text",
        signature: "exception, text, /",
        call: note_text,
        fallback: None,
    },
];

/// Whether the text of an exception of the tree can only be told by running toy Python.
pub fn needs_text(cx: &Cx<'_>, exception: &Gc<Exception>) -> bool {
    let nodes = tree(cx, exception);
    nodes.iter().any(|node| is_untold(cx, &node.exception))
}

fn is_untold(cx: &Cx<'_>, exception: &Gc<Exception>) -> bool {
    exception.state().text.is_none() && simple_message(cx, exception).is_none()
}

/// `_untold(exception)`: the exceptions of the tree whose texts are not known yet.
fn untold(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let exception = args[0]
        .as_gc::<Exception>()
        .expect("(prelude) an exception");
    let links = tree(cx, exception).into_iter().map(|node| node.exception);
    let links = links.filter(|link| is_untold(cx, link)).map(Value::from);
    Ok(List::value(links.collect::<Vec<Value>>()))
}

/// `_note_text(exception, text)`
fn note_text(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if let (Some(exception), Some(text)) = (args[0].as_gc::<Exception>(), args[1].as_gc::<Str>()) {
        exception.state().text = Some(text.as_str().into());
    }
    Ok(Value::NONE)
}

/// `str(exception)`
pub fn message(cx: &Cx<'_>, exception: &Gc<Exception>) -> String {
    let told = exception.state().text.as_deref().map(str::to_string);
    let told = told.or_else(|| simple_message(cx, exception));
    told.unwrap_or_else(|| "<exception str() failed>".into())
}

/// `str(exception)`, unless a class of the user has a say in it.
fn simple_message(cx: &Cx<'_>, exception: &Gc<Exception>) -> Option<String> {
    native_str(cx, &exception.into()).ok()
}

/// `str(value)`, as far as no class of the user has a say in it.
pub fn text_of(cx: &Cx<'_>, value: &Value) -> String {
    native_str(cx, value).unwrap_or_else(|_| format!("<{} object>", cx.world.type_name(value)))
}
