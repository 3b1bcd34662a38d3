//! XLSX.

use std::collections::BTreeMap;
use std::io::{self, Seek, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Printed, Sheet, YesNoWords};

/// A spreadsheet keeps this many digits of a number; longer ones are written as text.
const DIGITS: usize = 15;

/// Writes tables as the sheets of one spreadsheet: bold headers that stay in sight, identifiers as texts, numbers with the decimals
/// they have. The same tables give the same bytes: the file says no time of writing.
pub fn write_xlsx(
    out: &mut (impl Write + Seek + Send),
    sheets: Vec<Sheet<'_>>,
    words: YesNoWords,
) -> io::Result<()> {
    let mut book = Workbook::new();
    let epoch = ExcelDateTime::from_ymd(2000, 1, 1).map_err(io::Error::other)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&epoch));
    let mut formats = Formats::default();
    for sheet in sheets {
        write_sheet(book.add_worksheet(), sheet, &mut formats, words).map_err(io::Error::other)?;
    }
    book.save_to_writer(out).map_err(io::Error::other)
}

/// The formats of cells, one a number of decimals.
#[derive(Default)]
struct Formats {
    decimals: BTreeMap<usize, Format>,
}

impl Formats {
    fn decimal(&mut self, places: usize) -> &Format {
        self.decimals.entry(places).or_insert_with(|| {
            let code = if places == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(places)) };
            Format::new().set_num_format(code)
        })
    }
}

fn write_sheet(
    out: &mut Worksheet,
    sheet: Sheet<'_>,
    formats: &mut Formats,
    words: YesNoWords,
) -> Result<(), XlsxError> {
    out.set_name(sheet_name(&sheet.name))?;
    let bold = Format::new().set_bold();
    let mut widths: Vec<usize> = sheet.headers.iter().map(|h| display_width(h)).collect();
    for (column, header) in (0_u16..).zip(&sheet.headers) {
        out.write_string_with_format(0, column, header, &bold)?;
    }
    for (row, cells) in (1_u32..).zip(sheet.rows) {
        for (column, cell) in (0_u16..).zip(&cells) {
            let width = write_cell(out, (row, column), cell, formats, words)?;
            if let Some(widest) = widths.get_mut(usize::from(column)) {
                *widest = width.max(*widest);
            }
        }
    }
    for (column, width) in (0_u16..).zip(widths) {
        let characters = u16::try_from(width.clamp(6, 48)).unwrap_or(48);
        out.set_column_width(column, f64::from(characters) + 2.0)?;
    }
    out.set_freeze_panes(1, 0)?;
    Ok(())
}

/// Writes a cell; gives its width in half-width characters.
fn write_cell(
    out: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Printed,
    formats: &mut Formats,
    words: YesNoWords,
) -> Result<usize, XlsxError> {
    let text = match cell {
        Printed::Blank => return Ok(0),
        Printed::Date(day) => {
            let format = Format::new().set_num_format("yyyy-mm-dd");
            let civil = day.civil();
            let parts = (u16::try_from(civil.year()), u8::try_from(civil.month()), u8::try_from(civil.day()));
            if let (Ok(year), Ok(month), Ok(day)) = parts
                && year >= 1900
            {
                out.write_datetime_with_format(
                    row,
                    column,
                    ExcelDateTime::from_ymd(year, month, day)?,
                    &format,
                )?;
                return Ok(10);
            }
            day.to_string()
        }
        Printed::Decimal(digits) => match digits.parse::<f64>() {
            Ok(number) if significant(digits) <= DIGITS => {
                let places = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                out.write_number_with_format(row, column, number, formats.decimal(places))?;
                return Ok(digits.len());
            }
            _ => digits.clone(),
        },
        Printed::YesNo(value) => words.word(*value).to_owned(),
        Printed::Text(text) => text.clone(),
    };
    out.write_string(row, column, &text)?;
    Ok(display_width(&text))
}

/// How many digits of a number say something.
fn significant(digits: &str) -> usize {
    let figures = digits.trim_start_matches('-').trim_start_matches(['0', '.']);
    figures.bytes().filter(u8::is_ascii_digit).count()
}

/// Spreadsheets allow 31 characters and not these.
fn sheet_name(name: &str) -> String {
    let allowed = name.chars().filter(|c| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\''));
    let name: String = allowed.take(31).collect();
    if name.is_empty() { "Sheet1".to_owned() } else { name }
}

/// The width of a text in half-width characters: a Han character takes two.
fn display_width(text: &str) -> usize {
    text.chars().map(|c| if c >= '\u{2e80}' { 2 } else { 1 }).sum()
}
