//! Ends that only a run knows: `< 门槛`, `≥ 门槛`.

use dashu_ratio::RBig;

use super::regions::on_line;
use super::{Cell, Table, Test};
use crate::program::{Core, DefinitionId, Kind, Node, ParameterId};
use crate::value::Value;

/// What a run knows by a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Symbol {
    Parameter(ParameterId),
    Definition(DefinitionId),
}

/// The cells of a table where a key is compared with one such number only: any number may then stand for it, for nothing
/// else can come between. Nothing where ends stay open.
pub(super) fn stood_for(table: &Table<'_>) -> Option<Vec<Vec<Cell>>> {
    let mut rows: Vec<Vec<Cell>> = table.rows.iter().map(|row| row.cells.clone()).collect();
    for position in 0..table.keys.len() {
        let ends = || rows.iter().filter_map(|cells| cells.get(position)).flat_map(ends_of);
        let Some(symbol) = ends().find_map(symbol) else { continue };
        if !ends().all(|end| self::symbol(end) == Some(symbol)) {
            return None;
        }
        for end in rows.iter_mut().filter_map(|cells| cells.get_mut(position)).flat_map(ends_mut) {
            *end = stand_in(end);
        }
    }
    Some(rows)
}

fn symbol(end: &Core) -> Option<Symbol> {
    match end.node.as_ref() {
        Node::Parameter(id) if on_line(end).is_none() => Some(Symbol::Parameter(*id)),
        Node::Definition(id) if on_line(end).is_none() => Some(Symbol::Definition(*id)),
        _ => None,
    }
}

fn ends_of(cell: &Cell) -> Vec<&Core> {
    let Cell::Tests(tests) = cell else { return Vec::new() };
    let ends = tests.iter().flat_map(|test| match test {
        Test::Is(values) => values.iter().collect(),
        Test::Between(lower, upper) => {
            [lower, upper].into_iter().flatten().map(|(end, _)| end).collect::<Vec<_>>()
        }
    });
    ends.collect()
}

fn ends_mut(cell: &mut Cell) -> Vec<&mut Core> {
    let Cell::Tests(tests) = cell else { return Vec::new() };
    let ends = tests.iter_mut().flat_map(|test| match test {
        Test::Is(values) => values.iter_mut().collect(),
        Test::Between(lower, upper) => {
            [lower, upper].into_iter().flatten().map(|(end, _)| end).collect::<Vec<_>>()
        }
    });
    ends.collect()
}

/// A day or a number like others.
fn stand_in(end: &Core) -> Core {
    let value = match end.ty.kind {
        Kind::Date => Value::Date(10_000),
        Kind::Year => Value::Year(2000),
        _ => Value::Number(RBig::ONE),
    };
    Core::new(Node::Constant(value), end.ty.clone(), end.span)
}
