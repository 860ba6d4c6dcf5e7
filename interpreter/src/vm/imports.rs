//! Imports, and how a source text becomes a function that runs it.

use super::attribute::module_hook;
use super::context::Cx;
use super::iteration::native_items;
use super::library::has_name;
use super::link::link;
use super::signal::{After, Exc, Res, Signal, unsupported};
use super::thread::{Cont, Thread};
use crate::code::Code;
use crate::object::dict::{DictTable, Key};
use crate::object::exception::ExceptionParts;
use crate::object::function::FunctionState;
use crate::object::module::NamespaceSlots;
use crate::object::sequence::ListItems;
use crate::object::{Exception, Function, List, Module, Namespace, Str};
use crate::op::Op;
use crate::syntax::{SyntaxError, SyntaxErrorKind};
use crate::text::Source;
use crate::value::Value;
use crate::verify::IMPORT_LAST_PART;
use crate::{codegen, foreign, syntax};
use gilscope_runtime::heap::{Gc, Guarded};
use gilscope_runtime::symbol::Symbol;
use gilscope_runtime::task::{Exit, Wait};
use std::sync::Arc;

impl Thread {
    /// ImportName.
    pub(super) fn import_name(&mut self, cx: &mut Cx<'_>, arg: u32) -> Res<()> {
        let name = self.symbol(arg & !IMPORT_LAST_PART).as_str();
        self.import_module(cx, name)
    }

    /// Pushes the module of this name, and enters its text if it is new.
    fn import_module(&mut self, cx: &mut Cx<'_>, name: &str) -> Res<()> {
        let known = cx.world.modules.table().get(&Str::value(name))?;
        if let Some(module) = known {
            return self.import_known(cx, module);
        }
        let globals = Namespace::new();
        globals
            .slots()
            .set(Symbol::new("__name__"), Str::value(name));
        let module = Module::new(name, &globals);
        let library = (cx.world.library)(name);
        if library.is_some() {
            for prefix in ["_library", name] {
                for (member, native) in cx.world.natives_of(prefix) {
                    globals.slots().set(Symbol::new(member), native);
                }
            }
        }
        let source = match library {
            Some(text) => Source::new(format!("<lib:{name}>"), text),
            None => match cx.world.host.find_module(name) {
                Some((file, text)) => Source::new(file, text),
                None => return no_module(cx, name),
            },
        };
        if library.is_none() {
            globals
                .slots()
                .set(Symbol::new("__file__"), Str::value(&*source.name));
        }
        let source = Arc::new(source);
        let function = load(cx.world, &source, &globals).map_err(|error| match error {
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
        let called = self.call_with(cx, 0, Cont::Module);
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
        self.stack.push(known);
        self.bind_package(cx)
    }

    /// `import a.b` is carried out, and the module is on top: it stands in its package, and the
    /// package takes its place unless the statement names the module itself.
    fn bind_package(&mut self, cx: &Cx<'_>) -> Res<()> {
        let frame = self.frame();
        let instr = frame.program.code().instrs[frame.ip as usize - 1];
        let top = self.stack.peek(1).clone();
        let Some(module) = top.as_gc::<Module>() else {
            return Ok(());
        };
        let Some((package, last)) = module.name.split_once('.') else {
            return Ok(());
        };
        let package = known_package(cx, package)?;
        if let Some(package) = package.as_gc::<Module>() {
            let slots = &package.namespace;
            let old = slots.slots().set(Symbol::new(last), top.clone());
            drop(old);
        }
        if instr.op == Op::ImportName && instr.arg & IMPORT_LAST_PART == 0 {
            *self.stack.peek_mut(1) = package;
        }
        Ok(())
    }

    /// The wait for another thread's import is over; the lock is given back. Where the other has
    /// failed, its half-made module is what this import gives, as in CPython.
    pub(super) fn stop_waiting_for_import(&mut self, cx: &Cx<'_>, has_lock: bool) -> Res<()> {
        let lock = cx.world.forget_importer(cx.me);
        if has_lock {
            lock.release(cx.kernel);
        }
        self.bind_package(cx)
    }

    /// The module on top of the stack has come to its end.
    pub(super) fn module_loaded(&mut self, cx: &Cx<'_>) -> Res<()> {
        if let Some(module) = self.stack.peek(1).as_gc::<Module>() {
            module.loading.release(cx.kernel);
        }
        self.bind_package(cx)
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
        module.loading.release(cx.kernel);
    }

    /// ImportStar: binds the names in the module's `__all__`, or else those without an underscore.
    pub(super) fn import_star(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let module = self.stack.pop();
        let module = module.as_gc::<Module>().expect("(codegen) a module");
        let all = module
            .namespace
            .slots()
            .get(Symbol::new("__all__"))
            .cloned();
        let names = match all {
            Some(all) => names_in(cx, &all)?,
            None => {
                let slots = module.namespace.slots();
                let names = slots.iter().map(|(name, _)| name);
                let is_library = (cx.world.library)(&module.name).is_some()
                    && !module.name.starts_with('_');
                let public = |name: &Symbol| {
                    let text = name.as_str();
                    !text.starts_with('_') && (!is_library || has_name(&module.name, text))
                };
                names.filter(public).collect()
            }
        };
        for name in names {
            let Some(value) = module.namespace.slots().get(name).cloned() else {
                let (module, name) = (&module.name, name.as_str());
                let message = format!("module '{module}' has no attribute '{name}'");
                return Exc::AttributeError.err(message);
            };
            let old = self.globals().slots().set(name, value);
            drop(old);
        }
        Ok(())
    }

    /// ImportFrom: the module is on top and stays.
    pub(super) fn import_from(&mut self, cx: &mut Cx<'_>, arg: u32) -> Res<()> {
        let name = self.symbol(arg);
        let module = self.stack.peek(1).clone();
        let module = module.as_gc::<Module>().expect("(codegen) a module");
        let value = module.namespace.slots().get(name).cloned();
        match value {
            Some(value) => self.stack.push(value),
            None => {
                let (name, from) = (name.as_str(), &module.name);
                let inner = format!("{from}.{name}");
                if (cx.world.library)(&inner).is_some() {
                    return self.import_module(cx, &inner);
                }
                if has_name(from, name) && module_hook(module).is_none() {
                    return unsupported(format!("`{name}` of module `{from}`"));
                }
                let file = module
                    .namespace
                    .slots()
                    .get(Symbol::new("__file__"))
                    .cloned();
                let file = file.as_ref().and_then(Value::as_gc::<Str>);
                let place = file.map_or("unknown location", |file| file.as_str());
                let message = format!("cannot import name '{name}' from '{from}' ({place})");
                if let Some(hook) = module_hook(module) {
                    let twin = cx.world.prelude_function("_import_by_hook");
                    for value in [twin, hook, Str::value(name), Str::value(message)] {
                        self.stack.push(value);
                    }
                    return self.call(cx, 3);
                }
                let error = import_error(cx, Exc::ImportError, message, from);
                return error.inspect_err(|signal| note_name_from(signal, name));
            }
        }
        Ok(())
    }
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
    let mut modules = cx.world.modules.table();
    let old = modules.insert(Str::value(name), package.clone())?;
    drop(modules);
    drop(old);
    Ok(package)
}

/// Puts a module into `sys.modules`, unless there is one of its name: that is given, then.
fn make_known(cx: &Cx<'_>, module: &Gc<Module>) -> Res<Option<Value>> {
    let name = Str::value(&*module.name);
    let mut table = cx.world.modules.table();
    let known = table.get(&name)?;
    if known.is_none() {
        table.insert(name, module.into())?;
    }
    Ok(known)
}

/// Why a source text could not be loaded.
pub enum LoadError {
    /// Wrong Python.
    Syntax(SyntaxError),
    /// Right Python, outside the subset.
    Unsupported(String),
}

/// The exception for wrong Python in a module.
fn syntax_error(cx: &Cx<'_>, error: &SyntaxError, source: &Source) -> Box<Signal> {
    let class = match error.kind {
        SyntaxErrorKind::Syntax | SyntaxErrorKind::Unsupported => Exc::SyntaxError,
        SyntaxErrorKind::Indentation => Exc::IndentationError,
        SyntaxErrorKind::Tab => Exc::TabError,
    };
    let (start, end) = (
        source.position(error.span.start),
        source.position(error.span.end),
    );
    let column = |column: u32| Value::int(i64::from(column) + 1);
    let message = Str::value(error.message.as_str());
    let exception = Exception::new(cx.world.exception_class(class), vec![message.clone()]);
    let attrs = [
        ("msg", message),
        ("filename", Str::value(source.name.as_str())),
        ("lineno", Value::int(start.line.into())),
        ("offset", column(start.column)),
        (
            "text",
            Str::value(format!("{}\n", source.line_text(start.line))),
        ),
        ("end_lineno", Value::int(end.line.into())),
        ("end_offset", column(end.column)),
    ];
    for (name, value) in attrs {
        let old = exception.state().attrs.set(Symbol::new(name), value);
        drop(old);
    }
    Box::new(Signal::Raise(exception))
}

/// Compiles and links a source text into a function that runs it in `globals`.
pub fn load(
    world: &super::World,
    source: &Arc<Source>,
    globals: &Gc<Namespace>,
) -> Result<Value, LoadError> {
    Ok(module_function(world, &compile(source)?, globals))
}

/// Compiles a source text.
pub(super) fn compile(source: &Arc<Source>) -> Result<Arc<Code>, LoadError> {
    let failed = |error| match error {
        codegen::CompileError::Syntax(error) => LoadError::Syntax(error),
        codegen::CompileError::Unsupported(what) => LoadError::Unsupported(what.feature),
    };
    let tree = syntax::parse(source).map_err(|error| failed(error.into()))?;
    codegen::compile(&tree, source).map_err(failed)
}

/// The function that runs a module's code in `globals`.
pub fn module_function(world: &super::World, code: &Arc<Code>, globals: &Gc<Namespace>) -> Value {
    let state = FunctionState {
        name: Str::value("<module>"),
        qualname: Str::value("<module>"),
        doc: Value::NONE,
        module: Value::NONE,
        defaults: None,
        kwdefaults: None,
        attrs: None,
    };
    let function = Function {
        code: link(world, code, globals),
        globals: globals.clone(),
        closure: Box::new([]),
        state: Guarded::new(state),
    };
    Gc::new(function).into()
}

/// There is no module of this name; if CPython may have one, that is a refusal.
#[cold]
fn no_module<T>(cx: &Cx<'_>, name: &str) -> Res<T> {
    let package = name.split('.').next().unwrap_or(name);
    let is_known = name != package
        && (foreign::is_standard(package)
            || (cx.world.library)(package).is_some()
            || cx.world.host.find_module(package).is_some());
    if foreign::refusal(name).is_some() || foreign::refusal(package).is_some() || is_known {
        return unsupported(format!("`import {name}`"));
    }
    let name = package;
    if path_was_changed(cx) {
        return unsupported(format!(
            "`import {name}` from a place in a changed `sys.path`"
        ));
    }
    import_error(
        cx,
        Exc::ModuleNotFoundError,
        format!("No module named '{name}'"),
        name,
    )
}

/// Whether the script has changed `sys.path`, which nothing here looks at.
fn path_was_changed(cx: &Cx<'_>) -> bool {
    let sys = cx.world.loaded("sys");
    let Some(sys) = sys.as_ref().and_then(Value::as_gc::<Module>) else {
        return false;
    };
    let path = sys.namespace.slots().get(Symbol::new("path")).cloned();
    path.as_ref()
        .and_then(Value::as_gc::<List>)
        .is_none_or(|path| path.items().len() != 1)
}

/// Tells the exception which name was not there.
fn note_name_from(signal: &Signal, name: &str) {
    if let Signal::Raise(exception) = signal {
        let old = { exception.state() }
            .attrs
            .set(Symbol::new("name_from"), Str::value(name));
        drop(old);
    }
}

/// An ImportError, or a class derived from it, about the module `name`.
fn import_error<T>(cx: &Cx<'_>, class: Exc, message: String, name: &str) -> Res<T> {
    let exception = Exception::new(cx.world.exception_class(class), vec![Str::value(message)]);
    exception
        .state()
        .attrs
        .set(Symbol::new("name"), Str::value(name));
    Err(Box::new(Signal::Raise(exception)))
}
