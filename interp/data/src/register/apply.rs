//! Decisions into the tables they are about.

use std::collections::BTreeMap;
use std::sync::Arc;

use heng_interp::suggest::nearest;
use heng_interp::table::fault::{Complaint, DataFault};
use heng_interp::table::{ColumnRule, Table};
use heng_interp::value::{Absence, Date, Value};

use super::{Decision, Register, fault};
use crate::value::read_value;

/// So many rows are looked through for one that a decision may mean.
const MOST_KEYS: u32 = 5_000;

/// What became of a register.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Applied {
    /// Decisions on the whole that hold and have a value: the values are as written, for whoever knows the parameter's type.
    pub whole: Vec<Decision>,
    /// Decisions that are pending on the day: the run is a 预评价.
    pub pending: Vec<Decision>,
    /// Everything that is wrong, the register's own faults first.
    pub faults: Vec<DataFault>,
}

/// Where a decision goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Target {
    Cell { table: usize, column: usize, row: u32 },
    Whole(usize),
}

impl Register {
    /// Puts the decisions that hold on `day` into the decided columns of `tables`. `whole` names what is decided for the whole, with its
    /// year where it is decided by years. Decisions of years that the program does not read are noted. A row that is pending, or that nobody has decided, keeps its default or stays undecided.
    pub fn apply(&self, tables: &mut [Table], whole: &[(&str, Option<i32>)], day: Option<Date>) -> Applied {
        let mut applied = Applied { faults: self.faults.clone(), ..Applied::default() };
        for table in tables.iter_mut().filter(|table| table.schema().made) {
            self.name_units(table);
        }
        let mut first: BTreeMap<Target, &Decision> = BTreeMap::new();
        let mut changes: BTreeMap<(usize, usize), Vec<(u32, Value)>> = BTreeMap::new();
        for decision in &self.decisions {
            let outcome = self.place(tables, whole, day, decision, &mut first);
            match outcome {
                Ok(None) => {}
                Ok(Some(_)) if decision.is_pending() => applied.pending.push(decision.clone()),
                Ok(Some(Target::Whole(_))) => applied.whole.push(decision.clone()),
                Ok(Some(Target::Cell { table, column, row })) => {
                    match value(tables, (table, column), decision) {
                        Ok(value) => changes.entry((table, column)).or_default().push((row, value)),
                        Err(complaint) => applied.faults.push(located(*complaint, decision)),
                    }
                }
                Err(complaint) => applied.faults.push(located(*complaint, decision)),
            }
        }
        for ((table, column), changes) in changes {
            if let Some(table) = tables.get_mut(table) {
                // Values were read as the column asks, and rows found in the table.
                table.replace(column, changes);
            }
        }
        applied
    }

    /// The rows of a table that evaluation makes are not known yet: it gets those that decisions speak of, for evaluation to
    /// find among the rows it makes.
    fn name_units(&self, table: &mut Table) {
        let schema = Arc::clone(table.schema());
        let Some(rule) = schema.key_columns().next().and_then(|key| schema.columns.get(key)) else { return };
        let decided = |decision: &&Decision| {
            schema.columns.iter().any(|column| column.decision && column.name == decision.name)
        };
        let subjects = self.decisions.iter().filter(decided).filter_map(|d| d.subject.as_deref());
        let mut keys: Vec<Value> = Vec::new();
        for key in subjects.filter_map(|subject| read_value(rule, subject).ok()) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        *table = Table::of_keys(&schema, &keys, None);
    }

    /// Where a decision goes; nothing where it does not hold on the day.
    fn place<'d>(
        &self,
        tables: &[Table],
        whole: &[(&str, Option<i32>)],
        day: Option<Date>,
        decision: &'d Decision,
        first: &mut BTreeMap<Target, &'d Decision>,
    ) -> Result<Option<Target>, Box<Complaint>> {
        let target = target(tables, whole, decision)?;
        if !decision.holds(day) {
            return if day.is_none() { Err(fault::no_day(decision).into()) } else { Ok(None) };
        }
        match first.get(&target) {
            Some(other) => Err(fault::twice(decision, other.place.clone()).into()),
            None => {
                first.insert(target, decision);
                Ok(Some(target))
            }
        }
    }
}

fn target(
    tables: &[Table],
    whole: &[(&str, Option<i32>)],
    decision: &Decision,
) -> Result<Target, Box<Complaint>> {
    let named = |(name, _): &&(&str, Option<i32>)| *name == decision.name;
    if let Some((_, year)) = whole.iter().find(named) {
        if decision.subject.is_some() {
            return Err(fault::wrong_scope(decision, None).into());
        }
        year_fits(decision, year.is_some())?;
        let of_year = |w: &(&str, Option<i32>)| named(&w) && w.1 == decision.year;
        let place = whole.iter().position(of_year);
        return place.map(Target::Whole).ok_or_else(|| fault::unread_year(decision).into());
    }
    let Some((index, table)) = tables.iter().enumerate().find(|(_, table)| decides(table, decision)) else {
        let columns = tables.iter().flat_map(|t| t.schema().columns.iter().filter(|c| c.decision));
        let names = columns.map(decided_name).chain(whole.iter().map(|(name, _)| *name));
        return Err(fault::unknown_name(decision, &nearest(&decision.name, names)).into());
    };
    let schema = table.schema();
    let own = |c: &&ColumnRule| c.decision && decided_name(c) == decision.name;
    year_fits(decision, schema.columns.iter().find(own).is_some_and(|c| c.year.is_some()))?;
    let of_year = |c: &ColumnRule| own(&c) && c.year.as_ref().map(|y| y.year) == decision.year;
    let Some(column) = schema.columns.iter().position(of_year) else {
        return Err(fault::unread_year(decision).into());
    };
    let Some(subject) = decision.subject.as_deref() else {
        return Err(fault::wrong_scope(decision, Some(&schema.name)).into());
    };
    match table.find_written(subject) {
        Some(row) => Ok(Target::Cell { table: index, column, row }),
        None => {
            let keys: Vec<String> =
                (0..table.rows().min(MOST_KEYS)).filter_map(|r| table.key_text(r)).collect();
            let near = nearest(subject, keys.iter().map(String::as_str));
            Err(fault::unknown_subject(decision, &schema.name, &near).into())
        }
    }
}

/// What a column is called in the register: without its year.
fn decided_name(rule: &ColumnRule) -> &str {
    rule.year.as_ref().map_or(rule.name.as_str(), |year| year.name.as_str())
}

fn decides(table: &Table, decision: &Decision) -> bool {
    table.schema().columns.iter().any(|c| c.decision && decided_name(c) == decision.name)
}

/// A decision has a year where it is one of a year, and none elsewhere.
fn year_fits(decision: &Decision, yearly: bool) -> Result<(), Box<Complaint>> {
    match (yearly, decision.year) {
        (true, None) => Err(fault::no_year(decision).into()),
        (false, Some(_)) => Err(fault::needless_year(decision).into()),
        _ => Ok(()),
    }
}

/// The value of a decision, read as its column asks and within the column's bounds.
fn value(
    tables: &[Table],
    (table, column): (usize, usize),
    decision: &Decision,
) -> Result<Value, Box<Complaint>> {
    let rule = tables.get(table).and_then(|t| t.schema().columns.get(column));
    let Some(rule) = rule else { return Ok(Value::Absent(Absence::Undecided)) };
    let written = decision.value.as_deref().unwrap_or_default();
    // An authority may record that there is nothing to decide for a row.
    if matches!(written.trim(), "不适用" | "not_applicable") {
        return Ok(Value::Absent(Absence::NotApplicable));
    }
    read_value(rule, written)
}

fn located(complaint: Complaint, decision: &Decision) -> DataFault {
    let subject = decision.subject.clone();
    complaint.at("认定", decision.place.clone(), None, subject)
}
