//! What `re.IGNORECASE` takes for the same: simple lower case, and the few lower-case characters that
//! share their upper case with others.

use crate::strings::unicode::is_printable;

/// How case is ignored where it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fold {
    /// Only the letters from A to Z have case.
    Ascii,
    /// All letters.
    Unicode,
}

/// Lower-case characters with the same upper case.
#[rustfmt::skip]
const MATES: [&[u32]; 24] = [
    &[0x69, 0x131], &[0x73, 0x17f], &[0xb5, 0x3bc], &[0x345, 0x3b9, 0x1fbe], &[0x390, 0x1fd3],
    &[0x3b0, 0x1fe3], &[0x3b2, 0x3d0], &[0x3b5, 0x3f5], &[0x3b8, 0x3d1], &[0x3ba, 0x3f0],
    &[0x3c0, 0x3d6], &[0x3c1, 0x3f1], &[0x3c2, 0x3c3], &[0x3c6, 0x3d5], &[0x432, 0x1c80],
    &[0x434, 0x1c81], &[0x43e, 0x1c82], &[0x441, 0x1c83], &[0x442, 0x1c84, 0x1c85],
    &[0x44a, 0x1c86], &[0x463, 0x1c87], &[0x1c88, 0xa64b], &[0x1e61, 0x1e9b], &[0xfb05, 0xfb06],
];

impl Fold {
    /// The lower case of a character.
    #[inline]
    pub fn lower(self, c: u32) -> u32 {
        match c {
            0x41..=0x5a => c + 32,
            0..=0x7f => c,
            _ if self == Fold::Ascii => c,
            _ => simple(c, |c| c.to_lowercase().next()),
        }
    }

    /// The upper case of a character.
    pub fn upper(self, c: u32) -> u32 {
        match c {
            0x61..=0x7a => c - 32,
            0..=0x7f => c,
            _ if self == Fold::Ascii => c,
            _ => simple(c, |c| c.to_uppercase().next()),
        }
    }

    /// Whether a character has case at all.
    pub fn is_cased(self, c: u32) -> bool {
        self.lower(c) != c || self.upper(c) != c
    }

    /// Which characters are taken for this one, of those in lower case; itself among them.
    pub fn mates(self, lower: u32) -> &'static [u32] {
        let found = { MATES.iter() }.find(|mates| mates.contains(&lower));
        match (self, found) {
            (Fold::Unicode, Some(mates)) => mates,
            _ => &[],
        }
    }
}

/// A character's counterpart, if CPython knows of both.
fn simple(c: u32, map: impl Fn(char) -> Option<char>) -> u32 {
    let Some(known) = char::from_u32(c).filter(|c| is_printable(*c)) else {
        return c;
    };
    match map(known) {
        Some(other) if is_printable(other) => other as u32,
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::Oracle;

    #[test]
    fn agrees_with_cpython() {
        let mut oracle = Oracle::default();
        let all = || (0..0x2c00u32).filter(|c| !(0xd800..0xe000).contains(c));
        let sum = |of: &dyn Fn(u32) -> u32| {
            let mixed = all().fold(7u64, |sum, c| (sum * 31 + u64::from(of(c))) % 1_000_000_007);
            mixed.to_string()
        };
        let theirs = |of: &str| {
            format!(
                "__import__('functools').reduce(lambda s, c: (s * 31 + __import__('_sre').{of}(c)) \
                 % 1000000007, [c for c in range(0x2c00) if not 0xd800 <= c < 0xe000], 7)"
            )
        };
        oracle.case(theirs("ascii_tolower"), Ok(sum(&|c| Fold::Ascii.lower(c))));
        oracle.case(
            theirs("unicode_tolower"),
            Ok(sum(&|c| Fold::Unicode.lower(c))),
        );
        let is_cased = |c| u32::from(Fold::Unicode.is_cased(c));
        oracle.case(theirs("unicode_iscased"), Ok(sum(&is_cased)));
        oracle.check();
    }

    #[test]
    fn mates_have_one_upper_case() {
        for mates in MATES {
            let upper = |c: &u32| char::from_u32(*c).map(|c| c.to_uppercase().to_string());
            assert!(
                mates.iter().all(|c| upper(c) == upper(&mates[0])),
                "{mates:x?}"
            );
        }
    }
}
