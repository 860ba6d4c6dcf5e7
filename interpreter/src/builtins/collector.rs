//! The native part of `gc` and `weakref`.
//!
//! Objects are freed by their counts; what is left are circles of them, which are looked for when there
//! are many more objects than there were (see `Thread::collects`), or by `gc.collect()`. It is done in two
//! steps, with last words and callbacks of the script between them: `_find` finds the garbage and says
//! whose last words are due, `_clear` empties it, without what the script has brought back to life, so
//! that the counts do the rest. For both the thread has to be alone in its process.

use super::attributes::has_weakref;
use crate::object::class::ClassFlags;
use crate::object::garbage::empty_all;
use crate::object::hidden::WeakLink;
use crate::object::sequence::ListItems;
use crate::object::{Class, Derived, Exception, Function, Generator, Instance, List, Method, Set};
use crate::value::Value;
use crate::vm::native::given;
use crate::vm::operators::native_truth;
use crate::vm::signal::{After, Res, type_error, unsupported};
use crate::vm::{Cx, NativeRow, Signal};
use gilscope_runtime::heap::{Gc, Purpose, Ref, Weak, current_heap};
use gilscope_runtime::task::Wait;

/// What `stdlib/gc.py` and `stdlib/weakref.py` rest on, and what a pool says once it is shut down.
pub const TABLE: &[NativeRow] = &[
    NativeRow::new("gc._find", "", find),
    NativeRow::new("gc._clear", "speaks, found, /", clear),
    NativeRow::new("_prelude._clear", "speaks, found, /", clear),
    NativeRow::new("gc._objects", "", |_, _| {
        Err(Box::new(Signal::Wait(Wait::Alone, After::Objects)))
    }),
    NativeRow::new("gc._pace", "least=, /", pace),
    NativeRow::new("gc._last_words", "dead, /", |cx, args| {
        let function = cx.world.prelude_function("_last_words");
        Err(Box::new(Signal::Call(function, args.to_vec())))
    }),
    NativeRow::new("concurrent.futures._silence", "object, /", |_, args| {
        if let Some(object) = args[0].as_object() {
            object.silence();
        }
        Ok(Value::NONE)
    }),
    NativeRow::new("weakref._link", "object, watcher, callback, /", link),
    NativeRow::new("weakref._watchers", "object, /", |cx, args| {
        let watchers = weakly(cx, &args[0]).map_or_else(|_| Vec::new(), Weak::watchers);
        Ok(List::value(
            watchers.into_iter().map(Value::object).collect(),
        ))
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

/// Wants the thread to be alone, to look for garbage: see `object::garbage`.
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

/// The heap's knowledge of when to look for garbage: sets it, if a number is given.
fn pace(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if let Some(least) = given(args, 0).and_then(Value::as_int) {
        current_heap().set_pace(least.unsigned_abs());
    }
    Ok(Value::int(current_heap().grown() as i64))
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
