//! Texts as the matcher reads them: bytes of which each is a character, or UTF-8.

/// How the characters of a text stand in its bytes.
pub trait Units {
    /// The character at a position before `end`, and where the next one begins.
    fn next(text: &[u8], at: usize, end: usize) -> Option<(u32, usize)>;
    /// The character before a position, and where it begins.
    fn prev(text: &[u8], at: usize) -> Option<(u32, usize)>;
    /// The position so many characters before another.
    fn back(text: &[u8], at: usize, count: u64) -> Option<usize>;
}

/// Each byte is a character: `bytes`, and text in ASCII.
pub struct Narrow;

impl Units for Narrow {
    #[inline(always)]
    fn next(text: &[u8], at: usize, end: usize) -> Option<(u32, usize)> {
        (at < end).then(|| (u32::from(text[at]), at + 1))
    }

    #[inline(always)]
    fn prev(text: &[u8], at: usize) -> Option<(u32, usize)> {
        let before = at.checked_sub(1)?;
        Some((u32::from(text[before]), before))
    }

    fn back(_text: &[u8], at: usize, count: u64) -> Option<usize> {
        at.checked_sub(usize::try_from(count).ok()?)
    }
}

/// UTF-8.
pub struct Wide;

/// How many bytes a character has that begins with this one.
fn length(first: u8) -> usize {
    match first {
        0..=0x7f => 1,
        0x80..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 4,
    }
}

fn decode(bytes: &[u8]) -> u32 {
    let first = u32::from(bytes[0]) & (0x7f >> bytes.len());
    { bytes[1..].iter() }.fold(first, |c, byte| c << 6 | u32::from(byte & 0x3f))
}

impl Units for Wide {
    #[inline(always)]
    fn next(text: &[u8], at: usize, end: usize) -> Option<(u32, usize)> {
        if at >= end {
            return None;
        }
        let first = text[at];
        if first < 0x80 {
            return Some((u32::from(first), at + 1));
        }
        let next = at + length(first);
        Some((decode(&text[at..next]), next))
    }

    #[inline(always)]
    fn prev(text: &[u8], at: usize) -> Option<(u32, usize)> {
        let mut start = at.checked_sub(1)?;
        let last = text[start];
        if last < 0x80 {
            return Some((u32::from(last), start));
        }
        while text[start] & 0xc0 == 0x80 {
            start -= 1;
        }
        Some((decode(&text[start..at]), start))
    }

    fn back(text: &[u8], mut at: usize, count: u64) -> Option<usize> {
        for _ in 0..count {
            at = Wide::prev(text, at)?.1;
        }
        Some(at)
    }
}
