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
