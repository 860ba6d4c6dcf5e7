//! The runtime of gilscope: who may run, who waits, what time it is, and how long an object lives.
//!
//! It has never heard of Python: it drives anything that implements [`task::Task`]. Modules stand
//! in layer order; each imports only from those above it.

pub mod driver;
pub mod gil;
pub mod kernel;
pub mod ledger;
mod sync;
pub mod task;
pub mod time;
pub mod trace;
pub mod wait;
