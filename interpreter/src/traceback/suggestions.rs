//! "Did you mean": what CPython adds to the messages of some errors.

use crate::foreign;
use crate::object::class::ClassLookup;
use crate::object::exception::{ExceptionParts, TraceEntry};
use crate::object::module::NamespaceSlots;
use crate::object::{Class, Exception, Instance, Module, Str};
use crate::strings::suggest::suggest;
use crate::value::Value;
use crate::vm::{Cx, Exc};
use gilscope_runtime::heap::Gc;
use gilscope_runtime::symbol::Symbol;

/// What is to be added to the message; mostly nothing. `innermost` is where it was raised.
pub(super) fn suggestion(
    cx: &Cx<'_>,
    exception: &Gc<Exception>,
    innermost: Option<&TraceEntry>,
) -> String {
    let is = |class| exception.class.is_subclass(cx.world.exception_class(class));
    let attr = |name: &str| exception.state().attrs.get(Symbol::new(name));
    let text = |name: &str| -> Option<String> {
        let value = attr(name);
        value
            .as_ref()
            .and_then(Value::as_gc::<Str>)
            .map(|text| text.as_str().to_string())
    };
    let (wrong, found) = if is(Exc::ImportError) {
        let Some(wrong) = text("name_from") else {
            return String::new();
        };
        let module = text("name")
            .map(|name| module_names(cx, &name))
            .unwrap_or_default();
        let found = best(&wrong, module);
        (wrong, found)
    } else if is(Exc::AttributeError) {
        let (Some(wrong), Some(object)) = (text("name"), attr("obj")) else {
            return String::new();
        };
        let mut names = names_of(cx, &object);
        if !wrong.starts_with('_') && !is_about_self(cx, innermost) {
            names.retain(|name| !name.starts_with('_'));
        }
        let found = best(&wrong, names);
        (wrong, found)
    } else if is(Exc::NameError) {
        let Some(wrong) = text("name") else {
            return String::new();
        };
        let hint = exception.state().hint.as_deref().map(str::to_string);
        (wrong, hint.filter(|_| innermost.is_some()))
    } else {
        return String::new();
    };
    let forgotten = is(Exc::NameError) && foreign::is_standard(&wrong);
    match (found, forgotten) {
        (Some(found), false) => format!(". Did you mean: '{found}'?"),
        (Some(found), true) => {
            format!(". Did you mean: '{found}'? Or did you forget to import '{wrong}'?")
        }
        (None, true) => format!(". Did you forget to import '{wrong}'?"),
        (None, false) => String::new(),
    }
}

fn best(wrong: &str, mut names: Vec<String>) -> Option<String> {
    names.sort();
    names.dedup();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    suggest(wrong, &names).map(str::to_string)
}

/// Whether the error is about an attribute of the method's own object.
fn is_about_self(cx: &Cx<'_>, innermost: Option<&TraceEntry>) -> bool {
    let located = innermost.and_then(|entry| cx.world.locate(entry.site));
    located.is_some_and(|(code, ip)| {
        let span = code.spans[ip as usize];
        let text = code.source.text.get(span.start as usize..span.end as usize);
        text.is_some_and(|text| text.starts_with("self."))
    })
}

/// `dir(object)`, unsorted.
fn names_of(cx: &Cx<'_>, object: &Value) -> Vec<String> {
    let mut names = Vec::new();
    if let Some(module) = object.as_gc::<Module>() {
        return namespace_names(module);
    }
    if let Some(instance) = object.as_gc::<Instance>() {
        let attrs = instance.guard(|instance| &instance.attrs);
        names.extend(
            attrs
                .list()
                .into_iter()
                .map(|(name, _)| name.as_str().to_string()),
        );
    }
    if let Some(exception) = object.as_gc::<Exception>() {
        let state = exception.state();
        names.extend(
            state
                .attrs
                .list()
                .into_iter()
                .map(|(name, _)| name.as_str().to_string()),
        );
    }
    let class = match object.as_gc::<Class>() {
        Some(class) => class.clone(),
        None => cx.world.class_of(object),
    };
    for class in std::iter::once(&class).chain(class.mro.iter()) {
        names.extend(
            class
                .members()
                .iter()
                .map(|(name, _)| name.as_str().to_string()),
        );
    }
    names
}

fn namespace_names(module: &Gc<Module>) -> Vec<String> {
    let bound = module.namespace.slots().list();
    { bound.into_iter() }
        .map(|(name, _)| name.as_str().to_string())
        .collect()
}

fn module_names(cx: &Cx<'_>, name: &str) -> Vec<String> {
    use crate::object::dict::DictTable;
    let found = cx
        .world
        .modules
        .table()
        .get(&Str::value(name))
        .ok()
        .flatten();
    found
        .as_ref()
        .and_then(Value::as_gc::<Module>)
        .map(namespace_names)
        .unwrap_or_default()
}
