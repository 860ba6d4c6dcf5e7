//! Variables: locals, cells, globals, builtins, and the names of a class body.

use super::context::Cx;
use super::fast::builtin;
use super::library::has_name;
use super::signal::{Exc, Res, Signal, unsupported};
use super::thread::{Cont, Thread};
use crate::linked::Instr;
use crate::object::Adopt;
use crate::object::dict::DictTable;
use crate::object::exception::ExceptionParts;
use crate::object::module::NamespaceSlots;
use crate::object::{Cell, Dict, Exception, Module, Namespace, Str};
use crate::value::Value;
use gilscope_runtime::heap::Gc;
use gilscope_runtime::symbol::Symbol;

impl Thread {
    fn frame_base(&self) -> usize {
        self.frames.last().expect("(window) a frame runs").base as usize
    }

    pub(super) fn slot(&mut self, slot: u32) -> &mut Value {
        let index = self.frame_base() + slot as usize;
        &mut self.stack.live_mut()[index]
    }

    fn slot_name(&self, slot: u32) -> String {
        let frame = self.frames.last().expect("(window) a frame runs");
        frame.program.code().code.slots[slot as usize]
            .name
            .to_string()
    }

    pub(super) fn symbol(&self, name: u32) -> Symbol {
        self.frames
            .last()
            .expect("(window) a frame runs")
            .program
            .code()
            .names[name as usize]
    }

    pub(super) fn globals(&self) -> &Gc<Namespace> {
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
        let dict = self.globals().slots().dict().cloned();
        if let Some(dict) = dict {
            let name = self.globals().slots().name(instr.arg);
            return self.load_from_dict(cx, &dict, name);
        }
        let value = builtin(cx, instr);
        if !value.is_empty() {
            self.stack.push(value);
            return Ok(());
        }
        let name = self.globals().slots().name(instr.arg);
        if self.globals().is(&cx.world.prelude)
            && let Some(function) = cx.world.find_prelude_function(name)
        {
            self.stack.push(function);
            return Ok(());
        }
        self.push_builtin(cx, name)
    }

    /// A global that is kept in a dict; a builtin, otherwise, unless the dict says what those are.
    fn load_from_dict(&mut self, cx: &mut Cx<'_>, dict: &Gc<Dict>, name: Symbol) -> Res<()> {
        let get = |dict: &Gc<Dict>, name: &str| dict.table().get(&Str::value(name));
        let mut found = get(dict, name.as_str())?;
        if found.is_none()
            && let Some(builtins) = get(dict, "__builtins__")?
            && let Some(builtins) = builtins.as_gc::<Dict>()
        {
            found = get(builtins, name.as_str())?;
            if found.is_none() {
                return undefined(cx, name);
            }
        }
        match found {
            Some(value) => {
                self.stack.push(value);
                Ok(())
            }
            None => self.push_builtin(cx, name),
        }
    }

    /// LoadBuiltin.
    pub(super) fn load_builtin_by_name(&mut self, cx: &mut Cx<'_>, name: u32) -> Res<()> {
        let name = self.symbol(name);
        match cx.world.find_prelude_function(name) {
            Some(function) => {
                self.stack.push(function);
                Ok(())
            }
            None => self.push_builtin(cx, name),
        }
    }

    fn push_builtin(&mut self, cx: &Cx<'_>, name: Symbol) -> Res<()> {
        let value = cx.world.builtins.slots().get(name);
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
        let name = slots.name(instr.arg);
        let old = slots.unbind(name);
        drop(slots);
        if old.is_empty() {
            return Exc::NameError.err(format!("name '{}' is not defined", name.as_str()));
        }
        Ok(())
    }

    /// The namespace of a class body, where it is a plain dict.
    fn class_namespace(&mut self) -> Option<Gc<Dict>> {
        self.slot(0).as_gc::<Dict>().cloned()
    }

    /// Has toy Python do something with a name of a namespace that is another mapping.
    fn ask_namespace(
        &mut self,
        cx: &mut Cx<'_>,
        function: &str,
        name: Symbol,
        more: Option<Value>,
        cont: Cont,
    ) -> Res<()> {
        let namespace = self.slot(0).clone();
        let count = 2 + more.is_some() as u32;
        self.stack.push(cx.world.prelude_function(function));
        self.stack.push(namespace);
        self.stack.push(Str::value(name.as_str()));
        more.into_iter().for_each(|value| self.stack.push(value));
        self.call_with(cx, count, cont)
    }

    pub(super) fn load_name(&mut self, cx: &mut Cx<'_>, name: u32) -> Res<()> {
        let name = self.symbol(name);
        let Some(namespace) = self.class_namespace() else {
            let global = self.globals().slots().get(name);
            let more = global.or_else(|| cx.world.builtins.slots().get(name));
            return self.ask_namespace(cx, "_load_name", name, more, Cont::Value);
        };
        let own = namespace.table().get(&Str::value(name.as_str()))?;
        if let Some(value) = own {
            self.stack.push(value);
            return Ok(());
        }
        let dict = self.globals().slots().dict().cloned();
        if let Some(dict) = dict {
            return self.load_from_dict(cx, &dict, name);
        }
        let global = self.globals().slots().get(name);
        match global {
            Some(value) => {
                self.stack.push(value);
                Ok(())
            }
            None => self.push_builtin(cx, name),
        }
    }

    pub(super) fn load_name_or_cell(&mut self, cx: &mut Cx<'_>, name: u32) -> Res<()> {
        let symbol = self.symbol(name);
        let cell = self.stack.pop();
        let cell = cell.as_gc::<Cell>().expect("(codegen) a cell");
        let outer = cell.guard(|c| &c.value).clone();
        let Some(namespace) = self.class_namespace() else {
            let more = (!outer.is_empty()).then_some(outer);
            return self.ask_namespace(cx, "_load_name", symbol, more, Cont::Value);
        };
        let own = namespace.table().get(&Str::value(symbol.as_str()))?;
        let value = own.unwrap_or(outer);
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

    pub(super) fn store_name(&mut self, cx: &mut Cx<'_>, name: u32) -> Res<()> {
        let name = self.symbol(name);
        let value = self.stack.pop();
        let Some(namespace) = self.class_namespace() else {
            return self.ask_namespace(cx, "_store_name", name, Some(value), Cont::Drop);
        };
        namespace.adopt(&value);
        let key = Str::value(name.as_str());
        namespace.adopt(&key);
        let old = { namespace.table() }.insert(key, value)?;
        drop(old);
        Ok(())
    }

    pub(super) fn delete_name(&mut self, cx: &mut Cx<'_>, name: u32) -> Res<()> {
        let name = self.symbol(name);
        let Some(namespace) = self.class_namespace() else {
            return self.ask_namespace(cx, "_delete_name", name, None, Cont::Drop);
        };
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
}

/// Whether CPython gives modules a variable of this name that they do not have here.
pub(super) fn is_of_module(name: &str) -> bool {
    ["__spec__", "__loader__", "__cached__", "__builtins__"].contains(&name)
}

#[cold]
fn undefined<T>(cx: &Cx<'_>, name: Symbol) -> Res<T> {
    if let Some(module) = may_hold(cx, name.as_str()) {
        return unsupported(format!("`{}` of module `{module}`", name.as_str()));
    }
    if is_of_module(name.as_str()) {
        return unsupported(format!("`{}`", name.as_str()));
    }
    let class = cx.world.exception_class(Exc::NameError);
    let message = format!("name '{}' is not defined", name.as_str());
    let exception = Exception::new(class, vec![Str::value(message)]);
    exception
        .state()
        .attrs
        .set(Symbol::new("name"), Str::value(name.as_str()));
    Err(Box::new(Signal::Raise(exception)))
}

/// A loaded module of the library that has the name in CPython but not here: `import *` may have been
/// to bring it.
fn may_hold(cx: &Cx<'_>, name: &str) -> Option<String> {
    let modules = cx.world.modules.table().clone();
    modules.iter().find_map(|entry| {
        let module = entry.value.as_gc::<Module>()?;
        let missing = has_name(&module.name, name)
            && module.namespace.slots().get(Symbol::new(name)).is_none();
        let in_library = (cx.world.library)(&module.name).is_some();
        (missing && in_library).then(|| module.name.to_string())
    })
}
