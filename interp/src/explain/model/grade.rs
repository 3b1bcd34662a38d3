//! Grades: by place, by the value, after moves; and who takes part at all.

use heng_grammar::span::Span;
use heng_grammar::tree::{MoveKind, ParticipationKind};

use super::{FactId, Stated, Term};

/// 分档 by rank.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// What is ranked by (依).
    pub by: Term,
    /// The place of the row; none for a row that is not ranked.
    pub place: Option<u64>,
    /// How many are counted (基数): `n` of "the k-th of n".
    pub base: Option<u64>,
    /// What the row is ranked apart by (各群体, 按): the values of the keys; empty where all are ranked together.
    pub population: Vec<Stated>,
    /// Whether other rows have the same value, so that the tie rule decided.
    pub tied: bool,
    /// The classes, the best first.
    pub classes: Vec<BandClass>,
    /// Why the row is not ranked, where it is not: 参评, or what has no value.
    pub unranked: Option<Term>,
}

/// One class by rank.
#[derive(Clone, Debug, PartialEq)]
pub struct BandClass {
    /// Its name: A
    pub name: String,
    /// Whether the row is in it.
    pub here: bool,
    /// The cut as computed: `10% × n`; none for the last class (其余).
    pub cut: Option<Stated>,
    /// Its first and its last place; none where no row is in it.
    pub places: Option<(u64, u64)>,
    /// Where it was written.
    pub span: Option<Span>,
    /// Its articles.
    pub articles: Vec<String>,
    /// The row at its first place.
    pub top: Option<Edge>,
    /// The row at its last place.
    pub bottom: Option<Edge>,
}

/// A row at the edge of a class. It has no name here: a sheet for one enterprise says nothing of another.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// Its place.
    pub place: u64,
    /// What it is ranked by.
    pub value: Stated,
    /// How far the row that is explained is from it: its own value less this one. None where the row is not ranked.
    pub distance: Option<Stated>,
    /// The places between: this place less that of the row that is explained; negative above it.
    pub places: Option<i64>,
    /// What put one before the other, where both have the same value.
    pub tie: Option<TieBreak>,
}

/// The tie rule between two rows of one value.
#[derive(Clone, Debug, PartialEq)]
pub struct TieBreak {
    /// The key that decided, as written; none where nothing tells them apart.
    pub key: Option<Span>,
    /// Whether the greatest come first.
    pub descending: bool,
    /// What the row that is explained has there.
    pub own: Stated,
    /// What the other has there; none for texts, which would say who it is.
    pub other: Option<Stated>,
}

/// 分档 by the value itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Threshold {
    /// What the class follows.
    pub by: Term,
    /// The tests that were made, down to the one that held.
    pub choice: Term,
}

/// 调档
#[derive(Clone, Debug, PartialEq)]
pub struct Adjust {
    /// The grade before the moves.
    pub from: Term,
    /// Every move in the order tried.
    pub moves: Vec<Move>,
}

/// One move as it was tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// Its name: 小巨人
    pub name: String,
    /// 保护 or 惩罚
    pub kind: MoveKind,
    /// What it does.
    pub action: Action,
    /// 原则上: a recorded decision may set it aside.
    pub in_principle: bool,
    /// Where it was written.
    pub span: Span,
    /// Its articles.
    pub articles: Vec<String>,
    /// Its documentation.
    pub doc: Vec<String>,
    /// 当 …, with 除非 …: yes, no, or no answer.
    pub condition: Term,
    /// What became of it.
    pub verdict: Verdict,
    /// The answer that a 缺失 clause gave where the condition had none.
    pub answered: Option<bool>,
    /// The decision that may set it aside, where there is an entry for the row.
    pub waiver: Option<FactId>,
    /// The grade before it.
    pub before: Stated,
    /// The grade after it.
    pub after: Stated,
}

/// What a move does to a grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// 调为 D
    Set(String),
    /// 不低于 B
    AtLeast(String),
    /// 不高于 C
    AtMost(String),
    /// 上调 1 档
    Up(u32),
    /// 下调 1 档
    Down(u32),
    /// Not known.
    Unknown,
}

/// What became of a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Its condition held and the grade changed.
    Moved,
    /// Its condition held; the grade was such that nothing changed.
    HeldWithoutEffect,
    /// Its condition did not hold.
    NotMet,
    /// Its condition held, but a recorded decision set it aside.
    Waived,
    /// The row has no grade that can be moved: it is not graded, or its grade is outside the order (不参评).
    NoGrade,
    /// It has no answer yet: a decision is pending.
    Undecided,
}

/// 参评 and what follows from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Participation {
    /// Which question it answers.
    pub question: ParticipationQuestion,
    /// Its entries in the order tried; those after the one that sorted the row are not tried any more.
    pub entries: Vec<ParticipationEntry>,
    /// The entry that sorted the row.
    pub sorted_by: Option<usize>,
    /// In the list (列入者).
    pub listed: bool,
    /// Scored (参评).
    pub scored: bool,
    /// Ranked (排名者).
    pub ranked: bool,
}

/// What a fact of 参评 says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParticipationQuestion {
    /// 参评
    Scored,
    /// 参评.列入者
    Listed,
    /// 参评.排名者
    Ranked,
    /// 参评.规模以下: whether this entry sorted the row.
    Entry(usize),
}

/// One entry of 参评.
#[derive(Clone, Debug, PartialEq)]
pub struct ParticipationEntry {
    /// Its name: 规模以下
    pub name: String,
    /// 不列, 不评, 不排, 直列
    pub kind: ParticipationKind,
    /// Where it was written.
    pub span: Span,
    /// Its articles.
    pub articles: Vec<String>,
    /// Its condition; none where an earlier entry had sorted the row.
    pub condition: Option<Term>,
    /// Whether it sorted the row.
    pub held: bool,
    /// The answer that a 缺失 clause gave where the condition had none.
    pub answered: Option<bool>,
    /// Whether a recorded decision set it aside though its condition holds.
    pub waived: bool,
}
