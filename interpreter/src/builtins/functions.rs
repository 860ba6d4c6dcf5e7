//! Functions, methods and natives as objects, `property`, `staticmethod`, `classmethod`, `super`.

use crate::code::ANNOTATIONS;
use crate::object::Adopt;
use crate::object::class::ClassLookup;
use crate::object::dict::Table;
use crate::object::function::{FunctionState, Wrapping};
use crate::object::module::Super;
use crate::object::{Cell, Class, Dict, Function, Method, Native, Property, Str, Tuple, Wrapped};
use crate::value::Value;
use crate::vm::attribute::{generic_attribute, get_attribute, own_attribute};
use crate::vm::attribute_store::{delete_plainly, set_plainly};
use crate::vm::native::given;
use crate::vm::signal::{Res, fallback, type_error, unsupported, value_error};
use crate::vm::{Cx, NativeRow, Signal};
use gilscope_runtime::heap::Gc;
use gilscope_runtime::symbol::Symbol;

/// Functions and what wraps them.
pub const TABLE: &[NativeRow] = &[
    NativeRow::new("function.__name__=", "self, value=, /", |_, args| {
        text_part(args, "__name__", |state| &mut state.name)
    }),
    NativeRow::new("function.__qualname__=", "self, value=, /", |_, args| {
        text_part(args, "__qualname__", |state| &mut state.qualname)
    }),
    NativeRow::new("function.__doc__=", "self, value=, /", |_, args| {
        part(args, |state| &mut state.doc)
    }),
    NativeRow::new("function.__module__=", "self, value=, /", |_, args| {
        part(args, |state| &mut state.module)
    }),
    NativeRow::new("function.__defaults__=", "self, value=, /", defaults),
    NativeRow::new("function.__kwdefaults__=", "self, value=, /", kwdefaults),
    NativeRow::new("function.__code__=", "self, value=, /", code),
    NativeRow::new("function.__globals__=", "self, value=, /", inside),
    NativeRow::new("function.__closure__=", "self, /", closure),
    NativeRow::new("function.__annotations__=", "self, value=, /", annotations),
    NativeRow::new("_prelude._keep_annotations", "thing, table, /", keep),
    NativeRow::new("_library._keep_annotations", "thing, table, /", keep),
    NativeRow::new(
        "functools._copy_annotations",
        "to, from, /",
        copy_annotations,
    ),
    NativeRow::new("function.__type_params__=", "self, value=, /", type_params),
    NativeRow::new("function.__builtins__=", "self, value=, /", inside),
    NativeRow::new(
        "function.__get__",
        "self, instance, owner=, /",
        get_function,
    ),
    NativeRow::with_twin(
        "function.__call__",
        "self, /, *args, **kwargs",
        call_itself,
        "_construct",
    ),
    NativeRow::new("method.__new__", "function, instance, /", |_, args| {
        if args[1].is_none() {
            return type_error("instance must not be None");
        }
        Ok(Method::value(args[0].clone(), args[1].clone()))
    }),
    NativeRow::new("method.__func__=", "self, /", |_, args| {
        Ok(method(args).function.clone())
    }),
    NativeRow::new("method.__self__=", "self, /", |_, args| {
        Ok(method(args).receiver.clone())
    }),
    NativeRow::new("method.__name__=", "self, /", |cx, args| {
        of_function(cx, args, "__name__")
    }),
    NativeRow::new("method.__qualname__=", "self, /", |cx, args| {
        of_function(cx, args, "__qualname__")
    }),
    NativeRow::new("method.__doc__=", "self, /", |cx, args| {
        of_function(cx, args, "__doc__")
    }),
    NativeRow::new("method.__module__=", "self, /", |cx, args| {
        of_function(cx, args, "__module__")
    }),
    NativeRow::with_twin(
        "method.__call__",
        "self, /, *args, **kwargs",
        call_itself,
        "_construct",
    ),
    NativeRow::new(
        "builtin_function_or_method.__name__=",
        "self, /",
        |_, args| Ok(Str::value(short_name(native(args).name))),
    ),
    NativeRow::new(
        "builtin_function_or_method.__qualname__=",
        "self, /",
        |cx, args| Ok(Str::value(qualified_name(cx, native(args).name))),
    ),
    NativeRow::new(
        "builtin_function_or_method.__module__=",
        "self, /",
        native_module,
    ),
    NativeRow::new(
        "builtin_function_or_method.__self__=",
        "self, /",
        |_, args| match args[0].as_gc::<Method>() {
            Some(method) => Ok(method.receiver.clone()),
            None => unsupported("`__self__` of a builtin function"),
        },
    ),
    NativeRow::with_twin(
        "builtin_function_or_method.__call__",
        "self, /, *args, **kwargs",
        call_itself,
        "_construct",
    ),
    NativeRow::new("method_descriptor.__name__=", "self, /", |_, args| {
        Ok(Str::value(short_name(native(args).name)))
    }),
    NativeRow::new("method_descriptor.__qualname__=", "self, /", |_, args| {
        Ok(Str::value(native(args).name))
    }),
    NativeRow::with_twin(
        "method_descriptor.__call__",
        "self, /, *args, **kwargs",
        call_itself,
        "_construct",
    ),
    NativeRow::new("builtin_function_or_method.__doc__=", "self, /", |_, _| {
        unsupported("`__doc__` of a builtin function")
    }),
    NativeRow::new(
        "property.__new__",
        "fget=, fset=, fdel=, doc=",
        new_property,
    ),
    NativeRow::new("property.getter", "self, function, /", |_, args| {
        replaced(args, 0)
    }),
    NativeRow::new("property.setter", "self, function, /", |_, args| {
        replaced(args, 1)
    }),
    NativeRow::new("property.deleter", "self, function, /", |_, args| {
        replaced(args, 2)
    }),
    NativeRow::new("property.fget=", "self, /", |_, args| {
        Ok(property(args).parts[0].clone())
    }),
    NativeRow::new("property.fset=", "self, /", |_, args| {
        Ok(property(args).parts[1].clone())
    }),
    NativeRow::new("property.fdel=", "self, /", |_, args| {
        Ok(property(args).parts[2].clone())
    }),
    NativeRow::new("property.__doc__=", "self, /", |_, args| {
        Ok(property(args).doc.clone())
    }),
    NativeRow::new(
        "property.__get__",
        "self, instance, owner=, /",
        get_property,
    ),
    NativeRow::new("cell.cell_contents=", "self, value=, /", cell_contents),
    NativeRow::new("staticmethod.__new__", "function, /", |_, args| {
        wrap(&args[0], Wrapping::Static)
    }),
    NativeRow::new("classmethod.__new__", "function, /", |_, args| {
        wrap(&args[0], Wrapping::Class)
    }),
    NativeRow::new("staticmethod.__func__=", "self, /", wrapped_function),
    NativeRow::new("classmethod.__func__=", "self, /", wrapped_function),
    NativeRow::new("staticmethod.__wrapped__=", "self, /", wrapped_function),
    NativeRow::new("staticmethod.__name__=", "self, /", |cx, args| {
        of_wrapped(cx, args, "__name__")
    }),
    NativeRow::new("staticmethod.__qualname__=", "self, /", |cx, args| {
        of_wrapped(cx, args, "__qualname__")
    }),
    NativeRow::new("staticmethod.__module__=", "self, /", |cx, args| {
        of_wrapped(cx, args, "__module__")
    }),
    NativeRow::new("staticmethod.__doc__=", "self, /", |cx, args| {
        of_wrapped(cx, args, "__doc__")
    }),
    NativeRow::new("classmethod.__name__=", "self, /", |cx, args| {
        of_wrapped(cx, args, "__name__")
    }),
    NativeRow::new("classmethod.__qualname__=", "self, /", |cx, args| {
        of_wrapped(cx, args, "__qualname__")
    }),
    NativeRow::new("classmethod.__module__=", "self, /", |cx, args| {
        of_wrapped(cx, args, "__module__")
    }),
    NativeRow::new("classmethod.__doc__=", "self, /", |cx, args| {
        of_wrapped(cx, args, "__doc__")
    }),
    NativeRow::new("classmethod.__wrapped__=", "self, /", wrapped_function),
    NativeRow::new(
        "member_descriptor.__get__",
        "self, object, type=, /",
        |cx, args| {
            if args[1].is_none() {
                return Ok(args[0].clone());
            }
            let name = slot_name(cx, args, 1)?;
            generic_attribute(cx, &args[1], name)
        },
    ),
    NativeRow::new(
        "member_descriptor.__set__",
        "self, object, value, /",
        |cx, args| {
            let name = slot_name(cx, args, 1)?;
            let class = cx.world.class_of(&args[1]);
            set_plainly(cx, &args[1], &class, name, args[2].clone()).map(|()| Value::NONE)
        },
    ),
    NativeRow::new(
        "member_descriptor.__delete__",
        "self, object, /",
        |cx, args| {
            let name = slot_name(cx, args, 1)?;
            let class = cx.world.class_of(&args[1]);
            delete_plainly(cx, &args[1], &class, name).map(|()| Value::NONE)
        },
    ),
    NativeRow::new("member_descriptor.__name__=", "self, /", |_, args| {
        let (name, _) = slot_parts(&args[0])?;
        Ok(Str::value(name))
    }),
    NativeRow::new("super.__new__", "type, object=, /", new_super),
];

/// The name of a slot, and of the class that has it.
fn slot_parts(slot: &Value) -> Res<(String, String)> {
    let wrapped = slot.as_gc::<Wrapped>();
    let shown = wrapped.and_then(|wrapped| wrapped.function.as_gc::<Str>());
    let parts: Vec<&str> = shown.map_or(Vec::new(), |shown| shown.as_str().split('\'').collect());
    match parts[..] {
        [_, name, _, class, _] => Ok((name.to_string(), class.to_string())),
        _ => unsupported("the parts of this descriptor"),
    }
}

/// The name of the slot that a method is called on for an object, which must have that slot.
fn slot_name(cx: &Cx<'_>, args: &[Value], object: usize) -> Res<Symbol> {
    let (name, owner) = slot_parts(&args[0])?;
    let symbol = Symbol::new(&name);
    let class = cx.world.class_of(&args[object]);
    if class.lookup(symbol).is_some_and(|found| found.is(&args[0])) {
        return Ok(symbol);
    }
    let other = &class.name;
    type_error(format!(
        "descriptor '{name}' for '{owner}' objects doesn't apply to a '{other}' object"
    ))
}

fn function(args: &[Value]) -> &Gc<Function> {
    args[0].as_gc::<Function>().expect("(natives) a function")
}

fn method(args: &[Value]) -> &Gc<Method> {
    args[0].as_gc::<Method>().expect("(natives) a method")
}

/// A native, bound or not.
fn native(args: &[Value]) -> &Gc<Native> {
    let bound = args[0].as_gc::<Method>().map(|method| &method.function);
    bound
        .unwrap_or(&args[0])
        .as_gc::<Native>()
        .expect("(natives) a native")
}

fn property(args: &[Value]) -> &Gc<Property> {
    args[0].as_gc::<Property>().expect("(natives) a property")
}

/// The cells that a function closes over; None if it closes over nothing.
fn closure(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let cells: Vec<Value> = function(args).closure.iter().map(Value::from).collect();
    Ok(match cells.is_empty() {
        true => Value::NONE,
        false => Tuple::value(cells),
    })
}

fn cell_contents(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let cell = args[0].as_gc::<Cell>().expect("(natives) a cell");
    if let Some(value) = given(args, 1) {
        cell.adopt(value);
        let old = std::mem::replace(&mut *cell.guard(|c| &c.value), value.clone());
        drop(old);
        return Ok(Value::NONE);
    }
    let content = cell.guard(|c| &c.value).clone();
    match content.present() {
        Some(value) => Ok(value),
        None => value_error("cell is empty"),
    }
}

type Place = fn(&mut FunctionState) -> &mut Value;

fn part(args: &[Value], place: Place) -> Res {
    function(args).adopt_all(&args[1..]);
    let mut state = function(args).guard(|f| &f.state);
    let place = place(&mut state);
    let Some(value) = given(args, 1) else {
        return Ok(place.clone());
    };
    let old = std::mem::replace(place, value.clone());
    drop(state);
    drop(old);
    Ok(Value::NONE)
}

fn text_part(args: &[Value], name: &str, place: Place) -> Res {
    if given(args, 1).is_some_and(|value| value.as_gc::<Str>().is_none()) {
        return type_error(format!("{name} must be set to a string object"));
    }
    part(args, place)
}

fn defaults(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let function = function(args);
    let Some(value) = given(args, 1) else {
        let state = function.guard(|f| &f.state);
        return Ok(state.defaults.as_ref().map_or(Value::NONE, Value::from));
    };
    if !value.is_none() && value.as_gc::<Tuple>().is_none() {
        return type_error("__defaults__ must be set to a tuple object");
    }
    let new = value.as_gc::<Tuple>().cloned();
    function.adopt(value);
    let old = std::mem::replace(&mut function.guard(|f| &f.state).defaults, new);
    drop(old);
    Ok(Value::NONE)
}

fn kwdefaults(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let function = function(args);
    let Some(value) = given(args, 1) else {
        let state = function.guard(|f| &f.state);
        return Ok(state.kwdefaults.as_ref().map_or(Value::NONE, Value::from));
    };
    if !value.is_none() && value.as_gc::<Dict>().is_none() {
        return type_error("__kwdefaults__ must be set to a dict object");
    }
    let new = value.as_gc::<Dict>().cloned();
    function.adopt(value);
    let old = std::mem::replace(&mut function.guard(|f| &f.state).kwdefaults, new);
    drop(old);
    Ok(Value::NONE)
}

/// `__code__`
pub(super) fn code(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if given(args, 1).is_some() {
        return unsupported("setting `__code__`");
    }
    match &function(args).object {
        Some(object) if !object.code.code.source.is_library() => Ok(object.into()),
        _ => unsupported("`__code__` of a function of the library"),
    }
}

fn inside(_cx: &mut Cx<'_>, _args: &[Value]) -> Res {
    unsupported("the inside of a function (`__globals__` and the like)")
}

/// `__annotations__`: made when somebody asks.
fn annotations(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let Some(value) = given(args, 1) else {
        let known = function(args).guard(|f| &f.state).annotations.clone();
        return annotations_from(cx, &args[0], &known);
    };
    if !value.is_none() && value.as_gc::<Dict>().is_none() {
        return type_error("__annotations__ must be set to a dict object");
    }
    let new = if value.is_none() {
        Value::EMPTY
    } else {
        value.clone()
    };
    function(args).adopt(&new);
    let old = std::mem::replace(&mut function(args).guard(|f| &f.state).annotations, new);
    drop(old);
    Ok(Value::NONE)
}

/// The annotations of a function or class, which `known` gives: see `FunctionState::annotations`.
pub fn annotations_from(cx: &mut Cx<'_>, thing: &Value, known: &Value) -> Res {
    if known.as_gc::<Dict>().is_some() {
        return Ok(known.clone());
    }
    if known.is_empty() {
        let table = Dict::value(Table::default());
        keep(cx, &[thing.clone(), table.clone()])?;
        return Ok(table);
    }
    if known.as_gc::<Function>().is_none() {
        return unsupported("`__annotations__` with these annotations");
    }
    let twin = cx.world.prelude_function("_made_annotations");
    let args = vec![thing.clone(), known.clone()];
    Err(Box::new(Signal::Call(twin, args)))
}

/// Gives a function the annotations of another, which are not made for that; False where one of them
/// is no function.
fn copy_annotations(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (Some(to), Some(from)) = (args[0].as_gc::<Function>(), args[1].as_gc::<Function>()) else {
        return Ok(Value::FALSE);
    };
    let new = from.guard(|function| &function.state).annotations.clone();
    to.adopt(&new);
    let old = std::mem::replace(&mut to.guard(|function| &function.state).annotations, new);
    drop(old);
    Ok(Value::TRUE)
}

/// Keeps the annotations of a function or class.
fn keep(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (thing, table) = (&args[0], args[1].clone());
    thing.adopt(&table);
    let old = if let Some(class) = thing.as_gc::<Class>() {
        let old = class
            .guard(|class| &class.members)
            .set(Symbol::new(ANNOTATIONS), table);
        old.unwrap_or(Value::EMPTY)
    } else if let Some(function) = thing.as_gc::<Function>() {
        let mut state = function.guard(|function| &function.state);
        std::mem::replace(&mut state.annotations, table)
    } else {
        table
    };
    drop(old);
    Ok(Value::NONE)
}

/// What a function has under this name holds its type parameters.
const TYPE_PARAMS: &str = "type parameters";

fn type_params(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if given(args, 1).is_some() {
        return unsupported("setting `__type_params__`");
    }
    let known = own_attribute(cx, &args[0], Symbol::new(TYPE_PARAMS));
    Ok(known.unwrap_or_else(|| (&cx.world.empty_tuple).into()))
}

fn get_function(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if args[1].is_none() {
        return Ok(args[0].clone());
    }
    Ok(Method::value(args[0].clone(), args[1].clone()))
}

/// `f.__call__(..)`
pub fn call_itself(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let [callable, items, keywords] = args else {
        unreachable!("(natives) is bound")
    };
    if crate::vm::native::keywords(keywords) > 0 {
        return fallback();
    }
    let items = items
        .as_gc::<Tuple>()
        .map(|t| t.items.to_vec())
        .unwrap_or_default();
    Err(Box::new(Signal::Call(callable.clone(), items)))
}

fn of_function(cx: &mut Cx<'_>, args: &[Value], name: &str) -> Res {
    let function = method(args).function.clone();
    get_attribute(cx, &function, Symbol::new(name))
}

fn short_name(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

fn qualified_name(cx: &Cx<'_>, name: &str) -> String {
    match name.split_once('.') {
        Some((owner, _)) if cx.world.class_named(owner).is_some() => name.to_string(),
        _ => short_name(name).to_string(),
    }
}

fn native_module(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let native = native(args);
    match native.name.split_once('.') {
        None => Ok(Str::value("builtins")),
        Some((owner, _)) if cx.world.class_named(owner).is_some() => {
            unsupported("`__module__` of a builtin method")
        }
        Some((owner, _)) => Ok(Str::value(owner)),
    }
}

fn new_property(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let part = |index| given(args, index).cloned().unwrap_or(Value::NONE);
    let parts = [part(0), part(1), part(2)];
    let doc = match given(args, 3) {
        Some(doc) => doc.clone(),
        None => doc_of(&parts[0]),
    };
    Ok(Gc::new(Property { parts, doc }).into())
}

/// The docstring of a getter.
fn doc_of(getter: &Value) -> Value {
    let function = getter.as_gc::<Function>();
    function.map_or(Value::NONE, |f| f.guard(|f| &f.state).doc.clone())
}

fn replaced(args: &[Value], index: usize) -> Res {
    let old = property(args);
    let mut parts = old.parts.clone();
    parts[index] = args[1].clone();
    // A docstring of its own stays; one that was a getter's is the new getter's.
    let is_getters = old.doc.is(&doc_of(&old.parts[0]));
    let doc = if index == 0 && is_getters {
        doc_of(&parts[0])
    } else {
        old.doc.clone()
    };
    Ok(Gc::new(Property { parts, doc }).into())
}

fn get_property(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if args[1].is_none() {
        return Ok(args[0].clone());
    }
    let getter = property(args).parts[0].clone();
    Err(Box::new(Signal::Call(getter, vec![args[1].clone()])))
}

fn wrap(function: &Value, wrapping: Wrapping) -> Res {
    Ok(Gc::new(Wrapped {
        function: function.clone(),
        wrapping,
    })
    .into())
}

fn wrapped_function(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(args[0]
        .as_gc::<Wrapped>()
        .expect("(natives) a wrapped function")
        .function
        .clone())
}

/// An attribute that a static or class method has from its function.
fn of_wrapped(cx: &mut Cx<'_>, args: &[Value], name: &str) -> Res {
    let function = wrapped_function(cx, args)?;
    get_attribute(cx, &function, Symbol::new(name))
}

/// `super(class, receiver)`; the VM finds both when none is given.
fn new_super(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let Some(class) = args[0].as_gc::<Class>() else {
        let name = cx.world.type_name(&args[0]);
        return type_error(format!("super() argument 1 must be a type, not {name}"));
    };
    let Some(receiver) = given(args, 1) else {
        return unsupported("super() with one argument");
    };
    let as_class = receiver
        .as_gc::<Class>()
        .is_some_and(|other| other.is_subclass(class));
    if !as_class && !cx.world.class_of(receiver).is_subclass(class) {
        let (kind, name) = match receiver.as_gc::<Class>() {
            Some(other) => ("type", other.name.to_string()),
            None => ("instance of", cx.world.type_name(receiver)),
        };
        let target = &class.name;
        return type_error(format!(
            "super(type, obj): obj ({kind} {name}) is not an instance or subtype of type \
             ({target})."
        ));
    }
    Ok(Gc::new(Super {
        class: class.clone(),
        receiver: receiver.clone(),
    })
    .into())
}
