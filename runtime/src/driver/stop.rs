//! Who may run while one thread has to be alone: a pure machine, without OS threads and clocks.
//!
//! # Standing of a thread
//!
//! | standing | in | leaves it through |
//! |---|---|---|
//! | runs | `running` | `leave`, `ask`; at its next safe point where somebody has asked |
//! | waits for something else, or has ended | nowhere | `enter` |
//! | rests | `resting` | the end of the last pause that was asked for; `give_up` |
//! | wants to be alone | `askers` | its turn, then `done`; `give_up` |
//! | is alone | first of `askers`, `is_alone` | `done`, `give_up` |
//!
//! A thread that waits for something else does not delay a pause: it is not counted, and can only rest
//! when it comes back. Pauses that are asked for meanwhile follow at once, in turn. Then all that rest
//! run, before the next one can begin: nobody rests for ever.

use crate::kernel::ThreadId;
use std::collections::VecDeque;

/// Who runs, who rests, and who wants to be alone.
#[derive(Debug, Default)]
pub(super) struct Stop {
    running: usize,
    askers: VecDeque<ThreadId>,
    is_alone: bool,
    resting: Vec<ThreadId>,
}

/// The threads to be told that their standing has changed.
pub(super) type Told = Vec<ThreadId>;

impl Stop {
    /// `me` wants to run: true if it may; if not, it rests.
    pub(super) fn enter(&mut self, me: ThreadId) -> bool {
        let may = self.askers.is_empty();
        match may {
            true => self.running += 1,
            false => self.resting.push(me),
        }
        may
    }

    /// A thread that runs waits for something else, or ends.
    pub(super) fn leave(&mut self) -> Told {
        self.running -= 1;
        self.settle()
    }

    /// `me`, which runs, wants to be alone.
    pub(super) fn ask(&mut self, me: ThreadId) -> Told {
        self.running -= 1;
        self.askers.push_back(me);
        self.settle()
    }

    /// The thread that was alone has done what it wanted. It is in no standing now: it is to `enter`.
    pub(super) fn done(&mut self) -> Told {
        self.askers.pop_front();
        self.is_alone = false;
        self.settle()
    }

    /// `me`, which rested or wanted to be alone when it looked last, will not run any more.
    pub(super) fn give_up(&mut self, me: ThreadId) -> Told {
        if self.is_alone(me) {
            return self.done();
        }
        let (askers, resting) = (self.askers.len(), self.resting.len());
        self.askers.retain(|asker| *asker != me);
        self.resting.retain(|other| *other != me);
        if (askers, resting) == (self.askers.len(), self.resting.len()) {
            self.running -= 1;
        }
        self.settle()
    }

    /// Whether somebody wants to be alone, or is.
    pub(super) fn is_asked(&self) -> bool {
        !self.askers.is_empty()
    }

    /// Whether `me` is alone.
    pub(super) fn is_alone(&self, me: ThreadId) -> bool {
        self.is_alone && self.askers.front() == Some(&me)
    }

    /// Whether `me` rests.
    pub(super) fn rests(&self, me: ThreadId) -> bool {
        self.resting.contains(&me)
    }

    /// Whoever is first among the askers is alone as soon as nobody runs; where there is none, all go on.
    fn settle(&mut self) -> Told {
        match self.askers.front() {
            Some(first) if self.running == 0 && !self.is_alone => {
                self.is_alone = true;
                vec![*first]
            }
            Some(_) => Vec::new(),
            None => {
                self.running += self.resting.len();
                std::mem::take(&mut self.resting)
            }
        }
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const A: ThreadId = ThreadId(0);
    const B: ThreadId = ThreadId(1);
    const C: ThreadId = ThreadId(2);

    #[test]
    fn a_thread_that_waits_for_something_else_delays_nobody() {
        let mut stop = Stop::default();
        assert!(stop.enter(A) && stop.enter(B));
        assert_eq!(stop.leave(), []); // B waits for I/O.
        assert_eq!(stop.ask(A), [A]);
        assert!(!stop.enter(B), "and does not come back in the pause");
        assert_eq!(stop.done(), [B]);
        assert!(!stop.rests(B) && stop.enter(A));
    }

    #[test]
    fn two_that_ask_at_once_are_alone_in_turn() {
        let mut stop = Stop::default();
        assert!([A, B, C].into_iter().all(|thread| stop.enter(thread)));
        assert_eq!(stop.ask(A), []);
        assert_eq!(stop.ask(B), []);
        assert_eq!(stop.leave(), [A]); // C ends.
        assert!(stop.is_alone(A) && !stop.is_alone(B));
        assert_eq!(stop.done(), [B]);
        assert!(!stop.enter(A), "the next pause has begun");
        assert!(stop.is_alone(B));
        assert_eq!(stop.done(), [A]);
        assert!(stop.enter(B) && !stop.is_asked());
    }

    #[test]
    fn whoever_gives_up_leaves_nobody_behind() {
        let mut stop = Stop::default();
        assert!(stop.enter(A) && stop.enter(B));
        assert_eq!(stop.ask(A), []);
        assert_eq!(stop.leave(), [A]);
        assert!(!stop.enter(B));
        assert_eq!(stop.give_up(A), [B], "it was alone");
        assert_eq!(stop.give_up(B), [], "it has been told to go on");
        assert!(stop.enter(C));
        assert_eq!(stop.ask(C), [C], "nobody else is counted");
    }

    /// What a thread of a history may do next.
    #[derive(Clone, Copy, PartialEq, Debug)]
    enum Is {
        Away,
        Running,
        Resting,
        Asking,
    }

    proptest! {
        #[test]
        fn one_is_alone_only_where_nobody_runs(
            moves in proptest::collection::vec((0u32..5, 0u8..3), 1..200)
        ) {
            let mut stop = Stop::default();
            let mut is = [Is::Away; 5];
            for (number, choice) in moves {
                let me = ThreadId(number);
                let mine = &mut is[number as usize];
                let told = match (*mine, choice) {
                    (Is::Away, _) => {
                        *mine = if stop.enter(me) { Is::Running } else { Is::Resting };
                        vec![]
                    }
                    (Is::Running, 0) => {
                        *mine = Is::Away;
                        stop.leave()
                    }
                    (Is::Running, _) => {
                        *mine = Is::Asking;
                        stop.ask(me)
                    }
                    (Is::Asking, _) if stop.is_alone(me) => {
                        *mine = Is::Away;
                        if choice == 0 { stop.give_up(me) } else { stop.done() }
                    }
                    (Is::Asking | Is::Resting, 0) => {
                        *mine = Is::Away;
                        stop.give_up(me)
                    }
                    _ => vec![],
                };
                for other in told {
                    let standing = &mut is[other.0 as usize];
                    if *standing == Is::Resting {
                        prop_assert!(!stop.rests(other));
                        *standing = Is::Running;
                    }
                }
                let count = |what| is.iter().filter(|it| **it == what).count();
                let all = [0, 1, 2, 3, 4].map(ThreadId);
                let alone = all.iter().filter(|it| stop.is_alone(**it)).count();
                prop_assert_eq!(stop.running, count(Is::Running));
                prop_assert!(alone <= 1 && (alone == 0 || count(Is::Running) == 0));
                // Nobody waits for nothing.
                prop_assert_eq!(count(Is::Asking) > 0, stop.is_asked());
                prop_assert!(count(Is::Resting) == 0 || stop.is_asked());
                prop_assert!(!stop.is_asked() || alone == 1 || count(Is::Running) > 0);
            }
        }
    }
}
