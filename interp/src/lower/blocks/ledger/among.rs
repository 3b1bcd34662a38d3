//! A line that is parted among rows by factors: `余额 给 县 当 涉及 { 常住人口 50%；… }`.
//!
//! The line itself is the total and is not posted: its shares are, one a row, so that the leaves still add to the source.

use heng_grammar::tree::{LedgerLine, LineAmong};

use super::super::super::Context;
use super::super::allocate::{Allotment, allot, remember};
use super::super::common::below;
use super::{Ledger, line};
use crate::check::diagnostic::ledger as report;
use crate::program::{DefinitionId, Frame, Party, Posting};

/// Declares the share of every row and posts it, its party the row.
pub(super) fn post<'t>(
    context: &mut Context<'t>,
    ledger: &Ledger<'t>,
    (tree, among): (&'t LedgerLine, &'t LineAmong),
    (names, total): (&[String], DefinitionId),
    label: &str,
) {
    if ledger.frame() != Frame::Whole {
        context.report(report::rows_among_rows(among.rows.span, ledger.item.header));
        return;
    }
    let earlier = context.program.postings.iter();
    let earlier = earlier.filter(|p| p.source == ledger.name && p.line == label && p.frame != Frame::Whole);
    let case = earlier.filter(|posting| posting.year == ledger.scope.year).count();
    let mut path = below(&ledger.path, &line::refs(names));
    path.push(among.rows.table.text.clone());
    // Two cases of the balance may be for the rows of one table.
    path.extend((case > 0).then(|| format!("情形{}", case + 1)));
    let allotment = Allotment {
        path,
        scope: ledger.scope.clone(),
        among: &among.rows,
        body: &among.body,
        total,
        role: line::role(tree),
        span: tree.span,
        notes: &tree.notes,
    };
    let Some(made) = allot(context, &allotment) else { return };
    context.post(Posting {
        source: ledger.name.clone(),
        line: label.to_owned(),
        year: ledger.scope.year,
        frame: Frame::Rows(made.table),
        amount: made.amount,
        party: Party::Row,
        purpose: among.body.purpose.clone(),
        citations: ledger.citations(&tree.notes),
        span: tree.span,
    });
    remember(context, &allotment, &made);
}
