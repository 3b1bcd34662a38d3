//! `奖励`: conditional money, with what caps it, spreads it over years and keeps it from being paid twice.

use super::{Expr, Missing, Name, Number, Rounding, TallyEntry};
use crate::span::Span;

/// `奖励 入库补助 就高不重复 单项上限 500 万元 { 雏鹰 当 类别 = 雏鹰企业 60 万元 }`
#[derive(Clone, Debug, PartialEq)]
pub struct Award {
    /// 入库补助
    pub name: Name,
    /// 就高不重复
    pub highest: bool,
    /// 依 总额
    pub highest_by: Option<HighestBy>,
    /// 单项上限: the most that one item gives
    pub item_cap: Option<Expr>,
    /// 上限: the most that all items together give, over all years
    pub cap: Option<Expr>,
    /// 年度上限: the most that is paid in one year
    pub yearly_cap: Option<YearlyCap>,
    /// 一次性: of every item that does not say it itself
    pub once: Option<Once>,
    /// 精确到: of every item that does not say it itself
    pub rounding: Option<Rounding>,
    /// 余数归: of every item that does not say it itself
    pub remainder: Option<InstalmentRemainder>,
    /// `每条 缺失 …`
    pub missing: Option<Missing>,
    /// Its items, groups and readings in the order written.
    pub entries: Vec<TallyEntry>,
}

/// `年度上限 1000 万元 超出 不结转`
#[derive(Clone, Debug, PartialEq)]
pub struct YearlyCap {
    /// 1000 万元
    pub limit: Expr,
    /// What becomes of the part above it; must be stated.
    pub excess: Option<Excess>,
    /// The whole clause.
    pub span: Span,
}

/// What becomes of the part above a yearly cap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excess {
    /// 不结转
    Lost,
    /// 结转
    CarriedOver,
}

/// By what the highest of several awards is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HighestBy {
    /// 总额: the whole award, over all its instalments
    Total,
    /// 当年额: what is due this year
    DueThisYear,
}

/// What an item of an award says beside its condition and amount.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AwardTerms {
    /// 除非 …
    pub unless: Option<Expr>,
    /// 上限: the most that this item gives
    pub cap: Option<Expr>,
    /// 分期 3 年 每年 1/3
    pub instalments: Option<Instalments>,
    /// 续发 当 …
    pub continues: Option<Expr>,
    /// 断后 不续
    pub after_break: Option<(AfterBreak, Span)>,
    /// 一次性 凭 已拨
    pub once: Option<Once>,
    /// 精确到 0.01 元
    pub rounding: Option<Rounding>,
    /// 余数归 末年
    pub remainder: Option<InstalmentRemainder>,
}

/// `分期 3 年 每年 1/3`, `分期 3 年 分别 40%、30%、30%`
#[derive(Clone, Debug, PartialEq)]
pub struct Instalments {
    /// 3 年
    pub years: Number,
    /// One share for every year, or one a year.
    pub shares: Vec<Expr>,
    /// The whole clause.
    pub span: Span,
}

/// What follows a year in which the condition of 续发 failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterBreak {
    /// 不续: nothing more
    Ends,
    /// 仍续: each later year stands for itself
    Resumes,
    /// 补发: a later year in which it holds also pays what the failed years did not
    MadeUp,
}

/// `一次性 凭 已拨`
#[derive(Clone, Debug, PartialEq)]
pub struct Once {
    /// The table of what has been paid; must be stated.
    pub record: Option<Name>,
    /// The whole clause.
    pub span: Span,
}

/// Which instalment takes what rounding leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstalmentRemainder {
    /// 首年
    FirstYear,
    /// 末年
    FinalYear,
}
