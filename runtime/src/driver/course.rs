//! The course of an explored run: who is asked, in which order, whoever the players are.
//!
//! They are the threads of a run ([`explore`](super::explore)), or what is known of them: [`recall`]
//! goes through an execution in an [`Experience`] alone. Where that ends, the run is to be had, and
//! [`CatchUp`] keeps from the scheduler what it has been told already.

use super::explore::{Exploration, Stop};
use crate::explore::{
    Begun, Blocked, Candidate, Event, Experience, Scene, Scheduler, Spins, State, Unknown,
};
use crate::heap::record::Access;
use crate::kernel::ThreadId;
use std::sync::Arc;

/// Events of a daemon after the end of the run.
const LATE_EVENTS: usize = 64;

/// Those who take turns.
pub(super) trait Players {
    /// Whether the run has stopped, before anybody is asked.
    fn stop(&mut self) -> Option<Stop>;

    /// How many threads there are, with those that have ended.
    fn count(&self) -> usize;

    /// How many of them keep the run going.
    fn needed(&self) -> u32;

    /// Who can go on.
    fn candidates(&mut self, candidates: &mut Vec<Candidate>) -> Result<(), Unknown>;

    /// Lets a thread go on; what it has done, if it has done anything. Those who go round in circles are told
    /// of it.
    fn advance(&mut self, thread: ThreadId) -> Result<Option<Arc<Event>>, Unknown>;

    /// What a scheduler may look at, if threads are stepped by single instructions.
    fn scene(&self) -> Option<&dyn Scene> {
        None
    }

    /// Those who wait for ever, and for what, by number.
    fn blocked(&self) -> Vec<Blocked>;

    /// Who goes round in circles.
    fn spins(&self) -> &Spins;

    /// The run has ended: nobody is needed any more, or nobody can go on.
    fn end(&mut self);

    /// Whether a step has ended the run.
    fn has_ended(&self) -> bool;

    /// What comes now counts for the search only.
    fn over(&mut self) {}
}

/// How far it is.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Course {
    pub(super) events: usize,
    pub(super) last: Option<ThreadId>,
    pub(super) streak: usize,
}

impl Course {
    /// Has the players go on until the end; why that was, and how many events there were.
    pub(super) fn play(
        mut self,
        players: &mut dyn Players,
        limit: usize,
        scheduler: &mut dyn Scheduler,
    ) -> Result<(Stop, usize), Unknown> {
        let mut candidates = Vec::new();
        loop {
            if let Some(stop) = players.stop() {
                show(players, scheduler, &[]);
                return Ok((stop, self.events));
            }
            if players.needed() == 0 {
                show(players, scheduler, &[]);
                let_daemons_go_on(players, scheduler)?;
                players.end();
                return Ok((players.stop().unwrap_or(Stop::Ended), self.events));
            }
            players.candidates(&mut candidates)?;
            let spins = players.spins();
            let is_spinning = spins.has_any() && !candidates.is_empty();
            if is_spinning {
                candidates.retain(|it| !spins.has(it.thread));
            }
            let is_over = candidates.is_empty() || self.events >= limit;
            show(players, scheduler, if is_over { &[] } else { &candidates });
            if candidates.is_empty() {
                scheduler.stuck(&players.blocked());
                if is_spinning {
                    return Ok((Stop::Spins, self.events));
                }
                players.end();
                return Ok((Stop::Ended, self.events));
            }
            if self.events >= limit {
                return Ok((Stop::TooLong, self.events));
            }
            let state = State {
                candidates: &candidates,
                last: self.last,
                streak: self.streak,
            };
            let Some(thread) = scheduler.choose(&state) else {
                return Ok((Stop::GivenUp, self.events));
            };
            if let Some(event) = players.advance(thread)? {
                self.note(&event);
                scheduler.performed(&event);
            }
        }
    }

    fn note(&mut self, event: &Event) {
        let state = State {
            candidates: &[],
            last: self.last,
            streak: self.streak,
        };
        self.streak = state.streak_with(event);
        self.last = Some(event.thread);
        self.events += 1;
    }
}

/// Shows the scheduler the moment, where there is something to be seen.
fn show(players: &dyn Players, scheduler: &mut dyn Scheduler, candidates: &[Candidate]) {
    if let Some(scene) = players.scene() {
        scheduler.look(scene, candidates);
    }
}

/// After the end: what each daemon would do next, up to what the world outside would notice.
fn let_daemons_go_on(
    players: &mut dyn Players,
    scheduler: &mut dyn Scheduler,
) -> Result<(), Unknown> {
    players.over();
    scheduler.over();
    let mut candidates = Vec::new();
    for number in 0..players.count() {
        let thread = ThreadId(number as u32);
        for _ in 0..LATE_EVENTS {
            players.candidates(&mut candidates)?;
            let rests = players.spins().has(thread);
            if rests || !candidates.iter().any(|it| it.thread == thread) {
                break;
            }
            let event = players.advance(thread)?;
            let Some(event) = event else {
                break;
            };
            let event = Event {
                is_late: true,
                ..(*event).clone()
            };
            scheduler.performed(&event);
            let is_noticed = |it: &Access| !it.location.is_data() && it.touch.changes();
            if event.is_idle() || event.accesses.iter().any(is_noticed) || players.has_ended() {
                break;
            }
        }
    }
    Ok(())
}

/// Passes on what the scheduler does not know yet.
pub(super) struct CatchUp<'a> {
    known: Begun,
    turn: usize,
    events: usize,
    inner: &'a mut dyn Scheduler,
}

impl CatchUp<'_> {
    pub(super) fn new(known: Begun, inner: &mut dyn Scheduler) -> CatchUp<'_> {
        CatchUp {
            known,
            turn: 0,
            events: 0,
            inner,
        }
    }
}

impl Scheduler for CatchUp<'_> {
    fn choose(&mut self, state: &State<'_>) -> Option<ThreadId> {
        match self.known.turns.get(self.turn) {
            Some(thread) => {
                self.turn += 1;
                state.has(*thread).then_some(*thread)
            }
            None => self.inner.choose(state),
        }
    }

    fn look(&mut self, scene: &dyn Scene, candidates: &[Candidate]) {
        self.inner.look(scene, candidates);
    }

    fn performed(&mut self, event: &Event) {
        self.events += 1;
        if self.events > self.known.events {
            self.inner.performed(event);
        }
    }

    fn stuck(&mut self, blocked: &[Blocked]) {
        if !self.known.is_stuck {
            self.inner.stuck(blocked);
        }
    }

    fn over(&mut self) {
        // The world outside has to hear of it in each run.
        self.inner.over();
    }
}

/// An execution that is known from beginning to end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Recalled {
    /// Why it stopped.
    pub stop: Stop,
    /// How many events there were.
    pub events: usize,
}

/// Goes through the execution that `scheduler` wants, as far as it is known: from the middle of the last
/// one, where it has the same beginning. Where it is not known to the end, it is to be had by
/// [`explore`](super::explore()), which goes on from there.
pub fn recall(
    exploration: Exploration,
    experience: &mut Experience,
    scheduler: &mut dyn Scheduler,
) -> Result<Recalled, Unknown> {
    let kept = match experience.can_rewind() {
        true => scheduler.keeps(),
        false => 0,
    };
    experience.rewind(kept);
    let (last, streak) = experience.last();
    let course = Course {
        events: experience.events(),
        last,
        streak,
    };
    let (stop, events) = course.play(experience, exploration.events, scheduler)?;
    Ok(Recalled { stop, events })
}

impl Players for Experience {
    fn stop(&mut self) -> Option<Stop> {
        None
    }

    fn count(&self) -> usize {
        self.threads()
    }

    fn needed(&self) -> u32 {
        Experience::needed(self)
    }

    fn candidates(&mut self, candidates: &mut Vec<Candidate>) -> Result<(), Unknown> {
        Experience::candidates(self, candidates)
    }

    fn advance(&mut self, thread: ThreadId) -> Result<Option<Arc<Event>>, Unknown> {
        Experience::advance(self, thread)
    }

    fn blocked(&self) -> Vec<Blocked> {
        Experience::blocked(self)
    }

    fn spins(&self) -> &Spins {
        Experience::spins(self)
    }

    fn end(&mut self) {
        Experience::note_end(self);
    }

    fn has_ended(&self) -> bool {
        false
    }

    fn over(&mut self) {
        Experience::over(self);
    }
}
