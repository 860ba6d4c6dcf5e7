//! Attributes: lookup and binding. The way around a lookup is in `inline_cache`.

use super::attribute_store::is_slot;
use super::containers::get_item;
use super::context::Cx;
use super::known::has_attribute;
use super::library::has_name;
use super::native::given;
use super::signal::{Exc, Res, Signal, type_error, unsupported};
use super::thread::{Cont, Thread};
use crate::linked::Instr;
use crate::object::class::{ClassFlags, ClassLookup, Layout};
use crate::object::derived::core;
use crate::object::exception::ExceptionParts;
use crate::object::function::{Wrapped, Wrapping};
use crate::object::module::{NamespaceSlots, Super, ThreadLocal};
use crate::object::{
    Attrs, Class, Derived, Dict, Exception, Function, Instance, Method, Module, Native, Property,
    Str,
};
use crate::value::Value;
use gilscope_runtime::heap::{Gc, Guard};
use gilscope_runtime::symbol::Symbol;

/// What an attribute lookup found.
pub enum Found {
    /// A value.
    Value(Value),
    /// A function of the class, to be called with the receiver first.
    Method(Value),
}

/// The attribute `name` of `object`. A property or a user's descriptor gives a signal to call it.
pub fn get_attribute(cx: &mut Cx<'_>, object: &Value, name: Symbol) -> Res {
    match find(cx, object, name)? {
        Found::Value(value) => Ok(value),
        Found::Method(function) => Ok(Method::value(function, object.clone())),
    }
}

fn find(cx: &mut Cx<'_>, object: &Value, name: Symbol) -> Res<Found> {
    if let Some(module) = object.as_gc::<Module>() {
        return find_in_module(cx, module, name);
    }
    if let Some(class) = object.as_gc::<Class>() {
        return find_in_class(cx, object, class, name);
    }
    if let Some(proxy) = object.as_gc::<Super>() {
        return find_in_super(cx, proxy, name);
    }
    if meets_first(cx, object) {
        return Err(first(
            cx,
            "_local_get",
            vec![object.clone(), Str::value(name.as_str())],
        ));
    }
    let class = cx.world.class_of(object);
    if !class.flags().has(ClassFlags::GETATTR) {
        return find_plainly(cx, object, &class, name);
    }
    let found = match user_member(&class, cx.world.names.getattribute) {
        Some(method) => call_hook(cx, method, "_getattribute_hook", object, name),
        None => find_plainly(cx, object, &class, name),
    };
    let Some(hook) = user_member(&class, cx.world.names.getattr) else {
        return found;
    };
    or_hook(cx, found, hook, object, name)
}

/// A module's own `__getattr__`.
pub(super) fn module_hook(cx: &Cx<'_>, module: &Module) -> Option<Value> {
    module.namespace.slots().get(cx.world.names.getattr)
}

/// What `__getattr__` has to say where an attribute was not found, or a getter did not give one.
fn or_hook(
    cx: &mut Cx<'_>,
    found: Res<Found>,
    hook: Value,
    object: &Value,
    name: Symbol,
) -> Res<Found> {
    let Err(signal) = found else { return found };
    match *signal {
        Signal::Call(getter, args) => {
            let twin = cx.world.prelude_function("_attribute_or_hook");
            let hook = hook_function(cx, hook, "_getattr_hook");
            let mut all = vec![hook, object.clone(), Str::value(name.as_str()), getter];
            all.extend(args);
            Err(Box::new(Signal::Call(twin, all)))
        }
        other if is_attribute_error(cx, &other) => {
            call_hook(cx, hook, "_getattr_hook", object, name)
        }
        other => Err(Box::new(other)),
    }
}

fn call_hook(cx: &Cx<'_>, hook: Value, twin: &str, object: &Value, name: Symbol) -> Res<Found> {
    let hook = hook_function(cx, hook, twin);
    call(hook, [object.clone(), Str::value(name.as_str())])
}

/// What is to be called with an object and a name: the hook, or the twin that binds it, where it is
/// no function.
fn hook_function(cx: &Cx<'_>, hook: Value, twin: &str) -> Value {
    match hook.as_gc::<Function>() {
        Some(_) => hook,
        None => cx.world.prelude_function(twin),
    }
}

/// Whether a signal raises AttributeError.
pub fn is_attribute_error(cx: &Cx<'_>, signal: &Signal) -> bool {
    match signal {
        Signal::Raise(exception) | Signal::Reraise(exception) => exception
            .class
            .is_subclass(cx.world.exception_class(Exc::AttributeError)),
        Signal::New(class, _) => *class == Exc::AttributeError,
        _ => false,
    }
}

/// As [`get_attribute`], without asking a user's `__getattribute__` or `__getattr__`.
pub fn generic_attribute(cx: &mut Cx<'_>, object: &Value, name: Symbol) -> Res {
    let special = object.as_gc::<Module>().is_some()
        || object.as_gc::<Class>().is_some()
        || object.as_gc::<Super>().is_some();
    let found = if special {
        find(cx, object, name)?
    } else {
        let class = cx.world.class_of(object);
        find_plainly(cx, object, &class, name)?
    };
    Ok(as_value(found, object))
}

/// The function that gives an attribute of a plain instance, if the attribute is a property.
fn plain_getter(object: &Value, name: Symbol) -> Option<Value> {
    let class = &object.as_gc::<Instance>()?.class;
    let flags = class.flags();
    if !flags.has(ClassFlags::DATA) || flags.has(ClassFlags::GETATTR) {
        return None;
    }
    let member = class.lookup(name)?;
    let getter = &member.as_gc::<Property>()?.parts[0];
    (!getter.is_none()).then(|| getter.clone())
}

fn as_value(found: Found, object: &Value) -> Value {
    match found {
        Found::Value(value) => value,
        Found::Method(function) => Method::value(function, object.clone()),
    }
}

/// A special method of an object, as operators look it up: in its class only, and bound.
pub fn special(cx: &mut Cx<'_>, object: &Value, name: Symbol) -> Res<Option<Value>> {
    let class = cx.world.class_of(object);
    let Some(member) = class.lookup(name) else {
        return Ok(None);
    };
    let found = bind(cx, &member, object, &class, name)?;
    Ok(Some(as_value(found, object)))
}

fn find_plainly(cx: &mut Cx<'_>, object: &Value, class: &Gc<Class>, name: Symbol) -> Res<Found> {
    let member = class.lookup(name);
    if let Some(member) = &member
        && is_data(cx, member)
        && has_getter(cx, member)
    {
        return bind(cx, member, object, class, name);
    }
    if let Some(value) = own_attribute(cx, object, name) {
        return Ok(Found::Value(value));
    }
    match member {
        Some(member) => bind(cx, &member, object, class, name),
        None => match object.as_gc::<Method>() {
            Some(method) => {
                let found = find(cx, &method.function, name)?;
                Ok(Found::Value(as_value(found, &method.function)))
            }
            None => missing(cx, object, name),
        },
    }
}

/// A member of a class, if it is one of the script's.
pub(super) fn user_member(class: &Gc<Class>, name: Symbol) -> Option<Value> {
    let (owner, member) = class.lookup_with_owner(name)?;
    owner.flags().has(ClassFlags::USER).then_some(member)
}

fn call<const N: usize>(function: Value, args: [Value; N]) -> Res<Found> {
    Err(Box::new(Signal::Call(function, args.into())))
}

/// Whether a member of a class goes before an instance's own attribute.
pub(super) fn is_data(cx: &Cx<'_>, member: &Value) -> bool {
    if member.as_gc::<Property>().is_some() {
        return true;
    }
    if let Some(wrapped) = member.as_gc::<Wrapped>() {
        return matches!(wrapped.wrapping, Wrapping::Computed | Wrapping::Item);
    }
    let names = [cx.world.names.set, cx.world.names.delete];
    { names.iter() }.any(|name| descriptor_method(cx, member, *name).is_some())
}

/// Whether a data descriptor says what reading it gives; if not, the instance's own attribute is read.
fn has_getter(cx: &Cx<'_>, member: &Value) -> bool {
    member.as_gc::<Instance>().is_none()
        || descriptor_method(cx, member, cx.world.names.get).is_some()
}

/// A method of the user's descriptor protocol, when a member of a class has one.
pub(super) fn descriptor_method(cx: &Cx<'_>, member: &Value, name: Symbol) -> Option<Value> {
    let instance = member.as_gc::<Instance>()?;
    let _ = cx;
    instance.class.lookup(name)
}

/// The attributes of an instance of a class of the script, be it derived from a builtin class or
/// not.
pub fn attributes(object: &Value) -> Option<Guard<'_, Attrs>> {
    if let Some(instance) = object.as_gc::<Instance>() {
        return Some(instance.guard(|i| &i.attrs));
    }
    let derived = object.as_gc::<Derived>()?;
    Some(derived.guard(|d| &d.attrs))
}

/// An attribute that the object itself holds.
pub fn own_attribute(cx: &Cx<'_>, object: &Value, name: Symbol) -> Option<Value> {
    if let Some(attrs) = attributes(object) {
        return attrs.get(name);
    }
    if let Some(exception) = object.as_gc::<Exception>() {
        return exception.state().attrs.get(name);
    }
    if let Some(function) = object.as_gc::<Function>() {
        return function.guard(|f| &f.state).attrs.as_ref()?.get(name);
    }
    let local = object.as_gc::<ThreadLocal>()?;
    local.guard(|l| &l.attrs).get(&cx.me)?.get(name)
}

/// Names and values that the object itself holds, in order; None if it cannot hold any.
pub fn own_attributes(cx: &Cx<'_>, object: &Value) -> Option<Vec<(Symbol, Value)>> {
    if let Some(attrs) = attributes(object) {
        return Some(attrs.list());
    }
    if let Some(exception) = object.as_gc::<Exception>() {
        return Some(exception.state().attrs.list());
    }
    if let Some(function) = object.as_gc::<Function>() {
        let state = function.guard(|f| &f.state);
        return Some(state.attrs.as_deref().map(Attrs::list).unwrap_or_default());
    }
    let local = object.as_gc::<ThreadLocal>()?;
    Some(
        local
            .guard(|l| &l.attrs)
            .get(&cx.me)
            .map(Attrs::list)
            .unwrap_or_default(),
    )
}

/// The dict of the attributes that the object itself holds; None if it cannot hold any. From now on
/// they are kept in that dict.
pub fn dictionary(cx: &Cx<'_>, object: &Value) -> Option<Gc<Dict>> {
    if let Some(mut attrs) = attributes(object) {
        let flags = cx.world.class_of(object).flags();
        let has_dict = flags.has(ClassFlags::USER) && !flags.has(ClassFlags::SLOTS);
        return has_dict.then(|| attrs.to_dict());
    }
    if let Some(exception) = object.as_gc::<Exception>() {
        return Some(exception.state().attrs.to_dict());
    }
    if let Some(function) = object.as_gc::<Function>() {
        let root = &cx.world.types.function.shape;
        let mut state = function.guard(|f| &f.state);
        return Some(
            state
                .attrs
                .get_or_insert_with(|| Box::new(Attrs::new(root)))
                .to_dict(),
        );
    }
    let local = object.as_gc::<ThreadLocal>()?;
    let root = &local.class.shape;
    let mut all = local.guard(|l| &l.attrs);
    Some(
        all.entry(cx.me)
            .or_insert_with(|| Attrs::new(root))
            .to_dict(),
    )
}

/// Binds a member of `class` to `object`.
fn bind(
    cx: &mut Cx<'_>,
    member: &Value,
    object: &Value,
    class: &Gc<Class>,
    name: Symbol,
) -> Res<Found> {
    if member.as_gc::<Function>().is_some() {
        return Ok(Found::Method(member.clone()));
    }
    if let Some(native) = member.as_gc::<Native>() {
        // Builtin functions do not bind, as methods of builtin classes do.
        return Ok(match cx.world.is_method(native) {
            true => Found::Method(member.clone()),
            false => Found::Value(member.clone()),
        });
    }
    if let Some(property) = member.as_gc::<Property>() {
        if property.parts[0].is_none() {
            let (name, class) = (name.as_str(), &class.name);
            let message = format!("property '{name}' of '{class}' object has no getter");
            return Exc::AttributeError.err(message);
        }
        return call(property.parts[0].clone(), [object.clone()]);
    }
    if let Some(wrapped) = member.as_gc::<Wrapped>() {
        return match wrapped.wrapping {
            Wrapping::Static => Ok(Found::Value(static_member(cx, wrapped))),
            Wrapping::Class => {
                let class = Value::from(class);
                Ok(Found::Value(Method::value(wrapped.function.clone(), class)))
            }
            Wrapping::Computed => compute(cx, &wrapped.function, object),
            Wrapping::Slot => missing(cx, object, name),
            Wrapping::Item => get_item(cx, core(object), &wrapped.function).map(Found::Value),
        };
    }
    if let Some(getter) = descriptor_method(cx, member, cx.world.names.get) {
        return call(getter, [member.clone(), object.clone(), class.into()]);
    }
    Ok(Found::Value(member.clone()))
}

/// What a static method is, read as an attribute. `__new__` of a builtin class is a native without
/// the class as an argument: by name it is a function that takes the class to make an object of.
fn static_member(cx: &Cx<'_>, wrapped: &Wrapped) -> Value {
    let native = wrapped.function.as_gc::<Native>();
    let owner = native.and_then(|native| native.name.strip_suffix(".__new__"));
    let owner = owner.and_then(|owner| cx.world.class_named(owner));
    match owner.filter(|class| class.layout == Layout::Builtin) {
        Some(class) => Method::value(cx.world.prelude_function("_new"), (&class).into()),
        None => wrapped.function.clone(),
    }
}

/// Runs the native of a computed attribute.
fn compute(cx: &mut Cx<'_>, native: &Value, object: &Value) -> Res<Found> {
    let index = native
        .as_gc::<Native>()
        .expect("(natives) computed by a native")
        .index;
    let info = &cx.world.natives[index as usize];
    let object = if info.takes_core {
        core(object)
    } else {
        object
    };
    (info.row.call)(cx, std::slice::from_ref(object)).map(Found::Value)
}

fn find_in_module(cx: &mut Cx<'_>, module: &Gc<Module>, name: Symbol) -> Res<Found> {
    if let Some(value) = module.namespace.slots().get(name) {
        return Ok(Found::Value(value.clone()));
    }
    let object = Value::from(module);
    if name == cx.world.names.dict || name == cx.world.names.class {
        let class = cx.world.types.module.clone();
        if let Some(member) = class.lookup(name) {
            return bind(cx, &member, &object, &class, name);
        }
    }
    if let Some(hook) = module_hook(cx, module) {
        return call(hook, [Str::value(name.as_str())]);
    }
    missing(cx, &object, name)
}

fn find_in_class(cx: &mut Cx<'_>, object: &Value, class: &Gc<Class>, name: Symbol) -> Res<Found> {
    let meta = match cx.world.class_of(object) {
        meta if meta.layout == Layout::Class => meta,
        _ => cx.world.types.type_.clone(),
    };
    let own = class.lookup(name);
    let builtin = own.as_ref().is_none_or(|member| {
        member
            .as_gc::<Wrapped>()
            .is_some_and(|w| w.wrapping == Wrapping::Computed)
    });
    let is_users = meta.layout == Layout::Class;
    if let Some(member) = meta.lookup(name)
        && (builtin || is_data(cx, &member) && has_getter(cx, &member))
    {
        return bind(cx, &member, object, &meta, name);
    }
    let Some(member) = own else {
        let found = missing(cx, object, name);
        return match user_member(&meta, cx.world.names.getattr).filter(|_| is_users) {
            Some(hook) => or_hook(cx, found, hook, object, name),
            None => found,
        };
    };
    if let Some(wrapped) = member.as_gc::<Wrapped>() {
        match wrapped.wrapping {
            Wrapping::Static => return Ok(Found::Value(static_member(cx, wrapped))),
            Wrapping::Class => return Ok(Found::Method(wrapped.function.clone())),
            Wrapping::Computed | Wrapping::Slot | Wrapping::Item => {}
        }
    }
    if let Some(getter) = descriptor_method(cx, &member, cx.world.names.get) {
        return call(getter, [member.clone(), Value::NONE, object.clone()]);
    }
    Ok(Found::Value(member))
}

fn find_in_super(cx: &mut Cx<'_>, proxy: &Gc<Super>, name: Symbol) -> Res<Found> {
    let receiver = &proxy.receiver;
    let (class, to_class) = match receiver.as_gc::<Class>() {
        Some(class) if class.is_subclass(&proxy.class) => (class.clone(), true),
        _ => (cx.world.class_of(receiver), false),
    };
    let order: Vec<Gc<Class>> = std::iter::once(class.clone())
        .chain(class.mro.iter().cloned())
        .collect();
    let after = order
        .iter()
        .position(|c| c.is(&proxy.class))
        .map_or(0, |i| i + 1);
    for candidate in &order[after..] {
        let member = candidate.member(name);
        let Some(member) = member else { continue };
        if to_class && member.as_gc::<Function>().is_some() {
            return Ok(Found::Value(member));
        }
        return match bind(cx, &member, receiver, &class, name)? {
            Found::Method(function) => Ok(Found::Value(Method::value(function, receiver.clone()))),
            found => Ok(found),
        };
    }
    match name.as_str() {
        "__thisclass__" => return Ok(Found::Value((&proxy.class).into())),
        "__self__" => return Ok(Found::Value(receiver.clone())),
        "__self_class__" => return Ok(Found::Value(class.into())),
        _ => {}
    }
    if let Some(class) = order[after..]
        .iter()
        .find(|c| has_attribute(&c.name, name.as_str()))
    {
        return unsupported(format!("attribute `{}` of `{}`", name.as_str(), class.name));
    }
    let message = format!("'super' object has no attribute '{}'", name.as_str());
    attribute_error(cx, message, name, &Value::from(proxy))
}

/// The AttributeError for an attribute that is not there.
#[cold]
pub fn missing<T>(cx: &mut Cx<'_>, object: &Value, name: Symbol) -> Res<T> {
    let wanted = name.as_str();
    if let Some(class) = outside_subset(cx, object, wanted) {
        return unsupported(format!("attribute `{wanted}` of `{class}`"));
    }
    if let Some(module) = object.as_gc::<Module>()
        && has_name(&module.name, wanted)
        && super::imports::is_of_library(cx, module)
    {
        return unsupported(format!("`{wanted}` of module `{}`", module.name));
    }
    if object.as_gc::<Module>().is_some() && super::names::is_of_module(wanted) {
        return unsupported(format!("`{wanted}` of a module"));
    }
    let message = if let Some(module) = object.as_gc::<Module>() {
        super::imports::no_attribute(cx, module, wanted)
    } else if let Some(class) = object.as_gc::<Class>() {
        format!("type object '{}' has no attribute '{wanted}'", class.name)
    } else if let Some(class) = { Some(cx.world.class_of(object)) }
        .filter(|class| class.lookup(name).as_ref().is_some_and(is_slot))
    {
        // Of a slot without a value.
        format!("'{}' object has no attribute '{wanted}'", class.qualname)
    } else {
        format!(
            "'{}' object has no attribute '{wanted}'",
            cx.world.type_name(object)
        )
    };
    attribute_error(cx, message, name, object)
}

/// The builtin class from which an object has this attribute in CPython, though not here.
fn outside_subset(cx: &Cx<'_>, object: &Value, wanted: &str) -> Option<String> {
    let own = cx.world.class_of(object);
    let class = object.as_gc::<Class>();
    let all = { class }.into_iter().chain([&own]);
    let mut order = all.flat_map(|class| std::iter::once(class).chain(&class.mro));
    let user = order
        .clone()
        .any(|class| class.flags().has(ClassFlags::USER));
    let known = order.find(|class| has_attribute(&class.name, wanted));
    let is_kept = ["__weakref__", "__annotations__"].contains(&wanted);
    let weak = (user && is_kept).then(|| "object".to_string());
    known.map(|class| class.name.to_string()).or(weak)
}

fn attribute_error<T>(cx: &Cx<'_>, message: String, name: Symbol, object: &Value) -> Res<T> {
    let class = cx.world.exception_class(Exc::AttributeError);
    let exception = Exception::new(class, vec![Str::value(message)]);
    exception
        .state()
        .attrs
        .set(Symbol::new("name"), Str::value(name.as_str()));
    exception
        .state()
        .attrs
        .set(Symbol::new("obj"), object.clone());
    Err(Box::new(Signal::Raise(exception)))
}

/// Whether the object is a `threading.local` whose `__init__` has yet to run in this thread; from now
/// on it has.
pub(super) fn meets_first(cx: &Cx<'_>, object: &Value) -> bool {
    let Some(local) = object.as_gc::<ThreadLocal>() else {
        return false;
    };
    let mut all = local.guard(|l| &l.attrs);
    if all.contains_key(&cx.me) {
        return false;
    }
    all.insert(cx.me, Attrs::new(&local.class.shape));
    drop(all);
    user_member(&local.class, cx.world.names.init).is_some()
}

/// A call of a function of the prelude that runs `__init__` first.
pub(super) fn first(cx: &Cx<'_>, name: &str, args: Vec<Value>) -> Box<Signal> {
    Box::new(Signal::Call(cx.world.prelude_function(name), args))
}

impl Thread {
    pub(super) fn name_of(&self, instr: Instr) -> Symbol {
        let frame = self.frames.last().expect("(window) a frame runs");
        frame.program.code().names[instr.arg as usize]
    }

    /// LoadAttr that the cache does not know.
    #[inline(never)]
    pub(super) fn load_attr(&mut self, cx: &mut Cx<'_>, instr: Instr) -> Res<()> {
        let name = self.name_of(instr);
        let object = self.stack.peek(1).clone();
        if let Some(getter) = plain_getter(&object, name) {
            *self.stack.peek_mut(1) = getter;
            self.stack.push(object);
            return self.call(cx, 1);
        }
        match get_attribute(cx, &object, name) {
            Ok(value) => {
                self.fill_load(cx, instr, &object, name);
                *self.stack.peek_mut(1) = value;
                Ok(())
            }
            Err(signal) => self.call_instead(cx, signal, 1, Cont::Value),
        }
    }

    /// When a signal asks for a call, drops the topmost `count` operands and makes the call.
    pub(super) fn call_instead(
        &mut self,
        cx: &mut Cx<'_>,
        signal: Box<Signal>,
        count: usize,
        cont: Cont,
    ) -> Res<()> {
        let Signal::Call(callable, args) = *signal else {
            return Err(signal);
        };
        self.stack.truncate(self.stack.top() - count);
        let arity = args.len() as u32;
        self.stack.push(callable);
        args.into_iter().for_each(|arg| self.stack.push(arg));
        self.call_with(cx, arity, cont)
    }

    /// LoadMethod that the cache does not know.
    #[inline(never)]
    pub(super) fn load_method(&mut self, cx: &mut Cx<'_>, instr: Instr) -> Res<()> {
        let name = self.name_of(instr);
        let object = self.stack.peek(1).clone();
        match find(cx, &object, name) {
            Ok(Found::Method(function)) => {
                self.fill_method(cx, instr, &object, &function);
                let receiver = std::mem::replace(self.stack.peek_mut(1), function);
                self.stack.push(receiver);
                Ok(())
            }
            Ok(Found::Value(value)) => {
                *self.stack.peek_mut(1) = value;
                self.stack.push(Value::EMPTY);
                Ok(())
            }
            Err(signal) => self.call_instead(cx, signal, 1, Cont::Attribute),
        }
    }
}

/// The name given to `getattr` and its kin as a symbol.
pub fn name_argument(cx: &Cx<'_>, args: &[Value], index: usize) -> Res<Symbol> {
    match given(args, index).and_then(Value::as_gc::<Str>) {
        Some(name) => Ok(Symbol::new(name.as_str())),
        None => {
            let class = args
                .get(index)
                .map_or("NoneType".into(), |v| cx.world.type_name(v));
            type_error(format!("attribute name must be string, not '{class}'"))
        }
    }
}
