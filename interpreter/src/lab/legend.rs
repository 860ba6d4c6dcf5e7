//! What the numbers in a trace stand for: places in the script, and its locks.

use crate::code::Code;
use crate::machine::{Codes, LockName, Outcome};
use gilscope_runtime::driver::Report;
use gilscope_runtime::ledger::State;
use gilscope_runtime::task::{Site, ThreadId};
use gilscope_runtime::trace::{Event, Object};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Places and locks of one run.
#[derive(Clone, Default)]
pub struct Legend {
    codes: Codes,
    locks: FxHashMap<u32, String>,
}

impl Legend {
    /// That of a run.
    pub fn of(outcome: &Outcome) -> Legend {
        Legend::new(outcome.codes.clone(), &outcome.lock_names)
    }

    /// Of these code objects and locks. A lock of several names goes by the first.
    pub fn new(codes: Codes, names: &[LockName]) -> Legend {
        let mut locks = FxHashMap::default();
        for lock in names {
            if let Some(number) = lock.number {
                locks.entry(number).or_insert_with(|| lock.name.clone());
            }
        }
        Legend { codes, locks }
    }

    /// The code of a place and the line in its file; nothing for places in the library.
    pub fn line(&self, site: Site) -> Option<(&Arc<Code>, u32)> {
        if site == Site::default() {
            return None;
        }
        let (code, at) = self.codes.locate(site)?;
        let span = code.spans.get(at as usize)?;
        let is_own = !code.source.is_library();
        is_own.then(|| (code, code.source.line(span.start)))
    }

    /// `file.py:12`, or the part of a file and the line there; nothing for places in the library.
    pub fn place(&self, site: Site) -> Option<String> {
        let (code, line) = self.line(site)?;
        let (name, line) = code.source.place(line);
        Some(format!("{name}:{line}"))
    }

    /// What a lock is called: its name at the end of the run, or its number.
    pub fn lock(&self, number: u32) -> String {
        let name = self.locks.get(&number);
        name.map_or_else(|| format!("lock #{number}"), Clone::clone)
    }

    /// What the state that an event of this thread begins has to do with, in words: `lock_a, held by
    /// Thread-1`. Who waits for a lock that it holds itself waits to be notified of something.
    pub fn object(&self, report: &Report, me: ThreadId, event: &Event) -> Option<String> {
        let name = |thread: ThreadId| {
            let thread = report.threads.get(thread.0 as usize)?;
            Some(report.name_of(thread))
        };
        self.object_named(name, me, event)
    }

    /// The same where threads have these names.
    pub fn object_named(
        &self,
        name: impl Fn(ThreadId) -> Option<String>,
        me: ThreadId,
        event: &Event,
    ) -> Option<String> {
        let name = |thread: ThreadId| name(thread).unwrap_or_else(|| "a thread".into());
        match (event.object, event.state) {
            (Object::Nothing, _) => None,
            (Object::Core(core), _) => Some(format!("core {core}")),
            (Object::Thread(thread), Some(State::WantsGil)) => {
                Some(format!("GIL held by {}", name(thread)))
            }
            (Object::Thread(thread), _) => Some(name(thread)),
            (Object::Lock { number, holder }, _) => {
                let lock = self.lock(number);
                Some(match holder {
                    Some(holder) if holder == me => format!("{lock}, to be notified"),
                    Some(holder) => format!("{lock}, held by {}", name(holder)),
                    None => lock,
                })
            }
        }
    }
}
