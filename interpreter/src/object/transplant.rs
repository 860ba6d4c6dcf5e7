//! Objects copied from one heap into another, with all that they reach: how a process gets the heap
//! of the one that forked it.
//!
//! Nothing of the old heap is referred to by the new one; what processes share ([`Thing`]) is the
//! same in both. An object is made once its fixed parts are, which never go in a circle; what stands
//! behind its guard is filled in later. No two guards are held at a time, so other threads may go on
//! with the old heap meanwhile: each object is copied as it stands at one moment.

use super::attrs::Attrs;
use super::awaitable::{Awaitable, AwaitableAccess, First};
use super::class::{Class, ClassLookup, Instance, Members};
use super::compare;
use super::complex::ComplexNumber;
use super::derived::Derived;
use super::dict::{Dict, DictTable, DictView, Table};
use super::exception::{Exception, ExceptionParts, ExceptionState};
use super::file::{Content, File};
use super::function::{
    Cell, CodeObject, Function, FunctionState, Method, Native, Property, Wrapped,
};
use super::generator::{Generator, GeneratorAccess, Stage, Suspended};
use super::hidden::{Hasher, Regex, Search};
use super::iterator::{Iter, IterAccess, IterState};
use super::kind_name;
use super::module::{
    LockObject, Module, Namespace, NamespaceSlots, Slots, Stream, Super, ThreadLocal, Twister,
};
use super::parts::{fixed_parts, has_loose_parts, loose_parts};
use super::sequence::{
    BigInteger, ByteArray, ByteData, Bytes, List, ListItems, Range, Slice, Tuple, WideRange,
};
use super::set::{Set, SetItems, SetTable};
use super::shape::{Shape, longer_shapes, set_longer_shapes};
use super::shared::{Shared, Thing};
use super::text::Str;
use crate::linked::{FunctionCode, Linked};
use crate::value::Value;
use gilscope_runtime::cache::Word;
use gilscope_runtime::heap::{Gc, Guarded, Object, Ref};
use gilscope_runtime::symbol::Symbol;
use gilscope_runtime::task::{Site, ThreadId};
use gilscope_runtime::wait::Lock;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// An object of this kind cannot be copied; what it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unmovable(pub &'static str);

/// A copy in progress. The heap that was entered is the new one.
pub struct Transplant {
    /// The thread that goes on in the copy.
    me: ThreadId,
    /// New objects by the addresses of the old ones.
    made: FxHashMap<usize, Ref>,
    /// The old objects, kept alive so that an address tells one. To be dropped in the old heap.
    pub originals: Vec<Ref>,
    codes: FxHashMap<usize, Arc<FunctionCode>>,
    /// Old and new objects with something behind their guards.
    unfilled: Vec<(Ref, Ref)>,
    /// New dicts and sets with keys whose hashes may depend on their addresses.
    rehash: Vec<Ref>,
    /// New locks that were held, by whom and since where.
    held: Vec<(Arc<Lock>, ThreadId, Site)>,
    /// New objects of `threading.local`.
    locals: Vec<Gc<ThreadLocal>>,
}

/// What is left to do once the number of the new process's first thread is known.
#[derive(Default)]
pub struct Settling {
    me: Option<ThreadId>,
    held: Vec<(Arc<Lock>, ThreadId, Site)>,
    locals: Vec<Gc<ThreadLocal>>,
}

impl Settling {
    /// Gives the thread `me` what the thread had that it is the copy of.
    pub fn settle(self, me: ThreadId) {
        for (lock, holder, site) in self.held {
            let holder = if Some(holder) == self.me { me } else { holder };
            lock.try_acquire(holder, site);
        }
        for local in self.locals {
            let mut attrs = local.guard(|local| &local.attrs);
            if let Some(own) = self.me.and_then(|old| attrs.remove(&old)) {
                attrs.insert(me, own);
            }
        }
    }
}

impl Transplant {
    /// Begins a copy on behalf of the thread `me`.
    pub fn new(me: ThreadId) -> Transplant {
        Transplant {
            me,
            made: FxHashMap::default(),
            originals: Vec::new(),
            codes: FxHashMap::default(),
            unfilled: Vec::new(),
            rehash: Vec::new(),
            held: Vec::new(),
            locals: Vec::new(),
        }
    }

    /// Copies an object, and notes what it reaches.
    pub fn object(&mut self, root: &Ref) -> Result<Ref, Unmovable> {
        let mut stack = vec![root.clone()];
        while let Some(next) = stack.last() {
            let next = next.clone();
            let height = stack.len();
            if !self.made.contains_key(&next.address()) {
                let made = &self.made;
                fixed_parts(&next, &mut |part| {
                    if !made.contains_key(&part.address()) {
                        stack.push(part.clone());
                    }
                });
                if stack.len() > height {
                    self.originals.push(next);
                    continue;
                }
                self.make(&next)?;
            }
            self.originals.push(next);
            self.originals.extend(stack.pop());
        }
        Ok(self.made[&root.address()].clone())
    }

    /// Copies an object of a known body type.
    pub fn gc<T: Object>(&mut self, root: &Gc<T>) -> Result<Gc<T>, Unmovable> {
        let copy = self.object(root.as_ref())?;
        copy.into_gc().map_err(|_| Unmovable("object"))
    }

    /// Copies a value.
    pub fn value(&mut self, value: &Value) -> Result<Value, Unmovable> {
        Ok(match value.as_object() {
            None => value.clone(),
            Some(object) => Value::object(self.object(object)?),
        })
    }

    /// Fills in all that is reached; nothing is missing in the copies then but what depends on the
    /// number of the new thread.
    pub fn finish(&mut self) -> Result<Settling, Unmovable> {
        while let Some((old, new)) = self.unfilled.pop() {
            while self.fill(&old, &new).is_none() {
                let mut parts = Vec::new();
                loose_parts(&old, self.me, &mut |part| parts.push(part.clone()));
                for part in &parts {
                    self.object(part)?;
                }
                self.originals.extend(parts);
            }
            self.originals.push(old);
        }
        for container in std::mem::take(&mut self.rehash) {
            rehash(&container);
        }
        Ok(Settling {
            me: Some(self.me),
            held: std::mem::take(&mut self.held),
            locals: std::mem::take(&mut self.locals),
        })
    }

    /// The copy of a value, if it was made.
    fn known(&self, value: &Value) -> Option<Value> {
        match value.as_object() {
            None => Some(value.clone()),
            Some(object) => Some(Value::object(self.made.get(&object.address())?.clone())),
        }
    }

    fn known_gc<T: Object>(&self, object: &Gc<T>) -> Option<Gc<T>> {
        let copy = self.made.get(&object.as_ref().address())?.clone();
        copy.into_gc().ok()
    }

    fn known_all<'v>(&self, values: impl IntoIterator<Item = &'v Value>) -> Option<Vec<Value>> {
        values.into_iter().map(|value| self.known(value)).collect()
    }

    fn known_attrs(&self, attrs: &Attrs) -> Option<Attrs> {
        let shape = self.known_gc(attrs.shape())?;
        Some(Attrs::of(
            shape,
            self.known_all(attrs.values())?.into_iter().collect(),
        ))
    }

    /// Code for the new heap; its constants have been made.
    fn code(&mut self, old: &Arc<FunctionCode>) -> Option<Arc<FunctionCode>> {
        let place = Arc::as_ptr(old) as usize;
        if let Some(known) = self.codes.get(&place) {
            return Some(known.clone());
        }
        let new = Arc::new(match old.linked() {
            Some(linked) => self.linked(linked)?.into(),
            None => FunctionCode::later(old.code.clone()),
        });
        self.codes.insert(place, new.clone());
        Some(new)
    }

    fn linked(&self, old: &Linked) -> Option<Linked> {
        Some(Linked {
            code: old.code.clone(),
            instrs: old.instrs.clone(),
            length: old.length,
            consts: self.known_all(&old.consts)?.into(),
            names: old.names.clone(),
            caches: old
                .caches
                .iter()
                .map(|_| [const { Word::new(0) }; 2])
                .collect(),
            first_site: old.first_site,
            slots: old.slots,
            locals: old.locals,
            frame_size: old.frame_size,
            arity: old.arity,
        })
    }

    /// A new lock in the place of one that the processes do not share.
    fn lock(&mut self, old: &Lock) -> Arc<Lock> {
        let new = Arc::<Lock>::default();
        if let Some((holder, site)) = old.holder() {
            self.held.push((new.clone(), holder, site));
        }
        new
    }

    fn make(&mut self, old: &Ref) -> Result<(), Unmovable> {
        let new = self.copy(old).ok_or(Unmovable(kind_name(old.kind())))?;
        if has_loose_parts(old) {
            self.unfilled.push((old.clone(), new.clone()));
        }
        self.made.insert(old.address(), new);
        Ok(())
    }

    /// A new object with the fixed parts of an old one. `None`: there is no copying it.
    fn copy(&mut self, old: &Ref) -> Option<Ref> {
        if let Some(thing) = old.downcast::<Shared>() {
            return thing.thing.clone().value().as_object().cloned();
        }
        if let Some(lock) = old.downcast::<LockObject>() {
            return Some(self.copy_lock(lock));
        }
        self.copy_data(old)
            .or_else(|| self.copy_callable(old))
            .or_else(|| self.copy_other(old))
    }

    fn copy_lock(&mut self, old: &Gc<LockObject>) -> Ref {
        if old.shared {
            let thing = Thing::Lock(old.lock.clone(), old.levels.clone());
            let value = thing.value();
            return value.as_object().expect("a lock is an object").clone();
        }
        let levels = { old.levels.as_ref() }.map(|levels| Arc::new(Word::new(levels.get())));
        Gc::new(LockObject {
            lock: self.lock(&old.lock),
            levels,
            shared: false,
        })
        .into_ref()
    }

    fn copy_data(&self, old: &Ref) -> Option<Ref> {
        if let Some(text) = old.downcast::<Str>() {
            return Some(Gc::new(Str::new(text.as_str())).into_ref());
        }
        if let Some(tuple) = old.downcast::<Tuple>() {
            return Some(Tuple::new(self.known_all(&tuple.items)?).into_ref());
        }
        if let Some(instance) = old.downcast::<Instance>() {
            return Some(Instance::new(&self.known_gc(&instance.class)?).into_ref());
        }
        if old.downcast::<List>().is_some() {
            return Some(List::new(Vec::new()).into_ref());
        }
        if old.downcast::<Dict>().is_some() {
            return Some(Dict::new(Table::default()).into_ref());
        }
        if let Some(set) = old.downcast::<Set>() {
            return Some(Set::new(SetTable::default(), set.frozen).into_ref());
        }
        if let Some(number) = old.downcast::<BigInteger>() {
            let value = number.value.clone();
            return Some(Gc::new(BigInteger { value }).into_ref());
        }
        if let Some(complex) = old.downcast::<ComplexNumber>() {
            return ComplexNumber::value(complex.value).as_object().cloned();
        }
        if let Some(bytes) = old.downcast::<Bytes>() {
            let data = bytes.data.clone();
            return Some(Gc::new(Bytes { data }).into_ref());
        }
        if let Some(exception) = old.downcast::<Exception>() {
            let class = self.known_gc(&exception.class)?;
            return Some(Exception::new(&class, Vec::new()).into_ref());
        }
        if let Some(slice) = old.downcast::<Slice>() {
            let [a, b, c] = &slice.parts;
            let parts = [self.known(a)?, self.known(b)?, self.known(c)?];
            return Some(Gc::new(Slice { parts }).into_ref());
        }
        if let Some(range) = old.downcast::<Range>() {
            let (start, stop, step) = (range.start, range.stop, range.step);
            return Some(Gc::new(Range { start, stop, step }).into_ref());
        }
        if let Some(range) = old.downcast::<WideRange>() {
            let numbers = range.numbers.clone();
            return Some(Gc::new(WideRange { numbers }).into_ref());
        }
        if let Some(array) = old.downcast::<ByteArray>() {
            let data = array.data().clone();
            return ByteArray::value(data).as_object().cloned();
        }
        let derived = old.downcast::<Derived>()?;
        let (class, core) = (self.known_gc(&derived.class)?, self.known(&derived.core)?);
        Some(Derived::new(&class, core).into_ref())
    }

    fn copy_callable(&mut self, old: &Ref) -> Option<Ref> {
        if let Some(function) = old.downcast::<Function>() {
            let closure: Option<Vec<Gc<Cell>>> = { function.closure.iter() }
                .map(|cell| self.known_gc(cell))
                .collect();
            let state = FunctionState {
                name: Value::EMPTY,
                qualname: Value::EMPTY,
                doc: Value::EMPTY,
                module: Value::EMPTY,
                defaults: None,
                kwdefaults: None,
                annotations: Value::EMPTY,
                attrs: None,
            };
            let new = Function {
                code: self.code(&function.code)?,
                object: match &function.object {
                    Some(object) => Some(self.known_gc(object)?),
                    None => None,
                },
                globals: self.known_gc(&function.globals)?,
                closure: closure?.into(),
                state: Guarded::new(state),
            };
            return Some(Gc::new(new).into_ref());
        }
        if let Some(native) = old.downcast::<Native>() {
            let new = Native {
                index: native.index,
                name: native.name,
                module: self.known(&native.module)?,
            };
            return Some(Gc::new(new).into_ref());
        }
        if let Some(method) = old.downcast::<Method>() {
            let (function, receiver) = (&method.function, &method.receiver);
            let new = Method::value(self.known(function)?, self.known(receiver)?);
            return new.as_object().cloned();
        }
        if let Some(code) = old.downcast::<CodeObject>() {
            let code = self.code(&code.code)?;
            return Some(Gc::new(CodeObject { code }).into_ref());
        }
        if let Some(property) = old.downcast::<Property>() {
            let [a, b, c] = &property.parts;
            let new = Property {
                parts: [self.known(a)?, self.known(b)?, self.known(c)?],
                doc: self.known(&property.doc)?,
            };
            return Some(Gc::new(new).into_ref());
        }
        let wrapped = old.downcast::<Wrapped>()?;
        let new = Wrapped {
            function: self.known(&wrapped.function)?,
            wrapping: wrapped.wrapping,
        };
        Some(Gc::new(new).into_ref())
    }

    fn copy_other(&mut self, old: &Ref) -> Option<Ref> {
        if let Some(class) = old.downcast::<Class>() {
            let all = |classes: &[Gc<Class>]| -> Option<Box<[Gc<Class>]>> {
                classes.iter().map(|class| self.known_gc(class)).collect()
            };
            let (bases, mro) = (all(&class.bases)?, all(&class.mro)?);
            let shape = self.known_gc(&class.shape)?;
            return Some(class.transplant(bases, mro, shape).into_ref());
        }
        if let Some(shape) = old.downcast::<Shape>() {
            return Some(shape.transplant().into_ref());
        }
        if let Some(namespace) = old.downcast::<Namespace>() {
            let _ = namespace;
            return Some(Namespace::new().into_ref());
        }
        if let Some(module) = old.downcast::<Module>() {
            let new = Module {
                name: module.name.clone(),
                namespace: self.known_gc(&module.namespace)?,
                loading: self.lock(&module.loading),
                folder: module.folder.clone(),
            };
            return Some(Gc::new(new).into_ref());
        }
        if old.downcast::<Cell>().is_some() {
            return Some(Cell::new(Value::EMPTY).into_ref());
        }
        if let Some(generator) = old.downcast::<Generator>() {
            let new = Generator {
                function: self.known_gc(&generator.function)?,
                state: Guarded::new(Suspended::fresh(Vec::new())),
            };
            return Some(Gc::new(new).into_ref());
        }
        if old.downcast::<Iter>().is_some() {
            return Some(Iter::new(IterState::Done("iterator")).into_ref());
        }
        if let Some(view) = old.downcast::<DictView>() {
            let (dict, kind) = (self.known_gc(&view.dict)?, view.kind);
            return Some(Gc::new(DictView { dict, kind }).into_ref());
        }
        if let Some(it) = old.downcast::<Super>() {
            let (class, receiver) = (self.known_gc(&it.class)?, self.known(&it.receiver)?);
            return Some(Gc::new(Super { class, receiver }).into_ref());
        }
        if let Some(local) = old.downcast::<ThreadLocal>() {
            let new = Gc::new(ThreadLocal {
                class: self.known_gc(&local.class)?,
                args: self.known(&local.args)?,
                attrs: Guarded::new(FxHashMap::default()),
            });
            self.locals.push(new.clone());
            return Some(new.into_ref());
        }
        if let Some(stream) = old.downcast::<Stream>() {
            let descriptor = stream.descriptor;
            return Some(Gc::new(Stream { descriptor }).into_ref());
        }
        if let Some(awaitable) = old.downcast::<Awaitable>() {
            let target = self.known_gc(&awaitable.target)?;
            let new = Awaitable::value(target, First::Passes);
            return new.as_object().cloned();
        }
        if let Some(file) = old.downcast::<File>() {
            return self.copy_file(file);
        }
        if let Some(hasher) = old.downcast::<Hasher>() {
            let state = hasher.guard(|hasher| &hasher.state).clone();
            let state = Guarded::new(state);
            return Some(Gc::new(Hasher { state }).into_ref());
        }
        if let Some(regex) = old.downcast::<Regex>() {
            let program = regex.program.clone();
            return Some(Gc::new(Regex { program }).into_ref());
        }
        if let Some(search) = old.downcast::<Search>() {
            let state = search.guard(|search| &search.state).clone();
            let new = Search {
                program: search.program.clone(),
                text: self.known(&search.text)?,
                state: Guarded::new(state),
            };
            return Some(Gc::new(new).into_ref());
        }
        let twister = old.downcast::<Twister>()?;
        let generator = twister.guard(|twister| &twister.generator).clone();
        let generator = Guarded::new(generator);
        Some(Gc::new(Twister { generator }).into_ref())
    }

    /// A file in memory, or one that is closed. Of an open file of the disk, the place in it and its
    /// buffers cannot be shared.
    fn copy_file(&self, old: &Gc<File>) -> Option<Ref> {
        let content = match &*old.guard(|file| &file.state) {
            Content::Closed => Content::Closed,
            Content::Text { chars, position } => Content::Text {
                chars: chars.clone(),
                position: *position,
            },
            Content::Bytes { data, position } => Content::Bytes {
                data: data.clone(),
                position: *position,
            },
            Content::Disk(_) => return None,
        };
        let [encoding, errors] = &old.codec;
        let new = File {
            kind: old.kind,
            name: self.known(&old.name)?,
            mode: old.mode.clone(),
            codec: [self.known(encoding)?, self.known(errors)?],
            newline: old.newline,
            state: Guarded::new(content),
        };
        Some(Gc::new(new).into_ref())
    }

    /// Fills in what stands behind the guard of an old object, provided that all of it was made.
    fn fill(&mut self, old: &Ref, new: &Ref) -> Option<()> {
        if let (Some(old), Some(new)) = (old.downcast::<List>(), new.downcast::<List>()) {
            let items = self.known_all(&*old.items())?;
            *new.items() = items;
        } else if let (Some(old), Some(it)) = (old.downcast::<Dict>(), new.downcast::<Dict>()) {
            let table = old.table().transplant(&|value| self.known(value))?;
            let moved = table.iter().any(|entry| may_hash_by_address(&entry.key));
            *it.table() = table;
            self.rehash.extend(moved.then(|| new.clone()));
        } else if let (Some(old), Some(it)) = (old.downcast::<Set>(), new.downcast::<Set>()) {
            let table = old.table().transplant(&|value| self.known(value))?;
            let moved = table.iter().any(|(_, item)| may_hash_by_address(item));
            *it.table() = table;
            self.rehash.extend(moved.then(|| new.clone()));
        } else if let (Some(old), Some(new)) = (old.downcast::<Instance>(), new.downcast()) {
            self.fill_instance(old, new)?;
        } else if let (Some(old), Some(new)) = (old.downcast::<Function>(), new.downcast()) {
            self.fill_function(old, new)?;
        } else if let (Some(old), Some(new)) = (old.downcast::<Cell>(), new.downcast::<Cell>()) {
            let value = self.known(&old.guard(|cell| &cell.value))?;
            *new.guard(|cell| &cell.value) = value;
        } else if let (Some(old), Some(new)) = (old.downcast::<Class>(), new.downcast::<Class>()) {
            let mut members = Members::default();
            for (name, value) in old.members().iter() {
                drop(members.set(name, self.known(value)?));
            }
            *new.members() = members;
        } else if let (Some(old), Some(new)) = (old.downcast::<Shape>(), new.downcast()) {
            let longer = longer_shapes(old).into_iter();
            let longer: Option<Vec<(Symbol, Gc<Shape>)>> = { longer }
                .map(|(name, shape)| Some((name, self.known_gc(&shape)?)))
                .collect();
            set_longer_shapes(new, longer?);
        } else if let (Some(old), Some(new)) = (old.downcast::<Namespace>(), new.downcast()) {
            self.fill_namespace(old, new)?;
        } else if let (Some(old), Some(new)) = (old.downcast::<Exception>(), new.downcast()) {
            self.fill_exception(old, new)?;
        } else if let (Some(old), Some(new)) = (old.downcast::<Generator>(), new.downcast()) {
            self.fill_generator(old, new)?;
        } else if let (Some(old), Some(new)) = (old.downcast::<Iter>(), new.downcast::<Iter>()) {
            let state = self.iterator(&old.state())?;
            *new.state() = state;
        } else if let (Some(old), Some(new)) = (old.downcast::<Derived>(), new.downcast()) {
            self.fill_derived(old, new)?;
        } else if let (Some(old), Some(new)) = (old.downcast::<Awaitable>(), new.downcast()) {
            self.fill_awaitable(old, new)?;
        } else if let (Some(old), Some(new)) = (old.downcast::<ThreadLocal>(), new.downcast()) {
            self.fill_local(old, new)?;
        }
        Some(())
    }

    fn fill_instance(&self, old: &Gc<Instance>, new: &Gc<Instance>) -> Option<()> {
        let attrs = self.known_attrs(&old.guard(|instance| &instance.attrs))?;
        let empty = std::mem::replace(&mut *new.guard(|instance| &instance.attrs), attrs);
        drop(empty);
        Some(())
    }

    fn fill_derived(&self, old: &Gc<Derived>, new: &Gc<Derived>) -> Option<()> {
        let attrs = self.known_attrs(&old.guard(|derived| &derived.attrs))?;
        let empty = std::mem::replace(&mut *new.guard(|derived| &derived.attrs), attrs);
        drop(empty);
        Some(())
    }

    fn fill_awaitable(&self, old: &Gc<Awaitable>, new: &Gc<Awaitable>) -> Option<()> {
        let first = match &*old.first() {
            First::Passes => First::Passes,
            First::Value(value) => First::Value(self.known(value)?),
            First::Exception(exception) => First::Exception(self.known_gc(exception)?),
        };
        *new.first() = first;
        Some(())
    }

    fn fill_local(&self, old: &Gc<ThreadLocal>, new: &Gc<ThreadLocal>) -> Option<()> {
        let attrs = match old.guard(|local| &local.attrs).get(&self.me) {
            Some(attrs) => self.known_attrs(attrs)?,
            None => return Some(()),
        };
        new.guard(|local| &local.attrs).insert(self.me, attrs);
        Some(())
    }

    fn fill_function(&self, old: &Gc<Function>, new: &Gc<Function>) -> Option<()> {
        let old = old.guard(|function| &function.state);
        let state = FunctionState {
            name: self.known(&old.name)?,
            qualname: self.known(&old.qualname)?,
            doc: self.known(&old.doc)?,
            module: self.known(&old.module)?,
            annotations: self.known(&old.annotations)?,
            defaults: match &old.defaults {
                Some(defaults) => Some(self.known_gc(defaults)?),
                None => None,
            },
            kwdefaults: match &old.kwdefaults {
                Some(kwdefaults) => Some(self.known_gc(kwdefaults)?),
                None => None,
            },
            attrs: match &old.attrs {
                Some(attrs) => Some(Box::new(self.known_attrs(attrs)?)),
                None => None,
            },
        };
        drop(old);
        *new.guard(|function| &function.state) = state;
        Some(())
    }

    fn fill_namespace(&self, old: &Gc<Namespace>, new: &Gc<Namespace>) -> Option<()> {
        let mut slots = Slots::default();
        let old = old.slots();
        if let Some(dict) = old.dict() {
            slots = Slots::over(&self.known_gc(dict)?);
        }
        for name in old.names() {
            slots.slot(*name);
        }
        if old.dict().is_none() {
            for (name, value) in old.list() {
                drop(slots.set(name, self.known(&value)?));
            }
        }
        drop(old);
        *new.slots() = slots;
        Some(())
    }

    fn fill_exception(&self, old: &Gc<Exception>, new: &Gc<Exception>) -> Option<()> {
        let old = old.state();
        let state = ExceptionState {
            args: self.known_gc(&old.args)?,
            attrs: self.known_attrs(&old.attrs)?,
            cause: self.known(&old.cause)?,
            context: self.known(&old.context)?,
            suppress_context: old.suppress_context,
            traceback: old.traceback.clone(),
            traceback_object: self.known(&old.traceback_object)?,
            text: old.text.clone(),
            hint: old.hint.clone(),
            kept: self.known_all(&old.kept)?,
        };
        drop(old);
        let empty = std::mem::replace(&mut *new.state(), state);
        drop(empty);
        Some(())
    }

    fn fill_generator(&self, old: &Gc<Generator>, new: &Gc<Generator>) -> Option<()> {
        let old = old.state();
        let state = Suspended {
            stage: old.stage,
            ip: old.ip,
            values: match old.stage {
                // Its frame stays behind, with the thread that runs it.
                Stage::Running => Vec::new(),
                _ => self.known_all(&old.values)?,
            },
            handled: self.known(&old.handled)?,
        };
        drop(old);
        *new.state() = state;
        Some(())
    }

    fn iterator(&self, old: &IterState) -> Option<IterState> {
        Some(match old {
            IterState::Done(name) => IterState::Done(name),
            IterState::Range { next, step, left } => {
                let (next, step, left) = (*next, *step, *left);
                IterState::Range { next, step, left }
            }
            IterState::WideRange(numbers) => IterState::WideRange(numbers.clone()),
            IterState::List { list, index } => {
                let (list, index) = (self.known_gc(list)?, *index);
                IterState::List { list, index }
            }
            IterState::ListReversed { list, index } => {
                let (list, index) = (self.known_gc(list)?, *index);
                IterState::ListReversed { list, index }
            }
            IterState::Tuple { tuple, index } => {
                let (tuple, index) = (self.known_gc(tuple)?, *index);
                IterState::Tuple { tuple, index }
            }
            IterState::TupleReversed { tuple, index } => {
                let (tuple, index) = (self.known_gc(tuple)?, *index);
                IterState::TupleReversed { tuple, index }
            }
            IterState::Str { text, offset } => {
                let (text, offset) = (self.known_gc(text)?, *offset);
                IterState::Str { text, offset }
            }
            IterState::StrReversed { text, offset } => {
                let (text, offset) = (self.known_gc(text)?, *offset);
                IterState::StrReversed { text, offset }
            }
            IterState::Dict {
                dict,
                kind,
                position,
                size,
                left,
            } => IterState::Dict {
                dict: self.known_gc(dict)?,
                kind: *kind,
                position: *position,
                size: *size,
                left: *left,
            },
            IterState::DictReversed {
                dict,
                kind,
                position,
                size,
            } => IterState::DictReversed {
                dict: self.known_gc(dict)?,
                kind: *kind,
                position: *position,
                size: *size,
            },
            IterState::Set { set, place, size } => {
                let (set, place, size) = (self.known_gc(set)?, *place, *size);
                IterState::Set { set, place, size }
            }
            IterState::Bytes { bytes, index } => {
                let (bytes, index) = (self.known_gc(bytes)?, *index);
                IterState::Bytes { bytes, index }
            }
            IterState::ByteArray { array, index } => {
                let (array, index) = (self.known_gc(array)?, *index);
                IterState::ByteArray { array, index }
            }
            IterState::Enumerate { inner, next } => {
                let (inner, next) = (self.known_gc(inner)?, *next);
                IterState::Enumerate { inner, next }
            }
            IterState::Zip { inner, strict } => {
                let inner: Option<Box<[Gc<Iter>]>> =
                    inner.iter().map(|iter| self.known_gc(iter)).collect();
                let (inner, strict) = (inner?, *strict);
                IterState::Zip { inner, strict }
            }
        })
    }
}

/// Whether the hash of a key may be, or contain, an address.
fn may_hash_by_address(key: &Value) -> bool {
    let fixed = [
        Str::KIND,
        BigInteger::KIND,
        ComplexNumber::KIND,
        Bytes::KIND,
    ];
    key.as_object()
        .is_some_and(|object| !fixed.contains(&object.kind()))
}

/// The hash of a key in its new place. Where only the user can tell it is what it was.
fn new_hash(key: &Value, old: i64) -> i64 {
    compare::hash(key).unwrap_or(old)
}

/// Puts the keys of a new dict or set where their new hashes belong.
fn rehash(container: &Ref) {
    if let Some(dict) = container.downcast::<Dict>() {
        let old = std::mem::take(&mut *dict.table());
        let mut table = Table::with_capacity(old.len());
        for entry in old.iter() {
            let hash = new_hash(&entry.key, entry.hash);
            table.push(hash, entry.key.clone(), entry.value.clone());
        }
        *dict.table() = table;
        drop(old);
    } else if let Some(set) = container.downcast::<Set>() {
        let old = std::mem::take(&mut *set.table());
        let mut table = SetTable::default();
        for (hash, item) in old.iter() {
            table.push(new_hash(item, hash), item.clone());
        }
        *set.table() = table;
        drop(old);
    }
}
