//! What CPython prints on stderr for an uncaught exception: tracebacks with carets, chains of
//! exceptions, notes, suggestions.
//!
//! - `carets`: the source lines of one place, with what stands under them;
//! - `groups`: what is shown with an exception, and the frames around members of groups;
//! - `objects`: what traceback objects are made of;
//! - `printing`: the natives that print one;
//! - `suggestions`: "Did you mean";
//! - `texts`: `str(exception)`, which may be code of the user.

mod carets;
mod groups;
mod objects;
mod printing;
mod suggestions;
mod texts;

pub use objects::OBJECTS;
pub use printing::PRINTING;
pub use texts::{TABLE, message, needs_text, text_of};

use self::groups::{Node, Page};
use crate::code::{CodeKind, Makes};
use crate::object::class::ClassLookup;
use crate::object::exception::{ExceptionParts, TraceEntry};
use crate::object::{Class, Exception, Str};
use crate::op::Op;
use crate::text::{Source, Span};
use crate::value::Value;
use crate::vm::{Cx, Exc};
use gilscope_runtime::heap::Gc;
use gilscope_runtime::symbol::Symbol;
use std::fmt::Write;
use std::sync::Arc;

/// How often the same place is shown in a row.
const REPEATS: usize = 3;

const DURING: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";
const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";

/// How many members of a group are shown.
const GROUP_WIDTH: usize = 15;

/// How deep groups are shown.
const GROUP_DEPTH: usize = 10;

/// The text that CPython prints for an uncaught exception.
///
/// Follows `TracebackException.format` of CPython 3.13.
pub fn render(cx: &mut Cx<'_>, exception: &Gc<Exception>) -> String {
    let nodes = groups::tree(cx, exception);
    let mut page = Page::default();
    show(cx, &nodes, 0, &mut page);
    page.text
}

/// Shows an exception below those that it is chained to.
fn show(cx: &mut Cx<'_>, nodes: &[Node], at: usize, page: &mut Page) {
    let mut links = Vec::new();
    let mut next = Some(at);
    while let Some(at) = next {
        let (link, words) = match (nodes[at].cause, nodes[at].context) {
            (Some(cause), _) => (Some(cause), CAUSE),
            (None, Some(context)) => (Some(context), DURING),
            (None, None) => (None, ""),
        };
        links.push((at, words));
        next = link;
    }
    for (at, words) in links.into_iter().rev() {
        page.lines(words);
        match &nodes[at].members {
            None => one(cx, &nodes[at].exception, page),
            Some(_) if page.depth > GROUP_DEPTH => {
                page.lines(&format!("... (max_group_depth is {GROUP_DEPTH})\n"));
            }
            Some(members) => group(cx, nodes, at, members, page),
        }
    }
}

fn one(cx: &mut Cx<'_>, exception: &Gc<Exception>, page: &mut Page) {
    let has_trace = !exception.state().traceback.is_empty();
    let (stack, message) = texts_of(cx, exception);
    if has_trace {
        page.lines("Traceback (most recent call last):\n");
        page.lines(&stack);
    }
    page.lines(&message);
}

fn group(cx: &mut Cx<'_>, nodes: &[Node], at: usize, members: &[usize], page: &mut Page) {
    let is_outermost = page.depth == 0;
    page.depth += is_outermost as usize;
    let has_trace = !nodes[at].exception.state().traceback.is_empty();
    let (stack, message) = texts_of(cx, &nodes[at].exception);
    if has_trace {
        let margin = if is_outermost { '+' } else { '|' };
        page.lines_beside(
            "Exception Group Traceback (most recent call last):\n",
            margin,
        );
        page.lines(&stack);
    }
    page.lines(&message);
    page.is_open = false;
    let more = members.len().saturating_sub(GROUP_WIDTH);
    let shown = members.len() - more + (more > 0) as usize;
    for (index, member) in members.iter().take(shown).enumerate() {
        let is_last = index + 1 == shown;
        page.is_open |= is_last;
        if index < GROUP_WIDTH {
            page.title(index, &(index + 1).to_string());
        } else {
            page.title(index, "...");
        }
        page.depth += 1;
        if index < GROUP_WIDTH {
            show(cx, nodes, *member, page);
        } else {
            let plural = if more > 1 { "s" } else { "" };
            page.lines(&format!("and {more} more exception{plural}\n"));
        }
        if is_last {
            page.close();
        }
        page.depth -= 1;
    }
    page.depth -= is_outermost as usize;
}

/// The places that an exception passed, and the lines about itself.
fn texts_of(cx: &mut Cx<'_>, exception: &Gc<Exception>) -> (String, String) {
    let entries = exception.state().traceback.clone();
    let stack = stack(cx, &entries);
    let mut lines = String::new();
    let text = &mut lines;
    let name = class_name(&exception.class);
    if exception
        .class
        .is_subclass(cx.world.exception_class(Exc::SyntaxError))
    {
        syntax_error(cx, exception, &name, text);
    } else {
        let mut message = texts::message(cx, exception);
        if !is_cramped(cx) {
            message.push_str(&suggestions::suggestion(cx, exception, entries.first()));
        }
        final_line(&name, &message, text);
    }
    notes(cx, exception, text);
    (stack, lines)
}

fn final_line(name: &str, message: &str, text: &mut String) {
    let colon = if message.is_empty() { "" } else { ": " };
    let _ = writeln!(text, "{name}{colon}{message}");
}

/// The class's name, with its module unless that goes without saying.
fn class_name(class: &Class) -> String {
    match &*class.module {
        "builtins" | "__main__" => class.qualname.to_string(),
        module => format!("{module}.{}", class.qualname),
    }
}

/// A place in a traceback.
struct Place {
    source: Arc<Source>,
    span: Span,
    /// The function's name.
    name: Arc<str>,
    /// Its full name, and its first line.
    function: (Arc<str>, u32),
    /// How many entries there are from this place inwards.
    rest: usize,
}

/// The places that the exception passed, outermost first. Those in the library are left out; a list
/// comprehension is a place of the function it stands in, as since CPython 3.12.
fn places(cx: &Cx<'_>, entries: &[TraceEntry]) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for (index, entry) in entries.iter().enumerate().rev() {
        let Some((code, ip)) = cx.world.locate(entry.site) else {
            continue;
        };
        if code.source.name.starts_with("<lib:") {
            continue;
        }
        let span = code.spans[ip as usize];
        // What a generator does with StopIteration has no place in the text.
        let is_hidden = code.instrs[ip as usize].op == Op::StopIterationError;
        if is_hidden || span == Span::default() {
            continue;
        }
        let is_inlined = code.kind == CodeKind::Comprehension
            && matches!(code.makes, Makes::Result | Makes::Coroutine);
        let outer = if is_inlined { places.pop() } else { None };
        let own = || {
            (
                code.name.clone(),
                (code.qualname.clone(), code.first_line),
                index + 1,
            )
        };
        let of = |outer: Place| (outer.name, outer.function, outer.rest);
        let (name, function, rest) = outer.map_or_else(own, of);
        places.push(Place {
            source: code.source.clone(),
            span,
            name,
            function,
            rest,
        });
    }
    places
}

/// The places that the exception passed, each with its source lines.
fn stack(cx: &Cx<'_>, entries: &[TraceEntry]) -> String {
    let mut text = String::new();
    let mut last = None;
    let mut count = 0;
    for place in places(cx, entries) {
        let Place {
            source, span, name, ..
        } = place;
        let line = source.position(span.start).line;
        let (file, number) = source.place(line);
        let file = cx.world.host.full_name(file);
        let place = (file.clone(), number, name.clone());
        if last.as_ref() != Some(&place) {
            repeated(count, &mut text);
            last = Some(place);
            count = 0;
        }
        count += 1;
        if count <= REPEATS {
            let _ = writeln!(text, "  File \"{file}\", line {number}, in {name}");
            match is_cramped(cx) {
                true => carets::first_line(&source, span, &mut text),
                false => carets::source_lines(&source, span, &mut text),
            }
        }
    }
    repeated(count, &mut text);
    text
}

/// Whether the limit on frames leaves too few for CPython's module `traceback`, which then falls back
/// to a plainer text without carets and suggestions. The module needs 44 frames, and in a thread three
/// of `threading` lie beneath it.
fn is_cramped(cx: &Cx<'_>) -> bool {
    let beneath = if cx.me.0 == 0 { 0 } else { 3 };
    cx.world.recursion_limit.get() < 44 + beneath
}

fn repeated(count: usize, text: &mut String) {
    if let Some(more) = count.checked_sub(REPEATS).filter(|more| *more > 0) {
        let plural = if more == 1 { "" } else { "s" };
        let _ = writeln!(text, "  [Previous line repeated {more} more time{plural}]");
    }
}

fn notes(cx: &mut Cx<'_>, exception: &Gc<Exception>, text: &mut String) {
    use crate::object::sequence::ListItems;
    let notes = exception.state().attrs.get(Symbol::new("__notes__"));
    let Some(notes) = notes.as_ref().and_then(Value::as_gc::<crate::object::List>) else {
        return;
    };
    let notes: Vec<Value> = notes.items().to_vec();
    for note in notes {
        let _ = writeln!(text, "{}", text_of(cx, &note));
    }
}

/// A SyntaxError shows the place in the text that is wrong, if it knows it.
fn syntax_error(cx: &mut Cx<'_>, exception: &Gc<Exception>, name: &str, text: &mut String) {
    let attr = |name: &str| exception.state().attrs.get(Symbol::new(name));
    let string = |value: Option<Value>| {
        value
            .as_ref()
            .and_then(Value::as_gc::<Str>)
            .map(|text| text.as_str().to_string())
    };
    let number = |name: &str| attr(name).and_then(|value| value.as_int());
    if let Some(line) = number("lineno") {
        let file = string(attr("filename")).unwrap_or_else(|| "<string>".into());
        let _ = writeln!(text, "  File \"{file}\", line {line}");
        if let Some(source) = string(attr("text")) {
            let offset = number("offset").unwrap_or(0);
            let same_line = number("end_lineno").is_none_or(|end| end == line);
            let end = number("end_offset").filter(|_| same_line);
            carets::marked_line(&source, offset, end, text);
        }
    }
    let message = string(attr("msg")).or_else(|| {
        let args = exception.args();
        { args.items.first() }.map(|message| text_of(cx, message))
    });
    let message = message.unwrap_or_else(|| "None".into());
    let _ = writeln!(text, "{name}: {message}");
}
