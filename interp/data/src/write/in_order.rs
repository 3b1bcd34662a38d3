//! Parts made on several threads and taken in their order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use heng_interp::parallel::each;

/// How many parts a thread may be ahead of the one that is taken next.
const AHEAD: usize = 4;

/// A stage that parts go through in their order, one after the other.
struct Stage<'s, T, E> {
    /// The parts that wait.
    waiting: BTreeMap<usize, T>,
    next: usize,
    /// What takes the parts; away while a thread is at it.
    sink: Option<Sink<'s, T, E>>,
}

/// What a stage does with a part.
pub(super) type Sink<'s, T, E> = &'s mut (dyn FnMut(&mut T) -> Result<(), E> + Send);

struct Queue<'s, T, E> {
    stages: Vec<Stage<'s, T, E>>,
    error: Option<E>,
    /// A part could not be made, or was not taken: there is no sense in making others.
    stopped: bool,
}

impl<T, E> Queue<'_, T, E> {
    /// How many parts went through all stages.
    fn done(&self) -> usize {
        self.stages.last().map_or(usize::MAX, |last| last.next)
    }
}

/// Makes `work(0)` to `work(count - 1)` and leads them through the stages in that order, on up to `threads` threads. Whoever is done with the part
/// that is next hands it over, and what waits behind it, while the others go on; two stages may be at work on two parts. Nobody goes far
/// ahead, so few parts wait in memory.
///
/// # Errors
/// The first one of a stage.
pub(super) fn in_order<T: Send, E: Send, const N: usize>(
    threads: usize,
    count: usize,
    work: impl Fn(usize) -> T + Sync,
    stages: [Sink<'_, T, E>; N],
) -> Result<(), E> {
    let stage = |sink| Stage { waiting: BTreeMap::new(), next: 0, sink: Some(sink) };
    let stages = stages.into_iter().map(stage).collect();
    let queue = Mutex::new(Queue { stages, error: None, stopped: false });
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
            let is_far =
                |queue: &mut Queue<'_, T, E>| at >= queue.done().saturating_add(most) && !queue.stopped;
            let waited = moved.wait_while(lock(queue), is_far).unwrap_or_else(PoisonError::into_inner);
            if waited.stopped {
                return;
            }
            drop(waited);
            let made = work(at);
            if let Some(first) = lock(queue).stages.first_mut() {
                first.waiting.insert(at, made);
            }
            (0..N).for_each(|stage| hand_over(queue, moved, stage));
        }
    };
    each(threads, threads.min(count), one);
    lock(queue).error.take().map_or(Ok(()), Err)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Leads what is next through a stage, unless another thread is at it: that one looks again before it leaves.
fn hand_over<T, E>(queue: &Mutex<Queue<'_, T, E>>, moved: &Condvar, number: usize) {
    let mut held = lock(queue);
    let Some(sink) = held.stages.get_mut(number).and_then(|stage| stage.sink.take()) else { return };
    while let Some(mut part) = held.stages.get_mut(number).and_then(|stage| stage.waiting.remove(&stage.next))
    {
        drop(held);
        let done = sink(&mut part);
        held = lock(queue);
        let at = held.stages.get_mut(number).map_or(0, |stage| {
            stage.next += 1;
            stage.next - 1
        });
        if let Some(following) = held.stages.get_mut(number + 1) {
            following.waiting.insert(at, part);
        }
        if let Err(error) = done {
            held.error.get_or_insert(error);
            held.stopped = true;
        }
        moved.notify_all();
        if held.stopped {
            break;
        }
    }
    if let Some(stage) = held.stages.get_mut(number) {
        stage.sink = Some(sink);
    }
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
    fn parts_go_through_all_stages_in_order_whoever_made_them() {
        for threads in 1..5 {
            for count in [0, 1, 2, 7, 100] {
                let (mut seen, mut taken) = (Vec::new(), Vec::new());
                let work = |at: usize| {
                    if at.is_multiple_of(7) {
                        std::thread::yield_now();
                    }
                    at
                };
                let mut double = |part: &mut usize| {
                    seen.push(*part);
                    *part *= 2;
                    Ok(())
                };
                let mut take = |part: &mut usize| {
                    taken.push(*part);
                    Ok(())
                };
                let done: Result<(), ()> = in_order(threads, count, work, [&mut double, &mut take]);
                let doubled: Vec<usize> = (0..count).map(|at| at * 2).collect();
                assert_eq!((done, seen, taken), (Ok(()), (0..count).collect(), doubled));
            }
        }
    }

    #[test]
    fn nothing_is_taken_after_an_error() {
        for threads in 1..4 {
            let mut taken = Vec::new();
            let mut take = |part: &mut usize| {
                taken.push(*part);
                if *part == 5 { Err("full") } else { Ok(()) }
            };
            let done = in_order(threads, 1000, |at| at, [&mut take]);
            assert_eq!((done, taken), (Err("full"), (0..=5).collect()));
        }
    }
}
