//! The books of a heap: each count, birth, death and publication is in them once, at its line and with its cost.

use gilscope_runtime::heap::{
    Account, Counting, Counts, Free, Gc, Guarded, Heap, Inspection, Local, Object, Ref, Visitor,
    enter, note_garbage, quietly, set_place,
};
use std::sync::{Arc, Barrier};
use std::thread;

struct Node {
    next: Guarded<Option<Ref>>,
}

// SAFETY: the only implementor of kind 61 in this test binary.
#[allow(unsafe_code)]
unsafe impl Object for Node {
    const KIND: u8 = 61;

    fn trace(&self, visitor: &Visitor<'_>) {
        if let Some(next) = visitor.peek(&self.next) {
            visitor.visit(next);
        }
    }
}

fn node(next: Option<Ref>) -> Gc<Node> {
    Gc::new(Node {
        next: Guarded::new(next),
    })
}

fn heap(counting: Counting, free: Free) -> Arc<Heap> {
    let inspection = Inspection {
        describe: |_| "node".into(),
        is_stepwise: false,
        atomic_cost: 10,
        transfer_cost: 1000,
        free,
    };
    let heap = Heap::inspected(counting, inspection);
    heap.open();
    heap
}

fn nothing() -> Free {
    Free::Groups(Vec::new())
}

/// The counts of objects that `made` has made, at `line`.
fn counts(account: &Account, line: u64, made: u64) -> Counts {
    let found = account.counts.iter();
    let mut sum = Counts::default();
    for ((at, group), counts) in found {
        if *at == line && account.groups[*group as usize].line == made {
            sum.add(*counts);
        }
    }
    sum
}

#[test]
fn each_count_is_at_its_line() {
    for counting in [Counting::Plain, Counting::Escape, Counting::Biased] {
        let heap = heap(counting, nothing());
        let local = Local::new(&heap);
        enter(&local, || {
            set_place(0, 1, 0);
            let object = node(None);
            set_place(0, 2, 0);
            let copies = vec![object.clone(); 10];
            set_place(0, 3, 0);
            drop(copies);
        });
        let account = heap.close().expect("there are books");
        let local_only = |local| Counts {
            local,
            ..Counts::default()
        };
        // `vec!` moves the last one.
        assert_eq!(counts(&account, 2, 1), local_only(10), "{counting:?}");
        assert_eq!(counts(&account, 3, 1), local_only(11), "{counting:?}");
        let group = &account.groups[0];
        assert_eq!(
            (group.line, group.made, group.freed, group.cost),
            (1, 1, 1, 0)
        );
        drop(local);
        assert_eq!(heap.census().leaks, []);
    }
}

#[test]
fn who_counts_after_another_thread_is_contended_and_pays() {
    for (free, cost) in [(nothing(), 6 * 10 + 3 * 1000), (Free::All, 0)] {
        let heap = heap(Counting::Atomic, free);
        let (one, two) = (Local::new(&heap), Local::new(&heap));
        let object = enter(&one, || {
            set_place(1, 5, 0);
            node(None)
        });
        let mut copies = Vec::new();
        for (local, thread) in [(&one, 1), (&one, 1), (&two, 2), (&two, 2), (&one, 1)] {
            enter(local, || {
                set_place(thread, 6, 0);
                copies.push(object.clone());
            });
        }
        enter(&two, || {
            set_place(2, 6, 0);
            copies.pop();
        });
        assert_eq!(one.take_stalls() + two.take_stalls(), cost);
        assert_eq!(one.take_stalls(), 0);
        let account = heap.close().expect("there are books");
        let found = counts(&account, 6, 5);
        assert_eq!((found.shared, found.contended, found.local), (6, 3, 0));
        assert_eq!(account.groups[0].cost, cost);
        enter(&one, || drop((copies, object)));
        drop((one, two));
        assert_eq!(heap.census().leaks, []);
    }
}

#[test]
fn only_the_group_that_is_named_is_free() {
    let heap = heap(Counting::Atomic, Free::Groups(vec![("node".into(), 2)]));
    let local = Local::new(&heap);
    enter(&local, || {
        set_place(0, 1, 0);
        let dear = node(None);
        set_place(0, 2, 0);
        let free = node(None);
        drop((dear.clone(), free.clone()));
        local.take_stalls();
        set_place(0, 3, 0);
        let copies = (free.clone(), free.clone());
        assert_eq!(local.take_stalls(), 0);
        let copy = dear.clone();
        assert_eq!(local.take_stalls(), 10);
        drop((copies, copy));
    });
}

#[test]
fn a_publication_is_told_with_its_size_and_what_was_stored() {
    let heap = heap(Counting::Escape, nothing());
    let local = Local::new(&heap);
    enter(&local, || {
        set_place(0, 1, 0);
        let owner = node(None);
        set_place(0, 2, 0);
        heap.share_all(&|_| false);
        set_place(0, 3, 0);
        let mut chain = node(None);
        for _ in 1..10 {
            chain = node(Some(chain.into_ref()));
        }
        set_place(0, 4, 0);
        owner.as_ref().adopt(chain.as_ref());
        *owner.guard(|it| &it.next) = Some(chain.into_ref());
        set_place(0, 5, 0);
        let last = owner.guard(|it| &it.next).take();
        drop(last);
    });
    let account = heap.close().expect("there are books");
    assert_eq!(account.shared_at_start, Some((2, 1)));
    let [((4, group), publication)] = account.published[..] else {
        panic!("{:?}", account.published);
    };
    let sizes = (publication.stores, publication.objects, publication.largest);
    assert_eq!(sizes, (1, 10, 10));
    let group = &account.groups[group as usize];
    assert_eq!(
        (group.line, group.published, group.peak, group.freed),
        (3, 10, 10, 10)
    );
    assert_eq!(account.peak, 11);
}

#[test]
fn garbage_is_told_once_a_group_and_quiet_work_is_not() {
    let heap = heap(Counting::Plain, nothing());
    let local = Local::new(&heap);
    enter(&local, || {
        set_place(0, 1, 0);
        let objects = [node(None).into_ref(), node(None).into_ref()];
        set_place(0, 2, 0);
        for (object, is_first) in objects.iter().zip([true, false]) {
            note_garbage(object, || {
                assert!(is_first);
                quietly(|| drop((object.clone(), node(None))));
                "round".into()
            });
        }
    });
    let account = heap.close().expect("there are books");
    let group = &account.groups[0];
    assert_eq!(
        (group.collected, group.cycle.as_deref()),
        (2, Some("round"))
    );
    assert_eq!(
        account.groups.iter().map(|group| group.made).sum::<u64>(),
        2
    );
    assert_eq!(counts(&account, 2, 1).local, 2, "the drops of both");
}

/// Makers hand objects over before they have noted their births; whoever is faster enters them in the books, once.
#[test]
fn births_are_noted_once_however_threads_meet() {
    for counting in [Counting::Atomic, Counting::Biased] {
        let heap = heap(counting, nothing());
        let (sender, receiver) = std::sync::mpsc::sync_channel::<Ref>(4);
        let barrier = Barrier::new(2);
        thread::scope(|scope| {
            scope.spawn(|| {
                let local = Local::new(&heap);
                enter(&local, || {
                    barrier.wait();
                    for line in 1..=2_000 {
                        set_place(1, line % 7 + 1, 0);
                        sender.send(node(None).into_ref()).expect("it listens");
                    }
                    drop(sender);
                });
            });
            let local = Local::new(&heap);
            enter(&local, || {
                barrier.wait();
                for object in receiver {
                    set_place(2, 9, 0);
                    drop(object.clone());
                }
            });
        });
        let account = heap.close().expect("there are books");
        let of = |of: fn(&gilscope_runtime::heap::Group) -> u64| {
            account.groups.iter().map(of).sum::<u64>()
        };
        assert_eq!(
            (of(|it| it.made), of(|it| it.freed)),
            (2_000, 2_000),
            "{counting:?}"
        );
        assert!(
            account.groups.iter().all(|it| it.line != 0),
            "{:?}",
            account.groups
        );
        assert_eq!(heap.census().leaks, []);
    }
}
