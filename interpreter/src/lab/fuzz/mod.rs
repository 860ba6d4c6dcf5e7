//! Programs made by chance, and what must hold of them: a test of gilscope itself that anybody can run.
//!
//! - `chance`: choices that a seed decides;
//! - `tree`: programs as trees, printed as Python;
//! - `values`, `deeds`: expressions and statements by chance; `objects`: those of a family of its own;
//! - `program`: whole programs;
//! - `modes`: the ways in which each program is run;
//! - `trial`: runs it, and says what is wrong;
//! - `shrink`: makes a program that fails smaller;
//! - `faults`: a script with something going wrong at every moment in turn;
//! - `tally`: what a campaign came to;
//! - `cpython`: CPython, asked what programs print.

pub mod chance;
pub mod tree;
mod values;
mod deeds;
mod objects;
pub mod program;
pub mod modes;
pub mod trial;
pub mod shrink;
pub mod faults;
pub mod tally;
#[cfg(feature = "os")]
pub mod cpython;
