//! Regular expressions as `re` has them: patterns, matches, replacements. Text in, positions out.
//!
//! A pattern is taken apart (`parse`, `escapes`, over `cursor`) into a tree, compiled (`program`) and
//! run by a matcher that goes back to choices on a stack of its own (`matcher`): so which match is
//! found, and what groups hold then, is what CPython finds, and no text is too long for it.

mod charset;
mod cursor;
mod escapes;
mod first;
mod fold;
mod matcher;
mod parse;
mod program;
mod scan;
mod template;
mod tree;
mod units;

#[cfg(test)]
mod tests;

pub use cursor::Wrong;
pub use matcher::{Found, How};
pub use program::{Program, compile};
pub use scan::{Scan, Subject};
pub use template::{Piece, template};
