//! Processes: interpreters with a world and a heap of their own, forked from another one.
//!
//! A process begins as a copy of the one that starts it, module globals and all, as after CPython's
//! `fork`, in a heap that nobody else reaches. It ends when the last of its threads is dropped.

use super::context::Cx;
use super::files::{Files, Zone};
use super::host::{Host, UserModule};
use super::meter::Tally;
use super::signal::{NewThread, Res, unsupported};
use super::thread::Thread;
use super::world::World;
use crate::code::Code;
use crate::object::module::{Registry, RegistryAccess, ThreadEnd};
use crate::object::transplant::{Settling, Transplant, Unmovable};
use crate::value::Value;
use gilscope_runtime::cache::Word;
use gilscope_runtime::heap::{Census, Gc, Heap, Local, Ref, enter, take_finalizable};
use gilscope_runtime::mailbox::Mailbox;
use gilscope_runtime::task::{NewProcess, Spawn, ThreadId};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What all processes of a run share.
pub struct Family {
    /// What is left of the processes that have ended.
    pub remains: Mailbox<Remains>,
    /// How often each kind of instruction was executed by each thread that has ended, where they are
    /// counted: see [`super::meter`].
    pub tallies: Mailbox<Tally>,
    /// The next free site.
    pub sites: Word,
    /// Numbers of processes, as scripts see them.
    pub pids: Word,
}

/// What is left of a process.
pub struct Remains {
    /// Objects made, freed and left.
    pub census: Census,
    /// Its code objects with the sites of their first instructions.
    pub codes: Vec<(u32, Arc<Code>)>,
    /// How its threads ended.
    pub ends: Vec<ThreadEnd>,
}

impl Family {
    /// Before the second process, which gets this number.
    pub fn new(next_pid: u64) -> Arc<Family> {
        Arc::new(Family {
            remains: Mailbox::default(),
            tallies: Mailbox::default(),
            sites: Word::new(1),
            pids: Word::new(next_pid),
        })
    }
}

/// The world and the heap of a process; each of its threads holds it, and drops it last.
pub struct Home {
    world: Option<Arc<World>>,
    local: Option<Arc<Local>>,
    heap: Arc<Heap>,
    family: Arc<Family>,
}

impl Drop for Home {
    fn drop(&mut self) {
        let (Some(local), Some(world)) = (self.local.take(), self.world.take()) else {
            return;
        };
        let (codes, ends) = enter(&local, || {
            local.attach();
            let told = (world.codes(), world.ends());
            world.clear();
            drop(world);
            std::iter::from_fn(take_finalizable).for_each(drop);
            local.heap().free_immortals();
            told
        });
        drop(local);
        let census = self.heap.census();
        self.family.remains.post(Remains {
            census,
            codes,
            ends,
        });
    }
}

/// A process that is about to begin.
struct Newborn {
    world: Arc<World>,
    function: Value,
    args: Vec<Value>,
    thread_object: Value,
    settling: Settling,
}

impl Thread {
    /// What the driver is asked to start: a thread beside this one, or a process.
    pub(super) fn spawn(&self, cx: &Cx<'_>, new: NewThread) -> Res<Spawn> {
        let task = match &new.process {
            None => {
                cx.world.publish_all(&self.local);
                let handed = new.args.iter().chain([&new.function]);
                handed.filter_map(Value::as_object).for_each(Ref::publish);
                self.sibling(new.function, new.args)
            }
            Some(process) => match self.fork(cx, process.pid, &new.function, &new.args) {
                Ok(task) => task,
                Err(Unmovable(kind)) => {
                    return unsupported(format!("a process forked while there is a {kind}"));
                }
            },
        };
        Ok(Spawn {
            task: Box::new(task),
            name: printable(&new.name),
            daemon: new.daemon,
            process: new.process.map(|process| NewProcess {
                start_up: process.start_up,
            }),
        })
    }

    /// The first thread of a process that is a copy of this one; it will call `function`.
    fn fork(
        &self,
        cx: &Cx<'_>,
        pid: u64,
        function: &Value,
        args: &[Value],
    ) -> Result<Thread, Unmovable> {
        let heap = Heap::beside(&self.local);
        let local = Arc::new(Local::new(&heap));
        let (newborn, originals) = enter(&local, || {
            let mut copy = Transplant::new(cx.me);
            let newborn = newborn(cx, &mut copy, pid, function, args);
            (newborn, std::mem::take(&mut copy.originals))
        });
        drop(originals);
        let newborn = newborn?;
        let mut child = enter(&local, || {
            let Newborn {
                world,
                function,
                args,
                ..
            } = newborn;
            let mut child = Thread::new(&world, &local, function, args, self.on_end);
            child.make_main();
            child.state.thread_object = newborn.thread_object;
            child
        });
        child.settling = Some(newborn.settling);
        child.home = Some(Arc::new(Home {
            world: Some(child.world.clone()),
            local: Some(local),
            heap,
            family: cx.world.family.clone(),
        }));
        Ok(child)
    }
}

fn newborn(
    cx: &Cx<'_>,
    copy: &mut Transplant,
    pid: u64,
    function: &Value,
    args: &[Value],
) -> Result<Newborn, Unmovable> {
    let host = Arc::new(Outlet::new(&cx.world.host, pid));
    let world = cx.world.fork(copy, pid, host)?;
    let function = copy.value(function)?;
    let args: Result<Vec<Value>, Unmovable> = args.iter().map(|arg| copy.value(arg)).collect();
    let (args, thread_object) = (args?, copy.value(&cx.state.thread_object)?);
    Ok(Newborn {
        world: Arc::new(world),
        function,
        args,
        thread_object,
        settling: copy.finish()?,
    })
}

/// A name as reports show it: what would move a terminal's cursor or change its colours is escaped.
fn printable(name: &str) -> String {
    let escaped = |c: char| match c.is_control() {
        true => c.escape_default().to_string(),
        false => c.to_string(),
    };
    name.chars().map(escaped).collect()
}

impl World {
    /// The world of a process that begins as a copy of this one.
    pub fn fork(
        &self,
        copy: &mut Transplant,
        pid: u64,
        host: Arc<dyn Host>,
    ) -> Result<World, Unmovable> {
        let mut iterators = FxHashMap::default();
        for (name, class) in &self.iterators {
            iterators.insert(*name, copy.gc(class)?);
        }
        let all = |copy: &mut Transplant, values: &[Value]| -> Result<Vec<Value>, Unmovable> {
            values.iter().map(|value| copy.value(value)).collect()
        };
        Ok(World {
            options: self.options.clone(),
            host,
            types: self.types.transplant(copy)?,
            names: self.names,
            operator_names: self.operator_names,
            natives: self.natives.clone(),
            methods: all(copy, &self.methods)?,
            builtins: copy.gc(&self.builtins)?,
            prelude: copy.gc(&self.prelude)?,
            prelude_texts: self.prelude_texts.clone(),
            modules: copy.gc(&self.modules)?,
            empty_tuple: copy.gc(&self.empty_tuple)?,
            empty_str: copy.value(&self.empty_str)?,
            characters: all(copy, &self.characters)?,
            exceptions: { self.exceptions.iter() }
                .map(|class| copy.gc(class))
                .collect::<Result<_, _>>()?,
            iterators,
            registry: self.fork_registry(copy)?,
            epoch: Word::new(self.epoch.get()),
            recursion_limit: Word::new(self.recursion_limit.get()),
            faults: self.faults.clone(),
            memory_limit: Word::new(self.memory_limit.get()),
            asked: Word::new(0),
            started: Word::new(self.started.get()),
            is_public: Word::new(0),
            library: self.library,
            family: self.family.clone(),
            pid,
            elapsed: self.elapsed,
            is_session: false,
        })
    }

    fn fork_registry(&self, copy: &mut Transplant) -> Result<Gc<Registry>, Unmovable> {
        let (main, codes, classes) = {
            let entries = self.registry.entries();
            let main = entries.main.clone();
            (main, entries.codes.clone(), entries.classes.clone())
        };
        let registry = Registry::new();
        for class in &classes {
            let class = copy.gc(class)?;
            registry.entries().classes.push(class);
        }
        let classes = classes.into_iter().map(Gc::into_ref);
        copy.originals.extend(classes);
        registry.entries().main = main;
        registry.entries().codes = codes;
        Ok(registry)
    }
}

/// The outside of a process other than the first: its standard output is buffered on its own, its
/// standard input is empty.
struct Outlet {
    host: Arc<dyn Host>,
    pid: u64,
    pending: Mailbox<String>,
    /// How much is pending.
    length: Word,
}

/// Output collects until there is this much of it, as in CPython.
const BUFFER: u64 = 8192;

impl Outlet {
    fn new(host: &Arc<dyn Host>, pid: u64) -> Outlet {
        Outlet {
            host: host.clone(),
            pid,
            pending: Mailbox::default(),
            length: Word::new(0),
        }
    }
}

impl Host for Outlet {
    fn write(&self, descriptor: u8, text: &str) {
        if descriptor != 1 {
            return self.host.write(descriptor, text);
        }
        self.pending.post(text.to_string());
        let length = self.length.skip(text.len() as u64) + text.len() as u64;
        if length >= BUFFER || (self.by_line() && text.contains('\n')) {
            self.flush(1);
        }
    }

    fn flush(&self, descriptor: u8) {
        if descriptor == 1 {
            self.length.set(0);
            let text = self.pending.take_all().concat();
            if !text.is_empty() {
                self.host.write_through(&text);
            }
        }
    }

    fn write_through(&self, text: &str) {
        self.host.write_through(text);
    }

    fn by_line(&self) -> bool {
        self.host.by_line()
    }

    fn read_line(&self) -> String {
        String::new()
    }

    fn entropy(&self) -> u64 {
        self.host.entropy()
    }

    fn start_time(&self) -> f64 {
        self.host.start_time()
    }

    fn find_module(&self, folder: &str, name: &str) -> Option<UserModule> {
        self.host.find_module(folder, name)
    }
    fn learn(&self, first: u32, code: &Arc<Code>) {
        self.host.learn(first, code);
    }
    fn full_name(&self, file: &str) -> String {
        self.host.full_name(file)
    }
    fn script_folder(&self) -> Option<String> {
        self.host.script_folder()
    }

    fn environment(&self) -> Vec<(String, String)> {
        self.host.environment()
    }

    fn process(&self) -> u32 {
        self.pid as u32
    }

    fn zone(&self, seconds: i64) -> Zone {
        self.host.zone(seconds)
    }

    fn files(&self) -> Option<&dyn Files> {
        self.host.files()
    }

    fn memory(&self) -> u64 {
        self.host.memory()
    }
}

impl Thread {
    /// Makes this the thread whose end is that of its process.
    pub fn make_main(&mut self) {
        self.state.is_main = true;
    }

    /// The first step of a process: what it was copied with is its own now.
    pub(super) fn settle(&mut self, me: ThreadId) {
        if let Some(settling) = self.settling.take() {
            settling.settle(me);
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_cannot_speak_to_the_terminal() {
        assert_eq!(super::printable("нить-1"), "нить-1");
        assert_eq!(super::printable("a\x1b[31m\n"), "a\\u{1b}[31m\\n");
    }
}
