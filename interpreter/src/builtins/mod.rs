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
mod bytearrays;
mod bytes;
mod bytes_methods;
mod codes;
mod collector;
mod complexes;
mod core;
mod coroutines;
mod dicts;
mod dunders;
mod dynamic;
mod encoding;
mod exceptions;
pub mod files;
mod folders;
mod folds;
mod formatting;
mod functions;
pub mod groups;
mod hashes;
mod iterate;
mod json;
mod lists;
mod deques;
mod maths;
mod memory_files;
mod numbers;
mod opening;
mod operators;
mod percent;
mod pipes;
mod randoms;
mod ranges;
mod receivers;
mod regex;
pub mod representation;
mod sets;
mod sorting;
mod str_methods;
pub mod streams;
mod str_operators;
mod system;
mod tables;
mod text;
mod pickling;
mod processes;
mod threads;
mod timing;
mod translation;
mod tuples;
mod types;

mod views;

use crate::vm::NativeRow;

/// All tables.
#[rustfmt::skip]
pub fn tables() -> Vec<&'static [NativeRow]> {
    let mut tables = vec![
        core::TABLE,
        attributes::TABLE,
        iterate::TABLE,
        coroutines::TABLE,
        dynamic::TABLE,
        types::TABLE,
        lists::TABLE,
        tuples::TABLE,
        deques::TABLE,
        dicts::TABLE,
        sets::TABLE,
        views::TABLE,
        tables::TABLE,
        ranges::TABLE,
        sorting::TABLE,
        pickling::TABLE,
        processes::TABLE,
        threads::TABLE,
        timing::TABLE,
        system::TABLE,
        maths::TABLE,
        operators::OPERATORS,
        operators::SEARCHES,
        randoms::TABLE,
        exceptions::TABLE,
        groups::TABLE,
        functions::TABLE,
        codes::TABLE,
        folds::TABLE,
        numbers::TABLE,
        complexes::TABLE,
        pipes::TABLE,
        text::TABLE,
        str_methods::TABLE,
        str_operators::TABLE,
        bytes::TABLE,
        bytes_methods::TABLE,
        bytearrays::TABLE,
        bytearrays::SHARED,
        encoding::TABLE,
        files::TABLE,
        memory_files::TABLE,
        opening::TABLE,
        folders::TABLE,
        json::TABLE,
        regex::TABLE,
        collector::TABLE,
        hashes::TABLE,
        formatting::TABLE,
        percent::TABLE,
        translation::TABLE,
    ];
    tables.extend(dunders::TABLES);
    tables
}
