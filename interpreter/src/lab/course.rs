//! Course material as it is pasted: Markdown with blocks of Python, and notebooks.
//!
//! Either becomes one text. That of a Markdown file keeps every line in its place, with all that is no
//! Python left blank: a line number in a traceback is the file's own. A notebook's cells follow each
//! other, and a traceback names the cell and the line in it.

use crate::syntax;
use crate::syntax::ast::StmtKind;
use crate::text::{Source, Span};
use serde_json::Value as Json;
use std::sync::Arc;

/// Names of the language after a fence.
const PYTHON: &[&str] = &["python", "py", "python3", "py3"];

/// A text made of blocks or cells.
#[derive(Debug)]
pub struct Course {
    /// The text.
    pub source: Source,
    /// The chosen blocks or cells in it.
    pub cells: Vec<Span>,
}

/// Why there is none.
#[derive(Debug)]
pub enum Problem {
    /// The file is not what its name says, or has no such block.
    File(String),
    /// A block or cell holds what is no Python.
    Refused {
        /// What it is.
        feature: String,
        /// The text.
        source: Arc<Source>,
        /// The place in it.
        span: Span,
        /// What to do.
        help: &'static str,
    },
}

/// A block or cell.
struct Block {
    /// Its lines.
    text: String,
    /// Its first line in the file, from 1; 0 in a notebook.
    line: usize,
    /// The headings that it stands under, outermost first.
    headings: Vec<String>,
}

/// The blocks of Python in a Markdown file; those that `chosen` names by number or heading, or all.
pub fn markdown(name: &str, text: &str, chosen: &[String]) -> Result<Course, Problem> {
    let text = text.replace("\r\n", "\n");
    let blocks = fenced(&text);
    let kept = choose(&blocks, chosen, name, "block of Python")?;
    let mut lines = vec![String::new(); text.lines().count() + 1];
    for block in &kept {
        for (line, at) in block.text.lines().zip(block.line - 1..) {
            lines[at] = line.to_string();
        }
    }
    let source = Source::new(name, lines.join("\n"));
    let mut starts = vec![0];
    starts.extend(source.text.match_indices('\n').map(|(at, _)| at + 1));
    let cells: Vec<Span> = { kept.iter() }
        .map(|block| {
            Span::new(
                starts[block.line - 1],
                starts[block.line - 1 + block.text.lines().count()],
            )
        })
        .collect();
    let prompt = cells.iter().find_map(|cell| prompt_in(&source, *cell));
    match prompt {
        Some(span) => Err(Problem::Refused {
            feature: "a block of a session, with `>>>`".into(),
            source: Arc::new(source),
            span,
            help: "leave the prompts and the output away, or choose other blocks: --block",
        }),
        None => Ok(Course { source, cells }),
    }
}

/// The code cells of a notebook; those that `chosen` names by number or heading, or all.
pub fn notebook(name: &str, text: &str, chosen: &[String]) -> Result<Course, Problem> {
    let json: Json = serde_json::from_str(text)
        .map_err(|error| Problem::File(format!("'{name}' is no notebook: {error}")))?;
    let version = json["nbformat"].as_u64().unwrap_or(0);
    let Some(all) = json["cells"].as_array().filter(|_| version >= 4) else {
        let what = format!("'{name}' is no notebook of nbformat 4");
        return Err(Problem::File(what));
    };
    let metadata = &json["metadata"];
    let language = { metadata["language_info"]["name"].as_str() }
        .or_else(|| metadata["kernelspec"]["language"].as_str())
        .unwrap_or("python");
    if !language.to_ascii_lowercase().contains("python") {
        return Err(Problem::File(format!(
            "'{name}' is a notebook of {language}, not of Python"
        )));
    }
    let mut blocks = Vec::new();
    let mut headings = Vec::new();
    for cell in all {
        let text = cell_text(&cell["source"]);
        match cell["cell_type"].as_str() {
            Some("code") => blocks.push(Block {
                text,
                line: 0,
                headings: names(&headings),
            }),
            Some("markdown") => text
                .lines()
                .for_each(|line| note_heading(line, &mut headings)),
            _ => {}
        }
    }
    let kept = choose(&blocks, chosen, name, "code cell")?;
    let (mut text, mut parts, mut cells) = (String::new(), Vec::new(), Vec::new());
    for block in kept {
        let number = 1 + blocks
            .iter()
            .position(|known| std::ptr::eq(known, block))
            .unwrap_or(0);
        let part = format!("{name}, cell {number}");
        let start = text.len();
        parts.push((1 + text.matches('\n').count() as u32, part.clone()));
        let own = Source::new(part, block.text.as_str());
        text.push_str(&own.text);
        cells.push(Span::new(start, text.len()));
        if syntax::parse(&own).is_err()
            && let Some((feature, span)) = magic_in(&own)
        {
            let source = Arc::new(own);
            let help = "it speaks to the notebook, not to Python: leave it away";
            return Err(Problem::Refused {
                feature,
                source,
                span,
                help,
            });
        }
    }
    Ok(Course {
        source: Source::new(name, text).with_parts(parts),
        cells,
    })
}

/// The text of a cell: one string, or a list of lines.
fn cell_text(source: &Json) -> String {
    match source {
        Json::String(text) => text.clone(),
        Json::Array(lines) => lines.iter().filter_map(Json::as_str).collect(),
        _ => String::new(),
    }
}

/// The first line of a cell that is a command to the notebook: `%magic`, `!command`, `name?`.
fn magic_in(cell: &Source) -> Option<(String, Span)> {
    let mut start = 0;
    for line in cell.text.split_inclusive('\n') {
        let text = line.trim();
        let at = start + line.find(text).unwrap_or(0);
        start += line.len();
        if text.starts_with(['%', '!', '?']) || (text.ends_with('?') && !text.starts_with('#')) {
            let end = text.find([' ', '(']).unwrap_or(text.len());
            return Some((
                format!("the notebook's `{}`", &text[..end]),
                Span::new(at, at + text.len()),
            ));
        }
    }
    None
}

/// The first prompt at the start of a block.
fn prompt_in(source: &Source, cell: Span) -> Option<Span> {
    let text = &source.text[cell.start as usize..cell.end as usize];
    let first = text.find(|c: char| !c.is_whitespace())?;
    let at = cell.start as usize + first;
    text[first..]
        .starts_with(">>>")
        .then(|| Span::new(at, at + 3))
}

/// The blocks of Python, in order.
fn fenced(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut headings = Vec::new();
    let mut lines = text.lines().zip(1..);
    while let Some((line, number)) = lines.next() {
        let Some(fence) = Fence::opened_by(line) else {
            note_heading(line, &mut headings);
            continue;
        };
        let inside = lines
            .by_ref()
            .map(|(line, _)| line)
            .take_while(|line| !fence.closed_by(line));
        let text: String = inside
            .map(|line| fence.unindented(line).to_string() + "\n")
            .collect();
        if fence.is_python {
            blocks.push(Block {
                text,
                line: number + 1,
                headings: names(&headings),
            });
        }
    }
    blocks
}

/// An opening fence.
struct Fence {
    mark: char,
    length: usize,
    indent: usize,
    is_python: bool,
}

impl Fence {
    fn opened_by(line: &str) -> Option<Fence> {
        let text = line.trim_start();
        let mark = text.chars().next().filter(|c| "`~".contains(*c))?;
        let length = text.chars().take_while(|c| *c == mark).count();
        let info = text[length..].trim();
        if length < 3 || (mark == '`' && info.contains('`')) {
            return None;
        }
        let language = info.trim_start_matches(['{', '.', ' ']);
        let end = language.find(|c: char| c.is_whitespace() || "},:".contains(c));
        let language = language[..end.unwrap_or(language.len())].to_ascii_lowercase();
        Some(Fence {
            mark,
            length,
            indent: line.len() - text.len(),
            is_python: PYTHON.contains(&&*language),
        })
    }

    fn closed_by(&self, line: &str) -> bool {
        let text = line.trim();
        text.len() >= self.length && text.chars().all(|c| c == self.mark)
    }

    /// The line without the indentation that the fence has.
    fn unindented<'t>(&self, line: &'t str) -> &'t str {
        let blanks = line.chars().take_while(|c| *c == ' ' || *c == '\t').count();
        &line[blanks.min(self.indent)..]
    }
}

/// Notes a heading, which ends those of its level and below.
fn note_heading(line: &str, headings: &mut Vec<(usize, String)>) {
    let level = line.chars().take_while(|c| *c == '#').count();
    let rest = &line[level..];
    if (1..=6).contains(&level) && rest.starts_with(' ') {
        headings.retain(|(known, _)| *known < level);
        headings.push((level, rest.trim().trim_end_matches('#').trim().to_string()));
    }
}

fn names(headings: &[(usize, String)]) -> Vec<String> {
    headings.iter().map(|(_, name)| name.clone()).collect()
}

/// The blocks that are chosen, in their order; all when nothing is.
fn choose<'b>(
    blocks: &'b [Block],
    chosen: &[String],
    file: &str,
    what: &str,
) -> Result<Vec<&'b Block>, Problem> {
    if blocks.is_empty() {
        return Err(Problem::File(format!("there is no {what} in '{file}'")));
    }
    let mut kept = vec![chosen.is_empty(); blocks.len()];
    for wish in chosen {
        let number = wish.parse::<usize>().ok();
        let is_under = |block: &Block| {
            block
                .headings
                .iter()
                .any(|h| h.to_lowercase() == wish.to_lowercase())
        };
        let mut found = false;
        for (index, block) in blocks.iter().enumerate() {
            if number == Some(index + 1) || is_under(block) {
                kept[index] = true;
                found = true;
            }
        }
        if !found {
            let count = blocks.len();
            return Err(Problem::File(format!(
                "'{file}' has {count} such: 1 to {count}; none is numbered, or stands under a heading, '{wish}'"
            )));
        }
    }
    Ok(blocks
        .iter()
        .zip(kept)
        .filter(|(_, kept)| *kept)
        .map(|(block, _)| block)
        .collect())
}

/// Where the last expressions of cells begin: a notebook shows their values.
pub fn last_expressions(tree: &syntax::ast::Module, cells: &[Span]) -> Vec<u32> {
    let last_in = |cell: &Span| {
        let inside = |stmt: &&syntax::ast::Stmt| (cell.start..cell.end).contains(&stmt.span.start);
        match &tree.body.iter().rfind(inside)?.kind {
            StmtKind::Expr(value) => Some(value.span.start),
            _ => None,
        }
    };
    cells.iter().filter_map(last_in).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COURSE: &str = "# Threads\n\n```python\na = 1\n```\n\ntext\n\n## A race\n\n1. so\n\n   ~~~~ {.py}\n   if a:\n       b = 2\n   ~~~\n   ~~~~\n\n```\nno = 1\n```\n\n# The end\n\n``` Python title=\"x\"\nc = 3\n";

    fn lines(chosen: &[&str]) -> Vec<(usize, String)> {
        let chosen: Vec<String> = chosen.iter().map(|wish| wish.to_string()).collect();
        let course = markdown("c.md", COURSE, &chosen).expect("it has blocks");
        let lines = course.source.text.lines().map(String::from).zip(1..);
        lines
            .filter(|(line, _)| !line.is_empty())
            .map(|(line, at)| (at, line))
            .collect()
    }

    fn lines_are(chosen: &[&str], expected: &[(usize, &str)]) {
        let expected: Vec<(usize, String)> =
            expected.iter().map(|(n, l)| (*n, l.to_string())).collect();
        assert_eq!(lines(chosen), expected);
    }

    #[test]
    fn blocks_keep_their_lines() {
        let all = [
            (4, "a = 1"),
            (14, "if a:"),
            (15, "    b = 2"),
            (16, "~~~"),
            (26, "c = 3"),
        ];
        lines_are(&[], &all);
        lines_are(&["3"], &all[4..]);
        lines_are(&["a RACE"], &all[1..4]);
        lines_are(&["Threads"], &all[..4]);
        lines_are(&["the end", "1"], &[all[0], all[4]]);
        let wrong = markdown("c.md", COURSE, &["4".into()]);
        assert!(matches!(wrong, Err(Problem::File(text)) if text.contains("1 to 3")));
        assert!(matches!(
            markdown("c.md", "text", &[]),
            Err(Problem::File(_))
        ));
    }

    #[test]
    fn prompts_are_refused() {
        let found = markdown("c.md", "```py\n\n>>> 1\n1\n```\n", &[]);
        assert!(matches!(found, Err(Problem::Refused { span, .. }) if span == Span::new(2, 5)));
    }

    fn cells(cells: &str) -> Result<Course, Problem> {
        notebook(
            "n.ipynb",
            &format!("{{\"nbformat\": 4, \"metadata\": {{}}, \"cells\": [{cells}]}}"),
            &[],
        )
    }

    #[test]
    fn cells_in_order() {
        let course = cells(
            r##"{"cell_type": "code", "source": ["a = 1\n", "a"]},
               {"cell_type": "markdown", "source": "# no\nx"},
               {"cell_type": "code", "source": "b = 2"}"##,
        );
        let course = course.expect("a notebook");
        assert_eq!(course.source.text, "a = 1\na\nb = 2\n");
        assert_eq!(course.source.place(2), ("n.ipynb, cell 1", 2));
        assert_eq!(course.source.place(3), ("n.ipynb, cell 2", 1));
        assert_eq!(course.cells, [Span::new(0, 8), Span::new(8, 14)]);
    }

    #[test]
    fn magics_are_refused_and_modulo_is_not() {
        let refused = |source: &str| {
            let found = cells(&format!(r#"{{"cell_type": "code", "source": "{source}"}}"#));
            match found {
                Err(Problem::Refused { feature, .. }) => feature,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(refused("a = 1\\n%timeit f(1)"), "the notebook's `%timeit`");
        assert_eq!(refused("!pip install x"), "the notebook's `!pip`");
        assert_eq!(refused("%%time\\nx = 1"), "the notebook's `%%time`");
        assert_eq!(refused("print?"), "the notebook's `print?`");
        assert!(cells(r#"{"cell_type": "code", "source": "a = (7\n% 3)"}"#).is_ok());
        assert!(notebook("n", "{}", &[]).is_err() && notebook("n", "[", &[]).is_err());
    }
}
