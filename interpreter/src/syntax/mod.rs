//! Text to tree: lexer, parser and the syntax tree.
//!
//! The parser takes all of Python 3.13's grammar; what lies outside the subset is refused by the
//! code generator, which can name it. A text that is not Python is parsed a second time, with
//! checks for the common mistakes switched on: correct programs do not pay for good messages. Both
//! passes follow CPython's in what they read, so that an error without a name of its own stands
//! where CPython would put it: at the furthest token read.

pub mod ast;
mod brackets;
mod compound;
mod definitions;
mod dump;
mod error;
mod expressions;
mod fstring;
mod lexer;
mod literal;
mod number;
mod outline;
mod parser;
mod patterns;
mod statements;
mod targets;
mod token;
mod tokens;
mod warnings;

pub use dump::dump;
pub use error::{SyntaxError, SyntaxErrorKind};
pub use parser::{parse, parse_definition, parse_outline};
pub use tokens::{TokenClass, tokens};
pub use warnings::{SyntaxWarning, warnings};
