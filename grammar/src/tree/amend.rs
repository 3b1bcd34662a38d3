//! `修改`: a later document changes an earlier one.

use super::{
    BandClass, Column, Condition, Expr, Item, Move, Name, Notes, ParticipationEntry, Path, ScoreEntry,
    TallyEntry,
};
use crate::span::Span;

/// `修改 通政规〔2020〕4号 施行 2022-12-28 起 至 2024-12-31 { 改名 …；增 …；删 …；换 … }`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Amend {
    /// The document that is changed, if named.
    pub target: Option<AmendTarget>,
    /// The first day on which the changes are in force; always, where absent.
    pub effective_from: Option<Expr>,
    /// The last one.
    pub effective_to: Option<Expr>,
    /// 改名 and 换列, in the order written: all on the text as it was.
    pub renamings: Vec<Renaming>,
    /// 改字, in the order written: all on the text as it was.
    pub rephrasings: Vec<Rephrasing>,
    /// Changes of paragraphs of the document's own text, in the order written.
    pub passages: Vec<PassageChange>,
    /// 增 删 换, in the order written.
    pub changes: Vec<Change>,
    /// 停止执行
    pub repeals: Vec<Repeal>,
    /// 过渡
    pub transitions: Vec<Transition>,
    /// 以 … 定版
    pub version_by: Option<VersionBy>,
}

/// What an amendment is of.
#[derive(Clone, Debug, PartialEq)]
pub enum AmendTarget {
    /// `南通.资源集约评价`: as 引用 calls it, or the name of its 政策
    Named(Path),
    /// `通政规〔2020〕4号`: the document's number
    Number(Name),
}

impl AmendTarget {
    /// Where it was written.
    pub fn span(&self) -> Span {
        match self {
            AmendTarget::Named(path) => path.span,
            AmendTarget::Number(number) => number.span,
        }
    }

    /// As it was written, names joined by dots.
    pub fn text(&self) -> String {
        match self {
            AmendTarget::Named(path) => path.dotted(),
            AmendTarget::Number(number) => number.text.clone(),
        }
    }
}

/// `改名 科技创新型企业 → 雏鹰企业`, `换列 营业收入 → 应税销售收入`
#[derive(Clone, Debug, PartialEq)]
pub struct Renaming {
    /// 科技创新型企业
    pub from: Name,
    /// 雏鹰企业
    pub to: Name,
    /// 换列: what refers to the one refers to the other; both stay what they are
    pub reassigns: bool,
    /// Its documentation and citations.
    pub notes: Notes,
    /// The pair.
    pub span: Span,
}

/// `改字 "市区工业企业" → "市区企业" 恰 1 处`
#[derive(Clone, Debug, PartialEq)]
pub struct Rephrasing {
    /// 市区工业企业
    pub from: String,
    /// 市区企业
    pub to: String,
    /// In how many places the old words stand.
    pub times: u32,
    /// Its documentation and citations.
    pub notes: Notes,
    /// The whole entry.
    pub span: Span,
}

/// `换 原文 "（六）" → "（六）给予高端发展奖励。"`: a paragraph, known by the words it begins with
#[derive(Clone, Debug, PartialEq)]
pub struct PassageChange {
    /// 换
    pub verb: ChangeVerb,
    /// The beginning of the paragraph that is struck or replaced, or that the new one is put beside.
    pub anchor: String,
    /// 之后, for an addition
    pub after: bool,
    /// The new paragraph; empty for 删.
    pub text: String,
    /// Its documentation and citations.
    pub notes: Notes,
    /// The whole entry.
    pub span: Span,
}

/// `停止执行 综合得分.亩均税收`
#[derive(Clone, Debug, PartialEq)]
pub struct Repeal {
    /// The rule or the block; the whole document where absent.
    pub target: Option<Path>,
    /// Its documentation and citations.
    pub notes: Notes,
    /// The whole entry.
    pub span: Span,
}

/// `过渡 已入库企业 依 旧版`
#[derive(Clone, Debug, PartialEq)]
pub struct Transition {
    /// Whom it is for: a yes/no value.
    pub who: Name,
    /// 旧版, else 新版
    pub old: bool,
    /// Its documentation and citations.
    pub notes: Notes,
    /// The whole entry.
    pub span: Span,
}

/// `以 年度 年末 定版`
#[derive(Clone, Debug, PartialEq)]
pub struct VersionBy {
    /// 评价日, 年度, or a column that holds a date
    pub date: Path,
    /// 年末, else 年初; for 年度
    pub year_end: Option<bool>,
    /// Its documentation and citations.
    pub notes: Notes,
    /// The whole entry.
    pub span: Span,
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
