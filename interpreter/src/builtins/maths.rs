//! `math`.

use crate::number::math::{self, BINARY, Log, UNARY};
use crate::number::{Int, sum, theory};
use crate::object::compare::{Number, integer, number};
use crate::object::sequence::ListItems;
use crate::object::{List, Str, Tuple};
use crate::op::BinaryKind;
use crate::value::Value;
use crate::vm::arithmetic::{binary, int_value};
use crate::vm::iteration::native_items;
use crate::vm::native::given;
use crate::vm::operators::is_user;
use crate::vm::signal::{Res, fallback, type_error, unsupported, value_error};
use crate::vm::{Cx, NativeRow, Signal};

/// `math`, and what the twins of its functions over iterables call.
pub const TABLE: &[NativeRow] = &[
    NativeRow::new("math.acos", "x, /", unary::<0>),
    NativeRow::new("math.acosh", "x, /", unary::<1>),
    NativeRow::new("math.asin", "x, /", unary::<2>),
    NativeRow::new("math.asinh", "x, /", unary::<3>),
    NativeRow::new("math.atan", "x, /", unary::<4>),
    NativeRow::new("math.atanh", "x, /", unary::<5>),
    NativeRow::new("math.cbrt", "x, /", unary::<6>),
    NativeRow::new("math.cos", "x, /", unary::<7>),
    NativeRow::new("math.cosh", "x, /", unary::<8>),
    NativeRow::new("math.degrees", "x, /", unary::<9>),
    NativeRow::new("math.exp", "x, /", unary::<10>),
    NativeRow::new("math.exp2", "x, /", unary::<11>),
    NativeRow::new("math.expm1", "x, /", unary::<12>),
    NativeRow::new("math.fabs", "x, /", unary::<13>),
    NativeRow::new("math.gamma", "x, /", unary::<14>),
    NativeRow::new("math.lgamma", "x, /", unary::<15>),
    NativeRow::new("math.log1p", "x, /", unary::<16>),
    NativeRow::new("math.radians", "x, /", unary::<17>),
    NativeRow::new("math.sin", "x, /", unary::<18>),
    NativeRow::new("math.sinh", "x, /", unary::<19>),
    NativeRow::new("math.sqrt", "x, /", unary::<20>),
    NativeRow::new("math.tan", "x, /", unary::<21>),
    NativeRow::new("math.tanh", "x, /", unary::<22>),
    NativeRow::new("math.ulp", "x, /", unary::<23>),
    NativeRow::new("math.erf", "x, /", unary::<24>),
    NativeRow::new("math.erfc", "x, /", unary::<25>),
    NativeRow::new("math.atan2", "y, x, /", two::<0>),
    NativeRow::new("math.copysign", "x, y, /", two::<1>),
    NativeRow::new("math.fmod", "x, y, /", two::<2>),
    NativeRow::new("math.pow", "x, y, /", two::<3>),
    NativeRow::new("math.remainder", "x, y, /", two::<4>),
    NativeRow::new("math.isnan", "x, /", |cx, args| {
        take_floats(cx, "isnan", args)?;
        Ok(Value::bool(real(cx, &args[0])?.is_nan()))
    }),
    NativeRow::new("math.isinf", "x, /", |cx, args| {
        take_floats(cx, "isinf", args)?;
        Ok(Value::bool(real(cx, &args[0])?.is_infinite()))
    }),
    NativeRow::new("math.isfinite", "x, /", |cx, args| {
        take_floats(cx, "isfinite", args)?;
        Ok(Value::bool(real(cx, &args[0])?.is_finite()))
    }),
    NativeRow::with_twin("math.floor", "x, /", floor, "_math_floor"),
    NativeRow::with_twin("math.ceil", "x, /", ceil, "_math_ceil"),
    NativeRow::with_twin("math.trunc", "x, /", trunc, "_math_trunc"),
    NativeRow::new("math.log", "x, base=, /", log),
    NativeRow::new("math.log2", "x, /", |cx, args| {
        take_floats(cx, "log2", args)?;
        log_of(cx, Log::Two, &args[0]).map(Value::float)
    }),
    NativeRow::new("math.log10", "x, /", |cx, args| {
        take_floats(cx, "log10", args)?;
        log_of(cx, Log::Ten, &args[0]).map(Value::float)
    }),
    NativeRow::new("math.ldexp", "x, i, /", ldexp),
    NativeRow::new("math.frexp", "x, /", frexp),
    NativeRow::new("math.modf", "x, /", modf),
    NativeRow::new("math.nextafter", "x, y, /, *, steps=", nextafter),
    NativeRow::new("math.isclose", "a, b, *, rel_tol=, abs_tol=", isclose),
    NativeRow::new("math.fma", "x, y, z, /", fma),
    NativeRow::new("math.hypot", "*coordinates", hypot),
    NativeRow::new("math.isqrt", "n, /", |cx, args| {
        Ok(int_value(theory::isqrt(&whole(cx, &args[0])?)?))
    }),
    NativeRow::new("math.factorial", "n, /", factorial),
    NativeRow::new("math.comb", "n, k, /", comb),
    NativeRow::new("math.perm", "n, k=, /", perm),
    NativeRow::new("math.gcd", "*integers", gcd),
    NativeRow::new("math.lcm", "*integers", lcm),
    NativeRow::with_twin("math.fsum", "seq, /", fsum, "_math_fsum"),
    NativeRow::with_twin("math.dist", "p, q, /", dist, "_math_dist"),
    NativeRow::with_twin("math.prod", "iterable, /, *, start=", prod, "_math_prod"),
    NativeRow::new("math._products", "left, right, start, /", products),
    NativeRow::new("_prelude._native_fsum", "seq, /", fsum),
    NativeRow::new("_prelude._native_dist", "p, q, /", dist),
];

/// A number as a float.
fn real(cx: &Cx<'_>, value: &Value) -> Res<f64> {
    match number(value) {
        Some(Number::Float(x)) => Ok(x),
        Some(Number::Int(n)) => Ok(n.to_float()?),
        None if is_user(value) => unsupported("a number of a class of your own in `math`"),
        None => type_error(format!(
            "must be real number, not {}",
            cx.world.type_name(value)
        )),
    }
}

/// A number as an integer.
pub fn whole(cx: &Cx<'_>, value: &Value) -> Res<Int> {
    match integer(value) {
        Some(n) => Ok(n),
        None if is_user(value) => unsupported("`__index__` where a module wants an integer"),
        None => {
            let class = cx.world.type_name(value);
            type_error(format!(
                "'{class}' object cannot be interpreted as an integer"
            ))
        }
    }
}

/// Where an argument is a number of a class of the script: the same function again, of floats.
fn take_floats(cx: &Cx<'_>, name: &str, args: &[Value]) -> Res<()> {
    let is_plain = |value: &Value| number(value).is_some() || !is_user(value);
    if args.iter().all(is_plain) {
        return Ok(());
    }
    let given = args.iter().filter(|value| !value.is_empty()).cloned();
    let args = std::iter::once(Str::value(name)).chain(given).collect();
    let twin = cx.world.prelude_function("_math_of_floats");
    Err(Box::new(Signal::Call(twin, args)))
}

fn unary<const I: usize>(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    take_floats(cx, UNARY[I].0, args)?;
    Ok(Value::float(UNARY[I].1(real(cx, &args[0])?)?))
}

fn two<const I: usize>(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    take_floats(cx, BINARY[I].0, args)?;
    Ok(Value::float(BINARY[I].1(
        real(cx, &args[0])?,
        real(cx, &args[1])?,
    )?))
}

fn floor(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if number(&args[0]).is_none() && is_user(&args[0]) {
        return fallback();
    }
    match integer(&args[0]) {
        Some(n) => Ok(int_value(n)),
        None => Ok(int_value(Int::floor_of(real(cx, &args[0])?)?)),
    }
}

fn ceil(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if number(&args[0]).is_none() && is_user(&args[0]) {
        return fallback();
    }
    match integer(&args[0]) {
        Some(n) => Ok(int_value(n)),
        None => Ok(int_value(Int::ceil_of(real(cx, &args[0])?)?)),
    }
}

fn trunc(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    match number(&args[0]) {
        Some(Number::Int(n)) => Ok(int_value(n)),
        Some(Number::Float(x)) => Ok(int_value(Int::from_float(x)?)),
        None if is_user(&args[0]) => fallback(),
        None => {
            let class = cx.world.type_name(&args[0]);
            type_error(format!("type {class} doesn't define __trunc__ method"))
        }
    }
}

fn log_of(cx: &Cx<'_>, log: Log, value: &Value) -> Res<f64> {
    Ok(match integer(value) {
        Some(n) => log.of_int(&n)?,
        None => log.of(real(cx, value)?)?,
    })
}

fn log(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    take_floats(cx, "log", args)?;
    let x = log_of(cx, Log::Natural, &args[0])?;
    Ok(Value::float(match given(args, 1) {
        None => x,
        Some(base) => math::log_ratio(x, log_of(cx, Log::Natural, base)?)?,
    }))
}

fn ldexp(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let x = real(cx, &args[0])?;
    match integer(&args[1]) {
        Some(exponent) => Ok(Value::float(math::ldexp(x, &exponent)?)),
        None => type_error("Expected an int as second argument to ldexp."),
    }
}

fn frexp(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (mantissa, exponent) = math::frexp(real(cx, &args[0])?);
    Ok(Tuple::value([Value::float(mantissa), Value::int(exponent)]))
}

fn modf(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (fraction, whole) = math::modf(real(cx, &args[0])?);
    Ok(Tuple::value([Value::float(fraction), Value::float(whole)]))
}

fn nextafter(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (x, y) = (real(cx, &args[0])?, real(cx, &args[1])?);
    let Some(steps) = given(args, 2).filter(|steps| !steps.is_none()) else {
        // C's function, which keeps the sign on the way to zero.
        let next = math::nextafter(x, y, 1);
        return Ok(Value::float(match next == 0.0 && x != 0.0 {
            true => next.copysign(x),
            false => next,
        }));
    };
    let steps = whole(cx, steps)?;
    if steps.is_negative() {
        return value_error("steps must be a non-negative integer");
    }
    let steps = steps.clamp_i64() as u64;
    Ok(Value::float(math::nextafter(x, y, steps)))
}

fn isclose(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (a, b) = (real(cx, &args[0])?, real(cx, &args[1])?);
    let relative = given(args, 2).map_or(Ok(1e-9), |value| real(cx, value))?;
    let absolute = given(args, 3).map_or(Ok(0.0), |value| real(cx, value))?;
    Ok(Value::bool(math::isclose(a, b, relative, absolute)?))
}

fn fma(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (x, y, z) = (
        real(cx, &args[0])?,
        real(cx, &args[1])?,
        real(cx, &args[2])?,
    );
    Ok(Value::float(math::fma(x, y, z)?))
}

/// The items of `*args`, which is the last argument.
fn rest(args: &[Value]) -> &[Value] {
    let tuple = args.last().and_then(Value::as_gc::<Tuple>);
    tuple.map(|tuple| &*tuple.items).unwrap_or_default()
}

fn reals(cx: &Cx<'_>, items: &[Value]) -> Res<Vec<f64>> {
    items.iter().map(|item| real(cx, item)).collect()
}

fn hypot(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Value::float(sum::hypot(&reals(cx, rest(args))?)))
}

fn factorial(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(int_value(theory::factorial(&whole(cx, &args[0])?)?))
}

fn comb(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(int_value(theory::comb(
        &whole(cx, &args[0])?,
        &whole(cx, &args[1])?,
    )?))
}

fn perm(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let n = whole(cx, &args[0])?;
    match given(args, 1).filter(|k| !k.is_none()) {
        None => Ok(int_value(theory::factorial(&n)?)),
        Some(k) => Ok(int_value(theory::perm(&n, &whole(cx, k)?)?)),
    }
}

fn gcd(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let mut result = Int::ZERO;
    for value in rest(args) {
        result = theory::gcd(&result, &whole(cx, value)?);
    }
    Ok(int_value(result))
}

fn lcm(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let mut result = Int::ONE;
    for value in rest(args) {
        result = theory::lcm(&result, &whole(cx, value)?)?;
    }
    Ok(int_value(result))
}

fn fsum(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let Some(items) = native_items(cx, &args[0])? else {
        return fallback();
    };
    if items
        .iter()
        .any(|item| number(item).is_none() && is_user(item))
    {
        return fallback();
    }
    Ok(Value::float(sum::fsum(reals(cx, &items)?)?))
}

/// The sum of products of two lists from an index on, and up to where: as far as in each pair there is a
/// float and no other thing than numbers, and all is finite.
fn products(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (Some(left), Some(right)) = (args[0].as_gc::<List>(), args[1].as_gc::<List>()) else {
        return type_error("(math) two lists");
    };
    let start = args[2].as_int().unwrap_or(0) as usize;
    let of = |value: &Value| match value.as_float() {
        Some(x) => Some(x),
        None => integer(value).and_then(|_| real(cx, value).ok()),
    };
    let mut sum = sum::ProductSum::default();
    let mut done = start;
    for (x, y) in left.items().iter().zip(right.items().iter()).skip(start) {
        if x.as_float().is_none() && y.as_float().is_none() {
            break;
        }
        let (Some(x), Some(y)) = (of(x), of(y)) else {
            break;
        };
        if !sum.add(x, y) {
            break;
        }
        done += 1;
    }
    Ok(Tuple::value([
        Value::float(sum.total()),
        Value::int(done as i64),
    ]))
}

fn dist(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (Some(p), Some(q)) = (native_items(cx, &args[0])?, native_items(cx, &args[1])?) else {
        return fallback();
    };
    if p.len() != q.len() {
        return value_error("both points must have the same number of dimensions");
    }
    Ok(Value::float(sum::dist(&reals(cx, &p)?, &reals(cx, &q)?)?))
}

fn prod(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let Some(items) = native_items(cx, &args[0])? else {
        return fallback();
    };
    let mut product = given(args, 1).cloned().unwrap_or(Value::int(1));
    if is_user(&product) || items.iter().any(is_user) {
        return fallback();
    }
    for item in &items {
        product = binary(cx, BinaryKind::Mul, &product, item)?;
    }
    Ok(product)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_in_the_order_of_the_tables() {
        let names = UNARY
            .iter()
            .map(|(name, _)| *name)
            .chain(BINARY.iter().map(|(name, _)| *name));
        for (row, name) in TABLE.iter().zip(names) {
            assert_eq!(row.name, format!("math.{name}"));
        }
    }
}
