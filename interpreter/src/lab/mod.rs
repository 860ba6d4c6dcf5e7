//! The laboratory: what is made of a run's figures, and experiments of several runs.
//!
//! - `captured`: a run whose output is kept;
//! - `imports`: what a script imports, before it runs;
//! - the other files: one report each, as text.

pub mod captured;
pub mod imports;
