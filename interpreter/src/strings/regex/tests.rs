//! Patterns, texts and what comes of them: by hand, by chance, and as CPython has it.

use super::*;
use crate::oracle::{Dice, Oracle, literal};
use proptest::prelude::*;

type Spans = Vec<Vec<Option<(usize, usize)>>>;

fn codes(text: &str) -> Vec<u32> {
    text.chars().map(u32::from).collect()
}

fn compiled(pattern: &str) -> Result<Program, Wrong> {
    compile(&codes(pattern), true, 0, &mut Vec::new())
}

/// Where groups of all matches stand, in characters, found in runs of so many steps; None where
/// that takes too many of them.
fn all(program: &Program, text: &str, steps: u64) -> Option<Spans> {
    let subject = match text.is_ascii() {
        true => Subject::Narrow(text.as_bytes()),
        false => Subject::Wide(text),
    };
    let mut scan = Scan::new(program, How::Search, 0, text.len());
    let mut spans = Spans::new();
    let mut left = 200_000u64;
    while left > 0 {
        let mut fuel = steps;
        let found = scan.next(program, subject, &mut fuel);
        left = left.saturating_sub(steps - fuel);
        match found {
            Found::No => return Some(spans),
            Found::Later => {}
            Found::Yes => {
                let groups = (0..=program.groups).map(|group| {
                    let (start, end) = scan.group(group)?;
                    let mut chars = |at| scan.chars_before(subject, at);
                    Some((chars(start), chars(end)))
                });
                spans.push(groups.collect());
            }
        }
    }
    None
}

#[track_caller]
fn check(pattern: &str, text: &str, expected: &[&[Option<(usize, usize)>]]) {
    let program = compiled(pattern).expect("a right pattern");
    let found = all(&program, text, 3).expect("an end");
    assert_eq!(found, expected, "{pattern} in {text}");
}

#[test]
fn matches_stand_where_they_should() {
    check("b+", "abba", &[&[Some((1, 3))]]);
    check(
        "(a)|b",
        "ab",
        &[&[Some((0, 1)), Some((0, 1))], &[Some((1, 2)), None]],
    );
    check(
        "(?:(a)|b)*",
        "ab",
        &[&[Some((0, 2)), Some((0, 1))], &[Some((2, 2)), None]],
    );
    check(
        "(a|b*)*",
        "a",
        &[&[Some((0, 1)), Some((1, 1))], &[Some((1, 1)), Some((1, 1))]],
    );
    check("(?i)é", "É", &[&[Some((0, 1))]]);
    check("(?<=é)x", "éx", &[&[Some((1, 2))]]);
    check("x*?y", "xxy", &[&[Some((0, 3))]]);
}

#[test]
fn wrong_patterns_are_told() {
    for (pattern, message, place) in [
        ("(", "missing ), unterminated subpattern", Some(0)),
        (")", "unbalanced parenthesis", Some(0)),
        ("a**", "multiple repeat", Some(2)),
        ("*", "nothing to repeat", Some(0)),
        ("[b-a]", "bad character range b-a", Some(1)),
        ("(?<=a*)", "look-behind requires fixed-width pattern", None),
        ("\\", "bad escape (end of pattern)", Some(0)),
    ] {
        let wrong = compiled(pattern).map(|_| ()).unwrap_err();
        assert_eq!(
            wrong,
            Wrong::Pattern(message.to_owned(), place),
            "{pattern}"
        );
    }
}

#[test]
fn depth_has_an_end() {
    let nested = |depth: usize| format!("{}{}", "(".repeat(depth), ")".repeat(depth));
    assert!(compiled(&nested(200)).is_ok());
    assert!(matches!(compiled(&nested(201)), Err(Wrong::Unsupported(_))));
    assert!(matches!(
        compiled(&"(?(1)".repeat(5000)),
        Err(Wrong::Unsupported(_))
    ));
}

fn atom(dice: &mut Dice, depth: u32) -> String {
    const ATOMS: [&str; 24] = [
        "a", "b", "ab", "é", "k", ".", "\\d", "\\w", "\\W", "\\s", "\\b", "\\B", "^", "$", "\\A",
        "\\Z", "[ab]", "[^a]", "[a-z]", "[^\\W1]", "()", "\\1", "\\2", "(?i:K)",
    ];
    if depth == 0 || dice.below(2) == 0 {
        return dice.pick(&ATOMS).to_string();
    }
    const OPEN: [&str; 9] = ["(", "(", "(", "(?:", "(?=", "(?!", "(?>", "(?i:", "(?s:"];
    let open = dice.pick(&OPEN).to_string();
    open + &ways(dice, depth - 1) + ")"
}

fn ways(dice: &mut Dice, depth: u32) -> String {
    const AGAIN: [&str; 9] = ["*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{,2}?"];
    let count = 1 + dice.below(2);
    let one = |dice: &mut Dice| {
        let parts = dice.below(4);
        { 0..parts }
            .map(|_| {
                let again = match dice.below(3) {
                    0 => dice.pick(&AGAIN),
                    _ => "",
                };
                atom(dice, depth) + again
            })
            .collect::<String>()
    };
    let all: Vec<String> = (0..count).map(|_| one(dice)).collect();
    all.join("|")
}

fn shown(spans: &Spans) -> String {
    let group = |span: &Option<(usize, usize)>| match span {
        Some((start, end)) => format!("({start}, {end})"),
        None => "(-1, -1)".to_owned(),
    };
    let rows = spans.iter().map(|groups| {
        let groups: Vec<String> = groups.iter().map(group).collect();
        format!("[{}]", groups.join(", "))
    });
    format!("[{}]", rows.collect::<Vec<_>>().join(", "))
}

#[test]
fn agrees_with_cpython() {
    let mut dice = Dice(7);
    let mut oracle = Oracle::default();
    let mut right = 0;
    for _ in 0..3000 {
        let pattern = ways(&mut dice, 3);
        let text = crate::strings::testing::sample(&mut dice);
        let Ok(program) = compiled(&pattern) else {
            continue;
        };
        let Some(spans) = all(&program, &text, 1000) else {
            continue;
        };
        right += 1;
        let (p, t) = (literal(&pattern), literal(&text));
        let theirs = format!(
            "[[m.span(i) for i in range(m.re.groups + 1)] \
             for m in __import__('re').finditer({p}, {t})]"
        );
        oracle.case(theirs, Ok(shown(&spans)));
    }
    assert!(right > 1000, "only {right} patterns were right");
    oracle.check();
}

proptest! {
    #[test]
    fn nothing_makes_it_panic(pattern in r"[ab(){}\[\]|*+?^$.\\:=!<>P#,0-9é-]{0,24}", text in "[ab\né]{0,12}") {
        for is_text in [true, false] {
            if let Ok(program) = compile(&codes(&pattern), is_text, 0, &mut Vec::new()) {
                all(&program, &text, 100);
            }
        }
        if let Ok(program) = compiled("(a)(?P<b>b)") {
            let _ = template(&program, &codes(&pattern), true);
        }
    }

    #[test]
    fn steps_do_not_matter(seed in any::<u64>()) {
        let mut dice = Dice(seed);
        let pattern = ways(&mut dice, 3);
        let text = crate::strings::testing::sample(&mut dice);
        if let Ok(program) = compiled(&pattern) {
            let whole = all(&program, &text, 100_000);
            if whole.is_some() {
                prop_assert_eq!(whole, all(&program, &text, 1));
            }
        }
    }
}
