//! `调档`: moves on the grade as it stands, top to bottom.

use heng_grammar::span::Span;
use heng_grammar::tree::{self, Missing, Move, MoveAction};

use super::super::{Context, Declaration, Placed, Scope, build};
use super::common::{Entry, applies_or, below, declare_waiver, part};
use super::witness;
use crate::check::diagnostic::adjust as report;
use crate::check::logic::Subject;
use crate::check::moves::{Effect, Pair, disagree, note};
use crate::program::{
    AdjustBlock, Block, ChoiceId, Comparison, Core, DefinitionId, Frame, Kind, MovePart, Node, Operator,
    Role, TableId, Type,
};

/// A `调档` and what it declared.
pub(crate) struct Declared<'t> {
    placed: Placed<'t>,
    block: &'t tree::Adjust,
    pub(super) scope: Scope,
    table: TableId,
    pub(super) from: DefinitionId,
    result: DefinitionId,
    pub(super) moves: Vec<DeclaredMove<'t>>,
}

/// A move and what it declared.
#[derive(Clone, Copy)]
pub(super) struct DeclaredMove<'t> {
    pub entry: &'t Move,
    pub held: DefinitionId,
    pub after: DefinitionId,
}

/// Declares each move, the grade after it, and the result.
pub(super) fn declare<'t>(context: &mut Context<'t>, placed: Placed<'t>, block: &'t tree::Adjust) {
    let header = placed.item.header;
    let Frame::Rows(table) = placed.frame else {
        context.report(report::outside_rows(header, &block.name));
        return;
    };
    report_unstated(context, block, header);
    let scope = placed.scope();
    let path = vec![block.name.text.clone()];
    let start =
        Declaration::new(below(&path, &["原档"]), &scope, Type::unknown(), Role::Hidden, block.from.span);
    let inner = scope.clone();
    let from = context.declare_on_demand(start, move |context| {
        let value = context.expression(&block.from, &inner);
        if !matches!(value.ty.kind, Kind::Choice(_) | Kind::Unknown) {
            let is = context.type_text(&value.ty);
            return context.fail(report::not_a_grade(block.from.span, &is), block.from.span);
        }
        context.must_be_present(value, &inner)
    });
    let mut before = from;
    let mut moves = Vec::new();
    for entry in &block.moves {
        let declared = declare_move(context, &scope, &path, entry, before, block.missing.as_ref());
        before = declared.after;
        moves.push(declared);
    }
    let declaration = Declaration::new(path, &scope, Type::unknown(), Role::Named, header);
    let last = before;
    let result = context.declare_on_demand(declaration.notes(&placed.item.notes), move |context| {
        context.definition_value(last, header)
    });
    context.blocks.adjusts.push(Declared { placed, block, scope, table, from, result, moves });
}

/// The order and 补位 are said.
fn report_unstated(context: &mut Context<'_>, block: &tree::Adjust, header: Span) {
    if !block.top_down {
        context.report(report::order_not_stated(&block.name, header));
    }
    match block.refill {
        None => context.report(report::refill_not_stated(&block.name, header)),
        Some(true) => context.report(report::refill_unsupported(&block.name, header)),
        Some(false) => {}
    }
}

fn declare_move<'t>(
    context: &mut Context<'t>,
    scope: &Scope,
    path: &[String],
    entry: &'t Move,
    before: DefinitionId,
    each: Option<&'t Missing>,
) -> DeclaredMove<'t> {
    let own = below(path, &[&entry.name.text]);
    let waiver = entry
        .in_principle
        .then(|| declare_waiver(context, scope, &own, &entry.name, &entry.notes.citations).0);
    let after_path = below(&own, &["之后"]);
    let declaration =
        Declaration::new(own, scope, Type::yes_no(), Role::Part, entry.span).notes(&entry.notes);
    let missing = entry.missing.as_ref().or(each);
    let outside = scope.clone();
    let held = context.declare_on_demand(declaration, move |context| {
        let grade = context.definition_value(before, entry.span);
        let scope = outside.with_local("当前等级", grade.clone());
        let condition = &entry.condition;
        let held = Entry { condition, unless: entry.unless.as_ref(), waiver, missing }.held(context, &scope);
        let no = || build::yes_no(false, entry.span);
        // Members outside the order are not moved, nor is a row that has no grade.
        let movable = match in_order(context, &grade) {
            Some(in_order) => applies_or(in_order, no()),
            None => build::present(grade),
        };
        build::and(vec![movable, held], entry.span)
    });
    let declaration = Declaration::new(after_path, scope, Type::unknown(), Role::Hidden, entry.span);
    let scope = scope.clone();
    let after = context.declare_on_demand(declaration.notes(&entry.notes), move |context| {
        let grade = context.definition_value(before, entry.span);
        let Kind::Choice(choice) = grade.ty.kind else { return grade };
        let moved = moved(context, &scope, entry, grade.clone(), choice);
        let held = context.definition_value(held, entry.span);
        build::if_(held, moved, grade, entry.span)
    });
    DeclaredMove { entry, held, after }
}

/// Whether the grade is a member of the order; nothing where all members are.
fn in_order(context: &Context<'_>, grade: &Core) -> Option<Core> {
    let Kind::Choice(id) = grade.ty.kind else { return None };
    let choice = context.program.choice(id)?;
    if choice.ordered == choice.members.len() {
        return None;
    }
    let span = grade.span;
    let ordered = build::number(choice.ordered.into(), crate::program::Unit::plain(), span);
    Some(build::compare(Comparison::Less, build::from_choice(grade.clone()), ordered))
}

/// The grade after the action.
fn moved<'t>(
    context: &mut Context<'t>,
    scope: &Scope,
    entry: &'t Move,
    grade: Core,
    choice: ChoiceId,
) -> Core {
    let span = entry.span;
    let ordered = context.program.choice(choice).map_or(0, |c| c.ordered);
    let plain = |n: usize| build::number(n.into(), crate::program::Unit::plain(), span);
    match &entry.action {
        MoveAction::Set(name) => context.member_value(scope, choice, name),
        MoveAction::AtLeast(name) | MoveAction::AtMost(name) => {
            let limit = context.member_value(scope, choice, name);
            if limit.ty.is_unknown() {
                return grade;
            }
            report_outside_order(context, scope, choice, name);
            let raises = matches!(entry.action, MoveAction::AtLeast(_));
            let operator = if raises { Comparison::GreaterOrEqual } else { Comparison::LessOrEqual };
            build::if_(build::compare(operator, grade.clone(), limit.clone()), grade, limit, span)
        }
        MoveAction::Up(steps) | MoveAction::Down(steps) => {
            if ordered == 0 {
                context.report(report::nothing_to_step_on(&entry.name, span));
            }
            let steps = plain(usize::try_from(*steps).unwrap_or(usize::MAX));
            let position = build::from_choice(grade);
            let position = match entry.action {
                MoveAction::Up(_) => {
                    build::larger(vec![build::sum(Operator::Subtract, position, steps), plain(0)], span)
                }
                _ => {
                    let last = plain(ordered.saturating_sub(1));
                    build::smaller(vec![build::sum(Operator::Add, position, steps), last], span)
                }
            };
            build::to_choice(position, choice)
        }
    }
}

fn report_outside_order(context: &mut Context<'_>, scope: &Scope, choice: ChoiceId, name: &tree::Name) {
    let position = context.position_or_alias(scope, choice, &name.text);
    let ordered = context.program.choice(choice).map_or(0, |c| c.ordered);
    if position.is_some_and(|at| usize::try_from(at).is_ok_and(|at| at >= ordered)) {
        context.report(report::outside_order(name));
    }
}

/// Remembers the blocks, reports the pairs whose order matters and the moves without an article.
pub(super) fn finish(context: &mut Context<'_>) {
    let declared = std::mem::take(&mut context.blocks.adjusts);
    for block in &declared {
        let Kind::Choice(choice) = context.definition_type(block.result).kind else { continue };
        let program = &context.program;
        let moves = block.moves.iter().map(|m| MovePart {
            kind: m.entry.kind,
            held: part(program, &m.entry.name.text, m.held),
            after: m.after,
            in_principle: m.entry.in_principle,
            effect: effect(context, &block.scope, choice, &m.entry.action),
        });
        let adjust = AdjustBlock {
            result: part(program, &block.block.name.text, block.result),
            table: block.table,
            choice,
            from: block.from,
            moves: moves.collect(),
        };
        context.program.blocks.push(Block::Adjust(adjust));
        let idle = super::idle::report(context, block, choice);
        report_pairs(context, block, choice, &idle);
    }
    context.blocks.adjusts = declared;
}

/// `idle` are the moves that change nothing, of which that has been said.
fn report_pairs(context: &mut Context<'_>, block: &Declared<'_>, choice: ChoiceId, idle: &[DefinitionId]) {
    let ordered = context.program.choice(choice).map_or(0, |c| c.ordered);
    let ordered = u32::try_from(ordered).unwrap_or(0);
    let mut pairs = Vec::new();
    let moves: Vec<&DeclaredMove<'_>> = block.moves.iter().filter(|one| !idle.contains(&one.held)).collect();
    for (position, second) in moves.iter().enumerate() {
        for first in moves.iter().take(position) {
            pairs.extend(pair(context, block, choice, ordered, (**first, **second)));
        }
    }
    note(&block.block.name.text, block.placed.item.header, &pairs)
        .into_iter()
        .for_each(|n| context.report(n));
}

pub(super) fn effect(
    context: &Context<'_>,
    scope: &Scope,
    choice: ChoiceId,
    action: &MoveAction,
) -> Option<Effect> {
    let position = match action {
        MoveAction::Set(name) | MoveAction::AtLeast(name) | MoveAction::AtMost(name) => {
            context.position_or_alias(scope, choice, &name.text)?
        }
        MoveAction::Up(_) | MoveAction::Down(_) => 0,
    };
    Some(Effect::of(action, position))
}

/// A pair that can meet on a grade where their order matters, with a row on which both hold.
fn pair(
    context: &Context<'_>,
    block: &Declared<'_>,
    choice: ChoiceId,
    ordered: u32,
    (first, second): (DeclaredMove<'_>, DeclaredMove<'_>),
) -> Option<Pair> {
    let effects = (
        effect(context, &block.scope, choice, &first.entry.action)?,
        effect(context, &block.scope, choice, &second.entry.action)?,
    );
    let body = |id: DefinitionId| context.program.definition(id).map(|d| &d.body);
    let (a, b) = (own_condition(body(first.held)?)?, own_condition(body(second.held)?)?);
    let start = body(block.from)?;
    // Between moves the grade is looked into only where a condition asks for it: it hangs on all moves before.
    let asks = block.reads_grade(a) || block.reads_grade(b);
    let between: Vec<DefinitionId> = block.moves.iter().filter(|_| !asks).map(|one| one.after).collect();
    // A first grade that both conditions leave possible: conditions on it, such as 初评等级 = A, must agree.
    let met = (0..ordered).find_map(|grade| {
        let meeting = disagree(effects.0, effects.1, ordered, &[grade])?;
        let span = first.entry.span;
        let same = build::compare(Comparison::Equal, start.clone(), build::member(choice, grade, span));
        let both = witness::question(context).closed(&between).wanting(&same, true);
        Some((meeting, both.wanting(a, true).wanting(b, true).possible()?))
    });
    let (meeting, mut row) = met?;
    row.values.retain(|subject, _| !is_subject(start, subject));
    let grades =
        [meeting.grade, meeting.as_written, meeting.reversed].map(|at| witness::member(context, choice, at));
    Some(Pair {
        first: (first.entry.name.text.clone(), first.entry.span),
        second: (second.entry.name.text.clone(), second.entry.span),
        grades,
        row: witness::text(context, block.placed.frame, &row),
    })
}

/// The condition of a move without what says that there is a grade to move.
pub(super) fn own_condition(held: &Core) -> Option<&Core> {
    match held.node.as_ref() {
        Node::And(parts) => parts.last(),
        _ => None,
    }
}

impl Declared<'_> {
    /// Whether a condition asks for the grade as the moves leave it.
    pub(super) fn reads_grade(&self, condition: &Core) -> bool {
        match condition.node.as_ref() {
            Node::Definition(id) => *id == self.from || self.moves.iter().any(|one| one.after == *id),
            _ => condition.children().into_iter().any(|child| self.reads_grade(child)),
        }
    }
}

/// Whether an expression is just this column or definition.
fn is_subject(core: &Core, subject: &Subject) -> bool {
    match (core.node.as_ref(), subject) {
        (Node::Column(a), Subject::Column(b)) => a == b,
        (Node::Definition(a), Subject::Definition(b)) => a == b,
        _ => false,
    }
}
