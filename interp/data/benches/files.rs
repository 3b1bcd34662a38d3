//! How fast files become tables: the columns of the reference job out of CSV and out of a spreadsheet, and beside the latter the
//! spreadsheet library alone. `cargo bench -p heng-data --bench files`.

use std::sync::Arc;

use calamine::{Reader, Xlsx, open_workbook_from_rs};
use heng_data::{Input, read_table};
use heng_interp::table::{ColumnKind, ColumnRule, NumberRule, Schema};
use rust_xlsxwriter::Workbook;

fn main() {
    divan::main();
}

/// Text, eight numbers, three flags, three counts.
fn schema() -> Arc<Schema> {
    let kind = |at: usize| match at {
        0 => ColumnKind::Text,
        9..=11 => ColumnKind::YesNo,
        _ => ColumnKind::Number(NumberRule::default()),
    };
    let rule = |at| {
        let mut rule = ColumnRule::new(format!("c{at}"), kind(at));
        (rule.key, rule.optional, rule.used) = (at == 0, at != 0, true);
        rule
    };
    Arc::new(Schema { name: "企业".into(), columns: (0..15).map(rule).collect(), ..Schema::default() })
}

/// A cell that looks random and is always the same.
fn cell(row: u64, column: u64) -> String {
    let mut x = (row << 8) | column;
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb) >> 33;
    match column {
        0 => format!("9132{row:014}"),
        4 | 5 if x.is_multiple_of(5) => String::new(),
        1..=5 => format!("{}.{:02}", x % 100_000, x % 97),
        6..=8 => format!("{}.{}", x % 20, x % 7),
        9..=11 => if x.is_multiple_of(100) { "TRUE" } else { "FALSE" }.to_owned(),
        _ => (x % 3 * (x % 2)).to_string(),
    }
}

fn csv(rows: u64) -> Vec<u8> {
    let line = |cells: Vec<String>| cells.join(",") + "\n";
    let mut text = line((0..15).map(|at| format!("c{at}")).collect());
    for row in 0..rows {
        text.push_str(&line((0..15).map(|column| cell(row, column)).collect()));
    }
    text.into_bytes()
}

fn xlsx(rows: u32) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for column in 0..15_u16 {
        let _ = sheet.write_string(0, column, format!("c{column}"));
        for row in 0..rows {
            let text = cell(u64::from(row), u64::from(column));
            let _ = match (column, text.parse::<f64>()) {
                (0, _) => sheet.write_string(row + 1, column, text),
                (_, Ok(number)) => sheet.write_number(row + 1, column, number),
                _ if text.is_empty() => continue,
                _ => sheet.write_boolean(row + 1, column, text == "TRUE"),
            };
        }
    }
    book.save_to_buffer().unwrap_or_default()
}

#[divan::bench(args = [10_000, 100_000], sample_count = 10)]
fn from_csv(bencher: divan::Bencher<'_, '_>, rows: u64) {
    let (schema, bytes) = (schema(), csv(rows));
    bencher
        .counter(divan::counter::BytesCount::new(bytes.len()))
        .with_inputs(|| Input::bytes("企业.csv", bytes.clone()))
        .bench_local_values(|input| read_table(input, &schema));
}

#[divan::bench(args = [10_000], sample_count = 5)]
fn from_spreadsheet(bencher: divan::Bencher<'_, '_>, rows: u32) {
    let (schema, bytes) = (schema(), xlsx(rows));
    bencher
        .with_inputs(|| Input::bytes("企业.xlsx", bytes.clone()))
        .bench_local_values(|input| read_table(input, &schema));
}

/// The library alone, going through all cells of the same file.
#[divan::bench(args = [10_000], sample_count = 5)]
fn spreadsheet_library_alone(bencher: divan::Bencher<'_, '_>, rows: u32) {
    let bytes = xlsx(rows);
    bencher.bench_local(|| {
        let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(&bytes)).ok()?;
        let sheet = book.sheet_names().first().cloned()?;
        let mut cells = book.worksheet_cells_reader(&sheet).ok()?;
        let mut count = 0_u64;
        while let Ok(Some(_)) = cells.next_cell() {
            count += 1;
        }
        Some(count)
    });
}
