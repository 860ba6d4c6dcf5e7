//! gilscope: toy Python, a strict subset of Python 3, on a small stack-based VM, under a global
//! interpreter lock with every knob exposed.
//!
//! Modules stand in layer order: each imports only from those above it.

pub mod number;
pub mod strings;
pub mod syntax;
pub mod text;

#[cfg(test)]
mod oracle;
