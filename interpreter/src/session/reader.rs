//! From lines to inputs: when is an input complete?
//!
//! As at CPython's prompt: a simple statement ends with its line, a block with a blank line, and
//! brackets, strings of several lines and lines that end in a backslash go on until they are closed.

use crate::syntax::ast::StmtKind;
use crate::syntax::{self, SyntaxError};
use crate::text::Source;
use crate::vm::Input;

/// Collects lines until they are an input.
#[derive(Default)]
pub struct Reader {
    lines: String,
    /// Number of inputs so far that were Python.
    count: u32,
}

/// What a line comes to.
pub enum Fed {
    /// The input goes on with the next line.
    More,
    /// There was nothing in it.
    Nothing,
    /// A command to the session, without its `%`: name and argument.
    Command(String, String),
    /// An input.
    Ready(Input),
}

impl Reader {
    /// Whether the next line goes on with an input that has begun.
    pub fn has_begun(&self) -> bool {
        !self.lines.is_empty()
    }

    /// Forgets what has begun.
    pub fn clear(&mut self) {
        self.lines.clear();
    }

    /// Takes a line, or several that were pasted.
    pub fn feed(&mut self, line: &str) -> Fed {
        if !self.has_begun() {
            if let Some(command) = line.trim().strip_prefix('%') {
                let (name, argument) = command.split_once(' ').unwrap_or((command, ""));
                return Fed::Command(name.trim().into(), argument.trim().into());
            }
            let is_empty = |line: &str| line.trim().is_empty() || line.trim().starts_with('#');
            if line.lines().all(is_empty) {
                return Fed::Nothing;
            }
        }
        self.lines.push_str(line);
        self.lines.push('\n');
        if goes_on(&self.lines) {
            return Fed::More;
        }
        Fed::Ready(self.take())
    }

    /// The end of the lines: what has begun is all there is.
    pub fn end(&mut self) -> Option<Input> {
        self.has_begun().then(|| self.take())
    }

    fn take(&mut self) -> Input {
        let name = format!("<python-input-{}>", self.count);
        self.count += 1;
        Input::Code(Source::new(name, std::mem::take(&mut self.lines)))
    }
}

/// Whether more lines belong to an input that begins with these.
fn goes_on(lines: &str) -> bool {
    let last = lines.lines().last().unwrap_or_default();
    let is_blank = last.trim().is_empty();
    let source = Source::new("<stdin>", lines);
    match syntax::parse(&source) {
        Ok(tree) => !is_blank && tree.body.last().is_some_and(|last| is_compound(&last.kind)),
        Err(error) if is_open(&error) => true,
        Err(_) if last.ends_with('\\') => true,
        Err(error) => !is_blank && is_at_end(&error, lines),
    }
}

/// Whether a bracket or a string is not closed.
fn is_open(error: &SyntaxError) -> bool {
    let message = &error.message;
    let is_string = message.starts_with("unterminated triple-quoted");
    is_string || message.ends_with("was never closed") || message.starts_with("unexpected EOF")
}

/// Whether the text is wrong only in that it ends: such an error stands before its last line.
fn is_at_end(error: &SyntaxError, lines: &str) -> bool {
    let last = lines[..lines.len() - 1].rfind('\n').map_or(0, |at| at + 1);
    error.span.start == error.span.end && error.span.start as usize == last
}

fn is_compound(kind: &StmtKind) -> bool {
    matches!(
        kind,
        StmtKind::If { .. }
            | StmtKind::For { .. }
            | StmtKind::While { .. }
            | StmtKind::With { .. }
            | StmtKind::Try { .. }
            | StmtKind::Match { .. }
            | StmtKind::FunctionDef(..)
            | StmtKind::ClassDef(..)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The inputs that lines make; `...` where the last one goes on.
    fn inputs(lines: &str) -> Vec<String> {
        let mut reader = Reader::default();
        let mut found = Vec::new();
        for line in lines.split('\n') {
            match reader.feed(line) {
                Fed::Ready(Input::Code(source)) => found.push(source.text),
                Fed::Command(name, argument) => found.push(format!("%{name} {argument}")),
                _ => {}
            }
        }
        if reader.has_begun() {
            found.push("...".into());
        }
        found
    }

    #[test]
    fn simple_statements_end_with_their_line() {
        assert_eq!(
            inputs("a = 1\n\n# note\nb\n%stats"),
            ["a = 1\n", "b\n", "%stats "]
        );
        assert_eq!(inputs("a = \nb"), ["a = \n", "b\n"]);
        assert_eq!(inputs("%dis f\n1 1"), ["%dis f", "1 1\n"]);
    }

    #[test]
    fn blocks_end_with_a_blank_line() {
        assert_eq!(
            inputs("def f():\n  return 1\n\nf()"),
            ["def f():\n  return 1\n\n", "f()\n"]
        );
        assert_eq!(inputs("if a: b\nelse: c\n\n"), ["if a: b\nelse: c\n\n"]);
        assert_eq!(inputs("for x in y:"), ["..."]);
        assert_eq!(inputs("for x in y:\n"), ["for x in y:\n\n"]);
        assert_eq!(
            inputs("@d\nclass C:\n  x = 1\n"),
            ["@d\nclass C:\n  x = 1\n\n"]
        );
        assert_eq!(inputs("try:\n  f()"), ["..."]);
        assert_eq!(
            inputs("try:\n  f()\nexcept E:\n  pass\n"),
            ["try:\n  f()\nexcept E:\n  pass\n\n"]
        );
        assert_eq!(
            inputs("while 1:\n  a = [\n\n1]\n  b\n"),
            ["while 1:\n  a = [\n\n1]\n  b\n\n"]
        );
    }

    #[test]
    fn brackets_strings_and_backslashes_go_on() {
        assert_eq!(inputs("f(1,\n\n2)\n"), ["f(1,\n\n2)\n"]);
        assert_eq!(inputs("s = '''a\n\nb'''"), ["s = '''a\n\nb'''\n"]);
        assert_eq!(inputs("a = 1 + \\\n  2"), ["a = 1 + \\\n  2\n"]);
        assert_eq!(inputs("f("), ["..."]);
    }
}
