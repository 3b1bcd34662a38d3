//! Rows too wide for the terminal: each is a heading with its values below it, one a line.

use super::grid::{Cell, Column};
use super::paper::{Ink, Paper, Told};
use super::value::with_unit;
use crate::report::text::{clip, pad_right, width};

/// How far the values stand in.
const INSET: usize = 2;

/// The lines of all rows; the first `naming` columns say which row it is. Cells without text are passed over.
pub(super) fn records(
    columns: &[Column],
    rows: &[Vec<Cell>],
    naming: usize,
    (paper, indent): (&Paper, usize),
) -> Told {
    let titles = columns.iter().skip(naming).map(|column| width(&column.title));
    let room = paper.width.saturating_sub(indent + INSET);
    let widest = titles.max().unwrap_or(0).min(room / 2);
    let mut body = Vec::new();
    let mut tall = 1;
    for row in rows {
        let before = body.len();
        let name: Vec<&str> =
            row.iter().take(naming).map(Cell::text).filter(|text| !text.is_empty()).collect();
        let name = clip(&name.join("  "), paper.width.saturating_sub(indent));
        body.push(format!("{}{}", " ".repeat(indent), paper.paint(Ink::Head, &name)));
        for (column, cell) in columns.iter().zip(row).skip(naming).filter(|(_, cell)| !cell.text().is_empty())
        {
            let title = pad_right(&clip(&column.title, widest), widest);
            let value = match cell {
                Cell::There(text) => with_unit(text, &column.unit),
                Cell::None(text) => text.clone(),
            };
            let value = clip(&value, room.saturating_sub(widest + 2));
            body.push(format!("{}{title}  {value}", " ".repeat(indent + INSET)).trim_end().to_owned());
        }
        tall = tall.max(body.len() - before);
    }
    Told { body, tall, ..Told::default() }
}
