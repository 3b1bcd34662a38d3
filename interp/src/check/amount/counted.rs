//! Items of tallies and awards: conditions that never hold, items that are never the highest, items counted twice.

use std::collections::BTreeMap;

use dashu_ratio::RBig;
use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::Span;

use super::findings::Findings;
use super::text::{amount, name};
use crate::check::diagnostic::amount as report;
use crate::check::range::{Interval, Ranges, same};
use crate::program::{Comparison, Core, Frame, Node};

/// `专利 当 发明专利 ≥ 3 件 2 分`
#[derive(Clone, Debug)]
pub struct Counted {
    /// Its name.
    pub name: String,
    /// The entry, and the year; a [`Level`] names it so.
    pub key: (Span, Option<i32>),
    /// Where its name stands.
    pub place: Span,
    /// When it is due; always where none is given.
    pub condition: Option<Core>,
    /// How much it gives, below zero for 扣.
    pub amount: Core,
    /// For each row of what.
    pub frame: Frame,
}

/// What adds up items, or takes the highest.
#[derive(Clone, Debug)]
pub struct Level {
    /// 取最高, 就高不重复
    pub highest: bool,
    /// Its items.
    pub members: Vec<(Span, Option<i32>)>,
}

/// How many items of one level are compared with each other.
const COMPARED: usize = 64;

pub(super) fn check(ranges: &Ranges<'_>, counted: &[Counted], levels: &[Level], findings: &mut Findings) {
    let items: BTreeMap<(Span, Option<i32>), &Counted> =
        counted.iter().map(|item| (item.key, item)).collect();
    for item in counted {
        let never = item.condition.as_ref().filter(|condition| never(ranges, condition));
        let never = never.map(|condition| report::item_never_due(&item.name, item.place, condition.span));
        findings.look(1757, item.place, never);
    }
    for level in levels {
        let members: Vec<&Counted> =
            level.members.iter().filter_map(|key| items.get(key).copied()).take(COMPARED).collect();
        if level.highest {
            for item in &members {
                let beaten = members.iter().find_map(|other| beaten(ranges, item, other));
                findings.look(1758, item.place, beaten);
            }
        } else {
            added_up(ranges, &members, findings);
        }
    }
}

/// Items that are given together; of several that are given with one, the first is reported.
fn added_up(ranges: &Ranges<'_>, members: &[&Counted], findings: &mut Findings) {
    let mut reported: Vec<Span> = Vec::new();
    for (at, item) in members.iter().enumerate() {
        let earlier = members.iter().take(at).filter(|other| !reported.contains(&other.place));
        let found = earlier.into_iter().find_map(|other| Some((other.place, both(ranges, other, item)?)));
        if let Some((first, _)) = &found {
            reported.extend([*first, item.place]);
        }
        findings.look(1759, item.place, found.map(|(_, report)| report));
    }
}

/// A condition that asks a number for what it cannot be; one that is written as 否 is no mistake of numbers.
fn never(ranges: &Ranges<'_>, condition: &Core) -> bool {
    !matches!(condition.node.as_ref(), Node::Constant(_)) && !ranges.answers(condition).0
}

/// What a comparison with a constant asks of what, where it asks nothing else.
fn asked<'c>(ranges: &Ranges<'_>, condition: &'c Core) -> Option<(&'c Core, Interval)> {
    match condition.node.as_ref() {
        Node::Compare(comparison, left, right) if left.ty.as_number().is_some() => {
            let constant = |core: &Core| core.constant_number().map(|_| ranges.of(core));
            match (constant(left), constant(right)) {
                (None, Some(at)) => Some((left, Interval::beside(*comparison, &at))),
                (Some(at), None) => Some((right, Interval::beside(comparison.turned(), &at))),
                _ => None,
            }
            .filter(|_| *comparison != Comparison::NotEqual)
        }
        Node::IfMissing(inner, _) | Node::IfNotApplicable(inner, _) => asked(ranges, inner),
        _ => None,
    }
}

/// A value at which both conditions hold, where every row of which `inner` holds is one of which `outer` does; the second says
/// whether they are one and the same.
fn nested<'c>(ranges: &Ranges<'_>, inner: &'c Counted, outer: &Counted) -> Option<(&'c Core, RBig, bool)> {
    let (subject, all) = asked(ranges, outer.condition.as_ref()?)?;
    let (own, part) = asked(ranges, inner.condition.as_ref()?)?;
    if !same(subject, own) || part.meet(&all) != part {
        return None;
    }
    let possible = part.meet(&ranges.of(own));
    Some((own, possible.sample()?, part == all))
}

/// An item that is never the highest: whoever gets it gets at least as much for another.
fn beaten(ranges: &Ranges<'_>, item: &Counted, other: &Counted) -> Option<Diagnostic> {
    let (own, more) = (ranges.of(&item.amount), ranges.of(&other.amount));
    if item.frame != other.frame || !own.always(Comparison::Less, &more) {
        return None;
    }
    let (subject, at, _) = nested(ranges, item, other)?;
    let program = ranges.program();
    let row = name(program, item.frame, subject)
        .map(|name| format!("{name} = {}", amount(program, &at, &subject.ty)));
    let figures = own.only().zip(more.only());
    let figures =
        figures.map(|(a, b)| (amount(program, a, &item.amount.ty), amount(program, b, &other.amount.ty)));
    Some(report::never_the_highest(
        (&item.name, item.place),
        (&other.name, other.place),
        row.as_deref(),
        figures,
    ))
}

/// Two items that are added up, of which one is due whenever the other is.
fn both(ranges: &Ranges<'_>, first: &Counted, second: &Counted) -> Option<Diagnostic> {
    let above =
        |item: &Counted| ranges.of(&item.amount).always(Comparison::Greater, &Interval::point(RBig::ZERO));
    if first.frame != second.frame || !above(first) || !above(second) {
        return None;
    }
    let found = nested(ranges, second, first).or_else(|| nested(ranges, first, second));
    let (subject, at, equal) = found?;
    let program = ranges.program();
    let row = name(program, first.frame, subject)?;
    let row = format!("{row} = {}", amount(program, &at, &subject.ty));
    let (a, b) = (ranges.of(&first.amount), ranges.of(&second.amount));
    let sum = a.only().zip(b.only()).filter(|_| first.amount.ty.unit() == second.amount.ty.unit());
    let sum = sum.map(|(a, b)| amount(program, &(a + b), &first.amount.ty));
    let places = ((first.name.as_str(), first.place), (second.name.as_str(), second.place));
    Some(report::both_counted(places.0, places.1, &row, sum.as_deref(), equal))
}
