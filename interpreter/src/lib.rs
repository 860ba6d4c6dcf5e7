//! gilscope: toy Python, a strict subset of Python 3, on a small stack-based VM, under a global
//! interpreter lock with every knob exposed.
//!
//! Modules stand in layer order: each imports only from those above it.

pub mod text;
pub mod work;
pub mod number;
pub mod strings;
pub mod syntax;
pub mod op;
pub mod safe_points;
pub mod code;
pub mod refusal;
pub mod foreign;
pub mod scope;
pub mod verify;
pub mod codegen;
pub mod dis;
pub mod value;
pub mod linked;
pub mod object;
pub mod vm;
pub mod builtins;
pub mod stdlib;
pub mod traceback;
pub mod session;
pub mod kept;
pub mod machine;
pub mod interactive;
pub mod lab;

#[cfg(test)]
mod oracle;
