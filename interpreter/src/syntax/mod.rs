//! Text to tree: lexer, parser and the syntax tree.

pub mod ast;
mod error;

pub use error::{SyntaxError, SyntaxErrorKind};
