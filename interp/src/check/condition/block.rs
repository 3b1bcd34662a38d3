//! 参评 and 条件 as wholes: entries that no row reaches, blocks that no row meets.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::{SourceId, Span};

use super::{Judge, is_out_of_force, within};
use crate::check::diagnostic::logic as report;
use crate::program::{Block, ConditionsBlock, Core, Frame, Node, Part, ParticipationBlock};
use heng_grammar::tree::ParticipationKind;

/// What is to be said of the blocks of one document, but for what was told of their conditions.
pub(super) fn judged(judge: &Judge<'_>, document: SourceId, told: &[Span]) -> Vec<Diagnostic> {
    let mut said: Vec<Diagnostic> = Vec::new();
    for block in &judge.program.blocks {
        let found = match block {
            Block::Participation(block) => participation(judge, block, told),
            Block::Conditions(block) => conditions(judge, block, told).into_iter().collect(),
            _ => Vec::new(),
        };
        let own = |report: &Diagnostic| report.labels.first().is_some_and(|l| l.span.source == document);
        for report in found.into_iter().filter(own) {
            // What is by years is told once.
            if !said.contains(&report) {
                said.push(report);
            }
        }
    }
    said
}

fn body<'p>(judge: &Judge<'p>, part: &Part) -> Option<&'p Core> {
    let body = &judge.program.definition(part.definition)?.body;
    (!is_out_of_force(body)).then_some(body)
}

/// Entries that hold of nobody: their own condition can hold, but earlier entries take all those rows.
fn participation(judge: &Judge<'_>, block: &ParticipationBlock, told: &[Span]) -> Vec<Diagnostic> {
    let sorted = block.entries.iter().filter(|(kind, _)| *kind != ParticipationKind::Group);
    let mut said = Vec::new();
    let mut taken: Vec<(&Part, &Core)> = Vec::new();
    for (_, part) in sorted {
        let Some(body) = body(judge, part) else { continue };
        let own = match body.node.as_ref() {
            Node::And(parts) if !taken.is_empty() => parts.last().unwrap_or(body),
            _ => body,
        };
        let before = taken.len();
        taken.push((part, own));
        if before == 0 || told.iter().any(|known| within(*known, part.span)) || judge.never(own, true) {
            continue;
        }
        if judge.never(body, true) {
            let row = judge.row(own, Frame::Rows(block.table));
            let by = taken.iter().take(before).find(|(_, before)| {
                judge.question().wanting(own, true).wanting(before, false).is_impossible()
            });
            said.push(report::entry_unreached(part, &row, by.map(|(part, _)| *part)));
        }
    }
    said
}

/// A block of conditions that no row meets, though each of its conditions can hold.
fn conditions(judge: &Judge<'_>, block: &ConditionsBlock, told: &[Span]) -> Option<Diagnostic> {
    let result = &block.result;
    let inside = |known: &Span| block.items.iter().any(|(_, part)| within(*known, part.span));
    if told.iter().any(inside) {
        return None;
    }
    let body = body(judge, result)?;
    if !judge.never(body, true) {
        return None;
    }
    let items: Vec<(&Part, &Core)> = block
        .items
        .iter()
        .filter(|(depth, _)| *depth == 0)
        .filter_map(|(_, part)| Some((part, self::body(judge, part)?)))
        .collect();
    let pair = items.iter().enumerate().find_map(|(at, (b, second))| {
        let excluded = items
            .iter()
            .take(at)
            .find(|(_, first)| judge.question().wanting(first, true).wanting(second, true).is_impossible());
        excluded.map(|(a, _)| (*a, *b))
    });
    Some(report::block_never_met(&result.name, result.span, pair))
}
