//! Headers compared: width, blanks and case do not count, and a unit in brackets is understood.

use dashu_ratio::RBig;
use heng_interp::table::{ColumnKind, ColumnRule};

use crate::fold::comparable;

/// A header, taken apart.
#[derive(Clone, Debug)]
pub struct Heading {
    /// `实缴税金(万元)`
    whole: String,
    /// `实缴税金`
    base: String,
    /// `万元`
    bracket: Option<String>,
}

/// How a header of a file names a column; the best first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// As the script has it.
    Exact,
    /// But for brackets that say nothing else.
    ButForBrackets,
    /// But in another unit.
    OtherUnit {
        /// 元
        unit: String,
        /// How many of the column's unit one of it is.
        factor: RBig,
    },
}

impl Match {
    /// 0 is the best.
    pub fn rank(&self) -> u8 {
        match self {
            Self::Exact => 0,
            Self::ButForBrackets => 1,
            Self::OtherUnit { .. } => 2,
        }
    }
}

impl Heading {
    /// Takes a header apart.
    pub fn new(text: &str) -> Self {
        let whole = comparable(text).trim_matches('*').to_owned();
        let (base, bracket) = match split_bracket(&whole) {
            Some((base, inner)) => (base.to_owned(), Some(inner.to_owned())),
            None => (whole.clone(), None),
        };
        Self { whole, base, bracket }
    }
}

/// `实缴税金(万元)`, `实缴税金[单位:万元]` as (`实缴税金`, `万元`).
fn split_bracket(text: &str) -> Option<(&str, &str)> {
    let (head, _) =
        text.strip_suffix(')').map(|t| (t, '(')).or_else(|| text.strip_suffix(']').map(|t| (t, '[')))?;
    let open = if text.ends_with(')') { '(' } else { '[' };
    let (base, inner) = head.rsplit_once(open)?;
    let inner = inner.strip_prefix("单位").map_or(inner, |i| i.trim_start_matches(':'));
    (!base.is_empty()).then_some((base, inner))
}

/// The headers that a column accepts.
pub fn headings(rule: &ColumnRule) -> Vec<Heading> {
    rule.accepted_headers().map(Heading::new).collect()
}

/// How `found`, a header of a file, names the column whose header is `own`.
pub fn heading_match(rule: &ColumnRule, own: &Heading, found: &Heading) -> Option<Match> {
    if found.whole.is_empty() {
        return None;
    }
    if found.whole == own.whole {
        return Some(match found.bracket.as_deref().map(|unit| judge(rule, unit)) {
            Some(Judgement::Convertible(unit, factor)) => Match::OtherUnit { unit, factor },
            _ => Match::Exact,
        });
    }
    if found.base != own.base && found.base != own.whole {
        return None;
    }
    let Some(bracket) = found.bracket.as_deref() else { return Some(Match::ButForBrackets) };
    match judge(rule, bracket) {
        Judgement::Same => Some(Match::ButForBrackets),
        Judgement::Convertible(unit, factor) => Some(Match::OtherUnit { unit, factor }),
        Judgement::Unknown => None,
    }
}

enum Judgement {
    Same,
    Convertible(String, RBig),
    Unknown,
}

/// What a bracket says about the unit of a column.
fn judge(rule: &ColumnRule, bracket: &str) -> Judgement {
    let ColumnKind::Number(number) = &rule.kind else { return Judgement::Same };
    if comparable(&number.unit) == bracket {
        return Judgement::Same;
    }
    match number.spellings.iter().find(|s| comparable(&s.label) == bracket) {
        Some(spelling) if spelling.factor.is_one() => Judgement::Same,
        Some(spelling) => Judgement::Convertible(spelling.label.clone(), spelling.factor.clone()),
        None => Judgement::Unknown,
    }
}
