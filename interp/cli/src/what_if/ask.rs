//! What the command line asks, read with the program at hand: which name is a reading, which part of a word is a key.

use heng_interp::program::{Block, ParameterSource, Program};

use super::{Asked, fault};
use crate::project::Trouble;
use crate::run::{Correction, Override, Request, Variant};

/// A change that is tried.
#[derive(Clone, Debug, Default)]
pub(super) struct Question {
    /// What is laid over the project.
    pub variant: Variant,
    /// Parameters that are set otherwise: 年度=2024.
    pub parameters: Vec<String>,
    /// `--set` as written: name and value.
    pub set: Vec<(String, String)>,
    /// Rows that are looked at whatever becomes of them.
    pub watched: Vec<RowName>,
}

/// A row as the command line names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RowName {
    /// The table, where it is said.
    pub table: Option<String>,
    /// The key.
    pub key: String,
}

impl Question {
    /// What is asked of a program.
    ///
    /// # Errors
    /// H0960 for what is neither NAME=VALUE nor KEY.COLUMN=VALUE.
    pub fn of(asked: &Asked, program: &Program) -> Result<Self, Trouble> {
        let mut question = Self::default();
        for written in &asked.set {
            question.set(written, program)?;
        }
        for written in &asked.row {
            match sides(written) {
                Some((cell, value)) => {
                    let correction = correction(cell, value, program)
                        .ok_or_else(|| Trouble::usage(fault::no_cell(written)))?;
                    question.variant.corrections.push(correction);
                }
                None => question.watched.push(row_name(written, program)),
            }
        }
        Ok(question)
    }

    /// The run with the parameters of the question: they come first, and the first one counts.
    pub fn request(&self, request: &Request) -> Request {
        let named = |written: &&String| {
            let name = |text: &str| sides(text).map(|(name, _)| name.trim().to_owned());
            !self.parameters.iter().any(|own| name(own) == name(written))
        };
        let kept = request.parameters.iter().filter(named).cloned();
        Request { parameters: self.parameters.iter().cloned().chain(kept).collect(), ..request.clone() }
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty() && self.variant == Variant::default()
    }

    fn set(&mut self, written: &str, program: &Program) -> Result<(), Trouble> {
        let (name, value) = sides(written).ok_or_else(|| Trouble::usage(fault::no_setting(written)))?;
        let (name, value) = (name.trim(), value.trim());
        self.set.push((name.to_owned(), value.to_owned()));
        let of_run = program
            .parameter(name)
            .and_then(|id| program.parameters.get(id.index()))
            .is_some_and(|note| note.source == ParameterSource::Run);
        if of_run || (program.axis.is_some() && matches!(name, "年度" | "fiscal_year")) {
            self.parameters.push(format!("{name}={value}"));
            return Ok(());
        }
        let path: Vec<&str> = name.split('.').collect();
        if program.find(&path).is_none() && program.parameter(name).is_none() && !is_reading(program, name) {
            return Err(Trouble::usage(fault::unknown_name(name, program)));
        }
        let word = if is_reading(program, name) { "取" } else { "定" };
        let text = format!("{word} {name} = {value}");
        self.variant.overrides.push(Override { source: "--set".to_owned(), text });
        Ok(())
    }
}

fn is_reading(program: &Program, name: &str) -> bool {
    program.blocks.iter().any(|block| matches!(block, Block::Reading(reading) if reading.name == name))
}

/// What stands on the two sides of the first `=`.
fn sides(written: &str) -> Option<(&str, &str)> {
    let at = written.find(['=', '＝'])?;
    let (left, right) = written.split_at_checked(at)?;
    Some((left, right.trim_start_matches(['=', '＝'])))
}

/// `企业/E1`, `E1`
pub(super) fn row_name(written: &str, program: &Program) -> RowName {
    let table = written.split_once('/').filter(|(table, _)| program.table(table.trim()).is_some());
    match table {
        Some((table, key)) => RowName { table: Some(table.trim().to_owned()), key: key.trim().to_owned() },
        None => RowName { table: None, key: written.trim().to_owned() },
    }
}

/// `企业/E1.税收[2024]` and what the cell is to hold. A key may have points; a column with points is written in 「」.
fn correction(cell: &str, value: &str, program: &Program) -> Option<Correction> {
    let cell = cell.trim();
    let (row, column) = match cell.strip_suffix('」').and_then(|rest| rest.rsplit_once(".「")) {
        Some(sides) => sides,
        None => cell.rsplit_once(['.', '．'])?,
    };
    let RowName { table, key } = row_name(row, program);
    let column = column.trim();
    (!key.is_empty() && !column.is_empty()).then(|| Correction {
        table,
        key,
        column: column.to_owned(),
        value: value.trim().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_named_by_key_and_column() {
        let read = |cell: &str| {
            let correction = correction(cell, "1", &Program::default())?;
            Some((correction.key, correction.column))
        };
        let pair = |key: &str, column: &str| Some((key.to_owned(), column.to_owned()));
        assert_eq!(read("E1.税金"), pair("E1", "税金"));
        assert_eq!(read("A.1.税收[2024]"), pair("A.1", "税收[2024]"));
        assert_eq!(read("E1.「单位GDP.能耗」"), pair("E1", "单位GDP.能耗"));
        assert_eq!(read("税金"), None);
    }

    #[test]
    fn both_kinds_of_equals_part_a_name_from_its_value() {
        assert_eq!(sides("a=b=c"), Some(("a", "b=c")));
        assert_eq!(sides("引领作用＝任一"), Some(("引领作用", "任一")));
        assert_eq!(sides("引领作用"), None);
    }
}
