//! What `collections.deque` rests on: a ring, one native for each change, so that a thread is never
//! switched, and another never looks, in the middle of one.
//!
//! A ring is a list: the number of changes so far, the number of free places at the front, these
//! places, then the items. Taking from the front leaves a free place; when they are more than the
//! items they go together. So both ends cost the same, whatever the length.

use super::lists::search_range;
use super::receivers::receiver;
use crate::object::Adopt;
use crate::object::compare::{Stop, integer};
use crate::object::search::{self, is_flat};
use crate::object::sequence::ListItems;
use crate::object::{List, Tuple};
use crate::value::Value;
use crate::vm::arithmetic::repeated_items;
use crate::vm::operators::native_truth;
use crate::vm::signal::{Exc, Res};
use crate::vm::{Cx, NativeRow};
use gilscope_runtime::heap::Guard;

/// Natives of `collections`, for its deque only.
pub const TABLE: &[NativeRow] = &[
    NativeRow::new("collections._ring", "", |_, _| {
        Ok(List::value(fresh(Vec::new())))
    }),
    NativeRow::new("collections._push", "ring, maxlen, item, /", push),
    NativeRow::new("collections._push_left", "ring, maxlen, item, /", push_left),
    NativeRow::new("collections._pop", "ring, /", pop),
    NativeRow::new("collections._pop_left", "ring, /", pop_left),
    NativeRow::new("collections._length", "ring, /", length),
    NativeRow::new("collections._changes", "ring, /", changes),
    NativeRow::new("collections._item", "ring, index, changes, /", item),
    NativeRow::new("collections._set_item", "ring, index, item, /", set_item),
    NativeRow::new(
        "collections._extend",
        "ring, maxlen, items, left, /",
        extend,
    ),
    NativeRow::new("collections._look", "ring, /", look),
    NativeRow::new("collections._find", "ring, value, start=, stop=, /", find),
    NativeRow::new("collections._count", "ring, value, /", count),
    NativeRow::new("collections._remove", "ring, value, /", remove),
    NativeRow::new(
        "collections._insert",
        "ring, maxlen, index, item, /",
        insert,
    ),
    NativeRow::new("collections._delete", "ring, index, /", delete),
    NativeRow::new("collections._multiply", "ring, maxlen, times, /", multiply),
    NativeRow::new("collections._rotate", "ring, count, /", rotate),
    NativeRow::new("collections._reverse", "ring, /", reverse),
    NativeRow::new("collections._items", "ring, /", items),
    NativeRow::new("collections._replace", "ring, items, /", replace),
];

/// Places before the free ones.
const HEAD: usize = 2;

/// Free places that are not worth moving items for.
const FEW: usize = 16;

/// A ring, locked.
struct Ring<'a>(Guard<'a, Vec<Value>>);

impl<'a> Ring<'a> {
    fn of(cx: &Cx<'_>, args: &'a [Value]) -> Res<Ring<'a>> {
        Ok(Ring(
            receiver::<List>(cx, args, "collections._ring")?.items(),
        ))
    }

    fn number(&self, place: usize) -> usize {
        integer(&self.0[place]).map_or(0, |n| n.clamp_i64() as usize)
    }

    fn set_number(&mut self, place: usize, number: usize) {
        self.0[place] = Value::int(number as i64);
    }

    fn note_change(&mut self) {
        let changes = self.number(0);
        self.set_number(0, changes.wrapping_add(1) & (i64::MAX as usize));
    }

    fn free(&self) -> usize {
        self.number(1)
    }

    fn start(&self) -> usize {
        HEAD + self.free()
    }

    fn len(&self) -> usize {
        self.0.len() - self.start()
    }

    fn items(&self) -> &[Value] {
        &self.0[self.start()..]
    }

    fn push_front(&mut self, item: Value) {
        if self.free() == 0 {
            let room = self.len().max(FEW);
            self.0.splice(HEAD..HEAD, (0..room).map(|_| Value::NONE));
            self.set_number(1, room);
        }
        let free = self.free() - 1;
        self.0[HEAD + free] = item;
        self.set_number(1, free);
    }

    fn pop_front(&mut self) -> Option<Value> {
        if self.len() == 0 {
            return None;
        }
        let (start, free) = (self.start(), self.free() + 1);
        let item = std::mem::replace(&mut self.0[start], Value::NONE);
        let is_wasteful = free > FEW && free > self.0.len() - HEAD - free;
        if is_wasteful {
            self.0.drain(HEAD..HEAD + free);
        }
        self.set_number(1, if is_wasteful { 0 } else { free });
        Some(item)
    }

    fn pop_back(&mut self) -> Option<Value> {
        match self.len() {
            0 => None,
            _ => self.0.pop(),
        }
    }
}

/// The list of a ring of these items.
fn fresh(items: Vec<Value>) -> Vec<Value> {
    let head = [Value::int(0), Value::int(0)];
    head.into_iter().chain(items).collect()
}

/// Whether there is one item too many.
fn is_over(ring: &Ring<'_>, limit: &Value) -> bool {
    integer(limit).is_some_and(|limit| ring.len() as i64 > limit.clamp_i64())
}

fn push(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    args[0].adopt(&args[2]);
    let mut ring = Ring::of(cx, args)?;
    ring.0.push(args[2].clone());
    ring.note_change();
    let dropped = if is_over(&ring, &args[1]) {
        ring.pop_front()
    } else {
        None
    };
    drop(ring);
    drop(dropped);
    Ok(Value::NONE)
}

fn push_left(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    args[0].adopt(&args[2]);
    let mut ring = Ring::of(cx, args)?;
    ring.push_front(args[2].clone());
    ring.note_change();
    let dropped = if is_over(&ring, &args[1]) {
        ring.pop_back()
    } else {
        None
    };
    drop(ring);
    drop(dropped);
    Ok(Value::NONE)
}

fn popped(mut ring: Ring<'_>, item: Option<Value>) -> Res {
    match item {
        Some(item) => {
            ring.note_change();
            Ok(item)
        }
        None => Exc::IndexError.err("pop from an empty deque"),
    }
}

fn pop(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let mut ring = Ring::of(cx, args)?;
    let item = ring.pop_back();
    popped(ring, item)
}

fn pop_left(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let mut ring = Ring::of(cx, args)?;
    let item = ring.pop_front();
    popped(ring, item)
}

fn length(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Value::int(Ring::of(cx, args)?.len() as i64))
}

fn changes(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    Ok(Ring::of(cx, args)?.0[0].clone())
}

/// The place of an index, which counts from the end when negative.
fn place(ring: &Ring<'_>, index: &Value) -> Res<usize> {
    let index = integer(index).map_or(i64::MAX, |n| n.clamp_i64());
    let length = ring.len() as i64;
    match if index < 0 {
        index.saturating_add(length)
    } else {
        index
    } {
        at if (0..length).contains(&at) => Ok(ring.start() + at as usize),
        _ => Exc::IndexError.err("deque index out of range"),
    }
}

/// An item; for an iterator, which knows how many changes there were, only if there were no more.
fn item(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let ring = Ring::of(cx, args)?;
    let known = integer(&args[2]).map(|n| n.clamp_i64() as usize);
    if known.is_some_and(|known| known != ring.number(0)) {
        return Exc::RuntimeError.err("deque mutated during iteration");
    }
    let at = place(&ring, &args[1])?;
    Ok(ring.0[at].clone())
}

fn set_item(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    args[0].adopt(&args[2]);
    let mut ring = Ring::of(cx, args)?;
    let at = place(&ring, &args[1])?;
    let old = std::mem::replace(&mut ring.0[at], args[2].clone());
    drop(ring);
    drop(old);
    Ok(Value::NONE)
}

/// Takes in the items of a list, at the front if told so: all of them before others look again.
fn extend(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let items = receiver::<List>(cx, &args[2..], "collections._ring")?
        .items()
        .clone();
    args[0].adopt_all(&items);
    let at_front = native_truth(&args[3]) == Some(true);
    let mut dropped = Vec::new();
    let mut ring = Ring::of(cx, args)?;
    for item in items {
        match at_front {
            true => ring.push_front(item),
            false => ring.0.push(item),
        }
        ring.note_change();
        if is_over(&ring, &args[1]) {
            dropped.extend(match at_front {
                true => ring.pop_back(),
                false => ring.pop_front(),
            });
        }
    }
    drop(ring);
    drop(dropped);
    Ok(Value::NONE)
}

/// The number of changes, and a list of the items.
fn look(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let ring = Ring::of(cx, args)?;
    let (changes, items) = (ring.0[0].clone(), ring.items().to_vec());
    drop(ring);
    Ok(Tuple::value([changes, List::value(items)]))
}

/// What a search among the items comes to; None where code of the user has to compare.
fn searched<T>(
    cx: &Cx<'_>,
    args: &[Value],
    search: impl Fn(&[Value]) -> Result<T, Stop>,
    done: impl Fn(Ring<'_>, T) -> (Value, Vec<Value>),
) -> Res {
    loop {
        let ring = Ring::of(cx, args)?;
        let (ring, found) = match is_flat(&args[1]) {
            true => {
                let found = search(ring.items());
                (ring, found)
            }
            false => {
                // Compared without the guard: where others have changed the ring, once more.
                let (changes, items) = (ring.number(0), ring.items().to_vec());
                drop(ring);
                let found = search(&items);
                let ring = Ring::of(cx, args)?;
                if ring.number(0) != changes {
                    drop(ring);
                    continue;
                }
                (ring, found)
            }
        };
        match found {
            Ok(found) => {
                let (result, dead) = done(ring, found);
                drop(dead);
                return Ok(result);
            }
            Err(Stop::User) => return Ok(Value::NONE),
            Err(stop) => return Err(stop.into()),
        }
    }
}

fn number_or_minus_one(found: Option<usize>) -> Value {
    Value::int(found.map_or(-1, |at| at as i64))
}

/// The place of a value; -1 where it is not to be found.
fn find(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let within = |items: &[Value]| {
        let Ok((start, stop)) = search_range(args, items.len()) else {
            return Err(Stop::User);
        };
        search::find(items, &args[1], start, stop)
    };
    searched(cx, args, within, |_, found| {
        (number_or_minus_one(found), Vec::new())
    })
}

fn count(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let all = |items: &[Value]| search::count(items, &args[1]);
    searched(cx, args, all, |_, found| {
        (Value::int(found as i64), Vec::new())
    })
}

/// Removes the first one that equals a value; its place, -1 where there is none.
fn remove(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let all = |items: &[Value]| search::find(items, &args[1], 0, usize::MAX);
    searched(cx, args, all, |mut ring, found| {
        let mut dead = Vec::new();
        if let Some(at) = found {
            let at = ring.start() + at;
            dead.push(ring.0.remove(at));
            ring.note_change();
        }
        (number_or_minus_one(found), dead)
    })
}

fn insert(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    args[0].adopt(&args[3]);
    let mut ring = Ring::of(cx, args)?;
    let length = ring.len() as i64;
    if integer(&args[1]).is_some_and(|limit| length >= limit.clamp_i64()) {
        return Exc::IndexError.err("deque already at its maximum size");
    }
    let index = integer(&args[2]).map_or(0, |n| n.clamp_i64());
    let from_front = match index < 0 {
        true => index.saturating_add(length),
        false => index,
    };
    let at = ring.start() + from_front.clamp(0, length) as usize;
    ring.0.insert(at, args[3].clone());
    ring.note_change();
    Ok(Value::NONE)
}

fn delete(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let mut ring = Ring::of(cx, args)?;
    let at = place(&ring, &args[1])?;
    let old = ring.0.remove(at);
    ring.note_change();
    drop(ring);
    drop(old);
    Ok(Value::NONE)
}

/// `deque *= times`: the last ones stay, if there is a limit.
fn multiply(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let times = integer(&args[2]).map_or(0, |n| n.clamp_i64().max(0) as usize);
    let mut ring = Ring::of(cx, args)?;
    let mut items = repeated_items(cx, ring.items(), times)?;
    if let Some(limit) = integer(&args[1]) {
        let over = items.len().saturating_sub(limit.clamp_i64() as usize);
        // The ring itself holds them, too.
        items.drain(..over);
    }
    let mut fresh = fresh(items);
    std::mem::swap(&mut fresh[0], &mut ring.0[0]);
    let old = std::mem::replace(&mut *ring.0, fresh);
    ring.note_change();
    drop(ring);
    drop(old);
    Ok(Value::NONE)
}

/// Turns the ring to the right.
fn rotate(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let mut ring = Ring::of(cx, args)?;
    let length = ring.len();
    if length < 2 {
        return Ok(Value::NONE);
    }
    let count = integer(&args[1]).map_or(0, |n| n.clamp_i64());
    let count = count.rem_euclid(length as i64) as usize;
    if count == 0 {
        return Ok(Value::NONE);
    }
    if count <= length - count {
        for _ in 0..count {
            let item = ring.pop_back();
            item.into_iter().for_each(|item| ring.push_front(item));
        }
    } else {
        for _ in 0..length - count {
            let item = ring.pop_front();
            ring.0.extend(item);
        }
    }
    ring.note_change();
    Ok(Value::NONE)
}

/// Turns the order round, which iterators do not mind.
fn reverse(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let mut ring = Ring::of(cx, args)?;
    let start = ring.start();
    ring.0[start..].reverse();
    Ok(Value::NONE)
}

/// A list of the items.
fn items(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let ring = Ring::of(cx, args)?;
    Ok(List::value(ring.items().to_vec()))
}

/// Puts other items in place of all.
fn replace(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let new = receiver::<List>(cx, &args[1..], "collections._ring")?
        .items()
        .clone();
    args[0].adopt_all(&new);
    let mut ring = Ring::of(cx, args)?;
    let mut fresh = fresh(new);
    std::mem::swap(&mut fresh[0], &mut ring.0[0]);
    let old = std::mem::replace(&mut *ring.0, fresh);
    ring.note_change();
    drop(ring);
    drop(old);
    Ok(Value::NONE)
}
