//! Classes with abstract methods make no instances.

use super::context::Cx;
use super::signal::{Res, type_error};
use crate::object::class::{ClassFlags, ClassLookup, Layout};
use crate::object::set::SetItems;
use crate::object::{Class, Set, Str};
use gilscope_runtime::heap::Gc;
use gilscope_runtime::symbol::Symbol;

/// The TypeError for a class whose `__abstractmethods__`, which `abc.ABCMeta` sets, has names.
pub fn check_abstract(_cx: &Cx<'_>, class: &Gc<Class>) -> Res<()> {
    if !class.flags().has(ClassFlags::META) || class.layout != Layout::Instance {
        return Ok(());
    }
    let known = class.lookup(Symbol::new("__abstractmethods__"));
    let Some(set) = known.as_ref().and_then(|known| known.as_gc::<Set>()) else {
        return Ok(());
    };
    let table = set.table();
    let names: Vec<String> = { table.iter() }
        .filter_map(|(_, name)| Some(name.as_gc::<Str>()?.as_str().to_string()))
        .collect();
    drop(table);
    if names.is_empty() {
        return Ok(());
    }
    refuse(class, names)
}

/// As [`check_abstract`], before the class is called. That it takes no arguments is said first.
pub fn check_call(cx: &Cx<'_>, class: &Gc<Class>, has_arguments: bool) -> Res<()> {
    let takes_any = || {
        let init = class.lookup_with_owner(cx.world.names.init);
        init.is_some_and(|(owner, _)| owner.flags().has(ClassFlags::USER))
    };
    match has_arguments && !takes_any() {
        true => Ok(()),
        false => check_abstract(cx, class),
    }
}

#[cold]
fn refuse(class: &Class, mut names: Vec<String>) -> Res<()> {
    names.sort();
    let methods = if names.len() > 1 { "methods" } else { "method" };
    let (class, names) = (&class.name, names.join("', '"));
    type_error(format!(
        "Can't instantiate abstract class {class} without an implementation for abstract {methods} \
         '{names}'"
    ))
}
