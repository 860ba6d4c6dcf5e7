//! What a script imports, found before it runs: a module that gilscope does not have is refused
//! while nothing has happened yet.

use crate::code::{Code, CodeKind, Const};
use crate::machine::Script;
use crate::op::Op;
use crate::refusal::CompileError;
use crate::text::{Source, Span};
use crate::verify::{IMPORT_INDEX, IMPORT_PARENT};
use crate::vm::UserModule;
use crate::{builtins, foreign, stdlib};
use rustc_hash::FxHashSet;
use std::path::Path;
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

/// Looks for a module in a folder: see [`crate::vm::Host::find_module`].
pub type Find<'f> = &'f dyn Fn(&str, &str) -> Option<UserModule>;

/// The first obstacle in the script's code and in the modules beside it that it imports.
/// A module that is not Python is none: CPython finds out when it gets there, and so do we.
pub fn obstacle(code: &Arc<Code>, find: Find<'_>) -> Option<Obstacle> {
    let mut seen = FxHashSet::default();
    let mut waiting = vec![(code.clone(), String::new())];
    while let Some((code, package)) = waiting.pop() {
        for Import {
            name,
            span,
            is_sure,
        } in imports(&code, &package)
        {
            if !seen.insert(name.clone()) || is_known(&name) {
                continue;
            }
            let source = code.source.clone();
            let found = locate(find, &name);
            if found.is_empty() && is_sure && foreign::refusal(&name).is_some() {
                return Some(Obstacle::Foreign(Foreign { name, source, span }));
            }
            for (package, module) in found {
                let Some(text) = module.text else { continue };
                match Script::compile(Source::new(module.file, text)) {
                    Ok(module) => waiting.push((module.code, package)),
                    Err(error) if matches!(error.0, CompileError::Syntax(_)) => {}
                    Err(error) => return Some(Obstacle::Module(error)),
                }
            }
        }
    }
    None
}

/// The user's modules that the import of a dotted name loads, each with the package that its relative
/// imports begin from.
fn locate(find: Find<'_>, name: &str) -> Vec<(String, UserModule)> {
    let mut found = Vec::new();
    let mut folder = Some(String::new());
    let mut package = String::new();
    for part in name.split('.') {
        let Some(module) = folder.as_ref().and_then(|folder| find(folder, part)) else {
            break;
        };
        folder.clone_from(&module.folder);
        let outer = package.clone();
        package = format!(
            "{package}{}{part}",
            if package.is_empty() { "" } else { "." }
        );
        let own = if folder.is_some() {
            package.clone()
        } else {
            outer
        };
        found.push((own, module));
    }
    found
}

/// The module of this name in the folder `folder`, as [`crate::vm::Host::find_module`] has it, of a
/// script in `base`; `prefix` is what the names of its modules begin with in tracebacks.
pub fn find_in(base: &Path, prefix: &str, folder: &str, name: &str) -> Option<UserModule> {
    if name.contains('/') || name.is_empty() {
        return None;
    }
    let place = base.join(folder);
    let (path, prefix) = match folder {
        "" => (String::new(), prefix.to_string()),
        folder if folder.starts_with('/') => (format!("{folder}/"), format!("{folder}/")),
        folder => (format!("{folder}/"), format!("{prefix}{folder}/")),
    };
    let module = |file: String, text: Option<String>, is_package: bool| UserModule {
        file: format!("{prefix}{file}"),
        text,
        folder: is_package.then(|| format!("{path}{name}")),
    };
    for (file, is_package) in [
        (format!("{name}/__init__.py"), true),
        (format!("{name}.py"), false),
    ] {
        if let Ok(bytes) = std::fs::read(place.join(&file)) {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            return Some(module(file, Some(text), is_package));
        }
    }
    let is_folder = place.join(name).is_dir();
    is_folder.then(|| module(name.to_string(), None, true))
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

/// A module that may be imported.
struct Import {
    /// Its full name.
    name: String,
    /// The place in the text that names it.
    span: Span,
    /// Whether it must be a module, and will be imported: what `from a import b` names may be
    /// something else, and a function may never be called.
    is_sure: bool,
}

/// What code and all code inside it imports; `package` is what its relative imports begin from.
fn imports(code: &Arc<Code>, package: &str) -> Vec<Import> {
    let mut found = Vec::new();
    let mut module = String::new();
    for (instr, span) in code.instrs.iter().zip(&code.spans) {
        let is_sure = instr.op == Op::ImportName;
        let name = match instr.op {
            Op::ImportName if instr.arg & IMPORT_PARENT != 0 => continue,
            Op::ImportName => {
                let name = &code.names[(instr.arg & IMPORT_INDEX) as usize];
                module = absolute(name, package);
                module.clone()
            }
            Op::ImportFrom => {
                let name = &code.names[instr.arg as usize];
                format!("{module}.{name}")
            }
            _ => continue,
        };
        let span = name_span(&code.source.text, *span, &name);
        found.push(Import {
            name,
            span,
            is_sure,
        });
    }
    for constant in &code.consts {
        if let Const::Code(inner) = constant {
            let always_runs = matches!(inner.kind, CodeKind::Class);
            let inner = imports(inner, package).into_iter();
            found.extend(inner.map(|import| Import {
                is_sure: import.is_sure && always_runs,
                ..import
            }));
        }
    }
    found.sort_by_key(|import| import.span.start);
    found
}

/// The full name of a module that may be named from the package on.
fn absolute(name: &str, package: &str) -> String {
    let rest = name.trim_start_matches('.');
    let dots = name.len() - rest.len();
    if dots == 0 {
        return name.to_string();
    }
    let parts: Vec<&str> = package.split('.').collect();
    let kept = parts.len().saturating_sub(dots - 1);
    let mut parts: Vec<&str> = parts[..kept].to_vec();
    parts.extend(Some(rest).filter(|rest| !rest.is_empty()));
    parts.join(".")
}

/// Where the name stands in its import statement; the whole statement if it cannot be told.
fn name_span(text: &str, statement: Span, name: &str) -> Span {
    let (start, end) = (statement.start as usize, statement.end as usize);
    let Some(found) = text.get(start..end).and_then(|text| text.find(name)) else {
        return statement;
    };
    Span::new(start + found, start + found + name.len())
}
