//! What a script imports, found before it runs: a module that gilscope does not have is refused
//! while nothing has happened yet.

use crate::code::{Code, Const};
use crate::machine::Script;
use crate::op::Op;
use crate::refusal::CompileError;
use crate::text::{Source, Span};
use crate::verify::IMPORT_LAST_PART;
use crate::{builtins, foreign, stdlib};
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// An import that cannot work.
pub struct Foreign {
    /// The module's name.
    pub name: String,
    /// Where it is imported.
    pub source: Arc<Source>,
    /// Where it is named there.
    pub span: Span,
}

/// Why a script will not run, although its own text is fine.
pub enum Obstacle {
    /// It imports what gilscope does not have.
    Foreign(Foreign),
    /// A module beside it is outside the subset.
    Module(Box<(CompileError, Arc<Source>)>),
}

/// The first obstacle in the script's code and in the modules beside it that it imports.
/// A module that is not Python is none: CPython finds out when it gets there, and so do we.
pub fn obstacle(
    code: &Arc<Code>,
    find: &dyn Fn(&str) -> Option<(String, String)>,
) -> Option<Obstacle> {
    let mut seen = FxHashSet::default();
    let mut waiting = vec![code.clone()];
    while let Some(code) = waiting.pop() {
        for (name, span) in imports(&code) {
            if !seen.insert(name.clone()) || is_known(&name) {
                continue;
            }
            let source = code.source.clone();
            match find(&name) {
                Some((file, text)) => match Script::compile(Source::new(file, text)) {
                    Ok(module) => waiting.push(module.code),
                    Err(error) if matches!(error.0, CompileError::Syntax(_)) => {}
                    Err(error) => return Some(Obstacle::Module(error)),
                },
                None if foreign::refusal(&name).is_some() => {
                    return Some(Obstacle::Foreign(Foreign { name, source, span }));
                }
                None => {}
            }
        }
    }
    None
}

/// Whether gilscope has a module of this name.
fn is_known(name: &str) -> bool {
    let is_member = |row: &&crate::vm::NativeRow| {
        row.name
            .strip_prefix(name)
            .is_some_and(|rest| rest.starts_with('.'))
    };
    stdlib::source(name).is_some()
        || builtins::tables()
            .iter()
            .any(|table| table.iter().find(is_member).is_some())
}

/// Names that code and all code inside it imports, each with the place in the text that names it.
fn imports(code: &Arc<Code>) -> Vec<(String, Span)> {
    let mut found = Vec::new();
    for (instr, span) in code.instrs.iter().zip(&code.spans) {
        if instr.op == Op::ImportName {
            let name = &code.names[(instr.arg & !IMPORT_LAST_PART) as usize];
            found.push((name.to_string(), name_span(&code.source.text, *span, name)));
        }
    }
    for constant in &code.consts {
        if let Const::Code(inner) = constant {
            found.extend(imports(inner));
        }
    }
    found.sort_by_key(|(_, span)| span.start);
    found
}

/// Where the name stands in its import statement; the whole statement if it cannot be told.
fn name_span(text: &str, statement: Span, name: &str) -> Span {
    let (start, end) = (statement.start as usize, statement.end as usize);
    let Some(found) = text.get(start..end).and_then(|text| text.find(name)) else {
        return statement;
    };
    Span::new(start + found, start + found + name.len())
}
