//! The header of an object: its count, and the ways of counting.

use super::accounts;
use super::cells;
use super::quarantine::{self, Deed};
use crate::seeded::seeded;
use crate::sync::atomic::{AtomicU8, AtomicU32, Ordering, fence};
use std::hint::cold_path;

/// How references are counted; chosen once a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counting {
    /// Load, change, store: who counts holds the GIL.
    Plain,
    /// Every object is born `SHARED` and counted with atomic read-modify-write instructions.
    Atomic,
    /// As `Plain` until the object is published, as `Atomic` from then on: see `publish`.
    Escape,
    /// By load and store in the thread that made the object, and by read-modify-write, apart, in all
    /// others, as in CPython's builds without the GIL: see `biased`.
    Biased,
    /// As `Plain`, and without the GIL: in quarantine, where what goes wrong is noted and nothing
    /// breaks. See `quarantine`.
    Racy,
}

impl Counting {
    /// All of them, in the order in which they are told.
    pub const ALL: [Counting; 5] = [
        Counting::Plain,
        Counting::Atomic,
        Counting::Biased,
        Counting::Escape,
        Counting::Racy,
    ];

    /// What a run counts by if nobody chooses.
    pub fn usual(has_gil: bool) -> Counting {
        match has_gil {
            true => Counting::Plain,
            false => Counting::Escape,
        }
    }

    /// The word for it on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Counting::Plain => "plain",
            Counting::Atomic => "atomic",
            Counting::Biased => "biased",
            Counting::Escape => "escape",
            Counting::Racy => "racy",
        }
    }
}

/// Bits of a header.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Flags(pub u8);

impl Flags {
    /// No flag.
    pub const NONE: Flags = Flags(0);
    /// Several OS threads may reach the object.
    pub const SHARED: Flags = Flags(1);
    /// Never counted.
    pub const IMMORTAL: Flags = Flags(2);
    /// The cell holds no object.
    pub const FREED: Flags = Flags(4);
    /// The object's finalizer has been asked for.
    pub const FINALIZED: Flags = Flags(8);
    /// There are, or were, weak references to the object or from it.
    pub const WATCHED: Flags = Flags(16);
    /// Counted in quarantine.
    pub const RACY: Flags = Flags(32);
    /// How it is counted is noted.
    pub const ACCOUNTED: Flags = Flags(64);
    /// Counted by its owner and by others apart.
    pub const BIASED: Flags = Flags(128);
    /// Both bits: plain counts would have freed the object, which is in use. Racy counts have no
    /// accounts.
    pub const POISONED: Flags = Flags(Flags::RACY.0 | Flags::ACCOUNTED.0);

    /// Whether all of the other's bits are set.
    pub fn has_all(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether any of the other's bits is set.
    pub fn has(self, other: Flags) -> bool {
        self.0 & other.0 != 0
    }
}

/// What stands before every body. 16 bytes.
#[repr(C, align(16))]
pub struct Header {
    /// Number of references. Changed by load and store, or atomically when `SHARED`. Of a `BIASED`
    /// object: what others than its owner have counted, and a state. 0 in an empty cell.
    pub(super) count: AtomicU32,
    /// [`Flags`].
    pub(super) flags: AtomicU8,
    /// 1 while a guard is out.
    pub(super) lock: AtomicU8,
    /// Which body type follows.
    pub(super) kind: u8,
    /// Size of the cell in units of 16 bytes.
    pub(super) size: u8,
    /// Where in the script the object was made.
    pub(super) site: AtomicU32,
    /// Without a GIL: the number of the holder of free lists that made it, to whom the object belongs
    /// as long as it is local, and its cell for ever; 0 under the GIL. Of a `RACY` object: what plain
    /// counts would say, less one. Of a `BIASED` one: its owner, and what that has counted.
    pub(super) owner: AtomicU32,
}

pub(super) const LIMIT: u32 = u32::MAX / 2;
/// Flags of objects that are counted in no ordinary way.
const APART: Flags =
    Flags(Flags::IMMORTAL.0 | Flags::RACY.0 | Flags::ACCOUNTED.0 | Flags::BIASED.0);

impl Header {
    /// The header of an object with one reference.
    pub(super) fn new(kind: u8, size: u8, flags: Flags, site: u32) -> Header {
        Header {
            count: AtomicU32::new(1),
            flags: AtomicU8::new(flags.0),
            lock: AtomicU8::new(0),
            kind,
            size,
            site: AtomicU32::new(site),
            owner: AtomicU32::new(0),
        }
    }

    /// The flags at this moment.
    #[inline(always)]
    pub fn flags(&self) -> Flags {
        Flags(self.flags.load(Ordering::Relaxed))
    }

    /// The number of references at this moment.
    pub fn count(&self) -> u32 {
        match self.flags().has(Flags::BIASED) {
            true => self.biased_count() as u32,
            false => self.count.load(Ordering::Relaxed),
        }
    }

    /// Whether there is one reference, and none can appear: only from a reference is one made, or from
    /// a weak one.
    pub(super) fn is_sole(&self) -> bool {
        // Acquire pairs with the Release of whoever dropped the second last one: what that thread
        // did to the object happens before what is done now.
        let most = 1 + u32::from(seeded!(SoleWhenTwo));
        let mut not = Flags(Flags::IMMORTAL.0 | Flags::WATCHED.0);
        if seeded!(SoleWhenWatched) {
            not = Flags::IMMORTAL;
        }
        let (count, flags) = (self.count.load(Ordering::Acquire), self.flags());
        if flags.has(Flags(not.0 | Flags::BIASED.0)) {
            cold_path();
            let may_be = flags.has(Flags::BIASED) && !flags.has(not);
            return may_be && self.is_sole_biased(cells::current_number());
        }
        count <= most
    }

    /// Whether there are exactly two references, by a count that says so: to be asked by who knows both
    /// and keeps others from them, so that there will be no third.
    pub fn is_twice(&self) -> bool {
        let apart = Flags(Flags::IMMORTAL.0 | Flags::RACY.0 | Flags::BIASED.0);
        self.count.load(Ordering::Relaxed) == 2 && !self.flags().has(apart)
    }

    /// In debug builds: a local object is counted by its own thread only.
    #[inline(always)]
    fn check_owner(&self) {
        #[cfg(debug_assertions)]
        {
            let owner = self.owner.load(Ordering::Relaxed);
            assert!(
                owner == 0 || owner == super::cells::current_number(),
                "(alone) a local object of kind {} is counted by another thread",
                self.kind
            );
        }
    }

    /// Counts one more reference.
    #[inline(always)]
    pub(super) fn increment(&self) {
        if self.flags().0 == 0 {
            self.increment_plainly();
        } else {
            cold_path();
            self.increment_shared();
        }
    }

    #[inline(always)]
    pub(super) fn increment_plainly(&self) {
        self.check_owner();
        let count = self.count.load(Ordering::Relaxed);
        if count > LIMIT {
            overflow();
        }
        let more = u32::from(!seeded!(CountNotUp));
        self.count.store(count + more, Ordering::Relaxed);
    }

    #[inline(never)]
    fn increment_shared(&self) {
        if self.flags().has(APART) && !seeded!(CountImmortals) {
            self.count_apart(Deed::Increment);
            return;
        }
        self.increment_atomically();
    }

    #[inline(always)]
    pub(super) fn increment_atomically(&self) {
        if seeded!(CountSharedNotUp) {
            return;
        }
        if seeded!(CountSharedTorn) {
            let count = self.count.load(Ordering::Relaxed);
            return self.count.store(count + 1, Ordering::Relaxed);
        }
        // Relaxed: a reference is made from another one, which keeps the object alive.
        if self.count.fetch_add(1, Ordering::Relaxed) > LIMIT {
            overflow();
        }
    }

    /// Counts one reference less; true if it was the last, and the caller must free the object.
    #[inline(always)]
    pub(super) fn decrement(&self) -> bool {
        if self.flags().0 == 0 {
            self.decrement_plainly()
        } else {
            cold_path();
            self.decrement_shared()
        }
    }

    #[inline(always)]
    pub(super) fn decrement_plainly(&self) -> bool {
        self.check_owner();
        let count = self.count.load(Ordering::Relaxed);
        debug_assert!(
            count > 0,
            "(counted) a reference to a dead object was dropped"
        );
        if seeded!(CountNotDown) {
            return false;
        }
        let less = 1 + u32::from(seeded!(CountDownTwice) && count > 1);
        self.count
            .store(count.wrapping_sub(less), Ordering::Relaxed);
        count == less
    }

    #[inline(never)]
    fn decrement_shared(&self) -> bool {
        if self.flags().has(APART) {
            return self.count_apart(Deed::Decrement);
        }
        self.decrement_atomically()
    }

    #[inline(always)]
    pub(super) fn decrement_atomically(&self) -> bool {
        // Release pairs with the fence below in whichever thread drops the last reference: what
        // this thread did to the object happens before its destructor.
        if seeded!(CountSharedNotDown) {
            return false;
        }
        let less = 1 + u32::from(seeded!(CountSharedDownTwice) && self.count() > 1);
        let order = match seeded!(CountSharedRelaxed) {
            true => Ordering::Relaxed,
            false => Ordering::Release,
        };
        let last = self.count.fetch_sub(less, order) == less;
        if last && !seeded!(CountNoFence) {
            fence(Ordering::Acquire);
        }
        last
    }

    /// Counts what is not counted, or supervised.
    fn count_apart(&self, deed: Deed) -> bool {
        let flags = self.flags();
        if flags.has(Flags::BIASED) {
            return cells::count_biased(self, deed, flags);
        }
        match flags.has(Flags::RACY) {
            true => !flags.has(Flags::IMMORTAL) && quarantine::count(self, deed),
            false => accounts::count(self, deed, flags),
        }
    }

    /// The number of references as the script is told it: under `Racy`, what plain counts have
    /// come to; below zero where more was taken away than there was.
    pub fn shown_count(&self) -> i64 {
        match self.flags().has(Flags::RACY) {
            true => i64::from(self.told() as i32),
            false if self.flags().has(Flags::BIASED) => self.biased_count(),
            false => i64::from(self.count()),
        }
    }

    /// Of a `RACY` object, the plain count.
    pub(super) fn told(&self) -> u32 {
        self.owner.load(Ordering::Relaxed).wrapping_add(1)
    }

    /// Sets the plain count.
    pub(super) fn tell(&self, count: u32) {
        self.owner.store(count.wrapping_sub(1), Ordering::Relaxed);
    }

    /// The last reference is gone, and the object is to have one again.
    pub(super) fn begin_anew(&self) {
        if self.flags().has(Flags::BIASED) {
            return self.begin_anew_biased();
        }
        self.count.store(1, Ordering::Relaxed);
        if self.flags().has(Flags::RACY) {
            self.tell(1);
            self.flags.fetch_and(!Flags::ACCOUNTED.0, Ordering::Relaxed);
        }
    }
}

#[cold]
pub(super) fn overflow() -> ! {
    panic!("(counted) the count of an object overflowed");
}

/// Models of the last reference, run by loom.
#[cfg(all(test, loom))]
mod loom_models {
    use super::*;
    use loom::cell::UnsafeCell;
    use loom::thread;
    use std::sync::Arc;

    /// An object of the model: its header, and a body that only the last reference may free.
    struct Modelled {
        header: Header,
        body: UnsafeCell<u32>,
        freed: AtomicU32,
    }

    impl Modelled {
        fn drop_reference(&self) {
            if self.header.decrement() {
                // loom fails if any other access is not ordered before this one.
                self.body.with_mut(|_| ());
                assert_eq!(self.freed.fetch_add(1, Ordering::Relaxed), 0, "freed twice");
            }
        }
    }

    fn modelled(references: u32) -> Arc<Modelled> {
        let header = Header::new(1, 2, Flags::SHARED, 0);
        header.count.store(references, Ordering::Relaxed);
        Arc::new(Modelled {
            header,
            body: UnsafeCell::new(0),
            freed: AtomicU32::new(0),
        })
    }

    #[test]
    fn loom_the_last_of_three_references_frees_once_and_after_all_reads() {
        loom::model(|| {
            let object = modelled(3);
            let threads: Vec<_> = (0..2)
                .map(|_| {
                    let object = object.clone();
                    thread::spawn(move || {
                        object.body.with(|_| ());
                        object.drop_reference();
                    })
                })
                .collect();
            object.drop_reference();
            threads
                .into_iter()
                .for_each(|thread| thread.join().unwrap());
            assert_eq!(object.freed.load(Ordering::Relaxed), 1);
        });
    }

    #[test]
    fn loom_a_reference_made_from_a_live_one_keeps_the_object_alive() {
        loom::model(|| {
            let object = modelled(2);
            let other = object.clone();
            let copier = thread::spawn(move || {
                other.header.increment();
                other.drop_reference();
                other.body.with(|_| ());
                other.drop_reference();
            });
            object.drop_reference();
            copier.join().unwrap();
            assert_eq!(object.freed.load(Ordering::Relaxed), 1);
        });
    }
}
