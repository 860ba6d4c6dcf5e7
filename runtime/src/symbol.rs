//! Interned names: a number for each distinct string, the same in the whole process.

use crate::sync::fixed::{OnceLock, PoisonError, RwLock};
use rustc_hash::FxHashMap;

/// An interned string. Two symbols are equal exactly when their strings are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Symbol(pub u32);

#[derive(Default)]
struct Interner {
    numbers: FxHashMap<&'static str, u32>,
    names: Vec<&'static str>,
}

fn interner() -> &'static RwLock<Interner> {
    static INTERNER: OnceLock<RwLock<Interner>> = OnceLock::new();
    INTERNER.get_or_init(RwLock::default)
}

impl Symbol {
    /// The symbol of `name`. Names live as long as the process.
    pub fn new(name: &str) -> Symbol {
        if let Some(symbol) = Symbol::known(name) {
            return symbol;
        }
        let mut all = interner().write().unwrap_or_else(PoisonError::into_inner);
        if let Some(&number) = all.numbers.get(name) {
            return Symbol(number);
        }
        let name: &'static str = Box::leak(name.into());
        let number = all.names.len() as u32;
        all.names.push(name);
        all.numbers.insert(name, number);
        Symbol(number)
    }

    /// The symbol of `name`, if it was ever interned.
    pub fn known(name: &str) -> Option<Symbol> {
        let all = interner().read().unwrap_or_else(PoisonError::into_inner);
        all.numbers.get(name).map(|&number| Symbol(number))
    }

    /// The string.
    pub fn as_str(self) -> &'static str {
        let all = interner().read().unwrap_or_else(PoisonError::into_inner);
        all.names[self.0 as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_strings_are_one_symbol() {
        assert_eq!(Symbol::new("spam"), Symbol::new(&["sp", "am"].concat()));
        assert_ne!(Symbol::new("spam"), Symbol::new("eggs"));
        assert_eq!(Symbol::new("spam").as_str(), "spam");
        assert_eq!(Symbol::known("never interned before"), None);
    }
}
