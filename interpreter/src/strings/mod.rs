//! Text as Python has it, without objects: characters, methods of `str`, `repr`, reading numbers,
//! and the three ways of formatting.
//!
//! Every result equals CPython's, every error has its words.

mod tables;

pub mod unicode;

pub mod case;
pub mod repr;
pub mod suggest;

#[cfg(test)]
mod testing;

mod text;

pub mod methods;
pub mod parse;

pub mod format_spec;
pub mod format_template;
pub mod percent;

pub mod regex;

pub use text::Text;
