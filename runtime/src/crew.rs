//! Work that is cut into items, done by several OS threads, and told of in order: so nobody can see from
//! the results how many there were.

#[cfg(all(feature = "os", not(loom)))]
use crate::sync::thread;
#[cfg(all(feature = "os", not(loom)))]
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
#[cfg(all(feature = "os", not(loom)))]
use std::time::Duration;

/// What is done with results; false: that is enough.
pub type Take<'a, R> = &'a mut dyn FnMut(R) -> bool;

/// Results that a worker may be ahead of those that were told: what bounds memory.
#[cfg(all(feature = "os", not(loom)))]
const AHEAD: usize = 256;
/// How often somebody who waits is asked whether to go on.
#[cfg(all(feature = "os", not(loom)))]
const PATIENCE: Duration = Duration::from_millis(50);
/// Bytes of each worker's stack.
#[cfg(all(feature = "os", not(loom)))]
const STACK: usize = 256 << 20;

/// How many workers are of use on this computer.
pub fn size() -> usize {
    #[cfg(all(feature = "os", not(loom)))]
    return crate::sync::cores();
    #[cfg(not(all(feature = "os", not(loom))))]
    1
}

/// Does `work` for the items 0 to `items`, each by one of the workers; `take` is told of the results on this
/// thread, in the order of the items, and no further ones are begun once it has had enough. While nothing
/// comes, `wait` is asked now and then whether to go on.
///
/// # Panics
/// Where there are no workers, and where the work panics.
pub fn in_order<W: Send, R: Send>(
    workers: &mut [W],
    items: u64,
    work: &(dyn Fn(&mut W, u64) -> R + Sync),
    take: Take<'_, R>,
    wait: &mut dyn FnMut() -> bool,
) {
    let (first, others) = { workers.split_first_mut() }.expect("(crew) somebody does the work");
    #[cfg(all(feature = "os", not(loom)))]
    if !others.is_empty() {
        return side_by_side(workers, items, work, take, wait);
    }
    let _ = (others, wait);
    for item in 0..items {
        if !take(work(first, item)) {
            return;
        }
    }
}

/// Items go to the workers in turn, so their results come in turn, too.
#[cfg(all(feature = "os", not(loom)))]
fn side_by_side<W: Send, R: Send>(
    workers: &mut [W],
    items: u64,
    work: &(dyn Fn(&mut W, u64) -> R + Sync),
    take: Take<'_, R>,
    wait: &mut dyn FnMut() -> bool,
) {
    let count = workers.len() as u64;
    thread::scope(|scope| {
        let mut results: Vec<Receiver<R>> = Vec::new();
        for (worker, first) in workers.iter_mut().zip(0..) {
            let (sender, receiver): (SyncSender<R>, _) = sync_channel(AHEAD);
            results.push(receiver);
            let items = (first..items).step_by(count as usize);
            let work = move || {
                for item in items {
                    // Nobody listens any more once there is enough.
                    if sender.send(work(worker, item)).is_err() {
                        return;
                    }
                }
            };
            let thread = thread::Builder::new().stack_size(STACK);
            thread
                .spawn_scoped(scope, work)
                .expect("an OS thread can be made");
        }
        for item in 0..items {
            let results = &results[(item % count) as usize];
            let result = loop {
                match results.recv_timeout(PATIENCE) {
                    Ok(result) => break result,
                    Err(RecvTimeoutError::Timeout) if wait() => {}
                    // The panic of the worker goes on where the scope ends.
                    Err(_) => return,
                }
            };
            if !take(result) {
                return;
            }
        }
    });
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_however_many_work() {
        for workers in 1..4 {
            let mut done = vec![0_u64; workers];
            let mut told = Vec::new();
            let work = |done: &mut u64, item: u64| {
                *done += 1;
                item * item
            };
            let mut take = |result| {
                told.push(result);
                told.len() < 700
            };
            in_order(&mut done, 10_000, &work, &mut take, &mut || true);
            let expected: Vec<u64> = (0..700).map(|item| item * item).collect();
            assert_eq!(told, expected, "{workers} workers");
            let all: u64 = done.iter().sum();
            assert!(
                (700..10_000).contains(&all),
                "{all} items of 10000 were done"
            );
        }
    }
}
