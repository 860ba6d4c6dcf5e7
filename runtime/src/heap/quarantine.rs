//! Racy counting, in quarantine: plain counts without a lock, and what comes of them.
//!
//! Under [`Counting::Racy`](super::Counting::Racy) an object has two counts. The *told* one is what an
//! interpreter with plain counts and no GIL would have: loaded, changed and stored without care, so that
//! what another thread counts between load and store is lost. The *true* one is atomic and is the
//! header's usual count: memory, weak references and the audit go by it. So nothing ever breaks, and
//! where the two part, a mishap is noted, with its object, threads and lines:
//!
//! | told | true | mishap |
//! |---|---|---|
//! | stored over another value than was loaded | | increments or decrements are lost |
//! | falls to 0 | above 0 | freed while in use; whatever is done with the object from then on is a use after free |
//! | above 0 | falls to 0 | a leak |
//!
//! Store and true count change under a lock of this module, so that each verdict is exact; the load
//! comes before the lock, so that threads race. In virtual time, where one thread runs at a time,
//! chance decides, by seed, when an operation loads: just before it stores; when its instruction begins;
//! or now and then some instructions earlier, as on a core that had to wait. What another thread
//! stored after that moment it does not see.
//!
//! Supervision begins with the second thread. Lock order: a stripe, then the wreck.

use super::cells::{self, Local};
use super::counting::{Flags, Header};
use super::object::Ref;
use crate::random::{self, STEP};
use crate::sync::atomic::{AtomicBool, AtomicU64, Ordering, fence};
use crate::sync::{Mutex, spin};
use std::collections::HashMap;

const STRIPES: usize = 64;
/// Objects with mishaps that are told one by one; of others the number is known.
const MOST_VICTIMS: usize = 4096;
/// In virtual time, of so many operations one loads early, before its core had to wait, and
/// `AT_ONCE` when their instructions begin.
const LOADS: u64 = 16;
const AT_ONCE: u64 = 2;
/// For how many instructions a core waits at most.
const LONGEST_WAIT: u64 = 64;

/// What an object is called in a report. Must neither count references nor take guards.
pub type Describe = fn(&Ref) -> String;

/// The place of what is counted when the last thread has ended.
pub const AT_THE_END: u32 = u32::MAX;

/// What is done to an object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deed {
    /// One reference more.
    Increment,
    /// One reference less.
    Decrement,
    /// A guard of it was taken.
    Guard,
}

impl Deed {
    fn step(self) -> i32 {
        match self {
            Deed::Increment => 1,
            Deed::Decrement => -1,
            Deed::Guard => 0,
        }
    }
}

/// One access to an object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Access {
    /// The thread's number.
    pub thread: u32,
    /// The place in the script; 0 in the library, [`AT_THE_END`] after the last thread.
    pub site: u32,
    /// What it did.
    pub deed: Deed,
    /// The count that it read.
    pub read: u32,
    /// The count that it wrote.
    pub written: u32,
}

/// Two accesses of which the second one wrote over what the first had counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Race {
    /// Whose change is lost.
    pub lost: Access,
    /// Who wrote over it.
    pub winner: Access,
}

/// How an object was freed while in use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EarlyEnd {
    /// Who counted down to zero.
    pub by: Access,
    /// How many references were left in truth.
    pub left: u32,
    /// The first use after it.
    pub used: Option<Access>,
    /// How many uses there were.
    pub uses: u64,
}

/// An object and what befell it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Victim {
    /// What it is called.
    pub name: String,
    /// Where the script made it.
    pub site: u32,
    /// The first race that it lost a change in.
    pub race: Option<Race>,
    /// How many increments were lost.
    pub lost_increments: u64,
    /// How many decrements were lost.
    pub lost_decrements: u64,
    /// How it was freed while in use, if it was.
    pub early_end: Option<EarlyEnd>,
    /// What its count still said when the last reference was gone, if that was not zero.
    pub leaked: Option<u32>,
}

/// How often what happened.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Tally {
    /// Count operations since there were two threads.
    pub operations: u64,
    /// Those on an object that another thread had counted last.
    pub crossings: u64,
    /// Increments lost.
    pub lost_increments: u64,
    /// Decrements lost.
    pub lost_decrements: u64,
    /// Objects freed while in use.
    pub freed_in_use: u64,
    /// Uses of these afterwards.
    pub uses_after_free: u64,
    /// Objects that would never be freed.
    pub leaked: u64,
    /// Objects with a mishap.
    pub victims: u64,
}

/// What plain counts without a lock came to.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Wreck {
    /// How often what happened.
    pub tally: Tally,
    /// Objects with a mishap in the order of their first one; the first few thousand.
    pub victims: Vec<Victim>,
}

impl Wreck {
    /// Whether anything was lost.
    pub fn is_any(&self) -> bool {
        self.tally.victims > 0
    }

    /// The victim that `entry` leads to, if it is told; the first time it is made.
    fn victim(&mut self, entry: &mut Entry, new: impl FnOnce() -> Victim) -> Option<&mut Victim> {
        let index = *entry.victim.get_or_insert_with(|| {
            self.tally.victims += 1;
            if self.victims.len() < MOST_VICTIMS {
                self.victims.push(new());
                self.victims.len() - 1
            } else {
                usize::MAX
            }
        });
        self.victims.get_mut(index)
    }
}

/// What a heap wants to be told while it runs; see [`set_moment`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Supervision {
    /// Nothing.
    None,
    /// Before each instruction, who runs and where.
    Places,
    /// Before each instruction the line, see [`set_place`](super::set_place), with a GIL or without.
    Lines {
        /// Whether a step is one instruction.
        is_stepwise: bool,
    },
    /// As `Places`, and when, in virtual time: steps of one instruction.
    Moments,
}

/// Who runs now, where, and in virtual time from when to when.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Moment {
    thread: u32,
    site: u32,
    start: u64,
    end: u64,
}

/// Says who executes the next instruction, at which place, and in virtual time from when to when.
pub fn set_moment(thread: u32, site: u32, start: u64, end: u64) {
    if let Some(local) = cells::entered() {
        local.moment.set(Moment {
            thread,
            site,
            start,
            end,
        });
    }
}

/// The supervision of all heaps of a run.
pub(super) struct Quarantine {
    /// In virtual time, the state of chance; else the cores decide.
    chance: Option<AtomicU64>,
    describe: Describe,
    is_racing: AtomicBool,
    stripes: Vec<Mutex<Stripe>>,
    wreck: Mutex<Wreck>,
}

/// What is known of the objects with such addresses.
#[derive(Default)]
struct Stripe {
    entries: HashMap<usize, Entry>,
    operations: u64,
    crossings: u64,
}

/// What is known of an object that was counted.
struct Entry {
    last: Access,
    /// When the instruction of the last access ended, in virtual time.
    until: u64,
    /// Its place among the victims, once it is one.
    victim: Option<usize>,
    /// Whether it was freed while in use.
    is_dead: bool,
}

impl Quarantine {
    /// For objects that `describe` describes; with a seed, chance decides about races.
    pub(super) fn new(seed: Option<u64>, describe: Describe) -> Quarantine {
        Quarantine {
            chance: seed.map(AtomicU64::new),
            describe,
            is_racing: AtomicBool::new(false),
            stripes: (0..STRIPES).map(|_| Mutex::default()).collect(),
            wreck: Mutex::default(),
        }
    }

    /// There is a second thread: from now on it matters who counts.
    pub(super) fn begin(&self) {
        self.is_racing.store(true, Ordering::Relaxed);
    }

    pub(super) fn supervision(&self) -> Supervision {
        match (self.is_racing.load(Ordering::Relaxed), &self.chance) {
            (false, _) => Supervision::None,
            (true, None) => Supervision::Places,
            (true, Some(_)) => Supervision::Moments,
        }
    }

    /// What it has come to so far.
    pub(super) fn wreck(&self) -> Wreck {
        let mut operations = 0;
        let mut crossings = 0;
        for stripe in &self.stripes {
            let stripe = stripe.lock();
            operations += stripe.operations;
            crossings += stripe.crossings;
        }
        let mut wreck = self.wreck.lock().clone();
        wreck.tally.operations = operations;
        wreck.tally.crossings = crossings;
        wreck
    }

    fn stripe(&self, address: usize) -> &Mutex<Stripe> {
        // Cells are multiples of 16 bytes apart.
        &self.stripes[(address / 16) % STRIPES]
    }

    /// When an operation of the present instruction has loaded the count, in virtual time.
    fn loading(&self, moment: Moment) -> u64 {
        let Some(state) = &self.chance else {
            return moment.end;
        };
        let z = random::mix(state.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP));
        match z % LOADS {
            0 => {
                let wait = z / LOADS % LONGEST_WAIT * (moment.end - moment.start);
                moment.start.saturating_sub(wait)
            }
            1..=AT_ONCE => moment.start,
            _ => moment.end,
        }
    }

    /// Counts while other threads do; true if the last reference is gone in truth.
    fn count(&self, header: &Header, deed: Deed, local: &Local) -> bool {
        let moment = local.moment.get();
        let early = header.told();
        if self.chance.is_none() {
            local.linger(spin);
        }
        let address = std::ptr::from_ref(header) as usize;
        let mut stripe = self.stripe(address).lock();
        let Stripe {
            entries,
            operations,
            crossings,
        } = &mut *stripe;
        *operations += 1;
        let found = header.told();
        let before = { entries.get(&address) }.map(|entry| (entry.last, entry.until));
        let before = before.filter(|(last, _)| last.thread != moment.thread);
        *crossings += u64::from(before.is_some());
        let read = match before {
            Some((last, until)) if self.loading(moment) < until => last.read,
            _ if self.chance.is_some() => found,
            _ => early,
        };
        let written = read.wrapping_add_signed(deed.step());
        header.tell(written);
        // All changes of it are made under this lock.
        let left = header.count().wrapping_add_signed(deed.step());
        let access = Access {
            thread: moment.thread,
            site: moment.site,
            deed,
            read,
            written,
        };
        let entry = entries.entry(address).or_insert(Entry {
            last: access,
            until: moment.end,
            victim: None,
            is_dead: false,
        });
        // While the reference is still counted, so that the object can be described.
        self.judge(header, entry, access, found, left);
        change_truth(header, deed);
        entry.last = access;
        entry.until = moment.end;
        if left == 0 {
            entries.remove(&address);
            // As at birth: the cell goes to whoever frees it.
            header.tell(1);
        }
        left == 0
    }

    /// Notes what is wrong about `access`, which found the count at `found` when it wrote, `left`
    /// references being left.
    fn judge(&self, header: &Header, entry: &mut Entry, access: Access, found: u32, left: u32) {
        if entry.is_dead {
            return self.note_use(header, entry, access);
        }
        let lost = found.wrapping_sub(access.read) as i32;
        let is_early = access.written == 0 && left > 0;
        let is_late = access.written != 0 && left == 0;
        if lost == 0 && !is_early && !is_late {
            return;
        }
        let last = entry.last;
        let mut wreck = self.wreck.lock();
        let (more, fewer) = match u64::from(lost.unsigned_abs()) {
            amount if lost > 0 => (amount, 0),
            amount => (0, amount),
        };
        wreck.tally.lost_increments += more;
        wreck.tally.lost_decrements += fewer;
        wreck.tally.freed_in_use += u64::from(is_early);
        wreck.tally.leaked += u64::from(is_late);
        if is_early {
            entry.is_dead = true;
            header.flags.fetch_or(Flags::POISONED.0, Ordering::Relaxed);
        }
        let Some(victim) = wreck.victim(entry, || self.new_victim(header)) else {
            return;
        };
        victim.lost_increments += more;
        victim.lost_decrements += fewer;
        if lost != 0 {
            victim.race.get_or_insert(Race {
                lost: last,
                winner: access,
            });
        }
        if is_early {
            victim.early_end = Some(EarlyEnd {
                by: access,
                left,
                used: None,
                uses: 0,
            });
        }
        victim.leaked = is_late.then_some(access.written);
    }

    fn note_use(&self, header: &Header, entry: &mut Entry, access: Access) {
        let mut wreck = self.wreck.lock();
        wreck.tally.uses_after_free += 1;
        let victim = wreck.victim(entry, || self.new_victim(header));
        let end = victim.and_then(|victim| victim.early_end.as_mut());
        if let Some(end) = end {
            end.used.get_or_insert(access);
            end.uses += 1;
        }
    }

    fn new_victim(&self, header: &Header) -> Victim {
        Victim {
            name: header.borrowed(self.describe),
            site: header.site.load(Ordering::Relaxed),
            race: None,
            lost_increments: 0,
            lost_decrements: 0,
            early_end: None,
            leaked: None,
        }
    }
}

/// Changes the true count; gives what is left.
fn change_truth(header: &Header, deed: Deed) -> u32 {
    match deed {
        Deed::Increment => header.count.fetch_add(1, Ordering::Relaxed) + 1,
        Deed::Guard => header.count(),
        Deed::Decrement => {
            // Release and the fence pair as in `Header::decrement`.
            let left = header.count.fetch_sub(1, Ordering::Release) - 1;
            if left == 0 {
                fence(Ordering::Acquire);
            }
            left
        }
    }
}

/// Counts a reference to an object of a racy heap; true if it was the last in truth.
#[inline(never)]
pub(super) fn count(header: &Header, deed: Deed) -> bool {
    if let Some(local) = cells::entered()
        && let Some(quarantine) = local.heap().quarantine()
        && quarantine.supervision() != Supervision::None
    {
        return quarantine.count(header, deed, local);
    }
    let is_last = change_truth(header, deed) == 0;
    header.tell(match is_last {
        // As at birth: the cell goes to whoever frees it.
        true => 1,
        false => header.told().wrapping_add_signed(deed.step()),
    });
    is_last
}

/// Notes that an object was used that an interpreter without quarantine would have freed.
#[inline(never)]
pub(super) fn note_guard(header: &Header) {
    let Some(local) = cells::entered() else {
        return;
    };
    let Some(quarantine) = local.heap().quarantine() else {
        return;
    };
    let moment = local.moment.get();
    let told = header.told();
    let access = Access {
        thread: moment.thread,
        site: moment.site,
        deed: Deed::Guard,
        read: told,
        written: told,
    };
    let address = std::ptr::from_ref(header) as usize;
    let mut stripe = quarantine.stripe(address).lock();
    if let Some(entry) = stripe.entries.get_mut(&address) {
        quarantine.note_use(header, entry, access);
    }
}

/// As for any other heap: one more reference from a weak one, unless the last is gone. Weak references
/// go by the truth, and do not race.
pub(super) fn try_raise(header: &Header) -> bool {
    let address = std::ptr::from_ref(header) as usize;
    let quarantine = cells::entered().and_then(|local| local.heap().quarantine());
    let _stripe = quarantine.map(|quarantine| quarantine.stripe(address).lock());
    let is_alive = header.count() > 0;
    if is_alive {
        change_truth(header, Deed::Increment);
        header.tell(header.told().wrapping_add(1));
    }
    is_alive
}
