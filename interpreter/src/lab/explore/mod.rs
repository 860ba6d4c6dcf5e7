//! `gilscope explore`: every way in which a script with threads can end.
//!
//! - `stage`: one execution; `noticed`: the files it uses; `ending`: what tells one ending from another;
//! - `schedule`: executions as text;
//! - this file: the search, what it found, and on which runtimes it can happen;
//! - `steps`: an execution side by side, `table`: laid out; `unheard`: wake-ups that came too early;
//! - `raced`: races with their stacks and locks; `report`: all of it as text and as JSON;
//! - `keys`: what the latter means; `orders`: locks taken in circles; `minimize`: schedules made shorter; `oracle`: what Pythons of this
//!   machine do.

pub mod ending;
pub mod schedule;
mod noticed;
pub mod stage;
pub mod steps;
mod table;
pub mod orders;
mod unheard;
pub mod raced;
pub mod report;
pub mod keys;
pub mod minimize;
#[cfg(feature = "os")]
pub mod oracle;

use crate::machine::Codes;
use crate::safe_points::SafePoints;
use ending::{Ending, Fault, How};
use gilscope_runtime::cache::Word;
use gilscope_runtime::crew::in_order;
use gilscope_runtime::driver::Stop;
use gilscope_runtime::explore::{
    AllSchedules, Blocked, Event, Follow, Important, Noting, Optimal, Order, Pct, Scheduler, State,
    Trace, Uniform, Uses, calmest, calmest_below, races_and_orders, shortest_below,
};
use gilscope_runtime::heap::record::Location;
use gilscope_runtime::task::{Site, ThreadId};
use stage::{Had, Played, Stage};
use std::collections::BTreeMap;

/// How schedules are chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// One of each class of those that differ only in the order of what does not meet.
    Classes,
    /// All with at most so many pre-emptions.
    Bounded(u32),
    /// Left to chance.
    Random,
    /// Random priorities, with so many orderings that have to come together.
    Pct(u32),
}

/// What a search is to do.
#[derive(Clone, Copy, Debug)]
pub struct Wishes {
    /// How schedules are chosen.
    pub mode: Mode,
    /// How many are tried at most.
    pub schedules: u64,
    /// How many random ones estimate the probabilities.
    pub samples: u64,
    /// Whether other runtimes are looked at, too.
    pub runtimes: bool,
    /// For what is left to chance.
    pub seed: u64,
}

/// How far a search is.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    /// What is being done.
    pub what: &'a str,
    /// How many schedules have been tried.
    pub schedules: u64,
    /// How many endings have been found.
    pub endings: usize,
    /// By which share of the time that there is this has to be done, so that there is some left for what comes
    /// after it.
    pub share: f64,
}

/// Told how far a search is; false: that is enough.
pub type KeepGoing<'a> = &'a mut dyn FnMut(Progress<'_>) -> bool;

/// An ending, and a schedule that leads to it.
#[derive(Clone, Debug)]
pub struct Found {
    /// It.
    pub ending: Ending,
    /// How many of the schedules tried led to it.
    pub schedules: u64,
    /// The schedule with the fewest pre-emptions among them.
    pub order: Order,
    /// How many of the random samples led to it.
    pub sampled: u64,
}

/// Accesses that nothing orders.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RaceFound {
    /// Where they meet.
    pub location: Location,
    /// The execution in which they were met first, and the two events in it.
    pub order: Order,
    /// See there.
    pub events: [usize; 2],
    /// The lines, in the script's own text.
    pub lines: [u32; 2],
    /// What stands there.
    pub texts: [String; 2],
    /// What each does: `LoadGlobal counter`.
    pub deeds: [String; 2],
    /// The names of the threads.
    pub threads: [String; 2],
}

/// What a search has found.
#[derive(Clone, Debug)]
pub struct Findings {
    /// How it was made.
    pub wishes: Wishes,
    /// Where threads were switched.
    pub safe_points: SafePoints,
    /// Schedules that were tried.
    pub schedules: u64,
    /// Schedules that were begun for nothing.
    pub redundant: u64,
    /// Events of the longest one.
    pub events: usize,
    /// Of these, the ones in which threads may meet.
    pub meetings: usize,
    /// Threads of the one with the most.
    pub threads: usize,
    /// Whether nothing is left to try.
    pub is_exhaustive: bool,
    /// Whether the same decisions have led to different executions.
    pub diverged: bool,
    /// The endings: that of the usual schedule first, then by pre-emptions.
    pub endings: Vec<Found>,
    /// How many random samples were taken.
    pub samples: u64,
    /// Accesses that no lock orders.
    pub races: Vec<RaceFound>,
    /// Locks that are taken in orders that go round in a circle.
    pub orders: Vec<Vec<orders::Taking>>,
    /// Where threads have met.
    pub important: Important,
    /// What can happen on which runtimes.
    pub verdicts: Vec<Verdict>,
    /// How many schedules had to be carried out, those left to chance and those for other runtimes not
    /// counted.
    pub uses: Uses,
}

/// What can happen where threads are switched elsewhere.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The runtimes.
    pub runtimes: &'static str,
    /// Where they switch threads.
    pub safe_points: SafePoints,
    /// Whether all their schedules were tried.
    pub is_exhaustive: bool,
    /// Schedules that were tried.
    pub schedules: u64,
    /// For each ending found: the schedule with the fewest pre-emptions that leads to it there, if it can be
    /// had.
    pub reached: Vec<Option<Order>>,
}

/// Runtimes by where they switch threads.
const RUNTIMES: &[(SafePoints, &str)] = &[
    (SafePoints::Py27, "python2.7"),
    (SafePoints::Py39, "python3.2 to 3.9"),
    (SafePoints::Py310, "python3.10 and later, with the GIL"),
    (
        SafePoints::Every,
        "free-threaded python3.13t and later, pypy",
    ),
    (SafePoints::MicroPython, "micropython"),
    (SafePoints::Ruby, "switched as in ruby"),
    (SafePoints::Blocking, "green threads (gevent)"),
];

/// Schedules tried for each runtime.
const VERDICT_SCHEDULES: u64 = 5_000;

impl Findings {
    fn new(stage: &Stage<'_>, wishes: Wishes) -> Findings {
        Findings {
            wishes,
            safe_points: stage.safe_points(),
            schedules: 0,
            redundant: 0,
            events: 0,
            meetings: 0,
            threads: 0,
            is_exhaustive: false,
            diverged: false,
            endings: Vec::new(),
            samples: 0,
            races: Vec::new(),
            orders: Vec::new(),
            important: Important::default(),
            verdicts: Vec::new(),
            uses: Uses::default(),
        }
    }

    /// Everything that is wrong, each once.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults: Vec<Fault> = { self.endings.iter() }
            .filter_map(|found| found.ending.fault())
            .collect();
        let outputs = self.endings.iter().filter(|it| it.ending.how == How::Done);
        let outputs: std::collections::BTreeSet<&str> =
            outputs.map(|it| it.ending.output.as_str()).collect();
        if outputs.len() > 1 {
            faults.push(Fault::Differs);
        }
        if !self.races.is_empty() {
            faults.push(Fault::Race);
        }
        faults.sort();
        faults.dedup();
        faults
    }

    /// Why nothing can be said, if that is so.
    pub fn trouble(&self) -> Option<&Ending> {
        let endings = self.endings.iter().map(|found| &found.ending);
        let is_trouble = |it: &&Ending| matches!(it.how, How::Unsupported(_) | How::Failed(_));
        { endings }.find(is_trouble)
    }

    /// Takes note of an execution.
    fn note(&mut self, played: &Had, trace: &mut Trace) {
        self.schedules += 1;
        self.events = self.events.max(played.events);
        self.threads = self.threads.max(played.names.len());
        self.important.extend(trace.important());
        self.meetings = self.meetings.max(trace.meetings(&self.important));
        let known = { self.endings.iter() }.position(|it| it.ending == *played.ending);
        match known {
            Some(at) => {
                let found = &mut self.endings[at];
                found.schedules += 1;
                if let Some(order) = calmest_below(trace, found.order.preemptions) {
                    found.order = order;
                }
            }
            None => self.endings.push(Found {
                ending: (*played.ending).clone(),
                schedules: 1,
                order: calmest(trace),
                sampled: 0,
            }),
        }
        if self.schedules <= RACED || known.is_none() {
            self.note_races(played, trace);
        }
    }

    fn note_races(&mut self, played: &Had, trace: &Trace) {
        let events: Vec<Event> = trace.events().cloned().collect();
        let names = &played.names;
        let (races, inversions) = races_and_orders(&events);
        for inversion in inversions {
            let circle = orders::circle(&inversion, &events, played);
            let is_known = |it: &Vec<orders::Taking>| {
                let mut known = self.orders.iter();
                known.any(|known| orders::are_same(known, it))
            };
            let circle = circle.filter(|it| !is_known(it));
            self.orders.extend(circle);
        }
        for race in races {
            let pair = [&events[race.first], &events[race.second]];
            let deeds = pair.map(|event| deed(&played.codes, event.site));
            let [Some(first), Some(second)] = deeds else {
                continue;
            };
            let threads = pair.map(|event| names[event.thread.0 as usize].clone());
            let [Some(one), Some(other)] = pair.map(|event| line_text(&played.codes, event.site))
            else {
                continue;
            };
            let threads_in_turn = events.iter().filter(|it| !it.is_late);
            let found = RaceFound {
                location: race.location,
                order: Order {
                    threads: threads_in_turn.map(|it| it.thread).collect(),
                    preemptions: 0,
                },
                events: [race.first, race.second],
                lines: [first.0, second.0],
                texts: [one, other],
                deeds: [first.1, second.1],
                threads,
            };
            let is_known = self
                .races
                .iter()
                .any(|it| it.lines == found.lines && it.deeds == found.deeds);
            if !is_known {
                self.races.push(found);
            }
        }
    }

    /// The endings in the order in which they are told; the first one is the usual schedule's.
    fn sort(&mut self) {
        if let Some((_, rest)) = self.endings.split_first_mut() {
            rest.sort_by_key(|it| (it.order.preemptions, std::cmp::Reverse(it.schedules)));
        }
    }
}

/// Executions that are looked through for races, beside those with a new ending.
const RACED: u64 = 100;

/// The line of a place in the script's own text, and what is done there.
fn deed(codes: &Codes, site: Site) -> Option<(u32, String)> {
    let (code, at) = codes.locate(site)?;
    if site == Site::default() || code.source.is_library() {
        return None;
    }
    let instr = code.instrs.get(at as usize)?;
    let line = code.source.line(code.spans.get(at as usize)?.start);
    let name = match instr.op.operand() {
        crate::op::Operand::Name => code
            .names
            .get(instr.arg as usize)
            .map(|name| name.to_string()),
        _ => None,
    };
    let name = name.unwrap_or_else(|| code.source.line_text(line).trim().to_string());
    Some((line, format!("{} {name}", instr.op.name())))
}

/// The line of a place in the script's own text, and what stands there.
fn line_of(codes: &Codes, site: Site) -> Option<(u32, String)> {
    let (line, _) = deed(codes, site)?;
    Some((line, line_text(codes, site)?))
}

/// The line that a place stands in.
fn line_text(codes: &Codes, site: Site) -> Option<String> {
    let (code, at) = codes.locate(site)?;
    let line = code.source.line(code.spans.get(at as usize)?.start);
    Some(code.source.line_text(line).trim().to_string())
}

/// Collects the events beside another scheduler.
struct Collect<'a> {
    inner: &'a mut dyn Scheduler,
    events: Vec<Event>,
    blocked: Vec<Blocked>,
}

impl Scheduler for Collect<'_> {
    fn choose(&mut self, state: &State<'_>) -> Option<ThreadId> {
        self.inner.choose(state)
    }

    fn performed(&mut self, event: &Event) {
        self.events.push(event.clone());
        self.inner.performed(event);
    }

    fn stuck(&mut self, blocked: &[Blocked]) {
        self.blocked = blocked.to_vec();
        self.inner.stuck(blocked);
    }
}

/// Plays one execution, and says what happened.
fn play(stage: &Stage<'_>, scheduler: &mut dyn Scheduler) -> (Option<Had>, Trace) {
    let mut collect = Collect {
        inner: scheduler,
        events: Vec::new(),
        blocked: Vec::new(),
    };
    let played = stage.play(&mut collect);
    let mut trace = Trace::of(&collect.events);
    trace.end_blocked(&collect.blocked);
    (played, trace)
}

/// Searches for endings.
pub fn search(stage: &Stage<'_>, wishes: Wishes, keep_going: KeepGoing<'_>) -> Findings {
    let mut findings = soundly(stage, || search_here(stage, wishes, keep_going));
    findings.uses.distrusted = stage.uses().distrusted;
    if wishes.runtimes && findings.trouble().is_none() && !findings.diverged {
        findings.verdicts = verdicts(stage, &findings, keep_going);
    }
    findings
}

/// Does the work, and does it again where schedules were recalled and the stage has then found that they
/// should have been carried out; from then on, they all are.
pub(in crate::lab) fn soundly<R>(stage: &Stage<'_>, mut work: impl FnMut() -> R) -> R {
    let done = work();
    let uses = stage.uses();
    match uses.distrusted.is_some() && uses.recalled > 0 {
        true => work(),
        false => done,
    }
}

/// Searches with threads switched where the stage has them switched.
fn search_here(stage: &Stage<'_>, wishes: Wishes, keep_going: KeepGoing<'_>) -> Findings {
    let mut findings = Findings::new(stage, wishes);
    match wishes.mode {
        Mode::Classes => classes(stage, &mut findings, keep_going),
        Mode::Bounded(bound) => bounded(stage, bound, &mut findings, keep_going),
        Mode::Random | Mode::Pct(_) => by_chance(stage, &mut findings, keep_going),
    }
    if findings.uses == Uses::default() {
        findings.uses = stage.uses();
    }
    shorten(stage, &mut findings);
    findings.sort();
    if findings.trouble().is_none() && !findings.diverged {
        sample(stage, &mut findings, keep_going);
    }
    findings
}

impl Wishes {
    /// By which share of the time the search has to be over, and by which the samples.
    fn shares(&self) -> [f64; 2] {
        match (self.runtimes, self.samples > 0) {
            (true, _) => [0.6, 0.7],
            (false, true) => [0.9, 1.0],
            (false, false) => [1.0, 1.0],
        }
    }
}

/// Whether a search goes on.
fn goes_on(findings: &Findings, what: &str, keep_going: KeepGoing<'_>) -> bool {
    let progress = Progress {
        what,
        schedules: findings.schedules,
        endings: findings.endings.len(),
        share: findings.wishes.shares()[0],
    };
    findings.trouble().is_none()
        && findings.schedules < findings.wishes.schedules
        && keep_going(progress)
}

fn classes(stage: &Stage<'_>, findings: &mut Findings, keep_going: KeepGoing<'_>) {
    let mut search = Optimal::new();
    let mut is_whole = true;
    loop {
        let played = stage.play(&mut search);
        findings.diverged |= search.diverged;
        findings.redundant = search.redundant;
        if let (false, Some(played)) = (search.is_cut(), played) {
            findings.note(&played, search.trace_mut());
            is_whole &= is_known_end(played.stop);
        }
        if findings.diverged {
            return;
        }
        if !search.next_execution() {
            findings.is_exhaustive = is_whole;
            return;
        }
        if !goes_on(findings, "searching", keep_going) {
            return;
        }
    }
}

/// Whether an execution has been followed for as long as anything can happen in it.
fn is_known_end(stop: Stop) -> bool {
    matches!(stop, Stop::Ended | Stop::Spins)
}

/// Learns where threads meet from the first schedules that make a difference.
fn learn(stage: &Stage<'_>, wishes: Wishes, keep_going: KeepGoing<'_>) -> Important {
    let wishes = Wishes {
        schedules: LEARNT,
        ..wishes
    };
    let mut findings = Findings::new(stage, wishes);
    classes(stage, &mut findings, keep_going);
    findings.important
}

/// Schedules from which it is learnt where threads meet.
const LEARNT: u64 = 300;

/// Where threads meet is learnt on the way, too; whenever there is more of it, the search begins anew.
fn bounded(stage: &Stage<'_>, bound: u32, findings: &mut Findings, keep_going: KeepGoing<'_>) {
    let mut important = learn(stage, findings.wishes, keep_going);
    'anew: loop {
        *findings = Findings::new(stage, findings.wishes);
        findings.important = important.clone();
        let mut search = AllSchedules::new(Some(bound), Some(important.clone()));
        let mut is_whole = true;
        loop {
            let (played, mut trace) = play(stage, &mut search);
            if let (false, Some(played)) = (search.is_cut(), played) {
                findings.note(&played, &mut trace);
                is_whole &= is_known_end(played.stop);
            }
            if findings.important.len() > important.len() {
                important = findings.important.clone();
                continue 'anew;
            }
            if !search.next_execution() {
                findings.is_exhaustive = is_whole;
                return;
            }
            if !goes_on(findings, "searching", keep_going) {
                return;
            }
        }
    }
}

/// What is known before schedules are left to chance.
#[derive(Clone)]
struct Odds {
    mode: Mode,
    meetings: usize,
    important: Important,
}

impl Odds {
    fn of(findings: &Findings) -> Odds {
        Odds {
            mode: findings.wishes.mode,
            meetings: findings.meetings,
            important: findings.important.clone(),
        }
    }

    /// Whether it is still all that is known.
    fn are_those_of(&self, findings: &Findings) -> bool {
        (self.meetings, self.important.len()) == (findings.meetings, findings.important.len())
    }

    /// Leaves a schedule to chance.
    fn try_one(&self, stage: &Stage<'_>, seed: u64) -> (Option<Had>, Trace) {
        let important = Some(self.important.clone());
        match self.mode {
            Mode::Pct(depth) => play(stage, &mut Pct::new(seed, depth, self.meetings, important)),
            _ => play(stage, &mut Uniform::new(seed, important)),
        }
    }
}

/// Those who do work side by side: this OS thread alone, which knows the schedules so far, or as many as there
/// may be.
fn crew_of<'a>(stage: &Stage<'a>) -> Option<Vec<Stage<'a>>> {
    (stage.jobs() > 1).then(|| stage.crew())
}

/// Leaves schedules to chance. Whenever one has told more of where threads meet, those after it are
/// chosen anew: so it does not matter how many were tried side by side.
fn by_chance(stage: &Stage<'_>, findings: &mut Findings, keep_going: KeepGoing<'_>) {
    findings.important = learn(stage, findings.wishes, keep_going);
    findings.uses = stage.uses();
    if let (Some(played), mut trace) = play(stage, &mut Follow::default()) {
        findings.note(&played, &mut trace);
    }
    let mut crew = crew_of(stage);
    let mut seed = findings.wishes.seed;
    let mut odds = Odds::of(findings);
    while goes_on(findings, "trying", keep_going) {
        if !odds.are_those_of(findings) {
            odds = Odds::of(findings);
        }
        let first = seed.wrapping_add(1);
        let mut take = |findings: &mut Findings, (played, mut trace): (Option<Had>, Trace)| {
            seed = seed.wrapping_add(1);
            if let Some(played) = played {
                findings.note(&played, &mut trace);
            }
            odds.are_those_of(findings)
        };
        match &mut crew {
            None => {
                take(findings, odds.try_one(stage, first));
            }
            Some(crew) => {
                let left = findings.wishes.schedules - findings.schedules;
                let keep_going = std::cell::RefCell::new(&mut *keep_going);
                let (found, schedules) = (findings.endings.len(), findings.schedules);
                let share = findings.wishes.shares()[0];
                let mut wait = || {
                    (keep_going.borrow_mut())(Progress {
                        what: "trying",
                        schedules,
                        endings: found,
                        share,
                    })
                };
                in_order(
                    crew,
                    left,
                    &|stage, item| odds.try_one(stage, first.wrapping_add(item)),
                    &mut |result| {
                        take(findings, result)
                            && goes_on(findings, "trying", &mut **keep_going.borrow_mut())
                    },
                    &mut wait,
                );
                crew.iter().for_each(|it| stage.believe_no_more_than(it));
            }
        }
    }
}

/// Looks for orders with fewer pre-emptions than a simple search has found.
fn shorten(stage: &Stage<'_>, findings: &mut Findings) {
    let interrupted = { findings.endings.iter_mut() }.filter(|it| it.order.preemptions > 0);
    for found in interrupted.take(SHORTENED) {
        let turns = |order: &Order| order.threads.iter().copied().enumerate().collect();
        let mut follow = Follow::new(turns(&found.order));
        let mut collect = Collect {
            inner: &mut follow,
            events: Vec::new(),
            blocked: Vec::new(),
        };
        stage.run(&mut collect);
        let mut trace = Trace::of(&collect.events);
        trace.end_blocked(&collect.blocked);
        let Some(order) = shortest_below(&trace, found.order.preemptions) else {
            continue;
        };
        let again = replay_blindly(stage, turns(&order));
        if again.played.ending == found.ending && again.refused.is_empty() {
            found.order = order;
        }
    }
}

/// Endings for which that is done.
const SHORTENED: usize = 32;

/// Estimates how likely the endings are.
fn sample(stage: &Stage<'_>, findings: &mut Findings, keep_going: KeepGoing<'_>) {
    let seed = findings.wishes.seed;
    let odds = Odds {
        mode: Mode::Random,
        ..Odds::of(findings)
    };
    let samples = findings.wishes.samples;
    let keep_going = std::cell::RefCell::new(keep_going);
    let progress = |findings: &Findings| Progress {
        what: "sampling",
        schedules: findings.samples,
        endings: findings.endings.len(),
        share: findings.wishes.shares()[1],
    };
    let mut take = |(played, trace): (Option<Had>, Trace)| {
        let Some(played) = played else {
            return true;
        };
        count_sample(findings, &played, &trace);
        (keep_going.borrow_mut())(progress(findings))
    };
    let crew = (samples >= MANY_SAMPLES).then(|| crew_of(stage)).flatten();
    match crew {
        None => {
            for number in 0..samples {
                if !take(odds.try_one(stage, seed.wrapping_add(number))) {
                    return;
                }
            }
        }
        Some(mut crew) => {
            let work =
                |stage: &mut Stage<'_>, number| odds.try_one(stage, seed.wrapping_add(number));
            in_order(&mut crew, samples, &work, &mut take, &mut || true);
            crew.iter().for_each(|it| stage.believe_no_more_than(it));
        }
    }
}

/// Samples for which it is worth while to begin with stages that know nothing.
const MANY_SAMPLES: u64 = 5_000;

fn count_sample(findings: &mut Findings, played: &Had, trace: &Trace) {
    findings.samples += 1;
    let found = { findings.endings.iter_mut() }.find(|it| it.ending == *played.ending);
    match found {
        Some(found) => found.sampled += 1,
        None if played.stop == Stop::GivenUp => {}
        None => {
            // A search that has tried everything must have seen it: what it says is not to be
            // believed then.
            findings.is_exhaustive &= findings.wishes.mode != Mode::Classes;
            findings.endings.push(Found {
                order: calmest(trace),
                ending: (*played.ending).clone(),
                schedules: 0,
                sampled: 1,
            });
        }
    }
}

/// What can be had on which runtimes.
fn verdicts(stage: &Stage<'_>, findings: &Findings, keep_going: KeepGoing<'_>) -> Vec<Verdict> {
    let is_same =
        |set: SafePoints| set == findings.safe_points && findings.wishes.mode == Mode::Classes;
    let wishes = Wishes {
        mode: Mode::Classes,
        schedules: VERDICT_SCHEDULES.min(findings.wishes.schedules),
        ..findings.wishes
    };
    let others = RUNTIMES.iter().map(|it| it.0).filter(|set| !is_same(*set));
    let stages: Vec<Stage<'_>> = others.map(|set| stage.with_safe_points(set)).collect();
    let mut there = search_all(stages, wishes, stage.jobs(), keep_going).into_iter();
    let verdicts = RUNTIMES.iter().map(|(set, runtimes)| {
        let own = match is_same(*set) {
            true => None,
            false => there.next(),
        };
        let there = own.as_ref().unwrap_or(findings);
        let reached = findings.endings.iter().map(|found| {
            let same = there.endings.iter().find(|it| it.ending == found.ending);
            same.map(|it| it.order.clone())
        });
        Verdict {
            runtimes,
            safe_points: *set,
            is_exhaustive: there.is_exhaustive,
            schedules: there.schedules,
            reached: reached.collect(),
        }
    });
    verdicts.collect()
}

/// Searches on each of these stages, some of them side by side.
fn search_all(
    stages: Vec<Stage<'_>>,
    wishes: Wishes,
    jobs: usize,
    keep_going: KeepGoing<'_>,
) -> Vec<Findings> {
    let search = |stage: &Stage<'_>, keep_going: KeepGoing<'_>| {
        soundly(stage, || {
            let mut there = Findings::new(stage, wishes);
            classes(stage, &mut there, keep_going);
            shorten(stage, &mut there);
            there
        })
    };
    // Each OS thread has every so-manieth; the time that is left is for one after another.
    let count = stages.len();
    let jobs = jobs.clamp(1, count.max(1));
    let rounds = count.div_ceil(jobs);
    let begun = wishes.shares()[1];
    let told = |round: usize, schedules| Progress {
        what: "searching other runtimes",
        schedules,
        endings: 0,
        share: begun + (1.0 - begun) * (round + 1) as f64 / rounds as f64,
    };
    if jobs == 1 {
        let stages = stages.iter().enumerate();
        let found = stages.map(|(round, stage)| {
            search(stage, &mut |progress| {
                keep_going(told(round, progress.schedules))
            })
        });
        return found.collect();
    }
    let mut hands: Vec<Vec<Stage<'_>>> = (0..jobs).map(|_| Vec::new()).collect();
    for (at, stage) in stages.into_iter().enumerate() {
        hands[at % jobs].push(stage);
    }
    let enough: Vec<Word> = (0..rounds).map(|_| Word::new(0)).collect();
    let mut found = Vec::new();
    let mut goes_on = || {
        for (round, enough) in enough.iter().enumerate() {
            enough.set(u64::from(!keep_going(told(round, 0))));
        }
        true
    };
    let work = |hand: &mut Vec<Stage<'_>>, item: u64| {
        let round = item as usize / jobs;
        search(&hand[round], &mut |_| enough[round].get() == 0)
    };
    let mut take = |findings| {
        found.push(findings);
        true
    };
    in_order(&mut hands, count as u64, &work, &mut take, &mut goes_on);
    found
}

/// An execution that is had again, with all that is worth knowing of it.
pub struct Replayed {
    /// It.
    pub played: Played,
    /// Its events.
    pub events: Vec<Event>,
    /// The decisions that are not the usual ones.
    pub decisions: Vec<(usize, ThreadId)>,
    /// Events at which a decision could not be carried out.
    pub refused: Vec<usize>,
    /// Events at which a thread went on because its time was up, in order.
    pub given_up: Vec<usize>,
}

/// Has an execution again in which threads take turns as told.
pub fn replay_order(stage: &Stage<'_>, order: &Order) -> Replayed {
    let turns = order.threads.iter().copied().enumerate().collect();
    replay(stage, turns)
}

/// Has an execution again by its decisions.
pub fn replay(stage: &Stage<'_>, decisions: Vec<(usize, ThreadId)>) -> Replayed {
    replay_by(decisions, &|scheduler| stage.watch(scheduler))
}

/// The same, without what was seen of variables: for executions that are too long for that.
pub fn replay_blindly(stage: &Stage<'_>, decisions: Vec<(usize, ThreadId)>) -> Replayed {
    replay_by(decisions, &|scheduler| stage.run(scheduler))
}

fn replay_by(
    decisions: Vec<(usize, ThreadId)>,
    play: &dyn Fn(&mut dyn Scheduler) -> Played,
) -> Replayed {
    let mut noting = Noting::new(Follow::new(decisions));
    let played = play(&mut noting);
    let decisions = noting
        .decisions
        .iter()
        .map(|(at, thread, _)| (*at, *thread));
    Replayed {
        played,
        decisions: decisions.collect(),
        given_up: noting.given_up,
        events: noting.inner.events,
        refused: noting.inner.refused,
    }
}

/// The names of threads by number.
pub fn thread_names(played: &Played) -> BTreeMap<ThreadId, String> {
    let threads = played.outcome.report.threads.iter();
    threads
        .map(|thread| (thread.id, thread.name.clone()))
        .collect()
}
