//! Items of a tuple: a few lie in the object itself, so that a pair costs one piece of memory; more of them
//! lie beside it.

use crate::value::Value;
use std::ops::Deref;

/// As many lie in the object: pairs and triples are most tuples.
const FEW: usize = 3;

/// A sequence of values that never changes.
pub struct Items(Place);

enum Place {
    /// So many of the values; the others are empty.
    Inside(u64, [Value; FEW]),
    Beside(Box<[Value]>),
}

impl Items {
    /// Takes the values out of their places.
    #[inline(always)]
    pub fn take(places: &mut [Value]) -> Items {
        if places.len() <= FEW {
            Items::few(places.iter_mut().map(Value::take))
        } else {
            places.iter_mut().map(Value::take).collect()
        }
    }

    /// The values, if there are few.
    #[inline(always)]
    fn few(values: impl ExactSizeIterator<Item = Value>) -> Items {
        let count = values.len() as u64;
        let mut places = [const { Value::EMPTY }; FEW];
        for (place, value) in places.iter_mut().zip(values) {
            *place = value;
        }
        Items(Place::Inside(count, places))
    }
}

impl Deref for Items {
    type Target = [Value];

    #[inline(always)]
    fn deref(&self) -> &[Value] {
        match &self.0 {
            Place::Inside(count, values) => &values[..*count as usize],
            Place::Beside(values) => values,
        }
    }
}

impl<const N: usize> From<[Value; N]> for Items {
    #[inline(always)]
    fn from(values: [Value; N]) -> Items {
        if N <= FEW {
            Items::few(values.into_iter())
        } else {
            Items(Place::Beside(Box::new(values)))
        }
    }
}

impl From<Vec<Value>> for Items {
    #[inline]
    fn from(values: Vec<Value>) -> Items {
        if values.len() <= FEW {
            Items::few(values.into_iter())
        } else {
            Items(Place::Beside(values.into()))
        }
    }
}

impl From<&[Value]> for Items {
    #[inline]
    fn from(values: &[Value]) -> Items {
        if values.len() <= FEW {
            Items::few(values.iter().cloned())
        } else {
            Items(Place::Beside(values.into()))
        }
    }
}

impl FromIterator<Value> for Items {
    fn from_iter<I: IntoIterator<Item = Value>>(values: I) -> Items {
        Vec::from_iter(values).into()
    }
}

impl<'a> IntoIterator for &'a Items {
    type Item = &'a Value;
    type IntoIter = std::slice::Iter<'a, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
