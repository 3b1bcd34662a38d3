//! Rows spelled out: `分别` pairs a list of keys with a list of values, `同上` repeats the cell above.

use heng_grammar::tree::{Expr, KeyCell, KeyTest, Lookup, LookupRow};

use super::super::super::{Context, Scope};
use super::keys::Reader;
use super::{Cell, Key, Row, keys, spelling};
use crate::check::diagnostic::lookup as report;

/// All rows of a table.
pub(super) fn spelled_out<'t>(
    context: &mut Context<'t>,
    scope: &Scope,
    tree: &'t Lookup,
    typed: &[Key],
) -> Vec<Row<'t>> {
    let mut rows: Vec<Row<'t>> = Vec::new();
    for (written, row) in tree.rows.iter().enumerate() {
        if row.keys.len() != typed.len() {
            if !tree.incomplete {
                context.report(report::cell_count(row.span, typed.len(), row.keys.len()));
            }
            continue;
        }
        let above: Option<Vec<Cell>> = rows.last().map(|row| row.cells.clone());
        let cells = |context: &mut Context<'t>, pick: Option<(usize, usize)>| {
            let mut cells = Vec::new();
            for (position, (cell, key)) in row.keys.iter().zip(typed).enumerate() {
                let above = above.as_ref().and_then(|cells| cells.get(position));
                let only = pick.filter(|(at, _)| *at == position).map(|(_, nth)| nth);
                let reader = Reader { scope, key: &key.name, ty: &key.ty, point: tree.year_point };
                cells.push(keys::cell(context, &reader, cell, (above, only)));
            }
            cells
        };
        if row.respectively {
            let Some(paired) = paired(context, row) else { continue };
            for (nth, values) in paired.values.into_iter().enumerate() {
                let cells = cells(context, Some((paired.key, nth)));
                rows.push(Row { cells, values, written, tree: row });
            }
        } else {
            let values: Vec<&'t Expr> = row.outputs.iter().filter_map(|list| list.first()).collect();
            if row.outputs.iter().any(|list| list.len() > 1) {
                context.report(report::list_without_respectively(row.span));
            }
            let cells = cells(context, None);
            rows.push(Row { cells, values, written, tree: row });
        }
    }
    rows
}

/// Which key has the list, and the values of each of its alternatives.
struct Paired<'t> {
    key: usize,
    values: Vec<Vec<&'t Expr>>,
}

/// The list of keys and the lists of values have one length; a single value stands for all.
fn paired<'t>(context: &mut Context<'t>, row: &'t LookupRow) -> Option<Paired<'t>> {
    let several = |cell: &&KeyCell| cell.alternatives.len() > 1;
    let lists: Vec<&KeyCell> = row.keys.iter().filter(several).collect();
    let [list] = lists.as_slice() else {
        context.report(report::respectively_of_what(row.span, lists.len()));
        return None;
    };
    let count = list.alternatives.len();
    let uneven = row.outputs.iter().find(|values| values.len() > 1 && values.len() != count);
    if let Some(values) = uneven {
        let pairs = spelling::pairs(&list.alternatives, values);
        context.report(report::uneven_pairs(row.span, list.span, (count, values.len()), &pairs));
        return None;
    }
    let key = row.keys.iter().position(|cell| cell.alternatives.len() > 1)?;
    let value =
        |values: &'t Vec<Expr>, nth: usize| if values.len() > 1 { values.get(nth) } else { values.first() };
    let values = (0..count).map(|nth| row.outputs.iter().filter_map(|list| value(list, nth)).collect());
    Some(Paired { key, values: values.collect() })
}

/// Whether a cell repeats the one above.
pub(super) fn is_same(cell: &KeyCell) -> bool {
    cell.alternatives.iter().any(|test| matches!(test, KeyTest::Same))
}
