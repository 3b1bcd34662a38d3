//! Sums of numbers, years and days that stand to zero as wanted.

use std::collections::BTreeMap;

use dashu_ratio::RBig;

use super::goal::{Goal, Step, cases, one_of};
use super::linear::Inequality;
use super::subject::Subjects;
use crate::program::{Builtin, Comparison, Core, Node, Operator};
use crate::value::{Absence, Date, Value};

/// How a sum is to stand to zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Below,
    AtMost,
    Zero,
    NotZero,
}

/// `Σ factor × expression + constant`, and how it stands to zero.
#[derive(Clone, Debug)]
pub(super) struct Sum<'p> {
    terms: Vec<(RBig, &'p Core)>,
    /// The terms that cannot be taken apart, by subject, and the expressions they are.
    done: BTreeMap<usize, RBig>,
    leaves: Vec<&'p Core>,
    constant: RBig,
    sign: Sign,
}

/// A constant as a number.
pub(super) fn figure(value: &Value) -> Option<RBig> {
    match value {
        Value::Number(number) => Some(number.clone()),
        Value::Year(whole) | Value::Date(whole) => Some(RBig::from(*whole)),
        _ => None,
    }
}

/// `a < b` and its like.
pub(super) fn compared<'p>(comparison: Comparison, a: &'p Core, b: &'p Core) -> Step<'p> {
    let (sign, turn) = match comparison {
        Comparison::Less => (Sign::Below, false),
        Comparison::LessOrEqual => (Sign::AtMost, false),
        Comparison::Greater => (Sign::Below, true),
        Comparison::GreaterOrEqual => (Sign::AtMost, true),
        Comparison::Equal => (Sign::Zero, false),
        Comparison::NotEqual => (Sign::NotZero, false),
    };
    let (a, b) = if turn { (b, a) } else { (a, b) };
    let terms = vec![(RBig::ONE, a), (RBig::NEG_ONE, b)];
    Step::All(vec![Goal::Sum(Sum::of(terms, RBig::ZERO, sign))])
}

/// The year of a date compared with one: the date with the first days of years.
pub(super) fn year_compared<'p>(comparison: Comparison, a: &'p Core, b: &'p Core) -> Option<Step<'p>> {
    let (Node::Call(Builtin::YearOf, days), Node::Constant(Value::Year(year))) =
        (a.node.as_ref(), b.node.as_ref())
    else {
        return None;
    };
    let [date] = days.as_slice() else { return None };
    let start = |year: i32| {
        let day = Date::from_calendar(i16::try_from(year).ok()?, 1, 1)?;
        Some(RBig::from(day.days()))
    };
    let (first, next) = (start(*year)?, start(year.checked_add(1)?)?);
    let before = |day: &RBig| Goal::Sum(Sum::of(vec![(RBig::ONE, date)], -day.clone(), Sign::Below));
    let from = |day: &RBig| Goal::Sum(Sum::of(vec![(RBig::NEG_ONE, date)], day.clone(), Sign::AtMost));
    Some(match comparison {
        Comparison::Less => Step::All(vec![before(&first)]),
        Comparison::LessOrEqual => Step::All(vec![before(&next)]),
        Comparison::Greater => Step::All(vec![from(&next)]),
        Comparison::GreaterOrEqual => Step::All(vec![from(&first)]),
        Comparison::Equal => Step::All(vec![from(&first), before(&next)]),
        Comparison::NotEqual => Step::Any(vec![vec![before(&first)], vec![from(&next)]]),
    })
}

/// What else must hold, and the terms that stand for a term then.
type Case<'p> = (Vec<Goal<'p>>, Vec<(RBig, &'p Core)>);

/// What a term of a sum is instead.
enum Part<'p> {
    Number(RBig),
    Terms(Vec<(RBig, &'p Core)>, RBig),
    Ways(Vec<Case<'p>>),
    Leaf,
    Never,
    Dropped,
}

impl<'p> Sum<'p> {
    fn of(terms: Vec<(RBig, &'p Core)>, constant: RBig, sign: Sign) -> Self {
        Self { terms, done: BTreeMap::new(), leaves: Vec::new(), constant, sign }
    }

    /// The value is this number.
    pub fn equals(core: &'p Core, at: RBig) -> Self {
        Self::of(vec![(RBig::ONE, core)], -at, Sign::Zero)
    }

    /// The value is another number.
    pub fn differs(core: &'p Core, at: RBig) -> Self {
        Self::of(vec![(RBig::ONE, core)], -at, Sign::NotZero)
    }

    /// The value stands to zero so.
    pub fn stands(core: &'p Core, sign: Sign) -> Self {
        Self::of(vec![(RBig::ONE, core)], RBig::ZERO, sign)
    }

    /// The first is not below the second.
    fn not_below(a: &'p Core, b: &'p Core) -> Goal<'p> {
        Goal::Sum(Self::of(vec![(RBig::ONE, b), (RBig::NEG_ONE, a)], RBig::ZERO, Sign::AtMost))
    }

    /// Takes its terms apart until a choice or only subjects are left.
    pub fn step(mut self, subjects: &mut Subjects<'p>) -> Step<'p> {
        while let Some((factor, core)) = self.terms.pop() {
            match part(core, subjects) {
                Part::Never => return Step::Never,
                Part::Dropped => return Step::Dropped,
                Part::Number(number) => self.constant += factor * number,
                Part::Terms(terms, constant) => {
                    self.constant += &factor * constant;
                    self.terms.extend(terms.into_iter().map(|(own, core)| (own * &factor, core)));
                }
                Part::Ways(ways) => return self.split(&factor, ways),
                Part::Leaf => {
                    *self.done.entry(subjects.of(core)).or_insert(RBig::ZERO) += factor;
                    self.leaves.push(core);
                }
            }
        }
        self.decided()
    }

    /// One sum for each way.
    fn split(self, factor: &RBig, ways: Vec<Case<'p>>) -> Step<'p> {
        let way = |(mut goals, terms): Case<'p>| {
            let mut sum = self.clone();
            sum.terms.extend(terms.into_iter().map(|(own, core)| (own * factor, core)));
            goals.push(Goal::Sum(sum));
            goals
        };
        one_of(ways.into_iter().map(way).collect())
    }

    /// What the sum comes to, once only subjects are left.
    fn decided(mut self) -> Step<'p> {
        self.done.retain(|_, factor| !factor.is_zero());
        match self.sign {
            Sign::Zero => {
                let turned = self.turned(Sign::AtMost);
                self.sign = Sign::AtMost;
                return Step::All(vec![Goal::Sum(self), Goal::Sum(turned)]);
            }
            Sign::NotZero => {
                let turned = self.turned(Sign::Below);
                self.sign = Sign::Below;
                return Step::Any(vec![vec![Goal::Sum(self)], vec![Goal::Sum(turned)]]);
            }
            Sign::Below | Sign::AtMost => {}
        }
        let inequality =
            Inequality { terms: self.done, constant: self.constant, strict: self.sign == Sign::Below };
        let there = self.leaves.into_iter().map(|leaf| Goal::Present(leaf, super::goal::DEPTH));
        Step::Linear(inequality, there.collect())
    }

    fn turned(&self, sign: Sign) -> Self {
        let done = self.done.iter().map(|(at, factor)| (*at, -factor.clone())).collect();
        let (terms, leaves, constant) = (Vec::new(), self.leaves.clone(), -self.constant.clone());
        Self { terms, done, leaves, constant, sign }
    }
}

fn part<'p>(core: &'p Core, subjects: &mut Subjects<'p>) -> Part<'p> {
    if let Some(cases) = cases(core) {
        let ways = cases.into_iter().map(|(goals, value)| (goals, vec![(RBig::ONE, value)]));
        return Part::Ways(ways.collect());
    }
    match core.node.as_ref() {
        Node::Constant(Value::Absent(Absence::Undecided)) => Part::Dropped,
        Node::Constant(value) => figure(value).map_or(Part::Never, Part::Number),
        Node::Negate(inner) => Part::Terms(vec![(RBig::NEG_ONE, inner)], RBig::ZERO),
        Node::Scale(inner, factor) => Part::Terms(vec![(factor.clone(), inner)], RBig::ZERO),
        Node::ZeroIsMissing(inner) => {
            Part::Ways(vec![(vec![Goal::Sum(Sum::stands(inner, Sign::NotZero))], vec![(RBig::ONE, inner)])])
        }
        Node::Arithmetic(operator, a, b) => arithmetic(*operator, a, b, subjects),
        Node::Call(function, values) => call(*function, values),
        Node::Definition(id) => match subjects.body(*id) {
            Some(body) => {
                if is_leaf(body, subjects) {
                    subjects.name(body, *id);
                }
                Part::Terms(vec![(RBig::ONE, body)], RBig::ZERO)
            }
            None => Part::Leaf,
        },
        _ => Part::Leaf,
    }
}

/// Whether the expression is a subject of its own.
fn is_leaf<'p>(core: &'p Core, subjects: &mut Subjects<'p>) -> bool {
    !matches!(core.node.as_ref(), Node::Definition(_)) && matches!(part(core, subjects), Part::Leaf)
}

fn arithmetic<'p>(operator: Operator, a: &'p Core, b: &'p Core, subjects: &Subjects<'p>) -> Part<'p> {
    let terms = |a: RBig, b: RBig, x: &'p Core, y: &'p Core| Part::Terms(vec![(a, x), (b, y)], RBig::ZERO);
    match operator {
        Operator::Add => terms(RBig::ONE, RBig::ONE, a, b),
        Operator::Subtract => terms(RBig::ONE, RBig::NEG_ONE, a, b),
        Operator::Multiply => match (constant(a, subjects), constant(b, subjects)) {
            (Some(factor), _) => Part::Terms(vec![(factor, b)], RBig::ZERO),
            (_, Some(factor)) => Part::Terms(vec![(factor, a)], RBig::ZERO),
            _ => Part::Leaf,
        },
        Operator::Divide => match constant(b, subjects).filter(|divisor| !divisor.is_zero()) {
            Some(divisor) => Part::Terms(vec![(RBig::ONE / divisor, a)], RBig::ZERO),
            None => Part::Leaf,
        },
    }
}

/// The number that an expression certainly is.
fn constant(core: &Core, subjects: &Subjects<'_>) -> Option<RBig> {
    match core.node.as_ref() {
        Node::Constant(value) => figure(value),
        Node::Scale(inner, factor) => Some(constant(inner, subjects)? * factor),
        Node::Definition(id) => match subjects.body(*id)?.node.as_ref() {
            Node::Constant(value) => figure(value),
            _ => None,
        },
        _ => None,
    }
}

fn call<'p>(function: Builtin, values: &'p [Core]) -> Part<'p> {
    let whole = |core: &'p Core| (RBig::ONE, core);
    match (function, values) {
        (Builtin::AddYears | Builtin::AddDays, [start, by]) => {
            Part::Terms(vec![whole(start), whole(by)], RBig::ZERO)
        }
        (Builtin::YearDifference, [a, b]) => Part::Terms(vec![whole(a), (RBig::NEG_ONE, b)], RBig::ZERO),
        (Builtin::DaysBetween, [from, to]) => Part::Terms(vec![whole(to), (RBig::NEG_ONE, from)], RBig::ZERO),
        (Builtin::Absolute, [inner]) => Part::Ways(vec![
            (
                vec![Goal::Sum(Sum::of(vec![(RBig::NEG_ONE, inner)], RBig::ZERO, Sign::AtMost))],
                vec![whole(inner)],
            ),
            (vec![Goal::Sum(Sum::stands(inner, Sign::Below))], vec![(RBig::NEG_ONE, inner)]),
        ]),
        (Builtin::Larger | Builtin::Smaller, values) => {
            let way = |(at, value): (usize, &'p Core)| {
                let others = values.iter().enumerate().filter(|(other, _)| *other != at);
                let goals = others.map(|(_, other)| match function {
                    Builtin::Larger => Sum::not_below(value, other),
                    _ => Sum::not_below(other, value),
                });
                (goals.collect(), vec![whole(value)])
            };
            Part::Ways(values.iter().enumerate().map(way).collect())
        }
        _ => Part::Leaf,
    }
}
