//! What the builtin exception classes make of the arguments they are called with.

use super::context::Cx;
use super::iteration::native_items;
use super::signal::{Exc, Res, Signal, type_error, unsupported};
use crate::object::Adopt;
use crate::object::class::{ClassFlags, ClassLookup};
use crate::object::compare::integer;
use crate::object::exception::ExceptionParts;
use crate::object::{Class, Exception, Str, Tuple};
use crate::value::Value;
use gilscope_runtime::heap::Gc;
use gilscope_runtime::symbol::Symbol;

/// Keyword arguments that some classes take: they become attributes.
const NAMED: &[(Exc, &[&str])] = &[
    (Exc::ImportError, &["name", "path", "name_from"]),
    (Exc::NameError, &["name"]),
    (Exc::AttributeError, &["name", "obj"]),
];

/// The class that `OSError(errno, text)` makes an object of, by Linux's numbers.
const BY_NUMBER: &[(i64, Exc)] = &[
    (1, Exc::PermissionError),
    (2, Exc::FileNotFoundError),
    (3, Exc::ProcessLookupError),
    (4, Exc::InterruptedError),
    (10, Exc::ChildProcessError),
    (11, Exc::BlockingIOError),
    (13, Exc::PermissionError),
    (17, Exc::FileExistsError),
    (20, Exc::NotADirectoryError),
    (21, Exc::IsADirectoryError),
    (32, Exc::BrokenPipeError),
    (103, Exc::ConnectionAbortedError),
    (104, Exc::ConnectionResetError),
    (108, Exc::BrokenPipeError),
    (110, Exc::TimeoutError),
    (111, Exc::ConnectionRefusedError),
    (114, Exc::BlockingIOError),
    (115, Exc::BlockingIOError),
];

/// A new exception of a class without an `__init__` of the script's.
pub(super) fn new_exception(
    cx: &Cx<'_>,
    class: &Gc<Class>,
    args: &[Value],
    keywords: &[(Symbol, Value)],
) -> Res<Value> {
    let class = system_class(cx, class, args);
    let exception = Exception::new(&class, args.to_vec());
    if class.is_subclass(cx.world.exception_class(Exc::OSError)) {
        take_system_args(&exception, args);
    }
    if class.is_subclass(cx.world.exception_class(Exc::SyntaxError)) {
        take_details(cx, &exception, args)?;
    }
    let is = |base| class.is_subclass(cx.world.exception_class(base));
    let known = NAMED
        .iter()
        .find(|(base, _)| is(*base))
        .map(|(_, names)| *names);
    for (name, value) in keywords {
        match known {
            None => return type_error(format!("{}() takes no keyword arguments", class.name)),
            Some(known) if !known.contains(&name.as_str()) => {
                let (class, name) = (&class.name, name.as_str());
                return type_error(format!(
                    "{class}() got an unexpected keyword argument '{name}'"
                ));
            }
            Some(_) => drop(exception.state().attrs.set(*name, value.clone())),
        }
    }
    Ok(exception.into())
}

/// The class itself, but for OSError with a number the one that stands for that number.
fn system_class(cx: &Cx<'_>, class: &Gc<Class>, args: &[Value]) -> Gc<Class> {
    let base = cx.world.exception_class(Exc::OSError);
    if args.len() < 2 || !class.is_subclass(base) {
        return class.clone();
    }
    let number = integer(&args[0]).and_then(|n| n.to_i64());
    let known = BY_NUMBER.iter().find(|(known, _)| Some(*known) == number);
    match known {
        Some((_, special)) if class.is(base) => cx.world.exception_class(*special).clone(),
        _ => class.clone(),
    }
}

/// What an OSError is told, in the order of its arguments; the fourth is for other systems.
const SYSTEM_PARTS: &[(usize, &str)] = &[
    (0, "errno"),
    (1, "strerror"),
    (2, "filename"),
    (4, "filename2"),
];

/// Sets `args` of an OSError and the attributes that two to five of them say.
pub fn take_system_args(exception: &Gc<Exception>, args: &[Value]) {
    let names_file = (3..=5).contains(&args.len()) && !args[2].is_none();
    let told = match args.len() {
        2..=5 if names_file => args.len(),
        2..=5 => 2,
        _ => 0,
    };
    let kept = Tuple::new(if names_file { &args[..2] } else { args });
    exception.adopt(&(&kept).into());
    exception.adopt_all(args);
    let mut state = exception.state();
    let mut old = Vec::new();
    for (place, name) in SYSTEM_PARTS.iter().filter(|(place, _)| *place < told) {
        old.extend(state.attrs.set(Symbol::new(name), args[*place].clone()));
    }
    let before = std::mem::replace(&mut state.args, kept);
    drop(state);
    drop((old, before));
}

/// Whether objects of a class derived from OSError get their arguments in `__init__`, rather than in
/// `__new__`: where a script has its own `__init__`, but no `__new__`.
pub fn takes_args_late(cx: &Cx<'_>, class: &Gc<Class>) -> bool {
    let by_script = |name| {
        let found = class.lookup_with_owner(name);
        found.is_some_and(|(owner, _)| owner.flags().has(ClassFlags::USER))
    };
    by_script(cx.world.names.init) && !by_script(cx.world.names.new)
}

/// What a SyntaxError is told of the place that is wrong, in the order of its second argument.
const DETAILS: [&str; 6] = [
    "filename",
    "lineno",
    "offset",
    "text",
    "end_lineno",
    "end_offset",
];

/// Sets the attributes of a SyntaxError that say what is wrong where.
pub(super) fn set_details(exception: &Gc<Exception>, details: &[Value]) {
    let message = exception.args().items.first().cloned();
    let named = { DETAILS.iter().copied() }.zip(details.iter().cloned());
    for (name, value) in named.chain(message.map(|message| ("msg", message))) {
        exception.adopt(&value);
        drop(exception.state().attrs.set(Symbol::new(name), value));
    }
}

/// The second argument of a SyntaxError of the script's tells the place.
fn take_details(cx: &Cx<'_>, exception: &Gc<Exception>, args: &[Value]) -> Res<()> {
    let [_, place] = args else {
        set_details(exception, &[]);
        return Ok(());
    };
    let Some(details) = native_items(cx, place)? else {
        return unsupported("a SyntaxError with an iterator of the script");
    };
    let given = details.len();
    if given < 4 {
        return type_error(format!(
            "function takes at least 4 arguments ({given} given)"
        ));
    }
    if given > DETAILS.len() {
        return unsupported("a SyntaxError with more details");
    }
    if given == 5 {
        return type_error("end_offset must be provided when end_lineno is provided");
    }
    set_details(exception, &details);
    Ok(())
}

/// The exception for what the system refused to do with a file.
pub fn system_error(cx: &Cx<'_>, error: &std::io::Error, names: &[Value]) -> Box<Signal> {
    let Some(number) = error.raw_os_error() else {
        return Exc::UnsupportedError.signal(format!("this of files: {error}"));
    };
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut args = vec![Value::int(number.into()), Str::value(text)];
    args.extend(names.first().cloned());
    if let Some(second) = names.get(1) {
        args.extend([Value::NONE, second.clone()]);
    }
    let class = cx.world.exception_class(Exc::OSError);
    match new_exception(cx, class, &args, &[]) {
        Ok(exception) => match exception.as_gc::<Exception>() {
            Some(exception) => Box::new(Signal::Raise(exception.clone())),
            None => Exc::OSError.signal(text),
        },
        Err(signal) => signal,
    }
}
