//! `计分`: amounts for what holds, the highest of several, so much for each so many.

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::{
    self, Amount, Expr, ExprKind, Missing, MissingAnswer, PerRemainder, TallyEntry, TallyEntryKind,
};

use super::super::{Context, Declaration, Placed, ReadingPlace, Scope, build};
use super::common::{applies_or, below, part, sum};
use super::points;
use crate::check::amount::{Counted, Level, Limit};
use crate::check::diagnostic::tally as report;
use crate::program::{Block, Core, DefinitionId, Role, TallyBlock, Type, Unit};

/// A `计分` and what it declared.
pub(crate) struct Declared {
    total: DefinitionId,
    name: String,
    frame: crate::program::Frame,
    items: Vec<(u32, String, DefinitionId)>,
}

/// Declares the items, the groups and the total.
pub(super) fn declare<'t>(context: &mut Context<'t>, placed: Placed<'t>, tally: &'t tree::Tally) {
    let scope = placed.scope();
    let path = vec![tally.name.text.clone()];
    let mut items = Vec::new();
    let each = tally.missing.as_ref();
    let level = declare_entries(context, &scope, &path, (&tally.entries, false), each, 0, &mut items);
    let span = placed.item.header;
    let declaration =
        Declaration::new(path, &scope, Type::unknown(), Role::Named, span).notes(&placed.item.notes);
    let inner = scope;
    let total = context.declare_on_demand(declaration, move |context| {
        let total = total_of(context, &level, false, span);
        capped(context, &inner, (&tally.name.text, tally.cap.as_ref()), total)
    });
    let name = tally.name.text.clone();
    context.blocks.tallies.push(Declared { total, name, frame: placed.frame, items });
}

/// Declares the entries of a level; gives those that count, which are not those that a reading chooses between.
fn declare_entries<'t>(
    context: &mut Context<'t>,
    scope: &Scope,
    path: &[String],
    (entries, highest): (&'t [TallyEntry], bool),
    each: Option<&'t Missing>,
    depth: u32,
    items: &mut Vec<(u32, String, DefinitionId)>,
) -> Vec<DefinitionId> {
    let mut level = Vec::new();
    let mut members = Vec::new();
    let read: Vec<&str> = entries.iter().flat_map(names_read).collect();
    for entry in entries {
        let (name, id) = match &entry.kind {
            TallyEntryKind::Item { name, .. } => (name, declare_item(context, scope, path, entry, each)),
            TallyEntryKind::Group { name, highest, cap, entries, .. } => {
                let own = below(path, &[&name.text]);
                let at = items.len();
                let parts =
                    declare_entries(context, scope, &own, (entries, *highest), each, depth + 1, items);
                let id = declare_group(context, scope, own, entry, (*highest, cap.as_ref()), parts);
                items.insert(at, (depth, name.text.clone(), id));
                (name, id)
            }
            TallyEntryKind::Reading(reading) => {
                let mut arms = scope.clone();
                arms.within.insert(0, path.to_vec());
                let own = below(path, &[&reading.name.text]);
                let place =
                    ReadingPlace { reading, path: own, scope: arms, span: entry.span, notes: &entry.notes };
                (&reading.name, context.declare_reading(place))
            }
        };
        if !matches!(entry.kind, TallyEntryKind::Group { .. }) {
            items.push((depth, name.text.clone(), id));
        }
        if !read.contains(&name.text.as_str()) {
            level.push(id);
            members.push((entry.span, scope.year));
        }
    }
    context.amounts.levels.push(Level { highest, members });
    level
}

/// The names that the arms of a reading speak of.
pub(super) fn names_read(entry: &TallyEntry) -> Vec<&str> {
    let mut names = Vec::new();
    if let TallyEntryKind::Reading(reading) = &entry.kind {
        reading.arms.iter().for_each(|arm| collect_names(&arm.value, &mut names));
    }
    names
}

pub(super) fn collect_names<'t>(tree: &'t Expr, names: &mut Vec<&'t str>) {
    match tree.kind.as_ref() {
        ExprKind::Name(name) => names.push(&name.text),
        ExprKind::Call(_, arguments) => {
            arguments.iter().filter_map(|a| a.value.as_ref()).for_each(|value| collect_names(value, names));
        }
        ExprKind::Arithmetic(_, a, b) | ExprKind::IfMissing(a, b) => {
            collect_names(a, names);
            collect_names(b, names);
        }
        ExprKind::If { condition, then, otherwise } => {
            [condition, then, otherwise].into_iter().for_each(|tree| collect_names(tree, names));
        }
        ExprKind::Negate(inner) | ExprKind::Bracketed(inner) | ExprKind::Field(inner, _) => {
            collect_names(inner, names);
        }
        _ => {}
    }
}

fn declare_item<'t>(
    context: &mut Context<'t>,
    scope: &Scope,
    path: &[String],
    entry: &'t TallyEntry,
    each: Option<&'t Missing>,
) -> DefinitionId {
    let name = match &entry.kind {
        TallyEntryKind::Item { name, .. } | TallyEntryKind::Group { name, .. } => name.text.as_str(),
        TallyEntryKind::Reading(reading) => reading.name.text.as_str(),
    };
    let declaration = Declaration::new(below(path, &[name]), scope, Type::unknown(), Role::Part, entry.span);
    let scope = scope.clone();
    context
        .declare_on_demand(declaration.notes(&entry.notes), move |context| item(context, &scope, entry, each))
}

/// 若 condition 则 amount 否则 0, less for 扣.
fn item<'t>(
    context: &mut Context<'t>,
    scope: &Scope,
    entry: &'t TallyEntry,
    each: Option<&'t Missing>,
) -> Core {
    let TallyEntryKind::Item { name, condition, deduct, amount, missing, .. } = &entry.kind else {
        return build::unknown(entry.span);
    };
    let missing = missing.as_ref().or(each);
    let (mut given, counts) = match amount {
        Amount::Fixed(tree) => (context.expression(tree, scope), false),
        Amount::Per { quantum, amount, of, remainder } => {
            if remainder.is_none() {
                context.report(report::remainder_not_stated(name, entry.span));
            }
            let of = match of {
                Some(tree) => context.expression(tree, scope),
                None => context.name(name, scope),
            };
            (per(context, scope, of, (quantum, amount), *remainder), true)
        }
    };
    given = context.numeric(given);
    if given.ty.is_unknown() {
        return given;
    }
    if *deduct {
        given = build::negate(given);
    }
    let holds = match condition {
        Some(tree) => Some(context.expect(tree, scope, &Type::yes_no())),
        None if counts => None,
        None => {
            let value = context.name(name, scope);
            Some(context.yes_or_no(value))
        }
    };
    if points::constant(&given).is_some_and(|points| points.is_zero()) {
        context.report(report::worth_nothing(name, entry.span));
    }
    context.amounts.counted.push(Counted {
        name: name.text.clone(),
        key: (entry.span, scope.year),
        place: name.span,
        condition: holds.clone(),
        amount: given.clone(),
        frame: scope.frame,
    });
    answered(context, scope, holds, given, missing, entry.span)
}

pub(super) fn answered<'t>(
    context: &mut Context<'t>,
    scope: &Scope,
    holds: Option<Core>,
    given: Core,
    missing: Option<&'t Missing>,
    span: Span,
) -> Core {
    let unit = given.ty.unit().cloned().unwrap_or_default();
    let zero = build::number(RBig::ZERO, unit.clone(), span);
    let of_condition =
        missing.filter(|m| matches!(m.answer, MissingAnswer::Applies | MissingAnswer::NotApplicable));
    let value = match holds {
        None if of_condition.is_some() => build::if_missing(given, zero),
        None => given,
        Some(holds) => {
            let holds =
                if of_condition.is_some() { context.answered(holds, of_condition, scope) } else { holds };
            let no = build::yes_no(false, span);
            build::if_(applies_or(holds, no), given, zero, span)
        }
    };
    match missing.map(|m| &m.answer) {
        Some(MissingAnswer::Value(tree)) => {
            let answer = points::points(context, tree, scope, &unit);
            build::if_missing(value, answer)
        }
        Some(MissingAnswer::ItemMean) => context.answered(value, missing, scope),
        _ => context.item_must_be_present(value, scope),
    }
}

/// `每 3 件 2 分（不足 舍去）`
pub(super) fn per<'t>(
    context: &mut Context<'t>,
    scope: &Scope,
    of: Core,
    (quantum, amount): (&'t Expr, &'t Expr),
    remainder: Option<PerRemainder>,
) -> Core {
    let counted = context.numeric(of);
    let quantum = match counted.ty.unit() {
        Some(_) => context.expect(quantum, scope, &counted.ty.clone()),
        None => context.expression(quantum, scope),
    };
    let amount = context.expression(amount, scope);
    let times = context.divide(counted, quantum);
    let times = match remainder {
        Some(PerRemainder::Rounded(mode)) => build::round(times, RBig::ONE, mode),
        Some(PerRemainder::Proportional) | None => times,
    };
    context.multiply(amount, times)
}

fn declare_group<'t>(
    context: &mut Context<'t>,
    scope: &Scope,
    path: Vec<String>,
    entry: &'t TallyEntry,
    (highest, cap): (bool, Option<&'t Expr>),
    parts: Vec<DefinitionId>,
) -> DefinitionId {
    let last = path.last().cloned().unwrap_or_default();
    let declaration =
        Declaration::new(path, scope, Type::unknown(), Role::Part, entry.span).notes(&entry.notes);
    let scope = scope.clone();
    let span = entry.span;
    let name = last;
    context.declare_on_demand(declaration, move |context| {
        let total = total_of(context, &parts, highest, span);
        capped(context, &scope, (&name, cap), total)
    })
}

/// The sum, or the highest, of parts in one unit.
fn total_of(context: &mut Context<'_>, parts: &[DefinitionId], highest: bool, span: Span) -> Core {
    let values: Vec<Core> = parts
        .iter()
        .map(|id| {
            let place = context.program.definition(*id).map_or(span, |d| d.span);
            context.definition_value(*id, place)
        })
        .filter(|value| !value.ty.is_unknown())
        .collect();
    let Some(unit) = values.iter().find_map(|value| value.ty.unit().cloned()) else {
        let unit = points::default_unit(context);
        return build::number(RBig::ZERO, unit, span);
    };
    let values: Vec<Core> =
        values.into_iter().filter_map(|value| in_unit(context, value, &unit, span)).collect();
    if highest {
        let zero = build::number(RBig::ZERO, unit.clone(), span);
        let parts: Vec<Core> = values.into_iter().map(|value| applies_or(value, zero.clone())).collect();
        return if parts.is_empty() { zero } else { build::larger(parts, span) };
    }
    sum(values, &unit, span)
}

/// `value` in the unit of the others; one of another kind is reported.
pub(super) fn in_unit(context: &mut Context<'_>, value: Core, unit: &Unit, whole: Span) -> Option<Core> {
    let own = value.ty.unit()?.clone();
    if context.program.units.same_dimension(&own, unit) {
        return Some(context.convert(value, unit, None));
    }
    let (is, should) = (context.type_text(&value.ty), context.type_text(&Type::number(unit.clone())));
    context.report(report::units_differ(value.span, &is, whole, &should));
    None
}

/// Not above `cap`, which is noted as that of `name`.
pub(super) fn capped<'t>(
    context: &mut Context<'t>,
    scope: &Scope,
    (name, cap): (&str, Option<&'t Expr>),
    total: Core,
) -> Core {
    let (Some(cap), Some(unit)) = (cap, total.ty.unit().cloned()) else { return total };
    let limit = points::points(context, cap, scope, &unit);
    context.amounts.limits.push(Limit {
        name: name.to_owned(),
        cap: true,
        value: total.clone(),
        limit: limit.clone(),
        ratio: None,
        place: cap.span,
    });
    build::clamp(total, None, Some(limit))
}

/// Remembers the blocks; 理论最高 is what their types say.
pub(super) fn finish(context: &mut Context<'_>) {
    let declared = std::mem::take(&mut context.blocks.tallies);
    for block in &declared {
        let attainable = super::attainable(context, block.total);
        let items =
            block.items.iter().map(|(depth, name, id)| (*depth, part(&context.program, name, *id))).collect();
        let total = part(&context.program, &block.name, block.total);
        context.program.blocks.push(Block::Tally(TallyBlock {
            total,
            frame: block.frame,
            attainable,
            items,
        }));
    }
    context.blocks.tallies = declared;
}
