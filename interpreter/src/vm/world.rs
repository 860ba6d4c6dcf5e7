//! What all threads of one run share: types, builtins, modules, the host.

use super::faults::Faults;
use super::host::{Host, Options};
use super::native::{NativeInfo, NativeRow};
use super::operators::OperatorNames;
use super::prelude::Prelude;
use super::processes::Family;
use super::signal::{Exc, Res};
use crate::code::Code;
use crate::object::class::{CLASS_OF_CLASS, ClassFlags, ClassLookup, ClassPlan, Layout, Members};
use crate::object::dict::{DictTable, Table};
use crate::object::function::{Wrapped, Wrapping};
use crate::object::module::{NamespaceSlots, Registry, RegistryAccess, Slots, ThreadEnd};
use crate::object::transplant::{Transplant, Unmovable};
use crate::object::{Class, Dict, Instance, Module, Namespace, Native, Str, Tuple};
use crate::value::Value;
use crate::work::{Work, note};
use gilscope_runtime::cache::Word;
use gilscope_runtime::heap::Gc;
use gilscope_runtime::heap::record::note_hidden_in_company;
use gilscope_runtime::symbol::Symbol;
use gilscope_runtime::task::{Site, ThreadId};
use gilscope_runtime::time::Nanos;
use gilscope_runtime::wait::Lock;
use rustc_hash::FxHashMap;
use std::sync::Arc;

macro_rules! names {
    ($($field:ident = $text:expr,)+) => {
        /// Names that the VM itself looks up.
        #[allow(missing_docs)]
        #[derive(Clone, Copy)]
        pub struct Names { $(pub $field: Symbol,)+ }

        impl Names {
            fn new() -> Names {
                Names { $($field: Symbol::new($text),)+ }
            }
        }
    };
}

names! {
    init = "__init__", new = "__new__", name = "__name__", qualname = "__qualname__",
    module = "__module__", doc = "__doc__", dict = "__dict__", class = "__class__",
    call = "__call__", iter = "__iter__", next = "__next__", getitem = "__getitem__",
    setitem = "__setitem__", delitem = "__delitem__", contains = "__contains__", len = "__len__",
    bool = "__bool__", hash = "__hash__", eq = "__eq__", ne = "__ne__", str = "__str__",
    repr = "__repr__", format = "__format__", enter = "__enter__", exit = "__exit__",
    getattr = "__getattr__", getattribute = "__getattribute__", setattr = "__setattr__",
    delattr = "__delattr__", neg = "__neg__", pos = "__pos__", invert = "__invert__",
    get = "__get__", set = "__set__", set_name = "__set_name__", delete = "__delete__", del = "__del__",
    init_subclass = "__init_subclass__", class_getitem = "__class_getitem__", slots = "__slots__",
    awaiting = "__await__", aiter = "__aiter__", anext = "__anext__", aenter = "__aenter__",
    aexit = "__aexit__", args = "args", value = "value", code = "code", index = "__index__", missing = "__missing__",
    class_of_class = CLASS_OF_CLASS,
}

macro_rules! types {
    ($($field:ident = $name:literal,)+) => {
        /// The builtin classes other than exceptions and iterators.
        #[allow(missing_docs)]
        pub struct Types { $(pub $field: Gc<Class>,)+ }

        impl Types {
            fn new() -> Types {
                let object = builtin_class("object", &[], Layout::Instance);
                Types { $($field: match $name {
                    "object" => object.clone(),
                    "bool" => object.clone(),
                    name => builtin_class(name, &[&object], Layout::Builtin),
                },)+ }
            }

            /// The same classes in another heap.
            pub(super) fn transplant(&self, copy: &mut Transplant) -> Result<Types, Unmovable> {
                Ok(Types { $($field: copy.gc(&self.$field)?,)+ })
            }

            /// All of them.
            pub fn all(&self) -> Vec<&Gc<Class>> {
                vec![$(&self.$field),+]
            }
        }
    };
}

types! {
    object = "object", type_ = "type", int = "int", bool = "bool", float = "float", complex = "complex", str = "str",
    bytes = "bytes", list = "list", tuple = "tuple", dict = "dict", set = "set",
    frozenset = "frozenset", range = "range", slice = "slice", function = "function",
    native = "builtin_function_or_method", method_descriptor = "method_descriptor", method = "method", module = "module",
    property = "property", staticmethod = "staticmethod", classmethod = "classmethod",
    generator = "generator", coroutine = "coroutine", async_generator = "async_generator",
    async_generator_asend = "async_generator_asend", coroutine_wrapper = "coroutine_wrapper",
    none = "NoneType", ellipsis = "ellipsis",
    not_implemented = "NotImplementedType", cell = "cell", code = "code", super_ = "super",
    lock = "lock", rlock = "RLock", twister = "Twister", thread_local = "_local", stream = "TextIOWrapper",
    io_base = "IOBase", text_base = "TextIOBase", buffered_base = "BufferedIOBase",
    string_io = "StringIO", bytes_io = "BytesIO", buffered_reader = "BufferedReader",
    buffered_writer = "BufferedWriter", buffered_random = "BufferedRandom",
    bytearray = "bytearray",
    dict_keys = "dict_keys", dict_values = "dict_values", dict_items = "dict_items",
    computed = "getset_descriptor", member = "member_descriptor",
}

impl Types {
    /// The classes of files stand in a family of their own.
    fn make_files(&mut self) {
        let object = self.object.clone();
        let base = |name, base: &Gc<Class>| library_class("io", name, &[base], Layout::Builtin);
        self.io_base = base("IOBase", &object);
        self.text_base = base("TextIOBase", &self.io_base);
        self.buffered_base = base("BufferedIOBase", &self.io_base);
        let text = |name| library_class("_io", name, &[&self.text_base], Layout::Builtin);
        (self.stream, self.string_io) = (text("TextIOWrapper"), text("StringIO"));
        let bytes = |name| library_class("_io", name, &[&self.buffered_base], Layout::Builtin);
        self.bytes_io = bytes("BytesIO");
        self.buffered_reader = bytes("BufferedReader");
        self.buffered_writer = bytes("BufferedWriter");
        self.buffered_random = bytes("BufferedRandom");
    }
}

/// The distance from one epoch of classes to the next: it leaves room for a position below, in the keys of
/// inline caches.
pub const EPOCH: u64 = 1 << 16;

/// Classes of native iterators.
const ITERATORS: &[&str] = &[
    "iterator",
    "range_iterator",
    "longrange_iterator",
    "list_iterator",
    "list_reverseiterator",
    "tuple_iterator",
    "reversed",
    "str_iterator",
    "str_ascii_iterator",
    "dict_keyiterator",
    "dict_valueiterator",
    "dict_itemiterator",
    "dict_reversekeyiterator",
    "dict_reversevalueiterator",
    "dict_reverseitemiterator",
    "set_iterator",
    "bytes_iterator",
    "bytearray_iterator",
    "enumerate",
    "zip",
    "map",
    "filter",
    "callable_iterator",
];

/// Methods of builtin classes that want to see derived objects, not their cores.
const LOOKS_AT_CLASS: &[&str] = &[
    "dict.__getitem__",
    "set.__repr__",
    "frozenset.__repr__",
    "list.__iadd__",
    "list.__imul__",
    "dict.__ior__",
    "set.__ior__",
    "set.__iand__",
    "set.__isub__",
    "set.__ixor__",
];

/// Those of them that are builtin names.
const ITERATOR_NAMES: &[&str] = &["enumerate", "zip", "map", "filter", "reversed"];

fn builtin_class(name: &str, bases: &[&Gc<Class>], layout: Layout) -> Gc<Class> {
    library_class("builtins", name, bases, layout)
}

fn library_class(module: &str, name: &str, bases: &[&Gc<Class>], layout: Layout) -> Gc<Class> {
    let mut mro: Vec<Gc<Class>> = bases.iter().map(|base| (*base).clone()).collect();
    if let Some(base) = bases.first() {
        mro.extend(base.mro.iter().cloned());
    }
    Class::new(ClassPlan {
        name: name.to_string(),
        qualname: name.to_string(),
        module: module.to_string(),
        bases: bases.iter().map(|base| (*base).clone()).collect(),
        mro,
        layout,
        members: Members::default(),
        flags: ClassFlags(0),
    })
}

/// What all threads of one run share.
pub struct World {
    /// How the run is set up.
    pub options: Options,
    /// The way out.
    pub host: Arc<dyn Host>,
    /// Builtin classes.
    pub types: Types,
    /// Names that the VM looks up.
    pub names: Names,
    /// The same of operators.
    pub operator_names: OperatorNames,
    /// The natives, by index.
    pub natives: Arc<[NativeInfo]>,
    /// Function objects of those that are methods of a builtin class; empty for the others.
    pub(super) methods: Vec<Value>,
    /// Builtin names.
    pub builtins: Gc<Namespace>,
    /// Toy-Python twins of natives, and other functions that the VM calls by name.
    pub prelude: Gc<Namespace>,
    /// Their texts.
    pub prelude_texts: Arc<Prelude>,
    /// `sys.modules`
    pub modules: Gc<Dict>,
    /// `()`
    pub empty_tuple: Gc<Tuple>,
    /// `""`
    pub empty_str: Value,
    /// Strings of one character below 256.
    pub(super) characters: Vec<Value>,
    pub(super) exceptions: Vec<Gc<Class>>,
    pub(super) iterators: FxHashMap<&'static str, Gc<Class>>,
    pub(super) registry: Gc<Registry>,
    /// Counts changes of classes that could make an inline cache wrong.
    pub(super) epoch: Word,
    /// Limit on frames of a thread.
    pub recursion_limit: Word,
    /// Beyond this much memory MemoryError is raised; zero for no limit.
    pub(super) memory_limit: Word,
    /// What goes wrong on purpose.
    pub(super) faults: Option<Arc<Faults>>,
    /// Bytes asked for by `room_for` since memory was last looked at.
    pub(super) asked: Word,
    /// How many threads were started.
    pub started: Word,
    /// 1 once there was a second thread, from when on objects are local to threads or published.
    pub(super) is_public: Word,
    /// Where the toy-Python part of the standard library comes from.
    pub library: LibrarySource,
    /// What it shares with other processes.
    pub family: Arc<Family>,
    /// The number of its process, as the script sees it.
    pub pid: u64,
    /// Time that had passed before the driver began: sessions go through several drivers.
    pub elapsed: Nanos,
    /// Whether this is a session: refusals end the input, not the run.
    pub is_session: bool,
}

/// Source of a module of the standard library, by name: the toy-Python text, if it is known.
pub type LibrarySource = fn(&str) -> Option<&'static str>;

impl World {
    /// A world with these natives: functions named plainly become builtins, `list.append` a member
    /// of the class, `math.sqrt` a member of the native part of a module (see `natives_of`).
    pub fn new(
        rows: &[&'static [NativeRow]],
        prelude: &'static str,
        library: LibrarySource,
        options: Options,
        host: Arc<dyn Host>,
    ) -> World {
        let mut types = Types::new();
        types.bool = builtin_class("bool", &[&types.int], Layout::Builtin);
        types.thread_local =
            library_class("_thread", "_local", &[&types.object], Layout::ThreadLocal);
        types.lock = library_class("_thread", "lock", &[&types.object], Layout::Builtin);
        types.rlock = library_class("_thread", "RLock", &[&types.object], Layout::Builtin);
        types.make_files();
        let exceptions = exception_classes(&types.object);
        let iterators = ITERATORS
            .iter()
            .map(|name| {
                (
                    *name,
                    builtin_class(name, &[&types.object], Layout::Builtin),
                )
            })
            .collect();
        let memory_limit = options.max_memory.unwrap_or(0);
        let pid = u64::from(host.process());
        let family = Family::new(pid + 1);
        let mut world = World {
            faults: host.faults(),
            options,
            host,
            types,
            names: Names::new(),
            operator_names: OperatorNames::new(),
            natives: rows
                .iter()
                .flat_map(|table| table.iter())
                .map(NativeInfo::new)
                .collect(),
            methods: Vec::new(),
            builtins: Namespace::new(),
            prelude: Namespace::new(),
            prelude_texts: Prelude::shared(prelude),
            modules: Dict::new(Table::default()),
            empty_tuple: Tuple::new([]),
            empty_str: Str::value(""),
            characters: (0..=255u8)
                .map(|c| Str::value(char::from(c).to_string()))
                .collect(),
            exceptions,
            iterators,
            registry: Registry::new(),
            epoch: Word::new(EPOCH),
            recursion_limit: Word::new(1000),
            memory_limit: Word::new(memory_limit),
            asked: Word::new(0),
            started: Word::new(0),
            is_public: Word::new(0),
            library,
            pid,
            family,
            elapsed: Nanos::ZERO,
            is_session: false,
        };
        world.methods = world.fill_builtins();
        world.note_methods();
        world
    }

    /// Fills the namespace of builtins; gives the methods of builtin classes by index.
    fn fill_builtins(&self) -> Vec<Value> {
        let mut builtins = self.builtins.slots();
        for class in self.types.all() {
            let hidden = [
                "builtin_function_or_method",
                "method_descriptor",
                "getset_descriptor",
                "member_descriptor",
                "lock",
            ];
            if !hidden.contains(&&*class.name) && class.name.chars().all(char::is_lowercase) {
                builtins.set(Symbol::new(&class.name), class.into());
            }
        }
        for name in [
            "function",
            "method",
            "module",
            "generator",
            "coroutine",
            "async_generator",
            "async_generator_asend",
            "coroutine_wrapper",
            "cell",
            "code",
            "ellipsis",
        ] {
            builtins.set(Symbol::new(name), Value::EMPTY);
        }
        for class in self
            .exceptions
            .iter()
            .filter(|c| &*c.name != "UnsupportedError")
        {
            builtins.set(Symbol::new(&class.name), class.into());
        }
        for name in ITERATOR_NAMES {
            builtins.set(Symbol::new(name), Value::from(&self.iterators[name]));
        }
        builtins.set(
            Symbol::new("IOError"),
            self.exception_class(Exc::OSError).into(),
        );
        builtins.set(
            Symbol::new("EnvironmentError"),
            self.exception_class(Exc::OSError).into(),
        );
        builtins.set(Symbol::new("NotImplemented"), Value::NOT_IMPLEMENTED);
        builtins.set(Symbol::new("Ellipsis"), Value::ELLIPSIS);
        builtins.set(Symbol::new("__debug__"), Value::TRUE);
        let methods = self.install_natives(&mut builtins);
        self.share_iterator_methods();
        for class in [
            &self.types.list,
            &self.types.dict,
            &self.types.set,
            &self.types.bytearray,
            &self.types.dict_keys,
            &self.types.dict_items,
        ] {
            drop(
                class
                    .guard(|c| &c.members)
                    .set(self.names.hash, Value::NONE),
            );
        }
        methods
    }

    /// Which natives are methods, and which of them work on the cores of objects: those of the classes
    /// that a script may derive from.
    fn note_methods(&mut self) {
        // Those of one class mostly stand together.
        let mut last = ("", None);
        let mut owner = |info: &NativeInfo| {
            let prefix = info.row.name.split_once('.')?.0;
            if prefix != last.0 {
                last = (prefix, self.class_named(prefix));
            }
            last.1.clone()
        };
        let kind = |info: &NativeInfo| {
            let (owner, name) = (owner(info), info.row.name);
            let is_method = owner.is_some();
            let is_builtin = owner.is_some_and(|class| class.layout == Layout::Builtin);
            let wants_whole = name.ends_with(".__new__") || LOOKS_AT_CLASS.contains(&name);
            (is_method, is_builtin && !wants_whole)
        };
        let kinds: Vec<(bool, bool)> = self.natives.iter().map(kind).collect();
        let natives = Arc::get_mut(&mut self.natives).into_iter().flatten();
        for (info, (is_method, takes_core)) in natives.zip(kinds) {
            info.is_method = is_method;
            info.takes_core = takes_core;
        }
    }

    /// What every native iterator can do is told once, for the class `iterator`.
    fn share_iterator_methods(&self) {
        let common: Vec<(Symbol, Value)> = {
            let members = self.iterators["iterator"].guard(|c| &c.members);
            members
                .iter()
                .map(|(name, value)| (name, value.clone()))
                .collect()
        };
        for class in self.iterators.values() {
            for (name, value) in &common {
                let old = class.guard(|c| &c.members).set(*name, value.clone());
                drop(old);
            }
        }
    }

    fn install_natives(&self, builtins: &mut Slots) -> Vec<Value> {
        let classes = self.builtin_classes();
        let mut methods = vec![Value::EMPTY; self.natives.len()];
        for (info, index) in self.natives.iter().zip(0u32..) {
            let name = info.row.name;
            let native = Gc::new(Native {
                index,
                name,
                module: Value::EMPTY,
            });
            match name.split_once('.') {
                None => drop(builtins.set(Symbol::new(name), native.into())),
                Some((owner, member)) => {
                    if let Some(class) = classes.get(owner) {
                        let member = member.trim_end_matches('=');
                        let value = member_value(name, native);
                        methods[index as usize] = value.clone();
                        drop(class.guard(|c| &c.members).set(Symbol::new(member), value));
                        if name.ends_with('=') {
                            class.add_flags(ClassFlags::DATA);
                        }
                    }
                }
            }
        }
        methods
    }

    /// All builtin classes by name.
    fn builtin_classes(&self) -> FxHashMap<&str, &Gc<Class>> {
        let named = self.types.all().into_iter().chain(&self.exceptions);
        let named = named.map(|class| (&*class.name, class));
        let iterators = self.iterators.iter().map(|(name, class)| (*name, class));
        iterators.chain(named).collect()
    }

    /// The method of a builtin class with this index, or the empty value.
    #[inline(always)]
    pub fn method(&self, index: u32) -> Value {
        self.methods
            .get(index as usize)
            .cloned()
            .unwrap_or(Value::EMPTY)
    }

    /// The builtin class or exception of this name, if there is one.
    pub fn class_named(&self, name: &str) -> Option<Gc<Class>> {
        let all = self.types.all().into_iter().chain(&self.exceptions);
        { all }
            .find(|class| &*class.name == name)
            .cloned()
            .or_else(|| self.iterators.get(name).cloned())
    }

    /// Natives whose names begin with `prefix` and a dot, with the rest of their names: the native
    /// part of a module.
    pub fn natives_of(&self, prefix: &str) -> Vec<(&'static str, Value)> {
        let all = self.natives.iter().zip(0u32..);
        { all }
            .filter_map(|(info, index)| {
                let name = info.row.name.strip_prefix(prefix)?.strip_prefix('.')?;
                let native = Native {
                    index,
                    name: info.row.name,
                    module: Value::EMPTY,
                };
                Some((name, Gc::new(native).into()))
            })
            .collect()
    }

    /// What `sys.modules` holds under a name.
    pub fn loaded(&self, name: &str) -> Option<Value> {
        self.modules.table().get(&Str::value(name)).ok().flatten()
    }

    /// What stands for the loader of a script's file.
    pub fn source_loader(&self) -> Value {
        let (module, name) = ("_frozen_importlib_external", "SourceFileLoader");
        let class = library_class(module, name, &[&self.types.object], Layout::Instance);
        Instance::new(&class).into()
    }

    /// The module `builtins`, whose variables are the builtin names.
    pub fn builtins_module(&self) -> Value {
        if let Some(known) = self.loaded("builtins") {
            return known;
        }
        drop(
            self.builtins
                .slots()
                .set(self.names.name, Str::value("builtins")),
        );
        let module = Value::from(Module::new("builtins", &self.builtins));
        let old = self
            .modules
            .table()
            .insert(Str::value("builtins"), module.clone());
        drop(old);
        module
    }

    /// The class of a builtin exception.
    pub fn exception_class(&self, class: Exc) -> &Gc<Class> {
        &self.exceptions[class as usize]
    }

    /// A string of one character.
    pub fn character(&self, c: char) -> Value {
        match self.characters.get(c as usize) {
            Some(known) => known.clone(),
            None => Str::value(c.to_string()),
        }
    }

    /// The object that stands for all strings of this one character, or of none, and for all empty
    /// tuples; others stand for themselves.
    pub fn kept(&self, value: &Value) -> Value {
        if let Some(text) = value.as_gc::<Str>() {
            let mut chars = text.as_str().chars();
            return match (chars.next(), chars.next()) {
                (None, _) => self.empty_str.clone(),
                (Some(c), None) if (c as usize) < self.characters.len() => self.character(c),
                _ => value.clone(),
            };
        }
        match value.as_gc::<Tuple>() {
            Some(tuple) if tuple.items.is_empty() => (&self.empty_tuple).into(),
            _ => value.clone(),
        }
    }

    /// Whether more memory is in use than allowed. Says so once: what is freed then does not go back
    /// to the system at once, so that the next time is when there is a sixteenth more.
    pub fn is_out_of_memory(&self) -> bool {
        let limit = self.memory_limit.get();
        if limit == 0 {
            return false;
        }
        let used = self.host.memory();
        if used > limit {
            self.memory_limit.set(used + used / 16);
        }
        used > limit
    }

    /// Whether memory is limited at all.
    pub fn has_memory_limit(&self) -> bool {
        self.memory_limit.get() != 0
    }

    /// Asked by an operation before it makes something of many bytes: MemoryError where that is more
    /// than allowed. Memory is looked at once a mebibyte was asked for.
    pub fn room_for(&self, bytes: usize) -> Res<()> {
        const OFTEN: u64 = 1 << 20;
        note(Work::Byte, bytes);
        let limit = self.memory_limit.get();
        if limit == 0 {
            return Ok(());
        }
        let asked = self.asked.get().saturating_add(bytes as u64);
        self.asked.set(if asked < OFTEN { asked } else { 0 });
        if asked >= OFTEN && self.host.memory().saturating_add(bytes as u64) > limit {
            return Exc::MemoryError.err("");
        }
        Ok(())
    }

    /// A vector with room for so many items; MemoryError where there is not that much memory.
    pub fn vector<T>(&self, count: usize) -> Res<Vec<T>> {
        self.room_for(count.saturating_mul(size_of::<T>()))?;
        let mut items = Vec::new();
        match items.try_reserve_exact(count) {
            Ok(()) => Ok(items),
            Err(_) => Exc::MemoryError.err(""),
        }
    }

    /// The present epoch of classes, a multiple of [`EPOCH`]: inline caches filled in an earlier one are
    /// void.
    #[inline(always)]
    pub fn epoch(&self) -> u64 {
        self.epoch.get()
    }

    /// Voids all inline caches.
    pub fn next_epoch(&self) {
        self.epoch.skip(EPOCH);
    }

    /// Notes a code object, and gives the site of its first instruction.
    pub fn register_code(&self, code: &Arc<Code>) -> u32 {
        if !code.source.is_library() {
            note_hidden_in_company("new code");
        }
        let mut registry = self.registry.entries();
        let first = self.family.sites.skip(code.instrs.len() as u64) as u32;
        registry.codes.push((first, code.clone()));
        self.host.learn(first, code);
        first
    }

    /// Notes a class of the script, to be emptied at the end of the run.
    pub fn register_class(&self, class: &Gc<Class>) {
        note_hidden_in_company("new classes");
        self.registry.as_ref().adopt(class.as_ref());
        self.registry.entries().classes.push(class.clone());
        // What a base was given meanwhile by another thread.
        class
            .bases
            .iter()
            .for_each(|base| class.add_flags(base.flags().inherited()));
    }

    /// The classes made by code in Python, in order of definition.
    pub fn script_classes(&self) -> Vec<Gc<Class>> {
        self.registry.entries().classes.clone()
    }

    /// Adds flags to a class of the script and to those derived from it, as a member is set.
    pub fn add_flags(&self, class: &Gc<Class>, flags: ClassFlags) {
        if class.flags().with(flags) == class.flags() {
            return;
        }
        note_hidden_in_company("new powers of classes");
        let classes = self.script_classes();
        let heirs = classes.iter().filter(|heir| heir.is_subclass(class));
        heirs.for_each(|heir| heir.add_flags(flags));
    }

    /// Whether `me` must wait until another thread has loaded a module, whose lock this is: notes the
    /// wait, then. Where the other one waits in turn for what `me` loads, the module is to be taken
    /// as it stands, as CPython does.
    pub fn waits_for_import(&self, me: ThreadId, loading: &Arc<Lock>) -> bool {
        note_hidden_in_company("imports that wait for each other");
        let mut registry = self.registry.entries();
        let mut lock = loading;
        while let Some((holder, _)) = lock.holder() {
            if holder == me {
                return false;
            }
            let waits = registry.importers.iter().find(|(who, _)| *who == holder);
            match waits {
                // Unless its wait is over, and it only has yet to go on.
                Some((_, next)) if !Arc::ptr_eq(next, lock) => lock = next,
                _ => {
                    registry.importers.push((me, loading.clone()));
                    return true;
                }
            }
        }
        false
    }

    /// Ends the wait of `me` for an import; gives the lock that it was for.
    pub fn forget_importer(&self, me: ThreadId) -> Arc<Lock> {
        let importers = &mut self.registry.entries().importers;
        let place = importers.iter().position(|(who, _)| *who == me);
        importers
            .swap_remove(place.expect("(import) the wait was noted"))
            .1
    }

    /// Notes the script's own code.
    pub fn set_main_code(&self, code: &Arc<Code>) {
        self.registry.entries().main = Some(code.clone());
    }

    /// The script's own code.
    pub fn main_code(&self) -> Option<Arc<Code>> {
        self.registry.entries().main.clone()
    }

    /// Notes a namespace of no module, to be emptied at the end of the run.
    pub fn note_namespace(&self, namespace: &Gc<Namespace>) {
        self.registry.entries().forgotten.push(namespace.clone());
    }

    /// Forgets all modules but those in `modules`.
    pub fn forget_modules(&self, modules: Table) {
        let old = std::mem::replace(&mut *self.modules.table(), modules);
        let namespaces: Vec<Gc<Namespace>> = { old.iter() }
            .filter_map(|entry| entry.value.as_gc::<Module>())
            .map(|module| module.namespace.clone())
            .collect();
        self.registry.entries().forgotten.extend(namespaces);
        drop(old);
    }

    /// Notes how a thread ended.
    pub fn note_end(&self, end: ThreadEnd) {
        self.registry.entries().ends.push(end);
    }

    /// Forgets how threads have ended.
    pub fn forget_ends(&self) {
        self.registry.entries().ends.clear();
    }

    /// How threads have ended so far.
    pub fn ends(&self) -> Vec<ThreadEnd> {
        self.registry.entries().ends.clone()
    }

    /// The code and instruction of a site.
    pub fn locate(&self, site: Site) -> Option<(Arc<Code>, u32)> {
        let registry = self.registry.entries();
        let after = registry
            .codes
            .partition_point(|(first, _)| *first <= site.0);
        let (first, code) = registry.codes.get(after.checked_sub(1)?)?;
        Some((code.clone(), site.0 - first))
    }

    /// All code objects with their first sites, in order.
    pub fn codes(&self) -> Vec<(u32, Arc<Code>)> {
        self.registry.entries().codes.clone()
    }

    /// Empties modules and classes of the script, so that only true cycles remain.
    pub fn clear(&self) {
        let modules = std::mem::take(&mut *self.modules.guard(|dict| &dict.table));
        let forgotten = std::mem::take(&mut self.registry.entries().forgotten);
        let namespaces: Vec<Gc<Namespace>> = modules
            .iter()
            .filter_map(|entry| entry.value.as_gc::<Module>())
            .map(|module| module.namespace.clone())
            .chain(forgotten)
            .collect();
        for namespace in namespaces.iter().chain([&self.prelude, &self.builtins]) {
            let values = namespace.slots().clear();
            drop(values);
        }
        drop(modules);
        let mut classes = std::mem::take(&mut self.registry.entries().classes);
        classes.extend(self.types.all().into_iter().cloned());
        classes.extend(self.exceptions.iter().cloned());
        classes.extend(self.iterators.values().cloned());
        for class in classes {
            let members = class.guard(|c| &c.members).clear();
            drop(members);
        }
    }
}

/// How a native stands in its class: `int.__new__` unbound, `function.__name__=` computed.
fn member_value(name: &str, native: Gc<Native>) -> Value {
    let wrapping = if name.ends_with('=') {
        Wrapping::Computed
    } else if name.ends_with(".__new__") || name.ends_with(".maketrans") {
        Wrapping::Static
    } else if name.ends_with(".__init_subclass__")
        || name.ends_with(".__prepare__")
        || name.ends_with(".fromkeys")
        || name.ends_with(".from_bytes")
        || name.ends_with(".fromhex")
    {
        Wrapping::Class
    } else {
        return native.into();
    };
    Gc::new(Wrapped {
        function: native.into(),
        wrapping,
    })
    .into()
}

fn exception_classes(object: &Gc<Class>) -> Vec<Gc<Class>> {
    let mut classes: Vec<Gc<Class>> = Vec::new();
    for (class, base) in Exc::ALL {
        let base = base.map_or(object, |base| &classes[base as usize]).clone();
        let bases = match class {
            Exc::ExceptionGroup => vec![base, classes[Exc::Exception as usize].clone()],
            _ => vec![base],
        };
        let bases: Vec<&Gc<Class>> = bases.iter().collect();
        classes.push(builtin_class(class.name(), &bases, Layout::Exception));
    }
    classes
}
