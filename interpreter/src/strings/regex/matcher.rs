//! The matcher: runs a program over a text, with choices kept on a stack of its own.
//!
//! It stops after so many steps and can be asked to go on, so that nobody waits for it who does not
//! want to. The stack holds choices, and what registers held before they were changed since; going
//! back to a choice gives them their old values.

use super::charset::is;
use super::fold::Fold;
use super::program::{Lines, Op, Pc, Program, Unit};
use super::tree::{At, Class, FOREVER, Mood};
use super::units::Units;

/// What a register holds that was not set.
pub const NONE: usize = usize::MAX;

/// Where a match has to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum How {
    /// It begins at the start.
    Match,
    /// It begins at the start and ends at the end.
    Full,
    /// Anywhere.
    Search,
}

/// What a run came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Found {
    /// There is a match.
    Yes,
    /// There is none.
    No,
    /// It is not known yet: ask again.
    Later,
}

/// What the stack holds.
#[derive(Clone, Copy, Debug)]
enum Frame {
    /// What a register held.
    Old(u32, usize),
    /// Go on there.
    Choice(Pc, usize),
    /// Of what one unit has matched, give back one more, down to a position.
    Less(Pc, usize, usize),
    /// Match one more with the unit there, so many times.
    More(Pc, usize, u32),
}

/// A match in progress, or one that was found.
#[derive(Clone, Debug)]
pub struct Matcher {
    /// Where the match has to be.
    pub how: How,
    /// Where the match begins that is tried, in bytes.
    pub start: usize,
    /// Where it has come to; once it is found, where it ends.
    pub at: usize,
    end: usize,
    pc: Pc,
    is_running: bool,
    /// Whether a match must not be empty where the search begins.
    must_advance: bool,
    registers: Vec<usize>,
    stack: Vec<Frame>,
}

impl Matcher {
    /// Begins to look from `start` to `end`, in bytes.
    pub fn new(program: &Program, how: How, start: usize, end: usize) -> Matcher {
        Matcher {
            how,
            start,
            at: start,
            end,
            pc: 0,
            is_running: false,
            must_advance: false,
            registers: vec![NONE; program.registers as usize],
            stack: Vec::new(),
        }
    }

    /// Begins to look for the match that follows the one that was found.
    pub fn next_match(&mut self) {
        self.must_advance = self.at == self.start;
        self.start = self.at;
        self.is_running = false;
    }

    /// Start and end of a group, in bytes; None if it has not matched.
    pub fn group(&self, group: u32) -> Option<(usize, usize)> {
        if group == 0 {
            return Some((self.start, self.at));
        }
        let place = 2 * (group as usize - 1);
        match (self.registers[place], self.registers[place + 1]) {
            (start, end) if start != NONE && end != NONE && start <= end => Some((start, end)),
            _ => None,
        }
    }

    /// The group that was closed last.
    pub fn last_group(&self, program: &Program) -> Option<u32> {
        let last = self.registers[2 * program.groups as usize];
        (last != NONE).then_some(last as u32)
    }

    /// Bytes that it keeps.
    pub fn memory(&self) -> usize {
        self.stack.capacity() * size_of::<Frame>()
    }

    /// Goes on for about so many steps, which are counted down.
    pub fn run<U: Units>(&mut self, program: &Program, text: &[u8], fuel: &mut u64) -> Found {
        loop {
            if !self.is_running {
                if self.how == How::Search && !self.skip(program, text, fuel) {
                    return Found::No;
                }
                self.stack.clear();
                self.registers.fill(NONE);
                (self.pc, self.at, self.is_running) = (0, self.start, true);
            }
            match self.attempt::<U>(program, text, fuel) {
                Found::No => self.is_running = false,
                found => return found,
            }
            self.must_advance = false;
            match U::next(text, self.start, self.end) {
                Some((_, next)) if self.how == How::Search => self.start = next,
                _ => return Found::No,
            }
        }
    }

    /// Passes over what no match begins with; whether there is anything left.
    fn skip(&mut self, program: &Program, text: &[u8], fuel: &mut u64) -> bool {
        let Some(first) = &program.first else {
            return true;
        };
        let rest = &text[self.start..self.end];
        let Some(passed) = rest.iter().position(|byte| first[*byte as usize]) else {
            return false;
        };
        *fuel = fuel.saturating_sub(passed as u64 / 16);
        self.must_advance &= passed == 0;
        self.start += passed;
        true
    }

    /// Whether there is a match that begins where this one does.
    fn attempt<U: Units>(&mut self, program: &Program, text: &[u8], fuel: &mut u64) -> Found {
        loop {
            if *fuel == 0 {
                return Found::Later;
            }
            *fuel -= 1;
            let op = &program.ops[self.pc as usize];
            if matches!(op, Op::Match) && self.may_end() {
                return Found::Yes;
            }
            if !self.step::<U>(program, text, op, fuel) && !self.go_back::<U>(program, text) {
                return Found::No;
            }
        }
    }

    fn may_end(&self) -> bool {
        (self.how != How::Full || self.at == self.end)
            && !(self.must_advance && self.at == self.start)
    }

    /// Carries out an instruction; whether it matched.
    #[inline(always)]
    fn step<U: Units>(&mut self, program: &Program, text: &[u8], op: &Op, fuel: &mut u64) -> bool {
        self.pc += 1;
        match op {
            Op::One(unit) => match U::next(text, self.at, self.end) {
                Some((c, next)) if program.is_one(*unit, c) => self.at = next,
                _ => return false,
            },
            Op::Text(bytes) => {
                let is_here = text[self.at..self.end].starts_with(bytes);
                self.at += if is_here { bytes.len() } else { 0 };
                return is_here;
            }
            Op::Many {
                unit,
                min,
                max,
                mood,
            } => return self.many::<U>(program, text, (*unit, *min, *max, *mood), fuel),
            Op::At(at, lines, ascii) => return self.is_at::<U>(text, *at, *lines, *ascii),
            Op::Open(register) => self.set(*register, self.at),
            Op::Close(group) => {
                self.set(2 * group - 1, self.at);
                self.set(2 * program.groups, *group as usize);
            }
            Op::Try(other) => self.stack.push(Frame::Choice(*other, self.at)),
            Op::Jump(to) => self.pc = *to,
            Op::Enter(register) => {
                self.set(*register, 0);
                self.set(register + 1, NONE);
            }
            Op::Loop {
                register,
                min,
                max,
                lazy,
                exit,
            } => self.turn(*register, *min, *max, *lazy, *exit),
            Op::Hold(register) => self.hold(*register),
            Op::Commit(register) => self.commit(*register, fuel),
            Op::Return(register) => {
                self.at = self.registers[*register as usize + 1];
                self.commit(*register, fuel);
            }
            Op::Unless { register, on } => {
                self.hold(*register);
                self.stack.push(Frame::Choice(*on, self.at));
            }
            Op::Refuse(register) => {
                let height = self.registers[*register as usize];
                self.undo(height);
                return false;
            }
            Op::Back(count) => return self.back::<U>(text, *count, fuel),
            Op::Ref(group, fold) => return self.again::<U>(text, *group, *fold, fuel),
            Op::IfNot(group, other) => {
                if self.group(*group).is_none() {
                    self.pc = *other;
                }
            }
            Op::Match => return false,
        }
        true
    }

    fn set(&mut self, register: u32, value: usize) {
        let place = &mut self.registers[register as usize];
        if !self.stack.is_empty() {
            self.stack.push(Frame::Old(register, *place));
        }
        *place = value;
    }

    /// Goes back to the last choice; false if there is none.
    fn go_back<U: Units>(&mut self, program: &Program, text: &[u8]) -> bool {
        while let Some(frame) = self.stack.pop() {
            match frame {
                Frame::Old(register, old) => self.registers[register as usize] = old,
                Frame::Choice(pc, at) => {
                    (self.pc, self.at) = (pc, at);
                    if let Op::Loop { .. } = program.ops[pc as usize]
                        && !self.turn_after_all(program, pc)
                    {
                        continue;
                    }
                    return true;
                }
                Frame::Less(pc, low, at) => {
                    let at = U::prev(text, at).map_or(low, |(_, at)| at);
                    if at > low {
                        self.stack.push(Frame::Less(pc, low, at));
                    }
                    (self.pc, self.at) = (pc, at);
                    return true;
                }
                Frame::More(pc, at, left) => {
                    let Op::Many { unit, .. } = program.ops[pc as usize] else {
                        continue;
                    };
                    match U::next(text, at, self.end) {
                        Some((c, next)) if program.is_one(unit, c) => {
                            if left > 1 {
                                let left = if left == FOREVER { left } else { left - 1 };
                                self.stack.push(Frame::More(pc, next, left));
                            }
                            (self.pc, self.at) = (pc + 1, next);
                            return true;
                        }
                        _ => {}
                    }
                }
            }
        }
        false
    }

    /// At the head of a loop.
    fn turn(&mut self, register: u32, min: u32, max: u32, lazy: bool, exit: Pc) {
        let count = self.registers[register as usize];
        if count < min as usize {
            self.set(register, count + 1);
            return;
        }
        if lazy {
            self.stack.push(Frame::Choice(self.pc - 1, self.at));
            self.pc = exit;
            return;
        }
        let may_go_on = max == FOREVER || count < max as usize;
        if !may_go_on || self.registers[register as usize + 1] == self.at {
            self.pc = exit;
            return;
        }
        self.stack.push(Frame::Choice(exit, self.at));
        self.set(register, count + 1);
        self.set(register + 1, self.at);
    }

    /// Back at the head of a lazy loop, once nothing behind it matched: whether there is another
    /// turn.
    fn turn_after_all(&mut self, program: &Program, pc: Pc) -> bool {
        let Op::Loop { register, max, .. } = program.ops[pc as usize] else {
            return true;
        };
        let count = self.registers[register as usize];
        let is_over = max != FOREVER && count >= max as usize;
        if is_over || self.registers[register as usize + 1] == self.at {
            return false;
        }
        self.set(register, count + 1);
        self.set(register + 1, self.at);
        self.pc = pc + 1;
        true
    }

    /// One unit as often as it matches, or as rarely as may be.
    fn many<U: Units>(
        &mut self,
        program: &Program,
        text: &[u8],
        (unit, min, max, mood): (Unit, u32, u32, Mood),
        fuel: &mut u64,
    ) -> bool {
        let pc = self.pc;
        let (mut at, mut count, mut low) = (self.at, 0, self.at);
        let most = if mood == Mood::Lazy { min } else { max };
        while count < most
            && let Some((c, next)) = U::next(text, at, self.end)
            && program.is_one(unit, c)
        {
            at = next;
            count = count.saturating_add(1);
            if count == min {
                low = at;
            }
        }
        *fuel = fuel.saturating_sub((at - self.at) as u64 / 8);
        self.at = at;
        if count < min {
            return false;
        }
        match mood {
            Mood::Greedy if at > low => self.stack.push(Frame::Less(pc, low, at)),
            Mood::Lazy if max > min => {
                let left = if max == FOREVER { FOREVER } else { max - min };
                self.stack.push(Frame::More(pc - 1, at, left));
            }
            _ => {}
        }
        true
    }

    fn hold(&mut self, register: u32) {
        let place = register as usize;
        let frames =
            [0, 1].map(|more| Frame::Old(register + more, self.registers[place + more as usize]));
        self.stack.extend(frames);
        self.registers[place] = self.stack.len();
        self.registers[place + 1] = self.at;
    }

    /// Forgets choices, not what registers held.
    fn commit(&mut self, register: u32, fuel: &mut u64) {
        let height = self.registers[register as usize];
        *fuel = fuel.saturating_sub((self.stack.len() - height) as u64 / 8);
        let mut kept = height;
        for place in height..self.stack.len() {
            if let old @ Frame::Old(..) = self.stack[place] {
                self.stack[kept] = old;
                kept += 1;
            }
        }
        self.stack.truncate(kept);
    }

    /// Gives registers what they held when the stack was that high.
    fn undo(&mut self, height: usize) {
        for frame in self.stack.drain(height..).rev() {
            if let Frame::Old(register, old) = frame {
                self.registers[register as usize] = old;
            }
        }
    }

    fn back<U: Units>(&mut self, text: &[u8], count: u64, fuel: &mut u64) -> bool {
        *fuel = fuel.saturating_sub(count.min(self.at as u64) / 8);
        match U::back(text, self.at, count) {
            Some(at) => {
                self.at = at;
                true
            }
            None => false,
        }
    }

    /// What a group has matched, once more.
    fn again<U: Units>(
        &mut self,
        text: &[u8],
        group: u32,
        fold: Option<Fold>,
        fuel: &mut u64,
    ) -> bool {
        let Some((mut from, until)) = self.group(group) else {
            return false;
        };
        *fuel = fuel.saturating_sub((until - from) as u64 / 8);
        let Some(fold) = fold else {
            let is_here = text[self.at..self.end].starts_with(&text[from..until]);
            self.at += if is_here { until - from } else { 0 };
            return is_here;
        };
        while let Some((c, next)) = U::next(text, from, until) {
            match U::next(text, self.at, self.end) {
                Some((d, after)) if fold.lower(c) == fold.lower(d) => self.at = after,
                _ => return false,
            }
            from = next;
        }
        true
    }

    fn is_at<U: Units>(&self, text: &[u8], at: At, lines: Lines, ascii: bool) -> bool {
        let rest = &text[self.at..self.end];
        match at {
            At::TextStart => self.at == 0,
            At::Start => self.at == 0 || (lines == Lines::Many && text[self.at - 1] == b'\n'),
            At::TextEnd => rest.is_empty(),
            At::End if lines == Lines::Many => rest.first().is_none_or(|c| *c == b'\n'),
            At::End => matches!(rest, [] | [b'\n']),
            // There is no place of either kind in an empty text.
            At::Boundary | At::NoBoundary if self.end == 0 => false,
            At::Boundary | At::NoBoundary => {
                let word = |found: Option<(u32, usize)>| {
                    found.is_some_and(|(c, _)| is(Class::Word, c, ascii))
                };
                let before = word(U::prev(text, self.at));
                let after = word(U::next(text, self.at, self.end));
                (before != after) == (at == At::Boundary)
            }
        }
    }
}

impl Program {
    /// Whether a character is what a unit asks for.
    #[inline]
    pub(super) fn is_one(&self, unit: Unit, c: u32) -> bool {
        match unit {
            Unit::Char(wanted) => c == wanted,
            Unit::Not(other) => c != other,
            Unit::Folded(wanted, fold) => fold.lower(c) == wanted,
            Unit::NotFolded(other, fold) => fold.lower(c) != other,
            Unit::Set(number) => self.sets[number as usize].contains(c),
            Unit::SetFolded(number, fold) => self.sets[number as usize].contains(fold.lower(c)),
            Unit::NoNewline => c != 0x0a,
            Unit::All => true,
        }
    }
}
