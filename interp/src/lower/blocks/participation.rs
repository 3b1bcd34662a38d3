//! `参评`: who is listed, scored, ranked, and in which group.

use heng_grammar::span::Span;
use heng_grammar::tree::{Expr, Name, ParticipationEntry, ParticipationKind};

use super::super::{Context, Declaration, Placed, Population, Scope, build};
use super::common::{Entry, applies_or, below, declare_waiver, part};
use crate::check::diagnostic::participation as report;
use crate::program::{
    Block, ChoiceId, ChoiceType, Comparison, Core, DefinitionId, Frame, ParticipationBlock, Role, TableId,
    Type,
};
use crate::value::Absence;

/// What `参评` of a table declared.
pub(crate) struct Participation<'t> {
    /// Its entries but for the groups, in order: what becomes of the row, whether it was sorted so, 记.
    pub entries: Vec<(ParticipationKind, DefinitionId, Option<&'t Name>)>,
    /// 列入者
    pub listed: DefinitionId,
    /// 参评
    pub scored: DefinitionId,
    /// 排名者
    pub ranked: DefinitionId,
    /// 群体
    pub group: Option<(DefinitionId, ChoiceId)>,
}

/// Declares the entries of all `参评` of one table, in the order written.
pub(super) fn declare<'t>(context: &mut Context<'t>, blocks: &[(Placed<'t>, &'t [ParticipationEntry])]) {
    let Some((first, _)) = blocks.first() else { return };
    let Frame::Rows(table) = first.frame else {
        context.report(report::outside_rows(first.item.header));
        return;
    };
    for (again, _) in blocks.iter().skip(1) {
        context.report(report::twice(again.item.header, first.item.header));
    }
    let scope = first.scope().with_population(Population::All);
    let path = vec!["参评".to_owned()];
    let mut sorted: Vec<(ParticipationKind, DefinitionId, Option<&'t Name>)> = Vec::new();
    let mut groups: Vec<&'t ParticipationEntry> = Vec::new();
    for entry in blocks.iter().flat_map(|(_, entries)| entries.iter()) {
        match (entry.kind, &entry.condition) {
            (ParticipationKind::Group, _) => groups.push(entry),
            (_, None) => context.report(report::rest_of_no_group(&entry.name)),
            (kind, Some(condition)) => {
                let before = sorted.iter().map(|(_, id, _)| *id).collect();
                let id = declare_entry(context, &scope, entry, condition, before);
                sorted.push((kind, id, entry.recorded_as.as_ref()));
            }
        }
    }
    let header = first.item.header;
    let mut whether = |names: &[&str], without: &[ParticipationKind]| {
        let out: Vec<DefinitionId> =
            sorted.iter().filter(|(kind, _, _)| without.contains(kind)).map(|(_, id, _)| *id).collect();
        let declaration = Declaration::new(below(&path, names), &scope, Type::yes_no(), Role::Part, header);
        context.declare_on_demand(declaration.notes(&first.item.notes), move |context| {
            none_of(context, &out, header)
        })
    };
    use ParticipationKind::{Assigned, Unlisted, Unranked, Unscored};
    let scored = whether(&[], &[Unlisted, Unscored, Assigned]);
    let listed = whether(&["列入者"], &[Unlisted]);
    let ranked = whether(&["排名者"], &[Unlisted, Unscored, Assigned, Unranked]);
    let group = (!groups.is_empty()).then(|| declare_groups(context, &scope, &groups, scored, header));
    remember(context, table, &sorted, &groups, [listed, scored, ranked]);
    let found = Participation { entries: sorted, listed, scored, ranked, group };
    context.blocks.participations.insert((table, first.year), found);
}

fn none_of(context: &mut Context<'_>, out: &[DefinitionId], span: Span) -> Core {
    let parts = out.iter().map(|id| context.definition_value(*id, span)).collect();
    match out {
        [] => build::yes_no(true, span),
        _ => build::not(build::or(parts, span)),
    }
}

/// An entry holds of the rows that no earlier entry sorted.
fn declare_entry<'t>(
    context: &mut Context<'t>,
    scope: &Scope,
    entry: &'t ParticipationEntry,
    condition: &'t Expr,
    before: Vec<DefinitionId>,
) -> DefinitionId {
    let path = vec!["参评".to_owned(), entry.name.text.clone()];
    let waiver = entry
        .in_principle
        .then(|| declare_waiver(context, scope, &path, &entry.name, &entry.notes.citations).0);
    let declaration =
        Declaration::new(path, scope, Type::yes_no(), Role::Part, entry.span).notes(&entry.notes);
    let scope = scope.clone();
    if entry.kind == ParticipationKind::Assigned && entry.recorded_as.is_none() {
        context.report(report::assigned_without_class(&entry.name));
    }
    context.declare_on_demand(declaration, move |context| {
        let mut parts: Vec<Core> =
            before.iter().map(|id| build::not(context.definition_value(*id, condition.span))).collect();
        let missing = entry.missing.as_ref();
        parts.push(Entry { condition, unless: None, waiver, missing }.held(context, &scope));
        build::and(parts, condition.span)
    })
}

/// 群体: the first that holds; a scored row that falls in none is a fault of the data.
fn declare_groups<'t>(
    context: &mut Context<'t>,
    scope: &Scope,
    groups: &[&'t ParticipationEntry],
    scored: DefinitionId,
    header: Span,
) -> (DefinitionId, ChoiceId) {
    let members: Vec<String> = groups.iter().map(|entry| entry.name.text.clone()).collect();
    let choice = ChoiceId(u32::try_from(context.program.choices.len()).unwrap_or(u32::MAX));
    context.program.choices.push(ChoiceType { name: "群体".to_owned(), members, ordered: 0 });
    let path = vec!["参评".to_owned(), "群体".to_owned()];
    let ty = Type::choice(choice);
    let declaration = Declaration::new(path, scope, ty.clone(), Role::Part, header);
    let (entries, inner) = (groups.to_vec(), scope.clone());
    let id = context.declare_on_demand(declaration, move |context| {
        let none = build::absent(Absence::Missing, ty.clone(), header);
        let last = entries.iter().position(|entry| entry.condition.is_none());
        if let Some(at) = last.filter(|at| at + 1 != entries.len()) {
            let after = entries.get(at + 1).map(|entry| entry.name.clone());
            after.into_iter().for_each(|name| context.report(report::group_after_rest(&name)));
        }
        let mut value = none;
        let mut conditions = Vec::new();
        for (position, entry) in entries.iter().enumerate().rev() {
            let member = build::member(choice, u32::try_from(position).unwrap_or(u32::MAX), entry.name.span);
            value = match &entry.condition {
                None => member,
                Some(condition) => {
                    let missing = entry.missing.as_ref();
                    let held = Entry { condition, unless: None, waiver: None, missing }.held(context, &inner);
                    conditions.push(held.clone());
                    build::if_(held, member, value, entry.span)
                }
            };
        }
        // They were made from the last to the first.
        context.written.chain(conditions.iter().rev().cloned().collect(), inner.frame);
        if last.is_none() {
            report_left_out(context, inner.frame, &conditions, header);
            value = context.require(value, report::in_no_group(header, &entries));
        }
        let reached = context.definition_value(scored, header);
        super::common::only(Some(reached), value, header)
    });
    for (position, entry) in groups.iter().enumerate() {
        let path = vec!["参评".to_owned(), entry.name.text.clone()];
        let declaration =
            Declaration::new(path, scope, Type::yes_no(), Role::Part, entry.span).notes(&entry.notes);
        let span = entry.span;
        context.declare_on_demand(declaration, move |context| {
            let group = context.definition_value(id, span);
            let member = build::member(choice, u32::try_from(position).unwrap_or(u32::MAX), span);
            let same = build::compare(Comparison::Equal, group, member);
            applies_or(same, build::yes_no(false, span))
        });
    }
    (id, choice)
}

/// Where all conditions are understood, a row that none holds of is known before the run.
fn report_left_out(context: &mut Context<'_>, frame: Frame, groups: &[Core], header: Span) {
    let row = super::witness::left_out(context, groups);
    if let Some(row) = row.filter(|row| row.complete && !row.values.is_empty()) {
        let row = super::witness::text(context, frame, &row);
        context.report(report::groups_leave_out(header, &row));
    }
}

fn remember(
    context: &mut Context<'_>,
    table: TableId,
    sorted: &[(ParticipationKind, DefinitionId, Option<&Name>)],
    groups: &[&ParticipationEntry],
    [listed, scored, ranked]: [DefinitionId; 3],
) {
    let program = &context.program;
    let name_of =
        |id: &DefinitionId| program.definition(*id).and_then(|d| d.path.last().cloned()).unwrap_or_default();
    let mut entries: Vec<_> =
        sorted.iter().map(|(kind, id, _)| (*kind, part(program, &name_of(id), *id))).collect();
    for entry in groups {
        let found = program.definitions.iter().position(|d| d.span == entry.span && d.role == Role::Part);
        let id = found.and_then(|at| u32::try_from(at).ok()).map(DefinitionId);
        entries.extend(id.map(|id| (ParticipationKind::Group, part(program, &entry.name.text, id))));
    }
    let block = ParticipationBlock { table, entries, listed, scored, ranked };
    context.program.blocks.push(Block::Participation(block));
}

impl<'t> Context<'t> {
    /// Yes for the scored rows of a table; nothing where it has no `参评` and every row is scored.
    pub(super) fn scored(&mut self, table: TableId, year: Option<i32>, span: Span) -> Option<Core> {
        let id = self.blocks.participation(table, year)?.scored;
        Some(self.definition_value(id, span))
    }
}
