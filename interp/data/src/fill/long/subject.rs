//! One key of a long file, and its cells.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use heng_interp::table::{Cell, ColumnKind, ColumnRule, Schema, number_text};

use crate::cell::CellResult;
use crate::header::Long;

/// One key, and what the rows of all its years say.
pub struct Subject {
    /// The key, as messages show it.
    pub key: String,
    /// Its first row.
    pub row: u32,
    /// Its rows by year.
    pub years: BTreeMap<i32, u32>,
    /// Per column of the schema what was read first.
    pub cells: Vec<Option<CellResult<'static>>>,
    /// Per column of the schema the row it was read in.
    pub read_in: Vec<u32>,
}

/// Per column of the schema the rows in which its cells stand.
pub fn cell_rows(schema: &Schema, long: &Long, subjects: &[Subject]) -> Vec<Option<Arc<[u32]>>> {
    let mut of_years: BTreeMap<i32, Arc<[u32]>> = BTreeMap::new();
    let columns = schema.columns.iter().zip(&long.by_year).enumerate();
    columns
        .map(|(index, (rule, by_year))| {
            if rule.key || !schema.reads(index) {
                return None;
            }
            let Some(year) = rule.year.as_ref().filter(|_| *by_year) else {
                let read_in = |subject: &Subject| subject.read_in.get(index).copied().unwrap_or_default();
                return Some(subjects.iter().map(read_in).collect());
            };
            let rows = of_years.entry(year.year).or_insert_with(|| {
                subjects.iter().map(|s| s.years.get(&year.year).copied().unwrap_or_default()).collect()
            });
            Some(Arc::clone(rows))
        })
        .collect()
}

/// The cell with a text of its own.
pub fn owned(cell: Cell<'_>) -> Cell<'static> {
    match cell {
        Cell::Blank => Cell::Blank,
        Cell::Decimal(number) => Cell::Decimal(number),
        Cell::Exact(number) => Cell::Exact(number),
        Cell::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
        Cell::YesNo(value) => Cell::YesNo(value),
        Cell::Date(day) => Cell::Date(day),
        Cell::Year(year) => Cell::Year(year),
        Cell::Choice(member) => Cell::Choice(member),
        Cell::Absent(why) => Cell::Absent(why),
    }
}

/// What two cells of a column are compared by; equal values give equal texts.
pub fn shown(rule: &ColumnRule, cell: &Cell<'_>) -> String {
    match cell {
        Cell::Blank | Cell::Absent(_) => String::new(),
        Cell::Decimal(number) => number_text(&number.to_rational()),
        Cell::Exact(number) => number_text(number),
        Cell::Text(text) => text.clone().into_owned(),
        Cell::YesNo(value) => if *value { "是" } else { "否" }.to_owned(),
        Cell::Date(day) => day.to_string(),
        Cell::Year(year) => year.to_string(),
        Cell::Choice(member) => match &rule.kind {
            ColumnKind::Choice(choice) => choice.name_of(u32::from(*member)).to_owned(),
            _ => member.to_string(),
        },
    }
}
