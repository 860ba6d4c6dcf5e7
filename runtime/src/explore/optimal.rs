//! Optimal dynamic partial-order reduction: one execution for each class of equivalent ones.
//!
//! Two executions are equivalent if one becomes the other by exchanging neighbours that do not
//! conflict. Each execution is examined for races; for each race, an execution in which the two come
//! the other way round is planned in the wake-up tree of the state before the first of them, unless the
//! sleep set there tells that such a one has been explored.

use super::deeds::Planned;
use super::event::{Blocked, Candidate, Event, Scheduler, State};
use super::follow::usual;
use super::trace::{Important, Trace};
use super::wakeup::{First, Tree, could_be_first};
use crate::kernel::ThreadId;
use std::mem::take;

/// A state on the way of the present execution, and what was chosen there. What was performed then is the
/// step of the trace at the same place.
#[derive(Clone, Default, Debug)]
struct Node {
    /// Events with which everything has been explored from here.
    sleep: Vec<Planned>,
    /// What is to be explored from here after the present branch.
    tree: Tree,
    /// The present branch as it was planned, once it has been performed.
    begun: Option<Planned>,
}

/// The search; plays one execution after another.
#[derive(Clone, Debug)]
pub struct Optimal {
    /// The present ones, and behind them others whose memory will be used again.
    nodes: Vec<Node>,
    /// How many are present.
    depth: usize,
    trace: Trace,
    /// How many events of the present execution have been performed.
    at: usize,
    /// From which event on the present execution is new.
    new_from: usize,
    /// Races of the present execution: the earlier, the later.
    races: Vec<(usize, usize)>,
    /// Of blocked threads: the earlier, and what the blocked thread would have done.
    blocked: Vec<(usize, Planned)>,
    /// Where candidates and events are put together.
    awake: Vec<Candidate>,
    events: Vec<Planned>,
    /// Executions that were given up because all of them had been explored.
    pub redundant: u64,
    /// Whether an execution was not what had been seen before with the same choices: the program is not
    /// a function of them.
    pub diverged: bool,
    is_cut: bool,
}

impl Default for Optimal {
    fn default() -> Optimal {
        Optimal::new()
    }
}

impl Optimal {
    /// A search that has seen nothing.
    pub fn new() -> Optimal {
        Optimal {
            nodes: vec![Node::default()],
            depth: 1,
            trace: Trace::default(),
            at: 0,
            new_from: 0,
            races: Vec::new(),
            blocked: Vec::new(),
            awake: Vec::new(),
            events: Vec::new(),
            redundant: 0,
            diverged: false,
            is_cut: false,
        }
    }

    /// The present execution; of one that was given up, its beginning.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// The same, for what it keeps of what was asked before.
    pub fn trace_mut(&mut self) -> &mut Trace {
        &mut self.trace
    }

    /// Whether the present execution was given up as it had nothing new.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Where threads have met without being in order, in all executions so far.
    pub fn important(&self) -> &Important {
        self.trace.important()
    }

    /// The present execution is over: gets ready for the next one, if there is one.
    pub fn next_execution(&mut self) -> bool {
        if !self.is_cut {
            self.plan();
        }
        self.races.clear();
        self.blocked.clear();
        self.is_cut = false;
        self.at = 0;
        self.step_back()
    }

    /// Plans executions in which the races of this one come the other way round.
    fn plan(&mut self) {
        let (races, blocked) = (take(&mut self.races), take(&mut self.blocked));
        for &(first, second) in &races {
            let later = self.trace.steps[second].again;
            let reversed = Planned::anew(later.thread, later.deed, &mut self.trace.deeds);
            self.plan_reversal(first, second, reversed);
        }
        for &(first, reversed) in &blocked {
            self.plan_reversal(first, self.trace.steps.len(), reversed);
        }
        (self.races, self.blocked) = (races, blocked);
    }

    /// Plans what comes between two events without depending on the first, and then the second.
    fn plan_reversal(&mut self, first: usize, second: usize, reversed: Planned) {
        let trace = &self.trace;
        if trace.steps[first].event.is_late {
            return;
        }
        let between = (first + 1..second).filter(|at| !trace.happens_after(*at, first));
        self.events.clear();
        self.events.extend(between.map(|at| trace.steps[at].again));
        self.events.push(reversed);
        let node = &mut self.nodes[first];
        let explored = node.sleep.iter().chain(&node.begun);
        let is_explored =
            |it: &Planned| could_be_first(*it, &self.events, &trace.deeds) != First::No;
        if !explored.into_iter().any(is_explored) {
            node.tree.insert(&mut self.events, &trace.deeds);
        }
    }

    /// Goes back to the last state from which something is left to explore; false if there is none.
    fn step_back(&mut self) -> bool {
        while self.depth > 0 {
            let at = self.depth - 1;
            let node = &mut self.nodes[at];
            if node.begun.take().is_some() {
                node.sleep.push(self.trace.steps[at].again);
                if !node.tree.branches.is_empty() {
                    self.new_from = at;
                    self.trace.truncate(at);
                    return true;
                }
            }
            self.depth = at;
        }
        false
    }

    /// Who goes next where nothing has been tried with the present beginning.
    fn choose_new(&mut self, state: &State<'_>) -> Option<ThreadId> {
        let node = &mut self.nodes[self.at];
        let sleeps = |thread| node.sleep.iter().any(|it| it.thread == thread);
        while let Some(branch) = node.tree.branches.first() {
            let thread = branch.event.thread;
            if state.has(thread) && !sleeps(thread) {
                return Some(thread);
            }
            // It has been explored, or cannot be had here: more was planned than is known to differ.
            node.tree.branches.remove(0);
        }
        if node.sleep.is_empty() {
            return Some(usual(state));
        }
        let awake = state.candidates.iter().filter(|it| !sleeps(it.thread));
        self.awake.clear();
        self.awake.extend(awake);
        if self.awake.is_empty() {
            self.is_cut = true;
            self.redundant += 1;
            return None;
        }
        let state = State {
            candidates: &self.awake,
            ..*state
        };
        Some(usual(&state))
    }

    /// Enters the state after the event that was just performed from the one at `at`.
    fn enter(&mut self, at: usize, again: Planned) {
        if self.nodes.len() == at + 1 {
            self.nodes.push(Node::default());
        }
        let (before, after) = self.nodes.split_at_mut(at + 1);
        let (before, after) = (&mut before[at], &mut after[0]);
        let deeds = &self.trace.deeds;
        let independent = |it: &&Planned| it.thread != again.thread && !it.touches(again, deeds);
        after.sleep.clear();
        after.sleep.extend(before.sleep.iter().filter(independent));
        let branches = &mut before.tree.branches;
        let planned = branches
            .iter()
            .position(|it| it.event.thread == again.thread);
        let planned = planned.map(|at| branches.remove(at));
        let (begun, tree) = match planned {
            Some(branch) => (branch.event, branch.rest),
            None => (again, Tree::default()),
        };
        before.begun = Some(begun);
        after.tree = tree;
        after.begun = None;
        self.depth = at + 2;
    }
}

impl Scheduler for Optimal {
    fn choose(&mut self, state: &State<'_>) -> Option<ThreadId> {
        if self.at + 1 >= self.depth {
            return self.choose_new(state);
        }
        let thread = self.trace.steps[self.at].event.thread;
        if state.has(thread) {
            return Some(thread);
        }
        self.diverged = true;
        self.is_cut = true;
        None
    }

    fn performed(&mut self, event: &Event) {
        let at = self.at;
        self.at += 1;
        if let Some(known) = self.trace.steps.get(at) {
            let known = &known.event;
            self.diverged |= known.thread != event.thread || known.accesses != event.accesses;
            return;
        }
        let races = self.trace.push(event);
        self.races.extend(races.iter().map(|first| (*first, at)));
        let again = self.trace.steps[at].again;
        self.enter(at, again);
    }

    fn keeps(&mut self) -> usize {
        self.at = self.new_from;
        self.at
    }

    fn stuck(&mut self, blocked: &[Blocked]) {
        self.trace.end_blocked(blocked);
        for blocked in blocked {
            let (races, planned) = self.trace.races_of_blocked(blocked);
            self.blocked
                .extend(races.iter().map(|first| (*first, planned)));
        }
    }
}
