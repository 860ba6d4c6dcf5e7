//! Runs a script again and again, with something going wrong at every moment in turn.

use super::modes::Mode;
use super::trial::audit;
use crate::lab::captured::{Captured, FindModule};
use crate::machine::{Script, run};
use crate::text::Source;
use crate::vm::faults::{Fault, Faults};
use gilscope_runtime::driver::{Ending, Interrupter};
use std::sync::Arc;

/// What a sweep over all moments came to.
#[derive(Clone, Default, Debug)]
pub struct Swept {
    /// Runs in which something went wrong.
    pub struck: u64,
    /// What did not hold then: after which moment, and what.
    pub broken: Vec<(u64, String)>,
}

/// Lets `fault` strike a script at its first moment, at a `stride` later, and so on until there is no
/// such moment. Whatever strikes: no object is lost, no lock stays taken (the script prints `False` for
/// one that is), nothing hangs and nothing panics.
pub fn sweep(text: &str, mode: &Mode, fault: Fault, stride: u64) -> Swept {
    let script = match Script::compile(Source::new("faulty.py", text)) {
        Ok(script) => script,
        Err(error) => panic!("(fault) the script does not compile: {:?}", error.0),
    };
    let mut swept = Swept::default();
    for at in (1..).step_by(stride.max(1) as usize) {
        let (has_struck, broken) = strike(&script, mode, fault, at);
        swept.broken.extend(broken.map(|what| (at, what)));
        if !has_struck {
            return swept;
        }
        swept.struck += 1;
    }
    swept
}

/// Whether the fault came to pass, and what did not hold.
fn strike(script: &Script, mode: &Mode, fault: Fault, at: u64) -> (bool, Option<String>) {
    let interrupter = Interrupter::new();
    let faults = Arc::new(Faults::new(fault, at, &interrupter));
    let find: FindModule = Arc::new(|_, _| None);
    let (host, collector) = Captured::new(mode.seed, find);
    let host = Box::new(host.failing(faults.clone()));
    let outcome = run(script, &mode.setup(), host, &interrupter);
    let output = collector.collect();
    let broken = match &outcome.report.ending {
        Ending::Panicked { message, .. } => Some(format!("panic: {message}")),
        Ending::Deadlock(blocked) => {
            let names: Vec<&str> = blocked.iter().map(|it| it.name.as_str()).collect();
            Some(format!("hang: {}\n{}", names.join(", "), output.err))
        }
        Ending::InstructionLimit => Some("it goes on for ever".into()),
        _ if output.out.contains("False") => {
            Some(format!("a lock is lost: {}\n{}", output.out, output.err))
        }
        // What an import has made of a module that failed refers to itself.
        _ => audit(&outcome, !output.err.contains("import ")).map(|(wrong, detail)| {
            let words = wrong.words();
            format!("{words}: {detail}\n{}", output.err)
        }),
    };
    (faults.has_struck(), broken)
}
