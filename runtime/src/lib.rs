//! The runtime of gilscope: who may run, who waits, what time it is, and how long an object lives.
//!
//! It has never heard of Python: it drives anything that implements [`task::Task`]. Modules stand
//! in layer order; each imports only from those above it.

#![cfg_attr(loom, allow(dead_code, reason = "models drive the locks themselves"))]

// A blank line between layers keeps rustfmt from sorting them.
pub mod time;
mod sync;
mod seeded;
pub mod symbol;
pub mod memo;
pub mod cache;
pub mod random;
pub mod mailbox;
pub mod crew;
pub mod heap;
pub mod kernel;
pub mod wait;
pub mod task;
pub mod races;
pub mod explore;
pub mod gil;
pub mod ledger;
pub mod trace;
pub mod driver;
