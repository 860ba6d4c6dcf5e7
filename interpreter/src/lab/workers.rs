//! Scripts that offer processes: those with a line `WORKERS = "threads"` (or `"processes"`) at their
//! top level, which they heed. Such a script is compared with threads and with processes.

use crate::machine::Script;
use crate::text::Source;

/// What the line assigns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Workers {
    /// Threads of one process.
    Threads,
    /// Processes, each with a GIL of its own.
    Processes,
}

impl Workers {
    fn name(self) -> &'static str {
        match self {
            Workers::Threads => "threads",
            Workers::Processes => "processes",
        }
    }
}

/// The script with these workers; None if it offers no choice.
pub fn with_workers(script: &Script, workers: Workers) -> Option<Script> {
    let source = &script.code.source;
    let text = replaced(&source.text, workers)?;
    Script::compile(Source::new(source.name.clone(), text)).ok()
}

/// The text with the value of its `WORKERS` replaced.
fn replaced(text: &str, workers: Workers) -> Option<String> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let value = line.strip_prefix("WORKERS = ");
        let known = [Workers::Threads, Workers::Processes]
            .into_iter()
            .find(|known| {
                let quoted = value.and_then(|value| value.strip_prefix(['"', '\'']));
                quoted.is_some_and(|value| value.starts_with(known.name()))
            });
        if let Some(known) = known {
            let at = start + "WORKERS = \"".len();
            let (before, after) = (&text[..at], &text[at + known.name().len()..]);
            return Some(format!("{before}{}{after}", workers.name()));
        }
        start += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_found_and_replaced() {
        let text = "import x\nWORKERS = \"threads\"  # or \"processes\"\nprint(WORKERS)\n";
        let processes = replaced(text, Workers::Processes).unwrap();
        assert_eq!(
            processes.lines().nth(1),
            Some("WORKERS = \"processes\"  # or \"processes\"")
        );
        assert_eq!(
            replaced(&processes, Workers::Threads).as_deref(),
            Some(text)
        );
    }

    #[test]
    fn a_script_without_the_line_offers_nothing() {
        for text in [
            "",
            "if 1:\n    WORKERS = 'threads'\n",
            "WORKERS = 4\n",
            "workers = 'threads'\n",
        ] {
            assert_eq!(replaced(text, Workers::Processes), None);
        }
    }
}
