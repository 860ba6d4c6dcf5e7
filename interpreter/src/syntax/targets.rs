//! What may stand on the left of `=`, and what the rest is called in messages.

use super::ast::{CompareOp, Constant, Expr, ExprKind};

/// What a target is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Assignment, `with .. as`.
    Assign,
    /// The left side of `in` in a loop.
    Loop,
    /// `del`.
    Delete,
}

/// The innermost part of `target` that cannot be assigned to (or deleted), if there is one.
pub(super) fn invalid(target: &Expr, purpose: Use) -> Option<&Expr> {
    match &target.kind {
        ExprKind::List(elements) | ExprKind::Tuple(elements) => elements
            .iter()
            .find_map(|element| invalid(element, purpose)),
        ExprKind::Starred(value) if purpose != Use::Delete => invalid(value, purpose),
        ExprKind::Compare { left, ops, .. } if purpose == Use::Loop => match ops.first() {
            Some(CompareOp::In) => invalid(left, purpose),
            _ => None,
        },
        ExprKind::Name(_) | ExprKind::Subscript { .. } | ExprKind::Attribute { .. } => None,
        _ => Some(target),
    }
}

/// The words for an expression in "cannot assign to ..".
pub(super) fn describe(value: &Expr) -> &'static str {
    use super::ast::CompKind;
    match &value.kind {
        ExprKind::Constant(constant) => describe_constant(constant),
        ExprKind::Name(_) => "name",
        ExprKind::BoolOp { .. } | ExprKind::Binary { .. } | ExprKind::Unary { .. } => "expression",
        ExprKind::Named { .. } => "named expression",
        ExprKind::Lambda { .. } => "lambda",
        ExprKind::IfElse { .. } => "conditional expression",
        ExprKind::Dict(_) => "dict literal",
        ExprKind::Set(_) => "set display",
        ExprKind::List(_) => "list",
        ExprKind::Tuple(_) => "tuple",
        ExprKind::Comp { kind, .. } => match kind {
            CompKind::List => "list comprehension",
            CompKind::Set => "set comprehension",
            CompKind::Dict => "dict comprehension",
            CompKind::Generator => "generator expression",
        },
        ExprKind::Await(_) => "await expression",
        ExprKind::Yield(_) | ExprKind::YieldFrom(_) => "yield expression",
        ExprKind::Compare { .. } => "comparison",
        ExprKind::Call { .. } => "function call",
        ExprKind::FString(_) => "f-string expression",
        ExprKind::Attribute { .. } => "attribute",
        ExprKind::Subscript { .. } => "subscript",
        ExprKind::Starred(_) => "starred",
        ExprKind::Slice { .. } => "slice",
    }
}

fn describe_constant(constant: &Constant) -> &'static str {
    match constant {
        Constant::None => "None",
        Constant::Bool(true) => "True",
        Constant::Bool(false) => "False",
        Constant::Ellipsis => "ellipsis",
        _ => "literal",
    }
}

/// Whether `value`, followed by `:`, may be annotated, or `op=` may follow it.
pub(super) fn is_single(value: &Expr) -> bool {
    matches!(
        value.kind,
        ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. }
    )
}
