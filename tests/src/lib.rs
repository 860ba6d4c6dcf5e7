//! Integration, script, property and command-line tests of gilscope live in `tests/`. Here is what
//! several of them need.
//!
//! - `chance`: choices that a seed decides;
//! - `program`: well-formed programs made by chance;
//! - `mutation`: scripts of the corpus, changed by chance;
//! - `oracle`: CPython, asked for many programs at once;
//! - `ours`: gilscope, asked for the same.

pub mod chance;
pub mod mutation;
pub mod oracle;
pub mod ours;
pub mod program;
pub mod refusals;
