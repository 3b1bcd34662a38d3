//! 说明: what the workbook was made of, how to read it, which cells are no formulas.

use std::collections::BTreeMap;

use heng_interp::program::Frame;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::book::{Book, Content, Reason};
use super::style::{Look, Styles, width};
use crate::sheet::{Report, Words};

/// The widths of the columns.
const WIDTHS: [f64; 3] = [28.0, 46.0, 52.0];

/// Writes the sheet.
///
/// # Errors
/// Where a cell cannot be written.
pub fn write(
    report: &Report<'_, '_>,
    book: &Book<'_, '_>,
    (sheets, left_out): (usize, usize),
    page: &mut Worksheet,
    styles: &mut Styles,
) -> Result<(), XlsxError> {
    for (column, width) in (0_u16..).zip(WIDTHS) {
        page.set_column_width(column, width)?;
    }
    page.set_paper_size(9).set_portrait().set_print_fit_to_pages(1, 0).set_footer("&C&P / &N");
    let mut notes = Notes { page, styles, line: 0 };
    let words = report.words;
    notes.part(words.pick("说明", "About this workbook"))?;
    notes.line(words.pick("文件", "Policy"), &report.edition.title, &super::lead(report))?;
    notes.line(words.pick("状态", "Status"), &super::status(report), "")?;
    notes.line(
        words.pick("软件", "Engine"),
        concat!("heng ", env!("CARGO_PKG_VERSION")),
        &report.edition.basis,
    )?;
    notes.sheets(report, (sheets, left_out))?;
    notes.legend(report, book)?;
    notes.inputs(report)?;
    notes.settings(report)?;
    notes.readings(report)?;
    notes.values(report, book)
}

struct Notes<'n> {
    page: &'n mut Worksheet,
    styles: &'n mut Styles,
    line: u32,
}

impl Notes<'_> {
    fn part(&mut self, title: &str) -> Result<(), XlsxError> {
        if self.line > 0 {
            self.line += 1;
        }
        self.styles.text(self.page, (self.line, 0), title, Look::Part)?;
        self.line += 1;
        Ok(())
    }

    fn line(&mut self, name: &str, what: &str, more: &str) -> Result<(), XlsxError> {
        let mut height: f64 = 1.0;
        for ((column, text), room) in (0_u16..).zip([name, what, more]).zip(WIDTHS) {
            self.styles.text(self.page, (self.line, column), text, Look::Text)?;
            height = height.max((width(text) / (room - 1.0)).ceil());
        }
        self.page.set_row_height(self.line, 4.0 + 14.0 * height)?;
        self.line += 1;
        Ok(())
    }

    fn sheets(
        &mut self,
        report: &Report<'_, '_>,
        (sheets, left_out): (usize, usize),
    ) -> Result<(), XlsxError> {
        let words = report.words;
        let zh = match left_out {
            0 => format!("目录；{sheets} 户的报告单，一户一张；计算表"),
            _ => format!("目录；计算表。共 {left_out} 户，没有逐户写报告单：用 --row 指名要哪些户"),
        };
        let en = match left_out {
            0 => format!("the list; {sheets} result sheets; the calculation sheets"),
            _ => format!(
                "the list; the calculation sheets. {left_out} rows have no sheets: name some with --row"
            ),
        };
        self.line(words.pick("工作表", "Sheets"), words.pick(&zh, &en), "")
    }

    fn legend(&mut self, report: &Report<'_, '_>, book: &Book<'_, '_>) -> Result<(), XlsxError> {
        let words = report.words;
        self.part(words.pick("怎样看计算表", "How to read the calculation sheets"))?;
        let [missing, not_applicable, undecided] =
            super::words::ALL.map(|absence| book.words.absence(absence));
        let lines = [
            (
                "列头灰色".to_owned(),
                "数据，一格一个来源，可以改了试算".to_owned(),
                "grey heads: data; they may be changed to try things".to_owned(),
            ),
            ("列头蓝色".to_owned(), "公式，重算后与本程序的结果相同".to_owned(), "blue heads: formulas".to_owned()),
            (
                "列头橙色".to_owned(),
                "数值：电子表格算不了，改数据以后不会跟着变，清单见后".to_owned(),
                "orange heads: values that no formula computes; they are listed below".to_owned(),
            ),
            (
                format!("{missing}、{not_applicable}、{undecided}"),
                "没有数的三种情形：该有而没有；规则不管这一户；还没有人认定".to_owned(),
                "no value: missing; not applicable; undecided".to_owned(),
            ),
            (
                "相等与取整".to_owned(),
                "电子表格的小数有第 16 位的误差：比较时相差不到万亿分之一作相等，取整前先去掉这种误差；名次按 12 位有效数字比较".to_owned(),
                "numbers that differ by less than 1E-12 of their size are equal; ranks compare 12 digits".to_owned(),
            ),
            (
                "步骤".to_owned(),
                "右边折叠的列是公式的中间步骤，点列号上方的加号展开".to_owned(),
                "the folded columns on the right are steps of formulas".to_owned(),
            ),
            (
                "试算不是结果".to_owned(),
                "改了数据重算得到的只是试算；数据本身的检查（主键重复、单位、基准值大于零等）电子表格不做，正式结果以本程序的输出和收据为准".to_owned(),
                "what is computed after a change is a trial: only this program checks the data".to_owned(),
            ),
        ];
        for (name, zh, en) in &lines {
            self.line(name, words.pick(zh, en), "")?;
        }
        Ok(())
    }

    fn inputs(&mut self, report: &Report<'_, '_>) -> Result<(), XlsxError> {
        let words = report.words;
        self.part(words.pick("读入的文件", "Files read"))?;
        for file in report.evaluated.files {
            let shown = match &file.sheet {
                Some(sheet) => format!("{} {sheet}", file.shown),
                None => file.shown.clone(),
            };
            self.line(&file.table, &shown, &format!("SHA-256 {}", file.digest))?;
        }
        for source in &report.done.sources {
            let digest = crate::run::digest(&mut source.text().as_bytes()).unwrap_or_default();
            self.line(words.pick("脚本", "Script"), source.name(), &format!("SHA-256 {digest}"))?;
        }
        Ok(())
    }

    fn settings(&mut self, report: &Report<'_, '_>) -> Result<(), XlsxError> {
        let Some(summary) = report.done.summary.as_ref().filter(|summary| !summary.parameters.is_empty())
        else {
            return Ok(());
        };
        self.part(report.words.pick("参数", "Parameters"))?;
        for (name, value) in &summary.parameters {
            self.line(name, value, "")?;
        }
        Ok(())
    }

    fn readings(&mut self, report: &Report<'_, '_>) -> Result<(), XlsxError> {
        let words = report.words;
        let Some(summary) = report.done.summary.as_ref().filter(|summary| !summary.readings.is_empty())
        else {
            return Ok(());
        };
        self.part(words.pick("所取的读法", "Readings in force"))?;
        for reading in &summary.readings {
            let others: Vec<&str> =
                reading.arms.iter().map(String::as_str).filter(|arm| *arm != reading.taken).collect();
            let others = others.join(words.pick("、", ", "));
            let zh = format!("取：{}（不取：{others}）", reading.taken);
            let en = format!("{} (not: {others})", reading.taken);
            let taken = words.pick(&zh, &en).to_owned();
            let articles = reading.articles.join("、");
            let question = format!("{} {articles}", reading.question.clone().unwrap_or_default());
            self.line(&reading.name, &taken, question.trim())?;
        }
        Ok(())
    }

    /// Which columns are values, and why.
    fn values(&mut self, report: &Report<'_, '_>, book: &Book<'_, '_>) -> Result<(), XlsxError> {
        let words = report.words;
        let counts = counted(book, words);
        self.part(words.pick("公式和数值", "Formulas and values"))?;
        let zh = format!("{} 项用公式计算，{} 项只有数值", counts.formulas, counts.values.len());
        let en = format!("{} computed by formulas, {} only values", counts.formulas, counts.values.len());
        self.line(words.pick("合计", "Together"), words.pick(&zh, &en), "")?;
        for (name, why) in &counts.values {
            let (zh, en) = why.words();
            self.line(name, words.pick(zh, en), "")?;
        }
        Ok(())
    }
}

/// What a book carries as formulas and what not.
pub struct Counts {
    /// How many columns and values of the whole are formulas.
    pub formulas: usize,
    /// Those that are not, and why.
    pub values: BTreeMap<String, Reason>,
}

/// Counts the formulas and the values of a book.
pub fn counted(book: &Book<'_, '_>, words: Words) -> Counts {
    let mut counts = Counts { formulas: 0, values: BTreeMap::new() };
    for sheet in &book.sheets {
        for column in &sheet.columns {
            let why = match &column.content {
                Content::Given | Content::Open => continue,
                Content::Formula { .. } | Content::Array { .. } | Content::Sorting { .. } => {
                    counts.formulas += 1;
                    continue;
                }
                Content::Value { why, .. } => *why,
                Content::Ordinal { .. } => Reason::TextOrder,
            };
            let title = super::calculation::title(book.outcome.program(), column, sheet.frame, words);
            let place =
                if sheet.frame == Frame::Whole { String::new() } else { format!("{}：", sheet.name) };
            counts.values.insert(format!("{place}{title}"), why);
        }
    }
    counts
}
