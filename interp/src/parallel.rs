//! Work in parts on several threads. What comes out does not depend on how many there are: each part has its place.
//!
//! The threads are started for each call and end with it: a start costs some ten microseconds, a batch of rows some hundred, so a pool
//! that lives on would save nothing and would have to be shut down. Each has a deep stack, for expressions that stand on one another.

use std::cell::Cell;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Stack for expressions and definitions that stand on one another; pages that are not touched cost nothing.
const STACK_BYTES: usize = 1 << 28;

thread_local! {
    /// Whether this thread has a stack that is deep enough.
    static DEEP: Cell<bool> = const { Cell::new(false) };
}

/// Runs a walk on a stack that is deep enough for any program that was parsed: on a thread of its own, unless this one has such a
/// stack already. Whoever looks at many values one after the other does so inside it, and no thread is started for each.
pub fn deep<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    if DEEP.get() {
        return work();
    }
    std::thread::scope(|scope| join(spawn(scope, work)))
}

/// `work(0)` to `work(count - 1)`, in that order, worked out on up to `threads` threads, this one among them. Each takes the next part
/// when it is done with one, so parts of unequal length are evened out. A panic of a part goes on here.
pub fn each<T: Send>(threads: usize, count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    if threads < 2 || count < 2 {
        return (0..count).map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(count));
    let take = || {
        loop {
            let i = next.fetch_add(1, Ordering::Relaxed);
            if i >= count {
                return;
            }
            let result = work(i);
            done.lock().unwrap_or_else(PoisonError::into_inner).push((i, result));
        }
    };
    std::thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads.min(count)).map(|_| spawn(scope, take)).collect();
        take();
        helpers.into_iter().for_each(join);
    });
    let mut results = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(i, _)| *i);
    results.into_iter().map(|(_, result)| result).collect()
}

type Started<'scope, T> = std::io::Result<std::thread::ScopedJoinHandle<'scope, T>>;

fn spawn<'scope, T: Send + 'scope>(
    scope: &'scope std::thread::Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> Started<'scope, T> {
    let deep = || {
        DEEP.set(true);
        work()
    };
    std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, deep)
}

/// What the thread gives; its panic, if it had one, goes on here.
fn join<T>(started: Started<'_, T>) -> T {
    match started.map(std::thread::ScopedJoinHandle::join) {
        Ok(Ok(result)) => result,
        Ok(Err(panic)) => std::panic::resume_unwind(panic),
        Err(error) => std::panic::resume_unwind(Box::new(error)),
    }
}
