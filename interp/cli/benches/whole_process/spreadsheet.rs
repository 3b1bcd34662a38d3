//! The same job out of a spreadsheet, and how much of the time is the spreadsheet library's.

use std::io::{self, Write};
use std::path::Path;

use calamine::{Reader, Xlsx, open_workbook};
use rust_xlsxwriter::Workbook;

use super::asked::Asked;
use super::data;
use super::measure::{Runner, in_turn};
use super::table;

const ROWS: u64 = 100_000;

/// Reads all cells of the first sheet with the library that Heng reads them with, and does nothing else.
///
/// # Errors
/// Where it is no such file.
pub fn read_alone(input: &Path) -> io::Result<()> {
    let mut book: Xlsx<_> =
        open_workbook(input).map_err(|fault: calamine::XlsxError| io::Error::other(fault))?;
    let sheet = book.sheet_names().first().cloned().unwrap_or_default();
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(io::Error::other)?;
    let mut count = 0_u64;
    while cells.next_cell().map_err(io::Error::other)?.is_some() {
        count += 1;
    }
    println!("{count} cells");
    Ok(())
}

/// The table as a spreadsheet: numbers as numbers, flags as flags.
fn write(rows: u64, path: &Path) -> Result<(), rust_xlsxwriter::XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, name) in (0..).zip(data::HEADER.split(',')) {
        sheet.write_string(0, at, name.trim())?;
    }
    for row in 0..rows {
        let line = u32::try_from(row + 1).unwrap_or(u32::MAX);
        for (at, cell) in (0_u16..).zip(data::row(row)) {
            match (at, cell.as_str()) {
                (_, "") => {}
                (0 | 1, text) => _ = sheet.write_string(line, at, text)?,
                (10 | 11 | 15, flag) => _ = sheet.write_boolean(line, at, flag == "TRUE")?,
                (_, digits) => _ = sheet.write_number(line, at, digits.parse::<f64>().unwrap_or(0.0))?,
            }
        }
    }
    book.save(path)
}

/// Heng on the spreadsheet, beside the library alone.
///
/// # Errors
/// Where one of them cannot be run.
pub fn measure(asked: &Asked, ourselves: &str, script: &str, out: &mut impl Write) -> io::Result<()> {
    let input = asked.folder.join("data.xlsx");
    if !input.is_file() {
        write(ROWS, &input).map_err(io::Error::other)?;
    }
    let heng = Runner::new("heng", [&asked.heng, "run", script, "-d", "企业={in}", "-o", "{out}"]);
    let library =
        Runner::new("the spreadsheet library alone, reading every cell", [ourselves, "library", "{in}"]);
    let measured = in_turn(&[heng, library], asked.rounds, &input, None, &asked.folder)?;
    table::write(out, &format!("{ROWS} enterprises, XLSX in, CSV out"), &measured)
}
