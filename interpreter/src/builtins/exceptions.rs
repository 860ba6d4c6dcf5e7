//! Exceptions as objects.

use super::representation::check_details;
use crate::object::Adopt;
use crate::object::class::ClassLookup;
use crate::object::exception::{ExceptionParts, ExceptionState, TraceEntry};
use crate::object::{Class, Exception, Str, Tuple};
use crate::value::Value;
use crate::vm::errors::{take_system_args, takes_args_late};
use crate::vm::native::{given, keywords};
use crate::vm::signal::{Exc, Res, type_error, unsupported};
use crate::vm::{Cx, NativeRow, sites_of, traceback_of};
use gilscope_runtime::heap::Gc;
use gilscope_runtime::symbol::Symbol;
use gilscope_runtime::task::Site;

/// Exceptions.
pub const TABLE: &[NativeRow] = &[
    NativeRow::new("BaseException.__new__", "cls, /, *args, **kwargs", new),
    NativeRow::new("BaseException.__init__", "self, /, *args, **kwargs", init),
    NativeRow::new("BaseException.args=", "self, value=, /", args_),
    NativeRow::new("BaseException.__cause__=", "self, value=, /", cause),
    NativeRow::new("BaseException.__context__=", "self, value=, /", context),
    NativeRow::new(
        "BaseException.__suppress_context__=",
        "self, value=, /",
        suppress_context,
    ),
    NativeRow::new("BaseException.__traceback__=", "self, value=, /", traceback),
    NativeRow::new(
        "BaseException.with_traceback",
        "self, traceback, /",
        with_traceback,
    ),
    NativeRow::new("BaseException.add_note", "self, note, /", add_note),
    NativeRow::new("StopIteration.value=", "self, value=, /", |cx, args| {
        first(cx, args, "value")
    }),
    NativeRow::new("SystemExit.code=", "self, value=, /", code),
    NativeRow::new("OSError.errno=", "self, value=, /", |_, args| {
        named(args, "errno")
    }),
    NativeRow::new("OSError.strerror=", "self, value=, /", |_, args| {
        named(args, "strerror")
    }),
    NativeRow::new("OSError.filename=", "self, value=, /", |_, args| {
        named(args, "filename")
    }),
    NativeRow::new("OSError.filename2=", "self, value=, /", |_, args| {
        named(args, "filename2")
    }),
    NativeRow::new("AttributeError.name=", "self, value=, /", |_, args| {
        named(args, "name")
    }),
    NativeRow::new("AttributeError.obj=", "self, value=, /", |_, args| {
        named(args, "obj")
    }),
    NativeRow::new("NameError.name=", "self, value=, /", |_, args| {
        named(args, "name")
    }),
    NativeRow::new("ImportError.name=", "self, value=, /", |_, args| {
        named(args, "name")
    }),
    NativeRow::new("ImportError.path=", "self, value=, /", |_, args| {
        named(args, "path")
    }),
    NativeRow::new("ImportError.name_from=", "self, value=, /", |_, args| {
        named(args, "name_from")
    }),
    NativeRow::new("SyntaxError.msg=", "self, value=, /", |_, args| {
        named(args, "msg")
    }),
    NativeRow::new("SyntaxError.filename=", "self, value=, /", |_, args| {
        named(args, "filename")
    }),
    NativeRow::new("SyntaxError.lineno=", "self, value=, /", |_, args| {
        named(args, "lineno")
    }),
    NativeRow::new("SyntaxError.offset=", "self, value=, /", |_, args| {
        named(args, "offset")
    }),
    NativeRow::new("SyntaxError.text=", "self, value=, /", |_, args| {
        named(args, "text")
    }),
    NativeRow::new("SyntaxError.end_lineno=", "self, value=, /", |_, args| {
        named(args, "end_lineno")
    }),
    NativeRow::new("SyntaxError.end_offset=", "self, value=, /", |_, args| {
        named(args, "end_offset")
    }),
    NativeRow::new("ImportError.msg=", "self, /", |_, args| {
        let all = exception(args).args();
        Ok(if all.items.len() == 1 {
            all.items[0].clone()
        } else {
            Value::NONE
        })
    }),
];

fn exception(args: &[Value]) -> &Gc<Exception> {
    args[0]
        .as_gc::<Exception>()
        .expect("(natives) an exception")
}

fn items(value: &Value) -> Vec<Value> {
    value
        .as_gc::<Tuple>()
        .map(|tuple| tuple.items.to_vec())
        .unwrap_or_default()
}

fn new(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let [class, rest, named] = args else {
        unreachable!("(natives) is bound")
    };
    let base = class.as_gc::<Class>();
    let Some(class) = base.filter(|c| c.layout == crate::object::class::Layout::Exception) else {
        let message = match base {
            Some(class) => format!(
                "BaseException.__new__({0}): {0} is not a subtype of BaseException",
                class.name
            ),
            None => format!(
                "BaseException.__new__(X): X is not a type object ({})",
                cx.world.type_name(class)
            ),
        };
        return type_error(message);
    };
    if !class.is_subclass(cx.world.exception_class(Exc::OSError)) {
        return Ok(Exception::new(class, items(rest)).into());
    }
    let exception = Exception::new(class, Vec::new());
    if !takes_args_late(cx, class) {
        check_no_keywords(cx, &(&exception).into(), named)?;
        take_system_args(&exception, &items(rest));
    }
    Ok(exception.into())
}

fn init(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let [_, rest, named] = args else {
        unreachable!("(natives) is bound")
    };
    let class = &exception(args).class;
    if class.is_subclass(cx.world.exception_class(Exc::OSError)) {
        if takes_args_late(cx, class) {
            check_no_keywords(cx, &args[0], named)?;
            take_system_args(exception(args), &items(rest));
        }
        return Ok(Value::NONE);
    }
    check_no_keywords(cx, &args[0], named)?;
    let rest = Tuple::new(items(rest));
    exception(args).adopt(&(&rest).into());
    let old = std::mem::replace(&mut exception(args).state().args, rest);
    drop(old);
    Ok(Value::NONE)
}

fn check_no_keywords(cx: &Cx<'_>, exception: &Value, named: &Value) -> Res<()> {
    if keywords(named) == 0 {
        return Ok(());
    }
    let class = cx.world.type_name(exception);
    type_error(format!("{class}() takes no keyword arguments"))
}

fn args_(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let exception = exception(args);
    let Some(value) = given(args, 1) else {
        check_details(cx, exception)?;
        return Ok(exception.args().into());
    };
    let Some(items) = crate::vm::iteration::native_items(cx, value)? else {
        return unsupported("setting `args` to an iterator of the script");
    };
    let items = Tuple::new(items);
    exception.adopt(&(&items).into());
    let old = std::mem::replace(&mut exception.state().args, items);
    drop(old);
    Ok(Value::NONE)
}

type Place = fn(&mut ExceptionState) -> &mut Value;

fn link(args: &[Value], name: &str, place: Place) -> Res {
    exception(args).adopt_all(&args[1..]);
    let mut state = exception(args).state();
    let place = place(&mut state);
    let Some(value) = given(args, 1) else {
        return Ok(place.clone());
    };
    if !value.is_none() && value.as_gc::<Exception>().is_none() {
        return type_error(format!(
            "exception {name} must be None or derive from BaseException"
        ));
    }
    let old = std::mem::replace(place, value.clone());
    drop(state);
    drop(old);
    Ok(Value::NONE)
}

fn cause(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let result = link(args, "cause", |state| &mut state.cause)?;
    if given(args, 1).is_some() {
        exception(args).state().suppress_context = true;
    }
    Ok(result)
}

fn context(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    link(args, "context", |state| &mut state.context)
}

fn suppress_context(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let mut state = exception(args).state();
    match given(args, 1) {
        None => Ok(Value::bool(state.suppress_context)),
        Some(value) if value.is(&Value::TRUE) || value.is(&Value::FALSE) => {
            state.suppress_context = value.is(&Value::TRUE);
            Ok(Value::NONE)
        }
        Some(_) => type_error("attribute value type must be bool"),
    }
}

fn traceback(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let Some(value) = given(args, 1) else {
        return Ok(traceback_of(cx, &args[0]));
    };
    set_traceback(args, value, "__traceback__ must be a traceback or None")?;
    Ok(Value::NONE)
}

fn with_traceback(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    set_traceback(args, &args[1], "__traceback__ must be a traceback or None")?;
    Ok(args[0].clone())
}

fn set_traceback(args: &[Value], value: &Value, message: &str) -> Res<()> {
    let entries = match sites_of(value) {
        Some(sites) => {
            let sites = sites.items.iter().filter_map(Value::as_int);
            let entry = |site| TraceEntry {
                site: Site(site as u32),
            };
            sites.map(entry).collect()
        }
        None if value.is_none() => Vec::new(),
        None => return type_error(message),
    };
    let mut state = exception(args).state();
    state.traceback = entries;
    let old = std::mem::replace(&mut state.traceback_object, value.clone());
    drop(state);
    drop(old);
    Ok(())
}

fn add_note(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if args[1].as_gc::<Str>().is_none() {
        let name = cx.world.type_name(&args[1]);
        return type_error(format!("note must be a str, not '{name}'"));
    }
    let name = Symbol::new("__notes__");
    let exception = exception(args);
    let known = exception.state().attrs.get(name);
    match known.as_ref().and_then(Value::as_gc::<crate::object::List>) {
        Some(list) => {
            list.adopt(&args[1]);
            crate::object::sequence::ListItems::items(list).push(args[1].clone());
        }
        None => {
            let list = crate::object::List::value(vec![args[1].clone()]);
            exception.adopt(&list);
            let old = exception.state().attrs.set(name, list);
            drop(old);
        }
    }
    Ok(Value::NONE)
}

/// The first of `args`, or what was set instead.
fn first(_cx: &mut Cx<'_>, args: &[Value], _name: &str) -> Res {
    if given(args, 1).is_some() {
        return unsupported("setting `value` of an exception");
    }
    Ok(exception(args)
        .args()
        .items
        .first()
        .cloned()
        .unwrap_or(Value::NONE))
}

fn code(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if given(args, 1).is_some() {
        return unsupported("setting `code` of SystemExit");
    }
    let all = exception(args).args();
    let _ = cx;
    Ok(match all.items.len() {
        0 => Value::NONE,
        1 => all.items[0].clone(),
        _ => all.into(),
    })
}

/// A part that is None until it is set.
fn named(args: &[Value], name: &str) -> Res {
    let name = Symbol::new(name);
    exception(args).adopt_all(&args[1..]);
    let mut state = exception(args).state();
    let Some(value) = given(args, 1) else {
        return Ok(state.attrs.get(name).unwrap_or(Value::NONE));
    };
    let old = state.attrs.set(name, value.clone());
    drop(state);
    drop(old);
    Ok(Value::NONE)
}
