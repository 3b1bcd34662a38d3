//! One item of a score: `亩均税收 45 基准 亩均税收基准 上限 1.5 倍 下限 0 分 缺失 0 分`.

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_grammar::tree::{Expr, Missing, MissingAnswer, ScoreEntry};

use super::super::super::{Context, Declaration, Scope, build};
use super::super::common::{below, depends_on_row, only};
use super::super::points;
use super::{Clauses, DeclaredItem, Frame};
use crate::check::amount::{Baseline, Item, Limit, Ratio};
use crate::check::diagnostic::{missing as missing_report, score as report};
use crate::program::{
    Aggregate, AggregateFunction, Core, DefinitionId, Kind, Link, Node, Role, TableId, Type,
};

/// The parts of an item that its points are made of.
#[derive(Clone)]
struct Parts<'t> {
    entry: &'t ScoreEntry,
    clauses: Clauses<'t>,
    path: Vec<String>,
    value: Option<DefinitionId>,
    baseline: Option<DefinitionId>,
}

/// Declares the value, the baseline, the points and the answered points of an item.
pub(super) fn declare<'t>(
    context: &mut Context<'t>,
    frame: &Frame<'t>,
    entry: &'t ScoreEntry,
    path: &[String],
    inner: Vec<String>,
    clauses: Clauses<'t>,
) -> DeclaredItem<'t> {
    let points = clauses.get(|c| c.points.as_ref());
    let baseline = clauses.get(|c| c.baseline.as_ref());
    match (points, baseline) {
        (Some(points), Some(baseline)) => {
            context.report(report::two_ways(&entry.name, points.span, baseline.span));
        }
        (None, None) => context.report(report::no_way(&entry.name)),
        _ => {}
    }
    let written = entry.clauses.value.as_ref();
    let value = Some(declare_value(context, frame, entry, path, (written, baseline.is_some())));
    let baseline = baseline.map(|tree| declare_baseline(context, frame, entry, path, tree));
    let parts = Parts { entry, clauses, path: path.to_vec(), value, baseline };
    let points = declare_points(context, frame, parts);
    let limits = [clauses.get(|c| c.floor.as_ref()).is_some(), clauses.get(|c| c.cap.as_ref()).is_some()];
    DeclaredItem { entry, inner, depth: 0, points, named: points, value, baseline, limits }
}

/// 本项值: 指标, else what the item's own name means outside the block; an item by 计 alone need not have one.
fn declare_value<'t>(
    context: &mut Context<'t>,
    frame: &Frame<'t>,
    entry: &'t ScoreEntry,
    path: &[String],
    (written, needed): (Option<&'t Expr>, bool),
) -> DefinitionId {
    let scope = frame.scope.clone();
    let span = written.map_or(entry.name.span, |tree| tree.span);
    let declaration = Declaration::new(below(path, &["本项值"]), &scope, Type::unknown(), Role::Hidden, span);
    context.declare_on_demand(declaration.notes(&entry.notes), move |context| {
        let value = match written {
            Some(tree) => context.expression(tree, &scope),
            None if needed || context.find_value(&scope, &[&entry.name.text]).is_some() => {
                context.name(&entry.name, &scope)
            }
            None => return build::unknown(span),
        };
        if needed { context.numeric(value) } else { value }
    })
}

/// 本项基准: the data must make it positive. One that is the same for every row is computed and checked once.
fn declare_baseline<'t>(
    context: &mut Context<'t>,
    frame: &Frame<'t>,
    entry: &'t ScoreEntry,
    path: &[String],
    tree: &'t Expr,
) -> DefinitionId {
    let path = below(path, &["本项基准"]);
    let declaration = Declaration::new(path.clone(), &frame.scope, Type::unknown(), Role::Hidden, tree.span);
    let frame = frame.clone();
    context.declare_on_demand(declaration.notes(&entry.notes), move |context| {
        let value = context.expression(tree, &frame.scope);
        let value = context.numeric(value);
        if value.ty.is_unknown() {
            return value;
        }
        if points::constant(&value).is_some_and(|value| value <= RBig::ZERO) {
            return context.fail(report::baseline_not_positive(&entry.name, tree.span), tree.span);
        }
        let always = value.constant_number().is_some();
        let (name, frame_of) = (entry.name.text.clone(), frame.scope.frame);
        let noted = Baseline { name, value: value.clone(), frame: frame_of, place: tree.span };
        context.amounts.baselines.push(noted);
        let own = if entry.notes.citations.is_empty() { &frame.placed.item.notes } else { &entry.notes };
        if always {
            return value;
        }
        let requirement = report::baseline_fault(&entry.name, tree.span, own);
        if depends_on_row(&context.program, &value) {
            let value = context.require(value, requirement);
            return only(frame.reached(context), value, tree.span);
        }
        let value = context.require(value, requirement);
        let whole = Scope::whole(frame.scope.space).in_years_of(&frame.scope);
        let once = context.define_hidden(below(&path, &["全体"]), &whole, value);
        context.definition_value(once, tree.span)
    })
}

/// The points before and after the answer to missing ones; the latter have the item's name.
fn declare_points<'t>(context: &mut Context<'t>, frame: &Frame<'t>, parts: Parts<'t>) -> DefinitionId {
    let entry = parts.entry;
    let span = entry.span;
    let missing = parts.clauses.get(|c| c.missing.as_ref());
    let before =
        Declaration::new(below(&parts.path, &["未答"]), &frame.scope, Type::unknown(), Role::Hidden, span);
    let declaration = Declaration::new(parts.path.clone(), &frame.scope, Type::unknown(), frame.role, span);
    let declaration = declaration.notes(&entry.notes);
    let (first, second) = (frame.clone(), frame.clone());
    let again = parts.clone();
    let before = context.declare_on_demand(before, move |context| {
        let value = points_of(context, &first, &parts);
        only(first.reached(context), value, span)
    });
    context.declare_on_demand(declaration, move |context| {
        let value = context.definition_value(before, span);
        let answered = answer(context, &second, &again, before, value, missing);
        only(second.reached(context), answered, span)
    })
}

/// The scope of an item's own expressions, where 本项值 and its like have a meaning.
fn item_scope<'t>(
    context: &mut Context<'t>,
    frame: &Frame<'t>,
    parts: &Parts<'t>,
    weight: Option<&Core>,
) -> Scope {
    let span = parts.entry.name.span;
    let mut scope = frame.scope.clone();
    for (name, id) in [("本项值", parts.value), ("本项基准", parts.baseline)] {
        let value = id.map(|id| context.definition_value(id, span)).filter(|value| !value.ty.is_unknown());
        if let Some(value) = value {
            scope = scope.with_local(name, value);
        }
    }
    if let Some(weight) = weight {
        scope = scope.with_local("本项权重", weight.clone());
        let cap = parts.clauses.get(|c| c.cap.as_ref());
        let full = match cap {
            Some(tree) => points::limit(context, tree, &frame.scope, &frame.unit, Some(weight)),
            None => weight.clone(),
        };
        scope = scope.with_local("本项满分", full);
    }
    scope
}

fn weight_of<'t>(context: &mut Context<'t>, frame: &Frame<'t>, entry: &'t ScoreEntry) -> Option<Core> {
    let tree = entry.weight.as_ref()?;
    Some(points::points(context, tree, &frame.scope, &frame.unit))
}

/// clamp(value / baseline × weight), or 计.
fn points_of<'t>(context: &mut Context<'t>, frame: &Frame<'t>, parts: &Parts<'t>) -> Core {
    let span = parts.entry.span;
    let weight = weight_of(context, frame, parts.entry);
    let raw = match (parts.clauses.get(|c| c.points.as_ref()), parts.value, parts.baseline, &weight) {
        (Some(tree), _, _, _) => {
            let scope = item_scope(context, frame, parts, weight.as_ref());
            context.expect(tree, &scope, &frame.points_type())
        }
        (None, Some(value), Some(baseline), Some(weight)) => {
            let value = context.definition_value(value, parts.entry.name.span);
            let baseline = context.definition_value(baseline, span);
            ratio(context, frame, parts, [value, baseline, weight.clone()])
        }
        _ => build::unknown(span),
    };
    if raw.ty.is_unknown() {
        return raw;
    }
    let mut limit = |tree: Option<&'t Expr>| {
        tree.map(|tree| points::limit(context, tree, &frame.scope, &frame.unit, weight.as_ref()))
    };
    let lower = limit(parts.clauses.get(|c| c.floor.as_ref()));
    let upper = limit(parts.clauses.get(|c| c.cap.as_ref()));
    if let (Some(low), Some(high)) =
        (lower.as_ref().and_then(points::constant), upper.as_ref().and_then(points::constant))
        && low > high
    {
        context.report(report::floor_above_cap(&parts.entry.name, span, &low, &high));
    }
    let limited = build::clamp(raw.clone(), lower.clone(), upper.clone());
    note(context, frame, parts, (&raw, &limited), [lower, upper]);
    limited
}

/// Notes what the item says of amounts. A limit that stands for all items is no word on this one.
fn note<'t>(
    context: &mut Context<'t>,
    frame: &Frame<'t>,
    parts: &Parts<'t>,
    (raw, limited): (&Core, &Core),
    [lower, upper]: [Option<Core>; 2],
) {
    let (entry, own) = (parts.entry, &parts.entry.clauses);
    let weight = weight_of(context, frame, entry);
    let by_points = parts.clauses.get(|c| c.points.as_ref()).is_some();
    let ratio = match (parts.value, parts.baseline, &weight) {
        (Some(value), Some(baseline), Some(weight)) if !by_points => {
            Some(Ratio { value, baseline, weight: weight.clone() })
        }
        _ => None,
    };
    let capped = upper.is_some();
    let floor = lower.clone();
    for (cap, tree, limit) in [(false, &own.floor, lower), (true, &own.cap, upper)] {
        let (Some(tree), Some(limit)) = (tree, limit) else { continue };
        let value = match &floor {
            Some(floor) if cap => build::larger(vec![raw.clone(), floor.clone()], raw.span),
            _ => raw.clone(),
        };
        let (name, ratio) = (entry.name.text.clone(), ratio.clone());
        context.amounts.limits.push(Limit { name, cap, value, limit, ratio, place: tree.span });
    }
    let written = entry.weight.as_ref().map(|tree| tree.span);
    let weight = weight.as_ref().and_then(points::constant);
    context.amounts.items.push(Item {
        name: entry.name.text.clone(),
        place: entry.name.span,
        weight: weight.zip(written),
        given: by_points.then(|| raw.clone()),
        points: limited.clone(),
        capped,
        value: parts.value,
        block: (frame.placed.item.header, frame.scope.year),
    });
}

fn ratio<'t>(
    context: &mut Context<'t>,
    frame: &Frame<'t>,
    parts: &Parts<'t>,
    [value, baseline, weight]: [Core; 3],
) -> Core {
    let span = parts.entry.span;
    if let (Some(a), Some(b)) = (value.ty.unit(), baseline.ty.unit())
        && !context.program.units.same_dimension(a, b)
    {
        let (value_text, baseline_text) = (context.type_text(&value.ty), context.type_text(&baseline.ty));
        let baseline_span = parts.clauses.get(|c| c.baseline.as_ref()).map_or(span, |tree| tree.span);
        return context.fail(
            report::units_differ(&parts.entry.name, value.span, &value_text, baseline_span, &baseline_text),
            span,
        );
    }
    let quotient = context.divide(value, baseline);
    let product = context.multiply(quotient, weight);
    context.convert(product, &frame.unit, Some(span))
}

/// The points with the answer of `缺失 …`, which is not clamped.
fn answer<'t>(
    context: &mut Context<'t>,
    frame: &Frame<'t>,
    parts: &Parts<'t>,
    before: DefinitionId,
    value: Core,
    missing: Option<&'t Missing>,
) -> Core {
    match missing.map(|clause| (&clause.answer, clause.span)) {
        Some((MissingAnswer::ItemMean, span)) => {
            let Some(table) = frame.scope.table() else { return value };
            let mean = item_mean(context, frame, table, before, span);
            let requirement = report::no_item_mean(&parts.entry.name, span, &parts.entry.notes);
            let mean = context.require(mean, requirement);
            build::if_missing(value, mean)
        }
        Some((MissingAnswer::Value(tree), _)) => {
            let weight = weight_of(context, frame, parts.entry);
            let scope = item_scope(context, frame, parts, weight.as_ref());
            let answer = points::points(context, tree, &scope, &frame.unit);
            build::if_missing(value, context.must_be_present(answer, &scope))
        }
        None if value.ty.optional && !frame.scope.lenient => {
            let clauses = &parts.entry.clauses;
            let last = clauses.baseline.as_ref().or(clauses.points.as_ref()).map(|clause| clause.span);
            let answer = format!("0 {}", context.program.units.text(&frame.unit));
            context.report(missing_report::item_unanswered(value.span, last, answer.trim_end()));
            Core { ty: value.ty.clone().or_absent(false), ..value }
        }
        _ => context.answered(value, missing, &frame.scope),
    }
}

/// The mean of the item's points over the rows that are scored and have them.
fn item_mean(
    context: &mut Context<'_>,
    frame: &Frame<'_>,
    table: TableId,
    before: DefinitionId,
    span: Span,
) -> Core {
    let value = context.definition_value(before, span);
    let ty = Type { kind: value.ty.kind.clone(), optional: true };
    let filter = frame.reached.as_ref().map(|reach| context.definition_value(reach.0, span));
    let aggregate = Aggregate {
        function: AggregateFunction::Mean,
        table,
        link: Link::Whole,
        filter,
        value: Some(value),
        group: Vec::new(),
        order: Vec::new(),
    };
    let ty = match ty.kind {
        Kind::Number(mut number) => {
            number.whole = false;
            Type { kind: Kind::Number(number), optional: true }
        }
        kind => Type { kind, optional: true },
    };
    Core::new(Node::Aggregate(aggregate), ty, span)
}
