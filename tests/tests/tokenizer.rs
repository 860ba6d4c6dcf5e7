//! Our tokens are those of CPython's module `tokenize`, on the standard library's own files.
//!
//! `GILSCOPE_TOKENIZER_FILES` says how many files; 50 otherwise, spread over all of them.

use gilscope::syntax::{TokenClass, tokens};
use gilscope::text::Source;
use std::process::{Command, Stdio};

/// Prints, for each of some files of the standard library that are Python in UTF-8: its path, its
/// number of tokens, and the tokens: kind, and line and column of start and end. f-strings, several
/// tokens since 3.12, are one.
const DUMP: &str = r#"
import os, sys, sysconfig, token, tokenize
wanted = int(sys.argv[1])
files = []
for folder, _, names in sorted(os.walk(sysconfig.get_paths()["stdlib"])):
    if "site-packages" not in folder:
        files += [os.path.join(folder, name) for name in sorted(names) if name.endswith(".py")]
step = max(1, len(files) // wanted)
out = sys.stdout
skipped = {token.COMMENT, token.NL, token.ENCODING, token.ENDMARKER}
for file in files[::step]:
    rows = []
    depth = 0
    try:
        data = open(file, encoding="utf-8").read()
        compile(data, file, "exec", dont_inherit=True)
        with open(file, "rb") as stream:
            for kind, text, start, end, _ in tokenize.tokenize(stream.readline):
                name = token.tok_name[kind]
                if name == "FSTRING_START":
                    depth += 1
                    if depth == 1:
                        begun = start
                elif name == "FSTRING_END":
                    depth -= 1
                    if depth == 0:
                        rows.append(("STRING", begun, end))
                elif depth == 0 and kind not in skipped:
                    rows.append((name, start, end))
    except (SyntaxError, UnicodeDecodeError, ValueError):
        continue
    print("FILE", len(rows), file)
    for name, start, end in rows:
        print(name, *start, *end)
"#;

fn class(name: &str) -> Option<TokenClass> {
    Some(match name {
        "NAME" => TokenClass::Name,
        "NUMBER" => TokenClass::Number,
        "STRING" => TokenClass::String,
        "OP" => TokenClass::Op,
        "NEWLINE" => TokenClass::Newline,
        "INDENT" => TokenClass::Indent,
        "DEDENT" => TokenClass::Dedent,
        _ => return None,
    })
}

/// One of CPython's tokens.
struct Row {
    class: TokenClass,
    start: (u32, u32),
    end: (u32, u32),
}

fn row(line: &str) -> Row {
    let mut words = line.split(' ');
    let class = words
        .next()
        .and_then(class)
        .unwrap_or_else(|| panic!("{line}"));
    let mut number = || {
        words
            .next()
            .and_then(|word| word.parse().ok())
            .expect("a number")
    };
    Row {
        class,
        start: (number(), number()),
        end: (number(), number()),
    }
}

/// Compares a file's tokens. Where a line or block ends is told in other columns by the two, so of
/// those only the line counts, and of the end of a block not even that.
fn check(file: &str, rows: &[Row]) {
    let Ok(text) = std::fs::read_to_string(file) else {
        return;
    };
    let source = Source::new(file, text);
    let ours = tokens(&source).unwrap_or_else(|error| panic!("{file}: {error:?}"));
    for (index, (row, (class, span))) in rows.iter().zip(&ours).enumerate() {
        let place = |offset| {
            let position = source.position(offset);
            (position.line, position.column)
        };
        let (start, end) = (place(span.start), place(span.end));
        let same = match class {
            TokenClass::Dedent => true,
            TokenClass::Newline | TokenClass::Indent => start.0 == row.start.0,
            _ => (start, end) == (row.start, row.end),
        };
        assert!(
            *class == row.class && same,
            "{file}: token {index}: {class:?} {start:?} {end:?}, CPython: {:?} {:?} {:?}",
            row.class,
            row.start,
            row.end
        );
    }
    assert_eq!(ours.len(), rows.len(), "{file}");
}

#[test]
fn the_standard_library_has_the_same_tokens() {
    let wanted = std::env::var("GILSCOPE_TOKENIZER_FILES").unwrap_or_else(|_| "50".into());
    let program = std::env::var("GILSCOPE_PYTHON").unwrap_or_else(|_| "python3".into());
    let output = Command::new(program)
        .args(["-W", "ignore", "-c", DUMP, &wanted])
        .stdin(Stdio::null())
        .output();
    let Ok(output) = output else {
        println!("skipped: the_standard_library_has_the_same_tokens: there is no python3");
        return;
    };
    let text = String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n");
    let mut lines = text.lines();
    let (mut files, mut count) = (0, 0);
    while let Some(head) = lines.next() {
        let head = head.strip_prefix("FILE ").expect("a file's head");
        let (number, file) = head.split_once(' ').expect("number and path");
        let rows = lines.by_ref().take(number.parse().expect("a number"));
        let rows: Vec<Row> = rows.map(row).collect();
        check(file, &rows);
        files += 1;
        count += rows.len();
    }
    println!("{count} tokens of {files} files");
    assert!(
        files > 0 || !output.status.success(),
        "a standard library has files"
    );
}
