//! What a pure operation on numbers or text can fail with: a kind and CPython's wording.

use std::fmt;

/// The text of the OverflowError of a power; its `args` are the number and the text by themselves.
pub const OUT_OF_RANGE: &str = "(34, 'Numerical result out of range')";

/// Which exception of the language an [`OpError`] becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpErrorKind {
    /// `TypeError`.
    TypeError,
    /// `ValueError`.
    ValueError,
    /// `ZeroDivisionError`.
    ZeroDivisionError,
    /// `OverflowError`.
    OverflowError,
    /// `KeyError`; the message is the key itself.
    KeyError,
    /// `IndexError`.
    IndexError,
    /// `MemoryError`; its message is empty, as CPython's.
    MemoryError,
    /// Valid Python that is outside the subset: not an exception of the language but a refusal.
    Unsupported,
}

impl OpErrorKind {
    /// The name of the exception's class, as scripts spell it.
    pub fn name(self) -> &'static str {
        match self {
            OpErrorKind::TypeError => "TypeError",
            OpErrorKind::ValueError => "ValueError",
            OpErrorKind::ZeroDivisionError => "ZeroDivisionError",
            OpErrorKind::OverflowError => "OverflowError",
            OpErrorKind::KeyError => "KeyError",
            OpErrorKind::IndexError => "IndexError",
            OpErrorKind::MemoryError => "MemoryError",
            OpErrorKind::Unsupported => "Unsupported",
        }
    }
}

/// A failed operation; `message` is what `str(exception)` gives in CPython 3.13.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpError {
    /// The exception's class.
    pub kind: OpErrorKind,
    /// The exception's text.
    pub message: String,
}

impl OpError {
    /// An error of `kind` with `message`.
    #[cold]
    pub fn new(kind: OpErrorKind, message: impl Into<String>) -> OpError {
        let message = message.into();
        OpError { kind, message }
    }

    /// A `TypeError`.
    #[cold]
    pub fn type_error(message: impl Into<String>) -> OpError {
        OpError::new(OpErrorKind::TypeError, message)
    }

    /// A `ValueError`.
    #[cold]
    pub fn value(message: impl Into<String>) -> OpError {
        OpError::new(OpErrorKind::ValueError, message)
    }

    /// A `ZeroDivisionError`.
    #[cold]
    pub fn zero_division(message: impl Into<String>) -> OpError {
        OpError::new(OpErrorKind::ZeroDivisionError, message)
    }

    /// An `OverflowError`.
    #[cold]
    pub fn overflow(message: impl Into<String>) -> OpError {
        OpError::new(OpErrorKind::OverflowError, message)
    }

    /// An `IndexError`.
    #[cold]
    pub fn index(message: impl Into<String>) -> OpError {
        OpError::new(OpErrorKind::IndexError, message)
    }

    /// A `MemoryError`, which has no text.
    #[cold]
    pub fn memory() -> OpError {
        OpError::new(OpErrorKind::MemoryError, "")
    }

    /// A refusal: `message` names what is not supported.
    #[cold]
    pub fn unsupported(message: impl Into<String>) -> OpError {
        OpError::new(OpErrorKind::Unsupported, message)
    }
}

impl fmt::Display for OpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.message.is_empty() {
            true => f.write_str(self.kind.name()),
            false => write!(f, "{}: {}", self.kind.name(), self.message),
        }
    }
}

impl std::error::Error for OpError {}
