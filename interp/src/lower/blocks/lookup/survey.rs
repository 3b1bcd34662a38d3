//! Keys that no row covers, keys that two rows cover, rows that never decide.

use heng_grammar::span::Span;
use heng_grammar::tree::{self, YearPoint};

use super::super::super::{Context, Placed, Scope};
use super::super::points::constant;
use super::{Cell, Row, Table, call, cases, marginal, read, regions, repeat, shape, symbol};
use crate::check::diagnostic::{lookup as report, rates, table};
use crate::check::region::{self, Findings, Meeting, survey};
use crate::program::{Core, Kind, Node, Type};
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
    if tree.marginal.is_some() {
        marginal::check(context, &table);
        return;
    }
    let values = values(context, &table);
    if tree.overlap.is_some() && table.outputs.iter().any(|ty| ty.as_number().is_none()) {
        context.report(report::overlap_of_no_numbers(tree.name.span));
    }
    if !table.complete() {
        return;
    }
    let texts = regions::texts(&table);
    let view = View { table: &table, texts: &texts, values: &values, header: placed.item.header };
    view.judge(context);
}

/// Every output cell has a value of its type, also in a table that nobody calls.
fn values<'t>(context: &mut Context<'t>, table: &Table<'t>) -> Vec<Vec<Core>> {
    let mut rows = Vec::new();
    for row in &table.rows {
        let cells = row.values.iter().zip(&table.outputs);
        rows.push(cells.map(|(tree, ty)| call::given(context, table, tree, ty)).collect());
    }
    rows
}

/// What reports are written from.
struct View<'a, 't> {
    table: &'a Table<'t>,
    texts: &'a [Vec<String>],
    /// The outputs of each row.
    values: &'a [Vec<Core>],
    header: Span,
}

impl View<'_, '_> {
    /// Looks at all keys and reports what is found.
    fn judge(&self, context: &mut Context<'_>) {
        let Some(axes) = regions::axes(context, self.table, self.texts) else { return };
        let settled = self.table.tree.overlap.is_some();
        let as_rows = |context: &Context<'_>, cells: &[Vec<Cell>]| {
            regions::rows(context, (self.table, cells), self.texts, self.values)
        };
        let cells: Vec<Vec<Cell>> = self.table.rows.iter().map(|row| row.cells.clone()).collect();
        let rows = as_rows(context, &cells);
        let found = survey(&axes, &rows, settled);
        self.report_gaps(context, &found);
        self.report_overlaps(context, &found.overlaps);
        self.report_late(context, &found.late);
        self.report_masked(context, &found);
        repeat::report(context, self.table, &rows, |first, second| self.same(first, second));
        let open = rows.iter().flat_map(|row| &row.cells).any(|cell| matches!(cell, region::Cell::Unknown));
        let nothing = Findings { complete: true, ..Findings::default() };
        let clean = |cells: Vec<Vec<Cell>>| survey(&axes, &as_rows(context, &cells), settled) == nothing;
        if !open || !symbol::stood_for(self.table).is_some_and(clean) {
            self.report_unseen(context, &rows, found.complete);
        }
    }

    fn row(&self, at: usize) -> Option<&Row<'_>> {
        self.table.rows.get(at)
    }

    fn span(&self, at: usize) -> Option<Span> {
        self.row(at).map(|row| row.tree.span)
    }

    fn report_gaps(&self, context: &mut Context<'_>, found: &Findings) {
        let tree = self.table.tree;
        // A row that is reported for its cells may cover what seems left out.
        let whole = !tree.incomplete && tree.rows.iter().all(|row| row.keys.len() == self.table.keys.len());
        if !whole {
            return;
        }
        let texts = |regions: &[region::Region]| -> Vec<String> {
            regions.iter().map(|region| cases::text(context, self.table, self.texts, region)).collect()
        };
        let (gaps, beyond) = (texts(&found.gaps), texts(&found.beyond));
        let example = |regions: &[region::Region]| {
            regions.first().and_then(|region| cases::example(context, self.table, self.texts, region))
        };
        let (gap, far) = (example(&found.gaps), example(&found.beyond));
        if !gaps.is_empty() {
            context.report(report::gap(&tree.name, self.header, &gaps, gap.as_deref()));
        }
        if !beyond.is_empty() {
            context.report(table::beyond(&tree.name, self.header, &beyond, far.as_deref()));
        }
    }

    /// One report for each row that meets earlier ones: those that say another thing, then those that say the same.
    fn report_overlaps(&self, context: &mut Context<'_>, overlaps: &[Meeting]) {
        for at in 0..self.table.rows.len() {
            let (same, other): (Vec<&Meeting>, Vec<&Meeting>) = overlaps
                .iter()
                .filter(|meeting| meeting.second == at)
                .partition(|meeting| self.same(meeting.first, meeting.second));
            for (meetings, agree) in [(other, false), (same, true)] {
                let (Some(second), Some(first)) = (self.span(at), meetings.first()) else { continue };
                if agree && self.is_either_or(first) {
                    continue;
                }
                let text = |meeting: &Meeting| cases::text(context, self.table, self.texts, &meeting.region);
                let row = |meeting: &&Meeting| Some((self.span(meeting.first)?, text(meeting)));
                let rows: Vec<(Span, String)> = meetings.iter().filter_map(row).collect();
                let example = cases::example(context, self.table, self.texts, &first.region);
                let name = &self.table.tree.name;
                context.report(if agree {
                    table::said_twice(name, second, &rows, first.within)
                } else {
                    report::overlap(name, example.as_deref(), second, &rows)
                });
            }
        }
    }

    /// Rows that each leave another key open and give the same: the one or the other suffices, and both may hold.
    fn is_either_or(&self, meeting: &Meeting) -> bool {
        let open = |at: usize| self.row(at).is_some_and(|row| row.rank() > 0);
        meeting.within == (false, false) && open(meeting.first) && open(meeting.second)
    }

    /// Whether two rows are known to give the same.
    fn same(&self, first: usize, second: usize) -> bool {
        let (Some(first), Some(second)) = (self.values.get(first), self.values.get(second)) else {
            return false;
        };
        first.len() == second.len()
            && first.iter().zip(second).all(|(a, b)| match (known(a), known(b)) {
                (Some(a), Some(b)) => a == b,
                _ => false,
            })
    }

    /// Rows that give way to later ones: read from the top, they seem to come first.
    fn report_late(&self, context: &mut Context<'_>, late: &[Meeting]) {
        for at in 0..self.table.rows.len() {
            let Some(meeting) = late.iter().find(|meeting| meeting.first == at) else { continue };
            let (Some(row), Some(second)) = (self.row(at), self.row(meeting.second)) else { continue };
            // A list of 分别 is one row to its reader.
            if row.written == second.written {
                continue;
            }
            let keys = cases::text(context, self.table, self.texts, &meeting.region);
            context.report(table::rest_not_last(row.tree.span, second.tree.span, &keys));
        }
    }

    fn report_masked(&self, context: &mut Context<'_>, found: &Findings) {
        for masked in &found.masked {
            let Some(row) = self.row(masked.row) else { continue };
            let by: Vec<Span> = masked.by.iter().filter_map(|at| self.span(*at)).collect();
            match cases::beyond_axis(context, self.table, row) {
                // A step that no first (or last) day of a year lies in: 取 年初 says so.
                _ if row.is_never() => {}
                Some(axis) => context.report(rates::beyond_term(row.tree.span, &axis)),
                None if by.is_empty() => {
                    let range = cases::out_of_range(context, self.table, row);
                    context.report(report::masked_by_range(row.tree.span, range.as_deref()));
                }
                None => context.report(report::masked(row.tree.span, &by, self.table.tree.overlap)),
            }
        }
    }

    /// What could not be looked at, said once.
    fn report_unseen(&self, context: &mut Context<'_>, rows: &[region::Row], complete: bool) {
        let mut unknown: Vec<Span> = Vec::new();
        for (row, region) in self.table.rows.iter().zip(rows) {
            let cells = region.cells.iter().zip(&row.tree.keys);
            let open = cells.filter(|(cell, _)| matches!(cell, region::Cell::Unknown));
            unknown.extend(open.map(|(_, tree)| tree.span));
        }
        unknown.dedup();
        if !unknown.is_empty() {
            context.report(table::ends_unknown(&self.table.tree.name, &unknown));
        } else if !complete {
            context.report(table::too_large(&self.table.tree.name, self.table.rows.len()));
        }
    }
}

/// The value of a cell where it is known before the run.
fn known(core: &Core) -> Option<Value> {
    match core.node.as_ref() {
        Node::Constant(value) => Some(value.clone()),
        _ => constant(core).map(Value::Number),
    }
}
