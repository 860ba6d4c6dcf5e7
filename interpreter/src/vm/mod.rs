//! The virtual machine: steps threads of the script, one instruction after another.
//!
//! - `signal`: how an operation ends other than with a value;
//! - `native`: functions written in Rust and how their arguments are bound;
//! - `world`: what all threads of one run share;
//! - `prelude`: the functions in toy Python that the VM calls by name;
//! - `stack`: the value stack, the one place where operands are reached by raw pointers;
//! - `thread`: a thread of the script and its frames, and the contract with the runtime;
//! - `input`: what is entered into a session;
//! - `eval`: the loop; `recorded`: how it runs where schedules are explored;
//!   `snapshot`: what a thread is in words; `portrait`: what it shows of itself;
//! - `processes`: interpreters beside this one;
//! - the other files: one family of operations each, all out of the loop's way.
//!
//! Nothing here blocks, calls itself for a call of the script, or lets a native call back: see
//! `signal::Signal`.

pub mod signal;
mod mismatch;
pub mod native;
pub mod files;
pub mod faults;
pub mod host;
pub mod world;
pub mod context;
mod stack;
mod frames;
mod steps;
pub mod link;
pub(crate) mod later;
mod publishing;
pub mod supervision;
pub mod thread;
pub mod errors;
mod fast;
mod inline_cache;
pub mod input;
mod enter;
mod eval;
mod slow;
pub mod meter;
mod in_c;
mod recorded;
mod snapshot;
pub mod portrait;
pub mod arithmetic;
pub mod attribute;
pub mod attribute_store;
mod binding;
mod call;
mod call_native;
pub mod byte_items;
pub mod containers;
mod names;
pub mod prelude;
mod class_of;
pub mod abstract_classes;
pub mod classes;
mod collecting;
mod loading;
mod finding;
mod imports;
pub mod processes;
pub mod control;
mod generators;
mod generators_in_loop;
pub mod delegation;
pub mod known;
mod library;
mod library_private;
pub mod iteration;
pub mod operators;
mod unpacking;
mod variables;
mod watched;
mod unwind;

pub use context::Cx;
pub use errors::system_error;
pub use host::{Host, Options, Seen, UserModule};
pub use input::{Completions, Input, Refused};
pub use link::link;
pub use loading::{LoadError, compile, load, load_in_dict, module_function, syntax_error};
pub use native::{NativeFn, NativeRow};
pub use signal::{Exc, Res, Signal};
pub use thread::Thread;
pub use world::World;

use crate::object::Adopt;
use crate::object::exception::{ExceptionParts, TraceEntry};
use crate::object::{Class, Exception, Instance, Tuple};
use crate::value::Value;
use gilscope_runtime::heap::Gc;
use gilscope_runtime::symbol::Symbol;

/// The traceback object of an exception; None before the exception was raised.
pub fn traceback_of(cx: &Cx<'_>, exception: &Value) -> Value {
    let Some(exception) = exception.as_gc::<Exception>() else {
        return Value::NONE;
    };
    let entries = exception.state().traceback.clone();
    if entries.is_empty() {
        return Value::NONE;
    }
    let known = exception.state().traceback_object.clone();
    if sites_of(&known).is_some_and(|sites| sites.items.len() == entries.len()) {
        return known;
    }
    let new = traceback_with(cx, &entries);
    exception.adopt(&new);
    let old = std::mem::replace(&mut exception.state().traceback_object, new.clone());
    drop(old);
    new
}

/// A traceback object for these entries; None for none.
pub fn traceback_with(cx: &Cx<'_>, entries: &[TraceEntry]) -> Value {
    if entries.is_empty() {
        return Value::NONE;
    }
    let class = cx.world.prelude_function("traceback");
    let class = class
        .as_gc::<Class>()
        .expect("(prelude) traceback is a class");
    let new = Instance::new(class);
    let sites = entries.iter().map(|entry| Value::int(entry.site.0.into()));
    let sites = Tuple::value(sites.collect::<Vec<_>>());
    let old = new.guard(|i| &i.attrs).set(Symbol::new(SITES), sites);
    drop(old);
    new.into()
}

/// The attribute of a traceback object that holds its sites, the innermost first.
const SITES: &str = "_sites";

/// The sites of a traceback object.
pub fn sites_of(traceback: &Value) -> Option<Gc<Tuple>> {
    let instance = traceback.as_gc::<Instance>()?;
    if &*instance.class.name != "traceback" {
        return None;
    }
    let sites = instance.guard(|i| &i.attrs).get(Symbol::new(SITES))?;
    sites.as_gc::<Tuple>().cloned()
}
