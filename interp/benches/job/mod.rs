//! The county's rating written as core expressions: five indicators, seven items, places, six moves. The shape that evaluation
//! must be fast at.

use std::sync::Arc;

use dashu_ratio::RBig;
use heng_grammar::span::Span;
use heng_interp::eval::Inputs;
use heng_interp::number::parse_decimal;
use heng_interp::program::*;
use heng_interp::table::{Cell, ColumnKind, ColumnRule, NumberRule, Origin, Schema, TableBuilder, link};
use heng_interp::value::Value;

/// The definitions that an output would show.
#[derive(Clone, Copy)]
pub struct Shown {
    /// The seven items.
    pub items: [DefinitionId; 7],
    /// The rounded total.
    pub total: DefinitionId,
    /// The place.
    pub place: DefinitionId,
    /// The grade by place.
    pub first: DefinitionId,
    /// The grade after the moves.
    pub last: DefinitionId,
}

const FIRMS: TableId = TableId(0);
const GRADES: ChoiceId = ChoiceId(0);

fn of(node: Node, kind: Kind) -> Core {
    Core::new(node, Type::present(kind), Span::default())
}

fn n(node: Node) -> Core {
    of(
        node,
        Kind::Number(Number { unit: Unit::default(), whole: false, nonzero: false, range: Range::default() }),
    )
}

fn y(node: Node) -> Core {
    of(node, Kind::YesNo)
}

fn c(text: &str) -> Core {
    n(Node::Constant(Value::Number(parse_decimal(text).unwrap_or(RBig::ZERO))))
}

fn col(i: u32) -> Core {
    n(Node::Column(ColumnId(i)))
}

fn flag(i: u32) -> Core {
    y(Node::Column(ColumnId(i)))
}

/// A definition as an expression.
pub fn def(id: DefinitionId) -> Core {
    n(Node::Definition(id))
}

fn grade(member: u32) -> Core {
    of(Node::Constant(Value::Choice(member)), Kind::Choice(GRADES))
}

fn calculate(operator: Operator, a: Core, b: Core) -> Core {
    n(Node::Arithmetic(operator, a, b))
}

fn compare(comparison: Comparison, a: Core, b: Core) -> Core {
    y(Node::Compare(comparison, a, b))
}

fn or_zero(x: Core) -> Core {
    n(Node::IfMissing(x, c("0")))
}

fn clamp(x: Core, highest: &str) -> Core {
    let low = n(Node::Call(Builtin::Larger, vec![x, c("0")]));
    n(Node::Call(Builtin::Smaller, vec![low, c(highest)]))
}

struct Writer {
    program: Program,
}

impl Writer {
    fn define(&mut self, frame: Frame, body: Core) -> DefinitionId {
        let id = DefinitionId(u32::try_from(self.program.definitions.len()).unwrap_or(0));
        self.program.definitions.push(Definition::named(&format!("d{}", id.0), frame, body));
        self.program.order.push(id);
        id
    }

    fn rows(&mut self, body: Core) -> DefinitionId {
        self.define(Frame::Rows(FIRMS), body)
    }

    fn mean(&self, value: Core) -> Core {
        n(Node::Aggregate(Aggregate {
            function: AggregateFunction::Mean,
            table: FIRMS,
            link: Link::Whole,
            filter: None,
            value: Some(value),
            group: Vec::new(),
            order: Vec::new(),
        }))
    }

    fn count(&self) -> Core {
        let Node::Aggregate(mut count) = *self.mean(c("0")).node else { return c("0") };
        count.function = AggregateFunction::Count;
        count.value = None;
        n(Node::Aggregate(count))
    }

    fn ratio_item(&mut self, indicator: DefinitionId, weight: &str, highest: &str) -> Core {
        let baseline = calculate(Operator::Multiply, c("2"), self.mean(def(indicator)));
        let baseline = self.define(Frame::Whole, baseline);
        let share = calculate(Operator::Divide, def(indicator), def(baseline));
        clamp(calculate(Operator::Multiply, share, c(weight)), highest)
    }

    /// If the condition holds, another grade than before.
    fn moved(&mut self, before: DefinitionId, condition: Core, to: Core) -> DefinitionId {
        let kept = of(Node::Definition(before), Kind::Choice(GRADES));
        self.rows(of(Node::If(condition, to, kept), Kind::Choice(GRADES)))
    }
}

/// The program, and what it shows.
pub fn program() -> (Program, Shown) {
    let mut w = Writer { program: Program::default() };
    let members = ["A", "B", "C", "D"].map(String::from).to_vec();
    w.program.choices = vec![ChoiceType { name: "等级".into(), members, ordered: 4 }];
    let divide = |a: u32, b: u32| calculate(Operator::Divide, col(a), col(b));
    let indicators: Vec<DefinitionId> =
        [divide(1, 3), divide(2, 3), divide(1, 4), divide(2, 4), divide(1, 5)].map(|x| w.rows(x)).to_vec();
    let items = items(&mut w, &indicators);
    let sum = items.iter().map(|i| def(*i)).fold(col(8), |a, b| calculate(Operator::Add, a, b));
    let hundredth = RBig::from_parts(1.into(), 100_u8.into());
    let total = w.rows(n(Node::Round(sum, hundredth, RoundingMode::HalfAwayFromZero)));
    let key = |value: Core, descending| OrderKey { value, descending, missing_first: false };
    let tax = indicators.first().copied().unwrap_or(total);
    let number = of(Node::Column(ColumnId(0)), Kind::Text);
    let order = vec![key(def(total), true), key(or_zero(def(tax)), true), key(number, false)];
    let place =
        w.rows(n(Node::Rank(Ranking { filter: None, group: Vec::new(), order, ties: TieMethod::Unique })));
    let first = by_place(&mut w, place);
    let last = moves(&mut w, first, tax);
    (w.program, Shown { items, total, place, first, last })
}

fn items(w: &mut Writer, indicators: &[DefinitionId]) -> [DefinitionId; 7] {
    let at = |i: usize| indicators.get(i).copied().unwrap_or(DefinitionId(0));
    let plain = [(at(0), "45", "67.5"), (at(1), "20", "30"), (at(2), "3", "4.5"), (at(3), "3", "4.5")];
    let [tax, sales, energy, energy_sales] = plain.map(|(indicator, weight, highest)| {
        let item = w.ratio_item(indicator, weight, highest);
        w.rows(or_zero(item))
    });
    let mut share = |column: u32, of: &str, weight: &str, highest: &str| {
        let share = calculate(Operator::Divide, col(column), c(of));
        w.rows(clamp(calculate(Operator::Multiply, share, c(weight)), highest))
    };
    let (science, green) = (share(6, "20", "20", "30"), share(7, "6", "6", "9"));
    let item = w.ratio_item(at(4), "3", "3");
    let given = y(Node::Present(n(Node::ZeroIsMissing(col(5)))));
    let pays = compare(Comparison::Greater, col(1), c("0"));
    let without = or_zero(n(Node::If(pays, c("3"), c("0"))));
    let pollution = w.rows(n(Node::If(given, or_zero(item), without)));
    [tax, sales, science, energy, energy_sales, pollution, green]
}

fn by_place(w: &mut Writer, place: DefinitionId) -> DefinitionId {
    let count = w.count();
    let count = w.define(Frame::Whole, count);
    let within = |percent: &str| {
        let place = calculate(Operator::Multiply, c("100"), def(place));
        compare(Comparison::LessOrEqual, place, calculate(Operator::Multiply, c(percent), def(count)))
    };
    let choose =
        |percent: &str, yes: Core, no: Core| of(Node::If(within(percent), yes, no), Kind::Choice(GRADES));
    let body = choose("10", grade(0), choose("70", grade(1), choose("95", grade(2), grade(3))));
    w.rows(body)
}

fn moves(w: &mut Writer, first: DefinitionId, tax: DefinitionId) -> DefinitionId {
    let is = |id: DefinitionId, member: u32| {
        compare(Comparison::Equal, of(Node::Definition(id), Kind::Choice(GRADES)), grade(member))
    };
    let at_least = |column: u32, n: &str| compare(Comparison::GreaterOrEqual, col(column), c(n));
    let mean = w.mean(def(tax));
    let mean = w.define(Frame::Whole, mean);
    let below = compare(Comparison::Less, or_zero(def(tax)), def(mean));
    let one = w.moved(first, y(Node::And(vec![is(first, 0), below])), grade(1));
    let poor = compare(Comparison::Less, or_zero(def(tax)), c("1"));
    let two = w.moved(one, y(Node::Or(vec![poor, flag(11)])), grade(3));
    let low = y(Node::Or(vec![is(two, 2), is(two, 3)]));
    let three = w.moved(two, y(Node::And(vec![flag(9), low])), grade(1));
    let accident = y(Node::Or(vec![at_least(12, "1"), compare(Comparison::Equal, col(13), c("2"))]));
    let position = n(Node::FromChoice(of(Node::Definition(three), Kind::Choice(GRADES))));
    let next = of(Node::ToChoice(calculate(Operator::Add, position, c("1"))), Kind::Choice(GRADES));
    let four = w.moved(three, accident, next);
    let five = w.moved(four, y(Node::Or(vec![at_least(14, "1"), at_least(13, "3")])), grade(3));
    w.moved(five, flag(10), grade(3))
}

/// The columns of the table.
pub fn schema() -> Schema {
    let number = || ColumnKind::Number(NumberRule::default());
    let kinds: Vec<ColumnKind> = std::iter::once(ColumnKind::Text)
        .chain((1..=8).map(|_| number()))
        .chain((9..=11).map(|_| ColumnKind::YesNo))
        .chain((12..=14).map(|_| number()))
        .collect();
    let rule = |(i, kind)| {
        let mut rule = ColumnRule::new(format!("c{i}"), kind);
        rule.key = i == 0;
        rule.optional = i != 0;
        rule
    };
    Schema {
        name: "企业".into(),
        columns: kinds.into_iter().enumerate().map(rule).collect(),
        ..Schema::default()
    }
}

/// A table of rows that `cell` gives by row and column.
pub fn table<'a>(rows: u32, cell: impl Fn(u32, usize) -> Cell<'a>) -> Inputs {
    let mut builder = TableBuilder::new(Arc::new(schema()), Origin::default());
    for row in 0..rows {
        builder.push_row(row + 2, |column| Ok(cell(row, column)));
    }
    let (tables, _) = link(vec![builder.finish()]);
    Inputs { tables, parameters: Vec::new() }
}
