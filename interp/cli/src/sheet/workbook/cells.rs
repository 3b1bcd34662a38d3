//! The values of cells as the interpreter has them: what a reader sees who does not recalculate.

use heng_interp::eval::{Outcome, Values};
use heng_interp::program::{Core, DefinitionId, Frame, Kind, OrderKey, ParameterId};
use heng_interp::table::number_text;
use heng_interp::value::{Date, Value};

use super::book::{Book, Calculation, Column, Content, Subject};
use super::words::{NO, YES};

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellValue {
    /// A number in decimal digits.
    Number(String),
    /// A day, since 1970.
    Date(i32),
    /// A text, a member, 是 or 否, the word of an absence.
    Text(String),
}

/// The value a parameter was set to.
pub fn parameter(outcome: &Outcome<'_>, id: ParameterId) -> Value {
    let set = outcome.inputs().parameters.get(id.index()).cloned().flatten();
    let note = outcome.program().parameters.get(id.index());
    let default = || note.and_then(|note| note.default.clone());
    let absent = Value::Absent(match note.map(|note| note.source) {
        Some(heng_interp::program::ParameterSource::Decision) => heng_interp::value::Absence::Undecided,
        _ => heng_interp::value::Absence::Missing,
    });
    set.or_else(default).unwrap_or(absent)
}

impl Book<'_, '_> {
    /// The values of a column, line by line.
    pub fn values(&self, sheet: &Calculation, column: &Column) -> Vec<CellValue> {
        let (frame, rows) = (sheet.frame, sheet.rows.as_slice());
        let own = |core: &Core| self.of_core(core, frame, rows);
        match (&column.content, &column.subject) {
            (Content::Ordinal { key }, _) => self.ordinals(key, sheet),
            (Content::Sorting { key, places, .. }, _) => self.sorting(key, *places, sheet),
            (Content::Array { core, .. }, _) => own(core),
            (Content::Value { core: Some(core), .. } | Content::Formula { core: Some(core), .. }, _) => {
                own(core)
            }
            (_, Subject::Definition(id) | Subject::Step(id, _)) => self.of_definition(*id, rows),
            (_, Subject::Parameter(id)) => vec![self.cell_of(&parameter(self.outcome, *id), &column.kind)],
            (_, Subject::Data(id)) => {
                let Frame::Rows(table) = frame else { return Vec::new() };
                let Some(data) = self.outcome.table(table) else { return Vec::new() };
                rows.iter().map(|row| self.cell_of(&data.value(*row, id.index()), &column.kind)).collect()
            }
        }
    }

    fn of_definition(&self, id: DefinitionId, rows: &[u32]) -> Vec<CellValue> {
        let kind = self.outcome.program().definition(id).map(|definition| &definition.body.ty.kind);
        self.of_values(&self.outcome.values(id, rows), kind.unwrap_or(&Kind::Unknown))
    }

    fn of_core(&self, core: &Core, frame: Frame, rows: &[u32]) -> Vec<CellValue> {
        self.of_values(&self.outcome.evaluate(core, frame, rows), &core.ty.kind)
    }

    fn of_values(&self, values: &Values<'_, '_>, kind: &Kind) -> Vec<CellValue> {
        let printed = match kind {
            Kind::Number(_) => values.printed(),
            _ => Vec::new(),
        };
        let cell = |i: usize| match printed.get(i).cloned().flatten() {
            Some(digits) => CellValue::Number(digits.text),
            None => match (values.absence(i), kind) {
                (Some(why), _) => CellValue::Text(self.words.absence(why).to_owned()),
                (None, _) => self.cell_of(&values.value(i), kind),
            },
        };
        (0..values.len()).map(cell).collect()
    }

    /// One value as a cell.
    pub fn cell_of(&self, value: &Value, kind: &Kind) -> CellValue {
        match (value, kind) {
            (Value::Number(number), _) => CellValue::Number(number_text(number)),
            (Value::Text(text), _) => CellValue::Text(text.clone()),
            (Value::YesNo(yes), _) => CellValue::Text(if *yes { YES } else { NO }.to_owned()),
            (Value::Date(days), _) => match super::formula::serial(*days) {
                Some(_) => CellValue::Date(*days),
                None => {
                    CellValue::Text(Date::from_days(*days).map(|day| day.to_string()).unwrap_or_default())
                }
            },
            (Value::Year(year), _) => CellValue::Number(year.to_string()),
            (Value::Choice(member), Kind::Choice(choice)) => {
                let choice = self.outcome.program().choice(*choice);
                let name = choice.and_then(|choice| choice.members.get(*member as usize));
                CellValue::Text(name.cloned().unwrap_or_default())
            }
            (Value::Reference(row), Kind::Reference(table)) => {
                let sheet = self.sheet(Frame::Rows(*table));
                let line = sheet.and_then(|sheet| sheet.line_of.get(*row as usize)).copied().unwrap_or(0);
                CellValue::Number(line.to_string())
            }
            (Value::Choice(at) | Value::Reference(at), _) => CellValue::Number(at.to_string()),
            (Value::Absent(why), _) => CellValue::Text(self.words.absence(*why).to_owned()),
        }
    }

    /// The places of the rows by a key, from 1; rows that have the same key share one.
    fn ordinals(&self, key: &OrderKey, sheet: &Calculation) -> Vec<CellValue> {
        let (frame, rows) = (sheet.frame, sheet.rows.as_slice());
        let ordered = self.outcome.order(frame, rows, std::slice::from_ref(key));
        let values = self.outcome.evaluate(&key.value, frame, &ordered);
        let mut places = vec![0_u32; rows.len()];
        let (mut place, mut before) = (0, None);
        for (i, row) in ordered.iter().enumerate() {
            let value = match values.absence(i) {
                // All that have no value stand together.
                Some(_) => Value::Absent(heng_interp::value::Absence::Missing),
                None => values.value(i),
            };
            if before.as_ref() != Some(&value) {
                place += 1;
                before = Some(value);
            }
            let line = sheet.line_of.get(*row as usize).and_then(|line| line.checked_sub(1));
            if let Some(slot) = line.and_then(|line| places.get_mut(line as usize)) {
                *slot = place;
            }
        }
        places.into_iter().map(|place| CellValue::Number(place.to_string())).collect()
    }

    /// The numbers rows are sorted by: the values of the key to 12 digits, and what stands for none.
    fn sorting(&self, key: &OrderKey, places: Option<u32>, sheet: &Calculation) -> Vec<CellValue> {
        let far = if key.descending == key.missing_first { "9E+300" } else { "-9E+300" };
        let values = self.outcome.evaluate(&key.value, sheet.frame, &sheet.rows);
        let number = |i: usize| match values.value(i) {
            Value::Absent(_) => far.to_owned(),
            Value::YesNo(yes) => u8::from(yes).to_string(),
            Value::Choice(member) => format!("-{}", member + 1),
            Value::Date(days) => super::formula::serial(days).unwrap_or(0).to_string(),
            Value::Year(year) => year.to_string(),
            Value::Number(_) | Value::Text(_) | Value::Reference(_) => String::new(),
        };
        let printed: Vec<Option<String>> = match (&key.value.ty.kind, places) {
            (Kind::Number(_), Some(places)) => values.fixed(places),
            (Kind::Number(_), None) => {
                values.printed().into_iter().map(|digits| Some(digits?.text)).collect()
            }
            _ => Vec::new(),
        };
        let cell = |i: usize| match printed.get(i).cloned().flatten() {
            Some(digits) => digits,
            None if values.absence(i).is_some() => far.to_owned(),
            None => number(i),
        };
        (0..values.len()).map(|i| CellValue::Number(cell(i))).collect()
    }
}
