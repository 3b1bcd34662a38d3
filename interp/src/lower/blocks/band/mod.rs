//! `分档`: classes by rank or by the value itself.

mod bounds;
mod ranked;
mod threshold;

use heng_grammar::tree::{self, BandBound, Direction, Missing, MissingAnswer, Name, ParticipationKind};

use super::super::{Context, Declaration, Placed, Scope, build};
use crate::check::diagnostic::band as report;
use crate::program::{ChoiceId, Core, Frame, Role, TableId, Type};
use crate::value::Absence;

/// What the two kinds of bands share.
#[derive(Clone)]
struct Shared<'t> {
    placed: Placed<'t>,
    band: &'t tree::Band,
    scope: Scope,
    table: TableId,
    choice: ChoiceId,
}

/// Declares the class, and for a ranking the place, the cuts and the base.
pub(super) fn declare<'t>(context: &mut Context<'t>, placed: Placed<'t>, band: &'t tree::Band) {
    let Frame::Rows(table) = placed.frame else {
        context.report(report::outside_rows(placed.item.header, &band.name));
        return;
    };
    let scope = placed.scope();
    let Some(choice) = choice_of(context, placed, band, table) else {
        // What uses the class is not wrong because of that.
        let path = vec![band.name.text.clone()];
        let span = placed.item.header;
        let id = context.declare(Declaration::new(path, &scope, Type::unknown(), Role::Named, span));
        context.define(id, build::unknown(span));
        return;
    };
    report_repeated(context, band);
    let shared = Shared { placed, band, scope, table, choice };
    let threshold = |bound: &BandBound| matches!(bound, BandBound::Threshold { .. });
    let by_value = band.classes.iter().find(|class| threshold(&class.bound));
    let by_rank =
        band.classes.iter().find(|class| !threshold(&class.bound) && class.bound != BandBound::Rest);
    match (by_rank, by_value) {
        (Some(rank), Some(value)) => {
            context.report(crate::check::band::mixed(&band.name.text, rank.span, value.span));
        }
        (None, Some(_)) => threshold::declare(context, shared),
        (_, None) => ranked::declare(context, &shared),
    }
}

/// The only declared choice that has all classes; where several have, the one that also has what `记` names.
fn choice_of<'t>(
    context: &mut Context<'t>,
    placed: Placed<'t>,
    band: &'t tree::Band,
    table: TableId,
) -> Option<ChoiceId> {
    let scope = placed.scope();
    let names: Vec<&str> = band.classes.iter().map(|class| class.class.text.as_str()).collect();
    let found = context.choice_with(&scope, &names);
    if let [only] = found.as_slice() {
        return Some(*only);
    }
    if found.is_empty() {
        let near = nearest_choice(context, &scope, band);
        let near = near.as_ref().map(|(class, name, members)| (*class, name.as_str(), members.as_slice()));
        context.report(report::classes_of_no_choice(&band.name, &names, near));
        return None;
    }
    let recorded: Vec<String> = recorded_names(context, table, placed.year);
    let fits = |id: &&ChoiceId| recorded.iter().all(|name| context.position(**id, name).is_some());
    let fitting: Vec<ChoiceId> = found.iter().filter(fits).copied().collect();
    if let [only] = fitting.as_slice() {
        return Some(*only);
    }
    let names: Vec<String> =
        found.iter().filter_map(|id| context.program.choice(*id)).map(|choice| choice.name.clone()).collect();
    context.report(report::several_choices(&band.name, &names));
    found.first().copied()
}

/// The choice that has all classes but one, the one it lacks, and its members that are no class.
fn nearest_choice<'t>(
    context: &Context<'_>,
    scope: &Scope,
    band: &'t tree::Band,
) -> Option<(&'t Name, String, Vec<String>)> {
    let classes = || band.classes.iter().map(|class| &class.class);
    if band.classes.len() < 2 {
        return None;
    }
    classes().find_map(|odd| {
        let others: Vec<&str> = classes().filter(|c| c.text != odd.text).map(|c| c.text.as_str()).collect();
        let found = context.choice_with(scope, &others);
        let [only] = found.as_slice() else { return None };
        let choice = context.program.choice(*only)?;
        let left = choice.members.iter().filter(|member| !others.contains(&member.as_str()));
        Some((odd, choice.name.clone(), left.cloned().collect()))
    })
}

fn recorded_names(context: &Context<'_>, table: TableId, year: Option<i32>) -> Vec<String> {
    let participation = context.blocks.participation(table, year);
    let entries = participation.map(|p| p.entries.as_slice()).unwrap_or_default();
    entries.iter().filter_map(|(_, _, name)| name.map(|name| name.text.clone())).collect()
}

fn report_repeated(context: &mut Context<'_>, band: &tree::Band) {
    for (position, class) in band.classes.iter().enumerate() {
        let before = band.classes.iter().take(position).find(|other| other.class.text == class.class.text);
        if let Some(before) = before {
            context.report(report::class_twice(&class.class, before.class.span));
        }
    }
}

/// What the rows that have no class of their own are shown with: 记, else 不适用.
fn recorded(context: &mut Context<'_>, shared: &Shared<'_>) -> Core {
    let span = shared.placed.item.header;
    let mut value = build::absent(Absence::NotApplicable, Type::choice(shared.choice), span);
    let entries: Vec<(ParticipationKind, crate::program::DefinitionId, Option<&Name>)> = context
        .blocks
        .participation(shared.table, shared.scope.year)
        .map(|p| p.entries.clone())
        .unwrap_or_default();
    for (_, id, name) in entries.into_iter().rev() {
        let Some(name) = name else { continue };
        let Some(position) = context.position_or_alias(&shared.scope, shared.choice, &name.text) else {
            let members = context.program.choice(shared.choice).cloned();
            if let Some(choice) = members {
                context.report(report::recorded_as_unknown(name, &choice.name, &choice.members));
            }
            continue;
        };
        let held = context.definition_value(id, name.span);
        value = build::if_(held, build::member(shared.choice, position, name.span), value, span);
    }
    value
}

/// 依 …, with the answer to a missing value; and whether a row without one is not classed at all (`缺失 不适用`).
fn by_value<'t>(context: &mut Context<'t>, shared: &Shared<'t>) -> (Core, bool) {
    let value = context.expression(&shared.band.by, &shared.scope);
    let clause: Option<&'t Missing> = shared.band.missing.as_ref();
    match clause.map(|clause| &clause.answer) {
        Some(MissingAnswer::NotApplicable) => (value, true),
        Some(MissingAnswer::Applies | MissingAnswer::ItemMean) => {
            let span = clause.map_or(shared.placed.item.header, |clause| clause.span);
            (context.fail(report::missing_answer(span), span), false)
        }
        Some(MissingAnswer::Value(_)) | None => (context.answered(value, clause, &shared.scope), false),
    }
}

/// 从高到低; the report where it is not written.
fn descending(context: &mut Context<'_>, shared: &Shared<'_>) -> bool {
    if shared.band.direction.is_none() {
        let header = shared.placed.item.header;
        context.report(crate::check::band::direction_not_stated(
            &shared.band.name.text,
            header,
            shared.band.by.span,
        ));
    }
    shared.band.direction != Some(Direction::Ascending)
}
