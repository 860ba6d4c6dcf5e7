//! Source text: files, spans and the way from a byte offset to line and column.

/// A half-open range of bytes in one source file.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset past the last byte.
    pub end: u32,
}

impl Span {
    /// The range `start..end`.
    pub fn new(start: usize, end: usize) -> Span {
        Span {
            start: start as u32,
            end: end as u32,
        }
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

/// A line and a column, both as Python counts them: line from 1, column from 0 in characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 0, in characters.
    pub column: u32,
}

/// Characters are counted ahead at every so many bytes, so that a column in a line of megabytes is
/// found without walking the line.
const STRIDE: usize = 1024;

/// The text of one file, at most 4 GiB, with its lines found.
#[derive(Debug)]
pub struct Source {
    /// The name as it appears in tracebacks.
    pub name: String,
    /// The whole text, as CPython's tokenizer gets it: without byte order mark, with `\n` for every
    /// line end, and with one after the last line.
    pub text: String,
    line_starts: Vec<u32>,
    /// Parts that go by names of their own, such as the cells of a notebook: first line and name.
    parts: Vec<(u32, String)>,
    /// Characters that begin before byte `STRIDE * index`; empty when all are ASCII.
    characters: Vec<u32>,
}

impl Source {
    /// Takes over `text` under the name that tracebacks show, and evens out its line ends.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Source {
        let text = normalise(text.into());
        let mut line_starts = vec![0];
        line_starts.extend(
            text.bytes()
                .zip(1u32..)
                .filter(|(b, _)| *b == b'\n')
                .map(|(_, i)| i),
        );
        Source {
            name: name.into(),
            characters: count_characters(&text),
            text,
            line_starts,
            parts: Vec::new(),
        }
    }

    /// The same text, made of parts that begin at these lines and go by these names, in order.
    pub fn with_parts(mut self, parts: Vec<(u32, String)>) -> Source {
        self.parts = parts;
        self
    }

    /// What to call a line: the name of the file, or part of one, and the line's number there.
    pub fn place(&self, line: u32) -> (&str, u32) {
        let after = self.parts.partition_point(|(first, _)| *first <= line);
        match self.parts[..after].last() {
            Some((first, name)) => (name, line - first + 1),
            None => (&self.name, line),
        }
    }

    /// Whether it is a part of the standard library: its frames are not shown.
    pub fn is_library(&self) -> bool {
        self.name.starts_with("<lib:")
    }

    /// Number of characters before `offset`.
    fn characters_before(&self, offset: usize) -> u32 {
        let index = offset / STRIDE;
        let Some(count) = self.characters.get(index) else {
            return offset as u32;
        };
        count + begun(&self.text.as_bytes()[index * STRIDE..offset])
    }

    /// Line (from 1) that holds the byte at `offset`.
    pub fn line(&self, offset: u32) -> u32 {
        self.line_starts.partition_point(|start| *start <= offset) as u32
    }

    /// Line and column of the byte at `offset`; an offset past the end counts as the end.
    pub fn position(&self, offset: u32) -> Position {
        let offset = offset.min(self.text.len() as u32);
        let line = self.line(offset);
        let start = self.line_starts[line as usize - 1] as usize;
        let column = self.characters_before(offset as usize) - self.characters_before(start);
        Position { line, column }
    }

    /// The text of a line (from 1) without its line end; empty past the last line.
    pub fn line_text(&self, line: u32) -> &str {
        let Some(&start) = self.line_starts.get(line as usize - 1) else {
            return "";
        };
        let rest = &self.text[start as usize..];
        let end = rest.find('\n').unwrap_or(rest.len());
        &rest[..end]
    }

    /// Number of lines; a text that ends in a newline has an empty last one.
    pub fn line_count(&self) -> u32 {
        self.line_starts.len() as u32
    }
}

fn normalise(mut text: String) -> String {
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    if text.contains('\r') {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

fn count_characters(text: &str) -> Vec<u32> {
    if text.is_ascii() {
        return Vec::new();
    }
    let mut count = 0;
    let strides = text.as_bytes().chunks(STRIDE).map(|bytes| {
        count += begun(bytes);
        count
    });
    std::iter::once(0).chain(strides).collect()
}

/// Characters that begin in `bytes`.
fn begun(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|b| **b & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_and_lines() {
        let source = Source::new("x.py", "é = 1\nb\n");
        assert_eq!(source.position(0), Position { line: 1, column: 0 });
        assert_eq!(source.position(5), Position { line: 1, column: 4 });
        assert_eq!(source.position(7), Position { line: 2, column: 0 });
        assert_eq!(source.line_text(2), "b");
        assert_eq!(source.line_text(3), "");
    }

    #[test]
    fn parts_count_their_own_lines() {
        let source =
            Source::new("x", "a\nb\nc\n").with_parts(vec![(1, "p".into()), (2, "q".into())]);
        assert_eq!(source.place(1), ("p", 1));
        assert_eq!(source.place(3), ("q", 2));
        assert_eq!(Source::new("x", "a\n").place(1), ("x", 1));
    }

    #[test]
    fn line_ends_and_byte_order_marks_are_evened_out() {
        let source = Source::new("x.py", "\u{feff}a\r\nb\rc");
        assert_eq!(source.text, "a\nb\nc\n");
        assert_eq!(source.line_text(2), "b");
    }

    #[test]
    fn columns_of_long_lines() {
        let source = Source::new("x.py", "x\n".to_string() + &"é1".repeat(5000));
        for (offset, column) in [(2, 0), (5, 2), (2 + 3 * 4000, 8000), (4 + 3 * 4000, 8001)] {
            assert_eq!(source.position(offset), Position { line: 2, column });
        }
    }
}
