//! `计分` and `奖励`: conditional amounts.

use super::{AwardTerms, Expr, HighestBy, Missing, Name, Notes, Reading, RoundingMode};
use crate::span::Span;

/// `计分 科技创新计分 上限 20 分 { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// 科技创新计分
    pub name: Name,
    /// 上限 …, on the header or as an entry
    pub cap: Option<Expr>,
    /// `每项 缺失 …`
    pub missing: Option<Missing>,
    /// Its entries in the order written.
    pub entries: Vec<TallyEntry>,
}

/// One entry of a tally.
#[derive(Clone, Debug, PartialEq)]
pub struct TallyEntry {
    /// What it says.
    pub kind: TallyEntryKind,
    /// Its documentation and citations.
    pub notes: Notes,
    /// The whole entry.
    pub span: Span,
}

/// The kinds of entries of a tally.
#[derive(Clone, Debug, PartialEq)]
pub enum TallyEntryKind {
    /// `专利 当 发明专利 ≥ 3 件 2 分`, `国家级小巨人 2 分`, `造假 当 能耗造假 扣 3 分`
    Item {
        /// 专利
        name: Name,
        /// 当 …; without it the name is a yes/no value
        condition: Option<Expr>,
        /// 扣
        deduct: bool,
        /// 2 分
        amount: Amount,
        /// 缺失 …
        missing: Option<Missing>,
        /// What only an item of `奖励` says.
        terms: Option<Box<AwardTerms>>,
    },
    /// `规模能级 取最高 { … }`, `品牌质量 { … }`
    Group {
        /// 规模能级
        name: Name,
        /// 取最高, 就高不重复: the highest counts; else they add up
        highest: bool,
        /// 就高不重复 依 …: by what the highest is found
        highest_by: Option<HighestBy>,
        /// 上限 …
        cap: Option<Expr>,
        /// Its entries.
        entries: Vec<TallyEntry>,
    },
    /// A reading whose arms choose between the groups; a group that one reads is not added itself.
    Reading(Reading),
}

/// How much an item gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Amount {
    /// `2 分`
    Fixed(Expr),
    /// `每 3 件 2 分（不足 舍去）` of `数量`: the item's `当`-less name or `按 数量`
    Per {
        /// 3 件
        quantum: Expr,
        /// 2 分
        amount: Expr,
        /// What is counted: `专利 按 发明专利 每 3 件 2 分`; the item's own name where absent.
        of: Option<Expr>,
        /// What a started quantum gives; must be stated.
        remainder: Option<PerRemainder>,
    },
}

/// What a started quantum gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PerRemainder {
    /// 舍去, 进一, 四舍五入, 四舍六入
    Rounded(RoundingMode),
    /// 按比例
    Proportional,
}
