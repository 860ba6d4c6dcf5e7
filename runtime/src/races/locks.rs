//! Which lock is taken while which others are held. Where threads take the same locks in different orders
//! they can come to wait for each other for ever, whether or not they have this time.
//!
//! An edge leads from a lock that is held to one that is waited for. A circle of edges is an
//! [`Inversion`] where each is another thread's, nothing but these locks puts any two of them in order,
//! and no further lock is held at two of them, which would let in one thread at a time (a gate).
//!
//! Left out are locks that are let go by others than those who took them: those are signals.

use super::Table;
use super::clock::Clock;
use crate::kernel::ThreadId;
use std::collections::BTreeSet;

/// Most locks of a circle.
const LONGEST: usize = 5;
/// Most edges that are kept.
const EDGES: usize = 20_000;
/// Most steps of the search for circles.
const STEPS: usize = 2_000_000;
/// Most circles that are told.
const CIRCLES: usize = 64;
/// Most sets of locks that are told apart.
const SETS: usize = 50_000;

/// A set of locks that could not be kept apart from others.
pub(super) const UNKNOWN: u32 = u32::MAX;

/// Sets of locks by number; 0 is the empty one.
#[derive(Debug, Default)]
pub(super) struct Sets {
    numbers: std::collections::HashMap<Box<[u32]>, u32>,
    sets: Vec<Box<[u32]>>,
}

impl Sets {
    /// The number of a set.
    pub(super) fn number(&mut self, locks: impl Iterator<Item = u32>) -> u32 {
        let mut set: Vec<u32> = locks.collect();
        if set.is_empty() {
            return 0;
        }
        set.sort_unstable();
        set.dedup();
        if let Some(number) = self.numbers.get(&set[..]) {
            return *number;
        }
        if self.sets.len() >= SETS {
            return UNKNOWN;
        }
        let set: Box<[u32]> = set.into();
        self.sets.push(set.clone());
        let number = self.sets.len() as u32;
        self.numbers.insert(set, number);
        number
    }

    /// The locks of a set; None where they are not known.
    pub(super) fn locks(&self, number: u32) -> Option<&[u32]> {
        match number {
            0 => Some(&[]),
            UNKNOWN => None,
            number => self.sets.get(number as usize - 1).map(|set| &**set),
        }
    }

    fn meet(&self, some: u32, others: u32) -> bool {
        match (self.locks(some), self.locks(others)) {
            (Some(some), Some(others)) => some.iter().any(|lock| others.contains(lock)),
            // To be on the safe side: nobody is accused.
            _ => true,
        }
    }
}

/// A lock is taken while another one is held.
#[derive(Clone, Debug)]
pub struct Edge<S> {
    /// By whom.
    pub thread: ThreadId,
    /// The lock that is held, by its object; 0 where that is gone.
    pub held: u64,
    /// Where it was taken.
    pub since: S,
    /// The lock that is taken then.
    pub taken: u64,
    /// Where.
    pub at: S,
}

impl<S> Edge<S> {
    /// The same with its places told in another way.
    pub fn located<T>(self, tell: &dyn Fn(S) -> T) -> Edge<T> {
        Edge {
            thread: self.thread,
            held: self.held,
            since: tell(self.since),
            taken: self.taken,
            at: tell(self.at),
        }
    }
}

/// Locks that several threads take in orders that go round in a circle: each edge takes what the next
/// one holds.
#[derive(Clone, Debug)]
pub struct Inversion<S> {
    /// The circle.
    pub edges: Vec<Edge<S>>,
}

#[derive(Debug)]
struct Kept<S> {
    thread: ThreadId,
    spots: [S; 2],
    from: u32,
    to: u32,
    /// All locks that are held.
    set: u32,
    slot: u32,
    number: u32,
    /// What happened before for certain.
    firm: Clock,
}

/// All edges.
#[derive(Debug)]
pub(super) struct Graph<S> {
    edges: Vec<Kept<S>>,
    known: Table<u64, Vec<u32>>,
    /// Whether there were too many of them.
    pub(super) is_cut: bool,
}

impl<S> Default for Graph<S> {
    fn default() -> Graph<S> {
        Graph {
            edges: Vec::new(),
            known: Table::default(),
            is_cut: false,
        }
    }
}

/// Who takes a lock, and what is known of it.
pub(super) struct Taker<'a> {
    pub(super) slot: u32,
    pub(super) number: u32,
    pub(super) set: u32,
    pub(super) firm: &'a Clock,
}

impl<S: Copy> Graph<S> {
    /// Notes that a lock is taken while another is held.
    pub(super) fn note(
        &mut self,
        [from, to]: [u32; 2],
        taker: &Taker<'_>,
        thread: ThreadId,
        spots: [S; 2],
    ) {
        let key = u64::from(from) << 32 | u64::from(to);
        let known = self.known.entry(key).or_default();
        let is_known = known.iter().any(|at| {
            let other = &self.edges[*at as usize];
            other.thread == thread && other.set == taker.set
        });
        if is_known {
            return;
        }
        if self.edges.len() >= EDGES {
            self.is_cut = true;
            return;
        }
        known.push(self.edges.len() as u32);
        self.edges.push(Kept {
            thread,
            spots,
            from,
            to,
            set: taker.set,
            slot: taker.slot,
            number: taker.number,
            firm: taker.firm.clone(),
        });
    }

    /// The circles: of those through the same locks, the first.
    pub(super) fn inversions(&self, sets: &Sets, objects: &[u64]) -> Vec<Inversion<S>> {
        let mut from: Table<u32, Vec<usize>> = Table::default();
        for (at, kept) in self.edges.iter().enumerate() {
            from.entry(kept.from).or_default().push(at);
        }
        let mut search = Search {
            graph: self,
            sets,
            from,
            steps: 0,
            path: Vec::new(),
            told: BTreeSet::new(),
            circles: Vec::new(),
        };
        for at in 0..self.edges.len() {
            search.path = vec![at];
            search.go_on();
        }
        let object = |lock: u32| objects[lock as usize - 1];
        let edge = |at: &usize| {
            let kept = &self.edges[*at];
            Edge {
                thread: kept.thread,
                held: object(kept.from),
                since: kept.spots[0],
                taken: object(kept.to),
                at: kept.spots[1],
            }
        };
        let circles = search.circles.iter();
        circles
            .map(|circle| Inversion {
                edges: circle.iter().map(edge).collect(),
            })
            .collect()
    }
}

struct Search<'a, S> {
    graph: &'a Graph<S>,
    sets: &'a Sets,
    /// Edges by the lock that is held.
    from: Table<u32, Vec<usize>>,
    steps: usize,
    path: Vec<usize>,
    /// The locks of circles that are known.
    told: BTreeSet<Vec<u32>>,
    circles: Vec<Vec<usize>>,
}

impl<S: Copy> Search<'_, S> {
    /// Looks for circles that begin with the path. The first edge is the one with the least lock.
    fn go_on(&mut self) {
        let edges = &self.graph.edges;
        let first = &edges[self.path[0]];
        let last = &edges[self.path[self.path.len() - 1]];
        let nexts = self.from.get(&last.to).cloned().unwrap_or_default();
        for next in nexts {
            self.steps += 1;
            if self.steps > STEPS || self.circles.len() >= CIRCLES {
                return;
            }
            let edge = &edges[next];
            if edge.from < first.from || !self.fits(next) {
                continue;
            }
            self.path.push(next);
            if edge.to == first.from {
                self.close();
            } else if self.path.len() < LONGEST {
                self.go_on();
            }
            self.path.pop();
        }
    }

    /// Whether an edge can stand beside those of the path.
    fn fits(&self, next: usize) -> bool {
        let edge = &self.graph.edges[next];
        self.path.iter().all(|at| {
            let other = &self.graph.edges[*at];
            other.thread != edge.thread
                && other.from != edge.from
                && !self.sets.meet(other.set, edge.set)
                && edge.number > other.firm.of(edge.slot)
                && other.number > edge.firm.of(other.slot)
        })
    }

    fn close(&mut self) {
        let edges = { self.path.iter() }.map(|at| self.graph.edges[*at].from);
        let mut locks: Vec<u32> = edges.collect();
        locks.sort_unstable();
        if self.told.insert(locks) {
            self.circles.push(self.path.clone());
        }
    }
}
