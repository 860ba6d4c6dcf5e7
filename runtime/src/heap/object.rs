//! References to objects: [`Ref`] to any, [`Gc`] to one whose body type is known.
#![allow(unsafe_code)]

use super::cells;
use super::counting::{Flags, Header};
use super::guard::Guarded;
use std::fmt;
use std::hint::cold_path;
use std::marker::PhantomData;
use std::mem::{self, ManuallyDrop};
use std::ops::Deref;
use std::ptr::{self, NonNull};

/// A body type.
///
/// # Safety
/// No other implementor has the same `KIND` (*kind*).
pub unsafe trait Object: Send + Sync + Sized + 'static {
    /// The number of this body type, below [`KINDS`].
    const KIND: u8;

    /// Shows `visitor` each reference that the body holds.
    fn trace(&self, visitor: &Visitor<'_>);

    /// Whether code must run before the object may be freed; see [`super::take_finalizable`]. The
    /// visitor looks into guarded fields.
    fn has_finalizer(&self, visitor: &Visitor<'_>) -> bool {
        let _ = visitor;
        false
    }
}

/// Walks the references of an object that nobody else can touch now (the heap sees to that).
pub struct Visitor<'a> {
    visit: &'a dyn Fn(&Ref),
}

impl<'a> Visitor<'a> {
    /// # Safety
    /// The caller is alone with every object that is traced with this visitor.
    pub(super) unsafe fn new(visit: &'a dyn Fn(&Ref)) -> Visitor<'a> {
        Visitor { visit }
    }

    /// Visits one reference.
    pub fn visit(&self, reference: &Ref) {
        (self.visit)(reference);
    }

    /// Looks into a guarded field of the object that is traced.
    pub fn peek<'g, T>(&self, field: &'g Guarded<T>) -> &'g T {
        // SAFETY: whoever made the visitor vouched for being alone.
        unsafe { field.peek() }
    }
}

/// How many body types there can be.
pub const KINDS: usize = 64;

/// What the heap knows of a body type.
pub(super) struct Vtable {
    pub(super) drop_body: unsafe fn(NonNull<Header>),
    pub(super) trace: unsafe fn(NonNull<Header>, &Visitor<'_>),
    pub(super) has_finalizer: unsafe fn(NonNull<Header>) -> bool,
}

#[repr(C)]
pub(super) struct ObjectBox<T> {
    pub(super) header: Header,
    pub(super) body: T,
}

impl<T: Object> ObjectBox<T> {
    pub(super) const VTABLE: Vtable = Vtable {
        drop_body: Self::drop_body,
        trace: Self::trace_body,
        has_finalizer: Self::body_has_finalizer,
    };

    /// # Safety
    /// `header` heads an object of body type `T` that nobody references any more.
    unsafe fn drop_body(header: NonNull<Header>) {
        let whole = header.cast::<ObjectBox<T>>().as_ptr();
        // SAFETY: (counted) the last reference is gone, and the caller vouches for `T`.
        let body = unsafe { &raw mut (*whole).body };
        // SAFETY: as above; the body is alive and is dropped once.
        unsafe { ptr::drop_in_place(body) }
    }

    /// # Safety
    /// `header` heads a live object of body type `T` that nobody else touches now.
    unsafe fn trace_body(header: NonNull<Header>, visitor: &Visitor<'_>) {
        // SAFETY: the caller vouches for the type and for being alone.
        let whole = unsafe { header.cast::<ObjectBox<T>>().as_ref() };
        whole.body.trace(visitor);
    }

    /// # Safety
    /// `header` heads an object of body type `T` that nobody else touches now.
    unsafe fn body_has_finalizer(header: NonNull<Header>) -> bool {
        // SAFETY: the caller vouches for the type and for being alone.
        let whole = unsafe { header.cast::<ObjectBox<T>>().as_ref() };
        // SAFETY: as above; the visitor is asked for the fields of this object only.
        let visitor = unsafe { Visitor::new(&|_| ()) };
        whole.body.has_finalizer(&visitor)
    }
}

/// A counted reference to an object of any kind. One word.
#[repr(transparent)]
pub struct Ref {
    header: NonNull<Header>,
}

// SAFETY: (alone) the count of an object that several OS threads reach is atomic, and of any other
// only the holder of the GIL touches it; bodies are `Send + Sync` by the bound on `Object`.
unsafe impl Send for Ref {}
// SAFETY: as for `Send`.
unsafe impl Sync for Ref {}

impl Ref {
    /// Takes over the count that `header` was given by [`Ref::into_raw`] or the allocator.
    ///
    /// # Safety
    /// The pointer came from there, and is taken over once.
    #[inline(always)]
    pub unsafe fn from_raw(header: NonNull<Header>) -> Ref {
        Ref { header }
    }

    /// Gives up the reference without counting it down.
    #[inline(always)]
    pub fn into_raw(self) -> NonNull<Header> {
        let header = self.header;
        mem::forget(self);
        header
    }

    /// The object's header.
    #[inline(always)]
    pub fn header(&self) -> &Header {
        // SAFETY: (counted) the object is alive.
        unsafe { self.header.as_ref() }
    }

    /// Drops the reference; true if it was the last one, so that objects were freed.
    #[inline(always)]
    pub fn discard(self) -> bool {
        let last = self.header().decrement();
        if last {
            cold_path();
            cells::release(self.header);
        }
        mem::forget(self);
        last
    }

    /// Lets the object's finalizer run once more when its last reference goes.
    pub fn revive(&self) {
        let bits = self.header().flags().0 & !Flags::FINALIZED.0;
        self.header()
            .flags
            .store(bits, crate::sync::atomic::Ordering::Relaxed);
    }

    /// Takes the object's last words from it: its finalizer would have nothing to do any more.
    pub fn silence(&self) {
        let finalized = Flags::FINALIZED.0;
        self.header()
            .flags
            .fetch_or(finalized, crate::sync::atomic::Ordering::Relaxed);
    }

    /// The object's address: its identity.
    #[inline(always)]
    pub fn address(&self) -> usize {
        self.header.as_ptr() as usize
    }

    /// The kind of the object's body.
    #[inline(always)]
    pub fn kind(&self) -> u8 {
        self.header().kind
    }

    /// The object seen as one of body type `T`, if it is one.
    #[inline(always)]
    pub fn downcast<T: Object>(&self) -> Option<&Gc<T>> {
        if self.kind() != T::KIND {
            return None;
        }
        // SAFETY: (kind) the body is a `T`; `Gc` is transparent over `Ref`.
        Some(unsafe { &*ptr::from_ref(self).cast::<Gc<T>>() })
    }

    /// The body, to be changed, if it is a `T` and this is the only reference to it.
    pub fn get_mut<T: Object>(&mut self) -> Option<&mut T> {
        if self.kind() != T::KIND || !self.header().is_sole() {
            return None;
        }
        // SAFETY: (kind) the body is a `T`; (counted) whoever else could reach it would hold a count.
        Some(unsafe { &mut (*self.header.cast::<ObjectBox<T>>().as_ptr()).body })
    }

    /// As [`Ref::downcast`], taking over the reference.
    pub fn into_gc<T: Object>(self) -> Result<Gc<T>, Ref> {
        if self.kind() != T::KIND {
            return Err(self);
        }
        Ok(Gc {
            object: self,
            body: PhantomData,
        })
    }

    /// Exempts the object from counting for the rest of the run.
    pub fn make_immortal(&self) {
        let bits = self.header().flags().0 | Flags::IMMORTAL.0;
        self.header()
            .flags
            .store(bits, crate::sync::atomic::Ordering::Relaxed);
    }
}

impl Header {
    /// Shows the object to `look`, which must neither count references nor take guards.
    pub(super) fn borrowed<R>(&self, look: impl FnOnce(&Ref) -> R) -> R {
        // Not counted, and not dropped.
        let object = ManuallyDrop::new(Ref {
            header: NonNull::from(self),
        });
        look(&object)
    }
}

impl Clone for Ref {
    #[inline(always)]
    fn clone(&self) -> Ref {
        self.header().increment();
        Ref {
            header: self.header,
        }
    }
}

impl Drop for Ref {
    #[inline(always)]
    fn drop(&mut self) {
        if self.header().decrement() {
            cold_path();
            cells::release(self.header);
        }
    }
}

impl fmt::Debug for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ref(kind {}, {:#x})", self.kind(), self.address())
    }
}

/// A counted reference to an object of body type `T`. One word; dereferences to the body.
#[repr(transparent)]
pub struct Gc<T: Object> {
    object: Ref,
    body: PhantomData<T>,
}

impl<T: Object> Gc<T> {
    /// Puts `body` into a new object of the heap that was entered.
    ///
    /// # Panics
    /// When no heap was entered on this OS thread.
    #[inline]
    pub fn new(body: T) -> Gc<T> {
        let header = cells::allocate(body);
        // SAFETY: the allocator gave the header one count for this reference.
        let object = unsafe { Ref::from_raw(header) };
        Gc {
            object,
            body: PhantomData,
        }
    }

    /// The reference without its type.
    // Not the trait's: `AsRef` would make every call ask for a type.
    #[allow(clippy::should_implement_trait)]
    #[inline(always)]
    pub fn as_ref(&self) -> &Ref {
        &self.object
    }

    /// The reference without its type, given up.
    #[inline(always)]
    pub fn into_ref(self) -> Ref {
        self.object
    }

    /// Whether both are the same object.
    #[inline(always)]
    pub fn is(&self, other: &Gc<T>) -> bool {
        self.object.address() == other.object.address()
    }
}

impl<T: Object> Deref for Gc<T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: (kind), (counted) a live object of body type `T`.
        unsafe { &(*self.object.header.cast::<ObjectBox<T>>().as_ptr()).body }
    }
}

impl<T: Object> Clone for Gc<T> {
    #[inline(always)]
    fn clone(&self) -> Gc<T> {
        Gc {
            object: self.object.clone(),
            body: PhantomData,
        }
    }
}

impl<T: Object> fmt::Debug for Gc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.object.fmt(f)
    }
}
