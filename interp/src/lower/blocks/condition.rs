//! `条件`: how many of several named conditions hold, and the names of those that fail.

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::{Condition, ConditionBody, ConditionGroup, Conditions, Missing, Notes, Quantifier};

use super::super::{Context, Declaration, Placed, Scope, build};
use super::common::{applies_or, below, declare_waiver, part};
use crate::check::diagnostic::condition as report;
use crate::program::{
    Block, Builtin, Comparison, ConditionsBlock, Core, DefinitionId, Node, Operator, Role, Type, Unit,
};
use crate::value::Absence;

/// A group and what is needed to lower it.
struct Group<'t> {
    tree: &'t ConditionGroup,
    entries: Vec<(&'t Condition, DefinitionId)>,
    waiver: Option<Core>,
    span: Span,
}

/// Declares the conditions, the result and `.未满足`.
pub(super) fn declare<'t>(context: &mut Context<'t>, placed: Placed<'t>, block: &'t Conditions) {
    let scope = placed.scope();
    let path = vec![block.name.text.clone()];
    let mut items = Vec::new();
    let waiver = block
        .body
        .in_principle
        .then(|| declare_waiver(context, &scope, &path, &block.name, &placed.item.notes.citations).0);
    let header = placed.item.header;
    let place = Place { path, notes: &placed.item.notes, role: Role::Named, span: header, waiver };
    let id = declare_group(context, &scope, &block.body, place, None, 0, &mut items);
    let program = &context.program;
    let items = items.iter().map(|(depth, name, id)| (*depth, part(program, name, *id))).collect();
    let result = part(program, &block.name.text, id);
    context.program.blocks.push(Block::Conditions(ConditionsBlock { result, items }));
}

/// Where a group stands.
struct Place<'t> {
    path: Vec<String>,
    notes: &'t Notes,
    role: Role,
    span: Span,
    waiver: Option<Core>,
}

fn declare_group<'t>(
    context: &mut Context<'t>,
    scope: &Scope,
    tree: &'t ConditionGroup,
    place: Place<'t>,
    each: Option<&'t Missing>,
    depth: u32,
    items: &mut Vec<(u32, String, DefinitionId)>,
) -> DefinitionId {
    let Place { path, notes, role, span, waiver } = place;
    let each = tree.missing.as_ref().or(each);
    check_count(context, tree, span);
    let mut entries = Vec::new();
    for entry in &tree.entries {
        let at = items.len();
        let id = declare_entry(context, scope, (tree.quantifier, entry), &path, each, depth, items);
        items.insert(at, (depth, entry.name.text.clone(), id));
        entries.push((entry, id));
    }
    let group = Group { tree, entries, waiver, span };
    let failed = group.entries.clone();
    let unmet = below(&path, &["未满足"]);
    let declaration = Declaration::new(path, scope, Type::unknown(), role, span).notes(notes);
    let result = context.declare_on_demand(declaration, move |context| result(context, group));
    let declaration = Declaration::new(unmet, scope, Type::text(), Role::Part, span);
    let quantifier = tree.quantifier;
    context.declare_on_demand(declaration, move |context| {
        names_of_failed(context, quantifier, &failed, result, span)
    });
    result
}

fn check_count(context: &mut Context<'_>, tree: &ConditionGroup, span: Span) {
    let count = tree.entries.len();
    if count == 0 {
        context.report(report::no_conditions(span));
    } else if let Quantifier::AtLeast(needed) = tree.quantifier
        && (needed == 0 || usize::try_from(needed).is_ok_and(|needed| needed > count))
    {
        context.report(report::impossible_count(span, needed, count));
    }
}

/// Yes/no: the condition is met (in 全不: the case it names is there), before anything is set aside.
fn declare_entry<'t>(
    context: &mut Context<'t>,
    scope: &Scope,
    (quantifier, entry): (Quantifier, &'t Condition),
    path: &[String],
    each: Option<&'t Missing>,
    depth: u32,
    items: &mut Vec<(u32, String, DefinitionId)>,
) -> DefinitionId {
    let own = below(path, &[&entry.name.text]);
    let waiver = entry
        .in_principle
        .then(|| declare_waiver(context, scope, &own, &entry.name, &entry.notes.citations).0);
    let missing = entry.missing.as_ref().or(each);
    let test = match &entry.body {
        ConditionBody::Test(_) => None,
        ConditionBody::Group(tree) => {
            let path = below(&own, &["（组）"]);
            let waiver = tree
                .in_principle
                .then(|| declare_waiver(context, scope, &path, &entry.name, &entry.notes.citations).0);
            let place = Place { path, notes: &entry.notes, role: Role::Hidden, span: entry.span, waiver };
            Some(declare_group(context, scope, tree, place, missing, depth + 1, items))
        }
    };
    let declaration =
        Declaration::new(own, scope, Type::unknown(), Role::Part, entry.span).notes(&entry.notes);
    let scope = scope.clone();
    context.declare_on_demand(declaration, move |context| {
        let mut holds = match (&entry.body, test) {
            (_, Some(group)) => context.definition_value(group, entry.span),
            (ConditionBody::Test(tree), None) => context.expect(tree, &scope, &Type::yes_no()),
            (ConditionBody::Group(_), None) => build::unknown(entry.span),
        };
        if let Some(unless) = &entry.unless {
            let unless = context.expect(unless, &scope, &Type::yes_no());
            holds = set_aside(quantifier, holds, unless);
        }
        if missing.is_some() {
            holds = context.answered(holds, missing, &scope);
        }
        match waiver {
            Some(waiver) => set_aside(quantifier, holds, waiver),
            None => holds,
        }
    })
}

/// What 除非 and a decision do: the condition counts as met; in 全不, the case counts as not there.
fn set_aside(quantifier: Quantifier, holds: Core, exception: Core) -> Core {
    let span = holds.span;
    match quantifier {
        Quantifier::None => build::and(vec![holds, build::not(exception)], span),
        Quantifier::All | Quantifier::Any | Quantifier::AtLeast(_) => build::or(vec![holds, exception], span),
    }
}

/// A condition that does not reach the row is not met, and no case is there.
fn values(context: &mut Context<'_>, entries: &[(&Condition, DefinitionId)]) -> Vec<Core> {
    let mut values = Vec::new();
    for (entry, id) in entries {
        let value = context.definition_value(*id, entry.name.span);
        values.push(applies_or(value, build::yes_no(false, entry.name.span)));
    }
    values
}

fn result(context: &mut Context<'_>, group: Group<'_>) -> Core {
    let values = values(context, &group.entries);
    let span = group.span;
    let value = match group.tree.quantifier {
        Quantifier::All => build::and(values, span),
        Quantifier::Any => build::or(values, span),
        Quantifier::None => build::not(build::or(values, span)),
        Quantifier::AtLeast(needed) => at_least(values, needed, span),
    };
    match group.waiver {
        Some(waiver) => build::or(vec![value, waiver], span),
        None => value,
    }
}

/// Yes where enough hold for sure, no where even the missing ones would not be enough, else missing.
fn at_least(values: Vec<Core>, needed: u32, span: Span) -> Core {
    let number = |n: u32| build::number(RBig::from(n), Unit::plain(), span);
    let count = |values: Vec<Core>, missing: bool| {
        let ones = values.into_iter().map(|value| {
            let value = if value.ty.optional {
                build::if_missing(value, build::yes_no(missing, span))
            } else {
                value
            };
            build::if_(value, number(1), number(0), span)
        });
        let sum = ones.reduce(|a, b| build::sum(Operator::Add, a, b)).unwrap_or_else(|| number(0));
        build::compare(Comparison::GreaterOrEqual, sum, number(needed))
    };
    if values.iter().all(|value| !value.ty.optional) {
        return count(values, false);
    }
    let sure = count(values.clone(), false);
    let possible = count(values, true);
    let open = build::absent(Absence::Missing, Type::yes_no(), span);
    let rest = build::if_(possible, open, build::yes_no(false, span), span);
    build::if_(sure, build::yes_no(true, span), rest, span)
}

/// The names of the conditions that keep the result from being yes; nothing where it is yes.
fn names_of_failed(
    context: &mut Context<'_>,
    quantifier: Quantifier,
    entries: &[(&Condition, DefinitionId)],
    result: DefinitionId,
    span: Span,
) -> Core {
    let values = values(context, entries);
    let none = || build::absent(Absence::NotApplicable, Type::text(), span);
    let mut names = Vec::new();
    for ((entry, _), value) in entries.iter().zip(values) {
        let met = if value.ty.optional {
            build::if_missing(value, build::yes_no(quantifier == Quantifier::None, span))
        } else {
            value
        };
        let name = build::text(entry.name.text.clone(), entry.name.span);
        names.push(match quantifier {
            Quantifier::None => build::if_(met, name, none(), span),
            Quantifier::All | Quantifier::Any | Quantifier::AtLeast(_) => build::if_(met, none(), name, span),
        });
    }
    let list = Core::new(Node::Call(Builtin::JoinPresent, names), Type::text(), span);
    let whole = context.definition_value(result, span);
    let whole = if whole.ty.optional { build::if_missing(whole, build::yes_no(false, span)) } else { whole };
    build::if_(whole, build::text("", span), list, span)
}
