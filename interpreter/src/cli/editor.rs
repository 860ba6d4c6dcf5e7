//! How the lines of a session are read: edited on a terminal, plainly elsewhere.

use gilscope::vm::Completions;
use rustyline::completion::{Completer, Pair};
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::FileHistory;
use rustyline::validate::Validator;
use rustyline::{CompletionType, Config, Context, Helper};
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

/// Lines that the history keeps.
const HISTORY: usize = 10_000;

/// Words of the language, for completion.
const KEYWORDS: &[&str] = &[
    "and", "as", "assert", "break", "class", "continue", "def", "del", "elif", "else", "except",
    "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not",
    "or", "pass", "raise", "return", "try", "while", "with", "yield", "False", "None", "True",
];

/// What came of reading a line.
pub enum Line {
    /// A line, or several that were pasted.
    Text(String),
    /// Ctrl-C.
    Interrupted,
    /// Ctrl-D, or the end of the input.
    End,
}

/// Where lines come from.
pub enum Editor {
    /// A person at a terminal.
    Terminal(
        Box<rustyline::Editor<Completion, FileHistory>>,
        Option<PathBuf>,
    ),
    /// Anything else; the prompts go to stderr, as CPython's do.
    Plain,
}

impl Editor {
    /// The editor of a terminal, with the history in this file; a plain reader where there is none.
    pub fn new(is_terminal: bool, history: Option<PathBuf>) -> Editor {
        let config = Config::builder()
            .completion_type(CompletionType::List)
            .auto_add_history(false)
            .max_history_size(HISTORY);
        let editor = config.map(|config| rustyline::Editor::with_config(config.build()));
        let Ok(Ok(mut editor)) = editor else {
            return Editor::Plain;
        };
        if !is_terminal {
            return Editor::Plain;
        }
        editor.set_helper(Some(Completion::default()));
        if let Some(file) = &history {
            // There is none the first time.
            let _ = editor.load_history(file);
        }
        Editor::Terminal(Box::new(editor), history)
    }

    /// Reads a line.
    pub fn read(&mut self, prompt: &str) -> Line {
        match self {
            Editor::Plain => plain_line(prompt),
            Editor::Terminal(editor, _) => match editor.readline(prompt) {
                Ok(text) => {
                    let _ = editor.add_history_entry(&text);
                    Line::Text(text)
                }
                Err(ReadlineError::Interrupted) => Line::Interrupted,
                Err(_) => Line::End,
            },
        }
    }

    /// Takes note of what can be completed.
    pub fn set_completions(&mut self, completions: &Completions) {
        if let Editor::Terminal(editor, _) = self
            && let Some(helper) = editor.helper_mut()
        {
            helper.known = completions.clone();
        }
    }

    /// Writes the history to its file.
    pub fn save_history(&mut self) {
        if let Editor::Terminal(editor, Some(file)) = self {
            let folder = file.parent().unwrap_or(Path::new("."));
            // A history that cannot be kept is nobody's concern.
            let _ = std::fs::create_dir_all(folder);
            let _ = editor.save_history(file);
        }
    }
}

fn plain_line(prompt: &str) -> Line {
    let mut stderr = std::io::stderr().lock();
    let _ = stderr
        .write_all(prompt.as_bytes())
        .and_then(|()| stderr.flush());
    let mut line = Vec::new();
    match std::io::stdin().lock().read_until(b'\n', &mut line) {
        Ok(0) | Err(_) => Line::End,
        Ok(_) => {
            let text = String::from_utf8_lossy(&line);
            Line::Text(text.trim_end_matches(['\n', '\r']).to_string())
        }
    }
}

/// The file of the history: in the user's state directory.
pub fn history_file() -> Option<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let state = set("XDG_STATE_HOME").map(PathBuf::from);
    let state = state.or_else(|| Some(PathBuf::from(set("HOME")?).join(".local/state")))?;
    Some(state.join("gilscope").join("history"))
}

/// Completes names, and attributes after a dot.
#[derive(Default)]
pub struct Completion {
    known: Completions,
}

impl Completion {
    /// What the word that ends at `pos` may become: where it starts, and the candidates.
    fn candidates(&self, line: &str, pos: usize) -> (usize, Vec<String>) {
        let before = &line[..pos];
        let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
        let start = before.rfind(|c| !is_part(c)).map_or(0, |at| {
            at + before[at..].chars().next().map_or(1, char::len_utf8)
        });
        let word = &before[start..];
        if let Some((owner, part)) = word.rsplit_once('.') {
            let attributes = self.known.names.iter().find(|(name, _)| name == owner);
            let attributes = attributes
                .map(|(_, attributes)| &attributes[..])
                .unwrap_or_default();
            let fits = |name: &&String| {
                name.starts_with(part) && (!part.is_empty() || !name.starts_with('_'))
            };
            return (
                pos - part.len(),
                attributes.iter().filter(fits).cloned().collect(),
            );
        }
        if word.is_empty() {
            return (pos, Vec::new());
        }
        let names = self.known.names.iter().map(|(name, _)| name.as_str());
        let mut found: Vec<String> = { names.chain(KEYWORDS.iter().copied()) }
            .filter(|name| name.starts_with(word))
            .map(String::from)
            .collect();
        found.sort();
        (start, found)
    }
}

impl Completer for Completion {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        pos: usize,
        _context: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        if line[..pos].trim().is_empty() {
            let indent = Pair {
                display: "    ".into(),
                replacement: "    ".into(),
            };
            return Ok((pos, vec![indent]));
        }
        let (start, found) = self.candidates(line, pos);
        let pairs = found.into_iter().map(|name| Pair {
            display: name.clone(),
            replacement: name,
        });
        Ok((start, pairs.collect()))
    }
}

impl Helper for Completion {}
impl Highlighter for Completion {}
impl Validator for Completion {}
impl Hinter for Completion {
    type Hint = String;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_attributes_are_completed() {
        let names = [
            ("account", vec!["balance", "_x"]),
            ("add", vec![]),
            ("len", vec![]),
        ];
        let names = names.map(|(name, attributes)| {
            (
                name.to_string(),
                attributes.into_iter().map(String::from).collect(),
            )
        });
        let known = Completions {
            names: names.into(),
        };
        let completion = Completion { known };
        let found = |line: &str| completion.candidates(line, line.len());
        assert_eq!(
            found("print(a"),
            (
                6,
                vec![
                    "account".into(),
                    "add".into(),
                    "and".into(),
                    "as".into(),
                    "assert".into()
                ]
            )
        );
        assert_eq!(found("x = account."), (12, vec!["balance".into()]));
        assert_eq!(found("account._"), (8, vec!["_x".into()]));
        assert_eq!(found("é = le"), (5, vec!["len".into()]));
        assert_eq!(found("x + "), (4, vec![]));
    }
}
