//! Outlines: a text of the library without the bodies of its functions.
//!
//! Most scripts call few of a module's functions, so the others' bodies are not even lexed: the
//! end of one is found by its indentation. What says what a function is stays: its head, and the
//! whole of a function that begins with a docstring or may hold a `yield`. The library is written so
//! that this is sound (no line of a function stands further left than its `def`), and a test
//! compares what it compiles to with what the whole texts do.

use crate::text::Span;

/// The state of leaving bodies out.
#[derive(Default)]
pub(super) struct Outline {
    /// Index of the present line's first token.
    pub line: usize,
    /// The column of a function that is kept as a whole, and with it those inside.
    pub whole: Option<u32>,
}

/// Bytes of the block that `rest` begins with, whose head is indented by `column`. Comments behind
/// it count as part of it.
pub(super) fn body_length(rest: &str, column: usize) -> usize {
    let mut length = 0;
    for line in rest.split_inclusive('\n') {
        let text = line.trim_start();
        let is_blank = text.is_empty() || text.starts_with('#');
        if !is_blank && line.len() - text.len() <= column {
            break;
        }
        length += line.len();
    }
    length
}

/// Whether a body has to be read to know what its function is.
pub(super) fn tells_what_it_is(body: &str) -> bool {
    let start = body.trim_start().trim_start_matches(['r', 'R', 'u', 'U']);
    start.starts_with(['"', '\'']) || body.contains("yield")
}

/// Whether a body needs the cell of its class: whether it names `super` or `__class__`, and not only
/// as an attribute or in a message.
pub(super) fn uses_class(text: &str, span: Span) -> bool {
    let text = &text[span.start as usize..span.end as usize];
    let own = |(at, _): (usize, &str)| !text[..at].ends_with(['.', '`']);
    text.match_indices("super(").any(own) || text.match_indices("__class__").any(own)
}
