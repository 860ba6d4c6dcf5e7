//! Racy counting: what plain counts lose is found and named, and the true counts stay exact.
#![allow(unsafe_code)]

use gilscope_runtime::heap::{
    Census, Counting, Deed, Gc, Heap, Local, Object, Ref, Victim, Visitor, Wreck, enter,
    set_moment, set_site,
};
use std::sync::Arc;

/// An object without references to others.
struct Leaf;

// SAFETY: the only implementor of kind 61 in this test binary.
unsafe impl Object for Leaf {
    const KIND: u8 = 61;
    fn trace(&self, _visitor: &Visitor<'_>) {}
}

fn name(object: &Ref) -> String {
    format!("leaf of kind {}", object.kind())
}

/// The count of a victim is off by exactly what was lost.
fn check_sum(victim: &Victim) {
    let lost = victim.lost_decrements as i64 - victim.lost_increments as i64;
    match (&victim.early_end, victim.leaked) {
        (Some(end), _) => assert_eq!(i64::from(end.left) + lost, 0, "{victim:?}"),
        (None, Some(count)) => assert_eq!(i64::from(count), lost, "{victim:?}"),
        (None, None) => assert_eq!(lost, 0, "{victim:?}"),
    }
}

fn check_sums(wreck: &Wreck) {
    let victims = &wreck.victims;
    assert_eq!(victims.len() as u64, wreck.tally.victims);
    victims.iter().for_each(check_sum);
    let sum = |of: fn(&Victim) -> u64| victims.iter().map(of).sum::<u64>();
    let tally = &wreck.tally;
    assert_eq!(sum(|it| it.lost_increments), tally.lost_increments);
    assert_eq!(sum(|it| it.lost_decrements), tally.lost_decrements);
    assert_eq!(sum(|it| it.early_end.is_some().into()), tally.freed_in_use);
    assert_eq!(sum(|it| it.leaked.is_some().into()), tally.leaked);
    let uses = sum(|it| it.early_end.map_or(0, |end| end.uses));
    assert_eq!(uses, tally.uses_after_free);
}

/// Threads that take and drop references to the same few objects, as many times as `rounds` says.
fn share_among_threads(threads: u64, rounds: u64) -> (Census, Wreck) {
    const OBJECTS: u64 = 3;
    let heap = Heap::new(Counting::Racy);
    let local = Local::new(&heap);
    let objects: Vec<Ref> = enter(&local, || {
        (0..OBJECTS).map(|_| Gc::new(Leaf).into_ref()).collect()
    });
    heap.supervise();
    let objects = Arc::new(objects);
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let (objects, local) = (objects.clone(), local.another());
            scope.spawn(move || {
                enter(&local, || {
                    set_moment(1 + thread as u32, 1, 0, 0);
                    for _ in 0..rounds {
                        objects.iter().for_each(|object| drop(object.clone()));
                    }
                });
            });
        }
    });
    let objects = Arc::into_inner(objects).expect("the threads have ended");
    enter(&local, || drop(objects));
    drop(local);
    let wreck = heap.wreck().expect("the heap is racy");
    assert_eq!(wreck.tally.operations, OBJECTS * (2 * threads * rounds + 1));
    (heap.census(), wreck)
}

#[test]
fn on_real_threads_the_truth_stays_exact_and_every_loss_adds_up() {
    let (census, wreck) = share_among_threads(4, 20_000);
    assert_eq!((census.made, census.freed), (3, 3));
    assert_eq!(census.leaks, []);
    check_sums(&wreck);
}

#[test]
fn one_thread_alone_loses_nothing() {
    let (census, wreck) = share_among_threads(1, 1_000);
    assert_eq!(census.leaks, []);
    assert!(!wreck.is_any());
    assert_eq!(
        wreck.tally.crossings, 3,
        "the last reference of each is the maker's"
    );
}

/// Two threads of virtual time take and drop references to one object, in instructions that overlap
/// if `overlaps` says so.
fn simulated(seed: u64, overlaps: bool) -> Wreck {
    let heap = Heap::racy(Some(seed), name);
    let locals = [Local::new(&heap), Local::new(&heap)];
    let object = enter(&locals[0], || {
        set_site(7);
        Gc::new(Leaf).into_ref()
    });
    heap.supervise();
    let mut hands: [Vec<Ref>; 2] = [vec![object], Vec::new()];
    let first = hands[0][0].clone();
    hands[1].push(first);
    for turn in 0..400 {
        // 100 instructions apart, the longest wait of a core is too short.
        let start = match overlaps {
            true => turn / 2 * 10,
            false => turn * 1_000,
        };
        let thread = (turn % 2) as usize;
        enter(&locals[thread], || {
            set_moment(thread as u32, 10 + thread as u32, start, start + 10);
            let own = &mut hands[thread];
            match own.len() {
                1 => own.push(own[0].clone()),
                _ => drop(own.pop()),
            }
        });
    }
    enter(&locals[0], || {
        set_moment(0, 0, u64::MAX, u64::MAX);
        drop(hands);
    });
    drop(locals);
    assert_eq!(heap.census().leaks, []);
    heap.wreck().expect("the heap is racy")
}

#[test]
fn in_virtual_time_a_loss_is_named_with_both_accesses() {
    let wrecks: Vec<Wreck> = (0..20).map(|seed| simulated(seed, true)).collect();
    wrecks.iter().for_each(check_sums);
    assert!(wrecks.iter().all(Wreck::is_any), "400 chances each");
    for victim in wrecks.iter().flat_map(|wreck| &wreck.victims) {
        assert_eq!((&*victim.name, victim.site), ("leaf of kind 61", 7));
        let race = victim.race.expect("it lost something");
        assert_ne!(race.lost.thread, race.winner.thread);
        for access in [race.lost, race.winner] {
            assert_eq!(access.site, 10 + access.thread);
            let step = if access.deed == Deed::Increment {
                1
            } else {
                -1
            };
            assert_eq!(access.written, access.read.wrapping_add_signed(step));
        }
        assert_eq!(race.lost.read, race.winner.read, "both saw the same count");
    }
    let any = |what: fn(&Wreck) -> bool| assert!(wrecks.iter().any(what));
    any(|wreck| wreck.tally.freed_in_use > 0 && wreck.tally.uses_after_free > 0);
    any(|wreck| wreck.tally.leaked > 0);
}

#[test]
fn in_virtual_time_a_seed_says_what_happens() {
    assert_eq!(simulated(1, true), simulated(1, true));
    assert_ne!(simulated(1, true), simulated(2, true));
}

#[test]
fn in_virtual_time_instructions_far_apart_lose_nothing() {
    for seed in 0..20 {
        assert!(!simulated(seed, false).is_any());
    }
}
