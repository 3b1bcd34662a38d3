//! `查表`: keys to named outputs.

use super::{Expr, Name, Notes, Number, PerRemainder, TypeExpr};
use crate::span::Span;

/// `查表 准入门槛(园区级别) → 亩均投资: 万元/亩，亩均税收: 万元/亩 { 国家级 → 350 40；其余 → 250 15 } `
#[derive(Clone, Debug, PartialEq)]
pub struct Lookup {
    /// 准入门槛
    pub name: Name,
    /// The keys; none for a value that only time changes.
    pub keys: Vec<LookupKey>,
    /// The outputs.
    pub outputs: Vec<LookupOutput>,
    /// Its rows in the order written.
    pub rows: Vec<LookupRow>,
    /// 重叠 取大 …; else an overlap is an error
    pub overlap: Option<Overlap>,
    /// 取 年初 …: on which day of a year a step inside it is read
    pub year_point: Option<YearPoint>,
    /// 累进: marginal brackets
    pub marginal: Option<Marginal>,
    /// Whether something in it could not be read, which has been reported: which keys its rows leave out is not known.
    pub incomplete: bool,
}

/// `园区级别`, `人数: 人`
#[derive(Clone, Debug, PartialEq)]
pub struct LookupKey {
    /// The key's name: a column or definition in reach, or a parameter of the call.
    pub name: Name,
    /// Its declared type, if any.
    pub ty: Option<TypeExpr>,
}

/// `亩均投资: 万元/亩`
#[derive(Clone, Debug, PartialEq)]
pub struct LookupOutput {
    /// 亩均投资; may be absent where there is one output
    pub name: Option<Name>,
    /// 万元/亩
    pub ty: TypeExpr,
}

/// `国家级 → 350 40`
#[derive(Clone, Debug, PartialEq)]
pub struct LookupRow {
    /// One cell a key.
    pub keys: Vec<KeyCell>,
    /// One value an output, or a list of values where `分别` pairs them with a list of keys.
    pub outputs: Vec<Vec<Expr>>,
    /// 分别
    pub respectively: bool,
    /// Its documentation and citations.
    pub notes: Notes,
    /// The whole entry.
    pub span: Span,
}

/// One cell of the keys.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyCell {
    /// Alternatives: `崇川区、通州区`, `2022年 至 2023年、2024年起`
    pub alternatives: Vec<KeyTest>,
    /// The cell.
    pub span: Span,
}

/// What a key must be.
#[derive(Clone, Debug, PartialEq)]
pub enum KeyTest {
    /// `国家级`, or the name of a set
    Is(Expr),
    /// `101 至 300`, `10%（不含）至 70%`, `≥ 301`
    Interval {
        /// The lower end and whether it belongs to the interval.
        lower: Option<(Expr, bool)>,
        /// The upper end and whether it belongs to the interval.
        upper: Option<(Expr, bool)>,
    },
    /// `2024年起`
    From(Expr),
    /// `同上`
    Same,
    /// 其余
    Rest,
}

/// What happens where rows overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlap {
    /// 重叠 取大
    Larger,
    /// 重叠 取小
    Smaller,
}

/// `累进 { 1 千户 至 1 万户 → 每 800 户 1 } 按比例 进一`
#[derive(Clone, Debug, PartialEq)]
pub struct Marginal {
    /// What each row gives: `每 800 户 1`; `None` for a plain rate.
    pub per: Vec<Option<PerRate>>,
    /// What becomes of a started quantum of the whole; that of a row stands beside its row.
    pub remainder: Option<PerRemainder>,
}

/// `每 800 户 1（不足 舍去）`, without its amount
#[derive(Clone, Debug, PartialEq)]
pub struct PerRate {
    /// 800 户
    pub quantum: Number,
    /// （不足 舍去）
    pub remainder: Option<PerRemainder>,
}

/// Which day of a year stands for the year, where a step inside it is read by the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearPoint {
    /// 取 年初
    Start,
    /// 取 年末
    End,
    /// 取 按天: each step counts by its days
    ByDay,
}
