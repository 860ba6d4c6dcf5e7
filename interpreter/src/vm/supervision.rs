//! Racy counting (`--counting racy`) wants to know who counts what, and at which line: the thread is
//! run instruction by instruction, and says before each where it stands. See `heap/quarantine.rs` of
//! the runtime.

use super::context::Cx;
use super::steps::{EVERY, METERED};
use super::thread::Thread;
use crate::code::Code;
use crate::safe_points::SafePoints;
use gilscope_runtime::heap::{Line, Supervision, set_moment, set_place};
use gilscope_runtime::task::{Context, Exit, Spent};
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// The line of the script that an instruction belongs to, as a number: that of the file above, that of the line
/// below; 0 for the library.
pub fn line_of(code: &Code, ip: u32) -> Line {
    let Some(span) = code
        .spans
        .get(ip as usize)
        .filter(|_| !code.source.is_library())
    else {
        return 0;
    };
    let line = code.source.line(span.start);
    file_number(&code.source.name) << 32 | Line::from(line)
}

/// The number of a file.
pub fn file_number(name: &str) -> Line {
    let mut hasher = FxHasher::default();
    name.hash(&mut hasher);
    hasher.finish() >> 32
}

impl Thread {
    /// Whether someone wants to know, and what.
    fn supervision(&self) -> Supervision {
        self.local.heap().supervision()
    }

    /// At the beginning of a step: says who runs, where and when, if someone wants to know.
    pub(super) fn tell_step(&self, context: &Context<'_>) {
        match self.supervision() {
            Supervision::None => {}
            Supervision::Places => self.tell_moment(context.me.0, 0, 0),
            Supervision::Lines { .. } => self.tell_line(context.me.0),
            Supervision::Moments => {
                let (start, end) = {
                    let after = |count| context.kernel.now(Spent::instructions(count));
                    (after(0), after(1))
                };
                self.tell_moment(context.me.0, start.0, end.0);
            }
        }
    }

    fn tell_moment(&self, thread: u32, start: u64, end: u64) {
        set_moment(thread, self.next_site(), start, end);
    }

    /// Runs until the budget is spent or the thread must leave; in virtual time, if it is
    /// supervised, for one instruction.
    pub(super) fn run_on(&mut self, cx: &mut Cx<'_>, budget: u64) -> Exit {
        match self.supervision() {
            Supervision::Lines { is_stepwise: true } if !self.world.options.gil => {
                self.run_by_lines(cx, 1)
            }
            Supervision::Lines { .. } => self.run_by_lines(cx, budget),
            // One thread runs at a time: nothing can happen.
            _ if self.world.options.gil => self.run(cx, budget),
            Supervision::None => self.run(cx, budget),
            Supervision::Moments => self.run(cx, 1),
            Supervision::Places => self.run_telling(cx, budget),
        }
    }

    fn run_telling(&mut self, cx: &mut Cx<'_>, budget: u64) -> Exit {
        let mut spent = 0;
        loop {
            self.tell_moment(cx.me.0, 0, 0);
            let exit = self.run(cx, 1);
            spent += cx.spent.max(1);
            if spent >= budget || !matches!(exit, Exit::BudgetSpent) {
                cx.spent = spent;
                return exit;
            }
        }
    }

    /// Instruction by instruction, each told with its line, to the first safe point at which the budget is
    /// spent.
    fn run_by_lines(&mut self, cx: &mut Cx<'_>, budget: u64) -> Exit {
        let set = self.world.options.switched_at();
        loop {
            self.tell_line(cx.me.0);
            let last = self.frame().next_op();
            let exit = match &mut self.meter {
                None => self.run_loop::<EVERY>(cx, 1),
                Some(meter) => {
                    meter.goes_one_by_one();
                    self.run_loop::<METERED>(cx, 1)
                }
            };
            cx.before += std::mem::take(&mut cx.spent).max(1);
            let mut is_over = !matches!(exit, Exit::BudgetSpent);
            if !is_over && (cx.before >= budget || self.is_out_of_patience()) {
                // On to a safe point, however long that takes.
                self.meter.iter_mut().for_each(|meter| meter.be_patient());
                let next = self.frame().next_op();
                is_over = set == SafePoints::Blocking || self.is_safe_point(set, last, next);
            }
            if is_over {
                cx.spent = std::mem::take(&mut cx.before);
                return exit;
            }
        }
    }

    /// Tells the line of the instruction that comes next: that of the script which led to it. What a module of
    /// the library does when it is loaded is at no line.
    fn tell_line(&self, thread: u32) {
        let mut place = (0, 0);
        for (frame, depth) in self.frames.iter().rev().zip(0..) {
            let code = frame.program.code();
            if !code.code.source.is_library() {
                let ip = match depth {
                    0 => frame.ip(),
                    _ => frame.ip().saturating_sub(1),
                };
                place = (line_of(&code.code, ip), code.site(ip).0);
                break;
            }
            if &*code.code.name == "<module>" {
                break;
            }
        }
        set_place(thread, place.0, place.1);
    }

    /// The place of the instruction that comes next, or of the call in the user's text that led to
    /// it; 0 if there is none.
    fn next_site(&self) -> u32 {
        let mut frames = self.frames.iter().rev().enumerate();
        let found = frames.find(|(_, frame)| !frame.program.code().code.source.is_library());
        found.map_or(0, |(depth, frame)| {
            let ip = match depth {
                0 => frame.ip(),
                _ => frame.ip().saturating_sub(1),
            };
            frame.program.code().site(ip).0
        })
    }
}
