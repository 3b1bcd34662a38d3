//! Whether rows cover a product, by cutting out one row after another.
//!
//! A row cut out of a product leaves at most one smaller product an axis; each of them is looked at with the rows that
//! still meet it. The product of all pieces of all axes is never spelled out, so eight keys are no harder than one.

use super::set::{Product, Set};

/// How many tests of a row against a product are made for one table.
const TESTS: usize = 2_000_000;

/// How many regions are kept.
pub(super) const LISTED: usize = 64;

/// The work that may still be done.
pub(super) struct Budget {
    left: usize,
    /// Whether it was enough.
    pub(super) complete: bool,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self { left: TESTS, complete: true }
    }

    pub(super) fn spend(&mut self, tests: usize) -> bool {
        match self.left.checked_sub(tests.max(1)) {
            Some(left) => {
                self.left = left;
                true
            }
            None => {
                self.complete = false;
                false
            }
        }
    }
}

/// A part of `within` that none of the rows meets; nothing where they cover it, or where the budget is spent.
pub(super) fn uncovered(within: Product, rows: &[&Product], budget: &mut Budget) -> Option<Product> {
    if within.is_empty() || !budget.spend(rows.len()) {
        return None;
    }
    let meeting: Vec<&Product> = rows.iter().copied().filter(|row| row.meets(&within)).collect();
    // The row that leaves the fewest parts.
    let Some((at, row)) = meeting.iter().copied().enumerate().min_by_key(|(_, row)| row.exceeded_by(&within))
    else {
        return Some(within);
    };
    let others: Vec<&Product> =
        meeting.iter().copied().enumerate().filter(|(other, _)| *other != at).map(|(_, row)| row).collect();
    let mut rest = within;
    for axis in 0..rest.0.len() {
        let (Some(side), Some(cut)) = (rest.0.get(axis), row.0.get(axis)) else { continue };
        let (outside, inside) = (side.without(cut), side.and(cut));
        if !outside.is_empty() {
            let mut part = rest.clone();
            replace(&mut part, axis, outside);
            if let Some(found) = uncovered(part, &others, budget) {
                return Some(found);
            }
        }
        replace(&mut rest, axis, inside);
    }
    None
}

/// All of `within` that the rows leave out, as large products that do not meet, in the order of the axes. A product is
/// as large as it can be within `widest`; along the axes of `stretches` it is one stretch.
pub(super) fn all_uncovered(
    within: &Product,
    widest: &Product,
    rows: &[&Product],
    stretches: &[bool],
    budget: &mut Budget,
) -> Vec<Product> {
    let mut found: Vec<Product> = Vec::new();
    while found.len() < LISTED {
        let covers: Vec<&Product> = rows.iter().copied().chain(&found).collect();
        let Some(part) = uncovered(within.clone(), &covers, budget) else { break };
        let large = widened(part, widest, &covers, stretches);
        found.push(large);
    }
    found.sort_by_key(Product::first);
    found
}

/// The product as large as it can be without meeting a row: first along axes of which it then takes all.
pub(super) fn widened(
    mut product: Product,
    widest: &Product,
    rows: &[&Product],
    stretches: &[bool],
) -> Product {
    for ((side, all), stretch) in product.0.iter_mut().zip(&widest.0).zip(stretches) {
        if *stretch && !side.holds(all) {
            *side = side.run_around(&side.clone());
        }
    }
    for whole_only in [true, false] {
        for (axis, (all, stretch)) in widest.0.iter().zip(stretches).enumerate() {
            let mut free = all.clone();
            for row in rows.iter().filter(|row| row.meets_but(&product, axis)) {
                free = row.0.get(axis).map_or(free.clone(), |side| free.without(side));
            }
            if whole_only && free != *all {
                continue;
            }
            if let Some(side) = product.0.get(axis) {
                // What is beyond the widest stays as it was found.
                free.add(side);
                if *stretch {
                    free = free.run_around(side);
                }
            }
            replace(&mut product, axis, free);
        }
    }
    product
}

fn replace(product: &mut Product, axis: usize, side: Set) {
    if let Some(place) = product.0.get_mut(axis) {
        *place = side;
    }
}
