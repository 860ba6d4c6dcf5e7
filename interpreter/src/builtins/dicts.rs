//! Methods of dicts. Keys whose class defines `__hash__` or `__eq__` are left to the twins.

use super::receivers::{asks_twin, continue_in, receiver};
use crate::object::Adopt;
use crate::object::class::ClassLookup;
use crate::object::compare::Stop;
use crate::object::derived::core;
use crate::object::dict::{DictMerge, DictTable, DictView, Entry, Key, Table, ViewKind};
use crate::object::generator::as_iterator;
use crate::object::iterator::IterState;
use crate::object::{Class, Dict, Iter, List, Tuple};
use crate::value::Value;
use crate::vm::containers::{del_item, set_item};
use crate::vm::iteration::{native_items, not_iterable};
use crate::vm::native::given;
use crate::vm::operators::{is_user, native_contains};
use crate::vm::signal::{Exc, Res, fallback, key_error, type_error, value_error};
use crate::vm::{Cx, NativeRow, Signal};
use gilscope_runtime::heap::Gc;
use gilscope_runtime::symbol::Symbol;

/// Methods of `dict`.
pub const TABLE: &[NativeRow] = &[
    NativeRow::with_twin(
        "dict.__init__",
        "self, /, *args, **kwargs",
        |_, _| fallback(),
        "_dict_init",
    ),
    NativeRow::new("dict.__new__", "iterable=, /, **kwargs", new),
    NativeRow::with_twin("dict.get", "self, key, default=, /", get, "_dict_get"),
    NativeRow::with_twin(
        "dict.setdefault",
        "self, key, default=, /",
        setdefault,
        "_dict_setdefault",
    ),
    NativeRow::with_twin("dict.pop", "self, key, default=, /", pop, "_dict_pop"),
    NativeRow::new("dict.popitem", "self, /", popitem),
    NativeRow::with_twin(
        "collections._move_to_end",
        "self, key, last, /",
        move_to_end,
        "_ordered_move",
    ),
    NativeRow::new("collections._pop_first", "self, /", pop_first),
    NativeRow::new("dict.keys", "self, /", keys),
    NativeRow::new("dict.values", "self, /", values),
    NativeRow::new("dict.items", "self, /", items),
    NativeRow::new("dict.update", "self, iterable=, /, **kwargs", update),
    NativeRow::new("dict.clear", "self, /", clear),
    NativeRow::new("dict.copy", "self, /", copy),
    NativeRow::with_twin(
        "dict.fromkeys",
        "type, iterable, value=, /",
        fromkeys,
        "_dict_fromkeys",
    ),
    NativeRow::new("dict.__len__", "self, /", len),
    NativeRow::new("dict.__iter__", "self, /", iter),
    NativeRow::new("dict.__reversed__", "self, /", reversed),
    NativeRow::with_twin(
        "dict.__contains__",
        "self, key, /",
        contains,
        "_dict_contains",
    ),
    NativeRow::with_twin("dict.__getitem__", "self, key, /", getitem, "_dict_getitem"),
    NativeRow::with_twin(
        "dict.__setitem__",
        "self, key, value, /",
        setitem,
        "_dict_set",
    ),
    NativeRow::with_twin("dict.__delitem__", "self, key, /", delitem, "_dict_delete"),
];

fn new(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let dict = Dict::new(Table::default());
    fill(cx, &dict, given(args, 0), given(args, 1), "_dict_new_from")?;
    Ok(dict.into())
}

fn update(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let dict = receiver::<Dict>(cx, args, "dict.update")?;
    fill(
        cx,
        dict,
        given(args, 1),
        given(args, 2),
        "_dict_update_from",
    )?;
    Ok(Value::NONE)
}

/// Takes in a mapping or pairs, and keyword arguments. Where the user's code is involved, `go_on`
/// of the prelude is called with the dict, what is still to be taken in, and the keywords.
fn fill(
    cx: &Cx<'_>,
    dict: &Gc<Dict>,
    source: Option<&Value>,
    keywords: Option<&Value>,
    go_on: &str,
) -> Res<()> {
    let keywords = keywords.cloned().unwrap_or(Value::NONE);
    if let Some(source) = source {
        if let Some(other) = source.as_gc::<Dict>() {
            merge_or(cx, dict, other, go_on, &keywords)?;
        } else if has_keys(cx, source) || as_iterator(source).is_some() {
            return continue_in(cx, go_on, vec![dict.into(), source.clone(), keywords]);
        } else {
            take_pairs(cx, dict, source, go_on, &keywords)?;
        }
    }
    match keywords.as_gc::<Dict>() {
        Some(more) => merge_or(cx, dict, more, go_on, &Value::NONE),
        None => Ok(()),
    }
}

fn merge_or(
    cx: &Cx<'_>,
    dict: &Gc<Dict>,
    other: &Gc<Dict>,
    go_on: &str,
    keywords: &Value,
) -> Res<()> {
    match dict.merge(other) {
        Err(Stop::User) => {
            continue_in(cx, go_on, vec![dict.into(), other.into(), keywords.clone()])
        }
        result => Ok(result?),
    }
}

/// Whether an object of the user's is a mapping, as `dict` sees it.
fn has_keys(cx: &Cx<'_>, value: &Value) -> bool {
    if value.as_gc::<Class>().is_some() || !is_user(value) {
        return false;
    }
    let class = cx.world.class_of(value);
    class.lookup(Symbol::new("keys")).is_some()
        || crate::vm::attribute::own_attribute(cx, value, Symbol::new("keys")).is_some()
        || class.lookup(cx.world.names.iter).is_some()
        || class.lookup(cx.world.names.getitem).is_some()
}

fn take_pairs(
    cx: &Cx<'_>,
    dict: &Gc<Dict>,
    source: &Value,
    go_on: &str,
    keywords: &Value,
) -> Res<()> {
    let Some(pairs) = native_items(cx, source)? else {
        return not_iterable(cx, source);
    };
    for (pair, at) in pairs.iter().zip(0..) {
        let set = match native_pair(cx, pair, at)? {
            Some((key, value)) => {
                dict.adopt_all([&key, &value]);
                dict.table().insert(key, value).map_err(Into::into)
            }
            None => fallback(),
        };
        match set {
            Ok(old) => drop(old),
            Err(signal) if asks_twin(&signal) => {
                let rest = List::value(pairs[at..].to_vec());
                let offset = Value::int(at as i64);
                let args = vec![dict.into(), rest, keywords.clone(), offset];
                return continue_in(cx, go_on, args);
            }
            Err(signal) => return Err(signal),
        }
    }
    Ok(())
}

/// Key and value of a pair; None when the user's code must be asked for them.
fn native_pair(cx: &Cx<'_>, pair: &Value, at: usize) -> Res<Option<(Value, Value)>> {
    if let Some(tuple) = pair.as_gc::<Tuple>()
        && let [key, value] = &*tuple.items
    {
        return Ok(Some((key.clone(), value.clone())));
    }
    let items = match native_items(cx, pair) {
        Ok(Some(items)) => items,
        Ok(None) => return Ok(None),
        Err(_) => {
            return type_error(format!(
                "cannot convert dictionary update sequence element #{at} to a sequence"
            ));
        }
    };
    match <[Value; 2]>::try_from(items) {
        Ok([key, value]) => Ok(Some((key, value))),
        Err(items) => value_error(format!(
            "dictionary update sequence element #{at} has length {}; 2 is required",
            items.len()
        )),
    }
}

fn get(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let dict = receiver::<Dict>(cx, args, "dict.get")?;
    let found = dict.table().get(&args[1])?;
    Ok(found.unwrap_or_else(|| given(args, 2).cloned().unwrap_or(Value::NONE)))
}

fn setdefault(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let dict = receiver::<Dict>(cx, args, "dict.setdefault")?;
    let key = Key::new(&args[1])?;
    dict.adopt_all(&args[1..]);
    let mut table = dict.table();
    if let Some(position) = table.find(&key)? {
        return Ok(table.entry(position).value.clone());
    }
    let default = given(args, 2).cloned().unwrap_or(Value::NONE);
    table.push(key.hash, args[1].clone(), default.clone());
    Ok(default)
}

fn pop(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let dict = receiver::<Dict>(cx, args, "dict.pop")?;
    if !dict.table().is_empty() {
        let key = Key::new(&args[1])?;
        let mut table = dict.table();
        if let Some(position) = table.find(&key)? {
            let (key, value) = table.remove(position);
            drop(table);
            drop(key);
            return Ok(value);
        }
    }
    match given(args, 2) {
        Some(default) => Ok(default.clone()),
        None => key_error(cx, &args[1]),
    }
}

fn popitem(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let dict = receiver::<Dict>(cx, args, "dict.popitem")?;
    let last = dict.table().pop_last();
    match last {
        Some((key, value)) => Ok(Tuple::value([key, value])),
        None => Exc::KeyError.err("popitem(): dictionary is empty"),
    }
}

/// Of an OrderedDict.
fn move_to_end(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let dict = core(&args[0]).as_gc::<Dict>().expect("(library) a dict");
    let key = Key::new(&args[1])?;
    let mut table = dict.table();
    let Some(position) = table.find(&key)? else {
        drop(table);
        return key_error(cx, &args[1]);
    };
    table.move_entry(position, args[2].is(&Value::TRUE));
    Ok(Value::NONE)
}

/// Of an OrderedDict: its first entry, or None.
fn pop_first(_cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let dict = core(&args[0]).as_gc::<Dict>().expect("(library) a dict");
    let mut table = dict.table();
    let first = table.next_from(0).map(|(position, _)| position);
    let entry = first.map(|position| table.remove(position));
    drop(table);
    Ok(entry.map_or(Value::NONE, |(key, value)| Tuple::value([key, value])))
}

fn view(cx: &Cx<'_>, args: &[Value], method: &str, kind: ViewKind) -> Res {
    let dict = receiver::<Dict>(cx, args, method)?.clone();
    Ok(Gc::new(DictView { dict, kind }).into())
}

fn keys(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    view(cx, args, "dict.keys", ViewKind::Keys)
}

fn values(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    view(cx, args, "dict.values", ViewKind::Values)
}

fn items(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    view(cx, args, "dict.items", ViewKind::Items)
}

fn clear(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let dict = receiver::<Dict>(cx, args, "dict.clear")?;
    let old = std::mem::take(&mut *dict.table());
    drop(old);
    Ok(Value::NONE)
}

fn copy(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let dict = receiver::<Dict>(cx, args, "dict.copy")?;
    let table = dict.table().clone();
    Ok(Dict::value(table))
}

fn fromkeys(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    if !args[0]
        .as_gc::<Class>()
        .is_some_and(|class| class.is(&cx.world.types.dict))
    {
        return fallback();
    }
    let value = given(args, 2).cloned().unwrap_or(Value::NONE);
    let Some(keys) = native_items(cx, &args[1])? else {
        return fallback();
    };
    let mut table = Table::with_capacity(keys.len());
    for key in &keys {
        match table.insert(key.clone(), value.clone()) {
            Ok(old) => drop(old),
            Err(Stop::User) => {
                let args = vec![args[0].clone(), List::value(keys.clone()), value];
                return continue_in(cx, "_dict_fromkeys", args);
            }
            Err(stop) => return Err(stop.into()),
        }
    }
    Ok(Dict::value(table))
}

fn len(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let dict = receiver::<Dict>(cx, args, "dict.__len__")?;
    Ok(Value::int(dict.table().len() as i64))
}

fn iter(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let dict = receiver::<Dict>(cx, args, "dict.__iter__")?;
    Ok(forwards(dict, ViewKind::Keys))
}

/// An iterator over a dict.
pub fn forwards(dict: &Gc<Dict>, kind: ViewKind) -> Value {
    Iter::value(IterState::over_dict(dict, kind))
}

/// An iterator over a dict, last entry first.
pub fn backwards(dict: &Gc<Dict>, kind: ViewKind) -> Value {
    let (size, position) = {
        let table = dict.table();
        (table.len(), table.end())
    };
    Iter::value(IterState::DictReversed {
        dict: dict.clone(),
        kind,
        position,
        size,
    })
}

fn reversed(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let dict = receiver::<Dict>(cx, args, "dict.__reversed__")?;
    Ok(backwards(dict, ViewKind::Keys))
}

fn contains(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    receiver::<Dict>(cx, args, "dict.__contains__")?;
    Ok(Value::bool(native_contains(cx, &args[0], &args[1])?))
}

/// `dict.__getitem__`, which asks a derived class for what is missing.
fn getitem(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let dict = [core(&args[0]).clone()];
    let dict = receiver::<Dict>(cx, &dict, "dict.__getitem__")?;
    if let Some(value) = dict.table().get(&args[1])? {
        return Ok(value);
    }
    let class = cx.world.class_of(&args[0]);
    match class.lookup(cx.world.names.missing) {
        Some(missing) => Err(Box::new(Signal::Call(missing, args.to_vec()))),
        None => key_error(cx, &args[1]),
    }
}

fn setitem(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    receiver::<Dict>(cx, args, "dict.__setitem__")?;
    set_item(cx, &args[0], &args[1], args[2].clone())?;
    Ok(Value::NONE)
}

fn delitem(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    receiver::<Dict>(cx, args, "dict.__delitem__")?;
    del_item(cx, &args[0], &args[1])?;
    Ok(Value::NONE)
}

/// An entry's key and value.
pub fn pair_of(entry: &Entry) -> Value {
    Tuple::value([entry.key.clone(), entry.value.clone()])
}
