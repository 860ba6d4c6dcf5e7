//! The rules of each hand-off, one test a rule.

use super::{Handoff, Leave, Machine, Switch, Take, Then, Ticket};
use crate::kernel::ThreadId;
use crate::time::Nanos;

const NOW: Nanos = Nanos::ZERO;

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

#[test]
fn barging_wakes_one_and_nobody_is_made_to_switch() {
    let mut gil = Machine::new(Handoff::Barging, Switch::EveryN(100));
    gil.take(A, NOW);
    wait(&mut gil, B);
    wait(&mut gil, C);
    for _ in 0..3 {
        let dropped = gil.drop(A, Leave::Forced, 0, NOW);
        assert_eq!((dropped.wake, dropped.then), (Some(B), Then::Take));
        assert_eq!(gil.take(A, NOW), Take::Held { wake: None });
        assert_eq!(gil.budget(), 100, "the ticker begins anew");
        assert!(matches!(gil.woken(B, NOW), Take::Wait(_)), "too late");
        let dropped = gil.drop(A, Leave::Forced, 0, NOW);
        assert_eq!(dropped.wake, Some(C), "B has gone to the end of the queue");
        gil.take(A, NOW);
        gil.woken(C, NOW);
    }
}

#[test]
fn barging_the_woken_one_has_the_lock_if_it_is_there_first() {
    let mut gil = Machine::new(Handoff::Barging, Switch::EveryN(100));
    gil.take(A, NOW);
    wait(&mut gil, B);
    gil.drop(A, Leave::Forced, 0, NOW);
    assert_eq!(gil.woken(B, NOW), Take::Held { wake: None });
    wait(&mut gil, A);
}

#[test]
fn forced_a_request_of_an_earlier_tenure_is_forgotten() {
    let mut gil = Machine::new(Handoff::Forced, FIVE);
    gil.take(A, NOW);
    let ticket = wait(&mut gil, B);
    wait(&mut gil, C);
    gil.interval_elapsed(B, ticket, FIVE_MS);
    assert!(gil.requested());
    gil.drop(A, Leave::Forced, 0, FIVE_MS);
    gil.woken(B, FIVE_MS);
    assert!(!gil.requested(), "B has just begun");
}

#[test]
fn forced_a_waiters_timer_restarts_at_each_wake_up() {
    let mut gil = Machine::new(Handoff::Forced, FIVE);
    gil.take(A, NOW);
    wait(&mut gil, B);
    let at = Nanos::from_millis(4);
    let Take::Wait(ticket) = gil.woken(B, at) else {
        panic!("A holds it")
    };
    assert_eq!(ticket.patience, Some(FIVE_MS));
    gil.interval_elapsed(B, ticket, at + FIVE_MS);
    assert!(gil.requested());
}

#[test]
fn fair_ownership_is_passed_in_the_order_of_coming() {
    let mut gil = Machine::new(Handoff::Fair, FIVE);
    gil.take(A, NOW);
    wait(&mut gil, B);
    wait(&mut gil, C);
    assert_eq!(gil.drop(A, Leave::Voluntary, 0, NOW).wake, Some(B));
    assert_eq!(gil.holder(), Some(B), "though it sleeps still");
    wait(&mut gil, A);
    assert_eq!(gil.woken(B, NOW), Take::Held { wake: None });
    let dropped = gil.drop(B, Leave::Forced, 0, NOW);
    assert_eq!((dropped.wake, gil.holder()), (Some(C), Some(C)));
    assert!(matches!(dropped.then, Then::Wait(_)));
    assert_eq!(gil.drop(C, Leave::Final, 0, NOW).wake, Some(A));
    assert_eq!(gil.drop(A, Leave::Final, 0, NOW).wake, Some(B));
    assert_eq!(gil.drop(B, Leave::Final, 0, NOW).wake, None);
}

#[test]
fn fair_what_is_asked_of_a_sleeper_is_stale_when_it_wakes() {
    let mut gil = Machine::new(Handoff::Fair, FIVE);
    gil.take(A, NOW);
    wait(&mut gil, B);
    let ticket = wait(&mut gil, C);
    gil.drop(A, Leave::Voluntary, 0, NOW);
    gil.interval_elapsed(C, ticket, FIVE_MS);
    assert!(gil.requested());
    gil.woken(B, FIVE_MS);
    assert!(!gil.requested());
}

#[test]
fn nobody_asks_where_threads_co_operate_but_by_order() {
    for handoff in Handoff::ALL {
        let mut gil = Machine::new(handoff, Switch::Never);
        gil.take(A, NOW);
        let ticket = wait(&mut gil, B);
        assert_eq!(ticket.patience, None, "{handoff:?}");
        gil.interval_elapsed(B, ticket, FIVE_MS);
        assert!(!gil.requested(), "{handoff:?}");
        gil.order(C);
        assert!(!gil.requested(), "C does not want it yet");
        wait(&mut gil, C);
        assert!(gil.requested(), "{handoff:?}");
        gil.give_up(C, NOW);
        gil.drop(A, Leave::Voluntary, 0, NOW);
        gil.woken(B, NOW);
        assert!(!gil.requested(), "{handoff:?}");
    }
}

/// Who runs, and for how long, where `threads` threads compute, nobody does I/O, and waking takes no
/// time.
fn slices(handoff: Handoff, threads: u32, count: usize) -> Vec<(u32, Nanos)> {
    let mut gil = Machine::new(handoff, FIVE);
    gil.take(A, NOW);
    let mut due: Vec<(Nanos, ThreadId, Ticket)> = Vec::new();
    let mut tickets: Vec<(ThreadId, Ticket)> = Vec::new();
    for thread in (1..threads).map(ThreadId) {
        tickets.push((thread, wait(&mut gil, thread)));
    }
    let (mut now, mut began) = (NOW, NOW);
    let mut slices = Vec::new();
    while slices.len() < count {
        for (thread, ticket) in tickets.drain(..) {
            due.retain(|(_, other, _)| *other != thread);
            let patience = ticket.patience.expect("there is an interval");
            due.push((now + patience, thread, ticket));
        }
        let next = (0..due.len()).min_by_key(|&place| due[place].0);
        let (at, thread, ticket) = due.remove(next.expect("somebody waits"));
        now = at;
        let Take::Wait(ticket) = gil.interval_elapsed(thread, ticket, now) else {
            panic!("the lock is held");
        };
        tickets.push((thread, ticket));
        if gil.requested() {
            let holder = gil.holder().expect("it is held");
            slices.push((holder.0, now.since(began)));
            began = now;
            let dropped = gil.drop(holder, Leave::Forced, 0, now);
            let next = dropped.wake.expect("others wait");
            gil.woken(next, now);
            due.retain(|(_, other, _)| *other != next);
            tickets.retain(|(other, _)| *other != next);
            match dropped.then {
                Then::Wait(ticket) => tickets.push((holder, ticket)),
                Then::Take | Then::Follow => {
                    let Take::Wait(ticket) = gil.take(holder, now) else {
                        panic!("another has it");
                    };
                    tickets.push((holder, ticket));
                }
            }
        }
    }
    slices
}

#[test]
fn threads_that_compute_take_turns_in_order() {
    for handoff in [Handoff::Forced, Handoff::Fair, Handoff::IO_FIRST] {
        for threads in 2..=4 {
            let slices = slices(handoff, threads, 24);
            for ((thread, slice), turn) in slices.iter().zip(0..) {
                assert_eq!(*thread, turn % threads, "{handoff:?} {threads}: {slices:?}");
                // Under `fair` each waiter asks once an interval: slices are shorter, the more wait.
                let whole = handoff == Handoff::Fair && threads > 2 || *slice == FIVE_MS;
                assert!(whole, "{handoff:?} {threads}: {slices:?}");
            }
        }
    }
}
