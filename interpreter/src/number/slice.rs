//! Index arithmetic of slices and ranges.

use super::error::OpError;
use super::int::Int;

/// A slice laid over a sequence: `count` indices from `start` in steps of `step`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indices {
    /// The first index; where a slice assignment inserts, if `count` is 0.
    pub start: i64,
    /// The index past the last, -1 when a negative step runs to the front.
    pub stop: i64,
    /// The step, never 0.
    pub step: i64,
    /// How many indices there are.
    pub count: i64,
}

/// Lays `[start:stop:step]` over a sequence of `length` items. Bounds beyond a machine word are
/// given clamped ([`Int::clamp_i64`]).
///
/// Follows `PySlice_Unpack` and `PySlice_AdjustIndices` of CPython 3.13, `Objects/sliceobject.c`.
#[inline]
pub fn adjust(
    length: i64,
    start: Option<i64>,
    stop: Option<i64>,
    step: Option<i64>,
) -> Result<Indices, OpError> {
    let step = step.unwrap_or(1).max(-i64::MAX);
    if step == 0 {
        return Err(OpError::value("slice step cannot be zero"));
    }
    // The indices a bound may take: a negative step stops before the front.
    let (low, high) = if step < 0 {
        (-1, length - 1)
    } else {
        (0, length)
    };
    let clamp = |bound: i64| match bound < 0 {
        true => bound.saturating_add(length).max(low),
        false => bound.min(high),
    };
    let (first, last) = if step < 0 { (high, low) } else { (low, high) };
    let start = start.map_or(first, clamp);
    let stop = stop.map_or(last, clamp);
    let count = match step < 0 {
        true if stop < start => (start - stop - 1) / -step + 1,
        false if start < stop => (stop - start - 1) / step + 1,
        _ => 0,
    };
    Ok(Indices {
        start,
        stop,
        step,
        count,
    })
}

impl Indices {
    /// The indices in order.
    pub fn iter(self) -> impl Iterator<Item = i64> {
        (0..self.count).map(move |n| self.start + n * self.step)
    }
}

/// Python's `range`: an arithmetic progression of integers of any size.
#[derive(Clone, Debug)]
pub struct Range {
    /// The first value, if there is one.
    pub start: Int,
    /// The end, which is left out.
    pub stop: Int,
    /// The distance between values, never 0.
    pub step: Int,
    /// How many values there are.
    pub count: Int,
}

impl Range {
    /// `range(start, stop, step)`.
    pub fn new(start: Int, stop: Int, step: Int) -> Result<Range, OpError> {
        if step.is_zero() {
            return Err(OpError::value("range() arg 3 must not be zero"));
        }
        let (low, high) = if step.is_negative() {
            (&stop, &start)
        } else {
            (&start, &stop)
        };
        let count = match low < high {
            true => &(&(high - low) - &Int::ONE).floor_div(&step.abs())? + &Int::ONE,
            false => Int::ZERO,
        };
        Ok(Range {
            start,
            stop,
            step,
            count,
        })
    }

    /// Takes the first value off the front.
    pub fn take_first(&mut self) -> Option<Int> {
        if self.count.is_zero() {
            return None;
        }
        self.count = &self.count - &Int::ONE;
        let next = &self.start + &self.step;
        Some(std::mem::replace(&mut self.start, next))
    }

    /// The value at index `n` counted from the front, which is not checked.
    fn nth(&self, n: &Int) -> Int {
        let offset = match (n, &self.step) {
            (Int::Small(n), Int::Small(step)) => Int::from(i128::from(*n) * i128::from(*step)),
            (n, step) => n.product(step),
        };
        &self.start + &offset
    }

    /// `self[index]`; negative indices count from the end.
    pub fn get(&self, index: &Int) -> Result<Int, OpError> {
        let place = if index.is_negative() {
            index + &self.count
        } else {
            index.clone()
        };
        match !place.is_negative() && place < self.count {
            true => Ok(self.nth(&place)),
            false => Err(OpError::index("range object index out of range")),
        }
    }

    /// `self[start:stop:step]`, itself a range.
    pub fn slice(
        &self,
        start: Option<&Int>,
        stop: Option<&Int>,
        step: Option<&Int>,
    ) -> Result<Range, OpError> {
        let step = step.cloned().unwrap_or(Int::ONE);
        if step.is_zero() {
            return Err(OpError::value("slice step cannot be zero"));
        }
        let last = &self.count - &Int::ONE;
        let minus_one = Int::Small(-1);
        let (low, high) = match step.is_negative() {
            true => (&minus_one, &last),
            false => (&Int::ZERO, &self.count),
        };
        let clamp = |bound: &Int| match bound.is_negative() {
            true => (bound + &self.count).max(low.clone()),
            false => bound.clone().min(high.clone()),
        };
        let (first, end) = if step.is_negative() {
            (high, low)
        } else {
            (low, high)
        };
        let start = start.map_or_else(|| first.clone(), clamp);
        let stop = stop.map_or_else(|| end.clone(), clamp);
        Range::new(self.nth(&start), self.nth(&stop), self.step.mul(&step)?)
    }

    /// The index of `value`, if the range contains it.
    pub fn position(&self, value: &Int) -> Option<Int> {
        let (place, rest) = (value - &self.start).div_mod(&self.step).ok()?;
        let inside = rest.is_zero() && !place.is_negative() && place < self.count;
        inside.then_some(place)
    }

    /// `value in self`.
    pub fn contains(&self, value: &Int) -> bool {
        self.position(value).is_some()
    }

    /// `self.index(value)`.
    pub fn index(&self, value: &Int) -> Result<Int, OpError> {
        self.position(value)
            .ok_or_else(|| OpError::value(format!("{} is not in range", value.to_big())))
    }

    /// `reversed(self)` as a range.
    pub fn reversed(&self) -> Range {
        let last = self.nth(&(&self.count - &Int::ONE));
        let stop = &self.start - &self.step;
        Range {
            start: last,
            stop,
            step: -&self.step,
            count: self.count.clone(),
        }
    }

    /// `hash(self)`, given the hash of None for ranges shorter than two.
    pub fn hash(&self, none: i64) -> i64 {
        use super::hash::{hash_int, hash_tuple};
        let start = if self.count.is_zero() {
            none
        } else {
            hash_int(&self.start)
        };
        let step = if self.count <= Int::ONE {
            none
        } else {
            hash_int(&self.step)
        };
        hash_tuple([hash_int(&self.count), start, step])
    }
}

/// Ranges are equal when they have the same values.
impl PartialEq for Range {
    fn eq(&self, other: &Range) -> bool {
        self.count == other.count
            && (self.count.is_zero() || self.start == other.start)
            && (self.count <= Int::ONE || self.step == other.step)
    }
}

impl Eq for Range {}

#[cfg(test)]
mod tests {
    use super::super::testing::{int, show};
    use super::*;
    use crate::oracle::{Dice, Oracle};

    #[test]
    fn adjusts_at_the_ends() {
        let rows = [
            (adjust(5, None, None, None), (0, 5, 1, 5)),
            (adjust(5, None, None, Some(-1)), (4, -1, -1, 5)),
            (adjust(5, Some(-2), None, None), (3, 5, 1, 2)),
            (adjust(0, Some(3), Some(1), Some(-1)), (-1, -1, -1, 0)),
            (
                adjust(5, Some(i64::MIN), Some(i64::MAX), Some(i64::MAX)),
                (0, 5, i64::MAX, 1),
            ),
            (adjust(5, None, None, Some(i64::MIN)), (4, -1, -i64::MAX, 1)),
        ];
        for (indices, expected) in rows {
            let Indices {
                start,
                stop,
                step,
                count,
            } = indices.unwrap();
            assert_eq!((start, stop, step, count), expected);
        }
        let zero = adjust(5, None, None, Some(0)).unwrap_err();
        assert_eq!(zero.message, "slice step cannot be zero");
    }

    fn bound(dice: &mut Dice) -> (Option<i64>, String) {
        match dice.below(4) {
            0 => (None, "None".to_owned()),
            _ => {
                let n = dice.below(24) as i64 - 12;
                (Some(n), n.to_string())
            }
        }
    }

    #[test]
    fn slices_as_cpython() {
        let mut dice = Dice(7);
        let mut oracle = Oracle::default();
        for _ in 0..1500 {
            let length = dice.below(10) as i64;
            let bounds = [bound(&mut dice), bound(&mut dice), bound(&mut dice)];
            let [(start, a), (stop, b), (step, c)] = bounds;
            let indices = adjust(length, start, stop, step);
            let shown = indices
                .as_ref()
                .map(|i| format!("({}, {}, {})", i.start, i.stop, i.step));
            oracle.case(
                format!("slice({a},{b},{c}).indices({length})"),
                shown.map_err(Clone::clone),
            );
            let items = indices.map(|i| format!("{:?}", i.iter().collect::<Vec<i64>>()));
            oracle.case(format!("list(range({length}))[{a}:{b}:{c}]"), items);
        }
        oracle.check();
    }

    fn show_range(range: &Range) -> String {
        match range.step == Int::ONE {
            true => format!("range({}, {})", show(&range.start), show(&range.stop)),
            false => {
                let step = show(&range.step);
                format!(
                    "range({}, {}, {step})",
                    show(&range.start),
                    show(&range.stop)
                )
            }
        }
    }

    #[test]
    fn ranges_as_cpython() {
        let mut dice = Dice(8);
        let mut oracle = Oracle::default();
        for _ in 0..700 {
            let offset = dice.pick(&[
                int("0"),
                int("9223372036854775800"),
                int("100000000000000000000"),
            ]);
            let mut near = |width: u64| &offset + &Int::Small(dice.below(width) as i64 - 8);
            let (start, stop, value) = (near(40), near(40), near(40));
            let step = Int::Small(dice.below(12) as i64 - 6);
            let text = format!("range({},{},{})", show(&start), show(&stop), show(&step));
            let Ok(range) = Range::new(start, stop, step) else {
                continue;
            };
            let v = show(&value);
            oracle.case(format!("len({text})"), Ok(show(&range.count)));
            oracle.case(
                format!("{text}.index({v})"),
                range.index(&value).map(|n| show(&n)),
            );
            oracle.case(
                format!("int({v} in {text})"),
                Ok(u8::from(range.contains(&value)).to_string()),
            );
            let index = Int::Small(dice.below(30) as i64 - 15);
            oracle.case(
                format!("{text}[{}]", show(&index)),
                range.get(&index).map(|n| show(&n)),
            );
            let bounds = [bound(&mut dice), bound(&mut dice), bound(&mut dice)];
            let [(i, a), (j, b), (k, c)] = bounds.map(|(n, text)| (n.map(Int::Small), text));
            let slice = range.slice(i.as_ref(), j.as_ref(), k.as_ref());
            oracle.case(
                format!("{text}[{a}:{b}:{c}]"),
                slice.map(|range| show_range(&range)),
            );
            if range.count > Int::ONE {
                oracle.case(format!("hash({text})"), Ok(range.hash(0).to_string()));
            }
            let reversed = range.reversed();
            assert_eq!(reversed.count, range.count);
            assert_eq!(reversed.reversed(), range);
        }
        oracle.check();
    }
}
