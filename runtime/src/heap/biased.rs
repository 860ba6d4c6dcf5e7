//! Biased counting, as PEP 703 has it for CPython without a GIL: whoever made an object owns it and counts
//! it by load and store; all others count it, elsewhere in its header, by read-modify-write.
//!
//! The two words of a header that hold counts are used thus under [`Counting::Biased`](super::Counting):
//!
//! | word | bits | | who writes |
//! |---|---|---|---|
//! | `owner` | low 18 | number of the owner; 0: none, the object is merged | its owner, or whoever merges |
//! | | high 14 | references that the owner has counted, the *local* count | the same |
//! | `count` | high 30 | references that others have counted, less those they dropped: may be below zero | anybody, atomically |
//! | | low 2 | the state: see below | anybody, atomically |
//!
//! An object has as many references as both counts together. CPython's states have other numbers here, so
//! that a newborn object's `count` is 1 and a dead one's 0, as in all ways of counting:
//!
//! | state | CPython's | meaning |
//! |---|---|---|
//! | `DEFAULT` | 0 | nobody but the owner matters: when its count is 0, and so is that of the others, the object is dead |
//! | `WATCHED` | 1 | weak references may find it; so it dies by an atomic exchange only |
//! | `QUEUED` | 2 | another thread dropped a reference that its owner has counted; the owner is to merge |
//! | `MERGED` | 3 | there is one count, for all |
//!
//! The state only moves down this table. When the count of others would fall below zero for the first time,
//! the object goes into the merge queue of its owner, together with the reference that was to be dropped.
//! The owner merges what waits for it where it stands at a safe point ([`Local::attach`](super::Local)). An
//! owner that is detached, as it waits for something, or gone for good does not; then the one that drops
//! merges, under the lock that the owner has to take when it comes back (*attached*). Numbers of owners
//! are never used again: what an owner that is gone has left behind is nobody's.
//!
//! Local counts that would not fit in 14 bits go on in the others' count, where they are as good.

use super::counting::{Header, LIMIT, overflow};
use crate::seeded::seeded;
use crate::sync::Mutex;
use crate::sync::atomic::{AtomicBool, Ordering};
use std::collections::HashMap;
use std::ptr::NonNull;
use std::sync::Arc;

/// The unit of the local count.
pub(super) const LOCAL: u32 = 1 << 18;
const NUMBER: u32 = LOCAL - 1;
/// The number of owners that there are too many of: objects are born as if theirs was gone.
pub(super) const LAST: u32 = NUMBER;
/// The number of one who owns nothing.
pub(super) const NOBODY: u32 = LOCAL;
/// The owner's word of an object with the highest local count is at least this.
const FULL: u32 = NUMBER << 14 & !NUMBER;

/// The unit of the others' count.
const ONE: u32 = 4;
const STATE: u32 = 3;
const MERGED: u32 = 0;
const DEFAULT: u32 = 1;
const WATCHED: u32 = 2;
const QUEUED: u32 = 3;

/// How many locks the queues are divided among.
const BUCKETS: u32 = if cfg!(loom) { 1 } else { 16 };

impl Header {
    /// Whether `me` counts it by load and store.
    #[inline(always)]
    pub(super) fn is_owned_by(&self, me: u32) -> bool {
        self.owner.load(Ordering::Relaxed) & NUMBER == me
    }

    /// Both counts together: the number of references where nobody counts at the same time. One that
    /// waits in a queue is one of them.
    pub(super) fn biased_count(&self) -> i64 {
        let local = self.owner.load(Ordering::Relaxed) / LOCAL;
        let shared = self.count.load(Ordering::Relaxed) as i32 >> 2;
        i64::from(local) + i64::from(shared)
    }

    /// Counts one more reference, which `me` has made from another one.
    #[inline(always)]
    pub(super) fn increment_biased(&self, me: u32) {
        let word = self.owner.load(Ordering::Relaxed);
        let is_mine = word & NUMBER == me || seeded!(BiasedOwnsAll);
        if is_mine && word < FULL {
            self.owner.store(word + LOCAL, Ordering::Relaxed);
            return;
        }
        // Relaxed: a reference is made from another one, which keeps the object alive.
        let before = self.count.fetch_add(ONE, Ordering::Relaxed) as i32 >> 2;
        if before > (LIMIT >> 2) as i32 {
            overflow();
        }
    }

    /// Counts one reference less, which `me` drops; true if it was the last, and the caller must free the
    /// object.
    #[inline(always)]
    pub(super) fn decrement_biased(&self, me: u32, queues: &Queues) -> bool {
        let word = self.owner.load(Ordering::Relaxed);
        if word & NUMBER == me {
            debug_assert!(word >= LOCAL, "(counted) an owner has no reference left");
            let less = word - LOCAL;
            self.owner.store(less, Ordering::Relaxed);
            return less < LOCAL && self.merge_empty();
        }
        self.decrement_strange(queues)
    }

    /// The owner has dropped the last reference that it has counted.
    #[inline(never)]
    fn merge_empty(&self) -> bool {
        // Acquire pairs with the Release of whoever dropped the last other one: what that thread did to
        // the object happens before its end.
        let order = match seeded!(BiasedMergeRelaxed) {
            true => Ordering::Relaxed,
            false => Ordering::Acquire,
        };
        let mut shared = self.count.load(order);
        if shared == DEFAULT {
            // It stays its owner's, to whom its cell returns, and which may be asked for last words.
            if seeded!(BiasedFreeDisowns) {
                self.owner.store(0, Ordering::Relaxed);
            }
            return true;
        }
        // Before MERGED can be seen: from then on another thread may free it.
        let is_late = seeded!(BiasedDisownsLate);
        if !is_late {
            self.owner.store(0, Ordering::Relaxed);
        }
        let merged = loop {
            let merged = shared & !STATE | MERGED;
            match self.exchange(shared, merged) {
                Ok(()) => break merged,
                Err(now) => shared = now,
            }
        };
        if is_late {
            self.owner.store(0, Ordering::Relaxed);
        }
        merged == 0
    }

    /// Somebody who does not own it drops a reference.
    #[inline(never)]
    fn decrement_strange(&self, queues: &Queues) -> bool {
        let mut shared = self.count.load(Ordering::Relaxed);
        loop {
            let queues_it = shared == DEFAULT || shared == WATCHED;
            let less = match queues_it {
                // The reference goes to the queue.
                true => QUEUED.wrapping_sub(ONE * u32::from(seeded!(BiasedQueueSubtracts))),
                false => shared.wrapping_sub(ONE),
            };
            match self.exchange(shared, less) {
                Ok(()) if queues_it => return self.queue(queues),
                Ok(()) => return less == 0,
                Err(now) => shared = now,
            }
        }
    }

    /// Acquire and Release: what was done to the object before any reference was dropped happens before
    /// what is done when there is none left.
    #[inline(always)]
    fn exchange(&self, old: u32, new: u32) -> Result<(), u32> {
        let order = match seeded!(BiasedExchangeRelaxed) {
            true => Ordering::Relaxed,
            false => Ordering::AcqRel,
        };
        let exchange = self
            .count
            .compare_exchange_weak(old, new, order, Ordering::Relaxed);
        exchange.map(|_| ())
    }

    /// Hands a reference to the object's owner, for it to drop.
    fn queue(&self, queues: &Queues) -> bool {
        match self.owner.load(Ordering::Relaxed) & NUMBER {
            // Its owner has merged it meanwhile, or is about to.
            0 => self.decrement_strange(queues),
            owner => queues.push(owner, self),
        }
    }

    /// Makes one count of both, and drops so many references; true if none is left. The caller is the
    /// object's owner, or sees to it that the owner cannot count it.
    pub(super) fn merge(&self, dropped: u32) -> bool {
        let word = self.owner.load(Ordering::Relaxed);
        let local = (word / LOCAL) * u32::from(!seeded!(BiasedMergeForgets));
        // Before MERGED can be seen, as above.
        self.owner.store(0, Ordering::Relaxed);
        let mut shared = self.count.load(Ordering::Relaxed);
        loop {
            let others = shared & !STATE;
            let all = others.wrapping_add(local.wrapping_sub(dropped).wrapping_mul(ONE));
            match self.exchange(shared, all | MERGED) {
                Ok(()) => return all == 0,
                Err(now) => shared = now,
            }
        }
    }

    /// Weak references may find it from now on. The caller has a reference.
    pub(super) fn watch_biased(&self) {
        if seeded!(BiasedUnwatched) {
            return;
        }
        let mut shared = self.count.load(Ordering::Relaxed);
        while shared & STATE == DEFAULT {
            match self.exchange(shared, shared & !STATE | WATCHED) {
                Ok(()) => return,
                Err(now) => shared = now,
            }
        }
    }

    /// Takes a reference to an object that weak references may find; false if it is dead.
    pub(super) fn try_increment_biased(&self, me: u32) -> bool {
        if self.is_owned_by(me) {
            self.increment_biased(me);
            return true;
        }
        let mut shared = self.count.load(Ordering::Relaxed);
        // Merged, and no reference left: the only way to die that such objects have.
        while shared != MERGED {
            match self.exchange(shared, shared.wrapping_add(ONE)) {
                Ok(()) => return true,
                Err(now) => shared = now,
            }
        }
        false
    }

    /// Whether `me` has the only reference. A count of 1 is not enough: it may be another thread's.
    pub(super) fn is_sole_biased(&self, me: u32) -> bool {
        let word = self.owner.load(Ordering::Relaxed);
        if seeded!(BiasedSoleLocally) {
            return word / LOCAL == 1;
        }
        // Acquire as in `merge_empty`.
        let shared = self.count.load(Ordering::Acquire);
        match word & NUMBER == me {
            true => word / LOCAL == 1 && shared == DEFAULT,
            // The one that is left is the caller's.
            false => shared == ONE | MERGED,
        }
    }

    /// The last reference is gone, and the object is to have one again: its owner's, if it has died in
    /// the owner's hands only.
    pub(super) fn begin_anew_biased(&self) {
        let word = self.owner.load(Ordering::Relaxed);
        match self.count.load(Ordering::Relaxed) {
            DEFAULT => self.owner.store(word + LOCAL, Ordering::Relaxed),
            _ => self.count.store(ONE | MERGED, Ordering::Relaxed),
        }
    }
}

/// The merge queues of all owners of a heap.
pub(super) struct Queues {
    buckets: Vec<Mutex<Bucket>>,
    /// Whether owners are ever detached.
    detaches: AtomicBool,
}

/// Owners that are not gone, by number.
#[derive(Default)]
struct Bucket {
    owners: HashMap<u32, Owner>,
}

struct Owner {
    /// It counts nothing now, and takes the bucket's lock before it does so again.
    is_detached: bool,
    waiting: Vec<Waiting>,
    bell: Arc<AtomicBool>,
}

/// An object in a queue, which owns one of its references.
pub(super) struct Waiting(NonNull<Header>);

#[allow(unsafe_code)]
// SAFETY: (counted) the reference that the queue owns keeps the object alive.
unsafe impl Send for Waiting {}

impl Waiting {
    /// Drops the reference, as the object's owner or in its place; the object, if it was the last.
    pub(super) fn merge(self) -> Option<NonNull<Header>> {
        #[allow(unsafe_code)]
        // SAFETY: (counted) as above.
        let header = unsafe { self.0.as_ref() };
        header.merge(1).then_some(self.0)
    }
}

impl Queues {
    /// Of a heap without owners.
    pub(super) fn new() -> Queues {
        let buckets = (0..BUCKETS).map(|_| Mutex::new(Bucket::default()));
        Queues {
            buckets: buckets.collect(),
            detaches: AtomicBool::new(true),
        }
    }

    /// Sets whether others merge for owners that are detached.
    pub(super) fn set_detaches(&self, detaches: bool) {
        self.detaches.store(detaches, Ordering::Relaxed);
    }

    /// Whether others merge for owners that are detached.
    pub(super) fn detaches(&self) -> bool {
        self.detaches.load(Ordering::Relaxed)
    }

    fn bucket(&self, owner: u32) -> &Mutex<Bucket> {
        &self.buckets[(owner % BUCKETS) as usize]
    }

    /// There is a new owner; it is attached. Gives what tells it that something waits.
    pub(super) fn open(&self, owner: u32) -> Arc<AtomicBool> {
        let bell = Arc::new(AtomicBool::new(false));
        let new = Owner {
            is_detached: false,
            waiting: Vec::new(),
            bell: bell.clone(),
        };
        let known = self.bucket(owner).lock().owners.insert(owner, new);
        debug_assert!(known.is_none(), "(attached) two owners of one number");
        bell
    }

    /// An object is to be merged, and a reference to it to be dropped then; true if that was done here,
    /// and was the last.
    fn push(&self, owner: u32, object: &Header) -> bool {
        let mut bucket = self.bucket(owner).lock();
        match bucket.owners.get_mut(&owner) {
            Some(known) if !known.is_detached || seeded!(BiasedWaitsForDetached) => {
                known.waiting.push(Waiting(NonNull::from(object)));
                known.bell.store(true, Ordering::Relaxed);
                false
            }
            _ => {
                if seeded!(BiasedMergeUnlocked) {
                    drop(bucket);
                    return object.merge(1);
                }
                // Under the lock: an owner that comes back must find the object merged, or not yet.
                object.merge(1)
            }
        }
    }

    /// What waits for an owner, which is to merge it, with no lock held: destructors run.
    pub(super) fn take(&self, owner: u32) -> Vec<Waiting> {
        let mut bucket = self.bucket(owner).lock();
        let Some(known) = bucket.owners.get_mut(&owner) else {
            return Vec::new();
        };
        known.bell.store(false, Ordering::Relaxed);
        std::mem::take(&mut known.waiting)
    }

    /// What waits for anybody. All owners stand still.
    pub(super) fn take_all(&self) -> Vec<Waiting> {
        let mut all = Vec::new();
        for bucket in &self.buckets {
            for owner in bucket.lock().owners.values_mut() {
                all.append(&mut owner.waiting);
            }
        }
        all
    }

    /// An owner that was detached counts again.
    pub(super) fn attach(&self, owner: u32) {
        if let Some(known) = self.bucket(owner).lock().owners.get_mut(&owner) {
            known.is_detached = false;
        }
    }

    /// An owner counts nothing until it is attached again; what waits for it now, it merges first.
    /// Others merge in its place, if it has a place to be away from: false if not.
    pub(super) fn detach(&self, owner: u32, mut merge: impl FnMut(Waiting)) -> bool {
        let detaches = self.detaches();
        loop {
            let mut bucket = self.bucket(owner).lock();
            let Some(known) = bucket.owners.get_mut(&owner) else {
                return false;
            };
            known.bell.store(false, Ordering::Relaxed);
            let waiting = std::mem::take(&mut known.waiting);
            if waiting.is_empty() {
                known.is_detached = detaches;
                return detaches;
            }
            drop(bucket);
            waiting.into_iter().for_each(&mut merge);
        }
    }

    /// An owner is gone for good, and counts nothing from here on. What waits for it, it merges first;
    /// while it does so, more may come.
    pub(super) fn close(&self, owner: u32, mut merge: impl FnMut(Waiting)) {
        loop {
            let mut bucket = self.bucket(owner).lock();
            let Some(known) = bucket.owners.get_mut(&owner) else {
                return;
            };
            let waiting = std::mem::take(&mut known.waiting);
            if waiting.is_empty() {
                bucket.owners.remove(&owner);
                return;
            }
            drop(bucket);
            waiting.into_iter().for_each(&mut merge);
            if seeded!(BiasedDrainsOnce) {
                self.bucket(owner).lock().owners.remove(&owner);
                return;
            }
        }
    }
}

/// Models of an object that its owner and others count at the same time, run by loom.
#[cfg(all(test, loom))]
mod loom_models {
    use super::super::counting::Flags;
    use super::*;
    use crate::sync::atomic::AtomicU32;
    use loom::cell::UnsafeCell;
    use loom::thread::{self, JoinHandle};

    /// The threads.
    const OWNER: u32 = 1;
    const OTHER: u32 = 2;
    /// What the header of a freed object says of its owner.
    const FREED: u32 = 0xdead_beef;

    /// An object of the model: its header, and a body that only the last reference may free.
    struct Modelled {
        header: Header,
        body: UnsafeCell<u32>,
        freed: AtomicU32,
    }

    /// Objects and the queues of their owner, which is attached.
    struct World {
        objects: Vec<Modelled>,
        queues: Queues,
        /// The table of weak references: whether the first object has left it.
        is_forgotten: Mutex<bool>,
    }

    impl World {
        /// So many objects, each with so many references that the owner and that others have counted.
        fn new(objects: usize, local: u32, shared: u32) -> Arc<World> {
            let object = |_| {
                let header = Header::new(1, 2, Flags(Flags::SHARED.0 | Flags::BIASED.0), 0);
                header.owner.store(OWNER | local * LOCAL, Ordering::Relaxed);
                header
                    .count
                    .store(shared * ONE | DEFAULT, Ordering::Relaxed);
                Modelled {
                    header,
                    body: UnsafeCell::new(0),
                    freed: AtomicU32::new(0),
                }
            };
            let queues = Queues::new();
            queues.open(OWNER);
            Arc::new(World {
                objects: (0..objects).map(object).collect(),
                queues,
                is_forgotten: Mutex::new(false),
            })
        }

        fn free(&self, object: &Modelled) {
            // loom fails if any other access is not ordered before this one.
            object.body.with_mut(|_| ());
            assert_eq!(
                object.freed.fetch_add(1, Ordering::Relaxed),
                0,
                "freed twice"
            );
            object.header.owner.store(FREED, Ordering::Relaxed);
        }

        fn copy(&self, me: u32) {
            self.objects[0].header.increment_biased(me);
        }

        fn drop_reference(&self, me: u32, at: usize) {
            let object = &self.objects[at];
            if object.header.decrement_biased(me, &self.queues) {
                self.free(object);
            }
        }

        fn read(&self) {
            assert_eq!(self.objects[0].freed.load(Ordering::Relaxed), 0);
            self.objects[0].body.with(|_| ());
        }

        fn settle(&self, waiting: Waiting) {
            if let Some(dead) = waiting.merge() {
                let is_it = |object: &&Modelled| std::ptr::eq(&object.header, dead.as_ptr());
                self.free(
                    self.objects
                        .iter()
                        .find(is_it)
                        .expect("an object of the model"),
                );
            }
        }

        /// The owner comes to a safe point.
        fn attend(&self) {
            let waiting = self.queues.take(OWNER);
            waiting.into_iter().for_each(|it| self.settle(it));
        }

        fn close(&self) {
            self.queues.close(OWNER, |it| self.settle(it));
        }

        fn check(&self) {
            for object in &self.objects {
                assert_eq!(object.freed.load(Ordering::Relaxed), 1, "never freed");
                let owner = object.header.owner.load(Ordering::Relaxed);
                assert_eq!(owner, FREED, "written to after it was freed");
            }
        }
    }

    fn spawn(world: &Arc<World>, run: impl FnOnce(&World) + 'static) -> JoinHandle<()> {
        let world = world.clone();
        thread::spawn(move || run(&world))
    }

    #[test]
    fn loom_biased_who_merges_touches_nothing_that_another_has_freed() {
        loom::model(|| {
            let world = World::new(1, 1, 1);
            let other = spawn(&world, |world| world.drop_reference(OTHER, 0));
            world.drop_reference(OWNER, 0);
            other.join().unwrap();
            world.check();
        });
    }

    #[test]
    fn loom_biased_the_owner_frees_after_what_others_did() {
        loom::model(|| {
            let world = World::new(1, 1, 1);
            let other = spawn(&world, |world| {
                world.read();
                world.drop_reference(OTHER, 0);
            });
            world.read();
            world.drop_reference(OWNER, 0);
            other.join().unwrap();
            world.check();
        });
    }

    #[test]
    fn loom_biased_counts_of_owner_and_others_add_up() {
        loom::model(|| {
            // One of the two that the owner has counted is the other thread's.
            let world = World::new(1, 2, 0);
            let other = spawn(&world, |world| {
                world.copy(OTHER);
                world.drop_reference(OTHER, 0);
                world.read();
                world.drop_reference(OTHER, 0);
            });
            world.copy(OWNER);
            world.drop_reference(OWNER, 0);
            world.attend();
            world.read();
            world.drop_reference(OWNER, 0);
            other.join().unwrap();
            world.attend();
            world.check();
        });
    }

    #[test]
    fn loom_biased_three_threads_drop_what_the_owner_has_counted() {
        loom::model(|| {
            let world = World::new(1, 3, 0);
            let others = [OTHER, 3].map(|me| {
                spawn(&world, move |world| {
                    world.read();
                    world.drop_reference(me, 0);
                })
            });
            world.drop_reference(OWNER, 0);
            world.attend();
            others.into_iter().for_each(|other| other.join().unwrap());
            world.attend();
            world.check();
        });
    }

    #[test]
    fn loom_biased_an_owner_that_ends_leaves_nothing_behind() {
        loom::model(|| {
            let world = World::new(2, 1, 0);
            let owner = spawn(&world, World::close);
            world.drop_reference(OTHER, 0);
            world.drop_reference(OTHER, 1);
            owner.join().unwrap();
            world.check();
        });
    }

    #[test]
    fn loom_biased_a_merge_in_an_owners_place_excludes_the_owner() {
        loom::model(|| {
            let world = World::new(1, 2, 0);
            let other = spawn(&world, |world| world.drop_reference(OTHER, 0));
            world.queues.detach(OWNER, |it| world.settle(it));
            world.queues.attach(OWNER);
            world.copy(OWNER);
            world.drop_reference(OWNER, 0);
            world.drop_reference(OWNER, 0);
            other.join().unwrap();
            world.close();
            world.check();
        });
    }

    #[test]
    fn loom_biased_a_merge_in_the_place_of_an_owner_that_ends_is_one() {
        loom::model(|| {
            let world = World::new(1, 2, 0);
            let others = [OTHER, 3].map(|me| {
                spawn(&world, move |world| {
                    world.read();
                    world.drop_reference(me, 0);
                })
            });
            world.close();
            others.into_iter().for_each(|other| other.join().unwrap());
            world.check();
        });
    }

    #[test]
    fn loom_biased_a_weak_reference_finds_nothing_dead() {
        loom::model(|| {
            let world = World::new(1, 1, 0);
            world.objects[0].header.watch_biased();
            let other = spawn(&world, |world| {
                let forgotten = world.is_forgotten.lock();
                let found = !*forgotten && world.objects[0].header.try_increment_biased(OTHER);
                drop(forgotten);
                if found {
                    world.read();
                    world.drop_weakly(OTHER);
                }
            });
            world.drop_weakly(OWNER);
            other.join().unwrap();
            world.check();
        });
    }

    impl World {
        /// Drops a reference to what is in the table of weak references: it leaves that first.
        fn drop_weakly(&self, me: u32) {
            let object = &self.objects[0];
            if object.header.decrement_biased(me, &self.queues) {
                *self.is_forgotten.lock() = true;
                self.free(object);
            }
        }
    }
}
