//! Results into files: each whole or not at all, never over an input.

use std::path::{Path, PathBuf};

use heng_data::{Printed, Sheet, WriteError, YesNoWords, write_csv, write_json, write_whole, write_xlsx};
use heng_interp::eval::Outcome;
use heng_interp::run::{Cut, ResultTable, Shown, results};

use super::{Done, Request, fault};
use crate::Exit;
use crate::project::{Project, Trouble};
use crate::shell::Shell;

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// As the user named it.
    pub shown: String,
    /// Where it is.
    pub path: PathBuf,
    /// Per table its rows.
    pub tables: Vec<(String, u64)>,
}

/// Where results go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// As the user named it.
    pub shown: String,
    /// The path to write.
    pub path: PathBuf,
}

impl Place {
    /// The name without its folder.
    pub fn file_name(&self) -> &str {
        let name = self.shown.trim_end_matches('/');
        name.rsplit('/').next().unwrap_or(name)
    }

    /// The same with `.receipt.json` behind the name.
    pub fn receipt(&self) -> Self {
        let add = |name: &str| format!("{}.receipt.json", name.trim_end_matches('/'));
        Self { shown: add(&self.shown), path: PathBuf::from(add(&self.path.to_string_lossy())) }
    }

    /// The file for one of several tables: `结果/企业.csv` in a folder, `结果-企业.csv` beside a file.
    fn of_table(&self, table: &str) -> Self {
        let insert = |name: &str| match extension(name) {
            Some(end) => format!("{}-{table}.{end}", name.trim_end_matches(end).trim_end_matches('.')),
            None => format!("{}/{table}.csv", name.trim_end_matches('/')),
        };
        Self { shown: insert(&self.shown), path: PathBuf::from(insert(&self.path.to_string_lossy())) }
    }
}

/// What stands behind the last dot of a file name.
pub fn extension(name: &str) -> Option<&str> {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.rsplit_once('.').map(|(_, end)| end).filter(|end| !end.is_empty())
}

/// `-o`, else what the manifest says; nowhere where neither does.
pub(super) fn place(project: &Project, request: &Request, shell: &Shell<'_>) -> Option<Place> {
    if request.dry {
        return None;
    }
    if let Some(written) = &request.output {
        return Some(Place { shown: written.clone(), path: shell.path(Path::new(written)) });
    }
    let written = project.manifest.output.as_ref()?;
    Some(Place { shown: project.shown(written), path: project.folder.join(written) })
}

/// Writes the tables of the outcome: one file, all sheets of one spreadsheet, or a file a table.
///
/// # Errors
/// H0907 over an input, H0908 where the system refuses or the kind of the file is unknown.
pub(super) fn write(
    done: &mut Done,
    outcome: &Outcome<'_>,
    place: &Place,
    inputs: &[PathBuf],
    request: &Request,
) -> Result<(), Trouble> {
    let tables = results(outcome);
    let format = Format::of(&place.shown).ok_or_else(|| Trouble::usage(fault::unknown_kind(&place.shown)))?;
    let mut cut = Vec::new();
    if let (Format::Xlsx, _) | (_, 0 | 1) = (format, tables.len()) {
        let place = if extension(&place.shown).is_none() { named(place, &tables) } else { place.clone() };
        write_one(done, &tables, &place, inputs, format, request.bom, &mut cut)?;
    } else {
        for table in &tables {
            let one = std::slice::from_ref(table);
            write_one(done, one, &place.of_table(&table.name), inputs, format, request.bom, &mut cut)?;
        }
    }
    done.cut = cut.into_iter().filter(|cut| cut.count > 0).collect();
    Ok(())
}

fn named(place: &Place, tables: &[ResultTable<'_, '_>]) -> Place {
    place.of_table(tables.first().map_or("结果", |table| table.name.as_str()))
}

/// The kinds of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// .csv
    Csv,
    /// .xlsx
    Xlsx,
    /// .json
    Json,
}

impl Format {
    /// By the end of the name; a name without one is a folder of CSV files.
    pub(super) fn of(name: &str) -> Option<Self> {
        match extension(name).map(str::to_ascii_lowercase).as_deref() {
            Some("csv") | None => Some(Self::Csv),
            Some("xlsx") => Some(Self::Xlsx),
            Some("json") => Some(Self::Json),
            Some(_) => None,
        }
    }

    /// By the end of the name of one file.
    ///
    /// # Errors
    /// H0908 where the name has another end, or none.
    pub fn of_file(name: &str) -> Result<Self, Trouble> {
        let known = Self::of(name).filter(|_| extension(name).is_some());
        known.ok_or_else(|| Trouble::usage(fault::unknown_kind(name)))
    }
}

fn write_one(
    done: &mut Done,
    tables: &[ResultTable<'_, '_>],
    place: &Place,
    inputs: &[PathBuf],
    format: Format,
    bom: bool,
    cut: &mut Vec<Cut>,
) -> Result<(), Trouble> {
    let mut cuts: Vec<Vec<Cut>> = tables.iter().map(|_| Vec::new()).collect();
    let result = write_whole(&place.path, inputs, |out| {
        let mut sheets: Vec<Sheet<'_>> =
            tables.iter().zip(&mut cuts).map(|(table, cut)| sheet(table, cut)).collect();
        match format {
            Format::Xlsx => write_xlsx(out.get_mut(), sheets, YesNoWords::CHINESE),
            Format::Csv | Format::Json => {
                let Some(sheet) = sheets.pop() else { return Ok(()) };
                match format {
                    Format::Json => write_json(out, sheet),
                    Format::Csv | Format::Xlsx => write_csv(out, sheet, YesNoWords::CHINESE, bom),
                }
            }
        }
    });
    cut.extend(cuts.into_iter().flatten());
    result.map_err(|error| refused(&error, &place.shown))?;
    let rows = tables.iter().map(|table| (table.name.clone(), table.len() as u64)).collect();
    done.written.push(Written { shown: place.shown.clone(), path: place.path.clone(), tables: rows });
    Ok(())
}

/// The command ends as one with a wrong command line: another `-o` would do.
pub fn refused(error: &WriteError, shown: &str) -> Trouble {
    Trouble { diagnostics: vec![fault::unwritable(error, shown)], sources: Vec::new(), exit: Exit::Usage }
}

fn sheet<'t>(table: &'t ResultTable<'_, '_>, cut: &'t mut Vec<Cut>) -> Sheet<'t> {
    let rows = table.batches(cut).flatten().map(|row| row.into_iter().map(printed).collect());
    Sheet { name: table.name.clone(), headers: table.headers.clone(), rows: Box::new(rows) }
}

fn printed(cell: Shown) -> Printed {
    match cell {
        Shown::Text(text) => Printed::Text(text),
        Shown::Decimal(digits) => Printed::Decimal(digits),
        Shown::Date(day) => Printed::Date(day),
        Shown::YesNo(value) => Printed::YesNo(value),
        Shown::Blank => Printed::Blank,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_several_tables_is_named_after_its_table() {
        let place = |shown: &str| Place { shown: shown.into(), path: shown.into() };
        assert_eq!(place("out/结果.csv").of_table("区").shown, "out/结果-区.csv");
        assert_eq!(place("out/结果").of_table("区").shown, "out/结果/区.csv");
        assert_eq!(place("结果.csv").receipt().shown, "结果.csv.receipt.json");
    }

    #[test]
    fn kinds_follow_the_end_of_the_name() {
        assert_eq!(Format::of("a.b/结果"), Some(Format::Csv));
        assert_eq!(Format::of("结果.XLSX"), Some(Format::Xlsx));
        assert_eq!(Format::of("结果.docx"), None);
    }
}
