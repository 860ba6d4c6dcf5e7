//! A script that is stepped forward and back as a pilot says.
//!
//! What has happened is a list of turns: which thread went, instruction by instruction. The pilot is asked
//! in the middle of an execution, so that going on costs nothing; to go back, the execution is given up
//! and had again from the beginning, with fewer turns.

use super::find::{Reach, Reachable, fewest, reach};
use super::goal::{Goal, Grade, pre_emptions};
use super::picture::{EndView, Global, Picture, WayView, short_name};
use crate::code::Code;
use crate::lab::explore::schedule::{Schedule, fingerprint};
use crate::lab::explore::stage::{Heard, Played, Stage};
use crate::lab::explore::{Progress, replay_order};
use crate::vm::portrait::Portrait;
use gilscope_runtime::explore::{
    Blocked, Candidate, Doing, Event, Order, Scene, Scheduler, State, preemptions, usual,
};
use gilscope_runtime::task::{Site, ThreadId};
use std::sync::Arc;

/// How far a thread is to go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum By {
    /// One instruction; within the library, until it returns or shares something.
    Instruction,
    /// To the next line of the script.
    Line,
    /// Until it has shared something: touched what others can reach, waited, begun a thread or ended.
    Access,
    /// Until it has to wait, or has ended.
    Wait,
}

/// What a pilot wants.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// This thread goes on.
    Step(ThreadId, By),
    /// All go on as they usually do, to the end.
    Run,
    /// To the picture before.
    Back,
    /// One instruction back, whosever it was.
    BackOne,
    /// To the beginning.
    Start,
    /// Search for the endings that can be had from here; with a goal, take the way there.
    Find(Option<Goal>),
    /// Take the way to the ending of this number among those found.
    Choose(usize),
    /// Go on upon that way until another thread's turn comes.
    Follow,
    /// Keep what has happened so far, and what usually follows, as a schedule.
    Save,
    /// That is all.
    Quit,
}

/// Whoever decides. Asked between two instructions, or after the end.
pub trait Pilot {
    /// What is to be done.
    fn next(&mut self, picture: &Picture) -> Command;

    /// Asked now and then where something takes long; false: that is enough.
    fn goes_on(&mut self, _progress: Progress<'_>) -> bool {
        true
    }

    /// Keeps a schedule; says where, or why it cannot.
    fn keep(&mut self, schedule: &Schedule) -> String;
}

/// What a session came to.
#[derive(Clone, Default, Debug)]
pub struct Summary {
    /// The ending that was reached last, if one was.
    pub ending: Option<String>,
    /// How well the goal was reached, the best time.
    pub grade: Option<Grade>,
}

/// The endings that a search found, and the moment from which.
struct Found {
    /// Turns before.
    at: usize,
    reach: Reach,
}

/// A way that is being gone.
struct Way {
    title: String,
    /// Events before it.
    from: usize,
    /// Whose turns they are from there on.
    turns: Vec<ThreadId>,
}

/// A script and what has happened of it.
pub struct Session<'a> {
    stage: &'a Stage<'a>,
    goal: Option<Goal>,
    /// The fewest pre-emptions known to reach the goal, and whether that is proven.
    best: Option<(Option<usize>, bool)>,
    /// Schedules that a search tries at most.
    schedules: u64,
    /// Arguments of the script.
    args: Vec<String>,
    turns: Vec<ThreadId>,
    /// How many turns there were at each picture.
    stops: Vec<usize>,
    found: Option<Found>,
    way: Option<Way>,
    message: Vec<String>,
    globals: Vec<Global>,
    summary: Summary,
}

/// Turns after which it is asked whether to go on.
const PATIENCE: usize = 4096;

impl<'a> Session<'a> {
    /// A session at the beginning of the script, whose arguments these are; a search tries so many
    /// schedules at most.
    pub fn new(
        stage: &'a Stage<'a>,
        goal: Option<Goal>,
        schedules: u64,
        args: Vec<String>,
    ) -> Session<'a> {
        Session {
            stage,
            goal,
            best: None,
            schedules,
            args,
            turns: Vec::new(),
            stops: Vec::new(),
            found: None,
            way: None,
            message: Vec::new(),
            globals: Vec::new(),
            summary: Summary::default(),
        }
    }

    /// Does what the pilot says until that is all.
    pub fn drive(&mut self, pilot: &mut dyn Pilot) -> Summary {
        self.look_for_goal(pilot);
        loop {
            let heard = Heard::default();
            let mut flight = Flight::new(self, pilot, heard.clone());
            let played = flight.session.stage.step(&mut flight, &heard);
            let mut landed = flight.land();
            let command = match landed.command.take() {
                Some(command) => command,
                None => self.at_the_end(pilot, &played, &landed),
            };
            if !self.obey(command, &landed, pilot) {
                return self.summary.clone();
            }
        }
    }

    /// How few pre-emptions reach the goal.
    fn look_for_goal(&mut self, pilot: &mut dyn Pilot) {
        let Some(goal) = &self.goal else {
            return;
        };
        let found = fewest(self.stage, goal, self.schedules, &mut |it| {
            pilot.goes_on(it)
        });
        if found.preemptions.is_none() {
            self.message.push(match found.is_proven {
                true => format!("no schedule ends with '{}'", goal.text),
                false => format!("no way to '{}' is known", goal.text),
            });
        }
        self.best = Some((found.preemptions, found.is_proven));
    }

    /// Does what ends an execution; whether the session goes on.
    fn obey(&mut self, command: Command, landed: &Landed, pilot: &mut dyn Pilot) -> bool {
        match command {
            Command::Quit => return false,
            Command::Back => {
                let here = self.turns.len();
                while { self.stops.last() }.is_some_and(|stop| *stop >= here) {
                    self.stops.pop();
                }
                self.turns.truncate(self.stops.last().copied().unwrap_or(0));
            }
            Command::BackOne => {
                self.turns.pop();
            }
            Command::Start => self.turns.clear(),
            Command::Find(goal) => self.find(goal, landed, pilot),
            Command::Choose(number) => self.choose(number, landed),
            Command::Save => self.save(landed, pilot),
            Command::Step(..) | Command::Run | Command::Follow => {}
        }
        let here = self.turns.len();
        self.stops.retain(|stop| *stop <= here);
        true
    }

    fn find(&mut self, goal: Option<Goal>, landed: &Landed, pilot: &mut dyn Pilot) {
        let turns = landed.turns();
        let keep_going = &mut |it: Progress<'_>| pilot.goes_on(it);
        let reach = reach(self.stage, &turns, self.schedules, keep_going);
        let all = match reach.is_exhaustive {
            true => "all that can follow",
            false => "not all was tried",
        };
        let tried = format!("{} schedules tried from here, {all}", reach.schedules);
        self.message.push(tried);
        if let Some(goal) = goal {
            match reach.way(&goal) {
                Some(way) => self.take(way.clone(), turns.len()),
                None => self.message.push(match reach.is_exhaustive {
                    true => format!("'{}' cannot be reached from here", goal.text),
                    false => format!("no way to '{}' was found", goal.text),
                }),
            }
        }
        let at = self.turns.len();
        self.found = Some(Found { at, reach });
    }

    fn choose(&mut self, number: usize, landed: &Landed) {
        let here = self.turns.len();
        let found = self.found.as_ref().filter(|found| found.at == here);
        let way = number
            .checked_sub(1)
            .and_then(|at| found?.reach.endings.get(at));
        match way.cloned() {
            Some(way) => self.take(way, landed.turns().len()),
            None => self
                .message
                .push(format!("there is no ending {number} in the list")),
        }
    }

    fn take(&mut self, way: Reachable, from: usize) {
        let title = way.ending.title();
        self.message.push(format!(
            "the way to '{title}': {} from here",
            pre_emptions(way.preemptions)
        ));
        self.way = Some(Way {
            title,
            from,
            turns: way.turns,
        });
    }

    fn save(&mut self, landed: &Landed, pilot: &mut dyn Pilot) {
        let order = Order {
            threads: landed.turns(),
            preemptions: 0,
        };
        let replayed = replay_order(self.stage, &order);
        if !replayed.refused.is_empty() {
            let problem = "gilscope failed: these turns cannot be had again";
            return self.message.push(problem.into());
        }
        let code = &self.stage.script().code;
        let schedule = Schedule {
            script: code.source.name.clone(),
            code: fingerprint(code),
            safe_points: self.stage.safe_points(),
            args: self.args.clone(),
            ends: replayed.played.ending.title(),
            decisions: replayed.decisions,
        };
        let kept = pilot.keep(&schedule);
        self.message.push(kept);
    }

    /// The script is over: what is to be done then.
    fn at_the_end(&mut self, pilot: &mut dyn Pilot, played: &Played, landed: &Landed) -> Command {
        let mut picture = landed.last.clone().unwrap_or_default();
        let title = played.ending.title();
        let grade = self.goal.as_ref().filter(|it| it.matches(&played.ending));
        let grade = grade.map(|_| self.grade(landed.preemptions()));
        if let Some(grade) = grade {
            let is_better = { self.summary.grade }.is_none_or(|known| grade.used < known.used);
            self.summary.grade = if is_better {
                Some(grade)
            } else {
                self.summary.grade
            };
        }
        self.summary.ending = Some(title.clone());
        picture.ending = Some(EndView {
            is_fault: played.ending.fault().is_some(),
            title,
            grade,
        });
        self.stop_here();
        loop {
            self.describe(&mut picture, landed);
            let command = pilot.next(&picture);
            match command {
                Command::Step(..) | Command::Run | Command::Follow => {
                    self.message
                        .push("the script has ended: b goes back, h to the start".into());
                }
                other => return other,
            }
        }
    }

    fn grade(&self, used: usize) -> Grade {
        let (best, is_proven) = self.best.unwrap_or_default();
        Grade {
            used,
            best,
            is_proven,
        }
    }

    fn stop_here(&mut self) {
        let here = self.turns.len();
        if self.stops.last() != Some(&here) {
            self.stops.push(here);
        }
    }

    /// Adds what the session knows to a picture.
    fn describe(&mut self, picture: &mut Picture, landed: &Landed) {
        picture.output = landed.output.clone();
        picture.turns = self.turns.len();
        picture.events = landed.events.len();
        picture.preemptions = landed.preemptions();
        picture.message = std::mem::take(&mut self.message);
        let here = self.turns.len();
        let found = self.found.as_ref().filter(|found| found.at == here);
        let endings = found.into_iter().flat_map(|found| &found.reach.endings);
        picture.found = endings
            .map(|it| (it.ending.title(), it.preemptions))
            .collect();
        let best = self.best.and_then(|best| best.0);
        picture.goal = self.goal.as_ref().map(|goal| (goal.text.clone(), best));
        picture.way = self.way_from(&landed.events);
    }

    /// What is left of the way, if it has not been left.
    fn way_from(&self, events: &[Event]) -> Option<WayView> {
        let way = self.way.as_ref()?;
        let gone = events.get(way.from..)?;
        let is_on_it = gone.len() <= way.turns.len() && { gone.iter() }
            .zip(&way.turns)
            .all(|(event, turn)| event.thread == *turn);
        let rest = way.turns.get(gone.len()..).filter(|_| is_on_it)?;
        let next = rest.first().map(|next| {
            let count = rest.iter().take_while(|turn| *turn == next).count();
            (*next, count)
        });
        Some(WayView {
            title: way.title.clone(),
            next,
            left: rest.len(),
        })
    }
}

/// What is left of an execution that is over or was given up.
struct Landed {
    /// What the pilot wanted, unless the script has ended.
    command: Option<Command>,
    last: Option<Picture>,
    events: Vec<Event>,
    blocked: Vec<Blocked>,
    output: String,
}

impl Landed {
    fn turns(&self) -> Vec<ThreadId> {
        self.events.iter().map(|event| event.thread).collect()
    }

    fn preemptions(&self) -> usize {
        let events: Vec<&Event> = self.events.iter().collect();
        preemptions(&events, &self.blocked)
    }
}

impl Landed {
    /// The pre-emptions so far, those of threads that could go on and have not yet among them.
    fn preemptions_with(&self, scene: &dyn Scene, candidates: &[Candidate]) -> usize {
        let last = self.events.last().map(|event| event.thread);
        let players = scene.players();
        let goes = |thread: ThreadId| players[thread.0 as usize].doing == Doing::Goes;
        let waiting = candidates.iter().map(|it| it.thread);
        let waiting = waiting.filter(|thread| Some(*thread) != last && goes(*thread));
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
struct Flight<'f, 'a> {
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
    fn new(session: &'f mut Session<'a>, pilot: &'f mut dyn Pilot, heard: Heard) -> Flight<'f, 'a> {
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

    fn land(self) -> Landed {
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
        picture.preemptions = self.landed.preemptions_with(scene, candidates);
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
                spot.line = super::picture::line_of(&code, at);
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
