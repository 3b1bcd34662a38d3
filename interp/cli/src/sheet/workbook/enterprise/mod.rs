//! 评价结果报告单 of one row, as a sheet of the workbook. Its figures are references to the calculation sheets.

mod data;
mod grade;
mod score;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::chosen::Chosen;
use super::figures::{Figures, Reference};
use super::limits::Limits;
use super::style::{Look, Styles, width};
use crate::sheet::Report;

/// The widths of the columns: together as wide as a sheet of A4.
const WIDTHS: [f64; 7] = [31.0, 12.0, 12.0, 8.0, 11.0, 12.0, 15.0];
/// How wide half a Han character of the text is, in the characters by which columns are measured.
const TEXT: f64 = 0.93;
/// The last column.
const LAST: u16 = 6;

/// A sheet that is written from top to bottom.
pub struct Page<'p, 'r, 'b, 'o, 'a, 'e> {
    report: &'p Report<'r, 'a>,
    figures: &'p Figures<'b, 'o, 'e>,
    chosen: &'p Chosen<'p>,
    limits: &'p Limits,
    out: &'p mut Worksheet,
    styles: &'p mut Styles,
    /// The row that it is about.
    row: u32,
    /// The next line, from 0.
    line: u32,
    /// The number of the next part.
    part: usize,
}

/// Writes the sheet of a row.
///
/// # Errors
/// Where a cell cannot be written.
pub fn write(
    report: &Report<'_, '_>,
    figures: &Figures<'_, '_, '_>,
    (chosen, limits): (&Chosen<'_>, &Limits),
    (out, styles): (&mut Worksheet, &mut Styles),
    (row, index): (u32, &str),
) -> Result<(), XlsxError> {
    for (column, width) in (0_u16..).zip(WIDTHS) {
        out.set_column_width(column, width)?;
    }
    out.set_paper_size(9).set_portrait().set_print_fit_to_pages(1, 0);
    out.set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3).set_print_center_horizontally(true);
    out.set_footer("&C&P / &N").set_screen_gridlines(false);
    let mut page = Page { report, figures, chosen, limits, out, styles, row, line: 0, part: 0 };
    page.head(index)?;
    page.identity()?;
    page.results()?;
    page.scores()?;
    page.grades()?;
    page.data()?;
    page.signatures()
}

/// What a cell of a line shows.
enum Shown {
    Text(String),
    Middle(String),
    /// A number of the script, in digits.
    Number(String),
    Figure(Option<Reference>),
    /// A formula on this sheet, and what it gives now.
    Formula(String, String),
    Result(Option<Reference>),
}

impl Page<'_, '_, '_, '_, '_, '_> {
    fn pick<'m>(&self, zh: &'m str, en: &'m str) -> &'m str {
        self.report.words.pick(zh, en)
    }

    fn head(&mut self, index: &str) -> Result<(), XlsxError> {
        let title = self.pick("评价结果报告单", "Result sheet");
        let back = self.pick("← 目录", "← List");
        super::index::link(self.out, (0, 0), index, (back, Look::Link), self.styles)?;
        self.wide(1, &self.report.edition.title.clone(), Look::Centred)?;
        self.wide(2, title, Look::Title)?;
        self.out.set_row_height(2, 28)?;
        self.wide(3, &super::lead(self.report), Look::Lead)?;
        // What is pending of others is not told on the sheet of one.
        let banner = self.report.edition.status.banner();
        let status = match &banner {
            Some(banner) => banner.get(self.report.words.0).to_owned(),
            None => super::status(self.report),
        };
        self.wide(4, &status, super::status_look(self.report))?;
        self.line = 5;
        self.height_for(4, &status, WIDTHS.iter().sum::<f64>())
    }

    /// A text over the whole width.
    fn wide(&mut self, line: u32, text: &str, look: Look) -> Result<(), XlsxError> {
        self.out.merge_range(line, 0, line, LAST, text, self.styles.plain(look))?;
        Ok(())
    }

    /// The heading of a part.
    fn part(&mut self, title: &str) -> Result<(), XlsxError> {
        const NUMBERS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
        let number = NUMBERS.get(self.part).copied().unwrap_or_default();
        let text = match self.report.words.pick("zh", "en") {
            "zh" => format!("{number}、{title}"),
            _ => format!("{}. {title}", self.part + 1),
        };
        self.part += 1;
        self.styles.text(self.out, (self.line, 0), &text, Look::Part)?;
        self.out.set_row_height(self.line, 24)?;
        self.line += 1;
        Ok(())
    }

    /// The heads of a table: each with the columns it takes.
    fn heads(&mut self, heads: &[(&str, u16)]) -> Result<(), XlsxError> {
        let mut column = 0;
        for (head, span) in heads {
            self.span(column, *span, head, Look::Head)?;
            column += span;
        }
        self.line += 1;
        Ok(())
    }

    /// A text over some columns of the line.
    fn span(&mut self, column: u16, span: u16, text: &str, look: Look) -> Result<(), XlsxError> {
        if span < 2 {
            return self.styles.text(self.out, (self.line, column), text, look);
        }
        let format = self.styles.plain(look);
        self.out.merge_range(self.line, column, self.line, column + span - 1, text, format)?;
        Ok(())
    }

    /// One line of cells; the last one takes the columns that are left.
    fn cells(&mut self, cells: Vec<Shown>) -> Result<(), XlsxError> {
        let last = cells.len().saturating_sub(1);
        let mut height: f64 = 1.0;
        for (at, cell) in cells.into_iter().enumerate() {
            let column = u16::try_from(at).unwrap_or(LAST);
            let span = if at == last { LAST + 1 - column } else { 1 };
            let room: f64 = WIDTHS.iter().skip(at).take(usize::from(span)).sum();
            height = height.max(self.cell(column, span, room, cell)?);
        }
        self.out.set_row_height(self.line, 4.0 + 14.0 * height)?;
        self.line += 1;
        Ok(())
    }

    /// Gives how many lines of text the cell needs.
    fn cell(&mut self, column: u16, span: u16, room: f64, cell: Shown) -> Result<f64, XlsxError> {
        let at = (self.line, column);
        match cell {
            Shown::Text(text) => {
                self.span(column, span, &text, Look::Text)?;
                return Ok(lines(&text, room));
            }
            Shown::Middle(text) => {
                self.span(column, span, &text, Look::Middle)?;
                return Ok(lines(&text, room));
            }
            Shown::Number(digits) => {
                let value = super::cells::CellValue::Number(digits);
                self.styles.value(self.out, at, &value, (Look::Middle, None))?;
            }
            Shown::Figure(reference) => self.reference(at, reference.as_ref(), Look::Number)?,
            Shown::Result(reference) => self.reference(at, reference.as_ref(), Look::Result)?,
            Shown::Formula(formula, value) => {
                let value = super::cells::CellValue::Text(value);
                self.styles.formula(self.out, at, (&formula, &value), (Look::Middle, None))?;
            }
        }
        for beside in column + 1..column + span {
            self.styles.text(self.out, (self.line, beside), "", Look::Text)?;
        }
        Ok(1.0)
    }

    fn reference(
        &mut self,
        at: (u32, u16),
        reference: Option<&Reference>,
        look: Look,
    ) -> Result<(), XlsxError> {
        let Some(found) = reference else { return self.styles.text(self.out, at, "", look) };
        let look = match (&found.value, look) {
            (super::cells::CellValue::Text(_), Look::Number) => Look::Middle,
            (_, look) => look,
        };
        self.styles.formula(self.out, at, (&found.formula, &found.value), (look, found.places))
    }

    fn height_for(&mut self, line: u32, text: &str, room: f64) -> Result<(), XlsxError> {
        self.out.set_row_height(line, 4.0 + 14.0 * lines(text, room))?;
        Ok(())
    }

    /// 企业 and officers sign what they have read.
    fn signatures(&mut self) -> Result<(), XlsxError> {
        self.line += 1;
        let title = self.pick("核实确认", "Confirmation");
        self.part(title)?;
        let opinion = self.pick("企业意见（无异议 / 申诉事项）：", "Opinion (no objection / objections):");
        self.out.set_row_height(self.line, 58)?;
        self.span(0, LAST + 1, opinion, Look::Top)?;
        self.line += 1;
        let signed = [
            self.pick("企业（盖章）：", "Enterprise (seal):"),
            self.pick("经办人：", "Officer:"),
            self.pick("日期：　　　　年　　月　　日", "Date:"),
        ];
        self.out.set_row_height(self.line, 30)?;
        for ((column, span), text) in [(0, 2), (2, 3), (5, 2)].into_iter().zip(signed) {
            self.span(column, span, text, Look::Text)?;
        }
        Ok(())
    }
}

/// How many lines a text takes in a cell of this width.
fn lines(text: &str, room: f64) -> f64 {
    let line = |line: &str| (width(line) * TEXT / (room - 1.0).max(4.0)).ceil().max(1.0);
    text.lines().map(line).sum::<f64>().max(1.0)
}
