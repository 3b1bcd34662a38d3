//! `分类`: the first rule that holds, then the exceptions. Exceptions that disagree must not hold of one row.

use heng_grammar::tree::{self, ClassRule};

use super::super::{Context, Declaration, Placed, Scope, build};
use super::common::{Entry, part};
use crate::check::diagnostic::{condition as report, rates};
use crate::program::{Block, ChoiceId, ChoiceType, ClassBlock, Core, Node, Role, Type};
use crate::value::{Absence, Value};

/// Declares the class and, where none is named, the choice that its classes make.
pub(super) fn declare<'t>(context: &mut Context<'t>, placed: Placed<'t>, block: &'t tree::Classify) {
    let scope = placed.scope();
    let span = placed.item.header;
    let choice = match &block.choice {
        Some(name) => context.choice(&scope, name),
        None => Some(made(context, placed, block)),
    };
    let Some(choice) = choice else { return };
    let path = vec![block.name.text.clone()];
    let declaration = Declaration::new(path, &scope, Type::choice(choice), Role::Named, span);
    let id = context.declare_on_demand(declaration.notes(&placed.item.notes), move |context| {
        body(context, placed, block, choice)
    });
    let result = part(&context.program, &block.name.text, id);
    context.program.blocks.push(Block::Classify(ClassBlock { result, choice }));
}

fn made<'t>(context: &mut Context<'t>, placed: Placed<'t>, block: &'t tree::Classify) -> ChoiceId {
    let mut members: Vec<String> = Vec::new();
    for rule in block.rules.iter().chain(&block.exceptions) {
        if !members.contains(&rule.class.text) {
            members.push(rule.class.text.clone());
        }
    }
    let choice = ChoiceType { name: block.name.text.clone(), members, ordered: 0 };
    context.add_choice(placed.space, choice, block.name.span)
}

fn body<'t>(
    context: &mut Context<'t>,
    placed: Placed<'t>,
    block: &'t tree::Classify,
    choice: ChoiceId,
) -> Core {
    let scope = placed.scope();
    let span = placed.item.header;
    let rest = block.rules.iter().position(|rule| rule.condition.is_none());
    if let Some(after) = rest.and_then(|at| block.rules.get(at + 1)) {
        context.report(report::rule_after_rest(&after.class));
    }
    let mut conditions: Vec<Core> = Vec::new();
    let mut rules: Vec<(Core, Core)> = Vec::new();
    for rule in &block.rules {
        let class = context.member_value(&scope, choice, &rule.class);
        let held = held(context, &scope, rule, block);
        conditions.extend(held.clone());
        rules.push((held.unwrap_or_else(|| build::yes_no(true, rule.span)), class));
    }
    context.written.chain(conditions.clone(), scope.frame);
    if rest.is_none() {
        report_uncovered(context, block, &conditions, placed);
    }
    let none = build::absent(Absence::NotApplicable, Type::choice(choice), span);
    let mut value = none;
    for (held, class) in rules.into_iter().rev() {
        value = if is_rest(&held) { class } else { build::if_(held, class, value, span) };
    }
    let mut exceptions: Vec<(&ClassRule, Core)> = Vec::new();
    for exception in &block.exceptions {
        let class = context.member_value(&scope, choice, &exception.class);
        // An exception without a condition has been reported by the parser.
        if let Some(held) = held(context, &scope, exception, block) {
            value = build::if_(held.clone(), class, value, exception.span);
            exceptions.push((exception, held));
        }
    }
    one_class(context, placed, &exceptions, value)
}

/// Whether a condition is that of 其余.
fn is_rest(held: &Core) -> bool {
    matches!(held.node.as_ref(), Node::Constant(Value::YesNo(true)))
}

/// Exceptions that disagree must not hold of one row: told now where their conditions show it, else by the data.
fn one_class(
    context: &mut Context<'_>,
    placed: Placed<'_>,
    exceptions: &[(&ClassRule, Core)],
    mut value: Core,
) -> Core {
    for (at, (second, b)) in exceptions.iter().enumerate() {
        for (first, a) in exceptions.iter().take(at).filter(|(rule, _)| rule.class.text != second.class.text)
        {
            let both = super::witness::question(context).wanting(a, true).wanting(b, true);
            let Some(row) = both.possible() else { continue };
            let classes = (&first.class, &second.class);
            if row.complete && !row.values.is_empty() {
                let spans = (first.span, second.span);
                let row = super::witness::text(context, placed.frame, &row);
                context.report(rates::exceptions_disagree(classes, spans, &row));
                continue;
            }
            let both = build::and(vec![a.clone(), b.clone()], second.span);
            let none = build::absent(Absence::Missing, value.ty.clone(), second.span);
            let fault = context.require(none, rates::exceptions_meet(classes, second.span));
            value = build::if_(both, fault, value, second.span);
        }
    }
    value
}

fn held<'t>(
    context: &mut Context<'t>,
    scope: &Scope,
    rule: &'t ClassRule,
    block: &'t tree::Classify,
) -> Option<Core> {
    let condition = rule.condition.as_ref()?;
    let missing = rule.missing.as_ref().or(block.missing.as_ref());
    Some(Entry { condition, unless: None, waiver: None, missing }.held(context, scope))
}

/// Without 其余, the rules themselves must leave no row out.
fn report_uncovered(
    context: &mut Context<'_>,
    block: &tree::Classify,
    conditions: &[Core],
    placed: Placed<'_>,
) {
    if let Some(row) = super::witness::left_out(context, conditions) {
        let row = super::witness::text(context, placed.frame, &row);
        context.report(report::no_rest(&block.name, placed.item.header, &row));
    }
}
