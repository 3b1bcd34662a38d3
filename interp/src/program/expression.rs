//! Core expressions.

use dashu_ratio::RBig;
use heng_grammar::span::Span;

use super::{ColumnId, DefinitionId, ParameterId, RequirementId, TableId, Type};
use crate::value::Value;

/// A typed expression. It is evaluated in a *frame*: for each row of a table, or once for the whole.
#[derive(Clone, Debug)]
pub struct Core {
    /// What it does.
    pub node: Box<Node>,
    /// What comes out. A number is in the unit of its type.
    pub ty: Type,
    /// Where it was written.
    pub span: Span,
}

impl Core {
    /// `node` of type `ty`, written at `span`.
    pub fn new(node: Node, ty: Type, span: Span) -> Self {
        Self { node: Box::new(node), ty, span }
    }
}

/// The kinds of core expressions. "No value" flows through arithmetic, comparison and (three-valued) logic.
#[derive(Clone, Debug)]
pub enum Node {
    /// `12`, `"热力"`, `A`; also "no value" of a kind (不适用)
    Constant(Value),
    /// `实缴税金`: a column of the frame's table
    Column(ColumnId),
    /// `亩均税收`: a definition of the same frame, or one of the whole seen from any frame
    Definition(DefinitionId),
    /// `年度`: set by the run
    Parameter(ParameterId),
    /// `-x`
    Negate(Core),
    /// `非 x`
    Not(Core),
    /// `a + b`; both in the unit of the result for + and −
    Arithmetic(Operator, Core, Core),
    /// `a < b`: numbers in one unit, texts, dates, years, members of one choice (the first member of an order is the
    /// greatest), references (= and ≠ only)
    Compare(Comparison, Core, Core),
    /// `a 且 b`
    And(Vec<Core>),
    /// `a 或 b`
    Or(Vec<Core>),
    /// `若 c 则 a 否则 b`; no value where c has none
    If(Core, Core, Core),
    /// `有值(x)`: yes or no, never absent
    Present(Core),
    /// `x 缺失时 y`: y where x is *missing*; 不适用 and 未定 pass through
    IfMissing(Core, Core),
    /// y where x is *not applicable*: a rule that does not reach a row does not hold, and adds nothing to a sum;
    /// missing and undecided pass through
    IfNotApplicable(Core, Core),
    /// y where x has no value of any kind
    IfAbsent(Core, Core),
    /// `x 零作缺失`
    ZeroIsMissing(Core),
    /// `行业 属于 ["电力", "热力"]`: equal to one of the constants
    OneOf(Core, Vec<Value>),
    /// A number in another unit: figures times the factor
    Scale(Core, RBig),
    /// `保留 2 位`: to the nearest multiple of the quantum, in the unit of the type
    Round(Core, RBig, RoundingMode),
    /// `取大(a, b)`, `年数(a, b)` …
    Call(Builtin, Vec<Core>),
    /// `平均(x 当 c)`
    Aggregate(Aggregate),
    /// `名次(x 从高到低)`, `.名次`: the place of this row
    Rank(Ranking),
    /// `企业["E1"]`: the row of a table whose key this is; missing where there is none
    Find(TableId, Core),
    /// `评价单元` in the table it is made from: the unit this row belongs to; not applicable where 当 leaves the row out
    UnitOf(TableId),
    /// `企业[编号].综合得分`, `所属企业.行业`: the value, in the frame of the table, at the row of the reference
    Follow {
        /// The table whose frame `value` is in.
        table: TableId,
        /// A reference to it.
        reference: Core,
        /// What is read there.
        value: Core,
    },
    /// `本.行业`: in the filter or value of an aggregate over 名下, the value in the outer row's frame
    Outer(Core),
    /// x, where the data must meet a requirement; else a fault is recorded and the value is *undecided*, so that no
    /// answer to a missing value can turn the fault into a score. Not applicable passes without a fault.
    Require(Core, RequirementId),
    /// A number seen as a member of a choice: 0 is its first member. Lowered moves compute on positions.
    ToChoice(Core),
    /// The position of a member in its choice, from 0.
    FromChoice(Core),
}

/// `+ - × ÷`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `×`
    Multiply,
    /// `/`; the checker has proved that the divisor is not zero, or that it is answered: a zero gives "missing"
    Divide,
}

/// `= ≠ < ≤ > ≥`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
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

impl Comparison {
    /// How the sides compare when they are exchanged: `a < b` is `b > a`.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
            Self::Equal | Self::NotEqual => self,
        }
    }

    /// What holds of two values where this does not.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Less => Self::GreaterOrEqual,
            Self::LessOrEqual => Self::Greater,
            Self::Greater => Self::LessOrEqual,
            Self::GreaterOrEqual => Self::Less,
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
        }
    }
}

pub use heng_grammar::tree::RoundingMode;

/// Functions of values of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Builtin {
    /// 取大: two or more numbers
    Larger,
    /// 取小
    Smaller,
    /// 绝对值
    Absolute,
    /// `x ^ n` with a whole n ≥ 0: growth compared by powers
    Power,
    /// The year of a date.
    YearOf,
    /// 年数(from, to): whole years between two dates
    YearsBetween,
    /// 月数(from, to): whole months between two dates
    MonthsBetween,
    /// Days between two dates.
    DaysBetween,
    /// 月底: the last day of a date's month
    MonthEnd,
    /// A date some days later.
    AddDays,
    /// A year some years later.
    AddYears,
    /// Years between two years.
    YearDifference,
    /// Whether a text starts with another.
    StartsWith,
    /// The texts that are there, joined by `、`; the empty text where none is (`.未满足`). Undecided passes through.
    JoinPresent,
}

/// `平均(亩均税收 当 规上 按 行业)`
#[derive(Clone, Debug)]
pub struct Aggregate {
    /// 平均
    pub function: AggregateFunction,
    /// Whose rows.
    pub table: TableId,
    /// Which of its rows.
    pub link: Link,
    /// Yes or no, in the frame of `table`; rows without an answer do not count.
    pub filter: Option<Core>,
    /// What is aggregated, in the frame of `table`; absent for 计数. Rows without a value are skipped.
    pub value: Option<Core>,
    /// 按: only rows whose keys equal this row's.
    pub group: Vec<GroupKey>,
    /// 依: which row is the latest.
    pub order: Vec<OrderKey>,
}

/// One key of 按.
#[derive(Clone, Debug)]
pub struct GroupKey {
    /// The key of a row aggregated over, in its frame.
    pub inner: Core,
    /// The key of the row that asks, in the frame the aggregate stands in.
    pub outer: Core,
}

/// Which rows of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Link {
    /// All of them; the same for every row that asks (but for its group).
    Whole,
    /// 名下: those whose reference column points at the row that asks.
    /// Where the row that asks is a unit (归并): those that point at one of its members.
    Own(ColumnId),
    /// 名下 of a unit: the rows it was made from.
    Members,
}

/// The functions that make one value of many.
#[derive(Clone, Debug, PartialEq)]
pub enum AggregateFunction {
    /// 合计; 0 of no rows
    Sum,
    /// 平均; missing of no rows
    Mean,
    /// 最大; missing of no rows
    Maximum,
    /// 最小; missing of no rows
    Minimum,
    /// 中位; the mean of the two middle ones; missing of no rows
    Median,
    /// 分位(x, q): linear between the two nearest, position 1 + (n − 1) q; missing of no rows
    Quantile(RBig),
    /// 计数: rows whose value is there (all rows without a value expression)
    Count,
    /// 存在: is it yes for one row; no of no rows
    Any,
    /// 全部: is it yes for every row; yes of no rows
    All,
    /// 最近: the value at the last row by `order`; missing of no rows
    Latest,
    /// 同值: the one value that all rows have; rows that differ are a fault; missing of no rows
    Same,
}

/// Place of each row in an order.
#[derive(Clone, Debug)]
pub struct Ranking {
    /// Which rows are ranked (in the frame the ranking stands in); the others have no place (不适用).
    pub filter: Option<Core>,
    /// Rows are ranked apart by these.
    pub group: Vec<Core>,
    /// By what, the weightiest first.
    pub order: Vec<OrderKey>,
    /// What equal rows get.
    pub ties: TieMethod,
}

/// What equal rows get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TieMethod {
    /// Rows are never equal: the last key is unique. A tie that is left is a fault.
    Unique,
    /// 1 2 2 4: all the best place
    Best,
    /// 1 3 3 4: all the worst place
    Worst,
}

/// One key of an order.
#[derive(Clone, Debug)]
pub struct OrderKey {
    /// What is compared.
    pub value: Core,
    /// The greatest first.
    pub descending: bool,
    /// Rows without a value come first; else last.
    pub missing_first: bool,
}
