//! The part of the standard library that is written in toy Python, compiled in.

/// Functions that the VM and the natives call by name.
pub const PRELUDE: &str = include_str!("prelude.py");

/// The toy-Python text of a module, if it has any.
pub fn source(_name: &str) -> Option<&'static str> {
    None
}
