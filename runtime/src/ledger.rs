//! Where the time of a thread went: at each instant it is in exactly one [`State`].
//!
//! The ledger is kept at changes of state only, so it costs nothing between them.

use crate::gil::Asked;
use crate::seeded::seeded;
use crate::task::Alone;
use crate::time::Nanos;
use std::ops::{Index, IndexMut};

/// Declares an enum whose values count from zero, with a list of all and a word for each.
macro_rules! table {
    ($(#[$doc:meta])* $name:ident { $($(#[$row:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum $name { $($(#[$row])* $variant,)* }

        impl $name {
            /// Every one, in the order in which reports list them.
            pub const ALL: [$name; [$($name::$variant),*].len()] = [$($name::$variant),*];

            /// The word for it in reports.
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }
        }
    };
}

table! {
    /// What a thread of the script is doing.
    State {
        /// Executes instructions; with the GIL on, it holds the GIL.
        Running = "running",
        /// Could go on, and waits for the GIL.
        WantsGil = "wants GIL",
        /// Waits for I/O or sleeps.
        Io = "I/O",
        /// Waits for a lock of the script.
        Lock = "lock",
        /// Waits for the end of another thread.
        Join = "join",
        /// Stands still while another thread of its process looks for garbage, or wants to do so and
        /// waits until all others stand still. Without a GIL only.
        Collector = "collector",
        /// Could go on but has no core (virtual clock), or is not started yet by the operating
        /// system (real clock).
        Ready = "ready",
    }
}

table! {
    /// Why a thread stopped running.
    Reason {
        /// Its check interval was over, and others waited for the GIL.
        Budget = "budget",
        /// A waiter asked for the GIL after the switch interval.
        Interval = "interval",
        /// A waiter asked for the GIL before that, as the hand-off allows it to: it goes first.
        Policy = "policy",
        /// It was told to let the GIL go, whatever the hand-off says: Ctrl-C.
        Forced = "forced",
        /// It began to wait for I/O.
        Io = "I/O",
        /// It began to wait for a lock.
        Lock = "lock",
        /// It began to wait for the end of another thread.
        Join = "join",
        /// Another thread of its process looks for garbage, or it does so itself and had to wait.
        Collector = "collector",
        /// Its quantum of the operating system was over, and others had no core (virtual clock).
        Quantum = "quantum",
        /// It ended.
        Exit = "exit",
    }
}

impl From<Asked> for Reason {
    fn from(asked: Asked) -> Reason {
        match asked {
            Asked::Interval => Reason::Interval,
            Asked::Policy => Reason::Policy,
            Asked::Order => Reason::Forced,
        }
    }
}

impl Reason {
    /// Whether the thread would have gone on, had it been let.
    pub fn is_forced(self) -> bool {
        match self {
            Reason::Budget | Reason::Interval | Reason::Policy => true,
            Reason::Forced | Reason::Quantum | Reason::Collector => true,
            Reason::Io | Reason::Lock | Reason::Join | Reason::Exit => false,
        }
    }
}

/// The account of the pauses of a process: for how long one of its threads had all others stand still,
/// to look for garbage. With the GIL on the others may go on where they do not need it.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Pauses {
    /// How often somebody began to look for garbage.
    pub collections: u64,
    /// How many pauses it took: a collection that runs code of the script has two.
    pub count: u64,
    /// All of them together, from the moment at which the thread asked for the pause.
    pub total: Nanos,
    /// The longest one.
    pub longest: Nanos,
    /// Objects looked at.
    pub walked: u64,
}

impl Pauses {
    /// Books one.
    pub(crate) fn record(&mut self, span: Nanos, done: Alone) {
        self.collections += u64::from(done.begins);
        self.count += 1;
        self.total += span;
        self.longest = self.longest.max(span);
        self.walked += done.walked;
    }
}

/// The account of one thread.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Ledger {
    spent: [Nanos; State::ALL.len()],
    switches: [u64; Reason::ALL.len()],
    /// Instructions executed.
    pub instructions: u64,
    /// CPU time: measured by the operating system (real clock), or the time spent running.
    pub cpu: Nanos,
}

impl Index<State> for Ledger {
    type Output = Nanos;
    fn index(&self, state: State) -> &Nanos {
        &self.spent[state as usize]
    }
}

impl IndexMut<State> for Ledger {
    fn index_mut(&mut self, state: State) -> &mut Nanos {
        &mut self.spent[state as usize]
    }
}

impl Ledger {
    /// How often the thread stopped running for this reason.
    pub fn switches(&self, reason: Reason) -> u64 {
        self.switches[reason as usize]
    }

    /// How often the thread stopped running, for any reason.
    pub fn all_switches(&self) -> u64 {
        self.switches.iter().sum()
    }

    /// The same, without the times when another thread was given its core: what both clocks know, as no
    /// operating system tells of those.
    pub fn known_switches(&self) -> u64 {
        self.all_switches() - self.switches(Reason::Quantum)
    }

    /// Counts one switch.
    pub(crate) fn switch(&mut self, reason: Reason) {
        self.switches[reason as usize] += u64::from(!seeded!(LedgerLosesSwitch));
    }

    /// The time in all states together: the thread's lifetime.
    pub fn total(&self) -> Nanos {
        let mut total = Nanos::ZERO;
        for &span in &self.spent {
            total += span;
        }
        total
    }
}
