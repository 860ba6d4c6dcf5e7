//! Why a tree gives no code: it is not Python, or it is Python outside the subset.

use crate::syntax::{SyntaxError, SyntaxErrorKind};
use crate::text::Span;

/// Valid Python that gilscope does not run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unsupported {
    /// The feature's name, as it stands in "gilscope does not support .. ".
    pub feature: String,
    /// Where it is used.
    pub span: Span,
    /// What to write instead; empty when there is nothing to say.
    pub help: String,
}

/// The reason why a tree gives no code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CompileError {
    /// CPython refuses it too, in the same words.
    Syntax(SyntaxError),
    /// CPython would run it.
    Unsupported(Unsupported),
}

impl From<SyntaxError> for CompileError {
    fn from(error: SyntaxError) -> CompileError {
        match error.kind {
            SyntaxErrorKind::Unsupported => CompileError::Unsupported(Unsupported {
                feature: error.message,
                span: error.span,
                help: "write the character itself, or its number: \\uXXXX".into(),
            }),
            _ => CompileError::Syntax(error),
        }
    }
}

impl CompileError {
    /// A SyntaxError in CPython's words, boxed as the passes hand it up.
    pub(crate) fn syntax(span: Span, message: impl Into<String>) -> Box<CompileError> {
        Box::new(CompileError::Syntax(SyntaxError::new(span, message)))
    }

    /// A refusal by name, boxed as the passes hand it up.
    pub(crate) fn unsupported(span: Span, feature: &str, help: &str) -> Box<CompileError> {
        Box::new(CompileError::Unsupported(Unsupported {
            feature: feature.into(),
            span,
            help: help.into(),
        }))
    }

    /// Where the reason lies in the text.
    pub fn span(&self) -> Span {
        match self {
            CompileError::Syntax(error) => error.span,
            CompileError::Unsupported(refusal) => refusal.span,
        }
    }
}

/// What a pass over the tree gives; the error is boxed because the passes recurse deeply.
pub(crate) type Pass<T = ()> = Result<T, Box<CompileError>>;
