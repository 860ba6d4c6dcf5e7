//! What is remembered of variables: the last accesses of each kind, by slots and numbers.
//!
//! | kind | races with |
//! |---|---|
//! | read | writes, stores |
//! | write | all four |
//! | look: read by an operation that is whole by itself | writes |
//! | store: written by one | reads, writes |
//!
//! A write that comes after all earlier accesses stands for them: whoever is not ordered with them is
//! not ordered with it. A store stands for reads, writes and stores.

use super::Table;
use super::clock::{Clock, Handed};
use crate::heap::record::{Location, Touch};
use crate::kernel::ThreadId;

/// An access that is remembered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell<S> {
    pub(super) slot: u32,
    /// What the slot's own clock said.
    pub(super) number: u32,
    pub(super) thread: ThreadId,
    /// The locks that were held.
    pub(super) locks: u32,
    pub(super) spot: S,
}

impl<S> Cell<S> {
    /// Whether a thread in `slot` with this clock does not come after it.
    fn is_unordered(&self, slot: u32, clock: &Clock) -> bool {
        self.slot != slot && self.number > clock.of(self.slot)
    }
}

/// The kinds of accesses, and where each stands in a [`Past`].
const READ: usize = 0;
const WRITE: usize = 1;
const LOOK: usize = 2;
const STORE: usize = 3;
/// What each races with.
const AGAINST: [&[usize]; 4] = [
    &[WRITE, STORE],
    &[WRITE, STORE, READ, LOOK],
    &[WRITE],
    &[WRITE, READ],
];
/// What each stands for.
const INSTEAD_OF: [&[usize]; 4] = [&[], &[READ, WRITE, LOOK, STORE], &[], &[READ, WRITE, STORE]];
const TOUCHES: [Touch; 4] = [Touch::Read, Touch::Write, Touch::Look, Touch::Store];

fn kind_of(touch: Touch) -> usize {
    match touch {
        Touch::Read => READ,
        Touch::Write => WRITE,
        Touch::Look => LOOK,
        _ => STORE,
    }
}

/// The last accesses of each kind: of each slot one at most.
#[derive(Debug)]
struct Past<S>([Vec<Cell<S>>; 4]);

impl<S> Default for Past<S> {
    fn default() -> Past<S> {
        Past(std::array::from_fn(|_| Vec::new()))
    }
}

impl<S: Copy> Past<S> {
    fn check(&self, kind: usize, seen: &Seen<'_, S>, found: &mut Vec<(Cell<S>, Touch)>) {
        for against in AGAINST[kind] {
            let cells = self.0[*against].iter();
            let unordered = cells.filter(|it| it.is_unordered(seen.cell.slot, seen.clock));
            found.extend(unordered.map(|it| (*it, TOUCHES[*against])));
        }
    }

    /// Remembers an access in place of all that came before it.
    fn note(&mut self, kind: usize, seen: &Seen<'_, S>) {
        for other in INSTEAD_OF[kind] {
            self.0[*other].clear();
        }
        let cells = &mut self.0[kind];
        cells.retain(|it| it.slot != seen.cell.slot && it.is_unordered(seen.cell.slot, seen.clock));
        cells.push(seen.cell);
    }

    /// Remembers it beside the others: they may be about other parts.
    fn add(&mut self, kind: usize, cell: Cell<S>) {
        let cells = &mut self.0[kind];
        match cells.iter_mut().find(|it| it.slot == cell.slot) {
            Some(known) => *known = cell,
            None => cells.push(cell),
        }
    }

    /// Whether this thread has done the same since it last handed anything on.
    fn has(&self, kind: usize, cell: &Cell<S>) -> bool {
        { self.0[kind].iter() }.any(|it| it.slot == cell.slot && it.number == cell.number)
    }
}

/// What is known of one variable.
#[derive(Debug)]
struct Variable<S> {
    past: Past<S>,
    /// What operations that are whole by themselves hand on.
    passed: Option<Box<Handed>>,
}

impl<S> Default for Variable<S> {
    fn default() -> Variable<S> {
        Variable {
            past: Past::default(),
            passed: None,
        }
    }
}

impl<S> Variable<S> {
    fn pass(&mut self, handed: &Handed) {
        self.passed.get_or_insert_default().merge(handed);
    }
}

/// An access that is new, and what its thread knows.
pub(super) struct Seen<'a, S> {
    pub(super) cell: Cell<S>,
    pub(super) clock: &'a Clock,
}

/// What is known of an object and of its parts.
#[derive(Debug)]
pub(super) struct Shadow<S> {
    whole: Variable<S>,
    parts: Table<u64, Variable<S>>,
    /// Of all parts together: what whoever uses the whole object has to come after.
    any: Variable<S>,
    /// In which age it was touched last.
    pub(super) age: u32,
    /// Whether something of it may have been forgotten before.
    pub(super) is_reborn: bool,
}

impl<S> Default for Shadow<S> {
    fn default() -> Shadow<S> {
        Shadow {
            whole: Variable::default(),
            parts: Table::default(),
            any: Variable::default(),
            age: 0,
            is_reborn: false,
        }
    }
}

impl<S: Copy> Shadow<S> {
    /// One of which nothing is known.
    pub(super) fn new(is_reborn: bool) -> Shadow<S> {
        Shadow {
            is_reborn,
            ..Shadow::default()
        }
    }

    /// How many variables are remembered.
    pub(super) fn len(&self) -> usize {
        1 + self.parts.len()
    }

    /// Forgets its parts, except what is known of all of them together: what one of them has handed on,
    /// whoever uses any of them takes over from now on.
    pub(super) fn forget_parts(&mut self) {
        self.parts = Table::default();
        if let Some(passed) = &self.any.passed {
            self.whole.pass(passed);
        }
    }

    /// What it has handed on, in all.
    pub(super) fn all_passed(&self) -> impl Iterator<Item = &Handed> {
        let passed = [&self.whole.passed, &self.any.passed].into_iter();
        passed.filter_map(Option::as_deref)
    }

    /// What an operation that is whole by itself takes over from those before it.
    pub(super) fn passed(&self, part: u64) -> [Option<&Handed>; 2] {
        let whole = self.whole.passed.as_deref();
        let part = match part {
            Location::WHOLE => self.any.passed.as_deref(),
            part => self.parts.get(&part).and_then(|it| it.passed.as_deref()),
        };
        [whole, part]
    }

    /// What an operation that is whole by itself hands on.
    pub(super) fn pass(&mut self, part: u64, handed: &Handed) {
        if part == Location::WHOLE {
            return self.whole.pass(handed);
        }
        self.parts.entry(part).or_default().pass(handed);
        self.any.pass(handed);
    }

    /// Takes note of an access; adds those that it races with to `found`. Gives how many variables more
    /// are remembered.
    pub(super) fn touch(
        &mut self,
        part: u64,
        touch: Touch,
        seen: &Seen<'_, S>,
        found: &mut Vec<(Cell<S>, Touch)>,
    ) -> usize {
        let kind = kind_of(touch);
        if part == Location::WHOLE {
            if !self.whole.past.has(kind, &seen.cell) {
                self.whole.past.check(kind, seen, found);
                self.any.past.check(kind, seen, found);
                self.whole.past.note(kind, seen);
            }
            return 0;
        }
        let before = self.parts.len();
        let variable = self.parts.entry(part).or_default();
        if !variable.past.has(kind, &seen.cell) {
            self.whole.past.check(kind, seen, found);
            variable.past.check(kind, seen, found);
            variable.past.note(kind, seen);
            self.any.past.add(kind, seen.cell);
        }
        self.parts.len() - before
    }
}
