//! The native part of `gc` and `weakref`.
//!
//! Objects are freed by their counts; what is left are circles of them, which are looked for when there
//! are many more objects than there were (see `Thread::collects`), or by `gc.collect()`. It is done in two
//! steps, with last words and callbacks of the script between them: `_find` finds the garbage and says
//! whose last words are due, `_clear` empties it, without what the script has brought back to life, so
//! that the counts do the rest. For both the thread has to be alone in its process.

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
use crate::vm::operators::native_truth;
use crate::vm::signal::{After, Res, type_error, unsupported};
use crate::vm::{Cx, NativeRow, Signal};
use gilscope_runtime::heap::{
    Garbage, Gc, Purpose, Ref, Weak, current_heap, garbage, has_finalizable, take_last_words,
    unlink_weak,
};
use gilscope_runtime::task::Wait;
use rustc_hash::FxHashSet;

/// What `stdlib/gc.py` and `stdlib/weakref.py` rest on.
pub const TABLE: &[NativeRow] = &[
    NativeRow::new("gc._find", "", find),
    NativeRow::new("gc._clear", "speaks, found, /", clear),
    NativeRow::new("_prelude._clear", "speaks, found, /", clear),
    NativeRow::new("gc._pace", "least=, /", pace),
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

/// Wants the thread to be alone, to look for garbage: see [`look`].
fn find(_cx: &mut Cx<'_>, _args: &[Value]) -> Res {
    Err(Box::new(Signal::Wait(Wait::Alone, After::Garbage)))
}

/// Empties the garbage once its last words have been said. Where nobody had anything to say, nobody can
/// have brought anything back to life; otherwise the thread has to be alone once more.
fn clear(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let found = taken(&args[1]);
    if native_truth(&args[0]) == Some(false) {
        return Ok(Value::int(empty_all(found)));
    }
    let rest = After::Remains(found);
    Err(Box::new(Signal::Wait(Wait::Alone, rest)))
}

/// What a list of the library's holds.
fn taken(list: &Value) -> Vec<Ref> {
    let list = list.as_gc::<List>().expect("(library) a list");
    let items = std::mem::take(&mut *list.items());
    let objects = items
        .into_iter()
        .filter_map(|item| item.as_object().cloned());
    objects.collect()
}

/// Garbage that was found.
pub struct Found {
    /// Whether code of the script runs now: last words, or callbacks of weak references.
    pub speaks: bool,
    /// Those objects whose last words are due, the first one last.
    pub last: Vec<Value>,
    /// All of them.
    pub objects: Vec<Ref>,
}

impl Found {
    /// As the library gets it: the last words due, the garbage, and whether code of the script runs.
    pub fn parts(self) -> [Value; 3] {
        let objects = self.objects.into_iter().map(Value::object).collect();
        let [last, objects] = [self.last, objects].map(List::value);
        [last, objects, Value::bool(self.speaks)]
    }
}

/// Looks for garbage, with all other threads of the process standing still. Weak references do not find
/// it any more, and those who watch it are told. Also gives how many objects were looked at.
pub fn look(is_shared: bool) -> (Found, u64) {
    let Garbage { objects, walked } = garbage(is_shared);
    let addresses: FxHashSet<usize> = objects.iter().map(Ref::address).collect();
    for object in &objects {
        unlink_weak(object, &|address| addresses.contains(&address));
    }
    let last = { objects.iter().rev() }.filter(|object| take_last_words(object));
    let last: Vec<Value> = last.cloned().map(Value::object).collect();
    let found = Found {
        speaks: !last.is_empty() || has_finalizable(),
        last,
        objects,
    };
    (found, walked)
}

/// Empties garbage that nobody can reach; gives how many objects CPython counts in it.
pub fn empty_all(dead: Vec<Ref>) -> i64 {
    let count: usize = dead.iter().map(tracked).sum();
    let freed = dead.len() as u64;
    dead.iter().for_each(empty);
    drop(dead);
    current_heap().cleared(freed);
    count as i64
}

/// The heap's knowledge of when to look for garbage: sets it, if a number is given.
fn pace(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if let Some(least) = given(args, 0).and_then(Value::as_int) {
        current_heap().set_pace(least.unsigned_abs());
    }
    Ok(Value::int(current_heap().grown() as i64))
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
    let mut state = exception.state();
    let args = std::mem::replace(&mut state.args, Tuple::new([]));
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
    if cx.world.is_public() {
        // Whoever gets at the reference gets at the object.
        object.publish();
        watcher.publish();
    }
    let weak = Weak::new(object, watcher, purpose);
    Ok(Gc::new(WeakLink { weak }).into())
}
