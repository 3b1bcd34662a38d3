//! The calculation sheets: a line a row, a column a value, formulas that a reader can follow.

use heng_interp::program::{Definition, DefinitionId, Frame, Kind, Program, Role};
use rust_xlsxwriter::{Color, Formula, IgnoreError, Workbook, Worksheet, XlsxError};

use super::book::{Book, Calculation, Column, Content, FIRST_LINE, LEADING, Reason, Subject, WHOLE_COLUMN};
use super::cells::CellValue;
use super::figures::Figures;
use super::formula::ROW;
use super::style::{Look, Styles, width};
use crate::sheet::Words;

/// The colour of the tabs: light blue, as the heads of formulas.
const TAB: u32 = 0x009D_C3E6;
/// The narrowest and the widest column.
const WIDTHS: (f64, f64) = (9.0, 26.0);

/// Puts the calculation sheets into a workbook, that of the whole first.
///
/// # Errors
/// Where a cell cannot be written.
pub fn write(
    figures: &Figures<'_, '_, '_>,
    out: &mut Workbook,
    styles: &mut Styles,
    (said, mark): (Words, &str),
) -> Result<(), XlsxError> {
    for sheet in &figures.book.sheets {
        let page = out.add_worksheet();
        page.set_name(&sheet.name)?;
        page.set_formula_result_default("");
        match sheet.frame {
            Frame::Whole => whole(figures, sheet, page, styles, (said, mark))?,
            Frame::Rows(_) => table(figures, sheet, page, styles, (said, mark))?,
        }
        page.set_tab_color(Color::RGB(TAB));
        page.set_paper_size(8).set_landscape().set_print_fit_to_pages(1, 0);
        page.set_footer("&C&P / &N");
    }
    Ok(())
}

fn whole(
    figures: &Figures<'_, '_, '_>,
    sheet: &Calculation,
    page: &mut Worksheet,
    styles: &mut Styles,
    (said, mark): (Words, &str),
) -> Result<(), XlsxError> {
    let book = figures.book;
    let lead =
        said.pick("全体的数：参数、基准值、各项合计", "Values of the whole: parameters, baselines, totals");
    styles.text(page, (0, 0), &format!("{lead}{mark}"), Look::Part)?;
    for (column, head) in (0_u16..).zip([
        said.pick("名称", "Name"),
        said.pick("单位", "Unit"),
        said.pick("值", "Value"),
        said.pick("怎样得来", "From"),
        said.pick("条文", "Articles"),
    ]) {
        styles.text(page, (FIRST_LINE - 1, column), head, Look::Head)?;
    }
    for (at, column) in (0_u32..).zip(&sheet.columns) {
        let line = FIRST_LINE + at;
        let program = book.outcome.program();
        styles.text(page, (line, 0), &title(program, column, sheet.frame, said), Look::Text)?;
        styles.text(page, (line, 1), &unit(program, column, sheet.frame), Look::Middle)?;
        styles.text(page, (line, 3), origin(column, said), Look::Text)?;
        styles.text(page, (line, 4), &articles(program, column), Look::Text)?;
        let values = figures.column(sheet.frame, at);
        let value = values.first().cloned().unwrap_or(CellValue::Text(String::new()));
        cell(page, (line, WHOLE_COLUMN), column, (&value, line + 1), (styles, places(program, column)))?;
    }
    for (column, width) in (0_u16..).zip([34.0, 14.0, 18.0, 30.0, 16.0]) {
        page.set_column_width(column, width)?;
    }
    page.set_freeze_panes(FIRST_LINE, 1)?;
    page.set_repeat_rows(FIRST_LINE - 1, FIRST_LINE - 1)?;
    Ok(())
}

fn table(
    figures: &Figures<'_, '_, '_>,
    sheet: &Calculation,
    page: &mut Worksheet,
    styles: &mut Styles,
    (said, mark): (Words, &str),
) -> Result<(), XlsxError> {
    let book = figures.book;
    let program = book.outcome.program();
    styles.text(page, (0, 0), &format!("{}{mark}", sheet.name), Look::Part)?;
    leading(book, sheet, page, styles, said)?;
    for (at, column) in (0_u16..).zip(&sheet.columns) {
        let place = at + LEADING;
        let head = match column.content {
            Content::Given => Look::DataHead,
            Content::Value { .. } | Content::Ordinal { .. } | Content::Open => Look::ValueHead,
            Content::Formula { .. } | Content::Array { .. } | Content::Sorting { .. } => Look::FormulaHead,
        };
        let name = title(program, column, sheet.frame, said);
        let above = [unit(program, column, sheet.frame), articles(program, column)];
        let above: Vec<&str> = above.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
        styles.text(page, (1, place), &above.join("　"), Look::Lead)?;
        styles.text(page, (FIRST_LINE - 1, place), &name, head)?;
        let places = places(program, column);
        let values = figures.column(sheet.frame, u32::from(at));
        let mut widest = (width(&name) / 2.0).max(WIDTHS.0);
        for (line, value) in (FIRST_LINE..).zip(values) {
            if let CellValue::Text(text) = value {
                widest = widest.max(width(text) + 1.0);
            }
            cell(page, (line, place), column, (value, line + 1), (styles, places))?;
        }
        page.set_column_width(place, widest.min(WIDTHS.1))?;
    }
    let last = FIRST_LINE + u32::try_from(sheet.rows.len()).unwrap_or(0).max(1) - 1;
    let right =
        u16::try_from(sheet.columns.len()).unwrap_or(u16::MAX).saturating_add(LEADING).saturating_sub(1);
    page.autofilter(FIRST_LINE - 1, 0, last, right)?;
    // Codes of digits alone are texts on purpose.
    page.ignore_error_range(FIRST_LINE, 0, last, right, IgnoreError::NumberStoredAsText)?;
    page.set_freeze_panes(FIRST_LINE, LEADING)?;
    page.set_row_height(FIRST_LINE - 1, 42)?;
    page.set_repeat_rows(FIRST_LINE - 1, FIRST_LINE - 1)?;
    fold_steps(program, sheet, page)
}

/// The number of each line, the key and the name of its row.
fn leading(
    book: &Book<'_, '_>,
    sheet: &Calculation,
    page: &mut Worksheet,
    styles: &mut Styles,
    said: Words,
) -> Result<(), XlsxError> {
    let Frame::Rows(id) = sheet.frame else { return Ok(()) };
    let Some(table) = book.outcome.table(id) else { return Ok(()) };
    for (column, head) in
        (0_u16..).zip([said.pick("行号", "Line"), said.pick("主键", "Key"), said.pick("名称", "Name")])
    {
        styles.text(page, (FIRST_LINE - 1, column), head, Look::Head)?;
    }
    let mut widest = [6.0, 10.0_f64, 8.0_f64];
    for (line, row) in (FIRST_LINE..).zip(&sheet.rows) {
        let number = CellValue::Number((line - FIRST_LINE + 1).to_string());
        styles.value(page, (line, 0), &number, (Look::Number, Some(0)))?;
        let texts =
            [table.key_text(*row).unwrap_or_default(), table.name_text(*row).unwrap_or_default().to_owned()];
        for ((column, text), widest) in (1_u16..).zip(&texts).zip(widest.iter_mut().skip(1)) {
            styles.text(page, (line, column), text, Look::Text)?;
            *widest = widest.max(width(text) + 1.0);
        }
    }
    for (column, wide) in (0_u16..).zip(widest) {
        page.set_column_width(column, wide.min(40.0))?;
    }
    Ok(())
}

/// What is there only for other columns stands folded behind the others.
fn fold_steps(program: &Program, sheet: &Calculation, page: &mut Worksheet) -> Result<(), XlsxError> {
    let is_step = |column: &Column| match &column.subject {
        Subject::Step(..) => true,
        Subject::Definition(id) => program.definition(*id).is_some_and(|d| d.role == Role::Hidden),
        Subject::Data(_) | Subject::Parameter(_) => false,
    };
    let Some(first) = sheet.columns.iter().position(is_step) else { return Ok(()) };
    let at = |position: usize| u16::try_from(position).unwrap_or(u16::MAX).saturating_add(LEADING);
    page.group_columns_collapsed(at(first), at(sheet.columns.len() - 1))?;
    Ok(())
}

/// One cell; `row` is its row as a formula says it.
fn cell(
    page: &mut Worksheet,
    at: (u32, u16),
    column: &Column,
    (value, row): (&CellValue, u32),
    (styles, places): (&mut Styles, Option<u32>),
) -> Result<(), XlsxError> {
    let look = if matches!(value, CellValue::Text(_)) { Look::Middle } else { Look::Number };
    let on_line = |formula: &str| formula.replace(ROW, &row.to_string());
    match &column.content {
        Content::Formula { formula, .. } | Content::Sorting { formula, .. } => {
            styles.formula(page, at, (&on_line(formula), value), (look, places))
        }
        Content::Array { formula, .. } => {
            let digits = match value {
                CellValue::Number(digits) | CellValue::Text(digits) => digits.clone(),
                CellValue::Date(days) => super::formula::serial(*days).unwrap_or_default().to_string(),
            };
            let day = matches!(value, CellValue::Date(_));
            let formula = Formula::new(on_line(formula)).set_result(digits);
            page.write_array_formula_with_format(
                at.0,
                at.1,
                at.0,
                at.1,
                formula,
                styles.of(look, places, day),
            )?;
            Ok(())
        }
        Content::Given | Content::Open | Content::Value { .. } | Content::Ordinal { .. } => {
            let look = if column.kind == Kind::Text { Look::Text } else { look };
            styles.value(page, at, value, (look, places))
        }
    }
}

/// The decimals that a definition says are shown.
fn places(program: &Program, column: &Column) -> Option<u32> {
    match &column.subject {
        Subject::Definition(id) => program.definition(*id)?.shown,
        Subject::Data(_) | Subject::Parameter(_) | Subject::Step(..) => None,
    }
}

/// What a column is called.
pub fn title(program: &Program, column: &Column, frame: Frame, said: Words) -> String {
    let name = |id: DefinitionId| program.definition(id).map(Definition::name).unwrap_or_default();
    match (&column.subject, frame) {
        (Subject::Definition(id), _) => name(*id),
        (Subject::Step(id, number), _) => {
            format!("{}·{}{}", name(*id), said.pick("步骤", "step "), number + 1)
        }
        (Subject::Parameter(id), _) => program
            .parameters
            .get(id.index())
            .map(|note| match note.year {
                Some(year) => format!("{}[{year}]", note.name),
                None => note.name.clone(),
            })
            .unwrap_or_default(),
        (Subject::Data(id), Frame::Rows(table)) => {
            let schema = program.tables.get(table.index());
            let rule = schema.and_then(|schema| schema.columns.get(id.index()));
            let name = rule.map(|rule| rule.name.clone()).unwrap_or_default();
            match column.kind {
                Kind::Reference(_) => format!("{name}{}", said.pick("（行号）", " (line)")),
                _ => name,
            }
        }
        (Subject::Data(_), Frame::Whole) => String::new(),
    }
}

/// The unit of its numbers.
fn unit(program: &Program, column: &Column, frame: Frame) -> String {
    if let (Subject::Data(id), Frame::Rows(table)) = (&column.subject, frame) {
        let schema = program.tables.get(table.index());
        return match schema.and_then(|schema| schema.columns.get(id.index())).map(|rule| &rule.kind) {
            Some(heng_interp::table::ColumnKind::Number(number)) => number.unit.clone(),
            _ => String::new(),
        };
    }
    match &column.kind {
        Kind::Number(number) => program.units.text(&number.unit),
        _ => String::new(),
    }
}

fn articles(program: &Program, column: &Column) -> String {
    let citations = match &column.subject {
        Subject::Definition(id) => program.definition(*id).map(|definition| definition.citations.as_slice()),
        Subject::Parameter(id) => program.parameters.get(id.index()).map(|note| note.citations.as_slice()),
        Subject::Data(_) | Subject::Step(..) => None,
    };
    citations
        .unwrap_or_default()
        .iter()
        .map(|citation| citation.article.clone())
        .collect::<Vec<_>>()
        .join("、")
}

/// Where a value of the whole comes from.
fn origin(column: &Column, said: Words) -> &'static str {
    let (zh, en) = match (&column.content, &column.subject) {
        (Content::Formula { .. } | Content::Array { .. } | Content::Sorting { .. }, _) => ("公式", "formula"),
        (Content::Value { why, .. }, _) => why.words(),
        (Content::Ordinal { .. }, _) => Reason::TextOrder.words(),
        (_, Subject::Parameter(_)) => {
            ("本次运行设定，可以改了试算", "set for this run; may be changed to try")
        }
        (Content::Given | Content::Open, _) => ("数据", "data"),
    };
    said.pick(zh, en)
}

impl Reason {
    /// Why a cell holds a value, for people: Chinese, English.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::TextOrder => {
                ("数值：电子表格给文字排序的规则不同", "value: spreadsheets order texts otherwise")
            }
            Self::Function => ("数值：电子表格没有这种算法", "value: spreadsheets have no such function"),
            Self::AskingRow => (
                "数值：逐行比对的汇总，电子表格没有对应的函数",
                "value: rows are chosen by comparing them with the row that asks",
            ),
            Self::Texts => (
                "数值：文字里有电子表格会当成通配符、数字或者不分大小写的写法",
                "value: spreadsheets would take texts for patterns, numbers or one another",
            ),
            Self::Length => ("数值：公式超过电子表格允许的长度", "value: the formula is too long"),
            Self::Digits => {
                ("数值：数字超过电子表格能保留的 15 位", "value: more digits than a spreadsheet keeps")
            }
            Self::Unit => ("数值：归并时定下的归属", "value: to which unit the row belongs"),
            Self::Many => {
                ("数值：行数太多，公式要算很久", "value: so many rows that a formula would take long")
            }
        }
    }
}
