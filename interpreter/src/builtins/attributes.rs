//! `getattr` and its kin, and what every object has: `object.__setattr__`, `__class__`, ...

use crate::code::{ANNOTATED, ANNOTATIONS};
use crate::object::class::{
    CLASS_OF_CLASS, ClassFlags, ClassLookup, Layout, OF_MANY_SIZES, core_class,
};
use crate::object::compare::{self, Stop, integer};
use crate::object::exception::ExceptionParts;
use crate::object::function::Wrapping;
use crate::object::module::NamespaceSlots;
use crate::object::sequence::ListItems;
use crate::object::{
    Class, Exception, Function, Instance, List, Method, Module, Native, Str, Tuple, Wrapped,
};
use crate::value::Value;
use crate::vm::abstract_classes::check_abstract;
use crate::vm::attribute::{
    dictionary, generic_attribute, get_attribute, is_attribute_error, name_argument, special,
};
use crate::vm::attribute_store::{
    delete_attribute, delete_class_member, delete_plainly, set_attribute, set_class_member,
    set_plainly,
};
use crate::vm::known::attributes_of;
use crate::vm::native::{given, keywords};
use crate::vm::operators::is_user;
use crate::vm::signal::{Res, fallback, type_error, unsupported};
use crate::vm::{Cx, Exc, NativeRow, Signal};
use gilscope_runtime::heap::Gc;
use gilscope_runtime::symbol::Symbol;
use std::collections::BTreeSet;

/// Attributes of objects.
pub const TABLE: &[NativeRow] = &[
    NativeRow::with_twin("getattr", "object, name, default=, /", getattr, "_getattr"),
    NativeRow::with_twin("hasattr", "object, name, /", hasattr, "_hasattr"),
    NativeRow::with_twin("setattr", "object, name, value, /", setattr, "_setattr"),
    NativeRow::with_twin("delattr", "object, name, /", delattr, "_delattr"),
    NativeRow::new("_prelude._attribute", "object, name, /", attribute),
    NativeRow::new("_prelude._set_attribute", "object, name, value, /", set),
    NativeRow::new("_prelude._delete_attribute", "object, name, /", delete),
    NativeRow::new("_prelude._special", "object, name, /", lookup_special),
    NativeRow::new("_prelude._has_own", "object, name, /", has_own),
    NativeRow::new("_prelude._name", "value, /", name_in_messages),
    NativeRow::new("_library._name", "value, /", name_in_messages),
    NativeRow::new("_prelude._hash_of_items", "hashes, /", hash_of_items),
    NativeRow::new("_prelude._folded_hash", "hash, /", folded_hash),
    NativeRow::with_twin("vars", "object=, /", vars, "_locals"),
    NativeRow::with_twin("dir", "object=, /", dir, "_dir"),
    NativeRow::new("object.__new__", "*args, **kwargs", new_object),
    NativeRow::new("object.__init__", "self, /, *args, **kwargs", init_object),
    NativeRow::new("object.__class__=", "self, value=, /", class_of),
    NativeRow::new("object.__dict__=", "self, value=, /", dict_of),
    NativeRow::new("object.__getattribute__", "self, name, /", getattribute),
    NativeRow::new("object.__setattr__", "self, name, value, /", object_setattr),
    NativeRow::new("object.__delattr__", "self, name, /", object_delattr),
    NativeRow::new("object.__eq__", "self, value, /", object_eq),
    NativeRow::with_twin("object.__ne__", "self, value, /", object_ne, "_object_ne"),
    NativeRow::new("object.__lt__", "self, value, /", knows_nothing),
    NativeRow::new("object.__le__", "self, value, /", knows_nothing),
    NativeRow::new("object.__gt__", "self, value, /", knows_nothing),
    NativeRow::new("object.__ge__", "self, value, /", knows_nothing),
    NativeRow::new("object.__hash__", "self, /", object_hash),
    NativeRow::new(
        "object.__init_subclass__",
        "cls, /, **kwargs",
        init_subclass,
    ),
    NativeRow::with_twin("hash", "object, /", hash, "_hash"),
    NativeRow::new("id", "object, /", id),
    NativeRow::new("callable", "object, /", callable),
];

/// What messages call the class of a value.
fn name_in_messages(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Str::value(cx.world.type_name(&args[0])))
}

fn getattr(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let name = name_argument(cx, args, 1)?;
    match (get_attribute(cx, &args[0], name), given(args, 2)) {
        (Err(signal), Some(default)) if is_attribute_error(cx, &signal) => Ok(default.clone()),
        (Err(signal), Some(_)) if matches!(*signal, Signal::Call(..)) => fallback(),
        (result, _) => result,
    }
}

fn hasattr(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let name = name_argument(cx, args, 1)?;
    match get_attribute(cx, &args[0], name) {
        Ok(_) => Ok(Value::TRUE),
        Err(signal) if is_attribute_error(cx, &signal) => Ok(Value::FALSE),
        Err(signal) if matches!(*signal, Signal::Call(..)) => fallback(),
        Err(signal) => Err(signal),
    }
}

fn setattr(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    calls_to_twin(set(cx, args))
}

fn delattr(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    calls_to_twin(delete(cx, args))
}

/// What a setter returns is no result: the twin drops it.
fn calls_to_twin(result: Res) -> Res {
    match result {
        Err(signal) if matches!(*signal, Signal::Call(..)) => fallback(),
        other => other,
    }
}

fn attribute(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let name = name_argument(cx, args, 1)?;
    get_attribute(cx, &args[0], name)
}

fn set(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let name = name_argument(cx, args, 1)?;
    set_attribute(cx, &args[0], name, args[2].clone()).map(|()| Value::NONE)
}

fn delete(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let name = name_argument(cx, args, 1)?;
    delete_attribute(cx, &args[0], name).map(|()| Value::NONE)
}

/// A special method as the VM looks it up: in the class, bound to the object; None if there is none.
fn lookup_special(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let name = name_argument(cx, args, 1)?;
    let found = special(cx, &args[0], name)?;
    if found.as_ref().is_some_and(Value::is_none) && CALLED.contains(&name.as_str()) {
        return not_callable();
    }
    Ok(found.unwrap_or(Value::NONE))
}

/// Special methods that CPython calls without asking first whether they are None, which says of others
/// that the class has no such operation.
const CALLED: &[&str] = &[
    "__abs__",
    "__bool__",
    "__bytes__",
    "__ceil__",
    "__complex__",
    "__float__",
    "__floor__",
    "__index__",
    "__int__",
    "__len__",
    "__next__",
    "__round__",
    "__trunc__",
];

/// The TypeError where a special method is None.
#[cold]
pub(super) fn not_callable<T>() -> Res<T> {
    type_error("'NoneType' object is not callable")
}

/// Whether a class of the script defines a special method that the object has.
fn has_own(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let name = name_argument(cx, args, 1)?;
    let found = cx.world.class_of(&args[0]).lookup_with_owner(name);
    Ok(Value::bool(found.is_some_and(|(owner, _)| {
        owner.flags().has(ClassFlags::USER)
    })))
}

/// The hash of a tuple whose items have these hashes.
fn hash_of_items(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let hashes = args[0].as_gc::<List>().expect("(prelude) a list of hashes");
    let hashes: Vec<i64> = hashes.items().iter().filter_map(Value::as_int).collect();
    Ok(Value::int(crate::number::hash::hash_tuple(hashes)))
}

/// What `hash` makes of the result of a `__hash__`.
fn folded_hash(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Value::int(
        match integer(&args[0]).and_then(|n| n.to_i64()) {
            Some(-1) => -2,
            Some(hash) => hash,
            None => compare::hash(&args[0])?,
        },
    ))
}

fn vars(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let Some(object) = given(args, 0) else {
        return fallback();
    };
    let name = cx.world.names.dict;
    let class = cx.world.class_of(object);
    let by_script = |owner: Gc<Class>| owner.flags().has(ClassFlags::USER);
    if { class.lookup_with_owner(name) }.is_some_and(|(owner, _)| by_script(owner)) {
        return get_attribute(cx, object, name);
    }
    dict_or(cx, object, "vars() argument must have __dict__ attribute")
}

fn dict_of(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if given(args, 1).is_some() {
        return unsupported("setting `__dict__`");
    }
    let name = cx.world.type_name(&args[0]);
    let message = format!("'{name}' object has no attribute '__dict__'");
    match dict_or(cx, &args[0], "") {
        Err(signal) if matches!(*signal, Signal::New(Exc::TypeError, _)) => {
            Exc::AttributeError.err(message)
        }
        other => other,
    }
}

fn dict_or(cx: &mut Cx<'_>, object: &Value, message: &str) -> Res {
    if let Some(module) = object.as_gc::<Module>() {
        let is_builtin = module.namespace.is(&cx.world.builtins);
        if is_builtin || (cx.world.library)(&module.name).is_some() {
            return unsupported("`__dict__` of a builtin module");
        }
        return Ok(module.namespace.slots().to_dict().into());
    }
    if object.as_gc::<Class>().is_some() {
        let view = cx.world.prelude_function("_class_dict");
        return Err(Box::new(Signal::Call(view, vec![object.clone()])));
    }
    if let Some(class) = hides_attributes(cx, object) {
        return unsupported(format!("`__dict__` of a {class}"));
    }
    if let Some(exception) = object.as_gc::<Exception>()
        && holds_more(cx, exception)
    {
        let class = &exception.class.name;
        return unsupported(format!("`__dict__` of a {class}"));
    }
    let flags = cx.world.class_of(object).flags();
    if flags.has(ClassFlags::NAMED) && !flags.has(ClassFlags::SLOTS) {
        return unsupported("`__dict__` of an object with `__slots__` besides");
    }
    match dictionary(cx, object) {
        Some(dict) => Ok(dict.into()),
        None => type_error(message),
    }
}

/// Classes of the library whose objects have the attributes that CPython's have.
const ALIKE: &[&str] = &[
    "ABC",
    "ContextDecorator",
    "SimpleNamespace",
    "JSONEncoder",
    "JSONDecoder",
];

/// The name of the class of the library, if it is one, that an object of the script derives from:
/// it keeps attributes that CPython's objects do not have. The library itself may look at them.
fn hides_attributes(cx: &Cx<'_>, object: &Value) -> Option<String> {
    let instance = object.as_gc::<Instance>()?;
    let of_library = |class: &Gc<Class>| {
        let is_named = (cx.world.library)(&class.module).is_some();
        let is_tuple = class.lookup(Symbol::new("_fields")).is_some()
            && class.lookup(Symbol::new("_make")).is_some();
        is_tuple || is_named && !ALIKE.contains(&&*class.name)
    };
    let classes = std::iter::once(&instance.class).chain(&instance.class.mro);
    let found = { classes }.find(|class| of_library(class))?;
    let asker = cx.world.locate(cx.site);
    let by_library = asker.is_some_and(|(code, _)| code.source.is_library());
    (!by_library).then(|| found.name.to_string())
}

/// What exceptions of some classes hold beside the attributes in their dict.
const BESIDE_DICT: &[(Exc, &[&str])] = &[
    (Exc::AttributeError, &["name", "obj"]),
    (Exc::NameError, &["name"]),
    (Exc::ImportError, &["name", "path", "name_from", "msg"]),
    (Exc::StopIteration, &["value"]),
    (Exc::SystemExit, &["code"]),
    (
        Exc::OSError,
        &["errno", "strerror", "filename", "filename2"],
    ),
    (
        Exc::SyntaxError,
        &[
            "msg",
            "filename",
            "lineno",
            "offset",
            "text",
            "end_lineno",
            "end_offset",
        ],
    ),
    (
        Exc::UnicodeError,
        &["encoding", "object", "start", "end", "reason"],
    ),
];

/// Whether the attributes kept for an exception are more than CPython has in its dict.
fn holds_more(cx: &Cx<'_>, exception: &Gc<Exception>) -> bool {
    let beside = BESIDE_DICT.iter().filter(|(base, _)| {
        let base = cx.world.exception_class(*base);
        exception.class.is_subclass(base)
    });
    let mut names = beside.flat_map(|(_, names)| names.iter());
    names.any(|name| exception.state().attrs.get(Symbol::new(name)).is_some())
}

/// Attributes that CPython gives to every class of a script, and so to its objects.
const OF_EVERY_CLASS: &[&str] = &["__module__", "__firstlineno__", "__static_attributes__"];

/// Whether the objects of a class of a script have a dict of their own making.
fn has_dict(class: &Gc<Class>) -> bool {
    match slots_of(class) {
        None => true,
        Some(slots) => slots.contains(&"__dict__"),
    }
}

/// Whether a class of a script adds `__weakref__`.
pub(super) fn has_weakref(class: &Gc<Class>) -> bool {
    match slots_of(class) {
        None => !{ class.mro.iter() }.any(|base| OF_MANY_SIZES.contains(&&*base.name)),
        Some(slots) => slots.contains(&"__weakref__"),
    }
}

/// The names in a class's `__slots__`; None where it has none.
fn slots_of(class: &Gc<Class>) -> Option<Vec<&'static str>> {
    let slots = class.members().get(Symbol::new("__slots__")).cloned()?;
    let text = |value: &Value| Some(Symbol::new(value.as_gc::<Str>()?.as_str()).as_str());
    if let Some(name) = text(&slots) {
        return Some(vec![name]);
    }
    if let Some(names) = slots.as_gc::<Tuple>() {
        return Some(names.items.iter().filter_map(text).collect());
    }
    let names = slots.as_gc::<List>().map(|list| list.items().clone());
    Some(names.iter().flatten().filter_map(text).collect())
}

fn dir(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let Some(object) = given(args, 0) else {
        return fallback();
    };
    let mut names: BTreeSet<&str> = BTreeSet::new();
    if let Some(module) = object.as_gc::<Module>() {
        let builtin = (cx.world.library)(&module.name).is_some()
            || module.namespace.is(&cx.world.builtins)
            || !cx.world.natives_of(&module.name).is_empty();
        if builtin {
            return unsupported("`dir` of a builtin module");
        }
        names.extend(
            module
                .namespace
                .slots()
                .list()
                .into_iter()
                .map(|(name, _)| name.as_str()),
        );
        names.extend(["__builtins__", "__cached__", "__loader__", "__spec__"]);
    } else {
        let kind = cx.world.class_of(object);
        if kind.lookup(Symbol::new("__dir__")).is_some() {
            return fallback();
        }
        let class = object.as_gc::<Class>().cloned().unwrap_or(kind);
        for class in std::iter::once(&class).chain(class.mro.iter()) {
            names.extend(attributes_of(&class.name));
            if class.flags().has(ClassFlags::USER) {
                names.extend(class.members().iter().map(|(name, _)| name.as_str()));
                names.extend(OF_EVERY_CLASS);
                names.extend(has_dict(class).then_some("__dict__"));
                names.extend(has_weakref(class).then_some("__weakref__"));
            }
        }
        names.extend(own_names(cx, object));
    }
    names.remove(CLASS_OF_CLASS);
    names.remove(ANNOTATIONS);
    if names.remove(ANNOTATED) {
        names.insert("__annotations__");
    }
    Ok(List::value(names.into_iter().map(Str::value).collect()))
}

fn own_names(cx: &Cx<'_>, object: &Value) -> Vec<&'static str> {
    let own = crate::vm::attribute::own_attributes(cx, object).unwrap_or_default();
    own.into_iter().map(|(name, _)| name.as_str()).collect()
}

fn new_object(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let items = args[0].as_gc::<Tuple>().map(|t| t.items.to_vec());
    let items = items.unwrap_or_default();
    let named = keywords(&args[1]);
    let Some(class) = items.first() else {
        if named > 0 {
            return type_error("object() takes no arguments");
        }
        return Ok(Instance::new(&cx.world.types.object).into());
    };
    let Some(class) = class.as_gc::<Class>() else {
        return type_error("object() takes no arguments");
    };
    let user = |name| {
        class
            .lookup_with_owner(name)
            .is_some_and(|(owner, _)| owner.flags().has(ClassFlags::USER))
    };
    if items.len() > 1 || named > 0 {
        if user(cx.world.names.new) {
            return type_error(
                "object.__new__() takes exactly one argument (the type to instantiate)",
            );
        }
        if !user(cx.world.names.init) {
            return type_error(format!("{}() takes no arguments", class.name));
        }
    }
    check_abstract(cx, class)?;
    match class.layout {
        Layout::Instance => Ok(Instance::new(class).into()),
        Layout::ThreadLocal => unsupported("`__new__` of `threading.local`"),
        Layout::Exception | Layout::Builtin | Layout::Derived | Layout::Class => {
            let name = &class.name;
            let safe = core_class(class).map_or(&**name, |core| &*core.name);
            type_error(format!(
                "object.__new__({name}) is not safe, use {safe}.__new__()"
            ))
        }
    }
}

fn init_subclass(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if keywords(&args[1]) == 0 {
        return Ok(Value::NONE);
    }
    let class = args[0].as_gc::<Class>();
    let name = class.map_or_else(
        || cx.world.type_name(&args[0]),
        |class| class.name.to_string(),
    );
    type_error(format!(
        "{name}.__init_subclass__() takes no keyword arguments"
    ))
}

fn init_object(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let extra = args[1].as_gc::<Tuple>().map_or(0, |t| t.items.len()) + keywords(&args[2]);
    if extra == 0 {
        return Ok(Value::NONE);
    }
    let class = cx.world.class_of(&args[0]);
    let user = |name| {
        class
            .lookup_with_owner(name)
            .is_some_and(|(owner, _)| owner.flags().has(ClassFlags::USER))
    };
    if class.layout == Layout::Derived && !user(cx.world.names.init) {
        return Ok(Value::NONE);
    }
    if user(cx.world.names.init) {
        return type_error(
            "object.__init__() takes exactly one argument (the instance to initialize)",
        );
    }
    if !user(cx.world.names.new) {
        let name = &class.name;
        return type_error(format!(
            "{name}.__init__() takes exactly one argument (the instance to initialize)"
        ));
    }
    Ok(Value::NONE)
}

fn class_of(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if given(args, 1).is_some() {
        return unsupported("setting `__class__`");
    }
    Ok(cx.world.class_of(&args[0]).into())
}

fn getattribute(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let name = name_argument(cx, args, 1)?;
    generic_attribute(cx, &args[0], name)
}

fn object_setattr(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let name = name_argument(cx, args, 1)?;
    let object = &args[0];
    if let Some(class) = object.as_gc::<Class>() {
        return set_class_member(cx, class, name, args[2].clone()).map(|()| Value::NONE);
    }
    if object.as_gc::<Module>().is_some() {
        return unsupported("`object.__setattr__` on a module");
    }
    let class = cx.world.class_of(object);
    set_plainly(cx, object, &class, name, args[2].clone()).map(|()| Value::NONE)
}

fn object_delattr(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let name = name_argument(cx, args, 1)?;
    let object = &args[0];
    if let Some(class) = object.as_gc::<Class>() {
        return delete_class_member(cx, class, name).map(|()| Value::NONE);
    }
    if object.as_gc::<Module>().is_some() {
        return unsupported("`object.__delattr__` on a module");
    }
    let class = cx.world.class_of(object);
    delete_plainly(cx, object, &class, name).map(|()| Value::NONE)
}

fn object_eq(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    match builtin_equal(cx, &args[0], &args[1])? {
        Some(same) => Ok(Value::bool(same)),
        None if args[0].is(&args[1]) => Ok(Value::TRUE),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn object_ne(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if args[0]
        .as_object()
        .is_some_and(|o| compare::has_user(o, ClassFlags::EQ))
    {
        return fallback();
    }
    match builtin_equal(cx, &args[0], &args[1])? {
        Some(same) => Ok(Value::bool(!same)),
        None if args[0].is(&args[1]) => Ok(Value::FALSE),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// Plain objects have no order.
fn knows_nothing(_cx: &mut Cx<'_>, _args: &[Value]) -> Res {
    Ok(Value::NOT_IMPLEMENTED)
}

/// What `__eq__` of a builtin class says; None when it is `object`'s own, or knows nothing of the
/// other's class.
fn builtin_equal(cx: &Cx<'_>, a: &Value, b: &Value) -> Res<Option<bool>> {
    const BY_VALUE: &[&str] = &[
        "int",
        "bool",
        "float",
        "complex",
        "str",
        "bytes",
        "tuple",
        "list",
        "dict",
        "set",
        "frozenset",
        "range",
        "slice",
        "method",
        "dict_keys",
        "dict_items",
    ];
    let class = cx.world.class_of(a);
    if class.flags().has(ClassFlags::USER) || !BY_VALUE.contains(&&*class.name) {
        return Ok(None);
    }
    let numbers = integer(b).is_some() && (integer(a).is_some() || a.as_float().is_some());
    if !numbers && !class.is(&cx.world.class_of(b)) {
        return Ok(None);
    }
    match compare::equals(a, b) {
        Ok(same) => Ok(Some(same)),
        Err(Stop::User) => unsupported("`__eq__` by name where a class of the script compares"),
        Err(stop) => Err(stop.into()),
    }
}

fn object_hash(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let value = &args[0];
    Ok(Value::int(match value.as_object() {
        Some(object) if compare::has_user(object, ClassFlags::HASH) => {
            (object.address() as u64).rotate_right(4) as i64
        }
        _ => compare::hash(value)?,
    }))
}

fn hash(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Value::int(compare::hash(&args[0])?))
}

fn id(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let value = &args[0];
    if let Some(object) = cx.world.kept(value).as_object() {
        return Ok(Value::int(object.address() as i64));
    }
    let is_small = value.as_int().is_none_or(|n| (-5..=256).contains(&n));
    if value.as_float().is_some() || !is_small {
        return unsupported("`id` of a number, which has no identity here,");
    }
    // What has no address gets an odd number, which no object has.
    let tag = value.tag() as i64;
    let n = integer(value)
        .and_then(|n| n.to_i64())
        .unwrap_or(value.bits() as i64 >> 1);
    Ok(Value::int(
        (n.rotate_left(8) & 0x0fff_ffff_ffff_ff00) | tag << 1 | 1,
    ))
}

fn callable(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let value = &args[0];
    let native = value.as_gc::<Function>().is_some()
        || value.as_gc::<Native>().is_some()
        || value.as_gc::<Method>().is_some()
        || value.as_gc::<Class>().is_some()
        || value
            .as_gc::<Wrapped>()
            .is_some_and(|w| w.wrapping == Wrapping::Static);
    let user = || {
        cx.world
            .class_of(value)
            .lookup(cx.world.names.call)
            .is_some()
    };
    Ok(Value::bool(native || (is_user(value) && user())))
}
