//! Declarations that stand outside `对`.

use super::{Comparator, Expr, KeyTest, Name, Notes, Number, Path, UnitExpr};
use crate::span::Span;

/// `政策 海门区工业企业资源集约利用综合评价 { 名称 "…"；文号 海政办发〔2022〕7号；施行 2022-04-01 起 }`
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Its name for `引用`.
    pub name: Name,
    /// 名称
    pub title: Option<String>,
    /// 文号, as written
    pub number: Option<String>,
    /// `施行 2022-04-01 起`
    pub effective_from: Option<Expr>,
    /// `施行 … 至 2024-12-31`
    pub effective_to: Option<Expr>,
}

/// `引用 南通.资源集约评价 为 评价`
#[derive(Clone, Debug, PartialEq)]
pub struct Use {
    /// Where to find it.
    pub path: Path,
    /// 为 …: then its names need this prefix
    pub alias: Option<Name>,
}

/// `选项 等级 { A > B > C > D；不参评 }`
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// 等级
    pub name: Name,
    /// Highest first; empty where nothing is ordered.
    pub ordered: Vec<ChoiceMember>,
    /// Members outside the order.
    pub unordered: Vec<ChoiceMember>,
}

/// `南通经济技术开发区 别名 开发区、南通经开区`
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceMember {
    /// The name a result shows.
    pub name: Name,
    /// Other names that data may use.
    pub aliases: Vec<Name>,
}

/// `集合 内圈区 = [崇川区, 南通创新区, 等]`
#[derive(Clone, Debug, PartialEq)]
pub struct SetOf {
    /// 内圈区
    pub name: Name,
    /// Who belongs to it.
    pub members: SetMembers,
}

/// The members of a set.
#[derive(Clone, Debug, PartialEq)]
pub enum SetMembers {
    /// `= [崇川区, 南通创新区, 等]`
    Always(Expr),
    /// `{ 2022年 [崇川区]；2023年起 [崇川区, 海门区] }`, in the order written
    Dated(Vec<SetStep>),
}

/// `2023年起 [崇川区, 海门区]`
#[derive(Clone, Debug, PartialEq)]
pub struct SetStep {
    /// 2023年起
    pub period: KeyTest,
    /// A list.
    pub value: Expr,
    /// Its documentation and citations.
    pub notes: Notes,
    /// The whole entry.
    pub span: Span,
}

/// `别名 开发区、南通经开区 = 南通经济技术开发区`
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    /// The other names.
    pub names: Vec<Name>,
    /// What they stand for.
    pub target: Path,
}

/// `单位 亿元 = 10000 万元`, `单位 标箱`, `单位 件 整数`
#[derive(Clone, Debug, PartialEq)]
pub struct UnitDeclaration {
    /// 亿元
    pub name: Name,
    /// 10000 万元; a new dimension where absent
    pub value: Option<Number>,
    /// 整数: amounts of it are whole
    pub whole: bool,
}

/// What follows the `:` of a column or a declared value.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeExpr {
    /// `万元/亩`, `文本`, `是否`, `等级`, `1`: a unit, a built-in type or a choice
    Plain(UnitExpr),
    /// `→ 企业`
    Reference(Name),
}

/// `≥ 30%`, or `-5 分 至 5 分` as two of them
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// ≥
    pub comparator: Comparator,
    /// 30%
    pub value: Expr,
    /// The clause.
    pub span: Span,
}

/// `待定 上缴比例: % ≥ 30% 出自 "通残发〔2015〕35号"`
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// 上缴比例
    pub name: Name,
    /// %
    pub ty: TypeExpr,
    /// 按 企业: one value a row
    pub per: Option<Path>,
    /// ≥ 30%
    pub bounds: Vec<Bound>,
    /// 出自 …
    pub from_document: Option<String>,
}

/// `定 亩均税收基准 = 2 × 平均(企业.亩均税收 当 参评)`
#[derive(Clone, Debug, PartialEq)]
pub struct Bind {
    /// The open value.
    pub target: Path,
    /// What it is here.
    pub value: Expr,
}

/// `读法 引领作用 "投入与税收是任一满足还是同时满足" { 任一 …；同时 …；取 任一 }`
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// 引领作用: also the name of the value that the taken arm gives
    pub name: Name,
    /// The question the text leaves open.
    pub question: Option<String>,
    /// The readings.
    pub arms: Vec<ReadingArm>,
    /// 取 …; absent where a county must say
    pub taken: Option<Name>,
}

/// `同时 a 且 b`, `同时: a 且 b`
#[derive(Clone, Debug, PartialEq)]
pub struct ReadingArm {
    /// 同时
    pub name: Name,
    /// a 且 b
    pub value: Expr,
    /// Its documentation and citations.
    pub notes: Notes,
    /// The whole arm.
    pub span: Span,
}

/// `取 引领作用 = 同时`
#[derive(Clone, Debug, PartialEq)]
pub struct Take {
    /// The reading.
    pub target: Path,
    /// The arm taken.
    pub arm: Name,
}

/// `认定 客观因素调整分: 分 按 企业 默认 0 限于 -5 分 至 5 分`
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// 客观因素调整分
    pub name: Name,
    /// 分
    pub ty: TypeExpr,
    /// 按 企业: one decision a row; inside `对` that table is meant
    pub per: Option<Path>,
    /// What holds where nobody has decided.
    pub default: Option<Expr>,
    /// 限于 …
    pub bounds: Vec<Bound>,
}

/// `参数 起评线: 万元 默认 500 万元`
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// 起评线
    pub name: Name,
    /// 万元
    pub ty: TypeExpr,
    /// Its value where the run sets none.
    pub default: Option<Expr>,
    /// Its allowed range.
    pub bounds: Vec<Bound>,
}
