//! Hashing and equality of values, as far as no code of the user is involved.

use super::class::{CLASS_OF_CLASS, Class, ClassFlags, ClassLookup};
use super::dict::DictTable;
use super::sequence::{ByteData, ListItems, progression};
use super::set::SetItems;
use super::views::SetLike;
use super::{
    BigInteger, ByteArray, Bytes, ComplexNumber, Derived, Dict, Instance, List, Method, Set, Slice,
    Str, Tuple, both,
};
use crate::number::complex::Complex;
use crate::number::hash::{
    hash_bytes, hash_complex, hash_float, hash_frozenset, hash_int, hash_slice, hash_small,
    hash_tuple,
};
use crate::number::{Int, OpError};
use crate::value::{Tag, Value, View};
use gilscope_runtime::heap::record::identity;
use gilscope_runtime::heap::{Gc, Ref};
use gilscope_runtime::symbol::Symbol;
use std::cmp::Ordering;

/// Why an answer cannot be given natively.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop {
    /// A method of the user's must be called.
    User,
    /// The value cannot be hashed; its type's name.
    Unhashable(&'static str),
    /// The two cannot be ordered.
    Unordered,
    /// Containers are nested too deep, perhaps in a circle.
    Deep,
}

/// Whether two values are equal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Eq {
    /// They are.
    Yes,
    /// They are not.
    No,
}

/// How deep containers are followed.
const DEPTH: u32 = 200;

fn eq(same: bool) -> Result<Eq, Stop> {
    Ok(if same { Eq::Yes } else { Eq::No })
}

/// Whether `a is b or a == b`, as containers compare their items.
#[inline(always)]
pub fn equal(a: &Value, b: &Value) -> Result<Eq, Stop> {
    if a.is(b) && a.tag() != Tag::Float {
        return Ok(Eq::Yes);
    }
    equal_deep(a, b, DEPTH)
}

/// Whether `a == b`, without the shortcut for the same object.
pub fn equals(a: &Value, b: &Value) -> Result<bool, Stop> {
    if let (View::Object(x), View::Object(y)) = (a.view(), b.view()) {
        return Ok(equal_objects(x, y, DEPTH)? == Eq::Yes);
    }
    if let (View::Float(x), View::Float(y)) = (a.view(), b.view()) {
        return Ok(x == y);
    }
    Ok(equal_deep(a, b, DEPTH)? == Eq::Yes)
}

#[inline(never)]
fn equal_deep(a: &Value, b: &Value, depth: u32) -> Result<Eq, Stop> {
    if depth == 0 {
        return Err(Stop::Deep);
    }
    match (a.view(), b.view()) {
        (View::Object(x), View::Object(y)) => {
            if x.address() == y.address() {
                return Ok(Eq::Yes);
            }
            equal_objects(x, y, depth)
        }
        (View::Float(x), View::Float(y)) => eq(x == y || (x.is_nan() && a.is(b))),
        (View::Int(x), View::Float(y)) | (View::Float(y), View::Int(x)) => {
            eq(Int::Small(x).compare_float(y) == Some(Ordering::Equal))
        }
        (View::Int(x), View::Bool(y)) | (View::Bool(y), View::Int(x)) => eq(x == y as i64),
        (View::Float(x), View::Bool(y)) | (View::Bool(y), View::Float(x)) => {
            eq(x == y as i64 as f64)
        }
        (View::Float(x), View::Object(y)) | (View::Object(y), View::Float(x)) => {
            match y.downcast::<BigInteger>() {
                Some(big) => {
                    let order = Int::Big(big.value.clone()).compare_float(x);
                    eq(order == Some(Ordering::Equal))
                }
                None => with_immediate(y, Value::float(x), depth),
            }
        }
        (View::Object(x), _) => with_immediate(x, b.clone(), depth),
        (_, View::Object(x)) => with_immediate(x, a.clone(), depth),
        _ => eq(a.is(b)),
    }
}

/// An object against a number, None and the like: unequal unless the user says otherwise, or a
/// number is at its core.
fn with_immediate(object: &Ref, other: Value, depth: u32) -> Result<Eq, Stop> {
    if has_user(object, ClassFlags::EQ) {
        return Err(Stop::User);
    }
    match object.downcast::<Derived>() {
        Some(derived) => equal_deep(&derived.core, &other, depth - 1),
        None => eq(object
            .downcast::<ComplexNumber>()
            .is_some_and(|complex| is_number(complex.value, &other))),
    }
}

/// Whether a complex number is a number of another class.
fn is_number(complex: Complex, other: &Value) -> bool {
    let same = match number(other) {
        Some(Number::Int(n)) => n.compare_float(complex.re) == Some(Ordering::Equal),
        Some(Number::Float(x)) => x == complex.re,
        None => false,
    };
    same && complex.im == 0.0
}

/// Compares two objects of different kinds, one of which is a complex number.
fn equal_complex(x: &Ref, y: &Ref) -> Option<bool> {
    let (complex, other) = match (x.downcast::<ComplexNumber>(), y.downcast::<ComplexNumber>()) {
        (Some(complex), None) => (complex, y),
        (None, Some(complex)) => (complex, x),
        _ => return None,
    };
    Some(is_number(complex.value, &Value::object(other.clone())))
}

/// What two objects without a say of the user's are compared by, where that is not they themselves.
fn cores(x: &Ref, y: &Ref) -> Option<(Value, Value)> {
    let core = |object: &Ref| object.downcast::<Derived>().map(|it| it.core.clone());
    match (core(x), core(y)) {
        (None, None) => None,
        (a, b) => Some((
            a.unwrap_or_else(|| Value::object(x.clone())),
            b.unwrap_or_else(|| Value::object(y.clone())),
        )),
    }
}

/// Whether the object's class, or the class it is, overrides the operations of `flag`.
pub fn has_user(object: &Ref, flag: ClassFlags) -> bool {
    if let Some(instance) = object.downcast::<Instance>() {
        return instance.class.flags().has(flag);
    }
    if let Some(derived) = object.downcast::<Derived>() {
        return derived.class.flags().has(flag);
    }
    if let Some(class) = object.downcast::<super::Class>() {
        return class.flags().has(ClassFlags::META) && metaclass_has_user(class, flag);
    }
    object
        .downcast::<super::Exception>()
        .is_some_and(|e| e.class.flags().has(flag))
}

/// As [`has_user`], for a class whose class is not `type`.
fn metaclass_has_user(class: &Gc<Class>, flag: ClassFlags) -> bool {
    let meta = class.lookup(Symbol::new(CLASS_OF_CLASS));
    let meta = meta.as_ref().and_then(Value::as_gc::<Class>);
    meta.is_some_and(|meta| meta.flags().has(flag))
}

fn equal_objects(x: &Ref, y: &Ref, depth: u32) -> Result<Eq, Stop> {
    if let (Some(a), Some(b)) = (x.downcast::<Str>(), y.downcast::<Str>()) {
        return eq(a.as_str() == b.as_str());
    }
    if has_user(x, ClassFlags::EQ) || has_user(y, ClassFlags::EQ) {
        return Err(Stop::User);
    }
    if let Some((a, b)) = cores(x, y) {
        return equal_deep(&a, &b, depth - 1);
    }
    if let (Some(a), Some(b)) = (SetLike::of(x), SetLike::of(y)) {
        return eq(a.equals(&b)?);
    }
    if x.kind() != y.kind() {
        let same = equal_complex(x, y).or_else(|| byte_data(x, y).map(|(a, b)| a == b));
        return eq(same.unwrap_or(false));
    }
    if let (Some(a), Some(b)) = (x.downcast::<Tuple>(), y.downcast::<Tuple>()) {
        return equal_slices(&a.items, &b.items, depth);
    }
    if let (Some(a), Some(b)) = (x.downcast::<List>(), y.downcast::<List>()) {
        if x.address() == y.address() {
            let items = a.items().clone();
            return equal_slices(&items, &items, depth);
        }
        // One guard at a time: others may compare the two the other way round.
        let left = a.items().clone();
        let right = b.items().clone();
        return equal_slices(&left, &right, depth);
    }
    if let (Some(a), Some(b)) = (x.downcast::<BigInteger>(), y.downcast::<BigInteger>()) {
        return eq(a.value == b.value);
    }
    if let (Some(a), Some(b)) = (x.downcast::<Dict>(), y.downcast::<Dict>()) {
        return equal_dicts(a, b, depth);
    }
    equal_plain(x, y)
}

fn equal_plain(x: &Ref, y: &Ref) -> Result<Eq, Stop> {
    if let (Some(a), Some(b)) = (progression(x), progression(y)) {
        return eq(a == b);
    }
    if let (Some(a), Some(b)) = (x.downcast::<ComplexNumber>(), y.downcast::<ComplexNumber>()) {
        return eq(a.value.equals(b.value));
    }
    if let (Some(a), Some(b)) = (x.downcast::<Bytes>(), y.downcast::<Bytes>()) {
        return eq(a.data == b.data);
    }
    if let Some((a, b)) = byte_data(x, y) {
        return eq(a == b);
    }
    if let (Some(a), Some(b)) = (x.downcast::<Slice>(), y.downcast::<Slice>()) {
        return equal_slices(&a.parts, &b.parts, DEPTH);
    }
    if let (Some(a), Some(b)) = (x.downcast::<Method>(), y.downcast::<Method>()) {
        return eq(a.function.is(&b.function) && a.receiver.is(&b.receiver));
    }
    eq(x.address() == y.address())
}

/// The bytes of two objects that hold bytes, one of which can change.
fn byte_data(x: &Ref, y: &Ref) -> Option<(Vec<u8>, Vec<u8>)> {
    let array = |object: &Ref| {
        object
            .downcast::<ByteArray>()
            .map(|array| array.data().clone())
    };
    let data = |object: &Ref| {
        let bytes = object.downcast::<Bytes>().map(|bytes| bytes.data.to_vec());
        bytes.or_else(|| array(object))
    };
    match (array(x), array(y)) {
        (Some(a), _) => Some((a, data(y)?)),
        (_, Some(b)) => Some((data(x)?, b)),
        _ => None,
    }
}

fn equal_slices(a: &[Value], b: &[Value], depth: u32) -> Result<Eq, Stop> {
    if a.len() != b.len() {
        return Ok(Eq::No);
    }
    for (x, y) in a.iter().zip(b) {
        if equal_deep(x, y, depth - 1)? == Eq::No {
            return Ok(Eq::No);
        }
    }
    Ok(Eq::Yes)
}

fn equal_dicts(a: &Gc<Dict>, b: &Gc<Dict>, depth: u32) -> Result<Eq, Stop> {
    let (left, right) = match a.is(b) {
        true => {
            let table = a.table().clone();
            (table.clone(), table)
        }
        false => {
            let (left, right) = both(a, b, Gc::<Dict>::table);
            if left.len() != right.len() {
                return Ok(Eq::No);
            }
            (left.clone(), right.clone())
        }
    };
    if left.len() != right.len() {
        return Ok(Eq::No);
    }
    for entry in left.iter() {
        let key = super::dict::Key {
            hash: entry.hash,
            value: &entry.key,
        };
        let Some(position) = right.find(&key)? else {
            return Ok(Eq::No);
        };
        if equal_deep(&entry.value, &right.entry(position).value, depth - 1)? == Eq::No {
            return Ok(Eq::No);
        }
    }
    Ok(Eq::Yes)
}

/// The order of two values for `<` and its kin; `None` when a NaN is involved.
pub fn order(a: &Value, b: &Value) -> Result<Option<Ordering>, Stop> {
    match (a.view(), b.view()) {
        (View::Int(a), View::Int(b)) => Ok(Some(a.cmp(&b))),
        (View::Float(a), View::Float(b)) => Ok(a.partial_cmp(&b)),
        _ => order_deep(a, b, DEPTH),
    }
}

#[inline(never)]
fn order_deep(a: &Value, b: &Value, depth: u32) -> Result<Option<Ordering>, Stop> {
    if depth == 0 {
        return Err(Stop::Deep);
    }
    if orders_itself(a) || orders_itself(b) {
        return Err(Stop::User);
    }
    if let (Some(x), Some(y)) = (number(a), number(b)) {
        return Ok(order_numbers(&x, &y));
    }
    let (View::Object(x), View::Object(y)) = (a.view(), b.view()) else {
        return Err(unordered(a, b));
    };
    if let Some((a, b)) = cores(x, y) {
        return order_deep(&a, &b, depth - 1);
    }
    if let (Some(a), Some(b)) = (x.downcast::<Str>(), y.downcast::<Str>()) {
        return Ok(Some(a.as_str().cmp(b.as_str())));
    }
    if let (Some(a), Some(b)) = (x.downcast::<Tuple>(), y.downcast::<Tuple>()) {
        return order_slices(&a.items, &b.items, depth);
    }
    if let (Some(a), Some(b)) = (x.downcast::<List>(), y.downcast::<List>()) {
        let left = a.items().clone();
        let right = b.items().clone();
        return order_slices(&left, &right, depth);
    }
    if let (Some(a), Some(b)) = (x.downcast::<Bytes>(), y.downcast::<Bytes>()) {
        return Ok(Some(a.data.cmp(&b.data)));
    }
    if let Some((a, b)) = byte_data(x, y) {
        return Ok(Some(a.cmp(&b)));
    }
    if let (Some(a), Some(b)) = (x.downcast::<Slice>(), y.downcast::<Slice>()) {
        return order_slices(&a.parts, &b.parts, depth);
    }
    Err(unordered(a, b))
}

/// Whether a value has a core, and its class orders it in another way.
#[inline]
fn orders_itself(value: &Value) -> bool {
    let derived = value.as_gc::<Derived>();
    derived.is_some_and(|it| it.class.flags().has(ClassFlags::ORDER))
}

fn unordered(a: &Value, b: &Value) -> Stop {
    let user = |value: &Value| {
        value
            .as_object()
            .is_some_and(|o| has_user(o, ClassFlags::ORDER))
    };
    if user(a) || user(b) {
        Stop::User
    } else {
        Stop::Unordered
    }
}

fn order_slices(a: &[Value], b: &[Value], depth: u32) -> Result<Option<Ordering>, Stop> {
    for (x, y) in a.iter().zip(b) {
        if equal_deep(x, y, depth - 1)? == Eq::No {
            return order_deep(x, y, depth - 1);
        }
    }
    Ok(Some(a.len().cmp(&b.len())))
}

/// A number, however it is stored.
pub enum Number {
    /// An int or bool.
    Int(Int),
    /// A float.
    Float(f64),
}

/// The value as a number, if it is one.
pub fn number(value: &Value) -> Option<Number> {
    match value.view() {
        View::Float(x) => Some(Number::Float(x)),
        View::Object(object) => match object.downcast::<Derived>() {
            Some(derived) => number(&derived.core),
            None => integer(value).map(Number::Int),
        },
        _ => integer(value).map(Number::Int),
    }
}

/// The value as an integer, if it is an int or bool, or has one at its core.
pub fn integer(value: &Value) -> Option<Int> {
    match value.view() {
        View::Int(n) => Some(Int::Small(n)),
        View::Bool(b) => Some(Int::Small(b as i64)),
        View::Object(object) => match object.downcast::<BigInteger>() {
            Some(big) => Some(Int::Big(big.value.clone())),
            None => integer(&object.downcast::<Derived>()?.core),
        },
        _ => None,
    }
}

/// The value as a complex number, if it is a number; OverflowError for an integer beyond floats.
pub fn complex(value: &Value) -> Option<Result<Complex, OpError>> {
    if let Some(complex) = super::derived::core(value).as_gc::<ComplexNumber>() {
        return Some(Ok(complex.value));
    }
    Some(match number(value)? {
        Number::Int(n) => n.to_float().map(Complex::from),
        Number::Float(x) => Ok(x.into()),
    })
}

fn order_numbers(a: &Number, b: &Number) -> Option<Ordering> {
    match (a, b) {
        (Number::Int(x), Number::Int(y)) => Some(x.cmp(y)),
        (Number::Float(x), Number::Float(y)) => x.partial_cmp(y),
        (Number::Int(x), Number::Float(y)) => x.compare_float(*y),
        (Number::Float(x), Number::Int(y)) => y.compare_float(*x).map(Ordering::reverse),
    }
}

/// The hash of a value, equal to CPython's for numbers and tuples of numbers.
#[inline]
pub fn hash(value: &Value) -> Result<i64, Stop> {
    if let View::Int(n) = value.view() {
        return Ok(hash_small(n));
    }
    if let View::Object(object) = value.view()
        && let Some(text) = object.downcast::<Str>()
    {
        return Ok(text.hash());
    }
    hash_deep(value, DEPTH)
}

const HASH_OF_NONE: i64 = 0xfca8_6420;

fn hash_deep(value: &Value, depth: u32) -> Result<i64, Stop> {
    if depth == 0 {
        return Err(Stop::Deep);
    }
    Ok(match value.view() {
        View::Int(n) => hash_small(n),
        View::Bool(b) => b as i64,
        View::Float(x) => hash_float(x),
        View::None => HASH_OF_NONE,
        View::Ellipsis => 0x0e11_1951,
        View::NotImplemented => 0x0107_1e3e,
        View::Empty => 0,
        View::Object(object) => return hash_object(object, depth),
    })
}

fn hash_object(object: &Ref, depth: u32) -> Result<i64, Stop> {
    if let Some(text) = object.downcast::<Str>() {
        return Ok(text.hash());
    }
    if let Some(tuple) = object.downcast::<Tuple>() {
        let mut stop = None;
        let hashes = { tuple.items.iter() }.map_while(|item| match hash_deep(item, depth - 1) {
            Ok(hash) => Some(hash),
            Err(why) => {
                stop = Some(why);
                None
            }
        });
        let hash = hash_tuple(hashes);
        return stop.map_or(Ok(hash), Err);
    }
    if let Some(slice) = object.downcast::<Slice>() {
        let [start, stop, step] = &slice.parts;
        let part = |part| hash_deep(part, depth - 1);
        return Ok(hash_slice([part(start)?, part(stop)?, part(step)?]));
    }
    if let Some(big) = object.downcast::<BigInteger>() {
        return Ok(hash_int(&Int::Big(big.value.clone())));
    }
    if let Some(complex) = object.downcast::<ComplexNumber>() {
        return Ok(hash_complex(complex.value));
    }
    if let Some(set) = object.downcast::<Set>() {
        if !set.frozen {
            return Err(Stop::Unhashable("set"));
        }
        let hashes: Vec<i64> = set.table().iter().map(|(hash, _)| hash).collect();
        return Ok(hash_frozenset(hashes));
    }
    for (kind, name) in [
        (object.downcast::<List>().is_some(), "list"),
        (object.downcast::<Dict>().is_some(), "dict"),
        (object.downcast::<ByteArray>().is_some(), "bytearray"),
    ] {
        if kind {
            return Err(Stop::Unhashable(name));
        }
    }
    if has_user(object, ClassFlags::HASH) {
        return Err(Stop::User);
    }
    if let Some(derived) = object.downcast::<Derived>() {
        return match hash_deep(&derived.core, depth - 1) {
            Err(Stop::Unhashable(_)) if derived.core.as_gc::<Tuple>().is_none() => {
                Err(Stop::Unhashable(Symbol::new(&derived.class.name).as_str()))
            }
            other => other,
        };
    }
    if let Some(numbers) = progression(object) {
        return Ok(numbers.hash(HASH_OF_NONE));
    }
    if let Some(bytes) = object.downcast::<Bytes>() {
        return Ok(hash_bytes(&bytes.data));
    }
    if let Some(method) = object.downcast::<Method>() {
        let receiver = identity_of(&method.receiver) as i64;
        return Ok(identity_of(&method.function) as i64 ^ receiver.rotate_left(17));
    }
    Ok(identity(object).rotate_right(4) as i64)
}

fn identity_of(value: &Value) -> u64 {
    value.as_object().map_or(value.bits(), identity)
}
