//! The workbook of `heng report`: an index, the sheets of enterprises, and calculation sheets with live formulas, so that a spreadsheet
//! program computes the same numbers again.
//!
//! ```text
//! Outcome → Reach (what results hang on) → Book (a column a value, a formula where a spreadsheet can carry it)
//!         → Figures (the values the interpreter has) → sheets
//! ```

mod absent;
mod book;
mod calculation;
mod cells;
mod chosen;
mod enterprise;
mod figures;
mod formula;
mod index;
mod limits;
mod names;
mod notes;
mod plan;
mod reach;
mod style;
mod words;

use std::io;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::Report;
use crate::interrupt::Watch;
use chosen::Chosen;
use figures::Figures;
use names::SheetNames;
use style::Styles;

/// More rows than this have no sheets of their own unless they are named: no spreadsheet program opens so many sheets in good time.
pub const MOST_SHEETS: u64 = 3000;

/// The bytes of the workbook; `watch` is asked now and then whether to go on.
///
/// # Errors
/// Where the process was interrupted, or a sheet cannot be made.
pub fn workbook(report: &Report<'_, '_>, watch: &Watch) -> io::Result<Vec<u8>> {
    watch.check()?;
    let mut names = SheetNames::default();
    let words = report.words;
    let front = [words.pick("目录", "List"), words.pick("说明", "About")].map(|name| names.fresh(name));
    let mut book = plan::book(report.outcome, names, words);
    let sheets = sheet_names(report, &mut book.names);
    let figures = Figures::of(&book);
    watch.check()?;
    let mut out = Workbook::new();
    // The same results give the same bytes: the file says no time of writing.
    let epoch = ExcelDateTime::from_ymd(2000, 1, 1).map_err(io::Error::other)?;
    out.set_properties(&DocProperties::new().set_title(&report.edition.title).set_creation_datetime(&epoch));
    let made = write(report, &figures, (&front, &sheets), &mut out, watch);
    made.map_err(|error| match error {
        Failed::Interrupted(error) => error,
        Failed::Sheet(error) => io::Error::other(error),
    })?;
    out.save_to_buffer().map_err(io::Error::other)
}

enum Failed {
    Interrupted(io::Error),
    Sheet(XlsxError),
}

impl From<XlsxError> for Failed {
    fn from(error: XlsxError) -> Self {
        Self::Sheet(error)
    }
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self::Interrupted(error)
    }
}

fn write(
    report: &Report<'_, '_>,
    figures: &Figures<'_, '_, '_>,
    (front, sheets): (&[String; 2], &[String]),
    out: &mut Workbook,
    watch: &Watch,
) -> Result<(), Failed> {
    let chosen = Chosen::of(report.outcome.program(), report.subject.table);
    let limits = limits::Limits::of(report.outcome, &chosen);
    let mut styles = Styles::default();
    let [list, about] = front;
    let page = out.add_worksheet();
    page.set_name(list)?;
    page.set_formula_result_default("");
    index::write(report, figures, (&chosen, sheets), page, &mut styles)?;
    let page = out.add_worksheet();
    page.set_name(about)?;
    let left_out = if sheets.is_empty() { report.subject.rows.len() } else { 0 };
    notes::write(report, figures.book, (sheets.len(), left_out), page, &mut styles)?;
    let status = report.edition.status_word(report.words);
    let (zh, en) = (format!("（{status}）"), format!(" ({status})"));
    let mark = report.words.pick(&zh, &en);
    calculation::write(figures, out, &mut styles, (report.words, mark))?;
    for (sheet, row) in sheets.iter().zip(&report.subject.rows) {
        watch.check()?;
        let page = out.add_worksheet();
        page.set_name(sheet)?;
        page.set_formula_result_default("");
        enterprise::write(report, figures, (&chosen, &limits), (page, &mut styles), (*row, list))?;
        report.evaluated.progress.part(1);
    }
    Ok(())
}

/// The name of each row's sheet: what the row is called, else its key.
fn sheet_names(report: &Report<'_, '_>, names: &mut SheetNames) -> Vec<String> {
    let Some(table) = report.outcome.table(report.subject.table) else { return Vec::new() };
    let rows = &report.subject.rows;
    if rows.len() as u64 > MOST_SHEETS && rows.len() == report.subject.all {
        return Vec::new();
    }
    let name = |row: &u32| table.name_text(*row).map_or_else(|| super::row_key(table, *row), str::to_owned);
    rows.iter().map(|row| names.fresh(&name(row))).collect()
}

/// The policy's number and the day, in a line.
fn lead(report: &Report<'_, '_>) -> String {
    let edition = &report.edition;
    let day = edition.day.as_ref().map(|day| format!("{}{day}", report.words.pick("评价日：", "As of ")));
    edition.number.iter().cloned().chain(day).collect::<Vec<_>>().join("　")
}

/// How the line of the status looks.
fn status_look(report: &Report<'_, '_>) -> style::Look {
    if report.edition.is_preliminary() { style::Look::Warning } else { style::Look::Lead }
}

/// Whether the result is final, and what is still to be settled.
fn status(report: &Report<'_, '_>) -> String {
    let edition = &report.edition;
    let words = report.words;
    let sentences: Vec<String> =
        edition.status.sentences().iter().map(|one| one.get(words.0).to_owned()).collect();
    match sentences.is_empty() {
        true => {
            format!("{}　{}{}", edition.status_word(words), words.pick("凭据号 ", "proof "), edition.proof())
        }
        false => format!(
            "{}　{}{}",
            edition.status_word(words),
            words.pick("结果可能变动，不作正式依据。", "this result may change and is not final. "),
            sentences.join(words.pick("；", "; "))
        ),
    }
}
