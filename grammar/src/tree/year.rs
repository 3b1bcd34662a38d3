//! Years: the axis, values that follow from last year's, rows that count in some years.

use super::{Expr, Missing, Name, Notes, Rounding, TypeExpr};
use crate::span::Span;

/// `年度 2022 至 2027`: the years for which what is 按年 is computed
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearAxis {
    /// 2022
    pub first: i32,
    /// 2027; the first where one year is written
    pub last: i32,
}

/// `行集 体制区 = 区 当 名称 属于 市对区名单`: some rows of a table, under a name of their own
#[derive(Clone, Debug, PartialEq)]
pub struct RowSet {
    /// 体制区
    pub name: Name,
    /// 区
    pub table: Name,
    /// 当 …; all rows where absent
    pub filter: Option<Expr>,
}

/// `逐年 补助总额: 元 { 2022 补助总额基数；以后 补助总额[上年] × (1 + 0.8 × 税收增幅) 保留 2 位 }`
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// 补助总额
    pub name: Name,
    /// 元
    pub ty: Option<TypeExpr>,
    /// Its steps in the order written.
    pub steps: Vec<ChainStep>,
}

/// `以后 补助总额[上年] × 1.05 保留 2 位`
#[derive(Clone, Debug, PartialEq)]
pub struct ChainStep {
    /// For which years.
    pub years: ChainYears,
    /// The value.
    pub value: Expr,
    /// 保留, 精确到: what is carried to the next year is rounded too
    pub rounding: Option<Rounding>,
    /// 公布 2 位
    pub shown: Option<u32>,
    /// 缺失 …
    pub missing: Option<Missing>,
    /// Its documentation and citations.
    pub notes: Notes,
    /// The whole entry.
    pub span: Span,
}

/// Which years a step of a chain is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChainYears {
    /// `2022`, `2022 至 2024`
    Years(i32, i32),
    /// `2025年起`
    From(i32),
    /// `以后`: the years after those of the steps above
    Thereafter,
}
