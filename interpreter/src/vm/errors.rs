//! What the builtin exception classes make of the arguments they are called with.

use super::context::Cx;
use super::signal::{Exc, Res, type_error, unsupported};
use crate::object::class::{ClassFlags, ClassLookup};
use crate::object::compare::integer;
use crate::object::exception::ExceptionParts;
use crate::object::{Class, Exception};
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
    let class = system_class(cx, class, args)?;
    let exception = Exception::new(&class, args.to_vec());
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
fn system_class(cx: &Cx<'_>, class: &Gc<Class>, args: &[Value]) -> Res<Gc<Class>> {
    let base = cx.world.exception_class(Exc::OSError);
    if args.len() < 2 || !class.is_subclass(base) {
        return Ok(class.clone());
    }
    if args.len() > 2 && !class.flags().has(ClassFlags::USER) {
        return unsupported(format!("{} with a file name", class.name));
    }
    let number = integer(&args[0]).and_then(|n| n.to_i64());
    let known = BY_NUMBER.iter().find(|(known, _)| Some(*known) == number);
    Ok(match known {
        Some((_, special)) if class.is(base) => cx.world.exception_class(*special).clone(),
        _ => class.clone(),
    })
}
