//! An execution side by side: what each thread did to what they share, step by step.
//!
//! What became of a variable is a step of its own; what happens within one call, to locks and inside the
//! library, is one step together. See `table` for how they are laid out.

use super::ending::Complaint;
use super::{Replayed, deed, thread_names};
use crate::vm::Seen;
use gilscope_runtime::explore::{Event, Important};
use gilscope_runtime::heap::record::{Location, Touch};
use gilscope_runtime::task::ThreadId;
use std::collections::{BTreeMap, BTreeSet};

/// One step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// Whose.
    pub thread: ThreadId,
    /// What it did.
    pub text: String,
    /// The same in fewer words.
    pub short: String,
    /// Whether it changed anything.
    pub changes: bool,
    /// Its line in the script's text; 0 where that is not known.
    pub line: u32,
    /// What stands there, where the step does not say it.
    pub source: Option<String>,
    /// Variables and their values after it, as far as they are known.
    pub values: BTreeMap<String, String>,
    /// What went wrong here, if it shows.
    pub wrong: Option<Wrong>,
}

/// What goes wrong in a step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wrong {
    /// The word for it, if there is one.
    pub name: Option<&'static str>,
    /// What it is.
    pub text: String,
}

/// The steps in which threads met, and those in which they failed.
pub fn steps(replayed: &Replayed, important: &Important) -> Vec<Step> {
    let mut teller = Teller {
        replayed,
        names: thread_names(&replayed.played),
        written: written(replayed),
        steps: Vec::new(),
        doings: Vec::new(),
        values: BTreeMap::new(),
        history: History::default(),
        waiting: BTreeSet::new(),
        complaints: replayed.played.complaints.clone(),
    };
    let events = replayed.events.iter().zip(&replayed.played.seen);
    for (at, (event, seen)) in events.enumerate() {
        if event.is_late {
            continue;
        }
        if important.concerns(event) {
            teller.tell(at, event, seen);
        }
        if touches(event, Location::ERRORS) {
            teller.complain(event.thread);
        }
    }
    teller.finish()
}

fn ends(event: &Event) -> bool {
    event.accesses.iter().any(|it| it.touch == Touch::End)
}

fn touches(event: &Event, location: Location) -> bool {
    event.accesses.iter().any(|it| it.location == location)
}

/// Variables that somebody writes while there are threads.
fn written(replayed: &Replayed) -> Vec<String> {
    let seen = replayed.played.seen.iter().flatten();
    { seen.filter(|it| it.is_written) }
        .map(|it| it.name.clone())
        .collect()
}

/// Puts steps together, event by event.
struct Teller<'a> {
    replayed: &'a Replayed,
    names: BTreeMap<ThreadId, String>,
    written: Vec<String>,
    steps: Vec<Step>,
    /// For each step, what it is made of, unless it is about a variable.
    doings: Vec<Option<Doing>>,
    values: BTreeMap<String, String>,
    history: History,
    /// Threads that have found a lock held, and wait.
    waiting: BTreeSet<ThreadId>,
    /// Those that have not been told.
    complaints: Vec<Complaint>,
}

impl Teller<'_> {
    fn tell(&mut self, at: usize, event: &Event, seen: &[Seen]) {
        let codes = &self.replayed.played.outcome.codes;
        let line = deed(codes, event.site).map_or(0, |it| it.0);
        let shared: Vec<&Seen> = { seen.iter() }
            .filter(|it| self.written.contains(&it.name))
            .collect();
        for seen in &shared {
            self.values.insert(seen.name.clone(), seen.value.clone());
            let wrong = self.history.take(event.thread, seen, &self.names);
            let Seen {
                op, name, value, ..
            } = seen;
            let verb = if seen.is_written { "writes" } else { "reads" };
            self.push(
                Step {
                    thread: event.thread,
                    text: format!("{} {name} {verb} {value}", op.name()),
                    short: format!("{verb} {name}: {value}"),
                    changes: seen.is_written,
                    line,
                    source: super::line_text(codes, event.site),
                    values: BTreeMap::new(),
                    wrong,
                },
                None,
            );
        }
        if shared.is_empty() {
            self.tell_doing(at, event, line);
        }
    }

    /// Adds to the step before, or makes one, of an event that is about no variable.
    fn tell_doing(&mut self, at: usize, event: &Event, line: u32) {
        let mut doing = self.doing(at, event, line);
        doing.resumes = self.waiting.remove(&event.thread);
        doing.gives_up = self.replayed.given_up.binary_search(&at).is_ok();
        if doing.waits {
            self.waiting.insert(event.thread);
        }
        let wrong = self.history.act(event, line, &self.names);
        if let (Some(last), Some(Some(known))) = (self.steps.last(), self.doings.last())
            && last.thread == event.thread
            && last.line == line
            && last.wrong.is_none()
            && known.goes_on_with(&doing)
        {
            doing = known.with(doing);
            self.steps.pop();
            self.doings.pop();
        }
        let text = doing.text();
        let step = Step {
            thread: event.thread,
            short: text.clone(),
            text,
            changes: doing.changes,
            line,
            source: None,
            values: BTreeMap::new(),
            wrong,
        };
        self.push(step, Some(doing));
    }

    fn push(&mut self, step: Step, doing: Option<Doing>) {
        let values = self.values.clone();
        self.steps.push(Step { values, ..step });
        self.doings.push(doing);
    }

    /// What an event did, where no variable tells.
    fn doing(&self, at: usize, event: &Event, line: u32) -> Doing {
        let outcome = &self.replayed.played.outcome;
        let place = match super::line_text(&outcome.codes, event.site) {
            Some(text) if line > 0 => text,
            _ => self.within_library(at),
        };
        let mut doing = Doing {
            place,
            waits: event.waits.is_some() || (event.leaves && !ends(event)),
            ..Doing::default()
        };
        for access in event.accesses.iter() {
            let names = outcome.lock_names.iter();
            let mut known = names.filter(|it| it.explored == Some(access.location.object));
            let mut lock = || Some(known.next()?.name.clone());
            match access.touch {
                Touch::Acquire | Touch::TryAcquire => doing.taken.push(lock()),
                Touch::Release => doing.freed.push(lock()),
                Touch::End => doing.ends = true,
                _ if access.location == Location::OUTPUT => doing.prints = true,
                touch if touch.changes() => doing.changes = true,
                _ => {}
            }
        }
        doing.events = 1;
        doing.changes |= !doing.taken.is_empty() || !doing.freed.is_empty();
        doing
    }

    /// The part of the library that a thread is in without a call of the script.
    fn within_library(&self, at: usize) -> String {
        let codes = &self.replayed.played.outcome.codes;
        let stack = self.replayed.played.stacks.get(at);
        let names = { stack.into_iter().flatten().rev() }
            .filter_map(|site| Some(codes.locate(*site)?.0.qualname.to_string()));
        let names: Vec<String> = names.collect();
        let is_plain = |it: &&String| {
            let parts: Vec<&str> = it.split('.').collect();
            !it.ends_with(".run") && !parts.iter().any(|part| part.starts_with(['_', '<']))
        };
        let name = names.iter().find(is_plain).or(names.last());
        name.map_or("in the library".into(), |name| format!("in {name}()"))
    }

    /// Tells that an exception has ended a thread.
    fn complain(&mut self, thread: ThreadId) {
        let name = self.names.get(&thread);
        let is_own = |it: &Complaint| match &it.thread {
            Some(named) => Some(named) == name,
            None => thread == ThreadId(0),
        };
        if let Some(at) = self.complaints.iter().position(is_own) {
            let complaint = self.complaints.remove(at);
            self.fail(thread, complaint);
        }
    }

    fn fail(&mut self, thread: ThreadId, complaint: Complaint) {
        let kind = complaint.words.split(':').next().unwrap_or_default();
        let step = Step {
            thread,
            text: format!("raises {}", complaint.words),
            short: format!("raises {kind}"),
            changes: true,
            line: complaint.line,
            source: None,
            values: BTreeMap::new(),
            wrong: Some(Wrong {
                name: None,
                text: complaint.text,
            }),
        };
        self.push(step, None);
    }

    fn finish(mut self) -> Vec<Step> {
        for complaint in std::mem::take(&mut self.complaints) {
            let named =
                { self.names.iter() }.find(|(_, name)| Some(*name) == complaint.thread.as_ref());
            let thread = named.map_or(ThreadId(0), |(thread, _)| *thread);
            self.fail(thread, complaint);
        }
        // What only looks at the result is not worth a column.
        let steps = &mut self.steps;
        while let Some(last) = steps.last()
            && !last.changes
            && steps
                .iter()
                .filter(|it| it.thread == last.thread)
                .all(|it| !it.changes)
        {
            steps.pop();
        }
        self.steps
    }
}

/// What one call or statement does, beside what it does to variables.
#[derive(Clone, Default, Debug)]
struct Doing {
    /// What stands there.
    place: String,
    /// Locks, by name where they have one.
    taken: Vec<Option<String>>,
    freed: Vec<Option<String>>,
    waits: bool,
    /// Whether it begins with the end of a wait.
    resumes: bool,
    /// Whether that end came because the time was up.
    gives_up: bool,
    ends: bool,
    prints: bool,
    changes: bool,
    events: usize,
}

impl Doing {
    /// Whether the other one, which comes next at the same line, is part of the same call.
    fn goes_on_with(&self, next: &Doing) -> bool {
        let is_about_locks = |it: &Doing| !it.taken.is_empty() || !it.freed.is_empty();
        let again = next.taken.iter().flatten();
        let takes_again = again
            .into_iter()
            .any(|it| self.taken.contains(&Some(it.clone())));
        let is_plain = |it: &Doing| !it.prints && !it.ends;
        let is_call =
            is_about_locks(self) || is_about_locks(next) || !(self.changes || next.changes);
        is_plain(self) && is_plain(next) && is_call && !takes_again && self.place == next.place
    }

    fn with(&self, next: Doing) -> Doing {
        let both = |one: &[Option<String>], other: &[Option<String>]| [one, other].concat();
        Doing {
            place: next.place,
            taken: both(&self.taken, &next.taken),
            freed: both(&self.freed, &next.freed),
            waits: next.waits,
            resumes: self.resumes || next.resumes,
            gives_up: self.gives_up || next.gives_up,
            ends: false,
            prints: false,
            changes: self.changes || next.changes,
            events: self.events + next.events,
        }
    }

    fn text(&self) -> String {
        let place = &self.place;
        let left = |of: &[Option<String>], without: &[Option<String>]| {
            { of.iter().flatten() }
                .find(|it| !without.contains(&Some(it.to_string())))
                .cloned()
        };
        let is_within = !self.taken.is_empty() || !self.freed.is_empty();
        match (
            left(&self.taken, &self.freed),
            left(&self.freed, &self.taken),
        ) {
            _ if self.ends => "ends".into(),
            _ if self.gives_up => format!("time is up: {place}"),
            _ if self.waits => format!("waits: {place}"),
            _ if self.resumes => format!("goes on: {place}"),
            _ if self.prints => format!("prints: {place}"),
            (Some(lock), _) => format!("takes {lock}: {place}"),
            (_, Some(lock)) => format!("lets {lock} go: {place}"),
            _ if self.events == 1 && !self.taken.is_empty() => format!("takes a lock: {place}"),
            _ if self.events == 1 && is_within => format!("lets a lock go: {place}"),
            _ if is_within => place.clone(),
            _ if self.changes => format!("changes: {place}"),
            _ => format!("looks: {place}"),
        }
    }
}

/// Reads and writes so far: who may be about to act on what is true no more.
#[derive(Default)]
struct History {
    /// By variable: who wrote it last, and how often it has been written.
    writes: BTreeMap<String, (ThreadId, u32)>,
    /// By thread and variable: how often it had been written when the thread read it last.
    reads: BTreeMap<(ThreadId, String), u32>,
    /// By object: who changed it last, at which line, and how often it has been changed.
    changes: BTreeMap<u64, (ThreadId, u32, u32)>,
    /// By thread and object: the line at which the thread looked at it last, and how often it had been
    /// changed then.
    looks: BTreeMap<(ThreadId, u64), (u32, u32)>,
}

impl History {
    fn take(
        &mut self,
        thread: ThreadId,
        seen: &Seen,
        names: &BTreeMap<ThreadId, String>,
    ) -> Option<Wrong> {
        let key = (thread, seen.name.clone());
        let (writer, count) = *self.writes.get(&seen.name).unwrap_or(&(thread, 0));
        if !seen.is_written {
            self.reads.insert(key, count);
            return None;
        }
        self.writes.insert(seen.name.clone(), (thread, count + 1));
        let read = self.reads.remove(&key)?;
        let other = names
            .get(&writer)
            .filter(|_| writer != thread && read < count)?;
        Some(Wrong {
            name: Some("lost update"),
            text: format!("overwrites what {other} wrote since: an update is lost"),
        })
    }

    /// Takes note of what an event does to objects as wholes, in the script's own text.
    fn act(
        &mut self,
        event: &Event,
        line: u32,
        names: &BTreeMap<ThreadId, String>,
    ) -> Option<Wrong> {
        let is_lock = |touch| matches!(touch, Touch::Acquire | Touch::TryAcquire | Touch::Release);
        if line == 0 || event.accesses.iter().any(|it| is_lock(it.touch)) {
            return None;
        }
        let mut wrong = None;
        let thread = event.thread;
        let data = event.accesses.iter().filter(|it| it.location.is_data());
        for access in data {
            let object = access.location.object;
            let last = self.changes.get(&object).copied();
            let (changer, changed_at, count) = last.unwrap_or((thread, 0, 0));
            if !access.touch.changes() {
                self.looks.insert((thread, object), (line, count));
                continue;
            }
            self.changes.insert(object, (thread, line, count + 1));
            let Some((looked_at, known)) = self.looks.remove(&(thread, object)) else {
                continue;
            };
            let is_stale = changer != thread && known < count && looked_at < line;
            if let Some(other) = names.get(&changer).filter(|_| is_stale) {
                wrong = Some(Wrong {
                    name: Some("check-then-act"),
                    text: format!(
                        "acts on what line {looked_at} saw; {other} has changed it since, at line {changed_at}"
                    ),
                });
            }
        }
        wrong
    }
}
