//! Groups of exceptions.

use crate::object::class::ClassLookup;
use crate::object::exception::ExceptionParts;
use crate::object::{Class, Exception, Tuple};
use crate::value::Value;
use crate::vm::native::given;
use crate::vm::signal::{Exc, Res, fallback};
use crate::vm::{Cx, NativeRow};
use gilscope_runtime::heap::Gc;
use gilscope_runtime::symbol::Symbol;

/// `BaseExceptionGroup`, and what `except*` needs; the rest stands in `stdlib/prelude_groups.py`.
pub const TABLE: &[NativeRow] = &[
    NativeRow::with_twin(
        "BaseExceptionGroup.__new__",
        "cls, /, *args, **kwargs",
        |_, _| fallback(),
        "_new_group",
    ),
    NativeRow::new(
        "BaseExceptionGroup.message=",
        "self, value=, /",
        |_, args| part(args, MESSAGE),
    ),
    NativeRow::new(
        "BaseExceptionGroup.exceptions=",
        "self, value=, /",
        |_, args| part(args, EXCEPTIONS),
    ),
    NativeRow::with_twin(
        "BaseExceptionGroup.derive",
        "self, exceptions, /",
        |_, _| fallback(),
        "_derive_group",
    ),
    NativeRow::with_twin(
        "BaseExceptionGroup.split",
        "self, condition, /",
        |_, _| fallback(),
        "_split_group",
    ),
    NativeRow::with_twin(
        "BaseExceptionGroup.subgroup",
        "self, condition, /",
        |_, _| fallback(),
        "_subgroup",
    ),
    NativeRow::new("_prelude._make_group", "cls, args, exceptions, /", make),
    NativeRow::new("_prelude._take_origin", "group, of, /", take_origin),
    NativeRow::new("_prelude._has_origin", "group, of, /", has_origin),
];

const MESSAGE: &str = "message";
const EXCEPTIONS: &str = "exceptions";

/// The exceptions of a group, and None for any other exception.
pub fn members(cx: &Cx<'_>, exception: &Gc<Exception>) -> Option<Vec<Gc<Exception>>> {
    let base = cx.world.exception_class(Exc::BaseExceptionGroup);
    if !exception.class.is_subclass(base) {
        return None;
    }
    let all = exception.state().attrs.get(Symbol::new(EXCEPTIONS));
    let items = all.as_ref().and_then(Value::as_gc::<Tuple>)?;
    Some(
        { items.items.iter() }
            .filter_map(|item| item.as_gc::<Exception>().cloned())
            .collect(),
    )
}

/// The message of a group.
pub fn message(exception: &Gc<Exception>) -> Value {
    let message = exception.state().attrs.get(Symbol::new(MESSAGE));
    message.unwrap_or(Value::NONE)
}

fn exception(value: &Value) -> &Gc<Exception> {
    value.as_gc::<Exception>().expect("(prelude) an exception")
}

fn part(args: &[Value], name: &str) -> Res {
    if given(args, 1).is_some() {
        return Exc::AttributeError.err("readonly attribute");
    }
    let value = exception(&args[0]).state().attrs.get(Symbol::new(name));
    Ok(value.unwrap_or(Value::NONE))
}

/// `_make_group(class, args, exceptions)`
fn make(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let class = args[0].as_gc::<Class>().expect("(prelude) a class");
    let items = args[1].as_gc::<Tuple>().expect("(prelude) a tuple");
    let group = Exception::new(class, items.items.to_vec());
    let parts = [
        (MESSAGE, items.items[0].clone()),
        (EXCEPTIONS, args[2].clone()),
    ];
    for (name, value) in parts {
        let old = group.state().attrs.set(Symbol::new(name), value);
        drop(old);
    }
    Ok(group.into())
}

/// Gives a part of a group the group's traceback, cause and context.
fn take_origin(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (part, whole) = (exception(&args[0]), exception(&args[1]));
    let (traceback, cause, context, suppress) = {
        let state = whole.state();
        (
            state.traceback.clone(),
            state.cause.clone(),
            state.context.clone(),
            state.suppress_context,
        )
    };
    let old = {
        let mut state = part.state();
        state.traceback = traceback;
        state.suppress_context = suppress;
        (
            std::mem::replace(&mut state.cause, cause),
            std::mem::replace(&mut state.context, context),
        )
    };
    drop(old);
    Ok(Value::NONE)
}

/// Whether a group has the traceback, cause and context of another, as its parts have.
fn has_origin(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (part, whole) = (exception(&args[0]), exception(&args[1]));
    let origin = |exception: &Gc<Exception>| {
        let state = exception.state();
        let links = (state.cause.clone(), state.context.clone());
        (state.traceback.clone(), links)
    };
    let (first, second) = (origin(part), origin(whole));
    let same = first.0 == second.0 && first.1.0.is(&second.1.0) && first.1.1.is(&second.1.1);
    Ok(Value::bool(same))
}
