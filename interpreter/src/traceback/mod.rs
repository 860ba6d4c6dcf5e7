//! What CPython prints on stderr for an uncaught exception: tracebacks with carets, chains of
//! exceptions, notes, suggestions.
//!
//! - `carets`: the source lines of one place, with what stands under them;
//! - `printing`: the natives that print one;
//! - `suggestions`: "Did you mean";
//! - `texts`: `str(exception)`, which may be code of the user.

mod carets;
mod printing;
mod suggestions;
mod texts;

pub use printing::PRINTING;
pub use texts::{TABLE, message, needs_text, text_of};

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

/// The text that CPython prints for an uncaught exception.
///
/// Follows `TracebackException.format` of CPython 3.13.
pub fn render(cx: &mut Cx<'_>, exception: &Gc<Exception>) -> String {
    let mut text = String::new();
    for (exception, link) in chain(exception).into_iter().rev() {
        text.push_str(link);
        one(cx, &exception, &mut text);
    }
    text
}

/// The exception and those it is chained to, latest first, each with the words that lead from it to
/// the one before.
fn chain(exception: &Gc<Exception>) -> Vec<(Gc<Exception>, &'static str)> {
    let mut links: Vec<(Gc<Exception>, &'static str)> = Vec::new();
    let mut next = Some((exception.clone(), ""));
    while let Some((exception, words)) = next {
        links.push((exception.clone(), ""));
        let last = links.len() - 1;
        if last > 0 {
            links[last - 1].1 = words;
        }
        let (cause, context, suppressed) = {
            let state = exception.state();
            (
                state.cause.clone(),
                state.context.clone(),
                state.suppress_context,
            )
        };
        let (link, words) = match cause.is_none() {
            false => (cause, CAUSE),
            true if !suppressed => (context, DURING),
            true => break,
        };
        let is_new = |link: &Gc<Exception>| links.iter().all(|(known, _)| !known.is(link));
        next = link
            .as_gc::<Exception>()
            .filter(|link| is_new(link))
            .map(|l| (l.clone(), words));
    }
    links
}

fn one(cx: &mut Cx<'_>, exception: &Gc<Exception>, text: &mut String) {
    let entries = exception.state().traceback.clone();
    if !entries.is_empty() {
        text.push_str("Traceback (most recent call last):\n");
        text.push_str(&stack(cx, &entries));
    }
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
}

/// The places that the exception passed, outermost first. Those in the library are left out; a list
/// comprehension is a place of the function it stands in, as since CPython 3.12.
fn places(cx: &Cx<'_>, entries: &[TraceEntry]) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for entry in entries.iter().rev() {
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
        let name = outer.map_or_else(|| code.name.clone(), |outer| outer.name);
        places.push(Place {
            source: code.source.clone(),
            span,
            name,
        });
    }
    places
}

/// The places that the exception passed, each with its source lines.
fn stack(cx: &Cx<'_>, entries: &[TraceEntry]) -> String {
    let mut text = String::new();
    let mut last = None;
    let mut count = 0;
    for Place { source, span, name } in places(cx, entries) {
        let line = source.position(span.start).line;
        let place = (source.name.clone(), line, name.clone());
        if last.as_ref() != Some(&place) {
            repeated(count, &mut text);
            last = Some(place);
            count = 0;
        }
        count += 1;
        if count <= REPEATS {
            let _ = writeln!(text, "  File \"{}\", line {line}, in {name}", source.name);
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
