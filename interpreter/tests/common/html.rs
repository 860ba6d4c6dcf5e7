//! A strict reader of HTML, for pages that gilscope writes: every element is closed, every attribute
//! quoted and given once, every ampersand begins a character reference.

#![allow(dead_code, reason = "each test program uses its own part")]

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// Elements without content.
const VOID: [&str; 4] = ["meta", "br", "hr", "link"];
/// Elements whose text is read as it stands, up to their end.
const RAW: [&str; 2] = ["script", "style"];

/// An element.
#[derive(Debug)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// The names of those it stands in, outermost first.
    pub inside: Vec<String>,
    /// The text in it and in what it holds, with character references read.
    pub text: String,
}

impl Element {
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    pub fn has_class(&self, class: &str) -> bool {
        let classes = self.get("class").unwrap_or_default();
        classes.split(' ').any(|known| known == class)
    }
}

/// All elements of a page in the order in which they begin. Panics where the page is not sound.
pub fn read(page: &str) -> Vec<Element> {
    let mut rest = page.strip_prefix("<!DOCTYPE html>").expect("a doctype");
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    while !rest.is_empty() {
        let tag = rest.find('<').unwrap_or(rest.len());
        let text = unescaped(&rest[..tag]);
        for index in &open {
            elements[*index].text.push_str(&text);
        }
        rest = &rest[tag..];
        let Some(inner) = rest.strip_prefix('<') else {
            break;
        };
        let (tag, after) = split_tag(inner);
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            let last = open.pop().expect("something is open");
            assert_eq!(elements[last].name, name, "closed in order");
            continue;
        }
        let is_closed = tag.ends_with('/');
        let (name, attributes) = element(tag.trim_end_matches('/'));
        let inside = open.iter().map(|index| elements[*index].name.clone());
        elements.push(Element {
            inside: inside.collect(),
            name: name.clone(),
            attributes,
            text: String::new(),
        });
        let index = elements.len() - 1;
        if RAW.contains(&name.as_str()) {
            let end = rest.find(&format!("</{name}")).expect("it ends");
            elements[index].text = rest[..end].into();
            rest = &rest[end + name.len() + 3..];
        } else if !is_closed && !VOID.contains(&name.as_str()) {
            open.push(index);
        }
    }
    assert!(open.is_empty(), "everything is closed");
    unique_ids(&elements);
    elements
}

fn unique_ids(elements: &[Element]) {
    let mut ids = BTreeSet::new();
    for id in elements.iter().filter_map(|element| element.get("id")) {
        assert!(ids.insert(id), "the id {id} is given twice");
    }
}

/// What stands up to the `>` that ends a tag, and what follows.
fn split_tag(text: &str) -> (&str, &str) {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return (&text[..at], &text[at + 1..]),
            '<' => panic!("a `<` in a tag: {}", &text[..at + 1]),
            _ => {}
        }
    }
    panic!("a tag that does not end: {text}");
}

fn element(tag: &str) -> (String, Vec<(String, String)>) {
    let end = tag.find(char::is_whitespace).unwrap_or(tag.len());
    let name = tag[..end].to_string();
    let is_name = |c: char| c.is_ascii_alphanumeric();
    assert!(!name.is_empty() && name.chars().all(is_name), "{tag}");
    let mut attributes: Vec<(String, String)> = Vec::new();
    let mut rest = tag[end..].trim_start();
    while !rest.is_empty() {
        let (key, after) = rest.split_once("=\"").expect("key=\"value\"");
        let is_key = |c: char| c.is_ascii_alphanumeric() || "-:".contains(c);
        assert!(!key.is_empty() && key.chars().all(is_key), "{tag}");
        let (value, after) = after.split_once('"').expect("a value ends");
        let is_new = attributes.iter().all(|(known, _)| known != key);
        assert!(is_new, "{key} is given twice: {tag}");
        attributes.push((key.into(), unescaped(value)));
        rest = after.trim_start();
    }
    (name, attributes)
}

/// The text with its character references read; there are no others than these.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (name, after) = rest[at + 1..].split_once(';').expect("a reference ends");
        out.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#39" => '\'',
            "#160" => '\u{a0}',
            other => panic!("an unknown reference: {other}"),
        });
        rest = after;
    }
    out.push_str(rest);
    out
}

pub fn of_class<'a>(elements: &'a [Element], class: &'a str) -> impl Iterator<Item = &'a Element> {
    elements
        .iter()
        .filter(move |element| element.has_class(class))
}

pub fn named<'a>(elements: &'a [Element], name: &'a str) -> impl Iterator<Item = &'a Element> {
    elements.iter().filter(move |element| element.name == name)
}

/// That a page asks for nothing from anywhere, and that nothing in it is without its words.
#[track_caller]
pub fn check(page: &str) -> Vec<Element> {
    let elements = read(page);
    for element in &elements {
        for attribute in ["href", "src", "action", "data", "poster", "srcset"] {
            let value = element.get(attribute).unwrap_or("#");
            assert!(value.starts_with('#'), "{element:?}");
        }
        let handlers = element
            .attributes
            .iter()
            .filter(|(key, _)| key.starts_with("on"));
        assert_eq!(handlers.count(), 0, "{element:?}");
    }
    let ids: Vec<&str> = elements
        .iter()
        .filter_map(|element| element.get("id"))
        .collect();
    for link in named(&elements, "a") {
        let target = link
            .get("href")
            .expect("it leads somewhere")
            .trim_start_matches('#');
        assert!(ids.contains(&target), "{target}");
    }
    let style = named(&elements, "style").next().expect("a style");
    for part in style.text.split("url(").skip(1) {
        let id = part.split(')').next().unwrap_or_default();
        assert!(ids.contains(&id.trim_start_matches('#')), "{id}");
    }
    for part in ["prefers-color-scheme: dark", "@media print"] {
        assert!(style.text.contains(part), "{part}");
    }
    let figures = named(&elements, "figure").count();
    let tables = named(&elements, "table").filter(|it| it.inside.contains(&"figure".into()));
    let empty = named(&elements, "figcaption").filter(|it| it.text.ends_with(": none"));
    assert_eq!(
        figures,
        tables.count() + empty.count(),
        "every figure is a table too"
    );
    elements
}

pub fn figures(elements: &[Element]) -> Value {
    let mut scripts = elements.iter().filter(|it| it.get("id") == Some("figures"));
    let figures = scripts.next().expect("the page holds its figures");
    assert_eq!(figures.get("type"), Some("application/json"));
    serde_json::from_str(&figures.text).expect("it is JSON")
}

/// The programs that a browser may be called.
pub const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// The page as a browser has it after its scripts; `None` where there is no browser.
pub fn in_browser(page: &Path, folder: &Path) -> Option<String> {
    BROWSERS.iter().find_map(|browser| {
        let output = Command::new(browser)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--virtual-time-budget=4000",
            ])
            .arg(format!(
                "--user-data-dir={}",
                folder.join("profile").display()
            ))
            .arg("--dump-dom")
            .arg(format!("file://{}", page.display()))
            .output()
            .ok()?;
        let dom = String::from_utf8_lossy(&output.stdout).into_owned();
        dom.contains("<html").then_some(dom)
    })
}
