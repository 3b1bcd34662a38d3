//! The keys and rows of a table as axes and regions.

use std::collections::BTreeSet;

use dashu_ratio::RBig;
use heng_grammar::tree::Overlap;

use super::super::super::Context;
use super::super::points::constant;
use super::{Cell, Key, Table, Test, cases};
use crate::check::region::{self, Axis, Reach};
use crate::program::{Core, Kind, Node, Number, Range, Type};
use crate::value::{Absence, Value};

/// The texts that the cells of each key name.
pub(super) fn texts(table: &Table<'_>) -> Vec<Vec<String>> {
    let mut texts: Vec<Vec<String>> = vec![Vec::new(); table.keys.len()];
    for row in &table.rows {
        for (cell, texts) in row.cells.iter().zip(&mut texts) {
            for value in values_of(cell) {
                if let Node::Constant(Value::Text(text)) = value.node.as_ref()
                    && !texts.contains(text)
                {
                    texts.push(text.clone());
                }
            }
        }
    }
    texts
}

fn values_of(cell: &Cell) -> Vec<&Core> {
    let Cell::Tests(tests) = cell else { return Vec::new() };
    let values = tests.iter().flat_map(|test| match test {
        Test::Is(values) => values.as_slice(),
        Test::Between(..) => &[],
    });
    values.collect()
}

/// The axes of a table; nothing where a key has no type that can be cut into regions.
pub(super) fn axes(context: &Context<'_>, table: &Table<'_>, texts: &[Vec<String>]) -> Option<Vec<Axis>> {
    let keys = table.keys.iter().zip(texts).enumerate();
    keys.map(|(position, (key, texts))| {
        let cells: Vec<&Cell> = table.rows.iter().filter_map(|row| row.cells.get(position)).collect();
        axis(context, key, texts, &cells)
    })
    .collect()
}

fn axis(context: &Context<'_>, key: &Key, texts: &[String], cells: &[&Cell]) -> Option<Axis> {
    Some(match &key.ty.kind {
        Kind::Choice(id) => Axis::Members(context.program.choice(*id)?.members.len()),
        Kind::YesNo => Axis::Members(2),
        Kind::Text => Axis::Members(texts.len() + 1),
        Kind::Number(number) => numbers(context, number, cells),
        Kind::Year | Kind::Date => {
            let end = |value: i32| Some((RBig::from(value), true));
            let (first, last) = cases::axis_of(context, key).unzip();
            let range = Range { lower: first.and_then(end), upper: last.and_then(end) };
            let reach = if range.lower.is_some() { Reach::Required } else { Reach::Free };
            Axis::Line { whole: true, range, below: reach, above: reach }
        }
        Kind::Reference(_) | Kind::Unknown => return None,
    })
}

/// A number comes up as far as its declared range goes. Where nothing is declared, one below 0 does only if the table
/// speaks of such, and one above a full score or share does not.
fn numbers(context: &Context<'_>, number: &Number, cells: &[&Cell]) -> Axis {
    let whole = number.whole || context.program.units.is_count(&number.unit);
    let ranges: Vec<Range> = cells.iter().filter_map(|cell| line(cell)).flatten().collect();
    let mut range = number.range.clone();
    let reach = |declared: bool| if declared { Reach::Required } else { Reach::Doubtful };
    let (below, mut above) = (reach(range.lower.is_some()), reach(range.upper.is_some()));
    if range.lower.is_none() && !ranges.iter().any(speaks_of_negative) {
        range.lower = Some((RBig::ZERO, true));
    }
    let full = match context.program.units.text(&number.unit).as_str() {
        "%" => RBig::ONE,
        _ => RBig::from(100),
    };
    let ends: BTreeSet<&RBig> =
        ranges.iter().flat_map(|range| [&range.lower, &range.upper]).flatten().map(|(end, _)| end).collect();
    if range.upper.is_none() && ends.last() == Some(&&full) {
        above = Reach::Free;
    }
    Axis::Line { whole, range, below, above }
}

/// Whether an interval names a number below 0, or holds none above it.
fn speaks_of_negative(range: &Range) -> bool {
    let lower = range.lower.as_ref().is_some_and(|(end, _)| *end < RBig::ZERO);
    lower
        || range
            .upper
            .as_ref()
            .is_some_and(|(end, _)| *end < RBig::ZERO || (range.lower.is_none() && end.is_zero()))
}

/// The rows of a table as regions, with the places of their values.
pub(super) fn rows(
    context: &Context<'_>,
    (table, cells): (&Table<'_>, &[Vec<Cell>]),
    texts: &[Vec<String>],
    values: &[Vec<Core>],
) -> Vec<region::Row> {
    let places = table.tree.overlap.map(|overlap| places(overlap, values)).unwrap_or_default();
    let mut rows = Vec::new();
    for (at, (row, cells)) in table.rows.iter().zip(cells).enumerate() {
        let cells = cells.iter().zip(&table.keys).zip(texts);
        let cells = cells.map(|((cell, key), texts)| match cell {
            Cell::Rest => region::Cell::Any,
            Cell::Tests(tests) => {
                region_cell(context, tests, &key.ty, texts).unwrap_or(region::Cell::Unknown)
            }
        });
        let places = places.get(at).cloned().unwrap_or_default();
        rows.push(region::Row { cells: cells.collect(), rank: row.rank(), places });
    }
    rows
}

/// For each row and output its place among the values of that output: the one that decides comes first.
fn places(overlap: Overlap, values: &[Vec<Core>]) -> Vec<Vec<Option<usize>>> {
    let mut all: BTreeSet<RBig> = BTreeSet::new();
    let numbers: Vec<Vec<Option<Worth>>> = values.iter().map(|row| row.iter().map(worth).collect()).collect();
    for worth in numbers.iter().flatten().flatten() {
        if let Worth::Number(number) = worth {
            all.insert(number.clone());
        }
    }
    let place = |worth: &Worth| match (worth, overlap) {
        (Worth::Nothing, _) => usize::MAX,
        (Worth::Number(number), Overlap::Smaller) => all.range(..number).count(),
        (Worth::Number(number), Overlap::Larger) => all.range(number..).count(),
    };
    numbers.iter().map(|row| row.iter().map(|worth| worth.as_ref().map(place)).collect()).collect()
}

/// How a value counts beside others.
enum Worth {
    Number(RBig),
    /// 不适用: any other value decides.
    Nothing,
}

fn worth(value: &Core) -> Option<Worth> {
    match value.node.as_ref() {
        Node::Constant(Value::Absent(Absence::NotApplicable)) => Some(Worth::Nothing),
        _ => constant(value).map(Worth::Number),
    }
}

fn region_cell(context: &Context<'_>, tests: &[Test], ty: &Type, texts: &[String]) -> Option<region::Cell> {
    if matches!(ty.kind, Kind::Number(_) | Kind::Year | Kind::Date) {
        return tests_line(tests).map(region::Cell::Line);
    }
    let mut members = BTreeSet::new();
    for test in tests {
        match test {
            Test::Is(values) => {
                for value in values {
                    members.insert(member(value, texts)?);
                }
            }
            Test::Between(lower, upper) => members.extend(between(context, lower, upper, ty)?),
        }
    }
    Some(region::Cell::Members(members))
}

/// `A 至 B`, `≥ B` of an ordered choice: the greatest member comes first.
fn between(
    context: &Context<'_>,
    lower: &Option<(Core, bool)>,
    upper: &Option<(Core, bool)>,
    ty: &Type,
) -> Option<Vec<usize>> {
    let Kind::Choice(id) = ty.kind else { return None };
    let count = context.program.choice(id)?.members.len();
    let at = |end: &Option<(Core, bool)>| match end {
        None => Some(None),
        Some((core, closed)) => Some(Some((member(core, &[])?, *closed))),
    };
    let (low, high) = (at(lower)?, at(upper)?);
    let first = high.map_or(0, |(at, closed)| if closed { at } else { at + 1 });
    let last = low.map_or(count, |(at, closed)| if closed { at + 1 } else { at });
    Some((first..last).collect())
}

pub(super) fn on_line(value: &Core) -> Option<RBig> {
    match value.node.as_ref() {
        Node::Constant(Value::Year(year)) => Some(RBig::from(*year)),
        Node::Constant(Value::Date(day)) => Some(RBig::from(*day)),
        _ => constant(value),
    }
}

fn end(end: &Option<(Core, bool)>) -> Option<Option<(RBig, bool)>> {
    match end {
        None => Some(None),
        Some((core, closed)) => Some(Some((on_line(core)?, *closed))),
    }
}

fn member(value: &Core, texts: &[String]) -> Option<usize> {
    match value.node.as_ref() {
        Node::Constant(Value::Choice(position)) => usize::try_from(*position).ok(),
        Node::Constant(Value::YesNo(yes)) => Some(usize::from(*yes)),
        Node::Constant(Value::Text(text)) => texts.iter().position(|other| other == text),
        _ => None,
    }
}

/// The stretches that a cell of a line covers; nothing where it covers all, or they are not known before the run.
pub(super) fn line(cell: &Cell) -> Option<Vec<Range>> {
    let Cell::Tests(tests) = cell else { return None };
    tests_line(tests)
}

fn tests_line(tests: &[Test]) -> Option<Vec<Range>> {
    let mut ranges = Vec::new();
    for test in tests {
        match test {
            Test::Is(values) => {
                for value in values {
                    let at = (on_line(value)?, true);
                    ranges.push(Range { lower: Some(at.clone()), upper: Some(at) });
                }
            }
            Test::Between(lower, upper) => ranges.push(Range { lower: end(lower)?, upper: end(upper)? }),
        }
    }
    Some(ranges)
}
