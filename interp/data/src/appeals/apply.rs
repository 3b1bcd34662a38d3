//! Appeals into the tables they are about.

use std::collections::BTreeMap;
use std::sync::Arc;

use heng_grammar::diagnostic::Message;
use heng_interp::table::fault::DataFault;
use heng_interp::table::{CellCorrection, ColumnKind, ColumnRule, NumberRule, Table, number_text};
use heng_interp::value::Value;

use super::cell::read_cell;
use super::target::{Target, place};
use super::{Appeal, Appeals, Conclusion, fault, located};

/// What became of the appeals.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AppliedAppeals {
    /// Those that were accepted, and the cells that they corrected.
    pub accepted: Vec<AppealedCell>,
    /// Those that were refused.
    pub refused: Vec<AppealedCell>,
    /// Those that are still looked into: the run is a 预评价.
    pub pending: Vec<AppealedCell>,
    /// Everything that is wrong, the register's own faults first.
    pub faults: Vec<DataFault>,
}

/// The cell that an appeal is about.
#[derive(Clone, Debug, PartialEq)]
pub struct AppealedCell {
    /// The appeal.
    pub appeal: Appeal,
    /// The table, as the script names it.
    pub table: String,
    /// The row's key and what it is called.
    pub row: String,
    /// The column, as the script names it.
    pub column: String,
    /// The cell as the file has it, with its unit; absent where it has no value.
    pub was: Option<String>,
    /// The cell as it is corrected, with its unit; as the appeal asks for where it is not accepted.
    pub corrected: Option<String>,
}

impl Appeals {
    /// Puts what accepted appeals correct into `tables`, which are linked. A fault of the file in a cell that is corrected is taken from
    /// `faults`: what stands there is no longer read.
    pub fn apply(&self, tables: &mut [Table], faults: &mut Vec<DataFault>) -> AppliedAppeals {
        let mut applied = AppliedAppeals { faults: self.faults.clone(), ..AppliedAppeals::default() };
        let mut accepted: BTreeMap<Target, &Appeal> = BTreeMap::new();
        self.check_numbers(&mut applied.faults);
        for appeal in &self.appeals {
            let placed = place(tables, appeal).and_then(|target| match accepted.get(&target) {
                Some(first) if appeal.conclusion == Conclusion::Accepted => {
                    Err(Box::new(fault::twice(appeal, first)))
                }
                _ => Ok(target),
            });
            let target = match placed {
                Ok(target) => target,
                Err(complaint) => {
                    applied.faults.push(located(*complaint, appeal));
                    continue;
                }
            };
            let cell = described(tables, target, appeal);
            match appeal.conclusion {
                Conclusion::Refused => applied.refused.push(cell),
                Conclusion::Pending => applied.pending.push(cell),
                Conclusion::Accepted => {
                    accepted.insert(target, appeal);
                    applied.correct(tables, target, cell, faults);
                }
            }
        }
        applied
    }

    /// A number stands for one appeal.
    fn check_numbers(&self, faults: &mut Vec<DataFault>) {
        let mut first: BTreeMap<&str, &Appeal> = BTreeMap::new();
        for appeal in &self.appeals {
            let known = *first.entry(&appeal.number).or_insert(appeal);
            if known.subject != appeal.subject {
                faults.push(located(fault::one_number_two_subjects(appeal, known.place.clone()), appeal));
            }
        }
    }
}

impl AppliedAppeals {
    /// Corrects a cell, and forgets what was wrong with it.
    fn correct(
        &mut self,
        tables: &mut [Table],
        target: Target,
        mut cell: AppealedCell,
        faults: &mut Vec<DataFault>,
    ) {
        let Some(rule) = rule(tables, target).cloned() else { return };
        let written = cell.appeal.corrected.clone().unwrap_or_default();
        let value = match read_cell(tables, &rule, &written) {
            Ok(value) => value,
            Err(complaint) => {
                let fault = complaint.at(super::NAME, cell.appeal.place.clone(), Some(&rule), Some(cell.row));
                return self.faults.push(fault);
            }
        };
        let Some(table) = tables.get_mut(target.table) else { return };
        let place = table.place(target.row, target.column);
        let own =
            |fault: &DataFault| fault.place == place && fault.column.as_deref() == Some(rule.name.as_str());
        let was_wrong = faults.iter().any(own);
        faults.retain(|fault| !own(fault));
        if !rule.used {
            self.faults.push(located(fault::not_used(&cell.appeal), &cell.appeal));
        } else if table.value(target.row, target.column) == value && !was_wrong {
            self.faults
                .push(located(fault::changes_nothing(&cell.appeal, cell.was.as_deref()), &cell.appeal));
        } else {
            let by = Arc::new(CellCorrection { was: cell.was.clone(), by: by(&cell.appeal) });
            // The value was read as the column asks, and the row found in the table.
            table.correct(target.row, target.column, value, by);
            cell.corrected = shown(tables, target);
        }
        self.accepted.push(cell);
    }
}

/// `申诉 3，通工信〔2022〕31号`
fn by(appeal: &Appeal) -> Message {
    let (number, document) = (&appeal.number, &appeal.document);
    Message::new(format!("申诉 {number}，{document}"), format!("appeal {number}, {document}"))
}

fn rule(tables: &[Table], target: Target) -> Option<&ColumnRule> {
    tables.get(target.table)?.schema().columns.get(target.column)
}

/// A cell as people write it: `350.2 万元`, the key of the row that it points at.
fn shown(tables: &[Table], target: Target) -> Option<String> {
    let (table, rule) = (tables.get(target.table)?, rule(tables, target)?);
    match (table.value(target.row, target.column), &rule.kind) {
        (Value::Absent(_), _) => None,
        (Value::Reference(row), ColumnKind::Reference(to)) => tables.get(*to)?.key_text(row),
        (Value::Number(number), ColumnKind::Number(NumberRule { unit, .. })) => {
            let unit = Some(unit.as_str()).filter(|unit| *unit != "1").unwrap_or_default();
            Some(format!("{} {unit}", number_text(&number)).trim_end().to_owned())
        }
        _ => Some(table.cell_text(target.row, target.column)),
    }
}

/// The cell that an appeal is about, before anything is corrected.
fn described(tables: &[Table], target: Target, appeal: &Appeal) -> AppealedCell {
    let table = tables.get(target.table);
    AppealedCell {
        appeal: appeal.clone(),
        table: table.map(|t| t.schema().name.clone()).unwrap_or_default(),
        row: table.and_then(|t| t.key_and_name(target.row)).unwrap_or_default(),
        column: rule(tables, target).map(|r| r.name.clone()).unwrap_or_default(),
        was: shown(tables, target),
        corrected: appeal.corrected.clone(),
    }
}
