//! The refusals that scripts show, and those that the sources can make.
//!
//! `refusals/*.md` have an entry for each: `## ` and the words of the refusal, then a script that ends
//! with it. `### name.py` begins a module beside the script. Scripts that begin with `# without a GIL` or
//! `# without files` run so.

use crate::ours::{Around, Ours, run_in};
use gilscope::vm::UserModule;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A script that is refused.
pub struct Entry {
    /// Where it stands.
    pub place: String,
    /// The words of the refusal.
    pub feature: String,
    /// The script.
    pub script: String,
    /// Modules beside it, by name.
    pub modules: Vec<(String, String)>,
}

/// A refusal in the sources.
pub struct Refusal {
    /// The file and the line.
    pub place: String,
    /// Its words; None between two of them for what is only known when it is made. Empty where it is
    /// told by a variable.
    pub words: Vec<String>,
}

/// Calls that refuse.
const CALLS: &[&str] = &[
    "unsupported(",
    "UnsupportedError.signal(",
    "UnsupportedError.err(",
    "Err(Wrong::Unsupported(",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn files_under(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).expect("a folder");
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            files_under(&path, found);
        } else {
            found.push(path);
        }
    }
    found.sort();
}

/// All entries.
pub fn entries() -> Vec<Entry> {
    let mut files = Vec::new();
    files_under(&root().join("refusals"), &mut files);
    files.iter().flat_map(|file| entries_of(file)).collect()
}

fn entries_of(file: &Path) -> Vec<Entry> {
    let text = std::fs::read_to_string(file).expect("a file of entries");
    let name = file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .to_string();
    let entry = |text: &str| {
        let mut parts = text.split("\n### ");
        let (feature, script) = parts.next()?.split_once('\n')?;
        let modules = parts.filter_map(|part| part.split_once(".py\n"));
        Some(Entry {
            place: format!("tests/refusals/{name}"),
            feature: feature.to_string(),
            script: script.to_string(),
            modules: modules
                .map(|(name, text)| (name.into(), text.into()))
                .collect(),
        })
    };
    text.split("\n## ").skip(1).filter_map(entry).collect()
}

impl Entry {
    /// What is wrong with it; None if it is refused in these words.
    pub fn fault(&self) -> Option<String> {
        let modules = self.modules.clone();
        let find = move |_: &str, wanted: &str| {
            let (name, text) = modules.iter().find(|(name, _)| name == wanted)?;
            Some(UserModule {
                file: format!("{name}.py"),
                text: Some(text.clone()),
                folder: None,
            })
        };
        let Entry {
            place,
            feature,
            script,
            ..
        } = self;
        let around = Around {
            modules: Arc::new(find),
            files: !script.starts_with("# without files\n"),
            gil: !script.starts_with("# without a GIL\n"),
        };
        let ours = run_in(around, script, 20_000_000);
        (ours != Ours::Refused(feature.clone()))
            .then(|| format!("{place}: `## {feature}`\n{script}ends with {ours:?}\n"))
    }
}

/// All refusals that the sources can make.
pub fn refusals() -> Vec<Refusal> {
    let source = root().join("../interpreter/src");
    let mut files = Vec::new();
    files_under(&source, &mut files);
    let mut found = Vec::new();
    for file in files {
        let name = { file.strip_prefix(&source).expect("a file under it") }
            .display()
            .to_string();
        let is_python = name.ends_with(".py");
        let is_test = name.ends_with("tests.rs");
        if is_test || !is_python && !name.ends_with(".rs") {
            continue;
        }
        let text = std::fs::read_to_string(&file).expect("a source");
        let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        for call in CALLS {
            for (at, _) in code.match_indices(call) {
                let line = code[..at].rsplit('\n').next().unwrap_or_default();
                if !is_call(line) {
                    continue;
                }
                let number = code[..at].matches('\n').count() + 1;
                found.push(Refusal {
                    place: format!("{name}:{number}"),
                    words: words(&code[at + call.len()..], is_python),
                });
            }
        }
    }
    found
}

/// Whether what follows on the line is a call that refuses: no comment, no definition, not the name of
/// something else.
fn is_call(before: &str) -> bool {
    let start = before.trim_start();
    let is_other = start.starts_with("//") || start.starts_with('#');
    let defines = before.ends_with("fn ") || before.ends_with("def _") || before.ends_with("def ");
    let word = before.trim_end_matches('_').chars().next_back();
    !is_other
        && !defines
        && !word.is_some_and(|c| c.is_alphanumeric() || c == '.' && before.ends_with("spec."))
}

/// The constant parts of the first text in the arguments that begin here.
fn words(arguments: &str, is_python: bool) -> Vec<String> {
    let Some(start) = first_quote(arguments) else {
        return Vec::new();
    };
    let formats = arguments[..start].ends_with(if is_python { "f" } else { "format!(" })
        || arguments[..start].trim_end().ends_with("format!(");
    let (mut text, mut rest) = (String::new(), arguments[start + 1..].chars());
    while let Some(c) = rest.next() {
        match c {
            '"' => break,
            '\\' => match rest.next() {
                Some('\n') => {
                    rest = rest.as_str().trim_start().chars();
                }
                Some(c) => text.push(c),
                None => break,
            },
            c => text.push(c),
        }
    }
    if formats {
        constant_parts(&text)
    } else {
        vec![text]
    }
}

/// Where the first text of a call begins, whose opening bracket was left behind.
fn first_quote(arguments: &str) -> Option<usize> {
    let mut depth = 1;
    for (at, c) in arguments.char_indices() {
        match c {
            '"' => return Some(at),
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return None;
        }
    }
    None
}

/// What stands between the braces of a format.
fn constant_parts(format: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for part in format.split('{') {
        match part.split_once('}') {
            Some((_, constant)) => parts.push(constant.to_string()),
            None => parts.push(part.to_string()),
        }
    }
    parts
}

impl Refusal {
    /// Whether these words can be this refusal's.
    pub fn gives(&self, feature: &str) -> bool {
        let Some((first, others)) = self.words.split_first() else {
            return false;
        };
        let Some(mut rest) = feature.strip_prefix(first.as_str()) else {
            return false;
        };
        let Some((last, between)) = others.split_last() else {
            return rest.is_empty();
        };
        for part in between {
            let Some((_, behind)) = rest.split_once(part.as_str()) else {
                return false;
            };
            rest = behind;
        }
        rest.ends_with(last.as_str())
    }

    /// Its words, with dots for what is only known when it is made.
    pub fn shown(&self) -> String {
        self.words.join("..")
    }
}
