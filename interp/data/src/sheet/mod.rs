//! Spreadsheets: XLSX, XLSB, XLS and ODS.

mod fault;
mod grid;

use std::sync::Arc;

use calamine::{Ods, Reader, SheetVisible, Sheets, Xls, Xlsb, Xlsx};
use heng_interp::table::{ColumnKind, Draft, Origin, Schema};

use crate::Fallible;
use crate::csv::ReadSeek;
use crate::fill::fill;
use crate::header::{self, Layout};
use crate::input::failed;
use grid::Grid;

type Book = Sheets<Box<dyn ReadSeek>>;

/// Reads a sheet of a spreadsheet into a table: the one called `wanted`, else the first that has the columns.
pub fn read(content: Box<dyn ReadSeek>, wanted: Option<&str>, schema: &Arc<Schema>, origin: Origin) -> Draft {
    let name = origin.file.clone().unwrap_or_default();
    let mut book = match open(content, &name) {
        Ok(book) => book,
        Err(complaint) => return failed(schema, origin, complaint),
    };
    let chosen = match wanted {
        Some(wanted) => named(&mut book, wanted, schema),
        None => likeliest(&mut book, schema),
    };
    let (mut grid, layout) = match chosen {
        Ok(chosen) => chosen,
        Err(complaint) => return failed(schema, origin, complaint),
    };
    if schema.columns.iter().any(|c| matches!(&c.kind, ColumnKind::Number(n) if n.unit == "%")) {
        let styles = book.worksheet_style(grid.name());
        grid.style(styles.ok().filter(|_| matches!(book, Sheets::Xlsx(_))));
    }
    let origin = Origin { sheet: Some(Arc::from(grid.name())), ..origin };
    grid.skip(layout.rows);
    let mut draft = fill(schema, origin, &layout, &mut grid);
    if !grid.knows_percentages() {
        draft.faults.extend(fault::fractions_of_percent(&draft.table));
    }
    draft
}

fn open(mut content: Box<dyn ReadSeek>, name: &str) -> Fallible<Book> {
    let mut start = [0; 4];
    let magic = content.read_exact(&mut start).and_then(|()| content.rewind());
    magic.map_err(|e| fault::not_a_spreadsheet(&e.to_string()))?;
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    let opened = match (start, ending.as_str()) {
        ([0xd0, ..], _) => Xls::new(content).map(Sheets::Xls).map_err(calamine::Error::Xls),
        (_, "ods") => Ods::new(content).map(Sheets::Ods).map_err(calamine::Error::Ods),
        (_, "xlsb") => Xlsb::new(content).map(Sheets::Xlsb).map_err(calamine::Error::Xlsb),
        _ => Xlsx::new(content).map(Sheets::Xlsx).map_err(calamine::Error::Xlsx),
    };
    opened.map_err(|error| {
        let text = error.to_string();
        let locked = text.contains("assword") || (start.starts_with(&[0xd0]) && ending == "xlsx");
        if locked { fault::locked().into() } else { fault::not_a_spreadsheet(&text).into() }
    })
}

fn named(book: &mut Book, wanted: &str, schema: &Schema) -> Fallible<(Grid, Layout)> {
    let sheets = book.sheet_names();
    let sought = crate::fold::comparable(wanted);
    let Some(name) = sheets.iter().find(|s| crate::fold::comparable(s) == sought) else {
        return Err(fault::no_sheet(wanted, &sheets).into());
    };
    grid(book, name, schema)
}

/// The first sheet that has every column, else the one that has most; hidden sheets only where there are no others.
fn likeliest(book: &mut Book, schema: &Schema) -> Fallible<(Grid, Layout)> {
    let visible = book.sheets_metadata().iter().filter(|s| s.visible == SheetVisible::Visible);
    let mut names: Vec<String> = visible.map(|s| s.name.clone()).collect();
    if names.is_empty() {
        names = book.sheet_names();
    }
    let mut best: Option<(Grid, Layout)> = None;
    for name in &names {
        let (grid, layout) = grid(book, name, schema)?;
        if layout.is_complete() {
            return Ok((grid, layout));
        }
        if best.as_ref().is_none_or(|(_, b)| layout.found > b.found) {
            best = Some((grid, layout));
        }
    }
    best.ok_or_else(|| fault::empty().into())
}

fn grid(book: &mut Book, name: &str, schema: &Schema) -> Fallible<(Grid, Layout)> {
    let range = book.worksheet_range(name).map_err(|e| fault::not_a_spreadsheet(&e.to_string()))?;
    let grid = Grid::new(name, range);
    let mut layout = header::find(schema, &grid.first_rows());
    layout.rows += grid.first_row();
    Ok((grid, layout))
}
