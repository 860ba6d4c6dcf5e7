//! The interactive session: one thread that waits for an input, runs it, shows what it gives or what
//! went wrong, and waits again. Other threads run on meanwhile.
//!
//! - `reader`: lines become inputs;
//! - here: the natives behind the loop, `_session` in `stdlib/prelude_session.py`;
//! - the outside (`vm::Host`) reads the lines: see `cli/session.rs`.

pub mod reader;

use crate::codegen::{self, CompileError};
use crate::dis::disassemble;
use crate::object::class::ClassLookup;
use crate::object::exception::ExceptionParts;
use crate::object::module::NamespaceSlots;
use crate::object::{Class, Exception, Function, Instance, Method, Module, Namespace};
use crate::syntax;
use crate::text::Source;
use crate::traceback::{needs_text, render};
use crate::value::Value;
use crate::vm::signal::{After, Res, Signal, fallback};
use crate::vm::{Completions, Cx, Exc, Input, NativeRow, Refused, World, module_function};
use gilscope_runtime::heap::Gc;
use gilscope_runtime::symbol::Symbol;
use gilscope_runtime::task::{Site, Wait};
use std::sync::Arc;

/// What the prelude's loop needs.
pub const TABLE: &[NativeRow] = &[
    NativeRow::new("_prelude._await_input", "", await_input),
    NativeRow::new("_prelude._next_input", "", next_input),
    NativeRow::new("_prelude._set_last", "value, /", set_last),
    NativeRow::with_twin(
        "_prelude._tell_failure",
        "exception, /",
        tell_failure,
        "_tell_untold_failure",
    ),
    NativeRow::new("_prelude._tell_told_failure", "exception, /", tell_failure),
];

/// The namespace of `__main__`.
fn main_namespace(world: &World) -> Option<Gc<Namespace>> {
    let main = world.loaded("__main__")?;
    main.as_gc::<Module>()
        .map(|module| module.namespace.clone())
}

/// `_await_input()`: waits without the GIL until there is an input.
fn await_input(cx: &mut Cx<'_>, _args: &[Value]) -> Res {
    cx.world.host.flush(1);
    let world = cx.world.clone();
    let names = names(cx);
    let wait = Wait::Outside(Box::new(move || world.host.await_input(&names)));
    Err(Box::new(Signal::Wait(wait, After::None)))
}

/// `_next_input()`: the function that runs what was entered; False if that was nothing to be run,
/// None if the session is to end.
fn next_input(cx: &mut Cx<'_>, _args: &[Value]) -> Res {
    match cx.world.host.take_input() {
        Input::End => Ok(Value::NONE),
        Input::Dis(name) => {
            let text = listing(cx, &name);
            let text = text.unwrap_or_else(|| format!("there is no function `{name}` here\n"));
            cx.world.host.write(1, &text);
            Ok(Value::FALSE)
        }
        Input::Code(source) => Ok(compile(cx, source).unwrap_or(Value::FALSE)),
    }
}

/// The function that runs an input; tells what is wrong with it.
fn compile(cx: &Cx<'_>, source: Source) -> Option<Value> {
    let source = Arc::new(source);
    let tree = syntax::parse(&source).map_err(CompileError::from);
    match tree.and_then(|tree| codegen::compile_input(&tree, &source)) {
        Ok(code) => Some(module_function(cx.world, &code, &main_namespace(cx.world)?)),
        Err(CompileError::Syntax(error)) => {
            cx.world.host.write(2, &error.render(&source));
            None
        }
        Err(CompileError::Unsupported(refusal)) => {
            cx.world.host.refuse(&Refused {
                feature: refusal.feature,
                source,
                span: refusal.span,
                help: refusal.help,
            });
            None
        }
    }
}

/// `_set_last(value)`: binds the builtin name `_`.
fn set_last(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let old = cx
        .world
        .builtins
        .slots()
        .set(Symbol::new("_"), args[0].clone());
    drop(old);
    Ok(Value::NONE)
}

/// `_tell_failure(exception)`: prints what an input died of.
fn tell_failure(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let Some(exception) = args[0].as_gc::<Exception>() else {
        return Ok(Value::NONE);
    };
    cx.world.host.flush(1);
    if exception
        .class
        .is(cx.world.exception_class(Exc::UnsupportedError))
    {
        refuse(cx, exception);
        return Ok(Value::NONE);
    }
    if needs_text(cx, exception) {
        return fallback();
    }
    let text = render(cx, exception);
    cx.world.host.write(2, &text);
    Ok(Value::NONE)
}

/// Tells of a refusal that turned up while an input ran.
pub fn refuse(cx: &Cx<'_>, exception: &Gc<Exception>) {
    let feature = exception
        .args()
        .items
        .first()
        .map(|arg| crate::traceback::text_of(cx, arg));
    let sites: Vec<Site> = exception
        .state()
        .traceback
        .iter()
        .map(|entry| entry.site)
        .collect();
    let places = sites.into_iter().filter_map(|site| cx.world.locate(site));
    let place = { places }.find(|(code, _)| !code.source.is_library());
    if let (Some(feature), Some((code, at))) = (feature, place) {
        cx.world.host.refuse(&Refused {
            feature,
            source: code.source.clone(),
            span: code.spans[at as usize],
            help: String::new(),
        });
    }
}

/// The bytecode of the function, method or class that a dotted name stands for.
fn listing(cx: &Cx<'_>, name: &str) -> Option<String> {
    let mut parts = name.split('.');
    let globals = main_namespace(cx.world)?;
    let mut value = globals.slots().get(Symbol::new(parts.next()?))?;
    for part in parts {
        value = member(&value, Symbol::new(part))?;
    }
    if let Some(method) = value.as_gc::<Method>() {
        value = method.function.clone();
    }
    if let Some(class) = value.as_gc::<Class>() {
        let members: Vec<Value> = class
            .members()
            .iter()
            .map(|(_, value)| value.clone())
            .collect();
        let functions = members.iter().filter_map(|value| value.as_gc::<Function>());
        return Some(
            functions
                .map(|function| disassemble(&cx.world.linked(function).code))
                .collect(),
        );
    }
    value
        .as_gc::<Function>()
        .map(|function| disassemble(&cx.world.linked(function).code))
}

fn member(value: &Value, name: Symbol) -> Option<Value> {
    if let Some(module) = value.as_gc::<Module>() {
        return module.namespace.slots().get(name);
    }
    if let Some(instance) = value.as_gc::<Instance>() {
        return instance.class.lookup(name);
    }
    value.as_gc::<Class>()?.lookup(name)
}

/// What can be completed now.
fn names(cx: &Cx<'_>) -> Completions {
    let mut names = Completions::default();
    let Some(globals) = main_namespace(cx.world) else {
        return names;
    };
    for namespace in [&globals, &cx.world.builtins] {
        let bound = namespace.slots().list();
        for (name, value) in bound {
            names
                .names
                .push((name.as_str().into(), attributes(cx, &value)));
        }
    }
    names.names.sort();
    names.names.dedup_by(|later, first| later.0 == first.0);
    names
}

/// Completions of a value's attributes, private ones last.
fn attributes(cx: &Cx<'_>, value: &Value) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    if let Some(module) = value.as_gc::<Module>() {
        names.extend(
            module
                .namespace
                .slots()
                .list()
                .into_iter()
                .map(|(name, _)| name.as_str().to_string()),
        );
        let natives = cx.world.natives_of(&module.name);
        names.extend(natives.into_iter().map(|(name, _)| name.to_string()));
    } else {
        if let Some(instance) = value.as_gc::<Instance>() {
            let own = instance.guard(|instance| &instance.attrs).list();
            names.extend(own.into_iter().map(|(name, _)| name.as_str().to_string()));
        }
        let class = value.as_gc::<Class>().cloned();
        let class = class.unwrap_or_else(|| cx.world.class_of(value));
        for class in std::iter::once(&class).chain(class.mro.iter()) {
            names.extend(
                class
                    .members()
                    .iter()
                    .map(|(name, _)| name.as_str().to_string()),
            );
        }
    }
    names.retain(|name| name.chars().all(|c| c.is_alphanumeric() || c == '_'));
    names.sort_by_key(|name| (name.starts_with('_'), name.clone()));
    names.dedup();
    names
}
