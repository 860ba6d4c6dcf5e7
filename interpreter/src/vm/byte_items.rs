//! Bytes of `bytes` and `bytearray` by index and slice.

use super::containers::{sequence_index, slice_parts};
use super::context::Cx;
use super::iteration::native_items;
use super::signal::{Exc, Res, fallback, type_error, value_error};
use crate::number::slice::adjust;
use crate::object::compare::integer;
use crate::object::sequence::{ByteData, bytes_of};
use crate::object::{ByteArray, Bytes, Slice, Str};
use crate::value::Value;
use gilscope_runtime::heap::Gc;

/// The byte at an index; None for what holds no bytes.
pub(super) fn byte_at(cx: &Cx<'_>, container: &Value, index: &Value) -> Option<Res> {
    let (class, message) = match container.as_gc::<Bytes>() {
        Some(_) => ("byte", "index out of range"),
        None => ("bytearray", "bytearray index out of range"),
    };
    let data = bytes_of(container)?;
    let at = sequence_index(cx, index, data.len(), class, message);
    Some(at.map(|at| Value::int(i64::from(data[at]))))
}

/// The bytes that a slice picks; None for what holds no bytes.
pub(super) fn byte_slice(container: &Value, parts: [Option<i64>; 3]) -> Option<Res> {
    let data = bytes_of(container)?;
    let [start, stop, step] = parts;
    let indices = match adjust(data.len() as i64, start, stop, step) {
        Ok(indices) => indices,
        Err(error) => return Some(Err(error.into())),
    };
    let is_array = container.as_gc::<ByteArray>().is_some();
    if !is_array && indices.is_whole(data.len()) {
        return Some(Ok(container.clone()));
    }
    let picked: Vec<u8> = indices.iter().map(|at| data[at as usize]).collect();
    Some(Ok(match is_array {
        true => ByteArray::value(picked),
        false => Gc::new(Bytes {
            data: picked.into(),
        })
        .into(),
    }))
}

/// The byte that an integer stands for.
fn byte(cx: &Cx<'_>, item: &Value) -> Res<u8> {
    let Some(n) = integer(item) else {
        let class = cx.world.type_name(item);
        return type_error(format!(
            "'{class}' object cannot be interpreted as an integer"
        ));
    };
    match n.to_i64().and_then(|n| u8::try_from(n).ok()) {
        Some(byte) => Ok(byte),
        None => value_error("byte must be in range(0, 256)"),
    }
}

/// `array[index] = value`
pub fn put_bytes(cx: &Cx<'_>, array: &Gc<ByteArray>, index: &Value, value: &Value) -> Res<()> {
    let Some(slice) = index.as_gc::<Slice>() else {
        let message = "bytearray index out of range";
        let mut data = array.data();
        let at = sequence_index(cx, index, data.len(), "bytearray", message)?;
        data[at] = byte(cx, value)?;
        return Ok(());
    };
    let [start, stop, step] = slice_parts(cx, slice)?;
    let new = match bytes_of(value) {
        Some(bytes) => bytes.into_owned(),
        None if value.as_gc::<Str>().is_some()
            || crate::object::compare::number(value).is_some() =>
        {
            return type_error(
                "can assign only bytes, buffers, or iterables of ints in range(0, 256)",
            );
        }
        None => match native_items(cx, value)? {
            Some(items) => items
                .iter()
                .map(|item| byte(cx, item))
                .collect::<Res<_>>()?,
            None => return fallback(),
        },
    };
    let mut data = array.data();
    let indices = adjust(data.len() as i64, start, stop, step)?;
    if indices.step == 1 {
        let start = indices.start as usize;
        let end = start.max(indices.stop.max(0) as usize);
        data.splice(start..end, new);
        return Ok(());
    }
    if new.len() as i64 != indices.count {
        let (size, wanted) = (new.len(), indices.count);
        return value_error(format!(
            "attempt to assign bytes of size {size} to extended slice of size {wanted}"
        ));
    }
    let places = indices.iter().zip(new);
    places.for_each(|(at, byte)| data[at as usize] = byte);
    Ok(())
}

/// `del array[index]`
pub fn delete_bytes(cx: &Cx<'_>, array: &Gc<ByteArray>, index: &Value) -> Res<()> {
    let Some(slice) = index.as_gc::<Slice>() else {
        let message = "bytearray index out of range";
        let mut data = array.data();
        let at = sequence_index(cx, index, data.len(), "bytearray", message)?;
        data.remove(at);
        return Ok(());
    };
    let [start, stop, step] = slice_parts(cx, slice)?;
    let mut data = array.data();
    let indices = adjust(data.len() as i64, start, stop, step)?;
    let mut doomed = vec![false; data.len()];
    indices.iter().for_each(|at| doomed[at as usize] = true);
    let mut doomed = doomed.into_iter();
    data.retain(|_| !doomed.next().unwrap_or(false));
    Ok(())
}

/// `array += more`; None where the left is no bytearray.
pub(super) fn grow_bytes(cx: &Cx<'_>, left: &Value, right: &Value) -> Option<Res> {
    let array = left.as_gc::<ByteArray>()?;
    let Some(more) = bytes_of(right) else {
        let class = cx.world.type_name(right);
        return Some(type_error(format!("can't concat {class} to bytearray")));
    };
    let more = more.into_owned();
    if let Err(signal) = cx.world.room_for(more.len()) {
        return Some(Err(signal));
    }
    array.data().extend(more);
    Some(Ok(left.clone()))
}

/// `array *= count`
pub(super) fn repeat_bytes(left: &Value, count: i64) -> Option<Res> {
    let array = left.as_gc::<ByteArray>()?;
    let mut data = array.data();
    let times = count.max(0) as usize;
    if data.len().saturating_mul(times) > 1 << 32 {
        return Some(Exc::MemoryError.err(""));
    }
    let repeated = data.repeat(times);
    *data = repeated;
    drop(data);
    Some(Ok(left.clone()))
}
