//! Counts against a model: after any history an object's count is the number of references to it,
//! and what is left when all hands are empty is what cycles keep alive.
#![allow(unsafe_code)]

use gilscope_runtime::heap::{
    Counting, Flags, Gc, Guarded, Heap, Local, Object, Ref, Visitor, enter, has_finalizable,
    take_finalizable,
};
use proptest::prelude::*;
use std::collections::HashMap;
use std::mem::ManuallyDrop;
use std::sync::Arc;

/// An object with references to others, and perhaps with last words.
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

/// What is done to the objects in hand; numbers are taken modulo how many there are.
#[derive(Clone, Copy, Debug)]
enum Deed {
    Make {
        speaks: bool,
    },
    Copy(usize),
    Drop(usize),
    Link(usize, usize),
    Unlink(usize),
    /// Hands it to another thread.
    Publish(usize),
    /// A second thread begins; some objects are not counted from now on.
    ShareAll,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        2 => any::<bool>().prop_map(|speaks| Deed::Make { speaks }),
        2 => any::<usize>().prop_map(Deed::Copy),
        3 => any::<usize>().prop_map(Deed::Drop),
        4 => (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Deed::Link(a, b)),
        1 => any::<usize>().prop_map(Deed::Unlink),
        1 => any::<usize>().prop_map(Deed::Publish),
        1 => Just(Deed::ShareAll),
    ]
}

/// The references that there are, without counting.
#[derive(Default)]
struct Model {
    hands: Vec<u32>,
    links: HashMap<u32, Vec<u32>>,
    /// Objects whose finalizers are still to be asked for.
    silent: Vec<u32>,
    /// Objects that were given back to have their say, each held by one reference.
    spoken: Vec<u32>,
    next: u32,
}

impl Model {
    /// Number of references to an object, from hands and from living objects.
    fn count(&self, name: u32) -> usize {
        let of = |names: &[u32]| names.iter().filter(|n| **n == name).count();
        of(&self.hands) + of(&self.spoken) + self.links.values().map(|l| of(l)).sum::<usize>()
    }

    /// Frees whatever has no reference left; what has last words comes back first.
    fn settle(&mut self) {
        while let Some(name) = self.links.keys().copied().find(|n| self.count(*n) == 0) {
            match self.silent.iter().position(|n| *n == name) {
                Some(index) => {
                    self.silent.swap_remove(index);
                    self.spoken.push(name);
                }
                None => drop(self.links.remove(&name)),
            }
        }
    }
}

struct World {
    heap: Arc<Heap>,
    model: Model,
    hands: Vec<Gc<Node>>,
    addresses: HashMap<u32, usize>,
}

impl World {
    fn act(&mut self, deed: Deed) {
        let count = self.hands.len();
        match deed {
            Deed::Make { speaks } => {
                let node = Gc::new(Node {
                    links: Guarded::new(Vec::new()),
                    speaks,
                });
                let name = self.model.next;
                self.model.next += 1;
                self.model.hands.push(name);
                self.model.links.insert(name, Vec::new());
                if speaks {
                    self.model.silent.push(name);
                }
                self.addresses.insert(name, node.as_ref().address());
                self.hands.push(node);
            }
            _ if count == 0 => {}
            Deed::Copy(at) => {
                self.hands.push(self.hands[at % count].clone());
                self.model.hands.push(self.model.hands[at % count]);
            }
            Deed::Drop(at) => {
                self.model.hands.swap_remove(at % count);
                drop(self.hands.swap_remove(at % count));
            }
            Deed::Link(from, to) => {
                let target = self.hands[to % count].clone().into_ref();
                let (from_name, to_name) =
                    (self.model.hands[from % count], self.model.hands[to % count]);
                let from = &self.hands[from % count];
                from.as_ref().adopt(&target);
                from.guard(|n| &n.links).push(target);
                let links = self.model.links.get_mut(&from_name);
                links.expect("what is in hand is alive").push(to_name);
            }
            Deed::Unlink(at) => {
                let gone = self.hands[at % count].guard(|n| &n.links).pop();
                drop(gone);
                let name = self.model.hands[at % count];
                let links = self.model.links.get_mut(&name);
                links.expect("what is in hand is alive").pop();
            }
            Deed::Publish(at) => {
                self.hands[at % count].as_ref().publish();
                let is_published = self.hands[at % count].as_ref().is_shared();
                assert_eq!(is_published, self.heap.counting() != Counting::Plain);
            }
            Deed::ShareAll => self.heap.share_all(&|_| false),
        }
        self.model.settle();
        // Last words are said at once, and mean nothing here. What dies with an object may have
        // some, too.
        while has_finalizable() {
            let object = take_finalizable().expect("one waits");
            let name = self.name_of(object.address());
            let at = self.model.spoken.iter().position(|n| *n == name);
            self.model
                .spoken
                .swap_remove(at.expect("(model) it has last words"));
            self.model.settle();
            drop(object);
        }
        assert!(self.model.spoken.is_empty(), "(heap) forgot last words");
    }

    fn name_of(&self, address: usize) -> u32 {
        let alive = self
            .addresses
            .iter()
            .filter(|(n, _)| self.model.links.contains_key(n));
        let found = { alive }.find(|(_, a)| **a == address);
        *found.expect("(model) knows every living object").0
    }

    fn check(&self) {
        for (node, name) in self.hands.iter().zip(&self.model.hands) {
            let count = node.as_ref().header().count() as usize;
            assert_eq!(count, self.model.count(*name), "object {name}");
            let shown = node.as_ref().header().shown_count();
            assert_eq!(shown, count as i64, "(racy) one thread loses nothing");
            if node.as_ref().is_shared() {
                let links = node.guard(|n| &n.links).clone();
                let all = links.iter().all(Ref::is_shared);
                assert!(all, "(published) object {name} refers to a local one");
            }
        }
    }
}

proptest! {
    #[test]
    fn a_count_is_the_number_of_references(
        deeds in prop::collection::vec(deed(), 1..120),
        counting in prop::sample::select(Counting::ALL.to_vec()),
    ) {
        let heap = Heap::new(counting);
        let local = Local::new(&heap);
        let mut kept: Vec<usize> = enter(&local, || {
            let mut world = World {
                heap: heap.clone(),
                model: Model::default(),
                hands: Vec::new(),
                addresses: HashMap::new(),
            };
            for deed in deeds {
                world.act(deed);
                world.check();
            }
            while !world.hands.is_empty() {
                world.act(Deed::Drop(0));
                world.check();
            }
            let alive = world.model.links.keys();
            alive.map(|name| world.addresses[name]).collect()
        });
        drop(local);
        let census = heap.census();
        let mut left: Vec<usize> = census.leaks.iter().map(|leak| leak.address).collect();
        kept.sort_unstable();
        left.sort_unstable();
        prop_assert_eq!(left, kept);
        prop_assert!(heap.wreck().is_none_or(|wreck| !wreck.is_any()));
        prop_assert_eq!(census.made - census.freed, census.leaks.len() as u64);
    }
}

fn node(links: Vec<Ref>) -> Gc<Node> {
    Gc::new(Node {
        links: Guarded::new(links),
        speaks: false,
    })
}

fn in_heap(counting: Counting, body: impl FnOnce(&Heap)) -> gilscope_runtime::heap::Census {
    let heap = Heap::new(counting);
    let local = Local::new(&heap);
    enter(&local, || body(&heap));
    drop(local);
    heap.census()
}

#[test]
fn publishing_marks_all_that_an_object_leads_to_and_nothing_else() {
    let census = in_heap(Counting::Escape, |_| {
        let apart = node(Vec::new());
        let mut chain = node(Vec::new());
        for _ in 0..100_000 {
            chain = node(vec![chain.into_ref()]);
        }
        let circle = node(vec![chain.clone().into_ref()]);
        circle.guard(|n| &n.links).push(circle.clone().into_ref());
        circle.as_ref().publish();
        assert!(circle.as_ref().is_shared() && chain.as_ref().is_shared());
        assert!(!apart.as_ref().is_shared());
        let mut depth = 0;
        let mut at = chain.as_ref().clone();
        while let Some(next) = at
            .downcast::<Node>()
            .and_then(|n| n.guard(|n| &n.links).first().cloned())
        {
            assert!(next.is_shared());
            at = next;
            depth += 1;
        }
        assert_eq!(depth, 100_000);
        circle.guard(|n| &n.links).clear();
    });
    assert_eq!(census.leaks, []);
}

#[test]
fn what_is_stored_in_a_shared_object_is_shared_first() {
    in_heap(Counting::Escape, |_| {
        let owner = node(Vec::new());
        let (early, late) = (node(Vec::new()), node(Vec::new()));
        owner.as_ref().adopt(early.as_ref());
        assert!(!early.as_ref().is_shared(), "its owner is local");
        owner.guard(|n| &n.links).push(early.clone().into_ref());
        owner.as_ref().publish();
        owner.as_ref().adopt(late.as_ref());
        owner.guard(|n| &n.links).push(late.clone().into_ref());
        assert!(early.as_ref().is_shared() && late.as_ref().is_shared());
    });
}

#[test]
fn immortals_are_not_counted_and_freed_at_the_end() {
    let census = in_heap(Counting::Escape, |heap| {
        let held = node(Vec::new());
        let function = node(vec![held.clone().into_ref()]);
        let address = function.as_ref().address();
        heap.share_all(&|object| object.address() == address);
        let count = function.as_ref().header().count();
        let copies = vec![function.clone(); 5];
        assert_eq!(function.as_ref().header().count(), count);
        assert!(function.as_ref().header().flags().has(Flags::IMMORTAL));
        drop((copies, function, held));
        heap.free_immortals();
    });
    assert_eq!((census.made, census.freed), (2, 2));
    assert_eq!(census.leaks, []);
}

#[test]
fn accounts_tell_count_operations_by_kind() {
    for counting in [Counting::Plain, Counting::Atomic, Counting::Escape] {
        let heap = Heap::accounted(counting);
        let local = Local::new(&heap);
        enter(&local, || {
            let early = node(Vec::new());
            drop(early.clone());
            let immortal = early.as_ref().address();
            heap.share_all(&|object| object.address() == immortal);
            heap.supervise();
            let late = node(Vec::new());
            for _ in 0..10 {
                drop((early.clone(), late.clone()));
            }
            drop((early, late));
            heap.free_immortals();
        });
        drop(local);
        let operations = heap.operations().expect("the heap has accounts");
        let kinds = (operations.plain, operations.atomic, operations.spared);
        let expected = match counting {
            Counting::Plain => (42, 0, 0),
            Counting::Atomic => (0, 42, 0),
            _ => (21, 0, 21),
        };
        assert_eq!(kinds, expected, "{counting:?}");
        assert_eq!(operations.all(), 42);
        assert_eq!(heap.census().leaks, []);
    }
}

#[test]
#[cfg(debug_assertions)]
#[should_panic(expected = "(published)")]
fn a_store_that_forgets_to_publish_is_found() {
    in_heap(Counting::Escape, |_| {
        let owner = node(Vec::new());
        owner.as_ref().publish();
        owner.guard(|n| &n.links).push(node(Vec::new()).into_ref());
    });
}

#[test]
#[cfg(debug_assertions)]
#[should_panic(expected = "(alone)")]
fn a_local_object_that_another_thread_counts_is_found() {
    let heap = Heap::new(Counting::Escape);
    let (one, other) = (Local::new(&heap), Local::new(&heap));
    // Not dropped on the way out: that would be found, too.
    let object = ManuallyDrop::new(enter(&one, || node(Vec::new())));
    enter(&other, || drop(Gc::clone(&object)));
}
