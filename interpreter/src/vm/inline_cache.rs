//! Inline caches: what an instruction has found out about attributes, beside its code.
//!
//! A cache is two words. The first is a key of three parts: shape (32 bits), epoch (16), position
//! (16). Where it fits the object at hand, the attribute is known without any lookup:
//!
//! | instruction | position | meaning | second word |
//! |---|---|---|---|
//! | LoadAttr, StoreAttr | a number | instances of this shape keep the attribute there, and no data descriptor stands before it | |
//! | StoreAttr | `ADDED` | the attribute is added behind the others | address of the shape that results |
//! | LoadMethod | `METHOD` | the class has it, instances of this shape have not | address of the function |
//! | LoadMethod | a number | objects of a builtin kind (in the shape's place) have this native | |
//!
//! A class has a cache of its own, too, for the function that is its `__init__`: a key for the shape 0, and
//! the function's address.
//!
//! The epoch changes whenever a class changes in a way that could make a cache wrong; once it has
//! reached its limit nothing is cached any more.
//!
//! Second words are addresses that nobody counts. Under the GIL both words are read together, and as
//! long as the epoch stands, what the second one leads to lives. Without it, once there is a second
//! thread (`publishing.rs`), the two words of a cache are written once in its life, the first one
//! last, and lead to what is not counted any more (*once*).
#![allow(unsafe_code)]

use super::attribute_store::is_slot;
use super::context::Cx;
use super::stack::Program;
use super::thread::Thread;
use super::world::EPOCH;
use crate::linked::Instr;
use crate::object::Adopt;
use crate::object::class::{Class, ClassFlags, ClassLookup};
use crate::object::shape::Shape;
use crate::object::{Attrs, Dict, Function, Instance, List, Native, Str, Tuple};
use crate::value::Value;
use gilscope_runtime::cache::Word;
use gilscope_runtime::heap::record::is_exploring;
use gilscope_runtime::heap::{Flags, Gc, Header, Object, Ref};
use gilscope_runtime::symbol::Symbol;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

/// The last epoch: once it is reached nothing is cached any more.
pub(super) const LAST_EPOCH: u64 = 0xffff * EPOCH;
const METHOD: u64 = 0xffff;
const ADDED: u64 = 0xfffe;
/// Marks a kind of object in the place of a shape.
const KIND: u32 = 1 << 31;
/// Kinds whose objects are all of one class.
const KINDS: u64 = 1 << List::KIND | 1 << Dict::KIND | 1 << Str::KIND | 1 << Tuple::KIND;

#[inline(always)]
fn cache_of(program: Program, instr: Instr) -> &'static [Word; 2] {
    let caches = &program.code().caches;
    debug_assert!(usize::from(instr.c) < caches.len(), "(link) a cache");
    // SAFETY: (window) linking has set aside what instructions name, and the first one.
    unsafe { caches.get_unchecked(usize::from(instr.c)) }
}

#[inline(always)]
fn key(shape: u32, epoch: u64, position: u64) -> u64 {
    u64::from(shape) << 32 | epoch | position
}

/// The position that a key holds for a shape in an epoch; None where it is about others.
#[inline(always)]
fn position(known: u64, shape: u32, epoch: u64) -> Option<u64> {
    let position = known ^ key(shape, epoch, 0);
    (position < EPOCH).then_some(position)
}

/// The attribute that the cache of a LoadAttr knows, or the empty value.
#[inline(always)]
pub(super) fn cached(program: Program, object: &Value, cx: &Cx<'_>, instr: Instr) -> Value {
    let Some(instance) = object.as_gc::<Instance>() else {
        return Value::EMPTY;
    };
    let known = cache_of(program, instr)[0].get();
    let epoch = cx.epoch.get();
    // SAFETY: to copy a value takes no guard and drops nothing.
    match unsafe { instance.local(|i| &i.attrs) } {
        Some(attrs) => load_known(attrs, known, epoch),
        None => load_known_shared(instance, known, epoch),
    }
}

#[inline(always)]
fn load_known(attrs: &Attrs, known: u64, epoch: u64) -> Value {
    let position = position(known, attrs.id(), epoch);
    match position.and_then(|position| attrs.known(position as usize)) {
        Some(value) => value.clone(),
        None => Value::EMPTY,
    }
}

#[inline(never)]
fn load_known_shared(instance: &Gc<Instance>, known: u64, epoch: u64) -> Value {
    load_known(&instance.guard(|i| &i.attrs), known, epoch)
}

/// Stores an attribute where the cache of a StoreAttr says; leaves in `value` what is to be dropped
/// now. False, and nothing done, where the cache does not know.
#[inline(always)]
pub(super) fn cached_store(
    program: Program,
    object: &Value,
    value: &mut Value,
    cx: &Cx<'_>,
    instr: Instr,
) -> bool {
    let Some(instance) = object.as_gc::<Instance>() else {
        return false;
    };
    let cache = cache_of(program, instr);
    let epoch = cx.epoch.get();
    instance.adopt(value);
    // SAFETY: values are exchanged; what is to be dropped is left in `value`.
    match unsafe { instance.local_mut(|i| &i.attrs) } {
        Some(attrs) => store_known(attrs, value, cache, epoch),
        None => store_known_shared(instance, value, cache, epoch),
    }
}

#[inline(never)]
fn store_known_shared(
    instance: &Gc<Instance>,
    value: &mut Value,
    cache: &[Word; 2],
    epoch: u64,
) -> bool {
    store_known(&mut instance.guard(|i| &i.attrs), value, cache, epoch)
}

#[inline(always)]
fn store_known(attrs: &mut Attrs, value: &mut Value, cache: &[Word; 2], epoch: u64) -> bool {
    let Some(position) = position(cache[0].look(), attrs.id(), epoch) else {
        return false;
    };
    if let Some(place) = attrs.known_mut(position as usize) {
        place.exchange(value);
    } else if position == ADDED {
        let old = attrs.grow(borrowed(cache[1].get()), value.take());
        *value = Value::from(old);
    } else {
        return false;
    }
    true
}

/// A new reference to the shape at `address`, the second word of a cache.
#[inline(always)]
fn borrowed(address: u64) -> Gc<Shape> {
    let header = NonNull::new(address as *mut Header).expect("(cache) the second word is filled");
    // SAFETY: filled by `fill_store`; the live instance has the shape that this one was made from,
    // which keeps it alive; or (once).
    let shape = ManuallyDrop::new(unsafe { Ref::from_raw(header) });
    let shape = Ref::clone(&shape).into_gc();
    shape.expect("(cache) the second word is a shape's address")
}

/// The function that the cache of a LoadMethod knows, or the empty value.
#[inline(always)]
pub(super) fn cached_method(
    program: Program,
    receiver: &Value,
    cx: &Cx<'_>,
    instr: Instr,
) -> Value {
    let cache = cache_of(program, instr);
    let Some(object) = receiver.as_object() else {
        return Value::EMPTY;
    };
    let known = cache[0].look();
    let Some(instance) = object.downcast::<Instance>() else {
        return match position(known, KIND | u32::from(object.kind()), 0) {
            Some(index) => cx.world.method(index as u32),
            None => Value::EMPTY,
        };
    };
    let shape = instance.read(|i| &i.attrs, Attrs::id);
    if known != key(shape, cx.epoch.get(), METHOD) {
        return Value::EMPTY;
    }
    let Some(header) = NonNull::new(cache[1].get() as *mut Header) else {
        return Value::EMPTY;
    };
    // SAFETY: filled by `fill_method`; as long as the epoch stands, the class of this live instance
    // holds the function; or (once).
    let function = ManuallyDrop::new(unsafe { Ref::from_raw(header) });
    Value::object(Ref::clone(&function))
}

/// Whether a value is a class whose cache knows, or knew once, its `__init__`.
#[inline(always)]
pub(super) fn has_known_init(value: &Value) -> bool {
    { value.as_gc::<Class>() }.is_some_and(|class| class.init[0].get() != 0)
}

/// The `__init__` of a class whose calls make plain instances, if its cache knows it: a function.
#[inline(always)]
pub(super) fn cached_init(class: &Class, cx: &Cx<'_>) -> Option<Value> {
    if class.init[0].look() != key(0, cx.epoch.get(), METHOD) {
        return None;
    }
    // SAFETY: filled by `fill_init`; as long as the epoch stands, the class or one of its bases holds
    // the function; or (once).
    let header = NonNull::new(class.init[1].get() as *mut Header)?;
    // SAFETY: as above.
    let function = ManuallyDrop::new(unsafe { Ref::from_raw(header) });
    Some(Value::object(Ref::clone(&function)))
}

/// The shape of an instance's attributes.
pub(super) fn shape_of(object: &Value) -> Option<Gc<Shape>> {
    let instance = object.as_gc::<Instance>()?;
    Some(instance.guard(|i| &i.attrs).shape().clone())
}

impl Thread {
    fn cache(&self, instr: Instr) -> Option<&'static [Word; 2]> {
        let frame = self.frames.last().expect("(window) a frame runs");
        // What a thread touches must not depend on what others have found out.
        (instr.c != 0 && !is_exploring()).then(|| cache_of(frame.program, instr))
    }

    /// Notes where a LoadAttr has found an attribute.
    pub(super) fn fill_load(&self, cx: &Cx<'_>, instr: Instr, object: &Value, name: Symbol) {
        let (Some(cache), Some(instance)) = (self.cache(instr), object.as_gc::<Instance>()) else {
            return;
        };
        // Read before the class is asked: where another thread changes it meanwhile, the cache is void.
        let epoch = cx.epoch.get();
        if epoch >= LAST_EPOCH || instance.class.flags().has(ClassFlags::GETATTR) {
            return;
        }
        if let Some(position) = plain_position(instance, name) {
            let shape = instance.guard(|i| &i.attrs).id();
            cache[0].set(key(shape, epoch, position));
        }
    }

    /// Notes where a StoreAttr has put an attribute of an object that had the shape `before`.
    pub(super) fn fill_store(
        &self,
        cx: &Cx<'_>,
        instr: Instr,
        object: &Value,
        before: Option<Gc<Shape>>,
        name: Symbol,
    ) {
        let (Some(cache), Some(instance)) = (self.cache(instr), object.as_gc::<Instance>()) else {
            return;
        };
        let epoch = cx.epoch.get();
        if epoch >= LAST_EPOCH || instance.class.flags().has(ClassFlags::SETATTR) {
            return;
        }
        let (Some(before), Some(after)) = (before, shape_of(object)) else {
            return;
        };
        let Some(position) = plain_position(instance, name) else {
            return;
        };
        if before.is(&after) {
            cache[0].set(key(after.id, epoch, position));
        } else if before.leads_to(&after) {
            fill_both(cx, cache, key(before.id, epoch, ADDED), after.as_ref());
        }
    }

    /// Notes which function a LoadMethod has found.
    pub(super) fn fill_method(&self, cx: &Cx<'_>, instr: Instr, object: &Value, function: &Value) {
        let (Some(cache), Some(object)) = (self.cache(instr), object.as_object()) else {
            return;
        };
        if KINDS >> object.kind() & 1 == 1 {
            if let Some(native) = function.as_gc::<Native>()
                && u64::from(native.index) < ADDED
                && cx.world.method(native.index).is(function)
            {
                let kind = KIND | u32::from(object.kind());
                cache[0].set(key(kind, 0, u64::from(native.index)));
            }
            return;
        }
        let epoch = cx.epoch.get();
        if epoch >= LAST_EPOCH {
            return;
        }
        if let Some(function) = function.as_gc::<Function>()
            && let Some(instance) = object.downcast::<Instance>()
        {
            let shape = instance.guard(|i| &i.attrs).shape().clone();
            if !shape.in_dict {
                fill_both(cx, cache, key(shape.id, epoch, METHOD), function.as_ref());
            }
        }
    }
}

/// Notes which function is the `__init__` of a class whose calls make plain instances.
pub(super) fn fill_init(cx: &Cx<'_>, class: &Class, init: &Gc<Function>) {
    let epoch = cx.epoch.get();
    if epoch < LAST_EPOCH && !is_exploring() {
        fill_both(cx, &class.init, key(0, epoch, METHOD), init.as_ref());
    }
}

/// Fills a cache of two words, if that can be done safely.
fn fill_both(cx: &Cx<'_>, cache: &[Word; 2], key: u64, object: &Ref) {
    let address = object.address() as u64;
    if !cx.world.is_public() {
        cache[1].set(address);
        cache[0].set(key);
    } else if object.header().flags().has(Flags::IMMORTAL) && cache[0].claim() {
        cache[1].set(address);
        cache[0].show(key);
    }
}

/// The position of an instance's attribute that no data descriptor of its class stands before.
fn plain_position(instance: &Gc<Instance>, name: Symbol) -> Option<u64> {
    let class = &instance.class;
    if class.flags().has(ClassFlags::DATA)
        && let Some(member) = class.lookup(name)
        && !is_slot(&member)
    {
        return None;
    }
    let position = instance.guard(|i| &i.attrs).shape().position(name)? as u64;
    (position < ADDED).then_some(position)
}
