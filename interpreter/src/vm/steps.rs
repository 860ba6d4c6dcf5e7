//! Steps: what surrounds the loop. Its registers, where it looks for the end of the budget, and what is
//! done when an instruction takes more than the loop can do at once.

use super::context::Cx;
use super::signal::Signal;
use super::stack::{Cursor, MOST, Program, Window};
use super::thread::{Cont, Thread};
use crate::linked::Instr;
use crate::op::{Op, Operation};
use crate::safe_points::{MICROPYTHON_JUMPS, SafePoints};
use gilscope_runtime::heap::record::is_recording;
use gilscope_runtime::heap::{has_finalizable, set_site};
use gilscope_runtime::task::Exit;

/// What the slow way does when there is nothing to do but to look around.
pub(super) const NOTHING: Instr = plain(Op::Nop, 0);
/// Stands for the end of the budget.
pub(super) const SPENT: Instr = plain(Op::Nop, 1);
/// The end of the budget is no longer far away.
pub(super) const NEAR: Instr = plain(Op::Nop, 2);
/// A native that was called in the loop asks for something.
pub(super) const ASKED: Instr = plain(Op::Nop, 3);

pub(super) const fn plain(op: Op, arg: u32) -> Instr {
    Instr {
        op,
        operation: Operation::Other,
        c: 0,
        arg,
    }
}

/// Modes of the loop: it looks whether the budget has ended at safe points only, or at every instruction.
const AT_SAFE_POINTS: u8 = 0;
/// See [`AT_SAFE_POINTS`].
pub(super) const EVERY: u8 = 1;
/// Either, as the meter says, which notes what each instruction costs.
pub(super) const METERED: u8 = 2;
/// It need not look, as the budget lasts for more instructions than the code has. Only where control
/// goes back or to other code can that change, and it looks there.
pub(super) const FAR: u8 = 3;

/// The registers of the loop.
#[derive(Clone, Copy)]
pub(super) struct Registers {
    pub(super) cursor: Cursor,
    pub(super) window: Window,
    pub(super) program: Program,
}

impl Registers {
    /// Whether the budget lasts for as long as control only goes forward.
    #[inline(always)]
    pub(super) fn is_far(&self) -> bool {
        self.cursor.is_far(self.program.code())
    }
}

impl Thread {
    fn load(&mut self, left: i64) -> Registers {
        let frame = self.frame();
        let (program, place, base) = (frame.program, frame.place, frame.base as usize);
        Registers {
            cursor: Cursor::at(place, left),
            window: self.stack.window(base),
            program,
        }
    }

    /// Saves the registers; gives what is left of the budget.
    #[inline(always)]
    fn save(&mut self, cx: &mut Cx<'_>, registers: &Registers, budget: i64) -> i64 {
        let code = registers.program.code();
        let ip = registers.cursor.ip(code);
        let left = registers.cursor.left();
        self.stack.set_top(registers.window);
        self.frame().place = registers.cursor.place();
        cx.spent = (budget - left) as u64;
        cx.site = code.site(ip.saturating_sub(1));
        set_site(cx.site.0);
        left
    }

    /// What a native that is called in the loop may want to know of where and when that is.
    #[inline(always)]
    pub(super) fn note_place(cx: &mut Cx<'_>, registers: &Registers) {
        let code = registers.program.code();
        cx.spent = (cx.budget - registers.cursor.left()) as u64;
        cx.site = code.site(registers.cursor.ip(code).wrapping_sub(1));
        set_site(cx.site.0);
    }

    /// Runs until the budget is spent or the thread must leave.
    pub(super) fn run(&mut self, cx: &mut Cx<'_>, budget: u64) -> Exit {
        if is_recording() {
            match cx.world.options.watcher {
                None => return self.run_recorded(cx, budget),
                Some(_) if cx.world.is_public() => return self.run_watched(cx, budget),
                // One thread, which nobody can race with.
                Some(_) => {}
            }
        }
        let is_metered = self.meter.is_some();
        match cx.world.options.switched_at() {
            SafePoints::Every | SafePoints::Py310 | SafePoints::Blocking if is_metered => {
                self.run_loop::<METERED>(cx, budget)
            }
            SafePoints::Every => self.run_loop::<EVERY>(cx, budget),
            // Where threads co-operate, the driver never switches at the end of a budget.
            SafePoints::Py310 | SafePoints::Blocking => self.run_loop::<AT_SAFE_POINTS>(cx, budget),
            set if is_metered => self.run_to_safe_point::<METERED>(cx, budget, set),
            set => self.run_to_safe_point::<EVERY>(cx, budget, set),
        }
    }

    /// As the loop, for sets that are not worth a loop of their own: all of the budget but one instruction
    /// is spent at once; the last one, and what comes after it, runs alone until a safe point is
    /// reached.
    fn run_to_safe_point<const MODE: u8>(
        &mut self,
        cx: &mut Cx<'_>,
        budget: u64,
        set: SafePoints,
    ) -> Exit {
        let mut budget = budget.min(MOST as u64) as i64 - 1;
        cx.budget = budget;
        let mut alone = None;
        if let Some(meter) = &mut self.meter {
            meter.every = true;
        }
        let mut r = self.load(budget);
        if MODE == EVERY
            && let Some(exit) = self.run_far(cx, &mut r, budget)
        {
            return exit;
        }
        loop {
            let instr = self.run_near::<MODE>(cx, &mut r);
            let mut left = self.save(cx, &r, budget);
            if instr == SPENT {
                if let Some(meter) = &mut self.meter {
                    // What was left of the budget is given up, if it was patience that ended.
                    meter.be_patient();
                    budget -= left;
                    cx.budget = budget;
                    left = 0;
                }
                let next = self.frame().next_op();
                if alone.is_some_and(|last| self.is_safe_point(set, last, next)) {
                    return Exit::BudgetSpent;
                }
                alone = Some(next);
                budget += 1;
                cx.budget = budget;
                left += 1;
            } else if let Some(exit) = self.run_slowly(cx, instr) {
                return exit;
            }
            r = self.load(left);
        }
    }

    /// Whether a thread may be switched between two instructions; it is due to be.
    pub(super) fn is_safe_point(&mut self, set: SafePoints, last: Op, next: Op) -> bool {
        if !set.after(last) || !set.before(next) {
            return false;
        }
        if set != SafePoints::MicroPython {
            return true;
        }
        self.jumps = (self.jumps + 1) % MICROPYTHON_JUMPS;
        self.jumps == 0
    }

    /// Carries out what the fast loop has left; the exit if the step ends with it.
    #[inline(always)]
    fn run_slowly(&mut self, cx: &mut Cx<'_>, instr: Instr) -> Option<Exit> {
        if instr.op != Op::Nop {
            self.meter_slowly(cx, instr.op);
        }
        if let Err(signal) = self.slow(cx, instr)
            && let Some(exit) = self.handle(cx, signal)
        {
            return Some(exit);
        }
        if has_finalizable() {
            self.finalize(cx, Cont::Drop);
        }
        None
    }

    /// The loop, in one of its modes.
    pub(super) fn run_loop<const MODE: u8>(&mut self, cx: &mut Cx<'_>, budget: u64) -> Exit {
        let budget = budget.min(MOST as u64) as i64;
        cx.budget = budget;
        let mut r = self.load(budget);
        if MODE == EVERY
            && let Some(exit) = self.run_far(cx, &mut r, budget)
        {
            return exit;
        }
        loop {
            let instr = self.run_near::<MODE>(cx, &mut r);
            let left = self.save(cx, &r, budget);
            if instr == SPENT {
                return Exit::BudgetSpent;
            }
            if let Some(exit) = self.run_slowly(cx, instr) {
                return exit;
            }
            r = self.load(left);
            let is_past = || r.cursor.is_past() || (MODE == METERED && self.is_out_of_patience());
            if MODE != EVERY && instr.op.is_safepoint() && is_past() {
                self.save(cx, &r, budget);
                return Exit::BudgetSpent;
            }
        }
    }

    /// Runs while the budget lasts for longer than the code is, slow instructions included. The exit, if
    /// the step ends with one of them.
    ///
    /// Nearly all of a script's time is spent here: the loop is part of it, so that a slow instruction
    /// costs no way out of it.
    #[inline(never)]
    fn run_far(&mut self, cx: &mut Cx<'_>, registers: &mut Registers, budget: i64) -> Option<Exit> {
        let mut r = *registers;
        while r.is_far() {
            let instr = self.run_fast::<FAR>(cx, &mut r);
            if instr == NEAR {
                break;
            }
            let left = self.save(cx, &r, budget);
            if let Some(exit) = self.run_slowly(cx, instr) {
                return Some(exit);
            }
            r = self.load(left);
        }
        *registers = r;
        None
    }

    /// As `run_fast`, which is compiled once for each mode.
    #[inline(never)]
    fn run_near<const MODE: u8>(&mut self, cx: &mut Cx<'_>, r: &mut Registers) -> Instr {
        self.run_fast::<MODE>(cx, r)
    }

    /// Deals with a signal: goes on elsewhere, or leaves the step.
    pub(super) fn handle(&mut self, cx: &mut Cx<'_>, signal: Box<Signal>) -> Option<Exit> {
        let mut signal = signal;
        loop {
            match *signal {
                Signal::Leave(exit) => return Some(exit),
                other => match self.unwind(cx, other) {
                    Ok(()) if self.frames.is_empty() => {
                        return Some(Exit::Done);
                    }
                    Ok(()) => return None,
                    Err(next) => signal = next,
                },
            }
        }
    }
}
