//! `目标`: what is to be reached in which year, each a predicate on an indicator.

use super::{Comparator, Expr, Name, Notes, Number, UnitExpr};
use crate::span::Span;

/// `目标 数字经济发展 期 2021 至 2025 数据 指标值 { 一网通办率 % 基期 50 2025年 ≥ 90 约束性 }`
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// 数字经济发展
    pub name: Name,
    /// 期 2021 至 2025: the first and the last year
    pub period: Option<TargetPeriod>,
    /// 数据 指标值: the table that holds the figures; the block makes one of its own name where absent
    pub data: Option<Name>,
    /// 按 区: the table whose rows have targets of their own
    pub per: Option<Name>,
    /// 单位 座: the unit of indicators that do not say theirs
    pub unit: Option<UnitExpr>,
    /// What it holds.
    pub body: TargetBody,
    /// Whether something in it could not be read, which has been reported.
    pub incomplete: bool,
}

/// `期 2021 至 2025`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TargetPeriod {
    /// The first year.
    pub first: i32,
    /// The last year.
    pub last: i32,
    /// The clause.
    pub span: Span,
}

/// What a block of targets holds.
#[derive(Clone, Debug, PartialEq)]
pub enum TargetBody {
    /// One indicator a line.
    Lines(Vec<TargetLine>),
    /// One row of the table of 按 a line, one year or indicator a column.
    Grid(TargetGrid),
}

/// `一网通办率 % 基期 50 2025年 ≥ 90 约束性`
#[derive(Clone, Debug, PartialEq)]
pub struct TargetLine {
    /// 一网通办率
    pub name: Name,
    /// %
    pub unit: Option<UnitExpr>,
    /// 基期 50
    pub bases: Vec<TargetBase>,
    /// 指标 x: the value itself, where no table of figures holds it
    pub value: Option<Expr>,
    /// All of these must hold.
    pub tests: Vec<TargetTest>,
    /// 约束性, 预期性
    pub nature: Option<TargetNature>,
    /// 逐级: the indicator of which this one is a part
    pub inside: Option<Name>,
    /// Its documentation and citations.
    pub notes: Notes,
    /// The whole entry.
    pub span: Span,
}

/// `基期 2020年 50`
#[derive(Clone, Debug, PartialEq)]
pub struct TargetBase {
    /// The year; the one before the period where it is not said.
    pub year: Option<i32>,
    /// 50
    pub value: Expr,
    /// The clause.
    pub span: Span,
}

/// Whether a target must be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetNature {
    /// 约束性
    Binding,
    /// 预期性
    Expected,
}

/// `每年 增幅 ≥ 30%`
#[derive(Clone, Debug, PartialEq)]
pub struct TargetTest {
    /// 每年; the last year of the period where it is not said
    pub when: Option<TargetWhen>,
    /// 增幅
    pub measure: TargetMeasure,
    /// ≥ 30%
    pub form: TargetForm,
    /// 容差 0.5 百分点
    pub tolerance: Option<Expr>,
    /// The whole.
    pub span: Span,
}

/// Over which years a test is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetWhen {
    /// 每年: in each year of the period
    EveryYear,
    /// 累计: all years of the period together
    Cumulative,
    /// 年均: on average each year
    YearlyAverage,
    /// 2025年
    Year(i32),
}

/// What is compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum TargetMeasure {
    /// The figures themselves.
    #[default]
    Level,
    /// 增幅: how much they grow, relatively
    Growth,
    /// 增速: the figures are yearly rates, which compound
    GrowthRate,
    /// 增量: by how much they change
    Increase,
    /// 名次 全省: the place among others
    Rank(Option<Name>),
}

/// What the measure must be.
#[derive(Clone, Debug, PartialEq)]
pub enum TargetForm {
    /// `≥ 90`
    Compare(Comparator, Expr),
    /// `90`: does not say how to compare
    Bare(Expr),
    /// `左右 45`
    About(Expr),
    /// `2 至 3`
    Between(Expr, Expr),
    /// 逐年上升, 逐年下降
    Trend {
        /// 逐年上升
        rising: bool,
        /// 精度 0.1: how finely the figures are compared
        precision: Option<Expr>,
    },
    /// 翻一番, 增长 2 倍, 是 2 倍: so many times the base
    Times(Multiple),
    /// `≥ 待定 由 省下达`: somebody else sets it
    Assigned(Option<Comparator>, Option<Name>),
}

/// So many times the base.
#[derive(Clone, Debug, PartialEq)]
pub enum Multiple {
    /// 翻一番: doubled once; 翻两番: twice
    Doubled(u32),
    /// 增长 2 倍: three times the base
    GrownBy(Number),
    /// 是 2 倍: twice the base
    Is(Number),
}

/// Rows of a table against years or indicators.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TargetGrid {
    /// 列名 …; the years of the period where empty
    pub columns: Vec<TargetColumn>,
    /// Its rows in the order written.
    pub rows: Vec<TargetRow>,
    /// 合计
    pub total: Option<TargetTotal>,
}

/// `省级车间（个） 2022年`
#[derive(Clone, Debug, PartialEq)]
pub struct TargetColumn {
    /// The indicator; that of the block's name where it is not said.
    pub indicator: Option<Name>,
    /// Its unit.
    pub unit: Option<UnitExpr>,
    /// The year; the cells say where it is not said.
    pub year: Option<i32>,
    /// The column's header.
    pub span: Span,
}

/// `海安市 617 551 420`
#[derive(Clone, Debug, PartialEq)]
pub struct TargetRow {
    /// 海安市; none for 其余
    pub label: Option<Name>,
    /// One a column; none for `/`.
    pub cells: Vec<Option<TargetTest>>,
    /// Its documentation and citations.
    pub notes: Notes,
    /// The whole row.
    pub span: Span,
}

/// `合计 5600 5000 5000 异于 4100 取 各行 因 "原文合计误"`
#[derive(Clone, Debug, PartialEq)]
pub struct TargetTotal {
    /// The printed totals, one a column; none for `/`.
    pub cells: Vec<Option<Expr>>,
    /// Those known to be wrong.
    pub waivers: Vec<TargetWaiver>,
    /// The whole row.
    pub span: Span,
}

/// `异于 2024年 4100 取 各行 因 "原文合计误"`
#[derive(Clone, Debug, PartialEq)]
pub struct TargetWaiver {
    /// 2024年
    pub year: Option<i32>,
    /// The indicator, where the columns are indicators.
    pub indicator: Option<Name>,
    /// 4100: what the rows add up to
    pub sum: Number,
    /// 取 各行; else 取 合计
    pub rows_rule: bool,
    /// Why.
    pub reason: String,
    /// The clause.
    pub span: Span,
}

impl Target {
    /// Whether an indicator of it is read from a table of figures.
    pub fn needs_figures(&self) -> bool {
        match &self.body {
            TargetBody::Lines(lines) => lines.iter().any(|line| line.value.is_none()),
            TargetBody::Grid(_) => true,
        }
    }
}
