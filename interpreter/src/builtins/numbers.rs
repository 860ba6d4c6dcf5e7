//! `int`, `bool` and `float`, and the builtin functions on numbers.

use super::iterate::index;

use crate::number::{ByteOrder, Int, MAX_STR_DIGITS, OpError, OpErrorKind, Signedness, float};
use crate::object::compare::{Number, integer, number};
use crate::object::derived::core;
use crate::object::sequence::bytes_of;
use crate::object::{Bytes, Class, ComplexNumber, Str, Tuple};
use crate::op::BinaryKind;
use crate::strings::parse::{parse_float, parse_int};
use crate::strings::repr::repr_bytes;
use crate::value::Value;
use crate::vm::arithmetic::{binary, int_value};
use crate::vm::native::given;
use crate::vm::operators::{is_user, native_truth, overrides};
use crate::vm::signal::{Res, Signal, fallback, type_error, value_error};
use crate::vm::{Cx, Exc, NativeRow};
use gilscope_runtime::cache::Word;
use gilscope_runtime::heap::Gc;

/// Numbers.
pub const TABLE: &[NativeRow] = &[
    NativeRow::with_twin("int.__new__", "x=, /, base=", new_int, "_int"),
    NativeRow::with_twin("bool.__new__", "object=, /", new_bool, "_truth"),
    NativeRow::with_twin("float.__new__", "x=, /", new_float, "_float"),
    NativeRow::new("int.bit_length", "self, /", |_, args| {
        Ok(Value::int(int(&args[0]).bit_length() as i64))
    }),
    NativeRow::new("int.bit_count", "self, /", |_, args| {
        Ok(Value::int(int(&args[0]).bit_count() as i64))
    }),
    NativeRow::new("int.conjugate", "self, /", |_, args| {
        Ok(int_value(int(&args[0])))
    }),
    NativeRow::new("int.is_integer", "self, /", |_, _| Ok(Value::TRUE)),
    NativeRow::new("int.as_integer_ratio", "self, /", |_, args| {
        Ok(Tuple::value([int_value(int(&args[0])), Value::int(1)]))
    }),
    NativeRow::new("int.real=", "self, /", |_, args| {
        Ok(int_value(int(&args[0])))
    }),
    NativeRow::new("int.numerator=", "self, /", |_, args| {
        Ok(int_value(int(&args[0])))
    }),
    NativeRow::new("int.imag=", "self, /", |_, _| Ok(Value::int(0))),
    NativeRow::new("int.denominator=", "self, /", |_, _| Ok(Value::int(1))),
    NativeRow::new("int.__index__", "self, /", |_, args| {
        Ok(int_value(int(&args[0])))
    }),
    NativeRow::new("int.__int__", "self, /", |_, args| {
        Ok(int_value(int(&args[0])))
    }),
    NativeRow::new(
        "int.to_bytes",
        "self, length=, byteorder=, *, signed=",
        to_bytes,
    ),
    NativeRow::new(
        "int.from_bytes",
        "cls, bytes, byteorder=, *, signed=",
        from_bytes,
    ),
    NativeRow::new("float.is_integer", "self, /", |_, args| {
        Ok(Value::bool(float::is_integer(real(&args[0]))))
    }),
    NativeRow::new("float.as_integer_ratio", "self, /", |_, args| {
        let (above, below) = float::as_integer_ratio(real(&args[0]))?;
        Ok(Tuple::value([int_value(above), int_value(below)]))
    }),
    NativeRow::new("float.hex", "self, /", |_, args| {
        Ok(Str::value(float::hex(real(&args[0]))))
    }),
    NativeRow::new("float.fromhex", "cls, string, /", from_hex),
    NativeRow::new("float.conjugate", "self, /", |_, args| Ok(args[0].clone())),
    NativeRow::new("float.real=", "self, /", |_, args| Ok(args[0].clone())),
    NativeRow::new("float.imag=", "self, /", |_, _| Ok(Value::float(0.0))),
    NativeRow::with_twin("abs", "x, /", abs, "_abs"),
    NativeRow::with_twin("divmod", "x, y, /", divmod, "_divmod"),
    NativeRow::with_twin("pow", "base, exp, mod=", pow, "_pow"),
    NativeRow::with_twin("round", "number, ndigits=", round, "_round"),
    NativeRow::with_twin(
        "hex",
        "number, /",
        |cx, args| prefixed(cx, args, 16),
        "_hex",
    ),
    NativeRow::with_twin("oct", "number, /", |cx, args| prefixed(cx, args, 8), "_oct"),
    NativeRow::with_twin("bin", "number, /", |cx, args| prefixed(cx, args, 2), "_bin"),
    NativeRow::with_twin("chr", "i, /", chr, "_chr"),
    NativeRow::new("ord", "c, /", ord),
];

fn int(value: &Value) -> Int {
    integer(value).expect("(natives) an int")
}

fn real(value: &Value) -> f64 {
    value.as_float().expect("(natives) a float")
}

pub(super) fn new_int(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if given(args, 0).is_some_and(|value| overrides(value, "__int__")) {
        return fallback();
    }
    let Some(value) = given(args, 0) else {
        return match given(args, 1) {
            None => Ok(Value::int(0)),
            Some(_) => type_error("int() missing string argument"),
        };
    };
    if let Some(base) = given(args, 1) {
        // A base far out of range is as wrong as one just out of it.
        let base = index(cx, base)?.to_i64().unwrap_or(-1);
        if base != 0 && !(2..=36).contains(&base) {
            return value_error("int() base must be >= 2 and <= 36, or 0");
        }
        return match text_of_number(value) {
            Some(text) => {
                let number = parse_int(&text, base, MAX_STR_DIGITS);
                Ok(int_value(number.map_err(|error| as_bytes(error, value))?))
            }
            None => type_error("int() can't convert non-string with explicit base"),
        };
    }
    match number(value) {
        Some(Number::Int(n)) => return Ok(int_value(n)),
        Some(Number::Float(x)) => return Ok(int_value(Int::from_float(x)?)),
        None => {}
    }
    if let Some(text) = text_of_number(value) {
        let number = parse_int(&text, 10, MAX_STR_DIGITS);
        return Ok(int_value(number.map_err(|error| as_bytes(error, value))?));
    }
    if is_user(value) {
        return fallback();
    }
    let name = cx.world.type_name(value);
    type_error(format!(
        "int() argument must be a string, a bytes-like object or a real number, not '{name}'"
    ))
}

/// The text of a string, or of bytes seen as one.
fn text_of_number(value: &Value) -> Option<String> {
    let value = core(value);
    if let Some(text) = value.as_gc::<Str>() {
        return Some(text.as_str().to_string());
    }
    let bytes = bytes_of(value)?;
    // No byte beyond ASCII has a meaning in a number.
    let text = bytes.iter().map(|byte| match byte.is_ascii() {
        true => char::from(*byte),
        false => char::REPLACEMENT_CHARACTER,
    });
    Some(text.collect())
}

/// The error about a number in a text, which shows the value that it was read from.
fn as_bytes(mut error: OpError, value: &Value) -> OpError {
    if let Some(bytes) = bytes_of(value)
        && let Some((words, _)) = error.message.split_once(": ")
        && error.kind == OpErrorKind::ValueError
        && !words.starts_with("Exceeds")
    {
        let shown = repr_bytes(&bytes);
        error.message = if words.contains("float") && value.as_gc::<Bytes>().is_none() {
            format!("{words}: bytearray({shown})")
        } else {
            format!("{words}: {shown}")
        };
    }
    error
}

fn new_bool(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let Some(value) = given(args, 0) else {
        return Ok(Value::FALSE);
    };
    match native_truth(value) {
        Some(truth) => Ok(Value::bool(truth)),
        None => fallback(),
    }
}

static NANS: Word = Word::new(0);

/// Makes a NaN a value of its own: two of them are not the same object, which containers can tell.
fn distinct(x: f64) -> f64 {
    const PAYLOAD: u64 = (1 << 51) - 1;
    if x.is_nan() {
        f64::from_bits(x.to_bits() & !PAYLOAD | NANS.next() & PAYLOAD)
    } else {
        x
    }
}

pub(super) fn new_float(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if given(args, 0).is_some_and(|value| overrides(value, "__float__")) {
        return fallback();
    }
    let Some(value) = given(args, 0) else {
        return Ok(Value::float(0.0));
    };
    match number(value) {
        Some(Number::Int(n)) => return Ok(Value::float(n.to_float()?)),
        Some(Number::Float(x)) => return Ok(Value::float(x)),
        None => {}
    }
    if let Some(text) = text_of_number(value) {
        let number = parse_float(&text).map_err(|error| as_bytes(error, value))?;
        return Ok(Value::float(distinct(number)));
    }
    if is_user(value) {
        return fallback();
    }
    let name = cx.world.type_name(value);
    type_error(format!(
        "float() argument must be a string or a real number, not '{name}'"
    ))
}

fn byte_order(cx: &Cx<'_>, value: Option<&Value>, function: &str) -> Res<ByteOrder> {
    let Some(value) = value else {
        return Ok(ByteOrder::from_name("big")?);
    };
    match value.as_gc::<Str>() {
        Some(name) => Ok(ByteOrder::from_name(name.as_str())?),
        None => {
            let name = cx.world.type_name(value);
            type_error(format!(
                "{function}() argument 'byteorder' must be str, not {name}"
            ))
        }
    }
}

fn signedness(value: Option<&Value>) -> Signedness {
    match value.map(native_truth) {
        Some(Some(true)) => Signedness::Signed,
        _ => Signedness::Unsigned,
    }
}

fn to_bytes(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let length = match given(args, 1) {
        Some(length) => index(cx, length)?.to_index()?,
        None => 1,
    };
    let order = byte_order(cx, given(args, 2), "to_bytes")?;
    if length < 0 {
        return value_error("length argument must be non-negative");
    }
    let data = int(&args[0]).to_bytes(length, order, signedness(given(args, 3)))?;
    Ok(Gc::new(Bytes { data: data.into() }).into())
}

fn from_bytes(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let order = byte_order(cx, given(args, 2), "from_bytes")?;
    let data: Vec<u8> = match bytes_of(&args[1]) {
        Some(bytes) => bytes.into_owned(),
        None => bytes_of_items(cx, &args[1])?,
    };
    let n = int_value(Int::from_bytes(&data, order, signedness(given(args, 3))));
    as_instance(&args[0], &cx.world.types.int, n)
}

/// What a class method that makes an object of a builtin class gives: the class is called with the object
/// where it is a derived one.
pub(super) fn as_instance(class: &Value, builtin: &Gc<Class>, made: Value) -> Res {
    match class.as_gc::<Class>() {
        Some(known) if !known.is(builtin) => Err(Box::new(Signal::Call(class.clone(), vec![made]))),
        _ => Ok(made),
    }
}

fn bytes_of_items(cx: &Cx<'_>, value: &Value) -> Res<Vec<u8>> {
    if value.as_gc::<Str>().is_some() {
        return type_error("cannot convert 'str' object to bytes");
    }
    let items = crate::vm::iteration::native_items(cx, value)
        .map_err(|_| {
            let name = cx.world.type_name(value);
            Exc::TypeError.signal(format!("cannot convert '{name}' object to bytes"))
        })?
        .ok_or_else(|| Exc::UnsupportedError.signal("from_bytes of an iterable of the script"))?;
    let byte = |item: &Value| match integer(item).map(|n| n.to_i64()) {
        Some(Some(n)) if (0..256).contains(&n) => Ok(n as u8),
        Some(_) => value_error("bytes must be in range(0, 256)"),
        None => {
            let name = cx.world.type_name(item);
            type_error(format!(
                "'{name}' object cannot be interpreted as an integer"
            ))
        }
    };
    items.iter().map(byte).collect()
}

fn from_hex(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    match args[1].as_gc::<Str>() {
        Some(text) => {
            let made = Value::float(float::from_hex(text.as_str())?);
            as_instance(&args[0], &cx.world.types.float, made)
        }
        None => type_error("bad argument type for built-in operation"),
    }
}

pub(super) fn abs(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if given(args, 0).is_some_and(|value| overrides(value, "__abs__")) {
        return fallback();
    }
    match number(&args[0]) {
        Some(Number::Int(n)) => Ok(int_value(n.abs())),
        Some(Number::Float(x)) => Ok(Value::float(x.abs())),
        None if is_user(&args[0]) && core(&args[0]).is(&args[0]) => fallback(),
        None => {
            if let Some(complex) = core(&args[0]).as_gc::<ComplexNumber>() {
                return Ok(Value::float(complex.value.abs()?));
            }
            let name = cx.world.type_name(&args[0]);
            type_error(format!("bad operand type for abs(): '{name}'"))
        }
    }
}

pub(super) fn divmod(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if given(args, 0).is_some_and(|value| overrides(value, "__divmod__")) {
        return fallback();
    }
    let as_float = |n: &Number| match n {
        Number::Int(n) => n.to_float(),
        Number::Float(x) => Ok(*x),
    };
    match (number(&args[0]), number(&args[1])) {
        (Some(Number::Int(a)), Some(Number::Int(b))) => {
            let (quotient, rest) = a.div_mod(&b)?;
            Ok(Tuple::value([int_value(quotient), int_value(rest)]))
        }
        (Some(a), Some(b)) => {
            let (quotient, rest) = float::div_mod(as_float(&a)?, as_float(&b)?)?;
            Ok(Tuple::value([Value::float(quotient), Value::float(rest)]))
        }
        _ if is_user(&args[0]) || is_user(&args[1]) => fallback(),
        _ => {
            let (a, b) = (cx.world.type_name(&args[0]), cx.world.type_name(&args[1]));
            type_error(format!(
                "unsupported operand type(s) for divmod(): '{a}' and '{b}'"
            ))
        }
    }
}

fn pow(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (base, exponent) = (&args[0], &args[1]);
    if is_user(base) || is_user(exponent) {
        return fallback();
    }
    let Some(modulus) = given(args, 2).filter(|value| !value.is_none()) else {
        return binary(cx, BinaryKind::Pow, base, exponent);
    };
    match (integer(base), integer(exponent), integer(modulus)) {
        (Some(a), Some(b), Some(m)) => Ok(int_value(a.pow_mod(&b, &m)?)),
        _ if is_user(modulus) => fallback(),
        _ if [base, exponent, modulus]
            .iter()
            .any(|value| value.as_gc::<ComplexNumber>().is_some()) =>
        {
            value_error("complex modulo")
        }
        _ if [base, exponent, modulus]
            .iter()
            .any(|value| value.as_float().is_some()) =>
        {
            type_error("pow() 3rd argument not allowed unless all arguments are integers")
        }
        _ => {
            let [a, b, m] = [base, exponent, modulus].map(|value| cx.world.type_name(value));
            type_error(format!(
                "unsupported operand type(s) for ** or pow(): '{a}', '{b}', '{m}'"
            ))
        }
    }
}

pub(super) fn round(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if given(args, 0).is_some_and(|value| overrides(value, "__round__")) {
        return fallback();
    }
    let digits = given(args, 1).filter(|value| !value.is_none());
    match number(&args[0]) {
        Some(Number::Int(n)) => match digits {
            None => Ok(int_value(n)),
            Some(digits) => Ok(int_value(float::round_int(&n, &index(cx, digits)?))),
        },
        Some(Number::Float(x)) => match digits {
            None => Ok(int_value(Int::round_of(x)?)),
            Some(digits) => Ok(Value::float(float::round(x, &index(cx, digits)?)?)),
        },
        None if is_user(&args[0]) => fallback(),
        None => {
            let name = cx.world.type_name(&args[0]);
            type_error(format!("type {name} doesn't define __round__ method"))
        }
    }
}

fn prefixed(cx: &Cx<'_>, args: &[Value], base: u32) -> Res {
    Ok(Str::value(index(cx, &args[0])?.to_prefixed(base)))
}

fn chr(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let code = index(cx, &args[0])?;
    Ok(cx.world.character(crate::strings::unicode::chr(&code)?))
}

fn ord(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (length, code) = match (args[0].as_gc::<Str>(), bytes_of(&args[0])) {
        (Some(text), _) => (text.chars(), text.as_str().chars().next().map(u32::from)),
        (_, Some(bytes)) => (bytes.len(), bytes.first().map(|byte| u32::from(*byte))),
        _ => {
            let name = cx.world.type_name(&args[0]);
            return type_error(format!(
                "ord() expected string of length 1, but {name} found"
            ));
        }
    };
    match code {
        Some(code) if length == 1 => Ok(Value::int(i64::from(code))),
        _ => type_error(format!(
            "ord() expected a character, but string of length {length} found"
        )),
    }
}
