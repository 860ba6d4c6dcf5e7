//! Building, unpacking and indexing containers.

use super::arithmetic::int_value;
use super::byte_items::{byte_at, byte_slice, delete_bytes, put_bytes};
use super::context::Cx;
use super::iteration::native_items;
use super::operators::is_user;
use super::signal::{Exc, Res, Signal, key_error, type_error};
use super::thread::{Cont, Thread};
use super::unpacking::is_iterable_by_user;
use crate::number::slice::adjust;
use crate::object::Adopt;
use crate::object::class::{ClassFlags, ClassLookup};
use crate::object::compare::{Stop, integer};
use crate::object::derived::plain_core;
use crate::object::dict::{DictTable, Key, Table};
use crate::object::sequence::{ListItems, progression, range_value};
use crate::object::set::{SetItems, SetTable};
use crate::object::unchanged;
use crate::object::{ByteArray, Class, Dict, List, Range, Set, Slice, Str, Tuple};
use crate::strings;
use crate::value::{Value, View};
use gilscope_runtime::heap::Gc;

impl Thread {
    pub(super) fn build_tuple(&mut self, cx: &Cx<'_>, count: usize) -> Res<()> {
        let items = self.stack.pop_many(count);
        self.stack.push(match count {
            0 => (&cx.world.empty_tuple).into(),
            _ => Tuple::value(items),
        });
        Ok(())
    }

    pub(super) fn build_set(&mut self, cx: &mut Cx<'_>, count: usize) -> Res<()> {
        let mut table = SetTable::default();
        for item in self.stack.last(count) {
            match table.insert(item.clone()) {
                Ok(_) => {}
                Err(Stop::User) => return self.collect(cx, count, "_build_set"),
                Err(stop) => return Err(stop.into()),
            }
        }
        self.stack.truncate(self.stack.top() - count);
        self.stack.push(Set::value(table));
        Ok(())
    }

    /// Packs the topmost `count` values into a tuple and hands it to a function of the prelude.
    fn collect(&mut self, cx: &mut Cx<'_>, count: usize, function: &str) -> Res<()> {
        let items = self.stack.pop_many(count);
        self.stack.push(cx.world.prelude_function(function));
        self.stack.push(Tuple::value(items));
        self.call(cx, 1)
    }

    pub(super) fn build_map(&mut self, cx: &mut Cx<'_>, count: usize) -> Res<()> {
        let mut table = Table::with_capacity(count);
        for pair in self.stack.last(2 * count).chunks_exact(2) {
            match table.insert(pair[0].clone(), pair[1].clone()) {
                Ok(_) => {}
                Err(Stop::User) => return self.collect(cx, 2 * count, "_build_map"),
                Err(stop) => return Err(stop.into()),
            }
        }
        self.stack.truncate(self.stack.top() - 2 * count);
        self.stack.push(Dict::value(table));
        Ok(())
    }

    pub(super) fn build_slice(&mut self, count: usize) -> Res<()> {
        let step = if count == 3 {
            self.stack.pop()
        } else {
            Value::NONE
        };
        let stop = self.stack.pop();
        let start = self.stack.pop();
        self.stack.push(
            Gc::new(Slice {
                parts: [start, stop, step],
            })
            .into(),
        );
        Ok(())
    }

    pub(super) fn build_string(&mut self, count: usize) -> Res<()> {
        let parts = self
            .stack
            .last(count)
            .iter()
            .filter_map(|part| part.as_gc::<Str>());
        let text: String = parts.map(|part| part.as_str()).collect();
        self.stack.truncate(self.stack.top() - count);
        self.stack.push(Str::value(text));
        Ok(())
    }

    pub(super) fn set_add(&mut self, cx: &mut Cx<'_>, depth: usize) -> Res<()> {
        let set = self.stack.peek(depth + 1).clone();
        let table = set.as_gc::<Set>().expect("(codegen) a set");
        let added = table.table().insert(self.stack.peek(1).clone());
        match added {
            Ok(_) => {
                drop(self.stack.pop());
                Ok(())
            }
            Err(Stop::User) => self.hand_over(cx, "_set_add", set, 1),
            Err(stop) => Err(stop.into()),
        }
    }

    pub(super) fn map_add(&mut self, cx: &mut Cx<'_>, depth: usize) -> Res<()> {
        let dict = self.stack.peek(depth + 2).clone();
        let table = dict.as_gc::<Dict>().expect("(codegen) a dict");
        let (key, value) = (self.stack.peek(2).clone(), self.stack.peek(1).clone());
        let inserted = table.table().insert(key, value);
        match inserted {
            Ok(old) => {
                drop(old);
                self.stack.truncate(self.stack.top() - 2);
                Ok(())
            }
            Err(Stop::User) => self.hand_over(cx, "_dict_set", dict, 2),
            Err(stop) => Err(stop.into()),
        }
    }

    pub(super) fn list_to_tuple(&mut self) -> Res<()> {
        let list = self.stack.pop();
        let items = list
            .as_gc::<List>()
            .expect("(codegen) a list")
            .items()
            .clone();
        self.stack.push(Tuple::value(items));
        Ok(())
    }

    /// FormatValue: plain strings and numbers at once, everything else by the prelude.
    pub(super) fn format_value(&mut self, cx: &mut Cx<'_>, flags: u32) -> Res<()> {
        let spec = if flags & 4 != 0 {
            self.stack.pop()
        } else {
            cx.world.empty_str.clone()
        };
        // `!s` makes a text of a number, which a specification then lays out as a text.
        let is_plain = flags & 3 == 0;
        let is_text = flags & 3 == 1 && self.stack.peek(1).as_gc::<Str>().is_some();
        if (is_plain || is_text)
            && let Some(text) = self.format_natively(&spec)?
        {
            *self.stack.peek_mut(1) = text;
            return Ok(());
        }
        let conversion = match flags & 3 {
            0 => "",
            1 => "s",
            2 => "r",
            _ => "a",
        };
        self.stack
            .insert(1, cx.world.prelude_function("_format_value"));
        self.stack.push(Str::value(conversion));
        self.stack.push(spec);
        self.call(cx, 3)
    }

    fn format_natively(&self, spec: &Value) -> Res<Option<Value>> {
        let value = self.stack.peek(1);
        let spec = spec.as_gc::<Str>().map_or("", |spec| spec.as_str());
        Ok(match value.view() {
            View::Object(object) if spec.is_empty() => {
                object.downcast::<Str>().map(|_| value.clone())
            }
            View::Object(object) => match object.downcast::<Str>() {
                Some(text) => {
                    let text = strings::format_spec::format_str(text.as_str(), spec)?;
                    Some(unchanged::text(value, text))
                }
                None => None,
            },
            View::Int(n) if spec.is_empty() => Some(Str::value(n.to_string())),
            View::Float(x) if spec.is_empty() => Some(Str::value(crate::number::float::repr(x))),
            View::Float(x) => Some(Str::value(strings::format_spec::format_float(x, spec)?)),
            View::Int(n) => {
                let n = crate::number::Int::Small(n);
                Some(Str::value(strings::format_spec::format_int(&n, spec)?))
            }
            _ => None,
        })
    }

    pub(super) fn unpack_sequence(&mut self, cx: &mut Cx<'_>, count: usize) -> Res<()> {
        let value = self.stack.peek(1).clone();
        let items = match self.items_to_unpack(cx, &value, Some(count))? {
            Some(items) => items,
            None if !is_iterable_by_user(cx, &value) => {
                let class = cx.world.type_name(&value);
                return type_error(format!("cannot unpack non-iterable {class} object"));
            }
            None => {
                *self.stack.peek_mut(1) = cx.world.prelude_function("_unpack");
                self.stack.push(value);
                self.stack.push(Value::int(count as i64));
                return self.call_with(cx, 2, Cont::Unpack(count as u32));
            }
        };
        if items.len() > count {
            return Exc::ValueError.err(format!("too many values to unpack (expected {count})"));
        }
        if items.len() < count {
            let got = items.len();
            return Exc::ValueError.err(format!(
                "not enough values to unpack (expected {count}, got {got})"
            ));
        }
        drop(self.stack.pop());
        items
            .into_iter()
            .rev()
            .for_each(|item| self.stack.push(item));
        Ok(())
    }

    /// Items of what is unpacked; None when it takes code of the user to get at them.
    fn items_to_unpack(
        &self,
        cx: &Cx<'_>,
        value: &Value,
        _count: Option<usize>,
    ) -> Res<Option<Vec<Value>>> {
        match native_items(cx, value) {
            Err(signal) => match *signal {
                Signal::New(Exc::TypeError, message) if message.ends_with("is not iterable") => {
                    let class = cx.world.type_name(value);
                    type_error(format!("cannot unpack non-iterable {class} object"))
                }
                other => Err(Box::new(other)),
            },
            items => items,
        }
    }

    pub(super) fn unpack_ex(&mut self, cx: &mut Cx<'_>, before: usize, after: usize) -> Res<()> {
        let value = self.stack.peek(1).clone();
        let Some(mut items) = self.items_to_unpack(cx, &value, None)? else {
            if !is_iterable_by_user(cx, &value) {
                let class = cx.world.type_name(&value);
                return type_error(format!("cannot unpack non-iterable {class} object"));
            }
            *self.stack.peek_mut(1) = cx.world.prelude_function("_as_list");
            self.stack.push(value);
            let cont = Cont::UnpackEx(before as u16, after as u16);
            return self.call_with(cx, 1, cont);
        };
        if items.len() < before + after {
            let (least, got) = (before + after, items.len());
            return Exc::ValueError.err(format!(
                "not enough values to unpack (expected at least {least}, got {got})"
            ));
        }
        drop(self.stack.pop());
        let last = items.split_off(items.len() - after);
        let middle = items.split_off(before);
        last.into_iter()
            .rev()
            .for_each(|item| self.stack.push(item));
        self.stack.push(List::value(middle));
        items
            .into_iter()
            .rev()
            .for_each(|item| self.stack.push(item));
        Ok(())
    }

    /// LoadItem off the fast path.
    #[inline(never)]
    pub(super) fn load_item(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let (container, index) = (self.stack.peek(2).clone(), self.stack.peek(1).clone());
        match get_item(cx, &container, &index) {
            Ok(item) => {
                drop(self.stack.pop());
                *self.stack.peek_mut(1) = item;
                Ok(())
            }
            Err(signal) if matches!(*signal, Signal::Fallback) => {
                let names = &cx.world.names;
                let class = cx.world.class_of(&container);
                let of_class = container.as_gc::<Class>().is_some();
                let method = if of_class && class.lookup(names.getitem).is_none() {
                    Some(cx.world.prelude_function("_class_getitem"))
                } else if is_user(&container) {
                    class.lookup(names.getitem)
                } else {
                    Some(cx.world.prelude_function("_dict_getitem"))
                };
                let Some(method) = method else {
                    let class = cx.world.type_name(&container);
                    return type_error(format!("'{class}' object is not subscriptable"));
                };
                self.stack.insert(2, method);
                self.call(cx, 2)
            }
            Err(signal) => Err(signal),
        }
    }

    /// StoreItem off the fast path: value, container, index.
    #[inline(never)]
    pub(super) fn store_item(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let index = self.stack.peek(1).clone();
        let container = self.stack.peek(2).clone();
        let value = self.stack.peek(3).clone();
        match set_item(cx, &container, &index, value.clone()) {
            Ok(()) => {
                self.stack.truncate(self.stack.top() - 3);
                Ok(())
            }
            Err(signal) if matches!(*signal, Signal::Fallback) => {
                let method = if is_user(&container) {
                    cx.world.class_of(&container).lookup(cx.world.names.setitem)
                } else if container.as_gc::<Dict>().is_none() {
                    Some(cx.world.prelude_function("_list_set_slice"))
                } else {
                    Some(cx.world.prelude_function("_dict_set"))
                };
                let Some(method) = method else {
                    let class = cx.world.type_name(&container);
                    return type_error(format!(
                        "'{class}' object does not support item assignment"
                    ));
                };
                self.stack.truncate(self.stack.top() - 3);
                [method, container, index, value]
                    .into_iter()
                    .for_each(|v| self.stack.push(v));
                self.call_with(cx, 3, Cont::Drop)
            }
            Err(signal) => Err(signal),
        }
    }

    /// DeleteItem: container, index.
    pub(super) fn delete_item(&mut self, cx: &mut Cx<'_>) -> Res<()> {
        let (container, index) = (self.stack.peek(2).clone(), self.stack.peek(1).clone());
        match del_item(cx, &container, &index) {
            Ok(()) => {
                self.stack.truncate(self.stack.top() - 2);
                Ok(())
            }
            Err(signal) if matches!(*signal, Signal::Fallback) => {
                let method = if is_user(&container) {
                    cx.world.class_of(&container).lookup(cx.world.names.delitem)
                } else if container.as_gc::<ByteArray>().is_some() {
                    Some(cx.world.prelude_function("_bytearray_delete"))
                } else {
                    Some(cx.world.prelude_function("_dict_delete"))
                };
                let Some(method) = method else {
                    let class = cx.world.type_name(&container);
                    return type_error(format!("'{class}' object does not support item deletion"));
                };
                self.stack.insert(2, method);
                self.call_with(cx, 2, Cont::Drop)
            }
            Err(signal) => Err(signal),
        }
    }
}

/// An index into a sequence of `len` items, or CPython's error.
pub(super) fn sequence_index(
    cx: &Cx<'_>,
    index: &Value,
    len: usize,
    what: &str,
    message: &str,
) -> Res<usize> {
    let Some(number) = integer(index) else {
        if has_index(cx, index) {
            return super::signal::fallback();
        }
        let class = cx.world.type_name(index);
        let integers = if what == "string" { "" } else { " or slices" };
        let article = if what == "string" {
            format!(", not '{class}'")
        } else {
            format!(", not {class}")
        };
        return type_error(format!(
            "{what} indices must be integers{integers}{article}"
        ));
    };
    let Some(n) = number.to_i64() else {
        return Exc::IndexError.err("cannot fit 'int' into an index-sized integer");
    };
    let at = if n < 0 { n + len as i64 } else { n };
    if at < 0 || at >= len as i64 {
        return Exc::IndexError.err(message);
    }
    Ok(at as usize)
}

/// Whether an object that is no integer can be an index.
fn has_index(cx: &Cx<'_>, value: &Value) -> bool {
    is_user(value)
        && cx
            .world
            .class_of(value)
            .lookup(cx.world.names.index)
            .is_some()
}

/// The parts of a slice as integers.
pub fn slice_parts(cx: &Cx<'_>, slice: &Slice) -> Res<[Option<i64>; 3]> {
    let mut parts = [None, None, None];
    for (place, part) in parts.iter_mut().zip(&slice.parts) {
        if part.is_none() {
            continue;
        }
        match integer(part) {
            Some(n) => *place = Some(n.clamp_i64()),
            None if has_index(cx, part) => return super::signal::fallback(),
            None => {
                return type_error(
                    "slice indices must be integers or None or have an __index__ method",
                );
            }
        }
    }
    Ok(parts)
}

/// `container[index]` for builtin containers; a fallback where the user's code is involved.
pub fn get_item(cx: &Cx<'_>, container: &Value, index: &Value) -> Res {
    let container = plain_core(container, ClassFlags::ITEMS).unwrap_or(container);
    let Some(object) = container.as_object() else {
        return not_subscriptable(cx, container);
    };
    if let Some(dict) = object.downcast::<Dict>() {
        return match dict.table().get(index)? {
            Some(value) => Ok(value),
            None => key_error(cx, index),
        };
    }
    if let Some(slice) = index.as_gc::<Slice>()
        && !is_user(container)
    {
        return get_slice(cx, container, slice);
    }
    if let Some(list) = object.downcast::<List>() {
        let items = list.items();
        let at = sequence_index(cx, index, items.len(), "list", "list index out of range")?;
        return Ok(items[at].clone());
    }
    if let Some(tuple) = object.downcast::<Tuple>() {
        let len = tuple.items.len();
        let at = sequence_index(cx, index, len, "tuple", "tuple index out of range")?;
        return Ok(tuple.items[at].clone());
    }
    if let Some(text) = object.downcast::<Str>() {
        let at = sequence_index(
            cx,
            index,
            text.chars(),
            "string",
            "string index out of range",
        )?;
        let c = if text.is_ascii() {
            char::from(text.as_str().as_bytes()[at])
        } else {
            text.as_str().chars().nth(at).unwrap_or_default()
        };
        return Ok(cx.world.character(c));
    }
    if let Some(range) = object.downcast::<Range>()
        && range.len() < i64::MAX as u64
        && index.as_int().is_some()
    {
        let len = range.len() as usize;
        let at = sequence_index(cx, index, len, "range", "range object index out of range")?;
        return Ok(Value::int(range.at(at as u64)));
    }
    if let Some(numbers) = progression(object) {
        return match integer(index) {
            Some(index) => Ok(int_value(numbers.get(&index)?)),
            None => sequence_index(cx, index, 0, "range", "").map(|_| Value::NONE),
        };
    }
    if let Some(byte) = byte_at(cx, container, index) {
        return byte;
    }
    if is_user(container) || object.downcast::<Class>().is_some() {
        return super::signal::fallback();
    }
    not_subscriptable(cx, container)
}

#[cold]
fn not_subscriptable(cx: &Cx<'_>, value: &Value) -> Res {
    type_error(format!(
        "'{}' object is not subscriptable",
        cx.world.type_name(value)
    ))
}

fn get_slice(cx: &Cx<'_>, container: &Value, slice: &Slice) -> Res {
    let [start, stop, step] = slice_parts(cx, slice)?;
    let parts = |len: usize| adjust(len as i64, start, stop, step);
    if let Some(list) = container.as_gc::<List>() {
        let items = list.items();
        let picked = parts(items.len())?
            .iter()
            .map(|at| items[at as usize].clone())
            .collect();
        drop(items);
        return Ok(List::value(picked));
    }
    if let Some(tuple) = container.as_gc::<Tuple>() {
        let indices = parts(tuple.items.len())?;
        if indices.is_whole(tuple.items.len()) {
            return Ok(container.clone());
        }
        let picked: Vec<Value> = indices
            .iter()
            .map(|at| tuple.items[at as usize].clone())
            .collect();
        return Ok(Tuple::value(picked));
    }
    if let Some(text) = container.as_gc::<Str>() {
        let indices = parts(text.chars())?;
        if indices.is_whole(text.chars()) {
            return Ok(container.clone());
        }
        return Ok(Str::value(slice_text(text, indices)));
    }
    if let Some(numbers) = container.as_object().and_then(progression) {
        let [start, stop, step] = [0, 1, 2].map(|part| integer(&slice.parts[part]));
        let part = numbers.slice(start.as_ref(), stop.as_ref(), step.as_ref())?;
        return Ok(range_value(part));
    }
    if let Some(part) = byte_slice(container, [start, stop, step]) {
        return part;
    }
    if is_user(container) {
        return super::signal::fallback();
    }
    if container.as_gc::<Class>().is_some() {
        return super::signal::fallback();
    }
    not_subscriptable(cx, container)
}

fn slice_text(text: &Str, indices: crate::number::slice::Indices) -> String {
    if text.is_ascii() {
        let bytes = text.as_str().as_bytes();
        if indices.step == 1 {
            let start = indices.start as usize;
            return text.as_str()[start..start + indices.count as usize].to_string();
        }
        return indices
            .iter()
            .map(|at| char::from(bytes[at as usize]))
            .collect();
    }
    let chars: Vec<char> = text.as_str().chars().collect();
    indices.iter().map(|at| chars[at as usize]).collect()
}

/// Where in a list of `len` items an assignment or deletion is to happen.
fn assigned_index(cx: &Cx<'_>, index: &Value, len: usize) -> Res<usize> {
    let message = "list assignment index out of range";
    sequence_index(cx, index, len, "list", message)
}

/// `container[index] = value` for builtin containers.
pub fn set_item(cx: &Cx<'_>, container: &Value, index: &Value, value: Value) -> Res<()> {
    let container = plain_core(container, ClassFlags::ITEMS).unwrap_or(container);
    if let Some(list) = container.as_gc::<List>() {
        if let Some(slice) = index.as_gc::<Slice>() {
            return set_slice(cx, list, slice, &value);
        }
        list.adopt(&value);
        let mut items = list.items();
        let at = assigned_index(cx, index, items.len())?;
        let old = std::mem::replace(&mut items[at], value);
        drop(items);
        drop(old);
        return Ok(());
    }
    if let Some(dict) = container.as_gc::<Dict>() {
        dict.adopt_all([index, &value]);
        let old = dict.table().insert(index.clone(), value)?;
        drop(old);
        return Ok(());
    }
    if let Some(array) = container.as_gc::<ByteArray>() {
        return put_bytes(cx, array, index, &value);
    }
    if is_user(container) {
        return super::signal::fallback();
    }
    let class = cx.world.type_name(container);
    type_error(format!("'{class}' object does not support item assignment"))
}

fn set_slice(cx: &Cx<'_>, list: &Gc<List>, slice: &Slice, value: &Value) -> Res<()> {
    let [start, stop, step] = slice_parts(cx, slice)?;
    let new = match native_items(cx, value) {
        Ok(Some(items)) => items,
        Ok(None) => return super::signal::fallback(),
        Err(_) => return type_error("must assign iterable to extended slice"),
    };
    list.adopt_all(&new);
    let mut items = list.items();
    let indices = adjust(items.len() as i64, start, stop, step)?;
    let mut old: Vec<Value> = if indices.step == 1 {
        let start = indices.start as usize;
        let end = start.max(indices.stop.max(0) as usize);
        items.splice(start..end, new).collect()
    } else {
        if new.len() as i64 != indices.count {
            let (size, wanted) = (new.len(), indices.count);
            drop(items);
            return Exc::ValueError.err(format!(
                "attempt to assign sequence of size {size} to extended slice of size {wanted}"
            ));
        }
        let places = indices.iter().zip(new);
        places
            .map(|(at, item)| std::mem::replace(&mut items[at as usize], item))
            .collect()
    };
    drop(items);
    if indices.step == 1 {
        // From the end, as CPython does: finalizers can tell.
        while old.pop().is_some() {}
    }
    drop(old);
    Ok(())
}

/// `del container[index]` for builtin containers.
pub fn del_item(cx: &Cx<'_>, container: &Value, index: &Value) -> Res<()> {
    let container = plain_core(container, ClassFlags::ITEMS).unwrap_or(container);
    if let Some(list) = container.as_gc::<List>() {
        if let Some(slice) = index.as_gc::<Slice>() {
            return del_slice(cx, list, slice);
        }
        let mut items = list.items();
        let at = assigned_index(cx, index, items.len())?;
        let old = items.remove(at);
        drop(items);
        drop(old);
        return Ok(());
    }
    if let Some(dict) = container.as_gc::<Dict>() {
        let mut table = dict.table();
        let Some(position) = table.find(&Key::new(index)?)? else {
            drop(table);
            return key_error(cx, index);
        };
        let old = table.remove(position);
        drop(table);
        drop(old);
        return Ok(());
    }
    if let Some(array) = container.as_gc::<ByteArray>() {
        return delete_bytes(cx, array, index);
    }
    if is_user(container) {
        return super::signal::fallback();
    }
    let class = cx.world.type_name(container);
    let sequences = [
        "str",
        "tuple",
        "bytes",
        "range",
        "set",
        "frozenset",
        "dict_keys",
        "dict_values",
        "dict_items",
    ];
    // CPython asks sequences for an item by its number in other words.
    let by_number = integer(index).is_some() && sequences.contains(&class.as_str());
    let not = if by_number { "doesn't" } else { "does not" };
    type_error(format!("'{class}' object {not} support item deletion"))
}

fn del_slice(cx: &Cx<'_>, list: &Gc<List>, slice: &Slice) -> Res<()> {
    let [start, stop, step] = slice_parts(cx, slice)?;
    let mut items = list.items();
    let indices = adjust(items.len() as i64, start, stop, step)?;
    let mut doomed = vec![false; items.len()];
    indices.iter().for_each(|at| doomed[at as usize] = true);
    let all = std::mem::take(&mut *items);
    let (mut kept, mut old) = (Vec::with_capacity(all.len()), Vec::new());
    for (item, doomed) in all.into_iter().zip(doomed) {
        if doomed {
            old.push(item)
        } else {
            kept.push(item)
        }
    }
    *items = kept;
    drop(items);
    if indices.step == 1 {
        // From the end, as CPython does: finalizers can tell.
        while old.pop().is_some() {}
    }
    drop(old);
    Ok(())
}
