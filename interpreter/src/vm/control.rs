//! Names, functions, classes, exceptions, `with`, imports, and what becomes of results.

use super::context::Cx;
use super::library::has_name;
use super::link::link;
use super::operators::{is_user, native_truth};
use super::signal::{Exc, Res, Signal, type_error, unsupported};
use super::thread::{Cont, Thread};
use crate::linked::Instr;
use crate::object::class::{ClassFlags, ClassLookup, ClassPlan, Layout, Members};
use crate::object::dict::{DictTable, Table};
use crate::object::exception::ExceptionParts;
use crate::object::function::{FunctionState, Wrapped, Wrapping};
use crate::object::module::NamespaceSlots;
use crate::object::sequence::ListItems;
use crate::object::{
    Cell, Class, CodeObject, Dict, Exception, Function, Instance, List, Module, Namespace, Str,
    Tuple,
};
use crate::syntax::{SyntaxError, SyntaxErrorKind};
use crate::text::Source;
use crate::value::Value;
use gilscope_runtime::heap::{Gc, Guarded};
use gilscope_runtime::symbol::Symbol;
use std::sync::Arc;

impl Thread {
    fn frame_base(&self) -> usize {
        self.frames.last().expect("(window) a frame runs").base as usize
    }

    fn slot(&mut self, slot: u32) -> &mut Value {
        let index = self.frame_base() + slot as usize;
        &mut self.stack.live_mut()[index]
    }

    fn slot_name(&self, slot: u32) -> String {
        let frame = self.frames.last().expect("(window) a frame runs");
        frame.program.code().code.slots[slot as usize]
            .name
            .to_string()
    }

    fn symbol(&self, name: u32) -> Symbol {
        self.frames
            .last()
            .expect("(window) a frame runs")
            .program
            .code()
            .names[name as usize]
    }

    fn globals(&self) -> &Gc<Namespace> {
        self.frames
            .last()
            .expect("(window) a frame runs")
            .program
            .globals()
    }

    /// The error for a local variable without a value.
    #[cold]
    pub(super) fn unbound_local(&self, _cx: &Cx<'_>, slot: u32) -> Res<()> {
        let name = self.slot_name(slot);
        Exc::UnboundLocalError.err(format!(
            "cannot access local variable '{name}' where it is not associated with a value"
        ))
    }

    /// The error for a cell without a value.
    #[cold]
    pub(super) fn unbound_cell(&self, slot: u32) -> Res<()> {
        let frame = self.frames.last().expect("(window) a frame runs");
        let code = &frame.program.code().code;
        if code.slots[slot as usize].kind == crate::code::SlotKind::Free {
            let name = &code.slots[slot as usize].name;
            return Exc::NameError.err(format!(
                "cannot access free variable '{name}' where it is not associated with a value in \
                 enclosing scope"
            ));
        }
        let name = self.slot_name(slot);
        Exc::UnboundLocalError.err(format!(
            "cannot access local variable '{name}' where it is not associated with a value"
        ))
    }

    pub(super) fn delete_local(&mut self, cx: &Cx<'_>, slot: u32) -> Res<()> {
        let value = self.slot(slot).take();
        if value.is_empty() {
            self.unbound_local(cx, slot)
        } else {
            Ok(())
        }
    }

    pub(super) fn make_cell(&mut self, slot: u32) -> Res<()> {
        let place = self.slot(slot);
        let value = place.take();
        *place = Cell::new(value).into();
        Ok(())
    }

    fn cell(&mut self, slot: u32) -> Gc<Cell> {
        self.slot(slot)
            .as_gc::<Cell>()
            .expect("(verify) a cell slot holds a cell")
            .clone()
    }

    pub(super) fn delete_cell(&mut self, slot: u32) -> Res<()> {
        let old = self.cell(slot).guard(|c| &c.value).take();
        if old.is_empty() {
            self.unbound_cell(slot)
        } else {
            Ok(())
        }
    }

    pub(super) fn load_closure(&mut self, slot: u32) -> Res<()> {
        let cell = self.slot(slot).clone();
        self.stack.push(cell);
        Ok(())
    }

    /// LoadGlobal of a name that the module does not bind.
    #[inline(never)]
    pub(super) fn load_builtin(&mut self, cx: &mut Cx<'_>, instr: Instr) -> Res<()> {
        if instr.c > 0 {
            let value = cx.world.builtins.slots().values[instr.c as usize - 1].clone();
            self.stack.push(value);
            return Ok(());
        }
        let name = self.globals().slots().name(instr.arg);
        self.push_builtin(cx, name)
    }

    /// LoadBuiltin.
    pub(super) fn load_builtin_by_name(&mut self, cx: &mut Cx<'_>, name: u32) -> Res<()> {
        self.push_builtin(cx, self.symbol(name))
    }

    fn push_builtin(&mut self, cx: &Cx<'_>, name: Symbol) -> Res<()> {
        let value = cx.world.builtins.slots().get(name).cloned();
        match value {
            Some(value) => {
                self.stack.push(value);
                Ok(())
            }
            None => undefined(cx, name),
        }
    }

    pub(super) fn delete_global(&mut self, instr: Instr) -> Res<()> {
        let mut slots = self.globals().slots();
        let old = slots.values[instr.arg as usize].take();
        let name = slots.name(instr.arg);
        drop(slots);
        if old.is_empty() {
            return Exc::NameError.err(format!("name '{}' is not defined", name.as_str()));
        }
        Ok(())
    }

    fn class_namespace(&mut self) -> Gc<Dict> {
        self.slot(0)
            .as_gc::<Dict>()
            .expect("(codegen) a class body has a namespace")
            .clone()
    }

    pub(super) fn load_name(&mut self, cx: &mut Cx<'_>, name: u32) -> Res<()> {
        let name = self.symbol(name);
        let own = self
            .class_namespace()
            .table()
            .get(&Str::value(name.as_str()))?;
        let found = own.or_else(|| self.globals().slots().get(name).cloned());
        match found {
            Some(value) => {
                self.stack.push(value);
                Ok(())
            }
            None => self.push_builtin(cx, name),
        }
    }

    pub(super) fn load_name_or_cell(&mut self, name: u32) -> Res<()> {
        let symbol = self.symbol(name);
        let cell = self.stack.pop();
        let own = self
            .class_namespace()
            .table()
            .get(&Str::value(symbol.as_str()))?;
        let value = match own {
            Some(value) => value,
            None => cell
                .as_gc::<Cell>()
                .expect("(codegen) a cell")
                .guard(|c| &c.value)
                .clone(),
        };
        if value.is_empty() {
            let name = symbol.as_str();
            return Exc::NameError.err(format!(
                "cannot access free variable '{name}' where it is not associated with a value in \
                 enclosing scope"
            ));
        }
        self.stack.push(value);
        Ok(())
    }

    pub(super) fn store_name(&mut self, name: u32) -> Res<()> {
        let name = Str::value(self.symbol(name).as_str());
        let value = self.stack.pop();
        let old = self.class_namespace().table().insert(name, value)?;
        drop(old);
        Ok(())
    }

    pub(super) fn delete_name(&mut self, cx: &mut Cx<'_>, name: u32) -> Res<()> {
        let name = self.symbol(name);
        let namespace = self.class_namespace();
        let key = Str::value(name.as_str());
        let position = namespace
            .table()
            .find(&crate::object::dict::Key::new(&key)?)?;
        match position {
            Some(position) => {
                let old = namespace.table().remove(position);
                drop(old);
                Ok(())
            }
            None => undefined(cx, name),
        }
    }

    /// MakeFunction.
    pub(super) fn make_function(&mut self, flags: u32) -> Res<()> {
        let code = self.stack.pop();
        let code = code
            .as_gc::<CodeObject>()
            .expect("(codegen) code of a function")
            .code
            .clone();
        let closure = if flags & 8 != 0 {
            self.stack.pop()
        } else {
            Value::EMPTY
        };
        let kwdefaults = if flags & 2 != 0 {
            self.stack.pop()
        } else {
            Value::EMPTY
        };
        let defaults = if flags & 1 != 0 {
            self.stack.pop()
        } else {
            Value::EMPTY
        };
        let cells: Box<[Gc<Cell>]> = closure
            .as_gc::<Tuple>()
            .map(|t| {
                t.items
                    .iter()
                    .filter_map(|c| c.as_gc::<Cell>().cloned())
                    .collect()
            })
            .unwrap_or_default();
        let plain = &code.code;
        let module = self.globals().slots().get(Symbol::new("__name__")).cloned();
        let state = FunctionState {
            name: Str::value(&*plain.name),
            qualname: Str::value(&*plain.qualname),
            doc: plain
                .doc
                .as_ref()
                .map_or(Value::NONE, |doc| Str::value(&**doc)),
            module: module.unwrap_or(Value::NONE),
            defaults: defaults.as_gc::<Tuple>().cloned(),
            kwdefaults: kwdefaults.as_gc::<Dict>().cloned(),
            attrs: None,
        };
        let function = Function {
            globals: self.globals().clone(),
            closure: cells,
            state: Guarded::new(state),
            code,
        };
        self.stack.push(Gc::new(function).into());
        Ok(())
    }

    /// BuildClass: runs the body over a new namespace.
    pub(super) fn build_class(&mut self, cx: &mut Cx<'_>, bases: usize) -> Res<()> {
        let body = self.stack.peek(bases + 2).clone();
        let namespace = Dict::value(Table::default());
        self.stack.push(namespace.clone());
        self.stack.push(body);
        self.call_with(cx, 0, Cont::Class(bases as u16))?;
        *self.slot(0) = namespace;
        Ok(())
    }

    /// The body has run: makes the class.
    fn finish_class(&mut self, cx: &mut Cx<'_>, bases: usize, cell: Value) -> Res<()> {
        let namespace = self.stack.pop();
        let bases = self.stack.pop_many(bases);
        let name = self.stack.pop();
        let namespace = namespace
            .as_gc::<Dict>()
            .expect("(codegen) a namespace")
            .clone();
        let class = new_class(cx, &name, &bases, &namespace)?;
        if let Some(cell) = cell.as_gc::<Cell>() {
            let old = std::mem::replace(&mut *cell.guard(|c| &c.value), (&class).into());
            drop(old);
        }
        *self.stack.peek_mut(1) = (&class).into();
        if needs_finish(cx, &class) {
            self.stack
                .insert(1, cx.world.prelude_function("_finish_class"));
            return self.call(cx, 1);
        }
        Ok(())
    }

    /// Return where more than a plain value is awaited.
    #[inline(never)]
    pub(super) fn return_slowly(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let value = self.stack.pop();
        let frame = self.frames.pop().expect("(window) a frame runs");
        self.stack.truncate(frame.base as usize);
        self.deliver(cx, frame.cont, value)
    }

    /// Hands a result on. Its place, the topmost value, is still the callable's.
    pub(super) fn deliver(&mut self, cx: &mut Cx<'_>, cont: Cont, value: Value) -> Res<()> {
        match cont {
            Cont::Value => *self.stack.peek_mut(1) = value,
            Cont::Init => {
                drop(self.stack.pop());
                if !value.is_none() {
                    let class = cx.world.type_name(&value);
                    return type_error(format!("__init__() should return None, not '{class}'"));
                }
            }
            Cont::Drop | Cont::Module => drop(self.stack.pop()),
            Cont::Attribute => {
                *self.stack.peek_mut(1) = value;
                self.stack.push(Value::EMPTY);
            }
            Cont::Truth(negated) => match native_truth(&value) {
                Some(truth) => *self.stack.peek_mut(1) = Value::bool(truth != negated),
                None => {
                    *self.stack.peek_mut(1) = cx.world.prelude_function("_truth");
                    self.stack.push(value);
                    return self.call_with(cx, 1, cont);
                }
            },
            Cont::JumpOrPop(on, distance) => {
                drop(self.stack.pop());
                if native_truth(&value) == Some(on) {
                    self.frame().jump(distance);
                } else {
                    drop(self.stack.pop());
                }
            }
            Cont::Operator(attempt) => {
                drop(self.stack.pop());
                return self.operator_result(cx, attempt, value);
            }
            Cont::ForIter | Cont::Next | Cont::Close => {
                return self.generator_returned(cx, cont, value);
            }
            Cont::Class(bases) => {
                drop(self.stack.pop());
                return self.finish_class(cx, bases as usize, value);
            }
            Cont::Iter => return self.finish_iter(cx, value),
            Cont::Bottom => {
                return match self.end(cx, Ok(())) {
                    Some(exit) => Err(Signal::leave(exit)),
                    None => Ok(()),
                };
            }
        }
        Ok(())
    }

    /// Raise.
    pub(super) fn raise(&mut self, cx: &mut Cx<'_>, count: usize) -> Res<()> {
        if count == 0 {
            return match cx.handled().cloned() {
                Some(exception) => Err(Box::new(Signal::Reraise(exception))),
                None => Exc::RuntimeError.err("No active exception to reraise"),
            };
        }
        if self.needs_instance(count) {
            // The class's `__init__` may be the user's: the prelude makes the instances.
            let name = if count == 2 { "_raise_from" } else { "_raise" };
            self.stack.insert(count, cx.world.prelude_function(name));
            return self.call(cx, count as u32);
        }
        let cause = if count == 2 {
            self.stack.pop()
        } else {
            Value::EMPTY
        };
        let value = self.stack.pop();
        let exception = exception_of(cx, &value)?;
        if !cause.is_empty() {
            let cause = if cause.is_none() {
                cause
            } else {
                exception_of(cx, &cause)
                    .map_err(|_| {
                        Exc::TypeError.signal("exception causes must derive from BaseException")
                    })?
                    .into()
            };
            let mut state = exception.state();
            state.suppress_context = true;
            let old = std::mem::replace(&mut state.cause, cause);
            drop(state);
            drop(old);
        }
        Err(Box::new(Signal::Raise(exception)))
    }

    /// Whether a class is raised whose instances the user's code initialises.
    fn needs_instance(&self, count: usize) -> bool {
        self.stack.last(count).iter().any(|value| {
            value.as_gc::<Class>().is_some_and(|class| {
                class.layout == Layout::Exception && class.flags().has(ClassFlags::USER)
            })
        })
    }

    pub(super) fn reraise(&mut self) -> Res<()> {
        let value = self.stack.pop();
        match value.as_gc::<Exception>() {
            Some(exception) => Err(Box::new(Signal::Reraise(exception.clone()))),
            None => unreachable!("(codegen) Reraise without an exception"),
        }
    }

    pub(super) fn push_exc(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let exception = self.stack.peek(1).clone();
        let previous = std::mem::replace(&mut cx.state.handled, exception);
        self.stack.insert(1, previous);
        Ok(())
    }

    pub(super) fn pop_exc(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let previous = self.stack.pop();
        let old = std::mem::replace(&mut cx.state.handled, previous);
        drop(old);
        Ok(())
    }

    pub(super) fn check_exc_match(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let class = self.stack.pop();
        let exception = self.stack.peek(1).clone();
        let matches = exception_matches(cx, &exception, &class)?;
        self.stack.push(Value::bool(matches));
        Ok(())
    }

    /// LoadWith.
    pub(super) fn load_with(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let manager = self.stack.pop();
        let class = cx.world.class_of(&manager);
        let names = &cx.world.names;
        let Some(enter) = class.lookup(names.enter) else {
            let name = &class.name;
            return type_error(format!(
                "'{name}' object does not support the context manager protocol"
            ));
        };
        let Some(exit) = class.lookup(names.exit) else {
            let name = &class.name;
            return type_error(format!(
                "'{name}' object does not support the context manager protocol (missed __exit__ \
                 method)"
            ));
        };
        self.stack
            .push(crate::object::Method::value(exit, manager.clone()));
        self.stack
            .push(crate::object::Method::value(enter, manager));
        Ok(())
    }

    /// WithExcept.
    pub(super) fn with_except(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let exit = self.stack.peek(3).clone();
        let exception = self.stack.peek(1).clone();
        let class = cx.world.class_of(&exception);
        self.stack.push(exit);
        self.stack.push(class.into());
        let traceback = super::traceback_of(cx, &exception);
        self.stack.push(exception);
        self.stack.push(traceback);
        self.call(cx, 3)
    }

    pub(super) fn load_assertion_error(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        self.stack
            .push(cx.world.exception_class(Exc::AssertionError).into());
        Ok(())
    }

    /// A generator let an exception out: StopIteration becomes RuntimeError.
    pub(super) fn stop_iteration_error(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let value = self.stack.pop();
        let exception = value
            .as_gc::<Exception>()
            .expect("(codegen) an exception")
            .clone();
        if !exception
            .class
            .is_subclass(cx.world.exception_class(Exc::StopIteration))
        {
            return Err(Box::new(Signal::Reraise(exception)));
        }
        let class = cx.world.exception_class(Exc::RuntimeError);
        let message = Str::value("generator raised StopIteration");
        let error = Exception::new(class, vec![message]);
        let mut state = error.state();
        state.cause = (&exception).into();
        state.context = exception.into();
        state.suppress_context = true;
        drop(state);
        Err(Box::new(Signal::Raise(error)))
    }

    /// ImportName.
    pub(super) fn import_name(&mut self, cx: &mut Cx<'_>, arg: u32) -> Res<()> {
        let name = self.symbol(arg & 0x7fff_ffff).as_str();
        let known = cx.world.modules.table().get(&Str::value(name))?;
        if let Some(module) = known {
            self.stack.push(module);
            return Ok(());
        }
        let globals = Namespace::new();
        globals
            .slots()
            .set(Symbol::new("__name__"), Str::value(name));
        let module = Module {
            name: name.into(),
            namespace: globals.clone(),
        };
        let module = Value::from(Gc::new(module));
        let library = (cx.world.library)(name);
        if library.is_some() {
            for prefix in ["_library", name] {
                for (member, native) in cx.world.natives_of(prefix) {
                    globals.slots().set(Symbol::new(member), native);
                }
            }
        }
        let source = match library {
            Some(text) => Some(Source::new(format!("<lib:{name}>"), text)),
            None => cx
                .world
                .host
                .find_module(name)
                .map(|(file, text)| Source::new(file, text)),
        };
        if source.is_none() {
            return no_module(cx, name);
        }
        if let Some(source) = source.as_ref().filter(|_| library.is_none()) {
            globals
                .slots()
                .set(Symbol::new("__file__"), Str::value(&*source.name));
        }
        let old = cx
            .world
            .modules
            .table()
            .insert(Str::value(name), module.clone())?;
        drop(old);
        self.stack.push(module);
        match source {
            Some(source) => self.run_module(cx, source, &globals),
            None => Ok(()),
        }
    }

    fn run_module(&mut self, cx: &mut Cx<'_>, source: Source, globals: &Gc<Namespace>) -> Res<()> {
        let source = Arc::new(source);
        let function = load(cx.world, &source, globals).map_err(|error| match error {
            LoadError::Unsupported(feature) => Exc::UnsupportedError.signal(feature),
            LoadError::Syntax(error) => syntax_error(cx, &error, &source),
        })?;
        self.stack.push(function);
        self.call_with(cx, 0, Cont::Module)
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
                if has_name(from, name) {
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
                return import_error(cx, Exc::ImportError, message, from);
            }
        }
        Ok(())
    }
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
    let failed = |error| match error {
        crate::codegen::CompileError::Syntax(error) => LoadError::Syntax(error),
        crate::codegen::CompileError::Unsupported(what) => LoadError::Unsupported(what.feature),
    };
    let tree = crate::syntax::parse(source).map_err(|error| failed(error.into()))?;
    let code = crate::codegen::compile(&tree, source).map_err(failed)?;
    Ok(module_function(world, &code, globals))
}

/// The function that runs a module's code in `globals`.
pub fn module_function(
    world: &super::World,
    code: &Arc<crate::code::Code>,
    globals: &Gc<Namespace>,
) -> Value {
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
    if crate::foreign::refusal(name).is_some() || name.contains('.') {
        return unsupported(format!("`import {name}`"));
    }
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
    let sys = cx
        .world
        .modules
        .table()
        .get(&Str::value("sys"))
        .ok()
        .flatten();
    let Some(sys) = sys.as_ref().and_then(Value::as_gc::<Module>) else {
        return false;
    };
    let path = sys.namespace.slots().get(Symbol::new("path")).cloned();
    path.as_ref()
        .and_then(Value::as_gc::<List>)
        .is_none_or(|path| path.items().len() != 1)
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

#[cold]
fn undefined<T>(cx: &Cx<'_>, name: Symbol) -> Res<T> {
    let class = cx.world.exception_class(Exc::NameError);
    let message = format!("name '{}' is not defined", name.as_str());
    let exception = Exception::new(class, vec![Str::value(message)]);
    exception
        .state()
        .attrs
        .set(Symbol::new("name"), Str::value(name.as_str()));
    Err(Box::new(Signal::Raise(exception)))
}

/// The exception that `raise value` raises.
fn exception_of(cx: &Cx<'_>, value: &Value) -> Res<Gc<Exception>> {
    if let Some(exception) = value.as_gc::<Exception>() {
        return Ok(exception.clone());
    }
    if let Some(class) = value.as_gc::<Class>()
        && class.layout == Layout::Exception
    {
        let _ = cx;
        return Ok(Exception::new(class, Vec::new()));
    }
    type_error("exceptions must derive from BaseException")
}

/// Whether an exception is of a class, or of one of a tuple of classes.
pub fn exception_matches(cx: &Cx<'_>, exception: &Value, class: &Value) -> Res<bool> {
    const WRONG: &str = "catching classes that do not inherit from BaseException is not allowed";
    if let Some(tuple) = class.as_gc::<Tuple>() {
        for class in &tuple.items {
            if exception_matches(cx, exception, class)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    match class.as_gc::<Class>() {
        Some(class) if class.layout == Layout::Exception => {
            Ok(cx.world.class_of(exception).is_subclass(class))
        }
        _ => type_error(WRONG),
    }
}

/// Makes a class of the script.
fn new_class(cx: &Cx<'_>, name: &Value, bases: &[Value], namespace: &Gc<Dict>) -> Res<Gc<Class>> {
    let object = &cx.world.types.object;
    let mut classes = Vec::new();
    for base in bases {
        let Some(class) = base.as_gc::<Class>() else {
            return unsupported("a base that is not a class");
        };
        if class.layout == Layout::Builtin {
            return unsupported(format!("a class derived from `{}`", class.name));
        }
        if classes.iter().any(|known: &Gc<Class>| known.is(class)) {
            return type_error(format!("duplicate base class {}", class.name));
        }
        classes.push(class.clone());
    }
    if classes.is_empty() {
        classes.push(object.clone());
    }
    let special = classes
        .iter()
        .map(|class| class.layout)
        .find(|l| *l != Layout::Instance);
    let name = name.as_gc::<Str>().map_or("", |name| name.as_str());
    let (members, module, qualname) = members_of(cx, namespace)?;
    let plan = ClassPlan {
        name: name.to_string(),
        qualname: qualname.unwrap_or_else(|| name.to_string()),
        module,
        mro: linearize(&classes)?,
        bases: classes,
        layout: special.unwrap_or(Layout::Instance),
        members,
        flags: ClassFlags::USER,
    };
    let class = Class::new(plan);
    cx.world.register_class(&class);
    Ok(class)
}

fn members_of(cx: &Cx<'_>, namespace: &Gc<Dict>) -> Res<(Members, String, Option<String>)> {
    let table = namespace.table().clone();
    let mut members = Members::default();
    let (mut module, mut qualname) = (String::new(), None);
    for entry in table.iter() {
        let Some(key) = entry.key.as_gc::<Str>() else {
            continue;
        };
        let mut value = entry.value.clone();
        let text = value.as_gc::<Str>().map(|text| text.as_str().to_string());
        match key.as_str() {
            "__slots__" => {
                return unsupported(format!("`{}` in a class", key.as_str()));
            }
            "__module__" => module = text.unwrap_or_default(),
            "__qualname__" => {
                qualname = text;
                continue;
            }
            "__new__" if value.as_gc::<Function>().is_some() => {
                value = wrapped(value, Wrapping::Static);
            }
            "__init_subclass__" | "__class_getitem__" if value.as_gc::<Function>().is_some() => {
                value = wrapped(value, Wrapping::Class);
            }
            _ => {}
        }
        members.set(Symbol::new(key.as_str()), value);
    }
    let names = &cx.world.names;
    if members.get(names.doc).is_none() {
        members.set(names.doc, Value::NONE);
    }
    if members.get(names.eq).is_some() && members.get(names.hash).is_none() {
        members.set(names.hash, Value::NONE);
    }
    Ok((members, module, qualname))
}

fn wrapped(function: Value, wrapping: Wrapping) -> Value {
    Gc::new(Wrapped { function, wrapping }).into()
}

/// Method resolution order of a class with these bases, without the class itself: C3.
fn linearize(bases: &[Gc<Class>]) -> Res<Vec<Gc<Class>>> {
    let mut lists: Vec<Vec<Gc<Class>>> = bases
        .iter()
        .map(|base| {
            std::iter::once(base.clone())
                .chain(base.mro.iter().cloned())
                .collect()
        })
        .collect();
    lists.push(bases.to_vec());
    let mut order = Vec::new();
    loop {
        lists.retain(|list| !list.is_empty());
        if lists.is_empty() {
            return Ok(order);
        }
        let in_tail = |class: &Gc<Class>| {
            lists
                .iter()
                .any(|list| list[1..].iter().any(|other| other.is(class)))
        };
        let Some(next) = lists
            .iter()
            .map(|list| list[0].clone())
            .find(|c| !in_tail(c))
        else {
            let names: Vec<&str> = bases.iter().map(|base| &*base.name).collect();
            return type_error(format!(
                "Cannot create a consistent method resolution order (MRO) for bases {}",
                names.join(", ")
            ));
        };
        for list in &mut lists {
            list.retain(|class| !class.is(&next));
        }
        order.push(next);
    }
}

/// Whether making the class involves code of the user: `__set_name__`, `__init_subclass__`.
fn needs_finish(cx: &Cx<'_>, class: &Gc<Class>) -> bool {
    let names = &cx.world.names;
    let user_hook = class.mro.iter().any(|base| {
        base.flags().has(ClassFlags::USER) && base.members().get(names.init_subclass).is_some()
    });
    user_hook
        || class.members().iter().any(|(_, value)| {
            is_user(value)
                && value
                    .as_gc::<Instance>()
                    .is_some_and(|instance| instance.class.lookup(names.set_name).is_some())
        })
}
