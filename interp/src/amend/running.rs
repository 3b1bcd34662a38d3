//! Entitlements that run over years when a document changes: whether the change says what becomes of them.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::tree::{Amend, Award, ChangeVerb, Item, ItemKind, Script, TallyEntry, TallyEntryKind};

use super::report;

/// A warning for each block of instalments that a dated amendment changes or repeals without a 过渡.
pub fn without_transition(amend: &Amend, scripts: &[Script]) -> Vec<Diagnostic> {
    if !amend.transitions.is_empty() {
        return Vec::new();
    }
    let running: Vec<&Award> =
        scripts.iter().flat_map(|script| awards(&script.items)).filter(|a| runs(a)).collect();
    let changed = amend.changes.iter().filter(|change| change.verb != ChangeVerb::Add);
    let changed = changed.map(|change| (change.target.names.first(), change.span));
    let repealed = amend
        .repeals
        .iter()
        .map(|each| (each.target.as_ref().and_then(|target| target.names.first()), each.span));
    let mut faults = Vec::new();
    for (name, span) in changed.chain(repealed) {
        let touched = running.iter().find(|award| name.is_none_or(|name| name.text == award.name.text));
        faults.extend(touched.map(|award| report::running(span, &award.name)));
    }
    faults
}

fn awards(items: &[Item]) -> Vec<&Award> {
    let mut found = Vec::new();
    for item in items {
        match &item.kind {
            ItemKind::Award(award) => found.push(award),
            ItemKind::For(block) => found.extend(awards(&block.items)),
            _ => {}
        }
    }
    found
}

/// Whether something of it is paid over several years.
fn runs(award: &Award) -> bool {
    fn entry_runs(entry: &TallyEntry) -> bool {
        match &entry.kind {
            TallyEntryKind::Item { terms, .. } => {
                terms.as_ref().is_some_and(|terms| terms.instalments.is_some())
            }
            TallyEntryKind::Group { entries, .. } => entries.iter().any(entry_runs),
            TallyEntryKind::Reading(_) => false,
        }
    }
    award.entries.iter().any(entry_runs)
}
