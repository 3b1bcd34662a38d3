//! The values of a definition.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use super::batching::Batching;
use super::column::{Cells, Column};
use super::gather::{Locations, scattered};
use super::memo::{Known, Memo};
use super::numbers::{Numbers, Precision};
use super::scope::Scope;
use super::walk::Walker;
use crate::number::Exact;
use crate::program::{Core, DefinitionId, Frame};
use crate::value::Absence;

/// The values of a definition, batch by batch, and the exact numbers that were asked for.
pub(super) struct Stored<'a> {
    pub chunks: Vec<Column<'a>>,
    batching: Batching,
    exact: Mutex<BTreeMap<u32, Exact>>,
}

/// Exact numbers up to this many bits are remembered for each row; longer ones only for the whole.
const REMEMBERED_BITS: usize = 4096;

impl<'a> Stored<'a> {
    pub fn new(chunks: Vec<Column<'a>>, batch: usize) -> Self {
        Self { chunks, batching: Batching::of(batch), exact: Mutex::default() }
    }

    /// The values of the rows of a scope, as they were computed.
    pub fn gather(&self, scope: &Scope) -> Column<'a> {
        if let Some(column) = self.same_chunk(scope) {
            return column;
        }
        let locations = scope.locations(self.batching);
        if let Some((chunk, places)) = locations.in_one_chunk() {
            return self
                .chunks
                .get(chunk)
                .map_or_else(|| Column::absent(Absence::Missing), |chunk| chunk.pick(&places));
        }
        scattered(&self.chunks, &locations).unwrap_or_else(|| self.gather_mixed(&locations, scope.len()))
    }

    /// The same for scattered rows of chunks that hold values of several forms: chunk by chunk.
    fn gather_mixed(&self, locations: &Locations, rows: usize) -> Column<'a> {
        let mut by_chunk = BTreeMap::<usize, (Vec<usize>, Vec<usize>)>::new();
        for (position, (chunk, place)) in locations.iter().enumerate() {
            let (positions, places) = by_chunk.entry(chunk).or_default();
            positions.push(position);
            places.push(place);
        }
        let mut result = Column::absent(Absence::Missing);
        for (chunk, (positions, places)) in by_chunk {
            let Some(chunk) = self.chunks.get(chunk) else { continue };
            result = result.overlay(rows, &positions, &chunk.pick(&places));
        }
        result
    }

    /// The chunk itself where the scope is that batch, or a part of it and the chunk has one value for all.
    fn same_chunk(&self, scope: &Scope) -> Option<Column<'a>> {
        let (first, count) = scope.as_run()?;
        let (number, place) = self.batching.locate(first);
        let chunk = self.chunks.get(number)?;
        let is_same = place == 0 && chunk.len() == count;
        let is_part = chunk.len() == 1 && count > 0 && place + count <= self.batching.size();
        (is_same || is_part).then(|| chunk.clone())
    }

    fn recall(&self, row: u32) -> Option<Exact> {
        self.exact.lock().unwrap_or_else(PoisonError::into_inner).get(&row).cloned()
    }

    fn remember(&self, row: u32, number: &Exact, whole: bool) {
        use dashu_base::BitTest;
        if whole || number.denominator().bit_len() <= REMEMBERED_BITS {
            self.exact.lock().unwrap_or_else(PoisonError::into_inner).insert(row, number.clone());
        }
    }
}

impl<'a> Walker<'_, 'a> {
    /// `亩均税收`: the values of a definition for the rows of the scope, or the one of the whole: as they are known for these rows, as they
    /// are kept, else computed for just these rows.
    pub fn definition(&self, id: DefinitionId, scope: &Scope) -> Column<'a> {
        let Some(definition) = self.run.program.definition(id) else {
            return Column::absent(Absence::Undecided);
        };
        let whole = Scope::whole();
        let scope = if definition.frame == Frame::Whole { &whole } else { scope };
        if let Some(known) = self.memo_for(scope).and_then(|memo| memo.get(Known::Definition(id))) {
            return known;
        }
        let Some(stored) = self.run.stored.get(id.index()).and_then(OnceLock::get) else {
            return self.anew(id, &definition.body, scope);
        };
        let column = stored.gather(scope);
        match (&column.cells, self.precision) {
            (Cells::Number(Numbers::Bounded(_)), Precision::Exact) => {
                self.made_exact(id, stored, scope, column)
            }
            (Cells::Number(Numbers::Bounded(_)), Precision::Wide) => self.anew(id, &definition.body, scope),
            _ => column,
        }
    }

    /// The values of a definition that are not kept. What it is made of is computed once, though it asks for it several times.
    fn anew(&self, id: DefinitionId, body: &Core, scope: &Scope) -> Column<'a> {
        if self.run.is_stopped() {
            return Column::absent(Absence::Undecided);
        }
        if let Some(memo) = self.memo_for(scope) {
            let column = self.within(id).looking(Some(id)).walk(body, scope);
            memo.put(Known::Definition(id), column.clone());
            return column;
        }
        let mut rows = scope.clone();
        rows.outer = None;
        let memo = Memo::new(rows.clone(), self.precision);
        self.remembering(&memo).within(id).looking(Some(id)).walk(body, &rows)
    }

    /// The exact numbers behind enclosures: known where they are points, remembered, or computed by walking the definition.
    fn made_exact(
        &self,
        id: DefinitionId,
        stored: &Stored<'a>,
        scope: &Scope,
        column: Column<'a>,
    ) -> Column<'a> {
        let Some(numbers) = column.as_numbers() else { return column };
        let mut open = Vec::new();
        let mut exacts = Vec::with_capacity(column.len());
        for (position, row) in scope.rows().enumerate().take(column.len()) {
            let absent = column.absence(position).is_some();
            let known = if absent {
                Some(Exact::zero())
            } else {
                numbers.exact(position).or_else(|| stored.recall(row))
            };
            if known.is_none() {
                open.push(position);
            }
            exacts.push(known.unwrap_or_else(Exact::zero));
        }
        if !open.is_empty() {
            self.walk_definition_exactly(id, stored, scope, &open, &mut exacts);
        }
        Column { cells: Cells::Number(Numbers::Exact(exacts.into())), absences: column.absences }
    }

    fn walk_definition_exactly(
        &self,
        id: DefinitionId,
        stored: &Stored<'a>,
        scope: &Scope,
        open: &[usize],
        exacts: &mut [Exact],
    ) {
        let Some(definition) = self.run.program.definition(id) else { return };
        let mut rows = scope.select(open);
        rows.outer = None;
        let memo = Memo::new(rows.clone(), self.precision);
        let walked = self.remembering(&memo).within(id).looking(Some(id)).walk(&definition.body, &rows);
        let Some(numbers) = walked.as_numbers() else { return };
        for (k, &position) in open.iter().enumerate() {
            let Some(number) = numbers.exact(k) else { continue };
            stored.remember(scope.row(position), &number, definition.frame == Frame::Whole);
            if let Some(slot) = exacts.get_mut(position) {
                *slot = number;
            }
        }
    }
}
