//! What makes a ledger close: who takes what rounding leaves, how much the lines can take, and what is asked of the data
//! where that cannot be known before.

use std::collections::BTreeSet;

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::{ExprKind, LedgerLine, LedgerLineKind, Number, Party};

use super::super::super::{Context, build, range};
use super::super::common::sum;
use super::balance::is_balance;
use super::line::zero;
use super::{Declared, Given, Ledger, party};
use crate::check::diagnostic::{amount, ledger as report};
use crate::program::{Comparison, Core, DefinitionId, Node, Operator, Requirement, Unit};
use crate::value::Absence;

/// What a ratio is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Base {
    /// The source.
    Source,
    /// What the lines before leave.
    Balance,
    /// Something else.
    Other,
}

/// How much a line takes of its base, as far as its type tells.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    base: Base,
    least: Option<RBig>,
    most: Option<RBig>,
    /// Just so much, from every row.
    fixed: bool,
}

impl Taken {
    /// What `ratio` of `base` takes.
    pub fn of(context: &mut Context<'_>, ratio: &Core, base: Base, conditional: bool) -> Self {
        let plain = context.convert(ratio.clone(), &Unit::plain(), None);
        let ends = plain.ty.as_number().map(|number| number.range.clone()).unwrap_or_default();
        let least = ends.lower.map(|(end, _)| end);
        let most = ends.upper.map(|(end, _)| end);
        let fixed = !conditional && ratio.constant_number().is_some();
        let least = if fixed { least } else { least.map(|end| end.min(RBig::ZERO)) };
        Self { base, least, most, fixed }
    }

    /// The part of the source that is gone, after this line, when `gone` was before.
    fn after(&self, gone: RBig, share: &RBig) -> Option<RBig> {
        match self.base {
            Base::Source => Some(gone + share),
            Base::Balance if *share >= RBig::ZERO && *share <= RBig::ONE => {
                let left = RBig::ONE - &gone;
                Some(gone + share * left)
            }
            Base::Balance | Base::Other => None,
        }
    }
}

/// Which leaf takes what all others leave.
pub(super) struct Closing {
    /// The line, where no balance is written.
    pub line: Option<usize>,
    /// 余数归 …
    remainder: Option<Party>,
}

impl Closing {
    /// Which share of a case of the balance: that of the party that takes the remainder, else the last.
    pub fn last(
        &self,
        context: &mut Context<'_>,
        ledger: &Ledger<'_>,
        shares: &[(Party, Option<Number>)],
    ) -> usize {
        let frame = ledger.frame();
        let named = self.remainder.as_ref().and_then(|wanted| {
            shares.iter().rposition(|(party, _)| party::same(context, frame, party, wanted))
        });
        named.unwrap_or(shares.len().saturating_sub(1))
    }
}

/// Finds the closing leaf; reports where the party that takes the remainder has no share in a case.
pub(super) fn closing(context: &mut Context<'_>, ledger: &Ledger<'_>) -> Closing {
    let (tree, frame) = (ledger.tree, ledger.frame());
    let remainder = tree.remainder.clone();
    let receives = |context: &mut Context<'_>, party: &Party| {
        remainder.as_ref().is_none_or(|wanted| party::same(context, frame, party, wanted))
    };
    if let Some(wanted) = &remainder
        && !tree.incomplete
        && !parties(tree).any(|party| party::same(context, frame, party, wanted))
    {
        let known: BTreeSet<String> = parties(tree)
            .filter_map(|party| party.path.names.first().map(|name| name.text.clone()))
            .filter(|name| !matches!(name.as_str(), "本行" | "this_row"))
            .collect();
        let known: Vec<String> = known.into_iter().collect();
        context.report(report::remainder_to_nobody(wanted, &known));
        return Closing { line: tree.lines.len().checked_sub(1), remainder: None };
    }
    let balances: Vec<&LedgerLine> = tree.lines.iter().filter(|line| is_balance(line)).collect();
    if !balances.is_empty() {
        for line in balances {
            let LedgerLineKind::Balance { shares, .. } = &line.kind else { continue };
            if let Some(wanted) = &remainder
                && !shares.iter().any(|(party, _)| party::same(context, frame, party, wanted))
            {
                context.report(report::remainder_without_share(wanted, line.span));
            }
        }
        return Closing { line: None, remainder };
    }
    let mut found = None;
    for (at, line) in tree.lines.iter().enumerate() {
        if let LedgerLineKind::Share { party, .. } = &line.kind
            && line.condition.is_none()
            && receives(context, party)
        {
            found = Some(at);
        }
    }
    if let (None, Some(wanted), false) = (found, &remainder, tree.incomplete) {
        context.report(report::remainder_without_share(wanted, ledger.item.header));
    }
    Closing { line: found.or(tree.lines.len().checked_sub(1)), remainder }
}

/// All who get a share.
fn parties(tree: &heng_grammar::tree::Ledger) -> impl Iterator<Item = &Party> {
    tree.lines.iter().flat_map(|line| std::iter::once(line).chain(&line.parts)).flat_map(|line| {
        match &line.kind {
            LedgerLineKind::Balance { shares, .. } => shares.iter().map(|(party, _)| party).collect(),
            LedgerLineKind::Share { party, .. } | LedgerLineKind::Step { party, .. } => vec![party],
        }
    })
}

/// The id that the next definition gets.
pub(super) fn next_id(context: &Context<'_>) -> DefinitionId {
    DefinitionId(u32::try_from(context.program.definitions.len()).unwrap_or(u32::MAX))
}

/// Whether a ledger parts what another ledger gave. That is below zero by rounding at most, which the data then show.
pub(super) fn is_part(context: &Context<'_>, source: DefinitionId) -> bool {
    let body = context.program.definition(source).map(|definition| definition.body.node.as_ref());
    matches!(body, Some(Node::Definition(id)) if context.blocks.ledgers.parts.contains(id))
}

/// How much of the source the lines take at most; none where it cannot be known.
fn most_taken(context: &mut Context<'_>, before: &[Given]) -> Option<RBig> {
    gone(context, before, |taken| taken.most.clone())
}

fn gone(context: &mut Context<'_>, before: &[Given], end: impl Fn(&Taken) -> Option<RBig>) -> Option<RBig> {
    let mut gone = RBig::ZERO;
    for given in before {
        context.demand(given.exact);
        let taken = context.blocks.ledgers.taken.get(&given.exact)?;
        gone = taken.after(gone, &end(taken)?)?;
    }
    Some(gone)
}

/// Whether the lines leave something, whatever the data.
pub(super) fn covered(context: &mut Context<'_>, before: &[Given]) -> bool {
    most_taken(context, before).is_some_and(|most| most <= RBig::ONE)
}

/// `集中 15 归 市`: the shares that are numbers without a unit.
fn plain_shares(ledger: &Ledger<'_>) -> Vec<Span> {
    let numbers = ledger.tree.lines.iter().filter_map(|line| match &line.kind {
        LedgerLineKind::Share { amount, .. } => match amount.kind.as_ref() {
            ExprKind::Number(number) => Some(number),
            _ => None,
        },
        _ => None,
    });
    numbers.filter(|n| n.unit.is_none() && !n.digits.starts_with("0")).map(|n| n.span).collect()
}

/// What all lines leave. Where it is not known that they leave something of the sign of the source, the data must; and a
/// party that gets nothing pays no rounding difference.
pub(super) fn balance<'t>(
    context: &mut Context<'t>,
    ledger: &Ledger<'t>,
    before: &[Given],
    span: Span,
) -> Core {
    let posted: Vec<DefinitionId> = before.iter().map(|given| given.posted).collect();
    let value = ledger.less(context, &posted, span);
    if value.ty.is_unknown() {
        return value;
    }
    let steps = ledger.tree.lines.iter().any(|line| matches!(line.kind, LedgerLineKind::Step { .. }));
    let most = if steps { None } else { most_taken(context, before) };
    if let Some(least) = gone(context, before, |taken| taken.least.clone())
        && least > RBig::ONE
    {
        context.report(report::more_than_all(ledger.item.header, &least, &plain_shares(ledger)));
        return value;
    }
    if let (Some(least), Some(most)) = (gone(context, before, |taken| taken.least.clone()), &most)
        && least.is_one()
        && most.is_one()
        && let Some(line) = ledger.tree.lines.iter().find(|line| is_balance(line))
    {
        let report = amount::balance_always_zero(line.span, ledger.item.header);
        context.amounts.reports.push(report);
    }
    let value = within_source(context, ledger, value, most.as_ref());
    if most.is_some_and(|most| most < RBig::ONE)
        || steps && !is_part(context, ledger.source) && steps_leave(context, ledger, before)
    {
        return value;
    }
    let exact: Vec<DefinitionId> = before.iter().map(|given| given.exact).collect();
    let left = ledger.less(context, &exact, span);
    let source = ledger.source(context, span);
    let Some(unit) = source.ty.unit().cloned() else { return value };
    let mut tests = vec![same_side(&source, &left, &unit, span)];
    if ledger.rounding.is_some() {
        let none = zero(&unit, span);
        let carried = build::compare(Comparison::Equal, value.clone(), none.clone());
        let has_share = build::compare(Comparison::NotEqual, left, none);
        tests.push(build::or(vec![has_share, carried], span));
    }
    let holds = build::and(tests, span);
    must(context, holds, value, report::overdrawn(ledger.tree, &ledger.item.notes))
}

/// Whether all lines are steps, or lines that leave something before the first step: the last step leaves nothing or more.
fn steps_leave(context: &mut Context<'_>, ledger: &Ledger<'_>, before: &[Given]) -> bool {
    let written = ledger.tree.lines.iter().filter(|line| !is_balance(line));
    let steps: Vec<bool> = written.map(|line| matches!(line.kind, LedgerLineKind::Step { .. })).collect();
    let first = steps.iter().position(|step| *step).unwrap_or(steps.len());
    let after = steps.iter().skip(first).all(|step| *step);
    after && before.get(..first).is_some_and(|lines| covered(context, lines))
}

/// The value, whose range is told where the lines are known to leave something of a source that is not below zero.
fn within_source(context: &mut Context<'_>, ledger: &Ledger<'_>, value: Core, most: Option<&RBig>) -> Core {
    let source = context.definition_type(ledger.source);
    let known = source.as_number().is_some_and(|number| range::is_nonnegative(&number.range));
    let mut value = value;
    if let (true, Some(true), None) = (known, most.map(|most| *most <= RBig::ONE), &ledger.rounding)
        && let crate::program::Kind::Number(number) = &mut value.ty.kind
    {
        number.range = range::nonnegative();
    }
    value
}

/// Whether what is left lies on the side of zero where the source lies.
fn same_side(source: &Core, left: &Core, unit: &Unit, span: Span) -> Core {
    let above = |value: &Core| build::compare(Comparison::GreaterOrEqual, value.clone(), zero(unit, span));
    let below = |value: &Core| build::compare(Comparison::LessOrEqual, value.clone(), zero(unit, span));
    let known = source.ty.as_number().is_some_and(|number| range::is_nonnegative(&number.range));
    if known {
        return above(left);
    }
    let paid = build::and(vec![above(source), above(left)], span);
    let refunded = build::and(vec![below(source), below(left)], span);
    build::or(vec![paid, refunded], span)
}

/// `value` where `holds`; else a fault of the data, and nothing is settled for the row.
fn must(context: &mut Context<'_>, holds: Core, value: Core, requirement: Requirement) -> Core {
    let (span, ty) = (value.span, value.ty.clone());
    let none = build::absent(Absence::Missing, ty, span);
    let value = build::if_(holds, value, none, span);
    context.require(value, requirement)
}

/// A limit of a step, which the data must give as zero or more.
pub(super) fn not_negative(context: &mut Context<'_>, ledger: &Ledger<'_>, limit: Core, span: Span) -> Core {
    let known = limit.ty.as_number().is_some_and(|number| range::is_nonnegative(&number.range));
    let limit = context.must_be_present(limit, &ledger.scope);
    let (false, Some(unit)) = (known, limit.ty.unit().cloned()) else { return limit };
    let holds = build::compare(Comparison::GreaterOrEqual, limit.clone(), zero(&unit, span));
    must(context, holds, limit, report::negative_limit(ledger.tree, span))
}

/// What is left before a step, which the data must leave at zero or more.
pub(super) fn not_overdrawn(context: &mut Context<'_>, ledger: &Ledger<'_>, left: Core, span: Span) -> Core {
    let Some(unit) = left.ty.unit().cloned() else { return left };
    let holds = build::compare(Comparison::GreaterOrEqual, left.clone(), zero(&unit, span));
    must(context, holds, left, report::overdrawn(ledger.tree, &ledger.item.notes))
}

/// A share of the balance as it is before the lines are rounded.
pub(super) fn exact_share(context: &mut Context<'_>, total: DefinitionId, share: &RBig, span: Span) -> Core {
    let total = context.definition_value(total, span);
    if total.ty.is_unknown() {
        return total;
    }
    context.multiply(total, build::number(share.clone(), Unit::plain(), span))
}

/// A line less its parts, which the data must leave on the side of zero where the line lies.
pub(super) fn beside_parts<'t>(
    context: &mut Context<'t>,
    ledger: &Ledger<'t>,
    line: DefinitionId,
    parts: &[DefinitionId],
    span: Span,
) -> Core {
    let whole = context.definition_value(line, span);
    let Some(unit) = whole.ty.unit().cloned() else { return build::unknown(span) };
    let values: Vec<Core> = parts.iter().map(|id| context.definition_value(*id, span)).collect();
    if values.iter().any(|value| value.ty.is_unknown()) {
        return build::unknown(span);
    }
    let taken = sum(values, &unit, span);
    let own = Core { span, ..build::sum(Operator::Subtract, whole.clone(), taken) };
    let holds = same_side(&whole, &own, &unit, span);
    must(context, holds, own, report::parts_exceed(ledger.tree, span))
}

/// Reports a ledger that may not give away all of its source: without a balance its lines must be ratios of the source,
/// known without data, that add to the whole.
pub(super) fn complete(
    context: &mut Context<'_>,
    ledger: &Ledger<'_>,
    _lines: &[(u32, String, DefinitionId)],
) {
    let tree = ledger.tree;
    if tree.incomplete || tree.lines.iter().any(is_balance) {
        return;
    }
    if tree.lines.is_empty() {
        context.report(report::no_lines(ledger.item.header));
        return;
    }
    let exact = exact_lines(context, ledger);
    let taken: Vec<Option<Taken>> =
        exact.iter().map(|id| context.blocks.ledgers.taken.get(id).cloned()).collect();
    let fixed = taken.iter().all(|t| t.as_ref().is_some_and(|t| t.fixed && t.base == Base::Source));
    let whole = taken.iter().flatten().filter_map(|t| t.most.clone()).fold(RBig::ZERO, |a, b| a + b);
    if exact.iter().any(|id| context.definition_type(*id).is_unknown()) {
        return;
    }
    if !fixed || taken.len() != tree.lines.len() {
        context.report(report::not_closed(ledger.item.header, None));
    } else if whole != RBig::ONE {
        context.report(report::not_closed(ledger.item.header, Some(&whole)));
    }
}

/// The exact values of the lines, in the order declared.
fn exact_lines(context: &Context<'_>, ledger: &Ledger<'_>) -> Vec<DefinitionId> {
    let spans: Vec<Span> = ledger.tree.lines.iter().map(|line| line.span).collect();
    let known = context.blocks.ledgers.taken.keys();
    known
        .filter(|id| {
            context.program.definition(**id).is_some_and(|d| {
                d.year == ledger.scope.year && d.frame == ledger.frame() && spans.contains(&d.span)
            })
        })
        .copied()
        .collect()
}

/// Reports a column or value that two ledgers part.
pub(super) fn doubly_taken(context: &mut Context<'_>, declared: &[Declared<'_>]) {
    let mut seen: Vec<(Node, Span)> = Vec::new();
    for Declared { ledger, .. } in declared {
        let Some(source) = context.program.definition(ledger.source) else { continue };
        let key = match source.body.node.as_ref() {
            node @ (Node::Column(_) | Node::Definition(_)) => node.clone(),
            _ => continue,
        };
        let same = |other: &Node| match (other, &key) {
            (Node::Column(a), Node::Column(b)) => a == b,
            (Node::Definition(a), Node::Definition(b)) => a == b,
            _ => false,
        };
        let frame = ledger.frame();
        let place = ledger.tree.source.span;
        let earlier = declared
            .iter()
            .zip(&seen)
            .find(|(other, (node, span))| same(node) && *span != place && other.ledger.frame() == frame);
        if let Some((_, (_, span))) = earlier {
            let span = *span;
            context.report(report::doubly_taken(place, span));
        }
        seen.push((key, place));
    }
}
