//! Lines: ratios, amounts, steps of a waterfall, and the parts of each.

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::{Expr, ExprKind, LedgerLine, LedgerLineKind, Party};
use heng_grammar::vocabulary::Concept;

use super::super::super::{Context, Scope, build, range};
use super::super::common::{applies_or, only};
use super::close::{Base, Taken};
use super::{Given, Ledger, among, clamp, close};
use crate::check::amount::Counted;
use crate::check::diagnostic::ledger as report;
use crate::program::{Core, DefinitionId, Role, Type, Unit};

/// The lines declared so far: depth, name, value.
pub(super) type Lines = Vec<(u32, String, DefinitionId)>;

/// Declares a line and posts its leaves.
pub(super) fn declare<'t>(
    context: &mut Context<'t>,
    ledger: &Ledger<'t>,
    (at, tree): (usize, &'t LedgerLine),
    before: &[Given],
    lines: &mut Lines,
) -> Given {
    let names = names(at, tree);
    let exact = declare_exact(context, ledger, tree, &names, before);
    let posted = declare_posted(context, ledger, tree, &names, (exact, before));
    lines.push((0, names.join("."), posted));
    post(context, ledger, tree, (&names, posted), 1, lines);
    Given { exact, posted }
}

/// Declares the line that takes what the others leave, where no balance is written.
pub(super) fn declare_closing<'t>(
    context: &mut Context<'t>,
    ledger: &Ledger<'t>,
    (at, tree): (usize, &'t LedgerLine),
    before: &[Given],
    lines: &mut Lines,
) {
    let names = names(at, tree);
    let exact = declare_exact(context, ledger, tree, &names, before);
    let others: Vec<DefinitionId> = before.iter().map(|given| given.posted).collect();
    let (own, span) = (ledger.clone(), tree.span);
    let role = role(tree);
    let declaration = ledger.declaration(&refs(&names), role, span, &tree.notes);
    let closes = if ledger.rounding.is_some() || role == Role::Hidden {
        context.declare_on_demand(declaration, move |context| own.less(context, &others, span))
    } else {
        // The line is its own exact value: that the others leave just so much is proved when all types are known.
        exact
    };
    lines.push((0, names.join("."), closes));
    post(context, ledger, tree, (&names, closes), 1, lines);
}

/// The name of a line below its ledger; one without a name goes by its party, and has its place for a name.
fn names(at: usize, tree: &LedgerLine) -> Vec<String> {
    match &tree.kind {
        LedgerLineKind::Share { name: Some(name), .. } | LedgerLineKind::Step { name: Some(name), .. } => {
            vec![name.text.clone()]
        }
        LedgerLineKind::Share { party, .. } | LedgerLineKind::Step { party, .. } => {
            let party = party.path.names.first().map(|name| name.text.clone()).unwrap_or_default();
            vec![party, format!("第{}项", at + 1)]
        }
        LedgerLineKind::Balance { .. } => vec![Concept::Balance.word().zh.to_owned()],
    }
}

pub(super) fn role(tree: &LedgerLine) -> Role {
    match &tree.kind {
        LedgerLineKind::Share { name: None, .. } | LedgerLineKind::Step { name: None, .. } => Role::Hidden,
        _ => Role::Part,
    }
}

pub(super) fn refs(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

/// The value before rounding; the line itself where nothing is rounded.
fn declare_exact<'t>(
    context: &mut Context<'t>,
    ledger: &Ledger<'t>,
    tree: &'t LedgerLine,
    names: &[String],
    before: &[Given],
) -> DefinitionId {
    let rounds = ledger.rounding.is_some();
    let mut names = refs(names);
    if rounds {
        names.push("取整前");
    }
    let role = if rounds { Role::Hidden } else { role(tree) };
    let declaration = ledger.declaration(&names, role, tree.span, &tree.notes);
    let (own, before) = (ledger.clone(), before.to_vec());
    let id = close::next_id(context);
    context.declare_on_demand(declaration, move |context| {
        let value = value(context, &own, tree, &before, id);
        if value.ty.is_unknown() {
            return value;
        }
        let value = answered(context, &own.scope, tree, value);
        reached(context, &own.scope, tree, value)
    })
}

/// The value as posted: rounded, and a step takes no more than is left.
fn declare_posted<'t>(
    context: &mut Context<'t>,
    ledger: &Ledger<'t>,
    tree: &'t LedgerLine,
    names: &[String],
    (exact, before): (DefinitionId, &[Given]),
) -> DefinitionId {
    if ledger.rounding.is_none() {
        return exact;
    }
    let declaration = ledger.declaration(&refs(names), role(tree), tree.span, &tree.notes);
    let own = ledger.clone();
    let before: Vec<DefinitionId> = before.iter().map(|given| given.posted).collect();
    context.declare_on_demand(declaration, move |context| {
        let value = context.definition_value(exact, tree.span);
        let value = own.round(context, value);
        if !matches!(tree.kind, LedgerLineKind::Step { .. }) || value.ty.is_unknown() {
            return value;
        }
        let left = own.less(context, &before, tree.span);
        build::smaller(vec![value, left], tree.span)
    })
}

fn value<'t>(
    context: &mut Context<'t>,
    ledger: &Ledger<'t>,
    tree: &'t LedgerLine,
    before: &[Given],
    id: DefinitionId,
) -> Core {
    match &tree.kind {
        LedgerLineKind::Share { amount, base, .. } => {
            let share = Share { amount, base: base.as_ref(), line: tree, within: None };
            share.value(context, ledger, before, id)
        }
        LedgerLineKind::Step { limit, .. } => step(context, ledger, (tree, limit), before),
        LedgerLineKind::Balance { .. } => build::unknown(tree.span),
    }
}

/// A ratio of a base, or an amount.
pub(super) struct Share<'a, 't> {
    pub amount: &'t Expr,
    pub base: Option<&'t Expr>,
    pub line: &'t LedgerLine,
    /// The line it is a part of.
    pub within: Option<&'a str>,
}

impl<'t> Share<'_, 't> {
    /// Its value in the unit of the source; how much of the source it takes is remembered.
    pub fn value(
        &self,
        context: &mut Context<'t>,
        ledger: &Ledger<'t>,
        before: &[Given],
        id: DefinitionId,
    ) -> Core {
        let source = ledger.source(context, self.line.span);
        let scope = ledger.scope_of(context, self.amount);
        let amount = context.expression(self.amount, &scope);
        clamp::remember(context, &amount, &self.notes(ledger));
        let amount = context.numeric(amount);
        let (Some(unit), Some(own)) = (source.ty.unit().cloned(), amount.ty.unit().cloned()) else {
            return build::unknown(self.line.span);
        };
        if !is_ratio(context, &own, &unit) {
            if let Some(base) = self.base {
                context.report(report::base_of_amount(self.amount.span, base.span));
            }
            return context.fit(amount, &Type::number(unit), Some(ledger.tree.source.span));
        }
        let Some((kind, base)) = self.base(context, ledger, before) else {
            return build::unknown(self.line.span);
        };
        let taken = Taken::of(context, &amount, kind, self.line.condition.is_some());
        context.blocks.ledgers.taken.insert(id, taken);
        let value = context.multiply(amount, base);
        let value = context.fit(value, &Type::number(unit), Some(ledger.tree.source.span));
        Core { span: self.line.span, ..value }
    }

    /// What the ratio is of.
    fn base(&self, context: &mut Context<'t>, ledger: &Ledger<'t>, before: &[Given]) -> Option<(Base, Core)> {
        let Some(tree) = self.base else {
            if let Some(line) = self.within {
                context.report(report::part_of_what(self.amount.span, line));
                return None;
            }
            return Some((Base::Source, ledger.source(context, self.line.span)));
        };
        if let ExprKind::Name(name) = tree.kind.as_ref() {
            if matches!(name.text.as_str(), "来源" | "source") {
                return Some((Base::Source, ledger.source(context, tree.span)));
            }
            if Concept::Balance.is(&name.text) && self.within.is_none() {
                let given: Vec<DefinitionId> = before.iter().map(|given| given.exact).collect();
                return Some((Base::Balance, ledger.less(context, &given, tree.span)));
            }
        }
        let scope = ledger.scope_of(context, tree);
        let value = context.expression(tree, &scope);
        clamp::remember(context, &value, &self.notes(ledger));
        let value = context.numeric(value);
        (!value.ty.is_unknown()).then_some((Base::Other, value))
    }

    /// The articles that stand for the clamps written in the line.
    fn notes(&self, ledger: &Ledger<'t>) -> heng_grammar::tree::Notes {
        let citations = ledger.citations(&self.line.notes);
        heng_grammar::tree::Notes { citations, ..heng_grammar::tree::Notes::default() }
    }
}

/// Whether a number in `unit` is a ratio of amounts in the source's unit.
fn is_ratio(context: &Context<'_>, unit: &Unit, source: &Unit) -> bool {
    let units = &context.program.units;
    let plain_source = units.is_dimensionless(source);
    units.is_dimensionless(unit) && !units.is_count(unit) && !(plain_source && unit == source)
}

/// Up to so much of what is left.
fn step<'t>(
    context: &mut Context<'t>,
    ledger: &Ledger<'t>,
    (line, limit): (&'t LedgerLine, &'t Expr),
    before: &[Given],
) -> Core {
    let source = ledger.source(context, line.span);
    let Some(number) = source.ty.as_number().cloned() else { return build::unknown(line.span) };
    if !range::is_nonnegative(&number.range) && !close::is_part(context, ledger.source) {
        context.report(report::source_may_be_negative(ledger.tree.source.span, line.span));
    }
    let wanted = Type::number(number.unit);
    let scope = ledger.scope_of(context, limit);
    let limit = context.expect(limit, &scope, &wanted);
    clamp::remember(context, &limit, &line.notes);
    if limit.ty.is_unknown() {
        return limit;
    }
    let limit = close::not_negative(context, ledger, limit, line.span);
    let given: Vec<DefinitionId> = before.iter().map(|given| given.exact).collect();
    let left = ledger.less(context, &given, line.span);
    let known = close::covered(context, before) && !close::is_part(context, ledger.source);
    let left = match known {
        true => left,
        false => close::not_overdrawn(context, ledger, left, line.span),
    };
    if left.ty.is_unknown() {
        return left;
    }
    Core { span: line.span, ..build::smaller(vec![limit, left], line.span) }
}

/// With the answer of its 缺失 clause; without one, a value that may be missing is reported.
fn answered<'t>(context: &mut Context<'t>, scope: &Scope, tree: &'t LedgerLine, value: Core) -> Core {
    let missing = tree.missing.as_ref().filter(|missing| {
        use heng_grammar::tree::MissingAnswer as A;
        matches!(missing.answer, A::Value(_) | A::ItemMean)
    });
    context.answered(value, missing, scope)
}

/// For the rows that its 当 reaches; the others have no such line.
fn reached<'t>(context: &mut Context<'t>, scope: &Scope, tree: &'t LedgerLine, value: Core) -> Core {
    let held = held(context, scope, tree);
    only(held, value, tree.span)
}

/// Whether its 当 holds; none where it has none.
pub(super) fn held<'t>(context: &mut Context<'t>, scope: &Scope, tree: &'t LedgerLine) -> Option<Core> {
    let condition = tree.condition.as_ref()?;
    let missing = tree.missing.as_ref().filter(|missing| {
        use heng_grammar::tree::MissingAnswer as A;
        matches!(missing.answer, A::Applies | A::NotApplicable)
    });
    let value = context.condition(condition, scope, missing);
    context.amounts.counted.push(Counted {
        name: line_name(tree),
        key: (tree.span, scope.year),
        place: tree.span,
        condition: Some(value.clone()),
        amount: value.clone(),
        frame: scope.frame,
    });
    Some(applies_or(value, build::yes_no(false, condition.span)))
}

/// What a message calls a line: its name, else its party.
fn line_name(tree: &LedgerLine) -> String {
    names(0, tree).into_iter().next().unwrap_or_default()
}

/// Posts a line: its parts, and what is left of it beside them.
pub(super) fn post<'t>(
    context: &mut Context<'t>,
    ledger: &Ledger<'t>,
    tree: &'t LedgerLine,
    (names, value): (&[String], DefinitionId),
    depth: u32,
    lines: &mut Lines,
) {
    let Some(party) = receiver(tree) else { return };
    let label = label(tree, names);
    if let Some(rows) = &tree.among {
        among::post(context, ledger, (tree, rows), (names, value), &label);
        return;
    }
    if tree.parts.is_empty() {
        ledger.post(context, &label, value, party, (&tree.notes, tree.span));
        return;
    }
    let mut parts = Vec::new();
    for (at, part) in tree.parts.iter().enumerate() {
        let own: Vec<String> = names.iter().cloned().chain(self::names(at, part)).collect();
        let given = declare_part(context, ledger, part, &own, &label);
        lines.push((depth, own.join("."), given));
        post(context, ledger, part, (&own, given), depth + 1, lines);
        parts.push(given);
    }
    let mut own = refs(names);
    own.push("本项留用");
    let declaration = ledger.declaration(&own, Role::Hidden, tree.span, &tree.notes);
    let (of, span) = (ledger.clone(), tree.span);
    let rest = context.declare_on_demand(declaration, move |context| {
        close::beside_parts(context, &of, value, &parts, span)
    });
    ledger.post(context, &label, rest, party, (&tree.notes, tree.span));
}

/// 其中 …: a share of a line, rounded as lines are.
fn declare_part<'t>(
    context: &mut Context<'t>,
    ledger: &Ledger<'t>,
    tree: &'t LedgerLine,
    names: &[String],
    line: &str,
) -> DefinitionId {
    let declaration = ledger.declaration(&refs(names), role(tree), tree.span, &tree.notes);
    let (own, line) = (ledger.clone(), line.to_owned());
    let id = close::next_id(context);
    context.declare_on_demand(declaration, move |context| {
        let LedgerLineKind::Share { amount, base, .. } = &tree.kind else { return build::unknown(tree.span) };
        let share = Share { amount, base: base.as_ref(), line: tree, within: Some(&line) };
        let value = share.value(context, &own, &[], id);
        let value = own.round(context, value);
        if value.ty.is_unknown() {
            return value;
        }
        let value = answered(context, &own.scope, tree, value);
        reached(context, &own.scope, tree, value)
    })
}

fn receiver(tree: &LedgerLine) -> Option<&Party> {
    match &tree.kind {
        LedgerLineKind::Share { party, .. } | LedgerLineKind::Step { party, .. } => Some(party),
        LedgerLineKind::Balance { shares, .. } => shares.first().map(|(party, _)| party),
    }
}

/// What a posting calls its line: the party where the line has no name.
fn label(tree: &LedgerLine, names: &[String]) -> String {
    match role(tree) {
        Role::Hidden => {
            names.iter().take(names.len().saturating_sub(1)).cloned().collect::<Vec<_>>().join(".")
        }
        _ => names.join("."),
    }
}

/// A plain zero of a unit.
pub(super) fn zero(unit: &Unit, span: Span) -> Core {
    build::number(RBig::ZERO, unit.clone(), span)
}
