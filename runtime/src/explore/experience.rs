//! What is known of the steps of threads: so that an execution need not be had again where nothing new
//! can happen in it.
//!
//! What a thread does next is a function of its own state and of the shared locations that it reads. So
//! whoever has seen it once, and what it has read then, knows it in every execution in which the thread
//! is in the same state and these locations hold the same. A [`Experience`] knows states and what locations
//! hold by number:
//!
//! - a thread's state is what it says of itself ([`Snapshot`]), where it can; otherwise it is the step
//!   that led to it. The latter tells apart what may be the same, and never takes for the same what
//!   is not;
//! - what a location holds is its [`Content`](record::Content), where that can be told; otherwise the step that has
//!   changed it last.
//!
//! It rests on what the search rests on anyway, that threads meet only where [`record`] sees it. Where a
//! [`Log`] says that there was more, or a step turns out to be another than was known, the experience is
//! not believed any more.
//!
//! [`record`]: crate::heap::record

mod learning;

use super::event::{Blocked, Candidate, Event, Readiness, State};
use super::spins::Spins;
use crate::heap::record::{Access, Location, Log, Touch};
use crate::kernel::ThreadId;
use crate::task::Snapshot;
use crate::time::Nanos;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What a thread is about to do, as far as a driver must know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Going on.
    Goes,
    /// Sleeping, until this moment of its clock.
    Sleeps(Nanos),
    /// Waiting for a lock, until this moment at most.
    Waits(Location, Option<Nanos>),
    /// Waiting for the end of a thread, until this moment at most.
    Joins(ThreadId, Option<Nanos>),
    /// It has ended.
    Ended,
}

/// What a thread has come to.
#[derive(Clone, Debug)]
pub struct Situation {
    /// What it is about to do.
    pub standing: Standing,
    /// Its clock.
    pub clock: Nanos,
    /// What the driver will tell it.
    pub resume: [u64; 2],
    /// How many numbers it has given to objects.
    pub published: u32,
    /// The rest of it, if that can be told.
    pub snapshot: Option<Snapshot>,
}

/// A step that was taken.
#[derive(Debug)]
pub struct Taken {
    /// What it depended on and left behind.
    pub log: Log,
    /// The event that it was, if it was one.
    pub event: Option<Arc<Event>>,
    /// Instructions.
    pub spent: u64,
    /// What the thread has come to.
    pub situation: Situation,
    /// The thread that it has begun, and whether that is a daemon.
    pub child: Option<(Situation, bool)>,
}

/// It is not known what would happen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unknown;

/// Something that a step has read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Source {
    /// A slot.
    Slot(u32),
    /// An object and all its parts.
    Whole(u32),
    /// Whether there are daemons, and whether this is the last thread that is none.
    Crowd,
}

/// A step that is known.
#[derive(Debug)]
struct Known {
    reads: Box<[(Source, u32)]>,
    changes: Box<[(u32, u32)]>,
    event: Option<Arc<Event>>,
    spent: u64,
    next: u32,
    child: Option<(u32, bool)>,
}

/// Places for what an object holds: it as a whole, its parts that were met, and its birth.
#[derive(Debug)]
struct Slots {
    whole: u32,
    birth: u32,
    parts: Vec<u32>,
}

#[derive(Debug)]
struct Player {
    state: u32,
    is_daemon: bool,
}

/// How things stood before a step.
#[derive(Debug)]
struct Mark {
    thread: ThreadId,
    state: u32,
    /// Which of the steps that are known from there it was.
    step: usize,
    is_late: bool,
    players: usize,
    ends: usize,
    undone: usize,
    needed: u32,
    instructions: u64,
    events: usize,
    last: Option<ThreadId>,
    streak: usize,
}

/// The beginning of an execution, as far as a scheduler was told of it.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Begun {
    /// Whose turn it was, the turn of which nothing is known included.
    pub turns: Vec<ThreadId>,
    /// How many events there were.
    pub events: usize,
    /// Whether nobody could go on.
    pub is_stuck: bool,
}

/// How things stand in the present execution.
#[derive(Default, Debug)]
struct Now {
    /// What slots hold; 0 what they held when there was one thread.
    versions: Vec<u32>,
    /// When parts were changed first.
    stamps: Vec<u32>,
    stamp: u32,
    players: Vec<Player>,
    ends: Vec<ThreadId>,
    needed: u32,
    instructions: u64,
    events: usize,
    marks: Vec<Mark>,
    /// What slots held before.
    undo: Vec<(u32, u32, u32)>,
    last: Option<ThreadId>,
    streak: usize,
    /// Whose turn it was when it was not known what would happen.
    missed: Option<ThreadId>,
    is_over: bool,
    /// How things stood then: what comes later is of no effect.
    when_over: Vec<u64>,
    is_stuck: bool,
    is_lost: bool,
}

/// How often a experience was of use.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Uses {
    /// Executions that were known from beginning to end.
    pub recalled: u64,
    /// Executions that were carried out.
    pub performed: u64,
    /// Steps that are known at present.
    pub steps: usize,
    /// How often all was forgotten, for want of room.
    pub forgotten: u64,
    /// Why it is not believed any more, where that is so.
    pub distrusted: Option<&'static str>,
}

/// What is known of a program's steps, and an execution of it.
#[derive(Debug)]
pub struct Experience {
    /// Steps known from each state, by the state's number.
    known: Vec<Vec<Known>>,
    standings: Vec<Standing>,
    states: FxHashMap<Box<[u64]>, u32>,
    versions: FxHashMap<Box<[u64]>, u32>,
    /// Whether a lock that holds this is free.
    free: FxHashMap<(u32, u32), bool>,
    slots: FxHashMap<Location, u32>,
    /// The object that a slot is the whole of.
    wholes: Vec<Option<u32>>,
    numbers: FxHashMap<u64, u32>,
    objects: Vec<Slots>,
    ends: FxHashMap<Box<[u64]>, u32>,
    first: Option<u32>,
    now: Now,
    spins: Spins,
    words: usize,
    limits: Limits,
    stats: Uses,
}

/// Limits of the run that are looked at in every execution.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Threads at a time.
    pub threads: u32,
    /// Instructions of a run.
    pub instructions: u64,
}

/// Words that are known at most: 64 MB.
const ROOM: usize = 1 << 23;

/// First words of keys; see `learning`, too.
const PARTS: u64 = 3;
const CROWD: u64 = 4;

impl Experience {
    /// Knows nothing yet.
    pub fn new(limits: Limits) -> Experience {
        let mut new = Experience {
            known: Vec::new(),
            standings: Vec::new(),
            states: FxHashMap::default(),
            versions: FxHashMap::default(),
            free: FxHashMap::default(),
            slots: FxHashMap::default(),
            wholes: Vec::new(),
            numbers: FxHashMap::default(),
            objects: Vec::new(),
            ends: FxHashMap::default(),
            first: None,
            now: Now::default(),
            spins: Spins::new(),
            words: 0,
            limits,
            stats: Uses::default(),
        };
        new.forget();
        new
    }

    /// How often it was of use.
    pub fn stats(&self) -> Uses {
        let steps = self.known.iter().map(Vec::len).sum();
        Uses {
            steps,
            ..self.stats
        }
    }

    /// Whether it is believed.
    pub fn is_trusted(&self) -> bool {
        self.stats.distrusted.is_none()
    }

    /// It is not believed any more, for this reason.
    pub fn distrust(&mut self, reason: &'static str) {
        self.stats.distrusted.get_or_insert(reason);
        self.now.is_lost = true;
    }

    /// An execution was carried out, or was known as a whole.
    pub fn count(&mut self, is_performed: bool) {
        match is_performed {
            true => self.stats.performed += 1,
            false => self.stats.recalled += 1,
        }
    }

    /// Whether all that is known takes too much room.
    pub fn is_full(&self) -> bool {
        self.words > ROOM
    }

    /// Forgets everything. Numbers of ends begin anew.
    pub fn forget(&mut self) {
        self.stats.forgotten += u64::from(self.words > 0);
        self.known.clear();
        self.standings.clear();
        self.states.clear();
        self.versions.clear();
        self.free.clear();
        self.slots.clear();
        self.wholes.clear();
        self.numbers.clear();
        self.objects.clear();
        self.ends.clear();
        self.first = None;
        self.words = 0;
        self.now = Now::default();
        // What slots held when there was one thread has the number 0.
        self.versions.insert(Box::default(), 0);
    }

    // The present execution.

    /// Whether the present execution is known so far: not where all was forgotten since.
    pub fn can_rewind(&self) -> bool {
        !self.now.is_lost && self.first.is_some()
    }

    /// Goes back to the moment right after so many events of the present execution; 0: begins anew.
    ///
    /// # Panics
    /// Where there were not so many.
    pub fn rewind(&mut self, events: usize) {
        if events == 0 {
            return self.begin();
        }
        assert!(
            !self.now.is_lost && events <= self.now.events,
            "(experience) the execution had this beginning"
        );
        while { self.now.marks.last() }.is_some_and(|mark| {
            self.now.events > events || self.now.events == events && mark.events == events
        }) {
            self.step_back();
        }
        self.spins.rewind(self.now.events);
        let now = &mut self.now;
        (now.missed, now.is_over, now.is_stuck) = (None, false, false);
    }

    fn begin(&mut self) {
        self.spins.rewind(0);
        let now = &mut self.now;
        now.versions.fill(0);
        now.stamp = 0;
        now.players.clear();
        now.ends.clear();
        now.needed = 1;
        now.instructions = 0;
        now.events = 0;
        now.marks.clear();
        now.undo.clear();
        (now.last, now.streak) = (None, 0);
        (now.missed, now.is_over, now.is_stuck) = (None, false, false);
        now.is_lost = self.stats.distrusted.is_some();
        now.players.extend(self.first.map(|state| Player {
            state,
            is_daemon: false,
        }));
    }

    fn step_back(&mut self) {
        let now = &mut self.now;
        let Some(mark) = now.marks.pop() else {
            return;
        };
        while now.undo.len() > mark.undone {
            if let Some((slot, version, stamp)) = now.undo.pop() {
                now.versions[slot as usize] = version;
                now.stamps[slot as usize] = stamp;
            }
        }
        now.players.truncate(mark.players);
        now.ends.truncate(mark.ends);
        now.players[mark.thread.0 as usize].state = mark.state;
        now.needed = mark.needed;
        now.instructions = mark.instructions;
        now.events = mark.events;
        (now.last, now.streak) = (mark.last, mark.streak);
    }

    /// The steps of the present execution so far.
    pub fn steps(&self) -> impl Iterator<Item = (ThreadId, Option<Arc<Event>>)> {
        self.now.marks.iter().map(|mark| {
            let known = &self.known[mark.state as usize][mark.step];
            (mark.thread, known.event.clone())
        })
    }

    /// What a scheduler was told of the present execution.
    pub fn begun(&self) -> Begun {
        let now = &self.now;
        let turns = now.marks.iter().filter(|mark| !mark.is_late);
        let turns = turns.map(|mark| mark.thread).chain(now.missed);
        Begun {
            turns: turns.collect(),
            events: now.events,
            is_stuck: now.is_stuck,
        }
    }

    /// Whose turn it was last, and how many events in a row were that thread's.
    pub fn last(&self) -> (Option<ThreadId>, usize) {
        (self.now.last, self.now.streak)
    }

    /// Who goes round in circles.
    pub(crate) fn spins(&self) -> &Spins {
        &self.spins
    }

    /// The run is over: what comes now is late.
    pub fn over(&mut self) {
        if !self.now.is_over {
            self.now.is_over = true;
            self.now.when_over = self.key();
        }
    }

    /// The run has ended: nobody is needed any more, or nobody can go on.
    pub fn note_end(&mut self) {
        self.now.is_stuck = !self.now.is_over;
    }

    /// How many events there were.
    pub fn events(&self) -> usize {
        self.now.events
    }

    /// How many threads there are.
    pub fn threads(&self) -> usize {
        self.now.players.len()
    }

    /// How many threads keep the run going.
    pub fn needed(&self) -> u32 {
        self.now.needed
    }

    /// The event of the last step, if it was one.
    fn standing(&self, thread: ThreadId) -> Standing {
        let player = self.now.players.get(thread.0 as usize);
        player.map_or(Standing::Ended, |it| self.standings[it.state as usize])
    }

    /// Who can go on.
    pub fn candidates(&self, candidates: &mut Vec<Candidate>) -> Result<(), Unknown> {
        candidates.clear();
        if self.now.is_lost || self.now.players.is_empty() {
            return Err(Unknown);
        }
        for (player, number) in self.now.players.iter().zip(0..) {
            let (is_free, until) = match self.standings[player.state as usize] {
                Standing::Goes => (true, None),
                Standing::Ended => continue,
                Standing::Sleeps(until) => {
                    candidates.push(Candidate {
                        thread: ThreadId(number),
                        readiness: Readiness::Sleeps(until),
                    });
                    continue;
                }
                Standing::Waits(location, until) => (self.is_free(location)?, until),
                Standing::Joins(other, until) => (self.standing(other) == Standing::Ended, until),
            };
            let readiness = match until {
                _ if is_free => Readiness::Ready,
                Some(until) => Readiness::GivesUp(until),
                None => continue,
            };
            candidates.push(Candidate {
                thread: ThreadId(number),
                readiness,
            });
        }
        Ok(())
    }

    fn is_free(&self, location: Location) -> Result<bool, Unknown> {
        let slot = self.slots.get(&location).ok_or(Unknown)?;
        let version = self.now.versions[*slot as usize];
        self.free.get(&(*slot, version)).copied().ok_or(Unknown)
    }

    /// Those who wait, and for what, when nobody can go on.
    pub fn blocked(&self) -> Vec<Blocked> {
        let players = self.now.players.iter().zip(0..);
        let blocked = players.filter_map(|(player, number)| {
            let (location, touch) = match self.standings[player.state as usize] {
                Standing::Waits(location, _) => (location, Touch::Acquire),
                Standing::Joins(other, _) => (Location::end_of(other.0), Touch::Join),
                _ => return None,
            };
            Some(Blocked {
                thread: ThreadId(number),
                access: Access { location, touch },
            })
        });
        blocked.collect()
    }

    /// Lets a thread go on; what it does, if it does anything.
    pub fn advance(&mut self, thread: ThreadId) -> Result<Option<Arc<Event>>, Unknown> {
        if self.now.is_lost {
            return Err(Unknown);
        }
        let is_over = self.now.is_over;
        self.now.missed = Some(thread).filter(|_| !is_over);
        let player = self.now.players.get(thread.0 as usize).ok_or(Unknown)?;
        let state = player.state;
        let at = self.find(state).ok_or(Unknown)?;
        let known = &self.known[state as usize][at];
        let alive = self.now.players.len() - self.now.ends.len();
        let is_over = self.now.instructions + known.spent >= self.limits.instructions
            || known.child.is_some() && alive as u32 >= self.limits.threads;
        if is_over {
            return Err(Unknown);
        }
        self.now.missed = None;
        Ok(self.apply(thread, state, at))
    }

    /// Where what happens next is among what is known of a state.
    fn find(&mut self, state: u32) -> Option<usize> {
        let candidates = std::mem::take(&mut self.known[state as usize]);
        let found = candidates.iter().position(|known| {
            { known.reads.iter() }.all(|(source, version)| self.version(*source) == *version)
        });
        self.known[state as usize] = candidates;
        found
    }

    fn apply(&mut self, thread: ThreadId, state: u32, at: usize) -> Option<Arc<Event>> {
        let known = &self.known[state as usize][at];
        let now = &mut self.now;
        now.marks.push(Mark {
            thread,
            state,
            step: at,
            is_late: now.is_over,
            last: now.last,
            streak: now.streak,
            players: now.players.len(),
            ends: now.ends.len(),
            undone: now.undo.len(),
            needed: now.needed,
            instructions: now.instructions,
            events: now.events,
        });
        for (slot, version) in &known.changes {
            if let Some(object) = self.wholes[*slot as usize] {
                for part in &self.objects[object as usize].parts {
                    now.change(*part, 0);
                }
            }
            now.change(*slot, *version);
        }
        let me = &mut now.players[thread.0 as usize];
        me.state = known.next;
        if self.standings[known.next as usize] == Standing::Ended {
            now.ends.push(thread);
            now.needed -= u32::from(!me.is_daemon);
        }
        if let Some((state, is_daemon)) = known.child {
            now.needed += u32::from(!is_daemon);
            now.players.push(Player { state, is_daemon });
        }
        now.instructions += known.spent;
        if let Some(event) = &known.event {
            let state = State {
                candidates: &[],
                last: now.last,
                streak: now.streak,
            };
            now.streak = state.streak_with(event);
            now.last = Some(thread);
            now.events += 1;
        }
        let event = known.event.clone()?;
        let (known, marks) = (&self.known, &self.now.marks);
        let past = |place: u32| {
            let mark: &Mark = marks.get(place as usize)?;
            known[mark.state as usize][mark.step].event.clone()
        };
        Some(self.spins.note(event, marks.len() as u32 - 1, &past))
    }

    /// What is read there, by number.
    fn version(&mut self, source: Source) -> u32 {
        match source {
            Source::Slot(slot) => self.now.versions[slot as usize],
            Source::Whole(object) => self.whole(object),
            Source::Crowd => {
                let daemons = self.now.players.iter().any(|it| it.is_daemon);
                let key = [CROWD, daemons.into(), (self.now.needed == 1).into()];
                self.version_number(&key)
            }
        }
    }

    /// What an object holds with all its parts, which stand in the order in which they were changed.
    fn whole(&mut self, object: u32) -> u32 {
        let (object, now) = (&self.objects[object as usize], &self.now);
        let mut parts: Vec<u32> = { object.parts.iter().copied() }
            .filter(|part| now.versions[*part as usize] != 0)
            .collect();
        if parts.is_empty() {
            return now.versions[object.whole as usize];
        }
        parts.sort_by_key(|part| now.stamps[*part as usize]);
        let pair = |slot: u32| u64::from(slot) << 32 | u64::from(now.versions[slot as usize]);
        let words = [PARTS, pair(object.whole)].into_iter();
        let key: Vec<u64> = words.chain(parts.into_iter().map(pair)).collect();
        self.version_number(&key)
    }

    fn version_number(&mut self, key: &[u64]) -> u32 {
        if let Some(known) = self.versions.get(key) {
            return *known;
        }
        let number = self.versions.len() as u32;
        self.words += 4 + key.len();
        self.versions.insert(key.into(), number);
        number
    }

    /// What the present execution has come to, now that it is over, by number: the same number, the same
    /// end. `how` tells apart what else may make a difference.
    pub fn end(&mut self, how: u64) -> Option<u32> {
        if self.now.is_lost {
            return None;
        }
        let mut key = match self.now.is_over {
            true => std::mem::take(&mut self.now.when_over),
            false => self.key(),
        };
        key.push(how);
        let number = match self.ends.get(&*key) {
            Some(known) => *known,
            None => {
                let number = self.ends.len() as u32;
                self.words += 4 + key.len();
                self.ends.insert(key.as_slice().into(), number);
                number
            }
        };
        key.pop();
        self.now.when_over = key;
        Some(number)
    }

    /// How things stand.
    fn key(&mut self) -> Vec<u64> {
        let now = &mut self.now;
        let mut key = std::mem::take(&mut now.when_over);
        key.clear();
        key.push(now.players.len() as u64);
        key.extend(now.players.iter().map(|player| u64::from(player.state)));
        key.extend(now.ends.iter().map(|thread| u64::from(thread.0)));
        let held = now.versions.iter().zip(0u64..);
        let held = held.filter(|(version, _)| **version != 0);
        key.extend(held.map(|(version, slot)| slot << 32 | u64::from(*version)));
        key
    }
}

impl Now {
    fn change(&mut self, slot: u32, version: u32) {
        let at = slot as usize;
        let before = (slot, self.versions[at], self.stamps[at]);
        if before.1 == version {
            return;
        }
        self.undo.push(before);
        if before.1 == 0 {
            self.stamp += 1;
            self.stamps[at] = self.stamp;
        }
        self.versions[at] = version;
    }
}

impl Standing {
    fn words(self) -> [u64; 4] {
        let until = |until: Option<Nanos>| until.map_or(0, |it| it.0 + 1);
        match self {
            Standing::Goes => [0; 4],
            Standing::Sleeps(moment) => [1, moment.0, 0, 0],
            Standing::Waits(location, end) => [2, location.object, location.part, until(end)],
            Standing::Joins(thread, end) => [3, thread.0.into(), until(end), 0],
            Standing::Ended => [4, 0, 0, 0],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_forgotten_has_no_beginning_to_go_back_to() {
        let limits = Limits {
            threads: 2,
            instructions: 100,
        };
        let mut experience = Experience::new(limits);
        assert!(!experience.can_rewind());
        experience.first = Some(0);
        assert!(experience.can_rewind());
        experience.forget();
        assert!(!experience.can_rewind());
        experience.rewind(0);
        assert_eq!(experience.events(), 0);
    }
}
