//! Tables of data.

use super::{Bound, Expr, Name, Notes, TypeExpr};
use crate::span::Span;

/// `表 企业 { 企业编号: 文本 主键 }`
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// 企业
    pub name: Name,
    /// 取自 结果 通政办发〔2022〕4号: its rows are the results of a policy with this number or name, proved by their receipt
    pub results_of: Option<String>,
    /// Its columns in the order written.
    pub columns: Vec<Column>,
}

/// `能耗总量: 吨标煤 可缺 零作缺失 列名 "能耗总量（吨标煤）" | "综合能耗"`
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// 能耗总量
    pub name: Name,
    /// 吨标煤
    pub ty: TypeExpr,
    /// 按年: one value a year
    pub yearly: bool,
    /// 主键
    pub key: bool,
    /// 可缺
    pub optional: bool,
    /// 零作缺失
    pub zero_is_missing: bool,
    /// 可小数: a count that need not be whole
    pub fractional: bool,
    /// 默认 …
    pub default: Option<Expr>,
    /// 列名 …; the column's own name where empty
    pub headers: Vec<String>,
    /// `> 0`, `0 至 20`
    pub bounds: Vec<Bound>,
    /// Its documentation and citations.
    pub notes: Notes,
    /// The whole entry.
    pub span: Span,
}
