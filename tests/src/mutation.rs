//! Scripts of the corpus, changed by chance.

use crate::chance::Chance;
use std::path::{Path, PathBuf};

/// What takes the place of a word.
const WORDS: &[&str] = &[
    "0",
    "1",
    "-1",
    "2",
    "None",
    "True",
    "''",
    "'a'",
    "[]",
    "()",
    "{}",
    "1.5",
    "self",
    "x",
    "(",
    ")",
    "[",
    "]",
    ":",
    ",",
    "=",
    "*",
    "**",
    "if",
    "else",
    "for",
    "in",
    "not",
    "lambda",
    "yield",
    "await",
    "return",
    "raise",
    "del",
    "del x",
    "try:",
    "finally:",
    "except:",
    "with",
    "as",
    "class A:",
    "def f():",
    "global x",
    "nonlocal x",
    "import",
    "from",
    "print",
    "f'{'",
    "f'{x!r:>{1}}'",
    "'''",
    "\\",
    "\t",
    "    ",
    "\n",
    "@",
    ":=",
    "match x:",
    "case _:",
    "break",
    "continue",
    "pass",
    "é",
    "\u{0}",
];

/// The scripts of the corpus, none of them long.
pub fn corpus() -> Vec<String> {
    let tests = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scripts");
    let topics = std::fs::read_dir(tests)
        .expect("the corpus is there")
        .flatten();
    let mut files: Vec<PathBuf> = topics.flat_map(|topic| scripts_in(&topic.path())).collect();
    files.sort();
    let texts = files
        .iter()
        .filter_map(|file| std::fs::read_to_string(file).ok());
    texts.filter(|text| text.len() < 6_000).collect()
}

fn scripts_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.map(|entry| entry.path());
    files
        .filter(|file| file.extension().is_some_and(|ending| ending == "py"))
        .collect()
}

/// Characters that readers of text stumble over: line ends, blanks that are none, marks that go with
/// the letter before, what is beyond 16 bits, what normalization changes, the byte order mark.
const ODD: &[char] = &[
    '\u{0}',
    '\r',
    '\u{c}',
    '\u{1a}',
    '\u{7f}',
    '\u{85}',
    '\u{a0}',
    '\u{301}',
    '\u{200b}',
    '\u{202e}',
    '\u{2028}',
    '\u{feff}',
    '\u{fffd}',
    'ﬁ',
    'µ',
    'ℝ',
    '²',
    '٣',
    '漢',
    '🦀',
    '\u{10ffff}',
];

/// What opens something, and what closes it.
const NESTS: &[(&str, &str)] = &[
    ("(", ")"),
    ("[", "]"),
    ("{", "}"),
    ("{0:", "}"),
    ("f(", ")"),
    ("x[", "]"),
    ("-", ""),
    ("not ", ""),
    ("await ", ""),
    ("lambda: ", ""),
    ("0 if x else ", ""),
    ("1 + ", ""),
    ("2 ** ", ""),
    ("x.y", ".y"),
    ("*", ""),
    ("[x for x in ", "]"),
    ("f'{", "}'"),
    ("f'{x:{", "}}'"),
];

/// A text that may be a script: one with a few changes, words in any order, something nested deeply;
/// now and then with odd characters, other line ends, or a sudden end.
pub fn any_text(chance: &mut Chance, corpus: &[String]) -> String {
    let mut text = match chance.below(8) {
        0 => soup(chance),
        1 => nested(chance),
        _ => mutant(chance, corpus),
    };
    match chance.below(8) {
        0 => {
            let end = *chance.pick(&["\r\n", "\r", "\n\n", "\u{c}\n"]);
            text = text.replace('\n', end);
        }
        1 => {
            for _ in 0..1 + chance.below(4) {
                let at = boundary(chance, &text);
                text.insert(at, *chance.pick(ODD));
            }
        }
        2 => text.truncate(boundary(chance, &text)),
        _ => {}
    }
    text
}

/// A place between two characters.
fn boundary(chance: &mut Chance, text: &str) -> usize {
    let at = chance.below(text.len() as u64 + 1) as usize;
    { 0..=at }
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

/// Words in any order.
fn soup(chance: &mut Chance) -> String {
    let words = 1 + chance.below(60);
    (0..words)
        .flat_map(|_| [*chance.pick(WORDS), *chance.pick(&["", " ", " "])])
        .collect()
}

/// Something in itself, up to some thousand times; sometimes left open.
fn nested(chance: &mut Chance) -> String {
    let depth = match chance.below(3) {
        0 => chance.below(12),
        1 => 80 + chance.below(150),
        _ => chance.below(5_000),
    } as usize;
    if chance.once_in(4) {
        return blocks(chance, depth.min(150));
    }
    let (open, close) = *chance.pick(NESTS);
    let inside = *chance.pick(WORDS);
    let closed = if chance.once_in(4) { depth / 2 } else { depth };
    format!("{}{inside}{}\n", open.repeat(depth), close.repeat(closed))
}

/// Blocks in blocks.
fn blocks(chance: &mut Chance, depth: usize) -> String {
    const HEADS: &[&str] = &[
        "if 1:",
        "while x:",
        "for x in y:",
        "try:",
        "with x:",
        "def f():",
        "class A:",
        "match x:",
        "case 1:",
        "else:",
    ];
    let head = *chance.pick(HEADS);
    let lines = (0..depth).map(|level| {
        let head = if chance.once_in(9) {
            *chance.pick(HEADS)
        } else {
            head
        };
        format!("{}{head}\n", " ".repeat(level))
    });
    let text: String = lines.collect();
    format!("{text}{}pass\n", " ".repeat(depth))
}

/// A script with a few changes: lines and words left out, doubled, exchanged, taken from elsewhere.
pub fn mutant(chance: &mut Chance, corpus: &[String]) -> String {
    let mut lines: Vec<String> = chance.pick(corpus).lines().map(String::from).collect();
    for _ in 0..1 + chance.below(4) {
        if lines.is_empty() {
            break;
        }
        let (at, other) = (
            chance.below(lines.len() as u64) as usize,
            chance.below(lines.len() as u64) as usize,
        );
        match chance.below(9) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(other, lines[at].clone()),
            2 => lines.swap(at, other),
            3 => {
                let from: Vec<&str> = chance.pick(corpus).lines().collect();
                if !from.is_empty() {
                    lines.insert(at, chance.pick(&from).to_string());
                }
            }
            4 => lines[at] = format!("    {}", lines[at]),
            _ => lines[at] = changed_word(chance, &lines[at], &lines[other]),
        }
    }
    lines.join("\n")
}

/// A line in which a word gives way to one from a list, or from another line.
fn changed_word(chance: &mut Chance, line: &str, other: &str) -> String {
    let mut words = words_of(line);
    let others = words_of(other);
    if words.is_empty() {
        return line.to_string();
    }
    let at = chance.below(words.len() as u64) as usize;
    words[at] = match chance.below(3) {
        0 => String::new(),
        1 if !others.is_empty() => chance.pick(&others).clone(),
        _ => chance.pick(WORDS).to_string(),
    };
    words.concat()
}

/// A line cut where letters and digits begin and end.
fn words_of(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = None;
    for c in line.chars() {
        let is_word = c.is_alphanumeric() || c == '_';
        match words.last_mut() {
            Some(word) if is_word && before == Some(true) => word.push(c),
            _ => words.push(c.to_string()),
        }
        before = Some(is_word);
    }
    words
}
