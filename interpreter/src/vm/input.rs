//! What a person enters into a session, as the outside hands it in.

use crate::text::{Source, Span};
use std::sync::Arc;

/// One input of a session.
pub enum Input {
    /// Statements to run.
    Code(Source),
    /// Show the bytecode of what a name stands for.
    Dis(String),
    /// The session's thread is to end.
    End,
}

/// Valid Python outside the subset, met in a session.
pub struct Refused {
    /// What it is.
    pub feature: String,
    /// The text.
    pub source: Arc<Source>,
    /// The place.
    pub span: Span,
    /// What to write instead; may be empty.
    pub help: String,
}

/// Completions that can be completed: those of the session, and the attributes of what they stand for.
#[derive(Clone, Default, Debug)]
pub struct Completions {
    /// Completions of variables and builtins, each with the attributes of its value.
    pub names: Vec<(String, Vec<String>)>,
}
