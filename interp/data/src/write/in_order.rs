//! Parts made on several threads and taken in their order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use heng_interp::parallel::each;

/// How many parts a thread may be ahead of the one that is taken next.
const AHEAD: usize = 4;

/// What waits to be taken.
struct Queue<T, S, E> {
    made: BTreeMap<usize, T>,
    next: usize,
    /// What takes the parts; away while a thread is at it.
    sink: Option<S>,
    error: Option<E>,
    /// A part could not be made, or was not taken: there is no sense in making others.
    stopped: bool,
}

/// Makes `work(0)` to `work(count - 1)` and hands them to `sink` in that order, on up to `threads` threads. Whoever is done with the part
/// that is next hands it over, and what waits behind it, while the others go on; nobody goes far ahead, so few parts wait in memory.
///
/// # Errors
/// The first one of `sink`.
pub(super) fn in_order<T: Send, E: Send, S: FnMut(T) -> Result<(), E> + Send>(
    threads: usize,
    count: usize,
    work: impl Fn(usize) -> T + Sync,
    sink: S,
) -> Result<(), E> {
    let queue =
        Mutex::new(Queue { made: BTreeMap::new(), next: 0, sink: Some(sink), error: None, stopped: false });
    let moved = Condvar::new();
    let (queue, moved) = (&queue, &moved);
    let taken = AtomicUsize::new(0);
    let most = threads.max(1) * AHEAD;
    let one = |_| {
        let _stopping = Stopping(|| {
            lock(queue).stopped = true;
            moved.notify_all();
        });
        loop {
            let at = taken.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                return;
            }
            let is_far = |queue: &mut Queue<T, S, E>| at >= queue.next + most && !queue.stopped;
            let waited = moved.wait_while(lock(queue), is_far).unwrap_or_else(PoisonError::into_inner);
            if waited.stopped {
                return;
            }
            drop(waited);
            let made = work(at);
            lock(queue).made.insert(at, made);
            hand_over(queue, moved);
        }
    };
    each(threads, threads.min(count), one);
    lock(queue).error.take().map_or(Ok(()), Err)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Hands over what is next, unless another thread is at it: that one looks again before it leaves.
fn hand_over<T, E, S: FnMut(T) -> Result<(), E>>(queue: &Mutex<Queue<T, S, E>>, moved: &Condvar) {
    let mut held = lock(queue);
    let Some(mut sink) = held.sink.take() else { return };
    loop {
        let next = held.next;
        let Some(part) = held.made.remove(&next) else { break };
        drop(held);
        let done = sink(part);
        held = lock(queue);
        held.next += 1;
        if let Err(error) = done {
            held.error.get_or_insert(error);
            held.stopped = true;
        }
        moved.notify_all();
        if held.stopped {
            break;
        }
    }
    held.sink = Some(sink);
}

/// Lets nobody wait for a thread that panicked.
struct Stopping<F: Fn()>(F);

impl<F: Fn()> Drop for Stopping<F> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            (self.0)();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_taken_in_order_whoever_made_them() {
        for threads in 1..5 {
            for count in [0, 1, 2, 7, 100] {
                let mut taken = Vec::new();
                let work = |at: usize| {
                    if at.is_multiple_of(7) {
                        std::thread::yield_now();
                        at
                    } else {
                        at
                    }
                };
                let done: Result<(), ()> = in_order(threads, count, work, |part| {
                    taken.push(part);
                    Ok(())
                });
                assert_eq!((done, taken), (Ok(()), (0..count).collect()));
            }
        }
    }

    #[test]
    fn nothing_is_taken_after_an_error() {
        for threads in 1..4 {
            let mut taken = Vec::new();
            let done = in_order(
                threads,
                1000,
                |at| at,
                |part| {
                    taken.push(part);
                    if part == 5 { Err("full") } else { Ok(()) }
                },
            );
            assert_eq!((done, taken), (Err("full"), (0..=5).collect()));
        }
    }
}
