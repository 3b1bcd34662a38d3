//! The values of one key, as codes whose order does not contradict that of the values.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::super::batching::Batching;
use super::super::column::{Cells, Column};
use super::super::numbers::Numbers;
use super::super::scope::Scope;
use super::super::walk::Walker;
use super::Sorted;
use crate::number::Enclosure;
use crate::program::{Kind, OrderKey};

/// The values of a key for the rows that are still tied.
pub struct Values<'a> {
    pub codes: Codes,
    /// How a code and a position share a word, if they do.
    pub packing: Option<Packing>,
    /// Whether rows without a value stand before the others.
    pub missing_first: bool,
    descending: bool,
    /// Whether each element has a value; empty where all have.
    there: Vec<bool>,
    columns: Vec<Column<'a>>,
    batching: Batching,
    /// Which element is that of a position, where not every row was walked.
    elements: Option<Vec<u32>>,
}

/// What a run is sorted by, one a row.
pub enum Codes {
    /// Equal codes are equal values.
    Exact(Batches<u64>),
    /// Equal codes are texts that begin alike.
    Prefixes(Batches<u64>),
    /// The ends between which the numbers lie; those of the opposite numbers where the greatest come first.
    Bounds(Batches<(f64, f64)>),
}

/// One element a row, batch by batch.
pub struct Batches<T> {
    parts: Vec<Vec<T>>,
    batching: Batching,
}

impl<T> Batches<T> {
    fn get(&self, element: usize) -> Option<&T> {
        let (batch, place) = self.batching.locate(element);
        self.parts.get(batch)?.get(place)
    }

    fn iter(&self) -> impl Iterator<Item = &T> {
        self.parts.iter().flatten()
    }
}

/// How exact codes and positions share a word.
#[derive(Clone, Copy)]
pub struct Packing {
    /// The least code, taken off all.
    pub least: u64,
    /// How many bits are the position.
    pub bits: u32,
}

impl Packing {
    /// Nothing where they do not fit.
    fn of(codes: &Codes, positions: usize) -> Option<Self> {
        let Codes::Exact(codes) = codes else { return None };
        let (least, greatest) = (codes.iter().min()?, codes.iter().max()?);
        let bits = usize::BITS - positions.leading_zeros();
        let code_bits = u64::BITS - (greatest - least).leading_zeros();
        (code_bits + bits < u64::BITS).then_some(Self { least: *least, bits })
    }
}

impl<'a> Values<'a> {
    /// The key of the rows that are tied, or of all where most are.
    pub fn of(walker: &Walker<'_, 'a>, key: &OrderKey, scope: &Scope, sorted: &Sorted) -> Self {
        let positions = scope.len();
        let tied: usize = sorted.ties.iter().map(|run| run.count).sum();
        let (walked, elements);
        let scope = if tied.saturating_mul(2) >= scope.len() {
            elements = None;
            scope
        } else {
            let mut positions: Vec<u32> = Vec::with_capacity(tied);
            positions.extend(sorted.ties.iter().flat_map(|run| run.of(&sorted.positions)));
            positions.sort_unstable();
            walked = scope.select(&positions.iter().map(|p| *p as usize).collect::<Vec<_>>());
            elements = Some(numbered(&positions, scope.len()));
            &walked
        };
        let columns = walker.batches(&key.value, scope);
        let batching = Batching::of(walker.run.batch);
        let mut values = Self {
            codes: Codes::Exact(Batches { parts: Vec::new(), batching }),
            packing: None,
            missing_first: key.missing_first,
            descending: key.descending,
            there: Vec::new(),
            columns,
            batching,
            elements,
        };
        values.code_all(walker.run.threads, &key.value.ty.kind, scope.len());
        values.packing = Packing::of(&values.codes, positions);
        values
    }

    /// The columns with how many rows each has.
    fn batches(&self, n: usize) -> impl Iterator<Item = (&Column<'a>, usize)> {
        let size = self.batching.size();
        self.columns.iter().enumerate().map(move |(i, c)| (c, size.min(n - i * size)))
    }

    fn code_all(&mut self, threads: usize, kind: &Kind, n: usize) {
        if !self.columns.iter().all(Column::is_full) {
            let mut there = Vec::with_capacity(n);
            for (column, rows) in self.batches(n) {
                there.extend((0..rows).map(|i| column.absence(i).is_none()));
            }
            self.there = there;
        }
        let rows: Vec<(&Column<'a>, usize)> = self.batches(n).collect();
        let reading = Reading { rows: &rows, threads, batching: self.batching, descending: self.descending };
        let cells = || self.columns.iter().map(|c| &c.cells).filter(|c| !matches!(c, Cells::Nothing));
        let codes = if cells().any(|c| matches!(c, Cells::Number(_))) {
            match common_scale(cells()).and_then(|scale| reading.decimals(scale)) {
                Some(codes) => Codes::Exact(codes),
                None => reading.bounds(),
            }
        } else if cells().any(|c| matches!(c, Cells::Text(_))) {
            Codes::Prefixes(reading.prefixes())
        } else {
            Codes::Exact(reading.wholes(matches!(kind, Kind::Choice(_))))
        };
        self.codes = codes;
    }

    fn element(&self, position: u32) -> usize {
        match &self.elements {
            None => position as usize,
            Some(elements) => elements.get(position as usize).map_or(0, |e| *e as usize),
        }
    }

    /// Whether all rows have a value.
    pub fn is_full(&self) -> bool {
        self.there.is_empty()
    }

    /// Whether the row at a position has a value.
    pub fn is_there(&self, position: u32) -> bool {
        self.is_full() || self.there.get(self.element(position)).copied().unwrap_or(false)
    }

    /// Calls `f` with what the row at each position is sorted by.
    pub fn each_code(&self, positions: &[u32], mut f: impl FnMut(u64, u32)) {
        match (&self.codes, &self.elements) {
            (Codes::Exact(codes) | Codes::Prefixes(codes), None) => {
                positions.iter().for_each(|&p| f(codes.get(p as usize).copied().unwrap_or(0), p));
            }
            (Codes::Exact(codes) | Codes::Prefixes(codes), Some(_)) => {
                positions.iter().for_each(|&p| f(codes.get(self.element(p)).copied().unwrap_or(0), p));
            }
            (Codes::Bounds(_), _) => positions.iter().for_each(|&p| f(code_of_float(self.ends(p).0), p)),
        }
    }

    /// The ends of the number at a position.
    pub fn ends(&self, position: u32) -> (f64, f64) {
        let Codes::Bounds(ends) = &self.codes else { return (0.0, 0.0) };
        ends.get(self.element(position)).copied().unwrap_or((f64::NEG_INFINITY, f64::INFINITY))
    }

    /// The text at a position.
    pub fn text(&self, position: u32) -> Option<&str> {
        let element = self.element(position);
        let (batch, place) = self.batching.locate(element);
        self.columns.get(batch)?.text(place)
    }

    /// How two texts stand, in the order asked for.
    pub fn texts_in_order(&self, a: Option<&str>, b: Option<&str>) -> Ordering {
        if self.descending { b.cmp(&a) } else { a.cmp(&b) }
    }
}

/// For each position of `n` which of the given ones it is.
fn numbered(positions: &[u32], n: usize) -> Vec<u32> {
    let mut elements = vec![0; n];
    for (number, position) in (0_u32..).zip(positions) {
        if let Some(slot) = elements.get_mut(*position as usize) {
            *slot = number;
        }
    }
    elements
}

/// The scale that all have in common, where all are decimals.
fn common_scale<'c>(cells: impl Iterator<Item = &'c Cells<'c>>) -> Option<u32> {
    let mut greatest = 0;
    for cells in cells {
        let Cells::Number(Numbers::Fixed { scale, .. }) = cells else { return None };
        greatest = greatest.max(*scale);
    }
    Some(greatest)
}

/// Columns being read to codes, batch by batch.
struct Reading<'c, 'a> {
    rows: &'c [(&'c Column<'a>, usize)],
    threads: usize,
    batching: Batching,
    descending: bool,
}

impl Reading<'_, '_> {
    /// What `read` gives for each batch; nothing where it gives nothing for one.
    fn each<T: Send>(
        &self,
        read: impl Fn(&Column<'_>, usize) -> Option<Vec<T>> + Sync,
    ) -> Option<Batches<T>> {
        let parts = crate::parallel::each(self.threads, self.rows.len(), |i| {
            self.rows.get(i).and_then(|(column, n)| read(column, *n))
        });
        Some(Batches { parts: parts.into_iter().collect::<Option<_>>()?, batching: self.batching })
    }

    /// The same where it gives something for each.
    fn all<T: Send>(&self, read: impl Fn(&Column<'_>, usize) -> Vec<T> + Sync) -> Batches<T> {
        let codes = self.each(|column, n| Some(read(column, n)));
        codes.unwrap_or(Batches { parts: Vec::new(), batching: self.batching })
    }

    /// Decimals on one scale; nothing where one does not fit.
    fn decimals(&self, scale: u32) -> Option<Batches<u64>> {
        self.each(|column, n| {
            let Cells::Number(Numbers::Fixed { scale: own, mantissas }) = &column.cells else {
                return Some(vec![code_of_whole(0); n]);
            };
            let factor = 10_i64.checked_pow(scale.checked_sub(*own)?)?;
            if factor == 1 {
                return Some(self.coded(mantissas, n, code_of_whole));
            }
            let raised: Option<Vec<i64>> = mantissas.iter().map(|m| m.checked_mul(factor)).collect();
            Some(self.coded(&raised?, n, code_of_whole))
        })
    }

    /// Days, years, members (the first of which is the greatest), yes and no.
    fn wholes(&self, is_choice: bool) -> Batches<u64> {
        self.all(|column, n| match &column.cells {
            Cells::Whole(v) if is_choice => self.coded(v, n, |m| !code_of_whole(i64::from(m))),
            Cells::Whole(v) => self.coded(v, n, |m| code_of_whole(i64::from(m))),
            Cells::YesNo(v) => self.coded(v, n, u64::from),
            _ => vec![code_of_whole(0); n],
        })
    }

    fn coded<T: Copy>(&self, values: &[T], n: usize, code: impl Fn(T) -> u64) -> Vec<u64> {
        let turned = if self.descending { u64::MAX } else { 0 };
        match values {
            [one] => vec![code(*one) ^ turned; n],
            _ => values.iter().map(|v| code(*v) ^ turned).collect(),
        }
    }

    fn bounds(&self) -> Codes {
        // A zero has one code, whatever its sign.
        let turned = |e: Enclosure| {
            if self.descending { (0.0 - e.upper, 0.0 - e.lower) } else { (e.lower + 0.0, e.upper + 0.0) }
        };
        Codes::Bounds(self.all(|column, n| match column.as_numbers() {
            Some(Numbers::Bounded(b)) if b.values.len() == n => {
                b.values.iter().map(|x| turned(b.error.enclosure(*x))).collect()
            }
            Some(numbers) => (0..n).map(|i| turned(numbers.enclosure(i))).collect(),
            None => vec![(0.0, 0.0); n],
        }))
    }

    /// Eight bytes of each text, behind those that all texts of all batches share.
    fn prefixes(&self) -> Batches<u64> {
        let shared = self.shared_bytes();
        let turned = if self.descending { u64::MAX } else { 0 };
        self.all(|column, n| {
            let code = |i| column.text(i).map_or(0, |text| code_of_text(text, shared)) ^ turned;
            (0..n).map(code).collect()
        })
    }

    /// How many bytes all texts have in common at their beginning.
    fn shared_bytes(&self) -> usize {
        let columns = self.rows.iter().flat_map(|(column, _)| texts(column));
        let mut texts = columns.map(|text| text.as_bytes());
        let Some(first) = texts.next() else { return 0 };
        texts.fold(first.len(), |shared, text| {
            let same = first.iter().zip(text).take(shared).take_while(|(a, b)| a == b);
            same.count()
        })
    }
}

fn texts<'c, 'a>(column: &'c Column<'a>) -> &'c [Cow<'a, str>] {
    match &column.cells {
        Cells::Text(texts) => texts,
        _ => &[],
    }
}

/// A code for a whole number: the least has the least.
fn code_of_whole(n: i64) -> u64 {
    n.cast_unsigned() ^ (1 << 63)
}

/// A code for a float that is not the negative zero: floats as whole numbers, those below zero turned around.
fn code_of_float(x: f64) -> u64 {
    let bits = x.to_bits();
    if bits >> 63 == 1 { !bits } else { bits | (1 << 63) }
}

/// Eight bytes of a text from `start` on, zeros behind its end. UTF-8 has the order of its code points.
fn code_of_text(text: &str, start: usize) -> u64 {
    let rest = text.as_bytes().get(start..).unwrap_or(&[]);
    let mut bytes = [0; 8];
    for (slot, byte) in bytes.iter_mut().zip(rest) {
        *slot = *byte;
    }
    u64::from_be_bytes(bytes)
}
