//! Text to tree: CPython's errors and trees, committed under `syntax/`; and no text at all can make
//! the front end panic, hang or overflow its stack.

use gilscope::machine::Script;
use gilscope::refusal::CompileError;
use gilscope::syntax::{dump, parse};
use gilscope::text::Source;
use proptest::prelude::*;
use std::fmt::Write;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("syntax")
}

/// Cases of a file: a line `===`, a text, a line `---`, and what CPython says of it.
fn cases(file: &str) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(folder().join(file)).expect("the cases are there");
    let case = |case: &str| {
        let (text, expected) = case.split_once("\n---\n").expect("a case has two parts");
        (format!("{text}\n"), expected.trim_end().to_string())
    };
    text.split("===\n").skip(1).map(case).collect()
}

/// Checks what is `found` for each case of a file; `prepare` says what of both is compared.
#[track_caller]
fn check(file: &str, prepare: fn(&str) -> String, found: fn(&str) -> String) {
    let cases = cases(file);
    let mut wrong = String::new();
    for (text, expected) in &cases {
        let found = found(text);
        if prepare(&found) != prepare(expected) {
            let _ = writeln!(
                wrong,
                "{text}--- expected\n{expected}\n--- found\n{found}\n"
            );
        }
    }
    assert!(cases.len() > 50, "only {} cases in {file}", cases.len());
    assert!(wrong.is_empty(), "{wrong}");
}

fn error_of(text: &str) -> String {
    let source = Source::new("x.py", text);
    match parse(&source) {
        Ok(_) => "it is Python".into(),
        Err(error) => error.render(&source).trim_end().to_string(),
    }
}

fn tree_of(text: &str) -> String {
    let source = Source::new("x.py", text);
    match parse(&source) {
        Ok(tree) => dump(&tree, &source),
        Err(error) => error.render(&source),
    }
}

/// CPython 3.11 has no places of its own for what stands in an f-string; such trees are compared
/// without places.
fn without_doubtful_places(tree: &str) -> String {
    if !tree.contains("(JoinedStr") {
        return tree.to_string();
    }
    let mut out = String::new();
    let mut rest = tree;
    while let Some((before, after)) = rest.split_once('@') {
        let place = after.find([' ', ')']).unwrap_or(after.len());
        let is_place = after[..place].starts_with(|c: char| c.is_ascii_digit());
        out.push_str(before);
        if !is_place {
            out.push('@');
        }
        rest = if is_place { &after[place..] } else { after };
    }
    out + rest
}

#[test]
fn errors_are_those_of_cpython() {
    check("errors.txt", str::to_string, error_of);
}

#[test]
fn trees_are_those_of_cpython() {
    check("trees.txt", without_doubtful_places, tree_of);
}

/// The trees of CPython's own library, where there is a CPython; the largest files are left out.
#[test]
fn the_standard_library_gives_the_trees_of_cpython() {
    let python = Command::new("python3")
        .arg(folder().join("dump.py"))
        .arg("--library")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .output();
    let Some(output) = python.ok().filter(|output| output.status.success()) else {
        println!("skipped: no python3 of version 3.11 to 3.13 on PATH");
        return;
    };
    let output = String::from_utf8(output.stdout).expect("it is UTF-8");
    let mut wrong = String::new();
    let mut count = 0;
    for line in output.lines() {
        let (file, theirs) = line.split_once('\t').expect("a file and its tree");
        let text = std::fs::read_to_string(file).expect("python3 read it too");
        let ours = without_doubtful_places(&tree_of(&text.replace("\r\n", "\n")));
        let theirs = without_doubtful_places(theirs);
        count += 1;
        if ours != theirs {
            let same = ours
                .bytes()
                .zip(theirs.bytes())
                .take_while(|(a, b)| a == b)
                .count();
            let part = |text: &str| -> String {
                let bytes = &text.as_bytes()[same.saturating_sub(40)..];
                String::from_utf8_lossy(&bytes[..bytes.len().min(160)]).into_owned()
            };
            let _ = writeln!(
                wrong,
                "{file}\n  ours   {}\n  theirs {}",
                part(&ours),
                part(&theirs)
            );
        }
    }
    assert!(count > 20, "only {count} files");
    assert!(wrong.is_empty(), "{wrong}");
}

/// Compiles a text on a stack like that of the command line.
fn compile(text: String) -> Option<CompileError> {
    let compile = move || {
        Script::compile(Source::new("x.py", text))
            .err()
            .map(|error| error.0)
    };
    let thread = std::thread::Builder::new().stack_size(64 << 20);
    let thread = thread.spawn(compile).expect("a thread can be started");
    thread.join().expect("the compiler does not panic")
}

#[track_caller]
fn is_syntax_error(what: &str, text: String) {
    let error = compile(text);
    assert!(
        matches!(error, Some(CompileError::Syntax(_))),
        "{what}: {error:?}"
    );
}

/// Whatever opens can be opened ten thousand times.
#[test]
fn deep_nesting() {
    let openers = [
        "(",
        "[",
        "{",
        "{1: ",
        "f(",
        "a[",
        "(a, ",
        "[a for b in (",
        "lambda: (",
        "-(",
        "not (",
        "await (",
        "(yield ",
        "(x := ",
        "*(",
        "f'{",
        "f'{a:{",
        "with (",
        "case [",
        "print((",
        "if (",
        "def f(a=(",
        "class C((",
        "for (",
        "del (",
        "@(",
        "assert (",
        "(((a)) for a in ",
    ];
    for opener in openers {
        for depth in [50, 100, 1_000, 10_000] {
            is_syntax_error(opener, opener.repeat(depth));
            // What is closed again may be Python.
            let closers: String = opener.chars().rev().filter_map(closer).collect();
            drop(compile(format!(
                "{}1{}\n",
                opener.repeat(depth),
                closers.repeat(depth)
            )));
        }
    }
    for opener in [
        "if a:", "def f():", "class C:", "try:", "with a:", "match a:",
    ] {
        let ladder: String = (0..2_000)
            .map(|level| format!("{}{opener}\n", " ".repeat(level)))
            .collect();
        is_syntax_error(opener, ladder);
    }
}

fn closer(c: char) -> Option<char> {
    match c {
        '(' => Some(')'),
        '[' => Some(']'),
        '{' => Some('}'),
        '\'' => Some('\''),
        _ => None,
    }
}

/// Huge files that are not Python; fifty megabytes where the compiler is optimised.
#[test]
fn huge_garbage() {
    let size = if cfg!(debug_assertions) {
        2 << 20
    } else {
        50 << 20
    };
    let pieces = [
        "(", "([{", "a b c ", "\\\n", "if a: ", "\"a\" 1 ", "a;;", "1,)", "@a\n\n", "é ", "7_",
        "0x", "?", "'a\n", "\"\"\"a", "f'{", "\t a\n", "a b\r", "lambda ", "else:\n", "x = $\n",
        "\u{0}",
    ];
    for piece in pieces {
        is_syntax_error(piece, piece.repeat(size / piece.len()));
    }
    for (piece, end) in [
        ("x = 1\n", ")"),
        ("# a\n", "$"),
        ("\n", " x y"),
        ("a + ", "$"),
        ("a.", ""),
    ] {
        is_syntax_error(piece, piece.repeat(size / piece.len() / 4) + end);
    }
}

#[rustfmt::skip]
const TOKENS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield", "match", "case", "type", "_", "print", "exec", "a", "b", "C", "self", "super",
    "(", ")", "[", "]", "{", "}", ",", ":", ";", ".", "...", "=", "==", "!=", "<>", "->", ":=",
    "+", "-", "*", "**", "/", "//", "%", "@", "&", "|", "^", "~", "<", ">", "<<", ">>", "<=", ">=",
    "+=", "-=", "**=", "//=", "@=", ">>=", "!", "?", "$", "`", "\\", "\\\n", "\n", "\n ", "\n  ",
    "\n\t", "\r", "\u{c}", "\t", " ", "# c\n", "0", "1", "1.", ".5", "1e9", "1e", "0x", "0xf", "0b2",
    "07", "1_0", "1__0", "1j", "9999999999999999999999", "1if", "'", "\"", "'''", "\"\"\"", "'a'",
    "b'a'", "b'é'", "r'\\'", "f'", "f'{", "f'{a", "f'{a!r:>{b}}'", "f'{a=}'", "rb'", "u'x'", "'\\x'",
    "'\\N{", "'\\u12'", "é", "ａ", "λ", "\u{feff}", "\u{a0}", "\u{200b}", "😀", "\u{301}", "\u{0}",
    "if a:\n  b\n", "def f(x):\n  ", "class C:\n  ", "try:\n  a\n", "except E:\n  a\n", "for a in b:\n  ",
];

fn soup() -> impl Strategy<Value = String> {
    let token = (prop::sample::select(TOKENS), any::<bool>());
    let tokens = prop::collection::vec(token, 0..40);
    tokens.prop_map(|tokens| {
        let each =
            |(token, blank): (&str, bool)| format!("{token}{}", if blank { " " } else { "" });
        tokens.into_iter().map(each).collect()
    })
}

/// A text of the corpus in which a few pieces were changed.
fn mutant() -> impl Strategy<Value = String> {
    let texts: Vec<String> = [cases("errors.txt"), cases("trees.txt")]
        .into_iter()
        .flatten()
        .map(|(text, _)| text)
        .collect();
    let change = (
        any::<prop::sample::Index>(),
        0..4usize,
        prop::sample::select(TOKENS),
    );
    let changes = prop::collection::vec(change, 1..4);
    (prop::sample::select(texts), changes).prop_map(|(text, changes)| {
        let mut text: Vec<char> = text.chars().collect();
        for (at, length, token) in changes {
            let at = at.index(text.len() + 1);
            let end = (at + length).min(text.len());
            drop(text.splice(at..end, token.chars()));
        }
        text.into_iter().collect()
    })
}

/// Whatever the text, there is an answer, and an error stands inside the text.
fn answers(text: &str) {
    let source = Source::new("x.py", text);
    if let Err(error) = parse(&source) {
        let length = source.text.len() as u32;
        assert!(
            error.span.start <= error.span.end && error.span.end <= length,
            "{error:?}"
        );
        error.render(&source);
    }
    drop(Script::compile(source));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        answers(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_text(text in "\\PC{0,60}") {
        answers(&text);
    }

    #[test]
    fn any_tokens(text in soup()) {
        answers(&text);
    }

    #[test]
    fn any_change(text in mutant()) {
        answers(&text);
    }
}

/// What the tests take for granted: the committed trees can be made again by the committed script.
#[test]
fn the_trees_can_be_made_again() {
    let python = Command::new("python3")
        .arg(folder().join("dump.py"))
        .arg("--trees")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut python) = python else {
        println!("skipped: no python3 on PATH");
        return;
    };
    let committed = std::fs::read_to_string(folder().join("trees.txt")).expect("it is there");
    let mut stdin = python.stdin.take().expect("it was piped");
    let given = committed.clone();
    let writer = std::thread::spawn(move || stdin.write_all(given.as_bytes()));
    let output = python.wait_with_output().expect("it ends");
    let _ = writer.join();
    if !output.status.success() {
        println!("skipped: python3 is not of version 3.11 to 3.13");
        return;
    }
    let fresh = String::from_utf8(output.stdout).expect("it is UTF-8");
    let lines = fresh.lines().zip(committed.lines());
    for (fresh, committed) in lines {
        assert_eq!(
            without_doubtful_places(fresh),
            without_doubtful_places(committed)
        );
    }
}
