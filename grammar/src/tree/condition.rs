//! `条件` and `分类`.

use super::{Expr, Missing, Name, Notes};
use crate::span::Span;

/// `条件 可获奖补 全部 原则上 { 合法合规: 已批环评 且 已验收 }`
#[derive(Clone, Debug, PartialEq)]
pub struct Conditions {
    /// 可获奖补
    pub name: Name,
    /// How many must hold, and which.
    pub body: ConditionGroup,
}

/// `全部 { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct ConditionGroup {
    /// 全部
    pub quantifier: Quantifier,
    /// 原则上: a recorded decision may set it aside
    pub in_principle: bool,
    /// `每条 缺失 …`
    pub missing: Option<Missing>,
    /// The conditions.
    pub entries: Vec<Condition>,
}

/// How many of the conditions must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// 全部
    All,
    /// 任一
    Any,
    /// 全不
    None,
    /// 至少 n 项
    AtLeast(u32),
}

/// `减排达标: 年减排量 ≥ 1 吨 原文 "大于1吨（含）" 除非 边角地`
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// 减排达标
    pub name: Name,
    /// What must hold.
    pub body: ConditionBody,
    /// 除非 …
    pub unless: Option<Expr>,
    /// 原则上
    pub in_principle: bool,
    /// 原文 "…": the document's own words
    pub original: Option<String>,
    /// 缺失 …
    pub missing: Option<Missing>,
    /// Its documentation and citations.
    pub notes: Notes,
    /// The whole entry.
    pub span: Span,
}

/// One condition or a nested group.
#[derive(Clone, Debug, PartialEq)]
pub enum ConditionBody {
    /// `年减排量 ≥ 1 吨`
    Test(Expr),
    /// `信用良好 全不 { … }`
    Group(ConditionGroup),
}

/// `分类 级次: 级别 { 市级 当 …；区级 其余；例外 区级 当 … }`
#[derive(Clone, Debug, PartialEq)]
pub struct Classify {
    /// 级次
    pub name: Name,
    /// The choice its classes belong to, if declared; else the classes make one.
    pub choice: Option<Name>,
    /// `每条 缺失 …`
    pub missing: Option<Missing>,
    /// The rule: the first that holds.
    pub rules: Vec<ClassRule>,
    /// 例外: set the rule aside, later ones last
    pub exceptions: Vec<ClassRule>,
}

/// `市级 当 行业 属于 市级行业`
#[derive(Clone, Debug, PartialEq)]
pub struct ClassRule {
    /// 市级
    pub class: Name,
    /// 当 …; absent for `其余`
    pub condition: Option<Expr>,
    /// 缺失 …
    pub missing: Option<Missing>,
    /// Its documentation and citations.
    pub notes: Notes,
    /// The whole entry.
    pub span: Span,
}
