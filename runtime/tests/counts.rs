//! Counts against a model: after any history an object's count is the number of references to it,
//! and what is left when all hands are empty is what cycles keep alive.
#![allow(unsafe_code)]

use gilscope_runtime::heap::{
    Counting, Flags, Gc, Guarded, Heap, Local, Object, Purpose, Ref, Visitor, Weak, enter, garbage,
    has_finalizable, take_finalizable,
};
use proptest::prelude::*;
use std::collections::HashMap;
use std::mem::ManuallyDrop;
use std::sync::Arc;

/// An object with references to others, perhaps a weak one, and perhaps with last words.
struct Node {
    links: Guarded<Vec<Ref>>,
    weak: Guarded<Option<Weak>>,
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

/// What a thread does to the objects in its hands; numbers are taken modulo how many there are.
#[derive(Clone, Copy, Debug)]
enum Deed {
    Make {
        speaks: bool,
    },
    Copy(usize),
    Drop(usize),
    Link(usize, usize),
    Unlink(usize),
    /// Makes it one that several threads may reach.
    Publish(usize),
    /// A second thread begins; some objects are not counted from now on.
    ShareAll,
    /// One more thread.
    Begin,
    /// Hands an object to another thread.
    Send(usize, usize),
    /// Makes an object that refers to this one weakly.
    Watch(usize),
    /// Looks for what an object refers to weakly.
    Find(usize),
    /// Asks whether this is the only reference.
    Sole(usize),
    /// Empties what only refers to itself.
    Collect,
    /// The thread waits for something until its next deed.
    Rest,
    /// The thread ends.
    Exit,
}

fn deed() -> impl Strategy<Value = (usize, Deed)> {
    let deed = prop_oneof![
        3 => any::<bool>().prop_map(|speaks| Deed::Make { speaks }),
        3 => any::<usize>().prop_map(Deed::Copy),
        4 => any::<usize>().prop_map(Deed::Drop),
        5 => (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Deed::Link(a, b)),
        2 => any::<usize>().prop_map(Deed::Unlink),
        1 => any::<usize>().prop_map(Deed::Publish),
        1 => Just(Deed::ShareAll),
        1 => Just(Deed::Begin),
        3 => (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Deed::Send(a, b)),
        1 => any::<usize>().prop_map(Deed::Watch),
        2 => any::<usize>().prop_map(Deed::Find),
        2 => any::<usize>().prop_map(Deed::Sole),
        1 => Just(Deed::Collect),
        2 => Just(Deed::Rest),
        1 => Just(Deed::Exit),
    ];
    (any::<usize>(), deed)
}

/// The references that there are, without counting.
#[derive(Default)]
struct Model {
    /// What each thread has in its hands.
    hands: Vec<Vec<u32>>,
    links: HashMap<u32, Vec<u32>>,
    /// What an object refers to weakly.
    weak: HashMap<u32, u32>,
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
        let hands: usize = self.hands.iter().map(|hand| of(hand)).sum();
        hands + of(&self.spoken) + self.links.values().map(|l| of(l)).sum::<usize>()
    }

    fn make(&mut self, thread: usize, speaks: bool) -> u32 {
        let name = self.next;
        self.next += 1;
        self.hands[thread].push(name);
        self.links.insert(name, Vec::new());
        if speaks {
            self.silent.push(name);
        }
        name
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

    /// What no hand leads to.
    fn unreachable(&self) -> Vec<u32> {
        let mut reached: Vec<u32> = self.hands.concat();
        let mut at = 0;
        while at < reached.len() {
            for next in &self.links[&reached[at]] {
                if !reached.contains(next) {
                    reached.push(*next);
                }
            }
            at += 1;
        }
        let all = self.links.keys().copied();
        { all }.filter(|name| !reached.contains(name)).collect()
    }

    fn is_watched(&self, name: u32) -> bool {
        self.weak.iter().any(|(a, b)| [a, b].contains(&&name))
    }
}

/// A thread: where it makes objects, if it has a place of its own, and what it has in its hands.
struct Thread {
    local: Option<Local>,
    rests: bool,
    hands: Vec<Gc<Node>>,
}

struct World {
    heap: Arc<Heap>,
    /// Under the GIL, everybody's.
    first: Local,
    model: Model,
    threads: Vec<Thread>,
    addresses: HashMap<u32, usize>,
}

impl World {
    fn new(counting: Counting) -> World {
        let heap = Heap::new(counting);
        let first = Local::new(&heap);
        let mut world = World {
            heap,
            first,
            model: Model::default(),
            threads: Vec::new(),
            addresses: HashMap::new(),
        };
        world.begin(true);
        world
    }

    /// One more thread. Before the second one begins, all objects are shared.
    fn begin(&mut self, is_first: bool) {
        let shares = self.heap.counting() == Counting::Plain || is_first;
        if !is_first {
            self.heap.share_all(&|_| false);
        }
        self.threads.push(Thread {
            local: (!shares).then(|| Local::new(&self.heap)),
            rests: false,
            hands: Vec::new(),
        });
        self.model.hands.push(Vec::new());
    }

    /// Lets a thread do something: the schedule is the order of the calls.
    fn act(&mut self, thread: usize, deed: Deed) {
        let thread = thread % self.threads.len();
        let mine = self.threads[thread].local.take();
        // Moved out, so that the world can be changed; what it is entered by stays where it is.
        let mine = mine.map(Box::new);
        let first: *const Local = &self.first;
        // SAFETY: the field is not touched while it is entered.
        let local = mine.as_deref().unwrap_or_else(|| unsafe { &*first });
        let ends = enter(local, || {
            local.attach();
            let ends = self.act_inside(thread, deed);
            self.say_last_words();
            if matches!(deed, Deed::Rest) {
                local.detach();
            }
            ends
        });
        match ends {
            true => {
                drop(mine);
                self.threads.remove(thread);
                self.model.hands.remove(thread);
            }
            false => {
                self.threads[thread].local = mine.map(|local| *local);
                self.threads[thread].rests = matches!(deed, Deed::Rest);
            }
        }
        while self.attend() {}
        assert!(self.model.spoken.is_empty(), "(heap) forgot last words");
    }

    /// Each thread that does not wait comes to a safe point: under biased counting it drops what others
    /// have left to it. Whether anything has died.
    fn attend(&mut self) -> bool {
        let mut any = false;
        for at in 0..self.threads.len() {
            if let Some(local) = self.threads[at].local.take() {
                if !self.threads[at].rests {
                    any |= self.attend_as(&local);
                }
                self.threads[at].local = Some(local);
            }
        }
        let mut first = self.threads.iter().filter(|it| it.local.is_none());
        if !first.any(|thread| thread.rests) {
            let first: *const Local = &self.first;
            // SAFETY: the field is not touched while it is entered.
            any |= self.attend_as(unsafe { &*first });
        }
        any
    }

    fn attend_as(&mut self, local: &Local) -> bool {
        let before = local.freed();
        enter(local, || {
            let any = local.attach();
            self.say_last_words();
            any || local.freed() != before
        })
    }

    /// Whether the thread ends with it.
    fn act_inside(&mut self, thread: usize, deed: Deed) -> bool {
        let hands = &self.threads[thread].hands;
        let count = hands.len();
        let names = self.model.hands[thread].clone();
        let others = self.threads.len();
        match deed {
            Deed::Make { speaks } => drop(self.make(thread, speaks)),
            Deed::ShareAll => self.heap.share_all(&|_| false),
            Deed::Begin if others < 4 => self.begin(false),
            Deed::Exit if others > 1 => {
                let hands = std::mem::take(&mut self.threads[thread].hands);
                for object in hands {
                    self.model.hands[thread].remove(0);
                    drop(object);
                    self.say_last_words();
                }
                return true;
            }
            Deed::Collect if others == 1 => self.collect(),
            _ if count == 0 => {}
            Deed::Copy(at) => {
                let copy = hands[at % count].clone();
                self.threads[thread].hands.push(copy);
                self.model.hands[thread].push(names[at % count]);
            }
            Deed::Drop(at) => {
                self.model.hands[thread].swap_remove(at % count);
                drop(self.threads[thread].hands.swap_remove(at % count));
            }
            Deed::Link(from, to) => {
                let target = hands[to % count].clone().into_ref();
                let from_object = &hands[from % count];
                from_object.as_ref().adopt(&target);
                from_object.guard(|n| &n.links).push(target);
                let links = self.model.links.get_mut(&names[from % count]);
                links
                    .expect("what is in hand is alive")
                    .push(names[to % count]);
            }
            Deed::Unlink(at) => {
                let gone = hands[at % count].guard(|n| &n.links).pop();
                drop(gone);
                let links = self.model.links.get_mut(&names[at % count]);
                links.expect("what is in hand is alive").pop();
            }
            Deed::Publish(at) => {
                hands[at % count].as_ref().publish();
                let is_published = hands[at % count].as_ref().is_shared();
                assert_eq!(is_published, self.heap.counting() != Counting::Plain);
            }
            Deed::Send(at, to) => {
                hands[at % count].as_ref().publish();
                let object = self.threads[thread].hands.swap_remove(at % count);
                let name = self.model.hands[thread].swap_remove(at % count);
                self.threads[to % others].hands.push(object);
                self.model.hands[to % others].push(name);
            }
            Deed::Watch(at) => {
                let target = hands[at % count].clone();
                let watcher = self.make(thread, false);
                let weak = Weak::new(target.as_ref(), watcher.as_ref(), Purpose::Find);
                *watcher.guard(|n| &n.weak) = Some(weak);
                self.model
                    .weak
                    .insert(self.model.next - 1, names[at % count]);
            }
            Deed::Find(at) => {
                let found = { hands[at % count].guard(|n| &n.weak) }
                    .as_ref()
                    .and_then(Weak::get);
                let target = self.model.weak.get(&names[at % count]).copied();
                let target = target.filter(|name| self.model.links.contains_key(name));
                let address = target.map(|name| self.addresses[&name]);
                assert_eq!(found.as_ref().map(Ref::address), address, "(weak)");
                if let (Some(found), Some(name)) = (found, target) {
                    let found = found.into_gc::<Node>().expect("all objects are nodes");
                    self.threads[thread].hands.push(found);
                    self.model.hands[thread].push(name);
                }
            }
            Deed::Sole(at) => {
                let name = names[at % count];
                let mut object = self.threads[thread]
                    .hands
                    .swap_remove(at % count)
                    .into_ref();
                let is_sole = object.get_mut::<Node>().is_some();
                let expected = self.model.count(name) == 1 && !self.model.is_watched(name);
                // A thread cannot know it of what another one has made and counted.
                if self.heap.counting() != Counting::Biased || is_sole {
                    assert_eq!(is_sole, expected, "object {name} in one hand only");
                }
                let object = object.into_gc::<Node>().expect("all objects are nodes");
                self.threads[thread].hands.push(object);
                let name = self.model.hands[thread].swap_remove(at % count);
                self.model.hands[thread].push(name);
            }
            Deed::Begin | Deed::Exit | Deed::Collect | Deed::Rest => {}
        }
        false
    }

    fn make(&mut self, thread: usize, speaks: bool) -> Gc<Node> {
        let object = Gc::new(Node {
            links: Guarded::new(Vec::new()),
            weak: Guarded::new(None),
            speaks,
        });
        let name = self.model.make(thread, speaks);
        self.addresses.insert(name, object.as_ref().address());
        self.threads[thread].hands.push(object.clone());
        object
    }

    /// Finds what the model knows to be unreachable, and takes it apart.
    fn collect(&mut self) {
        // Some of it may be local to other threads, or to threads that have ended.
        let dead = garbage(true).objects;
        let mut found: Vec<u32> = dead.iter().map(|it| self.name_of(it.address())).collect();
        let mut expected = self.model.unreachable();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "(garbage)");
        for name in &expected {
            self.model.links.insert(*name, Vec::new());
        }
        for object in &dead {
            let links = object.downcast::<Node>().expect("all objects are nodes");
            let links = std::mem::take(&mut *links.guard(|n| &n.links));
            drop(links);
        }
        drop(dead);
    }

    /// Last words are said at once, and mean nothing here. What dies with an object may have some, too.
    fn say_last_words(&mut self) {
        self.model.settle();
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
        for (thread, names) in self.threads.iter().zip(&self.model.hands) {
            let local = thread.local.as_ref().unwrap_or(&self.first);
            enter(local, || {
                for (node, name) in thread.hands.iter().zip(names) {
                    self.check_object(node, *name);
                }
            });
        }
    }

    fn check_object(&self, node: &Gc<Node>, name: u32) {
        let count = node.as_ref().header().count() as usize;
        assert_eq!(count, self.model.count(name), "object {name}");
        let shown = node.as_ref().header().shown_count();
        assert_eq!(shown, count as i64, "(racy) one thread loses nothing");
        if node.as_ref().is_shared() {
            let guard = node.guard(|n| &n.links);
            let all = guard.iter().all(Ref::is_shared);
            assert!(all, "(published) object {name} refers to a local one");
        }
    }

    /// All threads end; gives the addresses of what only refers to itself.
    fn end(mut self) -> (Arc<Heap>, Vec<usize>) {
        while self.threads.len() > 1 {
            self.act(0, Deed::Exit);
            self.check();
        }
        while !self.threads[0].hands.is_empty() {
            self.act(0, Deed::Drop(0));
            self.check();
        }
        let alive = self.model.links.keys();
        let kept = alive.map(|name| self.addresses[name]).collect();
        (self.heap.clone(), kept)
    }
}

/// Ways of counting that lose nothing: `racy` is there to show what losing comes to.
fn sound() -> Vec<Counting> {
    let all = Counting::ALL.into_iter();
    { all }.filter(|it| *it != Counting::Racy).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn a_count_is_the_number_of_references(
        deeds in prop::collection::vec(deed(), 1..120),
        counting in prop::sample::select(sound()),
    ) {
        let mut world = World::new(counting);
        for (thread, deed) in deeds {
            world.act(thread, deed);
            world.check();
        }
        let (heap, mut kept) = world.end();
        let census = heap.census();
        let mut left: Vec<usize> = census.leaks.iter().map(|leak| leak.address).collect();
        kept.sort_unstable();
        left.sort_unstable();
        prop_assert_eq!(left, kept);
        prop_assert!(heap.wreck().is_none_or(|wreck| !wreck.is_any()));
        prop_assert_eq!(census.made - census.freed, census.leaks.len() as u64);
    }
}

/// Threads that make, link, send and drop at the same time; what is left then refers to itself, and is
/// counted as often as it is referred to.
#[test]
fn threads_at_the_same_time_lose_no_count() {
    for counting in sound().into_iter().filter(|it| *it != Counting::Plain) {
        for seed in 0..8 {
            let heap = Heap::new(counting);
            let (senders, receivers): (Vec<_>, Vec<_>) = (0..3)
                .map(|_| std::sync::mpsc::channel::<Gc<Node>>())
                .unzip();
            std::thread::scope(|scope| {
                for (number, receiver) in receivers.into_iter().enumerate() {
                    let (heap, senders) = (heap.clone(), senders.clone());
                    scope.spawn(move || live(&heap, seed * 3 + number as u64, &senders, receiver));
                }
                drop(senders);
            });
            let census = heap.census();
            let made = census.made - census.freed;
            assert_eq!(made, census.leaks.len() as u64);
            for leak in &census.leaks {
                let children = census.leaks.iter().flat_map(|leak| &leak.children);
                let references = children.filter(|child| **child == leak.address).count();
                assert_eq!(leak.count as usize, references, "{counting:?} seed {seed}");
            }
        }
    }
}

fn live(
    heap: &Arc<Heap>,
    seed: u64,
    senders: &[std::sync::mpsc::Sender<Gc<Node>>],
    receiver: std::sync::mpsc::Receiver<Gc<Node>>,
) {
    let local = Local::new(heap);
    enter(&local, || {
        let mut hands: Vec<Gc<Node>> = Vec::new();
        let mut chance = seed;
        let mut below = |limit: usize| {
            chance = chance
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            (chance >> 33) as usize % limit.max(1)
        };
        for _ in 0..3_000 {
            hands.extend(receiver.try_iter());
            local.attach();
            let count = hands.len();
            let (a, b) = (below(count), below(count));
            if below(50) == 0 {
                local.detach();
                std::thread::yield_now();
                local.attach();
            }
            match below(8) {
                _ if count == 0 => hands.push(node(Vec::new())),
                0 | 1 if count < 40 => hands.push(node(Vec::new())),
                2 => hands.push(hands[a].clone()),
                3 => {
                    let target = hands[b].clone().into_ref();
                    hands[a].as_ref().adopt(&target);
                    hands[a].guard(|n| &n.links).push(target);
                }
                4 => {
                    let next = hands[a].guard(|n| &n.links).pop();
                    hands.extend(next.and_then(|next| next.into_gc().ok()));
                }
                5 => {
                    let object = hands.swap_remove(a);
                    object.as_ref().publish();
                    // One that has ended takes nothing any more.
                    let _ = senders[b % senders.len()].send(object);
                }
                _ => drop(hands.swap_remove(a)),
            }
        }
        drop(hands);
        // What is still on its way dies here; whoever sends more keeps it.
        drop(receiver);
    });
}

fn node(links: Vec<Ref>) -> Gc<Node> {
    Gc::new(Node {
        links: Guarded::new(links),
        weak: Guarded::new(None),
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
    for counting in sound() {
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
            Counting::Plain | Counting::Biased => (42, 0, 0),
            Counting::Atomic => (0, 42, 0),
            _ => (21, 0, 21),
        };
        assert_eq!(kinds, expected, "{counting:?}");
        assert_eq!(operations.all(), 42);
        assert_eq!(heap.census().leaks, []);
    }
}

#[test]
fn what_has_a_weak_reference_is_published_and_so_is_the_reference() {
    in_heap(Counting::Escape, |_| {
        let below = node(Vec::new());
        let target = node(vec![below.clone().into_ref()]);
        let watcher = node(Vec::new());
        let weak = Weak::new(target.as_ref(), watcher.as_ref(), Purpose::Find);
        let all = [&below, &target, &watcher];
        assert!(all.iter().all(|object| object.as_ref().is_shared()));
        assert_eq!(
            weak.get().map(|it| it.address()),
            Some(target.as_ref().address())
        );
        drop(target);
        assert!(weak.get().is_none());
    });
}

#[test]
fn a_watcher_is_told_of_the_end_if_it_wishes() {
    for counting in sound() {
        in_heap(counting, |_| {
            let (target, told) = (node(Vec::new()), node(Vec::new()));
            let quiet = node(Vec::new());
            let weak = Weak::new(target.as_ref(), told.as_ref(), Purpose::Tell);
            let other = Weak::new(target.as_ref(), quiet.as_ref(), Purpose::Find);
            assert!(!has_finalizable());
            drop(target);
            let first = take_finalizable().map(|it| it.address());
            assert_eq!(first, Some(told.as_ref().address()));
            assert!(!has_finalizable());
            drop((weak, other));
            // One that dies together with what it watches is not.
            let (target, told) = (node(Vec::new()), node(Vec::new()));
            let weak = Weak::new(target.as_ref(), told.as_ref(), Purpose::Tell);
            drop(node(vec![told.into_ref(), target.into_ref()]));
            assert!(!has_finalizable());
            drop(weak);
        });
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
