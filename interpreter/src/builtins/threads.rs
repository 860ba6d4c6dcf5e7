//! Locks and threads: the native part of `threading`.

use crate::object::module::{LockObject, ThreadLocal};
use crate::object::{Str, Tuple};
use crate::value::{Value, View};
use crate::vm::native::{given, keywords};
use crate::vm::operators::native_truth;
use crate::vm::signal::{
    After, Exc, NewThread, Res, Signal, fallback, type_error, unsupported, value_error,
};
use crate::vm::{Cx, NativeRow};
use gilscope_runtime::cache::Word;
use gilscope_runtime::heap::Gc;
use gilscope_runtime::heap::record::{
    Deed, Location, Touch, held_by, note_object, touch, touch_object,
};
use gilscope_runtime::task::{ThreadId, Wait};
use gilscope_runtime::time::Nanos;

use super::timing::seconds;

/// Locks, and what `stdlib/threading.py` rests on.
pub const TABLE: &[NativeRow] = &[
    NativeRow::new("lock.__new__", "*args, **kwargs", new_lock),
    NativeRow::new("lock.acquire", "self, blocking=, timeout=", acquire),
    NativeRow::new("lock.acquire_lock", "self, blocking=, timeout=", acquire),
    NativeRow::new("lock.release", "self, /", release),
    NativeRow::new("lock.release_lock", "self, /", release),
    NativeRow::new("lock.locked", "self, /", locked),
    NativeRow::new("lock.__enter__", "self, /", enter),
    NativeRow::new("lock.__exit__", "self, /, *args", leave),
    NativeRow::new("lock.__repr__", "self, /", repr),
    NativeRow::new("RLock.__new__", "*args, **kwargs", new_rlock),
    NativeRow::new("RLock.acquire", "self, blocking=, timeout=", acquire),
    NativeRow::new("RLock.release", "self, /", release),
    NativeRow::new("RLock.__enter__", "self, /", enter),
    NativeRow::new("RLock.__exit__", "self, /, *args", leave),
    NativeRow::new("RLock.__repr__", "self, /", repr),
    NativeRow::new("RLock._is_owned", "self, /", is_owned),
    NativeRow::new("RLock._recursion_count", "self, /", recursion_count),
    NativeRow::new("threading._set_levels", "lock, levels, /", set_levels),
    NativeRow::new("_prelude._local_args", "local, /", local_args),
    NativeRow::new("threading._classes", "", classes),
    NativeRow::new("threading._spawn", "function, name, daemon, /", spawn),
    NativeRow::new("threading._join", "thread, timeout, /", join),
    NativeRow::new("threading._is_done", "thread, /", is_done),
    NativeRow::new("threading._set_current", "thread, /", set_current),
    NativeRow::new("threading._now", "", |cx, _| {
        Ok(Value::float(cx.now().as_secs_f64()))
    }),
    NativeRow::new("threading.current_thread", "", current_thread),
    NativeRow::new("threading._own_number", "", |cx, _| {
        Ok(Value::int(i64::from(cx.me.0)))
    }),
    NativeRow::new("_prelude._place", "", |_, _| Err(Box::new(Signal::Place))),
    NativeRow::new("_library._stack", "", |_, _| Err(Box::new(Signal::Stack))),
    NativeRow::new("_library._place", "", |_, _| Err(Box::new(Signal::Place))),
    NativeRow::new("threading.get_ident", "", get_ident),
    NativeRow::new("threading.get_native_id", "", get_ident),
    NativeRow::new("_thread._classes", "", classes),
    NativeRow::new("_thread._spawn", "function, name, daemon, /", spawn),
    NativeRow::new("_thread.get_ident", "", get_ident),
    NativeRow::new("_thread.get_native_id", "", get_ident),
];

fn new_lock(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if keywords(&args[1]) > 0 {
        return type_error("lock() takes no keyword arguments");
    }
    match args[0].as_gc::<Tuple>().map_or(0, |rest| rest.items.len()) {
        0 => {}
        given => return type_error(format!("lock expected 0 arguments, got {given}")),
    }
    Ok(Gc::new(LockObject::plain()).into())
}

fn new_rlock(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let given = args[0].as_gc::<Tuple>().map_or(0, |rest| rest.items.len());
    if given + keywords(&args[1]) > 0 {
        // CPython ignores them, and says so since 3.13.
        return unsupported("arguments of `threading.RLock`");
    }
    Ok(Gc::new(LockObject::reentrant()).into())
}

fn receiver<'v>(cx: &Cx<'_>, args: &'v [Value]) -> Res<&'v Gc<LockObject>> {
    match args[0].as_gc::<LockObject>() {
        Some(lock) => Ok(lock),
        None => type_error(format!(
            "a lock is required, not '{}'",
            cx.world.type_name(&args[0])
        )),
    }
}

fn acquire(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let lock = receiver(cx, args)?;
    let blocking = match given(args, 1) {
        None => true,
        Some(value) => match native_truth(value) {
            Some(truth) => truth,
            None => return fallback(),
        },
    };
    let timeout = match given(args, 2) {
        None => None,
        Some(value) => lock_timeout(cx, value, blocking)?,
    };
    take(cx, lock, blocking, timeout)
}

/// The time a lock may be waited for; None for as long as it takes.
fn lock_timeout(cx: &Cx<'_>, value: &Value, blocking: bool) -> Res<Option<Nanos>> {
    let (negative, span) = seconds(cx, value)?;
    let forever = negative && span == Nanos::from_millis(1000);
    if !blocking && !forever {
        return value_error("can't specify a timeout for a non-blocking call");
    }
    if forever {
        return Ok(None);
    }
    if negative {
        return value_error("timeout value must be a non-negative number");
    }
    if span.0 > i64::MAX as u64 {
        return Exc::OverflowError.err("timeout value is too large");
    }
    Ok(Some(span))
}

fn take(cx: &Cx<'_>, object: &Gc<LockObject>, blocking: bool, timeout: Option<Nanos>) -> Res {
    let lock = &object.lock;
    if let Some(levels) = &object.levels
        && owns(cx, object)
    {
        set_own_levels(cx, object, levels, levels.get() + 1);
        return Ok(Value::TRUE);
    }
    let goes_on = !blocking || timeout.is_some();
    if lock.try_acquire(cx.me, cx.site) {
        let how = match goes_on {
            true => Touch::TryAcquire,
            false => Touch::Acquire,
        };
        touch_object(object.as_ref(), how);
        return Ok(Value::TRUE);
    }
    if !blocking || timeout == Some(Nanos::ZERO) {
        touch_object(object.as_ref(), Touch::Look);
        return Ok(Value::FALSE);
    }
    touch_object(object.as_ref(), Touch::Want);
    let wait = Wait::Lock {
        lock: lock.clone(),
        timeout,
    };
    Err(Box::new(Signal::Wait(wait, After::Acquired)))
}

/// Sets how often `me` has taken a lock that it holds: nobody else can notice.
fn set_own_levels(cx: &Cx<'_>, object: &Gc<LockObject>, levels: &Word, count: u64) {
    levels.set(count);
    let content = held_by(cx.me.0, count);
    note_object(object.as_ref(), Deed::Change(Some(content)));
}

fn owns(cx: &Cx<'_>, object: &Gc<LockObject>) -> bool {
    note_object(object.as_ref(), Deed::Read);
    object
        .lock
        .holder()
        .is_some_and(|(holder, _)| holder == cx.me)
}

fn enter(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let lock = receiver(cx, args)?;
    take(cx, lock, true, None)
}

fn release(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let object = receiver(cx, args)?;
    if let Some(levels) = &object.levels {
        if !owns(cx, object) {
            return Exc::RuntimeError.err("cannot release un-acquired lock");
        }
        if levels.get() > 0 {
            set_own_levels(cx, object, levels, levels.get() - 1);
            return Ok(Value::NONE);
        }
    }
    touch_object(object.as_ref(), Touch::Release);
    if object.lock.release(cx.kernel) {
        Ok(Value::NONE)
    } else {
        Exc::RuntimeError.err("release unlocked lock")
    }
}

fn leave(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    release(cx, &args[..1])
}

fn locked(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let object = receiver(cx, args)?;
    touch_object(object.as_ref(), Touch::Look);
    Ok(Value::bool(object.lock.holder().is_some()))
}

fn repr(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let lock = receiver(cx, args)?;
    note_object(lock.as_ref(), Deed::Read);
    Ok(Str::value(lock_repr(lock, args[0].bits())))
}

/// `repr` of a lock at an address.
pub fn lock_repr(object: &LockObject, address: u64) -> String {
    let holder = object.lock.holder();
    let state = if holder.is_some() {
        "locked"
    } else {
        "unlocked"
    };
    match &object.levels {
        None => format!("<{state} _thread.lock object at {address:#x}>"),
        Some(levels) => {
            let owner = holder.map_or(0, |(thread, _)| ident(thread));
            let count = if holder.is_some() {
                levels.get() + 1
            } else {
                0
            };
            format!("<{state} _thread.RLock object owner={owner} count={count} at {address:#x}>")
        }
    }
}

fn is_owned(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let object = receiver(cx, args)?;
    Ok(Value::bool(owns(cx, object)))
}

fn recursion_count(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let object = receiver(cx, args)?;
    let levels = object.levels.as_ref().map_or(0, |levels| levels.get());
    Ok(Value::int(if owns(cx, object) {
        levels as i64 + 1
    } else {
        0
    }))
}

/// How often a reentrant lock, held by this thread, must be released beyond once.
fn set_levels(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let object = receiver(cx, args)?;
    if let (Some(levels), Some(count)) = (&object.levels, args[1].as_int()) {
        set_own_levels(cx, object, levels, count as u64);
    }
    Ok(Value::NONE)
}

/// What a `threading.local` was made with: arguments by position and by name.
fn local_args(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(args[0]
        .as_gc::<ThreadLocal>()
        .map_or(Value::NONE, |local| local.args.clone()))
}

fn classes(cx: &mut Cx<'_>, _args: &[Value]) -> Res {
    let types = &cx.world.types;
    let classes = [&types.lock, &types.rlock, &types.thread_local].map(Value::from);
    Ok(crate::object::Tuple::value(classes))
}

fn spawn(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let name = args[1]
        .as_gc::<Str>()
        .map_or("", |name| name.as_str())
        .to_string();
    let daemon = native_truth(&args[2]).unwrap_or(true);
    let function = args[0].clone();
    Err(Box::new(Signal::Spawn(NewThread {
        function,
        args: Vec::new(),
        name,
        daemon,
        process: None,
    })))
}

fn thread_argument(args: &[Value]) -> ThreadId {
    ThreadId(args[0].as_int().expect("(threading) a thread's number") as u32)
}

fn join(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let thread = thread_argument(args);
    let timeout = match args[1].view() {
        View::None => None,
        _ => Some(seconds(cx, &args[1])?.1),
    };
    touch(Location::end_of(thread.0), Touch::Want);
    Err(Box::new(Signal::Wait(
        Wait::Join { thread, timeout },
        After::Acquired,
    )))
}

fn is_done(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let thread = thread_argument(args);
    let is_done = cx.kernel.is_done(thread);
    if is_done {
        touch(Location::end_of(thread.0), Touch::Look);
    }
    Ok(Value::bool(is_done))
}

fn set_current(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let old = std::mem::replace(&mut cx.state.thread_object, args[0].clone());
    drop(old);
    Ok(Value::NONE)
}

fn current_thread(cx: &mut Cx<'_>, _args: &[Value]) -> Res {
    Ok(cx
        .state
        .thread_object
        .clone()
        .present()
        .unwrap_or(Value::NONE))
}

/// What `get_ident` tells: never 0.
fn ident(thread: ThreadId) -> i64 {
    i64::from(thread.0) + 1
}

fn get_ident(cx: &mut Cx<'_>, _args: &[Value]) -> Res {
    Ok(Value::int(ident(cx.me)))
}
