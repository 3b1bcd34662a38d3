//! The smallest change of one cell.

use std::collections::BTreeMap;

use dashu_int::IBig;
use dashu_ratio::RBig;
use heng_grammar::tree::Comparator;

use super::line::Line;
use super::{Goal, Probes};
use crate::number::{power_of_ten, print_fixed};
use crate::table::{Cells, Column, ColumnKind, ColumnRule, number_text};
use crate::value::Value;

/// What is asked of one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Search {
    /// Its place in the table of the row.
    pub column: usize,
    /// Where the row is to stand.
    pub goal: Goal,
}

/// What was found for one column.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Its place in the table of the row.
    pub column: usize,
    /// What the cell holds.
    pub from: Value,
    /// The smallest change that does it; none where none of those tried does.
    pub flip: Option<Flip>,
    /// What was tried.
    pub reach: Reach,
    /// How many values.
    pub tried: u32,
}

/// How great a change is, relative to what the cell holds.
pub type Size = RBig;

impl Answer {
    /// How many decimals its column has, and as many more as what the cell holds needs.
    pub fn places(&self) -> u32 {
        let decimals = |number: &RBig| {
            let text = number_text(number);
            text.split_once('.').and_then(|(_, digits)| u32::try_from(digits.len()).ok()).unwrap_or(0)
        };
        let step = match &self.reach {
            Reach::Line { step, .. } => decimals(step),
            Reach::All | Reach::Nothing => 0,
        };
        step.max(self.from.as_number().map_or(0, decimals))
    }

    /// By how much the cell must change, in its unit; nothing where it holds no number, or none does it.
    pub fn change(&self) -> Option<String> {
        let Value::Number(to) = &self.flip.as_ref()?.to else { return None };
        Some(print_fixed(&(to - self.from.as_number()?), self.places()))
    }

    /// The change relative to what the cell holds, without its sign.
    pub fn relative(&self) -> Option<Size> {
        let to = number(&self.flip.as_ref()?.to)?;
        let from = self.from.as_number().filter(|from| !from.is_zero())?;
        let share = (to - from) / from;
        Some(share.clone().max(-share))
    }

    /// The change in percent of what the cell holds, to one decimal.
    pub fn percent(&self) -> Option<String> {
        let Value::Number(to) = &self.flip.as_ref()?.to else { return None };
        let from = self.from.as_number().filter(|from| !from.is_zero())?;
        let size = from.clone().max(-from.clone());
        Some(print_fixed(&(RBig::from(100) * (to - from) / size), 1))
    }
}

/// A change that does it.
#[derive(Clone, Debug, PartialEq)]
pub struct Flip {
    /// What the cell must hold.
    pub to: Value,
    /// The class then.
    pub class: Option<u32>,
    /// The neighbouring value with which it is not done yet; what the cell holds where that is it.
    pub before: Value,
}

/// What a search tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Values from the one to the other, `step` apart.
    Line {
        /// The least.
        lowest: Value,
        /// The greatest.
        highest: Value,
        /// The last digit of the column: 0.01.
        step: RBig,
        /// Whether every one of them was tried, unless a nearer one did it: what was found is the smallest change that there is.
        every: bool,
    },
    /// Every value that there is.
    All,
    /// Nothing: a text can be anything.
    Nothing,
}

/// The smallest change of a column that brings the row where it is to stand.
pub fn search(probes: &mut Probes<'_>, asked: Search) -> Answer {
    let from = probes.held(asked.column);
    let before = probes.runs();
    let (flip, reach) = found(probes, asked, &from).unwrap_or((None, Reach::Nothing));
    Answer { column: asked.column, from, flip, reach, tried: probes.runs() - before }
}

fn found(probes: &mut Probes<'_>, asked: Search, from: &Value) -> Option<(Option<Flip>, Reach)> {
    let rule = probes.rule(asked.column)?;
    let members = match &rule.kind {
        ColumnKind::YesNo => vec![Value::YesNo(true), Value::YesNo(false)],
        ColumnKind::Choice(choice) => (0..choice.members.len()).filter_map(member).collect(),
        ColumnKind::Number(_) | ColumnKind::Date | ColumnKind::Year => {
            let scale = Scale::of(probes, asked.column)?;
            return Some(along(probes, asked, from, &scale));
        }
        ColumnKind::Text | ColumnKind::Reference(_) => return None,
    };
    let mut other = members.into_iter().filter(|value| value != from);
    let flip = other.find_map(|to| {
        let class = meets(probes, asked, &to)?;
        Some(Flip { to, class, before: from.clone() })
    });
    Some((flip, Reach::All))
}

fn member(at: usize) -> Option<Value> {
    u32::try_from(at).ok().map(Value::Choice)
}

/// The class with `value` in the cell, where that meets the goal.
fn meets(probes: &mut Probes<'_>, asked: Search, value: &Value) -> Option<Option<u32>> {
    let ordered = probes.ladder().ordered;
    let class = probes.class(asked.column, value).ok()?;
    asked.goal.is_met(class, ordered).then_some(class)
}

fn along(probes: &mut Probes<'_>, asked: Search, from: &Value, scale: &Scale) -> (Option<Flip>, Reach) {
    let reach = Reach::Line {
        lowest: scale.value(scale.line.lowest),
        highest: scale.value(scale.line.highest),
        step: scale.step.clone(),
        every: scale.line.is_short(),
    };
    let mut classes = BTreeMap::new();
    let jump = scale.line.nearest(|at| match meets(probes, asked, &scale.value(at)) {
        Some(class) => {
            classes.insert(at, class);
            true
        }
        None => false,
    });
    let flip = jump.map(|jump| {
        let at = scale.line.at(jump.upwards, jump.distance);
        let before = match jump.distance {
            1 => from.clone(),
            _ => scale.value(scale.line.at(jump.upwards, jump.distance - 1)),
        };
        Flip { to: scale.value(at), class: classes.get(&at).copied().flatten(), before }
    });
    (flip, reach)
}

/// The values of a column as whole numbers: numbers counted in its last digit, days, years.
struct Scale {
    line: Line,
    step: RBig,
    make: fn(RBig) -> Value,
}

impl Scale {
    fn value(&self, at: i128) -> Value {
        (self.make)(RBig::from(IBig::from(at)) * &self.step)
    }

    fn of(probes: &Probes<'_>, column: usize) -> Option<Self> {
        let (rule, cells) = (probes.rule(column)?, probes.table()?.column(column)?);
        let from = number(&probes.held(column));
        let (step, make): (RBig, fn(RBig) -> Value) = match &rule.kind {
            ColumnKind::Number(number) if number.whole => (RBig::ONE, Value::Number),
            ColumnKind::Number(_) => (last_digit(rule, cells), Value::Number),
            ColumnKind::Date => (RBig::ONE, |days| Value::Date(short(&days))),
            ColumnKind::Year => (RBig::ONE, |year| Value::Year(short(&year))),
            _ => return None,
        };
        let (lowest, highest) = ends(rule, cells, from.as_ref(), &step)?;
        let (above, below) = match &from {
            Some(from) => {
                let at = from / &step;
                (whole(&at.floor())? + 1, whole(&at.ceil())? - 1)
            }
            // From a blank cell there is only one way: up from the least value.
            None => (lowest, lowest - 1),
        };
        Some(Self { line: Line { above, below, lowest, highest }, step, make })
    }
}

/// The last digit that a column of numbers has in the data; decisions are taken to two decimals at least.
fn last_digit(rule: &ColumnRule, column: &Column) -> RBig {
    let scale = match column.cells() {
        Cells::Decimal(cells) => cells.scale(),
        _ => 0,
    };
    let scale = if rule.decision { scale.max(2) } else { scale };
    RBig::from_parts(IBig::ONE, power_of_ten(scale))
}

/// How far is searched: twice what any row has, and sixteen times what the row has; below, to nothing, or as far where others
/// are below it. Days and years: five years beyond the data. Never beyond the bounds of the column.
fn ends(rule: &ColumnRule, column: &Column, from: Option<&RBig>, step: &RBig) -> Option<(i128, i128)> {
    let all: Vec<RBig> = (0..column.len()).filter_map(|row| number(&column.value(row))).collect();
    let (least, greatest) = (all.iter().min(), all.iter().max());
    let zero = RBig::ZERO;
    let (lowest, highest) = match rule.kind {
        ColumnKind::Date | ColumnKind::Year => {
            let beyond = RBig::from(if rule.kind == ColumnKind::Date { 1827 } else { 5 });
            (least? - &beyond, greatest? + beyond)
        }
        _ => {
            let own = from.map(|from| RBig::from(16) * from.clone().max(-from.clone()));
            let others = greatest.map(|greatest| RBig::from(2) * greatest);
            let some = RBig::from(if *step == RBig::ONE { 20 } else { 100 });
            let highest = own.into_iter().chain(others).chain([some]).max()?;
            let lowest = if least.is_some_and(|least| *least < zero) { -highest.clone() } else { zero };
            (lowest, highest)
        }
    };
    let (mut lowest, mut highest) = (whole(&(lowest / step).ceil())?, whole(&(highest / step).floor())?);
    for bound in &rule.bounds {
        let at = &bound.value / step;
        let (floor, ceiling) = (whole(&at.floor())?, whole(&at.ceil())?);
        match bound.comparator {
            Comparator::Greater => lowest = lowest.max(floor + 1),
            Comparator::GreaterOrEqual => lowest = lowest.max(ceiling),
            Comparator::Less => highest = highest.min(ceiling - 1),
            Comparator::LessOrEqual => highest = highest.min(floor),
            Comparator::Equal | Comparator::NotEqual => {}
        }
    }
    Some((lowest, highest))
}

fn number(value: &Value) -> Option<RBig> {
    match value {
        Value::Number(number) => Some(number.clone()),
        Value::Date(days) => Some(RBig::from(*days)),
        Value::Year(year) => Some(RBig::from(*year)),
        _ => None,
    }
}

fn whole(number: &IBig) -> Option<i128> {
    i128::try_from(number.clone()).ok()
}

fn short(number: &RBig) -> i32 {
    i32::try_from(number.numerator().clone()).unwrap_or(0)
}
