//! What the command line asks, read with the program at hand: which name is a reading, which part of a word is a key.

use heng_data::{AppealedCell, AppliedAppeals};
use heng_interp::program::{Block, ParameterSource, Program};

use super::{Asked, fault};
use crate::project::Trouble;
use crate::run::{Correction, Override, Request, RowText, Ruling, Variant};

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
    /// `--appeal`: the numbers of appeals that are tried.
    pub appeals: Vec<String>,
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
    /// What is asked of a program; `appeals` are those of its register.
    ///
    /// # Errors
    /// H0960 for what is not written as it must be, H0968 for an appeal that cannot be tried.
    pub fn of(asked: &Asked, program: &Program, appeals: &AppliedAppeals) -> Result<Self, Trouble> {
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
        for number in &asked.appeal {
            question.appeal(number, appeals)?;
        }
        let variant = &mut question.variant;
        for written in &asked.decide {
            let ruling = ruling(written).ok_or_else(|| Trouble::usage(fault::no_ruling(written)))?;
            variant.rulings.push(ruling);
        }
        for written in &asked.without {
            let RowName { table, key } = row_name(written, program);
            variant.removed.push(RowText { table, key: Some(key), cells: Vec::new() });
        }
        for (all, rows) in [(&asked.remove, &mut variant.removed), (&asked.add, &mut variant.added)] {
            for written in all {
                rows.push(row_text(written).ok_or_else(|| Trouble::usage(fault::no_row_text(written)))?);
            }
        }
        Ok(question)
    }

    /// Tries an appeal that is pending, or was refused, as if it were accepted.
    fn appeal(&mut self, number: &str, appeals: &AppliedAppeals) -> Result<(), Trouble> {
        let own = |cell: &&AppealedCell| cell.appeal.number == number;
        let tried: Vec<&AppealedCell> = appeals.pending.iter().chain(&appeals.refused).filter(own).collect();
        if tried.is_empty() {
            return Err(Trouble::usage(fault::no_appeal(number, appeals)));
        }
        self.appeals.push(number.to_owned());
        self.variant.corrections.extend(tried.into_iter().map(|cell| Correction {
            table: Some(cell.table.clone()),
            key: cell.appeal.subject.clone(),
            column: cell.column.clone(),
            value: cell.appeal.corrected.clone().unwrap_or_default(),
        }));
        Ok(())
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

/// `调整分[E1]=1.5`, `基数[海门区][2024]=1.5`, `总额=300`, `总额[2024]=300`
fn ruling(written: &str) -> Option<Ruling> {
    let (left, value) = sides(written)?;
    let (name, rest) = left.trim().split_once('[').unwrap_or((left.trim(), ""));
    let mut inside = Vec::new();
    for part in rest.split('[').filter(|part| !part.is_empty()) {
        inside.push(part.trim().strip_suffix(']')?.trim());
    }
    let (key, year) = match inside.as_slice() {
        [] => (None, None),
        [only] => year(only).map_or((Some(*only), None), |year| (None, Some(year))),
        [key, last] => (Some(*key), Some(year(last)?)),
        _ => return None,
    };
    let (name, value) = (name.trim().to_owned(), value.trim().to_owned());
    (!name.is_empty()).then(|| Ruling { name, key: key.map(str::to_owned), year, value })
}

/// `2024`, `2024年`
fn year(text: &str) -> Option<i32> {
    let digits = text.trim_end_matches('年');
    digits.parse().ok().filter(|year| digits.len() == 4 && (1000..3000).contains(year))
}

/// `荣誉: 企业=E1，名目=「创建国家级研发平台、创新平台」`
fn row_text(written: &str) -> Option<RowText> {
    let at = written.find([':', '：'])?;
    let (table, cells) = written.split_at_checked(at)?;
    let cells = parted(cells.trim_start_matches([':', '：']));
    let cells = cells.iter().map(|cell| {
        let (name, value) = sides(cell)?;
        let bare = |text: &str| text.trim().trim_start_matches('「').trim_end_matches('」').to_owned();
        Some((bare(name), bare(value)))
    });
    let cells: Vec<(String, String)> = cells.collect::<Option<_>>()?;
    (!cells.is_empty()).then(|| RowText { table: Some(table.trim().to_owned()), key: None, cells })
}

/// The parts between commas that do not stand within 「」.
fn parted(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_i32;
    for c in text.chars() {
        match c {
            '「' => depth += 1,
            '」' => depth -= 1,
            _ => {}
        }
        if matches!(c, ',' | '，' | '；' | ';') && depth == 0 {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
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

    #[test]
    fn a_decision_is_of_a_row_of_a_year_or_of_the_whole() {
        let read = |written: &str| ruling(written).map(|r| (r.name, r.key, r.year, r.value));
        let text = |text: &str| text.to_owned();
        assert_eq!(read("调整分[E1]=1.5"), Some((text("调整分"), Some(text("E1")), None, text("1.5"))));
        assert_eq!(
            read("基数[海门区][2024]=3"),
            Some((text("基数"), Some(text("海门区")), Some(2024), text("3")))
        );
        assert_eq!(read("总额[2024]=3"), Some((text("总额"), None, Some(2024), text("3"))));
        assert_eq!(read("总额＝3"), Some((text("总额"), None, None, text("3"))));
        assert_eq!(read("总额"), None);
    }

    #[test]
    fn a_row_is_its_table_and_its_cells() {
        let read = row_text("荣誉：企业=E1，名目=「创建平台，含分中心」").unwrap();
        assert_eq!(read.table.as_deref(), Some("荣誉"));
        let cells: Vec<(&str, &str)> = read.cells.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(cells, [("企业", "E1"), ("名目", "创建平台，含分中心")]);
        assert_eq!(row_text("企业=E1"), None);
    }
}
