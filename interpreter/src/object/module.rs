//! Modules, their namespaces, and the objects of the standard library that need a body type.

use super::class::{Attrs, Class, ClassFlags};
use super::{Trace, trace_value, trace_values};
use crate::code::Code;
use crate::number::random::Random;
use crate::value::Value;
use gilscope_runtime::cache::Word;
use gilscope_runtime::heap::{Gc, Guard, Guarded, Visitor};
use gilscope_runtime::symbol::Symbol;
use gilscope_runtime::task::{Site, ThreadId};
use gilscope_runtime::wait::Lock;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Global variables of a module. Each name that its code mentions has a slot, found when the code
/// is linked, so that a global is reached by number.
pub struct Namespace {
    /// Names and values.
    pub slots: Guarded<Slots>,
}

/// Slots of a namespace.
#[derive(Default)]
pub struct Slots {
    /// Values by slot; empty while unbound.
    pub values: Vec<Value>,
    names: Vec<Symbol>,
    index: FxHashMap<Symbol, u32>,
}

impl Slots {
    /// The slot of a name, made if need be.
    pub fn slot(&mut self, name: Symbol) -> u32 {
        if let Some(&slot) = self.index.get(&name) {
            return slot;
        }
        let slot = self.values.len() as u32;
        self.values.push(Value::EMPTY);
        self.names.push(name);
        self.index.insert(name, slot);
        slot
    }

    /// The value of a name, if it is bound.
    pub fn get(&self, name: Symbol) -> Option<&Value> {
        let value = &self.values[*self.index.get(&name)? as usize];
        if value.is_empty() { None } else { Some(value) }
    }

    /// Binds a name; returns the old value, to be dropped outside the guard.
    pub fn set(&mut self, name: Symbol, value: Value) -> Value {
        let slot = self.slot(name);
        std::mem::replace(&mut self.values[slot as usize], value)
    }

    /// The name of a slot.
    pub fn name(&self, slot: u32) -> Symbol {
        self.names[slot as usize]
    }

    /// Bound names and values in the order of their slots.
    pub fn iter(&self) -> impl Iterator<Item = (Symbol, &Value)> {
        let bound = self.names.iter().copied().zip(&self.values);
        bound.filter(|(_, value)| !value.is_empty())
    }

    /// Unbinds everything; returns the values, to be dropped outside the guard.
    pub fn clear(&mut self) -> Vec<Value> {
        self.values.iter_mut().map(Value::take).collect()
    }
}

impl Namespace {
    /// An empty namespace.
    pub fn new() -> Gc<Namespace> {
        Gc::new(Namespace {
            slots: Guarded::new(Slots::default()),
        })
    }
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
        trace_values(&visitor.peek(&self.slots).values, visitor);
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
