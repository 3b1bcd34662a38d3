//! Classes by place: `A 前 10%；B 至 70%；C 至 95%；D 其余`.
//!
//! The k-th of n falls in the first class whose cut is at least k; a cut is the share of n, made whole as 取整 says.

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::{BandBase, BandRounding, MissingOrder, OrderKey as OrderTree, RoundingMode, Ties};

use super::super::super::{Context, Declaration, build};
use super::super::common::{applies_or, below, only, part};
use super::bounds::{Ranked, Reach, checked, ranked};
use super::{Shared, by_value, descending, recorded};
use crate::check::band as check;
use crate::check::diagnostic::band as report;
use crate::program::{
    Aggregate, AggregateFunction, BandBlock, Block, Comparison, Core, DefinitionId, GroupKey, Link, Node,
    Operator, OrderKey, Ranking, Role, TieMethod, Type, Unit,
};
use crate::value::Absence;

/// The definitions that a ranking is made of.
#[derive(Clone)]
struct Made {
    by: DefinitionId,
    /// Whether the row is ranked.
    takes_part: DefinitionId,
    rank: DefinitionId,
    base: DefinitionId,
}

/// The value ranked by, as a definition of its own: shown, and shared by the place and the class.
pub(super) fn declare_by<'t>(context: &mut Context<'t>, shared: &Shared<'t>) -> DefinitionId {
    let path = vec![shared.band.name.text.clone(), "依据".to_owned()];
    let declaration =
        Declaration::new(path, &shared.scope, Type::unknown(), Role::Hidden, shared.band.by.span);
    let shared = shared.clone();
    context.declare_on_demand(declaration, move |context| by_value(context, &shared).0)
}

/// Declares the place, the base, the cuts and the class.
pub(super) fn declare<'t>(context: &mut Context<'t>, shared: &Shared<'t>) {
    report_unstated(context, shared);
    let by = declare_by(context, shared);
    let takes_part = declare_takes_part(context, shared, by);
    let groups = declare_groups(context, shared);
    let rank = declare_rank(context, shared, by, takes_part, &groups);
    let base = declare_base(context, shared, takes_part, &groups);
    let tied = declare_tied(context, shared, by, takes_part, &groups);
    let made = Made { by, takes_part, rank, base };
    let cuts = declare_cuts(context, shared, &made);
    let id = declare_class(context, shared, &made, &cuts);
    let positions = cuts.iter().filter_map(|(class, cut)| {
        let name = shared.band.classes.get(*class)?;
        Some((context.position_or_alias(&shared.scope, shared.choice, &name.class.text)?, *cut))
    });
    let cuts = positions.collect();
    let result = part(&context.program, &shared.band.name.text, id);
    context.program.blocks.push(Block::Band(BandBlock {
        result,
        table: shared.table,
        choice: shared.choice,
        by: made.by,
        rank: Some(rank),
        tied: Some(tied),
        cuts,
        base: Some(base),
    }));
}

/// Ties, rounding and base are said, or an error each.
fn report_unstated(context: &mut Context<'_>, shared: &Shared<'_>) {
    let (name, span) = (&shared.band.name.text, shared.placed.item.header);
    let first = shared.band.classes.first().map(|class| class.span);
    if shared.band.ties.is_none() {
        context.report(check::ties_not_stated(name, span, first, &unique_keys(context, shared)));
    }
    report_ties_left(context, shared);
    if shared.band.rounding.is_none() {
        context.report(check::rounding_not_stated(name, span, first));
    }
    if shared.band.base.is_none() {
        context.report(check::base_not_stated(name, span, first));
    }
}

/// The columns that tell the rows of the table apart.
fn unique_keys(context: &Context<'_>, shared: &Shared<'_>) -> Vec<String> {
    let Some(schema) = context.program.tables.get(shared.table.index()) else { return Vec::new() };
    let columns = schema.key_columns().filter_map(|at| schema.columns.get(at));
    columns.map(|column| column.name.clone()).collect()
}

/// Some tie key is the table's key, or the key's columns are all among them.
fn report_ties_left(context: &mut Context<'_>, shared: &Shared<'_>) {
    let Some(Ties::Keys(keys, span)) = &shared.band.ties else { return };
    let unique = unique_keys(context, shared);
    let named = |column: &String| {
        keys.iter().any(|key| match key.value.kind.as_ref() {
            heng_grammar::tree::ExprKind::Name(name) => name.text == *column,
            _ => false,
        })
    };
    if unique.is_empty() || !unique.iter().all(named) {
        context.report(report::ties_left(*span, &unique));
    }
}

fn name(shared: &Shared<'_>, last: &str) -> Vec<String> {
    below(std::slice::from_ref(&shared.band.name.text), &[last])
}

/// A row is ranked where `参评` says so and, with `缺失 不适用`, where it has the value.
fn declare_takes_part<'t>(context: &mut Context<'t>, shared: &Shared<'t>, by: DefinitionId) -> DefinitionId {
    let span = shared.placed.item.header;
    let declaration =
        Declaration::new(name(shared, "排名者"), &shared.scope, Type::yes_no(), Role::Hidden, span);
    let shared = shared.clone();
    context.declare_on_demand(declaration, move |context| {
        let mut parts = Vec::new();
        if let Some(ranked) = context.blocks.participation(shared.table, shared.scope.year).map(|p| p.ranked)
        {
            parts.push(context.definition_value(ranked, span));
        }
        let value = context.definition_value(by, span);
        if value.ty.optional {
            parts.push(build::present(value));
        }
        build::and(parts, span)
    })
}

/// 按 …, and the group of `参评` for 各群体.
fn declare_groups<'t>(context: &mut Context<'t>, shared: &Shared<'t>) -> Vec<DefinitionId> {
    let mut groups = Vec::new();
    if shared.band.each_group {
        match context.blocks.participation(shared.table, shared.scope.year).and_then(|p| p.group) {
            Some((group, _)) => groups.push(group),
            None => context.report(report::no_groups(&shared.band.name, shared.placed.item.header)),
        }
    }
    for (position, tree) in shared.band.group.iter().enumerate() {
        let path = name(shared, &format!("分组{}", position + 1));
        let declaration = Declaration::new(path, &shared.scope, Type::unknown(), Role::Hidden, tree.span);
        let scope = shared.scope.clone();
        groups.push(context.declare_on_demand(declaration, move |context| {
            let value = context.expression(tree, &scope);
            context.must_be_present(value, &scope)
        }));
    }
    groups
}

fn values(context: &mut Context<'_>, ids: &[DefinitionId], span: Span) -> Vec<Core> {
    ids.iter().map(|id| context.definition_value(*id, span)).collect()
}

/// `.名次`
fn declare_rank<'t>(
    context: &mut Context<'t>,
    shared: &Shared<'t>,
    by: DefinitionId,
    takes_part: DefinitionId,
    groups: &[DefinitionId],
) -> DefinitionId {
    let span = shared.placed.item.header;
    let declaration =
        Declaration::new(name(shared, "名次"), &shared.scope, Type::unknown(), Role::Part, span);
    let (shared, groups) = (shared.clone(), groups.to_vec());
    context.declare_on_demand(declaration, move |context| {
        let descending = descending(context, &shared);
        let value = context.definition_value(by, shared.band.by.span);
        let mut order = vec![OrderKey { value, descending, missing_first: false }];
        let ties = match &shared.band.ties {
            Some(Ties::Keys(keys, _)) => {
                order.extend(keys.iter().filter_map(|key| order_key(context, &shared, key)));
                TieMethod::Unique
            }
            Some(Ties::Shared(_)) | None => TieMethod::Best,
        };
        let filter = Some(context.definition_value(takes_part, span));
        let group = values(context, &groups, span);
        let node = Node::Rank(Ranking { filter, group, order, ties });
        Core::new(node, Type::whole(), span)
    })
}

fn order_key<'t>(context: &mut Context<'t>, shared: &Shared<'t>, key: &'t OrderTree) -> Option<OrderKey> {
    let value = context.expression(&key.value, &shared.scope);
    if value.ty.is_unknown() {
        return None;
    }
    let descending = key.direction == Some(heng_grammar::tree::Direction::Descending);
    let (value, missing_first) = match &key.missing {
        Some(MissingOrder::Last) => (value, false),
        Some(MissingOrder::First) => (value, true),
        Some(MissingOrder::Value(tree)) => {
            let answer = context.expect(tree, &shared.scope, &value.ty.clone());
            (build::if_missing(value, answer), false)
        }
        None => {
            if value.ty.optional {
                context.report(report::tie_key_missing(key.span));
            }
            (value, false)
        }
    };
    Some(OrderKey { value, descending, missing_first })
}

/// How many are counted: 排名者, 参评者 or 列入者, of the row's own group.
fn declare_base<'t>(
    context: &mut Context<'t>,
    shared: &Shared<'t>,
    takes_part: DefinitionId,
    groups: &[DefinitionId],
) -> DefinitionId {
    let span = shared.placed.item.header;
    let declaration = Declaration::new(name(shared, "基数"), &shared.scope, Type::whole(), Role::Part, span);
    let (shared, groups) = (shared.clone(), groups.to_vec());
    context.declare_on_demand(declaration, move |context| {
        let stated = shared.band.base.as_ref();
        let base = stated.and_then(|base| context.option(base, &shared.scope));
        if stated.is_some() && base.is_none() {
            return build::absent(Absence::Undecided, Type::whole(), span);
        }
        let participation = context.blocks.participation(shared.table, shared.scope.year);
        let filter = match (base, participation) {
            (Some(BandBase::Scored(_)), Some(p)) => Some(p.scored),
            (Some(BandBase::Listed(_)), Some(p)) => Some(p.listed),
            (Some(BandBase::Scored(_) | BandBase::Listed(_)), None) => None,
            (Some(BandBase::Ranked(_)) | None, _) => Some(takes_part),
        };
        let filter = filter.map(|id| context.definition_value(id, span));
        let keys = values(context, &groups, span);
        count(&shared, filter, keys, span)
    })
}

fn count(shared: &Shared<'_>, filter: Option<Core>, keys: Vec<Core>, span: Span) -> Core {
    let group = keys.into_iter().map(|key| GroupKey { inner: key.clone(), outer: key }).collect();
    let aggregate = Aggregate {
        function: AggregateFunction::Count,
        table: shared.table,
        link: Link::Whole,
        filter,
        value: None,
        group,
        order: Vec::new(),
    };
    let mut ty = Type::whole();
    if let crate::program::Kind::Number(number) = &mut ty.kind {
        number.range.lower = Some((RBig::ZERO, true));
    }
    Core::new(Node::Aggregate(aggregate), ty, span)
}

/// Whether another ranked row has the same value, so that the tie rule decided.
fn declare_tied<'t>(
    context: &mut Context<'t>,
    shared: &Shared<'t>,
    by: DefinitionId,
    takes_part: DefinitionId,
    groups: &[DefinitionId],
) -> DefinitionId {
    let span = shared.placed.item.header;
    let declaration =
        Declaration::new(name(shared, "并列"), &shared.scope, Type::yes_no(), Role::Hidden, span);
    let (shared, groups) = (shared.clone(), groups.to_vec());
    context.declare_on_demand(declaration, move |context| {
        let takes_part = context.definition_value(takes_part, span);
        let mut keys = values(context, &groups, span);
        keys.push(context.definition_value(by, span));
        let same = count(&shared, Some(takes_part.clone()), keys, span);
        let more = build::compare(Comparison::Greater, same, build::number(RBig::ONE, Unit::plain(), span));
        build::and(vec![takes_part, applies_or(more, build::yes_no(false, span))], span)
    })
}

/// The last place of each class that has one, by its position among the classes; for 后, how many places it has.
fn declare_cuts<'t>(
    context: &mut Context<'t>,
    shared: &Shared<'t>,
    made: &Made,
) -> Vec<(usize, DefinitionId)> {
    let mut cuts = Vec::new();
    for (position, class) in shared.band.classes.iter().enumerate() {
        if class.bound == heng_grammar::tree::BandBound::Rest {
            continue;
        }
        let path = below(std::slice::from_ref(&shared.band.name.text), &["档界", &class.class.text]);
        let declaration = Declaration::new(path, &shared.scope, Type::unknown(), Role::Part, class.span);
        let (shared, base) = (shared.clone(), made.base);
        let id = context.declare_on_demand(declaration.notes(&class.notes), move |context| {
            let (reach, bottom) = match ranked(context, class, &shared.scope) {
                Some(Ranked::To(reach, _)) => (reach, false),
                Some(Ranked::Bottom(reach)) => (reach, true),
                Some(Ranked::Rest) | None => return build::unknown(class.span),
            };
            let whole = context.definition_value(base, class.span);
            let stated = shared.band.rounding.as_ref();
            let rounding = stated.and_then(|rounding| context.option(rounding, &shared.scope));
            if stated.is_some() && rounding.is_none() {
                return build::undecided(whole);
            }
            let cut = cut(rounding, &reach, whole.clone());
            if bottom { build::sum(Operator::Subtract, whole, cut) } else { cut }
        });
        cuts.push((position, id));
    }
    cuts
}

/// n × share, made whole as 取整 says; or the places as they are.
fn cut(rounding: Option<BandRounding>, reach: &Reach, base: Core) -> Core {
    let share = match reach {
        Reach::Places(places) => return places.clone(),
        Reach::Share(share) => share.clone(),
    };
    let span = share.span;
    let exact =
        Core::new(Node::Arithmetic(Operator::Multiply, base, share), Type::number(Unit::plain()), span);
    match rounding {
        Some(BandRounding::HalfUp) => build::round(exact, RBig::ONE, RoundingMode::HalfAwayFromZero),
        Some(BandRounding::Floor) => build::round(exact, RBig::ONE, RoundingMode::TowardZero),
        Some(BandRounding::Ceiling) => build::round(exact, RBig::ONE, RoundingMode::AwayFromZero),
        Some(BandRounding::None) | None => exact,
    }
}

/// The first class whose cut is at least the place; the last places first where a class counts from the bottom.
fn declare_class<'t>(
    context: &mut Context<'t>,
    shared: &Shared<'t>,
    made: &Made,
    cuts: &[(usize, DefinitionId)],
) -> DefinitionId {
    let span = shared.placed.item.header;
    let path = vec![shared.band.name.text.clone()];
    let declaration = Declaration::new(path, &shared.scope, Type::choice(shared.choice), Role::Named, span);
    let (inner, made, cuts) = (shared.clone(), made.clone(), cuts.to_vec());
    context.declare_on_demand(declaration.notes(&shared.placed.item.notes), move |context| {
        class_body(context, &inner, &made, &cuts)
    })
}

fn class_body<'t>(
    context: &mut Context<'t>,
    shared: &Shared<'t>,
    made: &Made,
    cuts: &[(usize, DefinitionId)],
) -> Core {
    let span = shared.placed.item.header;
    let rank = context.definition_value(made.rank, span);
    let mut tests: Vec<(Core, Core)> = Vec::new();
    let mut rest = None;
    let mut classes = Vec::new();
    for (position, class) in shared.band.classes.iter().enumerate() {
        let member = context.member_value(&shared.scope, shared.choice, &class.class);
        let Some(bound) = ranked(context, class, &shared.scope) else { continue };
        classes.push(checked(class, &bound));
        let cut = cuts.iter().find(|(at, _)| *at == position).map(|(_, id)| *id);
        let cut = cut.map(|id| context.definition_value(id, class.span));
        let operator = match bound {
            Ranked::To(_, false) => Comparison::LessOrEqual,
            Ranked::To(_, true) => Comparison::Less,
            Ranked::Bottom(_) => Comparison::Greater,
            Ranked::Rest => {
                rest = Some(member);
                continue;
            }
        };
        if let Some(cut) = cut {
            tests.push((build::compare(operator, rank.clone(), cut), member));
        }
    }
    check::ranked(&classes).into_iter().for_each(|found| context.report(found));
    // Without 其余 the last class reaches the end, as the check of the order has made sure.
    let mut class = match rest {
        Some(rest) => rest,
        None => tests.pop().map_or_else(|| build::unknown(span), |(_, member)| member),
    };
    for (test, member) in tests.into_iter().rev() {
        class = build::if_(test, member, class, span);
    }
    let takes_part = context.definition_value(made.takes_part, span);
    if context.blocks.participation(shared.table, shared.scope.year).is_some() {
        let other = recorded(context, shared);
        return build::if_(takes_part, class, other, span);
    }
    only(Some(takes_part), class, span)
}
