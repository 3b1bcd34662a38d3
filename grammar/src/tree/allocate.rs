//! `分配`: a total parted by weighted factors.

use super::{Expr, Missing, Name, Notes, OrderKey, Rounding, Stated};
use crate::span::Span;

/// `分配 基本财力保障补助 总额 补助总额 给 区 { 常住人口 100%；精确到 1 元 余数 最大余数 同余 依 名称 }`
#[derive(Clone, Debug, PartialEq)]
pub struct Allocation {
    /// 基本财力保障补助
    pub name: Name,
    /// 总额 补助总额
    pub total: Option<Expr>,
    /// 给 区 当 …
    pub among: Option<Among>,
    /// The factors and what becomes of the rounding difference.
    pub body: AllocationBody,
}

/// `给 区 当 已设区`: among whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Among {
    /// A table, or a set of its rows (行集).
    pub table: Name,
    /// 当 …
    pub filter: Option<Expr>,
    /// The clause.
    pub span: Span,
}

/// What stands in the braces of a `分配`, and of a line of `分账` that is parted by factors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AllocationBody {
    /// The factors in the order written.
    pub factors: Vec<Factor>,
    /// 份额 精确到 0.1% …: the shares themselves are rounded first.
    pub portions: Option<Apportionment>,
    /// 精确到 1 元 …; amounts are exact where it is not written.
    pub amounts: Option<Apportionment>,
    /// 用途 …
    pub purpose: Option<String>,
    /// Whether something in it could not be read, which has been reported.
    pub incomplete: bool,
}

/// `人均分成财力 10% 指标 人均财力 归一 倒数占比`
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// 人均分成财力; also the value where no 指标 is written
    pub name: Name,
    /// 10%; may be left out where there is one factor
    pub weight: Option<Expr>,
    /// 指标 …
    pub value: Option<Expr>,
    /// 归一 …; 占比 where not written
    pub normalise: Option<Stated<Normalisation>>,
    /// 负值 …
    pub negative: Option<Stated<Negative>>,
    /// 缺失 …
    pub missing: Option<Missing>,
    /// Its documentation and citations.
    pub notes: Notes,
    /// The whole entry.
    pub span: Span,
}

/// How a factor is made into shares that add up to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Normalisation {
    /// 占比: x / Σx
    #[default]
    Share,
    /// 倒数占比: (1/x) / Σ(1/x)
    InverseShare,
    /// 极差: (x − least) / Σ(x − least), which is the share of (x − least) / (greatest − least)
    MinMax,
    /// 最大减: (greatest − x) / Σ(greatest − x)
    MaxLess,
}

/// What a negative factor counts as.
#[derive(Clone, Debug, PartialEq)]
pub enum Negative {
    /// `负值 作 0`
    CountsAs(Expr),
    /// 负值 作零
    AsZero,
    /// 负值 照算
    AsIs,
}

/// `精确到 1 元 余数 最大余数 同余 依 名称`
#[derive(Clone, Debug, PartialEq)]
pub struct Apportionment {
    /// 精确到 1 元
    pub rounding: Rounding,
    /// 余数 最大余数, 余数归 海安市
    pub remainder: Option<Remainder>,
    /// 同余 依 名称, with the place of the clause
    pub ties: Option<(Vec<OrderKey>, Span)>,
    /// The whole entry.
    pub span: Span,
}

/// What becomes of the rounding difference.
#[derive(Clone, Debug, PartialEq)]
pub enum Remainder {
    /// 余数 最大余数
    Method(Stated<RemainderMethod>, Span),
    /// `余数归 海安市`: the row whose key this is takes it
    Row(Expr),
}

/// How the units left over are given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemainderMethod {
    /// 最大余数: amounts are cut off; what is left goes, a unit each, where most was cut off
    Largest,
}
