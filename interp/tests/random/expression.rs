//! Random expressions.

use heng_interp::program::*;
use heng_interp::value::{Absence, Value};

use super::Dice;
use super::short::*;
use super::table::{DIVISOR, EXTREME, FLAG, GAPS, MONEY, MULTIPLE, NEAR, SMALL, TOWN, TRADE};
use super::twin::twin;

const CONSTANTS: [&str; 12] = [
    "0",
    "1",
    "3",
    "1/3",
    "2/3",
    "0.1",
    "0.005",
    "1000000007",
    "-7.5",
    "45",
    "100000000000000000000",
    "1/1000",
];

/// Makes expressions on the columns, the parameter, and the definitions made so far.
pub struct Maker<'d> {
    /// What is random about them.
    pub dice: &'d mut Dice,
    /// How many definitions of the rows there are, all of numbers.
    pub definitions: u32,
}

impl Maker<'_> {
    /// A number of about so many nodes.
    pub fn number(&mut self, nodes: u32) -> Core {
        if nodes < 2 {
            return self.leaf();
        }
        let (left, right) = self.parts(nodes - 1);
        match self.dice.below(32) {
            0..=3 => over(self.number(left), self.number(right)),
            4..=6 => times(self.number(left), self.number(right)),
            7..=9 => plus(self.number(left), self.number(right)),
            10..=12 => minus(self.number(left), self.number(right)),
            13 | 14 => over(column(self.dice.pick(&[MULTIPLE, MONEY, SMALL])), column(DIVISOR)),
            15 | 16 => {
                let condition = self.condition(left);
                n(Node::If(condition, self.number(right), self.number(right)))
            }
            17 | 18 => self.rounded(nodes - 1),
            19 => n(Node::Call(
                self.dice.pick(&[Builtin::Larger, Builtin::Smaller]),
                vec![self.number(left), self.number(right)],
            )),
            20 => self.clamped(nodes - 1),
            21 => n(Node::Call(Builtin::Absolute, vec![self.number(nodes - 1)])),
            22 => {
                let exponent = self.dice.pick(&["0", "1", "2", "3", "-1", "1/2"]);
                n(Node::Call(Builtin::Power, vec![self.number(nodes - 1), c(exponent)]))
            }
            23 => n(Node::Negate(self.number(nodes - 1))),
            24 => n(Node::ZeroIsMissing(self.number(nodes - 1))),
            25 => self.answered(left, right),
            26 => n(Node::Scale(
                self.number(nodes - 1),
                digits(self.dice.pick(&["10000", "0.0001", "1/7", "1/15", "-3"])),
            )),
            27 => self.of_many(),
            28 => self.followed(),
            29 | 30 => self.one_for_some(),
            _ => n(Node::Require(self.number(nodes - 1), RequirementId(self.dice.below(4)))),
        }
    }

    fn parts(&mut self, nodes: u32) -> (u32, u32) {
        let left = 1 + self.dice.below(nodes);
        (left, (nodes + 1 - left).max(1))
    }

    fn leaf(&mut self) -> Core {
        let columns = [SMALL, DIVISOR, MULTIPLE, NEAR, MONEY, GAPS];
        match self.dice.below(14) {
            0..=6 => column(self.dice.pick(&columns)),
            7 => column(EXTREME),
            8 | 9 if self.definitions > 0 => definition(self.dice.below(self.definitions)),
            10 => n(Node::Parameter(ParameterId(0))),
            11 => absent(self.dice.pick(&[Absence::Missing, Absence::NotApplicable, Absence::Undecided])),
            _ => c(self.dice.pick(&CONSTANTS)),
        }
    }

    fn rounded(&mut self, nodes: u32) -> Core {
        let quantum = digits(self.dice.pick(&["0.01", "1", "1/3", "0.25", "0.000000000001", "1000"]));
        let modes = [
            RoundingMode::HalfAwayFromZero,
            RoundingMode::TowardZero,
            RoundingMode::AwayFromZero,
            RoundingMode::HalfToEven,
        ];
        let mode = self.dice.pick(&modes);
        n(Node::Round(self.number(nodes), quantum, mode))
    }

    /// As an item of a score: a share of a baseline, kept between bounds, an answer where there is none.
    fn clamped(&mut self, nodes: u32) -> Core {
        let share = times(over(self.number(nodes), c("40")), c("3"));
        let low = n(Node::Call(Builtin::Larger, vec![share, c("0")]));
        n(Node::IfMissing(n(Node::Call(Builtin::Smaller, vec![low, c("4.5")])), c("0")))
    }

    fn answered(&mut self, left: u32, right: u32) -> Core {
        let (x, answer) = (self.number(left), self.number(right));
        n(match self.dice.below(3) {
            0 => Node::IfMissing(x, answer),
            1 => Node::IfNotApplicable(x, answer),
            _ => Node::IfAbsent(x, answer),
        })
    }

    /// Yes or no.
    pub fn condition(&mut self, nodes: u32) -> Core {
        let (left, right) = self.parts(nodes.max(1));
        match self.dice.below(12) {
            0..=4 => self.near_tie(nodes.min(4)),
            5 | 6 => self.compared(left, right),
            7 => y(Node::And(vec![self.compared(1, left), self.near_tie(right.min(3))])),
            8 => y(Node::Or(vec![y(Node::Not(self.compared(1, left))), y(Node::Column(ColumnId(FLAG)))])),
            9 => y(Node::Present(self.number(nodes.max(2)))),
            10 => {
                let list = [digits("1/3"), digits("2"), digits("0.015"), digits("0")].map(Value::Number);
                y(Node::OneOf(self.number(nodes.max(2)), list.to_vec()))
            }
            _ => self.any_or_all(),
        }
    }

    /// A number against the same, written another way.
    pub fn near_tie(&mut self, nodes: u32) -> Core {
        let (x, other) = (self.number(nodes), self.leaf());
        let same = twin(self.dice, &x, &other);
        let comparison = self.comparison();
        if self.dice.one_in(2) { compare(comparison, x, same) } else { compare(comparison, same, x) }
    }

    fn compared(&mut self, left: u32, right: u32) -> Core {
        let comparison = self.comparison();
        compare(comparison, self.number(left), self.number(right))
    }

    fn comparison(&mut self) -> Comparison {
        self.dice.pick(&[
            Comparison::Less,
            Comparison::LessOrEqual,
            Comparison::Equal,
            Comparison::NotEqual,
            Comparison::Greater,
            Comparison::GreaterOrEqual,
        ])
    }

    /// A member of the choice, from numbers and from members.
    pub fn member(&mut self, nodes: u32) -> Core {
        let chosen = g(Node::If(self.condition(nodes), grade(self.dice.below(4)), grade(self.dice.below(4))));
        match self.dice.below(3) {
            0 => chosen,
            1 => {
                let next = plus(n(Node::FromChoice(chosen)), c("1"));
                g(Node::ToChoice(n(Node::Call(Builtin::Smaller, vec![next, c("3")]))))
            }
            _ => g(Node::ToChoice(self.rounded(nodes))),
        }
    }

    /// One value, which only some of the rows have.
    fn one_for_some(&mut self) -> Core {
        let mut value = self.of_many();
        if self.dice.one_in(3) {
            value = over(c(self.dice.pick(&CONSTANTS)), c("7"));
        }
        if let Node::Aggregate(aggregate) = &mut *value.node {
            aggregate.group.clear();
        }
        let condition =
            if self.dice.one_in(2) { y(Node::Column(ColumnId(FLAG))) } else { self.compared(1, 1) };
        let none = absent(self.dice.pick(&[Absence::Missing, Absence::NotApplicable]));
        n(if self.dice.one_in(2) {
            Node::If(condition, value, none)
        } else {
            Node::If(condition, none, value)
        })
    }

    /// The value of many rows. What goes in is simple: sums of fractions with many denominators are numbers of many digits, and those
    /// of a table of thousands of rows would take hours in exact numbers.
    pub fn of_many(&mut self) -> Core {
        n(Node::Aggregate(self.gathered(Link::Whole)))
    }

    fn gathered(&mut self, link: Link) -> Aggregate {
        use AggregateFunction::{Count, Latest, Maximum, Mean, Median, Minimum, Quantile, Sum};
        let functions = [
            Sum,
            Mean,
            Mean,
            Maximum,
            Minimum,
            Median,
            Quantile(digits("0.3")),
            Quantile(digits("1/3")),
            Count,
            Latest,
        ];
        let function = self.dice.pick(&functions);
        let mut made = aggregate(function.clone(), Some(self.simple()));
        made.link = link;
        if self.dice.one_in(3) {
            let (a, b) = (self.simple(), self.simple());
            let comparison = self.comparison();
            made.filter = Some(compare(comparison, a, b));
        }
        if self.dice.one_in(3) && link == Link::Whole {
            let of = if self.dice.one_in(2) { text(TRADE) } else { column(DIVISOR) };
            made.group = vec![GroupKey { inner: of.clone(), outer: of }];
        }
        if function == Latest {
            made.order = vec![key(self.simple(), self.dice.one_in(2)), key(text(0), false)];
        }
        made
    }

    /// A number with a small denominator.
    pub fn simple(&mut self) -> Core {
        match self.dice.below(8) {
            0 => column(SMALL),
            1 => column(MONEY),
            2 => column(GAPS),
            3 => column(NEAR),
            4 => column(EXTREME),
            5 => n(Node::Round(
                over(column(MONEY), column(DIVISOR)),
                digits("0.01"),
                RoundingMode::HalfAwayFromZero,
            )),
            _ => over(column(self.dice.pick(&[MULTIPLE, MONEY, SMALL])), column(DIVISOR)),
        }
    }

    fn any_or_all(&mut self) -> Core {
        let function = self.dice.pick(&[AggregateFunction::Any, AggregateFunction::All]);
        let (a, b) = (self.simple(), self.simple());
        let comparison = self.comparison();
        let mut made = aggregate(function, Some(compare(comparison, a, b)));
        made.group = vec![GroupKey { inner: column(DIVISOR), outer: column(DIVISOR) }];
        y(Node::Aggregate(made))
    }

    /// For each town, of its own firms; the filter may ask for the town's number.
    pub fn of_own(&mut self) -> Core {
        let mut made = self.gathered(Link::Own(ColumnId(TOWN)));
        if self.dice.one_in(2) {
            let comparison = self.comparison();
            let towns = n(Node::Outer(column(1)));
            made.filter = Some(compare(comparison, self.simple(), towns));
        }
        n(Node::Aggregate(made))
    }

    /// What the firm's town has.
    fn followed(&mut self) -> Core {
        let reference = if self.dice.one_in(2) {
            of(Node::Column(ColumnId(TOWN)), Kind::Reference(TOWNS))
        } else {
            let named = of(Node::Constant(Value::Text(format!("T{}", self.dice.below(50)))), Kind::Text);
            of(Node::Find(TOWNS, named), Kind::Reference(TOWNS))
        };
        n(Node::Follow { table: TOWNS, reference, value: over(column(1), c("7")) })
    }

    /// Places by simple numbers, where many are equal.
    pub fn place(&mut self) -> Core {
        let first = if self.dice.one_in(2) {
            definition(self.dice.below(self.definitions.max(1)))
        } else {
            self.simple()
        };
        let mut order = vec![key(first, self.dice.one_in(2))];
        if self.dice.one_in(3) {
            order.push(key(self.simple(), true));
        }
        let ties = self.dice.pick(&[TieMethod::Best, TieMethod::Worst, TieMethod::Unique]);
        if ties == TieMethod::Unique {
            order.push(key(text(0), false));
        }
        let filter = self.dice.one_in(3).then(|| self.condition(3));
        let group = if self.dice.one_in(3) { vec![text(TRADE)] } else { Vec::new() };
        n(Node::Rank(Ranking { filter, group, order, ties }))
    }
}
