//! How reports are drawn: characters, colours, figures.

use annotate_snippets::Renderer;
use annotate_snippets::renderer::DecorStyle;
use gilscope_runtime::driver::Report;
use gilscope_runtime::ledger::State;
use gilscope_runtime::time::Nanos;

/// The states that a legend or a table of a run is to name: a rare one only if it occurred.
pub fn states(report: &Report) -> Vec<State> {
    let occurred = |state| report.threads.iter().any(|it| it.ledger[state].0 > 0);
    let states = State::ALL.into_iter();
    states
        .filter(|state| *state != State::Collector || occurred(*state))
        .collect()
}

/// Which characters and colours a report may use.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Look {
    /// Whether to keep to ASCII.
    pub ascii: bool,
    /// Whether to use colours.
    pub color: bool,
    /// Whether to show every thread, also those alike.
    pub all: bool,
}

/// Width of a report.
pub const WIDTH: usize = 100;

/// A kind of text that colour repeats.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Paint {
    /// Titles and what matters most.
    Strong,
    /// What is said in passing.
    Faint,
    /// An error.
    Error,
    /// The state of a thread.
    State(State),
}

impl Look {
    /// The mark for a state in a timeline.
    pub fn mark(self, state: State) -> char {
        let (unicode, ascii) = match state {
            State::Running => ('█', '#'),
            State::WantsGil => ('▒', 'w'),
            State::Io => ('·', '.'),
            State::Join => ('~', 'j'),
            State::Lock => ('×', 'x'),
            State::Collector => ('=', '='),
            State::Ready => ('░', '-'),
        };
        if self.ascii { ascii } else { unicode }
    }

    /// What a mark means.
    pub fn meaning(state: State, gil: bool) -> &'static str {
        match state {
            State::Running if gil => "runs, holding the GIL",
            State::Running => "runs",
            State::WantsGil => "wants the GIL",
            State::Io if gil => "in I/O, GIL released",
            State::Io => "in I/O",
            State::Join => "join",
            State::Lock => "lock",
            State::Collector => "stands still for the collector",
            State::Ready => "no core free",
        }
    }

    /// The text in the colour of its kind.
    pub fn paint(self, paint: Paint, text: &str) -> String {
        let code = match paint {
            _ if !self.color => return text.to_string(),
            Paint::Strong => "1",
            Paint::Error => "1;31",
            Paint::State(State::Running) => "1;34",
            Paint::State(State::WantsGil) => "33",
            Paint::State(State::Lock) => "35",
            Paint::State(State::Collector) => "36",
            Paint::Faint | Paint::State(State::Io | State::Join | State::Ready) => "2",
        };
        format!("\x1b[{code}m{text}\x1b[0m")
    }

    /// How snippets of source text are drawn.
    pub fn renderer(self) -> Renderer {
        let style = if self.ascii {
            DecorStyle::Ascii
        } else {
            DecorStyle::Unicode
        };
        let renderer = if self.color {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        renderer.decor_style(style)
    }

    /// The text, or what ASCII has for it.
    pub fn plain(self, text: &str) -> String {
        if !self.ascii {
            return text.to_string();
        }
        let replace = |c: char| match c {
            '·' => "|".to_string(),
            '×' => "x".to_string(),
            '–' | '─' | '━' => "-".to_string(),
            '…' => "...".to_string(),
            '▶' => ">".to_string(),
            'µ' => "u".to_string(),
            '█' => "#".to_string(),
            '▌' => "|".to_string(),
            '▏' | '▎' | '▍' | '▋' | '▊' | '▉' => String::new(),
            '\u{202f}' => " ".to_string(),
            c => c.to_string(),
        };
        text.chars().map(replace).collect()
    }
}

/// A span as tables show it: `0.9 ms`, `0.532 s`; a dash for none at all.
pub fn span(span: Nanos) -> String {
    match span.0 {
        0 => "–".into(),
        1..100_000_000 => format!("{:.1} ms", span.0 as f64 / 1e6),
        100_000_000..100_000_000_000 => format!("{:.3} s", span.as_secs_f64()),
        _ => format!("{:.0} s", span.as_secs_f64()),
    }
}

/// A span to its proper number of digits: `12.2 ms`, `5.1 µs`, `1.003 s`.
pub fn fine(span: Nanos) -> String {
    match span.0 {
        0..1_000 => format!("{} ns", span.0),
        1_000..1_000_000 => format!("{:.1} µs", span.0 as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} ms", span.0 as f64 / 1e6),
        _ => format!("{:.3} s", span.as_secs_f64()),
    }
}

/// A whole number with its thousands apart.
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

/// A share in percent, never rounded up to all or down to nothing.
pub fn percent(part: u64, whole: u64) -> String {
    let share = if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64 * 100.0
    };
    match share {
        _ if part == whole && whole > 0 => "100 %".into(),
        99.95..100.0 => "99.9 %".into(),
        share => format!("{share:.1} %"),
    }
}

/// `1 thread`, `2 threads`.
pub fn plural(n: u64, word: &str) -> String {
    let s = if n == 1 { "" } else { "s" };
    format!("{} {word}{s}", count(n))
}

/// Pads on the left to a width in characters.
pub fn right(text: &str, width: usize) -> String {
    format!(
        "{}{text}",
        " ".repeat(width.saturating_sub(text.chars().count()))
    )
}

/// Pads on the right to a width in characters, or cuts off what is beyond it.
pub fn left(text: &str, width: usize) -> String {
    let length = text.chars().count();
    if length <= width {
        return format!("{text}{}", " ".repeat(width - length));
    }
    let kept: String = text.chars().take(width.saturating_sub(1)).collect();
    format!("{kept}…")
}

/// The text in lines of at most [`WIDTH`] characters, each after an indent.
pub fn wrap(text: &str, indent: &str) -> String {
    let mut out = String::new();
    let mut line = String::from(indent);
    for word in text.split_whitespace() {
        let length = line.chars().count() + 1 + word.chars().count();
        if length > WIDTH && line.trim() != "" {
            out.push_str(line.trim_end());
            out.push('\n');
            line = String::from(indent);
        }
        line.push_str(word);
        line.push(' ');
    }
    out.push_str(line.trim_end());
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures() {
        assert_eq!(span(Nanos(0)), "–");
        assert_eq!(span(Nanos::from_micros(900)), "0.9 ms");
        assert_eq!(span(Nanos::from_millis(532)), "0.532 s");
        assert_eq!(count(3_218), "3 218");
        assert_eq!(count(999), "999");
        assert_eq!(count(1_000_000), "1 000 000");
        assert_eq!(percent(9999, 10000), "99.9 %");
        assert_eq!(percent(1, 1), "100 %");
        assert_eq!(percent(0, 0), "0.0 %");
    }
}
