//! CPython's sorting algorithm, comparison by comparison.
//!
//! Sorts places, not values. Follows `Objects/listobject.c` of CPython 3.13: natural runs, short
//! ones extended by binary insertion, merged by the powersort rule with galloping.

/// A comparison failed: why, and the order reached until then.
pub struct Failure<E> {
    /// What the comparison said.
    pub reason: E,
    /// All places, partly sorted.
    pub order: Vec<u32>,
}

/// The order in which `0..count` are sorted by `less`; equal ones stay in their order.
pub fn sorted_order<E>(
    count: usize,
    reversed: bool,
    less: impl FnMut(u32, u32) -> Result<bool, E>,
) -> Result<Vec<u32>, Failure<E>> {
    let mut order: Vec<u32> = (0..count as u32).collect();
    if reversed {
        order.reverse();
    }
    let mut sort = Sort {
        items: order,
        less,
        pending: Vec::new(),
        min_gallop: MIN_GALLOP,
    };
    let result = sort.run();
    let mut order = sort.items;
    if reversed {
        order.reverse();
    }
    match result {
        Ok(()) => Ok(order),
        Err(reason) => Err(Failure { reason, order }),
    }
}

const MIN_GALLOP: usize = 7;
const MAX_MINRUN: usize = 64;

/// A sorted stretch that waits to be merged.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    len: usize,
    power: u32,
}

struct Sort<F> {
    items: Vec<u32>,
    less: F,
    pending: Vec<Run>,
    min_gallop: usize,
}

/// How a merge goes on.
enum Merge {
    /// One item of the shorter side is left.
    One,
    /// One side is used up.
    Done,
    /// Neither.
    On,
}

impl<E, F: FnMut(u32, u32) -> Result<bool, E>> Sort<F> {
    fn run(&mut self) -> Result<(), E> {
        let len = self.items.len();
        if len < 2 {
            return Ok(());
        }
        let least = shortest_run(len);
        let mut start = 0;
        while start < len {
            let left = len - start;
            let mut run = self.count_run(start, left)?;
            if run < least {
                let wanted = left.min(least);
                self.insert_binary(start, wanted, run)?;
                run = wanted;
            }
            self.note_run(run)?;
            self.pending.push(Run {
                start,
                len: run,
                power: 0,
            });
            start += run;
        }
        while self.pending.len() > 1 {
            let mut at = self.pending.len() - 2;
            if at > 0 && self.pending[at - 1].len < self.pending[at + 1].len {
                at -= 1;
            }
            self.merge_at(at)?;
        }
        Ok(())
    }

    /// Whether the item at `a` is less than the one at `b`.
    fn lt(&mut self, a: usize, b: usize) -> Result<bool, E> {
        (self.less)(self.items[a], self.items[b])
    }

    /// Length of the run at `start`, which is ascending afterwards.
    fn count_run(&mut self, start: usize, left: usize) -> Result<usize, E> {
        if left == 1 {
            return Ok(1);
        }
        let mut n = 1;
        while n < left && !self.lt(start + n, start + n - 1)? {
            n += 1;
        }
        if n == left {
            return Ok(n);
        }
        // What comes next is smaller: the end, unless all so far were equal.
        if n > 1 {
            if self.lt(start, start + n - 1)? {
                return Ok(n);
            }
            self.items[start..start + n].reverse();
        }
        n += 1;
        self.descend(start, left, n)
    }

    /// The first `n` items descend; equal ones stand in reverse order already.
    fn descend(&mut self, start: usize, left: usize, mut n: usize) -> Result<usize, E> {
        let mut equal = 0;
        while n < left {
            if self.lt(start + n, start + n - 1)? {
                self.items[start + n - 1 - equal..start + n].reverse();
                equal = 0;
            } else if self.lt(start + n - 1, start + n)? {
                break;
            } else {
                equal += 1;
            }
            n += 1;
        }
        self.items[start + n - 1 - equal..start + n].reverse();
        self.items[start..start + n].reverse();
        while n < left && !self.lt(start + n, start + n - 1)? {
            n += 1;
        }
        Ok(n)
    }

    /// Sorts `len` items of which the first `sorted` are sorted.
    fn insert_binary(&mut self, start: usize, len: usize, sorted: usize) -> Result<(), E> {
        for next in sorted..len {
            let pivot = self.items[start + next];
            let (mut low, mut high) = (0, next);
            while low < high {
                let middle = (low + high) / 2;
                if (self.less)(pivot, self.items[start + middle])? {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            self.items[start + low..=start + next].rotate_right(1);
        }
        Ok(())
    }

    /// Merges what must be merged before a run of `len` items is added.
    fn note_run(&mut self, len: usize) -> Result<(), E> {
        let Some(last) = self.pending.last() else {
            return Ok(());
        };
        let power = power(last.start, last.len, len, self.items.len());
        while self.pending.len() > 1 && self.pending[self.pending.len() - 2].power > power {
            self.merge_at(self.pending.len() - 2)?;
        }
        if let Some(last) = self.pending.last_mut() {
            last.power = power;
        }
        Ok(())
    }

    /// Merges the pending runs `at` and `at + 1`.
    fn merge_at(&mut self, at: usize) -> Result<(), E> {
        let (a, b) = (self.pending[at], self.pending[at + 1]);
        self.pending[at].len = a.len + b.len;
        self.pending.remove(at + 1);
        let first = self.items[b.start];
        let skip = gallop_right(&mut self.less, first, &self.items[a.start..b.start], 0)?;
        let (a_start, a_len) = (a.start + skip, a.len - skip);
        if a_len == 0 {
            return Ok(());
        }
        let last = self.items[b.start - 1];
        let whole = &self.items[b.start..b.start + b.len];
        let b_len = gallop_left(&mut self.less, last, whole, b.len - 1)?;
        if b_len == 0 {
            return Ok(());
        }
        if a_len <= b_len {
            self.merge_low(a_start, a_len, b_len)
        } else {
            self.merge_high(a_start, a_len, b_len)
        }
    }

    fn merge_low(&mut self, start: usize, a_len: usize, b_len: usize) -> Result<(), E> {
        let mut side = Low {
            spare: self.items[start..start + a_len].to_vec(),
            a: 0,
            b: start + a_len,
            b_end: start + a_len + b_len,
            dest: start,
        };
        let result = self.merge_low_by(&mut side);
        // What is left of the first run goes to the end, or, after a failure, to where it was.
        let rest = &side.spare[side.a..];
        if result.is_ok() && !rest.is_empty() {
            self.items.copy_within(side.b..side.b_end, side.dest);
            side.dest += side.b_end - side.b;
        }
        self.items[side.dest..side.dest + rest.len()].copy_from_slice(rest);
        result
    }

    fn merge_low_by(&mut self, side: &mut Low) -> Result<(), E> {
        if !matches!(side.take_b(&mut self.items), Merge::On) || side.spare.len() == 1 {
            return Ok(());
        }
        let mut gallop = self.min_gallop;
        loop {
            let (mut a_count, mut b_count) = (0, 0);
            loop {
                let step = if (self.less)(self.items[side.b], side.spare[side.a])? {
                    (b_count, a_count) = (b_count + 1, 0);
                    side.take_b(&mut self.items)
                } else {
                    (a_count, b_count) = (a_count + 1, 0);
                    side.take_a(&mut self.items)
                };
                if !matches!(step, Merge::On) {
                    return Ok(());
                }
                if a_count >= gallop || b_count >= gallop {
                    break;
                }
            }
            gallop += 1;
            loop {
                gallop -= (gallop > 1) as usize;
                self.min_gallop = gallop;
                let key = self.items[side.b];
                let a_count = gallop_right(&mut self.less, key, &side.spare[side.a..], 0)?;
                if a_count > 0 && !matches!(side.many_take_a(&mut self.items, a_count), Merge::On) {
                    return Ok(());
                }
                if !matches!(side.take_b(&mut self.items), Merge::On) {
                    return Ok(());
                }
                let key = side.spare[side.a];
                let rest = &self.items[side.b..side.b_end];
                let b_count = gallop_left(&mut self.less, key, rest, 0)?;
                if b_count > 0 && !matches!(side.many_take_b(&mut self.items, b_count), Merge::On) {
                    return Ok(());
                }
                if !matches!(side.take_a(&mut self.items), Merge::On) {
                    return Ok(());
                }
                if a_count < MIN_GALLOP && b_count < MIN_GALLOP {
                    break;
                }
            }
            gallop += 1;
            self.min_gallop = gallop;
        }
    }

    fn merge_high(&mut self, start: usize, a_len: usize, b_len: usize) -> Result<(), E> {
        let middle = start + a_len;
        let mut side = High {
            spare: self.items[middle..middle + b_len].to_vec(),
            start,
            a: middle,
            b: b_len,
            dest: middle + b_len,
        };
        let result = self.merge_high_by(&mut side);
        if result.is_ok() && side.b > 0 {
            let count = side.a - side.start;
            self.items
                .copy_within(side.start..side.a, side.dest - count);
            side.dest -= count;
        }
        let rest = &side.spare[..side.b];
        self.items[side.dest - rest.len()..side.dest].copy_from_slice(rest);
        result
    }

    fn merge_high_by(&mut self, side: &mut High) -> Result<(), E> {
        if !matches!(side.take_a(&mut self.items), Merge::On) || side.b == 1 {
            return Ok(());
        }
        let mut gallop = self.min_gallop;
        loop {
            let (mut a_count, mut b_count) = (0, 0);
            loop {
                let step = if (self.less)(side.spare[side.b - 1], self.items[side.a - 1])? {
                    (a_count, b_count) = (a_count + 1, 0);
                    side.take_a(&mut self.items)
                } else {
                    (b_count, a_count) = (b_count + 1, 0);
                    side.take_b(&mut self.items)
                };
                if !matches!(step, Merge::On) {
                    return Ok(());
                }
                if a_count >= gallop || b_count >= gallop {
                    break;
                }
            }
            gallop += 1;
            loop {
                gallop -= (gallop > 1) as usize;
                self.min_gallop = gallop;
                let key = side.spare[side.b - 1];
                let rest = &self.items[side.start..side.a];
                let a_count = rest.len() - gallop_right(&mut self.less, key, rest, rest.len() - 1)?;
                if a_count > 0 && !matches!(side.many_take_a(&mut self.items, a_count), Merge::On) {
                    return Ok(());
                }
                if !matches!(side.take_b(&mut self.items), Merge::On) {
                    return Ok(());
                }
                let key = self.items[side.a - 1];
                let rest = &side.spare[..side.b];
                let b_count = side.b - gallop_left(&mut self.less, key, rest, side.b - 1)?;
                if b_count > 0 && !matches!(side.many_take_b(&mut self.items, b_count), Merge::On) {
                    return Ok(());
                }
                if !matches!(side.take_a(&mut self.items), Merge::On) {
                    return Ok(());
                }
                if a_count < MIN_GALLOP && b_count < MIN_GALLOP {
                    break;
                }
            }
            gallop += 1;
            self.min_gallop = gallop;
        }
    }
}

/// A merge from the front; the first run lies in `spare`.
struct Low {
    spare: Vec<u32>,
    a: usize,
    b: usize,
    b_end: usize,
    dest: usize,
}

impl Low {
    fn take_a(&mut self, items: &mut [u32]) -> Merge {
        self.many_take_a(items, 1)
    }

    fn many_take_a(&mut self, items: &mut [u32], count: usize) -> Merge {
        items[self.dest..self.dest + count].copy_from_slice(&self.spare[self.a..self.a + count]);
        self.a += count;
        self.dest += count;
        match self.spare.len() - self.a {
            0 => Merge::Done,
            1 => Merge::One,
            _ => Merge::On,
        }
    }

    fn take_b(&mut self, items: &mut [u32]) -> Merge {
        self.many_take_b(items, 1)
    }

    fn many_take_b(&mut self, items: &mut [u32], count: usize) -> Merge {
        items.copy_within(self.b..self.b + count, self.dest);
        self.b += count;
        self.dest += count;
        if self.b == self.b_end {
            Merge::Done
        } else {
            Merge::On
        }
    }
}

/// A merge from the back; the second run lies in `spare`. `a`, `b` and `dest` are ends, exclusive.
struct High {
    spare: Vec<u32>,
    start: usize,
    a: usize,
    b: usize,
    dest: usize,
}

impl High {
    fn take_a(&mut self, items: &mut [u32]) -> Merge {
        self.many_take_a(items, 1)
    }

    fn many_take_a(&mut self, items: &mut [u32], count: usize) -> Merge {
        items.copy_within(self.a - count..self.a, self.dest - count);
        self.a -= count;
        self.dest -= count;
        if self.a == self.start {
            Merge::Done
        } else {
            Merge::On
        }
    }

    fn take_b(&mut self, items: &mut [u32]) -> Merge {
        self.many_take_b(items, 1)
    }

    fn many_take_b(&mut self, items: &mut [u32], count: usize) -> Merge {
        let part = &self.spare[self.b - count..self.b];
        items[self.dest - count..self.dest].copy_from_slice(part);
        self.b -= count;
        self.dest -= count;
        match self.b {
            0 => Merge::Done,
            1 => Merge::One,
            _ => Merge::On,
        }
    }
}

/// Runs shorter than this are made longer.
fn shortest_run(mut len: usize) -> usize {
    let mut odd = 0;
    while len >= MAX_MINRUN {
        odd |= len & 1;
        len >>= 1;
    }
    len + odd
}

/// Depth in the tree of merges of the node between a run and the one after it.
fn power(start: usize, first: usize, second: usize, len: usize) -> u32 {
    let mut a = 2 * start + first;
    let mut b = a + first + second;
    let mut power = 1;
    loop {
        if a >= len {
            a -= len;
            b -= len;
        } else if b >= len {
            return power;
        }
        a <<= 1;
        b <<= 1;
        power += 1;
    }
}

/// Where `key` belongs among sorted `items`, left of equal ones, looking around `hint` first.
fn gallop_left<E>(
    less: &mut impl FnMut(u32, u32) -> Result<bool, E>,
    key: u32,
    items: &[u32],
    hint: usize,
) -> Result<usize, E> {
    let (mut near, mut far) = (0, 1);
    let (mut low, mut high);
    if less(items[hint], key)? {
        let most = items.len() - hint;
        while far < most && less(items[hint + far], key)? {
            near = far;
            far = 2 * far + 1;
        }
        (low, high) = (hint + near + 1, hint + far.min(most));
    } else {
        let most = hint + 1;
        while far < most && !less(items[hint - far], key)? {
            near = far;
            far = 2 * far + 1;
        }
        (low, high) = (hint + 1 - far.min(most), hint - near);
    }
    while low < high {
        let middle = low + ((high - low) >> 1);
        if less(items[middle], key)? {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(high)
}

/// As [`gallop_left`], but right of equal items.
fn gallop_right<E>(
    less: &mut impl FnMut(u32, u32) -> Result<bool, E>,
    key: u32,
    items: &[u32],
    hint: usize,
) -> Result<usize, E> {
    let (mut near, mut far) = (0, 1);
    let (mut low, mut high);
    if less(key, items[hint])? {
        let most = hint + 1;
        while far < most && less(key, items[hint - far])? {
            near = far;
            far = 2 * far + 1;
        }
        (low, high) = (hint + 1 - far.min(most), hint - near);
    } else {
        let most = items.len() - hint;
        while far < most && !less(key, items[hint + far])? {
            near = far;
            far = 2 * far + 1;
        }
        (low, high) = (hint + near + 1, hint + far.min(most));
    }
    while low < high {
        let middle = low + ((high - low) >> 1);
        if less(key, items[middle])? {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Ok(high)
}
