//! Optimal dynamic partial-order reduction: one execution for each class of equivalent ones.
//!
//! Two executions are equivalent if one becomes the other by exchanging neighbours that do not
//! conflict. Each execution is examined for races; for each race, an execution in which the two come
//! the other way round is planned in the wake-up tree of the state before the first of them, unless the
//! sleep set there tells that such a one has been explored.

use super::event::{Blocked, Candidate, Event, Scheduler, State, conflict};
use super::follow::usual;
use super::trace::{Important, Trace};
use super::wakeup::{Branch, First, Planned, Tree, could_be_first};
use crate::kernel::ThreadId;

/// A state on the way of the present execution, and what was chosen there.
#[derive(Clone, Debug)]
struct Node {
    /// Events with which everything has been explored from here.
    sleep: Vec<Planned>,
    /// What is to be explored from here, the present branch among it.
    tree: Tree,
    /// What was chosen, once it has been performed.
    chosen: Option<Event>,
}

/// The search; plays one execution after another.
#[derive(Clone, Debug)]
pub struct Optimal {
    nodes: Vec<Node>,
    trace: Trace,
    /// How many events of the present execution have been performed.
    at: usize,
    /// From which event on the present execution is new.
    new_from: usize,
    /// Races of the present execution: the earlier, the later.
    races: Vec<(usize, usize)>,
    /// Of blocked threads: the earlier, and what the blocked thread would have done.
    blocked: Vec<(usize, Blocked)>,
    important: Important,
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
        let root = Node {
            sleep: Vec::new(),
            tree: Tree::default(),
            chosen: None,
        };
        Optimal {
            nodes: vec![root],
            trace: Trace::default(),
            at: 0,
            new_from: 0,
            races: Vec::new(),
            blocked: Vec::new(),
            important: Important::default(),
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
        &self.important
    }

    /// The present execution is over: gets ready for the next one, if there is one.
    pub fn next_execution(&mut self) -> bool {
        if !self.is_cut {
            self.plan();
        }
        self.important.extend(self.trace.important());
        self.races.clear();
        self.blocked.clear();
        self.is_cut = false;
        self.at = 0;
        self.step_back()
    }

    /// Plans executions in which the races of this one come the other way round.
    fn plan(&mut self) {
        for (first, second) in std::mem::take(&mut self.races) {
            let later = &self.trace.steps[second].event;
            let reversed = Planned::anew(later.thread, &later.accesses);
            self.plan_reversal(first, second, reversed);
        }
        for (first, blocked) in std::mem::take(&mut self.blocked) {
            let reversed = Planned::anew(blocked.thread, &[blocked.access]);
            self.plan_reversal(first, self.trace.steps.len(), reversed);
        }
    }

    /// Plans what comes between two events without depending on the first, and then the second.
    fn plan_reversal(&mut self, first: usize, second: usize, reversed: Planned) {
        let node = &mut self.nodes[first];
        if node.chosen.as_ref().is_none_or(|event| event.is_late) {
            return;
        }
        let between = (first + 1..second).filter(|at| !self.trace.happens_after(*at, first));
        let mut events: Vec<Planned> = between
            .map(|at| Planned::again(&self.trace.steps[at].event))
            .collect();
        events.push(reversed);
        let explored = |it: &Planned| could_be_first(it, &events) != First::No;
        if node.sleep.iter().any(explored) {
            return;
        }
        let begun = node.chosen.as_ref().map(|event| event.thread);
        node.tree.insert(events, begun);
    }

    /// Goes back to the last state from which something is left to explore; false if there is none.
    fn step_back(&mut self) -> bool {
        while let Some(node) = self.nodes.last_mut() {
            if let Some(event) = node.chosen.take() {
                node.tree.remove(event.thread);
                node.sleep.push(Planned::again(&event));
                if !node.tree.branches.is_empty() {
                    self.new_from = self.nodes.len() - 1;
                    self.trace.truncate(self.new_from);
                    return true;
                }
            }
            self.nodes.pop();
        }
        false
    }

    /// Who goes next where nothing has been tried with the present beginning.
    fn choose_new(&mut self, state: &State<'_>) -> Option<ThreadId> {
        let node = self.nodes.last_mut()?;
        while let Some(branch) = node.tree.branches.first() {
            let thread = branch.event.thread;
            let sleeps = node.sleep.iter().any(|it| it.thread == thread);
            if state.has(thread) && !sleeps {
                return Some(thread);
            }
            // It has been explored, or cannot be had here: more was planned than is known to differ.
            node.tree.branches.remove(0);
        }
        let sleeps = |thread| node.sleep.iter().any(|it| it.thread == thread);
        let awake = state.candidates.iter().filter(|it| !sleeps(it.thread));
        let awake: Vec<Candidate> = awake.copied().collect();
        if awake.is_empty() {
            self.is_cut = true;
            self.redundant += 1;
            return None;
        }
        let state = State {
            candidates: &awake,
            ..*state
        };
        Some(usual(&state))
    }
}

impl Scheduler for Optimal {
    fn choose(&mut self, state: &State<'_>) -> Option<ThreadId> {
        match self.nodes.get(self.at)?.chosen.as_ref() {
            Some(event) if state.has(event.thread) => Some(event.thread),
            Some(_) => {
                self.diverged = true;
                self.is_cut = true;
                None
            }
            None => self.choose_new(state),
        }
    }

    fn performed(&mut self, event: &Event) {
        let at = self.at;
        self.at += 1;
        if let Some(known) = &self.nodes[at].chosen {
            self.diverged |= known.thread != event.thread || known.accesses != event.accesses;
            return;
        }
        let races = self.trace.push(event);
        self.races
            .extend(races.into_iter().map(|first| (first, at)));
        let node = &mut self.nodes[at];
        let independent =
            |it: &&Planned| it.thread != event.thread && !conflict(&it.accesses, &event.accesses);
        let sleep = node.sleep.iter().filter(independent).cloned().collect();
        let begun = node
            .tree
            .branches
            .iter()
            .find(|it| it.event.thread == event.thread);
        let tree = begun.map_or_else(Tree::default, |branch| branch.rest.clone());
        if begun.is_none() {
            let branch = Branch {
                event: Planned::again(event),
                rest: Tree::default(),
            };
            node.tree.branches.insert(0, branch);
        }
        node.chosen = Some(event.clone());
        self.nodes.push(Node {
            sleep,
            tree,
            chosen: None,
        });
    }

    fn keeps(&mut self) -> usize {
        self.at = self.new_from;
        self.at
    }

    fn stuck(&mut self, blocked: &[Blocked]) {
        self.trace.end_blocked(blocked);
        for blocked in blocked {
            let races = self.trace.races_of_blocked(blocked);
            let races = races.into_iter().map(|first| (first, blocked.clone()));
            self.blocked.extend(races);
        }
    }
}
