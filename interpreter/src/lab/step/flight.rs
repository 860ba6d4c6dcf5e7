//! One execution of a session: from the beginning through the turns that are known, and on from there as
//! the pilot says, until it wants something for which the execution has to be given up.

use super::picture::{Picture, WayView, line_of, short_name};
use super::session::{By, Command, Pilot, Session};
use crate::code::Code;
use crate::lab::explore::Progress;
use crate::lab::explore::stage::Heard;
use crate::vm::portrait::Portrait;
use gilscope_runtime::explore::{
    Blocked, Candidate, Event, Scene, Scheduler, State, preemptions, usual,
};
use gilscope_runtime::ledger::State as Life;
use gilscope_runtime::task::{Site, ThreadId};
use std::sync::Arc;

/// Turns after which it is asked whether to go on.
const PATIENCE: usize = 4096;

/// What is left of an execution that is over or was given up.
pub(super) struct Landed {
    /// What the pilot wanted, unless the script has ended.
    pub(super) command: Option<Command>,
    pub(super) last: Option<Picture>,
    pub(super) events: Vec<Event>,
    blocked: Vec<Blocked>,
    pub(super) output: String,
}

impl Landed {
    pub(super) fn turns(&self) -> Vec<ThreadId> {
        self.events.iter().map(|event| event.thread).collect()
    }

    pub(super) fn preemptions(&self) -> usize {
        let events: Vec<&Event> = self.events.iter().collect();
        preemptions(&events, &self.blocked)
    }

    /// The pre-emptions so far, those of threads among them that could go on at once and have not yet.
    fn preemptions_with(&self, picture: &Picture) -> usize {
        let last = self.events.last().map(|event| event.thread);
        // What stands in the library may be about to wait.
        let views = picture.threads.iter().filter(|view| {
            view.can_go && view.inside.is_none() && view.state == Some(Life::WantsGil)
        });
        let waiting = views.map(|view| view.thread).filter(|it| Some(*it) != last);
        let imagined: Vec<Event> = waiting
            .map(|thread| Event {
                thread,
                leaves: true,
                ..Event::default()
            })
            .collect();
        let events: Vec<&Event> = self.events.iter().chain(&imagined).collect();
        preemptions(&events, &[])
    }
}

/// Who goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mover {
    One(ThreadId),
    Usual,
}

/// A command that takes more than one turn.
struct Errand {
    mover: Mover,
    by: By,
    /// Where the thread stood when it began.
    from: Option<Spot>,
    /// How much had happened when it began.
    events: usize,
    /// How many events it is to take, if that is what counts.
    until: Option<usize>,
    turns: usize,
}

/// Where a thread stands, as far as lines go.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Spot {
    line: u32,
    depth: usize,
    in_library: bool,
}

/// One execution.
pub(super) struct Flight<'f, 'a> {
    session: &'f mut Session<'a>,
    pilot: &'f mut dyn Pilot,
    cursor: usize,
    next: Option<Mover>,
    errand: Option<Errand>,
    /// Knows the world once no thread is left; given up before the execution ends.
    known: Option<Box<Portrait>>,
    went: Option<ThreadId>,
    heard: Heard,
    codes: Vec<(u32, Arc<Code>)>,
    landed: Landed,
}

impl<'f, 'a> Flight<'f, 'a> {
    pub(super) fn new(
        session: &'f mut Session<'a>,
        pilot: &'f mut dyn Pilot,
        heard: Heard,
    ) -> Flight<'f, 'a> {
        Flight {
            session,
            pilot,
            cursor: 0,
            next: None,
            errand: None,
            known: None,
            went: None,
            heard,
            codes: Vec::new(),
            landed: Landed {
                command: None,
                last: None,
                events: Vec::new(),
                blocked: Vec::new(),
                output: String::new(),
            },
        }
    }

    pub(super) fn land(self) -> Landed {
        self.landed
    }

    fn listen(&mut self) {
        for (_, text) in self.heard.take_all() {
            self.landed.output.push_str(&text);
        }
    }

    fn picture(&mut self, scene: &dyn Scene, candidates: &[Candidate]) -> Picture {
        self.listen();
        let before = &self.session.globals;
        let mut picture = Picture::of(scene, candidates, self.went, before, None);
        self.session.globals = picture.globals.clone();
        self.session.stop_here();
        self.session.describe(&mut picture, &self.landed);
        picture.preemptions = self.landed.preemptions_with(&picture);
        picture
    }

    /// Asks the pilot until there is something that can be done.
    fn ask(&mut self, scene: &dyn Scene, candidates: &[Candidate]) {
        let mut picture = self.picture(scene, candidates);
        loop {
            let command = self.pilot.next(&picture);
            let can_go = |thread| candidates.iter().any(|it| it.thread == thread);
            picture.message.clear();
            let (mover, by, until) = match &command {
                Command::Step(thread, by) if can_go(*thread) => (Mover::One(*thread), *by, None),
                Command::Step(thread, _) => {
                    picture.message.push(cannot_go(&picture, *thread));
                    continue;
                }
                Command::Run => (Mover::Usual, By::Wait, None),
                Command::Follow => match picture.way.as_ref() {
                    // What is left of it shares nothing: threads come to their waits.
                    Some(way) if way.next.is_none() => (Mover::Usual, By::Wait, None),
                    Some(WayView {
                        next: Some((thread, count)),
                        ..
                    }) if can_go(*thread) => (Mover::One(*thread), By::Access, Some(*count)),
                    _ => {
                        let help = "there is no way to go on upon: f finds one";
                        picture.message.push(help.into());
                        continue;
                    }
                },
                _ => {
                    self.landed.command = Some(command);
                    return;
                }
            };
            let from = match mover {
                Mover::One(thread) => self.spot(scene, thread),
                Mover::Usual => None,
            };
            let events = self.landed.events.len();
            self.next = Some(mover);
            self.errand = Some(Errand {
                mover,
                by,
                from,
                events,
                until: until.map(|count| events + count),
                turns: 1,
            });
            return;
        }
    }

    /// Where a thread stands; in the library, too, where it has not begun. None where that is not known.
    fn spot(&mut self, scene: &dyn Scene, thread: ThreadId) -> Option<Spot> {
        let stack = scene.stack(thread);
        let mut spot = Spot {
            line: 0,
            depth: stack.len(),
            in_library: true,
        };
        for (site, depth) in stack.iter().zip(0..) {
            let (code, at) = self.locate(scene, thread, *site)?;
            if !code.source.is_library() {
                // The innermost frame tells the instruction before the next one.
                let at = if depth == 0 { at + 1 } else { at };
                spot.line = line_of(&code, at);
                spot.in_library = depth > 0;
                break;
            }
        }
        Some(spot)
    }

    fn locate(
        &mut self,
        scene: &dyn Scene,
        thread: ThreadId,
        site: Site,
    ) -> Option<(Arc<Code>, u32)> {
        if let Some(found) = locate_in(&self.codes, site) {
            return Some(found);
        }
        // Code is linked when it is first called.
        let portrait = scene.portrait(thread)?.downcast::<Portrait>().ok()?;
        self.codes = portrait.within(|world| world.codes());
        locate_in(&self.codes, site)
    }

    /// Whether the errand is done.
    fn is_done(&mut self, scene: &dyn Scene, candidates: &[Candidate]) -> bool {
        let Some(errand) = &self.errand else {
            return true;
        };
        let (by, events, until, from) = (errand.by, errand.events, errand.until, errand.from);
        let Mover::One(thread) = errand.mover else {
            return false;
        };
        let has_shared = self.landed.events.len() > events;
        if !candidates.iter().any(|it| it.thread == thread) {
            return true;
        }
        match (by, until) {
            (_, Some(until)) => self.landed.events.len() >= until,
            (By::Access, None) => has_shared,
            (By::Wait, None) => false,
            (By::Instruction, None) => {
                let spot = self.spot(scene, thread);
                has_shared || spot.is_none_or(|it| !it.in_library)
            }
            (By::Line, None) => {
                let spot = self.spot(scene, thread);
                let has_moved = |it: Spot| {
                    let is_same = |from: Spot| (it.line, it.depth) == (from.line, from.depth);
                    !it.in_library && !from.is_some_and(is_same)
                };
                spot.is_none_or(has_moved)
            }
        }
    }

    fn may_go_on(&mut self) -> bool {
        let Some(errand) = &mut self.errand else {
            return true;
        };
        errand.turns += 1;
        if !errand.turns.is_multiple_of(PATIENCE) {
            return true;
        }
        let goes_on = self.pilot.goes_on(Progress {
            what: "running",
            schedules: 0,
            endings: 0,
            share: 1.0,
        });
        if !goes_on {
            self.session.message.push("stopped here".into());
        }
        goes_on
    }
}

fn locate_in(codes: &[(u32, Arc<Code>)], site: Site) -> Option<(Arc<Code>, u32)> {
    let after = codes.partition_point(|(first, _)| *first <= site.0);
    let (first, code) = codes.get(after.checked_sub(1)?)?;
    let at = site.0 - first;
    ((at as usize) < code.instrs.len()).then(|| (code.clone(), at))
}

/// Why a thread cannot go on.
fn cannot_go(picture: &Picture, thread: ThreadId) -> String {
    let Some(view) = picture.threads.get(thread.0 as usize) else {
        return format!("there is no thread {}", thread.0);
    };
    let name = short_name(&view.name);
    let is_free = view.doing.ends_with("the GIL");
    match picture.gil.filter(|_| is_free) {
        Some(other) => format!(
            "{name} cannot go on: {} stands where it must not be interrupted",
            picture.name(other)
        ),
        None => format!("{name} cannot go on: it {}", view.doing),
    }
}

impl Scheduler for Flight<'_, '_> {
    fn look(&mut self, scene: &dyn Scene, candidates: &[Candidate]) {
        if candidates.is_empty() {
            // The end, which is told once it is known how it went.
            self.listen();
            let known = self.known.take();
            let globals = &self.session.globals;
            let last = Picture::of(scene, candidates, None, globals, known.as_deref());
            self.session.globals = last.globals.clone();
            self.landed.last = Some(last);
            return;
        }
        if self.known.is_none() {
            let portrait = scene.portrait(candidates[0].thread);
            self.known = portrait.and_then(|portrait| portrait.downcast().ok());
        }
        if self.cursor < self.session.turns.len() {
            return;
        }
        if self.errand.is_some() && !self.is_done(scene, candidates) && self.may_go_on() {
            self.next = self.errand.as_ref().map(|errand| errand.mover);
            return;
        }
        self.errand = None;
        self.ask(scene, candidates);
    }

    fn choose(&mut self, state: &State<'_>) -> Option<ThreadId> {
        let thread = match (self.session.turns.get(self.cursor), self.next.take()) {
            (Some(thread), _) => Some(*thread),
            (None, Some(Mover::One(thread))) => Some(thread),
            (None, Some(Mover::Usual)) => Some(usual(state)),
            (None, None) => None,
        };
        let Some(thread) = thread.filter(|thread| state.has(*thread)) else {
            self.known = None;
            return None;
        };
        if self.cursor == self.session.turns.len() {
            self.session.turns.push(thread);
        }
        self.cursor += 1;
        self.went = Some(thread);
        Some(thread)
    }

    fn performed(&mut self, event: &Event) {
        if !event.is_late {
            self.landed.events.push(event.clone());
        }
    }

    fn stuck(&mut self, blocked: &[Blocked]) {
        self.landed.blocked = blocked.to_vec();
    }
}
