//! Patterns, texts and what comes of them.

use super::matcher::Matcher;
use super::units::Wide;
use super::*;

fn codes(text: &str) -> Vec<u32> {
    text.chars().map(u32::from).collect()
}

/// The group spans of all matches.
fn all(pattern: &str, text: &str) -> Vec<Vec<Option<(usize, usize)>>> {
    let program = compile(&codes(pattern), true, 0).expect("a right pattern");
    let mut matcher = Matcher::new(&program, How::Search, 0, text.len());
    let mut spans = Vec::new();
    while run(&program, &mut matcher, text) {
        spans.push((0..=program.groups).map(|group| matcher.group(group)).collect());
        matcher.next_match();
    }
    spans
}

fn run(program: &Program, matcher: &mut Matcher, text: &str) -> bool {
    loop {
        let mut fuel = 3;
        match matcher.run::<Wide>(program, text.as_bytes(), &mut fuel) {
            Found::Yes => return true,
            Found::No => return false,
            Found::Later => {}
        }
    }
}

#[track_caller]
fn check(pattern: &str, text: &str, expected: &[&[Option<(usize, usize)>]]) {
    assert_eq!(all(pattern, text), expected, "{pattern} in {text}");
}

#[test]
fn matches_stand_where_they_should() {
    check("b+", "abba", &[&[Some((1, 3))]]);
    check("(a)|b", "ab", &[&[Some((0, 1)), Some((0, 1))], &[Some((1, 2)), None]]);
    check("(?:(a)|b)*", "ab", &[&[Some((0, 2)), Some((0, 1))], &[Some((2, 2)), None]]);
    check("(a|b*)*", "a", &[&[Some((0, 1)), Some((1, 1))], &[Some((1, 1)), Some((1, 1))]]);
    check("(?i)é", "É", &[&[Some((0, 2))]]);
    check("(?<=é)x", "éx", &[&[Some((2, 3))]]);
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
        let wrong = compile(&codes(pattern), true, 0).map(|_| ()).unwrap_err();
        assert_eq!(wrong, Wrong::Pattern(message.to_owned(), place), "{pattern}");
    }
}
