//! What threads of the script wait for: locks and the end of other threads, as pure machines.
//!
//! A machine never blocks and knows no clock: it says who must wait and who is to be woken, and a
//! driver does both. Locks barge, as in CPython: [`Lock::release`] frees the lock and wakes the
//! longest waiter, who *tries again*; whoever comes first has it, and a waiter that comes too late
//! goes to the end of the queue. Any thread may release a lock, whoever holds it.
//!
//! # State of a `Lock`
//!
//! | `word`: holder | `QUEUED` | `queue` | means | who may change it |
//! |---|---|---|---|---|
//! | none | no | empty | free | anyone, one compare-exchange |
//! | some | no | empty | held, nobody waits | anyone, one compare-exchange |
//! | some | yes | not empty | held, the queue waits | releaser and waiters, under the queue's mutex |
//! | none | yes | not empty | free, one chosen waiter is on its way | as above; takers need no mutex |
//!
//! `QUEUED` says that `queue` is not empty and changes under the queue's mutex only. While it is
//! set, so does the holder, except that a taker may turn "none" into "some".

use crate::kernel::{Kernel, Site, ThreadId};
use crate::seeded::seeded;
use crate::sync::Mutex;
use crate::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::collections::VecDeque;

/// Set in [`Lock::word`] while threads queue.
const QUEUED: u64 = 1 << 63;

/// A lock of the script.
#[derive(Debug, Default)]
pub struct Lock {
    /// `QUEUED`, then the holder's number plus one (31 bits), then the site (32 bits).
    word: AtomicU64,
    queue: Mutex<VecDeque<ThreadId>>,
    /// Its number in traces; 0 until a thread waits for it.
    number: AtomicU32,
}

/// The part of `Lock::word` that names the holder.
fn held(me: ThreadId, site: Site) -> u64 {
    debug_assert!(me.0 < u32::MAX >> 1, "thread numbers have 31 bits");
    (u64::from(me.0) + 1) << 32 | u64::from(site.0)
}

/// Whether a word says that nobody holds the lock.
fn is_free(word: u64) -> bool {
    word & !QUEUED == 0
}

impl Lock {
    /// Takes the lock if it is free.
    #[inline]
    pub fn try_acquire(&self, me: ThreadId, site: Site) -> bool {
        let mut word = self.word.load(Ordering::Relaxed);
        while is_free(word) || seeded!(LockTakenTwice) {
            // Acquire pairs with the Release of `release`: what the last holder did is seen.
            match self.word.compare_exchange_weak(
                word,
                word & QUEUED | held(me, site),
                match seeded!(LockRelaxed) {
                    true => Ordering::Relaxed,
                    false => Ordering::Acquire,
                },
                Ordering::Relaxed,
            ) {
                Ok(_) => return true,
                Err(now) => word = now,
            }
        }
        false
    }

    /// Frees the lock and wakes one waiter through `kernel`; false if it was not held.
    #[inline]
    pub fn release(&self, kernel: &dyn Kernel) -> bool {
        let word = self.word.load(Ordering::Relaxed);
        if is_free(word) {
            return false;
        }
        // Release pairs with the Acquire of `try_acquire` and `wait`.
        if word & QUEUED == 0
            && self
                .word
                .compare_exchange(word, 0, Ordering::Release, Ordering::Relaxed)
                .is_ok()
        {
            return true;
        }
        self.release_queued(kernel)
    }

    #[cold]
    fn release_queued(&self, kernel: &dyn Kernel) -> bool {
        let chosen = {
            let mut queue = self.queue.lock();
            let mut word = self.word.load(Ordering::Relaxed);
            let mut chosen = None;
            loop {
                if is_free(word) {
                    // Another thread released it first. It cannot have been queued for, then, or
                    // the other would have needed the mutex.
                    debug_assert!(chosen.is_none(), "lock released past its queue");
                    return false;
                }
                chosen = chosen.or_else(|| match seeded!(LockBackwards) {
                    true => queue.pop_back(),
                    false => queue.pop_front(),
                });
                let free = if queue.is_empty() { 0 } else { QUEUED };
                // Release pairs with the Acquire of `try_acquire` and `wait`.
                match self
                    .word
                    .compare_exchange(word, free, Ordering::Release, Ordering::Relaxed)
                {
                    Ok(_) => break chosen,
                    Err(now) => word = now,
                }
            }
        };
        if let Some(chosen) = chosen.filter(|_| !seeded!(LockWakesNobody)) {
            kernel.wake(chosen);
        }
        true
    }

    /// Who holds the lock, and the place where it was taken.
    pub fn holder(&self) -> Option<(ThreadId, Site)> {
        let word = self.word.load(Ordering::Relaxed);
        let number = (word & !QUEUED) >> 32;
        (number != 0).then(|| (ThreadId(number as u32 - 1), Site(word as u32)))
    }

    /// Its number in traces, if a thread has ever waited for it while there was one.
    pub fn number(&self) -> Option<u32> {
        let number = self.number.load(Ordering::Relaxed);
        (number != 0).then_some(number)
    }

    /// Its number in traces: the one it has, or the next that `numbers` counts to.
    pub(crate) fn numbered(&self, numbers: &AtomicU32) -> u32 {
        if let Some(number) = self.number() {
            return number;
        }
        let next = numbers.fetch_add(1, Ordering::Relaxed) + 1;
        // Another thread may have come first; then a number stays unused.
        let set = { &self.number }.compare_exchange(0, next, Ordering::Relaxed, Ordering::Relaxed);
        set.map_or_else(|other| other, |_| next)
    }

    /// Corrects the place where `me`, the holder, took the lock; ignored from anyone else.
    ///
    /// A lock that was waited for is taken by the driver, which knows only where the task stands
    /// innermost ([`crate::task::Task::stack`]); the task may know better.
    pub fn note_site(&self, me: ThreadId, site: Site) {
        let word = self.word.load(Ordering::Relaxed);
        if self.holder().is_some_and(|(holder, _)| holder == me) {
            let corrected = word & QUEUED | held(me, site);
            // Only a hint for reports: when it fails, the lock is changing hands.
            let _ =
                self.word
                    .compare_exchange(word, corrected, Ordering::Relaxed, Ordering::Relaxed);
        }
    }

    /// Takes the lock (true), or queues for it at the end (false); a thread that already queues
    /// keeps its place. For drivers: called when a wait begins and after each wake-up.
    pub(crate) fn wait(&self, me: ThreadId, site: Site) -> bool {
        let mut queue = self.queue.lock();
        let mut word = self.word.load(Ordering::Relaxed);
        let place = queue.iter().position(|&waiter| waiter == me);
        loop {
            let rest = queue.len() - usize::from(place.is_some());
            let (next, taken) = match is_free(word) {
                true if rest == 0 => (held(me, site), true),
                true => (QUEUED | held(me, site), true),
                false => (word | QUEUED, false),
            };
            // Acquire pairs with the Release of `release`.
            match self
                .word
                .compare_exchange(word, next, Ordering::Acquire, Ordering::Relaxed)
            {
                Err(now) => word = now,
                Ok(_) => {
                    match place {
                        Some(place) if taken => drop(queue.remove(place)),
                        None if !taken => queue.push_back(me),
                        _ => {}
                    }
                    return taken;
                }
            }
        }
    }

    /// Ends the wait of `me` without the lock. If `me` had just been chosen, the next is woken.
    pub(crate) fn cancel(&self, me: ThreadId, kernel: &dyn Kernel) {
        let mut queue = self.queue.lock();
        let chosen = match queue.iter().position(|&waiter| waiter == me) {
            Some(place) => {
                queue.remove(place);
                None
            }
            None if is_free(self.word.load(Ordering::Relaxed)) && !seeded!(LockTurnLost) => {
                queue.pop_front()
            }
            None => None,
        };
        if queue.is_empty() {
            self.word.fetch_and(!QUEUED, Ordering::Relaxed);
        }
        drop(queue);
        if let Some(chosen) = chosen {
            kernel.wake(chosen);
        }
    }
}

/// The end of one thread, and who waits for it.
#[derive(Debug, Default)]
pub(crate) struct Joiners {
    ended: bool,
    waiters: Vec<ThreadId>,
}

impl Joiners {
    /// Whether the thread has ended; if not, `me` is woken when it does.
    pub(crate) fn wait(&mut self, me: ThreadId) -> bool {
        if !self.ended && !self.waiters.contains(&me) {
            self.waiters.push(me);
        }
        self.ended
    }

    /// Ends the wait of `me` early.
    pub(crate) fn cancel(&mut self, me: ThreadId) {
        self.waiters.retain(|&waiter| waiter != me);
    }

    /// The thread has ended: those to be woken, in the order in which they came.
    pub(crate) fn end(&mut self) -> Vec<ThreadId> {
        self.ended = true;
        self.waiters.retain(|_| !seeded!(JoinersForgotten));
        std::mem::take(&mut self.waiters)
    }

    /// Whether the thread has ended.
    #[cfg(feature = "os")]
    pub(crate) fn ended(&self) -> bool {
        self.ended
    }
}
