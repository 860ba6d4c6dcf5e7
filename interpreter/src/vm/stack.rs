//! The value stack of a thread, and the raw pointers into it that the loop works with.
//!
//! A frame's window is `[slots.., operands..]`; the callable that made the frame lies one place
//! below it and is kept alive there. Values below `top` are live, places above it are dead memory.
//!
//! Invariants, named in the `SAFETY` comments:
//! - *(window)* verified code never leaves its frame's window: the verifier has proven the depth of
//!   the operand stack at each instruction, and the frame's size is reserved when it is entered;
//! - *(callee)* a frame's code and namespace are kept alive by the callable below its window.
#![allow(unsafe_code)]

use crate::linked::{Instr, Linked};
use crate::object::{Cell, Function, Namespace};
use crate::value::Value;
use gilscope_runtime::heap::Gc;
use std::mem::{self, MaybeUninit};
use std::ptr::{self, NonNull};

/// The value stack of one thread.
pub struct Stack {
    places: Box<[MaybeUninit<Value>]>,
    top: usize,
}

const FIRST_SIZE: usize = 64;

impl Stack {
    /// An empty stack.
    pub fn new() -> Stack {
        Stack {
            places: Box::new_uninit_slice(FIRST_SIZE),
            top: 0,
        }
    }

    /// Number of live values.
    #[inline(always)]
    pub fn top(&self) -> usize {
        self.top
    }

    /// Makes room for `more` values above the top.
    #[inline(always)]
    pub fn reserve(&mut self, more: usize) {
        if self.top + more > self.places.len() {
            self.grow(self.top + more);
        }
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, needed: usize) {
        let mut larger = Box::new_uninit_slice((self.places.len() * 2).max(needed));
        let source = self.places.as_ptr();
        let target: *mut MaybeUninit<Value> = larger.as_mut_ptr();
        // SAFETY: both are at least `top` long and distinct; the old places are given up unread.
        unsafe { ptr::copy_nonoverlapping(source, target, self.top) };
        self.places = larger;
    }

    /// Puts a value on top, growing if need be.
    #[inline]
    pub fn push(&mut self, value: Value) {
        self.reserve(1);
        self.places[self.top].write(value);
        self.top += 1;
    }

    /// Takes the top off.
    #[inline]
    pub fn pop(&mut self) -> Value {
        assert!(self.top > 0, "(window) the stack is empty");
        self.top -= 1;
        // SAFETY: the place below the old top is live, and is dead from now on.
        unsafe { self.places[self.top].assume_init_read() }
    }

    /// The live values.
    #[inline]
    pub fn live(&self) -> &[Value] {
        let places = &self.places[..self.top];
        // SAFETY: values below `top` are live; `MaybeUninit` has the layout of its content.
        unsafe { &*(ptr::from_ref(places) as *const [Value]) }
    }

    /// The live values, to be changed.
    #[inline]
    pub fn live_mut(&mut self) -> &mut [Value] {
        let places = &mut self.places[..self.top];
        // SAFETY: as in `live`.
        unsafe { &mut *(ptr::from_mut(places) as *mut [Value]) }
    }

    /// The value `depth` deep, 1 being the top.
    #[inline]
    pub fn peek(&self, depth: usize) -> &Value {
        &self.live()[self.top - depth]
    }

    /// The value `depth` deep, to be changed.
    #[inline]
    pub fn peek_mut(&mut self, depth: usize) -> &mut Value {
        let index = self.top - depth;
        &mut self.live_mut()[index]
    }

    /// The topmost `count` values.
    #[inline]
    pub fn last(&self, count: usize) -> &[Value] {
        &self.live()[self.top - count..]
    }

    /// Takes the topmost `count` values off, in order.
    pub fn pop_many(&mut self, count: usize) -> Vec<Value> {
        let start = self.top - count;
        let values = self.live_mut()[start..]
            .iter_mut()
            .map(Value::take)
            .collect();
        self.top = start;
        values
    }

    /// Moves all values from `base` on into `target`, which is empty.
    pub fn pop_all(&mut self, base: usize, target: &mut Vec<Value>) {
        assert!(
            base <= self.top && target.is_empty(),
            "(window) values are moved out"
        );
        let count = self.top - base;
        target.reserve(count);
        // SAFETY: the places from `base` to the top are live; the target has room for them.
        unsafe {
            ptr::copy_nonoverlapping(
                self.live().as_ptr().wrapping_add(base),
                target.as_mut_ptr(),
                count,
            )
        };
        self.top = base;
        // SAFETY: so many values were just moved there.
        unsafe { target.set_len(count) };
    }

    /// Moves all of `source` on top.
    pub fn push_all(&mut self, source: &mut Vec<Value>) {
        let count = source.len();
        self.reserve(count);
        let target = self.places[self.top..].as_mut_ptr().cast::<Value>();
        // SAFETY: the places above the top are dead, and so many were reserved.
        unsafe { ptr::copy_nonoverlapping(source.as_ptr(), target, count) };
        // SAFETY: its values were just moved out.
        unsafe { source.set_len(0) };
        self.top += count;
    }

    /// Puts a value below the topmost `depth` ones.
    pub fn insert(&mut self, depth: usize, value: Value) {
        self.push(value);
        let start = self.top - depth - 1;
        self.live_mut()[start..].rotate_right(1);
    }

    /// Drops all values from `height` on.
    pub fn truncate(&mut self, height: usize) {
        while self.top > height {
            drop(self.pop());
        }
    }

    /// The window of a frame whose slots begin at `base`.
    #[inline(always)]
    pub fn window(&mut self, base: usize) -> Window {
        let start = self.places.as_mut_ptr().cast::<Value>();
        Window {
            sp: start.wrapping_add(self.top),
            base: start.wrapping_add(base),
            start,
            end: start.wrapping_add(self.places.len()),
        }
    }

    /// Takes over the top that the loop has worked with.
    #[inline(always)]
    pub fn set_top(&mut self, window: Window) {
        let start = self.places.as_ptr() as usize;
        self.top = (window.sp as usize - start) / size_of::<Value>();
        debug_assert!(self.top <= self.places.len(), "(window) left the stack");
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        self.truncate(0);
    }
}

/// A frame's place on the stack while the loop runs it.
#[derive(Clone, Copy)]
pub struct Window {
    sp: *mut Value,
    base: *mut Value,
    /// The first place of the stack.
    start: *mut Value,
    /// Behind its last place.
    end: *mut Value,
}

// A `Window` is used only inside one step, by the OS thread that runs it.
impl Window {
    /// Puts a value on the operand stack.
    #[inline(always)]
    pub fn push(&mut self, value: Value) {
        // SAFETY: (window) there is room below the frame's end.
        unsafe { self.sp.write(value) };
        self.sp = self.sp.wrapping_add(1);
    }

    /// Takes the top off the operand stack.
    #[inline(always)]
    pub fn pop(&mut self) -> Value {
        debug_assert!(self.sp > self.base, "(window) operand stack is empty");
        self.sp = self.sp.wrapping_sub(1);
        // SAFETY: (window) the verifier has proven an operand there; it is dead from now on.
        unsafe { self.sp.read() }.in_words()
    }

    /// The operand `depth` deep, 1 being the top.
    #[inline(always)]
    pub fn peek(&self, depth: usize) -> &Value {
        // SAFETY: (window) the verifier has proven that many operands.
        unsafe { &*self.sp.wrapping_sub(depth) }
    }

    /// The operand `depth` deep, to be changed.
    #[inline(always)]
    pub fn peek_mut(&mut self, depth: usize) -> &mut Value {
        // SAFETY: (window) as in `peek`; the window is the only way to the stack now.
        unsafe { &mut *self.sp.wrapping_sub(depth) }
    }

    /// The topmost `count` operands, to be changed.
    #[inline(always)]
    pub fn last_mut(&mut self, count: usize) -> &mut [Value] {
        // SAFETY: (window) as in `peek_mut`.
        unsafe { std::slice::from_raw_parts_mut(self.sp.wrapping_sub(count), count) }
    }

    /// Puts three values in the place of the one that lies below the topmost `above` operands; gives that.
    /// There is room below the frame's end.
    #[inline(always)]
    pub fn put_below(&mut self, above: u32, values: [Value; 3]) -> Value {
        self.push(Value::EMPTY);
        self.push(Value::EMPTY);
        let places = self.last_mut(above as usize + 3);
        for index in (1..=above as usize).rev() {
            let moved = places[index].take();
            mem::forget(places[index + 2].replace(moved));
        }
        let [first, second, third] = values;
        mem::forget(places[1].replace(second));
        mem::forget(places[2].replace(third));
        places[0].replace(first)
    }

    /// Exchanges the topmost operand with the one `depth` deep.
    #[inline(always)]
    pub fn swap(&mut self, depth: u32) {
        let top = self.peek_mut(1).take();
        let other = self.peek_mut(depth as usize).replace(top);
        *self.peek_mut(1) = other;
    }

    /// Gives up the topmost operand, which is known to be no object.
    #[inline(always)]
    pub fn forget(&mut self) {
        debug_assert!(
            self.peek(1).as_object().is_none(),
            "(window) an object was forgotten"
        );
        self.sp = self.sp.wrapping_sub(1);
    }

    /// Gives up the `count` topmost operands, which are known to be no objects.
    #[inline(always)]
    pub fn forget_many(&mut self, count: usize) {
        (0..count).for_each(|_| self.forget());
    }

    /// Replaces the topmost operand, which is known to be no object; nothing is left to drop.
    #[inline(always)]
    pub fn replaced(&mut self, value: Value) -> Value {
        self.forget();
        self.pushed(value)
    }

    /// As [`Window::push`]; nothing is left to drop.
    #[inline(always)]
    pub fn pushed(&mut self, value: Value) -> Value {
        self.push(value);
        Value::EMPTY
    }

    /// The slot of the frame that lies so many bytes behind its first.
    #[inline(always)]
    pub fn slot(&self, offset: u32) -> &Value {
        // SAFETY: (window) slots are in range and initialised when the frame is entered.
        unsafe { &*self.base.wrapping_byte_add(offset as usize) }
    }

    /// A slot of the frame, to be changed.
    #[inline(always)]
    pub fn slot_mut(&mut self, offset: u32) -> &mut Value {
        // SAFETY: (window) as in `slot`.
        unsafe { &mut *self.base.wrapping_byte_add(offset as usize) }
    }

    /// Makes the topmost `args` operands the first slots of a new frame, and empties the others.
    /// The caller has reserved the new frame's size.
    #[inline(always)]
    pub fn enter(&mut self, args: u32, slots: u32) {
        self.base = self.sp.wrapping_sub(args as usize);
        for _ in args..slots {
            self.push(Value::EMPTY);
        }
    }

    /// Begins a new frame without slots above the operands.
    #[inline(always)]
    pub fn begin(&mut self) {
        self.base = self.sp;
    }

    /// Ends a generator's frame whose values have been taken out, and the generator below them: gives what
    /// lies below that, the outer exception.
    #[inline(always)]
    pub fn end_generator(&mut self) -> Value {
        debug_assert!(
            self.values().iter().all(Value::is_empty) && self.callee().is_empty(),
            "(window) values are lost"
        );
        self.sp = self.base.wrapping_sub(2);
        // SAFETY: (window) a generator's frame lies above two more values; both are dead from now on.
        unsafe { self.sp.read() }
    }

    /// Moves all of `source` on top; there is room below the frame's end.
    #[inline(always)]
    pub fn push_all(&mut self, source: &mut Vec<Value>) {
        let (count, start) = (source.len(), source.as_ptr());
        // SAFETY: its values are moved out below.
        unsafe { source.set_len(0) };
        for index in 0..count {
            // SAFETY: there were so many values, of which each is moved out once.
            let value = unsafe { start.wrapping_add(index).read() };
            self.push(value.in_words());
        }
    }

    /// Moves slots and operands of the frame into `target`, which is empty.
    #[inline(always)]
    pub fn pop_all(&mut self, target: &mut Vec<Value>) {
        debug_assert!(target.is_empty(), "(window) values are moved out");
        let count = self.values().len();
        target.reserve(count);
        let start = target.as_mut_ptr();
        self.sp = self.base;
        for index in 0..count {
            // SAFETY: (window) the places from the base to the top were live, and are dead from now on.
            let value = unsafe { self.base.wrapping_add(index).read() };
            // SAFETY: the target has room for so many.
            unsafe { start.wrapping_add(index).write(value.in_words()) };
        }
        // SAFETY: so many values were just moved there.
        unsafe { target.set_len(count) };
    }

    /// Slots and operands of the frame.
    #[inline(always)]
    pub fn values(&mut self) -> &mut [Value] {
        let count = (self.sp as usize - self.base as usize) / size_of::<Value>();
        self.last_mut(count)
    }

    /// The callable that made the frame, below its slots.
    #[inline(always)]
    pub fn callee(&mut self) -> &mut Value {
        // SAFETY: (callee) each frame has one; (window) as in `peek_mut`.
        unsafe { &mut *self.base.wrapping_sub(1) }
    }

    /// Ends the frame: drops its slots and operands, in order, and puts `result` in the place of the
    /// callable below it, which becomes the caller's topmost operand. Tells whether objects died.
    #[inline(always)]
    pub fn leave(&mut self, result: Value) -> bool {
        let mut died = false;
        let mut place = self.base;
        while place < self.sp {
            // SAFETY: (window) the places from the base to the top are live, and dead from now on.
            died |= unsafe { place.read() }.discard();
            place = place.wrapping_add(1);
        }
        self.sp = self.base;
        *self.peek_mut(1) = result;
        died
    }

    /// Moves the frame's base, when the caller's frame is resumed.
    #[inline(always)]
    pub fn set_base(&mut self, base: u32) {
        self.base = self.start.wrapping_add(base as usize);
    }

    /// Index in the stack of the operand `depth` deep.
    #[inline(always)]
    pub fn index(&self, depth: u32) -> u32 {
        let place = self.sp.wrapping_sub(depth as usize);
        (place.addr().wrapping_sub(self.start.addr()) / size_of::<Value>()) as u32
    }

    /// Whether `more` values fit above the top.
    #[inline(always)]
    pub fn has_room(&self, more: u32) -> bool {
        self.sp.addr() + more as usize * size_of::<Value>() <= self.end.addr()
    }
}

/// The next instruction, and the end of the budget.
///
/// Straight code needs no counter: the cursor itself moves on by one place an instruction (a fused
/// one skips what it has done for the others), so what is left of the budget is the distance to
/// `stop`. A jump moves both by the same distance.
///
/// Both stand one place before what they are about: at the instruction that was fetched last, and the
/// last that may be. So one register is all that the loop needs for an instruction and its successor.
#[derive(Clone, Copy)]
pub struct Cursor {
    last: *const Instr,
    stop: *const Instr,
}

/// No budget is larger: its end is still a distance that a pointer can express.
pub const MOST: i64 = 1 << 58;

impl Cursor {
    /// Stands at a place, with so many instructions left.
    #[inline(always)]
    pub fn at(place: Place, left: i64) -> Cursor {
        let last = place.0;
        Cursor {
            last,
            stop: last.wrapping_offset(left as isize),
        }
    }

    /// How many instructions are left; below 0 where the budget ended before a safe point.
    #[inline(always)]
    pub fn left(self) -> i64 {
        (self.stop as i64).wrapping_sub(self.last as i64) / size_of::<Instr>() as i64
    }

    /// Whether the budget lasts for `count` instructions more.
    #[inline(always)]
    pub fn lasts(self, count: usize) -> bool {
        let distance = (self.stop as i64).wrapping_sub(self.last as i64);
        distance >= (count * size_of::<Instr>()) as i64
    }

    /// Whether the budget lasts for as many instructions as `code` has.
    #[inline(always)]
    pub fn is_far(self, code: &Linked) -> bool {
        (self.stop as i64).wrapping_sub(self.last as i64) >= code.length
    }

    /// Whether the budget has ended before this instruction.
    #[inline(always)]
    pub fn is_past(self) -> bool {
        (self.stop as i64).wrapping_sub(self.last as i64) < 0
    }

    /// Reads an instruction and goes on to the next.
    #[inline(always)]
    pub fn fetch<'a>(&mut self) -> &'a Instr {
        self.last = as_if_new(self.last.wrapping_add(1));
        // SAFETY: (window) verified code ends with an instruction that does not fall through, and
        // jumps to instructions only; (callee) it lives as long as the frame.
        unsafe { &*self.last }
    }

    /// The instruction `ahead` of the next one.
    #[inline(always)]
    pub fn peek(&self, ahead: usize) -> &Instr {
        // SAFETY: (window) a fused instruction is followed by what it was made of.
        unsafe { &*self.last.wrapping_add(ahead + 1) }
    }

    /// Goes on past `count` instructions that have been carried out.
    #[inline(always)]
    pub fn skip(&mut self, count: usize) {
        self.last = self.last.wrapping_add(count);
    }

    /// Goes to the target of the jump that was fetched last.
    #[inline(always)]
    pub fn jump(&mut self, instr: Instr) {
        let distance = instr.distance();
        self.last = self.last.wrapping_offset(distance);
        self.stop = self.stop.wrapping_offset(distance);
    }

    /// Goes to a place.
    #[inline(always)]
    pub fn go_to(&mut self, place: Place) {
        let last = place.0;
        let distance = (last as isize).wrapping_sub(self.last as isize);
        self.stop = self.stop.wrapping_byte_offset(distance);
        self.last = last;
    }

    /// Index of the next instruction in `code`.
    #[inline(always)]
    pub fn ip(self, code: &Linked) -> u32 {
        self.place().ip(code)
    }

    /// Where the next instruction is.
    #[inline(always)]
    pub fn place(self) -> Place {
        Place(self.last)
    }
}

/// A place in code: before an instruction. It holds the address of the one before that, as a cursor does.
#[derive(Clone, Copy)]
pub struct Place(*const Instr);

impl Place {
    /// Before instruction `ip` of `code`; nothing is read there.
    #[inline(always)]
    pub fn at(code: &Linked, ip: u32) -> Place {
        let next = code.instrs.as_ptr().wrapping_add(ip as usize);
        Place(next.wrapping_sub(1))
    }

    /// Index of the instruction in `code`.
    #[inline(always)]
    pub fn ip(self, code: &Linked) -> u32 {
        let next = self.0.wrapping_add(1).addr();
        (next.wrapping_sub(code.instrs.as_ptr().addr()) / size_of::<Instr>()) as u32
    }

    /// So many instructions further on.
    pub fn moved(self, distance: i32) -> Place {
        Place(self.0.wrapping_offset(distance as isize))
    }

    /// For frames that never run.
    #[cfg(test)]
    pub fn nowhere() -> Place {
        Place(ptr::null())
    }
}

/// The same address, of which the compiler does not know where it came from. It would keep both the old
/// and the new one of a cursor all through an instruction otherwise, one of them in memory.
#[inline(always)]
#[allow(
    clippy::pointers_in_nomem_asm_block,
    reason = "nothing is read or written there"
)]
fn as_if_new(address: *const Instr) -> *const Instr {
    let mut address = address;
    #[cfg(all(any(target_arch = "x86_64", target_arch = "aarch64"), not(miri)))]
    // SAFETY: there is no instruction in it.
    unsafe {
        std::arch::asm!("/* {} */", inout(reg) address, options(pure, nomem, nostack, preserves_flags));
    }
    address
}

/// The code of a frame and the function it belongs to, kept alive by the callable below the frame's
/// window.
#[derive(Clone, Copy)]
pub struct Program {
    code: NonNull<Linked>,
    function: NonNull<Function>,
}

// SAFETY: (callee) both are shared data that is `Send + Sync` itself.
unsafe impl Send for Program {}

impl Program {
    /// The program of a function that the caller puts below the frame's window. `None`: it is not
    /// compiled yet.
    #[inline(always)]
    pub fn of(function: &Function) -> Option<Program> {
        Some(Program::new(function, function.code.linked()?))
    }

    /// The same of a function whose code this is.
    #[inline(always)]
    pub fn new(function: &Function, code: &Linked) -> Program {
        Program {
            code: NonNull::from(code),
            function: NonNull::from(function),
        }
    }

    /// For frames that never run.
    #[cfg(test)]
    pub fn nowhere() -> Program {
        Program {
            code: NonNull::dangling(),
            function: NonNull::dangling(),
        }
    }

    /// The code.
    #[inline(always)]
    pub fn code<'a>(self) -> &'a Linked {
        // SAFETY: (callee) alive as long as the frame, and used only while it lasts.
        unsafe { self.code.as_ref() }
    }

    #[inline(always)]
    fn function<'a>(self) -> &'a Function {
        // SAFETY: (callee) as in `code`.
        unsafe { self.function.as_ref() }
    }

    /// The constant that lies so many bytes behind the first.
    #[inline(always)]
    pub fn constant<'a>(self, offset: u32) -> &'a Value {
        let consts = &self.code().consts;
        debug_assert!(
            (offset as usize) < size_of_val(&**consts),
            "(verify) no such constant"
        );
        // SAFETY: (window) verified code names constants that there are.
        unsafe { &*consts.as_ptr().wrapping_byte_add(offset as usize) }
    }

    /// The module's namespace.
    #[inline(always)]
    pub fn globals<'a>(self) -> &'a Gc<Namespace> {
        &self.function().globals
    }

    /// Cells of the free variables.
    #[inline(always)]
    pub fn closure<'a>(self) -> &'a [Gc<Cell>] {
        &self.function().closure
    }
}
