//! Text to tree: lexer, parser and the syntax tree.

pub mod ast;
