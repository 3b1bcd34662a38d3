//! Spreadsheets: XLSX, XLSB, XLS and ODS.

mod ahead;
mod extent;
mod fault;
mod grid;
mod stream;

use std::sync::Arc;

use calamine::{Ods, Reader, SheetVisible, Sheets, Xls, Xlsb, Xlsx};
use heng_interp::table::{Draft, Origin, Schema};

use crate::Fallible;
use crate::csv::ReadSeek;
use crate::fill::{Rows, fill};
use crate::fold::comparable;
use crate::header::{self, Layout};
use crate::input::failed;
use crate::plain::PlainSheet;
use ahead::ahead;
use grid::Grid;
use stream::{InTurn, Stream};

type Book = Sheets<Box<dyn ReadSeek>>;

/// Reads a sheet of a spreadsheet into a table: the one called `wanted`, else the first that has the columns. Where several threads may
/// read, one of them takes the sheet apart.
pub fn read(
    content: Box<dyn ReadSeek>,
    wanted: Option<&str>,
    schema: &Arc<Schema>,
    origin: Origin,
    threads: usize,
) -> Draft {
    // The library that takes spreadsheets apart panics on some damaged ones; nothing of it outlives the call.
    let read = std::panic::AssertUnwindSafe(|| read_sheet(content, wanted, schema, &origin, threads));
    let table = std::panic::catch_unwind(read).unwrap_or_else(|_| Err(fault::damaged().into()));
    table.unwrap_or_else(|complaint| failed(schema, origin, complaint))
}

fn read_sheet(
    content: Box<dyn ReadSeek>,
    wanted: Option<&str>,
    schema: &Arc<Schema>,
    origin: &Origin,
    threads: usize,
) -> Fallible<Draft> {
    let name = origin.file.clone().unwrap_or_default();
    let mut book = open(content, &name)?;
    let Chosen { sheet, layout, others } = choose(&mut book, wanted, schema)?;
    let origin = Origin { sheet: Some(Arc::from(sheet.as_str())), ..origin.clone() };
    if matches!(book, Sheets::Xlsx(_)) {
        let mut rows = Stream::open(&mut book, &sheet)?;
        rows.pass(layout.rows)?;
        let draft = match threads {
            0 | 1 => fill(schema, origin, &layout, &mut InTurn::new(rows)),
            _ => ahead(rows, |rows| fill(schema, origin, &layout, &mut InTurn::new(rows))),
        };
        return Ok(with_others(draft, &sheet, &others));
    }
    let mut rows = grid(&mut book, &sheet)?;
    rows.skip(layout.rows);
    Ok(with_others(fill(schema, origin, &layout, &mut rows), &sheet, &others))
}

/// The sheet that is read, and the names of others that have every column too.
struct Chosen {
    sheet: String,
    layout: Layout,
    others: Vec<String>,
}

/// Adds the warning that other sheets would do as well.
fn with_others(mut draft: Draft, sheet: &str, others: &[String]) -> Draft {
    if !others.is_empty() {
        let place = draft.table.origin().place(None, None);
        let name = draft.table.schema().name.clone();
        draft.faults.insert(0, fault::other_sheets(sheet, others).at(&name, place, None, None));
    }
    draft
}

fn open(mut content: Box<dyn ReadSeek>, name: &str) -> Fallible<Book> {
    let mut start = [0; 4];
    let magic = content.read_exact(&mut start).and_then(|()| content.rewind());
    magic.map_err(|e| fault::not_a_spreadsheet(&e.to_string()))?;
    if start.starts_with(&[0xd0]) {
        refuse_impossible(&mut content)?;
    }
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

/// Refuses an XLS file that tells a size no sheet can have.
fn refuse_impossible(content: &mut dyn ReadSeek) -> Fallible<()> {
    let mut file = Vec::new();
    let read = content.read_to_end(&mut file).and_then(|_| content.rewind());
    read.map_err(|e| fault::not_a_spreadsheet(&e.to_string()))?;
    if extent::is_impossible(&file) { Err(fault::damaged().into()) } else { Ok(()) }
}

/// The sheet called `wanted`; else the first that has every column, else the one that has most. Hidden sheets are looked
/// at only where there are no others.
fn choose(book: &mut Book, wanted: Option<&str>, schema: &Schema) -> Fallible<Chosen> {
    if let Some(wanted) = wanted {
        let sheets = book.sheet_names();
        let sought = comparable(wanted);
        let Some(name) = sheets.iter().find(|s| comparable(s) == sought) else {
            return Err(fault::no_sheet(wanted, &sheets).into());
        };
        return Ok(Chosen { layout: layout(book, name, schema)?, sheet: name.clone(), others: Vec::new() });
    }
    let visible = book.sheets_metadata().iter().filter(|s| s.visible == SheetVisible::Visible);
    let mut names: Vec<String> = visible.map(|s| s.name.clone()).collect();
    if names.is_empty() {
        names = book.sheet_names();
    }
    let mut chosen: Option<Chosen> = None;
    for name in names {
        let layout = layout(book, &name, schema)?;
        match &mut chosen {
            Some(chosen) if chosen.layout.is_complete() => {
                chosen.others.extend(layout.is_complete().then_some(name));
            }
            Some(chosen) if !layout.is_complete() && layout.found <= chosen.layout.found => {}
            _ => chosen = Some(Chosen { sheet: name, layout, others: Vec::new() }),
        }
    }
    chosen.ok_or_else(|| fault::empty().into())
}

fn layout(book: &mut Book, name: &str, schema: &Schema) -> Fallible<Layout> {
    let (top, rows) = if matches!(book, Sheets::Xlsx(_)) {
        Stream::open(book, name)?.first_rows()?
    } else {
        grid(book, name)?.first_rows()?
    };
    let mut layout = header::find(schema, &rows);
    layout.rows += top;
    Ok(layout)
}

/// All cells of all sheets.
pub fn plain(content: Box<dyn ReadSeek>, name: &str) -> Fallible<Vec<PlainSheet>> {
    // As above: the library panics on some damaged spreadsheets.
    let read = std::panic::AssertUnwindSafe(|| {
        let mut book = open(content, name)?;
        let sheets = book.sheet_names();
        sheets.iter().map(|sheet| plain_sheet(&mut book, sheet)).collect()
    });
    std::panic::catch_unwind(read).unwrap_or_else(|_| Err(fault::damaged().into()))
}

fn plain_sheet(book: &mut Book, name: &str) -> Fallible<PlainSheet> {
    let mut grid = grid(book, name)?;
    let mut rows = Vec::new();
    while grid.advance()? {
        rows.push((0..grid.width()).map(|column| grid.cell(column).shown()).collect());
    }
    Ok(PlainSheet::of_rows(name, rows))
}

fn grid(book: &mut Book, name: &str) -> Fallible<Grid> {
    let range = book.worksheet_range(name).map_err(|e| fault::not_a_spreadsheet(&e.to_string()))?;
    Ok(Grid::new(range))
}
