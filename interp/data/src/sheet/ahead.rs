//! Rows of a sheet that are taken apart on a thread of their own, while those before them are read into the table: the library that takes
//! sheets apart needs more time than all the rest.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::stream::{Row, Stream};
use crate::Fallible;
use crate::fill::Rows;
use crate::raw::Raw;

/// How many rows go from thread to thread at a time.
const ROWS: usize = 256;

/// How many times so many rows may wait.
const WAITING: usize = 8;

/// Some rows; the last may be why there are no more.
type Batch<'x> = Vec<Fallible<Row<'x>>>;

/// The rows of a sheet, some of which wait already.
pub struct Ahead<'x> {
    batches: Receiver<Batch<'x>>,
    waiting: std::vec::IntoIter<Fallible<Row<'x>>>,
    current: Row<'x>,
}

/// Lets `take` have the rows of a sheet, which are taken apart meanwhile. A panic of the library goes on here.
pub fn ahead<'x, T>(stream: Stream<'x>, take: impl FnOnce(&mut Ahead<'x>) -> T) -> T {
    std::thread::scope(|scope| {
        let (rows, batches) = sync_channel(WAITING);
        scope.spawn(move || send(stream, &rows));
        take(&mut Ahead { batches, waiting: Vec::new().into_iter(), current: Row::default() })
    })
}

/// Sends rows until there are no more, one cannot be read, or nobody wants them.
fn send<'x>(mut stream: Stream<'x>, to: &SyncSender<Batch<'x>>) {
    let mut ended = false;
    while !ended {
        let mut batch = Vec::with_capacity(ROWS);
        while batch.len() < ROWS && !ended {
            let next = stream.next_row().transpose();
            ended = !matches!(next, Some(Ok(_)));
            batch.extend(next);
        }
        ended |= to.send(batch).is_err();
    }
}

impl Rows for Ahead<'_> {
    fn advance(&mut self) -> Fallible<bool> {
        loop {
            if let Some(row) = self.waiting.next() {
                self.current = row?;
                return Ok(true);
            }
            match self.batches.recv() {
                Ok(batch) => self.waiting = batch.into_iter(),
                Err(_) => return Ok(false),
            }
        }
    }

    fn number(&self) -> u32 {
        self.current.number()
    }

    fn width(&self) -> usize {
        self.current.width()
    }

    fn cell(&self, column: usize) -> Raw<'_> {
        self.current.cell(column)
    }
}
