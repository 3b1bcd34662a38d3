//! What is remembered of a `评分`, and the sums of its weights.

use dashu_ratio::RBig;
use heng_grammar::diagnostic::Diagnostic;

use super::super::super::{Context, Scope};
use super::super::common::part;
use super::super::points;
use super::{Declared, DeclaredItem};
use crate::check::diagnostic::{amount, score as report};
use crate::check::weight::{self, Weight};
use crate::program::{Block, Frame, ScoreBlock, ScoreItem};

/// Checks the weights and remembers the blocks.
pub(in super::super) fn finish(context: &mut Context<'_>) {
    let declared = std::mem::take(&mut context.blocks.scores);
    for block in &declared {
        let remembered = remember(context, block);
        context.program.blocks.extend(remembered.map(Block::Score));
    }
    context.blocks.scores = declared;
}

fn remember<'t>(context: &mut Context<'t>, block: &Declared<'t>) -> Option<ScoreBlock> {
    let Frame::Rows(table) = block.placed.frame else { return None };
    context.definition_type(block.total);
    let weights: Vec<Option<RBig>> = block.items.iter().map(|item| weight(context, block, item)).collect();
    let out_of = block.score.out_of.as_ref().and_then(|tree| {
        let core = points::points(context, tree, &block.scope, &block.unit);
        points::constant(&core)
    });
    check_weights(context, block, &weights, out_of.as_ref());
    let mut items = Vec::new();
    for (item, weight) in block.items.iter().zip(&weights) {
        items.push(ScoreItem {
            part: part(&context.program, &item.entry.name.text, item.named),
            points: item.points,
            depth: item.depth,
            weight: weight.clone(),
            value: item.value.filter(|id| !context.definition_type(*id).is_unknown()),
            baseline: item.baseline,
            limits: item.limits,
        });
        if weight.as_ref().is_none_or(|weight| *weight > RBig::ZERO) {
            report_unreachable(context, item);
        }
    }
    let name = &block.score.name.text;
    let attainable = context.blocks.attainable.get(&block.total).cloned();
    let total = part(&context.program, name, block.named);
    Some(ScoreBlock { total, points: block.total, table, out_of, attainable, items })
}

fn weight<'t>(context: &mut Context<'t>, block: &Declared<'t>, item: &DeclaredItem<'t>) -> Option<RBig> {
    let tree = item.entry.weight.as_ref()?;
    let scope: &Scope = &block.scope;
    points::constant(&points::points(context, tree, scope, &block.unit))
}

/// Every item and group has a weight, and the weights of each level add up.
fn check_weights(
    context: &mut Context<'_>,
    block: &Declared<'_>,
    weights: &[Option<RBig>],
    out_of: Option<&RBig>,
) {
    let all: Vec<(&DeclaredItem<'_>, Option<Weight>)> = block
        .items
        .iter()
        .zip(weights)
        .map(|(item, points)| {
            let name = item.entry.name.text.clone();
            let span = item.entry.weight.as_ref().map_or(item.entry.name.span, |tree| tree.span);
            (item, points.clone().map(|points| Weight { name, points, span }))
        })
        .collect();
    for (item, _) in all.iter().filter(|(item, _)| item.entry.weight.is_none() && needs_weight(item)) {
        context.report(weight::absent(&item.entry.name.text, item.entry.name.span));
    }
    for own in all.iter().filter_map(|(_, own)| own.as_ref()).filter(|own| own.points <= RBig::ZERO) {
        let negative = own.points < RBig::ZERO;
        context.report(amount::weight_not_positive(&own.name, own.span, negative));
    }
    for (owner, own) in all.iter().filter(|(item, _)| item.entry.entries.is_some()) {
        let parts = level(&all, &owner.inner);
        if let (Some(own), Some(parts)) = (own, parts) {
            weight::group(own, &parts).into_iter().for_each(|found| context.report(found));
        }
    }
    if let (Some(out_of), Some(parts)) = (out_of, level(&all, &[])) {
        let span = block.score.out_of.as_ref().map_or(block.placed.item.header, |tree| tree.span);
        let whole = Weight { name: block.score.name.text.clone(), points: out_of.clone(), span };
        weight::whole(&whole, &parts).into_iter().for_each(|found| context.report(found));
    }
}

/// An item by 计 without cap may do without a weight; its points say all.
fn needs_weight(item: &DeclaredItem<'_>) -> bool {
    item.entry.entries.is_none() && item.baseline.is_some()
}

/// The weights directly below a path; nothing where one of them is not known.
fn level(all: &[(&DeclaredItem<'_>, Option<Weight>)], path: &[String]) -> Option<Vec<Weight>> {
    all.iter()
        .filter(|(item, _)| item.inner.len() == path.len() + 1 && item.inner.starts_with(path))
        .map(|(_, weight)| weight.clone())
        .collect()
}

/// An item whose points can never be above zero.
fn report_unreachable(context: &mut Context<'_>, item: &DeclaredItem<'_>) {
    // What could not be read elsewhere has no known size; a warning on it would only follow that report.
    if context.diagnostics.iter().any(Diagnostic::is_error) {
        return;
    }
    let ty = context.definition_type(item.points);
    let upper = ty.as_number().and_then(|number| number.range.upper.clone());
    if item.entry.entries.is_none() && upper.is_some_and(|(end, _)| end <= RBig::ZERO) {
        context.report(report::never_reached(&item.entry.name));
    }
}
