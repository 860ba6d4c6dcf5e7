//! A task that panics takes down neither its driver nor the threads beside it.

use crate::task::{Alone, Context, Exit, Task};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Steps `task`; a panic comes back as its message. The task is not to be stepped again then.
pub(super) fn guarded_step(task: &mut dyn Task, cx: &mut Context<'_>) -> Result<Exit, String> {
    catch_unwind(AssertUnwindSafe(|| task.step(cx))).map_err(message)
}

/// Lets `task` do what it wanted to be alone for; a panic comes back as its message.
pub(super) fn guarded_alone(task: &mut dyn Task) -> Result<Alone, String> {
    catch_unwind(AssertUnwindSafe(|| task.alone())).map_err(message)
}

/// Drops `task`; a panic comes back as its message.
pub(super) fn discard(task: Box<dyn Task>) -> Option<String> {
    catch_unwind(AssertUnwindSafe(|| drop(task)))
        .map_err(message)
        .err()
}

/// What a panic said.
fn message(payload: Box<dyn std::any::Any + Send>) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| text.to_string());
    text.or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a panic without a message".to_string())
}
