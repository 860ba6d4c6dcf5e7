//! The command `gilscope`.

use gilscope::machine::{Script, Setup, run};
use gilscope::text::Source;
use gilscope::vm::{Host, Options};
use gilscope_runtime::driver::{Clock, Config, Interrupter};
use gilscope_runtime::heap::Counting;

struct Console;

impl Host for Console {
    fn write(&self, descriptor: u8, text: &str) {
        if descriptor == 1 { print!("{text}") } else { eprint!("{text}") }
    }
    fn flush(&self, _descriptor: u8) {}
    fn read_line(&self) -> String {
        String::new()
    }
    fn entropy(&self) -> u64 {
        1
    }
    fn start_time(&self) -> f64 {
        0.0
    }
    fn find_module(&self, _name: &str) -> Option<(String, String)> {
        None
    }
}

fn main() {
    let file = std::env::args().nth(1).unwrap_or_default();
    let text = std::fs::read_to_string(&file).unwrap_or_default();
    let script = match Script::compile(Source::new(file, text)) {
        Ok(script) => script,
        Err(error) => {
            eprintln!("{:?}", error.0);
            std::process::exit(1);
        }
    };
    let setup = Setup {
        config: Config::new(Clock::Real),
        counting: Counting::Plain,
        options: Options {
            gil: true,
            every_instruction: false,
            argv: Vec::new(),
            max_memory: None,
            switch_interval: 0.005,
        },
    };
    let outcome = run(&script, &setup, Box::new(Console), &Interrupter::new());
    eprintln!("{:?} {} leaks", outcome.end, outcome.census.leaks.len());
    for leak in outcome.census.leaks.iter().take(5) {
        eprintln!("  {} count {} site {}", gilscope::object::kind_name(leak.kind), leak.count, leak.site);
    }
}
