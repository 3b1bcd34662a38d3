//! Caps and floors that never bind, or always do.

use heng_grammar::span::Span;

use super::findings::Findings;
use super::text::{amount, at_least, at_most};
use crate::check::diagnostic::amount as report;
use crate::check::range::{Interval, Ranges, same};
use crate::program::{AggregateFunction, Block, Comparison, Core, DefinitionId, Link, Node, Operator};
use crate::value::{Absence, Value};

/// `上限 20 分`, `下限 0 分`
#[derive(Clone, Debug)]
pub struct Limit {
    /// What is limited.
    pub name: String,
    /// 上限, or 下限.
    pub cap: bool,
    /// The value before it is limited.
    pub value: Core,
    /// The limit, in the same unit.
    pub limit: Core,
    /// How the value was made, for an item of a score by its baseline.
    pub ratio: Option<Ratio>,
    /// The clause.
    pub place: Span,
}

/// value / baseline × weight
#[derive(Clone, Debug)]
pub struct Ratio {
    /// 本项值
    pub value: DefinitionId,
    /// 本项基准
    pub baseline: DefinitionId,
    /// The weight, in the unit of the points.
    pub weight: Core,
}

/// One argument of 取大 (`greatest`) or 取小.
#[derive(Clone, Debug)]
pub struct Rival {
    /// Whether the greatest is taken.
    pub greatest: bool,
    /// What it is, in the unit of the first.
    pub value: Core,
    /// Where it was written.
    pub place: Span,
}

pub(super) fn check(ranges: &Ranges<'_>, limits: &[Limit], findings: &mut Findings) {
    for limit in limits {
        let never = never_binds(ranges, limit);
        let always = never.is_none().then(|| always_binds(ranges, limit)).flatten();
        findings.look(1750, limit.place, never);
        findings.look(1751, limit.place, always);
    }
}

/// The value before the limit. No row is above the highest of all, so that its ratio to that is not above 1.
fn before(ranges: &Ranges<'_>, limit: &Limit) -> Interval {
    let value = ranges.of(&limit.value);
    match &limit.ratio {
        Some(ratio) if limit.cap && of_the_highest(ranges, ratio) => {
            let weight = ranges.of(&ratio.weight);
            value.meet(&Interval::between(None, weight.range.upper))
        }
        _ => value,
    }
}

fn never_binds(ranges: &Ranges<'_>, limit: &Limit) -> Option<heng_grammar::diagnostic::Diagnostic> {
    let (value, bound) = (before(ranges, limit), ranges.of(&limit.limit));
    let (program, ty) = (ranges.program(), &limit.limit.ty);
    // `下限 0 分` is a standing phrase, and a limit that is just reached is one that the document prints.
    let clear = match limit.cap {
        true => value.upper()? < bound.lower()?,
        false => value.lower()? > bound.upper()? && !bound.upper()?.is_zero(),
    };
    if value.is_empty() || bound.is_empty() || !clear {
        return None;
    }
    let reaches = if limit.cap { at_most(program, &value, ty) } else { at_least(program, &value, ty) };
    let said = bound.only().map(|at| amount(program, at, ty));
    let places = (limit.place, limit.value.span);
    let report = report::limit_never_binds(&limit.name, limit.cap, said.as_deref(), &reaches?, places);
    Some(match terms(ranges, &limit.value, limit.cap) {
        Some(sum) => report.help(format!("各项加起来：{sum}"), format!("its parts: {sum}")),
        None => report,
    })
}

/// How many parts of a sum are spelled out.
const SHOWN: usize = 12;

/// The parts of a sum of named values with their ends: `高新 8 分 + 专利 2 分`.
fn terms(ranges: &Ranges<'_>, sum: &Core, highest: bool) -> Option<String> {
    let program = ranges.program();
    let mut parts = Vec::new();
    let mut waiting = vec![sum];
    while let Some(core) = waiting.pop() {
        match core.node.as_ref() {
            Node::Arithmetic(Operator::Add, a, b) => waiting.extend([b, a]),
            Node::IfNotApplicable(inner, _) => waiting.push(inner),
            Node::Definition(id) => {
                let interval = ranges.of(core);
                let end = if highest { interval.upper() } else { interval.lower() }?;
                let name = program.definition(*id)?.path.last()?;
                parts.push(format!("{name} {}", amount(program, end, &core.ty)));
            }
            _ => return None,
        }
    }
    (2..=SHOWN).contains(&parts.len()).then(|| parts.join(" + "))
}

fn always_binds(ranges: &Ranges<'_>, limit: &Limit) -> Option<heng_grammar::diagnostic::Diagnostic> {
    let (value, bound) = (ranges.of(&limit.value), ranges.of(&limit.limit));
    let (program, ty) = (ranges.program(), &limit.limit.ty);
    let beyond = if limit.cap { Comparison::GreaterOrEqual } else { Comparison::LessOrEqual };
    let equal = value.only().is_some() && value.only() == bound.only();
    if value.is_empty() || bound.is_empty() || equal || !value.always(beyond, &bound) {
        return None;
    }
    let reaches = if limit.cap { at_least(program, &value, ty) } else { at_most(program, &value, ty) };
    let said = bound.only().map(|at| amount(program, at, ty));
    Some(report::limit_always_binds(
        &limit.name,
        limit.cap,
        said.as_deref(),
        &reaches?,
        (limit.place, limit.value.span),
    ))
}

/// Whether the baseline is the highest value of the same indicator among all rows that are scored.
fn of_the_highest(ranges: &Ranges<'_>, ratio: &Ratio) -> bool {
    let program = ranges.program();
    let body = |id: DefinitionId| program.definition(id).map(|definition| plain(ranges, &definition.body));
    let (Some(value), Some(baseline)) = (body(ratio.value), body(ratio.baseline)) else { return false };
    let Node::Aggregate(aggregate) = baseline.node.as_ref() else { return false };
    let scored = |id: &DefinitionId| {
        program.blocks.iter().any(|block| matches!(block, Block::Participation(block) if block.scored == *id))
    };
    let everyone = match aggregate.filter.as_ref().map(|filter| filter.node.as_ref()) {
        None => true,
        Some(Node::Definition(id)) => scored(id),
        Some(_) => false,
    };
    everyone
        && aggregate.function == AggregateFunction::Maximum
        && aggregate.link == Link::Whole
        && aggregate.group.is_empty()
        && aggregate.value.as_ref().is_some_and(|highest| same(plain(ranges, highest), value))
}

/// What an expression comes to where it has a value: behind names, requirements, and the rows it is for.
pub(super) fn plain<'c>(ranges: &Ranges<'c>, core: &'c Core) -> &'c Core {
    let mut at = core;
    for _ in 0..16 {
        at = match at.node.as_ref() {
            Node::Definition(id) => match ranges.program().definition(*id) {
                Some(definition) => &definition.body,
                None => return at,
            },
            Node::Require(inner, _) => inner,
            Node::If(_, then, otherwise)
                if matches!(
                    otherwise.node.as_ref(),
                    Node::Constant(Value::Absent(Absence::NotApplicable))
                ) =>
            {
                then
            }
            _ => return at,
        };
    }
    at
}

pub(super) fn check_arguments(ranges: &Ranges<'_>, calls: &[Vec<Rival>], findings: &mut Findings) {
    for arguments in calls {
        for argument in arguments {
            findings.look(1752, argument.place, never_taken(ranges, argument, arguments));
        }
    }
}

/// An argument that another one always beats.
fn never_taken(
    ranges: &Ranges<'_>,
    argument: &Rival,
    arguments: &[Rival],
) -> Option<heng_grammar::diagnostic::Diagnostic> {
    let (own, program) = (ranges.of(&argument.value), ranges.program());
    let beaten = if argument.greatest { Comparison::Less } else { Comparison::Greater };
    let others = arguments.iter().filter(|other| other.place != argument.place);
    let (winner, other) = others
        .map(|other| (other, ranges.of(&other.value)))
        .find(|(_, other)| !own.is_empty() && !other.is_empty() && own.always(beaten, other))?;
    let ty = &argument.value.ty;
    let (own, other) = match argument.greatest {
        true => (at_most(program, &own, ty)?, at_least(program, &other, ty)?),
        false => (at_least(program, &own, ty)?, at_most(program, &other, ty)?),
    };
    Some(report::argument_never_taken(argument.greatest, (argument.place, &own), (winner.place, &other)))
}
