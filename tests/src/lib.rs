//! Integration, script, property and command-line tests of gilscope live in `tests/`. Here is what
//! several of them need.
//!
//! - `program`: well-formed programs made by chance;
//! - `mutation`: scripts of the corpus, changed by chance;
//! - `ours`: gilscope, asked for the same.

pub mod mutation;
pub mod ours;
pub mod program;
pub mod refusals;

pub use gilscope::lab::fuzz::chance;
pub use gilscope::lab::fuzz::cpython as oracle;
