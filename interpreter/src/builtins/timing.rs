//! The native part of `time`.

use crate::number::Int;
use crate::object::compare::{Number, number};
use crate::object::{Str, Tuple};
use crate::value::Value;
use crate::vm::arithmetic::int_value;
use crate::vm::operators::is_user;
use crate::vm::signal::{After, Exc, Res, Signal, type_error, unsupported, value_error};
use crate::vm::{Cx, NativeRow};
use gilscope_runtime::task::Wait;
use gilscope_runtime::time::Nanos;

/// `time`
pub const TABLE: &[NativeRow] = &[
    NativeRow::new("time.sleep", "seconds, /", sleep),
    NativeRow::new("_library._zone", "seconds, /", zone),
    NativeRow::new("time.time", "", |cx, _| Ok(Value::float(wall(cx)))),
    NativeRow::new("time.time_ns", "", |cx, _| {
        nanos(Nanos::from_secs_f64(wall(cx)))
    }),
    NativeRow::new("time.perf_counter", "", |cx, _| span(cx.now())),
    NativeRow::new("time.perf_counter_ns", "", |cx, _| nanos(cx.now())),
    NativeRow::new("time.monotonic", "", |cx, _| span(cx.now())),
    NativeRow::new("time.monotonic_ns", "", |cx, _| nanos(cx.now())),
    NativeRow::new("time.process_time", "", |cx, _| {
        span(cx.kernel.cpu_time(cx.so_far()))
    }),
    NativeRow::new("time.process_time_ns", "", |cx, _| {
        nanos(cx.kernel.cpu_time(cx.so_far()))
    }),
    NativeRow::new("time.thread_time", "", |cx, _| {
        span(cx.kernel.thread_time(cx.so_far()))
    }),
    NativeRow::new("time.thread_time_ns", "", |cx, _| {
        nanos(cx.kernel.thread_time(cx.so_far()))
    }),
];

fn wall(cx: &Cx<'_>) -> f64 {
    cx.world.host.start_time() + cx.now().as_secs_f64()
}

/// The machine's zone at a time: seconds ahead of UTC, whether it is summer time, its name.
fn zone(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let zone = cx.world.host.zone(args[0].as_int().unwrap_or(0));
    Ok(Tuple::value([
        Value::int(zone.ahead),
        Value::int(zone.is_summer.into()),
        Str::value(zone.name),
    ]))
}

fn span(time: Nanos) -> Res {
    Ok(Value::float(time.as_secs_f64()))
}

fn nanos(time: Nanos) -> Res {
    Ok(int_value(Int::from(time.0)))
}

/// A span given in seconds: whether it is negative, and its length.
pub fn seconds(cx: &Cx<'_>, value: &Value) -> Res<(bool, Nanos)> {
    const RANGE: &str = "timestamp out of range for platform time_t";
    let x = match number(value) {
        Some(Number::Float(x)) => x,
        Some(Number::Int(n)) => match n.to_i64() {
            Some(n) => n as f64,
            None => {
                return Exc::OverflowError.err("timestamp too large to convert to C PyTime_t");
            }
        },
        None if is_user(value) => return unsupported("`__index__` of a span of time"),
        None => {
            let class = cx.world.type_name(value);
            return type_error(format!(
                "'{class}' object cannot be interpreted as an integer"
            ));
        }
    };
    if x.is_nan() {
        return value_error("Invalid value NaN (not a number)");
    }
    if x.abs() > 9_223_372_036.854_775 {
        return Exc::OverflowError.err(RANGE);
    }
    // Rounded away from zero, as CPython rounds timeouts.
    Ok((x < 0.0, Nanos((x.abs() * 1e9).ceil() as u64)))
}

fn sleep(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (negative, span) = seconds(cx, &args[0])?;
    if negative {
        return value_error("sleep length must be non-negative");
    }
    Err(Box::new(Signal::Wait(Wait::Io(span), After::None)))
}
