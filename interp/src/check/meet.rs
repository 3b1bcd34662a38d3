//! Whether two conditions can hold of one row, judged by their form; and a row on which they do.
//!
//! Only what compares one column, definition or parameter with a constant is understood; anything else may be either way.

use std::collections::BTreeMap;

use dashu_ratio::RBig;

use super::region::contains;
use crate::program::{ColumnId, Comparison, Core, DefinitionId, Node, ParameterId, Range};
use crate::value::Value;

/// What a condition speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A column of the row.
    Column(ColumnId),
    /// A definition.
    Definition(DefinitionId),
    /// What the run sets.
    Parameter(ParameterId),
}

/// What is known of a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Known {
    /// A number in a range; the flag: whole numbers only.
    Number(Range, bool),
    /// One of these values.
    OneOf(Vec<Value>),
}

/// One way for a condition to hold; `None` for what is not understood is left out.
type Case = BTreeMap<Subject, Known>;

/// How many ways are followed before giving up.
const LIMIT: usize = 64;

/// A row on which all conditions can hold, as far as they are understood; `None` where they exclude each other.
pub fn witness(conditions: &[&Core]) -> Option<BTreeMap<Subject, Value>> {
    let mut cases = vec![Case::new()];
    for condition in conditions {
        cases = both(&cases, &ways(condition, true));
    }
    cases
        .first()
        .map(|case| case.iter().filter_map(|(subject, known)| Some((*subject, example(known)?))).collect())
}

/// Whether all of a condition is understood, so that a [`witness`] of its negation is a row on which it fails.
pub fn understood(condition: &Core) -> bool {
    match condition.node.as_ref() {
        Node::Constant(_) | Node::Column(_) | Node::Definition(_) | Node::Parameter(_) => true,
        Node::Not(inner)
        | Node::IfMissing(inner, _)
        | Node::IfNotApplicable(inner, _)
        | Node::IfAbsent(inner, _) => understood(inner),
        Node::And(parts) | Node::Or(parts) => parts.iter().all(understood),
        // The negation of an equality is not followed.
        Node::Compare(Comparison::Equal | Comparison::NotEqual, ..) => false,
        Node::Compare(_, left, right) => number(left) && number(right) && constant_side(left, right),
        _ => false,
    }
}

fn number(core: &Core) -> bool {
    matches!(core.ty.kind, crate::program::Kind::Number(_))
}

fn constant_side(left: &Core, right: &Core) -> bool {
    let constant = |core: &Core| matches!(core.node.as_ref(), Node::Constant(_));
    (constant(left) && subject(right).is_some()) || (constant(right) && subject(left).is_some())
}

/// The ways in which a condition comes out as `wanted`.
fn ways(condition: &Core, wanted: bool) -> Vec<Case> {
    let unknown = || vec![Case::new()];
    match condition.node.as_ref() {
        Node::Constant(Value::YesNo(value)) => {
            if *value == wanted {
                unknown()
            } else {
                Vec::new()
            }
        }
        Node::Not(inner) => ways(inner, !wanted),
        Node::And(parts) if wanted => {
            parts.iter().fold(unknown(), |cases, part| both(&cases, &ways(part, true)))
        }
        Node::Or(parts) if !wanted => {
            parts.iter().fold(unknown(), |cases, part| both(&cases, &ways(part, false)))
        }
        Node::And(parts) | Node::Or(parts) => {
            parts.iter().flat_map(|part| ways(part, wanted)).take(LIMIT).collect()
        }
        Node::IfMissing(inner, _) | Node::IfNotApplicable(inner, _) | Node::IfAbsent(inner, _) => {
            ways(inner, wanted)
        }
        Node::Compare(comparison, left, right) => compared(*comparison, left, right, wanted),
        Node::OneOf(inner, values) if wanted => single(inner, Known::OneOf(values.clone())),
        Node::Column(_) | Node::Definition(_) | Node::Parameter(_) => {
            single(condition, Known::OneOf(vec![Value::YesNo(wanted)]))
        }
        _ => unknown(),
    }
}

/// What the expression is the value of, if it is just that.
pub fn subject(core: &Core) -> Option<Subject> {
    match core.node.as_ref() {
        Node::Column(id) => Some(Subject::Column(*id)),
        Node::Definition(id) => Some(Subject::Definition(*id)),
        Node::Parameter(id) => Some(Subject::Parameter(*id)),
        _ => None,
    }
}

fn single(core: &Core, known: Known) -> Vec<Case> {
    vec![subject(core).map(|subject| Case::from([(subject, known)])).unwrap_or_default()]
}

fn compared(comparison: Comparison, left: &Core, right: &Core, wanted: bool) -> Vec<Case> {
    let (subject, constant, comparison) = match (left.node.as_ref(), right.node.as_ref()) {
        (_, Node::Constant(value)) => (left, value, comparison),
        (Node::Constant(value), _) => (right, value, turned(comparison)),
        _ => return vec![Case::new()],
    };
    let comparison = if wanted { comparison } else { negated(comparison) };
    let whole = matches!(&subject.ty.kind, crate::program::Kind::Number(number) if number.whole);
    match constant {
        Value::Number(at) => single(subject, Known::Number(range(comparison, at), whole)),
        value if comparison == Comparison::Equal => single(subject, Known::OneOf(vec![value.clone()])),
        _ => vec![Case::new()],
    }
}

fn turned(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        Comparison::Equal | Comparison::NotEqual => comparison,
    }
}

fn negated(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::GreaterOrEqual,
        Comparison::LessOrEqual => Comparison::Greater,
        Comparison::Greater => Comparison::LessOrEqual,
        Comparison::GreaterOrEqual => Comparison::Less,
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
    }
}

fn range(comparison: Comparison, at: &RBig) -> Range {
    let end = |closed| Some((at.clone(), closed));
    match comparison {
        Comparison::Less => Range { lower: None, upper: end(false) },
        Comparison::LessOrEqual => Range { lower: None, upper: end(true) },
        Comparison::Greater => Range { lower: end(false), upper: None },
        Comparison::GreaterOrEqual => Range { lower: end(true), upper: None },
        Comparison::Equal => Range { lower: end(true), upper: end(true) },
        Comparison::NotEqual => Range::default(),
    }
}

/// Every way of the one with every way of the other, without those that cannot be.
fn both(first: &[Case], second: &[Case]) -> Vec<Case> {
    first.iter().flat_map(|a| second.iter().filter_map(|b| join(a, b))).take(LIMIT).collect()
}

fn join(first: &Case, second: &Case) -> Option<Case> {
    let mut joined = first.clone();
    for (subject, known) in second {
        let now = match joined.get(subject) {
            None => known.clone(),
            Some(before) => meet(before, known)?,
        };
        joined.insert(*subject, now);
    }
    Some(joined)
}

fn meet(first: &Known, second: &Known) -> Option<Known> {
    let met = match (first, second) {
        (Known::Number(a, whole), Known::Number(b, _)) => {
            let lower = tighter(a.lower.as_ref(), b.lower.as_ref(), |x, y| x > y);
            let upper = tighter(a.upper.as_ref(), b.upper.as_ref(), |x, y| x < y);
            Known::Number(Range { lower, upper }, *whole)
        }
        (Known::OneOf(a), Known::OneOf(b)) => {
            Known::OneOf(a.iter().filter(|value| b.contains(value)).cloned().collect())
        }
        (Known::OneOf(values), number @ Known::Number(..))
        | (number @ Known::Number(..), Known::OneOf(values)) => {
            Known::OneOf(values.iter().filter(|value| holds(number, value)).cloned().collect())
        }
    };
    example(&met).map(|_| met)
}

fn holds(known: &Known, value: &Value) -> bool {
    match (known, value) {
        (Known::Number(range, _), Value::Number(at)) => contains(range, at),
        _ => false,
    }
}

type End = (RBig, bool);

fn tighter(a: Option<&End>, b: Option<&End>, inner: impl Fn(&RBig, &RBig) -> bool) -> Option<End> {
    match (a, b) {
        (None, end) | (end, None) => end.cloned(),
        (Some(a), Some(b)) if a.0 == b.0 => Some((a.0.clone(), a.1 && b.1)),
        (Some(a), Some(b)) => Some(if inner(&a.0, &b.0) { a.clone() } else { b.clone() }),
    }
}

/// A value that fits what is known; `None` where none does.
fn example(known: &Known) -> Option<Value> {
    match known {
        Known::OneOf(values) => values.first().cloned(),
        Known::Number(range, whole) => {
            let one = RBig::ONE;
            let candidates = match (&range.lower, &range.upper) {
                (None, None) => vec![RBig::ZERO],
                (Some((lower, _)), None) => {
                    vec![lower.clone(), RBig::from(lower.ceil()), RBig::from(lower.floor()) + one]
                }
                (None, Some((upper, _))) => {
                    vec![upper.clone(), RBig::from(upper.floor()), RBig::from(upper.ceil()) - one]
                }
                (Some((lower, _)), Some((upper, _))) => vec![
                    lower.clone(),
                    upper.clone(),
                    RBig::from(lower.floor()) + one,
                    (lower + upper) / RBig::from(2),
                ],
            };
            let fits = |at: &RBig| contains(range, at) && (!*whole || at.is_int());
            candidates.into_iter().find(fits).map(Value::Number)
        }
    }
}

#[cfg(test)]
mod tests {
    use heng_grammar::span::Span;

    use super::*;
    use crate::program::{Kind, Number, Type};

    fn count(id: u32) -> Core {
        let number = Number { whole: true, ..Number::default() };
        Core::new(Node::Column(ColumnId(id)), Type::present(Kind::Number(number)), Span::default())
    }

    fn yes_no(node: Node) -> Core {
        Core::new(node, Type::present(Kind::YesNo), Span::default())
    }

    fn compare(id: u32, comparison: Comparison, to: i64) -> Core {
        let constant =
            Core::new(Node::Constant(Value::Number(RBig::from(to))), count(id).ty, Span::default());
        yes_no(Node::Compare(comparison, count(id), constant))
    }

    #[test]
    fn two_accidents_exclude_three_or_more() {
        let two = compare(0, Comparison::Equal, 2);
        let three = compare(0, Comparison::GreaterOrEqual, 3);
        assert_eq!(witness(&[&two, &three]), None);
    }

    #[test]
    fn the_other_arm_of_an_or_still_meets() {
        let either = yes_no(Node::Or(vec![
            compare(1, Comparison::GreaterOrEqual, 1),
            compare(0, Comparison::Equal, 2),
        ]));
        let three = compare(0, Comparison::GreaterOrEqual, 3);
        let row = witness(&[&either, &three]).unwrap();
        assert_eq!(row[&Subject::Column(ColumnId(0))], Value::Number(RBig::from(3)));
        assert_eq!(row[&Subject::Column(ColumnId(1))], Value::Number(RBig::from(1)));
    }

    #[test]
    fn a_whole_number_between_two_and_three_is_not_there() {
        let above = compare(0, Comparison::Greater, 2);
        let below = yes_no(Node::Not(compare(0, Comparison::GreaterOrEqual, 3)));
        assert_eq!(witness(&[&above, &below]), None);
    }

    #[test]
    fn yes_excludes_no() {
        let flag = yes_no(Node::Column(ColumnId(4)));
        let not = yes_no(Node::Not(flag.clone()));
        assert_eq!(witness(&[&flag, &not]), None);
        assert!(witness(&[&flag]).is_some());
    }
}
