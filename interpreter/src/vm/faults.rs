//! What goes wrong on purpose: at one chosen moment of a run a failure that can come at any, so that tests
//! can go through all moments. Nothing of it is looked at where the host wishes none.
//!
//! Where faults are wished a step is one instruction, so every instruction is a moment; the count begins
//! with the script's first.

use super::signal::Exc;
use gilscope_runtime::cache::Word;
use gilscope_runtime::driver::Interrupter;

/// What goes wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// There is no memory for the n-th object: MemoryError after the instruction that makes it, or
    /// where the library goes back to the script.
    Allocation,
    /// The thread that executes the n-th instruction is killed: SystemExit before the next one that is
    /// not the library's.
    Kill,
    /// Ctrl-C at the n-th safe point, of any thread.
    Interrupt,
}

impl Fault {
    /// All of them.
    pub const ALL: [Fault; 3] = [Fault::Allocation, Fault::Kill, Fault::Interrupt];
}

/// A fault, and when.
pub struct Faults {
    fault: Fault,
    at: u64,
    interrupter: Interrupter,
    /// Whether the script has begun.
    begun: Word,
    /// Objects, instructions or safe points so far.
    passed: Word,
    struck: Word,
}

impl Faults {
    /// The fault at the `at`-th moment of its kind, counted from 1; Ctrl-C comes by `interrupter`.
    pub fn new(fault: Fault, at: u64, interrupter: &Interrupter) -> Faults {
        Faults {
            fault,
            at,
            interrupter: interrupter.clone(),
            begun: Word::default(),
            passed: Word::default(),
            struck: Word::default(),
        }
    }

    /// Whether it has come to pass.
    pub fn has_struck(&self) -> bool {
        self.struck.get() != 0
    }

    /// The script's first thread goes on.
    pub(super) fn begin(&self) {
        self.begun.set(1);
    }

    /// A step has made so many objects and executed so many instructions.
    pub(super) fn pass(&self, objects: u64, instructions: u64) {
        if self.begun.get() != 0 {
            self.passed.skip(match self.fault {
                Fault::Allocation => objects,
                Fault::Kill => instructions,
                Fault::Interrupt => 1,
            });
        }
    }

    /// What the thread that is about to be stepped has to raise.
    pub(super) fn due(&self, in_library: bool) -> Option<Exc> {
        if self.passed.get() < self.at || self.has_struck() {
            return None;
        }
        if self.fault != Fault::Interrupt && in_library {
            return None;
        }
        self.struck.set(1);
        match self.fault {
            Fault::Allocation => Some(Exc::MemoryError),
            Fault::Kill => Some(Exc::SystemExit),
            Fault::Interrupt => {
                self.interrupter.interrupt();
                None
            }
        }
    }
}
