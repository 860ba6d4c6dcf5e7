//! The source lines of one place in a traceback, with what stands under them.
//!
//! Follows `StackSummary.format_frame_summary` of CPython 3.13, `Lib/traceback.py`: carets under the
//! operator of a binary operation, the brackets of a subscript, the arguments of a call; none where
//! they would stand under the whole line.

use crate::syntax::ast::{Expr, ExprKind, Stmt, StmtKind};
use crate::syntax::parse;
use crate::text::{Source, Span};
use std::collections::BTreeSet;
use std::fmt::Write;
use unicode_width::UnicodeWidthChar;

/// A place in several lines: line, and column in characters.
type Place = (usize, usize);

/// Where the carets stand within the `~`.
struct Anchors {
    left: Place,
    right: Place,
}

/// Texts longer or deeper than this are not parsed for anchors: this runs on small OS stacks.
const LONGEST: usize = 4000;
const DEEPEST: usize = 24;

/// Appends the first line of `source` that holds `span`, indented.
pub(super) fn first_line(source: &Source, span: Span, out: &mut String) {
    if source.name == "<stdin>" {
        return;
    }
    let line = source.line_text(source.position(span.start).line).trim();
    if !line.is_empty() {
        let _ = writeln!(out, "    {line}");
    }
}

/// Appends the lines of `source` that hold `span`, indented, with carets where they help.
pub(super) fn source_lines(source: &Source, span: Span, out: &mut String) {
    if source.name == "<stdin>" {
        return;
    }
    let (start, end) = (source.position(span.start), source.position(span.end));
    let original: Vec<&str> = (start.line..=end.line)
        .map(|line| source.line_text(line).trim_end())
        .collect();
    let lines = dedent(&original);
    if lines.iter().all(|line| line.trim().is_empty()) {
        return;
    }
    let cut = chars(original[0]) - chars(&lines[0]);
    let place = Segment {
        start: (start.column as usize).saturating_sub(cut),
        end: (end.column as usize).saturating_sub(cut),
        lines,
    };
    for line in dedent(&place.shown()) {
        let _ = writeln!(out, "    {line}");
    }
}

/// Appends a line of wrong Python with carets from `offset` (from 1) to `end`.
pub(super) fn marked_line(text: &str, offset: i64, end: Option<i64>, out: &mut String) {
    let text = text.trim_end_matches('\n');
    let shown = text.trim_start_matches([' ', '\x0c']);
    let _ = writeln!(out, "    {shown}");
    let blanks = chars(text) - chars(shown);
    let Some(first) = usize::try_from(offset - 1)
        .ok()
        .filter(|first| *first >= blanks)
    else {
        return;
    };
    let end = end
        .and_then(|end| usize::try_from(end - 1).ok())
        .unwrap_or(chars(text));
    let carets = end.saturating_sub(first).max(1);
    let margin = shown
        .chars()
        .chain(std::iter::repeat(' '))
        .take(first - blanks);
    let margin: String = margin
        .map(|c| if c.is_whitespace() { c } else { ' ' })
        .collect();
    let _ = writeln!(out, "    {margin}{}", "^".repeat(carets));
}

/// Lines with a part of them: from `start` in the first to `end` in the last, in characters.
struct Segment {
    lines: Vec<String>,
    start: usize,
    end: usize,
}

impl Segment {
    /// The lines that matter, each followed by its carets.
    fn shown(&self) -> Vec<String> {
        let anchors = self.anchors();
        let carets = self.shows_carets(anchors.is_some());
        let last = self.lines.len() - 1;
        let mut significant = BTreeSet::from([0, last]);
        if let Some(anchors) = &anchors {
            for line in [anchors.left.0, anchors.right.0] {
                significant.extend(line.saturating_sub(1)..=(line + 1).min(last));
            }
        }
        let mut shown = Vec::new();
        let show = |line: usize, shown: &mut Vec<String>| {
            shown.push(self.lines[line].clone());
            if carets {
                shown.push(self.carets(line, anchors.as_ref()));
            }
        };
        let mut before: Option<usize> = None;
        for line in significant {
            match before.map_or(1, |before| line - before) {
                1 => {}
                2 => show(line - 1, &mut shown),
                gap => shown.push(format!("...<{} lines>...", gap - 1)),
            }
            show(line, &mut shown);
            before = Some(line);
        }
        shown
    }

    fn carets(&self, line: usize, anchors: Option<&Anchors>) -> String {
        let text = &self.lines[line];
        let is_last = line + 1 == self.lines.len();
        let end = if is_last {
            width(text, self.end)
        } else {
            width(text, usize::MAX)
        };
        let blanks = chars(text) - chars(text.trim_start());
        let start = if line == 0 {
            width(text, self.start)
        } else {
            0
        };
        let mark = |column: usize| {
            if column < blanks || column < start {
                return ' ';
            }
            let Some(anchors) = anchors else { return '^' };
            let at = |place: Place| (place.0, width(&self.lines[place.0], place.1));
            let here = (line, column);
            if here >= at(anchors.left) && here < at(anchors.right) {
                '^'
            } else {
                '~'
            }
        };
        (0..end).map(mark).collect()
    }

    /// Carets under all there is tell nothing.
    fn shows_carets(&self, has_anchors: bool) -> bool {
        if self.is_plain_call() {
            return false;
        }
        let (first, last) = (&self.lines[0], &self.lines[self.lines.len() - 1]);
        let before: String = first.chars().take(self.start).collect();
        let after: String = last.chars().skip(self.end).collect();
        has_anchors || !before.trim_start().is_empty() || !after.trim_end().is_empty()
    }

    /// Whether this is the value of `return f(..)` or `name = f(..)`, and nothing else is there.
    fn is_plain_call(&self) -> bool {
        let text = self.lines.join("\n");
        let Some(statement) = only_statement(&text) else {
            return false;
        };
        let value = match &statement.kind {
            StmtKind::Return(Some(value)) => match &value.kind {
                ExprKind::Call { func, .. } if matches!(func.kind, ExprKind::Name(_)) => value,
                _ => return false,
            },
            StmtKind::Assign { targets, value } => match (&targets[..], &value.kind) {
                ([target], ExprKind::Call { .. }) if matches!(target.kind, ExprKind::Name(_)) => {
                    value
                }
                _ => return false,
            },
            _ => return false,
        };
        // CPython compares these bytes with characters.
        let last = text.rfind('\n').map_or(0, |at| at + 1);
        let starts = value.span.start as usize == self.start;
        starts && value.span.end as usize == last + self.end
    }

    /// Where the operator, the brackets or the arguments stand.
    fn anchors(&self) -> Option<Anchors> {
        let text = self.lines.join("\n");
        let start = byte_at(&self.lines[0], self.start);
        let last = &self.lines[self.lines.len() - 1];
        let end = text.len() - (last.len() - byte_at(last, self.end));
        let segment = text.get(start..end)?;
        let statement = only_statement(&format!("(\n{segment}\n)"))?;
        let StmtKind::Expr(expr) = &statement.kind else {
            return None;
        };
        let lines: Vec<&str> = segment.lines().collect();
        let cursor = |offset: u32| Cursor::at(&lines, segment, offset as usize - "(\n".len());
        let end_of = |expr: &Expr| cursor(expr.span.end).place;
        let anchors = match &expr.kind {
            ExprKind::Binary { left, right, .. } => {
                let mut operator = cursor(left.span.end);
                operator.valid()?;
                operator.until(|c| !c.is_whitespace() && c != ')')?;
                let (line, column) = operator.place;
                let right_start = cursor(right.span.start).place;
                let second = lines[line].chars().nth(column + 1);
                let is_long = second.is_some_and(|c| !c.is_whitespace() && !"\\#".contains(c))
                    && (line, column + 1) < right_start;
                Anchors {
                    left: (line, column),
                    right: (line, column + 1 + is_long as usize),
                }
            }
            ExprKind::Subscript { value, .. } => {
                let mut bracket = cursor(value.span.end);
                bracket.valid()?;
                bracket.until(|c| c == '[')?;
                Anchors {
                    left: bracket.place,
                    right: end_of(expr),
                }
            }
            ExprKind::Call { func, .. } => {
                let mut bracket = cursor(func.span.end);
                bracket.valid()?;
                bracket.until(|c| c == '(')?;
                Anchors {
                    left: bracket.place,
                    right: end_of(expr),
                }
            }
            _ => return None,
        };
        let shift = |(line, column): Place| match line {
            0 => (0, column + self.start),
            _ => (line, column),
        };
        Some(Anchors {
            left: shift(anchors.left),
            right: shift(anchors.right),
        })
    }
}

/// A walk over the characters of some lines.
struct Cursor<'a> {
    lines: &'a [&'a str],
    place: Place,
}

impl<'a> Cursor<'a> {
    fn at(lines: &'a [&'a str], text: &str, offset: usize) -> Cursor<'a> {
        let before = &text[..offset.min(text.len())];
        let line = before.matches('\n').count();
        let column = chars(before.rsplit('\n').next().unwrap_or_default());
        Cursor {
            lines,
            place: (line, column),
        }
    }

    /// Moves on to where there is a character, if there is none here.
    fn valid(&mut self) -> Option<char> {
        loop {
            let (line, column) = self.place;
            if let Some(c) = self.lines.get(line)?.chars().nth(column) {
                return Some(c);
            }
            self.place = (line + 1, 0);
        }
    }

    /// Moves on to the first character that `stop` likes, over comments and backslashes.
    fn until(&mut self, stop: impl Fn(char) -> bool) -> Option<()> {
        loop {
            let c = self.valid()?;
            if "\\#".contains(c) {
                self.place = (self.place.0 + 1, 0);
            } else if stop(c) {
                return Some(());
            } else {
                self.place.1 += 1;
            }
        }
    }
}

/// The statement that is all of `text`.
fn only_statement(text: &str) -> Option<Stmt> {
    let mut depth = 0usize;
    let mut deepest = 0;
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    if text.len() > LONGEST || deepest > DEEPEST {
        return None;
    }
    let mut tree = parse(&Source::new("<segment>", text)).ok()?;
    if tree.body.len() == 1 {
        tree.body.pop()
    } else {
        None
    }
}

fn chars(text: &str) -> usize {
    text.chars().count()
}

/// Columns that the first `count` characters take on a terminal.
fn width(text: &str, count: usize) -> usize {
    let wide = |c: char| if c.width() == Some(2) { 2 } else { 1 };
    text.chars().take(count).map(wide).sum()
}

/// Byte offset of a character.
fn byte_at(text: &str, index: usize) -> usize {
    text.char_indices()
        .nth(index)
        .map_or(text.len(), |(at, _)| at)
}

/// The lines without the blanks that all of them begin with; blank ones are empty then.
fn dedent(lines: &[impl AsRef<str>]) -> Vec<String> {
    let lines: Vec<&str> = lines.iter().map(AsRef::as_ref).collect();
    let blank = |line: &str| line.trim_matches([' ', '\t']).is_empty();
    let indent = |line: &&'_ str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let full: Vec<&str> = lines.iter().copied().filter(|line| !blank(line)).collect();
    let mut margin = full.first().map_or("", |line| &line[..indent(line)]);
    for line in &full {
        let own = &line[..indent(line)];
        let common = margin
            .bytes()
            .zip(own.bytes())
            .take_while(|(a, b)| a == b)
            .count();
        margin = &margin[..common];
    }
    let cut = |line: &&str| {
        if blank(line) {
            String::new()
        } else {
            line[margin.len()..].into()
        }
    };
    lines.iter().map(cut).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `marked` holds the place between `«` and `»`.
    fn check(marked: &str, expected: &str) {
        let start = marked.find('«').expect("a start");
        let text = marked.replacen('«', "", 1);
        let end = text.find('»').expect("an end");
        let text = text.replacen('»', "", 1);
        let mut out = String::new();
        source_lines(&Source::new("x.py", text), Span::new(start, end), &mut out);
        assert_eq!(out, expected);
    }

    #[test]
    fn anchors() {
        check("x = «a + b»", "    x = a + b\n        ~~^~~\n");
        check("«a // (b)»", "    a // (b)\n    ~~^^~~~~\n");
        check(
            "y = «f(1)(2)» + 1",
            "    y = f(1)(2) + 1\n        ~~~~^^^\n",
        );
        check("  «d['k']['l']»", "    d['k']['l']\n    ~~~~~~^^^^^\n");
        check("print(«x.y».z)", "    print(x.y.z)\n          ^^^\n");
        check("«(a) . b ( 1 )»", "    (a) . b ( 1 )\n    ~~~~~~~~^^^^^\n");
    }

    #[test]
    fn no_carets_under_everything() {
        check("    «raise ValueError»", "    raise ValueError\n");
        check("return «f(x)»", "    return f(x)\n");
        check("x = «f(x)»", "    x = f(x)\n");
        check("x.y = «f(x)»", "    x.y = f(x)\n          ~^^^\n");
        check("return «x.f(x)»", "    return x.f(x)\n           ~~~^^^\n");
    }

    #[test]
    fn several_lines() {
        let expected = "    x = f(\n        ~^\n        1,\n        ^^\n    ) + 1\n    ^\n";
        check("  x = «f(\n      1,\n  )» + 1", expected);
        let long = "«f(\n 1,\n 2,\n 3,\n 4,\n)» + 1";
        check(
            long,
            "    f(\n    ~^\n     1,\n     ^^\n    ...<2 lines>...\n     4,\n     ^^\n    ) + 1\n    ^\n",
        );
    }
}
