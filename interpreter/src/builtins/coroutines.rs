//! Coroutines, asynchronous generators, and what drives them by hand.

use super::iterate::{awaited, code, frame, itself, name, qualname, resume, send, throw};
use crate::code::Makes;
use crate::object::awaitable::{Awaitable, First};
use crate::object::class::ClassLookup;
use crate::object::exception::ExceptionParts;
use crate::object::generator::{GeneratorAccess, Stage};
use crate::object::module::NamespaceSlots;
use crate::object::{Exception, Function, Generator, List, Method, Module, Str, Tuple};
use crate::value::Value;
use crate::vm::delegation::advance_by_hand;
use crate::vm::native::given;
use crate::vm::signal::{Res, ResumeWith, Signal, fallback, type_error, unsupported};
use crate::vm::{Cx, NativeRow};
use gilscope_runtime::heap::Gc;

/// `coroutine`, `async_generator` and their awaitables; `aiter`, `anext`.
pub const TABLE: &[NativeRow] = &[
    NativeRow::new("coroutine.send", "self, value, /", send),
    NativeRow::with_twin(
        "coroutine.throw",
        "self, type, value=, traceback=, /",
        throw,
        "_throw",
    ),
    NativeRow::new("coroutine.close", "self, /", close),
    NativeRow::new("coroutine.__await__", "self, /", |_, args| {
        Ok(Awaitable::value(target(args).clone(), First::Passes))
    }),
    NativeRow::new("coroutine.__name__=", "self, value=, /", name),
    NativeRow::new("coroutine.__qualname__=", "self, value=, /", qualname),
    NativeRow::new("coroutine.cr_running=", "self, /", is_running),
    NativeRow::new("coroutine.cr_suspended=", "self, /", is_suspended),
    NativeRow::new("coroutine.cr_frame=", "self, /", frame),
    NativeRow::new("coroutine.cr_code=", "self, /", code),
    NativeRow::new("coroutine.cr_await=", "self, /", awaited),
    NativeRow::new("coroutine.cr_origin=", "self, /", |_, _| Ok(Value::NONE)),
    NativeRow::new("async_generator.__aiter__", "self, /", itself),
    NativeRow::new("async_generator.__anext__", "self, /", |_, args| {
        let first = First::Value(Value::NONE);
        Ok(Awaitable::value(target(args).clone(), first))
    }),
    NativeRow::new("async_generator.asend", "self, value, /", |_, args| {
        let first = First::Value(args[1].clone());
        Ok(Awaitable::value(target(args).clone(), first))
    }),
    NativeRow::with_twin(
        "async_generator.athrow",
        "self, type, value=, traceback=, /",
        athrow,
        "_athrow",
    ),
    NativeRow::with_twin(
        "async_generator.aclose",
        "self, /",
        |_, _| fallback(),
        "_aclose",
    ),
    NativeRow::new("async_generator.__name__=", "self, value=, /", name),
    NativeRow::new("async_generator.__qualname__=", "self, value=, /", qualname),
    NativeRow::new("async_generator.ag_running=", "self, /", |_, args| {
        let generator = target(args);
        let is_running = generator.state().stage == Stage::Running;
        Ok(Value::bool(is_running || generator.is_waiting()))
    }),
    NativeRow::new("async_generator.ag_suspended=", "self, /", is_suspended),
    NativeRow::new("async_generator.ag_frame=", "self, /", frame),
    NativeRow::new("async_generator.ag_code=", "self, /", code),
    NativeRow::new("async_generator.ag_await=", "self, /", awaited),
    NativeRow::new("async_generator_asend.__await__", "self, /", itself),
    NativeRow::new("async_generator_asend.__iter__", "self, /", itself),
    NativeRow::new("async_generator_asend.__next__", "self, /", drive),
    NativeRow::new("async_generator_asend.send", "self, value, /", drive),
    NativeRow::with_twin(
        "async_generator_asend.throw",
        "self, type, value=, traceback=, /",
        drive_throw,
        "_throw",
    ),
    NativeRow::new("async_generator_asend.close", "self, /", drive_close),
    NativeRow::new("coroutine_wrapper.__iter__", "self, /", itself),
    NativeRow::new("coroutine_wrapper.__next__", "self, /", drive),
    NativeRow::new("coroutine_wrapper.send", "self, value, /", drive),
    NativeRow::with_twin(
        "coroutine_wrapper.throw",
        "self, type, value=, traceback=, /",
        drive_throw,
        "_throw",
    ),
    NativeRow::new("coroutine_wrapper.close", "self, /", drive_close),
    NativeRow::with_twin("aiter", "async_iterable, /", aiter, "_aiter"),
    NativeRow::with_twin("anext", "aiterator, default=, /", anext, "_anext"),
    NativeRow::new("_prelude._is_unawaited", "thing, /", |_, args| {
        Ok(Value::bool(is_unawaited(&args[0])))
    }),
    NativeRow::new("_prelude._is_async_generator", "thing, /", |_, args| {
        Ok(Value::bool(makes(&args[0]) == Some(Makes::AsyncGenerator)))
    }),
    NativeRow::new("_prelude._is_waiting", "generator, /", |_, args| {
        let generator = target(args);
        let is_running = generator.state().stage == Stage::Running;
        Ok(Value::bool(is_running || generator.is_waiting()))
    }),
    NativeRow::new("_prelude._is_fresh", "generator, /", |_, args| {
        Ok(Value::bool(target(args).state().stage == Stage::Fresh))
    }),
    NativeRow::new("_prelude._is_over", "generator, /", |_, args| {
        Ok(Value::bool(target(args).state().stage == Stage::Done))
    }),
    NativeRow::new("_library._is_coroutine", "thing, /", is_coroutine),
    NativeRow::new("_prelude._is_coroutine", "thing, /", is_coroutine),
    NativeRow::new("_library._is_async_generator", "thing, /", |_, args| {
        Ok(Value::bool(makes(&args[0]) == Some(Makes::AsyncGenerator)))
    }),
    NativeRow::new("_library._async_hook", "loop, /", |cx, args| {
        Ok(std::mem::replace(&mut cx.state.async_loop, args[0].clone()))
    }),
    NativeRow::new("_prelude._async_loop", "", |cx, _| {
        Ok(cx.state.async_loop.clone())
    }),
    NativeRow::new("_library._coroutine_place", "coroutine, /", place),
    NativeRow::new("_library._running_line", "coroutine, /", |_, args| {
        Err(Box::new(Signal::Line(target(args).clone())))
    }),
    NativeRow::new("_library._script_generators", "", script_generators),
    NativeRow::new("_library._definition", "function, /", definition),
    NativeRow::new("_library._mark_traceback", "exception, /", |_, args| {
        let length = thrown(args).state().traceback.len();
        Ok(Value::int(length as i64))
    }),
    NativeRow::new(
        "_library._cut_traceback",
        "exception, length, /",
        |_, args| {
            let length = args[1].as_int().unwrap_or(0) as usize;
            thrown(args).state().traceback.truncate(length);
            Ok(Value::NONE)
        },
    ),
    NativeRow::new("_library._made_by", "function, /", made_by),
];

fn is_coroutine(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Value::bool(makes(&args[0]) == Some(Makes::Coroutine)))
}

fn target(args: &[Value]) -> &Gc<Generator> {
    args[0].as_gc::<Generator>().expect("(natives) a coroutine")
}

fn makes(value: &Value) -> Option<Makes> {
    value
        .as_gc::<Generator>()
        .map(|generator| generator.makes())
}

fn thrown(args: &[Value]) -> &Gc<Exception> {
    args[0]
        .as_gc::<Exception>()
        .expect("(library) an exception")
}

/// File and line where a coroutine stands, or, when it is over, where it is defined; whether it is over.
fn place(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let coroutine = target(args);
    let code = coroutine.function.code.whole();
    let (stage, ip) = {
        let state = coroutine.state();
        (state.stage, state.ip)
    };
    let line = match stage {
        Stage::Yielded => code.source.line(code.spans[ip as usize - 1].start),
        _ => code.first_line,
    };
    Ok(Tuple::value([
        Str::value(&*code.source.name),
        Value::int(i64::from(line)),
        Value::bool(stage == Stage::Done),
    ]))
}

/// The asynchronous generators that global variables of the script hold.
fn script_generators(cx: &mut Cx<'_>, _args: &[Value]) -> Res {
    let main = cx.world.loaded("__main__");
    let Some(main) = main.as_ref().and_then(Value::as_gc::<Module>) else {
        return Ok(List::value(Vec::new()));
    };
    let bound = main.namespace.slots().list();
    let values = bound.into_iter().map(|(_, value)| value);
    let open = values.filter(|value| makes(value) == Some(Makes::AsyncGenerator));
    Ok(List::value(open.collect()))
}

/// File and line of a function of toy Python; None for anything else.
fn definition(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let Some(function) = args[0].as_gc::<Function>() else {
        return Ok(Value::NONE);
    };
    let code = &function.code.code;
    let line = Value::int(i64::from(code.first_line));
    Ok(Tuple::value([Str::value(&*code.source.name), line]))
}

/// What calls of a function or method make: `function`, `generator`, `coroutine`,
/// `async generator`; None for anything else.
fn made_by(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let mut function = args[0].clone();
    while let Some(method) = function.as_gc::<Method>() {
        function = method.function.clone();
    }
    Ok(match function.as_gc::<Function>() {
        Some(function) => Str::value(function.code.code.makes.name()),
        None => Value::NONE,
    })
}

fn is_unawaited(value: &Value) -> bool {
    let coroutine = value.as_gc::<Generator>();
    coroutine.is_some_and(|coroutine| {
        coroutine.makes() == Makes::Coroutine && coroutine.state().stage == Stage::Fresh
    })
}

fn is_running(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Value::bool(target(args).state().stage == Stage::Running))
}

fn is_suspended(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Value::bool(target(args).state().stage == Stage::Yielded))
}

fn close(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    resume(target(args), ResumeWith::Close, Value::EMPTY)
}

fn athrow(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let exception = exception(cx, args)?;
    let generator = target(args).clone();
    Ok(Awaitable::value(generator, First::Exception(exception)))
}

/// The exception to be thrown; a fallback for a class, of which an instance is to be made.
fn exception(cx: &Cx<'_>, args: &[Value]) -> Res<Gc<Exception>> {
    if given(args, 2).is_some() || given(args, 3).is_some() {
        return unsupported("throw() and athrow() with more than an exception");
    }
    match args[1].as_gc::<Exception>() {
        Some(exception) => Ok(exception.clone()),
        None if args[1].as_gc::<crate::object::Class>().is_some() => fallback(),
        None => type_error(format!(
            "exceptions must be classes or instances deriving from BaseException, not {}",
            cx.world.type_name(&args[1])
        )),
    }
}

fn awaitable(args: &[Value]) -> &Gc<Awaitable> {
    args[0]
        .as_gc::<Awaitable>()
        .expect("(natives) an awaitable")
}

fn drive(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let awaitable = awaitable(args);
    let sent = given(args, 1).cloned().unwrap_or(Value::NONE);
    let with = advance_by_hand(awaitable, Ok(sent))?;
    resume(&awaitable.target, with, Value::EMPTY)
}

fn drive_throw(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let exception = exception(cx, args)?;
    let awaitable = awaitable(args);
    let with = advance_by_hand(awaitable, Err(exception))?;
    resume(&awaitable.target, with, Value::EMPTY)
}

fn drive_close(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let awaitable = awaitable(args);
    match awaitable.target.makes() {
        Makes::AsyncGenerator => {
            unsupported("close() of the awaitable of an asynchronous generator")
        }
        _ => resume(&awaitable.target, ResumeWith::Close, Value::EMPTY),
    }
}

fn aiter(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if makes(&args[0]) == Some(Makes::AsyncGenerator) {
        return Ok(args[0].clone());
    }
    match cx.world.class_of(&args[0]).lookup(cx.world.names.aiter) {
        Some(_) => fallback(),
        None => type_error(format!(
            "'{}' object is not an async iterable",
            cx.world.type_name(&args[0])
        )),
    }
}

fn anext(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    match cx.world.class_of(&args[0]).lookup(cx.world.names.anext) {
        Some(_) if given(args, 1).is_some() => fallback(),
        Some(method) => Err(Box::new(Signal::Call(method, vec![args[0].clone()]))),
        None => type_error(format!(
            "'{}' object is not an async iterator",
            cx.world.type_name(&args[0])
        )),
    }
}
