//! Messages in gilscope's own voice: refusals, limits, bugs of ours.

use super::status;
use super::terminal::Terminal;
use annotate_snippets::{AnnotationKind, Level, Snippet};
use gilscope::foreign;
use gilscope::lab::imports::Obstacle;
use gilscope::refusal::CompileError;
use gilscope::text::{Source, Span};
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::sync::Arc;

/// Writes to stderr; a stderr that is gone is nobody's concern.
pub fn say(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Writes to stdout what a command is for. Who does not read to the end has read enough; anything else
/// that is in the way is said, and gives the exit status.
pub fn show(text: &str) -> Result<(), u8> {
    let mut stdout = std::io::stdout().lock();
    match stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
    {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(fail(&format!("cannot write standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes a file that was asked for; says why it cannot, and gives the exit status for that.
pub fn write_file(file: &Path, text: &str) -> Result<(), u8> {
    std::fs::write(file, text).map_err(|error| cannot_write(file, &error))
}

/// Says why a file cannot be written; gives the exit status.
pub fn cannot_write(file: &Path, error: &std::io::Error) -> u8 {
    fail(&format!("can't write '{}': {error}", file.display()))
}

/// A message like CPython's about a file; gives the exit status.
pub fn fail(message: &str) -> u8 {
    say(&format!("gilscope: {message}\n"));
    status::USAGE
}

/// A refusal without a place in a text; gives the exit status.
pub fn refuse_plainly(message: &str) -> u8 {
    say(&format!(
        "error[unsupported]: {message}\nnote: nothing was run\n"
    ));
    status::USAGE
}

/// A refusal of a place in a text.
pub struct Refusal<'a> {
    /// What is refused: `import requests`.
    pub feature: &'a str,
    /// The text.
    pub source: &'a Arc<Source>,
    /// The place.
    pub span: Span,
    /// What stands under the place.
    pub label: &'a str,
    /// What became of the run.
    pub note: &'a str,
    /// What to write instead; may be empty.
    pub help: &'a str,
}

impl Refusal<'_> {
    /// Says it; gives the exit status.
    pub fn say(&self, terminal: Terminal) -> u8 {
        let text = &self.source.text;
        let first = self.source.position(self.span.start).line;
        let line_start = text[..self.span.start as usize]
            .rfind('\n')
            .map_or(0, |at| at + 1);
        let line = self.source.line_text(first);
        let (file, number) = self.source.place(first);
        let start = self.span.start as usize - line_start;
        let end = (self.span.end as usize - line_start)
            .min(line.len())
            .max(start);
        let quote = if self.feature.contains('`') { "" } else { "`" };
        let title = format!(
            "{quote}{}{quote} is valid Python, but not in gilscope's subset",
            self.feature
        );
        let mut mark = AnnotationKind::Primary.span(start..end);
        if !self.label.is_empty() {
            mark = mark.label(self.label);
        }
        let snippet = Snippet::source(line)
            .line_start(number as usize)
            .path(file)
            .annotation(mark);
        let mut group = Level::ERROR
            .primary_title(title)
            .id("unsupported")
            .element(snippet);
        group = group.element(Level::NOTE.message(self.note));
        if !self.help.is_empty() {
            group = group.element(Level::HELP.message(self.help));
        }
        say(&format!(
            "{}\n",
            terminal.look(true).renderer().render(&[group])
        ));
        status::USAGE
    }
}

/// Says why a text gave no code; gives the exit status.
pub fn compile_error(error: &CompileError, source: &Arc<Source>, terminal: Terminal) -> u8 {
    match error {
        CompileError::Syntax(error) => {
            say(&error.render(source));
            1
        }
        CompileError::Unsupported(refusal) => Refusal {
            feature: &refusal.feature,
            source,
            span: refusal.span,
            label: "",
            note: "nothing was run",
            help: &refusal.help,
        }
        .say(terminal),
    }
}

/// Says what a script needs that there is not; gives the exit status.
pub fn obstacle(obstacle: &Obstacle, terminal: Terminal) -> u8 {
    match obstacle {
        Obstacle::Module(error) => compile_error(&error.0, &error.1, terminal),
        Obstacle::Foreign(import) => Refusal {
            feature: &format!("import {}", import.name),
            source: &import.source,
            span: import.span,
            label: foreign::refusal(&import.name).unwrap_or_default(),
            note: "nothing was run",
            help: foreign::help(&import.name),
        }
        .say(terminal),
    }
}

/// A panic is a bug of ours: says so, and where.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|info| {
        let place = info
            .location()
            .map(|at| format!(" at {}:{}", at.file(), at.line()));
        let message = info.payload_as_str().unwrap_or("no message");
        say(&format!(
            "error[internal]: a bug of gilscope's{}: {message}\n  \
             note: this is not the script's fault; please report it with the script\n",
            place.unwrap_or_default(),
        ));
    }));
}
