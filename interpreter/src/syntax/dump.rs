//! The tree as text, for tests: one line, with CPython's `ast` names and fields.
//!
//! `(Name@1:0-1:4 x)` is a node with its span (line, column in characters); `[..]` a list, `-` a
//! missing part. What CPython's tree has no position for shows none here either, so that the two
//! can be compared letter by letter.

use super::ast::*;
use crate::text::{Source, Span};
use std::fmt::Write;

/// The tree of `module`, which was parsed from `source`, on one line.
pub fn dump(module: &Module, source: &Source) -> String {
    let mut dumper = Dumper {
        source,
        out: String::new(),
    };
    dumper.out.push_str("(Module");
    dumper.stmts(&module.body);
    dumper.out.push(')');
    dumper.out
}

struct Dumper<'s> {
    source: &'s Source,
    out: String,
}

impl Dumper<'_> {
    // Pieces. Each field begins with a blank.

    fn word(&mut self, word: &str) {
        self.out.push(' ');
        self.out.push_str(word);
    }

    fn flag(&mut self, flag: bool) {
        self.word(if flag { "1" } else { "0" });
    }

    fn ident(&mut self, ident: Option<&Ident>) {
        self.word(ident.map_or("-", |ident| ident));
    }

    fn idents(&mut self, idents: &[Ident]) {
        self.list(idents, |d, ident| d.ident(Some(ident)));
    }

    fn list<T>(&mut self, items: &[T], mut each: impl FnMut(&mut Self, &T)) {
        self.word("[");
        for item in items {
            each(self, item);
        }
        self.word("]");
    }

    fn open(&mut self, name: &str, span: Span) {
        let start = self.source.position(span.start);
        let end = self.source.position(span.end);
        let _ = write!(
            self.out,
            " ({name}@{}:{}-{}:{}",
            start.line, start.column, end.line, end.column
        );
    }

    fn close(&mut self) {
        self.out.push(')');
    }

    fn text(&mut self, text: &str) {
        self.out.push_str(" \"");
        for c in text.chars() {
            match c {
                '"' | '\\' => {
                    let _ = write!(self.out, "\\{c}");
                }
                ' '..='~' => self.out.push(c),
                _ => {
                    let _ = write!(self.out, "\\u{{{:x}}}", u32::from(c));
                }
            }
        }
        self.out.push('"');
    }

    fn exprs(&mut self, exprs: &[Expr]) {
        self.list(exprs, Self::expr);
    }

    fn maybe(&mut self, expr: Option<&Expr>) {
        match expr {
            Some(expr) => self.expr(expr),
            None => self.word("-"),
        }
    }

    fn stmts(&mut self, stmts: &[Stmt]) {
        self.list(stmts, Self::stmt);
    }

    // Statements.

    fn stmt(&mut self, stmt: &Stmt) {
        self.open(statement_name(&stmt.kind), stmt.span);
        match &stmt.kind {
            StmtKind::If { .. } | StmtKind::While { .. } | StmtKind::For { .. } => {
                self.branch(&stmt.kind);
            }
            StmtKind::With { .. } | StmtKind::Try { .. } | StmtKind::Match { .. } => {
                self.protected(&stmt.kind);
            }
            StmtKind::FunctionDef(function) => self.function(function),
            StmtKind::ClassDef(class) => self.class(class),
            kind => self.simple(kind),
        }
        self.close();
    }

    fn simple(&mut self, kind: &StmtKind) {
        match kind {
            StmtKind::Expr(value) => self.expr(value),
            StmtKind::Assign { targets, value } => {
                self.exprs(targets);
                self.expr(value);
            }
            StmtKind::AugAssign { target, op, value } => {
                self.expr(target);
                self.word(binary_name(*op));
                self.expr(value);
            }
            StmtKind::AnnAssign {
                target,
                annotation,
                value,
                simple,
            } => {
                self.expr(target);
                self.expr(annotation);
                self.maybe(value.as_ref());
                self.flag(*simple);
            }
            StmtKind::Delete(targets) => self.exprs(targets),
            StmtKind::Return(value) => self.maybe(value.as_ref()),
            StmtKind::Raise { exc, cause } => {
                self.maybe(exc.as_ref());
                self.maybe(cause.as_ref());
            }
            StmtKind::Assert { test, message } => {
                self.expr(test);
                self.maybe(message.as_ref());
            }
            StmtKind::Global(names) | StmtKind::Nonlocal(names) => self.idents(names),
            StmtKind::Import(names) => self.list(names, Self::alias),
            StmtKind::ImportFrom {
                module,
                names,
                level,
            } => {
                self.ident(module.as_ref());
                self.list(names, Self::alias);
                self.word(&level.to_string());
            }
            StmtKind::TypeAlias { name, value, .. } => {
                self.ident(Some(name));
                match &value.kind {
                    ExprKind::Lambda { body, .. } => self.expr(body),
                    _ => self.expr(value),
                }
            }
            _ => {}
        }
    }

    fn branch(&mut self, kind: &StmtKind) {
        match kind {
            StmtKind::If { test, body, orelse } | StmtKind::While { test, body, orelse } => {
                self.expr(test);
                self.stmts(body);
                self.stmts(orelse);
            }
            StmtKind::For {
                target,
                iter,
                body,
                orelse,
                ..
            } => {
                self.expr(target);
                self.expr(iter);
                self.stmts(body);
                self.stmts(orelse);
            }
            _ => {}
        }
    }

    fn protected(&mut self, kind: &StmtKind) {
        match kind {
            StmtKind::With { items, body, .. } => {
                self.list(items, |d, item| {
                    d.out.push_str(" (withitem");
                    d.expr(&item.context);
                    d.maybe(item.target.as_ref());
                    d.close();
                });
                self.stmts(body);
            }
            StmtKind::Try {
                body,
                handlers,
                orelse,
                finalbody,
                ..
            } => {
                self.stmts(body);
                self.list(handlers, Self::handler);
                self.stmts(orelse);
                self.stmts(finalbody);
            }
            StmtKind::Match { subject, cases } => {
                self.expr(subject);
                self.list(cases, Self::case);
            }
            _ => {}
        }
    }

    fn handler(&mut self, handler: &Handler) {
        self.open("ExceptHandler", handler.span);
        self.maybe(handler.kind.as_ref());
        self.ident(handler.name.as_ref());
        self.stmts(&handler.body);
        self.close();
    }

    fn alias(&mut self, alias: &Alias) {
        self.open("alias", alias.span);
        self.ident(Some(&alias.name));
        self.ident(alias.asname.as_ref());
        self.close();
    }

    fn function(&mut self, function: &FunctionDef) {
        self.ident(Some(&function.name));
        self.params(&function.params);
        self.stmts(&function.body);
        self.exprs(&function.decorators);
        self.maybe(function.returns.as_ref());
        self.type_params(&function.type_params);
    }

    fn type_params(&mut self, params: &[TypeParam]) {
        let names: Vec<Ident> = params.iter().map(|param| param.name.clone()).collect();
        self.idents(&names);
    }

    fn class(&mut self, class: &ClassDef) {
        self.ident(Some(&class.name));
        let own = class.bases.len() - usize::from(!class.type_params.is_empty());
        self.exprs(&class.bases[..own]);
        self.list(&class.keywords, Self::keyword);
        self.stmts(&class.body);
        self.exprs(&class.decorators);
        self.type_params(&class.type_params);
    }

    fn params(&mut self, params: &Params) {
        self.out.push_str(" (arguments");
        self.list(&params.posonly, Self::param);
        self.list(&params.args, Self::param);
        self.list(params.vararg.as_slice(), Self::param);
        self.list(&params.kwonly, Self::param);
        self.list(params.kwarg.as_slice(), Self::param);
        self.close();
    }

    fn param(&mut self, param: &Param) {
        self.open("arg", param.span);
        self.ident(Some(&param.name));
        self.maybe(param.annotation.as_ref());
        self.maybe(param.default.as_ref());
        self.close();
    }

    fn keyword(&mut self, keyword: &Keyword) {
        self.open("keyword", keyword.span);
        self.ident(keyword.name.as_ref());
        self.expr(&keyword.value);
        self.close();
    }

    // Patterns.

    fn case(&mut self, case: &MatchCase) {
        self.out.push_str(" (match_case");
        self.pattern(&case.pattern);
        self.maybe(case.guard.as_ref());
        self.stmts(&case.body);
        self.close();
    }

    fn patterns(&mut self, patterns: &[Pattern]) {
        self.list(patterns, Self::pattern);
    }

    fn pattern(&mut self, pattern: &Pattern) {
        self.open(pattern_name(&pattern.kind), pattern.span);
        match &pattern.kind {
            PatternKind::Value(value) => self.expr(value),
            PatternKind::Singleton(constant) => self.constant(constant),
            PatternKind::Sequence(patterns) | PatternKind::Or(patterns) => self.patterns(patterns),
            PatternKind::Mapping {
                keys,
                patterns,
                rest,
            } => {
                self.exprs(keys);
                self.patterns(patterns);
                self.ident(rest.as_ref());
            }
            PatternKind::Class {
                class,
                positional,
                keywords,
            } => {
                self.expr(class);
                self.patterns(positional);
                self.list(keywords, |d, (name, _)| d.ident(Some(name)));
                self.list(keywords, |d, (_, pattern)| d.pattern(pattern));
            }
            PatternKind::Star(name) => self.ident(name.as_ref()),
            PatternKind::As { pattern, name } => {
                match pattern {
                    Some(pattern) => self.pattern(pattern),
                    None => self.word("-"),
                }
                self.ident(name.as_ref());
            }
        }
        self.close();
    }

    // Expressions.

    fn expr(&mut self, expr: &Expr) {
        self.open(expression_name(&expr.kind), expr.span);
        match &expr.kind {
            ExprKind::Constant(constant) => self.constant(constant),
            ExprKind::Name(name) => self.ident(Some(name)),
            ExprKind::Dict(items) => self.list(items, |d, (key, value)| {
                d.maybe(key.as_ref());
                d.expr(value);
            }),
            ExprKind::Set(items) | ExprKind::List(items) | ExprKind::Tuple(items) => {
                self.exprs(items);
            }
            ExprKind::Comp {
                element,
                value,
                clauses,
                ..
            } => {
                self.expr(element);
                if let Some(value) = value {
                    self.expr(value);
                }
                self.list(clauses, Self::clause);
            }
            ExprKind::FString(parts) => self.fstring(parts),
            ExprKind::Lambda { params, body } => {
                self.params(params);
                self.expr(body);
            }
            ExprKind::Slice { lower, upper, step } => {
                self.maybe(lower.as_deref());
                self.maybe(upper.as_deref());
                self.maybe(step.as_deref());
            }
            kind => self.operation(kind),
        }
        self.close();
    }

    fn operation(&mut self, kind: &ExprKind) {
        match kind {
            ExprKind::BoolOp { op, values } => {
                self.word(match op {
                    BoolOp::And => "And",
                    BoolOp::Or => "Or",
                });
                self.exprs(values);
            }
            ExprKind::Named {
                target,
                target_span,
                value,
            } => {
                self.open("Name", *target_span);
                self.ident(Some(target));
                self.close();
                self.expr(value);
            }
            ExprKind::Binary { left, op, right } => {
                self.expr(left);
                self.word(binary_name(*op));
                self.expr(right);
            }
            ExprKind::Unary { op, operand } => {
                self.word(unary_name(*op));
                self.expr(operand);
            }
            ExprKind::IfElse { test, body, orelse } => {
                self.expr(test);
                self.expr(body);
                self.expr(orelse);
            }
            ExprKind::Compare {
                left,
                ops,
                comparators,
            } => {
                self.expr(left);
                self.list(ops, |d, op| d.word(compare_name(*op)));
                self.exprs(comparators);
            }
            kind => self.access(kind),
        }
    }

    fn access(&mut self, kind: &ExprKind) {
        match kind {
            ExprKind::Call {
                func,
                args,
                keywords,
            } => {
                self.expr(func);
                self.exprs(args);
                self.list(keywords, Self::keyword);
            }
            ExprKind::Attribute { value, name, .. } => {
                self.expr(value);
                self.ident(Some(name));
            }
            ExprKind::Subscript { value, index } => {
                self.expr(value);
                self.expr(index);
            }
            ExprKind::Await(value) | ExprKind::YieldFrom(value) | ExprKind::Starred(value) => {
                self.expr(value);
            }
            ExprKind::Yield(value) => self.maybe(value.as_deref()),
            _ => {}
        }
    }

    fn clause(&mut self, clause: &CompClause) {
        self.out.push_str(" (comprehension");
        self.expr(&clause.target);
        self.expr(&clause.iter);
        self.exprs(&clause.conditions);
        self.flag(clause.is_async);
        self.close();
    }

    /// Text that touches is shown joined, `value=` included.
    fn fstring(&mut self, parts: &[FStringPart]) {
        let mut text = String::new();
        self.word("[");
        for part in parts {
            match part {
                FStringPart::Text(piece) => text.push_str(piece),
                FStringPart::Value {
                    span,
                    value,
                    debug,
                    conversion,
                    spec,
                } => {
                    text.push_str(debug.as_deref().unwrap_or(""));
                    self.flush(&mut text);
                    self.open("FormattedValue", *span);
                    self.expr(value);
                    self.word(conversion.map(String::from).as_deref().unwrap_or("-"));
                    match spec {
                        Some(spec) => self.fstring(spec),
                        None => self.word("-"),
                    }
                    self.close();
                }
            }
        }
        self.flush(&mut text);
        self.word("]");
    }

    fn flush(&mut self, text: &mut String) {
        if !text.is_empty() {
            self.text(text);
            text.clear();
        }
    }

    fn constant(&mut self, constant: &Constant) {
        match constant {
            Constant::None => self.word("None"),
            Constant::Bool(true) => self.word("True"),
            Constant::Bool(false) => self.word("False"),
            Constant::Ellipsis => self.word("..."),
            Constant::Int(value) => self.word(&format!("{value:x}")),
            Constant::BigInt(value) => self.word(&format!("{value:x}")),
            Constant::Float(value) => self.word(&format!("f{:016x}", value.to_bits())),
            Constant::Imaginary(value) => self.word(&format!("j{:016x}", value.to_bits())),
            Constant::Str(text) => self.text(text),
            Constant::Bytes(bytes) => {
                let text: String = bytes.iter().map(|b| char::from(*b)).collect();
                self.out.push_str(" b");
                self.text(&text);
            }
        }
    }
}

fn statement_name(kind: &StmtKind) -> &'static str {
    match kind {
        StmtKind::Expr(_) => "Expr",
        StmtKind::Assign { .. } => "Assign",
        StmtKind::AugAssign { .. } => "AugAssign",
        StmtKind::AnnAssign { .. } => "AnnAssign",
        StmtKind::Delete(_) => "Delete",
        StmtKind::Pass => "Pass",
        StmtKind::Break => "Break",
        StmtKind::Continue => "Continue",
        StmtKind::Return(_) => "Return",
        StmtKind::Raise { .. } => "Raise",
        StmtKind::Assert { .. } => "Assert",
        StmtKind::Global(_) => "Global",
        StmtKind::Nonlocal(_) => "Nonlocal",
        StmtKind::Import(_) => "Import",
        StmtKind::ImportFrom { .. } => "ImportFrom",
        StmtKind::If { .. } => "If",
        StmtKind::While { .. } => "While",
        StmtKind::For { is_async, .. } => either(*is_async, "AsyncFor", "For"),
        StmtKind::With { is_async, .. } => either(*is_async, "AsyncWith", "With"),
        StmtKind::Try { is_star, .. } => either(*is_star, "TryStar", "Try"),
        StmtKind::FunctionDef(f) => either(f.is_async, "AsyncFunctionDef", "FunctionDef"),
        StmtKind::ClassDef(_) => "ClassDef",
        StmtKind::Match { .. } => "Match",
        StmtKind::TypeAlias { .. } => "TypeAlias",
        StmtKind::Later { .. } => "Later",
    }
}

fn either(condition: bool, yes: &'static str, no: &'static str) -> &'static str {
    if condition { yes } else { no }
}

fn expression_name(kind: &ExprKind) -> &'static str {
    match kind {
        ExprKind::Constant(_) => "Constant",
        ExprKind::Name(_) => "Name",
        ExprKind::BoolOp { .. } => "BoolOp",
        ExprKind::Named { .. } => "NamedExpr",
        ExprKind::Binary { .. } => "BinOp",
        ExprKind::Unary { .. } => "UnaryOp",
        ExprKind::Lambda { .. } => "Lambda",
        ExprKind::IfElse { .. } => "IfExp",
        ExprKind::Dict(_) => "Dict",
        ExprKind::Set(_) => "Set",
        ExprKind::List(_) => "List",
        ExprKind::Tuple(_) => "Tuple",
        ExprKind::Comp { kind, .. } => match kind {
            CompKind::List => "ListComp",
            CompKind::Set => "SetComp",
            CompKind::Dict => "DictComp",
            CompKind::Generator => "GeneratorExp",
        },
        ExprKind::Await(_) => "Await",
        ExprKind::Yield(_) => "Yield",
        ExprKind::YieldFrom(_) => "YieldFrom",
        ExprKind::Compare { .. } => "Compare",
        ExprKind::Call { .. } => "Call",
        ExprKind::FString(_) => "JoinedStr",
        ExprKind::Attribute { .. } => "Attribute",
        ExprKind::Subscript { .. } => "Subscript",
        ExprKind::Starred(_) => "Starred",
        ExprKind::Slice { .. } => "Slice",
    }
}

fn pattern_name(kind: &PatternKind) -> &'static str {
    match kind {
        PatternKind::Value(_) => "MatchValue",
        PatternKind::Singleton(_) => "MatchSingleton",
        PatternKind::Sequence(_) => "MatchSequence",
        PatternKind::Mapping { .. } => "MatchMapping",
        PatternKind::Class { .. } => "MatchClass",
        PatternKind::Star(_) => "MatchStar",
        PatternKind::As { .. } => "MatchAs",
        PatternKind::Or(_) => "MatchOr",
    }
}

fn binary_name(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "Add",
        BinaryOp::Sub => "Sub",
        BinaryOp::Mul => "Mult",
        BinaryOp::Div => "Div",
        BinaryOp::FloorDiv => "FloorDiv",
        BinaryOp::Mod => "Mod",
        BinaryOp::Pow => "Pow",
        BinaryOp::MatMul => "MatMult",
        BinaryOp::LShift => "LShift",
        BinaryOp::RShift => "RShift",
        BinaryOp::And => "BitAnd",
        BinaryOp::Or => "BitOr",
        BinaryOp::Xor => "BitXor",
    }
}

fn unary_name(op: UnaryOp) -> &'static str {
    match op {
        UnaryOp::Neg => "USub",
        UnaryOp::Pos => "UAdd",
        UnaryOp::Invert => "Invert",
        UnaryOp::Not => "Not",
    }
}

fn compare_name(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Eq => "Eq",
        CompareOp::Ne => "NotEq",
        CompareOp::Lt => "Lt",
        CompareOp::Le => "LtE",
        CompareOp::Gt => "Gt",
        CompareOp::Ge => "GtE",
        CompareOp::Is => "Is",
        CompareOp::IsNot => "IsNot",
        CompareOp::In => "In",
        CompareOp::NotIn => "NotIn",
    }
}
