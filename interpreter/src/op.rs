//! The instruction set, declared in one table.
//!
//! The enum, names, stack effects, the disassembler, the verifier and `OPCODES.md` derive from the
//! table below. To add an instruction: one row here, the emitter in `codegen`, one arm in
//! `vm/eval.rs`.

use std::cmp::Ordering;

/// What the argument of an instruction means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operand {
    /// No argument.
    None,
    /// Index into the constant pool.
    Const,
    /// Index of a slot: parameters, other locals, cells, free variables.
    Slot,
    /// Index into the names.
    Name,
    /// Index of the instruction to jump to.
    Target,
    /// A number of operands.
    Count,
    /// How deep below the top of the stack something lies, from 1.
    Depth,
    /// A [`BinaryKind`].
    Binary,
    /// A [`CompareKind`].
    Compare,
    /// Flag bits, told in the instruction's own sentence.
    Flags,
}

/// Stack effect of one instruction: operands popped and pushed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Effect {
    /// Values taken off the operand stack.
    pub pops: u32,
    /// Values put on it.
    pub pushes: u32,
}

/// What a row of the table may say of an instruction, in its last column.
#[allow(non_upper_case_globals)] // As the rows spell them.
mod flag {
    pub const safepoint: u8 = 1;
    pub const no_fallthrough: u8 = 2;
    pub const fused: u8 = 4;
    pub const quick: u8 = 8;
}

macro_rules! opcodes {
    ($( $(#[doc = $doc:literal])+ $name:ident, $operand:ident,
        ($n:ident: $pops:expr => $pushes:expr $(, jump $jpops:expr => $jpushes:expr)?)
        $(, $flag:ident)* ; )+) => {
        /// An operation of the VM; see the table in this file or `OPCODES.md`.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[repr(u8)]
        pub enum Op { $( $(#[doc = $doc])+ $name, )+ }

        impl Op {
            /// All operations, in the order of the table.
            pub const ALL: &[Op] = &[$(Op::$name),+];

            /// The operation's name.
            pub const fn name(self) -> &'static str {
                match self { $( Op::$name => stringify!($name), )+ }
            }

            /// One or more sentences on what it does.
            pub const fn doc(self) -> &'static str {
                match self { $( Op::$name => concat!($($doc),+), )+ }
            }

            /// What its argument means.
            pub const fn operand(self) -> Operand {
                match self { $( Op::$name => Operand::$operand, )+ }
            }

            /// Effect on the operand stack with argument `arg`, when control falls through.
            pub fn effect(self, arg: u32) -> Effect {
                match self {
                    $( Op::$name => {
                        let $n = arg;
                        let _ = $n;
                        Effect { pops: $pops, pushes: $pushes }
                    } )+
                }
            }

            /// Effect on the operand stack when the jump is taken; equal to [`Op::effect`] for
            /// most jumps.
            pub fn jump_effect(self, arg: u32) -> Effect {
                match self {
                    $( $( Op::$name => Effect { pops: $jpops, pushes: $jpushes }, )? )+
                    _ => self.effect(arg),
                }
            }

            const fn flags(self) -> u8 {
                match self { $( Op::$name => 0 $(| flag::$flag)*, )+ }
            }
        }
    };
}

opcodes! {
    /// Does nothing.
    Nop, None, (n: 0 => 0), quick;
    /// Pushes constant `arg`.
    LoadConst, Const, (n: 0 => 1), quick;
    /// Pushes the value of slot `arg`; UnboundLocalError when it has none.
    LoadLocal, Slot, (n: 0 => 1), quick;
    /// Pops into slot `arg`.
    StoreLocal, Slot, (n: 1 => 0), quick;
    /// Empties slot `arg`; UnboundLocalError when it has no value.
    DeleteLocal, Slot, (n: 0 => 0);
    /// Puts a new cell into slot `arg`, holding the slot's value (a parameter's) if it has one.
    MakeCell, Slot, (n: 0 => 0);
    /// Pushes what the cell in slot `arg` holds; NameError or UnboundLocalError when empty.
    LoadCell, Slot, (n: 0 => 1);
    /// Pops into the cell in slot `arg`.
    StoreCell, Slot, (n: 1 => 0);
    /// Empties the cell in slot `arg`.
    DeleteCell, Slot, (n: 0 => 0);
    /// Pushes the cell in slot `arg` itself, for a closure.
    LoadClosure, Slot, (n: 0 => 1);
    /// Pushes global or builtin `arg`; NameError when there is none.
    LoadGlobal, Name, (n: 0 => 1);
    /// Pops into global `arg`.
    StoreGlobal, Name, (n: 1 => 0);
    /// Removes global `arg`.
    DeleteGlobal, Name, (n: 0 => 0);
    /// In a class body: pushes name `arg` of the class namespace, else global, else builtin.
    LoadName, Name, (n: 0 => 1);
    /// In a class body: pops the content of a cell-holding slot unless the class namespace has the name: name `arg`, with the cell itself on top of the stack.
    LoadNameOrCell, Name, (n: 1 => 1);
    /// In a class body: pops into name `arg` of the class namespace.
    StoreName, Name, (n: 1 => 0);
    /// In a class body: removes name `arg` from the class namespace.
    DeleteName, Name, (n: 0 => 0);
    /// Drops the top of the stack.
    Pop, None, (n: 1 => 0), quick;
    /// Pushes a copy of the value `arg` deep (1: the top).
    Copy, Depth, (n: 0 => 1), quick;
    /// Exchanges the top with the value `arg` deep (2: the one below the top).
    Swap, Depth, (n: 0 => 0), quick;
    /// Pops `arg` values into a tuple.
    BuildTuple, Count, (n: n => 1);
    /// Pops `arg` values into a list.
    BuildList, Count, (n: n => 1);
    /// Pops `arg` values into a set.
    BuildSet, Count, (n: n => 1);
    /// Pops `arg` pairs of key and value into a dict.
    BuildMap, Count, (n: 2 * n => 1);
    /// Pops two or three values into a slice.
    BuildSlice, Count, (n: n => 1);
    /// Pops `arg` strings and pushes their concatenation.
    BuildString, Count, (n: n => 1);
    /// Pops a value and appends it to the list that then lies `arg` deep.
    ListAppend, Depth, (n: 1 => 0);
    /// Pops a value and adds it to the set that then lies `arg` deep.
    SetAdd, Depth, (n: 1 => 0);
    /// Pops a value and a key below it, and stores them in the dict that then lies `arg` deep.
    MapAdd, Depth, (n: 2 => 0);
    /// Pops an iterable and extends the list that then lies `arg` deep.
    ListExtend, Depth, (n: 1 => 0);
    /// Pops an iterable and adds its items to the set that then lies `arg` deep.
    SetUpdate, Depth, (n: 1 => 0);
    /// Pops a mapping and stores its items in the dict that then lies `arg` deep.
    DictUpdate, Depth, (n: 1 => 0);
    /// As DictUpdate, for `**kwargs` of a call: keys must be new strings. The callable lies two below the dict (below it the positional arguments).
    DictMerge, Depth, (n: 1 => 0);
    /// Turns the list on top into a tuple.
    ListToTuple, None, (n: 1 => 1);
    /// Formats the top, for an f-string. Bits 0-1: 0 none, 1 `!s`, 2 `!r`, 3 `!a`; bit 2: a specification lies on top of the value.
    FormatValue, Flags, (n: 1 + (n >> 2 & 1) => 1);
    /// Pops an iterable of exactly `arg` items and pushes them, the first on top.
    UnpackSequence, Count, (n: 1 => n);
    /// Pops an iterable and pushes `arg & 0xff` items, a list of the middle, and `arg >> 8` items, the first on top.
    UnpackEx, Flags, (n: 1 => (n & 0xff) + 1 + (n >> 8));
    /// Pops right and left and pushes `left op right`.
    BinaryOp, Binary, (n: 2 => 1);
    /// Pops right and left and pushes the result of `left op= right`.
    InplaceOp, Binary, (n: 2 => 1);
    /// Pops right and left and pushes the result of comparing them.
    CompareOp, Compare, (n: 2 => 1);
    /// Pops two values and pushes whether they are the same object, or (`arg` 1) whether they are not.
    IsOp, Flags, (n: 2 => 1);
    /// Pops a container and an item below it and pushes whether the item is in it, or (`arg` 1) whether it is not.
    ContainsOp, Flags, (n: 2 => 1);
    /// Replaces the top by its negative.
    UnaryNeg, None, (n: 1 => 1);
    /// Replaces the top by `+top`.
    UnaryPos, None, (n: 1 => 1);
    /// Replaces the top by `~top`.
    UnaryInvert, None, (n: 1 => 1);
    /// Replaces the top by its negated truth.
    UnaryNot, None, (n: 1 => 1);
    /// Replaces the top by its attribute `arg`.
    LoadAttr, Name, (n: 1 => 1);
    /// Pops an object and a value below it, and stores it as attribute `arg`.
    StoreAttr, Name, (n: 2 => 0);
    /// Pops an object and deletes its attribute `arg`.
    DeleteAttr, Name, (n: 1 => 0);
    /// Replaces the top by method `arg` and its receiver on top, or by the attribute and an empty place; for CallMethod.
    LoadMethod, Name, (n: 1 => 2);
    /// Pops an index and a container below it and pushes the item.
    LoadItem, None, (n: 2 => 1);
    /// Pops an index, a container and a value below them, and stores the item.
    StoreItem, None, (n: 3 => 0);
    /// Pops an index and a container below it and deletes the item.
    DeleteItem, None, (n: 2 => 0);
    /// Jumps forward.
    Jump, Target, (n: 0 => 0), no_fallthrough, quick;
    /// Jumps back to the head of a loop.
    JumpBack, Target, (n: 0 => 0), no_fallthrough, safepoint;
    /// Pops and jumps if it is false.
    PopJumpIfFalse, Target, (n: 1 => 0), quick;
    /// Pops and jumps if it is true.
    PopJumpIfTrue, Target, (n: 1 => 0), quick;
    /// Jumps if the top is false, else pops it.
    JumpIfFalseOrPop, Target, (n: 1 => 0, jump 1 => 1), quick;
    /// Jumps if the top is true, else pops it.
    JumpIfTrueOrPop, Target, (n: 1 => 0, jump 1 => 1), quick;
    /// Pops and jumps if it is None.
    PopJumpIfNone, Target, (n: 1 => 0), quick;
    /// Pops and jumps if it is not None.
    PopJumpIfNotNone, Target, (n: 1 => 0), quick;
    /// Replaces the iterable on top by an iterator over it.
    GetIter, None, (n: 1 => 1);
    /// Pushes the next item of the iterator on top; at its end pops it and jumps.
    ForIter, Target, (n: 1 => 2, jump 1 => 0);
    /// Calls the callable below `arg` arguments.
    Call, Count, (n: n + 1 => 1), safepoint;
    /// Calls the callable below `arg` arguments and a tuple of names on top, for the last of them.
    CallKw, Count, (n: n + 2 => 1), safepoint;
    /// Calls the callable below a tuple of positional arguments, and (`arg` 1) a dict of keyword arguments on top.
    CallEx, Flags, (n: 2 + (n & 1) => 1), safepoint;
    /// Calls what LoadMethod left below `arg` arguments.
    CallMethod, Count, (n: n + 2 => 1), safepoint;
    /// Returns the top from this frame.
    Return, None, (n: 1 => 0), no_fallthrough;
    /// Hands the top out of this generator; goes on with what is sent in.
    Yield, None, (n: 1 => 1), safepoint;
    /// Replaces the iterable on top by an iterator for Send.
    GetDelegate, None, (n: 1 => 1);
    /// Replaces the awaitable on top by an iterator for Send. It comes from: 0 an `await`, 1 `__aenter__`, 2 `__aexit__`, 3 `__anext__`.
    GetAwaitable, Flags, (n: 1 => 1);
    /// Sends the top to the iterator below it, and puts in its place what that yields; when it ends, pops both, pushes its result and jumps.
    Send, Target, (n: 2 => 2, jump 2 => 1);
    /// Hands the top, which Send has got, out of this generator or coroutine; goes on with what is sent in. What is thrown in goes to the iterator below.
    PassOn, None, (n: 1 => 1), safepoint;
    /// Replaces the asynchronous iterable on top by an iterator over it.
    GetAiter, None, (n: 1 => 1);
    /// Pushes the awaitable of the next item of the asynchronous iterator on top.
    GetAnext, None, (n: 1 => 2);
    /// With the exception on top and an asynchronous iterator below it: pops both if that is StopAsyncIteration, else raises it again.
    EndAsyncFor, None, (n: 2 => 0);
    /// Makes a function of code constant on top. Below it, for each bit of `arg`: 1 a tuple of defaults, 2 a dict of keyword-only defaults, 4 what gives its annotations, 8 a tuple of cells; the lowest bit deepest.
    MakeFunction, Flags, (n: 1 + (n & 1) + (n >> 1 & 1) + (n >> 2 & 1) + (n >> 3 & 1) => 1);
    /// Makes a class: pops `arg` base classes, the name below them and the body's function below it; runs the body.
    BuildClass, Count, (n: n + 2 => 1), safepoint;
    /// Raises: 0 the exception being handled again, 1 the top, 2 the value below from the cause on top.
    Raise, Count, (n: n => 0), no_fallthrough;
    /// Pops the exception on top and raises it again as it is.
    Reraise, None, (n: 1 => 0), no_fallthrough;
    /// At the head of a handler, with the exception on top: makes it the one being handled, and pushes the one handled before below it.
    PushExc, None, (n: 1 => 2);
    /// Pops the exception that was being handled before, and makes it so again.
    PopExc, None, (n: 1 => 0);
    /// Pops a class or tuple of classes and pushes whether the exception below matches.
    CheckExcMatch, None, (n: 1 => 1);
    /// Replaces a context manager by its bound `__exit__` and, on top, its bound `__enter__`.
    LoadWith, None, (n: 1 => 2);
    /// Replaces an asynchronous context manager by its bound `__aexit__` and, on top, its bound `__aenter__`.
    LoadAsyncWith, None, (n: 1 => 2);
    /// With the exception on top, the previous one below it and `__exit__` below both: calls `__exit__` with the exception's three parts and pushes the result.
    WithExcept, None, (n: 0 => 1), safepoint;
    /// Imports module `arg` (dotted name, relative if it begins with dots; its last part if bit 31 of the argument is set; bit 30: only a package on the way) and pushes it.
    ImportName, Name, (n: 0 => 1), safepoint;
    /// Pushes attribute `arg` of the module on top.
    ImportFrom, Name, (n: 0 => 1);
    /// Pops a module and binds its public names as globals.
    ImportStar, None, (n: 1 => 0);
    /// Pushes the class AssertionError, whatever that name is bound to.
    LoadAssertionError, None, (n: 0 => 1);
    /// Raises StopIteration's RuntimeError for a generator or coroutine: with the exception on top, replaces a StopIteration by RuntimeError from it, and raises it.
    StopIterationError, None, (n: 1 => 0), no_fallthrough;
    /// Pushes function `arg` of the prelude, or builtin `arg`, whatever global bears its name.
    LoadBuiltin, Name, (n: 0 => 1);
    /// LoadLocal and BinaryOp in one.
    BinaryLocal, Slot, (n: 1 => 1), fused;
    /// LoadLocal, LoadLocal and BinaryOp in one.
    BinaryLocals, Slot, (n: 0 => 1), fused;
    /// LoadLocal, LoadConst and BinaryOp in one.
    BinaryLocalConst, Slot, (n: 0 => 1), fused;
    /// LoadConst and BinaryOp in one.
    BinaryConst, Const, (n: 1 => 1), fused;
    /// BinaryOp and StoreLocal in one.
    BinaryStore, Binary, (n: 2 => 0), fused;
    /// BinaryOp and StoreGlobal in one.
    BinaryStoreGlobal, Binary, (n: 2 => 0), fused;
    /// LoadLocal, LoadLocal, BinaryOp and StoreLocal in one.
    BinaryLocalsStore, Slot, (n: 0 => 0), fused;
    /// LoadLocal, LoadConst, BinaryOp and StoreLocal in one.
    BinaryLocalConstStore, Slot, (n: 0 => 0), fused;
    /// CompareOp and PopJumpIfFalse or PopJumpIfTrue in one.
    CompareJump, Compare, (n: 2 => 0), fused;
    /// LoadConst, CompareOp and PopJumpIfFalse or PopJumpIfTrue in one.
    CompareConstJump, Const, (n: 1 => 0), fused;
    /// LoadLocal, LoadLocal, CompareOp and PopJumpIfFalse or PopJumpIfTrue in one.
    CompareLocalsJump, Slot, (n: 0 => 0), fused;
    /// LoadLocal, LoadConst, CompareOp and PopJumpIfFalse or PopJumpIfTrue in one.
    CompareLocalConstJump, Slot, (n: 0 => 0), fused;
    /// LoadLocal and LoadLocal in one.
    LoadLocals, Slot, (n: 0 => 2), fused;
    /// LoadLocal, LoadLocal and LoadItem in one.
    LoadLocalsItem, Slot, (n: 0 => 1), fused;
    /// LoadLocal, LoadLocal and StoreItem in one.
    StoreItemLocals, Slot, (n: 1 => 0), fused;
    /// LoadLocal, Copy 1 and LoadAttr in one: the object below the attribute.
    LoadLocalCopyAttr, Slot, (n: 0 => 2), fused;
    /// Swap 2 and StoreAttr in one.
    SwapStoreAttr, Depth, (n: 2 => 0), fused;
    /// LoadConst and Return in one.
    ReturnConst, Const, (n: 0 => 0), fused;
    /// LoadLocal and LoadAttr in one.
    LoadLocalAttr, Slot, (n: 0 => 1), fused;
    /// LoadLocal, LoadAttr and BinaryOp (or InplaceOp) in one.
    BinaryLocalAttr, Slot, (n: 1 => 1), fused;
    /// ForIter and StoreLocal in one.
    ForIterStore, Target, (n: 1 => 1, jump 1 => 0), fused;
    /// ForIter and UnpackSequence 2 in one.
    ForIterUnpack, Target, (n: 1 => 3, jump 1 => 0), fused;
    /// BinaryOp of `+`.
    AddOp, Binary, (n: 2 => 1), fused;
    /// BinaryOp of `-`.
    SubOp, Binary, (n: 2 => 1), fused;
    /// BinaryOp of `*`.
    MulOp, Binary, (n: 2 => 1), fused;
    /// BinaryOp of `/`.
    DivOp, Binary, (n: 2 => 1), fused;
    /// BinaryLocal of `+`.
    AddLocal, Slot, (n: 1 => 1), fused;
    /// BinaryLocal of `-`.
    SubLocal, Slot, (n: 1 => 1), fused;
    /// BinaryLocal of `*`.
    MulLocal, Slot, (n: 1 => 1), fused;
    /// BinaryLocal of `/`.
    DivLocal, Slot, (n: 1 => 1), fused;
    /// BinaryLocals of `+`.
    AddLocals, Slot, (n: 0 => 1), fused;
    /// BinaryLocals of `-`.
    SubLocals, Slot, (n: 0 => 1), fused;
    /// BinaryLocals of `*`.
    MulLocals, Slot, (n: 0 => 1), fused;
    /// BinaryLocals of `/`.
    DivLocals, Slot, (n: 0 => 1), fused;
    /// BinaryLocalConst of `+`.
    AddLocalConst, Slot, (n: 0 => 1), fused;
    /// BinaryLocalConst of `-`.
    SubLocalConst, Slot, (n: 0 => 1), fused;
    /// BinaryLocalConst of `*`.
    MulLocalConst, Slot, (n: 0 => 1), fused;
    /// BinaryLocalConst of `/`.
    DivLocalConst, Slot, (n: 0 => 1), fused;
    /// BinaryConst of `+`.
    AddConst, Const, (n: 1 => 1), fused;
    /// BinaryConst of `-`.
    SubConst, Const, (n: 1 => 1), fused;
    /// BinaryConst of `*`.
    MulConst, Const, (n: 1 => 1), fused;
    /// BinaryConst of `/`.
    DivConst, Const, (n: 1 => 1), fused;
    /// BinaryStore of `+`.
    AddStore, Binary, (n: 2 => 0), fused;
    /// BinaryStore of `-`.
    SubStore, Binary, (n: 2 => 0), fused;
    /// BinaryStore of `*`.
    MulStore, Binary, (n: 2 => 0), fused;
    /// BinaryStore of `/`.
    DivStore, Binary, (n: 2 => 0), fused;
    /// BinaryStoreGlobal of `+`.
    AddStoreGlobal, Binary, (n: 2 => 0), fused;
    /// BinaryStoreGlobal of `-`.
    SubStoreGlobal, Binary, (n: 2 => 0), fused;
    /// BinaryStoreGlobal of `*`.
    MulStoreGlobal, Binary, (n: 2 => 0), fused;
    /// BinaryStoreGlobal of `/`.
    DivStoreGlobal, Binary, (n: 2 => 0), fused;
    /// BinaryLocalsStore of `+`.
    AddLocalsStore, Slot, (n: 0 => 0), fused;
    /// BinaryLocalsStore of `-`.
    SubLocalsStore, Slot, (n: 0 => 0), fused;
    /// BinaryLocalsStore of `*`.
    MulLocalsStore, Slot, (n: 0 => 0), fused;
    /// BinaryLocalsStore of `/`.
    DivLocalsStore, Slot, (n: 0 => 0), fused;
    /// BinaryLocalConstStore of `+`.
    AddLocalConstStore, Slot, (n: 0 => 0), fused;
    /// BinaryLocalConstStore of `-`.
    SubLocalConstStore, Slot, (n: 0 => 0), fused;
    /// BinaryLocalConstStore of `*`.
    MulLocalConstStore, Slot, (n: 0 => 0), fused;
    /// BinaryLocalConstStore of `/`.
    DivLocalConstStore, Slot, (n: 0 => 0), fused;
}

impl Op {
    /// All operations but the specialised forms, which stand last in the table.
    pub const GENERAL: &[Op] = Op::ALL.split_at(Op::AddOp as usize).0;

    /// Whether a thread may be switched right after this instruction under the rule `py310`.
    pub fn is_safepoint(self) -> bool {
        self.flags() & flag::safepoint != 0
    }

    /// Whether CPython up to 3.9 goes on after it without looking whether it has to switch.
    pub fn is_quick(self) -> bool {
        self.flags() & flag::quick != 0
    }

    /// Whether the next instruction is reached from this one.
    pub fn falls_through(self) -> bool {
        self.flags() & flag::no_fallthrough == 0
    }

    /// Whether linking makes it out of several others; the code generator never emits it.
    pub fn is_fused(self) -> bool {
        self.flags() & flag::fused != 0
    }

    /// The instruction that does the same for this operation alone; itself, if there is none.
    pub fn specialised(self, operation: Operation) -> Op {
        let which = match operation {
            Operation::Add => 0,
            Operation::Sub => 1,
            Operation::Mul => 2,
            Operation::Div => 3,
            _ => return self,
        };
        let found = SPECIALISED.iter().find(|(general, _)| *general == self);
        found.map_or(self, |(_, specialised)| specialised[which])
    }

    /// The instruction that this one is a specialised form of; itself, if it is none.
    pub fn general(self) -> Op {
        let found = SPECIALISED.iter().find(|(_, forms)| forms.contains(&self));
        found.map_or(self, |(general, _)| *general)
    }

    /// Whether the argument is the index of an instruction.
    pub fn is_jump(self) -> bool {
        self.operand() == Operand::Target
    }
}

/// The instructions that have forms of their own for `+`, `-`, `*` and `/`.
const SPECIALISED: &[(Op, [Op; 4])] = &[
    (Op::BinaryOp, [Op::AddOp, Op::SubOp, Op::MulOp, Op::DivOp]),
    (
        Op::BinaryLocal,
        [Op::AddLocal, Op::SubLocal, Op::MulLocal, Op::DivLocal],
    ),
    (
        Op::BinaryLocals,
        [Op::AddLocals, Op::SubLocals, Op::MulLocals, Op::DivLocals],
    ),
    (
        Op::BinaryLocalConst,
        [
            Op::AddLocalConst,
            Op::SubLocalConst,
            Op::MulLocalConst,
            Op::DivLocalConst,
        ],
    ),
    (
        Op::BinaryConst,
        [Op::AddConst, Op::SubConst, Op::MulConst, Op::DivConst],
    ),
    (
        Op::BinaryStore,
        [Op::AddStore, Op::SubStore, Op::MulStore, Op::DivStore],
    ),
    (
        Op::BinaryStoreGlobal,
        [
            Op::AddStoreGlobal,
            Op::SubStoreGlobal,
            Op::MulStoreGlobal,
            Op::DivStoreGlobal,
        ],
    ),
    (
        Op::BinaryLocalsStore,
        [
            Op::AddLocalsStore,
            Op::SubLocalsStore,
            Op::MulLocalsStore,
            Op::DivLocalsStore,
        ],
    ),
    (
        Op::BinaryLocalConstStore,
        [
            Op::AddLocalConstStore,
            Op::SubLocalConstStore,
            Op::MulLocalConstStore,
            Op::DivLocalConstStore,
        ],
    ),
];

/// Argument of BinaryOp and InplaceOp.
pub use crate::syntax::ast::BinaryOp as BinaryKind;

/// Argument of CompareOp: the six comparisons, `Eq` to `Ge`.
pub use crate::syntax::ast::CompareOp as CompareKind;

/// What an operator or a comparison does, as the loop tells it: an instruction carries it beside its
/// argument, and a fused one that of the operator in its sequence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Operation {
    /// No operator, or one that the loop never does itself.
    Other = 16,
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`
    Div,
    /// `//`
    FloorDiv,
    /// `%`
    Mod,
    /// `<<`
    LShift,
    /// `>>`
    RShift,
    /// `&`
    And,
    /// `|`
    Or,
    /// `^`
    Xor,
    /// `==`
    Eq = EQUAL,
    /// `!=`
    Ne = LESS | GREATER | UNORDERED,
    /// `<`
    Lt = LESS,
    /// `<=`
    Le = LESS | EQUAL,
    /// `>`
    Gt = GREATER,
    /// `>=`
    Ge = GREATER | EQUAL,
    /// `not <`, which is not `>=`, for the sake of NaN.
    NotLt = GREATER | EQUAL | UNORDERED,
    /// `not <=`
    NotLe = GREATER | UNORDERED,
    /// `not >`
    NotGt = LESS | EQUAL | UNORDERED,
    /// `not >=`
    NotGe = LESS | UNORDERED,
}

// What two operands may be to each other, a bit each. A comparison is the set of those for which it
// holds: so the loop need not tell comparisons apart.
const LESS: u8 = 1;
const EQUAL: u8 = 2;
const GREATER: u8 = 4;
const UNORDERED: u8 = 8;

impl Operation {
    /// The comparison that holds where this one does not.
    pub fn negated(self) -> Operation {
        match self {
            Operation::Eq => Operation::Ne,
            Operation::Ne => Operation::Eq,
            Operation::Lt => Operation::NotLt,
            Operation::Le => Operation::NotLe,
            Operation::Gt => Operation::NotGt,
            Operation::Ge => Operation::NotGe,
            Operation::NotLt => Operation::Lt,
            Operation::NotLe => Operation::Le,
            Operation::NotGt => Operation::Gt,
            Operation::NotGe => Operation::Ge,
            other => other,
        }
    }

    /// Whether a comparison holds for operands in this order; those without one are NaN and anything.
    #[inline(always)]
    pub fn holds(self, order: Option<Ordering>) -> bool {
        debug_assert!((self as u8) < Operation::Other as u8, "{self:?} compares");
        let which = match order {
            Some(Ordering::Less) => 0,
            Some(Ordering::Equal) => 1,
            Some(Ordering::Greater) => 2,
            None => 3,
        };
        self as u8 >> which & 1 != 0
    }

    /// What the instruction with this operation and argument does.
    pub fn of(op: Op, arg: u32) -> Operation {
        match op {
            Op::BinaryOp | Op::InplaceOp => Operation::of_binary(BinaryKind::from_arg(arg)),
            Op::CompareOp => Operation::of_compare(CompareKind::from_arg(arg)),
            _ => Operation::Other,
        }
    }

    fn of_binary(kind: BinaryKind) -> Operation {
        match kind {
            BinaryKind::Add => Operation::Add,
            BinaryKind::Sub => Operation::Sub,
            BinaryKind::Mul => Operation::Mul,
            BinaryKind::Div => Operation::Div,
            BinaryKind::FloorDiv => Operation::FloorDiv,
            BinaryKind::Mod => Operation::Mod,
            BinaryKind::LShift => Operation::LShift,
            BinaryKind::RShift => Operation::RShift,
            BinaryKind::And => Operation::And,
            BinaryKind::Or => Operation::Or,
            BinaryKind::Xor => Operation::Xor,
            BinaryKind::Pow | BinaryKind::MatMul => Operation::Other,
        }
    }

    fn of_compare(kind: CompareKind) -> Operation {
        match kind {
            CompareKind::Eq => Operation::Eq,
            CompareKind::Ne => Operation::Ne,
            CompareKind::Lt => Operation::Lt,
            CompareKind::Le => Operation::Le,
            CompareKind::Gt => Operation::Gt,
            CompareKind::Ge => Operation::Ge,
            CompareKind::Is | CompareKind::IsNot | CompareKind::In | CompareKind::NotIn => {
                Operation::Other
            }
        }
    }
}

impl BinaryKind {
    /// All operators in the order of their numbers.
    pub const ALL: [BinaryKind; 13] = [
        BinaryKind::Add,
        BinaryKind::Sub,
        BinaryKind::Mul,
        BinaryKind::Div,
        BinaryKind::FloorDiv,
        BinaryKind::Mod,
        BinaryKind::Pow,
        BinaryKind::MatMul,
        BinaryKind::LShift,
        BinaryKind::RShift,
        BinaryKind::And,
        BinaryKind::Or,
        BinaryKind::Xor,
    ];

    /// The operator with this number
    /// (the last one for what is out of range: the verifier lets no such argument through).
    pub fn from_arg(arg: u32) -> BinaryKind {
        match arg {
            0 => BinaryKind::Add,
            1 => BinaryKind::Sub,
            2 => BinaryKind::Mul,
            3 => BinaryKind::Div,
            4 => BinaryKind::FloorDiv,
            5 => BinaryKind::Mod,
            6 => BinaryKind::Pow,
            7 => BinaryKind::MatMul,
            8 => BinaryKind::LShift,
            9 => BinaryKind::RShift,
            10 => BinaryKind::And,
            11 => BinaryKind::Or,
            _ => BinaryKind::Xor,
        }
    }

    /// The operator as it is written: `+`.
    pub const fn symbol(self) -> &'static str {
        match self {
            BinaryKind::Add => "+",
            BinaryKind::Sub => "-",
            BinaryKind::Mul => "*",
            BinaryKind::Div => "/",
            BinaryKind::FloorDiv => "//",
            BinaryKind::Mod => "%",
            BinaryKind::Pow => "**",
            BinaryKind::MatMul => "@",
            BinaryKind::LShift => "<<",
            BinaryKind::RShift => ">>",
            BinaryKind::And => "&",
            BinaryKind::Or => "|",
            BinaryKind::Xor => "^",
        }
    }

    /// Name of its special method without underscores: `add`.
    pub const fn method(self) -> &'static str {
        match self {
            BinaryKind::Add => "add",
            BinaryKind::Sub => "sub",
            BinaryKind::Mul => "mul",
            BinaryKind::Div => "truediv",
            BinaryKind::FloorDiv => "floordiv",
            BinaryKind::Mod => "mod",
            BinaryKind::Pow => "pow",
            BinaryKind::MatMul => "matmul",
            BinaryKind::LShift => "lshift",
            BinaryKind::RShift => "rshift",
            BinaryKind::And => "and",
            BinaryKind::Or => "or",
            BinaryKind::Xor => "xor",
        }
    }
}

impl CompareKind {
    /// The six ordering comparisons in the order of their numbers.
    pub const ALL: [CompareKind; 6] = [
        CompareKind::Eq,
        CompareKind::Ne,
        CompareKind::Lt,
        CompareKind::Le,
        CompareKind::Gt,
        CompareKind::Ge,
    ];

    /// The comparison with this number
    /// (the last one for what is out of range: the verifier lets no such argument through).
    pub fn from_arg(arg: u32) -> CompareKind {
        match arg {
            0 => CompareKind::Eq,
            1 => CompareKind::Ne,
            2 => CompareKind::Lt,
            3 => CompareKind::Le,
            4 => CompareKind::Gt,
            _ => CompareKind::Ge,
        }
    }

    /// The comparison as it is written: `<=`.
    pub const fn symbol(self) -> &'static str {
        match self {
            CompareKind::Eq => "==",
            CompareKind::Ne => "!=",
            CompareKind::Lt => "<",
            CompareKind::Le => "<=",
            CompareKind::Gt => ">",
            CompareKind::Ge => ">=",
            CompareKind::Is => "is",
            CompareKind::IsNot => "is not",
            CompareKind::In => "in",
            CompareKind::NotIn => "not in",
        }
    }

    /// Name of its special method without underscores: `le`.
    pub const fn method(self) -> &'static str {
        match self {
            CompareKind::Eq => "eq",
            CompareKind::Ne => "ne",
            CompareKind::Lt => "lt",
            CompareKind::Le => "le",
            CompareKind::Gt => "gt",
            CompareKind::Ge => "ge",
            CompareKind::Is | CompareKind::IsNot => "is",
            CompareKind::In | CompareKind::NotIn => "contains",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effects_follow_the_argument() {
        assert_eq!(Op::Call.effect(3), Effect { pops: 4, pushes: 1 });
        assert_eq!(Op::ForIter.effect(0), Effect { pops: 1, pushes: 2 });
        assert_eq!(Op::ForIter.jump_effect(0), Effect { pops: 1, pushes: 0 });
        assert_eq!(Op::UnpackEx.effect(0x0201), Effect { pops: 1, pushes: 4 });
        assert!(Op::JumpBack.is_safepoint() && !Op::JumpBack.falls_through());
        assert!(!Op::LoadConst.doc().is_empty());
    }
}
