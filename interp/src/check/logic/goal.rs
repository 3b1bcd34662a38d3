//! What is wanted of expressions, taken apart one step at a time.

use std::collections::BTreeSet;

use super::domain::{Reasons, Texts};
use super::linear::Inequality;
use super::number::Sum;
use super::subject::Subjects;
use crate::program::{Comparison, Core, DefinitionId, Kind, Node};
use crate::value::{Absence, Value};

/// What is wanted.
#[derive(Clone, Debug)]
pub(super) enum Goal<'p> {
    /// The value of an expression passes a test.
    Value(&'p Core, Test),
    /// A sum of numbers stands to zero as wanted.
    Sum(Sum<'p>),
    /// The expression has no value, for one of these reasons. The number bounds how deep this is followed.
    Absent(&'p Core, Reasons, u8),
    /// The expression has a value.
    Present(&'p Core, u8),
}

/// A test of a value; one that has no value does not pass.
#[derive(Clone, Debug)]
pub(super) enum Test {
    /// Yes, or no.
    YesNo(bool),
    /// A member of a choice: one of these positions.
    Members(BTreeSet<u32>),
    /// A text.
    Texts(Texts),
}

/// A goal after one step.
#[derive(Clone, Debug)]
pub(super) enum Step<'p> {
    /// It cannot be.
    Never,
    /// All of these instead; none: it is so.
    All(Vec<Goal<'p>>),
    /// One of these instead.
    Any(Vec<Vec<Goal<'p>>>),
    /// A definition is yes or no; then this of what it stands for.
    Definition(DefinitionId, bool, Goal<'p>),
    /// A subject is one of these members; then the goals.
    Member(usize, BTreeSet<u32>, Vec<Goal<'p>>),
    /// A subject is one of these texts.
    Text(usize, Texts),
    /// Numbers; the goals besides them.
    Linear(Inequality, Vec<Goal<'p>>),
    /// A subject has a value.
    Present(usize),
    /// A subject has none, for one of these reasons.
    Absent(usize, Reasons),
    /// Not understood: as if it were so.
    Dropped,
}

/// How deep absence is followed.
pub(super) const DEPTH: u8 = 5;

impl<'p> Goal<'p> {
    /// A yes/no comes out as wanted.
    pub fn yes_no(core: &'p Core, wanted: bool) -> Self {
        Self::Value(core, Test::YesNo(wanted))
    }

    /// What the goal comes to.
    pub fn step(self, subjects: &mut Subjects<'p>) -> Step<'p> {
        match self {
            Self::Value(core, test) => value(core, test, subjects),
            Self::Sum(sum) => sum.step(subjects),
            Self::Absent(core, reasons, depth) => super::absence::absent(core, reasons, depth, subjects),
            Self::Present(core, depth) => super::absence::present(core, depth, subjects),
        }
    }
}

/// The cases of an expression that stands for another: what else must hold, and the expression it is then.
pub(super) fn cases<'p>(core: &'p Core) -> Option<Vec<(Vec<Goal<'p>>, &'p Core)>> {
    let answered = |value: &'p Core, answer: &'p Core, why: Reasons| {
        Some(vec![(Vec::new(), value), (vec![Goal::Absent(value, why, DEPTH)], answer)])
    };
    match core.node.as_ref() {
        Node::If(condition, then, otherwise) => Some(vec![
            (vec![Goal::yes_no(condition, true)], then),
            (vec![Goal::yes_no(condition, false)], otherwise),
        ]),
        Node::IfMissing(value, answer) => answered(value, answer, Reasons::of(Absence::Missing)),
        Node::IfNotApplicable(value, answer) => answered(value, answer, Reasons::of(Absence::NotApplicable)),
        Node::IfAbsent(value, answer) => answered(value, answer, Reasons::ALL),
        Node::Require(value, _) => Some(vec![(Vec::new(), value)]),
        _ => None,
    }
}

fn value<'p>(core: &'p Core, test: Test, subjects: &mut Subjects<'p>) -> Step<'p> {
    if let Some(cases) = cases(core) {
        let with = |(mut goals, value): (Vec<Goal<'p>>, &'p Core)| {
            goals.push(Goal::Value(value, test.clone()));
            goals
        };
        return one_of(cases.into_iter().map(with).collect());
    }
    match core.node.as_ref() {
        Node::Constant(constant) => of_constant(constant, &test),
        Node::Definition(id) => definition(core, *id, test, subjects),
        _ => match test {
            Test::YesNo(wanted) => yes_no(core, wanted, subjects),
            Test::Members(members) => match core.node.as_ref() {
                Node::ToChoice(position) => one_of(
                    members.iter().map(|at| vec![Goal::Sum(Sum::equals(position, (*at).into()))]).collect(),
                ),
                _ => Step::Member(subjects.of(core), members, Vec::new()),
            },
            Test::Texts(texts) => Step::Text(subjects.of(core), texts),
        },
    }
}

/// One of these ways, with the single way itself where there is one.
pub(super) fn one_of<'p>(mut ways: Vec<Vec<Goal<'p>>>) -> Step<'p> {
    match ways.len() {
        0 => Step::Never,
        1 => Step::All(ways.pop().unwrap_or_default()),
        _ => Step::Any(ways),
    }
}

fn of_constant<'p>(constant: &Value, test: &Test) -> Step<'p> {
    let passes = match (constant, test) {
        (Value::Absent(Absence::Undecided), _) => return Step::Dropped,
        (Value::YesNo(value), Test::YesNo(wanted)) => value == wanted,
        (Value::Choice(at), Test::Members(members)) => members.contains(at),
        (Value::Text(text), Test::Texts(texts)) => texts.holds(text),
        _ => false,
    };
    if passes { Step::All(Vec::new()) } else { Step::Never }
}

fn definition<'p>(core: &'p Core, id: DefinitionId, test: Test, subjects: &mut Subjects<'p>) -> Step<'p> {
    match (subjects.body(id), test) {
        (Some(body), Test::YesNo(wanted)) => Step::Definition(id, wanted, Goal::yes_no(body, wanted)),
        (Some(body), Test::Members(members)) => {
            let goal = Goal::Value(body, Test::Members(members.clone()));
            Step::Member(subjects.of(core), members, vec![goal])
        }
        (Some(body), test @ Test::Texts(_)) => Step::All(vec![Goal::Value(body, test)]),
        (None, Test::YesNo(wanted)) => {
            Step::Member(subjects.of(core), [u32::from(wanted)].into(), Vec::new())
        }
        (None, Test::Members(members)) => Step::Member(subjects.of(core), members, Vec::new()),
        (None, Test::Texts(texts)) => Step::Text(subjects.of(core), texts),
    }
}

fn yes_no<'p>(core: &'p Core, wanted: bool, subjects: &mut Subjects<'p>) -> Step<'p> {
    let each = |parts: &'p [Core]| parts.iter().map(move |part| Goal::yes_no(part, wanted));
    match core.node.as_ref() {
        Node::Not(inner) => Step::All(vec![Goal::yes_no(inner, !wanted)]),
        Node::And(parts) if wanted => Step::All(each(parts).collect()),
        Node::Or(parts) if !wanted => Step::All(each(parts).collect()),
        Node::And(parts) | Node::Or(parts) => one_of(each(parts).map(|goal| vec![goal]).collect()),
        Node::Present(inner) if wanted => Step::All(vec![Goal::Present(inner, DEPTH)]),
        Node::Present(inner) => Step::All(vec![Goal::Absent(inner, Reasons::ALL, DEPTH)]),
        Node::Compare(comparison, a, b) => compared(core, (*comparison, a, b), wanted, subjects),
        Node::OneOf(inner, values) => one_of_values(core, inner, values, wanted, subjects),
        _ => Step::Member(subjects.of(core), [u32::from(wanted)].into(), Vec::new()),
    }
}

/// The comparison that holds where another does not.
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

/// The comparison with its sides exchanged.
fn turned(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        Comparison::Equal | Comparison::NotEqual => comparison,
    }
}

fn compared<'p>(
    core: &'p Core,
    (comparison, a, b): (Comparison, &'p Core, &'p Core),
    wanted: bool,
    subjects: &mut Subjects<'p>,
) -> Step<'p> {
    let comparison = if wanted { comparison } else { negated(comparison) };
    if matches!(a.ty.kind, Kind::Number(_) | Kind::Year | Kind::Date) {
        return position_compared(comparison, a, b, subjects)
            .or_else(|| super::number::year_compared(comparison, a, b))
            .unwrap_or_else(|| super::number::compared(comparison, a, b));
    }
    let constant = |core: &'p Core| match core.node.as_ref() {
        Node::Constant(value) => Some(value),
        _ => None,
    };
    let (subject, constant, comparison) = match (constant(a), constant(b)) {
        (_, Some(value)) => (a, value, comparison),
        (Some(value), None) => (b, value, turned(comparison)),
        (None, None) => return equality(core, (comparison, a, b), subjects),
    };
    let equal = comparison == Comparison::Equal;
    match constant {
        Value::YesNo(value) if equal || comparison == Comparison::NotEqual => {
            Step::All(vec![Goal::yes_no(subject, *value == equal)])
        }
        Value::Text(text) if equal || comparison == Comparison::NotEqual => {
            let texts = BTreeSet::from([text.clone()]);
            let texts = if equal { Texts::Of(texts) } else { Texts::But(texts) };
            Step::All(vec![Goal::Value(subject, Test::Texts(texts))])
        }
        Value::Choice(at) => {
            let known = Test::Members(members(comparison, *at, count(subject, subjects)));
            Step::All(vec![Goal::Value(subject, known)])
        }
        Value::Absent(Absence::Missing | Absence::NotApplicable) => Step::Never,
        _ => Step::Dropped,
    }
}

/// How many members the choice of an expression has.
fn count(core: &Core, subjects: &Subjects<'_>) -> u32 {
    match core.ty.kind {
        Kind::Choice(id) => subjects.members(id),
        _ => 0,
    }
}

/// The members that stand to one as the comparison says; the first is the greatest.
fn members(comparison: Comparison, at: u32, count: u32) -> BTreeSet<u32> {
    let keeps = |member: &u32| match comparison {
        Comparison::Equal => *member == at,
        Comparison::NotEqual => *member != at,
        Comparison::Less => *member > at,
        Comparison::LessOrEqual => *member >= at,
        Comparison::Greater => *member < at,
        Comparison::GreaterOrEqual => *member <= at,
    };
    (0..count).filter(keeps).collect()
}

/// The place of a member in its choice, compared with a number: `FromChoice(x) < 4`.
fn position_compared<'p>(
    comparison: Comparison,
    a: &'p Core,
    b: &'p Core,
    subjects: &Subjects<'_>,
) -> Option<Step<'p>> {
    let (Node::FromChoice(member), Node::Constant(Value::Number(number))) =
        (a.node.as_ref(), b.node.as_ref())
    else {
        return None;
    };
    let keeps = |at: &u32| {
        let order = dashu_ratio::RBig::from(*at).cmp(number);
        match comparison {
            Comparison::Equal => order.is_eq(),
            Comparison::NotEqual => order.is_ne(),
            Comparison::Less => order.is_lt(),
            Comparison::LessOrEqual => order.is_le(),
            Comparison::Greater => order.is_gt(),
            Comparison::GreaterOrEqual => order.is_ge(),
        }
    };
    let members = (0..count(member, subjects)).filter(keeps).collect();
    Some(Step::All(vec![Goal::Value(member, Test::Members(members))]))
}

/// Two values that are not numbers: whether they are equal is a fact of its own.
fn equality<'p>(
    core: &'p Core,
    (comparison, a, b): (Comparison, &'p Core, &'p Core),
    subjects: &mut Subjects<'p>,
) -> Step<'p> {
    match comparison {
        Comparison::Equal | Comparison::NotEqual => {
            let at = subjects.equality(a, b, core);
            Step::Member(at, [u32::from(comparison == Comparison::Equal)].into(), Vec::new())
        }
        _ => Step::Dropped,
    }
}

fn one_of_values<'p>(
    core: &'p Core,
    inner: &'p Core,
    values: &'p [Value],
    wanted: bool,
    subjects: &mut Subjects<'p>,
) -> Step<'p> {
    match inner.ty.kind {
        Kind::Choice(_) => {
            let of: BTreeSet<u32> = values.iter().filter_map(position).collect();
            let of =
                if wanted { of } else { (0..count(inner, subjects)).filter(|at| !of.contains(at)).collect() };
            Step::All(vec![Goal::Value(inner, Test::Members(of))])
        }
        Kind::Text => {
            let of = values.iter().filter_map(text).collect();
            let texts = if wanted { Texts::Of(of) } else { Texts::But(of) };
            Step::All(vec![Goal::Value(inner, Test::Texts(texts))])
        }
        Kind::Number(_) | Kind::Year | Kind::Date => {
            let Some(numbers) = values.iter().map(super::number::figure).collect::<Option<Vec<_>>>() else {
                return Step::Dropped;
            };
            if wanted {
                return one_of(
                    numbers.into_iter().map(|at| vec![Goal::Sum(Sum::equals(inner, at))]).collect(),
                );
            }
            Step::All(numbers.into_iter().map(|at| Goal::Sum(Sum::differs(inner, at))).collect())
        }
        _ => Step::Member(subjects.of(core), [u32::from(wanted)].into(), Vec::new()),
    }
}

fn position(value: &Value) -> Option<u32> {
    match value {
        Value::Choice(at) => Some(*at),
        _ => None,
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    }
}
