//! Linked code: a code object made ready to run in one module's namespace.
//!
//! Linking turns constants into values, names into symbols and slots, and sets aside inline caches.
//! What it holds is counted; the [`Code`] it comes from is not.

use crate::code::Code;
use crate::op::{Op, Operation};
use crate::value::Value;
use gilscope_runtime::cache::Word;
use gilscope_runtime::symbol::Symbol;
use gilscope_runtime::task::Site;
use std::sync::{Arc, OnceLock};

/// One instruction as the VM fetches it: 8 bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(C)]
pub struct Instr {
    /// What to do.
    pub op: Op,
    /// What its operator does, or that of the sequence it was fused from.
    pub operation: Operation,
    /// A second argument: an inline cache, 0 being one that is never filled, or a builtin's slot, counted
    /// from 1. Of an
    /// operator: 1 for its in-place form.
    pub c: u16,
    /// The argument as the table of instructions describes it; slots and constants as distances in bytes
    /// (see [`Instr::index`]), globals by slot, and the target of a jump as the distance from the next
    /// instruction.
    pub arg: u32,
}

impl Instr {
    /// Which slot or constant it names.
    #[inline(always)]
    pub fn index(self) -> u32 {
        self.arg / size_of::<Value>() as u32
    }

    /// How far behind the next instruction (or, below 0, before it) a jump leads.
    #[inline(always)]
    pub fn distance(self) -> isize {
        self.arg as i32 as isize
    }
}

/// The arity of code that is never entered without binding.
pub const NEVER: u32 = u32::MAX;

/// The code of functions: what is known of it from the start, and what runs.
///
/// The two are one, except for functions of the library that are compiled and linked at their first
/// call.
pub struct FunctionCode {
    /// Name, signature and what calling it makes. The instructions may be missing.
    pub code: Arc<Code>,
    linked: OnceLock<Linked>,
}

impl FunctionCode {
    /// Code that is compiled and linked at its first call.
    pub fn later(code: Arc<Code>) -> FunctionCode {
        debug_assert!(code.later.is_some(), "there is nothing to wait for");
        FunctionCode {
            code,
            linked: OnceLock::new(),
        }
    }

    /// Code ready to run, if it has been called before or is no function of the library.
    #[inline(always)]
    pub fn linked(&self) -> Option<&Linked> {
        self.linked.get()
    }

    /// Takes what a first call has linked; where two came at once, the first one's counts.
    pub fn fill(&self, linked: Linked) -> &Linked {
        // The loser's constants die here, outside any guard.
        drop(self.linked.set(linked));
        self.linked.get().expect("it has just been set")
    }

    /// All that is known now: with instructions, once it has been called.
    pub fn whole(&self) -> &Arc<Code> {
        self.linked().map_or(&self.code, |linked| &linked.code)
    }

    /// The constants, as far as it is linked.
    pub fn consts(&self) -> &[Value] {
        self.linked().map_or(&[], |linked| &linked.consts)
    }
}

impl From<Linked> for FunctionCode {
    fn from(linked: Linked) -> FunctionCode {
        FunctionCode {
            code: linked.code.clone(),
            linked: OnceLock::from(linked),
        }
    }
}

/// Code ready to run.
pub struct Linked {
    /// What it was linked from.
    pub code: Arc<Code>,
    /// Instructions, in step with those of `code`.
    pub instrs: Box<[Instr]>,
    /// How long `instrs` is, in bytes.
    pub length: i64,
    /// Constants.
    pub consts: Box<[Value]>,
    /// Names of globals and attributes.
    pub names: Box<[Symbol]>,
    /// Inline caches, two words each; see `vm::attribute`.
    pub caches: Box<[[Word; 2]]>,
    /// Site of the first instruction; those of the others follow.
    pub first_site: u32,
    /// Number of slots.
    pub slots: u32,
    /// Those of them that hold no cell of the closure: the first ones.
    pub locals: u32,
    /// Slots and operand stack together.
    pub frame_size: u32,
    /// How many arguments by position need no binding at all: exactly the parameters, of a function
    /// that is no generator. [`NEVER`] where there is no such number.
    pub arity: u32,
}

impl Linked {
    /// The site of an instruction.
    pub fn site(&self, ip: u32) -> Site {
        Site(self.first_site + ip)
    }
}
