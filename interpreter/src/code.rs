//! Code objects: what the code generator makes and the VM links and runs.
//!
//! A [`Code`] is immutable, `Send + Sync`, and holds plain constants only: nothing in it is counted.

use crate::number::complex::Complex;
use crate::number::float;
use crate::op::Op;
use crate::strings::repr::{repr, repr_bytes};
use crate::text::{Source, Span};
use num_bigint::BigInt;
use std::sync::Arc;

/// The member of a class that lists its annotated names, each with its annotation's text: `name:text`
/// a line, or `?` for annotations inside other statements.
pub const ANNOTATED: &str = "annotated names";

/// The member of a class that gives its `__annotations__`: see `FunctionState::annotations`.
pub const ANNOTATIONS: &str = "annotations maker";

/// One instruction: operation and argument.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Instr {
    /// What to do.
    pub op: Op,
    /// Its argument; see [`crate::op::Operand`].
    pub arg: u32,
}

/// A constant.
#[derive(Clone, PartialEq, Debug)]
pub enum Const {
    /// `None`.
    None,
    /// `True`, `False`.
    Bool(bool),
    /// `...`.
    Ellipsis,
    /// An integer that fits 64 bits.
    Int(i64),
    /// A larger one.
    BigInt(BigInt),
    /// A float.
    Float(f64),
    /// A complex number.
    Complex(Complex),
    /// A string.
    Str(Arc<str>),
    /// Bytes.
    Bytes(Arc<[u8]>),
    /// A tuple of constants.
    Tuple(Vec<Const>),
    /// Code of a nested function, class or comprehension.
    Code(Arc<Code>),
}

impl Const {
    /// The constant as Python's `repr` shows it.
    pub fn repr(&self) -> String {
        match self {
            Const::None => "None".into(),
            Const::Bool(true) => "True".into(),
            Const::Bool(false) => "False".into(),
            Const::Ellipsis => "Ellipsis".into(),
            Const::Int(value) => value.to_string(),
            Const::BigInt(value) => value.to_string(),
            Const::Float(value) => float::repr(*value),
            Const::Complex(value) => value.repr(),
            Const::Str(text) => repr(text),
            Const::Bytes(bytes) => repr_bytes(bytes),
            Const::Tuple(items) => {
                let items: Vec<String> = items.iter().map(Const::repr).collect();
                let comma = if items.len() == 1 { "," } else { "" };
                format!("({}{comma})", items.join(", "))
            }
            Const::Code(code) => code.repr(),
        }
    }
}

/// What a code object is the code of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CodeKind {
    /// A file.
    Module,
    /// A `def`.
    Function,
    /// A `lambda`.
    Lambda,
    /// A class body: slot 0 holds the class namespace (a dict).
    Class,
    /// A comprehension's or generator expression's own function; its one parameter `.0` is the
    /// outermost iterator.
    Comprehension,
}

/// The name of the first slot of a class body, and of what is run in a dict of its own: it holds that
/// dict.
pub const NAMESPACE: &str = ".namespace";

/// How a slot of the frame is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SlotKind {
    /// A plain local variable.
    Local,
    /// A local variable that inner functions use: the slot holds a cell, made by MakeCell.
    Cell,
    /// A variable of an outer function: the slot holds its cell, put there by the call.
    Free,
}

/// A slot of the frame.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Slot {
    /// The variable's name.
    pub name: Arc<str>,
    /// How it is used.
    pub kind: SlotKind,
}

/// The signature of a function. Its parameters occupy the first slots in this order: positional-only,
/// ordinary, keyword-only, then `*args`, then `**kwargs`.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Signature {
    /// Positional-only parameters.
    pub posonly: u32,
    /// All positional parameters, positional-only ones included.
    pub positional: u32,
    /// Keyword-only parameters.
    pub kwonly: u32,
    /// Whether there is `*args`.
    pub has_vararg: bool,
    /// Whether there is `**kwargs`.
    pub has_kwarg: bool,
}

impl Signature {
    /// Number of slots that the parameters occupy.
    pub fn slots(&self) -> u32 {
        self.positional + self.kwonly + self.has_vararg as u32 + self.has_kwarg as u32
    }
}

/// What a call of a function makes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Makes {
    /// Its result: the body runs at once.
    Result,
    /// A generator: the body holds a `yield`.
    Generator,
    /// A coroutine: `async def`.
    Coroutine,
    /// An asynchronous generator: both.
    AsyncGenerator,
}

impl Makes {
    /// What messages call it.
    pub const fn name(self) -> &'static str {
        match self {
            Makes::Result => "function",
            Makes::Generator => "generator",
            Makes::Coroutine => "coroutine",
            Makes::AsyncGenerator => "async generator",
        }
    }
}

/// A row of the exception table: where to go when something in `start..end` raises. Rows stand
/// innermost first: the first that covers an instruction counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HandlerRow {
    /// First instruction covered.
    pub start: u32,
    /// Past the last instruction covered.
    pub end: u32,
    /// The handler: starts with the exception pushed on a stack cut to `depth`.
    pub target: u32,
    /// Height of the operand stack that the handler expects, without the exception.
    pub depth: u32,
}

/// A code object.
#[derive(Debug)]
pub struct Code {
    /// The function's or class's own name; `<module>`, `<lambda>`, `<listcomp>`, `<genexpr>`.
    pub name: Arc<str>,
    /// The dotted name: `Account.deposit`, `outer.<locals>.inner`.
    pub qualname: Arc<str>,
    /// What it is the code of.
    pub kind: CodeKind,
    /// What calling it makes.
    pub makes: Makes,
    /// The file it comes from.
    pub source: Arc<Source>,
    /// Line of the `def` or `class` keyword, or of the expression; 1 for a module.
    pub first_line: u32,
    /// Parameters.
    pub signature: Signature,
    /// Slots: parameters, other locals and cells in order of appearance, then free variables.
    pub slots: Vec<Slot>,
    /// Number of free variables: they are the last slots, in the order of the closure's cells.
    pub free_count: u32,
    /// The instructions. The last one does not fall through.
    pub instrs: Vec<Instr>,
    /// Span of each instruction, for tracebacks and reports.
    pub spans: Vec<Span>,
    /// Constants.
    pub consts: Vec<Const>,
    /// Names of globals and attributes.
    pub names: Vec<Arc<str>>,
    /// Exception table, innermost first.
    pub handlers: Vec<HandlerRow>,
    /// The operand stack's greatest height.
    pub max_stack: u32,
    /// The docstring.
    pub doc: Option<Arc<str>>,
    /// Of a function of the library that is compiled at its first call: where it stands in the
    /// source. Head and parameters are as they will be.
    pub later: Option<Span>,
}

impl Code {
    /// What names it in listings.
    pub fn repr(&self) -> String {
        let (name, file) = (&self.name, &self.source.name);
        format!(
            "<code object {name}, file \"{file}\", line {}>",
            self.first_line
        )
    }
}

impl PartialEq for Code {
    /// Code objects are equal only to themselves.
    fn eq(&self, other: &Code) -> bool {
        std::ptr::eq(self, other)
    }
}
