//! A text addressed by code points: length, characters, slices, searching.

use crate::number::slice::Indices;
use crate::number::{MAX_TEXT, OpError};
use std::borrow::Cow;

/// A borrowed text with its length in code points. When that equals its length in bytes the text is
/// ASCII and every index is an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text<'a> {
    text: &'a str,
    count: usize,
}

/// The part of a text that `find`, `count` and the like look at, in bytes, and its first index.
struct Window<'a> {
    part: &'a str,
    first: usize,
}

impl<'a> Text<'a> {
    /// Counts the code points of `text`.
    pub fn new(text: &'a str) -> Text<'a> {
        let count = if text.is_ascii() {
            text.len()
        } else {
            text.chars().count()
        };
        Text { text, count }
    }

    /// A text whose code points were counted before.
    #[inline]
    pub fn with_count(text: &'a str, count: usize) -> Text<'a> {
        debug_assert_eq!(count, text.chars().count(), "a wrong count");
        Text { text, count }
    }

    /// The text itself.
    pub fn as_str(self) -> &'a str {
        self.text
    }

    /// `len(text)`.
    #[inline]
    pub fn count(self) -> usize {
        self.count
    }

    /// `text.isascii()`.
    #[inline]
    pub fn is_ascii(self) -> bool {
        self.count == self.text.len()
    }

    /// `text[index]`; negative indices count from the end.
    #[inline]
    pub fn nth(self, index: i64) -> Result<char, OpError> {
        let place = if index < 0 {
            index + self.count as i64
        } else {
            index
        };
        let found = match usize::try_from(place) {
            Ok(place) if self.is_ascii() => self.text.as_bytes().get(place).map(|b| char::from(*b)),
            Ok(place) => self.text.chars().nth(place),
            Err(_) => None,
        };
        found.ok_or_else(|| OpError::index("string index out of range"))
    }

    /// `text[start:stop:step]`, laid over this text by [`crate::number::slice::adjust`].
    pub fn slice(self, indices: Indices) -> Cow<'a, str> {
        let Indices {
            start, step, count, ..
        } = indices;
        if count == 0 {
            return Cow::Borrowed("");
        }
        if step == 1 {
            return Cow::Borrowed(self.range(start as usize, (start + count) as usize));
        }
        if self.is_ascii() {
            let bytes = self.text.as_bytes();
            return indices
                .iter()
                .map(|index| char::from(bytes[index as usize]))
                .collect();
        }
        let chars: Vec<char> = self.text.chars().collect();
        indices.iter().map(|index| chars[index as usize]).collect()
    }

    /// The code points from `start` up to `end`, both within the text.
    fn range(self, start: usize, end: usize) -> &'a str {
        let first = self.offset(start);
        let rest = Text {
            text: &self.text[first..],
            count: self.count - start,
        };
        &rest.text[..rest.offset(end - start)]
    }

    /// Where the code point number `index` begins; the length in bytes past the last.
    fn offset(self, index: usize) -> usize {
        if self.is_ascii() {
            return index.min(self.text.len());
        }
        self.text
            .char_indices()
            .nth(index)
            .map_or(self.text.len(), |(offset, _)| offset)
    }

    /// The part between two optional bounds; none when the first lies behind the second.
    ///
    /// Follows `ADJUST_INDICES` of CPython 3.13, `Objects/unicodeobject.c`.
    fn window(self, start: Option<i64>, end: Option<i64>) -> Option<Window<'a>> {
        let length = self.count as i64;
        let from_end = |bound: i64| match bound < 0 {
            true => bound.saturating_add(length).max(0),
            false => bound,
        };
        let start = from_end(start.unwrap_or(0));
        let end = from_end(end.unwrap_or(length)).min(length);
        if start > end {
            return None;
        }
        let first = start as usize;
        Some(Window {
            part: self.range(first, end as usize),
            first,
        })
    }

    /// `text.find(what, start, end)`.
    pub fn find(self, what: &str, start: Option<i64>, end: Option<i64>) -> Option<usize> {
        let window = self.window(start, end)?;
        let offset = window.part.find(what)?;
        Some(window.first + self.places(&window.part[..offset]))
    }

    /// `text.rfind(what, start, end)`.
    pub fn rfind(self, what: &str, start: Option<i64>, end: Option<i64>) -> Option<usize> {
        let window = self.window(start, end)?;
        let offset = window.part.rfind(what)?;
        Some(window.first + self.places(&window.part[..offset]))
    }

    fn places(self, part: &str) -> usize {
        if self.is_ascii() {
            part.len()
        } else {
            part.chars().count()
        }
    }

    /// `text.index(what, start, end)`.
    pub fn index(self, what: &str, start: Option<i64>, end: Option<i64>) -> Result<usize, OpError> {
        self.find(what, start, end).ok_or_else(not_found)
    }

    /// `text.rindex(what, start, end)`.
    pub fn rindex(
        self,
        what: &str,
        start: Option<i64>,
        end: Option<i64>,
    ) -> Result<usize, OpError> {
        self.rfind(what, start, end).ok_or_else(not_found)
    }

    /// `text.count(what, start, end)`: occurrences that do not overlap.
    pub fn occurrences(self, what: &str, start: Option<i64>, end: Option<i64>) -> usize {
        match self.window(start, end) {
            None => 0,
            Some(window) if what.is_empty() => self.places(window.part) + 1,
            Some(window) => window.part.matches(what).count(),
        }
    }

    /// `text.startswith(prefix, start, end)`.
    pub fn starts_with(self, prefix: &str, start: Option<i64>, end: Option<i64>) -> bool {
        self.window(start, end)
            .is_some_and(|window| window.part.starts_with(prefix))
    }

    /// `text.endswith(suffix, start, end)`.
    pub fn ends_with(self, suffix: &str, start: Option<i64>, end: Option<i64>) -> bool {
        self.window(start, end)
            .is_some_and(|window| window.part.ends_with(suffix))
    }

    /// `text.ljust(width, fill)`.
    pub fn ljust(self, width: i64, fill: char) -> Result<String, OpError> {
        let missing = self.missing(width)?;
        self.pad(0, missing, fill)
    }

    /// `text.rjust(width, fill)`.
    pub fn rjust(self, width: i64, fill: char) -> Result<String, OpError> {
        let missing = self.missing(width)?;
        self.pad(missing, 0, fill)
    }

    /// `text.center(width, fill)`; the odd one goes left when the width is odd.
    pub fn center(self, width: i64, fill: char) -> Result<String, OpError> {
        let missing = self.missing(width)?;
        let left = missing / 2 + (missing & width.max(0) as usize & 1);
        self.pad(left, missing - left, fill)
    }

    /// `text.zfill(width)`.
    pub fn zfill(self, width: i64) -> Result<String, OpError> {
        let missing = self.missing(width)?;
        let mut out = self.pad(missing, 0, '0')?;
        if missing > 0 && self.text.starts_with(['+', '-']) {
            out.replace_range(missing..=missing, "0");
            out.replace_range(0..1, &self.text[..1]);
        }
        Ok(out)
    }

    fn missing(self, width: i64) -> Result<usize, OpError> {
        let missing = (width.max(0) as usize).saturating_sub(self.count);
        if missing as u64 > MAX_TEXT {
            Err(OpError::memory())
        } else {
            Ok(missing)
        }
    }

    fn pad(self, left: usize, right: usize, fill: char) -> Result<String, OpError> {
        let mut out = String::with_capacity(self.text.len() + (left + right) * fill.len_utf8());
        out.extend(std::iter::repeat_n(fill, left));
        out.push_str(self.text);
        out.extend(std::iter::repeat_n(fill, right));
        Ok(out)
    }
}

#[cold]
fn not_found() -> OpError {
    OpError::value("substring not found")
}

#[cfg(test)]
mod tests {
    use super::super::testing::sample;
    use super::*;
    use crate::number::slice::adjust;
    use crate::oracle::{Dice, Oracle, literal};

    fn bound(dice: &mut Dice) -> (Option<i64>, String) {
        match dice.below(3) {
            0 => (None, "None".to_owned()),
            _ => {
                let n = dice.below(20) as i64 - 10;
                (Some(n), n.to_string())
            }
        }
    }

    #[test]
    fn agrees_with_cpython() {
        let mut dice = Dice(21);
        let mut oracle = Oracle::default();
        for _ in 0..700 {
            let (text, what) = (sample(&mut dice), sample(&mut dice));
            let what: String = what.chars().take(dice.below(3) as usize).collect();
            let (t, l, w) = (Text::new(&text), literal(&text), literal(&what));
            let [(i, a), (j, b), (k, c)] = [(); 3].map(|()| bound(&mut dice));
            let args = format!("({w},{a},{b})");
            let signed =
                |place: Option<usize>| Ok(place.map_or("-1".to_owned(), |n| n.to_string()));
            oracle.case(format!("{l}.find{args}"), signed(t.find(&what, i, j)));
            oracle.case(format!("{l}.rfind{args}"), signed(t.rfind(&what, i, j)));
            oracle.case(
                format!("{l}.index{args}"),
                t.index(&what, i, j).map(|n| n.to_string()),
            );
            oracle.case(
                format!("{l}.rindex{args}"),
                t.rindex(&what, i, j).map(|n| n.to_string()),
            );
            oracle.case(
                format!("{l}.count{args}"),
                Ok(t.occurrences(&what, i, j).to_string()),
            );
            let flag = |b: bool| Ok(u8::from(b).to_string());
            oracle.case(
                format!("int({l}.startswith{args})"),
                flag(t.starts_with(&what, i, j)),
            );
            oracle.case(
                format!("int({l}.endswith{args})"),
                flag(t.ends_with(&what, i, j)),
            );
            let n = dice.below(16) as i64 - 2;
            oracle.case(format!("{l}[{n}]"), t.nth(n).map(String::from));
            oracle.case(format!("{l}.center({n},'é')"), t.center(n, 'é'));
            oracle.case(format!("{l}.ljust({n},'*')"), t.ljust(n, '*'));
            oracle.case(format!("{l}.rjust({n})"), t.rjust(n, ' '));
            let signs = format!("{}{text}", dice.pick(&["+", "-", ""]));
            oracle.case(
                format!("{}.zfill({n})", literal(&signs)),
                Text::new(&signs).zfill(n),
            );
            let slice = adjust(t.count() as i64, i, j, k).map(|s| t.slice(s).into_owned());
            oracle.case(format!("{l}[{a}:{b}:{c}]"), slice);
        }
        oracle.check();
    }
}
