//! Iteration: `iter`, `next`, and the methods of iterators and generators.

use super::core::len;
use super::receivers::receiver;
use crate::number::Int;
use crate::number::slice::Range as Progression;
use crate::object::Adopt;
use crate::object::class::ClassLookup;
use crate::object::compare::integer;
use crate::object::generator::{GeneratorAccess, Stage, as_iterator};
use crate::object::iterator::{IterAccess, IterState};
use crate::object::sequence::{ListItems, progression, range_value};
use crate::object::{Class, Exception, Generator, Iter, List, Range, Str};
use crate::op::BinaryKind;
use crate::value::Value;
use crate::vm::arithmetic::{binary, int_value};
use crate::vm::containers::get_item;
use crate::vm::iteration::{native_iter, native_next, not_iterable};
use crate::vm::native::given;
use crate::vm::operators::is_user;
use crate::vm::signal::{Res, ResumeWith, Resumption, fallback, type_error, unsupported};
use crate::vm::{Cx, Exc, NativeRow, Signal};
use gilscope_runtime::heap::Gc;

/// `iter`, `next`, iterators and generators, and what `itertools` counts with.
pub const TABLE: &[NativeRow] = &[
    NativeRow::with_twin("range.__new__", "start, stop=, step=, /", range, "_range"),
    NativeRow::new("range.start=", "self, /", |_, args| {
        range_part(args, |r| r.start)
    }),
    NativeRow::new("range.stop=", "self, /", |_, args| {
        range_part(args, |r| r.stop)
    }),
    NativeRow::new("range.step=", "self, /", |_, args| {
        range_part(args, |r| r.step)
    }),
    NativeRow::with_twin("iter", "object, sentinel=, /", iter, "_iter"),
    NativeRow::with_twin("next", "iterator, default=, /", next, "_next"),
    NativeRow::with_twin("str.__iter__", "self, /", iter, "_iter"),
    NativeRow::with_twin("str.__len__", "self, /", len, "_len"),
    NativeRow::with_twin("str.__getitem__", "self, key, /", item, "_item"),
    NativeRow::with_twin("bytes.__iter__", "self, /", iter, "_iter"),
    NativeRow::with_twin("bytes.__len__", "self, /", len, "_len"),
    NativeRow::with_twin("bytes.__getitem__", "self, key, /", item, "_item"),
    NativeRow::new("itertools._step", "state, /", step),
    NativeRow::with_twin("itertools._tee_item", "state, /", tee_item, "_tee_item"),
    NativeRow::new("_prelude._tee_filled", "state, /", tee_item),
    NativeRow::new("iterator.__next__", "self, /", next),
    NativeRow::new("iterator.__iter__", "self, /", itself),
    NativeRow::new("iterator.__length_hint__", "self, /", length_hint),
    NativeRow::new("generator.__next__", "self, /", next),
    NativeRow::new("generator.__iter__", "self, /", itself),
    NativeRow::new("generator.send", "self, value, /", send),
    NativeRow::with_twin(
        "generator.throw",
        "self, type, value=, traceback=, /",
        throw,
        "_throw",
    ),
    NativeRow::new("generator.close", "self, /", close),
    NativeRow::new("generator.__name__=", "self, value=, /", name),
    NativeRow::new("generator.__qualname__=", "self, value=, /", qualname),
    NativeRow::new("_prelude._close", "generator, /", close),
    NativeRow::new("_prelude._is_generator", "thing, /", |_, args| {
        Ok(Value::bool(args[0].as_gc::<Generator>().is_some()))
    }),
    NativeRow::new("generator.gi_frame=", "self, /", frame),
    NativeRow::new("generator.gi_code=", "self, /", code),
    NativeRow::new("generator.gi_yieldfrom=", "self, /", awaited),
    NativeRow::new("_library._stage", "generator, /", stage),
    NativeRow::new("generator.gi_running=", "self, /", |_, args| {
        Ok(Value::bool(generator(args).state().stage == Stage::Running))
    }),
    NativeRow::new("generator.gi_suspended=", "self, /", |_, args| {
        Ok(Value::bool(generator(args).state().stage == Stage::Yielded))
    }),
];

fn range(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let part = |at: usize, default: Int| match given(args, at) {
        Some(value) => index(cx, value),
        None => Ok(default),
    };
    let (start, stop) = match given(args, 1) {
        None => (Int::ZERO, part(0, Int::ZERO)?),
        Some(_) => (part(0, Int::ZERO)?, part(1, Int::ZERO)?),
    };
    let step = part(2, Int::ONE)?;
    if let (Int::Small(start), Int::Small(stop), Int::Small(step)) = (&start, &stop, &step)
        && *step != 0
    {
        let (start, stop, step) = (*start, *stop, *step);
        return Ok(Gc::new(Range { start, stop, step }).into());
    }
    Ok(range_value(Progression::new(start, stop, step)?))
}

/// The integer that a value is; a fallback when its class may have `__index__`.
pub fn index(cx: &Cx<'_>, value: &Value) -> Res<Int> {
    match integer(value) {
        Some(n) => Ok(n),
        None if is_user(value) => fallback(),
        None => {
            let name = cx.world.type_name(value);
            type_error(format!(
                "'{name}' object cannot be interpreted as an integer"
            ))
        }
    }
}

fn range_part(args: &[Value], part: fn(Progression) -> Int) -> Res {
    let numbers = args[0].as_object().and_then(progression);
    Ok(int_value(part(numbers.expect("(natives) a range"))))
}

/// `iter`
pub fn iter(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if given(args, 1).is_some() {
        return fallback();
    }
    let value = &args[0];
    if as_iterator(value).is_some() {
        return Ok(value.clone());
    }
    match native_iter(value) {
        Some(iter) => Ok(iter.into()),
        None if is_user(value) => fallback(),
        None => not_iterable(cx, value),
    }
}

/// `container[index]`
pub fn item(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    get_item(cx, &args[0], &args[1])
}

fn next(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let (iterator, default) = (&args[0], given(args, 1));
    if let Some(iter) = iterator.as_gc::<Iter>() {
        return match (native_next(cx, iter)?, default) {
            (Some(item), _) => Ok(item),
            (None, Some(default)) => Ok(default.clone()),
            (None, None) => Exc::StopIteration.err_with(cx, Vec::new()),
        };
    }
    if let Some(generator) = as_iterator(iterator) {
        let default = default.cloned().unwrap_or(Value::EMPTY);
        return resume(generator, ResumeWith::Send(Value::NONE), default);
    }
    let class = cx.world.class_of(iterator);
    match class.lookup(cx.world.names.next) {
        Some(_) if default.is_some() => fallback(),
        Some(method) => Err(Box::new(Signal::Call(method, vec![iterator.clone()]))),
        None => type_error(format!("'{}' object is not an iterator", class.name)),
    }
}

pub(super) fn resume(generator: &Gc<Generator>, with: ResumeWith, default: Value) -> Res {
    let generator = generator.clone();
    Err(Box::new(Signal::Resume(Box::new(Resumption {
        generator,
        with,
        default,
    }))))
}

pub(super) fn itself(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(args[0].clone())
}

fn length_hint(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let Some(iter) = args[0].as_gc::<Iter>() else {
        return unsupported("`__length_hint__` of this iterator");
    };
    match &*iter.state() {
        IterState::Done(_) => Ok(Value::int(0)),
        IterState::Range { left, .. } => Ok(Value::int(*left as i64)),
        IterState::WideRange(left) => Ok(int_value(left.count.clone())),
        IterState::Tuple { tuple, index } => {
            Ok(Value::int(tuple.items.len().saturating_sub(*index) as i64))
        }
        _ => unsupported("`__length_hint__` of this iterator"),
    }
}

fn generator(args: &[Value]) -> &Gc<Generator> {
    args[0].as_gc::<Generator>().expect("(natives) a generator")
}

pub(super) fn send(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    resume(
        generator(args),
        ResumeWith::Send(args[1].clone()),
        Value::EMPTY,
    )
}

pub(super) fn throw(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if given(args, 2).is_some() || given(args, 3).is_some() {
        return unsupported("generator.throw() with more than an exception");
    }
    if let Some(exception) = args[1].as_gc::<Exception>() {
        return resume(
            generator(args),
            ResumeWith::Throw(exception.clone()),
            Value::EMPTY,
        );
    }
    let base = cx.world.exception_class(Exc::BaseException);
    if args[1]
        .as_gc::<Class>()
        .is_some_and(|class| class.is_subclass(base))
    {
        return fallback();
    }
    let name = cx.world.type_name(&args[1]);
    type_error(format!(
        "exceptions must be classes or instances deriving from BaseException, not {name}"
    ))
}

fn close(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    resume(generator(args), ResumeWith::Close, Value::EMPTY)
}

/// `__name__` of what a function's calls make.
pub(super) fn name(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    check_not_named(args)?;
    Ok(generator(args).function.guard(|f| &f.state).name.clone())
}

/// `__qualname__` of what a function's calls make.
pub(super) fn qualname(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    check_not_named(args)?;
    let state = generator(args).function.guard(|f| &f.state);
    Ok(state.qualname.clone())
}

fn check_not_named(args: &[Value]) -> Res<()> {
    match given(args, 1) {
        Some(_) => unsupported("a name of its own for a generator or coroutine"),
        None => Ok(()),
    }
}

/// `gi_frame` and its kin: what is at its end has none.
pub(super) fn frame(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    match generator(args).state().stage {
        Stage::Done => Ok(Value::NONE),
        _ => unsupported("the frame of a generator (`gi_frame` and the like)"),
    }
}

/// `gi_code` and its kin.
pub(super) fn code(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let function: Value = (&generator(args).function).into();
    super::functions::code(cx, &[function])
}

/// `gi_yieldfrom` and its kin: what it waits for.
pub(super) fn awaited(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let generator = generator(args);
    if !generator.is_waiting() {
        return Ok(Value::NONE);
    }
    unsupported("what a generator yields from (`gi_yieldfrom` and the like)")
}

/// What `inspect.getgeneratorstate` calls it, without the kind.
fn stage(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Str::value(match generator(args).state().stage {
        Stage::Fresh => "CREATED",
        Stage::Yielded => "SUSPENDED",
        Stage::Running => "RUNNING",
        Stage::Done => "CLOSED",
    }))
}

/// The first of a list of two numbers, which the second is added to; nobody comes in between.
fn step(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let list = receiver::<List>(cx, args, "list")?;
    let mut state = list.items();
    let next = binary(cx, BinaryKind::Add, &state[0], &state[1])?;
    list.adopt(&next);
    Ok(std::mem::replace(&mut state[0], next))
}

/// The next item of one of the iterators that `tee` makes. A cell has two items, or one while somebody
/// fetches them.
fn tee_item(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let state = receiver::<List>(cx, args, "list")?;
    let parts = state.items().clone();
    let cell = parts[1].as_gc::<List>().expect("(natives) a cell of `tee`");
    let filled = {
        let mut cell = cell.items();
        if cell.is_empty() {
            cell.push(Value::NONE);
            0
        } else {
            cell.len()
        }
    };
    if filled == 1 {
        return Exc::RuntimeError.err("cannot re-enter the tee iterator");
    }
    if filled == 0 {
        let Some(iter) = parts[0].as_gc::<Iter>() else {
            return fallback();
        };
        let found = native_next(cx, iter);
        if matches!(&found, Err(signal) if matches!(**signal, Signal::Fallback)) {
            return fallback();
        }
        let Ok(Some(item)) = found else {
            drop(cell.items().pop());
            found?;
            return Exc::StopIteration.err_with(cx, Vec::new());
        };
        let next = List::value(Vec::new());
        cell.adopt_all([&item, &next]);
        let mut cell = cell.items();
        cell[0] = item;
        cell.push(next);
    }
    let (item, next) = {
        let cell = cell.items();
        (cell[0].clone(), cell[1].clone())
    };
    state.adopt(&next);
    let old = std::mem::replace(&mut state.items()[1], next);
    drop(old);
    Ok(item)
}
