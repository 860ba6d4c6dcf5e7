//! `operator`, `heapq` and `bisect`: functions that are builtin ones to their callers. Numbers are
//! added and compared here, everything else in toy Python, as it may have special methods.

use crate::object::compare::number;
use crate::op::{BinaryKind, CompareKind};
use crate::value::Value;
use crate::vm::arithmetic::binary;
use crate::vm::operators::native_compare;
use crate::vm::signal::{Res, fallback};
use crate::vm::{Cx, NativeRow};

/// `operator`.
#[rustfmt::skip]
pub const OPERATORS: &[NativeRow] = &[
    NativeRow::with_twin("_operator.add", "a, b, /", |cx, args| two(cx, args, BinaryKind::Add), "_operator_add"),
    NativeRow::with_twin("_operator.sub", "a, b, /", |cx, args| two(cx, args, BinaryKind::Sub), "_operator_sub"),
    NativeRow::with_twin("_operator.mul", "a, b, /", |cx, args| two(cx, args, BinaryKind::Mul), "_operator_mul"),
    NativeRow::with_twin("_operator.truediv", "a, b, /", |cx, args| two(cx, args, BinaryKind::Div), "_operator_truediv"),
    NativeRow::with_twin("_operator.floordiv", "a, b, /", |cx, args| two(cx, args, BinaryKind::FloorDiv), "_operator_floordiv"),
    NativeRow::with_twin("_operator.mod", "a, b, /", |cx, args| two(cx, args, BinaryKind::Mod), "_operator_mod"),
    NativeRow::with_twin("_operator.pow", "a, b, /", |cx, args| two(cx, args, BinaryKind::Pow), "_operator_pow"),
    NativeRow::with_twin("_operator.lshift", "a, b, /", |cx, args| two(cx, args, BinaryKind::LShift), "_operator_lshift"),
    NativeRow::with_twin("_operator.rshift", "a, b, /", |cx, args| two(cx, args, BinaryKind::RShift), "_operator_rshift"),
    NativeRow::with_twin("_operator.and_", "a, b, /", |cx, args| two(cx, args, BinaryKind::And), "_operator_and_"),
    NativeRow::with_twin("_operator.or_", "a, b, /", |cx, args| two(cx, args, BinaryKind::Or), "_operator_or_"),
    NativeRow::with_twin("_operator.xor", "a, b, /", |cx, args| two(cx, args, BinaryKind::Xor), "_operator_xor"),
    NativeRow::with_twin("_operator.matmul", "a, b, /", |cx, args| two(cx, args, BinaryKind::MatMul), "_operator_matmul"),
    NativeRow::with_twin("_operator.lt", "a, b, /", |_, args| compared(args, CompareKind::Lt), "_operator_lt"),
    NativeRow::with_twin("_operator.le", "a, b, /", |_, args| compared(args, CompareKind::Le), "_operator_le"),
    NativeRow::with_twin("_operator.eq", "a, b, /", |_, args| compared(args, CompareKind::Eq), "_operator_eq"),
    NativeRow::with_twin("_operator.ne", "a, b, /", |_, args| compared(args, CompareKind::Ne), "_operator_ne"),
    NativeRow::with_twin("_operator.ge", "a, b, /", |_, args| compared(args, CompareKind::Ge), "_operator_ge"),
    NativeRow::with_twin("_operator.gt", "a, b, /", |_, args| compared(args, CompareKind::Gt), "_operator_gt"),
    NativeRow::with_twin("_operator.iadd", "a, b, /", left_to_twin, "_operator_iadd"),
    NativeRow::with_twin("_operator.isub", "a, b, /", left_to_twin, "_operator_isub"),
    NativeRow::with_twin("_operator.imul", "a, b, /", left_to_twin, "_operator_imul"),
    NativeRow::with_twin("_operator.itruediv", "a, b, /", left_to_twin, "_operator_itruediv"),
    NativeRow::with_twin("_operator.ifloordiv", "a, b, /", left_to_twin, "_operator_ifloordiv"),
    NativeRow::with_twin("_operator.imod", "a, b, /", left_to_twin, "_operator_imod"),
    NativeRow::with_twin("_operator.ipow", "a, b, /", left_to_twin, "_operator_ipow"),
    NativeRow::with_twin("_operator.ilshift", "a, b, /", left_to_twin, "_operator_ilshift"),
    NativeRow::with_twin("_operator.irshift", "a, b, /", left_to_twin, "_operator_irshift"),
    NativeRow::with_twin("_operator.iand", "a, b, /", left_to_twin, "_operator_iand"),
    NativeRow::with_twin("_operator.ior", "a, b, /", left_to_twin, "_operator_ior"),
    NativeRow::with_twin("_operator.ixor", "a, b, /", left_to_twin, "_operator_ixor"),
    NativeRow::with_twin("_operator.imatmul", "a, b, /", left_to_twin, "_operator_imatmul"),
    NativeRow::with_twin("_operator.neg", "a, /", left_to_twin, "_operator_neg"),
    NativeRow::with_twin("_operator.pos", "a, /", left_to_twin, "_operator_pos"),
    NativeRow::with_twin("_operator.inv", "a, /", left_to_twin, "_operator_inv"),
    NativeRow::with_twin("_operator.invert", "a, /", left_to_twin, "_operator_invert"),
    NativeRow::with_twin("_operator.abs", "a, /", left_to_twin, "_operator_abs"),
    NativeRow::with_twin("_operator.index", "a, /", left_to_twin, "_operator_index"),
    NativeRow::with_twin("_operator.not_", "a, /", left_to_twin, "_operator_not_"),
    NativeRow::with_twin("_operator.truth", "a, /", left_to_twin, "_operator_truth"),
    NativeRow::new("_operator.is_", "a, b, /", |_, args| Ok(Value::bool(args[0].is(&args[1])))),
    NativeRow::new("_operator.is_not", "a, b, /", |_, args| Ok(Value::bool(!args[0].is(&args[1])))),
    NativeRow::with_twin("_operator.getitem", "a, b, /", left_to_twin, "_operator_getitem"),
    NativeRow::with_twin("_operator.setitem", "a, b, c, /", left_to_twin, "_operator_setitem"),
    NativeRow::with_twin("_operator.delitem", "a, b, /", left_to_twin, "_operator_delitem"),
    NativeRow::with_twin("_operator.contains", "a, b, /", left_to_twin, "_operator_contains"),
    NativeRow::with_twin("_operator.concat", "a, b, /", left_to_twin, "_operator_concat"),
    NativeRow::with_twin("_operator.iconcat", "a, b, /", left_to_twin, "_operator_iconcat"),
    NativeRow::with_twin("_operator.countOf", "a, b, /", left_to_twin, "_list_count"),
    NativeRow::with_twin("_operator.indexOf", "a, b, /", left_to_twin, "_operator_indexOf"),
    NativeRow::with_twin("_operator.length_hint", "obj, default=, /", left_to_twin, "_operator_length_hint"),
    NativeRow::with_twin("_operator.call", "obj, /, *args, **kwargs", left_to_twin, "_operator_call"),
];

/// `heapq` and `bisect`, and what makes `deque[int]`.
#[rustfmt::skip]
pub const SEARCHES: &[NativeRow] = &[
    NativeRow::with_twin("_library._alias", "cls, item, /", left_to_twin, "_make_alias"),
    NativeRow::with_twin("_library._alias_name", "value, /", left_to_twin, "_alias_name"),
    NativeRow::with_twin("_heapq.heappush", "heap, item, /", left_to_twin, "_heapq_heappush"),
    NativeRow::with_twin("_heapq.heappop", "heap, /", left_to_twin, "_heapq_heappop"),
    NativeRow::with_twin("_heapq._heappop_max", "heap, /", left_to_twin, "_heapq_heappop_max"),
    NativeRow::with_twin("_heapq.heapify", "heap, /", left_to_twin, "_heapq_heapify"),
    NativeRow::with_twin("_heapq._heapify_max", "heap, /", left_to_twin, "_heapq_heapify_max"),
    NativeRow::with_twin("_heapq.heapreplace", "heap, item, /", left_to_twin, "_heapq_heapreplace"),
    NativeRow::with_twin("_heapq._heapreplace_max", "heap, item, /", left_to_twin, "_heapq_heapreplace_max"),
    NativeRow::with_twin("_heapq.heappushpop", "heap, item, /", left_to_twin, "_heapq_heappushpop"),
    NativeRow::with_twin("_bisect.bisect_right", "a, x, lo=, hi=, *, key=", left_to_twin, "_bisect_right"),
    NativeRow::with_twin("_bisect.bisect_left", "a, x, lo=, hi=, *, key=", left_to_twin, "_bisect_left"),
    NativeRow::with_twin("_bisect.insort_right", "a, x, lo=, hi=, *, key=", left_to_twin, "_insort_right"),
    NativeRow::with_twin("_bisect.insort_left", "a, x, lo=, hi=, *, key=", left_to_twin, "_insort_left"),
];

fn left_to_twin(_cx: &mut Cx<'_>, _args: &[Value]) -> Res {
    fallback()
}

fn are_numbers(args: &[Value]) -> bool {
    number(&args[0]).is_some() && number(&args[1]).is_some()
}

fn two(cx: &mut Cx<'_>, args: &[Value], kind: BinaryKind) -> Res {
    match are_numbers(args) {
        true => binary(cx, kind, &args[0], &args[1]),
        false => fallback(),
    }
}

fn compared(args: &[Value], kind: CompareKind) -> Res {
    match are_numbers(args) {
        true => Ok(Value::bool(native_compare(kind, &args[0], &args[1])?)),
        false => fallback(),
    }
}
