//! `分账`: a source parted among parties.

use super::{AllocationBody, Among, Expr, Missing, Name, Notes, Number, Path, Reading, RoundingMode};
use crate::span::Span;

/// `分账 土地出让 来自 经营性用地出让毛收入 { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    /// 土地出让
    pub name: Name,
    /// 经营性用地出让毛收入
    pub source: Expr,
    /// Its lines in the order written.
    pub lines: Vec<LedgerLine>,
    /// 读法 inside it, whose names its lines speak of.
    pub readings: Vec<LedgerReading>,
    /// 精确到 0.01 元
    pub rounding: Option<LedgerRounding>,
    /// 余数归 区
    pub remainder: Option<Party>,
    /// Whether something in it could not be read, which has been reported: whether it closes is not known.
    pub incomplete: bool,
}

/// A `读法` inside a ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerReading {
    /// The reading.
    pub reading: Reading,
    /// Its documentation and citations.
    pub notes: Notes,
    /// Its header.
    pub span: Span,
}

/// One line of a ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerLine {
    /// What it gives to whom.
    pub kind: LedgerLineKind,
    /// 当 …: which rows it reaches
    pub condition: Option<Expr>,
    /// 缺失 …
    pub missing: Option<Missing>,
    /// 给 县 当 涉及 { … }: the rows it is parted among by factors; its party is then named like their table
    pub among: Option<LineAmong>,
    /// 其中 …: parts of this line that go to others
    pub parts: Vec<LedgerLine>,
    /// Its documentation and citations.
    pub notes: Notes,
    /// The line up to its block.
    pub span: Span,
}

/// `余额 给 县 当 涉及 { 常住人口 50%；一般公共预算收入 50%；精确到 1 元 余数 最大余数 同余 依 名称 }`
#[derive(Clone, Debug, PartialEq)]
pub struct LineAmong {
    /// 给 县 当 涉及
    pub rows: Among,
    /// What stands in its braces.
    pub body: AllocationBody,
}

/// The kinds of lines.
#[derive(Clone, Debug, PartialEq)]
pub enum LedgerLineKind {
    /// `轨道交通 15% 归 市.轨道交通专项`, `固定补助 8000 元 归 区`, `40% 占 计入增量 归 市`
    Share {
        /// 轨道交通; a line may have none
        name: Option<Name>,
        /// A ratio, or an amount of money: the type tells.
        amount: Expr,
        /// 占 …: what the ratio is of; the source where not written
        base: Option<Expr>,
        /// 归 …
        party: Party,
    },
    /// `先 至 基数 归 区`, `再 至 需求 归 部门`: up to so much of what is left
    Step {
        /// A step may have a name.
        name: Option<Name>,
        /// 基数
        limit: Expr,
        /// 归 …
        party: Party,
    },
    /// `余额 归 区`, `余额 当 名称 属于 内圈区 市 3 : 区 7`, `再 余额 归 南通创新区`
    Balance {
        /// 其余: where no case before holds
        rest: bool,
        /// The parties with their ratios; one party without a ratio takes all.
        shares: Vec<(Party, Option<Number>)>,
    },
}

/// `市`, `市.轨道交通专项`, `区`: who gets it, and what for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The names: the party, and what its share is earmarked for.
    pub path: Path,
}

/// `精确到 0.01 元 舍去`
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerRounding {
    /// 0.01 元
    pub nearest: Number,
    /// Half away from zero where not written.
    pub mode: RoundingMode,
    /// The clause.
    pub span: Span,
}
