//! Objects' boxes: allocation, counts, guards and the audit.
//!
//! An object is a 16-byte [`Header`] followed by its body, a Rust value of a type that implements
//! [`Object`]. [`Ref`] is a counted reference to any object, [`Gc`] one whose body type is known.
//! The last reference to go runs the body's destructor, iteratively however long the chain.
//!
//! | flag      | meaning                                                | who sets it |
//! |-----------|--------------------------------------------------------|-------------|
//! | `SHARED`  | several OS threads may count and guard it: atomically  | birth under `atomic`, `biased` and `racy` counting, publishing under `escape` |
//! | `IMMORTAL`| never counted, never freed before the heap itself      | the owner of the heap |
//! | `FINALIZED` | its finalizer has been asked for, and is not again    | the last reference |
//! | `WATCHED` | it has, or is behind, a weak reference: counted by read-modify-write | the weak reference |
//! | `RACY`    | counted in quarantine, see `quarantine`                 | birth under `racy` counting |
//! | `BIASED`  | its owner and others count it apart, see `biased`        | birth under `biased` counting |
//! | `ACCOUNTED` | its count operations are noted, see `accounts`        | birth, where that is wanted |
//! | `POISONED`| both of these: plain counts would have freed it in use  | the quarantine |
//! | `FREED`   | the cell holds no object                               | the last reference; cleared by allocation |
//!
//! Invariants, named in the `SAFETY` comments:
//! - *(counted)* a `Ref` owns one count, so its object is alive as long as the `Ref` is;
//! - *(published)* a `SHARED` object refers to `SHARED` and `IMMORTAL` ones only; see `publish`;
//! - *(alone)* who touches an object that is not `SHARED` is alone with it: its thread holds the
//!   GIL, or is the only one that ever reached it;
//! - *(kind)* each body type has a `KIND` of its own, so the kind in a header tells the body's type;
//! - *(watched)* the cell of an object in the table of weak references, and of one that watches it,
//!   is whole while the table is locked;
//! - *(attached)* who counts a `BIASED` object by load and store is its owner, and attached; who merges one
//!   that it does not own holds the lock that the owner needs to be so, or is alone;
//! - *(guard)* a guarded value is reached only through a [`Guard`], of which there is at most one
//!   an object at any time.

mod accounts;
mod biased;
mod books;
mod cells;
mod counting;
mod guard;
mod object;
mod publish;
pub mod record;
mod quarantine;
mod weak;

pub use accounts::Operations;
pub use books::{
    Account, Counts, Free, Group, Inspection, Line, Publication, name_in_books, note_garbage,
    quietly, set_place, wants_garbage,
};
pub use cells::{
    Census, Garbage, Heap, Leak, Local, births, count_finalizable, current_heap, enter, garbage,
    has_finalizable, living_objects, referents, set_site, site, still_garbage, take_finalizable,
    take_finalizable_behind, take_last_words, unlink_weak,
};
pub use counting::{Counting, Flags, Header};
pub use guard::{Guard, Guarded};
pub use object::{Gc, Object, Ref, Visitor};
pub use quarantine::{
    AT_THE_END, Access, Deed, Describe, EarlyEnd, Race, Supervision, Tally, Victim, Wreck,
    set_moment,
};
pub use weak::{Purpose, Weak};
