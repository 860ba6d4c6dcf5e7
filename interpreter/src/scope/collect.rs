//! The first walk: which names each scope binds, uses and declares.

use super::{
    Node, Scope, ScopeId, ScopeKind, Table, Uses, annotations, is_plain_annotation, mangle,
    parameters,
};
use crate::refusal::{CompileError, Pass};
use crate::syntax::ast::{
    Alias, ClassDef, CompKind, Expr, ExprKind, FStringPart, FunctionDef, GENERIC_BASE, Handler,
    Ident, Keyword, Module, Param, Params, Stmt, StmtKind, TypeParam, TypeParamKind,
};
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// Walks the whole file.
pub fn collect(module: &Module) -> Pass<Table> {
    let mut collector = Collector {
        table: Table {
            scopes: vec![Scope::new(ScopeKind::Module, None, None)],
            nodes: FxHashMap::default(),
        },
        current: Table::MODULE,
        iterables: 0,
        in_target: false,
        lazy: None,
        entering: None,
        late: None,
    };
    collector.statements(&module.body)?;
    match collector.late {
        Some(error) => Err(error),
        None => Ok(collector.table),
    }
}

/// The state of the walk.
pub(super) struct Collector {
    /// The scopes so far.
    pub table: Table,
    /// The scope that the walk is in.
    pub current: ScopeId,
    /// How many comprehensions' iterables the walk is inside of.
    pub iterables: u32,
    /// Whether the walk is in the target of a comprehension's `for`.
    pub in_target: bool,
    /// Where the walk is, if what stands there is worked out only when somebody asks for it: a type.
    lazy: Option<&'static str>,
    /// What `lazy` becomes in the next scope that is opened.
    entering: Option<&'static str>,
    /// What is wrong with the module as a whole, told if nothing else is wrong.
    late: Option<Box<CompileError>>,
}

/// What a statement of declaration says.
#[derive(Clone, Copy, PartialEq)]
enum Declaration {
    Global,
    Nonlocal,
}

impl Collector {
    pub(super) fn scope(&mut self) -> &mut Scope {
        &mut self.table.scopes[self.current.0 as usize]
    }

    pub(super) fn mangled(&mut self, name: &Ident) -> Ident {
        mangle(self.scope().private.as_ref(), name)
    }

    fn uses(&mut self, name: &Ident) -> &mut Uses {
        let name = self.mangled(name);
        &mut self.scope().symbol_mut(&name).uses
    }

    /// Opens a scope for `node`, runs `walk` in it, and returns to the present one.
    pub(super) fn within(
        &mut self,
        node: Node,
        kind: ScopeKind,
        private: Option<Ident>,
        walk: impl FnOnce(&mut Collector) -> Pass,
    ) -> Pass {
        let outer = self.current;
        let was_in_target = std::mem::replace(&mut self.in_target, false);
        let entering = self.entering.take();
        let was_lazy = std::mem::replace(&mut self.lazy, entering);
        self.current = ScopeId(self.table.scopes.len() as u32);
        self.table
            .scopes
            .push(Scope::new(kind, Some(outer), private));
        self.table.nodes.insert(node, self.current);
        walk(self)?;
        self.current = outer;
        self.in_target = was_in_target;
        self.lazy = was_lazy;
        Ok(())
    }

    pub(super) fn bind(&mut self, name: &Ident, span: Span) -> Pass {
        let in_target = self.in_target;
        let uses = self.uses(name);
        if in_target && (uses.global || uses.nonlocal) {
            let message = format!(
                "comprehension inner loop cannot rebind assignment expression target '{name}'"
            );
            return Err(CompileError::syntax(span, message));
        }
        uses.bound = true;
        uses.iteration |= in_target;
        Ok(())
    }

    fn use_name(&mut self, name: &Ident) {
        self.uses(name).used = true;
        // Zero-argument super() finds its class through this cell.
        if &**name == "super" && self.scope().kind.is_function() {
            self.uses(&Rc::from("__class__")).used = true;
        }
    }

    pub(super) fn statements(&mut self, body: &[Stmt]) -> Pass {
        body.iter().try_for_each(|stmt| self.statement(stmt))
    }

    fn statement(&mut self, stmt: &Stmt) -> Pass {
        let span = stmt.span;
        match &stmt.kind {
            StmtKind::Expr(value) => self.expr(value),
            StmtKind::Assign { targets, value } => {
                targets.iter().try_for_each(|target| self.target(target))?;
                self.expr(value)
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.target(target)?;
                self.expr(value)
            }
            StmtKind::AnnAssign { .. } => self.annotated(stmt),
            StmtKind::Delete(targets) => targets.iter().try_for_each(|t| self.target(t)),
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => Ok(()),
            StmtKind::Return(value) => self.optional(value.as_ref()),
            StmtKind::Raise { exc, cause } => {
                self.optional(exc.as_ref())?;
                self.optional(cause.as_ref())
            }
            StmtKind::Assert { test, message } => {
                self.expr(test)?;
                self.optional(message.as_ref())
            }
            StmtKind::Global(names) => self.declare(names, Declaration::Global, span),
            StmtKind::Nonlocal(names) => self.declare(names, Declaration::Nonlocal, span),
            StmtKind::Import(names) => {
                names.iter().for_each(|alias| self.import(alias));
                Ok(())
            }
            StmtKind::ImportFrom { names, .. } => self.import_from(names, span),
            StmtKind::Later { uses_class: true } => {
                self.uses(&Rc::from("__class__")).used = true;
                Ok(())
            }
            _ => self.compound(stmt),
        }
    }

    fn compound(&mut self, stmt: &Stmt) -> Pass {
        match &stmt.kind {
            StmtKind::If { .. } => self.conditional(stmt),
            StmtKind::While { test, body, orelse } => {
                self.expr(test)?;
                self.statements(body)?;
                self.statements(orelse)
            }
            StmtKind::For {
                target,
                iter,
                body,
                orelse,
                ..
            } => {
                self.target(target)?;
                self.expr(iter)?;
                self.statements(body)?;
                self.statements(orelse)
            }
            StmtKind::With { items, body, .. } => {
                for item in items {
                    self.expr(&item.context)?;
                    if let Some(target) = &item.target {
                        self.target(target)?;
                    }
                }
                self.statements(body)
            }
            StmtKind::Try {
                body,
                handlers,
                orelse,
                finalbody,
                ..
            } => {
                self.statements(body)?;
                handlers.iter().try_for_each(|h| self.handler(h))?;
                self.statements(orelse)?;
                self.statements(finalbody)
            }
            StmtKind::FunctionDef(def) => self.function(def),
            StmtKind::ClassDef(def) => self.class(def),
            StmtKind::Match { subject, cases } => self.match_statement(subject, cases),
            StmtKind::TypeAlias {
                name,
                name_span,
                type_params,
                value,
            } => {
                self.bind(name, *name_span)?;
                self.with_type_params(type_params, &[], |this| {
                    this.lazily("a type alias", Some(value))
                })
            }
            _ => Ok(()),
        }
    }

    /// An `if` with all its `elif`s, which the tree nests, in one loop.
    fn conditional(&mut self, stmt: &Stmt) -> Pass {
        let mut at = stmt;
        while let StmtKind::If { test, body, orelse } = &at.kind {
            self.expr(test)?;
            self.statements(body)?;
            match &orelse[..] {
                [next] if matches!(next.kind, StmtKind::If { .. }) => at = next,
                _ => return self.statements(orelse),
            }
        }
        Ok(())
    }

    fn annotated(&mut self, stmt: &Stmt) -> Pass {
        let StmtKind::AnnAssign {
            target,
            annotation,
            value,
            simple,
        } = &stmt.kind
        else {
            return Ok(());
        };
        if let ExprKind::Name(name) = &target.kind {
            let in_module = self.scope().kind == ScopeKind::Module;
            let uses = self.uses(name);
            if *simple && !in_module && (uses.global || uses.nonlocal) {
                let kind = if uses.global { "global" } else { "nonlocal" };
                let message = format!("annotated name '{name}' can't be {kind}");
                return Err(CompileError::syntax(stmt.span, message));
            }
            if *simple {
                uses.annotated = true;
            }
            if *simple || value.is_some() {
                self.bind(name, target.span)?;
            }
        } else {
            self.target(target)?;
        }
        self.expr(annotation)?;
        self.optional(value.as_ref())
    }

    fn declare(&mut self, names: &[Ident], what: Declaration, span: Span) -> Pass {
        let kind = match what {
            Declaration::Global => "global",
            Declaration::Nonlocal => "nonlocal",
        };
        for name in names {
            let mangled = self.mangled(name);
            let symbol = self.scope().symbol_mut(&mangled);
            let wrong = if symbol.is_param {
                Some(format!("name '{name}' is parameter and {kind}"))
            } else if symbol.uses.used {
                Some(format!("name '{name}' is used prior to {kind} declaration"))
            } else if symbol.uses.annotated {
                Some(format!("annotated name '{name}' can't be {kind}"))
            } else if symbol.uses.bound {
                Some(format!(
                    "name '{name}' is assigned to before {kind} declaration"
                ))
            } else {
                None
            };
            if let Some(message) = wrong {
                return Err(CompileError::syntax(span, message));
            }
            if what == Declaration::Nonlocal && self.scope().kind == ScopeKind::Module {
                let message = "nonlocal declaration not allowed at module level";
                let error = CompileError::syntax(span, message);
                self.late.get_or_insert(error);
                continue;
            }
            let symbol = self.scope().symbol_mut(&mangled);
            if !symbol.uses.global && !symbol.uses.nonlocal {
                symbol.declared_at = span;
            }
            match what {
                Declaration::Global => symbol.uses.global = true,
                Declaration::Nonlocal => symbol.uses.nonlocal = true,
            }
        }
        Ok(())
    }

    fn import(&mut self, alias: &Alias) {
        let name = match &alias.asname {
            Some(name) => name.clone(),
            None => Rc::from(alias.name.split('.').next().unwrap_or_default()),
        };
        self.bind_import(&name);
    }

    fn import_from(&mut self, names: &[Alias], span: Span) -> Pass {
        if names.is_empty() && self.scope().kind != ScopeKind::Module {
            let star = Span {
                start: span.end.saturating_sub(1),
                end: span.end,
            };
            let message = "import * only allowed at module level";
            return Err(CompileError::syntax(star, message));
        }
        for alias in names {
            self.bind_import(alias.asname.as_ref().unwrap_or(&alias.name));
        }
        Ok(())
    }

    /// CPython lets a `global` follow an import of the name, so this is no ordinary binding there.
    fn bind_import(&mut self, name: &Ident) {
        self.uses(name).imported = true;
    }

    fn handler(&mut self, handler: &Handler) -> Pass {
        self.optional(handler.kind.as_ref())?;
        if let Some(name) = &handler.name {
            self.bind(name, handler.span)?;
        }
        self.statements(&handler.body)
    }

    fn function(&mut self, def: &FunctionDef) -> Pass {
        self.bind(&def.name, def.name_span)?;
        self.defaults(&def.params)?;
        self.exprs(&def.decorators)?;
        self.with_type_params(&def.type_params, &hidden_params(&def.params), |this| {
            this.exprs(annotations(&def.params))?;
            this.optional(def.returns.as_ref())?;
            let private = this.scope().private.clone();
            let node = Node::FunctionAnnotations(std::ptr::from_ref(def).addr());
            let all: Vec<&Expr> = annotations(&def.params).chain(&def.returns).collect();
            this.annotations_again(node, &all)?;
            let node = Node::of_function(def);
            this.within(node, ScopeKind::Function, private, |inner| {
                inner.scope().is_async = def.is_async;
                inner.params(&def.params)?;
                inner.statements(&def.body)
            })
        })
    }

    fn class(&mut self, def: &ClassDef) -> Pass {
        self.bind(&def.name, def.name_span)?;
        self.exprs(&def.decorators)?;
        self.with_type_params(&def.type_params, &[], |this| {
            if !def.type_params.is_empty() {
                this.bind(&GENERIC_BASE.into(), def.name_span)?;
            }
            this.exprs(&def.bases)?;
            this.keywords(&def.keywords)?;
            let private = Some(def.name.clone());
            let node = Node::of_class(def);
            this.within(node, ScopeKind::Class, private, |inner| {
                inner.statements(&def.body)?;
                let node = Node::ClassAnnotations(std::ptr::from_ref(def).addr());
                let all: Vec<&Expr> = own_annotations(&def.body).map(|(_, expr)| expr).collect();
                inner.annotations_again(node, &all)
            })
        })
    }

    /// The scope in which annotations are evaluated when somebody asks for `__annotations__`.
    fn annotations_again(&mut self, node: Node, all: &[&Expr]) -> Pass {
        if all.is_empty() {
            return Ok(());
        }
        let is_plain = all.iter().all(|expr| is_plain_annotation(expr));
        let private = self.scope().private.clone();
        self.within(node, ScopeKind::Lambda, private, |inner| {
            let all = all.iter().filter(|_| is_plain);
            all.into_iter().try_for_each(|expr| inner.expr(expr))
        })
    }

    /// Walks through what sees type parameters: the scope of a function of its own, if there are any,
    /// which gets `hidden` as its parameters.
    fn with_type_params(
        &mut self,
        params: &[TypeParam],
        hidden: &[&str],
        walk: impl FnOnce(&mut Collector) -> Pass,
    ) -> Pass {
        if params.is_empty() {
            return walk(self);
        }
        let private = self.scope().private.clone();
        let node = Node::of_type_params(params);
        self.entering = Some("the definition of a generic");
        self.within(node, ScopeKind::Function, private, |inner| {
            for name in hidden {
                inner.scope().symbol_mut(&(*name).into()).is_param = true;
            }
            for (index, param) in params.iter().enumerate() {
                if params[..index].iter().any(|known| known.name == param.name) {
                    let message = format!("duplicate type parameter '{}'", param.name);
                    return Err(CompileError::syntax(param.span, message));
                }
                inner.bind(&param.name, param.span)?;
                inner.lazily("a TypeVar bound", param.bound.as_ref())?;
                let place = match param.kind {
                    TypeParamKind::TypeVar => "a TypeVar default",
                    TypeParamKind::TypeVarTuple => "a TypeVarTuple default",
                    TypeParamKind::ParamSpec => "a ParamSpec default",
                };
                inner.lazily(place, param.default.as_ref())?;
                if param.default.is_none() && params[..index].iter().any(|p| p.default.is_some()) {
                    let message = format!(
                        "non-default type parameter '{}' follows default type parameter",
                        param.name
                    );
                    return Err(CompileError::syntax(param.span, message));
                }
            }
            inner.scope().holds_type_params = true;
            walk(inner)
        })
    }

    /// Walks through a function that is called when somebody asks for what it gives.
    fn lazily(&mut self, place: &'static str, value: Option<&Expr>) -> Pass {
        let Some(value) = value else { return Ok(()) };
        self.entering = Some(place);
        let done = self.expr(value);
        self.entering = None;
        done
    }

    /// What cannot stand where a type is worked out only when somebody asks for it.
    pub(super) fn not_lazily(&self, what: &str, span: Span) -> Pass {
        match self.lazy {
            None => Ok(()),
            Some(place) => {
                let message = format!("{what} expression cannot be used within {place}");
                Err(CompileError::syntax(span, message))
            }
        }
    }

    fn defaults(&mut self, params: &Params) -> Pass {
        let positional = params.posonly.iter().chain(&params.args);
        for param in positional.chain(&params.kwonly) {
            self.optional(param.default.as_ref())?;
        }
        Ok(())
    }

    fn params(&mut self, params: &Params) -> Pass {
        parameters(params).try_for_each(|param| self.param(param))
    }

    fn param(&mut self, param: &Param) -> Pass {
        let name = self.mangled(&param.name);
        let symbol = self.scope().symbol_mut(&name);
        if symbol.is_param {
            let span = match &param.annotation {
                Some(annotation) => param.span.to(annotation.span),
                None => param.span,
            };
            let message = format!("duplicate argument '{}' in function definition", param.name);
            return Err(CompileError::syntax(span, message));
        }
        symbol.is_param = true;
        Ok(())
    }

    pub(super) fn optional(&mut self, expr: Option<&Expr>) -> Pass {
        expr.map_or(Ok(()), |expr| self.expr(expr))
    }

    pub(super) fn exprs<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>) -> Pass {
        exprs.into_iter().try_for_each(|expr| self.expr(expr))
    }

    fn keywords(&mut self, keywords: &[Keyword]) -> Pass {
        self.exprs(keywords.iter().map(|keyword| &keyword.value))
    }

    pub(super) fn target(&mut self, target: &Expr) -> Pass {
        match &target.kind {
            ExprKind::Name(name) => self.bind(name, target.span),
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().try_for_each(|item| self.target(item))
            }
            ExprKind::Starred(inner) => self.target(inner),
            _ => self.expr(target),
        }
    }

    pub(super) fn expr(&mut self, expr: &Expr) -> Pass {
        match &expr.kind {
            ExprKind::Constant(_) => Ok(()),
            ExprKind::Name(name) if &**name == "__annotations__" => Err(CompileError::unsupported(
                expr.span,
                "`__annotations__`",
                "annotations are evaluated, but not kept",
            )),
            ExprKind::Name(name) => {
                self.use_name(name);
                Ok(())
            }
            ExprKind::Binary { .. } => self.binary(expr),
            ExprKind::Unary { operand, .. } => self.expr(operand),
            ExprKind::Attribute { value, .. } | ExprKind::Starred(value) => self.expr(value),
            ExprKind::Await(value) => {
                self.not_lazily("await", expr.span)?;
                self.awaits();
                self.expr(value)
            }
            ExprKind::Subscript { value, index } => {
                self.expr(value)?;
                self.expr(index)
            }
            ExprKind::Call {
                func,
                args,
                keywords,
            } => {
                self.expr(func)?;
                self.exprs(args)?;
                self.keywords(keywords)
            }
            ExprKind::Compare {
                left, comparators, ..
            } => {
                self.expr(left)?;
                self.exprs(comparators)
            }
            ExprKind::BoolOp { values: items, .. }
            | ExprKind::Set(items)
            | ExprKind::List(items)
            | ExprKind::Tuple(items) => self.exprs(items),
            ExprKind::IfElse { test, body, orelse } => {
                self.expr(test)?;
                self.expr(body)?;
                self.expr(orelse)
            }
            _ => self.rare(expr),
        }
    }

    #[inline(never)]
    fn rare(&mut self, expr: &Expr) -> Pass {
        match &expr.kind {
            ExprKind::Named {
                target,
                target_span,
                value,
            } => {
                self.not_lazily("named", expr.span)?;
                self.named(target, *target_span, value, expr.span)
            }
            ExprKind::Dict(items) => {
                for (key, value) in items {
                    self.optional(key.as_ref())?;
                    self.expr(value)?;
                }
                Ok(())
            }
            ExprKind::Lambda { params, body } => {
                self.defaults(params)?;
                let private = self.scope().private.clone();
                let node = Node::of_expr(expr);
                self.within(node, ScopeKind::Lambda, private, |inner| {
                    inner.params(params)?;
                    inner.expr(body)
                })
            }
            ExprKind::Comp { .. } => self.comprehension(expr),
            ExprKind::Yield(value) => {
                self.not_lazily("yield", expr.span)?;
                self.yields(expr.span)?;
                self.optional(value.as_deref())
            }
            ExprKind::YieldFrom(value) => {
                self.not_lazily("yield", expr.span)?;
                self.yields(expr.span)?;
                self.expr(value)
            }
            ExprKind::FString(parts) => self.fstring(parts),
            ExprKind::Slice { lower, upper, step } => {
                self.optional(lower.as_deref())?;
                self.optional(upper.as_deref())?;
                self.optional(step.as_deref())
            }
            _ => Ok(()),
        }
    }

    /// Operators that lean to the left, in a loop: a long sum is a deep tree.
    fn binary(&mut self, expr: &Expr) -> Pass {
        let mut rights = Vec::new();
        let mut at = expr;
        while let ExprKind::Binary { left, right, .. } = &at.kind {
            rights.push(&**right);
            at = left;
        }
        self.expr(at)?;
        self.exprs(rights.into_iter().rev())
    }

    fn fstring(&mut self, parts: &[FStringPart]) -> Pass {
        for part in parts {
            if let FStringPart::Value { value, spec, .. } = part {
                self.expr(value)?;
                self.fstring(spec.as_deref().unwrap_or_default())?;
            }
        }
        Ok(())
    }

    /// A comprehension that awaits is a coroutine, or an asynchronous generator.
    pub(super) fn awaits(&mut self) {
        if matches!(self.scope().kind, ScopeKind::Comprehension(_)) {
            self.scope().is_async = true;
        }
    }

    fn yields(&mut self, span: Span) -> Pass {
        let place = match self.scope().kind {
            ScopeKind::Comprehension(CompKind::List) => "list comprehension",
            ScopeKind::Comprehension(CompKind::Set) => "set comprehension",
            ScopeKind::Comprehension(CompKind::Dict) => "dict comprehension",
            ScopeKind::Comprehension(CompKind::Generator) => "generator expression",
            _ => {
                self.scope().is_generator = true;
                return Ok(());
            }
        };
        let message = format!("'yield' inside {place}");
        Err(CompileError::syntax(span, message))
    }
}

/// What the function around a function with type parameters gets: the defaults of its parameters.
pub fn hidden_params(params: &Params) -> Vec<&'static str> {
    let positional = { params.posonly.iter() }.chain(&params.args);
    let has_defaults = { positional }.any(|param| param.default.is_some());
    let has_kw_defaults = params.kwonly.iter().any(|param| param.default.is_some());
    let names = [
        (".defaults", has_defaults),
        (".kwdefaults", has_kw_defaults),
    ];
    { names.into_iter().filter(|(_, is_there)| *is_there) }
        .map(|(name, _)| name)
        .collect()
}

/// The names that a class body annotates outside of other statements, and how.
pub fn own_annotations(body: &[Stmt]) -> impl Iterator<Item = (&Ident, &Expr)> {
    body.iter().filter_map(|stmt| match &stmt.kind {
        StmtKind::AnnAssign {
            target,
            annotation,
            simple: true,
            ..
        } => match &target.kind {
            ExprKind::Name(name) => Some((name, annotation)),
            _ => None,
        },
        _ => None,
    })
}
