//! Scripts on a stage, for tests that explore them.

#![allow(dead_code)]

use gilscope::lab::captured::FindModule;
use gilscope::lab::explore::stage::Stage;
use gilscope::lab::explore::{Findings, Mode, Wishes};
use gilscope::lab::files::MemoryFiles;
use gilscope::machine::{Script, Setup};
use gilscope::safe_points::SafePoints;
use gilscope::text::Source;
use gilscope::vm::Options;
use gilscope::vm::files::Files;
use gilscope_runtime::driver::{Clock, Config, Interrupter};
use gilscope_runtime::heap::Counting;
use std::sync::Arc;

fn setup(set: SafePoints) -> Setup {
    let mut config = Config::new(Clock::Virtual);
    config.limits.instructions = 5_000_000;
    Setup {
        config,
        counting: Counting::Plain,
        options: Options {
            safe_points: set,
            ..Options::default()
        },
    }
}

/// Does something with the stage of a script.
pub fn on_stage<R>(text: &str, set: SafePoints, act: impl FnOnce(&Stage<'_>) -> R) -> R {
    let compiled = Script::compile(Source::new("script.py", text));
    let script = compiled.unwrap_or_else(|error| panic!("{:?}", error.0));
    let find: FindModule = Arc::new(|_, _| None);
    let files = || -> Box<dyn Files> { Box::new(MemoryFiles::empty()) };
    let interrupter = Interrupter::new();
    act(&Stage::new(
        &script,
        &setup(set),
        3_000,
        (&find, files),
        &interrupter,
    ))
}

pub fn wishes(mode: Mode) -> Wishes {
    Wishes {
        mode,
        schedules: 3_000,
        samples: 0,
        runtimes: false,
        seed: 1,
    }
}

pub fn titles(findings: &Findings) -> Vec<String> {
    let mut titles: Vec<String> = { findings.endings.iter() }
        .map(|found| found.ending.title())
        .collect();
    titles.sort();
    titles
}

/// `n` threads that each do the same.
pub fn threads(n: usize, before: &str, body: &str, after: &str) -> String {
    format!(
        "import threading\n{before}\ndef work():\n{body}\nts = [threading.Thread(target=work) for _ in \
         range({n})]\nfor t in ts: t.start()\nfor t in ts: t.join()\n{after}\n"
    )
}
