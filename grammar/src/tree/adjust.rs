//! `调档`: moves on a grade.

use super::{Expr, Missing, Name, Notes};
use crate::span::Span;

/// `调档 最终等级 自 初评等级 次序 自上而下 不补位 { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct Adjust {
    /// 最终等级
    pub name: Name,
    /// 初评等级
    pub from: Expr,
    /// Whether `次序 自上而下` is written; the only order there is, but it must be said.
    pub top_down: bool,
    /// 补位 or 不补位, if said
    pub refill: Option<bool>,
    /// `每条 缺失 不适用`
    pub missing: Option<Missing>,
    /// The moves in their order.
    pub moves: Vec<Move>,
}

/// `惩罚 不足一万 当 亩均税收 < 1 万元/亩 缺失 适用 调为 D`
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// 惩罚
    pub kind: MoveKind,
    /// 不足一万
    pub name: Name,
    /// 当 …
    pub condition: Expr,
    /// 除非 …
    pub unless: Option<Expr>,
    /// 原则上: a recorded decision may set it aside
    pub in_principle: bool,
    /// 缺失 …
    pub missing: Option<Missing>,
    /// 调为 D
    pub action: MoveAction,
    /// Its documentation and citations.
    pub notes: Notes,
    /// The whole entry.
    pub span: Span,
}

/// Whom a move is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoveKind {
    /// 保护
    Protect,
    /// 惩罚
    Punish,
}

/// What a move does to the grade as it stands.
#[derive(Clone, Debug, PartialEq)]
pub enum MoveAction {
    /// 调为 D
    Set(Name),
    /// 不低于 B: raises, never lowers
    AtLeast(Name),
    /// 不高于 C: lowers, never raises
    AtMost(Name),
    /// 上调 1 档
    Up(u32),
    /// 下调 1 档
    Down(u32),
}
