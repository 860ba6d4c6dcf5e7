//! Classes and their instances. What instances hold: [`super::attrs`].

use super::attrs::Attrs;
use super::class_name::ClassName;
use super::function::Wrapping;
use super::mirror::NamedMirror;
use super::shape::Shape;
use super::{Trace, trace_values};
use crate::value::Value;
use gilscope_runtime::cache::Word;
use gilscope_runtime::heap::record::is_recording;
use gilscope_runtime::heap::{Gc, Guard, Guarded, Visitor, births};
use gilscope_runtime::symbol::Symbol;
use rustc_hash::FxHashMap;
use std::sync::{Arc, OnceLock};

/// A class, builtin or of the script.
pub struct Class {
    /// `__name__`
    pub name: ClassName,
    /// `__qualname__`
    pub qualname: ClassName,
    /// `__module__`; `builtins` for those.
    pub module: Box<str>,
    /// Base classes; empty only for `object`.
    pub bases: Box<[Gc<Class>]>,
    /// Method resolution order without the class itself.
    pub mro: Box<[Gc<Class>]>,
    /// What its instances are made of.
    pub layout: Layout,
    /// Shape of a new instance.
    pub shape: Gc<Shape>,
    /// [`ClassFlags`] of this class and its bases.
    flags: Word,
    /// Attributes in order of definition.
    pub members: Guarded<Members>,
    /// Of a builtin class: 1 more than the number of the native that makes its objects, once it has been
    /// looked for; or 0.
    pub constructor: Word,
    /// Of a class of the script: the `__init__` of its objects, once it has been looked for; an inline
    /// cache, see `vm::inline_cache`.
    pub init: [Word; 2],
    /// Where threads look first, once there are several and no GIL.
    mirror: OnceLock<Arc<NamedMirror>>,
}

/// Which body type the instances of a class have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Layout {
    /// [`Instance`]
    Instance,
    /// [`super::Exception`]
    Exception,
    /// A body type of its own.
    Builtin,
    /// [`Class`]: the class is a metaclass.
    Class,
    /// [`super::Derived`]: the class derives from one of those.
    Derived,
    /// `threading.local`: each thread has attributes of its own.
    ThreadLocal,
}

/// The member of a class that is what it is an instance of, where that is not `type`.
pub const CLASS_OF_CLASS: &str = "class of the class";

/// Builtin classes whose objects differ in size: in those derived from them there is no room for slots,
/// nor for weak references.
pub const OF_MANY_SIZES: &[&str] = &["int", "tuple", "bytes"];

/// Which operations a class of the script overrides.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ClassFlags(pub u64);

impl ClassFlags {
    /// Defined in a script.
    pub const USER: ClassFlags = ClassFlags(1);
    /// `__eq__` or `__ne__`
    pub const EQ: ClassFlags = ClassFlags(2);
    /// `__hash__`, or `__eq__` without it
    pub const HASH: ClassFlags = ClassFlags(4);
    /// `__repr__` or `__str__` or `__format__`
    pub const REPR: ClassFlags = ClassFlags(8);
    /// `__bool__` or `__len__`
    pub const TRUTH: ClassFlags = ClassFlags(16);
    /// `__lt__` and its kin
    pub const ORDER: ClassFlags = ClassFlags(32);
    /// `__getattr__` or `__getattribute__`
    pub const GETATTR: ClassFlags = ClassFlags(64);
    /// `__setattr__` or `__delattr__`
    pub const SETATTR: ClassFlags = ClassFlags(128);
    /// `__new__`
    pub const NEW: ClassFlags = ClassFlags(256);
    /// Some class on the way has a property or another data descriptor.
    pub const DATA: ClassFlags = ClassFlags(512);
    /// Built in toy Python by the library, not by the script.
    pub const LIBRARY: ClassFlags = ClassFlags(1024);
    /// `__del__`
    pub const DEL: ClassFlags = ClassFlags(2048);
    /// The class is an instance of a metaclass: of the one under [`CLASS_OF_CLASS`].
    pub const META: ClassFlags = ClassFlags(4096);
    /// Instances have no dict: only the attributes that `__slots__` names.
    pub const SLOTS: ClassFlags = ClassFlags(8192);
    /// `__getitem__`, `__iter__` and their kin
    pub const ITEMS: ClassFlags = ClassFlags(16384);

    /// Whether any of the other's bits is set.
    #[inline]
    pub fn has(self, other: ClassFlags) -> bool {
        self.0 & other.0 != 0
    }

    /// Some class on the way names attributes in `__slots__`.
    pub const NAMED: ClassFlags = ClassFlags(32768);

    /// Those that derived classes have, too.
    pub fn inherited(self) -> ClassFlags {
        ClassFlags(self.0 & !ClassFlags::SLOTS.0)
    }

    /// Both together.
    pub fn with(self, other: ClassFlags) -> ClassFlags {
        ClassFlags(self.0 | other.0)
    }

    /// What defining a member of this name sets.
    pub fn of_member(name: &str) -> ClassFlags {
        match name {
            "__eq__" | "__ne__" => ClassFlags::EQ.with(ClassFlags::HASH),
            "__hash__" => ClassFlags::HASH,
            "__repr__" | "__str__" | "__format__" => ClassFlags::REPR,
            "__bool__" | "__len__" => ClassFlags::TRUTH,
            "__lt__" | "__le__" | "__gt__" | "__ge__" => ClassFlags::ORDER,
            "__getattr__" | "__getattribute__" => ClassFlags::GETATTR,
            "__setattr__" | "__delattr__" => ClassFlags::SETATTR,
            "__new__" => ClassFlags::NEW,
            "__del__" => ClassFlags::DEL,
            "__getitem__" | "__setitem__" | "__delitem__" | "__missing__" | "__contains__"
            | "__iter__" | "__reversed__" => ClassFlags::ITEMS,
            _ => ClassFlags(0),
        }
    }
}

/// The members of a class.
#[derive(Default)]
pub struct Members {
    order: Vec<(Symbol, Value)>,
    index: FxHashMap<Symbol, u32>,
    mirror: Option<Arc<NamedMirror>>,
}

impl Members {
    /// The member of this name.
    #[inline]
    pub fn get(&self, name: Symbol) -> Option<&Value> {
        let position = *self.index.get(&name)?;
        Some(&self.order[position as usize].1)
    }

    /// Sets a member; returns the old value, to be dropped outside the guard.
    pub fn set(&mut self, name: Symbol, value: Value) -> Option<Value> {
        self.mirror.iter().for_each(|mirror| mirror.blot(name));
        if let Some(&position) = self.index.get(&name) {
            return Some(std::mem::replace(
                &mut self.order[position as usize].1,
                value,
            ));
        }
        self.index.insert(name, self.order.len() as u32);
        self.order.push((name, value));
        None
    }

    /// Removes a member; returns its value, to be dropped outside the guard.
    pub fn remove(&mut self, name: Symbol) -> Option<Value> {
        let position = self.index.remove(&name)? as usize;
        self.mirror.iter().for_each(|mirror| mirror.blot(name));
        let (_, value) = self.order.remove(position);
        for later in self.index.values_mut().filter(|p| **p as usize > position) {
            *later -= 1;
        }
        Some(value)
    }

    /// Members in order of definition.
    pub fn iter(&self) -> impl Iterator<Item = (Symbol, &Value)> {
        self.order.iter().map(|(name, value)| (*name, value))
    }

    /// Takes all members out.
    pub fn clear(&mut self) -> Vec<(Symbol, Value)> {
        self.mirror.iter().for_each(|mirror| mirror.blot_all());
        self.index.clear();
        std::mem::take(&mut self.order)
    }
}

impl Class {
    /// A class. Its flags are those of its bases and members.
    pub fn new(plan: ClassPlan) -> Gc<Class> {
        let mut flags = plan.flags;
        for base in &plan.bases {
            flags = flags.with(base.flags().inherited());
        }
        for (name, value) in plan.members.iter() {
            flags = flags.with(flags_of(name, value, flags));
        }
        Gc::new(Class {
            name: plan.name.as_str().into(),
            qualname: plan.qualname.as_str().into(),
            module: plan.module.into(),
            bases: plan.bases.into(),
            mro: plan.mro.into(),
            layout: plan.layout,
            shape: Shape::empty(),
            flags: Word::new(flags.0),
            members: Guarded::new(plan.members),
            constructor: Word::new(0),
            init: [const { Word::new(0) }; 2],
            mirror: OnceLock::new(),
        })
    }

    /// The same class for another heap, still without members.
    pub fn transplant(
        &self,
        bases: Box<[Gc<Class>]>,
        mro: Box<[Gc<Class>]>,
        shape: Gc<Shape>,
    ) -> Gc<Class> {
        Gc::new(Class {
            name: self.name.clone(),
            qualname: self.qualname.clone(),
            module: self.module.clone(),
            bases,
            mro,
            layout: self.layout,
            shape,
            flags: Word::new(self.flags.get()),
            members: Guarded::new(Members::default()),
            constructor: Word::new(0),
            init: [const { Word::new(0) }; 2],
            mirror: OnceLock::new(),
        })
    }

    /// What the class and its bases override.
    #[inline]
    pub fn flags(&self) -> ClassFlags {
        ClassFlags(self.flags.get())
    }

    /// Whether a call makes an instance without further ado, and then asks for `__init__`.
    #[inline]
    pub fn makes_plain_instances(&self) -> bool {
        let flags = self.flags();
        self.layout == Layout::Instance
            && flags.has(ClassFlags::USER)
            && !flags.has(ClassFlags::NEW.with(ClassFlags::META))
    }

    /// Adds flags, after a member was set.
    pub fn add_flags(&self, more: ClassFlags) {
        self.flags.set(self.flags.get() | more.0);
    }
}

/// What a class is to be made of.
pub struct ClassPlan {
    /// `__name__`
    pub name: String,
    /// `__qualname__`
    pub qualname: String,
    /// `__module__`
    pub module: String,
    /// Base classes.
    pub bases: Vec<Gc<Class>>,
    /// Method resolution order without the class itself.
    pub mro: Vec<Gc<Class>>,
    /// What its instances are made of.
    pub layout: Layout,
    /// Members in order of definition.
    pub members: Members,
    /// Flags to start from.
    pub flags: ClassFlags,
}

/// The flags that a member sets in a class of the script.
pub fn flags_of(name: Symbol, value: &Value, class: ClassFlags) -> ClassFlags {
    let wrapping = value.as_gc::<super::Wrapped>().map(|w| w.wrapping);
    let descriptor = match wrapping {
        Some(Wrapping::Computed) => ClassFlags::DATA,
        Some(Wrapping::Slot) => ClassFlags::NAMED,
        None if value.as_gc::<super::Property>().is_some() => ClassFlags::DATA,
        _ => ClassFlags(0),
    };
    if class.has(ClassFlags::USER) {
        descriptor.with(ClassFlags::of_member(name.as_str()))
    } else {
        descriptor
    }
}

/// The builtin class that a class with [`Layout::Derived`] derives from.
pub fn core_class(class: &Gc<Class>) -> Option<&Gc<Class>> {
    class.mro.iter().find(|base| base.layout == Layout::Builtin)
}

/// Lookup in classes.
pub trait ClassLookup {
    /// The member of this name in the class or the first of its bases that has it.
    fn lookup(&self, name: Symbol) -> Option<Value>;
    /// As [`ClassLookup::lookup`], with the class that has it.
    fn lookup_with_owner(&self, name: Symbol) -> Option<(Gc<Class>, Value)>;
    /// Whether the class is `other` or derives from it.
    fn is_subclass(&self, other: &Gc<Class>) -> bool;
    /// The class's own member of this name.
    fn member(&self, name: Symbol) -> Option<Value>;
    /// Locks the class's own members.
    fn members(&self) -> Guard<'_, Members>;
    /// Lets threads look for members without a lock. Call it while there is one thread.
    fn open_mirror(&self);
}

impl ClassLookup for Gc<Class> {
    fn lookup(&self, name: Symbol) -> Option<Value> {
        let known = self.member(name);
        known.or_else(|| self.mro.iter().find_map(|base| base.member(name)))
    }

    fn lookup_with_owner(&self, name: Symbol) -> Option<(Gc<Class>, Value)> {
        let own = std::iter::once(self).chain(self.mro.iter());
        { own }.find_map(|class| {
            let value = class.member(name)?;
            Some((class.clone(), value))
        })
    }

    fn is_subclass(&self, other: &Gc<Class>) -> bool {
        self.is(other) || self.mro.iter().any(|base| base.is(other))
    }

    #[inline(always)]
    fn member(&self, name: Symbol) -> Option<Value> {
        match self.guard_local(|class| &class.members) {
            Some(members) => members.get(name).cloned(),
            None => shared_member(self, name),
        }
    }

    fn members(&self) -> Guard<'_, Members> {
        self.guard(|class| &class.members)
    }

    fn open_mirror(&self) {
        // Accesses are recorded by guards.
        if is_recording() {
            return;
        }
        let mut members = self.members();
        if members.mirror.is_none() {
            let mirror = Arc::new(NamedMirror::new(
                members.order.iter().map(|(name, _)| *name),
            ));
            members.mirror = Some(mirror.clone());
            // Whoever set it before had set the other one, too.
            let _ = self.mirror.set(mirror);
        }
    }
}

#[inline(never)]
fn shared_member(class: &Gc<Class>, name: Symbol) -> Option<Value> {
    if let Some(value) = class.mirror.get().and_then(|mirror| mirror.get(name)) {
        return (!value.is_empty()).then_some(value);
    }
    let members = class.members();
    let value = members.get(name);
    if let Some(mirror) = &members.mirror {
        mirror.note(name, value);
    }
    value.cloned()
}

impl Trace for Class {
    fn trace(&self, visitor: &Visitor<'_>) {
        self.bases
            .iter()
            .chain(&self.mro)
            .for_each(|class| visitor.visit(class.as_ref()));
        visitor.visit(self.shape.as_ref());
        trace_values(
            visitor.peek(&self.members).iter().map(|(_, value)| value),
            visitor,
        );
    }
}

/// An object of a class of the script.
pub struct Instance {
    /// Its class.
    pub class: Gc<Class>,
    /// Its attributes.
    pub attrs: Guarded<Attrs>,
    /// How many objects its thread had made before it.
    pub birth: u64,
}

impl Instance {
    /// A new instance without attributes.
    #[inline]
    pub fn new(class: &Gc<Class>) -> Gc<Instance> {
        let attrs = Guarded::new(Attrs::new(&class.shape));
        Gc::new(Instance {
            class: class.clone(),
            attrs,
            birth: births(),
        })
    }
}

impl Trace for Instance {
    fn trace(&self, visitor: &Visitor<'_>) {
        visitor.visit(self.class.as_ref());
        visitor.peek(&self.attrs).trace(visitor);
    }

    fn has_finalizer(&self, _visitor: &Visitor<'_>) -> bool {
        self.class.flags().has(ClassFlags::DEL)
    }
}
