//! Results into files: each whole or not at all, never over an input.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use heng_data::{Lines, Sheet, TextFile, WriteError, YesNoWords, write_table, write_whole, write_xlsx};
use heng_interp::parallel::deep;
use heng_interp::run::{Cut, ResultTable, results};
use heng_interp::shown::ShownBatch;

use super::fingerprint::{Fingerprint, Fingerprinting};
use super::progress::Progress;
use super::{Done, Evaluated, Request, fault};
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
    /// Of what was written, where it was taken on the way.
    pub fingerprint: Option<Fingerprint>,
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
    evaluated: &Evaluated<'_, '_>,
    place: &Place,
    request: &Request,
    shell: &Shell<'_>,
) -> Result<(), Trouble> {
    let format = Format::of(&place.shown).ok_or_else(|| Trouble::usage(fault::unknown_kind(&place.shown)))?;
    let tables = results(evaluated.outcome);
    let lines: u64 = tables.iter().map(|table| table.len() as u64).sum();
    evaluated.progress.parts(shell.pick("写出结果", "writing"), lines);
    let to = To { format, bom: request.bom, threads: shell.evaluation.threads, progress: evaluated.progress };
    if let (Format::Xlsx, _) | (_, 0 | 1) = (format, tables.len()) {
        let place = if extension(&place.shown).is_none() { named(place, &tables) } else { place.clone() };
        write_one(done, &tables, &place, to)?;
    } else {
        for table in &tables {
            write_one(done, std::slice::from_ref(table), &place.of_table(&table.name), to)?;
        }
    }
    done.cut.retain(|cut| cut.count > 0);
    Ok(())
}

/// How files are written.
#[derive(Clone, Copy)]
struct To<'p> {
    format: Format,
    bom: bool,
    threads: usize,
    progress: &'p Progress,
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
    to: To<'_>,
) -> Result<(), Trouble> {
    let counted: Vec<Counted<'_, '_>> = tables.iter().map(|table| Counted::new(table, to.progress)).collect();
    let mut fingerprint = None;
    let result = write_whole(&place.path, &done.inputs, |out| match (to.format, counted.as_slice()) {
        (Format::Xlsx, tables) => deep(|| {
            write_xlsx(out.get_mut(), tables.iter().map(Counted::sheet).collect(), YesNoWords::CHINESE)
        }),
        (_, []) => Ok(()),
        (_, [table, ..]) => {
            let mut taken = Fingerprinting::new();
            write_table(out, table, to.file(), to.threads, &mut |bytes| taken.take(bytes))?;
            fingerprint = Some(taken.finish());
            Ok(())
        }
    });
    done.cut.extend(counted.into_iter().flat_map(Counted::cuts));
    result.map_err(|error| refused(&error, &place.shown))?;
    let rows = tables.iter().map(|table| (table.name.clone(), table.len() as u64)).collect();
    let written = Written { shown: place.shown.clone(), path: place.path.clone(), tables: rows, fingerprint };
    done.written.push(written);
    Ok(())
}

impl To<'_> {
    /// The kind of a text file.
    fn file(self) -> TextFile {
        match self.format {
            Format::Json => TextFile::Json,
            Format::Csv | Format::Xlsx => TextFile::Csv { words: YesNoWords::CHINESE, bom: self.bom },
        }
    }
}

/// A table that tells how many of its lines are printed, and counts the numbers that are cut.
struct Counted<'t, 'a> {
    table: &'t ResultTable<'t, 'a>,
    cut: Vec<AtomicU64>,
    progress: &'t Progress,
}

impl<'t, 'a> Counted<'t, 'a> {
    fn new(table: &'t ResultTable<'t, 'a>, progress: &'t Progress) -> Self {
        Self { table, cut: table.headers.iter().map(|_| AtomicU64::new(0)).collect(), progress }
    }

    fn count(&self, column: usize, more: u64) {
        if let Some(count) = self.cut.get(column) {
            count.fetch_add(more, Ordering::Relaxed);
        }
    }

    /// The table for a spreadsheet, which takes its lines as they are written.
    fn sheet<'s>(&'s self) -> Sheet<'s> {
        let shorter = |batch| -> ShownBatch<'s> { batch };
        let batches = self.table.batches().map(shorter).inspect(|batch| self.note(batch));
        let (name, headers) = (self.table.name.clone(), self.table.headers.clone());
        Sheet { name, headers, batches: Box::new(batches) }
    }

    fn note(&self, batch: &ShownBatch<'_>) {
        for (at, column) in batch.columns.iter().enumerate() {
            self.count(at, column.cut);
        }
        self.progress.part(batch.lines as u64);
    }

    /// How many numbers of each column were cut.
    fn cuts(self) -> impl Iterator<Item = Cut> {
        let (table, headers) = (self.table.name.clone(), self.table.headers.clone());
        let columns = headers.into_iter().zip(self.cut);
        columns.map(move |(column, count)| Cut { table: table.clone(), column, count: count.into_inner() })
    }
}

impl Lines for Counted<'_, '_> {
    fn headers(&self) -> &[String] {
        &self.table.headers
    }

    fn pieces(&self) -> usize {
        self.table.pieces()
    }

    fn piece(&self, at: usize) -> ShownBatch<'_> {
        let batch = self.table.piece(at);
        self.note(&batch);
        batch
    }

    fn order(&self) -> Option<&[u32]> {
        self.table.order()
    }
}

/// The command ends as one with a wrong command line: another `-o` would do.
pub fn refused(error: &WriteError, shown: &str) -> Trouble {
    Trouble::usage(fault::unwritable(error, shown))
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
