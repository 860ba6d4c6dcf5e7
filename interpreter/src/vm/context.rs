//! What an operation may reach: the world, the driver's services, the thread's own state.

use super::signal::Signal;
use super::world::World;
use crate::object::Exception;
use crate::value::Value;
use gilscope_runtime::cache::Word;
use gilscope_runtime::heap::Gc;
use gilscope_runtime::kernel::{Kernel, Spent};
use gilscope_runtime::task::{Site, ThreadId};
use gilscope_runtime::time::Nanos;
use std::sync::Arc;

/// The context of one step of one thread.
pub struct Cx<'a> {
    /// What all threads share.
    pub world: &'a Arc<World>,
    /// The present epoch of classes, which is the world's.
    pub epoch: &'a Word,
    /// The driver's services.
    pub kernel: &'a dyn Kernel,
    /// The thread that runs.
    pub me: ThreadId,
    /// Instructions executed in this run of the loop so far.
    pub spent: u64,
    /// Those before, where the step is made of several runs of the loop.
    pub before: u64,
    /// What they cost at full speed, in picoseconds; 0 where all cost the same.
    pub picos: u64,
    /// The instructions that this run of the loop may execute.
    pub budget: i64,
    /// The place of the present instruction.
    pub site: Site,
    /// The thread's own state.
    pub state: &'a mut ThreadState,
}

/// What a thread keeps beside its stack and frames.
pub struct ThreadState {
    /// The exception being handled, or None.
    pub handled: Value,
    /// The thread's object, what `threading.current_thread()` gives; empty until it is set.
    pub thread_object: Value,
    /// Whether it is the main thread of its process.
    pub is_main: bool,
    /// Whether the thread dies of an exception and has been given the time to tell its text.
    pub is_dying: bool,
    /// Whether `sys.excepthook` of the script's has been called for that exception.
    pub is_hooked: bool,
    /// The asyncio loop that runs, which sees to the end of asynchronous generators; or None.
    pub async_loop: Value,
    /// What a native that was called in the loop has asked for instead of giving a value.
    pub asked: Option<Box<Signal>>,
    /// Addresses of the containers whose `repr` toy Python is writing.
    pub reprs: Vec<usize>,
}

impl Default for ThreadState {
    fn default() -> ThreadState {
        ThreadState {
            handled: Value::NONE,
            thread_object: Value::EMPTY,
            is_main: false,
            is_dying: false,
            is_hooked: false,
            async_loop: Value::NONE,
            asked: None,
            reprs: Vec::new(),
        }
    }
}

impl Cx<'_> {
    /// How much of this step is over.
    pub fn so_far(&self) -> Spent {
        Spent {
            instructions: self.before + self.spent,
            picos: self.picos,
        }
    }

    /// The time since the run began.
    pub fn now(&self) -> Nanos {
        self.world.elapsed + self.kernel.now(self.so_far())
    }

    /// The exception being handled, if any.
    pub fn handled(&self) -> Option<&Gc<Exception>> {
        self.state.handled.as_gc()
    }
}
