//! `修改`: a later document changes an earlier one.

use super::{
    BandClass, Column, Condition, Item, Move, Name, Notes, ParticipationEntry, Path, ScoreEntry, TallyEntry,
};
use crate::span::Span;

/// `修改 { 增 …；删 …；换 … }`
#[derive(Clone, Debug, PartialEq)]
pub struct Amend {
    /// The policy that is changed, if named.
    pub target: Option<Path>,
    /// The changes in the order written.
    pub changes: Vec<Change>,
}

/// `增 最终等级.失信 惩罚 当 严重失信 调为 D 置于 黑名单 之后`
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// 增
    pub verb: ChangeVerb,
    /// 最终等级.失信: block first, then the item inside
    pub target: Path,
    /// What is added or put in place; `None` for 删.
    pub body: Option<ChangeBody>,
    /// 置于 …
    pub place: Option<Place>,
    /// Its documentation and citations.
    pub notes: Notes,
    /// The whole entry.
    pub span: Span,
}

/// What a change does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeVerb {
    /// 增
    Add,
    /// 删
    Strike,
    /// 换
    Replace,
}

/// What a change puts there; its name is the last of the target.
#[derive(Clone, Debug, PartialEq)]
pub enum ChangeBody {
    /// `增 企业.严重失信: 是否 默认 否`
    Column(Column),
    /// `增 最终等级.失信 惩罚 当 … 调为 D`
    Move(Move),
    /// `换 综合得分.集约发展.亩均税收 50 基准 …`
    ScoreEntry(ScoreEntry),
    /// `增 科技创新计分.品牌质量.江海质量奖 0.5 分`
    TallyEntry(TallyEntry),
    /// `换 初评等级.A 前 12%`
    BandClass(BandClass),
    /// `增 可获奖补.无欠税: 非 欠税`
    Condition(Condition),
    /// `增 参评.孵化企业 不评 当 在孵`
    Participation(ParticipationEntry),
    /// `换 亩均税收 = …`, and whole blocks
    Item(Box<Item>),
}

/// `置于 黑名单 之后`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// 黑名单
    pub anchor: Name,
    /// 之后, else 之前
    pub after: bool,
}
