//! The driver for the real clock: one OS thread for each thread of the script.
//!
//! The main thread runs on the OS thread that calls [`run`]. A thread sleeps in its seat, wherever
//! it waits. A task is stepped, and dropped, only while its thread holds the GIL; the tasks of
//! threads that are stopped early are dropped by `run`, when every OS thread has ended.

use super::config::Config;
use super::interrupt::Interrupter;
use super::report::Report;
use super::run::Run;
use super::runner::Runner;
use crate::task::Spawn;
use std::sync::Arc;

/// Runs `main` and every thread it makes to the end.
pub(super) fn run(config: &Config, main: Spawn, interrupter: &Interrupter) -> Report {
    let run = Arc::new(Run::new(config, interrupter));
    let Some(main) = Runner::new(&run, main, None) else {
        unreachable!("the limit on threads admits the main thread");
    };
    let alarm = run.clone();
    interrupter.attach(Box::new(move || alarm.interrupted()));
    main.run();
    run.wait_for_end();
    run.pool.close();
    interrupter.detach();
    run.report()
}
