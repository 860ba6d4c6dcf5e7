//! The OS threads of a run: started when needed, kept for a while, all joined at the end.
//!
//! | worker | in `idle` | its job | ends |
//! |---|---|---|---|
//! | busy | no | taken | |
//! | resting | yes | none | when told to, by `close` |
//! | leaving | no | none | at once; its number is in `left`, and someone joins it |

use crate::sync::thread::{Builder, JoinHandle};
use crate::sync::{Condvar, Mutex};
use std::collections::HashMap;
use std::sync::Arc;

/// Stack of an OS thread: frames of scripts are on the heap, so a small one will do.
const STACK: usize = 256 << 10;
/// OS threads that are kept for the next job.
const RESTING: usize = 64;

/// What an OS thread is to do.
pub(super) type Job = Box<dyn FnOnce() + Send>;

/// The OS threads of a run.
#[derive(Default)]
pub(super) struct Pool {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    idle: Vec<Arc<Worker>>,
    handles: HashMap<u64, JoinHandle<()>>,
    left: Vec<u64>,
    started: u64,
    closed: bool,
}

/// An OS thread that does one job after another.
pub(super) struct Worker {
    number: u64,
    order: Mutex<Option<Order>>,
    bell: Condvar,
}

enum Order {
    Do(Job),
    Leave,
}

impl Worker {
    /// Tells a worker without a job what to do.
    pub(super) fn start(&self, job: Job) {
        self.tell(Order::Do(job));
    }

    fn tell(&self, order: Order) {
        *self.order.lock() = Some(order);
        self.bell.notify_one();
    }

    fn next(&self) -> Order {
        let mut order = self.order.lock();
        loop {
            if let Some(order) = order.take() {
                return order;
            }
            order = self.bell.wait(order);
        }
    }

    fn work(self: &Arc<Worker>, pool: &Pool) {
        while let Order::Do(job) = self.next() {
            job();
            if !pool.rest(self) {
                return;
            }
        }
    }
}

impl Pool {
    /// An OS thread without a job, to be given one; `None` if the operating system refuses.
    pub(super) fn worker(self: &Arc<Pool>) -> Option<Arc<Worker>> {
        let mut state = self.state.lock();
        if let Some(worker) = state.idle.pop() {
            return Some(worker);
        }
        if state.closed {
            return None;
        }
        for number in std::mem::take(&mut state.left) {
            join(state.handles.remove(&number));
        }
        state.started += 1;
        let worker = Arc::new(Worker {
            number: state.started,
            order: Mutex::new(None),
            bell: Condvar::default(),
        });
        let (pool, it) = (self.clone(), worker.clone());
        let builder = Builder::new().stack_size(STACK);
        let handle = builder.spawn(move || it.work(&pool)).ok()?;
        state.handles.insert(worker.number, handle);
        Some(worker)
    }

    /// Waits until every job is done and every OS thread has ended. Nothing can be started then.
    pub(super) fn close(&self) {
        let (idle, handles) = {
            let mut state = self.state.lock();
            state.closed = true;
            let handles = std::mem::take(&mut state.handles);
            (std::mem::take(&mut state.idle), handles)
        };
        for worker in idle {
            worker.tell(Order::Leave);
        }
        for handle in handles.into_values() {
            join(Some(handle));
        }
    }

    /// A worker has done its job: whether it stays.
    fn rest(&self, worker: &Arc<Worker>) -> bool {
        let mut state = self.state.lock();
        let stays = !state.closed && state.idle.len() < RESTING;
        match stays {
            true => state.idle.push(worker.clone()),
            false => state.left.push(worker.number),
        }
        stays
    }
}

fn join(handle: Option<JoinHandle<()>>) {
    // A job catches its own panics, so an OS thread has nothing to say.
    let _ = handle.map(JoinHandle::join);
}
