//! Tests of the code generator on real text. The data stands in `testdata/`.

use super::{CompileError, compile};
use crate::code::Code;
use crate::dis;
use crate::syntax;
use crate::text::Source;
use crate::verify;
use proptest::prelude::*;
use std::fmt::Write;
use std::sync::Arc;

fn compile_text(text: &str) -> Result<Arc<Code>, CompileError> {
    let source = Arc::new(Source::new("x.py", text));
    let module = syntax::parse(&source).map_err(CompileError::from)?;
    let code = compile(&module, &source)?;
    assert_eq!(verify::verify(&code), Ok(()));
    Ok(code)
}

/// What CPython reports: message, line and column of start and end, columns from 1.
fn report(text: &str) -> String {
    let error = match compile_text(text) {
        Ok(_) => return "ok".into(),
        Err(CompileError::Unsupported(refusal)) => {
            return format!("unsupported: {}", refusal.feature);
        }
        Err(CompileError::Syntax(error)) => error,
    };
    let source = Source::new("x.py", text);
    let start = source.position(error.span.start);
    let end = source.position(error.span.end);
    let mut out = format!("{} @ {}:{}", error.message, start.line, start.column + 1);
    if error.span.start == error.span.end {
        let _ = write!(out, "-{}:None", end.line);
    } else {
        let _ = write!(out, "-{}:{}", end.line, end.column + 1);
    }
    out
}

/// Each case is a text and, after `=> `, what CPython 3.13 says of it.
#[test]
fn errors_are_those_of_cpython() {
    let mut wrong = String::new();
    let mut text = String::new();
    for line in include_str!("testdata/errors.txt").lines() {
        let Some(expected) = line.strip_prefix("=> ") else {
            let _ = writeln!(text, "{line}");
            continue;
        };
        let found = report(text.trim_start_matches('\n'));
        if found != expected {
            let _ = writeln!(wrong, "{text}expected {expected}\nfound    {found}\n");
        }
        text.clear();
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Each case is a text, a line `---`, its listing, and a line `===`.
#[test]
fn listings_are_those_committed() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src/codegen/testdata/listings.txt"
    );
    let committed = std::fs::read_to_string(path).expect("the listings are there");
    let mut fresh = String::new();
    for case in committed.split_terminator("===\n") {
        let (text, _) = case.split_once("---\n").unwrap_or((case, ""));
        let code = compile_text(text).unwrap_or_else(|error| panic!("{text}{error:?}"));
        let listing = dis::disassemble(&code);
        let (listing, _) = listing.rsplit_once("\n⇄").expect("a legend");
        let _ = write!(fresh, "{text}---\n{listing}===\n");
    }
    if std::env::var_os("GILSCOPE_UPDATE").is_some() {
        std::fs::write(path, &fresh).expect("the listings can be written");
        return;
    }
    if fresh != committed {
        let mut pairs = fresh.lines().zip(committed.lines()).enumerate();
        let (line, (new, old)) = pairs.find(|(_, (a, b))| a != b).unwrap_or_default();
        panic!(
            "listings.txt:{}: expected {old:?}, found {new:?}; GILSCOPE_UPDATE=1 accepts it",
            line + 1
        );
    }
}

#[test]
fn refusals_name_the_feature() {
    let check = |text: &str, feature: &str| {
        assert_eq!(report(text), format!("unsupported: {feature}"), "{text}");
    };
    check(
        "match x:\n  case [a, b] | [b, a]: pass\n",
        "alternatives that capture the same names in another order",
    );
    check("x = '\\N{BELL CHARACTER}'\n", "\\N{BELL CHARACTER}");
    check("x = f'{a}\\N{NO NAME}'\n", "\\N{NO NAME}");
    check("x = '\\ud800'\n", "a lone surrogate in a string");
    check(
        "class C:\n  def f(self): return [super().f() for x in y]\n",
        "super() inside a comprehension",
    );
}

/// Deep and long texts that the parser lets through; a test's stack is 2 MiB.
#[test]
fn deep_trees_fit_the_stack() {
    let check = |text: String| match compile_text(&text) {
        Ok(_) | Err(CompileError::Syntax(_)) => {}
        Err(CompileError::Unsupported(refusal)) => panic!("{refusal:?}"),
    };
    for depth in [90, 190, 600, 900, 950, 1000, 20_000] {
        check(format!("x = {}1", "-".repeat(depth)));
        check(format!("x = {}1", "not ".repeat(depth)));
        check(format!("x = a{}", ".b".repeat(depth)));
        check(format!("x = a{}", "()".repeat(depth)));
        check(format!("x = a{}", "[0]".repeat(depth)));
        check(format!("x = a{}", " + b".repeat(depth)));
        check(format!("x = a{}", " ** b".repeat(depth)));
        check(format!("x = {}1", "a if b else ".repeat(depth)));
        check(format!("x = {}1", "lambda: ".repeat(depth)));
        check(format!("x = {}1{}", "(".repeat(depth), ")".repeat(depth)));
        check(format!("x = {}1{}", "[".repeat(depth), "]".repeat(depth)));
        check(format!("x = {}1{}", "f(".repeat(depth), ")".repeat(depth)));
        check(format!("{}[] = x", "[".repeat(depth / 2)));
        check(format!("if a: b\n{}", "elif c: d\n".repeat(depth)));
        check(format!("x = [{}]", "1, ".repeat(depth)));
        check(format!("x = {{{}}}", "a: b, ".repeat(depth)));
        check(format!("f({})", "a, ".repeat(depth)));
        check("if a:\n b\n".repeat(depth));
        let blocks: String = (0..depth.min(99))
            .map(|level| format!("{}if a:\n", " ".repeat(level)))
            .collect();
        check(format!("{blocks}{}b\n", " ".repeat(depth.min(99))));
    }
}

/// Statements indented by one, of any nesting; `break` and `return` stand anywhere.
fn statement() -> impl Strategy<Value = String> {
    let simple = prop_oneof![
        Just("a = b"),
        Just("c.d[e] += 1"),
        Just("f(*g, **h)"),
        Just("break"),
        Just("continue"),
        Just("return i"),
        Just("return"),
        Just("raise J"),
        Just("x = yield a"),
        Just("yield from b"),
        Just("a, *b = [c for d in e if f if not g]"),
        Just("del a, b[c:d]"),
        Just("x = a < b < c and not d or e"),
        Just("assert a is None, f'{b!r:{c}}'"),
        Just("x = {**a, b: lambda c=d, *e: (yield c)}"),
        Just("x = (y := 1 if a else b)"),
        Just("import a.b as c, d"),
    ];
    let leaf = simple.prop_map(|text| format!(" {text}\n"));
    leaf.prop_recursive(6, 60, 4, |inner| {
        let body = prop::collection::vec(inner, 1..4).prop_map(|body| indent(&body.concat()));
        let two = (body.clone(), body.clone());
        let three = (body.clone(), body.clone(), body.clone());
        prop_oneof![
            two.clone()
                .prop_map(|(a, b)| format!(" while x:\n{a} else:\n{b}")),
            two.clone()
                .prop_map(|(a, b)| format!(" for x in y:\n{a} else:\n{b}")),
            body.clone().prop_map(|a| format!(" while True:\n{a}")),
            two.clone()
                .prop_map(|(a, b)| format!(" try:\n{a} finally:\n{b}")),
            three
                .clone()
                .prop_map(|(a, b, c)| { format!(" try:\n{a} except E as e:\n{b} except:\n{c}") }),
            three.clone().prop_map(|(a, b, c)| {
                format!(" try:\n{a} except E:\n{b} else:\n{b} finally:\n{c}")
            }),
            body.clone().prop_map(|a| format!(" with x as y, z:\n{a}")),
            two.prop_map(|(a, b)| format!(" if x and not y or z is None:\n{a} else:\n{b}")),
            body.clone()
                .prop_map(|a| format!(" def f(a, *b, c=d):\n  nonlocal x\n{a}")),
            body.prop_map(|a| format!(" class C(x):\n  y = x\n{a}")),
        ]
    })
}

fn indent(text: &str) -> String {
    text.lines().map(|line| format!(" {line}\n")).collect()
}

proptest! {
    /// Whatever compiles is sound.
    #[test]
    fn code_is_sound(body in prop::collection::vec(statement(), 1..4)) {
        let text = format!("def outer(x, i):\n while p:\n{}", indent(&body.concat()));
        match compile_text(&text) {
            Ok(_) | Err(CompileError::Syntax(_)) => {}
            Err(CompileError::Unsupported(refusal)) => prop_assert!(false, "{:?}", refusal),
        }
    }
}
