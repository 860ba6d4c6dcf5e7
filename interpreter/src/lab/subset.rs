//! What of Python gilscope runs, found out by asking gilscope: the compiler, the tables of natives,
//! the standard library, the machine. So it cannot say what is not true.

use super::captured::{Captured, FindModule};
use super::look::{Look, Paint, wrap};
use crate::machine::{Script, Setup, builtin_names, run};
use crate::refusal::CompileError;
use crate::syntax::ast::{Expr, ExprKind, StmtKind};
use crate::text::Source;
use crate::vm::Options;
use crate::vm::thread::ThreadEnd;
use crate::{builtins, foreign, stdlib, syntax};
use gilscope_runtime::driver::{Clock, Config, Interrupter};
use gilscope_runtime::heap::Counting;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A text for everything that Python's grammar has, under the name people give it.
#[rustfmt::skip]
const SYNTAX: &[(&str, &str)] = &[
    ("if, elif, else", "if a: pass\nelif b: pass\nelse: pass\n"),
    ("while", "while a: break\nelse: pass\n"),
    ("for", "for x in y: continue\nelse: pass\n"),
    ("def with defaults, *args, **kwargs, / and *", "def f(a, /, b=1, *c, d, **e): return a\n"),
    ("decorators", "@d\ndef f(): pass\n"),
    ("class", "class C(B): x = 1\n"),
    ("keyword arguments of a class", "class C(B, a=1): pass\n"),
    ("metaclasses", "class C(metaclass=M): pass\n"),
    ("starred base classes", "class C(*bases): pass\n"),
    ("with", "with a as b, c: pass\n"),
    ("try, except, else, finally", "try: pass\nexcept E as e: raise\nelse: pass\nfinally: pass\n"),
    ("raise .. from", "raise A from B\n"),
    ("except*", "try: pass\nexcept* E: pass\n"),
    ("match", "match a:\n    case 1: pass\n"),
    ("assert", "assert a, b\n"),
    ("del", "del a, b[0], c.d\n"),
    ("global, nonlocal", "def f():\n    x = 1\n    def g():\n        nonlocal x\n        global y\n"),
    ("import, from .. import", "import a.b as c\nfrom d import e as f\n"),
    ("import *", "from a import *\n"),
    ("relative imports", "from .a import b\n"),
    ("annotations", "x: int = 1\ndef f(a: int) -> int: pass\n"),
    ("the type statement", "type X = int\n"),
    ("type parameters", "def f[T](a: T): pass\n"),
    ("assignment to several targets, with stars", "a = b, *c = d\n"),
    ("augmented assignment", "a += 1\nb[0] //= 2\n"),
    (":=", "(a := 1)\n"),
    ("lambda", "lambda a, *b: a\n"),
    ("conditional expressions", "a if b else c\n"),
    ("chained comparisons", "a < b <= c is not d not in e\n"),
    ("comprehensions", "[a for b in c if d], {a: b for a in c}, {a for a in b}\n"),
    ("generator expressions", "f(a for b in c)\n"),
    ("yield", "def f():\n    x = yield 1\n"),
    ("yield from", "def f():\n    yield from g()\n"),
    ("async def", "async def f(): pass\n"),
    ("await", "async def f(): await g()\n"),
    ("async for, async with", "async def f():\n    async for a in b: pass\n    async with c: pass\n"),
    ("f-strings", "f'{a!r:>{b}} {c=}'\n"),
    ("bytes", "b'a'\n"),
    ("integers of any size, floats", "10 ** 100, 0x_ff, 1e-9\n"),
    ("complex numbers", "1j\n"),
    ("slices", "a[1:2:3], b[...]\n"),
    ("stars in calls and displays", "f(*a, **b), [*c], {**d}\n"),
    ("super() in a comprehension", "class C:\n    def f(self): return [super().f() for a in b]\n"),
    ("from __future__ import annotations", "from __future__ import annotations\n"),
];

/// Builtin classes whose methods are told.
const CLASSES: &[&str] = &[
    "int",
    "float",
    "complex",
    "str",
    "bytes",
    "list",
    "tuple",
    "dict",
    "set",
    "frozenset",
    "range",
];

/// Names with what gilscope says instead of running them; empty for nothing.
type Refused = Vec<(String, String)>;

/// The whole text.
pub fn subset(look: Look) -> String {
    let mut out = String::from(
        "Toy Python is a strict subset of Python 3.13. A script prints what CPython prints, or stops \
         with an\nerror that names what is not supported (exit status 2).\n",
    );
    let (known, refused) = grammar();
    section(&mut out, look, "Statements and expressions");
    out.push_str(&wrap(&known.join(" · "), "  "));
    refusals(&mut out, look, &refused);

    let (known, refused) = functions();
    section(&mut out, look, "Builtins");
    out.push_str(&wrap(&known.join(", "), "  "));
    refusals(&mut out, look, &refused);

    section(&mut out, look, "Methods");
    for class in CLASSES {
        entry(&mut out, look, class, &members_of(class));
    }
    section(&mut out, look, "Modules");
    for name in modules() {
        entry(&mut out, look, name, &module_members(name));
    }
    section(&mut out, look, "Modules of CPython that are refused");
    let known = modules();
    let foreign: Vec<&str> = { foreign::standard().iter() }
        .copied()
        .filter(|name| !known.contains(name))
        .collect();
    out.push_str(&wrap(&foreign.join(", "), "  "));
    out.push_str(
        "\nAny other module is looked for beside the script. What a class, a method or an argument is \
         not up to\nis refused by name when the script gets there.\n",
    );
    look.plain(&out)
}

fn section(out: &mut String, look: Look, title: &str) {
    out.push_str(&format!("\n{}\n", look.paint(Paint::Strong, title)));
}

/// A name, and a list that belongs to it.
fn entry(out: &mut String, look: Look, name: &str, members: &[String]) {
    let text = wrap(&format!("{name}: {}", members.join(", ")), "    ");
    let text = text.replacen("    ", "  ", 1);
    out.push_str(&text.replacen(name, &look.paint(Paint::Strong, name), 1));
}

fn refusals(out: &mut String, look: Look, refused: &Refused) {
    if !refused.is_empty() {
        out.push_str(&format!("  {}\n", look.paint(Paint::Faint, "refused:")));
    }
    for (name, help) in refused {
        let text = match help.is_empty() {
            true => name.clone(),
            false => format!("{name} – {help}"),
        };
        out.push_str(&wrap(&text, "    "));
    }
}

/// What of the grammar the compiler takes, and what it refuses.
fn grammar() -> (Vec<&'static str>, Refused) {
    let mut known = Vec::new();
    let mut refused = Refused::new();
    for (name, text) in SYNTAX {
        match Script::compile(Source::new("<subset>", *text)) {
            Ok(_) => known.push(*name),
            Err(error) => {
                let help = match error.0 {
                    CompileError::Unsupported(refusal) => refusal.help,
                    CompileError::Syntax(error) => error.message,
                };
                refused.push((name.to_string(), help));
            }
        }
    }
    (known, refused)
}

/// Builtin names, and those of them that are only there to be refused.
fn functions() -> (Vec<String>, Refused) {
    let is_public = |name: &String| !name.starts_with('_');
    let (refused, known) = { builtin_names().into_iter() }
        .filter(is_public)
        .partition::<Vec<_>, _>(|name| is_refused(name));
    (
        known,
        refused
            .into_iter()
            .map(|name| (name, String::new()))
            .collect(),
    )
}

/// Whether a builtin function refuses whatever it is called with. Only such a one takes anything, or
/// nothing at all, so no other is called.
fn is_refused(name: &str) -> bool {
    let row = { builtins::tables().into_iter() }
        .flatten()
        .find(|row| row.name == name);
    row.is_some_and(|row| ["", "*args, **kwargs"].contains(&row.signature))
        && ends_in_refusal(&format!("{name}()\n"))
}

fn ends_in_refusal(text: &str) -> bool {
    let Ok(script) = Script::compile(Source::new("<subset>", text)) else {
        return true;
    };
    let setup = Setup {
        config: Config::new(Clock::Virtual),
        counting: Counting::Plain,
        options: Options::default(),
    };
    let find: FindModule = Arc::new(|_, _| None);
    let (host, _collector) = Captured::new(0, find);
    let outcome = run(&script, &setup, Box::new(host), &Interrupter::new());
    matches!(outcome.end, ThreadEnd::Unsupported(..))
}

/// The public names of natives that begin with this name and a dot.
fn natives_of(name: &str) -> impl Iterator<Item = &'static str> {
    let prefix = format!("{name}.");
    let rows = builtins::tables().into_iter().flatten();
    rows.filter_map(move |row| row.name.strip_prefix(prefix.as_str()))
        .filter(|member| !member.starts_with('_') && !member.contains(['.', '=']))
}

fn members_of(class: &str) -> Vec<String> {
    let members: BTreeSet<&str> = natives_of(class).collect();
    members.into_iter().map(str::to_string).collect()
}

/// The modules that gilscope has.
fn modules() -> Vec<&'static str> {
    let natives =
        { foreign::standard().iter().copied() }.filter(|name| natives_of(name).next().is_some());
    let public = |name: &&str| !name.starts_with('_') || *name == "_thread";
    let all: BTreeSet<&str> = stdlib::names().chain(natives).filter(public).collect();
    all.into_iter().collect()
}

/// The public names of a module: its natives, and what its text defines.
fn module_members(module: &str) -> Vec<String> {
    // `operator` and some others take their natives from a module of the same name with `_`.
    let inner = members_of(&format!("_{module}"));
    let mut members: BTreeSet<String> = members_of(module).into_iter().chain(inner).collect();
    let source = Source::new(module, stdlib::source(module).unwrap_or_default());
    let body = syntax::parse(&source)
        .map(|tree| tree.body)
        .unwrap_or_default();
    for stmt in &body {
        match &stmt.kind {
            StmtKind::FunctionDef(def) => drop(members.insert(def.name.to_string())),
            StmtKind::ClassDef(def) => drop(members.insert(def.name.to_string())),
            StmtKind::Assign { targets, .. } => {
                targets
                    .iter()
                    .for_each(|target| names(target, &mut members));
            }
            _ => {}
        }
    }
    members.retain(|name| !name.starts_with('_'));
    members.into_iter().collect()
}

fn names(target: &Expr, found: &mut BTreeSet<String>) {
    match &target.kind {
        ExprKind::Name(name) => drop(found.insert(name.to_string())),
        ExprKind::Tuple(items) => items.iter().for_each(|item| names(item, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_python() {
        for (name, text) in SYNTAX {
            let syntax = Script::compile(Source::new("x.py", *text));
            if let Err(error) = syntax {
                let refused = matches!(error.0, CompileError::Unsupported(_));
                assert!(refused, "{name}: {:?}", error.0);
            }
        }
    }

    #[test]
    fn it_tells_what_a_script_meets() {
        let (known, refused) = functions();
        for name in ["print", "len", "int", "ValueError", "sorted", "enumerate"] {
            assert!(known.iter().any(|known| known == name), "{name}");
        }
        for (name, _) in &refused {
            assert!(ends_in_refusal(&format!("{name}()\n")), "{name}");
        }
        for module in modules() {
            let text = format!("import {module}\n");
            assert!(!ends_in_refusal(&text), "{module}");
            for member in module_members(module) {
                let text = format!("from {module} import {member}\n");
                assert!(!ends_in_refusal(&text), "{module}.{member}");
            }
        }
    }
}
