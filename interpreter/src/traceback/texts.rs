//! `str(exception)`, which may be code of the user.
//!
//! An uncaught exception is shown when its thread has no more frames, and no code of the user can
//! run. So before that the thread runs `_exception_texts` of the prelude, which leaves the texts of
//! all exceptions of the chain in their states; see `Thread::end_with`.

use super::chain;
use crate::object::class::{ClassFlags, ClassLookup};
use crate::object::exception::ExceptionParts;
use crate::object::{Exception, List, Str};
use crate::strings::repr::repr;
use crate::value::Value;
use crate::vm::signal::Res;
use crate::vm::{Cx, Exc, NativeRow};
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

/// Whether the text of an exception of the chain can only be told by running toy Python.
pub fn needs_text(cx: &Cx<'_>, exception: &Gc<Exception>) -> bool {
    chain(exception).iter().any(|(link, _)| is_untold(cx, link))
}

fn is_untold(cx: &Cx<'_>, exception: &Gc<Exception>) -> bool {
    exception.state().text.is_none() && simple_message(cx, exception).is_none()
}

/// `_untold(exception)`: the exceptions of the chain whose texts are not known yet.
fn untold(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let exception = args[0].as_gc::<Exception>().expect("(prelude) an exception");
    let links = chain(exception).into_iter().map(|(link, _)| link);
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

/// `str(exception)` where no code of the user is involved and nothing needs a closer look.
fn simple_message(cx: &Cx<'_>, exception: &Gc<Exception>) -> Option<String> {
    let is = |class| exception.class.is_subclass(cx.world.exception_class(class));
    if exception.class.flags().has(ClassFlags::REPR) || is(Exc::OSError) {
        return None;
    }
    if is(Exc::SyntaxError) {
        return Some(String::new());
    }
    let args = exception.args();
    match &args.items[..] {
        [] => Some(String::new()),
        [arg] => {
            let text = arg.as_gc::<Str>()?.as_str();
            Some(if is(Exc::KeyError) { repr(text) } else { text.to_string() })
        }
        _ => None,
    }
}

/// `str(value)` as far as no code of the user is involved.
pub fn text_of(cx: &Cx<'_>, value: &Value) -> String {
    if let Some(text) = value.as_gc::<Str>() {
        return text.as_str().to_string();
    }
    if let Some(number) = value.as_int() {
        return number.to_string();
    }
    format!("<{} object>", cx.world.type_name(value))
}
