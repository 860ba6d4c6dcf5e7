//! `gilscope run`

use super::arguments::Run;
use super::console::Console;
use super::diagnostics::{Refusal, say};
use super::terminal::Terminal;
use super::{interrupts, script, status};
use gilscope::machine::{Outcome, run as run_script};
use gilscope::vm::thread::ThreadEnd;
use gilscope_runtime::driver::{Ending, Interrupter};
use gilscope_runtime::task::Site;

/// Runs a script; gives the exit status.
pub fn run(run: &Run) -> u8 {
    let terminal = Terminal::of(&run.look);
    let prepared = script::read(&run.script).and_then(|text| script::compile(text, terminal));
    let ready = match prepared {
        Ok(ready) => ready,
        Err(status) => return status,
    };
    let options = match run.options.clone().resolved() {
        Ok(options) => options,
        Err(message) => return script::wrong_usage(&message),
    };
    let setup = match options.setup(ready.place.argv.clone()) {
        Ok(setup) => setup,
        Err(message) => return script::wrong_usage(&message),
    };
    let interrupter = Interrupter::new();
    interrupts::watch(&interrupter);
    let folder = Some((ready.place.folder.clone(), ready.place.prefix.clone()));
    let console = Console::new(options.seed, folder);
    let outcome = run_script(&ready.script, &setup, Box::new(console), &interrupter);
    conclude(&outcome, &setup, terminal)
}

/// Says what must be said about the end of a run; gives the exit status.
fn conclude(outcome: &Outcome, setup: &gilscope::machine::Setup, terminal: Terminal) -> u8 {
    match &outcome.report.ending {
        Ending::Panicked { .. } => return status::INTERNAL,
        Ending::Deadlock(_) => return status::DEADLOCK,
        Ending::InstructionLimit => {
            let limit = setup.config.limits.instructions;
            say(&format!(
                "error[limit]: stopped after {limit} instructions, the limit set by \
                 --max-instructions\n",
            ));
            return 1;
        }
        _ => {}
    }
    match &outcome.end {
        ThreadEnd::Finished => 0,
        ThreadEnd::Status(status) => *status as u8,
        ThreadEnd::Interrupted => interrupts::die(),
        ThreadEnd::Unsupported(feature, site) => refuse(outcome, feature, *site, terminal),
    }
}

/// Refuses what turned up while the script ran.
fn refuse(outcome: &Outcome, feature: &str, site: Site, terminal: Terminal) -> u8 {
    let Some((code, at)) = outcome.codes.locate(site) else {
        say(&format!("error[unsupported]: {feature} is not in gilscope's subset\n"));
        return status::USAGE;
    };
    let refusal = Refusal {
        feature: feature.trim_matches('`'),
        source: &code.source,
        span: code.spans[at as usize],
        label: "",
        note: "the script ran up to here",
        help: "",
    };
    refusal.say(terminal)
}
