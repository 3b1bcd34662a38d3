//! Keys that no row covers, keys that two rows cover, rows that are never reached.

use std::collections::BTreeSet;

use dashu_ratio::RBig;
use heng_grammar::tree::{self, YearPoint};

use super::super::super::{Context, Placed, Scope};
use super::super::points::constant;
use super::{Cell, Key, Row, Table, Test, call, cases, marginal, read, shape};
use crate::check::diagnostic::{lookup as report, rates};
use crate::check::region::{self, Axis, Beyond, survey};
use crate::program::{Core, Kind, Node, Range, Type};
use crate::value::Value;

/// Checks a table, called or not.
pub(in super::super) fn check<'t>(context: &mut Context<'t>, placed: Placed<'t>, tree: &'t tree::Lookup) {
    let own = Scope::whole(placed.space);
    let mut shape = shape(context, &own, tree);
    if tree.year_point == Some(YearPoint::ByDay) {
        for key in shape.keys.iter_mut().filter(|key| key.ty.kind == Kind::Year) {
            key.ty = Type::present(Kind::Date);
        }
    }
    let table = read(context, own, tree, shape);
    check_values(context, &table);
    if tree.marginal.is_some() {
        marginal::check_remainders(context, &table);
        return;
    }
    if tree.overlap.is_some() && table.outputs.iter().any(|ty| ty.as_number().is_none()) {
        context.report(report::overlap_of_no_numbers(tree.name.span));
    }
    if !table.complete() {
        return;
    }
    let texts = texts(&table);
    let axes: Option<Vec<Axis>> =
        table.keys.iter().zip(&texts).map(|(key, texts)| axis(context, key, texts)).collect();
    let rows: Option<Vec<region::Row>> =
        table.rows.iter().map(|row| region_row(row, &table.keys, &texts)).collect();
    let (Some(axes), Some(rows)) = (axes, rows) else { return };
    let found = survey(&axes, &rows, Beyond::Allowed);
    let name = &tree.name;
    // A row that is reported for its cells may cover what seems left out.
    let whole = !tree.incomplete && tree.rows.iter().all(|row| row.keys.len() == table.keys.len());
    if let Some((_, count)) = found.gap.as_ref().filter(|_| whole) {
        let cases = cases::texts(context, &table, &texts, &found.gaps);
        context.report(report::gap(name, placed.item.header, &cases, *count));
    }
    if tree.overlap.is_none() {
        for (first, second, keys) in &found.overlaps {
            if let (Some(first), Some(second)) = (table.rows.get(*first), table.rows.get(*second)) {
                let keys = cases::text(context, &table, &texts, keys);
                context.report(report::overlap(name, &keys, first.tree.span, second.tree.span));
            }
        }
    }
    for row in found.masked.iter().filter_map(|at| table.rows.get(*at)) {
        match cases::beyond_axis(context, &table, row) {
            // A step that no first (or last) day of a year lies in: 取 年初 says so.
            _ if row.is_never() => {}
            Some(axis) => context.report(rates::beyond_term(row.tree.span, &axis)),
            None => context.report(report::masked(row.tree.span)),
        }
    }
}

/// Every output cell has a value of its type, also in a table that nobody calls.
fn check_values<'t>(context: &mut Context<'t>, table: &Table<'t>) {
    if table.tree.marginal.is_some() {
        if let ([key], [output]) = (table.keys.as_slice(), table.outputs.as_slice()) {
            let span = table.tree.name.span;
            let none = crate::value::Absence::NotApplicable;
            let argument = crate::lower::build::absent(none, key.ty.clone(), span);
            marginal::value(context, table, output, &[argument], span);
        } else {
            context.report(report::marginal_shape(table.tree.name.span));
        }
        return;
    }
    for row in &table.rows {
        for (tree, ty) in row.values.iter().zip(&table.outputs) {
            call::given(context, table, tree, ty);
        }
    }
}

/// The texts that the cells of each key name.
fn texts(table: &Table<'_>) -> Vec<Vec<String>> {
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

fn axis(context: &Context<'_>, key: &Key, texts: &[String]) -> Option<Axis> {
    Some(match &key.ty.kind {
        Kind::Choice(id) => Axis::Members(context.program.choice(*id)?.members.len()),
        Kind::YesNo => Axis::Members(2),
        Kind::Text => Axis::Members(texts.len() + 1),
        Kind::Number(number) => {
            let whole = number.whole || context.program.units.is_count(&number.unit);
            let mut range = number.range.clone();
            if whole && range.lower.is_none() {
                range.lower = Some((RBig::ZERO, true));
            }
            Axis::Line { whole, range, known: false }
        }
        Kind::Year | Kind::Date => {
            let end = |value: i32| Some((RBig::from(value), true));
            let (first, last) = cases::axis_of(context, key).unzip();
            let range = Range { lower: first.and_then(end), upper: last.and_then(end) };
            Axis::Line { whole: true, known: range.lower.is_some(), range }
        }
        Kind::Reference(_) | Kind::Unknown => return None,
    })
}

fn region_row(row: &Row<'_>, keys: &[Key], texts: &[Vec<String>]) -> Option<region::Row> {
    let mut cells = Vec::new();
    for ((cell, key), texts) in row.cells.iter().zip(keys).zip(texts) {
        cells.push(match cell {
            Cell::Rest => region::Cell::Any,
            Cell::Tests(tests) => region_cell(tests, &key.ty, texts)?,
        });
    }
    Some(region::Row { cells, rank: row.rank() })
}

fn region_cell(tests: &[Test], ty: &Type, texts: &[String]) -> Option<region::Cell> {
    let line = matches!(ty.kind, Kind::Number(_) | Kind::Year | Kind::Date);
    let mut members = BTreeSet::new();
    let mut ranges = Vec::new();
    for test in tests {
        match test {
            Test::Is(values) if line => {
                for value in values {
                    let at = (on_line(value)?, true);
                    ranges.push(Range { lower: Some(at.clone()), upper: Some(at) });
                }
            }
            Test::Is(values) => {
                for value in values {
                    members.insert(member(value, texts)?);
                }
            }
            Test::Between(lower, upper) if line => {
                ranges.push(Range { lower: end(lower)?, upper: end(upper)? });
            }
            Test::Between(lower, upper) => members.extend(between(lower, upper, ty)?),
        }
    }
    Some(if line { region::Cell::Line(ranges) } else { region::Cell::Members(members) })
}

/// `A 至 B` of an ordered choice: the greatest member comes first.
fn between(lower: &Option<(Core, bool)>, upper: &Option<(Core, bool)>, ty: &Type) -> Option<Vec<usize>> {
    let Kind::Choice(_) = ty.kind else { return None };
    let at = |end: &Option<(Core, bool)>| match end {
        None => Some(None),
        Some((core, closed)) => Some(Some((member(core, &[])?, *closed))),
    };
    let (low, high) = (at(lower)?, at(upper)?);
    let first = high.map_or(0, |(at, closed)| if closed { at } else { at + 1 });
    let last = low.map(|(at, closed)| if closed { at + 1 } else { at })?;
    Some((first..last).collect())
}

fn on_line(value: &Core) -> Option<RBig> {
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

/// The stretches that a cell of a line covers; nothing where it covers all.
pub(super) fn line(cell: &Cell) -> Option<Vec<Range>> {
    let Cell::Tests(tests) = cell else { return None };
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
