//! Whether two runs of a script printed the same.

/// How much two outputs have in common, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Agreement {
    /// Byte for byte.
    Identical,
    /// The same lines in another order.
    SameLines,
    /// Equal, in some order, but for their numbers.
    Numbers,
    /// Not the same.
    Differs,
}

impl Agreement {
    /// Compares two outputs.
    pub fn of(a: &str, b: &str) -> Agreement {
        if a == b {
            return Agreement::Identical;
        }
        if sorted(a) == sorted(b) {
            return Agreement::SameLines;
        }
        let (a, b) = (mask(a), mask(b));
        if sorted(&a) == sorted(&b) {
            Agreement::Numbers
        } else {
            Agreement::Differs
        }
    }

    /// The words for it.
    pub fn words(self) -> &'static str {
        match self {
            Agreement::Identical => "identical",
            Agreement::SameLines => "same lines, order differs",
            Agreement::Numbers => "same apart from numbers",
            Agreement::Differs => "differs",
        }
    }
}

fn sorted(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines
}

/// The text with every number replaced by the same letter.
fn mask(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if !c.is_ascii_digit() {
            out.push(c);
            continue;
        }
        out.push('N');
        while let Some(c) = rest.peek().copied() {
            let mut after = rest.clone();
            after.next();
            let is_point = c == '.' && after.peek().is_some_and(char::is_ascii_digit);
            if !c.is_ascii_digit() && !is_point {
                break;
            }
            rest.next();
        }
    }
    out
}

/// The first line in which two outputs differ: its number, and both sides.
pub fn first_difference<'a>(a: &'a str, b: &'a str) -> Option<(usize, &'a str, &'a str)> {
    let (mut left, mut right) = (a.lines(), b.lines());
    for number in 1.. {
        match (left.next(), right.next()) {
            (None, None) => return None,
            (a, b) if a == b => {}
            (a, b) => return Some((number, a.unwrap_or("(nothing)"), b.unwrap_or("(nothing)"))),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agreements() {
        let check = |a, b, expected| assert_eq!(Agreement::of(a, b), expected, "{a:?} {b:?}");
        check("a\nb\n", "a\nb\n", Agreement::Identical);
        check("a\nb\n", "b\na\n", Agreement::SameLines);
        check("took 1.25 s\nb\n", "b\ntook 0.5 s\n", Agreement::Numbers);
        check("took 1 s\n", "took one s\n", Agreement::Differs);
        check("v1.2.\n", "v1.3.\n", Agreement::Numbers);
    }
}
