//! Processes and what they share: the native part of `multiprocessing`.

use crate::object::shared::{Parcel, Shared, Thing};
use crate::object::Str;
use crate::value::{Value, View};
use crate::vm::operators::native_truth;
use crate::vm::signal::{NewThread, Offspring, Res, Signal};
use crate::vm::{Cx, NativeRow};
use gilscope_runtime::cache::Word;
use gilscope_runtime::mailbox::Mailbox;
use gilscope_runtime::task::ThreadId;
use gilscope_runtime::time::Nanos;
use gilscope_runtime::wait::Lock;
use std::sync::Arc;

/// Native helpers of `stdlib/multiprocessing.py`.
pub const TABLE: &[NativeRow] = &[
    NativeRow::new("multiprocessing._fork", "function, name, daemon, pid, /", fork),
    NativeRow::new("multiprocessing._kill", "thread, /", kill),
    NativeRow::new("multiprocessing._pid", "", pid),
    NativeRow::new("multiprocessing._new_pid", "", |cx, _| {
        Ok(Value::int(cx.world.family.pids.next() as i64))
    }),
    NativeRow::new("multiprocessing._lock", "", |_, _| {
        Ok(Thing::Lock(Arc::<Lock>::default(), None).value())
    }),
    NativeRow::new("multiprocessing._rlock", "", |_, _| {
        let levels = Arc::new(Word::new(0));
        Ok(Thing::Lock(Arc::<Lock>::default(), Some(levels)).value())
    }),
    NativeRow::new("multiprocessing._words", "count, /", new_words),
    NativeRow::new("multiprocessing._get", "words, index, /", get_word),
    NativeRow::new("multiprocessing._set", "words, index, value, /", set_word),
];

/// CPU time until a forked process can begin: half a second's worth of `Process(target=f).start()`
/// and `join()` under CPython 3.11 and 3.13 on Linux, two cores, took 2.2 to 3.5 ms each.
const FORK: Nanos = Nanos::from_micros(2_500);

fn fork(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let name = args[1].as_gc::<Str>().map_or("", |name| name.as_str());
    Err(Box::new(Signal::Spawn(NewThread {
        function: args[0].clone(),
        args: Vec::new(),
        name: name.to_string(),
        daemon: native_truth(&args[2]).unwrap_or(true),
        process: Some(Offspring {
            start_up: FORK,
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
fn word<'v>(args: &'v [Value]) -> &'v Word {
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
