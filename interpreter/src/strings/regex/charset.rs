//! Sets of characters, made ready to be asked.

use super::fold::Fold;
use super::tree::{Class, Item};
use crate::strings::unicode::{is_alnum, is_decimal, is_space};

/// A set of characters.
#[derive(Debug)]
pub struct Charset {
    /// Whether each of the first 256 characters is in it; `negated` is taken into account.
    low: [u64; 4],
    /// All others: ranges in order, without overlap.
    ranges: Vec<(u32, u32)>,
    classes: Vec<(Class, bool)>,
    negated: bool,
    ascii: bool,
}

/// The way a set is asked where case is ignored.
pub struct Asked {
    /// The set.
    pub set: Charset,
    /// Whether it is asked about lower case.
    pub folded: bool,
}

/// The last character of which CPython keeps sets as maps.
const LAST_NARROW: u32 = 0xffff;
/// Where the cased characters end.
const LAST_CASED: u32 = 0x1_ffff;

impl Charset {
    /// A set of these; `ascii` tells which characters classes know.
    pub fn ask(items: &[Item], negated: bool, ascii: bool, fold: Option<Fold>) -> Asked {
        let mut ranges = Vec::new();
        let mut classes = Vec::new();
        let mut folded = false;
        for item in items {
            let (first, last) = match *item {
                Item::Class(class, other) => {
                    classes.push((class, other));
                    continue;
                }
                Item::Char(c) => (c, c),
                Item::Range(first, last) => (first, last),
            };
            match fold {
                None => ranges.push((first, last)),
                Some(fold) => folded |= push_folded(&mut ranges, first, last, fold),
            }
        }
        let mut set = Charset {
            low: [0; 4],
            ranges: merged(ranges),
            classes,
            negated,
            ascii,
        };
        for c in 0..256 {
            if set.search(c) {
                set.low[c as usize / 64] |= 1 << (c % 64);
            }
        }
        Asked { set, folded }
    }

    /// Whether a character is in it.
    #[inline]
    pub fn contains(&self, c: u32) -> bool {
        match self.low.get(c as usize / 64) {
            Some(word) => word >> (c % 64) & 1 == 1,
            None => self.search(c),
        }
    }

    fn search(&self, c: u32) -> bool {
        let after = self.ranges.partition_point(|(first, _)| *first <= c);
        let in_range = after > 0 && c <= self.ranges[after - 1].1;
        let is_in = in_range || { self.classes.iter() }
            .any(|(class, other)| is(*class, c, self.ascii) != *other);
        is_in != self.negated
    }

    /// Whether it may have a character that is not in ASCII.
    pub fn is_wide(&self) -> bool {
        self.negated
            || !self.classes.is_empty()
            || self.ranges.last().is_some_and(|(_, last)| *last > 0x7f)
    }
}

/// Adds a range in lower case, and whatever is taken for its characters. Whether any has case.
fn push_folded(ranges: &mut Vec<(u32, u32)>, first: u32, last: u32, fold: Fold) -> bool {
    let mut cased = false;
    let mut run: Option<(u32, u32)> = None;
    for c in first..=last.min(LAST_CASED) {
        let lower = fold.lower(c);
        cased = cased || fold.is_cased(c);
        run = match run {
            Some((start, end)) if lower == end + 1 => Some((start, lower)),
            _ => {
                ranges.extend(run);
                Some((lower, lower))
            }
        };
        ranges.extend({ fold.mates(lower).iter() }.map(|mate| (*mate, *mate)));
    }
    ranges.extend(run);
    if last > LAST_NARROW && fold == Fold::Ascii {
        // Here CPython looks at upper case whatever the flags say.
        let others = (0..=LAST_CASED).filter(|c| (first..=last).contains(&Fold::Unicode.upper(*c)));
        ranges.extend(others.map(|c| (c, c)));
        cased = true;
    }
    if last > LAST_CASED {
        ranges.push((first.max(LAST_CASED + 1), last));
    }
    cased || last > LAST_CASED
}

fn merged(mut ranges: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    ranges.sort_unstable();
    let mut out: Vec<(u32, u32)> = Vec::new();
    for (first, last) in ranges {
        match out.last_mut() {
            Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
            _ => out.push((first, last)),
        }
    }
    out
}

/// Whether a character is of a class.
pub fn is(class: Class, c: u32, ascii: bool) -> bool {
    let Some(known) = char::from_u32(c).filter(|c| !ascii || c.is_ascii()) else {
        return false;
    };
    match class {
        Class::Digit => is_decimal(known),
        Class::Space if ascii => matches!(known, '\t'..='\r' | ' '),
        Class::Space => is_space(known),
        Class::Word => is_alnum(known) || known == '_',
    }
}
