//! Iteration: native iterators, and how anything iterable becomes an iterator.

use super::arithmetic::int_value;
use super::context::Cx;
use super::operators::is_user;
use super::signal::{Exc, Res, type_error};
use super::thread::{Cont, Thread};
use crate::linked::Instr;
use crate::object::Adopt;
use crate::object::class::{ClassFlags, ClassLookup};
use crate::object::derived::plain_core;
use crate::object::dict::{DictTable, DictView, Entry, ViewKind};
use crate::object::generator::as_iterator;
use crate::object::iterator::{IterAccess, IterState};
use crate::object::sequence::{ByteData, ListItems};
use crate::object::set::SetItems;
use crate::object::{
    ByteArray, Bytes, Dict, Generator, Iter, List, Range, Set, Str, Tuple, WideRange,
};
use crate::op::Op;
use crate::value::Value;
use crate::work::{Work, note};
use gilscope_runtime::heap::{Gc, Guard};

/// A native iterator over a builtin container, or the value itself if it is a native iterator;
/// None for generators, instances and what cannot be iterated.
pub fn native_iter(value: &Value) -> Option<Gc<Iter>> {
    let value = plain_core(value, ClassFlags::ITEMS).unwrap_or(value);
    let object = value.as_object()?;
    if let Some(iter) = object.downcast::<Iter>() {
        return Some(iter.clone());
    }
    let state = if let Some(list) = object.downcast::<List>() {
        IterState::List {
            list: list.clone(),
            index: 0,
        }
    } else if let Some(tuple) = object.downcast::<Tuple>() {
        IterState::Tuple {
            tuple: tuple.clone(),
            index: 0,
        }
    } else if let Some(range) = object.downcast::<Range>() {
        IterState::Range {
            next: range.start,
            step: range.step,
            left: range.len(),
        }
    } else if let Some(range) = object.downcast::<WideRange>() {
        IterState::WideRange(Box::new(range.numbers.clone()))
    } else if let Some(text) = object.downcast::<Str>() {
        IterState::Str {
            text: text.clone(),
            offset: 0,
        }
    } else if let Some(dict) = object.downcast::<Dict>() {
        IterState::over_dict(dict, ViewKind::Keys)
    } else if let Some(view) = object.downcast::<DictView>() {
        IterState::over_dict(&view.dict, view.kind)
    } else if let Some(set) = object.downcast::<Set>() {
        let size = set.table().len();
        IterState::Set {
            set: set.clone(),
            place: 0,
            size,
        }
    } else if let Some(array) = object.downcast::<ByteArray>() {
        let array = array.clone();
        IterState::ByteArray { array, index: 0 }
    } else {
        IterState::Bytes {
            bytes: object.downcast::<Bytes>()?.clone(),
            index: 0,
        }
    };
    Some(Iter::new(state))
}

/// The next item of a native iterator; None at its end, where it then stays.
pub fn native_next(cx: &Cx<'_>, iter: &Gc<Iter>) -> Res<Option<Value>> {
    let mut state = iter.state();
    let next = advance(cx, &mut state);
    if !matches!(next, Ok(Some(_))) {
        finish(state);
    }
    next
}

/// As [`native_next`], in parts, if the next item is a pair, or would be one if there were any; None, and
/// nothing done, where that is not known.
pub(super) fn native_next_pair(cx: &Cx<'_>, iter: &Gc<Iter>) -> Option<Res<Option<[Value; 2]>>> {
    let mut state = iter.state();
    let next = match &mut *state {
        IterState::Dict {
            dict,
            kind: ViewKind::Items,
            position,
            size,
            left,
        } => next_entry(dict, position, *size, left, |entry| {
            [entry.key.clone(), entry.value.clone()]
        }),
        IterState::Enumerate { inner, next } => match native_next(cx, inner) {
            Ok(item) => {
                *next += 1;
                Ok(item.map(|item| [Value::int(*next - 1), item]))
            }
            Err(signal) => Err(signal),
        },
        IterState::Zip {
            inner,
            strict: false,
        } => {
            let [left, right] = &**inner else { return None };
            zip_pair(cx, left, right)
        }
        IterState::List { list, index } => {
            let items = list.items();
            let [left, right] = &*items.get(*index)?.as_gc::<Tuple>()?.items else {
                return None;
            };
            *index += 1;
            Ok(Some([left.clone(), right.clone()]))
        }
        _ => return None,
    };
    if !matches!(next, Ok(Some(_))) {
        finish(state);
    }
    Some(next)
}

/// The iterator has come to its end, and stays there.
#[cold]
fn finish(mut state: Guard<'_, IterState>) {
    let done = IterState::Done(state.type_name());
    let old = std::mem::replace(&mut *state, done);
    drop(state);
    drop(old);
}

/// The next entry of a dict that is iterated.
fn next_entry<R>(
    dict: &Gc<Dict>,
    position: &mut usize,
    size: u32,
    left: &mut u32,
    take: impl FnOnce(&Entry) -> R,
) -> Res<Option<R>> {
    let table = dict.table();
    if table.len() != size as usize {
        return Exc::RuntimeError.err("dictionary changed size during iteration");
    }
    let found = table.next_from(*position);
    if found.is_some() && *left == 0 {
        return Exc::RuntimeError.err("dictionary keys changed during iteration");
    }
    Ok(found.map(|(at, entry)| {
        *position = at + 1;
        *left -= 1;
        take(entry)
    }))
}

/// The next pair of a `zip` of two.
fn zip_pair(cx: &Cx<'_>, left: &Gc<Iter>, right: &Gc<Iter>) -> Res<Option<[Value; 2]>> {
    let Some(left) = native_next(cx, left)? else {
        return Ok(None);
    };
    Ok(native_next(cx, right)?.map(|right| [left, right]))
}

fn advance(cx: &Cx<'_>, state: &mut IterState) -> Res<Option<Value>> {
    Ok(match state {
        IterState::Done(_) => None,
        IterState::Range { next, step, left } => {
            if *left == 0 {
                return Ok(None);
            }
            *left -= 1;
            let value = *next;
            *next = value.wrapping_add(*step);
            Some(Value::int(value))
        }
        IterState::WideRange(left) => left.take_first().map(int_value),
        IterState::List { list, index } => {
            *index += 1;
            list.items().get(*index - 1).cloned()
        }
        IterState::ListReversed { list, index } => {
            let Some(below) = index.checked_sub(1) else {
                return Ok(None);
            };
            *index = below;
            list.items().get(below).cloned()
        }
        IterState::Tuple { tuple, index } => {
            *index += 1;
            tuple.items.get(*index - 1).cloned()
        }
        IterState::TupleReversed { tuple, index } => {
            let Some(below) = index.checked_sub(1) else {
                return Ok(None);
            };
            *index = below;
            tuple.items.get(below).cloned()
        }
        IterState::Str { text, offset } => text.as_str()[*offset..].chars().next().map(|c| {
            *offset += c.len_utf8();
            cx.world.character(c)
        }),
        IterState::StrReversed { text, offset } => {
            text.as_str()[..*offset].chars().next_back().map(|c| {
                *offset -= c.len_utf8();
                cx.world.character(c)
            })
        }
        IterState::Dict {
            dict,
            kind,
            position,
            size,
            left,
        } => {
            let kind = *kind;
            return next_entry(dict, position, *size, left, |entry| part(entry, kind));
        }
        IterState::DictReversed {
            dict,
            kind,
            position,
            size,
        } => {
            let table = dict.table();
            if table.len() != *size {
                return Exc::RuntimeError.err("dictionary changed size during iteration");
            }
            table.previous_from(*position).map(|(at, entry)| {
                *position = at;
                part(entry, *kind)
            })
        }
        IterState::Set { set, place, size } => {
            let table = set.table();
            if table.len() != *size {
                return Exc::RuntimeError.err("Set changed size during iteration");
            }
            table.next_from(*place).map(|(at, _, value)| {
                *place = at + 1;
                value.clone()
            })
        }
        IterState::Bytes { bytes, index } => {
            *index += 1;
            bytes
                .data
                .get(*index - 1)
                .map(|byte| Value::int(i64::from(*byte)))
        }
        IterState::ByteArray { array, index } => {
            *index += 1;
            let byte = array.data().get(*index - 1).copied();
            byte.map(|byte| Value::int(i64::from(byte)))
        }
        IterState::Enumerate { inner, next } => match native_next(cx, inner)? {
            Some(item) => {
                *next += 1;
                Some(Tuple::value([Value::int(*next - 1), item]))
            }
            None => None,
        },
        IterState::Zip { inner, strict } => return zip_next(cx, inner, *strict),
    })
}

fn zip_next(cx: &Cx<'_>, inner: &[Gc<Iter>], strict: bool) -> Res<Option<Value>> {
    if let ([left, right], false) = (inner, strict) {
        return Ok(zip_pair(cx, left, right)?.map(Tuple::value));
    }
    let mut items = Vec::with_capacity(inner.len());
    for (iter, index) in inner.iter().zip(0usize..) {
        match native_next(cx, iter)? {
            Some(item) => items.push(item),
            None if !strict => return Ok(None),
            None if index > 0 => return unequal(index, "shorter"),
            None => {
                for (other, position) in inner.iter().zip(0usize..).skip(1) {
                    if native_next(cx, other)?.is_some() {
                        return unequal(position, "longer");
                    }
                }
                return Ok(None);
            }
        }
    }
    Ok(if inner.is_empty() {
        None
    } else {
        Some(Tuple::value(items))
    })
}

fn unequal<T>(index: usize, how: &str) -> Res<T> {
    let number = index + 1;
    let others = if index == 1 {
        "argument 1".into()
    } else {
        format!("arguments 1-{index}")
    };
    Exc::ValueError.err(format!("zip() argument {number} is {how} than {others}"))
}

fn part(entry: &Entry, kind: ViewKind) -> Value {
    match kind {
        ViewKind::Keys => entry.key.clone(),
        ViewKind::Values => entry.value.clone(),
        ViewKind::Items => Tuple::value([entry.key.clone(), entry.value.clone()]),
    }
}

/// All items of something that can be iterated natively; None when it takes code of the user.
pub fn native_items(cx: &Cx<'_>, value: &Value) -> Res<Option<Vec<Value>>> {
    if let Some(list) = value.as_gc::<List>() {
        let items = list.items();
        note(Work::Copy, items.len());
        cx.world.room_for(items.len() * size_of::<Value>())?;
        return Ok(Some(items.clone()));
    }
    if let Some(tuple) = value.as_gc::<Tuple>() {
        note(Work::Copy, tuple.items.len());
        return Ok(Some(tuple.items.to_vec()));
    }
    if let Some(items) = items_at_once(value) {
        note(Work::Copy, items.len());
        cx.world.room_for(items.len() * size_of::<Value>())?;
        return Ok(Some(items));
    }
    let Some(iter) = native_iter(value) else {
        let involved = as_iterator(value).is_some() || is_user(value);
        return if involved {
            Ok(None)
        } else {
            not_iterable(cx, value)
        };
    };
    let mut items = Vec::new();
    while let Some(item) = native_next(cx, &iter)? {
        if items.len() == items.capacity() {
            make_room(cx, &mut items)?;
        }
        items.push(item);
    }
    note(Work::Item, items.len());
    Ok(Some(items))
}

/// The items of a set, a dict or a view of one, as they are at one moment.
fn items_at_once(value: &Value) -> Option<Vec<Value>> {
    let object = value.as_object()?;
    if let Some(set) = object.downcast::<Set>() {
        return Some(set.table().iter().map(|(_, item)| item.clone()).collect());
    }
    let (dict, kind) = match object.downcast::<DictView>() {
        Some(view) => (&view.dict, view.kind),
        None => (object.downcast::<Dict>()?, ViewKind::Keys),
    };
    let table = dict.table();
    Some(table.iter().map(|entry| part(entry, kind)).collect())
}

/// Appends items to a list; MemoryError where there is not that much memory.
pub fn extend_list(cx: &Cx<'_>, list: &Gc<List>, more: Vec<Value>) -> Res<()> {
    list.adopt_all(&more);
    let mut items = list.items();
    cx.world.room_for(more.len() * size_of::<Value>())?;
    if items.try_reserve(more.len()).is_err() {
        return Exc::MemoryError.err("");
    }
    items.extend(more);
    Ok(())
}

/// `list *= times`, and at twice the list itself added to it.
pub fn repeat_in_place(cx: &Cx<'_>, list: &Gc<List>, times: usize) -> Res<()> {
    let mut items = list.items();
    if items.len().saturating_mul(times) > 1 << 32 {
        return Exc::MemoryError.err("");
    }
    let result = super::arithmetic::repeated_items(cx, &items, times)?;
    let old = std::mem::replace(&mut *items, result);
    drop(items);
    drop(old);
    Ok(())
}

/// Room for as many items again, if there is that much memory.
#[cold]
fn make_room(cx: &Cx<'_>, items: &mut Vec<Value>) -> Res<()> {
    let more = items.len().max(4);
    cx.world.room_for(2 * more * size_of::<Value>())?;
    match items.try_reserve(more) {
        Ok(()) => Ok(()),
        Err(_) => Exc::MemoryError.err(""),
    }
}

/// The TypeError for what cannot be iterated.
#[cold]
pub fn not_iterable<T>(cx: &Cx<'_>, value: &Value) -> Res<T> {
    type_error(format!(
        "'{}' object is not iterable",
        cx.world.type_name(value)
    ))
}

impl Thread {
    /// GetIter.
    pub(super) fn get_iter(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let value = self.stack.peek(1).clone();
        if as_iterator(&value).is_some() {
            return Ok(());
        }
        if let Some(iter) = native_iter(&value) {
            *self.stack.peek_mut(1) = iter.into();
            return Ok(());
        }
        if !is_user(&value) {
            return not_iterable(cx, &value);
        }
        let class = cx.world.class_of(&value);
        if let Some(method) = class.lookup(cx.world.names.iter) {
            if method.is_none() {
                return not_iterable(cx, &value);
            }
            self.stack.insert(1, method);
            return self.call_with(cx, 1, Cont::Iter);
        }
        if class.lookup(cx.world.names.getitem).is_some() {
            self.stack
                .insert(1, cx.world.prelude_function("_iterate_items"));
            return self.call(cx, 1);
        }
        not_iterable(cx, &value)
    }

    /// `__iter__` has returned: wraps an iterator of the user's so that ForIter can run it.
    pub(super) fn finish_iter(&mut self, cx: &mut Cx<'_>, value: Value) -> Res<()> {
        let instr = self.present_instr();
        if instr.op != Op::GetIter {
            return self.finish_special_iter(cx, value, instr.op);
        }
        if value.as_gc::<Iter>().is_some() || as_iterator(&value).is_some() {
            *self.stack.peek_mut(1) = value;
            return Ok(());
        }
        let next = cx.world.class_of(&value).lookup(cx.world.names.next);
        if next.is_none() {
            let class = cx.world.type_name(&value);
            return type_error(format!("iter() returned non-iterator of type '{class}'"));
        }
        *self.stack.peek_mut(1) = cx.world.prelude_function("_iterate");
        self.stack.push(value);
        self.call(cx, 1)
    }

    /// ForIter off the fast path.
    #[inline(never)]
    pub(super) fn for_iter(&mut self, cx: &mut Cx<'_>, instr: Instr) -> Res<()> {
        let iterator = self.stack.peek(1);
        let item = if let Some(iter) = iterator.as_gc::<Iter>() {
            native_next(cx, iter)?
        } else {
            let generator = iterator.as_gc::<Generator>().cloned();
            let generator = generator.expect("(GetIter) gave an iterator");
            if self.for_iter_generator(cx, generator)? {
                return Ok(());
            }
            None
        };
        match item {
            Some(item) => self.stack.push(item),
            None => self.end_loop(instr),
        }
        Ok(())
    }

    fn end_loop(&mut self, instr: Instr) {
        drop(self.stack.pop());
        self.frame().jump(instr.arg as i32);
    }
}
