//! A machine, the threads that use it, and the laws that it obeys whatever they do and whenever
//! wake-ups arrive: for histories drawn at random, and for all short ones.

use super::{Dropped, Handoff, Leave, Machine, Switch, Take, Then, Ticket};
use crate::kernel::ThreadId;
use crate::time::Nanos;
use proptest::prelude::*;
use std::collections::VecDeque;

const THREADS: usize = 4;
/// From one act to the next.
const STEP: Nanos = Nanos(700);
/// The highest level of `io-first`.
const TOP: u8 = 3;

/// What a thread believes.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Belief {
    Out,
    Holds,
    Waits(Ticket),
    Follows,
}

/// A machine and its threads, and what must be true of them.
struct Model {
    gil: Machine,
    handoff: Handoff,
    switch: Switch,
    beliefs: [Belief; THREADS],
    /// Wake-ups under way.
    woken: [bool; THREADS],
    /// Who waits, longest first.
    queue: VecDeque<usize>,
    now: Nanos,
    last_holder: Option<usize>,
    /// How often the lock went to another thread than its last holder.
    switches: u64,
    /// What that was when a thread got its ticket.
    since: [u64; THREADS],
    /// Levels of `io-first`, as long as nobody has waited long enough to be lifted.
    levels: [u8; THREADS],
}

impl Model {
    fn new(handoff: Handoff, switch: Switch) -> Model {
        Model {
            gil: Machine::new(handoff, switch),
            handoff,
            switch,
            beliefs: [Belief::Out; THREADS],
            woken: [false; THREADS],
            queue: VecDeque::new(),
            now: Nanos::ZERO,
            last_holder: None,
            switches: 0,
            since: [0; THREADS],
            levels: [TOP; THREADS],
        }
    }

    /// What thread `me` may do, as `act` takes it.
    fn choices(&self, me: usize) -> &'static [u8] {
        match (self.beliefs[me], self.woken[me]) {
            (Belief::Out, _) => &[0],
            (Belief::Holds, _) => &[0, 1, 2],
            (Belief::Waits(_), true) => &[32, 0, 1, 2],
            (Belief::Waits(_), false) => &[0, 1, 2],
            (Belief::Follows, true) => &[32, 0],
            (Belief::Follows, false) => &[0],
        }
    }

    /// Thread `me` does something that it may do; `choice` says what.
    fn act(&mut self, me: usize, choice: u8) {
        let id = ThreadId(me as u32);
        self.now += STEP;
        let now = self.now;
        match self.beliefs[me] {
            Belief::Out => {
                let take = self.gil.take(id, now);
                self.took(me, take);
            }
            Belief::Holds => match choice % 3 {
                0 => self.leave(me, Leave::Voluntary),
                1 => self.leave(me, Leave::Final),
                _ => self.leave(me, Leave::Forced),
            },
            Belief::Waits(_) if self.woken[me] && choice > 31 => {
                self.woken[me] = false;
                let take = self.gil.woken(id, self.now);
                self.took(me, take);
            }
            Belief::Waits(ticket) => match choice % 4 {
                0 => self.give_up(me),
                1 => {
                    let take = self.gil.woken(id, self.now);
                    self.took(me, take);
                }
                _ => self.run_out_of_patience(me, ticket),
            },
            Belief::Follows if choice <= 31 => self.give_up(me),
            Belief::Follows if self.woken[me] => {
                self.woken[me] = false;
                if !self.gil.is_leaver(id) {
                    let take = self.gil.take(id, self.now);
                    self.took(me, take);
                }
            }
            Belief::Follows => {}
        }
        self.check();
    }

    fn run_out_of_patience(&mut self, me: usize, ticket: Ticket) {
        let id = ThreadId(me as u32);
        let was_asked = self.gil.requested();
        let take = self.gil.interval_elapsed(id, ticket, self.now);
        let is_held = matches!(take, Take::Wait(_)) && self.gil.holder().is_some();
        if self.handoff == Handoff::Forced && is_held && !was_asked {
            let is_fresh = self.since[me] == self.switches;
            let asks = is_fresh && self.switch != Switch::Never;
            assert_eq!(self.gil.requested(), asks, "only who saw no switch asks");
        }
        self.took(me, take);
    }

    /// Thread `me` has the lock from now on.
    fn holds(&mut self, me: usize) {
        self.beliefs[me] = Belief::Holds;
        self.queue.retain(|&waiter| waiter != me);
        if self.last_holder != Some(me) {
            self.last_holder = Some(me);
            self.switches += 1;
        }
        if matches!(self.handoff, Handoff::Forced | Handoff::Barging) {
            assert!(
                !self.gil.requested(),
                "what was asked of another is forgotten"
            );
        }
    }

    fn took(&mut self, me: usize, take: Take) {
        match take {
            Take::Held { wake } => {
                self.holds(me);
                self.ring(wake);
            }
            Take::Wait(ticket) => {
                self.beliefs[me] = Belief::Waits(ticket);
                self.since[me] = self.switches;
                if !self.queue.contains(&me) && self.gil.holder() != Some(ThreadId(me as u32)) {
                    self.queue.push_back(me);
                }
            }
        }
    }

    fn leave(&mut self, me: usize, leave: Leave) {
        let was_asked = self.gil.requested();
        let dropped = self.gil.drop(ThreadId(me as u32), leave, 0, self.now);
        self.levels[me] = match leave {
            Leave::Forced => self.levels[me].saturating_sub(1),
            Leave::Voluntary | Leave::Final => TOP,
        };
        self.granted(dropped.wake);
        self.check_leaver(leave, was_asked, &dropped);
        self.beliefs[me] = match dropped.then {
            Then::Take => Belief::Out,
            Then::Follow => Belief::Follows,
            Then::Wait(ticket) => {
                self.queue.push_back(me);
                Belief::Waits(ticket)
            }
        };
        self.ring(dropped.wake);
    }

    fn give_up(&mut self, me: usize) {
        let id = ThreadId(me as u32);
        self.queue.retain(|&waiter| waiter != me);
        let held = self.gil.holder() == Some(id);
        let wake = self.gil.give_up(id, self.now);
        if held {
            self.levels[me] = TOP;
            self.granted(wake);
        }
        self.beliefs[me] = Belief::Out;
        self.woken[me] = false;
        self.ring(wake);
    }

    /// How one that leaves gets the lock again, by hand-off.
    fn check_leaver(&self, leave: Leave, was_asked: bool, dropped: &Dropped) {
        if leave != Leave::Forced {
            assert_eq!(dropped.then, Then::Take, "nobody waits who wants to go");
            return;
        }
        match self.handoff {
            Handoff::Barging => {
                assert_eq!(dropped.then, Then::Take, "nobody is made to switch");
                assert_eq!(self.gil.holder(), None, "nothing is given away");
            }
            Handoff::Forced => {
                let stays = dropped.then == Then::Take;
                let is_followed = dropped.wake.is_some();
                assert!(
                    !stays || !is_followed,
                    "a leaver waits for whom it has woken"
                );
                assert!(!was_asked || stays || !self.gil.requested());
            }
            Handoff::Fair | Handoff::IoFirst { .. } => {
                let is_passed = dropped.wake.is_some();
                assert_eq!(
                    dropped.then != Then::Take,
                    is_passed,
                    "to the end of the queue"
                );
            }
        }
    }

    /// Where ownership is passed: `fair`, to the one who has waited longest; `io-first`, to the one
    /// who has waited longest of those at the highest level.
    fn granted(&mut self, next: Option<ThreadId>) {
        if matches!(self.handoff, Handoff::Forced | Handoff::Barging) {
            return;
        }
        let level = |thread: usize| match self.handoff {
            Handoff::Fair => 0,
            _ => self.levels[thread],
        };
        let best = { self.queue.iter() }.map(|&thread| level(thread)).max();
        let place = { self.queue.iter() }.position(|&thread| Some(level(thread)) == best);
        let first = place.and_then(|place| self.queue.remove(place));
        let first = first.map(|thread| ThreadId(thread as u32));
        assert_eq!(next, first, "first come, first served");
        assert_eq!(self.gil.holder(), first, "ownership is passed");
    }

    fn ring(&mut self, thread: Option<ThreadId>) {
        if let Some(thread) = thread {
            self.woken[thread.0 as usize] = true;
        }
    }

    fn check(&mut self) {
        let holders = (0..THREADS).filter(|&thread| self.beliefs[thread] == Belief::Holds);
        let holders: Vec<_> = holders.map(|thread| ThreadId(thread as u32)).collect();
        assert!(holders.len() <= 1, "mutual exclusion");
        if let [holder] = holders[..] {
            assert_eq!(self.gil.holder(), Some(holder));
        }
        let wants = |belief| matches!(belief, Belief::Waits(_) | Belief::Follows);
        let mut waiting = (0..THREADS).filter(|&thread| wants(self.beliefs[thread]));
        if holders.is_empty() && waiting.clone().next().is_some() {
            assert!(waiting.any(|thread| self.woken[thread]), "lost wake-up");
        }
    }

    /// Everyone who holds the lock leaves for good, everyone woken wakes: nobody is left waiting.
    fn drain(&mut self) {
        for _ in 0..THREADS * THREADS * 4 {
            for me in 0..THREADS {
                let id = ThreadId(me as u32);
                match self.beliefs[me] {
                    Belief::Holds => self.leave(me, Leave::Final),
                    Belief::Waits(_) if self.woken[me] => {
                        self.woken[me] = false;
                        let take = self.gil.woken(id, self.now);
                        self.took(me, take);
                    }
                    Belief::Follows if self.woken[me] => {
                        self.woken[me] = false;
                        let take = self.gil.take(id, self.now);
                        self.took(me, take);
                    }
                    _ => {}
                }
                self.check();
            }
        }
        assert_eq!(
            self.beliefs,
            [Belief::Out; THREADS],
            "somebody waits for ever"
        );
        assert_eq!(self.gil.holder(), None);
    }
}

fn switches() -> impl Strategy<Value = Switch> {
    prop_oneof![
        Just(Switch::EveryN(10)),
        Just(Switch::Interval(Nanos::from_millis(5)))
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_history_is_lawful(
        handoff in prop::sample::select(&Handoff::ALL[..]),
        switch in switches(),
        acts in prop::collection::vec((0..THREADS, any::<u8>()), 0..120),
    ) {
        let mut model = Model::new(handoff, switch);
        for (me, choice) in acts {
            model.act(me, choice);
        }
        model.drain();
    }
}

/// Plays every history of this many acts by `threads` threads; a thread acts for the first time
/// after those before it have, as they are alike. Gives how many there were.
fn play_all(handoff: Handoff, switch: Switch, threads: usize, acts: usize) -> u64 {
    let mut played = 0;
    let mut history: Vec<(usize, u8)> = Vec::new();
    let mut open: Vec<Vec<(usize, u8)>> = Vec::new();
    loop {
        let mut model = Model::new(handoff, switch);
        for &(me, choice) in &history {
            model.act(me, choice);
        }
        if history.len() == acts {
            model.drain();
            played += 1;
        } else {
            let begun = history.iter().map(|(me, _)| me + 1).max().unwrap_or(0);
            let choices = (0..threads.min(begun + 1)).flat_map(|me| {
                let choices = model.choices(me);
                choices.iter().map(move |&choice| (me, choice))
            });
            open.push(choices.collect());
            history.push((0, 0));
        }
        while open.last().is_some_and(Vec::is_empty) {
            open.pop();
            history.pop();
        }
        let Some(choices) = open.last_mut() else {
            return played;
        };
        let next = choices.pop().expect("there is one left");
        history.truncate(open.len());
        *history.last_mut().expect("one for each choice") = next;
    }
}

#[test]
fn every_short_history_is_lawful() {
    let switches = [
        Switch::EveryN(10),
        Switch::Interval(Nanos::from_millis(5)),
        Switch::Never,
    ];
    for handoff in Handoff::ALL {
        for switch in switches {
            let played = [(2, 8), (3, 7), (4, 7)]
                .map(|(threads, acts)| play_all(handoff, switch, threads, acts));
            assert!(
                played.iter().all(|&histories| histories > 10_000),
                "{played:?}"
            );
        }
    }
}
