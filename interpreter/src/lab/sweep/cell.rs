//! One cell of a sweep: a run, or several on the real clock, and its figures.

use crate::lab::captured::{FindModule, Job};
use crate::lab::compare::{Runs, trouble_in_full};
use crate::vm::files::Files;
use gilscope_runtime::driver::{Clock, Report};
use gilscope_runtime::ledger::State;
use gilscope_runtime::time::Nanos;

/// What came of one cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    /// Its number in the grid.
    pub index: usize,
    /// The figures of its run; of the one with the median time, if there were several.
    pub figures: Figures,
    /// How often it ran, the shortest and the longest time.
    pub runs: Runs,
    /// What went wrong, if something did.
    pub trouble: Option<String>,
}

macro_rules! figures {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        /// The figures of a run: times in nanoseconds, and counts.
        #[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
        pub struct Figures { $($(#[$doc])* pub $name: u64,)+ }

        impl Figures {
            /// Their names, in the order in which files list them.
            pub const NAMES: &[&str] = &[$(stringify!($name)),+];

            /// All of them, in the same order.
            pub fn values(&self) -> [u64; Figures::NAMES.len()] {
                [$(self.$name),+]
            }

            /// The figures with these values, in the same order.
            pub fn from_values(values: [u64; Figures::NAMES.len()]) -> Figures {
                let [$($name),+] = values;
                Figures { $($name),+ }
            }
        }
    };
}

figures! {
    /// From the start to the end.
    elapsed,
    /// CPU time of all threads.
    cpu,
    /// Time that all threads together waited for the GIL.
    gil_wait,
    /// Time that they waited for locks of the script.
    lock_wait,
    /// Time that they spent in I/O.
    io,
    /// Time that they had no core.
    no_core,
    /// How often a thread stopped running, for whatever reason.
    switches,
    /// How often a GIL went to another thread.
    handovers,
    /// Instructions of all threads.
    instructions,
    /// Threads that there were, the main thread among them.
    threads,
    /// Processes that there were.
    processes,
}

impl Figures {
    /// The figures of a run.
    pub fn of(report: &Report) -> Figures {
        let ledgers = || report.threads.iter().map(|thread| &thread.ledger);
        let sum = |state| ledgers().map(|ledger| ledger[state].0).sum();
        let gils = report.processes.iter().filter_map(|it| it.gil.as_ref());
        Figures {
            elapsed: report.elapsed.0,
            cpu: report.cpu.0,
            gil_wait: sum(State::WantsGil),
            lock_wait: sum(State::Lock),
            io: sum(State::Io),
            no_core: sum(State::Ready),
            switches: ledgers().map(|ledger| ledger.all_switches()).sum(),
            handovers: gils.map(|gil| gil.handovers).sum(),
            instructions: report.instructions(),
            threads: report.threads.len() as u64,
            processes: report.processes.len() as u64,
        }
    }

    /// How much was done, in nanoseconds of computing and waiting.
    pub fn work(&self) -> f64 {
        (self.cpu + self.io).max(1) as f64
    }

    /// How many cores were busy on average.
    pub fn cores_busy(&self) -> f64 {
        self.cpu as f64 / self.elapsed.max(1) as f64
    }
}

impl Cell {
    /// Runs a cell: once on the virtual clock, `runs` times on the real one.
    pub fn run(
        index: usize,
        job: &Job,
        find: &FindModule,
        runs: usize,
        files: fn() -> Box<dyn Files>,
    ) -> Cell {
        let is_virtual = job.setup.config.clock == Clock::Virtual;
        let count = if is_virtual { 1 } else { runs.max(1) };
        let mut done: Vec<(Figures, Option<String>)> = (0..count)
            .map(|_| {
                let (outcome, output) = job.run_and_listen(find, files);
                (
                    Figures::of(&outcome.report),
                    trouble_in_full(&outcome, &output),
                )
            })
            .collect();
        done.sort_by_key(|(figures, _)| figures.elapsed);
        let runs = Runs {
            count,
            least: Nanos(done[0].0.elapsed),
            most: Nanos(done[count - 1].0.elapsed),
        };
        let trouble = done.iter().find_map(|(_, trouble)| trouble.clone());
        Cell {
            index,
            figures: done[count / 2].0,
            runs,
            trouble,
        }
    }
}
