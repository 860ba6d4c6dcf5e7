//! How an execution can end: what tells one ending from another.

use crate::lab::captured::Output;
use crate::lab::census::remains;
use crate::machine::Outcome;
use crate::vm::thread::ThreadEnd;
use gilscope_runtime::driver::{Ending as Ended, Stop};
use gilscope_runtime::task::Site;

/// What happened in the end.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum How {
    /// All threads but daemons came to their ends.
    Done,
    /// These threads wait for each other, or for something that will never come; where each stands.
    Deadlock(Vec<String>),
    /// It had not ended after as much as was allowed.
    Endless,
    /// These threads go round in circles, and nobody is left who could change that; where each stands.
    Spins(Vec<String>),
    /// Python outside the subset was met, or a process was started.
    Unsupported(String),
    /// gilscope failed.
    Failed(String),
    /// It was given up.
    GivenUp,
}

/// An ending. Two executions with equal ones ended alike.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Ending {
    /// What happened.
    pub how: How,
    /// Standard output.
    pub output: String,
    /// What exceptions say that nobody has caught, sorted.
    pub errors: Vec<String>,
    /// The exit status.
    pub status: i32,
    /// How many objects have leaked: their counts say that somebody refers to them, and nobody does.
    pub leaked: usize,
}

impl Ending {
    /// That of an execution.
    pub fn of(stop: Stop, outcome: &Outcome, output: &Output, spinning: &Spinning) -> Ending {
        let how = match (&outcome.report.ending, &outcome.end, stop) {
            (Ended::Panicked { message, .. }, ..) => How::Failed(message.clone()),
            (_, _, Stop::Process) => {
                How::Unsupported("processes: only threads can be explored".into())
            }
            (_, ThreadEnd::Unsupported(feature, _), _) => How::Unsupported(feature.clone()),
            (_, _, Stop::TooLong) => How::Endless,
            (_, _, Stop::Spins) => {
                let places = spinning.iter();
                let places = places.map(|(name, stack)| place(outcome, name, stack));
                How::Spins(places.collect())
            }
            (_, _, Stop::GivenUp) => How::GivenUp,
            (Ended::Deadlock(blocked), ..) => {
                let places = blocked.iter();
                let places = places.map(|it| place(outcome, &it.name, &it.stack));
                How::Deadlock(places.collect())
            }
            _ => How::Done,
        };
        let is_whole = how == How::Done;
        Ending {
            output: output.out.clone(),
            errors: last_words(&output.err),
            status: match outcome.end {
                ThreadEnd::Status(status) => status,
                _ => 0,
            },
            leaked: match is_whole {
                true => remains(&outcome.census.leaks).leaked.len(),
                false => 0,
            },
            how,
        }
    }

    /// In a few words.
    pub fn title(&self) -> String {
        let prints = match self.output.trim_end() {
            "" => "prints nothing".to_string(),
            text => format!("prints {}", text.replace('\n', " / ")),
        };
        match (&self.how, self.errors.first()) {
            (How::Deadlock(threads), _) => {
                let names = threads
                    .iter()
                    .map(|it| it.split(" at ").next().unwrap_or_default());
                format!("deadlock: {}", names.collect::<Vec<_>>().join(", "))
            }
            (How::Endless, _) if self.output.is_empty() => "has not ended".into(),
            (How::Endless, _) => format!("has not ended, {prints}"),
            (How::Spins(threads), _) => format!("never ends: {}", threads.join(", ")),
            (How::Unsupported(feature), _) => format!("unsupported: {feature}"),
            (How::Failed(message), _) => format!("gilscope failed: {message}"),
            (How::GivenUp, _) => "given up".into(),
            (How::Done, Some(error)) => error.clone(),
            (How::Done, None) if self.leaked > 0 => format!("leak, {prints}"),
            (How::Done, None) if self.status != 0 => format!("exit status {}", self.status),
            (How::Done, None) => prints,
        }
    }

    /// The word for what is wrong with it, if anything is as such.
    pub fn fault(&self) -> Option<Fault> {
        match &self.how {
            How::Deadlock(_) => Some(Fault::Deadlock),
            How::Endless | How::Spins(_) => Some(Fault::Endless),
            How::Done if !self.errors.is_empty() || self.status != 0 => Some(Fault::Exception),
            How::Done if self.leaked > 0 => Some(Fault::Leak),
            _ => None,
        }
    }
}

/// Threads that went round in circles in the end: their names, and where they stood.
pub type Spinning = [(String, Vec<Site>)];

/// What can be wrong with a script.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fault {
    /// Threads wait for ever.
    Deadlock,
    /// An exception that nobody catches, or an exit status other than 0.
    Exception,
    /// It does not end within the limits.
    Endless,
    /// Objects leak.
    Leak,
    /// What it prints depends on the schedule.
    Differs,
    /// A data race.
    Race,
}

impl Fault {
    /// All of them.
    pub const ALL: [Fault; 6] = [
        Fault::Deadlock,
        Fault::Exception,
        Fault::Endless,
        Fault::Leak,
        Fault::Differs,
        Fault::Race,
    ];

    /// The word for it on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Fault::Deadlock => "deadlock",
            Fault::Exception => "exception",
            Fault::Endless => "endless",
            Fault::Leak => "leak",
            Fault::Differs => "differs",
            Fault::Race => "race",
        }
    }
}

/// A thread and the line at which it stands.
fn place(outcome: &Outcome, name: &str, stack: &[Site]) -> String {
    let line = stack.iter().find_map(|site| {
        let (code, at) = outcome.codes.locate(*site)?;
        let span = code.spans.get(at as usize)?;
        (!code.source.is_library()).then(|| code.source.line(span.start))
    });
    match line {
        Some(line) => format!("{name} at line {line}"),
        None => name.to_string(),
    }
}

/// The last lines of tracebacks.
pub(super) fn last_words(text: &str) -> Vec<String> {
    let is_last = |line: &&str| {
        let heads = [
            "Traceback ",
            "Exception in thread ",
            "During handling",
            "The above",
        ];
        !line.trim().is_empty()
            && !line.starts_with([' ', '\t'])
            && !heads.iter().any(|head| line.starts_with(head))
    };
    let mut words: Vec<String> = text.lines().filter(is_last).map(String::from).collect();
    words.sort();
    words
}

/// An exception that nobody has caught.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Complaint {
    /// The thread that it has ended; the main thread goes without a name.
    pub thread: Option<String>,
    /// The line at which it was raised, or the last one of the script on the way there.
    pub line: u32,
    /// What stands there.
    pub text: String,
    /// What it says: `IndexError: pop from empty list`.
    pub words: String,
}

/// The tracebacks in what was written to standard error.
pub(super) fn complaints(errors: &str) -> Vec<Complaint> {
    let mut found = Vec::new();
    let (mut thread, mut place) = (None, None);
    let mut lines = errors.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(named) = line.strip_prefix("Exception in thread ") {
            thread = Some(named.trim_end_matches(':').to_string());
        } else if let Some((file, number)) = line
            .strip_prefix("  File \"")
            .and_then(|rest| rest.split_once("\", line "))
        {
            let digits = number.split(',').next().unwrap_or_default();
            let text = lines.peek().map_or("", |text| text.trim());
            if let (false, Ok(number)) = (file.starts_with('<'), digits.parse()) {
                place = Some((number, text.to_string()));
            }
        } else if !last_words(line).is_empty()
            && let Some((line_number, text)) = place.take()
        {
            found.push(Complaint {
                thread: thread.take(),
                line: line_number,
                text,
                words: line.to_string(),
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_tracebacks_the_last_lines_count() {
        let text = "Exception in thread Thread-1 (f):\nTraceback (most recent call last):\n  \
                    File \"s.py\", line 1, in f\nValueError: no\n";
        assert_eq!(last_words(text), ["ValueError: no"]);
    }

    #[test]
    fn tracebacks_tell_who_has_failed_and_where() {
        let text = "Exception in thread Thread-1 (f):\nTraceback (most recent call last):\n  \
                    File \"s.py\", line 4, in f\n    take()\n    ^^^^^^\n  File \"s.py\", line 2, in take\n    \
                    xs.pop()\nIndexError: pop from empty list\nTraceback (most recent call last):\n  \
                    File \"s.py\", line 9, in <module>\n    1 / 0\nZeroDivisionError: division by zero\n";
        let found = complaints(text);
        let told: Vec<_> = { found.iter() }
            .map(|it| (it.thread.as_deref(), it.line, &*it.text, &*it.words))
            .collect();
        assert_eq!(
            told,
            [
                (
                    Some("Thread-1 (f)"),
                    2,
                    "xs.pop()",
                    "IndexError: pop from empty list"
                ),
                (None, 9, "1 / 0", "ZeroDivisionError: division by zero"),
            ]
        );
    }
}
