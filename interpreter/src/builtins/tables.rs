//! What the twins of dict and set methods need: looking at a table under a known hash.
//!
//! A key of the user's is compared in toy Python with the keys of the same hash; meanwhile the
//! table may change. So each change names the keys that were compared, and is refused when they are
//! no longer those with this hash; the twin then starts again.

use super::receivers::receiver;
use crate::object::Adopt;
use crate::object::class::ClassLookup;
use crate::object::compare::integer;
use crate::object::dict::{DictTable, Table};
use crate::object::generator::as_iterator;
use crate::object::set::{SetItems, SetTable};
use crate::object::{Dict, List, Set, Tuple};
use crate::value::Value;
use crate::vm::iteration::native_iter;
use crate::vm::operators::is_user;
use crate::vm::signal::Res;
use crate::vm::{Cx, NativeRow};

/// Natives for the prelude only.
pub const TABLE: &[NativeRow] = &[
    NativeRow::new("_prelude.is_iterable", "value, /", is_iterable),
    NativeRow::new("_prelude.has_own_items", "value, /", has_own_items),
    NativeRow::new("_prelude.dict_known", "dict, hash, /", dict_known),
    NativeRow::new("_prelude.dict_entry", "dict, hash, key, /", dict_entry),
    NativeRow::new(
        "_prelude.dict_store",
        "dict, hash, key, value, /",
        dict_store,
    ),
    NativeRow::new("_prelude.dict_drop", "dict, hash, key, /", dict_drop),
    NativeRow::new(
        "_prelude.dict_push",
        "dict, hash, known, key, value, /",
        dict_push,
    ),
    NativeRow::new("_prelude.dict_hashed", "dict, /", dict_hashed),
    NativeRow::new("_prelude.set_known", "set, hash, /", set_known),
    NativeRow::new("_prelude.set_drop", "set, hash, item, /", set_drop),
    NativeRow::new("_prelude.set_push", "set, hash, known, item, /", set_push),
    NativeRow::new("_prelude.set_hashed", "value, /", set_hashed),
    NativeRow::new("_prelude.set_reserve", "set, count, /", set_reserve),
    NativeRow::new("_prelude.set_tidy", "set, /", set_tidy),
    NativeRow::new("_prelude.set_replace", "set, other, /", set_replace),
    NativeRow::new("_prelude.set_copy", "set, /", set_copy),
    NativeRow::new("_prelude.set_freeze", "set, /", set_freeze),
    NativeRow::new("_prelude.set_search_hash", "set, /", search_hash),
];

/// Whether there is a way to iterate over a value.
fn is_iterable(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let value = &args[0];
    if native_iter(value).is_some() || as_iterator(value).is_some() {
        return Ok(Value::TRUE);
    }
    let class = cx.world.class_of(value);
    let names = &cx.world.names;
    let method = class
        .lookup(names.iter)
        .or_else(|| class.lookup(names.getitem));
    Ok(Value::bool(
        is_user(value) && method.is_some_and(|method| !method.is_none()),
    ))
}

/// Whether a value is of a class of the script, which may make it a mapping.
fn has_own_items(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Value::bool(is_user(&args[0])))
}

fn hash_of(value: &Value) -> i64 {
    integer(value).map_or(0, |n| n.clamp_i64())
}

/// Where the entry stands whose key is this very object.
fn position(table: &Table, hash: i64, key: &Value) -> Option<usize> {
    table
        .candidates(hash)
        .into_iter()
        .find(|&at| table.entry(at).key.is(key))
}

/// Keys of a dict with a hash.
fn dict_known(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let table = receiver::<Dict>(cx, args, "dict.get")?.table();
    Ok(Tuple::value(known_keys(&table, hash_of(&args[1]))))
}

fn known_keys(table: &Table, hash: i64) -> Vec<Value> {
    table
        .candidates(hash)
        .into_iter()
        .map(|at| table.entry(at).key.clone())
        .collect()
}

/// Key and value of the entry whose key is this very object; `()` if it is gone.
fn dict_entry(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let table = receiver::<Dict>(cx, args, "dict.get")?.table();
    Ok(match position(&table, hash_of(&args[1]), &args[2]) {
        Some(at) => super::dicts::pair_of(table.entry(at)),
        None => (&cx.world.empty_tuple).into(),
    })
}

/// Exchanges the value of the entry whose key is this very object; whether it was there.
fn dict_store(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    args[0].adopt(&args[3]);
    let mut table = receiver::<Dict>(cx, args, "dict.get")?.table();
    let at = position(&table, hash_of(&args[1]), &args[2]);
    let old = at.map(|at| table.replace(at, args[3].clone()));
    drop(table);
    Ok(Value::bool(old.is_some()))
}

/// Removes the entry whose key is this very object and gives it; `()` if it is gone.
fn dict_drop(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let mut table = receiver::<Dict>(cx, args, "dict.get")?.table();
    Ok(match position(&table, hash_of(&args[1]), &args[2]) {
        Some(at) => {
            let (key, value) = table.remove(at);
            drop(table);
            Tuple::value([key, value])
        }
        None => (&cx.world.empty_tuple).into(),
    })
}

/// Adds an entry unless other keys have this hash than those that were compared; whether it did.
fn dict_push(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    args[0].adopt_all(&args[3..]);
    let mut table = receiver::<Dict>(cx, args, "dict.get")?.table();
    let hash = hash_of(&args[1]);
    let now = known_keys(&table, hash);
    let fresh = same_objects(&now, &args[2]);
    if fresh {
        table.push(hash, args[3].clone(), args[4].clone());
    }
    drop(table);
    drop(now);
    Ok(Value::bool(fresh))
}

fn same_objects(now: &[Value], known: &Value) -> bool {
    let Some(known) = known.as_gc::<Tuple>() else {
        return false;
    };
    now.len() == known.items.len() && now.iter().zip(&known.items).all(|(a, b)| a.is(b))
}

/// Hash, key and value of each entry.
fn dict_hashed(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let table = receiver::<Dict>(cx, args, "dict.get")?.table();
    let all = table.iter().map(|entry| {
        Tuple::value([
            Value::int(entry.hash),
            entry.key.clone(),
            entry.value.clone(),
        ])
    });
    Ok(List::value(all.collect()))
}

fn known_items(table: &SetTable, hash: i64) -> Vec<Value> {
    table
        .candidates(hash)
        .into_iter()
        .map(|(_, item)| item)
        .collect()
}

/// Items of a set with a hash.
fn set_known(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let table = receiver::<Set>(cx, args, "set.add")?.table();
    Ok(Tuple::value(known_items(&table, hash_of(&args[1]))))
}

/// Removes the item that is this very object; whether it was there.
fn set_drop(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let mut table = receiver::<Set>(cx, args, "set.add")?.table();
    let candidates = table.candidates(hash_of(&args[1]));
    let place = candidates
        .iter()
        .find(|(_, item)| item.is(&args[2]))
        .map(|(place, _)| *place);
    let old = place.map(|place| table.remove(place));
    drop(table);
    drop(candidates);
    Ok(Value::bool(old.is_some()))
}

/// Adds an item unless other items have this hash than those that were compared; whether it did.
fn set_push(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    args[0].adopt(&args[3]);
    let mut table = receiver::<Set>(cx, args, "set.add")?.table();
    let hash = hash_of(&args[1]);
    let now = known_items(&table, hash);
    let fresh = same_objects(&now, &args[2]);
    if fresh {
        table.push(hash, args[3].clone());
    }
    drop(table);
    drop(now);
    Ok(Value::bool(fresh))
}

/// Hash and item of each item of a set or dict; None for anything else.
fn set_hashed(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let pair = |hash: i64, item: &Value| Tuple::value([Value::int(hash), item.clone()]);
    if let Some(set) = args[0].as_gc::<Set>() {
        let table = set.table();
        return Ok(List::value(
            table.iter().map(|(hash, item)| pair(hash, item)).collect(),
        ));
    }
    let Some(dict) = args[0].as_gc::<Dict>() else {
        return Ok(Value::NONE);
    };
    let table = dict.table();
    Ok(List::value(
        table
            .iter()
            .map(|entry| pair(entry.hash, &entry.key))
            .collect(),
    ))
}

/// Makes room in a set for so many items.
fn set_reserve(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let count = hash_of(&args[1]) as usize;
    receiver::<Set>(cx, args, "set.add")?.table().reserve(count);
    Ok(Value::NONE)
}

/// Rebuilds a set in which much was removed.
fn set_tidy(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    receiver::<Set>(cx, args, "set.add")?.table().tidy();
    Ok(Value::NONE)
}

/// Exchanges a set's items for those of another set, which is empty afterwards.
fn set_replace(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let set = receiver::<Set>(cx, args, "set.add")?;
    let new = std::mem::take(&mut *receiver::<Set>(cx, &args[1..], "set.add")?.table());
    let old = set.table().replace(new);
    drop(old);
    Ok(Value::NONE)
}

/// A new set of a set's or frozenset's items.
fn set_copy(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let table = receiver::<Set>(cx, args, "set.add")?.table().copy();
    Ok(Set::value(table))
}

/// A frozenset of a set's items; the set is empty afterwards.
fn set_freeze(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let table = std::mem::take(&mut *receiver::<Set>(cx, args, "set.add")?.table());
    Ok(Set::new(table, true).into())
}

/// The hash of the frozenset of a set's items.
fn search_hash(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Value::int(crate::object::set::search_hash(&args[0])?))
}
