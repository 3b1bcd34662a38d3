//! `对` and what says whose rows are meant.

use super::{Expr, Item, Missing, Name, Notes, Rounding, TypeExpr};
use crate::span::Span;

/// `对 企业 { … }`: definitions for each row
#[derive(Clone, Debug, PartialEq)]
pub struct For {
    /// 企业
    pub table: Name,
    /// Its entries.
    pub items: Vec<Item>,
}

/// `亩均税收: 万元/亩 = 实缴税金 / 实际占地面积 保留 2 位`
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// 亩均税收
    pub name: Name,
    /// The declared type, if any.
    pub ty: Option<TypeExpr>,
    /// The formula.
    pub value: Expr,
    /// 保留, 精确到: changes the value for every reader
    pub rounding: Option<Rounding>,
    /// 公布 2 位: changes only what is shown
    pub shown: Option<u32>,
    /// 缺失 …: what the definition is where the formula has no value
    pub missing: Option<Missing>,
}

/// `参评 { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct Participation {
    /// In the order written; the first that holds decides, groups apart.
    pub entries: Vec<ParticipationEntry>,
}

/// `不评 新供地 当 新供地未满三年 原则上 记 不参评`
#[derive(Clone, Debug, PartialEq)]
pub struct ParticipationEntry {
    /// 不评
    pub kind: ParticipationKind,
    /// 新供地
    pub name: Name,
    /// 当 …; absent for `其余`
    pub condition: Option<Expr>,
    /// 原则上: a recorded decision may set it aside
    pub in_principle: bool,
    /// 记 不参评: the class the row is shown with
    pub recorded_as: Option<Name>,
    /// 缺失 …
    pub missing: Option<Missing>,
    /// Its documentation and citations.
    pub notes: Notes,
    /// The whole entry.
    pub span: Span,
}

/// What happens to the rows of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParticipationKind {
    /// 不列: not in the list
    Unlisted,
    /// 不评: listed, not scored
    Unscored,
    /// 不排: scored, not ranked
    Unranked,
    /// 直列: graded without a score
    Assigned,
    /// 群体: a population ranked apart
    Group,
}
