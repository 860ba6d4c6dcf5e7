//! Builtin functions, methods of builtin types, and the native parts of modules: tables of natives.
//!
//! A native does what can be done without running code of the user, and answers with a fallback
//! otherwise: its twin in toy Python (`stdlib/prelude.py`) then gets the same arguments. Names say
//! where a native belongs: `len` is a builtin, `list.append` a method, `math.sqrt` a member of the
//! module. `int.__new__` is what calling the class does (without the class as argument);
//! `function.__name__=` is an attribute worked out when it is read (one argument) or, if the
//! signature takes two, set.

mod arguments;
mod attributes;
mod bytes;
mod core;
mod exceptions;
mod functions;
mod folds;
mod iterate;
mod numbers;
mod pipes;
mod maths;
mod randoms;
pub mod representation;
mod str_methods;
mod system;
mod text;
mod threads;
mod timing;
mod types;

use crate::vm::NativeRow;

/// All tables.
#[rustfmt::skip]
pub fn tables() -> Vec<&'static [NativeRow]> {
    vec![
        core::TABLE,
        threads::TABLE,
        timing::TABLE,
        system::TABLE,
        maths::TABLE,
        randoms::TABLE,
        attributes::TABLE,
        exceptions::TABLE,
        functions::TABLE,
        iterate::TABLE,
        folds::TABLE,
        numbers::TABLE,
        pipes::TABLE,
        types::TABLE,
        text::TABLE,
        str_methods::TABLE,
        bytes::TABLE,
    ]
}
