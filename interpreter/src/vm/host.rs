//! The outside of a run: streams, files, time zone, entropy; and how a run is set up.

use super::faults::Faults;
use super::files::{Files, Zone};
use super::input::{Completions, Input, Refused};
use crate::code::Code;
use crate::op::Op;
use crate::safe_points::SafePoints;
use gilscope_runtime::heap::record::Watcher;
use gilscope_runtime::task::Site;
use std::sync::Arc;

/// A module that stands in a folder.
pub struct UserModule {
    /// Its file, as reports name it.
    pub file: String,
    /// Its text; None of a folder without `__init__.py`.
    pub text: Option<String>,
    /// Where the modules in it are, if it is a package.
    pub folder: Option<String>,
}

/// What an instruction saw of a variable.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Seen {
    /// Where it stands.
    pub site: Site,
    /// The instruction.
    pub op: Op,
    /// The variable: `counter`, `Account.balance`, `list[2]`.
    pub name: String,
    /// Its value, as far as it can be told without running code.
    pub value: String,
    /// Whether it was written.
    pub is_written: bool,
}

/// The outside world of a run: streams, files, entropy. The only way out of the VM.
pub trait Host: Send + Sync {
    /// Writes to standard output (1) or standard error (2).
    fn write(&self, descriptor: u8, text: &str);
    /// Sees to it that what was written to this stream has arrived.
    fn flush(&self, descriptor: u8);
    /// Writes to standard output at once, past what is still to be flushed: for processes that
    /// buffer theirs themselves.
    fn write_through(&self, text: &str) {
        self.write(1, text);
    }
    /// Whether standard output is to be flushed after each line.
    fn by_line(&self) -> bool {
        false
    }
    /// A line of standard input with its line end; empty at the end of input.
    fn read_line(&self) -> String;
    /// Bits that differ from run to run, or those that the seed of the run gives.
    fn entropy(&self) -> u64;
    /// Seconds since 1970 at the start of the run.
    fn start_time(&self) -> f64;
    /// The module of this name, which has no dots, in a folder; None if there is none. The folder is
    /// told from the root on or from the script's folder on, which itself is the empty text.
    fn find_module(&self, folder: &str, name: &str) -> Option<UserModule>;
    /// The script's folder, from the root on; None where it has none, or where nobody is to know it.
    fn script_folder(&self) -> Option<String> {
        None
    }
    /// The name of a file of the script's, as scripts and tracebacks show it.
    fn full_name(&self, file: &str) -> String {
        file.to_string()
    }
    /// Code has been linked: its instructions have the sites from `first` on.
    fn learn(&self, first: u32, code: &Arc<Code>) {
        let _ = (first, code);
    }
    /// Waits for an input of a session, for [`Host::take_input`] to hand out. Called without the GIL,
    /// with the names that can be completed.
    fn await_input(&self, _names: &Completions) {}
    /// The input that was waited for.
    fn take_input(&self) -> Input {
        Input::End
    }
    /// Tells of valid Python outside the subset in an input of a session, which goes on.
    fn refuse(&self, refused: &Refused) {
        self.write(2, &format!("error[unsupported]: {}\n", refused.feature));
    }
    /// The files that the run can reach, if it can reach any.
    fn files(&self) -> Option<&dyn Files> {
        None
    }
    /// The variables of the environment.
    fn environment(&self) -> Vec<(String, String)> {
        Vec::new()
    }
    /// The number of the process.
    fn process(&self) -> u32 {
        1
    }
    /// The zone of the machine at so many seconds since 1970.
    fn zone(&self, seconds: i64) -> Zone {
        let _ = seconds;
        Zone::default()
    }
    /// Whether somebody wants to know what threads see of variables, while schedules are explored.
    fn observes(&self) -> bool {
        false
    }
    /// Whether somebody steps through the threads while schedules are explored: each instruction ends its
    /// step then, safe point or not.
    fn is_stepped(&self) -> bool {
        false
    }
    /// An instruction of the script has read or written a variable.
    fn observe(&self, _seen: Seen) {}
    /// Bytes of memory in use; zero where nobody can tell.
    fn memory(&self) -> u64 {
        0
    }
    /// What is to go wrong on purpose.
    fn faults(&self) -> Option<Arc<Faults>> {
        None
    }
}

/// How a run is set up, as far as the language is concerned.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether the GIL is on.
    pub gil: bool,
    /// Where a thread may be switched while the GIL is on; [`Options::switched_at`] is what counts.
    pub safe_points: SafePoints,
    /// `sys.argv`
    pub argv: Vec<String>,
    /// Limit on memory in bytes.
    pub max_memory: Option<u64>,
    /// Interval that `sys.getswitchinterval()` tells, in seconds.
    pub switch_interval: f64,
    /// Cores of the machine, as the script sees it.
    pub cores: usize,
    /// Whether the script may reach files.
    pub files: bool,
    /// Under biased counting: whether others drop what a thread that waits for something is to drop.
    pub detached_merge: bool,
    /// Whether operations are counted, and pairs of them ([`super::meter::Tally`]).
    pub opcode_stats: bool,
    /// Who wants to know what threads touch; references are to be counted as without a GIL, then.
    pub watcher: Option<Arc<dyn Watcher>>,
}

impl Default for Options {
    /// As where nothing is chosen: the GIL on, a machine of four cores.
    fn default() -> Options {
        Options {
            gil: true,
            safe_points: SafePoints::Every,
            argv: Vec::new(),
            max_memory: None,
            switch_interval: 0.005,
            cores: 4,
            files: true,
            detached_merge: true,
            opcode_stats: false,
            watcher: None,
        }
    }
}

impl Options {
    /// Whether objects are one thread's until they are published; else the GIL looks after them.
    pub fn publishes(&self) -> bool {
        !self.gil || self.watcher.is_some()
    }

    /// Where a thread may be switched: with the GIL off, anywhere.
    pub fn switched_at(&self) -> SafePoints {
        match self.gil {
            true => self.safe_points,
            false => SafePoints::Every,
        }
    }
}
