//! Counts against a model: after any history an object's count is the number of references to it,
//! and what is left when all hands are empty is what cycles keep alive.
#![allow(unsafe_code)]

use gilscope_runtime::heap::{
    Counting, Gc, Guarded, Heap, Local, Object, Ref, Visitor, enter, has_finalizable,
    take_finalizable,
};
use proptest::prelude::*;
use std::collections::HashMap;

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
    Make { speaks: bool },
    Copy(usize),
    Drop(usize),
    Link(usize, usize),
    Unlink(usize),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        2 => any::<bool>().prop_map(|speaks| Deed::Make { speaks }),
        2 => any::<usize>().prop_map(Deed::Copy),
        3 => any::<usize>().prop_map(Deed::Drop),
        4 => (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Deed::Link(a, b)),
        1 => any::<usize>().prop_map(Deed::Unlink),
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
                self.hands[from % count].guard(|n| &n.links).push(target);
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
        }
    }
}

proptest! {
    #[test]
    fn a_count_is_the_number_of_references(
        deeds in prop::collection::vec(deed(), 1..120),
        atomic in any::<bool>(),
    ) {
        let counting = if atomic { Counting::Atomic } else { Counting::Plain };
        let heap = Heap::new(counting);
        let local = Local::new(&heap);
        let mut kept: Vec<usize> = enter(&local, || {
            let mut world = World {
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
        prop_assert_eq!(census.made - census.freed, census.leaks.len() as u64);
    }
}
