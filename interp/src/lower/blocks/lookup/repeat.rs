//! Stretches that follow each other with one result: mostly a value that was copied down and not changed.
//!
//! Only numbers: members that share a result are listed row by row as the document lists them.

use dashu_int::IBig;
use dashu_ratio::RBig;

use super::super::super::Context;
use super::{Table, cases};
use crate::check::diagnostic::table as report;
use crate::check::region::{Cell, Row};
use crate::program::Range;

/// Reports rows written one below the other that differ in one number only, where the one stretch goes on with the other.
pub(super) fn report(
    context: &mut Context<'_>,
    table: &Table<'_>,
    rows: &[Row],
    same: impl Fn(usize, usize) -> bool,
) {
    if table.tree.overlap.is_some() {
        return;
    }
    let pairs = table.rows.iter().zip(rows).zip(table.rows.iter().zip(rows).skip(1));
    for (at, ((above, upper), (below, lower))) in pairs.enumerate() {
        // Rows that cite different articles are different rules.
        let cited = above.tree.notes.citations.iter().map(|citation| &citation.article);
        let alike = cited.eq(below.tree.notes.citations.iter().map(|citation| &citation.article));
        if above.written == below.written || !alike || !same(at, at + 1) {
            continue;
        }
        if let Some(text) = joined(context, table, upper, lower) {
            context.report(report::same_result(&table.tree.name, &text, (above.tree.span, below.tree.span)));
        }
    }
}

/// The two stretches as one, in words.
fn joined(context: &Context<'_>, table: &Table<'_>, above: &Row, below: &Row) -> Option<String> {
    let mut found = None;
    for ((key, a), b) in table.keys.iter().zip(&above.cells).zip(&below.cells) {
        if a == b && !matches!(a, Cell::Unknown) {
            continue;
        }
        let number = key.ty.as_number()?;
        let (Cell::Line(a), Cell::Line(b)) = (a, b) else { return None };
        let ([a], [b]) = (a.as_slice(), b.as_slice()) else { return None };
        let whole = number.whole || context.program.units.is_count(&number.unit);
        let both = follow(a, b, whole).or_else(|| follow(b, a, whole))?;
        if found.replace(format!("{}{}", key.name, cases::stretch(context, &key.ty, &both))).is_some() {
            return None;
        }
    }
    found
}

/// Both stretches as one that has an end, where the second begins where the first ends.
fn follow(first: &Range, second: &Range, whole: bool) -> Option<Range> {
    let ((end, end_in), (start, start_in)) = (first.upper.as_ref()?, second.lower.as_ref()?);
    let next = whole && *end_in && *start_in && RBig::from(end.floor() + IBig::ONE) == *start;
    let touches = end == start && end_in != start_in;
    if !next && !touches {
        return None;
    }
    let both = Range { lower: first.lower.clone(), upper: second.upper.clone() };
    (both.lower.is_some() || both.upper.is_some()).then_some(both)
}
