//! Core expressions with their types, for those who lower blocks. What must convert units stands in `convert`.

use dashu_ratio::RBig;
use heng_grammar::span::Span;

use super::range;
use crate::program::{
    Builtin, ChoiceId, Comparison, Core, Kind, Node, Number, Operator, RoundingMode, Type, Unit,
};
use crate::value::{Absence, Value};

impl Type {
    /// A number in `unit`, always there.
    pub fn number(unit: Unit) -> Self {
        Self::present(Kind::Number(Number { unit, ..Number::default() }))
    }

    /// A plain whole number.
    pub fn whole() -> Self {
        Self::present(Kind::Number(Number { whole: true, ..Number::default() }))
    }

    /// 是否
    pub fn yes_no() -> Self {
        Self::present(Kind::YesNo)
    }

    /// 文本
    pub fn text() -> Self {
        Self::present(Kind::Text)
    }

    /// A member of a choice.
    pub fn choice(id: ChoiceId) -> Self {
        Self::present(Kind::Choice(id))
    }

    /// What a reported error left behind.
    pub fn unknown() -> Self {
        Self::present(Kind::Unknown)
    }

    /// What is known of it as a number.
    pub fn as_number(&self) -> Option<&Number> {
        match &self.kind {
            Kind::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Its unit, if it is a number.
    pub fn unit(&self) -> Option<&Unit> {
        self.as_number().map(|number| &number.unit)
    }

    /// Whether it came from a fault that was reported.
    pub fn is_unknown(&self) -> bool {
        self.kind == Kind::Unknown
    }
}

impl Core {
    /// Its number, if it is a number known without data.
    pub fn constant_number(&self) -> Option<RBig> {
        match &*self.node {
            Node::Constant(Value::Number(number)) => Some(number.clone()),
            _ => None,
        }
    }
}

/// What a reported error left behind.
pub fn unknown(span: Span) -> Core {
    Core::new(Node::Constant(Value::Absent(Absence::Undecided)), Type::unknown(), span)
}

/// A number known now.
pub fn number(value: RBig, unit: Unit, span: Span) -> Core {
    let ty = Kind::Number(Number {
        unit,
        whole: value.is_int(),
        range: range::point(&value),
        nonzero: !value.is_zero(),
    });
    Core::new(Node::Constant(Value::Number(value)), Type::present(ty), span)
}

/// `是`, `否`
pub fn yes_no(value: bool, span: Span) -> Core {
    Core::new(Node::Constant(Value::YesNo(value)), Type::yes_no(), span)
}

/// A text.
pub fn text(value: impl Into<String>, span: Span) -> Core {
    Core::new(Node::Constant(Value::Text(value.into())), Type::text(), span)
}

/// The member at a position of a choice.
pub fn member(choice: ChoiceId, position: u32, span: Span) -> Core {
    Core::new(Node::Constant(Value::Choice(position)), Type::choice(choice), span)
}

/// A year.
pub fn year(value: i32, span: Span) -> Core {
    Core::new(Node::Constant(Value::Year(value)), Type::present(Kind::Year), span)
}

/// No value, of a type.
pub fn absent(absence: Absence, ty: Type, span: Span) -> Core {
    let optional = ty.optional || absence == Absence::Missing;
    Core::new(Node::Constant(Value::Absent(absence)), ty.or_absent(optional), span)
}

/// What `value` is where a reading that decides on it is not taken: undecided.
pub fn undecided(value: Core) -> Core {
    let Core { ty, span, .. } = value;
    absent(Absence::Undecided, ty, span)
}

/// `-x`; a number known now is turned now
pub fn negate(value: Core) -> Core {
    let span = value.span;
    if let Some(figure) = value.constant_number() {
        return number(-figure, value.ty.unit().cloned().unwrap_or_default(), span);
    }
    let ty = range::negative(&value.ty);
    Core::new(Node::Negate(value), ty, span)
}

/// `非 x`
pub fn not(value: Core) -> Core {
    let (ty, span) = (value.ty.clone(), value.span);
    Core::new(Node::Not(value), ty, span)
}

/// `a 且 b`; the only one where there is one, `是` where there is none
pub fn and(values: Vec<Core>, span: Span) -> Core {
    logic(values, span, Node::And, true)
}

/// `a 或 b`; the only one where there is one, `否` where there is none
pub fn or(values: Vec<Core>, span: Span) -> Core {
    logic(values, span, Node::Or, false)
}

fn logic(mut values: Vec<Core>, span: Span, node: fn(Vec<Core>) -> Node, empty: bool) -> Core {
    let optional = values.iter().any(|v| v.ty.optional);
    match values.len() {
        0 => yes_no(empty, span),
        1 => values.pop().unwrap_or_else(|| yes_no(empty, span)),
        _ => Core::new(node(values), Type::yes_no().or_absent(optional), span),
    }
}

/// `若 c 则 a 否则 b`; both of one kind and unit, as [`super::Context::unify`] makes them
pub fn if_(condition: Core, then: Core, otherwise: Core, span: Span) -> Core {
    // 年度 is known in a value by years: what is said of other years must not ask for their data.
    match condition.node.as_ref() {
        Node::Constant(Value::YesNo(true)) => return then,
        Node::Constant(Value::YesNo(false)) => return otherwise,
        _ => {}
    }
    let optional = condition.ty.optional || then.ty.optional || otherwise.ty.optional;
    let ty = range::either(&then.ty, &otherwise.ty).or_absent(optional);
    Core::new(Node::If(condition, then, otherwise), ty, span)
}

/// `有值(x)`
pub fn present(value: Core) -> Core {
    let span = value.span;
    Core::new(Node::Present(value), Type::yes_no(), span)
}

/// `x 缺失时 y`; both of one kind and unit
pub fn if_missing(value: Core, answer: Core) -> Core {
    answered(value, answer, Node::IfMissing)
}

/// y where x has no value of any kind; both of one kind and unit
pub fn if_absent(value: Core, answer: Core) -> Core {
    answered(value, answer, Node::IfAbsent)
}

/// y where x does not apply; both of one kind and unit
pub fn if_not_applicable(value: Core, answer: Core) -> Core {
    let span = value.span;
    let optional = value.ty.optional || answer.ty.optional;
    let ty = range::either(&value.ty, &answer.ty).or_absent(optional);
    Core::new(Node::IfNotApplicable(value, answer), ty, span)
}

fn answered(value: Core, answer: Core, node: fn(Core, Core) -> Node) -> Core {
    let span = value.span;
    let ty = range::either(&value.ty, &answer.ty).or_absent(answer.ty.optional);
    Core::new(node(value, answer), ty, span)
}

/// `a < b`; both of one kind and unit
pub fn compare(operator: Comparison, left: Core, right: Core) -> Core {
    let span = left.span.to(right.span);
    if let (Node::Constant(Value::Year(a)), Node::Constant(Value::Year(b))) =
        (left.node.as_ref(), right.node.as_ref())
    {
        return yes_no(holds(operator, *a, *b), span);
    }
    let optional = left.ty.optional || right.ty.optional;
    Core::new(Node::Compare(operator, left, right), Type::yes_no().or_absent(optional), span)
}

fn holds(operator: Comparison, a: i32, b: i32) -> bool {
    match operator {
        Comparison::Equal => a == b,
        Comparison::NotEqual => a != b,
        Comparison::Less => a < b,
        Comparison::LessOrEqual => a <= b,
        Comparison::Greater => a > b,
        Comparison::GreaterOrEqual => a >= b,
    }
}

/// `a + b` and `a - b` in one unit; see [`super::Context::add`] for units that differ
pub fn sum(operator: Operator, left: Core, right: Core) -> Core {
    let span = left.span.to(right.span);
    let optional = left.ty.optional || right.ty.optional;
    let ty = range::sum(operator, &left.ty, &right.ty).or_absent(optional);
    Core::new(Node::Arithmetic(operator, left, right), ty, span)
}

/// The sum of numbers in one unit; 0 in `unit` of none.
pub fn total(values: Vec<Core>, unit: &Unit, span: Span) -> Core {
    let sum = values.into_iter().reduce(|a, b| sum(Operator::Add, a, b));
    sum.map_or_else(|| number(RBig::ZERO, unit.clone(), span), |core| Core { span, ..core })
}

/// 取大: of one or more numbers in one unit
pub fn larger(values: Vec<Core>, span: Span) -> Core {
    extreme(Builtin::Larger, values, span)
}

/// 取小: of one or more numbers in one unit
pub fn smaller(values: Vec<Core>, span: Span) -> Core {
    extreme(Builtin::Smaller, values, span)
}

fn extreme(function: Builtin, mut values: Vec<Core>, span: Span) -> Core {
    if values.len() == 1 {
        return values.pop().unwrap_or_else(|| unknown(span));
    }
    let optional = values.iter().any(|v| v.ty.optional);
    let ty = range::extreme(function, &values).or_absent(optional);
    Core::new(Node::Call(function, values), ty, span)
}

/// Not below `lower`, not above `upper`, where they are given; all in one unit.
pub fn clamp(value: Core, lower: Option<Core>, upper: Option<Core>) -> Core {
    let span = value.span;
    let raised = match lower {
        Some(lower) => larger(vec![value, lower], span),
        None => value,
    };
    match upper {
        Some(upper) => smaller(vec![raised, upper], span),
        None => raised,
    }
}

/// A number in another unit: figures times the factor. A number known now is scaled now.
pub fn scale(value: Core, factor: &RBig, unit: Unit) -> Core {
    if let Some(figure) = value.constant_number() {
        return number(figure * factor, unit, value.span);
    }
    let ty = range::scaled(&value.ty, factor, unit);
    if factor.is_one() {
        return Core { ty, ..value };
    }
    let span = value.span;
    Core::new(Node::Scale(value, factor.clone()), ty, span)
}

/// To the nearest multiple of `quantum`, in the unit of the value.
pub fn round(value: Core, quantum: RBig, mode: RoundingMode) -> Core {
    let span = value.span;
    let ty = range::rounded(&value.ty, &quantum);
    Core::new(Node::Round(value, quantum, mode), ty, span)
}

/// `x 零作缺失`
pub fn zero_is_missing(value: Core) -> Core {
    let span = value.span;
    let mut ty = value.ty.clone().or_absent(true);
    if let Kind::Number(number) = &mut ty.kind {
        number.nonzero = true;
    }
    Core::new(Node::ZeroIsMissing(value), ty, span)
}

/// A function of values whose result has this type; no value where an argument has none.
pub fn call(function: Builtin, values: Vec<Core>, ty: Type, span: Span) -> Core {
    let optional = ty.optional || values.iter().any(|v| v.ty.optional);
    Core::new(Node::Call(function, values), ty.or_absent(optional), span)
}

/// The position of a member in its choice, from 0, as a plain number.
pub fn from_choice(value: Core) -> Core {
    let (span, optional) = (value.span, value.ty.optional);
    Core::new(Node::FromChoice(value), Type::whole().or_absent(optional), span)
}

/// The member at a position of a choice.
pub fn to_choice(value: Core, choice: ChoiceId) -> Core {
    let (span, optional) = (value.span, value.ty.optional);
    Core::new(Node::ToChoice(value), Type::choice(choice).or_absent(optional), span)
}
