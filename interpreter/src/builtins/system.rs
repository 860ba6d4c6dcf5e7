//! The native part of `sys`, and what modules of the library written in toy Python rest on.

use super::maths::whole;
use crate::object::ComplexNumber;
use crate::object::class::{ClassFlags, ClassLookup};
use crate::object::compare::integer;
use crate::object::module::{NamespaceSlots, Stream};
use crate::object::{
    Bytes, Class, Dict, Exception, Function, Generator, Instance, List, Method, Module, Range, Set,
    Str, Tuple,
};
use crate::value::{Value, View};
use crate::vm::attribute::name_argument;
use crate::vm::native::given;
use crate::vm::signal::{Exc, Res, Signal, type_error, unsupported, value_error};
use crate::vm::{Cx, NativeRow, traceback_of};
use gilscope_runtime::heap::Gc;
use gilscope_runtime::heap::record::{note_hidden, note_hidden_in_company};

/// `sys`, some of `functools`, and `_unsupported`, which every module of the library sees.
pub const TABLE: &[NativeRow] = &[
    NativeRow::new("_library._unsupported", "feature, /", refuse),
    NativeRow::new("functools._bind", "function, receiver, /", bind),
    NativeRow::new("_library._defines", "cls, name, /", defines),
    NativeRow::new("_library._has_method", "cls, name, /", has_method),
    NativeRow::new("_prelude._abstract", "name, /", abstract_class),
    NativeRow::new("sys._argv", "", argv),
    NativeRow::new("sys._script_folder", "", |cx, _| {
        Ok(Str::value(
            cx.world.host.script_folder().unwrap_or_default(),
        ))
    }),
    NativeRow::new("sys._modules", "", |cx, _| Ok((&cx.world.modules).into())),
    NativeRow::new("sys._stream", "descriptor, /", stream),
    NativeRow::new("sys._platform", "", |_, _| Ok(Str::value(platform()))),
    NativeRow::new("sys._switch_interval", "", switch_interval),
    NativeRow::new("_library._cores", "", |cx, _| {
        Ok(Value::int(cx.world.options.cores as i64))
    }),
    NativeRow::new("sys._is_gil_enabled", "", |cx, _| {
        Ok(Value::bool(cx.world.options.gil))
    }),
    NativeRow::new("sys.exit", "status=, /", exit),
    NativeRow::new("exit", "code=", quit),
    NativeRow::new("quit", "code=", quit),
    NativeRow::new("dis.dis", "x=, /", disassembly),
    NativeRow::new("sys.getsizeof", "object, default=", getsizeof),
    NativeRow::new("sys.exc_info", "", exc_info),
    NativeRow::new("sys.exception", "", |cx, _| Ok(cx.state.handled.clone())),
    NativeRow::new("sys.getrefcount", "object, /", getrefcount),
    NativeRow::new("sys.getrecursionlimit", "", getrecursionlimit),
    NativeRow::new("sys.setrecursionlimit", "limit, /", setrecursionlimit),
    NativeRow::new("sys.intern", "string, /", intern),
    NativeRow::new("TextIOWrapper.fileno", "self, /", fileno),
];

fn refuse(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    unsupported(
        args[0]
            .as_gc::<Str>()
            .map_or("", |feature| feature.as_str()),
    )
}

fn bind(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Method::value(args[0].clone(), args[1].clone()))
}

/// Whether a class, or one of its bases written in Python, has a member.
fn defines(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let name = name_argument(cx, args, 1)?;
    let owner = args[0]
        .as_gc::<Class>()
        .and_then(|class| class.lookup_with_owner(name));
    Ok(Value::bool(owner.is_some_and(|(owner, _)| {
        owner.flags().has(ClassFlags::USER)
    })))
}

/// Whether a class has a member that is not None.
fn has_method(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let name = name_argument(cx, args, 1)?;
    let found = args[0]
        .as_gc::<Class>()
        .and_then(|class| class.lookup(name));
    Ok(Value::bool(found.is_some_and(|found| !found.is_none())))
}

/// The class of this name in `collections.abc`; None as long as nobody has imported that.
fn abstract_class(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let name = name_argument(cx, args, 0)?;
    let module = cx.world.loaded("collections.abc");
    let found = module.as_ref().and_then(Value::as_gc::<Module>);
    let found = found.and_then(|module| module.namespace.slots().get(name));
    Ok(found.unwrap_or(Value::NONE))
}

fn argv(cx: &mut Cx<'_>, _args: &[Value]) -> Res {
    let texts = cx.world.options.argv.iter();
    Ok(List::value(
        texts.map(|text| Str::value(text.as_str())).collect(),
    ))
}

fn stream(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let descriptor = args[0].as_int().unwrap_or(1) as u8;
    Ok(Gc::new(Stream { descriptor }).into())
}

fn platform() -> &'static str {
    match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    }
}

fn switch_interval(cx: &mut Cx<'_>, _args: &[Value]) -> Res {
    Ok(Value::float(cx.world.options.switch_interval))
}

fn exit(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let args = match args.first() {
        None => Vec::new(),
        Some(status) if status.is_empty() || status.is_none() => Vec::new(),
        Some(status) => match status.as_gc::<Tuple>() {
            Some(tuple) => tuple.items.to_vec(),
            None => vec![status.clone()],
        },
    };
    Exc::SystemExit.err_with(cx, args)
}

/// `dis.dis`: the instructions are gilscope's own.
fn disassembly(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let function = given(args, 0).map(|value| match value.as_gc::<Method>() {
        Some(method) => &method.function,
        None => value,
    });
    let Some(function) = function.and_then(|value| value.as_gc::<Function>()) else {
        return unsupported("`dis.dis` of anything but a function");
    };
    let text = crate::dis::disassemble(&cx.world.linked(function).code);
    cx.world.host.write(1, &text);
    Ok(Value::NONE)
}

/// `exit` and `quit`, as CPython's `site` has them.
fn quit(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let code = given(args, 0).cloned().unwrap_or(Value::NONE);
    Exc::SystemExit.err_with(cx, vec![code])
}

/// The size that an object has in CPython 3.13, where that does not depend on its past.
fn getsizeof(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let value = &args[0];
    let size = if let Some(n) = integer(value) {
        let bits = n.bit_length();
        28 + 4 * (bits.saturating_sub(1) / 30) as i64
    } else if let Some(text) = value.as_gc::<Str>() {
        if !text.is_ascii() {
            // Encoded as UTF-8 once, it is larger from then on.
            return unsupported("`sys.getsizeof` of a text that is not ASCII");
        }
        41 + text.chars() as i64
    } else if let Some(bytes) = value.as_gc::<Bytes>() {
        33 + bytes.data.len() as i64
    } else if let Some(tuple) = value.as_gc::<Tuple>() {
        40 + 8 * tuple.items.len() as i64
    } else if value.is_none() || value.is(&Value::ELLIPSIS) {
        16
    } else if matches!(value.view(), View::Float(_)) {
        24
    } else if value.as_gc::<ComplexNumber>().is_some() {
        32
    } else if value.as_gc::<Range>().is_some() {
        48
    } else {
        let class = cx.world.type_name(value);
        return unsupported(format!("`sys.getsizeof` of `{class}`"));
    };
    Ok(Value::int(size))
}

fn exc_info(cx: &mut Cx<'_>, _args: &[Value]) -> Res {
    Ok(match cx.handled() {
        None => Tuple::value([Value::NONE, Value::NONE, Value::NONE]),
        Some(exception) => {
            let class = Value::from(&exception.class);
            let exception = Value::from(exception);
            let traceback = traceback_of(cx, &exception);
            Tuple::value([class, exception, traceback])
        }
    })
}

/// The count of an object, where CPython's is the same: the argument itself is one reference.
fn getrefcount(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let object = args[0].as_object().filter(|object| {
        object.downcast::<List>().is_some()
            || object.downcast::<Dict>().is_some()
            || object.downcast::<Set>().is_some()
            || object
                .downcast::<Tuple>()
                .is_some_and(|tuple| !tuple.items.is_empty())
            || object.downcast::<Instance>().is_some()
            || object.downcast::<Function>().is_some()
            || object.downcast::<Generator>().is_some()
            || object.downcast::<Exception>().is_some()
    });
    match object {
        Some(object) => {
            note_hidden("reference counts");
            Ok(Value::int(object.header().shown_count()))
        }
        None => unsupported(format!(
            "`sys.getrefcount` of `{}`",
            cx.world.type_name(&args[0])
        )),
    }
}

fn getrecursionlimit(cx: &mut Cx<'_>, _args: &[Value]) -> Res {
    Ok(Value::int(cx.world.recursion_limit.get() as i64))
}

fn setrecursionlimit(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let limit = whole(cx, &args[0])?
        .to_i64()
        .filter(|limit| *limit <= i64::from(i32::MAX));
    let Some(limit) = limit else {
        return Exc::OverflowError.err("Python int too large to convert to C int");
    };
    if limit < 1 {
        return value_error("recursion limit must be greater or equal than 1");
    }
    note_hidden_in_company("the limit on frames");
    cx.world.recursion_limit.set(limit as u64);
    Err(Box::new(Signal::NewLimit))
}

fn intern(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    match args[0].as_gc::<Str>() {
        Some(_) => Ok(args[0].clone()),
        None => {
            let class = cx.world.type_name(&args[0]);
            type_error(format!("intern() argument must be str, not {class}"))
        }
    }
}

fn fileno(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    match args[0].as_gc::<Stream>() {
        Some(stream) => Ok(Value::int(i64::from(stream.descriptor))),
        None => unsupported("`fileno` of a file"),
    }
}
