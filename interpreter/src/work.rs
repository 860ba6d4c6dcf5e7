//! Work that takes time beside the instructions that ask for it: how much of which kind was done.
//!
//! One `sum(range(1_000_000))` is one call, an `import` one instruction. Whoever does such work notes it
//! here, whatever the clock; the meter (`vm/meter.rs`) takes the notes and, where the simulated machine
//! knows what a unit costs, lets that time pass. Amounts follow from the program alone, so that a
//! virtual run stays a function of its inputs.

use std::cell::Cell;

/// A kind of work.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Work {
    /// A byte of source text compiled while the script runs. The library's modules are taken to be compiled,
    /// as CPython's are in its caches; functions of the prelude are not.
    Compile,
    /// An instruction, constant or name of code that is put in the place where it runs: at an import,
    /// and at the first call of a function of the library.
    Link,
    /// A text given to standard output or standard error, and each value in it that `print` turns into one.
    Print,
    /// A byte of such texts.
    Write,
    /// An item that a builtin function asks an iterator for, or makes a text of.
    Item,
    /// An item of a container that a builtin function goes through.
    Copy,
    /// A comparison made to sort.
    Compare,
    /// A byte of a text or of bytes that a builtin function puts together.
    Byte,
    /// Two 32-bit digits of large integers multiplied.
    Digit,
}

impl Work {
    /// All kinds.
    pub const ALL: [Work; 9] = [
        Work::Compile,
        Work::Link,
        Work::Print,
        Work::Write,
        Work::Item,
        Work::Copy,
        Work::Compare,
        Work::Byte,
        Work::Digit,
    ];

    /// The name of its cost in profiles.
    pub fn name(self) -> &'static str {
        match self {
            Work::Compile => "work-compile",
            Work::Link => "work-link",
            Work::Print => "work-print",
            Work::Write => "work-write",
            Work::Item => "work-item",
            Work::Copy => "work-copy",
            Work::Compare => "work-compare",
            Work::Byte => "work-byte",
            Work::Digit => "work-digit",
        }
    }

    /// What a unit of it is.
    pub fn unit(self) -> &'static str {
        match self {
            Work::Compile => "a byte of source text compiled during the run",
            Work::Link => {
                "an instruction, constant or name of code made ready, by an import above all"
            }
            Work::Print => "a text written to standard output, and each value that print writes",
            Work::Write => "a byte of it",
            Work::Item => {
                "an item that a builtin function asks an iterator for, or makes a text of"
            }
            Work::Copy => "an item of a container that a builtin function goes through",
            Work::Compare => "a comparison of a sort",
            Work::Byte => "a byte of a text that a builtin function puts together",
            Work::Digit => "two digits (32 bits) of large integers multiplied",
        }
    }
}

/// How much of each kind, in the order of [`Work::ALL`].
pub type Amounts = [u64; Work::ALL.len()];

thread_local! {
    static DONE: [Cell<u64>; Work::ALL.len()] = const { [const { Cell::new(0) }; Work::ALL.len()] };
}

/// So much of it is done on this OS thread.
#[inline]
pub fn note(work: Work, amount: usize) {
    DONE.with(|done| {
        let sum = &done[work as usize];
        sum.set(sum.get().wrapping_add(amount as u64));
    });
}

/// What has been done since this was asked last.
#[inline]
pub fn take() -> Amounts {
    DONE.with(|done| done.each_ref().map(Cell::take))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_stand_in_their_order() {
        for (place, work) in Work::ALL.into_iter().enumerate() {
            assert_eq!(place, work as usize);
        }
    }

    #[test]
    fn what_is_noted_is_taken_once() {
        take();
        note(Work::Item, 3);
        note(Work::Item, 4);
        note(Work::Digit, 1);
        let taken = take();
        assert_eq!(taken[Work::Item as usize], 7);
        assert_eq!(taken[Work::Digit as usize], 1);
        assert_eq!(take(), Amounts::default());
    }
}
