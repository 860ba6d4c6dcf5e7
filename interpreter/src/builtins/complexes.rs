//! `complex`: making one, its parts, and its special methods without another operand. Its operators stand
//! in `dunders`.

use super::dunders::{hash_of, received};
use super::numbers;
use crate::number::complex::Complex;
use crate::object::compare::{complex, number};
use crate::object::derived::core;
use crate::object::{ComplexNumber, Str};
use crate::strings::parse::parse_complex;
use crate::value::Value;
use crate::vm::native::given;
use crate::vm::operators::{is_user, native_truth, overrides};
use crate::vm::signal::{Res, fallback, type_error};
use crate::vm::{Cx, NativeRow};

/// Natives of `complex`.
pub const TABLE: &[NativeRow] = &[
    NativeRow::with_twin("complex.__new__", "real=, imag=", new, "_complex"),
    NativeRow::new("complex.real=", "self, /", |_, args| {
        Ok(Value::float(own(args).re))
    }),
    NativeRow::new("complex.imag=", "self, /", |_, args| {
        Ok(Value::float(own(args).im))
    }),
    NativeRow::new("complex.conjugate", "self, /", |cx, args| {
        received(cx, "complex", "conjugate", args)?;
        Ok(ComplexNumber::value(own(args).conjugate()))
    }),
    NativeRow::new("complex.__complex__", "self, /", |cx, args| {
        received(cx, "complex", "__complex__", args)?;
        Ok(args[0].clone())
    }),
    NativeRow::new("complex.__getnewargs__", "self, /", |cx, args| {
        received(cx, "complex", "__getnewargs__", args)?;
        let z = own(args);
        Ok(crate::object::Tuple::value([z.re, z.im].map(Value::float)))
    }),
    NativeRow::new("complex.__neg__", "self, /", |cx, args| {
        received(cx, "complex", "__neg__", args)?;
        Ok(ComplexNumber::value(-own(args)))
    }),
    NativeRow::new("complex.__pos__", "self, /", |cx, args| {
        received(cx, "complex", "__pos__", args)?;
        Ok(args[0].clone())
    }),
    NativeRow::with_twin("complex.__abs__", "self, /", numbers::abs, "_abs"),
    NativeRow::new("complex.__bool__", "self, /", |cx, args| {
        received(cx, "complex", "__bool__", args)?;
        Ok(Value::bool(native_truth(&args[0]).unwrap_or(true)))
    }),
    NativeRow::new("complex.__hash__", "self, /", hash_of),
    NativeRow::with_twin("complex.__repr__", "self, /", super::text::repr_of, "_repr"),
    NativeRow::with_twin(
        "complex.__format__",
        "self, format_spec, /",
        super::formatting::format,
        "_format",
    ),
];

/// The receiver.
fn own(args: &[Value]) -> Complex {
    let own = args[0].as_gc::<ComplexNumber>();
    own.expect("(natives) a complex number").value
}

/// `complex(real, imag)`: `real + imag * 1j`, whatever the two are.
fn new(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (real, imag) = (given(args, 0), given(args, 1));
    if real.is_some_and(|real| overrides(real, "__complex__")) {
        return fallback();
    }
    if let Some(text) = real.and_then(|real| core(real).as_gc::<Str>()) {
        return match imag {
            Some(_) => type_error("complex() can't take second arg if first is a string"),
            None => Ok(ComplexNumber::value(parse_complex(text.as_str())?)),
        };
    }
    if imag.is_some_and(|imag| core(imag).as_gc::<Str>().is_some()) {
        return type_error("complex() second arg can't be a string");
    }
    if let (Some(real), None) = (real, imag)
        && real.as_gc::<ComplexNumber>().is_some()
    {
        return Ok(real.clone());
    }
    let part = |value: Option<&Value>, what: &str| match value {
        None => Ok(0.0.into()),
        Some(value) => match complex(value).or_else(|| complex(core(value))) {
            Some(number) => Ok(number?),
            None if is_user(value) => fallback(),
            None => {
                let class = cx.world.type_name(value);
                type_error(format!("complex() {what}, not '{class}'"))
            }
        },
    };
    let a = part(real, "first argument must be a string or a number")?;
    let b = part(imag, "second argument must be a number")?;
    let is_number = |value: Option<&Value>| value.is_none_or(|value| number(value).is_some());
    let mut whole = Complex::new(a.re, b.re);
    // A part that is complex itself shifts the other; a number leaves its zero's sign alone.
    if !is_number(imag) {
        whole.re -= b.im;
    }
    if !is_number(real) {
        whole.im += a.im;
    }
    Ok(ComplexNumber::value(whole))
}
