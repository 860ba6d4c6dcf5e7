//! Imports.

use super::attribute::module_hook;
use super::context::Cx;
use super::finding;
use super::host::UserModule;
use super::iteration::native_items;
use super::library::has_name;
use super::loading::{LoadError, load, syntax_error};
use super::signal::{After, Exc, Res, Signal, unsupported};
use super::thread::{Cont, Thread};
use crate::foreign;
use crate::object::Adopt;
use crate::object::dict::{DictTable, Key};
use crate::object::exception::ExceptionParts;
use crate::object::module::NamespaceSlots;
use crate::object::{Exception, Module, Namespace, Str};
use crate::op::Op;
use crate::text::Source;
use crate::value::Value;
use crate::verify::{IMPORT_INDEX, IMPORT_LAST_PART, IMPORT_PARENT};
use gilscope_runtime::heap::Gc;
use gilscope_runtime::heap::record::{Deed, Location, Touch, note_part, touch_watched, unnoticed};
use gilscope_runtime::symbol::Symbol;
use gilscope_runtime::task::{Exit, Wait};
use std::sync::Arc;

impl Thread {
    /// ImportName.
    pub(super) fn import_name(&mut self, cx: &mut Cx<'_>, arg: u32) -> Res<()> {
        let name = self.symbol(arg & IMPORT_INDEX).as_str();
        if name.starts_with('.') {
            let name = self.absolute_name(cx, name)?;
            return self.import_module(cx, &name, Cont::Module);
        }
        let is_foreign = || {
            foreign::refusal(name).is_some() && finding::find(cx, name, self.in_library()).is_none()
        };
        if arg & IMPORT_PARENT != 0 && ((cx.world.library)(name).is_some() || is_foreign()) {
            // The library's modules do not need their packages; what is refused is the module itself.
            self.stack.push(Value::NONE);
            return Ok(());
        }
        self.import_module(cx, name, Cont::Module)
    }

    /// The full name of a module that is named from the importing module's package on.
    fn absolute_name(&self, cx: &Cx<'_>, name: &str) -> Res<String> {
        let slots = self.globals().slots();
        let text = |name| {
            let value = slots.get(Symbol::new(name))?;
            Some(value.as_gc::<Str>()?.as_str().to_string())
        };
        let own = text("__name__").unwrap_or_default();
        let is_package = slots.get(Symbol::new("__path__")).is_some();
        let outer = || match (is_package, own.rsplit_once('.')) {
            (true, _) => own.clone(),
            (false, Some((package, _))) => package.to_string(),
            (false, None) => String::new(),
        };
        let package = text("__package__").unwrap_or_else(outer);
        drop(slots);
        if package.is_empty() {
            let message = "attempted relative import with no known parent package";
            return import_error(cx, Exc::ImportError, message.into(), None);
        }
        let rest = name.trim_start_matches('.');
        let mut base = package.as_str();
        for _ in 1..name.len() - rest.len() {
            let Some((outer, _)) = base.rsplit_once('.') else {
                let message = "attempted relative import beyond top-level package";
                return import_error(cx, Exc::ImportError, message.into(), None);
            };
            base = outer;
        }
        Ok(match rest {
            "" => base.to_string(),
            rest => format!("{base}.{rest}"),
        })
    }

    /// Pushes the module of this name, and enters its text if it is new: `cont` says what follows.
    fn import_module(&mut self, cx: &mut Cx<'_>, name: &str, cont: Cont) -> Res<()> {
        let known = cx.world.modules.table().get(&Str::value(name))?;
        if let Some(module) = known {
            if module.is_none() {
                let message = format!("import of {name} halted; None in sys.modules");
                return import_error(cx, Exc::ModuleNotFoundError, message, Some(name));
            }
            return self.import_known(cx, module);
        }
        let found = finding::find(cx, name, self.in_library());
        if let Some(found) = &found
            && found.text.is_none()
            && (cx.world.library)(name).is_none()
        {
            let module = finding::folder_module(cx, name, found);
            make_known(cx, &module)?;
            self.stack.push(module.into());
            return self.module_loaded(cx);
        }
        if name == "builtins" {
            let module = cx.world.builtins_module();
            return self.import_known(cx, module);
        }
        let (module, source) = match found.filter(|found| found.text.is_some()) {
            Some(found) => user_module(cx, name, found),
            None => match (cx.world.library)(name) {
                Some(text) => library_module(cx, name, text),
                None => return no_module(cx, name),
            },
        };
        let globals = &module.namespace;
        let function = load(cx.world, &source, globals).map_err(|error| match error {
            LoadError::Unsupported(feature) => Exc::UnsupportedError.signal(feature),
            LoadError::Syntax(error) => syntax_error(cx, &error, &source),
        })?;
        module.loading.try_acquire(cx.me, cx.site);
        if let Some(known) = make_known(cx, &module)? {
            // Another thread, without a GIL, was faster.
            return self.import_known(cx, known);
        }
        self.stack.push(module.into());
        self.stack.push(function);
        let called = self.call_with(cx, 0, cont);
        if called.is_err() {
            self.module_failed(cx, 2);
        }
        called
    }

    /// Imports what is in `sys.modules`: waits for another thread that loads it, but not in a circle.
    fn import_known(&mut self, cx: &mut Cx<'_>, known: Value) -> Res<()> {
        if let Some(module) = known.as_gc::<Module>()
            && cx.world.waits_for_import(cx.me, &module.loading)
        {
            let loading = module.loading.clone();
            self.stack.push(known);
            self.pending = Some((After::Imported, Cont::Value));
            return Err(Signal::leave(Exit::Wait(Wait::Lock {
                lock: loading,
                timeout: None,
            })));
        }
        if let Some(module) = known.as_gc::<Module>() {
            touch_watched(module.as_ref(), Touch::Look);
        }
        self.stack.push(known);
        self.name_package(cx)
    }

    /// `import a.b` is carried out, and the module is on top: the outermost package takes its place
    /// unless the statement names the module itself.
    fn name_package(&mut self, cx: &Cx<'_>) -> Res<()> {
        let frame = self.frame();
        let instr = frame.program.code().instrs[frame.ip() as usize - 1];
        let top = self.stack.peek(1).clone();
        let Some(module) = top.as_gc::<Module>() else {
            return Ok(());
        };
        if (cx.world.library)(&module.name).is_some() {
            bind_in_package(cx, &top)?;
        }
        if instr.op == Op::ImportName
            && instr.arg & IMPORT_LAST_PART == 0
            && let Some((package, _)) = module.name.split_once('.')
        {
            *self.stack.peek_mut(1) = known_package(cx, package)?;
        }
        Ok(())
    }

    /// The wait for another thread's import is over; the lock is given back. Where the other has
    /// failed, its half-made module is what this import gives, as in CPython.
    pub(super) fn stop_waiting_for_import(&mut self, cx: &Cx<'_>, has_lock: bool) -> Res<()> {
        let lock = cx.world.forget_importer(cx.me);
        if let Some(module) = self.stack.peek(1).as_gc::<Module>() {
            touch_watched(module.as_ref(), Touch::Look);
        }
        if has_lock {
            lock.release(cx.kernel);
        }
        self.name_package(cx)
    }

    /// The module on top of the stack has come to its end. What `sys.modules` has under its name is
    /// what was imported.
    pub(super) fn module_loaded(&mut self, cx: &Cx<'_>) -> Res<()> {
        let top = self.stack.peek(1).clone();
        let Some(module) = top.as_gc::<Module>() else {
            return Ok(());
        };
        if module.is_partial() {
            touch_watched(module.as_ref(), Touch::Release);
            module.loading.release(cx.kernel);
        }
        match cx.world.loaded(&module.name) {
            Some(other) if !other.is(&top) => {
                *self.stack.peek_mut(1) = other.clone();
                set_in_package(cx, &module.name, &other)
            }
            _ => {
                bind_in_package(cx, &top)?;
                self.name_package(cx)
            }
        }
    }

    /// A module that ImportStar needs has come to its end: the instruction begins anew.
    pub(super) fn star_module_loaded(&mut self, cx: &Cx<'_>) -> Res<()> {
        self.module_loaded(cx)?;
        drop(self.stack.pop());
        self.frame().step_back();
        Ok(())
    }

    /// The module `depth` deep on the stack has failed to load: it can be imported again.
    pub(super) fn module_failed(&self, cx: &Cx<'_>, depth: usize) {
        let Some(module) = self.stack.peek(depth).as_gc::<Module>() else {
            return;
        };
        let key = Str::value(&*module.name);
        let mut table = cx.world.modules.table();
        let place = Key::new(&key).and_then(|key| table.find(&key));
        let old = place.ok().flatten().map(|place| table.remove(place));
        drop(table);
        drop(old);
        touch_watched(module.as_ref(), Touch::Release);
        module.loading.release(cx.kernel);
    }

    /// ImportStar: binds the names in the module's `__all__`, or else those without an underscore.
    pub(super) fn import_star(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let top = self.stack.peek(1).clone();
        let Some(module) = top.as_gc::<Module>() else {
            return unsupported("`from .. import *` of what is not a module");
        };
        let all = module.namespace.slots().get(Symbol::new("__all__"));
        let names = match all {
            Some(all) => names_in(cx, &all)?,
            None => {
                let is_library = is_of_library(cx, module) && !module.name.starts_with('_');
                let slots = module.namespace.slots();
                let names = slots.list().into_iter().map(|(name, _)| name);
                let public = |name: &Symbol| {
                    let text = name.as_str();
                    !text.starts_with('_') && (!is_library || has_name(&module.name, text))
                };
                names.filter(public).collect()
            }
        };
        for name in &names {
            let inner = format!("{}.{}", module.name, name.as_str());
            let is_there =
                module.namespace.slots().get(*name).is_some() || cx.world.loaded(&inner).is_some();
            if !is_there && self.has_submodule(cx, &inner) {
                self.import_module(cx, &inner, Cont::StarModule)?;
                let is_folder = cx.world.loaded(&inner);
                if is_folder
                    .as_ref()
                    .and_then(Value::as_gc::<Module>)
                    .is_some_and(|m| m.folder.is_some())
                {
                    drop(self.stack.pop());
                    self.frame().step_back();
                }
                return Ok(());
            }
        }
        drop(self.stack.pop());
        for name in names {
            let own = module.namespace.slots().get(name);
            let inner = || {
                cx.world
                    .loaded(&format!("{}.{}", module.name, name.as_str()))
            };
            let Some(value) = own.or_else(inner) else {
                let (module, name) = (&module.name, name.as_str());
                let message = format!("module '{module}' has no attribute '{name}'");
                return Exc::AttributeError.err(message);
            };
            self.globals().adopt(&value);
            let old = self.globals().slots().set(name, value);
            drop(old);
        }
        Ok(())
    }

    /// ImportFrom: the module is on top and stays.
    pub(super) fn import_from(&mut self, cx: &mut Cx<'_>, arg: u32) -> Res<()> {
        let name = self.symbol(arg);
        let object = self.stack.peek(1).clone();
        let Some(module) = object.as_gc::<Module>() else {
            return self.import_from_object(cx, object, name);
        };
        let value = module.namespace.slots().get(name);
        if let Some(value) = value {
            self.stack.push(value);
            return Ok(());
        }
        let (name, from) = (name.as_str(), &*module.name);
        let inner = format!("{from}.{name}");
        let hook = module_hook(cx, module);
        let is_of_library = is_of_library(cx, module);
        if hook.is_some() {
            return self.import_from_object(cx, object.clone(), Symbol::new(name));
        }
        if (is_of_library && (cx.world.library)(&inner).is_some()) || self.has_submodule(cx, &inner)
        {
            return self.import_module(cx, &inner, Cont::Module);
        }
        if let Some(known) = cx.world.loaded(&inner) {
            self.stack.push(known);
            return Ok(());
        }
        if has_name(from, name) && is_of_library {
            return unsupported(format!("`{name}` of module `{from}`"));
        }
        not_in_module(cx, module, name)
    }

    /// ImportFrom of what needs code of the user: toy Python does it.
    fn import_from_object(&mut self, cx: &mut Cx<'_>, object: Value, name: Symbol) -> Res<()> {
        self.stack.push(cx.world.prelude_function("_import_from"));
        self.stack.push(object);
        self.stack.push(Str::value(name.as_str()));
        self.call_with(cx, 2, Cont::Value)
    }

    /// Whether the user has a module of this dotted name that is not imported yet.
    fn has_submodule(&self, cx: &Cx<'_>, name: &str) -> bool {
        cx.world.loaded(name).is_none() && finding::find(cx, name, self.in_library()).is_some()
    }
}

/// A new module of the user's, and its text.
fn user_module(cx: &Cx<'_>, name: &str, mut found: UserModule) -> (Gc<Module>, Arc<Source>) {
    let text = found.text.take().unwrap_or_default();
    let source = Source::new(found.file.as_str(), text.as_str());
    found.text = Some(text);
    let globals = Namespace::new();
    {
        let mut slots = globals.slots();
        drop(slots.set(cx.world.names.name, Str::value(name)));
        drop(slots.set(cx.world.names.doc, Value::NONE));
        finding::describe(cx, &mut slots, name, &found);
    }
    (Module::new(name, &globals), Arc::new(source))
}

/// A new module of the library, and its text.
fn library_module(cx: &Cx<'_>, name: &str, text: &str) -> (Gc<Module>, Arc<Source>) {
    let globals = Namespace::new();
    let mut slots = globals.slots();
    drop(slots.set(cx.world.names.name, Str::value(name)));
    for prefix in ["_library", name] {
        for (member, native) in cx.world.natives_of(prefix) {
            drop(slots.set(Symbol::new(member), native));
        }
    }
    drop(slots);
    let source = Source::new(format!("<lib:{name}>"), text);
    (Module::new(name, &globals), Arc::new(source))
}

/// The ImportError for a name that a module does not have.
#[cold]
fn not_in_module<T>(cx: &Cx<'_>, module: &Gc<Module>, name: &str) -> Res<T> {
    let from = &*module.name;
    let file = { module.namespace.slots() }.get(Symbol::new("__file__"));
    let path = file.as_ref().and_then(Value::as_gc::<Str>);
    let place = path.map_or("unknown location", |file| file.as_str());
    let message = if module.is_partial() {
        format!(
            "cannot import name '{name}' from partially initialized module '{from}' (most likely \
             due to a circular import) ({place})"
        )
    } else {
        format!("cannot import name '{name}' from '{from}' ({place})")
    };
    let error = import_error(cx, Exc::ImportError, message, Some(from));
    error.inspect_err(|signal| {
        note(signal, "name_from", Str::value(name));
        note(signal, "path", file.clone().unwrap_or(Value::NONE));
    })
}

/// Whether a module is the library's own.
pub(super) fn is_of_library(cx: &Cx<'_>, module: &Gc<Module>) -> bool {
    let is_named = (cx.world.library)(&module.name).is_some();
    is_named && { module.namespace.slots() }
        .get(Symbol::new("__file__"))
        .is_none()
}

/// Whether a module of the user's has the name of one of the standard library.
fn shadows_library(module: &Gc<Module>) -> bool {
    let slots = module.namespace.slots();
    foreign::is_standard(&module.name) && slots.get(Symbol::new("__file__")).is_some()
}

/// What CPython says about an attribute that a module does not have.
pub(super) fn no_attribute(cx: &Cx<'_>, module: &Gc<Module>, wanted: &str) -> String {
    let name = &*module.name;
    let plain = format!("module '{name}' has no attribute '{wanted}'");
    let file = { module.namespace.slots() }.get(Symbol::new("__file__"));
    let Some(file) = file.as_ref().and_then(Value::as_gc::<Str>) else {
        return plain;
    };
    let file = file.as_str();
    let is_beside = !name.contains('.');
    if is_beside && shadows_library(module) {
        return format!(
            "{plain} (consider renaming '{file}' since it has the same name as the standard library \
             module named '{name}' and the import system gives it precedence)"
        );
    }
    if !module.is_partial() {
        let inner = format!("{name}.{wanted}");
        let inner = cx.world.loaded(&inner);
        let is_loading = inner.as_ref().and_then(Value::as_gc::<Module>);
        return match is_loading.is_some_and(|inner| inner.is_partial()) {
            true => format!(
                "cannot access submodule '{wanted}' of module '{name}' (most likely due to a \
                 circular import)"
            ),
            false => plain,
        };
    }
    match is_beside {
        true => format!(
            "{plain} (consider renaming '{file}' if it has the same name as a third-party module \
             you intended to import)"
        ),
        false => format!(
            "partially initialized module '{name}' from '{file}' has no attribute '{wanted}' (most \
             likely due to a circular import)"
        ),
    }
}

/// Binds a module in its package.
fn bind_in_package(cx: &Cx<'_>, module: &Value) -> Res<()> {
    match module.as_gc::<Module>() {
        Some(inner) => set_in_package(cx, &inner.name, module),
        None => Ok(()),
    }
}

/// Binds what was imported under a dotted name in the package that the name tells.
fn set_in_package(cx: &Cx<'_>, name: &str, value: &Value) -> Res<()> {
    let Some((package, last)) = name.rsplit_once('.') else {
        return Ok(());
    };
    let package = known_package(cx, package)?;
    if let Some(package) = package.as_gc::<Module>() {
        package.namespace.adopt(value);
        // Who uses other names in the package is not met.
        let name = Symbol::new(last);
        let set = || { package.namespace.slots() }.set(name, value.clone());
        drop(unnoticed(set));
        let part = u64::from(name.0) | Location::NAME;
        note_part(package.namespace.as_ref(), part, Deed::Change(None));
    }
    Ok(())
}

/// The names in an `__all__`.
fn names_in(cx: &Cx<'_>, all: &Value) -> Res<Vec<Symbol>> {
    let Some(items) = native_items(cx, all)? else {
        return unsupported("an `__all__` that is not a builtin container");
    };
    let name = |item: &Value| match item.as_gc::<Str>() {
        Some(text) => Ok(Symbol::new(text.as_str())),
        None => unsupported("an `__all__` with items that are not strings"),
    };
    items.iter().map(name).collect()
}

/// The package of this name, which holds nothing but the modules that were imported from it.
fn known_package(cx: &Cx<'_>, name: &str) -> Res {
    let known = cx.world.modules.table().get(&Str::value(name))?;
    if let Some(package) = known {
        return Ok(package);
    }
    let namespace = Namespace::new();
    let slots = &namespace;
    slots.slots().set(Symbol::new("__name__"), Str::value(name));
    let package = Value::from(Module::new(name, &namespace));
    let key = Str::value(name);
    cx.world.modules.adopt_all([&key, &package]);
    let mut modules = cx.world.modules.table();
    let old = modules.insert(key, package.clone())?;
    drop(modules);
    drop(old);
    Ok(package)
}

/// Puts a module into `sys.modules`, unless there is one of its name: that is given, then.
fn make_known(cx: &Cx<'_>, module: &Gc<Module>) -> Res<Option<Value>> {
    let name = Str::value(&*module.name);
    cx.world.modules.adopt_all([&name, &module.into()]);
    let mut table = cx.world.modules.table();
    let known = table.get(&name)?;
    if known.is_none() {
        table.insert(name, module.into())?;
    }
    Ok(known)
}

/// There is no module of this name; if CPython may have one, that is a refusal.
#[cold]
fn no_module<T>(cx: &Cx<'_>, name: &str) -> Res<T> {
    let package = name.split('.').next().unwrap_or(name);
    let outer = name.rsplit_once('.').map(|(outer, _)| outer);
    let outer = outer.and_then(|outer| cx.world.loaded(outer));
    let is_library = foreign::is_standard(package) || (cx.world.library)(package).is_some();
    let outer = outer.as_ref().and_then(Value::as_gc::<Module>);
    let is_users = outer.is_some_and(|outer| !is_of_library(cx, outer));
    if !is_users && (foreign::refusal(package).is_some() || (is_library && name != package)) {
        return unsupported(format!("`import {name}`"));
    }
    let message = match outer {
        Some(outer) if finding::path_of(outer).is_none() => {
            format!(
                "No module named '{name}'; '{}' is not a package",
                outer.name
            )
        }
        _ => format!("No module named '{name}'"),
    };
    import_error(cx, Exc::ModuleNotFoundError, message, Some(name))
}

/// Gives an exception an attribute.
fn note(signal: &Signal, name: &str, value: Value) {
    if let Signal::Raise(exception) = signal {
        let old = { exception.state() }.attrs.set(Symbol::new(name), value);
        drop(old);
    }
}

/// An ImportError, or a class derived from it, about the module `name`.
fn import_error<T>(cx: &Cx<'_>, class: Exc, message: String, name: Option<&str>) -> Res<T> {
    let exception = Exception::new(cx.world.exception_class(class), vec![Str::value(message)]);
    if let Some(name) = name {
        exception
            .state()
            .attrs
            .set(Symbol::new("name"), Str::value(name));
    }
    Err(Box::new(Signal::Raise(exception)))
}
