//! A report in one of its forms: a folder of pages, one page to print, or a workbook; whole or not at all, with its receipt.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use heng_data::{WriteError, write_whole};
use heng_interp::compare::Standings;
use maud::{Markup, html};

use super::enterprise::Sheets;
use super::folder::{Draft, FolderError, RECEIPT, write_folder};
use super::page::{Page, Words};
use super::{Edition, Report, Subject, Wanted, fault, file_name, index, row_key, summary, workbook};
use crate::Exit;
use crate::interrupt::Watch;
use crate::project::Trouble;
use crate::run::{Done, Evaluated, Place, Written, basis, extension, receipt, unwritable};
use crate::shell::Shell;

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A page for each row, a list, the summary.
    Folder,
    /// One page to be printed as a whole.
    Html,
    /// A workbook.
    Xlsx,
}

impl Form {
    /// By the end of the name; a name without one is a folder.
    ///
    /// # Errors
    /// H0941 for any other end.
    pub fn of(shown: &str) -> Result<Self, Trouble> {
        match extension(shown).map(str::to_ascii_lowercase).as_deref() {
            None => Ok(Self::Folder),
            Some("html" | "htm") => Ok(Self::Html),
            Some("xlsx") => Ok(Self::Xlsx),
            Some(_) => Err(Trouble::usage(fault::unknown_form(shown))),
        }
    }
}

/// What of a report is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum What {
    /// The sheets and the summary.
    #[default]
    All,
    /// The sheets and their list.
    Sheets,
    /// The leaders' summary.
    Summary,
}

impl What {
    fn sheets(self) -> bool {
        self != Self::Summary
    }

    fn summary(self) -> bool {
        self != Self::Sheets
    }
}

/// Writes the report of an evaluation.
///
/// # Errors
/// Where the rows asked for are not there, the place cannot be taken, or the process was interrupted.
pub fn write(
    done: &mut Done,
    evaluated: &Evaluated<'_, '_>,
    (shown, wanted, what): (&str, &Wanted, What),
    shell: &Shell<'_>,
) -> Result<(), Trouble> {
    let form = Form::of(shown)?;
    let place = Place { shown: shown.trim_end_matches('/').to_owned(), path: shell.path(Path::new(shown)) };
    let standings = Standings::of(evaluated.outcome);
    let subject = Subject::of(evaluated.outcome, &standings, wanted)?;
    let day = evaluated.set.iter().find(|set| set.name == "评价日").map(|set| set.value.clone());
    let edition = Edition::new(evaluated.outcome.program(), day, done.status.clone(), basis(done, evaluated));
    let words = Words(shell.language);
    let count = subject.rows.len() as u64;
    let told = std::mem::take(done);
    let report = Report {
        outcome: evaluated.outcome,
        done: &told,
        standings: &standings,
        subject,
        edition,
        words,
        evaluated,
    };
    let watch = Watch::begin();
    evaluated.progress.parts(words.pick("写出报告单", "writing sheets"), count);
    let written = match form {
        Form::Folder => folder(&report, &place, what, &watch),
        Form::Html => one_page(&report, &place, what, &watch),
        Form::Xlsx => spreadsheet(&report, &place, &watch),
    };
    *done = told;
    let (files, receipt) = written.map_err(|failed| failed.trouble(&place.shown))?;
    done.written = files;
    done.receipt = Some(receipt);
    Ok(())
}

/// Why nothing was written.
enum Failed {
    Folder(FolderError),
    File(WriteError),
}

impl Failed {
    fn trouble(self, shown: &str) -> Trouble {
        let error = match self {
            Self::Folder(FolderError::Foreign(found)) => {
                return Trouble::usage(fault::foreign(shown, &found));
            }
            Self::Folder(FolderError::Write(error)) | Self::File(error) => error,
        };
        match &error {
            WriteError::System(_, system) if system.kind() == io::ErrorKind::Interrupted => {
                Trouble { exit: Exit::Interrupted, ..Trouble::usage(fault::interrupted(shown)) }
            }
            _ => unwritable(&error, shown),
        }
    }
}

impl From<FolderError> for Failed {
    fn from(error: FolderError) -> Self {
        Self::Folder(error)
    }
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self::File(WriteError::System(PathBuf::new(), error))
    }
}

type Files = (Vec<Written>, String);

/// How many sheets are explained and written at a time.
const AT_ONCE: usize = 256;

fn folder(report: &Report<'_, '_>, place: &Place, what: What, watch: &Watch) -> Result<Files, Failed> {
    let mut files = Vec::new();
    write_folder(&place.path, &report.done.inputs, watch, |draft| {
        if what.sheets() {
            sheets_into(report, what, draft)?;
        }
        if what.summary() {
            let name = if what.sheets() { "summary.html" } else { "index.html" };
            draft.file(name, &page(report, true, None, &summary::summary_page(report)))?;
        }
        let rows =
            |name: &str| if name.starts_with("sheets/") { 1 } else { report.subject.rows.len() as u64 };
        let written = |name: &String, path: PathBuf| Written {
            shown: format!("{}/{name}", place.shown),
            path,
            tables: vec![(report.subject.name.clone(), rows(name))],
            fingerprint: None,
        };
        let drafted: Vec<Written> = draft.files.iter().map(|name| written(name, draft.path(name))).collect();
        files = draft.files.iter().map(|name| written(name, place.path.join(name))).collect();
        Ok::<(), Failed>(draft.file(RECEIPT, &receipt_of(report, &drafted)?)?)
    })?;
    Ok((files, format!("{}/{RECEIPT}", place.shown)))
}

fn sheets_into(report: &Report<'_, '_>, what: What, draft: &mut Draft<'_>) -> io::Result<()> {
    let keys: Vec<String> = report
        .outcome
        .table(report.subject.table)
        .map(|table| report.subject.rows.iter().map(|row| row_key(table, *row)).collect())
        .unwrap_or_default();
    let names = file_name::file_names(&keys);
    let href = |at: usize| format!("sheets/{}.html", names.get(at).map(String::as_str).unwrap_or_default());
    let sheets = Sheets::new(report);
    for (part, rows) in report.subject.rows.chunks(AT_ONCE).enumerate() {
        for (within, sheet) in sheets.of(rows).into_iter().enumerate() {
            let back = html! { p class="screen-only small" { a href="../index.html" { (report.words.pick("← 目录", "← List")) } } };
            let body = html! { (back) (sheet) };
            draft.file(&href(part * AT_ONCE + within), &page(report, false, None, &body))?;
        }
        report.evaluated.progress.part(rows.len() as u64);
    }
    let summary = what.summary().then_some("summary.html");
    let list = index::index(report, summary, |at| href(at).replace('~', "%7E"));
    draft.file("index.html", &page(report, true, Some(index::FILTER), &list))
}

fn page(report: &Report<'_, '_>, wide: bool, script: Option<&'static str>, body: &Markup) -> String {
    let title = match report.edition.title.as_str() {
        "" => report.words.pick("评价结果报告单", "Result sheet"),
        title => title,
    };
    Page { title, words: report.words, edition: &report.edition, wide, script }.document(body).into_string()
}

fn one_page(report: &Report<'_, '_>, place: &Place, what: What, watch: &Watch) -> Result<Files, Failed> {
    let rows = &report.subject.rows;
    let maker = Sheets::new(report);
    let mut sheets: Vec<Markup> = Vec::new();
    for some in rows.chunks(AT_ONCE).filter(|_| what.sheets()) {
        watch.check()?;
        sheets.extend(maker.of(some));
        report.evaluated.progress.part(some.len() as u64);
    }
    let several = rows.len() > 1 && what.sheets();
    let body = html! {
        @if what.summary() { section class="sheet" { (summary::summary_page(report)) } }
        @if several { section class="sheet" { (index::index(report, None, |at| format!("#s{}", at + 1))) } }
        @for (at, sheet) in sheets.iter().enumerate() {
            section class="sheet" id={ "s" (at + 1) } { (sheet) }
        }
    };
    let script = several.then_some(index::FILTER);
    let text = page(report, what == What::Summary, script, &body);
    whole(report, place, watch, |out| out.write_all(text.as_bytes()))
}

fn spreadsheet(report: &Report<'_, '_>, place: &Place, watch: &Watch) -> Result<Files, Failed> {
    let bytes = workbook::workbook(report, watch)?;
    whole(report, place, watch, |out| out.write_all(&bytes))
}

/// One file and its receipt beside it.
fn whole(
    report: &Report<'_, '_>,
    place: &Place,
    watch: &Watch,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<Files, Failed> {
    let inputs = &report.done.inputs;
    write_whole(&place.path, inputs, |out| write(out).and_then(|()| watch.check())).map_err(Failed::File)?;
    let tables = vec![(report.subject.name.clone(), report.subject.rows.len() as u64)];
    let written = Written { shown: place.shown.clone(), path: place.path.clone(), tables, fingerprint: None };
    let text = receipt_of(report, std::slice::from_ref(&written))?;
    let beside = place.receipt();
    write_whole(&beside.path, inputs, |out| out.write_all(text.as_bytes())).map_err(Failed::File)?;
    Ok((vec![written], beside.shown))
}

/// The receipt of files that are written, wherever they are for the moment.
fn receipt_of(report: &Report<'_, '_>, written: &[Written]) -> io::Result<String> {
    Ok(format!("{:#}\n", receipt(report.done, report.evaluated, written)?))
}
