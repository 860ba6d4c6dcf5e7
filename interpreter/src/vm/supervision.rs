//! Racy counting (`--counting racy`) wants to know who counts what, and at which line: the thread is
//! run instruction by instruction, and says before each where it stands. See `heap/quarantine.rs` of
//! the runtime.

use super::context::Cx;
use super::thread::Thread;
use crate::object::derived::Derived;
use crate::object::{Class, Exception, Function, Instance, kind_name};
use gilscope_runtime::heap::{Ref, Supervision, set_moment};
use gilscope_runtime::task::{Context, Exit, Spent};

/// What an object is called in reports: `Account`, `function deposit`, `list`.
pub fn describe(object: &Ref) -> String {
    let instance = { object.downcast::<Instance>() }.map(|it| &it.class);
    let derived = { object.downcast::<Derived>() }.map(|it| &it.class);
    let exception = { object.downcast::<Exception>() }.map(|it| &it.class);
    if let Some(class) = instance.or(derived).or(exception) {
        return class.name.to_string();
    }
    if let Some(function) = object.downcast::<Function>() {
        return format!("function {}", function.code.code.name);
    }
    match object.downcast::<Class>() {
        Some(class) => format!("class {}", class.name),
        None => kind_name(object.kind()).to_string(),
    }
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

    /// The place of the instruction that comes next, or of the call in the user's text that led to
    /// it; 0 if there is none.
    fn next_site(&self) -> u32 {
        let mut frames = self.frames.iter().rev().enumerate();
        let found = frames.find(|(_, frame)| !frame.program.code().code.source.is_library());
        found.map_or(0, |(depth, frame)| {
            let ip = match depth {
                0 => frame.ip,
                _ => frame.ip.saturating_sub(1),
            };
            frame.program.code().site(ip).0
        })
    }
}
