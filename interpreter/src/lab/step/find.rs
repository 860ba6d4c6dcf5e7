//! The endings that can be had from a moment on, each by the fewest pre-emptions that the search has seen.

use super::goal::Goal;
use crate::lab::explore::ending::Ending;
use crate::lab::explore::stage::Stage;
use crate::lab::explore::{KeepGoing, Progress, soundly};
use gilscope_runtime::driver::Stop;
use gilscope_runtime::explore::{
    AllSchedules, Blocked, Event, Important, Optimal, Scheduler, State, calmest, calmest_below,
    preemptions,
};
use gilscope_runtime::task::ThreadId;

/// An ending, and how to get there.
#[derive(Clone, Debug)]
pub struct Reachable {
    /// It.
    pub ending: Ending,
    /// Whose turn it is from the moment on, event by event.
    pub turns: Vec<ThreadId>,
    /// Pre-emptions among these.
    pub preemptions: usize,
}

/// What a search has found.
#[derive(Clone, Default, Debug)]
pub struct Reach {
    /// The endings, that with the fewest pre-emptions first.
    pub endings: Vec<Reachable>,
    /// Schedules that were tried.
    pub schedules: u64,
    /// Whether nothing is left to try.
    pub is_exhaustive: bool,
    /// Where threads have met.
    pub important: Important,
}

impl Reach {
    /// The way to a goal.
    pub fn way(&self, goal: &Goal) -> Option<&Reachable> {
        self.endings.iter().find(|it| goal.matches(&it.ending))
    }
}

/// How few pre-emptions reach a goal.
#[derive(Clone, Copy, Default, Debug)]
pub struct Fewest {
    /// So many; none where no way is known.
    pub preemptions: Option<usize>,
    /// Whether that is certain.
    pub is_proven: bool,
}

/// Searches for the fewest pre-emptions that reach a goal from the beginning: one schedule of each class
/// tells whether there is a way; then all schedules with fewer pre-emptions are tried, fewest first. At
/// most so many schedules are tried each time.
pub fn fewest(stage: &Stage<'_>, goal: &Goal, schedules: u64, keep_going: KeepGoing<'_>) -> Fewest {
    let found = reach(stage, &[], schedules, keep_going);
    let mut fewest = Fewest {
        preemptions: found.way(goal).map(|way| way.preemptions),
        is_proven: found.is_exhaustive,
    };
    let Some(most) = fewest.preemptions else {
        return fewest;
    };
    for bound in 0..most {
        let search = AllSchedules::new(Some(bound as u32), Some(found.important.clone()));
        let tried = within(stage, goal, search, schedules, keep_going);
        fewest.is_proven &= tried.is_proven;
        if let Some(found) = tried.preemptions {
            fewest.preemptions = Some(found.min(most));
            return fewest;
        }
    }
    fewest
}

/// Tries the schedules of a search.
fn within(
    stage: &Stage<'_>,
    goal: &Goal,
    mut search: AllSchedules,
    schedules: u64,
    keep_going: KeepGoing<'_>,
) -> Fewest {
    let mut fewest = Fewest::default();
    for tried in 1..=schedules {
        let mut events = Following {
            inner: &mut search,
            events: Vec::new(),
            blocked: Vec::new(),
        };
        let had = stage.play(&mut events);
        let (events, blocked) = (events.events, events.blocked);
        if had.is_some_and(|had| goal.matches(&had.ending)) {
            let events: Vec<&Event> = events.iter().collect();
            let used = preemptions(&events, &blocked);
            fewest.preemptions = Some(fewest.preemptions.map_or(used, |known| known.min(used)));
        }
        if !search.next_execution() {
            fewest.is_proven = true;
            break;
        }
        let progress = Progress {
            what: "searching for the shortest way",
            schedules: tried,
            endings: 0,
            share: 1.0,
        };
        if !keep_going(progress) {
            break;
        }
    }
    fewest
}

/// Keeps the events beside another scheduler.
struct Following<'a> {
    inner: &'a mut AllSchedules,
    events: Vec<Event>,
    blocked: Vec<Blocked>,
}

impl Scheduler for Following<'_> {
    fn choose(&mut self, state: &State<'_>) -> Option<ThreadId> {
        self.inner.choose(state)
    }

    fn performed(&mut self, event: &Event) {
        if !event.is_late {
            self.events.push(event.clone());
        }
        self.inner.performed(event);
    }

    fn stuck(&mut self, blocked: &[Blocked]) {
        self.blocked = blocked.to_vec();
    }
}

/// Searches for what can follow on events in which threads have taken these turns; at most so many
/// schedules are tried.
pub fn reach(
    stage: &Stage<'_>,
    turns: &[ThreadId],
    schedules: u64,
    keep_going: KeepGoing<'_>,
) -> Reach {
    let mut reach = soundly(stage, || {
        let mut after = After {
            turns,
            at: 0,
            has_begun: false,
            is_off: false,
            is_whole: true,
            search: Optimal::new(),
        };
        let mut reach = Reach::default();
        while after.play(stage, &mut reach) {
            let progress = Progress {
                what: "searching",
                schedules: reach.schedules,
                endings: reach.endings.len(),
                share: 1.0,
            };
            if reach.schedules >= schedules || !keep_going(progress) {
                break;
            }
        }
        reach
    });
    reach.endings.sort_by_key(|it| it.preemptions);
    reach
}

/// A search whose executions all begin alike. What comes before the moment comes before everything that
/// it may exchange, so it need not know of it.
struct After<'a> {
    turns: &'a [ThreadId],
    at: usize,
    has_begun: bool,
    /// Whether the beginning could not be had.
    is_off: bool,
    /// Whether every execution has come to its end.
    is_whole: bool,
    search: Optimal,
}

impl After<'_> {
    /// Has one execution; whether another one is to follow.
    fn play(&mut self, stage: &Stage<'_>, reach: &mut Reach) -> bool {
        self.at = 0;
        let played = stage.play(self);
        self.has_begun = true;
        if self.is_off || self.search.diverged {
            return false;
        }
        self.is_whole &= played.as_ref().is_none_or(|it| it.stop == Stop::Ended);
        if let (false, Some(played)) = (self.search.is_cut(), played) {
            reach.schedules += 1;
            self.note(&played.ending, reach);
        }
        let goes_on = self.search.next_execution();
        reach.is_exhaustive = !goes_on && self.is_whole;
        reach.important.extend(self.search.important());
        goes_on
    }

    fn note(&mut self, ending: &Ending, reach: &mut Reach) {
        let trace = self.search.trace_mut();
        match reach.endings.iter_mut().find(|it| it.ending == *ending) {
            Some(known) => {
                if let Some(order) = calmest_below(trace, known.preemptions) {
                    (known.turns, known.preemptions) = (order.threads, order.preemptions);
                }
            }
            None => {
                let order = calmest(trace);
                reach.endings.push(Reachable {
                    ending: ending.clone(),
                    turns: order.threads,
                    preemptions: order.preemptions,
                });
            }
        }
    }
}

impl Scheduler for After<'_> {
    fn choose(&mut self, state: &State<'_>) -> Option<ThreadId> {
        match self.turns.get(self.at) {
            Some(thread) if state.has(*thread) => Some(*thread),
            Some(_) => {
                self.is_off = true;
                None
            }
            None => self.search.choose(state),
        }
    }

    fn performed(&mut self, event: &Event) {
        self.at += 1;
        if self.at > self.turns.len() {
            self.search.performed(event);
        }
    }

    fn stuck(&mut self, blocked: &[Blocked]) {
        self.search.stuck(blocked);
    }

    fn keeps(&mut self) -> usize {
        let kept = self.search.keeps();
        if !self.has_begun {
            return 0;
        }
        self.at = self.turns.len() + kept;
        self.at
    }

    fn over(&mut self) {
        self.search.over();
    }
}
