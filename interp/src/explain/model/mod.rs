//! What an explanation is: plain data, free of the program and the data it speaks of. Faces render it.
//!
//! An explanation is a list of *facts*: each named value that had a part in the answer, once, with its value and an [`Account`] of
//! where the value comes from. Facts refer to one another by [`FactId`], so a value that many others need is explained once.

mod block;
mod cell;
mod grade;
mod score;
mod stated;
mod term;

pub use block::*;
pub use cell::*;
pub use grade::*;
pub use score::*;
pub use stated::{Figure, Stated};
pub use term::*;

use heng_grammar::span::Span;

/// Why some values are what they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// Of which row; none for values of the whole.
    pub row: Option<RowName>,
    /// What was asked for, in the order asked.
    pub roots: Vec<FactId>,
    /// Everything that had a part in it, each once.
    pub facts: Vec<Fact>,
}

/// The place of a fact in its explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(pub u32);

/// A row of a table, as people call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowName {
    /// The table: 企业
    pub table: String,
    /// The key as written; several parts are joined by ` / `. Empty for a table without a key.
    pub key: String,
    /// What it is called, where its table says so: the name of an enterprise. Not the key.
    pub name: Option<String>,
}

/// One named value.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Its full name: `综合得分.亩均税收`, `增量[2024]`.
    pub name: String,
    /// Of which year, where it is by years.
    pub year: Option<i32>,
    /// Where it is a value of another row than the explanation's: of which.
    pub elsewhere: Option<RowName>,
    /// Whether there is one such value for the whole, not one for each row.
    pub of_whole: bool,
    /// What it is.
    pub value: Stated,
    /// 公布: the digits that are published, where the script says how many.
    pub published: Option<String>,
    /// Where it was written, if in a script.
    pub span: Option<Span>,
    /// Its articles, without `@`.
    pub articles: Vec<String>,
    /// Its documentation, a line each.
    pub doc: Vec<String>,
    /// Where the value comes from.
    pub account: Account,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Account {
    /// A cell of a table.
    Cell(Cell),
    /// 认定: what somebody decides, for one row or for the whole.
    Decision(Decided),
    /// What the run sets: 年度, 评价日, a 参数, a 待定 that nobody has bound.
    Parameter(Parameter),
    /// A formula.
    Formula(Term),
    /// 评分
    Score(Box<Score>),
    /// A group of items of a score.
    ScoreGroup(ScoreGroup),
    /// An item of a score.
    ScoreItem(Box<ScoreItem>),
    /// 计分, 奖励, and groups of them.
    Tally(Tally),
    /// 条件
    Conditions(Conditions),
    /// 分档 by rank.
    Band(Band),
    /// 分档 by the value itself.
    Threshold(Threshold),
    /// 调档
    Adjust(Adjust),
    /// One move of 调档: whether it held.
    Move(Box<Move>),
    /// 参评 and what follows from it: listed, scored, ranked.
    Participation(Participation),
    /// 读法
    Reading(Reading),
    /// 分账
    Ledger(Ledger),
    /// 分配
    Allocation(Allocation),
    /// 目标: the state of an indicator.
    Target(Target),
}

impl Explanation {
    /// A fact by its place.
    pub fn fact(&self, id: FactId) -> Option<&Fact> {
        self.facts.get(id.0 as usize)
    }

    /// What was asked for first.
    pub fn root(&self) -> Option<&Fact> {
        self.fact(*self.roots.first()?)
    }

    /// A fact of the row itself, or of the whole, by its full name.
    pub fn find(&self, name: &str) -> Option<FactId> {
        let at = self.facts.iter().position(|fact| fact.name == name && fact.elsewhere.is_none())?;
        Some(FactId(u32::try_from(at).ok()?))
    }
}

impl Fact {
    /// The last name of its path: `亩均税收` of `综合得分.亩均税收`.
    pub fn label(&self) -> &str {
        self.name.rsplit('.').next().unwrap_or(&self.name)
    }
}

impl RowName {
    /// `企业 E12 南通某厂`; without the table where its key says enough.
    pub fn text(&self) -> String {
        match &self.name {
            Some(name) if self.key.is_empty() => name.clone(),
            Some(name) => format!("{} {name}", self.key),
            None if self.key.is_empty() => self.table.clone(),
            None => self.key.clone(),
        }
    }
}
