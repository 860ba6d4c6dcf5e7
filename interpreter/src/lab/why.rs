//! One sentence that says why a script does or does not gain by threads, derived from the ledger.

use super::look::{fine, percent, plural};
use gilscope_runtime::driver::{Report, ThreadReport};
use gilscope_runtime::ledger::State;
use gilscope_runtime::time::Nanos;

/// What the sentence is made of: the same script three times on the virtual clock.
pub struct Evidence<'a> {
    /// One after another: the GIL is held during I/O.
    pub in_turn: &'a Report,
    /// With the GIL.
    pub on: &'a Report,
    /// Without.
    pub off: &'a Report,
    /// Cores of the simulated machine.
    pub cores: usize,
}

/// Sums over the threads that do the work.
struct Sums {
    threads: u64,
    life: u64,
    state: [u64; State::ALL.len()],
    switches: u64,
}

impl Sums {
    fn of(report: &Report) -> Sums {
        let mut workers: Vec<&ThreadReport> = report.threads.iter().skip(1).collect();
        if workers.is_empty() {
            workers.extend(report.threads.first());
        }
        let mut sums = Sums {
            threads: 0,
            life: 0,
            state: [0; State::ALL.len()],
            switches: 0,
        };
        for thread in workers {
            sums.threads += 1;
            sums.life += thread.ledger.total().0;
            sums.switches += thread.ledger.all_switches();
            for state in State::ALL {
                sums.state[state as usize] += thread.ledger[state].0;
            }
        }
        sums
    }

    fn time(&self, state: State) -> u64 {
        self.state[state as usize]
    }

    fn share(&self, time: u64) -> String {
        percent(time, self.life)
    }
}

/// The sentence, or two.
pub fn why(evidence: &Evidence<'_>) -> String {
    let sums = Sums::of(evidence.on);
    let (run, wants) = (sums.time(State::Running), sums.time(State::WantsGil));
    let (io, lock) = (sums.time(State::Io), sums.time(State::Lock));
    let gain = ratio(evidence.in_turn.elapsed, evidence.on.elapsed);
    let gain_off = ratio(evidence.on.elapsed, evidence.off.elapsed);
    let busy = ratio(evidence.off.cpu, evidence.off.elapsed);
    let threads = plural(sums.threads, "thread");
    if evidence.on.threads.len() == 1 {
        return "the script has one thread: nobody else wants the GIL, and nothing can overlap."
            .into();
    }
    let half = sums.life / 2;
    if lock > half {
        return format!(
            "the threads spent {} of their time waiting for locks of the script, one after the other; \
             the GIL cost them {}. Without the GIL the same queue stands at the same locks.",
            sums.share(lock),
            fine(Nanos(wants)),
        );
    }
    if io > half && run + wants < sums.life / 10 {
        let rest = match gain_off > 1.1 {
            true => format!("Without the GIL it takes {gain_off:.2} times less."),
            false => "Turning it off buys nothing here.".to_string(),
        };
        let overlap = match gain > 1.1 {
            true => format!("so the waits of all {threads} overlapped: {gain:.2} times faster"),
            false => "yet there was nothing to overlap".to_string(),
        };
        return format!(
            "the threads spent {} of their time in sleep() or other I/O, which releases the GIL, \
             {overlap}; waiting for the GIL cost {} in all. {rest}",
            sums.share(io),
            fine(Nanos(wants)),
        );
    }
    if run + wants > half {
        let queue = wants as f64 / evidence.on.elapsed.0.max(1) as f64;
        return format!(
            "at every moment one thread computed and {queue:.1} on average stood in the queue: \
             {threads}, one core's worth of work, plus {}. Without the GIL the same bytecode filled \
             {busy:.2} of {}.",
            plural(sums.switches, "switch").replace("switchs", "switches"),
            plural(evidence.cores as u64, "core"),
        );
    }
    format!(
        "the threads spent {} of their time in I/O, which releases the GIL and overlaps, {} computing, \
         one at a time, and {} waiting for the GIL. Only the waiting shrinks with threads; without the \
         GIL the computing shrinks too: {gain_off:.2} times faster.",
        sums.share(io),
        sums.share(run),
        sums.share(wants),
    )
}

/// What there is to say about the same script with processes.
pub fn why_processes(on: &Report, processes: &Report) -> String {
    let busy = ratio(processes.cpu, processes.elapsed);
    let gain = ratio(on.elapsed, processes.elapsed);
    let more = processes.cpu.since(on.cpu);
    let count = plural(
        processes.processes.len().saturating_sub(1) as u64,
        "process",
    );
    let count = count.replace("processs", "processes");
    let end = match gain {
        1.05.. => format!("{gain:.2} times faster"),
        0.95..1.05 => "no gain".to_string(),
        _ => format!("{:.2} times slower", 1.0 / gain.max(1e-9)),
    };
    format!(
        "With processes nobody waits for another's GIL: {count} filled {busy:.2} cores, for {} of CPU \
         time more, to start them and to copy what they send each other: {end}.",
        fine(more),
    )
}

/// The share of the script that is I/O when everything happens in turn: whether real and virtual
/// seconds can be compared.
pub fn waits_mostly(in_turn: &Report) -> bool {
    let io: u64 = in_turn
        .threads
        .iter()
        .map(|thread| thread.ledger[State::Io].0)
        .sum();
    io as f64 > in_turn.elapsed.0 as f64 * 0.9
}

fn ratio(a: Nanos, b: Nanos) -> f64 {
    a.0 as f64 / b.0.max(1) as f64
}
