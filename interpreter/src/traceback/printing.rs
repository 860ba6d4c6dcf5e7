//! Natives that print an exception which ended a thread, for `stdlib/threading.py`.

use super::{needs_text, render};
use crate::object::exception::ExceptionParts;
use crate::object::{Exception, Str};
use crate::value::Value;
use crate::vm::signal::{Res, fallback};
use crate::vm::{Cx, NativeRow};

/// The natives.
pub const PRINTING: &[NativeRow] = &[
    NativeRow {
        name: "threading._print_exception",
        signature: "name, exception, /",
        call: print_exception,
        fallback: Some("_print_thread_exception"),
    },
    NativeRow {
        name: "_library._exception_text",
        signature: "exception, /",
        call: exception_text,
        fallback: Some("_told_text"),
    },
    NativeRow::new(
        "_prelude._told_exception_text",
        "exception, /",
        exception_text,
    ),
    NativeRow::new(
        "_prelude._print_told_exception",
        "name, exception, /",
        print_exception,
    ),
    NativeRow::new(
        "_prelude._print_ignored",
        "where, exception, /",
        print_ignored,
    ),
    NativeRow::new(
        "_thread._print_started",
        "function, exception, /",
        print_started,
    ),
    NativeRow::new(
        "threading._print_hook_error",
        "exception, /",
        print_hook_error,
    ),
];

fn print_exception(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let name = args[0].as_gc::<Str>().map_or("", |name| name.as_str());
    print_under(cx, &format!("Exception in thread {name}:"), &args[1])
}

/// What CPython prints about an exception, with its traceback.
fn exception_text(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let Some(exception) = args[0].as_gc::<Exception>() else {
        return Ok(Str::value(""));
    };
    match cx.state.is_dying || !needs_text(cx, exception) {
        true => Ok(Str::value(render(cx, exception))),
        false => fallback(),
    }
}

/// What was raised where nobody could catch it.
fn print_ignored(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let place = args[0].as_gc::<Str>().map_or("", |place| place.as_str());
    if let Some(exception) = args[1].as_gc::<Exception>() {
        // What it is chained to is not shown.
        exception.state().suppress_context = true;
        let cause = std::mem::replace(&mut exception.state().cause, Value::NONE);
        drop(cause);
    }
    let before = std::mem::replace(&mut cx.state.is_dying, true);
    let printed = print_under(cx, &format!("Exception ignored in: {place}"), &args[1]);
    cx.state.is_dying = before;
    printed
}

/// What ended a thread of `_thread`.
fn print_started(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let function = args[0].as_gc::<Str>().map_or("", |text| text.as_str());
    let title = format!("Exception ignored in thread started by: {function}");
    print_under(cx, &title, &args[1])
}

fn print_hook_error(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    cx.state.is_dying = true;
    print_under(cx, "Exception in threading.excepthook:", &args[0])
}

fn print_under(cx: &mut Cx<'_>, title: &str, exception: &Value) -> Res {
    let Some(exception) = exception.as_gc::<Exception>() else {
        return Ok(Value::NONE);
    };
    let told = cx.state.is_dying || !needs_text(cx, exception);
    if !told {
        return fallback();
    }
    let text = render(cx, exception);
    cx.world.host.flush(1);
    cx.world.host.write(2, &format!("{title}\n{text}"));
    Ok(Value::NONE)
}
