//! Setting and deleting attributes.

use super::attribute::{
    attributes, descriptor_method, first, is_data, meets_first, missing, user_member,
};
use super::context::Cx;
use super::inline_cache::{LAST_EPOCH, shape_of};
use super::library::has_name;
use super::signal::{Exc, Res, Signal, type_error, unsupported};
use super::thread::{Cont, Thread};
use crate::linked::Instr;
use crate::object::Adopt;
use crate::object::class::{ClassFlags, ClassLookup, Layout, flags_of};
use crate::object::exception::ExceptionParts;
use crate::object::function::{Wrapped, Wrapping};
use crate::object::module::{NamespaceSlots, ThreadLocal};
use crate::object::{Attrs, Class, Exception, Function, Instance, Module, Native, Property, Str};
use crate::value::Value;
use gilscope_runtime::heap::Gc;
use gilscope_runtime::symbol::Symbol;

/// Sets attribute `name` of `object`. A property or a user's `__setattr__` gives a signal to call it.
pub fn set_attribute(cx: &mut Cx<'_>, object: &Value, name: Symbol, value: Value) -> Res<()> {
    if let Some(module) = object.as_gc::<Module>() {
        check_builtin(cx, module, name)?;
        if has_name(&module.name, name.as_str())
            && module.namespace.slots().get(name).is_none()
            && (cx.world.library)(&module.name).is_some()
        {
            // CPython's module would heed what is set; this one would not.
            let (name, module) = (name.as_str(), &module.name);
            return unsupported(format!("`{name}` of module `{module}`"));
        }
        module.namespace.adopt(&value);
        let old = module.namespace.slots().set(name, value);
        drop(old);
        return Ok(());
    }
    if let Some(class) = object.as_gc::<Class>() {
        let meta = cx.world.class_of(object);
        if meta.layout == Layout::Class
            && let Some(method) = user_member(&meta, cx.world.names.setattr)
        {
            let args = vec![object.clone(), Str::value(name.as_str()), value];
            return Err(Box::new(Signal::Call(method, args)));
        }
        return set_class_member(cx, class, name, value);
    }
    if meets_first(cx, object) {
        return Err(first(
            cx,
            "_local_set",
            vec![object.clone(), Str::value(name.as_str()), value],
        ));
    }
    let class = cx.world.class_of(object);
    if class.flags().has(ClassFlags::SETATTR)
        && let Some(method) = user_member(&class, cx.world.names.setattr)
    {
        let args = vec![object.clone(), Str::value(name.as_str()), value];
        return Err(Box::new(Signal::Call(method, args)));
    }
    set_plainly(cx, object, &class, name, value)
}

/// As [`set_attribute`], without asking a user's `__setattr__`.
pub fn set_plainly(
    cx: &mut Cx<'_>,
    object: &Value,
    class: &Gc<Class>,
    name: Symbol,
    value: Value,
) -> Res<()> {
    if let Some(member) = class.lookup(name) {
        if let Some(property) = member.as_gc::<Property>() {
            if property.parts[1].is_none() {
                let (name, class) = (name.as_str(), &class.name);
                let message = format!("property '{name}' of '{class}' object has no setter");
                return Exc::AttributeError.err(message);
            }
            let args = vec![object.clone(), value];
            return Err(Box::new(Signal::Call(property.parts[1].clone(), args)));
        }
        if let Some(wrapped) = member.as_gc::<Wrapped>()
            && wrapped.wrapping == Wrapping::Computed
        {
            return set_computed(cx, &wrapped.function, object, name, value);
        }
        if is_field(&member) {
            return Exc::AttributeError.err("can't set attribute");
        }
        if let Some(setter) = descriptor_method(cx, &member, cx.world.names.set) {
            let args = vec![member.clone(), object.clone(), value];
            return Err(Box::new(Signal::Call(setter, args)));
        }
        if descriptor_method(cx, &member, cx.world.names.delete).is_some() {
            return Exc::AttributeError.err("__set__");
        }
    }
    object.adopt(&value);
    if let Some(mut attrs) = attributes(object) {
        if !may_hold(class, name) {
            drop(attrs);
            return no_attributes(cx, object, name);
        }
        let old = attrs.set(name, value);
        drop(attrs);
        drop(old);
    } else if let Some(exception) = object.as_gc::<Exception>() {
        let old = exception.state().attrs.set(name, value);
        drop(old);
    } else if let Some(function) = object.as_gc::<Function>() {
        let root = &cx.world.types.function.shape;
        let mut state = function.guard(|f| &f.state);
        let attrs = state
            .attrs
            .get_or_insert_with(|| Box::new(Attrs::new(root)));
        let old = attrs.set(name, value);
        drop(state);
        drop(old);
    } else if let Some(local) = object.as_gc::<ThreadLocal>() {
        let root = &local.class.shape;
        let mut all = local.guard(|l| &l.attrs);
        let old = all
            .entry(cx.me)
            .or_insert_with(|| Attrs::new(root))
            .set(name, value);
        drop(all);
        drop(old);
    } else {
        return no_attributes(cx, object, name);
    }
    Ok(())
}

/// Whether instances of the class may have an attribute of this name of their own.
fn may_hold(class: &Gc<Class>, name: Symbol) -> bool {
    let flags = class.flags();
    if !flags.has(ClassFlags::USER) {
        return false;
    }
    !flags.has(ClassFlags::SLOTS) || class.lookup(name).as_ref().is_some_and(is_slot)
}

/// Whether a member of a class is a field of a named tuple.
fn is_field(member: &Value) -> bool {
    member
        .as_gc::<Wrapped>()
        .is_some_and(|wrapped| wrapped.wrapping == Wrapping::Item)
}

/// Whether a member of a class stands for a name in its `__slots__`.
pub(super) fn is_slot(member: &Value) -> bool {
    member
        .as_gc::<Wrapped>()
        .is_some_and(|wrapped| wrapped.wrapping == Wrapping::Slot)
}

fn set_computed(
    cx: &mut Cx<'_>,
    native: &Value,
    object: &Value,
    name: Symbol,
    value: Value,
) -> Res<()> {
    check_writable(cx, native, name)?;
    let index = { native.as_gc::<Native>() }.expect("(natives) computed by a native");
    let info = &cx.world.natives[index.index as usize];
    (info.row.call)(cx, &[object.clone(), value]).map(drop)
}

/// Classes whose computed attributes are fields of a C structure in CPython, which words the error
/// in another way.
const WITH_FIELDS: &[&str] = &[
    "slice",
    "range",
    "complex",
    "method",
    "property",
    "staticmethod",
    "classmethod",
    "super",
    "function",
    "module",
];

/// The AttributeError where an attribute that the native works out cannot be set or deleted.
fn check_writable(cx: &Cx<'_>, native: &Value, name: Symbol) -> Res<()> {
    let native = { native.as_gc::<Native>() }.expect("(natives) computed by a native");
    let info = &cx.world.natives[native.index as usize];
    if info.accepts(2) {
        return Ok(());
    }
    let class = { info.row.name.rsplit_once('.') }.map_or("", |(class, _)| class);
    Exc::AttributeError.err(match WITH_FIELDS.contains(&class) {
        true => "readonly attribute".to_owned(),
        false => {
            let name = name.as_str();
            format!("attribute '{name}' of '{class}' objects is not writable")
        }
    })
}

fn no_attributes<T>(cx: &mut Cx<'_>, object: &Value, name: Symbol) -> Res<T> {
    let class = cx.world.type_name(object);
    let name = name.as_str();
    if cx
        .world
        .class_of(object)
        .lookup(Symbol::new(name))
        .is_some()
    {
        let message = format!("'{class}' object attribute '{name}' is read-only");
        return Exc::AttributeError.err(message);
    }
    let message = format!(
        "'{class}' object has no attribute '{name}' and no __dict__ for setting new attributes"
    );
    Exc::AttributeError.err(message)
}

/// Classes of the library that are written in C in CPython, by module: a script cannot change those.
const IMMUTABLE: &[(&str, &str)] = &[
    ("_asyncio", "Future Task"),
    ("_contextvars", "Context ContextVar Token"),
    ("_io", "BytesIO StringIO"),
    ("_queue", "SimpleQueue"),
    ("_thread", "RLock _local lock"),
    ("collections", "OrderedDict defaultdict deque"),
    ("datetime", "date datetime time timedelta timezone tzinfo"),
    ("functools", "partial"),
    (
        "itertools",
        "accumulate batched chain combinations combinations_with_replacement compress count cycle \
         dropwhile filterfalse groupby islice pairwise permutations product repeat starmap \
         takewhile zip_longest",
    ),
    ("operator", "attrgetter itemgetter methodcaller"),
    ("types", "GenericAlias SimpleNamespace UnionType"),
    ("weakref", "CallableProxyType ProxyType ReferenceType"),
];

/// The TypeError where a script wants to change a class that CPython does not let it change.
fn check_mutable(cx: &Cx<'_>, class: &Gc<Class>, name: Symbol) -> Res<()> {
    let module = class.member(cx.world.names.module);
    let module = module.as_ref().and_then(Value::as_gc::<Str>);
    let module = module.map_or(&*class.module, |module| module.as_str());
    if class.flags().has(ClassFlags::USER) {
        let listed = { IMMUTABLE.iter() }.any(|(known, names)| {
            *known == module && names.split(' ').any(|known| known == &*class.name)
        });
        if !listed || (cx.world.library)(&class.module).is_none() {
            return Ok(());
        }
        let asker = cx.world.locate(cx.site);
        if asker.is_none_or(|(code, _)| code.source.is_library()) {
            return Ok(());
        }
    }
    let prefix = match module {
        "builtins" => String::new(),
        module => format!("{module}."),
    };
    let (class, name) = (&class.name, name.as_str());
    type_error(format!(
        "cannot set '{name}' attribute of immutable type '{prefix}{class}'"
    ))
}

/// Sets a member of a class, whatever its metaclass says of `__setattr__`.
pub fn set_class_member(cx: &mut Cx<'_>, class: &Gc<Class>, name: Symbol, value: Value) -> Res<()> {
    check_mutable(cx, class, name)?;
    if ["__bases__", "__dict__", "__class__"].contains(&name.as_str()) {
        return unsupported(format!("setting `{}` of a class", name.as_str()));
    }
    let meta = cx.world.class_of(&class.into());
    if ["__name__", "__qualname__"].contains(&name.as_str())
        && let Some(member) = cx.world.types.type_.lookup(name)
        && let Some(wrapped) = member.as_gc::<Wrapped>()
    {
        return set_computed(cx, &wrapped.function, &class.into(), name, value);
    }
    if meta.layout == Layout::Class
        && let Some(member) = meta.lookup(name)
        && is_data(cx, &member)
    {
        return set_plainly(cx, &class.into(), &meta, name, value);
    }
    let matters = is_callable_member(&value);
    cx.world
        .add_flags(class, flags_of(name, &value, class.flags()));
    class.adopt(&value);
    let old = class.members().set(name, value);
    if matters || old.as_ref().is_none_or(is_callable_member) {
        change_classes(cx);
    }
    drop(old);
    Ok(())
}

/// Whether a member is of a kind that an inline cache may rest on.
fn is_callable_member(value: &Value) -> bool {
    value.as_object().is_some_and(|object| {
        object.downcast::<Function>().is_some()
            || object.downcast::<Native>().is_some()
            || object.downcast::<Property>().is_some()
            || object.downcast::<Wrapped>().is_some()
            || object.downcast::<Instance>().is_some()
    })
}

fn change_classes(cx: &Cx<'_>) {
    if cx.world.epoch() < LAST_EPOCH {
        cx.world.next_epoch();
    }
}

/// Builtins that a script may put something else in the place of: the library does not rest on them.
const REPLACEABLE: &[&str] = &["print", "input", "open", "_", "exit", "quit"];

/// Refuses to change a builtin that toy Python of the library uses, too.
fn check_builtin(cx: &Cx<'_>, module: &Gc<Module>, name: Symbol) -> Res<()> {
    if !module.namespace.is(&cx.world.builtins) || REPLACEABLE.contains(&name.as_str()) {
        return Ok(());
    }
    let known = module.namespace.slots().get(name);
    let is_builtin = |value: &Value| {
        let class = value.as_gc::<Class>();
        value.as_gc::<Native>().is_some() || class.is_some_and(|c| !c.flags().has(ClassFlags::USER))
    };
    match known.as_ref().is_some_and(is_builtin) {
        true => unsupported(format!("another builtin `{}`", name.as_str())),
        false => Ok(()),
    }
}

/// Deletes attribute `name` of `object`.
pub fn delete_attribute(cx: &mut Cx<'_>, object: &Value, name: Symbol) -> Res<()> {
    if let Some(module) = object.as_gc::<Module>() {
        if module.namespace.slots().get(name).is_none() {
            return missing(cx, object, name);
        }
        check_builtin(cx, module, name)?;
        let old = module.namespace.slots().unbind(name);
        drop(old);
        return Ok(());
    }
    if let Some(class) = object.as_gc::<Class>() {
        let meta = cx.world.class_of(object);
        if meta.layout == Layout::Class
            && let Some(method) = user_member(&meta, cx.world.names.delattr)
        {
            let args = vec![object.clone(), Str::value(name.as_str())];
            return Err(Box::new(Signal::Call(method, args)));
        }
        return delete_class_member(cx, class, name);
    }
    if meets_first(cx, object) {
        return Err(first(
            cx,
            "_local_delete",
            vec![object.clone(), Str::value(name.as_str())],
        ));
    }
    let class = cx.world.class_of(object);
    if class.flags().has(ClassFlags::SETATTR)
        && let Some(method) = user_member(&class, cx.world.names.delattr)
    {
        let args = vec![object.clone(), Str::value(name.as_str())];
        return Err(Box::new(Signal::Call(method, args)));
    }
    delete_plainly(cx, object, &class, name)
}

/// Deletes a member of a class, whatever its metaclass says of `__delattr__`.
pub fn delete_class_member(cx: &mut Cx<'_>, class: &Gc<Class>, name: Symbol) -> Res<()> {
    check_mutable(cx, class, name)?;
    let old = class.members().remove(name);
    change_classes(cx);
    match old {
        Some(_) => Ok(()),
        None => missing(cx, &class.into(), name),
    }
}

/// As [`delete_attribute`], without asking a user's `__delattr__`.
pub fn delete_plainly(cx: &mut Cx<'_>, object: &Value, class: &Gc<Class>, name: Symbol) -> Res<()> {
    if let Some(property) = class
        .lookup(name)
        .as_ref()
        .and_then(Value::as_gc::<Property>)
    {
        if property.parts[2].is_none() {
            let (name, class) = (name.as_str(), &class.name);
            let message = format!("property '{name}' of '{class}' object has no deleter");
            return Exc::AttributeError.err(message);
        }
        return Err(Box::new(Signal::Call(
            property.parts[2].clone(),
            vec![object.clone()],
        )));
    }
    let member = class.lookup(name);
    if member.as_ref().is_some_and(is_field) {
        return Exc::AttributeError.err("can't delete attribute");
    }
    if let Some(member) = &member {
        if let Some(deleter) = descriptor_method(cx, member, cx.world.names.delete) {
            let args = vec![member.clone(), object.clone()];
            return Err(Box::new(Signal::Call(deleter, args)));
        }
        if descriptor_method(cx, member, cx.world.names.set).is_some() {
            return Exc::AttributeError.err("__delete__");
        }
    }
    if let Some(wrapped) = member.as_ref().and_then(Value::as_gc::<Wrapped>)
        && wrapped.wrapping == Wrapping::Computed
    {
        check_writable(cx, &wrapped.function, name)?;
    }
    let is_slot = member.as_ref().is_some_and(is_slot);
    if attributes(object).is_some() && !is_slot && !may_hold(class, name) {
        return no_attributes(cx, object, name);
    }
    let root = class.shape.clone();
    let old = if let Some(mut attrs) = attributes(object) {
        attrs.remove(name, &root)
    } else if let Some(exception) = object.as_gc::<Exception>() {
        exception.state().attrs.remove(name, &root)
    } else if let Some(function) = object.as_gc::<Function>() {
        let mut state = function.guard(|f| &f.state);
        state
            .attrs
            .as_mut()
            .and_then(|attrs| attrs.remove(name, &root))
    } else if let Some(local) = object.as_gc::<ThreadLocal>() {
        let mut all = local.guard(|l| &l.attrs);
        all.get_mut(&cx.me)
            .and_then(|attrs| attrs.remove(name, &root))
    } else {
        return no_attributes(cx, object, name);
    };
    match old {
        Some(_) => Ok(()),
        None if is_slot => Exc::AttributeError.err(name.as_str()),
        None => missing(cx, object, name),
    }
}

impl Thread {
    /// StoreAttr that the cache does not know.
    #[inline(never)]
    pub(super) fn store_attr(&mut self, cx: &mut Cx<'_>, instr: Instr) -> Res<()> {
        let name = self.name_of(instr);
        let (object, value) = (self.stack.peek(1).clone(), self.stack.peek(2).clone());
        let before = shape_of(&object);
        match set_attribute(cx, &object, name, value) {
            Ok(()) => {
                self.fill_store(cx, instr, &object, before, name);
                drop(self.stack.pop());
                drop(self.stack.pop());
                Ok(())
            }
            Err(signal) => self.call_instead(cx, signal, 2, Cont::Drop),
        }
    }

    /// DeleteAttr.
    pub(super) fn delete_attr(&mut self, cx: &mut Cx<'_>, instr: Instr) -> Res<()> {
        let name = self.name_of(instr);
        let object = self.stack.peek(1).clone();
        match delete_attribute(cx, &object, name) {
            Ok(()) => {
                drop(self.stack.pop());
                Ok(())
            }
            Err(signal) => self.call_instead(cx, signal, 1, Cont::Drop),
        }
    }
}
