//! When a thread looks for garbage, and what it does about it.

use super::context::Cx;
use super::signal::{After, Res};
use super::thread::{Cont, Thread};
use crate::builtins::collector::{Found, empty_all, look};
use crate::object::Tuple;
use crate::value::Value;
use gilscope_runtime::heap::{Garbage, still_garbage};
use gilscope_runtime::task::{Alone, Exit, Wait};

/// Frames that there must be room for where a thread looks for garbage of its own accord.
const FRAMES: usize = 8;

impl Thread {
    /// At the end of a step: whether garbage may have piled up, so that the thread looks for it before
    /// its next one.
    pub(super) fn collects(&mut self, exit: Exit) -> Exit {
        if !matches!(exit, Exit::BudgetSpent) || !self.local.is_collection_due() {
            return exit;
        }
        if self.pending.is_some() || self.frames.len() + FRAMES > self.frame_limit {
            return exit;
        }
        self.pending = Some((After::Sweep, Cont::Drop));
        Exit::Wait(Wait::Alone)
    }

    /// What the thread wanted to be alone for.
    pub(super) fn look_for_garbage(&mut self) -> Alone {
        let Some((after, cont)) = self.pending.take() else {
            return Alone::default();
        };
        let is_shared = self.world.is_public();
        let begun = |walked| Alone {
            walked,
            begins: true,
        };
        let (done, after) = match after {
            After::Garbage => {
                let (found, walked) = look(is_shared);
                (begun(walked), After::Value(Tuple::value(found.parts())))
            }
            After::Sweep => {
                let (found, walked) = look(is_shared);
                (begun(walked), After::Swept(Box::new(found)))
            }
            After::Remains(objects) => {
                let Garbage { objects, walked } = still_garbage(objects);
                let done = Alone {
                    walked,
                    begins: false,
                };
                (done, After::Value(Value::int(empty_all(objects))))
            }
            other => (Alone::default(), other),
        };
        self.pending = Some((after, cont));
        done
    }

    /// Sees to the garbage that the thread has found of its own accord.
    pub(super) fn clear_up(&mut self, cx: &mut Cx<'_>, found: Found) -> Res<()> {
        if !found.speaks {
            empty_all(found.objects);
            return Ok(());
        }
        self.stack.push(cx.world.prelude_function("_clear_up"));
        let parts = found.parts();
        let count = parts.len() as u32;
        parts.into_iter().for_each(|part| self.stack.push(part));
        self.call_with(cx, count, Cont::Drop)
    }
}
