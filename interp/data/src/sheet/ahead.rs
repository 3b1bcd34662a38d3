//! Rows of a sheet that are taken apart on a thread of their own, while those before them are read into the table: the library that takes
//! sheets apart needs more time than all the rest.

use std::iter::Flatten;
use std::sync::mpsc::{IntoIter, SyncSender, sync_channel};

use super::stream::{Row, Stream};
use crate::Fallible;

/// How many rows go from thread to thread at a time.
const ROWS: usize = 256;

/// How many times so many rows may wait.
const WAITING: usize = 8;

/// Some rows; the last may be why there are no more.
type Batch<'x> = Vec<Fallible<Row<'x>>>;

/// Lets `take` have the rows of a sheet, which are taken apart meanwhile. A panic of the library goes on here.
pub fn ahead<'x, T>(stream: Stream<'x>, take: impl FnOnce(Flatten<IntoIter<Batch<'x>>>) -> T) -> T {
    std::thread::scope(|scope| {
        let (to, batches) = sync_channel(WAITING);
        scope.spawn(move || send(stream, &to));
        take(batches.into_iter().flatten())
    })
}

/// Sends rows until there are no more, one cannot be read, or nobody wants them.
fn send<'x>(mut stream: Stream<'x>, to: &SyncSender<Batch<'x>>) {
    let mut ended = false;
    while !ended {
        let mut batch = Vec::with_capacity(ROWS);
        while batch.len() < ROWS && !ended {
            let next = stream.next();
            ended = !matches!(next, Some(Ok(_)));
            batch.extend(next);
        }
        ended |= to.send(batch).is_err();
    }
}
