//! `算例`, `校验` and `输出`.

use super::{Bind, Expr, Name, Notes, OrderKey, Path, Take};
use crate::span::Span;

/// `算例 "小巨人也不例外" { 企业 { … } 定 …；取 …；应得 企业["E1"].最终等级 = D }`
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// What it shows.
    pub title: String,
    /// The rows put in.
    pub rows: Vec<ExampleRow>,
    /// 定: open values and parameters as they are here
    pub binds: Vec<Bind>,
    /// 取: readings as they are here
    pub takes: Vec<Take>,
    /// 应得: what must hold
    pub expectations: Vec<Expectation>,
}

/// `企业 { 企业编号 = "E1"，实缴税金 = 8 万元，其余列 任意 }`
#[derive(Clone, Debug, PartialEq)]
pub struct ExampleRow {
    /// 企业
    pub table: Name,
    /// The cells said.
    pub cells: Vec<ExampleCell>,
    /// 其余列 任意: the expected value must come out whatever the others are
    pub any_other: bool,
    /// The whole row.
    pub span: Span,
}

/// `企业编号 = "E1"`, `税收[2024] = 1 元`, `税收[2022 至 2024] = [1 元, 2 元, 3 元]`
#[derive(Clone, Debug, PartialEq)]
pub struct ExampleCell {
    /// The column.
    pub name: Name,
    /// The first and the last year, of a column 按年; all years that are read where absent.
    pub years: Option<(i32, i32)>,
    /// The value; a list of one for each year where several are said.
    pub value: Expr,
}

/// `应得 企业["E1"].最终等级 = D`
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// A yes/no expression.
    pub condition: Expr,
    /// Its documentation and citations.
    pub notes: Notes,
    /// The whole entry.
    pub span: Span,
}

/// `校验 "面积不为负" 全部(企业.实际占地面积 ≥ 0 亩)`
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// What it says.
    pub title: String,
    /// What must hold.
    pub condition: Expr,
}

/// `输出 企业 依 初评等级.名次 { 企业编号；税收得分 = 综合得分.亩均税收 公布 2 位 }`
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// 企业; absent for values of the whole
    pub table: Option<Name>,
    /// 当 …: the rows written
    pub filter: Option<Expr>,
    /// 依 …
    pub order: Vec<OrderKey>,
    /// Its columns in the order written.
    pub columns: Vec<OutputColumn>,
}

/// `税收得分 = 综合得分.亩均税收 公布 2 位`
#[derive(Clone, Debug, PartialEq)]
pub struct OutputColumn {
    /// The header.
    pub name: Name,
    /// The value: a path of that name where absent.
    pub value: Option<Expr>,
    /// The path as written where there is no `=`.
    pub path: Option<Path>,
    /// 公布 2 位
    pub shown: Option<u32>,
    /// The whole entry.
    pub span: Span,
}
