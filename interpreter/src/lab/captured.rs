//! A run whose output is kept instead of shown.

use super::files::MemoryFiles;
use crate::machine::{Outcome, Script, Setup, run, run_accounted, run_inspected};
use crate::vm::faults::Faults;
use crate::vm::files::Files;
use crate::vm::{Host, UserModule};
use gilscope_runtime::driver::Interrupter;
use gilscope_runtime::heap::Free;
use gilscope_runtime::mailbox::Mailbox;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

/// Where the user's modules come from: see [`Host::find_module`].
pub type FindModule = Arc<dyn Fn(&str, &str) -> Option<UserModule> + Send + Sync>;

/// A host without a world: output goes into a channel, input is empty, files are in memory. Standard
/// output is buffered as where it is a file: what other processes print may come first.
pub struct Captured {
    sender: Sender<(u8, String)>,
    /// Standard output not flushed yet.
    pending: Arc<Mailbox<String>>,
    seed: u64,
    find_module: FindModule,
    files: MemoryFiles,
    faults: Option<Arc<Faults>>,
}

/// What came out of a captured run.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Output {
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Output {
    /// The last line of standard error: what an exception says.
    pub fn last_words(&self) -> &str {
        let mut lines = self.err.lines().rev().map(str::trim);
        lines.find(|line| !line.is_empty()).unwrap_or_default()
    }
}

/// The other end of a [`Captured`]: collects once the run is over.
pub struct Collector {
    receiver: Receiver<(u8, String)>,
    pending: Arc<Mailbox<String>>,
}

impl Captured {
    /// A host and where its output can be collected.
    pub fn new(seed: u64, find_module: FindModule) -> (Captured, Collector) {
        let (sender, receiver) = channel();
        let pending = Arc::<Mailbox<String>>::default();
        let collector = Collector {
            receiver,
            pending: pending.clone(),
        };
        let captured = Captured {
            sender,
            pending,
            seed,
            find_module,
            files: MemoryFiles::empty(),
            faults: None,
        };
        (captured, collector)
    }

    /// The same host, under which something goes wrong.
    pub fn failing(mut self, faults: Arc<Faults>) -> Captured {
        self.faults = Some(faults);
        self
    }

    /// The same host, which sees these files too and leaves them as they are.
    pub fn above(mut self, files: Box<dyn Files>) -> Captured {
        self.files = MemoryFiles::above(files);
        self
    }
}

impl Collector {
    /// Everything that was written so far.
    pub fn collect(&self) -> Output {
        let mut output = Output::default();
        let rest = self.pending.take_all().into_iter().map(|text| (1, text));
        for (descriptor, text) in self.receiver.try_iter().chain(rest) {
            let stream = if descriptor == 1 {
                &mut output.out
            } else {
                &mut output.err
            };
            stream.push_str(&text);
        }
        output
    }
}

impl Host for Captured {
    fn write(&self, descriptor: u8, text: &str) {
        if descriptor == 1 {
            return self.pending.post(text.to_string());
        }
        // A collector that is gone wants no output.
        let _ = self.sender.send((descriptor, text.to_string()));
    }
    fn flush(&self, descriptor: u8) {
        if descriptor == 1 {
            self.write_through(&self.pending.take_all().concat());
        }
    }
    fn write_through(&self, text: &str) {
        let _ = self.sender.send((1, text.to_string()));
    }
    fn read_line(&self) -> String {
        String::new()
    }
    fn entropy(&self) -> u64 {
        self.seed
    }
    fn start_time(&self) -> f64 {
        // A day of this century, the same for every run.
        1_700_000_000.0
    }
    fn find_module(&self, folder: &str, name: &str) -> Option<UserModule> {
        (self.find_module)(folder, name)
    }
    fn files(&self) -> Option<&dyn Files> {
        Some(&self.files)
    }
    fn faults(&self) -> Option<Arc<Faults>> {
        self.faults.clone()
    }
}

/// A script and how to run it.
#[derive(Clone)]
pub struct Job {
    /// The script.
    pub script: Script,
    /// How it is set up.
    pub setup: Setup,
}

impl Job {
    /// Runs it once, with its files in memory above those of the disk.
    pub fn run(&self, find: &FindModule, files: fn() -> Box<dyn Files>) -> Outcome {
        self.run_and_listen(find, files).0
    }

    /// The same, with its count operations noted.
    pub fn account(&self, find: &FindModule, files: fn() -> Box<dyn Files>) -> Outcome {
        let (host, _collector) = Captured::new(self.setup.config.seed, find.clone());
        run_accounted(&self.script, &self.setup, Box::new(host.above(files())))
    }

    /// The same, looked into, and what it printed; see [`run_inspected`].
    pub fn inspect(
        &self,
        find: &FindModule,
        files: fn() -> Box<dyn Files>,
        free: Free,
    ) -> (Outcome, Output) {
        let (host, collector) = Captured::new(self.setup.config.seed, find.clone());
        let host = Box::new(host.above(files()));
        let outcome = run_inspected(&self.script, &self.setup, host, &Interrupter::new(), free);
        (outcome, collector.collect())
    }

    /// The same as `run`, and what it printed.
    pub fn run_and_listen(
        &self,
        find: &FindModule,
        files: fn() -> Box<dyn Files>,
    ) -> (Outcome, Output) {
        let (host, collector) = Captured::new(self.setup.config.seed, find.clone());
        let host = Box::new(host.above(files()));
        let outcome = run(&self.script, &self.setup, host, &Interrupter::new());
        (outcome, collector.collect())
    }
}
