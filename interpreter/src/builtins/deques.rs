//! What `collections.deque` rests on: a ring, one native for each change, so that a thread is never
//! switched, and another never looks, in the middle of one.
//!
//! A ring is a list: the number of changes so far, the number of free places at the front, these
//! places, then the items. Taking from the front leaves a free place; when they are more than the
//! items they go together. So both ends cost the same, whatever the length.

use super::receivers::receiver;
use crate::object::Adopt;
use crate::object::List;
use crate::object::compare::integer;
use crate::object::sequence::ListItems;
use crate::value::Value;
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

/// Turns the ring to the right, by less than its length.
fn rotate(cx: &mut Cx<'_>, args: &[Value]) -> Res {
    let mut ring = Ring::of(cx, args)?;
    let length = ring.len();
    let count = integer(&args[1]).map_or(0, |n| n.clamp_i64() as usize);
    if length < 2 || count.is_multiple_of(length) {
        return Ok(Value::NONE);
    }
    let count = count % length;
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
