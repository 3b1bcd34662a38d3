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
    /// As the script has it among the headers it names, with a unit that is not the column's: the script says that the file is in this unit.
    InStatedUnit {
        /// 元
        unit: String,
        /// How many of the column's unit one of it is.
        factor: RBig,
    },
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
            Self::Exact | Self::InStatedUnit { .. } => 0,
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

    /// Whether it says in a long file of which year a row is.
    pub fn says_year(&self) -> bool {
        matches!(self.base.as_str(), "年度" | "年份" | "年" | "所属年度" | "统计年度" | "year" | "fiscalyear")
    }

    /// The years it names, each with what is left of it without that year: `2024年地方税收收入(万元)` is 2024 and `地方税收收入(万元)`.
    pub fn years(&self) -> Vec<(i32, Self)> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for (at, _) in self.whole.match_indices(|c: char| c.is_ascii_digit()) {
            match runs.last_mut() {
                Some((_, end)) if *end == at => *end += 1,
                _ => runs.push((at, at + 1)),
            }
        }
        let year = |&(start, end): &(usize, usize)| {
            let digits = self.whole.get(start..end).filter(|digits| digits.len() == 4)?;
            let year = digits.parse::<i32>().ok().filter(|y| (1900..2100).contains(y))?;
            Some((year, Self::new(&joined(self.whole.get(..start)?, self.whole.get(end..)?))))
        };
        runs.iter().filter_map(year).collect()
    }
}

/// What stands before and behind a year, as one header.
fn joined(before: &str, after: &str) -> String {
    let sign = |c: char| matches!(c, '_' | '-' | '/' | ':' | '、' | ',' | '，' | '·' | '.');
    let after = after.strip_prefix("年度").or_else(|| after.strip_prefix('年')).unwrap_or(after);
    let text = format!("{}{}", before.trim_end_matches(sign), after.trim_start_matches(sign));
    text.replace("()", "").replace("[]", "")
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
pub struct Wanted {
    /// Its own, with the year where it is one of a column that has a value a year.
    pub own: Vec<Heading>,
    /// Those without the year.
    pub long: Vec<Heading>,
}

impl Wanted {
    /// The headers that `rule` accepts.
    pub fn new(rule: &ColumnRule) -> Self {
        let long = rule.year.iter().flat_map(|year| &year.long_headers);
        Self {
            own: rule.accepted_headers().map(Heading::new).collect(),
            long: long.map(|header| Heading::new(header)).collect(),
        }
    }
}

/// How `found`, a header of a file, names the column whose header is `own`.
pub fn heading_match(rule: &ColumnRule, own: &Heading, found: &Heading) -> Option<Match> {
    if found.whole.is_empty() {
        return None;
    }
    if found.whole == own.whole {
        return Some(match found.bracket.as_deref().map(|unit| judge(rule, unit)) {
            Some(Judgement::Convertible(unit, factor)) if rule.headers.is_empty() => {
                Match::OtherUnit { unit, factor }
            }
            Some(Judgement::Convertible(unit, factor)) => Match::InStatedUnit { unit, factor },
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
