//! How an experience comes to know of a step: from the [`Log`] of what it has depended on and left behind.
//! Touches nothing but the experience.

use super::Slots;
use super::{Experience, Known, Situation, Source, Standing, Taken};
use crate::heap::record::{Content, Deed, FREE, Location, Log, is_held};
use crate::kernel::ThreadId;

/// First words of keys, beside those of the experience.
const STEP: u64 = 1;
const CONTENT: u64 = 2;

impl Experience {
    /// Learns what an execution begins with.
    pub fn learn_first(&mut self, situation: &Situation) {
        if self.now.is_lost || self.first.is_some() {
            return;
        }
        let state = self.state(ThreadId(0), situation, &[0]);
        self.first = Some(state);
        self.begin();
    }

    /// Learns what a thread has done, or compares it with what is known.
    pub fn learn(&mut self, thread: ThreadId, taken: Taken) {
        if let Some(hidden) = taken.log.hidden {
            self.distrust(hidden);
        }
        if self.now.is_lost {
            return;
        }
        let Some(player) = self.now.players.get(thread.0 as usize) else {
            return self.distrust("there was no such thread");
        };
        let state = player.state;
        let at = match self.find(state) {
            Some(at) => {
                let known = &self.known[state as usize][at];
                let standing = self.standings[known.next as usize];
                let is_same_event = match (&known.event, &taken.event) {
                    (Some(known), Some(taken)) => known.is_like(taken),
                    (known, taken) => known.is_none() && taken.is_none(),
                };
                let is_same = is_same_event
                    && known.spent == taken.spent
                    && standing == taken.situation.standing;
                if !is_same {
                    return self.distrust("a step was not what it had been");
                }
                at
            }
            None => self.note(thread, state, taken),
        };
        self.apply(thread, state, at);
    }

    /// Learns whether a lock is free at present.
    pub fn learn_free(&mut self, location: Location, is_free: bool) {
        if !self.now.is_lost {
            let slot = self.slot(location);
            let version = self.now.versions[slot as usize];
            self.free.insert((slot, version), is_free);
        }
    }

    /// Learns what came after the last step.
    pub fn learn_end(&mut self, log: &Log) {
        if let Some(hidden) = log.hidden {
            self.distrust(hidden);
        }
    }

    /// The execution is not followed any more.
    pub fn lose(&mut self) {
        self.now.is_lost = true;
    }

    fn note(&mut self, thread: ThreadId, state: u32, taken: Taken) -> usize {
        let at = self.known[state as usize].len();
        let step = [STEP, u64::from(state), at as u64];
        let reads = self.reads(&taken);
        // The first thread that is begun finds what it always finds.
        let is_first = self.now.players.len() == 1 && taken.child.is_some();
        let born = match is_first {
            true => &[][..],
            false => &taken.log.born,
        };
        let changes = self.changes(&taken.log, born, &step);
        // Objects that were just born are known by this step in what it leaves behind.
        let before = self.now.undo.len();
        for (slot, version) in &changes {
            self.now.change(*slot, *version);
        }
        let next = self.state(thread, &taken.situation, &step);
        let child = taken.child.map(|(situation, is_daemon)| {
            let child = ThreadId(self.now.players.len() as u32);
            (self.state(child, &situation, &step), is_daemon)
        });
        while self.now.undo.len() > before {
            if let Some((slot, version, stamp)) = self.now.undo.pop() {
                self.now.versions[slot as usize] = version;
                self.now.stamps[slot as usize] = stamp;
            }
        }
        self.words += 16 + 2 * reads.len() + 2 * changes.len();
        self.known[state as usize].push(Known {
            reads,
            changes,
            event: taken.event,
            spent: taken.spent,
            next,
            child,
        });
        at
    }

    /// What a step has read, as things stand before it.
    fn reads(&mut self, taken: &Taken) -> Box<[(Source, u32)]> {
        let mut sources = Vec::new();
        if taken.situation.standing == Standing::Ended {
            sources.push(Source::Crowd);
        }
        let read = { taken.log.entries.iter() }.filter(|(_, deed)| *deed == Deed::Read);
        for (location, _) in read {
            let object = self.object(location.object);
            if location.part == Location::WHOLE {
                sources.push(Source::Whole(object));
            } else {
                sources.push(Source::Slot(self.objects[object as usize].whole));
                sources.push(Source::Slot(self.slot(*location)));
            }
        }
        sources.sort_unstable();
        sources.dedup();
        let reads = sources.into_iter();
        reads.map(|it| (it, self.version(it))).collect()
    }

    /// What a step has changed, the last change of each slot.
    fn changes(&mut self, log: &Log, born: &[u64], step: &[u64; 3]) -> Box<[(u32, u32)]> {
        let mut changes: Vec<(u32, u32)> = Vec::new();
        for number in born {
            let object = self.object(*number);
            let (whole, birth) = {
                let slots = &self.objects[object as usize];
                (slots.whole, slots.birth)
            };
            let version = self.version_of_step(step, birth);
            changes.extend([(whole, version), (birth, version)]);
        }
        for (location, deed) in &log.entries {
            let Deed::Change(content) = deed else {
                continue;
            };
            let slot = self.slot(*location);
            let version = match content {
                Some(content) => self.version_of_content(slot, *content),
                None => self.version_of_step(step, slot),
            };
            changes.retain(|(it, _)| *it != slot);
            changes.push((slot, version));
        }
        changes.into()
    }

    fn version_of_content(&mut self, slot: u32, content: Content) -> u32 {
        let version = self.version_number(&[CONTENT, content[0], content[1]]);
        if content == FREE || is_held(content) {
            self.free.insert((slot, version), content == FREE);
        }
        version
    }

    fn version_of_step(&mut self, step: &[u64; 3], slot: u32) -> u32 {
        self.version_number(&[step[0], step[1], step[2], slot.into()])
    }

    /// The number of a state, to which this step has led.
    fn state(&mut self, thread: ThreadId, situation: &Situation, step: &[u64]) -> u32 {
        let mut key = vec![u64::from(thread.0)];
        if situation.standing != Standing::Ended {
            let [first, second] = situation.resume;
            key.extend([first, second, situation.clock.0, situation.published.into()]);
            key.extend(situation.standing.words());
            match &situation.snapshot {
                Some(snapshot) => {
                    key.push(1);
                    key.extend(&snapshot.words);
                    for number in &snapshot.objects {
                        let object = self.object(*number);
                        let birth = self.objects[object as usize].birth;
                        key.push(self.now.versions[birth as usize].into());
                    }
                }
                None => {
                    key.push(0);
                    key.extend(step);
                }
            }
        }
        if let Some(known) = self.states.get(&*key) {
            return *known;
        }
        let number = self.known.len() as u32;
        self.words += 12 + key.len();
        self.states.insert(key.into(), number);
        self.known.push(Vec::new());
        self.standings.push(situation.standing);
        number
    }

    fn object(&mut self, number: u64) -> u32 {
        if let Some(known) = self.numbers.get(&number) {
            return *known;
        }
        let object = self.objects.len() as u32;
        self.numbers.insert(number, object);
        let whole = self.new_slot(Some(object));
        let birth = self.new_slot(None);
        self.slots.insert(Location::named(number), whole);
        self.objects.push(Slots {
            whole,
            birth,
            parts: Vec::new(),
        });
        object
    }

    fn slot(&mut self, location: Location) -> u32 {
        if let Some(known) = self.slots.get(&location) {
            return *known;
        }
        let object = self.object(location.object);
        if location.part == Location::WHOLE {
            return self.objects[object as usize].whole;
        }
        let slot = self.new_slot(None);
        self.slots.insert(location, slot);
        self.objects[object as usize].parts.push(slot);
        slot
    }

    fn new_slot(&mut self, whole: Option<u32>) -> u32 {
        self.wholes.push(whole);
        self.now.versions.push(0);
        self.now.stamps.push(0);
        self.words += 16;
        self.wholes.len() as u32 - 1
    }
}
