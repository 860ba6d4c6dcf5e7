//! The generator of random bits behind `random`.

use super::maths::whole;
use crate::number::Int;
use crate::number::random::Random;
use crate::object::compare::integer;
use crate::object::module::Twister;
use crate::value::Value;
use crate::vm::arithmetic::int_value;
use crate::vm::signal::{Res, type_error};
use crate::vm::{Cx, NativeRow};
use gilscope_runtime::heap::{Gc, Guarded};

/// A generator of its own for each `Random`: see `stdlib/random.py`.
pub const TABLE: &[NativeRow] = &[
    NativeRow::new("random._new_twister", "", new_twister),
    NativeRow::new("Twister.seed", "self, n, /", seed),
    NativeRow::new("Twister.random", "self, /", random),
    NativeRow::new("Twister.getrandbits", "self, k, /", getrandbits),
    NativeRow::new("Twister.below", "self, n, /", below),
];

fn new_twister(cx: &mut Cx<'_>, _args: &[Value]) -> Res {
    let generator = entropy(cx);
    Ok(Gc::new(Twister {
        generator: Guarded::new(Box::new(generator)),
    })
    .into())
}

fn entropy(cx: &Cx<'_>) -> Random {
    let host = &cx.world.host;
    Random::seed_words(&[host.entropy(), host.entropy()])
}

fn receiver<'v>(cx: &Cx<'_>, args: &'v [Value]) -> Res<&'v Gc<Twister>> {
    match args[0].as_gc::<Twister>() {
        Some(twister) => Ok(twister),
        None => type_error(format!(
            "descriptor requires a 'random.Random' object but received '{}'",
            cx.world.type_name(&args[0])
        )),
    }
}

fn seed(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let generator = match integer(&args[1]) {
        Some(n) => Random::seed_int(&n),
        None => entropy(cx),
    };
    **receiver(cx, args)?.guard(|t| &t.generator) = generator;
    Ok(Value::NONE)
}

fn random(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Value::float(
        receiver(cx, args)?.guard(|t| &t.generator).random(),
    ))
}

fn getrandbits(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let count = whole(cx, &args[1])?.clamp_i64();
    let bits: Int = receiver(cx, args)?
        .guard(|t| &t.generator)
        .getrandbits(count)?;
    Ok(int_value(bits))
}

/// A number from 0 up to, not including, `n`, which is positive.
fn below(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let n = whole(cx, &args[1])?;
    let number = receiver(cx, args)?.guard(|t| &t.generator).randbelow(&n)?;
    Ok(int_value(number))
}
