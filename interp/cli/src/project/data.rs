//! Which file holds which table.

use std::path::{Path, PathBuf};

use heng_grammar::diagnostic::Diagnostic;

use super::fault;

/// A file of `-d` or of the manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFile {
    /// The table, where it was said.
    pub table: Option<String>,
    /// The path as written, without the sheet: how messages name it.
    pub shown: String,
    /// The path to open; `-` is standard input.
    pub path: PathBuf,
    /// The sheet, where it was said.
    pub sheet: Option<String>,
}

impl DataFile {
    /// `企业=企业.xlsx#2021年`, `企业.csv`, `企业=-`; paths are relative to `base`.
    pub fn of_option(written: &str, base: &Path) -> Self {
        match written.split_once('=') {
            Some((table, path)) if !table.contains(['/', '.']) => {
                Self::new(Some(table.trim()), path.trim(), base, "")
            }
            _ => Self::new(None, written.trim(), base, ""),
        }
    }

    /// The file that the manifest names for a table.
    pub fn of_manifest(table: &str, written: &str, folder: &Path, shown_folder: &str) -> Self {
        Self::new(Some(table), written, folder, shown_folder)
    }

    fn new(table: Option<&str>, written: &str, base: &Path, shown_folder: &str) -> Self {
        let (path, sheet) = split_sheet(written);
        Self {
            table: table.map(str::to_owned),
            shown: format!("{shown_folder}{path}"),
            path: if path == "-" { PathBuf::from("-") } else { base.join(path) },
            sheet: sheet.map(str::to_owned),
        }
    }

    /// Whether it is standard input.
    pub fn is_input(&self) -> bool {
        self.path.as_os_str() == "-"
    }
}

/// `企业.xlsx#2021年` is a file and a sheet; a `#` in a name without sheets is part of the name.
fn split_sheet(written: &str) -> (&str, Option<&str>) {
    let sheets = [".xlsx", ".xls", ".xlsm", ".xlsb", ".ods"];
    match written.rsplit_once('#') {
        Some((path, sheet)) if sheets.iter().any(|end| path.to_ascii_lowercase().ends_with(end)) => {
            (path, Some(sheet))
        }
        _ => (written, None),
    }
}

/// Per table of `tables` its file: those of the command line, else those of the manifest. A file without a table belongs
/// to the only table; with several, to the one the manifest gives no file, if that is one.
///
/// # Errors
/// Every option that names no table or an unknown one, and every table given twice.
pub fn assign(
    tables: &[&str],
    given: Vec<DataFile>,
    manifest: Vec<DataFile>,
) -> Result<Vec<Option<DataFile>>, Vec<Diagnostic>> {
    let mut files: Vec<Option<DataFile>> = tables.iter().map(|_| None).collect();
    let mut faults = Vec::new();
    for (file, may_yield) in
        given.into_iter().map(|f| (f, false)).chain(manifest.into_iter().map(|f| (f, true)))
    {
        let at = match &file.table {
            Some(table) => tables
                .iter()
                .position(|name| name == table)
                .ok_or_else(|| fault::unknown_table(table, tables)),
            None if tables.len() == 1 => Ok(0),
            None => Err(fault::which_table(&file.shown, tables)),
        };
        match at.map(|at| (at, files.get_mut(at))) {
            Ok((_, Some(slot @ None))) => *slot = Some(file),
            Ok((at, Some(Some(_)))) if !may_yield => {
                faults.push(fault::table_twice(tables.get(at).copied().unwrap_or_default()));
            }
            Ok(_) => {}
            Err(report) => faults.push(report),
        }
    }
    if faults.is_empty() { Ok(files) } else { Err(faults) }
}

/// H0905 for the tables that have no file, unless all have one.
pub fn missing(tables: &[&str], files: &[Option<DataFile>]) -> Option<Diagnostic> {
    let lacking: Vec<&str> =
        tables.iter().zip(files).filter(|(_, file)| file.is_none()).map(|(name, _)| *name).collect();
    (!lacking.is_empty()).then(|| fault::no_data(&lacking))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn option(written: &str) -> DataFile {
        DataFile::of_option(written, Path::new("/x"))
    }

    #[test]
    fn options_name_table_file_and_sheet() {
        let file = option("企业=数据/企业.xlsx#2021年");
        assert_eq!(
            (file.table.as_deref(), file.shown.as_str(), file.sheet.as_deref()),
            (Some("企业"), "数据/企业.xlsx", Some("2021年"))
        );
        assert_eq!(file.path, Path::new("/x/数据/企业.xlsx"));
        assert_eq!(option("企业#2.csv").sheet, None);
        assert_eq!(option("./a=b.csv").table, None);
        assert!(option("企业=-").is_input());
    }

    #[test]
    fn a_path_alone_belongs_to_the_only_table() {
        let files = assign(&["企业"], vec![option("a.csv")], Vec::new()).expect("one table");
        assert_eq!(files[0].as_ref().map(|f| f.shown.as_str()), Some("a.csv"));
        let faults = assign(&["企业", "事故"], vec![option("a.csv")], Vec::new()).expect_err("which?");
        assert_eq!(faults[0].title.zh, "不知道「a.csv」是哪张表的数据");
    }

    #[test]
    fn the_command_line_overrules_the_manifest_but_not_itself() {
        let manifest = || vec![DataFile::of_manifest("企业", "旧.csv", Path::new("/p"), "p/")];
        let files = assign(&["企业"], vec![option("企业=新.csv")], manifest()).expect("one file");
        assert_eq!(files[0].as_ref().map(|f| f.shown.as_str()), Some("新.csv"));
        assert!(assign(&["企业"], vec![option("a.csv"), option("b.csv")], manifest()).is_err());
    }

    #[test]
    fn tables_without_a_file_are_all_named() {
        let files =
            assign(&["企业", "事故", "区"], vec![option("事故=a.csv")], Vec::new()).expect("one file");
        let report = missing(&["企业", "事故", "区"], &files).expect("two lack one");
        assert_eq!(report.title.zh, "没有给出表「企业」「区」的数据");
    }
}
