//! `余额`: what all other lines leave, in ratios and by cases.

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::{LedgerLine, LedgerLineKind, Number, Party};
use heng_grammar::vocabulary::Concept;

use super::super::super::{Context, build};
use super::super::common::{applies_or, only};
use super::close::Closing;
use super::line::{Lines, held, post};
use super::{Given, Ledger, close, total};
use crate::check::diagnostic::ledger as report;
use crate::program::{Core, DefinitionId, Operator, Role};

/// Whether a line says who gets the balance.
pub(super) fn is_balance(tree: &LedgerLine) -> bool {
    matches!(tree.kind, LedgerLineKind::Balance { .. })
}

/// One case of the balance.
struct Case<'t> {
    line: &'t LedgerLine,
    shares: &'t [(Party, Option<Number>)],
    /// Yes/no: whether the row is of this case; none where every row is.
    holds: Option<DefinitionId>,
}

/// Declares the balance, who gets it, and posts it.
pub(super) fn declare<'t>(
    context: &mut Context<'t>,
    ledger: &Ledger<'t>,
    closing: &Closing,
    before: &[Given],
    lines: &mut Lines,
) {
    let word = Concept::Balance.word().zh;
    let cases = cases(context, ledger);
    let Some(first) = cases.first() else { return };
    let alone = cases.len() == 1 && first.holds.is_none();
    let notes = if alone { &first.line.notes } else { &ledger.item.notes };
    let declaration = ledger.declaration(&[word], Role::Part, first.line.span, notes);
    let (own, given, span) = (ledger.clone(), before.to_vec(), first.line.span);
    let whole =
        context.declare_on_demand(declaration, move |context| close::balance(context, &own, &given, span));
    let exact = declare_exact(context, ledger, before, (whole, first.line));
    lines.push((0, word.to_owned(), whole));
    let posted = context.program.postings.len();
    for (at, case) in cases.iter().enumerate() {
        let name = format!("情形{}", at + 1);
        if let [(_, _)] = case.shares {
            let value = match case.holds {
                None => whole,
                Some(holds) => declare_reached(context, ledger, case, (holds, whole), &name),
            };
            post(context, ledger, case.line, (&[word.to_owned()], value), 1, lines);
        } else {
            declare_shares(context, ledger, case, (whole, exact, closing), &name);
        }
    }
    if cases.iter().any(|case| case.shares.len() > 1) {
        total::declare_balance(context, ledger, posted, lines);
    }
}

/// What the lines leave before rounding; the balance itself where nothing is rounded.
fn declare_exact<'t>(
    context: &mut Context<'t>,
    ledger: &Ledger<'t>,
    before: &[Given],
    (total, line): (DefinitionId, &'t LedgerLine),
) -> DefinitionId {
    if ledger.rounding.is_none() {
        return total;
    }
    let declaration = ledger.declaration(&["余额", "取整前"], Role::Hidden, line.span, &line.notes);
    let (own, span) = (ledger.clone(), line.span);
    let given: Vec<DefinitionId> = before.iter().map(|given| given.exact).collect();
    context.declare_on_demand(declaration, move |context| own.less(context, &given, span))
}

/// The cases with what tells them apart: the first that holds.
fn cases<'t>(context: &mut Context<'t>, ledger: &Ledger<'t>) -> Vec<Case<'t>> {
    let mut made: Vec<Case<'t>> = Vec::new();
    let mut earlier: Vec<DefinitionId> = Vec::new();
    let mut open = true;
    for line in ledger.tree.lines.iter().filter(|line| is_balance(line)) {
        let LedgerLineKind::Balance { shares, rest } = &line.kind else { continue };
        if !open || (*rest && line.condition.is_some()) {
            context.report(report::case_never_reached(line.span));
            continue;
        }
        let at = made.len() + 1;
        let own = line.condition.is_some().then(|| declare_condition(context, ledger, line, at));
        let holds = match (own, earlier.is_empty()) {
            (None, true) => None,
            (Some(own), true) => Some(own),
            (own, false) => Some(declare_holds(context, ledger, line, (own, &earlier), at)),
        };
        open = own.is_some();
        earlier.extend(own);
        made.push(Case { line, shares, holds });
    }
    if let (true, Some(last)) = (open, made.last()) {
        context.report(report::no_other_case(last.line.span));
    }
    made
}

fn declare_condition<'t>(
    context: &mut Context<'t>,
    ledger: &Ledger<'t>,
    line: &'t LedgerLine,
    at: usize,
) -> DefinitionId {
    let name = format!("条件{at}");
    let declaration = ledger.declaration(&["余额", &name], Role::Hidden, line.span, &line.notes);
    let scope = ledger.scope.clone();
    context.declare_on_demand(declaration, move |context| {
        held(context, &scope, line).unwrap_or_else(|| build::yes_no(true, line.span))
    })
}

/// Whether a case is the first that holds.
fn declare_holds<'t>(
    context: &mut Context<'t>,
    ledger: &Ledger<'t>,
    line: &'t LedgerLine,
    (own, earlier): (Option<DefinitionId>, &[DefinitionId]),
    at: usize,
) -> DefinitionId {
    let name = format!("情形{at}");
    let declaration = ledger.declaration(&["余额", &name], Role::Hidden, line.span, &line.notes);
    let (earlier, span) = (earlier.to_vec(), line.span);
    context.declare_on_demand(declaration, move |context| {
        let before: Vec<Core> = earlier.iter().map(|id| context.definition_value(*id, span)).collect();
        let mut parts = vec![build::not(build::or(before, span))];
        parts.extend(own.map(|id| context.definition_value(id, span)));
        build::and(parts, span)
    })
}

/// The whole balance, for the rows of a case.
fn declare_reached<'t>(
    context: &mut Context<'t>,
    ledger: &Ledger<'t>,
    case: &Case<'t>,
    (holds, total): (DefinitionId, DefinitionId),
    name: &str,
) -> DefinitionId {
    let declaration =
        ledger.declaration(&["余额", name, "全额"], Role::Hidden, case.line.span, &case.line.notes);
    let span = case.line.span;
    context.declare_on_demand(declaration, move |context| {
        let value = context.definition_value(total, span);
        let holds = context.definition_value(holds, span);
        only(Some(holds), value, span)
    })
}

/// `市 3 : 区 7`: each but the last is rounded; the last, which is that of the party that takes the remainder, is what the
/// others leave.
fn declare_shares<'t>(
    context: &mut Context<'t>,
    ledger: &Ledger<'t>,
    case: &Case<'t>,
    (total, exact, closing): (DefinitionId, DefinitionId, &Closing),
    name: &str,
) {
    let span = case.line.span;
    let figures: Vec<RBig> = case.shares.iter().map(|(_, figure)| weight(figure.as_ref())).collect();
    let whole = figures.iter().fold(RBig::ZERO, |sum, figure| sum + figure);
    if figures.iter().any(RBig::is_zero) || whole.is_zero() {
        context.report(report::share_of_nothing(span));
        return;
    }
    let last = closing.last(context, ledger, case.shares);
    let mut others: Vec<DefinitionId> = Vec::new();
    for (at, ((party, _), figure)) in
        case.shares.iter().zip(figures).enumerate().filter(|(at, _)| *at != last)
    {
        let part = format!("第{}份", at + 1);
        let declaration = ledger.declaration(&["余额", name, &part], Role::Hidden, span, &case.line.notes);
        let (own, holds, share) = (ledger.clone(), case.holds, figure / whole.clone());
        let id = context.declare_on_demand(declaration, move |context| {
            let value = close::exact_share(context, exact, &share, span);
            let value = own.round(context, value);
            let holds = holds.map(|id| context.definition_value(id, span));
            if value.ty.is_unknown() { value } else { only(holds, value, span) }
        });
        ledger.post(context, "余额", id, party, (&case.line.notes, span));
        others.push(id);
    }
    let Some((party, _)) = case.shares.get(last) else { return };
    let declaration = ledger.declaration(&["余额", name, "末份"], Role::Hidden, span, &case.line.notes);
    let holds = case.holds;
    let id = context.declare_on_demand(declaration, move |context| {
        let value = beside(context, total, &others, span);
        let holds = holds.map(|id| context.definition_value(id, span));
        if value.ty.is_unknown() { value } else { only(holds, value, span) }
    });
    ledger.post(context, "余额", id, party, (&case.line.notes, span));
}

/// The balance less the shares of others.
fn beside(context: &mut Context<'_>, total: DefinitionId, others: &[DefinitionId], span: Span) -> Core {
    let total = context.definition_value(total, span);
    let Some(unit) = total.ty.unit().cloned() else { return build::unknown(span) };
    let zero = super::line::zero(&unit, span);
    let parts: Vec<Core> =
        others.iter().map(|id| applies_or(context.definition_value(*id, span), zero.clone())).collect();
    if parts.iter().any(|part| part.ty.is_unknown()) {
        return build::unknown(span);
    }
    let taken = build::total(parts, &unit, span);
    Core { span, ..build::sum(Operator::Subtract, total, taken) }
}

/// The figure of a party in `市 3 : 区 7`.
fn weight(figure: Option<&Number>) -> RBig {
    figure.and_then(|number| crate::number::parse_decimal(&number.digits)).unwrap_or(RBig::ZERO)
}
