//! Classes by rank or threshold: their order, what they leave out, what they cover twice, and what must be stated.

mod order;
mod stated;
#[cfg(test)]
mod tests;
mod threshold;

pub use order::ranked;
pub use stated::{base_not_stated, direction_not_stated, mixed, rounding_not_stated, ties_not_stated};
pub use threshold::thresholds;

use dashu_ratio::RBig;
use heng_grammar::span::Span;

use crate::program::Range;

/// One class of a `分档`, its bounds worked out.
#[derive(Clone, Debug)]
pub struct Class {
    /// A
    pub name: String,
    /// Where it ends.
    pub bound: Bound,
    /// The whole entry.
    pub span: Span,
}

/// Where a class ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// `前 10%`
    Top(Cut),
    /// `至 70%`; the flag: （不含）
    To(Cut, bool),
    /// `后 5%`
    Bottom(Cut),
    /// 其余
    Rest,
    /// `60 分 至 90 分（不含）`; `None` where the ends are not known before the run
    Threshold(Option<Range>),
}

/// How far a class reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cut {
    /// 10%, as a share of 1
    Share(RBig),
    /// 20 名
    Places(RBig),
    /// Not known before the run.
    Open,
}

impl Cut {
    /// As a message shows it.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Share(share) => super::figure::percent(share),
            Self::Places(places) => format!("{} 名", super::figure::figure(places)),
            Self::Open => "？".to_owned(),
        }
    }
}
