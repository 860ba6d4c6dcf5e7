//! What the terminal can show: colours, line width, characters.

use super::arguments::Look as Wishes;
use clap::ColorChoice;
use gilscope::lab::look::Look;
use std::io::IsTerminal;

/// Where a report goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stream {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

/// How reports are drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Terminal {
    /// Whether to use colours.
    pub color: bool,
    /// Whether to keep to ASCII.
    pub ascii: bool,
    /// Whether a person watches.
    pub is_live: bool,
}

impl Terminal {
    /// What the stream can show, and what the command line asks for.
    pub fn of(look: &Wishes, stream: Stream) -> Terminal {
        let is_live = match stream {
            Stream::Stdout => std::io::stdout().is_terminal(),
            Stream::Stderr => std::io::stderr().is_terminal(),
        };
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let is_dumb = std::env::var("TERM").is_ok_and(|term| term == "dumb");
        let color = match look.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto if set("NO_COLOR") => false,
            ColorChoice::Auto => set("FORCE_COLOR") || (is_live && !is_dumb),
        };
        Terminal {
            color,
            ascii: look.ascii || is_dumb || !locale_is_utf8(),
            is_live,
        }
    }

    /// The look of reports.
    pub fn look(self, all: bool) -> Look {
        Look {
            ascii: self.ascii,
            color: self.color,
            all,
        }
    }
}

/// Whether the locale's encoding is UTF-8; a locale that is not set says nothing against it.
fn locale_is_utf8() -> bool {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    let Some(locale) = set else { return true };
    let locale = locale.to_ascii_lowercase();
    let is_posix = ["c", "posix"].contains(&locale.as_str());
    is_posix || locale.contains("utf-8") || locale.contains("utf8")
}
