//! Ctrl-C: KeyboardInterrupt in the script's main thread, or the end of a search; once more at once: the end.

use gilscope_runtime::driver::Interrupter;
use signal_hook::consts::SIGINT;
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;
use std::time::{Duration, Instant};

/// A second Ctrl-C within this time of the first kills, whatever the script does.
const PATIENCE: Duration = Duration::from_secs(2);

/// Interrupts `interrupter` at each Ctrl-C from now on.
pub fn watch(interrupter: &Interrupter) {
    let Ok(mut signals) = Signals::new([SIGINT]) else {
        return;
    };
    let interrupter = interrupter.clone();
    let watcher = std::thread::Builder::new().name("ctrl-c".into());
    let _ = watcher.spawn(move || {
        let mut last: Option<Instant> = None;
        for signal in signals.forever() {
            let now = Instant::now();
            if last.is_some_and(|last| now.duration_since(last) < PATIENCE) {
                let _ = emulate_default_handler(signal);
            }
            last = Some(now);
            interrupter.interrupt();
        }
    });
}

/// Dies as a process does that SIGINT kills, so that shells and makefiles see it.
pub fn die() -> u8 {
    die_of(SIGINT)
}

/// Dies as a process does that this signal kills.
pub fn die_of(signal: i32) -> u8 {
    let _ = emulate_default_handler(signal);
    128 + signal as u8
}
