//! Rows of a text file into a table, a piece of the file at a time: pieces are read by several threads, and joined in their order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use heng_interp::parallel;
use heng_interp::table::{Draft, Origin, Place, Schema, TableBuilder};

use super::part::{Note, Part};
use super::{Columns, fault, start_table};
use crate::csv::{Ending, Pieces, Records, Split};
use crate::header::Layout;

/// A table that is read piece by piece.
pub struct Piecewise<'s> {
    schema: &'s Arc<Schema>,
    layout: &'s Layout,
    origin: Origin,
}

/// The pieces joined so far.
struct Joined<'s> {
    builder: TableBuilder,
    /// How many rows of the file come before the next piece.
    before: u32,
    /// The number of the last row that is not blank.
    last: Option<u32>,
    /// The piece that comes next.
    next: usize,
    /// Pieces that came before their turn.
    waiting: BTreeMap<usize, Part<'s>>,
    /// Parts that were joined, to be filled again.
    spare: Vec<Part<'s>>,
    /// About so many pieces like the first will come.
    expected: usize,
}

impl<'s> Piecewise<'s> {
    /// A table of `schema`, whose columns stand where `layout` says.
    pub fn new(schema: &'s Arc<Schema>, origin: &Origin, layout: &'s Layout) -> Self {
        let mut origin = origin.clone();
        origin.columns.clone_from(&layout.columns);
        Self { schema, layout, origin }
    }

    /// Reads all pieces; nothing where one of them is not UTF-8.
    pub fn read(&self, pieces: &mut Pieces<'_>, threads: usize) -> Option<Draft> {
        let builder = start_table(self.schema, &self.origin, self.layout).with_threads(threads);
        if self.layout.found == 0 {
            return Some(builder.finish());
        }
        let columns = Columns::new(self.schema, self.layout);
        let before = u32::try_from(self.layout.rows).unwrap_or(u32::MAX);
        let (waiting, spare, expected) = (BTreeMap::new(), Vec::new(), pieces.expected());
        let joined = Joined { builder, before, last: None, next: 0, waiting, spare, expected };
        let delimiter = pieces.delimiter();
        let (pieces, joined, valid) = (Mutex::new(pieces), Mutex::new(joined), AtomicBool::new(true));
        parallel::each(threads, threads, |_| {
            let (mut memory, mut split) = (Vec::new(), Split::default());
            let mut spare = None;
            while valid.load(Ordering::Relaxed) {
                let next = lock(&pieces).next(std::mem::take(&mut memory));
                let Some(mut piece) = next else { return };
                split = piece.split(delimiter, split);
                let Ok(text) = simdutf8::basic::from_utf8(&piece.text) else {
                    return valid.store(false, Ordering::Relaxed);
                };
                let mut part = spare.take().unwrap_or_else(|| Part::new(self.schema, &self.origin));
                let records = Records::new(text, split);
                columns.fill(&mut part, &records);
                (_, split) = records.into_parts();
                spare = self.join(&mut lock(&joined), piece.number, part);
                memory = piece.text;
            }
        });
        let ending = lock(&pieces).ending();
        if !valid.into_inner() || matches!(ending, Ending::NotUtf8) {
            return None;
        }
        let mut joined = joined.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Err(complaint) = ending.fault(joined.before) {
            let place = self.row(joined.before);
            joined.builder.report(complaint.at(&self.schema.name, place, None, None));
        }
        Some(joined.builder.finish())
    }

    /// Puts a part behind those before it, or keeps it until these have come. Gives one that was put there, if there is one to be had.
    fn join(&self, joined: &mut Joined<'s>, number: usize, part: Part<'s>) -> Option<Part<'s>> {
        joined.waiting.insert(number, part);
        while let Some(mut part) = joined.waiting.remove(&joined.next) {
            if joined.next == 0 {
                joined.builder.expect_rows(&part.table, joined.expected);
            }
            joined.next += 1;
            self.put(joined, &mut part);
            joined.spare.push(part);
        }
        joined.spare.pop()
    }

    /// Puts a part behind those before it, and empties it.
    fn put(&self, joined: &mut Joined<'s>, part: &mut Part<'s>) {
        let before = joined.before;
        let count = |number: u32| number.saturating_add(before);
        if let (Some((first, true)), Some(last)) = (part.first, joined.last)
            && last.saturating_add(1) < count(first)
        {
            self.report(joined, Note::Gap(last + 1, count(first) - 1));
        }
        for note in part.notes.drain(..) {
            self.report(
                joined,
                match note {
                    Note::Gap(first, last) => Note::Gap(count(first), count(last)),
                    Note::Remark(number, complaint) => Note::Remark(count(number), complaint),
                },
            );
        }
        joined.last = part.last.take().map(count).or(joined.last);
        joined.builder.join(&mut part.table, before);
        joined.before = count(part.records);
        part.first = None;
    }

    fn report(&self, joined: &mut Joined<'_>, note: Note) {
        let (row, complaint) = match note {
            Note::Gap(first, last) => (first, fault::blank_rows(first, last)),
            Note::Remark(number, complaint) => (number, *complaint),
        };
        joined.builder.report(complaint.at(&self.schema.name, self.row(row), None, None));
    }

    fn row(&self, number: u32) -> Place {
        Place { row: Some(number), ..self.origin.place(None, None) }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
