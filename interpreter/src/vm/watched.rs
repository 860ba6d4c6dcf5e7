//! How a thread runs where somebody wants to know at once what it touches: one instruction at a time, as
//! where schedules are explored, but switched when and where the run's own settings say.

use super::context::Cx;
use super::steps::EVERY;
use super::thread::Thread;
use crate::object::{PRIVATE, QUIET};
use crate::safe_points::SafePoints;
use gilscope_runtime::heap::record::{
    Access, Focus, Kinds, Location, Touch, Watching, focus, stand, tell, unnoticed,
};
use gilscope_runtime::task::{Exit, ThreadId};

/// A frame that has called the next one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Caller {
    /// Where.
    site: u32,
    /// The number of that call among all calls of the script's own text.
    calls: u32,
}

/// Tells a watcher that the thread that runs has come to its end.
pub(super) fn tell_end() {
    tell(|watcher, standing| {
        let location = Location::end_of(standing.thread);
        let touch = Touch::End;
        watcher.touched(standing, Access { location, touch });
    });
}

impl Thread {
    /// At the beginning of a step: somebody is told of it, if somebody wants to be.
    pub(super) fn watch(&mut self, me: ThreadId) -> Option<Watching> {
        let watcher = self.world.options.watcher.as_ref()?;
        let kinds = Kinds {
            ignored: PRIVATE,
            quiet: QUIET,
            own: 0,
        };
        let watching = Watching::begin(watcher, kinds, me.0);
        if let Some(ticket) = self.ticket.take() {
            watcher.begins(me.0, ticket);
        }
        self.tell_place(true);
        Some(watching)
    }

    /// Runs until the budget is spent at a safe point or the thread must leave.
    pub(super) fn run_watched(&mut self, cx: &mut Cx<'_>, budget: u64) -> Exit {
        let set = cx.world.options.switched_at();
        let mut spent = 0;
        loop {
            self.tell_place(false);
            let (code, instr, _) = self.instruction();
            let of_library = code.code.source.is_library();
            // Who adds an item to a dict is in nobody's way who uses others.
            focus(unnoticed(|| self.focus_of(code, instr, of_library)));
            let exit = self.run_loop::<EVERY>(cx, 1);
            focus(Focus::ASIDE);
            spent += cx.spent;
            cx.spent = spent;
            if !matches!(exit, Exit::BudgetSpent) {
                return exit;
            }
            let next = self.frame().next_op();
            let is_safe = set == SafePoints::Blocking || self.is_safe_point(set, instr.op, next);
            if spent >= budget && is_safe {
                return exit;
            }
        }
    }

    /// Says where the thread stands, in the script's own text: before the next instruction, or in the
    /// middle of the last one.
    fn tell_place(&mut self, is_inside: bool) {
        let frames = &self.frames;
        let own = { frames.iter() }.rposition(|it| !it.program.code().code.source.is_library());
        let Some(own) = own else {
            return stand(0, 0);
        };
        let is_caller = own + 1 < frames.len() || is_inside;
        let ip = frames[own].ip().saturating_sub(u32::from(is_caller));
        let site = frames[own].program.code().site(ip).0;
        stand(site, self.calls(own));
    }

    /// The number of the calls that have led to the frame at `depth`.
    fn calls(&mut self, depth: usize) -> u32 {
        let site = |at: usize| {
            let frame = &self.frames[at];
            frame.program.code().site(frame.ip().saturating_sub(1)).0
        };
        self.callers.truncate(depth);
        while let Some(last) = self.callers.last()
            && last.site != site(self.callers.len() - 1)
        {
            self.callers.pop();
        }
        while self.callers.len() < depth {
            let at = self.callers.len();
            let outer = self.callers.last().map_or(0, |caller| caller.calls);
            let site = site(at);
            let is_library = self.frames[at].program.code().code.source.is_library();
            let calls = match is_library {
                true => outer,
                false => tell(|watcher, _| watcher.called(outer, site)).unwrap_or(0),
            };
            self.callers.push(Caller { site, calls });
        }
        self.callers.last().map_or(0, |caller| caller.calls)
    }
}
