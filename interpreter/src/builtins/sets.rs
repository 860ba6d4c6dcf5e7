//! Methods of sets and frozensets.
//!
//! Items that only code of the user can hash or compare are left to the prelude: it gets the set,
//! in which some of the work may already be done, and what is still to be taken into account.

use super::receivers::{continue_in, receiver, wrong_receiver};
use crate::object::Adopt;
use crate::object::compare::Stop;
use crate::object::dict::DictTable;
use crate::object::iterator::IterState;
use crate::object::set::{SetItems, SetTable};
use crate::object::{Dict, Iter, List, Set, Tuple, set_algebra};
use crate::value::Value;
use crate::vm::iteration::native_items;
use crate::vm::native::given;
use crate::vm::operators::native_contains;
use crate::vm::signal::{Exc, Res, fallback, key_error};
use crate::vm::{Cx, NativeRow};
use gilscope_runtime::heap::Gc;

/// Methods of `set` and `frozenset`.
pub const TABLE: &[NativeRow] = &[
    NativeRow::with_twin(
        "set.__init__",
        "self, iterable=, /",
        |_, _| fallback(),
        "_set_init",
    ),
    NativeRow::new("set.__new__", "iterable=, /", new),
    NativeRow::new("frozenset.__new__", "iterable=, /", new_frozen),
    NativeRow::with_twin("set.add", "self, object, /", add, "_set_add"),
    NativeRow::with_twin("set.discard", "self, object, /", discard, "_set_discard"),
    NativeRow::with_twin("set.remove", "self, object, /", remove, "_set_remove"),
    NativeRow::new("set.pop", "self, /", pop),
    NativeRow::new("set.clear", "self, /", clear),
    NativeRow::new("set.copy", "self, /", copy),
    NativeRow::new("set.update", "self, *others", update),
    NativeRow::with_twin(
        "set.intersection_update",
        "self, *others",
        keep,
        "_set_keep",
    ),
    NativeRow::new("set.difference_update", "self, *others", subtract),
    NativeRow::with_twin(
        "set.symmetric_difference_update",
        "self, other, /",
        toggle,
        "_set_toggle",
    ),
    NativeRow::new("set.union", "self, *others", union),
    NativeRow::with_twin(
        "set.intersection",
        "self, *others",
        intersection,
        "_set_intersection",
    ),
    NativeRow::new("set.difference", "self, *others", difference),
    NativeRow::with_twin(
        "set.symmetric_difference",
        "self, other, /",
        symmetric,
        "_set_symmetric",
    ),
    NativeRow::with_twin("set.issubset", "self, other, /", issubset, "_set_issubset"),
    NativeRow::with_twin(
        "set.issuperset",
        "self, other, /",
        issuperset,
        "_set_issuperset",
    ),
    NativeRow::with_twin(
        "set.isdisjoint",
        "self, other, /",
        isdisjoint,
        "_set_isdisjoint",
    ),
    NativeRow::new("set.__len__", "self, /", len),
    NativeRow::new("set.__iter__", "self, /", iter),
    NativeRow::with_twin(
        "set.__contains__",
        "self, object, /",
        contains,
        "_set_contains",
    ),
    NativeRow::new("frozenset.copy", "self, /", copy),
    NativeRow::new("frozenset.union", "self, *others", union),
    NativeRow::with_twin(
        "frozenset.intersection",
        "self, *others",
        intersection,
        "_set_intersection",
    ),
    NativeRow::new("frozenset.difference", "self, *others", difference),
    NativeRow::with_twin(
        "frozenset.symmetric_difference",
        "self, other, /",
        symmetric,
        "_set_symmetric",
    ),
    NativeRow::with_twin(
        "frozenset.issubset",
        "self, other, /",
        issubset,
        "_set_issubset",
    ),
    NativeRow::with_twin(
        "frozenset.issuperset",
        "self, other, /",
        issuperset,
        "_set_issuperset",
    ),
    NativeRow::with_twin(
        "frozenset.isdisjoint",
        "self, other, /",
        isdisjoint,
        "_set_isdisjoint",
    ),
    NativeRow::new("frozenset.__len__", "self, /", len),
    NativeRow::new("frozenset.__iter__", "self, /", iter),
    NativeRow::with_twin(
        "frozenset.__contains__",
        "self, object, /",
        contains,
        "_set_contains",
    ),
];

/// What an iterable gives that a set takes into account.
enum Source {
    /// Another set.
    Set(Gc<Set>),
    /// Keys of a dict, with their hashes.
    Keys(Vec<(i64, Value)>),
    /// Items of anything else.
    Items(Vec<Value>),
}

/// The items of an iterable; None when it takes code of the user to get at them.
fn source(cx: &Cx<'_>, value: &Value) -> Res<Option<Source>> {
    if let Some(set) = value.as_gc::<Set>() {
        return Ok(Some(Source::Set(set.clone())));
    }
    if let Some(dict) = value.as_gc::<Dict>() {
        let table = dict.table();
        let keys = table.iter().map(|entry| (entry.hash, entry.key.clone()));
        return Ok(Some(Source::Keys(keys.collect())));
    }
    Ok(native_items(cx, value)?.map(Source::Items))
}

/// What the prelude gets in place of `value`: an iterator that has been run through is no use.
fn settled(value: &Value, source: Source) -> Value {
    match source {
        Source::Items(items) if value.as_gc::<Iter>().is_some() => List::value(items),
        _ => value.clone(),
    }
}

/// Carries out one step with an iterable; what the prelude must do itself, if anything.
fn step(
    cx: &Cx<'_>,
    value: &Value,
    work: impl FnOnce(&Source) -> Result<(), Stop>,
) -> Res<Option<Value>> {
    let Some(source) = source(cx, value)? else {
        return Ok(Some(value.clone()));
    };
    match work(&source) {
        Ok(()) => Ok(None),
        Err(Stop::User) => Ok(Some(settled(value, source))),
        Err(stop) => Err(stop.into()),
    }
}

/// Does `work` with each of the `others`; goes on in `function` of the prelude, which gets the set
/// and the rest of them, where that does not do.
fn each(
    cx: &Cx<'_>,
    set: &Gc<Set>,
    others: &Value,
    function: &str,
    work: impl Fn(&Gc<Set>, &Source) -> Result<(), Stop>,
) -> Res<()> {
    let others = others
        .as_gc::<Tuple>()
        .map(|tuple| &*tuple.items)
        .unwrap_or_default();
    for (other, at) in others.iter().zip(1..) {
        if let Some(rest) = step(cx, other, |source| work(set, source))? {
            let mut args = vec![set.into(), rest];
            args.extend_from_slice(&others[at..]);
            return continue_in(cx, function, args);
        }
    }
    Ok(())
}

fn take_in(set: &Gc<Set>, source: &Source) -> Result<(), Stop> {
    match source {
        Source::Set(other) => set_algebra::take_in(set, other),
        Source::Keys(keys) => {
            set.adopt_all(keys.iter().map(|(_, key)| key));
            let items = keys.iter().map(|(hash, key)| (*hash, key));
            set.table().merge_items(items, keys.len())
        }
        Source::Items(items) => {
            set.adopt_all(items);
            let mut table = set.table();
            { items.iter() }.try_for_each(|item| table.insert(item.clone()).map(drop))
        }
    }
}

fn take_out(set: &Gc<Set>, source: &Source) -> Result<(), Stop> {
    let mut dead = Vec::new();
    if let Source::Set(other) = source {
        return set_algebra::remove(set, other);
    }
    let mut table = set.table();
    let mut discard = |item: &Value| -> Result<(), Stop> {
        dead.extend(table.discard(item)?);
        Ok(())
    };
    let result = match source {
        Source::Set(_) => Ok(()),
        Source::Keys(keys) => keys.iter().try_for_each(|(_, key)| discard(key)),
        Source::Items(items) => items.iter().try_for_each(discard),
    };
    table.tidy();
    drop(table);
    drop(dead);
    result
}

/// Items of a set that an iterable has too.
fn shared(set: &Gc<Set>, source: &Source) -> Result<SetTable, Stop> {
    match source {
        Source::Set(other) => set_algebra::intersection(set, other),
        _ => shared_in(&set.table(), source),
    }
}

/// Items of a table that an iterable has too, which is no set.
fn shared_in(table: &SetTable, source: &Source) -> Result<SetTable, Stop> {
    let mut result = SetTable::default();
    match source {
        Source::Set(_) => {}
        Source::Keys(keys) => {
            for (hash, key) in keys {
                if table.find(*hash, key)?.is_some() {
                    result.insert(key.clone())?;
                }
            }
        }
        Source::Items(items) => {
            for item in items {
                let hash = crate::object::compare::hash(item)?;
                if table.find(hash, item)?.is_some() {
                    result.insert(item.clone())?;
                    if result.len() >= table.len() {
                        break;
                    }
                }
            }
        }
    }
    Ok(result)
}

fn mutable<'a>(cx: &Cx<'_>, args: &'a [Value], method: &str) -> Res<&'a Gc<Set>> {
    let set = receiver::<Set>(cx, args, method)?;
    if set.frozen {
        wrong_receiver(cx, &args[0], method)
    } else {
        Ok(set)
    }
}

fn new(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let set = Set::new(SetTable::default(), false);
    let Some(iterable) = given(args, 0) else {
        return Ok(set.into());
    };
    match step(cx, iterable, |source| take_in(&set, source))? {
        None => Ok(set.into()),
        Some(rest) => continue_in(cx, "_set_union", vec![set.into(), rest]),
    }
}

fn new_frozen(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let set = Set::new(SetTable::default(), true);
    let Some(iterable) = given(args, 0) else {
        return Ok(set.into());
    };
    if iterable.as_gc::<Set>().is_some_and(|set| set.frozen) {
        return Ok(iterable.clone());
    }
    match step(cx, iterable, |source| take_in(&set, source))? {
        None => Ok(set.into()),
        Some(rest) => continue_in(cx, "_set_union", vec![set.into(), rest]),
    }
}

fn add(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let set = mutable(cx, args, "set.add")?;
    set.adopt(&args[1]);
    set.table().insert(args[1].clone())?;
    Ok(Value::NONE)
}

fn discard(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let set = mutable(cx, args, "set.discard")?;
    let old = set.table().discard(&args[1]);
    drop(old?);
    Ok(Value::NONE)
}

fn remove(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let set = mutable(cx, args, "set.remove")?;
    let old = set.table().discard(&args[1]);
    match old? {
        Some(_) => Ok(Value::NONE),
        None => key_error(cx, &args[1]),
    }
}

fn pop(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let item = mutable(cx, args, "set.pop")?.table().pop();
    item.map_or_else(|| Exc::KeyError.err("pop from an empty set"), Ok)
}

fn clear(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    set_algebra::clear(mutable(cx, args, "set.clear")?);
    Ok(Value::NONE)
}

fn copy(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let set = receiver::<Set>(cx, args, "set.copy")?;
    Ok(if set.frozen {
        set.into()
    } else {
        Set::value(set.table().copy())
    })
}

fn update(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let set = mutable(cx, args, "set.update")?;
    each(cx, set, &args[1], "_set_update", take_in)?;
    Ok(Value::NONE)
}

fn subtract(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let set = mutable(cx, args, "set.difference_update")?;
    each(cx, set, &args[1], "_set_subtract", take_out)?;
    Ok(Value::NONE)
}

fn union(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let set = receiver::<Set>(cx, args, "set.union")?;
    let result = Set::new(set.table().copy(), set.frozen);
    each(cx, &result, &args[1], "_set_union", take_in)?;
    Ok(result.into())
}

fn difference(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let set = receiver::<Set>(cx, args, "set.difference")?;
    let others = args[1]
        .as_gc::<Tuple>()
        .map(|tuple| &*tuple.items)
        .unwrap_or_default();
    let Some(first) = others.first() else {
        return Ok(Set::new(set.table().copy(), set.frozen).into());
    };
    let result = Set::new(SetTable::default(), set.frozen);
    let rest = step(cx, first, |source| {
        let table = without(set, source)?;
        let old = result.table().replace(table);
        drop(old);
        Ok(())
    })?;
    if let Some(rest) = rest {
        let mut args = vec![set.into(), rest];
        args.extend_from_slice(&others[1..]);
        return continue_in(cx, "_set_difference", args);
    }
    each(
        cx,
        &result,
        &Tuple::value(&others[1..]),
        "_set_without",
        take_out,
    )?;
    Ok(result.into())
}

/// A set's items that an iterable does not have.
fn without(set: &Gc<Set>, source: &Source) -> Result<SetTable, Stop> {
    let by_copy = |work: &dyn Fn(&Gc<Set>) -> Result<(), Stop>| {
        let copy = Set::new(set.table().copy(), false);
        work(&copy)?;
        Ok(std::mem::take(&mut *copy.table()))
    };
    match source {
        Source::Set(other) => set_algebra::difference(set, other),
        Source::Keys(keys) if set.table().len() >> 2 <= keys.len() => {
            let mut known = SetTable::default();
            known.merge_items(keys.iter().map(|(hash, key)| (*hash, key)), keys.len())?;
            let mut result = SetTable::default();
            for (hash, item) in set.table().iter() {
                if known.find(hash, item)?.is_none() {
                    result.push(hash, item.clone());
                }
            }
            Ok(result)
        }
        _ => by_copy(&|copy| take_out(copy, source)),
    }
}

fn keep(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let set = mutable(cx, args, "set.intersection_update")?;
    let others = args[1].as_gc::<Tuple>();
    if let Some([other]) = others.map(|others| &*others.items)
        && other.as_gc::<Iter>().is_none()
    {
        match source(cx, other)? {
            None => return fallback(),
            Some(Source::Set(other)) => set_algebra::keep(set, &other)?,
            Some(source) => {
                let mut table = set.table();
                let kept = shared_in(&table, &source)?;
                let old = table.replace(kept);
                drop(table);
                drop(old);
            }
        }
        return Ok(Value::NONE);
    }
    // Nothing that others do meanwhile is lost: it is done again where they did something.
    loop {
        let before = set.table().clone();
        let result = shared_by_all(cx, &Set::new(before.clone(), false), &args[1])?;
        let mut table = set.table();
        let is_same = table.len() == before.len() && { table.iter() }
            .zip(before.iter())
            .all(|(a, b)| a.1.is(b.1));
        if is_same {
            let old = table.replace(result);
            drop(table);
            drop(old);
            return Ok(Value::NONE);
        }
    }
}

fn intersection(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let set = receiver::<Set>(cx, args, "set.intersection")?;
    Ok(Set::new(shared_by_all(cx, set, &args[1])?, set.frozen).into())
}

/// A set's items that all iterables have. Nothing is run through before it is certain that no code
/// of the user is involved.
fn shared_by_all(cx: &Cx<'_>, set: &Gc<Set>, others: &Value) -> Res<SetTable> {
    let others = others
        .as_gc::<Tuple>()
        .map(|tuple| &*tuple.items)
        .unwrap_or_default();
    let Some((first, rest)) = others.split_first() else {
        return Ok(set.table().copy());
    };
    if others.iter().any(|other| other.as_gc::<Iter>().is_some()) {
        return fallback();
    }
    let mut result = shared_with(cx, set, first)?;
    for other in rest {
        result = shared_with(cx, &Set::new(result, false), other)?;
    }
    Ok(result)
}

fn shared_with(cx: &Cx<'_>, set: &Gc<Set>, other: &Value) -> Res<SetTable> {
    match source(cx, other)? {
        Some(source) => Ok(shared(set, &source)?),
        None => fallback(),
    }
}

fn toggle(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let set = mutable(cx, args, "set.symmetric_difference_update")?;
    let other = other_set(cx, &args[1])?;
    set_algebra::toggle(set, &other)?;
    Ok(Value::NONE)
}

fn symmetric(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let set = receiver::<Set>(cx, args, "set.symmetric_difference")?;
    let other = other_set(cx, &args[1])?;
    let mut result = match args[1].as_gc::<Set>() {
        Some(_) => other.table().copy(),
        None => std::mem::take(&mut *other.table()),
    };
    let mine = set.table().clone();
    result.toggle(mine.iter(), &mut Vec::new())?;
    Ok(Set::new(result, set.frozen).into())
}

/// The argument as a set. A fallback leaves an iterator as it was.
fn other_set(cx: &Cx<'_>, other: &Value) -> Res<Gc<Set>> {
    if other.as_gc::<Iter>().is_some() {
        return fallback();
    }
    match source(cx, other)? {
        Some(Source::Set(set)) => Ok(set),
        Some(source) => {
            let set = Set::new(SetTable::default(), false);
            take_in(&set, &source)?;
            Ok(set)
        }
        None => fallback(),
    }
}

fn issubset(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let set = receiver::<Set>(cx, args, "set.issubset")?;
    if let Some(other) = args[1].as_gc::<Set>() {
        return Ok(Value::bool(set_algebra::is_subset(set, other)?));
    }
    if args[1].as_gc::<Iter>().is_some() {
        return fallback();
    }
    let both = shared_with(cx, set, &args[1])?;
    Ok(Value::bool(both.len() == set.table().len()))
}

fn issuperset(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let set = receiver::<Set>(cx, args, "set.issuperset")?;
    if args[1].as_gc::<Iter>().is_some() {
        return fallback();
    }
    if let Some(other) = args[1].as_gc::<Set>() {
        return Ok(Value::bool(set_algebra::is_subset(other, set)?));
    }
    let Some(items) = native_items(cx, &args[1])? else {
        return fallback();
    };
    for item in &items {
        if !set.table().contains(item)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

fn isdisjoint(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let set = receiver::<Set>(cx, args, "set.isdisjoint")?;
    if args[1].as_gc::<Iter>().is_some() {
        return fallback();
    }
    if let Some(other) = args[1].as_gc::<Set>() {
        let both = set_algebra::intersection(set, other)?;
        return Ok(Value::bool(both.is_empty()));
    }
    let Some(items) = native_items(cx, &args[1])? else {
        return fallback();
    };
    for item in &items {
        if set.table().contains(item)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

fn len(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let set = receiver::<Set>(cx, args, "set.__len__")?;
    Ok(Value::int(set.table().len() as i64))
}

fn iter(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let set = receiver::<Set>(cx, args, "set.__iter__")?.clone();
    let size = set.table().len();
    Ok(Iter::value(IterState::Set {
        set,
        place: 0,
        size,
    }))
}

fn contains(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    receiver::<Set>(cx, args, "set.__contains__")?;
    Ok(Value::bool(native_contains(cx, &args[0], &args[1])?))
}
