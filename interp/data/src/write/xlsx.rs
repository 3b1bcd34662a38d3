//! XLSX.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Seek, Write};

use heng_interp::shown::{ShownCells, ShownColumn, absent, digits, trim};
use heng_interp::value::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Printed, Sheet, YesNoWords};

/// A spreadsheet keeps this many digits of a number; longer ones are written as text.
const DIGITS: usize = 15;

/// Writes tables as the sheets of one spreadsheet: bold headers that stay in sight, identifiers as texts, numbers with the decimals
/// they have. The same tables give the same bytes: the file says no time of writing.
///
/// The lines of a sheet wait in a temporary file, not in memory, until all are there; only texts, each once, are kept.
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
        let page = match book.new_worksheet_with_low_memory() {
            Ok(page) => page,
            // Without a place for temporary files the lines wait in memory after all.
            Err(_) => Worksheet::new(),
        };
        book.push_worksheet(write_sheet(page, sheet, &mut formats, words).map_err(io::Error::other)?);
    }
    book.save_to_writer(out).map_err(io::Error::other)
}

/// The formats of cells.
struct Formats {
    /// Of numbers, one a number of decimals.
    decimals: BTreeMap<usize, Format>,
    day: Format,
}

impl Default for Formats {
    fn default() -> Self {
        Self { decimals: BTreeMap::new(), day: Format::new().set_num_format("yyyy-mm-dd") }
    }
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
    mut page: Worksheet,
    sheet: Sheet<'_>,
    formats: &mut Formats,
    words: YesNoWords,
) -> Result<Worksheet, XlsxError> {
    page.set_name(sheet_name(&sheet.name))?;
    let bold = Format::new().set_bold();
    let mut widths: Vec<usize> = sheet.headers.iter().map(|h| display_width(h)).collect();
    for (column, header) in (0_u16..).zip(&sheet.headers) {
        page.write_string_with_format(0, column, header, &bold)?;
    }
    let mut row = 0_u32;
    for batch in sheet.batches {
        for line in 0..batch.lines {
            row = row.saturating_add(1);
            let mut out = Line { page: &mut page, row, formats };
            for (column, cells) in (0_u16..).zip(&batch.columns) {
                let width = out.write(column, &Cell::of(cells, line, words))?;
                if let Some(widest) = widths.get_mut(usize::from(column)) {
                    *widest = width.max(*widest);
                }
            }
        }
    }
    for (column, width) in (0_u16..).zip(widths) {
        let characters = u16::try_from(width.clamp(6, 48)).unwrap_or(48);
        page.set_column_width(column, f64::from(characters) + 2.0)?;
    }
    page.set_freeze_panes(1, 0)?;
    Ok(page)
}

/// What a cell of a spreadsheet holds.
enum Cell<'c> {
    Blank,
    Text(Cow<'c, str>),
    /// A number, how many decimals are shown, and how many characters it takes.
    Number(f64, usize, usize),
    Day(Date),
}

impl<'c> Cell<'c> {
    fn of(column: &'c ShownColumn<'_>, line: usize, words: YesNoWords) -> Self {
        if let Some(why) = column.absences.get(line).copied().flatten() {
            return absent(why).map_or(Self::Blank, |word| Self::Text(Cow::Borrowed(word)));
        }
        Self::present(&column.cells, line, words).unwrap_or(Self::Blank)
    }

    fn present(cells: &'c ShownCells<'_>, line: usize, words: YesNoWords) -> Option<Self> {
        Some(match cells {
            ShownCells::Decimals { places, counts, trimmed } => {
                Self::multiple(*counts.get(line)?, *places, *trimmed)
            }
            ShownCells::Digits(digits) => Self::digits(digits.get(line)?),
            ShownCells::Texts(texts) => Self::Text(Cow::Borrowed(texts.get(line)?)),
            ShownCells::Members { names, positions } => {
                let name = names.get(usize::try_from(*positions.get(line)?).ok()?)?;
                Self::Text(Cow::Borrowed(name))
            }
            ShownCells::Days(days) => Self::Day(Date::from_days(*days.get(line)?)?),
            ShownCells::YesNo(answers) => Self::Text(Cow::Borrowed(words.word(*answers.get(line)?))),
            ShownCells::Mixed(cells) => match cells.get(line)? {
                Printed::Text(text) => Self::Text(Cow::Borrowed(text)),
                Printed::Decimal(digits) => Self::digits(digits),
                Printed::Date(day) => Self::Day(*day),
                Printed::YesNo(answer) => Self::Text(Cow::Borrowed(words.word(*answer))),
                Printed::Blank => Self::Blank,
            },
            ShownCells::Nothing => return None,
        })
    }

    /// So many times the last of `places` decimals. Up to 15 digits the quotient of two floats, both exact, is the float nearest to the
    /// number, which is the one that its digits are read as.
    fn multiple(count: i64, places: u32, trimmed: bool) -> Self {
        let (short, left) = trim(count, places, trimmed);
        let figures = short.unsigned_abs().checked_ilog10().map_or(1, |power| power as usize + 1);
        let Some(power) = 10_u64.checked_pow(left).filter(|_| figures <= DIGITS) else {
            return Self::Text(Cow::Owned(digits(count, places, trimmed)));
        };
        #[expect(
            clippy::cast_precision_loss,
            reason = "at most 15 digits; a power of ten of at most 19 zeros"
        )]
        let number = short as f64 / power as f64;
        let left = left as usize;
        let width = figures.max(left + 1) + usize::from(left > 0) + usize::from(short < 0);
        Self::Number(number, left, width)
    }

    fn digits(digits: &'c str) -> Self {
        match digits.parse::<f64>() {
            Ok(number) if significant(digits) <= DIGITS => {
                let places = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                Self::Number(number, places, digits.len())
            }
            _ => Self::Text(Cow::Borrowed(digits)),
        }
    }
}

/// A line of a sheet.
struct Line<'s> {
    page: &'s mut Worksheet,
    /// Counted from 0, that of the headers.
    row: u32,
    formats: &'s mut Formats,
}

impl Line<'_> {
    /// Writes a cell; gives its width in half-width characters.
    fn write(&mut self, column: u16, cell: &Cell<'_>) -> Result<usize, XlsxError> {
        match cell {
            Cell::Blank => Ok(0),
            Cell::Text(text) => self.text(column, text),
            Cell::Number(number, places, width) => {
                let format = self.formats.decimal(*places);
                self.page.write_number_with_format(self.row, column, *number, format)?;
                Ok(*width)
            }
            Cell::Day(day) => match spreadsheet_day(*day)? {
                Some(cell) => {
                    self.page.write_datetime_with_format(self.row, column, cell, &self.formats.day)?;
                    Ok(10)
                }
                None => self.text(column, &day.to_string()),
            },
        }
    }

    fn text(&mut self, column: u16, text: &str) -> Result<usize, XlsxError> {
        self.page.write_string(self.row, column, text)?;
        Ok(display_width(text))
    }
}

/// A day as spreadsheets know it; they know none before 1900.
fn spreadsheet_day(day: Date) -> Result<Option<ExcelDateTime>, XlsxError> {
    let civil = day.civil();
    let parts = (u16::try_from(civil.year()), u8::try_from(civil.month()), u8::try_from(civil.day()));
    match parts {
        (Ok(year), Ok(month), Ok(day)) if year >= 1900 => ExcelDateTime::from_ymd(year, month, day).map(Some),
        _ => Ok(None),
    }
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
