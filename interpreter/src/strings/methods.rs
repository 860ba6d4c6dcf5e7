//! Methods of `str` that need no positions: splitting, stripping, replacing, questions about all
//! characters.

use super::unicode::{
    is_alnum, is_alpha, is_decimal, is_digit, is_id_continue, is_id_start, is_line_break, is_lower,
    is_numeric, is_printable, is_space, is_title, is_upper,
};
use crate::number::{MAX_TEXT, OpError};

/// How many splits or replacements may happen: all when negative.
fn limit(most: i64) -> usize {
    usize::try_from(most).unwrap_or(usize::MAX)
}

fn check_separator(separator: &str) -> Result<(), OpError> {
    match separator.is_empty() {
        true => Err(OpError::value("empty separator")),
        false => Ok(()),
    }
}

/// `text.split(separator, most)`.
pub fn split<'a>(text: &'a str, separator: &str, most: i64) -> Result<Vec<&'a str>, OpError> {
    check_separator(separator)?;
    Ok(text
        .splitn(limit(most).saturating_add(1), separator)
        .collect())
}

/// `text.rsplit(separator, most)`.
pub fn rsplit<'a>(text: &'a str, separator: &str, most: i64) -> Result<Vec<&'a str>, OpError> {
    check_separator(separator)?;
    let mut parts: Vec<&str> = text
        .rsplitn(limit(most).saturating_add(1), separator)
        .collect();
    parts.reverse();
    Ok(parts)
}

/// `text.split(None, most)`: at runs of white space, none at the ends.
pub fn split_space(text: &str, most: i64) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start_matches(is_space);
    while !rest.is_empty() {
        if parts.len() == limit(most) {
            parts.push(rest);
            break;
        }
        let end = rest.find(is_space).unwrap_or(rest.len());
        parts.push(&rest[..end]);
        rest = rest[end..].trim_start_matches(is_space);
    }
    parts
}

/// `text.rsplit(None, most)`.
pub fn rsplit_space(text: &str, most: i64) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text.trim_end_matches(is_space);
    while !rest.is_empty() {
        if parts.len() == limit(most) {
            parts.push(rest);
            break;
        }
        let space = rest.char_indices().rev().find(|(_, c)| is_space(*c));
        let start = space.map_or(0, |(place, c)| place + c.len_utf8());
        parts.push(&rest[start..]);
        rest = rest[..start].trim_end_matches(is_space);
    }
    parts.reverse();
    parts
}

/// Whether lines keep the characters that end them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnds {
    /// `keepends=False`.
    Drop,
    /// `keepends=True`.
    Keep,
}

/// `text.splitlines(keepends)`.
pub fn splitlines(text: &str, ends: LineEnds) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let line = rest.find(is_line_break).unwrap_or(rest.len());
        let after = &rest[line..];
        let width = match after.starts_with("\r\n") {
            true => 2,
            false => after.chars().next().map_or(0, char::len_utf8),
        };
        let shown = if ends == LineEnds::Keep {
            line + width
        } else {
            line
        };
        lines.push(&rest[..shown]);
        rest = &rest[line + width..];
    }
    lines
}

/// `text.partition(separator)`.
pub fn partition<'a>(text: &'a str, separator: &str) -> Result<[&'a str; 3], OpError> {
    check_separator(separator)?;
    Ok(match text.find(separator) {
        None => [text, "", ""],
        Some(place) => around(text, place, separator.len()),
    })
}

/// `text.rpartition(separator)`.
pub fn rpartition<'a>(text: &'a str, separator: &str) -> Result<[&'a str; 3], OpError> {
    check_separator(separator)?;
    Ok(match text.rfind(separator) {
        None => ["", "", text],
        Some(place) => around(text, place, separator.len()),
    })
}

fn around(text: &str, place: usize, width: usize) -> [&str; 3] {
    [
        &text[..place],
        &text[place..place + width],
        &text[place + width..],
    ]
}

/// `text.strip(chars)`; white space without `chars`.
pub fn strip<'a>(text: &'a str, chars: Option<&str>) -> &'a str {
    rstrip(lstrip(text, chars), chars)
}

/// `text.lstrip(chars)`.
pub fn lstrip<'a>(text: &'a str, chars: Option<&str>) -> &'a str {
    match chars {
        None => text.trim_start_matches(is_space),
        Some(chars) => text.trim_start_matches(|c| chars.contains(c)),
    }
}

/// `text.rstrip(chars)`.
pub fn rstrip<'a>(text: &'a str, chars: Option<&str>) -> &'a str {
    match chars {
        None => text.trim_end_matches(is_space),
        Some(chars) => text.trim_end_matches(|c| chars.contains(c)),
    }
}

/// `text.removeprefix(prefix)`.
pub fn removeprefix<'a>(text: &'a str, prefix: &str) -> &'a str {
    text.strip_prefix(prefix).unwrap_or(text)
}

/// `text.removesuffix(suffix)`.
pub fn removesuffix<'a>(text: &'a str, suffix: &str) -> &'a str {
    text.strip_suffix(suffix).unwrap_or(text)
}

/// `text.replace(old, new, most)`.
pub fn replace(text: &str, old: &str, new: &str, most: i64) -> Result<String, OpError> {
    if new.len() > old.len() {
        let places = match old.is_empty() {
            true => text.chars().count() + 1,
            false => text.matches(old).count(),
        };
        let growth = (new.len() - old.len()).saturating_mul(places.min(limit(most)));
        if (text.len().saturating_add(growth)) as u64 > MAX_TEXT {
            return Err(OpError::memory());
        }
    }
    Ok(text.replacen(old, new, limit(most)))
}

/// `text * times`.
pub fn repeat(text: &str, times: i64) -> Result<String, OpError> {
    let times = limit(times.max(0));
    if text.len().saturating_mul(times) as u64 > MAX_TEXT {
        return Err(OpError::memory());
    }
    Ok(text.repeat(times))
}

/// `text.expandtabs(size)`.
pub fn expandtabs(text: &str, size: i64) -> Result<String, OpError> {
    let mut out = String::with_capacity(text.len());
    let mut column = 0;
    for c in text.chars() {
        match c {
            '\t' if size > 0 => {
                let width = size - column % size;
                if (out.len() as i64).saturating_add(width) as u64 > MAX_TEXT {
                    return Err(OpError::memory());
                }
                out.extend(std::iter::repeat_n(' ', width as usize));
                column += width;
            }
            '\t' => {}
            '\n' | '\r' => {
                column = 0;
                out.push(c);
            }
            c => {
                column += 1;
                out.push(c);
            }
        }
    }
    Ok(out)
}

/// What `translate` puts in place of a character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replacement {
    /// The character itself: the table has no entry.
    Same,
    /// Nothing: the entry is None.
    Nothing,
    /// Another character: the entry is an integer.
    Char(char),
    /// A text.
    Text(String),
}

/// `text.translate(table)`, where `table` looks a character up.
pub fn translate<E>(
    text: &str,
    mut table: impl FnMut(char) -> Result<Replacement, E>,
) -> Result<String, E> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match table(c)? {
            Replacement::Same => out.push(c),
            Replacement::Nothing => {}
            Replacement::Char(other) => out.push(other),
            Replacement::Text(other) => out.push_str(&other),
        }
    }
    Ok(out)
}

/// Entries of `str.maketrans(from, to, dropped)`, in order; later ones replace earlier ones.
pub fn maketrans(
    from: &str,
    to: &str,
    dropped: &str,
) -> Result<Vec<(char, Option<char>)>, OpError> {
    if from.chars().count() != to.chars().count() {
        let message = "the first two maketrans arguments must have equal length";
        return Err(OpError::value(message));
    }
    let pairs = from.chars().zip(to.chars().map(Some));
    Ok(pairs.chain(dropped.chars().map(|c| (c, None))).collect())
}

/// A question about all characters of a text.
pub type Predicate = fn(&str) -> bool;

/// The `str.is..` methods by name.
pub const PREDICATES: [(&str, Predicate); 12] = [
    ("isalnum", |text| all(text, is_alnum)),
    ("isalpha", |text| all(text, is_alpha)),
    ("isascii", |text| text.is_ascii()),
    ("isdecimal", |text| all(text, is_decimal)),
    ("isdigit", |text| all(text, is_digit)),
    ("isidentifier", is_identifier),
    ("islower", |text| one_case(text, is_lower, is_upper)),
    ("isnumeric", |text| all(text, is_numeric)),
    ("isprintable", |text| text.chars().all(is_printable)),
    ("isspace", |text| all(text, is_space)),
    ("istitle", is_titled),
    ("isupper", |text| one_case(text, is_upper, is_lower)),
];

fn all(text: &str, question: fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(question)
}

/// Whether a text is a name as the language has them.
pub fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_id_start) && chars.all(is_id_continue)
}

/// Whether some character has the `wanted` case and none has another.
fn one_case(text: &str, wanted: fn(char) -> bool, other: fn(char) -> bool) -> bool {
    let mut found = false;
    for c in text.chars() {
        if other(c) || is_title(c) {
            return false;
        }
        found = found || wanted(c);
    }
    found
}

/// Whether upper-case characters stand exactly where words begin.
fn is_titled(text: &str) -> bool {
    let (mut found, mut inside) = (false, false);
    for c in text.chars() {
        let begins = is_upper(c) || is_title(c);
        let goes_on = !begins && is_lower(c);
        if (begins && inside) || (goes_on && !inside) {
            return false;
        }
        inside = begins || goes_on;
        found = found || inside;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::case;
    use super::super::testing::{list, sample};
    use super::*;
    use crate::oracle::{Dice, Oracle, literal};

    fn pieces(parts: [&str; 3]) -> String {
        format!("({})", list(&parts).trim_matches(['[', ']']))
    }

    #[test]
    fn agrees_with_cpython() {
        let mut dice = Dice(22);
        let mut oracle = Oracle::default();
        for _ in 0..700 {
            let (text, other) = (sample(&mut dice), sample(&mut dice));
            let what: String = other.chars().take(dice.below(3) as usize).collect();
            let (l, w) = (literal(&text), literal(&what));
            let n = dice.below(5) as i64 - 1;
            let show = |parts: Result<Vec<&str>, OpError>| parts.map(|parts| list(&parts));
            oracle.case(format!("{l}.split({w},{n})"), show(split(&text, &what, n)));
            oracle.case(
                format!("{l}.rsplit({w},{n})"),
                show(rsplit(&text, &what, n)),
            );
            oracle.case(
                format!("{l}.split(None,{n})"),
                Ok(list(&split_space(&text, n))),
            );
            oracle.case(
                format!("{l}.rsplit(None,{n})"),
                Ok(list(&rsplit_space(&text, n))),
            );
            let lines = splitlines(&text, LineEnds::Drop);
            oracle.case(format!("{l}.splitlines()"), Ok(list(&lines)));
            let lines = splitlines(&text, LineEnds::Keep);
            oracle.case(format!("{l}.splitlines(True)"), Ok(list(&lines)));
            oracle.case(
                format!("list({l}.partition({w}))"),
                partition(&text, &what).map(|p| list(&p)),
            );
            oracle.case(
                format!("list({l}.rpartition({w}))"),
                rpartition(&text, &what).map(|p| list(&p)),
            );
            oracle.case(
                format!("{l}.strip({w})"),
                Ok(strip(&text, Some(&what)).to_owned()),
            );
            oracle.case(
                format!("{l}.lstrip({w})"),
                Ok(lstrip(&text, Some(&what)).to_owned()),
            );
            oracle.case(format!("{l}.rstrip()"), Ok(rstrip(&text, None).to_owned()));
            oracle.case(
                format!("{l}.removeprefix({w})"),
                Ok(removeprefix(&text, &what).to_owned()),
            );
            oracle.case(
                format!("{l}.removesuffix({w})"),
                Ok(removesuffix(&text, &what).to_owned()),
            );
            oracle.case(
                format!("{l}.replace({w},'xy',{n})"),
                replace(&text, &what, "xy", n),
            );
            oracle.case(format!("{l}*{n}"), repeat(&text, n));
            oracle.case(format!("{l}.expandtabs({n})"), expandtabs(&text, n));
        }
        oracle.check();
    }

    type Mapping = fn(&str) -> String;
    const MAPPINGS: [(&str, Mapping); 6] = [
        ("upper", case::upper),
        ("lower", case::lower),
        ("title", case::title),
        ("capitalize", case::capitalize),
        ("swapcase", case::swapcase),
        ("casefold", case::casefold),
    ];

    #[test]
    fn cases_and_questions_agree_with_cpython() {
        let mut dice = Dice(23);
        let mut oracle = Oracle::default();
        for _ in 0..400 {
            let text = sample(&mut dice);
            let l = literal(&text);
            for (name, function) in MAPPINGS {
                oracle.case(format!("{l}.{name}()"), Ok(function(&text)));
            }
            for (name, function) in PREDICATES {
                oracle.case(
                    format!("int({l}.{name}())"),
                    Ok(u8::from(function(&text)).to_string()),
                );
            }
        }
        oracle.check();
    }

    /// Every character, in lines of 256; only where CPython knows the same Unicode as our tables.
    #[test]
    fn every_character_agrees_with_cpython_3_13() {
        let mut oracle = Oracle::default();
        for start in (0..0x32000u32)
            .step_by(256)
            .filter(|start| !(0xd800..0xe000).contains(start))
        {
            let chars: Vec<char> = (start..start + 256).filter_map(char::from_u32).collect();
            let list = format!("map(chr, range({start}, {}))", start + 256);
            let only = "if sys.version_info[:2] == (3, 13) else";
            for (name, function) in MAPPINGS {
                let ours: Vec<String> = chars.iter().map(|c| function(&c.to_string())).collect();
                let ours = ours.join(" ");
                let theirs = format!("' '.join(c.{name}() for c in {list})");
                oracle.case(format!("{theirs} {only} {}", literal(&ours)), Ok(ours));
            }
            for (name, function) in PREDICATES {
                let ours: String = chars
                    .iter()
                    .map(|c| if function(&c.to_string()) { '1' } else { '0' })
                    .collect();
                let theirs = format!("''.join('01'[c.{name}()] for c in {list})");
                oracle.case(format!("{theirs} {only} '{ours}'"), Ok(ours));
            }
        }
        oracle.check();
    }

    #[test]
    fn golden() {
        assert_eq!(split("a", "", -1).unwrap_err().message, "empty separator");
        assert_eq!(
            partition("a,b,c", ",").map(pieces),
            Ok("('a', ',', 'b,c')".to_owned())
        );
        assert_eq!(case::lower("ΑΣ Σ"), "ας σ");
        assert_eq!(case::title("they're ǆ"), "They'Re ǅ");
        let swapped = translate("abc", |c| {
            Ok::<_, OpError>(match c {
                'a' => Replacement::Nothing,
                'b' => Replacement::Text("xy".to_owned()),
                _ => Replacement::Same,
            })
        });
        assert_eq!(swapped.unwrap(), "xyc");
        assert!(maketrans("a", "bc", "").is_err());
        assert_eq!(
            replace("a".repeat(1000).as_str(), "a", &"b".repeat(1 << 21), -1),
            Err(OpError::memory())
        );
    }
}
