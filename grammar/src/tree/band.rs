//! `分档`: classes by rank or threshold.

use super::{Direction, Expr, Missing, Name, Notes, OrderKey, Stated};
use crate::span::Span;

/// `分档 初评等级 依 综合得分 从高到低 各群体 { A 前 10%；B 至 70%；C 其余；并列 …；取整 四舍五入；基数 排名者 }`
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// 初评等级
    pub name: Name,
    /// 综合得分
    pub by: Expr,
    /// 从高到低
    pub direction: Option<Direction>,
    /// 各群体: each population of `参评` is ranked apart
    pub each_group: bool,
    /// 按 …: each group is ranked apart
    pub group: Vec<Expr>,
    /// The classes in the order written.
    pub classes: Vec<BandClass>,
    /// 并列 …
    pub ties: Option<Ties>,
    /// 取整 …
    pub rounding: Option<Stated<BandRounding>>,
    /// 基数 …
    pub base: Option<Stated<BandBase>>,
    /// 缺失 …: rows whose value is missing
    pub missing: Option<Missing>,
}

/// `B 至 70%`
#[derive(Clone, Debug, PartialEq)]
pub struct BandClass {
    /// B
    pub class: Name,
    /// 至 70%
    pub bound: BandBound,
    /// Its documentation and citations.
    pub notes: Notes,
    /// The whole entry.
    pub span: Span,
}

/// Where a class ends.
#[derive(Clone, Debug, PartialEq)]
pub enum BandBound {
    /// `前 10%`, `前 20 名`: from the top
    Top(Expr),
    /// `至 70%`, `至 70%（不含）`: from where the class above ends
    To {
        /// 70%
        limit: Expr,
        /// （不含）
        exclusive: bool,
    },
    /// `后 5%`: from the bottom
    Bottom(Expr),
    /// `≥ 90 分`, `60 分 至 90 分（不含）`: by the value itself
    Threshold {
        /// The lower end and whether it belongs to the class.
        lower: Option<(Expr, bool)>,
        /// The upper end and whether it belongs to the class.
        upper: Option<(Expr, bool)>,
    },
    /// 其余
    Rest,
}

/// How equal values are ranked.
#[derive(Clone, Debug, PartialEq)]
pub enum Ties {
    /// `并列 亩均税收 从高到低，企业编号 从低到高`: by these, the last never equal
    Keys(Vec<OrderKey>, Span),
    /// `并列 同档`: equal values share the best rank
    Shared(Span),
}

/// What becomes of `n × 10%` that is not whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BandRounding {
    /// 四舍五入
    HalfUp,
    /// 舍去
    Floor,
    /// 进一
    Ceiling,
    /// 不取整: the k-th of n is within p when k ≤ n × p
    None,
}

/// Who is counted in n.
#[derive(Clone, Debug, PartialEq)]
pub enum BandBase {
    /// 排名者: the rows that are ranked
    Ranked(Span),
    /// 参评者: the rows that are scored
    Scored(Span),
    /// 列入者: the rows that are listed
    Listed(Span),
}
