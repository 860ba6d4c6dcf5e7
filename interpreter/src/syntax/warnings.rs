//! What CPython warns of when it compiles a text that is Python.
//!
//! Follows `compiler_warn` and its callers in CPython 3.13, `Python/compile.c`, and
//! `warn_invalid_escape_sequence` in `Parser/string_parser.c`.

use super::ast::{
    CompKind, CompareOp, Constant, Expr, ExprKind, FStringPart, Keyword, Module, Params, Stmt,
    StmtKind, UnaryOp,
};
use super::lexer::lex;
use super::literal;
use super::token::TokenKind;
use crate::text::Source;

/// A SyntaxWarning.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SyntaxWarning {
    /// Its line, from 1.
    pub line: u32,
    /// What is odd.
    pub message: String,
}

/// All warnings about a text in the order in which CPython tells them; the same one about a line is
/// told once.
pub fn warnings(module: &Module, source: &Source) -> Vec<SyntaxWarning> {
    let mut found = Warnings {
        source,
        all: Vec::new(),
    };
    found.escapes();
    found.tree(module);
    found.all
}

/// What is yet to be looked at.
enum Node<'a> {
    Stmt(&'a Stmt),
    Expr(&'a Expr),
}

struct Warnings<'a> {
    source: &'a Source,
    all: Vec<SyntaxWarning>,
}

impl Warnings<'_> {
    fn warn(&mut self, at: u32, message: String) {
        let line = self.source.position(at).line;
        let warning = SyntaxWarning { line, message };
        if !self.all.contains(&warning) {
            self.all.push(warning);
        }
    }

    /// The first unknown escape of each literal.
    fn escapes(&mut self) {
        let mut raw = Vec::new();
        for token in &lex(self.source).tokens {
            let text = &self.source.text[token.span.start as usize..token.span.end as usize];
            let escape = match token.kind {
                TokenKind::String => literal::odd_escape(&literal::split(text)),
                TokenKind::FStringStart => {
                    raw.push(text.contains(['r', 'R']));
                    None
                }
                TokenKind::FStringEnd => {
                    raw.pop();
                    None
                }
                TokenKind::FStringMiddle => literal::odd_escape(&literal::Literal {
                    bytes: false,
                    raw: raw.last() == Some(&true),
                    body: text,
                }),
                _ => None,
            };
            if let Some(escape) = escape {
                let kind = match escape.len() {
                    4 => "octal ",
                    _ => "",
                };
                let message = format!("invalid {kind}escape sequence '{escape}'");
                self.warn(token.span.start, message);
            }
        }
    }

    /// Walks the tree without recursion: a long sum is a deep tree.
    fn tree(&mut self, module: &Module) {
        let mut stack: Vec<Node<'_>> = module.body.iter().rev().map(Node::Stmt).collect();
        while let Some(node) = stack.pop() {
            let mut parts = Vec::new();
            match node {
                Node::Stmt(stmt) => {
                    self.statement(stmt);
                    statement_parts(stmt, &mut parts);
                }
                Node::Expr(expr) => {
                    self.expression(expr);
                    expression_parts(expr, &mut parts);
                }
            }
            stack.extend(parts.into_iter().rev());
        }
    }

    fn statement(&mut self, stmt: &Stmt) {
        if let StmtKind::Assert { test, .. } = &stmt.kind
            && matches!(&test.kind, ExprKind::Tuple(items) if !items.is_empty())
        {
            let message = "assertion is always true, perhaps remove parentheses?";
            self.warn(stmt.span.start, message.to_string());
        }
    }

    fn expression(&mut self, expr: &Expr) {
        let at = expr.span.start;
        match &expr.kind {
            ExprKind::Compare {
                left,
                ops,
                comparators,
            } => {
                let mut left = &**left;
                for (op, right) in ops.iter().zip(comparators) {
                    if let Some(message) = identity_of_literal(left, *op, right) {
                        return self.warn(at, message);
                    }
                    left = right;
                }
            }
            ExprKind::Call { func, .. } if is_uncallable(func) => {
                let name = type_name(func).unwrap_or_default();
                let message =
                    format!("'{name}' object is not callable; perhaps you missed a comma?");
                self.warn(at, message);
            }
            ExprKind::Subscript { value, index } => {
                if let Some(message) = odd_subscript(value, index) {
                    self.warn(at, message);
                }
            }
            _ => {}
        }
    }
}

fn identity_of_literal(left: &Expr, op: CompareOp, right: &Expr) -> Option<String> {
    let (word, meant) = match op {
        CompareOp::Is => ("is", "=="),
        CompareOp::IsNot => ("is not", "!="),
        _ => return None,
    };
    let literal = [left, right].into_iter().find(|side| is_literal(side))?;
    let name = type_name(literal)?;
    Some(format!(
        "\"{word}\" with '{name}' literal. Did you mean \"{meant}\"?"
    ))
}

/// Whether an expression is, once folded, a constant that has no identity to speak of.
fn is_literal(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Constant(Constant::None | Constant::Bool(_) | Constant::Ellipsis) => false,
        ExprKind::Constant(_) => true,
        ExprKind::Unary { op, operand } => *op != UnaryOp::Not && is_number(operand),
        ExprKind::Tuple(items) => items.iter().all(is_constant),
        _ => false,
    }
}

fn is_constant(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Constant(_)) || is_literal(expr)
}

fn is_number(expr: &Expr) -> bool {
    matches!(
        &expr.kind,
        ExprKind::Constant(Constant::Int(_) | Constant::BigInt(_) | Constant::Float(_))
    )
}

fn is_uncallable(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Constant(_)
        | ExprKind::Tuple(_)
        | ExprKind::List(_)
        | ExprKind::Dict(_)
        | ExprKind::Set(_)
        | ExprKind::Comp { .. }
        | ExprKind::FString(_) => true,
        _ => is_literal(expr),
    }
}

fn odd_subscript(value: &Expr, index: &Expr) -> Option<String> {
    let name = type_name(value)?;
    match name {
        "NoneType" | "ellipsis" | "int" | "float" | "complex" | "set" | "generator"
        | "function" => Some(format!(
            "'{name}' object is not subscriptable; perhaps you missed a comma?"
        )),
        "list" | "tuple" | "str" | "bytes" => match type_name(index)? {
            "int" | "bool" | "slice" => None,
            wrong => Some(format!(
                "{name} indices must be integers or slices, not {wrong}; \
                 perhaps you missed a comma?"
            )),
        },
        _ => None,
    }
}

/// The class of what an expression gives, where it can be told.
fn type_name(expr: &Expr) -> Option<&'static str> {
    Some(match &expr.kind {
        ExprKind::Constant(constant) => match constant {
            Constant::None => "NoneType",
            Constant::Bool(_) => "bool",
            Constant::Ellipsis => "ellipsis",
            Constant::Int(_) | Constant::BigInt(_) => "int",
            Constant::Float(_) => "float",
            Constant::Imaginary(_) => "complex",
            Constant::Str(_) => "str",
            Constant::Bytes(_) => "bytes",
        },
        ExprKind::Unary { operand, .. } if is_literal(expr) => return type_name(operand),
        ExprKind::Tuple(_) => "tuple",
        ExprKind::List(_) => "list",
        ExprKind::Dict(_) => "dict",
        ExprKind::Set(_) => "set",
        ExprKind::Slice { .. } => "slice",
        ExprKind::Lambda { .. } => "function",
        ExprKind::FString(_) => "str",
        ExprKind::Comp { kind, .. } => match kind {
            CompKind::List => "list",
            CompKind::Set => "set",
            CompKind::Dict => "dict",
            CompKind::Generator => "generator",
        },
        _ => return None,
    })
}

fn body<'a>(statements: &'a [Stmt], parts: &mut Vec<Node<'a>>) {
    parts.extend(statements.iter().map(Node::Stmt));
}

fn exprs<'a>(some: impl IntoIterator<Item = &'a Expr>, parts: &mut Vec<Node<'a>>) {
    parts.extend(some.into_iter().map(Node::Expr));
}

fn defaults<'a>(params: &'a Params, parts: &mut Vec<Node<'a>>) {
    let all = params.posonly.iter().chain(&params.args);
    let all = all.chain(&params.kwonly);
    exprs(all.filter_map(|param| param.default.as_ref()), parts);
}

fn keyword_values(keywords: &[Keyword]) -> impl Iterator<Item = &Expr> {
    keywords.iter().map(|keyword| &keyword.value)
}

/// What a statement consists of, in the order in which CPython compiles it.
fn statement_parts<'a>(stmt: &'a Stmt, parts: &mut Vec<Node<'a>>) {
    match &stmt.kind {
        StmtKind::Expr(value) => exprs([value], parts),
        StmtKind::Assign { targets, value } => {
            exprs([value], parts);
            exprs(targets, parts);
        }
        StmtKind::AugAssign { target, value, .. } => exprs([target, value], parts),
        StmtKind::AnnAssign {
            target,
            value,
            annotation,
            ..
        } => {
            exprs(value, parts);
            exprs([target, annotation], parts);
        }
        StmtKind::Delete(targets) => exprs(targets, parts),
        StmtKind::Return(value) => exprs(value, parts),
        StmtKind::Raise { exc, cause } => exprs(exc.iter().chain(cause), parts),
        StmtKind::Assert { test, message } => {
            exprs([test], parts);
            exprs(message, parts);
        }
        StmtKind::FunctionDef(def) => {
            exprs(&def.decorators, parts);
            defaults(&def.params, parts);
            body(&def.body, parts);
        }
        StmtKind::ClassDef(def) => {
            exprs(&def.decorators, parts);
            body(&def.body, parts);
            exprs(&def.bases, parts);
        }
        _ => block_parts(stmt, parts),
    }
}

fn block_parts<'a>(stmt: &'a Stmt, parts: &mut Vec<Node<'a>>) {
    match &stmt.kind {
        StmtKind::If { test, body, orelse } | StmtKind::While { test, body, orelse } => {
            exprs([test], parts);
            self::body(body, parts);
            self::body(orelse, parts);
        }
        StmtKind::For {
            target,
            iter,
            body,
            orelse,
            ..
        } => {
            exprs([iter, target], parts);
            self::body(body, parts);
            self::body(orelse, parts);
        }
        StmtKind::With { items, body, .. } => {
            for item in items {
                exprs([&item.context], parts);
                exprs(&item.target, parts);
            }
            self::body(body, parts);
        }
        StmtKind::Try {
            body,
            handlers,
            orelse,
            finalbody,
            ..
        } => {
            self::body(body, parts);
            for handler in handlers {
                exprs(&handler.kind, parts);
                self::body(&handler.body, parts);
            }
            self::body(orelse, parts);
            self::body(finalbody, parts);
        }
        _ => {}
    }
}

/// What an expression consists of.
fn expression_parts<'a>(expr: &'a Expr, parts: &mut Vec<Node<'a>>) {
    match &expr.kind {
        ExprKind::BoolOp { values, .. } => exprs(values, parts),
        ExprKind::Set(items) | ExprKind::List(items) | ExprKind::Tuple(items) => {
            exprs(items, parts);
        }
        ExprKind::Named { value, .. }
        | ExprKind::Await(value)
        | ExprKind::YieldFrom(value)
        | ExprKind::Attribute { value, .. }
        | ExprKind::Starred(value) => exprs([&**value], parts),
        ExprKind::Binary { left, right, .. } => exprs([&**left, &**right], parts),
        ExprKind::Unary { operand, .. } => exprs([&**operand], parts),
        ExprKind::Lambda { params, body } => {
            defaults(params, parts);
            exprs([&**body], parts);
        }
        ExprKind::IfElse { test, body, orelse } => exprs([&**test, &**body, &**orelse], parts),
        ExprKind::Dict(items) => {
            for (key, value) in items {
                exprs(key, parts);
                exprs([value], parts);
            }
        }
        ExprKind::Comp {
            element,
            value,
            clauses,
            ..
        } => {
            for clause in clauses {
                exprs([&clause.iter, &clause.target], parts);
                exprs(&clause.conditions, parts);
            }
            exprs([&**element], parts);
            exprs(value.as_deref(), parts);
        }
        ExprKind::Yield(value) => exprs(value.as_deref(), parts),
        ExprKind::Compare {
            left, comparators, ..
        } => {
            exprs([&**left], parts);
            exprs(comparators, parts);
        }
        ExprKind::Call {
            func,
            args,
            keywords,
        } => {
            exprs([&**func], parts);
            exprs(args, parts);
            exprs(keyword_values(keywords), parts);
        }
        ExprKind::FString(pieces) => fstring_parts(pieces, parts),
        ExprKind::Subscript { value, index } => exprs([&**value, &**index], parts),
        ExprKind::Slice { lower, upper, step } => {
            for part in [lower, upper, step] {
                exprs(part.as_deref(), parts);
            }
        }
        ExprKind::Constant(_) | ExprKind::Name(_) => {}
    }
}

fn fstring_parts<'a>(pieces: &'a [FStringPart], parts: &mut Vec<Node<'a>>) {
    for piece in pieces {
        if let FStringPart::Value { value, spec, .. } = piece {
            exprs([&**value], parts);
            fstring_parts(spec.as_deref().unwrap_or_default(), parts);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let source = Source::new("test.py", text);
        let module = super::super::parse(&source).unwrap();
        let found: Vec<String> = { warnings(&module, &source) }
            .into_iter()
            .map(|w| format!("{}: {}", w.line, w.message))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn odd_code_is_warned_of() {
        check(
            "x = 1\nif x is 5 or x is not 'a': pass",
            &[
                "2: \"is\" with 'int' literal. Did you mean \"==\"?",
                "2: \"is not\" with 'str' literal. Did you mean \"!=\"?",
            ],
        );
        check("x is None, x is True, x == 5, x is y", &[]);
        check(
            "x is -1",
            &["1: \"is\" with 'int' literal. Did you mean \"==\"?"],
        );
        check(
            "assert (x, 'a')",
            &["1: assertion is always true, perhaps remove parentheses?"],
        );
        check(
            "[(1, 2)\n(3, 4)]",
            &["1: 'tuple' object is not callable; perhaps you missed a comma?"],
        );
        check(
            "[[1, 2][3, 4]]",
            &["1: list indices must be integers or slices, not tuple; perhaps you missed a comma?"],
        );
    }

    #[test]
    fn unknown_escapes_are_warned_of() {
        check("'\\d \\q'", &["1: invalid escape sequence '\\d'"]);
        check("\nf'{x}\\w'", &["2: invalid escape sequence '\\w'"]);
        check("b'\\400'", &["1: invalid octal escape sequence '\\400'"]);
        check("r'\\d', rb'\\d', rf'\\d', '\\n\\x41\\\\d'", &[]);
    }
}
