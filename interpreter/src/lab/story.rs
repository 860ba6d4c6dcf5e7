//! The events of all threads in one order, and what follows from them: who had which GIL when, and
//! who got it from whom.

use gilscope_runtime::driver::{Report, ThreadReport};
use gilscope_runtime::ledger::{Reason, State};
use gilscope_runtime::time::Nanos;
use gilscope_runtime::trace::Event;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A run whose trace was kept, up to the moment to which all of it is known.
#[derive(Clone, Copy)]
pub struct Story<'a> {
    /// The run.
    pub report: &'a Report,
    /// Where the story ends: with the run, or where the first event was dropped.
    pub end: Nanos,
    /// Events that were dropped.
    pub dropped: u64,
    /// Whether the GIL was kept during I/O.
    pub holds_in_io: bool,
}

/// One event of one thread.
#[derive(Clone, Copy, Debug)]
pub struct Happening<'a> {
    /// Whose: its place in [`Report::threads`].
    pub thread: usize,
    /// What.
    pub event: &'a Event,
    /// The thread's event before, if it is not its first.
    pub before: Option<&'a Event>,
}

/// A time during which one thread had the GIL of its process.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tenure {
    /// Whose GIL.
    pub process: usize,
    /// Who had it.
    pub thread: usize,
    /// Since when.
    pub from: Nanos,
    /// Until when.
    pub to: Nanos,
    /// Why it ended; `None`: with the story, or in another state than running.
    pub reason: Option<Reason>,
}

/// One thread let the GIL go, and another one was the next to take it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Handover {
    /// The tenure that ended.
    pub left: Tenure,
    /// Who took it.
    pub to: usize,
    /// When.
    pub at: Nanos,
}

/// What happened to a GIL.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GilNews {
    /// It was let go, or the story ended.
    Left(Tenure),
    /// It went to another thread than the one that had it last.
    Changed(Handover),
}

impl<'a> Story<'a> {
    /// The story of a run; `holds_in_io`: the GIL was kept during I/O.
    pub fn new(report: &'a Report, holds_in_io: bool) -> Story<'a> {
        let traces = report.threads.iter().filter_map(|it| it.trace.as_ref());
        let until = traces.clone().filter_map(|trace| trace.until).min();
        Story {
            report,
            end: until.unwrap_or(report.elapsed).min(report.elapsed),
            dropped: traces.map(|trace| trace.dropped).sum(),
            holds_in_io,
        }
    }

    /// Everything that happened, in order of time; at one moment, first who stops, last who runs.
    pub fn happenings(&self) -> Happenings<'a> {
        let mut happenings = Happenings {
            threads: &self.report.threads,
            next: BinaryHeap::new(),
            end: self.end,
        };
        for thread in 0..self.report.threads.len() {
            happenings.announce(thread, 0);
        }
        happenings
    }

    /// Follows the GILs through all happenings.
    pub fn follow_gils(&self) -> Gils<'a> {
        let count = self.report.processes.len();
        Gils {
            story: *self,
            holders: vec![None; count],
            last: vec![None; count],
        }
    }

    /// Every tenure and every hand-over, in order of their ends.
    pub fn gil_news(&self) -> Vec<GilNews> {
        let mut gils = self.follow_gils();
        let mut news: Vec<GilNews> = { self.happenings() }
            .flat_map(|happening| gils.see(&happening))
            .collect();
        news.extend(gils.close());
        news
    }

    /// The line at the foot of a picture whose trace was full.
    pub fn note(&self) -> Option<String> {
        (self.dropped > 0).then(|| {
            format!(
                "the trace is full: {} after {} are not shown",
                super::look::plural(self.dropped, "event"),
                super::look::fine(self.end),
            )
        })
    }

    /// Whether the thread has the GIL from this happening on.
    fn holds(&self, happening: &Happening<'_>) -> bool {
        match happening.event.state {
            Some(State::Running) => true,
            // Who has the GIL may have to wait for a core.
            Some(State::Ready) => happening.before.is_some(),
            Some(State::Io) => self.holds_in_io,
            _ => false,
        }
    }
}

/// See [`Story::happenings`].
pub struct Happenings<'a> {
    threads: &'a [ThreadReport],
    next: BinaryHeap<Reverse<(Nanos, u8, usize, usize)>>,
    end: Nanos,
}

impl<'a> Happenings<'a> {
    fn event(&self, thread: usize, index: usize) -> Option<&'a Event> {
        self.threads[thread].trace.as_ref()?.events.get(index)
    }

    fn announce(&mut self, thread: usize, index: usize) {
        let Some(event) = self.event(thread, index) else {
            return;
        };
        let rank = match (event.reason, event.state) {
            (Some(_), _) => 0,
            (None, Some(State::Running)) => 2,
            (None, _) => 1,
        };
        self.next.push(Reverse((event.at, rank, thread, index)));
    }
}

impl<'a> Iterator for Happenings<'a> {
    type Item = Happening<'a>;

    fn next(&mut self) -> Option<Happening<'a>> {
        let Reverse((at, _, thread, index)) = self.next.pop()?;
        if at > self.end {
            return None;
        }
        self.announce(thread, index + 1);
        Some(Happening {
            thread,
            event: self.event(thread, index)?,
            before: index.checked_sub(1).and_then(|i| self.event(thread, i)),
        })
    }
}

/// Who has the GILs: see [`Story::follow_gils`].
pub struct Gils<'a> {
    story: Story<'a>,
    /// Who has the GIL of each process, and since when.
    holders: Vec<Option<(usize, Nanos)>>,
    /// The tenure of each GIL that ended last.
    last: Vec<Option<Tenure>>,
}

impl Gils<'_> {
    /// Takes in the next happening.
    pub fn see(&mut self, happening: &Happening<'_>) -> Option<GilNews> {
        let (thread, at) = (happening.thread, happening.event.at);
        let process = self.story.report.threads[thread].process.0 as usize;
        self.story.report.processes[process].gil.as_ref()?;
        let holds = self.story.holds(happening);
        match self.holders[process] {
            Some((holder, from)) if holder == thread && !holds => {
                let tenure = Tenure {
                    process,
                    thread,
                    from,
                    to: at,
                    reason: happening.event.reason,
                };
                self.holders[process] = None;
                self.last[process] = Some(tenure);
                Some(GilNews::Left(tenure))
            }
            None if holds => {
                self.holders[process] = Some((thread, at));
                let left = self.last[process].filter(|left| left.thread != thread)?;
                Some(GilNews::Changed(Handover {
                    left,
                    to: thread,
                    at,
                }))
            }
            _ => None,
        }
    }

    /// The tenures that last to the end of the story.
    pub fn close(&mut self) -> Vec<GilNews> {
        let end = self.story.end;
        let open = self.holders.iter_mut().enumerate();
        open.filter_map(|(process, holder)| {
            let (thread, from) = holder.take()?;
            Some(GilNews::Left(Tenure {
                process,
                thread,
                from,
                to: end,
                reason: None,
            }))
        })
        .collect()
    }
}
