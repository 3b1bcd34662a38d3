//! Values of scattered rows, taken one by one from the chunks they lie in.

use super::batching::Batching;
use super::column::{Cells, Column};
use super::numbers::Numbers;
use super::vector::{Vector, at};
use crate::number::Bounded;
use crate::value::Absence;

/// Where rows stand: in which chunk, at which place of it.
#[derive(Clone, Debug)]
pub(super) struct Locations {
    rows: Vec<(u32, u32)>,
    /// The chunks they lie in.
    chunks: Vec<u32>,
}

impl Locations {
    /// Where rows stand in chunks of one size.
    pub fn of(rows: impl Iterator<Item = u32>, batching: Batching) -> Self {
        let short = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let location = |row: u32| {
            let (chunk, place) = batching.locate(row as usize);
            (short(chunk), short(place))
        };
        let rows: Vec<(u32, u32)> = rows.map(location).collect();
        let mut chunks: Vec<u32> = rows.iter().map(|(chunk, _)| *chunk).collect();
        chunks.sort_unstable();
        chunks.dedup();
        Self { rows, chunks }
    }

    /// The chunk in which all rows lie, and where.
    pub fn in_one_chunk(&self) -> Option<(usize, Vec<usize>)> {
        let [chunk] = self.chunks.as_slice() else { return None };
        Some((*chunk as usize, self.rows.iter().map(|(_, place)| *place as usize).collect()))
    }

    /// Each row with the chunk it lies in and its place there, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (usize, usize)> {
        self.rows.iter().map(|(chunk, place)| (*chunk as usize, *place as usize))
    }

    /// The elements of slices, one a chunk, of which one element may stand for all rows.
    fn take<T: Clone>(&self, slices: &[&[T]], otherwise: &T) -> Vector<T> {
        let element = |(chunk, place): &(u32, u32)| at(slices.get(*chunk as usize)?, *place as usize);
        self.rows.iter().map(|place| element(place).unwrap_or(otherwise).clone()).collect()
    }
}

/// The values of the rows of a scope, where all chunks hold values of one form; nothing where they do not, or a row lies in none.
pub(super) fn scattered<'a>(chunks: &[Column<'a>], locations: &Locations) -> Option<Column<'a>> {
    if *locations.chunks.last()? as usize >= chunks.len() {
        return None;
    }
    let cells = cells(chunks, locations)?;
    let absences = if chunks.iter().all(|chunk| chunk.absences.is_empty()) {
        Vector::default()
    } else {
        let full: &[Option<Absence>] = &[None];
        let of = chunks.iter().map(|chunk| &*chunk.absences);
        let slices: Vec<&[Option<Absence>]> =
            of.map(|absences| if absences.is_empty() { full } else { absences }).collect();
        locations.take(&slices, &None)
    };
    Some(Column { cells, absences })
}

fn cells<'a>(chunks: &[Column<'a>], locations: &Locations) -> Option<Cells<'a>> {
    Some(match &chunks.first()?.cells {
        Cells::Number(Numbers::Fixed { scale, .. }) => {
            let slices = slices(chunks, |cells| match cells {
                Cells::Number(Numbers::Fixed { scale: own, mantissas }) if own == scale => Some(mantissas),
                _ => None,
            })?;
            Cells::Number(Numbers::fixed(*scale, locations.take(&slices, &0)))
        }
        Cells::Number(Numbers::Bounded(_)) => Cells::Number(Numbers::Bounded(bounded(chunks, locations)?)),
        Cells::Text(_) => {
            let slices = slices(chunks, |cells| if let Cells::Text(v) = cells { Some(v) } else { None })?;
            Cells::Text(locations.take(&slices, &"".into()))
        }
        Cells::YesNo(_) => {
            let slices = slices(chunks, |cells| if let Cells::YesNo(v) = cells { Some(v) } else { None })?;
            Cells::YesNo(locations.take(&slices, &false))
        }
        Cells::Whole(_) => {
            let slices = slices(chunks, |cells| if let Cells::Whole(v) = cells { Some(v) } else { None })?;
            Cells::Whole(locations.take(&slices, &0))
        }
        _ => return None,
    })
}

/// Floats with the bound that holds for all chunks they are of.
fn bounded(chunks: &[Column<'_>], locations: &Locations) -> Option<Bounded<Vector<f64>>> {
    let all: Vec<&Bounded<Vector<f64>>> =
        chunks.iter().map(|chunk| floats(&chunk.cells)).collect::<Option<_>>()?;
    let slices: Vec<&[f64]> = all.iter().map(|numbers| &*numbers.values).collect();
    let mut own = locations.chunks.iter().filter_map(|chunk| all.get(*chunk as usize));
    let mut joined = Bounded { values: locations.take(&slices, &0.0), ..(*own.next()?).clone() };
    own.for_each(|other| super::numbers::join_bounds(&mut joined, other));
    Some(joined)
}

fn floats<'c>(cells: &'c Cells<'_>) -> Option<&'c Bounded<Vector<f64>>> {
    if let Cells::Number(Numbers::Bounded(numbers)) = cells { Some(numbers) } else { None }
}

fn slices<'c, 'a, T: 'c>(
    chunks: &'c [Column<'a>],
    of: impl Fn(&'c Cells<'a>) -> Option<&'c Vector<T>>,
) -> Option<Vec<&'c [T]>> {
    chunks.iter().map(|chunk| of(&chunk.cells).map(|vector| &**vector)).collect()
}
