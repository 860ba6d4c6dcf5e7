//! Cells: where boxes live.
//!
//! A [`Heap`] belongs to one run. It hands out cells of multiples of 16 bytes, cut from chunks that
//! can be walked, so that the audit finds every object that is still alive. A [`Local`] keeps free
//! lists for one holder at a time: all threads of the script share one under the GIL, each has its
//! own without.
#![allow(unsafe_code)]

mod collect;
mod last_words;
mod noted;
mod owners;

use collect::Pace;
pub use collect::{Garbage, garbage, living_objects, referents, still_garbage};
pub use last_words::{
    count_finalizable, has_finalizable, take_finalizable, take_finalizable_behind,
};
use owners::Orphans;
pub(super) use owners::count_biased;

use super::accounts::{Accounts, Operations};
use super::biased::Queues;
use super::books::Standing;
use super::counting::{Counting, Flags, Header};
use super::object::{KINDS, Object, ObjectBox, Ref, Visitor, Vtable};
use super::quarantine::{Describe, Moment, Quarantine, Supervision, Wreck};
use super::weak;
use crate::seeded::seeded;
use crate::sync::atomic::{AtomicBool, Ordering};
use crate::sync::fixed::{AtomicPtr, AtomicU32, AtomicU64};
use crate::sync::{Mutex, MutexGuard};
use std::alloc::{Layout, alloc_zeroed, dealloc, handle_alloc_error};
use std::cell::{Cell, RefCell, UnsafeCell};
use std::collections::VecDeque;
use std::hint::cold_path;
use std::ptr::{self, NonNull};
use std::sync::Arc;

const UNIT: usize = 16;
const CHUNK: usize = 64 * 1024;
const CLASSES: usize = 33;
/// Cells that a local list takes from the heap at a time.
const BATCH: usize = 32;

static VTABLES: [AtomicPtr<Vtable>; KINDS] = [const { AtomicPtr::new(ptr::null_mut()) }; KINDS];

thread_local! {
    static CURRENT: Cell<*const Local> = const { Cell::new(ptr::null()) };
}

/// All objects of one run.
pub struct Heap {
    counting: Counting,
    central: Mutex<Central>,
    /// Objects with weak references.
    weak: Mutex<weak::Table>,
    /// Under `Racy`: what it has come to.
    quarantine: Option<Arc<Quarantine>>,
    /// Where somebody wants to know how references are counted.
    accounts: Option<Arc<Accounts>>,
    /// Under `Biased`: what owners are to merge.
    queues: Option<Queues>,
    /// Under `Biased`: objects whose finalizers must run, left behind by a holder that is gone.
    orphans: Orphans,
    made: AtomicU64,
    freed: AtomicU64,
    /// Number of the next [`Local`], from 1.
    locals: AtomicU32,
    /// When to look for garbage.
    pace: Pace,
}

struct Central {
    /// Each chunk with the size of its cells, in units.
    chunks: Vec<(NonNull<u8>, usize)>,
    /// Free cells by size; linked through their second word.
    free: [Link; CLASSES],
}

#[derive(Clone, Copy)]
struct Link(Option<NonNull<FreeCell>>);

#[repr(C)]
struct FreeCell {
    header: Header,
    next: Link,
}

// SAFETY: the pointers lead to memory of the heap, changed under the mutex only.
unsafe impl Send for Central {}

/// Free lists and counters for one holder at a time, who writes to them at each object: two never
/// share a cache line.
#[repr(align(128))]
pub struct Local {
    heap: Arc<Heap>,
    birth: u8,
    /// Where holders are alone with their objects: tells them apart. 0 under the GIL.
    number: u32,
    /// What objects made here say of their owner.
    mark: u32,
    /// Under `Biased`: rings where objects wait to be merged.
    bell: Option<Arc<AtomicBool>>,
    /// Under `Biased`: whether others merge in this holder's place.
    detached: Cell<bool>,
    site: Cell<u32>,
    /// Under `Racy`: who runs.
    pub(super) moment: Cell<Moment>,
    /// Count operations, where they are noted.
    pub(super) operations: Cell<Operations>,
    /// Where there are books: who runs, and at which line.
    pub(super) standing: Cell<Standing>,
    /// Whether the books shall not tell of what is done.
    pub(super) is_quiet: Cell<bool>,
    /// The cell that was taken last, and the number of its birth.
    birth_pending: Cell<Option<(NonNull<Header>, u64)>>,
    /// Picoseconds that count operations took, if they take any.
    stalled: Cell<u64>,
    /// Under `Racy`: how often it has lingered.
    lingers: Cell<u32>,
    made: Cell<u64>,
    freed: Cell<u64>,
    /// What the heap knows of `made - freed`.
    told: Cell<u64>,
    draining: Cell<bool>,
    free: [Cell<Link>; CLASSES],
    /// Cells of other holders' objects that ended here, on their way back to the heap: they may
    /// share a cache line with what the other is using, and the other may need them.
    strange: [Cell<Link>; CLASSES],
    strangers: [Cell<u8>; CLASSES],
    pending: UnsafeCell<Vec<NonNull<Header>>>,
    /// Objects that nobody references any more and whose finalizers must run first.
    finalizable: RefCell<VecDeque<Ref>>,
}

// SAFETY: a `Local` is entered by one OS thread at a time; see `enter`.
unsafe impl Send for Local {}
// SAFETY: shared only between threads that take turns under the GIL; see `enter`.
unsafe impl Sync for Local {}

/// What the audit found.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Census {
    /// Objects made in the run.
    pub made: u64,
    /// Objects freed.
    pub freed: u64,
    /// Objects still alive.
    pub leaks: Vec<Leak>,
}

/// An object that nobody freed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Leak {
    /// Kind of its body.
    pub kind: u8,
    /// Number of references.
    pub count: u32,
    /// Where the script made it.
    pub site: u32,
    /// Its address.
    pub address: usize,
    /// Addresses of the objects it references.
    pub children: Vec<usize>,
}

impl Heap {
    /// An empty heap for one run.
    pub fn new(counting: Counting) -> Arc<Heap> {
        let is_racy = counting == Counting::Racy;
        let quarantine = is_racy.then(|| Arc::new(Quarantine::new(None, |_| "object".into())));
        Heap::with(counting, quarantine, None, 1, Pace::new())
    }

    /// An empty heap for one run that notes how references are counted; not for racy counts.
    pub fn accounted(counting: Counting) -> Arc<Heap> {
        assert!(counting != Counting::Racy, "racy counts have a tally");
        Heap::with(counting, None, Some(Arc::default()), 1, Pace::new())
    }

    /// An empty heap for one run whose objects are counted by load and store although several threads
    /// do so, in quarantine. In virtual time a seed says what chance does.
    pub fn racy(seed: Option<u64>, describe: Describe) -> Arc<Heap> {
        let quarantine = Arc::new(Quarantine::new(seed, describe));
        Heap::with(Counting::Racy, Some(quarantine), None, 1, Pace::new())
    }

    /// An empty heap that the holder of `local` will fill with copies of what is its own.
    pub fn beside(local: &Local) -> Arc<Heap> {
        let heap = &local.heap;
        let (quarantine, accounts) = (heap.quarantine.clone(), heap.accounts.clone());
        let (first, pace) = (local.number, heap.pace.copy());
        let beside = Heap::with(heap.counting, quarantine, accounts, first, pace);
        beside.set_detached_merge(heap.has_detached_merge());
        beside
    }

    fn with(
        counting: Counting,
        quarantine: Option<Arc<Quarantine>>,
        accounts: Option<Arc<Accounts>>,
        first: u32,
        pace: Pace,
    ) -> Arc<Heap> {
        Arc::new(Heap {
            counting,
            quarantine,
            accounts,
            central: Mutex::new(Central {
                chunks: Vec::new(),
                free: [Link(None); CLASSES],
            }),
            weak: Mutex::new(weak::Table::default()),
            queues: (counting == Counting::Biased).then(Queues::new),
            orphans: Orphans::default(),
            made: AtomicU64::new(0),
            freed: AtomicU64::new(0),
            locals: AtomicU32::new(first),
            pace,
        })
    }

    /// How references to its objects are counted.
    pub fn counting(&self) -> Counting {
        self.counting
    }

    /// What plain counts without a lock have come to, under `Racy`.
    pub fn wreck(&self) -> Option<Wreck> {
        { self.quarantine.as_ref() }.map(|quarantine| quarantine.wreck())
    }

    /// How references were counted since there were two threads, where that is noted, by holders
    /// that are no more.
    pub fn operations(&self) -> Option<Operations> {
        { self.accounts.as_ref() }.map(|accounts| accounts.total())
    }

    pub(super) fn accounts(&self) -> Option<&Accounts> {
        self.accounts.as_deref()
    }

    pub(super) fn quarantine(&self) -> Option<&Quarantine> {
        self.quarantine.as_deref()
    }

    /// What is to be told while a thread runs.
    #[inline]
    pub fn supervision(&self) -> Supervision {
        match (self.quarantine(), self.accounts()) {
            (None, None) => Supervision::None,
            (Some(quarantine), _) => quarantine.supervision(),
            (None, Some(accounts)) => accounts.supervision(),
        }
    }

    /// Bytes of all chunks.
    pub fn bytes(&self) -> u64 {
        (self.lock().chunks.len() * CHUNK) as u64
    }

    /// Lists what is alive. Call it when no [`Local`] of the heap is in use any more.
    pub fn census(&self) -> Census {
        let central = self.lock();
        let mut leaks = Vec::new();
        for &(chunk, size) in &central.chunks {
            for index in 0..CHUNK / (size * UNIT) {
                // SAFETY: the offset lies within the chunk.
                let cell = unsafe { chunk.add(index * size * UNIT) }.cast::<Header>();
                // SAFETY: a cell is zeroed or begins with a header, and nobody changes it now.
                let header = unsafe { cell.as_ref() };
                if header.count() > 0 && !header.flags().has(Flags::FREED) {
                    leaks.push(leak(cell, header));
                }
            }
        }
        Census {
            made: self.made.load(Ordering::Relaxed),
            freed: self.freed.load(Ordering::Relaxed),
            leaks,
        }
    }

    /// All living objects with finalizers that were not asked for, in about the order of their
    /// births; their finalizers are for the caller to run. Call it, with a heap entered, when no
    /// other [`Local`] of the heap is in use any more.
    pub fn unfinalized(&self) -> Vec<Ref> {
        let mut found = Vec::new();
        for &(chunk, size) in &self.lock().chunks {
            for index in 0..CHUNK / (size * UNIT) {
                // SAFETY: the offset lies within the chunk.
                let cell = unsafe { chunk.add(index * size * UNIT) }.cast::<Header>();
                // SAFETY: a cell is zeroed or begins with a header, and nobody changes it now.
                let header = unsafe { cell.as_ref() };
                let gone = Flags(Flags::FREED.0 | Flags::FINALIZED.0);
                if header.count() == 0 || header.flags().has(gone) {
                    continue;
                }
                // SAFETY: the kind of a living object chose the vtable.
                if unsafe { (vtable(header.kind).has_finalizer)(cell) } {
                    super::record::note_hidden("finalizers");
                    let bits = header.flags().0 | Flags::FINALIZED.0;
                    header.flags.store(bits, Ordering::Relaxed);
                    header.increment();
                    // SAFETY: the count that was just added is this reference's.
                    found.push(unsafe { Ref::from_raw(cell) });
                }
            }
        }
        found
    }

    /// All living objects, in about the order of their births.
    pub(super) fn living(&self) -> Vec<NonNull<Header>> {
        let mut cells = Vec::new();
        for &(chunk, size) in &self.lock().chunks {
            for index in 0..CHUNK / (size * UNIT) {
                // SAFETY: the offset lies within the chunk.
                let cell = unsafe { chunk.add(index * size * UNIT) }.cast::<Header>();
                // SAFETY: a cell is zeroed or begins with a header, and nobody changes it now.
                let header = unsafe { cell.as_ref() };
                if header.count() > 0 && !header.flags().has(Flags::FREED) {
                    cells.push(cell);
                }
            }
        }
        cells
    }

    /// The table of weak references.
    pub(super) fn weak(&self) -> MutexGuard<'_, weak::Table> {
        self.weak.lock()
    }

    fn lock(&self) -> MutexGuard<'_, Central> {
        self.central.lock()
    }

    /// Takes up to `BATCH` free cells of a size as a list.
    fn take_batch(&self, size: usize) -> NonNull<FreeCell> {
        let mut central = self.lock();
        if central.free[size].0.is_none() {
            central.cut_chunk(size);
        }
        let first = central.free[size].0.expect("a chunk was just cut");
        let mut last = first;
        for _ in 1..BATCH {
            // SAFETY: the cells of the list are free and ours under the mutex.
            let Some(next) = (unsafe { last.as_ref() }).next.0 else {
                break;
            };
            last = next;
        }
        // SAFETY: as above.
        let last = unsafe { last.as_mut() };
        central.free[size] = std::mem::replace(&mut last.next, Link(None));
        first
    }

    /// Takes a list of free cells back.
    fn give_back(&self, size: usize, first: NonNull<FreeCell>) {
        let mut last = first;
        // SAFETY: the cells of the list are free and were the caller's.
        while let Some(next) = unsafe { last.as_ref() }.next.0 {
            last = next;
        }
        let mut central = self.lock();
        // SAFETY: as above.
        unsafe { last.as_mut() }.next = central.free[size];
        central.free[size] = Link(Some(first));
    }
}

fn leak(cell: NonNull<Header>, header: &Header) -> Leak {
    // SAFETY: nobody else touches the heap during a census.
    let children = unsafe { children(cell) };
    Leak {
        kind: header.kind,
        count: header.count(),
        site: header.site.load(Ordering::Relaxed),
        address: cell.as_ptr() as usize,
        children,
    }
}

/// The addresses of what an object refers to.
///
/// # Safety
/// `cell` heads a living object that nobody else touches now.
unsafe fn children(cell: NonNull<Header>) -> Vec<usize> {
    let children = RefCell::new(Vec::new());
    let note = |child: &Ref| children.borrow_mut().push(child.address());
    // SAFETY: the caller vouches for being alone.
    let visitor = unsafe { Visitor::new(&note) };
    // SAFETY: as above.
    unsafe { trace(cell, &visitor) };
    children.into_inner()
}

impl Central {
    fn cut_chunk(&mut self, size: usize) {
        let layout = chunk_layout();
        // SAFETY: the layout is not empty.
        let raw = unsafe { alloc_zeroed(layout) };
        let Some(chunk) = NonNull::new(raw) else {
            handle_alloc_error(layout)
        };
        self.chunks.push((chunk, size));
        for index in (0..CHUNK / (size * UNIT)).rev() {
            // SAFETY: the offset lies within the chunk.
            let mut cell = unsafe { chunk.add(index * size * UNIT) }.cast::<FreeCell>();
            // SAFETY: zeroed memory is a valid free cell, and it is ours alone.
            unsafe { cell.as_mut() }.next = self.free[size];
            self.free[size] = Link(Some(cell));
        }
    }
}

impl Drop for Heap {
    fn drop(&mut self) {
        self.orphans.forget();
        for (chunk, _) in self.lock().chunks.drain(..) {
            // SAFETY: allocated with this layout in `cut_chunk`, freed once.
            unsafe { dealloc(chunk.as_ptr(), chunk_layout()) };
        }
    }
}

fn chunk_layout() -> Layout {
    Layout::from_size_align(CHUNK, 64).expect("a chunk is small")
}

impl Local {
    /// Empty free lists over `heap`.
    pub fn new(heap: &Arc<Heap>) -> Local {
        let birth = match heap.counting {
            Counting::Plain | Counting::Escape => Flags::NONE,
            Counting::Atomic if seeded!(BornLocal) => Flags::NONE,
            Counting::Atomic => Flags::SHARED,
            Counting::Racy => Flags(Flags::SHARED.0 | Flags::RACY.0),
            Counting::Biased => Flags(Flags::SHARED.0 | Flags::BIASED.0),
        };
        let accounted = match heap.accounts {
            Some(_) => Flags::ACCOUNTED,
            None => Flags::NONE,
        };
        let number = match heap.counting {
            Counting::Plain | Counting::Racy => 0,
            _ => heap.locals.fetch_add(1, Ordering::Relaxed),
        };
        let (number, mark) = heap.owner_of(number);
        Local {
            heap: heap.clone(),
            birth: birth.0 | accounted.0,
            number,
            mark,
            bell: heap.open_queue(number),
            detached: Cell::new(false),
            site: Cell::new(0),
            moment: Cell::default(),
            operations: Cell::default(),
            standing: Cell::default(),
            is_quiet: Cell::new(false),
            birth_pending: Cell::new(None),
            stalled: Cell::new(0),
            lingers: Cell::new(0),
            made: Cell::new(0),
            freed: Cell::new(0),
            told: Cell::new(0),
            draining: Cell::new(false),
            free: [const { Cell::new(Link(None)) }; CLASSES],
            strange: [const { Cell::new(Link(None)) }; CLASSES],
            strangers: [const { Cell::new(0) }; CLASSES],
            pending: UnsafeCell::new(Vec::new()),
            finalizable: RefCell::default(),
        }
    }

    /// The heap that the free lists belong to.
    pub fn heap(&self) -> &Arc<Heap> {
        &self.heap
    }

    /// Objects made here.
    pub fn made(&self) -> u64 {
        self.made.get()
    }

    /// Objects freed here.
    pub fn freed(&self) -> u64 {
        self.freed.get()
    }

    /// Objects made here that have not been freed here.
    pub fn live(&self) -> u64 {
        self.made.get().saturating_sub(self.freed.get())
    }

    /// Takes the time between a load and a store in which another thread may do the same: now and
    /// then for long enough that it can on a machine with one core.
    pub(super) fn linger(&self, wait: fn(u32)) {
        let lingers = self.lingers.get().wrapping_add(1);
        self.lingers.set(lingers);
        wait(lingers);
    }

    /// Empty free lists over the same heap.
    pub fn another(&self) -> Local {
        Local::new(&self.heap)
    }

    #[inline(always)]
    fn take(&self, size: usize) -> NonNull<Header> {
        let first = match self.free[size].get().0 {
            Some(cell) => cell,
            None => self.refill(size),
        };
        // SAFETY: the head of a list of free cells that is this holder's alone.
        self.free[size].set(unsafe { first.as_ref() }.next);
        self.made.set(self.made.get() + 1);
        first.cast()
    }

    #[inline(always)]
    fn put(&self, mut cell: NonNull<FreeCell>, size: usize) {
        // SAFETY: the object in the cell is dead, so the cell is this holder's alone.
        let free = unsafe { cell.as_mut() };
        let freed = u64::from(!seeded!(FreedNotCounted));
        self.freed.set(self.freed.get() + freed);
        if free.header.owner.load(Ordering::Relaxed) != self.number {
            cold_path();
            return self.put_strange(cell, size);
        }
        free.next = self.free[size].get();
        self.free[size].set(Link(Some(cell)));
    }

    /// Takes the cell of another holder's object; many of them go back to the heap together.
    #[inline(never)]
    fn put_strange(&self, mut cell: NonNull<FreeCell>, size: usize) {
        // SAFETY: as in `put`.
        unsafe { cell.as_mut() }.next = self.strange[size].get();
        let known = self.strangers[size].get() + 1;
        if usize::from(known) == BATCH {
            self.heap.give_back(size, cell);
            self.strange[size].set(Link(None));
            self.strangers[size].set(0);
        } else {
            self.strange[size].set(Link(Some(cell)));
            self.strangers[size].set(known);
        }
    }
}

impl Drop for Local {
    fn drop(&mut self) {
        self.close_queue();
        self.settle_birth();
        for lists in [&self.free, &self.strange] {
            for (size, list) in lists.iter().enumerate() {
                if let Some(first) = list.get().0 {
                    self.heap.give_back(size, first);
                }
            }
        }
        if let Some(accounts) = self.heap.accounts() {
            accounts.add(self.operations.get());
        }
        let mine = self.made.get().wrapping_sub(self.freed.get());
        self.heap.pace.add(mine.wrapping_sub(self.told.get()));
        self.heap.made.fetch_add(self.made.get(), Ordering::Relaxed);
        self.heap
            .freed
            .fetch_add(self.freed.get(), Ordering::Relaxed);
    }
}

/// Runs `body` with `local` as the place where this OS thread allocates and frees.
///
/// Callers see to it that a `Local` is entered by one OS thread at a time: it belongs to one thread
/// of the script, or to all of them under the GIL.
#[inline]
pub fn enter<R>(local: &Local, body: impl FnOnce() -> R) -> R {
    struct Leave(*const Local);
    impl Drop for Leave {
        fn drop(&mut self) {
            CURRENT.set(self.0);
        }
    }
    let _leave = Leave(CURRENT.replace(local));
    body()
}

#[inline(always)]
fn current<'a>() -> &'a Local {
    let local = CURRENT.get();
    assert!(!local.is_null(), "no heap was entered on this OS thread");
    // SAFETY: set by `enter`, whose borrow outlives every use inside its body.
    unsafe { &*local }
}

/// What was entered on this OS thread, if anything was.
pub(super) fn entered<'a>() -> Option<&'a Local> {
    let local = CURRENT.get();
    // SAFETY: as in `current`.
    unsafe { local.as_ref() }
}

/// The heap that was entered.
pub fn current_heap<'a>() -> &'a Heap {
    &current().heap
}

/// Notes the place in the script that makes the next objects.
#[inline(always)]
pub fn set_site(site: u32) {
    current().site.set(site);
}

/// Objects made so far through what was entered: the later one of two objects has the larger number.
#[inline(always)]
pub fn births() -> u64 {
    current().made.get()
}

/// The place noted last.
pub fn site() -> u32 {
    current().site.get()
}

/// Makes an object with one count.
#[inline]
pub(super) fn allocate<T: Object>(body: T) -> NonNull<Header> {
    const { assert!(size_of::<ObjectBox<T>>() <= (CLASSES - 1) * UNIT) };
    const { assert!(align_of::<ObjectBox<T>>() <= UNIT) };
    const { assert!((T::KIND as usize) < KINDS) };
    let size = size_of::<ObjectBox<T>>().div_ceil(UNIT).max(2);
    register::<T>();
    let local = current();
    let cell = local.take(size);
    let header = Header::new(T::KIND, size as u8, Flags(local.birth), local.site.get());
    header.owner.store(local.mark, Ordering::Relaxed);
    // SAFETY: the cell is free, ours, and large and aligned enough by the assertions above.
    unsafe {
        cell.cast::<ObjectBox<T>>()
            .write(ObjectBox { header, body })
    };
    cell
}

#[inline(always)]
fn register<T: Object>() {
    if VTABLES[T::KIND as usize].load(Ordering::Relaxed).is_null() {
        let vtable: &'static Vtable = const { &ObjectBox::<T>::VTABLE };
        VTABLES[T::KIND as usize].store(ptr::from_ref(vtable).cast_mut(), Ordering::Relaxed);
    }
}

/// The number of the holder that was entered; 0 for none.
pub(super) fn current_number() -> u32 {
    entered().map_or(0, |local| local.number)
}

/// Shows `visitor` what an object refers to.
///
/// # Safety
/// `object` heads a living object that nobody else touches now.
pub(super) unsafe fn trace(object: NonNull<Header>, visitor: &Visitor<'_>) {
    // SAFETY: the caller vouches for it.
    let kind = unsafe { object.as_ref() }.kind;
    // SAFETY: a living object, whose kind chose the vtable.
    unsafe { (vtable(kind).trace)(object, visitor) }
}

/// Drops the body of an object and leaves the cell as it is.
///
/// # Safety
/// Nobody touches the body any more.
pub(super) unsafe fn drop_body(object: NonNull<Header>) {
    // SAFETY: the caller vouches for it.
    let kind = unsafe { object.as_ref() }.kind;
    // SAFETY: a living object, whose kind chose the vtable.
    unsafe { (vtable(kind).drop_body)(object) }
}

/// Frees the cell of an object whose body was dropped.
///
/// # Safety
/// Nobody refers to the object any more.
pub(super) unsafe fn bury(object: NonNull<Header>) {
    // SAFETY: the caller vouches for it.
    let header = unsafe { object.as_ref() };
    let size = header.size as usize;
    header.flags.store(Flags::FREED.0, Ordering::Relaxed);
    header.count.store(0, Ordering::Relaxed);
    current().put(object.cast(), size);
}

fn vtable(kind: u8) -> &'static Vtable {
    let vtable = VTABLES[kind as usize].load(Ordering::Relaxed);
    // SAFETY: (kind) an object of this kind exists, so `register` has run and stored a static.
    unsafe { &*vtable }
}

/// Frees an object whose last reference is gone, and all that only it kept alive. Iterative: what
/// dies while something is being freed waits in a list.
#[inline(never)]
pub(super) fn release(object: NonNull<Header>) {
    let local = current();
    if local.draining.replace(true) {
        if !seeded!(ReleaseForgetsPending) {
            // SAFETY: the list is borrowed for this one call only.
            unsafe { &mut *local.pending.get() }.push(object);
        }
        return;
    }
    destroy(local, object);
    // SAFETY: as above; `destroy` runs after the borrow has ended.
    while let Some(next) = unsafe { &mut *local.pending.get() }.pop() {
        destroy(local, next);
    }
    local.draining.set(false);
}

/// Makes an object of the garbage impossible to find by weak references, before its end; those that
/// watch it and are no garbage themselves are told, see [`take_finalizable`].
pub fn unlink_weak(object: &Ref, is_garbage: &dyn Fn(usize) -> bool) {
    let local = current();
    let told = weak::forget(&mut local.heap.weak(), NonNull::from(object.header()));
    let told = told
        .into_iter()
        .filter(|watcher| !is_garbage(watcher.address()));
    local.finalizable.borrow_mut().extend(told);
}

/// Has the finalizer of an object run that has one and was not asked for it; false for any other.
pub fn take_last_words(object: &Ref) -> bool {
    let header = object.header();
    if header.flags().has(Flags::FINALIZED) {
        return false;
    }
    let header_at = NonNull::from(header);
    // SAFETY: the kind of a living object chose the vtable.
    let waits = unsafe { (vtable(header.kind).has_finalizer)(header_at) };
    if waits {
        super::record::note_hidden("finalizers");
        header.flags.fetch_or(Flags::FINALIZED.0, Ordering::Relaxed);
    }
    waits
}

fn destroy(local: &Local, object: NonNull<Header>) {
    // SAFETY: (counted) nobody references the object, but its cell is still whole.
    let header = unsafe { object.as_ref() };
    // SAFETY: the kind chose the vtable, and nobody else touches the object.
    let waits = unsafe { (vtable(header.kind).has_finalizer)(object) };
    let speaks = !header.flags().has(Flags::FINALIZED) && !seeded!(ReleaseSilent);
    if waits && (speaks || seeded!(ReleaseSpeaksTwice)) {
        let bits = header.flags().0 | Flags::FINALIZED.0;
        header.flags.store(bits, Ordering::Relaxed);
        header.begin_anew();
        super::record::note_hidden("finalizers");
        // SAFETY: the one count that was just set is this reference's.
        let object = unsafe { Ref::from_raw(object) };
        local.finalizable.borrow_mut().push_back(object);
        return;
    }
    if header
        .flags()
        .has(Flags(Flags::WATCHED.0 | Flags::ACCOUNTED.0))
    {
        cold_path();
        if header.flags().has(Flags::WATCHED) && !seeded!(ReleaseKeepsWatched) {
            let told = weak::forget(&mut local.heap.weak(), object);
            local.finalizable.borrow_mut().extend(told);
        }
        if local.heap.books().is_some() {
            // SAFETY: nobody refers to the object any more.
            return unsafe { local.bury_noted(object) };
        }
    }
    // SAFETY: nobody refers to the object any more, and the body is dropped once.
    unsafe { drop_body(object) };
    // SAFETY: as above.
    unsafe { bury(object) };
}

#[cfg(test)]
mod tests {
    use super::super::{Gc, Guarded};
    use super::*;

    struct Node {
        next: Guarded<Option<Ref>>,
    }

    // SAFETY: the only implementor of kind 63 in this test binary.
    unsafe impl Object for Node {
        const KIND: u8 = 63;
        fn trace(&self, visitor: &Visitor<'_>) {
            if let Some(next) = visitor.peek(&self.next) {
                visitor.visit(next);
            }
        }
    }

    fn node(next: Option<Ref>) -> Gc<Node> {
        Gc::new(Node {
            next: Guarded::new(next),
        })
    }

    fn census_of(counting: Counting, body: impl FnOnce()) -> Census {
        let heap = Heap::new(counting);
        let local = Local::new(&heap);
        enter(&local, body);
        drop(local);
        heap.census()
    }

    #[test]
    fn a_long_chain_is_freed_without_recursion() {
        for counting in [Counting::Plain, Counting::Atomic] {
            let census = census_of(counting, || {
                let mut chain = node(None);
                for _ in 0..1_000_000 {
                    chain = node(Some(chain.into_ref()));
                }
            });
            assert_eq!((census.made, census.freed), (1_000_001, 1_000_001));
            assert_eq!(census.leaks, []);
        }
    }

    #[test]
    fn a_cycle_is_found_by_the_census_with_its_site() {
        let census = census_of(Counting::Plain, || {
            set_site(7);
            let a = node(None);
            let b = node(Some(a.clone().into_ref()));
            *a.guard(|n| &n.next) = Some(b.into_ref());
        });
        assert_eq!(census.made - census.freed, 2);
        assert_eq!(census.leaks.len(), 2);
        assert!(
            census
                .leaks
                .iter()
                .all(|l| l.site == 7 && l.count == 1 && l.children.len() == 1)
        );
    }

    #[test]
    #[should_panic(expected = "(guard) re-entrant borrow")]
    fn a_second_guard_of_one_object_is_our_bug() {
        census_of(Counting::Plain, || {
            let a = node(None);
            let _one = a.guard(|n| &n.next);
            let _two = a.guard(|n| &n.next);
        });
    }

    #[test]
    fn counts_follow_the_references() {
        census_of(Counting::Atomic, || {
            let a = node(None).into_ref();
            let copies = vec![a.clone(); 10];
            assert_eq!(a.header().count(), 11);
            drop(copies);
            assert_eq!(a.header().count(), 1);
            assert_eq!(std::mem::size_of::<Header>(), 16);
        });
    }

    #[test]
    fn cells_that_another_holder_frees_come_back() {
        let heap = Heap::new(Counting::Atomic);
        let (maker, user) = (Local::new(&heap), Local::new(&heap));
        for _ in 0..1_000 {
            let made: Vec<Ref> = enter(&maker, || (0..50).map(|_| node(None).into_ref()).collect());
            enter(&user, || drop(made));
        }
        assert_eq!(heap.bytes(), CHUNK as u64, "one chunk serves both");
        drop((maker, user));
        let census = heap.census();
        assert_eq!((census.made, census.freed), (50_000, 50_000));
    }
}
