//! What is asked at a prompt: values side by side, for the rows that a condition picks.

use super::{Expr, Missing, OrderKey, Rounding};
use crate::span::Span;

/// `企业编号，综合得分 公布 2 位，最终等级 当 最终等级 = D 依 综合得分 从高到低`
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The values, never none.
    pub columns: Vec<QuestionColumn>,
    /// Which rows.
    pub filter: Option<Expr>,
    /// In which order; that of the table where empty. `综合得分 从高到低` is a key of it too.
    pub order: Vec<OrderKey>,
    /// The whole.
    pub span: Span,
}

/// One of the values.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionColumn {
    /// 实缴税金 / 实际占地面积
    pub value: Expr,
    /// 保留 2 位
    pub rounding: Option<Rounding>,
    /// 公布 2 位
    pub shown: Option<u32>,
    /// 缺失 0 分
    pub missing: Option<Missing>,
    /// The value with its clauses.
    pub span: Span,
}
