//! Where the modules of the user are looked for: in the folders of `sys.path`, or of `__path__` of
//! the package that a module stands in.

use super::context::Cx;
use super::host::UserModule;
use crate::foreign;
use crate::object::module::{NamespaceSlots, Slots};
use crate::object::sequence::ListItems;
use crate::object::{List, Module, Namespace, Str};
use crate::value::Value;
use gilscope_runtime::heap::Gc;
use gilscope_runtime::symbol::Symbol;

/// Modules that CPython has loaded before the script begins, or that are part of its binary: a file
/// of the script's folder cannot take their places.
const NOT_SHADOWED: &[&str] = &[
    "abc",
    "atexit",
    "builtins",
    "codecs",
    "errno",
    "gc",
    "io",
    "itertools",
    "marshal",
    "os",
    "os.path",
    "posix",
    "site",
    "stat",
    "sys",
    "time",
];

/// The user's module of this dotted name. `from_library`: a part of the library asks for it.
pub fn find(cx: &Cx<'_>, name: &str, from_library: bool) -> Option<UserModule> {
    let Some((package, last)) = name.rsplit_once('.') else {
        let is_hidden = NOT_SHADOWED.contains(&name)
            || (from_library && ((cx.world.library)(name).is_some() || foreign::is_standard(name)));
        let folders = if is_hidden {
            Vec::new()
        } else {
            search_path(cx)
        };
        return look_in(cx, &folders, name);
    };
    let package = cx.world.loaded(package)?;
    look_in(cx, &path_of(package.as_gc::<Module>()?)?, last)
}

fn look_in(cx: &Cx<'_>, folders: &[String], name: &str) -> Option<UserModule> {
    let host = &cx.world.host;
    let mut found = folders
        .iter()
        .filter_map(|folder| host.find_module(&place(cx, folder), name));
    let first = found.next()?;
    if first.text.is_some() {
        return Some(first);
    }
    // A folder without `__init__.py` counts only where nothing else is to be found.
    Some(found.find(|module| module.text.is_some()).unwrap_or(first))
}

/// The folders in `sys.path`; the script's own as long as `sys` was not imported.
fn search_path(cx: &Cx<'_>) -> Vec<String> {
    let sys = cx.world.loaded("sys");
    let path = sys.as_ref().and_then(Value::as_gc::<Module>);
    let path = path.and_then(|sys| slot(sys, "path"));
    match path {
        Some(path) => strings(&path).unwrap_or_default(),
        None => vec![cx.world.host.script_folder().unwrap_or_default()],
    }
}

fn strings(list: &Value) -> Option<Vec<String>> {
    let list = list.as_gc::<List>()?;
    let items = list.items();
    let texts = items.iter().filter_map(Value::as_gc::<Str>);
    Some(texts.map(|text| text.as_str().to_string()).collect())
}

fn slot(module: &Gc<Module>, name: &str) -> Option<Value> {
    module.namespace.slots().get(Symbol::new(name))
}

/// The folders of a package; None of a module that is none.
pub fn path_of(module: &Gc<Module>) -> Option<Vec<String>> {
    match &module.folder {
        Some(folder) => Some(vec![folder.to_string()]),
        None => strings(&slot(module, "__path__")?),
    }
}

/// A folder as [`super::Host::find_module`] wants it.
fn place(cx: &Cx<'_>, folder: &str) -> String {
    let Some(home) = cx.world.host.script_folder() else {
        return folder.to_string();
    };
    let here = || cx.world.host.files().and_then(|files| files.folder().ok());
    let full = match folder {
        "" => here().unwrap_or_default(),
        folder if folder.starts_with('/') => folder.to_string(),
        folder => format!("{}/{folder}", here().unwrap_or_default()),
    };
    let full = if full.len() > 1 {
        full.trim_end_matches('/')
    } else {
        &full
    };
    match full.strip_prefix(home.trim_end_matches('/')) {
        Some("") => String::new(),
        Some(rest) if rest.starts_with('/') => rest[1..].to_string(),
        _ => full.to_string(),
    }
}

/// The path of a folder, which may be told from the script's folder on, from the root on.
fn full_path(cx: &Cx<'_>, path: &str) -> String {
    match cx.world.host.script_folder() {
        Some(home) if !path.starts_with('/') => format!("{}/{path}", home.trim_end_matches('/')),
        _ => path.to_string(),
    }
}

/// Gives the namespace of a new module what CPython gives it.
pub fn describe(cx: &Cx<'_>, slots: &mut Slots, name: &str, module: &UserModule) {
    let package = match (&module.folder, name.rsplit_once('.')) {
        (Some(_), _) => name,
        (None, Some((package, _))) => package,
        (None, None) => "",
    };
    let mut set = |name: &str, value: Value| drop(slots.set(Symbol::new(name), value));
    set("__package__", Str::value(package));
    if module.text.is_some() {
        set(
            "__file__",
            Str::value(cx.world.host.full_name(&module.file)),
        );
        if let Some(folder) = &module.folder {
            set(
                "__path__",
                List::value(vec![Str::value(full_path(cx, folder))]),
            );
        }
    }
}

/// The module for a folder without `__init__.py`.
pub fn folder_module(cx: &Cx<'_>, name: &str, module: &UserModule) -> Gc<Module> {
    let globals = Namespace::new();
    {
        let mut slots = globals.slots();
        drop(slots.set(cx.world.names.name, Str::value(name)));
        drop(slots.set(cx.world.names.doc, Value::NONE));
        describe(cx, &mut slots, name, module);
    }
    let folder = module.folder.as_deref().unwrap_or_default();
    Module::of_folder(name, &globals, &full_path(cx, folder))
}
