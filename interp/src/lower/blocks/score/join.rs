//! Several `评分` of one name, one for each group of `参评`: one definition a path, chosen by the row's group.

use heng_grammar::span::Span;
use heng_grammar::tree::Score;

use super::super::super::{Context, Declaration, Placed, build};
use super::super::common::{applies_or, below};
use super::{Declared, Reach, declare_block};
use crate::check::diagnostic::score as report;
use crate::program::{ChoiceId, Comparison, Core, DefinitionId, Frame, Role, TableId, Type};
use crate::value::Absence;

/// Declares all blocks of one name inside `对` of one table.
pub(in super::super) fn declare<'t>(context: &mut Context<'t>, blocks: &[(Placed<'t>, &'t Score)]) {
    let Some((placed, first)) = blocks.first() else { return };
    let Frame::Rows(table) = placed.frame else {
        context.report(report::outside_rows(placed.item.header, &first.name));
        return;
    };
    let path = vec![first.name.text.clone()];
    let group = context.blocks.participation(table, placed.year).and_then(|p| p.group);
    let scored = context.blocks.participation(table, placed.year).map(|p| Reach(p.scored));
    let ungrouped: Vec<&(Placed<'t>, &'t Score)> =
        blocks.iter().filter(|(_, score)| score.group.is_none()).collect();
    if let ([(placed, score)], 1) = (ungrouped.as_slice(), blocks.len()) {
        let declared = declare_block(context, *placed, score, &path, scored, Role::Part);
        context.blocks.scores.push(declared);
        return;
    }
    for (placed, score) in ungrouped {
        context.report(report::twice(&score.name, placed.item.header, first.name.span));
    }
    let Some((group, choice)) = group else {
        for (placed, score) in blocks.iter().filter(|(_, score)| score.group.is_some()) {
            context.report(report::no_groups(&score.name, placed.item.header));
        }
        return;
    };
    let declared = declare_groups(context, blocks, &path, table, (group, choice));
    // A group whose name is not known has been reported; it may be the one that seems left out.
    let grouped = blocks.iter().filter(|(_, score)| score.group.is_some());
    let known = |name: &heng_grammar::tree::Name| context.position(choice, &name.text).is_some();
    if grouped.clone().all(|(_, score)| score.group.as_ref().is_none_or(known)) {
        report_left_out(context, &declared, choice, placed.item.header);
    }
    join_all(context, declared, group);
}

/// The blocks of the groups, each with the position of its group.
fn declare_groups<'t>(
    context: &mut Context<'t>,
    blocks: &[(Placed<'t>, &'t Score)],
    path: &[String],
    table: TableId,
    (group, choice): (DefinitionId, ChoiceId),
) -> Vec<(u32, Declared<'t>)> {
    let _ = table;
    let mut declared: Vec<(u32, Declared<'t>)> = Vec::new();
    for (placed, score) in blocks {
        let Some(name) = &score.group else { continue };
        let Some(position) = context.member(&placed.scope(), choice, name) else { continue };
        if let Some((_, other)) = declared.iter().find(|(at, _)| *at == position) {
            let before = other.placed.item.header;
            context.report(report::twice(&score.name, placed.item.header, before));
            continue;
        }
        let reached = reach(context, *placed, path, name.text.as_str(), (group, choice, position));
        let inner = below(path, &[&format!("（{}）", name.text)]);
        declared
            .push((position, declare_block(context, *placed, score, &inner, Some(reached), Role::Hidden)));
    }
    declared
}

/// Whether a row is of the group: hidden, once for all items.
fn reach<'t>(
    context: &mut Context<'t>,
    placed: Placed<'t>,
    path: &[String],
    name: &str,
    (group, choice, position): (DefinitionId, ChoiceId, u32),
) -> Reach {
    let span = placed.item.header;
    let scope = placed.scope();
    let path = below(path, &[&format!("（{name}）"), "所属"]);
    let declaration = Declaration::new(path, &scope, Type::yes_no(), Role::Hidden, span);
    Reach(context.declare_on_demand(declaration, move |context| {
        let value = context.definition_value(group, span);
        let same = build::compare(Comparison::Equal, value, build::member(choice, position, span));
        applies_or(same, build::yes_no(false, span))
    }))
}

fn report_left_out(
    context: &mut Context<'_>,
    declared: &[(u32, Declared<'_>)],
    choice: ChoiceId,
    header: Span,
) {
    let members = context.program.choice(choice).map(|c| c.members.clone()).unwrap_or_default();
    for (position, member) in members.iter().enumerate() {
        if !declared.iter().any(|(at, _)| usize::try_from(*at).is_ok_and(|at| at == position)) {
            context.report(report::group_without_score(member, header));
        }
    }
}

/// A name seen for each path that one of the groups has.
fn join_all<'t>(context: &mut Context<'t>, mut declared: Vec<(u32, Declared<'t>)>, _group: DefinitionId) {
    let mut paths: Vec<Vec<String>> = vec![Vec::new()];
    for (_, block) in &declared {
        for item in &block.items {
            if !paths.contains(&item.inner) {
                paths.push(item.inner.clone());
            }
        }
    }
    for inner in paths {
        let mut branches: Vec<(DefinitionId, DefinitionId)> = Vec::new();
        for (_, block) in &declared {
            let own = match inner.as_slice() {
                [] => Some(block.total),
                _ => block.items.iter().find(|item| item.inner == inner).map(|item| item.points),
            };
            if let (Some(own), Some(Reach(reached))) = (own, &block.reached) {
                branches.push((*reached, own));
            }
        }
        let Some((_, first)) = declared.first() else { return };
        let named = join(context, first, &inner, branches);
        for (_, block) in &mut declared {
            if inner.is_empty() {
                block.named = named;
            }
            for item in block.items.iter_mut().filter(|item| item.inner == inner) {
                item.named = named;
            }
        }
    }
    context.blocks.scores.extend(declared.into_iter().map(|(_, block)| block));
}

fn join<'t>(
    context: &mut Context<'t>,
    first: &Declared<'t>,
    inner: &[String],
    branches: Vec<(DefinitionId, DefinitionId)>,
) -> DefinitionId {
    let mut path = vec![first.score.name.text.clone()];
    path.extend(inner.iter().cloned());
    let role = if inner.is_empty() { Role::Named } else { Role::Part };
    let entry = first.items.iter().find(|item| item.inner == *inner).map(|item| item.entry);
    let span = entry.map_or(first.placed.item.header, |entry| entry.span);
    let notes = entry.map_or(&first.placed.item.notes, |entry| &entry.notes);
    let declaration = Declaration::new(path, &first.scope, Type::unknown(), role, span).notes(notes);
    let shown = if inner.is_empty() { first.score.shown } else { None };
    let unit = first.unit.clone();
    context.declare_on_demand(declaration.shown(shown), move |context| {
        let none = build::absent(Absence::NotApplicable, Type::number(unit.clone()), span);
        let mut value: Option<Core> = None;
        for (reached, own) in branches.into_iter().rev() {
            let own = context.definition_value(own, span);
            let own = context.convert(own, &unit, Some(span));
            let reached = context.definition_value(reached, span);
            let otherwise =
                value.take().unwrap_or_else(|| build::absent(Absence::NotApplicable, own.ty.clone(), span));
            value = Some(build::if_(reached, own, otherwise, span));
        }
        value.unwrap_or(none)
    })
}
