//! `gilscope step`: a person is the scheduler.
//!
//! - `goal`: an ending that somebody wants to reach, and how well that was done;
//! - `find`: the endings that can be had from a moment on;
//! - `picture`: one moment between two instructions, as data;
//! - `session`: a script that is stepped forward and back as a [`Pilot`] says; `flight`: one execution of it;
//! - `exercises`: scripts with something to find.
//!
//! Nothing here draws or reads keys. Threads are stepped by the driver of `explore`, asked before each
//! instruction; its events are those of `explore`, so that a session can be kept as a schedule. Going
//! back is going forward anew from the beginning, as every run is a function of its turns.

pub mod goal;
pub mod find;
pub mod picture;
mod flight;
pub mod session;
pub mod exercises;

pub use session::{By, Command, Pilot, Session, Summary};
