//! Linked code: a code object made ready to run in one module's namespace.
//!
//! Linking turns constants into values, names into symbols and slots, and sets aside inline caches.
//! What it holds is counted; the [`Code`] it comes from is not.

use crate::code::Code;
use crate::op::Op;
use crate::value::Value;
use gilscope_runtime::cache::Word;
use gilscope_runtime::symbol::Symbol;
use gilscope_runtime::task::Site;
use std::sync::Arc;

/// One instruction as the VM fetches it: 8 bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(C)]
pub struct Instr {
    /// What to do.
    pub op: Op,
    /// A second, small argument: 1 for the in-place form of an operator.
    pub b: u8,
    /// A third argument: an inline cache or a builtin's slot, counted from 1; 0 means none.
    pub c: u16,
    /// The argument as the table of instructions describes it; globals by slot.
    pub arg: u32,
}

/// Code ready to run.
pub struct Linked {
    /// What it was linked from.
    pub code: Arc<Code>,
    /// Instructions, in step with those of `code`.
    pub instrs: Box<[Instr]>,
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
    /// Slots and operand stack together.
    pub frame_size: u32,
}

impl Linked {
    /// The site of an instruction.
    pub fn site(&self, ip: u32) -> Site {
        Site(self.first_site + ip)
    }
}
