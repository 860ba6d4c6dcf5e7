//! Biased counting, thread by thread: what its owner has counted and another drops, what waits for an
//! owner, and what comes of owners that wait or are gone. Every history of a model is in `counts.rs`; what two
//! threads do at the same moment, in the models of `src/heap/biased.rs`.
#![allow(unsafe_code)]

use gilscope_runtime::heap::{
    Counting, Gc, Guarded, Heap, Local, Object, Purpose, Ref, Visitor, Weak, enter, garbage,
    take_finalizable,
};
use std::sync::Arc;

/// An object that may refer to others, and may have last words.
struct Node {
    links: Guarded<Vec<Ref>>,
    speaks: bool,
}

// SAFETY: the only implementor of kind 62 in this test binary.
unsafe impl Object for Node {
    const KIND: u8 = 62;

    fn trace(&self, visitor: &Visitor<'_>) {
        for link in visitor.peek(&self.links) {
            visitor.visit(link);
        }
    }

    fn has_finalizer(&self, _visitor: &Visitor<'_>) -> bool {
        self.speaks
    }
}

fn node(speaks: bool) -> Gc<Node> {
    Gc::new(Node {
        links: Guarded::new(Vec::new()),
        speaks,
    })
}

/// Two threads, which run when they are entered.
struct Pair {
    heap: Arc<Heap>,
    owner: Local,
    other: Local,
}

impl Pair {
    fn new() -> Pair {
        let heap = Heap::new(Counting::Biased);
        let (owner, other) = (Local::new(&heap), Local::new(&heap));
        Pair { heap, owner, other }
    }

    /// Objects of the owner, which has given its references away.
    fn given(&self, count: usize, speaks: bool) -> Vec<Gc<Node>> {
        enter(&self.owner, || (0..count).map(|_| node(speaks)).collect())
    }

    fn freed(&self) -> u64 {
        self.owner.freed() + self.other.freed()
    }

    /// Both threads end; everything has been freed.
    fn end(self) {
        drop((self.owner, self.other));
        let census = self.heap.census();
        assert_eq!((census.leaks, census.freed), (Vec::new(), census.made));
    }
}

#[test]
fn what_another_drops_waits_for_the_owners_safe_point() {
    let pair = Pair::new();
    let objects = pair.given(1_000, false);
    enter(&pair.other, || drop(objects));
    assert_eq!(pair.freed(), 0, "they are the owner's to drop");
    enter(&pair.owner, || pair.owner.attach());
    assert_eq!(pair.owner.freed(), 1_000);
    pair.end();
}

/// A thread blocked in I/O, as others drop what it has made.
#[test]
fn an_owner_that_waits_keeps_nothing_alive() {
    let pair = Pair::new();
    let objects = pair.given(1_000, false);
    enter(&pair.owner, || pair.owner.detach());
    enter(&pair.other, || drop(objects));
    assert_eq!(pair.other.freed(), 1_000, "merged in the owner's place");
    pair.end();
}

/// The same in CPython 3.13 and 3.14 without the GIL.
#[test]
fn without_detached_merges_an_owner_that_waits_keeps_all_alive() {
    let pair = Pair::new();
    pair.heap.set_detached_merge(false);
    let objects = pair.given(1_000, false);
    enter(&pair.owner, || pair.owner.detach());
    enter(&pair.other, || drop(objects));
    assert_eq!(pair.freed(), 0, "1000 of 1000 stay");
    enter(&pair.owner, || pair.owner.attach());
    assert_eq!(pair.owner.freed(), 1_000, "until it comes back");
    pair.end();
}

#[test]
fn what_an_owner_has_made_that_is_gone_is_dropped_by_others() {
    let Pair { heap, owner, other } = Pair::new();
    let objects: Vec<_> = enter(&owner, || (0..1_000).map(|_| node(false)).collect());
    drop(owner);
    enter(&other, || {
        let copies = objects.clone();
        drop(objects);
        assert_eq!(other.freed(), 0);
        drop(copies);
    });
    assert_eq!(other.freed(), 1_000);
    drop(other);
    assert_eq!(heap.census().leaks, []);
}

#[test]
fn an_owner_that_ends_drops_what_waits_for_it() {
    let pair = Pair::new();
    let (objects, speakers) = (pair.given(100, false), pair.given(100, true));
    enter(&pair.other, || drop((objects, speakers)));
    let Pair { heap, owner, other } = pair;
    drop(owner);
    enter(&other, || {
        // Their last words are for somebody who is still there.
        assert!(other.attach());
        assert_eq!(std::iter::from_fn(take_finalizable).count(), 100);
        assert!(!other.attach());
    });
    drop(other);
    let census = heap.census();
    assert_eq!((census.freed, census.leaks), (200, Vec::new()));
}

/// CPython's gh-121794: an owner that is taken away too early is nobody's, and not merged either.
#[test]
fn what_dies_in_its_owners_hands_stays_the_owners() {
    let pair = Pair::new();
    enter(&pair.owner, || {
        drop(node(true));
        let revived = take_finalizable().expect("it has last words");
        drop(revived.clone());
        assert_eq!(revived.header().count(), 1);
        drop(revived);
        assert_eq!(pair.owner.freed(), 1);
        // Its cell has come home, too.
        let address = |it: &Gc<Node>| it.as_ref().address();
        let first = address(&node(false));
        assert_eq!(first, address(&node(false)));
    });
    pair.end();
}

/// "A count of 1 means that it is mine alone": whose count, and whose 1?
#[test]
fn one_reference_is_not_enough_to_be_alone() {
    let pair = Pair::new();
    let is_sole = |at: &Local, object: Gc<Node>| {
        enter(at, || {
            let mut object = object.into_ref();
            let is_sole = object.get_mut::<Node>().is_some();
            (is_sole, object.into_gc::<Node>().expect("a node"))
        })
    };
    let mine = enter(&pair.owner, || node(false));
    let (sole, mine) = is_sole(&pair.owner, mine);
    assert!(sole, "nobody else has seen it");
    let theirs = enter(&pair.other, || mine.clone());
    let (sole, mine) = is_sole(&pair.owner, mine);
    assert!(
        !sole,
        "the owner's count is 1, and another thread has one more"
    );
    let (sole, theirs) = is_sole(&pair.other, theirs);
    assert!(!sole, "the others' count is 1, and the owner has one more");
    enter(&pair.owner, || drop(mine));
    let (sole, theirs) = is_sole(&pair.other, theirs);
    assert!(sole, "merged: one count for all, and it is 1");
    enter(&pair.other, || drop(theirs));
    // Given away, and counted by the owner alone: what that does not know, it must not assume.
    let given = pair.given(1, false).remove(0);
    let (sole, given) = is_sole(&pair.other, given);
    assert!(!sole, "another thread's 1");
    enter(&pair.other, || drop(given));
    pair.end();
}

#[test]
fn more_references_than_an_owner_can_count_are_counted() {
    let pair = Pair::new();
    enter(&pair.owner, || {
        let object = node(false);
        let copies = vec![object.clone(); 40_000];
        assert_eq!(object.as_ref().header().count(), 40_001);
        drop(copies);
        // Those that the owner has counted are the first to go.
        assert_eq!(object.as_ref().header().count(), 1);
    });
    pair.end();
}

#[test]
fn a_weak_reference_of_another_thread_finds_what_lives_only() {
    let pair = Pair::new();
    let (target, watcher) = enter(&pair.owner, || (node(false), node(false)));
    let weak = enter(&pair.other, || {
        Weak::new(target.as_ref(), watcher.as_ref(), Purpose::Find)
    });
    let found = enter(&pair.other, || weak.get());
    assert!(found.is_some());
    enter(&pair.owner, || drop(target));
    enter(&pair.other, || {
        assert!(weak.get().is_some(), "there is the one that was found");
        drop(found);
        assert!(weak.get().is_none());
        drop(weak);
    });
    enter(&pair.owner, || drop(watcher));
    pair.end();
}

#[test]
fn garbage_of_an_owner_that_stands_still_is_freed_at_once() {
    let pair = Pair::new();
    enter(&pair.owner, || {
        let (a, b) = (node(false), node(false));
        a.guard(|n| &n.links).push(b.clone().into_ref());
        b.guard(|n| &n.links).push(a.clone().into_ref());
    });
    let waits = pair.given(1, false);
    enter(&pair.other, || {
        drop(waits);
        let found = garbage(true).objects;
        assert_eq!(found.len(), 2);
        for object in &found {
            let node = object.downcast::<Node>().expect("a node");
            let links = std::mem::take(&mut *node.guard(|n| &n.links));
            drop(links);
        }
        drop(found);
        assert_eq!(
            pair.other.freed(),
            3,
            "with the one that waited to be merged"
        );
    });
    pair.end();
}
