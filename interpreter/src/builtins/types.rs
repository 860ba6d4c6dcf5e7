//! Classes as objects: `isinstance`, `issubclass`, `type` and the attributes of classes.

use super::functions::{annotations_from, call_itself};
use crate::code::{ANNOTATED, ANNOTATIONS};
use crate::foreign;
use crate::object::Adopt;
use crate::object::class::{CLASS_OF_CLASS, ClassFlags, ClassLookup, Layout};
use crate::object::class_name::ClassName;
use crate::object::derived::core;
use crate::object::dict::Table;
use crate::object::function::{Wrapped, Wrapping};
use crate::object::module::{Namespace, NamespaceSlots};
use crate::object::{Attrs, Class, Derived, Dict, Function, Instance, List, Module, Str, Tuple};
use crate::value::Value;
use crate::vm::classes;
use crate::vm::native::given;
use crate::vm::operators::is_user;
use crate::vm::signal::{Exc, Res, fallback, type_error, unsupported, value_error};
use crate::vm::{Cx, NativeRow, Signal};
use gilscope_runtime::heap::Gc;
use gilscope_runtime::symbol::Symbol;

/// Classes.
pub const TABLE: &[NativeRow] = &[
    NativeRow::with_twin(
        "isinstance",
        "object, classes, /",
        isinstance,
        "_isinstance",
    ),
    NativeRow::with_twin("issubclass", "class, classes, /", issubclass, "_issubclass"),
    NativeRow::with_twin("type.__new__", "*args, **kwargs", type_, "_type"),
    NativeRow::new("type.__prepare__", "*args, **kwargs", |_, _| {
        Ok(Dict::value(Table::default()))
    }),
    NativeRow::new("type.__init__", "self, /, *args, **kwargs", |_, _| {
        Ok(Value::NONE)
    }),
    NativeRow::new("_prelude._class_body", "body, namespace, /", |_, args| {
        Err(Box::new(Signal::ClassBody(
            args[0].clone(),
            args[1].clone(),
        )))
    }),
    NativeRow::new("_prelude._fill_cell", "cell, value, /", fill_cell),
    NativeRow::new("_prelude._is_metaclass", "class, /", |_, args| {
        let class = args[0].as_gc::<Class>();
        Ok(Value::bool(
            class.is_some_and(|class| class.layout == Layout::Class),
        ))
    }),
    NativeRow::new("_prelude._new_type", "name, bases, namespace, /", new_type),
    NativeRow::new(
        "_prelude._set_class_of_class",
        "class, meta, /",
        set_class_of_class,
    ),
    NativeRow::new("_prelude._has_hint", "iterable, /", has_hint),
    NativeRow::new("_prelude._is_class", "object, class, /", is_instance_of),
    NativeRow::new("module.__new__", "name, doc=", new_module),
    NativeRow::new("type.__name__=", "self, value=, /", |cx, args| {
        named(cx, args, "__name__", &class(args).name)
    }),
    NativeRow::new("type.__qualname__=", "self, value=, /", |cx, args| {
        named(cx, args, "__qualname__", &class(args).qualname)
    }),
    NativeRow::new("type.__module__=", "self, /", |_, args| {
        let own = class(args).member(Symbol::new("__module__"));
        Ok(own.unwrap_or_else(|| Str::value(&*class(args).module)))
    }),
    NativeRow::new("type.__bases__=", "self, /", |_, args| {
        let bases: Vec<Value> = class(args).bases.iter().map(Value::from).collect();
        Ok(Tuple::value(bases))
    }),
    NativeRow::new("type.__base__=", "self, /", |_, args| {
        Ok(best_base(class(args)).map_or(Value::NONE, Value::from))
    }),
    NativeRow::new("type.__mro__=", "self, /", |_, args| {
        Ok(Tuple::value(order(args)))
    }),
    NativeRow::with_twin(
        "type.__call__",
        "self, /, *args, **kwargs",
        call_class,
        "_create",
    ),
    NativeRow::new("type.mro", "self, /", |_, args| {
        Ok(List::value(order(args)))
    }),
    NativeRow::new("type.__doc__=", "self, /", doc),
    NativeRow::new("type.__subclasses__", "self, /", subclasses),
    NativeRow::new("type.__type_params__=", "self, /", |cx, args| {
        let known = { class(args).members() }
            .get(Symbol::new(TYPE_PARAMS))
            .cloned();
        Ok(known.unwrap_or_else(|| (&cx.world.empty_tuple).into()))
    }),
    NativeRow::new(
        "_prelude._set_type_params",
        "thing, params, /",
        set_type_params,
    ),
    NativeRow::new("type.__annotations__=", "self, /", |cx, args| {
        if let Some(own) = class(args).member(Symbol::new("__annotations__")) {
            return Ok(own);
        }
        let name = Symbol::new(ANNOTATIONS);
        let known = { class(args).members() }.get(name).cloned();
        let plain = { class(args).members() }
            .get(Symbol::new(ANNOTATED))
            .is_some();
        let known = match known {
            None if plain => return unsupported("`__annotations__` of this class"),
            known => known.unwrap_or(Value::EMPTY),
        };
        annotations_from(cx, &args[0], &known)
    }),
    NativeRow::new("type.__text_signature__=", "self, /", |_, _| {
        unsupported("`__text_signature__` of a class")
    }),
    NativeRow::new("_prelude._class_items", "class, /", class_items),
    NativeRow::new("_prelude._derive", "class, core, /", derive),
    NativeRow::new("_library._derive", "class, core, /", derive),
    NativeRow::new("_prelude._core", "object, /", |_, args| {
        Ok(core(&args[0]).clone())
    }),
    NativeRow::new("_library._core", "object, /", |_, args| {
        Ok(core(&args[0]).clone())
    }),
    NativeRow::new("_library._class_items", "class, /", class_items),
    NativeRow::new("_library._tuplegetter", "place, /", |_, args| {
        let (function, wrapping) = (args[0].clone(), Wrapping::Item);
        Ok(Gc::new(Wrapped { function, wrapping }).into())
    }),
    NativeRow::new("_library._annotated", "class, /", annotated),
];

fn class(args: &[Value]) -> &Gc<Class> {
    args[0].as_gc::<Class>().expect("(natives) a class")
}

/// `types.ModuleType(name, doc=None)`.
fn new_module(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let Some(name) = args[0].as_gc::<Str>() else {
        let kind = cx.world.type_name(&args[0]);
        return type_error(format!("module() argument 'name' must be str, not {kind}"));
    };
    let globals = Namespace::new();
    let mut slots = globals.slots();
    let doc = given(args, 1).cloned().unwrap_or(Value::NONE);
    let nothing = ["__package__", "__loader__", "__spec__"].map(|name| (name, Value::NONE));
    let told = [("__name__", args[0].clone()), ("__doc__", doc)];
    for (name, value) in told.into_iter().chain(nothing) {
        globals.adopt(&value);
        drop(slots.set(Symbol::new(name), value));
    }
    drop(slots);
    Ok(Module::new(name.as_str(), &globals).into())
}

/// A name of a class, or another one for it.
fn named(cx: &mut Cx<'_>, args: &[Value], attribute: &str, name: &ClassName) -> Res {
    let Some(new) = given(args, 1) else {
        return Ok(Str::value(&**name));
    };
    let class = class(args);
    let Some(new) = new.as_gc::<Str>() else {
        let kind = cx.world.type_name(new);
        let message = format!(
            "can only assign string to {}.{attribute}, not '{kind}'",
            class.name
        );
        return type_error(message);
    };
    if attribute == "__name__" && new.as_str().contains('\0') {
        return value_error("type name must not contain null characters");
    }
    match name.rename(new.as_str()) {
        true => Ok(Value::NONE),
        false => unsupported(format!("setting `{attribute}` of a class twice")),
    }
}

/// The base that decides what the instances of a class are made of: the first one with the most
/// derived builtin class.
fn best_base(class: &Gc<Class>) -> Option<&Gc<Class>> {
    let solid = |class: &Gc<Class>| {
        let mut order = std::iter::once(class).chain(&class.mro);
        order
            .find(|base| !base.flags().has(ClassFlags::USER))
            .cloned()
    };
    let mut best = class.bases.first()?;
    for base in &class.bases[1..] {
        if let (Some(known), Some(new)) = (solid(best), solid(base))
            && !known.is(&new)
            && new.is_subclass(&known)
        {
            best = base;
        }
    }
    Some(best)
}

fn order(args: &[Value]) -> Vec<Value> {
    let class = class(args);
    std::iter::once(class)
        .chain(class.mro.iter())
        .map(Value::from)
        .collect()
}

fn doc(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let class = class(args);
    if !class.flags().has(ClassFlags::USER) {
        return unsupported("`__doc__` of a builtin class");
    }
    let doc = { class.members() }.get(cx.world.names.doc).cloned();
    let doc = doc.unwrap_or(Value::NONE);
    let is_dataclass = { class.members() }
        .get(Symbol::new("__dataclass_params__"))
        .is_some();
    if doc.is_none() && is_dataclass {
        return unsupported("the `__doc__` that `dataclass` makes");
    }
    Ok(doc)
}

/// A call of a class, whatever its metaclass says.
fn call_class(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    match class(args).flags().has(ClassFlags::META) {
        true => fallback(),
        false => call_itself(cx, args),
    }
}

fn fill_cell(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    classes::fill_cell(&args[0], args[1].clone());
    Ok(Value::NONE)
}

/// A class of the script, for which no hooks have run yet.
fn new_type(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (Some(bases), Some(namespace)) = (args[1].as_gc::<Tuple>(), args[2].as_gc::<Dict>()) else {
        return type_error("(prelude) a tuple of bases and a namespace");
    };
    classes::new_class(cx, &args[0], &bases.items, namespace).map(Value::from)
}

/// The classes of the script that name this one as a base, in order of definition. The world keeps all
/// of them to the end.
fn subclasses(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let class = class(args);
    let is_standard = foreign::is_standard(class.module.split('.').next().unwrap_or(""));
    if !class.flags().has(ClassFlags::USER) || is_standard {
        return unsupported("`__subclasses__` of a class of the library");
    }
    let gc = cx.world.loaded("gc");
    let slots = gc.as_ref().and_then(Value::as_gc::<Module>);
    let collected = slots.and_then(|gc| gc.namespace.slots().get(Symbol::new("_has_collected")));
    if collected.is_some_and(|collected| collected.is(&Value::TRUE)) {
        return unsupported("`__subclasses__` after `gc.collect()`");
    }
    let known = cx.world.script_classes();
    let heirs = known
        .iter()
        .filter(|heir| heir.bases.iter().any(|base| base.is(class)));
    Ok(List::value(heirs.map(Value::from).collect()))
}

/// Whether the script says how long an iterable will be.
fn has_hint(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let names = ["__len__", "__length_hint__"].map(Symbol::new);
    let class = cx.world.class_of(&args[0]);
    let has = |name: &Symbol| class.lookup(*name).is_some();
    Ok(Value::bool(is_user(&args[0]) && names.iter().any(has)))
}

/// `isinstance`, whatever metaclasses say.
fn is_instance_of(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let class = cx.world.class_of(&args[0]);
    let wanted = args[1].as_gc::<Class>();
    Ok(Value::bool(
        wanted.is_some_and(|wanted| class.is_subclass(wanted)),
    ))
}

fn isinstance(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let class = cx.world.class_of(&args[0]);
    if has_hook(cx, &args[1], "__instancecheck__") {
        return fallback();
    }
    match is_one_of(&class, &args[1], "__instancecheck__")? {
        Some(false) if tells_class(cx, &class) => fallback(),
        Some(is) => Ok(Value::bool(is)),
        None if has_instances(&args[1]) => fallback(),
        None => type_error("isinstance() arg 2 must be a type, a tuple of types, or a union"),
    }
}

fn issubclass(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let Some(class) = args[0].as_gc::<Class>() else {
        return match is_user(&args[0]) {
            true => fallback(),
            false => type_error("issubclass() arg 1 must be a class"),
        };
    };
    if has_hook(cx, &args[1], "__subclasscheck__") {
        return fallback();
    }
    match is_one_of(class, &args[1], "__subclasscheck__")? {
        Some(is) => Ok(Value::bool(is)),
        None if has_instances(&args[1]) => fallback(),
        None => type_error("issubclass() arg 2 must be a class, a tuple of classes, or a union"),
    }
}

/// Whether there is an object of a class of the script among what `isinstance` is to look for: it may
/// have `__bases__`.
fn has_instances(wanted: &Value) -> bool {
    match wanted.as_gc::<Tuple>() {
        Some(tuple) => tuple.items.iter().any(has_instances),
        None => wanted.as_gc::<Class>().is_none() && is_user(wanted),
    }
}

/// Whether objects of a class may say of themselves that they are of another one.
fn tells_class(cx: &Cx<'_>, class: &Gc<Class>) -> bool {
    if !class.flags().has(ClassFlags::USER) {
        return false;
    }
    let by_user = |name| {
        let found = class.lookup_with_owner(name);
        found.is_some_and(|(owner, _)| owner.flags().has(ClassFlags::USER))
    };
    by_user(cx.world.names.class)
        || class.flags().has(ClassFlags::GETATTR) && by_user(cx.world.names.getattribute)
}

fn needs_asking(cx: &Cx<'_>, wanted: &Value, name: &str, deeper: u32) -> bool {
    match (wanted.as_gc::<Tuple>(), deeper.checked_sub(1)) {
        (None, _) => has_hook(cx, wanted, name),
        (Some(_), None) => false,
        (Some(tuple), Some(deeper)) => {
            let mut items = tuple.items.iter();
            items.any(|item| needs_asking(cx, item, name, deeper))
        }
    }
}

/// Whether a class, or one of a tuple of them, has a metaclass with a say in what its instances are;
/// other objects may have one, too.
fn has_hook(cx: &Cx<'_>, wanted: &Value, name: &str) -> bool {
    if wanted.as_gc::<Tuple>().is_some() {
        return needs_asking(cx, wanted, name, MAX_NESTED);
    }
    let asked = match wanted.as_gc::<Class>() {
        Some(class) => class.flags().has(ClassFlags::META),
        None => is_user(wanted),
    };
    asked
        && cx
            .world
            .class_of(wanted)
            .lookup(Symbol::new(name))
            .is_some()
}

/// Whether `class` derives from a class, or from one of a tuple of them; None when it is none.
fn is_one_of(class: &Gc<Class>, wanted: &Value, check: &str) -> Res<Option<bool>> {
    is_one_of_nested(class, wanted, check, MAX_NESTED)
}

/// How deep tuples of classes may be nested.
const MAX_NESTED: u32 = 10_000;

fn is_one_of_nested(
    class: &Gc<Class>,
    wanted: &Value,
    check: &str,
    deeper: u32,
) -> Res<Option<bool>> {
    if let Some(wanted) = wanted.as_gc::<Class>() {
        return Ok(Some(class.is_subclass(wanted)));
    }
    let Some(tuple) = wanted.as_gc::<Tuple>() else {
        return Ok(None);
    };
    let Some(deeper) = deeper.checked_sub(1) else {
        let message = format!("maximum recursion depth exceeded in {check}");
        return Exc::RecursionError.err(message);
    };
    for wanted in &tuple.items {
        match is_one_of_nested(class, wanted, check, deeper)? {
            Some(false) => {}
            found => return Ok(found),
        }
    }
    Ok(Some(false))
}

fn type_(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let all = args[0]
        .as_gc::<Tuple>()
        .map(|tuple| &*tuple.items)
        .unwrap_or_default();
    match all {
        [object] => Ok(cx.world.class_of(object).into()),
        [_, _, _] => fallback(),
        _ => type_error("type() takes 1 or 3 arguments"),
    }
}

/// A new object of a class, with this value of the builtin class that it derives from as its core.
fn derive(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let class = class(args);
    Ok(match class.layout {
        Layout::Derived => Derived::new(class, core(&args[1]).clone()).into(),
        _ => Instance::new(class).into(),
    })
}

/// Makes a class, and those that will derive from it, instances of another class than `type`.
fn set_class_of_class(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let class = class(args);
    let meta = args[1].as_gc::<Class>();
    let mro = meta.and_then(|meta| meta.lookup_with_owner(Symbol::new("mro")));
    if mro.is_some_and(|(owner, _)| owner.flags().has(ClassFlags::USER)) {
        return unsupported("a metaclass with a method `mro`");
    }
    class.add_flags(ClassFlags::META);
    let old = class
        .members()
        .set(Symbol::new(CLASS_OF_CLASS), args[1].clone());
    drop(old);
    cx.world.next_epoch();
    Ok(Value::NONE)
}

/// The annotated names of a class as lines of text; None if it has none.
fn annotated(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let found = class(args).members().get(Symbol::new(ANNOTATED)).cloned();
    Ok(found.unwrap_or(Value::NONE))
}

/// Names and values of a class's own members.
fn class_items(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let members: Vec<(Value, Value)> = {
        let members = class(args).members();
        members
            .iter()
            .filter(|(name, _)| !name.as_str().contains(' '))
            .map(|(name, value)| (Str::value(name.as_str()), value.clone()))
            .collect()
    };
    let pairs = members
        .into_iter()
        .map(|(name, value)| Tuple::value([name, value]));
    Ok(List::value(pairs.collect()))
}

/// What a class or function has under this name holds its type parameters.
const TYPE_PARAMS: &str = "type parameters";

fn set_type_params(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let name = Symbol::new(TYPE_PARAMS);
    args[0].adopt(&args[1]);
    if let Some(class) = args[0].as_gc::<Class>() {
        let old = class
            .guard(|class| &class.members)
            .set(name, args[1].clone());
        drop(old);
        return Ok(Value::NONE);
    }
    let Some(function) = args[0].as_gc::<Function>() else {
        return Ok(Value::NONE);
    };
    let shape = &cx.world.types.function.shape;
    let mut state = function.guard(|function| &function.state);
    let attrs = { &mut state.attrs }.get_or_insert_with(|| Box::new(Attrs::new(shape)));
    let old = attrs.set(name, args[1].clone());
    drop(state);
    drop(old);
    Ok(Value::NONE)
}
