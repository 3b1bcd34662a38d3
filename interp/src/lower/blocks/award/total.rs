//! Sums, the highest, and what caps them over all years and in each.

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::{self, Excess, Expr, HighestBy, Notes, TallyEntry};

use super::super::super::{Context, Declaration, Scope, build};
use super::super::common::{applies_or, below, sum};
use super::super::{points, tally};
use super::instalment::Schedule;
use super::item::{earlier_years, zero_like};
use super::{Member, key};
use crate::check::amount::Limit;
use crate::program::{Comparison, Core, DefinitionId, Operator, Role, Type, Unit};
use crate::value::Absence;

/// A group inside an award.
pub(super) struct Group<'t> {
    /// Where it stands.
    pub scope: Scope,
    /// Its entry.
    pub entry: &'t TallyEntry,
    /// 上限
    pub cap: Option<&'t Expr>,
}

impl<'t> Group<'t> {
    /// Declares its value; with 就高不重复 also `.取用`.
    pub(super) fn declare(
        self,
        context: &mut Context<'t>,
        path: Vec<String>,
        members: Vec<Member>,
        highest: bool,
    ) -> DefinitionId {
        let by = match &self.entry.kind {
            tree::TallyEntryKind::Group { highest_by, .. } => *highest_by,
            _ => None,
        };
        let span = self.entry.span;
        let name = path.last().cloned().unwrap_or_default();
        if highest {
            declare_chosen(context, &self.scope, &path, &members, by, span);
        }
        let declaration =
            Declaration::new(path, &self.scope, Type::unknown(), Role::Part, span).notes(&self.entry.notes);
        context.declare_on_demand(declaration, move |context| {
            let value = together(context, &self.scope, &members, highest, by, span);
            match self.cap {
                Some(_) => tally::capped(context, &self.scope, (&name, self.cap), value),
                None => value,
            }
        })
    }
}

/// A whole award.
pub(super) struct Whole<'t> {
    /// The award.
    pub award: &'t tree::Award,
    /// Where it stands.
    pub scope: Scope,
    /// What it adds up.
    pub members: Vec<Member>,
    /// Its articles.
    pub notes: &'t Notes,
    /// Its header.
    pub span: Span,
}

impl<'t> Whole<'t> {
    /// Declares what is paid; with a yearly cap also `.应给` (due before the caps) and `.超出` (what the yearly cap cuts).
    pub(super) fn declare(self, context: &mut Context<'t>, path: &[String]) -> DefinitionId {
        let Self { award, scope, members, notes, span } = self;
        if award.highest {
            declare_chosen(context, &scope, path, &members, award.highest_by, span);
        }
        let hidden = |path: &[String], name: &str, role: Role| {
            Declaration::new(below(path, &[name]), &scope, Type::unknown(), role, span).notes(notes)
        };
        let place = scope.clone();
        let due = context.declare_on_demand(hidden(path, "应给", Role::Part), move |context| {
            together(context, &place, &members, award.highest, award.highest_by, span)
        });
        let (place, own) = (scope.clone(), path.to_vec());
        let within = context.declare_on_demand(hidden(path, "上限以内", Role::Hidden), move |context| {
            let due = context.definition_value(due, span);
            within_cap(context, &place, &own, award.cap.as_ref(), due)
        });
        let declaration =
            Declaration::new(path.to_vec(), &scope, Type::unknown(), Role::Named, span).notes(notes);
        let Some(yearly) = &award.yearly_cap else {
            return context
                .declare_on_demand(declaration, move |context| context.definition_value(within, span));
        };
        let (place, own) = (scope.clone(), path.to_vec());
        let payable = context.declare_on_demand(hidden(path, "连同结转", Role::Hidden), move |context| {
            let value = context.definition_value(within, span);
            with_carried(context, &place, &own, yearly.excess, value)
        });
        let place = scope.clone();
        let total = context.declare_on_demand(declaration, move |context| {
            let value = context.definition_value(payable, span);
            tally::capped(context, &place, (&award.name.text, Some(&yearly.limit)), value)
        });
        let excess = context.declare_on_demand(hidden(path, "超出", Role::Part), move |context| {
            let (payable, paid) =
                (context.definition_value(payable, span), context.definition_value(total, span));
            let rest = build::sum(Operator::Subtract, payable, paid);
            let zero = zero_like(&rest);
            build::larger(vec![rest, zero], span)
        });
        // What is carried over is still to be paid out of the cap; what is lost is not.
        let spent = if yearly.excess == Some(Excess::CarriedOver) { within } else { total };
        context.blocks.awards.spent.insert(key(&scope, path, scope.year), spent);
        context.blocks.awards.excess.insert(key(&scope, path, scope.year), excess);
        total
    }
}

/// What is left of a cap over all years; the cap itself where there are no years.
fn within_cap<'t>(
    context: &mut Context<'t>,
    scope: &Scope,
    path: &[String],
    cap: Option<&'t Expr>,
    due: Core,
) -> Core {
    let (Some(cap), Some(unit)) = (cap, due.ty.unit().cloned()) else { return due };
    let span = due.span;
    let limit = points::points(context, cap, scope, &unit);
    if earlier_years(context, scope).is_empty() && scope.year.is_none() {
        context.amounts.limits.push(Limit {
            name: path.last().cloned().unwrap_or_default(),
            cap: true,
            value: due.clone(),
            limit: limit.clone(),
            ratio: None,
            place: cap.span,
        });
    }
    let mut left = limit.clone();
    for year in earlier_years(context, scope) {
        if let Some(id) = context.blocks.awards.spent.get(&key(scope, path, Some(year))).copied() {
            let paid = context.definition_value(id, span);
            left = build::sum(Operator::Subtract, left, paid);
        }
    }
    if earlier_years(context, scope).is_empty() {
        return build::smaller(vec![due, limit], span);
    }
    let zero = zero_like(&due);
    let left = build::larger(vec![left, zero], span);
    let value = build::smaller(vec![due, limit], span);
    build::smaller(vec![value, left], span)
}

/// With what the cap of the year before cut off and carried over.
fn with_carried(
    context: &mut Context<'_>,
    scope: &Scope,
    path: &[String],
    excess: Option<Excess>,
    value: Core,
) -> Core {
    let before = scope.year.and_then(|year| year.checked_sub(1));
    if excess != Some(Excess::CarriedOver) {
        return value;
    }
    match context.blocks.awards.excess.get(&key(scope, path, before)).copied() {
        Some(id) if before.is_some() => {
            let carried = context.definition_value(id, value.span);
            build::sum(Operator::Add, value, carried)
        }
        _ => value,
    }
}

/// The sum of the members, or the one that is the highest.
fn together(
    context: &mut Context<'_>,
    scope: &Scope,
    members: &[Member],
    highest: bool,
    by: Option<HighestBy>,
    span: Span,
) -> Core {
    let (values, unit) = values(context, members, span);
    if !highest {
        return sum(values, &unit, span);
    }
    let zero = build::number(RBig::ZERO, unit.clone(), span);
    let values: Vec<Core> = values.into_iter().map(|value| applies_or(value, zero.clone())).collect();
    if values.is_empty() {
        return zero;
    }
    if by != Some(HighestBy::Total) {
        return build::larger(values, span);
    }
    let keys = keys(context, scope, members, values.clone(), &unit);
    let greatest = build::larger(keys.clone(), span);
    let greatest = context.define_hidden(vec!["最高总额".to_owned()], scope, greatest);
    let mut chosen = zero;
    for (key, value) in keys.into_iter().zip(values).rev() {
        let greatest = context.definition_value(greatest, span);
        chosen = build::if_(build::compare(Comparison::Equal, key, greatest), value, chosen, span);
    }
    chosen
}

/// The values of the members in one unit.
fn values(context: &mut Context<'_>, members: &[Member], span: Span) -> (Vec<Core>, Unit) {
    let values: Vec<Core> = members
        .iter()
        .map(|member| context.definition_value(member.due, member.span))
        .filter(|value| !value.ty.is_unknown())
        .collect();
    let unit = values.iter().find_map(|value| value.ty.unit().cloned());
    let Some(unit) = unit.or_else(|| context.program.units.intern("元").map(Unit::of)) else {
        return (values, Unit::plain());
    };
    let values = values.into_iter().filter_map(|value| tally::in_unit(context, value, &unit, span)).collect();
    (values, unit)
}

/// By what the members are compared: the whole of a grant that runs, else what is due.
fn keys(
    context: &mut Context<'_>,
    scope: &Scope,
    members: &[Member],
    values: Vec<Core>,
    unit: &Unit,
) -> Vec<Core> {
    let mut keys = Vec::new();
    for (member, value) in members.iter().zip(values) {
        let running = member
            .instalments
            .and_then(|years| Schedule::running(context, scope, &member.path, years, member.span));
        keys.push(match running {
            Some(running) => {
                let zero = build::number(RBig::ZERO, unit.clone(), member.span);
                let running = context.convert(running, unit, None);
                applies_or(running, zero)
            }
            None => value,
        });
    }
    keys
}

/// `.取用`: the name of the item that counts; not applicable where none gives anything.
fn declare_chosen(
    context: &mut Context<'_>,
    scope: &Scope,
    path: &[String],
    members: &[Member],
    by: Option<HighestBy>,
    span: Span,
) {
    let declaration = Declaration::new(below(path, &["取用"]), scope, Type::text(), Role::Part, span);
    let (scope, members) = (scope.clone(), members.to_vec());
    context.declare_on_demand(declaration, move |context| {
        let none = build::absent(Absence::NotApplicable, Type::text(), span);
        let (values, unit) = values(context, &members, span);
        if values.len() != members.len() || values.is_empty() {
            return none;
        }
        let zero = build::number(RBig::ZERO, unit.clone(), span);
        let values: Vec<Core> = values.into_iter().map(|value| applies_or(value, zero.clone())).collect();
        let keys = match by {
            Some(HighestBy::Total) => keys(context, &scope, &members, values, &unit),
            _ => values,
        };
        let greatest = build::larger(keys.clone(), span);
        let greatest = context.define_hidden(vec!["最高".to_owned()], &scope, greatest);
        let mut name = none.clone();
        for (key, member) in keys.into_iter().zip(&members).rev() {
            let greatest = context.definition_value(greatest, span);
            let own = build::text(member.name.clone(), member.span);
            name = build::if_(build::compare(Comparison::Equal, key, greatest), own, name, span);
        }
        let greatest = context.definition_value(greatest, span);
        build::if_(build::compare(Comparison::Greater, greatest, zero), name, none, span)
    });
}
