//! Who gets a share.

use heng_grammar::span::Span;
use heng_grammar::tree::{self, LedgerLineKind};

use super::super::super::Context;
use crate::check::diagnostic::{amount, ledger as report};
use crate::program::{Frame, Party};

/// The party a name stands for, and what its share is earmarked for: the name of the table of the frame, alone or after
/// 本, is the row itself.
pub(super) fn party(context: &mut Context<'_>, frame: Frame, tree: &tree::Party) -> (Party, Option<String>) {
    let mut names = tree.path.names.iter().map(|name| name.text.as_str());
    let first = names.next().unwrap_or_default();
    let purpose: Vec<&str> = names.collect();
    let purpose = (!purpose.is_empty()).then(|| purpose.join("."));
    let table = match frame {
        Frame::Rows(table) => context.program.tables.get(table.index()).map(|t| t.name.clone()),
        Frame::Whole => None,
    };
    if is_row(first, table.as_deref()) {
        if table.is_none() {
            context.report(report::no_row(tree.path.span));
        }
        return (Party::Row, purpose);
    }
    (Party::Named(first.to_owned()), purpose)
}

/// Whether a name stands for the row itself.
fn is_row(name: &str, table: Option<&str>) -> bool {
    let own = |table: &str| name == table || name.strip_prefix('本') == Some(table);
    matches!(name, "本行" | "this_row") || table.is_some_and(own)
}

/// The names under which what a party gets is read: `土地出让.市`, `土地出让.区` and `土地出让.本区`.
pub(super) fn names(context: &Context<'_>, frame: Frame, party: &Party) -> Vec<String> {
    match (party, frame) {
        (Party::Named(name), _) => vec![name.clone()],
        (Party::Row, Frame::Rows(table)) => {
            let table = context.program.tables.get(table.index()).map(|t| t.name.clone());
            table.map(|name| vec![name.clone(), format!("本{name}"), "本行".to_owned()]).unwrap_or_default()
        }
        (Party::Row, Frame::Whole) => vec!["本行".to_owned()],
    }
}

/// Whether two ways of writing a party are one party.
pub(super) fn same(context: &mut Context<'_>, frame: Frame, a: &tree::Party, b: &tree::Party) -> bool {
    party(context, frame, a).0 == party(context, frame, b).0
}

/// Reports two lines that nothing tells apart: one party, one purpose, no name, no condition.
pub(super) fn report_repeated(context: &mut Context<'_>, frame: Frame, ledger: &tree::Ledger) {
    let unnamed = ledger.lines.iter().filter_map(|line| match &line.kind {
        LedgerLineKind::Share { name: None, party, .. } if line.condition.is_none() => Some((party, line)),
        _ => None,
    });
    let mut seen: Vec<((Party, Option<String>), Span)> = Vec::new();
    for (tree, line) in unnamed {
        let own = party(context, frame, tree);
        if let Some((_, before)) = seen.iter().find(|(other, _)| *other == own) {
            let name = tree.path.names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".");
            let report = amount::party_twice(line.span, *before, &name);
            context.amounts.reports.push(report);
        }
        seen.push((own, line.span));
    }
}
