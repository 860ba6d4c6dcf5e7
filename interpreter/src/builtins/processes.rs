//! Processes and what they share: the native part of `multiprocessing`.

use crate::object::class::ClassLookup;
use crate::object::dict::Table;
use crate::object::exception::ExceptionParts;
use crate::object::module::{LockObject, NamespaceSlots};
use crate::object::shared::{Parcel, Shared, Thing};
use crate::object::{
    Class, Derived, Dict, Exception, Function, Instance, Method, Module, Namespace, Str,
};
use crate::value::{Value, View};
use crate::vm::operators::native_truth;
use crate::vm::signal::{NewThread, Offspring, Res, Signal, unsupported};
use crate::vm::{Cx, NativeRow, module_function};
use gilscope_runtime::cache::Word;
use gilscope_runtime::heap::record::note_hidden_in_company;
use gilscope_runtime::mailbox::Mailbox;
use gilscope_runtime::symbol::Symbol;
use gilscope_runtime::task::ThreadId;
use gilscope_runtime::time::Nanos;
use std::sync::Arc;

/// Native helpers of `stdlib/multiprocessing*.py`.
pub const TABLE: &[NativeRow] = &[
    NativeRow::new(
        "multiprocessing._fork",
        "function, name, daemon, pid, spawned, /",
        fork,
    ),
    NativeRow::new("multiprocessing._kill", "thread, /", kill),
    NativeRow::new("multiprocessing._pid", "", pid),
    NativeRow::new("multiprocessing._new_pid", "", |cx, _| {
        Ok(Value::int(cx.world.family.pids.next() as i64))
    }),
    NativeRow::new("multiprocessing._now", "", |cx, _| {
        Ok(Value::float(cx.now().as_secs_f64()))
    }),
    NativeRow::new("multiprocessing._lock", "", |_, _| {
        Ok(Thing::Lock(Arc::default(), None).value())
    }),
    NativeRow::new("multiprocessing._rlock", "", |_, _| {
        let levels = Arc::new(Word::new(0));
        Ok(Thing::Lock(Arc::default(), Some(levels)).value())
    }),
    NativeRow::new("multiprocessing._holder", "lock, /", holder),
    NativeRow::new("multiprocessing._words", "count, /", new_words),
    NativeRow::new("multiprocessing._get", "words, index, /", get_word),
    NativeRow::new("multiprocessing._set", "words, index, value, /", set_word),
    NativeRow::new(
        "multiprocessing._get_float",
        "words, index, /",
        |_, args| Ok(Value::float(f64::from_bits(word(args).get()))),
    ),
    NativeRow::new(
        "multiprocessing._set_float",
        "words, index, value, /",
        |_, args| {
            word(args).set(args[2].as_float().unwrap_or(0.0).to_bits());
            Ok(Value::NONE)
        },
    ),
    NativeRow::new("multiprocessing._from_single", "number, /", |_, args| {
        let number = args[0].as_float().unwrap_or(0.0);
        Ok(Value::float(f64::from(number as f32)))
    }),
    NativeRow::new("multiprocessing._mailbox", "", |_, _| {
        Ok(Thing::Mailbox(Arc::default()).value())
    }),
    NativeRow::new("multiprocessing._post", "mailbox, letter, /", post),
    NativeRow::new("multiprocessing._take", "mailbox, /", take),
    NativeRow::new("multiprocessing._count", "mailbox, /", |_, args| {
        Ok(Value::int(mailbox(args).len() as i64))
    }),
    NativeRow::new("multiprocessing._enqueue", "mailbox, lock, /", enqueue),
    NativeRow::new("multiprocessing._forget", "mailbox, lock, /", forget),
    NativeRow::new("multiprocessing._wake", "mailbox, /", wake),
    NativeRow::new("multiprocessing._member", "cls, name, /", member),
    NativeRow::new("multiprocessing._is_instance", "x, /", |_, args| {
        Ok(Value::bool(args[0].as_gc::<Instance>().is_some()))
    }),
    NativeRow::new("multiprocessing._core", "x, /", |_, args| {
        let derived = args[0].as_gc::<Derived>();
        Ok(derived.map_or(Value::NONE, |derived| derived.core.clone()))
    }),
    NativeRow::new("multiprocessing._derive", "cls, core, /", derive),
    NativeRow::new("multiprocessing._attributes", "x, /", attributes),
    NativeRow::new("multiprocessing._begin_anew", "", begin_anew),
    NativeRow::new("multiprocessing._is_bound", "x, /", |_, args| {
        let method = args[0].as_gc::<Method>();
        let of_script = method.is_some_and(|it| it.function.as_gc::<Function>().is_some());
        Ok(Value::bool(of_script))
    }),
];

/// CPU time until a forked process begins. Measured: `Process(target=f).start()` and `join()` with an
/// empty `f` take 3.5 ms under CPython 3.11.7, 2.5 ms under 3.13.0 (medians of 20, Linux, two cores).
const FORK: Nanos = Nanos::from_micros(2_500);

/// The same of a process that begins anew: 97 ms and 93 ms.
const SPAWN: Nanos = Nanos::from_millis(95);

fn fork(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if cx.world.is_session {
        return unsupported("a process started in a session");
    }
    let name = args[1].as_gc::<Str>().map_or("", |name| name.as_str());
    Err(Box::new(Signal::Spawn(NewThread {
        function: args[0].clone(),
        args: Vec::new(),
        name: name.to_string(),
        daemon: native_truth(&args[2]).unwrap_or(true),
        process: Some(Offspring {
            start_up: match native_truth(&args[4]) {
                Some(true) => SPAWN,
                _ => FORK,
            },
            pid: args[3].as_int().unwrap_or(0) as u64,
        }),
    })))
}

fn kill(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let thread = args[0].as_int().expect("(processes) a thread's number");
    cx.kernel.kill(ThreadId(thread as u32));
    Ok(Value::NONE)
}

fn pid(cx: &mut Cx<'_>, _args: &[Value]) -> Res {
    Ok(Value::int(cx.world.pid as i64))
}

fn new_words(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let count = args[0].as_int().unwrap_or(0);
    let words: Arc<[Word]> = (0..count).map(|_| Word::new(0)).collect();
    Ok(Thing::Words(words).value())
}

/// The word of shared memory that two arguments name.
fn word(args: &[Value]) -> &Word {
    // Threads that meet here are not seen.
    note_hidden_in_company("what processes share");
    let shared = args[0].as_gc::<Shared>().map(|shared| &shared.thing);
    let index = args[1].as_int().expect("(processes) an index");
    match shared {
        Some(Thing::Words(words)) => &words[index as usize],
        _ => panic!("(processes) not shared memory"),
    }
}

fn get_word(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Value::int(word(args).get() as i64))
}

fn set_word(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if let View::Int(value) = args[2].view() {
        word(args).set(value as u64);
    }
    Ok(Value::NONE)
}

fn holder(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let lock = args[0].as_gc::<LockObject>();
    let holder = lock.and_then(|lock| lock.lock.holder());
    Ok(holder.map_or(Value::NONE, |(thread, _)| Value::int(thread.0.into())))
}

/// The mailbox in the first argument.
fn mailbox(args: &[Value]) -> Arc<Mailbox<Arc<Parcel>>> {
    match Thing::of(&args[0]) {
        Some(Thing::Mailbox(mailbox)) => mailbox,
        _ => panic!("(processes) not a mailbox"),
    }
}

fn post(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    match Thing::of(&args[1]) {
        Some(Thing::Letter(letter)) => mailbox(args).post(letter),
        _ => panic!("(processes) not a letter"),
    }
    Ok(Value::NONE)
}

/// The first letter, or None.
fn take(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let letter = mailbox(args).take();
    Ok(letter.map_or(Value::NONE, |letter| Thing::Letter(letter).value()))
}

/// A letter that is nothing but a lock, which somebody waits for.
fn turn(args: &[Value]) -> Parcel {
    Parcel {
        things: Thing::of(&args[1]).into_iter().collect(),
        ..Parcel::default()
    }
}

fn enqueue(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    mailbox(args).post(Arc::new(turn(args)));
    Ok(Value::NONE)
}

/// Takes a lock out of the queue; whether it was in it.
fn forget(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let own = turn(args);
    let found = mailbox(args).take_one(|turn| {
        let both = turn.things.first().zip(own.things.first());
        both.is_some_and(|(a, b)| a.is(b))
    });
    Ok(Value::bool(found.is_some()))
}

/// Releases the first lock in a queue whose holder, who waits for it once more, is still alive;
/// whether there was one.
fn wake(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let mailbox = mailbox(args);
    while let Some(turn) = mailbox.take() {
        let Some(Thing::Lock(lock, _)) = turn.things.first() else {
            continue;
        };
        if lock
            .holder()
            .is_some_and(|(thread, _)| !cx.kernel.is_done(thread))
        {
            lock.release(cx.kernel);
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

/// What a class, or a base other than the builtin ones, has under a name; None for nothing.
fn member(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let name = args[1].as_gc::<Str>().map_or("", |name| name.as_str());
    let found = { args[0].as_gc::<Class>() }
        .and_then(|class| class.lookup_with_owner(Symbol::new(name)))
        .filter(|(owner, _)| {
            cx.world
                .class_named(&owner.name)
                .is_none_or(|it| !it.is(owner))
        });
    Ok(found.map_or(Value::NONE, |(_, value)| value))
}

/// An object of a class derived from a builtin one, around `core`.
fn derive(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let class = args[0].as_gc::<Class>().expect("(processes) a class");
    Ok(Derived::new(class, args[1].clone()).into())
}

/// Attributes that builtin exceptions have besides their arguments.
const OF_BUILTIN: [&str; 9] = [
    "name",
    "obj",
    "name_from",
    "path",
    "msg",
    "errno",
    "strerror",
    "filename",
    "__notes__",
];

/// The attributes that a script has given an exception, or an object derived from a builtin class.
fn attributes(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let attrs = if let Some(exception) = args[0].as_gc::<Exception>() {
        exception.state().attrs.list()
    } else if let Some(derived) = args[0].as_gc::<Derived>() {
        derived.guard(|derived| &derived.attrs).list()
    } else {
        Vec::new()
    };
    let is_builtin = args[0].as_gc::<Exception>().is_some();
    let mut table = Table::default();
    for (name, value) in attrs {
        if !(is_builtin && OF_BUILTIN.contains(&name.as_str())) {
            let old = table.insert(Str::value(name.as_str()), value)?;
            drop(old);
        }
    }
    Ok(Dict::value(table))
}

/// In a process that is to begin as a new interpreter: forgets all modules, and gives the function that
/// runs the script once more, under the name `__mp_main__`; None if there is no script.
fn begin_anew(cx: &mut Cx<'_>, _args: &[Value]) -> Res {
    let Some(code) = cx.world.main_code() else {
        return Ok(Value::NONE);
    };
    let globals = Namespace::new();
    {
        let mut slots = globals.slots();
        let file = Str::value(cx.world.host.full_name(&code.source.name));
        drop(slots.set(cx.world.names.name, Str::value("__mp_main__")));
        for name in ["__doc__", "__package__", "__spec__"] {
            drop(slots.set(Symbol::new(name), Value::NONE));
        }
        drop(slots.set(Symbol::new("__file__"), file));
    }
    let module = Value::from(Module::new("__mp_main__", &globals));
    let mut modules = Table::default();
    for name in ["__main__", "__mp_main__"] {
        drop(modules.insert(Str::value(name), module.clone())?);
    }
    cx.world.forget_modules(modules);
    Ok(module_function(cx.world, &code, &globals))
}
