//! 目录: a line a row, in the order of the ranks, with links to the sheets.

use heng_interp::program::DefinitionId;
use rust_xlsxwriter::{IgnoreError, Url, Worksheet, XlsxError};

use super::chosen::Chosen;
use super::figures::Figures;
use super::style::{Look, Styles, width};
use crate::sheet::Report;
use crate::sheet::index::text_columns;

/// The line of the heads, from 0.
const HEAD: u32 = 4;

/// Writes the index; `sheets` are the names of the rows' sheets, none where rows have none.
///
/// # Errors
/// Where a cell cannot be written.
pub fn write(
    report: &Report<'_, '_>,
    figures: &Figures<'_, '_, '_>,
    (chosen, sheets): (&Chosen<'_>, &[String]),
    page: &mut Worksheet,
    styles: &mut Styles,
) -> Result<(), XlsxError> {
    let words = report.words;
    let Some(table) = report.outcome.table(report.subject.table) else { return Ok(()) };
    let program = report.outcome.program();
    let results = chosen.results(program);
    let texts = text_columns(table);
    let headers =
        |at: &usize| table.schema().columns.get(*at).map(|rule| rule.name.clone()).unwrap_or_default();
    let mut heads = vec![words.pick("主键", "Key").to_owned(), words.pick("名称", "Name").to_owned()];
    heads.extend(texts.iter().map(headers));
    heads.extend(results.iter().map(|(name, _)| name.clone()));
    let mut widths: Vec<f64> = heads.iter().map(|head| (width(head) + 2.0).clamp(10.0, 16.0)).collect();
    let last = u16::try_from(heads.len()).unwrap_or(2) - 1;
    head(report, page, styles, last)?;
    for (column, head) in (0_u16..).zip(&heads) {
        styles.text(page, (HEAD, column), head, Look::Head)?;
    }
    for (at, row) in report.subject.rows.iter().enumerate() {
        let line = HEAD + 1 + u32::try_from(at).unwrap_or(0);
        let mut cells =
            vec![crate::sheet::row_key(table, *row), table.name_text(*row).unwrap_or_default().to_owned()];
        cells.extend(texts.iter().map(|column| table.cell_text(*row, *column)));
        for ((column, text), widest) in (0_u16..).zip(&cells).zip(&mut widths) {
            *widest = widest.max((width(text) + 2.0).min(44.0));
            match sheets.get(at).filter(|_| column < 2 && !text.is_empty()) {
                Some(sheet) => link(page, (line, column), sheet, (text, Look::FramedLink), styles)?,
                None => styles.text(page, (line, column), text, Look::Text)?,
            }
        }
        line_results(
            figures,
            page,
            styles,
            (line, u16::try_from(cells.len()).unwrap_or(2)),
            (&results, *row),
        )?;
    }
    for (column, width) in (0_u16..).zip(widths) {
        page.set_column_width(column, width)?;
    }
    let bottom = HEAD + u32::try_from(report.subject.rows.len()).unwrap_or(0).max(1);
    page.autofilter(HEAD, 0, bottom, last)?;
    page.ignore_error_range(HEAD + 1, 0, bottom, last, IgnoreError::NumberStoredAsText)?;
    page.set_freeze_panes(HEAD + 1, 2)?;
    page.set_repeat_rows(HEAD, HEAD)?;
    page.set_paper_size(9).set_portrait().set_print_fit_to_pages(1, 0);
    page.set_footer("&C&P / &N");
    Ok(())
}

fn line_results(
    figures: &Figures<'_, '_, '_>,
    page: &mut Worksheet,
    styles: &mut Styles,
    (line, first): (u32, u16),
    (results, row): (&[(String, DefinitionId)], u32),
) -> Result<(), XlsxError> {
    for (column, (_, id)) in (first..).zip(results) {
        if let Some(found) = figures.definition(*id, row) {
            let look = Look::Middle;
            styles.formula(page, (line, column), (&found.formula, &found.value), (look, found.places))?;
        }
    }
    Ok(())
}

/// The title, and whether the results are final.
fn head(
    report: &Report<'_, '_>,
    page: &mut Worksheet,
    styles: &mut Styles,
    last: u16,
) -> Result<(), XlsxError> {
    let words = report.words;
    let title = words.pick("评价结果报告单目录", "Result sheets");
    page.merge_range(0, 0, 0, last, &report.edition.title, styles.plain(Look::Centred))?;
    page.merge_range(1, 0, 1, last, title, styles.plain(Look::Title))?;
    page.set_row_height(1, 26)?;
    page.merge_range(2, 0, 2, last, &super::lead(report), styles.plain(Look::Lead))?;
    page.merge_range(3, 0, 3, last, &super::status(report), styles.plain(super::status_look(report)))?;
    page.set_row_height(3, 30)?;
    Ok(())
}

/// A text that leads to a sheet.
///
/// # Errors
/// Where the cell cannot be written.
pub fn link(
    page: &mut Worksheet,
    at: (u32, u16),
    sheet: &str,
    (text, look): (&str, Look),
    styles: &mut Styles,
) -> Result<(), XlsxError> {
    let target = Url::new(format!("internal:'{sheet}'!A1")).set_text(text);
    page.write_url_with_format(at.0, at.1, target, styles.plain(look))?;
    Ok(())
}
