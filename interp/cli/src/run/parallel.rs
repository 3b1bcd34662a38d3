//! Much of the same work, on the threads there are.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use heng_interp::eval::Options;

use super::progress::Progress;
use crate::shell::Shell;

/// Room for documents whose entries stand deep inside one another.
const STACK: usize = 64 << 20;

/// Does `work` for every number below `count`, each in a shell that nobody hears, and gives what came of it in their order.
pub fn in_parallel<T: Send>(
    count: usize,
    shell: &Shell<'_>,
    progress: &Progress,
    work: impl Fn(usize, &mut Shell<'_>) -> T + Sync,
) -> Vec<T> {
    let threads = shell.evaluation.threads.clamp(1, count.max(1));
    let next = AtomicUsize::new(0);
    let found: Mutex<Vec<(usize, T)>> = Mutex::new(Vec::with_capacity(count));
    let (folder, language) = (&shell.folder, shell.language);
    let alone = Options { threads: 1, ..shell.evaluation };
    let body = || {
        let (mut out, mut err, mut input) = (std::io::sink(), std::io::sink(), std::io::empty());
        let mut quiet = Shell::quiet(folder, &mut out, &mut err, &mut input);
        quiet.language = language;
        quiet.evaluation = alone;
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                return;
            }
            let done = work(at, &mut quiet);
            progress.part(1);
            if let Ok(mut found) = found.lock() {
                found.push((at, done));
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            let _helper = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, body);
        }
        body();
    });
    let mut found = found.into_inner().unwrap_or_default();
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, done)| done).collect()
}
