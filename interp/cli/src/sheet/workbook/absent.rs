//! In which ways the values of a column have no value: as the data have it.

use heng_interp::eval::Outcome;
use heng_interp::program::{ColumnId, Core, Frame, ParameterId, TableId};
use heng_interp::value::Absence;

use super::words::Absences;

/// The ways in which an expression may have no value: those it has now, and missing where its type says so.
pub fn possible(outcome: &Outcome<'_>, core: &Core, frame: Frame) -> Absences {
    let rows: Vec<u32> = (0..outcome.rows(frame)).collect();
    let values = outcome.evaluate(core, frame, &rows);
    let found = (0..values.len()).filter_map(|i| values.absence(i)).map(Absences::one);
    let typed = if core.ty.optional { Absences::one(Absence::Missing) } else { Absences::NONE };
    found.fold(typed, Absences::or)
}

/// The ways in which a cell of the data may have no value.
pub fn of_data(outcome: &Outcome<'_>, table: TableId, column: ColumnId) -> Absences {
    let Some(data) = outcome.table(table) else { return Absences::one(Absence::Missing) };
    let rule = data.schema().columns.get(column.index());
    let mut absent = Absences::NONE;
    if rule.is_some_and(|rule| (rule.optional && rule.default.is_none()) || rule.zero_is_missing) {
        absent = Absences::one(Absence::Missing);
    }
    let Some(cells) = data.column(column.index()).filter(|cells| !cells.is_full()) else { return absent };
    (0..cells.len()).filter_map(|row| cells.absence(row)).map(Absences::one).fold(absent, Absences::or)
}

/// The way in which a parameter has no value.
pub fn of_parameter(outcome: &Outcome<'_>, id: ParameterId) -> Absences {
    match super::cells::parameter(outcome, id).absence() {
        Some(why) => Absences::one(why),
        None => Absences::NONE,
    }
}
