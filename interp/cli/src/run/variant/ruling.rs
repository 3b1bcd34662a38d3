//! Decisions that the register has not, or has otherwise, for one run.

use heng_data::read_value;
use heng_grammar::diagnostic::Diagnostic;
use heng_interp::program::{ParameterSource, Program, TableId};
use heng_interp::table::{ColumnRule, Table};
use heng_interp::value::{Absence, Value};

use super::{Corrected, fault};
use crate::run::parameters;

/// A decision as if it were taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// `客观因素调整分`, `最终等级.小巨人.豁免`
    pub name: String,
    /// The key of the row; absent where it is about the whole.
    pub key: Option<String>,
    /// Of which year, where it is decided by years.
    pub year: Option<i32>,
    /// As the register would have it.
    pub value: String,
}

impl Ruling {
    /// Puts it where the register would: into the column that it decides, or among the parameters.
    pub(super) fn put(
        &self,
        program: &Program,
        tables: &mut [Table],
        parameters: &mut [Option<Value>],
    ) -> Result<Option<Corrected>, Box<Diagnostic>> {
        let Some(key) = &self.key else { return self.put_on_the_whole(program, parameters) };
        let decides = |rule: &ColumnRule| {
            let (name, year) = match &rule.year {
                Some(year) => (&year.name, Some(year.year)),
                None => (&rule.name, None),
            };
            rule.decision && *name == self.name && year == self.year
        };
        let place = tables
            .iter()
            .enumerate()
            .find_map(|(at, table)| Some((at, table.schema().columns.iter().position(&decides)?)));
        let (at, column) = place.ok_or_else(|| Box::new(fault::no_decision(&self.name, program, true)))?;
        let (Some(table), Ok(id)) = (tables.get_mut(at), u32::try_from(at)) else { return Ok(None) };
        let row = table.find_written(key).ok_or_else(|| Box::new(fault::no_row(key, &[table])))?;
        let Some(rule) = table.schema().columns.get(column) else { return Ok(None) };
        let is = match self.value.trim() {
            "不适用" | "not_applicable" => Value::Absent(Absence::NotApplicable),
            written => read_value(rule, written)
                .map_err(|complaint| Box::new(fault::wrong_decision(self, &complaint)))?,
        };
        let was = table.value(row, column);
        table.replace(column, vec![(row, is.clone())]);
        Ok(Some(Corrected { table: TableId(id), row, column, was, is }))
    }

    fn put_on_the_whole(
        &self,
        program: &Program,
        parameters: &mut [Option<Value>],
    ) -> Result<Option<Corrected>, Box<Diagnostic>> {
        let name = self.year.map_or_else(|| self.name.clone(), |year| format!("{}[{year}]", self.name));
        let id = program.parameter(&name);
        let note = id.and_then(|id| program.parameters.get(id.index()));
        let Some((id, note)) = id.zip(note.filter(|note| note.source == ParameterSource::Decision)) else {
            return Err(Box::new(fault::no_decision(&self.name, program, false)));
        };
        let value = parameters::read(program, note, &self.value)?;
        if let Some(slot) = parameters.get_mut(id.index()) {
            *slot = Some(value);
        }
        Ok(None)
    }
}
