//! The native part of `gc` and `weakref`.
//!
//! Objects are freed by their counts; what is left are circles of them, which nothing but `gc.collect()`
//! looks for. It is done in two steps, with last words and callbacks of the script between them:
//! `_find` finds the garbage and says whose last words are due, `_clear` finds it again, without what
//! the script has brought back to life, and empties it, so that the counts do the rest.

use super::attributes::has_weakref;
use crate::object::class::ClassFlags;
use crate::object::dict::DictTable;
use crate::object::exception::ExceptionParts;
use crate::object::generator::GeneratorAccess;
use crate::object::hidden::WeakLink;
use crate::object::module::NamespaceSlots;
use crate::object::sequence::ListItems;
use crate::object::set::SetItems;
use crate::object::{
    Attrs, Cell, Class, Derived, Dict, Exception, Function, Generator, Instance, List, Method,
    Namespace, Set, Tuple,
};
use crate::value::Value;
use crate::vm::native::given;
use crate::vm::signal::{Res, type_error, unsupported};
use crate::vm::{Cx, NativeRow, Signal};
use gilscope_runtime::heap::{Gc, Purpose, Ref, Weak, garbage, take_last_words, unlink_weak};
use rustc_hash::FxHashSet;

/// What `stdlib/gc.py` and `stdlib/weakref.py` rest on.
pub const TABLE: &[NativeRow] = &[
    NativeRow::new("gc._find", "", find),
    NativeRow::new("gc._clear", "", clear),
    NativeRow::new("gc._last_words", "dead, /", |cx, args| {
        let function = cx.world.prelude_function("_last_words");
        Err(Box::new(Signal::Call(function, args.to_vec())))
    }),
    NativeRow::new("weakref._link", "object, watcher, callback, /", link),
    NativeRow::new("weakref._known", "object, /", |cx, args| {
        let object = weakly(cx, &args[0])?;
        Ok(Weak::finder(object).map_or(Value::NONE, Value::object))
    }),
    NativeRow::new("weakref._get", "link, /", |_, args| {
        let link = args[0].as_gc::<WeakLink>();
        let found = link.and_then(|link| link.weak.get());
        Ok(found.map_or(Value::NONE, Value::object))
    }),
    NativeRow::new("weakref.getweakrefcount", "object, /", |_, args| {
        let count = args[0].as_object().map_or(0, Weak::count);
        Ok(Value::int(count as i64))
    }),
];

/// The walk over all objects needs all other threads to stand still.
fn alone(cx: &Cx<'_>) -> Res<()> {
    if !cx.world.options.gil && cx.world.started.get() > 0 {
        return unsupported("`gc.collect()` without a GIL, once threads were started");
    }
    Ok(())
}

/// The objects of the garbage whose last words are due.
fn find(cx: &mut Cx<'_>, _args: &[Value]) -> Res {
    alone(cx)?;
    let dead = garbage();
    let addresses: FxHashSet<usize> = dead.iter().map(Ref::address).collect();
    for object in &dead {
        unlink_weak(object, &|address| addresses.contains(&address));
    }
    let last = dead.into_iter().filter(take_last_words);
    let last: Vec<Value> = last.map(Value::object).collect();
    Ok(List::value(last))
}

/// On how many objects CPython's collector has an eye where there is this one.
fn tracked(object: &Ref) -> usize {
    let holds = |value: &Value| value.as_object().is_some_and(may_hold);
    if let Some(dict) = object.downcast::<Dict>() {
        let table = dict.table();
        return { table.iter() }
            .any(|entry| holds(&entry.key) || holds(&entry.value))
            .into();
    }
    if let Some(tuple) = object.downcast::<Tuple>() {
        return tuple.items.iter().any(holds).into();
    }
    // The cells of a closure stand in a tuple there.
    let closure = object
        .downcast::<Function>()
        .is_some_and(|function| !function.closure.is_empty());
    usize::from(may_hold(object)) + usize::from(closure)
}

/// Whether an object is of a kind that can refer to others.
fn may_hold(object: &Ref) -> bool {
    object.downcast::<Instance>().is_some()
        || object.downcast::<Derived>().is_some()
        || object.downcast::<List>().is_some()
        || object.downcast::<Dict>().is_some()
        || object.downcast::<Tuple>().is_some()
        || object.downcast::<Set>().is_some()
        || object.downcast::<Function>().is_some()
        || object.downcast::<Cell>().is_some()
        || object.downcast::<Generator>().is_some()
        || object.downcast::<Method>().is_some()
        || object.downcast::<Exception>().is_some()
        || object.downcast::<Class>().is_some()
}

/// Empties the garbage; gives how many objects CPython counts in it.
fn clear(cx: &mut Cx<'_>, _args: &[Value]) -> Res {
    alone(cx)?;
    let dead = garbage();
    let count: usize = dead.iter().map(tracked).sum();
    dead.iter().for_each(empty);
    drop(dead);
    Ok(Value::int(count as i64))
}

/// Takes from an object what it refers to.
fn empty(object: &Ref) {
    if let Some(list) = object.downcast::<List>() {
        let items = std::mem::take(&mut *list.items());
        drop(items);
    } else if let Some(dict) = object.downcast::<Dict>() {
        let table = std::mem::take(&mut *dict.table());
        drop(table);
    } else if let Some(set) = object.downcast::<Set>() {
        let table = std::mem::take(&mut *set.table());
        drop(table);
    } else if let Some(instance) = object.downcast::<Instance>() {
        let none = Attrs::new(&instance.class.shape);
        let attrs = std::mem::replace(&mut *instance.guard(|instance| &instance.attrs), none);
        drop(attrs);
    } else if let Some(derived) = object.downcast::<Derived>() {
        let none = Attrs::new(&derived.class.shape);
        let attrs = std::mem::replace(&mut *derived.guard(|derived| &derived.attrs), none);
        drop(attrs);
    } else if let Some(cell) = object.downcast::<Cell>() {
        let content = cell.guard(|cell| &cell.value).take();
        drop(content);
    } else if let Some(generator) = object.downcast::<Generator>() {
        generator.finish();
    } else if let Some(exception) = object.downcast::<Exception>() {
        empty_exception(exception);
    } else if let Some(namespace) = object.downcast::<Namespace>() {
        let values = namespace.slots().clear();
        drop(values);
    }
}

fn empty_exception(exception: &Gc<Exception>) {
    let none = Tuple::new([]);
    exception.as_ref().adopt(none.as_ref());
    let mut state = exception.state();
    let args = std::mem::replace(&mut state.args, none);
    let attrs = std::mem::replace(&mut state.attrs, Attrs::new(&exception.class.shape));
    let links = [
        std::mem::replace(&mut state.cause, Value::NONE),
        std::mem::replace(&mut state.context, Value::NONE),
    ];
    let kept = std::mem::take(&mut state.kept);
    drop(state);
    drop((args, attrs, links, kept));
}

/// The object of a value, if it can have weak references.
fn weakly<'v>(cx: &Cx<'_>, value: &'v Value) -> Res<&'v Ref> {
    let object = value.as_object().filter(|object| {
        let built = object.downcast::<Exception>();
        let user = crate::object::class::ClassFlags::USER;
        let is_user = built.is_some_and(|exception| exception.class.flags().has(user));
        is_user
            || object.downcast::<Instance>().is_some()
            || object.downcast::<Derived>().is_some()
            || object.downcast::<Function>().is_some()
            || object.downcast::<Class>().is_some()
            || object.downcast::<Generator>().is_some()
            || object.downcast::<Set>().is_some()
            || object.downcast::<crate::object::Module>().is_some()
            || object.downcast::<crate::object::File>().is_some()
            || object
                .downcast::<crate::object::module::LockObject>()
                .is_some()
    });
    let Some(object) = object else {
        if value.as_gc::<Method>().is_some() {
            return unsupported("a weak reference to a method");
        }
        let class = cx.world.type_name(value);
        return type_error(format!("cannot create weak reference to '{class}' object"));
    };
    Ok(object)
}

fn link(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let object = weakly(cx, &args[0])?;
    let class = cx.world.class_of(&args[0]);
    if args[0].as_gc::<Instance>().is_some() {
        let users = std::iter::once(&class).chain(&class.mro);
        let mut users = users.filter(|base| base.flags().has(ClassFlags::USER));
        if !users.any(has_weakref) {
            let name = &class.name;
            return type_error(format!("cannot create weak reference to '{name}' object"));
        }
    }
    let watcher = args[1].as_object().expect("(library) an instance");
    let purpose = match given(args, 2).is_some_and(|callback| !callback.is_none()) {
        true => Purpose::Tell,
        false => Purpose::Find,
    };
    let weak = Weak::new(object, watcher, purpose);
    Ok(Gc::new(WeakLink { weak }).into())
}
