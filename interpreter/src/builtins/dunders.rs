//! Special methods of builtin classes, for when they are called by name: `super().__add__(other)`,
//! `list.__iadd__`. Operators do not come here: the VM knows what they mean for builtin classes.

use super::numbers;
use crate::object::compare::{Number, Stop, hash, integer, number};
use crate::object::derived::core;
use crate::object::sequence::bytes_of;
use crate::object::views::SetLike;
use crate::object::{Bytes, ComplexNumber, Dict, List, Set, Slice, Tuple};
use crate::op::{BinaryKind, CompareKind};
use crate::value::Value;
use crate::vm::arithmetic::{binary, int_value};
use crate::vm::operators::{inplace_container, native_compare, native_truth};
use crate::vm::signal::{Res, fallback, type_error};
use crate::vm::{Cx, NativeRow};

/// A row for each operator: its method on the left operand and that on the right one, with the twin
/// where the items' classes have a say.
macro_rules! operators {
    ($class:literal, $with:ident: $($kind:ident $left:literal $twin:literal $($right:literal $back:literal)?,)+) => {
        &[$(
            NativeRow::with_twin(concat!($class, ".__", $left, "__"), "self, value, /", |cx, args| {
                received(cx, $class, concat!("__", $left, "__"), args)?;
                operate(cx, BinaryKind::$kind, &args[0], &args[1], $with(core(&args[1])))
            }, $twin),
            $(NativeRow::with_twin(concat!($class, ".__", $right, "__"), "self, value, /", |cx, args| {
                received(cx, $class, concat!("__", $right, "__"), args)?;
                operate(cx, BinaryKind::$kind, &args[1], &args[0], $with(core(&args[1])))
            }, $back),)?
        )+]
    };
}

/// A row for each comparison.
macro_rules! comparisons {
    ($class:literal, $with:ident: $($kind:ident $name:literal,)+) => {
        &[$(NativeRow::with_twin(concat!($class, ".__", $name, "__"), "self, value, /", |cx, args| {
            received(cx, $class, concat!("__", $name, "__"), args)?;
            compare(cx, CompareKind::$kind, args, $with(core(&args[1])))
        }, concat!("_compare_", $name)),)+]
    };
}

/// All six comparisons.
macro_rules! all_comparisons {
    ($class:literal, $with:ident) => {
        comparisons!($class, $with: Eq "eq", Ne "ne", Lt "lt", Le "le", Gt "gt", Ge "ge",)
    };
}

/// Operators that change their left operand.
macro_rules! inplace {
    ($class:literal: $($kind:ident $name:literal $twin:literal,)+) => {
        &[$(NativeRow::with_twin(concat!($class, ".__", $name, "__"), "self, value, /", |cx, args| {
            received(cx, $class, concat!("__", $name, "__"), args)?;
            change(cx, BinaryKind::$kind, args)
        }, $twin),)+]
    };
}

/// Tables of special methods.
pub const TABLES: &[&[NativeRow]] = &[
    operators!("int", is_int:
        Add "add" "_repeat" "radd" "_repeat",
        Sub "sub" "_repeat" "rsub" "_repeat",
        Mul "mul" "_repeat" "rmul" "_repeat",
        Div "truediv" "_repeat" "rtruediv" "_repeat",
        FloorDiv "floordiv" "_repeat" "rfloordiv" "_repeat",
        Mod "mod" "_repeat" "rmod" "_repeat",
        Pow "pow" "_repeat" "rpow" "_repeat",
        LShift "lshift" "_repeat" "rlshift" "_repeat",
        RShift "rshift" "_repeat" "rrshift" "_repeat",
        And "and" "_repeat" "rand" "_repeat",
        Or "or" "_repeat" "ror" "_repeat",
        Xor "xor" "_repeat" "rxor" "_repeat",
    ),
    operators!("float", is_number:
        Add "add" "_repeat" "radd" "_repeat",
        Sub "sub" "_repeat" "rsub" "_repeat",
        Mul "mul" "_repeat" "rmul" "_repeat",
        Div "truediv" "_repeat" "rtruediv" "_repeat",
        FloorDiv "floordiv" "_repeat" "rfloordiv" "_repeat",
        Mod "mod" "_repeat" "rmod" "_repeat",
        Pow "pow" "_repeat" "rpow" "_repeat",
    ),
    operators!("complex", is_complex:
        Add "add" "_repeat" "radd" "_repeat",
        Sub "sub" "_repeat" "rsub" "_repeat",
        Mul "mul" "_repeat" "rmul" "_repeat",
        Div "truediv" "_repeat" "rtruediv" "_repeat",
        Pow "pow" "_repeat" "rpow" "_repeat",
    ),
    operators!("list", is_any: Add "add" "_repeat", Mul "mul" "_repeat" "rmul" "_repeat",),
    operators!("tuple", is_any: Add "add" "_repeat", Mul "mul" "_repeat" "rmul" "_repeat",),
    operators!("bytes", is_any: Add "add" "_repeat", Mul "mul" "_repeat" "rmul" "_repeat",),
    operators!("dict", is_dict: Or "or" "_set_or" "ror" "_set_or",),
    operators!("set", is_set:
        Or "or" "_set_or" "ror" "_set_or",
        And "and" "_set_and" "rand" "_set_and",
        Sub "sub" "_set_sub" "rsub" "_set_rsub",
        Xor "xor" "_set_xor" "rxor" "_set_xor",
    ),
    operators!("frozenset", is_set:
        Or "or" "_set_or" "ror" "_set_or",
        And "and" "_set_and" "rand" "_set_and",
        Sub "sub" "_set_sub" "rsub" "_set_rsub",
        Xor "xor" "_set_xor" "rxor" "_set_xor",
    ),
    inplace!("list": Add "iadd" "_list_iadd", Mul "imul" "_repeat",),
    inplace!("dict": Or "ior" "_dict_ior",),
    inplace!("set": Or "ior" "_update_or", And "iand" "_update_and", Sub "isub" "_update_sub",
        Xor "ixor" "_update_xor",),
    all_comparisons!("int", is_int),
    all_comparisons!("float", is_number),
    comparisons!("complex", is_complex: Eq "eq", Ne "ne",),
    all_comparisons!("list", is_list),
    all_comparisons!("tuple", is_tuple),
    all_comparisons!("bytes", is_bytes),
    all_comparisons!("set", is_set),
    all_comparisons!("frozenset", is_set),
    comparisons!("dict", is_dict: Eq "eq", Ne "ne",),
    all_comparisons!("bytearray", is_bytes_like),
    all_comparisons!("slice", is_slice),
    all_comparisons!("dict_keys", is_set_like),
    all_comparisons!("dict_items", is_set_like),
    ALONE,
];

/// Special methods with no other operand.
const ALONE: &[NativeRow] = &[
    NativeRow::new("int.__neg__", "self, /", |_, args| signed(args, -1)),
    NativeRow::new("float.__neg__", "self, /", |_, args| signed(args, -1)),
    NativeRow::new("int.__pos__", "self, /", |_, args| signed(args, 1)),
    NativeRow::new("float.__pos__", "self, /", |_, args| signed(args, 1)),
    NativeRow::new("int.__invert__", "self, /", |_, args| {
        Ok(integer(&args[0]).map_or(Value::NOT_IMPLEMENTED, |n| int_value(!&n)))
    }),
    NativeRow::with_twin("int.__abs__", "self, /", numbers::abs, "_abs"),
    NativeRow::with_twin("float.__abs__", "self, /", numbers::abs, "_abs"),
    NativeRow::new("int.__bool__", "self, /", truth),
    NativeRow::new("float.__bool__", "self, /", truth),
    NativeRow::with_twin("int.__float__", "self, /", numbers::new_float, "_float"),
    NativeRow::with_twin("float.__float__", "self, /", numbers::new_float, "_float"),
    NativeRow::with_twin("float.__int__", "self, /", numbers::new_int, "_int"),
    NativeRow::with_twin("int.__trunc__", "self, /", numbers::new_int, "_int"),
    NativeRow::with_twin("float.__trunc__", "self, /", numbers::new_int, "_int"),
    NativeRow::with_twin(
        "int.__round__",
        "self, ndigits=, /",
        numbers::round,
        "_round",
    ),
    NativeRow::with_twin(
        "float.__round__",
        "self, ndigits=, /",
        numbers::round,
        "_round",
    ),
    NativeRow::with_twin(
        "int.__divmod__",
        "self, value, /",
        |cx, args| divided(cx, [&args[0], &args[1]], is_int(core(&args[1]))),
        "_divmod",
    ),
    NativeRow::with_twin(
        "int.__rdivmod__",
        "self, value, /",
        |cx, args| divided(cx, [&args[1], &args[0]], is_int(core(&args[1]))),
        "_divmod",
    ),
    NativeRow::with_twin(
        "float.__divmod__",
        "self, value, /",
        |cx, args| divided(cx, [&args[0], &args[1]], is_number(core(&args[1]))),
        "_divmod",
    ),
    NativeRow::with_twin(
        "float.__rdivmod__",
        "self, value, /",
        |cx, args| divided(cx, [&args[1], &args[0]], is_number(core(&args[1]))),
        "_divmod",
    ),
    NativeRow::new("int.__hash__", "self, /", hash_of),
    NativeRow::new("float.__hash__", "self, /", hash_of),
    NativeRow::new("str.__hash__", "self, /", hash_of),
    NativeRow::new("bytes.__hash__", "self, /", hash_of),
    NativeRow::with_twin("tuple.__hash__", "self, /", hash_of, "_hash"),
    NativeRow::new("frozenset.__hash__", "self, /", hash_of),
    NativeRow::with_twin("int.__repr__", "self, /", super::text::repr_of, "_repr"),
    NativeRow::with_twin("float.__repr__", "self, /", super::text::repr_of, "_repr"),
    NativeRow::with_twin("str.__repr__", "self, /", super::text::repr_of, "_repr"),
    NativeRow::with_twin("bytes.__repr__", "self, /", super::text::repr_of, "_repr"),
    NativeRow::with_twin("list.__repr__", "self, /", super::text::repr_of, "_repr"),
    NativeRow::with_twin("tuple.__repr__", "self, /", super::text::repr_of, "_repr"),
    NativeRow::with_twin("dict.__repr__", "self, /", super::text::repr_of, "_repr"),
    NativeRow::with_twin(
        "set.__repr__",
        "self, /",
        |_, _| fallback(),
        "_repr_builtin",
    ),
    NativeRow::with_twin(
        "frozenset.__repr__",
        "self, /",
        |_, _| fallback(),
        "_repr_builtin",
    ),
    NativeRow::with_twin(
        "int.__format__",
        "self, format_spec, /",
        super::formatting::format,
        "_format",
    ),
    NativeRow::with_twin(
        "float.__format__",
        "self, format_spec, /",
        super::formatting::format,
        "_format",
    ),
    NativeRow::with_twin(
        "str.__format__",
        "self, format_spec, /",
        super::formatting::format,
        "_format",
    ),
];

/// Checks that a special method got an object of its class.
pub(super) fn received(cx: &Cx<'_>, class: &str, method: &str, args: &[Value]) -> Res<()> {
    let found = cx.world.class_of(&args[0]);
    let mut own = std::iter::once(&found).chain(found.mro.iter());
    if own.any(|base| &*base.name == class) {
        return Ok(());
    }
    let found = cx.world.type_name(&args[0]);
    type_error(format!(
        "descriptor '{method}' requires a '{class}' object but received a '{found}'"
    ))
}

fn is_int(value: &Value) -> bool {
    integer(value).is_some()
}

fn is_number(value: &Value) -> bool {
    number(value).is_some()
}

fn is_complex(value: &Value) -> bool {
    value.as_gc::<ComplexNumber>().is_some() || is_number(value)
}

fn is_any(_: &Value) -> bool {
    true
}

fn is_list(value: &Value) -> bool {
    value.as_gc::<List>().is_some()
}

fn is_tuple(value: &Value) -> bool {
    value.as_gc::<Tuple>().is_some()
}

fn is_bytes(value: &Value) -> bool {
    value.as_gc::<Bytes>().is_some()
}

fn is_bytes_like(value: &Value) -> bool {
    bytes_of(value).is_some()
}

fn is_slice(value: &Value) -> bool {
    value.as_gc::<Slice>().is_some()
}

fn is_set_like(value: &Value) -> bool {
    value.as_object().is_some_and(|o| SetLike::of(o).is_some())
}

fn is_dict(value: &Value) -> bool {
    value.as_gc::<Dict>().is_some()
}

fn is_set(value: &Value) -> bool {
    value.as_gc::<Set>().is_some()
}

/// `left op right`; NotImplemented where the class of the method knows nothing of the other operand.
fn operate(cx: &mut Cx<'_>, kind: BinaryKind, left: &Value, right: &Value, knows: bool) -> Res {
    if !knows {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    binary(cx, kind, core(left), core(right))
}

fn compare(_cx: &mut Cx<'_>, kind: CompareKind, args: &[Value], knows: bool) -> Res {
    if !knows {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    match native_compare(kind, core(&args[0]), core(&args[1])) {
        Ok(truth) => Ok(Value::bool(truth)),
        Err(Stop::Unordered) => fallback(),
        Err(stop) => Err(stop.into()),
    }
}

fn change(cx: &mut Cx<'_>, kind: BinaryKind, args: &[Value]) -> Res {
    match inplace_container(cx, kind, core(&args[0]), core(&args[1]))? {
        Some(_) => Ok(args[0].clone()),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn signed(args: &[Value], sign: i64) -> Res {
    Ok(match number(&args[0]) {
        Some(Number::Int(n)) => int_value(if sign < 0 { -&n } else { n }),
        Some(Number::Float(x)) => Value::float(if sign < 0 { -x } else { x }),
        None => Value::NOT_IMPLEMENTED,
    })
}

fn truth(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Value::bool(native_truth(&args[0]).unwrap_or(true)))
}

fn divided(cx: &mut Cx<'_>, operands: [&Value; 2], knows: bool) -> Res {
    if !knows {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    numbers::divmod(cx, &operands.map(|value| core(value).clone()))
}

pub(super) fn hash_of(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Value::int(hash(core(&args[0]))?))
}
