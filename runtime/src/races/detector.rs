//! The detector: fed with what threads do, one access at a time, it says which of them race.

use super::Table;
use super::clock::{Birth, Handed};
use super::locks::{Graph, Inversion, Sets, Taker};
use super::shadow::{Cell, Seen, Shadow};
use crate::heap::record::{Access, Location, Touch};
use crate::kernel::ThreadId;

/// Variables that are remembered at a time; some 200 bytes each.
const VARIABLES: usize = 400_000;
/// Ended threads whose slots are looked at when one begins.
const LOOKED_AT: usize = 64;

/// One of two accesses that nothing orders.
#[derive(Clone, Debug)]
pub struct Met<S> {
    /// Whose.
    pub thread: ThreadId,
    /// How.
    pub touch: Touch,
    /// Where.
    pub spot: S,
    /// The locks that were held, by their objects, 0 where these are gone; None where there were too many
    /// sets of them.
    pub locks: Option<Vec<u64>>,
}

/// Two accesses that nothing orders.
#[derive(Clone, Debug)]
pub struct Found<S> {
    /// Where they met.
    pub location: Location,
    /// The one that came first.
    pub first: Met<S>,
    /// The other one.
    pub second: Met<S>,
}

/// A thread.
#[derive(Debug)]
struct Thread<S> {
    slot: u32,
    knows: Handed,
    /// The locks that it holds, and where it took them.
    held: Vec<(u32, S)>,
    /// The number of the set of these.
    set: u32,
    has_ended: bool,
}

/// A lock.
#[derive(Debug, Default)]
struct Lock {
    passed: Handed,
    /// Its number; 0 until it is taken.
    number: u32,
    holder: Option<ThreadId>,
    /// Whether others let it go than those who took it.
    is_signal: bool,
    /// Whether it is taken inside another one, or another one inside it.
    is_nested: bool,
}

/// Finds races and inversions; `S` says where something happened.
#[derive(Debug)]
pub struct Detector<S> {
    threads: Table<u32, Thread<S>>,
    slots: u32,
    /// Threads that have ended, whose slots can be given to others.
    ended: Vec<ThreadId>,
    objects: Table<u64, Shadow<S>>,
    /// Variables that are remembered.
    remembered: usize,
    limit: usize,
    age: u32,
    /// How many variables were forgotten to make room for others.
    pub forgotten: u64,
    /// What objects had handed on that were forgotten: whoever may mean one of them takes it over, so
    /// that nobody is accused for want of memory.
    lost: Handed,
    locks: Table<u64, Lock>,
    /// The objects of locks by number.
    numbered: Vec<u64>,
    sets: Sets,
    graph: Graph<S>,
    unordered: Vec<(Cell<S>, Touch)>,
}

impl<S> Default for Detector<S> {
    fn default() -> Detector<S> {
        Detector {
            threads: Table::default(),
            slots: 0,
            ended: Vec::new(),
            objects: Table::default(),
            remembered: 0,
            limit: VARIABLES,
            age: 0,
            forgotten: 0,
            lost: Handed::default(),
            locks: Table::default(),
            numbered: Vec::new(),
            sets: Sets::default(),
            graph: Graph::default(),
            unordered: Vec::new(),
        }
    }
}

impl<S: Copy> Detector<S> {
    /// One that remembers no more than so many variables.
    pub fn with_limit(limit: usize) -> Detector<S> {
        Detector {
            limit,
            ..Detector::default()
        }
    }

    /// A thread is about to begin another: what that one will know.
    pub fn bear(&mut self, parent: ThreadId) -> Birth {
        let thread = self.thread(parent);
        let birth = Birth(thread.knows.clone());
        thread.go_on();
        birth
    }

    /// A thread begins.
    pub fn begin(&mut self, thread: ThreadId, birth: Birth) {
        let slot = self.free_slot(&birth.0);
        let mut begun = Thread {
            slot,
            knows: birth.0,
            held: Vec::new(),
            set: 0,
            has_ended: false,
        };
        begun.go_on();
        self.threads.insert(thread.0, begun);
    }

    /// A slot of a thread of whose end a newborn knows, or a new one.
    fn free_slot(&mut self, known: &Handed) -> u32 {
        let ended = self.ended.iter().rev().take(LOOKED_AT);
        let free = ended.enumerate().find_map(|(at, thread)| {
            let thread = self.threads.get(&thread.0)?;
            let (slot, end) = (thread.slot, thread.number());
            (known.all.of(slot) >= end && known.firm.of(slot) >= end).then_some((at, slot))
        });
        match free {
            Some((at, slot)) => {
                self.ended.remove(self.ended.len() - 1 - at);
                slot
            }
            None => {
                self.slots += 1;
                self.slots - 1
            }
        }
    }

    fn thread(&mut self, thread: ThreadId) -> &mut Thread<S> {
        if !self.threads.contains_key(&thread.0) {
            self.begin(thread, Birth::default());
        }
        let found = self.threads.get_mut(&thread.0);
        found.expect("(races) it has just begun")
    }

    /// What was an object at this place is gone: another one begins.
    pub fn forget(&mut self, object: u64) {
        if let Some(shadow) = self.objects.remove(&object) {
            self.remembered -= shadow.len();
        }
        let Some(lock) = self.locks.remove(&object) else {
            return;
        };
        if lock.number > 0 {
            self.numbered[lock.number as usize - 1] = 0;
        }
        if let Some(holder) = lock.holder {
            self.drop_lock(holder, lock.number);
        }
    }

    fn drop_lock(&mut self, holder: ThreadId, lock: u32) {
        if let Some(thread) = self.threads.get_mut(&holder.0) {
            thread.held.retain(|(it, _)| *it != lock);
            thread.set = self.sets.number(thread.held.iter().map(|it| it.0));
        }
    }

    /// Takes note of an access; adds the races that it makes.
    pub fn touch(&mut self, thread: ThreadId, access: Access, spot: S, found: &mut Vec<Found<S>>) {
        let Access { location, touch } = access;
        match touch {
            Touch::Acquire | Touch::TryAcquire => {
                self.acquire(thread, location.object, touch, spot)
            }
            Touch::Release => self.release(thread, location.object),
            Touch::End => self.end(thread),
            Touch::Join => self.join(thread, location),
            Touch::Want | Touch::Insert => {}
            Touch::Look if location.thread().is_some() => self.join(thread, location),
            Touch::Look if self.locks.contains_key(&location.object) => {
                self.take_over(thread, location.object);
            }
            Touch::Read | Touch::Write | Touch::Look | Touch::Store => {
                if location.is_data() {
                    self.variable(thread, access, spot, found);
                }
            }
        }
    }

    fn variable(&mut self, me: ThreadId, access: Access, spot: S, found: &mut Vec<Found<S>>) {
        let Access { location, touch } = access;
        self.thread(me);
        let thread = self.threads.get_mut(&me.0);
        let thread = thread.expect("(races) it has begun");
        let shadow = self.objects.entry(location.object).or_insert_with(|| {
            self.remembered += 1;
            Shadow::new(self.forgotten > 0)
        });
        shadow.age = self.age;
        if matches!(touch, Touch::Look | Touch::Store) {
            for passed in shadow.passed(location.part).into_iter().flatten() {
                thread.knows.merge(passed);
            }
            if shadow.is_reborn {
                thread.knows.merge(&self.lost);
            }
        }
        let cell = Cell {
            slot: thread.slot,
            number: thread.number(),
            thread: me,
            locks: thread.set,
            spot,
        };
        let seen = Seen {
            cell,
            clock: &thread.knows.all,
        };
        self.remembered += shadow.touch(location.part, touch, &seen, &mut self.unordered);
        if touch == Touch::Store {
            let before = shadow.len();
            shadow.pass(location.part, &thread.knows);
            self.remembered += shadow.len() - before;
            thread.go_on();
        }
        for (cell, earlier) in self.unordered.drain(..) {
            let locks = |set| {
                let locks = self.sets.locks(set)?.iter();
                Some(locks.map(|it| self.numbered[*it as usize - 1]).collect())
            };
            found.push(Found {
                location,
                first: Met {
                    thread: cell.thread,
                    touch: earlier,
                    spot: cell.spot,
                    locks: locks(cell.locks),
                },
                second: Met {
                    thread: me,
                    touch,
                    spot,
                    locks: locks(thread.set),
                },
            });
        }
        if self.remembered > self.limit {
            self.make_room(location.object);
        }
    }

    /// Forgets what was not touched for longest: at least half of it.
    fn make_room(&mut self, present: u64) {
        let before = self.remembered;
        let age = self.age;
        self.forget_but(|_, shadow| shadow.age == age);
        self.age = self.age.wrapping_add(1);
        let count = |objects: &Table<u64, Shadow<S>>| objects.values().map(Shadow::len).sum();
        self.remembered = count(&self.objects);
        if self.remembered > self.limit / 2 {
            self.forget_but(|object, _| object == present);
            self.objects.values_mut().for_each(Shadow::forget_parts);
            self.remembered = count(&self.objects);
        }
        self.forgotten += (before - self.remembered) as u64;
    }

    /// Forgets objects, except those to be kept; not what they have handed on.
    fn forget_but(&mut self, keeps: impl Fn(u64, &Shadow<S>) -> bool) {
        let lost = &mut self.lost;
        self.objects.retain(|object, shadow| {
            let is_kept = keeps(*object, shadow);
            if !is_kept {
                shadow.all_passed().for_each(|it| lost.merge(it));
            }
            is_kept
        });
    }

    // What orders threads.

    fn take_over(&mut self, me: ThreadId, object: u64) {
        self.thread(me);
        if let (Some(lock), Some(thread)) = (self.locks.get(&object), self.threads.get_mut(&me.0)) {
            thread.knows.merge(&lock.passed);
        }
    }

    fn acquire(&mut self, me: ThreadId, object: u64, touch: Touch, spot: S) {
        self.take_over(me, object);
        let lock = self.locks.entry(object).or_default();
        if lock.is_signal {
            return;
        }
        if lock.number == 0 {
            self.numbered.push(object);
            lock.number = self.numbered.len() as u32;
        }
        lock.holder = Some(me);
        let number = lock.number;
        let thread = self.threads.get_mut(&me.0);
        let thread = thread.expect("(races) it has begun");
        if !thread.held.is_empty() {
            lock.is_nested = true;
            let taker = Taker {
                slot: thread.slot,
                number: thread.knows.all.of(thread.slot),
                set: thread.set,
                firm: &thread.knows.firm,
            };
            for (held, since) in &thread.held {
                let held_object = self.numbered[*held as usize - 1];
                if let Some(lock) = self.locks.get_mut(&held_object) {
                    lock.is_nested = true;
                }
                // Who does not wait for ever is in nobody's way.
                if touch == Touch::Acquire && *held != number {
                    self.graph.note([*held, number], &taker, me, [*since, spot]);
                }
            }
        }
        thread.held.push((number, spot));
        thread.set = self.sets.number(thread.held.iter().map(|it| it.0));
    }

    fn release(&mut self, me: ThreadId, object: u64) {
        self.thread(me);
        let lock = self.locks.entry(object).or_default();
        let thread = self.threads.get_mut(&me.0);
        let thread = thread.expect("(races) it has begun");
        let holder = lock.holder.take();
        if holder != Some(me) {
            lock.is_signal = true;
        }
        lock.passed.all.merge(&thread.knows.all);
        if lock.is_signal || !lock.is_nested {
            lock.passed.firm.merge(&thread.knows.firm);
        }
        thread.go_on();
        let number = lock.number;
        if let Some(holder) = holder {
            self.drop_lock(holder, number);
        }
    }

    fn end(&mut self, me: ThreadId) {
        let thread = self.thread(me);
        if !thread.has_ended {
            thread.has_ended = true;
            self.ended.push(me);
        }
    }

    fn join(&mut self, me: ThreadId, location: Location) {
        self.thread(me);
        let Some(other) = location.thread().filter(|other| *other != me.0) else {
            return;
        };
        let ended = self.threads.get(&other).filter(|it| it.has_ended);
        let Some(knew) = ended.map(|it| it.knows.clone()) else {
            return;
        };
        self.thread(me).knows.merge(&knew);
    }

    /// The circles in the orders in which locks were taken.
    pub fn inversions(&self) -> Vec<Inversion<S>> {
        let signals = |object: &u64| self.locks.get(object).is_some_and(|lock| lock.is_signal);
        let mut inversions = self.graph.inversions(&self.sets, &self.numbered);
        inversions.retain(|it| !it.edges.iter().any(|edge| signals(&edge.held)));
        inversions
    }

    /// Whether there were more orders of locks than are kept.
    pub fn has_many_orders(&self) -> bool {
        self.graph.is_cut
    }
}

impl<S> Thread<S> {
    fn number(&self) -> u32 {
        self.knows.all.of(self.slot)
    }

    /// What it does from now on is not known to those to whom it has handed something on.
    fn go_on(&mut self) {
        let number = self.number() + 1;
        self.knows.all.set(self.slot, number);
        self.knows.firm.set(self.slot, number);
    }
}
