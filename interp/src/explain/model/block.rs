//! Conditions, readings, ledgers, allocations, targets.

use heng_grammar::span::Span;

use super::{FactId, Stated, Term};

/// 条件
#[derive(Clone, Debug, PartialEq)]
pub struct Conditions {
    /// Its conditions, depth first, with their depth.
    pub items: Vec<(u32, FactId)>,
    /// How they are put together, and what came out.
    pub term: Term,
}

/// 读法
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The question that the text leaves open.
    pub question: Option<String>,
    /// The names of the arms.
    pub arms: Vec<String>,
    /// Which arm is taken; none where nobody has said.
    pub taken: Option<usize>,
    /// Where it was taken (取).
    pub taken_at: Span,
    /// The arm taken, evaluated.
    pub term: Term,
}

/// 分账: a share, or the source.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    /// The source.
    pub source: FactId,
    /// All lines of the ledger, depth first.
    pub lines: Vec<LedgerLine>,
    /// Which of them this is; none for the source itself.
    pub line: Option<usize>,
    /// How it is computed.
    pub term: Term,
}

/// A line of a ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerLine {
    /// Its amount.
    pub fact: FactId,
    /// How deep it is nested.
    pub depth: u32,
    /// Who gets it: 市, or the row itself (区). None where its parts say.
    pub party: Option<String>,
    /// What it is earmarked for.
    pub purpose: Option<String>,
}

/// 分配: the amount of one row.
#[derive(Clone, Debug, PartialEq)]
pub struct Allocation {
    /// What is parted.
    pub total: FactId,
    /// The share of the row.
    pub portion: FactId,
    /// The factors: the normalised share of the row in each.
    pub factors: Vec<FactId>,
    /// Whether the row takes part.
    pub takes_part: bool,
    /// How it is computed.
    pub term: Term,
}

/// 目标: one indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Its unit.
    pub unit: String,
    /// What was reached.
    pub actual: Option<FactId>,
    /// Each of its tests.
    pub tests: Vec<TargetTest>,
    /// How its state follows.
    pub term: Term,
}

/// One test of an indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetTest {
    /// `累计 ≥ 150`
    pub said: String,
    /// The year in which it is to be met.
    pub year: i32,
    /// What is to be reached.
    pub wanted: Stated,
    /// What was reached.
    pub actual: Stated,
    /// As a share of what is wanted.
    pub progress: Stated,
    /// What is lacking.
    pub shortfall: Stated,
    /// 达成 …
    pub state: Stated,
}
