//! What the criterion benchmarks in `benches/` share: running a script in process, output dropped.

use gilscope::machine::{NoHost, Outcome, Script, Setup, run};
use gilscope::safe_points::SafePoints;
use gilscope::text::Source;
use gilscope::vm::Options;
use gilscope_runtime::driver::{Config, Gil, Interrupter};
use gilscope_runtime::heap::Counting;

/// Compiles a text that is known to be right.
///
/// # Panics
/// When it is not.
pub fn compile(text: &str) -> Script {
    match Script::compile(Source::new("bench.py", text)) {
        Ok(script) => script,
        Err(error) => panic!("{:?}", error.0),
    }
}

/// Runs a script to its end.
pub fn run_silently(script: &Script, config: &Config, counting: Counting) -> Outcome {
    let options = Options {
        gil: config.gil == Gil::On,
        safe_points: SafePoints::Every,
        argv: vec!["bench.py".into()],
        max_memory: None,
        switch_interval: 0.005,
        cores: 4,
        files: true,
        detached_merge: true,
        watcher: None,
        opcode_stats: false,
    };
    let setup = Setup {
        config: config.clone(),
        counting,
        options,
    };
    run(script, &setup, Box::new(NoHost), &Interrupter::new())
}
