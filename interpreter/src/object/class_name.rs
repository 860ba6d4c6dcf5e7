//! The name of a class, which everybody reads and hardly anybody changes.

use std::fmt::{self, Display, Formatter};
use std::ops::Deref;
use std::sync::OnceLock;

/// `__name__` or `__qualname__` of a class: what the class statement says, or what was set instead,
/// once.
pub struct ClassName {
    first: Box<str>,
    later: OnceLock<Box<str>>,
}

impl ClassName {
    /// Another name from now on. False where the class has had another one before.
    pub fn rename(&self, name: &str) -> bool {
        if name == &**self {
            return true;
        }
        self.later.set(name.into()).is_ok()
    }
}

impl Deref for ClassName {
    type Target = str;

    fn deref(&self) -> &str {
        self.later.get().unwrap_or(&self.first)
    }
}

impl Display for ClassName {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl From<&str> for ClassName {
    fn from(name: &str) -> ClassName {
        ClassName {
            first: name.into(),
            later: OnceLock::new(),
        }
    }
}

impl Clone for ClassName {
    fn clone(&self) -> ClassName {
        ClassName::from(&**self)
    }
}
