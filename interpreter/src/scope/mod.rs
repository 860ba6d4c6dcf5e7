//! Scope analysis: which variable each name means.
//!
//! Two walks. [`collect`](self) visits the tree and notes, for each scope, which names it binds,
//! uses and declares; then names are resolved against the scopes around. Class scopes are skipped
//! when a function inside looks outwards; comprehensions are functions. The errors are those of
//! CPython's symbol table, in its words and order: first all of the first walk, then the second.

mod collect;
mod comprehensions;
mod patterns;
mod resolve;

pub use collect::{hidden_params, own_annotations};

use crate::code::Makes;
use crate::refusal::Pass;
use crate::syntax::ast::{
    BinaryOp, ClassDef, CompKind, Expr, ExprKind, FunctionDef, Ident, Module, Param, Params,
    TypeParam,
};
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// Number of a scope in its [`Table`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ScopeId(u32);

/// What a scope belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ScopeKind {
    /// The file.
    Module,
    /// A `def`.
    Function,
    /// A `lambda`.
    Lambda,
    /// A class body.
    Class,
    /// A comprehension or generator expression.
    Comprehension(CompKind),
}

impl ScopeKind {
    /// Whether names bound here are local variables.
    pub fn is_function(self) -> bool {
        !matches!(self, ScopeKind::Module | ScopeKind::Class)
    }
}

/// What a name means in a scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Binding {
    /// A local variable; in a class body a name of its namespace; in a module a global.
    Local,
    /// A local variable that an inner function uses.
    Cell,
    /// A variable of an enclosing function.
    Free,
    /// Declared `global`.
    GlobalExplicit,
    /// Bound nowhere around: global or builtin.
    GlobalImplicit,
}

/// A name in a scope, mangled.
#[derive(Debug)]
pub struct Symbol {
    /// The name.
    pub name: Ident,
    /// What it means.
    pub binding: Binding,
    /// Whether it is a parameter.
    pub is_param: bool,
    /// In a class: a method uses an outer function's variable of this name, so that the class
    /// body must hand its cell on, whatever the name means in the body itself.
    pub passes_through: bool,
    uses: Uses,
    declared_at: Span,
}

/// How a scope treats a name.
#[derive(Clone, Copy, Default, Debug)]
struct Uses {
    bound: bool,
    used: bool,
    annotated: bool,
    global: bool,
    nonlocal: bool,
    iteration: bool,
    imported: bool,
}

impl Uses {
    /// Whether the scope gives the name a value.
    fn binds(self) -> bool {
        self.bound || self.imported
    }
}

/// A scope and its names, in order of appearance.
#[derive(Debug)]
pub struct Scope {
    /// What it belongs to.
    pub kind: ScopeKind,
    /// Its names.
    pub symbols: Vec<Symbol>,
    /// Whether it holds a `yield`, or is a generator expression.
    pub is_generator: bool,
    /// Whether it is an `async def`, or a comprehension that awaits.
    pub is_async: bool,
    /// In a class: whether a method needs the cell `__class__`.
    pub needs_class_cell: bool,
    /// The class whose name mangles `__private` names here.
    pub private: Option<Ident>,
    /// Whether its variables are type parameters.
    holds_type_params: bool,
    parent: Option<ScopeId>,
    index: FxHashMap<Ident, u32>,
}

impl Scope {
    fn new(kind: ScopeKind, parent: Option<ScopeId>, private: Option<Ident>) -> Scope {
        Scope {
            kind,
            symbols: Vec::new(),
            is_generator: kind == ScopeKind::Comprehension(CompKind::Generator),
            is_async: false,
            needs_class_cell: false,
            private,
            holds_type_params: false,
            parent,
            index: FxHashMap::default(),
        }
    }

    /// What a call of it makes.
    pub fn makes(&self) -> Makes {
        match (self.is_generator, self.is_async) {
            _ if !self.kind.is_function() => Makes::Result,
            (false, false) => Makes::Result,
            (true, false) => Makes::Generator,
            (false, true) => Makes::Coroutine,
            (true, true) => Makes::AsyncGenerator,
        }
    }

    /// The symbol of a (mangled) name, if the name occurs in this scope.
    pub fn symbol(&self, name: &str) -> Option<&Symbol> {
        self.index.get(name).map(|i| &self.symbols[*i as usize])
    }

    fn symbol_mut(&mut self, name: &Ident) -> &mut Symbol {
        let next = self.symbols.len() as u32;
        let at = *self.index.entry(name.clone()).or_insert(next);
        if at == next {
            self.symbols.push(Symbol {
                name: name.clone(),
                binding: Binding::GlobalImplicit,
                is_param: false,
                passes_through: false,
                uses: Uses::default(),
                declared_at: Span::default(),
            });
        }
        &mut self.symbols[at as usize]
    }
}

/// A node that opens a scope, by address: the tree stands still while it is compiled.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Node {
    Function(usize),
    Class(usize),
    Expr(usize),
    TypeParams(usize),
    FunctionAnnotations(usize),
    ClassAnnotations(usize),
}

/// All scopes of a file.
pub struct Table {
    scopes: Vec<Scope>,
    nodes: FxHashMap<Node, ScopeId>,
}

impl Table {
    /// The module's scope.
    pub const MODULE: ScopeId = ScopeId(0);

    /// The scope with this number.
    pub fn scope(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }

    /// Whether some scope declares a name global.
    pub fn declares_global(&self, name: &str) -> bool {
        let symbols = self.scopes.iter().filter_map(|scope| scope.symbol(name));
        { symbols }.any(|symbol| symbol.uses.global)
    }

    /// The scope of a function's body.
    pub fn of_function(&self, node: &FunctionDef) -> ScopeId {
        self.nodes[&Node::of_function(node)]
    }

    /// The scope of a class body.
    pub fn of_class(&self, node: &ClassDef) -> ScopeId {
        self.nodes[&Node::of_class(node)]
    }

    /// The scope of what makes a function's `__annotations__`.
    pub fn of_function_annotations(&self, node: &FunctionDef) -> ScopeId {
        self.nodes[&Node::FunctionAnnotations(std::ptr::from_ref(node).addr())]
    }

    /// The scope of what makes a class's `__annotations__`.
    pub fn of_class_annotations(&self, node: &ClassDef) -> ScopeId {
        self.nodes[&Node::ClassAnnotations(std::ptr::from_ref(node).addr())]
    }

    /// The scope of type parameters, of which there are some.
    pub fn of_type_params(&self, node: &[TypeParam]) -> ScopeId {
        self.nodes[&Node::of_type_params(node)]
    }

    /// The scope of a lambda or comprehension.
    pub fn of_expr(&self, node: &Expr) -> ScopeId {
        self.nodes[&Node::of_expr(node)]
    }
}

impl Node {
    fn of_type_params(node: &[TypeParam]) -> Node {
        Node::TypeParams(node.as_ptr().addr())
    }

    fn of_function(node: &FunctionDef) -> Node {
        Node::Function(std::ptr::from_ref(node).addr())
    }

    fn of_class(node: &ClassDef) -> Node {
        Node::Class(std::ptr::from_ref(node).addr())
    }

    fn of_expr(node: &Expr) -> Node {
        Node::Expr(std::ptr::from_ref(node).addr())
    }
}

/// Finds all scopes of a file and what each name means in them.
pub(crate) fn analyze(module: &Module) -> Pass<Table> {
    let mut table = collect::collect(module)?;
    resolve::resolve(&mut table)?;
    Ok(table)
}

/// All parameters, in the order of their slots.
pub(crate) fn parameters(params: &Params) -> impl Iterator<Item = &Param> {
    let positional = params.posonly.iter().chain(&params.args);
    let named = positional.chain(&params.kwonly);
    named.chain(&params.vararg).chain(&params.kwarg)
}

/// Whether an annotation can be evaluated once more, when somebody asks for `__annotations__`: it calls
/// nothing and has no scopes of its own.
pub(crate) fn is_plain_annotation(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Constant(_) | ExprKind::Name(_) => true,
        ExprKind::Attribute { value, .. } => is_plain_annotation(value),
        ExprKind::Subscript { value, index } => {
            is_plain_annotation(value) && is_plain_annotation(index)
        }
        ExprKind::Binary { left, op, right } => {
            matches!(op, BinaryOp::Or) && is_plain_annotation(left) && is_plain_annotation(right)
        }
        ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().all(is_plain_annotation),
        _ => false,
    }
}

/// The annotations of all parameters.
pub(crate) fn annotations(params: &Params) -> impl Iterator<Item = &Expr> {
    parameters(params).filter_map(|param| param.annotation.as_ref())
}

/// The name that `name` becomes in class `private`: `__x` is `_Class__x`.
pub fn mangle(private: Option<&Ident>, name: &Ident) -> Ident {
    let Some(class) = private else {
        return name.clone();
    };
    if !name.starts_with("__") || name.ends_with("__") || name.contains('.') {
        return name.clone();
    }
    match class.trim_start_matches('_') {
        "" => name.clone(),
        class => Rc::from(format!("_{class}{name}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_names_are_mangled() {
        let check = |class: &str, name: &str, expected: &str| {
            assert_eq!(&*mangle(Some(&Rc::from(class)), &Rc::from(name)), expected);
        };
        check("A", "__x", "_A__x");
        check("__A", "__x", "_A__x");
        check("A", "__x__", "__x__");
        check("A", "_x", "_x");
        check("__", "__x", "__x");
        check("A", "__m.__n", "__m.__n");
        assert_eq!(&*mangle(None, &Rc::from("__x")), "__x");
    }
}
