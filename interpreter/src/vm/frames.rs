//! The frames of a thread: its calls in progress, the innermost last.
//!
//! For all but the loop they are a slice of [`Frame`]s that grows and shrinks at its end. The loop makes
//! and leaves frames with [`Frames::call`] and [`Frames::leave`], in a few machine instructions; whatever
//! takes more than that is refused there, and done by [`Frames::push`] and its callers.
#![allow(unsafe_code)]

use super::stack::{Place, Program};
use super::thread::Cont;
use crate::op::Op;
use std::mem::MaybeUninit;
use std::ops::{Deref, DerefMut};
use std::ptr;

/// One call in progress.
pub(super) struct Frame {
    /// Code and namespace.
    pub program: Program,
    /// The next instruction, while the frame is not the one that runs.
    pub place: Place,
    /// Index of its first slot in the stack.
    pub base: u32,
    /// What becomes of its result.
    pub cont: Cont,
}

impl Frame {
    /// A frame that will go on with instruction `ip`.
    pub fn new(program: Program, ip: u32, base: u32, cont: Cont) -> Frame {
        Frame {
            program,
            place: Place::at(program.code(), ip),
            base,
            cont,
        }
    }

    /// The next instruction, while the frame is not the one that runs.
    pub fn ip(&self) -> u32 {
        self.place.ip(self.program.code())
    }

    /// Goes on with instruction `ip`.
    pub fn set_ip(&mut self, ip: u32) {
        self.place = Place::at(self.program.code(), ip);
    }

    /// Does the last instruction again.
    pub fn step_back(&mut self) {
        self.place = self.place.moved(-1);
    }

    /// Takes a jump that stands just before the next instruction.
    pub fn jump(&mut self, distance: i32) {
        self.place = self.place.moved(distance);
    }

    /// The instruction so many before the next one, were nothing fused.
    fn op_before(&self, distance: usize) -> Option<(Op, u32)> {
        let at = (self.ip() as usize).checked_sub(distance)?;
        let instr = self.program.code().code.instrs.get(at)?;
        Some((instr.op, instr.arg))
    }

    /// Whether the call in progress, or the one just made, enters or leaves a `with`.
    pub fn is_in_with_call(&self) -> bool {
        let nones = (2..5).all(|n| matches!(self.op_before(n), Some((Op::LoadConst, _))));
        match (self.op_before(2), self.op_before(1)) {
            (Some((Op::LoadWith, _)), Some((Op::Call, 0))) | (_, Some((Op::WithExcept, _))) => true,
            (_, Some((Op::Call, 3))) => nones,
            _ => false,
        }
    }

    /// Whether a `with` has just been entered or is about to be left.
    pub fn is_at_with(&self) -> bool {
        let instrs = &self.program.code().code.instrs;
        let rest = instrs.get(self.ip() as usize..).unwrap_or_default();
        let nones = rest.iter().take(3).take_while(|it| it.op == Op::LoadConst);
        match (rest.first(), rest.get(nones.count())) {
            (Some(next), _) if matches!(next.op, Op::PushExc | Op::WithExcept) => true,
            (_, Some(call)) if (call.op, call.arg) == (Op::Call, 3) => true,
            _ => matches!(self.op_before(2), Some((Op::LoadWith, _))) && self.is_in_with_call(),
        }
    }

    /// What the next instruction does, were nothing fused.
    pub fn next_op(&self) -> Op {
        self.program.code().code.instrs[self.ip() as usize].op
    }
}

/// Places for frames that a thread begins with.
const FIRST_SIZE: usize = 8;

/// The frames of one thread.
///
/// Invariant *(frames)*: the places up to `top`, included, hold frames; `last` is at or before the last
/// place there is.
pub(super) struct Frames {
    places: Box<[MaybeUninit<Frame>]>,
    /// The innermost frame; one before the first place where there is none.
    top: *mut Frame,
    /// The last place that [`Frames::call`] may fill.
    last: *mut Frame,
    /// Most frames there may be, for those who ask.
    limit: usize,
}

// SAFETY: the pointers lead into the places, which are its own.
unsafe impl Send for Frames {}

impl Frames {
    /// No frames.
    pub fn new() -> Frames {
        let mut frames = Frames {
            places: Box::new_uninit_slice(FIRST_SIZE),
            top: ptr::null_mut(),
            last: ptr::null_mut(),
            limit: 0,
        };
        frames.point(0);
        frames
    }

    fn start(&mut self) -> *mut Frame {
        self.places.as_mut_ptr().cast()
    }

    /// So many places hold frames; the limit or the places may be new.
    fn point(&mut self, count: usize) {
        let most = self.limit.min(self.places.len());
        self.top = self.start().wrapping_add(count).wrapping_sub(1);
        self.last = self.start().wrapping_add(most).wrapping_sub(1);
    }

    /// Most frames there may be.
    #[inline]
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// Sets how many frames there may be; there may be more already.
    pub fn set_limit(&mut self, limit: usize) {
        self.limit = limit;
        self.point(self.len());
    }

    /// Whether there are as many frames as there may be.
    #[inline]
    pub fn are_many(&self) -> bool {
        self.len() >= self.limit
    }

    /// Adds a frame, whatever the limit.
    #[inline]
    pub fn push(&mut self, frame: Frame) {
        let count = self.len();
        if count == self.places.len() {
            self.grow();
        }
        self.places[count].write(frame);
        self.top = self.top.wrapping_add(1);
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self) {
        let count = self.len();
        let mut larger = Box::new_uninit_slice(self.places.len() * 2);
        let (source, target): (_, *mut MaybeUninit<Frame>) =
            (self.places.as_ptr(), larger.as_mut_ptr());
        // SAFETY: both are at least that long and distinct; the old places are given up unread.
        unsafe { ptr::copy_nonoverlapping(source, target, count) };
        self.places = larger;
        self.point(count);
    }

    /// Takes the innermost frame.
    #[inline]
    pub fn pop(&mut self) -> Option<Frame> {
        let count = self.len().checked_sub(1)?;
        self.top = self.top.wrapping_sub(1);
        // SAFETY: (frames) the place was the last of those that held one.
        Some(unsafe { self.places[count].assume_init_read() })
    }

    /// Drops all frames.
    pub fn clear(&mut self) {
        self.point(0);
    }

    /// Whether [`Frames::call`] will make a frame.
    #[inline(always)]
    pub fn have_room(&self) -> bool {
        self.top < self.last
    }

    /// Calls from the innermost frame, which goes on at `place` afterwards. False, and nothing done, where
    /// that takes a look at the limit or more places.
    #[inline(always)]
    pub fn call(&mut self, place: Place, frame: Frame) -> bool {
        if !self.have_room() {
            return false;
        }
        self.innermost().place = place;
        self.top = self.top.wrapping_add(1);
        // SAFETY: (frames) the place is not behind `last`.
        unsafe { self.top.write(frame) };
        true
    }

    /// Leaves the innermost frame, which was not the first; gives its caller's.
    #[inline(always)]
    pub fn leave(&mut self) -> &Frame {
        self.top = self.top.wrapping_sub(1);
        self.innermost()
    }

    /// The frame that runs.
    #[inline(always)]
    pub fn innermost(&mut self) -> &mut Frame {
        debug_assert!(!self.is_empty(), "(frames) a frame runs");
        // SAFETY: (frames) a frame runs.
        unsafe { &mut *self.top }
    }
}

impl Deref for Frames {
    type Target = [Frame];

    #[inline]
    fn deref(&self) -> &[Frame] {
        let start: *const Frame = self.places.as_ptr().cast();
        let bytes = (self.top as usize).wrapping_sub(start as usize);
        let count = bytes.wrapping_add(size_of::<Frame>()) / size_of::<Frame>();
        // SAFETY: (frames) so many places hold frames.
        unsafe { std::slice::from_raw_parts(start, count) }
    }
}

impl DerefMut for Frames {
    #[inline]
    fn deref_mut(&mut self) -> &mut [Frame] {
        let count = self.len();
        // SAFETY: (frames) so many places hold frames.
        unsafe { std::slice::from_raw_parts_mut(self.start(), count) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(base: u32) -> Frame {
        Frame {
            program: Program::nowhere(),
            place: Place::nowhere(),
            base,
            cont: Cont::Value,
        }
    }

    #[test]
    fn frames_are_a_slice_that_grows_and_shrinks_at_its_end() {
        let mut frames = Frames::new();
        assert!(frames.is_empty() && frames.pop().is_none());
        (0..100).for_each(|base| frames.push(frame(base)));
        assert!(frames.iter().map(|it| it.base).eq(0..100));
        assert_eq!(frames.pop().map(|it| it.base), Some(99));
        frames.last_mut().expect("there are more").base = 7;
        assert_eq!((frames.len(), frames[98].base), (99, 7));
        frames.clear();
        assert!(frames.is_empty() && frames.pop().is_none());
    }

    #[test]
    fn calls_end_at_the_limit_and_at_the_last_place() {
        let (mut frames, place) = (Frames::new(), Place::nowhere());
        frames.push(frame(0));
        assert!(!frames.call(place, frame(1)), "there may be none yet");
        frames.set_limit(3);
        assert!(frames.call(place, frame(1)) && frames.call(place, frame(2)));
        assert!(frames.are_many() && !frames.call(place, frame(3)));
        assert_eq!(frames.leave().base, 1);
        frames.set_limit(1000);
        let mut made = 2;
        while frames.call(place, frame(made)) {
            made += 1;
        }
        assert_eq!(frames.len(), FIRST_SIZE);
        frames.push(frame(made));
        assert!(frames.call(place, frame(made + 1)), "there is room again");
        assert!(frames.iter().map(|it| it.base).eq(0..=made + 1));
    }
}
