//! Constants at the top level of a script, `THREADS = 4`, which a sweep can set to other values.

use crate::syntax::{self, ast};
use crate::text::{Source, Span};

/// Names of the constants that can be set: capital letters, assigned by a statement of the script's
/// top level.
pub fn constants(source: &Source) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (name, _) in assignments(source) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The text with the value of a constant replaced where it is first assigned. A value for what was a
/// string needs no quotes. None if there is no such constant.
pub fn with_constant(source: &Source, name: &str, value: &str) -> Option<String> {
    let found = assignments(source)
        .into_iter()
        .find(|(known, _)| known == name);
    let Span { start, end } = found?.1;
    let text = &source.text;
    let (before, after) = (&text[..start as usize], &text[end as usize..]);
    let old = &text[start as usize..end as usize];
    let is_quoted = old.starts_with(['"', '\'']) && !value.starts_with(['"', '\'']);
    let new = match is_quoted {
        true => format!("{value:?}"),
        false => value.to_string(),
    };
    Some(format!("{before}{new}{after}"))
}

/// Constants and where their values stand, in the order of the text.
fn assignments(source: &Source) -> Vec<(String, Span)> {
    let tree = syntax::parse(source).ok();
    let statements = tree.iter().flat_map(|tree| &tree.body);
    let assigned = statements.filter_map(|statement| match &statement.kind {
        ast::StmtKind::Assign { targets, value } => Some((targets.first()?, value)),
        ast::StmtKind::AnnAssign {
            target,
            value: Some(value),
            ..
        } => Some((target, value)),
        _ => None,
    });
    let named = assigned.filter_map(|(target, value)| match &target.kind {
        ast::ExprKind::Name(name) if is_capital(name) => Some((name.to_string(), value.span)),
        _ => None,
    });
    named.collect()
}

/// Whether a name is written in capital letters.
pub fn is_capital(name: &str) -> bool {
    let is_part = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\"\"\"\nTHREADS = 9\n\"\"\"\nimport x\nTHREADS = 4  # many\nNAME='a # b'\n\
                        TABLE = [\n 1]\ndef f():\n    INNER = 3\nif 1: INNER = 4\nTHREADS = 5\n\
                        lower = 1\nTIMEOUT: float = 0.5\n";

    #[test]
    fn constants_are_found() {
        let source = Source::new("s.py", TEXT);
        assert_eq!(constants(&source), ["THREADS", "NAME", "TABLE", "TIMEOUT"]);
    }

    #[test]
    fn a_value_is_replaced_in_its_place() {
        let source = Source::new("s.py", TEXT);
        let with = |name, value| with_constant(&source, name, value);
        let expected = TEXT.replacen("= 4  #", "= 8  #", 1);
        assert_eq!(with("THREADS", "8"), Some(expected));
        assert_eq!(with("NAME", "c"), Some(TEXT.replace("'a # b'", "\"c\"")));
        assert_eq!(with("TABLE", "[]"), Some(TEXT.replace("[\n 1]", "[]")));
        assert_eq!(with("TIMEOUT", "2"), Some(TEXT.replace("0.5", "2")));
        assert_eq!(with("INNER", "1"), None);
    }
}
