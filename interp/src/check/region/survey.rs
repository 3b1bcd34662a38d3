//! Gaps, overlaps and rows that never decide.

use super::cover::{Budget, all_uncovered, uncovered, widened};
use super::grid::Grid;
use super::set::Product;
use super::{Axis, Findings, Masked, Meeting, Row};

/// Looks at all keys of a table. `settled`: the table says what holds where several rows do, so that this is no fault.
pub fn survey(axes: &[Axis], rows: &[Row], settled: bool) -> Findings {
    let grid = Grid::new(axes, rows);
    let mut budget = Budget::new();
    let mut findings = Findings::default();
    gaps(&grid, &mut findings, &mut budget);
    if !settled {
        meetings(&grid, rows, &mut findings, &mut budget);
    }
    for (at, row) in rows.iter().enumerate() {
        findings.masked.extend(masked(&grid, rows, (at, row), &mut budget));
    }
    findings.complete = budget.complete;
    findings
}

fn gaps(grid: &Grid, findings: &mut Findings, budget: &mut Budget) {
    let stretches = grid.stretches();
    let rows: Vec<&Product> = grid.possible.iter().collect();
    let gaps = all_uncovered(&grid.required, &grid.doubtful, &rows, &stretches, budget);
    let told: Vec<&Product> = rows.into_iter().chain(&gaps).collect();
    let beyond = all_uncovered(&grid.doubtful, &grid.doubtful, &told, &stretches, budget);
    let regions = |found: &[Product]| found.iter().map(|gap| grid.region(gap, &grid.doubtful)).collect();
    (findings.gaps, findings.beyond) = (regions(&gaps), regions(&beyond));
}

/// Pairs of rows that hold of the same keys.
fn meetings(grid: &Grid, rows: &[Row], findings: &mut Findings, budget: &mut Budget) {
    for (second, (row, product)) in rows.iter().zip(&grid.certain).enumerate() {
        if !budget.spend(second) {
            return;
        }
        for (first, (other, before)) in rows.iter().zip(&grid.certain).enumerate().take(second) {
            let both = product.and(before).and(&grid.all);
            if both.is_empty() || other.rank < row.rank {
                continue;
            }
            let decide: Vec<&Product> = winners(grid, rows, row.rank, &both);
            let Some(part) = uncovered(both.clone(), &decide, budget) else { continue };
            let region = grid.region(&widened(part, &both, &decide, &grid.stretches()), &grid.all);
            let within = (before.holds(product), product.holds(before));
            let meeting = Meeting { first, second, region, within };
            if other.rank == row.rank { findings.overlaps.push(meeting) } else { findings.late.push(meeting) }
        }
    }
}

/// The rows that decide before those of a rank.
fn winners<'g>(grid: &'g Grid, rows: &[Row], rank: usize, within: &Product) -> Vec<&'g Product> {
    let all = rows.iter().zip(&grid.possible);
    all.filter(|(row, product)| row.rank < rank && product.meets(within))
        .map(|(_, product)| product)
        .collect()
}

/// A row that others decide before, wherever it holds: for each of its outputs.
fn masked(grid: &Grid, rows: &[Row], (at, row): (usize, &Row), budget: &mut Budget) -> Option<Masked> {
    let held = grid.possible.get(at)?.and(&grid.all);
    if held.is_empty() {
        return Some(Masked { row: at, by: Vec::new() });
    }
    let mut by: Vec<usize> = Vec::new();
    for output in 0..row.places.len().max(1) {
        let before = |other: usize, candidate: &Row| match row.places.get(output) {
            None => candidate.rank < row.rank,
            Some(place) => match (place, candidate.places.get(output).copied().flatten()) {
                (Some(place), Some(theirs)) => (candidate.rank, theirs, other) < (row.rank, *place, at),
                _ => candidate.rank < row.rank,
            },
        };
        let beating: Vec<(usize, &Product)> = rows
            .iter()
            .zip(&grid.certain)
            .enumerate()
            .filter(|(other, (candidate, product))| {
                *other != at && before(*other, candidate) && product.meets(&held)
            })
            .map(|(other, (_, product))| (other, product))
            .collect();
        let products: Vec<&Product> = beating.iter().map(|(_, product)| *product).collect();
        if uncovered(held.clone(), &products, budget).is_some() || !budget.complete {
            return None;
        }
        let alone = beating.iter().find(|(_, product)| product.holds(&held));
        let covering = alone.map_or_else(|| beating.iter().map(|(at, _)| *at).collect(), |(at, _)| vec![*at]);
        by.extend(covering.into_iter().filter(|at| !by.contains(at)).collect::<Vec<_>>());
    }
    by.sort_unstable();
    Some(Masked { row: at, by })
}
