//! How many schedules of a counter that two threads increment are tried in a second, and what memory that
//! takes: `cargo bench --bench explore`.

use gilscope::lab::captured::FindModule;
use gilscope::lab::explore::stage::Stage;
use gilscope::lab::explore::{Mode, Wishes, search};
use gilscope::lab::files::MemoryFiles;
use gilscope::machine::Setup;
use gilscope::safe_points::SafePoints;
use gilscope::vm::Options;
use gilscope::vm::files::Files;
use gilscope_benches::compile;
use gilscope_runtime::driver::{Clock, Config, Interrupter};
use gilscope_runtime::heap::Counting;
use std::sync::Arc;
use std::time::Instant;

/// What is tried, how often each thread increments, and how many schedules.
const CASES: &[(&str, Mode, u32, u64)] = &[
    ("one of each kind", Mode::Classes, 4, u64::MAX),
    ("one of each kind", Mode::Classes, 6, 100_000),
    ("one of each kind", Mode::Classes, 6, 300_000),
    ("at random", Mode::Random, 6, 50_000),
];

fn script(increments: u32) -> String {
    let lines = [
        "import threading",
        "counter = 0",
        "def work():",
        "    global counter",
        &format!("    for _ in range({increments}):"),
        "        counter = counter + 1",
        "threads = [threading.Thread(target=work) for _ in range(2)]",
        "for t in threads: t.start()",
        "for t in threads: t.join()",
        "print(counter)",
    ];
    lines.join("\n")
}

fn setup() -> Setup {
    let mut config = Config::new(Clock::Virtual);
    config.limits.instructions = 20_000_000;
    Setup {
        config,
        counting: Counting::Plain,
        options: Options {
            safe_points: SafePoints::Every,
            ..Options::default()
        },
    }
}

/// The most memory that the process has used so far, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or("unknown".into(), |line| line.trim().to_string())
}

fn main() {
    let find: FindModule = Arc::new(|_, _| None);
    let files = || -> Box<dyn Files> { Box::new(MemoryFiles::empty()) };
    let (setup, interrupter) = (setup(), Interrupter::new());
    for (what, mode, increments, schedules) in CASES {
        for recalls in [true, false] {
            let script = compile(&script(*increments));
            let stage = Stage::new(&script, &setup, 5_000, (&find, files), &interrupter);
            let stage = if recalls { stage } else { stage.forgetful() };
            let wishes = Wishes {
                mode: *mode,
                schedules: if recalls { *schedules } else { 2_000 },
                samples: 0,
                runtimes: false,
                seed: 1,
            };
            let began = Instant::now();
            let findings = search(&stage, wishes, &mut |_| true);
            let rate = findings.schedules as f64 / began.elapsed().as_secs_f64();
            println!(
                "{what}, {increments} increments: {} schedules, {} carried out, {rate:.0} a second, \
                 peak {}",
                findings.schedules,
                findings.uses.performed,
                peak()
            );
        }
    }
}
