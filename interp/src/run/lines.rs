//! Which rows a table has, and in which order they are written.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

use super::result::selected;
use crate::eval::Outcome;
use crate::program::{Frame, Output};

/// The lines of a table.
pub(super) struct Lines {
    /// Per part its rows, in the order of their table.
    pub rows: Vec<Vec<u32>>,
    /// Which line, counted through the rows of all parts, is written at each place; nothing where they are written as they stand.
    pub order: Option<Vec<u32>>,
}

/// The lines of a table: by section, then as the rows stand in the first part that has them, then part by part.
pub(super) fn lines(outcome: &Outcome<'_>, parts: &[&Output]) -> Lines {
    let rows: Vec<Vec<u32>> = parts.iter().map(|output| selected(outcome, output)).collect();
    if let ([output], [rows_of_one]) = (parts, rows.as_slice()) {
        let order = (!output.order.is_empty()).then(|| places_in_order(outcome, output, rows_of_one));
        return Lines { rows, order };
    }
    let order = mixed(outcome, parts, &rows);
    let stands = order.iter().zip(0_u32..).all(|(line, place)| *line == place);
    Lines { rows, order: (!stands).then_some(order) }
}

/// Where each row of an output, taken in the order asked for, stands among `rows`.
fn places_in_order(outcome: &Outcome<'_>, output: &Output, rows: &[u32]) -> Vec<u32> {
    if let Some(places) = by_place(outcome, output, rows) {
        return places;
    }
    let ordered = outcome.order(output.frame, rows, &output.order);
    if rows.len() == outcome.rows(output.frame) as usize {
        return ordered;
    }
    let mut places = vec![0; outcome.rows(output.frame) as usize];
    for (place, row) in (0_u32..).zip(rows) {
        if let Some(slot) = places.get_mut(*row as usize) {
            *slot = place;
        }
    }
    ordered.iter().filter_map(|row| places.get(*row as usize).copied()).collect()
}

/// The same where the order asked for is that of places 1 to n, each had by one row: every row is put where its place says.
fn by_place(outcome: &Outcome<'_>, output: &Output, rows: &[u32]) -> Option<Vec<u32>> {
    let ([key], true) = (output.order.as_slice(), rows.len() == outcome.rows(output.frame) as usize) else {
        return None;
    };
    let value = outcome.evaluator(&key.value, output.frame);
    if key.descending || rows.is_empty() {
        return None;
    }
    value.part(0, 1).whole_numbers()?;
    let lines: Vec<AtomicU32> = rows.iter().map(|_| AtomicU32::new(u32::MAX)).collect();
    let put = |row: u32, place: i64| {
        let slot = usize::try_from(place).ok().and_then(|place| lines.get(place.checked_sub(1)?));
        slot.is_some_and(|slot| slot.swap(row, Ordering::Relaxed) == u32::MAX)
    };
    let batches = value.in_batches(|first, values| {
        let places = values.whole_numbers();
        places.is_some_and(|places| (first..).zip(places.iter()).all(|(row, place)| put(row, *place)))
    });
    // As many rows as places, and no place twice: none is left out.
    let complete = batches.into_iter().all(|complete| complete);
    complete.then(|| lines.into_iter().map(AtomicU32::into_inner).collect())
}

fn mixed(outcome: &Outcome<'_>, parts: &[&Output], rows: &[Vec<u32>]) -> Vec<u32> {
    let mut places: BTreeMap<(u32, Frame), Vec<Option<usize>>> = BTreeMap::new();
    let mut given = 0;
    let mut before = 0;
    let mut lines = Vec::new();
    for ((part, output), rows) in (0_u32..).zip(parts).zip(rows) {
        let known = places.entry((output.section, output.frame)).or_default();
        known.resize(outcome.rows(output.frame) as usize, None);
        let own: Vec<u32> = match output.order.as_slice() {
            [] => (0_u32..).zip(rows).map(|(at, _)| at).collect(),
            _ => places_in_order(outcome, output, rows),
        };
        for at in own {
            let Some(row) = rows.get(at as usize).map(|row| *row as usize) else { continue };
            let Some(slot) = known.get_mut(row) else { continue };
            let next = if output.order.is_empty() { row } else { given };
            given += usize::from(slot.is_none());
            let place = *slot.get_or_insert(next);
            lines.push(((output.section, place, part), before + at));
        }
        before += u32::try_from(rows.len()).unwrap_or(0);
    }
    lines.sort_by_key(|(key, _)| *key);
    lines.into_iter().map(|(_, line)| line).collect()
}
