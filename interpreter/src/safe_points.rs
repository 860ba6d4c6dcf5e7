//! Where a thread that holds the GIL may be switched: the sets of safe points, each with the runtime
//! that it is taken from.
//!
//! Which set is in force decides what can happen between two lines, whatever the GIL does: under
//! `every`, `py27` and `py39` two threads lose updates of `counter = counter + 1`, under `py310` they
//! cannot, as no safe point lies between its load and its store. With the GIL off any place is a safe
//! point, whatever set was asked for.
//!
//! # How CPython's instructions map to ours
//!
//! - *Quick* instructions (flag `quick` of the table in `op`) end, in CPython up to 3.9, by going to
//!   the next instruction past the check: loads of locals and constants, stores to locals, pops, copies
//!   and exchanges on the stack, forward jumps, and conditional jumps on True and False; ours count as
//!   quick whatever they test.
//! - CPython up to 3.9 does not check right before SETUP_FINALLY, which is no instruction here: a
//!   `try` costs nothing, and the check right after it, before the body's first instruction, is the one
//!   that is left. CPython 3.7 to 3.9 does not check before SETUP_WITH, BEFORE_ASYNC_WITH and YIELD_FROM
//!   either: ours are LoadWith, LoadAsyncWith and Send.
//! - CPython 3.10 and later checks in RESUME at the start of a function or a resumed generator, in
//!   JUMP_BACKWARD and at the end of calls; here a thread may be switched right after the instruction that
//!   does that (flag `safepoint`).

use crate::op::Op;

/// Declares the sets: name, sentence, source.
macro_rules! sets {
    ($($(#[doc = $doc:literal])+ $name:ident, $word:literal, $source:literal;)+) => {
        /// Where a thread may be switched; see the table in this file.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum SafePoints { $($(#[doc = $doc])+ $name,)+ }

        impl SafePoints {
            /// Every set.
            pub const ALL: &[SafePoints] = &[$(SafePoints::$name),+];

            /// The name users give it.
            pub const fn name(self) -> &'static str {
                match self { $(SafePoints::$name => $word,)+ }
            }

            /// What it says, in a sentence.
            pub fn sentence(self) -> &'static str {
                match self { $(SafePoints::$name => concat!($($doc),+).trim(),)+ }
            }

            /// Where that is written.
            pub const fn source(self) -> &'static str {
                match self { $(SafePoints::$name => $source,)+ }
            }
        }
    };
}

sets! {
    /// After every instruction, as textbooks have it.
    Every, "every", "no runtime of this name";
    /// After every instruction but the quick ones.
    Py27, "py27", "CPython 2.7, Python/ceval.c: the ticker at the top of the loop, `fast_next_opcode`";
    /// After every instruction but the quick ones, and not right before `with`, `async with` and a step of `yield from` or `await`.
    Py39, "py39", "CPython 3.9, Python/ceval.c: `eval_breaker` at the top of the loop, `FAST_DISPATCH`";
    /// At the start of functions and resumed generators, after calls, and at the ends of loops.
    Py310, "py310", "CPython 3.10 and later, Python/ceval.c: `CHECK_EVAL_BREAKER` (since 3.12 in bytecodes.c)";
    /// At every 32nd jump, taken or not; the count begins anew when a switch is due.
    MicroPython, "micropython", "MicroPython, py/vm.c: `MICROPY_PY_THREAD_GIL_VM_DIVISOR` at `pending_exception_check`";
    /// At the ends of loops and when a function returns.
    Ruby, "ruby", "CRuby, insns.def and vm_insnhelper.c: `RUBY_VM_CHECK_INTS` in jumps and `leave`";
    /// Nowhere but where a thread waits: threads co-operate.
    Blocking, "blocking", "coroutines and green threads; no CPython";
}

/// Jumps between two safe points of MicroPython.
pub const MICROPYTHON_JUMPS: u32 = 32;

impl SafePoints {
    /// The set of this name.
    pub fn named(name: &str) -> Option<SafePoints> {
        { SafePoints::ALL.iter().copied() }.find(|set| set.name() == name)
    }

    /// Whether a thread may be switched right after this instruction; under `micropython`, if it is the
    /// 32nd of its kind.
    pub fn after(self, op: Op) -> bool {
        match self {
            SafePoints::Every => true,
            SafePoints::Py27 | SafePoints::Py39 => !op.is_quick(),
            SafePoints::Py310 => op.is_safepoint(),
            SafePoints::MicroPython => op.is_jump() && !matches!(op, Op::ForIter | Op::Send),
            SafePoints::Ruby => matches!(op, Op::JumpBack | Op::Return),
            SafePoints::Blocking => false,
        }
    }

    /// Whether a thread may be switched right before this instruction, if it may be after the last.
    pub fn before(self, op: Op) -> bool {
        let is_kept_whole = matches!(op, Op::LoadWith | Op::LoadAsyncWith | Op::Send);
        self != SafePoints::Py39 || !is_kept_whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_read_as_they_are_written() {
        for set in SafePoints::ALL {
            assert_eq!(SafePoints::named(set.name()), Some(*set));
        }
        assert_eq!(SafePoints::named("py311"), None);
    }

    #[test]
    fn only_the_older_sets_have_a_safe_point_between_load_and_store() {
        let body = [Op::LoadGlobal, Op::LoadConst, Op::BinaryOp];
        for set in SafePoints::ALL {
            let splits = body.into_iter().any(|op| set.after(op));
            let older = [SafePoints::Every, SafePoints::Py27, SafePoints::Py39];
            assert_eq!(splits, older.contains(set), "{set:?}");
        }
    }
}
