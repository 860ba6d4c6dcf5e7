//! When a thread looks for garbage, and what it does about it.

use super::context::Cx;
use super::signal::{After, Res, unsupported};
use super::thread::{Cont, Thread};
use crate::object::garbage::{Found, empty_all, look, tracked_objects};
use crate::object::module::NamespaceSlots;
use crate::object::sequence::ListItems;
use crate::object::{List, Module, Tuple};
use crate::value::Value;
use gilscope_runtime::heap::record::is_exploring;
use gilscope_runtime::heap::{Garbage, still_garbage};
use gilscope_runtime::symbol::Symbol;
use gilscope_runtime::task::{Alone, Exit, Wait};

/// Frames that there must be room for where a thread looks for garbage of its own accord.
const FRAMES: usize = 8;

/// Whether the script wants to be told of collections.
fn has_callbacks(cx: &Cx<'_>) -> bool {
    let module = cx.world.loaded("gc");
    let module = module.as_ref().and_then(Value::as_gc::<Module>);
    let callbacks = module.and_then(|gc| gc.namespace.slots().get(Symbol::new("callbacks")));
    let callbacks = callbacks.as_ref().and_then(Value::as_gc::<List>);
    callbacks.is_some_and(|list| !list.items().is_empty())
}

impl Thread {
    /// At the end of a step: whether garbage may have piled up, so that the thread looks for it before
    /// its next one.
    pub(super) fn collects(&mut self, exit: Exit) -> Exit {
        if !matches!(exit, Exit::BudgetSpent) || !self.local.is_collection_due() {
            return exit;
        }
        // When it is due depends on what all threads have made: where schedules are explored, it comes
        // only when it is called.
        if is_exploring() {
            return exit;
        }
        if self.pending.is_some() || self.frames.len() + FRAMES > self.frames.limit() {
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
            After::Objects => {
                let objects = tracked_objects(is_shared);
                let done = Alone {
                    walked: objects.len() as u64,
                    begins: false,
                };
                (done, After::Value(List::value(objects)))
            }
            other => (Alone::default(), other),
        };
        self.pending = Some((after, cont));
        done
    }

    /// Sees to the garbage that the thread has found of its own accord.
    pub(super) fn clear_up(&mut self, cx: &mut Cx<'_>, found: Found) -> Res<()> {
        if has_callbacks(cx) {
            return unsupported("`gc.callbacks`");
        }
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
