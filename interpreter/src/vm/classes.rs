//! Functions and classes, as `def` and `class` make them.

use super::context::Cx;
use super::iteration::native_items;
use super::operators::is_user;
use super::signal::{Exc, Res, type_error, unsupported};
use super::thread::{Cont, Thread};
use crate::object::Adopt;
use crate::object::class::{
    ClassFlags, ClassLookup, ClassPlan, Layout, Members, OF_MANY_SIZES, core_class,
};
use crate::object::dict::{DictTable, Table};
use crate::object::function::{FunctionState, Wrapped, Wrapping};
use crate::object::module::NamespaceSlots;
use crate::object::{Cell, Class, CodeObject, Dict, Function, Instance, Str, Tuple};
use crate::scope::mangle;
use crate::strings::methods;
use crate::value::Value;
use gilscope_runtime::heap::{Gc, Guarded};
use gilscope_runtime::symbol::Symbol;

impl Thread {
    /// MakeFunction.
    pub(super) fn make_function(&mut self, flags: u32) -> Res<()> {
        let object = self.stack.pop();
        let object = object.as_gc::<CodeObject>().cloned();
        let object = object.expect("(codegen) code of a function");
        let code = object.code.clone();
        let closure = if flags & 8 != 0 {
            self.stack.pop()
        } else {
            Value::EMPTY
        };
        let annotations = if flags & 4 != 0 {
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
        let module = self.globals().slots().get(Symbol::new("__name__"));
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
            annotations,
            attrs: None,
        };
        let function = Function {
            globals: self.globals().clone(),
            object: Some(object),
            closure: cells,
            state: Guarded::new(state),
            code,
        };
        self.stack.push(Gc::new(function).into());
        Ok(())
    }

    /// BuildClass: runs the body over a new namespace.
    pub(super) fn build_class(&mut self, cx: &mut Cx<'_>, bases: usize) -> Res<()> {
        let is_plain = |base: &Value| base.as_gc::<Class>().is_some() && !has_metaclass(cx, base);
        if !self.stack.last(bases).iter().all(is_plain) {
            let build = cx.world.prelude_function("_build_class");
            self.stack.insert(bases + 2, build);
            return self.call(cx, bases as u32 + 2);
        }
        let body = self.stack.peek(bases + 2).clone();
        let namespace = Dict::value(Table::default());
        self.stack.push(namespace.clone());
        self.stack.push(body);
        self.call_with(cx, 0, Cont::Class(bases as u16))?;
        *self.slot(0) = namespace;
        Ok(())
    }

    /// The body has run: makes the class.
    pub(super) fn finish_class(&mut self, cx: &mut Cx<'_>, bases: usize, cell: Value) -> Res<()> {
        let namespace = self.stack.pop();
        let bases = self.stack.pop_many(bases);
        let name = self.stack.pop();
        let namespace = namespace
            .as_gc::<Dict>()
            .expect("(codegen) a namespace")
            .clone();
        let class = new_class(cx, &name, &bases, &namespace)?;
        fill_cell(&cell, (&class).into());
        *self.stack.peek_mut(1) = (&class).into();
        if needs_finish(cx, &class) {
            self.stack
                .insert(1, cx.world.prelude_function("_finish_class"));
            return self.call(cx, 1);
        }
        Ok(())
    }
}

/// What `__class__` means in the methods of a class that is now made; nothing where no method asks.
pub fn fill_cell(cell: &Value, class: Value) {
    if let Some(cell) = cell.as_gc::<Cell>() {
        cell.adopt(&class);
        let old = std::mem::replace(&mut *cell.guard(|c| &c.value), class);
        drop(old);
    }
}

/// Whether a class is an instance of a metaclass of the script.
fn has_metaclass(cx: &Cx<'_>, class: &Value) -> bool {
    cx.world.class_of(class).layout == Layout::Class
}

/// Builtin classes that a script may derive from.
const BASES: &[&str] = &[
    "int",
    "float",
    "complex",
    "str",
    "bytes",
    "bytearray",
    "list",
    "tuple",
    "dict",
    "set",
    "frozenset",
];

/// Those that no class may derive from, in CPython either.
const FINAL: &[&str] = &[
    "bool",
    "NoneType",
    "ellipsis",
    "NotImplementedType",
    "function",
    "builtin_function_or_method",
    "method",
    "range",
    "slice",
    "generator",
    "cell",
    "code",
    "dict_keys",
    "dict_values",
    "dict_items",
];

/// Makes a class of the script.
pub fn new_class(
    cx: &Cx<'_>,
    name: &Value,
    bases: &[Value],
    namespace: &Gc<Dict>,
) -> Res<Gc<Class>> {
    let classes = || bases.iter().filter_map(Value::as_gc::<Class>);
    for base in classes().filter(|base| base.layout == Layout::Builtin) {
        if FINAL.contains(&&*base.name) {
            let name = &base.name;
            return type_error(format!("type '{name}' is not an acceptable base type"));
        }
        if !BASES.contains(&&*base.name) && !base.is(&cx.world.types.type_) {
            return unsupported(format!("a class derived from `{}`", base.name));
        }
    }
    if classes().any(|base| base.is(&cx.world.types.type_) || base.layout == Layout::Class) {
        return make_class(cx, name, bases, namespace, Layout::Class);
    }
    let layout = layout_over(&classes().collect::<Vec<_>>())?;
    make_class(cx, name, bases, namespace, layout)
}

/// What the instances of a class with these bases are made of.
fn layout_over(bases: &[&Gc<Class>]) -> Res<Layout> {
    let core_of = |base: &Gc<Class>| match base.layout {
        Layout::Builtin => Some(base.clone()),
        Layout::Derived => core_class(base).cloned(),
        _ => None,
    };
    let mut cores: Vec<Gc<Class>> = bases.iter().filter_map(|base| core_of(base)).collect();
    cores.dedup_by(|a, b| a.is(b));
    let special = { bases.iter() }
        .map(|base| base.layout)
        .find(|layout| matches!(layout, Layout::Exception | Layout::ThreadLocal));
    match (special, cores.len()) {
        (None, 1) => Ok(Layout::Derived),
        (special, 0) => Ok(special.unwrap_or(Layout::Instance)),
        _ => type_error("multiple bases have instance lay-out conflict"),
    }
}

/// Makes a class whose instances have this layout.
fn make_class(
    cx: &Cx<'_>,
    name: &Value,
    bases: &[Value],
    namespace: &Gc<Dict>,
    layout: Layout,
) -> Res<Gc<Class>> {
    let object = &cx.world.types.object;
    let mut classes = Vec::new();
    for base in bases {
        let Some(class) = base.as_gc::<Class>() else {
            return type_error("bases must be types");
        };
        if classes.iter().any(|known: &Gc<Class>| known.is(class)) {
            return type_error(format!("duplicate base class {}", class.name));
        }
        classes.push(class.clone());
    }
    if classes.is_empty() {
        classes.push(object.clone());
    }
    let name = name.as_gc::<Str>().map_or("", |name| name.as_str());
    if name.contains('\0') {
        return Exc::ValueError.err("type name must not contain null characters");
    }
    let (mut members, module, qualname) = members_of(cx, namespace)?;
    let flags = match add_slots(cx, name, &classes, &mut members)? {
        true => ClassFlags::USER.with(ClassFlags::SLOTS),
        false => ClassFlags::USER,
    };
    let plan = ClassPlan {
        name: name.to_string(),
        qualname: qualname.unwrap_or_else(|| name.to_string()),
        module,
        mro: linearize(&classes)?,
        bases: classes,
        layout,
        members,
        flags,
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
            "__module__" => module = text.unwrap_or_default(),
            "__qualname__" => {
                if text.is_none() {
                    let found = cx.world.type_name(&value);
                    return type_error(format!("type __qualname__ must be a str, not {found}"));
                }
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

/// Members for the names in `__slots__`; whether instances have no dict besides.
fn add_slots(cx: &Cx<'_>, class: &str, bases: &[Gc<Class>], members: &mut Members) -> Res<bool> {
    let Some(slots) = members.get(cx.world.names.slots).cloned() else {
        return Ok(false);
    };
    let names = match slots.as_gc::<Str>() {
        Some(_) => vec![slots],
        None => match native_items(cx, &slots)? {
            Some(names) => names,
            None => return unsupported("`__slots__` from an iterator of the script"),
        },
    };
    let without_dict = |base: &Gc<Class>| {
        base.flags().has(ClassFlags::SLOTS)
            || !base.flags().has(ClassFlags::USER) && base.layout != Layout::Exception
    };
    let mut has_dict = !bases.iter().all(without_dict);
    let of_many_sizes = |base: &Gc<Class>| OF_MANY_SIZES.contains(&&*base.name);
    let all = || { bases.iter() }.flat_map(|base| std::iter::once(base).chain(&base.mro));
    if let Some(base) = all().find(|base| of_many_sizes(base))
        && !names.is_empty()
    {
        let name = &base.name;
        return type_error(format!(
            "nonempty __slots__ not supported for subtype of '{name}'"
        ));
    }
    for name in names {
        let Some(text) = name.as_gc::<Str>().map(|name| name.as_str()) else {
            let kind = cx.world.type_name(&name);
            return type_error(format!("__slots__ items must be strings, not '{kind}'"));
        };
        match text {
            "__dict__" if has_dict => {
                return type_error("__dict__ slot disallowed: we already got one");
            }
            "__dict__" => has_dict = true,
            "__weakref__" => {}
            _ if !methods::is_identifier(text) => {
                return type_error("__slots__ must be identifiers");
            }
            _ => {
                let name = Symbol::new(&mangle(Some(&class.into()), &text.into()));
                if members.get(name).is_some() {
                    let message = format!("'{text}' in __slots__ conflicts with class variable");
                    return Exc::ValueError.err(message);
                }
                let shown = format!("<member '{}' of '{class}' objects>", name.as_str());
                members.set(name, wrapped(Str::value(shown), Wrapping::Slot));
            }
        }
    }
    Ok(!has_dict)
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
