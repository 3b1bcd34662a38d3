//! A limit that no article orders: `取大(增量, 0 元)` on the way to a ledger moves money in silence.

use std::collections::BTreeSet;

use heng_grammar::span::Span;
use heng_grammar::tree::Notes;

use super::super::super::Context;
use crate::check::diagnostic::ledger as report;
use crate::program::{Block, Builtin, Core, DefinitionId, Node};

/// An expression of a ledger.
pub(crate) struct Written {
    value: Core,
    cited: bool,
}

/// Remembers an expression of a ledger, with the articles of its line.
pub(super) fn remember(context: &mut Context<'_>, value: &Core, notes: &Notes) {
    let cited = !notes.citations.is_empty();
    context.blocks.ledgers.written.push(Written { value: value.clone(), cited });
}

/// Reports the limits that feed a ledger and have neither an article nor a reading.
pub(super) fn check(context: &mut Context<'_>) {
    let written = std::mem::take(&mut context.blocks.ledgers.written);
    let readings: BTreeSet<DefinitionId> = context
        .program
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Reading(reading) => Some(reading.definition),
            _ => None,
        })
        .collect();
    let mut found: Vec<Span> = Vec::new();
    let mut seen = readings;
    for Written { value, cited } in &written {
        if *cited {
            seen_below(value, context, &mut seen, &mut found);
        } else {
            walk(value, context, &mut seen, &mut found);
        }
    }
    for span in found {
        context.report(report::silent_limit(span));
    }
}

/// The limits below the definitions that a cited expression uses.
fn seen_below(value: &Core, context: &Context<'_>, seen: &mut BTreeSet<DefinitionId>, found: &mut Vec<Span>) {
    if let Node::Definition(_) = value.node.as_ref() {
        walk(value, context, seen, found);
        return;
    }
    for child in value.children() {
        seen_below(child, context, seen, found);
    }
}

fn walk(value: &Core, context: &Context<'_>, seen: &mut BTreeSet<DefinitionId>, found: &mut Vec<Span>) {
    match value.node.as_ref() {
        Node::Call(Builtin::Larger | Builtin::Smaller, parts)
            if is_money(context, value)
                && parts.iter().any(|part| part.constant_number().is_some())
                && !found.contains(&value.span) =>
        {
            found.push(value.span);
        }
        Node::Definition(id) if seen.insert(*id) => {
            let Some(definition) = context.program.definition(*id) else { return };
            if definition.citations.is_empty() {
                walk(&definition.body, context, seen, found);
            } else {
                seen_below(&definition.body, context, seen, found);
            }
            return;
        }
        _ => {}
    }
    for child in value.children() {
        walk(child, context, seen, found);
    }
}

/// Whether a value is an amount of money.
fn is_money(context: &Context<'_>, value: &Core) -> bool {
    let units = &context.program.units;
    let yuan = units.declared("元").map(crate::program::Unit::of);
    yuan.zip(value.ty.unit()).is_some_and(|(yuan, unit)| units.same_dimension(&yuan, unit))
}
