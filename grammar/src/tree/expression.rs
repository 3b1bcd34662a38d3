//! Expressions.

use super::{Name, Stated};
use crate::span::Span;

/// An expression and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it says.
    pub kind: Box<ExprKind>,
    /// Where.
    pub span: Span,
}

impl Expr {
    /// `kind` at `span`.
    pub fn new(kind: ExprKind, span: Span) -> Self {
        Self { kind: Box::new(kind), span }
    }
}

/// The kinds of expressions.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// `1000 万元`
    Number(Number),
    /// `"热力"`
    Text(String),
    /// `2022-01-31`; not yet known to be a day of the calendar
    Date {
        /// 2022
        year: i32,
        /// 1
        month: u32,
        /// 31
        day: u32,
    },
    /// `2022年`
    Year(i32),
    /// `是`, `否`
    YesNo(bool),
    /// `不适用` as a value
    NotApplicable,
    /// `亩均税收`
    Name(Name),
    /// `综合得分.集约发展`, `本.行业`
    Field(Expr, Name),
    /// `企业["E1"]`, `应税销售[上年]`
    Index(Expr, Vec<Expr>),
    /// `平均(亩均税收 当 参评 按 行业)`; the bracket touches the name
    Call(Name, Vec<Argument>),
    /// `名下 事故`, `名下 事故.企业`: the rows that point at this one; only as the first argument of an aggregate
    Own {
        /// 事故
        table: Name,
        /// The reference column where more than one points here.
        column: Option<Name>,
    },
    /// `近 2 年`: the year of the run and the ones before it, so many in all; as an index or after 在
    LastYears(Number),
    /// `-x`
    Negate(Expr),
    /// `非 x`
    Not(Expr),
    /// `a + b`
    Arithmetic(ArithmeticOperator, Expr, Expr),
    /// `10% < x ≤ 70%`: a chain of one or more
    Comparison(Expr, Vec<(Comparator, Expr)>),
    /// `a 且 b 且 c`: two or more of one kind; mixed kinds need brackets
    Logic(LogicOperator, Vec<Expr>),
    /// `行业 属于 ["电力", "热力"]`, `行业 不属于 集合名` (`非 … 属于`)
    Member {
        /// 行业
        value: Expr,
        /// A list or a named set.
        set: Expr,
        /// 不属于
        negated: bool,
        /// （等 …）: what an open list says of a value that it does not list
        unlisted: Option<Unlisted>,
    },
    /// `发生日期 在 年度`: within a year or a range of dates
    Within(Expr, Expr),
    /// `若 c 则 a 否则 b`
    If {
        /// c
        condition: Expr,
        /// a
        then: Expr,
        /// b
        otherwise: Expr,
    },
    /// `x 缺失时 0 万元`
    IfMissing(Expr, Expr),
    /// `x 零作缺失`: a zero is no value
    ZeroIsMissing(Expr),
    /// `[a, b, 等]`
    List {
        /// a, b
        elements: Vec<Expr>,
        /// Whether the list ends in 等.
        open: bool,
    },
    /// `2019 至 2021`
    Range(Expr, Expr),
    /// `(x)`: kept, because it separates 且 from 或
    Bracketed(Expr),
    /// What could not be parsed; reported already.
    Error,
}

/// `1000 万元`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Digits with at most one `.`, folded to ASCII.
    pub digits: String,
    /// 万元; also % ‰ 倍
    pub unit: Option<UnitExpr>,
    /// The literal with its unit.
    pub span: Span,
}

/// `万元/亩`: units with their powers. `1` alone is the unit of plain numbers and has no factors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitExpr {
    /// 万元¹ 亩⁻¹
    pub factors: Vec<(Name, i32)>,
    /// The whole.
    pub span: Span,
}

/// One argument of a call with its clauses: `亩均税收 当 参评 按 行业`.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// 亩均税收; absent in `依 发生日期`
    pub value: Option<Expr>,
    /// `从高到低` directly after the value
    pub direction: Option<Direction>,
    /// 当 …
    pub filter: Option<Expr>,
    /// 按 …
    pub group: Vec<Expr>,
    /// 依 …
    pub order: Vec<OrderKey>,
    /// The whole.
    pub span: Span,
}

/// `亩均税收 从高到低（缺失 最后）`
#[derive(Clone, Debug, PartialEq)]
pub struct OrderKey {
    /// 亩均税收
    pub value: Expr,
    /// 从高到低; ascending where not written
    pub direction: Option<Direction>,
    /// Where rows without a value go, if said.
    pub missing: Option<MissingOrder>,
    /// The whole.
    pub span: Span,
}

/// Which end comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// 从高到低
    Descending,
    /// 从低到高
    Ascending,
}

/// Where rows without a value go in an order.
#[derive(Clone, Debug, PartialEq)]
pub enum MissingOrder {
    /// 缺失 最后
    Last,
    /// 缺失 最前
    First,
    /// 缺失 0 万元/亩: ordered as if it were this value
    Value(Expr),
}

/// `+ - × ÷`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArithmeticOperator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `×`
    Multiply,
    /// `/`
    Divide,
}

/// `= ≠ < ≤ > ≥`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// `=`
    Equal,
    /// `≠`
    NotEqual,
    /// `<`
    Less,
    /// `≤`
    LessOrEqual,
    /// `>`
    Greater,
    /// `≥`
    GreaterOrEqual,
}

/// `且 或`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogicOperator {
    /// 且
    And,
    /// 或
    Or,
}

/// What a use makes of a value that is not there.
#[derive(Clone, Debug, PartialEq)]
pub enum MissingAnswer {
    /// `缺失 适用`: as if the condition held
    Applies,
    /// `缺失 不适用`: as if it did not
    NotApplicable,
    /// `缺失 同项平均`: the mean of the item over the rows that have it
    ItemMean,
    /// `缺失 0 分`
    Value(Expr),
}

/// `缺失 0 分` and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Missing {
    /// What is made of it.
    pub answer: MissingAnswer,
    /// The clause.
    pub span: Span,
}

/// `保留 2 位 舍去`, `精确到 0.01 元`
#[derive(Clone, Debug, PartialEq)]
pub struct Rounding {
    /// To what.
    pub to: RoundingTo,
    /// 舍去 …; half away from zero where not written
    pub mode: Stated<RoundingMode>,
    /// The clause.
    pub span: Span,
}

/// What is rounded to.
#[derive(Clone, Debug, PartialEq)]
pub enum RoundingTo {
    /// `保留 2 位`
    Places(u32),
    /// `精确到 0.01 元`
    Nearest(Number),
}

/// Which neighbour is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RoundingMode {
    /// 四舍五入: half away from zero
    #[default]
    HalfAwayFromZero,
    /// 舍去: toward zero
    TowardZero,
    /// 进一: away from zero
    AwayFromZero,
    /// 四舍六入: half to even
    HalfToEven,
}

/// What an open list (等) says of a value that it does not list.
#[derive(Clone, Debug, PartialEq)]
pub enum Unlisted {
    /// `属于 市级行业（等 仅限所列）`: it does not belong
    No,
    /// `属于 市级行业（等 认定为市级行业）`: this yes/no decides
    Decides(Expr),
}
