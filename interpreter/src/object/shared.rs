//! What several processes share: nothing of their heaps, but locks, queues of messages, and words of
//! memory. In each heap an object of its own stands for such a thing.

use super::Trace;
use super::module::LockObject;
use crate::value::Value;
use gilscope_runtime::cache::Word;
use gilscope_runtime::heap::{Gc, Visitor};
use gilscope_runtime::mailbox::Mailbox;
use gilscope_runtime::wait::Lock;
use std::sync::Arc;

/// A message: values as bytes, see `builtins::pickling`, and the shared things among them by number.
#[derive(Clone, Default, Debug)]
pub struct Parcel {
    /// The values.
    pub bytes: Vec<u8>,
    /// Shared things that they refer to.
    pub things: Vec<Thing>,
    /// Whether the values are directions for toy Python, which is to build what was sent.
    pub is_recipe: bool,
}

/// Something that processes share.
#[derive(Clone, Debug)]
pub enum Thing {
    /// A lock, and of a reentrant one how often its holder has taken it again.
    Lock(Arc<Lock>, Option<Arc<Word>>),
    /// A queue of messages.
    Mailbox(Arc<Mailbox<Arc<Parcel>>>),
    /// Words that any process may read and write.
    Words(Arc<[Word]>),
    /// A message on its way into a mailbox, or out of one.
    Letter(Arc<Parcel>),
}

/// A shared thing other than a lock, as an object of one heap.
pub struct Shared {
    /// What it stands for.
    pub thing: Thing,
}

impl Thing {
    /// A new object of the heap that was entered, for this thing.
    pub fn value(self) -> Value {
        match self {
            Thing::Lock(lock, levels) => Gc::new(LockObject {
                lock,
                levels,
                shared: true,
            })
            .into(),
            thing => Gc::new(Shared { thing }).into(),
        }
    }

    /// The shared thing that a value stands for, if it does.
    pub fn of(value: &Value) -> Option<Thing> {
        if let Some(lock) = value.as_gc::<LockObject>() {
            let levels = lock.levels.clone();
            return lock.shared.then(|| Thing::Lock(lock.lock.clone(), levels));
        }
        Some(value.as_gc::<Shared>()?.thing.clone())
    }

    /// Whether both are the same thing.
    pub fn is(&self, other: &Thing) -> bool {
        match (self, other) {
            (Thing::Lock(a, _), Thing::Lock(b, _)) => Arc::ptr_eq(a, b),
            (Thing::Mailbox(a), Thing::Mailbox(b)) => Arc::ptr_eq(a, b),
            (Thing::Words(a), Thing::Words(b)) => Arc::ptr_eq(a, b),
            (Thing::Letter(a), Thing::Letter(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }
}

impl Trace for Shared {
    fn trace(&self, _visitor: &Visitor<'_>) {}
}
