//! Tuples, lists, ranges, slices, bytes and big integers.

use super::items::Items;
use super::{Trace, trace_value, trace_values};
use crate::number::Int;
use crate::number::slice::Range as Progression;
use crate::value::Value;
use gilscope_runtime::heap::{Gc, Guard, Guarded, Ref, Visitor};
use num_bigint::BigInt;
use std::borrow::Cow;

/// A `tuple`. Immutable.
pub struct Tuple {
    /// Its items.
    pub items: Items,
}

impl Tuple {
    /// A new tuple object.
    pub fn new(items: impl Into<Items>) -> Gc<Tuple> {
        Gc::new(Tuple {
            items: items.into(),
        })
    }

    /// A new tuple object as a value.
    pub fn value(items: impl Into<Items>) -> Value {
        Tuple::new(items).into()
    }
}

impl Trace for Tuple {
    fn trace(&self, visitor: &Visitor<'_>) {
        trace_values(&self.items, visitor);
    }
}

/// A `list`.
pub struct List {
    /// Its items.
    pub items: Guarded<Vec<Value>>,
}

impl List {
    /// A new list object.
    pub fn new(items: Vec<Value>) -> Gc<List> {
        Gc::new(List {
            items: Guarded::new(items),
        })
    }

    /// A new list object as a value.
    pub fn value(items: Vec<Value>) -> Value {
        List::new(items).into()
    }
}

/// Access to a list's items.
pub trait ListItems {
    /// Locks the list.
    fn items(&self) -> Guard<'_, Vec<Value>>;
}

impl ListItems for Gc<List> {
    #[inline(always)]
    fn items(&self) -> Guard<'_, Vec<Value>> {
        self.guard(|list| &list.items)
    }
}

impl Trace for List {
    fn trace(&self, visitor: &Visitor<'_>) {
        trace_values(visitor.peek(&self.items), visitor);
    }
}

/// A `range` whose bounds fit 64 bits. Immutable.
pub struct Range {
    /// First number.
    pub start: i64,
    /// Where it ends, exclusive.
    pub stop: i64,
    /// Distance of two numbers, never 0.
    pub step: i64,
}

impl Range {
    /// How many numbers it has.
    pub fn len(&self) -> u64 {
        let (low, high, step) = if self.step > 0 {
            (self.start, self.stop, self.step as u64)
        } else {
            (
                self.stop,
                self.start,
                (self.step as i128).unsigned_abs() as u64,
            )
        };
        if low >= high {
            return 0;
        }
        ((high as i128 - low as i128 - 1) as u64) / step + 1
    }

    /// Whether it has no numbers.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number at `index`, which must be below [`Range::len`].
    pub fn at(&self, index: u64) -> i64 {
        (self.start as i128 + index as i128 * self.step as i128) as i64
    }

    /// Its numbers as integers of any size.
    pub fn numbers(&self) -> Progression {
        let [start, stop, step] = [self.start, self.stop, self.step].map(Int::Small);
        Progression::new(start, stop, step).expect("(range) a step is never 0")
    }

    /// Whether `number` is one of its numbers.
    pub fn contains(&self, number: i64) -> bool {
        let inside = if self.step > 0 {
            self.start <= number && number < self.stop
        } else {
            self.stop < number && number <= self.start
        };
        inside && (number as i128 - self.start as i128) % self.step as i128 == 0
    }
}

impl Trace for Range {
    fn trace(&self, _visitor: &Visitor<'_>) {}
}

/// A `range` some of whose bounds exceed 64 bits. Immutable.
pub struct WideRange {
    /// Its numbers.
    pub numbers: Progression,
}

impl Trace for WideRange {
    fn trace(&self, _visitor: &Visitor<'_>) {}
}

/// The numbers of a `range` of either kind.
pub fn progression(object: &Ref) -> Option<Progression> {
    match object.downcast::<Range>() {
        Some(range) => Some(range.numbers()),
        None => Some(object.downcast::<WideRange>()?.numbers.clone()),
    }
}

/// A new `range` object, of the kind that its bounds call for.
pub fn range_value(numbers: Progression) -> Value {
    let bounds = [&numbers.start, &numbers.stop, &numbers.step].map(Int::to_i64);
    match bounds {
        [Some(start), Some(stop), Some(step)] => Gc::new(Range { start, stop, step }).into(),
        _ => Gc::new(WideRange { numbers }).into(),
    }
}

/// A `slice`. Immutable.
pub struct Slice {
    /// `start`, `stop` and `step`, each as it was written or `None`.
    pub parts: [Value; 3],
}

impl Trace for Slice {
    fn trace(&self, visitor: &Visitor<'_>) {
        self.parts
            .iter()
            .for_each(|part| trace_value(part, visitor));
    }
}

/// `bytes`. Immutable.
pub struct Bytes {
    /// The bytes.
    pub data: Box<[u8]>,
}

impl Trace for Bytes {
    fn trace(&self, _visitor: &Visitor<'_>) {}
}

/// `bytearray`.
pub struct ByteArray {
    /// The bytes.
    pub data: Guarded<Vec<u8>>,
}

impl ByteArray {
    /// A new object as a value.
    pub fn value(data: impl Into<Vec<u8>>) -> Value {
        let data = Guarded::new(data.into());
        Gc::new(ByteArray { data }).into()
    }
}

/// Access to the bytes of a `bytearray`.
pub trait ByteData {
    /// Locks it.
    fn data(&self) -> Guard<'_, Vec<u8>>;
}

impl ByteData for Gc<ByteArray> {
    fn data(&self) -> Guard<'_, Vec<u8>> {
        self.guard(|array| &array.data)
    }
}

/// The bytes of a `bytes` or a `bytearray`.
pub fn bytes_of(value: &Value) -> Option<Cow<'_, [u8]>> {
    if let Some(bytes) = value.as_gc::<Bytes>() {
        return Some(Cow::Borrowed(&bytes.data));
    }
    let array = value.as_gc::<ByteArray>()?;
    Some(Cow::Owned(array.data().clone()))
}

impl Trace for ByteArray {
    fn trace(&self, _visitor: &Visitor<'_>) {}
}

/// An `int` that does not fit 64 bits. Immutable.
pub struct BigInteger {
    /// Its value.
    pub value: BigInt,
}

impl Trace for BigInteger {
    fn trace(&self, _visitor: &Visitor<'_>) {}
}
