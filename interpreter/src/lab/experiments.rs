//! What would have been: the same script on the virtual clock again and again, each time with one
//! thing changed.

use super::captured::Job;
use super::compare::trouble;
use super::hot_lock::HotLock;
use super::sweep::Figures;
use super::workers::{Workers, with_workers};
use crate::machine::{Outcome, Script};
use gilscope_runtime::driver::{Clock, Gil, Io, Report};
use gilscope_runtime::gil::{Handoff, Switch};
use gilscope_runtime::time::Nanos;

/// What is changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// The GIL is kept during I/O: everything happens one after another.
    InTurn,
    /// The GIL, which was kept during I/O, is released.
    Release,
    /// There is no GIL.
    NoGil,
    /// There are so many cores.
    Cores(usize),
    /// There is no GIL, and there are so many cores.
    NoGilOnCores(usize),
    /// A holder of the GIL is asked for it after a tenth of the time.
    ShorterSlices,
    /// A holder of the GIL is asked for it after ten times the time.
    LongerSlices,
    /// Threads back from I/O get the GIL first.
    IoFirst,
    /// The lock for which threads waited longest is not taken at all.
    NoLock,
    /// Nor is there a GIL, and each thread has a core.
    NoLockNoGil(usize),
    /// Processes start in no time.
    InstantStart,
    /// Processes do the work of the threads.
    Processes,
}

impl Change {
    /// Whether nothing but the GIL, and perhaps the number of cores, is changed.
    fn is_without_gil(self) -> bool {
        matches!(self, Change::NoGil | Change::NoGilOnCores(_))
    }
}

/// A run with something changed.
pub struct Trial {
    /// What.
    pub change: Change,
    /// Its figures.
    pub figures: Figures,
    /// All of its report; none if another made the run.
    pub report: Option<Report>,
}

/// A script, how it ran, and whatever runs it again.
pub struct Experiments<'a> {
    job: Job,
    run: &'a dyn Fn(&Job) -> Outcome,
    /// The run that is to be explained.
    pub base: Outcome,
    /// Its figures.
    pub figures: Figures,
    /// The lock for which its threads waited longest, if they waited.
    pub lock: Option<HotLock>,
    /// What was tried, and came to a good end.
    pub trials: Vec<Trial>,
}

/// In scripts of more instructions, what hardly ever helps is not tried.
const SHORT: u64 = 5_000_000;

/// Events that the trace of a thread may hold.
const TRACE: usize = 200_000;

impl<'a> Experiments<'a> {
    /// Runs the script as it is set up, but on the virtual clock (what runs on the real one gets as
    /// many cores as there are here). None if it does not end well.
    pub fn new(job: &Job, run: &'a dyn Fn(&Job) -> Outcome) -> Option<Experiments<'a>> {
        let mut job = job.clone();
        let config = &mut job.setup.config;
        config.hardware.cores = config.cores();
        config.clock = Clock::Virtual;
        config.trace = Some(TRACE);
        let base = run(&job);
        if trouble(&base).is_some() {
            return None;
        }
        let figures = Figures::of(&base.report);
        let lock = HotLock::of(&base, &job.script.code.source);
        // What runs on and on because of a change says nothing.
        let limit = figures
            .instructions
            .saturating_mul(8)
            .saturating_add(1_000_000);
        let limits = &mut job.setup.config.limits;
        limits.instructions = limits.instructions.min(limit);
        Some(Experiments {
            job,
            run,
            base,
            figures,
            lock,
            trials: Vec::new(),
        })
    }

    /// Whether there is a GIL, and it is kept during I/O.
    pub fn keeps_gil(&self) -> bool {
        self.has_gil() && self.job.setup.config.io == Io::Hold
    }

    /// Whether there is a GIL.
    pub fn has_gil(&self) -> bool {
        self.job.setup.config.gil == Gil::On
    }

    /// Cores of the simulated machine.
    pub fn cores(&self) -> usize {
        self.job.setup.config.hardware.cores
    }

    /// A number of cores that leaves no thread without one.
    pub fn plenty(&self) -> usize {
        let threads = self.figures.threads as usize;
        threads.saturating_sub(1).max(self.cores())
    }

    /// Makes every run that can say something about this one; that with everything one after another
    /// may have been made already.
    pub fn try_all(&mut self, in_turn: Option<Figures>) {
        let Figures {
            elapsed,
            gil_wait,
            lock_wait,
            no_core,
            threads,
            processes,
            ..
        } = self.figures;
        let (plenty, is_crowded) = (self.plenty(), self.plenty() > self.cores());
        let lacks_cores = no_core > elapsed / 100;
        if self.has_gil() {
            let can_overlap = threads > 1 && processes == 1;
            match in_turn {
                Some(figures) if can_overlap => self.trials.push(Trial {
                    change: Change::InTurn,
                    figures,
                    report: None,
                }),
                None if can_overlap && self.job.setup.config.io == Io::Release => {
                    self.try_change(Change::InTurn);
                }
                _ => {}
            }
            if self.keeps_gil() {
                self.try_change(Change::Release);
            }
            self.try_change(Change::NoGil);
            if is_crowded && self.figures.cpu > elapsed / 20 {
                self.try_change(Change::NoGilOnCores(plenty));
            }
        }
        if is_crowded && lacks_cores {
            self.try_change(Change::Cores(plenty));
        }
        if self.has_gil() && gil_wait > elapsed / 20 {
            self.try_change(Change::ShorterSlices);
            if self.figures.instructions < SHORT {
                self.try_change(Change::LongerSlices);
            }
            self.try_change(Change::IoFirst);
        }
        let queues = |figures: &Figures| figures.lock_wait > figures.elapsed / 20;
        if self.lock.is_some() && lock_wait > elapsed / 20 {
            self.try_change(Change::NoLock);
        }
        let mut without_gil = { self.trials.iter() }.filter(|trial| trial.change.is_without_gil());
        let queues = without_gil.any(|trial| queues(&trial.figures));
        if self.lock.is_some() && queues {
            self.try_change(Change::NoLockNoGil(plenty));
        }
        if processes > 1 {
            self.try_change(Change::InstantStart);
        } else if threads > 1 {
            self.try_change(Change::Processes);
        }
    }

    /// The trial of a change, if it was made and ended well.
    pub fn trial(&self, wanted: impl Fn(Change) -> bool) -> Option<&Trial> {
        self.trials.iter().find(|trial| wanted(trial.change))
    }

    /// How many times faster a trial was.
    pub fn gain(&self, trial: &Trial) -> f64 {
        self.figures.elapsed as f64 / trial.figures.elapsed.max(1) as f64
    }

    fn try_change(&mut self, change: Change) {
        let Some(job) = self.changed(change) else {
            return;
        };
        let outcome = (self.run)(&job);
        if trouble(&outcome).is_none() {
            // Under the GIL, threads may hardly meet at the lock that keeps them apart without.
            let waited = |lock: &Option<HotLock>| lock.as_ref().map(|lock| lock.waited);
            let found = HotLock::of(&outcome, &job.script.code.source);
            if waited(&found) > waited(&self.lock) {
                self.lock = found;
            }
            self.trials.push(Trial {
                change,
                figures: Figures::of(&outcome.report),
                report: Some(outcome.report),
            });
        }
    }

    /// The script and its setup with something changed; None where that cannot be.
    fn changed(&self, change: Change) -> Option<Job> {
        let mut job = self.job.clone();
        job.setup.config.trace = change.is_without_gil().then_some(TRACE);
        let config = &mut job.setup.config;
        match change {
            Change::InTurn => config.io = Io::Hold,
            Change::Release => config.io = Io::Release,
            Change::NoGil => job.setup.set_gil(Gil::Off),
            Change::Cores(cores) => config.hardware.cores = cores,
            Change::NoGilOnCores(cores) => {
                config.hardware.cores = cores;
                job.setup.set_gil(Gil::Off);
            }
            Change::ShorterSlices => config.switch = scaled(config.switch, 1, 10),
            Change::LongerSlices => config.switch = scaled(config.switch, 10, 1),
            Change::IoFirst => {
                let first = Handoff::ALL
                    .into_iter()
                    .find(|it| it.name() == "io-first")?;
                if config.handoff.name() == first.name() {
                    return None;
                }
                config.handoff = first;
            }
            Change::NoLock => job.script = self.without_lock()?,
            Change::NoLockNoGil(cores) => {
                config.hardware.cores = cores;
                job.script = self.without_lock()?;
                job.setup.set_gil(Gil::Off);
            }
            Change::InstantStart => config.process_start = Some(Nanos::ZERO),
            Change::Processes => job.script = with_workers(&job.script, Workers::Processes)?,
        }
        Some(job)
    }

    fn without_lock(&self) -> Option<Script> {
        self.lock.as_ref()?.removed_from(&self.job.script)
    }
}

fn scaled(switch: Switch, times: u64, part: u64) -> Switch {
    match switch {
        Switch::Never => Switch::Never,
        Switch::EveryN(n) => Switch::EveryN((n.saturating_mul(times) / part).max(1)),
        Switch::Interval(interval) => {
            Switch::Interval(Nanos(interval.0.saturating_mul(times) / part))
        }
    }
}
