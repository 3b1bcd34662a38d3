//! Money: what each row gets, and what all rows get together.

use std::collections::{BTreeMap, BTreeSet};

use dashu_ratio::RBig;

use super::Standings;
use crate::eval::Outcome;
use crate::number::print;
use crate::program::{Frame, Kind, Output, OutputColumn, Program};
use crate::run::{is_money, rows_of};
use crate::value::Value;

/// One column of money among the results.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// The table that is written.
    pub table: String,
    /// The header.
    pub name: String,
    /// Of which year, where lines are by years.
    pub year: Option<i32>,
    /// 万元
    pub unit: String,
    /// Per key the amount, in the unit; rows without one are left out.
    pub rows: BTreeMap<String, RBig>,
}

impl Amounts {
    /// All money that a run writes. Lines of one key (postings of a ledger) are added up.
    pub(super) fn of(outcome: &Outcome<'_>) -> Vec<Self> {
        let program = outcome.program();
        let mut all: Vec<Self> = Vec::new();
        let written = program.outputs.iter().filter(|output| program.reports(output.year));
        for (output, column) in written.flat_map(|output| output.columns.iter().map(move |c| (output, c))) {
            if is_money(program, &column.value) {
                add(outcome, (output, column), &mut all);
            }
        }
        all
    }

    /// The sum of all rows.
    pub fn total(&self) -> RBig {
        self.rows.values().fold(RBig::ZERO, |sum, amount| sum + amount)
    }

    fn is_of(&self, other: &Self) -> bool {
        (&self.table, &self.name, self.year) == (&other.table, &other.name, other.year)
    }
}

fn add(outcome: &Outcome<'_>, (output, column): (&Output, &OutputColumn), all: &mut Vec<Amounts>) {
    let fresh = Amounts {
        table: output.name.clone(),
        name: column.name.clone(),
        year: output.year,
        unit: unit(outcome.program(), column),
        rows: BTreeMap::new(),
    };
    let at = all.iter().position(|known| known.is_of(&fresh)).unwrap_or_else(|| {
        all.push(fresh);
        all.len() - 1
    });
    let Some(amounts) = all.get_mut(at) else { return };
    let rows = rows_of(outcome, output);
    let values = outcome.evaluate(&column.value, output.frame, &rows);
    for (position, row) in rows.iter().enumerate() {
        let Value::Number(amount) = values.value(position) else { continue };
        let key = match output.frame {
            Frame::Whole => String::new(),
            Frame::Rows(table) => outcome.table(table).and_then(|t| t.key_text(*row)).unwrap_or_default(),
        };
        *amounts.rows.entry(key).or_default() += amount;
    }
}

fn unit(program: &Program, column: &OutputColumn) -> String {
    match &column.value.ty.kind {
        Kind::Number(number) => program.units.text(&number.unit),
        _ => String::new(),
    }
}

/// An amount that is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountChange {
    /// The key of the row.
    pub key: String,
    /// Before; nothing where the row had none.
    pub before: Option<RBig>,
    /// After.
    pub after: Option<RBig>,
}

impl AmountChange {
    /// Before, after and the difference with its sign, in digits; empty where there is nothing.
    pub fn texts(&self) -> [String; 3] {
        texts(self.before.as_ref(), self.after.as_ref())
    }
}

/// Two amounts and their difference with its sign, in digits; where one is not, the other is the difference.
pub(super) fn texts(before: Option<&RBig>, after: Option<&RBig>) -> [String; 3] {
    let text = |amount: Option<&RBig>| amount.map(|amount| print(amount).text).unwrap_or_default();
    let gap = after.cloned().unwrap_or_default() - before.cloned().unwrap_or_default();
    let sign = if gap > RBig::ZERO { "+" } else { "" };
    [text(before), text(after), format!("{sign}{}", print(&gap).text)]
}

/// What a column comes to in two runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountTotal {
    /// The table that is written.
    pub table: String,
    /// The header.
    pub name: String,
    /// Of which year.
    pub year: Option<i32>,
    /// 万元
    pub unit: String,
    /// Before and after.
    pub totals: (RBig, RBig),
    /// The rows that get more or less, in the order of their keys.
    pub changes: Vec<AmountChange>,
}

impl AmountTotal {
    /// The totals before and after, and their difference with its sign, in digits.
    pub fn texts(&self) -> [String; 3] {
        texts(Some(&self.totals.0), Some(&self.totals.1))
    }

    /// `奖励`, `奖励[2024]`
    pub fn column(&self) -> String {
        match self.year {
            Some(year) => format!("{}[{year}]", self.name),
            None => self.name.clone(),
        }
    }
}

/// Every column of money that both runs write: its totals, and the rows whose amount is another.
pub fn amount_changes(before: &Standings, after: &Standings) -> Vec<AmountTotal> {
    let of_both = after.amounts.iter().filter_map(|new| {
        let old = before.amounts.iter().find(|old| old.is_of(new))?;
        let keys: BTreeSet<&String> = old.rows.keys().chain(new.rows.keys()).collect();
        let change = |key: &String| {
            let (before, after) = (old.rows.get(key), new.rows.get(key));
            (before != after).then(|| AmountChange {
                key: key.clone(),
                before: before.cloned(),
                after: after.cloned(),
            })
        };
        Some(AmountTotal {
            table: new.table.clone(),
            name: new.name.clone(),
            year: new.year,
            unit: new.unit.clone(),
            totals: (old.total(), new.total()),
            changes: keys.into_iter().filter_map(change).collect(),
        })
    });
    of_both.collect()
}
