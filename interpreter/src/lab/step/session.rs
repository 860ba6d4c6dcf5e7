//! A script that is stepped forward and back as a pilot says.
//!
//! What has happened is a list of turns: which thread went, instruction by instruction. The pilot is asked
//! in the middle of an execution, so that going on costs nothing; to go back, the execution is given up
//! and had again from the beginning, with fewer turns.

use super::find::{Reach, Reachable, fewest, reach};
use super::flight::{Flight, Landed};
use super::goal::{Goal, Grade, pre_emptions};
use super::picture::{EndView, Global, Picture, WayView};
use crate::lab::explore::schedule::{Schedule, fingerprint, parts};
use crate::lab::explore::stage::{Heard, Played, Stage};
use crate::lab::explore::{Progress, replay_order};
use gilscope_runtime::explore::{Event, Order};
use gilscope_runtime::task::ThreadId;

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
    pub(super) turns: Vec<ThreadId>,
    /// How many turns there were at each picture.
    stops: Vec<usize>,
    found: Option<Found>,
    way: Option<Way>,
    pub(super) message: Vec<String>,
    pub(super) globals: Vec<Global>,
    summary: Summary,
}

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
            let stage = self.stage;
            let mut flight = Flight::new(self, pilot, heard.clone());
            let played = stage.step(&mut flight, &heard);
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
            parts: parts(code),
            safe_points: self.stage.safe_points(),
            args: self.args.clone(),
            ends: replayed.played.ending.title(),
            stops: replayed.played.given_up_after(),
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

    pub(super) fn stop_here(&mut self) {
        let here = self.turns.len();
        if self.stops.last() != Some(&here) {
            self.stops.push(here);
        }
    }

    /// Adds what the session knows to a picture.
    pub(super) fn describe(&mut self, picture: &mut Picture, landed: &Landed) {
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
