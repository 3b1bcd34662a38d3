//! `归并`: a table made from another.

use super::{Definition, Expr, Name, Notes, OrderKey};
use crate::span::Span;

/// `归并 评价单元 自 企业 当 参评 按 编号 = (若 租用厂房 则 宗地号 否则 企业编号) { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct Rollup {
    /// 评价单元
    pub name: Name,
    /// 企业
    pub from: Name,
    /// 当 …: which rows are put together; all where it is not written
    pub filter: Option<Expr>,
    /// 按 …; absent where it goes on with a rollup of the same name that has one
    pub key: Option<RollupKey>,
    /// Its columns in the order written.
    pub columns: Vec<RollupColumn>,
}

/// `按 编号 = (若 租用厂房 则 宗地号 否则 企业编号)`: rows with the same key make one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct RollupKey {
    /// 编号; where it is not written, the key is called as the column it is, or 编号
    pub name: Option<Name>,
    /// Its value for a row of the base table.
    pub value: Expr,
}

/// One column of the made table.
#[derive(Clone, Debug, PartialEq)]
pub struct RollupColumn {
    /// What it says.
    pub kind: RollupColumnKind,
    /// Its documentation and citations.
    pub notes: Notes,
    /// The whole entry.
    pub span: Span,
}

/// What a column of the made table says.
#[derive(Clone, Debug, PartialEq)]
pub enum RollupColumnKind {
    /// `实缴税金 合计`: the value of the base table with this name, put together
    Combine {
        /// 实缴税金
        name: Name,
        /// `实缴税金 = 计入税金 合计`: what is put together, where it is called otherwise
        source: Option<Name>,
        /// 合计; none where the word is no way to put a column together
        combiner: Option<Combiner>,
        /// The word as written.
        word: Name,
        /// 依 …: which member comes first or last
        order: Vec<OrderKey>,
    },
    /// `户数 = 计数(名下 企业)`
    Define(Box<Definition>),
}

/// How the values of the members become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Combiner {
    /// 合计
    Sum,
    /// 平均
    Mean,
    /// 最大
    Maximum,
    /// 最小
    Minimum,
    /// 中位
    Median,
    /// 计数: how many have a value; of yes and no, how many say yes
    Count,
    /// 任一
    Any,
    /// 全部
    All,
    /// 同值: all members must agree
    Same,
    /// 首个 依 …
    First,
    /// 最近 依 …
    Latest,
}

impl Combiner {
    /// All of them, with their words, for reports.
    pub const ALL: [(Self, &'static str, &'static str); 11] = [
        (Self::Sum, "合计", "sum"),
        (Self::Mean, "平均", "mean"),
        (Self::Maximum, "最大", "max"),
        (Self::Minimum, "最小", "min"),
        (Self::Median, "中位", "median"),
        (Self::Count, "计数", "count"),
        (Self::Any, "任一", "any"),
        (Self::All, "全部", "all"),
        (Self::Same, "同值", "same_value"),
        (Self::First, "首个", "first_by"),
        (Self::Latest, "最近", "latest"),
    ];

    /// The combiner a word stands for, in either language.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, zh, en)| *zh == word || *en == word).map(|(combiner, ..)| *combiner)
    }

    /// Its word in Chinese and in English.
    pub fn words(self) -> (&'static str, &'static str) {
        Self::ALL.iter().find(|(combiner, ..)| *combiner == self).map_or(("", ""), |(_, zh, en)| (zh, en))
    }
}
