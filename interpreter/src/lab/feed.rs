//! A run on its way to whoever watches it: what the driver tells, what the script prints and asks for,
//! and how far the virtual clock may go meanwhile.
//!
//! The driver is held back in [`Onlooker::reached`]: it goes no further than it is allowed to, and stops
//! where as much as fits is waiting to be looked at. On the real clock nobody is held back; where changes come
//! faster than they are looked at, only the last one of each thread is kept.

use crate::code::Code;
use crate::machine::{LockName, Outcome};
use gilscope_runtime::ledger::{Ledger, State};
use gilscope_runtime::task::{ProcessId, ThreadId};
use gilscope_runtime::time::Nanos;
use gilscope_runtime::trace::{Event, Onlooker};
use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How many pieces of news wait to be looked at, at most.
const ROOM: usize = 1 << 16;
/// How long a driver is held back before it looks whether it is interrupted.
const PATIENCE: Duration = Duration::from_millis(20);

/// A change of a thread's state, and its ledger then.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// What happened.
    pub event: Event,
    /// The time that the thread had been in each state, up to then.
    pub spent: [Nanos; State::ALL.len()],
    /// How often it had stopped running.
    pub switches: u64,
}

/// What is told.
#[derive(Debug)]
pub enum News {
    /// A thread has been made.
    Born {
        /// Its number.
        thread: ThreadId,
        /// Its process.
        process: ProcessId,
        /// Its name.
        name: String,
        /// Whether it is the first of its process.
        begins: bool,
        /// When.
        at: Nanos,
    },
    /// A thread is in another state.
    Changed(ThreadId, Moment),
    /// The script has printed something.
    Printed(Nanos, String),
}

/// Everything that was told since one looked last.
#[derive(Default, Debug)]
pub struct Batch {
    /// What happened.
    pub news: Vec<News>,
    /// Code objects by their first sites.
    pub codes: Vec<(u32, Arc<Code>)>,
    /// All that happens before this moment has been told (virtual clock), or the last moment of which
    /// anything was told (real clock).
    pub frontier: Nanos,
    /// Changes that were not kept.
    pub skipped: u64,
    /// Whether the script waits for a line of input.
    pub asks: bool,
    /// Whether the run is over.
    pub is_over: bool,
    /// The names of the script's locks, once it is.
    pub lock_names: Vec<LockName>,
}

/// How far the driver may go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Leave {
    /// To this moment.
    Until(Nanos),
    /// Until something happens.
    UntilNews,
    /// As far as it likes.
    Always,
}

/// See the module.
#[derive(Debug)]
pub struct Feed {
    /// Whether a driver can be held back.
    is_virtual: bool,
    shared: Mutex<Shared>,
    /// The driver may go on, or there is a line of input.
    bell: Condvar,
}

#[derive(Debug)]
struct Shared {
    batch: Batch,
    /// Where there was no more room: what the threads came to.
    latest: FxHashMap<ThreadId, Moment>,
    /// Printed in a step that is not over yet.
    printed: String,
    leave: Leave,
    input: VecDeque<String>,
}

impl Feed {
    /// A run that has not begun; it may not go on yet.
    pub fn new(is_virtual: bool) -> Feed {
        Feed {
            is_virtual,
            shared: Mutex::new(Shared {
                batch: Batch::default(),
                latest: FxHashMap::default(),
                printed: String::new(),
                leave: Leave::Until(Nanos::ZERO),
                input: VecDeque::new(),
            }),
            bell: Condvar::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    // The side of who watches.

    /// Takes what there is.
    pub fn take(&self) -> Batch {
        let mut shared = self.lock();
        let shared = &mut *shared;
        let rest = shared.latest.drain();
        let rest = rest.map(|(thread, moment)| News::Changed(thread, moment));
        shared.batch.news.extend(rest);
        let kept = Batch {
            frontier: shared.batch.frontier,
            asks: shared.batch.asks,
            is_over: shared.batch.is_over,
            ..Batch::default()
        };
        let taken = std::mem::replace(&mut shared.batch, kept);
        self.bell.notify_all();
        taken
    }

    /// Lets the driver go on.
    pub fn allow(&self, leave: Leave) {
        let mut shared = self.lock();
        if shared.leave != Leave::Always {
            shared.leave = leave;
        }
        self.bell.notify_all();
    }

    /// Hands a line to the script, with its line end; an empty one is the end of input.
    pub fn answer(&self, line: String) {
        self.lock().input.push_back(line);
        self.bell.notify_all();
    }

    // The side of the run.

    /// The script has printed something.
    pub fn print(&self, text: &str) {
        let mut shared = self.lock();
        shared.printed.push_str(text);
        if !self.is_virtual {
            let at = shared.batch.frontier;
            shared.stamp(at);
        }
    }

    /// Waits for a line of input.
    pub fn ask(&self) -> String {
        let mut shared = self.lock();
        let at = shared.batch.frontier;
        shared.stamp(at);
        shared.batch.asks = true;
        let line = loop {
            if let Some(line) = shared.input.pop_front() {
                break line;
            }
            if shared.leave == Leave::Always {
                break String::new();
            }
            let waited = self.bell.wait(shared);
            shared = waited.unwrap_or_else(PoisonError::into_inner);
        };
        shared.batch.asks = false;
        line
    }

    /// Code has been linked whose instructions have the sites from this one on.
    pub fn learn(&self, first: u32, code: &Arc<Code>) {
        self.lock().batch.codes.push((first, code.clone()));
    }

    /// The run has come to this.
    pub fn end(&self, outcome: &Outcome) {
        let mut shared = self.lock();
        let at = outcome.report.elapsed;
        shared.batch.lock_names.clone_from(&outcome.lock_names);
        shared.stamp(at);
        shared.batch.frontier = at;
        shared.batch.is_over = true;
    }
}

impl Shared {
    /// What is being printed was printed at this moment.
    fn stamp(&mut self, at: Nanos) {
        if !self.printed.is_empty() {
            let text = std::mem::take(&mut self.printed);
            self.tell(News::Printed(at, text), at);
        }
    }

    fn tell(&mut self, news: News, at: Nanos) {
        self.batch.news.push(news);
        if self.leave == Leave::UntilNews {
            self.leave = Leave::Until(at);
        }
    }
}

impl Onlooker for Feed {
    fn born(&self, thread: ThreadId, process: ProcessId, name: &str, begins: bool, at: Nanos) {
        let name = name.to_string();
        let news = News::Born {
            thread,
            process,
            name,
            begins,
            at,
        };
        self.lock().tell(news, at);
    }

    fn changed(&self, thread: ThreadId, event: &Event, ledger: &Ledger) {
        let mut shared = self.lock();
        let moment = Moment {
            event: *event,
            spent: State::ALL.map(|state| ledger[state]),
            switches: ledger.all_switches(),
        };
        if !self.is_virtual {
            shared.batch.frontier = shared.batch.frontier.max(event.at);
            if shared.batch.news.len() >= ROOM {
                shared.batch.skipped += u64::from(shared.latest.insert(thread, moment).is_some());
                return;
            }
        }
        shared.tell(News::Changed(thread, moment), event.at);
    }

    fn stepped(&self, at: Nanos) {
        self.lock().stamp(at);
    }

    fn reached(&self, next: Nanos) -> bool {
        let mut shared = self.lock();
        shared.batch.frontier = shared.batch.frontier.max(next);
        if shared.may_go(next) {
            return true;
        }
        let waited = self.bell.wait_timeout(shared, PATIENCE);
        let (shared, _) = waited.unwrap_or_else(PoisonError::into_inner);
        shared.may_go(next)
    }
}

impl Shared {
    fn may_go(&self, next: Nanos) -> bool {
        match self.leave {
            Leave::Always => true,
            Leave::UntilNews => self.batch.news.len() < ROOM,
            Leave::Until(limit) => next <= limit && self.batch.news.len() < ROOM,
        }
    }
}
