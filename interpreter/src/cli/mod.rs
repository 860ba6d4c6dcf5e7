//! The command line: a client of the library. Only what stands here prints, exits, or reads the
//! environment.
//!
//! - `arguments`: the commands and their options;
//! - `options`: what of it sets up a run;
//! - `script`: where a script comes from, and what is refused before anything runs;
//! - `console`: streams of the real world; `disk`: its files;
//! - `interrupts`: Ctrl-C;
//! - `session`: the prompt; `editor`: how its lines are read;
//! - `terminal`: what the terminal can show;
//! - `diagnostics`: messages in gilscope's own voice;
//! - `step`: a person is the scheduler;
//! - `page`: reports as HTML; `watch`: a run played back;
//! - one file a command.

mod agree;
mod arguments;
mod calibrate;
mod check;
mod command_line;
mod compare;
mod console;
mod countings;
mod diagnostics;
mod dis;
mod disk;
mod explore;
mod fuzz;
mod help;
mod interrupts;
mod merge;
mod options;
mod page;
mod minimize;
mod replay;
mod run;
mod script;
mod session;
#[cfg(feature = "terminal")]
mod step;
mod sweep;
mod sweep_peers;
mod editor;
mod terminal;
mod tools;
mod watch;
mod xray;

use arguments::Command;
use std::process::ExitCode;

/// Exit statuses of gilscope's own.
mod status {
    /// A wrong command line, a file that cannot be read, Python outside the subset.
    pub const USAGE: u8 = 2;
    /// A bug of gilscope's.
    pub const INTERNAL: u8 = 70;
    /// A proven deadlock.
    pub const DEADLOCK: u8 = 102;
    /// Standard output is gone; the same number as CPython's.
    pub const BROKEN_PIPE: i32 = 120;
}

/// Stack of the OS thread that compiles and drives: deeply nested scripts are compiled recursively.
const STACK: usize = 256 << 20;

/// Does what the command line says.
pub fn main() -> ExitCode {
    let command = match command_line::parse(std::env::args_os()) {
        Ok(command) => command,
        Err(error) => {
            let status = if error.use_stderr() { status::USAGE } else { 0 };
            let _ = error.print();
            return ExitCode::from(status);
        }
    };
    diagnostics::report_panics();
    let worker = std::thread::Builder::new()
        .name("gilscope".into())
        .stack_size(STACK);
    let worker = worker.spawn(move || execute(command));
    let status = worker.ok().and_then(|worker| worker.join().ok());
    ExitCode::from(status.unwrap_or(status::INTERNAL))
}

fn execute(command: Command) -> u8 {
    match command {
        Command::Run(run) => run::run(&run),
        Command::Compare(compare) => compare::run(&compare),
        Command::Sweep(sweep) => sweep::run(&sweep),
        Command::Merge(merge) => merge::run(&merge),
        Command::Check(check) => check::run(&check),
        Command::Explore(explore) => explore::run(&explore),
        #[cfg(feature = "terminal")]
        Command::Step(step) => step::run(&step),
        Command::Replay(replay) => replay::run(&replay),
        Command::Minimize(minimize) => minimize::run(&minimize),
        Command::Calibrate(calibrate) => calibrate::run(&calibrate),
        Command::Agree(agree) => agree::run(&agree),
        Command::Dis(dis) => dis::run(&dis),
        Command::Fuzz(fuzz) => fuzz::run(&fuzz),
        Command::Xray(xray) => xray::run(&xray),
        Command::Help(help) => help::run(&help),
    }
}
