//! Lost wake-ups: somebody was notified when nobody waited yet, and the thread that waits for it waits for ever.
//!
//! Of a wait it is the place where the thread puts itself on the list of those who wait that counts: whoever has
//! looked at that list before, and found nobody, has told nobody. A thread that has looked since then at what others
//! change has had a chance to see that it need not wait, and waits for something else; unless who notified had taken
//! it back by then, as `clear()` does after `set()`.

use super::{Replayed, deed, thread_names};
use crate::lab::deadlock::awaits_notice;
use gilscope_runtime::driver::Ending;
use gilscope_runtime::explore::Event;
use gilscope_runtime::heap::record::{Location, Touch};
use gilscope_runtime::task::ThreadId;
use std::collections::BTreeSet;

/// A wake-up that nobody has heard.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unheard {
    /// The thread that waits, and the line at which it does.
    pub waiter: (String, u32),
    /// The thread that has notified nobody, and the line.
    pub notifier: (String, u32),
    /// The line at which it took back what it had said, before the other looked.
    pub taken_back: Option<u32>,
}

/// The first thread that waits for ever for what has been said already, if there is one.
pub fn unheard(replayed: &Replayed) -> Option<Unheard> {
    let outcome = &replayed.played.outcome;
    let Ending::Deadlock(blocked) = &outcome.report.ending else {
        return None;
    };
    let names = thread_names(&replayed.played);
    let line = |event: &Event| deed(&outcome.codes, event.site).map(|it| it.0);
    let waiting = blocked.iter().filter(|it| awaits_notice(outcome, it));
    waiting.into_iter().find_map(|blocked| {
        let missed = missed(&replayed.events, blocked.thread)?;
        let [waits, notified] = [missed.waits, missed.notified].map(|at| &replayed.events[at]);
        let side = |event: &Event| Some((names.get(&event.thread)?.clone(), line(event)?));
        Some(Unheard {
            waiter: side(waits)?,
            notifier: side(notified)?,
            taken_back: missed.taken_back.and_then(|at| line(&replayed.events[at])),
        })
    })
}

/// A wake-up by its events.
struct Missed {
    /// The thread begins to wait.
    waits: usize,
    /// Another had looked whether anybody did.
    notified: usize,
    /// And had changed again what the thread then saw.
    taken_back: Option<usize>,
}

/// Where a thread began to wait, and who had looked before whether anybody did.
fn missed(events: &[Event], thread: ThreadId) -> Option<Missed> {
    let all = || events.iter().flat_map(|event| event.accesses.iter());
    let is_lock = |touch| matches!(touch, Touch::Acquire | Touch::TryAcquire | Touch::Release);
    let locks: BTreeSet<u64> = { all().filter(|it| is_lock(it.touch)) }
        .map(|it| it.location.object)
        .collect();
    let data = |event: &Event, changes: bool| -> Vec<Location> {
        { event.accesses.iter() }
            .filter(|it| it.location.is_data() && it.touch.changes() == changes)
            .map(|it| it.location)
            .filter(|it| !locks.contains(&it.object))
            .collect()
    };
    let mine = |at: &usize| events[*at].thread == thread;
    let waits = { (0..events.len()).rev() }
        .filter(mine)
        .find(|at| !data(&events[*at], true).is_empty())?;
    let lists = data(&events[waits], true);
    let is_list = |it: &Location| lists.iter().any(|list| list.object == it.object);
    let looks = |at: &usize| data(&events[*at], false).iter().any(is_list);
    let changes = |at: usize| data(&events[at], true).iter().any(is_list);
    let has_told = |at: usize| {
        let mut next = (at..events.len()).filter(|it| events[*it].thread == events[at].thread);
        next.find(|it| *it > at && (changes(*it) || looks(it)))
            .is_some_and(changes)
    };
    let notified = { (0..waits).rev() }
        .filter(|at| !mine(at) && looks(at) && !changes(*at))
        .find(|at| !has_told(*at))?;
    // What others change: to have looked at that is to have asked.
    let others = events.iter().filter(|event| event.thread != thread);
    let changed: BTreeSet<Location> = others.flat_map(|event| data(event, true)).collect();
    let asked = (notified + 1..waits).filter(mine).flat_map(|at| {
        let seen = data(&events[at], false).into_iter();
        seen.map(move |it| (at, it))
    });
    let is_news = |it: &Location| changed.iter().any(|to| to.overlaps(*it)) && !is_list(it);
    let mut taken_back = None;
    for (at, seen) in asked.filter(|(_, it)| is_news(it)) {
        // Whose state it is that was seen.
        let made = |at: &usize| data(&events[*at], true).iter().any(|it| it.overlaps(seen));
        let by = (0..at).rev().find(made)?;
        if by <= notified || events[by].thread != events[notified].thread {
            return None;
        }
        taken_back = Some(by);
    }
    Some(Missed {
        waits,
        notified,
        taken_back,
    })
}
