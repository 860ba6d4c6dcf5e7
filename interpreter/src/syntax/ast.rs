//! The syntax tree: all of Python 3's grammar, with spans.
//!
//! The parser accepts the whole language, so that what lies outside the subset can be refused by
//! name later on, by the code generator. The variants' fields bear the grammar's own names.
#![allow(missing_docs)]

use crate::text::Span;
use num_bigint::BigInt;
use std::rc::Rc;

/// An identifier.
pub type Ident = Rc<str>;

/// A whole file.
pub struct Module {
    /// Its statements.
    pub body: Vec<Stmt>,
}

/// A statement.
pub struct Stmt {
    /// From its first character to its last, body included.
    pub span: Span,
    /// What it is.
    pub kind: StmtKind,
}

/// The kinds of statement.
pub enum StmtKind {
    /// An expression for its effect.
    Expr(Expr),
    /// `a = b = value`.
    Assign { targets: Vec<Expr>, value: Expr },
    /// `target op= value`.
    AugAssign {
        target: Expr,
        op: BinaryOp,
        value: Expr,
    },
    /// `target: annotation = value`; `simple` when the target is a bare, unparenthesised name.
    AnnAssign {
        target: Expr,
        annotation: Expr,
        value: Option<Expr>,
        simple: bool,
    },
    /// `del a, b[0]`.
    Delete(Vec<Expr>),
    /// `pass`.
    Pass,
    /// `break`.
    Break,
    /// `continue`.
    Continue,
    /// `return value`.
    Return(Option<Expr>),
    /// `raise exc from cause`.
    Raise {
        exc: Option<Expr>,
        cause: Option<Expr>,
    },
    /// `assert test, message`.
    Assert { test: Expr, message: Option<Expr> },
    /// `global a, b`.
    Global(Vec<Ident>),
    /// `nonlocal a, b`.
    Nonlocal(Vec<Ident>),
    /// `import a.b as c, d`.
    Import(Vec<Alias>),
    /// `from ..module import a as b`; `names` empty means `*`.
    ImportFrom {
        module: Option<Ident>,
        names: Vec<Alias>,
        level: u32,
    },
    /// `if test: body else: orelse`; an `elif` is an `If` alone in `orelse`.
    If {
        test: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    /// `while test: body else: orelse`.
    While {
        test: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    /// `for target in iter: body else: orelse`.
    For {
        target: Expr,
        iter: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
        is_async: bool,
    },
    /// `with item, item: body`.
    With {
        items: Vec<WithItem>,
        body: Vec<Stmt>,
        is_async: bool,
    },
    /// `try`; `is_star` for `except*`.
    Try {
        body: Vec<Stmt>,
        handlers: Vec<Handler>,
        orelse: Vec<Stmt>,
        finalbody: Vec<Stmt>,
        is_star: bool,
    },
    /// `def` or `async def`.
    FunctionDef(Box<FunctionDef>),
    /// `class`.
    ClassDef(Box<ClassDef>),
    /// `match subject: case ...`.
    Match {
        subject: Expr,
        cases: Vec<MatchCase>,
    },
    /// `type X = ...`.
    TypeAlias {
        name: Ident,
        name_span: Span,
        type_params: Vec<TypeParam>,
        value: Expr,
    },
    /// The whole body of a function of the library, not parsed yet: see `syntax::outline`. The span
    /// is the definition's, without decorators.
    Later {
        /// Whether the body needs its class: `super` or `__class__`.
        uses_class: bool,
    },
}

/// `name as asname`, with the dotted name in one piece.
pub struct Alias {
    /// Both names.
    pub span: Span,
    /// The dotted name.
    pub name: Ident,
    /// The new name.
    pub asname: Option<Ident>,
}

/// `context as target`.
pub struct WithItem {
    /// The context manager.
    pub context: Expr,
    /// Where the result of `__enter__` goes.
    pub target: Option<Expr>,
}

/// `except kind as name: body`.
pub struct Handler {
    /// The whole clause.
    pub span: Span,
    /// The exception class or tuple; `None` for a bare `except:`.
    pub kind: Option<Expr>,
    /// The name bound, if any.
    pub name: Option<Ident>,
    /// The body.
    pub body: Vec<Stmt>,
}

/// A function definition.
pub struct FunctionDef {
    /// Its name.
    pub name: Ident,
    /// Span of the name.
    pub name_span: Span,
    /// Span from `def` (not the decorators) to the end of the signature's `:`.
    pub header: Span,
    /// Parameters.
    pub params: Params,
    /// The body.
    pub body: Vec<Stmt>,
    /// Decorators, outermost first.
    pub decorators: Vec<Expr>,
    /// `-> annotation`.
    pub returns: Option<Expr>,
    /// `async def`.
    pub is_async: bool,
    /// `def f[T]()`: the type parameters.
    pub type_params: Vec<TypeParam>,
}

/// A type parameter. Its bound and its default are evaluated when somebody asks: they are lambdas.
pub struct TypeParam {
    /// Its name.
    pub name: Ident,
    /// Span of the name.
    pub span: Span,
    /// What it stands for.
    pub kind: TypeParamKind,
    /// `T: bound`, or the constraints as a tuple.
    pub bound: Option<Expr>,
    /// `T = default`.
    pub default: Option<Expr>,
}

/// What a type parameter stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TypeParamKind {
    /// `T`
    TypeVar,
    /// `*Ts`
    TypeVarTuple,
    /// `**P`
    ParamSpec,
}

/// The name of the base that a class with type parameters has besides those in its text.
pub const GENERIC_BASE: &str = ".generic_base";

/// A class definition.
pub struct ClassDef {
    /// Its name.
    pub name: Ident,
    /// Span of the name.
    pub name_span: Span,
    /// Span from `class` to its `:`.
    pub header: Span,
    /// Base classes and other positional arguments.
    pub bases: Vec<Expr>,
    /// `metaclass=` and other keyword arguments.
    pub keywords: Vec<Keyword>,
    /// The body.
    pub body: Vec<Stmt>,
    /// Decorators, outermost first.
    pub decorators: Vec<Expr>,
    /// `class C[T]`: the type parameters. If there are any, the last base is `GENERIC_BASE`.
    pub type_params: Vec<TypeParam>,
}

/// A parameter list.
#[derive(Default)]
pub struct Params {
    /// Positional-only parameters (before `/`).
    pub posonly: Vec<Param>,
    /// Ordinary parameters.
    pub args: Vec<Param>,
    /// `*args`.
    pub vararg: Option<Param>,
    /// Keyword-only parameters (after `*` or `*args`).
    pub kwonly: Vec<Param>,
    /// `**kwargs`.
    pub kwarg: Option<Param>,
}

/// One parameter.
pub struct Param {
    /// Its name.
    pub name: Ident,
    /// Span of the name.
    pub span: Span,
    /// Its annotation.
    pub annotation: Option<Expr>,
    /// Its default.
    pub default: Option<Expr>,
}

/// `name=value` in a call, or `**value` when the name is missing.
pub struct Keyword {
    /// The whole argument.
    pub span: Span,
    /// The name; `None` for `**value`.
    pub name: Option<Ident>,
    /// The value.
    pub value: Expr,
}

/// An expression.
pub struct Expr {
    /// From its first character to its last, without enclosing parentheses (tuples: with theirs).
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// The kinds of expression.
pub enum ExprKind {
    /// `None`, `True`, `False`, `...`, a number, a string or bytes.
    Constant(Constant),
    /// A name.
    Name(Ident),
    /// `a and b and c`; at least two operands.
    BoolOp { op: BoolOp, values: Vec<Expr> },
    /// `name := value`.
    Named {
        target: Ident,
        target_span: Span,
        value: Box<Expr>,
    },
    /// `a + b`.
    Binary {
        left: Box<Expr>,
        op: BinaryOp,
        right: Box<Expr>,
    },
    /// `-a`.
    Unary { op: UnaryOp, operand: Box<Expr> },
    /// `lambda params: body`.
    Lambda {
        params: Box<Params>,
        body: Box<Expr>,
    },
    /// `body if test else orelse`.
    IfElse {
        test: Box<Expr>,
        body: Box<Expr>,
        orelse: Box<Expr>,
    },
    /// `{k: v, **other}`: a missing key marks `**`.
    Dict(Vec<(Option<Expr>, Expr)>),
    /// `{a, b}`.
    Set(Vec<Expr>),
    /// `[a, b]`.
    List(Vec<Expr>),
    /// `a, b`.
    Tuple(Vec<Expr>),
    /// A comprehension or generator expression.
    Comp {
        kind: CompKind,
        element: Box<Expr>,
        value: Option<Box<Expr>>,
        clauses: Vec<CompClause>,
    },
    /// `await value`.
    Await(Box<Expr>),
    /// `yield value`.
    Yield(Option<Box<Expr>>),
    /// `yield from value`.
    YieldFrom(Box<Expr>),
    /// `a < b <= c`; as many operators as comparators.
    Compare {
        left: Box<Expr>,
        ops: Vec<CompareOp>,
        comparators: Vec<Expr>,
    },
    /// `f(a, *b, c=d, **e)`; a `*b` is a `Starred` among `args`.
    Call {
        func: Box<Expr>,
        args: Vec<Expr>,
        keywords: Vec<Keyword>,
    },
    /// An f-string.
    FString(Vec<FStringPart>),
    /// `value.name`.
    Attribute {
        value: Box<Expr>,
        name: Ident,
        name_span: Span,
    },
    /// `value[index]`.
    Subscript { value: Box<Expr>, index: Box<Expr> },
    /// `*value`.
    Starred(Box<Expr>),
    /// `lower:upper:step` inside a subscript.
    Slice {
        lower: Option<Box<Expr>>,
        upper: Option<Box<Expr>>,
        step: Option<Box<Expr>>,
    },
}

/// A literal.
#[derive(Clone, PartialEq, Debug)]
pub enum Constant {
    /// `None`.
    None,
    /// `True`, `False`.
    Bool(bool),
    /// `...`.
    Ellipsis,
    /// An integer that fits.
    Int(i64),
    /// An integer that does not.
    BigInt(BigInt),
    /// A float.
    Float(f64),
    /// An imaginary number (outside the subset).
    Imaginary(f64),
    /// A string, adjacent literals joined.
    Str(Rc<str>),
    /// Bytes, adjacent literals joined.
    Bytes(Rc<[u8]>),
}

/// A piece of an f-string.
pub enum FStringPart {
    /// Text as it stands, escapes decoded, `{{` as `{`.
    Text(Rc<str>),
    /// `{value!conversion:spec}`.
    Value {
        /// From `{` to `}`.
        span: Span,
        /// The expression.
        value: Box<Expr>,
        /// The text of `value=`, up to and with the `=` and blanks around it.
        debug: Option<Rc<str>>,
        /// `!r`, `!s`, `!a`.
        conversion: Option<char>,
        /// The format specification, itself in parts.
        spec: Option<Vec<FStringPart>>,
    },
}

/// Which display a comprehension makes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CompKind {
    /// `[x for ..]`
    List,
    /// `{x for ..}`
    Set,
    /// `{k: v for ..}`
    Dict,
    /// `(x for ..)`
    Generator,
}

/// `for target in iter if cond if cond`.
pub struct CompClause {
    /// The loop's target.
    pub target: Expr,
    /// What it runs over.
    pub iter: Expr,
    /// The conditions.
    pub conditions: Vec<Expr>,
    /// `async for`.
    pub is_async: bool,
}

/// `case pattern if guard: body`.
pub struct MatchCase {
    /// The whole clause.
    pub span: Span,
    /// The pattern.
    pub pattern: Pattern,
    /// The guard.
    pub guard: Option<Expr>,
    /// The body.
    pub body: Vec<Stmt>,
}

/// A pattern.
pub struct Pattern {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: PatternKind,
}

/// The kinds of pattern.
pub enum PatternKind {
    /// A literal or dotted name, compared with `==`.
    Value(Expr),
    /// `None`, `True`, `False`, compared with `is`.
    Singleton(Constant),
    /// `[a, *b]`.
    Sequence(Vec<Pattern>),
    /// `{k: p, **rest}`.
    Mapping {
        keys: Vec<Expr>,
        patterns: Vec<Pattern>,
        rest: Option<Ident>,
    },
    /// `C(p, name=p)`.
    Class {
        class: Expr,
        positional: Vec<Pattern>,
        keywords: Vec<(Ident, Pattern)>,
    },
    /// `*name` or `*_` inside a sequence.
    Star(Option<Ident>),
    /// `pattern as name`; without pattern a capture; without both the wildcard.
    As {
        pattern: Option<Box<Pattern>>,
        name: Option<Ident>,
    },
    /// `a | b`.
    Or(Vec<Pattern>),
}

/// `and`, `or`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BoolOp {
    /// `and`
    And,
    /// `or`
    Or,
}

/// Binary operators.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum BinaryOp {
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
    /// `**`
    Pow,
    /// `@`
    MatMul,
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
}

/// Unary operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum UnaryOp {
    /// `-`
    Neg,
    /// `+`
    Pos,
    /// `~`
    Invert,
    /// `not`
    Not,
}

/// Comparison operators.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum CompareOp {
    /// `==`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `is`
    Is,
    /// `is not`
    IsNot,
    /// `in`
    In,
    /// `not in`
    NotIn,
}
