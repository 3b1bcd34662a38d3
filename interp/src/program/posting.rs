//! What the ledgers of a program post: who gets how much, from what, for what. The table 台账 is made of nothing else.

use heng_grammar::span::Span;
use heng_grammar::tree::Citation;

use super::{DefinitionId, Frame};

/// One share that somebody gets: a leaf of a `分账`, a party's share of a `分配`. Its amount is a definition; everything
/// else is known without data. A share that has parts (`其中`) is posted as its parts and what is left beside them, so that
/// the amounts of one source add to the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The ledger, with the prefix of its document: 土地出让
    pub source: String,
    /// The line, a dotted path below the ledger: 轨道交通, 集中.上缴省, 余额
    pub line: String,
    /// Of which year of the axis, where it has one.
    pub year: Option<i32>,
    /// For each row of what.
    pub frame: Frame,
    /// How much, in the unit of the source. What does not reach a row is *not applicable* there and adds nothing.
    pub amount: DefinitionId,
    /// Who gets it.
    pub party: Party,
    /// What it is earmarked for: 轨道交通专项
    pub purpose: Option<String>,
    /// Its articles; those of the ledger where the line has none.
    pub citations: Vec<Citation>,
    /// Where the line was written.
    pub span: Span,
}

/// What a ledger parts, once: a line of 台账来源.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostedSource {
    /// The ledger, with the prefix of its document: 土地出让
    pub source: String,
    /// Of which year of the axis, where it has one.
    pub year: Option<i32>,
    /// For each row of what.
    pub frame: Frame,
    /// How much there is to part.
    pub amount: DefinitionId,
    /// Where the ledger was written.
    pub span: Span,
}

/// Who gets a share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    /// 市
    Named(String),
    /// The row of the frame itself: 区, 本区
    Row,
}
