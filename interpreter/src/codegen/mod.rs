//! The code generator: from the syntax tree to code objects.
//!
//! One pass over the tree, after scope analysis, emitting into an [`Assembler`](assemble) that
//! knows the height of the operand stack. Exceptions cost nothing until they are raised: a table
//! says which handler covers which instructions. While a handler runs, the stack holds the
//! exception that was being handled before and, until it is bound or dropped, its own:
//! `[.., previous, exception]`. Whatever leaves a `try` or `with` (`return`, `break`, `continue`)
//! runs its own copy of the `finally` bodies on the way; the stack of [`control::Block`]s says
//! which.

mod annotations;
mod assemble;
mod calls;
mod comprehensions;
mod control;
mod delegate;
mod except_star;
mod expressions;
mod fold;
mod functions;
mod generics;
mod matching;
mod statements;
mod targets;

#[cfg(test)]
mod tests;

pub use crate::refusal::{CompileError, Unsupported};

use crate::code::{Code, CodeKind, Const, NAMESPACE, Signature, Slot, SlotKind};
use crate::op::Op;
use crate::refusal::Pass;
use crate::scope::{self, Binding, Scope, ScopeId, ScopeKind, Table};
use crate::syntax::ast::{Ident, Module, Stmt, StmtKind};
use crate::text::{Source, Span};
use crate::verify;
use assemble::Assembler;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Compiles a file to the code object of its module.
///
/// # Errors
/// [`CompileError::Syntax`] where CPython's compiler refuses the tree too, and
/// [`CompileError::Unsupported`] for valid Python outside the subset.
///
/// # Panics
/// In debug builds, when the code made is unsound: a bug of the code generator.
pub fn compile(module: &Module, source: &Arc<Source>) -> Result<Arc<Code>, CompileError> {
    compile_for(module, source, Echo::Off, Shape::Statements)
}

/// Compiles a function that an outline has left out (`Code::later`), which stands alone in `module`,
/// inside these classes, outermost first.
///
/// # Errors
/// As [`compile`].
///
/// # Panics
/// When `module` is anything else: a bug of outlines.
pub fn compile_definition(
    module: Module,
    source: &Arc<Source>,
    classes: &[&str],
) -> Result<Arc<Code>, CompileError> {
    let body = { classes.iter().rev() }.fold(module.body, functions::inside_class);
    let mut code = compile(&Module { body }, source)?;
    for _ in 0..=classes.len() {
        let inner = code.consts.iter().find_map(|constant| match constant {
            Const::Code(inner) => Some(inner.clone()),
            _ => None,
        });
        code = inner.expect("(outline) one definition inside the other");
    }
    Ok(code)
}

/// What a text that is compiled while the script runs is compiled to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// Statements of a module.
    Statements,
    /// Statements whose variables are in a dict of their own, as in a class body.
    OwnStatements,
    /// One expression, whose value is the result.
    Expression,
    /// One expression over variables in a dict of their own.
    OwnExpression,
}

impl Shape {
    /// Whether variables are in a dict of their own.
    fn is_own(self) -> bool {
        matches!(self, Shape::OwnStatements | Shape::OwnExpression)
    }

    /// Whether the value of an expression is the result.
    fn is_expression(self) -> bool {
        matches!(self, Shape::Expression | Shape::OwnExpression)
    }
}

/// Compiles what `exec` and `eval` are given.
///
/// # Errors
/// As [`compile`]; also for anything but one expression where that is wanted.
pub fn compile_text(
    module: &Module,
    source: &Arc<Source>,
    shape: Shape,
) -> Result<Arc<Code>, CompileError> {
    if shape.is_expression() && !matches!(&module.body[..], [stmt] if is_expression(stmt)) {
        let span = module
            .body
            .first()
            .map_or(Span::default(), |stmt| stmt.span);
        return Err(*CompileError::syntax(span, "invalid syntax"));
    }
    compile_for(module, source, Echo::Off, shape)
}

fn is_expression(stmt: &Stmt) -> bool {
    matches!(stmt.kind, StmtKind::Expr(_))
}

/// Compiles what was entered in a session: the values of its expression statements are shown.
///
/// # Errors
/// As [`compile`].
pub fn compile_input(module: &Module, source: &Arc<Source>) -> Result<Arc<Code>, CompileError> {
    compile_for(module, source, Echo::On, Shape::Statements)
}

/// Compiles a file of which the values of some expression statements are shown: those that begin here.
///
/// # Errors
/// As [`compile`].
pub fn compile_showing(
    module: &Module,
    source: &Arc<Source>,
    starts: Vec<u32>,
) -> Result<Arc<Code>, CompileError> {
    compile_for(module, source, Echo::At(starts), Shape::Statements)
}

/// What becomes of the value of an expression statement outside all functions and classes.
#[derive(PartialEq, Eq)]
enum Echo {
    /// It is dropped.
    Off,
    /// It is shown, unless it is None.
    On,
    /// It is shown if the expression begins at one of these places.
    At(Vec<u32>),
}

fn compile_for(
    module: &Module,
    source: &Arc<Source>,
    echo: Echo,
    shape: Shape,
) -> Result<Arc<Code>, CompileError> {
    let table = scope::analyze(module).map_err(|error| *error)?;
    let mut generator = Generator {
        table: &table,
        source: source.clone(),
        unit: Unit::new(
            table.scope(Table::MODULE),
            Table::MODULE,
            CodeKind::Module,
            "<module>".into(),
        ),
        outer: Vec::new(),
        futures_allowed: statements::leading_futures(&module.body),
        lazy_annotations: false,
        echo,
        shape,
    };
    if shape.is_own() {
        generator.unit.slot(&NAMESPACE.into(), SlotKind::Local);
    }
    generator.module(&module.body).map_err(|error| *error)?;
    let code = generator.unit.finish(&table, source, Signature::default());
    let code = Arc::new(code);
    if cfg!(debug_assertions)
        && let Err(wrong) = verify::verify(&code)
    {
        panic!("unsound code: {wrong}");
    }
    Ok(code)
}

/// The state of one compilation.
struct Generator<'a> {
    table: &'a Table,
    source: Arc<Source>,
    unit: Unit<'a>,
    /// The units around the present one, outermost first.
    outer: Vec<Unit<'a>>,
    /// Where the `from __future__` statements start that are in their place.
    futures_allowed: Vec<u32>,
    /// Whether annotations are not evaluated: `from __future__ import annotations`.
    lazy_annotations: bool,
    echo: Echo,
    shape: Shape,
}

/// One code object in the making.
struct Unit<'a> {
    scope: ScopeId,
    kind: CodeKind,
    name: Arc<str>,
    qualname: Arc<str>,
    /// Whether it is the unit around a definition with type parameters.
    is_generic: bool,
    first_line: u32,
    asm: Assembler,
    slots: Vec<Slot>,
    slot_index: FxHashMap<Ident, u32>,
    free_count: u32,
    doc: Option<Arc<str>>,
    later: Option<Span>,
    /// Of a class: the attributes that its methods set of `self`.
    static_attributes: Vec<Arc<str>>,
    blocks: Vec<control::Block<'a>>,
}

/// What is done with a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    Load,
    Store,
    Delete,
}

impl Unit<'_> {
    /// A unit with its slots laid out: parameters (already first among the symbols), locals, free
    /// variables.
    fn new<'a>(scope: &Scope, id: ScopeId, kind: CodeKind, name: Arc<str>) -> Unit<'a> {
        let mut unit = Unit {
            scope: id,
            kind,
            qualname: name.clone(),
            is_generic: false,
            name,
            first_line: 1,
            asm: Assembler::new(),
            slots: Vec::new(),
            slot_index: FxHashMap::default(),
            free_count: 0,
            doc: None,
            later: None,
            static_attributes: Vec::new(),
            blocks: Vec::new(),
        };
        if kind == CodeKind::Class {
            unit.slot(&NAMESPACE.into(), SlotKind::Local);
            if scope.needs_class_cell {
                unit.slot(&"__class__".into(), SlotKind::Cell);
            }
        }
        if scope.kind.is_function() {
            for symbol in &scope.symbols {
                match symbol.binding {
                    Binding::Local => unit.slot(&symbol.name, SlotKind::Local),
                    Binding::Cell => unit.slot(&symbol.name, SlotKind::Cell),
                    _ => {}
                }
            }
        }
        let owned = unit.slots.len();
        for symbol in &scope.symbols {
            if symbol.binding == Binding::Free || symbol.passes_through {
                unit.slot(&symbol.name, SlotKind::Free);
            }
        }
        unit.free_count = (unit.slots.len() - owned) as u32;
        unit
    }

    fn finish(self, table: &Table, source: &Arc<Source>, signature: Signature) -> Code {
        let scope = table.scope(self.scope);
        let mut code = Code {
            name: self.name,
            qualname: self.qualname,
            kind: self.kind,
            makes: scope.makes(),
            source: source.clone(),
            first_line: self.first_line,
            signature,
            slots: self.slots,
            free_count: self.free_count,
            instrs: Vec::new(),
            spans: Vec::new(),
            consts: Vec::new(),
            names: Vec::new(),
            handlers: Vec::new(),
            max_stack: 0,
            doc: self.doc,
            later: self.later,
        };
        self.asm.finish().fill(&mut code);
        code
    }

    fn slot(&mut self, name: &Ident, kind: SlotKind) {
        let next = self.slots.len() as u32;
        if *self.slot_index.entry(name.clone()).or_insert(next) == next {
            let name = (**name).into();
            self.slots.push(Slot { name, kind });
        }
    }
}

impl<'a> Generator<'a> {
    fn module(&mut self, body: &'a [Stmt]) -> Pass {
        if let ([stmt], true) = (body, self.shape.is_expression())
            && let StmtKind::Expr(value) = &stmt.kind
        {
            self.expr(value)?;
            self.emit(Op::Return, 0, stmt.span);
            return Ok(());
        }
        if let Some((doc, span)) = functions::docstring(body) {
            self.unit.doc = Some(doc.clone());
            self.unit.asm.load_const(Const::Str(doc), span);
            let store = match self.shape.is_own() {
                true => Op::StoreName,
                false => Op::StoreGlobal,
            };
            self.global(store, "__doc__", span);
        }
        self.statements(body)?;
        self.return_none(body.last().map_or(Span::default(), |last| last.span));
        Ok(())
    }

    /// Starts a code object inside the present one.
    fn enter_unit(&mut self, id: ScopeId, kind: CodeKind, name: &str, span: Span) {
        let scope = self.table.scope(id);
        let mut unit = Unit::new(scope, id, kind, name.into());
        unit.qualname = self.qualname(name);
        unit.first_line = self.source.line(span.start);
        for (slot, at) in unit.slots.iter().zip(0u32..) {
            if slot.kind == SlotKind::Cell {
                unit.asm.emit(Op::MakeCell, at, span);
            }
        }
        let outer = std::mem::replace(&mut self.unit, unit);
        self.outer.push(outer);
    }

    /// The dotted name of something called `name` in the present unit.
    fn qualname(&self, name: &str) -> Arc<str> {
        // What stands around a definition with type parameters is not part of its name.
        let unit = match self.outer.last() {
            Some(outer) if self.unit.is_generic => outer,
            _ => &self.unit,
        };
        let scope = self.table.scope(unit.scope);
        let mangled = scope::mangle(scope.private.as_ref(), &name.into());
        let is_global = scope
            .symbol(&mangled)
            .is_some_and(|symbol| symbol.binding == Binding::GlobalExplicit);
        match unit.kind {
            CodeKind::Module => name.into(),
            _ if is_global => name.into(),
            CodeKind::Class => format!("{}.{name}", unit.qualname).into(),
            _ => format!("{}.<locals>.{name}", unit.qualname).into(),
        }
    }

    /// Ends the present code object, and returns to the one around it.
    fn leave_unit(&mut self, signature: Signature) -> Arc<Code> {
        let outer = self.outer.pop().expect("the module is not left");
        let unit = std::mem::replace(&mut self.unit, outer);
        Arc::new(unit.finish(self.table, &self.source, signature))
    }

    fn scope(&self) -> &'a Scope {
        self.table.scope(self.unit.scope)
    }

    fn emit(&mut self, op: Op, arg: u32, span: Span) {
        self.unit.asm.emit(op, arg, span);
    }

    fn load_none(&mut self, span: Span) {
        self.unit.asm.load_const(Const::None, span);
    }

    fn return_none(&mut self, span: Span) {
        self.load_none(span);
        self.emit(Op::Return, 0, span);
    }

    /// Emits an instruction whose argument is a name, mangled as attributes are.
    fn named(&mut self, op: Op, name: &Ident, span: Span) {
        let mangled = scope::mangle(self.scope().private.as_ref(), name);
        self.global(op, &mangled, span);
    }

    /// Emits an instruction whose argument is a name as it stands.
    fn global(&mut self, op: Op, name: &str, span: Span) {
        if self.unit.asm.is_reachable() {
            let arg = self.unit.asm.name(name);
            self.emit(op, arg, span);
        }
    }

    /// Loads, stores or deletes the variable `name`; `span` is to blame.
    fn variable(&mut self, name: &Ident, access: Access, span: Span) -> Pass {
        if &**name == "__debug__" {
            return self.debug_name(access, span);
        }
        let scope = self.scope();
        let name = scope::mangle(scope.private.as_ref(), name);
        let binding = scope
            .symbol(&name)
            .map_or(Binding::GlobalImplicit, |symbol| symbol.binding);
        let in_module = self.unit.kind == CodeKind::Module;
        let in_class = scope.kind == ScopeKind::Class || in_module && self.shape.is_own();
        let op = match binding {
            Binding::Local if in_class => by_access(access, NAME),
            Binding::Local => return self.slot_access(&name, by_access(access, LOCAL), span),
            Binding::Free if in_class && access == Access::Load => {
                self.slot_access(&name, Op::LoadClosure, span)?;
                Op::LoadNameOrCell
            }
            Binding::Cell | Binding::Free => {
                return self.slot_access(&name, by_access(access, CELL), span);
            }
            Binding::GlobalImplicit if in_class => by_access(access, NAME),
            Binding::GlobalExplicit | Binding::GlobalImplicit => by_access(access, GLOBAL),
        };
        // What a function declares global is so for the text around it, too.
        let op = match in_module && in_class && self.table.declares_global(&name) {
            true => by_access(access, GLOBAL),
            false => op,
        };
        self.global(op, &name, span);
        Ok(())
    }

    fn slot_access(&mut self, name: &Ident, op: Op, span: Span) -> Pass {
        let slot = self.unit.slot_index[name];
        self.emit(op, slot, span);
        Ok(())
    }

    /// `__debug__` is a constant, and no variable.
    fn debug_name(&mut self, access: Access, span: Span) -> Pass {
        let verb = match access {
            Access::Load => {
                self.unit.asm.load_const(Const::Bool(true), span);
                return Ok(());
            }
            Access::Store => "assign to",
            Access::Delete => "delete",
        };
        let message = format!("cannot {verb} __debug__");
        Err(CompileError::syntax(span, message))
    }
}

const LOCAL: [Op; 3] = [Op::LoadLocal, Op::StoreLocal, Op::DeleteLocal];
const CELL: [Op; 3] = [Op::LoadCell, Op::StoreCell, Op::DeleteCell];
const GLOBAL: [Op; 3] = [Op::LoadGlobal, Op::StoreGlobal, Op::DeleteGlobal];
const NAME: [Op; 3] = [Op::LoadName, Op::StoreName, Op::DeleteName];

fn by_access(access: Access, ops: [Op; 3]) -> Op {
    match access {
        Access::Load => ops[0],
        Access::Store => ops[1],
        Access::Delete => ops[2],
    }
}
