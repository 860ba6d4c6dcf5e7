//! A deadlock, told so that it can be understood: who holds what since when, and wants what.

use super::look::{Look, Paint, count, left, wrap};
use crate::code::Code;
use crate::machine::Outcome;
use crate::text::{Source, Span};
use annotate_snippets::{AnnotationKind, Group, Level, Snippet};
use gilscope_runtime::driver::{Blocked, Waits};
use gilscope_runtime::task::{Site, ThreadId};
use gilscope_runtime::wait::Lock;
use std::sync::Arc;

/// A place in the script's own text.
#[derive(Clone)]
struct Spot {
    code: Arc<Code>,
    span: Span,
}

impl Spot {
    fn source(&self) -> &Arc<Source> {
        &self.code.source
    }

    fn line(&self) -> u32 {
        self.source().position(self.span.start).line
    }
}

/// What is known of one thread's wait for a lock.
struct Want<'a> {
    thread: &'a Blocked,
    lock: String,
    holder: Option<ThreadId>,
    /// Where the holder took it.
    taken: Option<Spot>,
    /// Where the thread stands.
    stands: Option<Spot>,
}

/// The whole report of a deadlock of these threads.
pub fn deadlock(outcome: &Outcome, blocked: &[Blocked], look: Look) -> String {
    let wants: Vec<Want> = blocked
        .iter()
        .filter_map(|thread| want(outcome, thread))
        .collect();
    let ring = ring(&wants);
    let title = title(&wants, &ring);
    let after = count(outcome.report.instructions());
    let mut out = format!(
        "{}: {}  (after {after} instructions)\n\n",
        look.paint(Paint::Error, "error[deadlock]"),
        look.paint(Paint::Strong, &title),
    );
    let shown: Vec<&Want> = match ring.is_empty() {
        true => wants.iter().collect(),
        false => ring.iter().map(|index| &wants[*index]).collect(),
    };
    for want in &shown {
        out.push_str(&line(want, &wants, outcome, blocked));
    }
    if !shown.is_empty() {
        out.push('\n');
    }
    out = look.plain(&out);
    if let Some(snippet) = snippet(&shown, outcome, look) {
        out.push_str(&snippet);
        out.push('\n');
    }
    for note in notes(outcome, blocked, &shown, !ring.is_empty()) {
        out.push_str(&wrap(&note, "  "));
    }
    out
}

fn want<'a>(outcome: &Outcome, thread: &'a Blocked) -> Option<Want<'a>> {
    let Waits::Lock { lock, holder } = &thread.waits else {
        return None;
    };
    let holder = holder.filter(|_| !awaits_notice(outcome, thread));
    Some(Want {
        thread,
        lock: lock_name(outcome, thread, lock),
        holder: holder.map(|(thread, _)| thread),
        taken: holder.and_then(|(_, site)| spot(outcome, &[site])),
        stands: spot(outcome, &thread.stack),
    })
}

/// Whether the thread waits to be told something by another: conditions, events and queues do that
/// by a lock that the waiter itself took, in the library.
pub(in crate::lab) fn awaits_notice(outcome: &Outcome, thread: &Blocked) -> bool {
    let Waits::Lock {
        holder: Some((holder, site)),
        ..
    } = &thread.waits
    else {
        return false;
    };
    *holder == thread.thread && is_library(outcome, *site)
}

fn is_library(outcome: &Outcome, site: Site) -> bool {
    let located = outcome.codes.locate(site);
    located.is_some_and(|(code, _)| code.source.name.starts_with("<lib:"))
}

fn lock_name(outcome: &Outcome, thread: &Blocked, lock: &Arc<Lock>) -> String {
    if awaits_notice(outcome, thread) {
        return "to be notified".into();
    }
    let address = Arc::as_ptr(lock) as usize;
    let known = { outcome.lock_names.iter() }.find(|known| known.address == address);
    known.map_or_else(|| "a lock".into(), |known| known.name.clone())
}

/// The innermost place in the script's own text.
fn spot(outcome: &Outcome, stack: &[Site]) -> Option<Spot> {
    stack.iter().find_map(|site| {
        let (code, at) = outcome.codes.locate(*site)?;
        let is_own = !code.source.name.starts_with("<lib:");
        let span = *code.spans.get(at as usize)?;
        is_own.then(|| Spot {
            code: code.clone(),
            span,
        })
    })
}

/// Indices of wants that go round in a circle; empty if none do.
fn ring(wants: &[Want]) -> Vec<usize> {
    let next = |index: usize| {
        let holder = wants[index].holder?;
        wants.iter().position(|want| want.thread.thread == holder)
    };
    for start in 0..wants.len() {
        let mut ring = vec![start];
        let mut at = start;
        while let Some(following) = next(at) {
            if following == start {
                return ring;
            }
            if ring.contains(&following) {
                break;
            }
            ring.push(following);
            at = following;
        }
    }
    Vec::new()
}

fn title(wants: &[Want], ring: &[usize]) -> String {
    match ring {
        [] => "every thread waits, and nobody is left who could go on".into(),
        [only] => {
            let name = &wants[*only].thread.name;
            format!("{name} waits for a lock that it holds itself, and nobody else can run")
        }
        ring => format!(
            "{} threads wait for each other, and nobody else can run",
            ring.len()
        ),
    }
}

fn name_of(outcome: &Outcome, thread: ThreadId) -> String {
    let found = outcome
        .report
        .threads
        .iter()
        .find(|report| report.id == thread);
    found.map_or_else(|| "a thread".into(), |report| report.name.clone())
}

/// A thread's name without the function in parentheses, which only its first mention needs.
fn short(name: &str) -> &str {
    name.split(" (").next().unwrap_or(name)
}

/// `Thread-1 (f)   holds lock_a since line 5 ── wants ──▶ lock_b, held by Thread-2`
fn line(want: &Want, wants: &[Want], outcome: &Outcome, blocked: &[Blocked]) -> String {
    let me = want.thread.thread;
    let held = wants.iter().filter(|other| other.holder == Some(me));
    let held: Vec<String> = held
        .map(|other| match &other.taken {
            Some(taken) => format!("holds {} since line {}", other.lock, taken.line()),
            None => format!("holds {}", other.lock),
        })
        .collect();
    let holder = match want.holder {
        Some(holder) if holder == me => ", which it holds itself".to_string(),
        Some(holder) => {
            let ended = match has_ended(holder, blocked) {
                true => ", which has ended",
                false => "",
            };
            format!(", held by {}{ended}", short(&name_of(outcome, holder)))
        }
        None => String::new(),
    };
    let name = left(&want.thread.name, 22);
    let arrow = "── wants ──▶";
    match held.is_empty() {
        true => format!("  {name} {arrow} {}{holder}\n", want.lock),
        false => format!(
            "  {name} {} {arrow} {}{holder}\n",
            held.join(", "),
            want.lock
        ),
    }
}

/// Whether a thread that holds a lock will never let it go: nobody runs any more, and it does not wait either.
fn has_ended(holder: ThreadId, blocked: &[Blocked]) -> bool {
    blocked.iter().all(|it| it.thread != holder)
}

/// The script's text around the places where locks were taken and are waited for.
fn snippet(wants: &[&Want], outcome: &Outcome, look: Look) -> Option<String> {
    let first = wants.iter().find_map(|want| want.stands.clone())?;
    let source = first.source().clone();
    let mut marks: Vec<(Span, bool, Vec<String>)> = Vec::new();
    let mut mark = |spot: &Spot, is_wait: bool, label: String| {
        if !Arc::ptr_eq(spot.source(), &source) {
            return;
        }
        match marks
            .iter_mut()
            .find(|(span, wait, _)| *span == spot.span && *wait == is_wait)
        {
            Some((_, _, labels)) if labels.contains(&label) => {}
            Some((_, _, labels)) => {
                labels.push(label);
                labels.sort();
            }
            None => marks.push((spot.span, is_wait, vec![label])),
        }
    };
    for want in wants {
        if let (Some(taken), Some(holder)) = (&want.taken, want.holder) {
            let holder = name_of(outcome, holder);
            mark(
                taken,
                false,
                format!("{} got {} here", short(&holder), want.lock),
            );
        }
        if let Some(stands) = &want.stands {
            let name = short(&want.thread.name);
            let what = match awaits_notice(outcome, want.thread) {
                true => format!("{name} waits here {}", want.lock),
                false => format!("{name} stops here for {}", want.lock),
            };
            mark(stands, true, what);
        }
    }
    let spans = marks.iter().map(|(span, _, _)| *span);
    let (from, to) = spans.fold((u32::MAX, 0), |(from, to), span| {
        let first = source.position(span.start).line;
        (from.min(first), to.max(source.position(span.end).line))
    });
    let text: Vec<&str> = (from..=to).map(|line| source.line_text(line)).collect();
    let text = text.join("\n");
    let base = source
        .text
        .find(&text)
        .filter(|_| from == 1)
        .unwrap_or_else(|| {
            let before: usize = (1..from).map(|line| source.line_text(line).len() + 1).sum();
            before
        });
    let annotations = marks.iter().map(|(span, is_wait, labels)| {
        let kind = if *is_wait {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let start = span.start as usize - base;
        kind.span(start..span.end as usize - base)
            .label(labels.join(", "))
    });
    let snippet = Snippet::source(text.as_str())
        .line_start(from as usize)
        .path(source.name.as_str())
        .fold(true)
        .annotations(annotations);
    let group = Group::with_level(Level::ERROR).element(snippet);
    Some(look.renderer().render(&[group]))
}

fn notes(outcome: &Outcome, blocked: &[Blocked], shown: &[&Want], in_ring: bool) -> Vec<String> {
    let mut notes = Vec::new();
    let others = { blocked.iter() }
        .filter(|thread| shown.iter().all(|want| want.thread.thread != thread.thread));
    for thread in others.take(5) {
        let place = spot(outcome, &thread.stack);
        let line = place
            .map(|spot| format!(", line {}", spot.line()))
            .unwrap_or_default();
        let what = match &thread.waits {
            Waits::Join(other) => format!("for {} to end", short(&name_of(outcome, *other))),
            Waits::Lock { lock, .. } => match lock_name(outcome, thread, lock) {
                name if awaits_notice(outcome, thread) => name,
                name => format!("for {name}"),
            },
        };
        notes.push(format!("note: {} waits {what}{line}.", short(&thread.name)));
    }
    notes.push("note: CPython would hang here for ever.".into());
    let ended = |want: &&&Want| want.holder.is_some_and(|it| has_ended(it, blocked));
    if let Some(want) = shown.iter().find(ended) {
        let holder = want.holder.map(|it| name_of(outcome, it));
        notes.push(format!(
            "help: {} has ended without letting {} go: a `with` statement lets go whatever happens.",
            short(&holder.unwrap_or_default()),
            want.lock
        ));
        return notes;
    }
    let help = match shown.iter().any(|want| awaits_notice(outcome, want.thread)) {
        _ if in_ring && shown.len() > 1 => {
            "help: take the locks in one agreed order everywhere, e.g. sorted by name."
        }
        true => {
            "help: nobody is left who could notify(), set(), release(), put() or call task_done(): see \
             to it that the last one to work does."
        }
        false => return notes,
    };
    notes.push(help.into());
    notes
}
