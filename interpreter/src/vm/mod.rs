//! The virtual machine: steps threads of the script, one instruction after another.
//!
//! - `signal`: how an operation ends other than with a value;
//! - `native`: functions written in Rust and how their arguments are bound;
//! - `world`: what all threads of one run share;
//! - `prelude`: the functions in toy Python that the VM calls by name;
//! - `stack`: the value stack, the one place where operands are reached by raw pointers;
//! - `thread`: a thread of the script and its frames, and the contract with the runtime;
//! - `input`: what is entered into a session;
//! - `eval`: the loop;
//! - `processes`: interpreters beside this one;
//! - the other files: one family of operations each, all out of the loop's way.
//!
//! Nothing here blocks, calls itself for a call of the script, or lets a native call back: see
//! `signal::Signal`.

pub mod signal;
mod mismatch;
pub mod native;
pub mod files;
pub mod host;
pub mod world;
pub mod context;
mod stack;
pub mod link;
pub mod thread;
mod errors;
mod fast;
mod inline_cache;
pub mod input;
mod eval;
pub mod arithmetic;
pub mod attribute;
pub mod attribute_store;
mod call;
pub mod byte_items;
pub mod containers;
mod names;
pub mod prelude;
mod class_of;
pub mod abstract_classes;
pub mod classes;
mod imports;
pub mod processes;
pub mod control;
mod generators;
pub mod delegation;
pub mod known;
mod library;
pub mod iteration;
pub mod operators;
mod unpacking;
mod variables;
mod unwind;

pub use context::Cx;
pub use errors::system_error;
pub use host::{Host, Options};
pub use imports::{LoadError, load, load_in_dict, module_function, syntax_error};
pub use input::{Completions, Input, Refused};
pub use link::link;
pub use native::{NativeFn, NativeRow};
pub use signal::{Exc, Res, Signal};
pub use thread::Thread;
pub use world::World;

use crate::object::exception::ExceptionParts;
use crate::object::{Class, Exception, Instance};
use crate::value::Value;

/// The traceback object of an exception: something of its own that has no parts; None before the
/// exception was raised.
pub fn traceback_of(cx: &Cx<'_>, exception: &Value) -> Value {
    let Some(exception) = exception.as_gc::<Exception>() else {
        return Value::NONE;
    };
    let class = cx.world.prelude_function("traceback");
    let class = class
        .as_gc::<Class>()
        .expect("(prelude) traceback is a class");
    let new = Value::from(Instance::new(class));
    let mut state = exception.state();
    if state.traceback.is_empty() {
        return Value::NONE;
    }
    if state.traceback_object.is_empty() {
        state.traceback_object = new;
    }
    state.traceback_object.clone()
}
