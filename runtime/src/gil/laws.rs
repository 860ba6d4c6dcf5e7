//! What the machine obeys, whatever its threads do and whenever wake-ups arrive.

use super::{Handoff, Leave, Machine, Switch, Take, Then, Ticket};
use crate::kernel::ThreadId;
use crate::time::Nanos;
use proptest::prelude::*;
use std::collections::VecDeque;

const THREADS: usize = 4;
const NOW: Nanos = Nanos::ZERO;

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
    beliefs: [Belief; THREADS],
    /// Wake-ups under way.
    woken: [bool; THREADS],
    /// Who waits, longest first (`fair`).
    queue: VecDeque<usize>,
}

impl Model {
    fn new(handoff: Handoff, switch: Switch) -> Model {
        Model {
            gil: Machine::new(handoff, switch),
            handoff,
            beliefs: [Belief::Out; THREADS],
            woken: [false; THREADS],
            queue: VecDeque::new(),
        }
    }

    /// Thread `me` does something that it may do; `choice` says what.
    fn act(&mut self, me: usize, choice: u8) {
        let id = ThreadId(me as u32);
        match self.beliefs[me] {
            Belief::Out => {
                let take = self.gil.take(id, NOW);
                self.took(me, take);
            }
            Belief::Holds => match choice % 3 {
                0 => self.leave(me, Leave::Voluntary),
                _ => self.leave(me, Leave::Forced),
            },
            Belief::Waits(_) if self.woken[me] && choice > 31 => {
                self.woken[me] = false;
                let take = self.gil.woken(id, NOW);
                self.took(me, take);
            }
            Belief::Waits(ticket) => match choice % 4 {
                0 => self.give_up(me),
                1 => {
                    let take = self.gil.woken(id, NOW);
                    self.took(me, take);
                }
                _ => {
                    let take = self.gil.interval_elapsed(id, ticket, NOW);
                    self.took(me, take);
                }
            },
            Belief::Follows if choice <= 31 => self.give_up(me),
            Belief::Follows if self.woken[me] => {
                self.woken[me] = false;
                if !self.gil.is_leaver(id) {
                    let take = self.gil.take(id, NOW);
                    self.took(me, take);
                }
            }
            Belief::Follows => {}
        }
        self.check();
    }

    fn took(&mut self, me: usize, take: Take) {
        match take {
            Take::Held { wake } => {
                self.beliefs[me] = Belief::Holds;
                self.queue.retain(|&waiter| waiter != me);
                self.ring(wake);
            }
            Take::Wait(ticket) => {
                self.beliefs[me] = Belief::Waits(ticket);
                if !self.queue.contains(&me) && self.gil.holder() != Some(ThreadId(me as u32)) {
                    self.queue.push_back(me);
                }
            }
        }
    }

    fn leave(&mut self, me: usize, leave: Leave) {
        let dropped = self.gil.drop(ThreadId(me as u32), leave, 0, NOW);
        self.granted(dropped.wake);
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
        let wake = self.gil.give_up(id, NOW);
        if held {
            self.granted(wake);
        }
        self.beliefs[me] = Belief::Out;
        self.woken[me] = false;
        self.ring(wake);
    }

    /// `fair`: the next holder is the one who has waited longest.
    fn granted(&mut self, next: Option<ThreadId>) {
        if self.handoff == Handoff::Fair {
            let longest = self.queue.pop_front().map(|thread| ThreadId(thread as u32));
            assert_eq!(next, longest, "first come, first served");
            assert_eq!(self.gil.holder(), longest, "ownership is passed");
        }
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
                        let take = self.gil.woken(id, NOW);
                        self.took(me, take);
                    }
                    Belief::Follows if self.woken[me] => {
                        self.woken[me] = false;
                        let take = self.gil.take(id, NOW);
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
    prop_oneof![Just(Switch::EveryN(10)), Just(Switch::Interval(Nanos(1)))]
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

const A: ThreadId = ThreadId(0);
const B: ThreadId = ThreadId(1);
const C: ThreadId = ThreadId(2);
const FIVE_MS: Nanos = Nanos::from_millis(5);
const FIVE: Switch = Switch::Interval(FIVE_MS);

/// Takes that must wait, and their ticket.
fn wait(gil: &mut Machine, me: ThreadId) -> Ticket {
    match gil.take(me, NOW) {
        Take::Wait(ticket) => ticket,
        held => panic!("{held:?}"),
    }
}

#[test]
fn forced_a_timeout_that_coincides_with_a_switch_asks_nothing() {
    let mut gil = Machine::new(Handoff::Forced, FIVE);
    gil.take(A, NOW);
    wait(&mut gil, B);
    let ticket = wait(&mut gil, C);
    assert_eq!(gil.drop(A, Leave::Voluntary, 0, NOW).wake, Some(B));
    assert_eq!(gil.woken(B, NOW), Take::Held { wake: None });
    let Take::Wait(ticket) = gil.interval_elapsed(C, ticket, NOW) else {
        panic!("B holds it");
    };
    assert!(!gil.requested(), "B has hardly begun");
    gil.interval_elapsed(C, ticket, NOW);
    assert!(gil.requested());
}

#[test]
fn forced_a_leaver_who_was_asked_waits_to_be_followed() {
    let mut gil = Machine::new(Handoff::Forced, FIVE);
    gil.take(A, NOW);
    let ticket = wait(&mut gil, B);
    gil.interval_elapsed(B, ticket, NOW);
    let dropped = gil.drop(A, Leave::Forced, 0, NOW);
    assert_eq!((dropped.wake, dropped.then), (Some(B), Then::Follow));
    assert_eq!(gil.woken(B, NOW), Take::Held { wake: Some(A) });
    wait(&mut gil, A);
}

#[test]
fn forced_a_requester_that_goes_away_lets_the_leaver_go_on() {
    let mut gil = Machine::new(Handoff::Forced, FIVE);
    gil.take(A, NOW);
    let ticket = wait(&mut gil, B);
    gil.interval_elapsed(B, ticket, NOW);
    assert_eq!(gil.drop(A, Leave::Forced, 0, NOW).then, Then::Follow);
    assert_eq!(gil.give_up(B, NOW), Some(A));
    assert_eq!(gil.take(A, NOW), Take::Held { wake: None });
}

#[test]
fn forced_the_last_thread_leaves_without_waiting() {
    let mut gil = Machine::new(Handoff::Forced, FIVE);
    gil.take(A, NOW);
    let ticket = wait(&mut gil, B);
    gil.interval_elapsed(B, ticket, NOW);
    gil.give_up(B, NOW);
    assert!(!gil.requested());
    gil.request_drop();
    assert_eq!(gil.drop(A, Leave::Forced, 0, NOW).then, Then::Take);
}

#[test]
fn forced_a_leaver_of_its_own_accord_barges_back_in() {
    let mut gil = Machine::new(Handoff::Forced, FIVE);
    gil.take(A, NOW);
    wait(&mut gil, B);
    let dropped = gil.drop(A, Leave::Voluntary, 0, NOW);
    assert_eq!((dropped.wake, dropped.then), (Some(B), Then::Take));
    assert_eq!(gil.take(A, NOW), Take::Held { wake: None });
    assert!(matches!(gil.woken(B, NOW), Take::Wait(_)));
    assert_eq!(gil.waiting(), 1);
}

#[test]
fn barging_shares_one_ticker() {
    for (handoff, left) in [(Handoff::Barging, 30), (Handoff::Forced, 100)] {
        let mut gil = Machine::new(handoff, Switch::EveryN(100));
        gil.take(A, NOW);
        gil.drop(A, Leave::Voluntary, 30, NOW);
        gil.take(B, NOW);
        assert_eq!(gil.budget(), left);
        gil.drop(B, Leave::Forced, 0, NOW);
        gil.take(A, NOW);
        assert_eq!(gil.budget(), 100);
    }
}

/// Takes the lock, and asks for it after `waited` of waiting.
fn asks_after(gil: &mut Machine, me: ThreadId, waited: Nanos, at: Nanos) -> bool {
    let Take::Wait(ticket) = gil.take(me, at) else {
        panic!("the lock is held")
    };
    gil.interval_elapsed(me, ticket, at + waited);
    gil.requested()
}

const MS: Nanos = Nanos::from_millis(1);

/// A holds the lock, having been made to leave it once; B is back from I/O.
fn a_computes_b_is_back(min_slice: Nanos) -> Machine {
    let handoff = Handoff::IoFirst {
        min_slice,
        ageing: 10,
    };
    let mut gil = Machine::new(handoff, FIVE);
    gil.take(A, NOW);
    wait(&mut gil, B);
    assert_eq!(gil.drop(A, Leave::Forced, 0, NOW).wake, Some(B));
    assert_eq!(gil.woken(B, NOW), Take::Held { wake: None });
    wait(&mut gil, A);
    assert_eq!(gil.drop(B, Leave::Voluntary, 0, NOW).wake, Some(A));
    assert_eq!(gil.woken(A, NOW), Take::Held { wake: None });
    gil
}

#[test]
fn io_first_a_thread_back_from_io_asks_at_once() {
    let mut gil = a_computes_b_is_back(Nanos::ZERO);
    wait(&mut gil, B);
    assert!(gil.requested());
    gil.woken(A, NOW);
    assert!(gil.requested(), "also of a holder that was asleep still");
}

#[test]
fn io_first_a_holder_has_its_shortest_slice() {
    let mut gil = a_computes_b_is_back(Nanos::from_millis(2));
    let Take::Wait(ticket) = gil.take(B, MS) else {
        panic!("A holds it")
    };
    assert_eq!((gil.requested(), ticket.patience), (false, Some(MS)));
    gil.interval_elapsed(B, ticket, MS + MS);
    assert!(gil.requested());
}

#[test]
fn io_first_equals_wait_for_a_whole_interval() {
    let mut gil = a_computes_b_is_back(Nanos::ZERO);
    // B computes, too, by now.
    assert_eq!(gil.take(B, NOW), gil.woken(B, NOW));
    gil.drop(A, Leave::Forced, 0, NOW);
    gil.woken(B, NOW);
    wait(&mut gil, A);
    gil.drop(B, Leave::Forced, 0, NOW);
    gil.woken(A, NOW);
    wait(&mut gil, B);
    gil.drop(A, Leave::Forced, 0, NOW);
    gil.woken(B, NOW);
    assert!(!asks_after(&mut gil, A, MS, NOW));
    let mut at = MS;
    for _ in 0..4 {
        at += MS;
        gil.give_up(A, at);
        assert_eq!(asks_after(&mut gil, A, Nanos::ZERO, at), at >= FIVE_MS);
    }
}

#[test]
fn io_first_whoever_waits_for_long_goes_first() {
    let mut gil = a_computes_b_is_back(Nanos::ZERO);
    // A is the lower one, and waits while B and C, back from I/O, pass the lock to and fro.
    wait(&mut gil, B);
    gil.drop(A, Leave::Forced, 0, NOW);
    gil.woken(B, NOW);
    let mut ticket = wait(&mut gil, A);
    let mut at = NOW;
    let mut turns = 0;
    while gil.holder() != Some(A) {
        let holder = gil.holder().expect("somebody has it");
        let other = if holder == B { C } else { B };
        gil.take(other, at);
        at += MS;
        if let Take::Wait(next) = gil.interval_elapsed(A, ticket, at) {
            ticket = next;
        }
        let woken = gil.drop(holder, Leave::Voluntary, 0, at).wake;
        gil.woken(woken.expect("two wait"), at);
        turns += 1;
        assert!(turns <= 52, "A starves");
    }
    assert!(turns >= 50, "ten intervals of 5 ms are 50 turns: {turns}");
}

#[test]
fn an_interval_of_nothing_is_a_microsecond() {
    let interval = Switch::Interval(Nanos::ZERO).interval();
    assert_eq!(interval, Some(Nanos::from_micros(1)));
}
