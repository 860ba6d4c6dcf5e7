//! What a thread is, in words: so that it can be told that it will do what it, or one in the same state,
//! has done before. See `explore/experience.rs` of the runtime.
//!
//! Objects that others can reach stand there by number. What is the thread's own is written out, if it
//! is of a kind that can be; a thread that has anything else cannot be told.

use super::frames::Frame;
use super::signal::After;
use super::stack::Stack;
use super::thread::Thread;
use crate::object::iterator::IterState;
use crate::object::{Function, Iter, List, Method, Str, Tuple};
use crate::value::Value;
use gilscope_runtime::heap::Ref;
use gilscope_runtime::heap::record::known_number;
use gilscope_runtime::task::Snapshot;
use rustc_hash::FxHashMap;
use std::hash::{Hash, Hasher};

/// Marks what follows; those below are tags of values.
const SHARED: u64 = 16;
const AGAIN: u64 = 17;
const OWN: u64 = 18;

/// Most words of a snapshot.
const LONGEST: usize = 2000;

impl Thread {
    /// The thread in words; none where it cannot be told. Not to be called during a step.
    pub(super) fn tell_state(&self) -> Option<Snapshot> {
        let is_plain = self.dying.is_none()
            && self.ended.is_none()
            && self.postponed.is_none()
            && self.settling.is_none()
            && self.home.is_none()
            && self.state.reprs.is_empty();
        if !is_plain {
            return None;
        }
        let mut teller = Teller::default();
        let state = &self.state;
        let flags = [state.is_main, state.is_dying, state.is_hooked];
        teller.hash(&(self.jumps, flags));
        for value in [&state.handled, &state.thread_object, &state.async_loop] {
            teller.value(value)?;
        }
        teller.pending(self)?;
        for frame in self.frames.iter() {
            teller.frame(frame, &self.stack)?;
        }
        teller.values(self.stack.live())?;
        Some(teller.told)
    }
}

#[derive(Default)]
struct Teller {
    told: Snapshot,
    /// The thread's own objects that were told, by address.
    own: FxHashMap<usize, u64>,
}

impl Teller {
    fn word(&mut self, word: u64) {
        self.told.words.push(word);
    }

    /// Tells what has no objects in it, to the last bit.
    fn hash(&mut self, plain: &impl Hash) {
        plain.hash(&mut Words(&mut self.told.words));
    }

    fn pending(&mut self, thread: &Thread) -> Option<()> {
        let Some((after, cont)) = &thread.pending else {
            self.word(0);
            return Some(());
        };
        self.hash(cont);
        match after {
            After::None => self.word(1),
            After::Acquired => self.word(2),
            After::Spawned => self.word(3),
            After::Start(count) => self.hash(&(4, *count)),
            After::Value(value) => {
                self.word(5);
                self.value(value)?;
            }
            _ => return None,
        }
        Some(())
    }

    /// A frame; what stands below its window on the stack tells what code it runs.
    fn frame(&mut self, frame: &Frame, stack: &Stack) -> Option<()> {
        let below = (frame.base as usize).checked_sub(1)?;
        stack.live().get(below)?.as_gc::<Function>()?;
        self.hash(&(frame.ip(), frame.base, frame.cont));
        Some(())
    }

    fn values(&mut self, values: &[Value]) -> Option<()> {
        self.word(values.len() as u64);
        values.iter().try_for_each(|value| self.value(value))
    }

    fn value(&mut self, value: &Value) -> Option<()> {
        if self.told.words.len() > LONGEST {
            return None;
        }
        match (value.immediate(), value.as_object()) {
            (Some(words), _) => self.told.words.extend(words),
            (None, Some(object)) if object.is_shared() => {
                let number = known_number(object);
                match (number, value.as_gc::<Str>()) {
                    (Some(number), _) => {
                        self.told.words.extend([SHARED, number]);
                        self.told.objects.push(number);
                    }
                    (None, Some(text)) => self.text(text),
                    (None, None) => return None,
                }
            }
            (None, Some(object)) => return self.own(value, object),
            (None, None) => return None,
        }
        Some(())
    }

    fn text(&mut self, text: &Str) {
        self.word(OWN);
        self.hash(&text.as_str());
    }

    /// An object of the thread's own.
    fn own(&mut self, value: &Value, object: &Ref) -> Option<()> {
        if let Some(at) = self.own.get(&object.address()) {
            let at = *at;
            self.told.words.extend([AGAIN, at]);
            return Some(());
        }
        self.own.insert(object.address(), self.own.len() as u64);
        self.told.words.extend([OWN, object.kind().into()]);
        if let Some(text) = value.as_gc::<Str>() {
            self.text(text);
            return Some(());
        }
        if let Some(tuple) = value.as_gc::<Tuple>() {
            return self.values(&tuple.items);
        }
        if let Some(method) = value.as_gc::<Method>() {
            self.value(&method.function)?;
            return self.value(&method.receiver);
        }
        if let Some(list) = value.as_gc::<List>() {
            let items = list.guard_local(|list| &list.items)?;
            return self.values(&items);
        }
        let iter = value.as_gc::<Iter>()?;
        let state = iter.guard_local(|iter| &iter.state)?;
        self.iterator(&state)
    }

    fn iterator(&mut self, state: &IterState) -> Option<()> {
        match state {
            IterState::Done(name) => self.hash(&(1, name)),
            IterState::Range { next, step, left } => self.hash(&(2, next, step, left)),
            IterState::List { list, index } => {
                self.hash(&(3, index));
                self.value(&Value::from(list))?;
            }
            IterState::Tuple { tuple, index } => {
                self.hash(&(4, index));
                self.value(&Value::from(tuple))?;
            }
            _ => return None,
        }
        Some(())
    }
}

/// Takes all that is hashed as it is: no two things come to the same words.
struct Words<'a>(&'a mut Vec<u64>);

impl Hasher for Words<'_> {
    fn write(&mut self, bytes: &[u8]) {
        self.0.push(bytes.len() as u64);
        for part in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..part.len()].copy_from_slice(part);
            self.0.push(u64::from_le_bytes(word));
        }
    }

    fn finish(&self) -> u64 {
        unreachable!("(snapshot) words are no hash")
    }
}
