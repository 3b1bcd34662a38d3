//! What holds of numbers inside a condition.

use super::{Interval, Ranges, same};
use crate::program::{Comparison, Core, DefinitionId, Frame, Kind, Node, Operator};
use crate::value::Value;

/// How many facts are kept; more are forgotten, which is never wrong.
const GREATEST_COUNT: usize = 16;

/// How many definitions deep a condition is followed.
const GREATEST_DEPTH: u32 = 3;

/// What holds of some expressions of one frame.
#[derive(Clone, Debug, Default)]
pub struct Facts<'c> {
    sizes: Vec<(&'c Core, Interval)>,
    orders: Vec<(&'c Core, Comparison, &'c Core)>,
}

/// What follows where a condition is yes, and where it is no; nothing where it cannot be.
pub(super) type Split<'c> = (Option<Facts<'c>>, Option<Facts<'c>>);

impl<'c> Facts<'c> {
    /// Both what is known here and what is known there.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let mut both = self.clone();
        for (core, interval) in &other.sizes {
            both.add(core, interval.clone());
        }
        for order in &other.orders {
            if both.orders.len() < GREATEST_COUNT {
                both.orders.push(*order);
            }
        }
        both
    }

    fn add(&mut self, core: &'c Core, interval: Interval) {
        if matches!(core.node.as_ref(), Node::Constant(_)) {
            return;
        }
        // A number in another unit says as much of the number itself.
        if let Node::Scale(inner, factor) = core.node.as_ref() {
            let factor = Interval::point(factor.clone());
            if factor.excludes_zero() {
                let nonzero = interval.excludes_zero();
                let plain = Interval::between(interval.range.lower, interval.range.upper).over(&factor);
                self.add(inner, if nonzero { plain.without_zero() } else { plain });
            }
            return;
        }
        if let Some((_, known)) = self.sizes.iter_mut().find(|(other, _)| same(other, core)) {
            *known = known.meet(&interval);
        } else if self.sizes.len() < GREATEST_COUNT {
            self.sizes.push((core, interval));
        }
    }

    /// What is known of an expression.
    pub(super) fn of(&self, core: &Core) -> Option<Interval> {
        if let Some((_, known)) = self.sizes.iter().find(|(other, _)| same(other, core)) {
            return Some(known.clone());
        }
        let Node::Arithmetic(Operator::Subtract, left, right) = core.node.as_ref() else { return None };
        let mut found = None;
        for (a, comparison, b) in &self.orders {
            let comparison = if same(a, left) && same(b, right) {
                *comparison
            } else if same(a, right) && same(b, left) {
                comparison.turned()
            } else {
                continue;
            };
            let known = beside_zero(comparison);
            found = Some(found.map_or_else(|| known.clone(), |other: Interval| other.meet(&known)));
        }
        found
    }
}

impl<'p> Ranges<'p> {
    /// What a condition says where it is yes and where it is no.
    pub(super) fn split<'c>(&self, condition: &'c Core, here: &Facts<'c>, outer: &Facts<'c>) -> Split<'c>
    where
        'p: 'c,
    {
        self.split_deep(condition, here, outer, GREATEST_DEPTH)
    }

    fn split_deep<'c>(
        &self,
        condition: &'c Core,
        here: &Facts<'c>,
        outer: &Facts<'c>,
        depth: u32,
    ) -> Split<'c>
    where
        'p: 'c,
    {
        let unknown = || (Some(Facts::default()), Some(Facts::default()));
        let below = |part: &'c Core| self.split_deep(part, here, outer, depth);
        match condition.node.as_ref() {
            Node::Constant(Value::YesNo(true)) => (Some(Facts::default()), None),
            Node::Constant(Value::YesNo(false)) => (None, Some(Facts::default())),
            Node::Not(inner) => {
                let (yes, no) = below(inner);
                (no, yes)
            }
            Node::And(parts) => all(parts.iter().map(below)),
            Node::Or(parts) => {
                let (no, yes) = all(parts.iter().map(below).map(|(yes, no)| (no, yes)));
                (yes, no)
            }
            Node::IfMissing(inner, answer)
            | Node::IfNotApplicable(inner, answer)
            | Node::IfAbsent(inner, answer) => answered(inner, below(inner), below(answer)),
            Node::Compare(comparison, left, right) if sized(left) && sized(right) => {
                let (a, b) = (self.interval(left, here, outer), self.interval(right, here, outer));
                (
                    compared(*comparison, (left, &a), (right, &b)),
                    compared(comparison.negated(), (left, &a), (right, &b)),
                )
            }
            Node::Definition(id) => match self.body_of_row(*id).filter(|_| depth > 0) {
                Some(body) => self.split_deep(body, here, outer, depth - 1),
                None => unknown(),
            },
            _ => unknown(),
        }
    }

    /// The body of a condition for each row; one of the whole says nothing of a row.
    fn body_of_row(&self, id: DefinitionId) -> Option<&'p Core> {
        let definition = self.program().definition(id)?;
        matches!(definition.frame, Frame::Rows(_)).then_some(&definition.body)
    }
}

/// Numbers and years have a size.
fn sized(core: &Core) -> bool {
    matches!(core.ty.kind, Kind::Number(_) | Kind::Year)
}

/// Yes where every part is, no where one is.
fn all<'c>(parts: impl Iterator<Item = Split<'c>>) -> Split<'c> {
    let (mut yes, mut no, mut count) = (Some(Facts::default()), None, 0_usize);
    for (part_yes, part_no) in parts {
        yes = yes.zip(part_yes).map(|(so_far, part)| so_far.and(&part));
        if let Some(part) = part_no {
            count += 1;
            no = Some(if count == 1 { part } else { Facts::default() });
        }
    }
    (yes, no)
}

/// A condition that is answered where it has no value. Where the answer is given, what is asked of may be absent for a reason
/// that lies in either side of it; of a comparison with a constant it can only be the other side, which then is no number.
fn answered<'c>(inner: &Core, (yes, no): Split<'c>, (answer_yes, answer_no): Split<'c>) -> Split<'c> {
    let single = match inner.node.as_ref() {
        Node::Compare(_, a, b) => [a, b].iter().any(|side| matches!(side.node.as_ref(), Node::Constant(_))),
        _ => false,
    };
    let give = |inner: Option<Facts<'c>>, answer: Option<Facts<'c>>| match (inner, answer) {
        (inner, None) => inner,
        (Some(inner), Some(_)) if single => Some(inner),
        (_, Some(_)) => Some(Facts::default()),
    };
    (give(yes, answer_yes), give(no, answer_no))
}

/// What a comparison that holds says of its sides; nothing where it cannot hold.
fn compared<'c>(
    comparison: Comparison,
    (left, a): (&'c Core, &Interval),
    (right, b): (&'c Core, &Interval),
) -> Option<Facts<'c>> {
    if !a.can(comparison, b) {
        return None;
    }
    let mut facts = Facts::default();
    facts.add(left, Interval::beside(comparison, b));
    facts.add(right, Interval::beside(comparison.turned(), a));
    facts.orders.push((left, comparison, right));
    Some(facts)
}

/// What the difference of two numbers is where they compare so.
fn beside_zero(comparison: Comparison) -> Interval {
    Interval::beside(comparison, &Interval::point(dashu_ratio::RBig::ZERO))
}
