//! Modules, their namespaces, and the objects of the standard library that need a body type.

use super::attrs::Attrs;
use super::class::{Class, ClassFlags};
use super::dict::{DictTable, Entry, Key, Table};
use super::mirror::Mirror;
use super::{Dict, Str, Trace, trace_value, trace_values};
use crate::code::Code;
use crate::number::random::Random;
use crate::object::Adopt;
use crate::value::Value;
use gilscope_runtime::cache::Word;
use gilscope_runtime::heap::record::is_recording;
use gilscope_runtime::heap::{Gc, Guard, Guarded, Visitor};
use gilscope_runtime::symbol::Symbol;
use gilscope_runtime::task::{Site, ThreadId};
use gilscope_runtime::wait::Lock;
use rustc_hash::FxHashMap;
use std::sync::{Arc, OnceLock};

/// Global variables of a module. Each name that its code mentions has a slot, found when the code
/// is linked, so that a global is reached by number.
pub struct Namespace {
    /// Names and values.
    pub slots: Guarded<Slots>,
    /// Where threads look first, once there are several and no GIL.
    mirror: OnceLock<Arc<Mirror>>,
}

/// Slots of a namespace.
///
/// Once the script asks for the variables as a dict, they are kept in that dict, and no slot holds a
/// value any more: `values` is empty then.
#[derive(Default)]
pub struct Slots {
    /// Values by slot; empty while unbound.
    pub values: Vec<Value>,
    names: Vec<Symbol>,
    index: FxHashMap<Symbol, u32>,
    /// Slots in the order in which they were bound; unbound ones may be among them.
    order: Vec<u32>,
    dict: Option<Gc<Dict>>,
    mirror: Option<Arc<Mirror>>,
}

impl Slots {
    /// Slots whose values are in a dict.
    pub fn over(dict: &Gc<Dict>) -> Slots {
        Slots {
            dict: Some(dict.clone()),
            ..Slots::default()
        }
    }

    /// The slot of a name, made if need be.
    pub fn slot(&mut self, name: Symbol) -> u32 {
        if let Some(&slot) = self.index.get(&name) {
            return slot;
        }
        let slot = self.names.len() as u32;
        if self.dict.is_none() {
            self.values.push(Value::EMPTY);
        }
        self.names.push(name);
        self.index.insert(name, slot);
        slot
    }

    /// The value of a name, if it is bound.
    pub fn get(&self, name: Symbol) -> Option<Value> {
        if let Some(dict) = &self.dict {
            return dict.table().get(&Str::value(name.as_str())).ok().flatten();
        }
        let value = &self.values[*self.index.get(&name)? as usize];
        (!value.is_empty()).then(|| value.clone())
    }

    /// Binds a name; returns the old value, to be dropped outside the guard.
    pub fn set(&mut self, name: Symbol, value: Value) -> Value {
        let slot = self.slot(name);
        self.put(slot, value)
    }

    /// Binds the name of a slot; returns the old value, to be dropped outside the guard.
    #[inline(always)]
    pub fn put(&mut self, slot: u32, value: Value) -> Value {
        let Some(place) = self.values.get_mut(slot as usize) else {
            return self.put_in_dict(slot, value);
        };
        let old = place.replace(value);
        if old.is_empty() {
            self.order.push(slot);
        }
        self.blot(slot);
        old
    }

    #[inline(always)]
    fn blot(&self, slot: u32) {
        if let Some(mirror) = &self.mirror {
            mirror.blot(slot);
        }
    }

    fn blot_all(&self) {
        self.mirror.iter().for_each(|mirror| mirror.blot_all());
    }

    #[cold]
    fn put_in_dict(&mut self, slot: u32, value: Value) -> Value {
        let key = Str::value(self.names[slot as usize].as_str());
        let old = self.dict.as_ref().and_then(|dict| {
            dict.adopt_all([&key, &value]);
            dict.table().insert(key, value).ok()
        });
        old.flatten().unwrap_or(Value::EMPTY)
    }

    /// Unbinds a name; returns its value, to be dropped outside the guard, or the empty value.
    pub fn unbind(&mut self, name: Symbol) -> Value {
        if let Some(dict) = &self.dict {
            let key = Str::value(name.as_str());
            let mut table = dict.table();
            let place = Key::new(&key)
                .and_then(|key| table.find(&key))
                .ok()
                .flatten();
            return place.map_or(Value::EMPTY, |place| table.remove(place).1);
        }
        let Some(&slot) = self.index.get(&name) else {
            return Value::EMPTY;
        };
        self.order.retain(|known| *known != slot);
        self.blot(slot);
        self.values[slot as usize].take()
    }

    /// The dict that the variables are kept in from now on.
    pub fn to_dict(&mut self) -> Gc<Dict> {
        if let Some(dict) = &self.dict {
            return dict.clone();
        }
        let mut table = Table::default();
        for (name, value) in self.list() {
            let inserted = table.insert(Str::value(name.as_str()), value);
            debug_assert!(inserted.is_ok(), "strings are hashed without the user");
        }
        let dict = Dict::new(table);
        dict.as_ref().publish();
        self.blot_all();
        self.dict = Some(dict.clone());
        self.order = Vec::new();
        self.values = Vec::new();
        dict
    }

    /// The dict that the variables are kept in, if they are.
    pub fn dict(&self) -> Option<&Gc<Dict>> {
        self.dict.as_ref()
    }

    /// The name of a slot.
    pub fn name(&self, slot: u32) -> Symbol {
        self.names[slot as usize]
    }

    /// Bound names and values in the order in which they were bound.
    pub fn list(&self) -> Vec<(Symbol, Value)> {
        if let Some(dict) = &self.dict {
            let named = |entry: &Entry| {
                let name = Symbol::new(entry.key.as_gc::<Str>()?.as_str());
                Some((name, entry.value.clone()))
            };
            return dict.table().iter().filter_map(named).collect();
        }
        let named = |slot: &u32| (self.name(*slot), self.values[*slot as usize].clone());
        let bound = self.order.iter().map(named);
        bound.filter(|(_, value)| !value.is_empty()).collect()
    }

    /// Unbinds everything; returns the values, to be dropped outside the guard.
    pub fn clear(&mut self) -> Vec<Value> {
        self.order.clear();
        self.blot_all();
        if let Some(dict) = self.dict.take() {
            let table = std::mem::take(&mut *dict.table());
            self.values = vec![Value::EMPTY; self.names.len()];
            return table.iter().map(|entry| entry.value.clone()).collect();
        }
        self.values.iter_mut().map(Value::take).collect()
    }

    /// The names of all slots.
    pub fn names(&self) -> &[Symbol] {
        &self.names
    }
}

impl Namespace {
    /// An empty namespace.
    pub fn new() -> Gc<Namespace> {
        Gc::new(Namespace {
            slots: Guarded::new(Slots::default()),
            mirror: OnceLock::new(),
        })
    }

    /// The namespace whose variables are the items of a dict.
    pub fn over(dict: &Gc<Dict>) -> Gc<Namespace> {
        Gc::new(Namespace {
            slots: Guarded::new(Slots::over(dict)),
            mirror: OnceLock::new(),
        })
    }
}

/// Variables that a mirror has places for beyond those that are known when it is made.
const ROOM: usize = 64;

/// Reading by slot.
pub trait NamespaceMirror {
    /// Lets threads read without a lock what allows it, unless accesses are recorded, which guards do.
    /// Call it while there is one thread.
    fn open_mirror(&self);

    /// The value of a slot, or the empty value; None where the variables are in a dict.
    fn variable(&self, slot: u32) -> Option<Value>;
}

impl NamespaceMirror for Gc<Namespace> {
    fn open_mirror(&self) {
        if is_recording() {
            return;
        }
        let mut slots = self.slots();
        if slots.dict.is_none() && slots.mirror.is_none() {
            let mirror = Arc::new(Mirror::new(slots.names.len() + ROOM));
            slots.mirror = Some(mirror.clone());
            // Whoever set it before had set the other one, too.
            let _ = self.mirror.set(mirror);
        }
    }

    #[inline(always)]
    fn variable(&self, slot: u32) -> Option<Value> {
        match self.guard_local(|namespace| &namespace.slots) {
            Some(slots) => slots.values.get(slot as usize).cloned(),
            None => shared_variable(self, slot),
        }
    }
}

#[inline(never)]
fn shared_variable(namespace: &Gc<Namespace>, slot: u32) -> Option<Value> {
    let mirror = namespace.mirror.get();
    if let Some(value) = mirror.and_then(|mirror| mirror.get(slot)) {
        return Some(value);
    }
    let slots = namespace.slots();
    let value = slots.values.get(slot as usize)?;
    if let Some(mirror) = &slots.mirror {
        mirror.note(slot, value);
    }
    Some(value.clone())
}

/// Access to a namespace's slots.
pub trait NamespaceSlots {
    /// Locks the namespace.
    fn slots(&self) -> Guard<'_, Slots>;
}

impl NamespaceSlots for Gc<Namespace> {
    #[inline(always)]
    fn slots(&self) -> Guard<'_, Slots> {
        self.guard(|namespace| &namespace.slots)
    }
}

impl Trace for Namespace {
    fn trace(&self, visitor: &Visitor<'_>) {
        let slots = visitor.peek(&self.slots);
        trace_values(&slots.values, visitor);
        if let Some(dict) = slots.dict() {
            visitor.visit(dict.as_ref());
        }
    }
}

/// A module.
pub struct Module {
    /// Its dotted name.
    pub name: Box<str>,
    /// Its globals.
    pub namespace: Gc<Namespace>,
    /// Held by the thread that runs its text, from before it is known until its end.
    pub loading: Arc<Lock>,
    /// The folder, of a package without `__init__.py`.
    pub folder: Option<Box<str>>,
}

impl Module {
    /// A package that is a folder without `__init__.py`.
    pub fn of_folder(name: &str, namespace: &Gc<Namespace>, folder: &str) -> Gc<Module> {
        Gc::new(Module {
            name: name.into(),
            namespace: namespace.clone(),
            loading: Arc::default(),
            folder: Some(folder.into()),
        })
    }

    /// Whether it comes from nowhere: a script has made it.
    pub fn is_bare(&self) -> bool {
        let origin = self.namespace.slots().get(Symbol::new("__spec__"));
        origin.is_some_and(|origin| origin.is_none())
    }

    /// Whether its text still runs.
    pub fn is_partial(&self) -> bool {
        self.loading.holder().is_some()
    }

    /// A module that nobody loads.
    pub fn new(name: &str, namespace: &Gc<Namespace>) -> Gc<Module> {
        Gc::new(Module {
            name: name.into(),
            namespace: namespace.clone(),
            loading: Arc::default(),
            folder: None,
        })
    }
}

impl Trace for Module {
    fn trace(&self, visitor: &Visitor<'_>) {
        visitor.visit(self.namespace.as_ref());
    }
}

/// `super(class, receiver)`.
pub struct Super {
    /// The class after which lookup begins.
    pub class: Gc<Class>,
    /// What methods are bound to: an instance or a class.
    pub receiver: Value,
}

impl Trace for Super {
    fn trace(&self, visitor: &Visitor<'_>) {
        visitor.visit(self.class.as_ref());
        trace_value(&self.receiver, visitor);
    }
}

/// A `threading.Lock` or `threading.RLock`.
pub struct LockObject {
    /// The runtime's lock.
    pub lock: Arc<Lock>,
    /// Of a reentrant lock: how often the holder has taken it again. Changed by the holder only.
    pub levels: Option<Arc<Word>>,
    /// Whether processes share it; if not, each has a lock of its own in its place.
    pub shared: bool,
}

impl LockObject {
    /// A lock that its holder, too, waits for.
    pub fn plain() -> LockObject {
        LockObject {
            lock: Arc::default(),
            levels: None,
            shared: false,
        }
    }

    /// A lock that its holder can take again.
    pub fn reentrant() -> LockObject {
        LockObject {
            lock: Arc::default(),
            levels: Some(Arc::new(Word::new(0))),
            shared: false,
        }
    }
}

impl Trace for LockObject {
    fn trace(&self, _visitor: &Visitor<'_>) {}
}

/// An object of `threading.local` or a class derived from it.
pub struct ThreadLocal {
    /// Its class.
    pub class: Gc<Class>,
    /// Arguments for `__init__` in each thread that comes to it.
    pub args: Value,
    /// Each thread's attributes.
    pub attrs: Guarded<FxHashMap<ThreadId, Attrs>>,
}

impl Trace for ThreadLocal {
    fn trace(&self, visitor: &Visitor<'_>) {
        visitor.visit(self.class.as_ref());
        trace_value(&self.args, visitor);
        visitor
            .peek(&self.attrs)
            .values()
            .for_each(|attrs| attrs.trace(visitor));
    }

    fn has_finalizer(&self, _visitor: &Visitor<'_>) -> bool {
        self.class.flags().has(ClassFlags::DEL)
    }
}

/// The generator behind a `random.Random`.
pub struct Twister {
    /// Its state.
    pub generator: Guarded<Box<Random>>,
}

impl Trace for Twister {
    fn trace(&self, _visitor: &Visitor<'_>) {}
}

/// `sys.stdout` and `sys.stderr`.
pub struct Stream {
    /// 1 or 2.
    pub descriptor: u8,
}

impl Trace for Stream {
    fn trace(&self, _visitor: &Visitor<'_>) {}
}

/// What the world keeps track of: code objects by site, and classes of the script.
pub struct Registry {
    /// The entries.
    pub entries: Guarded<Entries>,
}

/// Entries of the registry.
#[derive(Default)]
pub struct Entries {
    /// Code objects with the sites of their first instructions, ascending.
    pub codes: Vec<(u32, Arc<Code>)>,
    /// The script's own code.
    pub main: Option<Arc<Code>>,
    /// Namespaces of modules that a spawned process has forgotten, to be emptied at the end.
    pub forgotten: Vec<Gc<Namespace>>,
    /// Classes of the script.
    pub classes: Vec<Gc<Class>>,
    /// How the run ended, as far as its threads have told.
    pub ends: Vec<ThreadEnd>,
    /// Threads that wait for another to load a module, and its lock.
    pub importers: Vec<(ThreadId, Arc<Lock>)>,
}

/// How a thread ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ThreadEnd {
    /// It came to its end.
    Finished,
    /// `sys.exit`, or an uncaught exception in the main thread: the exit status.
    Status(i32),
    /// Valid Python outside the subset was met: what, and where.
    Unsupported(String, Site),
    /// KeyboardInterrupt was not caught.
    Interrupted,
}

impl Registry {
    /// An empty registry.
    pub fn new() -> Gc<Registry> {
        Gc::new(Registry {
            entries: Guarded::new(Entries::default()),
        })
    }
}

/// Access to the registry.
pub trait RegistryAccess {
    /// Locks it.
    fn entries(&self) -> Guard<'_, Entries>;
}

impl RegistryAccess for Gc<Registry> {
    fn entries(&self) -> Guard<'_, Entries> {
        self.guard(|registry| &registry.entries)
    }
}

impl Trace for Registry {
    fn trace(&self, visitor: &Visitor<'_>) {
        visitor
            .peek(&self.entries)
            .classes
            .iter()
            .for_each(|c| visitor.visit(c.as_ref()));
    }
}
