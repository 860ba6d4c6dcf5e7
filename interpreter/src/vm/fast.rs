//! What the loop can do at once: operators on small numbers, items of lists and dicts, iteration
//! over native iterators. Nothing here runs code of the user, raises, or waits; what cannot be done
//! so is left to the slow way, untouched.

use super::arithmetic;
use super::context::Cx;
use super::iteration::{native_iter, native_next, native_next_pair};
use super::operators::native_contains;
use super::stack::{Program, Window};
use crate::linked::Instr;
use crate::object::Adopt;
use crate::object::dict::{DictTable, Key, Table};
use crate::object::items::Items;
use crate::object::iterator::IterState;
use crate::object::module::{NamespaceMirror, NamespaceSlots};
use crate::object::{BigInteger, Bytes, Cell, Class, Dict, Instance, Iter, List, Set, Str, Tuple};
use crate::op::{BinaryKind, Operation};
use crate::value::{Tag, Value, View};
use gilscope_runtime::heap::Gc;

/// The value of a global, or the empty value; None where the globals are kept in a dict.
#[inline(always)]
pub(super) fn global(program: Program, instr: Instr) -> Option<Value> {
    program.globals().variable(instr.arg)
}

/// The builtin of a global's name, as far as linking has seen to it; or the empty value.
#[inline(always)]
pub(super) fn builtin(cx: &Cx<'_>, instr: Instr) -> Value {
    match instr.c {
        0 => Value::EMPTY,
        slot => cx
            .world
            .builtins
            .variable(u32::from(slot) - 1)
            .unwrap_or(Value::EMPTY),
    }
}

/// Sets a global; returns the old value.
#[inline(always)]
pub(super) fn set_global(program: Program, slot: u32, value: Value) -> Value {
    program.globals().adopt(&value);
    let globals = program.globals();
    globals.write(|globals| &globals.slots, |slots| slots.put(slot, value))
}

/// `s += more` for a string that only the variable (which `store` is about to set) refers to: the
/// string grows where it is. Gives the window after it; None, and nothing done, where it is anything
/// else.
///
/// Takes the window by value: once its address is known elsewhere, the loop has to keep it in memory.
#[inline(never)]
pub(super) fn append_to_local(mut window: Window, instr: Instr, store: &Instr) -> Option<Window> {
    if !can_append(&window, instr, window.slot(store.arg)) {
        return None;
    }
    drop(window.slot_mut(store.arg).take());
    *window.slot_mut(store.arg) = append(&mut window);
    Some(window)
}

/// As `append_to_local` for a global. Nobody else finds the string meanwhile: the namespace is locked.
#[inline(never)]
pub(super) fn append_to_global(
    mut window: Window,
    instr: Instr,
    program: Program,
    store: &Instr,
) -> Option<Window> {
    let mut slots = program.globals().slots();
    let place = slots.values.get_mut(store.arg as usize)?;
    if !can_append(&window, instr, place) {
        return None;
    }
    drop(place.take());
    *place = append(&mut window);
    Some(window)
}

/// Whether the two topmost operands are strings to be joined, and only `variable` refers to the
/// left one, too.
fn can_append(window: &Window, instr: Instr, variable: &Value) -> bool {
    let left = window.peek(2);
    let joined = instr.arg == BinaryKind::Add as u32
        && left.as_gc::<Str>().is_some()
        && window.peek(1).as_gc::<Str>().is_some();
    joined && variable.is(left) && left.as_object().is_some_and(|it| it.header().is_twice())
}

/// Pops two strings, appends the second to the first and gives that.
fn append(window: &mut Window) -> Value {
    let (more, mut text) = (window.pop(), window.pop());
    let grown = text.get_mut::<Str>().expect("(append) the only reference");
    grown.append(more.as_gc::<Str>().expect("(append) a string"));
    text
}

/// What the cell in a slot holds, or the empty value.
#[inline(always)]
pub(super) fn cell(window: &Window, instr: Instr) -> Value {
    let cell = window
        .slot(instr.arg)
        .as_gc::<Cell>()
        .expect("(verify) a cell slot holds a cell");
    cell.read(|c| &c.value, Value::clone)
}

/// `left is right`; None for equal numbers: those have no identity here, except small integers.
#[inline(always)]
pub(super) fn identical(left: &Value, right: &Value) -> Option<bool> {
    let same = left.is(right);
    match left.tag() {
        Tag::Int if same && !(-5..=256).contains(&(left.bits() as i64)) => None,
        Tag::Float if same => None,
        Tag::Object if !same && right.tag() == Tag::Object => {
            match equal_big_integers(left, right) {
                true => None,
                false => Some(are_one_constant(left, right)),
            }
        }
        _ => Some(same),
    }
}

/// Whether both are one object in CPython, which has one empty string, tuple and bytes object, and one
/// string of each character of Latin-1 and one bytes object of each byte.
#[cold]
fn are_one_constant(left: &Value, right: &Value) -> bool {
    if let (Some(left), Some(right)) = (left.as_gc::<Str>(), right.as_gc::<Str>()) {
        let mut chars = left.as_str().chars();
        let is_kept = match (chars.next(), chars.next()) {
            (Some(only), None) => only <= '\u{ff}',
            (first, _) => first.is_none(),
        };
        return is_kept && left.as_str() == right.as_str();
    }
    if let (Some(left), Some(right)) = (left.as_gc::<Bytes>(), right.as_gc::<Bytes>()) {
        return left.data.len() <= 1 && left.data == right.data;
    }
    let is_empty = |value: &Value| {
        let tuple = value.as_gc::<Tuple>();
        tuple.is_some_and(|tuple| tuple.items.is_empty())
    };
    is_empty(left) && is_empty(right)
}

fn equal_big_integers(left: &Value, right: &Value) -> bool {
    match (left.as_gc::<BigInteger>(), right.as_gc::<BigInteger>()) {
        (Some(left), Some(right)) => left.value == right.value,
        _ => false,
    }
}

/// Replaces the two topmost operands, which are no objects, by one that is none either.
#[inline(always)]
pub(super) fn replace_two(window: &mut Window, value: Value) {
    window.forget_many(2);
    window.push(value);
}

const INT: usize = Tag::Int as usize;
const FLOAT: usize = Tag::Float as usize;

/// `left op right` for small numbers; None when it takes more than a few machine instructions.
#[inline(always)]
pub(super) fn operate(operation: Operation, left: &Value, right: &Value) -> Option<Value> {
    let (a, b) = (left.bits(), right.bits());
    let (a, b) = match (left.tag_alone(), right.tag_alone()) {
        (INT, INT) => return arithmetic::small(operation, a as i64, b as i64),
        (FLOAT, FLOAT) => (f64::from_bits(a), f64::from_bits(b)),
        (FLOAT, INT) => (f64::from_bits(a), b as i64 as f64),
        (INT, FLOAT) => (a as i64 as f64, f64::from_bits(b)),
        _ => return None,
    };
    arithmetic::floats(operation, a, b)
}

/// A comparison of small numbers; None for anything else.
#[inline(always)]
pub(super) fn relate(operation: Operation, left: &Value, right: &Value) -> Option<bool> {
    let (a, b) = (left.bits(), right.bits());
    let (a, b) = match (left.tag_alone(), right.tag_alone()) {
        (INT, INT) => return Some(operation.holds(Some((a as i64).cmp(&(b as i64))))),
        (FLOAT, FLOAT) => (f64::from_bits(a), f64::from_bits(b)),
        (FLOAT, INT) if arithmetic::exact(b as i64) => (f64::from_bits(a), b as i64 as f64),
        (INT, FLOAT) if arithmetic::exact(a as i64) => (a as i64 as f64, f64::from_bits(b)),
        _ => return None,
    };
    Some(operation.holds(a.partial_cmp(&b)))
}

/// A comparison of two strings; None for anything else.
#[inline(never)]
pub(super) fn relate_texts(operation: Operation, left: &Value, right: &Value) -> Option<bool> {
    let (left, right) = (left.as_gc::<Str>()?, right.as_gc::<Str>()?);
    match operation {
        Operation::Eq => Some(left.is(right) || left.as_str() == right.as_str()),
        Operation::Ne => Some(!left.is(right) && left.as_str() != right.as_str()),
        // In UTF-8 the order of bytes is that of characters.
        _ => Some(operation.holds(Some(left.as_str().cmp(right.as_str())))),
    }
}

/// `-value` of a small number.
#[inline(always)]
pub(super) fn negative(value: &Value) -> Option<Value> {
    match value.view() {
        View::Int(n) => n.checked_neg().map(Value::int),
        View::Float(x) => Some(Value::float(-x)),
        _ => None,
    }
}

/// `item in container` for dicts, sets and strings, where no code of the user is involved.
#[inline(never)]
pub(super) fn is_in(cx: &mut Cx<'_>, container: &Value, item: &Value) -> Option<bool> {
    let object = container.as_object()?;
    let is_known = object.downcast::<Dict>().is_some()
        || object.downcast::<Set>().is_some()
        || object.downcast::<Str>().is_some();
    if !is_known || item.as_gc::<Instance>().is_some() {
        return None;
    }
    native_contains(cx, container, item).ok()
}

/// An iterator over a builtin container that is none itself.
#[inline(never)]
pub(super) fn iterator_over(value: &Value) -> Option<Value> {
    native_iter(value).map(Value::from)
}

/// `first + second` for strings.
#[inline(never)]
pub(super) fn joined(operation: Operation, left: &Value, right: &Value) -> Option<Value> {
    if operation != Operation::Add {
        return None;
    }
    let (first, second) = (left.as_gc::<Str>()?, right.as_gc::<Str>()?);
    Some(match (first.chars(), second.chars()) {
        (_, 0) => left.clone(),
        (0, _) => right.clone(),
        _ => Str::concat(first, second),
    })
}

/// What a native iterator gives, where it gives pairs.
pub(super) enum NextPair {
    Pair([Value; 2]),
    End,
    /// It gives something else.
    Other,
    /// It wants something; see [`super::call_native`].
    Asked,
}

/// The next item of a native iterator over pairs.
#[inline(never)]
pub(super) fn next_pair(cx: &mut Cx<'_>, iterator: &Value) -> NextPair {
    let next = { iterator.as_gc::<Iter>() }.and_then(|iter| native_next_pair(cx, iter));
    match next {
        None => NextPair::Other,
        Some(Ok(Some(pair))) => NextPair::Pair(pair),
        Some(Ok(None)) => NextPair::End,
        Some(Err(signal)) => {
            cx.state.asked = Some(signal);
            NextPair::Asked
        }
    }
}

/// Whether a call with so many arguments is `type(x)`.
#[inline(always)]
pub(super) fn asks_for_type(cx: &Cx<'_>, window: &Window, count: u32) -> bool {
    let class = || window.peek(2).as_gc::<Class>();
    count == 1 && class().is_some_and(|class| class.is(&cx.world.types.type_))
}

/// The truth of a value that has no say in it.
#[inline(always)]
pub(super) fn truth(value: &Value) -> Option<bool> {
    match value.view() {
        View::Bool(b) => Some(b),
        View::Int(n) => Some(n != 0),
        View::None => Some(false),
        View::Object(_) => super::operators::native_truth(value),
        View::Float(x) => Some(x != 0.0),
        _ => Some(true),
    }
}

/// A tuple of the values in `places`, which are emptied.
#[inline(never)]
pub(super) fn tuple_of(places: &mut [Value]) -> Value {
    Tuple::value(Items::take(places))
}

/// A list of the values in `places`, which are emptied.
#[inline(never)]
pub(super) fn list_of(places: &mut [Value]) -> Value {
    List::value(places.iter_mut().map(Value::take).collect())
}

/// What a native iterator gives.
pub(super) enum Next {
    Item(Value),
    End,
    Slow,
    /// It wants something; see [`super::call_native`].
    Asked,
}

/// The next item of a native iterator over anything.
#[inline(never)]
pub(super) fn next_of_any(cx: &mut Cx<'_>, iterator: &Value) -> Next {
    let Some(iter) = iterator.as_gc::<Iter>() else {
        return Next::Slow;
    };
    match native_next(cx, iter) {
        Ok(Some(item)) => Next::Item(item),
        Ok(None) => Next::End,
        Err(signal) => {
            cx.state.asked = Some(signal);
            Next::Asked
        }
    }
}

/// The next number of an iterator over a range that one thread only reaches, and that is not at its end.
#[inline(always)]
pub(super) fn next_number(iterator: &Value) -> Option<i64> {
    let mut state = { iterator.as_gc::<Iter>()? }.guard_local(|iter| &iter.state)?;
    match &mut *state {
        IterState::Range { next, step, left } if *left > 0 => {
            let number = *next;
            *left -= 1;
            *next = number.wrapping_add(*step);
            Some(number)
        }
        _ => None,
    }
}

/// Whether an iterator over a range is at its end.
#[inline(never)]
pub(super) fn has_counted_out(iterator: &Value) -> bool {
    let Some(iter) = iterator.as_gc::<Iter>() else {
        return false;
    };
    iter.read(
        |iter| &iter.state,
        |state| matches!(state, IterState::Range { left: 0, .. }),
    )
}

/// The next item of an iterator over a list or tuple that one thread only reaches, and that is not at its
/// end; else the empty value.
#[inline(always)]
pub(super) fn next_item(iterator: &Value) -> Value {
    let state = { iterator.as_gc::<Iter>() }.and_then(|iter| iter.guard_local(|iter| &iter.state));
    let Some(mut state) = state else {
        return Value::EMPTY;
    };
    let next = match &mut *state {
        IterState::List { list, index } => {
            list.read(|list| &list.items, |items| counted_on(items, index))
        }
        IterState::Tuple { tuple, index } => counted_on(&tuple.items, index),
        _ => None,
    };
    next.unwrap_or(Value::EMPTY)
}

/// As [`next_item`], compiled once.
#[inline(never)]
pub(super) fn next_item_apart(iterator: &Value) -> Value {
    next_item(iterator)
}

#[inline(always)]
fn counted_on(items: &[Value], index: &mut usize) -> Option<Value> {
    let item = items.get(*index)?;
    *index += 1;
    Some(item.clone())
}

/// The place of an index in a sequence of `len` items.
#[inline(always)]
fn place(index: i64, len: usize) -> usize {
    let index = if index < 0 {
        index.wrapping_add(len as i64)
    } else {
        index
    };
    index as usize
}

/// `container[index]` where no code of the user, no error and no slice is involved.
#[inline(always)]
pub(super) fn item_of(container: &Value, index: &Value) -> Option<Value> {
    let container = container.as_object()?;
    match index.view() {
        View::Int(number) => {
            if let Some(list) = container.downcast::<List>() {
                let item = |items: &Vec<Value>| items.get(place(number, items.len())).cloned();
                list.read(|list| &list.items, item)
            } else if let Some(tuple) = container.downcast::<Tuple>() {
                tuple.items.get(place(number, tuple.items.len())).cloned()
            } else {
                dict_item(container.downcast::<Dict>(), index)
            }
        }
        View::Object(key) if key.downcast::<Str>().is_some() => {
            dict_item(container.downcast::<Dict>(), index)
        }
        _ => None,
    }
}

#[inline(always)]
fn dict_item(dict: Option<&Gc<Dict>>, key: &Value) -> Option<Value> {
    let key = Key::new(key).ok()?;
    let item = |table: &Table| {
        let position = table.find(&key).ok()??;
        Some(table.entry(position).value.clone())
    };
    dict?.read(|dict| &dict.table, item)
}

/// `container[index] = value` where no code of the user, no error and no slice is involved. Leaves
/// what was in the place before, or the empty value, in `value`; false, and nothing done, otherwise.
#[inline(always)]
pub(super) fn store_item(container: &Value, index: &Value, value: &mut Value) -> bool {
    let Some(container) = container.as_object() else {
        return false;
    };
    if let (View::Int(index), Some(list)) = (index.view(), container.downcast::<List>()) {
        list.adopt(value);
        let store = |items: &mut Vec<Value>| {
            let index = place(index, items.len());
            let place = items.get_mut(index);
            place.map(|item| item.exchange(value)).is_some()
        };
        return list.write(|list| &list.items, store);
    }
    match container.downcast::<Dict>() {
        Some(dict) => store_in_dict(dict, index, value),
        None => false,
    }
}

#[inline(always)]
fn store_in_dict(dict: &Gc<Dict>, key: &Value, value: &mut Value) -> bool {
    let Ok(key) = Key::new(key) else {
        return false;
    };
    dict.adopt(key.value);
    dict.adopt(value);
    let mut table = dict.table();
    match table.find(&key) {
        Ok(Some(position)) => {
            let old = table.replace(position, value.take());
            *value = old;
        }
        Ok(None) => table.push(key.hash, key.value.clone(), value.take()),
        Err(_) => return false,
    }
    true
}
