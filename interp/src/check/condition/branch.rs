//! Branches that are never reached, because those before take every row they would hold of.

use std::collections::BTreeMap;

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::{SourceId, Span};

use super::{Chain, Judge, is_out_of_force, within};
use crate::check::diagnostic::logic as report;
use crate::program::Core;

/// More branches than these are not looked at.
const LIMIT: usize = 40;

/// A branch that is never reached: its condition, a row that meets it, and the condition that alone takes its rows.
struct Masked {
    span: Span,
    row: String,
    by: Option<Span>,
}

/// The branches of one document that are never reached; not those whose own condition was told of.
pub(super) fn unreached(
    judge: &Judge<'_>,
    chains: &[Chain],
    document: SourceId,
    told: &[Span],
) -> Vec<Diagnostic> {
    // By the place of the condition: whether it is never reached in any of the years, and what takes its rows.
    let mut found: BTreeMap<(usize, usize), Option<Masked>> = BTreeMap::new();
    for chain in chains {
        for (at, condition) in chain.ways.iter().enumerate().skip(1).take(LIMIT) {
            let span = condition.span;
            if span.source != document || told.iter().any(|known| within(*known, span)) {
                continue;
            }
            let key = (span.start as usize, span.end as usize);
            // The same branch seen as part of a longer chain says more; that of another year may be reached.
            let before = chain.ways.get(..at).unwrap_or_default();
            let verdict = masked(judge, before, condition).map(|by| Masked {
                span,
                row: judge.row(condition, chain.frame),
                by,
            });
            match found.get_mut(&key) {
                Some(known) if verdict.is_none() && before.len() > 1 => *known = None,
                Some(known) => *known = known.take().or(verdict),
                None => {
                    found.insert(key, verdict);
                }
            }
        }
    }
    let told = found.into_values().flatten();
    told.map(|found| report::branch_unreached(found.span, &found.row, found.by)).collect()
}

/// Whether the condition holds only where an earlier one does; the one that alone takes all its rows, if there is one.
fn masked(judge: &Judge<'_>, before: &[Core], condition: &Core) -> Option<Option<Span>> {
    if is_out_of_force(condition) || judge.never(condition, true) {
        return None;
    }
    let all = before
        .iter()
        .fold(judge.question().wanting(condition, true), |question, one| question.wanting(one, false));
    if !all.is_impossible() {
        return None;
    }
    let alone = before
        .iter()
        .find(|one| judge.question().wanting(condition, true).wanting(one, false).is_impossible());
    Some(alone.map(|one| one.span))
}
